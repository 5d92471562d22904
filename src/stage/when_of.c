/* when_of.c - which time is whose: of a clause, of a claim. */
#include "stage/when.h"

#include "stage/token.h"
#include "stage/ud.h"
#include "stage/when_parts.h"

enum { CLIMB = 40 }; /* steps up a tree at most */

static struct str rel_of(const struct layers *l, uint32_t t)
{
	uint8_t r = l->deps.rel[t];
	return r < l->tagset.n_rels ? l->tagset.rels[r] : STR("");
}

/* How a clause hangs on the one above. */
enum hang { HANG_INSIDE, HANG_JOINED, HANG_SAID };

/* HANG_INSIDE: the word is still in the clause of its head. */
static enum hang hangs(const struct layers *l, uint32_t t)
{
	struct str rel = rel_of(l, t);
	if (drg__str_starts(rel, STR("ccomp")) || drg__str_starts(rel, STR("parataxis")) || drg__str_starts(rel, STR("csubj")))
		return HANG_SAID;
	if (drg__str_starts(rel, STR("acl")) || drg__str_starts(rel, STR("advcl")))
		return HANG_JOINED;
	uint8_t pos = l->morph.upos[t];
	return drg__str_starts(rel, STR("conj")) && (pos == UPOS_VERB || pos == UPOS_AUX) ? HANG_JOINED : HANG_INSIDE;
}

/* The head of the clause a token stands in. */
static uint32_t clause_of(const struct layers *l, uint32_t t)
{
	for (int k = 0; k < CLIMB && l->deps.head[t] != NONE && hangs(l, t) == HANG_INSIDE; k++)
		t = l->deps.head[t];
	return t;
}

/* Does a token hang on `top`, itself included, without leaving a clause? */
static bool under(const struct layers *l, uint32_t t, uint32_t top)
{
	for (int k = 0; k < CLIMB; k++) {
		if (t == top)
			return true;
		if (l->deps.head[t] == NONE || hangs(l, t) != HANG_INSIDE)
			return false;
		t = l->deps.head[t];
	}
	return false;
}

/* The times of the sentence of a token: rows [*first, *end). */
static void times_near(const struct layers *l, uint32_t token, uint32_t *first, uint32_t *end)
{
	uint32_t lo = 0, hi = l->sents.n;
	while (lo + 1 < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		if (l->sents.tok[mid] <= token)
			lo = mid;
		else
			hi = mid;
	}
	*first = drg__span_first(l->times.tok, l->times.n, l->sents.tok[lo]);
	*end = drg__span_first(l->times.tok, l->times.n, l->sents.tok[lo + 1]);
}

/* Does a time say when: a date or clock time, or a stretch of days back or on? */
static bool bounded(const struct times *t, uint32_t i)
{
	return t->type[i] != TIME_SET && t->edtf[i].n;
}

static bool dated(const struct times *t, uint32_t i)
{
	return (t->type[i] == TIME_DATE || t->type[i] == TIME_TIME) && t->edtf[i].n;
}

static uint32_t distance(uint32_t a, uint32_t b)
{
	return a < b ? b - a : a - b;
}

/* The nearest dated time whose clause is `clause`; one that hangs on the token
 * itself ("the attack on Monday") before all others. */
static uint32_t time_in(const struct layers *l, uint32_t first, uint32_t end, uint32_t clause, uint32_t token)
{
	uint32_t best = NONE, best_cost = UINT32_MAX;
	for (uint32_t i = first; i < end; i++) {
		uint32_t head = l->times.head[i];
		if (!bounded(&l->times, i) || clause_of(l, head) != clause)
			continue;
		uint32_t cost = distance(head, token) + (under(l, head, token) ? 0 : 1000);
		if (cost < best_cost) {
			best_cost = cost;
			best = i;
		}
	}
	return best;
}

/* The day the news is about: the first day that the running text names and that
 * is not after publication. */
static uint32_t story_day(const struct layers *l)
{
	for (uint32_t i = 0; i < l->times.n && l->times.tok[i].s < 150; i++)
		if (!(l->tokens.flags[l->times.tok[i].s] & TOK_ZONE) && dated(&l->times, i) && l->times.precision[i] <= TU_DAY &&
		    l->times.anchor[i] == TA_PUBLISHED && drg__str_cmp(l->times.latest[i], l->meta.published) <= 0)
			return i;
	return NONE;
}

