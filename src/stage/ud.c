#include "stage/ud.h"

#define BIT(x) (1u << UPOS_##x)
#define ANY ((1u << UPOS_ALL) - 1)

bool drg__ud_has(const struct layers *l, uint32_t t, struct str feature)
{
	if (!l->morph.feats || l->morph.feats[t] >= l->tagset.n_feats)
		return false;
	return drg__str_find(l->tagset.feats[l->morph.feats[t]], feature, 0) != SIZE_MAX;
}

struct ud_rel drg__ud_rel(struct str name)
{
	static const struct {
		const char *name;
		uint32_t upos;
	} classes[] = {
		{ "det", BIT(DET) | BIT(PRON) },
		{ "nummod", BIT(NUM) | BIT(NOUN) | BIT(SYM) },
		{ "advmod", BIT(ADV) | BIT(ADJ) | BIT(CCONJ) | BIT(DET) | BIT(PART) | BIT(SYM) },
		{ "expl", BIT(PRON) | BIT(DET) | BIT(PART) },
		{ "aux", BIT(AUX) },
		{ "cop", BIT(AUX) | BIT(PRON) | BIT(DET) | BIT(SYM) },
		{ "case", ANY & ~(BIT(PROPN) | BIT(ADJ) | BIT(PRON) | BIT(DET) | BIT(NUM) | BIT(AUX)) },
		{ "mark", ANY & ~(BIT(NOUN) | BIT(PROPN) | BIT(ADJ) | BIT(PRON) | BIT(DET) | BIT(NUM) | BIT(AUX) | BIT(INTJ)) },
		{ "cc", ANY & ~(BIT(NOUN) | BIT(PROPN) | BIT(ADJ) | BIT(PRON) | BIT(DET) | BIT(NUM) | BIT(VERB) | BIT(AUX) | BIT(INTJ)) },
		{ "punct", BIT(PUNCT) },
	};
	static const char *const rightward[] = { "conj", "fixed", "flat", "goeswith", "appos" };
	struct str rest = name, main = drg__str_cut(&rest, ':');
	struct ud_rel r = { .upos = ANY };
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		if (drg__str_eq(main, drg__str_c(classes[i].name)))
			r.upos = classes[i].upos;
	if (!drg__str_eq(main, STR("punct")))
		r.upos &= ~BIT(PUNCT);
	for (size_t i = 0; i < sizeof rightward / sizeof *rightward; i++)
		if (drg__str_eq(main, drg__str_c(rightward[i])))
			r.rightward = true;
	bool outer = rest.p && drg__str_ends(rest, STR("outer"));
	r.subject = !outer && (drg__str_eq(main, STR("nsubj")) || drg__str_eq(main, STR("csubj")));
	r.object = drg__str_eq(main, STR("obj"));
	r.goeswith = drg__str_eq(main, STR("goeswith"));
	return r;
}

/* Which classes of English words bear a feature (the list of English at
 * universaldependencies.org); of a feature's rows the first that fits counts. */
static const struct {
	const char *feat;
	uint32_t upos;
} feature[] = {
	{ "Abbr=", ANY & ~BIT(PUNCT) },
	{ "Foreign=", ANY },
	{ "Typo=", ANY },
	{ "Case=", BIT(PRON) },
	{ "Gender=", BIT(PRON) },
	{ "Reflex=", BIT(PRON) },
	{ "Definite=", BIT(DET) | BIT(PRON) },
	{ "Poss=", BIT(DET) | BIT(PRON) },
	{ "Degree=", BIT(ADJ) | BIT(ADV) },
	{ "ExtPos=ADP", BIT(ADJ) | BIT(ADP) | BIT(ADV) | BIT(SCONJ) | BIT(SYM) | BIT(VERB) },
	{ "ExtPos=ADV", BIT(ADJ) | BIT(ADP) | BIT(ADV) | BIT(DET) | BIT(NOUN) | BIT(PRON) },
	{ "ExtPos=NOUN", BIT(ADJ) },
	{ "ExtPos=PROPN", BIT(ADJ) | BIT(NOUN) | BIT(NUM) | BIT(PROPN) | BIT(SYM) | BIT(VERB) | BIT(X) },
	{ "ExtPos=SCONJ", BIT(ADJ) | BIT(ADP) | BIT(ADV) | BIT(SCONJ) },
	{ "ExtPos=CCONJ", BIT(ADP) | BIT(ADV) | BIT(PART) | BIT(VERB) },
	{ "ExtPos=PRON", BIT(DET) | BIT(PRON) },
	{ "Mood=", BIT(AUX) | BIT(VERB) },
	{ "Tense=", BIT(AUX) | BIT(VERB) },
	{ "VerbForm=", BIT(AUX) | BIT(VERB) },
	{ "Voice=", BIT(VERB) },
	{ "Person=", BIT(AUX) | BIT(PRON) | BIT(VERB) },
	{ "Number=Ptan", BIT(NOUN) | BIT(PROPN) },
	{ "Number=", BIT(AUX) | BIT(DET) | BIT(NOUN) | BIT(NUM) | BIT(PRON) | BIT(PROPN) | BIT(SYM) | BIT(VERB) },
	{ "NumForm=Combi", BIT(ADJ) | BIT(ADV) | BIT(NOUN) | BIT(NUM) },
	{ "NumForm=Word", BIT(ADJ) | BIT(ADV) | BIT(DET) | BIT(NOUN) | BIT(NUM) | BIT(PROPN) },
	{ "NumForm=", BIT(ADV) | BIT(DET) | BIT(NOUN) | BIT(NUM) | BIT(PROPN) },
	{ "NumType=Frac", BIT(ADJ) | BIT(ADV) | BIT(DET) | BIT(NOUN) | BIT(NUM) },
	{ "NumType=Ord", BIT(ADJ) | BIT(ADV) | BIT(NOUN) | BIT(PRON) | BIT(X) },
	{ "NumType=Mult", BIT(ADV) | BIT(SCONJ) | BIT(X) },
	{ "NumType=", BIT(DET) | BIT(NOUN) | BIT(NUM) | BIT(PROPN) | BIT(X) },
	{ "Polarity=Pos", BIT(INTJ) },
	{ "Polarity=", BIT(ADJ) | BIT(ADV) | BIT(CCONJ) | BIT(DET) | BIT(INTJ) | BIT(NOUN) | BIT(PART) | BIT(PRON) | BIT(PROPN) | BIT(VERB) | BIT(X) },
	{ "PronType=Art", BIT(DET) | BIT(PRON) | BIT(X) },
	{ "PronType=Prs", BIT(DET) | BIT(PRON) | BIT(X) },
	{ "PronType=Rcp", BIT(DET) | BIT(PRON) },
	{ "PronType=Emp", BIT(PRON) },
	{ "PronType=", BIT(ADV) | BIT(DET) | BIT(PRON) | BIT(X) },
};

