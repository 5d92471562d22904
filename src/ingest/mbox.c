/* mbox.c - a mailbox cut into messages. */
#include "base/err.h"
#include "ingest/mail.h"

static bool is_from_line(struct str s)
{
	return drg__str_starts(s, STR("From "));
}

/* "Subject:", "X-Mailer:" */
static bool is_field(struct str s)
{
	size_t i = 0;
	while (i < s.n && i < 60 && ((s.p[i] | 32) >= 'a' || s.p[i] == '-') && ((s.p[i] | 32) <= 'z' || s.p[i] == '-'))
		i++;
	return i > 1 && i < s.n && s.p[i] == ':';
}

bool drg__mail_begins(struct str head)
{
	static const char *const first[] = { "From:", "Received:", "Return-Path:", "Delivered-To:", "MIME-Version:", "Message-ID:", "X-Envelope-From:", "DKIM-Signature:", "Date:", "Subject:" };
	if (is_from_line(head)) {
		size_t nl = drg__str_find(head, STR("\n"), 0);
		return nl != SIZE_MAX && nl < 300 && is_field(drg__str_sub(head, nl + 1, head.n));
	}
	/* One message: two fields of mail among the first lines, nothing but fields before the empty line. */
	int known = 0;
	for (size_t at = 0, line = 0; at < head.n && line < 40; line++) {
		struct str s = drg__str_sub(head, at, head.n);
		if (s.p[0] == '\n' || s.p[0] == '\r')
			break;
		if (!is_field(s) && !(line && (s.p[0] == ' ' || s.p[0] == '\t')))
			return false;
		for (size_t k = 0; k < sizeof first / sizeof *first; k++)
			known += drg__str_istarts(s, drg__str_c(first[k]));
		size_t nl = drg__str_find(s, STR("\n"), 0);
		if (nl == SIZE_MAX)
			break;
		at += nl + 1;
	}
	return known >= 3;
}

/* Where the next message's "From " line begins in w at or after `at`: behind an
 * empty line; w.n if not seen. */
static size_t next_from(struct str w, size_t at)
{
	while ((at = drg__str_find(w, STR("\nFrom "), at)) != SIZE_MAX) {
		if (at && (w.p[at - 1] == '\n' || (w.p[at - 1] == '\r' && at > 1 && w.p[at - 2] == '\n')))
			return at + 1;
		at++;
	}
	return w.n;
}

drg_status drg__mbox_next(struct reader *r, const char *name, uint64_t max, struct str *message, uint64_t *offset, drg_error *err)
{
	size_t seen = 0;
	bool skipping = false, over = false;
	*offset = r->base;
	for (;;) {
		struct str w = drg__reader_window(r);
		size_t end = next_from(w, seen > 8 ? seen - 8 : 0);
		if (end < w.n || over) {
			if (w.n == 0 && !skipping)
				return DRG_END;
			*message = drg__str_sub(w, 0, end);
			drg__reader_take(r, end);
			break;
		}
		seen = w.n;
		if (w.n > max) { /* keep what a parting line may begin in */
			skipping = true;
			drg__reader_take(r, w.n - 8);
			seen = 8;
		}
		drg_status s = drg__reader_fill(r, name, err);
		if (s == DRG_EFORMAT || s == DRG_ELIMIT)
			drg__reader_take(r, r->end - r->begin);
		if (s && s != DRG_END)
			return s;
		over = s == DRG_END;
	}
	if (!skipping && is_from_line(*message)) {
		size_t nl = drg__str_find(*message, STR("\n"), 0);
		size_t cut = nl == SIZE_MAX ? message->n : nl + 1;
		*message = drg__str_sub(*message, cut, message->n);
		*offset += cut;
	}
	if (skipping || message->n > max) {
		drg__fail(err, DRG_ELIMIT, name, "a message is longer than %llu bytes", (unsigned long long)max);
		drg__fail_at(err, *offset, 0);
		return DRG_ELIMIT;
	}
	return DRG_OK;
}
