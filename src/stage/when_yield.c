/* when_yield.c - what a rule of times.rules yields beside its parts: the form of
 * the expression, steps, and which years it believes.  The keys are listed at the
 * head of the rules. */
#include "stage/when_parts.h"

static bool yield_is(const struct when_words *w, uint32_t rule, const char *key, const char *value)
{
	return drg__str_eq(drg__rule_yield(w->pack, rule, key), drg__str_c(value));
}

/* `least`: the first year that the rule believes. */
static bool year_fits(const struct when_words *w, const struct expr *e)
{
	uint64_t least = 0;
	struct str s = drg__rule_yield(w->pack, e->rule, "least");
	if (s.n == 0 || e->year == NOT_SAID)
		return true;
	drg__str_u64(s, 9999, &least);
	return e->year >= (int32_t)least && e->year <= 2200;
}

static void yield_step(const struct when_words *w, struct expr *e)
{
	struct str by = drg__rule_yield(w->pack, e->rule, "by");
	if (by.n)
		e->by = drg__str_eq(by, STR("0")) ? 0 : drg__str_eq(by, STR("1")) ? 1 : -1;
	if (yield_is(w, e->rule, "base", "context"))
		e->base = FROM_CONTEXT;
	if (yield_is(w, e->rule, "unit", "year"))
		e->amount.unit = TU_YEAR;
	if (yield_is(w, e->rule, "unit", "day"))
		e->amount.unit = TU_DAY;
	if (yield_is(w, e->rule, "mod", "MID"))
		e->mod = TM_MID;
	if (yield_is(w, e->rule, "mod", "END"))
		e->mod = TM_END;
	e->farther = yield_is(w, e->rule, "week", "further");
	if (yield_is(w, e->rule, "edge", "last"))
		e->edge = 1;
	if (yield_is(w, e->rule, "move", "before"))
		e->move = MOVE_BEFORE;
	if (yield_is(w, e->rule, "move", "after"))
		e->move = MOVE_AFTER;
	if (yield_is(w, e->rule, "move", "soon"))
		e->move = MOVE_SOON;
	if (yield_is(w, e->rule, "n", "half"))
		e->amount.milli = 500;
	if (yield_is(w, e->rule, "n", "one"))
		e->amount.milli = 1000;
	e->beside_quarter = yield_is(w, e->rule, "beside", "quarter");
	struct str ref = drg__rule_yield(w->pack, e->rule, "ref");
	if (ref.n) {
		e->form = EX_REF;
		e->ref = drg__str_starts(ref, STR("PRESENT")) ? REF_PRESENT : drg__str_starts(ref, STR("PAST")) ? REF_PAST : REF_FUTURE;
	}
}

/* "the last of the month", "the end of last year": which one stands before it. */
static void step_in_words(const struct view *v, const struct rule_hit *hit, struct expr *e)
{
	for (uint32_t i = hit->first; i < hit->end; i++) {
		if (drg__str_ieq(drg__view_tok(v, i), STR("last")))
			e->by = -1;
		if (drg__str_ieq(drg__view_tok(v, i), STR("next")))
			e->by = 1;
	}
}

/* A calendar expression whose unit was read as an amount's: the step's unit. */
static void unit_to_step(struct expr *e)
{
	if (e->form == EX_CALENDAR && e->move == MOVE_NONE && e->amount.unit != TU_NONE && e->year == NOT_SAID) {
		e->step_unit = e->amount.unit;
		e->amount = (struct amount){ 0 };
	}
}

static bool as_duration(struct expr *e)
{
	e->form = EX_DURATION;
	e->named = false;
	if (e->amount.milli == 0 && !e->amount.vague)
		e->amount.vague = e->by != 0; /* "the coming months" */
	if (e->amount2.milli > 0 && e->amount2.milli < 1000)
		e->amount.milli += e->amount2.milli; /* "an hour and a half" */
	return e->amount.unit != TU_NONE && (e->amount.milli > 0 || e->amount.vague);
}

static bool yield_form(const struct when_words *w, const struct view *v, const struct rule_hit *hit, struct expr *e)
{
	struct str form = drg__rule_yield(w->pack, e->rule, "form");
	if (form.n == 0 || drg__str_eq(form, STR("calendar"))) {
		unit_to_step(e);
		return true;
	}
	if (drg__str_eq(form, STR("none"))) {
		e->form = EX_NONE;
	} else if (drg__str_eq(form, STR("duration")) || drg__str_eq(form, STR("step-duration"))) {
		return as_duration(e);
	} else if (drg__str_eq(form, STR("vague"))) {
		e->form = EX_DURATION;
		e->amount.vague = true;
	} else if (drg__str_eq(form, STR("set")) || drg__str_eq(form, STR("rate"))) {
		e->form = EX_SET;
		if (e->amount.milli == 0)
			e->amount.milli = 1000;
	} else if (drg__str_eq(form, STR("weekdays"))) {
		e->form = EX_SET;
		e->plural = true;
	} else if (drg__str_eq(form, STR("year-earlier"))) {
		e->step_unit = TU_YEAR;
		e->by = -1;
		e->beside_quarter = true;
		if (e->amount.unit != TU_NONE)
			return as_duration(e);
	} else if (drg__str_eq(form, STR("part-of"))) {
		unit_to_step(e);
		step_in_words(v, hit, e);
	} else {
		unit_to_step(e);
	}
	return true;
}

bool drg__when_yield(const struct when_words *w, const struct view *v, const struct rule_hit *hit, struct expr *e)
{
	yield_step(w, e);
	return yield_form(w, v, hit, e) && year_fits(w, e);
}
