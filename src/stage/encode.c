#include "stage/encode.h"

#include <stdio.h>

#include "doc/names.h"
#include "base/utf8.h"
#include "stage/evidence.h"
#include "stage/parse.h"
#include "stage/token.h"

/* ------------------------------------------------------------- loading -- */

/* Entity types of the model; what the record has no kind for is OTHER. */
static const struct {
	const char *name;
	uint8_t kind;
} ent_name[] = { { "PERSON", ENT_PERSON }, { "GROUP", ENT_GROUP }, { "ORG", ENT_ORG }, { "STATE", ENT_STATE },
	         { "OUTLET", ENT_OUTLET }, { "PLACE", ENT_PLACE }, { "DOCUMENT", ENT_DOCUMENT }, { "OTHER", ENT_OTHER } };

/* The model's inventories are JSON: {"upos":["ADJ",...],...}, or one list.  Read
 * here in place, without json-c: that library ends the program when memory is
 * short, and the text was checked to be JSON when the pack was built. */
struct json_at {
	const char *p, *end;
};

static bool take(struct json_at *r, char c)
{
	while (r->p < r->end && (*r->p == ' ' || *r->p == '\n' || *r->p == '\t' || *r->p == '\r'))
		r->p++;
	if (r->p == r->end || *r->p != c)
		return false;
	r->p++;
	return true;
}

static bool hex4(struct json_at *r, uint32_t *cp)
{
	*cp = 0;
	for (int i = 0; i < 4; i++) {
		char c = r->p < r->end ? *r->p++ : 0;
		uint32_t d = c >= '0' && c <= '9' ? (uint32_t)(c - '0') : (c | 32) >= 'a' && (c | 32) <= 'f' ? (uint32_t)((c | 32) - 'a' + 10) : 16;
		if (d > 15)
			return false;
		*cp = *cp << 4 | d;
	}
	return true;
}

/* A string, unescaped into `keep` (no surrogate pairs: no label needs them). */
static bool take_string(struct json_at *r, struct arena *keep, struct str *out)
{
	if (!take(r, '"'))
		return false;
	const char *close = r->p;
	while (close < r->end && *close != '"')
		close += *close == '\\' && close + 1 < r->end ? 2 : 1;
	if (close >= r->end)
		return false;
	char *to = NEW_N(keep, char, (size_t)(close - r->p) + 1);
	size_t n = 0;
	while (r->p < close) {
		char c = *r->p++;
		uint32_t cp;
		if (c != '\\') {
			to[n++] = c;
			continue;
		}
		c = *r->p++;
		if (c == 'u' && hex4(r, &cp))
			n += (size_t)drg__utf8_put(cp, to + n);
		else if (c == '"' || c == '\\' || c == '/')
			to[n++] = c;
		else
			return false;
	}
	r->p = close + 1;
	*out = drg__str(to, n);
	return true;
}

/* The strings of the list that begins at the reader, exactly n of them; NULL if
 * it is not that. */
static struct str *take_list(struct json_at *r, size_t n, struct arena *keep)
{
	struct str *out = NEW_N(keep, struct str, n);
	bool ok = take(r, '[');
	for (size_t i = 0; ok && i < n; i++)
		ok = (i == 0 || take(r, ',')) && take_string(r, keep, &out[i]);
	return ok && take(r, ']') ? out : NULL;
}

/* A list of n whole numbers, ascending; NULL if it is not that. */
static int32_t *take_numbers(struct str json, size_t n, struct arena *keep)
{
	struct json_at r = { json.p, json.p + json.n };
	int32_t *out = NEW_N(keep, int32_t, n);
	bool ok = take(&r, '[');
	for (size_t i = 0; ok && i < n; i++) {
		ok = i == 0 || take(&r, ',');
		bool minus = ok && take(&r, '-');
		int32_t v = 0, digits = 0;
		while (r.p < r.end && ((digits == 0 && *r.p == ' ') || (*r.p >= '0' && *r.p <= '9' && digits < 6))) {
			if (*r.p != ' ') {
				v = v * 10 + (*r.p - '0');
				digits++;
			}
			r.p++;
		}
		out[i] = minus ? -v : v;
		ok = ok && digits && (i == 0 || out[i - 1] < out[i]);
	}
	return ok && take(&r, ']') ? out : NULL;
}

