/* The encoder made ready: tensors, vocabulary and label inventories of the model, checked against each other. */
#include "stage/encode.h"

#include <stdio.h>

#include "base/utf8.h"
#include "doc/names.h"

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
