/* build.h - compiling data/en into a pack.
 *
 * Deterministic: the same sources give the same bytes on every machine. */
#ifndef DRG_PACK_BUILD_H
#define DRG_PACK_BUILD_H

#include "base/arena.h"
#include "pack/pack.h"
#include "pack/view.h"

/* How text becomes tokens and sentences: the pack may not know the stages, so
 * src/api_pack.c hands them in.  Fills *v (memory of `keep`) for one paragraph. */
typedef void (*drg__tokenizer)(struct str text, struct arena *keep, struct arena scratch, struct view *v);

/* A frame that fires in an example, and one that would have fired as well. */
struct frame_fire {
	uint32_t frame, rival; /* frame numbers; rival UINT32_MAX when there is none */
	struct str cameo;      /* the code it gives there */
};

/* How the examples of frames are read, with the pack that is being built. */
struct drg__frame_reader {
	/* State for read, memory of *keep; NULL when the pack has no model (then examples are not tried). */
	void *(*open)(const drg_pack *pack, struct arena *keep);
	/* The frames that fire in one sentence, at most `most`; how many. */
	uint32_t (*read)(void *state, struct str text, struct arena keep, struct arena scratch, struct frame_fire *out, uint32_t most);
};

/* As drg_pack_build in dragoman.h.  reader may be NULL. */
drg_status drg__pack_build(const char *dir, const char *out_path, drg__tokenizer tokenize, const struct drg__frame_reader *reader,
                           drg_sink report, void *ctx, drg_error *err);

/* The same from sources in memory ("lexicon/cues.tsv" and its bytes; findings
 * say "pack/lexicon/cues.tsv:3: ..."), to bytes: out->p is aligned for
 * drg__pack_open_memory and the caller's to free.  For tests and fuzzing. */
struct pack_source {
	struct str rel, bytes;
};
drg_status drg__pack_build_memory(const struct pack_source *v, size_t n, drg__tokenizer tokenize,
                                  drg_sink report, void *ctx, struct str *out, drg_error *err);

#endif
