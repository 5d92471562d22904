/* Positions: a party's stance on an issue. */
#include "stage/talk_matter.h"
#include "stage/talk_worth.h"
#include "stage/token.h"

enum { CLEAR = 300, FEW = 80 }; /* hundredths of log-odds of talk_scope: surely a dispute; tokens: of a sentence or two nobody knows */
enum { ASPECT_UNSTATED, ASPECT_NEW, ASPECT_CONTINUING, ASPECT_RESUMED, ASPECT_ENDED };

/* What the words around the predicate say of how the stance stands to earlier ones. */
static uint8_t aspect(const struct talk_cx *x, uint32_t p)
{
	const struct clauses *c = &x->c;
	for (int up = 0; up < 2 && p < c->n; up++, p = c->head[p]) {
		if (drg__clause_is(c, p, "continue|keep|remain"))
			return ASPECT_CONTINUING;
		for (uint32_t k = c->child[p]; k != NONE; k = c->sibling[k]) {
			if (drg__clause_is(c, k, "longer") && k > 0 && drg__clause_is(c, k - 1, "no"))
				return ASPECT_ENDED;
			if (c->dep[k] != DEP_ADVMOD)
				continue;
			if (drg__clause_is(c, k, "still"))
				return ASPECT_CONTINUING;
			if (drg__clause_is(c, k, "again"))
				return ASPECT_RESUMED;
			if (drg__clause_is(c, k, "now"))
				return ASPECT_NEW;
		}
		if (c->dep[p] != DEP_XCOMP)
			break;
	}
	return ASPECT_UNSTATED;
}

/* "no longer wants" is a stance that has ended, not its opposite. */
static bool turned(const struct talk_cx *x, uint32_t p, uint8_t asp)
{
	return asp != ASPECT_ENDED && drg__clause_negated(&x->c, p);
}

uint8_t drg__pos_opposite(uint8_t stance)
{
	switch (stance) {
	case POS_WANTS: return POS_DOES_NOT_WANT;
	case POS_ACCEPTS: case POS_OPEN_TO: return POS_REJECTS;
	case POS_REJECTS: case POS_DOES_NOT_WANT: return POS_OPEN_TO;
	default: return POS_STANCES; /* "does not demand" takes no stance */
	}
}

/* The stretch that the stance is about: complement, what somebody is asked for,
 * or object of the predicate. */
static bool object(const struct talk_cx *x, uint32_t p, uint32_t end, uint32_t *head, uint32_t *first, uint32_t *last)
{
	static const enum dep way[] = { DEP_XCOMP, DEP_CCOMP, DEP_OTHER, DEP_OBJ, DEP_OBL };
	bool asks = drg__clause_is(&x->c, p, "ask|press|beg|appeal|call|push");
	for (size_t i = 0; i < sizeof way / sizeof *way; i++) {
		uint32_t o = way[i] != DEP_OTHER ? drg__clause_child(&x->c, p, way[i], NONE) : asks ? drg__clause_with(&x->c, p, "for") : NONE;
		if (o == NONE || o < p)
			continue;
		*head = o;
		*first = x->c.lo[o] > p ? x->c.lo[o] : o;
		*last = x->c.hi[o] < end ? x->c.hi[o] : end - 1;
		if (way[i] == DEP_OBJ && *last + 1 < end && drg__clause_is(&x->c, *last + 1, "out|home|back|gone") && x->c.head[*last + 1] == p)
			++*last; /* "wants the soldiers out" */
		if (way[i] == DEP_OBL && drg__talk_time(x, *first, *last))
			continue; /* "are ready in a month" */
		return *last >= *first;
	}
	uint32_t to = drg__clause_child(&x->c, p, DEP_ADVCL, p), o = drg__clause_object(&x->c, p); /* of a passive */
	if (to != NONE && x->c.lo[to] == p + 1 && drg__clause_is(&x->c, p + 1, "to")) { /* "open to extending it" */
		*head = to;
		*first = p + 2;
		*last = x->c.hi[to] < end ? x->c.hi[to] : end - 1;
		return *last >= *first;
	}
	if (o == NONE || x->c.hi[o] >= end)
		return false;
	*head = o;
	*first = x->c.lo[o];
	*last = x->c.hi[o];
	return true;
}

/* A refusal that waits for something: which condition hangs on it. */
static uint32_t condition_at(const struct talk_cx *x, uint32_t p)
{
	for (size_t i = x->cond.n; i-- > 0 && i + 8 > x->cond.n;) {
		const struct condition_row *k = &x->cond.v[i];
		uint32_t g = k->governor;
		for (int up = 0; up < 3 && g != NONE && g < x->c.n; up++, g = x->c.head[g]) {
			if (g == p)
				return (uint32_t)i;
			if (up > 0 && x->c.dep[g] == DEP_CONJ)
				break; /* "rejected it and said it would stay unless ..": the other's */
		}
	}
	return NONE;
}

