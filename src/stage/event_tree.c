#include "stage/event_tree.h"

#include "base/utf8.h"

enum { DEPTH = 6 };

static const struct {
	const char *name;
	uint8_t rel;
} rels[] = {
	{ "nsubj", R_NSUBJ }, { "nsubj:outer", R_NSUBJ }, { "nsubj:pass", R_NSUBJ_PASS }, { "obj", R_OBJ }, { "iobj", R_IOBJ },
	{ "obl", R_OBL }, { "obl:agent", R_AGENT }, { "obl:tmod", R_TIME }, { "obl:unmarked", R_TIME }, { "obl:npmod", R_TIME },
	{ "nmod", R_NMOD }, { "nmod:poss", R_POSS }, { "nmod:tmod", R_TIME }, { "nmod:unmarked", R_TIME }, { "nmod:desc", R_FLAT },
	{ "compound", R_COMPOUND }, { "compound:prt", R_PRT }, { "amod", R_AMOD }, { "appos", R_APPOS },
	{ "conj", R_CONJ }, { "xcomp", R_XCOMP }, { "ccomp", R_CCOMP }, { "advcl", R_ADVCL }, { "advcl:relcl", R_ADVCL },
	{ "acl", R_ACL }, { "acl:relcl", R_RELCL }, { "aux", R_AUX }, { "aux:pass", R_AUX_PASS }, { "cop", R_COP },
	{ "mark", R_MARK }, { "case", R_CASE }, { "advmod", R_ADVMOD }, { "det", R_DET }, { "csubj", R_CSUBJ },
	{ "parataxis", R_PARATAXIS }, { "flat", R_FLAT }, { "nummod", R_NUMMOD }, { "expl", R_EXPL }, { "punct", R_PUNCT }, { "cc", R_CC }
};

static bool has(struct str s, const char *part)
{
	return drg__str_find(s, drg__str_c(part), 0) != SIZE_MAX;
}

static uint8_t form_of(struct str feats)
{
	uint8_t f = 0;
	if (has(feats, "VerbForm=Part") && has(feats, "Tense=Past"))
		f |= FORM_PAST_PART;
	if (has(feats, "VerbForm=Ger") || (has(feats, "VerbForm=Part") && has(feats, "Tense=Pres")))
		f |= FORM_PRES_PART;
	if (has(feats, "VerbForm=Fin") && has(feats, "Tense=Past"))
		f |= FORM_PAST_TENSE;
	if (has(feats, "VerbForm=Inf"))
		f |= FORM_INF;
	if (has(feats, "Number=Plur"))
		f |= FORM_PLURAL;
	if (has(feats, "Voice=Pass"))
		f |= FORM_PASSIVE;
	if (has(feats, "Mood=Imp"))
		f |= FORM_IMPERATIVE;
	return f;
}

static uint8_t *relation_map(const struct tagset *s, struct arena *a)
{
	uint8_t *of = NEW_N(a, uint8_t, (size_t)s->n_rels + 1);
	for (uint32_t r = 0; r < s->n_rels; r++)
		for (size_t k = 0; k < sizeof rels / sizeof *rels; k++)
			if (drg__str_eq(s->rels[r], drg__str_c(rels[k].name)))
				of[r] = rels[k].rel;
	return of;
}

/* A preposition that the parser hung elsewhere stands before its phrase all the
 * same ("withdrew from the town", with "from" on the verb). */
static void stray_prepositions(struct tree *t)
{
	for (uint32_t i = 1; i < t->n; i++) {
		uint32_t lo = i, h = t->l->deps.head[i];
		if (t->prep[i] || h == NONE || (t->rel[i] != R_OBL && t->rel[i] != R_OBJ && t->rel[i] != R_NMOD))
			continue;
		for (uint32_t c = t->first[i]; c != NONE && c < i; c = t->next[c])
			lo = c < lo ? c : lo;
		if (lo > 0 && t->l->morph.upos[lo - 1] == UPOS_ADP && t->rel[lo - 1] != R_PRT)
			t->prep[i] = t->l->tokens.fold[lo - 1];
	}
}

