/* How likely an attribution is right.
 *
 * Without the encoder's heads: the share of each rule's attributions that fit
 * the gold on the first 200 reports of PolNeAR train, 2026-11-22 (quoted-as,
 * adverb, as-said, signed are too rare there, or not marked: guesses).
 *
 * With them: a logistic model of a few plain numbers, fitted on PolNeAR dev and
 * corpus dev (on the even reports first, measured on the odd ones: of those
 * shown with .85 to .95 .91 were right).  The training parts are no measure
 * here: the heads have seen them. bench/calibration.py shows how it holds. */
#include "stage/attrib.h"

static const float rule_share[R_RULES] = { .88f, .81f, .87f, .72f, .69f, .76f, .47f, .57f, .40f, .55f, .70f, .84f, .50f, .50f, .44f, .62f, .60f, .80f, .60f, .45f, .50f, .60f };

/* Rules of one kind share a constant. */
enum kin { KIN_MARKS, KIN_TURN, KIN_MIXED, KIN_CLAUSE, KIN_HEADS, KIN_WEAK, KIN_UNSAID };
static const uint8_t kin_of[R_RULES] = {
	KIN_MARKS, KIN_MARKS, KIN_MIXED, KIN_CLAUSE, KIN_CLAUSE, KIN_CLAUSE, KIN_WEAK, KIN_WEAK, KIN_WEAK, KIN_WEAK, KIN_MIXED,
	KIN_MARKS, KIN_WEAK, KIN_WEAK, KIN_TURN, KIN_MARKS, KIN_WEAK, KIN_MARKS, KIN_HEADS, KIN_UNSAID, KIN_UNSAID, KIN_TURN
};
static const float kin_weight[] = { .36f, 1.20f, .07f, -.44f, -1.63f, -.58f, -.20f };
static const struct {
	float cue, roles, content, source, has_source, direct;
} weight_of = { -.11f, -.18f, .44f, .31f, .50f, .10f };

/* Mean of what the heads say for the role against none, over the words of the
 * spans, in nats, -3 to 4. */
static float margin(const struct cx *c, const struct cue_roles *row, const struct span *v, uint32_t n, uint8_t role)
{
	int32_t w = 0, words = 0;
	for (uint32_t k = 0; k < n; k++)
		for (uint32_t t = drg__span_first(c->tok->span, c->tok->n, v[k].s); t < row->to && c->tok->span[t].s < v[k].e; t++)
			if (t >= row->from && !(c->tok->flags[t] & TOK_PUNCT)) {
				const uint8_t *x = row->cost + (size_t)(t - row->from) * EVIDENCE_ROLES;
				w += x[ROLE_NONE] - x[role];
				words++;
			}
	float m = words ? (float)w / (float)words / 16 : 0;
	return m < -3 ? -3 : m > 4 ? 4 : m;
}

/* 1 / (1 + e^-z), between points half a unit apart. */
static float logistic(float z)
{
	static const float at[] = { .5f, .6225f, .7311f, .8176f, .8808f, .9241f, .9526f, .9707f, .9820f };
	float a = z < 0 ? -z : z;
	if (a >= 3.99f)
		a = 3.99f;
	uint32_t k = (uint32_t)(a * 2);
	float p = at[k] + (at[k + 1] - at[k]) * (a * 2 - (float)k);
	return z < 0 ? 1 - p : p;
}

float drg__attrib_score(const struct cx *c, const struct found *f)
{
	if (!c->ev->cue || !c->head)
		return rule_share[f->rule];
	const struct cue_roles *row = f->has_roles ? &c->ev->roles.v[f->roles] : NULL;
	float z = kin_weight[kin_of[f->rule]] + weight_of.cue * (float)(f->cue_cost > 80 ? 80 : f->cue_cost) / 16;
	if (row)
		z += weight_of.roles + weight_of.content * margin(c, row, f->content, f->n_content, ROLE_CONTENT) +
		     weight_of.source * margin(c, row, f->source, f->n_source, ROLE_SOURCE);
	if (f->n_source)
		z += weight_of.has_source;
	if (f->rule == R_QUOTE_BEFORE || f->rule == R_QUOTE_AFTER || f->rule == R_SIGNED)
		z += weight_of.direct;
	return logistic(z);
}

/* e^(-cost / 16), to a thousandth. */
static double probability(uint32_t cost)
{
	double p = 1;
	while (cost-- > 0)
		p *= .93941306281347581;
	return (double)(int)(p * 1000 + .5) / 1000;
}

/* Mean probability that the words of the spans have the role. */
static double mean_of(const struct cx *c, const struct cue_roles *row, const struct span *v, uint32_t n, uint8_t role)
{
	double p = 0;
	uint32_t words = 0;
	for (uint32_t k = 0; k < n; k++)
		for (uint32_t t = drg__span_first(c->tok->span, c->tok->n, v[k].s); t < row->to && c->tok->span[t].s < v[k].e; t++)
			if (t >= row->from && !(c->tok->flags[t] & TOK_PUNCT)) {
				p += probability(row->cost[(size_t)(t - row->from) * EVIDENCE_ROLES + role]);
				words++;
			}
	return words ? (double)(int)(p / words * 1000 + .5) / 1000 : __builtin_nan("");
}

struct heads_say drg__attrib_heads_say(const struct cx *c, const struct found *f)
{
	struct heads_say h = { __builtin_nan(""), __builtin_nan(""), __builtin_nan("") };
	if (!c->ev->cue || !c->head)
		return h;
	h.cue = probability(f->cue_cost);
	if (f->has_roles) {
		const struct cue_roles *row = &c->ev->roles.v[f->roles];
		h.source = mean_of(c, row, f->source, f->n_source, ROLE_SOURCE);
		h.content = mean_of(c, row, f->content, f->n_content, ROLE_CONTENT);
	}
	return h;
}
