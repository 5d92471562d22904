/* build_frames.c - frame files: blocks to records, their classes checked, their
 * examples tried (frames.h; the language: dragoman-pack(5)). */
#include <stdio.h>

#include "base/utf8.h"
#include "pack/builder.h"
#include "pack/rules.h"

static const char *const slot_name[FSLOTS] = { "subj", "obj", "iobj", "obl", "comp", "poss", "mod", "light", "any" };
static const char *const class_lexicon[] = { "act_verbs", "act_nouns", "act_things" };
static const char *const class_column[] = { "class", "class2", "class3", "class4", "class5", "class6", "class7", "class8" };

/* A frame block while it is read. */
struct block {
	struct str name, doc;
	uint32_t line, n_match, n_not;
	int32_t priority;
	bool open;
	struct frame_rec rec;
	struct u32s pred, cond, way[3];
};

/* ------------------------------------------------------------------ pieces -- */

static bool bad_line(struct builder *b, const struct source *src, uint32_t line, const char *what, struct str at)
{
	drg__finding(b, src->rel, line, "%s, at \"%.*s\"", what, (int)at.n, at.p ? at.p : "");
	return false;
}

static struct str next_word(struct str *rest)
{
	*rest = drg__str_trim(*rest);
	return rest->n ? drg__str_cut(rest, ' ') : STR("");
}

static uint32_t put_fold(struct builder *b, struct str word)
{
	*PUSH(&b->keep, &b->folds) = drg__fold_hash(word);
	return (uint32_t)b->folds.n;
}

/* "subj", "obl:with": slot and preposition (index into folds + 1). */
static bool take_slot(struct builder *b, const struct source *src, uint32_t line, struct str word, uint32_t *slot, uint32_t *prep)
{
	struct str p = word, name = drg__str_cut(&p, ':');
	*prep = 0;
	for (*slot = 0; *slot < FSLOTS; ++*slot)
		if (drg__str_eq(name, drg__str_c(slot_name[*slot])))
			break;
	if (*slot == FSLOTS || (p.p && (p.n == 0 || (*slot != FSLOT_OBL && *slot != FSLOT_COMP))))
		return bad_line(b, src, line, "a slot is subj, obj, iobj, obl:PREPOSITION, obl, comp, poss, mod, light or any", word);
	if (p.n)
		*prep = put_fold(b, p);
	return true;
}

static bool class_known(const struct builder *b, uint32_t ref)
{
	for (size_t i = 0; i < b->lex.n; i++) {
		const struct built_lex *l = &b->lex.v[i];
		bool ours = false;
		for (size_t k = 0; k < sizeof class_lexicon / sizeof *class_lexicon; k++)
			ours |= drg__str_eq(l->name, drg__str_c(class_lexicon[k]));
		for (uint32_t c = 0; ours && c < l->n_cols; c++)
			for (size_t k = 0; k < sizeof class_column / sizeof *class_column; k++)
				if (drg__str_eq(b->string.v[l->col[c].name], drg__str_c(class_column[k])))
					for (uint32_t r = 0; r < l->n_rows; r++)
						if (l->cell.v[(size_t)r * l->n_cols + c] == ref)
							return true;
	}
	return false;
}

static uint32_t take_class(struct builder *b, const struct source *src, uint32_t line, struct str name)
{
	uint32_t ref = drg__intern(b, name);
	if (!drg__is_name(name))
		bad_line(b, src, line, "a class is a name in small letters", name);
	else if (!class_known(b, ref))
		drg__finding(b, src->rel, line, "no word of act_verbs, act_nouns or act_things is of the class \"%.*s\"", (int)name.n, name.p);
	return ref;
}

