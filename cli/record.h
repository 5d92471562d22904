/* record.h - what the commands over a record share. */
#ifndef DRG_CLI_RECORD_H
#define DRG_CLI_RECORD_H

#include "counts.h"

/* The exit code that fits an error. */
int code_of(drg_status s);

/* Open for reading, saying why not; NULL then, and *code is set. */
drg_record *open_record(const struct command *cmd, const char *db, int *code);

/* Says why a row or report was not found, or what else went wrong; the exit code. */
int not_in_record(drg_status s, const drg_error *err);

/* The current reading of a report by its id, the id its source gives, or its file; NULL, said
 * on stderr and *code set, when there is none.  The caller frees it. */
drg_doc *report_of(drg_record *rec, const char *id, int *code);

/* Fields of a list row by name; an empty string when not there or not known. */
drg_str field_text(const drg_field *f, uint32_t n, const char *name);
int64_t field_number(const drg_field *f, uint32_t n, const char *name);

/* A row of kind "counts" as a count; borrows the row's strings. */
struct count_view field_count(const drg_field *f, uint32_t n);

/* A row as one line of JSON. */
void row_json(FILE *out, const char *kind, const drg_field *f, uint32_t n);

/* Every row of a list: as JSON under the name json_as, or, when that is NULL, by
 * print.  Stops at Ctrl-C and at a full disk; says what went wrong.  The exit code. */
int each_row(drg_record *rec, const char *kind, const drg_filter *filter, const char *json_as,
             void (*print)(void *ctx, const drg_field *row, uint32_t n), void *ctx);

/* The names of a chain field, outermost first, " > " between. */
void page_chain(struct page *p, drg_str chain);

/* What people said of a row, a line each; how many. */
uint32_t page_judgements(struct page *p, drg_record *rec, const char *row);

/* "refuses_until" as "refuses until". */
void page_word(struct page *p, drg_str s);

#endif
