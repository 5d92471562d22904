/* when_parts.h - what the files of the time stage share.  Private to stage/when*.
 *
 *   rules over tokens --when_read--> expr --when_join--> expr --when_anchor--> moment --when_value--> row
 *
 * An `expr` is what the words say, an unanchored time: parts of a calendar date,
 * steps from an anchor, an amount.  A `moment` is where that lies on the
 * calendar, as far as anchor and verb tell. */
#ifndef DRG_STAGE_WHEN_PARTS_H
#define DRG_STAGE_WHEN_PARTS_H

#include "base/arena.h"
#include "base/civil.h"
#include "doc/layers.h"
#include "pack/lexicon.h"
#include "pack/rules.h"

enum { NOT_SAID = INT32_MIN };

/* Day parts and seasons as TIMEX3 names them; day parts in the order of the
 * enum of lexicon day_parts. */
enum day_part { PART_MO, PART_MI, PART_AF, PART_EV, PART_NI, PART_DT };

enum expr_form { EX_CALENDAR, EX_DURATION, EX_SET, EX_REF, EX_NONE };
enum expr_base { FROM_ANCHOR, FROM_CONTEXT };
enum expr_move { MOVE_NONE, MOVE_BEFORE, MOVE_AFTER, MOVE_SOON };
enum expr_ref { REF_NONE, REF_PRESENT, REF_PAST, REF_FUTURE };

/* An amount of time: thousandths of a unit. */
struct amount {
	int64_t milli;
	uint8_t unit;  /* enum time_unit, TU_NONE: no amount */
	bool vague;    /* "several": no number */
};

struct expr {
	uint32_t first, end;   /* tokens */
	uint32_t rule;
	int32_t priority;
	uint8_t form;          /* enum expr_form */
	uint8_t mod;           /* enum time_mod */
	int8_t edge;           /* -1: its first day, 1: its last one, 0: all of it */

	/* calendar parts; NOT_SAID where the words do not say */
	int32_t year;          /* astronomical; a decade's or century's first year */
	uint8_t year_unit;     /* TU_YEAR, TU_DECADE, TU_CENTURY */
	bool year_short;       /* of two figures */
	int32_t month, day, wday;
	int32_t season;        /* 21..24 */
	int32_t quarter, half, part; /* 1..4; 1..2; enum day_part */
	int32_t hour, minute, second;
	int32_t zone;          /* minutes east of Greenwich */
	bool twelve;           /* the hour may be one of the afternoon */
	bool spoken;           /* and stands in words: "at three" */
	uint32_t holiday;      /* row of lexicon holidays, or NONE */

	/* steps: `by` units from the anchor; TU_NONE: none.  With `named`, steps to
	 * the weekday, month, season .. before or after instead. */
	uint8_t step_unit, base; /* enum time_unit, enum expr_base */
	int32_t by;
	bool named;
	bool farther;          /* a week more: "Tuesday week" */
	bool the_next;         /* "the next": from the context, for days */

	uint8_t move;            /* enum expr_move, by `amount` */
	struct amount amount;
	struct amount amount2;   /* an added one: "and a half hour" is not, "two to three weeks" is the greater end */
	uint8_t ref;             /* enum expr_ref */
	struct str set_value;    /* EX_SET: given by the lexicon */
	bool beside_quarter;     /* stands in for a quarter of a year, where the text speaks of them */
	bool plural;             /* "Mondays": a set of calendar times */
};

/* A time on the calendar: fields known down to `unit`. */
struct moment {
	int32_t year, month, day, week, wday; /* NOT_SAID where unknown */
	int32_t season, quarter, half, part, hour, minute, second;
	int32_t zone;       /* minutes east of Greenwich; in EDTF, as TIMEX3's corpora leave it out */
	uint8_t unit;       /* the finest that is known, enum time_unit */
	int64_t from, to;   /* days, both included; valid where `placed` */
	bool placed;        /* from and to are known */
	int8_t edge;        /* as of an expression */
	bool rough;         /* a day off, perhaps: a sighted month */
};

