/* Agreements and what is said of them: announced, in force, extended, broken,
 * over, or nobody will say.  Statuses and effect dates as in the ETH/PRIO
 * cease-fire data, one row per status reported. */
#include "stage/talk_head.h"
#include "stage/talk_pos.h"
#include "stage/token.h"
#include "stage/ud.h"

/* What a status is said of, and by whom it is borne. */
struct saying {
	uint32_t p;        /* the predicate */
	uint32_t noun;     /* the agreement's own word, or NONE */
	uint32_t a, b;     /* parties */
	uint32_t lo, hi;   /* the words: tokens, both included */
	uint32_t cue_last; /* last token of the status words */
	uint32_t status;   /* enum agreement_status */
};

static bool names_agreement(const struct talk_cx *x, uint32_t t)
{
	const struct hit *h = t < x->v->n ? drg__talk_hit(x, t, x->lex.agreed) : NULL;
	return h && h->end == t + 1 && drg__lex_enum(x->pack, x->lex.agreed, h->row, x->col.is) == 0;
}

/* An agreement by name, or a word for one that was named before. */
static bool stands_for_agreement(const struct talk_cx *x, uint32_t t)
{
	return names_agreement(x, t) || (x->agr.n > 0 && x->ent[t] == NONE && drg__clause_is(&x->c, t, "it|declaration"));
}

/* "refused to sign", "failed to agree": nothing came of it. */
static bool fails(const struct talk_cx *x, uint32_t p)
{
	uint32_t up = x->c.head[p];
	return x->c.dep[p] == DEP_XCOMP && up != NONE && drg__clause_is(&x->c, up, "refuse|fail|decline|hesitate");
}

/* "agreed to extend the pause": the extension is what they agreed on. */
static bool agreed_to_more(const struct talk_cx *x, uint32_t p)
{
	uint32_t k = drg__clause_child(&x->c, p, DEP_XCOMP, NONE);
	const struct hit *h = k == NONE ? NULL : drg__hit_at(x->hits, k, x->lex.agreed);
	uint32_t o = h ? drg__clause_object(&x->c, k) : NONE;
	return o != NONE && names_agreement(x, o);
}

/* "have agreed to extend it": by whoever agreed, and done. */
static bool agreed_up(const struct talk_cx *x, uint32_t p)
{
	uint32_t up = x->c.head[p];
	return x->c.dep[p] == DEP_XCOMP && up != NONE && drg__clause_is(&x->c, up, "agree") && !drg__clause_negated(&x->c, up) && !drg__pos_modal(x, up, "will|would|can|could|may|might|should|must");
}

/* "unless they sign a truce", "if the pause holds": not done. */
static bool conditional(const struct talk_cx *x, uint32_t p)
{
	uint32_t mark = drg__clause_child(&x->c, p, DEP_MARK, NONE);
	return mark != NONE && !drg__clause_is(&x->c, mark, "whether|that|when|while|after") && drg__talk_hit(x, mark, x->lex.ops);
}

/* Is it left open whether p holds: "whether it is in force", "Is it still in force?" */
static bool asked(const struct talk_cx *x, uint32_t p, uint32_t end)
{
	for (uint32_t t = p, k = 0; t != NONE && k < 4; t = x->c.head[t], k++) {
		uint32_t mark = drg__clause_child(&x->c, t, DEP_MARK, NONE);
		if (mark != NONE && drg__clause_is(&x->c, mark, "whether"))
			return true;
	}
	return end > 0 && drg__clause_is(&x->c, end - 1, "?");
}

/* "The two governments", "both sides", "the parties": whoever the two sides of the
 * report are, no party beside them. */
static bool the_sides(const struct talk_cx *x, uint32_t s)
{
	const struct clauses *c = &x->c;
	if (drg__clause_is(c, s, "side|both"))
		return true;
	for (uint32_t k = c->lo[s]; k < s; k++)
		if (drg__clause_is(c, k, "two|both|neither|either"))
			return x->l->morph.upos[s] == UPOS_NOUN;
	return drg__clause_is(c, s, "party") && drg__clause_is(c, c->lo[s], "the");
}

/* "Neither side has broken it", "nobody has": what nobody did. */
static bool by_nobody(const struct talk_cx *x, uint32_t s)
{
	return s != NONE && drg__clause_is(&x->c, x->c.lo[s], "neither|nobody|none|no");
}

