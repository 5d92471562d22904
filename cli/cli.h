/* cli.h - what the subcommands share.  The program uses dragoman.h only. */
#ifndef DRG_CLI_H
#define DRG_CLI_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "dragoman.h"

/* Exit codes (man/dragoman.1, EXIT STATUS). */
enum { EXIT_DONE = 0, EXIT_NOTHING = 1, EXIT_USAGE = 2, EXIT_SOME_FAILED = 3, EXIT_UNUSABLE = 4, EXIT_INTERNAL = 5, EXIT_INTERRUPTED = 130 };

/* ------------------------------------------------------------- options -- */

enum opt_kind { OPT_FLAG, OPT_TEXT, OPT_NUMBER };

/* One option.  `to` is bool *, const char ** or uint32_t *, by kind. */
struct opt {
	const char *name; /* long name without dashes; NULL ends the table */
	char letter;      /* short form, 0 = none */
	enum opt_kind kind;
	const char *arg;  /* what the value is, for help; NULL for a flag */
	const char *help; /* one line */
	void *to;
};

/* A subcommand. */
struct command {
	const char *name;
	const char *summary;                                              /* one line */
	int (*run)(const struct command *self, int argc, char **argv);    /* argv[0] is the name; returns the exit code */
	const char *usage;                                                /* "FILE..." */
	const char *examples;                                             /* lines, each "  dragoman ...\n" */
	const char *about;                                                /* a paragraph, or NULL */
};

extern const struct command commands[]; /* ends with name == NULL */

/* Read options (anywhere before "--"); what is left stands in argv[1 .. *argc).
 * Returns -1 to go on, else the exit code: 0 after --help, 2 after a usage
 * error, which has been explained on stderr. */
int opt_parse(const struct command *cmd, const struct opt *opts, int *argc, char **argv);

