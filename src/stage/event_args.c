/* event_args.c - who stands in a slot, and whether that can be an actor. */
#include "base/utf8.h"
#include "stage/event_in.h"

/* -------------------------------------------------------------- standing -- */

static bool guarded(const struct event_cx *c, uint32_t tok)
{
	for (size_t k = 0; k < sizeof c->guard_ref / sizeof *c->guard_ref; k++)
		if (drg__event_is(c, tok, c->guard_ref[k]))
			return true;
	return false;
}

/* A word of the phrase that says whose it is: a state, its capital, a people. */
static bool names_state(const struct event_cx *c, uint32_t tok)
{
	if (c->state_at[tok] != NONE)
		return true;
	for (uint32_t k = c->t.first[tok]; k != NONE; k = c->t.next[k]) {
		uint8_t r = c->t.rel[k];
		if ((r == R_AMOD || r == R_COMPOUND || r == R_POSS || r == R_NMOD) && c->state_at[k] != NONE)
			return true;
	}
	return false;
}

/* Kinds of people without a part of their own in politics are only people; a
 * "man", a "group", a "broker" by itself says nothing: "the group won him over". */
static enum standing agent_standing(const struct event_cx *c, uint32_t row)
{
	struct str sectors = drg__lex_str(c->pack, c->actors->agents, row, c->actors->col_agent_sectors);
	struct str low = drg__lex_str(c->pack, c->actors->agents, row, c->actors->col_low);
	if (drg__str_starts(sectors, STR("UNK")) || drg__str_starts(sectors, STR("BUS")))
		return STAND_UNKNOWN;
	return low.n || drg__str_starts(sectors, STR("CVL")) ? STAND_PEOPLE : STAND_ACTOR;
}

enum standing drg__event_standing(const struct event_cx *c, uint32_t tok)
{
	uint32_t m = c->mention_at[tok];
	if (guarded(c, tok))
		return STAND_NOT;
	if (c->state_at[tok] != NONE || c->org_at[tok] != NONE || c->seat_at[tok] != NONE || c->person_at[tok] != NONE)
		return STAND_ACTOR;
	if (c->agent_at[tok] != NONE)
		return agent_standing(c, c->agent_at[tok]);
	if (m != NONE) {
		uint8_t kind = c->l->mentions.kind[m], form = c->l->mentions.form[m];
		if (form == FORM_PRONOUN) {
			uint32_t e = c->l->mentions.ent[m];
			if (e == NONE)
				return STAND_UNKNOWN; /* "she fought arthritis": nobody knows who */
			uint8_t k = c->l->entities.kind[e];
			return k == ENT_STATE || k == ENT_GROUP || k == ENT_ORG ? STAND_ACTOR : STAND_PEOPLE;
		}
		if (kind == ENT_STATE || kind == ENT_GROUP)
			return STAND_ACTOR;
		if (kind == ENT_ORG || kind == ENT_PERSON || kind == ENT_PLACE || kind == ENT_UNNAMED)
			return names_state(c, tok) ? STAND_ACTOR : STAND_PEOPLE;
	}
	if (names_state(c, tok))
		return STAND_PEOPLE;
	return STAND_UNKNOWN;
}

/* ------------------------------------------------------------------- who -- */

static void add_who(struct who *w, uint32_t tok)
{
	for (uint32_t i = 0; i < w->n; i++)
		if (w->tok[i] == tok)
			return;
	if (w->n < WHO_MOST)
		w->tok[w->n++] = tok;
}

/* Inside a date or a clock time: "on Friday" is nobody. */
static bool in_time(const struct layers *l, uint32_t tok)
{
	const struct times *t = &l->times;
	uint32_t byte = l->tokens.span[tok].s, lo = 0, hi = t->n;
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		if (t->span[mid].e <= byte)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < t->n && t->span[lo].s <= byte;
}

static bool word_in(const struct event_cx *c, uint32_t tok, const char *const *list)
{
	for (; *list; list++)
		if (c->l->tokens.fold[tok] == drg__fold_hash(drg__str_c(*list)))
			return true;
	return false;
}

/* Without an article, an owner or any other word before it. */
static bool bare(const struct event_cx *c, uint32_t tok)
{
	for (uint32_t k = c->t.first[tok]; k != NONE && k < tok; k = c->t.next[k])
		if (c->t.rel[k] != R_CASE && c->t.rel[k] != R_PUNCT)
			return false;
	return true;
}

/* A bare noun that says how, not who: "were taken home by bus", "did not take place",
 * "would use force".  With an article it may be somebody: "by the force". */
static bool says_how(const struct event_cx *c, uint32_t tok)
{
	static const char *const means[] = { "bus", "train", "road", "rail", "air", "sea", "land", "boat", "ship", "plane", "truck", "lorry", "car",
		                             "helicopter", "phone", "telephone", "force", "post", "foot", "hand", NULL };
	static const char *const idiom[] = { "place", "part", "effect", "force", "refuge", "fire", NULL };
	static const char *const force[] = { "force", NULL };
	bool by = c->t.prep[tok] == drg__fold_hash(STR("by"));
	if (word_in(c, tok, force) && c->l->morph.upos[tok] == UPOS_NOUN && bare(c, tok))
		return true; /* "by force", "came into force": whatever took it for a name */
	return c->mention_at[tok] == NONE ? (by ? word_in(c, tok, means) : c->t.rel[tok] == R_OBJ && word_in(c, tok, idiom)) && bare(c, tok) : false;
}

