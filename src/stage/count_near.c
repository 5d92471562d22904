/* What happened to the counted, by the order of words alone: for numbers that
 * the parser hung elsewhere ("more than 500 are missing", "up to 2,200 were
 * evacuated"). */
#include "stage/count_row.h"

#define AFTER 9  /* words looked at behind the counted */
#define BEFORE 7 /* words looked at before the number */

static bool ends(const struct count_cx *x, uint32_t t)
{
	return (x->v->flags[t] & TOK_PUNCT) && !drg__clause_is(&x->c, t, "-|'|’");
}

/* A verb with a meaning of its own, which takes the counted for itself. */
static bool other_verb(const struct count_cx *x, uint32_t t)
{
	return x->l->morph.upos[t] == UPOS_VERB && !drg__clause_is(&x->c, t, "be|have|get|say|believe|think|report|know|fear|feel|remain|stay|start|begin|continue|say");
}

/* Is the verb at t passive by what stands before it? */
static bool passive(const struct count_cx *x, uint32_t t, uint32_t from)
{
	for (uint32_t k = t; k-- > from && t - k <= 4;) {
		if (drg__clause_is(&x->c, k, "be|get"))
			return true;
		if (other_verb(x, k))
			return false;
	}
	return false;
}

static bool participle(const struct count_cx *x, uint32_t t)
{
	struct str w = drg__view_tok(x->v, t);
	static const char *const tail[] = { "ed", "en", "wn", "ld", "ught", "hurt", "hot" };
	for (size_t i = 0; i < sizeof tail / sizeof *tail; i++)
		if (drg__str_ends(w, drg__str_c(tail[i])))
			return true;
	return false;
}

/* "500 are missing", "twelve soldiers were killed", "40 men fled". */
static bool behind(const struct count_cx *x, const struct count_row *r, struct found *out)
{
	uint32_t from = r->noun != NONE && r->noun >= r->end ? r->noun + 1 : r->end, end = x->l->sents.tok[r->sent + 1];
	for (uint32_t k = from; k < end && k < from + AFTER && !ends(x, k); k++) {
		if (drg__clause_is(&x->c, k, "and|or|but|while|as|who|that"))
			return false;
		bool object = passive(x, k, from) || (k == from && participle(x, k) && !drg__count_acts_alone(x, k));
		if (drg__count_state(x, k, out) || drg__count_verb(x, k, object, out))
			return true;
		if (other_verb(x, k))
			return false;
	}
	return false;
}

/* "wounding at least 20", "the deaths of 31". */
static bool before(const struct count_cx *x, const struct count_row *r, struct found *out)
{
	uint32_t first = x->l->sents.tok[r->sent];
	for (uint32_t k = r->first; k-- > first && r->first - k <= BEFORE && !ends(x, k);) {
		if (drg__clause_is(&x->c, k, "by|but|while|against|after|before|than"))
			return false;
		if (x->l->morph.upos[k] == UPOS_VERB && passive(x, k, first))
			return false;
		if (drg__count_verb(x, k, true, out) || (k + 1 < r->first && drg__clause_is(&x->c, k + 1, "of|for|to") && drg__count_state(x, k, out)))
			return true;
		if (other_verb(x, k))
			return false;
	}
	return false;
}

bool drg__count_near(const struct count_cx *x, const struct count_row *r, struct found *out)
{
	/* "attacked it again and nobody fought": a subject is no object of the verb before it */
	uint32_t at = r->noun != NONE ? r->noun : r->last;
	bool subject = at < x->c.n && x->c.dep[at] == DEP_NSUBJ && x->c.head[at] != NONE && x->c.head[at] >= r->end;
	return behind(x, r, out) || (!subject && before(x, r, out));
}
