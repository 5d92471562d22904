#include "ingest/zone.h"

#include "ingest/dated.h"
#include "ingest/stamp.h"

#include "base/utf8.h"
#include "pack/lexicon.h"

/* Block roles of ingest.h that decide by themselves; the numbers are checked
 * where both are known (api_analyse.c). */
enum { ROLE_HEADING = 1, ROLE_CAPTION = 4, ROLE_PROMO = 5 };

enum where { START, WHOLE, PART, END };
enum hint { HINT_NONE, HINT_AFTER, HINT_BEFORE };

struct phrase {
	struct str words; /* lower case */
	uint8_t kind, where, hint;
	uint32_t longest; /* the sentence may have at most so many bytes */
};

struct work {
	const drg_pack *pack;
	const struct text *text;
	struct meta *meta;
	struct arena *keep, *a;
	struct phrase *phrase;
	uint32_t n_phrases, labels; /* paragraphs that begin with a label in capitals */
	uint32_t stamps;            /* .. with the time of an entry */
	uint16_t rule_phrase, rule_dateline, rule_capitals, rule_title, rule_title_line, rule_block, rule_byline, rule_date_line, rule_stamp;
	VEC(struct zone { struct span span; uint8_t kind; uint16_t rule; }) z;
};

static uint16_t rule_id(const drg_pack *pack, const char *name)
{
	return (uint16_t)drg__pack_rule_find(pack, name);
}

static void add(struct work *w, uint32_t s, uint32_t e, enum zone_kind kind, uint16_t rule)
{
	if (s < e && (w->z.n == 0 || w->z.v[w->z.n - 1].span.e <= s))
		*PUSH(w->a, &w->z) = (struct zone){ { s, e }, (uint8_t)kind, rule };
}

/* The outlet as a line of the text betrays it; what is given stays. */
static void betray(struct work *w, uint32_t s, uint32_t e)
{
	if (w->meta->outlet.n || s >= e)
		return;
	w->meta->outlet = drg__arena_str(w->keep, drg__str(w->text->p + s, e - s));
	w->meta->outlet_basis = BASIS_INFERRED;
	w->meta->outlet_span = (struct span){ s, e };
}

static uint32_t cp_at(const struct work *w, uint32_t i, uint32_t e, int *len)
{
	*len = 1;
	return i < e ? drg__utf8_get(w->text->p + i, w->text->p + e, len) : 0;
}

static bool white(uint32_t cp)
{
	return drg__is_space(cp);
}

static uint32_t skip_white(const struct work *w, uint32_t i, uint32_t e)
{
	int len;
	while (i < e && white(cp_at(w, i, e, &len)))
		i += (uint32_t)len;
	return i;
}

static uint32_t trim_end(const struct work *w, uint32_t s, uint32_t e)
{
	int len;
	while (e > s && white(drg__utf8_before(w->text->p + s, w->text->p + e, &len)))
		e -= (uint32_t)len;
	return e;
}

/* The end of the word at i. */
static uint32_t word_end(const struct work *w, uint32_t i, uint32_t e)
{
	int len;
	while (i < e && !white(cp_at(w, i, e, &len)))
		i += (uint32_t)len;
	return i;
}

/* Small words that may stand inside a name. */
static bool link_word(struct str s)
{
	return drg__str_eq(s, STR("of")) || drg__str_eq(s, STR("and")) || drg__str_eq(s, STR("&")) || drg__str_eq(s, STR("the")) || drg__str_eq(s, STR("for"));
}

/* A run of capitalised words from i on ("The Harbour Post"): its end, or i. */
static uint32_t name_run(const struct work *w, uint32_t i, uint32_t e)
{
	uint32_t end = i, at = i;
	for (int k = 0; k < 8 && at < e; k++) {
		uint32_t stop = word_end(w, at, e), cut = stop;
		int len;
		while (cut > at && drg__is_punct(drg__utf8_before(w->text->p + at, w->text->p + cut, &len)))
			cut -= (uint32_t)len;
		if (cut == at)
			break;
		uint32_t c = cp_at(w, at, e, &len);
		struct str word = drg__str(w->text->p + at, cut - at);
		if (drg__is_upper(c) || drg__is_digit(c))
			end = cut;
		else if (!(link_word(word) && end > i))
			break;
		if (cut < stop)
			break;
		at = skip_white(w, stop, e);
	}
	return end;
}