/* The list under a key of the object; keys are plain words. */
static struct str *names_of(struct str json, const char *key, size_t n, struct arena *keep)
{
	char quoted[32];
	struct str k = { quoted, (size_t)snprintf(quoted, sizeof quoted, "\"%s\"", key) };
	for (size_t at = 0; (at = drg__str_find(json, k, at)) != SIZE_MAX; at += k.n) {
		struct json_at r = { json.p + at + k.n, json.p + json.n };
		if (take(&r, ':')) /* else the word stood as a label */
			return take_list(&r, n, keep);
	}
	return NULL;
}

static bool tag_names(struct encoder *enc, const struct str *tag, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		enc->ent_outside[i] = drg__str_eq(tag[i], STR("O"));
		enc->ent_inside[i] = drg__str_starts(tag[i], STR("I-"));
		enc->ent[i] = ENT_OTHER;
		if (enc->ent_outside[i])
			continue;
		if (tag[i].n < 3 || tag[i].p[1] != '-' || (tag[i].p[0] != 'B' && tag[i].p[0] != 'I'))
			return false;
		for (size_t k = 0; k < sizeof ent_name / sizeof *ent_name; k++)
			if (drg__str_eq(drg__str_sub(tag[i], 2, tag[i].n), drg__str_c(ent_name[k].name)))
				enc->ent[i] = ent_name[k].kind;
	}
	return true;
}

static drg_status inventories(struct encoder *enc, struct str inv, struct str tags, struct arena *keep, drg_error *err)
{
	uint32_t n_upos = enc->net.head[HEAD_UPOS].out, n_feats = enc->net.head[HEAD_FEATS].out;
	uint32_t n_lemma = enc->net.head[HEAD_LEMMA].out, n_ent = enc->net.head[HEAD_ENT].out, n_rel = enc->net.n_rel;
	struct str *upos = names_of(inv, "upos", n_upos, keep);
	struct str *feats = names_of(inv, "feats", n_feats, keep);
	struct str *lemma = names_of(inv, "lemma", n_lemma, keep);
	struct str *rels = names_of(inv, "rels", n_rel, keep);
	struct json_at r = { tags.p, tags.p + tags.n };
	struct str *tag = take_list(&r, n_ent, keep);
	if (!upos || !feats || !lemma || !rels || !tag || n_upos > 64 || n_ent > 64 || enc->net.head[HEAD_SENT].out != 2)
		return drg__fail(err, DRG_EPACK, NULL, "the model's label inventories do not fit its tensors");
	for (uint32_t i = 0; i < n_upos; i++) {
		enc->upos[i] = UPOS_X;
		for (uint8_t k = 0; k < UPOS_ALL; k++)
			if (drg__str_eq(upos[i], drg__str_c(drg__name(NAMES_UPOS, k))))
				enc->upos[i] = k;
	}
	enc->script = NEW_N(keep, struct lemma_script, n_lemma);
	for (uint32_t i = 0; i < n_lemma; i++)
		if (!drg__lemma_script(lemma[i], &enc->script[i]))
			return drg__fail(err, DRG_EPACK, NULL, "the model's lemma script %.*s is none", (int)lemma[i].n, lemma[i].p);
	enc->root_rel = UINT32_MAX;
	enc->ud = NEW_N(keep, struct ud_rel, n_rel);
	for (uint32_t i = 0; i < n_rel; i++)
		enc->ud[i] = drg__ud_rel(rels[i]);
	enc->ud_feats = NEW_N(keep, uint32_t, n_feats);
	for (uint32_t i = 0; i < n_feats; i++)
		enc->ud_feats[i] = drg__ud_feats(feats[i]);
	for (uint32_t i = 0; i < n_rel; i++)
		if (drg__str_eq(rels[i], STR("root")))
			enc->root_rel = i;
	if (enc->root_rel == UINT32_MAX || n_rel < 2)
		return drg__fail(err, DRG_EPACK, NULL, "the model has no relation root");
	if (!tag_names(enc, tag, n_ent))
		return drg__fail(err, DRG_EPACK, NULL, "the model's entity tags are not in B- and I- form");
	enc->tagset = (struct tagset){ feats, rels, n_feats, n_rel };
	return DRG_OK;
}

