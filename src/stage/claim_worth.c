/* Which attributions are claims: what speaks for it, and the weights. */
#include "stage/claim_worth.h"

#include <stdio.h>
#include <string.h>

#include "stage/token.h"

/* What is weighed, in the order of enum claim_feature, and its weight in
 * hundredths; train/claims.py wrote the weights. */
static const struct {
	const char *name;
	int weight;
} feature[CW_FEATURES] = {
	{ "bias", 133 },
	{ "clause", 2 },
	{ "that", 8 },
	{ "after", 21 },
	{ "object", 7 },
	{ "infinitive", 10 },
	{ "heads", 16 },
	{ "unsaid", -61 },
	{ "passive", -23 },
	{ "by", -114 },
	{ "noun", -44 },
	{ "mixed", 60 },
	{ "marks", 84 },
	{ "say", 7 },
	{ "tell", -30 },
	{ "ask", -44 },
	{ "deny", 4 },
	{ "reject", -25 },
	{ "confirm", 2 },
	{ "decline", 70 },
	{ "doubt", 58 },
	{ "promise", -24 },
	{ "demand", -49 },
	{ "want", -42 },
	{ "believe", -7 },
	{ "show", -79 },
	{ "evaluate", -41 },
	{ "call", 74 },
	{ "accuse", -5 },
	{ "nominal", -74 },
	{ "inf", -49 },
	{ "finite", 59 },
	{ "question", -66 },
	{ "quoted", 22 },
	{ "one", -72 },
	{ "few", -36 },
	{ "many", -35 },
	{ "pro", -33 },
	{ "wished-thing", 18 },
	{ "no-source", -88 },
	{ "pronoun", -12 },
	{ "self", -114 },
	{ "relative", -80 },
	{ "person", 82 },
	{ "group", 51 },
	{ "org", 80 },
	{ "state", 36 },
	{ "outlet", -103 },
	{ "document", 6 },
	{ "unnamed", 42 },
	{ "other", 16 },
	{ "nobody", -122 },
	{ "nested", -48 },
	{ "nested-say", 12 },
	{ "recipient", 60 },
	{ "modal", 30 },
	{ "perfect", -46 },
	{ "present", -44 },
	{ "ing", 30 },
	{ "negated", -56 },
	{ "no-verb", -13 },
	{ "root", 27 },
	{ "side", -93 },
};

const char *drg__claim_feature_name(uint32_t f)
{
	return f < CW_FEATURES ? feature[f].name : NULL;
}

void drg__claim_worth_begin(struct claim_worth *w, const drg_pack *pack, const struct layers *l, const struct hits *hits, struct arena *a)
{
	static const struct {
		const char *rule;
		uint8_t feature;
	} known[] = { { "clause", CW_CLAUSE }, { "that", CW_THAT }, { "after", CW_AFTER }, { "object", CW_OBJECT }, { "infinitive", CW_INFINITIVE }, { "heads", CW_HEADS },
		      { "unsaid", CW_UNSAID }, { "passive", CW_PASSIVE }, { "passive-by", CW_BY }, { "noun", CW_NOUN }, { "mixed", CW_MIXED },
		      { "quote-before", CW_MARKS }, { "quote-after", CW_MARKS }, { "signed", CW_MARKS }, { "label", CW_MARKS }, { "interview", CW_MARKS } };
	enum { KNOWN = sizeof known / sizeof *known };
	*w = (struct claim_worth){ .l = l, .pack = pack, .hits = hits, .cues = drg__lex(pack, "cues"), .c = drg__clauses(l, a) };
	w->col_class = drg__lex_col(pack, w->cues, "class");
	uint32_t id[KNOWN];
	for (size_t i = 0; i < KNOWN; i++) {
		char name[48];
		snprintf(name, sizeof name, "attribution.%s", known[i].rule);
		id[i] = drg__pack_rule_find(pack, name);
		w->n_rules = id[i] != NONE && id[i] >= w->n_rules ? id[i] + 1 : w->n_rules;
	}
	w->of_rule = NEW_N(a, uint8_t, w->n_rules);
	for (size_t i = 0; i < KNOWN; i++)
		if (id[i] != NONE)
			w->of_rule[id[i]] = known[i].feature;
}