/* Nominal, not a clause, a time, a measure or a means. */
static bool nominal(const struct event_cx *c, uint32_t tok)
{
	uint8_t u = c->l->morph.upos[tok];
	if (in_time(c->l, tok) || says_how(c, tok))
		return false;
	return u == UPOS_NOUN || u == UPOS_PROPN || u == UPOS_PRON || u == UPOS_NUM || (u == UPOS_ADJ && c->state_at[tok] != NONE) ||
	       (u == UPOS_X && c->mention_at[tok] != NONE);
}

/* "dozens of protesters", "a group of gunmen", "both sides of ..": who is meant. */
static uint32_t behind_measure(const struct event_cx *c, uint32_t tok)
{
	uint64_t of = drg__fold_hash(STR("of"));
	bool counts = drg__event_is(c, tok, c->measure_ref) || c->l->morph.upos[tok] == UPOS_NUM;
	for (uint32_t k = counts ? c->t.first[tok] : NONE; k != NONE; k = c->t.next[k])
		if (c->t.rel[k] == R_NMOD && c->t.prep[k] == of)
			return k;
	return tok;
}

/* "Togolese and Beninese troops": the troops, coded by the first, and the second's state. */
static void add_further_states(struct event_cx *c, struct who *w, uint32_t tok)
{
	for (uint32_t k = c->t.first[tok]; k != NONE; k = c->t.next[k]) {
		if (c->t.rel[k] != R_AMOD && c->t.rel[k] != R_COMPOUND)
			continue;
		for (uint32_t j = c->t.first[k]; j != NONE; j = c->t.next[j])
			if (c->t.rel[j] == R_CONJ && c->state_at[j] != NONE)
				add_who(w, j);
	}
}

static void add_coordinated(struct event_cx *c, struct who *w, uint32_t tok, int depth)
{
	if (depth > 4)
		return;
	tok = behind_measure(c, tok);
	if (nominal(c, tok))
		add_who(w, tok);
	add_further_states(c, w, tok);
	for (uint32_t k = c->t.first[tok]; k != NONE; k = c->t.next[k])
		if (c->t.rel[k] == R_CONJ)
			add_coordinated(c, w, k, depth + 1);
}

void drg__event_people(struct event_cx *c, uint32_t tok, struct who *out)
{
	add_coordinated(c, out, tok, 0);
}

/* A noun's doer where no arc says it: its possessor, then a name or people before it. */
static void noun_doer(struct event_cx *c, const struct slots *s, struct who *out)
{
	for (int pass = 0; pass < 2 && out->n == 0; pass++)
		for (uint32_t i = 0; i < s->n; i++)
			if (s->v[i].slot == (pass ? SLOT_MOD : SLOT_POSS) &&
			    (pass == 0 || drg__event_standing(c, s->v[i].tok) == STAND_ACTOR))
				add_coordinated(c, out, s->v[i].tok, 0);
}

static bool names_slot(const struct frame_way *way, uint32_t n, uint8_t slot)
{
	for (uint32_t i = 0; i < n; i++)
		if (way[i].slot == slot)
			return true;
	return false;
}

/* Do all that fill the slots act together: "subj + obl:with"? */
static bool takes_all(const struct frame_way *way, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (way[i].also && way[i].slot == SLOT_OBL)
			return true;
	return false;
}

/* Who rules out, asks for or refuses an act with another would take part in it: "requested a meeting with the court". */
static void governing_doer(struct event_cx *c, uint32_t noun, struct who *out)
{
	uint32_t verb = c->l->deps.head[noun];
	struct slots s;
	if (verb == NONE || c->l->morph.upos[verb] != UPOS_VERB || (c->t.rel[noun] != R_OBJ && c->t.rel[noun] != R_OBL))
		return;
	drg__slots(&c->t, verb, &s);
	for (uint32_t i = 0; i < s.n; i++)
		if (s.v[i].slot == SLOT_SUBJ)
			add_coordinated(c, out, s.v[i].tok, 0);
}