drg_status drg__encoder_init(struct encoder *enc, const struct model_source *src, struct arena *keep, drg_error *err)
{
	*enc = (struct encoder){ .window = ENCODE_WINDOW, .context = ENCODE_CONTEXT };
	drg_status s = drg__net_init(&enc->net, src->find, src->ctx, keep, err);
	if (s)
		return s;
	if (!drg__pieces_init(&enc->pieces, src->vocab, keep) || enc->pieces.n != enc->net.vocab)
		return drg__fail(err, DRG_EPACK, NULL, "the model's vocabulary does not fit its tensor emb.word.q");
	struct net_tensor t;
	uint32_t n_ent = enc->net.head[HEAD_ENT].out;
	if (!src->find(src->ctx, "head.ent.trans", &t) || t.type != NET_F32 || t.rank != 2 || t.shape[0] != n_ent + 1 ||
	    t.shape[1] != n_ent || t.bytes < 4ull * n_ent * (n_ent + 1))
		return drg__fail(err, DRG_EPACK, NULL, "the model's tensor head.ent.trans is missing or does not fit");
	enc->ent_trans = t.p;
	for (int i = 0; i < NET_PAIRS; i++)
		if (enc->net.pair[i].n_bucket && !(enc->bucket[i] = take_numbers(src->buckets, enc->net.pair[i].n_bucket - 1, keep)))
			return drg__fail(err, DRG_EPACK, NULL, "the model's att_buckets do not fit its tensor head.%s.dist", i == PAIR_ATT ? "att" : "arg");
	if (enc->net.coref.dim && !(enc->coref_bucket = take_numbers(src->coref_buckets, enc->net.coref.n_bucket - 1, keep)))
		return drg__fail(err, DRG_EPACK, NULL, "the model's coref_buckets do not fit its tensor head.coref.dist");
	return inventories(enc, src->inventory, src->tags, keep, err);
}

static bool find_in_pack(void *ctx, const char *name, struct net_tensor *out)
{
	struct tensor t;
	const drg_pack *pack = ctx;
	if (!drg__pack_tensor(pack, name, &t))
		return false;
	*out = (struct net_tensor){ .p = t.data, .bytes = t.bytes, .rank = t.n_dim };
	memcpy(out->shape, t.shape, sizeof out->shape);
	out->type = t.dtype == DTYPE_F32 ? NET_F32 : t.dtype == DTYPE_I8 ? NET_I8 : t.dtype == DTYPE_U8 ? NET_U8 : NET_OTHER;
	return true;
}

drg_status drg__encoder_open(struct encoder *enc, const drg_pack *pack, struct arena *keep, drg_error *err)
{
	struct tensor t;
	if (!drg__pack_tensor(pack, "emb.word.q", &t))
		return DRG_ENOTFOUND;
	struct model_source src = { find_in_pack, NULL, drg__pack_vocab(pack), drg__pack_model_meta(pack, "inventory"),
		                    drg__pack_model_meta(pack, "tags"), drg__pack_model_meta(pack, "att_buckets"), drg__pack_model_meta(pack, "coref_buckets") };
	memcpy(&src.ctx, &pack, sizeof src.ctx); /* find_in_pack gives the const back */
	drg_status s = drg__encoder_init(enc, &src, keep, err);
	enc->lemmas = drg__lemma_table(pack);
	return s;
}

