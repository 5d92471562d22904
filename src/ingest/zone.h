/* zone.h - what stands in the text but is not the report's running text.
 *
 * Datelines, headlines printed inside the text, prompts to read, follow or
 * subscribe, captions, credits.  They stay in the text, marked with the rule
 * that found them, and no claim is made of them.  Where neither the source nor
 * its metadata names the outlet, a line that betrays it does ("(Agency) -",
 * "Download the X app", "X staff contributed to this report", a copyright
 * line): basis inferred, with the span.  Where nothing gave the day of
 * publication, a line or dateline that states it does (dated.h): basis text.
 *
 * Rules look at paragraphs and at rough sentences inside them, never at what
 * the report is about.  Phrases are in data/en/lexicon/zones.tsv, what is
 * decided in code is named in data/en/rules/zones.rules.  Linear time. */
#ifndef DRG_INGEST_ZONE_H
#define DRG_INGEST_ZONE_H

#include "base/arena.h"
#include "doc/layers.h"
#include "pack/pack.h"

/* roles: enum block_role of each paragraph (ingest.h), or NULL. */
void drg__zones(const drg_pack *pack, const struct text *text, const struct paras *paras, const uint8_t *roles,
                struct meta *meta, struct arena *keep, struct arena scratch, struct zones *out);

#endif