/* Does a clause tell what happened, plainly: a finite past without "had" or "not"? */
static bool plain_past(const struct layers *l, uint32_t clause)
{
	bool past = drg__ud_has(l, clause, STR("Tense=Past"));
	for (uint32_t i = clause > 8 ? clause - 8 : 0; i < clause; i++)
		if (l->deps.head[i] == clause && (drg__str_ieq(l->morph.lemma[i], STR("have")) || drg__str_ieq(l->morph.lemma[i], STR("not"))))
			return false;
	return past && (l->deps.head[clause] == NONE || hangs(l, clause) == HANG_JOINED || hangs(l, clause) == HANG_SAID);
}

/* Is a token part of what somebody is quoted or reported to say? */
static bool reported(const struct layers *l, uint32_t token)
{
	struct span s = l->tokens.span[token];
	for (size_t k = 0; k < l->attribs.n; k++)
		for (uint32_t j = 0; j < l->attribs.content[k].n; j++)
			if (drg__span_within(s, l->attribs.pool.v[l->attribs.content[k].from + j]))
				return l->attribs.kind[k] != ATTRIB_INDIRECT;
	return false;
}

/* A past clause goes on at the day that its paragraph named last before row `end`
 * of times; days only, and not what lies ahead or in a quotation. */
static uint32_t told_before(const struct layers *l, uint32_t token, uint32_t end)
{
	uint32_t clause = clause_of(l, token);
	if (drg__when_tense(l, clause, clause, false) >= 0)
		return NONE;
	for (uint32_t i = end; i-- > 0 && l->tokens.para[l->times.tok[i].s] == l->tokens.para[token];)
		if (dated(&l->times, i) && l->times.precision[i] <= TU_DAY)
			return i;
	return plain_past(l, clause) && !reported(l, token) ? story_day(l) : NONE;
}

struct when_of drg__when_of(const struct layers *l, uint32_t token)
{
	struct when_of none = { NONE, WHEN_NONE, BASIS_NONE };
	uint32_t first, end, best = NONE;
	if (token >= l->tokens.n || l->times.n == 0 || l->sents.n == 0)
		return none;
	times_near(l, token, &first, &end);
	if (!l->deps.head || !l->morph.upos) {
		for (uint32_t i = first; i < end; i++)
			if (dated(&l->times, i) && (best == NONE || distance(l->times.head[i], token) < distance(l->times.head[best], token)))
				best = i;
		return best == NONE ? none : (struct when_of){ best, WHEN_OUTER, BASIS_INHERITED };
	}
	uint32_t clause = clause_of(l, token);
	best = time_in(l, first, end, clause, token);
	if (best != NONE)
		return (struct when_of){ best, WHEN_CLAUSE, BASIS_EXPLICIT };
	for (int k = 0; k < CLIMB && l->deps.head[clause] != NONE && hangs(l, clause) == HANG_JOINED && best == NONE; k++) {
		clause = clause_of(l, l->deps.head[clause]);
		best = time_in(l, first, end, clause, token);
	}
	if (best != NONE)
		return (struct when_of){ best, WHEN_OUTER, BASIS_INHERITED };
	best = told_before(l, token, first);
	return best == NONE ? none : (struct when_of){ best, WHEN_STORY, BASIS_INHERITED };
}

uint32_t drg__when_link_rule(const drg_pack *pack, enum when_link link)
{
	static const char *const name[] = { "", "times.of-clause", "times.of-outer", "times.of-story" };
	return link == WHEN_NONE || link >= WHEN_LINKS ? UINT32_MAX : drg__pack_rule_find(pack, name[link]);
}

/* ----------------------------------------------------------------- claims -- */

static uint32_t token_at(const struct layers *l, uint32_t byte)
{
	uint32_t k = drg__span_first(l->tokens.span, l->tokens.n, byte);
	return k < l->tokens.n ? k : NONE;
}

/* The word that the others of a span hang on: the first verb, or any word, whose
 * head lies outside. */
