/* build_model.c - tensors (safetensors), the word-piece list, model metadata.
 *
 * safetensors: header length u64, JSON header, data.  The header maps a tensor's
 * name to {"dtype","shape","data_offsets":[begin,end]}, offsets from the end of
 * the header; "__metadata__" maps strings to strings.
 *
 * The header is read here rather than by json-c, whose 0.16 loses members, or
 * crashes, when an allocation fails: a pack without a tensor would have been
 * written (tests/fault/slow_alloc_pack.sh). */
#include <stdio.h>

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

/* ---------------------------------------------------------- the header -- */

struct js {
	struct str s;
	size_t at;
	struct arena *keep;
	bool bad; /* not what a header is; reading stops */
};

static char peek(struct js *j)
{
	while (j->at < j->s.n && strchr(" \t\r\n", j->s.p[j->at]) && j->s.p[j->at])
		j->at++;
	return j->at < j->s.n ? j->s.p[j->at] : 0;
}

static bool take(struct js *j, char c)
{
	if (j->bad || peek(j) != c || !c)
		return false;
	j->at++;
	return true;
}

static void need(struct js *j, char c)
{
	if (!take(j, c))
		j->bad = true;
}

/* Four hex digits at j->at; sets bad when there are not. */
static uint32_t hex4(struct js *j)
{
	uint32_t v = 0;
	for (int i = 0; i < 4; i++, j->at++) {
		char c = j->at < j->s.n ? j->s.p[j->at] : 0;
		uint32_t d = c >= '0' && c <= '9' ? (uint32_t)(c - '0') : (c | 32) >= 'a' && (c | 32) <= 'f' ? (uint32_t)((c | 32) - 'a' + 10) : 16;
		j->bad |= d > 15;
		v = v << 4 | (d & 15);
	}
	return v;
}

/* After a backslash: the character it stands for, as UTF-8 at out. */
static size_t escaped(struct js *j, char *out)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	char c = j->at < j->s.n ? j->s.p[j->at++] : 0;
	const char *k = c ? strchr(from, c) : NULL;
	if (k) {
		*out = to[k - from];
		return 1;
	}
	uint32_t u = c == 'u' ? hex4(j) : (j->bad = true, 0);
	if (u >= 0xD800 && u < 0xDC00 && j->at + 6 <= j->s.n && j->s.p[j->at] == '\\' && j->s.p[j->at + 1] == 'u') {
		j->at += 2;
		u = 0x10000 + ((u - 0xD800) << 10) + ((hex4(j) - 0xDC00) & 0x3FF);
	}
	return (size_t)drg__utf8_put(u, out);
}

/* A string, decoded: valid UTF-8 without NUL. */
static struct str text(struct js *j)
{
	need(j, '"');
	size_t end = j->at, n = 0;
	while (end < j->s.n && j->s.p[end] != '"')
		end += j->s.p[end] == '\\' ? 2 : 1;
	/* Decoding never lengthens; room for a cut escape at the end. */
	char *out = drg__alloc(j->keep, (end - j->at) + 4, 1);
	while (!j->bad && j->at < j->s.n && j->s.p[j->at] != '"') {
		char c = j->s.p[j->at++];
		if (c == '\\')
			n += escaped(j, out + n);
		else
			out[n++] = c;
	}
	need(j, '"');
	j->bad |= memchr(out, 0, n ? n : 1) && n;
	j->bad |= drg__utf8_valid_to(drg__str(out, n), 0) != n;
	return drg__str(out, n);
}

static uint64_t number(struct js *j)
{
	uint64_t v = 0;
	size_t from = (peek(j), j->at);
	while (j->at < j->s.n && j->s.p[j->at] >= '0' && j->s.p[j->at] <= '9')
		j->at++;
	j->bad |= !drg__str_u64(drg__str_sub(j->s, from, j->at), UINT64_MAX, &v);
	return v;
}

/* [1, 2, 3]: at most `most` numbers. */
static uint32_t numbers(struct js *j, uint64_t *v, uint32_t most)
{
	uint32_t n = 0;
	need(j, '[');
	if (take(j, ']'))
		return 0;
	do {
		uint64_t x = number(j);
		if (n == most)
			j->bad = true;
		else
			v[n++] = x;
	} while (!j->bad && take(j, ','));
	need(j, ']');
	return n;
}

/* {"dtype":..., "shape":..., "data_offsets":...} */
struct entry {
	struct str dtype;
	uint64_t shape[4], at[2];
	uint32_t n_dim, n_at;
	bool has_shape;
};

