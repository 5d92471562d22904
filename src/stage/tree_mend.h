/* tree_mend.h - what the parser is known to get wrong of a report's trees and the words
 * around leave no doubt about. */
#ifndef DRG_STAGE_TREE_MEND_H
#define DRG_STAGE_TREE_MEND_H

#include "base/arena.h"
#include "doc/layers.h"

/* "which the army calls bandits": of two subjects of a relative clause the relative word
 * is the object.
 *
 * "They must leave or face sanctions": sanctions are what they face.
 *
 * "She said no offer had been made and accused the army": both verbs are hers.
 *
 * "left on Friday, hours after the rebels came, and moved on": what stands between commas is
 * closed before the verb that goes on.
 *
 * "will fight until the army leaves and the prisoners are freed": both are waited for.
 *
 * "The council had accepted, the envoy said, but wanted more": speech put between commas
 * into a sentence is no part of what goes on behind it, so the second verb is the first
 * one's conjunct, and shares its subject (UD: parataxis inside the clause it interrupts).
 * Changes l->deps; nothing without an encoder. */
void drg__tree_mend(struct layers *l, struct arena scratch);

#endif
