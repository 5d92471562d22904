#include "stage/event.h"

#include "base/utf8.h"
#include "stage/event_clause.h"
#include "stage/event_in.h"
#include "stage/event_whom.h"
#include "stage/event_worth.h"
#include "stage/talk_scope.h"
#include "stage/ud.h"
#include "stage/view.h"

/* Least probability that a reader would mark the act; of one that a frame finds of an actor of politics. */
static const float TOLD = 0.4f, FRAMED = 0.3f;
/* Below it a proposed act keeps no row: on dev and on reports that the model had not seen 9 of 25 rows between .2 and .3 were acts of that type. */
static const float CODED = 0.3f;
/* From here up a noun that another act is about is told for itself: of such nouns in reports that neither weights nor rules had seen 4 of 6 are marked. */
static const float ITSELF = 0.7f;

/* -------------------------------------------------------------------- code -- */

static struct str crosswalk(const struct event_cx *c, struct str cameo, const char *col)
{
	uint32_t row = drg__table_row(c->pack, "crosswalk", cameo);
	return row == NONE ? STR("") : drg__table_cell(c->pack, "crosswalk", row, col);
}

struct str drg__event_type_of(const struct event_cx *c, const struct frame *fr)
{
	return fr->type.n ? fr->type : crosswalk(c, fr->cameo, "type");
}

/* Type, mode and contexts: what the frame says, else what its code stands for. */
static void name_event(const struct event_cx *c, const struct frame *fr, struct found *e)
{
	struct str mode = crosswalk(c, e->cameo, "mode");
	e->type = fr->type.n ? fr->type : crosswalk(c, e->cameo, "type");
	e->mode = fr->mode.n ? fr->mode : mode;
	if (drg__str_eq(e->mode, STR("none")))
		e->mode = STR("");
	e->contexts = fr->contexts.n ? fr->contexts : crosswalk(c, e->cameo, "contexts");
}

/* --------------------------------------------------------------- arguments -- */

static void add_arg(const struct event_cx *c, struct found *e, uint8_t role, uint32_t tok)
{
	uint32_t entity = drg__event_entity(c, tok);
	bool pronoun = entity != NONE && c->l->morph.upos[tok] == UPOS_PRON;
	for (uint32_t i = 0; i < e->n_args; i++)
		if (e->arg[i].tok == tok || (pronoun && e->arg[i].ent == entity))
			return; /* "their" talks are with somebody else */
	if (e->n_args < ARGS_MOST)
		e->arg[e->n_args++] = (struct arg){ .role = role, .tok = tok, .ent = entity, .basis = BASIS_EXPLICIT, .share = 1 };
}

static void fill_roles(struct event_cx *c, struct found *e)
{
	static const struct { enum frame_role from; uint8_t to; } roles[] = { { FROLE_ACTOR, EV_ACTOR }, { FROLE_RECIPIENT, EV_RECIPIENT } };
	for (size_t k = 0; k < sizeof roles / sizeof *roles; k++) {
		struct who w;
		drg__event_who(c, e->word, e->frame, roles[k].from, &w);
		for (uint32_t i = 0; i < w.n; i++)
			if (drg__event_standing(c, w.tok[i]) != STAND_NOT)
				add_arg(c, e, roles[k].to, w.tok[i]);
	}
}

static void drop_arg(struct found *e, uint32_t i)
{
	e->n_args--;
	for (; i < e->n_args; i++)
		e->arg[i] = e->arg[i + 1];
}

static struct who of_role(const struct found *e, uint8_t role)
{
	struct who w = { .n = 0 };
	for (uint32_t i = 0; i < e->n_args && w.n < WHO_MOST; i++)
		if (e->arg[i].role == role)
			w.tok[w.n++] = e->arg[i].tok;
	return w;
}

static bool one_of(struct str type, const char *const *types)
{
	for (; *types; types++)
		if (drg__str_eq(type, drg__str_c(*types)))
			return true;
	return false;
}

/* A thing is no recipient, but it may be somebody's: "rejected Togo's proposal".
 * Force is used against things too: those stay, when nobody owns them; and so does
 * a thing in the place of an actor ("a statement by the rebels condemned"). */
