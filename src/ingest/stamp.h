/* stamp.h - the time at the head of an entry of a live page: "18:52", "9.05 am", "17h40 GMT -". */
#ifndef DRG_INGEST_STAMP_H
#define DRG_INGEST_STAMP_H

#include "doc/layers.h"

/* Where the stamp ends with which the paragraph in bytes [s, e) begins, with its dash or colon;
 * s where none does.  Words behind it begin large, or it stands alone. */
uint32_t drg__stamp_end(const struct text *text, uint32_t s, uint32_t e);

#endif