static uint32_t main_word(const struct layers *l, struct span s)
{
	uint32_t first = token_at(l, s.s), best = NONE;
	if (first == NONE || !l->deps.head)
		return first;
	for (uint32_t i = first; i < l->tokens.n && l->tokens.span[i].e <= s.e; i++) {
		uint32_t h = l->deps.head[i];
		if (h != NONE && h >= first && l->tokens.span[h].e <= s.e)
			continue;
		if (l->morph.upos[i] == UPOS_VERB)
			return i;
		if (best == NONE && l->morph.upos[i] != UPOS_PUNCT)
			best = i;
	}
	return best;
}

static bool in_content(const struct layers *l, uint32_t attrib, struct span s)
{
	const struct attribs *a = &l->attribs;
	for (uint32_t k = 0; k < a->content[attrib].n; k++)
		if (drg__span_within(s, a->pool.v[a->content[attrib].from + k]))
			return true;
	return false;
}

/* The token after the cue and what directly follows it of source and recipient:
 * "told Gray Wire", "said the envoy". */
static uint32_t end_of_cue(const struct layers *l, uint32_t attrib, uint32_t cue)
{
	enum { GAP = 2 };
	const struct attribs *a = &l->attribs;
	const struct run beside[] = { a->recipient[attrib], a->source[attrib] };
	uint32_t end = cue;
	for (int i = 0; i < 2; i++) {
		if (beside[i].n == 0)
			continue;
		struct span s = a->pool.v[beside[i].from];
		uint32_t first = token_at(l, s.s), last = drg__span_first(l->tokens.span, l->tokens.n, s.e);
		if (first != NONE && first > cue && first - cue <= GAP && last > end + 1)
			end = last - 1;
	}
	return end;
}

/* "said late on Tuesday", "told Gray Wire on Tuesday", "on Tuesday said": a time
 * beside the cue is the cue's, whatever the tree says. */
static uint32_t beside(const struct layers *l, uint32_t attrib, uint32_t cue)
{
	enum { NEAR = 3 };
	uint32_t first, end, last = end_of_cue(l, attrib, cue);
	times_near(l, cue, &first, &end);
	for (uint32_t i = first; i < end; i++) {
		struct span t = l->times.tok[i];
		bool near = t.s > last ? t.s - last <= NEAR : cue >= t.e && cue - t.e < NEAR - 1 && !(l->tokens.flags[t.e] & TOK_PUNCT);
		if (near && dated(&l->times, i) && !in_content(l, attrib, l->times.span[i]))
			return i;
	}
	return NONE;
}

/* "In a statement issued on Monday", "speaking on Sunday", "according to a letter
 * dated 3 March": a time of the uttering itself, below the cue or in the source. */
static uint32_t of_uttering(const struct layers *l, uint32_t attrib, uint32_t cue)
{
	static const char *const uttering[] = { "speak", "ask", "question", "address", "appear", "testify", "write", "issue", "publish", "release", "date", "post", "broadcast", "record" };
	const struct attribs *a = &l->attribs;
	struct span source = a->source[attrib].n ? a->pool.v[a->source[attrib].from] : (struct span){ 0, 0 };
	uint32_t first, end;
	times_near(l, cue, &first, &end);
	for (uint32_t i = first; i < end && l->deps.head; i++) {
		bool uttered = false;
		uint32_t t = l->times.head[i];
		if (!dated(&l->times, i) || in_content(l, attrib, l->times.span[i]))
			continue;
		for (int k = 0; k < 8 && t != NONE; k++, t = l->deps.head[t]) {
			if (uttered && (t == cue || drg__span_within(l->tokens.span[t], source)))
				return i;
			if (hangs(l, t) == HANG_INSIDE)
				continue;
			bool known = false;
			for (size_t u = 0; u < sizeof uttering / sizeof *uttering; u++)
				known |= drg__str_ieq(l->morph.lemma[t], drg__str_c(uttering[u]));
			if (!known)
				break;
			uttered = true;
		}
	}
	return NONE;
}