void drg__event_who(struct event_cx *c, uint32_t p, uint32_t frame, enum frame_role role, struct who *out)
{
	struct frame_way way[FRAME_WAYS], other[FRAME_WAYS];
	struct slots s;
	uint32_t n = drg__frame_ways(c->pack, frame, role, way);
	bool noun = c->l->morph.upos[p] != UPOS_VERB;
	*out = (struct who){ .n = 0 };
	drg__event_slots(c, p, &s);
	bool with = false, doer = false; /* only those with whom */
	for (uint32_t i = 0; i < s.n; i++) {
		with |= s.v[i].slot == SLOT_OBL && s.v[i].prep == drg__fold_hash(STR("with"));
		doer |= s.v[i].slot == SLOT_SUBJ || s.v[i].slot == SLOT_POSS;
	}
	if (noun && role == FROLE_ACTOR && with && !doer && takes_all(way, n))
		governing_doer(c, p, out);
	for (uint32_t w = 0; w < n; w++) {
		if (out->n && !way[w].also)
			continue;
		for (uint32_t i = 0; i < s.n; i++)
			if (s.v[i].slot == way[w].slot && (!way[w].prep || way[w].prep == s.v[i].prep))
				add_coordinated(c, out, s.v[i].tok, 0);
	}
	if (out->n || !noun || role != FROLE_ACTOR || !names_slot(way, n, SLOT_SUBJ))
		return;
	uint32_t n_other = drg__frame_ways(c->pack, frame, FROLE_RECIPIENT, other);
	if (!names_slot(other, n_other, SLOT_POSS))
		noun_doer(c, &s, out);
}

/* Who says "I" or "we" there: the speaker of the smallest content around it. */
static uint32_t speaker_at(const struct event_cx *c, uint32_t tok)
{
	const struct attribs *at = &c->l->attribs;
	uint32_t byte = c->l->tokens.span[tok].s, best = UINT32_MAX, who = NONE;
	for (uint32_t k = 0; k < at->n; k++)
		for (uint32_t j = 0; j < at->content[k].n; j++) {
			struct span s = at->pool.v[at->content[k].from + j];
			if (s.s <= byte && byte < s.e && s.e - s.s < best) {
				best = s.e - s.s;
				who = at->speaker[k];
			}
		}
	return who;
}

/* A body, state or group that "it" or "they" may stand for. */
static bool may_be_it(const struct event_cx *c, uint32_t tok, bool many)
{
	uint32_t e = c->mention_at[tok] == NONE ? NONE : c->l->mentions.ent[c->mention_at[tok]];
	uint8_t kind = e == NONE ? ENT_OTHER : c->l->entities.kind[e];
	bool plural = c->t.form[tok] & FORM_PLURAL;
	return kind == ENT_ORG || kind == ENT_OUTLET || (kind == ENT_STATE && !many) || (kind == ENT_GROUP && (many || !plural)) ||
	       (many && plural && (kind == ENT_PERSON || kind == ENT_UNNAMED));
}

/* Whom an "it", "its", "they" means that the mentions leave open: the subject of the
 * clause that its own clause hangs on, nearest first ("Togo said it would pay"); of its
 * own clause when it owns something there ("Togo recalled its envoy"). */
static uint32_t subject_above(const struct event_cx *c, uint32_t tok, bool many)
{
	enum { STEPS = 12 };
	bool owner = c->t.rel[tok] == R_POSS;
	uint32_t verbs = 0, h = c->l->deps.head[tok];
	for (int k = 0; k < STEPS && h != NONE; k++, h = c->l->deps.head[h]) {
		uint32_t subject = drg__tree_child(&c->t, h, R_NSUBJ);
		if (subject == NONE)
			subject = drg__tree_child(&c->t, h, R_NSUBJ_PASS);
		if (subject == NONE)
			continue;
		if (subject < tok && (owner || verbs) && may_be_it(c, subject, many))
			return c->l->mentions.ent[c->mention_at[subject]];
		verbs++;
	}
	return NONE;
}

uint32_t drg__event_entity(const struct event_cx *c, uint32_t tok)
{
	static const char *const i[] = { "i", "me", "my", "myself", NULL }, *const we[] = { "we", "us", "our", "ourselves", NULL };
	static const char *const it[] = { "it", "its", "itself", NULL }, *const they[] = { "they", "their", "them", "themselves", NULL };
	uint32_t m = c->mention_at[tok];
	if (m != NONE && c->l->mentions.ent[m] != NONE)
		return c->l->mentions.ent[m];
	if (c->l->morph.upos[tok] != UPOS_PRON)
		return NONE;
	if (word_in(c, tok, it) || word_in(c, tok, they))
		return subject_above(c, tok, word_in(c, tok, they));
	bool many = word_in(c, tok, we);
	uint32_t who = many || word_in(c, tok, i) ? speaker_at(c, tok) : NONE;
	if (many && who != NONE && c->l->entities.speaks_for[who] != NONE)
		who = c->l->entities.speaks_for[who];
	return who;
}

/* ------------------------------------------------------------------ codes -- */

void drg__event_code(const struct event_cx *c, uint32_t first, uint32_t end, struct arena *keep, struct str *country, struct str *sectors)
{
	struct actor_code code = drg__actor_of_phrase(c->actors, first, end);
	char text[sizeof code.sector + 1];
	size_t n = 0;
	for (size_t k = 0; k < sizeof code.sector / sizeof *code.sector && code.sector[k][0]; k++) {
		size_t len = strlen(code.sector[k]);
		if (n)
			text[n++] = ' ';
		memcpy(text + n, code.sector[k], len);
		n += len;
	}
	*country = drg__arena_str(keep, drg__str_c(code.country));
	*sectors = drg__arena_str(keep, drg__str(text, n));
}
