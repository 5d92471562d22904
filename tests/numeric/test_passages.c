/* The encoder against the training framework: train/reference.py stored what it
 * makes of passages of our own (passages.json), word by word.
 *
 * Pieces, shapes, the integer sums given the activations: exact.  Labels: exact,
 * but for words whose margin in the reference is a rounding's width; the float
 * steps differ in the order of their sums, and a last bit may move one
 * activation by one step; and the guidelines (stage/ud.h) overrule a few.  And the same labels and scores, byte for byte, from
 * every kernel table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <json-c/json.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "full.h"
#include "stage/encode.h"
#include "stage/token.h"

#ifndef TEST_BUILD_DIR /* given by CMake; here for tools that read one file alone */
#define TEST_BUILD_DIR "build"
#endif

static drg_pack *pack;
static struct json_object *passages;
static struct pool keep_pool, scratch_pool;

static struct json_object *field(struct json_object *o, const char *name)
{
	struct json_object *v = NULL;
	if (!json_object_object_get_ex(o, name, &v))
		fail_msg("passages.json lacks %s", name);
	return v;
}

static const char *text_at(struct json_object *list, size_t i)
{
	return json_object_get_string(json_object_array_get_idx(list, i));
}

static int int_at(struct json_object *list, size_t i)
{
	return json_object_get_int(json_object_array_get_idx(list, i));
}

/* A passage as a document: its words with spaces between. */
struct passage {
	struct text text;
	struct tokens tok;
};

static struct passage load(struct json_object *p, struct arena *a)
{
	struct json_object *words = field(p, "words");
	size_t n = json_object_array_length(words), total = 0, at = 0;
	for (size_t i = 0; i < n; i++)
		total += strlen(text_at(words, i)) + 1;
	char *buf = drg__alloc(a, total, 1);
	struct passage d = { { .p = buf, .n = (uint32_t)total },
		             { NEW_N(a, struct span, n), NEW_N(a, uint8_t, n), NEW_N(a, uint8_t, n), NULL, NULL, (uint32_t)n } };
	for (size_t i = 0; i < n; i++) {
		const char *w = text_at(words, i);
		memcpy(buf + at, w, strlen(w));
		d.tok.span[i] = (struct span){ (uint32_t)at, (uint32_t)(at + strlen(w)) };
		d.tok.shape[i] = (uint8_t)drg__shape(drg__str_c(w));
		at += strlen(w);
		buf[at++] = ' ';
	}
	if (n)
		d.tok.flags[0] = TOK_PARA;
	return d;
}

static void open_encoder(struct encoder *enc, struct arena *a)
{
	drg_error err;
	if (drg__encoder_open(enc, pack, a, &err))
		fail_msg("%s", err.message);
}

static void pieces_and_shapes(void *unused)
{
	(void)unused;
	struct arena a = drg__arena(&keep_pool);
	struct encoder enc;
	open_encoder(&enc, &a);
	for (size_t i = 0; i < json_object_array_length(passages); i++) {
		struct json_object *p = json_object_array_get_idx(passages, i), *ids = field(p, "pieces"), *shapes = field(p, "shapes");
		struct passage d = load(p, &a);
		size_t at = 0;
		assert_int_equal(int_at(ids, at++), enc.pieces.cls);
		for (uint32_t w = 0; w < d.tok.n; w++) {
			uint16_t got[WORD_PIECES];
			uint32_t n = drg__pieces_of(&enc.pieces, drg__tok(&d.text, &d.tok, w), got);
			assert_int_equal(int_at(field(p, "first"), w), at);
			for (uint32_t k = 0; k < n; k++, at++) {
				if (int_at(ids, at) != got[k] || int_at(shapes, at) != d.tok.shape[w])
					fail_msg("passage %zu: %s: piece %u, shape %u; wanted %d, %d", i, text_at(field(p, "words"), w), got[k],
					         d.tok.shape[w], int_at(ids, at), int_at(shapes, at));
			}
		}
		assert_int_equal(int_at(ids, at), enc.pieces.sep);
		assert_int_equal(json_object_array_length(ids), at + 1);
	}
}

