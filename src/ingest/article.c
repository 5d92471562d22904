/* article.c - features and scores of blocks. */
#include "ingest/article.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "ingest/article_blocks.h"

static int16_t cap(uint64_t v)
{
	return (int16_t)(v > 30000 ? 30000 : v);
}

/* per thousand */
static int16_t share(uint64_t part, uint64_t whole)
{
	return (int16_t)(whole ? part * 1000 / whole : 0);
}

struct finder {
	const struct html_tree *t;
	struct arena *a;
	struct article *art;
	struct element *el; /* [t->n] */
	const struct article_hints *hints;
	uint32_t top;
	uint32_t good_from, good_to; /* blocks: first and last running text under top */
};

/* ---------------------------------------------------------------- blocks -- */

/* The commonest English words: running text is full of them, menus are not.
 * Looked up by first letter: words of one letter's group stand together. */
static bool function_word(struct str w)
{
	static const char *const by_letter[26] = {
		['a' - 'a'] = "a an and are as at after ",
		['b' - 'a'] = "be been but by ",
		['f' - 'a'] = "for from ",
		['h' - 'a'] = "had has have he her his ",
		['i' - 'a'] = "in is it ",
		['n' - 'a'] = "not ",
		['o' - 'a'] = "of on ",
		['s' - 'a'] = "said she ",
		['t' - 'a'] = "that the their they this to ",
		['w' - 'a'] = "was were which who will with would ",
	};
	unsigned c = (unsigned char)(w.p[0] | 32) - 'a';
	if (w.n > 5 || c > 25 || !by_letter[c])
		return false;
	for (const char *z = by_letter[c]; *z;) {
		size_t k = 0;
		while (z[k] != ' ' && k < w.n && (w.p[k] | 32) == z[k])
			k++;
		if (z[k] == ' ' && k == w.n)
			return true;
		while (*z++ != ' ')
			;
	}
	return false;
}

static int16_t kind_of_char(uint32_t cp)
{
	if (drg__is_lower(cp))
		return 1;
	if (drg__is_upper(cp))
		return 2;
	if (drg__is_digit(cp))
		return 3;
	switch (cp) {
	case '.': case '!': case '?': case 0x2026:
		return 4;
	case '"': case '\'': case 0x201C: case 0x201D: case 0x2018: case 0x2019:
		return 5;
	case ':':
		return 6;
	case ')': case ']': case '(': case '[':
		return 7;
	default:
		return cp > 0x7F && drg__is_letter(cp) ? 1 : 8;
	}
}

