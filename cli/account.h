/* account.h - what the files that print a document for a person share.
 *
 * account.c prints the whole of it, account_talks.c the talks, account_why.c one
 * row down to its characters (account_print, account_why: cli.h). */
#ifndef CLI_ACCOUNT_H
#define CLI_ACCOUNT_H

#include "counts.h"

/* The words of a span, from the text. */
drg_str cut(drg_str text, drg_span s);
/* The words of several spans, " ... " where they are apart. */
void put_spans(struct page *p, drg_str text, drg_spans v);
/* "[12-40]": where a span stands, in code points. */
void put_place(struct page *p, const drg_doc *doc, drg_span s);
/* The same of several. */
void put_places(struct page *p, const drg_doc *doc, drg_spans v);
/* The id of a row, in its own ink. */
void put_id(struct page *p, const char *id);
/* A section's heading, after an empty line. */
void heading(struct page *p, const char *z);
/* "refuses_until" as "refuses until", cut to the size of `out`. */
void spaced(const char *z, char *out, size_t size);
/* A word of an inventory ("refuses_until") as words, after a space. */
void put_word(struct page *p, const char *z);
/* Is the hop a source without a name? */
bool is_unnamed(const drg_doc *doc, const drg_hop *h);
/* The entity's name where it has one: "he" says little.  One without a name is
 * described as it is here, by more than a pronoun. */
drg_str hop_name(const drg_doc *doc, const drg_hop *h);
/* One hop: its name, and what the words call it where that differs. */
void put_hop(struct page *p, const drg_doc *doc, const drg_hop *h);
/* "Lena Ort, by way of Harbour Post > Kestrel News" */
void put_source(struct page *p, const drg_doc *doc, const drg_claim *c);
/* How a claim with that stance is introduced: "says", "denies". */
const char *verb(const char *stance);
/* The name of an entity, or `otherwise` for DRG_NONE. */
void put_entity(struct page *p, const drg_doc *doc, uint32_t i, const char *otherwise);
/* Unnamed sources, one a line: what rests on them. */
void put_unnamed(struct page *p, const drg_doc *doc);
/* "ASSAULT heavy-weapons 194, asserted: the army > the port" */
void put_event(struct page *p, const drg_doc *doc, uint32_t i, const drg_event *v);
/* "(own voice)", "(reported by ..)": whose words a position is in. */
void put_voice(struct page *p, const drg_doc *doc, const char *voice, uint32_t claim);
/* One side of a condition, at a column, with its issue. */
void put_side(struct page *p, drg_str text, const char *what, uint32_t column, drg_span s, const char *issue);
/* The section of the talks; nothing where there are none. */
void put_talks(struct page *p, const drg_doc *doc);

#endif
