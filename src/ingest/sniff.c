/* sniff.c - what kind of material is this? */
#include "ingest/mail.h"
#include "ingest/source.h"

/* Formats that people hand over by mistake: better a plain word than noise. */
static const struct {
	const char *magic;
	size_t n;
	const char *what;
} foreign[] = {
	{ "%PDF-", 5, "a PDF file" },
	{ "PK\3\4", 4, "a ZIP or office file" },
	{ "\xD0\xCF\x11\xE0", 4, "an old office file" },
	{ "\x89PNG", 4, "a picture" },
	{ "\xFF\xD8\xFF", 3, "a picture" },
	{ "GIF8", 4, "a picture" },
	{ "\x7F" "ELF", 4, "a program" },
	{ "SQLite format 3", 16, "a database" },
	{ "BZh", 3, "a bzip2 archive" },
	{ "\xFD" "7zXZ", 5, "an xz archive" },
	{ "{\\rtf", 5, "an RTF file" },
	{ "filedesc://", 11, "an ARC file, the archive format before WARC" },
};

static bool has_extension(const char *name, const char *list)
{
	struct str n = drg__str_c(name), rest = drg__str_c(list);
	if (drg__str_ends(n, STR(".gz")))
		n.n -= 3;
	else if (drg__str_ends(n, STR(".zst")))
		n.n -= 4;
	while (rest.p) {
		struct str ext = drg__str_cut(&rest, ' ');
		if (n.n > ext.n && drg__str_ieq(drg__str_sub(n, n.n - ext.n, n.n), ext))
			return true;
	}
	return false;
}

static size_t skip_space(struct str s, size_t i)
{
	while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\n' || s.p[i] == '\r' || s.p[i] == '\f'))
		i++;
	return i;
}

static bool tag_at(struct str s, size_t i, const char *list)
{
	struct str rest = drg__str_c(list), here = drg__str_sub(s, i, s.n);
	while (rest.p) {
		struct str t = drg__str_cut(&rest, ' ');
		if (here.n > t.n && drg__str_istarts(here, t) && strchr(" \t\r\n\f/>:", here.p[t.n]))
			return true;
	}
	return false;
}

/* Past XML declarations, comments, doctypes: the first element. */
static drg_kind markup(struct str s, size_t i)
{
	bool xml = false;
	for (int guard = 0; guard < 64 && i + 1 < s.n && s.p[i] == '<'; guard++) {
		struct str rest = drg__str_sub(s, i, s.n);
		size_t e;
		if (drg__str_starts(rest, STR("<!--")))
			e = drg__str_find(rest, STR("-->"), 4);
		else if (drg__str_istarts(rest, STR("<!doctype html")))
			return DRG_KIND_HTML;
		else if (drg__str_starts(rest, STR("<?")) || drg__str_starts(rest, STR("<!"))) {
			xml |= drg__str_starts(rest, STR("<?xml"));
			/* a DOCTYPE may hold an internal subset */
			size_t gt = drg__str_find(rest, STR(">"), 0), br = drg__str_find(rest, STR("["), 0);
			e = br < gt ? drg__str_find(rest, STR("]"), br) : gt;
		} else
			break;
		if (e == SIZE_MAX)
			return xml ? DRG_KIND_FEED : DRG_KIND_HTML;
		while (e < rest.n && rest.p[e] != '>')
			e++;
		i = skip_space(s, i + e + 1);
	}
	if (tag_at(s, i, "<rss <feed <rdf:rdf <atom:feed"))
		return DRG_KIND_FEED;
	if (tag_at(s, i, "<html <head <body <title <meta <link <script <style <div <p <article <section <main <header <h1 <h2 "
	                 "<h3 <table <a <b <i <em <strong <span <br <img <figure <ul <ol <nav <blockquote <base <noscript <iframe "
	                 "<form <center <font <pre <!-- <xml <svg"))
		return DRG_KIND_HTML;
	if (xml)
		return drg__str_find(s, STR("<html"), 0) != SIZE_MAX ? DRG_KIND_HTML : DRG_KIND_FEED;
	return DRG_KIND_AUTO;
}

/* Bytes that no text holds: more than one in twenty are control characters.  NUL is not
 * counted, for every second byte of UTF-16 is one; nor is ESC, of ISO-2022 and terminals. */
static bool is_binary(struct str s)
{
	enum { FEW = 64, ONE_IN = 20 };
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] < ' ' && s.p[i] && !memchr("\t\n\v\f\r\x1b", s.p[i], 6)) || s.p[i] == 0x7F;
	return s.n >= FEW && n * ONE_IN > s.n;
}

drg_kind drg__sniff(struct str head, const char *name, const char **what)
{
	*what = NULL;
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
		if (drg__str_starts(head, drg__str(foreign[i].magic, foreign[i].n))) {
			*what = foreign[i].what;
			return DRG_KIND_AUTO;
		}
	}
	size_t i = drg__str_starts(head, STR("\xEF\xBB\xBF")) ? 3 : 0;
	if (drg__str_starts(drg__str_sub(head, i, head.n), STR("WARC/")))
		return DRG_KIND_WARC;
	/* UTF-16: look at every second byte. */
	char narrow[4096];
	if (head.n >= 2 && (memcmp(head.p, "\xFF\xFE", 2) == 0 || memcmp(head.p, "\xFE\xFF", 2) == 0)) {
		size_t n = 0, odd = head.p[0] == '\xFF' ? 2 : 3;
		for (size_t k = odd; k < head.n && n < sizeof narrow; k += 2)
			narrow[n++] = head.p[k];
		head = drg__str(narrow, n);
		i = 0;
	}
	if (head.n > 65536)
		head.n = 65536;
	i = skip_space(head, i);
	if (drg__mail_begins(drg__str_sub(head, i, head.n)))
		return DRG_KIND_MAIL;
	if (i < head.n && head.p[i] == '{') {
		size_t k = skip_space(head, i + 1);
		if (has_extension(name, ".jsonl .ndjson .json .jl") || (k < head.n && (head.p[k] == '"' || head.p[k] == '}')))
			return DRG_KIND_JSONL;
	}
	if (i < head.n && head.p[i] == '[') {
		size_t k = skip_space(head, i + 1);
		if (k < head.n && head.p[k] == '{')
			return DRG_KIND_JSONL;
	}
	if (has_extension(name, ".jsonl .ndjson .jl"))
		return DRG_KIND_JSONL;
	if (i < head.n && head.p[i] == '<') {
		drg_kind k = markup(head, i);
		if (k)
			return k;
	}
	if (has_extension(name, ".html .htm .xhtml .shtml"))
		return DRG_KIND_HTML;
	if (has_extension(name, ".rss .atom .rdf"))
		return DRG_KIND_FEED;
	if (has_extension(name, ".mbox .eml"))
		return DRG_KIND_MAIL;
	if (has_extension(name, ".txt .text .md"))
		return DRG_KIND_TEXT;
	/* Something before the markup: a comment of the tool that saved it, a header. */
	struct str start = { head.p, head.n < 4096 ? head.n : 4096 };
	for (size_t k = 0; k < start.n; k++)
		if (start.p[k] == '<' && tag_at(start, k, "<!doctype <html <body <head"))
			return DRG_KIND_HTML;
	if (is_binary(start)) {
		*what = "binary data";
		return DRG_KIND_AUTO;
	}
	return DRG_KIND_TEXT;
}