/* Counts over one block's text. */
static void measure(struct finder *w, uint32_t k, const struct word_set *title, const struct word_set *desc, const struct word_set *ld, struct arena scratch)
{
	const struct html_tree *t = w->t;
	struct article_block *b = &w->art->v[k];
	int16_t *f = w->art->f[k];
	struct str s = drg__article_block_text(t, b, &scratch);
	uint32_t ends = 0, commas = 0, caps = 0, digits = 0, function = 0, letters = 0, quotes = 0, br = 0;
	int32_t tw = 0, tw_min = 0, tw_first = 0;
	uint32_t in_title = 0, in_desc = 0, in_ld = 0, grams = 0;
	uint64_t last[4] = { 0 };
	uint64_t all = 14695981039346656037u;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		commas += c == ',';
		br += c == '\n';
		if (c == '"')
			quotes++;
		if ((c == '.' || c == '!' || c == '?') && (i + 1 >= s.n || s.p[i + 1] == ' ' || s.p[i + 1] == '\n' || s.p[i + 1] == '"' || (unsigned char)s.p[i + 1] >= 0xE2))
			ends++;
		if ((unsigned char)c == 0xE2 && i + 2 < s.n && (unsigned char)s.p[i + 1] == 0x80 && ((unsigned char)s.p[i + 2] & 0xFC) == 0x9C)
			quotes++;
	}
	size_t at = 0;
	for (;;) {
		size_t from;
		bool any;
		uint32_t h = drg__article_next_word(s, &at, &any);
		if (!any)
			break;
		from = at;
		while (from && drg__article_word_byte((unsigned char)s.p[from - 1]))
			from--;
		struct str word = drg__str_sub(s, from, at);
		b->words++;
		letters += (uint32_t)word.n;
		caps += word.p[0] >= 'A' && word.p[0] <= 'Z';
		digits += word.p[0] >= '0' && word.p[0] <= '9';
		function += function_word(word);
		int sc = drg__article_weight(&drg__article_word, h);
		tw += sc;
		if (sc < tw_min)
			tw_min = sc;
		if (b->words <= 3)
			tw_first += sc;
		all = (all ^ h) * 1099511628211u;
		in_title += drg__article_in_set(title->v, title->mask, h);
		in_desc += drg__article_in_set(desc->v, desc->mask, h);
		last[b->words & 3] = h;
		if (b->words >= 4) {
			uint64_t g = (((last[(b->words + 1) & 3] * 31 + last[(b->words + 2) & 3]) * 31 + last[(b->words + 3) & 3]) * 31 + last[b->words & 3]) | 1;
			grams++;
			in_ld += drg__article_in_set(ld->v, ld->mask, g);
		}
	}
	b->hash = all;
	b->chars = (uint32_t)s.n;
	int len;
	f[F_words] = cap(b->words);
	f[F_chars] = cap(b->chars);
	f[F_ends] = cap(ends);
	f[F_commas] = cap(commas);
	f[F_caps] = share(caps, b->words);
	f[F_digits] = share(digits, b->words);
	f[F_function] = share(function, b->words);
	f[F_wordlen] = cap(b->words ? letters * 10 / b->words : 0);
	f[F_quotes] = cap(quotes);
	f[F_br] = cap(br);
	f[F_first] = s.n ? kind_of_char(drg__utf8_get(s.p, s.p + s.n, &len)) : 0;
	f[F_last] = s.n ? kind_of_char(drg__utf8_before(s.p, s.p + s.n, &len)) : 0;
	f[F_tw_mean] = drg__article_cap(b->words ? tw * 8 / (int32_t)b->words : 0);
	f[F_tw_min] = drg__article_cap(tw_min);
	f[F_tw_first] = drg__article_cap(tw_first);
	f[F_tw_sum] = drg__article_cap(tw);
	f[F_title_same] = title->n ? share(in_title * 2, b->words + title->n) : -1;
	f[F_desc_same] = desc->n ? share(in_desc, b->words) : -1;
	f[F_ld_same] = ld->n ? (grams ? share(in_ld, grams) : -2) : -1;
}

/* Link, bold and picture shares: by characters of text nodes. */
static void inline_shares(struct finder *w, uint32_t k)
{
	const struct html_tree *t = w->t;
	struct article_block *b = &w->art->v[k];
	uint64_t link = 0, bold = 0, all = 0, imgs = 0;
	for (uint32_t i = b->from; i < b->to;) {
		const struct html_node *n = &t->v[i];
		if (n->tag != TAG_TEXT && drg__html_is_dropped(n)) {
			i = n->end;
			continue;
		}
		if (n->tag == TAG_IMG)
			imgs++;
		if (n->tag == TAG_TEXT) {
			uint64_t len = n->e - n->s;
			all += len;
			if (w->el[n->parent].flags & IN_LINK)
				link += len;
			for (uint32_t p = n->parent; p != b->el && p; p = t->v[p].parent) {
				if (t->v[p].tag == TAG_B || t->v[p].tag == TAG_STRONG || t->v[p].tag == TAG_EM || t->v[p].tag == TAG_I) {
					bold += len;
					break;
				}
				if (drg__html_is_block(t->v[p].tag))
					break;
			}
		}
		i++;
	}
	int16_t *f = w->art->f[k];
	f[F_link] = share(link, all);
	f[F_bold] = share(bold, all);
	f[F_imgs] = cap(imgs);
	b->link_chars = (uint32_t)link;
}

static bool running(const int16_t *f)
{
	return f[F_words] >= 10 && f[F_link] < 300 && f[F_ends] > 0;
}

