#include "stage/claim_in.h"

#include "stage/speaker.h"

/* Past the bullet that a line of a list begins with: "\u2022 The road is closed". */
static struct span past_bullet(const struct cx *c, struct span s)
{
	static const char *const bullet[] = { "\u2022 ", "\u25cf ", "\u25aa ", "\u2023 ", "\u00b7 ", "* " };
	struct str t = drg__str(c->l->text.p + s.s, s.e - s.s);
	for (size_t i = 0; i < sizeof bullet / sizeof *bullet; i++)
		if (drg__str_starts(t, drg__str_c(bullet[i])) && t.n > strlen(bullet[i]))
			s.s += (uint32_t)strlen(bullet[i]);
	return s;
}

static struct run keep_spans(struct cx *c, const struct span *v, uint32_t n)
{
	struct run r = { (uint32_t)c->out->pool.n, n };
	for (uint32_t i = 0; i < n; i++)
		*PUSH(c->keep, &c->out->pool) = past_bullet(c, v[i]);
	return r;
}

/* "would neither confirm nor deny that ..": one claim, though two cues share source and content. */
static bool told_twice(const struct cx *c, uint32_t a)
{
	const struct attribs *att = &c->l->attribs;
	for (uint32_t b = a > 2 ? a - 2 : 0; b < a; b++) {
		if (!att->source[a].n || !att->source[b].n || !att->content[a].n || !att->content[b].n)
			continue;
		struct span s = att->pool.v[att->source[a].from], t = att->pool.v[att->source[b].from];
		struct span v = att->pool.v[att->content[a].from + att->content[a].n - 1], w = att->pool.v[att->content[b].from + att->content[b].n - 1];
		if (s.s == t.s && s.e == t.e && v.e == w.e && att->parent[a] == att->parent[b] && drg__span_overlaps(v, w))
			return true;
	}
	return false;
}

/* Each row has hops of its own. */
static void put_claim(struct cx *c, uint32_t a, const struct span *v, uint32_t n, uint8_t kind)
{
	const struct attribs *att = &c->l->attribs;
	*PUSH(c->a, &c->row) = (struct row){ .spans = keep_spans(c, v, n), .chain = drg__chain_of(&c->chains, a), .kind = kind, .stance = att->stance[a], .attrib = a,
		                             .rule = att->rule[a], .score = att->score[a] };
}

static void from_attributions(struct cx *c)
{
	static const uint8_t kind_of_claim[] = { [ATTRIB_DIRECT] = CLAIM_DIRECT, [ATTRIB_INDIRECT] = CLAIM_INDIRECT, [ATTRIB_MIXED] = CLAIM_MIXED };
	const struct attribs *att = &c->l->attribs;
	/* children by parent: heads and links */
	uint32_t *head = NEW_N(c->a, uint32_t, att->n), *next = NEW_N(c->a, uint32_t, att->n);
	for (uint32_t a = 0; a < att->n; a++)
		head[a] = NONE;
	for (uint32_t a = att->n; a-- > 0;)
		if (att->parent[a] != NONE) {
			next[a] = head[att->parent[a]];
			head[att->parent[a]] = a;
		}
	for (uint32_t a = 0; a < att->n; a++) {
		uint32_t child[4], n = 0;
		for (uint32_t k = head[a]; k != NONE && n < 4; k = next[k])
			if (drg__claim_is(c, k))
				child[n++] = k;
		if (!drg__claim_is(c, a) || drg__claim_only_holds(c, a, child, n) || told_twice(c, a))
			continue;
		struct span v[5];
		uint32_t n_spans, quoted = 0;
		drg__claim_spans(c, a, v, &n_spans);
		if (att->kind[a] == ATTRIB_MIXED && n_spans)
			quoted = drg__claim_part_quote(c, v, &n_spans);
		if (c->trace)
			c->trace->claim(c->trace->ctx, &c->worth, a, v, n_spans + quoted);
		put_claim(c, a, v, n_spans, quoted && !drg__claim_has_mark(c, v, n_spans) ? CLAIM_INDIRECT : kind_of_claim[att->kind[a]]);
		if (quoted)
			put_claim(c, a, v + n_spans, quoted, CLAIM_DIRECT);
	}
}

