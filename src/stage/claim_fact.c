#include "stage/claim_fact.h"

#include "stage/clause.h"
#include "stage/token.h"
#include "stage/ud.h"

enum { MAIN_MOST = 16, HEDGES_MOST = 8, WORDS_LOOKED = 40, COMMA_WORDS = 3 };

/* How far somebody commits himself, weakest last. */
enum level { L_CERTAIN, L_PROBABLE, L_POSSIBLE, L_OPEN };

enum { OF_CUE, OF_CONTENT };

struct cx {
	const struct layers *l;
	const struct hits *hits;
	const drg_pack *pack;
	struct clauses k;
	uint32_t lex, col_of, col_level, col_sign, cues, col_stance;
};

/* What a clause, or all of a content, commits to. */
struct view_of {
	enum level level;
	bool negative;
	struct span hedge[HEDGES_MOST];
	uint32_t n_hedges;
};

static uint32_t tok_at(const struct cx *c, uint32_t byte)
{
	return drg__span_first(c->l->tokens.span, c->l->tokens.n, byte);
}

/* drg__clause_is, of the words alone where there are no dependencies. */
static bool is_word(const struct cx *c, uint32_t t, const char *words)
{
	if (c->k.n)
		return drg__clause_is(&c->k, t, words);
	for (struct str rest = drg__str_c(words); rest.p && t < c->l->tokens.n;)
		if (drg__str_ieq(drg__tok(&c->l->text, &c->l->tokens, t), drg__str_cut(&rest, '|')))
			return true;
	return false;
}

/* Tokens [*from, *to) of a span. */
static void tokens_of(const struct cx *c, struct span s, uint32_t *from, uint32_t *to)
{
	*from = *to = tok_at(c, s.s);
	while (*to < c->l->tokens.n && c->l->tokens.span[*to].s < s.e)
		++*to;
}

/* ------------------------------------------------------------------- cues -- */

/* The commitment of the reporting words: the weakest of their rows. */
static enum level cue_level(const struct cx *c, struct span cue, bool *negative)
{
	enum level level = L_CERTAIN;
	uint32_t from, to;
	tokens_of(c, cue, &from, &to);
	for (uint32_t t = from; t < to; t++)
		for (uint32_t i = c->hits->at[t]; i < c->hits->at[t + 1]; i++) {
			const struct hit *h = &c->hits->v[i];
			if (h->lex != c->lex || drg__lex_enum(c->pack, c->lex, h->row, c->col_of) != OF_CUE)
				continue;
			enum level of = (enum level)(drg__lex_enum(c->pack, c->lex, h->row, c->col_level) + 1);
			level = of > level ? of : level;
		}
	for (uint32_t t = from; t < to; t++)
		*negative |= is_word(c, t, "not|n't|never|neither|nor|nobody");
	return level;
}

/* "declined to confirm" declines, whatever "confirm" would do; so does "would not
 * say". "Asked for help" asks no question. */
static uint8_t stance_of(const struct cx *c, uint8_t stance, struct span cue, struct span content)
{
	uint32_t from, to, word, end;
	tokens_of(c, cue, &from, &to);
	tokens_of(c, content, &word, &end);
	for (uint32_t t = from > 1 ? from - 2 : 0; t + 1 < to; t++) {
		const struct hit *h = drg__hit_at(c->hits, t, c->cues);
		if (t < from && !is_word(c, from - 1, "to"))
			continue; /* "declined to" may stand before the cue */
		if (h && drg__lex_enum(c->pack, c->cues, h->row, c->col_stance) == STANCE_DECLINES)
			return STANCE_DECLINES;
	}
	if (stance != STANCE_ASKS || word >= end)
		return stance;
	bool question = c->l->text.p[content.e - 1] == '?' || is_word(c, word, "whether|if|who|whom|what|when|where|why|how|which|about|on");
	for (uint32_t t = word; t < end && t < word + COMMA_WORDS; t++)
		question |= is_word(c, t, "whether|how|what|why");
	return question ? STANCE_ASKS : STANCE_ASSERTS;
}

/* --------------------------------------------------------------- contents -- */

/* The words that say whether a content is true: predicates of its spans that
 * hang on nothing inside it, and what is joined to them with a subject of its own. */
static uint32_t main_words(const struct cx *c, const struct span *v, uint32_t n, uint32_t out[MAIN_MOST])
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t from, to;
		tokens_of(c, v[i], &from, &to);
		for (uint32_t t = from; t < to && count < MAIN_MOST; t++) {
			uint32_t up = c->k.head[t];
			bool inside = up != NONE && up >= from && up < to;
			bool clause = c->l->morph.upos[t] == UPOS_VERB || drg__clause_child(&c->k, t, DEP_COP, NONE) != NONE || drg__clause_child(&c->k, t, DEP_NSUBJ, NONE) != NONE;
			bool joined = inside && clause && (c->k.dep[t] == DEP_CONJ || c->k.dep[t] == DEP_PARATAXIS) && drg__clause_child(&c->k, t, DEP_NSUBJ, NONE) != NONE;
			bool of_main = false;
			for (uint32_t k = 0; joined && k < count; k++)
				of_main |= out[k] == up;
			if ((!inside && clause) || of_main)
				out[count++] = t;
		}
	}
	return count;
}

