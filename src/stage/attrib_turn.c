/* Turns: "HALDEN: We wait." in interviews and transcripts, "Police headquarters:
 * "Nobody was hurt."" in live reports.  What stands between the label and the
 * next one, or the end of the paragraph, is what the labelled one says. */
#include "stage/attrib.h"

enum { STAMP_MOST = 6, LABEL_WORDS = 6, KIND_HOST = 0 };

struct label {
	uint32_t first, end; /* tokens of the name */
	uint32_t mark;       /* the colon, or the stop after Q and A */
	uint32_t body;       /* the token after it */
	uint64_t last;       /* fold of the name's last word */
	bool upper, zone;    /* zone: outside the running text, where only hosts are looked for */
	bool inside;         /* neither a paragraph nor a sentence begins with it */
};

static bool colon_at(const struct cx *c, uint32_t t)
{
	return t < c->tok->n && c->text->p[c->tok->span[t].s] == ':' && c->tok->span[t].e == c->tok->span[t].s + 1;
}

static bool capital_token(const struct cx *c, uint32_t t)
{
	uint8_t s = c->tok->shape[t];
	return s == SHAPE_TITLE || s == SHAPE_UPPER || s == SHAPE_SINGLE_UPPER || s == SHAPE_MIXED || s == SHAPE_HYPHEN_UPPER;
}

/* "16:20", "5:45 p.m.": what a line of a live report begins with, a zone of its own where
 * more lines do (ingest/stamp.h). */
static uint32_t past_stamp(const struct cx *c, uint32_t t)
{
	uint32_t k = t;
	while (k < c->tok->n && k < t + STAMP_MOST && (c->tok->flags[t] & TOK_NUM) && (c->tok->flags[k] & TOK_ZONE) && (k == t || !(c->tok->flags[k] & TOK_PARA)))
		k++;
	while (k < c->tok->n && k < t + 4 && (k == t || !(c->tok->flags[k] & TOK_PARA)) &&
	       (c->tok->flags[k] & TOK_NUM || (k > t && (colon_at(c, k) || drg__str_ieq(word(c, k), STR("p.m.")) || drg__str_ieq(word(c, k), STR("a.m."))))))
		k++;
	return k;
}

/* "@TomHask" before a post. */
static bool is_handle(const struct cx *c, uint32_t t)
{
	struct str w = word(c, t);
	return w.n > 1 && w.p[0] == '@';
}

/* "Q. Who was there?", "A. I was.": a letter that stands for who speaks. */
static bool letter_at(const struct cx *c, uint32_t t, struct label *out)
{
	struct str w = word(c, t);
	if (!w.n || (w.p[0] != 'Q' && w.p[0] != 'A') || !(c->tok->flags[t] & TOK_PARA))
		return false;
	uint32_t stop = w.n == 2 && w.p[1] == '.' ? t : t + 1;
	if (stop + 1 >= c->tok->n || (stop > t && (w.n > 1 || !drg__str_eq(word(c, stop), STR("."))))  || (c->tok->flags[stop + 1] & TOK_PARA))
		return false;
	*out = (struct label){ .first = t, .end = t + 1, .mark = stop, .body = stop + 1, .last = (uint64_t)(unsigned char)w.p[0] }; /* "Q." is one token here, two there */
	return true;
}

/* Past "(envoy of Solmere)" after a label's name: the token after it, or k. */
static uint32_t past_role(const struct cx *c, uint32_t k)
{
	enum { ROLE_WORDS = 10 };
	if (k >= c->tok->n || !drg__str_eq(word(c, k), STR("(")))
		return k;
	for (uint32_t e = k + 1; e + 1 < c->tok->n && e < k + ROLE_WORDS && !(c->tok->flags[e] & TOK_PARA); e++)
		if (drg__str_eq(word(c, e), STR(")")))
			return e + 1;
	return k;
}

