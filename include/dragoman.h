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

typedef struct {
	const char *name;    /* "cues" */
	uint32_t rows;
	const char *origin, *date, *licence; /* as its source states them */
} drg_pack_lexicon;
/* Lexicons by index; false past the last. */
DRG_API bool drg_pack_get_lexicon(const drg_pack *pack, uint32_t i, drg_pack_lexicon *out);

typedef struct {
	const char *name;    /* "talks.no-except" */
	const char *file;    /* source, relative to the folder the pack was built from */
	uint32_t line;
	int32_t priority;
	const char *why;     /* one line for people, "" if none */
} drg_pack_rule;
/* Rules by id; false past the last. */
DRG_API bool drg_pack_get_rule(const drg_pack *pack, uint32_t i, drg_pack_rule *out);

/* Compute the fingerprint anew: DRG_EPACK when it is not the stated one.
 * (drg_pack_open has checked everything else; this costs a pass of SHA-256.) */
DRG_API drg_status drg_pack_verify(const drg_pack *pack, drg_error *err);

/* Compile the sources under `dir` into the file `out_path` (written beside and
 * renamed).  Each finding is passed to `report` (may be NULL) as one line
 * "DIR/file:line: what" with its line end; any finding leaves the old file in
 * place and gives DRG_EFORMAT.  `out_path` NULL only checks.  The same sources
 * give the same bytes. */
DRG_API drg_status drg_pack_build(const char *dir, const char *out_path, drg_sink report, void *ctx, drg_error *err);

/* ----------------------------------------------------------------- input -- */

typedef enum {
	DRG_KIND_AUTO = 0,
	DRG_KIND_TEXT,
	DRG_KIND_HTML,
	DRG_KIND_JSONL,
	DRG_KIND_FEED,
	DRG_KIND_WARC,
	DRG_KIND_MAIL /* an mbox, or one message */
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
	DRG_LAYER_TALKS = 1 << 5,
	DRG_LAYER_EVENTS = 1 << 6
};

/* A user's own actors, which come before the pack's: a file of lines
 * NAME, COUNTRY, SECTORS, FROM, UNTIL with tabs between (dragoman-actors(5)).
 * DRG_EFORMAT names the line and says what is expected.  Immutable; shared
 * freely between threads; must outlive the works that use it. */
typedef struct drg_actors drg_actors;
DRG_API drg_status drg_actors_open(const char *path, drg_actors **out, drg_error *err);
DRG_API void drg_actors_close(drg_actors *actors);
/* SHA-256 of the file's bytes, hex. */
DRG_API const char *drg_actors_sha256(const drg_actors *actors);

typedef struct {
	char country[4];  /* "" the words give none */
	char sectors[16]; /* with spaces between, the main one first; "" none */
} drg_actor;
/* How a phrase is coded when it describes an actor: "the Norwegian defence
 * minister" is NOR, "GOV MIL".  actors may be NULL; date (YYYY-MM-DD, "" or NULL
 * unknown) decides who holds an office. */
DRG_API drg_status drg_actor_code(const drg_pack *pack, const drg_actors *actors, const char *phrase, const char *date, drg_actor *out,
                                  drg_error *err);

