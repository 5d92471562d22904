/* Attributions of passives and of verbs of seeming, whose source the words leave out
 * or name after "by": "was accused of delay", "is
 * expected to sign", "it is feared that", "seems to have gone".
 *
 *   [the envoy] was accused of [delay]      [it] is feared that [the road is cut]
 *    content                    content                          content
 *
 *   [the envoy] was accused by [the clerk] of [delay]
 *    content                    source         content
 *
 * Found on the dependencies, by the verbs of the lexicon `unsaid`.  Where rules
 * or heads have an attribution at such a verb, its source must not be the one
 * who is only spoken of: then it is read anew here. */
#include "stage/attrib.h"
#include "stage/clause.h"
#include "stage/ud.h"

/* A cue that the heads are sure is none (p < e^-3) is left alone. */
enum { UNSAID_CUE_MOST = 48, SUBJECT_MOST = 60 };

enum unsaid_form { UNSAID_PASSIVE, UNSAID_SEEM, UNSAID_NOUN };

struct unsaid {
	struct cx *c;
	struct clauses k;
	uint32_t lex, col_form, col_parts, col_hears;
	uint32_t *row_at; /* [tokens] row of c->out whose cue holds the token, or NONE */
};

/* What follows the verb: its first and last token, and the word between the two
 * ("as", "of"), which belongs to the cue. NONE first: nothing follows. */
struct part {
	uint32_t first, last, mark;
	char kind; /* letter of the column `parts` */
};

static bool has_letter(struct str parts, char z)
{
	return drg__str_find(parts, drg__str(&z, 1), 0) != SIZE_MAX;
}

/* The letter of a preposition, as in the lexicon; 0 for none of them. */
static char letter_of(const struct unsaid *u, uint32_t t)
{
	static const struct {
		const char *words;
		char letter;
	} known[] = { { "to", 't' }, { "as|like", 'a' }, { "for", 'f' }, { "of", 'o' }, { "about|on|over", 'b' }, { "with", 'w' } };
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (drg__clause_is(&u->k, t, known[i].words))
			return known[i].letter;
	return 0;
}

/* The word before the complement `t` that says of what kind it is, or NONE. */
static uint32_t mark_of(const struct unsaid *u, uint32_t t)
{
	uint32_t mark = drg__clause_child(&u->k, t, DEP_MARK, NONE);
	uint32_t of = drg__clause_child(&u->k, t, DEP_CASE, NONE);
	return mark < of ? mark : of;
}

/* The kind of child `t` of the verb, a letter of the column `parts`; 0: no complement. */
static char kind_of(const struct unsaid *u, uint32_t t, uint32_t mark)
{
	char z = mark == NONE ? 0 : letter_of(u, mark);
	if (mark != NONE && u->k.dep[mark] == DEP_MARK && drg__clause_is(&u->k, mark, "that|whether|if"))
		return 'h'; /* whatever the parser calls it */
	switch (u->k.dep[t]) {
	case DEP_XCOMP:
		return z ? z : 'x';
	case DEP_OBJ:
		return 'x';
	case DEP_CCOMP: case DEP_CSUBJ:
		return z ? z : 'h';
	case DEP_ACL: case DEP_NMOD: /* of a noun */
		return z;
	case DEP_OBL: case DEP_ADVCL:
		return z == 't' && u->k.dep[t] == DEP_OBL ? 0 : z;
	default:
		return 0;
	}
}

/* The first complement of verb v that its row of the lexicon allows. */
static struct part part_of(const struct unsaid *u, uint32_t v, struct str parts)
{
	struct part p = { NONE, NONE, NONE, 0 };
	for (uint32_t t = u->k.child[v]; t != NONE && p.first == NONE; t = u->k.sibling[t]) {
		uint32_t mark = t > v ? mark_of(u, t) : NONE;
		char z = t > v ? kind_of(u, t, mark) : 0;
		if (!z || !has_letter(parts, z))
			continue;
		p.kind = z;
		bool inside = z == 't' || mark == NONE || mark <= v; /* "to" is part of the content */
		p.first = inside ? u->k.lo[t] : mark + 1;
		p.first = p.first > v ? p.first : v + 1;
		if (z == 'h' && mark != NONE && !drg__clause_is(&u->k, mark, "that"))
			p.first = mark; /* "whether" stays */
		p.last = u->k.hi[t];
		p.mark = !inside && mark == v + 1 && z != 'h' ? mark : NONE;
		if (p.last < p.first)
			p.first = NONE;
	}
	return p;
}