/* The same backwards: a run of capitalised words that ends at e. */
static uint32_t name_run_before(const struct work *w, uint32_t s, uint32_t e)
{
	uint32_t begin = e, at = trim_end(w, s, e);
	for (int k = 0; k < 6 && at > s; k++) {
		uint32_t from = at;
		int len = 1;
		while (from > s && !white(drg__utf8_before(w->text->p + s, w->text->p + from, &len)))
			from -= (uint32_t)len;
		uint32_t c = cp_at(w, from, at, &len);
		if (drg__is_upper(c))
			begin = from;
		else if (!link_word(drg__str(w->text->p + from, at - from)))
			break;
		at = trim_end(w, s, from);
	}
	return begin;
}

/* ------------------------------------------------------------- datelines -- */

/* Words that begin small in bytes [s, e): "near" may stand in a dateline, a
 * clause may not. */
static uint32_t small_words(const struct work *w, uint32_t s, uint32_t e)
{
	uint32_t n = 0;
	for (uint32_t i = s; i < e; i++)
		n += (i == s || white((unsigned char)w->text->p[i - 1])) && w->text->p[i] >= 'a' && w->text->p[i] <= 'z';
	return n;
}

/* "CITY, Month D (Agency) - " or "CITY - " or "City (Agency) - ": the end of
 * the dateline, its dash included, or s.  Looks at 120 bytes. */
static uint32_t dateline(const struct work *w, uint32_t s, uint32_t e, struct span *agency)
{
	uint32_t limit = e - s > 120 ? s + 120 : e, i = s, paren = 0;
	bool caps = false, checked = false;
	int len;
	*agency = (struct span){ 0, 0 };
	if (!drg__is_upper(cp_at(w, s, e, &len)))
		return s;
	while (i < limit) {
		uint32_t c = cp_at(w, i, e, &len);
		bool dash = c == 0x2013 || c == 0x2014 || (c == '-' && i > s && white((unsigned char)w->text->p[i - 1])) || (c == '-' && i + 1 < e && w->text->p[i + 1] == '-');
		if (dash) {
			uint32_t k = i + (uint32_t)len;
			while (k < e && w->text->p[k] == '-')
				k++;
			if (!checked)
				caps = i > s;
			uint32_t after = skip_white(w, k, e);
			if ((after == k && !agency->e) || after >= e)
				return s;
			if (agency->e && skip_white(w, agency->e + 1, i) != i)
				return s;
			/* the words before the first comma or parenthesis, all capitals */
			uint32_t upper = 0, lower = 0, words = 1, stop = s;
			for (uint32_t j = s; j < i;) {
				uint32_t d = cp_at(w, j, i, &len);
				if (d == ',' || d == '(')
					break;
				upper += drg__is_upper(d);
				lower += drg__is_lower(d);
				words += white(d);
				j += (uint32_t)len;
				stop = j;
			}
			caps = upper >= 3 && lower == 0 && words <= 5;
			struct date on;
			bool dated = stop > s && stop < i && w->text->p[stop] == ',' && words <= 5 && drg__date_alone(drg__str(w->text->p + stop + 1, i - stop - 1), &on);
			if (!caps && !dated && !(agency->e && words <= 5 && stop - s <= 48 && small_words(w, s, agency->s) <= 1))
				return s;
			return k;
		}
		checked = false;
		if (c == '(') {
			paren = i + 1;
		} else if (c == ')' && paren) {
			*agency = (struct span){ paren, i };
			paren = 0;
		} else if (c == '"' || c == 0x201C || c == '?' || c == '!' || c == ';' || (c == '.' && i + 1 < e && white((unsigned char)w->text->p[i + 1]) && i - s > 40)) {
			return s;
		}
		i += (uint32_t)len;
	}
	return s;
}

