/* where_rank.c - which of a name's bearers is meant.
 *
 * Names are grouped: one sense a report, unless holders tell two apart
 * ("Springfield, Ill." and "Springfield, Mo.").  Each group keeps a probability
 * for each bearer.  Three sweeps over the groups: a bearer's features are
 * counted from what the other groups hold probable, its score is the weighted
 * sum, and the group's probabilities are the softmax of the scores.
 *
 *   group ---> bearers [first, first + n): row, unit vector, probability
 *   mass[row of country, division] = sum of the probabilities of what lies in it
 *
 * Only + - * / on doubles and exp and sine of our own, so the same bytes
 * everywhere. */
#include "stage/where_parts.h"

enum { SWEEPS = 3, NEAREST_KEPT = 4 };

static const double RADIUS = 6371.009, NEAR_KM = 100;

struct bearer {
	uint32_t row, country, adm1, adm2; /* rows of the gazetteer, PLACES_NO */
	bool point;                        /* small enough to be near something */
	double at[3];                      /* on the unit sphere */
	float feature[PF_FEATURES];
	double p;
};

struct group {
	uint64_t key;
	uint32_t first, n; /* bearers */
	uint32_t holder;   /* toponym that may hold it, NONE */
	uint32_t best[NEAREST_KEPT], n_best; /* the most probable points */
};

struct rank {
	struct where *w;
	VEC(struct group) group;
	VEC(struct bearer) bearer;
	double *mass;     /* [n_mass] by row: countries and divisions come first in the gazetteer */
	uint32_t n_mass;
	double total;     /* number of groups */
	uint32_t home;    /* group of the dateline's place, NONE */
};

/* ------------------------------------------------------------- arithmetic -- */

static double sine_small(double x) /* |x| <= pi / 2 */
{
	double y = x * x;
	return x * (1 - y / 6 * (1 - y / 20 * (1 - y / 42 * (1 - y / 72 * (1 - y / 110 * (1 - y / 156 * (1 - y / 210)))))));
}

static double cosine_small(double x)
{
	double y = x * x;
	return 1 - y / 2 * (1 - y / 12 * (1 - y / 30 * (1 - y / 56 * (1 - y / 90 * (1 - y / 132 * (1 - y / 182 * (1 - y / 240)))))));
}

static void unit_vector(double lat, double lon, double out[3])
{
	const double half = 3.14159265358979323846 / 360; /* half a degree */
	double s = sine_small(lon * half), c = cosine_small(lon * half);
	double sin_lat = sine_small(lat * 2 * half), cos_lat = cosine_small(lat * 2 * half);
	out[0] = cos_lat * (c * c - s * s);
	out[1] = cos_lat * 2 * s * c;
	out[2] = sin_lat;
}

/* exp(x) for x <= 0. */
static double exp_down(double x)
{
	if (x < -40)
		return 0;
	int halves = 0;
	while (x < -.5) {
		x /= 2;
		halves++;
	}
	double e = 1 + x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4 * (1 + x / 5 * (1 + x / 6 * (1 + x / 7 * (1 + x / 8)))))));
	while (halves-- > 0)
		e *= e;
	return e;
}

/* 1 at the same point, 1/2 at NEAR_KM: by the chord, which is the way for what is near. */
static double nearness(const double a[3], const double b[3])
{
	double d2 = 0;
	for (int k = 0; k < 3; k++)
		d2 += (a[k] - b[k]) * (a[k] - b[k]);
	return 1 / (1 + d2 * (RADIUS / NEAR_KM) * (RADIUS / NEAR_KM));
}

/* ------------------------------------------------------------------ groups -- */

static bool is(const struct place *p, const char *feature)
{
	return strcmp(p->feature, feature) == 0;
}

/* Does one of a toponym's bearers hold `row`? */
static bool may_hold(const struct where *w, const struct toponym *holder, uint32_t row)
{
	for (uint32_t i = 0; i < holder->n_hit; i++) {
		uint32_t outer = w->hit.v[holder->hit + i].row;
		if (outer != row && drg__place_within(&w->g, row, outer))
			return true;
	}
	return false;
}

