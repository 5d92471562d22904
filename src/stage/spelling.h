/* spelling.h - spellings of one name: Mohammed and Muhammad, el-Sayed and al-Sayyid,
 * Sergei and Sergey, Zelensky and Zelenskyy.
 *
 * Two spellings have the same consonants when doubled letters count once, q and ck
 * are k, ph is f, w is v, x is ks, an article (al-, el-) before the name and an h
 * after its last vowel are left out.  Their vowels, run by run, are the same when
 * e, y and i count as one and o and u do; one run may differ where `loose`. */
#ifndef DRG_STAGE_SPELLING_H
#define DRG_STAGE_SPELLING_H

#include "base/str.h"

/* The same number for all spellings of a name of one or more words; 0 when it has
 * no letters. Names that are no spellings of each other may share it. */
uint64_t drg__spelling_key(struct str name);

/* Are a and b spellings of one name?  Word by word; words that are not equal must
 * have five letters, and may differ in one vowel only if another word is equal. */
bool drg__spelling_same(struct str a, struct str b);

#endif
