/* where_find.c - which stretches of the text are names of places.
 *
 * The encoder's names are read in order; what lies between them is searched in
 * the gazetteer.  Each name is taken by the first of these that applies:
 *
 *   PLACE, STATE       the name, or the part of it that the gazetteer has
 *   ORG, GROUP, OTHER  the place at its head or after "of", if known to be one
 *   PERSON             only where the words around say that it is a place
 *   none               a people; or what the gazetteer has, on the same condition
 *
 * A name that elsewhere in the report is the last of a person's names is a
 * person, unless its words say otherwise here ("Jordan said", "in Jordan"). */
#include "base/utf8.h"
#include "stage/token.h"
#include "stage/where_parts.h"

struct find {
	struct where *w;
	const struct layers *l;
	uint32_t next;        /* first token no toponym has taken */
	uint64_t *place_fold; /* open addressing: folds of one-token names the encoder takes for places */
	uint64_t *person_fold;/* last and first words of persons' names of two words or more */
	uint32_t slots;       /* a power of two, of both */
};

/* ---------------------------------------------------------------- sets -- */

static void set_add(uint64_t *set, uint32_t slots, uint64_t fold)
{
	uint32_t at = (uint32_t)(fold >> 32) & (slots - 1);
	while (set[at] && set[at] != fold)
		at = (at + 1) & (slots - 1);
	set[at] = fold;
}

static bool set_has(const uint64_t *set, uint32_t slots, uint64_t fold)
{
	uint32_t at = (uint32_t)(fold >> 32) & (slots - 1);
	while (set[at] && set[at] != fold)
		at = (at + 1) & (slots - 1);
	return set[at] == fold && fold != 0;
}

static uint64_t key_of(const struct where *w, uint32_t first, uint32_t end)
{
	const struct span *s = w->l->tokens.span;
	return drg__place_key(drg__str(w->l->text.p + s[first].s, s[end - 1].e - s[first].s));
}

/* Names of places and of persons, before any is decided. */
static void gather(struct find *f)
{
	const struct names *n = &f->l->names;
	f->slots = 16;
	while (f->slots < 8 * n->n + 4)
		f->slots *= 2;
	f->place_fold = NEW_N(f->w->a, uint64_t, f->slots);
	f->person_fold = NEW_N(f->w->a, uint64_t, f->slots);
	for (uint32_t i = 0; i < n->n; i++) {
		struct span t = n->tok[i];
		if (n->kind[i] == ENT_PLACE || n->kind[i] == ENT_STATE)
			set_add(f->place_fold, f->slots, key_of(f->w, t.s, t.e));
		else if (n->kind[i] == ENT_PERSON && t.e > t.s + 1) {
			set_add(f->person_fold, f->slots, key_of(f->w, t.e - 1, t.e));
			set_add(f->person_fold, f->slots, key_of(f->w, t.s, t.s + 1));
		}
	}
}

/* --------------------------------------------------------------- words -- */

struct str drg__where_kind(const struct where *w, uint32_t i)
{
	if (i >= w->l->tokens.n)
		return STR("");
	const struct hit *h = drg__hit_at(w->hits, i, w->words);
	return h && h->end == i + 1 ? drg__lex_str(w->pack, w->words, h->row, w->col_kind) : STR("");
}

static bool kind_is(const struct where *w, uint32_t i, const char *kind)
{
	return drg__str_eq(drg__where_kind(w, i), drg__str_c(kind));
}

static bool capital(const struct where *w, uint32_t i)
{
	struct str s = drg__where_word(w, i);
	int len;
	return s.n && drg__is_upper(drg__utf8_get(s.p, s.p + s.n, &len));
}

static bool glued(const struct where *w, uint32_t i)
{
	return i > 0 && w->l->tokens.span[i].s == w->l->tokens.span[i - 1].e;
}

/* May tokens i - 1 and i belong to one name? */
static bool together(const struct where *w, uint32_t i)
{
	return i < w->l->tokens.n && w->l->tokens.para[i] == w->l->tokens.para[i - 1] && !w->first[i];
}

/* Does the name that ends at `end` have a full stop of its own ("Ala", ".")? */
static uint32_t with_stop(const struct where *w, uint32_t first, uint32_t end)
{
	struct str s = drg__where_word(w, end - 1);
	if (end < w->l->tokens.n && glued(w, end) && drg__where_is(w, end, ".") && s.n <= 4 && (s.n > 1 || end > first + 1) && !memchr(s.p, '\'', s.n)) {
		struct place_hit h;
		if (memchr(s.p, '.', s.n) || (drg__place_find(&w->g, key_of(w, first, end), &h, 1) && h.abbreviation))
			return end + 1;
	}
	return end;
}

