#include "stage/event_try.h"

#include "stage/encode.h"
#include "stage/event_in.h"
#include "stage/mention.h"
#include "stage/speaker.h"
#include "stage/token.h"
#include "stage/view.h"

struct state {
	const drg_pack *pack;
	struct encoder enc;
};

static void *open_reader(const drg_pack *pack, struct arena *keep)
{
	struct state *s = NEW(keep, struct state);
	drg_error err = { 0 };
	s->pack = pack;
	return drg__encoder_open(&s->enc, pack, keep, &err) == DRG_OK ? s : NULL;
}

static void layers_of(const struct state *s, struct str text, struct arena *keep, struct arena scratch, struct layers *l, struct hits *hits)
{
	l->text = (struct text){ .p = text.p, .n = (uint32_t)text.n };
	l->paras.span = NEW(keep, struct span);
	l->paras.n = text.n > 0;
	*l->paras.span = (struct span){ 0, (uint32_t)text.n };
	drg__tokenize(&l->text, &l->paras, NULL, keep, scratch, &l->tokens);
	drg__encode(&s->enc, &l->text, &l->tokens, false, keep, scratch,
	            (struct encoded){ &l->sents, &l->tagset, &l->morph, &l->deps, &l->names, NULL });
	struct view v = drg__view(&l->text, &l->tokens, &l->morph);
	drg__lex_match(s->pack, &v, keep, scratch, hits);
	drg__mentions(s->pack, l, hits, keep, scratch, &l->mentions);
	drg__speakers(s->pack, l, hits, NULL, keep, scratch, &l->mentions, &l->attribs, &l->entities);
}

static uint32_t read_example(void *state, struct str text, struct arena keep, struct arena scratch, struct frame_fire *out, uint32_t most)
{
	struct state *s = state;
	struct layers l = { 0 };
	struct hits hits = { 0 };
	layers_of(s, text, &keep, scratch, &l, &hits);
	struct view v = drg__view(&l.text, &l.tokens, &l.morph);
	struct actors actors;
	drg__actors_begin(&actors, s->pack, &v, &hits, &l.meta, NULL);
	return drg__event_fires(&actors, &l, scratch, out, most);
}

const struct drg__frame_reader drg__frame_reader = { open_reader, read_example };
