/* format.h - the bytes of a pack.  Private to src/pack; changing anything here
 * raises DRG__PACK_FORMAT.
 *
 * All numbers are little-endian and naturally aligned; every section begins at
 * a multiple of 64.  A "ref" is an index into the strings; a "cell" is a ref,
 * or for an enum column the value's index + 1 (0 empty).
 *
 *   strings   n u32, off u32[n + 1], bytes          string i = bytes[off[i] .. off[i+1] - 1), then NUL;
 *                                                   string 0 is ""
 *   lex.NAME  struct lex_head, about ref[n_about][2], struct lex_col[n_cols],
 *             values ref[n_values], cells u32[n_rows][n_cols], lines u32[n_rows]
 *   phrases   struct trie_head, struct trie_slot[n_slots], first u32[n_nodes + 1],
 *             struct trie_entry[n_entries]
 *   rulesets  struct ruleset_rec[]    rules  struct rule_rec[]
 *   code      struct ins[]            folds  u64[]         refs  u32[]
 *   frames    struct frame_rec[]      frameindex  struct frame_key[] by class, frame
 *   model     ref[][2] (key, value)   meta   ref[][2]
 *   files     ref[][2] (file, SHA-256 in hex)
 *   vocab     bytes                   tensor.NAME  data
 *   places    struct places_head, feature char[n_features][8], struct place_country[n_countries],
 *             rows u8[n][PLACE_ROW] and zeros to a multiple of 4, struct place_slot[n_slots],
 *             post u32[n_post], text (names, each after its length in one byte) */
#ifndef DRG_PACK_FORMAT_H
#define DRG_PACK_FORMAT_H

#include <stdint.h>

#include "pack/lexicon.h"
#include "pack/pack.h"
#include "pack/places.h"

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "packs are little-endian and read in place: a big-endian machine needs a reader of its own"
#endif

#define PACK_MAGIC "DRGPACK\n"
#define NO UINT32_MAX

enum { PACK_ALIGN = 64, PACK_NAME = 64 };

enum section_kind {
	SEC_META = 1, SEC_STRINGS, SEC_FILES, SEC_PHRASES, SEC_LEX, SEC_RULESETS, SEC_RULES, SEC_CODE,
	SEC_FOLDS, SEC_REFS, SEC_MODEL, SEC_VOCAB, SEC_TENSOR, SEC_FRAMES, SEC_FRAME_INDEX, SEC_PLACES, SEC_KINDS
};

struct pack_head {
	char magic[8];
	uint32_t format, n_sections;
	uint64_t size, head_sum;
	uint8_t fingerprint[32];
	uint8_t zero[64];
};

struct pack_entry {
	char name[PACK_NAME];
	uint32_t kind, rows;
	uint64_t offset, size, sum;
	uint32_t dtype, n_dim, shape[4];
	uint8_t zero[8];
};

_Static_assert(sizeof(struct pack_head) == 128, "header is 128 bytes");
_Static_assert(sizeof(struct pack_entry) == 128, "an entry of the contents is 128 bytes");

/* ----------------------------------------------------------- lexicons -- */

enum col_type { COL_TEXT, COL_ENUM, COL_INT, COL_TYPES };

struct lex_head {
	uint32_t name, n_about, n_cols, n_values, n_rows;
};

struct lex_col {
	uint32_t name, type, values_from, n_values;
};

struct trie_head {
	uint32_t n_slots; /* a power of two, more than n_nodes */
	uint32_t n_nodes; /* with the root, node 0 */
	uint32_t n_entries, zero;
};

struct trie_slot {
	uint64_t fold;
	uint32_t parent;
	uint32_t child; /* 0: free */
};

/* exact: ref of the tokens joined by U+001F, "" for a token that may have any
 * case; 0 when none is exact. */
struct trie_entry {
	uint32_t lex, row, exact;
};

/* Where (parent, fold) belongs; linear probing from there. */
static inline uint32_t trie_place(uint32_t parent, uint64_t fold, uint32_t n_slots)
{
	uint64_t h = (fold ^ ((uint64_t)parent * UINT64_C(0x9E3779B97F4A7C15))) * UINT64_C(0xD6E8FEB86659FD93);
	return (uint32_t)(h >> 32) & (n_slots - 1);
}

