/* Conditions: what is blocked until what, one thing for another, first this. */
#include <string.h>

#include "stage/talk_head.h"
#include "stage/token.h"
#include "stage/ud.h"

enum after { AFTER_REQUIRED, AFTER_BLOCKED, AFTER_GOT, AFTER_STEP, AFTER_NONE };
enum { KIND_NONE = COND_SIMULTANEOUS + 1 }; /* the lexicon's last word: no operator after all */

/* An operator and the two sides that it ties together, in tokens. */
struct tie {
	const struct hit *op;
	uint8_t kind, after;
	bool weak;
	bool never;                      /* "not before", "but not until" */
	bool sure;                       /* the head for talk acts takes the operator for one */
	bool plain;                      /* "when", "while", "after", and it does not */
	uint32_t top;                    /* head of what follows the operator */
	uint32_t rest_first, rest_last;  /* all that follows */
	uint32_t gov;                    /* predicate that it hangs on, NONE */
	uint32_t main_first, main_last;  /* its own words, without what follows */
};

static bool in_op(const struct tie *t, uint32_t i)
{
	return i >= t->op->first && i < t->op->end;
}

/* The head of the stretch behind the operator: from its first word up, as long
 * as the words stay behind it; an adverbial clause is the whole of it. */
static uint32_t head_behind(const struct talk_cx *x, const struct tie *t, uint32_t end)
{
	const struct clauses *c = &x->c;
	for (uint32_t i = t->op->first; i < t->op->end; i++) {
		uint32_t h = c->head[i];
		if (h != NONE && h >= t->op->end && h < end && (c->dep[i] == DEP_MARK || c->dep[i] == DEP_CASE || c->dep[i] == DEP_CC || c->dep[i] == DEP_AUX))
			return h;
	}
	uint32_t top = t->op->end;
	for (int k = 0; k < 40 && top < end; k++) {
		uint32_t up = c->head[top];
		if (c->dep[top] == DEP_ADVCL || c->dep[top] == DEP_ACL || up == NONE || up >= end || up < t->op->end || c->lo[up] < t->op->first)
			return top;
		top = up;
	}
	return NONE;
}

static uint32_t governor(const struct talk_cx *x, const struct tie *t)
{
	uint32_t g = x->c.head[t->top];
	for (int k = 0; k < 6 && g != NONE && g < x->c.n && in_op(t, g); k++)
		g = x->c.head[g];
	if (g == NONE || g >= x->c.n)
		return NONE;
	/* a noun's modifier: the predicate above the noun is what is tied, as behind "on
	 * condition that" what is done to it: "accept monitors if they come unarmed" */
	uint32_t p = drg__clause_predicate(&x->c, g);
	bool clause = x->l->morph.upos[t->top] == UPOS_VERB && t->kind == COND_PRECONDITION && x->c.dep[g] == DEP_OBJ;
	return p == NONE || (x->l->morph.upos[g] == UPOS_NOUN && !clause) ? g : p;
}

/* The governing clause's words on the operator's side that holds its predicate. */
static void main_words(const struct talk_cx *x, struct tie *t, uint32_t first, uint32_t end)
{
	const struct clauses *c = &x->c;
	uint32_t lo = c->lo[t->gov] < first ? first : c->lo[t->gov], hi = c->hi[t->gov] >= end ? end - 1 : c->hi[t->gov];
	if (t->gov < t->op->first) {
		hi = t->op->first - 1;
		uint32_t s = drg__clause_child(c, t->gov, DEP_NSUBJ, NONE);
		if (s == NONE && c->dep[t->gov] == DEP_XCOMP) /* "wants the exchange to come before any pause" */
			s = drg__clause_child(c, c->head[t->gov], DEP_OBJ, NONE);
		if (s != NONE && s < t->gov)
			lo = c->lo[s];
	} else {
		/* "If they leave one, the northern one, we will talk": begins with its subject */
		bool passive;
		uint32_t s = drg__clause_subject(c, t->gov, &passive);
		lo = t->rest_last + 1 <= t->gov ? t->rest_last + 1 : t->gov;
		if (s != NONE && s > t->rest_last && s < t->gov && c->lo[s] > t->rest_last)
			lo = c->lo[s];
		while (t->rest_last + 1 < lo && !(x->v->flags[t->rest_last + 1] & TOK_QUOTE))
			t->rest_last++;
	}
	/* not beyond the claim that the operator stands in */
	uint32_t claim = drg__talk_claim(x, x->v->span[t->op->first].s);
	for (uint32_t j = 0; claim != NONE && j < x->l->claims.spans[claim].n; j++) {
		struct span v = x->l->claims.pool.v[x->l->claims.spans[claim].from + j];
		while (lo < t->gov && x->v->span[lo].s < v.s && v.s <= x->v->span[t->gov].s)
			lo++;
		while (hi > t->gov && x->v->span[hi].e > v.e && v.e >= x->v->span[t->gov].e)
			hi--;
	}
	while (t->never && hi > lo && hi > t->gov && drg__clause_is(c, hi, "not|but|,"))
		hi--;
	t->main_first = lo;
	t->main_last = hi;
}

