/* term.c - what reaches a terminal.
 *
 * Text of reports is hostile until shown otherwise: an escape sequence could
 * rewrite the screen, a bidi control could turn "rejected" into its reverse.
 * So nothing is printed but through put_char, which shows such characters by
 * their code point. */
#include "cli.h"

#include <errno.h>
#include <langinfo.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

struct term term = { .width = 80 };

void term_init(void)
{
	const char *no = getenv("NO_COLOR"), *kind = getenv("TERM"), *columns = getenv("COLUMNS");
	term.tty = isatty(STDOUT_FILENO);
	term.colour = term.tty && !(no && *no) && kind && strcmp(kind, "dumb") != 0;
	term.utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	struct winsize w;
	long n = 0;
	if (columns && *columns && strspn(columns, "0123456789") == strlen(columns) && strlen(columns) < 6)
		n = strtol(columns, NULL, 10);
	else if (term.tty && ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0)
		n = w.ws_col;
	term.width = n <= 0 ? 80 : n < 40 ? 40 : n > 200 ? 200 : (uint32_t)n;
}

/* ----------------------------------------------------------- characters -- */

/* How one character is shown: bytes in out (room for 16), columns returned. */
static uint32_t show(uint32_t cp, char *out)
{
	static const struct { uint32_t cp; const char *as; } plain[] = {
		{ 0xA0, " " }, { 0xAB, "\"" }, { 0xBB, "\"" }, { 0xB7, "-" }, { 0xD7, "x" }, { 0x2010, "-" }, { 0x2011, "-" },
		{ 0x2012, "-" }, { 0x2013, "-" }, { 0x2014, "--" }, { 0x2015, "--" }, { 0x2018, "'" }, { 0x2019, "'" },
		{ 0x201A, "'" }, { 0x201B, "'" }, { 0x201C, "\"" }, { 0x201D, "\"" }, { 0x201E, "\"" }, { 0x201F, "\"" },
		{ 0x2022, "*" }, { 0x2026, "..." }, { 0x2032, "'" }, { 0x2033, "\"" }, { 0x2039, "'" }, { 0x203A, "'" },
		{ 0x2192, "->" }, { 0x202F, " " }, { 0x2009, " " }, { 0xDF, "ss" }, { 0xC6, "AE" }, { 0xE6, "ae" },
		{ 0xD8, "O" }, { 0xF8, "o" }, { 0x141, "L" }, { 0x142, "l" }, { 0x152, "OE" }, { 0x153, "oe" },
	};
	/* Base letters of U+00C0..U+017F; '?' where there is none. */
	static const char base[] = "AAAAAA?CEEEEIIIIDNOOOOO?OUUUUYT?aaaaaa?ceeeeiiiidnooooo?ouuuuyty"
	                           "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi??JjKkkLlLlLlLlLlNnNnNnnNnOoOoOo??RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";
	if (cp == '\n' || cp == '\t' || cp == '\r')
		cp = ' ';
	if (cp >= 0x20 && cp < 0x7F) {
		out[0] = (char)cp;
		out[1] = 0;
		return 1;
	}
	if (drg_char_is_hostile(cp))
		return (uint32_t)snprintf(out, 16, "<U+%04X>", (unsigned)cp);
	if (term.utf8) {
		out[drg_utf8_put(cp, out)] = 0;
		int w = wcwidth((wchar_t)cp);
		return w < 0 ? 1 : (uint32_t)w;
	}
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (plain[i].cp == cp)
			return (uint32_t)snprintf(out, 16, "%s", plain[i].as);
	if (cp >= 0xC0 && cp < 0x180 && cp - 0xC0 < sizeof base - 1 && base[cp - 0xC0] != '?') {
		out[0] = base[cp - 0xC0];
		out[1] = 0;
		return 1;
	}
	return (uint32_t)snprintf(out, 16, "<U+%04X>", (unsigned)cp);
}

uint32_t term_columns(drg_str s)
{
	uint32_t n = 0;
	char out[16];
	for (const char *p = s.p, *end = s.p + s.n; p < end;)
		n += show(drg_utf8_next(&p, end), out);
	return n;
}

