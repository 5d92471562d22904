/* Descriptions and pronouns; all mentions in order. */
#include "stage/mention.h"

#include "stage/mention_in.h"
#include "stage/ud.h"

enum { LEFT_MOST = 10, RIGHT_MOST = 12 };

/* ----------------------------------------------------------- descriptions -- */

static uint8_t role_kind(struct str k)
{
	static const struct {
		const char *z;
		uint8_t kind;
	} t[] = { { "person", ENT_PERSON }, { "group", ENT_GROUP }, { "org", ENT_ORG }, { "state", ENT_STATE }, { "outlet", ENT_OUTLET },
		  { "document", ENT_DOCUMENT }, { "unnamed", ENT_UNNAMED } };
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		if (drg__str_eq(k, drg__str_c(t[i].z)))
			return t[i].kind;
	return ENT_OTHER;
}

/* Does the encoder read token i as a noun or an adjective? */
static bool nominal(const struct cx *c, uint32_t i)
{
	uint8_t u = c->morph->upos ? c->morph->upos[i] : UPOS_X;
	return u == UPOS_NOUN || u == UPOS_ADJ || u == UPOS_PROPN;
}

/* A verb's form that is hardly a participle before a noun. */
static bool finite_verb(const struct cx *c, uint32_t i)
{
	struct str w = word(c, i);
	return drg__hit_at(c->hits, i, c->verbs) && !(w.n > 4 && (drg__str_ends(w, STR("ing")) || drg__str_ends(w, STR("ed"))));
}

/* A verb that no noun close behind it governs: "killing two guards", "will free five men", not "captured soldiers". */
static bool governs(const struct cx *c, uint32_t i)
{
	enum { NEAR = 4 };
	const struct deps *d = &c->l->deps;
	if (!d->head || !c->morph->upos)
		return false;
	uint8_t before = i ? c->morph->upos[i - 1] : UPOS_X;
	bool inside = before == UPOS_NUM || before == UPOS_DET || before == UPOS_ADJ; /* "41 captured sailors" */
	return c->morph->upos[i] == UPOS_VERB && !inside && (d->head[i] == NONE || d->head[i] < i || d->head[i] - i > NEAR);
}

/* Does token i belong to the left part of a description? */
static bool modifies(const struct cx *c, uint32_t i)
{
	if (c->tok->flags[i] & TOK_ZONE)
		return false; /* "18.52 State television": the time of the entry */
	if (c->tok->flags[i] & TOK_PUNCT)
		return one_hyphen(c, i) || (glued(c, i) && (word(c, i).p[0] == '\'' || (unsigned char)word(c, i).p[0] == 0xE2));
	struct str k = closed(c, i);
	if (drg__ud_has(c->l, i, STR("VerbForm=Ger")) && c->morph->upos[i] == UPOS_VERB)
		return false; /* "considered inviting both sides" */
	if (drg__ud_has(c->l, i, STR("VerbForm=Fin")))
		return glued(c, i); /* "The rebels freed nine drivers"; "'s" of a possessive read as "is" */
	if (governs(c, i))
		return glued(c, i);
	if (k.n == 0)
		return (!drg__hit_at(c->hits, i, c->cues) && !finite_verb(c, i)) || capital(c, i) || nominal(c, i);
	if (drg__str_eq(k, STR("aux"))) /* 's of a possessive */
		return glued(c, i) && (word(c, i).p[0] == '\'' || (unsigned char)word(c, i).p[0] == 0xE2);
	return drg__str_eq(k, STR("num"));
}

static bool determines(const struct cx *c, uint32_t i)
{
	struct str k = closed(c, i);
	if (c->morph->upos && c->morph->upos[i] == UPOS_SCONJ)
		return false; /* "reports that soldiers had left" */
	return drg__str_eq(k, STR("det")) || drg__str_eq(k, STR("poss")) || (drg__str_eq(k, STR("comp")));
}

static bool number(const struct cx *c, uint32_t i)
{
	return drg__is_digit((unsigned char)c->text->p[c->tok->span[i].s]) || drg__str_eq(closed(c, i), STR("num"));
}

/* Where the phrase begins whose number is token a: before "at least", "up to",
 * and before the lower end of "between 300 and 350", "300 to 350". */