/* "accused by the envoy": who does it; NONE. */
static uint32_t agent_of(const struct unsaid *u, uint32_t v)
{
	uint32_t t = drg__clause_child(&u->k, v, DEP_OBL_AGENT, NONE);
	if (t == NONE || u->c->upos[t] != UPOS_NOUN)
		return t;
	/* "by telephone", "by letter": one bare thing is a means */
	bool plural = drg__ud_has(u->k.l, t, STR("Number=Plur"));
	bool bare = drg__clause_child(&u->k, t, DEP_DET, NONE) == NONE && drg__clause_child(&u->k, t, DEP_NMOD_POSS, NONE) == NONE &&
	            drg__clause_child(&u->k, t, DEP_COMPOUND, NONE) == NONE && drg__clause_child(&u->k, t, DEP_AMOD, NONE) == NONE;
	return plural || !bare ? t : NONE;
}

/* "by" something that the parser does not call the agent: a time, a means, or an agent after all. */
static bool by_something(const struct unsaid *u, uint32_t v)
{
	return agent_of(u, v) == NONE && drg__clause_with(&u->k, v, "by") != NONE;
}

/* Who does it, after "by", is the source; what the parser hangs on him though it
 * completes the verb ("by the envoy of hiding a letter") is not part of him. */
static void read_agent(const struct unsaid *u, uint32_t v, uint32_t agent, struct str parts, struct part *p, struct found *f)
{
	uint32_t by = mark_of(u, agent), first = by == NONE ? u->k.lo[agent] : by + 1, last = u->k.hi[agent];
	if (p->first == NONE && !has_letter(parts, 'n')) {
		*p = part_of(u, agent, parts);
		p->mark = NONE;
	}
	if (p->first != NONE && p->first > agent && p->first <= last)
		last = p->first > agent + 1 && letter_of(u, p->first - 1) ? p->first - 2 : p->first - 1;
	if (first > v && first <= last && !(u->c->tok->flags[first] & TOK_NUM)) {
		set_source(f, drg__clause_bytes(&u->k, first, last));
		f->rule = R_PASSIVE_BY;
	}
}

/* The verb's own subject before it; NONE. */
static uint32_t subject(const struct unsaid *u, uint32_t v)
{
	static const uint8_t kinds[] = { DEP_NSUBJ_PASS, DEP_NSUBJ, DEP_CSUBJ };
	for (size_t i = 0; i < sizeof kinds; i++) {
		uint32_t s = drg__clause_child(&u->k, v, kinds[i], NONE);
		if (s != NONE && s < v)
			return s;
	}
	return NONE;
}

/* From the first auxiliary after the subject to the verb, or the mark behind it. */
static struct span cue_span(const struct unsaid *u, uint32_t v, uint32_t subj, uint32_t mark)
{
	uint32_t first = v;
	for (uint32_t t = u->k.child[v]; t != NONE && t < v; t = u->k.sibling[t])
		if ((u->k.dep[t] == DEP_AUX || u->k.dep[t] == DEP_AUX_PASS) && (subj == NONE || t > u->k.hi[subj]) && t < first)
			first = t;
	return drg__clause_bytes(&u->k, first, mark == NONE ? v : mark);
}

/* ", as a clerk put it", ", killing four": what a comma and a clause add at the end
 * of tokens [first, last] is the publisher's; returns the last without it. */