char *term_escape(drg_str s)
{
	char out[16], *to = malloc(s.n * 10 + 1);
	size_t n = 0;
	if (!to)
		return NULL;
	for (const char *p = s.p, *end = s.p + s.n; p < end;) {
		show(drg_utf8_next(&p, end), out);
		size_t k = strlen(out);
		memcpy(to + n, out, k);
		n += k;
	}
	to[n] = 0;
	return to;
}

/* ----------------------------------------------------------------- page -- */

struct page page_on(FILE *out)
{
	return (struct page){ .out = out, .width = term.width, .fresh = true };
}

void page_indent(struct page *p, uint32_t columns)
{
	p->indent = columns;
}

static void ink_now(struct page *p, bool on)
{
	static const char *const code[INKS] = { "", "\033[1m", "\033[2m", "\033[36m", "\033[3m", "\033[33m" };
	if (!term.colour || p->out != stdout)
		return;
	if (on && p->ink != INK_PLAIN && !p->inked) {
		fputs(code[p->ink], p->out);
		p->inked = true;
	} else if (!on && p->inked) {
		fputs("\033[0m", p->out);
		p->inked = false;
	}
}

void page_ink(struct page *p, enum ink ink)
{
	ink_now(p, false);
	p->ink = ink;
}

static void blanks(struct page *p, uint32_t to)
{
	while (p->at < to) {
		fputc(' ', p->out);
		p->at++;
	}
}

void page_line(struct page *p)
{
	ink_now(p, false);
	if (p->at)
		fputc('\n', p->out);
	p->at = 0;
	p->space = false;
	p->fresh = true;
}

void page_blank(struct page *p)
{
	page_line(p);
	fputc('\n', p->out);
}

void page_tab(struct page *p, uint32_t column)
{
	ink_now(p, false);
	if (p->at > column || (p->at == column && p->at && p->space))
		page_line(p);
	blanks(p, column);
	p->space = false;
	p->fresh = true;
}

/* One word, already free of blanks: on this line if it fits, else on the next;
 * a word longer than a line is cut where the line ends. */
static void word(struct page *p, const char *s, const char *e, bool glued)
{
	char out[16];
	uint32_t w = 0;
	for (const char *q = s; q < e;)
		w += show(drg_utf8_next(&q, e), out);
	bool space = p->space && !glued;
	p->fresh = false;
	if (p->at > p->indent && !glued && p->at + space + w > p->width) {
		ink_now(p, false);
		fputc('\n', p->out);
		p->at = 0;
		space = false;
	}
	if (p->at == 0)
		blanks(p, p->indent);
	else if (space) {
		fputc(' ', p->out);
		p->at++;
	}
	ink_now(p, true);
	for (const char *q = s; q < e;) {
		uint32_t c = show(drg_utf8_next(&q, e), out);
		if (p->at + c > p->width && p->at > p->indent) {
			fputc('\n', p->out);
			p->at = 0;
			blanks(p, p->indent);
		}
		fputs(out, p->out);
		p->at += c;
	}
	p->space = false;
}

static bool blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

void page_str(struct page *p, drg_str s)
{
	const char *q = s.p, *end = s.p + s.n;
	bool first = true;
	while (q < end) {
		if (blank(*q)) {
			p->space = !p->fresh;
			first = false;
			q++;
			continue;
		}
		const char *from = q;
		while (q < end && !blank(*q))
			q++;
		word(p, from, q, first && !p->space && p->at > p->indent);
		first = false;
	}
}

void page_text(struct page *p, const char *z)
{
	page_str(p, (drg_str){ z, z ? strlen(z) : 0 });
}

void page_glue(struct page *p, const char *z)
{
	p->space = false;
	word(p, z, z + strlen(z), true);
}

void page_fmt(struct page *p, const char *fmt, ...)
{
	char line[1024];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(line, sizeof line, fmt, ap);
	va_end(ap);
	page_text(p, line);
}