/* Lexicons and columns, looked up once. */
struct when_words {
	const drg_pack *pack;
	uint32_t calendar, cal_kind, cal_number, cal_mod;
	uint32_t units, unit_unit;
	uint32_t parts, part_part, part_clock;
	uint32_t steps, step_by, step_base;
	uint32_t days, days_by, days_sign, days_part;
	uint32_t refs, ref_ref, mods, mod_mod, stretches, stretch_mod, stretch_edge;
	uint32_t ordinals, ordinal_value, decades, decade_value, sets, set_value;
	uint32_t numbers, number_kind, number_value;
	uint32_t zones, zone_minutes, zone_west;
	uint32_t holidays, hol_how, hol_month, hol_day, hol_sign, hol_days;
};

/* False when the pack has no lexicons of time. */
bool drg__when_words(const drg_pack *pack, struct when_words *out);

struct expr drg__expr_new(void);

/* What a match says; false when its parts make no sense together (a 32nd of May),
 * and form EX_NONE when it is no time.  when_read.c */
bool drg__when_read(const struct when_words *w, const struct view *v, const struct rule_hit *hit, struct expr *out);

/* What the rule of a match yields, taken into *e, whose parts are read; false when
 * that makes no sense with them.  when_yield.c */
bool drg__when_yield(const struct when_words *w, const struct view *v, const struct rule_hit *hit, struct expr *e);

/* A number in words or figures, in thousandths: "two and a half", "2 1/2",
 * "1,200"; "several" is vague.  False when it is none, or above 10^9.  when_number.c */
bool drg__when_number(const struct when_words *w, const struct view *v, uint32_t first, uint32_t end, struct amount *out);

/* Expressions that stand together made one, by the rules of times-join; *e [*n]
 * ascending, disjoint, shrinks in place.  when_join.c */
void drg__when_join(const struct when_words *w, const struct view *v, const struct hits *hits, const struct sents *sents,
                    struct expr *e, uint32_t *n, struct arena *keep, struct arena scratch);

/* Which way the clause of an expression looks: -1 past, 1 future, 0 not told.
 * first: its first token; head: the one that hangs outside; weekday: it is a bare
 * one.  when_tense.c */
int drg__when_tense(const struct layers *l, uint32_t first, uint32_t head, bool weekday);

/* The token whose clause a time is of: `head`, which hangs outside of it, or the
 * verb before it where the tree seems to have missed that.  when_tense.c */
uint32_t drg__when_governor(const struct layers *l, uint32_t first, uint32_t head);

enum { TENSE_YEAR = 2 }; /* as a tense: the anchor's own year, which histories go through */

/* The day from which an expression is reckoned. */
struct anchor {
	struct moment at;
	uint8_t how;      /* enum time_anchor */
	uint32_t time;    /* row, or NONE */
};

/* What expressions are reckoned from. */
struct anchors {
	struct anchor day;     /* publication, a speaker's day, or in histories the time named last */
	struct anchor context; /* the time named last; how TA_NONE when there is none */
	struct anchor quarter; /* the quarter of a year named last, likewise */
	int32_t year;          /* of a month or season without one, where the tale tells; NOT_SAID */
};

/* The years that a history gives its months and seasons without one: year [n],
 * NOT_SAID for other expressions.  when_story.c */
void drg__when_story(const struct layers *l, const struct expr *e, uint32_t n, int32_t *year, struct arena scratch);

/* Where an expression lies; tense as above, or TENSE_YEAR.  False when that is
 * not known in the unit it speaks of.  when_anchor.c */
bool drg__when_place(const struct when_words *w, const struct expr *e, const struct anchors *from, int tense, struct moment *out);

/* The days from an anchor of a day back (by < 0) or on for so long; false where the
 * anchor is no day or the amount is not known.  *out is a stretch, of no unit of
 * the calendar.  when_anchor.c */
bool drg__when_stretch(const struct moment *a, const struct amount *by_amount, int by, struct moment *out);

/* from, to and placed of a moment from its fields. */
void drg__moment_place(struct moment *m);
struct moment drg__moment_new(void);

/* Texts of a moment; when_value.c.  All in `keep`. */
struct str drg__moment_value(const struct moment *m, struct arena *keep);
struct str drg__moment_edtf(const struct moment *m, uint8_t mod, struct arena *keep);
struct str drg__day_text(int64_t day, struct arena *keep);
/* "P2W", "PT90M", "PXD". */
struct str drg__amount_value(const struct amount *a, struct arena *keep);

#endif