bool drg__pos_modal(const struct talk_cx *x, uint32_t p, const char *words)
{
	for (uint32_t k = x->c.child[p]; k != NONE; k = x->c.sibling[k])
		if (x->c.dep[k] == DEP_AUX && drg__clause_is(&x->c, k, words))
			return true;
	return false;
}

/* The last word of what it is about that is not behind "if", "until", "in return for". */
static uint32_t before_tie(const struct talk_cx *x, const struct found *f)
{
	for (uint32_t i = f->first + 1; i <= f->last; i++) {
		const struct hit *h = drg__hit_at(x->hits, i, x->lex.ops);
		enum { NOT_WEAK = 2 }; /* the lexicon's word, or none */
		if (h && drg__lex_enum(x->pack, x->lex.ops, h->row, x->col.op_weak) >= NOT_WEAK)
			return i - 1;
	}
	return f->last;
}

/* What it is about; people for people is an exchange. */
static uint8_t issue_of(const struct talk_cx *x, const struct found *f)
{
	uint32_t last = f->first <= f->last ? before_tie(x, f) : f->last, tie = condition_at(x, f->p);
	uint8_t k = drg__talk_matter(x, f->head, f->first, last, f->p);
	bool named;
	if (f->stance == POS_APPRECIATES && (f->first > f->last || (drg__talk_issue_of(x, f->head, f->first, last + 1, &named) == ISSUE_OTHER && !named)))
		return ISSUE_OTHER; /* thanks as such */
	return k == ISSUE_RELEASE && tie != NONE && drg__talk_for_people(x, &x->cond.v[tie]) ? ISSUE_EXCHANGE : k;
}

/* Who takes part in politics: a body, a state, somebody of a sector or who speaks
 * for a body.  Outside reports of a conflict, what mothers, readers and experts
 * want is no position. */
static bool takes_part(const struct talk_cx *x, uint32_t e)
{
	enum { OFTEN = 3 }; /* whoever a report of a dispute keeps naming is no bystander */
	const struct entities *n = &x->l->entities;
	uint8_t k = n->kind[e];
	uint32_t names = 0, bodies = 0;
	for (uint32_t i = 0; i < x->l->mentions.n; i++)
		if (x->l->mentions.ent[i] == e && x->l->mentions.form[i] == FORM_NAME) {
			uint32_t first = drg__span_first(x->v->span, x->v->n, x->l->mentions.span[i].s);
			names++;
			bodies += drg__clause_is(&x->c, first, "the") || (first > 0 && drg__clause_is(&x->c, first - 1, "the")); /* "the Compact" is no person */
		}
	return bodies > 0 || (k == ENT_PERSON && names >= OFTEN) || k == ENT_ORG || k == ENT_GROUP || k == ENT_STATE || k == ENT_OTHER || n->speaks_for[e] != NONE ||
	       (n->sectors && n->sectors[e].n > 0 && !drg__str_eq(n->sectors[e], STR("CVL")));
}

/* Stances that need no other opinion, on a known matter: "said it would free the
 * prisoners", "there will be no talks until the army leaves", "the army must leave",
 * "our rifles are a red line", "there can be no amnesty" in a party's own words; "its
 * demand is the release of the prisoners" and "the pause was rejected by the Front" in anybody's. */
static bool plain(const struct talk_cx *x, const struct found *f, const struct position_row *r)
{
	bool own = r->voice == VOICE_OWN, matter = !f->unmet && drg__pos_of_matter(x, f);
	switch (f->by) {
	case FOUND_PROMISE: return own && matter && drg__pos_modal(x, f->p, "would|will");
	case FOUND_CONDITION: return own;
	case FOUND_VERDICT:
	case FOUND_NONE: return own && matter;
	case FOUND_VERB: return own && matter && drg__pos_modal(x, f->p, "must");
	case FOUND_NOUN: return matter;
	case FOUND_ANSWER: return r->issue != ISSUE_OTHER && r->stance == POS_REJECTS;
	default: return false;
	}
}

static void keep_worthy(struct talk_cx *x, const struct found *f, struct position_row *r)
{
	uint64_t bits = drg__stance_features(x, f, r);
	r->act.score = drg__stance_worth(bits);
	if (r->act.score < STANCE_LEAST && plain(x, f, r))
		r->act.score = STANCE_LEAST;
	if (x->trace)
		x->trace->stance(x->trace->ctx, r->act.cue, r->stance, bits);
	if (r->act.score >= STANCE_LEAST || x->trace)
		*PUSH(x->a, &x->pos) = *r;
}

