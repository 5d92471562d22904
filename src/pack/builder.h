/* builder.h - what the parts of the pack builder share.  Private to src/pack.
 *
 * Everything lives in one pool under one guard; what does not (a file's bytes,
 * an open folder, the new pack) hangs in the builder and is given back
 * by build.c whether or not the guard unwinds. */
#ifndef DRG_PACK_BUILDER_H
#define DRG_PACK_BUILDER_H

#include "pack/build.h"
#include "pack/format.h"
#include "pack/frames.h"

/* One source file. */
struct source {
	struct str rel;   /* "lexicon/cues.tsv" */
	struct str bytes; /* whole content */
	bool text;        /* valid UTF-8 */
};

/* A section being made. */
struct part {
	char name[PACK_NAME];
	uint32_t kind, rows;
	struct str bytes;
	uint32_t dtype, n_dim, shape[4];
};

/* Growing bytes of a section. */
struct bytes {
	char *v;
	size_t n, cap;
};

struct u32s {
	uint32_t *v;
	size_t n, cap;
};

struct u64s {
	uint64_t *v;
	size_t n, cap;
};

struct built_lex {
	struct str name;
	const struct source *src;
	struct lex_col *col;
	uint32_t n_cols;
	struct u32s value, cell, line, about; /* about: key, value refs */
	uint32_t n_rows;
};

struct trie_node { /* node i + 1 of the trie */
	uint64_t fold;
	uint32_t parent;
};

struct built_entry {
	uint32_t node;
	struct trie_entry e;
};

/* One inflected word: base, part of speech 'v' or 'n', its forms. */
struct irregular {
	struct str base, forms;
	char pos;
};

/* A `match:` or `not:` line. */
struct example {
	struct str text; /* as written */
	const struct source *src;
	uint32_t line, rule;
	bool must;
};

struct builder {
	struct pool pool, scratch_pool;
	struct arena keep, scratch; /* scratch is passed on by value */
	const char *dir, *out_path;
	drg__tokenizer tokenize;
	const struct drg__frame_reader *reader; /* or NULL */
	drg_sink report;
	void *ctx;
	drg_error *err;
	struct str image;   /* the pack's bytes, once made */
	const struct pack_source *given; /* sources in memory, instead of a folder */
	size_t n_given;
	struct str *out;
	drg_status status;  /* of the machine: memory, files */
	uint32_t n_errors;  /* findings that keep the pack from being written */

	VEC(struct source) source;
	VEC(struct part) part;
	struct str lang;

	/* strings: open addressing over refs */
	VEC(struct str) string;
	uint32_t *string_slot;
	uint32_t n_string_slots;

	VEC(struct irregular) irregular;
	VEC(struct built_lex) lex;
	VEC(struct trie_node) node;
	VEC(struct built_entry) entry;
	uint32_t *node_slot; /* index into node + 1, 0 free */
	uint32_t n_node_slots;

	VEC(struct ruleset_rec) set;
	VEC(struct rule_rec) rule;
	VEC(struct ins) code;
	struct u64s folds;
	struct u32s refs;
	struct u32s model; /* key, value refs */
	VEC(struct example) example;
	VEC(struct frame_rec) frame;
	VEC(struct frame_key) frame_key;
	VEC(struct example) frame_example; /* rule: the frame's number */
	struct place_build *places; /* build_places.c; NULL without a gazetteer */

	/* outside the pool */
	struct str held;   /* malloc'ed */
	void *dirs[8];     /* DIR, open while listing */
	int n_dirs;
	drg_pack *pack;    /* the new pack, opened to try its examples */
};

/* ---- build.c ---- */

/* "DIR/rel:line: message" to the report sink; counts as an error. line 0: none. */
void drg__finding(struct builder *b, struct str rel, uint32_t line, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* The same string gives the same ref. */
uint32_t drg__intern(struct builder *b, struct str s);

/* A section; bytes must stay. */
struct part *drg__add_part(struct builder *b, enum section_kind kind, const char *name, uint32_t rows, struct str bytes);
void drg__put(struct builder *b, struct bytes *to, const void *p, size_t n);

/* Lines of a text file, without their ends: false at the end. `rest` begins as
 * the file's bytes, *line as 0. */
bool drg__next_line(struct str *rest, struct str *line_text, uint32_t *line);

/* "# key: value" lines at a file's head, as pairs of refs; reports a missing
 * origin, date or licence. */
void drg__head_lines(struct builder *b, const struct source *src, struct u32s *about);
/* The value of a key among pairs of refs, "" if none. */
struct str drg__about_value(const struct builder *b, const struct u32s *about, const char *key);

/* Is `s` made of a-z 0-9 and - _ only, beginning with a letter? */
bool drg__is_name(struct str s);

/* ---- build_lex.c ---- */
void drg__build_irregular(struct builder *b, const struct source *src);
void drg__build_lex(struct builder *b, const struct source *src);
void drg__build_lex_parts(struct builder *b);

/* The tokens a phrase is cut into inside running text (view of `keep`). */
struct view drg__cut_phrase(struct builder *b, struct str phrase);

/* Every inflected form of an English word: pos 'v', 'n' or 0 for both.  The
 * base comes first; no form twice. */
void drg__inflect(struct builder *b, struct str base, char pos, struct str **forms, uint32_t *n);

/* ---- build_rules.c ---- */
void drg__build_rules(struct builder *b, const struct source *src);
void drg__build_rule_parts(struct builder *b);
/* Run every example against the opened pack. */
void drg__try_examples(struct builder *b);

/* ---- build_codes.c ---- */
/* Findings for CAMEO codes without a frame and without a reason; after all frames are read. */
void drg__check_codes(struct builder *b);

/* ---- build_frames.c ---- */
void drg__build_frames(struct builder *b, const struct source *src);
void drg__build_frame_parts(struct builder *b);
/* Read every example with the opened pack. */
void drg__try_frame_examples(struct builder *b);

/* ---- build_model.c ---- */
void drg__build_model(struct builder *b, const struct source *src);
void drg__build_vocab(struct builder *b, const struct source *src);
void drg__build_panels(struct builder *b); /* quantised layers, see panels.c */
void drg__build_model_parts(struct builder *b);
void drg__build_lemmas(struct builder *b, const struct source *src);

/* ---- build_places.c ---- */
/* places/NAME.tsv or .tsv.zst: rows are gathered; files come in the order of
 * their names, and a later one may add to a place of an earlier one. */
void drg__build_places(struct builder *b, const struct source *src);
void drg__build_place_weights(struct builder *b, const struct source *src);
void drg__build_place_parts(struct builder *b);

#endif