/* The toponym that holds t by its words: only if it can hold one of t's bearers. */
static uint32_t holder_of(const struct where *w, const struct toponym *t)
{
	if (t->inside == NONE)
		return NONE;
	for (uint32_t i = 0; i < t->n_hit; i++)
		if (may_hold(w, &w->top.v[t->inside], w->hit.v[t->hit + i].row))
			return t->inside;
	return NONE;
}

static void fixed_features(const struct where *w, struct bearer *b, const struct place_hit *h, bool largest)
{
	struct place p = drg__place(&w->g, h->row);
	float *f = b->feature;
	bool division = is(&p, "ADM1") || is(&p, "ADM2"), country = p.feature[0] == 'P' && p.feature[1] == 'C';
	bool town = p.feature[0] == 'P' && !country;
	f[PF_POPULATION] = (float)p.population_log / 80;
	f[PF_COUNTRY] = country;
	f[PF_ADM1] = is(&p, "ADM1");
	f[PF_ADM2] = is(&p, "ADM2");
	f[PF_CAPITAL] = is(&p, "PPLC");
	f[PF_SEAT] = is(&p, "PPLA");
	f[PF_QUARTER] = is(&p, "PPLX");
	f[PF_REGION] = !division && !country && !town;
	f[PF_ALTERNATE] = h->alternate;
	f[PF_LARGEST] = largest;
	b->row = h->row;
	b->point = town || is(&p, "ADM2");
	b->country = drg__place_country(&w->g, h->row);
	b->adm1 = b->adm2 = PLACES_NO;
	for (uint32_t row = h->row;;) {
		struct place q = drg__place(&w->g, row);
		if (is(&q, "ADM1"))
			b->adm1 = row;
		if (is(&q, "ADM2"))
			b->adm2 = row;
		if (q.parent == row)
			break;
		row = q.parent;
	}
	unit_vector(p.lat, p.lon, b->at);
}

/* The group of a toponym; made when there is none yet. */
static uint32_t group_of(struct rank *r, uint32_t top, const uint32_t *slot, uint32_t slots)
{
	struct where *w = r->w;
	const struct toponym *t = &w->top.v[top];
	uint32_t holder = holder_of(w, t);
	for (uint32_t at = (uint32_t)(t->key >> 32) & (slots - 1); slot[at]; at = (at + 1) & (slots - 1)) {
		struct group *g = &r->group.v[slot[at] - 1];
		if (g->key != t->key)
			continue;
		if (holder == NONE || g->holder == NONE || w->top.v[holder].key == w->top.v[g->holder].key) {
			if (g->holder == NONE)
				g->holder = holder;
			return slot[at] - 1;
		}
	}
	struct group *g = PUSH(w->a, &r->group);
	*g = (struct group){ .key = t->key, .first = (uint32_t)r->bearer.n, .n = t->n_hit, .holder = holder };
	for (uint32_t i = 0; i < t->n_hit; i++) {
		struct bearer *b = PUSH(w->a, &r->bearer);
		*b = (struct bearer){ 0 };
		fixed_features(w, b, &w->hit.v[t->hit + i], i == 0);
	}
	return (uint32_t)r->group.n - 1;
}

static void make_groups(struct rank *r)
{
	struct where *w = r->w;
	uint32_t slots = 16;
	while (slots < 2 * w->top.n + 2)
		slots *= 2;
	uint32_t *slot = NEW_N(w->a, uint32_t, slots);
	for (uint32_t i = 0; i < w->top.n; i++) {
		struct toponym *t = &w->top.v[i];
		if (t->n_hit == 0)
			continue;
		size_t before = r->group.n;
		t->group = group_of(r, i, slot, slots);
		struct group *g = &r->group.v[t->group];
		if (r->home == NONE && t->source == TOP_DATELINE)
			r->home = t->group;
		for (uint32_t k = 0; t->holds && k < g->n; k++) {
			float *f = r->bearer.v[g->first + k].feature;
			f[PF_AFTER_PLACE] = f[PF_COUNTRY] > 0 || f[PF_ADM1] > 0;
		}
		if (r->group.n > before) {
			uint32_t at = (uint32_t)(t->key >> 32) & (slots - 1);
			while (slot[at])
				at = (at + 1) & (slots - 1);
			slot[at] = t->group + 1;
		}
	}
}

