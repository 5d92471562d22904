#include "stage/token.h"

#include <utf8proc.h>

#include <stdlib.h>

#include "base/utf8.h"

/* ------------------------------------------------------------ word lists --
 * Small closed lists which the encoder's training depends on, so they change
 * only with it and stay in the program rather than in a lexicon.  All sorted
 * (asserted by tests/unit/test_token.c through drg__token_lists_sorted). */

/* Need a capital: titles before a name. */
static const char *const abbr_title[] = { "adm", "amb", "atty", "brig", "capt", "cmdr", "col", "cpl", "det", "dr", "fr", "ft", "gen", "gens",
	                                  "gov", "hon", "insp", "lt", "maj", "messrs", "mr", "mrs", "ms", "mt", "pres", "prof", "pvt",
	                                  "rep", "reps", "rev", "sen", "sens", "sgt", "st", "ste", "supt" };
/* Need a capital. */
static const char *const abbr_capital[] = { "ala", "apr", "ariz", "ark", "assn", "asst", "aug", "ave", "blvd", "bros", "calif", "co", "colo",
	                                    "conn", "corp", "dec", "del", "dept", "dist", "div", "esq", "feb", "fla", "fri", "ga", "ill",
	                                    "inc", "ind", "jan", "jr", "kan", "ky", "la", "ltd", "mass", "md", "mich", "minn", "miss",
	                                    "mo", "mon", "mont", "neb", "nev", "nos", "nov", "oct", "okla", "ore", "pa", "ph", "phila", "plc",
	                                    "rd", "sat", "sec", "secy", "sep", "sept", "sr", "sun", "tenn", "tex", "thur", "thurs", "tue", "tues", "univ",
	                                    "va", "vol", "vt", "wash", "wed", "wis", "wyo" };
/* In either case. */
static const char *const abbr_any[] = { "approx", "attn", "cf", "e.g", "est", "etc", "ext", "i.e", "mgmt", "misc", "viz", "vs" };
/* Only before a number. */
static const char *const abbr_number[] = { "art", "fig", "no", "nos", "p", "pp", "sec", "vol" };

/* Prefixes that keep their hyphen (EWT: joined more often than split). */
static const char *const prefix[] = { "anti", "arch", "co", "counter", "e", "ex", "inter", "intra", "mid", "multi", "neo", "non", "over", "post",
	                              "pre", "pro", "pseudo", "psycho", "re", "semi", "socio", "sub", "super", "trans", "ultra", "un", "under" };
/* Letters after digits that are a word of their own. */
static const char *const unit[] = { "am", "b", "bn", "by", "c", "cm", "day", "days", "f", "ft", "hh", "hr", "hrs", "hz", "in", "k", "kg",
	                            "km", "kph", "kw", "lb", "lbs", "m", "mb", "mg", "min", "ml", "mln", "mm", "mn", "mph", "mw", "oz",
	                            "percent", "pm", "sq", "tn", "watt", "x", "year", "yr", "yrs" };
static const char *const clitic[] = { "d", "ll", "m", "re", "s", "ve" };
/* Words with an apostrophe in front. */
static const char *const elided[] = { "bout", "cause", "em", "n", "round", "til", "tis", "twas" };
static const char *const tld[] = { "au", "ca", "co", "com", "de", "edu", "eu", "fr", "gov", "ie", "il", "in", "info", "int", "io", "ir", "mil",
	                           "net", "news", "org", "pk", "ps", "ru", "tv", "ua", "uk", "us" };
static const char *const file_type[] = { "bmp", "csv", "doc", "docx", "gif", "htm", "html", "jpeg", "jpg", "mp3", "mp4", "pdf", "png", "ppt",
	                                 "rtf", "txt", "xls", "xlsx", "xml", "zip" };
/* Joined spellings: where the second word begins. */
static const struct {
	const char *word;
	uint8_t at;
} joined[] = { { "arent", 3 }, { "cannot", 3 }, { "couldnt", 5 }, { "didnt", 3 }, { "doesnt", 4 }, { "dont", 2 }, { "gimme", 3 },
	       { "gonna", 3 }, { "gotta", 3 }, { "hasnt", 3 }, { "havent", 4 }, { "isnt", 2 }, { "lemme", 3 }, { "shouldnt", 6 },
	       { "thats", 4 }, { "theres", 5 }, { "theyre", 4 }, { "wanna", 3 }, { "wasnt", 3 }, { "werent", 4 }, { "whats", 4 },
	       { "wouldnt", 5 }, { "youre", 3 } };