/* -------------------------------------------------------------- rules -- */

enum { BLOOM = 16 }; /* words of 64 bits */

static inline void bloom_add(uint64_t *bloom, uint64_t key)
{
	key *= UINT64_C(0x9E3779B97F4A7C15);
	bloom[key >> 60] |= UINT64_C(1) << (key >> 54 & 63);
}

/* Bloom key of "a hit of lexicon `lex`"; folds are their own keys. */
static inline uint64_t bloom_lex(uint32_t lex)
{
	return (lex + UINT64_C(1)) * UINT64_C(0xC2B2AE3D27D4EB4F);
}

struct ruleset_rec {
	uint32_t name, first_rule, n_rules;
};

struct rule_rec {
	uint32_t name, file, line, doc;
	int32_t priority;
	uint32_t set;
	uint32_t code, n_code;     /* code[code .. code + n_code); n_code == 0: decided in C */
	uint32_t caps, n_caps;     /* refs[caps ..]: names of capture k; slots 2k, 2k + 1 */
	uint32_t yields, n_yields; /* refs[yields ..]: key, value, key, value ... */
	uint64_t needed[BLOOM];    /* a match has at least one of these; all zero: not known */
};

/* A program is run by a backtracker (rules.c).  Jumps stay inside the rule.
 * op      a              b               c
 * FOLDS   first fold     folds           -          one token whose fold is among them (sorted)
 * EXACT   ref            -               -          one token with exactly these bytes
 * TEST    needs          refuses         upos mask  one token by its properties (0: any UPOS)
 * LEX     lexicon        filter in refs  its u32s   a phrase: filter is (col, negate, n, cells[n])*
 * MARK    mark class     -               -          a stage's span
 * SPLIT   first choice   second choice   -
 * JUMP    to             -               -
 * SAVE    slot           -               -
 * ASSERT  enum assertion -               -
 * LOOK    after the body longest body    LOOK_*     the body is [pc + 1, a), ends in YES
 * YES     -
 * MATCH   -
 * SHAPE   ref            -               -          one token whose folded form has this shape: 9 a digit, any
 *                                                   other sign itself; after one, ? for at most, + for at least once */
enum op { OP_FOLDS, OP_EXACT, OP_TEST, OP_LEX, OP_MARK, OP_SPLIT, OP_JUMP, OP_SAVE, OP_ASSERT, OP_LOOK, OP_YES, OP_MATCH, OP_SHAPE, OPS };
enum { LOOK_NOT = 1, LOOK_BEHIND = 2 };
enum assertion { AT_CLAUSE_START, AT_CLAUSE_END, AT_SENT_START, AT_SENT_END, ASSERTIONS };

/* Token properties of TEST: the token flags, and these. */
enum {
	PROP_CAP = 1 << 8,    /* begins with a capital */
	PROP_UPPER = 1 << 9,  /* two letters or more, all capitals */
	PROP_LOWER = 1 << 10, /* begins with a small letter */
	PROP_FIRST = 1 << 11, /* first of the sentence (window) */
	PROP_LAST = 1 << 12,
	PROP_BOUND = 1 << 13, /* ends a clause: , ; : . ! ? ... brackets, a dash between spaces */
	PROP_ALL = (1 << 14) - 1
};

enum { LOOK_MOST = 16, CAPS_MOST = 16, CODE_MOST = 4096, SHAPE_MOST = 32 };

struct ins {
	uint32_t op, a, b, c;
};

/* ------------------------------------------------------------- frames -- */

/* conds: of refs, n_conds times (never, n_slots, n_tests, (slot, prep)[n_slots], (test, value)[n_tests]);
 * ways: of refs, (slot, also, prep)[n_ways[role]], role after role.
 * prep: index into folds + 1, 0 none; value: ref of a class, mark class, or
 * index into folds. */