/* ------------------------------------------------------------------ sweeps -- */

/* Take a group's probabilities into the masses (sign 1) or out of them (-1). */
static void weigh(struct rank *r, const struct group *g, double sign)
{
	for (uint32_t i = 0; i < g->n; i++) {
		const struct bearer *b = &r->bearer.v[g->first + i];
		const uint32_t up[] = { b->country, b->adm1, b->adm2 };
		for (int k = 0; k < 3; k++)
			if (up[k] != PLACES_NO && up[k] < r->n_mass)
				r->mass[up[k]] += sign * b->p;
	}
}

static float share(const struct rank *r, uint32_t row)
{
	double others = r->total - 1;
	return row == PLACES_NO || row >= r->n_mass || others < 1 ? 0 : (float)(r->mass[row] / others);
}

static void near_features(struct rank *r, uint32_t gi, struct bearer *b)
{
	uint32_t lo = gi > WHERE_NEAR ? gi - WHERE_NEAR : 0, hi = gi + WHERE_NEAR + 1 < r->group.n ? gi + WHERE_NEAR + 1 : (uint32_t)r->group.n;
	double sum = 0, most = 0;
	uint32_t others = 0;
	for (uint32_t k = lo; k < hi; k++) {
		const struct group *o = &r->group.v[k];
		if (k == gi || o->n_best == 0 || o->key == r->group.v[gi].key)
			continue;
		others++;
		double best = 0;
		for (uint32_t i = 0; i < o->n_best; i++) {
			const struct bearer *c = &r->bearer.v[o->best[i]];
			double v = c->p * nearness(b->at, c->at);
			best = v > best ? v : best;
		}
		sum += best;
		most = best > most ? best : most;
	}
	b->feature[PF_NEAR] = others ? (float)(sum / others) : 0;
	b->feature[PF_NEAREST] = (float)most;
}

/* The place of the dateline, as far as it is sure. */
static void home_features(struct rank *r, uint32_t gi, struct bearer *b)
{
	b->feature[PF_HOME] = b->feature[PF_HOME_COUNTRY] = 0;
	if (r->home == NONE || r->home == gi)
		return;
	const struct group *h = &r->group.v[r->home];
	double near = 0, country = 0;
	for (uint32_t i = 0; i < h->n_best; i++) {
		const struct bearer *c = &r->bearer.v[h->best[i]];
		near += c->p * nearness(b->at, c->at);
		country += c->country == b->country ? c->p : 0;
	}
	b->feature[PF_HOME] = b->point ? (float)near : 0;
	b->feature[PF_HOME_COUNTRY] = (float)country;
}

static void named_features(struct rank *r, const struct group *g)
{
	if (g->holder == NONE)
		return;
	const struct toponym *holder = &r->w->top.v[g->holder];
	for (uint32_t i = 0; i < g->n; i++) {
		struct bearer *b = &r->bearer.v[g->first + i];
		bool held = may_hold(r->w, holder, b->row);
		b->feature[PF_NAMED_PARENT] = held;
		b->feature[PF_NAMED_OTHER] = !held;
	}
}

static double weighted(const struct rank *r, const float *f)
{
	double s = 0;
	for (int k = 0; k < PF_FEATURES; k++)
		s += (double)r->w->g.weight[k] * (double)f[k];
	return s;
}

/* The group's points of highest probability. */
static void keep_best(struct rank *r, struct group *g)
{
	g->n_best = 0;
	for (uint32_t i = g->first; i < g->first + g->n; i++) {
		if (!r->bearer.v[i].point)
			continue;
		uint32_t k = g->n_best < NEAREST_KEPT ? g->n_best++ : NEAREST_KEPT;
		for (; k > 0 && r->bearer.v[g->best[k - 1]].p < r->bearer.v[i].p; k--)
			if (k < NEAREST_KEPT)
				g->best[k] = g->best[k - 1];
		if (k < NEAREST_KEPT)
			g->best[k] = i;
	}
}