/* ----------------------------------------------------------- gazetteer -- */

/* A lone word that is something else, whatever places bear it: "August", "University", "North". */
static bool other_word(const struct where *w, uint32_t i)
{
	return drg__where_kind(w, i).n || (w->calendar != UINT32_MAX && drg__hit_at(w->hits, i, w->calendar));
}

/* The longest name of the gazetteer that begins at `first` and ends at `most`
 * or before; its end, `first` when there is none. */
static uint32_t longest(const struct where *w, uint32_t first, uint32_t most, uint64_t *key)
{
	uint32_t end = first + 1;
	while (end < most && end < first + WHERE_WORDS && together(w, end))
		end++;
	for (; end > first; end--) {
		struct place_hit h;
		if (!capital(w, end - 1) && !(w->l->tokens.flags[end - 1] & TOK_NUM) && !glued(w, end - 1))
			continue;
		if ((w->l->tokens.flags[end - 1] & TOK_PUNCT) || (end == first + 1 && other_word(w, first)))
			continue;
		*key = key_of(w, first, end);
		if (drg__place_find(&w->g, *key, &h, 1))
			return end;
	}
	*key = 0;
	return first;
}

/* The state that lexicon `states` names at `first`, by alpha-3; its end, `first` when none. */
static uint32_t state_at(const struct where *w, uint32_t first, uint32_t most, uint32_t *row, bool *people)
{
	const struct hit *h = drg__hit_at(w->hits, first, w->states);
	if (!h || h->end > most)
		return first;
	*row = drg__place_by_alpha3(&w->g, drg__lex_str(w->pack, w->states, h->row, w->col_code));
	*people = drg__str_eq(drg__lex_str(w->pack, w->states, h->row, w->col_form), STR("people"));
	return *row == PLACES_NO ? first : h->end;
}

/* ----------------------------------------------------------- toponyms -- */

static struct toponym *add(struct find *f, uint32_t first, uint32_t end, enum top_source source, float score)
{
	struct where *w = f->w;
	struct toponym *t = PUSH(w->a, &w->top);
	*t = (struct toponym){ .first = first, .end = end, .source = (uint8_t)source, .score = score, .inside = NONE, .row = PLACES_NO, .group = NONE };
	t->hit = (uint32_t)w->hit.n;
	f->next = end;
	return t;
}

/* Of what the words around want: "Idlib province" is no town. */
static bool of_class(const struct where *w, uint32_t row, enum top_want want)
{
	const char *feature = drg__place(&w->g, row).feature;
	bool division = strncmp(feature, "ADM", 3) == 0, country = strncmp(feature, "PC", 2) == 0;
	bool town = feature[0] == 'P' && !country;
	return want == WANT_DIVISION ? division : want == WANT_TOWN ? town : !division && !country && !town;
}

/* Keep the bearers of the class wanted, if there are any; then the name has a
 * sense of its own: "Idlib province" and "Idlib" may be two places. */
static void keep_class(struct where *w, struct toponym *t)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < t->n_hit; i++)
		n += of_class(w, w->hit.v[t->hit + i].row, t->want);
	if (n == 0 || n == t->n_hit)
		return;
	n = 0;
	for (uint32_t i = 0; i < t->n_hit; i++)
		if (of_class(w, w->hit.v[t->hit + i].row, t->want))
			w->hit.v[t->hit + n++] = w->hit.v[t->hit + i];
	t->n_hit = n;
	t->key ^= UINT64_C(0x9E3779B97F4A7C15) * t->want;
}

/* Leave out divisions that are little more than a town of the same name in them
 * (at least half of their people): "Cairo" is the city. */
static void drop_shells(struct where *w, struct toponym *t)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < t->n_hit; i++) {
		struct place_hit h = w->hit.v[t->hit + i];
		struct place p = drg__place(&w->g, h.row);
		bool shell = false;
		for (uint32_t k = 0; strncmp(p.feature, "ADM", 3) == 0 && k < t->n_hit && !shell; k++) {
			struct place q = drg__place(&w->g, w->hit.v[t->hit + k].row);
			shell = of_class(w, w->hit.v[t->hit + k].row, WANT_TOWN) && q.population_log + 8 >= p.population_log &&
			        drg__place_within(&w->g, w->hit.v[t->hit + k].row, h.row);
		}
		if (!shell)
			w->hit.v[t->hit + n++] = h;
	}
	t->n_hit = n;
}

