#include "stage/encode.h"

#include "doc/names.h"
#include "stage/evidence.h"
#include "stage/parse.h"
#include "stage/token.h"

/* ------------------------------------------------------------- windows -- */

struct reader {
	const struct encoder *enc;
	const struct text *text;
	const struct tokens *tok;
	const uint8_t *counts;  /* [tokens.n] pieces of each word */
	uint8_t *begins;        /* [tokens.n] 1: a sentence must begin here; 2: and it may nowhere else */
	uint32_t lo, a, hi;     /* the window's words; [lo, a) is context */
	struct net_work work;
	struct window win;
	uint16_t piece[NET_PIECES];
	uint8_t shape[NET_PIECES];
	uint16_t first[NET_PIECES];
	struct arena *keep;
	struct morph *morph;
	struct deps *deps;
	struct evidence *evidence; /* or NULL */
	float *carried;            /* of the coreference head, over the edges of windows; NULL without */
	VEC(struct name_row {
		struct span tok;
		uint8_t kind;
		float score;
	}) found;
};

static void fill_window(struct reader *r)
{
	uint32_t n = 0;
	r->piece[n] = r->enc->pieces.cls;
	r->shape[n++] = SHAPE_SPECIAL;
	for (uint32_t i = r->lo; i < r->hi; i++) {
		r->first[i - r->lo] = (uint16_t)n;
		uint16_t ids[WORD_PIECES];
		uint32_t k = drg__pieces_of(&r->enc->pieces, drg__tok(r->text, r->tok, i), ids);
		for (uint32_t j = 0; j < k; j++) {
			r->piece[n] = ids[j];
			r->shape[n++] = r->tok->shape[i];
		}
	}
	r->piece[n] = r->enc->pieces.sep;
	r->shape[n++] = SHAPE_SPECIAL;
	r->win = (struct window){ r->piece, r->shape, r->first, n, r->hi - r->lo };
}

/* The window's words from r->a on: context before, as many as fit after, ending
 * at a boundary that is certain where one stands in the second half. */
static void place_window(struct reader *r)
{
	uint32_t used = 0, ctx = 0, half = 0;
	r->lo = r->a;
	while (r->lo > 0 && ctx + r->counts[r->lo - 1] <= r->enc->context)
		ctx += r->counts[--r->lo];
	used = ctx;
	for (r->hi = r->a; r->hi < r->tok->n && used + r->counts[r->hi] <= r->enc->window; r->hi++) {
		used += r->counts[r->hi];
		if (used - ctx <= (r->enc->window - ctx) / 2)
			half = r->hi;
	}
	for (uint32_t k = r->hi; r->hi < r->tok->n && k > half; k--)
		if (r->begins[k] & 1) {
			r->hi = k;
			break;
		}
}

static bool is_quote(struct str s)
{
	static const char *const mark[] = { "\"", "'", "''", "``", "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x98", "\xE2\x80\x99", "\xC2\xAB", "\xC2\xBB" };
	for (size_t i = 0; i < sizeof mark / sizeof *mark; i++)
		if (drg__str_eq(s, drg__str_c(mark[i])))
			return true;
	return false;
}

/* No sentence begins after a comma, be there a closing quotation mark between them. */
static bool after_comma(const struct reader *r, uint32_t i)
{
	uint32_t j = i;
	while (j > r->a && is_quote(drg__tok(r->text, r->tok, j - 1)))
		j--;
	return j > r->a && drg__str_eq(drg__tok(r->text, r->tok, j - 1), STR(","));
}

/* Which way the mark at word i faces: 1 it opens, -1 it closes, 0 not known or no mark. */
static int mark_side(const struct reader *r, uint32_t i)
{
	static const char *const open[] = { "``", "\xE2\x80\x9C", "\xC2\xAB" }, *const close[] = { "''", "\xE2\x80\x9D", "\xC2\xBB" };
	struct str w = drg__tok(r->text, r->tok, i);
	if (!is_quote(w))
		return 0;
	for (size_t k = 0; k < sizeof open / sizeof *open; k++)
		if (drg__str_eq(w, drg__str_c(open[k])) || drg__str_eq(w, drg__str_c(close[k])))
			return drg__str_eq(w, drg__str_c(open[k])) ? 1 : -1;
	bool before = r->tok->flags[i] & (TOK_SPACE | TOK_PARA), after = i + 1 == r->tok->n || (r->tok->flags[i + 1] & (TOK_SPACE | TOK_PARA));
	return before == after ? 0 : before ? 1 : -1;
}