static uint32_t number_from(const struct cx *c, uint32_t a)
{
	enum { LONGEST = 4 }; /* words of an edge */
	if (!number(c, a))
		return a;
	if (a >= 2 && (is(c, a - 1, "and") || is(c, a - 1, "to") || is(c, a - 1, "or")) && number(c, a - 2)) {
		bool between = a >= 3 && is(c, a - 3, "between");
		if (!is(c, a - 1, "and") || between)
			a -= between ? 3 : 2;
	}
	for (uint32_t k = 1; k <= LONGEST && k <= a; k++) {
		const struct hit *h = drg__hit_at(c->hits, a - k, c->edges);
		if (h && h->end == a && c->tok->para[a - k] == c->tok->para[a])
			return h->first;
	}
	return a;
}

/* Does token i only tell what kind of thing the noun behind it is: "a government pay offer"? */
static bool tells_kind(const struct cx *c, uint32_t i)
{
	const struct deps *d = &c->l->deps;
	return d->head && d->head[i] != NONE && d->head[i] > i && d->head[i] - i <= 3 && d->rel[i] < c->l->tagset.n_rels &&
	       drg__str_eq(c->l->tagset.rels[d->rel[i]], STR("compound"));
}

static void description(struct cx *c, const struct hit *h)
{
	uint32_t head = h->end - 1, a = h->first, b = h->end;
	/* a longer run of nouns goes on: "ministry sources" -> sources is the head */
	if (b < c->tok->n && c->tok->para[b] == c->tok->para[head]) {
		const struct hit *next = drg__hit_at(c->hits, b, c->roles);
		if (next && !(c->tok->flags[b] & TOK_PUNCT))
			return;
	}
	for (uint32_t k = 0; k < LEFT_MOST && a > 0 && c->tok->para[a - 1] == c->tok->para[head]; k++) {
		uint32_t from = number_from(c, a);
		if (from < a) {
			a = from;
			break;
		}
		if (determines(c, a - 1)) {
			a--;
			/* "one of the hostages" */
			if (a >= 2 && is(c, a - 1, "of") && (is(c, a - 2, "one") || is(c, a - 2, "some") || is(c, a - 2, "two") || is(c, a - 2, "many") || is(c, a - 2, "several") || is(c, a - 2, "most") || is(c, a - 2, "members")))
				a -= 2;
			break;
		}
		if (!modifies(c, a - 1))
			break;
		a--;
	}
	while (a < h->first && ((c->tok->flags[a] & TOK_PUNCT) || is(c, a, "'s") || is(c, a, "\u2019s"))) /* "Thursday's report" */
		a++;
	if (tells_kind(c, head))
		a = h->first; /* what stands before is the other noun's */
	/* right: "of the Interior Ministry", "for the army" */
	for (int k = 0; k < 2 && b + 1 < c->tok->n; k++) {
		if (!(is(c, b, "of") || (is(c, b, "for") && k == 0) || (is(c, b, "at") && k == 0) || (is(c, b, "from") && k == 0)))
			break;
		uint32_t e = b + 1;
		while (e < c->tok->n && e < b + 3 && determines(c, e))
			e++;
		uint32_t n = e;
		while (n < c->tok->n && n < e + RIGHT_MOST && c->tok->para[n] == c->tok->para[head] &&
		       (drg__mention_name_token(c, n) || (one_hyphen(c, n) && glued(c, n))))
			n++;
		if (n == e) { /* "of the government" */
			const struct hit *r = drg__hit_at(c->hits, e, c->roles);
			if (!r)
				break;
			n = r->end;
		}
		b = n;
	}
	const struct hit *t = drg__hit_at(c->hits, h->first, c->titles);
	bool det = a < h->first && determines(c, a);
	/* "spokesman Ada Lind", "the governor Akram Lind": a title of the name */
	if (t && t->end == h->end && h->end < c->tok->n && drg__mention_name_token(c, h->end) && c->tok->para[h->end] == c->tok->para[head] && !c->first[h->end])
		return;
	bool several = drg__ud_has(c->l, head, STR("Number=Plur")) && !drg__str_ieq(word(c, head), c->morph->lemma[head]);
	struct str role = drg__lex_str(c->pack, c->roles, h->row, c->col_role);
	uint8_t kind = role_kind(role);
	if (drg__str_eq(role, STR("side")))
		kind = is(c, a, "the") && several ? ENT_GROUP : ENT_PERSON;
	if (kind == ENT_PERSON && !det && a == h->first && !several && !c->first[a])
		return; /* "as president", "police chief": no one in particular */
	add(c, a, b, head, kind == ENT_PERSON ? ENT_UNNAMED : kind, FORM_NOMINAL, .6f);
}

