#include "stage/view.h"

#include "stage/token.h"

struct view drg__view(const struct text *text, const struct tokens *tok, const struct morph *mor)
{
	return (struct view){ .text = drg__str(text->p, text->n), .span = tok->span, .flags = tok->flags, .fold = tok->fold,
		              .upos = mor ? mor->upos : NULL, .n = tok->n };
}

void drg__view_of_words(struct str s, struct arena *keep, struct arena scratch, struct view *out)
{
	struct str in = drg__str_trim(s);
	struct span *whole = NEW(keep, struct span);
	struct text text = { .p = s.p, .n = (uint32_t)s.n };
	struct paras paras = { .span = whole, .n = in.n > 0 };
	struct tokens tok = { 0 };
	if (in.n)
		*whole = (struct span){ (uint32_t)(in.p - s.p), (uint32_t)(in.p + in.n - s.p) };
	drg__tokenize(&text, &paras, NULL, keep, scratch, &tok);
	*out = drg__view(&text, &tok, NULL);
}
