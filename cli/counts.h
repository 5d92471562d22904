/* counts.h - counts as a person reads them, from a document or a record. */
#ifndef DRG_CLI_COUNTS_H
#define DRG_CLI_COUNTS_H

#include "cli.h"

/* A count; strings empty and numbers NaN where nothing is stated. */
struct count_view {
	const char *op; /* eq approx gt ge lt le nearly range ordinal unstated */
	double low, best, high;
	drg_str measure, unit, what, subset, label, as_of, believer;
};

/* "at least 12", "1,200", "between 60 and 80", "not stated", into out. */
void count_number(char *out, size_t size, const struct count_view *v);

/* From column `at` of the line: what happened, how many, of what, whose count. */
void page_count(struct page *p, const struct count_view *v, uint32_t at);

/* The section "Counts" of an account: rows that a reader would count; nothing
 * where there are none. */
void counts_print(struct page *p, const drg_doc *doc);

#endif
