/* pages.c - measuring and training on saved pages.
 *
 *   bench_pages dump FILE...    one line of JSON a page: blocks with features,
 *                               class tokens, words and text; metadata
 *   bench_pages meta FILE...    the metadata alone, with the candidates
 *   bench_pages ingest FILE...  one line of JSON a page: what drg__ingest makes
 *                               of it (id = file name without extension)
 *   bench_pages parse FILE...   MB/s of tokenizer and tree, worst page
 *   bench_pages speed FILE...   pages/s of the whole ingest, median and worst
 *   bench_pages archive FILE... MB/s of packed archives: cutting alone, and with ingest
 *   bench_pages slope           cost on growing inputs */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ingest/article.h"
#include "ingest/charset.h"
#include "ingest/ingest.h"
#include "ingest/page_meta.h"

static struct pool keep_pool, scratch_pool;

/* CPU time: figures are per core, and other work on the machine does not count. */
static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

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

static char *slurp(const char *path, size_t *n)
{
	FILE *f = fopen(path, "rb");
	if (!f) {
		perror(path);
		exit(2);
	}
	fseek(f, 0, SEEK_END);
	*n = (size_t)ftell(f);
	rewind(f);
	char *b = malloc(*n + 1);
	if (!b || fread(b, 1, *n, f) != *n)
		exit(2);
	b[*n] = 0;
	fclose(f);
	return b;
}

static struct str stem(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *from = slash ? slash + 1 : path, *dot = strrchr(from, '.');
	return drg__str(from, dot ? (size_t)(dot - from) : strlen(from));
}

static void names(const char *key, const struct str *v, uint32_t n)
{
	printf(",\"%s\":[", key);
	for (uint32_t i = 0; i < n; i++) {
		if (i)
			putchar(',');
		put(v[i]);
	}
	putchar(']');
}

struct job {
	const char *path;
	struct str bytes;
	int mode;
	size_t nodes;
};

static void dump(void *arg)
{
	struct job *j = arg;
	struct arena keep = drg__arena(&keep_pool), scratch = drg__arena(&scratch_pool);
	struct decoded d;
	struct charset_hint hint = { .markup = true };
	drg__decode(j->bytes, &hint, &keep, scratch, &d);
	struct html_tree t;
	drg__html_parse(d.text, &scratch, &t);
	struct page_meta m;
	drg__page_meta(&t, drg__str("", 0), &keep, scratch, &m);
	struct article_hints h = { .title = m.title, .description = m.description, .body = m.ld_body };
	struct article art;
	drg__article_find(&t, &h, &scratch, &art);
	printf("{\"id\":");
	put(stem(j->path));
	printf(",\"title\":");
	put(m.title);
	printf(",\"h1\":");
	put(m.h1);
	printf(",\"og\":");
	put(m.og_title);
	printf(",\"ld\":");
	put(m.ld_headline);
	printf(",\"html\":");
	put(m.html_title);
	printf(",\"date\":");
	put(m.published);
	printf(",\"updated\":");
	put(m.updated);
	printf(",\"date_place\":%d,\"authors_place\":%d,\"outlet\":", m.published_place, m.authors_place);
	put(m.outlet);
	names("authors", m.authors, m.n_authors);
	names("relays", m.relays, m.n_relays);
	if (j->mode == 'm') {
		printf("}\n");
		return;
	}
	printf(",\"blocks\":[");
	for (uint32_t i = 0; i < art.n; i++) {
		struct arena tmp = scratch;
		struct str text = drg__article_block_text(&t, &art.v[i], &tmp);
		printf("%s{\"f\":[", i ? "," : "");
		for (int k = 0; k < F_ALL; k++)
			printf("%s%d", k ? "," : "", art.f[i][k]);
		static uint32_t tok[4096];
		printf("],\"c\":[");
		uint32_t el = art.v[i].el;
		for (int up = 0; el && t.v[el].tag != TAG_BODY && t.v[el].tag != TAG_HTML; el = t.v[el].parent, up++) {
			size_t n = drg__article_tokens(&t, el, tok, 48);
			printf("%s[", up ? "," : "");
			for (size_t k = 0; k < n; k++)
				printf("%s%u", k ? "," : "", tok[k]);
			printf("]");
		}
		printf("],\"w\":[");
		size_t n = drg__article_words(text, tok, 4096);
		for (size_t k = 0; k < n; k++)
			printf("%s%u", k ? "," : "", tok[k]);
		printf("],\"par\":%u,\"sig\":%llu,\"t\":", t.v[art.v[i].el].parent, (unsigned long long)art.v[i].sig);
		put(text);
		putchar('}');
	}
	printf("]}\n");
}