/* The parties of a coordinated subject: "the government and the Front signed". */
static void pair(const struct talk_cx *x, uint32_t s, uint32_t *a, uint32_t *b)
{
	*a = s == NONE || the_sides(x, s) ? NONE : drg__talk_party(x, s);
	uint32_t other = s == NONE ? NONE : drg__clause_child(&x->c, s, DEP_CONJ, NONE);
	if (other == NONE && s != NONE)
		other = drg__clause_with(&x->c, s, "and|with");
	*b = other == NONE ? NONE : drg__talk_party(x, other);
}

/* ------------------------------------------------------------------ when -- */

/* Is the time at token t told of p or of the agreement's word: not "said after a week
 * of talks", "after a five-day strike". */
static bool of_it(const struct talk_cx *x, uint32_t t, uint32_t p, uint32_t noun)
{
	const struct clauses *c = &x->c;
	enum { DEEP = 6 };
	for (uint32_t k = t, n = 0; k != NONE && k < c->n && n < DEEP; k = c->head[k], n++) {
		if (k == p || k == noun)
			return true;
		uint32_t by = drg__clause_child(c, k, DEP_CASE, NONE);
		if (c->dep[k] == DEP_PARATAXIS || c->dep[k] == DEP_ADVCL || (by != NONE && drg__clause_is(c, by, "after|before|since|during")))
			return false;
	}
	return false;
}

/* From when, until when, for how long: the times of p's clause up to token hi by the word
 * before them.  A duration counts where no more than an article stands between
 * it and "for", "by" or the agreement's word.  The last token of those that count, or lo. */
static uint32_t dates(const struct talk_cx *x, uint32_t p, uint32_t noun, uint32_t hi, struct agreement_row *r)
{
	const struct times *t = &x->l->times;
	uint32_t lo = x->c.lo[p], last = lo;
	for (uint32_t i = 0; i < t->n; i++) {
		if (t->tok[i].s < lo || t->tok[i].e > hi + 1)
			continue;
		if (!of_it(x, t->tok[i].s, p, noun))
			continue;
		uint32_t before = t->tok[i].s > lo ? t->tok[i].s - 1 : lo;
		struct str day = drg__str_eq(t->earliest[i], t->latest[i]) ? t->earliest[i] : t->edtf[i];
		if (t->type[i] == TIME_DURATION) {
			if (!r->duration.n && t->value[i].n > 1 && t->value[i].p[0] == 'P')
				r->duration = t->value[i];
			last = t->tok[i].e - 1 > last ? t->tok[i].e - 1 : last;
		} else if (day.n && drg__clause_is(&x->c, before, "until|till|through|to")) {
			r->end = day;
			last = t->tok[i].e - 1 > last ? t->tok[i].e - 1 : last;
		} else if (day.n && drg__clause_is(&x->c, before, "from|starting|beginning|effective|at|on") && r->status != AGREED_VIOLATED && r->status != AGREED_ENDED) {
			if (r->status == AGREED_IN_EFFECT || !drg__clause_is(&x->c, before, "on"))
				r->in_effect = day;
		}
	}
	return last;
}

/* ------------------------------------------------------------------ rows -- */

static uint32_t same_agreement(const struct talk_cx *x, uint8_t issue)
{
	for (size_t i = x->agr.n; i-- > 0 && i + 32 > x->agr.n;)
		if (x->agr.v[i].issue == issue || issue == ISSUE_OTHER)
			return x->agr.v[i].same_as == NONE ? (uint32_t)i : x->agr.v[i].same_as;
	return NONE;
}

/* Who brought it about: "under the auspices of", "through", or the agent of what
 * is said beside the agreement's word ("a truce brokered by .."). */
static uint32_t mediator(const struct talk_cx *x, uint32_t p, uint32_t noun)
{
	for (uint32_t k = noun == NONE ? NONE : x->c.child[noun]; k != NONE; k = x->c.sibling[k])
		if (x->c.dep[k] == DEP_ACL && drg__clause_is(&x->c, k, "mediate|broker|facilitate|negotiate")) {
			uint32_t by = drg__clause_with(&x->c, k, "by");
			return by == NONE ? NONE : drg__talk_party(x, by);
		}
	if (x->l->morph.upos[p] != UPOS_VERB)
		return NONE;
	if (drg__clause_is(&x->c, p, "broker|mediate"))
		return drg__talk_doer(x, p);
	uint32_t m = drg__clause_with(&x->c, p, "under|through|by");
	if (m != NONE && drg__clause_is(&x->c, m, "auspices|mediation"))
		m = drg__clause_with(&x->c, m, "of");
	return m == NONE || m == drg__clause_child(&x->c, p, DEP_OBL_AGENT, NONE) ? NONE : drg__talk_party(x, m);
}

