#include "stage/actor.h"

#include "base/utf8.h"
#include "stage/token.h"

enum { PHRASE_MOST = 40, TITLE_MOST = 8, APPOSITION_MOST = 14 };

/* --------------------------------------------------------------- lexicons -- */

static uint32_t month_of(struct str published)
{
	uint32_t v[2] = { 0, 0 };
	if (published.n < 7)
		return 0;
	for (int i = 0; i < 7; i++) {
		unsigned c = (unsigned char)published.p[i] - '0';
		if (i == 4)
			continue;
		if (c > 9)
			return 0;
		v[i > 4] = v[i > 4] * 10 + c;
	}
	return v[1] >= 1 && v[1] <= 12 ? v[0] * 12 + v[1] - 1 : 0;
}

/* YYYYMMDD of a published day, 0 unknown; of a month alone, its first day. */
static uint32_t day_of(struct str published)
{
	uint32_t day = 0, n = 0;
	for (size_t i = 0; i < published.n && i < 10; i++) {
		unsigned c = (unsigned char)published.p[i] - '0';
		if (c <= 9) {
			day = day * 10 + c;
			n++;
		} else if (i != 4 && i != 7) {
			return 0;
		}
	}
	return n == 8 ? day : n == 6 ? day * 100 + 1 : 0;
}

void drg__actors_begin(struct actors *a, const drg_pack *pack, const struct view *v, const struct hits *hits, const struct meta *meta,
                       const struct actor_file *own)
{
	*a = (struct actors){ .pack = pack, .view = v, .hits = hits, .own = own, .month = month_of(meta->published), .day = day_of(meta->published) };
	a->places = drg__gazetteer(pack);
	a->states = drg__lex(pack, "states");
	a->col_people = drg__lex_col(pack, a->states, "form");
	a->col_state = drg__lex_col(pack, a->states, "code");
	a->organisations = drg__lex(pack, "organisations");
	a->col_org = drg__lex_col(pack, a->organisations, "code");
	a->col_org_sectors = drg__lex_col(pack, a->organisations, "sectors");
	a->col_org_turn = drg__lex_col(pack, a->organisations, "turn");
	a->col_org_after = drg__lex_col(pack, a->organisations, "after");
	a->persons = drg__lex(pack, "persons");
	a->col_person = drg__lex_col(pack, a->persons, "code");
	a->col_person_sectors = drg__lex_col(pack, a->persons, "sectors");
	a->col_terms = drg__lex_col(pack, a->persons, "terms");
	a->seats = drg__lex(pack, "seats");
	a->col_seat = drg__lex_col(pack, a->seats, "code");
	a->col_seat_sectors = drg__lex_col(pack, a->seats, "sectors");
	a->agents = drg__lex(pack, "agents");
	a->col_agent_sectors = drg__lex_col(pack, a->agents, "sectors");
	a->col_low = drg__lex_col(pack, a->agents, "weight");
}

static bool is(const struct actors *a, uint32_t i, const char *z)
{
	return drg__str_ieq(drg__view_tok(a->view, i), drg__str_c(z));
}

static bool one_of(const struct actors *a, uint32_t i, const char *const *words)
{
	for (; *words; words++)
		if (is(a, i, *words))
			return true;
	return false;
}

/* Further sectors after those that are there, each once. */
static void add_sectors(struct actor_code *c, struct str words)
{
	for (size_t i = 0, from = 0; i <= words.n; i++) {
		if (i < words.n && words.p[i] != ' ')
			continue;
		if (i - from == 3) {
			uint32_t k = 0;
			while (k < 4 && c->sector[k][0] && memcmp(c->sector[k], words.p + from, 3) != 0)
				k++;
			if (k < 4)
				memcpy(c->sector[k], words.p + from, 3);
		}
		from = i + 1;
	}
}

static void set_country(struct actor_code *c, struct str code)
{
	if (!c->country[0] && code.n == 3)
		memcpy(c->country, code.p, 3);
}

