/* byline.c - the names in a byline. */
#include "base/utf8.h"
#include "ingest/page_meta.h"

static const struct {
	const char *said, *name;
} agencies[] = {
	{ "reuters", "Reuters" }, { "thomson reuters", "Reuters" }, { "ap", "AP" }, { "associated press", "Associated Press" },
	{ "the associated press", "The Associated Press" }, { "afp", "AFP" }, { "agence france-presse", "Agence France-Presse" },
	{ "agence france presse", "Agence France-Presse" }, { "dpa", "dpa" }, { "deutsche presse-agentur", "dpa" }, { "upi", "UPI" },
	{ "united press international", "UPI" }, { "xinhua", "Xinhua" }, { "tass", "TASS" }, { "interfax", "Interfax" }, { "ria novosti", "RIA Novosti" },
	{ "anadolu agency", "Anadolu Agency" }, { "anadolu", "Anadolu" }, { "ansa", "ANSA" }, { "efe", "EFE" }, { "kyodo", "Kyodo" },
	{ "kyodo news", "Kyodo News" }, { "yonhap", "Yonhap" }, { "pa media", "PA Media" }, { "press association", "Press Association" },
	{ "the canadian press", "The Canadian Press" }, { "canadian press", "Canadian Press" }, { "aap", "AAP" },
	{ "australian associated press", "Australian Associated Press" }, { "pti", "PTI" }, { "press trust of india", "Press Trust of India" },
	{ "ani", "ANI" }, { "ians", "IANS" }, { "bloomberg news", "Bloomberg News" }, { "wafa", "WAFA" }, { "irna", "IRNA" }, { "sana", "SANA" },
	{ "petra", "Petra" }, { "mena", "MENA" }, { "belga", "Belga" }, { "apa", "APA" }, { "ukrinform", "Ukrinform" },
};

struct str drg__agency(struct str credit)
{
	credit = drg__str_trim(credit);
	for (size_t i = 0; i < sizeof agencies / sizeof *agencies; i++)
		if (drg__str_ieq(credit, drg__str_c(agencies[i].said)))
			return credit;
	return (struct str){ NULL, 0 };
}