static void add(struct talk_cx *x, const struct saying *y, uint32_t end, float score)
{
	const struct clauses *c = &x->c;
	bool named;
	struct agreement_row r = { .a = y->a, .b = y->b, .mediator = mediator(x, y->p, y->noun), .same_as = NONE, .status = (uint8_t)y->status };
	uint32_t lo = y->lo < y->p ? y->lo : y->p, hi = y->hi > y->cue_last ? y->hi : y->cue_last;
	uint32_t until = dates(x, y->p, y->noun, c->hi[y->p] < end ? c->hi[y->p] : end - 1, &r);
	hi = until > hi ? until : hi; /* "extend their pause by a week, until 26 April" */
	r.act = drg__talk_act(x, lo, hi, y->p <= y->cue_last ? y->p : y->cue_last, y->cue_last, "talks.agreement", score);
	r.terms = drg__talk_words(x, y->lo, y->hi);
	r.issue = drg__talk_issue(x, y->lo, y->hi + 1, &named);
	uint32_t between = y->noun == NONE ? NONE : drg__clause_with(c, y->noun, "between|with");
	if (r.a == NONE && between != NONE)
		pair(x, between, &r.a, &r.b);
	r.same_as = same_agreement(x, r.issue);
	if (r.same_as != NONE) { /* one agreement: the same parties, the same words for it */
		const struct agreement_row *q = &x->agr.v[r.same_as];
		if (r.a == NONE && (q->b != NONE || q->status != AGREED_VIOLATED)) { /* who broke it is one of two */
			r.a = q->a;
			r.b = q->b;
		}
		r.mediator = r.mediator == NONE ? q->mediator : r.mediator;
		r.issue = r.issue == ISSUE_OTHER ? q->issue : r.issue;
		if (y->noun != NONE && !names_agreement(x, y->noun) && stands_for_agreement(x, y->noun) && q->terms.e)
			r.terms = q->terms;
	}
	*PUSH(x->a, &x->agr) = r;
}

/* "agreed on a truce", "agreed to a pause", "settled on a truce": the agreement's
 * word, or, with both sides as subject of "agree", whatever they agreed on.  False when it is neither. */
static bool agreed_on(const struct talk_cx *x, struct saying *y, uint32_t s, uint32_t end)
{
	bool named, agree = drg__clause_is(&x->c, y->p, "agree|consent");
	uint32_t on = drg__clause_with(&x->c, y->p, agree ? "on|to" : "on"), o = drg__clause_object(&x->c, y->p);
	y->noun = on != NONE && names_agreement(x, on) ? on : NONE;
	if (y->noun != NONE)
		return true;
	if (o != NONE && drg__clause_is(&x->c, y->p, "settle") && drg__clause_is(&x->c, o, "dispute|conflict|quarrel|row|strike|feud|war"))
		return y->b != NONE || (s != NONE && the_sides(x, s)); /* not what a court settles */
	if (!agree)
		return false; /* "settled on the coast": only an agreement's word tells */
	if (s == NONE || (y->b == NONE && !drg__clause_is(&x->c, s, "side|party|both")))
		return false;
	drg__talk_issue(x, y->p, x->c.hi[y->p] < end ? x->c.hi[y->p] + 1 : end, &named);
	return named || y->b != NONE;
}

/* "a pact signed last month", "the agreement in force since Sunday": the agreement
 * that a participle or a state hangs on; NONE. */
static uint32_t hangs_on(const struct talk_cx *x, uint32_t p)
{
	const struct clauses *c = &x->c;
	uint32_t up = c->head[p];
	bool below = c->dep[p] == DEP_ACL || c->dep[p] == DEP_NMOD;
	if (!below || up == NONE || up > p || !names_agreement(x, up) || drg__clause_child(c, p, DEP_OBJ, NONE) != NONE || drg__clause_child(c, p, DEP_MARK, NONE) != NONE)
		return NONE;
	return drg__str_ends(drg__tok(&x->l->text, &x->l->tokens, p), STR("ing")) ? NONE : up;
}