static void owners_for_things(struct event_cx *c, struct found *e)
{
	static const char *const force[] = { "ASSAULT", "COERCE", NULL };
	bool stays = one_of(e->type, force);
	for (uint32_t i = e->n_args; i-- > 0;) {
		struct arg old = e->arg[i];
		struct who others = of_role(e, old.role == EV_ACTOR ? EV_RECIPIENT : EV_ACTOR), owner;
		if (!drg__event_owner(c, &others, old.tok, &owner) || (owner.n == 0 && (stays || old.role == EV_ACTOR)))
			continue;
		drop_arg(e, i);
		for (uint32_t k = 0; k < owner.n; k++)
			add_arg(c, e, old.role, owner.tok[k]);
	}
}

/* Is it a word of killing or wounding?  of: what its victims fill. */
static bool harms(const struct event_cx *c, uint32_t word, enum slot *of)
{
	*of = drg__event_is(c, word, c->harm_ref[2]) ? SLOT_SUBJ : SLOT_OBJ;
	return drg__event_is(c, word, c->harm_ref[0]) || drg__event_is(c, word, c->harm_ref[1]) || *of == SLOT_SUBJ;
}

/* The victims of `word`, a verb of harm, are those of the deed e too. */
static void share_victims(struct event_cx *c, struct found *e, uint32_t word)
{
	enum slot of;
	struct slots s;
	if (word == NONE || !harms(c, word, &of))
		return;
	drg__slots(&c->t, word, &s);
	for (uint32_t i = 0; i < s.n; i++) {
		struct who w = { .n = 0 };
		if (s.v[i].slot == of && !s.v[i].shared)
			drg__event_people(c, s.v[i].tok, &w);
		for (uint32_t k = 0; k < w.n; k++)
			if (drg__event_standing(c, w.tok[k]) != STAND_NOT)
				add_arg(c, e, EV_RECIPIENT, w.tok[k]);
	}
}

/* "Killed four farmers and wounded six": one deed to all ten. */
static void add_fellow_victims(struct event_cx *c, struct found *e)
{
	enum slot of;
	if (!harms(c, e->word, &of))
		return;
	if (c->t.rel[e->word] == R_CONJ)
		share_victims(c, e, c->l->deps.head[e->word]);
	for (uint32_t k = c->t.first[e->word]; k != NONE; k = c->t.next[k])
		if (c->t.rel[k] == R_CONJ)
			share_victims(c, e, k);
}

/* Whom the act concerns, where no slot of its frame says so. */
static void complete(struct event_cx *c, struct found *e)
{
	add_fellow_victims(c, e);
	struct who actors, party;
	owners_for_things(c, e);
	actors = of_role(e, EV_ACTOR);
	if (!actors.n || actors.n < e->n_args || drg__str_eq(e->mode, STR("resign")))
		return; /* who resigns does it to nobody */
	drg__event_party(c, e->word, e->type, &actors, &party);
	for (uint32_t i = 0, known = e->n_args; i < party.n; i++) {
		add_arg(c, e, EV_RECIPIENT, party.tok[i]);
		for (; known < e->n_args; known++)
			e->arg[known].guess = true;
	}
}

/* ------------------------------------------------------------- plausibility -- */

static enum standing best_standing(const struct event_cx *c, const struct found *e, uint8_t role)
{
	enum standing best = STAND_NOT;
	for (uint32_t i = 0; i < e->n_args; i++) {
		enum standing s = drg__event_standing(c, e->arg[i].tok);
		if (e->arg[i].role == role && s > best)
			best = s;
	}
	return best;
}

/* Does a role's filler rule the event out: sport, a market, a thing? */
static bool ruled_out(struct event_cx *c, const struct found *e, enum frame_role role)
{
	struct who w;
	drg__event_who(c, e->word, e->frame, role, &w);
	for (uint32_t i = 0; i < w.n; i++)
		if (drg__event_standing(c, w.tok[i]) != STAND_NOT)
			return false;
	return w.n > 0;
}