/* Words that trees are read by; hashed once a document. */
enum { WORD_BY, WORD_OF, WORD_UNDER, WORD_THAT, WORD_WHO, WORD_WHICH, WORD_WHOM, WORD_CALL, WORD_DAY = WORD_CALL + 12 };
static const char *const words[] = { "by", "of", "under", "that", "who", "which", "whom",
	"call", "calls", "called", "calling", "appeal", "appeals", "appealed", "appealing", "plead", "pleads", "pleaded", "pleading",
	"day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "minute", "minutes", "morning", "afternoon", "evening",
	"night", "weekend", "time", "times", "today", "tomorrow", "yesterday", "tonight", "spring", "summer", "autumn", "winter", "decade",
	"decades", "moment" };
enum { WORDS = sizeof words / sizeof *words };

/* Is w one of the words from..end-1? */
static bool said(const struct tree *t, uint32_t w, uint32_t from, uint32_t end)
{
	for (uint32_t k = from; k < end; k++)
		if (t->l->tokens.fold[w] == t->said[k])
			return true;
	return false;
}

bool drg__event_tree(const struct layers *l, struct arena *keep, struct tree *t)
{
	uint32_t n = l->tokens.n;
	*t = (struct tree){ .l = l, .n = n };
	if (!l->deps.head || !l->morph.upos)
		return false;
	uint8_t *rel = relation_map(&l->tagset, keep), *form = NEW_N(keep, uint8_t, (size_t)l->tagset.n_feats + 1);
	for (uint32_t f = 0; f < l->tagset.n_feats; f++)
		form[f] = form_of(l->tagset.feats[f]);
	t->rel = NEW_N(keep, uint8_t, n);
	t->form = NEW_N(keep, uint8_t, n);
	t->light = NEW_N(keep, uint8_t, n);
	t->first = NEW_N(keep, uint32_t, n);
	t->next = NEW_N(keep, uint32_t, n);
	t->prep = NEW_N(keep, uint64_t, n);
	for (uint32_t i = n; i-- > 0;) { /* backwards, so that the lists run in text order */
		t->first[i] = NONE;
		t->next[i] = NONE;
		t->rel[i] = l->deps.rel[i] < l->tagset.n_rels ? rel[l->deps.rel[i]] : R_OTHER;
		t->form[i] = l->morph.feats[i] < l->tagset.n_feats ? form[l->morph.feats[i]] : 0;
	}
	for (uint32_t i = n; i-- > 0;) {
		uint32_t h = l->deps.head[i];
		if (h == NONE || h >= n)
			continue;
		t->next[i] = t->first[h];
		t->first[h] = i;
		if ((t->rel[i] == R_CASE || t->rel[i] == R_MARK) && i < h)
			t->prep[h] = l->tokens.fold[i]; /* the first one wins, as the last written */
	}
	stray_prepositions(t);
	uint64_t *fold = NEW_N(keep, uint64_t, WORDS);
	for (uint32_t k = 0; k < WORDS; k++)
		fold[k] = drg__fold_hash(drg__str_c(words[k]));
	t->said = fold;
	return true;
}

uint32_t drg__tree_child(const struct tree *t, uint32_t h, enum tree_rel rel)
{
	for (uint32_t c = t->first[h]; c != NONE; c = t->next[c])
		if (t->rel[c] == rel)
			return c;
	return NONE;
}

bool drg__tree_under(const struct tree *t, uint32_t x, uint32_t h)
{
	for (int k = 0; k < 64 && x != NONE; k++, x = t->l->deps.head[x])
		if (x == h)
			return true;
	return false;
}

static bool outside_phrase(const struct tree *t, uint32_t c)
{
	uint8_t r = t->rel[c];
	return r == R_RELCL || r == R_APPOS || r == R_CONJ || r == R_ACL || r == R_PUNCT || r == R_CC || r == R_PARATAXIS || r == R_CASE ||
	       r == R_MARK || r == R_COP || r == R_AUX || r == R_NSUBJ || r == R_ADVCL || r == R_ADVMOD;
}

