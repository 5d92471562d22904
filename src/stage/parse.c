#include "stage/parse.h"

/* Heads chosen one by one form the best tree if exactly one word hangs on the
 * root and every word reaches it. */
static bool greedy(const float *score, uint32_t n, size_t ld, uint32_t *head, struct arena scratch)
{
	uint32_t roots = 0;
	for (uint32_t i = 0; i < n; i++) {
		const float *row = score + i * ld;
		uint32_t best = 0;
		for (uint32_t j = 1; j <= n; j++)
			if (j != i + 1 && row[j] > row[best])
				best = j;
		head[i] = best;
		roots += best == 0;
	}
	if (roots != 1)
		return false;
	uint32_t *seen = NEW_N(&scratch, uint32_t, n + 1); /* the walk that came by; a word met twice in one walk is in a circle */
	for (uint32_t i = 1; i <= n; i++)
		for (uint32_t j = i; j; j = head[j - 1]) {
			if (seen[j] == i)
				return false;
			if (seen[j])
				break;
			seen[j] = i;
		}
	return true;
}

/* Contraction.  Nodes 0..n, 0 the root.  A component is named by one of its
 * nodes; for two components u, v:
 *   w[v][u]             score of the best arc from u into v
 *   from[v][u], to[v][u]  the words that arc joins */
struct graph {
	uint32_t n; /* nodes, with the root */
	double *w;
	uint16_t *from, *to;
	bool *alive;
	uint32_t *in; /* best component into each */
};

struct circle {
	struct circle *outer; /* contracted before it */
	uint32_t n;
	uint16_t *head, *dep; /* the arcs that close it, one a member */
	uint16_t *member;     /* [graph.n] which member a word belongs to + 1, 0 = none */
};

/* A circle among the best arcs: its nodes in order, 0 if there is none. */
static uint32_t find_circle(const struct graph *g, uint32_t *at, uint32_t *seen)
{
	memset(seen, 0, g->n * sizeof *seen);
	for (uint32_t i = 1; i < g->n; i++) {
		uint32_t j = i;
		for (; g->alive[i] && j && !seen[j]; j = g->in[j])
			seen[j] = i;
		if (g->alive[i] && j && seen[j] == i) {
			uint32_t n = 0, k = j;
			do
				at[n++] = k;
			while ((k = g->in[k]) != j);
			return n;
		}
	}
	return 0;
}

static void choose(struct graph *g)
{
	for (uint32_t v = 1; v < g->n; v++) {
		if (!g->alive[v])
			continue;
		uint32_t best = UINT32_MAX;
		for (uint32_t u = 0; u < g->n; u++)
			if (u != v && g->alive[u] && (best == UINT32_MAX || g->w[v * g->n + u] > g->w[v * g->n + best]))
				best = u;
		g->in[v] = best;
	}
}

/* Make the circle c[0..n) one component, named c[0]: an arc into it replaces
 * the arc of the member it enters. */
static void contract(struct graph *g, const uint32_t *c, uint32_t n)
{
	uint32_t N = g->n, r = c[0];
	for (uint32_t u = 0; u < N; u++) {
		bool inside = false;
		for (uint32_t i = 0; i < n; i++)
			inside |= c[i] == u;
		if (inside || !g->alive[u])
			continue;
		double in = 0, out = 0;
		uint32_t in_at = UINT32_MAX, out_at = UINT32_MAX;
		for (uint32_t i = 0; i < n; i++) {
			uint32_t v = c[i];
			double gain = g->w[v * N + u] - g->w[v * N + g->in[v]];
			if (in_at == UINT32_MAX || gain > in) {
				in = gain;
				in_at = v;
			}
			if (u && (out_at == UINT32_MAX || g->w[u * N + v] > out)) {
				out = g->w[u * N + v];
				out_at = v;
			}
		}
		uint16_t f = g->from[in_at * N + u], t = g->to[in_at * N + u];
		g->w[r * N + u] = in;
		g->from[r * N + u] = f;
		g->to[r * N + u] = t;
		if (u) {
			f = g->from[u * N + out_at];
			t = g->to[u * N + out_at];
			g->w[u * N + r] = out;
			g->from[u * N + r] = f;
			g->to[u * N + r] = t;
		}
	}
	for (uint32_t i = 1; i < n; i++)
		g->alive[c[i]] = false;
}

static void edmonds(const float *score, uint32_t n, size_t ld, uint32_t *head, struct arena a)
{
	uint32_t N = n + 1;
	struct graph g = { N, NEW_N(&a, double, (size_t)N * N), NEW_N(&a, uint16_t, (size_t)N * N), NEW_N(&a, uint16_t, (size_t)N * N),
		           NEW_N(&a, bool, N), NEW_N(&a, uint32_t, N) };
	uint16_t *comp = NEW_N(&a, uint16_t, N); /* component of each word */
	uint32_t *at = NEW_N(&a, uint32_t, N), *seen = NEW_N(&a, uint32_t, N);
	for (uint32_t v = 0; v < N; v++) {
		g.alive[v] = true;
		comp[v] = (uint16_t)v;
		for (uint32_t u = 0; u < N && v; u++) {
			/* A second root would cost more than every other arc can give. */
			g.w[v * N + u] = (double)score[(v - 1) * ld + u] - (u ? 0 : 1e6);
			g.from[v * N + u] = (uint16_t)u;
			g.to[v * N + u] = (uint16_t)v;
		}
	}
	struct circle *last = NULL;
	for (;;) {
		choose(&g);
		uint32_t len = find_circle(&g, at, seen);
		if (!len)
			break;
		struct circle *c = NEW(&a, struct circle);
		*c = (struct circle){ last, len, NEW_N(&a, uint16_t, len), NEW_N(&a, uint16_t, len), NEW_N(&a, uint16_t, N) };
		last = c;
		for (uint32_t i = 0; i < len; i++) {
			c->head[i] = g.from[at[i] * N + g.in[at[i]]];
			c->dep[i] = g.to[at[i] * N + g.in[at[i]]];
			for (uint32_t v = 1; v < N; v++)
				if (comp[v] == at[i])
					c->member[v] = (uint16_t)(i + 1);
		}
		for (uint32_t v = 1; v < N; v++)
			if (c->member[v])
				comp[v] = (uint16_t)at[0];
		contract(&g, at, len);
	}
	/* Unfold: the arc that enters a circle stays, and with it every arc of the
	 * circle but the one of the member it enters. */
	memset(head, 0xff, n * sizeof *head);
	for (uint32_t v = 1; v < N; v++)
		if (g.alive[v])
			head[g.to[v * N + g.in[v]] - 1] = g.from[v * N + g.in[v]];
	for (; last; last = last->outer) {
		uint32_t entered = 0;
		for (uint32_t v = 1; v < N; v++)
			if (last->member[v] && head[v - 1] != UINT32_MAX)
				entered = last->member[v];
		for (uint32_t i = 0; i < last->n; i++)
			if (i + 1 != entered)
				head[last->dep[i] - 1] = last->head[i];
	}
}

void drg__tree(const float *score, uint32_t n, size_t ld, uint32_t *head, struct arena scratch)
{
	if (!greedy(score, n, ld, head, scratch))
		edmonds(score, n, ld, head, scratch);
}