/* A label that begins at token t: words up to a colon in the same paragraph. */
static bool label_at(const struct cx *c, uint32_t t, struct label *out)
{
	if (t >= c->tok->n)
		return false; /* a stamp or a mark ended the text */
	if (drg__str_eq(word(c, t), STR("RT")) && t + 1 < c->tok->n && is_handle(c, t + 1))
		t++; /* a post passed on */
	if (letter_at(c, t, out))
		return true;
	uint32_t k = t, small = 0, letters = 0;
	*out = (struct label){ .first = t, .upper = true };
	while (k < c->tok->n && k < t + LABEL_WORDS && !colon_at(c, k) && !(k > t && past_role(c, k) > k)) {
		uint8_t f = c->tok->flags[k];
		if ((k > t && (f & TOK_PARA)) || !(f & TOK_WORD))
			return false;
		small += !capital_token(c, k);
		letters += (uint32_t)word(c, k).n;
		out->upper &= c->tok->shape[k] == SHAPE_UPPER || (c->tok->shape[k] == SHAPE_TITLE && word(c, k).n <= 3);
		k++;
	}
	uint32_t end = k;
	k = past_role(c, k);
	if (end == t || !colon_at(c, k) || (c->tok->flags[k] & TOK_PARA) || k + 1 >= c->tok->n || (c->tok->flags[k + 1] & TOK_PARA) || !(c->tok->flags[k + 1] & TOK_SPACE))
		return false;
	out->upper &= c->tok->shape[end - 1] == SHAPE_UPPER && letters > 2;
	out->end = end;
	out->mark = k;
	out->body = k + 1;
	out->last = c->tok->fold[end - 1];
	return small == 0 || is_handle(c, t) || (c->tok->flags[k + 1] & TOK_QUOTE);
}

static const struct hit *known(const struct cx *c, uint32_t lex, const struct label *l)
{
	const struct hit *h = lex == UINT32_MAX ? NULL : drg__hit_at(c->hits, l->end - 1, lex);
	return h && h->end == l->end ? h : NULL;
}

/* Is a label in small letters, or in title case, a speaker's?  One that comes
 * back, one before a quotation, or a name before what begins a sentence. */
static bool speaks(const struct cx *c, const struct label *l, uint32_t times)
{
	if (l->inside)
		return times > 1;
	if (c->upos && c->upos[l->end - 1] == UPOS_VERB && c->tok->shape[l->end - 1] == SHAPE_LOWER)
		return false; /* "Horak continued:" is a sentence */
	if (l->upper || times > 1 || is_handle(c, l->first))
		return true;
	if (c->tok->flags[l->body] & TOK_QUOTE)
		return c->upos == NULL || c->upos[l->end - 1] == UPOS_NOUN || c->upos[l->end - 1] == UPOS_PROPN;
	if (!capital_token(c, l->body))
		return false;
	uint32_t i = drg__span_first(c->names->tok, c->names->n, l->first);
	return i < c->names->n && c->names->tok[i].s == l->first && c->names->tok[i].e == l->end && c->names->kind[i] != ENT_PLACE &&
	       c->names->kind[i] != ENT_OTHER;
}

/* Labels of the document, in order: at the head of a paragraph; in capitals
 * also at the head of a sentence or, where no capitals stand before them, inside
 * one ("On the bridge ORT: It stays"); and words for hosts. */
static uint32_t find_labels(const struct cx *c, uint32_t lex, struct label **out)
{
	VEC(struct label) v = { NULL, 0, 0 };
	uint32_t s = 0;
	for (uint32_t t = 0; t < c->tok->n; t++) {
		while (s < c->sents->n && c->sents->tok[s] < t)
			s++;
		bool para = c->tok->flags[t] & TOK_PARA, sent = s < c->sents->n && c->sents->tok[s] == t;
		struct label l;
		if (v.n && v.v[v.n - 1].end > t)
			continue; /* after the mark of a quoted turn */
		if (!(para || sent || (t && c->tok->shape[t] == SHAPE_UPPER && c->tok->shape[t - 1] != SHAPE_UPPER)))
			continue;
		bool quoted = para && (c->tok->flags[t] & TOK_QUOTE); /* a transcript inside a quotation */
		if (!label_at(c, quoted ? t + 1 : para ? past_stamp(c, t) : t, &l))
			continue;
		l.zone = c->tok->flags[l.first] & TOK_ZONE;
		l.inside = !para && !sent;
		if (l.inside ? l.upper : para || l.upper || known(c, lex, &l))
			*PUSH(c->a, &v) = l;
	}
	*out = v.v;
	return (uint32_t)v.n;
}