/* "LOWMARKET: The ferry left": the end of up to four words in capitals and their colon, or s. */
static uint32_t label(const struct work *w, uint32_t s, uint32_t e)
{
	uint32_t upper = 0, words = 1;
	int len;
	for (uint32_t i = s, limit = e - s > 60 ? s + 60 : e; i < limit; i += (uint32_t)len) {
		uint32_t c = cp_at(w, i, e, &len);
		if (c == ':')
			return upper >= 2 && words <= 4 && i + 1 < e && white((unsigned char)w->text->p[i + 1]) ? i + 1 : s;
		if (!drg__is_upper(c) && !white(c) && c != ',' && c != '/' && c != '-' && c != '.')
			return s;
		upper += drg__is_upper(c);
		words += white(c);
	}
	return s;
}

/* ---------------------------------------------------- capitals in the text -- */

/* A stretch of capitals from i on, at least four words of which two are long:
 * its end, or i. */
static uint32_t capitals(const struct work *w, uint32_t i, uint32_t e)
{
	uint32_t at = i, end = i, words = 0, longs = 0;
	int mark_len;
	uint32_t mark = cp_at(w, i, e, &mark_len);
	if (mark == '"' || mark == 0x201C || mark == '\'' || mark == 0x2018 || mark == 0xAB)
		return i; /* somebody shouts */
	if (e - i > 400)
		e = i + 400; /* a headline; and each byte is looked at a bounded number of times */
	while (at < e) {
		uint32_t stop = word_end(w, at, e), upper = 0, lower = 0, digits = 0;
		int len;
		for (uint32_t j = at; j < stop; j += (uint32_t)len) {
			uint32_t c = cp_at(w, j, stop, &len);
			upper += drg__is_upper(c);
			lower += drg__is_lower(c);
			digits += drg__is_digit(c);
		}
		if (lower || (upper == 0 && digits == 0 && stop - at > 3))
			break;
		/* "A" and "I" begin ordinary sentences too */
		if (upper == 1 && stop - at <= 2) {
			uint32_t next = skip_white(w, stop, e), next_stop = word_end(w, next, e);
			bool shout = next < e;
			for (uint32_t j = next; j < next_stop; j += (uint32_t)len)
				if (drg__is_lower(cp_at(w, j, next_stop, &len)))
					shout = false;
			if (!shout)
				break;
		}
		if (upper) {
			words++;
			longs += upper >= 4;
			end = stop;
		} else if (digits) {
			end = stop;
		}
		at = skip_white(w, stop, e);
	}
	return words >= 4 && longs >= 2 ? end : i;
}

/* --------------------------------------------------------------- phrases -- */

/* Does the text at i begin with the words, case aside, ending at a word's end? */
static bool says(const struct work *w, uint32_t i, uint32_t e, struct str words, uint32_t *end)
{
	for (size_t k = 0; k < words.n; k++) {
		if (i >= e)
			return false;
		char c = w->text->p[i];
		if (words.p[k] == ' ') {
			uint32_t j = skip_white(w, i, e);
			if (j == i)
				return false;
			i = j;
			continue;
		}
		if ((char)drg__lower((unsigned char)c < 0x80 ? (unsigned char)c : 1) != words.p[k])
			return false;
		i++;
	}
	int len;
	uint32_t next = cp_at(w, i, e, &len);
	if (i < e && (drg__is_letter(next) || drg__is_digit(next)) && words.n && (words.p[words.n - 1] | 32) >= 'a' && (words.p[words.n - 1] | 32) <= 'z')
		return false;
	*end = i;
	return true;
}

