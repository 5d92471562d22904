/* event_match.c - which frame a word has, and the code it yields. */
#include "base/utf8.h"
#include "pack/rules.h"
#include "stage/event_clause.h"

static const char *const lexicon_name[ACT_LEXICONS] = { "act_verbs", "act_nouns", "act_things" };
static const char *const class_column[] = { "class", "class2", "class3", "class4", "class5", "class6", "class7", "class8" };
enum { COLUMNS = sizeof class_column / sizeof *class_column };

/* ---------------------------------------------------------------- classes -- */

/* The word of a phrase that hangs on something outside it. */
static uint32_t phrase_head(const struct event_cx *c, uint32_t first, uint32_t end)
{
	uint32_t at = end - 1;
	for (uint32_t i = first; i < end; i++) {
		uint32_t h = c->l->deps.head[i];
		if (c->t.rel[i] == R_PUNCT || c->t.rel[i] == R_CASE)
			continue;
		if (h == NONE || h < first || h >= end)
			return i;
		at = i;
	}
	return at;
}

/* A capital that no sentence's beginning asks for: "March", "Operation Dawn". */
static bool capital_inside(const struct event_cx *c, uint32_t tok)
{
	char first = c->l->text.p[c->l->tokens.span[tok].s];
	bool begins = false;
	for (uint32_t s = 0; s < c->l->sents.n && c->l->sents.tok[s] <= tok && !begins; s++)
		begins = c->l->sents.tok[s] == tok;
	return first >= 'A' && first <= 'Z' && !begins;
}

static bool fits(const struct event_cx *c, uint8_t lex, uint32_t tok)
{
	uint8_t u = c->l->morph.upos[tok];
	switch ((enum act_lexicon)lex) {
	case ACT_VERBS: return u == UPOS_VERB || (u == UPOS_ADJ && drg__tree_child(&c->t, tok, R_NSUBJ) != NONE);
	case ACT_NOUNS: return u == UPOS_NOUN || (u == UPOS_PROPN && !capital_inside(c, tok));
	default: return true;
	}
}

static void add_class(struct event_cx *c, uint32_t tok, uint32_t ref, uint8_t lex, const struct hit *h)
{
	if (ref == 0)
		return;
	*PUSH(c->a, &c->word_class) = (struct word_class){ ref, c->class_at[tok], lex, h->first, h->end };
	c->class_at[tok] = (uint32_t)c->word_class.n - 1;
}

/* A word after the verb's object that may be its particle; parsers hang it on either
 * and call it an adverb as often. */
static uint32_t particle_of(const struct event_cx *c, uint32_t verb)
{
	uint32_t object = drg__tree_child(&c->t, verb, R_OBJ);
	const uint32_t head[] = { verb, object };
	for (size_t i = 0; object != NONE && object > verb && i < sizeof head / sizeof *head; i++)
		for (uint32_t k = c->t.first[head[i]]; k != NONE; k = c->t.next[k])
			if ((c->t.rel[k] == R_PRT || (i == 0 && c->t.rel[k] == R_ADVMOD)) && k > object)
				return k;
	return NONE;
}

/* Row of `lex` for a verb and its particle with the object between them ("called the
 * strike off"), NONE. */
static uint32_t parted(const struct event_cx *c, uint32_t lex, uint32_t verb)
{
	uint32_t particle = particle_of(c, verb);
	if (particle == NONE)
		return NONE;
	const struct view *v = c->actors->view;
	const uint32_t at[2] = { verb, particle };
	struct span span[2];
	uint8_t flags[2], upos[2];
	uint64_t fold[2];
	for (int k = 0; k < 2; k++) {
		span[k] = v->span[at[k]];
		flags[k] = v->flags[at[k]];
		fold[k] = v->fold[at[k]];
		upos[k] = v->upos ? v->upos[at[k]] : 0;
	}
	struct view pair = { .text = v->text, .span = span, .flags = flags, .fold = fold, .upos = v->upos ? upos : NULL, .n = 2 };
	return drg__lex_find(c->pack, lex, &pair, 0, 2);
}

/* The columns of a lexicon that hold classes; UINT32_MAX for those that it lacks. */
struct class_columns {
	uint32_t lex, col[COLUMNS];
};

static struct class_columns columns_of(const struct event_cx *c, uint8_t which)
{
	struct class_columns out = { .lex = drg__lex(c->pack, lexicon_name[which]) };
	for (int k = 0; k < COLUMNS; k++)
		out.col[k] = out.lex == NONE ? UINT32_MAX : drg__lex_col(c->pack, out.lex, class_column[k]);
	return out;
}