/* A noun that its clause is about, not one that only qualifies another ("strike fund"). */
static bool stands_alone(const struct event_cx *c, uint32_t word)
{
	uint8_t r = c->t.rel[word];
	return c->l->morph.upos[word] == UPOS_VERB || (r != R_COMPOUND && r != R_AMOD && r != R_POSS && r != R_FLAT);
}

static bool plausible(struct event_cx *c, const struct found *e, const struct frame *fr)
{
	if (ruled_out(c, e, FROLE_ACTOR) || (ruled_out(c, e, FROLE_RECIPIENT) && e->n_args == 0) || drg__event_elsewhere(c, e->word))
		return false;
	enum standing actor = best_standing(c, e, EV_ACTOR), recipient = best_standing(c, e, EV_RECIPIENT);
	if (actor == STAND_ACTOR || recipient == STAND_ACTOR)
		return true;
	if (fr->flags & FRAME_BARE)
		return drg__event_scene(c, e->word).others > 0 && stands_alone(c, e->word);
	return actor == STAND_PEOPLE || recipient == STAND_PEOPLE || (e->n_args && drg__event_scene(c, e->word).others > 0);
}

/* ------------------------------------------------------------------ finding -- */

/* A speech act that a row of its own stands beside only when it names a deed. */
static bool deed(struct str type)
{
	static const char *const deeds[] = { "CONSULT", "RETREAT", "CONCEDE", "AID", "MOBILIZE", "ASSAULT", NULL };
	return one_of(type, deeds);
}

/* What goes with each word of the report. */
struct search {
	struct event_cx *c;
	const struct event_trace *trace;
	bool frames_only;
	int against; /* hundredths of log-odds that a report of something else takes from every act */
	struct finds out;
};

/* Standing of what the slots of a role hold: -1 nothing, STAND_NOT sport, a market, a thing. */
static int role_standing(struct event_cx *c, const struct found *e, enum frame_role role)
{
	uint8_t to = role == FROLE_ACTOR ? EV_ACTOR : EV_RECIPIENT;
	for (uint32_t i = 0; i < e->n_args; i++)
		if (e->arg[i].role == to)
			return (int)best_standing(c, e, to);
	return e->frame != NONE && ruled_out(c, e, role) ? STAND_NOT : -1;
}

/* The probability that the report tells the act. */
static float worth_of(const struct search *s, const struct found *e, const struct frame *fr)
{
	struct event_candidate cand = { .word = e->word, .first = e->first, .end = e->end, .frame = fr, .type = e->type,
		                        .actor = role_standing(s->c, e, FROLE_ACTOR), .recipient = role_standing(s->c, e, FROLE_RECIPIENT),
		                        .factors = e->factors };
	struct event_features f = drg__event_features(s->c, &cand);
	float worth = drg__event_worth(&f, s->against);
	if (s->trace && s->trace->candidate) {
		const struct span *span = s->c->l->tokens.span;
		s->trace->candidate(s->trace->ctx, (struct span){ span[e->first].s, span[e->end - 1].e }, e->type, &f, worth);
	}
	return worth;
}

/* In pages of sport, trade and leisure words of force and request are mostly none:
 * the further a report is from telling of a dispute, the more an act has to show. */
static int against(const struct event_cx *c, const struct layers *l)
{
	enum { DOUBT = -100, MOST = 600 }; /* hundredths of log-odds: 98 in 100 annotated reports lie above DOUBT - 30 */
	struct view v = drg__view(&l->text, &l->tokens, &l->morph);
	int sure = drg__scope_sure(c->pack, l, &v, c->hits);
	int doubt = sure < DOUBT ? 2 * (DOUBT - sure) : 0;
	return doubt < MOST ? doubt : MOST;
}

/* How likely an act at the find's words has its type, as the encoder's head sees it. */
static float type_share(const struct event_cx *c, const struct found *e)
{
	struct event_opinion o = drg__event_head_says(c, e->first, e->end, e->type);
	return o.act > 0 ? o.type / o.act : 0;
}

