/* Names of outlets that no lexicon knows, by what the report has them do: they pass
 * on the words of somebody else ("North Line quoted an official as saying", "..,
 * Parallel Lines reports, citing a diplomat"). */
#include "stage/who.h"

enum { AHEAD = 14, NEAR = 3 }; /* tokens looked at behind a cue */

static bool one_of(const struct cx *c, uint32_t t, const char *const *list)
{
	for (; *list; list++)
		if (is(c, t, *list))
			return true;
	return false;
}

/* Does somebody else's word follow the cue, tokens [first, end), or stand before it
 * in the passive ("was quoted by North Line as saying")? */
static bool passes_on(const struct cx *c, uint32_t first, uint32_t end, uint32_t source)
{
	static const char *const quote[] = { "quoted", "quotes", "quoting", "cited", "cites", NULL }, *const report[] = { "reports", "reported", "reporting", "writes", "wrote", NULL },
	                  *const citing[] = { "quoting", "citing", NULL };
	const struct tokens *tok = c->tok;
	if (source > 1 && is(c, source - 1, "by") && one_of(c, source - 2, quote))
		return true;
	for (uint32_t t = end; one_of(c, first, quote) && t + 1 < tok->n && t < end + AHEAD && !is(c, t, "."); t++)
		if (is(c, t, "as") && (is(c, t + 1, "saying") || is(c, t + 1, "telling")))
			return true;
	for (uint32_t t = end; one_of(c, first, report) && t < tok->n && t < end + NEAR; t++)
		if (one_of(c, t, citing))
			return true;
	return false;
}

/* May the entity of name m be an outlet: several words, none of them a given name, and never called by the last alone? */
static bool may_be_outlet(const struct cx *c, uint32_t m)
{
	const struct mentions *men = c->men;
	uint32_t e = men->ent[m], first = tok_at(c, men->span[m].s);
	if (men->form[m] != FORM_NAME || e == NONE)
		return false;
	const struct who *w = &c->who.v[e];
	if ((w->kind != ENT_PERSON && w->kind != ENT_OTHER && w->kind != ENT_PLACE) || w->gender != EITHER || w->n_roles || !w->first || (c->given != UINT32_MAX && drg__hit_at(c->hits, first, c->given)))
		return false;
	uint32_t words = men->head[m] + 1 - first;
	for (uint32_t k = 0; k < men->n; k++)
		if (men->ent[k] == e && men->head[k] + 1 - tok_at(c, men->span[k].s) < words)
			return false;
	return true;
}

void drg__who_outlets(struct cx *c)
{
	const struct attribs *att = c->att;
	for (uint32_t a = 0; a < att->n; a++) {
		if (!att->source[a].n || !att->cue[a].n)
			continue;
		struct span s = att->pool.v[att->source[a].from], cue = att->pool.v[att->cue[a].from];
		uint32_t m = first_mention_from(c, s.s), first = tok_at(c, cue.s), end = tok_at(c, cue.e);
		if (m < c->men->n && c->men->span[m].s < s.e && passes_on(c, first, end, tok_at(c, s.s)) && may_be_outlet(c, m))
			c->who.v[c->men->ent[m]].kind = ENT_OUTLET;
	}
}