/* Capitalised after a stop they begin a sentence rather than carry on a name. */
static const char *const opener[] = { "a", "after", "although", "among", "an", "and", "another", "any", "as", "at", "because", "before", "besides",
	                              "both", "but", "by", "despite", "during", "each", "earlier", "even", "every", "for", "from", "he",
	                              "her", "here", "his", "how", "however", "i", "if", "in", "instead", "it", "its", "later", "many",
	                              "meanwhile", "most", "my", "no", "not", "now", "on", "once", "one", "only", "other", "our", "she",
	                              "since", "so", "some", "still", "such", "that", "the", "their", "then", "there", "these", "they",
	                              "this", "those", "though", "thus", "to", "two", "under", "until", "we", "what", "when", "where",
	                              "whether", "while", "who", "why", "with", "yet", "you" };
/* Kept whole although made of punctuation. */
static const char *const emoticon[] = { ":(", ":)", ":-(", ":-)", ":-/", ":/", ":D", ":P", ":p", ";)", ";-)", "<3", "=(", "=)" };

#define IN(list, w) in_list((list), sizeof(list) / sizeof *(list), (w))

/* Binary search of the lower-cased ASCII word; words with other letters are in no list. */
static bool in_list(const char *const *list, size_t n, struct str w)
{
	char z[12];
	if (w.n == 0 || w.n >= sizeof z)
		return false;
	for (size_t i = 0; i < w.n; i++)
		z[i] = (char)drg__lower((unsigned char)w.p[i] < 0x80 ? (unsigned char)w.p[i] : 1);
	z[w.n] = 0;
	size_t lo = 0, hi = n;
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		int c = strcmp(z, list[mid]);
		if (c == 0)
			return true;
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return false;
}

static bool ascii_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

bool drg__is_abbreviation(struct str w, bool *title)
{
	*title = false;
	if (w.n && ascii_upper(w.p[0])) {
		if (IN(abbr_title, w)) {
			*title = true;
			return true;
		}
		if (IN(abbr_capital, w))
			return true;
	}
	return IN(abbr_any, w);
}

const char *drg__token_lists_sorted(void)
{
	static const struct {
		const char *const *v;
		size_t n;
	} list[] = {
#define LIST(x) { x, sizeof x / sizeof *x }
		LIST(abbr_title), LIST(abbr_capital), LIST(abbr_any), LIST(abbr_number), LIST(prefix), LIST(unit),
		LIST(clitic), LIST(elided), LIST(tld), LIST(file_type), LIST(opener),
#undef LIST
	};
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		for (size_t j = 1; j < list[i].n; j++)
			if (strcmp(list[i].v[j - 1], list[i].v[j]) >= 0)
				return list[i].v[j];
	return NULL;
}

bool drg__opens_sentence(struct str w)
{
	return w.n && ascii_upper(w.p[0]) && IN(opener, w);
}

/* ----------------------------------------------------------------- shape -- */

static bool apostrophe(uint32_t cp)
{
	return cp == '\'' || cp == 0x2019 || cp == '`' || cp == 0x2018 || cp == 0x02BC;
}

static bool hyphen(uint32_t cp)
{
	return cp == '-' || cp == 0x2010 || cp == 0x2011;
}

