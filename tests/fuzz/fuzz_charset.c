/* fuzz_charset.c - any bytes in any encoding: the first byte chooses. */
#include "ingest/charset.h"
#include "doc/srcmap.h"
#include "ingest_all.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

struct one {
	struct pool keep, scratch;
	const uint8_t *bytes;
	size_t n;
};

static void decode(void *arg)
{
	struct one *o = arg;
	struct arena keep = drg__arena(&o->keep);
	struct decoded d;
	struct str raw = { (const char *)o->bytes + 1, o->n - 1 };
	if (o->bytes[0] < DRG__CHARSETS) {
		drg__decode_as(o->bytes[0], raw, &keep, drg__arena(&o->scratch), &d);
	} else {
		struct charset_hint hint = { .markup = o->bytes[0] & 1 };
		drg__decode(raw, &hint, &keep, drg__arena(&o->scratch), &d);
	}
	HOLD(drg__utf8_valid_to(d.text, 0) == d.text.n);
	for (uint32_t i = 1; i < d.map.n; i++) {
		HOLD(d.map.text_at[i] >= d.map.text_at[i - 1]);
		HOLD(d.map.src_at[i] >= d.map.src_at[i - 1] && d.map.src_at[i] <= raw.n);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	if (n < 2)
		return 0;
	struct one o = { .bytes = bytes, .n = n };
	drg__pool_init(&o.keep, 64u << 20);
	drg__pool_init(&o.scratch, 64u << 20);
	drg__guard2(&o.keep, &o.scratch, decode, &o);
	drg__pool_free(&o.keep);
	drg__pool_free(&o.scratch);
	return 0;
}
