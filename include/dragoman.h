/* dragoman.h - the sourced record of a conflict and its negotiations.
 *
 * Dragoman reads news reports and keeps who said or did what to whom, when and
 * where, on whose word, and where the talks stand.  The record holds claims,
 * never facts.
 *
 * OBJECTS
 *   drg_pack    language pack: rules, lexicons, model.  Immutable after
 *               drg_pack_open; shared freely between threads.
 *   drg_input   a source of reports (file, archive, memory): one thread.
 *   drg_source  raw material of one report: immutable; may move between threads.
 *   drg_work    scratch memory of an analysis: one thread at a time.
 *   drg_doc     one analysed report: sealed, read-only, any number of threads.
 *   drg_record  an open record (one database file): one thread at a time.
 *
 * OWNERSHIP  A double pointer out: the caller frees it with the matching
 *   _free/_close.  A returned or filled-in const pointer is borrowed from the
 *   object asked and lives as long as that object.  Freeing NULL does nothing.
 *
 * ERRORS  Functions that can fail return drg_status and, when `err` is not
 *   NULL, fill it.  Nothing is global, nothing is printed, nothing exits.
 *   Bad material is never an error of analysis: any bytes give a document,
 *   with notes about what was repaired or left out.
 *
 * UNITS  Positions are half-open byte ranges of the document's text (valid
 *   UTF-8).  The JSON output counts Unicode code points instead, as the
 *   schema says.  Times are seconds; memory is bytes.
 *
 * THREADS  The library starts none.  Results do not depend on the number of
 *   threads, the processor, or the order of documents. */
#ifndef DRAGOMAN_H
#define DRAGOMAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define DRG_VERSION_MAJOR 0
#define DRG_VERSION_MINOR 1
#define DRG_VERSION_PATCH 0
#define DRG_VERSION "0.1.0"

#if defined(DRG_BUILD) && defined(__GNUC__)
#define DRG_API __attribute__((visibility("default")))
#else
#define DRG_API
#endif

/* ---------------------------------------------------------------- errors -- */

typedef enum {
	DRG_OK = 0,
	DRG_END = 1,        /* an iteration is over; not an error */
	DRG_EARG = 2,       /* an argument is out of range: the caller's mistake */
	DRG_ENOMEM = 3,
	DRG_EIO = 4,        /* the operating system said no; errno text in message */
	DRG_EFORMAT = 5,    /* the material is not what it claims to be */
	DRG_ELIMIT = 6,     /* a documented limit was passed */
	DRG_EPACK = 7,      /* the pack cannot be used */
	DRG_ERECORD = 8,    /* the record cannot be used */
	DRG_EVERSION = 9,   /* made by a newer version */
	DRG_ENOTFOUND = 10,
	DRG_ECANCEL = 11,   /* the progress callback asked to stop */
	DRG_EINTERNAL = 12
} drg_status;

#define DRG_NO_OFFSET UINT64_MAX

typedef struct {
	drg_status code;
	uint64_t offset;   /* byte in the input where it was noticed, or DRG_NO_OFFSET */
	uint64_t line;     /* line in the input (1-based), 0 = not applicable */
	char name[256];    /* the file or record concerned, "" if none (cut if longer) */
	char message[512]; /* one line, no trailing full stop, valid UTF-8 */
} drg_error;

/* A short constant name of a status: "io", "format", ...  Never NULL. */
DRG_API const char *drg_status_name(drg_status s);

/* The library's version, e.g. "0.1.0". */
DRG_API const char *drg_version(void);

/* ---------------------------------------------------------------- common -- */

/* Borrowed bytes; not NUL-terminated by promise. */
typedef struct {
	const char *p;
	size_t n;
} drg_str;

typedef struct {
	uint32_t s, e;
} drg_span;

/* Where output goes: return false to stop (the call returns DRG_EIO). */
typedef bool (*drg_sink)(void *ctx, const char *bytes, size_t n);

/* The character at *p (before end), moving *p past it; a malformed byte gives
 * U+FFFD.  *p < end is the caller's duty. */
DRG_API uint32_t drg_utf8_next(const char **p, const char *end);
/* Write a code point at out (room for 4); the number of bytes. */
DRG_API int drg_utf8_put(uint32_t cp, char *out);
/* May break a terminal or deceive a reader: control, bidi, zero-width, tag,
 * private and unassigned characters.  Show these by their code point. */
DRG_API bool drg_char_is_hostile(uint32_t cp);

/* ------------------------------------------------------------------ pack -- */

typedef struct drg_pack drg_pack;

/* Map and validate a compiled pack file.  path NULL: $DRAGOMAN_PACK, else
 * en.pack in the build's data folder, beside the program, or installed. */
DRG_API drg_status drg_pack_open(const char *path, drg_pack **out, drg_error *err);
DRG_API void drg_pack_close(drg_pack *pack);

