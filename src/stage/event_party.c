/* event_party.c - whom an act concerns where its frame's slots name nobody.
 *
 * A frame says where the recipient stands.  Where nobody stands there the party may
 * be named further inside: the owner of what is rejected ("Peru's demand"), whom a
 * promise is made about ("agreed to lend money to Togo"), the land that a deed is
 * done in.  Only what the grammar ties to the predicate is looked at, nearest first,
 * and only parties: states and what is theirs, bodies, kinds of political actors. */
#include "base/utf8.h"
#include "stage/event_in.h"

enum { BELOW = 5 }; /* arcs from a complement down to a party */

/* Types of deeds done to whoever holds the place they are done in. */
static bool done_in_place(struct str type)
{
	static const char *const types[] = { "ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "CONCEDE", "AID", "PROTEST", "THREATEN" };
	for (size_t k = 0; k < sizeof types / sizeof *types; k++)
		if (drg__str_eq(type, drg__str_c(types[k])))
			return true;
	return false;
}

static bool is_one_of(const struct event_cx *c, const struct who *w, uint32_t tok)
{
	uint32_t entity = drg__event_entity(c, tok);
	for (uint32_t i = 0; i < w->n; i++)
		if (w->tok[i] == tok || (entity != NONE && entity == drg__event_entity(c, w->tok[i])) || drg__tree_under(&c->t, tok, w->tok[i]))
			return true;
	return false;
}

static struct actor_code code_of(const struct event_cx *c, uint32_t tok)
{
	uint32_t first, end;
	drg__tree_phrase(&c->t, tok, &first, &end);
	return drg__actor_of_phrase(c->actors, first, end);
}

/* A party of its own: an actor, or anybody whose country the words say. */
static bool party(const struct event_cx *c, const struct who *actors, uint32_t tok)
{
	enum standing s = drg__event_standing(c, tok);
	uint8_t u = c->l->morph.upos[tok];
	if (s < STAND_PEOPLE || u == UPOS_PRON || is_one_of(c, actors, tok))
		return false;
	return s == STAND_ACTOR || code_of(c, tok).country[0];
}

/* A word for a thing or an act, which others only own: "the plan", "attacks". */
static bool thing(const struct event_cx *c, uint32_t tok)
{
	if (c->mention_at[tok] != NONE || c->state_at[tok] != NONE || c->agent_at[tok] != NONE || c->org_at[tok] != NONE ||
	    c->seat_at[tok] != NONE || c->person_at[tok] != NONE)
		return false;
	return drg__event_standing(c, tok) == STAND_UNKNOWN || (c->class_at[tok] != NONE && !drg__event_is(c, tok, c->people_ref));
}

static bool named(const struct event_cx *c, uint32_t tok)
{
	uint32_t m = c->mention_at[tok];
	return m != NONE && c->l->mentions.form[m] == FORM_NAME;
}

/* The first party at or below `tok`; NONE.  Of "the rebel camp" the camp, which no
 * name says whose it is; of "the Togolese plan" Togo. */
static uint32_t inside(const struct event_cx *c, const struct who *actors, uint32_t tok, int depth)
{
	enum { MODIFIES = 1u << R_COMPOUND | 1u << R_AMOD,
	       WAYS = 1u << R_OBJ | 1u << R_IOBJ | 1u << R_XCOMP | 1u << R_CCOMP | 1u << R_OBL | 1u << R_NMOD | 1u << R_POSS | 1u << R_AGENT | MODIFIES };
	if (!thing(c, tok) && party(c, actors, tok))
		return tok;
	for (uint32_t k = depth ? c->t.first[tok] : NONE; k != NONE; k = c->t.next[k]) {
		uint32_t way = c->t.rel[k] < 32 ? 1u << c->t.rel[k] & WAYS : 0;
		uint32_t found = way ? inside(c, actors, k, depth - 1) : NONE;
		if (found != NONE)
			return way & MODIFIES && !named(c, found) ? tok : found;
	}
	return NONE;
}

/* Prepositions before those whom an act is for, against, with or about. */
static bool points_at(uint64_t prep, struct str type)
{
	static const char *const at[] = { "against", "on", "to", "with", "from", "toward", "towards", "at", "for", "over", "of", "into", "upon",
		                          "about", "regarding", "concerning", "alongside", "between" };
	static const char *const in[] = { "in", "inside", "near", "across", "along", "around", "outside", "within" };
	for (size_t k = 0; k < sizeof at / sizeof *at; k++)
		if (prep == drg__fold_hash(drg__str_c(at[k])))
			return true;
	for (size_t k = 0; k < sizeof in / sizeof *in && done_in_place(type); k++)
		if (prep == drg__fold_hash(drg__str_c(in[k])))
			return true;
	return false;
}

/* Everybody whom "inside" and those coordinated with it name. */
static void take(struct event_cx *c, const struct who *actors, uint32_t tok, struct who *out)
{
	struct who all = { .n = 0 };
	drg__event_people(c, tok, &all);
	for (uint32_t i = 0; i < all.n; i++)
		if (all.tok[i] == tok || party(c, actors, all.tok[i]))
			out->tok[out->n++] = all.tok[i];
}

bool drg__event_owner(struct event_cx *c, const struct who *others, uint32_t tok, struct who *out)
{
	*out = (struct who){ .n = 0 };
	if (!thing(c, tok))
		return false;
	uint32_t found = inside(c, others, tok, 2);
	if (found != NONE)
		take(c, others, found, out);
	return true;
}

void drg__event_party(struct event_cx *c, uint32_t p, struct str type, const struct who *actors, struct who *out)
{
	static const uint8_t order[] = { SLOT_IOBJ, SLOT_OBJ, SLOT_OBL, SLOT_COMP };
	struct slots s;
	*out = (struct who){ .n = 0 };
	drg__slots(&c->t, p, &s);
	for (size_t k = 0; k < sizeof order; k++)
		for (uint32_t i = 0; i < s.n; i++) {
			struct filler f = s.v[i];
			if (f.slot != order[k] || (f.slot == SLOT_OBL && !points_at(f.prep, type)) || f.tok == p)
				continue;
			uint32_t found = inside(c, actors, f.tok, f.slot == SLOT_OBL ? 2 : BELOW);
			if (found != NONE) {
				take(c, actors, found, out);
				return;
			}
		}
}
