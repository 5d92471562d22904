/* claim_fact.h - how sure the one who speaks is: stance, factuality, hedges.
 *
 * Factuality follows FactBank (Sauri and Pustejovsky 2009): CT certain, PR
 * probable, PS possible, with the sign of what is said, Uu not committed.  At
 * the origin it is the weaker of what the cue says ("fears", "demanded") and of
 * how the main clause of the content is put ("may", "unlikely"); the publisher
 * is committed to its own voice alone.
 *
 *   cue \ content   certain  probable  possible  conditional
 *   said            CT       PR        PS        Uu
 *   believes        PR       PR        PS        PR
 *   fears           PS       PS        PS        PS
 *   demanded        Uu       Uu        Uu        Uu
 *
 * Words: the lexicons `commitment` and `cues`; where they stand: dependencies.
 * Without an encoder any hedge of the first forty words counts. */
#ifndef DRG_STAGE_CLAIM_FACT_H
#define DRG_STAGE_CLAIM_FACT_H

#include "base/arena.h"
#include "doc/layers.h"
#include "pack/lexicon.h"

/* Fills fact_origin, fact_publisher and hedges of every claim, and corrects a
 * stance that the words around the cue give ("declined to confirm").
 * hits: of all lexicons. */
void drg__claim_facts(const drg_pack *pack, const struct layers *l, const struct hits *hits, struct arena *keep, struct arena scratch, struct claims *out);

#endif