void drg__pos_add(struct talk_cx *x, const struct found *f)
{
	if (!x->war && !takes_part(x, f->party) && !(x->dispute >= CLEAR && x->v->n >= FEW))
		return;
	struct position_row r = { .party = f->party, .stance = f->stance, .aspect = f->ended ? ASPECT_ENDED : aspect(x, f->p), .condition = condition_at(x, f->p) };
	uint32_t lo = f->cue_first, hi = f->cue_last;
	if (f->first <= f->last) {
		lo = f->first < lo ? f->first : lo;
		hi = f->last > hi ? f->last : hi;
	}
	bool waits = r.condition != NONE && x->cond.v[r.condition].kind == COND_PRECONDITION;
	if (waits && f->stance == POS_REJECTS)
		r.stance = POS_REFUSES_UNTIL;
	if (waits && f->stance == POS_ACCEPTS && drg__pos_modal(x, f->p, "would|'d|\u2019d|could|can"))
		r.stance = POS_OPEN_TO; /* "would accept it if .." */
	r.act = drg__talk_act(x, lo, hi, f->cue_first, f->cue_last, r.stance == POS_REFUSES_UNTIL ? "talks.position-refusal" : "talks.position", 0);
	r.issue = issue_of(x, f);
	r.voice = drg__talk_voice(x, r.act.claim, f->party);
	for (size_t i = x->pos.n; i-- > 0 && i + 4 > x->pos.n;) /* one stance, one row */
		if (x->pos.v[i].act.cue.s == r.act.cue.s)
			return;
	keep_worthy(x, f, &r);
}

/* .. nor does "declined to say whether it had offered a pause", nor "if the army did
 * not leave". */
bool drg__pos_asked(const struct talk_cx *x, uint32_t p, uint32_t end)
{
	while (end > p && (x->v->flags[end - 1] & TOK_QUOTE))
		end--;
	if (end > p && drg__clause_is(&x->c, end - 1, "?"))
		return true;
	for (uint32_t up = p, k = 0; up != NONE && up < x->c.n && k < 4; up = x->c.head[up], k++) {
		uint32_t mark = drg__clause_child(&x->c, up, DEP_MARK, NONE);
		if (mark != NONE && drg__clause_is(&x->c, mark, "whether|if|unless"))
			return true;
	}
	bool passive;
	uint32_t s = drg__clause_subject(&x->c, p, &passive);
	for (uint32_t k = x->c.child[p]; k != NONE && s != NONE; k = x->c.sibling[k])
		if (x->c.dep[k] == DEP_AUX && k < x->c.lo[s] && drg__clause_is(&x->c, k, "have|should|be")) /* "had the ministry accepted it" */
			return true;
	uint32_t claim = drg__talk_claim(x, x->v->span[p].s);
	return claim != NONE && x->l->claims.stance[claim] != STANCE_ASSERTS && x->l->claims.stance[claim] != STANCE_CONFIRMS;
}

/* "refused to say": of the talk with the reporter. */
static bool of_speech(const struct talk_cx *x, const struct found *f)
{
	static const char say[] = "say|comment|be|answer|give|confirm|name|discuss|elaborate|speculate|disclose|concede";
	const struct clauses *c = &x->c;
	return drg__clause_is(c, f->p, "refuse|decline") && f->first <= f->last && drg__clause_is(c, f->first, "to") && drg__clause_is(c, f->first + 1, say);
}

static bool of_words(const struct talk_cx *x, const struct found *f)
{
	return f->first <= f->last && drg__clause_is(&x->c, f->head, "claim|charge|allegation|accusation|suggestion|food|witness|help|notion|rumour|rumor|question|comment");
}

/* "asked which of the two he stood by", "asked whether": a question. */
static bool of_question(const struct talk_cx *x, uint32_t p)
{
	static const char wh[] = "which|what|how|who|why|when|where|whether|if|whom|whose";
	const struct clauses *c = &x->c;
	if (!drg__clause_is(c, p, "ask"))
		return false;
	if (x->c.dep[p] == DEP_ADVCL && drg__clause_child(c, p, DEP_NSUBJ, NONE) == NONE)
		return true; /* "asked about the list, he laughed" */
	for (uint32_t k = c->child[p]; k != NONE; k = c->sibling[k])
		for (uint32_t i = c->lo[k]; k > p && i <= c->hi[k] && i < c->lo[k] + 3; i++)
			if (drg__clause_is(c, i, wh))
				return true;
	return drg__clause_child(c, p, DEP_OBJ, NONE) == NONE && drg__clause_child(c, p, DEP_XCOMP, NONE) == NONE &&
	       drg__clause_child(c, p, DEP_CCOMP, NONE) == NONE && drg__clause_with(c, p, "for") == NONE;
}

