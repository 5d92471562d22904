/* Unit tests of stage/attrib_head and attrib_join: attributions from costs as
 * the encoder's heads would give them, over the shipped model's trees. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analyse.h"
#include "pack/lexicon.h"
#include "stage/attribute.h"
#include "stage/view.h"

static size_t put_run(const drg_doc *d, struct run r, char *out, size_t room)
{
	size_t n = 0;
	for (uint32_t k = 0; k < r.n; k++) {
		struct str s = test_bytes(d, d->l.attribs.pool.v[r.from + k]);
		n += (size_t)snprintf(out + n, room - n, "%s%.*s", k ? " .. " : "", (int)s.n, s.p);
	}
	return n;
}

/* Evidence as the encoder's heads would give it: words[i] with a letter each:
 * B begins a cue, s source, c content, r recipient, . none, ? no opinion; `sure` the cost of B. */
static struct evidence fake_evidence(const drg_doc *d, const char *letters, uint8_t sure, struct arena *a)
{
	uint32_t n = d->l.tokens.n;
	struct evidence ev = { .cue = NEW_N(a, uint8_t, (size_t)n * EVIDENCE_BIO) };
	assert_int_equal(strlen(letters), n);
	for (uint32_t t = 0; t < n; t++) {
		uint8_t *v = ev.cue + (size_t)t * EVIDENCE_BIO;
		v[1] = v[2] = 120;
		if (letters[t] != 'B')
			continue;
		v[0] = 20;
		v[1] = sure;
		struct cue_roles *r = PUSH(a, &ev.roles);
		*r = (struct cue_roles){ t, 0, n, NEW_N(a, uint8_t, (size_t)n * EVIDENCE_ROLES) };
		for (uint32_t k = 0; k < n; k++)
			for (uint32_t role = 0; role < EVIDENCE_ROLES; role++)
				r->cost[k * EVIDENCE_ROLES + role] = letters[k] == ".scr"[role] || (letters[k] == 'B' && role == 0) ? 1 : letters[k] == '?' ? 22 : 60;
	}
	return ev;
}

static const char *by_heads(const char *z, const char *letters, uint8_t sure)
{
	static char out[512];
	static struct pool pool, scratch;
	drg_doc *d = test_read(z, strlen(z));
	drg__pool_init(&pool, 1 << 26);
	drg__pool_init(&scratch, 1 << 26);
	struct arena a = drg__arena(&pool);
	struct layers l = d->l;
	struct view v = drg__view(&l.text, &l.tokens, &l.morph);
	struct hits hits;
	l.evidence = fake_evidence(d, letters, sure, &a);
	drg__lex_match(test_pack, &v, &a, drg__arena(&scratch), &hits);
	struct attribs got = { 0 };
	drg__attribute(test_pack, &l, &hits, &a, drg__arena(&scratch), &got);
	out[0] = 0;
	size_t n = 0;
	drg_doc shown = *d;
	shown.l.attribs = got;
	for (uint32_t i = 0; i < got.n; i++) {
		n += (size_t)snprintf(out + n, sizeof out - n, "%s", n ? "\n" : "");
		n += put_run(&shown, got.source[i], out + n, sizeof out - n);
		n += (size_t)snprintf(out + n, sizeof out - n, "|");
		n += put_run(&shown, got.cue[i], out + n, sizeof out - n);
		n += (size_t)snprintf(out + n, sizeof out - n, "|");
		n += put_run(&shown, got.content[i], out + n, sizeof out - n);
	}
	drg_doc_free(d);
	drg__pool_free(&pool);
	drg__pool_free(&scratch);
	return out;
}

static void what_the_heads_find(void **state)
{
	(void)state;
	/* no rule knows the cue; it must be sure */
	static const char dull[] = "The harbour board toasted a later ferry .";
	assert_string_equal(by_heads(dull, "sssBccc.", 4), "The harbour board|toasted|a later ferry");
	assert_string_equal(by_heads(dull, "sssBccc.", 40), "");
	/* a word of which the costs say nothing goes with its phrase */
	assert_string_equal(by_heads(dull, "s?sBc?c.", 4), "The harbour board|toasted|a later ferry");
	/* where no word speaks for a source, the subject is taken, unless it is a passive's */
	assert_string_equal(by_heads("The board met and toasted a later ferry .", "??..Bccc.", 4), "The board|toasted|a later ferry");
	assert_string_equal(by_heads("A later ferry was toasted .", "ccc.B.", 4), "|toasted|A later ferry");
	/* a quotation is one piece, without its marks */
	assert_string_equal(by_heads("The board toasted \" a much later ferry on Monday \" .", "ssB.cc?ccc..", 4), "The board|toasted|a much later ferry on Monday");
}

static void with_the_rules(void **state)
{
	(void)state;
	/* a rule's spans stay, unless the roles speak much louder; the cue is the heads' */
	assert_string_equal(by_heads("The envoy said the crew had left .", "ssBcc.c.", 4), "The envoy|said|the crew had left");
	/* a rule that the heads see nothing of: only one that rests on marks stays */
	assert_string_equal(by_heads("The envoy said the crew had left .", "........", 4), "");
	assert_string_equal(by_heads("\" We wait , \" the envoy said .", ".........", 4), "the envoy|said|We wait ");
	/* a clause beyond a semicolon is not this cue's if another cue has it; else it may be */
	assert_string_equal(by_heads("They rowed , the envoy said ; they left , the clerk said .", "cc.ssB.cc.ssB.", 4),
	                    "the envoy|said|They rowed\nthe clerk|said|they left");
	assert_string_equal(by_heads("They rowed , the board toasted ; they left .", "cc.ssB.cc.", 4), "the board|toasted|They rowed .. they left");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(what_the_heads_find), cmocka_unit_test(with_the_rules) };
	return cmocka_run_group_tests(tests, test_open, test_close);
}
