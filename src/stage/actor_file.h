/* actor_file.h - a user's own actors, before those of the pack.
 *
 * TSV, UTF-8; lines that begin with # and empty lines are skipped:
 *   NAME <tab> COUNTRY <tab> SECTORS <tab> FROM <tab> UNTIL
 * COUNTRY: three capital letters, or empty; SECTORS: PLOVER sector codes with
 * spaces between, or empty; FROM, UNTIL: YYYY, YYYY-MM or YYYY-MM-DD, or empty.
 * A row holds in reports published from FROM to UNTIL, both included; of a
 * report without a date only rows without dates hold.  Several rows may bear
 * one name.  A name is a whole mention, case and accents aside. */
#ifndef DRG_STAGE_ACTOR_FILE_H
#define DRG_STAGE_ACTOR_FILE_H

#include "base/arena.h"
#include "base/err.h"
#include "dragoman.h"
#include "pack/view.h"

struct actor_row {
	uint64_t fold;       /* of the name's tokens */
	char country[4];
	char sector[4][4];
	uint32_t from, until; /* YYYYMMDD, the first and last day; 0 and UINT32_MAX open */
	uint32_t line;
};

struct actor_file {
	struct actor_row *row; /* [n] by fold, then line */
	uint32_t n;
	char sha256[65];
};

/* Behind the public drg_actors. */
struct drg_actors {
	struct pool pool; /* owns what `file` points to */
	struct actor_file file;
};

/* Parse the bytes of such a file into *keep.  DRG_EFORMAT names the line and
 * what is expected there; `name` is for messages. */
drg_status drg__actor_file_read(struct str bytes, const char *name, struct arena *keep, struct arena scratch, struct actor_file *out,
                                drg_error *err);

/* The row for tokens [first, end) on a day (YYYYMMDD, 0 unknown); NULL when none. */
const struct actor_row *drg__actor_file_find(const struct actor_file *f, const struct view *v, uint32_t first, uint32_t end, uint32_t day);

/* Is this one of the sector codes of the PLOVER codebook (or IGO, as a mark)? */
bool drg__is_sector(struct str s);

#endif
