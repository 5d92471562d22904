/* conllu.c - a document in CoNLL-U (universaldependencies.org/format.html), so
 * that a linguist can look at it with the usual tools.
 *
 * Sentences carry sent_id, text and the beginnings of document and paragraphs;
 * words written as one ("don't", "Reuters's") stand under a multi-word token, as
 * in UD English EWT; SpaceAfter=No where no white space follows; names in the
 * last column as NE=B-PERSON, NE=I-PERSON. */
#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/utf8.h"
#include "doc/doc.h"
#include "doc/names.h"

struct out {
	drg_sink sink;
	void *ctx;
	const struct layers *l;
	bool bad;
	size_t n;
	char buf[4096];
};

static void flush(struct out *o)
{
	if (!o->bad && o->n && !o->sink(o->ctx, o->buf, o->n))
		o->bad = true;
	o->n = 0;
}

static void put(struct out *o, const char *p, size_t n)
{
	while (n) {
		if (o->n == sizeof o->buf)
			flush(o);
		size_t m = sizeof o->buf - o->n < n ? sizeof o->buf - o->n : n;
		memcpy(o->buf + o->n, p, m);
		o->n += m;
		p += m;
		n -= m;
	}
}

static void put_z(struct out *o, const char *z)
{
	put(o, z, strlen(z));
}

static void put_u(struct out *o, uint32_t v)
{
	char b[16];
	put(o, b, (size_t)snprintf(b, sizeof b, "%u", v));
}

/* A field: never empty, and nothing in it that the format, a terminal or UD's
 * validation (which refuses U+FFFD) would take for something else: such
 * characters are shown as a white square. */
static void put_field(struct out *o, struct str s)
{
	if (!s.n)
		put_z(o, "_");
	for (const char *p = s.p, *end = s.p + s.n; p < end;) {
		int len;
		uint32_t cp = drg__utf8_get(p, end, &len);
		if (drg__is_hostile(cp) || drg__is_space(cp) || cp == 0xFFFD)
			put_z(o, "\xE2\x96\xA1");
		else
			put(o, p, (size_t)len);
		p += len;
	}
}

static struct str form(const struct layers *l, uint32_t i)
{
	return drg__str(l->text.p + l->tokens.span[i].s, l->tokens.span[i].e - l->tokens.span[i].s);
}

static bool touches(const struct layers *l, uint32_t i, uint32_t end)
{
	return i + 1 < end && l->tokens.span[i].e == l->tokens.span[i + 1].s;
}

static bool letter_at(struct str s, bool last)
{
	int len;
	return s.n && drg__is_letter(last ? drg__utf8_before(s.p, s.p + s.n, &len) : drg__utf8_get(s.p, s.p + s.n, &len));
}

/* Are words i and i + 1 one written word?  Letters on both sides of the cut, or a
 * clitic with its apostrophe, or the apostrophe of a plural owner. */
static bool joined(const struct layers *l, uint32_t i, uint32_t end)
{
	if (!touches(l, i, end) || !letter_at(form(l, i), true))
		return false;
	struct str b = form(l, i + 1);
	if (letter_at(b, false))
		return true;
	int len;
	uint32_t first = drg__utf8_get(b.p, b.p + b.n, &len);
	if (first != '\'' && first != 0x2019)
		return false;
	return b.n > (size_t)len ? letter_at(drg__str_sub(b, (size_t)len, b.n), false) : l->morph.upos[i + 1] == UPOS_PART;
}

static void put_text(struct out *o, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++) {
		put_field(o, form(o->l, i));
		if (i + 1 < to && !touches(o->l, i, to))
			put_z(o, " ");
	}
}

