#include "stage/evidence.h"

#include <string.h>

_Static_assert(TALK_COND - TALK_POS == 1 + POS_STANCES && TALK_PROP - TALK_COND == 2 + COND_SIMULTANEOUS &&
                       TALK_AGREE - TALK_PROP == 1 + PROP_STATES && EVIDENCE_TALK - TALK_AGREE == 1 + AGREED_STATUSES,
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
	if (net->head[HEAD_TALK].out == EVIDENCE_TALK)
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

/* The roles that the window's words have for the cue that begins at token t. */
static void roles(const struct evidence_window *w, uint32_t t, struct arena *keep, struct arena scratch, struct evidence *out)
{
	const struct net_pairs *a = &w->net->att;
	uint32_t n = w->hi - w->lo;
	size_t ld;
	const float *v = drg__net_roles(w->net, w->work, n, t - w->lo, &scratch, &ld);
	struct cue_roles *row = PUSH(keep, &out->roles);
	*row = (struct cue_roles){ t, w->lo, w->hi, NEW_N(keep, uint8_t, (size_t)n * EVIDENCE_ROLES) };
	for (uint32_t j = 0; j < n; j++) {
		float x[EVIDENCE_ROLES];
		const float *bias = a->dist && w->bucket ? a->dist + bucket_in(w->bucket, a->n_bucket, (int32_t)(w->lo + j) - (int32_t)t) * EVIDENCE_ROLES : NULL;
		for (uint32_t r = 0; r < EVIDENCE_ROLES; r++)
			x[r] = v[r * ld + j] + (bias ? bias[r] : 0);
		costs(w->net->k, x, EVIDENCE_ROLES, row->cost + j * EVIDENCE_ROLES);
	}
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

/* Costs of a row of several softmaxes, `size` classes each, `n` of them. */
static void costs_of_parts(const struct kernels *k, const float *x, const uint8_t *size, size_t n, uint8_t *out)
{
	for (size_t f = 0; f < n; f++) {
		costs(k, x, size[f], out);
		x += size[f];
		out += size[f];
	}
}

void drg__evidence_window(const struct evidence_window *w, struct arena *keep, struct arena scratch, struct evidence *out)
{
	static const uint8_t factor[] = { 2, 5, 4, 2 }; /* polarity, modality, temporality, contested */
	static const uint8_t part[] = { TALK_COND - TALK_POS, TALK_PROP - TALK_COND, TALK_AGREE - TALK_PROP, EVIDENCE_TALK - TALK_AGREE };
	const struct kernels *k = w->net->k;
	const struct net_work *x = w->work;
	for (uint32_t t = w->from; t < w->to; t++) {
		uint32_t at = t - w->lo;
		if (out->cue)
			costs(k, x->v[HEAD_CUE] + at * x->ld[HEAD_CUE], EVIDENCE_BIO, out->cue + (size_t)t * EVIDENCE_BIO);
		if (out->event)
			costs(k, x->v[HEAD_EVENT] + at * x->ld[HEAD_EVENT], out->n_event, out->event + (size_t)t * out->n_event);
		if (out->estat)
			costs_of_parts(k, x->v[HEAD_ESTAT] + at * x->ld[HEAD_ESTAT], factor, sizeof factor, out->estat + (size_t)t * EVIDENCE_STAT);
		if (out->talk)
			costs_of_parts(k, x->v[HEAD_TALK] + at * x->ld[HEAD_TALK], part, sizeof part, out->talk + (size_t)t * EVIDENCE_TALK);
		if (out->cue && w->net->att.n_role == EVIDENCE_ROLES && out->cue[(size_t)t * EVIDENCE_BIO + 1] <= EVIDENCE_CUE)
			roles(w, t, keep, scratch, out);
		if (w->carried && (w->upos[t] == UPOS_NOUN || w->upos[t] == UPOS_PROPN || w->upos[t] == UPOS_PRON))
			antecedents(w, t, keep, out);
	}
}