struct frame_rec {
	uint32_t rule, flags;
	uint32_t conds, n_conds, n_cond_refs;
	uint32_t ways, n_ways[3];
	uint32_t cameo, type, mode, contexts, series; /* refs */
};

struct frame_key {
	uint32_t class_ref, frame;
};

/* -------------------------------------------------------------- places -- */

struct places_head {
	uint32_t n, n_slots, n_post, n_text, n_features, n_countries, zero[2];
};

/* Row i < n_countries is country i. */
struct place_country {
	char alpha2[4], alpha3[4]; /* NUL-terminated */
};

/* A row: little-endian, not aligned; offsets of its columns.  Latitude and
 * longitude in 1e-4 degrees (11 m), 24 bits signed. */
enum {
	PLACE_ID = 0, PLACE_NAME = 4, PLACE_PARENT = 7, PLACE_LAT = 10, PLACE_LON = 13, PLACE_FEATURE = 16, PLACE_POPULATION = 17,
	PLACE_ROW = 18
};

/* check 0: free.  value: a row with its bits, or POST_LIST and an index into
 * post; there POST_LIST means that one more follows. */
struct place_slot {
	uint32_t check, value;
};
enum { POST_ROW = (1 << 24) - 1, POST_SHORT = 1 << 29, POST_ALTERNATE = 1 << 30 };
#define POST_LIST (UINT32_C(1) << 31)

static inline uint32_t place_slot(uint64_t key, uint32_t n_slots)
{
	return (uint32_t)((key >> 32) * n_slots >> 32);
}

static inline uint32_t place_check(uint64_t key)
{
	return (uint32_t)key ? (uint32_t)key : 1;
}

static inline uint32_t get24(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;
}

static inline uint32_t get32(const unsigned char *p)
{
	return get24(p) | (uint32_t)p[3] << 24;
}

static inline int32_t signed24(uint32_t v)
{
	return v & 0x800000 ? (int32_t)v - 0x1000000 : (int32_t)v;
}

/* ------------------------------------------------------- the open pack -- */

struct drg_pack {
	struct str map;
	bool mapped; /* ours to unmap */
	char *path;
	char fingerprint[65];
	char lang[16];
	const struct pack_head *head;
	const struct pack_entry *entry; /* [head->n_sections] */

	uint32_t n_str;
	const uint32_t *str_off;
	const char *str_bytes;

	uint32_t n_lex;
	struct lex {
		const struct lex_head *head;
		const uint32_t *about; /* [n_about][2] */
		const struct lex_col *col;
		const uint32_t *value;
		const uint32_t *cell;
		const uint32_t *line;
	} *lex;

	const struct trie_head *trie; /* NULL when there is none */
	const struct trie_slot *slot;
	const uint32_t *first; /* [n_nodes + 1] */
	const struct trie_entry *trie_entry;

	uint32_t n_sets, n_rules, n_code, n_folds, n_refs, n_model, n_meta;
	uint32_t n_frames, n_frame_keys;
	const struct frame_rec *frame;
	const struct frame_key *frame_key;
	const struct ruleset_rec *set;
	const struct rule_rec *rule;
	const struct ins *code;
	const uint64_t *folds;
	const uint32_t *refs;
	const uint32_t *model; /* [n_model][2] */
	const uint32_t *meta;
	struct gazetteer places; /* n == 0: none */
};

static inline struct str pack_str(const drg_pack *p, uint32_t ref)
{
	return drg__str(p->str_bytes + p->str_off[ref], p->str_off[ref + 1] - p->str_off[ref] - 1);
}

/* Open bytes that stay the caller's: 64-byte aligned, outliving the pack. */
drg_status drg__pack_open_memory(struct str bytes, const char *name, drg_pack **out, drg_error *err);

/* The child of `node` by `fold`, 0 when there is none. */
uint32_t drg__trie_child(const drg_pack *p, uint32_t node, uint64_t fold);

/* Does a trie entry's `exact` hold for the tokens from `first`? */
bool drg__exact_holds(const drg_pack *p, const struct view *v, uint32_t first, uint32_t exact);

#endif