uint32_t drg__ud_feats(struct str feats)
{
	uint32_t ok = ANY;
	for (struct str rest = feats; rest.p;) {
		struct str f = drg__str_cut(&rest, '|');
		for (size_t i = 0; i < sizeof feature / sizeof *feature; i++)
			if (drg__str_starts(f, drg__str_c(feature[i].feat))) {
				ok &= feature[i].upos;
				break;
			}
	}
	return ok;
}

/* A tree with the interval of each node's descendants in a walk from the root,
 * so that "is below" is two comparisons. Nodes 1..n, 0 the root. */
struct tree {
	uint32_t n;
	const uint32_t *head;
	uint32_t *in, *out;
};

static bool below(const struct tree *t, uint32_t node, uint32_t top)
{
	return top == 0 || (t->in[top] <= t->in[node] && t->in[node] < t->out[top]);
}

static void number(struct tree *t, struct arena scratch)
{
	uint32_t n = t->n, *first = NEW_N(&scratch, uint32_t, n + 1), *next = NEW_N(&scratch, uint32_t, n + 1);
	for (uint32_t i = n; i >= 1; i--) { /* children in order */
		next[i] = first[t->head[i - 1]];
		first[t->head[i - 1]] = i;
	}
	uint32_t clock = 1, at = 0;
	for (;;) { /* down to the first child, else on to a sister, else up */
		if (first[at]) {
			uint32_t child = first[at];
			first[at] = next[child];
			t->in[child] = clock++;
			at = child;
		} else {
			t->out[at] = clock;
			if (at == 0)
				return;
			at = t->head[at - 1];
		}
	}
}

/* Would the leaf p, hung on h, cross an arc?  Between p and h only what is below
 * h may stand; and an arc that spans p must be of a node above h, or h itself. */
static bool crosses(const struct tree *t, uint32_t p, uint32_t h)
{
	uint32_t a = p < h ? p : h, b = p < h ? h : p;
	for (uint32_t k = a + 1; k < b; k++)
		if (!below(t, k, h))
			return true;
	for (uint32_t k = 1; k <= t->n; k++) {
		uint32_t g = t->head[k - 1];
		if (k == p || g == 0 || (k < p) == (g < p) || g == p)
			continue;
		if (!below(t, h, g))
			return true;
	}
	return false;
}

void drg__ud_punct(const float *score, uint32_t n, size_t ld, const bool *punct, uint32_t *head, struct arena scratch)
{
	struct tree t = { n, head, NEW_N(&scratch, uint32_t, n + 1), NEW_N(&scratch, uint32_t, n + 1) };
	bool *parent = NEW_N(&scratch, bool, n + 1);
	for (uint32_t i = 0; i < n; i++)
		parent[head[i]] = true;
	number(&t, scratch);
	for (uint32_t p = 1; p <= n; p++) {
		if (!punct[p - 1] || parent[p] || head[p - 1] == 0 || !crosses(&t, p, head[p - 1]))
			continue;
		uint32_t best = 0;
		const float *row = score + (p - 1) * ld;
		for (uint32_t h = 1; h <= n; h++)
			if (h != p && !punct[h - 1] && (!best || row[h] > row[best]) && !crosses(&t, p, h))
				best = h;
		if (best)
			head[p - 1] = best;
	}
}