/* ------------------------------------------------------------- windows -- */

struct reader {
	const struct encoder *enc;
	const struct text *text;
	const struct tokens *tok;
	const uint8_t *counts;  /* [tokens.n] pieces of each word */
	uint8_t *begins;        /* [tokens.n] 1: a sentence must begin here; 2: and it may nowhere else */
	uint32_t lo, a, hi;     /* the window's words; [lo, a) is context */
	struct net_work work;
	struct window win;
	uint16_t piece[NET_PIECES];
	uint8_t shape[NET_PIECES];
	uint16_t first[NET_PIECES];
	struct arena *keep;
	struct morph *morph;
	struct deps *deps;
	struct evidence *evidence; /* or NULL */
	float *carried;            /* of the coreference head, over the edges of windows; NULL without */
	VEC(struct name_row {
		struct span tok;
		uint8_t kind;
		float score;
	}) found;
};

static void fill_window(struct reader *r)
{
	uint32_t n = 0;
	r->piece[n] = r->enc->pieces.cls;
	r->shape[n++] = SHAPE_SPECIAL;
	for (uint32_t i = r->lo; i < r->hi; i++) {
		r->first[i - r->lo] = (uint16_t)n;
		uint16_t ids[WORD_PIECES];
		uint32_t k = drg__pieces_of(&r->enc->pieces, drg__tok(r->text, r->tok, i), ids);
		for (uint32_t j = 0; j < k; j++) {
			r->piece[n] = ids[j];
			r->shape[n++] = r->tok->shape[i];
		}
	}
	r->piece[n] = r->enc->pieces.sep;
	r->shape[n++] = SHAPE_SPECIAL;
	r->win = (struct window){ r->piece, r->shape, r->first, n, r->hi - r->lo };
}

/* The window's words from r->a on: context before, as many as fit after, ending
 * at a boundary that is certain where one stands in the second half. */
static void place_window(struct reader *r)
{
	uint32_t used = 0, ctx = 0, half = 0;
	r->lo = r->a;
	while (r->lo > 0 && ctx + r->counts[r->lo - 1] <= r->enc->context)
		ctx += r->counts[--r->lo];
	used = ctx;
	for (r->hi = r->a; r->hi < r->tok->n && used + r->counts[r->hi] <= r->enc->window; r->hi++) {
		used += r->counts[r->hi];
		if (used - ctx <= (r->enc->window - ctx) / 2)
			half = r->hi;
	}
	for (uint32_t k = r->hi; r->hi < r->tok->n && k > half; k--)
		if (r->begins[k] & 1) {
			r->hi = k;
			break;
		}
}

static bool is_quote(struct str s)
{
	static const char *const mark[] = { "\"", "'", "''", "``", "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x98", "\xE2\x80\x99", "\xC2\xAB", "\xC2\xBB" };
	for (size_t i = 0; i < sizeof mark / sizeof *mark; i++)
		if (drg__str_eq(s, drg__str_c(mark[i])))
			return true;
	return false;
}

/* No sentence begins after a comma, be there a closing quotation mark between them. */
static bool after_comma(const struct reader *r, uint32_t i)
{
	uint32_t j = i;
	while (j > r->a && is_quote(drg__tok(r->text, r->tok, j - 1)))
		j--;
	return j > r->a && drg__str_eq(drg__tok(r->text, r->tok, j - 1), STR(","));
}

/* Which way the mark at word i faces: 1 it opens, -1 it closes, 0 not known or no mark. */
static int mark_side(const struct reader *r, uint32_t i)
{
	static const char *const open[] = { "``", "\xE2\x80\x9C", "\xC2\xAB" }, *const close[] = { "''", "\xE2\x80\x9D", "\xC2\xBB" };
	struct str w = drg__tok(r->text, r->tok, i);
	if (!is_quote(w))
		return 0;
	for (size_t k = 0; k < sizeof open / sizeof *open; k++)
		if (drg__str_eq(w, drg__str_c(open[k])) || drg__str_eq(w, drg__str_c(close[k])))
			return drg__str_eq(w, drg__str_c(open[k])) ? 1 : -1;
	bool before = r->tok->flags[i] & (TOK_SPACE | TOK_PARA), after = i + 1 == r->tok->n || (r->tok->flags[i + 1] & (TOK_SPACE | TOK_PARA));
	return before == after ? 0 : before ? 1 : -1;
}

