#include "stage/affil.h"

#include "stage/clause.h"
#include "stage/token.h"

struct affil_cx {
	const drg_pack *pack;
	const struct layers *l;
	const struct hits *hits;
	struct entities *ent;
	struct clauses c;
	uint32_t *at;        /* [tokens] entity of the mention whose head the token is, or NONE */
	uint32_t offices, col_of, government;
};

static bool is_body(const struct affil_cx *x, uint32_t e)
{
	if (e == NONE)
		return false;
	uint8_t k = x->ent->kind[e];
	return k == ENT_ORG || k == ENT_GROUP || k == ENT_STATE || k == ENT_OTHER || k == ENT_PLACE;
}

/* Would e speaking for f close a circle? */
static bool circle(const struct affil_cx *x, uint32_t e, uint32_t f)
{
	for (int k = 0; k < 8 && f != NONE; k++, f = x->ent->speaks_for[f])
		if (f == e)
			return true;
	return false;
}

/* An office at token t: 1 of a body, 2 of a state; 0 none. */
static int office(const struct affil_cx *x, uint32_t t)
{
	for (uint32_t i = t > 3 ? t - 3 : 0; i <= t; i++) {
		const struct hit *h = drg__hit_at(x->hits, i, x->offices);
		if (h && h->end == t + 1)
			return 1 + (drg__lex_enum(x->pack, x->offices, h->row, x->col_of) == 1);
	}
	return 0;
}

/* Whom "its" at t stands for: its mention's body, else the body that the sentence
 * before in the paragraph, or this one, is about. */
static uint32_t its(const struct affil_cx *x, uint32_t t)
{
	const struct tokens *tok = &x->l->tokens;
	if (x->at[t] != NONE)
		return is_body(x, x->at[t]) ? x->at[t] : NONE;
	for (uint32_t i = t; i-- > 0 && tok->para[i] == tok->para[t];) {
		bool subject = x->c.dep[i] == DEP_NSUBJ || x->c.dep[i] == DEP_NSUBJ_PASS;
		if (subject && is_body(x, x->at[i]) && x->ent->kind[x->at[i]] != ENT_PLACE)
			return x->at[i];
	}
	return NONE;
}

/* "The Electoral Commission saw no grounds. .. commission chairwoman Wilma Heist": the body last named by the noun
 * that stands before an office; NONE. */
static uint32_t named_by(const struct affil_cx *x, uint32_t noun)
{
	const struct mentions *m = &x->l->mentions;
	uint32_t found = NONE, at = drg__span_first(m->span, m->n, x->l->tokens.span[noun].s);
	for (uint32_t i = at; i-- > 0 && found == NONE;)
		if (m->ent[i] != NONE && m->form[i] != FORM_PRONOUN && m->head[i] < x->c.n && x->l->tokens.fold[m->head[i]] == x->l->tokens.fold[noun] && is_body(x, m->ent[i]))
			found = m->ent[i];
	return found;
}

/* The body named with a noun: "the Front's ..", "Front ..", ".. of the Front". */
static uint32_t body_of(const struct affil_cx *x, uint32_t t)
{
	const struct clauses *c = &x->c;
	uint32_t whose = drg__clause_child(c, t, DEP_NMOD_POSS, NONE);
	if (whose != NONE && whose < t && drg__clause_is(c, whose, "its|it|their|they"))
		return its(x, whose);
	for (uint32_t k = c->child[t]; k != NONE; k = c->sibling[k]) {
		uint8_t d = c->dep[k];
		bool beside = (d == DEP_NMOD_POSS || d == DEP_COMPOUND || d == DEP_AMOD || d == DEP_NMOD_UNMARKED) && k < t;
		if ((beside || (d == DEP_NMOD && k > t)) && is_body(x, x->at[k])) {
			uint32_t by = drg__clause_child(c, k, DEP_CASE, NONE);
			if (beside || (by != NONE && drg__clause_is(c, by, "of|for|at|with|from|to")))
				return x->at[k];
		}
		if (d == DEP_COMPOUND && k < t && x->at[k] == NONE && office(x, t) == 1 && named_by(x, k) != NONE) /* no "Water Minister" */
			return named_by(x, k);
	}
	return NONE;
}

/* "who speaks for the government", "expected to speak for the group", "who leads
 * the delegation": the body, in the clauses below t. */
static uint32_t spoken_for(const struct affil_cx *x, uint32_t t, int depth)
{
	const struct clauses *c = &x->c;
	for (uint32_t k = c->child[t]; k != NONE; k = c->sibling[k]) {
		uint8_t d = c->dep[k];
		if (d != DEP_RELCL && d != DEP_ACL && !(depth && d == DEP_XCOMP))
			continue;
		uint32_t b = NONE;
		if (drg__clause_negated(c, k))
			continue;
		if (drg__clause_is(c, k, "speak|negotiate"))
			b = drg__clause_with(c, k, "for|of");
		else if (drg__clause_is(c, k, "lead|head|command|represent|chair"))
			b = drg__clause_object(c, k);
		if (b != NONE && is_body(x, x->at[b]))
			return x->at[b];
		uint32_t deeper = depth < 2 ? spoken_for(x, k, depth + 1) : NONE;
		if (deeper != NONE)
			return deeper;
	}
	return NONE;
}

