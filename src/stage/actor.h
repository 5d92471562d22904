/* actor.h - what actors are coded as: country and PLOVER sectors.
 *
 * From the words that describe an actor, by the lexicons of data/en/actors and
 * the states: "the Norwegian defence minister" is NOR, GOV and MIL; "Tehran",
 * where it acts, is IRN and GOV; a holder of office is coded by the date of the
 * report, a former one as ELI; "the Shanghai police" has the country of the one
 * large town of that name.  An actor of whom the words give no country has
 * none: nothing is guessed from where the report comes from.
 * Codes: PLOVER codebook, chapter "Country Names and Sector Codes"; countries
 * are ISO 3166-1 alpha-3, or UNO EUR IGO NGO IMG MNC for what has none. */
#ifndef DRG_STAGE_ACTOR_H
#define DRG_STAGE_ACTOR_H

#include "base/arena.h"
#include "doc/layers.h"
#include "pack/lexicon.h"
#include "pack/places.h"
#include "stage/actor_file.h"

struct actor_code {
	char country[4];    /* "" not said */
	char sector[4][4];  /* the main one first; "" at the end */
	bool former;        /* held an office once: its main sector is ELI */
};

/* What coding needs of a document and its pack; made once a document. */
struct actors {
	const drg_pack *pack;
	const struct view *view;
	const struct hits *hits;
	const struct actor_file *own; /* the user's rows, or NULL; they come first */
	struct gazetteer places;      /* empty when the pack has none */
	uint32_t month, day;          /* of publication: year * 12 + month - 1, YYYYMMDD; 0 unknown */
	uint32_t states, organisations, persons, seats, agents;
	uint32_t col_people, col_state, col_org, col_org_sectors, col_org_turn, col_org_after, col_person, col_person_sectors, col_terms, col_seat, col_seat_sectors,
		col_agent_sectors, col_low;
};

void drg__actors_begin(struct actors *a, const drg_pack *pack, const struct view *v, const struct hits *hits, const struct meta *meta,
                       const struct actor_file *own);

/* The code of the noun phrase of tokens [first, end), articles and all. */
struct actor_code drg__actor_of_phrase(const struct actors *a, uint32_t first, uint32_t end);

/* Writes entities.code, .country and .sectors from the names, descriptions,
 * titles and appositions of each entity's mentions. Linear in the mentions. */
void drg__actors(const struct actors *a, const struct layers *l, struct arena *keep, struct arena scratch, struct entities *out);

#endif