/* All bearers of the name, and the state of that name. */
static void bearers(struct find *f, struct toponym *t, uint64_t key)
{
	struct where *w = f->w;
	struct place_hit v[WHERE_BEARERS];
	uint32_t state = PLACES_NO, n = drg__place_find(&w->g, key, v, WHERE_BEARERS);
	bool people = false, has_state = state_at(w, t->first, t->end, &state, &people) == t->end;
	t->key = key;
	t->abbreviated = n > 0;
	for (uint32_t i = 0; i < n; i++)
		t->abbreviated &= v[i].abbreviation;
	if (has_state && people)
		n = 0; /* a people is its state's, whatever else has the name */
	if (has_state)
		*PUSH(w->a, &w->hit) = (struct place_hit){ state, false, false };
	for (uint32_t i = 0; i < n; i++)
		if (!has_state || v[i].row != state)
			*PUSH(w->a, &w->hit) = v[i];
	t->abbreviated &= !has_state;
	t->n_hit = (uint32_t)w->hit.n - t->hit;
}

/* "Hall County", "Idlib province", "the city of Homs"; "Red Sea" is no governorate. */
static enum top_want wanted(const struct where *w, uint32_t first, uint32_t end)
{
	if (end > first + 1 && kind_is(w, end - 1, "land"))
		return WANT_LAND;
	bool own = end > first + 1 && (kind_is(w, end - 1, "division") || kind_is(w, end - 1, "town"));
	uint32_t at = own ? end - 1 : end;
	if (at < w->l->tokens.n && together(w, at) && (kind_is(w, at, "division") || kind_is(w, at, "town")))
		return kind_is(w, at, "division") ? WANT_DIVISION : WANT_TOWN;
	if (first >= 2 && drg__where_is(w, first - 1, "of") && (kind_is(w, first - 2, "division") || kind_is(w, first - 2, "town")))
		return kind_is(w, first - 2, "division") ? WANT_DIVISION : WANT_TOWN;
	return WANT_ANY;
}

static void known(struct find *f, uint32_t first, uint32_t end, uint64_t key, enum top_source source, float score)
{
	struct toponym *t = add(f, first, end, source, score);
	bearers(f, t, key);
	t->want = wanted(f->w, first, end);
	if (t->want != WANT_ANY)
		keep_class(f->w, t);
	if (t->want != WANT_DIVISION)
		drop_shells(f->w, t);
	if (first > 0 && drg__where_is(f->w, first - 1, ",") && f->w->top.n > 1 && f->w->top.v[f->w->top.n - 2].end == first - 1)
		t->holds = true;
}

/* --------------------------------------------------------- the words around -- */

/* Does the name that ends at `end` stand before a comma and what may hold it
 * ("Paris, Texas", "Reading, England")? */
static bool held(const struct where *w, uint32_t end)
{
	struct place_hit h[4];
	uint64_t key;
	uint32_t row;
	bool people;
	if (end + 1 >= w->l->tokens.n || !drg__where_is(w, end, ",") || !capital(w, end + 1))
		return false;
	if (state_at(w, end + 1, w->l->tokens.n, &row, &people) > end + 1)
		return !people;
	uint32_t stop = longest(w, end + 1, w->l->tokens.n, &key);
	uint32_t n = stop > end + 1 ? drg__place_find(&w->g, key, h, 4) : 0;
	for (uint32_t i = 0; i < n; i++)
		if (strcmp(drg__place(&w->g, h[i].row).feature, "ADM1") == 0)
			return true;
	return false;
}

static bool located(const struct where *w, uint32_t first)
{
	return first > 0 && kind_is(w, first - 1, "in") && together(w, first);
}

/* "Cairo-based": a place, whatever the encoder took it for. */
static bool based(const struct where *w, uint32_t end)
{
	return end + 1 < w->l->tokens.n && glued(w, end) && drg__where_is(w, end, "-") && drg__where_is(w, end + 1, "based");
}

/* Is a name that is not surely a place's one here? */
static bool place_here(const struct find *f, uint32_t first, uint32_t end, uint64_t key)
{
	const struct where *w = f->w;
	if (held(w, end) || based(w, end) || (located(w, first) && !set_has(f->person_fold, f->slots, key)))
		return true;
	return set_has(f->place_fold, f->slots, key) && !set_has(f->person_fold, f->slots, key);
}

