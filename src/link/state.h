/* state.h - the state of the talks as a graph: who blocks what until what.
 *
 * Pure functions over rows that somebody else read, from one report or many.
 * A tie says: PARTY holds back BLOCKS until REQUIRES.  Things are told apart by
 * their issue, or by their words where they have none ("other").
 *
 *   thing --tie--> thing that it waits for        a way back to itself: a circle
 *
 * Rows of several reports that say the same are one tie with several sources.
 * What a condition names is necessary, not said to be enough: a thing that no
 * unmet tie holds back is "no longer blocked", never "agreed". */
#ifndef DRG_LINK_STATE_H
#define DRG_LINK_STATE_H

#include "base/arena.h"
#include "doc/layers.h"

/* How well a tie is sourced, best first. */
enum sourcing { SOURCED_OWN, SOURCED_REPORTED, SOURCED_PUBLISHER, SOURCED_UNNAMED };

struct tie {
	struct str party, on;           /* names; "" unknown */
	struct str blocks, requires;    /* words */
	uint8_t kind;                   /* enum condition_kind */
	uint8_t blocks_issue, requires_issue;
	uint8_t sourcing;               /* enum sourcing */
	uint32_t hops;                  /* of the chain, the publisher included */
	struct str origin;              /* who said so, "" not named */
	struct str op;                  /* the operator's words */
	struct str day, id, report;     /* said or published, "" unknown; the condition's id; the report's */
	struct span span;
	/* what drg__state_tie finds */
	uint32_t same_as;               /* the tie that this one repeats, NONE: it stands for itself */
	uint32_t reports, origins;      /* of all that say the same */
	uint32_t circle;                /* the circle it is in, or NONE */
	bool lasting;                   /* holds as long as the words of `requires` go on, not until they come about */
	bool weakest, met, opened;
};

/* A stance or an offer, for the gaps between them. */
struct stand {
	struct str party, words, id, report;
	uint8_t issue;
	bool offer; /* else demanded or refused */
};

struct gap {
	uint32_t demand, offer; /* rows of stands */
};

struct circle {
	struct run ties; /* into the pool, in the order in which each waits for the next */
};

struct state {
	struct { struct tie *v; size_t n, cap; } tie;
	struct { struct stand *v; size_t n, cap; } stand;
	/* what drg__state_tie finds */
	struct { struct circle *v; size_t n, cap; } circle;
	struct { struct gap *v; size_t n, cap; } gap;
	struct rows pool;
};

/* The most ties that are searched for circles; what comes after is only listed. */
#define DRG__STATE_TIES 4096

/* Put equal ties together, mark the weakest-sourced one, find circles (each once)
 * and gaps, and see what opens if `met` held: a condition's id, the name of an
 * issue, or part of the required words; "" none. */
void drg__state_tie(struct state *s, struct str met, struct arena *a);

/* Are two names one party: equal without article, case and possessive. */
bool drg__state_same_party(struct str a, struct str b);

/* Issues between which an offer and a demand may differ: a pause and an end of
 * the fighting are of one family. */
uint8_t drg__state_family(uint8_t issue);

#endif