/* One test of a need: or never: line. */
static bool take_test(struct builder *b, const struct source *src, uint32_t line, struct str w, uint32_t *test, uint32_t *value)
{
	*value = 0;
	if (drg__str_eq(w, STR("any"))) {
		*test = FTEST_ANY;
	} else if (w.n > 1 && w.p[0] == '@') {
		*test = FTEST_KIND;
		while (drg__mark_name(*value) && !drg__str_eq(drg__str_c(drg__mark_name(*value)), drg__str_sub(w, 1, w.n)))
			++*value;
		if (!drg__mark_name(*value))
			return bad_line(b, src, line, "there is no such kind of mention", w);
	} else if (w.n > 2 && w.p[0] == '"' && w.p[w.n - 1] == '"') {
		*test = FTEST_WORD;
		*value = put_fold(b, drg__str_sub(w, 1, w.n - 1)) - 1;
	} else {
		bool deep = w.n && w.p[0] == '~';
		*test = deep ? FTEST_DEEP : FTEST_CLASS;
		*value = take_class(b, src, line, deep ? drg__str_sub(w, 1, w.n) : w);
	}
	return true;
}

/* ------------------------------------------------------------------- lines -- */

static void predicate_line(struct builder *b, const struct source *src, uint32_t line, struct str value, struct block *k)
{
	while (drg__str_trim(value).n) {
		struct str w = next_word(&value), name = w;
		uint32_t flags = FRAME_VERB | FRAME_NOUN;
		if (w.n > 2 && w.p[w.n - 2] == '/' && (w.p[w.n - 1] == 'v' || w.p[w.n - 1] == 'n')) {
			flags = w.p[w.n - 1] == 'v' ? FRAME_VERB : FRAME_NOUN;
			name.n -= 2;
		}
		*PUSH(&b->keep, &k->pred) = take_class(b, src, line, name);
		k->rec.flags |= flags;
	}
}

static bool is_slot(struct str word)
{
	struct str name = drg__str_cut(&word, ':');
	for (int k = 0; k < FSLOT_ANY; k++)
		if (drg__str_eq(name, drg__str_c(slot_name[k])))
			return true;
	return false;
}

/* "obj forces | weapons", "obl:on | obl:against @party": slots, then tests. */
static void cond_line(struct builder *b, const struct source *src, uint32_t line, struct str value, bool never, struct block *k)
{
	struct u32s slots = { 0 }, tests = { 0 };
	uint32_t x, y;
	for (bool first = true; drg__str_trim(value).n;) {
		struct str w = next_word(&value);
		if (drg__str_eq(w, STR("|")))
			continue;
		bool slot = first || (tests.n == 0 && is_slot(w));
		first = false;
		if (!(slot ? take_slot(b, src, line, w, &x, &y) : take_test(b, src, line, w, &x, &y)))
			return;
		struct u32s *to = slot ? &slots : &tests;
		*PUSH(&b->keep, to) = x;
		*PUSH(&b->keep, to) = y;
	}
	if (tests.n == 0 || slots.n > 2 * FRAME_SLOTS || tests.n > 2 * FRAME_TESTS) {
		drg__finding(b, src->rel, line, "%s: wants slots (%d at most) and what must stand there (%d at most): any, a class, ~class, @kind or \"word\"",
		             never ? "never" : "need", FRAME_SLOTS, FRAME_TESTS);
		return;
	}
	*PUSH(&b->keep, &k->cond) = never;
	*PUSH(&b->keep, &k->cond) = (uint32_t)slots.n / 2;
	*PUSH(&b->keep, &k->cond) = (uint32_t)tests.n / 2;
	for (size_t i = 0; i < slots.n; i++)
		*PUSH(&b->keep, &k->cond) = slots.v[i];
	for (size_t i = 0; i < tests.n; i++)
		*PUSH(&b->keep, &k->cond) = tests.v[i];
	k->rec.n_conds++;
}