void drg__tree_phrase(const struct tree *t, uint32_t h, uint32_t *first, uint32_t *end)
{
	uint32_t lo = h, hi = h;
	for (uint32_t c = t->first[h]; c != NONE; c = t->next[c]) {
		if (outside_phrase(t, c))
			continue;
		uint32_t a = c, b = c;
		for (uint32_t d = t->first[c]; d != NONE; d = t->next[d]) { /* one level more: "minister of defence" */
			uint32_t x = d, y = d;
			if (t->rel[d] == R_RELCL || t->rel[d] == R_APPOS || t->rel[d] == R_CONJ || t->rel[d] == R_PUNCT || t->rel[d] == R_ACL)
				continue;
			for (uint32_t e = t->first[d]; e != NONE; e = t->next[e])
				if (!outside_phrase(t, e)) {
					x = e < x ? e : x;
					y = e > y ? e : y;
				}
			a = x < a ? x : a;
			b = y > b ? y : b;
		}
		lo = a < lo ? a : lo;
		hi = b > hi ? b : hi;
	}
	*first = lo;
	*end = hi + 1;
}

/* ------------------------------------------------------------------ slots -- */

static void add(struct slots *s, enum slot slot, uint64_t prep, uint32_t tok, bool shared)
{
	if (tok == NONE || s->n == FILLERS_MOST)
		return;
	for (uint32_t i = 0; i < s->n; i++)
		if (s->v[i].tok == tok && s->v[i].slot == slot)
			return;
	s->v[s->n++] = (struct filler){ (uint8_t)slot, shared, prep, tok };
}

static bool filled(const struct slots *s, enum slot slot)
{
	for (uint32_t i = 0; i < s->n; i++)
		if (s->v[i].slot == slot)
			return true;
	return false;
}

static uint32_t filler_of(const struct slots *s, enum slot slot)
{
	for (uint32_t i = 0; i < s->n; i++)
		if (s->v[i].slot == slot)
			return s->v[i].tok;
	return NONE;
}

static bool verbal(const struct tree *t, uint32_t p)
{
	return t->l->morph.upos[p] == UPOS_VERB || t->l->morph.upos[p] == UPOS_AUX;
}

static bool is_passive(const struct tree *t, uint32_t p)
{
	if (!verbal(t, p))
		return false;
	if (drg__tree_child(t, p, R_AUX_PASS) != NONE)
		return true;
	if (drg__tree_child(t, p, R_NSUBJ_PASS) != NONE) /* "Togo handed over the man": no passive has an object and no auxiliary */
		return drg__tree_child(t, p, R_OBJ) == NONE || drg__tree_child(t, p, R_AUX) != NONE;
	if (drg__tree_child(t, p, R_NSUBJ) != NONE || drg__tree_child(t, p, R_AUX) != NONE)
		return false;
	if (t->rel[p] == R_CONJ && (t->form[p] & FORM_PAST_PART) && t->l->deps.head[p] < p)
		return is_passive(t, t->l->deps.head[p]);
	bool reduced = t->rel[p] == R_ACL || t->rel[p] == R_AMOD || t->rel[p] == R_ADVCL || t->rel[p] == R_XCOMP;
	return reduced && (t->form[p] & FORM_PAST_PART) && drg__tree_child(t, p, R_OBJ) == NONE;
}

/* Whom a relative word w under verb p means: the noun that the clause hangs on;
 * where the parser hung the clause elsewhere, the noun right before ", which" or
 * ", who" (never "that", which more often is no relative then); else w itself. */
static uint32_t antecedent(const struct tree *t, uint32_t p, uint32_t w)
{
	if (!said(t, w, WORD_THAT, WORD_DAY))
		return w;
	if (t->rel[p] == R_RELCL)
		return t->l->deps.head[p];
	if (w < 2 || w > p || said(t, w, WORD_THAT, WORD_THAT + 1) || t->rel[w - 1] != R_PUNCT)
		return w;
	uint8_t u = t->l->morph.upos[w - 2];
	return u == UPOS_NOUN || u == UPOS_PROPN ? w - 2 : w;
}

/* "walked away from the talks": what a parser hangs on the adverb behind the verb. */
static void adverb_arcs(const struct tree *t, uint32_t adverb, struct slots *s)
{
	uint64_t from = drg__fold_hash(STR("from")); /* "north of the town" is only where */
	for (uint32_t c = t->first[adverb]; c != NONE; c = t->next[c])
		if (t->rel[c] == R_OBL && c > adverb && t->prep[c] == from)
			add(s, SLOT_OBL, from, c, false);
}