/* Is the clause an order: an imperative, or an infinitive by itself? */
static bool is_order(const struct cx *c, uint32_t p)
{
	return drg__ud_has(c->l, p, STR("Mood=Imp"));
}

/* "We will leave if it rains": is clause p promised or threatened under a condition?
 * A refusal ("will not leave unless ..") is no less certain for its condition. */
static bool is_conditional(const struct cx *c, uint32_t p)
{
	bool will = false, condition = false;
	for (uint32_t t = c->k.child[p]; t != NONE; t = c->k.sibling[t]) {
		will |= c->k.dep[t] == DEP_AUX && drg__clause_is(&c->k, t, "will|would|shall|'ll|'d");
		uint32_t mark = c->k.dep[t] == DEP_ADVCL ? drg__clause_child(&c->k, t, DEP_MARK, NONE) : NONE;
		condition |= mark != NONE && drg__clause_is(&c->k, mark, "if|unless|provided|once");
		condition |= c->k.dep[t] == DEP_ADVCL && drg__clause_is(&c->k, t, "provided");
		condition |= mark != NONE && mark > 1 && drg__clause_is(&c->k, mark, "as") && drg__clause_is(&c->k, mark - 1, "soon|long");
	}
	return will && condition && !drg__clause_negated(&c->k, p);
}

/* Is a hedge at token t of the clause of p: p itself, beside it, or the predicate
 * that p is only the complement of ("is likely to")? */
static bool hedges_it(const struct cx *c, uint32_t t, uint32_t p)
{
	for (int k = 0; k < 3 && t != NONE; k++, t = c->k.head[t]) {
		if (t == p)
			return true;
		uint8_t d = c->k.dep[t];
		if (d == DEP_ADVCL || d == DEP_ACL || d == DEP_RELCL || d == DEP_CCOMP || d == DEP_NSUBJ || d == DEP_CSUBJ || d == DEP_CONJ || d == DEP_PARATAXIS)
			return false;
	}
	return false;
}

/* "nobody may leave", "could do it within a day": a right or an ability is no doubt. */
static bool only_allows(const struct cx *c, uint32_t t, uint32_t p)
{
	uint32_t subject = drg__clause_child(&c->k, p, DEP_NSUBJ, NONE);
	if (subject == NONE)
		subject = drg__clause_child(&c->k, p, DEP_NSUBJ_PASS, NONE);
	if (drg__clause_is(&c->k, t, "may"))
		return subject != NONE && drg__clause_is(&c->k, c->k.lo[subject], "you|nobody|no");
	return drg__clause_is(&c->k, t, "could") && drg__clause_negated(&c->k, p);
}

static void one_clause(const struct cx *c, uint32_t p, uint32_t from, uint32_t to, struct view_of *out)
{
	*out = (struct view_of){ .level = L_CERTAIN };
	bool possible = false, own_not = false;
	for (uint32_t t = from; t < to; t++)
		for (uint32_t i = c->hits->at[t]; i < c->hits->at[t + 1]; i++) {
			const struct hit *h = &c->hits->v[i];
			if (h->lex != c->lex || h->end > to || drg__lex_enum(c->pack, c->lex, h->row, c->col_of) != OF_CONTENT)
				continue;
			if (c->k.n && !hedges_it(c, h->end - 1, p) && !hedges_it(c, t, p))
				continue;
			if (c->k.n && only_allows(c, t, p))
				continue;
			enum level of = (enum level)(drg__lex_enum(c->pack, c->lex, h->row, c->col_level) + 1);
			out->level = of > out->level ? of : out->level;
			out->negative |= drg__lex_enum(c->pack, c->lex, h->row, c->col_sign) == 1;
			possible |= of == L_POSSIBLE || of == L_PROBABLE;
			own_not |= h->end > t + 1; /* "not rule out" has its negation inside */
			if (out->n_hedges < HEDGES_MOST)
				out->hedge[out->n_hedges++] = (struct span){ c->l->tokens.span[t].s, c->l->tokens.span[h->end - 1].e };
			t = h->end - 1 > t ? h->end - 1 : t;
			break; /* the longest phrase that begins here */
		}
	if (!c->k.n || p == NONE)
		return;
	if (possible && !own_not && !out->negative && drg__clause_negated(&c->k, p))
		out->negative = true;
	if (!possible && (is_order(c, p) || is_conditional(c, p)))
		out->level = L_OPEN;
}