/* An opening mark belongs to the sentence it opens, a closing one to the one it closes. */
static void keep_marks(struct reader *r)
{
	for (uint32_t i = r->a + 1; i < r->hi; i++) {
		if (!(r->begins[i] & 1) || (r->tok->flags[i] & TOK_PARA))
			continue;
		if (mark_side(r, i - 1) > 0 && !(r->begins[i - 1] & 1)) {
			r->begins[i - 1] |= 1;
			r->begins[i] &= (uint8_t)~1;
		} else if (mark_side(r, i - 1) > 0) {
			r->begins[i] &= (uint8_t)~1; /* a mark alone is no sentence */
		} else if (mark_side(r, i) < 0) {
			r->begins[i] &= (uint8_t)~1;
			if (i + 1 < r->hi)
				r->begins[i + 1] |= 1;
		}
	}
}

/* He called it a "delay." The mayor ..: a quotation that began inside the sentence ends with a
 * stop before word i, in capitals.  (One that the sentence began with may be somebody's: "We
 * wait." Horak said.) */
static bool ends_quoted(const struct reader *r, uint32_t i)
{
	uint8_t shape = r->tok->shape[i];
	if (i < r->a + 4 || !(r->tok->flags[i] & TOK_SPACE) || !(shape == SHAPE_TITLE || shape == SHAPE_UPPER || shape == SHAPE_SINGLE_UPPER) || mark_side(r, i - 1) >= 0 ||
	    !drg__str_eq(drg__tok(r->text, r->tok, i - 2), STR(".")))
		return false;
	for (uint32_t j = i - 2; j > r->a && !(r->begins[j] & 1) && !(r->tok->flags[j] & TOK_PARA); j--)
		if (mark_side(r, j) > 0)
			return true;
	return false;
}

/* Where sentences begin, by the head; returns where the words that are decided end. */
static uint32_t find_sentences(struct reader *r)
{
	const float *v = r->work.v[HEAD_SENT];
	uint32_t last = r->a;
	for (uint32_t i = r->a; i < r->hi; i++) {
		const float *row = v + (i - r->lo) * r->work.ld[HEAD_SENT];
		if (!(r->begins[i] & 2) && row[1] > row[0] && !after_comma(r, i))
			r->begins[i] |= 1;
		if (i == r->a)
			r->begins[i] |= 1;
	}
	if (!(r->begins[r->a] & 2))
		keep_marks(r);
	for (uint32_t i = r->a; i < r->hi; i++)
		if (!(r->begins[i] & 2) && ends_quoted(r, i))
			r->begins[i] |= 1;
	for (uint32_t i = r->a; i < r->hi; i++)
		if (r->begins[i] & 1)
			last = i;
	if (r->hi == r->tok->n || (r->begins[r->hi] & 1))
		return r->hi;
	/* The last sentence is cut off: it is read again, whole, unless that would
	 * hardly move on (a sentence as long as the window). */
	return last - r->a >= (r->hi - r->a) / 8 && last > r->a ? last : r->hi;
}

/* Softmax probability of column `at` among the first n of a row. */
static float probability(const struct kernels *k, const float *row, uint32_t n, uint32_t at)
{
	_Alignas(64) float x[drg__pad16(NET_PIECES + 1)];
	for (uint32_t i = 0; i < drg__pad16(n); i++)
		x[i] = i < n ? row[i] : -1e30f;
	float sum = k->exp_sum(x, drg__pad16(n), 1.0f);
	return x[at] / sum;
}

static uint32_t best(const float *row, uint32_t n)
{
	uint32_t b = 0;
	for (uint32_t i = 1; i < n; i++)
		if (row[i] > row[b])
			b = i;
	return b;
}

