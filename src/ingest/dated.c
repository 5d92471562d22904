#include "ingest/dated.h"

#include "base/utf8.h"

/* Words that may stand in a line that is nothing but a date. */
static const char *const date_words[] = {
	"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
	"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
	"at", "on", "of", "the", "st", "nd", "rd", "th", "am", "pm", "a", "p", "m", "t", "z", "hrs", "hours", "local", "time",
	"gmt", "utc", "bst", "est", "edt", "et", "cst", "cdt", "pst", "pdt", "pt", "cet", "cest", "eet", "eest", "ist", "msk",
};

/* What a line calls its date; `other` is the day of something else. */
static const struct { const char *word; bool other; } label[] = {
	{ "first published on", false }, { "first published", false }, { "published on", false }, { "published at", false }, { "published", false },
	{ "publication date", false }, { "release date", false }, { "date published", false }, { "posted on", false }, { "posted", false },
	{ "issued on", false }, { "issued", false }, { "dated", false }, { "date", false },
	{ "last updated", true }, { "updated", true }, { "modified", true }, { "accessed", true }, { "retrieved", true },
};

static bool one_of_words(struct str s)
{
	for (size_t i = 0; i < sizeof date_words / sizeof *date_words; i++)
		if (drg__str_ieq(s, drg__str_c(date_words[i])))
			return true;
	return false;
}

/* Nothing but figures, marks and the words of dates? */
static bool only_a_date(struct str s)
{
	for (size_t i = 0; i < s.n;) {
		int len;
		uint32_t c = drg__utf8_get(s.p + i, s.p + s.n, &len);
		size_t from = i;
		i += (size_t)len;
		if (!drg__is_letter(c))
			continue;
		while (i < s.n && drg__is_letter(drg__utf8_get(s.p + i, s.p + s.n, &len)))
			i += (size_t)len;
		if (!one_of_words(drg__str_sub(s, from, i)))
			return false;
	}
	return true;
}

/* The line behind its label; *other: the label is that of another day. */
static struct str behind_label(struct str s, bool *other)
{
	*other = false;
	for (size_t i = 0; i < sizeof label / sizeof *label; i++) {
		struct str w = drg__str_c(label[i].word);
		if (s.n <= w.n || !drg__str_istarts(s, w) || drg__is_letter((unsigned char)s.p[w.n]))
			continue;
		*other = label[i].other;
		s = drg__str_trim(drg__str_sub(s, w.n, s.n));
		return s.n && (s.p[0] == ':' || s.p[0] == '-') ? drg__str_trim(drg__str_sub(s, 1, s.n)) : s;
	}
	return s;
}

bool drg__date_alone(struct str s, struct date *out)
{
	enum { LONGEST = 60 };
	s = drg__str_trim(s);
	return s.n >= 8 && s.n <= LONGEST && only_a_date(s) && drg__date_find(s, out);
}

/* Where the next piece of a line ends: at a bar or a middle dot. */
static size_t piece_end(struct str s, size_t *mark)
{
	size_t bar = drg__str_find(s, STR("|"), 0), dot = drg__str_find(s, STR("\xC2\xB7"), 0), bullet = drg__str_find(s, STR("\xE2\x80\xA2"), 0);
	size_t at = bar < dot ? bar : dot;
	at = at < bullet ? at : bullet;
	*mark = at == SIZE_MAX ? 0 : at == bar ? 1 : at == dot ? 2 : 3;
	return at == SIZE_MAX ? s.n : at;
}

bool drg__date_line(struct str line, struct date *out)
{
	enum { LONGEST = 120 };
	bool found = false;
	if (line.n > LONGEST)
		return false;
	for (size_t mark = 1; mark && !found;) {
		size_t end = piece_end(line, &mark);
		bool other;
		struct str piece = behind_label(drg__str_trim(drg__str_sub(line, 0, end)), &other);
		found = !other && drg__date_alone(piece, out);
		line = drg__str_sub(line, end + mark, line.n);
	}
	return found;
}
