/* build_model.c - tensors (safetensors), the word-piece list, model metadata.
 *
 * safetensors: header length u64, JSON header, data.  The header maps a tensor's
 * name to {"dtype","shape","data_offsets":[begin,end]}, offsets from the end of
 * the header; "__metadata__" maps strings to strings. */
#include <json-c/json.h>
#include <stdio.h>

#include "base/err.h"
#include "base/utf8.h"
#include "pack/builder.h"

static const struct {
	const char *name;
	enum dtype type;
	uint32_t size;
} dtypes[] = { { "F32", DTYPE_F32, 4 }, { "I8", DTYPE_I8, 1 },   { "U8", DTYPE_U8, 1 },
	       { "I32", DTYPE_I32, 4 }, { "F16", DTYPE_F16, 2 }, { "I64", DTYPE_I64, 8 } };

/* A model's file name without folder and suffix; "" for the first model, "full",
 * whose tensors need no prefix. */
static struct str prefix_of(const struct source *src)
{
	struct str name = drg__str_sub(src->rel, 6, src->rel.n - 12);
	return drg__str_eq(name, STR("full")) ? STR("") : name;
}

/* begin and end of a tensor's bytes; false when they are not two numbers in order. */
static bool offsets(struct json_object *o, uint64_t most, uint64_t *begin, uint64_t *end)
{
	struct json_object *pair;
	if (!json_object_object_get_ex(o, "data_offsets", &pair) || !json_object_is_type(pair, json_type_array) ||
	    json_object_array_length(pair) != 2)
		return false;
	int64_t s = json_object_get_int64(json_object_array_get_idx(pair, 0));
	int64_t e = json_object_get_int64(json_object_array_get_idx(pair, 1));
	*begin = (uint64_t)s;
	*end = (uint64_t)e;
	return s >= 0 && e >= s && (uint64_t)e <= most;
}

/* Type and shape; false when they are not what a pack can hold. */
static bool type_and_shape(struct json_object *o, struct part *p, uint64_t *bytes)
{
	struct json_object *dtype, *shape;
	if (!json_object_object_get_ex(o, "dtype", &dtype) || !json_object_object_get_ex(o, "shape", &shape) ||
	    !json_object_is_type(dtype, json_type_string) || !json_object_is_type(shape, json_type_array))
		return false;
	const char *name = json_object_get_string(dtype);
	size_t k = 0;
	while (k < sizeof dtypes / sizeof *dtypes && (!name || strcmp(name, dtypes[k].name) != 0))
		k++;
	if (k == sizeof dtypes / sizeof *dtypes || json_object_array_length(shape) > 4)
		return false;
	p->dtype = dtypes[k].type;
	p->n_dim = (uint32_t)json_object_array_length(shape);
	*bytes = dtypes[k].size;
	for (uint32_t d = 0; d < 4; d++) {
		int64_t n = d < p->n_dim ? json_object_get_int64(json_object_array_get_idx(shape, d)) : 1;
		if (n <= 0 || n > UINT32_MAX || *bytes > UINT64_MAX / (uint64_t)n)
			return false;
		p->shape[d] = (uint32_t)n;
		*bytes *= (uint64_t)n;
	}
	return true;
}

static void one_tensor(struct builder *b, const struct source *src, const char *name, struct json_object *o, struct str data)
{
	struct str prefix = prefix_of(src);
	struct part p = { 0 };
	uint64_t begin, end, bytes;
	char full[PACK_NAME];
	int n = snprintf(full, sizeof full, "tensor.%.*s%s%s", (int)prefix.n, prefix.p, prefix.n ? ":" : "", name);
	if (n < 0 || (size_t)n >= sizeof full || drg__utf8_valid_to(drg__str_c(name), 0) != strlen(name) || name[0] == 0) {
		drg__finding(b, src->rel, 0, "tensor %s: the name is longer than %d bytes", name, PACK_NAME - 9);
	} else if (!type_and_shape(o, &p, &bytes)) {
		drg__finding(b, src->rel, 0, "tensor %s: needs a dtype of F32 F16 I8 U8 I32 I64 and a shape of 4 dimensions at most, none of them 0", name);
	} else if (!offsets(o, data.n, &begin, &end)) {
		drg__finding(b, src->rel, 0, "tensor %s: its data_offsets are not inside the file", name);
	} else if (end - begin != bytes) {
		drg__finding(b, src->rel, 0, "tensor %s: has %llu bytes, its shape asks for %llu", name, (unsigned long long)(end - begin),
		             (unsigned long long)bytes);
	} else {
		struct part *out = drg__add_part(b, SEC_TENSOR, full, p.shape[0], drg__str_sub(data, begin, end));
		out->dtype = p.dtype;
		out->n_dim = p.n_dim;
		memcpy(out->shape, p.shape, sizeof out->shape);
	}
}

