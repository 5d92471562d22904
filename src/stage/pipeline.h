/* pipeline.h - the stages in order, plainly.
 *
 * Each stage runs under a guard of its own: when one passes a limit, its
 * unfinished columns are dropped, what earlier stages wrote stays, a note says
 * which stage stopped, and the document is sealed with what there is. */
#ifndef DRG_STAGE_PIPELINE_H
#define DRG_STAGE_PIPELINE_H

#include "base/arena.h"
#include "doc/doc.h"
#include "pack/pack.h"
#include "stage/actor_file.h"
#include "stage/encode.h"

/* What the caller wants. */
struct asked {
	uint32_t layers;  /* DRG_LAYER_* of dragoman.h, 0 = all */
	bool frames_only; /* no events by the encoder's head */
};

/* From text, meta, paras and zones (filled by ingest) to a document ready to be
 * sealed.  enc: NULL when the pack has no model; then sentences are made by rule
 * and there is no syntax.  own_actors: the user's, or NULL.  Memory comes from
 * doc->pool through *keep and from *scratch; neither needs a guard around it.
 * DRG_OK, also when a limit was reached; DRG_ENOMEM when malloc failed. */
drg_status drg__pipeline(struct drg_doc *doc, const drg_pack *pack, const struct encoder *enc, const struct actor_file *own_actors,
                         struct asked asked, struct arena *keep, struct pool *scratch);

#endif