struct when_of drg__when_said(const struct layers *l, uint32_t attrib)
{
	struct when_of none = { NONE, WHEN_NONE, BASIS_NONE };
	const struct attribs *a = &l->attribs;
	if (a->cue[attrib].n == 0 || l->times.n == 0)
		return none;
	uint32_t cue = main_word(l, a->pool.v[a->cue[attrib].from]);
	if (cue == NONE)
		return none;
	uint32_t t = beside(l, attrib, cue);
	if (t == NONE)
		t = of_uttering(l, attrib, cue);
	if (t != NONE)
		return (struct when_of){ t, WHEN_CLAUSE, BASIS_EXPLICIT };
	struct when_of w = drg__when_of(l, cue);
	return w.link != WHEN_CLAUSE || in_content(l, attrib, l->times.span[w.time]) ? none : w;
}

/* "had said": before the day of the report, by an unknown time. */
static bool further_back(const struct layers *l, uint32_t attrib)
{
	if (attrib == NONE || l->attribs.cue[attrib].n == 0 || !l->deps.head)
		return false;
	uint32_t cue = main_word(l, l->attribs.pool.v[l->attribs.cue[attrib].from]);
	for (uint32_t i = cue == NONE || cue < 4 ? 0 : cue - 4; cue != NONE && i < cue; i++)
		if (l->deps.head[i] == cue && drg__str_ieq(drg__tok(&l->text, &l->tokens, i), STR("had")))
			return true;
	return false;
}

/* When it was said: by the words at its cue, else at the cue of who passed it on,
 * else on the day of the report. */
static void set_said(const struct layers *l, struct claims *c, uint32_t i)
{
	uint8_t basis = BASIS_EXPLICIT;
	for (uint32_t a = c->attrib[i], k = 0; a != NONE && k < CLIMB; a = l->attribs.parent[a], k++) {
		struct when_of w = drg__when_said(l, a);
		if (w.time != NONE) {
			c->said[i] = l->times.edtf[w.time];
			c->said_time[i] = w.time;
			c->said_basis[i] = basis;
			return;
		}
		basis = BASIS_INHERITED; /* from who passed it on */
	}
	if (l->meta.published.n && !further_back(l, c->attrib[i])) {
		c->said[i] = drg__str_sub(l->meta.published, 0, l->meta.published.n < 10 ? l->meta.published.n : 10); /* YYYY-MM-DD */
		c->said_basis[i] = BASIS_INFERRED;
	}
}

static void set_about(const struct layers *l, struct claims *c, uint32_t i)
{
	if (c->spans[i].n == 0)
		return;
	uint32_t word = main_word(l, c->pool.v[c->spans[i].from]);
	struct when_of w = word == NONE ? (struct when_of){ NONE, WHEN_NONE, BASIS_NONE } : drg__when_of(l, word);
	if (w.time == NONE || w.time == c->said_time[i])
		return;
	c->about[i] = l->times.edtf[w.time];
	c->about_time[i] = w.time;
	c->about_basis[i] = w.basis;
}

void drg__claim_times(const struct layers *l, struct claims *c)
{
	for (uint32_t i = 0; i < c->n; i++) {
		set_said(l, c, i);
		set_about(l, c, i);
	}
}

/* ----------------------------------------------------------------- events -- */

void drg__event_times(const drg_pack *pack, const struct layers *l, struct events *v)
{
	uint32_t rule[WHEN_LINKS];
	for (uint32_t k = 0; k < WHEN_LINKS; k++)
		rule[k] = drg__when_link_rule(pack, (enum when_link)k);
	for (uint32_t i = 0; i < v->n; i++) {
		uint32_t token = token_at(l, v->trigger[i].s);
		struct when_of w = token == NONE ? (struct when_of){ NONE, WHEN_NONE, BASIS_NONE } : drg__when_of(l, token);
		bool happened = v->polarity[i] == EV_POSITIVE && v->temporality[i] == EV_PAST && v->modality[i] == EV_CERTAIN;
		v->time_of[i] = v->time_rule[i] = NONE;
		if (w.time == NONE || (w.link == WHEN_STORY && !happened))
			continue; /* only what happened goes on at the day of the story */
		v->time[i] = l->times.edtf[w.time];
		v->time_of[i] = w.time;
		v->time_basis[i] = w.basis;
		v->time_rule[i] = rule[w.link];
	}
}
