#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "doc/json.h"

void drg__jw_begin(struct jw *w, drg_sink sink, void *ctx)
{
	w->sink = sink;
	w->ctx = ctx;
	w->bad = w->comma = false;
	w->n = 0;
}

static void flush(struct jw *w)
{
	if (w->n && !w->bad && !w->sink(w->ctx, w->buf, w->n))
		w->bad = true;
	w->n = 0;
}

bool drg__jw_end(struct jw *w)
{
	flush(w);
	return !w->bad;
}

static void put(struct jw *w, const char *p, size_t n)
{
	if (!n)
		return;
	if (n > sizeof w->buf - w->n)
		flush(w);
	if (n > sizeof w->buf) {
		if (!w->bad && !w->sink(w->ctx, p, n))
			w->bad = true;
		return;
	}
	memcpy(w->buf + w->n, p, n);
	w->n += n;
}

static void due(struct jw *w)
{
	if (w->comma)
		put(w, ",", 1);
	w->comma = true;
}

void drg__jw_open(struct jw *w, char bracket)
{
	due(w);
	put(w, &bracket, 1);
	w->comma = false;
}

void drg__jw_close(struct jw *w, char bracket)
{
	put(w, &bracket, 1);
	w->comma = true;
}

void drg__jw_key(struct jw *w, const char *key)
{
	due(w);
	put(w, "\"", 1);
	put(w, key, strlen(key));
	put(w, "\":", 2);
	w->comma = false;
}

static void escape(struct jw *w, uint32_t cp)
{
	char out[16];
	int n;
	if (cp == '"' || cp == '\\')
		n = snprintf(out, sizeof out, "\\%c", (char)cp);
	else if (cp == '\n')
		n = snprintf(out, sizeof out, "\\n");
	else if (cp == '\t')
		n = snprintf(out, sizeof out, "\\t");
	else if (cp < 0x10000)
		n = snprintf(out, sizeof out, "\\u%04x", (unsigned)cp);
	else
		n = snprintf(out, sizeof out, "\\u%04x\\u%04x", (unsigned)(0xD7C0 + (cp >> 10)), (unsigned)(0xDC00 + (cp & 0x3FF)));
	put(w, out, (size_t)n);
}

void drg__jw_str(struct jw *w, struct str s)
{
	due(w);
	put(w, "\"", 1);
	size_t from = 0;
	for (size_t i = 0; i < s.n;) {
		unsigned char c = (unsigned char)s.p[i];
		int len = 1;
		uint32_t cp = c;
		if (c < 0x80) {
			if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) {
				i++;
				continue;
			}
		} else {
			cp = drg__utf8_get(s.p + i, s.p + s.n, &len);
			bool broken = cp == 0xFFFD && !(len == 3 && (unsigned char)s.p[i + 1] == 0xBF && (unsigned char)s.p[i + 2] == 0xBD);
			if (!broken && !drg__is_hostile(cp)) {
				i += (size_t)len;
				continue;
			}
		}
		put(w, s.p + from, i - from);
		escape(w, cp);
		i += (size_t)len;
		from = i;
	}
	if (s.n)
		put(w, s.p + from, s.n - from);
	put(w, "\"", 1);
}

void drg__jw_z(struct jw *w, const char *z)
{
	if (z)
		drg__jw_str(w, drg__str_c(z));
	else
		drg__jw_null(w);
}

void drg__jw_str_or_null(struct jw *w, struct str s)
{
	if (s.n)
		drg__jw_str(w, s);
	else
		drg__jw_null(w);
}

void drg__jw_u64(struct jw *w, uint64_t v)
{
	char out[24];
	due(w);
	put(w, out, (size_t)snprintf(out, sizeof out, "%llu", (unsigned long long)v));
}

void drg__jw_bool(struct jw *w, bool v)
{
	drg__jw_raw(w, v ? STR("true") : STR("false"));
}

void drg__jw_null(struct jw *w)
{
	drg__jw_raw(w, STR("null"));
}

void drg__jw_score(struct jw *w, float v)
{
	char out[16];
	if (!(v >= 0)) /* also what is not a number */
		v = 0;
	uint32_t t = v >= 1 ? 10000 : (uint32_t)(v * 10000.0f + 0.5f);
	int n = snprintf(out, sizeof out, "%u.%04u", t / 10000, t % 10000);
	while (out[n - 1] == '0')
		n--;
	if (out[n - 1] == '.')
		n--;
	drg__jw_raw(w, drg__str(out, (size_t)n));
}

void drg__jw_real(struct jw *w, double v)
{
	char out[40];
	if (!isfinite(v)) {
		drg__jw_null(w);
		return;
	}
	int n = snprintf(out, sizeof out, "%.15g", v);
	if (strtod(out, NULL) != v)
		n = snprintf(out, sizeof out, "%.17g", v);
	for (int i = 0; i < n; i++)
		if (out[i] == ',')
			out[i] = '.';
	drg__jw_raw(w, drg__str(out, (size_t)n));
}

void drg__jw_raw(struct jw *w, struct str json)
{
	due(w);
	put(w, json.p, json.n);
}
