/* gazetteer - size of the gazetteer in a pack, and look-ups a second.
 *
 *   gazetteer PACK
 *
 * Asks for every place's name as it stands, and for the same names with a letter
 * changed (which mostly are none), in an order that no cache knows. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "pack/places.h"

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int argc, char **argv)
{
	enum { ROUNDS = 4, STEP = 104729 };
	drg_pack *pack;
	drg_error err;
	if (argc != 2 || drg_pack_open(argv[1], &pack, &err)) {
		fprintf(stderr, "gazetteer PACK\n");
		return 2;
	}
	struct gazetteer g = drg__gazetteer(pack);
	struct str *name = malloc(2 * (size_t)g.n * sizeof *name);
	char *changed = malloc((size_t)g.n * 128);
	if (!name || !changed || !g.n)
		return 4;
	for (uint32_t i = 0; i < g.n; i++) {
		struct str s = drg__place(&g, (uint32_t)((uint64_t)i * STEP % g.n)).name;
		char *p = changed + (size_t)i * 128;
		memcpy(p, s.p, s.n);
		p[s.n / 2] = 'q';
		name[2 * i] = s;
		name[2 * i + 1] = drg__str(p, s.n);
	}
	uint64_t found = 0, asked = 0;
	double from = now();
	for (int r = 0; r < ROUNDS; r++)
		for (uint32_t i = 0; i < 2 * g.n; i++, asked++) {
			struct place_hit h[8];
			found += drg__place_find(&g, drg__place_key(name[i]), h, 8) > 0;
		}
	double spent = now() - from;
	printf("gazetteer: %u places, %.2f MB, %.2f million look-ups/s (%.0f%% found)\n", g.n, (double)drg__pack_section(pack, "places").n / 1e6,
	       (double)asked / spent / 1e6, 100 * (double)found / (double)asked);
	free(changed);
	free(name);
	drg_pack_close(pack);
	return 0;
}