/* Keeps a candidate that a reader would take for an event. */
static void weigh(struct search *s, struct found *e, const struct frame *fr)
{
	struct event_cx *c = s->c;
	bool head = !s->frames_only && c->n_head_types;
	if (drg__event_in_tale(c, e->word) || drg__event_defined(c, e->word))
		return;
	e->factors = drg__event_factors(c, e->word);
	if (head) {
		float worth = e->worth = worth_of(s, e, fr);
		bool parties = best_standing(c, e, EV_ACTOR) == STAND_ACTOR || best_standing(c, e, EV_RECIPIENT) == STAND_ACTOR;
		if (worth < (fr && parties && plausible(c, e, fr) ? FRAMED : TOLD))
			return;
		e->score = e->proposed ? worth * type_share(c, e) : 1;
		if (e->score < CODED)
			return;
	} else if (!plausible(c, e, fr)) {
		return;
	}
	complete(c, e);
	drg__event_weigh(c, e->word, e->first, e->end, head, &e->factors);
	*PUSH(c->a, &s->out) = *e;
}

/* Word p as the predicate of its frame. */
static bool by_frame(struct search *s, uint32_t p)
{
	const struct match *m = drg__event_match(s->c, p);
	struct frame fr;
	if (m->frame == NONE)
		return false;
	drg__frame(s->c->pack, m->frame, &fr);
	struct found e = { .word = p, .frame = m->frame, .claim = NONE, .governor = NONE, .same = NONE, .cameo = m->cameo,
		           .first = m->first, .end = m->end, .score = 1 };
	name_event(s->c, &fr, &e);
	bool topic = (fr.flags & (FRAME_TOPIC | FRAME_BARE)) == FRAME_TOPIC;
	if (e.type.n == 0 || (topic && (s->frames_only || !drg__str_eq(drg__event_head_type(s->c, p), e.type))))
		return false;
	e.proposed = topic;
	fill_roles(s->c, &e);
	weigh(s, &e, &fr);
	return true;
}

/* Word p as the act that the head sees in it. */
static void by_head(struct search *s, uint32_t p)
{
	/* What is offered, sent or given is an object as well as to whom: "offered two pilots", "sent a team". */
	static const char *const gives[] = { "AGREE", "MOBILIZE", "AID", NULL };
	struct event_cx *c = s->c;
	struct str type = drg__event_head_type(c, p);
	uint32_t row = type.n ? drg__table_row(c->pack, "plover_types", type) : NONE;
	struct who actors, recipients;
	if (row == NONE)
		return;
	struct found e = { .word = p, .frame = NONE, .proposed = true, .claim = NONE, .governor = NONE, .same = NONE, .first = p, .end = p + 1,
		           .type = type, .mode = STR(""), .contexts = STR(""), .cameo = drg__table_cell(c->pack, "plover_types", row, "cameo") };
	drg__event_head_who(c, p, type, &actors, &recipients);
	for (uint32_t i = 0; i < actors.n; i++)
		add_arg(c, &e, EV_ACTOR, actors.tok[i]);
	for (uint32_t i = 0; i < recipients.n; i++)
		add_arg(c, &e, EV_RECIPIENT, recipients.tok[i]);
	for (uint32_t i = 0; i < e.n_args; i++)
		e.arg[i].guess = e.arg[i].role == EV_RECIPIENT && c->t.rel[e.arg[i].tok] == R_OBJ && one_of(type, gives);
	weigh(s, &e, NULL);
}

/* "The captured fighters", "the occupied town": what somebody is in, not what is told of them.
 * Of 103 such participles in the corpus' train and dev reports none is marked as an act. */
static bool attributive(const struct event_cx *c, uint32_t p)
{
	return c->t.rel[p] == R_AMOD && (c->t.form[p] & FORM_PAST_PART) && c->l->deps.head[p] > p;
}

