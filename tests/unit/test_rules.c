/* Unit tests of token rules: what patterns mean, what the builder refuses and
 * how it says so, and the runner against a naive twin on random patterns. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pack/rules.h"
#include "pack/run.h"
#include "support/packs.h"

static const char talks[] = HEAD "phrase\tclass:talks|offer\n~talk/n\ttalks\n~negotiation/n\ttalks\npeace talks\ttalks\n~offer/n\toffer\npeace offer\toffer\n";
static const char inflect[] = HEAD "base\tpos\tforms\nsay\tv\tsays said saying\n";

struct bench {
	struct str image;
	drg_pack *p;
	struct pool pool, other;
	struct arena keep, scratch;
};

static void bench_open(struct bench *b, const char *rules)
{
	struct pack_source v[] = { SOURCE("lexicon/talks.tsv", talks), SOURCE("inflect.tsv", inflect), { STR("rules/r.rules"), drg__str_c(rules) } };
	struct findings f;
	drg_error err;
	if (test_build(v, 3, &f, &b->image, &err) != DRG_OK)
		fail_msg("%s%s", f.text, err.message);
	assert_int_equal(drg__pack_open_memory(b->image, "test", &b->p, &err), DRG_OK);
	drg__pool_init(&b->pool, 0);
	drg__pool_init(&b->other, 0);
	b->keep = drg__arena(&b->pool);
	b->scratch = drg__arena(&b->other);
}

static void bench_close(struct bench *b)
{
	drg_pack_close(b->p);
	drg__pool_free(&b->pool);
	drg__pool_free(&b->other);
	free((void *)(uintptr_t)b->image.p);
}

/* Matches of a set as "words {cap=words}; ..." */
static const char *matches(struct bench *b, const char *text, const struct hit *marks, uint32_t n_marks, bool best)
{
	struct view v;
	struct hits h, m;
	struct rule_hits out = { 0 };
	struct str s = STR("");
	drg__view_of_words(drg__str_c(text), &b->keep, b->scratch, &v);
	drg__lex_match(b->p, &v, &b->keep, b->scratch, &h);
	drg__marks(marks, n_marks, v.n, &b->keep, &m);
	drg__rules_match(b->p, drg__ruleset(b->p, "r"), &v, &h, &m, 0, v.n, &b->keep, b->scratch, &out);
	if (best)
		drg__rules_best(&out, v.n, b->scratch);
	for (size_t i = 0; i < out.n; i++) {
		const struct rule_hit *r = &out.v[i];
		struct str w = drg__str_sub(v.text, v.span[r->first].s, v.span[r->end - 1].e);
		s = drg__arena_fmt(&b->keep, "%.*s%s%.*s", (int)s.n, s.p, i ? "; " : "", (int)w.n, w.p);
		for (uint32_t k = 0; k < r->n_caps; k++) {
			const struct cap *c = &r->caps[k];
			struct str cw = c->first < c->end ? drg__str_sub(v.text, v.span[c->first].s, v.span[c->end - 1].e) : STR("");
			s = drg__arena_fmt(&b->keep, "%.*s {%s=%.*s}", (int)s.n, s.p, c->name.p, (int)cw.n, cw.p);
		}
	}
	return s.p;
}

