/* frames.h - event frames: a predicate, what must stand in its slots, what it yields.
 *
 * A frame file is data/en/frames/NAME.frames (the language: dragoman-pack(5)):
 *
 *   frame: impose-curfew
 *   predicate: impose lift/n
 *   need: obj curfew
 *   actor: subj
 *   recipient: obl:on | obl:in
 *   yield: cameo=1723
 *   match: The governor imposed a curfew on the port of Ardal.
 *   not: The governor imposed a tax on the port.
 *
 * Words of a predicate or a test are classes of the lexicons act_verbs,
 * act_nouns and act_things.  The pack knows no dependencies: stage/event fills
 * slots (stage/event_tree.h) and asks here what a frame wants.  Every frame is a
 * rule too, of the set "frames", so that drg__pack_rule names its file and line. */
#ifndef DRG_PACK_FRAMES_H
#define DRG_PACK_FRAMES_H

#include "pack/lexicon.h"

/* A slot as a frame names it.  The order is part of the pack format. */
enum frame_slot { FSLOT_SUBJ, FSLOT_OBJ, FSLOT_IOBJ, FSLOT_OBL, FSLOT_COMP, FSLOT_POSS, FSLOT_MOD, FSLOT_LIGHT, FSLOT_ANY, FSLOTS };

/* What a test asks of a slot's filler. */
enum frame_test {
	FTEST_ANY,    /* something stands there */
	FTEST_CLASS,  /* its head word is of the class */
	FTEST_DEEP,   /* a word of its phrase is of the class: ~class */
	FTEST_KIND,   /* it is a mention of that kind: @person (enum mark_class) */
	FTEST_WORD,   /* its head word is that word, any case: "word" */
	FTESTS
};

/* One way to fill a role; `prep` 0 for slots without one. */
struct frame_way {
	uint8_t slot;  /* enum frame_slot */
	bool also;     /* stands beside the way before ("+"), instead of in its place ("|") */
	uint64_t prep; /* fold of the preposition */
};

enum { FRAME_WAYS = 12, FRAME_TESTS = 32, FRAME_SLOTS = 8 };

/* A filler of one of the slots holds one of the tests. */
struct frame_cond {
	bool never;      /* there must be no such filler */
	uint32_t n_slots, n;
	struct {
		uint8_t slot;  /* enum frame_slot */
		uint64_t prep; /* as in frame_way */
	} at[FRAME_SLOTS];
	struct {
		uint8_t test;   /* enum frame_test */
		uint32_t class_ref; /* FTEST_CLASS, FTEST_DEEP: as drg__frame_class gives it; FTEST_KIND: mark class */
		uint64_t fold;  /* FTEST_WORD */
	} v[FRAME_TESTS];
};

enum frame_flag {
	FRAME_TOPIC = 1, /* names what another act is about; no event of its own */
	FRAME_BARE = 2,  /* an event although nobody is named */
	FRAME_VERB = 4, FRAME_NOUN = 8,
	FRAME_ACT = 16  /* only where its topic names an act */
};

struct frame {
	uint32_t rule;   /* for drg__pack_rule */
	int32_t priority;
	uint32_t flags;  /* enum frame_flag */
	uint32_t n_conds;
	struct str cameo, type, mode, contexts, series; /* "" if the frame does not say */
};

uint32_t drg__frame_count(const drg_pack *pack);
void drg__frame(const drg_pack *pack, uint32_t i, struct frame *out);

/* Condition k of frame i (k < n_conds). */
void drg__frame_cond(const drg_pack *pack, uint32_t i, uint32_t k, struct frame_cond *out);

enum frame_role { FROLE_ACTOR, FROLE_RECIPIENT, FROLE_TOPIC, FROLES };

/* The ways to fill a role, at most FRAME_WAYS; how many. */
uint32_t drg__frame_ways(const drg_pack *pack, uint32_t i, enum frame_role role, struct frame_way *out);

/* The frames whose predicate has this class of word: drg__frame_at(pack, k) for
 * k in [*first, *first + result). */
uint32_t drg__frames_of(const drg_pack *pack, uint32_t class_ref, uint32_t *first);
uint32_t drg__frame_at(const drg_pack *pack, uint32_t k);

/* A text cell as a number: cells are equal when these are; frames name classes
 * by it.  0 for an empty cell. */
uint32_t drg__cell_ref(const drg_pack *pack, uint32_t lex, uint32_t row, uint32_t col);

/* ------------------------------------------------------------ ontologies -- */

/* Tables of data/en/ontology; a row by its key (the first column), NONE. */
uint32_t drg__table_row(const drg_pack *pack, const char *table, struct str key);
/* A cell by column name, "" if the table, row or column is missing. */
struct str drg__table_cell(const drg_pack *pack, const char *table, uint32_t row, const char *col);
uint32_t drg__table_rows(const drg_pack *pack, const char *table);

#endif