/* The content as a whole is as certain as its most certain main clause. */
static void content_view(const struct cx *c, const struct span *v, uint32_t n, struct view_of *out)
{
	uint32_t p[MAIN_MOST], count = c->k.n ? main_words(c, v, n, p) : 0;
	*out = (struct view_of){ .level = count ? L_OPEN : L_CERTAIN };
	bool any = false;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t from, to;
		tokens_of(c, v[i], &from, &to);
		if (!c->k.n && to > from + WORDS_LOOKED)
			to = from + WORDS_LOOKED;
		for (uint32_t k = 0; k < (c->k.n ? count : 1); k++) {
			struct view_of one;
			if (c->k.n && (p[k] < from || p[k] >= to))
				continue;
			one_clause(c, c->k.n ? p[k] : NONE, from, to, &one);
			if (!any || one.level < out->level) {
				out->level = one.level;
				out->negative = one.negative;
			}
			any = true;
			for (uint32_t h = 0; h < one.n_hedges && out->n_hedges < HEDGES_MOST; h++)
				out->hedge[out->n_hedges++] = one.hedge[h];
		}
	}
	if (!any) /* no clause: a noun, a fragment; its hedges stand by themselves */
		for (uint32_t i = 0; i < n && !out->n_hedges; i++) {
			uint32_t from, to;
			struct cx plain = *c;
			plain.k.n = 0;
			tokens_of(c, v[i], &from, &to);
			one_clause(&plain, NONE, from, to < from + COMMA_WORDS ? to : from + COMMA_WORDS, out);
		}
}

/* ----------------------------------------------------------------- claims -- */

static enum factuality factuality(enum level level, bool negative)
{
	static const uint8_t of[][2] = { { FACT_CT_PLUS, FACT_CT_PLUS }, { FACT_PR_PLUS, FACT_PR_MINUS }, { FACT_PS_PLUS, FACT_PS_MINUS }, { FACT_UU, FACT_UU } };
	return (enum factuality)of[level][negative];
}

/* An infinitive after a word of saying is something to be done ("told them to
 * wait"), unless the word claims it ("claims to have left"). */
static bool is_task(const struct cx *c, struct span content)
{
	uint32_t from, to;
	tokens_of(c, content, &from, &to);
	bool verb = !c->l->morph.upos || (from + 1 < c->l->tokens.n && c->l->morph.upos[from + 1] == UPOS_VERB);
	return from + 1 < to && verb && is_word(c, from, "to") && !is_word(c, from + 1, "have");
}

static enum factuality of_claim(const struct cx *c, const struct claims *out, uint32_t i, const struct view_of *said)
{
	const struct attribs *att = &c->l->attribs;
	uint32_t a = out->attrib[i];
	struct span content = out->pool.v[out->spans[i].from];
	bool negative = false;
	enum level cue = a == NONE || !att->cue[a].n ? L_CERTAIN : cue_level(c, att->pool.v[att->cue[a].from], &negative);
	switch (out->stance[i]) {
	case STANCE_DENIES:
		return FACT_CT_MINUS;
	case STANCE_ASKS: case STANCE_DECLINES:
		return FACT_UU;
	case STANCE_DOUBTS:
		return FACT_PR_MINUS;
	default:
		break;
	}
	if (cue == L_OPEN || (a != NONE && is_task(c, content)) || c->l->text.p[content.e - 1] == '?')
		return FACT_UU;
	if (cue == L_CERTAIN)
		return factuality(said->level, said->negative);
	/* "did not think that": of the opposite */
	enum level level = said->level == L_POSSIBLE && cue < L_POSSIBLE ? L_POSSIBLE : cue;
	return factuality(level, said->negative != negative);
}

static struct run keep_hedges(struct claims *out, struct arena *keep, const struct view_of *v)
{
	struct run r = { (uint32_t)out->pool.n, v->n_hedges };
	for (uint32_t i = 0; i < v->n_hedges; i++)
		*PUSH(keep, &out->pool) = v->hedge[i];
	return r;
}

void drg__claim_facts(const drg_pack *pack, const struct layers *l, const struct hits *hits, struct arena *keep, struct arena scratch, struct claims *out)
{
	struct cx c = { .l = l, .hits = hits, .pack = pack, .lex = drg__lex(pack, "commitment"), .cues = drg__lex(pack, "cues"), .k = drg__clauses(l, &scratch) };
	out->hedges = NEW_N(keep, struct run, out->n);
	if (c.lex == UINT32_MAX || c.cues == UINT32_MAX)
		return;
	c.col_of = drg__lex_col(pack, c.lex, "of");
	c.col_level = drg__lex_col(pack, c.lex, "level");
	c.col_sign = drg__lex_col(pack, c.lex, "sign");
	c.col_stance = drg__lex_col(pack, c.cues, "stance");
	for (uint32_t i = 0; i < out->n; i++) {
		uint32_t a = out->attrib[i];
		if (!out->spans[i].n)
			continue;
		if (a != NONE && l->attribs.cue[a].n)
			out->stance[i] = stance_of(&c, out->stance[i], l->attribs.pool.v[l->attribs.cue[a].from], out->pool.v[out->spans[i].from]);
		struct view_of said;
		content_view(&c, out->pool.v + out->spans[i].from, out->spans[i].n, &said);
		out->fact_origin[i] = (uint8_t)of_claim(&c, out, i, &said);
		out->fact_publisher[i] = out->kind[i] == CLAIM_OWN ? out->fact_origin[i] : (uint8_t)FACT_UU;
		out->hedges[i] = keep_hedges(out, keep, &said);
	}
}