/* ---------------------------------------------------------- office holders -- */

enum holding { NEVER_YET, IN_OFFICE, FORMERLY };

/* Terms "1996-06/1999-07 2009-03/" against a month.  Unknown month: the office that the person is known for. */
static enum holding holds(struct str terms, uint32_t month)
{
	enum holding h = NEVER_YET;
	for (size_t i = 0; i < terms.n;) {
		size_t end = i;
		while (end < terms.n && terms.p[end] != ' ')
			end++;
		struct str t = drg__str(terms.p + i, end - i);
		uint32_t from = month_of(t), until = t.n > 8 ? month_of(drg__str(t.p + 8, t.n - 8)) : UINT32_MAX;
		if (!month)
			return IN_OFFICE;
		else if (month >= from && month <= until)
			return IN_OFFICE;
		else if (month > until)
			h = FORMERLY;
		i = end + 1;
	}
	return h;
}

/* ----------------------------------------------------------------- phrases -- */

static const char *const heads_off[] = { "of", "from", "in", "at", "to", "for", "with", "against", "on", "by", "near", "between", "under", "who",
	                                 "which", "that", "whose", "accused", "suspected", NULL };
static const char *const belongs[] = { "of", "from", "in", "at", NULL };

/* Where the head's own words end: before the first preposition or relative that
 * is not itself inside a name ("the Republic of Korea"). */
static uint32_t head_end(const struct actors *a, uint32_t first, uint32_t end)
{
	uint32_t inside = first + 1;
	for (uint32_t i = first; i < end; i++) {
		if (i >= inside && one_of(a, i, heads_off))
			return i;
		for (uint32_t k = a->hits->at[i]; k < a->hits->at[i + 1]; k++) {
			const struct hit *h = &a->hits->v[k];
			bool name = h->lex == a->states || h->lex == a->organisations || h->lex == a->persons || h->lex == a->seats || h->lex == a->agents;
			if (name && h->end <= end && h->end > inside)
				inside = h->end;
		}
	}
	return end;
}

/* "US-backed", "Iran-aligned": the name is not the actor's. */
static bool in_compound(const struct actors *a, uint32_t end)
{
	static const char *const with[] = { "backed", "led", "born", "trained", "aligned", "allied", "supported", "sponsored", "funded", "brokered",
		                            "mediated", "owned", "made", "built", "occupied", "controlled", "held", "supplied", "imposed", "style", NULL };
	return end + 1 < a->view->n && is(a, end, "-") && one_of(a, end + 1, with);
}

/* "anti-Velland", "pro-Velland", "non-Vellander" protesters are not Velland's. */
static bool after_prefix(const struct actors *a, uint32_t first)
{
	static const char *const prefix[] = { "anti", "pro", "non", "ex", NULL };
	return first >= 2 && is(a, first - 1, "-") && one_of(a, first - 2, prefix);
}

/* Column `form` of states. */
enum { STATE_NAME, STATE_PEOPLE };

/* What the phrases inside [first, end) say. */
struct found {
	const struct hit *state, *org, *person, *seat; /* the first of each */
	const struct hit *agent;                       /* the last, then the longest */
	const struct hit *other;                       /* an agent before it: "defence ministry" of "defence ministry spokesman" */
};

static struct found look(const struct actors *a, uint32_t first, uint32_t end)
{
	struct found f = { 0 };
	for (uint32_t i = first; i < end; i++) {
		for (uint32_t k = a->hits->at[i]; k < a->hits->at[i + 1]; k++) {
			const struct hit *h = &a->hits->v[k];
			if (h->end > end)
				continue;
			if (h->lex == a->states || h->lex == a->organisations) {
				const struct hit **to = h->lex == a->states ? &f.state : &f.org;
				if (!*to && !in_compound(a, h->end) && !after_prefix(a, h->first))
					*to = h;
			} else if (h->lex == a->persons && !f.person) {
				f.person = h;
			} else if (h->lex == a->seats && !f.seat) {
				f.seat = h;
			} else if (h->lex == a->agents && (!f.agent || h->end > f.agent->end)) {
				if (f.agent && h->first >= f.agent->end)
					f.other = f.agent;
				f.agent = h;
			}
		}
	}
	return f;
}