static bool phrase_in(const struct work *w, const struct phrase *p, uint32_t s, uint32_t e, uint32_t *from, uint32_t *to)
{
	if (e - s > p->longest)
		return false;
	if (p->where == START || p->where == WHOLE) {
		uint32_t i = s;
		int len, skipped = 0;
		/* past brackets and bullets */
		while (i < e && skipped < 4) {
			uint32_t c = cp_at(w, i, e, &len);
			if (drg__is_letter(c) || drg__is_digit(c) || c == '"' || c == 0x201C || c == 0xA9)
				break;
			i += (uint32_t)len;
			skipped++;
		}
		*from = i;
		if (!says(w, i, e, p->words, to))
			return false;
		if (p->where == START)
			return true;
		for (i = *to; i < e; i += (uint32_t)len) {
			uint32_t c = cp_at(w, i, e, &len);
			if (drg__is_letter(c) || drg__is_digit(c))
				return false;
		}
		return true;
	}
	/* anywhere: only in short stretches (longest), so this stays linear */
	for (uint32_t i = s; i < e; i++) {
		if (i > s && (unsigned char)w->text->p[i - 1] < 0x80 && drg__is_letter((unsigned char)w->text->p[i - 1]))
			continue;
		if ((w->text->p[i] | 32) != p->words.p[0] && w->text->p[i] != p->words.p[0])
			continue;
		if (says(w, i, e, p->words, to)) {
			*from = i;
			if (p->where == PART)
				return true;
			uint32_t k = *to;
			int len;
			while (k < e && !drg__is_letter(cp_at(w, k, e, &len)))
				k += (uint32_t)len;
			if (k == e)
				return true;
		}
	}
	return false;
}

static void infer(struct work *w, const struct phrase *p, uint32_t s, uint32_t e, uint32_t from, uint32_t to)
{
	if (p->hint == HINT_AFTER) {
		uint32_t i = skip_white(w, to, e), k;
		/* past digits of a year, "the", "our" */
		while (i < e && w->text->p[i] >= '0' && w->text->p[i] <= '9')
			i++;
		i = skip_white(w, i, e);
		if (says(w, i, e, STR("our"), &k) || says(w, i, e, STR("your"), &k))
			return;
		betray(w, i, name_run(w, i, e));
	} else if (p->hint == HINT_BEFORE) {
		uint32_t k = trim_end(w, s, from);
		betray(w, name_run_before(w, s, k), k);
	}
}

/* One rough sentence: does a phrase mark it? */
static bool sentence(struct work *w, uint32_t s, uint32_t e, bool whole_para)
{
	for (uint32_t i = 0; i < w->n_phrases; i++) {
		const struct phrase *p = &w->phrase[i];
		uint32_t from, to;
		if (p->where == WHOLE && !whole_para)
			continue;
		if (phrase_in(w, p, s, e, &from, &to)) {
			infer(w, p, s, e, from, to);
			add(w, s, e, (enum zone_kind)p->kind, w->rule_phrase);
			return true;
		}
	}
	return false;
}

/* The end of the rough sentence at i. */
static uint32_t sentence_end(const struct work *w, uint32_t i, uint32_t e)
{
	int len, len2;
	while (i < e) {
		uint32_t c = cp_at(w, i, e, &len);
		i += (uint32_t)len;
		if (c != '.' && c != '!' && c != '?')
			continue;
		while (i < e) {
			uint32_t d = cp_at(w, i, e, &len2);
			if (!(d == '"' || d == '\'' || d == ')' || d == 0x201D || d == 0x2019))
				break;
			i += (uint32_t)len2;
		}
		uint32_t k = skip_white(w, i, e);
		if (k > i && k < e && !drg__is_lower(cp_at(w, k, e, &len2)))
			return i;
	}
	return e;
}

/* "By Ada Lind" or "By Ada Lind and Jon Ek, Harbour Post" on a line of its own
 * near the top. */
