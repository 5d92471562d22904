#include "link/state.h"

#include "doc/names.h"

static char low(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool letter(char c)
{
	return (low(c) >= 'a' && low(c) <= 'z') || (unsigned char)c >= 0x80 || (c >= '0' && c <= '9');
}

static struct str plain(struct str s)
{
	if (drg__str_istarts(s, STR("the ")))
		s = drg__str_sub(s, 4, s.n);
	if (drg__str_ends(s, STR("'s")))
		s = drg__str_sub(s, 0, s.n - 2);
	return drg__str_trim(s);
}

bool drg__state_same_party(struct str a, struct str b)
{
	return a.n && drg__str_ieq(plain(a), plain(b));
}

uint8_t drg__state_family(uint8_t issue)
{
	switch (issue) {
	case ISSUE_PAUSE: return ISSUE_END_OF_FIGHTING;
	case ISSUE_EXCHANGE: return ISSUE_RELEASE;
	case ISSUE_ACCESS: return ISSUE_AID;
	default: return issue;
	}
}

/* The next word of s from *at, empty at the end. */
static struct str next_word(struct str s, size_t *at)
{
	while (*at < s.n && !letter(s.p[*at]))
		++*at;
	size_t from = *at;
	while (*at < s.n && letter(s.p[*at]))
		++*at;
	return drg__str_sub(s, from, *at);
}

static bool has_word(struct str s, struct str w)
{
	size_t at = 0;
	for (struct str v = next_word(s, &at); v.n; v = next_word(s, &at))
		if (drg__str_ieq(v, w))
			return true;
	return false;
}

/* Do most of the longer words of the shorter stand in the other? */
static bool alike(struct str a, struct str b)
{
	uint32_t shared = 0, all = 0;
	size_t at = 0;
	if (a.n > b.n) {
		struct str t = a;
		a = b;
		b = t;
	}
	for (struct str w = next_word(a, &at); w.n; w = next_word(a, &at))
		if (w.n > 3) {
			all++;
			shared += has_word(b, w);
		}
	return all > 0 && shared * 3 >= all * 2;
}

static bool same_thing(uint8_t ia, struct str a, uint8_t ib, struct str b)
{
	return ia != ISSUE_OTHER && ib != ISSUE_OTHER ? ia == ib : alike(a, b);
}

/* ------------------------------------------------------------ equal ties -- */

static bool same_tie(const struct tie *a, const struct tie *b)
{
	return a->kind == b->kind && a->lasting == b->lasting && (drg__state_same_party(a->party, b->party) || (!a->party.n && !b->party.n)) &&
	       same_thing(a->blocks_issue, a->blocks, b->blocks_issue, b->blocks) && same_thing(a->requires_issue, a->requires, b->requires_issue, b->requires) &&
	       (alike(a->requires, b->requires) || a->requires_issue != ISSUE_OTHER);
}

static void put_together(struct state *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct tie *t = &s->tie.v[i];
		t->same_as = NONE;
		t->reports = t->origins = 1;
		for (size_t j = 0; j < i; j++) {
			struct tie *u = &s->tie.v[j];
			if (u->same_as != NONE || !same_tie(u, t))
				continue;
			bool report = false, origin = !t->origin.n; /* two unnamed sources are never one, nor two */
			for (size_t k = j; k < i; k++) {
				const struct tie *w = &s->tie.v[k];
				if (k != j && w->same_as != j)
					continue;
				report |= drg__str_eq(w->report, t->report);
				origin |= drg__str_ieq(w->origin, t->origin);
			}
			u->reports += !report;
			u->origins += !origin || !t->origin.n;
			if (t->sourcing < u->sourcing)
				u->sourcing = t->sourcing;
			t->same_as = (uint32_t)j;
			break;
		}
	}
}

/* Worse: unnamed before reported before own, then fewer origins, then a longer chain. */
static bool weaker(const struct tie *a, const struct tie *b)
{
	if (a->sourcing != b->sourcing)
		return a->sourcing > b->sourcing;
	if (a->origins != b->origins)
		return a->origins < b->origins;
	return a->hops > b->hops;
}

static void weakest(struct state *s, size_t n)
{
	struct tie *worst = NULL;
	bool differ = false;
	for (size_t i = 0; i < n; i++) {
		struct tie *t = &s->tie.v[i];
		if (t->same_as != NONE)
			continue;
		differ |= worst && (weaker(t, worst) || weaker(worst, t));
		if (!worst || weaker(t, worst))
			worst = t;
	}
	if (worst && (differ || worst->sourcing == SOURCED_UNNAMED))
		worst->weakest = true;
}

/* --------------------------------------------------------------- circles -- */

/* Holds a tie something back?  A threat and a deadline do not. */
static bool holds_back(const struct tie *t)
{
	return t->same_as == NONE && (t->kind == COND_PRECONDITION || t->kind == COND_EXCEPTION || t->kind == COND_EXCHANGE) && t->requires.n;
}

static bool follows(const struct tie *a, const struct tie *b)
{
	return same_thing(a->requires_issue, a->requires, b->blocks_issue, b->blocks);
}

/* The shortest way from tie `from` along "waits for" back to what it blocks;
 * breadth first.  Its length, 0: none. */