static bool read_tie(const struct talk_cx *x, const struct hit *h, uint32_t first, uint32_t end, struct tie *t)
{
	*t = (struct tie){ .op = h, .top = NONE, .gov = NONE };
	t->kind = (uint8_t)drg__lex_enum(x->pack, x->lex.ops, h->row, x->col.op_kind);
	t->after = (uint8_t)drg__lex_enum(x->pack, x->lex.ops, h->row, x->col.op_after);
	enum { WEAK, HEARD }; /* the lexicon's words */
	uint32_t weak = drg__lex_enum(x->pack, x->lex.ops, h->row, x->col.op_weak);
	t->weak = weak == WEAK || weak == HEARD;
	t->never = h->first > first && drg__clause_is(&x->c, h->first - 1, "not");
	t->sure = drg__talk_heard(x, TALK_COND, h->first, h->end - 1) == HEARD_SURE;
	t->plain = weak == HEARD && !t->sure;
	if (t->kind == KIND_NONE || h->end >= end)
		return false;
	if (t->after == AFTER_NONE || t->after == AFTER_STEP)
		return true;
	t->top = head_behind(x, t, end);
	if (t->top == NONE || t->top >= end)
		return false;
	t->rest_first = h->end;
	t->rest_last = x->c.hi[t->top] < end ? x->c.hi[t->top] : end - 1;
	if (t->rest_last < t->top)
		t->rest_last = t->top;
	t->gov = governor(x, t);
	if (t->gov != NONE && t->gov >= first && t->gov < end && !(t->gov >= t->rest_first && t->gov <= t->rest_last))
		main_words(x, t, first, end);
	else
		t->gov = NONE;
	return true;
}

/* ------------------------------------------------------------ which kind -- */

static bool says_harm(const struct talk_cx *x, uint32_t first, uint32_t last)
{
	for (uint32_t i = first; i <= last && i < x->v->n; i++)
		if (drg__hit_at(x->hits, i, x->lex.harm))
			return true;
	return false;
}

/* A threatening or warning word above the predicate, or the claim's cue. */
static bool threatens(const struct talk_cx *x, const struct tie *t)
{
	uint32_t p = t->gov;
	for (int k = 0; k < 4 && p != NONE && p < x->c.n; k++, p = x->c.head[p])
		if (drg__clause_is(&x->c, p, "threaten|warn|threat|ultimatum|vow"))
			return true;
	return false;
}

/* "No signature", "nobody will sign", "neither side". */
static bool of_none(const struct talk_cx *x, uint32_t p)
{
	bool passive;
	uint32_t det = drg__clause_child(&x->c, p, DEP_DET, NONE), s = drg__clause_subject(&x->c, p, &passive);
	if (det != NONE && drg__clause_is(&x->c, det, "no|neither"))
		return true;
	return s != NONE && (drg__clause_is(&x->c, s, "neither|nobody|none|nothing") || drg__clause_is(&x->c, x->c.lo[s], "no|neither"));
}

static bool refuses(const struct talk_cx *x, uint32_t p)
{
	for (int k = 0; k < 3 && p != NONE && p < x->c.n; k++) {
		if (drg__clause_negated(&x->c, p) || drg__clause_is(&x->c, p, "refuse|reject|suspend|ban|halt|stop|freeze|block|postpone|withhold|deny"))
			return true;
		if (of_none(x, p))
			return true; /* "No signature without .." */
		if (x->c.dep[p] != DEP_XCOMP && x->c.dep[p] != DEP_CONJ)
			return false;
		p = x->c.head[p];
	}
	return false;
}