/* ---------------------------------------------------------------- numbers -- */

static bool one_of(const struct cx *c, uint32_t i, const char *const *list)
{
	for (; *list; list++)
		if (is(c, i, *list))
			return true;
	return false;
}

/* Nothing that the number counts follows. */
static bool stands_alone(const struct cx *c, uint32_t end)
{
	uint8_t u = end < c->tok->n && c->morph->upos ? c->morph->upos[end] : UPOS_X;
	return end >= c->tok->n || (c->tok->flags[end] & TOK_PUNCT) || ((u == UPOS_ADP || u == UPOS_CCONJ || u == UPOS_ADV || u == UPOS_AUX) && !is(c, end, "of"));
}

/* A number that stands for people told of before, or whom something was done to: "the nine",
 * "eleven were hurt", "killing six and wounding thirty", "nine others were freed".  Where the phrase ends; 0: it is none. */
static uint32_t counted_people(const struct cx *c, uint32_t i)
{
	static const char *const be[] = { "were", "have", "had", NULL }, *const rest[] = { "others", "more", NULL };
	static const char *const state[] = { "wounded", "injured", "hurt", "killed", "dead", "missing", "arrested", "detained", NULL };
	static const char *const those[] = { "the", "these", "those", "all", NULL };
	static const char *const did[] = { "killing", "wounding", "injuring", "hurting", "arresting", "detaining", "killed", "wounded", "injured", "arrested", "detained", "freed", NULL };
	struct span at = c->tok->span[i];
	bool digits = drg__is_digit((unsigned char)c->text->p[at.s]);
	bool part = (at.s > 0 && c->text->p[at.s - 1] == '-') || (at.e < c->text->n && c->text->p[at.e] == '-'); /* "twenty-two", "six-nation" */
	bool nth = digits && !drg__is_digit((unsigned char)c->text->p[at.e - 1]);
	if (!number(c, i) || (digits && at.e - at.s == 4) || nth || part || is(c, i, "one") || i + 1 >= c->tok->n || c->tok->para[i + 1] != c->tok->para[i])
		return 0;
	bool others = one_of(c, i + 1, rest);
	uint32_t end = i + 1 + others, from = number_from(c, i);
	if (one_of(c, end, state) && stands_alone(c, end + 1)) /* "and 31 wounded" */
		return end;
	if (!stands_alone(c, end))
		return 0;
	bool first = from == 0 || c->first[from] || (c->tok->flags[from - 1] & TOK_PUNCT) || is(c, from - 1, "and");
	bool suffers = one_of(c, end, be) && (first || others);
	bool told = i > 0 && one_of(c, i - 1, those) && !is(c, end, "to"); /* "freed the nine"; not "the 9 to Lund" */
	return suffers || told || (from > 0 && one_of(c, from - 1, did)) ? end : 0;
}

/* ----------------------------------------------------------------- output -- */

static bool pronoun(const struct cx *c, uint32_t i)
{
	static const char *const p[] = { "he", "she", "they", "it", "we", "i", "him", "her", "them", "us" };
	struct str k = closed(c, i);
	if (!drg__str_eq(k, STR("pron")) && !drg__str_eq(k, STR("objpron")) && !is(c, i, "her"))
		return false;
	for (size_t j = 0; j < sizeof p / sizeof *p; j++)
		if (is(c, i, p[j]))
			return !(c->tok->shape[i] == SHAPE_UPPER);
	return false;
}

static int before(const struct row *x, const struct row *y)
{
	return x->a != y->a ? (x->a < y->a ? -1 : 1) : x->b != y->b ? (x->b > y->b ? -1 : 1) : 0;
}