static const struct {
	const char *pattern, *text, *want;
} meaning[] = {
	{ "said", "He said so and Said it", "said; Said" },
	{ "~say", "He says what they said", "says; said" },
	{ "a b", "a b a b b a", "a b; a b" },
	{ "a | b c", "b c a b", "b c; a" },
	{ "a (b | c)", "a b a c a", "a b; a c" },
	{ "a b?", "a b a a", "a b; a; a" },
	{ "a b?? c?", "a b c a c", "a; a c" },
	{ "a*  b", "a a b b", "a a b; b" },
	{ "x=(a+) a b", "a a a b", "a a a b {x=a a}" },
	{ "x=(a+?) y=(a*) b", "a a a b", "a a a b {x=a} {y=a a}" },
	{ "a{2}", "a a a a a", "a a; a a" },
	{ "a{2,3}", "a a a a a", "a a a; a a" },
	{ "a{2,}", "a a a a a", "a a a a a" },
	{ "(a b){1,2} c", "a b a b c b c", "a b a b c" },
	{ "to x=(.+)", "They went to the old city, he said.", "to the old city {x=the old city}" },
	{ "to x=(_+)", "They went to the old city, he said.", "to the old city, he said. {x=the old city, he said.}" },
	{ "to x=(.+?) city", "They went to the old city", "to the old city {x=the old}" },
	{ "x=(.+) $", "yes, he did", "yes {x=yes}; he did {x=he did}" },
	{ "^ x=[word]", "yes, he did", "yes {x=yes}; he {x=he}" },
	{ "^^ [word]", "yes, he did", "yes" },
	{ "[word] $$", "yes, he did", "did" },
	{ "[cap]", "Anna met ben and USAID", "Anna; USAID" },
	{ "[cap !first]", "Anna met Ben", "Ben" },
	{ "[upper]", "NATO and Nato and A", "NATO" },
	{ "`9999`", "in 1999 or 99 or 19990", "1999" },
	{ "`9+th`", "the 5th, 20TH and 3rd", "5th; 20TH" },
	{ "`9?9:99`", "at 7:30 or 17:30 or 7:3", "7:30; 17:30" },
	{ "`9+.9+`", "4.5 and 4.", "4.5" },
	{ "[num]", "12 men, 1,000 others", "12; 1,000" },
	{ "[quote] x=(_+?) [quote]", "so \"no deal\" then", "\"no deal\" {x=no deal}" },
	{ "[NOUN] b", "a b c b", "a b; c b" }, /* no tags: every UPOS test holds */
	{ "<talks>", "Peace talks began; the offer stood", "Peace talks; offer" },
	{ "<talks class=offer>", "Talks and an offer of a peace offer", "offer; peace offer" },
	{ "<talks class!=offer>", "Talks and an offer", "Talks" },
	{ "<talks class=offer|talks>", "Talks and an offer", "Talks; offer" },
	{ "no <talks> x=[word]", "no peace talks now", "no peace talks now {x=now}" },
	{ "peace <talks>", "peace talks now", "peace talks" },
	{ "(peace | no) <talks> now", "no peace talks now", "no peace talks now" },
	{ "a !(b) .", "a b a c a", "a c" },
	{ "a &(. c) .", "a b c a b b", "a b" },
	{ "!<(not) said", "He said but not said", "said" },
	{ "!<(not [word]?) said", "not he said he now said", "said" },
	{ "&<(a+ b) c", "a a b c b c", "c" },
	{ "!(no <talks>) no .", "no talks, no city", "no city" },
	{ "=US", "US and us", "US" },
	{ "=\"US Army\"", "the US army and the US Army", "US Army" },
	{ "\"according to\" x=.", "according to him", "according to him {x=him}" },
	{ "cease-fire", "a cease-fire held", "cease-fire" },
	{ "don't .", "we don't know", "don't know" },
	{ "\"U.S.\" .", "the U.S. army", "U.S. army" },
	{ "yes ,", "yes, no", "yes," },
	{ "x=a | x=b", "a b", "a {x=a}; b {x=b}" },
	{ "(x=a)? b", "b a b", "b; a b {x=a}" },
	{ "(x=a | y=b)+ c", "a b c", "a b c {x=a} {y=b}" },
	{ "(a*)* b", "a a b", "a a b" },
	{ "((a?)+)+ b", "a a b", "a a b" },
	{ "\xC3\xA9t\xC3\xA9", "un \xC3\x89t\xC3\xA9 chaud", "\xC3\x89t\xC3\xA9" },
};

static void patterns_mean_what_they_say(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof meaning / sizeof *meaning; i++) {
		char rules[600];
		struct bench b;
		/* The examples are beside the point here, but a rule must have them: words
		 * that the pattern under test never sees satisfy them. */
		snprintf(rules, sizeof rules, HEAD "rule: t\npattern: !(qqq | zzz) (%s) | qqq\nmatch: qqq\nnot: zzz\n", meaning[i].pattern);
		bench_open(&b, rules);
		const char *got = matches(&b, meaning[i].text, NULL, 0, false);
		if (strcmp(got, meaning[i].want) != 0)
			fail_msg("%s on \"%s\": got \"%s\", wanted \"%s\"", meaning[i].pattern, meaning[i].text, got, meaning[i].want);
		bench_close(&b);
	}
}

