/* api_pack.c - building a pack: the pack's builder with the stages' tokeniser. */
#include "base/err.h"
#include "pack/build.h"
#include "stage/event_try.h"
#include "stage/view.h"

drg_status drg_pack_build(const char *dir, const char *out_path, drg_sink report, void *ctx, drg_error *err)
{
	if (!dir)
		return drg__fail(err, DRG_EARG, NULL, "drg_pack_build: dir is NULL");
	return drg__pack_build(dir, out_path, drg__view_of_words, &drg__frame_reader, report, ctx, err);
}
