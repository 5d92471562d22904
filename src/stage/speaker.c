#include <string.h>

#include "stage/clause.h"
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

static uint32_t *copy_rows(struct arena *a, const uint32_t *v, uint32_t n)
{
	uint32_t *to = NEW_N(a, uint32_t, n);
	if (n)
		memcpy(to, v, n * sizeof *v);
	return to;
}

/* For each token, is it the subject of a clause? NULL without dependencies. */
static const uint8_t *subjects(const struct layers *l, struct arena *a)
{
	struct clauses c = drg__clauses(l, a);
	if (!c.n)
		return NULL;
	uint8_t *is = NEW_N(a, uint8_t, c.n);
	for (uint32_t t = 0; t < c.n; t++)
		is[t] = c.dep[t] == DEP_NSUBJ || c.dep[t] == DEP_NSUBJ_PASS;
	return is;
}

void drg__speakers(const drg_pack *pack, const struct layers *l, const struct hits *hits, const struct speaker_trace *trace,
                   struct arena *keep, struct arena scratch, struct mentions *men, struct attribs *att, struct entities *out)
{
	const struct meta *meta = &l->meta;
	/* written into copies, so that a memory limit met halfway leaves no row that refers to entities that are not there */
	struct mentions found = *men;
	struct attribs told = *att;
	found.ent = copy_rows(&scratch, men->ent, men->n);
	told.speaker = copy_rows(&scratch, att->speaker, att->n);
	struct cx c = { .text = &l->text, .tok = &l->tokens, .sents = &l->sents, .hits = hits, .pack = pack, .men = &found, .att = &told,
		        .ev = l->evidence.coref.n ? &l->evidence : NULL, .trace = trace, .a = &scratch };
	c.is_subject = subjects(l, &scratch);
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
	drg__who_outlets(&c);
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
	if (men->n)
		memcpy(men->ent, found.ent, men->n * sizeof *men->ent);
	if (att->n)
		memcpy(att->speaker, told.speaker, att->n * sizeof *att->speaker);
}