static bool byline(struct work *w, uint32_t s, uint32_t e)
{
	uint32_t to;
	int len;
	if (e - s > 100 || !says(w, s, e, STR("by"), &to) || w->text->p[s] != 'B')
		return false;
	uint32_t i = skip_white(w, to, e), names = 0;
	while (i < e) {
		uint32_t stop = word_end(w, i, e), c = cp_at(w, i, e, &len);
		struct str word = drg__str(w->text->p + i, stop - i);
		if (!drg__is_upper(c) && !drg__str_eq(word, STR("and")) && !drg__str_eq(word, STR("in")) && !drg__str_eq(word, STR("|")) && !drg__str_eq(word, STR("for")))
			return false;
		if (w->text->p[stop - 1] == '.' && stop - i > 3)
			return false;
		names += drg__is_upper(c);
		i = skip_white(w, stop, e);
	}
	return names >= 2 && names <= 12;
}

/* May a title line end with c? Not with a stop. */
static bool ends_title(uint32_t c)
{
	return drg__is_letter(c) || drg__is_digit(c) || c == '\'' || c == '"' || c == '?' || c == '!' || c == 0x2019 || c == 0x201D;
}

/* A first line that is short, ends in no stop and is followed by a longer one. */
static bool title_line(const struct work *w, uint32_t s, uint32_t e, struct span next)
{
	int len;
	uint32_t last = drg__utf8_before(w->text->p + s, w->text->p + e, &len), words = 1;
	for (uint32_t i = s; i < e; i++)
		words += w->text->p[i] == ' ';
	return e - s <= 160 && words >= 3 && ends_title(last) && next.e > next.s + (e - s);
}

/* The text's own date, where nothing else gave one. */
static void date_of(struct work *w, const struct date *on)
{
	if (w->meta->published.n)
		return;
	w->meta->published = drg__date_format(on, w->keep);
	w->meta->published_basis = BASIS_TEXT;
}

/* "OSLO, March 3, 2031 (Gray Wire) -": what stands after the first comma. */
static void dateline_date(struct work *w, uint32_t s, uint32_t e)
{
	struct str line = drg__str(w->text->p + s, e - s);
	size_t from = drg__str_find(line, STR(","), 0), to = drg__str_find(line, STR("("), 0);
	struct date on;
	if (from == SIZE_MAX)
		return;
	line = drg__str_sub(line, from + 1, to == SIZE_MAX || to < from ? line.n : to);
	while (line.n && (line.p[line.n - 1] == '-' || white((unsigned char)line.p[line.n - 1]) || (line.p[line.n - 1] & 0x80)))
		line.n--; /* the dash, of whatever kind */
	if (drg__date_alone(line, &on))
		date_of(w, &on);
}

/* Is the last word in bytes [s, e) one that names of outlets end in ("Courier"; "News" only after another word)? */
static bool names_outlet(const struct work *w, uint32_t s, uint32_t e)
{
	uint32_t lex = drg__lex(w->pack, "outlet_words"), at = e;
	if (lex == UINT32_MAX)
		return false;
	while (at > s && !white((unsigned char)w->text->p[at - 1]))
		at--;
	struct str last = drg__str(w->text->p + at, e - at), sure = STR("yes");
	uint32_t col = drg__lex_col(w->pack, lex, "sure");
	for (uint32_t i = 0; i < drg__lex_rows(w->pack, lex); i++) {
		struct str word = drg__lex_str(w->pack, lex, i, 0);
		if (word.n && word.p[0] == '=')
			word = drg__str_sub(word, 1, word.n);
		if (drg__str_eq(word, last))
			return at > s || drg__str_eq(drg__lex_str(w->pack, lex, i, col), sure);
	}
	return false;
}

/* "Lake Courier, 21 November 2031", "Port Alder - 3 March 2031": a name and a day with
 * its year on a line of their own; *name is the name. */