/* "might agree": somebody's guess. */
static bool guessed(const struct talk_cx *x, uint32_t p)
{
	return drg__pos_modal(x, p, "might|may");
}

bool drg__pos_of_matter(const struct talk_cx *x, const struct found *f)
{
	bool named;
	if (f->first > f->last)
		return false;
	drg__talk_issue_of(x, f->head, f->first, f->last + 1, &named);
	return named || drg__talk_thing(x, f->head) != NONE;
}

/* "urged them to accept", "is prepared to offer": the word above takes the stance. */
static bool below_stance(const struct talk_cx *x, uint32_t p)
{
	const struct clauses *c = &x->c;
	for (int k = 0; k < 3 && p < c->n && c->head[p] != NONE; k++, p = c->head[p]) {
		uint8_t d = c->dep[p];
		if (d != DEP_XCOMP && d != DEP_CCOMP && d != DEP_ACL && d != DEP_CONJ)
			return false;
		if (d != DEP_CONJ && drg__talk_stance(x, c->head[p]) && !drg__clause_is(c, c->head[p], "insist|suggest|hope|appreciate"))
			return true;
	}
	return false;
}

/* "does not accept that there are nineteen", "rejects that it was so": of a fact. */
static bool of_fact(const struct talk_cx *x, const struct found *f)
{
	const struct clauses *c = &x->c;
	if (f->first > f->last || c->dep[f->head] != DEP_CCOMP || !drg__clause_is(c, c->head[f->head], "accept|reject|dispute|deny"))
		return false;
	bool is = drg__clause_child(c, f->head, DEP_EXPL, NONE) != NONE || drg__clause_child(c, f->head, DEP_COP, NONE) != NONE;
	return !drg__pos_modal(x, f->head, "will|would|should|shall|must|may|can|could|might") && (is || drg__pos_modal(x, f->head, "have|has|had|was|were|is|are|did"));
}

/* "asked her supporters to stay calm", "ordered the army to seal the border": said
 * to one's own, no matter between parties. */
static bool to_own(const struct talk_cx *x, uint32_t p)
{
	const struct clauses *c = &x->c;
	uint32_t o = drg__clause_child(c, p, DEP_IOBJ, NONE);
	o = o == NONE ? drg__clause_object(c, p) : o;
	o = o == NONE ? drg__clause_with(c, p, "on|upon|to") : o;
	if (o == NONE)
		return false;
	if (drg__clause_is(c, p, "order|instruct|command") && drg__clause_is(c, o, "army|navy|police|ministry|minister|official|troops|soldier|unit|guard|department"))
		return true;
	uint32_t whose = drg__clause_child(c, o, DEP_NMOD_POSS, NONE);
	return whose != NONE && drg__clause_is(c, whose, "its|their|his|her|our|my|it|they|he|she|we|i") && drg__clause_is(c, o, "supporter|member|follower|voter|people|fighter|men|man|comrade|party|minister|ministry|deputy|official|soldier|force|citizen|colleague|tenant");
}

/* "a commander who rejects the accord", "the parties that oppose secession": tells
 * who is meant. */
static bool tells_which(const struct talk_cx *x, uint32_t p)
{
	const struct clauses *c = &x->c;
	uint32_t s = c->dep[p] == DEP_RELCL ? drg__clause_child(c, p, DEP_NSUBJ, NONE) : NONE;
	return s != NONE && s > 0 && drg__clause_is(c, s, "who|that|which") && !(x->v->flags[s - 1] & TOK_PUNCT);
}

/* "gave them a week to accept it": what they have not done yet. */
static bool given_to_do(const struct talk_cx *x, uint32_t p)
{
	uint32_t mark = drg__clause_child(&x->c, p, DEP_MARK, NONE), up = x->c.head[p];
	return mark != NONE && drg__clause_is(&x->c, mark, "to") && up != NONE && up < p && (drg__clause_is(&x->c, up, "give") || (x->c.head[up] < up && drg__clause_is(&x->c, x->c.head[up], "give")));
}

/* .. and "neither side has rejected it": words that are no party's stance to another. */
static bool of_no_party(const struct talk_cx *x, uint32_t p)
{
	uint32_t who = drg__clause_doer(&x->c, p);
	return (who != NONE && drg__clause_is(&x->c, x->c.lo[who], "neither|no|none|nor")) || given_to_do(x, p) || to_own(x, p) || tells_which(x, p);
}