static struct row *sorted(struct cx *c)
{
	size_t n = c->out.n;
	struct row *from = c->out.v, *to = NEW_N(c->a, struct row, n);
	for (size_t w = 1; w < n; w *= 2) {
		for (size_t lo = 0; lo < n; lo += 2 * w) {
			size_t mid = lo + w < n ? lo + w : n, hi = lo + 2 * w < n ? lo + 2 * w : n, i = lo, j = mid, k = lo;
			while (i < mid || j < hi)
				to[k++] = j >= hi || (i < mid && before(&from[i], &from[j]) <= 0) ? from[i++] : from[j++];
		}
		struct row *swap = from;
		from = to;
		to = swap;
	}
	return from;
}

void drg__mentions(const drg_pack *pack, const struct layers *l, const struct hits *hits, struct arena *keep, struct arena scratch, struct mentions *out)
{
	const struct tokens *tok = &l->tokens;
	struct cx c = { .l = l, .names = &l->names, .morph = &l->morph, .text = &l->text, .tok = tok, .sents = &l->sents, .hits = hits, .pack = pack, .a = &scratch };
	uint32_t *lex[] = { &c.words, &c.roles, &c.titles, &c.states, &c.bodies, &c.outlets, &c.outlet_words, &c.org_words, &c.links, &c.verbs, &c.cues, &c.edges, &c.places };
	static const char *const lex_name[] = { "words", "roles", "titles", "states", "bodies", "outlets", "outlet_words", "org_words", "name_links", "verbs", "cues", "number_edges", "place_words" };
	for (size_t i = 0; i < sizeof lex / sizeof *lex; i++)
		if ((*lex[i] = drg__lex(pack, lex_name[i])) == UINT32_MAX)
			return; /* a pack without them finds nobody */
	c.col_class = drg__lex_col(pack, c.words, "class");
	c.col_role = drg__lex_col(pack, c.roles, "kind");
	c.col_form = drg__lex_col(pack, c.states, "form");
	c.col_body = drg__lex_col(pack, c.bodies, "kind");
	c.col_org = drg__lex_col(pack, c.org_words, "kind");
	c.col_leads = drg__lex_col(pack, c.outlet_words, "leads");
	c.col_place = drg__lex_col(pack, c.places, "kind");
	c.col_link = drg__lex_col(pack, c.links, "kind");
	drg__mention_names(&c);
	for (uint32_t i = 0; i < tok->n; i++) {
		if (tok->flags[i] & TOK_ZONE)
			continue;
		if (pronoun(&c, i)) {
			add(&c, i, i + 1, i, ENT_OTHER, FORM_PRONOUN, .9f);
			continue;
		}
		const struct hit *h = c.in_name[i] ? NULL : drg__hit_at(hits, i, c.roles);
		if (h) {
			description(&c, h);
			i = h->end - 1;
			continue;
		}
		uint32_t end = c.in_name[i] ? 0 : counted_people(&c, i);
		if (end) {
			uint32_t from = number_from(&c, i);
			add(&c, from > 0 && determines(&c, from - 1) ? from - 1 : from, end, i, ENT_UNNAMED, FORM_NOMINAL, .6f);
			i = end - 1;
		}
	}
	struct row *v = sorted(&c);
	uint32_t n = 0;
	for (uint32_t i = 0; i < c.out.n; i++)
		if (n == 0 || before(&v[n - 1], &v[i]) != 0)
			v[n++] = v[i];
	out->n = n;
	out->span = NEW_N(keep, struct span, n);
	out->head = NEW_N(keep, uint32_t, n);
	out->kind = NEW_N(keep, uint8_t, n);
	out->form = NEW_N(keep, uint8_t, n);
	out->score = NEW_N(keep, float, n);
	out->ent = NEW_N(keep, uint32_t, n);
	for (uint32_t i = 0; i < n; i++) {
		out->span[i] = (struct span){ tok->span[v[i].a].s, tok->span[v[i].b - 1].e };
		out->head[i] = v[i].head;
		out->kind[i] = v[i].kind;
		out->form[i] = v[i].form;
		out->score[i] = v[i].score;
		out->ent[i] = NONE;
	}
}