static bool named_date(const struct work *w, uint32_t s, uint32_t e, struct span *name, struct date *on)
{
	enum { LONGEST = 120, WORDS = 6 };
	uint32_t words = 1, stop = s, i = s;
	int len;
	if (e - s > LONGEST || !drg__is_upper(cp_at(w, s, e, &len)))
		return false;
	for (; i < e; i += (uint32_t)len) {
		uint32_t c = cp_at(w, i, e, &len);
		if (c == ',' || c == '|' || c == 0xB7 || c == 0x2022 || c == 0x2013 || c == 0x2014 || (c == '-' && i > s && white((unsigned char)w->text->p[i - 1])))
			break;
		words += white(c);
		if (!white(c))
			stop = i + (uint32_t)len;
	}
	if (i >= e || words > WORDS || small_words(w, s, stop) > 1)
		return false;
	while (i < e && (w->text->p[i] == ',' || w->text->p[i] == '|' || w->text->p[i] == '-' || white((unsigned char)w->text->p[i]) || (w->text->p[i] & 0x80)))
		i++;
	*name = (struct span){ s, stop };
	return drg__date_alone(drg__str(w->text->p + i, e - i), on);
}

/* A line near the top that gives the day of publication, perhaps with the outlet. The
 * first line is rather a title, unless it names an outlet. */
static bool dated_line(struct work *w, uint32_t p, uint32_t s, uint32_t e)
{
	struct date on;
	struct span name = { 0, 0 };
	bool alone = drg__date_line(drg__str(w->text->p + s, e - s), &on);
	if (!alone && !named_date(w, s, e, &name, &on))
		return false;
	bool outlet = names_outlet(w, name.s, name.e);
	if (!alone && !outlet && p == 0)
		return false;
	add(w, s, e, ZONE_CREDIT, w->rule_date_line);
	date_of(w, &on);
	if (outlet)
		betray(w, name.s, name.e);
	return true;
}

static void paragraph(struct work *w, uint32_t p, struct span para, struct span next, uint8_t role)
{
	uint32_t s = para.s, e = para.e;
	struct str all = drg__str(w->text->p + s, e - s);
	if (s >= e)
		return;
	if (w->meta->title.n && p < 6 && drg__str_ieq(all, w->meta->title)) {
		add(w, s, e, ZONE_TITLE, w->rule_title);
		return;
	}
	if (p < 8 && byline(w, s, e)) {
		add(w, s, e, ZONE_CREDIT, w->rule_byline);
		return;
	}
	if (p < 6 && dated_line(w, p, s, e))
		return;
	if (p == 0 && !w->meta->title.n && title_line(w, s, e, next)) {
		add(w, s, e, ZONE_TITLE, w->rule_title_line);
		w->meta->title = drg__arena_str(w->keep, all);
		return;
	}
	if (role == ROLE_CAPTION || role == ROLE_HEADING || role == ROLE_PROMO) {
		sentence(w, s, e, true); /* a name may still be betrayed; first come, first kept */
		add(w, s, e, role == ROLE_CAPTION ? ZONE_CAPTION : role == ROLE_HEADING ? ZONE_HEADLINE : ZONE_PROMO, w->rule_block);
		return;
	}
	if (sentence(w, s, e, true))
		return;
	struct span agency;
	uint32_t i = s, k = w->stamps > 1 ? drg__stamp_end(w->text, s, e) : s;
	if (k > s) { /* each entry of a live page begins anew */
		add(w, s, k, ZONE_HEADLINE, w->rule_stamp);
		i = s = skip_white(w, k, e);
	}
	k = dateline(w, s, e, &agency);
	if (k == s && p < 6 && w->labels == 1) /* two would be people who take turns */
		k = label(w, s, e);
	if (k > s && (p < 6 || agency.e)) {
		add(w, s, k, ZONE_DATELINE, w->rule_dateline);
		dateline_date(w, s, k);
		if (agency.e)
			betray(w, agency.s, agency.e);
		i = skip_white(w, k, e);
	}
	while (i < e) {
		k = capitals(w, i, e);
		if (k > i) {
			add(w, i, k, ZONE_HEADLINE, w->rule_capitals);
			i = skip_white(w, k, e);
			continue;
		}
		k = sentence_end(w, i, e);
		if (i > s || k < e)
			sentence(w, i, k, false);
		i = skip_white(w, k, e);
	}
}

/* Where the text begins after a title: the first of the paragraphs from `p` on
 * that is no short line without a stop (a byline, a place, a date); empty if none. */