static struct str cell(const struct actors *a, const struct hit *h, uint32_t lex, uint32_t col)
{
	return h && col != UINT32_MAX ? drg__lex_str(a->pack, lex, h->row, col) : STR("");
}

static bool low(const struct actors *a, const struct hit *agent)
{
	return agent && a->col_low != UINT32_MAX && drg__lex_enum(a->pack, a->agents, agent->row, a->col_low) != UINT32_MAX;
}

/* Words that any body has: they say less than the body's own sector. */
static bool of_any_body(const struct actors *a, const struct hit *agent)
{
	static const char *const roles[] = { "official", "officials", "spokesman", "spokeswoman", "spokesperson", "spokesmen", "leader", "leaders", "leadership",
		                             "chief", "head", "member", "members", "representative", "representatives", "gunman", "gunmen", "negotiator", "negotiators",
		                             "delegation", "envoy", "delegate", "delegates", "supporter", "supporters", "group", "force", "forces",
		                             "attacker", "attackers", "fighter", "fighters", "officer", "officers", "director", "employee", "employees", "president", "administration", "authority", "authorities", NULL };
	return low(a, agent) || one_of(a, agent->end - 1, roles);
}

static bool formerly(const struct actors *a, uint32_t first, uint32_t end)
{
	static const char *const words[] = { "former", "ex", "ousted", "deposed", "toppled", "overthrown", "onetime", "erstwhile", "retired", NULL };
	for (uint32_t i = first; i < end; i++)
		if (one_of(a, i, words))
			return true;
	return false;
}

/* ------------------------------------------------------------------- towns -- */

/* A name says a country only when its largest bearer is a big town or a division
 * and clearly larger than any bearer elsewhere: places.h keeps 8 * log2(inhabitants). */
enum { TOWN_TOKENS = 4, TOWN_LEAST = 151 /* 480,000 */, TOWN_CLEAR = 19 /* five times */, TOWN_BEARERS = 16 };

/* The country's code of the place with this name, "" when there is no clear one. */
static struct str country_of_place(const struct actors *a, uint32_t first, uint32_t end)
{
	const struct view *v = a->view;
	struct place_hit hit[TOWN_BEARERS];
	uint64_t key = drg__place_key(drg__str(v->text.p + v->span[first].s, v->span[end - 1].e - v->span[first].s));
	uint32_t n = key ? drg__place_find(&a->places, key, hit, TOWN_BEARERS) : 0;
	struct str code = STR("");
	uint32_t largest = 0;
	for (uint32_t i = 0; i < n; i++) {
		struct place p = drg__place(&a->places, hit[i].row);
		uint32_t country = drg__place_country(&a->places, hit[i].row);
		struct str c = country == PLACES_NO ? STR("") : drg__place_alpha3(&a->places, country);
		if (hit[i].abbreviation)
			continue;
		if (!code.n) {
			if (p.population_log < TOWN_LEAST || !c.n)
				return STR("");
			code = c;
			largest = p.population_log;
		} else if (!drg__str_eq(c, code) && p.population_log + TOWN_CLEAR > largest) {
			return STR("");
		}
	}
	return code;
}

/* The country of the longest run of capitalised words in [first, end) that is a place.  `alone`: only if it is all of it. */
static struct str town(const struct actors *a, uint32_t first, uint32_t end, bool alone)
{
	for (uint32_t n = end - first < TOWN_TOKENS ? end - first : TOWN_TOKENS; a->places.n && n > 0; n--) {
		for (uint32_t i = first; i + n <= end; i++) {
			if (alone && (i != first || i + n != end))
				continue;
			bool capital = true;
			for (uint32_t k = i; k < i + n && capital; k++)
				capital = drg__is_upper((unsigned char)a->view->text.p[a->view->span[k].s]);
			struct str code = capital && !in_compound(a, i + n) && !after_prefix(a, i) ? country_of_place(a, i, i + n) : STR("");
			if (code.n)
				return code;
		}
	}
	return STR("");
}