static void verb_slots(const struct tree *t, uint32_t p, struct slots *s, int depth);
static void noun_slots(const struct tree *t, uint32_t p, struct slots *s, int depth);

/* Dependents of a verb by their own arcs. */
static void own_arcs(const struct tree *t, uint32_t p, struct slots *s)
{
	uint64_t by = t->said[WORD_BY];
	for (uint32_t c = t->first[p]; c != NONE; c = t->next[c]) {
		uint32_t x = antecedent(t, p, c);
		switch ((enum tree_rel)t->rel[c]) {
		case R_NSUBJ: add(s, SLOT_SUBJ, 0, x, false); break;
		case R_NSUBJ_PASS: add(s, s->passive ? SLOT_OBJ : SLOT_SUBJ, 0, x, false); break;
		case R_OBJ: /* "agreed on a truce": some parses have it for an object */
			add(s, t->prep[c] ? SLOT_OBL : SLOT_OBJ, t->prep[c], x, false);
			break;
		case R_IOBJ: add(s, SLOT_IOBJ, 0, x, false); break;
		case R_AGENT: add(s, SLOT_SUBJ, 0, x, false); break;
		case R_OBL:
			if (s->passive && t->prep[c] == by)
				add(s, SLOT_SUBJ, 0, x, false);
			else
				add(s, SLOT_OBL, t->prep[c], x, false);
			break;
		case R_XCOMP: case R_CCOMP: add(s, SLOT_COMP, t->prep[c], x, false); break;
		case R_ADVCL:
			/* "ordered the army to leave": parsed as advcl often enough */
			add(s, (t->form[c] & FORM_INF) ? SLOT_COMP : SLOT_OBL, t->prep[c], x, false);
			break;
		case R_ADVMOD: case R_PRT:
			if (c > p)
				adverb_arcs(t, c, s);
			break;
		default: break;
		}
	}
}

static bool time_noun(const struct tree *t, uint32_t w)
{
	return said(t, w, WORD_DAY, WORDS);
}

/* An object that the parser took for something else: "warned the rebels" (iobj),
 * "called off the strike" (an oblique without preposition). */
static void missed_object(const struct tree *t, uint32_t p, struct slots *s)
{
	if (s->passive || filled(s, SLOT_OBJ))
		return;
	uint32_t io = drg__tree_child(t, p, R_IOBJ);
	if (io != NONE)
		add(s, SLOT_OBJ, 0, io, false);
	for (uint32_t c = t->first[p]; io == NONE && c != NONE; c = t->next[c]) {
		bool bare = t->rel[c] == R_OBL || (t->rel[c] == R_TIME && !time_noun(t, c));
		if (bare && c > p && t->prep[c] == 0 && t->l->morph.upos[c] == UPOS_NOUN) {
			add(s, SLOT_OBJ, 0, c, false);
			return;
		}
	}
}

/* "accused them of shelling", "blamed them for it", "kept them from leaving": before these a verb's object does the deed, not its subject. */
static bool of_object(uint64_t prep)
{
	return prep == drg__fold_hash(STR("of")) || prep == drg__fold_hash(STR("for")) || prep == drg__fold_hash(STR("from"));
}

/* "called on the army to leave", "appealed to both to stop": who is called on is to do it; NONE. */
static uint32_t called_on(const struct tree *t, uint32_t p, uint32_t h, const struct slots *up)
{
	static const char *const preps[] = { "on", "upon", "to", "for" };
	uint32_t who = NONE;
	bool asks = (t->form[p] & FORM_INF) && said(t, h, WORD_CALL, WORD_DAY);
	for (uint32_t i = 0; asks && i < up->n; i++) {
		const struct filler *f = &up->v[i];
		bool between = f->slot == SLOT_OBL && f->tok > h && f->tok < p && !time_noun(t, f->tok);
		if (between && f->prep == 0) /* "for" hung on the infinitive */
			who = f->tok;
		for (size_t k = 0; between && k < sizeof preps / sizeof *preps; k++)
			if (f->prep == drg__fold_hash(drg__str_c(preps[k])))
				who = f->tok;
	}
	return who;
}

