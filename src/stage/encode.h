/* encode.h - the encoder over a document: words in; sentences, morphology, dependencies and names out.
 *
 * The text is read in windows of word pieces, one after the other:
 *
 *   words    ........................................................
 *   window 1 [sentences kept                        | rest ]
 *   window 2                                     [ctx| sentences kept ...
 *
 * A window ends at the end of a paragraph where one stands in its second half.
 * Where none does, its last sentence, cut off by the window, is left to the
 * next one.  A sentence that fills a window is cut: an absurd length costs
 * its own sentence, not the document, and time stays linear.
 *
 * Without a model in the pack the layers stay empty and stage/segment makes the sentences. */
#ifndef DRG_STAGE_ENCODE_H
#define DRG_STAGE_ENCODE_H

#include "doc/layers.h"
#include "nn/net.h"
#include "pack/pack.h"
#include "pack/view.h"
#include "stage/piece.h"
#include "stage/tag.h"
#include "stage/ud.h"

/* Pieces of a window at most, and of the text before it that it sees again.
 * Attention costs in proportion to the window; on EWT dev 126, 190 and 254
 * pieces, with context or without, differ by less than .2 LAS. */
enum { ENCODE_WINDOW = 190, ENCODE_CONTEXT = 0 };

/* The model ready for use; one a thread, memory of the caller's arena, borrowing from the pack. */
struct encoder {
	struct net net;
	struct pieces pieces;
	uint8_t upos[64];             /* row of the head -> enum upos */
	uint8_t ent[64];              /* tag -> enum entity_kind */
	bool ent_inside[64];          /* tag continues a name */
	bool ent_outside[64];
	const float *ent_trans;       /* [tags + 1][tags] */
	struct tagset tagset;         /* memory of the arena given to init */
	struct lemma_script *script;  /* [rows of the lemma head] */
	struct lemma_table lemmas;    /* empty when the pack has none */
	uint32_t root_rel;            /* row of "root" */
	struct ud_rel *ud;            /* [rows of the relations] */
	uint32_t *ud_feats;           /* [rows of the features] bit set of enum upos */
	uint32_t window, context;     /* pieces; ENCODE_WINDOW, ENCODE_CONTEXT */
	int32_t *bucket[NET_PAIRS];   /* [net.pair[..].n_bucket - 1] greatest distance in each but the last */
	int32_t *coref_bucket;        /* [net.coref.n_bucket - 1] likewise */
};

/* What init reads. */
struct model_source {
	net_find find;
	void *ctx;
	struct str vocab;     /* vocab.txt */
	struct str inventory; /* JSON object: upos, feats, lemma, rels: lists of names */
	struct str tags;      /* JSON list: "O", "B-PERSON", ... */
	struct str buckets;   /* JSON list of whole numbers, for head.att.dist and head.arg.dist; "" without it */
	struct str coref_buckets; /* likewise for head.coref.dist */
};

/* DRG_EPACK, with the section named in err, when the model cannot be used. */
drg_status drg__encoder_init(struct encoder *enc, const struct model_source *src, struct arena *keep, drg_error *err);

/* The same from a pack; DRG_ENOTFOUND (err untouched) when it has no model. */
drg_status drg__encoder_open(struct encoder *enc, const drg_pack *pack, struct arena *keep, drg_error *err);

/* What the encoder fills. */
struct encoded {
	struct sents *sents;
	struct tagset *tagset;
	struct morph *morph;
	struct deps *deps;
	struct names *names;
	struct evidence *evidence; /* may be NULL: not asked for */
};

/* Fill *out.  given: sentences to keep to (*out->sents as it stands), else they are decided here. */
void drg__encode(const struct encoder *enc, const struct text *text, const struct tokens *tok, bool given,
                 struct arena *keep, struct arena scratch, struct encoded out);

#endif