/* Can the word take a stance here?  Fills f->unmet: words with other uses want a
 * matter of the issues lexicon, or a condition that hangs on them. */
static bool takes_stance(const struct talk_cx *x, const struct hit *h, struct found *f, uint32_t end)
{
	uint32_t needs = drg__lex_enum(x->pack, x->lex.verbs, h->row, x->col.verb_needs), who = drg__clause_doer(&x->c, f->p);
	if (drg__pos_asked(x, f->p, end) || of_speech(x, f) || of_words(x, f) || of_fact(x, f) || of_question(x, f->p) || guessed(x, f->p) || below_stance(x, f->p) || of_no_party(x, f->p))
		return false;
	if (who != NONE && drg__clause_is(&x->c, who, "nobody|everybody|somebody|someone|anyone|everyone|whoever|this|that"))
		return false;
	f->unmet = needs != UINT32_MAX && !drg__pos_of_matter(x, f) && condition_at(x, f->p) == NONE;
	return true;
}

/* "would lend", "will let them go if ..": what a party says of itself. */
static bool promised(const struct talk_cx *x, uint32_t p, uint32_t party)
{
	bool will = drg__pos_modal(x, p, "will|'ll|\u2019ll|shall");
	if (!drg__pos_modal(x, p, "would|'d|\u2019d|could") && !(will && condition_at(x, p) != NONE))
		return false;
	uint32_t claim = drg__talk_claim(x, x->v->span[p].s);
	if (drg__clause_is(&x->c, p, "consider|contemplate|entertain"))
		return true;
	return claim != NONE ? drg__talk_voice(x, claim, party) == VOICE_OWN : condition_at(x, p) != NONE;
}

/* "would leave if they guaranteed it" is ready to, "would hand them over only after
 * payday" refuses until then. */
static uint8_t tied_promise(const struct talk_cx *x, uint32_t p, uint8_t stance)
{
	uint32_t tie = condition_at(x, p);
	if (tie == NONE || x->cond.v[tie].kind != COND_PRECONDITION)
		return stance;
	uint32_t op = drg__span_first(x->v->span, x->v->n, x->cond.v[tie].act.cue.s);
	bool only = drg__clause_is(&x->c, op, "only|until") || (op > 0 && drg__clause_is(&x->c, op - 1, "only|not"));
	return only ? POS_REFUSES_UNTIL : POS_OPEN_TO;
}

/* "has not accepted", "had not rejected it": no answer yet. */
static bool unanswered(const struct talk_cx *x, uint32_t p)
{
	return drg__clause_negated(&x->c, p) && drg__pos_modal(x, p, "have|has|had");
}

/* "proposed that both armies pull back": what others are to do. */
static bool for_others(const struct talk_cx *x, const struct found *f)
{
	bool passive;
	if (x->c.dep[f->head] != DEP_CCOMP || !drg__clause_is(&x->c, f->p, "propose|suggest"))
		return false;
	uint32_t s = drg__clause_subject(&x->c, f->head, &passive), who = s == NONE ? NONE : drg__talk_party(x, s);
	return s != NONE && !passive && who != f->party && x->l->morph.upos[s] != UPOS_PRON;
}

/* "vowed to continue the war", "promised to keep fighting": what is promised goes on, and is a fight. */
static bool fights_on(const struct clauses *c, uint32_t deed)
{
	static const char fight[] = "war|fighting|fight|offensive|campaign|operation|operations|attack|attacks|strike|strikes|striking|bombing|shelling|blockade|siege|struggle|resistance|boycott|occupation|protests|walkout";
	uint32_t what = drg__clause_object(c, deed);
	if (what == NONE)
		what = drg__clause_child(c, deed, DEP_XCOMP, NONE);
	if (drg__clause_is(c, deed, "fight|resist|press") && drg__clause_is(c, deed + 1 < c->n ? deed + 1 : deed, "on"))
		return true;
	return what != NONE && drg__clause_is(c, deed, "continue|keep|maintain|prolong|extend|intensify|step") && drg__clause_is(c, what, fight);
}