/* Who is to do p, an infinitive below verb h: its object ("urged them to leave"), who is called on, who is
 * given time ("gave them a week to leave"), else its subject ("promised to leave"). */
static uint32_t controller(const struct tree *t, uint32_t p, uint32_t h, const struct slots *up)
{
	bool purpose = t->rel[p] == R_ADVCL && t->light[h] == LIGHT_VERB; /* "held a strike to demand pay" */
	uint32_t o = purpose ? NONE : filler_of(up, SLOT_OBJ), given = filler_of(up, SLOT_IOBJ), called = called_on(t, p, h, up);
	if (o != NONE && given != NONE && time_noun(t, o))
		o = given;
	if (o != NONE && o < p)
		return o;
	return called != NONE ? called : filler_of(up, SLOT_SUBJ);
}

/* The verb whose subject a clause below h shares: "They will not go, she said, rejecting the call": "said". */
static uint32_t speaking(const struct tree *t, uint32_t p, uint32_t h)
{
	uint32_t say = t->l->deps.head[h];
	bool behind = t->rel[p] == R_ADVCL && (t->form[p] & FORM_PRES_PART) && t->rel[h] == R_CCOMP && say != NONE && h < say && say < p;
	return behind && verbal(t, say) ? say : h;
}

/* The subject that the construction around the verb gives it. */
static void outer_subject(const struct tree *t, uint32_t p, struct slots *s, int depth)
{
	uint32_t h = t->l->deps.head[p];
	struct slots up = { .carrier = NONE };
	if (h == NONE || depth > DEPTH)
		return;
	enum slot to = s->passive ? SLOT_OBJ : SLOT_SUBJ;
	if (filled(s, to))
		return;
	switch ((enum tree_rel)t->rel[p]) {
	case R_ACL:
		if ((t->form[p] & FORM_INF) && !s->passive) { /* "the decision to withdraw": whose decision */
			noun_slots(t, h, &up, depth + 1);
			uint32_t who = filler_of(&up, SLOT_SUBJ);
			add(s, to, 0, who != NONE ? who : filler_of(&up, SLOT_POSS), true);
		} else {
			add(s, to, 0, h, true);
		}
		break;
	case R_RELCL: case R_AMOD:
		if (t->rel[p] == R_RELCL && filled(s, SLOT_OBJ) && filled(s, SLOT_SUBJ))
			break;
		add(s, to, 0, h, true);
		break;
	case R_CONJ:
		if (!verbal(t, h) && t->l->morph.upos[h] != UPOS_NOUN)
			break;
		verb_slots(t, h, &up, depth + 1);
		add(s, to, 0, filler_of(&up, up.passive && s->passive ? SLOT_OBJ : !up.passive && !s->passive ? SLOT_SUBJ :
		                            up.passive ? SLOT_OBJ : SLOT_SUBJ), true);
		break;
	case R_XCOMP: case R_ADVCL: case R_CCOMP:
		if (t->rel[p] == R_CCOMP && !(t->form[p] & (FORM_INF | FORM_PRES_PART)))
			break;
		h = speaking(t, p, h);
		verb_slots(t, h, &up, depth + 1);
		if (up.passive) /* "was asked to leave" */
			add(s, to, 0, filler_of(&up, SLOT_OBJ), true);
		else if (t->rel[p] == R_XCOMP || (t->form[p] & FORM_INF) || of_object(t->prep[p]))
			add(s, to, 0, controller(t, p, h, &up), true);
		else
			add(s, to, 0, filler_of(&up, SLOT_SUBJ), true);
		break;
	default: break;
	}
}

/* "attacked and killed three men": the object of the later verb is the earlier one's too. */
static void shared_object(const struct tree *t, uint32_t p, struct slots *s)
{
	if (filled(s, SLOT_OBJ) || s->passive)
		return;
	uint32_t last = p;
	for (uint32_t c = t->first[p]; c != NONE; c = t->next[c])
		if (t->rel[c] == R_CONJ && verbal(t, c) && c > p && c - p <= 4)
			last = c;
	bool own_oblique = false;
	for (uint32_t i = 0; i < s->n; i++)
		own_oblique |= s->v[i].slot == SLOT_OBL || s->v[i].slot == SLOT_COMP;
	if (last != p && !own_oblique)
		add(s, SLOT_OBJ, 0, drg__tree_child(t, last, R_OBJ), true);
}

