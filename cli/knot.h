/* knot.h - who blocks what until what, drawn for a terminal, as JSON, for Graphviz. */
#ifndef DRG_CLI_KNOT_H
#define DRG_CLI_KNOT_H

#include "cli.h"

enum knot_form { KNOT_DRAWN, KNOT_JSON, KNOT_DOT };

/* The word between what is held back and what it waits for: by the operator where
 * it says more than the condition's kind ("unless", "as long as"), else by the kind. */
const char *tie_word(const char *kind, drg_str op);

/* Print a tied knot; how many edges there are.  `met`: what was asked with --if,
 * NULL nothing. */
uint32_t knot_print(FILE *out, const drg_knot *knot, enum knot_form form, const char *met, uint32_t reports);

#endif
