/* What happened to the counted: states and verbs around the noun, by lexicon `measures`. */
#include "stage/count_row.h"

enum arg { ARG_OBJ, ARG_SUBJ, ARG_ANY, ARG_OF };

static bool take_row(const struct count_cx *x, uint32_t row, struct found *out)
{
	uint32_t people = drg__lex_enum(x->pack, x->measures, row, x->col.people), things = drg__lex_enum(x->pack, x->measures, row, x->col.things);
	out->people = people == UINT32_MAX ? MEASURE_OTHER : (uint8_t)(people + MEASURE_HELD);
	out->things = things == UINT32_MAX ? MEASURE_NONE : (uint8_t)(things + MEASURE_HELD);
	out->lasting = false;
	return true;
}

/* The measure that the phrase at t, with its particle or complement, gives to `arg`. */
bool drg__count_verb(const struct count_cx *x, uint32_t t, bool object, struct found *out)
{
	const struct hits *h = x->hits;
	for (uint32_t k = h->at[t]; k < h->at[t + 1]; k++) {
		const struct hit *m = &h->v[k];
		if (m->lex != x->measures)
			continue;
		uint32_t arg = drg__lex_enum(x->pack, x->measures, m->row, x->col.arg);
		if (arg != ARG_ANY && arg != (object ? ARG_OBJ : ARG_SUBJ))
			continue;
		return take_row(x, m->row, out);
	}
	/* "took 22 passengers off a bus" */
	if (object && drg__clause_is(&x->c, t, "take") && drg__clause_with(&x->c, t, "off|from") != NONE) {
		*out = (struct found){ .people = MEASURE_HELD };
		return true;
	}
	/* "let sixteen sailors go" */
	uint32_t go = object && drg__clause_is(&x->c, t, "let") ? drg__clause_child(&x->c, t, DEP_XCOMP, NONE) : NONE;
	if (go == NONE && object && drg__clause_is(&x->c, t, "let"))
		go = drg__clause_child(&x->c, t, DEP_CCOMP, NONE);
	if (go != NONE && drg__clause_is(&x->c, go, "go|leave|cross|return|walk")) {
		*out = (struct found){ .people = MEASURE_RELEASED };
		return true;
	}
	/* verb and particle apart: "let eleven women out", "brought five miners up" */
	for (uint32_t i = 0; (i = drg__clause_apart(&x->c, x->pack, x->measures, t, i)) != UINT32_MAX; i++) {
		uint32_t arg = drg__lex_enum(x->pack, x->measures, i, x->col.arg);
		if (arg == ARG_ANY || arg == (object ? ARG_OBJ : ARG_SUBJ))
			return take_row(x, i, out);
	}
	return false;
}

/* A state: "dead", "in custody", "missing", also "the death of ..". */
bool drg__count_state(const struct count_cx *x, uint32_t t, struct found *out)
{
	if (t >= x->c.n)
		return false;
	for (uint32_t i = t > 2 ? t - 2 : 0; i <= t; i++) {
		for (uint32_t k = x->hits->at[i]; k < x->hits->at[i + 1]; k++) {
			const struct hit *m = &x->hits->v[k];
			if (m->lex != x->measures || m->end != t + 1 || drg__lex_enum(x->pack, x->measures, m->row, x->col.arg) != ARG_OF)
				continue;
			return take_row(x, m->row, out);
		}
	}
	return false;
}

/* Does t end a state that opens with a preposition: "in custody"? */
static bool in_phrase(const struct count_cx *x, uint32_t t)
{
	uint32_t by = drg__clause_child(&x->c, t, DEP_CASE, NONE);
	for (uint32_t k = by != NONE && by < t ? x->hits->at[by] : 0; by != NONE && by < t && k < x->hits->at[by + 1]; k++)
		if (x->hits->v[k].lex == x->measures && x->hits->v[k].end == t + 1)
			return true;
	return false;
}