static void metadata(struct builder *b, const struct source *src, struct json_object *o)
{
	struct str prefix = prefix_of(src);
	if (!json_object_is_type(o, json_type_object)) {
		drg__finding(b, src->rel, 0, "__metadata__ is no object");
		return;
	}
	json_object_object_foreach(o, key, value)
	{
		const char *text = json_object_get_string(value);
		struct str full = drg__arena_fmt(&b->keep, "%.*s%s%s", (int)prefix.n, prefix.p, prefix.n ? ":" : "", key);
		if (!json_object_is_type(value, json_type_string) || !text || drg__utf8_valid_to(drg__str_c(text), 0) != strlen(text) ||
		    drg__utf8_valid_to(full, 0) != full.n) {
			drg__finding(b, src->rel, 0, "__metadata__ \"%s\" is no UTF-8 string", key);
			continue;
		}
		*PUSH(&b->keep, &b->model) = drg__intern(b, full);
		*PUSH(&b->keep, &b->model) = drg__intern(b, drg__str_c(text));
	}
}

void drg__build_model(struct builder *b, const struct source *src)
{
	struct str all = src->bytes;
	uint64_t n = 0;
	if (all.n >= 8)
		memcpy(&n, all.p, 8);
	if (all.n < 8 || n > all.n - 8 || n > INT32_MAX) {
		drg__finding(b, src->rel, 0, "is cut short: %zu bytes, the header alone asks for %llu", all.n, (unsigned long long)n + 8);
		return;
	}
	struct json_tokener *tok = json_tokener_new();
	if (!tok) {
		b->status = drg__fail(b->err, DRG_ENOMEM, b->dir, "out of memory");
		return;
	}
	b->json = json_tokener_parse_ex(tok, all.p + 8, (int)n);
	enum json_tokener_error why = json_tokener_get_error(tok);
	json_tokener_free(tok);
	if (why == json_tokener_success && json_object_is_type(b->json, json_type_object)) {
		json_object_object_foreach(b->json, key, value)
		{
			if (strcmp(key, "__metadata__") == 0)
				metadata(b, src, value);
			else
				one_tensor(b, src, key, value, drg__str_sub(all, 8 + n, all.n));
		}
	} else {
		drg__finding(b, src->rel, 0, "its header is no JSON object (%s)", json_tokener_error_desc(why));
	}
	if (b->json)
		json_object_put(b->json);
	b->json = NULL;
}

void drg__build_vocab(struct builder *b, const struct source *src)
{
	struct str rest = src->bytes, text;
	uint32_t lines = 0;
	while (drg__next_line(&rest, &text, &lines))
		if (text.n == 0)
			drg__finding(b, src->rel, lines, "the line is empty: a piece's number is its line");
	drg__add_part(b, SEC_VOCAB, "vocab", lines, src->bytes);
}

void drg__build_model_parts(struct builder *b)
{
	drg__build_panels(b);
	const struct part *vocab = NULL, *emb = NULL;
	for (size_t i = 0; i < b->part.n; i++) {
		if (strcmp(b->part.v[i].name, "vocab") == 0)
			vocab = &b->part.v[i];
		if (strcmp(b->part.v[i].name, "tensor.emb.word.q") == 0)
			emb = &b->part.v[i];
	}
	if (vocab && emb && vocab->rows != emb->shape[0])
		drg__finding(b, STR("model/vocab.txt"), vocab->rows, "has %u pieces, the model's embedding %u", vocab->rows, emb->shape[0]);
	if (emb && !vocab)
		drg__finding(b, STR("model/vocab.txt"), 0, "is missing, but there is a model");
	for (size_t i = 0; i + 1 < b->model.n; i += 2)
		for (size_t k = 0; k < i; k += 2)
			if (b->model.v[i] == b->model.v[k])
				drg__finding(b, STR("model"), 0, "metadata \"%s\" is there twice", b->string.v[b->model.v[i]].p);
	drg__add_part(b, SEC_MODEL, "model", (uint32_t)b->model.n / 2, drg__str((char *)b->model.v, b->model.n * 4));
}
