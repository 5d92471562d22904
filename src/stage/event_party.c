/* event_party.c - whom an act concerns where its frame's slots name nobody.
 *
 * A frame says where the recipient stands.  Where nobody stands there the party may
 * be named further inside: the owner of what is rejected ("Peru's demand"), whom a
 * promise is made about ("agreed to lend money to Togo"), the land that a deed is
 * done in.  Only what the grammar ties to the predicate is looked at, nearest first,
 * and only parties: states and what is theirs, bodies, kinds of political actors. */
#include "base/utf8.h"
#include "stage/event_clause.h"

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

/* The very state of one of the actors: "the Togolese president ... Togo". */
static bool own_state(const struct event_cx *c, const struct who *actors, uint32_t tok)
{
	struct actor_code state = c->state_at[tok] == NONE ? (struct actor_code){ 0 } : code_of(c, tok);
	for (uint32_t i = 0; i < actors->n && state.country[0]; i++)
		if (strcmp(code_of(c, actors->tok[i]).country, state.country) == 0)
			return true;
	return false;
}

static bool named(const struct event_cx *c, uint32_t tok)
{
	uint32_t m = c->mention_at[tok];
	return m != NONE && c->l->mentions.form[m] == FORM_NAME;
}

/* "its troops", "Togo's troops" said of Togo. */
static bool belongs(const struct event_cx *c, const struct who *actors, uint32_t tok)
{
	uint32_t owner = drg__tree_child(&c->t, tok, R_POSS);
	return owner != NONE && is_one_of(c, actors, owner);
}

enum asked { ASK_CODED, ASK_KIND, ASK_PEOPLE }; /* somebody with a country or name; a kind of actor will do: "the rebels"; or any people: "the patients" */

/* "They shelled our positions", a spokesman said: whose he says they are, if that is a body, a land or a group. */
static bool speakers_own(const struct event_cx *c, uint32_t tok)
{
	uint32_t e = c->t.rel[tok] == R_POSS && c->l->tokens.fold[tok] == drg__fold_hash(STR("our")) ? drg__event_entity(c, tok) : NONE;
	uint8_t kind = e == NONE ? ENT_OTHER : c->l->entities.kind[e];
	return kind == ENT_GROUP || kind == ENT_ORG || kind == ENT_STATE;
}

/* A party of its own. */
static bool party(const struct event_cx *c, const struct who *actors, uint32_t tok, enum asked asked)
{
	enum standing s = drg__event_standing(c, tok);
	if (actors->n > 1 && c->t.prep[tok] == drg__fold_hash(STR("between"))) /* "Togo and Benin agreed on trade between the two": themselves */
		return false;
	if (speakers_own(c, tok))
		return !is_one_of(c, actors, tok);
	if (s < STAND_PEOPLE || c->l->morph.upos[tok] == UPOS_PRON || is_one_of(c, actors, tok) || own_state(c, actors, tok) || belongs(c, actors, tok))
		return false;
	return code_of(c, tok).country[0] || (s == STAND_ACTOR && asked >= ASK_KIND) || named(c, tok) || (asked == ASK_PEOPLE && c->mention_at[tok] != NONE);
}

/* A word for a thing, a paper or an act, which others only own: "the plan", "attacks". */
static bool thing(const struct event_cx *c, uint32_t tok)
{
	uint32_t m = c->mention_at[tok];
	if (m != NONE && c->l->mentions.kind[m] == ENT_DOCUMENT)
		return true;
	if (m != NONE || c->state_at[tok] != NONE || c->agent_at[tok] != NONE || c->org_at[tok] != NONE || c->seat_at[tok] != NONE ||
	    c->person_at[tok] != NONE)
		return false;
	return drg__event_standing(c, tok) == STAND_UNKNOWN || (c->class_at[tok] != NONE && !drg__event_is(c, tok, c->people_ref));
}

/* Is it one of the words? */
static bool one_of(uint64_t fold, const char *const *words)
{
	for (; *words; words++)
		if (fold == drg__fold_hash(drg__str_c(*words)))
			return true;
	return false;
}

/* Who a threat or promise depends on is mostly whom it is made to: "threatened to strike unless the mayor yielded". */
static bool condition(uint64_t prep)
{
	static const char *const words[] = { "if", "unless", "until", NULL };
	return one_of(prep, words);
}

/* "suggestions that the police had looked away": what a noun says names nobody whom its refusal concerns. */
static bool content_of_noun(const struct event_cx *c, uint32_t tok)
{
	uint32_t mark = c->t.rel[tok] == R_ACL ? drg__tree_child(&c->t, tok, R_MARK) : NONE;
	return mark != NONE && c->l->tokens.fold[mark] == drg__fold_hash(STR("that"));
}