static uint8_t kind_of(const struct talk_cx *x, const struct tie *t)
{
	if (t->kind != COND_PRECONDITION || t->gov == NONE)
		return t->kind;
	bool hypothetical = drg__clause_is(&x->c, t->op->first, "unless|if") && t->op->end == t->op->first + 1;
	if (!hypothetical)
		return COND_PRECONDITION;
	if (threatens(x, t))
		return COND_THREAT;
	/* "will not come if they are there": keeps nothing back until they are */
	if (drg__clause_is(&x->c, t->op->first, "if") && drg__clause_negated(&x->c, t->gov) && !drg__clause_negated(&x->c, t->top))
		return COND_THREAT;
	bool open = drg__talk_open(x, t->gov);
	/* what is done unless somebody gives in is no favour: "will close the strait unless .." */
	bool unless = drg__clause_is(&x->c, t->op->first, "unless");
	return open && !refuses(x, t->gov) && (unless || says_harm(x, t->main_first, t->main_last)) ? COND_THREAT : COND_PRECONDITION;
}

/* ------------------------------------------------------------- who and whom -- */

/* "demands that the army leave before any vote": who takes a stance on what is tied. */
static uint32_t demanded_by(const struct talk_cx *x, uint32_t p)
{
	for (int k = 0; k < 2 && p < x->c.n && (x->c.dep[p] == DEP_CCOMP || x->c.dep[p] == DEP_XCOMP); k++) {
		p = x->c.head[p];
		uint32_t s = p < x->c.n && drg__talk_stance(x, p) ? drg__clause_doer(&x->c, p) : NONE, e = s == NONE ? NONE : drg__talk_party(x, s);
		if (e != NONE)
			return e;
	}
	return NONE;
}

/* The party whose condition it is: whoever demands it, else whoever does what is tied, if the party says
 * so or nobody else does; else who says it. */
static uint32_t whose(const struct talk_cx *x, const struct tie *t)
{
	bool passive;
	uint32_t p = t->gov, by = p == NONE ? NONE : demanded_by(x, p);
	if (by != NONE)
		return by;
	for (int k = 0; k < 3 && p != NONE && p < x->c.n; k++) {
		uint32_t s = drg__clause_subject(&x->c, p, &passive);
		bool none = s != NONE && drg__clause_is(&x->c, x->c.lo[s], "no|none|nobody|nothing"); /* "no prisoner goes home until ..": who says so */
		uint32_t e = s == NONE || passive || none ? NONE : drg__talk_party(x, s);
		if (e != NONE)
			return e;
		if (p < x->v->n && drg__talk_can(x, x->speaker[p]))
			return drg__talk_principal(x, x->speaker[p]);
		if (x->c.dep[p] != DEP_XCOMP && x->c.dep[p] != DEP_CCOMP && x->c.dep[p] != DEP_OBJ && x->c.dep[p] != DEP_NMOD)
			break;
		p = x->c.head[p];
	}
	uint32_t o = drg__talk_principal(x, drg__talk_origin(x, drg__talk_claim(x, x->v->span[t->op->first].s)));
	return drg__talk_can(x, o) ? o : NONE;
}

static uint32_t on_whom(const struct talk_cx *x, const struct tie *t, uint32_t by)
{
	bool passive;
	uint32_t s = t->top == NONE ? NONE : drg__clause_doer(&x->c, t->top), e = s == NONE ? NONE : drg__talk_party(x, s);
	if (e == NONE && t->top != NONE) {
		s = drg__clause_subject(&x->c, t->top, &passive);
		e = s == NONE || passive ? NONE : drg__talk_party(x, s);
	}
	return e == by ? NONE : e;
}

/* "I", "we": somebody speaks for himself, even where nobody found out who. */
static bool spoken(const struct talk_cx *x, uint32_t p)
{
	bool passive;
	uint32_t s = drg__clause_subject(&x->c, p, &passive);
	return s != NONE && drg__clause_is(&x->c, s, "i|we");
}

/* "When the chair is settled, we can unload"; "talks to nobody while they hold him". */
static bool ties_by_itself(const struct talk_cx *x, const struct tie *t)
{
	uint32_t i = t->op->first;
	if (t->gov == NONE)
		return false;
	if (drg__clause_is(&x->c, i, "when")) {
		bool named, passive;
		uint32_t s = drg__clause_subject(&x->c, t->top, &passive), o = drg__talk_origin(x, drg__talk_claim(x, x->v->span[t->gov].s));
		drg__talk_issue(x, t->rest_first, t->rest_last + 1, &named);
		bool theirs = named || (s != NONE && drg__talk_party(x, s) != NONE && drg__talk_party(x, s) != drg__talk_principal(x, o));
		return drg__talk_open(x, t->gov) && (t->gov > i ? spoken(x, t->gov) : o != NONE && theirs);
	}
	bool no = drg__clause_negated(&x->c, t->gov) || drg__clause_is(&x->c, t->gov, "refuse|reject|rule");
	no |= of_none(x, t->gov) && !drg__ud_has(x->l, t->gov, STR("Tense=Past")); /* "no boat left while they fired": told */
	return drg__clause_is(&x->c, i, "while") && no;
}