static void sums(struct finder *w)
{
	const struct html_tree *t = w->t;
	struct article *art = w->art;
	for (uint32_t k = 0; k < art->n; k++) {
		struct article_block *b = &art->v[k];
		struct element *e = &w->el[b->el];
		e->words += b->words;
		e->link_words += b->words * (uint32_t)art->f[k][F_link] / 1000;
		/* The element around a paragraph is what groups it with its like. */
		struct element *up = &w->el[t->v[b->el].parent];
		up->n++;
		if (running(art->f[k]))
			up->good += b->words;
	}
	for (uint32_t i = (uint32_t)t->n; i-- > 1;) {
		if (t->v[i].tag == TAG_TEXT)
			continue;
		struct element *e = &w->el[i], *up = &w->el[t->v[i].parent];
		up->words += e->words;
		up->link_words += e->link_words;
		up->score += e->good / 2;
	}
	uint32_t best = 0;
	for (uint32_t i = 0; i < t->n; i++) {
		w->el[i].score += w->el[i].good;
		if (t->v[i].tag != TAG_TEXT && w->el[i].score > best) {
			best = w->el[i].score;
			w->top = i;
		}
	}
}

static uint64_t signature(struct finder *w, uint32_t el)
{
	const struct html_tree *t = w->t;
	uint64_t h = 0;
	for (int up = 0; up < 2; up++, el = t->v[el].parent) {
		struct str class = drg__html_attr(t, el, "class");
		h = drg__hash_add(h * 31 + t->v[el].tag, class.n > 200 ? drg__str("", 0) : class);
	}
	return h | 1;
}

struct group {
	uint64_t key;
	uint32_t n, words, link_words;
	int32_t sum1;
};

static struct group *group_of(struct group *g, uint32_t mask, uint64_t key)
{
	uint32_t i = (uint32_t)(key ^ key >> 32) & mask;
	while (g[i].key && g[i].key != key)
		i = (i + 1) & mask;
	g[i].key = key;
	return &g[i];
}

static uint32_t table_mask(uint32_t n)
{
	uint32_t size = 64;
	while (size < n * 2)
		size *= 2;
	return size - 1;
}

static bool under(const struct html_tree *t, uint32_t el, uint32_t top)
{
	return el >= top && el < t->v[top].end;
}