/* An opening mark belongs to the sentence it opens, a closing one to the one it closes. */
static void keep_marks(struct reader *r)
{
	for (uint32_t i = r->a + 1; i < r->hi; i++) {
		if (!(r->begins[i] & 1) || (r->tok->flags[i] & TOK_PARA))
			continue;
		if (mark_side(r, i - 1) > 0 && !(r->begins[i - 1] & 1)) {
			r->begins[i - 1] |= 1;
			r->begins[i] &= (uint8_t)~1;
		} else if (mark_side(r, i - 1) > 0) {
			r->begins[i] &= (uint8_t)~1; /* a mark alone is no sentence */
		} else if (mark_side(r, i) < 0) {
			r->begins[i] &= (uint8_t)~1;
			if (i + 1 < r->hi)
				r->begins[i + 1] |= 1;
		}
	}
}

/* Where sentences begin, by the head; returns where the words that are decided end. */
static uint32_t find_sentences(struct reader *r)
{
	const float *v = r->work.v[HEAD_SENT];
	uint32_t last = r->a;
	for (uint32_t i = r->a; i < r->hi; i++) {
		const float *row = v + (i - r->lo) * r->work.ld[HEAD_SENT];
		if (!(r->begins[i] & 2) && row[1] > row[0] && !after_comma(r, i))
			r->begins[i] |= 1;
		if (i == r->a)
			r->begins[i] |= 1;
	}
	if (!(r->begins[r->a] & 2))
		keep_marks(r);
	for (uint32_t i = r->a; i < r->hi; i++)
		if (r->begins[i] & 1)
			last = i;
	if (r->hi == r->tok->n || (r->begins[r->hi] & 1))
		return r->hi;
	/* The last sentence is cut off: it is read again, whole, unless that would
	 * hardly move on (a sentence as long as the window). */
	return last - r->a >= (r->hi - r->a) / 8 && last > r->a ? last : r->hi;
}

/* Softmax probability of column `at` among the first n of a row. */
static float probability(const struct kernels *k, const float *row, uint32_t n, uint32_t at)
{
	_Alignas(64) float x[drg__pad16(NET_PIECES + 1)];
	for (uint32_t i = 0; i < drg__pad16(n); i++)
		x[i] = i < n ? row[i] : -1e30f;
	float sum = k->exp_sum(x, drg__pad16(n), 1.0f);
	return x[at] / sum;
}

static uint32_t best(const float *row, uint32_t n)
{
	uint32_t b = 0;
	for (uint32_t i = 1; i < n; i++)
		if (row[i] > row[b])
			b = i;
	return b;
}

/* The best features that the word's class may bear. */
static uint32_t best_feats(const struct encoder *enc, const float *row, uint8_t upos)
{
	uint32_t n = enc->tagset.n_feats, b = UINT32_MAX;
	for (uint32_t i = 0; i < n; i++)
		if (enc->ud_feats[i] >> upos & 1 && (b == UINT32_MAX || row[i] > row[b]))
			b = i;
	return b == UINT32_MAX ? best(row, n) : b;
}

