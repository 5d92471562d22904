/* build_places.c - the gazetteer: places/NAME.tsv and places/NAME.tsv.zst.
 *
 * Columns: id name lat lon feature country admin1 admin2 population names.
 * A row whose id an earlier file has adds its names to that place and, where it
 * has a point, moves it there; so does a row with neither id nor name for the
 * country or division that its codes say.  A row with a name but no id is a place
 * of its own.  A country's own row has "AD:AND" for its country. `names` are joined by "|";
 * "~Ind." is an abbreviation that counts only after a place's name. */
#include <stdio.h>
#include <zstd.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "pack/builder.h"

enum { COL_ID, COL_NAME, COL_LAT, COL_LON, COL_FEATURE, COL_COUNTRY, COL_ADMIN1, COL_ADMIN2, COL_POPULATION, COL_NAMES, COLS };
static const char *const col_name[COLS] = { "id", "name", "lat", "lon", "feature", "country", "admin1", "admin2", "population", "names" };

/* One name of a place. */
struct bearer {
	uint64_t key;
	uint32_t row;   /* of place_build.row */
	uint32_t bits;  /* POST_ALTERNATE | POST_SHORT */
};

struct built_place {
	struct str name, country, admin1, admin2; /* country: alpha-2, "" none */
	const struct source *src;
	uint64_t population;
	uint32_t id, line, file, rank, feature;
	int32_t lat, lon; /* 1e-4 degrees */
	uint32_t row;     /* in the section */
};

/* u64 -> u32 + 1, open addressing; key 0 is never put. */
struct map {
	uint64_t *key;
	uint32_t *value;
	uint32_t n, slots;
};

struct place_build {
	VEC(struct built_place) place;
	VEC(struct bearer) bearer;
	VEC(struct str) feature;
	VEC(struct place_country) country;
	struct map by_id, by_code;
	uint32_t file;
	float weight[PF_FEATURES];
	bool has_weights;
};

static struct place_build *build_of(struct builder *b)
{
	if (!b->places)
		b->places = NEW(&b->keep, struct place_build);
	return b->places;
}

/* --------------------------------------------------------------------- map -- */

static uint32_t *map_at(struct builder *b, struct map *m, uint64_t key, bool add)
{
	if (add && m->n * 2 >= m->slots) {
		struct map bigger = { .slots = m->slots ? m->slots * 2 : 4096 };
		bigger.key = NEW_N(&b->keep, uint64_t, bigger.slots);
		bigger.value = NEW_N(&b->keep, uint32_t, bigger.slots);
		for (uint32_t i = 0; i < m->slots; i++)
			if (m->key[i])
				*map_at(b, &bigger, m->key[i], true) = m->value[i];
		*m = bigger;
	}
	if (!m->slots)
		return NULL;
	uint32_t at = (uint32_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & (m->slots - 1);
	while (m->key[at] && m->key[at] != key)
		at = (at + 1) & (m->slots - 1);
	if (!m->key[at]) {
		if (!add)
			return NULL;
		m->key[at] = key;
		m->n++;
	}
	return &m->value[at];
}

static uint64_t code_key(struct str country, struct str admin1, struct str admin2)
{
	uint64_t h = drg__hash_add(drg__hash_add(drg__hash(country), admin1), admin2);
	return h ? h : 1;
}

/* -------------------------------------------------------------------- rows -- */

/* "-34.5090" in 1e-4 degrees; further digits are cut. */
static bool degrees(struct str s, int32_t most, int32_t *out)
{
	bool minus = s.n && s.p[0] == '-';
	struct str frac = drg__str_sub(s, minus, s.n), whole = drg__str_cut(&frac, '.');
	uint64_t w, v = 0;
	if (!drg__str_u64(whole, (uint64_t)most, &w) || (frac.p && frac.n == 0))
		return false;
	for (size_t i = 0; i < 4; i++) {
		char c = frac.p && i < frac.n ? frac.p[i] : '0';
		if (c < '0' || c > '9')
			return false;
		v = v * 10 + (uint64_t)(c - '0');
	}
	for (size_t i = 4; frac.p && i < frac.n; i++)
		if (frac.p[i] < '0' || frac.p[i] > '9')
			return false;
	*out = (int32_t)(w * 10000 + v);
	if (*out > most * 10000)
		return false;
	if (minus)
		*out = -*out;
	return true;
}

static uint32_t feature_index(struct builder *b, struct place_build *p, struct str code)
{
	for (uint32_t i = 0; i < p->feature.n; i++)
		if (drg__str_eq(p->feature.v[i], code))
			return i;
	*PUSH(&b->keep, &p->feature) = code;
	return (uint32_t)p->feature.n - 1;
}

static bool feature_ok(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'A' && s.p[i] <= 'Z') || (i && s.p[i] >= '0' && s.p[i] <= '9')))
			return false;
	return s.n >= 2 && s.n <= 7;
}

