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

struct str drg__lemma(const struct lemma_script *x, struct str form, struct arena *keep)
{
	const char *end = form.p + form.n;
	for (uint32_t i = 0; i < x->cut && end > form.p; i++) {
		int len;
		drg__utf8_before(form.p, end, &len);
		end -= len;
	}
	size_t stem = (size_t)(end - form.p);
	if (x->letters == 'k' && stem == form.n && x->tail.n == 0)
		return form;
	char *out = drg__alloc(keep, 3 * stem + x->tail.n + 1, 1); /* a change of case grows a character by at most half of two bytes */
	size_t n = 0;
	bool changed = stem != form.n || x->tail.n;
	if (x->letters == 'k') {
		memcpy(out, form.p, stem);
		n = stem;
	} else {
		for (const char *p = form.p; p < end;) {
			int len;
			uint32_t cp = drg__utf8_get(p, end, &len), to = recase(x->letters, cp, p == form.p);
			changed |= to != cp;
			n += (size_t)drg__utf8_put(to, out + n);
			p += len;
		}
	}
	if (!changed)
		return form;
	if (x->tail.n)
		memcpy(out + n, x->tail.p, x->tail.n);
	n += x->tail.n;
	/* A script learned on longer words can leave nothing: then the form stands. */
	return n ? drg__str(out, n) : form;
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