static void marks_captures_lets_and_priorities(void **state)
{
	(void)state;
	static const char good[] = HEAD
		"let: refuses = (~refuse/v | ~reject/v)\n"
		"let: hard = ({refuses} | spurns)\n"
		"rule: rejects\n"
		"pattern: who=@party (flatly | firmly)?\n"
		"  # between the lines\n"
		"  {hard} what=(.+)\n"
		"yield: stance=rejects\n"
		"match: [who {@party The Front}] flatly rejects [what any offer], he said.\n"
		"not: The Front rejects it.\n"
		"\n"
		"rule: whole\npattern: who=@party _+\npriority: -1\nmatch: [who {@party A}] b c\nnot: a b c\n"
		"rule: brackets\npattern: so \"[\" it \"]\"\nmatch: so \\[it\\]\nnot: so it\n"
		"rule: short\npattern: any offer\npriority: 5\nmatch: any offer\nnot: an offer\n";
	struct bench b;
	bench_open(&b, good);
	struct hit front = { MARK_PARTY, 7, 0, 2 };
	assert_string_equal(matches(&b, "The Front rejects any offer, he said.", &front, 1, false),
	                    "The Front rejects any offer {who=The Front} {what=any offer}; "
	                    "The Front rejects any offer, he said. {who=The Front}; any offer");
	assert_string_equal(matches(&b, "The Front rejects any offer, he said.", &front, 1, true), "any offer");
	assert_string_equal(matches(&b, "The Front rejects it, he said.", &front, 1, true), "The Front rejects it {who=The Front} {what=it}");
	assert_string_equal(matches(&b, "The Front rejects it, he said.", NULL, 0, false), "");
	bench_close(&b);
}