static uint32_t way_back(const struct state *s, const uint32_t *live, uint32_t n, uint32_t from, uint32_t *before, uint32_t *queue)
{
	uint32_t head = 0, tail = 0;
	for (uint32_t i = 0; i < n; i++)
		before[i] = NONE;
	queue[tail++] = from;
	before[from] = from;
	while (head < tail) {
		uint32_t i = queue[head++];
		const struct tie *t = &s->tie.v[live[i]];
		/* of one alone: "no talks until talks", or what is its own to give; that both are about one issue is not enough */
		bool round = i != from || alike(t->requires, t->blocks) || (t->party.n && drg__state_same_party(t->on, t->party));
		if (round && follows(t, &s->tie.v[live[from]])) {
			uint32_t length = 1;
			for (uint32_t k = i; k != from; k = before[k])
				length++;
			queue[0] = i;
			return length;
		}
		for (uint32_t j = 0; j < n; j++)
			if (before[j] == NONE && follows(t, &s->tie.v[live[j]])) {
				before[j] = i;
				queue[tail++] = j;
			}
	}
	return 0;
}

static void circles(struct state *s, size_t n, struct arena *a)
{
	uint32_t *live = NEW_N(a, uint32_t, n), *before = NEW_N(a, uint32_t, n), *queue = NEW_N(a, uint32_t, n + 1), k = 0;
	for (size_t i = 0; i < n; i++) {
		s->tie.v[i].circle = NONE;
		if (holds_back(&s->tie.v[i]))
			live[k++] = (uint32_t)i;
	}
	for (uint32_t i = 0; i < k; i++) {
		struct tie *t = &s->tie.v[live[i]];
		uint32_t length = t->circle == NONE ? way_back(s, live, k, i, before, queue) : 0;
		/* people for people, one party gives and gets: no knot of its own */
		bool swap = length == 1 && t->kind == COND_EXCHANGE && !alike(t->requires, t->blocks);
		if (!length || swap)
			continue;
		struct run r = { (uint32_t)s->pool.n, length };
		for (uint32_t j = 0; j < length; j++)
			*PUSH(a, &s->pool) = 0;
		uint32_t at = queue[0];
		for (uint32_t j = length; j-- > 0; at = before[at]) {
			s->pool.v[r.from + j] = live[at];
			if (s->tie.v[live[at]].circle == NONE)
				s->tie.v[live[at]].circle = (uint32_t)s->circle.n;
		}
		*PUSH(a, &s->circle) = (struct circle){ r };
	}
}

/* ---------------------------------------------------------- gaps, "what if" -- */

static void gaps(struct state *s, struct arena *a)
{
	for (size_t i = 0; i < s->stand.n; i++) {
		const struct stand *d = &s->stand.v[i];
		if (d->offer || d->issue == ISSUE_OTHER)
			continue;
		bool told = false;
		for (size_t g = 0; g < s->gap.n && !told; g++) {
			const struct stand *e = &s->stand.v[s->gap.v[g].demand];
			told = drg__state_same_party(e->party, d->party) && drg__state_family(e->issue) == drg__state_family(d->issue);
		}
		for (size_t j = 0; j < s->stand.n && !told; j++) {
			const struct stand *o = &s->stand.v[j];
			if (!o->offer || drg__state_family(o->issue) != drg__state_family(d->issue) || drg__state_same_party(o->party, d->party) || !o->party.n)
				continue;
			*PUSH(a, &s->gap) = (struct gap){ (uint32_t)i, (uint32_t)j };
			told = true;
		}
	}
}

static bool holds(struct str s, struct str part)
{
	for (size_t i = 0; part.n && i + part.n <= s.n; i++)
		if (drg__str_ieq(drg__str_sub(s, i, i + part.n), part))
			return true;
	return false;
}

static bool names(const struct tie *t, struct str met)
{
	if (t->lasting)
		return drg__str_eq(t->id, met); /* what goes on opens nothing; its end has no words here */
	struct str issue = drg__str_c(drg__name(NAMES_ISSUE, t->requires_issue));
	return drg__str_eq(t->id, met) || (t->requires_issue != ISSUE_OTHER && drg__str_ieq(issue, met)) || holds(t->requires, met);
}

/* What is met opens what no other unmet tie holds back, and that may meet more. */
static void what_if(struct state *s, size_t n, struct str met)
{
	if (!met.n)
		return;
	for (size_t i = 0; i < n; i++)
		s->tie.v[i].met = holds_back(&s->tie.v[i]) && names(&s->tie.v[i], met);
	for (bool more = true; more;) {
		more = false;
		for (size_t i = 0; i < n; i++) {
			struct tie *t = &s->tie.v[i];
			if (!t->met || t->opened)
				continue;
			bool held = false;
			for (size_t j = 0; j < n && !held; j++) {
				const struct tie *u = &s->tie.v[j];
				held = holds_back(u) && !u->met && same_thing(u->blocks_issue, u->blocks, t->blocks_issue, t->blocks);
			}
			if (held)
				continue;
			t->opened = more = true;
			for (size_t j = 0; j < n; j++)
				if (holds_back(&s->tie.v[j]) && !s->tie.v[j].lasting && same_thing(s->tie.v[j].requires_issue, s->tie.v[j].requires, t->blocks_issue, t->blocks))
					s->tie.v[j].met = true;
		}
	}
}

void drg__state_tie(struct state *s, struct str met, struct arena *a)
{
	size_t n = s->tie.n < DRG__STATE_TIES ? s->tie.n : DRG__STATE_TIES;
	for (size_t i = n; i < s->tie.n; i++) {
		s->tie.v[i].same_as = s->tie.v[i].circle = NONE;
		s->tie.v[i].reports = s->tie.v[i].origins = 1;
	}
	put_together(s, n);
	weakest(s, n);
	circles(s, n, a);
	gaps(s, a);
	what_if(s, n, met);
}
