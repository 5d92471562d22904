#include "stage/when.h"

#include "stage/ud.h"
#include "stage/view.h"
#include "stage/when_parts.h"

/* One expression on its way to a row. */
struct found {
	struct expr e;
	struct moment at;
	bool ok;            /* `at` holds */
	bool stretch;       /* `at` holds the days of a duration */
	uint32_t head;      /* drg__when_governor */
	int tense;
	struct anchor from; /* what it was reckoned from */
};

struct cx {
	const struct layers *l;
	struct when_words w;
	struct view v;
	const struct hits *hits;
	struct arena *a, *keep;
	struct expr *e;
	struct found *f;
	uint32_t n;
	struct anchor published;
	struct anchors from;
	bool history;
	int32_t *story;     /* [n] years of a history's months, or NULL */
};

/* ---------------------------------------------------------------- finding -- */

/* Zones that are read for times: not what is put between reports. */
static bool readable(const struct cx *c, uint32_t token)
{
	if (!(c->l->tokens.flags[token] & TOK_ZONE))
		return true;
	const struct zones *z = &c->l->zones;
	uint32_t at = c->l->tokens.span[token].s, k = drg__span_first(z->span, z->n, at + 1);
	if (k == 0 || z->span[k - 1].e <= at)
		return true;
	return z->kind[k - 1] != ZONE_PROMO && z->kind[k - 1] != ZONE_CREDIT;
}

static bool plural_noun(const struct layers *l, uint32_t t)
{
	return l->morph.upos[t] == UPOS_NOUN && drg__ud_has(l, t, STR("Number=Plur"));
}

/* Four figures before a plural count it ("2000 soldiers"), unless something
 * before them says that they describe it ("the 1990 elections"). */
static bool counts_things(const struct cx *c, const struct rule_hit *hit, const struct expr *e)
{
	const struct layers *l = c->l;
	if (!drg__str_eq(drg__rule_yield(c->w.pack, hit->rule, "check"), STR("count")) || !l->morph.upos || e->end >= l->tokens.n || !plural_noun(l, e->end))
		return false;
	if (e->first == 0)
		return true;
	uint8_t before = l->morph.upos[e->first - 1];
	bool the = drg__str_ieq(drg__view_tok(&c->v, e->first - 1), STR("the"));
	return !(the && e->year >= 1900) && before != UPOS_PRON && before != UPOS_PART;
}

/* "18.52" is a time only where an entry of a live page begins with it (ingest/stamp.h). */
static bool no_stamp(const struct cx *c, const struct rule_hit *hit)
{
	const struct zones *z = &c->l->zones;
	if (!drg__str_eq(drg__rule_yield(c->w.pack, hit->rule, "check"), STR("stamp")))
		return false;
	uint32_t at = c->l->tokens.span[hit->first].s, k = drg__span_first(z->span, z->n, at);
	return k >= z->n || z->span[k].s != at || z->kind[k] != ZONE_HEADLINE;
}

/* Matches that make sense, at the stretch they say is the time. */
static void sensible(const struct cx *c, struct rule_hits *h)
{
	size_t kept = 0;
	struct expr e;
	for (size_t i = 0; i < h->n; i++) {
		if (!readable(c, h->v[i].first) || !drg__when_read(&c->w, &c->v, &h->v[i], &e) || counts_things(c, &h->v[i], &e) || no_stamp(c, &h->v[i]))
			continue;
		h->v[kept] = h->v[i];
		h->v[kept].first = e.first;
		h->v[kept++].end = e.end;
	}
	h->n = kept;
}

static void find(struct cx *c, uint32_t set)
{
	const struct sents *s = &c->l->sents;
	struct rule_hits h = { 0 };
	for (uint32_t i = 0; i < s->n; i++)
		drg__rules_match(c->w.pack, set, &c->v, c->hits, NULL, s->tok[i], s->tok[i + 1], c->keep, *c->a, &h);
	sensible(c, &h);
	drg__rules_best(&h, c->v.n, *c->a);
	c->e = NEW_N(c->a, struct expr, h.n);
	c->n = 0;
	for (size_t i = 0; i < h.n; i++)
		if (drg__when_read(&c->w, &c->v, &h.v[i], &c->e[c->n]) && c->e[c->n].form != EX_NONE)
			c->n++;
	drg__when_join(&c->w, &c->v, c->hits, s, c->e, &c->n, c->keep, *c->a);
}