/* "The border is open": an adjective with the letters of a verb's plain form, "~open/v",
 * says how things are, not what somebody did. */
static bool plain_adjective(const struct event_cx *c, const struct hit *h, uint32_t tok)
{
	struct str row = drg__lex_str(c->pack, h->lex, h->row, 0);
	if (c->l->morph.upos[tok] != UPOS_ADJ || h->end - h->first != 1 || row.n < 4 || row.p[0] != '~' || row.p[row.n - 2] != '/')
		return false;
	return c->l->tokens.fold[tok] == drg__fold_hash(drg__str_sub(row, 1, row.n - 2));
}

static void add_row(struct event_cx *c, uint8_t which, const struct class_columns *x, uint32_t tok, const struct hit *h)
{
	for (int k = 0; k < COLUMNS; k++)
		if (x->col[k] != UINT32_MAX)
			add_class(c, tok, drg__cell_ref(c->pack, x->lex, h->row, x->col[k]), which, h);
}

/* Rows of one lexicon give their classes to the words that head their phrases;
 * of two phrases with one head the longer alone. */
static void classes_of(struct event_cx *c, uint8_t which)
{
	struct class_columns x = columns_of(c, which);
	uint32_t lex = x.lex, *best = NEW_N(c->a, uint32_t, c->t.n);
	if (lex == NONE)
		return;
	for (uint32_t i = 0; which == ACT_VERBS && i < c->t.n; i++) {
		struct hit h = { .lex = lex, .row = fits(c, which, i) ? parted(c, lex, i) : NONE, .first = i, .end = i + 1 };
		if (h.row == NONE)
			continue;
		best[i] = 2;
		add_row(c, which, &x, i, &h);
	}
	for (int pass = 0; pass < 2; pass++)
		for (uint32_t i = 0; i < c->hits->n; i++) {
			const struct hit *h = &c->hits->v[i];
			if (h->lex != lex)
				continue;
			uint32_t tok = phrase_head(c, h->first, h->end);
			if (!fits(c, which, tok) || (which == ACT_VERBS && plain_adjective(c, h, tok)))
				continue;
			if (pass == 0 && h->end - h->first > best[tok])
				best[tok] = h->end - h->first;
			if (pass == 1 && h->end - h->first == best[tok])
				add_row(c, which, &x, tok, h);
		}
}

/* For each word, the row of the longest phrase of `lex` that it heads. */
static uint32_t *rows_of(struct event_cx *c, uint32_t lex)
{
	uint32_t *row = NEW_N(c->a, uint32_t, c->t.n), *len = NEW_N(c->a, uint32_t, c->t.n);
	for (uint32_t i = 0; i < c->t.n; i++)
		row[i] = NONE;
	for (uint32_t i = 0; lex != NONE && i < c->hits->n; i++) {
		const struct hit *h = &c->hits->v[i];
		if (h->lex != lex)
			continue;
		uint32_t tok = phrase_head(c, h->first, h->end);
		if (h->end - h->first > len[tok]) {
			len[tok] = h->end - h->first;
			row[tok] = h->row;
		}
	}
	return row;
}

uint32_t drg__event_class(const struct event_cx *c, const char *name)
{
	struct str wanted = drg__str_c(name);
	for (uint8_t which = 0; which < ACT_LEXICONS; which++) {
		struct class_columns x = columns_of(c, which);
		for (uint32_t r = 0; x.lex != NONE && r < drg__lex_rows(c->pack, x.lex); r++)
			for (int k = 0; k < COLUMNS; k++)
				if (x.col[k] != UINT32_MAX && drg__str_eq(drg__lex_str(c->pack, x.lex, r, x.col[k]), wanted))
					return drg__cell_ref(c->pack, x.lex, r, x.col[k]);
	}
	return 0;
}

bool drg__event_is(const struct event_cx *c, uint32_t tok, uint32_t class_ref)
{
	for (uint32_t k = class_ref ? c->class_at[tok] : NONE; k != NONE; k = c->word_class.v[k].next)
		if (c->word_class.v[k].ref == class_ref)
			return true;
	return false;
}

/* A mention stands at its head, and at the word that the parser made its head
 * ("Foreign Minister Ilse Brandvold": the family name, the given name). */