static bool has_oblique(const struct slots *s, uint64_t prep)
{
	for (uint32_t i = 0; i < s->n; i++)
		if (s->v[i].slot == SLOT_OBL && s->v[i].prep == prep)
			return true;
	return false;
}

/* "imposed sanctions on Togo", "began a round of talks with the rebels": what the
 * object's own phrases name stands beside the verb as much; a parser hangs them on
 * either.  `noun` and what it is a round, series or part of. */
static void object_obliques(const struct tree *t, uint32_t noun, struct slots *s, int depth)
{
	uint64_t of = t->said[WORD_OF], by = t->said[WORD_BY];
	for (uint32_t c = t->first[noun]; c != NONE; c = t->next[c]) {
		if (t->rel[c] != R_NMOD || c < noun || !t->prep[c] || t->prep[c] == by)
			continue;
		if (t->prep[c] == of && depth > 0)
			object_obliques(t, c, s, depth - 1);
		else if (t->prep[c] != of && !has_oblique(s, t->prep[c]))
			add(s, SLOT_OBL, t->prep[c], c, true);
	}
}

/* Does the verb take something: an object, another verb, a bare noun that a parser took for none? */
static bool takes_something(const struct tree *t, uint32_t p)
{
	for (uint32_t c = t->first[p]; c != NONE; c = t->next[c])
		if (t->rel[c] == R_OBJ || t->rel[c] == R_XCOMP || t->rel[c] == R_CCOMP || (t->rel[c] == R_OBL && t->prep[c] == 0 && !time_noun(t, c)))
			return true;
	return false;
}

/* "talks on five ministers deposed last month", "the widow of the soldier killed in May": a past form right behind a
 * noun, with no subject, auxiliary or conjunction before it and nothing that it takes, is a participle, whatever the
 * tagger calls it and wherever the parser hangs it.  That noun; NONE. */
static uint32_t noun_it_follows(const struct tree *t, uint32_t p)
{
	enum { REDUCED = 1u << R_ACL | 1u << R_RELCL | 1u << R_ADVCL };
	bool past = verbal(t, p) && (t->form[p] & (FORM_PAST_TENSE | FORM_PAST_PART));
	if (!past || t->rel[p] >= 32 || !(1u << t->rel[p] & REDUCED) || p == 0 || (t->first[p] != NONE && t->first[p] < p))
		return NONE;
	uint8_t before = t->l->morph.upos[p - 1];
	if ((before != UPOS_NOUN && before != UPOS_PROPN) || time_noun(t, p - 1) || takes_something(t, p))
		return NONE;
	return t->rel[p - 1] == R_FLAT || t->rel[p - 1] == R_COMPOUND ? t->l->deps.head[p - 1] : p - 1;
}

static void verb_slots(const struct tree *t, uint32_t p, struct slots *s, int depth)
{
	if (depth > DEPTH)
		return;
	uint32_t noun = noun_it_follows(t, p);
	s->passive = noun != NONE || is_passive(t, p);
	own_arcs(t, p, s);
	if (noun != NONE)
		add(s, SLOT_OBJ, 0, noun, true);
	missed_object(t, p, s);
	for (uint32_t i = 0, own = s->n; i < own; i++)
		if (s->v[i].slot == SLOT_OBJ)
			object_obliques(t, s->v[i].tok, s, 1);
	if (t->rel[p] == R_RELCL && !filled(s, SLOT_OBJ) && filled(s, SLOT_SUBJ) && !s->passive) {
		bool subject_is_head = filler_of(s, SLOT_SUBJ) == t->l->deps.head[p];
		if (!subject_is_head)
			add(s, SLOT_OBJ, 0, t->l->deps.head[p], true);
	}
	shared_object(t, p, s);
	outer_subject(t, p, s, depth);
}

/* The verb that carries a noun ("launched an attack", "was engaged in talks",
 * "talks were held"); NONE. */
