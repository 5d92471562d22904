/* count_heard.h - what the encoder hears a number count, where neither the counted noun
 * nor words nor another number say it: the context may. */
#ifndef DRG_STAGE_COUNT_HEARD_H
#define DRG_STAGE_COUNT_HEARD_H

#include "stage/count_row.h"

/* The costs of the measures of row r ([MEASURES], sixteenths of a nat), where the encoder is
 * asked: nothing else may give the measure, the row must count people or things, and the
 * model must have the head.  Else NULL. */
const uint8_t *drg__count_hears(const struct count_cx *x, const struct count_row *r);

/* The row's measure: the encoder's if it is asked and sure, else the one the row has. */
uint8_t drg__count_heard(const struct count_cx *x, const struct count_row *r);

#endif