/* The order of the tests is the definition; train/words.py has the same. */
enum shape drg__shape(struct str w)
{
	uint32_t letters = 0, upper = 0, lower = 0, digits = 0, symbols = 0, punct = 0, n = 0;
	bool first_upper = false, rest_upper = false, hyphens = false, apostrophe_first = false;
	char last3[3] = { 0 }; /* the letters of n't and n’t, the mark as ' */
	for (size_t i = 0; i < w.n; n++) {
		int len;
		uint32_t cp = drg__utf8_get(w.p + i, w.p + w.n, &len);
		bool mark = cp == '\'' || cp == 0x2019;
		i += (size_t)len;
		if (n < 3)
			last3[n] = (char)(mark ? '\'' : cp < 128 ? drg__lower(cp) : 0);
		if (n == 0)
			apostrophe_first = mark;
		hyphens |= cp == '-' || cp == 0x2010 || cp == 0x2011 || cp == 0x2013;
		switch (utf8proc_category((utf8proc_int32_t)cp)) {
		case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LT:
			upper++;
			if (letters++)
				rest_upper = true;
			else
				first_upper = true;
			break;
		case UTF8PROC_CATEGORY_LL:
			lower++;
			letters++;
			break;
		case UTF8PROC_CATEGORY_LM: case UTF8PROC_CATEGORY_LO:
			letters++;
			break;
		case UTF8PROC_CATEGORY_ND:
			digits++;
			break;
		case UTF8PROC_CATEGORY_SM: case UTF8PROC_CATEGORY_SC: case UTF8PROC_CATEGORY_SK: case UTF8PROC_CATEGORY_SO:
			symbols++;
			break;
		case UTF8PROC_CATEGORY_PC: case UTF8PROC_CATEGORY_PD: case UTF8PROC_CATEGORY_PS: case UTF8PROC_CATEGORY_PE:
		case UTF8PROC_CATEGORY_PI: case UTF8PROC_CATEGORY_PF: case UTF8PROC_CATEGORY_PO:
			if (cp == '%')
				symbols++;
			else
				punct++;
			break;
		default:
			break;
		}
	}
	if (letters && !digits && (apostrophe_first || (n == 3 && memcmp(last3, "n't", 3) == 0)))
		return SHAPE_CLITIC;
	if (!letters && !digits)
		return symbols ? SHAPE_SYMBOL : punct && punct == n ? SHAPE_PUNCT : SHAPE_OTHER;
	if (!letters)
		return digits == n ? SHAPE_DIGITS : SHAPE_NUMBER;
	if (digits)
		return SHAPE_ALNUM;
	if (hyphens)
		return upper ? SHAPE_HYPHEN_UPPER : SHAPE_HYPHEN_LOWER;
	if (upper + lower == 0)
		return SHAPE_OTHER;
	if (upper == 0)
		return SHAPE_LOWER;
	if (letters == 1)
		return SHAPE_SINGLE_UPPER;
	if (lower == 0)
		return SHAPE_UPPER;
	return first_upper && !rest_upper ? SHAPE_TITLE : SHAPE_MIXED;
}

/* --------------------------------------------------------------- scanning -- */

struct row {
	struct span span;
	uint32_t para;
	uint8_t flags;
};

struct scan {
	const char *p;      /* text */
	uint32_t para, end; /* paragraph, its end */
	bool first, space;  /* of the paragraph; white space before */
	struct arena *a;
	VEC(struct row) rows;
};

static uint32_t at(const struct scan *z, uint32_t i, uint32_t e, int *len)
{
	*len = 0;
	return i < e ? drg__utf8_get(z->p + i, z->p + e, len) : 0;
}

/* Part of a word; the soft hyphen and the joiners are invisible inside one. */
static bool alnum(uint32_t cp)
{
	return drg__is_letter(cp) || drg__is_digit(cp) || cp == '_' || cp == 0xAD || cp == 0x200C || cp == 0x200D || cp == 0x2060;
}

static void emit(struct scan *z, uint32_t s, uint32_t e)
{
	if (s >= e)
		return;
	struct row *r = PUSH(z->a, &z->rows);
	*r = (struct row){ { s, e }, z->para, 0 };
	if (z->space)
		r->flags |= TOK_SPACE;
	if (z->first)
		r->flags |= TOK_PARA;
	z->first = z->space = false;
}

static struct str cut(const struct scan *z, uint32_t s, uint32_t e)
{
	return drg__str(z->p + s, e - s);
}

/* The word after i, past white space and opening marks, within the paragraph. */
static struct str next_word(const struct scan *z, uint32_t i)
{
	int len;
	uint32_t cp;
	for (int k = 0; k < 8 && i < z->end; k++, i += (uint32_t)len) {
		cp = at(z, i, z->end, &len);
		if (alnum(cp))
			break;
	}
	uint32_t s = i;
	for (int k = 0; k < 16 && i < z->end; k++, i += (uint32_t)len) {
		cp = at(z, i, z->end, &len);
		if (!alnum(cp))
			break;
	}
	return cut(z, s, i);
}

