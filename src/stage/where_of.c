/* where_of.c - where an event is said to happen. */
#include "stage/where.h"

enum { CLIMB = 4 }; /* steps from a place up to the trigger: "in [the] suburbs of Sela" is three */

static uint32_t token_at(const struct layers *l, uint32_t byte)
{
	uint32_t i = drg__span_first(l->tokens.span, l->tokens.n, byte);
	return i < l->tokens.n ? i : l->tokens.n - 1;
}

/* Tokens [*first, *end) of the place's row. */
static void tokens_of(const struct layers *l, uint32_t row, uint32_t *first, uint32_t *end)
{
	*first = token_at(l, l->places.span[row].s);
	*end = *first + 1;
	while (*end < l->tokens.n && l->tokens.span[*end].s < l->places.span[row].e)
		++*end;
}

static bool is_clause(const struct layers *l, uint32_t t)
{
	static const char *const list[] = { "ccomp", "advcl", "acl", "parataxis", "csubj", "conj", "root" };
	struct str r = l->deps.rel[t] < l->tagset.n_rels ? l->tagset.rels[l->deps.rel[t]] : STR("");
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		if (drg__str_starts(r, drg__str_c(list[i])))
			return true;
	return false;
}

/* Steps from the place's head word up to `tok`, CLIMB + 1 when it is not above. */
static uint32_t steps_up(const struct layers *l, uint32_t first, uint32_t end, uint32_t tok)
{
	uint32_t t = first;
	for (uint32_t i = first; i < end; i++)
		if (l->deps.head[i] == NONE || l->deps.head[i] < first || l->deps.head[i] >= end)
			t = i;
	for (uint32_t n = 1; n <= CLIMB; n++) {
		uint32_t up = l->deps.head[t];
		if (up == tok)
			return n;
		if (up == NONE || is_clause(l, t))
			break;
		t = up;
	}
	return CLIMB + 1;
}

/* A place that describes the trigger itself: "the Port Sela talks". */
static bool names_trigger(const struct layers *l, uint32_t row, uint32_t end, uint32_t tok)
{
	return l->places.use[row] == PLACE_MODIFIER && end == tok && l->deps.head[end - 1] == tok &&
	       l->places.lat[row] == l->places.lat[row] && drg__str_starts(l->places.feature[row], STR("PPL"));
}

static uint32_t sentence_of(const struct layers *l, uint32_t tok)
{
	uint32_t lo = 0, hi = l->sents.n;
	while (lo + 1 < hi) {
		uint32_t mid = (lo + hi) / 2;
		if (l->sents.tok[mid] <= tok)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

uint32_t drg__where_of(const struct layers *l, uint32_t tok)
{
	if (tok >= l->tokens.n || l->places.n == 0 || l->sents.n == 0)
		return NONE;
	uint32_t s = sentence_of(l, tok), from = l->tokens.span[l->sents.tok[s]].s;
	uint32_t last = l->sents.tok[s + 1], best = NONE, best_steps = UINT32_MAX, best_far = UINT32_MAX;
	for (uint32_t row = drg__span_first(l->places.span, l->places.n, from); row < l->places.n; row++) {
		uint32_t first, end;
		tokens_of(l, row, &first, &end);
		if (first >= last)
			break;
		uint32_t steps = CLIMB + 1, far = first > tok ? first - tok : tok - first;
		if (l->deps.head && names_trigger(l, row, end, tok))
			steps = 1;
		else if (l->places.use[row] != PLACE_LOCATION)
			continue;
		else if (l->deps.head)
			steps = steps_up(l, first, end, tok);
		if (steps < best_steps || (steps == best_steps && far < best_far)) {
			best = row;
			best_steps = steps;
			best_far = far;
		}
	}
	return best;
}

void drg__event_places(const struct layers *l, struct events *events)
{
	for (uint32_t i = 0; i < events->n; i++)
		events->place[i] = l->tokens.n ? drg__where_of(l, token_at(l, events->trigger[i].s)) : NONE;
}