static const struct {
	const char *rules, *want;
} bad[] = {
	{ "rule: a\nmatch: x\nnot: y\n", "r.rules:4: rule r.a has no pattern:" },
	{ "rule: a\npattern: x\nnot: y\n", "r.rules:4: rule r.a has no match: example" },
	{ "rule: a\npattern: x\nmatch: x\n", "r.rules:4: rule r.a has no not: example" },
	{ "rule: a\npattern: x\nmatch: y\nnot: z\n", "r.rules:6: r.a does not match this example, not even its beginning" },
	{ "rule: a\npattern: x y z\nmatch: so x y w\nnot: z\n", "r.rules:6: r.a does not match this example: it comes as far as \"x y\" and does not go on with \"w\"" },
	{ "rule: a\npattern: x y\nmatch: so x\nnot: z\n", "it comes as far as \"x\" and does not go on with \"the end\"" },
	{ "rule: a\npattern: x\nmatch: x\nnot: so x\n", "r.rules:7: r.a matches \"x\" in an example it must not match" },
	{ "rule: a\npattern: c=(x y)\nmatch: [c x] y\nnot: z\n", "r.rules:6: r.a captures c = \"x y\", the example marks \"x\"" },
	{ "rule: a\npattern: c=(x y)\nmatch: x y\nnot: z\n", "r.rules:6: r.a captures c = \"x y\", which the example does not mark" },
	{ "rule: a\npattern: x y\nmatch: [c x] y\nnot: z\n", "r.rules:6: r.a does not capture c, which the example marks" },
	{ "rule: a\npattern: x\nmatch: [c x\nnot: z\n", "r.rules:6: example: marks are [name words]" },
	{ "rule: a\npattern: x\nmatch: {@nobody x}\nnot: z\n", "r.rules:6: example: there is no span class @nobody" },
	{ "rule: a\npattern: x\nmatch: x[c y]z\nnot: z\n", "r.rules:6: example: the mark \"c\" begins or ends inside a word" },
	{ "rule: a\npattern: (x\nmatch: x\nnot: z\n", "r.rules:5: pattern: a ( is not closed, at its end" },
	{ "rule: a\npattern: x) y\nmatch: x\nnot: z\n", "r.rules:5: pattern: a ) too many, at \") y\"" },
	{ "rule: a\npattern: x |\nmatch: x\nnot: z\n", "r.rules:5: pattern: something to match is expected here, at its end" },
	{ "rule: a\npattern: x ** y\nmatch: x\nnot: z\n", "r.rules:5: pattern: something to match is expected here, at \"** y\"" },
	{ "rule: a\npattern: \"x\nmatch: x\nnot: z\n", "pattern: a \" is not closed" },
	{ "rule: a\npattern: <talks\nmatch: x\nnot: z\n", "pattern: a < is not closed" },
	{ "rule: a\npattern: <talk>\nmatch: x\nnot: z\n", "pattern: there is no lexicon \"talk\"" },
	{ "rule: a\npattern: <talks klass=offer>\nmatch: x\nnot: z\n", "pattern: lexicon talks has no column \"klass\"" },
	{ "rule: a\npattern: <talks class=deal>\nmatch: x\nnot: z\n", "pattern: column class of lexicon talks has no value \"deal\"" },
	{ "rule: a\npattern: @persn\nmatch: x\nnot: z\n", "pattern: there is no span class @persn (known: mention person" },
	{ "rule: a\npattern: [kap]\nmatch: x\nnot: z\n", "a test in [ ] is one of word num" },
	{ "rule: a\npattern: {until} x\nmatch: x\nnot: z\n", "pattern: there is no \"let: until = ...\" above" },
	{ "rule: a\npattern: U.S. x\nmatch: x\nnot: z\n", "a word with . or _ in it stands in quotation marks, at \".S. x\"" },
	{ "rule: a\npattern: x? y*\nmatch: x\nnot: z\n", "r.rules:5: pattern: would match no words at all" },
	{ "rule: a\npattern: x{3,2}\nmatch: x\nnot: z\n", "a repeat is {n}, {n,} or {n,m} with n <= m <= 64" },
	{ "rule: a\npattern: x{65}\nmatch: x\nnot: z\n", "a repeat is {n}, {n,} or {n,m} with n <= m <= 64" },
	{ "rule: a\npattern: ((x{64}){64}){64}\nmatch: x\nnot: z\n", "pattern: is too long (4096 steps at most)" },
	{ "rule: a\npattern: c=x+\nmatch: x\nnot: z\n", "put the repeat inside: name=(...+)" },
	{ "rule: a\npattern: !(c=x) y\nmatch: x\nnot: z\n", "a capture inside a look cannot be" },
	{ "rule: a\npattern: !(!(x)) y\nmatch: x\nnot: z\n", "a look inside a look cannot be" },
	{ "rule: a\npattern: ((((((((((((((((((((((((((((((((((x))))))))))))))))))))))))))))))))))\nmatch: x\nnot: z\n", "pattern: is nested too deep" },
	{ "rule: a\npattern: x\nmatch: x\nnot: z\nrule: a\npattern: x\nmatch: x\nnot: z\n", "r.rules:8: rule r.a: there is another of that name on line 4" },
	{ "rule: A b\npattern: x\nmatch: x\nnot: z\n", "r.rules:4: a rule's name has small letters" },
	{ "pattern: x\n", "r.rules:4: \"pattern:\" stands before any rule:" },
	{ "rule: a\npattern: x\npatern: x\nmatch: x\nnot: z\n", "r.rules:6: \"patern:\" is none of rule, let, pattern" },
	{ "rule: a\npattern: x\npattern: y\nmatch: x\nnot: z\n", "r.rules:6: rule r.a has a second pattern:" },
	{ "rule: a\npattern: x\npriority: high\nmatch: x\nnot: z\n", "r.rules:6: priority: is a whole number" },
	{ "rule: a\npattern: x\nyield: loud\nmatch: x\nnot: z\n", "r.rules:6: yield: is key=value" },
	{ "rule: a\npattern: x\nwhat is this\nmatch: x\nnot: y\n", "r.rules:6: a line is \"key: value\"" },
	{ "let: x\n", "r.rules:4: let: is a name, = and a pattern" },
	{ "let: x = a\nlet: x = b\n", "r.rules:5: let: x is already on line 4" },
	{ "rule: a\ncoded: in C\npattern: x\nmatch: x\nnot: y\n", "rule r.a is coded: and has a pattern: too" },
};