/* The first party at or below `tok`; NONE.  A word before the noun counts only as the
 * name of a state or body ("the Togolese plan"), not as a kind ("military aid"). */
static uint32_t inside(const struct event_cx *c, const struct who *actors, uint32_t tok, enum asked asked, int depth)
{
	enum { MODIFIES = 1u << R_COMPOUND | 1u << R_AMOD,
	       WAYS = 1u << R_OBJ | 1u << R_IOBJ | 1u << R_XCOMP | 1u << R_CCOMP | 1u << R_OBL | 1u << R_NMOD | 1u << R_POSS | 1u << R_AGENT |
		      1u << R_NSUBJ | 1u << R_NSUBJ_PASS | 1u << R_ACL | MODIFIES };
	if ((speakers_own(c, tok) || !thing(c, tok)) && party(c, actors, tok, asked))
		return tok;
	for (uint32_t k = depth ? c->t.first[tok] : NONE; k != NONE; k = c->t.next[k]) {
		uint32_t way = c->t.rel[k] < 32 ? 1u << c->t.rel[k] & (condition(c->t.prep[k]) ? WAYS | 1u << R_ADVCL : WAYS) : 0;
		bool name = c->state_at[k] != NONE || c->org_at[k] != NONE || c->person_at[k] != NONE;
		uint32_t found = way && (!(way & MODIFIES) || name) && !content_of_noun(c, k) ? inside(c, actors, k, asked, depth - 1) : NONE;
		if (found != NONE)
			return found;
	}
	return NONE;
}

/* A word before the noun says what kind of party it belongs to: "the rebel camp". */
static bool kind_before(const struct event_cx *c, uint32_t tok)
{
	for (uint32_t k = c->t.first[tok]; k != NONE && k < tok; k = c->t.next[k])
		if ((c->t.rel[k] == R_COMPOUND || c->t.rel[k] == R_AMOD) && c->agent_at[k] != NONE)
			return true;
	return false;
}

/* Whom a protest is against its reason says: "marched, demanding that the king resign". */
static bool gives_reason(uint64_t prep, struct str type)
{
	return prep == 0 && drg__str_eq(type, STR("PROTEST"));
}

static const char *const with[] = { "with", "to", "between", "among", "alongside", NULL };

/* How closely a preposition points at those whom an act is against, for or with: 0 at
 * themselves, 1 at what it is about or where they are, 2 at nobody.  One meets somebody
 * at a place and talks about a third. */
static int points_at(uint64_t prep, struct str type)
{
	static const char *const at[] = { "against", "on", "to", "with", "from", "toward", "towards", "at", "of", "into", "upon", "alongside",
		                          "between", NULL };
	static const char *const about[] = { "for", "over", "about", "regarding", "concerning", NULL };
	static const char *const in[] = { "in", "inside", "near", "across", "along", "around", "outside", "within", NULL };
	if (drg__str_eq(type, STR("CONSULT")))
		return one_of(prep, with) ? 0 : 2;
	if (condition(prep))
		return drg__str_eq(type, STR("THREATEN")) || drg__str_eq(type, STR("AGREE")) ? 1 : 2;
	return one_of(prep, at) ? 0 : one_of(prep, about) || (done_in_place(type) && one_of(prep, in)) ? 1 : 2;
}

/* Is the land, or the place, in the words of a meeting only where or what it is about?
 * "a cabinet meeting in Moscow", "discussed Libya". */
static bool only_topic(const struct event_cx *c, uint32_t tok, struct str type)
{
	bool land = c->state_at[tok] != NONE || c->seat_at[tok] != NONE;
	return drg__str_eq(type, STR("CONSULT")) && land && !one_of(c->t.prep[tok], with);
}

/* "at the crossing between Togo and Benin", "in the town near Benin": the land only says where. */
static bool only_where(const struct event_cx *c, const struct filler *f, uint32_t found)
{
	static const char *const place[] = { "at", "in", "inside", "near", "across", "along", "around", "outside", "within", "on", NULL };
	static const char *const beside[] = { "between", "near", "along", "across", "from", "to", "outside", "around", "with", NULL };
	static const char *const only[] = { "between", "near", "along", "across", "outside", "around", NULL };
	if (f->slot == SLOTS) /* whose a thing is */
		return found != f->tok && one_of(c->t.prep[found], only);
	return f->slot == SLOT_OBL && found != f->tok && one_of(f->prep, place) && one_of(c->t.prep[found], beside);
}

/* Who will do what is threatened or promised is on the side of who says so: "warned that the army would strike". */
static bool own_act(const struct event_cx *c, const struct filler *f, uint32_t found, struct str type)
{
	bool says = drg__str_eq(type, STR("THREATEN")) || drg__str_eq(type, STR("AGREE"));
	return says && f->slot == SLOT_COMP && (c->t.rel[found] == R_NSUBJ || c->t.rel[found] == R_NSUBJ_PASS) && c->l->deps.head[found] == f->tok;
}