static void tag_words(struct reader *r, uint32_t end)
{
	const struct net_work *w = &r->work;
	for (uint32_t i = r->a; i < end; i++) {
		uint32_t at = i - r->lo;
		const float *u = w->v[HEAD_UPOS] + at * w->ld[HEAD_UPOS];
		uint32_t b = best(u, w->n[HEAD_UPOS]);
		r->morph->upos[i] = r->enc->upos[b];
		r->morph->upos_score[i] = probability(r->enc->net.k, u, w->n[HEAD_UPOS], b);
		r->morph->feats[i] = (uint16_t)best_feats(r->enc, w->v[HEAD_FEATS] + at * w->ld[HEAD_FEATS], r->morph->upos[i]);
		r->morph->lemma[i] = drg__lemma(&r->enc->lemmas, w->v[HEAD_LEMMA] + at * w->ld[HEAD_LEMMA], r->enc->script, w->n[HEAD_LEMMA],
		                                drg__tok(r->text, r->tok, i), drg__str_c(drg__name(NAMES_UPOS, r->morph->upos[i])), r->keep);
	}
}

/* An adposition stands before the word and hangs on it: it marks the word's case. */
static bool has_case(const struct reader *r, uint32_t word)
{
	for (uint32_t k = 1; k <= 8 && word >= r->a + k; k++)
		if (r->deps->head[word - k] == word && r->morph->upos[word - k] == UPOS_ADP)
			return true;
	return false;
}

/* The best relation that the guidelines leave to word i of the sentence with its
 * head; `taken`: what the head has already of what it may have once. */
static uint32_t relation(const struct reader *r, const float *score, uint32_t word, uint32_t head, uint8_t taken)
{
	const struct encoder *enc = r->enc;
	uint32_t best = UINT32_MAX, any = UINT32_MAX;
	/* A fixed expression as a whole may be of another class than its first word. */
	bool ext = drg__str_find(enc->tagset.feats[r->morph->feats[word]], STR("ExtPos"), 0) != SIZE_MAX;
	bool no_object = taken & 2 || has_case(r, word);
	for (uint32_t k = 0; k < enc->net.n_rel; k++) {
		const struct ud_rel *u = &enc->ud[k];
		if (k == enc->root_rel)
			continue;
		if (any == UINT32_MAX || score[k] > score[any])
			any = k;
		if ((!ext && !(u->upos >> r->morph->upos[word] & 1)) || (u->rightward && head > word) || (u->subject && taken & 1) ||
		    (u->object && no_object))
			continue;
		if (u->goeswith && head + 1 != word)
			continue;
		if (best == UINT32_MAX || score[k] > score[best])
			best = k;
	}
	return best == UINT32_MAX ? any : best;
}

/* Labels of the arcs.  Words compete for what a head may have once (a subject,
 * an object): the surer takes it, the other its next best. */
static void relate(struct reader *r, uint32_t from, uint32_t n, const float *score, size_t ld, struct arena scratch)
{
	const struct encoder *enc = r->enc;
	uint32_t *bearer = NEW_N(&scratch, uint32_t, 2 * (size_t)n); /* of a head's subject and object: word + 1 */
	uint32_t *todo = NEW_N(&scratch, uint32_t, n), k = 0;
	for (uint32_t i = n; i-- > 0;)
		todo[k++] = i;
	while (k) {
		uint32_t i = todo[--k], word = from + i, head = r->deps->head[word];
		if (head == NONE) {
			r->deps->rel[word] = (uint8_t)enc->root_rel;
			continue;
		}
		uint32_t *has = bearer + 2 * (size_t)(head - from);
		const float *row = score + i * ld;
		uint8_t taken = 0;
		uint32_t rel;
		for (;;) {
			rel = relation(r, row, word, head, taken);
			int slot = enc->ud[rel].subject ? 0 : enc->ud[rel].object ? 1 : -1;
			if (slot < 0)
				break;
			uint32_t other = has[slot];
			/* Both are a subject by the same measure: the margin to what each would be else. */
			if (other && other - 1 != i) {
				const float *old = score + (other - 1) * ld;
				uint32_t alt = relation(r, row, word, head, (uint8_t)(taken | 1 << slot));
				uint32_t old_alt = relation(r, old, from + other - 1, head, (uint8_t)(1 << slot));
				if (row[rel] - row[alt] <= old[r->deps->rel[from + other - 1]] - old[old_alt]) {
					taken = (uint8_t)(taken | 1 << slot);
					continue;
				}
				r->deps->rel[from + other - 1] = (uint8_t)old_alt; /* never again a subject or object here */
				if (enc->ud[old_alt].subject || enc->ud[old_alt].object) {
					int s2 = enc->ud[old_alt].subject ? 0 : 1;
					if (!has[s2])
						has[s2] = other;
				}
			}
			has[slot] = i + 1;
			break;
		}
		r->deps->rel[word] = (uint8_t)rel;
	}
}