/* acc of a stored row of layer.0.qkv from its stored activations. */
static void sums(void *unused)
{
	(void)unused;
	struct arena a = drg__arena(&keep_pool);
	struct encoder enc;
	open_encoder(&enc, &a);
	struct linear l = enc.net.layer[0].qkv;
	int rows = 0;
	for (size_t i = 0; i < json_object_array_length(passages); i++) {
		struct json_object *t = field(field(json_object_array_get_idx(passages, i), "trace"), "layer.0.qkv"), *u, *acc;
		if (!json_object_object_get_ex(t, "u", &u) || !json_object_object_get_ex(t, "acc", &acc))
			continue;
		rows++;
		uint8_t *x = drg__alloc(&a, (size_t)(1 + DRG__ROW_PAD) * l.in, 64);
		float *y = drg__alloc_n(&a, drg__pad16(l.out), sizeof(float), 64), s = 1;
		for (size_t k = 0; k < l.in; k++)
			x[k] = (uint8_t)(int_at(u, k) + 64);
		const struct kernels *k;
		for (size_t n = 0; (k = drg__kernels_at(n)); n++) {
			k->linear(&l, x, &s, 1, y, drg__pad16(l.out), ACT_NONE);
			for (size_t o = 0; o < l.out; o++) {
				float ws, b;
				const uint8_t *panel = l.panels + o / 16 * drg__panel_bytes(l.in);
				memcpy(&ws, panel + 64 + o % 16 * 4, 4);
				memcpy(&b, panel + 128 + o % 16 * 4, 4);
				volatile float scaled = (float)int_at(acc, o) * (ws * s);
				float want = scaled + b;
				if (y[o] != want)
					fail_msg("%s: passage %zu output %zu: %.9g, wanted %.9g", k->name, i, o, (double)y[o], (double)want);
			}
		}
	}
	assert_true(rows > 0);
}

struct result {
	struct sents sents;
	struct morph morph;
	struct deps deps;
	struct names names;
	struct evidence evidence;
};

/* starts: sentences to keep to, or NULL. */
static struct result encode(const struct encoder *enc, const struct passage *d, struct json_object *starts, struct arena *a)
{
	struct result r = { .names = { 0 } };
	if (starts) {
		r.sents.n = (uint32_t)json_object_array_length(starts);
		r.sents.tok = NEW_N(a, uint32_t, r.sents.n + 1);
		for (uint32_t i = 0; i < r.sents.n; i++)
			r.sents.tok[i] = (uint32_t)int_at(starts, i);
		r.sents.tok[r.sents.n] = d->tok.n;
	}
	struct tagset tagset;
	drg__encode(enc, &d->text, &d->tok, starts != NULL, a, drg__arena(&scratch_pool),
	            (struct encoded){ &r.sents, &tagset, &r.morph, &r.deps, &r.names, &r.evidence });
	return r;
}

static const char *const upos_names[] = { "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
	                                  "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X" };
static const char *const kind_names[] = { "PERSON", "GROUP", "ORG", "STATE", "OUTLET", "", "DOCUMENT", "", "PLACE", "OTHER" };

static void count(const char *what, size_t passage, uint32_t word, const char *got, size_t got_n, const char *want, int *bad)
{
	if (strlen(want) == got_n && memcmp(got, want, got_n) == 0)
		return;
	++*bad;
	print_message("passage %zu word %u %s: %.*s, reference %s\n", passage, word + 1, what, (int)got_n, got, want);
}

static void labels(void *unused)
{
	(void)unused;
	struct arena a = drg__arena(&keep_pool);
	struct encoder enc;
	open_encoder(&enc, &a);
	int bad = 0, words = 0;
	for (size_t i = 0; i < json_object_array_length(passages); i++) {
		struct json_object *p = json_object_array_get_idx(passages, i), *l = field(p, "labels");
		struct passage d = load(p, &a);
		struct json_object *starts = field(l, "starts");
		struct result r = encode(&enc, &d, starts, &a), own = encode(&enc, &d, NULL, &a);
		/* Our own sentences are the reference's, but for those that begin after a comma. */
		for (uint32_t s = 0, t = 0; s < json_object_array_length(starts); s++) {
			int at = int_at(starts, s);
			while (t < own.sents.n && (int)own.sents.tok[t] < at)
				t++;
			bool comma = at > 0 && strpbrk(text_at(field(p, "words"), (size_t)at - 1), ",\"\xE2") != NULL;
			if (!comma && (t == own.sents.n || (int)own.sents.tok[t] != at)) {
				print_message("passage %zu: no sentence begins at word %d\n", i, at + 1);
				bad++;
			}
		}
		uint32_t name = 0;
		for (uint32_t s = 0; s < r.sents.n; s++) {
			for (uint32_t w = r.sents.tok[s]; w < r.sents.tok[s + 1]; w++, words++) {
				const char *u = upos_names[r.morph.upos[w]];
				count("UPOS", i, w, u, strlen(u), text_at(field(l, "upos"), w), &bad);
				struct str f = enc.tagset.feats[r.morph.feats[w]], rel = enc.tagset.rels[r.deps.rel[w]];
				count("features", i, w, f.p, f.n, text_at(field(l, "feats"), w), &bad);
				count("lemma", i, w, r.morph.lemma[w].p, r.morph.lemma[w].n, text_at(field(l, "lemma"), w), &bad);
				int head = r.deps.head[w] == NONE ? 0 : (int)(r.deps.head[w] - r.sents.tok[s] + 1);
				if (head != int_at(field(l, "head"), w)) {
					print_message("passage %zu word %u head: %d, reference %d\n", i, w + 1, head, int_at(field(l, "head"), w));
					bad++;
				}
				count("relation", i, w, rel.p, rel.n, text_at(field(l, "rel"), w), &bad);
				char tag[32] = "O";
				while (name < r.names.n && r.names.tok[name].e <= w)
					name++;
				if (name < r.names.n && r.names.tok[name].s <= w)
					snprintf(tag, sizeof tag, "%c-%s", r.names.tok[name].s == w ? 'B' : 'I', kind_names[r.names.kind[name]]);
				count("entity", i, w, tag, strlen(tag), text_at(field(l, "ent"), w), &bad);
			}
		}
	}
	print_message("%d of %d labels differ\n", bad, words * 6);
	assert_true(words > 500);
	assert_true(bad * 100 <= words * 6);
}