static void parse(void *arg)
{
	struct job *j = arg;
	struct arena scratch = drg__arena(&scratch_pool);
	struct html_tree t;
	drg__html_parse(j->bytes, &scratch, &t);
	j->nodes += t.n;
}

static void ingest(void *arg)
{
	struct job *j = arg;
	struct arena keep = drg__arena(&keep_pool);
	drg_input *in;
	drg_source *src;
	drg_input_options opt = { .size = sizeof opt, .as = DRG_KIND_HTML };
	if (drg_input_open_memory(j->bytes.p, j->bytes.n, j->path, &opt, &in, NULL))
		exit(2);
	if (drg_input_next(in, &src, NULL)) {
		drg_input_close(in);
		return;
	}
	struct text text;
	struct meta meta;
	struct paras paras;
	struct blocks blocks;
	struct notes notes = { 0 };
	drg__ingest(src, &keep, drg__arena(&scratch_pool), &text, &meta, &paras, &blocks, &notes);
	j->nodes += text.n;
	if (j->mode == 'i') {
		printf("{\"id\":");
		put(stem(j->path));
		printf(",\"articleBody\":");
		put(drg__str(text.p, text.n));
		printf(",\"title\":");
		put(meta.title);
		printf(",\"date\":");
		put(meta.published);
		printf(",\"outlet\":");
		put(meta.outlet);
		/* Gold lists count agencies among the authors. */
		printf(",\"authors\":[");
		for (uint32_t i = 0; i < meta.n_byline + meta.n_relay; i++) {
			if (i)
				putchar(',');
			put(i < meta.n_byline ? meta.byline[i] : meta.relay[i - meta.n_byline]);
		}
		printf("]}\n");
	}
	drg_source_free(src);
	drg_input_close(in);
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double timed(void (*fn)(void *), struct job *j)
{
	double best = 1e9;
	for (int k = 0; k < 3; k++) {
		double t = now();
		drg__guard2(&keep_pool, &scratch_pool, fn, j);
		t = now() - t;
		if (t < best)
			best = t;
	}
	return best;
}

static void measure(void (*fn)(void *), int n, char **files)
{
	double *t = calloc((size_t)n + 1, sizeof *t), sum = 0, bytes = 0;
	const char *worst = "";
	double worst_t = 0;
	for (int i = 0; i < n; i++) {
		struct job j = { .path = files[i] };
		size_t len;
		char *b = slurp(files[i], &len);
		j.bytes = drg__str(b, len);
		t[i] = timed(fn, &j);
		sum += t[i];
		bytes += (double)len;
		if (t[i] > worst_t) {
			worst_t = t[i];
			worst = files[i];
		}
		free(b);
	}
	qsort(t, (size_t)n, sizeof *t, by_value);
	struct str w = stem(worst);
	printf("pages %d\tMB %.1f\tMB/s %.0f\tpages/s %.0f\tmedian ms %.2f\tworst ms %.1f (%.*s)\n", n, bytes / 1e6, bytes / 1e6 / sum, n / sum,
	       n ? t[n / 2] * 1e3 : 0, worst_t * 1e3, (int)w.n, w.p);
	free(t);
}

/* A page of k paragraphs and as much around them; and hostile shapes. */
static void slope(void)
{
	static const struct {
		const char *name, *piece;
	} shapes[] = {
		{ "paragraphs", "<div class=\"story\"><p>The two sides met again on <a href=\"/x\">Tuesday</a>, a mediator said, and parted without a text.</p></div>\n" },
		{ "nested div", "<div>" },
		{ "nested b", "<b>" },
		{ "unclosed p and a", "<p><a href=x>x" },
		{ "misnested", "<b><p></b>x</p><i>" },
		{ "tables", "<table><tr><td>x" },
		{ "attributes", "<a b c=d e='f' g=\"h\" i>" },
		{ "references", "&amp;&notit;&#x41;&bogus" },
		{ "comments", "<!--a--!><!x>" },
		{ "lists", "<ul><li>x" },
	};
	for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
		double first = 0;
		printf("%-18s", shapes[s].name);
		size_t len = strlen(shapes[s].piece);
		for (size_t mb = 1; mb <= 8; mb *= 2) {
			size_t n = (mb << 20) / len * len;
			char *b = malloc(n + 1);
			for (size_t i = 0; i < n; i += len)
				memcpy(b + i, shapes[s].piece, len);
			struct job j = { .path = "slope", .bytes = drg__str(b, n) };
			double t = timed(ingest, &j) / (double)mb;
			if (mb == 1)
				first = t;
			printf("  %zu MB %.0f ms/MB", mb, t * 1e3);
			if (mb == 8)
				printf("  x%.2f", t / first);
			free(b);
		}
		printf("\n");
	}
}