/* Are all bearers of the name towns? */
static bool town_only(const struct where *w, uint64_t key)
{
	struct place_hit v[WHERE_BEARERS];
	uint32_t n = drg__place_find(&w->g, key, v, WHERE_BEARERS);
	for (uint32_t i = 0; i < n; i++)
		if (!of_class(w, v[i].row, WANT_TOWN))
			return false;
	return n > 0;
}

/* "The Sela said", "a Sela": with a determiner, and describing nothing, no town
 * is meant, unless the encoder is sure of it; "the Cairo talks", "the Geneva of
 * the east" may be one. */
static bool determined(const struct where *w, uint32_t first, uint32_t end, uint64_t key)
{
	enum { DESCRIBED = 6 };
	static const char *const word[] = { "the", "a", "an", "this", "that", "these", "those", "every", "another" };
	const uint32_t *up = w->l->deps.head;
	bool det = false;
	for (size_t k = 0; first > 0 && k < sizeof word / sizeof *word; k++)
		det |= drg__where_is(w, first - 1, word[k]);
	uint32_t row;
	bool people, state = state_at(w, first, end, &row, &people) == end;
	if (!det || !up || state || (end < w->l->tokens.n && (drg__where_is(w, end, "of") || drg__where_is(w, end, "-"))))
		return false;
	uint32_t head = up[end - 1]; /* what it describes stands after it */
	bool describes = head != NONE && head >= end && head <= end + DESCRIBED && w->l->morph.upos[head] != UPOS_VERB;
	return !describes && town_only(w, key);
}

/* The kind of the entity whose name tokens [first, end) are, ENT_KINDS: none. */
static uint8_t entity_kind(const struct where *w, uint32_t first, uint32_t end)
{
	const struct mentions *m = &w->l->mentions;
	struct span s = { w->l->tokens.span[first].s, w->l->tokens.span[end - 1].e };
	for (uint32_t i = drg__span_first(m->span, m->n, s.s); i < m->n && m->span[i].s == s.s; i++)
		if (m->span[i].e == s.e && m->form[i] == FORM_NAME)
			return m->ent && m->ent[i] != NONE && w->l->entities.kind ? w->l->entities.kind[m->ent[i]] : m->kind[i];
	return ENT_KINDS;
}

/* A name that is a person's or a group's in this report, and not said to be where something is. */
static bool someone(const struct where *w, uint32_t first, uint32_t end)
{
	uint8_t kind = entity_kind(w, first, end);
	return kind == ENT_GROUP && !located(w, first) && !held(w, end) && !based(w, end);
}

/* -------------------------------------------------------- encoder's names -- */

/* Words before the place in its name that are no part of it: "metro Atlanta". */
static uint32_t past_parts(const struct where *w, uint32_t first, uint32_t end)
{
	while (first + 1 < end && (kind_is(w, first, "part") || drg__where_is(w, first, "the") || drg__where_is(w, first, "-")))
		first++;
	return first;
}

/* A PLACE or STATE of the encoder, tokens [s, e). */
static void place_name(struct find *f, uint32_t s, uint32_t e, float score)
{
	const struct where *w = f->w;
	uint32_t row, n = w->l->tokens.n;
	uint64_t key;
	bool people;
	if (drg__where_is(w, s, "the") && s + 1 < e)
		s++;
	if (kind_is(w, e - 1, "street") && e - s > 1)
		return;
	uint32_t end = longest(w, s, n, &key), state = state_at(w, s, n, &row, &people);
	if (state > end) {
		end = state;
		key = key_of(w, s, end);
	}
	if (end >= e || (end > s && with_stop(w, s, end) >= e)) {
		end = with_stop(w, s, end);
		if (end - s == 1 && set_has(f->person_fold, f->slots, key) && !located(w, s) && !held(w, end) && score < .9f)
			return;
		if ((score < .9f && determined(w, s, end, key)) || someone(w, s, end))
			return;
		known(f, s, end, key_of(w, s, end), TOP_NAME, score);
		return;
	}
	uint32_t from = past_parts(w, s, e);
	uint32_t inner = from > s ? longest(w, from, n, &key) : from;
	if (inner > from && inner >= e) {
		known(f, from, inner, key, TOP_PART, score * .9f);
		return;
	}
	bool body = false;
	for (uint32_t i = s; i < e; i++)
		body |= kind_is(w, i, "body") || kind_is(w, i, "street");
	if (end > s && !kind_is(w, e - 1, "land")) {
		key = key_of(w, s, end);
		known(f, s, end, key, body || kind_is(w, e - 1, "street") ? TOP_BODY : TOP_PART, score * .8f);
		return;
	}
	if (!body && capital(w, s) && !other_word(w, s) && !(w->l->tokens.flags[s] & TOK_NUM))
		known(f, s, e, 0, TOP_NAME, score * .5f);
}