/* The class of least cost; costs are sixteenths of a nat, so that near ties may fall the other way. */
static int cheapest(const uint8_t *cost, uint32_t n)
{
	uint32_t b = 0;
	for (uint32_t k = 1; k < n; k++)
		if (cost[k] < cost[b])
			b = k;
	return (int)b;
}

/* Words for which costs [n][classes] and the reference's classes differ. */
static int differing(const uint8_t *cost, uint32_t classes, struct json_object *want)
{
	int bad = 0;
	for (size_t w = 0; w < json_object_array_length(want); w++)
		bad += cheapest(cost + w * classes, classes) != int_at(want, w);
	return bad;
}

/* The cost of the likeliest act of each part of the talk head, beside the reference's.  Most lie ten nats
 * and more below "none", where a step of the quantised state moves them by a sixteenth of a nat or two: half a nat and a sixteenth of the cost are allowed. */
static int talk_differing(const uint8_t *cost, uint32_t words, struct json_object *want)
{
	static const uint32_t part[] = { TALK_POS, TALK_COND, TALK_PROP, TALK_AGREE, TALK_MEASURE, TALK_ISSUE, EVIDENCE_TALK };
	size_t parts = json_object_array_length(want) / words; /* those that the model has */
	int bad = 0;
	for (size_t i = 0; i < json_object_array_length(want); i++) {
		const uint8_t *row = cost + i / parts * EVIDENCE_TALK;
		uint32_t from = part[i % parts] + 1;
		int got = row[from + (uint32_t)cheapest(row + from, part[i % parts + 1] - from)];
		bad += abs(got - int_at(want, i)) > 8 + int_at(want, i) / 16 && got != 255;
	}
	return bad;
}

/* Scores of the coreference head that lie more than half a nat and a sixteenth of themselves from the
 * reference's, which does not quantise the anaphor's side; *seen counts all. Where a near tie
 * makes a noun of another word, the nouns before each are others too: one difference. */
static int coref_differing(const struct evidence *e, struct json_object *want, int *seen)
{
	int bad = 0;
	if (json_object_array_length(want) != e->coref.n)
		return 1;
	for (size_t k = 0; k < e->coref.n; k++) {
		struct json_object *row = json_object_array_get_idx(want, k);
		assert_int_equal(int_at(row, 0), e->coref.v[k].tok);
		for (size_t d = 0; d + 1 < json_object_array_length(row); d++, ++*seen)
			bad += abs(e->coref.v[k].back[d] - int_at(row, d + 1)) > 4 + abs(int_at(row, d + 1)) / 16;
	}
	return bad;
}

