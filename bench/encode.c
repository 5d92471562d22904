/* encode - the encoder on given words, for measuring.
 *
 *   encode PACK FILE.conllu [--free] [--window N] [--context N] [--time N]
 *
 * Reads CoNLL-U, keeps its words, documents (# newdoc), paragraphs (# newpar)
 * and, without --free, its sentences; writes CoNLL-U with our UPOS, features,
 * lemma, head and relation, and our name tag in the last column (Ent=B-PERSON).
 * With --free the sentences are ours too.  --time: read everything N times and
 * print words per second of each round instead. */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/io.h"
#include "stage/encode.h"
#include "stage/token.h"

struct word {
	uint32_t line;   /* in the document */
	struct str form;
	bool sent, para;
};

struct document {
	VEC(struct str) line;
	VEC(struct word) word;
};

static struct encoder enc;
static struct pool model_pool, doc_pool, scratch_pool;
static bool ours, timing;
static int rounds = 1;
static uint64_t words_done;

static const char *const upos[] = { "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
	                            "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X" };
static const char *const kinds[] = { "PERSON", "GROUP", "ORG", "STATE", "OUTLET", "REPORTER", "DOCUMENT", "UNNAMED", "PLACE", "OTHER" };

static void print_document(const struct document *d, const struct sents *s, const struct morph *m, const struct deps *g, const struct names *names)
{
	uint32_t w = 0, sent = 0, base = 0, name = 0;
	for (uint32_t i = 0; i < d->line.n; i++) {
		struct str l = d->line.v[i];
		if (w == d->word.n || d->word.v[w].line != i) {
			/* With sentences of our own, only what is inside one is kept. */
			if (!ours)
				printf("%.*s\n", (int)l.n, l.p);
			continue;
		}
		if (sent < s->n && s->tok[sent] == w) {
			if (ours && w)
				printf("\n");
			base = w;
			sent++;
		}
		char tag[32] = "O";
		while (name < names->n && names->tok[name].e <= w)
			name++;
		if (name < names->n && names->tok[name].s <= w)
			snprintf(tag, sizeof tag, "%c-%s", names->tok[name].s == w ? 'B' : 'I', kinds[names->kind[name]]);
		struct str feats = enc.tagset.feats[m->feats[w]], rel = enc.tagset.rels[g->rel[w]];
		printf("%u\t%.*s\t%.*s\t%s\t_\t%.*s\t%u\t%.*s\t_\tEnt=%s\n", w - base + 1, (int)d->word.v[w].form.n, d->word.v[w].form.p,
		       (int)m->lemma[w].n, m->lemma[w].p, upos[m->upos[w]], (int)feats.n, feats.p,
		       g->head[w] == NONE ? 0 : g->head[w] - base + 1, (int)rel.n, rel.p, tag);
		w++;
	}
	if (ours)
		printf("\n");
}

static void read_document(void *arg)
{
	const struct document *d = arg;
	struct arena a = drg__arena(&doc_pool);
	uint32_t n = (uint32_t)d->word.n;
	size_t total = 0, at = 0;
	for (uint32_t i = 0; i < n; i++)
		total += d->word.v[i].form.n + 1;
	char *buf = drg__alloc(&a, total, 1);
	struct text text = { .p = buf, .n = (uint32_t)total };
	struct tokens tok = { NEW_N(&a, struct span, n), NEW_N(&a, uint8_t, n), NEW_N(&a, uint8_t, n), NULL, NULL, n };
	struct sents s = { NEW_N(&a, uint32_t, n + 1), 0 };
	for (uint32_t i = 0; i < n; i++) {
		struct word w = d->word.v[i];
		memcpy(buf + at, w.form.p, w.form.n);
		tok.span[i] = (struct span){ (uint32_t)at, (uint32_t)(at + w.form.n) };
		tok.flags[i] = w.para ? TOK_PARA : 0;
		tok.shape[i] = (uint8_t)drg__shape(w.form);
		at += w.form.n + 1;
		if (w.sent)
			s.tok[s.n++] = i;
	}
	s.tok[s.n] = n;
	struct morph m;
	struct deps g;
	struct names names;
	struct tagset tagset;
	drg__encode(&enc, &text, &tok, !ours, &a, drg__arena(&scratch_pool), (struct encoded){ &s, &tagset, &m, &g, &names, NULL });
	words_done += n;
	if (!timing)
		print_document(d, &s, &m, &g, &names);
}

static void open_model(void *arg)
{
	drg_error err;
	drg_pack *pack;
	struct arena a = drg__arena(&model_pool);
	if (drg_pack_open(arg, &pack, &err) || drg__encoder_open(&enc, pack, &a, &err)) {
		fprintf(stderr, "encode: %s\n", err.message);
		exit(1);
	}
}

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int argc, char **argv)
{
	drg_error err;
	static struct str all; /* static: the jump must not lose it */
	if (argc < 3)
		return 2;
	drg__pool_init(&model_pool, 0);
	drg__pool_init(&doc_pool, 0);
	drg__pool_init(&scratch_pool, 0);
	drg__guard(&model_pool, open_model, argv[1]);
	for (int i = 3; i < argc; i++) {
		if (!strcmp(argv[i], "--free"))
			ours = true;
		else if (!strcmp(argv[i], "--window"))
			enc.window = (uint32_t)atoi(argv[++i]);
		else if (!strcmp(argv[i], "--context"))
			enc.context = (uint32_t)atoi(argv[++i]);
		else if (!strcmp(argv[i], "--time"))
			timing = true, rounds = atoi(argv[++i]);
	}
	if (drg__read_file(argv[2], 1 << 30, &all, &err)) {
		fprintf(stderr, "encode: %s\n", err.message);
		return 1;
	}
	for (int r = 0; r < rounds; r++) {
		double t = now();
		words_done = 0;
		struct pool pool;
		drg__pool_init(&pool, 0);
		jmp_buf out;
		if (setjmp(out))
			return 1;
		pool.full = &out;
		struct arena a = drg__arena(&pool), start = a;
		struct document d = { 0 };
		bool sent = true, para = true;
		for (struct str rest = all; rest.p;) {
			struct str l = drg__str_cut(&rest, '\n');
			if (!rest.p && !l.n)
				break;
			if (drg__str_starts(l, STR("# newdoc")) && d.word.n) {
				drg__guard2(&doc_pool, &scratch_pool, read_document, &d);
				a = start;
				d = (struct document){ 0 };
				para = true;
			}
			if (drg__str_starts(l, STR("# newpar")) || drg__str_starts(l, STR("# newdoc")))
				para = true;
			struct str f = l, id = drg__str_cut(&f, '\t'), form = f.p ? drg__str_cut(&f, '\t') : STR("");
			uint64_t num;
			if (l.n == 0)
				sent = true;
			else if (l.p[0] != '#' && drg__str_u64(id, 1000000, &num)) {
				*PUSH(&a, &d.word) = (struct word){ (uint32_t)d.line.n, form, sent, para };
				sent = para = false;
			}
			*PUSH(&a, &d.line) = l;
		}
		if (d.word.n)
			drg__guard2(&doc_pool, &scratch_pool, read_document, &d);
		drg__pool_free(&pool);
		if (timing)
			printf("%s %.0f words/s\n", enc.net.k->name, (double)words_done / (now() - t));
	}
	return 0;
}
