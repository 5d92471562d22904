#include "stage/evidence.h"

#include <string.h>

_Static_assert(TALK_COND - TALK_POS == 1 + POS_STANCES && TALK_PROP - TALK_COND == 2 + COND_SIMULTANEOUS &&
                       TALK_AGREE - TALK_PROP == 1 + PROP_STATES && TALK_MEASURE - TALK_AGREE == 1 + AGREED_STATUSES &&
                       TALK_ISSUE - TALK_MEASURE == MEASURES && EVIDENCE_TALK - TALK_ISSUE == 1 + ISSUES,
               "the talk head's parts are the enums of the acts");

/* Natural logarithm of x >= 1, to 1e-6: x = m 2^e with m in [.75, 1.5), and
 * ln m = 2 (s + s^3/3 + s^5/5 + ..) with s = (m - 1) / (m + 1). */
static float ln(float x)
{
	uint32_t bits;
	memcpy(&bits, &x, 4);
	int32_t e = (int32_t)(bits >> 23) - 127;
	bits = (bits & 0x7FFFFF) | 0x3F800000;
	float m;
	memcpy(&m, &bits, 4);
	if (m >= 1.5f) {
		m *= 0.5f;
		e++;
	}
	float s = (m - 1) / (m + 1), q = s * s;
	float series = 1 + q * (1.0f / 3 + q * (1.0f / 5 + q * (1.0f / 7 + q * (1.0f / 9))));
	return (float)e * 0.69314718f + 2 * s * series;
}

/* Costs of the n classes of x. */
static void costs(const struct kernels *k, const float *x, uint32_t n, uint8_t *out)
{
	_Alignas(64) float y[64];
	float top = x[0];
	for (uint32_t i = 0; i < n; i++)
		top = x[i] > top ? x[i] : top;
	for (uint32_t i = 0; i < drg__pad16(n); i++)
		y[i] = i < n ? x[i] : -1e30f;
	float total = ln(k->exp_sum(y, drg__pad16(n), 1.0f));
	for (uint32_t i = 0; i < n; i++) {
		float c = 16 * (total + (top - x[i]));
		out[i] = c >= 254.5f || !(c >= 0) ? (c < 0 ? 0 : 255) : (uint8_t)(c + 0.5f);
	}
}

uint8_t drg__cost(const struct kernels *k, const float *x, uint32_t n, uint32_t at)
{
	uint8_t out[64];
	costs(k, x, n, out);
	return out[at];
}

void drg__evidence_init(const struct net *net, uint32_t n, struct arena *keep, struct evidence *out)
{
	uint32_t n_event = net->head[HEAD_EVENT].out;
	*out = (struct evidence){ .n_event = n_event <= 64 ? n_event : 0 };
	if (net->head[HEAD_CUE].out == EVIDENCE_BIO)
		out->cue = NEW_N(keep, uint8_t, (size_t)n * EVIDENCE_BIO);
	if (out->n_event)
		out->event = NEW_N(keep, uint8_t, (size_t)n * out->n_event);
	if (net->head[HEAD_ESTAT].out == EVIDENCE_STAT)
		out->estat = NEW_N(keep, uint8_t, (size_t)n * EVIDENCE_STAT);
	if (net->head[HEAD_TALK].out == EVIDENCE_TALK || net->head[HEAD_TALK].out == TALK_MEASURE)
		out->talk = NEW_N(keep, uint8_t, (size_t)n * EVIDENCE_TALK);
}

/* The bucket of a distance: the first of n - 1 bounds that it does not exceed. */
static uint32_t bucket_in(const int32_t *bound, uint32_t n, int32_t d)
{
	uint32_t b = 0;
	while (b + 1 < n && bound[b] < d)
		b++;
	return b;
}

/* The costs of the roles that the window's words have for the cue or trigger at token t:
 * out[hi - lo][roles]. */