/* A verb or adjective of talk_verbs, its doer and its object. */
static void by_verb(struct talk_cx *x, const struct hit *h, uint32_t end)
{
	enum { NEEDS_PROMISE = 1, NEEDS_ORDER };
	const struct clauses *c = &x->c;
	struct found f = { .p = h->first, .cue_first = h->first, .cue_last = h->end - 1, .first = 1, .last = 0 };
	uint8_t u = x->l->morph.upos[f.p];
	if (u != UPOS_VERB && u != UPOS_ADJ)
		return;
	f.stance = (uint8_t)drg__lex_enum(x->pack, x->lex.verbs, h->row, x->col.stance);
	bool passive, adjective = drg__lex_str(x->pack, x->lex.verbs, h->row, 0).p[0] != '~'; /* "is prepared to", "is opposed to" look like passives */
	uint32_t s = adjective ? drg__clause_subject(c, f.p, &passive) : NONE;
	f.party = s == NONE ? drg__talk_doer(x, f.p) : drg__talk_party(x, s);
	if (f.party == NONE)
		return;
	uint32_t needs = drg__lex_enum(x->pack, x->lex.verbs, h->row, x->col.verb_needs);
	if (needs == NEEDS_ORDER && (drg__clause_child(c, f.p, DEP_OBJ, NONE) == NONE || drg__clause_child(c, f.p, DEP_XCOMP, NONE) == NONE))
		return; /* "told them the news" */
	f.by = needs == NEEDS_PROMISE ? FOUND_PROMISE : FOUND_VERB;
	if (needs == NEEDS_PROMISE && (drg__clause_negated(c, f.p) || !promised(x, f.p, f.party)))
		return;
	bool has = object(x, f.p, end, &f.head, &f.first, &f.last);
	bool complement = drg__clause_object(c, f.p) != NONE || drg__clause_child(c, f.p, DEP_XCOMP, NONE) != NONE || drg__clause_child(c, f.p, DEP_CCOMP, NONE) != NONE ||
	                  drg__clause_child(c, f.p, DEP_IOBJ, NONE) != NONE; /* "asks both for a truce" */
	if ((!has || (!complement && u == UPOS_VERB && h->end == h->first + 1)) && !drg__clause_is(c, f.p, "accept|refuse|agree|decline|object"))
		return; /* what, the words do not say */
	if (!takes_stance(x, h, &f, end))
		return;
	if (f.stance == POS_APPRECIATES && drg__pos_modal(x, f.p, "would|'d|\u2019d"))
		f.stance = POS_OPEN_TO; /* "would welcome monitors" */
	if (f.stance == POS_OFFERS && has && for_others(x, &f))
		f.stance = POS_WANTS;
	if (f.by == FOUND_PROMISE)
		f.stance = tied_promise(x, f.p, f.stance);
	bool want = drg__clause_is(c, f.p, "want");
	if ((f.stance == POS_ACCEPTS || f.stance == POS_REJECTS) && unanswered(x, f.p))
		return;
	uint32_t deed = drg__clause_is(c, f.p, "vow|promise|pledge|undertake") ? drg__clause_child(c, f.p, DEP_XCOMP, NONE) : NONE;
	if (f.stance == POS_OFFERS && deed != NONE && (drg__clause_negated(c, deed) || fights_on(c, deed)))
		f.stance = POS_REJECTS; /* "vowed not to talk" */
	if (turned(x, f.p, aspect(x, f.p)))
		f.stance = want ? POS_DOES_NOT_WANT : drg__pos_opposite(f.stance);
	else if (want && has && c->dep[f.head] == DEP_XCOMP && drg__clause_child(c, f.p, DEP_OBJ, NONE) == NONE)
		f.stance = POS_WANTS; /* "wants to stay": its own doing */
	if (f.stance != POS_STANCES)
		drg__pos_add(x, &f);
}

/* "will not disarm", "would not meet", "cannot accept"; of itself also "do not
 * negotiate with ..": a refusal by its verb. */
static void by_refusal(struct talk_cx *x, uint32_t p, uint32_t end)
{
	const struct clauses *c = &x->c;
	uint32_t aux = NONE;
	if (x->l->morph.upos[p] != UPOS_VERB || !drg__clause_negated(c, p))
		return;
	for (uint32_t k = c->child[p]; k != NONE; k = c->sibling[k])
		if (c->dep[k] == DEP_AUX && drg__clause_is(c, k, "will|would|wo|shall|'ll|cannot|ca|can"))
			aux = k;
	bool named;
	uint32_t party = drg__talk_doer(x, p);
	uint32_t claim = drg__talk_claim(x, x->v->span[p].s);
	bool own = party != NONE && drg__talk_origin(x, claim) != NONE;
	for (uint32_t k = c->child[p]; k != NONE && own && aux == NONE; k = c->sibling[k])
		if (c->dep[k] == DEP_AUX && drg__clause_is(c, k, "do|does"))
			aux = k;
	if (aux == NONE || party == NONE || drg__clause_is(c, p, "say|comment|be|know|survive|happen|confirm|answer|see|have|believe|think|want|mean|need|understand") || drg__pos_asked(x, p, end))
		return;
	uint32_t last = c->hi[p] < end ? c->hi[p] : end - 1;
	drg__talk_issue(x, p, last + 1, &named);
	uint32_t k = condition_at(x, p), o = drg__clause_object(c, p);
	named |= o != NONE && drg__talk_thing(x, o) != NONE; /* "would not sign any text" */
	uint32_t tie = k == NONE ? p : drg__span_first(x->v->span, x->v->n, x->cond.v[k].act.cue.s);
	uint32_t to = tie > p ? (tie - 1 < last ? tie - 1 : last) : last; /* "would not lift the curfew", not what it waits for */
	struct found f = { .p = p, .cue_first = aux, .cue_last = p, .head = p, .first = p, .last = to < p ? p : to, .party = party, .stance = POS_REJECTS, .by = FOUND_REFUSAL, .unmet = !named && k == NONE };
	drg__pos_add(x, &f);
}

