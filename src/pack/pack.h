/* pack.h - the compiled language pack, as the stages see it.
 *
 * One little-endian file, mapped read-only, validated once at open; after that
 * no look-up fails.
 *
 *   header   magic "DRGPACK\n", format u32, section count u32, file size u64,
 *            SHA-256 of everything after the header (the fingerprint)
 *   toc      per section: name[48], kind u32, rows u32, offset u64, size u64
 *   sections 64-byte aligned
 */
#ifndef DRG_PACK_PACK_H
#define DRG_PACK_PACK_H

#include "base/str.h"
#include "dragoman.h"

#define DRG__PACK_FORMAT 1

/* A section's bytes by name; {NULL, 0} when the pack has none. Borrowed. */
struct str drg__pack_section(const drg_pack *pack, const char *name);

#endif