/* Is it between parties, and not how things are?  "provided that" and its like
 * are said of nothing else; "until" needs what lies ahead or a refusal; a weak
 * word ("before") a refusal. */
static bool between_parties(const struct talk_cx *x, const struct tie *t, uint32_t by)
{
	bool named;
	static const char strong[] = "unless|provided|providing|on|as|so|only|but";
	if (t->gov == NONE)
		return by != NONE && !t->weak;
	bool open = drg__talk_open(x, t->gov), no = t->never || refuses(x, t->gov);
	bool sure = !t->weak && drg__clause_is(&x->c, t->op->first, strong);
	if (t->weak && !no && !(open && drg__clause_is(&x->c, t->op->first, "once|on")))
		return false;
	if (!open && !no && !sure)
		return false;
	if (by != NONE || sure || spoken(x, t->gov))
		return true;
	drg__talk_issue(x, t->main_first, t->main_last + 1, &named);
	return named || (no && x->l->morph.upos[t->gov] == UPOS_NOUN);
}

/* ------------------------------------------------------------- the kinds -- */

static const char *rule_of(uint8_t kind)
{
	static const char *const name[] = { "talks.precondition", "talks.sequence", "talks.exchange", "talks.deadline", "talks.threat", "talks.exception", "talks.simultaneous" };
	return name[kind];
}

static struct condition_row *add(struct talk_cx *x, const struct tie *t, uint8_t kind, uint32_t by)
{
	bool named;
	uint32_t first = t->op->first, last = t->op->end - 1;
	if (t->top != NONE)
		last = t->rest_last > last ? t->rest_last : last;
	if (t->gov != NONE) {
		first = t->main_first < first ? t->main_first : first;
		last = t->main_last > last ? t->main_last : last;
	}
	struct condition_row *k = PUSH(x->a, &x->cond);
	*k = (struct condition_row){ .kind = kind, .party = by, .on = NONE, .governor = t->gov, .blocks_issue = ISSUE_OTHER, .requires_issue = ISSUE_OTHER };
	k->act = drg__talk_act(x, first, last, t->op->first, t->op->end - 1, rule_of(kind), t->weak ? .55f : .7f);
	if (t->gov != NONE) {
		k->blocks = drg__talk_words(x, t->main_first, t->main_last);
		k->blocks_issue = drg__talk_issue(x, t->main_first, t->main_last + 1, &named);
	}
	if (t->top != NONE) {
		k->requires = drg__talk_words(x, t->rest_first, t->rest_last);
		k->requires_issue = drg__talk_issue(x, t->rest_first, t->rest_last + 1, &named);
	}
	return k;
}

static void swap_sides(struct condition_row *k)
{
	struct span s = k->blocks;
	uint8_t i = k->blocks_issue;
	k->blocks = k->requires;
	k->blocks_issue = k->requires_issue;
	k->requires = s;
	k->requires_issue = i;
}

/* "A for B": gives is the object of what is offered. */
static void exchange(struct talk_cx *x, struct tie *t)
{
	uint32_t by = whose(x, t), g = t->gov;
	if (t->weak) { /* "against": only where something is offered or foreseen */
		uint32_t p = g == NONE ? NONE : drg__clause_predicate(&x->c, g);
		if (p == NONE || !drg__clause_is(&x->c, p, "offer|propose|foresee|promise|give|exchange|trade|swap|provide"))
			return;
		t->gov = g = p;
	}
	if (g != NONE && x->l->morph.upos[g] == UPOS_VERB) {
		uint32_t o = drg__clause_child(&x->c, g, DEP_OBJ, NONE);
		bool offers = drg__clause_is(&x->c, g, "offer|propose|foresee|promise|give|exchange|trade|swap|provide|demand|ask|want|seek");
		if (o != NONE && o < t->op->first) {
			t->main_first = offers ? x->c.lo[o] : g;
			t->main_last = x->c.hi[o] < t->op->first ? x->c.hi[o] : t->op->first - 1;
		} else if (g > t->op->first) {
			main_words(x, t, t->op->first, x->c.hi[g] + 1);
		} else {
			uint32_t inner = drg__clause_child(&x->c, g, DEP_XCOMP, NONE);
			if (inner != NONE && inner < t->op->first) {
				t->main_first = inner;
				t->main_last = t->op->first - 1;
			}
		}
	}
	struct condition_row *k = add(x, t, COND_EXCHANGE, by);
	/* the side of whoever gives: a demand "in return for" is got, an offer given */
	if (g != NONE && drg__clause_is(&x->c, g, "demand|ask|want|seek|insist"))
		swap_sides(k);
	k->on = on_whom(x, t, by);
}