/* "subj | poss", "subj + obl:with" */
static void way_line(struct builder *b, const struct source *src, uint32_t line, struct str value, struct u32s *way)
{
	bool also = false;
	while (drg__str_trim(value).n) {
		struct str w = next_word(&value);
		uint32_t slot, prep;
		if (drg__str_eq(w, STR("|")) || drg__str_eq(w, STR("+"))) {
			also = w.p[0] == '+';
			continue;
		}
		if (!take_slot(b, src, line, w, &slot, &prep))
			return;
		if (way->n == 3 * FRAME_WAYS) {
			bad_line(b, src, line, "too many slots", w);
			return;
		}
		*PUSH(&b->keep, way) = slot;
		*PUSH(&b->keep, way) = also;
		*PUSH(&b->keep, way) = prep;
		also = false;
	}
}

/* A key of an ontology table, whose first column it is. */
static bool in_table(const struct builder *b, const char *table, struct str key)
{
	for (size_t i = 0; i < b->lex.n; i++) {
		const struct built_lex *l = &b->lex.v[i];
		if (!drg__str_eq(l->name, drg__str_c(table)))
			continue;
		for (uint32_t r = 0; r < l->n_rows; r++)
			if (drg__str_eq(b->string.v[l->cell.v[(size_t)r * l->n_cols]], key))
				return true;
	}
	return false;
}

static void yield_line(struct builder *b, const struct source *src, uint32_t line, struct str value, struct block *k)
{
	while (drg__str_trim(value).n) {
		struct str w = next_word(&value), v = w, key = drg__str_cut(&v, '=');
		uint32_t ref = v.n ? drg__intern(b, v) : 0;
		if (drg__str_eq(key, STR("cameo")) && in_table(b, "cameo", v))
			k->rec.cameo = ref;
		else if (drg__str_eq(key, STR("type")) && in_table(b, "plover_types", v))
			k->rec.type = ref;
		else if (drg__str_eq(key, STR("mode")) && v.n)
			k->rec.mode = ref;
		else if (drg__str_eq(key, STR("contexts")) && v.n)
			k->rec.contexts = ref;
		else if (drg__str_eq(key, STR("series")) && v.n)
			k->rec.series = ref;
		else
			bad_line(b, src, line, "yield: is cameo=, type=, mode=, contexts= or series= with a code that the ontology has", w);
	}
}

static void flag_line(struct builder *b, const struct source *src, uint32_t line, struct str value, struct block *k)
{
	while (drg__str_trim(value).n) {
		struct str w = next_word(&value);
		if (drg__str_eq(w, STR("topic")))
			k->rec.flags |= FRAME_TOPIC;
		else if (drg__str_eq(w, STR("bare")))
			k->rec.flags |= FRAME_BARE;
		else if (drg__str_eq(w, STR("act")))
			k->rec.flags |= FRAME_ACT;
		else
			bad_line(b, src, line, "as: is topic, bare or act", w);
	}
}

static void example_line(struct builder *b, const struct source *src, uint32_t line, struct str value, bool must, struct block *k)
{
	k->n_match += must;
	k->n_not += !must;
	*PUSH(&b->keep, &b->frame_example) = (struct example){ value, src, line, (uint32_t)b->frame.n, must };
}

static void field(struct builder *b, const struct source *src, uint32_t line, struct str key, struct str value, struct block *k)
{
	uint64_t n;
	if (drg__str_eq(key, STR("predicate")))
		predicate_line(b, src, line, value, k);
	else if (drg__str_eq(key, STR("need")) || drg__str_eq(key, STR("never")))
		cond_line(b, src, line, value, drg__str_eq(key, STR("never")), k);
	else if (drg__str_eq(key, STR("actor")))
		way_line(b, src, line, value, &k->way[FROLE_ACTOR]);
	else if (drg__str_eq(key, STR("recipient")))
		way_line(b, src, line, value, &k->way[FROLE_RECIPIENT]);
	else if (drg__str_eq(key, STR("topic")))
		way_line(b, src, line, value, &k->way[FROLE_TOPIC]);
	else if (drg__str_eq(key, STR("yield")))
		yield_line(b, src, line, value, k);
	else if (drg__str_eq(key, STR("as")))
		flag_line(b, src, line, value, k);
	else if (drg__str_eq(key, STR("why")))
		k->doc = value;
	else if (drg__str_eq(key, STR("match")) || drg__str_eq(key, STR("not")))
		example_line(b, src, line, value, key.p[0] == 'm', k);
	else if (drg__str_eq(key, STR("priority")) && drg__str_u64(value, 1000, &n))
		k->priority = (int32_t)n;
	else
		bad_line(b, src, line, "a frame has predicate, need, never, actor, recipient, topic, yield, as, why, priority (0 to 1000), match, not", key);
}

