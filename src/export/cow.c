/* cow.c - Correlates of War numbers, from data/en/actors/countries.tsv at build
 * time: a record is exported without a pack. */
#include <string.h>

#include "export/export.h"

/* By code; filled by tools/cow-table.sh. */
static const struct {
	char code[4], number[8];
} state[] = {
#include "cow.inc"
};

drg_str drg__cow(drg_str country)
{
	for (size_t i = 0; country.n == 3 && i < sizeof state / sizeof *state; i++)
		if (memcmp(state[i].code, country.p, 3) == 0)
			return (drg_str){ state[i].number, strlen(state[i].number) };
	return (drg_str){ "", 0 };
}