/* ---------------------------------------------------------------- anchors -- */

static int32_t digits(struct str s, size_t from, size_t n)
{
	int32_t v = 0;
	for (size_t i = from; i < from + n; i++) {
		if (i >= s.n || s.p[i] < '0' || s.p[i] > '9')
			return NOT_SAID;
		v = v * 10 + (s.p[i] - '0');
	}
	return v;
}

/* The day of publication; how TA_NONE when it is not known to the day. */
static struct anchor published(const struct meta *meta)
{
	struct anchor a = { .at = drg__moment_new(), .how = TA_NONE, .time = NONE };
	struct str s = meta->published;
	int32_t y = digits(s, 0, 4), m = digits(s, 5, 2), d = digits(s, 8, 2);
	if (s.n < 10 || y == NOT_SAID || m == NOT_SAID || d == NOT_SAID || m < 1 || m > 12 || d < 1 || d > drg__month_days(y, m))
		return a;
	a.at.year = y;
	a.at.month = m;
	a.at.day = d;
	a.at.unit = TU_DAY;
	a.how = TA_PUBLISHED;
	drg__moment_place(&a.at);
	return a;
}

/* A history tells of years long gone by their numbers; news counts from its day.
 * Told by the dates alone: most of those with a year lie two years or more
 * before publication, and they outnumber what only its own day can anchor. */
static bool is_history(const struct cx *c)
{
	uint32_t dated = 0, old = 0, deictic = 0;
	for (uint32_t i = 0; i < c->n; i++) {
		const struct expr *e = &c->e[i];
		if (e->form == EX_CALENDAR && e->year != NOT_SAID && !e->year_short && e->year_unit == TU_YEAR) {
			dated++;
			old += c->published.how == TA_NONE || e->year < c->published.at.year - 1;
		}
		deictic += e->form == EX_CALENDAR && e->base == FROM_ANCHOR &&
		           ((e->wday != NOT_SAID && e->day == NOT_SAID) || e->step_unit != TU_NONE || e->move == MOVE_BEFORE);
	}
	return old >= 3 && old * 5 >= dated * 3 && deictic * 2 < old;
}

/* The token of a span that hangs on something outside it. */
static uint32_t head_of(const struct layers *l, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end && l->deps.head; i++)
		if (l->deps.head[i] == NONE || l->deps.head[i] < first || l->deps.head[i] >= end)
			return i;
	return end - 1;
}

/* ---------------------------------------------------------------- placing -- */

/* Later expressions may be reckoned from this one. */
static void keep_context(struct cx *c, uint32_t i)
{
	const struct found *f = &c->f[i];
	struct anchor a = { f->at, TA_CONTEXT, i };
	if (!f->ok || !f->at.placed || f->at.unit > TU_YEAR)
		return;
	if (f->e.beside_quarter && !c->history)
		return; /* two comparisons with "a year earlier" look back from one day */
	c->from.context = a;
	if (f->at.unit == TU_QUARTER)
		c->from.quarter = a;
}

/* "5 September to 12 September 1914", "March 5-9, 1918": the year of the second
 * is the first one's too. */
static void borrow_year(struct cx *c, uint32_t i)
{
	struct expr *e = &c->f[i].e;
	if (i + 1 >= c->n || e->year != NOT_SAID || e->month == NOT_SAID || e->step_unit != TU_NONE || e->named)
		return;
	const struct expr *next = &c->e[i + 1];
	if (next->first - e->end > 1 || next->year == NOT_SAID || next->year_unit != TU_YEAR || next->month == NOT_SAID)
		return;
	e->year = next->year - (next->month < e->month);
	e->year_short = next->year_short;
}

/* "Signed in October 2029, it held until January": of the year that begins with
 * the month named before, in the same sentence, with its year. */