static bool letter_at(struct str s, size_t i)
{
	return i < s.n && (((s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z') || (unsigned char)s.p[i] >= 0x80);
}

/* Position of the separator at or after `from`; its length in *len. Commas,
 * semicolons, bars, bullets, slashes with spaces, "and", "&", "with". */
static size_t separator(struct str s, size_t from, size_t *len)
{
	static const char *const sep[] = { " and ", " And ", " AND ", " & ", " | ", " with ", " / ", "\n", ";", "|", " - ", " \xE2\x80\x93 ", " \xE2\x80\xA2 ", " \xC2\xB7 ", " in ", " for ", " via ", " of ", ", ", "," };
	for (size_t i = from; i < s.n; i++) {
		struct str here = drg__str_sub(s, i, s.n);
		for (size_t k = 0; k < sizeof sep / sizeof *sep; k++) {
			struct str z = drg__str_c(sep[k]);
			if (drg__str_starts(here, z)) {
				*len = z.n;
				return i;
			}
		}
	}
	*len = 0;
	return s.n;
}

static bool role_word(struct str w)
{
	static const char *const list[] = {
		"reporter", "editor", "writer", "correspondent", "staff", "journalist", "columnist", "contributor", "contributors", "producer", "news", "newsroom",
		"press", "bureau", "chief", "senior", "special", "political", "updated", "published", "posted", "created", "modified", "last", "minutes", "min", "read", "share", "comments",
		"am", "pm", "edt", "est", "gmt", "utc", "hours", "ago", "email", "follow", "author", "photographer", "photos", "photo", "image", "video",
		"media", "team", "desk", "magazine", "times", "post", "online", "com", "service", "january", "february", "march", "june", "july",
		"august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "oct", "nov", "dec",
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "digital", "assistant", "deputy", "freelance", "analyst", "host", "anchor",
		"the", "a", "view", "profile", "more", "about", "articles", "subscribe", "contact", "http", "https", "www", "admin", "administrator", "webmaster", "null", "undefined", "content",
		"lead", "manager", "written", "bio", "privacy", "policy", "says", "full", "event", "type", "product", "group", "behalf", "posts", "work", "support", "world", "our", "your", "how", "what", "why", "terms", "cookies", "all", "rights", "image", "images", "getty", "director", "health", "sports", "business", "technology", "tech", "science", "politics", "executive", "associate", "managing", "fellow",
		"former", "founder", "cofounder", "co-founder", "consultant", "expert", "reviewer", "leader", "certified", "specialist", "coach", "attorney", "ceo", "cto", "president",
		"professor", "enthusiast", "sign", "text", "size", "name", "higher", "insights",
	};
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		if (drg__str_ieq(w, drg__str_c(list[i])))
			return true;
	return false;
}

static bool particle(struct str w)
{
	static const char *const list[] = { "de", "van", "von", "der", "den", "la", "le", "du", "da", "dos", "di", "bin", "bint", "ibn", "al", "el", "ter", "ten", "y", "e", "af", "zu", "della", "del" };
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		if (drg__str_eq(w, drg__str_c(list[i])))
			return true;
	return w.n > 3 && (drg__str_starts(w, STR("al-")) || drg__str_starts(w, STR("el-")) || drg__str_starts(w, STR("d'")));
}

static bool desk_word(struct str w)
{
	static const char *const list[] = { "staff", "team", "desk", "newsdesk", "newsroom", "editors", "bureau", "correspondents", "reporters" };
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		if (drg__str_ieq(w, drg__str_c(list[i])))
			return true;
	return false;
}

/* "The Courier Foreign Desk", "Web editors": at most six words, one of them of a desk. */
static bool looks_like_desk(struct str s)
{
	size_t words = 0;
	bool desk = false;
	for (struct str rest = s; rest.p;) {
		struct str w = drg__str_cut(&rest, ' ');
		words += w.n > 0;
		desk |= desk_word(w);
	}
	return desk && words <= 6 && s.n < 60;
}

/* "Reviewed by", "Photo by": the name that follows wrote nothing. */
static bool other_work(struct str s)
{
	static const char *const list[] = { "reviewed by", "medically reviewed by", "fact checked by", "fact-checked by", "edited by", "photo by", "photos by", "photograph by",
		                            "photographs by", "photography by", "illustration by", "illustrations by", "illustrated by", "graphics by", "video by", "translated by", "updated by", "approved by", "presented by", "sponsored by", "hosted by" };
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		if (drg__str_istarts(s, drg__str_c(list[i])))
			return true;
	return false;
}

/* Two to five words, beginning with capitals (particles aside), no role among them. */
static bool looks_like_name(struct str s, bool strict)
{
	size_t words = 0, caps = 0;
	if (s.n < 3 || s.n > 60)
		return false;
	for (size_t i = 0; i < s.n;) {
		while (i < s.n && s.p[i] == ' ')
			i++;
		size_t from = i;
		while (i < s.n && s.p[i] != ' ')
			i++;
		if (i == from)
			break;
		struct str w = drg__str_sub(s, from, i);
		words++;
		int len;
		uint32_t cp = drg__utf8_get(w.p, w.p + w.n, &len);
		if (drg__is_digit(cp) || memchr(w.p, '@', w.n) || memchr(w.p, '/', w.n) || memchr(w.p, ':', w.n) || memchr(w.p, '?', w.n))
			return false;
		bool capital = drg__is_upper(cp);
		caps += capital;
		/* a script without capitals shows none; others do on all but particles */
		if (strict && !capital && cp < 0x250 && !particle(w))
			return false;
		if (strict && role_word(w))
			return false;
	}
	return words >= (strict ? 2u : 1u) && words <= 5 && (caps >= 1 || !strict);
}

static void add(struct name_list *v, struct arena *keep, struct str s)
{
	for (size_t i = 0; i < v->n; i++)
		if (drg__str_ieq(v->v[i], s))
			return;
	if (v->n < 24)
		*PUSH(keep, v) = drg__arena_str(keep, s);
}

static struct str strip_lead(struct str s)
{
	static const char *const lead[] = { "by:", "by", "written by", "reported by", "story by", "posted by", "words by", "author:", "authors:", "from", "published by", "reporting by", "report by", "analysis by", "text by", "article by", "view all posts by", "view all articles by", "more by", "view more posts by", "posts by", "article by", "recipe by", "contributors:", "and", "&", "with" };
	for (bool again = true; again;) {
		again = false;
		s = drg__str_trim(s);
		for (size_t i = 0; i < sizeof lead / sizeof *lead; i++) {
			struct str z = drg__str_c(lead[i]);
			/* "ByJane Doe": two elements without a space between them */
			bool glued = s.n > z.n + 1 && drg__str_ends(z, STR("by")) && s.p[z.n] >= 'A' && s.p[z.n] <= 'Z' && s.p[z.n - 1] == 'y';
			if (s.n > z.n && drg__str_istarts(s, z) && (glued || !letter_at(s, z.n))) {
				s = drg__str_sub(s, z.n, s.n);
				again = true;
			}
		}
	}
	while (s.n && strchr(".,;:|-*", s.p[s.n - 1]) && s.p[s.n - 1] && !(s.p[s.n - 1] == '.' && s.n > 2 && s.p[s.n - 3] == ' '))
		s.n--;
	return drg__str_trim(s);
}

/* A remark in brackets, "(Reuters)", "(opinion)", cut off; the agency it names, or p == NULL. */
static struct str cut_remark(struct str *part)
{
	const char *paren = part->n ? memchr(part->p, '(', part->n) : NULL;
	if (!paren)
		return (struct str){ NULL, 0 };
	struct str inside = drg__str_sub(*part, (size_t)(paren - part->p) + 1, part->n);
	const char *close = memchr(inside.p, ')', inside.n);
	if (close)
		inside.n = (size_t)(close - inside.p);
	part->n = (size_t)(paren - part->p);
	return drg__agency(inside);
}

size_t drg__byline_split(struct str line, bool desks, struct arena *keep, struct name_list *people, struct name_list *found)
{
	size_t names = 0;
	bool skip = false; /* the label stood in a part of its own */
	if (!other_work(drg__str_trim(line)))
		line = strip_lead(line);
	if (line.n > 400)
		line.n = 400;
	for (size_t at = 0; at < line.n;) {
		size_t len, e = separator(line, at, &len);
		struct str part = drg__str_trim(drg__str_sub(line, at, e));
		at = e + (len ? len : 1);
		struct str credit = cut_remark(&part);
		if (credit.n) {
			add(found, keep, credit);
			names++;
		}
		if (skip || other_work(part)) {
			skip = !skip && drg__str_ends(part, STR("by"));
			continue;
		}
		part = strip_lead(part);
		if (part.n == 0)
			continue;
		bool agency = drg__agency(part).p != NULL;
		if (!agency && !looks_like_name(part, true) && !(desks && looks_like_desk(part)))
			continue;
		add(agency ? found : people, keep, part);
		names++;
	}
	return names;
}