/* A kind of people or thing: "officers", "a suspect", with no article or with an indefinite one, no number, no name. */
static bool kind_of_people(const struct event_cx *c, uint32_t noun, bool one)
{
	static const char *const a[] = { "a", "an", NULL };
	bool plural = c->t.form[noun] & FORM_PLURAL, article = false;
	for (uint32_t k = c->t.first[noun]; k != NONE && k < noun; k = c->t.next[k]) {
		bool indefinite = c->t.rel[k] == R_DET && drg__event_word_is(c, k, a);
		article |= indefinite;
		if ((c->t.rel[k] != R_AMOD || c->l->morph.upos[k] == UPOS_PROPN) && !indefinite && c->t.rel[k] != R_PUNCT)
			return false;
	}
	return c->l->morph.upos[noun] == UPOS_NOUN && (plural || (one && article));
}

/* "In most countries judges sentence offenders": what a kind of people does to a kind of people is a custom. */
static bool custom(const struct event_cx *c, uint32_t p)
{
	uint32_t subject = drg__tree_child(&c->t, p, R_NSUBJ), object = drg__tree_child(&c->t, p, R_OBJ);
	return c->l->morph.upos[p] == UPOS_VERB && subject != NONE && object != NONE && drg__ud_has(c->l, p, STR("Tense=Pres")) &&
	       drg__ud_has(c->l, p, STR("VerbForm=Fin")) && kind_of_people(c, subject, false) && kind_of_people(c, object, true);
}

static void find(struct search *s)
{
	struct event_cx *c = s->c;
	for (uint32_t p = 0; p < c->t.n; p++) {
		if ((c->l->tokens.flags[p] & TOK_ZONE) || attributive(c, p) || !stands_alone(c, p) || custom(c, p))
			continue;
		bool framed = c->class_at[p] != NONE && by_frame(s, p);
		if (!framed && !s->frames_only)
			by_head(s, p);
	}
}

/* A noun that the head proposes, said of by another act: "rejected a demand". */
static bool proposed_topic(const struct event_cx *c, const struct found *e, uint32_t act)
{
	uint8_t r = c->t.rel[e->word];
	return e->proposed && c->l->morph.upos[e->word] == UPOS_NOUN && c->l->deps.head[e->word] == act && (r == R_OBJ || r == R_OBL);
}

enum { SENTENCE = 128 }; /* finds: those of one sentence stand closer together */

/* Drops nouns that are only what another act is about, which name no deed and which the weights do not hold for an act by themselves. */
static void drop_topics(struct event_cx *c, struct finds *out)
{
	size_t n = 0, k;
	for (size_t i = 0; i < out->n; i++)
		for (size_t end = finds_near(out, i, SENTENCE, &k); k < end; k++) {
			const struct match *m = drg__event_match(c, out->v[k].word);
			if (k != i && (m->topic_word == out->v[i].word || proposed_topic(c, &out->v[i], out->v[k].word)))
				out->v[i].governor = (uint32_t)k;
		}
	for (size_t i = 0; i < out->n; i++)
		if (out->v[i].governor == NONE || c->l->morph.upos[out->v[i].word] == UPOS_VERB || deed(out->v[i].type) || out->v[i].worth >= ITSELF)
			out->v[n++] = out->v[i];
	out->n = n;
}

/* Does the noun of find y only name what the verb of find x does: "granted a loan",
 * "imposed sanctions, among them travel bans"? */
static bool says_again(const struct event_cx *c, const struct found *x, const struct found *y)
{
	enum { OBJECT = 1u << R_OBJ | 1u << R_NSUBJ_PASS, DOWN = 1u << R_NMOD | 1u << R_CONJ | 1u << R_APPOS | 1u << R_COMPOUND, STEPS = 4 };
	if (c->l->morph.upos[x->word] != UPOS_VERB || !drg__str_eq(x->type, y->type))
		return false;
	uint32_t at = y->word;
	for (int k = 0; k < STEPS && at != NONE; k++, at = c->l->deps.head[at]) {
		uint32_t rel = c->t.rel[at] < 32 ? 1u << c->t.rel[at] : 0;
		if (c->l->deps.head[at] == x->word)
			return rel & OBJECT;
		if (!(rel & DOWN))
			break;
	}
	return false;
}

/* Does a proposal of the head stand at a word that find y uses: within its trigger,
 * as a party to it (who acts is no act), as the verb that carries it? */