static void context(struct finder *w, struct group *sig, uint32_t sig_mask)
{
	const struct html_tree *t = w->t;
	struct article *art = w->art;
	uint32_t n = art->n, total = w->el[0].words, good_words = 0;
	struct arena tmp = *w->a;
	uint32_t dup_mask = table_mask(n);
	struct group *dup = NEW_N(&tmp, struct group, dup_mask + 1);
	int64_t title_at = -1;
	w->good_from = w->good_to = NONE;
	for (uint32_t k = 0; k < n; k++) {
		const int16_t *f = art->f[k];
		group_of(dup, dup_mask, art->v[k].hash | 1)->n++;
		if (running(f)) {
			good_words += art->v[k].words;
			if (under(t, art->v[k].el, w->top)) {
				if (w->good_from == NONE)
					w->good_from = k;
				w->good_to = k;
			}
		}
		bool h1 = f[F_tag] == TAG_H1;
		if ((title_at < 0 && f[F_title_same] >= 700) || (h1 && f[F_title_same] >= 400 && (title_at < 0 || art->f[title_at][F_tag] != TAG_H1)))
			title_at = k;
	}
	for (uint32_t k = 0; k < n; k++) {
		struct article_block *b = &art->v[k];
		int16_t *f = art->f[k];
		uint32_t par = t->v[b->el].parent, gp = t->v[par].parent;
		const struct element *e = &w->el[b->el], *p = &w->el[par], *g = &w->el[gp];
		f[F_depth] = cap(e->depth);
		f[F_index] = cap(k);
		f[F_index_share] = share(k, n);
		f[F_from_end] = cap(n - 1 - k);
		uint32_t fl = e->flags;
		f[F_in_article] = !!(fl & IN_ARTICLE);
		f[F_in_main] = !!(fl & IN_MAIN);
		f[F_in_section] = !!(fl & IN_SECTION);
		f[F_in_aside] = !!(fl & IN_ASIDE);
		f[F_in_nav] = !!(fl & IN_NAV);
		f[F_in_footer] = !!(fl & IN_FOOTER);
		f[F_in_header] = !!(fl & IN_HEADER);
		f[F_in_form] = !!(fl & IN_FORM);
		f[F_in_figure] = !!(fl & IN_FIGURE);
		f[F_in_table] = !!(fl & IN_TABLE);
		f[F_in_list] = !!(fl & IN_LIST);
		f[F_in_quote] = !!(fl & IN_QUOTE);
		f[F_hidden] = (fl & IN_NEVER) ? 2 : !!(fl & IN_HIDDEN);
		f[F_in_custom] = !!(fl & IN_CUSTOM);
		f[F_itemprop] = !!(fl & IN_ITEMPROP);
		f[F_nb_self] = e->nb;
		f[F_nb_par] = p->nb;
		f[F_nb_gp] = g->nb;
		f[F_nb_min] = e->nb_min;
		f[F_nb_max] = e->nb_max;
		f[F_nb_sum] = e->nb_sum;
		const struct group *s = group_of(sig, sig_mask, b->sig);
		f[F_sig_n] = cap(s->n);
		f[F_sig_words] = cap(s->words);
		f[F_sig_mean] = cap(s->n ? s->words / s->n : 0);
		f[F_sig_link] = share(s->link_words, s->words);
		f[F_par_n] = cap(p->n);
		f[F_par_words] = cap(p->words);
		f[F_par_share] = share(p->words, total);
		f[F_par_link] = share(p->link_words, p->words);
		f[F_gp_words] = cap(g->words);
		f[F_gp_share] = share(g->words, total);
		f[F_gp_link] = share(g->link_words, g->words);
		f[F_in_top] = under(t, b->el, w->top);
		f[F_top_dist] = drg__article_cap((int64_t)e->depth - w->el[w->top].depth);
		f[F_top_first] = w->good_from == NONE ? -30000 : drg__article_cap((int64_t)k - w->good_from);
		f[F_top_last] = w->good_to == NONE ? -30000 : drg__article_cap((int64_t)k - w->good_to);
		f[F_top_share] = share(w->el[w->top].words, total);
		f[F_title_pos] = title_at < 0 ? -30000 : drg__article_cap((int64_t)k - title_at);
		f[F_dup] = cap(group_of(dup, dup_mask, b->hash | 1)->n);
		f[F_page_blocks] = cap(n);
		f[F_page_words] = cap(total);
		f[F_page_good] = cap(good_words);
		uint64_t window = 0;
		for (uint32_t j = k >= 5 ? k - 5 : 0; j < n && j <= k + 5; j++)
			if (j != k && running(art->f[j]))
				window += art->v[j].words;
		f[F_window] = cap(window);
		static const int off[4] = { -1, 1, -2, 2 };
		static const int to[4][2] = { { F_prev_words, F_prev_link }, { F_next_words, F_next_link }, { F_prev2_words, F_prev2_link }, { F_next2_words, F_next2_link } };
		for (int d = 0; d < 4; d++) {
			int64_t j = (int64_t)k + off[d];
			bool there = j >= 0 && j < n;
			f[to[d][0]] = there ? art->f[j][F_words] : -1;
			f[to[d][1]] = there ? art->f[j][F_link] : -1;
		}
		f[F_prev_tag] = k ? art->f[k - 1][F_tag] : -1;
		f[F_next_tag] = k + 1 < n ? art->f[k + 1][F_tag] : -1;
		f[F_prev_parent] = k && t->v[art->v[k - 1].el].parent == par;
		f[F_next_parent] = k + 1 < n && t->v[art->v[k + 1].el].parent == par;
		f[F_prev_sig] = k && art->v[k - 1].sig == b->sig;
		f[F_next_sig] = k + 1 < n && art->v[k + 1].sig == b->sig;
		f[F_tw_prev] = k ? art->f[k - 1][F_tw_mean] : 0;
		f[F_tw_next] = k + 1 < n ? art->f[k + 1][F_tw_mean] : 0;
	}
}

