/* parse.h - dependency trees from arc scores. */
#ifndef DRG_STAGE_PARSE_H
#define DRG_STAGE_PARSE_H

#include "base/arena.h"
#include "doc/layers.h"
#include "nn/net.h"

/* The best tree with exactly one root (Chu and Liu 1965, Edmonds 1967; non-projective).
 *   score   [n][ld]: row = dependent, column 0 = the root, column j + 1 = head j
 *   head    [n]: 0 = the root, j + 1 = head j
 * n >= 1.  n^2 steps when the best heads already form a tree, as nearly always;
 * at worst n contractions of n^2.  Ties go to the lower column. */
void drg__tree(const float *score, uint32_t n, size_t ld, uint32_t *head, struct arena scratch);

#endif