static void words_of(const struct talk_cx *x, struct saying *y, uint32_t end)
{
	const struct clauses *c = &x->c;
	uint32_t n = y->noun;
	y->lo = n == NONE || (c->lo[n] < y->p && n > y->p) ? y->p : c->lo[n];
	if (n != NONE && y->lo < n && c->dep[y->lo] == DEP_CASE && c->head[y->lo] == n)
		y->lo++; /* "close to a deal": the deal */
	y->hi = n != NONE ? c->hi[n] : c->hi[y->p];
	if (y->hi >= end || y->hi < y->lo)
		y->hi = n == NONE ? y->p : n;
}

/* "a truce, to begin on 4 May": a date of the agreement told just before, no
 * status of its own.  True when that is what p is. */
static bool dated(struct talk_cx *x, uint32_t p, uint32_t status, uint32_t end)
{
	const struct clauses *c = &x->c;
	uint32_t to = drg__clause_child(c, p, DEP_MARK, NONE);
	if (status != AGREED_IN_EFFECT || to == NONE || !drg__clause_is(c, to, "to") || x->agr.n == 0 || (c->dep[p] != DEP_ACL && c->dep[p] != DEP_ADVCL))
		return false;
	struct agreement_row *q = &x->agr.v[x->agr.n - 1], when = { .status = AGREED_IN_EFFECT };
	dates(x, p, NONE, c->hi[p] < end ? c->hi[p] : end - 1, &when);
	if (drg__talk_claim(x, q->act.cue.s) != drg__talk_claim(x, x->v->span[p].s) || x->v->span[p].s > q->act.span.e + 8)
		return false; /* another sentence's */
	q->in_effect = when.in_effect.n ? when.in_effect : q->in_effect;
	q->end = when.end.n ? when.end : q->end;
	return true;
}

/* "accused the army of breaking the truce": who is said to have done p; NONE. */
static uint32_t accused(const struct talk_cx *x, uint32_t p)
{
	uint32_t up = x->c.head[p];
	return up != NONE && up < p && x->c.dep[p] != DEP_CONJ && drg__clause_is(&x->c, up, "accuse") ? drg__clause_object(&x->c, up) : NONE;
}

/* What may come, and what is signed or prolonged on no known matter or in a
 * clause beside another: no news of it.  An end and a breach stand by their words. */
static bool in_passing(const struct talk_cx *x, const struct saying *y)
{
	bool named;
	uint8_t d = x->c.dep[y->p], issue = y->noun == NONE ? ISSUE_OTHER : drg__talk_issue(x, x->c.lo[y->noun], x->c.hi[y->noun] + 1, &named);
	if (y->status == AGREED_ANNOUNCED && y->noun != NONE && y->a != NONE && y->b != NONE && drg__clause_is(&x->c, y->p, "reach|conclude|sign|initial"))
		return false; /* "after Selland and the Front reached an understanding" */
	if (y->noun != NONE && drg__clause_is(&x->c, y->p, "close|near|reach|sight"))
		return false; /* "the two are close to a deal" */
	uint32_t under = y->noun == NONE ? NONE : drg__clause_child(&x->c, y->noun, DEP_CASE, NONE);
	if (y->status == AGREED_ANNOUNCED && d == DEP_ACL && under != NONE && drg__clause_is(&x->c, under, "under"))
		return false; /* "will hand them in under an accord concluded on Sunday" */
	bool main = d == DEP_ROOT || d == DEP_CONJ || d == DEP_CCOMP || d == DEP_PARATAXIS || agreed_up(x, y->p);
	return y->status == AGREED_POTENTIAL || ((y->status == AGREED_ANNOUNCED || y->status == AGREED_EXTENDED) && (issue == ISSUE_OTHER || !main));
}

/* The status as asked, wished or told: false for an end that only may come. */
static bool as_it_stands(const struct talk_cx *x, struct saying *y, bool agree, uint32_t end)
{
	if (asked(x, y->p, end) && (y->status == AGREED_IN_EFFECT || y->status == AGREED_ENDED))
		y->status = AGREED_PAST_END_UNKNOWN;
	else if (y->status == AGREED_ENDED && (drg__talk_open(x, y->p) || (drg__clause_is(&x->c, y->p, "run|expire|end|lapse") && drg__ud_has(x->l, y->p, STR("Tense=Pres")))))
		return false; /* "would collapse"; "which runs out at midnight" */
	else if (y->status != AGREED_VIOLATED && drg__talk_open(x, y->p) && !agree && !agreed_up(x, y->p))
		y->status = AGREED_POTENTIAL; /* "wants it extended": not so yet */
	return true;
}