/* Does the stop at `dot` belong to the word [s, dot)? */
static bool keeps_stop(const struct scan *z, uint32_t s, uint32_t dot, bool dotted)
{
	struct str w = cut(z, s, dot);
	bool title = false, single = w.n == 1 && ascii_upper(w.p[0]);
	struct str next = next_word(z, dot + 1);
	if (dot + 1 < z->end && z->p[dot + 1] == '.' && (dot + 2 >= z->end || z->p[dot + 2] == '.'))
		return false; /* an ellipsis follows */
	if (IN(abbr_number, w) && !(dotted || single)) {
		/* "No. 5", but "No." */
		if (next.n && next.p[0] >= '0' && next.p[0] <= '9')
			return true;
		if (w.n <= 3)
			return false;
	}
	if (!dotted && !single && !drg__is_abbreviation(w, &title))
		return false;
	if (next.n == 0)
		return false; /* the paragraph ends: the stop is the sentence's */
	if (title)
		return true;
	return !drg__opens_sentence(next) || (single && drg__str_eq(next, STR("I")));
}

/* Digits and separators from s on: a telephone number, a date?  Looks at most
 * 32 bytes ahead.  *to is where it ends. */
static bool digit_groups(const struct scan *z, uint32_t s, uint32_t e, uint32_t *to)
{
	uint32_t len[8] = { 0 }, val[8] = { 0 }, groups = 0, i = s;
	char sep = 0;
	for (; i < e && i - s < 32; i++) {
		char c = z->p[i];
		if (c >= '0' && c <= '9') {
			if (len[groups] < 9)
				val[groups] = val[groups] * 10 + (uint32_t)(c - '0');
			len[groups]++;
		} else if ((c == '-' || c == '/') && (!sep || sep == c) && len[groups] && groups < 7 && i + 1 < e && z->p[i + 1] >= '0' && z->p[i + 1] <= '9') {
			sep = c;
			groups++;
		} else {
			break;
		}
	}
	*to = i;
	if (!sep || i - s >= 32)
		return false;
	groups++;
	if (i < e && alnum((unsigned char)z->p[i]))
		return false;
	if (groups >= 3)
		return true;
	if (sep == '-')
		return len[1] == 4 && (len[0] == 3 || len[0] == 5);
	/* 9/11 and 5/18 are days; 1/2 and 19/20 are not */
	return val[0] >= 1 && val[0] <= 12 && val[1] <= 31 && !(val[0] < val[1] && (val[1] <= 5 || val[1] == 8));
}

/* Letters after an apostrophe at i: which clitic, if any?  Its end. */
static uint32_t clitic_end(const struct scan *z, uint32_t i, uint32_t e)
{
	int len;
	if (!apostrophe(at(z, i, e, &len)))
		return 0;
	uint32_t s = i + (uint32_t)len, k = s;
	while (k < e && k - s < 4 && drg__is_letter((unsigned char)z->p[k]) && (unsigned char)z->p[k] < 0x80)
		k++;
	at(z, k, e, &len);
	if (k < e && alnum(at(z, k, e, &len)))
		return 0;
	return IN(clitic, cut(z, s, k)) ? k : 0;
}

static void split_joined(struct scan *z, uint32_t s, uint32_t e)
{
	struct str w = cut(z, s, e);
	for (size_t i = 0; w.n >= 4 && w.n <= 8 && i < sizeof joined / sizeof *joined; i++) {
		if (drg__str_ieq(w, drg__str_c(joined[i].word))) {
			emit(z, s, s + joined[i].at);
			s += joined[i].at;
			break;
		}
	}
	emit(z, s, e);
}

/* One word beginning at s with a letter or digit; emits it (and its clitics)
 * and returns where to go on. */