static uint32_t without_tail(const struct unsaid *u, uint32_t first, uint32_t last)
{
	for (uint32_t t = first + 1; t < last; t++) {
		if (u->c->text->p[u->c->tok->span[t].s] != ',' || !(u->c->tok->flags[t] & TOK_PUNCT))
			continue;
		uint32_t x = t + 1;
		for (int k = 0; k < 8 && u->k.head[x] != NONE && u->k.lo[u->k.head[x]] >= t; k++)
			x = u->k.head[x];
		uint8_t d = u->k.dep[x];
		if (u->k.hi[x] >= last - 1 && (d == DEP_ADVCL || d == DEP_RELCL || d == DEP_ACL || d == DEP_PARATAXIS || d == DEP_OBL))
			return t - 1;
	}
	return last;
}

static void add_stretch(const struct unsaid *u, struct found *f, uint32_t first, uint32_t last)
{
	last = without_tail(u, first, last);
	while (last > first && (u->c->tok->flags[last] & TOK_PUNCT) && !(u->c->tok->flags[last] & TOK_QUOTE))
		last--;
	if (first <= last)
		f->content[f->n_content++] = drg__clause_bytes(&u->k, first, last);
}

/* May the word stand for nobody's word or thought here, in its form? */
static bool fits_form(const struct unsaid *u, uint32_t t, enum unsaid_form form, bool hears)
{
	if (form == UNSAID_NOUN)
		return u->c->upos[t] == UPOS_NOUN && drg__clause_child(&u->k, t, DEP_NMOD_POSS, NONE) == NONE && drg__clause_with(&u->k, t, "by|from|among") == NONE &&
		       !(u->k.head[t] < u->k.n && drg__hit_at(u->c->hits, u->k.head[t], u->c->lex_cues));
	bool be = drg__clause_child(&u->k, t, DEP_AUX_PASS, NONE) != NONE;
	/* "Asked about it, she said": the one who is asked is the main clause's subject */
	bool asked = hears && u->k.dep[t] == DEP_ADVCL && u->c->subj[t] == NONE && drg__str_ends(word(u->c, t), STR("ed"));
	return u->c->upos[t] == UPOS_VERB && (form == UNSAID_PASSIVE ? (be || asked) && !by_something(u, t) : !be);
}

/* The attribution at word v; false when there is none. *clause: it is a noun with
 * a clause of its own ("reports that"), which needs no other sign. */
static bool read_one(const struct unsaid *u, uint32_t v, uint32_t row, struct found *f, bool *clause)
{
	struct cx *c = u->c;
	enum unsaid_form form = (enum unsaid_form)drg__lex_enum(c->pack, u->lex, row, u->col_form);
	struct str parts = drg__lex_str(c->pack, u->lex, row, u->col_parts);
	bool hears = drg__lex_enum(c->pack, u->lex, row, u->col_hears) == 1;
	if (!fits_form(u, v, form, hears))
		return false;
	uint32_t subj = form == UNSAID_NOUN ? NONE : subject(u, v);
	struct part p = part_of(u, v, parts);
	uint32_t agent = form == UNSAID_PASSIVE ? agent_of(u, v) : NONE;
	if (agent != NONE)
		read_agent(u, v, agent, parts, &p, f);
	if (agent != NONE && !f->n_source)
		return false;
	*clause = p.kind == 'h' && form == UNSAID_NOUN;
	bool empty = subj == NONE || drg__clause_is(&u->k, subj, "it");
	if (p.first == NONE && (!has_letter(parts, 'n') || empty))
		return false;
	/* "seemed to suggest": the word of the one who seems to */
	for (uint32_t t = p.first; form == UNSAID_SEEM && t != NONE && t <= p.first + 1 && t < c->tok->n; t++)
		if (drg__hit_at(c->hits, t, c->lex_cues) && c->upos[t] == UPOS_VERB)
			return false;
	f->cue = cue_span(u, v, subj, p.mark);
	uint32_t last = subj == NONE ? NONE : u->k.hi[subj] < v ? u->k.hi[subj] : subj;
	if (subj != NONE && hears) {
		f->recipient = drg__clause_bytes(&u->k, u->k.lo[subj], last);
		f->n_recipient = 1;
	} else if (subj != NONE && !(p.kind == 'h' && empty)) {
		add_stretch(u, f, last - u->k.lo[subj] > SUBJECT_MOST ? subj : u->k.lo[subj], last);
	}
	if (p.first != NONE)
		add_stretch(u, f, p.first, p.last);
	return f->n_content > 0;
}