static void follow_year(struct cx *c, uint32_t i)
{
	struct expr *e = &c->f[i].e;
	if (i == 0 || e->year != NOT_SAID || e->month == NOT_SAID || e->step_unit != TU_NONE || e->named || c->history || c->f[i].tense > 0)
		return;
	const struct expr *before = &c->e[i - 1];
	const struct sents *s = &c->l->sents;
	for (uint32_t k = before->end; k < e->first; k++)
		if (c->l->tokens.flags[k] & TOK_PARA)
			return;
	bool same = true;
	for (uint32_t lo = 0, hi = s->n; lo < hi && same;) { /* does a sentence begin between them? */
		uint32_t mid = lo + (hi - lo) / 2;
		same = s->tok[mid] <= before->first || s->tok[mid] > e->first;
		if (s->tok[mid] <= before->first)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (same && before->year != NOT_SAID && !before->year_short && before->year_unit == TU_YEAR && before->month != NOT_SAID)
		e->year = before->year + (e->month < before->month);
}

/* A clock time or part of a day alone. */
static bool within_day(const struct expr *e)
{
	return (e->hour != NOT_SAID || e->part != NOT_SAID) && e->day == NOT_SAID && e->wday == NOT_SAID && e->month == NOT_SAID &&
	       e->year == NOT_SAID && e->holiday == NONE && e->step_unit == TU_NONE && !e->named;
}

/* "The tenth": a day of a month that is not named. */
static bool day_alone(const struct expr *e)
{
	return e->day != NOT_SAID && e->month == NOT_SAID && e->wday == NOT_SAID && e->year == NOT_SAID && e->step_unit == TU_NONE && !e->named;
}

/* Did the paragraph name the day, or another unit, before? */
static bool paragraph_told(const struct cx *c, uint32_t i, enum time_unit unit)
{
	const struct anchor *a = &c->from.context;
	const uint32_t *para = c->l->tokens.para;
	return a->how != TA_NONE && a->at.unit <= unit && para[c->f[a->time].e.first] == para[c->f[i].e.first];
}

/* News of the past goes on in the day it named last, where that is the day of
 * publication or shortly before. */
static bool story_told(const struct cx *c, const struct found *f)
{
	enum { RECENT = 2 };
	const struct anchor *a = &c->from.context;
	if (f->tense >= 0 || a->how == TA_NONE || a->at.unit > TU_DAY || c->published.how == TA_NONE)
		return false;
	int64_t ago = c->published.at.from - a->at.from;
	return ago >= 0 && ago <= RECENT;
}

/* "At 1430 GMT (0930 EST) on Monday", "from 6 a.m. to noon on Friday": a clock
 * time has the day of the one that follows it, with no more between than a word
 * or another clock time. */
static void borrow_day(struct cx *c, uint32_t i)
{
	enum { NEXT = 2, GAP = 2 };
	struct expr *e = &c->f[i].e;
	if (e->hour == NOT_SAID || !within_day(e))
		return;
	for (uint32_t j = i + 1; j < c->n && j <= i + NEXT && c->e[j].first - c->e[j - 1].end <= GAP; j++) {
		const struct expr *d = &c->e[j];
		if (d->form != EX_CALENDAR || (!within_day(d) && d->wday == NOT_SAID && d->day == NOT_SAID && d->step_unit != TU_DAY))
			return;
		if (within_day(d))
			continue;
		struct expr own = *e;
		*e = *d;
		e->first = own.first, e->end = own.end, e->rule = own.rule, e->mod = own.mod;
		e->hour = own.hour, e->minute = own.minute, e->second = own.second, e->zone = own.zone, e->part = NOT_SAID;
		return;
	}
}

/* "At three": an hour in words between one and five, of which nobody says what
 * half of the day it is in, is one of the afternoon, unless the time named last is
 * an earlier one of the morning. */
static void waking_hour(struct cx *c, struct expr *e)
{
	const struct anchor *last = &c->from.context;
	bool morning = last->how != TA_NONE && last->at.hour != NOT_SAID && last->at.hour < 12 && last->at.hour <= e->hour;
	if (e->twelve && e->spoken && e->part == NOT_SAID && e->hour <= 5 && !morning)
		e->hour += 12;
	e->twelve = false;
}

/* "Two hours later" is of the day it was: how long, not when. */
static void hours_later(struct expr *e)
{
	if (e->form == EX_CALENDAR && e->move == MOVE_AFTER && e->base == FROM_CONTEXT && e->amount.unit != TU_NONE && e->amount.unit <= TU_HOUR) {
		e->move = MOVE_NONE;
		e->form = EX_DURATION;
	}
}

/* "The past three weeks", "the next 24 hours": a duration that lies on the calendar. */
static void place_stretch(struct cx *c, struct found *f)
{
	const struct anchor *a = f->e.base == FROM_CONTEXT ? &c->from.context : c->history ? &c->from.context : &c->published;
	if (f->e.form != EX_DURATION || f->e.by == 0 || f->e.beside_quarter || a->how == TA_NONE)
		return;
	f->stretch = drg__when_stretch(&a->at, &f->e.amount, f->e.by, &f->at);
	f->from = *a;
}

static void place(struct cx *c, uint32_t i)
{
	struct found *f = &c->f[i];
	if (f->e.move == MOVE_SOON) { /* "in two weeks": ahead, or how long it took */
		f->e.move = f->tense > 0 ? MOVE_AFTER : MOVE_NONE;
		f->e.form = f->tense > 0 ? EX_CALENDAR : EX_DURATION;
	}
	hours_later(&f->e);
	place_stretch(c, f);
	if (f->e.form != EX_CALENDAR)
		return;
	bool told = c->history && c->from.context.how != TA_NONE;
	c->from.year = c->story ? c->story[i] : NOT_SAID;
	c->from.day = told ? c->from.context : c->published;
	borrow_year(c, i);
	follow_year(c, i);
	borrow_day(c, i);
	waking_hour(c, &f->e);
	int tense = told ? TENSE_YEAR : f->tense;
	if (within_day(&f->e) && (paragraph_told(c, i, TU_DAY) || story_told(c, f))) {
		c->from.day = c->from.context;
	} else if (day_alone(&f->e) && paragraph_told(c, i, TU_MONTH) && c->from.context.at.from != c->published.at.from) {
		c->from.day = c->from.context;
		tense = 0; /* told of publication, not of this */
	}
	f->ok = drg__when_place(&c->w, &f->e, &c->from, tense, &f->at);
	f->from = f->e.base == FROM_CONTEXT && c->from.context.how != TA_NONE ? c->from.context : c->from.day;
	keep_context(c, i);
}

/* "Jan Kavan", "the 24 March Front": part of a name of somebody, unless a year
 * says that it is a date. */
static bool part_of_name(const struct layers *l, const struct expr *e)
{
	const struct names *n = &l->names;
	uint32_t k = drg__span_first(n->tok, n->n, e->first);
	if (k >= n->n || n->tok[k].s > e->first || n->tok[k].e < e->end || e->year != NOT_SAID)
		return false;
	bool whole = n->tok[k].s == e->first && n->tok[k].e == e->end;
	return !whole && n->kind[k] != ENT_PLACE && (e->month != NOT_SAID || e->wday != NOT_SAID || e->season != NOT_SAID || e->holiday != NONE);
}

/* "Soon" that the verb puts in the past is "shortly after". */
static bool not_ahead(const struct cx *c, const struct found *f)
{
	return f->tense < 0 && drg__str_eq(drg__rule_yield(c->w.pack, f->e.rule, "check"), STR("ahead"));
}

/* What syntax says of each expression; those that it makes none are dropped. */
static void weigh(struct cx *c)
{
	uint32_t kept = 0;
	c->f = NEW_N(c->a, struct found, c->n);
	for (uint32_t i = 0; i < c->n; i++) {
		struct found *f = &c->f[kept];
		f->e = c->e[i];
		f->head = drg__when_governor(c->l, f->e.first, head_of(c->l, f->e.first, f->e.end));
		f->tense = drg__when_tense(c->l, f->e.first, f->head, f->e.wday != NOT_SAID && f->e.month == NOT_SAID);
		if (!not_ahead(c, f) && !part_of_name(c->l, &f->e))
			c->e[kept++] = f->e;
	}
	c->n = kept;
}

static void place_all(struct cx *c)
{
	enum { STORY_MOST = 20000 }; /* more than this is no tale, and would cost memory */
	if (c->history && c->n <= STORY_MOST) {
		c->story = NEW_N(c->a, int32_t, c->n);
		drg__when_story(c->l, c->e, c->n, c->story, *c->a);
	}
	for (uint32_t i = 0; i < c->n; i++)
		place(c, i);
}

/* ----------------------------------------------------------------- rows -- */

static uint8_t type_of(const struct found *f)
{
	if (f->e.form == EX_DURATION)
		return TIME_DURATION;
	if (f->e.form == EX_SET)
		return TIME_SET;
	return f->ok && f->at.unit <= TU_PART ? TIME_TIME : TIME_DATE;
}

/* "Tuesdays", "every July": the calendar part that comes round. */
static struct str set_value(struct cx *c, const struct expr *e)
{
	struct moment m = drg__moment_new();
	if (e->set_value.n)
		return e->set_value;
	if (!e->plural)
		return drg__amount_value(&e->amount, c->keep);
	m.month = e->month;
	m.season = e->season;
	m.wday = e->wday;
	m.part = e->part;
	m.unit = e->part != NOT_SAID ? TU_PART : e->wday != NOT_SAID ? TU_DAY : e->month != NOT_SAID ? TU_MONTH : TU_SEASON;
	return drg__moment_value(&m, c->keep);
}

static struct str value_of(struct cx *c, const struct found *f)
{
	static const char *const ref[] = { "", "PRESENT_REF", "PAST_REF", "FUTURE_REF" };
	const struct expr *e = &f->e;
	switch ((enum expr_form)e->form) {
	case EX_DURATION:
		return drg__amount_value(&e->amount, c->keep);
	case EX_SET:
		return set_value(c, e);
	case EX_REF:
		return drg__str_c(ref[e->ref]);
	default:
		break;
	}
	if (f->ok)
		return drg__moment_value(&f->at, c->keep);
	if (e->move != MOVE_NONE && e->amount.vague)
		return drg__str_c(ref[e->move == MOVE_BEFORE ? REF_PAST : REF_FUTURE]);
	return STR("XXXX-XX-XX");
}

/* Do the words alone fix the date? */
static bool explicit(const struct expr *e)
{
	return e->year != NOT_SAID && !e->year_short && e->step_unit == TU_NONE && e->move == MOVE_NONE;
}

static void alloc(struct times *t, uint32_t n, struct arena *keep)
{
	t->span = NEW_N(keep, struct span, n);
	t->tok = NEW_N(keep, struct span, n);
	t->head = NEW_N(keep, uint32_t, n);
	t->type = NEW_N(keep, uint8_t, n);
	t->value = NEW_N(keep, struct str, n);
	t->edtf = NEW_N(keep, struct str, n);
	t->earliest = NEW_N(keep, struct str, n);
	t->latest = NEW_N(keep, struct str, n);
	t->precision = NEW_N(keep, uint8_t, n);
	t->mod = NEW_N(keep, uint8_t, n);
	t->basis = NEW_N(keep, uint8_t, n);
	t->anchor = NEW_N(keep, uint8_t, n);
	t->anchor_time = NEW_N(keep, uint32_t, n);
	t->rule = NEW_N(keep, uint32_t, n);
	t->score = NEW_N(keep, float, n);
	t->n = n;
}

/* How sure: the words alone, one step of reckoning, a tense that did not tell. */
static float score_of(const struct found *f)
{
	if (f->e.form != EX_CALENDAR)
		return .8f;
	if (!f->ok || !f->at.placed)
		return .5f;
	return explicit(&f->e) ? .95f : f->tense ? .85f : .7f;
}

static void write_row(struct cx *c, uint32_t i, struct times *t)
{
	const struct found *f = &c->f[i];
	const struct span *tok = c->l->tokens.span;
	t->span[i] = (struct span){ tok[f->e.first].s, tok[f->e.end - 1].e };
	t->tok[i] = (struct span){ f->e.first, f->e.end };
	t->head[i] = f->head;
	t->type[i] = type_of(f);
	t->value[i] = value_of(c, f);
	t->mod[i] = f->e.mod;
	t->rule[i] = f->e.rule;
	t->score[i] = score_of(f);
	t->anchor_time[i] = NONE;
	t->precision[i] = f->e.form == EX_CALENDAR && f->ok ? f->at.unit : f->e.amount.unit;
	if (!f->stretch && (f->e.form != EX_CALENDAR || !f->ok))
		return;
	t->edtf[i] = drg__moment_edtf(&f->at, f->e.mod, c->keep);
	if (!f->at.placed)
		return;
	t->earliest[i] = drg__day_text(f->at.from, c->keep);
	t->latest[i] = drg__day_text(f->at.to, c->keep);
	t->basis[i] = explicit(&f->e) ? BASIS_EXPLICIT : f->from.how == TA_CONTEXT ? BASIS_INHERITED : BASIS_INFERRED;
	t->anchor[i] = explicit(&f->e) ? TA_NONE : f->from.how;
	t->anchor_time[i] = explicit(&f->e) ? NONE : f->from.time;
}

/* ------------------------------------------------------------ quotations -- */

static bool quoted(const struct layers *l, struct span s)
{
	for (uint32_t q = drg__span_first(l->quotes.inner, l->quotes.n, s.s + 1); q-- > 0;)
		if (l->quotes.parent[q] == NONE)
			return drg__span_within(s, l->quotes.inner[q]);
	return false;
}

/* Expressions in what attribution a quotes, reckoned anew from the day it was
 * said; `said` is the row that dates it. */
static void requote(struct cx *c, const struct layers *l, uint32_t a, uint32_t said, struct times *out)
{
	const struct anchor day = { c->f[said].at, TA_SAID, said };
	for (uint32_t k = 0; k < l->attribs.content[a].n; k++) {
		struct span s = l->attribs.pool.v[l->attribs.content[a].from + k];
		for (uint32_t i = drg__span_first(out->span, out->n, s.s); i < out->n && out->span[i].e <= s.e; i++) {
			struct found *f = &c->f[i];
			if (f->e.form != EX_CALENDAR || f->e.base != FROM_ANCHOR || explicit(&f->e) || !quoted(l, out->span[i]))
				continue;
			f->from = c->from.day = day;
			c->from.year = NOT_SAID;
			f->ok = drg__when_place(&c->w, &f->e, &c->from, f->tense, &f->at);
			write_row(c, i, out);
		}
	}
}

/* "We leave tomorrow," she said on Tuesday: her tomorrow, not the paper's. */
static void reckon_quotations(struct cx *c, struct times *out)
{
	struct layers l = *c->l;
	l.times = *out;
	for (uint32_t a = 0; a < l.attribs.n; a++) {
		if (l.attribs.kind[a] == ATTRIB_INDIRECT)
			continue;
		struct when_of w = drg__when_said(&l, a);
		if (w.time != NONE && c->f[w.time].ok && c->f[w.time].at.placed && c->f[w.time].at.unit <= TU_DAY)
			requote(c, &l, a, w.time, out);
	}
}

void drg__times(const drg_pack *pack, const struct layers *l, const struct hits *hits,
                struct arena *keep, struct arena scratch, struct times *out)
{
	*out = (struct times){ 0 };
	struct cx c = { .l = l, .hits = hits, .a = &scratch, .keep = keep };
	uint32_t set = drg__ruleset(pack, "times");
	if (!drg__when_words(pack, &c.w) || set == UINT32_MAX || l->tokens.n == 0)
		return;
	c.v = drg__view(&l->text, &l->tokens, &l->morph);
	find(&c, set);
	weigh(&c);
	c.published = published(&l->meta);
	c.history = is_history(&c);
	place_all(&c);
	alloc(out, c.n, keep);
	for (uint32_t i = 0; i < c.n; i++)
		write_row(&c, i, out);
	reckon_quotations(&c, out);
}