static struct entry read_entry(struct js *j)
{
	struct entry e = { 0 };
	need(j, '{');
	do {
		struct str key = text(j);
		need(j, ':');
		if (drg__str_eq(key, STR("dtype"))) {
			e.dtype = text(j);
		} else if (drg__str_eq(key, STR("shape"))) {
			e.n_dim = numbers(j, e.shape, 4);
			e.has_shape = true;
		} else if (drg__str_eq(key, STR("data_offsets"))) {
			e.n_at = numbers(j, e.at, 2);
		} else {
			j->bad = true;
		}
	} while (!j->bad && take(j, ','));
	need(j, '}');
	return e;
}

/* -------------------------------------------------------------- tensors -- */

/* Type and shape; false when they are not what a pack can hold. */
static bool type_and_shape(const struct entry *e, struct part *p, uint64_t *bytes)
{
	size_t k = 0;
	while (k < sizeof dtypes / sizeof *dtypes && !drg__str_eq(e->dtype, drg__str_c(dtypes[k].name)))
		k++;
	if (k == sizeof dtypes / sizeof *dtypes || !e->has_shape)
		return false;
	p->dtype = dtypes[k].type;
	p->n_dim = e->n_dim;
	*bytes = dtypes[k].size;
	for (uint32_t d = 0; d < 4; d++) {
		uint64_t n = d < e->n_dim ? e->shape[d] : 1;
		if (n == 0 || n > UINT32_MAX || *bytes > UINT64_MAX / n)
			return false;
		p->shape[d] = (uint32_t)n;
		*bytes *= n;
	}
	return true;
}

static void one_tensor(struct builder *b, const struct source *src, struct str name, const struct entry *e, struct str data)
{
	struct str prefix = prefix_of(src);
	struct part p = { 0 };
	uint64_t bytes;
	char full[PACK_NAME];
	int n = snprintf(full, sizeof full, "tensor.%.*s%s%.*s", (int)prefix.n, prefix.p, prefix.n ? ":" : "", (int)name.n, name.p);
	for (size_t i = 0; i < b->part.n; i++)
		if (strcmp(b->part.v[i].name, full) == 0)
			drg__finding(b, src->rel, 0, "tensor %.*s: is there twice", (int)name.n, name.p);
	if (n < 0 || (size_t)n >= sizeof full || name.n == 0) {
		drg__finding(b, src->rel, 0, "tensor %.*s: a name has 1 to %d bytes", (int)name.n, name.p, PACK_NAME - 8);
	} else if (!type_and_shape(e, &p, &bytes)) {
		drg__finding(b, src->rel, 0, "tensor %.*s: needs a dtype of F32 F16 I8 U8 I32 I64 and a shape of 4 dimensions at most, none of them 0", (int)name.n, name.p);
	} else if (e->n_at != 2 || e->at[0] > e->at[1] || e->at[1] > data.n) {
		drg__finding(b, src->rel, 0, "tensor %.*s: its data_offsets are not inside the file", (int)name.n, name.p);
	} else if (e->at[1] - e->at[0] != bytes) {
		drg__finding(b, src->rel, 0, "tensor %.*s: has %llu bytes, its shape asks for %llu", (int)name.n, name.p,
		             (unsigned long long)(e->at[1] - e->at[0]), (unsigned long long)bytes);
	} else {
		struct part *out = drg__add_part(b, SEC_TENSOR, full, p.shape[0], drg__str_sub(data, e->at[0], e->at[1]));
		out->dtype = p.dtype;
		out->n_dim = p.n_dim;
		memcpy(out->shape, p.shape, sizeof out->shape);
	}
}

static void metadata(struct builder *b, const struct source *src, struct js *j)
{
	struct str prefix = prefix_of(src);
	need(j, '{');
	if (take(j, '}'))
		return;
	do {
		struct str key = text(j);
		need(j, ':');
		struct str value = text(j);
		if (j->bad)
			return;
		*PUSH(&b->keep, &b->model) = drg__intern(b, drg__arena_fmt(&b->keep, "%.*s%s%.*s", (int)prefix.n, prefix.p,
		                                                           prefix.n ? ":" : "", (int)key.n, key.p));
		*PUSH(&b->keep, &b->model) = drg__intern(b, value);
	} while (take(j, ','));
	need(j, '}');
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
	struct arena scratch = b->scratch;
	struct js j = { drg__str_sub(all, 8, 8 + n), 0, &scratch, false };
	need(&j, '{');
	if (take(&j, '}'))
		return;
	do {
		struct str name = text(&j);
		need(&j, ':');
		if (!j.bad && drg__str_eq(name, STR("__metadata__"))) {
			metadata(b, src, &j);
		} else {
			struct entry e = read_entry(&j);
			if (!j.bad)
				one_tensor(b, src, name, &e, drg__str_sub(all, 8 + n, all.n));
		}
	} while (!j.bad && take(&j, ','));
	need(&j, '}');
	if (j.bad)
		drg__finding(b, src->rel, 0, "its header is no safetensors header (byte %zu)", 8 + j.at);
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