static uint32_t tok_at(const struct claim_worth *w, uint32_t byte)
{
	return drg__span_first(w->l->tokens.span, w->l->tokens.n, byte);
}

static uint8_t upos(const struct claim_worth *w, uint32_t t)
{
	return t < w->l->tokens.n ? w->l->morph.upos[t] : UPOS_PUNCT;
}

static uint32_t of_class(struct str k)
{
	static const struct {
		const char *name;
		uint8_t feature;
	} known[] = { { "say", CW_SAY }, { "tell", CW_TELL }, { "ask", CW_ASK }, { "deny", CW_DENY }, { "reject", CW_REJECT }, { "confirm", CW_CONFIRM },
		      { "decline", CW_DECLINE }, { "doubt", CW_DOUBT }, { "promise", CW_PROMISE }, { "demand", CW_DEMAND }, { "want", CW_WANT }, { "believe", CW_BELIEVE },
		      { "show", CW_SHOW }, { "evaluate", CW_EVALUATE }, { "call", CW_CALL }, { "accuse", CW_ACCUSE } };
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (drg__str_eq(k, drg__str_c(known[i].name)))
			return known[i].feature;
	return CW_BIAS;
}

/* The cue: its class, its verb's form, where its clause stands. */
static uint32_t look_at_cue(const struct claim_worth *w, struct span cue, float f[CW_FEATURES])
{
	const struct layers *l = w->l;
	uint32_t verb = NONE, klass = CW_BIAS, first = tok_at(w, cue.s);
	for (uint32_t t = first; t < l->tokens.n && l->tokens.span[t].s < cue.e; t++) {
		const struct hit *h = drg__hit_at(w->hits, t, w->cues);
		if (h && klass == CW_BIAS)
			klass = of_class(drg__lex_str(w->pack, w->cues, h->row, w->col_class));
		if (upos(w, t) == UPOS_VERB && (verb == NONE || w->c.head[verb] == t))
			verb = t;
		f[CW_MODAL] += drg__clause_is(&w->c, t, "will|would|may|might|could|should|can|must");
		f[CW_PERFECT] += upos(w, t) == UPOS_AUX && drg__clause_is(&w->c, t, "have");
	}
	if (klass != CW_BIAS)
		f[klass] = 1;
	if (verb == NONE) {
		f[CW_NO_VERB] = 1;
		return klass;
	}
	for (uint32_t k = w->c.child[verb]; k != NONE; k = w->c.sibling[k]) {
		f[CW_MODAL] += w->c.dep[k] == DEP_AUX && k < first && drg__clause_is(&w->c, k, "will|would|may|might|could|should|can|must");
		f[CW_PERFECT] += w->c.dep[k] == DEP_AUX && k < first && drg__clause_is(&w->c, k, "have");
	}
	f[CW_MODAL] = f[CW_MODAL] > 0;
	f[CW_PERFECT] = f[CW_PERFECT] > 0;
	struct str z = drg__tok(&l->text, &l->tokens, verb);
	f[CW_ING] = drg__str_ends(z, STR("ing"));
	f[CW_PRESENT] = drg__str_ends(z, STR("s"));
	f[CW_NEGATED] = drg__clause_negated(&w->c, verb);
	uint8_t d = w->c.dep[verb];
	f[CW_ROOT] = d == DEP_ROOT || d == DEP_PARATAXIS;
	f[CW_SIDE] = d == DEP_RELCL || d == DEP_ACL || d == DEP_ADVCL;
	return klass;
}