/* The place that a body's name begins with, or has after "of". */
static void body_name(struct find *f, uint32_t s, uint32_t e, bool whole, float score)
{
	const struct where *w = f->w;
	for (uint32_t i = s; i < e; i++) {
		if (i > s && !drg__where_is(w, i - 1, "of") && !drg__where_is(w, i - 1, "the") && !drg__where_is(w, i - 1, "-"))
			continue;
		uint32_t row = PLACES_NO, state;
		uint64_t key;
		bool people = false;
		state = state_at(w, i, e, &row, &people);
		uint32_t end = longest(w, i, e, &key);
		if (state > i && state >= end) {
			known(f, i, state, key_of(w, i, state), people ? TOP_PEOPLE : TOP_BODY, .6f);
			return;
		}
		if (end == i || (end == e && i == s && !whole))
			continue;
		struct place_hit h;
		drg__place_find(&w->g, key, &h, 1);
		struct place p = drg__place(&w->g, h.row);
		bool seen = set_has(f->place_fold, f->slots, key) || kind_is(w, end - 1, "division");
		if (seen || (p.population_log >= 8 * 15 && !h.alternate && (i > s || end < e))) {
			known(f, i, end, key, end == e && i == s ? TOP_SEAT : TOP_BODY, seen ? .7f * score : .4f * score);
			return;
		}
	}
}

/* Is the most populous bearer of the name a country's capital, by its main name? */
static bool capital_city(const struct where *w, uint64_t key)
{
	struct place_hit h;
	return drg__place_find(&w->g, key, &h, 1) && !h.alternate && strcmp(drg__place(&w->g, h.row).feature, "PPLC") == 0;
}

/* A name of a person that is a place's: "in Alexandria"; or a state's or its
 * capital's, where no person of that name has been named in full: "Jordan said". */
static void person_name(struct find *f, uint32_t s, uint32_t e)
{
	uint64_t key;
	uint32_t row, end = longest(f->w, s, e, &key);
	bool people, state = state_at(f->w, s, e, &row, &people) == e && !set_has(f->person_fold, f->slots, key);
	state |= end == e && capital_city(f->w, key) && !set_has(f->person_fold, f->slots, key);
	if (end == e && (state || place_here(f, s, e, key)))
		known(f, s, end, key, set_has(f->place_fold, f->slots, key) ? TOP_SEAT : TOP_CONTEXT, .6f);
}

static void one_name(struct find *f, uint32_t i)
{
	const struct names *n = &f->l->names;
	uint32_t s = n->tok[i].s, e = n->tok[i].e;
	if (s < f->next)
		s = f->next;
	if (s >= e)
		return;
	size_t before = f->w->top.n;
	switch (based(f->w, e) ? ENT_PLACE : n->kind[i]) {
	case ENT_PLACE:
	case ENT_STATE:
		place_name(f, s, e, n->score[i]);
		break;
	case ENT_PERSON:
		person_name(f, s, e);
		break;
	default:
		body_name(f, s, e, false, 1);
	}
	/* What follows a place inside its name may be another ("Nairobi slum Kibera"). */
	if (f->next < e && !(f->w->top.n > before && (n->kind[i] == ENT_PLACE || n->kind[i] == ENT_STATE)))
		f->next = e;
}

/* ------------------------------------------------------- between the names -- */

