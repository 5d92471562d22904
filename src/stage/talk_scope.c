/* Does a report tell of a dispute: densities as features, their weights. */
#include "stage/talk_scope.h"

#include <stdio.h>

#include "stage/token.h"

/* The densities per 1,000 words that make the steps, and the weight of each step
 * in hundredths; train/talk_scope.py wrote the weights. */
static const struct {
	const char *name;
	uint32_t step[SCOPE_STEPS];
	int weight[SCOPE_STEPS];
} kind[SCOPE_KINDS] = {
	{ "issues", { 0, 2, 5, 10, 20 }, { 0, 6, 0, 86, 86 } },
	{ "matters", { 0, 2, 5, 10, 20 }, { 1, 13, 41, 21, 118 } },
	{ "table", { 0, 2, 4, 8, 16 }, { 0, 0, 0, 25, 81 } },
	{ "parties", { 2, 10, 25, 50, 75 }, { 20, 76, 148, 35, 30 } },
	{ "acts", { 0, 5, 10, 20, 35 }, { 0, 0, 110, 93, 0 } },
	{ "harm", { 0, 2, 5, 10, 20 }, { 0, 0, 0, 0, 0 } },
	{ "speech", { 0, 5, 10, 20, 30 }, { 0, 0, 48, 77, 37 } },
	{ "address", { 0, 2, 5, 10, 20 }, { -35, 0, -51, -12, 0 } },
};
static const int bias = -522;

const char *drg__scope_name(uint32_t f, char out[32])
{
	if (f >= SCOPE_FEATURES)
		return NULL;
	if (f == SCOPE_FEATURES - 1)
		return "bias";
	snprintf(out, 32, "%s-%u", kind[f / SCOPE_STEPS].name, (unsigned)(f % SCOPE_STEPS));
	return out;
}

static void count_words(const drg_pack *p, const struct hits *hits, uint32_t n[SCOPE_KINDS])
{
	enum { TALKS = ISSUES };
	uint32_t issues = drg__lex(p, "issues"), nouns = drg__lex(p, "proposal_nouns"), agreed = drg__lex(p, "agreement_words");
	if (issues == NONE)
		return;
	uint32_t issue = drg__lex_col(p, issues, "issue"), common = drg__lex_col(p, issues, "common");
	for (uint32_t i = 0; i < hits->n; i++) {
		const struct hit *h = &hits->v[i];
		uint32_t k = h->lex == issues ? drg__lex_enum(p, issues, h->row, issue) : NONE;
		bool sole = k < ISSUE_OTHER && drg__lex_enum(p, issues, h->row, common) != 0;
		n[SCOPE_ISSUES] += sole;
		n[SCOPE_MATTERS] += k != NONE && !sole;
		n[SCOPE_TABLE] += h->lex == nouns || h->lex == agreed;
	}
}

static bool one_of(struct str w, const char *words)
{
	for (struct str rest = drg__str_c(words); rest.p;)
		if (drg__str_eq(drg__str_cut(&rest, '|'), w))
			return true;
	return false;
}

static bool in_politics(const struct entities *e, uint32_t i)
{
	if (e->kind[i] == ENT_STATE)
		return true;
	for (struct str all = e->sectors ? e->sectors[i] : STR(""); all.p;)
		if (one_of(drg__str_cut(&all, ' '), "GOV|MIL|REB|OPP|PTY|LEG|JUD|UAF|SPY|COP|IGO|ELI|NGO|LAB"))
			return true;
	return false;
}

static void count_rows(const struct layers *l, uint32_t n[SCOPE_KINDS])
{
	for (uint32_t i = 0; i < l->mentions.n; i++)
		n[SCOPE_PARTIES] += l->mentions.ent[i] != NONE && in_politics(&l->entities, l->mentions.ent[i]);
	for (uint32_t i = 0; i < l->events.n; i++) {
		n[SCOPE_ACTS] += one_of(l->events.type[i], "ASSAULT|COERCE|THREATEN|REJECT|REQUEST|SANCTION|RETREAT|AGREE|CONSULT|PROTEST|MOBILIZE|ACCUSE|CONCEDE");
		n[SCOPE_HARM] += one_of(l->events.type[i], "ASSAULT|COERCE|THREATEN|MOBILIZE");
	}
	for (uint32_t i = 0; i < l->claims.n; i++)
		n[SCOPE_SPEECH] += l->claims.kind[i] != CLAIM_OWN;
}

uint64_t drg__scope_features(const drg_pack *pack, const struct layers *l, const struct view *v, const struct hits *hits)
{
	uint32_t n[SCOPE_KINDS] = { 0 }, words = 0;
	uint64_t f = UINT64_C(1) << (SCOPE_FEATURES - 1);
	for (uint32_t t = 0; t < v->n; t++)
		words += !(v->flags[t] & TOK_PUNCT);
	for (uint32_t t = 0; t < l->tokens.n; t++) {
		struct str w = drg__tok(&l->text, &l->tokens, t);
		n[SCOPE_ADDRESS] += drg__str_ieq(w, STR("you")) || drg__str_ieq(w, STR("your"));
	}
	count_words(pack, hits, n);
	count_rows(l, n);
	for (uint32_t k = 0; k < SCOPE_KINDS; k++)
		for (uint32_t s = 0; s < SCOPE_STEPS; s++)
			if ((uint64_t)n[k] * 1000 > (uint64_t)kind[k].step[s] * words)
				f |= UINT64_C(1) << (k * SCOPE_STEPS + s);
	return f;
}

int drg__scope_score(uint64_t f)
{
	int sum = bias;
	for (uint32_t k = 0; k < SCOPE_KINDS * SCOPE_STEPS; k++)
		sum += f >> k & 1 ? kind[k / SCOPE_STEPS].weight[k % SCOPE_STEPS] : 0;
	return sum;
}

int drg__scope_sure(const drg_pack *pack, const struct layers *l, const struct view *v, const struct hits *hits)
{
	enum { FEW = 80, DOUBT = 400 }; /* tokens; hundredths of log-odds */
	return v->n < FEW ? DOUBT : drg__scope_score(drg__scope_features(pack, l, v, hits));
}
