/* utf8.h - UTF-8 as the WHATWG decoder sees it, and character classes.
 *
 * Positions inside the library are bytes.  Code points and UTF-16 units are
 * counted only at the edges (JSON, the web page). */
#ifndef DRG_BASE_UTF8_H
#define DRG_BASE_UTF8_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* Decode the character at p (p < end).  Returns the code point and its length
 * in *len.  A malformed sequence gives U+FFFD and the length of its maximal
 * subpart (Unicode 15, 3.9, "U+FFFD substitution of maximal subparts"), so a
 * caller who replaces each such stretch by one U+FFFD does what browsers do. */
uint32_t drg__utf8_get(const char *p, const char *end, int *len);

/* Write cp at out (room for 4); surrogates and > U+10FFFF become U+FFFD. */
int drg__utf8_put(uint32_t cp, char *out);

/* First malformed byte at or after `from`; s.n when there is none. */
size_t drg__utf8_valid_to(struct str s, size_t from);

/* Code points in valid UTF-8. */
size_t drg__utf8_count(struct str s);

/* The character ending at p (begin < p); length in *len.  Valid text only. */
uint32_t drg__utf8_before(const char *begin, const char *p, int *len);

/* Classes, by Unicode general category (utf8proc). */
bool drg__is_letter(uint32_t cp); /* L*, M* */
bool drg__is_upper(uint32_t cp);  /* Lu, Lt */
bool drg__is_lower(uint32_t cp);  /* Ll */
bool drg__is_digit(uint32_t cp);  /* Nd */
bool drg__is_space(uint32_t cp);  /* Z*, tab, line feed, U+FEFF, U+200B */
bool drg__is_punct(uint32_t cp);  /* P* */
/* May break or spoof a terminal or a reader's eye: C0, C1, bidi controls,
 * zero-width, tags, private use, non-characters. */
bool drg__is_hostile(uint32_t cp);

/* A byte that can be part of a letter or digit: ASCII ones, and every byte of
 * other characters (for questions where punctuation beyond ASCII hardly matters). */
static inline bool drg__is_word_byte(char c)
{
	unsigned char u = (unsigned char)c;
	return (u >= '0' && u <= '9') || ((u | 32) >= 'a' && (u | 32) <= 'z') || (u >= 0xC3 && u != 0xE2);
}

/* Simple lower case of one code point. */
uint32_t drg__lower(uint32_t cp);

/* The folded form of a word, by which lexicons and tokens meet: lower case,
 * accents dropped (canonical decomposition without marks), curly and other
 * single quotes as ', double ones as ", hyphens and the en dash as -.  Writes at
 * most `room` bytes, whole characters only; returns how many.  A word of n bytes
 * never needs more than 2 * n + 4. */
size_t drg__fold(struct str word, char *out, size_t room);

/* drg__hash of the folded form (words over 512 folded bytes: of the first 512
 * and the length). */
uint64_t drg__fold_hash(struct str word);

/* Code-point positions of byte offsets, for the edges (JSON, the page).
 * `s` must be valid UTF-8.  A table of one mark every 256 bytes makes any
 * order of questions cheap. */
struct utf8_pos {
	struct str s;
	const uint32_t *marks; /* [s.n / 256 + 1] code points before byte 256*i */
};

/* Fill `marks` (caller's memory, drg__utf8_marks(s.n) elements) and *p. */
#define drg__utf8_marks(n) ((n) / 256 + 1)
void drg__utf8_pos_init(struct utf8_pos *p, struct str s, uint32_t *marks);

/* Code points before `byte` (clamped to the length). */
size_t drg__utf8_pos_cp(const struct utf8_pos *p, size_t byte);

/* The byte at code point `cp`; s.n when there are fewer. */
size_t drg__utf8_pos_byte(const struct utf8_pos *p, size_t cp);

#endif