/* "Torrey opens the gates.  In return, Anvara leaves the line alone", ".. freed them and was let
 * through in return": the clause is given for what was told right before it. */
static void in_return(struct talk_cx *x, const struct hit *h, uint32_t first, uint32_t end)
{
	const struct clauses *c = &x->c;
	uint32_t up = c->head[h->end - 1], p = up == NONE ? NONE : drg__clause_predicate(c, up), s = drg__talk_sentence(x, first);
	bool passive = false, fronted = p != NONE && h->first < p;
	uint32_t who = p == NONE ? NONE : drg__clause_subject(c, p, &passive), before = p == NONE ? NONE : c->head[p];
	if (p == NONE || p < first || p >= end || x->l->morph.upos[p] != UPOS_VERB)
		return;
	struct tie t = { .op = h, .top = p, .gov = p };
	t.main_first = fronted ? h->end : c->lo[p] < first ? first : c->lo[p];
	t.main_last = fronted ? (c->hi[p] < end ? c->hi[p] : end - 1) : h->first - 1;
	if (!fronted && passive && c->hi[p] >= h->end && c->hi[p] < end && !(x->v->flags[h->end] & TOK_PUNCT)) { /* "was allowed in return to evacuate" */
		t.main_first = h->end;
		t.main_last = c->hi[p];
	}
	while (t.main_first < p && (x->v->flags[t.main_first] & TOK_PUNCT))
		t.main_first++;
	if (before != NONE && before < p && before >= first && (c->dep[p] == DEP_CONJ || c->dep[p] == DEP_PARATAXIS)) {
		t.rest_first = c->lo[before] < first ? first : c->lo[before];
		t.rest_last = (fronted ? h->first : c->lo[p]) - 1;
	} else if (fronted && h->first == first && s > 0 && x->l->tokens.para[x->l->sents.tok[s - 1]] == x->l->tokens.para[first]) {
		t.rest_first = x->l->sents.tok[s - 1];
		t.rest_last = first - 1;
	} else {
		return;
	}
	uint32_t by = who == NONE ? NONE : drg__talk_party(x, who);
	if (by == NONE || t.main_last < t.main_first || t.rest_last < t.rest_first)
		return;
	if (t.rest_last >= t.main_first && t.rest_first <= t.main_first)
		t.rest_last = t.main_first - 1;
	struct condition_row *k = add(x, &t, COND_EXCHANGE, by);
	if (!fronted && passive)
		swap_sides(k); /* what it was let do is got */
}

/* "Before that there are no talks": what the sentence before says is required.  False
 * where nothing stands there ("until then" at the head of a paragraph, "until now"). */
static bool says_what(const struct talk_cx *x, struct tie *t)
{
	if (t->top == NONE || t->rest_first != t->rest_last)
		return true;
	if (drg__clause_is(&x->c, t->top, "now|recently|today|yesterday"))
		return false;
	if (!drg__clause_is(&x->c, t->top, "then|that"))
		return true;
	uint32_t s = drg__talk_sentence(x, t->top), first = x->l->sents.tok[s], stop = t->op->first;
	while (stop > first && !drg__clause_is(&x->c, stop, ".|;|:"))
		stop--;
	if (stop > first) { /* "they leave; before that, no talks" */
		t->rest_first = first;
		t->rest_last = stop - 1;
		return true;
	}
	if (s == 0 || x->l->tokens.para[x->l->sents.tok[s - 1]] != x->l->tokens.para[t->top])
		return false;
	t->rest_first = x->l->sents.tok[s - 1];
	t->rest_last = first - 1;
	return true;
}