/* 0 countries, 1 and 2 divisions, 3 the rest: what holds something comes first. */
static uint32_t rank_of(const struct built_place *p, struct str feature)
{
	if (drg__str_eq(feature, STR("ADM1")))
		return 1;
	if (drg__str_eq(feature, STR("ADM2")))
		return 2;
	return p->rank == 0 ? 0 : 3;
}

static void bear(struct builder *b, struct place_build *p, const struct source *src, uint32_t line, struct str name, uint32_t row, uint32_t bits)
{
	if (name.n && name.p[0] == '~') {
		bits |= POST_SHORT;
		name = drg__str_sub(name, 1, name.n);
	}
	uint64_t key = drg__place_key(name);
	if (!key) {
		drg__finding(b, src->rel, line, "the name \"%.*s\" is empty, has no letter, or is too long", (int)name.n, name.p);
		return;
	}
	*PUSH(&b->keep, &p->bearer) = (struct bearer){ key, row, bits };
}

static void names(struct builder *b, struct place_build *p, const struct source *src, uint32_t line, struct str list, uint32_t row)
{
	for (struct str rest = list; list.n && rest.p;)
		bear(b, p, src, line, drg__str_cut(&rest, '|'), row, POST_ALTERNATE);
}

/* "AD:AND" of a country's own row. */
static bool country_codes(struct builder *b, struct place_build *p, struct str cell, struct str *alpha2)
{
	if (cell.n != 6 || cell.p[2] != ':')
		return false;
	struct place_country c = { "", "" };
	memcpy(c.alpha2, cell.p, 2);
	memcpy(c.alpha3, cell.p + 3, 3);
	*PUSH(&b->keep, &p->country) = c;
	*alpha2 = drg__str_sub(cell, 0, 2);
	return true;
}

/* The cells of a row that makes a new place; false after a finding. */
static bool new_place(struct builder *b, struct place_build *p, const struct source *src, uint32_t line, const struct str *cell, struct built_place *out)
{
	static const struct str none = { "", 0 };
	uint64_t population = 0;
	if (cell[COL_NAME].n == 0 || cell[COL_NAME].n > 120) {
		drg__finding(b, src->rel, line, "needs a name of 1 to 120 bytes");
	} else if (!degrees(cell[COL_LAT], 90, &out->lat)) {
		drg__finding(b, src->rel, line, "the latitude \"%.*s\" is no number of degrees from -90 to 90", (int)cell[COL_LAT].n, cell[COL_LAT].p);
	} else if (!degrees(cell[COL_LON], 180, &out->lon)) {
		drg__finding(b, src->rel, line, "the longitude \"%.*s\" is no number of degrees from -180 to 180", (int)cell[COL_LON].n, cell[COL_LON].p);
	} else if (!feature_ok(cell[COL_FEATURE])) {
		drg__finding(b, src->rel, line, "the feature \"%.*s\" is no GeoNames feature code (PPL, ADM1, ...)", (int)cell[COL_FEATURE].n, cell[COL_FEATURE].p);
	} else if (cell[COL_POPULATION].n && !drg__str_u64(cell[COL_POPULATION], UINT64_C(100000000000), &population)) {
		drg__finding(b, src->rel, line, "the population \"%.*s\" is no number", (int)cell[COL_POPULATION].n, cell[COL_POPULATION].p);
	} else {
		out->name = cell[COL_NAME];
		out->population = population;
		out->rank = country_codes(b, p, cell[COL_COUNTRY], &out->country) ? 0 : 3;
		if (out->rank)
			out->country = cell[COL_COUNTRY].n ? cell[COL_COUNTRY] : none;
		out->admin1 = cell[COL_ADMIN1];
		out->admin2 = cell[COL_ADMIN2];
		out->feature = feature_index(b, p, cell[COL_FEATURE]);
		out->rank = rank_of(out, cell[COL_FEATURE]);
		return true;
	}
	return false;
}