/* --------------------------------------------------------------- stderr -- */

static struct progress *showing;

void say(const char *fmt, ...)
{
	char line[2048], out[16];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(line, sizeof line, fmt, ap);
	va_end(ap);
	if (showing)
		progress_clear(showing);
	fputs("dragoman: ", stderr);
	for (const char *p = line, *end = line + strlen(line); p < end;) {
		show(drg_utf8_next(&p, end), out);
		fputs(out, stderr);
	}
	fputc('\n', stderr);
}

void say_error(const drg_error *err)
{
	char where[96] = "";
	if (err->line)
		snprintf(where, sizeof where, "line %llu: ", (unsigned long long)err->line);
	if (err->offset != DRG_NO_OFFSET)
		snprintf(where + strlen(where), sizeof where - strlen(where), "byte %llu: ", (unsigned long long)err->offset);
	say("%s%s%s%s", err->name, err->name[0] ? ": " : "", where, err->message[0] ? err->message : drg_status_name(err->code));
}

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void progress_begin(struct progress *p, const char *what, bool quiet)
{
	*p = (struct progress){ .on = !quiet && isatty(STDERR_FILENO), .began = now(), .what = what };
	p->last = p->began;
	showing = p;
}

void progress_show(struct progress *p, uint64_t done, uint64_t bytes, uint64_t all)
{
	double t = p->on ? now() : 0;
	if (!p->on || t - p->last < 0.25)
		return;
	double spent = t - p->began;
	p->last = t;
	p->shown = true;
	fprintf(stderr, "\r\033[K%llu %s, %.0f/s", (unsigned long long)done, p->what, (double)done / spent);
	if (all && bytes && bytes <= all) {
		long left = (long)(spent * (double)(all - bytes) / (double)bytes + 0.5);
		fprintf(stderr, ", %.0f%%, %ld:%02ld left", 100.0 * (double)bytes / (double)all, left / 60, left % 60);
	}
	fflush(stderr);
}

void progress_clear(struct progress *p)
{
	if (p->shown)
		fputs("\r\033[K", stderr);
	p->shown = false;
}

void progress_end(struct progress *p)
{
	progress_clear(p);
	showing = NULL;
}

static volatile sig_atomic_t stop;

static void on_signal(int sig)
{
	(void)sig;
	if (stop)
		_exit(EXIT_INTERRUPTED); /* asked twice: now */
	stop = 1;
}

bool interrupted(void)
{
	return stop;
}

void catch_interrupt(void)
{
	struct sigaction a = { .sa_handler = on_signal };
	sigemptyset(&a.sa_mask);
	sigaction(SIGINT, &a, NULL);
}

int finish(int code)
{
	if (showing)
		progress_clear(showing);
	errno = 0;
	if (fflush(stdout) == 0 && !ferror(stdout))
		return code;
	say("standard output: cannot write: %s", errno ? strerror(errno) : "an earlier write failed");
	return code == EXIT_DONE || code == EXIT_NOTHING ? EXIT_INTERNAL : code;
}

/* ----------------------------------------------------------------- json -- */

void json_str(FILE *out, drg_str s)
{
	fputc('"', out);
	for (const char *p = s.p, *end = s.p + s.n; p < end;) {
		char bytes[8];
		uint32_t cp = drg_utf8_next(&p, end);
		if (cp == '"' || cp == '\\')
			fprintf(out, "\\%c", (char)cp);
		else if (!drg_char_is_hostile(cp))
			fwrite(bytes, 1, (size_t)drg_utf8_put(cp, bytes), out);
		else if (cp < 0x10000)
			fprintf(out, "\\u%04x", (unsigned)cp);
		else
			fprintf(out, "\\u%04x\\u%04x", (unsigned)(0xD7C0 + (cp >> 10)), (unsigned)(0xDC00 + (cp & 0x3FF)));
	}
	fputc('"', out);
}

void json_z(FILE *out, const char *z)
{
	if (z)
		json_str(out, (drg_str){ z, strlen(z) });
	else
		fputs("null", out);
}