static void bad_rules_are_explained(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char text[700];
		struct findings f;
		struct str image;
		drg_error err;
		snprintf(text, sizeof text, HEAD "%s", bad[i].rules);
		struct pack_source v[] = { SOURCE("lexicon/talks.tsv", talks), { STR("rules/r.rules"), drg__str_c(text) } };
		drg_status s = test_build(v, 2, &f, &image, &err);
		if (s != DRG_EFORMAT || !strstr(f.text, bad[i].want))
			fail_msg("%s\nwanted: %s\ngot %d: %s", bad[i].rules, bad[i].want, s, f.text);
		if (strchr(strchr(f.text, '\n') + 1, '\n'))
			fail_msg("one mistake, one finding, but:\n%s", f.text);
	}
}

/* Patterns that take a backtracker without memory longer than the universe. */
static void no_pattern_blows_up(void **state)
{
	(void)state;
	static const char *const pattern[] = { "(a? ){30} a{30} b", "(a* a*)* b", "((a | a a)+)+ b", "(a+ a+ a+ a+)+ b", "x=(a+) y=(a+) z=(a+) b",
		                               "(!<(a{16} b) a)* b", "(_* a _*)* b", "([word]+ !(b) [word]*)+ c" };
	for (size_t i = 0; i < sizeof pattern / sizeof *pattern; i++) {
		char rules[600], text[2 * 3000 + 1];
		struct bench b;
		for (int k = 0; k < 3000; k++)
			memcpy(text + 2 * k, "a ", 3);
		snprintf(rules, sizeof rules, HEAD "rule: t\npattern: !(qqq | zzz) (%s) | qqq\nmatch: qqq\nnot: zzz\n", pattern[i]);
		bench_open(&b, rules);
		/* The needed word "b" would skip the rule: put it where it cannot help. */
		memcpy(text, "c b", 3);
		(void)matches(&b, text, NULL, 0, false);
		bench_close(&b);
	}
}

/* ------------------------------------------------------------ naive twin -- */

/* The plainest runner: recursion, every way tried, a place refused only when it
 * is already on the way here (an empty loop). */
struct naive {
	const struct bench *b;
	const struct view *v;
	const struct hits *h;
	const struct ins *code;
	uint32_t slot[2 * CAPS_MOST], end;
	uint64_t on_path[16][64]; /* [token][instruction] */
	uint32_t steps;
};

static bool naive_token(const struct naive *n, const struct ins *i, uint32_t pos)
{
	if (pos >= n->v->n)
		return false;
	if (i->op == OP_TEST) /* the random patterns use . only */
		return !(n->v->flags[pos] & TOK_PUNCT);
	for (uint32_t k = 0; k < i->b; k++)
		if (n->b->p->folds[i->a + k] == n->v->fold[pos])
			return true;
	return false;
}

