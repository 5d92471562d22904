/* names.h - the words for the enums of layers.h, as the JSON, the record and
 * the public rows use them.  Order is the enum's; a new value goes at the end
 * of both, into the JSON schema, and nowhere else. */
#ifndef DRG_DOC_NAMES_H
#define DRG_DOC_NAMES_H

#include <stdint.h>

enum name_set {
	NAMES_BASIS, /* "" for BASIS_NONE */
	NAMES_ZONE,
	NAMES_ENTITY,
	NAMES_FORM,
	NAMES_ATTRIB,
	NAMES_STANCE,
	NAMES_ROLE,
	NAMES_CLAIM,
	NAMES_FACTUALITY,
	NAMES_ISSUE,
	NAMES_POSITION,
	NAMES_VOICE,
	NAMES_ASPECT,
	NAMES_CONDITION,
	NAMES_PROPOSAL,
	NAMES_UPOS,
	NAMES_COUNT_CLASS,
	NAMES_COUNT_OP, /* "" for OP_NONE */
	NAMES_MEASURE,  /* "" for MEASURE_NONE */
	NAMES_AGREEMENT,
	NAMES_FORMAT,
	NAMES_TIME,
	NAMES_UNIT, /* "" for TU_NONE */
	NAMES_TIME_MOD, /* "" for TM_NONE */
	NAMES_ANCHOR, /* "" for TA_NONE */
	NAMES_POLARITY,
	NAMES_MODALITY,
	NAMES_TEMPORALITY,
	NAMES_EVENT_STATUS,
	NAMES_EVENT_ROLE,
	NAMES_EVENT_BY,
	NAMES_EVENT_BECAUSE,
	NAMES_PLACE_USE,
	NAME_SETS
};

/* The word for value v, "unknown" when there is none. */
const char *drg__name(enum name_set set, uint32_t v);
/* The value of a word; UINT32_MAX when there is none. */
uint32_t drg__name_value(enum name_set set, const char *word);

#endif
