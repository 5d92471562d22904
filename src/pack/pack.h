/* pack.h - the compiled language pack, as the stages see it.
 *
 * One little-endian file, mapped read-only, validated once at open; after that
 * no look-up fails.
 *
 *   header    128 bytes
 *     0  magic "DRGPACK\n"
 *     8  format u32, section count u32
 *    16  file size u64
 *    24  head sum u64: XXH3 of header (this field 0) and table of contents
 *    32  fingerprint: SHA-256 of everything after the header
 *    64  zeros
 *   contents  128 bytes a section: name[64] (NUL-padded), kind u32, rows u32,
 *             offset u64, size u64, sum u64 (XXH3 of the bytes), then for a
 *             tensor dtype u32, dimensions u32, shape u32[4]; else zeros
 *   sections  64-byte aligned, in the order of the contents, zeros between
 *
 * A cut file, a flipped byte, an index out of range: drg_pack_open refuses and
 * names the section.  Section sums are checked at every open (XXH3, several
 * GB/s); the fingerprint only by `pack check`, since it adds nothing then but
 * its cost.
 *
 * Sections: "meta" "strings" "phrases" "lex.NAME" "rules" "code" "sets" "files"
 * "tensor.NAME" "vocab" "model" "places". */
#ifndef DRG_PACK_PACK_H
#define DRG_PACK_PACK_H

#include "base/str.h"
#include "dragoman.h"

#define DRG__PACK_FORMAT 2

/* A section's bytes by name; {NULL, 0} when the pack has none. Borrowed. */
struct str drg__pack_section(const drg_pack *pack, const char *name);

/* SHA-256 of the content, 64 hex digits. */
const char *drg__pack_fingerprint(const drg_pack *pack);

/* ---------------------------------------------------------------- tensors -- */

enum dtype { DTYPE_F32, DTYPE_I8, DTYPE_U8, DTYPE_I32, DTYPE_F16, DTYPE_I64, DTYPES };

struct tensor {
	const void *data;  /* 64-byte aligned, row-major, little-endian */
	enum dtype dtype;
	uint32_t n_dim;    /* 0..4 */
	uint32_t shape[4]; /* 1 past n_dim */
	uint64_t bytes;    /* product of shape times the element's size */
};

/* The tensor `name` ("emb.word.q"; section "tensor.emb.word.q").  False when the
 * pack has none. */
bool drg__pack_tensor(const drg_pack *pack, const char *name, struct tensor *out);

/* A value of the model's "__metadata__" ("format", "labels.upos", ...); {NULL,0}
 * when absent.  The file's name without suffix stands before the key when there
 * are several models: the plain key means "full". */
struct str drg__pack_model_meta(const drg_pack *pack, const char *key);

/* The word-piece list, one a line, as in vocab.txt; {NULL,0} when absent. */
struct str drg__pack_vocab(const drg_pack *pack);

/* ------------------------------------------------------------------ rules -- */

struct rule_info {
	struct str name;  /* "talks.no-except" */
	struct str file;  /* relative to the source folder: "rules/talks.rules" */
	uint32_t line;
	int32_t priority;
	struct str doc;   /* the rule's `why:` line, "" if none */
};

/* What a rule id stands for, for `why`. False when there is no such rule. */
bool drg__pack_rule(const drg_pack *pack, uint32_t id, struct rule_info *out);

/* The id of a rule by name, UINT32_MAX when the pack has none.  Stages that
 * decide in code name their decisions by `coded:` rules. */
uint32_t drg__pack_rule_find(const drg_pack *pack, const char *name);

#endif
