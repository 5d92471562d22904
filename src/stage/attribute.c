#include "stage/attrib.h"

/* ------------------------------------------------------------------ levels -- */

/* Items from token t on, up to `stop` and the window: tokens, and quotations of
 * the level as one each; labels of turns are left out. *q: the first quotation
 * that may begin here. Returns the token after them. */
static uint32_t add_items(struct cx *c, uint32_t t, uint32_t stop, uint32_t level, uint32_t *q)
{
	while (t < stop && c->n < DRG__ATTRIB_WINDOW) {
		while (*q < c->quotes->n && (c->qfirst[*q] < t || c->quotes->parent[*q] != level || !c->speech[*q]))
			++*q;
		if (*q < c->quotes->n && c->qfirst[*q] == t) {
			c->it[c->n++] = (struct item){ t, c->qend[*q], *q };
			t = c->qend[*q];
		} else {
			if (!c->label[t])
				c->it[c->n++] = (struct item){ t, t + 1, NONE };
			t++;
		}
	}
	return t;
}

/* The first of n ascending rows that is >= x. */
static uint32_t first_from(const uint32_t *v, uint32_t n, uint32_t x)
{
	uint32_t lo = 0, hi = n;
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		if (v[mid] < x)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* "Why?" the envoy said.  The encoder may end a sentence after the question: does
 * the sentence at token t, after the quotation q that nobody was given, only say
 * whose it is? */
static bool says_whose(const struct cx *c, uint32_t q, uint32_t t, uint32_t end)
{
	struct span in = c->quotes->inner[q];
	char last = in.e > in.s ? c->text->p[in.e - 1] : 0;
	if (c->used[q] || t >= end || (c->tok->flags[t] & TOK_PARA) || !(last == '?' || last == '!' || last == ',' || last == '-' || (unsigned char)last >= 0x80))
		return false;
	if (c->tok->shape[t] == SHAPE_LOWER)
		return true;
	for (uint32_t k = t; k < end && k < t + 10 && !(c->tok->flags[k] & TOK_QUOTE); k++) {
		const struct hit *h = drg__hit_at(c->hits, k, c->lex_cues);
		/* "Why?" the envoy said of the ferry. */
		if (h && h->end < end && ((c->tok->flags[h->end] & TOK_PUNCT) || c->cls[h->end] == W_PREP || c->cls[h->end] == W_TIME))
			return true;
	}
	return false;
}

/* Does the quotation q end as a sentence does, and token t begin another, whose quotation it
 * is not? "They must stop." The envoy said that .. */
static bool closed(const struct cx *c, uint32_t q, uint32_t t)
{
	struct span in = c->quotes->inner[q];
	return in.e > in.s && c->text->p[in.e - 1] == '.' && t < c->tok->n && (c->tok->shape[t] == SHAPE_TITLE || c->tok->shape[t] == SHAPE_UPPER || c->tok->shape[t] == SHAPE_SINGLE_UPPER);
}

/* Tokens [first, end), sentence by sentence, in pieces of at most the window. */
static void read_range(struct cx *c, uint32_t first, uint32_t end, uint32_t level)
{
	const struct sents *sents = c->sents;
	uint32_t s = first_from(sents->tok + 1, sents->n, first + 1), q = first_from(c->qfirst, c->quotes->n, first), t = first;
	c->level_end = end;
	while (t < end && s < sents->n) {
		bool zone = c->tok->flags[t] & TOK_ZONE;
		uint32_t end_of = sents->tok[s + 1] < end ? sents->tok[s + 1] : end;
		bool goes_on = t > first && c->n && c->it[c->n - 1].q != NONE && c->it[c->n - 1].b == t && says_whose(c, c->it[c->n - 1].q, t, end_of);
		if (goes_on)
			c->it[0] = c->it[c->n - 1];
		c->n = goes_on;
		c->sent_first = t;
		t = add_items(c, t, end_of, level, &q);
		if (!zone && c->n)
			drg__attrib_sentence(c);
		while (s < sents->n && sents->tok[s + 1] <= t)
			s++;
		/* The rest of a sentence in whose middle a long quotation ended is read
		 * with the quotation as its first item, where it is not over. */
		while (t < end && s < sents->n && sents->tok[s] < t && c->n && c->it[c->n - 1].q != NONE && c->n < DRG__ATTRIB_WINDOW) {
			c->it[0] = c->it[c->n - 1];
			c->n = !closed(c, c->it[0].q, t);
			t = add_items(c, t, sents->tok[s + 1] < end ? sents->tok[s + 1] : end, level, &q);
			if (!zone)
				drg__attrib_sentence(c);
			while (s < sents->n && sents->tok[s + 1] <= t)
				s++;
		}
	}
}

/* The envoy said on Valley Radio's "Morning in the Hills.": words in capitals but for the small
 * ones between them, after a word that says nothing. */
static bool names_a_work(const struct cx *c, uint32_t a, uint32_t b)
{
	enum { WORDS_MOST = 9, SMALL_MOST = 4 };
	uint32_t capitals = 0, words = 0;
	bool last = false;
	if (a == 0 || (c->tok->flags[a] & TOK_PARA) || !(c->tok->flags[a - 1] & TOK_WORD) || drg__hit_at(c->hits, a - 1, c->lex_cues))
		return false;
	for (uint32_t t = a; t < b; t++) {
		if (!(c->tok->flags[t] & TOK_WORD))
			continue;
		last = c->tok->shape[t] != SHAPE_LOWER;
		if (!last && word(c, t).n > SMALL_MOST)
			return false;
		words++;
		capitals += last;
	}
	return last && capitals > 1 && words <= WORDS_MOST;
}

/* Is the quotation speech, or a term or a title in quotation marks? */
static bool is_speech(const struct cx *c, uint32_t q)
{
	uint32_t a = c->qfirst[q], b = c->qend[q];
	if (!(c->quotes->flags[q] & QUOTE_SCARE))
		return !names_a_work(c, a, b);
	/* "with a tap", as she put it */
	if (b + 2 < c->tok->n && !(c->tok->flags[b] & TOK_PARA) && c->text->p[c->tok->span[b].s] == ',' && drg__str_ieq(word(c, b + 1), STR("as")) && c->cls[b + 2] == W_PRON)
		return true;
	/* punctuation inside at its end, or a comma or colon before it, or a comma right after it at the head of a sentence */
	if (b - a >= 3) {
		char last = c->text->p[c->tok->span[b - 2].s];
		if (last == ',' || last == '!' || last == '?' || (last == '.' && (c->tok->flags[b - 2] & TOK_PUNCT)))
			return !(last == '.' && a > 0 && !(c->tok->flags[a] & TOK_PARA) && (c->tok->flags[a - 1] & TOK_WORD)) &&
			       !(last == ',' && a > 0 && !(c->tok->flags[a] & TOK_PARA) && (c->tok->flags[a - 1] & TOK_WORD));
	}
	char before = a > 0 && !(c->tok->flags[a] & TOK_PARA) ? c->text->p[c->tok->span[a - 1].s] : 0;
	/* an afterthought: , "as a precaution", */
	bool apart = before == ',' && b - a >= 5 && b < c->tok->n && c->text->p[c->tok->span[b].s] == ',' && c->tok->shape[a + 1] == SHAPE_LOWER;
	return before == ':' || apart;
}

/* Heads before their dependents: each sentence's root, then row by row. */
static void order_trees(struct cx *c)
{
	uint32_t n = c->tok->n;
	c->order = NEW_N(c->a, uint32_t, n);
	struct arena scratch = *c->a;
	uint32_t *child = NEW_N(&scratch, uint32_t, n), *next = NEW_N(&scratch, uint32_t, n);
	for (uint32_t t = 0; t < n; t++)
		child[t] = next[t] = NONE;
	for (uint32_t t = n; t-- > 0;)
		if (c->head[t] != NONE) {
			next[t] = child[c->head[t]];
			child[c->head[t]] = t;
		}
	for (uint32_t s = 0; s < c->sents->n; s++) {
		uint32_t from = c->sents->tok[s], to = c->sents->tok[s + 1], k = from;
		for (uint32_t t = from; t < to; t++)
			if (c->head[t] == NONE)
				c->order[k++] = t;
		for (uint32_t i = from; i < k; i++)
			for (uint32_t t = child[c->order[i]]; t != NONE && k < to; t = next[t])
				c->order[k++] = t;
	}
}

/* What the parser found, in the form the rules ask for. */
static void read_syntax(struct cx *c, const struct layers *l)
{
	uint32_t n = l->tokens.n;
	c->upos = l->morph.upos;
	c->head = l->deps.head;
	if (!c->upos || !c->head) {
		c->upos = NULL;
		c->head = NULL;
		return;
	}
	static const struct {
		const char *name;
		uint8_t rel;
	} known[] = { { "nsubj", REL_NSUBJ }, { "nsubj:pass", REL_PASSIVE }, { "nsubj:outer", REL_NSUBJ }, { "conj", REL_CHAIN }, { "advcl", REL_CHAIN }, { "xcomp", REL_CHAIN },
		      { "parataxis", REL_CHAIN }, { "acl", REL_ACL }, { "acl:relcl", REL_RELCL }, { "amod", REL_AMOD }, { "aux", REL_AUX }, { "aux:pass", REL_PASSIVE } };
	uint8_t *of = NEW_N(c->a, uint8_t, (size_t)l->tagset.n_rels + 1);
	for (uint32_t r = 0; r < l->tagset.n_rels; r++)
		for (size_t k = 0; k < sizeof known / sizeof *known; k++)
			if (drg__str_eq(l->tagset.rels[r], drg__str_c(known[k].name)))
				of[r] = known[k].rel;
	uint8_t *finite = NEW_N(c->a, uint8_t, (size_t)l->tagset.n_feats + 1);
	for (uint32_t f = 0; f < l->tagset.n_feats; f++)
		finite[f] = drg__str_find(l->tagset.feats[f], STR("VerbForm=Fin"), 0) != SIZE_MAX;
	c->finite = NEW_N(c->a, uint8_t, n);
	c->rel = NEW_N(c->a, uint8_t, n);
	c->subj = NEW_N(c->a, uint32_t, n);
	c->passive = NEW_N(c->a, uint8_t, n);
	c->lo = NEW_N(c->a, uint32_t, n);
	c->hi = NEW_N(c->a, uint32_t, n);
	for (uint32_t t = 0; t < n; t++) {
		c->rel[t] = l->deps.rel[t] < l->tagset.n_rels ? of[l->deps.rel[t]] : REL_OTHER;
		c->finite[t] = l->morph.feats[t] < l->tagset.n_feats && finite[l->morph.feats[t]];
		c->subj[t] = NONE;
		c->lo[t] = c->hi[t] = t;
	}
	order_trees(c);
	for (uint32_t t = 0; t < n; t++) {
		uint32_t up = c->head[t];
		if (up < n && c->rel[t] == REL_PASSIVE)
			c->passive[up] = 1;
		if (up < n && (c->rel[t] == REL_NSUBJ || (c->rel[t] == REL_PASSIVE && c->upos[t] != UPOS_AUX)) && c->subj[up] == NONE)
			c->subj[up] = t;
		/* a chain of heads longer than this is no subject's inside */
		for (int k = 0; k < 40 && up < n; k++, up = c->head[up]) {
			if (c->lo[up] > t)
				c->lo[up] = t;
			if (c->hi[up] < t)
				c->hi[up] = t;
		}
	}
}

/* Words of time that stand in a name, "the Karsk Evening Post", are no words of time. */
static void name_words(struct cx *c, const struct mentions *men)
{
	for (uint32_t m = 0; m < men->n; m++) {
		uint32_t t = drg__span_first(c->tok->span, c->tok->n, men->span[m].s);
		for (; men->form[m] == FORM_NAME && t < c->tok->n && c->tok->span[t].s < men->span[m].e; t++)
			if (c->cls[t] == W_TIME)
				c->cls[t] = W_NONE;
	}
}

void drg__attribute(const drg_pack *pack, const struct layers *l, const struct hits *hits,
                    struct arena *keep, struct arena scratch, struct attribs *out)
{
	const struct text *text = &l->text;
	const struct tokens *tok = &l->tokens;
	const struct sents *sents = &l->sents;
	const struct quotes *quotes = &l->quotes;
	struct cx c = { .text = text, .outlet = l->meta.outlet, .tok = tok, .sents = sents, .quotes = quotes, .names = &l->names, .ev = &l->evidence, .pack = pack, .hits = hits, .a = &scratch };
	uint32_t lex_words = drg__lex(pack, "words"), lex_verbs = drg__lex(pack, "verbs");
	c.lex_cues = drg__lex(pack, "cues");
	c.lex_nouns = drg__lex(pack, "cue_nouns");
	c.lex_roles = drg__lex(pack, "roles");
	c.lex_grounds = drg__lex(pack, "grounds");
	if (lex_words == UINT32_MAX || c.lex_cues == UINT32_MAX || c.lex_nouns == UINT32_MAX || c.lex_roles == UINT32_MAX || c.lex_grounds == UINT32_MAX || tok->n == 0)
		return;
	c.col_frames = drg__lex_col(pack, c.lex_cues, "frames");
	c.col_class = drg__lex_col(pack, c.lex_cues, "class");
	c.col_stance = drg__lex_col(pack, c.lex_cues, "stance");
	uint32_t col = drg__lex_col(pack, lex_words, "class");
	c.cls = drg__alloc_n(&scratch, tok->n, 1, 1);
	c.verb = drg__alloc_n(&scratch, tok->n, 1, 1);
	read_syntax(&c, l);
	c.it = drg__alloc_n(&scratch, DRG__ATTRIB_WINDOW + 1, sizeof *c.it, _Alignof(struct item));
	for (uint32_t i = 0; i < tok->n; i++) {
		const struct hit *h = drg__hit_at(hits, i, lex_words);
		if (h && h->end == i + 1)
			c.cls[i] = (uint8_t)(drg__lex_enum(pack, lex_words, h->row, col) + 1);
		if (c.upos)
			c.verb[i] = c.cls[i] == W_NONE && c.upos[i] == UPOS_VERB;
		else if (c.cls[i] == W_NONE && ((lex_verbs != UINT32_MAX && drg__hit_at(hits, i, lex_verbs)) || drg__hit_at(hits, i, c.lex_cues)))
			c.verb[i] = 1;
	}
	name_words(&c, &l->mentions);
	c.qfirst = drg__alloc_n(&scratch, quotes->n, sizeof *c.qfirst, _Alignof(uint32_t));
	c.qend = drg__alloc_n(&scratch, quotes->n, sizeof *c.qend, _Alignof(uint32_t));
	c.speech = drg__alloc_n(&scratch, quotes->n, 1, 1);
	c.used = drg__alloc_n(&scratch, quotes->n, 1, 1);
	uint32_t t = 0;
	for (uint32_t q = 0; q < quotes->n; q++) {
		while (t < tok->n && tok->span[t].s < quotes->outer[q].s)
			t++;
		c.qfirst[q] = t;
		uint32_t lo = t, hi = tok->n;
		while (lo < hi) {
			uint32_t mid = (lo + hi) / 2;
			if (tok->span[mid].s < quotes->outer[q].e)
				lo = mid + 1;
			else
				hi = mid;
		}
		c.qend[q] = lo;
		c.speech[q] = is_speech(&c, q);
	}
	c.label = NEW_N(&scratch, uint8_t, tok->n);
	drg__attrib_turns(&c);
	drg__attrib_interview(&c);
	read_range(&c, 0, tok->n, NONE);
	for (uint32_t q = 0; q < quotes->n; q++)
		if (c.speech[q] && c.qend[q] > c.qfirst[q] + 5) {
			uint32_t from = c.qfirst[q], to = c.qend[q];
			if (tok->flags[from] & TOK_QUOTE)
				from++;
			if (to > from && (tok->flags[to - 1] & TOK_QUOTE))
				to--;
			read_range(&c, from, to, q);
		}
	drg__attrib_signed(&c);
	drg__attrib_join(&c);
	drg__attrib_mend(&c);
	drg__attrib_unsaid(&c, l);
	drg__attrib_carry_on(&c);
	drg__attrib_whole(&c);
	drg__attrib_sort(&c);
	drg__attrib_write_out(&c, keep, out);
}