static bool naive_run(struct naive *n, uint32_t pc, uint32_t pos, enum op goal)
{
	const struct ins *i = &n->code[pc];
	bool found = false;
	if (n->on_path[pos][pc] || ++n->steps > 2000000)
		return false;
	n->on_path[pos][pc] = 1;
	switch ((enum op)i->op) {
	case OP_FOLDS:
	case OP_TEST:
		found = naive_token(n, i, pos) && naive_run(n, pc + 1, pos + 1, goal);
		break;
	case OP_LEX:
		for (uint32_t k = n->h->at[pos]; pos < n->v->n && k < n->h->at[pos + 1] && !found; k++)
			found = n->h->v[k].lex == i->a && naive_run(n, pc + 1, n->h->v[k].end, goal);
		break;
	case OP_SPLIT:
		found = naive_run(n, i->a, pos, goal) || naive_run(n, i->b, pos, goal);
		break;
	case OP_JUMP:
		found = naive_run(n, i->a, pos, goal);
		break;
	case OP_SAVE: {
		uint32_t old = n->slot[i->a];
		n->slot[i->a] = pos;
		found = naive_run(n, pc + 1, pos, goal);
		if (!found)
			n->slot[i->a] = old;
		break;
	}
	case OP_LOOK: {
		struct naive inner = *n;
		memset(inner.on_path, 0, sizeof inner.on_path);
		found = naive_run(&inner, pc + 1, pos, OP_YES) != ((i->c & LOOK_NOT) != 0) && naive_run(n, i->a, pos, goal);
		break;
	}
	case OP_YES:
	case OP_MATCH:
		found = i->op == (uint32_t)goal;
		n->end = pos;
		break;
	default:
		fail_msg("the twin does not know operation %u", i->op);
	}
	n->on_path[pos][pc] = 0;
	return found;
}

static uint32_t rnd(uint64_t *s, uint32_t below)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return (uint32_t)(*s >> 33) % below;
}

static void random_pattern(uint64_t *s, char *out, size_t room, int depth, bool looks)
{
	static const char *const leaf[] = { "a", "b", "c", ".", "<talks>", "a", "b" };
	static const char *const quant[] = { "", "", "", "?", "*", "+", "??", "*?", "+?", "{2}", "{1,2}" };
	char part[3][320];
	size_t at = 0;
	uint32_t n = 1 + rnd(s, 3);
	out[0] = 0;
	for (uint32_t k = 0; k < n; k++) {
		uint32_t what = depth > 0 ? rnd(s, 6) : 0;
		if (what < 3) {
			snprintf(part[k], sizeof part[k], "%s%s ", leaf[rnd(s, 7)], quant[rnd(s, 11)]);
		} else {
			char in[120], other[120];
			random_pattern(s, in, 50, depth - 1, looks && what != 5);
			random_pattern(s, other, 50, depth - 1, looks && what != 5);
			if (what == 3)
				snprintf(part[k], sizeof part[k], "(%s)%s ", in, quant[rnd(s, 11)]);
			else if (what == 4)
				snprintf(part[k], sizeof part[k], "(%s | %s)%s ", in, other, quant[rnd(s, 11)]);
			else if (looks)
				snprintf(part[k], sizeof part[k], "%s(a | b c) ", rnd(s, 2) ? "!" : "&");
			else
				snprintf(part[k], sizeof part[k], "c ");
		}
		at += (size_t)snprintf(out + at, room - at, "%s", part[k]);
		if (at >= room)
			break;
	}
	if (at >= room)
		snprintf(out, room, "a b?");
}