/* "dragoman CMD: message" on stderr; returns EXIT_USAGE. */
int opt_usage(const struct command *cmd, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

void opt_help(FILE *out, const struct command *cmd, const struct opt *opts);

/* ------------------------------------------------------------ terminal -- */

/* What standard output can show; found once. */
struct term {
	bool tty;    /* stdout is a terminal */
	bool colour; /* tty, NO_COLOR unset, TERM not "dumb" */
	bool utf8;   /* the locale's characters are UTF-8 */
	uint32_t width; /* columns, 40..200; 80 when unknown */
};
extern struct term term;
void term_init(void);

enum ink { INK_PLAIN, INK_STRONG, INK_FAINT, INK_NAME, INK_QUOTE, INK_ALERT, INKS };

/* A page: text wrapped to the terminal's width, written to a stream.
 * Every string that may hold characters of a report goes through page_text or
 * page_str, which show control, bidi and zero-width characters as <U+202E>
 * and, where the locale is not UTF-8, everything beyond ASCII by a plain
 * equivalent or its code point. */
struct page {
	FILE *out;
	uint32_t width;  /* columns */
	uint32_t at;     /* columns written on this line */
	uint32_t indent; /* of continuation lines */
	bool space;      /* a space is due before the next word */
	bool fresh;      /* just after a tab: blanks are dropped */
	bool inked;      /* an ink is open */
	enum ink ink;
};
struct page page_on(FILE *out);
void page_indent(struct page *p, uint32_t columns); /* also of the line not yet begun */
void page_ink(struct page *p, enum ink ink);
void page_text(struct page *p, const char *z);
void page_str(struct page *p, drg_str s);
void page_fmt(struct page *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void page_glue(struct page *p, const char *z); /* no space and no break before it */
void page_tab(struct page *p, uint32_t column); /* blanks up to the column; a new line if past it */
void page_line(struct page *p);   /* end the line, if anything stands on it */
void page_blank(struct page *p);  /* end the line and leave one empty */

/* s with hostile characters escaped, in malloc'ed memory, NUL-terminated; NULL without memory. */
char *term_escape(drg_str s);

/* Columns a string takes once escaped. */
uint32_t term_columns(drg_str s);

/* One line "dragoman: ..." on stderr, escaped. */
void say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* "dragoman: NAME: line N: byte N: MESSAGE" */
void say_error(const drg_error *err);

/* Progress on stderr, only when it is a terminal and not quiet; rate-limited. */
struct progress {
	bool on, shown;
	double began, last;
	const char *what; /* "reports" */
};
void progress_begin(struct progress *p, const char *what, bool quiet);
void progress_show(struct progress *p, uint64_t done, uint64_t bytes, uint64_t all_bytes);
void progress_clear(struct progress *p); /* remove the line before printing something else */

void progress_end(struct progress *p);

/* Set by Ctrl-C once catch_interrupt was called; a second one ends at once, and so does SIGTERM: a record stands that. */
bool interrupted(void);
void catch_interrupt(void);

/* Flush stdout; a failed write (full disk) is said and turns 0 into EXIT_INTERNAL. */
int finish(int code);

/* ---------------------------------------------------------------- json -- */

/* Write s as a JSON string, with quotation marks. */
void json_str(FILE *out, drg_str s);
void json_z(FILE *out, const char *z); /* NULL gives null */

/* -------------------------------------------------------------- inputs -- */

struct input_options {
	const char *as, *date, *outlet, *title;
	uint32_t jobs;
	bool quiet, strict;
	bool json;
	const char *pack;
	const char *actors;
	bool frames_only;
};
/* The options every reading command has, to be put in its table. */
#define INPUT_OPTS(o) \
	{ "as", 0, OPT_TEXT, "KIND", "the inputs are text, html, jsonl, feed, warc or mail, whatever they look like", &(o).as }, \
	{ "date", 0, OPT_TEXT, "YYYY-MM-DD", "day of publication where the source gives none", &(o).date }, \
	{ "outlet", 0, OPT_TEXT, "NAME", "who published it, where the source does not say", &(o).outlet }, \
	{ "title", 0, OPT_TEXT, "TEXT", "title where the source gives none", &(o).title }, \
	{ "jobs", 'j', OPT_NUMBER, "N", "work on N reports at a time (default: one per processor)", &(o).jobs }, \
	{ "pack", 0, OPT_TEXT, "FILE", "language pack to read with", &(o).pack }, \
	{ "strict", 0, OPT_FLAG, NULL, "repairs, limits and things passed over are failures too", &(o).strict }, \
	{ "actors", 0, OPT_TEXT, "FILE", "your own actors, before those of the pack", &(o).actors }, \
	{ "frames-only", 0, OPT_FLAG, NULL, "events by frames alone, none by the encoder's event head", &(o).frames_only }, \
	{ "quiet", 'q', OPT_FLAG, NULL, "no progress and no summary on standard error", &(o).quiet }

/* What comes out of the pool, in input order, on the calling thread. */
struct piece {
	const char *name;        /* of the file; never NULL */
	const drg_source *source; /* NULL when the input itself failed */
	drg_doc *doc;            /* NULL on error or when skipped */
	const drg_error *error;  /* NULL when well */
	bool skipped;            /* `wanted` said no */
	char *json; size_t json_n; /* the document's JSON when asked for */
};

struct run {
	const struct input_options *opt;
	const drg_pack *pack;
	const drg_actors *actors;    /* NULL: only the pack's */
	bool want_json, want_conllu; /* piece.json holds the one asked for */
	uint32_t layers;             /* DRG_LAYER_*, 0 = all */
	drg_repeats *repeats;        /* reports seen: those that repeat one are marked; NULL: none are */
	bool (*wanted)(void *ctx, const drg_source *src); /* NULL: every one; false skips the analysis */
	/* 0 to go on, else the exit code to stop with */
	int (*emit)(void *ctx, const struct piece *p);
	void *ctx;
	/* filled in */
	uint64_t done, failed, skipped, left_out, repeated;
	uint64_t bytes, all_bytes;
};

/* Read every file and directory of paths[0..n), analyse with opt->jobs workers,
 * emit in order.  Failures are emitted as pieces with an error.  Returns the
 * exit code: 0, 3 when something failed, 130, 4, 5, or what emit returned. */
int run_inputs(struct run *r, char **paths, int n);

/* Check --as, --date, --jobs; fills in the default of jobs.  -1 to go on. */
int input_options_check(const struct command *cmd, struct input_options *o);

/* Is it a day, YYYY-MM-DD, of the calendar? */
bool is_day(const char *z);

/* Open the pack, saying why not on stderr; NULL then. */
drg_pack *open_pack(const char *path);
/* Open the user's actors; path NULL gives NULL. False, and why on stderr, when they cannot be used. */
bool open_actors(const char *path, drg_actors **out);

/* -------------------------------------------------------------- account -- */

/* A document as a person reads it. */
void account_print(FILE *out, const drg_doc *doc);
/* Its text alone, wrapped and made safe. */
void account_text(FILE *out, const drg_doc *doc);
/* Why a row is there, down to the characters; false when the document has no
 * row of this id. */
bool account_why(FILE *out, const drg_doc *doc, const char *id);
bool account_why_json(FILE *out, const drg_doc *doc, const char *id);

int cmd_read(const struct command *, int, char **);
int cmd_add(const struct command *, int, char **);
int cmd_list(const struct command *, int, char **);
int cmd_talks(const struct command *, int, char **);
int cmd_show(const struct command *, int, char **);
int cmd_judge(const struct command *, int, char **);
int cmd_why(const struct command *, int, char **);
int cmd_status(const struct command *, int, char **);
int cmd_verify(const struct command *, int, char **);
int cmd_dump(const struct command *, int, char **);
int cmd_eval(const struct command *, int, char **);
int cmd_timeline(const struct command *, int, char **);
int cmd_export(const struct command *, int, char **);
int cmd_actor(const struct command *, int, char **);
int cmd_actor(const struct command *, int, char **);
int cmd_pack(const struct command *, int, char **);

#endif