static void parse_sentence(struct reader *r, uint32_t from, uint32_t to, struct arena scratch)
{
	uint32_t n = to - from, lo = from - r->lo;
	const struct net *net = &r->enc->net;
	size_t ld;
	const float *arcs = drg__net_arcs(net, &r->work, lo, lo + n, &scratch, &ld);
	uint32_t *head = NEW_N(&scratch, uint32_t, n);
	bool *punct = NEW_N(&scratch, bool, n);
	drg__tree(arcs, n, ld, head, scratch);
	for (uint32_t i = 0; i < n; i++)
		punct[i] = r->morph->upos[from + i] == UPOS_PUNCT;
	drg__ud_punct(arcs, n, ld, punct, head, scratch);
	for (uint32_t i = 0; i < n; i++) {
		r->deps->score[from + i] = probability(net->k, arcs + i * ld, n + 1, head[i]);
		r->deps->head[from + i] = head[i] ? from + head[i] - 1 : NONE;
		head[i] = head[i] ? lo + head[i] - 1 : UINT32_MAX;
	}
	const float *rel = drg__net_rels(net, &r->work, lo, lo + n, head, &scratch);
	relate(r, from, n, rel, drg__pad16(net->n_rel), scratch);
}

static void find_names(struct reader *r, uint32_t from, uint32_t to, struct arena scratch)
{
	uint32_t n = to - from, n_tags = r->work.n[HEAD_ENT];
	size_t ld = r->work.ld[HEAD_ENT];
	const float *v = r->work.v[HEAD_ENT] + (from - r->lo) * ld;
	uint8_t *tag = NEW_N(&scratch, uint8_t, n);
	drg__viterbi(v, n, ld, n_tags, r->enc->ent_trans, tag, scratch);
	for (uint32_t i = 0; i < n;) {
		if (r->enc->ent_outside[tag[i]]) {
			i++;
			continue;
		}
		uint32_t e = i;
		float least = 1;
		do {
			float p = probability(r->enc->net.k, v + e * ld, n_tags, tag[e]);
			least = p < least ? p : least;
			e++;
		} while (e < n && r->enc->ent_inside[tag[e]] && r->enc->ent[tag[e]] == r->enc->ent[tag[i]]);
		*PUSH(r->keep, &r->found) = (struct name_row){ { from + i, from + e }, r->enc->ent[tag[i]], least };
		i = e;
	}
}

static void read_window(struct reader *r, struct arena scratch)
{
	place_window(r);
	fill_window(r);
	drg__net_run(&r->enc->net, &r->win, &r->work);
	uint32_t end = find_sentences(r);
	tag_words(r, end);
	for (uint32_t s = r->a; s < end;) {
		uint32_t e = s + 1;
		while (e < end && !(r->begins[e] & 1))
			e++;
		parse_sentence(r, s, e, scratch);
		find_names(r, s, e, scratch);
		s = e;
	}
	if (r->evidence) {
		struct evidence_window w = { .net = &r->enc->net, .work = &r->work, .bucket = r->enc->bucket, .lo = r->lo, .hi = r->hi, .from = r->a, .to = end,
			                     .coref_bucket = r->enc->coref_bucket, .upos = r->morph->upos, .carried = r->carried };
		drg__evidence_window(&w, r->keep, scratch, r->evidence);
	}
	r->a = end;
}

/* -------------------------------------------------------------- layers -- */