/* ---------------------------------------------------------------- scores -- */

static int32_t score(const struct article_trees *m, const int16_t *f)
{
	int32_t sum = m->base;
	for (uint32_t i = 0; i < m->n; i++) {
		const struct article_split *s = m->split + m->tree_split[i];
		int at = m->tree_split[i + 1] == m->tree_split[i] ? -1 : 0;
		while (at >= 0)
			at = f[s[at].feature] <= s[at].threshold ? s[at].left : s[at].right;
		sum += m->leaf[m->tree_leaf[i] + (uint32_t)~at];
	}
	return sum;
}

/* The second score's context, from the first scores s1. */
static void score_context(struct finder *w, const int32_t *s1, struct group *sig, uint32_t sig_mask)
{
	const struct html_tree *t = w->t;
	struct article *art = w->art;
	uint32_t n = art->n;
	int32_t best = -30000;
	for (uint32_t k = 0; k < n; k++) {
		struct element *p = &w->el[t->v[art->v[k].el].parent];
		p->sum1 += s1[k];
		p->n1++;
		group_of(sig, sig_mask, art->v[k].sig)->sum1 += s1[k];
		if (s1[k] > best)
			best = s1[k];
	}
	uint32_t since = 1000, until = 1000;
	for (uint32_t k = 0; k < n; k++) { /* blocks since the last likely one */
		art->f[k][F_s_before] = cap(since);
		since = s1[k] > 0 ? 0 : since + 1;
	}
	for (uint32_t k = n; k-- > 0;) {
		art->f[k][F_s_after] = cap(until);
		until = s1[k] > 0 ? 0 : until + 1;
	}
	for (uint32_t k = 0; k < n; k++) {
		int16_t *f = art->f[k];
		const struct article_block *b = &art->v[k];
		f[F_s_self] = drg__article_cap(s1[k]);
		f[F_s_prev] = drg__article_cap(k >= 1 ? s1[k - 1] : -30000);
		f[F_s_prev2] = drg__article_cap(k >= 2 ? s1[k - 2] : -30000);
		f[F_s_prev3] = drg__article_cap(k >= 3 ? s1[k - 3] : -30000);
		f[F_s_next] = drg__article_cap(k + 1 < n ? s1[k + 1] : -30000);
		f[F_s_next2] = drg__article_cap(k + 2 < n ? s1[k + 2] : -30000);
		f[F_s_next3] = drg__article_cap(k + 3 < n ? s1[k + 3] : -30000);
		const struct element *p = &w->el[t->v[b->el].parent];
		f[F_s_par] = drg__article_cap(p->sum1 / p->n1);
		const struct group *g = group_of(sig, sig_mask, b->sig);
		f[F_s_sig] = drg__article_cap(g->sum1 / (int32_t)g->n);
		int64_t sum = 0;
		int m = 0;
		for (uint32_t j = k >= 5 ? k - 5 : 0; j < n && j <= k + 5; j++, m++)
			sum += s1[j];
		f[F_s_window] = drg__article_cap(sum / m);
		f[F_s_rank] = drg__article_cap(s1[k] - best);
		/* A heading lives by what follows it before the next heading. */
		int32_t follow = -30000;
		for (uint32_t j = k + 1; j < n && j < k + 4; j++) {
			if (art->f[j][F_tag] >= TAG_H1 && art->f[j][F_tag] <= TAG_H6)
				break;
			if (s1[j] > follow)
				follow = s1[j];
		}
		f[F_s_heading] = drg__article_cap(follow);
	}
}

/* ------------------------------------------------------------ plain rules -- */