static void mark_mention(struct event_cx *c, uint32_t m)
{
	const struct tokens *tok = &c->l->tokens;
	struct span s = c->l->mentions.span[m];
	uint32_t first = drg__span_first(tok->span, tok->n, s.s), end = drg__span_first(tok->span, tok->n, s.e);
	uint32_t head = c->l->mentions.head[m], top = first < end ? phrase_head(c, first, end) : NONE;
	if (head < c->t.n && c->mention_at[head] == NONE)
		c->mention_at[head] = m;
	if (top != NONE && c->mention_at[top] == NONE)
		c->mention_at[top] = m;
}

void drg__event_words(struct event_cx *c)
{
	c->class_at = NEW_N(c->a, uint32_t, c->t.n);
	c->match = NEW_N(c->a, struct match, c->t.n);
	c->mention_at = NEW_N(c->a, uint32_t, c->t.n);
	for (uint32_t i = 0; i < c->t.n; i++)
		c->class_at[i] = c->mention_at[i] = NONE;
	for (uint32_t m = 0; m < c->l->mentions.n; m++) {
		mark_mention(c, m);
	}
	for (uint8_t k = 0; k < ACT_LEXICONS; k++)
		classes_of(c, k);
	c->state_at = rows_of(c, c->actors->states);
	c->agent_at = rows_of(c, c->actors->agents);
	c->org_at = rows_of(c, c->actors->organisations);
	c->seat_at = rows_of(c, c->actors->seats);
	c->person_at = rows_of(c, c->actors->persons);
	uint32_t light = drg__event_class(c, "light");
	c->measure_ref = drg__event_class(c, "measure");
	for (uint32_t i = 0; i < c->t.n; i++)
		c->t.light[i] = drg__event_is(c, i, light) ? LIGHT_VERB : drg__event_is(c, i, c->measure_ref) ? LIGHT_MEASURE : LIGHT_NOT;
}

/* ------------------------------------------------------------------ tests -- */

static bool deep(const struct event_cx *c, uint32_t tok, uint32_t ref, int depth)
{
	if (drg__event_is(c, tok, ref))
		return true;
	if (depth == 0)
		return false;
	for (uint32_t k = c->t.first[tok]; k != NONE; k = c->t.next[k]) {
		uint8_t r = c->t.rel[k];
		if (r != R_NSUBJ && r != R_RELCL && r != R_PARATAXIS && r != R_PUNCT && deep(c, k, ref, depth - 1))
			return true;
	}
	return false;
}

static bool kind_is(const struct event_cx *c, uint32_t tok, uint32_t mark)
{
	static const uint8_t of[] = { [MARK_PERSON] = ENT_PERSON, [MARK_GROUP] = ENT_GROUP, [MARK_ORG] = ENT_ORG,
		                      [MARK_STATE] = ENT_STATE, [MARK_OUTLET] = ENT_OUTLET, [MARK_PLACE] = ENT_PLACE,
		                      [MARK_DOCUMENT] = ENT_DOCUMENT };
	uint32_t m = c->mention_at[tok];
	if (mark == MARK_PARTY)
		return drg__event_standing(c, tok) >= STAND_PEOPLE;
	if (m == NONE)
		return false;
	if (mark == MARK_MENTION)
		return true;
	if (mark == MARK_PRONOUN)
		return c->l->mentions.form[m] == FORM_PRONOUN;
	return mark < sizeof of && mark != MARK_MENTION && c->l->mentions.kind[m] == of[mark];
}

static bool test_one(const struct event_cx *c, const struct frame_cond *q, uint32_t i, uint32_t tok)
{
	switch ((enum frame_test)q->v[i].test) {
	case FTEST_ANY: return true;
	case FTEST_CLASS: return drg__event_is(c, tok, q->v[i].class_ref);
	case FTEST_DEEP: return deep(c, tok, q->v[i].class_ref, 3);
	case FTEST_KIND: return kind_is(c, tok, q->v[i].class_ref);
	case FTEST_WORD: return c->l->tokens.fold[tok] == q->v[i].fold;
	case FTESTS: break;
	}
	return false;
}

/* The word, or one coordinated with it. */
static bool test_filler(const struct event_cx *c, const struct frame_cond *q, uint32_t tok)
{
	for (uint32_t i = 0; i < q->n; i++)
		if (test_one(c, q, i, tok))
			return true;
	for (uint32_t k = c->t.first[tok]; k != NONE; k = c->t.next[k])
		if (c->t.rel[k] == R_CONJ)
			for (uint32_t i = 0; i < q->n; i++)
				if (q->v[i].test != FTEST_ANY && test_one(c, q, i, k))
					return true;
	return false;
}