/* Between whom, and what nobody has done: false when nothing is told. */
static bool told_of(const struct talk_cx *x, struct saying *y, uint32_t s, bool passive)
{
	const struct clauses *c = &x->c;
	bool brokers = drg__clause_is(c, y->p, "broker|mediate");
	uint32_t who = passive ? drg__clause_child(c, y->p, DEP_OBL_AGENT, NONE) : accused(x, y->p);
	who = who == NONE && !passive ? s : who;
	if (!brokers) /* whoever brokers it is no party to it */
		pair(x, who, &y->a, &y->b);
	if (by_nobody(x, who)) {
		if (y->status != AGREED_VIOLATED)
			return false;
		y->status = AGREED_IN_EFFECT;
	}
	/* "the truce brokered by ..": told of the verb beside, but for "under a truce brokered by .." */
	return !brokers || c->dep[y->p] != DEP_ACL || drg__clause_is(c, c->lo[y->noun == NONE ? y->p : y->noun], "under");
}

/* A verb of the lexicon, or a state said of something: "is over", "is in force". */
static void by_word(struct talk_cx *x, const struct hit *h, uint32_t end)
{
	const struct clauses *c = &x->c;
	struct saying y = { .p = h->first, .noun = NONE, .a = NONE, .b = NONE, .cue_last = h->end - 1, .status = drg__lex_enum(x->pack, x->lex.agreed, h->row, x->col.status) };
	bool near = drg__clause_child(c, y.p, DEP_COP, NONE) != NONE; /* "are close to a deal": "close" is the predicate */
	bool passive, state = near || drg__clause_child(c, y.cue_last, DEP_COP, NONE) != NONE;
	y.noun = hangs_on(x, y.cue_last);
	state |= y.noun != NONE && x->l->morph.upos[y.p] != UPOS_VERB;
	y.p = state && !near ? y.cue_last : y.p;
	if ((x->l->morph.upos[y.p] != UPOS_VERB && !state) || drg__clause_negated(c, y.p) || y.status == UINT32_MAX || fails(x, y.p) || conditional(x, y.p))
		return;
	uint32_t s = drg__clause_subject(c, y.p, &passive), o = drg__clause_object(c, y.p), of = drg__clause_with(c, y.p, "from|by|to");
	if (y.noun != NONE)
		s = o = NONE; /* of the participle nobody is subject */
	else
		y.noun = o != NONE && stands_for_agreement(x, o) ? o : s != NONE && stands_for_agreement(x, s) ? s : of != NONE && names_agreement(x, of) ? of : NONE;
	bool does = s != NONE && y.noun == s && !passive && o != NONE;
	if (does && (y.status == AGREED_ENDED || drg__clause_is(c, y.p, "hold|begin|start|run")))
		return; /* "the accord that ended the war", "it holds ten seats" */
	uint32_t any = y.noun == NONE ? NONE : drg__clause_child(c, y.noun, DEP_DET, NONE);
	if (any != NONE && drg__clause_is(c, any, "every|any|each|no"))
		return; /* "respects every treaty" */
	if (!told_of(x, &y, s, passive))
		return;
	if (dated(x, y.p, y.status, end))
		return;
	bool agree = drg__clause_is(c, y.p, "agree|consent");
	enum heard heard = drg__talk_heard(x, TALK_AGREE, h->first, h->end - 1);
	bool settles = y.status == AGREED_ANNOUNCED && drg__clause_is(c, y.p, "settle|come");
	if (y.noun == NONE && !(settles && agreed_on(x, &y, s, end)) && !(agree && !agreed_to_more(x, y.p) && (agreed_on(x, &y, s, end) || (heard == HEARD_SURE && y.a != NONE))))
		return;
	if (!as_it_stands(x, &y, agree, end))
		return;
	if (y.noun != NONE && !names_agreement(x, y.noun) && c->dep[y.p] == DEP_RELCL)
		return; /* "all whom it holds": another "it" */
	if (heard == HEARD_NOTHING && in_passing(x, &y))
		return;
	words_of(x, &y, end);
	add(x, &y, end, .6f);
}

/* Has the report spoken of something agreed: "the pause has outlived its first week"? */
static bool agreed_before(const struct talk_cx *x, uint32_t t)
{
	for (uint32_t i = 0; i < t; i++)
		if (names_agreement(x, i))
			return true;
	return false;
}