/* A row of a place that an earlier file has. */
static void more_of(struct builder *b, struct place_build *p, const struct source *src, uint32_t line, const struct str *cell, uint32_t at)
{
	struct built_place *old = &p->place.v[at];
	if (old->file == p->file) {
		drg__finding(b, src->rel, line, "is about a place that line %u of the file is about", old->line);
		return;
	}
	if ((cell[COL_LAT].n || cell[COL_LON].n) &&
	    !(degrees(cell[COL_LAT], 90, &old->lat) && degrees(cell[COL_LON], 180, &old->lon)))
		drg__finding(b, src->rel, line, "the point \"%.*s\", \"%.*s\" is not in degrees", (int)cell[COL_LAT].n, cell[COL_LAT].p,
		             (int)cell[COL_LON].n, cell[COL_LON].p);
	if (cell[COL_NAME].n)
		bear(b, p, src, line, cell[COL_NAME], at, POST_ALTERNATE);
	names(b, p, src, line, cell[COL_NAMES], at);
}

static void one_row(struct builder *b, struct place_build *p, const struct source *src, uint32_t line, struct str text)
{
	struct str cell[COLS + 1];
	uint32_t n = 0;
	uint64_t id = 0;
	for (struct str rest = text; rest.p && n <= COLS;)
		cell[n++] = drg__str_trim(drg__str_cut(&rest, '\t'));
	if (n != COLS) {
		drg__finding(b, src->rel, line, "has %s than the %d columns of a gazetteer", n < COLS ? "fewer" : "more", COLS);
		return;
	}
	if (cell[COL_ID].n && (!drg__str_u64(cell[COL_ID], UINT32_MAX - 1, &id) || id == 0)) {
		drg__finding(b, src->rel, line, "the id \"%.*s\" is no GeoNames id (leave it empty where there is none)", (int)cell[COL_ID].n, cell[COL_ID].p);
		return;
	}
	uint32_t *known = id ? map_at(b, &p->by_id, id, false) : NULL;
	if (!id && cell[COL_NAME].n == 0) {
		known = map_at(b, &p->by_code, code_key(cell[COL_COUNTRY], cell[COL_ADMIN1], cell[COL_ADMIN2]), false);
		if (!known) {
			drg__finding(b, src->rel, line, "has neither id nor name, and no earlier row is the country or division %.*s %.*s %.*s",
			             (int)cell[COL_COUNTRY].n, cell[COL_COUNTRY].p, (int)cell[COL_ADMIN1].n, cell[COL_ADMIN1].p,
			             (int)cell[COL_ADMIN2].n, cell[COL_ADMIN2].p);
			return;
		}
	}
	if (known) {
		more_of(b, p, src, line, cell, *known);
		return;
	}
	struct built_place new = { .id = (uint32_t)id, .src = src, .line = line, .file = p->file };
	if (!new_place(b, p, src, line, cell, &new))
		return;
	uint32_t at = (uint32_t)p->place.n;
	*PUSH(&b->keep, &p->place) = new;
	if (id)
		*map_at(b, &p->by_id, id, true) = at;
	if (new.rank < 3) {
		uint64_t code = code_key(new.country, new.rank > 0 ? new.admin1 : STR(""), new.rank > 1 ? new.admin2 : STR(""));
		*map_at(b, &p->by_code, code, true) = at;
	}
	bear(b, p, src, line, new.name, at, 0);
	names(b, p, src, line, cell[COL_NAMES], at);
}