typedef struct {
	const char *path;
	const char *fingerprint; /* SHA-256 of the content, hex */
	const char *lang;        /* "en" */
	uint32_t format;
	uint64_t bytes;
} drg_pack_info;
DRG_API void drg_pack_get_info(const drg_pack *pack, drg_pack_info *out);

typedef struct {
	const char *name;  /* "lex.cues", "rules.attribution", "tensor.emb.word.q" */
	uint64_t bytes;
	uint32_t rows;
} drg_pack_section;
/* Sections by index; false past the last. */
DRG_API bool drg_pack_get_section(const drg_pack *pack, uint32_t i, drg_pack_section *out);

/* Compile the sources under `dir` into the file `out_path` (written beside and
 * renamed).  Each finding is passed to `report` as one line "file:line: what";
 * any finding that is an error leaves the old file in place. `out_path` NULL
 * only checks. */
DRG_API drg_status drg_pack_build(const char *dir, const char *out_path, drg_sink report, void *ctx, drg_error *err);

/* ----------------------------------------------------------------- input -- */

typedef enum {
	DRG_KIND_AUTO = 0,
	DRG_KIND_TEXT,
	DRG_KIND_HTML,
	DRG_KIND_JSONL,
	DRG_KIND_FEED,
	DRG_KIND_WARC
} drg_kind;

typedef struct {
	size_t size;         /* sizeof(drg_input_options), for later growth */
	drg_kind as;         /* AUTO: sniff */
	const char *date;    /* publication date where the source has none: YYYY-MM-DD; may be NULL */
	const char *outlet;  /* likewise */
	const char *title;   /* likewise */
	uint64_t max_report; /* bytes of one report; 0 = 64 MiB; longer ones are refused by name */
} drg_input_options;

typedef struct drg_input drg_input;
typedef struct drg_source drg_source;

/* Open a file; "-" is standard input.  Directories are walked by the program,
 * not here. */
DRG_API drg_status drg_input_open(const char *path, const drg_input_options *opt, drg_input **out, drg_error *err);
/* Read from memory, which must outlive the input; name is used in messages. */
DRG_API drg_status drg_input_open_memory(const void *bytes, size_t n, const char *name,
                                         const drg_input_options *opt, drg_input **out, drg_error *err);
/* The next report.  DRG_OK: *out is the caller's.  DRG_END: no more.
 * DRG_EFORMAT, DRG_ELIMIT: this record is bad (err says which and where) and
 * costs only itself: call again for the next.  DRG_EIO, DRG_ENOMEM: the input
 * is over. */
DRG_API drg_status drg_input_next(drg_input *in, drg_source **out, drg_error *err);
/* Bytes of the underlying file consumed so far, and its size (0 if unknown). */
DRG_API void drg_input_progress(const drg_input *in, uint64_t *done, uint64_t *size);
DRG_API void drg_input_close(drg_input *in);

typedef struct {
	const char *name;    /* file, as opened */
	const char *id;      /* id given in the material, or NULL */
	uint64_t index;      /* which record of the file, from 0 */
	uint64_t offset;     /* where it begins in the file */
	uint8_t sha256[32];  /* of the raw bytes */
} drg_source_info;
DRG_API void drg_source_get_info(const drg_source *src, drg_source_info *out);
DRG_API void drg_source_free(drg_source *src);

/* -------------------------------------------------------------- analysis -- */

enum { /* layers; 0 asks for all */
	DRG_LAYER_TOKENS = 1 << 0,
	DRG_LAYER_SENTENCES = 1 << 1,
	DRG_LAYER_DEPS = 1 << 2,
	DRG_LAYER_ENTITIES = 1 << 3,
	DRG_LAYER_CLAIMS = 1 << 4,
	DRG_LAYER_TALKS = 1 << 5
};

typedef struct {
	size_t size;        /* sizeof(drg_work_options) */
	uint64_t memory;    /* most bytes an analysis may use beyond its text; 0 = default */
	uint32_t layers;    /* DRG_LAYER_*, 0 = all */
} drg_work_options;

typedef struct drg_work drg_work;
typedef struct drg_doc drg_doc;

/* The pack must outlive the work. opt may be NULL. */
DRG_API drg_status drg_work_new(const drg_pack *pack, const drg_work_options *opt, drg_work **out, drg_error *err);
DRG_API void drg_work_free(drg_work *w);

/* Analyse one report.  Total: fails only for lack of memory (DRG_ENOMEM) or a
 * NULL argument.  Repairs and limits stand in the document's notes. */
DRG_API drg_status drg_analyse(drg_work *w, const drg_source *src, drg_doc **out, drg_error *err);
DRG_API void drg_doc_free(drg_doc *doc);

/* The text, valid UTF-8. */
DRG_API drg_str drg_doc_text(const drg_doc *doc);

/* One line of JSON, schema dragoman/1, without a final newline. */
DRG_API drg_status drg_doc_json(const drg_doc *doc, drg_sink sink, void *ctx, drg_error *err);

#ifdef __cplusplus
}
#endif
#endif