static uint32_t word(struct scan *z, uint32_t s, uint32_t e)
{
	uint32_t i = s, part = s, to; /* part: since the last hyphen */
	bool digits = true, letters = true, dotted = false, lone = true; /* lone: one letter since the last stop */
	uint32_t since = 0;           /* characters since the last stop */
	int len, len2;
	if (z->p[s] >= '0' && z->p[s] <= '9' && digit_groups(z, s, e, &to)) {
		emit(z, s, to);
		return to;
	}
	while (i < e) {
		uint32_t cp = at(z, i, e, &len), next = at(z, i + (uint32_t)len, e, &len2);
		if (drg__is_digit(cp)) {
			letters = lone = false;
			since++;
		} else if (alnum(cp)) {
			if (digits && i > s) {
				/* 35|mm 7:30|PM 2|p.m., but 4th 1990s 83N */
				uint32_t k = i;
				while (k < e && k - i < 9 && (unsigned char)z->p[k] < 0x80 && drg__is_letter((unsigned char)z->p[k]))
					k++;
				bool stop = k < e && k - i == 1 && z->p[k] == '.' && k + 1 < e && (z->p[k + 1] | 32) == 'm';
				int l3;
				if (stop || (IN(unit, cut(z, i, k)) && !(k < e && alnum(at(z, k, e, &l3))) && !(k < e && (z->p[k] == '-' || apostrophe(at(z, k, e, &l3))))))
					break;
			}
			digits = false;
			since++;
			lone = lone && since == 1;
		} else if (cp == '.' && since) {
			uint32_t after = i + 1 + (uint32_t)len2;
			int l3;
			uint32_t third = at(z, after, e, &l3);
			if (digits && drg__is_digit(next)) {
				since = 0;
			} else if (letters && lone && drg__is_letter(next) && !drg__is_letter(third)) {
				dotted = true;
				since = 0;
			} else {
				break;
			}
		} else if ((cp == ',' || cp == ':') && digits && since && drg__is_digit(next)) {
			since = 0;
		} else if (apostrophe(cp) && cp != '`' && drg__is_letter(next)) {
			uint32_t k = clitic_end(z, i, e);
			if (k && !(digits && (next | 32) == 's' && z->p[i - 1] == '0'))
				break;
			bool t_last = (next | 32) == 't' && !alnum(at(z, i + (uint32_t)len + 1, e, &len2));
			if (t_last && i - s >= 2 && (z->p[i - 1] | 32) == 'n') {
				emit(z, s, i - 1);
				emit(z, i - 1, i + (uint32_t)len + 1);
				return i + (uint32_t)len + 1;
			}
			lone = false;
		} else if (hyphen(cp) && alnum(next) && i - part < 12 && IN(prefix, cut(z, part, i))) {
			lone = false;
			part = i + (uint32_t)len;
		} else if (cp == '/' && i == s + 1 && letters && drg__is_letter(next) && i + 2 < e + 1 && !(i + 2 < e && alnum((unsigned char)z->p[i + 2]))) {
			lone = false; /* b/c w/o l/c */
		} else if (cp == '&' && letters && i - s <= 3 && drg__is_upper(next) && ascii_upper(z->p[i - 1])) {
			lone = false;
		} else {
			break;
		}
		i += (uint32_t)len;
	}
	if (i < e && z->p[i] == '.' && letters && keeps_stop(z, s, i, dotted)) {
		emit(z, s, i + 1);
		return i + 1;
	}
	split_joined(z, s, i);
	uint32_t k = clitic_end(z, i, e);
	if (k) {
		emit(z, i, k);
		return k;
	}
	return i;
}

/* A run of marks that stays whole: its end. */
static uint32_t run_end(const struct scan *z, uint32_t i, uint32_t e)
{
	int len, len2;
	uint32_t cp = at(z, i, e, &len), k = i + (uint32_t)len, c;
	switch (cp) {
	case '.': case 0x2026:
		while (k < e && ((c = at(z, k, e, &len2)) == '.' || c == 0x2026))
			k += (uint32_t)len2;
		return k;
	case '!': case '?':
		while (k < e && (z->p[k] == '!' || z->p[k] == '?'))
			k++;
		return k;
	case '\'': case '`': case ',':
		return k < e && z->p[k] == (char)cp ? k + 1 : k;
	case 0x2018: case 0x2019:
		return k < e && ((c = at(z, k, e, &len2)) == 0x2018 || c == 0x2019) ? k + (uint32_t)len2 : k;
	case '-': case '*': case '=': case '+': case '~': case '#': case '_': case '$': case '<': case '>': case 0x2013: case 0x2014:
		while (k < e && at(z, k, e, &len2) == cp)
			k += (uint32_t)len2;
		return k;
	default:
		return k;
	}
}

