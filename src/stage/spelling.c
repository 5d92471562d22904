#include "stage/spelling.h"

#include "base/hash.h"
#include "base/utf8.h"

enum { WORD_MOST = 40, WORDS_MOST = 6, LETTERS_LEAST = 5, VOWELS_MOST = 12 };

struct spelt {
	char consonants[2 * WORD_MOST];
	char vowels[VOWELS_MOST]; /* one class a run: a, i, u */
	size_t n, n_vowels, letters;
	uint64_t fold;
};

static char vowel_class(char z)
{
	switch (z) {
	case 'a':
		return 'a';
	case 'e': case 'i': case 'y':
		return 'i';
	case 'o': case 'u':
		return 'u';
	default:
		return 0;
	}
}

/* One consonant, or the two that are written as one; how many letters it took. */
static size_t put_consonant(struct spelt *s, const char *p, size_t left)
{
	const char *as = NULL;
	size_t took = 1;
	if (left > 1 && p[0] == 'p' && p[1] == 'h')
		as = "f", took = 2;
	else if (left > 1 && p[0] == 'c' && p[1] == 'k')
		as = "k", took = 2;
	else if (p[0] == 'q')
		as = "k";
	else if (p[0] == 'w')
		as = "v";
	else if (p[0] == 'x')
		as = "ks";
	for (size_t k = 0; k < (as ? strlen(as) : 1); k++) {
		char z = as ? as[k] : p[0];
		if (s->n == 0 || s->consonants[s->n - 1] != z)
			s->consonants[s->n++] = z;
	}
	return took;
}

/* Folded word -> its consonants and vowels. */
static void spell(struct str w, struct spelt *s)
{
	char buf[WORD_MOST];
	size_t n = drg__fold(w, buf, sizeof buf), i = 0;
	*s = (struct spelt){ .fold = drg__hash(drg__str(buf, n)) };
	if (n > 4 && (buf[0] == 'a' || buf[0] == 'e') && buf[1] == 'l' && (buf[2] == '-' || buf[2] == '\''))
		i = 3;
	for (size_t from = i; i < n;) {
		if (vowel_class(buf[i])) {
			size_t e = i;
			while (e < n && vowel_class(buf[e]))
				e++;
			/* a run is known by its last letter; "iy" and "yy" at the end are i, too */
			if (s->n_vowels < VOWELS_MOST)
				s->vowels[s->n_vowels++] = vowel_class(buf[e - 1]);
			s->letters += e - i;
			i = e;
		} else if (buf[i] < 'a' || buf[i] > 'z' || (buf[i] == 'h' && i + 1 == n && i > from && vowel_class(buf[i - 1]))) {
			i++;
		} else {
			size_t took = put_consonant(s, buf + i, n - i);
			s->letters += took;
			i += took;
		}
	}
}

/* The next word of a name; articles that stand alone ("al Amin") are passed over. */
static bool next_word(struct str *rest, struct str *w)
{
	while (rest->p && rest->n) {
		*w = drg__str_cut(rest, ' ');
		if (w->n && !drg__str_ieq(*w, STR("al")) && !drg__str_ieq(*w, STR("el")))
			return true;
	}
	return false;
}

uint64_t drg__spelling_key(struct str name)
{
	struct str w;
	uint64_t key = 0;
	while (next_word(&name, &w)) {
		struct spelt s;
		spell(w, &s);
		key = drg__hash_add(key, drg__str(s.consonants, s.n));
	}
	return key;
}

bool drg__spelling_same(struct str a, struct str b)
{
	struct str v, w;
	uint32_t equal = 0, differ = 0;
	for (;;) {
		bool more = next_word(&a, &v);
		if (more != next_word(&b, &w))
			return false;
		if (!more)
			return differ == 0 || (differ == 1 && equal > 0);
		struct spelt s, t;
		spell(v, &s);
		spell(w, &t);
		if (s.fold == t.fold) {
			equal++;
			continue;
		}
		if (s.letters < LETTERS_LEAST || t.letters < LETTERS_LEAST || s.n_vowels != t.n_vowels || !drg__str_eq(drg__str(s.consonants, s.n), drg__str(t.consonants, t.n)))
			return false;
		for (size_t k = 0; k < s.n_vowels; k++)
			differ += s.vowels[k] != t.vowels[k];
	}
}
