/* Interviews without labels: a paragraph asks, the next one answers.
 *
 *   Ada Lind, the envoy, has not spoken since May.
 *   When did you hear of it?
 *   At noon.  I was in the harbour.
 *   So nobody told you?
 *   Nobody did.
 *
 * From the first paragraph that is a question on, the paragraphs take turns; who
 * answers is the first person named before.  It is one only if questions come
 * again and again, all at their turn, with "you" in one and "I" in the answers. */
#include "stage/attrib.h"

enum { ASKS_LEAST = 3, ASK_WORDS = 45, MINE_LEAST = 2 };

struct talk_para {
	uint32_t first, end; /* tokens */
	bool question, yours, mine;
};

static bool says(const struct cx *c, const struct talk_para *p, const char *const *list, size_t n)
{
	for (uint32_t t = p->first; t < p->end; t++)
		for (size_t i = 0; i < n; i++)
			if (drg__str_ieq(word(c, t), drg__str_c(list[i])))
				return true;
	return false;
}

/* The paragraphs of the text; how many. */
static uint32_t paragraphs(const struct cx *c, struct talk_para *v)
{
	static const char *const you[] = { "you", "your", "yourself" }, *const me[] = { "I", "me", "my", "we", "us", "our" };
	uint32_t n = 0;
	for (uint32_t t = 0; t < c->tok->n; t++) {
		if (t == 0 || (c->tok->flags[t] & TOK_PARA))
			v[n++] = (struct talk_para){ .first = t };
		v[n - 1].end = t + 1;
	}
	for (uint32_t i = 0; i < n; i++) {
		struct talk_para *p = &v[i];
		p->question = c->text->p[c->tok->span[p->end - 1].s] == '?' && p->end - p->first <= ASK_WORDS && !c->label[p->first];
		p->yours = says(c, p, you, sizeof you / sizeof *you);
		p->mine = says(c, p, me, sizeof me / sizeof *me);
	}
	return n;
}

/* The paragraph of the first question when the text is such an interview; n otherwise. */
static uint32_t first_question(const struct cx *c, const struct talk_para *v, uint32_t n)
{
	uint32_t first = 0, asks = 0, mine = 0;
	bool yours = false;
	while (first < n && !v[first].question)
		first++;
	for (uint32_t i = first; i < n; i++) {
		bool turn = (i - first) % 2 == 0;
		if ((v[i].question && !turn) || c->label[v[i].first])
			return n;
		asks += v[i].question;
		yours |= turn && v[i].yours;
		mine += !turn && v[i].mine;
	}
	return asks >= ASKS_LEAST && yours && mine >= MINE_LEAST ? first : n;
}

/* The first person named in the paragraphs before the questions: in one that is more than a
 * line, else in a title; not the one by whom it is. Leaves *out when nobody is. */
static void person_named(const struct cx *c, const struct talk_para *v, uint32_t n, struct span *out)
{
	enum { LINE = 8 }; /* tokens */
	for (int line = 0; line < 2; line++)
		for (uint32_t i = 0, p = 0; i < c->names->n; i++) {
			uint32_t t = c->names->tok[i].s;
			while (p < n && v[p].end <= t)
				p++;
			if (p == n)
				break;
			bool by = t > v[p].first && drg__str_ieq(word(c, t - 1), STR("by")), alone = v[p].end - v[p].first <= c->names->tok[i].e - t + 1;
			if (c->names->kind[i] == ENT_PERSON && !by && !alone && (v[p].end - v[p].first <= LINE || (c->tok->flags[t] & TOK_ZONE)) == line) {
				*out = c->names->span[i];
				return;
			}
		}
}

/* who: empty where nobody is named: the words are somebody's all the same. */
static void put_answer(struct cx *c, const struct talk_para *p, struct span who)
{
	struct found f = { .rule = R_INTERVIEW, .last_quote = NONE, .para = c->tok->para[p->first] };
	uint32_t e = p->end;
	while (e > p->first + 1 && c->text->p[c->tok->span[e - 1].s] == '.')
		e--;
	if (who.e)
		set_source(&f, who);
	f.content[0] = (struct span){ c->tok->span[p->first].s, c->tok->span[e - 1].e };
	f.n_content = 1;
	f.cue = (struct span){ f.content[0].s, f.content[0].s };
	drg__attrib_put(c, &f);
}

void drg__attrib_interview(struct cx *c)
{
	uint32_t n = c->tok->para[c->tok->n - 1] + 1;
	struct talk_para *v = NEW_N(c->a, struct talk_para, (size_t)n + 1);
	struct span who = { 0, 0 };
	n = paragraphs(c, v);
	uint32_t first = first_question(c, v, n);
	if (first == n)
		return;
	person_named(c, v, first, &who);
	for (uint32_t i = first; i + 1 < n; i += 2)
		put_answer(c, &v[i + 1], who);
}
