/* api_pack.c - building a pack: the pack's builder with the stages' tokeniser. */
#include "base/err.h"
#include "pack/build.h"
#include "stage/token.h"

/* One paragraph of a lexicon phrase or an example, cut as a report's would be. */
static void tokenize(struct str s, struct arena *keep, struct arena scratch, struct view *v)
{
	struct str in = drg__str_trim(s);
	struct span *whole = NEW(keep, struct span);
	struct text text = { .p = s.p, .n = (uint32_t)s.n };
	struct paras paras = { .span = whole, .n = in.n > 0 };
	struct tokens tok = { 0 };
	if (in.n)
		*whole = (struct span){ (uint32_t)(in.p - s.p), (uint32_t)(in.p - s.p + (ptrdiff_t)in.n) };
	drg__tokenize(&text, &paras, NULL, keep, scratch, &tok);
	*v = (struct view){ .text = s, .span = tok.span, .flags = tok.flags, .fold = tok.fold, .n = tok.n };
}

drg_status drg_pack_build(const char *dir, const char *out_path, drg_sink report, void *ctx, drg_error *err)
{
	if (!dir)
		return drg__fail(err, DRG_EARG, NULL, "drg_pack_build: dir is NULL");
	return drg__pack_build(dir, out_path, tokenize, report, ctx, err);
}