/* "14 May 2031, 16:05 GMT": nothing but a date, whatever stands around it. */
static bool only_date(struct str s)
{
	static const char *const words[] = { "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
		                             "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "published", "updated", "posted", "last", "on",
		                             "at", "am", "pm", "gmt", "utc", "est", "edt", "et", "bst", "cet", "ist", "modified", "first", "date", "st", "nd", "rd", "th", "a", "p", "m", "t", "z" };
	size_t letters = 0, digits = 0;
	if (s.n > 80)
		return false;
	for (size_t i = 0; i < s.n;) {
		size_t from = i;
		while (i < s.n && (s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z')
			i++;
		struct str w = drg__str_sub(s, from, i);
		bool known = w.n == 0;
		for (size_t k = 0; w.n && !known && k < sizeof words / sizeof *words; k++) {
			struct str z = drg__str_c(words[k]);
			known = drg__str_ieq(w, z) || ((w.n == 3 || (w.n == 4 && z.n > 6)) && z.n > 3 && k < 19 && drg__str_istarts(z, w));
		}
		if (!known)
			return false;
		letters += w.n;
		if (w.n == 0) {
			digits += s.p[i] >= '0' && s.p[i] <= '9';
			if ((unsigned char)s.p[i] >= 0x80 && (unsigned char)s.p[i] != 0xC2 && (unsigned char)s.p[i] != 0xE2 && ((unsigned char)s.p[i] & 0xC0) != 0x80)
				return false;
			i++;
		}
	}
	return digits >= 2 && (letters >= 3 || digits >= 6);
}

/* What is no report text though it stands among it: a date alone, a byline, the
 * headline again before the text.  Few and general: the model decides the rest. */
static void plain_rules(struct finder *w, struct arena scratch)
{
	struct article *art = w->art;
	for (uint32_t k = 0; k < art->n; k++) {
		struct article_block *b = &art->v[k];
		if (!b->keep || b->words > 24)
			continue;
		const int16_t *f = art->f[k];
		bool early = w->good_from == NONE || k <= w->good_from;
		struct arena tmp = scratch;
		struct str s = drg__article_block_text(w->t, b, &tmp);
		if (only_date(s))
			b->keep = false;
		else if (early && f[F_title_same] >= 900)
			b->keep = false;
		else if (early && b->words <= 9 && f[F_ends] == 0 && (drg__str_starts(s, STR("By ")) || drg__str_starts(s, STR("BY "))) && f[F_caps] >= 600)
			b->keep = false;
	}
}

void drg__article_find(const struct html_tree *t, const struct article_hints *h, struct arena *a, struct article *out)
{
	*out = (struct article){ 0 };
	drg__article_cut(t, a, out);
	uint32_t n = out->n;
	if (n == 0)
		return;
	struct finder w = { .t = t, .a = a, .art = out, .hints = h };
	out->f = drg__alloc_n(a, n, sizeof *out->f, _Alignof(int16_t));
	w.el = drg__article_elements(t, a);
	struct word_set title = drg__article_word_set(h->title, 1, a), desc = drg__article_word_set(h->description, 1, a), ld = drg__article_word_set(h->body, 4, a);
	uint32_t sig_mask = table_mask(n);
	struct group *sig = NEW_N(a, struct group, sig_mask + 1);
	for (uint32_t k = 0; k < n; k++) {
		struct article_block *b = &out->v[k];
		out->f[k][F_tag] = t->v[b->el].tag;
		measure(&w, k, &title, &desc, &ld, *a);
		inline_shares(&w, k);
		b->sig = signature(&w, b->el);
		struct group *g = group_of(sig, sig_mask, b->sig);
		g->n++;
		g->words += b->words;
		g->link_words += b->words * (uint32_t)out->f[k][F_link] / 1000;
	}
	sums(&w);
	context(&w, sig, sig_mask);
	int32_t *s1 = NEW_N(a, int32_t, n);
	for (uint32_t k = 0; k < n; k++)
		s1[k] = score(&drg__article_model[0], out->f[k]);
	score_context(&w, s1, sig, sig_mask);
	for (uint32_t k = 0; k < n; k++) {
		out->v[k].score = score(&drg__article_model[1], out->f[k]) - drg__article_threshold;
		out->v[k].keep = out->v[k].score > 0;
		if (w.el[out->v[k].el].flags & IN_NEVER)
			out->v[k].keep = false;
		else if (!drg__article_model[1].n) /* no model compiled in: running text under the best container */
			out->v[k].keep = out->f[k][F_in_top] && running(out->f[k]);
	}
	plain_rules(&w, *a);
}