/* Is the source of row r, as found before, the verb's subject, or part of it? */
static bool is_subject(const struct unsaid *u, const struct found *r, uint32_t v)
{
	uint32_t s = drg__clause_subject(&u->k, v, &(bool){ false });
	if (!r->n_source || s == NONE)
		return false;
	struct span a = drg__clause_bytes(&u->k, u->k.lo[s], u->k.hi[s]);
	return r->source[0].s < a.e && a.s < r->source[0].e;
}

/* Rules that rest on quotation marks, or name who is quoted. */
static bool keeps(const struct found *r)
{
	return r->rule == R_QUOTE_BEFORE || r->rule == R_QUOTE_AFTER || r->rule == R_QUOTED_AS || r->rule == R_LABEL || r->rule == R_ACCORDING;
}

static void one_word(struct unsaid *u, uint32_t v, const struct hit *h)
{
	struct cx *c = u->c;
	uint32_t at = u->row_at[v];
	struct found *old = at == NONE ? NULL : &c->out.v[at];
	if (old && u->k.head[v] < c->tok->n && u->row_at[u->k.head[v]] == at)
		return; /* "let it be known": a part of a cue that has a source */
	if (old && (keeps(old) || (old->n_source && old->rule != R_PASSIVE_BY && !is_subject(u, old, v))))
		return;
	uint8_t cost = c->ev->cue ? c->ev->cue[(size_t)v * EVIDENCE_BIO + 1] : 255, goes_on = c->ev->cue ? c->ev->cue[(size_t)v * EVIDENCE_BIO + 2] : 255;
	if (goes_on < cost)
		cost = goes_on;
	struct found f = { .rule = R_UNSAID, .last_quote = NONE, .para = c->tok->para[v], .cue_cost = cost };
	bool clause = false;
	if (!read_one(u, v, h->row, &f, &clause) || (c->ev->cue && !old && !clause && cost > UNSAID_CUE_MOST))
		return;
	const struct hit *cue = drg__hit_at(c->hits, v, c->lex_cues);
	f.stance = cue ? (uint8_t)drg__lex_enum(c->pack, c->lex_cues, cue->row, c->col_stance) : STANCE_ASSERTS;
	if (old) {
		f.has_roles = old->has_roles;
		f.roles = old->roles;
		drg__attrib_place(&f);
		*old = f;
	} else {
		drg__attrib_put(c, &f);
	}
}

void drg__attrib_unsaid(struct cx *c, const struct layers *l)
{
	struct unsaid u = { .c = c, .lex = drg__lex(c->pack, "unsaid") };
	if (!c->head || u.lex == UINT32_MAX)
		return;
	u.col_form = drg__lex_col(c->pack, u.lex, "form");
	u.col_parts = drg__lex_col(c->pack, u.lex, "parts");
	u.col_hears = drg__lex_col(c->pack, u.lex, "hears");
	u.row_at = NEW_N(c->a, uint32_t, c->tok->n);
	u.k = drg__clauses(l, c->a);
	for (uint32_t t = 0; t < c->tok->n; t++)
		u.row_at[t] = NONE;
	for (uint32_t i = 0; i < c->out.n; i++)
		for (uint32_t t = drg__span_first(c->tok->span, c->tok->n, c->out.v[i].cue.s); t < c->tok->n && c->tok->span[t].s < c->out.v[i].cue.e; t++)
			u.row_at[t] = i;
	for (uint32_t t = 0; t < c->tok->n; t++) {
		if ((c->tok->flags[t] & TOK_ZONE) || c->label[t])
			continue;
		/* "reports" may be in two rows, as a verb and as a noun */
		for (uint32_t i = c->hits->at[t]; i < c->hits->at[t + 1]; i++)
			if (c->hits->v[i].lex == u.lex)
				one_word(&u, t, &c->hits->v[i]);
	}
}
