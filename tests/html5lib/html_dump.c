/* html_dump.c - what the tokenizer and the tree make of an input, for the
 * html5lib-tests driver (run.py).
 *
 *   html_dump tok   reads cases:  "STATE LASTTAG LENGTH\n" + bytes
 *                   writes one line of JSON: a list of tokens
 *   html_dump tree  reads cases:  "LENGTH\n" + bytes
 *                   writes one line of JSON: [depth, "tag" or "#text...", ...] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "ingest/html.h"

static struct pool pool;

static void put(struct str s)
{
	putchar('"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c == '"' || c == '\\' || c < 0x20)
			printf("\\u%04x", c);
		else
			putchar(c);
	}
	putchar('"');
}

static struct str decoded(struct arena *a, struct str raw, unsigned how)
{
	char *out = drg__alloc(a, raw.n * 3 + 1, 1);
	return drg__str(out, drg__html_decode(raw, how, out, NULL, 0, 0));
}

static struct str lower(struct arena *a, struct str raw)
{
	struct str s = decoded(a, raw, HTML_DECODE_NUL);
	char *p = (char *)(uintptr_t)s.p;
	for (size_t i = 0; i < s.n; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] + 32);
	return s;
}

static void maybe(struct arena *a, struct str s, bool fold)
{
	if (!s.p)
		printf("null");
	else
		put(fold ? lower(a, s) : decoded(a, s, HTML_DECODE_NUL));
}

static void attributes(struct arena *a, struct str in, const struct html_attr *v, uint32_t n)
{
	putchar('{');
	for (uint32_t i = 0, k = 0; i < n; i++) {
		struct str name = lower(a, drg__str_sub(in, v[i].name_s, v[i].name_e));
		bool seen = false;
		for (uint32_t j = 0; j < i; j++)
			seen |= drg__str_eq(name, lower(a, drg__str_sub(in, v[j].name_s, v[j].name_e)));
		if (seen)
			continue;
		if (k++)
			putchar(',');
		put(name);
		putchar(':');
		put(decoded(a, drg__str_sub(in, v[i].value_s, v[i].value_e), HTML_DECODE_REFS | HTML_DECODE_ATTR | HTML_DECODE_NUL));
	}
	putchar('}');
}

static void tokens(struct str in, int state, const char *last)
{
	struct arena a = drg__arena(&pool);
	struct html_lexer *lx = NEW(&a, struct html_lexer);
	drg__html_begin(lx, in);
	lx->mode = (uint8_t)(state == HTML_CDATA ? HTML_CDATA : state);
	lx->raw_name = drg__str_c(last);
	printf("[");
	const char *sep = "";
	for (enum html_token t; (t = drg__html_next(lx)) != HTML_EOF;) {
		fputs(sep, stdout);
		sep = ",";
		switch (t) {
		case HTML_TEXT: {
			unsigned how = lx->text_mode == HTML_DATA ? HTML_DECODE_REFS : lx->text_mode == HTML_RCDATA ? HTML_DECODE_REFS | HTML_DECODE_NUL
			             : lx->text_mode == HTML_CDATA ? 0 : HTML_DECODE_NUL;
			printf("[\"Character\",");
			put(decoded(&a, lx->raw, how));
			printf("]");
			break;
		}
		case HTML_START:
			printf("[\"StartTag\",");
			put(lower(&a, lx->name));
			putchar(',');
			attributes(&a, in, lx->attr, lx->n_attr);
			printf(lx->self_closing ? ",true]" : "]");
			break;
		case HTML_END:
			printf("[\"EndTag\",");
			put(lower(&a, lx->name));
			printf("]");
			break;
		case HTML_COMMENT:
			printf("[\"Comment\",");
			put(decoded(&a, lx->raw, HTML_DECODE_NUL));
			printf("]");
			break;
		case HTML_DOCTYPE:
			printf("[\"DOCTYPE\",");
			maybe(&a, lx->doctype, true);
			putchar(',');
			maybe(&a, lx->public_id, false);
			putchar(',');
			maybe(&a, lx->system_id, false);
			printf(",%s]", lx->quirks ? "false" : "true");
			break;
		default:
			break;
		}
	}
	printf("]\n");
}

static void tree(struct str in)
{
	struct arena a = drg__arena(&pool);
	struct html_tree t;
	drg__html_parse(in, &a, &t);
	printf("[");
	for (uint32_t i = 0; i < t.n; i++) {
		int depth = 0;
		for (uint32_t k = i; k; k = t.v[k].parent)
			depth++;
		const struct html_node *n = &t.v[i];
		printf("%s[%d,", i ? "," : "", depth);
		if (n->tag == TAG_TEXT) {
			unsigned how = n->text_mode == HTML_DATA || n->text_mode == HTML_RCDATA ? HTML_DECODE_REFS : 0;
			printf("\"#text\",");
			put(decoded(&a, drg__str_sub(in, n->s, n->e), how));
		} else if (n->tag == TAG_OTHER) {
			size_t e = n->s + 1;
			while (e < n->e && !strchr(" \t\n\f\r/>", in.p[e]))
				e++;
			put(lower(&a, drg__str_sub(in, n->s + 1, e)));
		} else {
			printf("\"%s\"", drg__html_tag_name[n->tag]);
		}
		printf("]");
	}
	printf("]\n");
}

static void cases(void *arg)
{
	bool tok = strcmp(arg, "tok") == 0;
	int state = 0;
	char last[64] = "-";
	size_t n;
	while ((tok ? scanf("%d %63s %zu", &state, last, &n) == 3 : scanf("%zu", &n) == 1) && getchar() == '\n') {
		char *buf = malloc(n + 1);
		if (!buf || fread(buf, 1, n, stdin) != n)
			exit(2);
		if (tok)
			tokens(drg__str(buf, n), state, last);
		else
			tree(drg__str(buf, n));
		free(buf);
	}
}

int main(int argc, char **argv)
{
	if (argc < 2)
		return 2;
	drg__pool_init(&pool, 0);
	int r = drg__guard(&pool, cases, argv[1]);
	drg__pool_free(&pool);
	return r;
}