/* What stands on the noun itself: "soldiers killed", "wounded men", "people held at ..". */
static bool on_noun(const struct count_cx *x, uint32_t t, struct found *out)
{
	for (uint32_t k = x->c.child[t]; k != NONE; k = x->c.sibling[k]) {
		uint8_t d = x->c.dep[k];
		if ((d == DEP_AMOD || d == DEP_ACL || d == DEP_XCOMP || d == DEP_ADVMOD || (d == DEP_NMOD && in_phrase(x, k))) && drg__count_state(x, k, out)) {
			out->lasting = d == DEP_AMOD && k < t;
			return true;
		}
		if (d == DEP_ACL || d == DEP_RELCL || d == DEP_AMOD) {
			bool passive;
			drg__clause_subject(&x->c, k, &passive);
			bool participle = drg__str_ends(drg__view_tok(x->v, k), STR("ed")) || drg__str_ends(drg__view_tok(x->v, k), STR("en")) || drg__str_ends(drg__view_tok(x->v, k), STR("ld"));
			participle &= k <= t + 1 || !drg__count_acts_alone(x, k);
			if (!drg__count_verb(x, k, d == DEP_RELCL ? passive : participle, out))
				continue;
			out->lasting = d == DEP_AMOD && participle;
			if (out->lasting && out->people == MEASURE_ARRESTED)
				out->people = MEASURE_HELD; /* the detained are held, those detained yesterday were arrested */
			return true;
		}
	}
	return false;
}

/* What is said of an object or the subject of a passive, up their predicate. */
static bool of_undergoer(const struct count_cx *x, uint32_t t, uint32_t up, struct found *out)
{
	const struct clauses *c = &x->c;
	/* "left two men dead", "leaving 900 homeless" */
	for (uint32_t k = c->child[up]; k != NONE; k = c->sibling[k])
		if (k > t && (c->dep[k] == DEP_XCOMP || c->dep[k] == DEP_ADVCL || c->dep[k] == DEP_ADVMOD || c->dep[k] == DEP_AMOD) && drg__count_state(x, k, out))
			return true;
	if (drg__count_verb(x, up, true, out))
		return true;
	/* "are said to have been killed" */
	uint32_t inner = drg__clause_child(c, up, DEP_XCOMP, NONE), as = drg__clause_with(c, up, "as");
	if (inner != NONE && drg__count_verb(x, inner, drg__clause_child(c, inner, DEP_AUX_PASS, NONE) != NONE, out))
		return true;
	/* "claim two hundred soldiers as prisoners" */
	const struct hit *label = as == NONE ? NULL : drg__count_noun(x, as);
	if (label && drg__lex_enum(x->pack, x->counted, label->row, x->col.measure) == 0) {
		*out = (struct found){ .people = MEASURE_HELD };
		return true;
	}
	uint32_t in = drg__clause_with(c, up, "in|behind");
	return in != NONE && drg__count_state(x, in, out);
}

bool drg__count_acts_alone(const struct count_cx *x, uint32_t t)
{
	return drg__clause_is(&x->c, t, "attack|raid|rob|storm|hack");
}

/* What is said of the subject of predicate up. */
static bool of_subject(const struct count_cx *x, uint32_t up, struct found *out)
{
	const struct clauses *c = &x->c;
	bool passive;
	drg__clause_subject(c, up, &passive);
	/* "Four bandits killed, none of ours": a participle that is all the predicate there is */
	bool bare = !passive && !drg__count_acts_alone(x, up) && drg__clause_child(c, up, DEP_OBJ, NONE) == NONE && drg__clause_child(c, up, DEP_AUX, NONE) == NONE && drg__str_ends(drg__view_tok(x->v, up), STR("ed"));
	if (drg__count_state(x, up, out) || drg__count_verb(x, up, passive, out) || (bare && drg__count_verb(x, up, true, out)))
		return true;
	uint32_t in = drg__clause_with(c, up, "in|behind");
	if (in != NONE && drg__count_state(x, in, out))
		return true;
	/* "are said to have been killed", "had to flee" */
	uint32_t inner = drg__clause_child(c, up, DEP_XCOMP, NONE);
	return inner != NONE && (drg__count_state(x, inner, out) || drg__count_verb(x, inner, drg__clause_child(c, inner, DEP_AUX_PASS, NONE) != NONE, out));
}

