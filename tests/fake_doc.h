/* fake_doc.h - a document with every layer filled, made without any analysis.
 * For the tests of what stands behind the analysis (record, JSON, rows) and
 * for bench/record.  The same seed gives the same document. */
#ifndef DRG_TESTS_FAKE_DOC_H
#define DRG_TESTS_FAKE_DOC_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "doc/doc.h"

struct fake {
	drg_doc *doc;
	unsigned seed;
	uint32_t sentences;
	struct pool scratch;
};

static inline uint32_t *fake_none(struct arena *a, uint32_t n)
{
	uint32_t *v = NEW_N(a, uint32_t, n);
	for (uint32_t i = 0; i < n; i++)
		v[i] = NONE;
	return v;
}

/* Sentence i of the text: "NAME told AGENCY that item <seed>-<i> “é” would wait.\n" with known spans. */
struct fake_sentence {
	struct span all, name, cue, agency, content;
};

/* Two rows of a layer that fake_fill does not know, something in every column.
 * `words`: a span of the text. */
static inline void fake_layer(struct arena *a, struct layers *l, enum layer_id id, struct span words)
{
	const struct layer *t = drg__layer(id);
	drg__layer_make(l, id, 2, a);
	for (uint32_t i = 0; i < 2; i++) {
		for (uint32_t k = 0; k < t->columns; k++) {
			const struct column *c = &t->column[k];
			void *v = drg__cell_put(l, c, i);
			struct spans *spans = (struct spans *)(void *)((char *)l + t->spans);
			struct rows *rows = (struct rows *)(void *)((char *)l + t->rows);
			switch ((enum column_type)c->type) {
			case COL_SPAN: *(struct span *)v = words; break;
			case COL_SPANS:
				*(struct run *)v = (struct run){ (uint32_t)spans->n, i + 1 };
				for (uint32_t j = 0; j <= i; j++)
					*PUSH(a, spans) = words;
				break;
			case COL_STR: *(struct str *)v = i ? STR("one \"quoted\" word") : STR(""); break;
			case COL_WORDS: *(struct str *)v = i ? STR("one other") : STR(""); break;
			case COL_NAME: *(uint8_t *)v = (uint8_t)i; break;
			case COL_BOOL: *(uint8_t *)v = (uint8_t)i; break;
			case COL_REAL: *(double *)v = i ? 1200000.1 : (double)NAN; break;
			case COL_SCORE: *(float *)v = 0.375f; break;
			case COL_RULE: *(uint32_t *)v = NONE; break;
			case COL_ROW: *(uint32_t *)v = i ? 0 : NONE; break;
			case COL_ROWS:
				*(struct run *)v = (struct run){ (uint32_t)rows->n, i + 1 };
				for (uint32_t j = 0; j <= i; j++)
					*PUSH(a, rows) = j;
				break;
			case COL_CHILDREN: *(struct run *)v = (struct run){ i, 1 }; break;
			}
		}
	}
}

