/* where_use.c - what a place does in its sentence. */
#include "stage/where_parts.h"

static struct str rel_of(const struct where *w, uint32_t t)
{
	const struct layers *l = w->l;
	return l->deps.head && l->deps.rel[t] < l->tagset.n_rels ? l->tagset.rels[l->deps.rel[t]] : STR("");
}

static bool rel_is(const struct where *w, uint32_t t, const char *rel)
{
	struct str r = rel_of(w, t);
	return drg__str_eq(r, drg__str_c(rel)) || (drg__str_starts(r, drg__str_c(rel)) && r.n > strlen(rel) && r.p[strlen(rel)] == ':');
}

/* The token of [first, end) that hangs on a token outside; for "Idlib province"
 * the word that says what the place is, since it stands for it in the sentence. */
static uint32_t head_of(const struct where *w, const struct toponym *t)
{
	const uint32_t *head = w->l->deps.head;
	uint32_t top = t->end - 1;
	for (uint32_t i = t->first; head && i < t->end; i++)
		if (head[i] == NONE || head[i] < t->first || head[i] >= t->end) {
			top = i;
			break;
		}
	if (t->want != WANT_ANY && head && head[top] == t->end && drg__where_kind(w, t->end).n)
		return t->end;
	return top;
}

/* A word of saying or doing: who stands before it as a subject acts. */
static bool acts(const struct where *w, uint32_t i)
{
	return drg__hit_at(w->hits, i, w->cues) || drg__hit_at(w->hits, i, w->verbs);
}

static bool describes(const struct where *w, const struct toponym *t, uint32_t head)
{
	const struct tokens *tok = &w->l->tokens;
	if (t->source == TOP_PEOPLE || t->source == TOP_BODY)
		return true;
	/* "Cairo-based", "Cairo-Damascus flights" */
	if (t->end < tok->n && tok->span[t->end].s == tok->span[t->end - 1].e && drg__where_is(w, t->end, "-"))
		return true;
	if (rel_is(w, head, "compound") || rel_is(w, head, "amod"))
		return w->l->deps.head[head] >= t->end;
	return rel_is(w, head, "nmod:poss") || (t->end < tok->n && drg__where_is(w, t->end, "'s"));
}

/* What a state may be on both sides of: "with", "by", "against" and their like. */
static bool party_word(const struct where *w, uint32_t i)
{
	static const char *const list[] = { "with", "by", "against", "between" };
	for (size_t k = 0; k < sizeof list / sizeof *list; k++)
		if (drg__where_is(w, i, list[k]))
			return true;
	return false;
}

static bool is_actor(const struct where *w, const struct toponym *t, uint32_t head)
{
	const uint32_t *up = w->l->deps.head;
	if (!up) /* no syntax: a verb of saying right after it */
		return t->end < w->l->tokens.n && drg__hit_at(w->hits, t->end, w->cues) != NULL;
	struct place p = t->row == PLACES_NO ? (struct place){ .feature = "" } : drg__place(&w->g, t->row);
	bool country = p.feature[0] == 'P' && p.feature[1] == 'C', capital = strcmp(p.feature, "PPLC") == 0;
	if (up[head] == NONE)
		return false;
	/* A town acts by verbs of saying and doing alone, a state or capital by any. */
	if (drg__str_eq(rel_of(w, head), STR("nsubj")))
		return acts(w, up[head]) || ((country || capital) && w->l->morph.upos && w->l->morph.upos[up[head]] == UPOS_VERB);
	if ((rel_is(w, head, "obj") || rel_is(w, head, "iobj")) && (country || capital))
		return drg__hit_at(w->hits, up[head], w->cues) != NULL;
	bool oblique = rel_is(w, head, "obl") || rel_is(w, head, "nmod");
	return oblique && (country || capital) && t->first > 0 && party_word(w, t->first - 1);
}

void drg__where_use(struct where *w)
{
	for (size_t i = 0; i < w->top.n; i++) {
		struct toponym *t = &w->top.v[i];
		uint32_t head = head_of(w, t);
		if (t->source == TOP_DATELINE)
			t->use = PLACE_DATELINE;
		else if (describes(w, t, head))
			t->use = PLACE_MODIFIER;
		else if (is_actor(w, t, head))
			t->use = PLACE_ACTOR;
		else
			t->use = PLACE_LOCATION;
		/* "Moscow and Kyiv agreed": the second does what the first does. */
		if (t->use == PLACE_LOCATION && i > 0 && w->l->deps.head && rel_is(w, head, "conj") && w->top.v[i - 1].use == PLACE_ACTOR &&
		    w->l->deps.head[head] >= w->top.v[i - 1].first && w->l->deps.head[head] < w->top.v[i - 1].end)
			t->use = PLACE_ACTOR;
	}
}
