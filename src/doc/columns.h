/* columns.h - what the columns of a layer are, said once.
 *
 * The JSON, the row ids, the record and its checks are made from these tables,
 * so a further layer is: its struct in layers.h, its table in columns.c, its
 * CREATE TABLE in record/schema.sql, its properties in the JSON schema, and a
 * stage that fills it.  (Entities are not in a table: their mentions are kept
 * in the order of the text, not of the entities.) */
#ifndef DRG_DOC_COLUMNS_H
#define DRG_DOC_COLUMNS_H

#include <stdbool.h>

#include "base/arena.h"
#include "doc/layers.h"
#include "doc/names.h"

/* Layers with a table, in the order in which a row may refer to others: rows
 * refer to layers before their own, or to earlier rows of their own. */
enum layer_id {
	LAYER_ATTRIBS,
	LAYER_TIMES,
	LAYER_PLACES,
	LAYER_HOPS,
	LAYER_CLAIMS,
	LAYER_QUANTITIES,
	LAYER_EVENTS,
	LAYER_EVENT_MENTIONS,
	LAYER_EVENT_ARGS,
	LAYER_CONDITIONS,
	LAYER_POSITIONS,
	LAYER_PROPOSALS,
	LAYER_AGREEMENTS,
	LAYER_LABELS,
	LAYER_ROUNDS,
	LAYER_TABLES,
	LAYER_ENTITIES = LAYER_TABLES, /* may be referred to; has no table */
	LAYERS
};

/* C type of an element, what the JSON shows, what the record stores. */
enum column_type {
	COL_SPAN,     /* struct span; [s,e], null when empty; two columns NAME_s, NAME_e ("span": s, e) */
	COL_SPANS,    /* struct run of the layer's pool of spans; [[s,e],...]; the same as text */
	COL_STR,      /* struct str; null when empty; text */
	COL_WORDS,    /* struct str of words with a space between; ["a","b"]; text */
	COL_NAME,     /* uint8_t; the word of name set `arg`; text */
	COL_BOOL,     /* uint8_t; true or false; 0 or 1 */
	COL_REAL,     /* double, NaN unknown; number or null */
	COL_SCORE,    /* float 0..1 */
	COL_RULE,     /* uint32_t rule id; shown as "why"; a handle of table rule */
	COL_ROW,      /* uint32_t row of layer `arg`, NONE; its id or null; its number or NULL */
	COL_ROWS,     /* struct run of the layer's pool of rows of layer `arg`; [id,...]; their numbers as JSON */
	COL_CHILDREN  /* struct run of rows of layer `arg`, which has no ids; [{...},...]; a table of their own */
};

enum column_flag {
	COL_IN_ID = 1,    /* part of what the row's id is made of */
	COL_EARLIER = 2,  /* COL_ROW into the own layer: an earlier row only, so that a walk ends */
};

struct column {
	const char *name;  /* in the JSON; "a.b" is b inside an object a, which is null when its first member is an empty COL_STR */
	const char *sql;   /* in the record; NULL: the same as name */
	uint8_t type;      /* enum column_type */
	uint8_t arg;       /* name set, or layer */
	uint8_t flags;     /* enum column_flag */
	uint16_t array;    /* where struct layers keeps the pointer to the elements */
	uint16_t stride;   /* bytes from one element to the next */
	uint16_t at;       /* of the value inside an element */
};

struct layer {
	const char *name;   /* in the JSON: "positions"; NULL: only shown inside its parent's rows */
	const char *table;  /* in the record: "position" */
	const char *prefix; /* of ids: "p"; NULL: rows have none */
	const char *article_name; /* for people: "a position's" */
	uint32_t asked;     /* DRG_LAYER_* of dragoman.h that ask for it */
	uint16_t n;         /* where struct layers keeps the number of rows */
	uint16_t spans;     /* where it keeps the pool of spans, 0 none */
	uint16_t rows;      /* where it keeps the pool of row numbers, 0 none */
	uint8_t parent;     /* of a layer without ids: the layer whose rows hold its rows */
	const struct column *column;
	uint32_t columns;
};

/* The table of a layer. id < LAYER_TABLES. */
const struct layer *drg__layer(enum layer_id id);

/* Number of rows of a layer, entities included. */
uint32_t drg__layer_rows(const struct layers *l, enum layer_id id);

/* The value of a column in row i, to be read as its column_type says; NULL
 * when no stage has made the column. */
const void *drg__cell(const struct layers *l, const struct column *c, uint32_t i);

/* The same to write it.  The column must have been made. */
void *drg__cell_put(struct layers *l, const struct column *c, uint32_t i);

/* Give a layer n rows: every column's array, zeroed, in *keep.  Rows, pools and
 * values are then the caller's to fill; ROW columns must be set, as 0 is a row. */
void drg__layer_make(struct layers *l, enum layer_id id, uint32_t n, struct arena *keep);

/* The pools behind COL_SPANS and COL_ROWS; NULL when the layer has none. */
const struct spans *drg__layer_spans(const struct layers *l, enum layer_id id);
const struct rows *drg__layer_row_pool(const struct layers *l, enum layer_id id);

/* Name in the record: sql, else name with every '.' as '_'.  Room for 32. */
void drg__column_sql(const struct column *c, char out[32]);

#endif