/* The best features that the word's class may bear. */
static uint32_t best_feats(const struct encoder *enc, const float *row, uint8_t upos)
{
	uint32_t n = enc->tagset.n_feats, b = UINT32_MAX;
	for (uint32_t i = 0; i < n; i++)
		if (enc->ud_feats[i] >> upos & 1 && (b == UINT32_MAX || row[i] > row[b]))
			b = i;
	return b == UINT32_MAX ? best(row, n) : b;
}

static void tag_words(struct reader *r, uint32_t end)
{
	const struct net_work *w = &r->work;
	for (uint32_t i = r->a; i < end; i++) {
		uint32_t at = i - r->lo;
		const float *u = w->v[HEAD_UPOS] + at * w->ld[HEAD_UPOS];
		uint32_t b = best(u, w->n[HEAD_UPOS]);
		r->morph->upos[i] = r->enc->upos[b];
		r->morph->upos_score[i] = probability(r->enc->net.k, u, w->n[HEAD_UPOS], b);
		r->morph->feats[i] = (uint16_t)best_feats(r->enc, w->v[HEAD_FEATS] + at * w->ld[HEAD_FEATS], r->morph->upos[i]);
		r->morph->lemma[i] = drg__lemma(&r->enc->lemmas, w->v[HEAD_LEMMA] + at * w->ld[HEAD_LEMMA], r->enc->script, w->n[HEAD_LEMMA],
		                                drg__tok(r->text, r->tok, i), drg__str_c(drg__name(NAMES_UPOS, r->morph->upos[i])), r->keep);
	}
}

/* An adposition stands before the word and hangs on it: it marks the word's case. */
static bool has_case(const struct reader *r, uint32_t word)
{
	for (uint32_t k = 1; k <= 8 && word >= r->a + k; k++)
		if (r->deps->head[word - k] == word && r->morph->upos[word - k] == UPOS_ADP)
			return true;
	return false;
}

/* The best relation that the guidelines leave to word i of the sentence with its
 * head; `taken`: what the head has already of what it may have once. */
static uint32_t relation(const struct reader *r, const float *score, uint32_t word, uint32_t head, uint8_t taken)
{
	const struct encoder *enc = r->enc;
	uint32_t best = UINT32_MAX, any = UINT32_MAX;
	/* A fixed expression as a whole may be of another class than its first word. */
	bool ext = drg__str_find(enc->tagset.feats[r->morph->feats[word]], STR("ExtPos"), 0) != SIZE_MAX;
	bool no_object = taken & 2 || has_case(r, word);
	for (uint32_t k = 0; k < enc->net.n_rel; k++) {
		const struct ud_rel *u = &enc->ud[k];
		if (k == enc->root_rel)
			continue;
		if (any == UINT32_MAX || score[k] > score[any])
			any = k;
		if ((!ext && !(u->upos >> r->morph->upos[word] & 1)) || (u->rightward && head > word) || (u->subject && taken & 1) ||
		    (u->object && no_object))
			continue;
		if (u->goeswith && head + 1 != word)
			continue;
		if (best == UINT32_MAX || score[k] > score[best])
			best = k;
	}
	return best == UINT32_MAX ? any : best;
}

/* Labels of the arcs.  Words compete for what a head may have once (a subject,
 * an object): the surer takes it, the other its next best. */
static void relate(struct reader *r, uint32_t from, uint32_t n, const float *score, size_t ld, struct arena scratch)
{
	const struct encoder *enc = r->enc;
	uint32_t *bearer = NEW_N(&scratch, uint32_t, 2 * (size_t)n); /* of a head's subject and object: word + 1 */
	uint32_t *todo = NEW_N(&scratch, uint32_t, n), k = 0;
	for (uint32_t i = n; i-- > 0;)
		todo[k++] = i;
	while (k) {
		uint32_t i = todo[--k], word = from + i, head = r->deps->head[word];
		if (head == NONE) {
			r->deps->rel[word] = (uint8_t)enc->root_rel;
			continue;
		}
		uint32_t *has = bearer + 2 * (size_t)(head - from);
		const float *row = score + i * ld;
		uint8_t taken = 0;
		uint32_t rel;
		for (;;) {
			rel = relation(r, row, word, head, taken);
			int slot = enc->ud[rel].subject ? 0 : enc->ud[rel].object ? 1 : -1;
			if (slot < 0)
				break;
			uint32_t other = has[slot];
			/* Both are a subject by the same measure: the margin to what each would be else. */
			if (other && other - 1 != i) {
				const float *old = score + (other - 1) * ld;
				uint32_t alt = relation(r, row, word, head, (uint8_t)(taken | 1 << slot));
				uint32_t old_alt = relation(r, old, from + other - 1, head, (uint8_t)(1 << slot));
				if (row[rel] - row[alt] <= old[r->deps->rel[from + other - 1]] - old[old_alt]) {
					taken = (uint8_t)(taken | 1 << slot);
					continue;
				}
				r->deps->rel[from + other - 1] = (uint8_t)old_alt; /* never again a subject or object here */
				if (enc->ud[old_alt].subject || enc->ud[old_alt].object) {
					int s2 = enc->ud[old_alt].subject ? 0 : 1;
					if (!has[s2])
						has[s2] = other;
				}
			}
			has[slot] = i + 1;
			break;
		}
		r->deps->rel[word] = (uint8_t)rel;
	}
}