static void word(struct out *o, uint32_t i, uint32_t base, bool space_after, const char *ne)
{
	const struct layers *l = o->l;
	put_u(o, i - base + 1);
	put_z(o, "\t");
	put_field(o, form(l, i));
	put_z(o, "\t");
	put_field(o, l->morph.lemma[i]);
	put_z(o, "\t");
	put_z(o, drg__name(NAMES_UPOS, l->morph.upos[i]));
	put_z(o, "\t_\t");
	put_field(o, l->morph.feats[i] < l->tagset.n_feats ? l->tagset.feats[l->morph.feats[i]] : STR("_"));
	put_z(o, "\t");
	put_u(o, l->deps.head[i] == NONE ? 0 : l->deps.head[i] - base + 1);
	put_z(o, "\t");
	put_field(o, l->deps.rel[i] < l->tagset.n_rels ? l->tagset.rels[l->deps.rel[i]] : STR("dep"));
	put_z(o, "\t_\t");
	if (*ne)
		put_z(o, ne);
	if (*ne && !space_after)
		put_z(o, "|");
	put_z(o, space_after ? *ne ? "\n" : "_\n" : "SpaceAfter=No\n");
}

/* The tag of token i, "" outside names; *name moves on with i. */
static void name_tag(const struct layers *l, uint32_t i, uint32_t *name, char tag[32])
{
	while (*name < l->names.n && l->names.tok[*name].e <= i)
		++*name;
	tag[0] = 0;
	if (*name < l->names.n && l->names.tok[*name].s <= i) {
		int n = snprintf(tag, 32, "NE=%c-%s", l->names.tok[*name].s == i ? 'B' : 'I', drg__name(NAMES_ENTITY, l->names.kind[*name]));
		for (int k = 5; k < n; k++)
			tag[k] = (char)(tag[k] >= 'a' && tag[k] <= 'z' ? tag[k] - 32 : tag[k]);
	}
}

static void sentence(struct out *o, const char *report, uint32_t s, uint32_t *name)
{
	const struct layers *l = o->l;
	uint32_t from = l->sents.tok[s], to = l->sents.tok[s + 1];
	if (s == 0) {
		put_z(o, "# newdoc id = ");
		put_z(o, report);
		put_z(o, "\n");
	}
	if (l->tokens.flags[from] & TOK_PARA)
		put_z(o, "# newpar\n");
	put_z(o, "# sent_id = ");
	put_z(o, report);
	put_z(o, "-");
	put_u(o, s + 1);
	put_z(o, "\n# text = ");
	put_text(o, from, to);
	put_z(o, "\n");
	for (uint32_t i = from, end = from; i < to; i++) {
		if (i >= end) { /* a written word begins */
			for (end = i + 1; joined(l, end - 1, to); end++)
				;
			if (end > i + 1) {
				put_u(o, i - from + 1);
				put_z(o, "-");
				put_u(o, end - from);
				put_z(o, "\t");
				for (uint32_t k = i; k < end; k++)
					put_field(o, form(l, k));
				put_z(o, "\t_\t_\t_\t_\t_\t_\t_\t");
				put_z(o, touches(l, end - 1, to) ? "SpaceAfter=No\n" : "_\n");
			}
		}
		char tag[32];
		name_tag(l, i, name, tag);
		bool inside = end > i + 1 || (i > from && joined(l, i - 1, to)); /* of a multi-word token: its line says it */
		word(o, i, from, inside || !touches(l, i, to), tag);
	}
	put_z(o, "\n");
}

drg_status drg_doc_conllu(const drg_doc *doc, drg_sink sink, void *ctx, drg_error *err)
{
	const struct layers *l = &doc->l;
	if (l->tokens.n && (!l->morph.upos || !l->deps.head))
		return drg__fail(err, DRG_ENOTFOUND, NULL, "the report was read without syntax: the pack has no model");
	struct out *o = calloc(1, sizeof *o);
	if (!o)
		return drg__fail(err, DRG_ENOMEM, NULL, "out of memory");
	o->sink = sink;
	o->ctx = ctx;
	o->l = l;
	uint32_t name = 0;
	for (uint32_t s = 0; s < l->sents.n && !o->bad; s++)
		sentence(o, doc->ids.report, s, &name);
	flush(o);
	bool bad = o->bad;
	free(o);
	return bad ? drg__fail(err, DRG_EIO, NULL, "the output could not take more") : DRG_OK;
}