static void runner_agrees_with_its_naive_twin(void **state)
{
	(void)state;
	uint64_t s = 2463534242u;
	uint32_t matched = 0, compared = 0;
	for (int round = 0; round < 1500; round++) {
		char first[200], second[200], rules[900], text[64];
		struct bench b;
		struct findings f;
		drg_error err;
		random_pattern(&s, first, sizeof first, 2, true);
		random_pattern(&s, second, sizeof second, 1, true);
		snprintf(rules, sizeof rules, HEAD "rule: t\npattern: !(qqq | zzz) x=(%s) y=(%s) | qqq\nmatch: qqq\nnot: zzz\n", first, second);
		struct pack_source v[] = { SOURCE("lexicon/talks.tsv", HEAD "phrase\na b\nb\nc c a\n"), { STR("rules/r.rules"), drg__str_c(rules) } };
		drg_status st = test_build(v, 2, &f, &b.image, &err);
		if (st != DRG_OK) { /* the random pattern may match nothing, or repeat an empty thing too often */
			assert_non_null(strstr(f.text, "would match no words at all"));
			continue;
		}
		assert_int_equal(drg__pack_open_memory(b.image, "random", &b.p, &err), DRG_OK);
		if (b.p->rule[0].n_code > 64) {
			drg_pack_close(b.p);
			free((void *)(uintptr_t)b.image.p);
			continue;
		}
		for (int k = 0; k < 8; k++) {
			drg__pool_init(&b.pool, 0);
			drg__pool_init(&b.other, 0);
			b.keep = drg__arena(&b.pool);
			b.scratch = drg__arena(&b.other);
			uint32_t n = 1 + rnd(&s, 8);
			size_t at = 0;
			for (uint32_t i = 0; i < n; i++)
				at += (size_t)snprintf(text + at, sizeof text - at, "%s%c", i ? " " : "", "abc"[rnd(&s, 3)]);
			struct view view;
			struct hits h;
			struct rule_hits out = { 0 };
			drg__view_of_words(drg__str(text, at), &b.keep, b.scratch, &view);
			drg__lex_match(b.p, &view, &b.keep, b.scratch, &h);
			drg__rules_match(b.p, 0, &view, &h, NULL, 0, view.n, &b.keep, b.scratch, &out);
			size_t next = 0;
			for (uint32_t start = 0; start < view.n;) {
				struct naive twin = { .b = &b, .v = &view, .h = &h, .code = b.p->code + b.p->rule[0].code };
				memset(twin.slot, 0xFF, sizeof twin.slot);
				bool found = naive_run(&twin, 0, start, OP_MATCH) && twin.end > start;
				if (twin.steps > 2000000)
					break;
				compared++;
				if (!found) {
					if (next < out.n && out.v[next].first == start)
						fail_msg("%s on \"%s\": a match at %u that the twin does not find", rules, text, start);
					start++;
					continue;
				}
				matched++;
				if (next >= out.n || out.v[next].first != start || out.v[next].end != twin.end)
					fail_msg("%s on \"%s\": the twin finds %u-%u", rules, text, start, twin.end);
				for (uint32_t c = 0; c < out.v[next].n_caps; c++) {
					uint32_t slot = out.v[next].caps[c].name.p[0] == 'x' ? 0 : 2;
					assert_int_equal(out.v[next].caps[c].first, twin.slot[slot]);
					assert_int_equal(out.v[next].caps[c].end, twin.slot[slot + 1]);
				}
				next++;
				start = twin.end;
			}
			drg__pool_free(&b.pool);
			drg__pool_free(&b.other);
		}
		drg_pack_close(b.p);
		free((void *)(uintptr_t)b.image.p);
	}
	assert_true(matched > 1000 && compared > 5000);
}

/* Long ranges are cut into windows; the filter on needed words hides nothing. */
static void long_ranges_are_read_in_windows(void **state)
{
	(void)state;
	struct bench b;
	bench_open(&b, HEAD "rule: t\npattern: a b\nmatch: a b\nnot: b a\n");
	uint32_t n = 3 * DRG__RULE_WINDOW;
	char *text = malloc(2 * n + 1);
	for (uint32_t i = 0; i < n; i++)
		memcpy(text + 2 * i, i % 2 ? "b " : "a ", 3);
	struct view v;
	struct hits h;
	struct rule_hits out = { 0 };
	drg__view_of_words(drg__str(text, 2 * n), &b.keep, b.scratch, &v);
	drg__lex_match(b.p, &v, &b.keep, b.scratch, &h);
	drg__rules_match(b.p, 0, &v, &h, NULL, 1, v.n, &b.keep, b.scratch, &out);
	/* From token 1 on: each of the two cuts parts one pair. */
	assert_int_equal(out.n, n / 2 - 1 - 2);
	drg__rules_match(b.p, 7, &v, &h, NULL, 0, v.n, &b.keep, b.scratch, &out);
	drg__rules_match(b.p, 0, &v, &h, NULL, 5, 5, &b.keep, b.scratch, &out);
	assert_int_equal(out.n, n / 2 - 1 - 2);
	bench_close(&b);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(patterns_mean_what_they_say),
		cmocka_unit_test(marks_captures_lets_and_priorities),
		cmocka_unit_test(bad_rules_are_explained),
		cmocka_unit_test(no_pattern_blows_up),
		cmocka_unit_test(runner_agrees_with_its_naive_twin),
		cmocka_unit_test(long_ranges_are_read_in_windows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