/* Who did what a noun names: "the arrest of ten fishermen by the guard", whose last words a parser may hang on the fishermen; NONE. */
static uint32_t agent_of(const struct event_cx *c, uint32_t noun, int depth)
{
	uint64_t by = drg__fold_hash(STR("by")), of = drg__fold_hash(STR("of"));
	for (uint32_t k = c->t.first[noun]; k != NONE; k = c->t.next[k]) {
		if (c->t.rel[k] != R_NMOD || (c->t.prep[k] != by && c->t.prep[k] != of))
			continue;
		uint32_t agent = c->t.prep[k] == by ? k : depth ? agent_of(c, k, depth - 1) : NONE;
		if (agent != NONE)
			return agent;
	}
	return NONE;
}

/* What "inside" finds, who did the act that the word names before all, and those coordinated with it. */
static bool take(struct event_cx *c, const struct who *actors, const struct filler *f, struct str type, enum asked asked, int depth, struct who *out)
{
	struct who all = { .n = 0 };
	uint32_t agent = thing(c, f->tok) ? agent_of(c, f->tok, 1) : NONE, found = agent == NONE ? NONE : inside(c, actors, agent, asked, depth);
	if (found == NONE)
		found = inside(c, actors, f->tok, asked, depth);
	if (found == NONE || only_topic(c, found, type) || only_where(c, f, found) || own_act(c, f, found, type))
		return false;
	drg__event_people(c, found, &all);
	for (uint32_t i = 0; i < all.n; i++)
		if (all.tok[i] == found || party(c, actors, all.tok[i], ASK_KIND))
			out->tok[out->n++] = all.tok[i];
	return true;
}

bool drg__event_owner(struct event_cx *c, const struct who *others, uint32_t tok, struct who *out)
{
	*out = (struct who){ .n = 0 };
	if (!thing(c, tok))
		return false;
	bool found = take(c, others, &(struct filler){ .slot = SLOTS, .tok = tok }, STR(""), ASK_KIND, 2, out), kind = kind_before(c, tok);
	if (kind && (!found || out->tok[0] > tok)) { /* "a guerrilla camp on the Togolese border": the guerrillas' */
		out->n = 0;
		return false;
	}
	return true;
}

/* Forces and aid are sent to a party, and are none themselves. */
static bool moves_its_object(struct str type)
{
	return drg__str_eq(type, STR("MOBILIZE")) || drg__str_eq(type, STR("RETREAT")) || drg__str_eq(type, STR("AID"));
}

/* "denied that the army had fired on Osk": who denies it answers somebody else. */
static bool denied(const struct event_cx *c, uint32_t p, const struct filler *f)
{
	return f->slot == SLOT_COMP && c->op[p] == SAYS_DENY && c->l->morph.upos[f->tok] == UPOS_VERB;
}

/* What fills a slot may say whom the act concerns: by its preposition, pass 0 or 1. */
static bool says_whom(const struct filler *f, struct str type, int pass)
{
	if (f->slot != SLOT_OBL)
		return pass == 0;
	return gives_reason(f->prep, type) ? pass == 0 : points_at(f->prep, type) == pass;
}

void drg__event_party(struct event_cx *c, uint32_t p, struct str type, const struct who *actors, struct who *out)
{
	static const struct {
		uint8_t slot, pass;
	} order[] = { { SLOT_IOBJ, 0 }, { SLOT_OBJ, 0 }, { SLOT_OBL, 0 }, { SLOT_OBL, 1 }, { SLOT_COMP, 0 } };
	enum { STEPS = sizeof order / sizeof *order };
	struct slots s;
	*out = (struct who){ .n = 0 };
	drg__event_slots(c, p, &s);
	bool people = drg__str_eq(type, STR("AGREE")) || drg__str_eq(type, STR("CONCEDE")) || drg__str_eq(type, STR("RETREAT"));
	for (size_t k = 0; k < (people ? 3 : 2) * STEPS; k++)
		for (uint32_t i = 0; i < s.n; i++) {
			struct filler f = s.v[i];
			enum asked asked = (enum asked)(k / STEPS);
			if (f.slot != order[k % STEPS].slot || f.tok == p || denied(c, p, &f) || !says_whom(&f, type, order[k % STEPS].pass) ||
			    (asked >= ASK_KIND && f.slot == SLOT_OBJ && moves_its_object(type)))
				continue;
			if (take(c, actors, &f, type, asked, f.slot == SLOT_OBL && f.prep ? 2 : BELOW, out))
				return;
		}
}