static void keep_names(struct reader *r, struct names *out)
{
	uint32_t n = (uint32_t)r->found.n;
	*out = (struct names){ NEW_N(r->keep, struct span, n), NEW_N(r->keep, struct span, n), NEW_N(r->keep, uint8_t, n),
		               NEW_N(r->keep, float, n), n };
	for (uint32_t i = 0; i < n; i++) {
		struct span t = r->found.v[i].tok;
		out->tok[i] = t;
		out->span[i] = (struct span){ r->tok->span[t.s].s, r->tok->span[t.e - 1].e };
		out->kind[i] = r->found.v[i].kind;
		out->score[i] = r->found.v[i].score;
	}
}

/* Names of labels for a document, which may outlive the encoder. */
static struct tagset keep_tagset(const struct tagset *t, struct arena *keep)
{
	struct str *feats = NEW_N(keep, struct str, t->n_feats), *rels = NEW_N(keep, struct str, t->n_rels);
	for (uint32_t i = 0; i < t->n_feats; i++)
		feats[i] = drg__arena_str(keep, t->feats[i]);
	for (uint32_t i = 0; i < t->n_rels; i++)
		rels[i] = drg__arena_str(keep, t->rels[i]);
	return (struct tagset){ feats, rels, t->n_feats, t->n_rels };
}

void drg__encode(const struct encoder *enc, const struct text *text, const struct tokens *tok, bool given,
                 struct arena *keep, struct arena scratch, struct encoded out)
{
	uint32_t n = tok->n, total = 2;
	*out.morph = (struct morph){ NEW_N(keep, uint8_t, n), NEW_N(keep, uint16_t, n), NEW_N(keep, struct str, n), NEW_N(keep, float, n) };
	*out.deps = (struct deps){ NEW_N(keep, uint32_t, n), NEW_N(keep, uint8_t, n), NEW_N(keep, float, n) };
	uint8_t *counts = NEW_N(&scratch, uint8_t, n);
	struct reader *r = NEW(&scratch, struct reader);
	*r = (struct reader){ .enc = enc, .text = text, .tok = tok, .counts = counts, .begins = NEW_N(&scratch, uint8_t, n + 1),
		           .keep = keep, .morph = out.morph, .deps = out.deps, .evidence = out.evidence };
	if (out.evidence)
		drg__evidence_init(&enc->net, n, keep, out.evidence);
	if (out.evidence && enc->net.coref.dim)
		r->carried = drg__alloc_n(&scratch, enc->net.coref.dim + 1, EVIDENCE_BACK * sizeof(float), 64);
	for (uint32_t i = 0; i < n; i++) {
		uint16_t ids[WORD_PIECES];
		counts[i] = (uint8_t)drg__pieces_of(&enc->pieces, drg__tok(text, tok, i), ids);
		if (total < NET_PIECES)
			total += counts[i];
		/* Paragraphs and zones never share a sentence. */
		if (tok->flags[i] & TOK_PARA || (i && ((tok->flags[i] ^ tok->flags[i - 1]) & TOK_ZONE)))
			r->begins[i] = 1;
		if (given)
			r->begins[i] = 2;
	}
	for (uint32_t i = 0; given && i < out.sents->n; i++)
		r->begins[out.sents->tok[i]] = 3;
	r->begins[n] = 1;
	drg__net_work(&enc->net, total < NET_PIECES ? total : NET_PIECES, &scratch, &r->work);
	while (r->a < n)
		read_window(r, scratch);
	keep_names(r, out.names);
	*out.tagset = keep_tagset(&enc->tagset, keep);

	uint32_t count = 0;
	for (uint32_t i = 0; i < n; i++)
		count += r->begins[i] & 1;
	out.sents->tok = NEW_N(keep, uint32_t, count + 1);
	out.sents->n = 0;
	for (uint32_t i = 0; i < n; i++)
		if (r->begins[i] & 1)
			out.sents->tok[out.sents->n++] = i;
	out.sents->tok[out.sents->n] = n;
}