/* The text of a .zst source; false after a finding. */
static bool unpack(struct builder *b, const struct source *src, struct source *out)
{
	unsigned long long n = ZSTD_getFrameContentSize(src->bytes.p, src->bytes.n);
	if (n == ZSTD_CONTENTSIZE_ERROR || n == ZSTD_CONTENTSIZE_UNKNOWN || n > UINT64_C(1) << 28) {
		drg__finding(b, src->rel, 0, "is no zstd file that states its size (at most 256 MB)");
		return false;
	}
	char *text = drg__alloc(&b->keep, n + 1, 1);
	size_t got = ZSTD_decompress(text, n, src->bytes.p, src->bytes.n);
	if (ZSTD_isError(got) || got != n) {
		if (ZSTD_isError(got) && strstr(ZSTD_getErrorName(got), "llocation"))
			drg__unwind(&b->pool, DRG__GUARD_NOMEM);
		drg__finding(b, src->rel, 0, "cannot be unpacked: %s", ZSTD_isError(got) ? ZSTD_getErrorName(got) : "cut short");
		return false;
	}
	*out = (struct source){ src->rel, drg__str(text, n), true };
	size_t valid = drg__utf8_valid_to(out->bytes, 0);
	if (valid != n)
		drg__finding(b, src->rel, 0, "is not UTF-8 (byte %zu of what it holds)", valid);
	return valid == n;
}

void drg__build_places(struct builder *b, const struct source *given)
{
	struct place_build *p = build_of(b);
	struct source *src = NEW(&b->keep, struct source);
	*src = *given;
	if (drg__str_ends(given->rel, STR(".zst")) && !unpack(b, given, src))
		return;
	struct u32s about = { 0 };
	drg__head_lines(b, src, &about);
	p->file++;
	struct str rest = src->bytes, text;
	uint32_t line = 0;
	bool head = false;
	while (drg__next_line(&rest, &text, &line)) {
		if (drg__str_trim(text).n == 0 || text.p[0] == '#')
			continue;
		if (head) {
			one_row(b, p, src, line, text);
			continue;
		}
		head = true;
		for (int k = 0; k < COLS; k++)
			if (!drg__str_eq(drg__str_cut(&text, '\t'), drg__str_c(col_name[k]))) {
				drg__finding(b, src->rel, line, "the first row must name the columns: id name lat lon feature country admin1 admin2 population names");
				return;
			}
	}
}

/* ------------------------------------------------------------------ weights -- */

void drg__build_place_weights(struct builder *b, const struct source *src)
{
	struct place_build *p = build_of(b);
	struct u32s about = { 0 };
	bool seen[PF_FEATURES] = { false };
	drg__head_lines(b, src, &about);
	struct str rest = src->bytes, text;
	uint32_t line = 0;
	bool head = false;
	while (drg__next_line(&rest, &text, &line)) {
		struct str row = text, name = drg__str_cut(&row, '\t'), value = row.p ? drg__str_cut(&row, '\t') : STR("");
		int32_t v;
		uint32_t f = 0;
		if (drg__str_trim(text).n == 0 || text.p[0] == '#')
			continue;
		if (!head) {
			head = true;
			if (!drg__str_eq(name, STR("feature")) || !drg__str_eq(value, STR("weight")))
				drg__finding(b, src->rel, line, "the first row must name the columns: feature weight");
			continue;
		}
		while (f < PF_FEATURES && !drg__str_eq(name, drg__str_c(drg__place_feature_name(f))))
			f++;
		if (f == PF_FEATURES)
			drg__finding(b, src->rel, line, "the resolver has no feature \"%.*s\"", (int)name.n, name.p);
		else if (!degrees(value, 100, &v))
			drg__finding(b, src->rel, line, "the weight \"%.*s\" is no number from -100 to 100", (int)value.n, value.p);
		else if (seen[f])
			drg__finding(b, src->rel, line, "the feature \"%.*s\" is there twice", (int)name.n, name.p);
		else
			p->weight[f] = (float)v / 1e4f;
		if (f < PF_FEATURES)
			seen[f] = true;
	}
	for (uint32_t f = 0; f < PF_FEATURES; f++)
		if (!seen[f])
			drg__finding(b, src->rel, line, "has no weight for the feature \"%s\"", drg__place_feature_name(f));
	p->has_weights = true;
}

/* ----------------------------------------------------------------- assembly -- */

/* Numbers of the rows in the section: by rank, then as they came. */
static void number_rows(struct place_build *p)
{
	uint32_t row = 0;
	for (uint32_t rank = 0; rank < 4; rank++)
		for (uint32_t i = 0; i < p->place.n; i++)
			if (p->place.v[i].rank == rank)
				p->place.v[i].row = row++;
}