static void code_person(const struct actors *a, const struct hit *h, struct actor_code *c)
{
	enum holding when = holds(cell(a, h, a->persons, a->col_terms), a->month);
	if (when == NEVER_YET)
		return;
	set_country(c, cell(a, h, a->persons, a->col_person));
	if (when == FORMERLY)
		add_sectors(c, STR("ELI"));
	else
		add_sectors(c, cell(a, h, a->persons, a->col_person_sectors));
	c->former = when == FORMERLY;
}

static void code_own(const struct actor_row *r, struct actor_code *c)
{
	memcpy(c->country, r->country, sizeof c->country);
	memcpy(c->sector, r->sector, sizeof c->sector);
}

/* The country that "of", "from", "in" give in [from, end): "the mayor of Ostrel, Velland". */
static void country_after(const struct actors *a, uint32_t from, uint32_t end, struct actor_code *c)
{
	if (from >= end || !one_of(a, from, belongs))
		return;
	struct found f = look(a, from + 1, end);
	set_country(c, cell(a, f.state, a->states, a->col_state));
	set_country(c, cell(a, f.org, a->organisations, a->col_org));
	set_country(c, cell(a, f.seat, a->seats, a->col_seat));
	if (!c->country[0])
		set_country(c, town(a, from + 1, end, false));
}

/* "ethnic Togolese": where they live their name does not say. */
static bool ethnic(const struct actors *a, const struct hit *state)
{
	return state && state->first > 0 && is(a, state->first - 1, "ethnic");
}

/* A people and then where it lives: "the Togolese of Benin". */
static bool people_of(const struct actors *a, const struct hit *state, uint32_t stop, uint32_t end)
{
	return state && state->end == stop && stop < end && is(a, stop, "of") && a->col_people != UINT32_MAX &&
	       drg__lex_enum(a->pack, a->states, state->row, a->col_people) == STATE_PEOPLE;
}

/* Sectors of a body, which may have turned into others in some month. */
static struct str org_sectors(const struct actors *a, const struct hit *org)
{
	uint32_t turn = month_of(cell(a, org, a->organisations, a->col_org_turn));
	bool turned = turn && a->month >= turn;
	return cell(a, org, a->organisations, turned ? a->col_org_after : a->col_org_sectors);
}

/* Sectors of the words before the first preposition, most telling first. */
static void code_sectors(const struct actors *a, const struct found *f, struct actor_code *c)
{
	struct str org = org_sectors(a, f->org);
	struct str agent = cell(a, f->agent, a->agents, a->col_agent_sectors);
	if (f->org && f->agent && f->agent->first >= f->org->first && f->agent->end <= f->org->end)
		agent = STR(""); /* "Army" inside a body's own name */
	if (f->agent && agent.n && (!org.n || !of_any_body(a, f->agent))) {
		if (low(a, f->agent) && f->other)
			add_sectors(c, cell(a, f->other, a->agents, a->col_agent_sectors));
		else
			add_sectors(c, agent);
		if (f->other && of_any_body(a, f->agent)) { /* a ministry's, court's, army's spokesman */
			struct actor_code again = { 0 };
			add_sectors(&again, cell(a, f->other, a->agents, a->col_agent_sectors));
			memcpy(c->sector, again.sector, sizeof c->sector);
		}
	}
	add_sectors(c, org);
	if (!c->sector[0][0])
		add_sectors(c, cell(a, f->seat, a->seats, a->col_seat_sectors));
}

/* As drg__actor_of_phrase; of a person's name (`person`) only what stands before a
 * kind of actor may be a state or town: "Oslo mayor Ann Lima" is not of Lima. */
