#include "stage/clause.h"

#include "stage/token.h"

#define CLIMB 40 /* a longer chain of heads is no clause of one sentence */

static enum dep dep_of(struct str name)
{
	static const struct {
		const char *name;
		uint8_t dep;
	} known[] = {
		{ "root", DEP_ROOT }, { "nsubj", DEP_NSUBJ }, { "nsubj:pass", DEP_NSUBJ_PASS }, { "csubj", DEP_CSUBJ }, { "csubj:pass", DEP_CSUBJ },
		{ "obj", DEP_OBJ }, { "iobj", DEP_IOBJ }, { "obl", DEP_OBL }, { "obl:agent", DEP_OBL_AGENT }, { "obl:unmarked", DEP_OBL_UNMARKED },
		{ "nmod", DEP_NMOD }, { "nmod:poss", DEP_NMOD_POSS }, { "nmod:unmarked", DEP_NMOD_UNMARKED }, { "advcl", DEP_ADVCL }, { "acl", DEP_ACL },
		{ "acl:relcl", DEP_RELCL }, { "xcomp", DEP_XCOMP }, { "ccomp", DEP_CCOMP }, { "conj", DEP_CONJ }, { "appos", DEP_APPOS },
		{ "amod", DEP_AMOD }, { "nummod", DEP_NUMMOD }, { "advmod", DEP_ADVMOD }, { "aux", DEP_AUX }, { "aux:pass", DEP_AUX_PASS },
		{ "cop", DEP_COP }, { "mark", DEP_MARK }, { "case", DEP_CASE }, { "cc", DEP_CC }, { "det", DEP_DET }, { "compound", DEP_COMPOUND },
		{ "compound:prt", DEP_PRT }, { "flat", DEP_FLAT }, { "fixed", DEP_FIXED }, { "parataxis", DEP_PARATAXIS }, { "punct", DEP_PUNCT },
		{ "expl", DEP_EXPL },
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (drg__str_eq(name, drg__str_c(known[i].name)))
			return (enum dep)known[i].dep;
	struct str rest = name, main = drg__str_cut(&rest, ':');
	return rest.p && main.n < name.n ? dep_of(main) : DEP_OTHER;
}

struct clauses drg__clauses(const struct layers *l, struct arena *a)
{
	struct clauses c = { .l = l };
	if (!l->deps.head || !l->morph.upos)
		return c;
	uint32_t n = c.n = l->tokens.n;
	uint8_t *of = NEW_N(a, uint8_t, (size_t)l->tagset.n_rels + 1);
	for (uint32_t r = 0; r < l->tagset.n_rels; r++)
		of[r] = (uint8_t)dep_of(l->tagset.rels[r]);
	c.head = l->deps.head;
	c.dep = NEW_N(a, uint8_t, n);
	c.child = NEW_N(a, uint32_t, n);
	c.sibling = NEW_N(a, uint32_t, n);
	c.lo = NEW_N(a, uint32_t, n);
	c.hi = NEW_N(a, uint32_t, n);
	for (uint32_t t = 0; t < n; t++) {
		c.dep[t] = l->deps.rel[t] < l->tagset.n_rels ? of[l->deps.rel[t]] : DEP_OTHER;
		c.child[t] = c.sibling[t] = NONE;
		c.lo[t] = c.hi[t] = t;
	}
	for (uint32_t t = n; t-- > 0;) { /* backwards, so that children come in text order */
		uint32_t up = c.head[t];
		if (up >= n)
			continue;
		c.sibling[t] = c.child[up];
		c.child[up] = t;
		for (int k = 0; k < CLIMB && up < n; k++, up = c.head[up]) {
			c.lo[up] = c.lo[up] < t ? c.lo[up] : t;
			c.hi[up] = c.hi[up] > t ? c.hi[up] : t;
		}
	}
	return c;
}

uint32_t drg__clause_child(const struct clauses *c, uint32_t t, enum dep d, uint32_t after)
{
	if (t >= c->n)
		return NONE;
	for (uint32_t k = c->child[t]; k != NONE; k = c->sibling[k])
		if (c->dep[k] == d && (after == NONE || k > after))
			return k;
	return NONE;
}

static uint32_t own_subject(const struct clauses *c, uint32_t t)
{
	for (uint32_t k = c->child[t]; k != NONE; k = c->sibling[k])
		if (c->dep[k] == DEP_NSUBJ || c->dep[k] == DEP_NSUBJ_PASS)
			return k;
	return NONE;
}

static bool is_passive(const struct clauses *c, uint32_t t)
{
	return drg__clause_child(c, t, DEP_AUX_PASS, NONE) != NONE || drg__clause_child(c, t, DEP_NSUBJ_PASS, NONE) != NONE;
}

/* "to release them": the object of the verb above is the subject of this one
 * after asking and urging ("urged the army to leave"). */
static uint32_t inherited(const struct clauses *c, uint32_t t)
{
	uint32_t up = c->head[t];
	switch (c->dep[t]) {
	case DEP_XCOMP: {
		uint32_t obj = drg__clause_child(c, up, DEP_OBJ, NONE);
		if (obj != NONE && obj < t)
			return obj;
		return drg__clause_subject(c, up, &(bool){ false });
	}
	case DEP_CONJ: case DEP_ADVCL:
		return drg__clause_subject(c, up, &(bool){ false });
	case DEP_ACL: case DEP_RELCL:
		return up;
	default:
		return NONE;
	}
}

uint32_t drg__clause_subject(const struct clauses *c, uint32_t t, bool *passive)
{
	*passive = false;
	if (t >= c->n)
		return NONE;
	*passive = is_passive(c, t);
	uint32_t s = own_subject(c, t);
	/* a relative pronoun stands for the noun that the clause modifies */
	if (s != NONE && c->dep[t] == DEP_RELCL && drg__clause_is(c, s, "who|which|that") && c->head[t] < c->n)
		return c->head[t];
	if (s != NONE)
		return s;
	/* a chain of inheriting clauses is short; heads come from a tree, so it ends */
	static const int most = 8;
	for (int k = 0; k < most && t < c->n && c->head[t] < c->n; k++) {
		uint8_t d = c->dep[t];
		if (d == DEP_ACL || d == DEP_RELCL || d == DEP_XCOMP)
			return inherited(c, t);
		if (d != DEP_CONJ && d != DEP_ADVCL)
			return NONE;
		t = c->head[t];
		s = own_subject(c, t);
		if (s != NONE)
			return s;
	}
	return NONE;
}

uint32_t drg__clause_object(const struct clauses *c, uint32_t t)
{
	if (t >= c->n)
		return NONE;
	uint32_t o = drg__clause_child(c, t, DEP_OBJ, NONE);
	if (o != NONE)
		return o;
	bool passive;
	uint32_t s = drg__clause_subject(c, t, &passive);
	if (passive)
		return s;
	/* "the plan put forward by ..": a participle without its own subject */
	if (c->dep[t] == DEP_ACL && drg__clause_child(c, t, DEP_OBL_AGENT, NONE) != NONE)
		return c->head[t];
	return NONE;
}

uint32_t drg__clause_doer(const struct clauses *c, uint32_t t)
{
	if (t >= c->n)
		return NONE;
	uint32_t agent = drg__clause_child(c, t, DEP_OBL_AGENT, NONE);
	if (agent != NONE)
		return agent;
	bool passive;
	uint32_t s = drg__clause_subject(c, t, &passive);
	return passive ? NONE : s;
}

uint32_t drg__clause_with(const struct clauses *c, uint32_t t, const char *words)
{
	if (t >= c->n)
		return NONE;
	for (uint32_t k = c->child[t]; k != NONE; k = c->sibling[k]) {
		if (c->dep[k] != DEP_OBL && c->dep[k] != DEP_OBL_AGENT && c->dep[k] != DEP_NMOD && c->dep[k] != DEP_IOBJ)
			continue;
		uint32_t p = drg__clause_child(c, k, DEP_CASE, NONE);
		if (p != NONE && drg__clause_is(c, p, words))
			return k;
	}
	return NONE;
}

bool drg__clause_negated(const struct clauses *c, uint32_t t)
{
	if (t >= c->n)
		return false;
	for (uint32_t k = c->child[t]; k != NONE; k = c->sibling[k]) {
		if ((c->dep[k] == DEP_ADVMOD || c->dep[k] == DEP_OTHER || c->dep[k] == DEP_CC) && drg__clause_is(c, k, "not|n't|n\u2019t|never|nor|neither|hardly"))
			return true;
		/* "no longer wants", "by no means" */
		if (c->dep[k] == DEP_ADVMOD && drg__clause_is(c, c->lo[k], "no"))
			return true;
	}
	uint32_t obj = drg__clause_object(c, t);
	uint32_t det = obj == NONE ? NONE : drg__clause_child(c, obj, DEP_DET, NONE);
	return det != NONE && drg__clause_is(c, det, "no|neither");
}

uint32_t drg__clause_predicate(const struct clauses *c, uint32_t t)
{
	for (int k = 0; k < CLIMB && t < c->n; k++, t = c->head[t]) {
		uint8_t u = c->l->morph.upos[t];
		if (u == UPOS_VERB || drg__clause_child(c, t, DEP_COP, NONE) != NONE || c->head[t] == NONE)
			return t;
	}
	return NONE;
}

struct str drg__clause_lemma(const struct clauses *c, uint32_t t)
{
	return t < c->n ? c->l->morph.lemma[t] : STR("");
}

bool drg__clause_is(const struct clauses *c, uint32_t t, const char *words)
{
	if (t >= c->n)
		return false;
	struct str lemma = drg__clause_lemma(c, t), tok = drg__tok(&c->l->text, &c->l->tokens, t);
	for (struct str rest = drg__str_c(words); rest.p;) {
		struct str w = drg__str_cut(&rest, '|');
		if (drg__str_ieq(lemma, w) || drg__str_ieq(tok, w))
			return true;
	}
	return false;
}

uint32_t drg__clause_apart(const struct clauses *c, const drg_pack *pack, uint32_t lex, uint32_t t, uint32_t from)
{
	if (t >= c->n || c->l->morph.upos[t] != UPOS_VERB)
		return UINT32_MAX;
	uint32_t prt = drg__clause_child(c, t, DEP_PRT, NONE);
	if (prt == NONE)
		prt = drg__clause_child(c, t, DEP_ADVMOD, t);
	if (prt == NONE || prt < t + 2)
		return UINT32_MAX;
	struct str lemma = drg__clause_lemma(c, t), w = drg__tok(&c->l->text, &c->l->tokens, prt);
	for (uint32_t i = from; i < drg__lex_rows(pack, lex); i++) {
		/* "~take/v back": the sign and the class around the verb */
		struct str phrase = drg__lex_str(pack, lex, i, 0), verb = drg__str_cut(&phrase, ' ');
		if (phrase.p && verb.n > 3 && verb.p[0] == '~' && drg__str_ieq(phrase, w) && drg__str_ieq(drg__str_sub(verb, 1, verb.n - 2), lemma))
			return i;
	}
	return UINT32_MAX;
}

/* The topmost token of the words [s, e) in the tree, from token `first` on: the first of several; NONE. */
static uint32_t top_of(const struct clauses *c, uint32_t first, struct span s)
{
	const struct span *tok = c->l->tokens.span;
	for (uint32_t t = first; t < c->n && tok[t].e <= s.e; t++)
		if (c->head[t] == NONE || c->head[t] < first || tok[c->head[t]].s >= s.e)
			return t;
	return NONE;
}

uint32_t *drg__clause_entities(const struct clauses *c, struct arena *a)
{
	const struct mentions *m = &c->l->mentions;
	uint32_t *out = NEW_N(a, uint32_t, c->n);
	for (uint32_t t = 0; t < c->n; t++)
		out[t] = NONE;
	for (uint32_t i = 0; i < m->n; i++) {
		if (m->ent[i] == NONE)
			continue;
		uint32_t top = top_of(c, drg__span_first(c->l->tokens.span, c->n, m->span[i].s), m->span[i]);
		if (m->head[i] < c->n && out[m->head[i]] == NONE)
			out[m->head[i]] = m->ent[i];
		if (top != NONE && out[top] == NONE)
			out[top] = m->ent[i];
	}
	return out;
}

uint32_t drg__clause_claim(const struct clauses *c, uint32_t byte)
{
	const struct claims *cl = &c->l->claims;
	uint32_t best = NONE, size = UINT32_MAX, lo = 0, hi = cl->n;
	while (lo < hi) { /* claims are sorted by their first byte */
		uint32_t m = (lo + hi) / 2;
		if (cl->pool.v[cl->spans[m].from].s <= byte)
			lo = m + 1;
		else
			hi = m;
	}
	for (uint32_t k = lo, steps = 0; k-- > 0 && steps < 64; steps++)
		for (uint32_t j = 0; j < cl->spans[k].n; j++) {
			struct span v = cl->pool.v[cl->spans[k].from + j];
			if (v.s <= byte && byte < v.e && v.e - v.s < size) {
				best = k;
				size = v.e - v.s;
			}
		}
	return best;
}

struct span drg__clause_bytes(const struct clauses *c, uint32_t first, uint32_t last)
{
	return (struct span){ c->l->tokens.span[first].s, c->l->tokens.span[last].e };
}