/* The sentence of token t; the last where it is after all of them. */
static uint32_t sent_of(const struct cx *c, uint32_t t)
{
	const struct sents *s = &c->l->sents;
	uint32_t lo = 0, hi = s->n - 1;
	while (lo < hi) {
		uint32_t mid = (lo + hi) / 2;
		if (s->tok[mid + 1] <= t)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Sentences outside zones in which no attribution has a part, and which name or
 * describe somebody. */
static void own_voice(struct cx *c)
{
	const struct layers *l = c->l;
	uint32_t rule = drg__pack_rule_find(c->pack, "claims.own-voice");
	int32_t *part = NEW_N(c->a, int32_t, (size_t)l->sents.n + 1); /* contents and cues that begin in the sentence, less those that ended before it */
	for (uint32_t a = 0; a < l->attribs.n; a++) {
		const struct run r[2] = { l->attribs.content[a], l->attribs.cue[a] };
		for (int k = 0; k < 2; k++)
			for (uint32_t m = 0; m < r[k].n; m++) {
				struct span s = l->attribs.pool.v[r[k].from + m];
				uint32_t first = tok_at(c, s.s), end = tok_at(c, s.e);
				part[sent_of(c, first)]++;
				part[sent_of(c, end > first ? end - 1 : first) + 1]--;
			}
	}
	int32_t taken = 0;
	uint32_t m = 0;
	for (uint32_t s = 0; s < l->sents.n; s++) {
		uint32_t t = l->sents.tok[s], e = l->sents.tok[s + 1];
		struct span all = { l->tokens.span[t].s, l->tokens.span[e - 1].e };
		bool somebody = false;
		taken += part[s];
		while (m < l->mentions.n && l->mentions.span[m].s < all.s)
			m++;
		for (uint32_t k = m; k < l->mentions.n && l->mentions.span[k].s < all.e && !somebody; k++)
			somebody = l->mentions.ent[k] != NONE;
		if (taken || !somebody || (l->tokens.flags[t] & TOK_ZONE) || e - t < 4)
			continue;
		uint32_t from = (uint32_t)c->chains.hop.n;
		drg__chain_publisher(&c->chains);
		*PUSH(c->a, &c->row) = (struct row){ .spans = keep_spans(c, &all, 1), .chain = { from, 1 }, .kind = CLAIM_OWN, .stance = STANCE_ASSERTS,
			                             .attrib = NONE, .rule = rule, .score = .8f };
	}
}

static struct row *sorted(struct cx *c)
{
	size_t n = c->row.n;
	struct row *from = c->row.v, *to = NEW_N(c->a, struct row, n);
	const struct span *v = c->out->pool.v;
	for (size_t w = 1; w < n; w *= 2) {
		for (size_t lo = 0; lo < n; lo += 2 * w) {
			size_t mid = lo + w < n ? lo + w : n, hi = lo + 2 * w < n ? lo + 2 * w : n, i = lo, j = mid, k = lo;
			while (i < mid || j < hi)
				to[k++] = j >= hi || (i < mid && v[from[i].spans.from].s <= v[from[j].spans.from].s) ? from[i++] : from[j++];
		}
		struct row *swap = from;
		from = to;
		to = swap;
	}
	return from;
}

void drg__claims(const drg_pack *pack, const struct layers *l, const struct hits *hits, const struct claim_trace *trace,
                 struct arena *keep, struct arena scratch, struct hops *hops, struct claims *out)
{
	*out = (struct claims){ 0 };
	*hops = (struct hops){ 0 };
	struct cx c = { .l = l, .hits = hits, .pack = pack, .a = &scratch, .keep = keep, .out = out, .trace = trace };
	c.words = drg__lex(pack, "words");
	c.cues = drg__lex(pack, "cues");
	if (c.words == UINT32_MAX || c.cues == UINT32_MAX || l->tokens.n == 0)
		return;
	c.col_class = drg__lex_col(pack, c.words, "class");
	c.col_cue = drg__lex_col(pack, c.cues, "class");
	c.rule_object = drg__pack_rule_find(pack, "attribution.object");
	c.rule_by = drg__pack_rule_find(pack, "attribution.passive-by");
	c.rule_according = drg__pack_rule_find(pack, "attribution.according");
	c.rule_unsaid = drg__pack_rule_find(pack, "attribution.unsaid");
	c.rule_adverb = drg__pack_rule_find(pack, "attribution.adverb");
	c.rule_ungiven = drg__pack_rule_find(pack, "attribution.ungiven");
	c.rule_that = drg__pack_rule_find(pack, "attribution.that");
	c.rule_clause = drg__pack_rule_find(pack, "attribution.clause");
	c.rule_quoted = drg__pack_rule_find(pack, "attribution.quoted-as");
	c.chains = (struct chains){ .l = l, .hits = hits, .a = &scratch, .publisher = drg__publisher(&l->meta, &l->entities), .roles = drg__lex(pack, "roles"), .grounds = drg__lex(pack, "grounds") };
	drg__claim_worth_begin(&c.worth, pack, l, hits, &scratch);
	from_attributions(&c);
	own_voice(&c);
	struct row *v = sorted(&c);
	uint32_t n = out->n = (uint32_t)c.row.n, h = 0;
	hops->n = (uint32_t)c.chains.hop.n;
	hops->role = NEW_N(keep, uint8_t, hops->n);
	hops->ent = NEW_N(keep, uint32_t, hops->n);
	hops->name = NEW_N(keep, struct str, hops->n);
	hops->span = NEW_N(keep, struct span, hops->n);
	hops->cue = NEW_N(keep, struct span, hops->n);
	hops->basis = NEW_N(keep, uint8_t, hops->n);
	out->spans = NEW_N(keep, struct run, n);
	out->chain = NEW_N(keep, struct run, n);
	out->kind = NEW_N(keep, uint8_t, n);
	out->stance = NEW_N(keep, uint8_t, n);
	out->fact_origin = NEW_N(keep, uint8_t, n); /* these two and the hedges: stage/claim_fact */
	out->fact_publisher = NEW_N(keep, uint8_t, n);
	out->attrib = NEW_N(keep, uint32_t, n);
	out->said = NEW_N(keep, struct str, n); /* the times: stage/when_of */
	out->said_basis = NEW_N(keep, uint8_t, n);
	out->said_time = NEW_N(keep, uint32_t, n);
	out->about = NEW_N(keep, struct str, n);
	out->about_basis = NEW_N(keep, uint8_t, n);
	out->about_time = NEW_N(keep, uint32_t, n);
	out->score = NEW_N(keep, float, n);
	out->rule = NEW_N(keep, uint32_t, n);
	for (uint32_t i = 0; i < n; i++) {
		out->spans[i] = v[i].spans;
		out->chain[i] = (struct run){ h, v[i].chain.n };
		for (uint32_t k = 0; k < v[i].chain.n; k++, h++) {
			const struct hop *from = &c.chains.hop.v[v[i].chain.from + k];
			hops->role[h] = from->role;
			hops->ent[h] = from->ent;
			hops->name[h] = drg__arena_str(keep, from->name);
			hops->span[h] = from->span;
			hops->cue[h] = from->cue;
			hops->basis[h] = from->basis;
		}
		out->said_time[i] = out->about_time[i] = NONE;
		out->kind[i] = v[i].kind;
		out->stance[i] = v[i].stance;
		out->attrib[i] = v[i].attrib;
		out->score[i] = v[i].score;
		out->rule[i] = v[i].rule;
	}
}