static struct actor_code coded(const struct actors *a, uint32_t first, uint32_t end, bool person)
{
	static const char *const articles[] = { "the", "a", "an", NULL };
	struct actor_code c = { 0 };
	if (end - first > PHRASE_MOST)
		end = first + PHRASE_MOST;
	while (first < end && one_of(a, first, articles))
		first++;
	const struct actor_row *own = drg__actor_file_find(a->own, a->view, first, end, a->day);
	if (own) {
		code_own(own, &c);
		return c;
	}
	uint32_t stop = head_end(a, first, end);
	struct found f = look(a, first, stop);
	uint32_t places_end = !person ? stop : f.agent ? f.agent->first : first;
	f.state = f.state && f.state->first < places_end ? f.state : NULL;
	f.seat = f.seat && f.seat->first < places_end ? f.seat : NULL;
	if (f.person)
		code_person(a, f.person, &c);
	set_country(&c, cell(a, f.org, a->organisations, a->col_org));
	if (ethnic(a, f.state) || people_of(a, f.state, stop, end))
		country_after(a, stop, end, &c);
	if (ethnic(a, f.state))
		f.state = NULL;
	set_country(&c, cell(a, f.state, a->states, a->col_state));
	code_sectors(a, &f, &c);
	set_country(&c, cell(a, f.seat, a->seats, a->col_seat));
	if (!c.country[0])
		set_country(&c, town(a, first, places_end, !f.agent && !f.org));
	bool of_whom = stop < end && (is(a, stop, "of") || (is(a, stop, "for") && f.agent && of_any_body(a, f.agent)));
	if (of_whom && (!f.agent || of_any_body(a, f.agent))) {
		/* "members of the army", "a group of tourists": what they are of says more; nothing, when it is not known. */
		struct actor_code of = drg__actor_of_phrase(a, stop + 1, end);
		if (of.sector[0][0] || !of.country[0])
			memcpy(c.sector, of.sector, sizeof c.sector);
		if (!c.country[0])
			memcpy(c.country, of.country, sizeof c.country);
	} else if (!c.country[0]) {
		country_after(a, stop, end, &c);
	}
	if (!c.former && c.sector[0][0] && formerly(a, first, stop)) {
		c.former = true;
		memset(c.sector, 0, sizeof c.sector);
		add_sectors(&c, STR("ELI"));
	}
	return c;
}

struct actor_code drg__actor_of_phrase(const struct actors *a, uint32_t first, uint32_t end)
{
	return coded(a, first, end, false);
}

/* ---------------------------------------------------------------- entities -- */