static void later_heads(void *unused)
{
	(void)unused;
	struct arena a = drg__arena(&keep_pool);
	struct encoder enc;
	open_encoder(&enc, &a);
	int bad = 0, seen = 0, cues = 0;
	for (size_t i = 0; i < json_object_array_length(passages); i++) {
		struct json_object *p = json_object_array_get_idx(passages, i), *more = field(p, "more"), *cue = field(more, "cue");
		struct json_object *roles = field(more, "roles");
		struct passage d = load(p, &a);
		struct evidence e = encode(&enc, &d, field(field(p, "labels"), "starts"), &a).evidence;
		assert_non_null(e.cue);
		assert_non_null(e.event);
		bad += differing(e.cue, EVIDENCE_BIO, cue) + differing(e.event, e.n_event, field(more, "event"));
		assert_non_null(e.talk);
		assert_true(json_object_array_length(field(more, "talk")) == 4 * d.tok.n || json_object_array_length(field(more, "talk")) == 6 * d.tok.n);
		bad += talk_differing(e.talk, d.tok.n, field(more, "talk"));
		seen += 2 * (int)d.tok.n + (int)json_object_array_length(field(more, "talk"));
		bad += coref_differing(&e, field(more, "coref"), &seen);
		size_t next = 0, row = 0; /* rows of the reference stand for its B words, ours for all that may be one */
		for (uint32_t w = 0; w < d.tok.n; w++) {
			if (int_at(cue, w) != 1)
				continue;
			while (row < e.roles.n && e.roles.v[row].tok < w)
				row++;
			assert_true(row < e.roles.n && e.roles.v[row].tok == w);
			assert_true(e.roles.v[row].from == 0 && e.roles.v[row].to == d.tok.n);
			bad += differing(e.roles.v[row].cost, EVIDENCE_ROLES, json_object_array_get_idx(roles, next++));
			seen += (int)d.tok.n;
			cues++;
		}
	}
	print_message("%d of %d classes of the later heads differ, %d cues\n", bad, seen, cues);
	assert_true(cues > 20);
	assert_true(bad * 100 <= seen);
}

static void same_bytes(void *unused)
{
	(void)unused;
	struct arena a = drg__arena(&keep_pool);
	const struct kernels *k;
	uint64_t want = 0;
	size_t step = test_size(1, 5); /* every fifth passage: the portable kernel takes its time */
	for (size_t n = 0; (k = drg__kernels_at(n)); n++) {
		struct encoder enc;
		open_encoder(&enc, &a);
		enc.net.k = k;
		uint64_t h = 1469598103934665603u;
		for (size_t i = 0; i < json_object_array_length(passages); i += step) {
			struct passage d = load(json_object_array_get_idx(passages, i), &a);
			struct result r = encode(&enc, &d, NULL, &a);
			for (uint32_t w = 0; w < d.tok.n; w++) {
				uint32_t b[2];
				memcpy(&b[0], &r.deps.score[w], 4);
				memcpy(&b[1], &r.morph.upos_score[w], 4);
				h = ((h ^ b[0]) * 1099511628211u ^ b[1]) * 1099511628211u;
				h = (h ^ r.deps.head[w] ^ (uint64_t)r.deps.rel[w] << 32 ^ (uint64_t)r.morph.feats[w] << 40) * 1099511628211u;
			}
		}
		if (n == 0)
			want = h;
		else if (h != want)
			fail_msg("%s gives other bytes than portable", k->name);
	}
}

static void guarded(void (*fn)(void *))
{
	assert_int_equal(drg__guard2(&keep_pool, &scratch_pool, fn, NULL), DRG__GUARD_DONE);
	drg__pool_free(&keep_pool);
	drg__pool_free(&scratch_pool);
}

static void pieces_and_shapes_are_those_of_training(void **state)
{
	(void)state;
	guarded(pieces_and_shapes);
}

static void sums_are_those_of_training(void **state)
{
	(void)state;
	guarded(sums);
}

static void labels_are_those_of_training(void **state)
{
	(void)state;
	guarded(labels);
}

static void later_heads_are_those_of_training(void **state)
{
	(void)state;
	guarded(later_heads);
}

static void kernels_give_the_same_document(void **state)
{
	(void)state;
	guarded(same_bytes);
}

int main(void)
{
	drg_error err;
	const char *path = getenv("PASSAGES"), *pk = getenv("PASSAGES_PACK");
	struct json_object *all = json_object_from_file(path ? path : TEST_SOURCE_DIR "/tests/numeric/passages.json");
	if (!all || drg_pack_open(pk ? pk : TEST_BUILD_DIR "/en.pack", &pack, &err)) {
		fprintf(stderr, "no passages or no pack: %s\n", all ? err.message : json_util_get_last_err());
		return 1;
	}
	passages = field(all, "passages");
	drg__pool_init(&keep_pool, 1 << 30);
	drg__pool_init(&scratch_pool, 1 << 30);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_and_shapes_are_those_of_training),
		cmocka_unit_test(sums_are_those_of_training),
		cmocka_unit_test(labels_are_those_of_training),
		cmocka_unit_test(later_heads_are_those_of_training),
		cmocka_unit_test(kernels_give_the_same_document),
	};
	int bad = cmocka_run_group_tests(tests, NULL, NULL);
	drg_pack_close(pack);
	json_object_put(all);
	return bad;
}