/* What the predicate says happened to t, climbing over conjuncts and nouns. */
static bool predicate_measure(const struct count_cx *x, const struct count_row *r, uint32_t t, struct found *out)
{
	const struct clauses *c = &x->c;
	for (int step = 0; step < 6 && t < c->n; step++) {
		uint32_t up = c->head[t];
		if (up == NONE || up >= c->n)
			return drg__count_state(x, t, out);
		switch (c->dep[t]) {
		case DEP_OBJ: case DEP_NSUBJ_PASS:
			return of_undergoer(x, t, up, out);
		case DEP_NSUBJ:
			return of_subject(x, up, out);
		case DEP_NMOD: case DEP_OBL: case DEP_APPOS:
			/* "half of the 90 captives": what happens to the half does not to all */
			if (c->dep[t] == DEP_NMOD && !drg__count_inside(r, up) && (x->l->morph.upos[up] == UPOS_NUM || drg__hit_at(x->hits, up, drg__lex(x->pack, "numbers"))))
				return false;
			if (drg__count_state(x, up, out))
				return true;
			if (c->dep[t] == DEP_OBL)
				return false; /* "the habit of winning by thousands" */
			break;
		case DEP_ACL: case DEP_RELCL: case DEP_NUMMOD: case DEP_AMOD: case DEP_DET: case DEP_COMPOUND: case DEP_CONJ: case DEP_ADVMOD:
			break;
		default:
			return drg__count_state(x, up, out);
		}
		t = up;
	}
	return false;
}

static bool counts_people(uint8_t m)
{
	return (m >= MEASURE_HELD && m <= MEASURE_RESCUED) || m == MEASURE_PARTICIPANTS || m == MEASURE_TROOPS;
}

/* "was shelled eleven times", "made 112 trips": how often, if that is counted. */
bool drg__count_often(const struct count_cx *x, const struct count_row *r, uint8_t *measure)
{
	uint32_t p = drg__clause_predicate(&x->c, r->noun);
	const struct hit *h = p == NONE || p >= x->v->n ? NULL : drg__hit_at(x->hits, p, x->often);
	if (h)
		*measure = drg__lex_enum(x->pack, x->often, h->row, x->col.often) == 0 ? MEASURE_ATTACKS : MEASURE_VISITS;
	return h != NULL;
}

/* "Four dead, five hurt and one missing": the word behind is what happened. */
bool drg__count_is_state(const struct count_cx *x, uint32_t t)
{
	struct found f;
	if (t >= x->c.n || (drg__count_noun(x, t) && x->l->morph.upos[t] != UPOS_VERB))
		return false;
	if (x->l->morph.upos[t] == UPOS_NOUN)
		return x->c.child[t] == NONE && drg__count_state(x, t, &f); /* "five hurt", taken for a noun */
	struct str w = drg__view_tok(x->v, t);
	bool participle = drg__str_ends(w, STR("ed")) || drg__str_ends(w, STR("en")) || drg__str_ends(w, STR("hurt"));
	return drg__count_state(x, t, &f) || (participle && drg__count_verb(x, t, true, &f));
}

/* "demand the release of 31", "without the exchange of the nine": whoever is to
 * be released is still held. */
static bool asked_for(const struct count_cx *x, uint32_t t)
{
	const struct clauses *c = &x->c;
	uint32_t up = t < c->n ? c->head[t] : NONE;
	if (up == NONE || up >= c->n || !drg__clause_is(c, up, "release|exchange|swap"))
		return false;
	uint32_t by = drg__clause_child(c, up, DEP_CASE, NONE), p = drg__clause_predicate(c, up);
	return (by != NONE && drg__clause_is(c, by, "without|for|until|before|pending|over")) ||
	       (p != NONE && drg__clause_is(c, p, "demand|call|want|insist|ask|seek|urge|request|refuse|reject|require|appeal|await|discuss|negotiate"));
}

/* "will not release any of the 180", "will free eleven once the withdrawal is
 * complete": not let go, or on a condition. */
static bool still_held(const struct count_cx *x, uint32_t t)
{
	const struct clauses *c = &x->c;
	uint32_t p = drg__clause_predicate(c, t);
	if (p == NONE || p >= c->n)
		return false;
	if (drg__clause_negated(c, p))
		return true;
	for (uint32_t k = drg__clause_child(c, p, DEP_ADVCL, NONE); k != NONE; k = drg__clause_child(c, p, DEP_ADVCL, k)) {
		uint32_t mark = drg__clause_child(c, k, DEP_MARK, NONE);
		if (mark != NONE && drg__clause_is(c, mark, "once|if|unless|until"))
			return true;
	}
	return false;
}