/* First token that begins at or after a byte. */
static uint32_t token_at(const struct view *v, uint32_t byte)
{
	uint32_t lo = 0, hi = v->n;
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		if (v->span[mid].s < byte)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* The words before a person's name that describe the person: "Norwegian Foreign
 * Minister" ends in a kind of actor; they reach back over states, bodies and kinds. */
static uint32_t title_start(const struct actors *a, uint32_t first)
{
	uint32_t at = first;
	for (bool more = true; more && first - at < TITLE_MOST;) {
		more = false;
		uint32_t from = at > DRG__PHRASE_MOST ? at - DRG__PHRASE_MOST : 0;
		for (uint32_t i = from; i < at && !more; i++) {
			for (uint32_t k = a->hits->at[i]; k < a->hits->at[i + 1] && !more; k++) {
				const struct hit *h = &a->hits->v[k];
				bool kind = h->lex == a->agents, whose = h->lex == a->states || h->lex == a->organisations || h->lex == a->seats;
				if (h->end == at && (kind || (whose && at < first))) {
					at = h->first;
					more = true;
				}
			}
		}
		if (!more && at < first && at > 0 && (is(a, at - 1, "former") || is(a, at - 1, "'s") || is(a, at - 1, "’s"))) {
			at--;
			more = true;
		}
	}
	return at;
}

/* After "NAME ,": the end of "the Norwegian foreign minister", up to the next comma or stop; 0 when there is none. */
static uint32_t apposition_end(const struct actors *a, uint32_t end)
{
	static const char *const ends[] = { ",", ".", ";", ":", "(", ")", "\"", "said", "says", "told", NULL };
	static const char *const no[] = { "who", "which", "and", "or", "but", "where", "when", "while", "whose", "as", "in", "on", NULL };
	if (end + 2 >= a->view->n || !is(a, end, ",") || one_of(a, end + 1, no))
		return 0;
	for (uint32_t i = end + 1; i < a->view->n && i <= end + APPOSITION_MOST; i++)
		if (a->view->flags[i] & TOK_PARA || one_of(a, i, ends))
			return is(a, i, ",") && i > end + 1 ? i : 0;
	return 0;
}

static void merge(struct actor_code *into, const struct actor_code *c)
{
	if (!into->country[0])
		memcpy(into->country, c->country, sizeof into->country);
	if (!into->sector[0][0])
		memcpy(into->sector, c->sector, sizeof into->sector);
}

static void code_mention(const struct actors *a, const struct mentions *m, uint32_t i, uint8_t kind, struct actor_code *into)
{
	uint32_t first = token_at(a->view, m->span[i].s), end = token_at(a->view, m->span[i].e);
	if (first >= end)
		return;
	uint32_t from = kind == ENT_PERSON || kind == ENT_UNNAMED ? title_start(a, first) : first;
	bool person = kind == ENT_PERSON && m->form[i] == FORM_NAME;
	struct actor_code c = coded(a, first, end, person);
	struct actor_code with = from < first ? coded(a, from, end, person) : (struct actor_code){ 0 };
	merge(into, &c);
	merge(into, &with);
	uint32_t stop = person ? apposition_end(a, end) : 0;
	if (stop) {
		struct found f = look(a, end + 1, head_end(a, end + 1, stop));
		struct actor_code said = f.agent ? drg__actor_of_phrase(a, end + 1, stop) : (struct actor_code){ 0 };
		merge(into, &said);
	}
}

static struct str sector_words(const struct actor_code *c, struct arena *keep)
{
	uint32_t n = 0;
	while (n < 4 && c->sector[n][0])
		n++;
	if (!n)
		return STR("");
	char *p = NEW_N(keep, char, n * 4);
	for (uint32_t i = 0; i < n; i++) {
		memcpy(p + 4 * i, c->sector[i], 3);
		p[4 * i + 3] = i + 1 < n ? ' ' : 0;
	}
	return drg__str(p, 4 * (size_t)n - 1);
}

void drg__actors(const struct actors *a, const struct layers *l, struct arena *keep, struct arena scratch, struct entities *out)
{
	const struct mentions *m = &l->mentions;
	struct actor_code *code = NEW_N(&scratch, struct actor_code, out->n);
	for (int form = FORM_NAME; form <= FORM_NOMINAL; form++)
		for (uint32_t i = 0; i < m->n; i++)
			if (m->ent[i] != NONE && m->form[i] == form && out->kind[m->ent[i]] != ENT_PLACE)
				code_mention(a, m, i, out->kind[m->ent[i]], &code[m->ent[i]]);
	out->code = NEW_N(keep, struct str, out->n);
	out->country = NEW_N(keep, struct str, out->n);
	out->sectors = NEW_N(keep, struct str, out->n);
	for (uint32_t e = 0; e < out->n; e++) {
		/* An official without a country has that of whom he speaks for. */
		uint32_t of = out->speaks_for ? out->speaks_for[e] : NONE;
		if (of < out->n && of != e)
			merge(&code[e], &code[of]);
		out->country[e] = drg__arena_str(keep, drg__str_c(code[e].country));
		out->sectors[e] = sector_words(&code[e], keep);
		out->code[e] = drg__arena_fmt(keep, "%s%s", code[e].country, code[e].sector[0]);
	}
}
