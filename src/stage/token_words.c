/* Small closed lists which the encoder's training depends on, so they change only with it
 * and stay in the program rather than in a lexicon.  All sorted (asserted by
 * tests/unit/test_token.c through drg__token_lists_sorted). */
#include "stage/token_words.h"

#include <string.h>

#include "base/utf8.h"
#include "stage/token.h"

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

#define LIST(x) { x, sizeof x / sizeof *x }
static const struct {
	const char *const *v;
	size_t n;
} list[WORD_LISTS] = {
	[WORDS_TITLE] = LIST(abbr_title), [WORDS_CAPITAL] = LIST(abbr_capital), [WORDS_ANY] = LIST(abbr_any), [WORDS_NUMBER] = LIST(abbr_number),
	[WORDS_PREFIX] = LIST(prefix), [WORDS_UNIT] = LIST(unit), [WORDS_CLITIC] = LIST(clitic), [WORDS_ELIDED] = LIST(elided), [WORDS_TLD] = LIST(tld),
	[WORDS_FILE_TYPE] = LIST(file_type), [WORDS_OPENER] = LIST(opener),
};
#undef LIST

/* Binary search of the lower-cased ASCII word; words with other letters are in no list. */
bool drg__word_in(enum word_list which, struct str w)
{
	char z[12];
	if (w.n == 0 || w.n >= sizeof z)
		return false;
	for (size_t i = 0; i < w.n; i++)
		z[i] = (char)drg__lower((unsigned char)w.p[i] < 0x80 ? (unsigned char)w.p[i] : 1);
	z[w.n] = 0;
	size_t lo = 0, hi = list[which].n;
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		int c = strcmp(z, list[which].v[mid]);
		if (c == 0)
			return true;
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return false;
}

uint32_t drg__word_joined(struct str w)
{
	for (size_t i = 0; w.n >= 4 && w.n <= 8 && i < sizeof joined / sizeof *joined; i++)
		if (drg__str_ieq(w, drg__str_c(joined[i].word)))
			return joined[i].at;
	return 0;
}

bool drg__word_emoticon(struct str w)
{
	for (size_t i = 0; w.n <= 3 && i < sizeof emoticon / sizeof *emoticon; i++)
		if (drg__str_eq(w, drg__str_c(emoticon[i])))
			return true;
	return false;
}

static bool capital(struct str w)
{
	return w.n && w.p[0] >= 'A' && w.p[0] <= 'Z';
}

bool drg__is_abbreviation(struct str w, bool *title)
{
	*title = false;
	if (capital(w)) {
		if (drg__word_in(WORDS_TITLE, w)) {
			*title = true;
			return true;
		}
		if (drg__word_in(WORDS_CAPITAL, w))
			return true;
	}
	return drg__word_in(WORDS_ANY, w);
}

const char *drg__token_lists_sorted(void)
{
	for (size_t i = 0; i < WORD_LISTS; i++)
		for (size_t j = 1; j < list[i].n; j++)
			if (strcmp(list[i].v[j - 1], list[i].v[j]) >= 0)
				return list[i].v[j];
	return NULL;
}

bool drg__opens_sentence(struct str w)
{
	return capital(w) && drg__word_in(WORDS_OPENER, w);
}