static void parse_sentence(struct reader *r, uint32_t from, uint32_t to, struct arena scratch)
{
	uint32_t n = to - from, lo = from - r->lo;
	const struct net *net = &r->enc->net;
	size_t ld;
	const float *arcs = drg__net_arcs(net, &r->work, lo, lo + n, &scratch, &ld);
	uint32_t *head = NEW_N(&scratch, uint32_t, n);
	bool *punct = NEW_N(&scratch, bool, n);
	drg__tree(arcs, n, ld, head, scratch);
	for (uint32_t i = 0; i < n; i++)
		punct[i] = r->morph->upos[from + i] == UPOS_PUNCT;
	drg__ud_punct(arcs, n, ld, punct, head, scratch);
	for (uint32_t i = 0; i < n; i++) {
		r->deps->score[from + i] = probability(net->k, arcs + i * ld, n + 1, head[i]);
		r->deps->head[from + i] = head[i] ? from + head[i] - 1 : NONE;
		head[i] = head[i] ? lo + head[i] - 1 : UINT32_MAX;
	}
	const float *rel = drg__net_rels(net, &r->work, lo, lo + n, head, &scratch);
	relate(r, from, n, rel, drg__pad16(net->n_rel), scratch);
}

static void find_names(struct reader *r, uint32_t from, uint32_t to, struct arena scratch)
{
	uint32_t n = to - from, n_tags = r->work.n[HEAD_ENT];
	size_t ld = r->work.ld[HEAD_ENT];
	const float *v = r->work.v[HEAD_ENT] + (from - r->lo) * ld;
	uint8_t *tag = NEW_N(&scratch, uint8_t, n);
	drg__viterbi(v, n, ld, n_tags, r->enc->ent_trans, tag, scratch);
	for (uint32_t i = 0; i < n;) {
		if (r->enc->ent_outside[tag[i]]) {
			i++;
			continue;
		}
		uint32_t e = i;
		float least = 1;
		do {
			float p = probability(r->enc->net.k, v + e * ld, n_tags, tag[e]);
			least = p < least ? p : least;
			e++;
		} while (e < n && r->enc->ent_inside[tag[e]] && r->enc->ent[tag[e]] == r->enc->ent[tag[i]]);
		*PUSH(r->keep, &r->found) = (struct name_row){ { from + i, from + e }, r->enc->ent[tag[i]], least };
		i = e;
	}
}

static void read_window(struct reader *r, struct arena scratch)
{
	place_window(r);
	fill_window(r);
	drg__net_run(&r->enc->net, &r->win, &r->work);
	uint32_t end = find_sentences(r);
	tag_words(r, end);
	for (uint32_t s = r->a; s < end;) {
		uint32_t e = s + 1;
		while (e < end && !(r->begins[e] & 1))
			e++;
		parse_sentence(r, s, e, scratch);
		find_names(r, s, e, scratch);
		s = e;
	}
	if (r->evidence) {
		struct evidence_window w = { .net = &r->enc->net, .work = &r->work, .bucket = r->enc->bucket, .lo = r->lo, .hi = r->hi, .from = r->a, .to = end,
			                     .coref_bucket = r->enc->coref_bucket, .upos = r->morph->upos, .carried = r->carried };
		drg__evidence_window(&w, r->keep, scratch, r->evidence);
	}
	r->a = end;
}