/* ------------------------------------------------------------------ blocks -- */

static uint32_t put_refs(struct builder *b, const struct u32s *v)
{
	uint32_t at = (uint32_t)b->refs.n;
	for (size_t i = 0; i < v->n; i++)
		*PUSH(&b->keep, &b->refs) = v->v[i];
	return at;
}

static void check_block(struct builder *b, const struct source *src, const struct block *k)
{
	const struct { bool missing; const char *what; } asked[] = {
		{ k->pred.n == 0, "predicate:" }, { k->rec.cameo == 0, "yield: cameo=" },
		{ k->n_match == 0, "match: example" }, { k->n_not == 0, "not: example" } };
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
		if (asked[i].missing)
			drg__finding(b, src->rel, k->line, "frame %.*s has no %s", (int)k->name.n, k->name.p, asked[i].what);
}

static void finish_block(struct builder *b, const struct source *src, struct block *k)
{
	if (!k->open)
		return;
	k->open = false;
	check_block(b, src, k);
	struct rule_rec r = { .name = drg__intern(b, k->name), .file = drg__intern(b, src->rel), .line = k->line,
		              .doc = drg__intern(b, k->doc), .priority = k->priority, .set = (uint32_t)b->set.n - 1 };
	for (size_t i = 0; i < b->rule.n; i++)
		if (b->rule.v[i].name == r.name)
			drg__finding(b, src->rel, k->line, "frame %.*s: there is another of that name on line %u", (int)k->name.n, k->name.p,
			             b->rule.v[i].line);
	struct frame_rec *f = &k->rec;
	f->rule = (uint32_t)b->rule.n;
	f->n_cond_refs = (uint32_t)k->cond.n;
	f->conds = put_refs(b, &k->cond);
	f->ways = (uint32_t)b->refs.n;
	for (int i = 0; i < FROLES; i++) {
		put_refs(b, &k->way[i]);
		f->n_ways[i] = (uint32_t)k->way[i].n / 3;
	}
	for (size_t i = 0; i < k->pred.n; i++)
		*PUSH(&b->keep, &b->frame_key) = (struct frame_key){ k->pred.v[i], (uint32_t)b->frame.n };
	*PUSH(&b->keep, &b->frame) = *f;
	*PUSH(&b->keep, &b->rule) = r;
	b->set.v[b->set.n - 1].n_rules++;
}

void drg__build_frames(struct builder *b, const struct source *src)
{
	struct str set = drg__str_sub(src->rel, 7, src->rel.n - 7), rest = src->bytes, text;
	struct block k = { 0 };
	struct u32s about = { 0 };
	uint32_t line = 0;
	if (!drg__is_name(set) || set.n > 40) {
		drg__finding(b, src->rel, 0, "a frame file's name has small letters, digits, - and _ only, 40 at most");
		return;
	}
	drg__head_lines(b, src, &about);
	*PUSH(&b->keep, &b->set) = (struct ruleset_rec){ drg__intern(b, drg__arena_fmt(&b->keep, "frames.%.*s", (int)set.n, set.p)),
		                                         (uint32_t)b->rule.n, 0 };
	while (drg__next_line(&rest, &text, &line)) {
		if (drg__str_trim(text).n == 0 || text.p[0] == '#')
			continue;
		struct str value = text, key = drg__str_cut(&value, ':');
		if (!value.p || !drg__is_name(key)) {
			drg__finding(b, src->rel, line, "a line is \"key: value\"");
			continue;
		}
		value = drg__str_trim(value);
		if (drg__str_eq(key, STR("frame"))) {
			finish_block(b, src, &k);
			k = (struct block){ .line = line, .open = true };
			k.name = drg__arena_fmt(&b->keep, "frames.%.*s", (int)value.n, value.p);
			if (!drg__is_name(value) || value.n > 60)
				drg__finding(b, src->rel, line, "a frame's name has small letters, digits, - and _ only, 60 at most");
		} else if (!k.open) {
			drg__finding(b, src->rel, line, "\"%.*s:\" stands before any frame:", (int)key.n, key.p);
		} else {
			field(b, src, line, key, value, &k);
		}
	}
	finish_block(b, src, &k);
}

