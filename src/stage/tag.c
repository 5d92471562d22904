#include "stage/tag.h"

#include <utf8proc.h>

#include "base/utf8.h"

bool drg__lemma_script(struct str s, struct lemma_script *out)
{
	struct str rest = s, head = drg__str_cut(&rest, ':');
	uint64_t cut;
	if (head.n < 2 || !rest.p || !drg__str_u64(drg__str_sub(head, 1, head.n), 1000, &cut) || !memchr("kltu", head.p[0], 4))
		return false;
	*out = (struct lemma_script){ head.p[0], (uint32_t)cut, rest };
	return true;
}

static uint32_t recase(char letters, uint32_t cp, bool first)
{
	if (letters == 'u' || (letters == 't' && first))
		return (uint32_t)utf8proc_toupper((utf8proc_int32_t)cp);
	return drg__lower(cp);
}

size_t drg__lemma_apply(const struct lemma_script *x, struct str form, char *out, size_t cap)
{
	const char *end = form.p + form.n;
	for (uint32_t i = 0; i < x->cut && end > form.p; i++) {
		int len;
		drg__utf8_before(form.p, end, &len);
		end -= len;
	}
	size_t n = 0;
	for (const char *p = form.p; p < end;) {
		int len;
		uint32_t cp = drg__utf8_get(p, end, &len);
		if (cap - n < 4)
			return 0;
		n += (size_t)drg__utf8_put(x->letters == 'k' ? cp : recase(x->letters, cp, p == form.p), out + n);
		p += len;
	}
	if (cap - n < x->tail.n)
		return 0;
	if (x->tail.n)
		memcpy(out + n, x->tail.p, x->tail.n);
	return n + x->tail.n;
}

/* Typographic apostrophes straight, as lemmas are written. */
static struct str straight(struct str form, char *out)
{
	size_t n = 0;
	for (size_t i = 0; i < form.n; i++) {
		if (form.n - i >= 3 && memcmp(form.p + i, "\xE2\x80\x99", 3) == 0) {
			out[n++] = '\'';
			i += 2;
		} else {
			out[n++] = form.p[i];
		}
	}
	return drg__str(out, n);
}

static bool known(const struct lemma_table *table, const char *lemma, size_t n, struct str upos)
{
	static const struct lemma_script to_lower = { 'l', 0, { "", 0 } };
	char low[512];
	size_t k = drg__lemma_apply(&to_lower, drg__str(lemma, n), low, sizeof low);
	return k && drg__lemma_known(table, drg__str(low, k), upos);
}

enum { LONGEST_FORM = 240 }; /* bytes; a longer word is its own lemma */

struct str drg__lemma(const struct lemma_table *table, const float *logit, const struct lemma_script *script, uint32_t n,
                      struct str form, struct str upos, struct arena *keep)
{
	char plain[LONGEST_FORM], now[1024], best[1024];
	if (form.n > LONGEST_FORM)
		return form;
	struct str f = straight(form, plain), hit;
	if (drg__lemma_of(table, f, upos, &hit))
		return hit;
	/* The LEMMA_BEAM best scripts, best first; of equals the lower row. */
	uint32_t top[LEMMA_BEAM], k = 0;
	for (uint32_t i = 0; i < n; i++) {
		if (k == LEMMA_BEAM && logit[i] <= logit[top[k - 1]])
			continue;
		uint32_t at = k < LEMMA_BEAM ? k++ : k - 1;
		for (; at > 0 && logit[i] > logit[top[at - 1]]; at--)
			top[at] = top[at - 1];
		top[at] = i;
	}
	float score = 0;
	size_t len = 0;
	for (uint32_t i = 0; i < k; i++) {
		float v = logit[top[i]];
		/* What cannot win is not tried. */
		if (len && v + LEMMA_BONUS <= score)
			break;
		size_t m = drg__lemma_apply(&script[top[i]], f, now, sizeof now);
		if (m && known(table, now, m, upos))
			v += LEMMA_BONUS;
		if (m && (!len || v > score)) {
			score = v;
			len = m;
			memcpy(best, now, m);
		}
	}
	/* A script learned on longer words can leave nothing: then the form stands. */
	if (len == 0 || (len == form.n && memcmp(best, form.p, len) == 0))
		return form;
	return drg__arena_str(keep, drg__str(best, len));
}

void drg__viterbi(const float *score, uint32_t n, size_t ld, uint32_t n_tags, const float *trans, uint8_t *out,
                  struct arena scratch)
{
	uint8_t *back = NEW_N(&scratch, uint8_t, (size_t)n * n_tags);
	float *now = NEW_N(&scratch, float, n_tags), *next = NEW_N(&scratch, float, n_tags);
	for (uint32_t t = 0; t < n_tags; t++)
		now[t] = score[t] + trans[n_tags * n_tags + t];
	for (uint32_t i = 1; i < n; i++) {
		for (uint32_t t = 0; t < n_tags; t++) {
			uint32_t best = 0;
			for (uint32_t p = 1; p < n_tags; p++)
				if (now[p] + trans[p * n_tags + t] > now[best] + trans[best * n_tags + t])
					best = p;
			back[i * n_tags + t] = (uint8_t)best;
			next[t] = now[best] + trans[best * n_tags + t] + score[i * ld + t];
		}
		float *x = now;
		now = next;
		next = x;
	}
	uint32_t best = 0;
	for (uint32_t t = 1; t < n_tags; t++)
		if (now[t] > now[best])
			best = t;
	for (uint32_t i = n; i-- > 0;) {
		out[i] = (uint8_t)best;
		best = back[i * n_tags + best];
	}
}