static void tied(struct talk_cx *x, struct tie *t)
{
	if ((t->plain && !ties_by_itself(x, t)) || drg__clause_is(&x->c, t->op->end, "whose|which|whom") || !says_what(x, t))
		return;
	/* "whether": a complement asks, it does not tie */
	bool own = t->top != NONE && x->c.head[t->top] != NONE && in_op(t, x->c.head[t->top]); /* "provided" is parsed as a verb */
	bool quoted = t->op->first > 0 && (x->v->flags[t->op->first - 1] & TOK_QUOTE); /* he would come "if they asked" */
	if (t->top != NONE && !own && !quoted && !t->sure && (x->c.dep[t->top] == DEP_CCOMP || x->c.dep[t->top] == DEP_CSUBJ || x->c.dep[t->top] == DEP_XCOMP))
		return;
	/* "until tomorrow noon", "before 2035": how long, not until what */
	bool clause = t->top != NONE && (x->l->morph.upos[t->top] == UPOS_VERB || drg__clause_child(&x->c, t->top, DEP_COP, NONE) != NONE);
	if (t->top != NONE && !clause && t->rest_last - t->rest_first < 6 && drg__talk_time(x, t->rest_first, t->rest_last))
		return;
	/* "speaking on condition that he not be named": of the talk with the reporter */
	if (t->gov != NONE && drg__clause_is(&x->c, t->op->first, "on") && drg__clause_is(&x->c, t->gov, "speak|talk|tell|say"))
		return;
	if (drg__clause_is(&x->c, t->op->first, "until|till") && drg__clause_is(&x->c, t->op->end, "further")) /* "until further notice" */
		return;
	/* "has not said before what he wants" */
	if (t->gov != NONE && t->weak && !t->sure && drg__clause_is(&x->c, t->gov, "say|tell|ask|know|announce|wonder|decide|see|explain|report"))
		return;
	uint32_t by = whose(x, t);
	/* "insists on the surrender before any new pause": what follows waits */
	bool waits = t->gov != NONE && t->weak && !t->never && !refuses(x, t->gov) && drg__clause_is(&x->c, t->op->first, "before") && t->op->end == t->op->first + 1;
	if (waits) {
		uint32_t p = drg__clause_predicate(&x->c, t->gov);
		if (p == NONE || by == NONE || !(drg__clause_is(&x->c, p, "insist|demand|want|ask|call") || drg__talk_open(x, p)))
			return;
		bool named;
		drg__talk_issue(x, t->rest_first, t->rest_last + 1, &named);
		if (!named && !t->sure)
			return;
		if (p == t->gov && drg__clause_is(&x->c, p, "insist|demand|want|ask|call") && p < t->main_last) {
			uint32_t next = p + 1; /* what is demanded comes first, not that it is: "demands their release before any meeting" */
			t->main_first = next < t->main_last && drg__clause_is(&x->c, next, "on|for|that") ? next + 1 : next;
		}
		swap_sides(add(x, t, COND_PRECONDITION, by));
		return;
	}
	if (!between_parties(x, t, by) && !(t->sure && (t->gov != NONE || by != NONE)))
		return;
	struct condition_row *k = add(x, t, kind_of(x, t), by);
	k->on = on_whom(x, t, by);
	if (t->after == AFTER_BLOCKED)
		swap_sides(k);
}

/* "must hand him over by noon or the archive burns". */
static void or_else(struct talk_cx *x, struct tie *t)
{
	uint32_t left = x->c.head[t->top];
	if (t->top == NONE || x->c.dep[t->top] != DEP_CONJ || left == NONE || left >= x->c.n || x->l->morph.upos[t->top] != UPOS_VERB)
		return;
	bool must = false;
	for (uint32_t k = x->c.child[left]; k != NONE; k = x->c.sibling[k])
		must |= x->c.dep[k] == DEP_AUX && drg__clause_is(&x->c, k, "must|should");
	must |= drg__clause_is(&x->c, left, "have|need|demand|order");
	uint32_t by = drg__talk_principal(x, drg__talk_origin(x, drg__talk_claim(x, x->v->span[t->op->first].s)));
	if (!must || by == NONE || drg__clause_child(&x->c, t->top, DEP_NSUBJ, NONE) == NONE)
		return;
	t->gov = left;
	t->main_first = x->c.lo[left];
	t->main_last = t->op->first - 1;
	struct condition_row *k = add(x, t, COND_THREAT, by);
	swap_sides(k);
	uint32_t s = drg__clause_doer(&x->c, left);
	k->on = s == NONE ? NONE : drg__talk_party(x, s);
}

/* "Should the army cross the bridge, the Council will answer." */
static void inverted(struct talk_cx *x, struct tie *t, uint32_t first)
{
	uint32_t i = t->op->first;
	if (drg__clause_is(&x->c, i, "for")) { /* "for every day without water we shall take .." */
		if (t->gov != NONE && drg__talk_open(x, t->gov)) {
			struct condition_row *k = add(x, t, COND_THREAT, whose(x, t));
			k->on = on_whom(x, t, k->party);
		}
		return;
	}
	bool opens = i == first || (x->v->flags[i - 1] & TOK_PUNCT);
	if (!opens || x->c.dep[i] != DEP_AUX || t->gov == NONE)
		return;
	uint32_t by = whose(x, t);
	if (by == NONE || !drg__talk_open(x, t->gov))
		return;
	struct condition_row *k = add(x, t, says_harm(x, t->main_first, t->main_last) ? COND_THREAT : COND_PRECONDITION, by);
	k->on = on_whom(x, t, by);
}

