/* where.h - names of places, which places they are, and what they do there.
 *
 *   find     where_find.c: names by the encoder (PLACE, STATE), by the gazetteer
 *            where the words around say "place", peoples by lexicon `states`,
 *            places inside the names of bodies, datelines
 *   rank     where_rank.c: every bearer of a name gets a score from what the
 *            report says elsewhere (log-linear; weights in data/en/places/weights.tsv);
 *            one sense a report, unless a name is told apart ("Paris, Texas")
 *   use      where_use.c: location, actor, modifier or dateline
 *
 * Time is linear in the report: a name has at most WHERE_BEARERS bearers and is
 * compared with at most WHERE_NEAR others on each side. */
#ifndef DRG_STAGE_WHERE_H
#define DRG_STAGE_WHERE_H

#include "base/arena.h"
#include "doc/layers.h"
#include "pack/lexicon.h"
#include "pack/places.h"

/* For training: told every bearer of every name with its features. */
struct where_trace {
	void (*bearer)(void *ctx, struct span span, uint32_t row, const struct place *place, const float feature[PF_FEATURES], float score);
	void *ctx;
};

/* Fills *out from everything before it in struct layers. A pack without a gazetteer finds nothing.
 * trace: NULL but for training. */
void drg__where(const drg_pack *pack, const struct layers *l, const struct hits *hits, const struct where_trace *trace,
                struct arena *keep, struct arena scratch, struct places *out);

/* The place (row of l->places) where the event with trigger token `tok` is said
 * to happen, NONE when the text gives none: "in", "at", "near" a place below the
 * trigger (above it: the nearest first), else the nearest location of the
 * sentence.  Never the dateline, never a place that acts or only describes. */
uint32_t drg__where_of(const struct layers *l, uint32_t tok);

/* Fill events->place by the events' triggers. */
void drg__event_places(const struct layers *l, struct events *events);

#endif