static uint32_t turn_end(const struct cx *c, const struct label *l, const struct label *next)
{
	uint32_t t = l->body;
	while (t < c->tok->n && !(c->tok->flags[t] & TOK_PARA) && !(next && t == next->first))
		t++;
	return t;
}

/* How many labels near the i-th end with the same word. */
static uint32_t turns_of(const struct label *l, uint32_t n, uint32_t i)
{
	uint32_t times = 0;
	for (uint32_t k = i > 100 ? i - 100 : 0; k < n && k < i + 100; k++)
		times += l[k].last == l[i].last;
	return times;
}

/* Who asks for the publisher: words of the names after "Interview:". */
struct hosts {
	uint64_t fold[16];
	uint32_t n;
};

static void find_hosts(const struct cx *c, const struct label *l, uint32_t n, uint32_t lex, struct hosts *out)
{
	uint32_t col = lex == UINT32_MAX ? 0 : drg__lex_col(c->pack, lex, "kind");
	out->n = 0;
	for (uint32_t i = 0; i < n; i++) {
		const struct hit *h = known(c, lex, &l[i]);
		/* "HOST:" again and again is the host's own turn, no list of hosts */
		if (!h || drg__lex_enum(c->pack, lex, h->row, col) != KIND_HOST || turns_of(l, n, i) > 1)
			continue;
		for (uint32_t t = l[i].body; t < l[i].body + 5 && t < turn_end(c, &l[i], NULL) && out->n < 16; t++)
			out->fold[out->n++] = c->tok->fold[t];
	}
}

/* "COURIER:" in the Harbour Courier, "HC:". */
static bool is_outlet(const struct cx *c, const struct label *l)
{
	for (uint32_t t = l->first; t < l->end; t++) {
		struct str w = word(c, t), name = c->outlet;
		bool part = false;
		for (struct str rest = name; rest.n && !part;)
			part = drg__str_ieq(drg__str_cut(&rest, ' '), w);
		if (!part && !drg__str_initials(name, w))
			return false;
	}
	return c->outlet.n > 0;
}

static bool asks(const struct cx *c, const struct hosts *h, const struct label *l)
{
	if (is_outlet(c, l))
		return true;
	for (uint32_t i = 0; i < h->n; i++)
		if (h->fold[i] == l->last)
			return true;
	return false;
}

/* The turn as an attribution; a turn that is one quotation, without its marks. */
static void put_turn(struct cx *c, const struct label *l, uint32_t e)
{
	while (e > l->body + 1 && (c->tok->flags[e - 1] & TOK_PUNCT) && c->text->p[c->tok->span[e - 1].s] == '.')
		e--;
	struct found f = { .rule = R_LABEL, .last_quote = NONE, .para = c->tok->para[l->first] };
	set_source(&f, (struct span){ c->tok->span[l->first].s, c->tok->span[l->end - 1].e });
	f.cue = c->tok->span[l->mark];
	if (l->mark == l->first) /* letter and stop in one token */
		f.cue.s = f.source[0].e = f.source[0].s + 1;
	f.content[0] = (struct span){ c->tok->span[l->body].s, c->tok->span[e - 1].e };
	f.n_content = 1;
	for (uint32_t q = drg__span_first(c->quotes->outer, c->quotes->n, c->tok->span[l->body].s); q < c->quotes->n && c->qfirst[q] < e; q++) {
		if (c->quotes->parent[q] == NONE && c->qfirst[q] == l->body && c->qend[q] + 1 >= e) {
			f.content[0] = drg__attrib_quoted_words(c, q);
			f.last_quote = q;
		}
		c->used[q] = 1;
	}
	drg__attrib_put(c, &f);
}

