#include "pack/places.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "pack/format.h"

enum { NAME_MOST = 120, FOLD_MOST = 2 * NAME_MOST + 4 }; /* bytes of a name; of what folding makes of it */

static const char *const feature_name[PF_FEATURES] = {
	"population", "country", "adm1", "adm2", "capital", "seat", "quarter", "region", "alternate",
	"named-parent", "named-other", "in-adm1", "in-adm2", "in-country", "near", "nearest", "home", "home-country",
	"after-place", "largest",
};

const char *drg__place_feature_name(uint32_t f)
{
	return f < PF_FEATURES ? feature_name[f] : NULL;
}

struct gazetteer drg__gazetteer(const drg_pack *pack)
{
	struct gazetteer g = pack->places;
	struct tensor w;
	if (g.n && drg__pack_tensor(pack, "place.weights", &w) && w.dtype == DTYPE_F32 && w.shape[0] == PF_FEATURES)
		g.weight = w.data;
	return g;
}

struct place drg__place(const struct gazetteer *g, uint32_t row)
{
	const unsigned char *r = g->row + (size_t)row * PLACE_ROW;
	const char *name = g->text + get24(r + PLACE_NAME);
	return (struct place){
		.id = get32(r + PLACE_ID), .name = drg__str(name + 1, (unsigned char)*name),
		.feature = g->feature + 8 * (size_t)r[PLACE_FEATURE],
		.lat = signed24(get24(r + PLACE_LAT)) / 1e4, .lon = signed24(get24(r + PLACE_LON)) / 1e4,
		.parent = get24(r + PLACE_PARENT), .population_log = r[PLACE_POPULATION],
	};
}

static uint32_t parent_of(const struct gazetteer *g, uint32_t row)
{
	return get24(g->row + (size_t)row * PLACE_ROW + PLACE_PARENT);
}

uint32_t drg__place_country(const struct gazetteer *g, uint32_t row)
{
	for (uint32_t up; (up = parent_of(g, row)) != row;)
		row = up;
	return row < g->n_countries ? row : PLACES_NO;
}

struct str drg__place_alpha3(const struct gazetteer *g, uint32_t row)
{
	return row < g->n_countries ? drg__str_c(g->country[row].alpha3) : STR("");
}

uint32_t drg__place_by_alpha3(const struct gazetteer *g, struct str code)
{
	for (uint32_t i = 0; i < g->n_countries; i++)
		if (drg__str_eq(drg__str_c(g->country[i].alpha3), code))
			return i;
	return PLACES_NO;
}

bool drg__place_within(const struct gazetteer *g, uint32_t row, uint32_t outer)
{
	for (;;) {
		if (row == outer)
			return true;
		uint32_t up = parent_of(g, row);
		if (up == row)
			return false;
		row = up;
	}
}

/* ------------------------------------------------------------------- names -- */

/* The word of out[from, n) in the form names are compared by; its new end. */
static size_t common_form(char *out, size_t from, size_t n)
{
	static const struct {
		const char *is, *as;
	} t[] = { { "saint", "st" }, { "mount", "mt" }, { "fort", "ft" } };
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		if (drg__str_eq(drg__str(out + from, n - from), drg__str_c(t[i].is))) {
			memcpy(out + from, t[i].as, 2);
			return from + 2;
		}
	return n;
}

uint64_t drg__place_key(struct str name)
{
	char folded[FOLD_MOST], key[FOLD_MOST + 1];
	if (name.n == 0 || name.n > NAME_MOST)
		return 0;
	size_t n = drg__fold(name, folded, sizeof folded), out = 0, word = 0;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)folded[i];
		if (c == '\'' || c == '.' || c == '`')
			continue;
		if (c == 0xCA && i + 1 < n && ((unsigned char)folded[i + 1] == 0xBB || (unsigned char)folded[i + 1] == 0xBC)) {
			i++; /* U+02BB, U+02BC: apostrophes that are letters */
			continue;
		}
		if (c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) {
			key[out++] = (char)c;
		} else if (out > word) {
			out = common_form(key, word, out);
			key[out++] = ' ';
			word = out;
		}
	}
	out = out > word ? common_form(key, word, out) : out - (out > 0);
	uint64_t h = out ? drg__hash(drg__str(key, out)) : 0;
	return h;
}

uint32_t drg__place_find(const struct gazetteer *g, uint64_t key, struct place_hit *out, uint32_t most)
{
	if (!g->n || !key || !most)
		return 0;
	uint32_t at = place_slot(key, g->n_slots), check = place_check(key), n = 0;
	while (g->slot[at].check && g->slot[at].check != check)
		at = at + 1 == g->n_slots ? 0 : at + 1;
	if (!g->slot[at].check)
		return 0;
	uint32_t v = g->slot[at].value;
	const uint32_t *p = v & POST_LIST ? g->post + (v & POST_ROW) : &g->slot[at].value;
	for (;; p++) {
		out[n++] = (struct place_hit){ *p & POST_ROW, *p & POST_ALTERNATE, *p & POST_SHORT };
		/* A slot's own value has no LIST bit; in a list that bit says "one more". */
		if (n == most || !(*p & POST_LIST))
			return n;
	}
}