/* "the return of up to 60 dead", "hand over the bodies of 17 fighters": what is
 * done with the dead, who are counted elsewhere. */
static bool bodies_returned(const struct count_cx *x, uint32_t t, uint8_t own)
{
	static const char give[] = "return|exchange|hand|give|come|repatriate|swap|send|handover|collect";
	const struct clauses *c = &x->c;
	if (t >= c->n)
		return false;
	uint32_t up = c->head[t], p = drg__clause_predicate(c, t);
	bool of = up != NONE && up < c->n && c->dep[t] == DEP_NMOD;
	if (!drg__clause_is(c, t, "body|corpse|dead|remains") && !(of && drg__clause_is(c, up, "body|corpse|remains")))
		return false;
	return (of && drg__clause_is(c, up, give)) || (p != NONE && drg__clause_is(c, p, give) && (own == MEASURE_KILLED || of));
}

/* "a republic of six million": who lives there, of whom nothing is told. */
static bool inhabitants(const struct count_cx *x, const struct count_row *r)
{
	uint32_t t = r->last, up = t < x->c.n ? x->c.head[t] : NONE;
	return r->noun == NONE && up != NONE && up < x->c.n && up < r->first && x->c.dep[t] == DEP_NMOD &&
	       drg__clause_is(&x->c, up, "city|town|village|republic|country|island|state|nation|province|region|district|suburb|capital");
}

/* A state of the counted, or what the predicate did to them: "112 sick prisoners
 * will be released" tells more by its verb. */
static bool stronger(uint8_t state, uint8_t deed)
{
	return (state == MEASURE_INJURED || state == MEASURE_AFFECTED || state == MEASURE_HELD) && (deed == MEASURE_RELEASED || deed == MEASURE_EVACUATED || deed == MEASURE_RESCUED || deed == MEASURE_KILLED || deed == MEASURE_HELD);
}

/* "freed 41 captured sailors", where the parser took the participle before the
 * noun for a verb of which the noun is the object. */
static bool participle_between(const struct count_cx *x, const struct count_row *r, uint32_t at, struct found *f)
{
	uint32_t t = x->c.head[at], up = t != NONE && t < x->c.n ? x->c.head[t] : NONE;
	struct found deed;
	if (x->c.dep[at] != DEP_OBJ || t >= at || t < r->end || !drg__count_verb(x, t, true, f))
		return false;
	if (f->people == MEASURE_ARRESTED)
		f->people = MEASURE_HELD;
	if (up != NONE && up < r->first && drg__count_verb(x, up, true, &deed) && stronger(f->people, deed.people))
		*f = deed;
	return true;
}

/* What is said of the counted: behind the number, on its noun (or `nearby`), by
 * the predicate, by the words beside. */
static bool said_of(const struct count_cx *x, const struct count_row *r, uint32_t nearby, struct found *f)
{
	uint32_t at = r->noun != NONE ? r->noun : r->last;
	struct found deed;
	if (at >= x->c.n)
		return false;
	if (r->noun == NONE && drg__count_is_state(x, r->end) && (drg__count_state(x, r->end, f) || drg__count_verb(x, r->end, true, f)))
		return true;
	if (participle_between(x, r, at, f))
		return true;
	if ((nearby != NONE && on_noun(x, nearby, f)) || on_noun(x, at, f)) {
		if ((f->people == MEASURE_INJURED || f->people == MEASURE_AFFECTED || f->lasting) && predicate_measure(x, r, at, &deed) && stronger(f->people, deed.people))
			*f = deed;
		return true;
	}
	return predicate_measure(x, r, at, f) || drg__count_near(x, r, f);
}

/* The measure of a row of class r->class from what is said (MEASURE_NONE: nothing)
 * and what the noun itself says. */