/* What a noun beside the name says: its office with a body, or whom its clause
 * says he speaks for. */
static uint32_t by_noun(const struct affil_cx *x, uint32_t t)
{
	uint32_t b = office(x, t) ? body_of(x, t) : NONE;
	return b != NONE ? b : spoken_for(x, t, 0);
}

/* "The Front rejected it. "Never," spokesman Ek said.": the one body that the
 * paragraph's sentences are about before the bare office at t. */
static uint32_t before(const struct affil_cx *x, uint32_t t)
{
	uint32_t found = NONE, office = drg__clause_child(&x->c, t, DEP_DET, NONE);
	if (office != NONE || !drg__clause_is(&x->c, t, "spokesman|spokeswoman|spokesperson"))
		return NONE;
	for (uint32_t i = t; i-- > 0 && x->l->tokens.para[i] == x->l->tokens.para[t];) {
		bool subject = x->c.dep[i] == DEP_NSUBJ || x->c.dep[i] == DEP_NSUBJ_PASS;
		uint32_t e = subject && x->c.head[i] != NONE && x->c.dep[x->c.head[i]] == DEP_ROOT ? x->at[i] : NONE;
		if (e == NONE || e == found || !is_body(x, e) || x->ent->kind[e] == ENT_PLACE)
			continue;
		if (found != NONE)
			return NONE;
		found = e;
	}
	return found;
}

/* Whom the mention with head t speaks for. */
static uint32_t by_mention(const struct affil_cx *x, uint32_t t, bool *of_state)
{
	const struct clauses *c = &x->c;
	uint32_t b = spoken_for(x, t, 0), up = c->head[t];
	if (b == NONE && c->dep[t] == DEP_APPOS && up != NONE) {
		b = by_noun(x, up);
		*of_state |= office(x, up) == 2; /* "the health minister, Lia Tork" */
	}
	for (uint32_t k = c->child[t]; k != NONE; k = c->sibling[k])
		*of_state |= office(x, k) == 2;
	for (uint32_t k = c->child[t]; k != NONE && b == NONE; k = c->sibling[k]) {
		uint8_t d = c->dep[k];
		int o = office(x, k);
		if (d == DEP_APPOS)
			b = by_noun(x, k);
		else if (o && k < t)
			/* "Front leader Teodor Ilk": the body hangs on the office or on the name */
			b = (b = body_of(x, k)) != NONE ? b : body_of(x, t) != NONE ? body_of(x, t) : before(x, k);
		else if ((d == DEP_NMOD || d == DEP_OBL) && k > t && is_body(x, x->at[k])) {
			uint32_t by = drg__clause_child(c, k, DEP_CASE, NONE);
			uint8_t kind = x->ent->kind[x->at[k]];
			bool body = kind == ENT_ORG || kind == ENT_GROUP || (*of_state && kind == ENT_STATE); /* "Mara Holt of the Front", "Premier Gul Orm of Ilmay" */
			bool of = d == DEP_NMOD && body && by != NONE && drg__clause_is(c, by, "of");
			b = of || (by != NONE && drg__clause_is(c, by, "for")) ? x->at[k] : NONE;
		}
	}
	return b;
}

/* "the government", not "both governments" or "a unity government". */
static bool of_country(const struct affil_cx *x, uint32_t t)
{
	uint32_t det = drg__clause_child(&x->c, t, DEP_DET, NONE), kind = drg__clause_child(&x->c, t, DEP_COMPOUND, NONE);
	return drg__clause_is(&x->c, t, "government|cabinet") && x->l->morph.upos[t] != UPOS_PROPN && (det == NONE || drg__clause_is(&x->c, det, "the")) &&
	       drg__clause_child(&x->c, t, DEP_NUMMOD, NONE) == NONE && (kind == NONE || x->l->morph.upos[kind] == UPOS_PROPN);
}

/* The one entity of the report that is called a government; NONE where there are
 * none or two: ministers of other countries are named with them. */
static uint32_t only_government(const struct affil_cx *x)
{
	const struct mentions *m = &x->l->mentions;
	uint32_t one = NONE;
	for (uint32_t i = 0; i < m->n; i++) {
		if (m->ent[i] == NONE || m->head[i] >= x->c.n || !of_country(x, m->head[i]))
			continue;
		if (one != NONE && one != m->ent[i])
			return NONE;
		one = m->ent[i];
	}
	return one;
}