/* The words of the predicate itself ("air" in "air strike") fill no slot. */
static bool cond_holds(const struct event_cx *c, const struct word_class *w, const struct slots *s, const struct frame_cond *q)
{
	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t k = 0; k < q->n_slots; k++)
			if ((s->v[i].tok < w->first || s->v[i].tok >= w->end) && (q->at[k].slot == FSLOT_ANY || s->v[i].slot == q->at[k].slot) &&
			    (!q->at[k].prep || s->v[i].prep == q->at[k].prep) && test_filler(c, q, s->v[i].tok))
				return true;
	return false;
}

/* How closely frame f fits: 2 for each condition that holds, 1 when it asks for
 * anything at all; -1 when one does not hold. */
static int fit(const struct event_cx *c, uint32_t f, const struct frame *fr, const struct word_class *w, const struct slots *s)
{
	int n = 0;
	for (uint32_t k = 0; k < fr->n_conds; k++) {
		struct frame_cond q;
		drg__frame_cond(c->pack, f, k, &q);
		if (cond_holds(c, w, s, &q) == q.never)
			return -1;
		n += q.never ? 0 : q.v[0].test == FTEST_ANY ? 1 : 2;
	}
	return n;
}

/* ----------------------------------------------------------------- series -- */

static bool negated_here(const struct event_cx *c, uint32_t tok, uint32_t after)
{
	static const char *const word[] = { "not", "n't", "never" };
	for (uint32_t k = c->t.first[tok]; k != NONE; k = c->t.next[k])
		for (size_t i = 0; i < sizeof word / sizeof *word && k >= after; i++)
			if (c->l->tokens.fold[k] == drg__fold_hash(drg__str_c(word[i])))
				return true;
	return false;
}

/* "agreed to stop fighting", "promised to refrain from attacks": a word between says that it ends or is left. */
static bool topic_ended(const struct event_cx *c, uint32_t p, uint32_t topic)
{
	enum { STEPS = 4 };
	uint32_t h = c->l->deps.head[topic];
	for (int k = 0; k < STEPS && h != NONE && h != p; k++, h = c->l->deps.head[h])
		if (c->op[h] == SAYS_NEG)
			return true;
	return false;
}

/* "vowed not to attack", "vowed never to attack": parsers hang the word on either verb. */
static bool topic_negated(const struct event_cx *c, uint32_t p, uint32_t topic)
{
	return negated_here(c, topic, 0) || (p < topic && negated_here(c, p, p + 1)) || topic_ended(c, p, topic);
}

/* The first word at or below `tok` that means an act; NONE. */
static uint32_t act_below(struct event_cx *c, uint32_t tok, int depth)
{
	if (drg__event_match(c, tok)->frame != NONE)
		return tok;
	for (uint32_t k = depth ? c->t.first[tok] : NONE; k != NONE; k = c->t.next[k]) {
		uint8_t r = c->t.rel[k];
		if (r == R_NSUBJ || r == R_NSUBJ_PASS || r == R_RELCL || r == R_PARATAXIS || r == R_PUNCT || r == R_AGENT)
			continue;
		uint32_t found = act_below(c, k, depth - 1);
		if (found != NONE)
			return found;
	}
	return NONE;
}

static uint32_t topic_word(struct event_cx *c, uint32_t f, const struct slots *s)
{
	struct frame_way way[FRAME_WAYS];
	uint32_t n = drg__frame_ways(c->pack, f, FROLE_TOPIC, way);
	for (uint32_t w = 0; w < n; w++)
		for (uint32_t i = 0; i < s->n; i++) {
			if (way[w].slot != s->v[i].slot || (way[w].prep && way[w].prep != s->v[i].prep))
				continue;
			uint32_t t = act_below(c, s->v[i].tok, 3);
			if (t != NONE)
				return t;
		}
	return NONE;
}

/* The code of asking for, promising, refusing, threatening `topic`. */
static struct str in_series(const struct event_cx *c, struct str series, struct str topic, struct str otherwise)
{
	for (size_t n = topic.n; n >= 2; n--) {
		uint32_t row = drg__table_row(c->pack, "series", drg__str_sub(topic, 0, n));
		if (row != NONE) {
			struct str code = drg__table_cell(c->pack, "series", row, series.p);
			return code.n ? code : otherwise;
		}
	}
	return otherwise;
}