static uint32_t carrier(const struct tree *t, uint32_t p)
{
	uint32_t h = t->l->deps.head[p];
	uint8_t r = t->rel[p];
	for (int k = 0; k < 3 && h != NONE && (r == R_CONJ || (r == R_NMOD && t->light[h] == LIGHT_MEASURE)); k++) {
		r = t->rel[h];
		h = t->l->deps.head[h];
	}
	if (h == NONE || !verbal(t, h) || t->light[h] != LIGHT_VERB)
		return NONE;
	return r == R_OBJ || r == R_NSUBJ_PASS || r == R_OBL || r == R_RELCL || r == R_NSUBJ ? h : NONE;
}

static void carried(const struct tree *t, uint32_t p, uint32_t verb, struct slots *s, int depth)
{
	struct slots up = { .carrier = NONE };
	verb_slots(t, verb, &up, depth + 1);
	for (uint32_t i = 0; i < up.n; i++) {
		struct filler f = up.v[i];
		if (f.tok == p || drg__tree_under(t, p, f.tok))
			continue;
		if (f.slot == SLOT_SUBJ && !filled(s, SLOT_SUBJ))
			add(s, SLOT_SUBJ, 0, f.tok, true);
		else if (f.slot == SLOT_OBL || f.slot == SLOT_IOBJ || f.slot == SLOT_COMP)
			add(s, (enum slot)f.slot, f.prep, f.tok, true);
		else if (f.slot == SLOT_OBJ && !up.passive && !filled(s, SLOT_OBJ))
			add(s, SLOT_OBJ, 0, f.tok, true);
	}
	s->carrier = verb;
	add(s, SLOT_LIGHT, 0, verb, true);
}

/* "The shooting of a shepherd by the guards": parsers hang the guards on the shepherd. */
static void of_noun(const struct tree *t, uint32_t object, struct slots *s)
{
	add(s, SLOT_OBJ, 0, object, false);
	for (uint32_t c = t->first[object]; c != NONE; c = t->next[c])
		if (t->rel[c] == R_NMOD && t->prep[c] == t->said[WORD_BY])
			add(s, SLOT_SUBJ, 0, c, true);
}

static void noun_slots(const struct tree *t, uint32_t p, struct slots *s, int depth)
{
	uint64_t by = t->said[WORD_BY], of = t->said[WORD_OF];
	if (depth > DEPTH)
		return;
	for (uint32_t c = t->first[p]; c != NONE; c = t->next[c]) {
		switch ((enum tree_rel)t->rel[c]) {
		case R_NMOD: case R_OBL:
			if (t->prep[c] == by)
				add(s, SLOT_SUBJ, 0, c, false);
			else if (t->prep[c] == of)
				of_noun(t, c, s);
			else
				add(s, SLOT_OBL, t->prep[c], c, false);
			break;
		case R_NSUBJ: /* "they are on strike", "the town is under siege" */
			if (t->prep[p])
				add(s, t->prep[p] == t->said[WORD_UNDER] ? SLOT_OBJ : SLOT_SUBJ, 0, c, false);
			break;
		case R_POSS: add(s, SLOT_POSS, 0, c, false); break;
		case R_COMPOUND: case R_AMOD: add(s, SLOT_MOD, 0, c, false); break;
		case R_ACL: add(s, SLOT_COMP, t->prep[c], c, false); break;
		default: break;
		}
	}
	uint32_t verb = carrier(t, p);
	if (verb != NONE)
		carried(t, p, verb, s, depth);
}

/* Does p stand as a verb does: "is ready to"? */
static bool as_verb(const struct tree *t, uint32_t p)
{
	return verbal(t, p) || (t->l->morph.upos[p] == UPOS_ADJ && drg__tree_child(t, p, R_NSUBJ) != NONE);
}

uint32_t drg__carrier(const struct tree *t, uint32_t p)
{
	return as_verb(t, p) ? NONE : carrier(t, p);
}

void drg__slots(const struct tree *t, uint32_t p, struct slots *out)
{
	*out = (struct slots){ .carrier = NONE };
	if (as_verb(t, p))
		verb_slots(t, p, out, 0);
	else
		noun_slots(t, p, out, 0);
}