/* "the government of Tessal": is the state at i told with its government? */
static bool with_government(const struct affil_cx *x, uint32_t i)
{
	uint32_t up = x->c.head[i];
	return x->c.dep[i] == DEP_NMOD && up != NONE && up < i && x->at[up] != NONE && of_country(x, up);
}

/* "Pellia does not accept it. Fisheries Secretary Owen Dell ..": the one state or
 * government that the paragraph names before the office at t, one that opens its sentence
 * ("In Pellia, Prime Minister ..") before others, else the report's one government;
 * where there are two, it would be a guess. */
static uint32_t state_near(const struct affil_cx *x, uint32_t t)
{
	uint32_t found = NONE;
	for (uint32_t i = t; i-- > 0 && x->l->tokens.para[i] == x->l->tokens.para[t];) {
		uint32_t e = x->at[i];
		if (e == NONE || e == found || !(x->ent->kind[e] == ENT_STATE || (is_body(x, e) && of_country(x, i))) || with_government(x, i))
			continue;
		uint32_t in = drg__clause_child(&x->c, i, DEP_CASE, NONE);
		if (found == NONE && in != NONE && in + 1 == i && i + 1 < t && drg__clause_is(&x->c, in, "in") && drg__clause_is(&x->c, i + 1, ",") && drg__clause_predicate(&x->c, i) == drg__clause_predicate(&x->c, t))
			return e;
		if (found != NONE)
			return NONE;
		found = e;
	}
	return found != NONE ? found : x->government;
}

/* "Premier Ida Vann of Pellia", read as one name: the body behind its "of".  *whole tells whether the name has one. */
static uint32_t in_name(const struct affil_cx *x, struct span m, bool *whole)
{
	struct str name = { x->l->text.p + m.s, m.e - m.s };
	size_t of = drg__str_find(name, STR(" of "), 0);
	*whole = of != SIZE_MAX;
	struct str land = *whole ? drg__str_sub(name, of + 4, name.n) : name;
	for (uint32_t e = 0; e < x->ent->n && *whole; e++)
		if (is_body(x, e) && drg__str_eq(x->ent->name[e], land))
			return e;
	return NONE;
}

void drg__affiliations(const drg_pack *pack, const struct layers *l, const struct hits *hits, struct arena scratch, struct entities *entities)
{
	struct affil_cx x = { .pack = pack, .l = l, .hits = hits, .ent = entities, .offices = drg__lex(pack, "offices") };
	if (x.offices == UINT32_MAX || !entities->n)
		return;
	x.c = drg__clauses(l, &scratch);
	if (x.c.n == 0)
		return;
	x.col_of = drg__lex_col(pack, x.offices, "of");
	x.at = drg__clause_entities(&x.c, &scratch);
	x.government = only_government(&x);
	for (uint32_t i = 0; i < l->mentions.n; i++) {
		uint32_t e = l->mentions.ent[i], first = drg__span_first(l->tokens.span, l->tokens.n, l->mentions.span[i].s);
		if (e == NONE || l->mentions.form[i] != FORM_NAME || entities->kind[e] != ENT_PERSON || entities->speaks_for[e] != NONE)
			continue;
		for (uint32_t t = first; t < l->tokens.n && l->tokens.span[t].e <= l->mentions.span[i].e; t++) {
			if (x.at[t] != e)
				continue;
			bool of_state = false, whole;
			uint32_t b = in_name(&x, l->mentions.span[i], &whole);
			b = b == NONE ? by_mention(&x, t, &of_state) : b;
			b = b == NONE && of_state && !whole ? state_near(&x, t) : b;
			if (b == NONE || b == e || circle(&x, e, b))
				continue;
			entities->speaks_for[e] = b;
			break;
		}
	}
}

/* Is GOV among the sectors, words with blanks between them? */
static bool of_government(struct str sectors)
{
	size_t at = drg__str_find(sectors, STR("GOV"), 0);
	return at != SIZE_MAX && (at == 0 || sectors.p[at - 1] == ' ') && (at + 3 == sectors.n || sectors.p[at + 3] == ' ');
}

/* The state with this country code; of "Israel" and "Israeli" the shorter name. */
static uint32_t state_of(const struct entities *x, struct str country)
{
	uint32_t best = NONE;
	for (uint32_t e = 0; e < x->n; e++)
		if (x->kind[e] == ENT_STATE && drg__str_eq(x->country[e], country) && (best == NONE || x->name[e].n < x->name[best].n))
			best = e;
	return best;
}

void drg__affil_offices(struct entities *x)
{
	if (!x->country || !x->sectors)
		return;
	for (uint32_t e = 0; e < x->n; e++)
		if (x->kind[e] == ENT_PERSON && x->speaks_for[e] == NONE && x->country[e].n && of_government(x->sectors[e]))
			x->speaks_for[e] = state_of(x, x->country[e]);
}
