/* article_elements.c - what an element passes on to the blocks inside it. */
#include "ingest/article_blocks.h"

static bool contains(struct str s, const char *z)
{
	struct str needle = drg__str_c(z);
	for (size_t i = 0; i + needle.n <= s.n; i++)
		if ((s.p[i] | 32) == z[0] && drg__str_istarts(drg__str_sub(s, i, s.n), needle))
			return true;
	return false;
}

/* The products that ask for consent, by the names their elements carry. */
static bool is_consent(struct str s)
{
	static const char *const names[] = { "onetrust", "cookiebot", "didomi", "sp_message", "qc-cmp", "usercentrics", "truste", "cookie-banner", "cookie-consent", "cookieconsent",
		                             "cookie-notice", "gdpr-", "consent-banner", "cmplz", "fc-consent", "termly", "osano" };
	if (s.n < 5 || s.n > 200)
		return false;
	for (size_t at = 0; at + 5 <= s.n; at++) {
		char c = s.p[at] | 32;
		/* only where a word begins: class names are words and their parts */
		if (at && ((s.p[at - 1] | 32) >= 'a' && (s.p[at - 1] | 32) <= 'z'))
			continue;
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			if (names[i][0] == c && drg__str_istarts(drg__str_sub(s, at, s.n), drg__str_c(names[i])))
				return true;
	}
	return false;
}

static uint32_t own_flags(const struct html_tree *t, uint32_t i)
{
	const struct html_node *n = &t->v[i];
	uint32_t f = 0;
	switch (n->tag) {
	case TAG_ARTICLE: f = IN_ARTICLE; break;
	case TAG_MAIN: f = IN_MAIN; break;
	case TAG_SECTION: f = IN_SECTION; break;
	case TAG_ASIDE: f = IN_ASIDE; break;
	case TAG_NAV: case TAG_MENU: f = IN_NAV; break;
	case TAG_FOOTER: f = IN_FOOTER; break;
	case TAG_HEADER: f = IN_HEADER; break;
	case TAG_FORM: case TAG_FIELDSET: f = IN_FORM; break;
	case TAG_FIGURE: case TAG_FIGCAPTION: case TAG_PICTURE: f = IN_FIGURE; break;
	case TAG_TABLE: f = IN_TABLE; break;
	case TAG_UL: case TAG_OL: case TAG_DL: f = IN_LIST; break;
	case TAG_BLOCKQUOTE: f = IN_QUOTE; break;
	case TAG_A: f = IN_LINK; break;
	case TAG_OTHER: f = IN_CUSTOM; break;
	default: break;
	}
	for (uint32_t a = n->attr; a < n->attr + n->n_attr; a++) {
		const struct html_attr *at = &t->attrs.v[a];
		struct str name = drg__str_sub(t->in, at->name_s, at->name_e), value = drg__str_sub(t->in, at->value_s, at->value_e);
		if (((name.n == 2 && drg__str_ieq(name, STR("id"))) || (name.n == 5 && drg__str_ieq(name, STR("class")))) && is_consent(value))
			f |= IN_NEVER;
		if (name.n == 6 && drg__str_ieq(name, STR("hidden")))
			f |= IN_HIDDEN;
		else if (name.n == 5 && value.n < 400 && drg__str_ieq(name, STR("style")) && (contains(value, "display:none") || contains(value, "display: none")))
			f |= IN_HIDDEN;
		else if (name.n == 11 && drg__str_ieq(name, STR("aria-hidden")) && drg__str_ieq(value, STR("true")))
			f |= IN_HIDDEN;
		else if (name.n == 8 && drg__str_ieq(name, STR("itemprop")) && drg__str_ieq(value, STR("articleBody")))
			f |= IN_ITEMPROP;
	}
	return f;
}

/* A box that asks for an e-mail address: the highest of its near ancestors that
 * holds little else.  A page's own text is never so small. */
static uint32_t letter_box(const struct html_tree *t, uint32_t input)
{
	enum { NODES = 64, BYTES = 300, UP = 5 };
	uint32_t best = 0;
	for (uint32_t p = t->v[input].parent, k = 0; p != 0 && k < UP; p = t->v[p].parent, k++) {
		uint8_t tag = t->v[p].tag;
		uint32_t bytes = 0;
		if (t->v[p].end - p > NODES)
			break;
		for (uint32_t i = p; i < t->v[p].end; i++)
			bytes += t->v[i].tag == TAG_TEXT ? t->v[i].e - t->v[i].s : 0;
		if (bytes > BYTES)
			break;
		if (tag == TAG_DIV || tag == TAG_ASIDE || tag == TAG_SECTION || tag == TAG_FORM)
			best = p;
	}
	return best;
}

static void letter_boxes(const struct html_tree *t, struct element *el)
{
	for (uint32_t i = 1; i < t->n; i++)
		if (t->v[i].tag == TAG_INPUT && drg__str_ieq(drg__html_attr(t, i, "type"), STR("email"))) {
			uint32_t box = letter_box(t, i);
			el[box].flags |= box ? IN_NEVER : 0;
		}
}

struct element *drg__article_elements(const struct html_tree *t, struct arena *a)
{
	uint32_t tokens[48];
	struct element *el = NEW_N(a, struct element, t->n);
	letter_boxes(t, el);
	for (uint32_t i = 0; i < t->n; i++) {
		const struct html_node *n = &t->v[i];
		if (n->tag == TAG_TEXT)
			continue;
		struct element *e = &el[i];
		const struct element *up = &el[n->parent];
		bool top = i == 0 || n->tag == TAG_BODY || n->tag == TAG_HTML;
		if (!top) {
			*e = (struct element){ .flags = up->flags | e->flags, .depth = (uint16_t)(up->depth + 1), .nb_min = up->nb_min, .nb_max = up->nb_max, .nb_sum = up->nb_sum };
			e->flags |= own_flags(t, i);
			size_t k = drg__article_tokens(t, i, tokens, 48);
			int nb = 0;
			for (size_t x = 0; x < k; x++)
				nb += drg__article_weight(&drg__article_class, tokens[x]);
			e->nb = drg__article_cap(nb);
			if (e->nb < e->nb_min)
				e->nb_min = e->nb;
			if (e->nb > e->nb_max)
				e->nb_max = e->nb;
			e->nb_sum = drg__article_cap(e->nb_sum + nb);
		}
	}
	return el;
}