/* "QUESTION:" again and again, in capitals: the transcript of a briefing, where many ask and none for the publisher. */
static bool from_the_floor(const struct cx *c, const struct label *l, uint32_t times)
{
	return l->upper && times > 1 && l->end == l->first + 1 && drg__str_ieq(word(c, l->first), STR("QUESTION"));
}

void drg__attrib_turns(struct cx *c)
{
	uint32_t lex = drg__lex(c->pack, "turn_words");
	struct hosts hosts;
	struct label *l;
	uint32_t n = find_labels(c, lex, &l);
	find_hosts(c, l, n, lex, &hosts);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t times = turns_of(l, n, i);
		if (l[i].zone || (known(c, lex, &l[i]) && !from_the_floor(c, &l[i], times)) || !speaks(c, &l[i], times))
			continue;
		for (uint32_t t = l[i].first; t < l[i].body; t++)
			c->label[t] = 1;
		if (!asks(c, &hosts, &l[i]) && l[i].last != 'Q') /* who asks, asks for the publisher */
			put_turn(c, &l[i], turn_end(c, &l[i], i + 1 < n ? &l[i + 1] : NULL));
	}
}

static bool dash_token(const struct cx *c, uint32_t t)
{
	struct str w = word(c, t);
	return (c->tok->flags[t] & TOK_PUNCT) && (w.p[0] == '-' || (w.n == 3 && (unsigned char)w.p[0] == 0xE2 && (unsigned char)w.p[1] == 0x80 &&
	                                                             (unsigned char)w.p[2] >= 0x92 && (unsigned char)w.p[2] <= 0x95));
}

/* "We wait." - Lena Horak: a quotation, a dash, a name, and the paragraph ends. */
void drg__attrib_signed(struct cx *c)
{
	for (uint32_t q = 0; q < c->quotes->n; q++) {
		uint32_t t = c->qend[q], k = t + 1;
		if (c->quotes->parent[q] != NONE || !c->speech[q] || c->used[q] || k >= c->tok->n || (c->tok->flags[t] & TOK_PARA) || !dash_token(c, t) ||
		    (c->tok->flags[k] & TOK_PARA) || !capital_token(c, k))
			continue;
		while (k < c->tok->n && k <= t + 10 && !(c->tok->flags[k] & (TOK_PARA | TOK_QUOTE)) && !(c->upos && c->upos[k] == UPOS_VERB))
			k++;
		if (k < c->tok->n && !(c->tok->flags[k] & TOK_PARA))
			continue;
		struct found f = { .rule = R_SIGNED, .last_quote = q, .para = c->tok->para[t] };
		uint32_t e = c->text->p[c->tok->span[k - 1].s] == '.' && k > t + 2 ? k - 1 : k;
		set_source(&f, (struct span){ c->tok->span[t + 1].s, c->tok->span[e - 1].e });
		f.cue = c->tok->span[t];
		f.content[f.n_content++] = drg__attrib_quoted_words(c, q);
		c->used[q] = 1;
		drg__attrib_put(c, &f);
	}
}

/* Does quotation q fill its paragraph, with words enough to be a statement? */
static bool fills_paragraph(const struct cx *c, uint32_t q)
{
	enum { WORDS = 8 };
	uint32_t next = q + 1;
	while (next < c->quotes->n && c->quotes->parent[next] != NONE)
		next++;
	bool goes_on = next < c->quotes->n && c->quotes->prev[next] == q;
	if ((c->quotes->flags[q] & QUOTE_OPEN_ONLY) && !goes_on)
		return false; /* nobody knows where it was to end */
	uint32_t a = c->qfirst[q], b = c->qend[q], words = 0;
	while (b < c->tok->n && !(c->tok->flags[b] & TOK_PARA) && (c->tok->flags[b] & TOK_PUNCT))
		b++;
	if (a + 1 < c->tok->n && c->label[a + 1])
		return false; /* a turn of a transcript that is quoted as a whole */
	for (uint32_t t = a; t < b && words < WORDS; t++)
		words += (c->tok->flags[t] & TOK_WORD) != 0;
	return words == WORDS && (a == 0 || (c->tok->flags[a] & TOK_PARA)) && (b >= c->tok->n || (c->tok->flags[b] & TOK_PARA)) && !(c->tok->flags[a] & TOK_ZONE);
}

