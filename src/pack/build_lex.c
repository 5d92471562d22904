/* build_lex.c - lexicons: rows to cells, phrases to one trie. */
#include <stdio.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "pack/builder.h"

/* ----------------------------------------------------------- inflection -- */

static bool vowel(char c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

static void add_form(struct builder *b, struct str base, size_t keep, const char *ending, struct str *forms, uint32_t *n)
{
	struct str f = drg__arena_fmt(&b->keep, "%.*s%s", (int)keep, base.p, ending);
	for (uint32_t i = 0; i < *n; i++)
		if (drg__str_eq(forms[i], f))
			return;
	if (*n < 24)
		forms[(*n)++] = f;
}

/* Does -ed double the last letter?  One vowel, one consonant, one syllable
 * ("stop", not "visit", "need"); longer words that do stand in inflect.tsv. */
static bool doubles(struct str w)
{
	if (w.n < 3 || vowel(w.p[w.n - 1]) || !vowel(w.p[w.n - 2]) || vowel(w.p[w.n - 3]) || strchr("wxy", w.p[w.n - 1]))
		return false;
	for (size_t i = 0; i + 2 < w.n; i++)
		if (vowel(w.p[i]) || (i > 0 && w.p[i] == 'y'))
			return false;
	return true;
}

/* The regular endings of English (Quirk et al. 1985, 3.5-3.10 and 5.80). */
static void regular(struct builder *b, struct str w, bool verb, struct str *forms, uint32_t *n)
{
	char last = w.p[w.n - 1], before = w.n > 1 ? w.p[w.n - 2] : 0;
	bool sibilant = strchr("sxz", last) || (last == 'h' && (before == 's' || before == 'c'));
	bool y = last == 'y' && before && !vowel(before);
	if (y)
		add_form(b, w, w.n - 1, "ies", forms, n);
	else
		add_form(b, w, w.n, sibilant ? "es" : "s", forms, n);
	if (!verb)
		return;
	char twice[8] = { last, 'e', 'd', 0 }, twice_ing[8] = { last, 'i', 'n', 'g', 0 };
	if (last == 'e') {
		add_form(b, w, w.n, "d", forms, n);
		if (before == 'e' || before == 'y' || before == 'o')
			add_form(b, w, w.n, "ing", forms, n);
		else if (before == 'i')
			add_form(b, w, w.n - 2, "ying", forms, n);
		else
			add_form(b, w, w.n - 1, "ing", forms, n);
	} else if (y) {
		add_form(b, w, w.n - 1, "ied", forms, n);
		add_form(b, w, w.n, "ing", forms, n);
	} else if (doubles(w)) {
		add_form(b, w, w.n, twice, forms, n);
		add_form(b, w, w.n, twice_ing, forms, n);
	} else {
		add_form(b, w, w.n, "ed", forms, n);
		add_form(b, w, w.n, "ing", forms, n);
		if (last == 'l' && w.n > 3 && vowel(before) && !vowel(w.p[w.n - 3])) { /* travelled, traveled */
			add_form(b, w, w.n, twice, forms, n);
			add_form(b, w, w.n, twice_ing, forms, n);
		}
	}
}

void drg__inflect(struct builder *b, struct str base, char pos, struct str **forms, uint32_t *n)
{
	*forms = NEW_N(&b->keep, struct str, 24);
	*n = 0;
	add_form(b, base, base.n, "", *forms, n);
	for (int k = 0; k < 2; k++) {
		char p = "vn"[k];
		bool found = false;
		if (pos && pos != p)
			continue;
		for (size_t i = 0; i < b->irregular.n; i++) {
			const struct irregular *r = &b->irregular.v[i];
			if (r->pos != p || !drg__str_eq(r->base, base))
				continue;
			found = true;
			for (struct str rest = r->forms; rest.p;) {
				struct str f = drg__str_trim(drg__str_cut(&rest, ' '));
				if (f.n)
					add_form(b, f, f.n, "", *forms, n);
			}
		}
		if (!found)
			regular(b, base, p == 'v', *forms, n);
	}
}

void drg__build_irregular(struct builder *b, const struct source *src)
{
	struct u32s about = { 0 };
	struct str rest = src->bytes, text;
	uint32_t line = 0;
	bool head = false;
	drg__head_lines(b, src, &about);
	while (drg__next_line(&rest, &text, &line)) {
		if (drg__str_trim(text).n == 0 || text.p[0] == '#')
			continue;
		struct str base = drg__str_cut(&text, '\t'), pos = drg__str_cut(&text, '\t'), forms = drg__str_cut(&text, '\t');
		if (!head) {
			head = true;
			if (!drg__str_eq(base, STR("base")) || !drg__str_eq(pos, STR("pos")) || !drg__str_eq(forms, STR("forms")))
				drg__finding(b, src->rel, line, "the first row must name the columns: base, pos, forms");
			continue;
		}
		if (!drg__is_name(base) || pos.n != 1 || (pos.p[0] != 'v' && pos.p[0] != 'n') || forms.n == 0 || text.p) {
			drg__finding(b, src->rel, line, "a row is a word in small letters, v or n, and its forms with spaces between");
			continue;
		}
		*PUSH(&b->keep, &b->irregular) = (struct irregular){ base, forms, pos.p[0] };
	}
}

/* ---------------------------------------------------------------- phrases -- */

/* Words on both sides, so that a final stop is read as it is in running text
 * ("U.S." before a small letter keeps it). */
struct view drg__cut_phrase(struct builder *b, struct str phrase)
{
	struct view v = { 0 };
	struct str text = drg__arena_fmt(&b->keep, "so %.*s so", (int)phrase.n, phrase.p);
	b->tokenize(text, &b->keep, b->scratch, &v);
	uint32_t from = 0, to = v.n;
	while (from < to && v.span[from].s < 3)
		from++;
	while (to > from && v.span[to - 1].e > 3 + phrase.n)
		to--;
	v.span += from;
	v.fold += from;
	v.flags += from;
	v.n = to - from;
	return v;
}

/* One way to write a token of a phrase. */
struct way {
	uint64_t fold;
};

/* A token of a phrase and its ways: inflected forms; with and without a final
 * stop, which running text may give to the sentence. */
struct slot {
	struct way way[26];
	uint32_t n;
	struct str exact; /* "" any case */
};

static void add_way(struct slot *s, uint64_t fold)
{
	for (uint32_t i = 0; i < s->n; i++)
		if (s->way[i].fold == fold)
			return;
	if (s->n < sizeof s->way / sizeof *s->way)
		s->way[s->n++] = (struct way){ fold };
}

static uint32_t child(struct builder *b, uint32_t parent, uint64_t fold)
{
	if (b->node.n * 2 + 2 >= b->n_node_slots) {
		uint32_t n = b->n_node_slots ? b->n_node_slots * 2 : 1024;
		uint32_t *slot = NEW_N(&b->keep, uint32_t, n);
		for (size_t i = 0; i < b->node.n; i++) {
			uint32_t k = trie_place(b->node.v[i].parent, b->node.v[i].fold, n);
			while (slot[k])
				k = (k + 1) & (n - 1);
			slot[k] = (uint32_t)i + 1;
		}
		b->node_slot = slot;
		b->n_node_slots = n;
	}
	uint32_t mask = b->n_node_slots - 1, k = trie_place(parent, fold, b->n_node_slots);
	for (; b->node_slot[k]; k = (k + 1) & mask) {
		const struct trie_node *t = &b->node.v[b->node_slot[k] - 1];
		if (t->parent == parent && t->fold == fold)
			return b->node_slot[k];
	}
	*PUSH(&b->keep, &b->node) = (struct trie_node){ fold, parent };
	return b->node_slot[k] = (uint32_t)b->node.n;
}

/* One item of a phrase cell ("~reject", "=US", "al-Qaeda") to slots; false with
 * a finding when it cannot be. */
static bool item_slots(struct builder *b, const struct source *src, uint32_t line, struct str item, struct slot *slot, uint32_t *n)
{
	struct str word = item, *form = NULL;
	uint32_t n_forms = 0;
	bool exact = false;
	if (item.n > 1 && item.p[0] == '~') {
		char pos = 0;
		word = drg__str_sub(item, 1, item.n);
		if (word.n > 2 && word.p[word.n - 2] == '/') {
			pos = word.p[word.n - 1];
			word.n -= 2;
		}
		if (!drg__is_name(word) || (pos && pos != 'v' && pos != 'n')) {
			drg__finding(b, src->rel, line, "\"%.*s\": ~ stands before one word in small letters, with /v or /n after it if need be",
			             (int)item.n, item.p);
			return false;
		}
		drg__inflect(b, word, pos, &form, &n_forms);
	} else if (item.n > 1 && item.p[0] == '=') {
		exact = true;
		word = drg__str_sub(item, 1, item.n);
	}
	struct view v = drg__cut_phrase(b, word);
	if (v.n == 0 || *n + v.n > DRG__PHRASE_MOST) {
		drg__finding(b, src->rel, line, v.n ? "the phrase has more than %d tokens" : "the phrase is empty", DRG__PHRASE_MOST);
		return false;
	}
	for (uint32_t i = 0; i < v.n; i++) {
		struct slot *s = &slot[(*n)++];
		struct str tok = drg__view_tok(&v, i);
		*s = (struct slot){ .exact = exact ? drg__arena_str(&b->keep, tok) : STR("") };
		add_way(s, v.fold[i]);
		if (!exact && tok.n > 1 && tok.p[tok.n - 1] == '.' && (v.flags[i] & TOK_WORD))
			add_way(s, drg__fold_hash(drg__str_sub(tok, 0, tok.n - 1)));
		for (uint32_t f = 0; v.n == 1 && f < n_forms; f++)
			add_way(s, drg__fold_hash(form[f]));
	}
	return true;
}

/* Every combination of the slots' ways leads to the row. */
static void add_paths(struct builder *b, const struct slot *slot, uint32_t n, struct trie_entry e)
{
	uint32_t pick[DRG__PHRASE_MOST] = { 0 }, k;
	do {
		uint32_t node = 0;
		for (k = 0; k < n; k++)
			node = child(b, node, slot[k].way[pick[k]].fold);
		*PUSH(&b->keep, &b->entry) = (struct built_entry){ node, e };
		for (k = n; k-- > 0;) {
			if (++pick[k] < slot[k].n)
				break;
			pick[k] = 0;
		}
	} while (k != UINT32_MAX);
}

static void add_phrase(struct builder *b, const struct source *src, uint32_t line, struct str phrase, uint32_t lex, uint32_t row)
{
	struct slot *slot = NEW_N(&b->keep, struct slot, DRG__PHRASE_MOST);
	struct bytes exact = { 0 };
	uint32_t n = 0, ways = 1;
	bool any_exact = false;
	for (struct str rest = phrase; rest.p;) {
		struct str item = drg__str_trim(drg__str_cut(&rest, ' '));
		if (item.n && !item_slots(b, src, line, item, slot, &n))
			return;
	}
	if (n == 0) {
		drg__finding(b, src->rel, line, "the phrase is empty");
		return;
	}
	for (uint32_t k = 0; k < n; k++) {
		ways *= slot[k].n;
		if (ways > 4096) {
			drg__finding(b, src->rel, line, "the phrase has too many inflected forms: use ~ on fewer words");
			return;
		}
		any_exact |= slot[k].exact.n > 0;
		if (k)
			drg__put(b, &exact, "\x1F", 1);
		drg__put(b, &exact, slot[k].exact.p, slot[k].exact.n);
	}
	uint32_t ref = any_exact ? drg__intern(b, drg__str(exact.v, exact.n)) : 0;
	add_paths(b, slot, n, (struct trie_entry){ lex, row, ref });
}

/* ------------------------------------------------------------------- rows -- */

/* "name", "name:text", "name:int", "name:a|b|c"; a "?" at the end: cells may be
 * empty. */
static bool column(struct builder *b, const struct source *src, uint32_t line, struct built_lex *l, struct str spec, bool *may_be_empty)
{
	struct lex_col *c = &l->col[l->n_cols];
	struct str rest = spec, name = drg__str_cut(&rest, ':');
	*c = (struct lex_col){ .name = drg__intern(b, name), .type = COL_TEXT, .values_from = (uint32_t)l->value.n };
	*may_be_empty = !rest.p;
	if (!drg__is_name(name) || (rest.p && rest.n == 0)) {
		drg__finding(b, src->rel, line, "column \"%.*s\" is no name, name:text, name:int or name:one|two|three", (int)spec.n, spec.p);
		return false;
	}
	for (uint32_t k = 0; k < l->n_cols; k++)
		if (l->col[k].name == c->name) {
			drg__finding(b, src->rel, line, "column %.*s is named twice", (int)name.n, name.p);
			return false;
		}
	if (rest.n && rest.p[rest.n - 1] == '?') {
		*may_be_empty = true;
		rest.n--;
	}
	if (drg__str_eq(rest, STR("int"))) {
		c->type = COL_INT;
	} else if (rest.n && !drg__str_eq(rest, STR("text"))) {
		c->type = COL_ENUM;
		while (rest.p) {
			struct str v = drg__str_cut(&rest, '|');
			if (v.n == 0) {
				drg__finding(b, src->rel, line, "column %.*s has an empty value", (int)name.n, name.p);
				return false;
			}
			*PUSH(&b->keep, &l->value) = drg__intern(b, v);
			c->n_values++;
		}
	}
	l->n_cols++;
	return true;
}

static bool columns(struct builder *b, const struct source *src, uint32_t line, struct built_lex *l, struct str text, bool *may_be_empty)
{
	l->col = NEW_N(&b->keep, struct lex_col, 64);
	for (struct str rest = text; rest.p;) {
		if (l->n_cols == 64) {
			drg__finding(b, src->rel, line, "has more than 64 columns");
			return false;
		}
		if (!column(b, src, line, l, drg__str_trim(drg__str_cut(&rest, '\t')), &may_be_empty[l->n_cols]))
			return false;
	}
	may_be_empty[0] = false;
	if (l->col[0].type != COL_TEXT) {
		drg__finding(b, src->rel, line, "the first column is the phrase and has no type");
		return false;
	}
	return true;
}

/* The cell's number in the pack; reports a value the column does not have. */
static uint32_t cell_of(struct builder *b, const struct source *src, uint32_t line, const struct built_lex *l, uint32_t k,
                        struct str text, bool may_be_empty)
{
	const struct lex_col *c = &l->col[k];
	struct str name = b->string.v[c->name];
	uint64_t number;
	if (text.n == 0) {
		if (!may_be_empty)
			drg__finding(b, src->rel, line, "column %.*s is empty", (int)name.n, name.p);
		return 0;
	}
	if (c->type == COL_INT && !drg__str_u64(text, UINT64_MAX, &number))
		drg__finding(b, src->rel, line, "column %.*s: \"%.*s\" is no whole number", (int)name.n, name.p, (int)text.n, text.p);
	if (c->type != COL_ENUM)
		return drg__intern(b, text);
	struct bytes known = { 0 };
	for (uint32_t i = 0; i < c->n_values; i++) {
		struct str v = b->string.v[l->value.v[c->values_from + i]];
		if (drg__str_eq(v, text))
			return i + 1;
		if (i)
			drg__put(b, &known, ", ", 2);
		drg__put(b, &known, v.p, v.n);
	}
	drg__finding(b, src->rel, line, "column %.*s: \"%.*s\" is none of %.*s", (int)name.n, name.p, (int)text.n, text.p, (int)known.n, known.v);
	return 0;
}

static void row(struct builder *b, const struct source *src, uint32_t line, uint32_t lex, struct str text, const bool *may_be_empty)
{
	struct built_lex *l = &b->lex.v[lex];
	struct str phrase = { 0 };
	uint32_t k = 0;
	for (struct str rest = text; rest.p && k < l->n_cols; k++) {
		struct str cell = drg__str_trim(drg__str_cut(&rest, '\t'));
		if (k == 0)
			phrase = cell;
		*PUSH(&b->keep, &l->cell) = cell_of(b, src, line, l, k, cell, may_be_empty[k]);
		if (k + 1 == l->n_cols && rest.p && drg__str_trim(rest).n)
			drg__finding(b, src->rel, line, "the row has more than %u cell%s", l->n_cols, l->n_cols == 1 ? "" : "s");
	}
	for (; k < l->n_cols; k++)
		*PUSH(&b->keep, &l->cell) = cell_of(b, src, line, l, k, STR(""), may_be_empty[k]);
	*PUSH(&b->keep, &l->line) = line;
	if (phrase.n && !drg__str_starts(src->rel, STR("ontology/"))) /* a table is looked up by key, not met in text */
		add_phrase(b, src, line, phrase, lex, l->n_rows);
	l->n_rows++;
}

/* The same phrase twice is a row somebody forgot. */
static void find_twins(struct builder *b, uint32_t lex)
{
	const struct built_lex *l = &b->lex.v[lex];
	uint32_t *seen = NEW_N(&b->keep, uint32_t, b->string.n); /* by ref: row + 1 */
	for (uint32_t r = 0; r < l->n_rows; r++) {
		uint32_t ref = l->cell.v[(size_t)r * l->n_cols];
		if (ref == 0)
			continue;
		if (seen[ref])
			drg__finding(b, l->src->rel, l->line.v[r], "\"%s\" is already on line %u", b->string.v[ref].p, l->line.v[seen[ref] - 1]);
		seen[ref] = r + 1;
	}
}

void drg__build_lex(struct builder *b, const struct source *src)
{
	size_t slash = src->rel.n;
	while (slash > 0 && src->rel.p[slash - 1] != '/')
		slash--;
	struct str name = drg__str_sub(src->rel, slash, src->rel.n - 4), rest = src->bytes, text;
	if (!drg__is_name(name) || name.n > 40) {
		drg__finding(b, src->rel, 0, "a lexicon's name has small letters, digits, - and _ only, 40 at most");
		return;
	}
	for (size_t i = 0; i < b->lex.n; i++)
		if (drg__str_eq(b->lex.v[i].name, name))
			drg__finding(b, src->rel, 0, "there is another lexicon of that name: %.*s", (int)b->lex.v[i].src->rel.n, b->lex.v[i].src->rel.p);
	uint32_t id = (uint32_t)b->lex.n, line = 0;
	bool may_be_empty[64] = { 0 }, head = false;
	*PUSH(&b->keep, &b->lex) = (struct built_lex){ .name = name, .src = src };
	drg__head_lines(b, src, &b->lex.v[id].about);
	while (drg__next_line(&rest, &text, &line) && !b->status) {
		if (drg__str_trim(text).n == 0 || text.p[0] == '#')
			continue;
		if (!head) {
			head = true;
			if (!columns(b, src, line, &b->lex.v[id], text, may_be_empty))
				return;
			continue;
		}
		row(b, src, line, id, text, may_be_empty);
	}
	if (!head)
		drg__finding(b, src->rel, 0, "has no row that names the columns");
	else
		find_twins(b, id);
}

/* --------------------------------------------------------------- sections -- */

static bool entry_before(const struct built_entry *x, const struct built_entry *y)
{
	if (x->node != y->node)
		return x->node < y->node;
	if (x->e.lex != y->e.lex)
		return x->e.lex < y->e.lex;
	if (x->e.row != y->e.row)
		return x->e.row < y->e.row;
	return x->e.exact < y->e.exact;
}

/* Bottom-up merge sort. */
static void sort_entries(struct builder *b)
{
	size_t n = b->entry.n;
	struct built_entry *from = b->entry.v, *to = NEW_N(&b->keep, struct built_entry, n);
	for (size_t width = 1; width < n; width *= 2) {
		for (size_t lo = 0; lo < n; lo += 2 * width) {
			size_t mid = lo + width < n ? lo + width : n, hi = mid + width < n ? mid + width : n, x = lo, y = mid;
			for (size_t k = lo; k < hi; k++)
				to[k] = x < mid && (y >= hi || !entry_before(&from[y], &from[x])) ? from[x++] : from[y++];
		}
		struct built_entry *t = from;
		from = to;
		to = t;
	}
	b->entry.v = from;
}

static void add_phrases(struct builder *b)
{
	struct trie_head h = { .n_slots = 4, .n_nodes = (uint32_t)b->node.n + 1 };
	while (h.n_slots < 2 * h.n_nodes)
		h.n_slots *= 2;
	struct trie_slot *slot = NEW_N(&b->keep, struct trie_slot, h.n_slots);
	for (uint32_t i = 0; i < b->node.n; i++) {
		const struct trie_node *t = &b->node.v[i];
		uint32_t k = trie_place(t->parent, t->fold, h.n_slots);
		while (slot[k].child)
			k = (k + 1) & (h.n_slots - 1);
		slot[k] = (struct trie_slot){ t->fold, t->parent, i + 1 };
	}
	sort_entries(b);
	uint32_t *first = NEW_N(&b->keep, uint32_t, (size_t)h.n_nodes + 1);
	struct trie_entry *out = NEW_N(&b->keep, struct trie_entry, b->entry.n);
	for (size_t i = 0; i < b->entry.n; i++) {
		const struct built_entry *e = &b->entry.v[i];
		if (i && e->node == e[-1].node && memcmp(&e->e, &e[-1].e, sizeof e->e) == 0)
			continue;
		out[h.n_entries++] = e->e;
		first[e->node + 1] = h.n_entries;
	}
	for (uint32_t i = 0; i < h.n_nodes; i++)
		if (first[i + 1] < first[i])
			first[i + 1] = first[i];
	struct bytes bytes = { 0 };
	drg__put(b, &bytes, &h, sizeof h);
	drg__put(b, &bytes, slot, h.n_slots * sizeof *slot);
	drg__put(b, &bytes, first, ((size_t)h.n_nodes + 1) * 4);
	drg__put(b, &bytes, out, h.n_entries * sizeof *out);
	drg__add_part(b, SEC_PHRASES, "phrases", h.n_entries, drg__str(bytes.v, bytes.n));
}

void drg__build_lex_parts(struct builder *b)
{
	add_phrases(b);
	for (size_t i = 0; i < b->lex.n; i++) {
		const struct built_lex *l = &b->lex.v[i];
		struct lex_head h = { drg__intern(b, l->name), (uint32_t)l->about.n / 2, l->n_cols, (uint32_t)l->value.n, l->n_rows };
		struct bytes bytes = { 0 };
		char name[PACK_NAME];
		drg__put(b, &bytes, &h, sizeof h);
		drg__put(b, &bytes, l->about.v, l->about.n * 4);
		drg__put(b, &bytes, l->col, l->n_cols * sizeof *l->col);
		drg__put(b, &bytes, l->value.v, l->value.n * 4);
		drg__put(b, &bytes, l->cell.v, l->cell.n * 4);
		drg__put(b, &bytes, l->line.v, l->line.n * 4);
		snprintf(name, sizeof name, "lex.%.*s", (int)l->name.n, l->name.p);
		drg__add_part(b, SEC_LEX, name, l->n_rows, drg__str(bytes.v, bytes.n));
	}
}