/* "Norhaven must hand him over", said by a party of another: its demand. */
static void by_duty(struct talk_cx *x, uint32_t p, uint32_t end)
{
	const struct clauses *c = &x->c;
	bool passive, named;
	if (x->l->morph.upos[p] != UPOS_VERB || drg__clause_negated(c, p))
		return;
	uint32_t s = drg__clause_subject(c, p, &passive), who = s == NONE ? NONE : drg__talk_party(x, s);
	uint32_t party = drg__talk_principal(x, drg__talk_origin(x, drg__talk_claim(x, x->v->span[p].s)));
	if (!drg__pos_modal(x, p, "must") || s == NONE || !drg__talk_can(x, party) || who == party || drg__pos_asked(x, p, end))
		return;
	uint32_t last = c->hi[p] < end ? c->hi[p] : end - 1;
	drg__talk_issue(x, p, last + 1, &named);
	/* where a matter is named it is a demand like any other */
	struct found f = { .p = p, .cue_first = p, .cue_last = p, .head = p, .first = p, .last = last, .party = party, .stance = POS_DEMANDS, .by = named ? FOUND_VERB : FOUND_DUTY, .unmet = !named };
	drg__pos_add(x, &f);
}

/* "The strike will go on until ..", "we stay away unless ..", "it will end only when ..": the other
 * side of a refusal. */
static bool goes_on(const struct talk_cx *x, const struct condition_row *k)
{
	uint32_t op = drg__span_first(x->v->span, x->v->n, k->act.cue.s), p = k->governor;
	if (drg__clause_is(&x->c, op, "only"))
		return drg__clause_is(&x->c, p, "end|stop|lift|resume|return|reopen|open|start|begin|move|come|happen");
	return drg__clause_is(&x->c, op, "until|till|unless") && drg__clause_is(&x->c, p, "stay|remain|continue|last|go|keep|hold");
}

/* A fragment or a passive that blocks ("There will be no talks until .."): the
 * refusal of whoever sets the condition. */
static void by_condition(struct talk_cx *x, size_t from)
{
	for (size_t i = from; i < x->cond.n; i++) {
		const struct condition_row *k = &x->cond.v[i];
		bool said = false;
		for (size_t j = x->pos.n; j-- > 0 && j + 16 > x->pos.n && !said;)
			said = x->pos.v[j].condition == i;
		bool named;
		if (said || k->kind != COND_PRECONDITION || k->party == NONE || k->governor == NONE)
			continue;
		uint32_t lo = x->c.lo[k->governor], hi = x->c.hi[k->governor];
		drg__talk_issue(x, lo, hi + 1, &named);
		if (!named)
			continue;
		uint32_t p = k->governor;
		bool passive;
		uint32_t s = drg__clause_subject(&x->c, p, &passive);
		bool no = drg__clause_negated(&x->c, p) || (s != NONE && drg__clause_is(&x->c, x->c.lo[s], "no|nothing|none|nobody"));
		if (!no && !goes_on(x, k))
			continue;
		struct position_row r = { .act = k->act, .party = k->party, .stance = POS_REFUSES_UNTIL, .issue = k->blocks_issue, .condition = (uint32_t)i };
		r.act.cue = (struct span){ x->v->span[p].s, x->v->span[p].e };
		r.act.rule = drg__pack_rule_find(x->pack, "talks.position-refusal");
		r.voice = drg__talk_voice(x, r.act.claim, r.party);
		struct found f = { .p = p, .cue_first = p, .cue_last = p, .head = p, .first = lo, .last = hi, .by = FOUND_CONDITION };
		keep_worthy(x, &f, &r);
	}
}