/* Token i, which no name of the encoder has: a people, or a place by the words around. */
static void loose(struct find *f, uint32_t i, uint32_t most)
{
	const struct where *w = f->w;
	uint32_t row, end;
	uint64_t key;
	bool people;
	if (!capital(w, i))
		return;
	end = state_at(w, i, most, &row, &people);
	if (end > i) {
		uint32_t longer = longest(w, i, most, &key);
		if (longer <= end) {
			known(f, i, with_stop(w, i, end), key_of(w, i, end), people ? TOP_PEOPLE : TOP_CONTEXT, .9f);
			return;
		}
	}
	end = longest(w, i, most, &key);
	if (end == i)
		return;
	struct place_hit h;
	drg__place_find(&w->g, key, &h, 1);
	const char *feature = drg__place(&w->g, h.row).feature;
	/* Parts of the world have no other meaning where they stand with a capital. */
	bool region = feature[0] != 'P' && feature[0] != 'A' && !w->first[i];
	const uint8_t *upos = w->l->morph.upos;
	bool proper = !upos || upos[end - 1] == UPOS_PROPN;
	if (proper && !h.abbreviation && (region || place_here(f, i, end, key)))
		known(f, i, end, key, set_has(f->place_fold, f->slots, key) ? TOP_SEAT : TOP_CONTEXT, .6f);
}

/* A dateline: the place at its head and what holds it. */
static uint32_t dateline(struct find *f, uint32_t i)
{
	const struct where *w = f->w;
	const struct tokens *tok = &w->l->tokens;
	uint32_t end = i;
	while (end < tok->n && (tok->flags[end] & TOK_ZONE) && tok->para[end] == tok->para[i])
		end++;
	for (uint32_t at = i, n = 0; at < end && n < 2; n++) {
		uint64_t key;
		uint32_t row, stop = longest(w, at, end, &key);
		bool people;
		if (stop == at && state_at(w, at, end, &row, &people) > at)
			stop = state_at(w, at, end, &row, &people);
		if (stop == at)
			break;
		stop = with_stop(w, at, stop);
		known(f, at, stop, key_of(w, at, stop), TOP_DATELINE, .9f);
		if (stop >= end || !drg__where_is(w, stop, ","))
			break;
		at = stop + 1;
	}
	f->next = end;
	return end;
}

static bool in_dateline(const struct where *w, uint32_t i, uint32_t *zone)
{
	const struct zones *z = &w->l->zones;
	uint32_t at = w->l->tokens.span[i].s;
	while (*zone < z->n && z->span[*zone].e <= at)
		++*zone;
	return *zone < z->n && z->span[*zone].s <= at && z->kind[*zone] == ZONE_DATELINE;
}

/* Who may hold whom: "Tripoli, Lebanon", "Khan Younis in Gaza", "Gary (Ind.)". */
static void link_holders(struct where *w)
{
	for (size_t i = 0; i + 1 < w->top.n; i++) {
		struct toponym *t = &w->top.v[i];
		const struct toponym *u = t + 1;
		uint32_t gap = u->first - t->end;
		bool comma = gap == 1 && drg__where_is(w, t->end, ",");
		bool bracket = gap == 1 && drg__where_is(w, t->end, "(");
		bool in = (gap == 1 && drg__where_is(w, t->end, "in")) || (gap == 2 && drg__where_is(w, t->end, "in") && drg__where_is(w, t->end + 1, "the"));
		if ((comma || bracket || in) && together(w, t->end))
			t->inside = (uint32_t)i + 1;
	}
}

/* An abbreviation counts after a place; elsewhere only with its full stop. */
static void drop_loose_abbreviations(struct where *w)
{
	size_t n = 0;
	for (size_t i = 0; i < w->top.n; i++) {
		struct toponym t = w->top.v[i];
		struct str last = drg__where_word(w, t.end - 1);
		bool stop = last.n && memchr(last.p, '.', last.n);
		if (t.abbreviated && !t.holds && !stop && !(n && w->top.v[n - 1].end + 1 == t.first))
			continue;
		w->top.v[n++] = t;
	}
	w->top.n = n;
}

void drg__where_find(struct where *w)
{
	struct find f = { .w = w, .l = w->l };
	const struct tokens *tok = &w->l->tokens;
	const struct names *names = &w->l->names;
	uint32_t name = 0, zone = 0;
	gather(&f);
	for (uint32_t i = 0; i < tok->n; i = i + 1 > f.next ? i + 1 : f.next) {
		if (tok->flags[i] & TOK_ZONE) {
			if (in_dateline(w, i, &zone))
				i = dateline(&f, i) - 1;
			continue;
		}
		while (name < names->n && names->tok[name].e <= i)
			name++;
		if (name < names->n && names->tok[name].s <= i)
			one_name(&f, name++);
		else
			loose(&f, i, name < names->n ? names->tok[name].s : tok->n);
	}
	drop_loose_abbreviations(w);
	link_holders(w);
}
