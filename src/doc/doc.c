#include "doc/doc.h"

#include <stdio.h>

#include "base/hash.h"

static uint64_t report_hash(const struct layers *l)
{
	uint64_t h = drg__hash(drg__str((const char *)l->text.sha256, 32));
	return drg__hash_add(h, l->meta.source_id);
}

void drg__doc_id(const struct layers *l, char out[20])
{
	snprintf(out, 20, "r-%016llx", (unsigned long long)report_hash(l));
}

void drg__row_id(const struct layers *l, const char *kind, const struct span *spans, size_t n,
                 struct str type, uint32_t repeat, char out[20])
{
	uint64_t h = drg__hash_add(report_hash(l), drg__str_c(kind));
	for (size_t i = 0; i < n; i++) {
		/* Fixed byte order: ids are the same on every machine. */
		unsigned char b[8];
		for (int k = 0; k < 4; k++) {
			b[k] = (unsigned char)(spans[i].s >> 8 * k);
			b[4 + k] = (unsigned char)(spans[i].e >> 8 * k);
		}
		h = drg__hash_add(h, drg__str((const char *)b, 8));
	}
	h = drg__hash_add(h, type);
	if (repeat) {
		char again[16];
		h = drg__hash_add(h, drg__str(again, (size_t)snprintf(again, sizeof again, "%u", repeat)));
	}
	snprintf(out, 20, "%s-%016llx", kind, (unsigned long long)h);
}