/* "called it a breach", "a violation of the truce": said to be broken. */
static void by_breach(struct talk_cx *x, uint32_t t, uint32_t end)
{
	const struct clauses *c = &x->c;
	uint32_t of = drg__clause_with(c, t, "of"), up = c->head[t];
	bool called = up != NONE && drg__clause_is(c, up, "call|describe|denounce|condemn|regard|be|speak|complain|accuse") && (x->agr.n > 0 || agreed_before(x, t));
	if (x->l->morph.upos[t] != UPOS_NOUN || drg__clause_negated(c, t) || !((of != NONE && names_agreement(x, of)) || called))
		return;
	struct saying y = { .p = t, .noun = of != NONE && names_agreement(x, of) ? of : NONE, .a = NONE, .b = NONE, .lo = c->lo[t], .hi = c->hi[t], .cue_last = t, .status = AGREED_VIOLATED };
	if (y.lo < t && c->dep[y.lo] == DEP_CASE && c->head[y.lo] == t)
		y.lo++; /* "spoke of a breach" */
	uint32_t by = drg__clause_with(c, t, "by"), poss = drg__clause_child(c, t, DEP_NMOD_POSS, NONE);
	uint32_t who = by != NONE ? by : poss != NONE ? poss : accused(x, t);
	y.a = who == NONE ? NONE : drg__talk_party(x, who);
	if (y.hi >= end)
		y.hi = t;
	add(x, &y, end, .5f);
}

static bool in_the_past(const struct talk_cx *x, uint32_t p)
{
	return drg__ud_has(x->l, p, STR("Tense=Past"));
}

/* "Under the agreement both armies stay where they are": it is kept. */
static void by_terms(struct talk_cx *x, uint32_t t, uint32_t end)
{
	const struct clauses *c = &x->c;
	uint32_t by = drg__clause_child(c, t, DEP_CASE, NONE), p = c->head[t];
	if (c->dep[t] != DEP_OBL || by == NONE || !drg__clause_is(c, by, "under") || !names_agreement(x, t) || p == NONE || drg__clause_negated(c, p))
		return;
	for (uint32_t i = c->lo[t]; i <= c->hi[t] && i < end; i++)
		if (i != t && drg__hit_at(x->hits, i, x->lex.agreed) && !names_agreement(x, i))
			return; /* "an accord concluded on Sunday": by that word */
	if (drg__talk_open(x, p) || in_the_past(x, p) || drg__clause_child(c, t, DEP_RELCL, NONE) != NONE)
		return;
	struct saying y = { .p = t, .noun = t, .a = NONE, .b = NONE, .lo = by + 1, .hi = c->hi[t] < end ? c->hi[t] : t, .cue_last = t, .status = AGREED_IN_EFFECT };
	add(x, &y, end, .5f);
}

/* "declared that its forces will pause their operations for ten days": a party's
 * own declaration is one of the two that make a pause. */
static void by_declaration(struct talk_cx *x, uint32_t p, uint32_t end)
{
	const struct clauses *c = &x->c;
	uint32_t o = drg__clause_object(c, p), up = c->head[p];
	if (x->l->morph.upos[p] != UPOS_VERB || o == NONE || drg__clause_negated(c, p) || conditional(x, p) ||
	    !drg__clause_is(c, o, "operation|fire|fighting|hostility|attack|strike|offensive|shelling|bombardment|campaign"))
		return;
	if (up == NONE || !drg__clause_is(c, up, "declare|announce|proclaim") || (c->dep[p] != DEP_CCOMP && c->dep[p] != DEP_XCOMP))
		return;
	struct saying y = { .p = p, .noun = o, .a = drg__talk_doer(x, up), .b = NONE, .lo = c->lo[p], .hi = c->hi[p] < end ? c->hi[p] : end - 1, .cue_last = p, .status = AGREED_ANNOUNCED };
	if (y.a == NONE)
		y.a = drg__talk_doer(x, p);
	if (y.a != NONE)
		add(x, &y, end, .6f);
}

void drg__talk_agreements(struct talk_cx *x, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++) {
		const struct hit *h = drg__hit_at(x->hits, i, x->lex.agreed);
		if (h && drg__lex_enum(x->pack, x->lex.agreed, h->row, x->col.is) == 1)
			by_word(x, h, end);
		if (drg__clause_is(&x->c, i, "breach|breache|violation|infringement")) /* "breaches" has either lemma */
			by_breach(x, i, end);
		else if (drg__clause_is(&x->c, i, "pause|suspend|halt|stop|cease|freeze"))
			by_declaration(x, i, end);
		else if (h)
			by_terms(x, i, end);
	}
}
