/* charset.h - bytes to UTF-8, as the WHATWG Encoding Standard decodes them.
 *
 * Which encoding: byte order mark, then the label the transport gave, then the
 * one the page declares, then UTF-8 if the bytes are valid UTF-8, then
 * windows-1252.  Two departures from a browser, both noted in the document:
 * bytes that are valid UTF-8 with characters beyond ASCII are read as UTF-8
 * whatever single-byte label a page declares (saved pages often were re-coded),
 * and a page that declares UTF-8 without one valid sequence is windows-1252.
 *
 * Single-byte tables are the standard's own (charset_table.c); the East Asian
 * encodings go through the C library's iconv, checked in tests against the
 * standard's indexes; UTF-7 and the "replacement" family are never decoded. */
#ifndef DRG_INGEST_CHARSET_H
#define DRG_INGEST_CHARSET_H

#include "base/arena.h"
#include "doc/layers.h"

enum {
	DRG__CHARSET_UTF8 = 0,
	DRG__CHARSET_WINDOWS_1252 = 20,
	DRG__CHARSET_GB18030 = 28,
	DRG__CHARSET_BIG5,
	DRG__CHARSET_EUC_JP,
	DRG__CHARSET_ISO_2022_JP,
	DRG__CHARSET_SHIFT_JIS,
	DRG__CHARSET_EUC_KR,
	DRG__CHARSET_REPLACEMENT,
	DRG__CHARSET_UTF16BE,
	DRG__CHARSET_UTF16LE,
	DRG__CHARSET_X_USER_DEFINED,
	DRG__CHARSETS
};

struct charset_label {
	const char *label;
	int row;
};
extern const struct charset_label drg__charset_label[]; /* sorted by label */
extern const size_t drg__charset_labels;
extern const char *const drg__charset_name[DRG__CHARSETS];
extern const int8_t drg__charset_single[DRG__CHARSETS];
extern const uint16_t drg__charset_high[][128];

/* The encoding of a label, or -1: white space trimmed, ASCII case ignored. */
int drg__charset_find(struct str label);

/* The encoding a page declares in its first 8 KB: <meta charset>, <meta
 * http-equiv=content-type>, or an XML declaration; -1 if none.  (The standard
 * looks at 1,024 bytes; real pages put it later.)  UTF-16 there means UTF-8. */
int drg__charset_declared(struct str page);

/* What is known before looking at the bytes. */
struct charset_hint {
	struct str transport; /* label from HTTP or a wrapper, empty if none */
	bool markup;          /* look for a declaration inside */
	bool utf8_only;       /* the format allows nothing else (JSON) */
};

struct decoded {
	struct str text;      /* valid UTF-8; == the input when unchanged */
	struct srcmap map;    /* n == 0: text is the input, byte for byte */
	int charset;
	size_t bad;           /* stretches replaced by U+FFFD */
	uint64_t first_bad;   /* byte of the input */
	bool overruled;       /* the declared label was not followed */
	struct str declared;  /* the label concerned */
};

/* Decode all of raw.  A byte order mark is kept for text (its offsets are the
 * input's own) and dropped for markup. */
void drg__decode(struct str raw, const struct charset_hint *hint, struct arena *keep, struct arena scratch, struct decoded *out);

/* One decoder alone, for tests: no choice, no byte order mark. */
void drg__decode_as(int charset, struct str raw, struct arena *keep, struct arena scratch, struct decoded *out);

#endif
