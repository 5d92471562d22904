/* affil.h - for whom a person speaks.
 *
 * Adds to entities.speaks_for, where it is still open, what the syntax says of a
 * named person: an office with its body beside the name ("the Front's
 * negotiator, Hana Voss"; "Front leader Teodor Ilk"; "its spokesman, Lark"; of "spokesman Ek" the one
 * body of which its paragraph told before), a
 * clause ("who speaks for the government"), a "for" ("Judge Ruhl, for the
 * government") or an "of" ("Mara Holt of the Front"), and, for offices of a state without one ("Prime Minister Kassow"),
 * the one government that the report names.  Offices: lexicon `offices`.
 * Nothing is added without an encoder. */
#ifndef DRG_STAGE_AFFIL_H
#define DRG_STAGE_AFFIL_H

#include "base/arena.h"
#include "doc/layers.h"
#include "pack/lexicon.h"

/* After stage/speaker; l->entities.speaks_for is changed in place, without
 * making a circle. */
void drg__affiliations(const drg_pack *pack, const struct layers *l, const struct hits *hits, struct arena scratch, struct entities *entities);

/* After stage/actor: a person whom the actor files know as an office holder of a
 * state's government (sector GOV) speaks for that state where the report names it. */
void drg__affil_offices(struct entities *entities);

#endif