void drg__build_frame_parts(struct builder *b)
{
	struct frame_key *v = b->frame_key.v;
	if (b->frame.n == 0)
		return;
	for (size_t i = 1; i < b->frame_key.n; i++) { /* by class, frames in their order */
		struct frame_key key = v[i];
		size_t j = i;
		for (; j > 0 && v[j - 1].class_ref > key.class_ref; j--)
			v[j] = v[j - 1];
		v[j] = key;
	}
	drg__add_part(b, SEC_FRAMES, "frames", (uint32_t)b->frame.n, drg__str((char *)b->frame.v, b->frame.n * sizeof *b->frame.v));
	drg__add_part(b, SEC_FRAME_INDEX, "frameindex", (uint32_t)b->frame_key.n, drg__str((char *)v, b->frame_key.n * sizeof *v));
}

/* ---------------------------------------------------------------- examples -- */

static const char *frame_name(const struct builder *b, uint32_t frame)
{
	return b->string.v[b->rule.v[b->frame.v[frame].rule].name].p;
}

/* "Troops left. => 0874": the sentence, and the code it must give. */
static struct str split_example(struct str text, struct str *code)
{
	size_t at = drg__str_find(text, STR(" => "), 0);
	*code = at == SIZE_MAX ? STR("") : drg__str_trim(drg__str_sub(text, at + 4, text.n));
	return at == SIZE_MAX ? text : drg__str_sub(text, 0, at);
}

static void must_fire(struct builder *b, const struct example *x, const struct frame_fire *fire, uint32_t n, struct str code)
{
	const char *instead = NULL;
	for (uint32_t i = 0; i < n; i++) {
		if (fire[i].frame != x->rule) {
			instead = frame_name(b, fire[i].frame);
			continue;
		}
		if (fire[i].rival != NO)
			drg__finding(b, x->src->rel, x->line, "two frames claim this example: %s and %s; give one of them a need: or a priority:",
			             frame_name(b, x->rule), frame_name(b, fire[i].rival));
		if (code.n && !drg__str_eq(code, fire[i].cameo))
			drg__finding(b, x->src->rel, x->line, "%s gives %.*s here, the example says %.*s", frame_name(b, x->rule),
			             (int)fire[i].cameo.n, fire[i].cameo.p, (int)code.n, code.p);
		return;
	}
	drg__finding(b, x->src->rel, x->line, "%s does not match this example%s%s", frame_name(b, x->rule), instead ? "; what does: " : "",
	             instead ? instead : "");
}

void drg__try_frame_examples(struct builder *b)
{
	enum { MOST = 32 };
	struct frame_fire fire[MOST];
	if (!b->reader || b->frame.n == 0)
		return;
	void *state = b->reader->open(b->pack, &b->keep);
	for (size_t i = 0; state && i < b->frame_example.n; i++) {
		const struct example *x = &b->frame_example.v[i];
		struct str code, text = split_example(x->text, &code);
		uint32_t n = b->reader->read(state, text, b->keep, b->scratch, fire, MOST);
		if (x->must)
			must_fire(b, x, fire, n, code);
		for (uint32_t k = 0; !x->must && k < n; k++)
			if (fire[k].frame == x->rule)
				drg__finding(b, x->src->rel, x->line, "%s matches an example it must not match", frame_name(b, x->rule));
	}
}
