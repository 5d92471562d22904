/* jsontree.h - a whole JSON text as one array in document order, for the
 * structured data of pages.  Lenient; what is broken is cut off there. */
#ifndef DRG_INGEST_JSONTREE_H
#define DRG_INGEST_JSONTREE_H

#include "ingest/jsonread.h"

struct json_node {
	uint32_t parent, end; /* rows; end: first after the subtree */
	uint8_t type;         /* JSON_OBJECT, ARRAY, STRING, NUMBER, TRUE, FALSE, NULL */
	struct str key;       /* raw; empty in arrays */
	struct str raw;       /* raw string or number */
};

struct json_tree {
	struct json_node *v;
	size_t n, cap;
};

enum { JSON_TREE_NODES = 20000 }; /* per page; more are left out */

/* Append the value in s to the tree. */
void drg__json_tree(struct str s, struct arena *a, struct json_tree *t);

/* The member `key` of object `at`; NONE if absent. */
uint32_t drg__json_member(const struct json_tree *t, uint32_t at, const char *key);

#endif