static void exception(struct talk_cx *x, struct tie *t)
{
	uint32_t by = whose(x, t);
	if (by == NONE || t->gov == NONE || !(drg__talk_open(x, t->gov) || refuses(x, t->gov)))
		return;
	add(x, t, COND_EXCEPTION, by);
}

/* Not beyond the words of the claim that token t stands in. */
static void within_claim(const struct talk_cx *x, uint32_t t, uint32_t *first, uint32_t *last)
{
	uint32_t claim = drg__talk_claim(x, x->v->span[t].s);
	if (claim == NONE)
		return;
	struct run r = x->l->claims.spans[claim];
	uint32_t s = x->l->claims.pool.v[r.from].s, e = x->l->claims.pool.v[r.from + r.n - 1].e;
	while (*first < t && x->v->span[*first].s < s)
		++*first;
	while (*last > t && x->v->span[*last].e > e)
		--*last;
}

/* "First the gates open, then we sit down": the operator is "first", or "then"
 * where no first stands; the sides are the first and the last step. */
static void sequence(struct talk_cx *x, struct tie *t, uint32_t first, uint32_t end)
{
	uint32_t start = NONE, by = drg__talk_principal(x, drg__talk_origin(x, drg__talk_claim(x, x->v->span[t->op->first].s)));
	for (uint32_t i = first; i < t->op->first; i++)
		if (drg__clause_is(&x->c, i, "first") && (i == first || (x->v->flags[i - 1] & (TOK_PUNCT | TOK_QUOTE))))
			start = i;
	if ((t->weak && start == NONE) || (by == NONE && start == NONE))
		return;
	if (drg__clause_is(&x->c, t->op->first, "only"))
		start = NONE; /* "and only then" says it itself */
	bool named, also, open = false;
	drg__talk_issue(x, first, end, &named);
	for (uint32_t i = first; i < end; i++)
		open |= x->l->morph.upos[i] == UPOS_VERB && drg__talk_open(x, i);
	drg__talk_issue(x, t->op->first, end, &also);
	if (!named && !also && !open && start == NONE)
		return;
	if (x->cond.n && x->cond.v[x->cond.n - 1].kind == COND_SEQUENCE && x->cond.v[x->cond.n - 1].act.cue.s >= x->v->span[first].s)
		return; /* one order, however many steps */
	uint32_t cue = start != NONE ? start : t->op->first, from = start != NONE ? start + 1 : first, last = end - 1;
	within_claim(x, t->op->first, &from, &last);
	struct condition_row *k = PUSH(x->a, &x->cond);
	*k = (struct condition_row){ .kind = COND_SEQUENCE, .party = by, .on = NONE, .governor = NONE };
	k->act = drg__talk_act(x, from < cue ? from : cue, last, cue, t->op->end - 1, rule_of(COND_SEQUENCE), .6f);
	uint32_t stop = t->op->first > from ? t->op->first - 1 : from;
	while (stop > from && (drg__clause_is(&x->c, stop, "and|then|but") || (x->v->flags[stop] & (TOK_PUNCT | TOK_QUOTE))))
		stop--; /* "first, and then, and only then" */
	k->requires = drg__talk_words(x, from, stop);
	k->blocks = drg__talk_words(x, t->op->end, last);
	k->requires_issue = drg__talk_issue(x, from, stop + 1, &named);
	k->blocks_issue = drg__talk_issue(x, t->op->end, end, &named);
}

static void simultaneous(struct talk_cx *x, struct tie *t, uint32_t first, uint32_t end)
{
	uint32_t up = x->c.head[t->op->end - 1], p = drg__clause_predicate(&x->c, up == NONE ? t->op->first : up);
	bool named;
	drg__talk_issue(x, first, end, &named);
	if (p == NONE || !(drg__talk_open(x, p) || drg__talk_claim(x, x->v->span[t->op->first].s) != NONE) || !named)
		return;
	t->gov = p;
	t->main_first = x->c.lo[p];
	t->main_last = x->c.hi[p] < end ? x->c.hi[p] : end - 1;
	add(x, t, COND_SIMULTANEOUS, whose(x, t));
}

/* "gave them until Sunday to leave or face sanctions": what is asked, as the main clause of the tie; what else is to come is
 * *or_else, empty where nothing is said of it. */