static bool used_by(const struct event_cx *c, const struct found *x, const struct found *y)
{
	if (!x->proposed)
		return false;
	for (uint32_t i = 0; i < y->n_args; i++)
		if (y->arg[i].tok == x->word)
			return true;
	return drg__carrier(&c->t, y->word) == x->word;
}

/* Does find y already stand for the act of x: the verb that carries the noun, "round" of "round of talks"? */
static bool stands_for(const struct event_cx *c, const struct found *y, const struct found *x)
{
	if (drg__carrier(&c->t, x->word) == y->word)
		return !y->proposed; /* "held talks": "held" is an act only where a frame says so */
	bool of_itself = x->proposed && c->l->morph.upos[x->word] == UPOS_VERB && c->l->deps.head[y->word] == x->word &&
	                 c->t.rel[y->word] == R_NSUBJ && drg__str_eq(x->type, y->type); /* "the talks dealt with roads" */
	bool beside = x->proposed && !y->proposed && c->l->morph.upos[x->word] != UPOS_VERB && c->l->deps.head[x->word] == y->word &&
	              drg__str_eq(x->type, y->type); /* "shelled .. on the border" */
	return of_itself || beside || says_again(c, y, x) || (y->first <= x->word && x->word < y->end) || used_by(c, x, y);
}

static void drop_carried(struct event_cx *c, struct finds *out)
{
	size_t n = 0, k;
	bool *twice = NEW_N(c->a, bool, out->n + 1);
	for (size_t i = 0; i < out->n; i++)
		for (size_t end = finds_near(out, i, SENTENCE, &k); k < end && !twice[i]; k++)
			twice[i] = k != i && stands_for(c, &out->v[k], &out->v[i]);
	for (size_t i = 0; i < out->n; i++)
		if (!twice[i])
			out->v[n++] = out->v[i];
	out->n = n;
}

/* ------------------------------------------------------------------- claims -- */

static void claims_of(struct event_cx *c, struct finds *out)
{
	const struct claims *cl = &c->l->claims;
	for (size_t i = 0; i < out->n; i++) {
		uint32_t at = c->l->tokens.span[out->v[i].word].s, best = UINT32_MAX;
		for (uint32_t k = 0; k < cl->n; k++)
			for (uint32_t j = 0; j < cl->spans[k].n; j++) {
				struct span s = cl->pool.v[cl->spans[k].from + j];
				if (s.s <= at && at < s.e && s.e - s.s < best) {
					best = s.e - s.s;
					out->v[i].claim = k;
				}
			}
	}
}

/* -------------------------------------------------------------- same event -- */

/* One sentence's verb and noun of one act: "killed six in a raid". */
static bool verb_and_noun(const struct event_cx *c, const struct found *x, const struct found *y)
{
	bool related = c->l->deps.head[y->word] == x->word || c->l->deps.head[x->word] == y->word;
	bool mixed = (c->l->morph.upos[x->word] == UPOS_VERB) != (c->l->morph.upos[y->word] == UPOS_VERB);
	return related && mixed && drg__str_eq(x->type, STR("ASSAULT")) && drg__event_status(x->factors) == drg__event_status(y->factors);
}

static bool has_word(const struct event_cx *c, uint32_t p, const char *const *words)
{
	for (uint32_t k = c->t.first[p]; k != NONE; k = c->t.next[k])
		for (const char *const *w = words; c->t.rel[k] == R_DET && *w; w++)
			if (c->l->tokens.fold[k] == drg__fold_hash(drg__str_c(*w)))
				return true;
	return false;
}

/* "The talks", "that raid" of an act told before: a definite noun that says nothing new of it,
 * neither a party that the act has not nor that it is denied, wanted or ahead. */
static bool told_again(const struct event_cx *c, const struct found *x, const struct found *y)
{
	static const char *const definite[] = { "the", "this", "that", "these", "those", NULL };
	enum event_status s = drg__event_status(y->factors);
	if (c->l->morph.upos[y->word] == UPOS_VERB || !has_word(c, y->word, definite))
		return false;
	if (s != EV_ASSERTED && s != EV_HISTORICAL && s != drg__event_status(x->factors))
		return false;
	for (uint32_t i = 0; i < y->n_args; i++) {
		bool known = false;
		for (uint32_t k = 0; k < x->n_args; k++)
			known |= y->arg[i].ent != NONE && x->arg[k].ent == y->arg[i].ent;
		if (!known)
			return false;
	}
	return true;
}