static void finish_match(struct event_cx *c, uint32_t p, const struct frame *fr, const struct slots *s, struct match *m)
{
	m->cameo = fr->cameo;
	m->topic = STR("");
	m->topic_word = topic_word(c, m->frame, s);
	if (m->topic_word == p)
		m->topic_word = NONE;
	if (m->topic_word == NONE && (fr->flags & FRAME_ACT))
		m->frame = NONE;
	if (m->topic_word == NONE || !fr->series.n)
		return;
	const struct match *in = drg__event_match(c, m->topic_word);
	m->topic = in->topic.n ? in->topic : in->cameo;
	bool violent = drg__str_starts(m->topic, STR("18")) || drg__str_starts(m->topic, STR("19"));
	bool hostile = violent || drg__str_starts(m->topic, STR("2")) || (drg__str_starts(m->topic, STR("1")) && m->topic.n > 1 && m->topic.p[1] >= '4');
	if (hostile && topic_negated(c, p, m->topic_word))
		m->topic = violent ? STR("087") : STR(""); /* asked not to attack: asked to hold back */
	m->cameo = in_series(c, fr->series, m->topic, fr->cameo);
}

/* ------------------------------------------------------------------ match -- */

static bool in_name(const struct event_cx *c, uint32_t p)
{
	if (c->l->morph.upos[p] != UPOS_PROPN)
		return false;
	for (uint32_t k = 0; k < c->l->names.n; k++)
		if (c->l->names.tok[k].s <= p && p < c->l->names.tok[k].e)
			return true;
	return false;
}

/* Is the word a particle of the phrase that the predicate p is? */
static bool own_particle(const struct event_cx *c, uint32_t p, uint32_t word)
{
	static const char *const particle[] = { "over", "up", "down", "back" };
	if (word == NONE || word <= p || c->class_at[p] == NONE || word >= c->word_class.v[c->class_at[p]].end)
		return false;
	for (size_t k = 0; k < sizeof particle / sizeof *particle; k++)
		if (c->l->tokens.fold[word] == drg__fold_hash(drg__str_c(particle[k])))
			return true;
	return false;
}

void drg__event_slots(const struct event_cx *c, uint32_t p, struct slots *out)
{
	uint32_t taken = NONE;
	drg__slots(&c->t, p, out);
	for (uint32_t i = 0; i < out->n; i++) {
		if (out->v[i].slot == SLOT_OBJ)
			return;
		if (out->v[i].slot == SLOT_OBL && taken == NONE && own_particle(c, p, drg__tree_child(&c->t, out->v[i].tok, R_CASE)))
			taken = i;
	}
	if (taken != NONE)
		out->v[taken] = (struct filler){ .slot = SLOT_OBJ, .tok = out->v[taken].tok };
}

const struct match *drg__event_match(struct event_cx *c, uint32_t p)
{
	struct match *m = &c->match[p];
	if (m->state != MATCH_UNKNOWN)
		return m;
	*m = (struct match){ .state = MATCH_BUSY, .frame = NONE, .rival = NONE, .topic_word = NONE };
	struct slots s = { .n = 0 };
	struct frame best = { 0 };
	int best_fit = -1;
	bool have = false;
	for (uint32_t k = in_name(c, p) ? NONE : c->class_at[p]; k != NONE; k = c->word_class.v[k].next) {
		const struct word_class *w = &c->word_class.v[k];
		uint32_t first, n = w->lex == ACT_THINGS ? 0 : drg__frames_of(c->pack, w->ref, &first);
		for (uint32_t i = 0; i < n; i++) {
			uint32_t f = drg__frame_at(c->pack, first + i);
			struct frame fr;
			drg__frame(c->pack, f, &fr);
			if (!(fr.flags & (w->lex == ACT_VERBS ? FRAME_VERB : FRAME_NOUN)))
				continue;
			if (!have)
				drg__event_slots(c, p, &s);
			have = true;
			int fits_by = 2 * fit(c, f, &fr, w, &s) + !(fr.flags & FRAME_TOPIC); /* an event before a mere topic */
			if (fits_by < 0 || (m->frame != NONE && (fr.priority < best.priority || (fr.priority == best.priority && fits_by < best_fit))))
				continue;
			bool level = m->frame != NONE && fr.priority == best.priority && fits_by == best_fit;
			if (level && f != m->frame) {
				m->rival = f > m->frame ? f : m->frame;
				if (f > m->frame)
					continue; /* the earlier frame of the files stands */
			} else {
				m->rival = NONE;
			}
			m->frame = f;
			m->first = w->first;
			m->end = w->end;
			best = fr;
			best_fit = fits_by;
		}
	}
	m->closely = best_fit >= 4;
	if (m->frame != NONE)
		finish_match(c, p, &best, &s, m);
	m->state = MATCH_DONE;
	return m;
}