static void softmax(struct rank *r, struct group *g)
{
	double top = -1e300, sum = 0;
	for (uint32_t i = g->first; i < g->first + g->n; i++)
		top = r->bearer.v[i].p > top ? r->bearer.v[i].p : top;
	for (uint32_t i = g->first; i < g->first + g->n; i++)
		sum += r->bearer.v[i].p = exp_down(r->bearer.v[i].p - top);
	for (uint32_t i = g->first; i < g->first + g->n; i++)
		r->bearer.v[i].p /= sum;
	keep_best(r, g);
}

static void sweep(struct rank *r, bool first)
{
	for (uint32_t gi = 0; gi < r->group.n; gi++) {
		struct group *g = &r->group.v[gi];
		if (!first)
			weigh(r, g, -1);
		for (uint32_t i = g->first; i < g->first + g->n; i++) {
			struct bearer *b = &r->bearer.v[i];
			if (!first) {
				b->feature[PF_IN_COUNTRY] = b->feature[PF_COUNTRY] > 0 ? 0 : share(r, b->country);
				b->feature[PF_IN_ADM1] = b->feature[PF_ADM1] > 0 ? 0 : share(r, b->adm1);
				b->feature[PF_IN_ADM2] = b->feature[PF_ADM2] > 0 ? 0 : share(r, b->adm2);
				if (b->point)
					near_features(r, gi, b);
				home_features(r, gi, b);
			}
			b->p = weighted(r, b->feature);
		}
		softmax(r, g);
		if (!first)
			weigh(r, g, 1);
	}
	if (first)
		for (uint32_t gi = 0; gi < r->group.n; gi++)
			weigh(r, &r->group.v[gi], 1);
}

static void choose(struct rank *r, struct toponym *t)
{
	const struct where *w = r->w;
	const struct group *g = &r->group.v[t->group];
	uint32_t best = g->first;
	for (uint32_t i = g->first; i < g->first + g->n; i++) {
		const struct bearer *b = &r->bearer.v[i];
		if (b->p > r->bearer.v[best].p)
			best = i;
		if (w->trace) {
			const struct span *s = w->l->tokens.span;
			struct place p = drg__place(&w->g, b->row);
			w->trace->bearer(w->trace->ctx, (struct span){ s[t->first].s, s[t->end - 1].e }, b->row, &p, b->feature, (float)b->p);
		}
	}
	t->row = r->bearer.v[best].row;
	t->score *= (float)r->bearer.v[best].p;
}

/* What holds a place by its words is the one that does: "Georgia" in "Tbilisi,
 * Georgia" and in "Atlanta, Georgia", whatever sense it has alone. */
static void follow(struct where *w, const struct toponym *t)
{
	if (t->row == PLACES_NO || t->inside == NONE)
		return;
	struct toponym *holder = &w->top.v[t->inside];
	for (uint32_t i = 0; i < holder->n_hit; i++) {
		uint32_t outer = w->hit.v[holder->hit + i].row;
		if (outer != t->row && drg__place_within(&w->g, t->row, outer)) {
			holder->row = outer;
			return;
		}
	}
}

void drg__where_rank(struct where *w)
{
	struct rank r = { .w = w, .home = NONE };
	if (!w->g.weight)
		return;
	make_groups(&r);
	r.total = (double)r.group.n;
	for (uint32_t i = 0; i < r.bearer.n; i++) {
		const struct bearer *b = &r.bearer.v[i];
		const uint32_t up[] = { b->country, b->adm1, b->adm2 };
		for (int k = 0; k < 3; k++)
			if (up[k] != PLACES_NO && up[k] >= r.n_mass)
				r.n_mass = up[k] + 1;
	}
	r.mass = NEW_N(w->a, double, r.n_mass);
	for (uint32_t i = 0; i < r.group.n; i++)
		named_features(&r, &r.group.v[i]);
	for (int s = 0; s < SWEEPS; s++)
		sweep(&r, s == 0);
	for (uint32_t i = 0; i < w->top.n; i++)
		if (w->top.v[i].group != NONE)
			choose(&r, &w->top.v[i]);
	for (uint32_t i = 0; i < w->top.n; i++)
		follow(w, &w->top.v[i]);
}