static void role_costs(const struct evidence_window *w, enum net_pair which, uint32_t t, struct arena scratch, uint8_t *out)
{
	const struct net_pairs *a = &w->net->pair[which];
	uint32_t n = w->hi - w->lo, roles = a->n_role;
	size_t ld;
	const float *v = drg__net_roles(w->net, which, w->work, n, t - w->lo, &scratch, &ld);
	for (uint32_t j = 0; j < n; j++) {
		float x[16]; /* as many roles as a pair head may have */
		int32_t apart = (int32_t)(w->lo + j) - (int32_t)t;
		const float *bias = a->dist && w->bucket[which] ? a->dist + bucket_in(w->bucket[which], a->n_bucket, apart) * roles : NULL;
		for (uint32_t r = 0; r < roles; r++)
			x[r] = v[r * ld + j] + (bias ? bias[r] : 0);
		costs(w->net->k, x, roles, out + (size_t)j * roles);
	}
}

static void cue(const struct evidence_window *w, uint32_t t, struct arena *keep, struct arena scratch, struct evidence *out)
{
	struct cue_roles *row = PUSH(keep, &out->roles);
	*row = (struct cue_roles){ t, w->lo, w->hi, NEW_N(keep, uint8_t, (size_t)(w->hi - w->lo) * EVIDENCE_ROLES) };
	role_costs(w, PAIR_ATT, t, scratch, row->cost);
}

/* Who may take part in the act that token t names. */
static void trigger(const struct evidence_window *w, uint32_t t, struct arena *keep, struct arena scratch, struct evidence *out)
{
	struct arg_row *row = PUSH(keep, &out->args);
	struct arg_word kept[NET_PIECES];
	uint8_t cost[NET_PIECES * EVIDENCE_ARG_ROLES];
	role_costs(w, PAIR_ARG, t, scratch, cost);
	*row = (struct arg_row){ .tok = t };
	for (uint32_t j = 0; j < w->hi - w->lo; j++) {
		const uint8_t *x = cost + (size_t)j * EVIDENCE_ARG_ROLES + 1; /* past "none" */
		if (x[0] <= EVIDENCE_ARG || x[1] <= EVIDENCE_ARG)
			kept[row->n++] = (struct arg_word){ w->lo + j, { x[0], x[1] } };
	}
	row->word = NEW_N(keep, struct arg_word, row->n);
	memcpy(row->word, kept, row->n * sizeof *kept);
}

/* Token t, a noun or pronoun, against those before it; then it is one of them. */
static void antecedents(const struct evidence_window *w, uint32_t t, struct arena *keep, struct evidence *out)
{
	const struct net_coref *c = &w->net->coref;
	size_t side = drg__pad16(c->dim + 1), at = t - w->lo, n = out->coref.n;
	_Alignas(64) float score[EVIDENCE_BACK];
	w->net->k->matmul(w->work->coref_ask + at * side, side, w->carried, EVIDENCE_BACK, score, EVIDENCE_BACK, 1, c->dim + 1, EVIDENCE_BACK, NULL);
	struct coref_row *row = PUSH(keep, &out->coref);
	row->tok = t;
	for (size_t d = 0; d < EVIDENCE_BACK; d++) {
		row->back[d] = EVIDENCE_NEVER;
		if (d >= n)
			continue;
		uint32_t far = bucket_in(w->coref_bucket, c->n_bucket, (int32_t)(t - out->coref.v[n - 1 - d].tok));
		float x = 8 * (score[(n - 1 - d) % EVIDENCE_BACK] + c->dist[far]);
		row->back[d] = (int8_t)(x >= 127 ? 127 : x > 0 ? (int)(x + .5f) : x > -127 ? -(int)(.5f - x) : -127);
	}
	for (size_t d = 0; d <= c->dim; d++)
		w->carried[d * EVIDENCE_BACK + n % EVIDENCE_BACK] = w->work->coref_m[at * drg__pad64(c->dim + 1) + d];
}

