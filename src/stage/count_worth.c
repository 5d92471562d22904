/* Which quantities a reader of the conflict would count. */
#include "stage/count_row.h"

/* How likely a reader of the conflict would count it among the counts: below .5
 * it is kept, and not listed. */
float drg__count_worth(const struct count_row *r, bool conflict)
{
	double v = drg__is_stated(r->best) ? r->best : drg__is_stated(r->low) ? r->low : r->high;
	bool known = r->measure != MEASURE_OTHER && r->measure != MEASURE_NONE;
	if (r->op == OP_ORDINAL)
		return r->measure == MEASURE_ATTACKS || r->measure == MEASURE_VISITS ? .6f : .3f;
	if (r->class == COUNT_MONEY || r->class == COUNT_VOTE)
		return conflict ? .6f : .3f;
	if (r->class == COUNT_PEOPLE)
		return known ? (conflict || r->measure <= MEASURE_KILLED ? .8f : .4f) : v >= 10 && conflict ? .5f : .3f;
	if (r->class == COUNT_THINGS)
		return !known || (r->word && v == 0) || (r->measure == MEASURE_AFFECTED && !conflict) ? .3f : .7f;
	return .8f;
}

/* Does the report tell of a conflict: people held, killed, taken, or weapons? */
bool drg__count_conflict(const struct count_cx *x)
{
	uint32_t n = 0;
	for (size_t i = 0; i < x->row.n; i++) {
		uint8_t m = x->row.v[i].measure;
		n += m == MEASURE_HELD || m == MEASURE_RELEASED || m == MEASURE_KILLED || m == MEASURE_TROOPS || m == MEASURE_WEAPONS || m == MEASURE_ATTACKS;
	}
	uint32_t issues = drg__lex(x->pack, "issues"), col = issues == NONE ? NONE : drg__lex_col(x->pack, issues, "issue");
	for (uint32_t i = 0; issues != NONE && i < x->hits->n && n < 3; i++)
		n += x->hits->v[i].lex == issues && drg__lex_enum(x->pack, issues, x->hits->v[i].row, col) < ISSUE_OTHER;
	return n >= 3;
}
