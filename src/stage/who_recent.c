/* The latest ones that a pronoun may mean. */
#include "stage/who.h"

static bool fits(const struct who *w, uint8_t g)
{
	return w->gender == EITHER || g == EITHER || w->gender == g;
}

struct recent drg__recent_none(void)
{
	return (struct recent){ NONE, NONE, NONE, NONE, NONE, NONE, { NONE, NONE, NONE }, { NONE, NONE, NONE }, { NONE, NONE, NONE } };
}

void drg__recent_note(struct recent *r, const struct who *w, uint32_t e, bool source)
{
	bool body = w->kind == ENT_ORG || w->kind == ENT_GROUP || w->kind == ENT_STATE || w->kind == ENT_OUTLET || w->kind == ENT_DOCUMENT;
	if (w->plural || w->kind == ENT_GROUP)
		r->plural = e;
	if (body)
		r->body = e;
	if (w->named && w->kind == ENT_GROUP && !w->code.n)
		r->named_group = e;
	if (w->named && w->kind == ENT_OUTLET && !w->publisher)
		r->named_outlet = e;
	bool sure = !w->article && (w->kind == ENT_PERSON || w->kind == ENT_UNNAMED || w->kind == ENT_REPORTER || (source && w->kind == ENT_OTHER));
	if (!w->plural && sure)
		r->person[w->gender] = e;
	else if (!w->plural && w->kind == ENT_OTHER && !w->article)
		r->other[w->gender] = e;
	if (source) {
		if (w->plural || w->kind == ENT_GROUP)
			r->speaker_plural = e;
		if (body && !w->plural)
			r->speaker_body = e;
		if (!w->plural && sure)
			r->speaker_person[w->gender] = e;
	}
}

/* The later of two entities by their last mention; either may be NONE. */
static uint32_t later(const struct cx *c, uint32_t a, uint32_t b)
{
	if (a == NONE || b == NONE)
		return a == NONE ? b : a;
	return c->who.v[a].seen >= c->who.v[b].seen ? a : b;
}

uint32_t drg__recent_person(const struct cx *c, const struct recent *r, uint8_t g)
{
	uint32_t e = later(c, r->speaker_person[g], r->speaker_person[EITHER]);
	/* the gender may have become known since */
	if (e != NONE && !fits(&c->who.v[e], g))
		e = r->speaker_person[g];
	if (e == NONE) {
		e = later(c, r->person[g], r->person[EITHER]);
		if (e != NONE && !fits(&c->who.v[e], g))
			e = r->person[g];
	}
	if (e == NONE) {
		e = later(c, r->other[g], r->other[EITHER]);
		if (e != NONE && !fits(&c->who.v[e], g))
			e = r->other[g];
	}
	return e;
}

uint32_t drg__recent_owner(const struct cx *c, const struct recent *r, uint32_t t)
{
	if (is(c, t, "its"))
		return r->body;
	if (is(c, t, "their"))
		return r->plural;
	return is(c, t, "his") ? drg__recent_person(c, r, HE) : is(c, t, "her") ? drg__recent_person(c, r, SHE) : NONE;
}