/* The row that holds a place; its own when none does. */
static uint32_t parent_of(struct builder *b, struct place_build *p, const struct built_place *x)
{
	const struct str none = STR("");
	if (x->rank == 0 || x->country.n == 0)
		return x->row;
	uint32_t *up = NULL;
	if (x->rank > 2 && x->admin2.n)
		up = map_at(b, &p->by_code, code_key(x->country, x->admin1, x->admin2), false);
	if (!up && x->rank > 1 && x->admin1.n)
		up = map_at(b, &p->by_code, code_key(x->country, x->admin1, none), false);
	if (!up)
		up = map_at(b, &p->by_code, code_key(x->country, none, none), false);
	if (up)
		return p->place.v[*up].row;
	drg__finding(b, x->src->rel, x->line, "the country \"%.*s\" is not in the gazetteer (two letters, as in ISO 3166-1)", (int)x->country.n, x->country.p);
	return x->row;
}

/* round(8 * log2(1 + n)) without the C library's mathematics: eighths by
 * squaring three times. */
static unsigned char log_of(uint64_t n)
{
	uint32_t whole = 0;
	double x = (double)(n + 1);
	for (; x >= 2; x /= 2)
		whole++;
	uint32_t eighths = 0;
	for (int k = 0; k < 4; k++) {
		x *= x;
		eighths = eighths * 2 + (x >= 2);
		if (x >= 2)
			x /= 2;
	}
	uint32_t v = whole * 8 + (eighths + 1) / 2;
	return (unsigned char)(v > 255 ? 255 : v);
}

static void put24(unsigned char *to, uint32_t v)
{
	to[0] = (unsigned char)v;
	to[1] = (unsigned char)(v >> 8);
	to[2] = (unsigned char)(v >> 16);
}

/* Where each distinct name stands in the text. */
static uint32_t name_at(struct builder *b, struct map *seen, struct bytes *text, struct str name)
{
	uint64_t h = drg__hash(name);
	uint32_t *at = map_at(b, seen, h ? h : 1, false);
	if (at)
		return *at;
	uint32_t here = (uint32_t)text->n;
	unsigned char n = (unsigned char)name.n;
	*map_at(b, seen, h ? h : 1, true) = here;
	drg__put(b, text, &n, 1);
	drg__put(b, text, name.p, name.n);
	return here;
}

static unsigned char *make_rows(struct builder *b, struct place_build *p, struct bytes *text)
{
	size_t n = p->place.n;
	unsigned char *rows = drg__alloc(&b->keep, (n * PLACE_ROW + 3) / 4 * 4, 4);
	struct map seen = { 0 };
	for (uint32_t i = 0; i < n; i++) {
		const struct built_place *x = &p->place.v[i];
		unsigned char *r = rows + (size_t)x->row * PLACE_ROW;
		put24(r + PLACE_ID, x->id);
		r[PLACE_ID + 3] = (unsigned char)(x->id >> 24);
		put24(r + PLACE_NAME, name_at(b, &seen, text, x->name));
		put24(r + PLACE_PARENT, parent_of(b, p, x));
		put24(r + PLACE_LAT, (uint32_t)x->lat);
		put24(r + PLACE_LON, (uint32_t)x->lon);
		r[PLACE_FEATURE] = (unsigned char)x->feature;
		r[PLACE_POPULATION] = log_of(x->population);
	}
	return rows;
}

/* By key, then the most populous first, then main names, then as numbered. */
static int bearer_cmp(const struct place_build *p, const struct bearer *x, const struct bearer *y)
{
	const struct built_place *a = &p->place.v[x->row], *c = &p->place.v[y->row];
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	if (a->population != c->population)
		return a->population > c->population ? -1 : 1;
	if (a->row != c->row)
		return a->row < c->row ? -1 : 1;
	return x->bits < y->bits ? -1 : x->bits > y->bits;
}

/* Merge sort: the C library's may take memory of its own. */
static struct bearer *sort_bearers(struct builder *b, const struct place_build *p)
{
	size_t n = p->bearer.n;
	struct bearer *from = p->bearer.v, *to = NEW_N(&b->keep, struct bearer, n);
	for (size_t w = 1; w < n; w *= 2) {
		for (size_t lo = 0; lo < n; lo += 2 * w) {
			size_t mid = lo + w < n ? lo + w : n, hi = lo + 2 * w < n ? lo + 2 * w : n, i = lo, j = mid;
			for (size_t k = lo; k < hi; k++)
				to[k] = j >= hi || (i < mid && bearer_cmp(p, &from[i], &from[j]) <= 0) ? from[i++] : from[j++];
		}
		struct bearer *swap = from;
		from = to;
		to = swap;
	}
	return from;
}