static void ultimatum(const struct talk_cx *x, uint32_t p, uint32_t end, struct tie *t, struct span *or_else)
{
	const struct clauses *c = &x->c;
	*or_else = (struct span){ 0, 0 };
	if (!drg__clause_is(c, p, "give"))
		return;
	for (uint32_t v = c->child[p]; v != NONE; v = c->sibling[v]) {
		uint32_t to = v > t->op->first ? drg__clause_child(c, v, DEP_MARK, NONE) : NONE;
		if (to == NONE || !drg__clause_is(c, to, "to") || c->hi[v] >= end)
			continue;
		t->main_first = c->lo[v];
		t->main_last = c->hi[v];
		for (uint32_t w = c->child[v]; w != NONE; w = c->sibling[w]) {
			uint32_t cc = c->dep[w] == DEP_CONJ ? drg__clause_child(c, w, DEP_CC, NONE) : NONE;
			if (cc != NONE && drg__clause_is(c, cc, "or") && cc > v) {
				*or_else = drg__clause_bytes(c, w, c->hi[v]);
				t->main_last = cc - 1;
			}
		}
		return;
	}
}

/* "by Sunday", "within 48 hours", "before it lapses on Monday" after a demand. */
static void deadlines(struct talk_cx *x, uint32_t first, uint32_t end)
{
	const struct clauses *c = &x->c;
	for (uint32_t i = first; i < end; i++) {
		if (!drg__clause_is(c, i, "by|within|before|until") || c->dep[i] != DEP_CASE)
			continue;
		uint32_t h = c->head[i];
		if (h == NONE || h <= i || h >= end)
			continue;
		bool time = drg__talk_time(x, i, h);
		uint32_t p = drg__clause_predicate(c, h);
		bool demand = false;
		for (uint32_t q = p, k = 0; q != NONE && q < c->n && k < 4; q = c->head[q], k++) {
			demand |= drg__clause_is(c, q, "demand|order|insist|ultimatum|deadline|require|give");
			for (uint32_t a = c->child[q]; a != NONE; a = c->sibling[a])
				demand |= c->dep[a] == DEP_AUX && drg__clause_is(c, a, "must");
		}
		if (!time || !demand || p == NONE)
			continue;
		struct hit op = { .first = i, .end = i + 1 };
		struct tie t = { .op = &op, .top = h, .gov = p, .rest_first = i + 1, .rest_last = c->hi[h], .main_first = c->lo[p] < first ? first : c->lo[p], .main_last = i - 1 };
		uint32_t by = whose(x, &t);
		struct span or_else;
		ultimatum(x, p, end, &t, &or_else);
		if (by == NONE || t.main_last < t.main_first)
			continue;
		struct condition_row *k = add(x, &t, or_else.e ? COND_THREAT : COND_DEADLINE, by);
		k->deadline = k->requires;
		k->requires = k->blocks;
		k->requires_issue = k->blocks_issue;
		k->blocks = or_else;
	}
}

/* Drop the rows from `from` on whose operator is a word of many uses that the head
 * takes for another one: "if true", "until three in the morning". */
static void unheard(struct talk_cx *x, size_t from)
{
	size_t n = from;
	for (size_t i = from; i < x->cond.n; i++) {
		struct span cue = x->cond.v[i].act.cue;
		bool words = memchr(x->l->text.p + cue.s, ' ', cue.e - cue.s) != NULL; /* "on condition that" */
		if (words || drg__talk_heard_in(x, TALK_COND, cue) != HEARD_NOTHING)
			x->cond.v[n++] = x->cond.v[i];
	}
	x->cond.n = n;
}

void drg__talk_conditions(struct talk_cx *x, uint32_t first, uint32_t end)
{
	size_t from = x->cond.n;
	for (uint32_t i = first; i < end; i++) {
		const struct hit *h = drg__hit_at(x->hits, i, x->lex.ops);
		struct tie t;
		if (!h)
			continue;
		if (drg__clause_is(&x->c, h->first, "in") && drg__clause_is(&x->c, h->end - 1, "return|exchange")) {
			in_return(x, h, first, end);
			continue;
		}
		if (!read_tie(x, h, first, end, &t)) {
			i = h->end - 1;
			continue;
		}
		if (t.after == AFTER_STEP)
			sequence(x, &t, first, end);
		else if (t.after == AFTER_NONE)
			simultaneous(x, &t, first, end);
		else if (t.kind == COND_EXCHANGE)
			exchange(x, &t);
		else if (t.kind == COND_EXCEPTION)
			exception(x, &t);
		else if (t.kind == COND_THREAT && t.after == AFTER_BLOCKED)
			or_else(x, &t);
		else if (t.kind == COND_THREAT)
			inverted(x, &t, first);
		else
			tied(x, &t);
		i = h->end - 1;
	}
	deadlines(x, first, end);
	unheard(x, from);
	drg__talk_hinges(x, first, end);
}
