/* places.h - the gazetteer (data/en/places/), as the stages see it.
 *
 * A row is a place: countries first, then first and second divisions, then the
 * rest, so that what holds a place has a smaller number than the place.  Names
 * meet under a key: folded (drg__fold), apostrophes and full stops dropped, all
 * else that is no letter or digit one space, "saint" "mount" "fort" as "st" "mt"
 * "ft".  Of a name the pack keeps a 64-bit hash's slot and 32 more of its bits,
 * not its letters: one unknown name in some billions finds a wrong place. */
#ifndef DRG_PACK_PLACES_H
#define DRG_PACK_PLACES_H

#include "pack/pack.h"

enum { PLACES_NO = UINT32_MAX };

/* What the resolver weighs (data/en/places/weights.tsv has a weight for each, by
 * the name in drg__place_feature_name).  The meanings stand in that file. */
enum place_feature {
	PF_POPULATION, PF_COUNTRY, PF_ADM1, PF_ADM2, PF_CAPITAL, PF_SEAT, PF_QUARTER, PF_REGION, PF_ALTERNATE,
	PF_NAMED_PARENT, PF_NAMED_OTHER, PF_IN_ADM1, PF_IN_ADM2, PF_IN_COUNTRY, PF_NEAR, PF_NEAREST, PF_HOME, PF_HOME_COUNTRY,
	PF_AFTER_PLACE, PF_LARGEST, PF_FEATURES
};
const char *drg__place_feature_name(uint32_t f);

/* A view of the pack's section; n == 0 when the pack has no gazetteer. */
struct gazetteer {
	uint32_t n, n_slots, n_post, n_text, n_features, n_countries;
	const char *feature;           /* [n_features][8], NUL-padded */
	const struct place_country *country;
	const unsigned char *row;      /* [n][PLACE_ROW] */
	const struct place_slot *slot; /* [n_slots] */
	const uint32_t *post;          /* [n_post] */
	const char *text;              /* [n_text] */
	const float *weight;           /* [PF_FEATURES], or NULL */
};

struct gazetteer drg__gazetteer(const drg_pack *pack);

/* A place, unpacked. */
struct place {
	uint32_t id;         /* GeoNames id, 0: not theirs */
	struct str name;     /* borrowed from the pack */
	const char *feature; /* GeoNames feature code, NUL-terminated: "PPL", "ADM1", "PCLI" */
	double lat, lon;     /* degrees */
	uint32_t parent;     /* row that holds it; its own row when none does */
	uint32_t population_log; /* round(8 * log2(1 + inhabitants)), 0..255 */
};
struct place drg__place(const struct gazetteer *g, uint32_t row);

/* The country's row a row lies in, PLACES_NO for one in none. Walks at most three parents. */
uint32_t drg__place_country(const struct gazetteer *g, uint32_t row);
/* ISO 3166-1 alpha-3 of a country's row, "" for others. */
struct str drg__place_alpha3(const struct gazetteer *g, uint32_t country_row);
/* A country's row by alpha-3, PLACES_NO when unknown. */
uint32_t drg__place_by_alpha3(const struct gazetteer *g, struct str code);
/* Does `outer` hold `row` (or is it the same)? */
bool drg__place_within(const struct gazetteer *g, uint32_t row, uint32_t outer);

/* The key of a name; 0 when it has no letter or digit or is longer than a name is. */
uint64_t drg__place_key(struct str name);

/* One bearer of a name. */
struct place_hit {
	uint32_t row;
	bool alternate;    /* not the place's main name */
	bool abbreviation; /* counts only after the name of a place: "Gary, Ind." */
};

/* Bearers of the name with this key, the most populous first, at most `most`. Returns how many. */
uint32_t drg__place_find(const struct gazetteer *g, uint64_t key, struct place_hit *out, uint32_t most);

#endif
