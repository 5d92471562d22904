#include "stage/who.h"

uint32_t drg__publisher(const struct meta *meta, const struct entities *ent)
{
	if (!meta->outlet.n)
		return NONE;
	for (uint32_t i = 0; i < ent->n; i++)
		if (ent->kind[i] == ENT_OUTLET && drg__str_ieq(ent->name[i], meta->outlet))
			return i;
	return NONE;
}

void drg__speakers(const drg_pack *pack, const struct text *text, const struct meta *meta, const struct tokens *tok,
                   const struct sents *sents, const struct hits *hits,
                   struct arena *keep, struct arena scratch, struct mentions *men, struct attribs *att, struct entities *out)
{
	struct cx c = { .text = text, .tok = tok, .sents = sents, .hits = hits, .pack = pack, .men = men, .att = att, .a = &scratch };
	c.words = drg__lex(pack, "words");
	c.states = drg__lex(pack, "states");
	c.titles = drg__lex(pack, "titles");
	c.given = drg__lex(pack, "given_names");
	if (c.words == UINT32_MAX || c.states == UINT32_MAX || c.titles == UINT32_MAX)
		return;
	c.col_class = drg__lex_col(pack, c.words, "class");
	c.col_code = drg__lex_col(pack, c.states, "code");
	drg__who_names(&c);
	drg__who_titles(&c);
	for (size_t i = 0; i < c.who.n; i++)
		c.who.v[i].publisher = meta->outlet.n && drg__str_ieq(c.who.v[i].name, meta->outlet);
	drg__who_roles(&c);
	drg__who_sources(&c);
	/* the publisher is an entity too */
	bool have = false;
	for (size_t i = 0; i < c.who.n; i++)
		have |= meta->outlet.n && c.who.v[i].kind == ENT_OUTLET && drg__str_ieq(c.who.v[i].name, meta->outlet);
	if (meta->outlet.n && !have)
		*PUSH(&scratch, &c.who) = (struct who){ .name = meta->outlet, .kind = ENT_OUTLET, .speaks_for = NONE, .named = true };
	uint32_t n = out->n = (uint32_t)c.who.n;
	out->name = NEW_N(keep, struct str, n);
	out->kind = NEW_N(keep, uint8_t, n);
	out->speaks_for = NEW_N(keep, uint32_t, n);
	for (uint32_t i = 0; i < n; i++) {
		const struct who *w = &c.who.v[i];
		out->name[i] = drg__arena_str(keep, w->name);
		out->kind[i] = w->kind;
		out->speaks_for[i] = w->speaks_for;
	}
}