static inline void fake_fill(void *arg)
{
	struct fake *f = arg;
	struct layers *l = &f->doc->l;
	struct arena a = drg__arena(&f->doc->pool);
	uint32_t n = f->sentences;
	static const char *const name[] = { "Lena Ort", "Mara Quill", "an official", "Dornmark", "Velland", "Tom Hask" };
	struct fake_sentence *s = NEW_N(&a, struct fake_sentence, n);
	char *t = NEW_N(&a, char, (size_t)n * 160 + 1);
	uint32_t at = 0;
	for (uint32_t i = 0; i < n; i++) {
		s[i].all.s = s[i].name.s = at;
		at += (uint32_t)sprintf(t + at, "%s", name[(f->seed + i) % 6]);
		s[i].name.e = at;
		t[at++] = ' ';
		s[i].cue.s = at;
		at += (uint32_t)sprintf(t + at, "told");
		s[i].cue.e = at;
		t[at++] = ' ';
		s[i].agency.s = at;
		at += (uint32_t)sprintf(t + at, "Kestrel News");
		s[i].agency.e = at;
		at += (uint32_t)sprintf(t + at, " that ");
		s[i].content.s = at;
		at += (uint32_t)sprintf(t + at, "item %u-%u, the “café” matter, would wait until the bridge is open again", f->seed, i);
		s[i].content.e = at;
		t[at++] = '.';
		s[i].all.e = at;
		t[at++] = '\n';
	}
	l->text.p = t;
	l->text.n = at;
	drg__sha256(drg__str(t, at), l->text.sha256);
	l->meta = (struct meta){ .source_name = STR("fake.txt"), .title = STR("A \"title\" with \\ and \t marks"), .outlet = STR("Harbour Post"),
		                 .outlet_basis = BASIS_GIVEN, .published = STR("2023-12-21"), .published_basis = BASIS_METADATA,
		                 .lang = STR("en"), .charset = STR("utf-8"), .url = STR("https://example.org/a") };
	l->meta.source_id = drg__arena_fmt(&a, "id-%u", f->seed);
	l->meta.n_byline = 2;
	l->meta.byline = NEW_N(&a, struct str, 2);
	l->meta.byline[0] = STR("Mara \"M\" Quill");
	l->meta.byline[1] = STR("Tom Hask");
	struct note *note = PUSH(&a, &l->notes);
	*note = (struct note){ "bad-utf8", STR("one byte was repaired"), 3 };
	note = PUSH(&a, &l->notes);
	*note = (struct note){ "limit-memory", STR("nothing to see"), NONE };
	l->zones.n = 1;
	l->zones.span = NEW_N(&a, struct span, 1);
	l->zones.kind = NEW_N(&a, uint8_t, 1);
	l->zones.rule = NEW_N(&a, uint16_t, 1);
	l->zones.span[0] = s[n - 1].all;
	l->zones.kind[0] = ZONE_CREDIT;
	l->tokens.n = l->sents.n = n;
	l->tokens.span = NEW_N(&a, struct span, n);
	l->sents.tok = NEW_N(&a, uint32_t, n + 1);
	for (uint32_t i = 0; i < n; i++) {
		l->tokens.span[i] = s[i].all;
		l->sents.tok[i + 1] = i + 1;
	}
	/* Entity i: the speaker of sentence i; entity n: the agency, mentioned in all. */
	l->entities = (struct entities){ .name = NEW_N(&a, struct str, n + 1), .kind = NEW_N(&a, uint8_t, n + 1), .speaks_for = fake_none(&a, n + 1),
		                         .n = n + 1, .code = NEW_N(&a, struct str, n + 1), .country = NEW_N(&a, struct str, n + 1),
		                         .sectors = NEW_N(&a, struct str, n + 1) };
	l->entities.country[0] = STR("NOR");
	l->entities.sectors[0] = STR("GOV MIL");
	l->entities.code[0] = STR("NORGOV");
	l->mentions = (struct mentions){ NEW_N(&a, struct span, 2 * n), NULL, NEW_N(&a, uint8_t, 2 * n), NEW_N(&a, uint8_t, 2 * n),
		                         NEW_N(&a, float, 2 * n), NEW_N(&a, uint32_t, 2 * n), 2 * n };
	struct attribs *at_ = &l->attribs;
	*at_ = (struct attribs){ NEW_N(&a, struct run, n), NEW_N(&a, struct run, n), NEW_N(&a, struct run, n), NEW_N(&a, struct run, n),
		                 fake_none(&a, n), NEW_N(&a, uint8_t, n), NEW_N(&a, uint8_t, n), NEW_N(&a, float, n), fake_none(&a, n),
		                 NEW_N(&a, double, n), NEW_N(&a, double, n), NEW_N(&a, double, n), NEW_N(&a, uint32_t, n), n, { 0 } };
	struct claims *c = &l->claims;
	*c = (struct claims){ NEW_N(&a, struct run, n), NEW_N(&a, struct run, n), NEW_N(&a, uint8_t, n), NEW_N(&a, uint8_t, n),
		              NEW_N(&a, uint8_t, n), NEW_N(&a, uint8_t, n), NEW_N(&a, struct run, n), NEW_N(&a, uint32_t, n), NEW_N(&a, struct str, n),
		              NEW_N(&a, uint8_t, n), fake_none(&a, n), NEW_N(&a, struct str, n), NEW_N(&a, uint8_t, n), fake_none(&a, n),
		              NEW_N(&a, float, n), fake_none(&a, n), n, { 0 } };
	l->hops = (struct hops){ NEW_N(&a, uint8_t, 3 * n), fake_none(&a, 3 * n), NEW_N(&a, struct str, 3 * n), NEW_N(&a, struct span, 3 * n),
		                 NEW_N(&a, struct span, 3 * n), NEW_N(&a, uint8_t, 3 * n), 3 * n };
	for (uint32_t i = 0; i < n; i++) {
		uint32_t who = (f->seed + i) % 6;
		l->entities.name[i] = drg__str(t + s[i].name.s, s[i].name.e - s[i].name.s);
		l->entities.kind[i] = who == 2 ? ENT_UNNAMED : who == 3 || who == 4 ? ENT_STATE : ENT_PERSON;
		l->mentions.span[2 * i] = s[i].name;
		l->mentions.span[2 * i + 1] = s[i].agency;
		l->mentions.ent[2 * i] = i;
		l->mentions.ent[2 * i + 1] = n;
		l->mentions.form[2 * i] = who == 2 ? FORM_NOMINAL : FORM_NAME;
		l->mentions.score[2 * i] = 0.75f;
		l->mentions.score[2 * i + 1] = 0.9f;
		const struct span *part[4] = { &s[i].name, &s[i].cue, &s[i].content, &s[i].agency };
		struct run *run[4] = { &at_->source[i], &at_->cue[i], &at_->content[i], &at_->recipient[i] };
		for (int k = 0; k < 4; k++) {
			*run[k] = (struct run){ (uint32_t)at_->pool.n, 1 };
			*PUSH(&a, &at_->pool) = *part[k];
		}
		at_->kind[i] = ATTRIB_INDIRECT;
		at_->parent[i] = i ? i - 1 : NONE;
		at_->speaker[i] = i;
		at_->score[i] = 0.5f;
		at_->head_cue[i] = i % 2 ? 0.25 : __builtin_nan("");
		c->spans[i] = (struct run){ (uint32_t)c->pool.n, 1 };
		*PUSH(&a, &c->pool) = s[i].content;
		if (i % 5 == 4) {
			*PUSH(&a, &c->pool) = s[i].cue;
			c->spans[i].n = 2;
		}
		c->chain[i] = (struct run){ 3 * i, i % 7 == 6 ? 1 : 3 };
		c->kind[i] = i % 7 == 6 ? CLAIM_OWN : CLAIM_INDIRECT;
		c->stance[i] = (uint8_t)(i % 6);
		c->fact_origin[i] = FACT_CT_PLUS;
		c->fact_publisher[i] = FACT_UU;
		c->attrib[i] = i;
		c->said[i] = i % 2 ? STR("2023-12-20") : STR("");
		c->score[i] = 0.8125f;
		l->hops.role[3 * i] = HOP_PUBLISHER;
		l->hops.name[3 * i] = STR("Harbour Post");
		l->hops.basis[3 * i] = BASIS_INHERITED;
		l->hops.role[3 * i + 1] = HOP_RELAY;
		l->hops.name[3 * i + 1] = STR("Kestrel News");
		l->hops.ent[3 * i + 1] = n;
		l->hops.span[3 * i + 1] = s[i].agency;
		l->hops.basis[3 * i + 1] = BASIS_EXPLICIT;
		l->hops.role[3 * i + 2] = HOP_SPEAKER;
		l->hops.ent[3 * i + 2] = i;
		l->hops.name[3 * i + 2] = l->entities.name[i];
		l->hops.span[3 * i + 2] = s[i].name;
		l->hops.cue[3 * i + 2] = s[i].cue;
		l->hops.basis[3 * i + 2] = BASIS_EXPLICIT;
	}
	l->entities.name[n] = STR("Kestrel News");
	l->entities.kind[n] = ENT_OUTLET;
	struct act act = { s[0].content, s[0].cue, 0, NONE, 0.625f };
	drg__layer_make(l, LAYER_CONDITIONS, 1, &a);
	l->conditions.on[0] = NONE;
	l->conditions.act[0] = act;
	l->conditions.blocks[0] = s[0].name;
	l->conditions.requires[0] = s[0].content;
	l->conditions.requires_issue[0] = ISSUE_WITHDRAWAL;
	l->conditions.necessary_only[0] = 1;
	l->positions = (struct positions){ NEW_N(&a, struct act, 2), NEW_N(&a, uint32_t, 2), NEW_N(&a, uint8_t, 2), NEW_N(&a, uint8_t, 2),
		                           NEW_N(&a, uint8_t, 2), NEW_N(&a, uint8_t, 2), fake_none(&a, 2), 2 };
	for (int i = 0; i < 2; i++) { /* the same words twice: only the count in the id tells them apart */
		l->positions.act[i] = act;
		l->positions.issue[i] = ISSUE_PAUSE;
		l->positions.stance[i] = POS_REJECTS;
		l->positions.party[i] = (uint32_t)i;
		l->positions.voice[i] = (uint8_t)i;
	}
	l->positions.condition[0] = 0;
	l->proposals = (struct proposals){ NEW_N(&a, struct act, 2), fake_none(&a, 2), fake_none(&a, 2), fake_none(&a, 2),
		                           NEW_N(&a, struct span, 2), NEW_N(&a, uint8_t, 2), NEW_N(&a, uint8_t, 2), fake_none(&a, 2), 2 };
	l->proposals.act[0] = l->proposals.act[1] = act;
	l->proposals.by[0] = 1;
	l->proposals.terms[0] = s[0].content;
	l->proposals.state[0] = PROP_OFFERED;
	l->proposals.state[1] = PROP_REJECTED;
	l->proposals.same_as[1] = 0;
	for (int id = 0; id < LAYER_TABLES; id++)
		if (!drg__layer_rows(l, (enum layer_id)id))
			fake_layer(&a, l, (enum layer_id)id, s[0].name);
	drg__doc_seal(f->doc, &a, drg__arena(&f->scratch));
}