void drg__talk_answers(struct talk_cx *x, size_t from)
{
	static const uint8_t of[PROP_STATES] = { [PROP_OFFERED] = POS_OFFERS + 1, [PROP_WITHDRAWN] = POS_OFFERS + 1, [PROP_ACCEPTED] = POS_ACCEPTS + 1,
		[PROP_ACCEPTED_WITH_CHANGES] = POS_ACCEPTS + 1, [PROP_REJECTED] = POS_REJECTS + 1, [PROP_COUNTERED] = POS_DEMANDS + 1 };
	for (size_t i = from; i < x->prop.n; i++) {
		const struct proposal_row *p = &x->prop.v[i];
		bool author = p->state == PROP_OFFERED || p->state == PROP_WITHDRAWN, said = false;
		for (size_t j = x->pos.n; j-- > 0 && j + 16 > x->pos.n;)
			said |= x->pos.v[j].act.cue.s < p->act.cue.e && p->act.cue.s < x->pos.v[j].act.cue.e;
		if (!of[p->state] || said || (author ? p->by : p->to) == NONE)
			continue;
		struct position_row r = { .act = p->act, .party = author ? p->by : p->to, .stance = (uint8_t)(of[p->state] - 1), .issue = p->issue, .condition = NONE };
		r.aspect = p->state == PROP_WITHDRAWN ? ASPECT_ENDED : ASPECT_UNSTATED;
		r.act.rule = drg__pack_rule_find(x->pack, "talks.position");
		r.voice = drg__talk_voice(x, r.act.claim, r.party);
		uint32_t t = drg__span_first(x->v->span, x->v->n, p->act.cue.s);
		struct found f = { .p = t, .cue_first = t, .cue_last = t, .head = t, .first = t, .last = t, .by = FOUND_ANSWER };
		keep_worthy(x, &f, &r);
	}
}

/* A word that the encoder's head takes for a position and no rule does: its stance,
 * the party and matter by the rules. */
static void by_head(struct talk_cx *x, uint32_t t, uint32_t end)
{
	enum { P80 = 4 }; /* the cost, -16 ln p, of "no position" at .8 */
	const uint8_t *cost = x->l->evidence.talk ? x->l->evidence.talk + t * EVIDENCE_TALK + TALK_POS : NULL;
	if (!cost || cost[0] < P80 || drg__clause_is(&x->c, t, "able|unable") || drg__pos_asked(x, t, end)) /* to be able is no readiness */
		return;
	uint32_t p = drg__clause_predicate(&x->c, t);
	for (size_t i = x->pos.n; i-- > 0 && i + 8 > x->pos.n;) {
		const struct act *a = &x->pos.v[i].act;
		if ((a->span.s < x->v->span[t].e && x->v->span[t].s < a->span.e) || (p != NONE && a->cue.s <= x->v->span[p].s && x->v->span[p].e <= a->cue.e))
			return; /* found, or an auxiliary of what was */
	}
	struct found f = { .p = t, .cue_first = t, .cue_last = t, .head = t, .first = t, .last = x->c.hi[t] < end ? x->c.hi[t] : end - 1, .by = FOUND_HEAD };
	bool passive;
	uint32_t s = p == NONE ? NONE : drg__clause_subject(&x->c, p, &passive);
	f.party = s == NONE ? NONE : drg__talk_party(x, s);
	if (f.party == NONE && (s == NONE || !drg__talk_others(x, s)))
		f.party = drg__talk_principal(x, drg__talk_origin(x, drg__talk_claim(x, x->v->span[t].s)));
	if (!drg__talk_can(x, f.party))
		return;
	for (uint8_t k = 1; k < POS_STANCES; k++)
		f.stance = cost[k + 1] < cost[f.stance + 1] ? k : f.stance;
	object(x, x->c.dep[t] == DEP_AUX && p != NONE ? p : t, end, &f.head, &f.first, &f.last);
	if (!of_fact(x, &f) && !(p != NONE && (unanswered(x, p) || of_no_party(x, p))))
		drg__pos_add(x, &f);
}

void drg__talk_positions(struct talk_cx *x, uint32_t first, uint32_t end)
{
	size_t conds = x->cond.n;
	while (conds > 0 && x->cond.v[conds - 1].act.cue.s >= x->v->span[first].s)
		conds--;
	for (uint32_t i = first; i < end; i++) {
		struct hit apart;
		const struct hit *h = drg__hit_at(x->hits, i, x->lex.verbs);
		if (!h && x->l->morph.upos[i] == UPOS_VERB)
			h = drg__talk_apart(x, i, x->lex.verbs, &apart); /* "ruled that out" */
		if (h)
			by_verb(x, h, end);
		drg__pos_frames(x, i, h, end);
		if (!drg__talk_stance(x, i))
			by_refusal(x, i, end);
		by_duty(x, i, end);
	}
	by_condition(x, conds);
	for (uint32_t i = first; i < end; i++)
		by_head(x, i, end);
}
