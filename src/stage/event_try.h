/* event_try.h - the examples of frames, read with the pack that is being built. */
#ifndef DRG_STAGE_EVENT_TRY_H
#define DRG_STAGE_EVENT_TRY_H

#include "pack/build.h"

/* For drg__pack_build. */
extern const struct drg__frame_reader drg__frame_reader;

#endif