/* A document of `sentences` >= 2 sentences, about 110 bytes each; NULL without memory. */
static inline drg_doc *fake_doc(unsigned seed, uint32_t sentences)
{
	struct fake f = { .seed = seed, .sentences = sentences };
	f.doc = calloc(1, sizeof *f.doc);
	if (!f.doc)
		return NULL;
	drg__pool_init(&f.doc->pool, 0);
	drg__pool_init(&f.scratch, 0);
	int bad = drg__guard2(&f.doc->pool, &f.scratch, fake_fill, &f);
	drg__pool_free(&f.scratch);
	if (bad) {
		drg_doc_free(f.doc);
		return NULL;
	}
	return f.doc;
}

/* A source to go with it. */
static inline drg_source *fake_source(unsigned seed)
{
	char line[96];
	drg_input *in = NULL;
	drg_source *src = NULL;
	drg_input_options o = { .size = sizeof o, .as = DRG_KIND_JSONL };
	int n = snprintf(line, sizeof line, "{\"id\":\"id-%u\",\"text\":\"x\"}\n", seed);
	if (drg_input_open_memory(line, (size_t)n, "fake.jsonl", &o, &in, NULL) == DRG_OK)
		drg_input_next(in, &src, NULL);
	drg_input_close(in);
	return src;
}

#endif