/* The row of token t, or e->coref.n. */
static size_t coref_row(const struct evidence *e, uint32_t t)
{
	size_t lo = 0, hi = e->coref.n;
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		if (e->coref.v[mid].tok < t)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < e->coref.n && e->coref.v[lo].tok == t ? lo : e->coref.n;
}

int drg__evidence_coref(const struct evidence *e, uint32_t i, uint32_t j)
{
	size_t a = coref_row(e, i), b = coref_row(e, j);
	return b == e->coref.n || a >= b || b - a > EVIDENCE_BACK ? EVIDENCE_NEVER : e->coref.v[b].back[b - a - 1];
}

const struct arg_row *drg__evidence_args(const struct evidence *e, uint32_t trigger)
{
	size_t lo = 0, hi = e->args.n;
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		if (e->args.v[mid].tok < trigger)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < e->args.n && e->args.v[lo].tok == trigger ? &e->args.v[lo] : NULL;
}

/* Costs of a row of several softmaxes, `size` classes each, `n` of them. Of a part beyond the head's `have`
 * scores the first class, "none", is certain. */
static void costs_of_parts(const struct kernels *k, const float *x, uint32_t have, const uint8_t *size, size_t n, uint8_t *out)
{
	for (size_t f = 0; f < n; f++) {
		if (have >= size[f]) {
			costs(k, x, size[f], out);
			have -= size[f];
			x += size[f];
		} else {
			memset(out, 255, size[f]);
			out[0] = 0;
		}
		out += size[f];
	}
}

void drg__evidence_window(const struct evidence_window *w, struct arena *keep, struct arena scratch, struct evidence *out)
{
	static const uint8_t factor[] = { 2, 5, 4, 2 }; /* polarity, modality, temporality, contested */
	static const uint8_t part[] = { TALK_COND - TALK_POS, TALK_PROP - TALK_COND, TALK_AGREE - TALK_PROP,
		                        TALK_MEASURE - TALK_AGREE, TALK_ISSUE - TALK_MEASURE, EVIDENCE_TALK - TALK_ISSUE };
	const struct kernels *k = w->net->k;
	const struct net_work *x = w->work;
	for (uint32_t t = w->from; t < w->to; t++) {
		uint32_t at = t - w->lo;
		if (out->cue)
			costs(k, x->v[HEAD_CUE] + at * x->ld[HEAD_CUE], EVIDENCE_BIO, out->cue + (size_t)t * EVIDENCE_BIO);
		if (out->event)
			costs(k, x->v[HEAD_EVENT] + at * x->ld[HEAD_EVENT], out->n_event, out->event + (size_t)t * out->n_event);
		if (out->estat)
			costs_of_parts(k, x->v[HEAD_ESTAT] + at * x->ld[HEAD_ESTAT], EVIDENCE_STAT, factor, sizeof factor, out->estat + (size_t)t * EVIDENCE_STAT);
		if (out->talk)
			costs_of_parts(k, x->v[HEAD_TALK] + at * x->ld[HEAD_TALK], w->net->head[HEAD_TALK].out, part, sizeof part, out->talk + (size_t)t * EVIDENCE_TALK);
		if (out->cue && w->net->pair[PAIR_ATT].n_role == EVIDENCE_ROLES && out->cue[(size_t)t * EVIDENCE_BIO + 1] <= EVIDENCE_CUE)
			cue(w, t, keep, scratch, out);
		if (out->event && w->net->pair[PAIR_ARG].n_role == EVIDENCE_ARG_ROLES && out->event[(size_t)t * out->n_event] >= EVIDENCE_TRIGGER)
			trigger(w, t, keep, scratch, out);
		if (w->carried && (w->upos[t] == UPOS_NOUN || w->upos[t] == UPOS_PROPN || w->upos[t] == UPOS_PRON))
			antecedents(w, t, keep, out);
	}
}