/* -------------------------------------------------------------- layers -- */

static void keep_names(struct reader *r, struct names *out)
{
	uint32_t n = (uint32_t)r->found.n;
	*out = (struct names){ NEW_N(r->keep, struct span, n), NEW_N(r->keep, struct span, n), NEW_N(r->keep, uint8_t, n),
		               NEW_N(r->keep, float, n), n };
	for (uint32_t i = 0; i < n; i++) {
		struct span t = r->found.v[i].tok;
		out->tok[i] = t;
		out->span[i] = (struct span){ r->tok->span[t.s].s, r->tok->span[t.e - 1].e };
		out->kind[i] = r->found.v[i].kind;
		out->score[i] = r->found.v[i].score;
	}
}

/* Names of labels for a document, which may outlive the encoder. */
static struct tagset keep_tagset(const struct tagset *t, struct arena *keep)
{
	struct str *feats = NEW_N(keep, struct str, t->n_feats), *rels = NEW_N(keep, struct str, t->n_rels);
	for (uint32_t i = 0; i < t->n_feats; i++)
		feats[i] = drg__arena_str(keep, t->feats[i]);
	for (uint32_t i = 0; i < t->n_rels; i++)
		rels[i] = drg__arena_str(keep, t->rels[i]);
	return (struct tagset){ feats, rels, t->n_feats, t->n_rels };
}

void drg__encode(const struct encoder *enc, const struct text *text, const struct tokens *tok, bool given,
                 struct arena *keep, struct arena scratch, struct encoded out)
{
	uint32_t n = tok->n, total = 2;
	*out.morph = (struct morph){ NEW_N(keep, uint8_t, n), NEW_N(keep, uint16_t, n), NEW_N(keep, struct str, n), NEW_N(keep, float, n) };
	*out.deps = (struct deps){ NEW_N(keep, uint32_t, n), NEW_N(keep, uint8_t, n), NEW_N(keep, float, n) };
	uint8_t *counts = NEW_N(&scratch, uint8_t, n);
	struct reader *r = NEW(&scratch, struct reader);
	*r = (struct reader){ .enc = enc, .text = text, .tok = tok, .counts = counts, .begins = NEW_N(&scratch, uint8_t, n + 1),
		           .keep = keep, .morph = out.morph, .deps = out.deps, .evidence = out.evidence };
	if (out.evidence)
		drg__evidence_init(&enc->net, n, keep, out.evidence);
	if (out.evidence && enc->net.coref.dim)
		r->carried = drg__alloc_n(&scratch, enc->net.coref.dim + 1, EVIDENCE_BACK * sizeof(float), 64);
	for (uint32_t i = 0; i < n; i++) {
		uint16_t ids[WORD_PIECES];
		counts[i] = (uint8_t)drg__pieces_of(&enc->pieces, drg__tok(text, tok, i), ids);
		if (total < NET_PIECES)
			total += counts[i];
		/* Paragraphs and zones never share a sentence. */
		if (tok->flags[i] & TOK_PARA || (i && ((tok->flags[i] ^ tok->flags[i - 1]) & TOK_ZONE)))
			r->begins[i] = 1;
		if (given)
			r->begins[i] = 2;
	}
	for (uint32_t i = 0; given && i < out.sents->n; i++)
		r->begins[out.sents->tok[i]] = 3;
	r->begins[n] = 1;
	drg__net_work(&enc->net, total < NET_PIECES ? total : NET_PIECES, &scratch, &r->work);
	while (r->a < n)
		read_window(r, scratch);
	keep_names(r, out.names);
	*out.tagset = keep_tagset(&enc->tagset, keep);

	uint32_t count = 0;
	for (uint32_t i = 0; i < n; i++)
		count += r->begins[i] & 1;
	out.sents->tok = NEW_N(keep, uint32_t, count + 1);
	out.sents->n = 0;
	for (uint32_t i = 0; i < n; i++)
		if (r->begins[i] & 1)
			out.sents->tok[out.sents->n++] = i;
	out.sents->tok[out.sents->n] = n;
}