static struct span text_from(const struct work *w, const struct paras *paras, uint32_t p)
{
	int len;
	for (; p < paras->n && p < 5; p++) {
		struct span at = paras->span[p];
		if (at.e > at.s + 80 || (at.e > at.s && !ends_title(drg__utf8_before(w->text->p + at.s, w->text->p + at.e, &len))))
			return at;
	}
	return (struct span){ 0, 0 };
}

static void load(struct work *w)
{
	uint32_t lex = drg__lex(w->pack, "zones");
	if (lex == UINT32_MAX)
		return;
	uint32_t n = drg__lex_rows(w->pack, lex), kind = drg__lex_col(w->pack, lex, "kind"), where = drg__lex_col(w->pack, lex, "where"),
	         hint = drg__lex_col(w->pack, lex, "outlet"), longest = drg__lex_col(w->pack, lex, "longest");
	w->phrase = drg__alloc_n(w->a, n, sizeof *w->phrase, _Alignof(struct phrase));
	static const char *const kinds[] = { "title", "dateline", "headline", "promo", "credit", "caption" };
	static const char *const wheres[] = { "start", "whole", "part", "end" };
	for (uint32_t i = 0; i < n; i++) {
		struct phrase *p = &w->phrase[w->n_phrases++];
		p->words = drg__lex_str(w->pack, lex, i, 0);
		struct str k = drg__lex_str(w->pack, lex, i, kind), wh = drg__lex_str(w->pack, lex, i, where), h = drg__lex_str(w->pack, lex, i, hint);
		for (uint8_t j = 0; j < 6; j++)
			if (drg__str_eq(k, drg__str_c(kinds[j])))
				p->kind = j;
		for (uint8_t j = 0; j < 4; j++)
			if (drg__str_eq(wh, drg__str_c(wheres[j])))
				p->where = j;
		p->hint = drg__str_eq(h, STR("after")) ? HINT_AFTER : drg__str_eq(h, STR("before")) ? HINT_BEFORE : HINT_NONE;
		p->longest = (uint32_t)drg__lex_u64(w->pack, lex, i, longest, 200);
	}
}

void drg__zones(const drg_pack *pack, const struct text *text, const struct paras *paras, const uint8_t *roles,
                struct meta *meta, struct arena *keep, struct arena scratch, struct zones *out)
{
	struct work w = { .pack = pack, .text = text, .meta = meta, .keep = keep, .a = &scratch,
		          .rule_phrase = rule_id(pack, "zones.phrase"), .rule_dateline = rule_id(pack, "zones.dateline"),
		          .rule_capitals = rule_id(pack, "zones.capitals"), .rule_title = rule_id(pack, "zones.title"), .rule_title_line = rule_id(pack, "zones.title-line"),
		          .rule_block = rule_id(pack, "zones.block"), .rule_byline = rule_id(pack, "zones.byline"),
		          .rule_date_line = rule_id(pack, "zones.date-line"), .rule_stamp = rule_id(pack, "zones.stamp") };
	load(&w);
	for (uint32_t p = 0; p < paras->n; p++) {
		w.labels += label(&w, paras->span[p].s, paras->span[p].e) > paras->span[p].s;
		w.stamps += drg__stamp_end(text, paras->span[p].s, paras->span[p].e) > paras->span[p].s;
	}
	for (uint32_t p = 0; p < paras->n; p++)
		paragraph(&w, p, paras->span[p], p == 0 ? text_from(&w, paras, 1) : (struct span){ 0, 0 }, roles ? roles[p] : 0);
	uint32_t n = out->n = (uint32_t)w.z.n;
	out->span = drg__alloc_n(keep, n, sizeof *out->span, _Alignof(struct span));
	out->kind = drg__alloc_n(keep, n, 1, 1);
	out->rule = drg__alloc_n(keep, n, sizeof *out->rule, _Alignof(uint16_t));
	for (uint32_t i = 0; i < n; i++) {
		out->span[i] = w.z.v[i].span;
		out->kind[i] = w.z.v[i].kind;
		out->rule[i] = w.z.v[i].rule;
	}
}