/* "The mayor released this statement:" ends the paragraph before token t: the one whose deed it
 * is speaks, and the deed is the cue. False where no subject is found. */
static bool announced_by(const struct cx *c, uint32_t t, struct found *f)
{
	if (!c->head || t < 3 || c->text->p[c->tok->span[t - 1].s] != ':' || (c->tok->flags[t - 1] & TOK_ZONE))
		return false;
	uint32_t s = drg__attrib_sent(c, t - 1), verb = c->order[c->sents->tok[s]], who = c->subj[verb];
	if (who == NONE || verb >= t || c->upos[verb] != UPOS_VERB || c->passive[verb] || who > verb || c->hi[who] >= verb)
		return false;
	bool somebody = c->upos[who] == UPOS_PROPN || c->upos[who] == UPOS_PRON || drg__hit_at(c->hits, who, c->lex_roles); /* not "The plan has three parts:" */
	if (!somebody)
		return false;
	set_source(f, (struct span){ c->tok->span[c->lo[who]].s, c->tok->span[c->hi[who]].e });
	f->cue = c->tok->span[verb];
	f->rule = R_ANNOUNCED;
	return true;
}

static void add_quote(struct cx *c, struct found *f, uint32_t q)
{
	c->used[q] = 1;
	if (f->n_content < 4)
		f->content[f->n_content++] = drg__attrib_quoted_words(c, q);
	else
		f->content[3].e = c->quotes->inner[q].e;
	f->last_quote = q;
}

/* Paragraphs that are a quotation and nothing else, and that nobody is given: who
 * was quoted last in the paragraph before goes on, or whose deed a colon ends there
 * speaks; where there is neither, nobody is
 * named, and the quotation is a claim whose source is not stated. */
void drg__attrib_whole(struct cx *c)
{
	uint32_t paras = c->tok->n ? c->tok->para[c->tok->n - 1] + 1 : 0;
	uint32_t *last = NEW_N(c->a, uint32_t, paras);          /* row that quoted last in the paragraph, or NONE */
	uint32_t *begins = NEW_N(c->a, uint32_t, c->tok->n + 1); /* row whose content begins at the token, or NONE */
	for (uint32_t t = 0; t <= c->tok->n; t++)
		begins[t] = NONE;
	for (uint32_t p = 0; p < paras; p++)
		last[p] = NONE;
	for (uint32_t i = 0; i < c->out.n; i++) {
		const struct found *f = &c->out.v[i];
		begins[drg__span_first(c->tok->span, c->tok->n, f->content[0].s)] = i;
		uint32_t q = f->last_quote, p = q == NONE ? NONE : c->tok->para[c->qfirst[q]];
		if (p != NONE && (last[p] == NONE || c->out.v[last[p]].at <= f->at))
			last[p] = i;
	}
	for (uint32_t q = 0; q < c->quotes->n; q++) {
		if (c->quotes->parent[q] != NONE || c->used[q] || !c->speech[q] || !fills_paragraph(c, q))
			continue;
		uint32_t p = c->tok->para[c->qfirst[q]], own = begins[drg__span_first(c->tok->span, c->tok->n, c->quotes->inner[q].s)];
		if (own != NONE) { /* its closing mark was lost before the one who speaks: "We wait, the envoy said. */
			last[p] = own;
			continue;
		}
		if (p > 0 && last[p - 1] != NONE) {
			add_quote(c, &c->out.v[last[p - 1]], q);
			last[p] = last[p - 1];
			continue;
		}
		struct found f = { .rule = R_UNGIVEN, .last_quote = NONE, .para = p, .cue_cost = 255 };
		if (!announced_by(c, c->qfirst[q], &f))
			f.cue = (struct span){ c->quotes->inner[q].s, c->quotes->inner[q].s };
		add_quote(c, &f, q);
		last[p] = (uint32_t)c->out.n;
		drg__attrib_put(c, &f);
	}
}
