/* build_rules.c - rule files: blocks to patterns, patterns to programs, and the
 * examples that keep both honest.
 *
 *   text --parse--> tree --emit--> struct ins[]      (format.h, rules.c) */
#include <stdio.h>

#include "base/utf8.h"
#include "pack/builder.h"
#include "pack/rules.h"
#include "pack/run.h"

enum { DEPTH_MOST = 32, REPEAT_MOST = 64, LETS_MOST = 256 };

/* ------------------------------------------------------------------- tree -- */

enum node_kind { N_SEQ, N_ALT, N_REP, N_CAP, N_FOLDS, N_EXACT, N_TEST, N_LEX, N_MARK, N_ASSERT, N_LOOK, N_SHAPE };

struct node {
	enum node_kind kind;
	struct node *kid, *next; /* first child; next sibling */
	uint32_t a, b, c;        /* as in struct ins; REP: least, most; CAP: index; SHAPE: ref */
	bool lazy;
	uint64_t *fold; /* FOLDS: [n_fold] sorted; EXACT: one */
	uint32_t n_fold;
};

struct let {
	struct str name, text;
	uint32_t line;
};

/* A rule block while it is read. */
struct block {
	struct str name, pattern, yield, doc;
	uint32_t line, pattern_line, yield_line, n_match, n_not;
	size_t first_example;
	int32_t priority;
	bool coded, open;
};

struct parser {
	struct builder *b;
	const struct source *src;
	uint32_t line;
	struct str text;
	size_t at;
	int depth;
	bool failed, in_look;
	struct str cap[CAPS_MOST];
	uint32_t n_caps;
	const struct let *let;
	uint32_t n_lets;
};

static struct node *fail(struct parser *p, const char *what)
{
	if (!p->failed) {
		size_t from = p->at < p->text.n ? p->at : p->text.n, n = p->text.n - from;
		if (n > 24)
			n = 24;
		while (n < p->text.n - from && ((unsigned char)p->text.p[from + n] & 0xC0) == 0x80)
			n++;
		if (n)
			drg__finding(p->b, p->src->rel, p->line, "pattern: %s, at \"%.*s\"", what, (int)n, p->text.p + from);
		else
			drg__finding(p->b, p->src->rel, p->line, "pattern: %s, at its end", what);
	}
	p->failed = true;
	return NULL;
}

static struct node *new_node(struct parser *p, enum node_kind kind)
{
	struct node *n = NEW(&p->b->keep, struct node);
	n->kind = kind;
	return n;
}

/* ------------------------------------------------------------------ lexing -- */

static char peek(const struct parser *p)
{
	return p->at < p->text.n ? p->text.p[p->at] : 0;
}