typedef struct {
	size_t size;        /* sizeof(drg_work_options) */
	uint64_t memory;    /* most bytes an analysis may use beyond its text; 0 = default */
	uint32_t layers;    /* DRG_LAYER_*, 0 = all */
	const drg_actors *actors; /* NULL: only the pack's */
	bool frames_only;   /* events by frames alone: the encoder's event head is not asked */
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

/* The same document's words, sentences and syntax in CoNLL-U, sentence by
 * sentence.  DRG_ENOTFOUND when it was read without syntax (a pack without model). */
DRG_API drg_status drg_doc_conllu(const drg_doc *doc, drg_sink sink, void *ctx, drg_error *err);

/* ---------------------------------------------------------------- repeats -- */

/* Reports that say again what an earlier one said: copies, and texts that share
 * about seven tenths of their runs of four words.  Nothing is dropped: the later
 * one gets a note, "repeats" or "repeats-nearly", that names the earlier.  Pass
 * documents in their order, whole or not; the same documents in the same order
 * get the same notes.  Remembers the last 65,536 reports, in at most 45 MB.  One
 * thread at a time. */
typedef struct drg_repeats drg_repeats;
DRG_API drg_status drg_repeats_new(drg_repeats **out, drg_error *err);
/* Compare a document of drg_analyse (not one read back from a record) with those
 * before it, note what was found, remember it.  Before anybody else has it. */
DRG_API drg_status drg_repeats_mark(drg_repeats *r, drg_doc *doc, bool *marked, drg_error *err);
DRG_API void drg_repeats_free(drg_repeats *r);

/* ------------------------------------------------------------------ rows -- */

/* Rows of a document are numbered from 0 and never change.  Each function fills
 * in one row and returns false past the last.  Strings and span lists are
 * borrowed from the document.  Names of kinds, stances, bases and so on are the
 * constants of the JSON schema (doc/schema/dragoman-1.schema.json).  Rows refer
 * to rows by number, DRG_NONE where there is none; a span {0,0} means that the
 * words do not show it. */
#define DRG_NONE UINT32_MAX

typedef struct {
	const drg_span *v;
	uint32_t n;
} drg_spans;

/* Why a row is there: the rule that made it and how sure it is. */
typedef struct {
	drg_str rule;  /* "attribution.said-after-quote", "" if no rule */
	drg_str file;  /* "rules/attribution.rules", "" if unknown */
	uint32_t line; /* 0 if unknown */
	drg_str doc;   /* the rule in words, "" if it has none */
	float score;   /* 0..1 */
} drg_reason;

typedef struct {
	const char *id; /* "r-..." */
	drg_str source_name, source_id, url; /* as given; "" if not */
	drg_str title, outlet, published, updated, lang, charset; /* "" unknown; days in EDTF */
	const char *outlet_basis, *published_basis; /* NULL unknown */
	drg_span outlet_span; /* where only the text betrays it */
	uint32_t n_byline;
	uint8_t text_sha256[32], source_sha256[32];
	const char *pack; /* fingerprint of the language pack */
} drg_report;
DRG_API void drg_doc_get_report(const drg_doc *doc, drg_report *out);
DRG_API bool drg_doc_get_byline(const drg_doc *doc, uint32_t i, drg_str *out);

/* A repair, a limit reached, a part left out. */
typedef struct {
	const char *code; /* "bad-utf8" */
	drg_str text;     /* one line */
	uint32_t at;      /* byte of the text, DRG_NONE if not about a place */
} drg_note;
DRG_API bool drg_doc_get_note(const drg_doc *doc, uint32_t i, drg_note *out);

/* Stretches that are not running text: kept, marked, never a claim. */
typedef struct {
	drg_span span;
	const char *kind; /* title dateline headline promo credit caption */
} drg_zone;
DRG_API bool drg_doc_get_zone(const drg_doc *doc, uint32_t i, drg_zone *out);

DRG_API bool drg_doc_get_paragraph(const drg_doc *doc, uint32_t i, drg_span *out);
DRG_API bool drg_doc_get_sentence(const drg_doc *doc, uint32_t i, drg_span *out);

/* A word, with its syntax where the pack has a model (else "", NULL, DRG_NONE and 0). */
typedef struct {
	drg_span span;
	drg_str lemma, feats, rel; /* UD features "Number=Sing|Person=3", "" none; relation "nsubj:pass" */
	const char *upos;          /* universal part of speech, "VERB" */
	uint32_t head;             /* token; DRG_NONE for the root of a sentence */
	float upos_score, score;   /* probability of upos, of the head */
} drg_token;
DRG_API bool drg_doc_get_token(const drg_doc *doc, uint32_t i, drg_token *out);

/* A name as the encoder found it. */
typedef struct {
	drg_span span;
	const char *kind; /* as of entities */
	float score;
} drg_name;
DRG_API bool drg_doc_get_name(const drg_doc *doc, uint32_t i, drg_name *out);

typedef struct {
	const char *id;   /* "e-..." */
	drg_str name;     /* longest name; the description of an unnamed one */
	const char *kind; /* person group org state outlet reporter document unnamed place other */
	drg_str code, country; /* country: ISO 3166-1 alpha-3, or UNO EUR IGO NGO IMG MNC; code: with the main sector; "" if none */
	drg_str sectors;       /* PLOVER sector codes with spaces between, the main one first; "" if none */
	uint32_t speaks_for;   /* entity */
} drg_entity;
DRG_API bool drg_doc_get_entity(const drg_doc *doc, uint32_t i, drg_entity *out);

typedef struct {
	drg_span span;
	uint32_t entity;
	const char *form; /* name nominal pronoun */
	float score;
} drg_mention;
DRG_API bool drg_doc_get_mention(const drg_doc *doc, uint32_t i, drg_mention *out);

/* What the words say: who, by which cue, what, to whom. */
typedef struct {
	const char *id; /* "a-..." */
	drg_spans source, cue, content, recipient;
	uint32_t parent;  /* attribution that holds this one */
	const char *kind, *stance;
	uint32_t speaker; /* entity */
	drg_reason why;
	/* what the encoder says of cue, source and content: probabilities, NaN where it was not asked */
	double head_cue, head_source, head_content;
} drg_attribution;
DRG_API bool drg_doc_get_attribution(const drg_doc *doc, uint32_t i, drg_attribution *out);

/* What the record keeps: a stretch asserted by the last hop of its chain. */
typedef struct {
	const char *id; /* "c-..." */
	drg_spans spans;
	const char *kind;   /* direct indirect mixed own */
	const char *stance; /* asserts denies doubts asks confirms declines */
	const char *factuality_origin, *factuality_publisher; /* CT+ CT- PR+ PR- PS+ PS- Uu */
	uint32_t first_hop, n_hops; /* for drg_doc_get_hop, outermost first */
	uint32_t attribution;
	drg_str said;  /* EDTF: when it was said; "" unknown */
	const char *said_basis; /* explicit inherited; inferred: the day of publication; "" where said is not known */
	drg_str about; /* EDTF: the time it is about; "" unknown */
	const char *about_basis;
	uint32_t said_time, about_time; /* the words' times, or DRG_NONE */
	drg_spans hedges;       /* words of the content that hedge it: "may", "unlikely" */
	drg_reason why;
} drg_claim;
DRG_API bool drg_doc_get_claim(const drg_doc *doc, uint32_t i, drg_claim *out);

/* An expression of time. */
typedef struct {
	const char *id; /* "t-..." */
	drg_span span;
	const char *type;         /* DATE TIME DURATION SET */
	drg_str value;            /* TIMEX3: "2031-W10", "P2W", "XXXX-WXX-4", "PAST_REF" */
	drg_str edtf;             /* "" where no calendar date is known */
	drg_str earliest, latest; /* days YYYY-MM-DD, both included; "" open or unknown */
	const char *precision;    /* second minute hour part day weekend week month ... century, "" none */
	const char *mod;          /* START MID END APPROX LESS_THAN ... as in TIMEX3, "" none */
	const char *basis;        /* explicit: the words fix it; inferred from the anchor; inherited from another time; "" not on a calendar */
	const char *anchor;       /* published said context, "" none */
	uint32_t anchor_time;     /* the time it was reckoned from, or DRG_NONE */
	drg_reason why;
} drg_time;
DRG_API bool drg_doc_get_time(const drg_doc *doc, uint32_t i, drg_time *out);

/* A name of a place, which place it is, and what it does there. */
typedef struct {
	const char *id;       /* "pl-..." */
	drg_span span;
	drg_str name;         /* the gazetteer's; the text's where it has none */
	uint32_t geonames;    /* GeoNames id, 0 unknown */
	double lat, lon;      /* degrees; NaN unknown */
	drg_str country;      /* ISO 3166-1 alpha-3, "" unknown or none */
	drg_str feature;      /* GeoNames feature code ("PPL", "ADM1"), "" unknown */
	const char *use;      /* location actor modifier dateline */
	drg_reason why;
} drg_place;
DRG_API bool drg_doc_get_place(const drg_doc *doc, uint32_t i, drg_place *out);

typedef struct {
	const char *role; /* publisher relay reporter addressee issuer speaker unspecified */
	uint32_t entity;
	drg_str name;     /* as named here, "" if not named */
	drg_span span, cue;
	const char *basis; /* explicit implicit inherited inferred */
} drg_hop;
DRG_API bool drg_doc_get_hop(const drg_doc *doc, uint32_t i, drg_hop *out);

/* Common to all acts in talks. */
typedef struct {
	drg_span span;  /* the clause */
	drg_span cue;   /* the operator or predicate */
	uint32_t claim;
	drg_reason why;
} drg_act;

typedef struct {
	const char *id; /* "p-..." */
	drg_act act;
	uint32_t party;     /* entity */
	const char *voice;  /* own reported */
	const char *issue, *stance;
	const char *aspect; /* unstated new continuing resumed ended */
	uint32_t condition;
} drg_position;
DRG_API bool drg_doc_get_position(const drg_doc *doc, uint32_t i, drg_position *out);

typedef struct {
	const char *id; /* "co-..." */
	drg_act act;
	const char *kind; /* precondition sequence exchange deadline threat exception simultaneous */
	uint32_t party;   /* who sets it */
	drg_span blocks, requires;
	const char *blocks_issue, *requires_issue;
	bool necessary_only; /* not said to be sufficient */
} drg_condition;
DRG_API bool drg_doc_get_condition(const drg_doc *doc, uint32_t i, drg_condition *out);

/* One state of a proposal as reported; rows about one proposal are chained by
 * same_as, each pointing to an earlier one. */
typedef struct {
	const char *id; /* "pr-..." */
	drg_act act;
	uint32_t by, to, conveyed_by; /* entities */
	drg_span terms;
	const char *issue;
	const char *state; /* mooted offered conveyed under_study accepted ... existence_unknown */
	uint32_t same_as;
} drg_proposal;
DRG_API bool drg_doc_get_proposal(const drg_doc *doc, uint32_t i, drg_proposal *out);

/* Who did what to whom, as one voice has it: one row, several mentions. */
typedef struct {
	const char *id;       /* "v-..." */
	drg_span trigger;     /* of the first mention */
	drg_str type, mode;   /* PLOVER ("REJECT", "meet") or a project's own; mode empty: none */
	drg_str contexts;     /* with spaces between */
	drg_str cameo;        /* "125"; empty: none */
	uint8_t quad;         /* 1 to 4, 0: the type has none */
	double goldstein;     /* of the CAMEO code, -10 to 10; NaN without one */
	double intensity;     /* PLOVER's score of the mode, else of the type; NaN unknown */
	uint32_t actors, recipients, mentions; /* how many */
	const char *polarity; /* + - */
	const char *modality; /* certain probable possible wanted conditional */
	const char *temporality; /* past present future background */
	bool contested;
	const char *status;   /* asserted negated requested hypothetical alleged future historical */
	const char *because;  /* what decided it: words, head (the encoder against the words), date (of the act, long before the report) */
	drg_span polarity_by, modality_by, temporality_by, contested_by; /* the word that made the factor so; empty: none did */
	drg_str time;         /* EDTF; empty: unknown */
	uint32_t time_of;     /* the words' time, or DRG_NONE */
	uint32_t place;       /* where it happened, or DRG_NONE */
	uint32_t claim;       /* or DRG_NONE */
	const char *by;       /* frame, head */
	drg_reason why;
} drg_event;
DRG_API bool drg_doc_get_event(const drg_doc *doc, uint32_t i, drg_event *out);

/* Entity k of the event's actors or recipients; DRG_NONE past the last. */
DRG_API uint32_t drg_doc_event_who(const drg_doc *doc, uint32_t event, bool recipient, uint32_t k);

typedef struct {
	bool recipient;     /* else actor */
	uint32_t mention;   /* of the event, from 0 */
	drg_span trigger;   /* of that mention */
	uint32_t entity;    /* or DRG_NONE */
	drg_span span;
	drg_str country, sectors; /* as the words alone give them */
	const char *basis;  /* explicit: the clause names them; implicit: the sentence does; inferred: the report does */
	float score;        /* probability of the choice */
} drg_event_arg;
/* Argument k of the event, over all its mentions; false past the last. */
DRG_API bool drg_doc_get_event_arg(const drg_doc *doc, uint32_t event, uint32_t k, drg_event_arg *out);
/* The trigger of mention k; false past the last. */
DRG_API bool drg_doc_get_event_mention(const drg_doc *doc, uint32_t event, uint32_t k, drg_span *trigger);
/* A stated number, or a word that stands for one, and what it counts.  Values
 * are NaN where the words state none. */
typedef struct {
	const char *id; /* "q-..." */
	drg_span span;  /* operator, number and unit */
	const char *kind; /* people things money percent rank vote age date time duration measure times score name */
	const char *measure;  /* held released killed ... other, "" none */
	const char *op;       /* eq approx gt ge lt le nearly range ordinal unstated, "" none */
	double low, best, high;
	bool rounded;         /* written with more digits than a double holds */
	drg_str unit;
	drg_span what, subset, label, as_of; /* {0,0} not stated */
	uint32_t part_of;     /* quantity, or DRG_NONE */
	uint32_t believer;    /* entity, or DRG_NONE */
	drg_span believer_span;
	uint32_t claim;
	drg_reason why;       /* score below .5: a number that a list of counts leaves out */
} drg_quantity;
DRG_API bool drg_doc_get_quantity(const drg_doc *doc, uint32_t i, drg_quantity *out);

/* One status of an agreement as reported; same_as as with proposals. */
typedef struct {
	const char *id; /* "ag-..." */
	drg_act act;
	const uint32_t *parties; /* [n_parties] entities */
	uint32_t n_parties, mediator;
	drg_span terms;
	drg_str in_effect, end; /* EDTF: from when, until when; "" not stated */
	drg_str duration;       /* TIMEX3 ("P10D"); "" not stated */
	const char *issue;
	const char *status; /* potential announced in_effect extended violated ended past_end_unknown */
	uint32_t same_as;
} drg_agreement;
DRG_API bool drg_doc_get_agreement(const drg_doc *doc, uint32_t i, drg_agreement *out);

/* Who calls whom what; the term is act.cue. */
typedef struct {
	const char *id; /* "l-..." */
	drg_act act;
	uint32_t user, target; /* entities; user DRG_NONE: the publisher */
	const char *voice;     /* own reported */
} drg_label;
DRG_API bool drg_doc_get_label(const drg_doc *doc, uint32_t i, drg_label *out);

/* A round or channel of talks. */
typedef struct {
	const char *id; /* "t-..." */
	drg_act act;
	const uint32_t *parties; /* [n_parties] entities */
	uint32_t n_parties, mediator, host, guarantor, conveyor, venue; /* entities, or DRG_NONE */
	const char *format; /* not_stated direct indirect shuttle */
	drg_span last, next, progress;
	drg_str last_day, next_day; /* EDTF of last and next; "" unknown */
} drg_round;
DRG_API bool drg_doc_get_round(const drg_doc *doc, uint32_t i, drg_round *out);

/* The bytes of the source behind a span of the text: of the page, the line, the
 * item of the feed, not of the file it came in.  False when the span lies
 * outside the text. */
DRG_API bool drg_doc_source_span(const drg_doc *doc, drg_span span, uint64_t *s, uint64_t *e);

/* Code points before a byte of the text: what the JSON counts. */
DRG_API uint32_t drg_doc_code_point(const drg_doc *doc, uint32_t byte);

/* ---------------------------------------------------------------- the knot -- */

/* Who blocks what until what, over one report or many; parties are one where
 * their names are.  It describes: what a condition names is necessary, not said
 * to be enough. */
typedef struct drg_knot drg_knot;
DRG_API drg_status drg_knot_new(drg_knot **out, drg_error *err);
/* Take the conditions, positions and proposals of a report; the document may be
 * freed afterwards.  Not after drg_knot_tie. */
DRG_API drg_status drg_knot_add(drg_knot *knot, const drg_doc *doc, drg_error *err);
/* Find circles and gaps, and what would no longer be blocked if `met` held: a
 * condition's id, an issue, or part of the required words; NULL none. Once. */
DRG_API drg_status drg_knot_tie(drg_knot *knot, const char *met, drg_error *err);
DRG_API void drg_knot_free(drg_knot *knot);

/* PARTY holds back BLOCKS until REQUIRES. */
typedef struct {
	drg_str id, report;        /* of the condition */
	drg_str party, on;         /* who sets it, who has to fulfil it; "" unknown */
	drg_str blocks, requires;  /* words; of an exchange what is given and got */
	const char *kind, *blocks_issue, *requires_issue;
	const char *sourcing;      /* own: the party's own words; reported; publisher; unnamed */
	drg_str origin, day;       /* "" unknown */
	drg_span span;             /* of the report's text */
	uint32_t hops, reports, origins;
	uint32_t same_as;          /* the edge that this one repeats, or DRG_NONE */
	uint32_t circle;           /* of drg_knot_get_circle, or DRG_NONE */
	bool weakest;              /* the edge with the weakest sourcing */
	bool met, opened;          /* with `met`: its requirement holds; nothing else holds back what it blocks */
	bool lasting;              /* it holds as long as what is required goes on ("as long as the siege lasts"), not until that comes about */
	drg_str words;             /* the operator's: "until", "unless", "in return for" */
} drg_knot_edge;
DRG_API bool drg_knot_get_edge(const drg_knot *knot, uint32_t i, drg_knot_edge *out);

/* Edges of which each waits for the next, and the last for the first. */
typedef struct {
	const uint32_t *edges; /* [n] */
	uint32_t n;
} drg_knot_circle;
DRG_API bool drg_knot_get_circle(const drg_knot *knot, uint32_t i, drg_knot_circle *out);

/* One side demands, another offers, on the same kind of issue. */
typedef struct {
	drg_str demander, demand, demand_id, offerer, offer, offer_id;
	const char *demand_issue, *offer_issue;
} drg_knot_gap;
DRG_API bool drg_knot_get_gap(const drg_knot *knot, uint32_t i, drg_knot_gap *out);

/* ---------------------------------------------------------------- record -- */

/* A record is one SQLite file.  Nothing in it is deleted or overwritten: a
 * source read again by a newer pack gets a further reading, and the newest
 * reading of each source is current.  Opening never changes a file that is
 * damaged (DRG_ERECORD), of a newer version (DRG_EVERSION), no record
 * (DRG_ERECORD) or missing (DRG_ENOTFOUND); err says why. */
typedef struct drg_record drg_record;

typedef enum {
	DRG_RECORD_READ = 0,
	DRG_RECORD_WRITE = 1,
	DRG_RECORD_CREATE = 2 /* WRITE, and make it (permissions 0600) where there is none */
} drg_record_mode;

DRG_API drg_status drg_record_open(const char *path, drg_record_mode mode, drg_record **out, drg_error *err);
/* Rolls back what was not committed. */
DRG_API void drg_record_close(drg_record *rec);

/* What the following additions are made with: software version and pack come
 * from the library and `pack`; options is a short text, "" for none. */
DRG_API drg_status drg_record_run(drg_record *rec, const drg_pack *pack, const char *options, drg_error *err);
/* Has this source been read by this run (or an equal one) already? */
DRG_API drg_status drg_record_has(drg_record *rec, const drg_source *src, bool *has, drg_error *err);
/* Let the record's reports count as seen: what is added then is marked the same
 * whether a run was interrupted or not. */
DRG_API drg_status drg_repeats_know(drg_repeats *r, drg_record *rec, drg_error *err);
/* Add a document; *added false when the record had it.  On failure nothing of
 * it stays.  Additions become permanent with drg_record_commit, and by
 * themselves every 256 documents. */
DRG_API drg_status drg_record_add(drg_record *rec, const drg_source *src, const drg_doc *doc, bool *added, drg_error *err);
DRG_API drg_status drg_record_commit(drg_record *rec, drg_error *err);

/* The current reading of a report, as a document of its own (the record may be
 * closed).  `report`: id, a beginning of it that fits one alone, the id the
 * material gave, or the source's name. */
DRG_API drg_status drg_record_doc(drg_record *rec, const char *report, drg_doc **out, drg_error *err);
/* The report (id of 20 bytes) that holds a row; the newest reading of it. */
DRG_API drg_status drg_record_find(drg_record *rec, const char *row, char report[20], drg_error *err);

typedef struct {
	uint32_t version;           /* of the schema */
	uint64_t reports, sources, analyses, current, claims, positions, conditions, proposals, runs, bytes, text_bytes;
	char first_day[11], last_day[11]; /* of publication, "" unknown */
} drg_record_info;
DRG_API drg_status drg_record_get_info(drg_record *rec, drg_record_info *out, drg_error *err);

/* Check the file's structure, every reference, every text against its hash,
 * every span against its text.  One line to `report` for each finding;
 * *findings counts them.  Never changes the record. */
DRG_API drg_status drg_record_verify(drg_record *rec, drg_sink report, void *ctx, uint64_t *findings, drg_error *err);

/* The whole record as JSON Lines in an order that depends on nothing but the
 * content: a header, runs, sources with their readings, every reading as a
 * line of dragoman/1, judgements. */
DRG_API drg_status drg_record_dump(drg_record *rec, drg_sink sink, void *ctx, drg_error *err);

/* Formats to export events in, by index: "csv", "plover", "gdelt", "polecat", "geojson"; NULL past the last. */
DRG_API const char *drg_export_format(uint32_t i);
/* Write the events of the reports that the filter (NULL: none) lets through in
 * the reports list; dragoman-export(1) describes the formats. */
typedef struct drg_filter drg_filter;
DRG_API drg_status drg_record_export(drg_record *rec, const char *format, const drg_filter *filter, drg_sink sink, void *ctx, drg_error *err);
/* A person's word on a row, kept beside it for good: the machine's row stays, and
 * a later reading that finds the row again finds the judgement too. */
typedef struct {
	const char *row;   /* its id */
	const char *verb;  /* accept reject correct merge split note */
	const char *field, *value; /* what is right (correct), the other row (merge), words (note, split); NULL none */
	const char *by;
	const char *at;    /* UTC, YYYY-MM-DDTHH:MM:SSZ; NULL now */
} drg_judgement;
/* DRG_ENOTFOUND: no such row.  Permanent with drg_record_commit. */
DRG_API drg_status drg_record_judge(drg_record *rec, const drg_judgement *judgement, drg_error *err);

/* ----------------------------------------------------------------- lists -- */

typedef enum { DRG_PERIOD_MONTH = 0, DRG_PERIOD_YEAR, DRG_PERIOD_DAY } drg_period;

/* What to list; NULL or 0 leaves a condition out. */
struct drg_filter {
	size_t size;         /* sizeof(drg_filter) */
	const char *actor;   /* speaker or party: part of the name, ASCII case ignored, or the code */
	const char *by;      /* the origin: who spoke */
	const char *via;     /* a publisher, relay or reporter of the chain */
	const char *since, *until; /* days, both included: said, else published; events: happened, else said */
	const char *type;    /* kind, stance, issue or state */
	const char *text;    /* part of the words, ASCII case ignored */
	bool superseded;     /* older readings too */
	const char *clock;   /* timeline: "about" (default), "said" or "recorded" */
	const char *recipient; /* dyads: part of the name, the code or the country */
	drg_period period;   /* dyads: what is summed */
	const char *near;    /* "PLACE,KM" or "LAT,LON,KM": claims that speak of a location so near, events that are placed there; PLACE as the record names it */
};

typedef enum { DRG_FIELD_NONE, DRG_FIELD_TEXT, DRG_FIELD_NUMBER, DRG_FIELD_JSON } drg_field_type;
typedef struct {
	const char *name;
	drg_field_type type; /* NONE: not known */
	drg_str text;        /* TEXT, JSON */
	int64_t number;
} drg_field;

/* Kinds of lists: "reports" "claims" "positions" "conditions" "proposals"
 * "events" "agreements" "rounds" "counts" "labels" "judgements"
 * "actors", and for the state of the talks "cells" (positions by issue, party,
 * stance and voice, with the numbers of reports, relays and origins) and
 * "timeline" (events, positions, conditions and proposals in the order of a clock), "dyads" (asserted events summed by
 * actor, recipient and period), "unnamed" (claims whose origin has no name). */
typedef struct drg_list drg_list;
DRG_API drg_status drg_record_list(drg_record *rec, const char *kind, const drg_filter *filter, drg_list **out, drg_error *err);
/* DRG_OK: fields[0 .. *n), borrowed until the next call.  DRG_END: no more. */
DRG_API drg_status drg_list_next(drg_list *list, const drg_field **fields, uint32_t *n, drg_error *err);
DRG_API void drg_list_close(drg_list *list);

#ifdef __cplusplus
}
#endif
#endif