static void plain(struct scan *z, uint32_t s, uint32_t e)
{
	int len, len2;
	while (s < e) {
		uint32_t cp = at(z, s, e, &len), next = at(z, s + (uint32_t)len, e, &len2);
		if (alnum(cp) && cp != '_' && cp != 0xAD) {
			s = word(z, s, e);
			continue;
		}
		if (apostrophe(cp) && drg__is_letter(next) && cp != '`') {
			uint32_t k = s + (uint32_t)len, from = k;
			while (k < e && k - from < 8 && (unsigned char)z->p[k] < 0x80 && drg__is_letter((unsigned char)z->p[k]))
				k++;
			if (IN(elided, cut(z, from, k)) && !(k < e && alnum(at(z, k, e, &len2)))) {
				emit(z, s, k);
				s = k;
				continue;
			}
		}
		uint32_t k = run_end(z, s, e);
		if (cp == '+' && k == s + 1 && drg__is_digit(next) && (s == 0 || !alnum((unsigned char)z->p[s - 1]))) {
			while (k < e && drg__is_digit(at(z, k, e, &len2)))
				k += (uint32_t)len2;
		}
		emit(z, s, k);
		s = k;
	}
}

/* -------------------------------------------------------------- addresses -- */

static bool opening(uint32_t cp)
{
	return cp == '(' || cp == '[' || cp == '{' || cp == '<' || cp == '"' || cp == '\'' || cp == 0x201C || cp == 0x2018 || cp == 0xAB || cp == 0x201E;
}

static bool closing(uint32_t cp)
{
	return cp == '.' || cp == ',' || cp == ';' || cp == ':' || cp == '!' || cp == '?' || cp == ')' || cp == ']' || cp == '}' || cp == '>' || cp == '"' ||
	       cp == '\'' || cp == 0x201D || cp == 0x2019 || cp == 0xBB || cp == 0x2026;
}

/* user@host.tld, @handle, #tag, host.tld[/path], name.type: the whole of w? */
static bool address(struct str w)
{
	size_t ats = 0, at_pos = 0, last_dot = 0, dots = 0, slash = SIZE_MAX;
	bool letters = false, ellipsis = false, labels = w.n > 1 && w.p[0] >= 'a' && w.p[0] <= 'z'; /* labels: each long and lower case */
	for (size_t i = 0; i < w.n; i++) {
		unsigned char c = (unsigned char)w.p[i];
		if (c == '@') {
			ats++;
			at_pos = i;
		} else if (c == '.') {
			if (i + 1 < w.n && w.p[i + 1] == '.')
				ellipsis = true; /* dots between words, unless a masked address: ab...@x.com */
			else if (ats == 0 && slash == SIZE_MAX && (i < last_dot + 2 || i + 2 >= w.n || w.p[i + 1] < 'a' || w.p[i + 1] > 'z'))
				labels = false;
			if (slash == SIZE_MAX) {
				last_dot = i;
				dots++;
			}
		} else if (c == '/') {
			if (slash == SIZE_MAX)
				slash = i;
		} else if ((c | 32) >= 'a' && (c | 32) <= 'z') {
			letters = true;
		} else if (slash == SIZE_MAX && !(c >= '0' && c <= '9') && c != '_' && c != '-' && c != '+' && !(c == '#' && i == 0)) {
			return false;
		}
	}
	if (!letters || w.n < 3 || (ellipsis && ats != 1))
		return false;
	if (labels && dots >= 2 && !ats)
		return true; /* example.group.name */
	if (ats == 1 && at_pos > 0)
		return slash == SIZE_MAX && at_pos + 1 < w.n && (!dots || last_dot + 2 < w.n);
	if (ats == 1 || w.p[0] == '#')
		return dots == 0 && slash == SIZE_MAX && (w.p[1] | 32) >= 'a' && (w.p[1] | 32) <= 'z' && (ats == 1) == (w.p[0] == '@');
	if (ats || !dots || last_dot == 0)
		return false;
	struct str host = drg__str_sub(w, 0, slash == SIZE_MAX ? w.n : slash);
	struct str ext = drg__str_sub(host, last_dot + 1, host.n);
	if (last_dot < 2)
		return false;
	/* "end.In" is a missing space: such short names only in lower case */
	bool small = ext.n && ext.p[0] >= 'a';
	return (IN(tld, ext) && (small || ext.n == 3) && (ext.n > 2 || slash != SIZE_MAX || dots > 1)) || (small && IN(file_type, ext));
}

static size_t url_at(struct str w)
{
	static const char *const scheme[] = { "http://", "https://", "www.", "ftp://" };
	size_t best = SIZE_MAX;
	for (size_t i = 0; i < 4; i++) {
		size_t k = drg__str_find(w, drg__str_c(scheme[i]), 0);
		if (k < best && (k == 0 || !alnum((unsigned char)w.p[k - 1])))
			best = k;
	}
	return best;
}