static uint8_t weigh(const struct count_cx *x, const struct count_row *r, uint8_t said, uint8_t own)
{
	uint32_t at = r->noun != NONE ? r->noun : r->last;
	uint8_t m = said;
	if (r->class == COUNT_VOTE || (r->class == COUNT_THINGS && own != MEASURE_NONE && own != MEASURE_AFFECTED))
		return own; /* what a rocket is there as does not change with the verb */
	if (bodies_returned(x, at, own))
		return MEASURE_OTHER;
	if (own == MEASURE_KILLED || own == MEASURE_MISSING)
		return own; /* the dead are dead whatever is said of them */
	if (own == MEASURE_INJURED && !stronger(own, m))
		return own;
	if (own == MEASURE_INJURED && m == MEASURE_KILLED && !(at < x->c.n && x->c.dep[at] == DEP_NSUBJ))
		return own;
	if (own == MEASURE_OTHER && m == MEASURE_DISPLACED)
		return own; /* an expelled diplomat flees nothing */
	if (own == MEASURE_TROOPS && m == MEASURE_PARTICIPANTS)
		return own;
	if (m == MEASURE_RELEASED && (asked_for(x, at) || still_held(x, at)))
		return MEASURE_HELD;
	if (m == MEASURE_RELEASED && own != MEASURE_HELD && at < x->c.n && drg__clause_is(&x->c, drg__clause_predicate(&x->c, at), "pardon|amnesty|acquit|reprieve|send"))
		return MEASURE_OTHER; /* who is not held is not let go: acquitted, sent home */
	if (own == MEASURE_HELD && m == MEASURE_PARTICIPANTS && at < x->c.n && drg__clause_is(&x->c, drg__clause_predicate(&x->c, at), "walk|leave|cross|step|come"))
		return MEASURE_RELEASED; /* the held who walk out go free */
	return m != MEASURE_NONE ? m : own;
}

/* Class, unit and label by the counted noun's row of lexicon `counted`; what the
 * noun itself measures. */
static uint8_t by_noun(const struct count_cx *x, struct count_row *r, const struct hit *h)
{
	static const uint8_t of[] = { COUNT_PEOPLE, COUNT_THINGS, COUNT_VOTE };
	uint32_t m = drg__lex_enum(x->pack, x->counted, h->row, x->col.measure), k = drg__lex_enum(x->pack, x->counted, h->row, x->col.class);
	r->class = k < sizeof of ? of[k] : COUNT_THINGS; /* a pack may hold classes that we do not know */
	r->unit = drg__lex_str(x->pack, x->counted, h->row, x->col.unit);
	bool of_war = h->end + 1 < x->v->n && drg__count_tok(x, h->end, "of") && drg__count_tok(x, h->end + 1, "war");
	if (drg__lex_enum(x->pack, x->counted, h->row, x->col.label) == 0)
		r->label = (struct span){ x->v->span[h->first].s, x->v->span[of_war ? h->end + 1 : h->end - 1].e };
	return m == UINT32_MAX ? MEASURE_NONE : (uint8_t)(m + MEASURE_HELD);
}

void drg__count_measure(struct count_cx *x, struct count_row *r)
{
	if (r->noun != NONE && drg__count_is_state(x, r->noun)) {
		r->noun = NONE;
		r->what = (struct span){ 0, 0 };
	}
	uint32_t nearby = r->noun == NONE && !r->word ? drg__count_nearby(x, r) : NONE;
	const struct hit *h = drg__count_noun(x, nearby != NONE ? nearby : r->noun);
	struct found f = { 0 };
	bool lives = inhabitants(x, r), said = !lives && said_of(x, r, nearby, &f);
	uint8_t own = MEASURE_NONE;
	if (nearby != NONE)
		r->what = drg__clause_bytes(&x->c, nearby, nearby);
	if (h)
		own = by_noun(x, r, h);
	else if (r->noun != NONE)
		r->class = drg__count_person_word(x, r->noun) || (r->noun < r->first && drg__count_gathers(x, r->noun)) || (said && counts_people(f.people) && f.things == MEASURE_NONE) ? COUNT_PEOPLE : COUNT_THINGS;
	else if (said && f.things != MEASURE_NONE && x->after_things)
		r->class = COUNT_THINGS;
	else if (said || lives || (r->end > r->core_end && drg__clause_is(&x->c, r->end - 1, "others")))
		r->class = COUNT_PEOPLE;
	else
		return;
	r->lives = lives;
	if (r->class == COUNT_PEOPLE && (!r->unit.n || r->inner)) /* "a four-man crew" has four persons */
		r->unit = STR("person");
	uint8_t m = weigh(x, r, r->class == COUNT_PEOPLE ? f.people : f.things, own);
	r->measure = m != MEASURE_NONE ? m : MEASURE_OTHER;
	r->by_noun = !said && m == own;
	r->unsaid = m == MEASURE_NONE && !lives;
}