struct one {
	const drg_source *src;
};

static void ingest_source(void *arg)
{
	struct one *o = arg;
	struct arena keep = drg__arena(&keep_pool);
	struct text text;
	struct meta meta;
	struct paras paras;
	struct blocks blocks;
	struct notes notes = { 0 };
	drg__ingest(o->src, &keep, drg__arena(&scratch_pool), &text, &meta, &paras, &blocks, &notes);
}

static void archive(const char *path, bool read)
{
	drg_input *in;
	drg_error err;
	size_t pages = 0, refused = 0;
	uint64_t done = 0, size = 0;
	double t = now();
	if (drg_input_open(path, NULL, &in, &err)) {
		fprintf(stderr, "%s: %s\n", path, err.message);
		exit(2);
	}
	for (;;) {
		drg_source *src;
		drg_status s = drg_input_next(in, &src, &err);
		if (s == DRG_END)
			break;
		if (s) {
			refused++;
			continue;
		}
		struct one o = { src };
		if (read)
			drg__guard2(&keep_pool, &scratch_pool, ingest_source, &o);
		drg_source_free(src);
		pages++;
	}
	drg_input_progress(in, &done, &size);
	drg_input_close(in);
	t = now() - t;
	printf("%s\tpages %zu\trefused %zu\tMB packed %.1f\tMB/s packed %.1f\tpages/s %.0f\n", read ? "archive, read" : "archive, cut alone", pages, refused,
	       (double)done / 1e6, (double)done / 1e6 / t, (double)pages / t);
}

int main(int argc, char **argv)
{
	if (argc < 2)
		return 2;
	drg__pool_init(&keep_pool, 0);
	drg__pool_init(&scratch_pool, 0);
	if (!strcmp(argv[1], "parse"))
		measure(parse, argc - 2, argv + 2);
	else if (!strcmp(argv[1], "speed"))
		measure(ingest, argc - 2, argv + 2);
	else if (!strcmp(argv[1], "archive")) {
		for (int i = 2; i < argc; i++) {
			archive(argv[i], false);
			archive(argv[i], true);
		}
	} else if (!strcmp(argv[1], "slope"))
		slope();
	else {
		for (int i = 2; i < argc; i++) {
			struct job j = { .path = argv[i], .mode = argv[1][0] };
			size_t len;
			char *b = slurp(argv[i], &len);
			j.bytes = drg__str(b, len);
			int r = drg__guard2(&keep_pool, &scratch_pool, argv[1][0] != 'i' ? dump : ingest, &j);
			if (r)
				fprintf(stderr, "%s: unwound %d\n", argv[i], r);
			free(b);
			drg__pool_trim(&keep_pool, 1 << 20);
			drg__pool_trim(&scratch_pool, 8 << 20);
		}
	}
	drg__pool_free(&keep_pool);
	drg__pool_free(&scratch_pool);
	return 0;
}
