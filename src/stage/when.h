/* when.h - times: expressions found, given TIMEX3 values, put on the calendar.
 *
 *   "They met on Friday morning and will meet again in two weeks"
 *                 [wd]  [part]                      [n] [unit]    times.rules
 *                 [ joined    ]                                   times-join.rules
 *    published 2031-03-04 (a Tuesday), verb looks back / ahead
 *                 2031-02-28TMO                     2031-W12
 *
 * Rules and words are the pack's.  The anchor is the day of publication; inside
 * a quotation, the day its speaker spoke, where the text dates that; in a
 * history (a text whose dates carry years long gone), the date named last, in the
 * year that the tale has come to (when_story.c).
 * Without an anchor only what the words fix is fixed: weekdays stay weekdays.
 *
 * TIMEX3: Pustejovsky et al. 2003, TempEval-3 (UzZaman et al. 2013); EDTF: ISO
 * 8601-2:2019, level 2. */
#ifndef DRG_STAGE_WHEN_H
#define DRG_STAGE_WHEN_H

#include "base/arena.h"
#include "doc/layers.h"
#include "pack/lexicon.h"

void drg__times(const drg_pack *pack, const struct layers *l, const struct hits *hits,
                struct arena *keep, struct arena scratch, struct times *out);

/* How a time came to be a clause's; named by coded: rules of times.rules. */
enum when_link {
	WHEN_NONE,
	WHEN_CLAUSE,   /* it stands in the clause: "they met on Monday" */
	WHEN_OUTER,    /* in the clause around it, or the one it is joined to: "they met on Monday and agreed" */
	WHEN_STORY,    /* in a sentence before: "They met on Monday. A guard was shot." */
	WHEN_LINKS
};

struct when_of {
	uint32_t time; /* row of times, NONE */
	uint8_t link;  /* enum when_link */
	uint8_t basis; /* EXPLICIT, INHERITED or NONE */
};

/* The time that governs the clause of a token, a verb or a noun of an event:
 * dates and clock times that hang in its own clause, the nearest to the token
 * first; else those of the clause it is joined to or depends on, but never the
 * one in which somebody says it; else, where the clause tells of the past in the
 * paragraph's own voice, the day named last in the paragraph.  Without syntax,
 * the nearest of the sentence. */
struct when_of drg__when_of(const struct layers *l, uint32_t token);

/* The rule that names a link, UINT32_MAX for WHEN_NONE. */
uint32_t drg__when_link_rule(const drg_pack *pack, enum when_link link);

/* When an attribution was said: the time beside its cue or in its clause,
 * outside what is said. */
struct when_of drg__when_said(const struct layers *l, uint32_t attrib);

/* When events happened: the time of their first mention's clause. */
void drg__event_times(const drg_pack *pack, const struct layers *l, struct events *events);

/* When claims were said, and what time they are about. */
void drg__claim_times(const struct layers *l, struct claims *claims);

#endif