/* One stretch without white space. */
static void chunk(struct scan *z, uint32_t s, uint32_t e)
{
	uint32_t a = s, b = e;
	int len;
	while (a < b && opening(at(z, a, b, &len)))
		a += (uint32_t)len;
	struct str all = cut(z, s, e);
	for (size_t i = 0; all.n <= 3 && i < sizeof emoticon / sizeof *emoticon; i++) {
		if (drg__str_eq(all, drg__str_c(emoticon[i]))) {
			emit(z, s, e);
			return;
		}
	}
	while (b > a && closing(drg__utf8_before(z->p + a, z->p + b, &len)))
		b -= (uint32_t)len;
	if (b - a >= 4) {
		size_t k = url_at(cut(z, a, b));
		if (k != SIZE_MAX) {
			plain(z, s, a + (uint32_t)k);
			emit(z, a + (uint32_t)k, b);
			plain(z, b, e);
			return;
		}
	}
	if (b > a && address(cut(z, a, b))) {
		plain(z, s, a);
		emit(z, a, b);
		plain(z, b, e);
		return;
	}
	plain(z, s, e);
}

/* ------------------------------------------------------------------ rows -- */

static uint8_t char_flags(struct str w)
{
	uint8_t f = 0;
	for (size_t i = 0; i < w.n;) {
		int len;
		uint32_t cp = drg__utf8_get(w.p + i, w.p + w.n, &len);
		i += (size_t)len;
		if (drg__is_digit(cp))
			f |= TOK_NUM;
		else if (drg__is_letter(cp))
			f |= TOK_WORD;
		if ((f & (TOK_NUM | TOK_WORD)) == (TOK_NUM | TOK_WORD))
			break;
	}
	if (f)
		return f;
	int len;
	uint32_t cp = drg__utf8_get(w.p, w.p + w.n, &len);
	switch (cp) {
	case '"': case 0x201C: case 0x201D: case 0x201E: case 0x201F: case 0xAB: case 0xBB: case 0x2039: case 0x203A:
	case 0x2018: case 0x2019: case 0x201A: case 0x201B: case '\'': case '`': case 0xB4:
	case 0x300C: case 0x300D: case 0xFF02:
		return TOK_PUNCT | TOK_QUOTE;
	default:
		return TOK_PUNCT;
	}
}

void drg__tokenize(const struct text *text, const struct paras *paras, const struct zones *zones,
                   struct arena *keep, struct arena scratch, struct tokens *out)
{
	struct scan z = { .p = text->p, .a = &scratch };
	for (uint32_t p = 0; p < paras->n; p++) {
		uint32_t i = paras->span[p].s, e = paras->span[p].e;
		z.para = p;
		z.end = e;
		z.first = true;
		z.space = i > 0;
		while (i < e) {
			int len;
			uint32_t s = i;
			while (i < e && !drg__is_space(drg__utf8_get(z.p + i, z.p + e, &len)))
				i += (uint32_t)len;
			if (i > s)
				chunk(&z, s, i);
			while (i < e && drg__is_space(drg__utf8_get(z.p + i, z.p + e, &len))) {
				i += (uint32_t)len;
				z.space = true;
			}
		}
	}
	uint32_t n = out->n = (uint32_t)z.rows.n;
	out->span = drg__alloc_n(keep, n, sizeof *out->span, _Alignof(struct span));
	out->flags = drg__alloc_n(keep, n, 1, 1);
	out->shape = drg__alloc_n(keep, n, 1, 1);
	out->fold = drg__alloc_n(keep, n, sizeof *out->fold, _Alignof(uint64_t));
	out->para = drg__alloc_n(keep, n, sizeof *out->para, _Alignof(uint32_t));
	uint32_t zone = 0;
	for (uint32_t i = 0; i < n; i++) {
		struct row r = z.rows.v[i];
		struct str w = drg__str(text->p + r.span.s, r.span.e - r.span.s);
		out->span[i] = r.span;
		out->para[i] = r.para;
		out->flags[i] = r.flags | char_flags(w);
		out->shape[i] = (uint8_t)drg__shape(w);
		out->fold[i] = drg__fold_hash(w);
		while (zones && zone < zones->n && zones->span[zone].e <= r.span.s)
			zone++;
		if (zones && zone < zones->n && zones->span[zone].s <= r.span.s)
			out->flags[i] |= TOK_ZONE;
	}
}