/* The bearers [i, end) of one name, each place once: the slot's value. */
static uint32_t bearers_value(struct builder *b, const struct place_build *p, const struct bearer *v, size_t i, size_t end, struct u32s *post)
{
	size_t from = post->n;
	uint32_t last = PLACES_NO;
	for (; i < end; i++) {
		uint32_t row = p->place.v[v[i].row].row;
		if (row == last)
			continue;
		last = row;
		*PUSH(&b->keep, post) = row | v[i].bits | POST_LIST;
	}
	post->v[post->n - 1] &= ~POST_LIST;
	if (post->n - from > 1)
		return POST_LIST | (uint32_t)from;
	post->n--;
	return post->v[post->n];
}

/* Slots at three quarters full. */
static struct place_slot *make_slots(struct builder *b, const struct place_build *p, struct u32s *post, uint32_t *n_slots)
{
	struct bearer *v = sort_bearers(b, p);
	size_t n = p->bearer.n, keys = 0;
	for (size_t i = 0; i < n; i++)
		keys += i == 0 || v[i].key != v[i - 1].key;
	*n_slots = (uint32_t)(keys + keys / 3 + 2);
	struct place_slot *slot = NEW_N(&b->keep, struct place_slot, *n_slots);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && v[end].key == v[i].key;)
			end++;
		uint32_t at = place_slot(v[i].key, *n_slots);
		while (slot[at].check)
			at = at + 1 == *n_slots ? 0 : at + 1;
		slot[at] = (struct place_slot){ place_check(v[i].key), bearers_value(b, p, v, i, end, post) };
	}
	return slot;
}

static void add_weights(struct builder *b, struct place_build *p)
{
	struct part *w = drg__add_part(b, SEC_TENSOR, "tensor.place.weights", PF_FEATURES, drg__str((const char *)p->weight, sizeof p->weight));
	w->dtype = DTYPE_F32;
	w->n_dim = 1;
	w->shape[0] = PF_FEATURES;
	w->shape[1] = w->shape[2] = w->shape[3] = 1;
}

void drg__build_place_parts(struct builder *b)
{
	struct place_build *p = b->places;
	if (!p)
		return;
	if (p->has_weights)
		add_weights(b, p);
	if (p->place.n == 0)
		return;
	if (p->place.n > POST_ROW || p->feature.n > 256) {
		drg__finding(b, STR("places"), 0, "has more than %d places or 256 features", POST_ROW);
		return;
	}
	number_rows(p);
	struct bytes text = { 0 }, out = { 0 };
	struct u32s post = { 0 };
	struct places_head h = { .n = (uint32_t)p->place.n, .n_features = (uint32_t)p->feature.n, .n_countries = (uint32_t)p->country.n };
	unsigned char *rows = make_rows(b, p, &text);
	struct place_slot *slot = make_slots(b, p, &post, &h.n_slots);
	h.n_post = (uint32_t)post.n;
	h.n_text = (uint32_t)text.n;
	drg__put(b, &out, &h, sizeof h);
	for (uint32_t i = 0; i < h.n_features; i++) {
		char code[8] = "";
		memcpy(code, p->feature.v[i].p, p->feature.v[i].n);
		drg__put(b, &out, code, sizeof code);
	}
	drg__put(b, &out, p->country.v, h.n_countries * sizeof *p->country.v);
	drg__put(b, &out, rows, ((size_t)h.n * PLACE_ROW + 3) / 4 * 4);
	drg__put(b, &out, slot, (size_t)h.n_slots * sizeof *slot);
	drg__put(b, &out, post.v, post.n * sizeof *post.v);
	drg__put(b, &out, text.v, text.n);
	if (text.n > POST_ROW)
		drg__finding(b, STR("places"), 0, "has more than 16 MB of names");
	drg__add_part(b, SEC_PLACES, "places", h.n, drg__str(out.v, out.n));
}