static void cluster(struct event_cx *c, struct finds *out)
{
	enum { NEAR = 6, BACK = 30 }; /* finds before y */
	for (size_t i = 1; i < out->n; i++)
		for (size_t k = i; k-- > 0 && i - k < BACK && out->v[i].same == NONE;) {
			const struct found *x = &out->v[k], *y = &out->v[i];
			if (drg__str_eq(x->type, y->type) && ((i - k < NEAR && x->same == NONE && verb_and_noun(c, x, y)) || told_again(c, x, y)))
				out->v[i].same = x->same == NONE ? (uint32_t)k : x->same;
		}
}

/* -------------------------------------------------------------------- stage -- */

static bool prepare(const struct actors *actors, const struct layers *l, struct arena *scratch, struct event_cx *c)
{
	static const char *const guard[] = { "nonactor", "sport", "market", "thing" }, *const harm[] = { "kill", "wound", "die-verb" };
	*c = (struct event_cx){ .pack = actors->pack, .actors = actors, .l = l, .hits = actors->hits, .a = scratch };
	if (drg__frame_count(c->pack) == 0 || !drg__event_tree(l, scratch, &c->t))
		return false;
	for (int k = 0; k < 4; k++)
		c->guard_ref[k] = drg__event_class(c, guard[k]);
	c->people_ref = drg__event_class(c, "victims");
	c->tale_ref = drg__event_class(c, "tale");
	for (int k = 0; k < 3; k++)
		c->harm_ref[k] = drg__event_class(c, harm[k]);
	drg__event_words(c);
	drg__event_ops(c);
	drg__event_head_types(c);
	drg__event_domains(c);
	return true;
}

/* "The seabed case will outlive everybody": of proposed acts that a thing does to nobody, of less than that, one of
 * seven in unseen reports was marked. */
static void drop_deeds_of_things(struct finds *out)
{
	static const float SURE = 0.5f;
	size_t n = 0;
	for (size_t i = 0; i < out->n; i++) {
		const struct found *e = &out->v[i];
		bool somebody = false;
		for (uint32_t k = 0; k < e->n_args; k++)
			somebody |= e->arg[k].ent != NONE || e->arg[k].role == EV_RECIPIENT;
		if (!e->proposed || somebody || e->n_args == 0 || e->score >= SURE)
			out->v[n++] = *e;
	}
	out->n = n;
}

uint32_t drg__event_fires(const struct actors *actors, const struct layers *l, struct arena scratch,
                          struct frame_fire *out, uint32_t most)
{
	struct event_cx c;
	uint32_t n = 0;
	if (!prepare(actors, l, &scratch, &c))
		return 0;
	for (uint32_t p = 0; p < c.t.n && n < most; p++) {
		const struct match *m = drg__event_match(&c, p);
		struct frame fr;
		struct found e = { .word = p, .frame = m->frame };
		if (m->frame == NONE)
			continue;
		drg__frame(c.pack, m->frame, &fr);
		fill_roles(&c, &e);
		if ((fr.flags & FRAME_TOPIC) || plausible(&c, &e, &fr))
			out[n++] = (struct frame_fire){ m->frame, m->rival, m->cameo };
	}
	return n;
}

void drg__events(const struct actors *actors, struct layers *l, bool frames_only, const struct event_trace *trace, struct arena *keep, struct arena scratch)
{
	struct event_cx c;
	struct search s = { .c = &c, .trace = trace, .frames_only = frames_only };
	if (!prepare(actors, l, &scratch, &c))
		return;
	s.against = against(&c, l);
	find(&s);
	drop_carried(&c, &s.out);
	drop_topics(&c, &s.out);
	claims_of(&c, &s.out);
	drg__event_whom(&c, &s.out, trace);
	drop_deeds_of_things(&s.out);
	cluster(&c, &s.out);
	drg__event_store(&c, &s.out, keep, l);
}