/* The content: its form and length. */
static void look_at_content(const struct claim_worth *w, const struct span *v, uint32_t n, float f[CW_FEATURES])
{
	const struct layers *l = w->l;
	uint32_t words = 0, first = n ? tok_at(w, v[0].s) : 0;
	bool verb = false, subject = false, marks = false;
	for (uint32_t k = 0; k < n; k++)
		for (uint32_t t = tok_at(w, v[k].s); t < l->tokens.n && l->tokens.span[t].s < v[k].e; t++) {
			marks |= (l->tokens.flags[t] & TOK_QUOTE) != 0;
			if (l->tokens.flags[t] & TOK_PUNCT)
				continue;
			words++;
			verb |= upos(w, t) == UPOS_VERB || upos(w, t) == UPOS_AUX;
			subject |= w->c.dep[t] == DEP_NSUBJ || w->c.dep[t] == DEP_NSUBJ_PASS || w->c.dep[t] == DEP_CSUBJ;
		}
	bool inf = drg__clause_is(&w->c, first, "to") && (upos(w, first + 1) == UPOS_VERB || upos(w, first + 1) == UPOS_AUX);
	f[CW_NOMINAL] = !verb;
	f[CW_INF] = inf;
	f[CW_FINITE] = subject && !inf;
	f[CW_QUESTION] = drg__clause_is(&w->c, first, "who|what|when|where|why|how|whether|if|which|whose");
	f[CW_QUOTED] = marks;
	f[CW_ONE] = words <= 1;
	f[CW_FEW] = words == 2 || words == 3;
	f[CW_MANY] = words > 11;
	f[CW_PRO] = words <= 5 && !verb && upos(w, first) == UPOS_PRON;
}

static uint32_t of_entity(uint8_t kind)
{
	switch (kind) {
	case ENT_PERSON: case ENT_REPORTER: return CW_PERSON;
	case ENT_GROUP: return CW_GROUP;
	case ENT_ORG: return CW_ORG;
	case ENT_STATE: return CW_STATE;
	case ENT_OUTLET: return CW_OUTLET;
	case ENT_DOCUMENT: return CW_DOCUMENT;
	case ENT_UNNAMED: return CW_UNNAMED;
	default: return CW_OTHER;
	}
}

static void look_at_source(const struct claim_worth *w, uint32_t a, float f[CW_FEATURES])
{
	const struct attribs *att = &w->l->attribs;
	if (!att->source[a].n) {
		f[CW_NO_SOURCE] = 1;
		return;
	}
	struct span s = att->pool.v[att->source[a].from];
	uint32_t t = tok_at(w, s.s);
	bool one = t < w->l->tokens.n && w->l->tokens.span[t].e >= s.e;
	f[CW_SELF] = one && drg__clause_is(&w->c, t, "i|we|you|one|us|me");
	f[CW_RELATIVE] = one && drg__clause_is(&w->c, t, "who|which|that");
	f[CW_PRONOUN] = one && f[CW_SELF] == 0 && f[CW_RELATIVE] == 0 && upos(w, t) == UPOS_PRON;
	f[att->speaker[a] == NONE ? CW_NOBODY : of_entity(w->l->entities.kind[att->speaker[a]])] = 1;
}

void drg__claim_features(const struct claim_worth *w, uint32_t a, const struct span *v, uint32_t n, float f[CW_FEATURES])
{
	const struct attribs *att = &w->l->attribs;
	memset(f, 0, CW_FEATURES * sizeof *f);
	f[CW_BIAS] = 1;
	if (att->rule[a] < w->n_rules && w->of_rule[att->rule[a]] != CW_BIAS)
		f[w->of_rule[att->rule[a]]] = 1;
	uint32_t klass = att->cue[a].n ? look_at_cue(w, att->pool.v[att->cue[a].from], f) : CW_BIAS;
	look_at_content(w, v, n, f);
	f[CW_WISHED_THING] = f[CW_NOMINAL] > 0 && (klass == CW_WANT || klass == CW_ASK || klass == CW_DEMAND || klass == CW_PROMISE);
	look_at_source(w, a, f);
	f[CW_NESTED] = att->parent[a] != NONE;
	f[CW_NESTED_SAY] = f[CW_NESTED] > 0 && (klass == CW_SAY || klass == CW_TELL) && f[CW_FINITE] > 0 && f[CW_PRONOUN] == 0 && f[CW_SELF] == 0;
	f[CW_RECIPIENT] = att->recipient[a].n > 0;
}

float drg__claim_worth(const struct claim_worth *w, uint32_t a, const struct span *v, uint32_t n)
{
	float f[CW_FEATURES], z = 0;
	if (!w->c.n)
		return 0;
	drg__claim_features(w, a, v, n, f);
	for (uint32_t k = 0; k < CW_FEATURES; k++)
		z += f[k] * (float)feature[k].weight / 100;
	return z;
}