static bool take_char(struct parser *p, char c)
{
	if (peek(p) != c || !c)
		return false;
	p->at++;
	return true;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static void skip_space(struct parser *p)
{
	while (is_space(peek(p)))
		p->at++;
}

/* Characters a bare word is made of: everything but the language's own. */
static bool word_char(char c)
{
	return c && !is_space(c) && !strchr("()|?*+{}<>@[]=!&\"~^$._\\`", c);
}

static struct str take_word(struct parser *p)
{
	size_t from = p->at;
	while (word_char(peek(p)))
		p->at++;
	return drg__str_sub(p->text, from, p->at);
}

static bool name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

static struct str take_name(struct parser *p)
{
	size_t from = p->at;
	while (name_char(peek(p)))
		p->at++;
	return drg__str_sub(p->text, from, p->at);
}

/* ------------------------------------------------------------------- atoms -- */

static struct node *folds_node(struct parser *p, const uint64_t *fold, uint32_t n)
{
	struct node *node = new_node(p, N_FOLDS);
	node->fold = NEW_N(&p->b->keep, uint64_t, n);
	for (uint32_t i = 0; i < n; i++) { /* insertion, sorted, each once */
		uint32_t k = node->n_fold;
		while (k > 0 && node->fold[k - 1] > fold[i])
			k--;
		if (k > 0 && node->fold[k - 1] == fold[i])
			continue;
		memmove(node->fold + k + 1, node->fold + k, (node->n_fold - k) * sizeof *fold);
		node->fold[k] = fold[i];
		node->n_fold++;
	}
	return node;
}

/* "'s": one token after a word, though the tokeniser would cut it alone in two. */
static bool clitic(struct str words)
{
	bool letters = words.n >= 2 && words.n <= 3 && words.p[0] == '\'';
	for (size_t i = 1; i < words.n && letters; i++)
		letters = words.p[i] >= 'a' && words.p[i] <= 'z';
	return letters;
}

/* Words as the tokeniser cuts them: one node each, in a sequence. */
static struct node *literal(struct parser *p, struct str words, bool exact)
{
	if (!exact && clitic(words)) {
		uint64_t fold = drg__fold_hash(words);
		return folds_node(p, &fold, 1);
	}
	struct view v = drg__cut_phrase(p->b, words);
	struct node *seq = new_node(p, N_SEQ), **tail = &seq->kid;
	if (v.n == 0)
		return fail(p, "there are no words here");
	for (uint32_t i = 0; i < v.n; i++) {
		struct str tok = drg__view_tok(&v, i);
		uint64_t fold[2] = { v.fold[i], 0 };
		uint32_t n = 1;
		/* A final stop may be the sentence's. */
		if (tok.n > 1 && tok.p[tok.n - 1] == '.' && (v.flags[i] & TOK_WORD))
			fold[n++] = drg__fold_hash(drg__str_sub(tok, 0, tok.n - 1));
		*tail = folds_node(p, fold, exact ? 1 : n);
		if (exact) {
			(*tail)->kind = N_EXACT;
			(*tail)->a = drg__intern(p->b, tok);
		}
		tail = &(*tail)->next;
	}
	return v.n == 1 ? seq->kid : seq;
}

static struct node *quoted(struct parser *p, bool exact)
{
	size_t from = p->at;
	while (peek(p) && peek(p) != '"')
		p->at++;
	struct str words = drg__str_sub(p->text, from, p->at);
	if (!take_char(p, '"'))
		return fail(p, "a \" is not closed");
	return literal(p, words, exact);
}

/* "`99?:99`": the ` already taken. */
static struct node *shape(struct parser *p)
{
	size_t from = p->at;
	while (peek(p) && peek(p) != '`')
		p->at++;
	struct str s = drg__str_sub(p->text, from, p->at);
	if (!take_char(p, '`'))
		return fail(p, "a ` is not closed");
	if (s.n == 0 || s.n > SHAPE_MOST || s.p[0] == '?' || s.p[0] == '+')
		return fail(p, "a shape in ` ` is 1 to 32 signs; 9 is a digit, ? and + stand after a sign");
	struct node *n = new_node(p, N_SHAPE);
	n->a = drg__intern(p->b, s);
	return n;
}

static struct node *inflected(struct parser *p)
{
	struct str word = take_name(p), *form;
	char pos = 0;
	if (take_char(p, '/'))
		pos = peek(p), p->at += pos != 0;
	if (!drg__is_name(word) || (pos && pos != 'v' && pos != 'n'))
		return fail(p, "~ stands before a word in small letters, with /v or /n after it if need be");
	uint32_t n;
	drg__inflect(p->b, word, pos, &form, &n);
	uint64_t *fold = NEW_N(&p->b->keep, uint64_t, n);
	for (uint32_t i = 0; i < n; i++)
		fold[i] = drg__fold_hash(form[i]);
	return folds_node(p, fold, n);
}

static const struct built_lex *find_lex(const struct builder *b, struct str name, uint32_t *id)
{
	for (uint32_t i = 0; i < b->lex.n; i++)
		if (drg__str_eq(b->lex.v[i].name, name)) {
			*id = i;
			return &b->lex.v[i];
		}
	return NULL;
}

/* One test of a filter: col=one|two or col!=one|two; appended to refs. */
static bool filter(struct parser *p, const struct built_lex *l, struct str test)
{
	struct builder *b = p->b;
	struct str values = test, name = drg__str_cut(&values, '=');
	bool negate = name.n && name.p[name.n - 1] == '!';
	uint32_t k = 0, n = 0;
	name.n -= negate;
	while (k < l->n_cols && !drg__str_eq(b->string.v[l->col[k].name], name))
		k++;
	if (!values.p || k == l->n_cols) {
		drg__finding(b, p->src->rel, p->line, "pattern: lexicon %.*s has no column \"%.*s\"", (int)l->name.n, l->name.p,
		             (int)name.n, name.p);
		return false;
	}
	*PUSH(&b->keep, &b->refs) = k;
	*PUSH(&b->keep, &b->refs) = negate;
	size_t count = b->refs.n;
	*PUSH(&b->keep, &b->refs) = 0;
	for (; values.p; n++) {
		struct str v = drg__str_cut(&values, '|');
		uint32_t cell = drg__intern(b, v), i = 0;
		if (l->col[k].type == COL_ENUM && v.n) {
			while (i < l->col[k].n_values && l->value.v[l->col[k].values_from + i] != cell)
				i++;
			cell = i + 1;
			if (i == l->col[k].n_values) {
				drg__finding(b, p->src->rel, p->line, "pattern: column %.*s of lexicon %.*s has no value \"%.*s\"", (int)name.n,
				             name.p, (int)l->name.n, l->name.p, (int)v.n, v.p);
				return false;
			}
		}
		*PUSH(&b->keep, &b->refs) = cell;
	}
	b->refs.v[count] = n;
	return true;
}

/* "<name col=value ...>", the < already taken. */
static struct node *lex_class(struct parser *p)
{
	size_t from = p->at;
	while (peek(p) && peek(p) != '>')
		p->at++;
	struct str in = drg__str_sub(p->text, from, p->at), name = drg__str_cut(&in, ' ');
	struct node *n = new_node(p, N_LEX);
	if (!take_char(p, '>'))
		return fail(p, "a < is not closed");
	const struct built_lex *l = find_lex(p->b, name, &n->a);
	if (!l) {
		drg__finding(p->b, p->src->rel, p->line, "pattern: there is no lexicon \"%.*s\"", (int)name.n, name.p);
		p->failed = true;
		return NULL;
	}
	n->b = (uint32_t)p->b->refs.n;
	while (in.p) {
		struct str test = drg__str_trim(drg__str_cut(&in, ' '));
		if (test.n && !filter(p, l, test)) {
			p->failed = true;
			return NULL;
		}
	}
	n->c = (uint32_t)p->b->refs.n - n->b;
	return n;
}

static struct node *mark_class(struct parser *p)
{
	struct str name = take_name(p);
	struct node *n = new_node(p, N_MARK);
	for (n->a = 0; n->a < MARK_CLASSES; n->a++)
		if (drg__str_eq(name, drg__str_c(drg__mark_name(n->a))))
			return n;
	drg__finding(p->b, p->src->rel, p->line,
	             "pattern: there is no span class @%.*s (known: mention person group org state outlet place document pronoun party time quantity quote content source cue)",
	             (int)name.n, name.p);
	p->failed = true;
	return NULL;
}

static const struct {
	const char *name;
	uint32_t prop;
} test_name[] = {
	{ "word", TOK_WORD },  { "num", TOK_NUM },      { "punct", TOK_PUNCT },  { "quote", TOK_QUOTE },
	{ "space", TOK_SPACE }, { "para", TOK_PARA },    { "zone", TOK_ZONE },    { "cap", PROP_CAP },
	{ "upper", PROP_UPPER }, { "lower", PROP_LOWER }, { "first", PROP_FIRST }, { "last", PROP_LAST },
	{ "bound", PROP_BOUND },
};

static const char *const upos_name[UPOS_ALL] = { "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
	                                         "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X" };

/* "[cap !first NOUN PROPN]", the [ already taken. */
static struct node *token_test(struct parser *p)
{
	struct node *n = new_node(p, N_TEST);
	uint32_t not_upos = 0;
	for (skip_space(p); !take_char(p, ']'); skip_space(p)) {
		bool no = take_char(p, '!'), found = false;
		size_t from = p->at;
		while (name_char(peek(p)) || (peek(p) >= 'A' && peek(p) <= 'Z'))
			p->at++;
		struct str name = drg__str_sub(p->text, from, p->at);
		for (size_t i = 0; i < sizeof test_name / sizeof *test_name; i++)
			if (drg__str_eq(name, drg__str_c(test_name[i].name))) {
				*(no ? &n->b : &n->a) |= test_name[i].prop;
				found = true;
			}
		for (uint32_t i = 0; i < UPOS_ALL; i++)
			if (drg__str_eq(name, drg__str_c(upos_name[i]))) {
				*(no ? &not_upos : &n->c) |= UINT32_C(1) << i;
				found = true;
			}
		if (!found) {
			p->at = from;
			return fail(p, "a test in [ ] is one of word num punct quote space para zone cap upper lower first last bound, a UPOS, or ! and one of these");
		}
	}
	if (not_upos)
		n->c = (n->c ? n->c : (UINT32_C(1) << UPOS_ALL) - 1) & ~not_upos;
	return n;
}

static struct node *parse_alt(struct parser *p);

static struct node *group(struct parser *p)
{
	struct node *n = parse_alt(p);
	if (!p->failed && !take_char(p, ')'))
		return fail(p, "a ( is not closed");
	return n;
}

/* "!(", "&(", "!<(", "&<(": a look around; the sign is already taken. */
static struct node *look(struct parser *p, bool negate)
{
	struct node *n = new_node(p, N_LOOK);
	n->c = (negate ? LOOK_NOT : 0) | (take_char(p, '<') ? LOOK_BEHIND : 0);
	if (p->in_look)
		return fail(p, "a look inside a look cannot be");
	if (!take_char(p, '('))
		return fail(p, "! and & stand before ( or <(");
	p->in_look = true;
	n->kid = group(p);
	p->in_look = false;
	return n;
}

/* "{name}", the { already taken: the text of a `let:`. */
static struct node *use_let(struct parser *p)
{
	struct str name = take_name(p);
	if (!take_char(p, '}'))
		return fail(p, "a {name} is not closed");
	for (uint32_t i = 0; i < p->n_lets; i++) {
		if (!drg__str_eq(p->let[i].name, name))
			continue;
		if (++p->depth > DEPTH_MOST)
			return fail(p, "is nested too deep");
		struct str text = p->text;
		size_t at = p->at;
		uint32_t n_lets = p->n_lets;
		p->text = p->let[i].text;
		p->at = 0;
		p->n_lets = i; /* a let sees only those before it */
		struct node *n = parse_alt(p);
		if (!p->failed && peek(p))
			return fail(p, "a ) too many");
		p->text = text;
		p->at = at;
		p->n_lets = n_lets;
		p->depth--;
		return n;
	}
	drg__finding(p->b, p->src->rel, p->line, "pattern: there is no \"let: %.*s = ...\" above", (int)name.n, name.p);
	p->failed = true;
	return NULL;
}

static struct node *assertion(struct parser *p, char c)
{
	struct node *n = new_node(p, N_ASSERT);
	bool sentence = take_char(p, c);
	n->a = c == '^' ? (sentence ? AT_SENT_START : AT_CLAUSE_START) : (sentence ? AT_SENT_END : AT_CLAUSE_END);
	return n;
}

static struct node *atom(struct parser *p)
{
	char c = peek(p);
	struct node *n;
	if (word_char(c)) {
		struct str word = take_word(p);
		if (peek(p) == '.' || peek(p) == '_')
			return fail(p, "a word with . or _ in it stands in quotation marks");
		return literal(p, word, false);
	}
	p->at += c != 0;
	switch (c) {
	case '(':
		if (++p->depth > DEPTH_MOST)
			return fail(p, "is nested too deep");
		n = group(p);
		p->depth--;
		return n;
	case '"':
		return quoted(p, false);
	case '`':
		return shape(p);
	case '~':
		return inflected(p);
	case '=':
		return take_char(p, '"') ? quoted(p, true) : literal(p, take_word(p), true);
	case '<':
		return lex_class(p);
	case '@':
		return mark_class(p);
	case '[':
		return token_test(p);
	case '{':
		return use_let(p);
	case '.':
		n = new_node(p, N_TEST);
		n->b = PROP_BOUND;
		return n;
	case '_':
		return new_node(p, N_TEST);
	case '!':
	case '&':
		return look(p, c == '!');
	case '^':
	case '$':
		return assertion(p, c);
	default:
		p->at -= c != 0;
		return fail(p, "something to match is expected here");
	}
}

/* ------------------------------------------------------- items, sequences -- */

static uint32_t take_number(struct parser *p)
{
	uint32_t v = 0;
	while (peek(p) >= '0' && peek(p) <= '9' && v < 1000)
		v = v * 10 + (uint32_t)(p->text.p[p->at++] - '0');
	return v;
}

static struct node *repeat(struct parser *p, struct node *n)
{
	char c = peek(p), next = p->at + 1 < p->text.n ? p->text.p[p->at + 1] : 0;
	struct node *rep = new_node(p, N_REP);
	rep->kid = n;
	rep->b = NO;
	if (c == '?') {
		rep->b = 1;
	} else if (c == '+') {
		rep->a = 1;
	} else if (c == '{' && next >= '0' && next <= '9') {
		p->at++;
		rep->a = rep->b = take_number(p);
		if (take_char(p, ','))
			rep->b = peek(p) == '}' ? NO : take_number(p);
		if (peek(p) != '}' || rep->a > rep->b || rep->b == 0 || rep->a > REPEAT_MOST || (rep->b != NO && rep->b > REPEAT_MOST))
			return fail(p, "a repeat is {n}, {n,} or {n,m} with n <= m <= 64");
	} else if (c != '*') {
		return n;
	}
	p->at++;
	rep->lazy = take_char(p, '?');
	return rep;
}

static struct node *capture(struct parser *p, struct str name)
{
	struct node *n = new_node(p, N_CAP);
	if (p->in_look)
		return fail(p, "a capture inside a look cannot be");
	while (n->a < p->n_caps && !drg__str_eq(p->cap[n->a], name))
		n->a++;
	if (n->a == CAPS_MOST)
		return fail(p, "there are more than 16 captures");
	if (n->a == p->n_caps)
		p->cap[p->n_caps++] = name;
	n->kid = atom(p);
	return p->failed ? NULL : repeat(p, n->kid) == n->kid ? n : fail(p, "put the repeat inside: name=(...+)");
}

static struct node *item(struct parser *p)
{
	size_t from = p->at;
	struct str name = take_name(p);
	if (name.n && peek(p) == '=' && drg__is_name(name)) {
		p->at++;
		return capture(p, name);
	}
	p->at = from;
	struct node *n = atom(p);
	return p->failed ? NULL : repeat(p, n);
}

static struct node *parse_seq(struct parser *p)
{
	struct node *seq = new_node(p, N_SEQ), **tail = &seq->kid;
	for (skip_space(p); !p->failed && peek(p) && peek(p) != '|' && peek(p) != ')'; skip_space(p)) {
		struct node *n = item(p);
		if (!n)
			return fail(p, "something to match is expected here");
		/* An item may be a sequence of its own, so each hangs in a node. */
		struct node *hold = new_node(p, N_SEQ);
		hold->kid = n;
		*tail = hold;
		tail = &hold->next;
	}
	return p->failed ? NULL : seq->kid ? seq : fail(p, "something to match is expected here");
}

/* An alternation of single words is one set of folds. */
static struct node *merge_words(struct parser *p, struct node *alt)
{
	struct u64s all = { 0 };
	for (struct node *k = alt->kid; k; k = k->next) {
		struct node *n = k;
		while (n->kind == N_SEQ && !n->kid->next)
			n = n->kid;
		if (n->kind != N_FOLDS)
			return alt;
		for (uint32_t i = 0; i < n->n_fold; i++)
			*PUSH(&p->b->keep, &all) = n->fold[i];
	}
	return folds_node(p, all.v, (uint32_t)all.n);
}

static struct node *parse_alt(struct parser *p)
{
	struct node *alt = new_node(p, N_ALT), **tail = &alt->kid;
	if (++p->depth > DEPTH_MOST)
		return fail(p, "is nested too deep");
	do {
		*tail = parse_seq(p);
		if (p->failed)
			return NULL;
		tail = &(*tail)->next;
	} while (take_char(p, '|'));
	p->depth--;
	return alt->kid->next ? merge_words(p, alt) : alt->kid;
}

/* ---------------------------------------------------------------- analysis -- */

/* Can it match without a token? */
static bool may_be_empty(const struct node *n)
{
	bool all = true, any = false;
	switch (n->kind) {
	case N_ASSERT:
	case N_LOOK:
		return true;
	case N_REP:
		return n->a == 0 || may_be_empty(n->kid);
	case N_CAP:
		return may_be_empty(n->kid);
	case N_SEQ:
	case N_ALT:
		for (const struct node *k = n->kid; k; k = k->next) {
			bool e = may_be_empty(k);
			all &= e;
			any |= e;
		}
		return n->kind == N_SEQ ? all : any;
	default:
		return false;
	}
}

/* Longest match in tokens, LOOK_MOST where there is no bound below that. */
static uint32_t longest(const struct node *n)
{
	uint32_t sum = 0, most = 0;
	switch (n->kind) {
	case N_ASSERT:
	case N_LOOK:
		return 0;
	case N_LEX:
	case N_MARK:
		return LOOK_MOST;
	case N_REP:
		sum = n->b == NO ? LOOK_MOST : n->b * longest(n->kid);
		break;
	case N_CAP:
		return longest(n->kid);
	case N_SEQ:
	case N_ALT:
		for (const struct node *k = n->kid; k; k = k->next) {
			uint32_t len = longest(k);
			sum += len;
			most = len > most ? len : most;
		}
		sum = n->kind == N_SEQ ? sum : most;
		break;
	default:
		return 1;
	}
	return sum < LOOK_MOST ? sum : LOOK_MOST;
}

/* Bloom keys of which every match has at least one: *n of them, the fewest that
 * the pattern offers; NO when nothing is certain.  A lexicon counts as four
 * words, since any of its rows will do. */
static uint32_t needed(struct parser *p, const struct node *n, struct u64s *out)
{
	uint32_t best = NO, sum = 0;
	size_t before = out->n;
	switch (n->kind) {
	case N_FOLDS:
	case N_EXACT:
		for (uint32_t i = 0; i < n->n_fold; i++)
			*PUSH(&p->b->keep, out) = n->fold[i];
		return n->n_fold;
	case N_LEX:
		*PUSH(&p->b->keep, out) = bloom_lex(n->a);
		return 4;
	case N_CAP:
		return needed(p, n->kid, out);
	case N_REP:
		return n->a ? needed(p, n->kid, out) : NO;
	case N_SEQ:
		for (const struct node *k = n->kid; k; k = k->next) {
			struct u64s keys = { 0 };
			uint32_t cost = needed(p, k, &keys);
			if (cost >= best)
				continue;
			best = cost;
			out->n = before;
			for (size_t i = 0; i < keys.n; i++)
				*PUSH(&p->b->keep, out) = keys.v[i];
		}
		return best;
	case N_ALT:
		for (const struct node *k = n->kid; k; k = k->next) {
			uint32_t cost = needed(p, k, out);
			if (cost == NO) {
				out->n = before;
				return NO;
			}
			sum += cost;
		}
		return sum;
	default:
		return NO;
	}
}

/* -------------------------------------------------------------------- emit -- */

struct emitter {
	struct builder *b;
	uint32_t from; /* where the rule's code begins in b->code */
	bool full;
};

static uint32_t here(const struct emitter *e)
{
	return (uint32_t)e->b->code.n - e->from;
}

static uint32_t put(struct emitter *e, enum op op, uint32_t a, uint32_t b, uint32_t c)
{
	if (here(e) >= CODE_MOST) {
		e->full = true;
		return 0;
	}
	*PUSH(&e->b->keep, &e->b->code) = (struct ins){ (uint32_t)op, a, b, c };
	return here(e) - 1;
}

static struct ins *at(struct emitter *e, uint32_t pc)
{
	return &e->b->code.v[e->from + pc];
}

static void emit(struct emitter *e, const struct node *n);

/* SPLIT to the next instruction or to a place filled in later. */
static void aim(struct emitter *e, uint32_t split, uint32_t in, uint32_t past, bool lazy)
{
	at(e, split)->a = lazy ? past : in;
	at(e, split)->b = lazy ? in : past;
}

static void emit_rep(struct emitter *e, const struct node *n)
{
	uint32_t open[REPEAT_MOST], n_open = 0, split;
	for (uint32_t i = 0; i < n->a && !e->full; i++)
		emit(e, n->kid);
	if (n->b == NO) {
		split = put(e, OP_SPLIT, 0, 0, 0);
		emit(e, n->kid);
		put(e, OP_JUMP, split, 0, 0);
		if (!e->full)
			aim(e, split, split + 1, here(e), n->lazy);
		return;
	}
	for (uint32_t i = n->a; i < n->b && !e->full; i++) {
		open[n_open++] = put(e, OP_SPLIT, 0, 0, 0);
		emit(e, n->kid);
	}
	while (n_open && !e->full) {
		split = open[--n_open];
		aim(e, split, split + 1, here(e), n->lazy);
	}
}

static void emit_alt(struct emitter *e, const struct node *n)
{
	uint32_t split = NO, jump = NO; /* jump: chain of jumps to the end, linked by .a */
	for (const struct node *k = n->kid; k && !e->full; k = k->next) {
		if (split != NO)
			at(e, split)->b = here(e);
		if (k->next) {
			split = put(e, OP_SPLIT, here(e) + 1, 0, 0);
			emit(e, k);
			jump = put(e, OP_JUMP, jump, 0, 0);
		} else {
			emit(e, k);
		}
	}
	while (jump != NO && !e->full) {
		uint32_t before = at(e, jump)->a;
		at(e, jump)->a = here(e);
		jump = before;
	}
}

static void emit(struct emitter *e, const struct node *n)
{
	struct builder *b = e->b;
	uint32_t pc;
	if (e->full)
		return;
	switch (n->kind) {
	case N_SEQ:
		for (const struct node *k = n->kid; k; k = k->next)
			emit(e, k);
		break;
	case N_ALT:
		emit_alt(e, n);
		break;
	case N_REP:
		emit_rep(e, n);
		break;
	case N_CAP:
		put(e, OP_SAVE, 2 * n->a, 0, 0);
		emit(e, n->kid);
		put(e, OP_SAVE, 2 * n->a + 1, 0, 0);
		break;
	case N_FOLDS:
		put(e, OP_FOLDS, (uint32_t)b->folds.n, n->n_fold, 0);
		for (uint32_t i = 0; i < n->n_fold; i++)
			*PUSH(&b->keep, &b->folds) = n->fold[i];
		break;
	case N_EXACT:
		put(e, OP_EXACT, n->a, 0, 0);
		break;
	case N_SHAPE:
		put(e, OP_SHAPE, n->a, 0, 0);
		break;
	case N_TEST:
		put(e, OP_TEST, n->a, n->b, n->c);
		break;
	case N_LEX:
		put(e, OP_LEX, n->a, n->b, n->c);
		break;
	case N_MARK:
		put(e, OP_MARK, n->a, 0, 0);
		break;
	case N_ASSERT:
		put(e, OP_ASSERT, n->a, 0, 0);
		break;
	case N_LOOK:
		pc = put(e, OP_LOOK, 0, longest(n->kid), n->c);
		emit(e, n->kid);
		put(e, OP_YES, 0, 0, 0);
		if (!e->full)
			at(e, pc)->a = here(e);
		break;
	}
}

/* ------------------------------------------------------------------ blocks -- */

static void put_yields(struct builder *b, const struct source *src, const struct block *k, struct rule_rec *r)
{
	struct str rest = drg__str_trim(k->yield);
	r->yields = (uint32_t)b->refs.n;
	while (rest.n) {
		struct str key = drg__str_cut(&rest, '='), value;
		if (!rest.p || !drg__is_name(key)) {
			drg__finding(b, src->rel, k->yield_line, "yield: is key=value, with spaces between; \"%.*s\" is not", (int)key.n, key.p);
			return;
		}
		if (rest.n && rest.p[0] == '"') {
			rest = drg__str_sub(rest, 1, rest.n);
			value = drg__str_cut(&rest, '"');
		} else {
			value = drg__str_cut(&rest, ' ');
		}
		rest = rest.p ? drg__str_trim(rest) : STR("");
		*PUSH(&b->keep, &b->refs) = drg__intern(b, key);
		*PUSH(&b->keep, &b->refs) = drg__intern(b, value);
		r->n_yields++;
	}
}

static void compile_pattern(struct builder *b, const struct source *src, const struct block *k, const struct let *let,
                            uint32_t n_lets, struct rule_rec *r)
{
	struct parser p = { .b = b, .src = src, .line = k->pattern_line, .text = k->pattern, .let = let, .n_lets = n_lets };
	struct node *tree = parse_alt(&p);
	if (!p.failed && peek(&p))
		fail(&p, "a ) too many");
	if (p.failed)
		return;
	if (may_be_empty(tree)) {
		drg__finding(b, src->rel, k->pattern_line, "pattern: would match no words at all");
		return;
	}
	struct emitter e = { .b = b, .from = (uint32_t)b->code.n };
	emit(&e, tree);
	put(&e, OP_MATCH, 0, 0, 0);
	if (e.full) {
		drg__finding(b, src->rel, k->pattern_line, "pattern: is too long (%d steps at most): use fewer or smaller repeats", CODE_MOST);
		return;
	}
	r->code = e.from;
	r->n_code = here(&e);
	r->caps = (uint32_t)b->refs.n;
	r->n_caps = p.n_caps;
	for (uint32_t i = 0; i < p.n_caps; i++)
		*PUSH(&b->keep, &b->refs) = drg__intern(b, p.cap[i]);
	struct u64s keys = { 0 };
	if (needed(&p, tree, &keys) <= 256)
		for (size_t i = 0; i < keys.n; i++)
			bloom_add(r->needed, keys.v[i]);
}

static void finish_block(struct builder *b, const struct source *src, struct block *k, const struct let *let, uint32_t n_lets)
{
	if (!k->open)
		return;
	k->open = false;
	struct rule_rec r = { .name = drg__intern(b, k->name), .file = drg__intern(b, src->rel), .line = k->line,
		              .doc = drg__intern(b, k->doc), .priority = k->priority, .set = (uint32_t)b->set.n - 1 };
	for (size_t i = 0; i < b->rule.n; i++)
		if (b->rule.v[i].name == r.name)
			drg__finding(b, src->rel, k->line, "rule %.*s: there is another of that name on line %u", (int)k->name.n, k->name.p,
			             b->rule.v[i].line);
	if (!k->coded) {
		if (k->pattern.n == 0)
			drg__finding(b, src->rel, k->line, "rule %.*s has no pattern:", (int)k->name.n, k->name.p);
		if (k->n_match == 0)
			drg__finding(b, src->rel, k->line, "rule %.*s has no match: example", (int)k->name.n, k->name.p);
		if (k->n_not == 0)
			drg__finding(b, src->rel, k->line, "rule %.*s has no not: example", (int)k->name.n, k->name.p);
		if (k->pattern.n)
			compile_pattern(b, src, k, let, n_lets, &r);
	} else if (k->pattern.n) {
		drg__finding(b, src->rel, k->line, "rule %.*s is coded: and has a pattern: too", (int)k->name.n, k->name.p);
	}
	put_yields(b, src, k, &r);
	*PUSH(&b->keep, &b->rule) = r;
	b->set.v[b->set.n - 1].n_rules++;
}

static void let_line(struct builder *b, const struct source *src, uint32_t line, struct str value, struct let *let, uint32_t *n)
{
	struct str text = value, name = drg__str_trim(drg__str_cut(&text, '='));
	if (!text.p || !drg__is_name(name)) {
		drg__finding(b, src->rel, line, "let: is a name, = and a pattern");
		return;
	}
	for (uint32_t i = 0; i < *n; i++)
		if (drg__str_eq(let[i].name, name))
			drg__finding(b, src->rel, line, "let: %.*s is already on line %u", (int)name.n, name.p, let[i].line);
	if (*n == LETS_MOST)
		drg__finding(b, src->rel, line, "has more than %d let: lines", LETS_MOST);
	else
		let[(*n)++] = (struct let){ name, drg__str_trim(text), line };
}

static bool signed_number(struct str s, int32_t *out)
{
	bool minus = s.n && s.p[0] == '-';
	uint64_t v;
	if (!drg__str_u64(minus ? drg__str_sub(s, 1, s.n) : s, 1000000, &v))
		return false;
	*out = minus ? -(int32_t)v : (int32_t)v;
	return true;
}

/* One "key: value" of a block. */
static void field(struct builder *b, const struct source *src, struct block *k, uint32_t line, struct str key, struct str value)
{
	if (drg__str_eq(key, STR("pattern"))) {
		if (k->pattern.n)
			drg__finding(b, src->rel, line, "rule %.*s has a second pattern:", (int)k->name.n, k->name.p);
		k->pattern = value;
		k->pattern_line = line;
	} else if (drg__str_eq(key, STR("yield"))) {
		k->yield = value;
		k->yield_line = line;
	} else if (drg__str_eq(key, STR("why"))) {
		k->doc = value;
	} else if (drg__str_eq(key, STR("coded"))) {
		k->coded = true;
		k->doc = value;
	} else if (drg__str_eq(key, STR("priority"))) {
		if (!signed_number(value, &k->priority))
			drg__finding(b, src->rel, line, "priority: is a whole number, at most 1000000");
	} else if (drg__str_eq(key, STR("match")) || drg__str_eq(key, STR("not"))) {
		bool must = key.p[0] == 'm';
		k->n_match += must;
		k->n_not += !must;
		*PUSH(&b->keep, &b->example) = (struct example){ value, src, line, (uint32_t)b->rule.n, must };
	} else {
		drg__finding(b, src->rel, line, "\"%.*s:\" is none of rule, let, pattern, yield, priority, match, not, why, coded",
		             (int)key.n, key.p);
	}
}

/* A field with its indented continuation lines, joined by spaces. */
static struct str join(struct builder *b, struct str value, struct str *rest, uint32_t *line)
{
	while (rest->n && is_space(rest->p[0])) {
		struct str look_ahead = *rest, text;
		uint32_t at_line = *line;
		drg__next_line(&look_ahead, &text, &at_line);
		text = drg__str_trim(text);
		if (text.n == 0)
			break;
		*rest = look_ahead;
		*line = at_line;
		if (text.p[0] != '#')
			value = drg__arena_fmt(&b->keep, "%.*s %.*s", (int)value.n, value.p ? value.p : "", (int)text.n, text.p);
	}
	return drg__str_trim(value);
}

void drg__build_rules(struct builder *b, const struct source *src)
{
	struct str set = drg__str_sub(src->rel, 6, src->rel.n - 6), rest = src->bytes, text;
	struct let *let = NEW_N(&b->keep, struct let, LETS_MOST);
	struct block k = { 0 };
	struct u32s about = { 0 };
	uint32_t line = 0, n_lets = 0;
	if (!drg__is_name(set) || set.n > 40) {
		drg__finding(b, src->rel, 0, "a rule file's name has small letters, digits, - and _ only, 40 at most");
		return;
	}
	drg__head_lines(b, src, &about);
	*PUSH(&b->keep, &b->set) = (struct ruleset_rec){ drg__intern(b, set), (uint32_t)b->rule.n, 0 };
	while (drg__next_line(&rest, &text, &line)) {
		if (drg__str_trim(text).n == 0 || text.p[0] == '#')
			continue;
		uint32_t at_line = line;
		struct str value = text, key = drg__str_cut(&value, ':');
		if (is_space(text.p[0]) || !value.p || !drg__is_name(key)) {
			drg__finding(b, src->rel, line, "a line is \"key: value\", or goes on the line before when it is indented");
			continue;
		}
		value = join(b, value, &rest, &line);
		if (drg__str_eq(key, STR("rule"))) {
			finish_block(b, src, &k, let, n_lets);
			k = (struct block){ .line = at_line, .open = true };
			k.name = drg__arena_fmt(&b->keep, "%.*s.%.*s", (int)set.n, set.p, (int)value.n, value.p);
			if (!drg__is_name(value) || value.n > 60)
				drg__finding(b, src->rel, at_line, "a rule's name has small letters, digits, - and _ only, 60 at most");
		} else if (drg__str_eq(key, STR("let"))) {
			finish_block(b, src, &k, let, n_lets);
			let_line(b, src, at_line, value, let, &n_lets);
		} else if (!k.open) {
			drg__finding(b, src->rel, at_line, "\"%.*s:\" stands before any rule:", (int)key.n, key.p);
		} else {
			field(b, src, &k, at_line, key, value);
		}
	}
	finish_block(b, src, &k, let, n_lets);
}

void drg__build_rule_parts(struct builder *b)
{
	drg__add_part(b, SEC_RULESETS, "rulesets", (uint32_t)b->set.n, drg__str((char *)b->set.v, b->set.n * sizeof *b->set.v));
	drg__add_part(b, SEC_RULES, "rules", (uint32_t)b->rule.n, drg__str((char *)b->rule.v, b->rule.n * sizeof *b->rule.v));
	drg__add_part(b, SEC_CODE, "code", (uint32_t)b->code.n, drg__str((char *)b->code.v, b->code.n * sizeof *b->code.v));
	drg__add_part(b, SEC_FOLDS, "folds", (uint32_t)b->folds.n, drg__str((char *)b->folds.v, b->folds.n * 8));
	drg__add_part(b, SEC_REFS, "refs", (uint32_t)b->refs.n, drg__str((char *)b->refs.v, b->refs.n * 4));
}

/* ---------------------------------------------------------------- examples -- */

/* A marked stretch of an example: "[name words]" or "{@class words}". */
struct stretch {
	struct str name;
	uint32_t mark; /* enum mark_class, or NO for a capture */
	struct span span;
	bool used;
};

struct marked {
	struct bytes text;
	VEC(struct stretch) v;
};

/* Strip the marks; false with a finding when they do not pair. */
static bool strip(struct builder *b, const struct example *x, struct marked *m)
{
	uint32_t open[16], depth = 0;
	struct str t = x->text;
	for (size_t i = 0; i < t.n; i++) {
		char c = t.p[i];
		if (c == '\\' && i + 1 < t.n) {
			drg__put(b, &m->text, &t.p[++i], 1);
			continue;
		}
		if ((c == ']' || c == '}') && depth) {
			struct stretch *s = &m->v.v[open[--depth]];
			if ((s->mark == NO) != (c == ']'))
				goto unpaired;
			s->span.e = (uint32_t)m->text.n;
			continue;
		}
		if (c != '[' && !(c == '{' && i + 1 < t.n && t.p[i + 1] == '@')) {
			drg__put(b, &m->text, &c, 1);
			continue;
		}
		size_t from = i + 1 + (c == '{'), to = from;
		while (to < t.n && name_char(t.p[to]))
			to++;
		if (to == from || to >= t.n || t.p[to] != ' ' || depth == 16)
			goto unpaired;
		struct stretch s = { .name = drg__str_sub(t, from, to), .mark = NO, .span = { (uint32_t)m->text.n, 0 } };
		if (c == '{') {
			for (s.mark = 0; s.mark < MARK_CLASSES && !drg__str_eq(s.name, drg__str_c(drg__mark_name(s.mark))); s.mark++)
				;
			if (s.mark == MARK_CLASSES) {
				drg__finding(b, x->src->rel, x->line, "example: there is no span class @%.*s", (int)s.name.n, s.name.p);
				return false;
			}
		}
		open[depth++] = (uint32_t)m->v.n;
		*PUSH(&b->keep, &m->v) = s;
		i = to;
	}
	if (depth == 0)
		return true;
unpaired:
	drg__finding(b, x->src->rel, x->line, "example: marks are [name words] for captures and {@class words} for spans; a plain bracket is written \\[");
	return false;
}

/* The tokens that cover exactly a stretch; false when a mark cuts a token. */
static bool tokens_of(const struct view *v, struct span s, uint32_t *first, uint32_t *end)
{
	uint32_t i = 0;
	while (i < v->n && v->span[i].e <= s.s)
		i++;
	*first = i;
	while (i < v->n && v->span[i].s < s.e)
		i++;
	*end = i;
	return *first < *end && v->span[*first].s >= s.s && v->span[*end - 1].e <= s.e;
}

static struct str words(const struct view *v, uint32_t first, uint32_t end)
{
	return first < end ? drg__str_sub(v->text, v->span[first].s, v->span[end - 1].e) : STR("");
}

/* Does a match capture exactly what the example marks? Says why not in *why. */
static bool captures_agree(struct builder *b, const struct view *v, const struct rule_hit *h, const struct marked *m, struct str *why)
{
	for (uint32_t k = 0; k < h->n_caps; k++) {
		const struct cap *c = &h->caps[k];
		struct str got = words(v, c->first, c->end);
		bool marked = false;
		for (size_t i = 0; i < m->v.n; i++) {
			const struct stretch *s = &m->v.v[i];
			uint32_t first, end;
			if (s->mark != NO || !drg__str_eq(s->name, c->name) || !tokens_of(v, s->span, &first, &end))
				continue;
			marked = true;
			if (first == c->first && end == c->end)
				continue;
			struct str want = words(v, first, end);
			*why = drg__arena_fmt(&b->keep, "captures %.*s = \"%.*s\", the example marks \"%.*s\"", (int)c->name.n, c->name.p,
			                      (int)got.n, got.p, (int)want.n, want.p);
			return false;
		}
		if (!marked && c->first < c->end) {
			*why = drg__arena_fmt(&b->keep, "captures %.*s = \"%.*s\", which the example does not mark", (int)c->name.n, c->name.p,
			                      (int)got.n, got.p);
			return false;
		}
	}
	for (size_t i = 0; i < m->v.n; i++) {
		const struct stretch *s = &m->v.v[i];
		bool there = s->mark != NO;
		for (uint32_t k = 0; k < h->n_caps; k++)
			there |= drg__str_eq(h->caps[k].name, s->name);
		if (!there) {
			*why = drg__arena_fmt(&b->keep, "does not capture %.*s, which the example marks", (int)s->name.n, s->name.p);
			return false;
		}
	}
	return true;
}

static void explain_miss(struct builder *b, const struct example *x, const struct rule_run *run, const char *name)
{
	uint32_t first, end;
	drg__rule_reach(run, x->rule, b->scratch, &first, &end);
	if (first == end) {
		drg__finding(b, x->src->rel, x->line, "%s does not match this example, not even its beginning", name);
		return;
	}
	struct str got = words(run->v, first, end), next = end < run->v->n ? drg__view_tok(run->v, end) : STR("the end");
	drg__finding(b, x->src->rel, x->line, "%s does not match this example: it comes as far as \"%.*s\" and does not go on with \"%.*s\"",
	             name, (int)got.n, got.p, (int)next.n, next.p);
}

static void try_example(struct builder *b, const struct example *x)
{
	const char *name = b->string.v[b->rule.v[x->rule].name].p;
	struct marked m = { 0 };
	struct view v = { 0 };
	struct hits hits, marks;
	struct rule_hits out = { 0 };
	VEC(struct hit) given = { 0 };
	if (!strip(b, x, &m))
		return;
	b->tokenize(drg__str(m.text.v, m.text.n), &b->keep, b->scratch, &v);
	if (v.n == 0) {
		drg__finding(b, x->src->rel, x->line, "example: has no words");
		return;
	}
	for (size_t i = 0; i < m.v.n; i++) {
		uint32_t first, end;
		if (!tokens_of(&v, m.v.v[i].span, &first, &end)) {
			drg__finding(b, x->src->rel, x->line, "example: the mark \"%.*s\" begins or ends inside a word", (int)m.v.v[i].name.n,
			             m.v.v[i].name.p);
			return;
		}
		if (m.v.v[i].mark != NO)
			*PUSH(&b->keep, &given) = (struct hit){ m.v.v[i].mark, (uint32_t)i, first, end };
	}
	drg__lex_match(b->pack, &v, &b->keep, b->scratch, &hits);
	drg__marks(given.v, (uint32_t)given.n, v.n, &b->keep, &marks);
	struct rule_run run = { b->pack, &v, &hits, &marks, 0, v.n };
	drg__rule_run(&run, x->rule, &b->keep, b->scratch, &out);
	if (!x->must) {
		if (out.n) {
			struct str got = words(&v, out.v[0].first, out.v[0].end);
			drg__finding(b, x->src->rel, x->line, "%s matches \"%.*s\" in an example it must not match", name, (int)got.n, got.p);
		}
		return;
	}
	if (out.n == 0) {
		explain_miss(b, x, &run, name);
		return;
	}
	struct str why = STR("");
	for (size_t i = 0; i < out.n; i++)
		if (captures_agree(b, &v, &out.v[i], &m, &why))
			return;
	drg__finding(b, x->src->rel, x->line, "%s %.*s", name, (int)why.n, why.p);
}

void drg__try_examples(struct builder *b)
{
	for (size_t i = 0; i < b->example.n && !b->status; i++)
		if (b->rule.v[b->example.v[i].rule].n_code)
			try_example(b, &b->example.v[i]);
}
