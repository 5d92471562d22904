/* page_ld.c - the JSON-LD object that describes the report. */
#include "ingest/page.h"

static struct str string_at(struct page *p, uint32_t at)
{
	if (at == NONE)
		return drg__str("", 0);
	const struct json_node *n = &p->ld.v[at];
	if (n->type == JSON_STRING) {
		struct str s = drg__json_string(n->raw, p->tmp, NULL, 0, NULL);
		if (s.n && memchr(s.p, '&', s.n) && memchr(s.p, ';', s.n)) {
			char *out = drg__alloc(p->tmp, s.n * 3, 1);
			s = drg__str(out, drg__html_decode(s, HTML_DECODE_REFS, out, NULL, 0, 0));
		}
		return drg__page_tidy(s, p->keep);
	}
	if (n->type == JSON_NUMBER)
		return n->raw;
	if (n->type == JSON_ARRAY && n->end > at + 1)
		return string_at(p, at + 1); /* at most once deeper: elements of arrays of arrays are not looked for */
	return drg__str("", 0);
}

static bool type_is(const struct json_tree *t, uint32_t at, struct str want)
{
	uint32_t ty = drg__json_member(t, at, "@type");
	if (ty == NONE)
		return false;
	for (uint32_t i = ty; i < t->v[ty].end; i++)
		if (t->v[i].type == JSON_STRING && drg__str_ends(t->v[i].raw, want))
			return true;
	return false;
}

/* The object an {"@id": ...} stands for. */
static uint32_t follow(const struct json_tree *t, uint32_t at)
{
	uint32_t id = drg__json_member(t, at, "@id");
	if (id == NONE || drg__json_member(t, at, "name") != NONE)
		return at;
	for (uint32_t i = 0; i < t->n; i++) {
		if (i == at || t->v[i].type != JSON_OBJECT)
			continue;
		uint32_t other = drg__json_member(t, i, "@id");
		if (other != NONE && drg__str_eq(t->v[other].raw, t->v[id].raw) && drg__json_member(t, i, "name") != NONE)
			return i;
	}
	return at;
}

void drg__page_ld_find(struct page *p)
{
	const struct json_tree *t = &p->ld;
	int best = 0;
	uint32_t looked = 0;
	p->article = NONE;
	for (uint32_t i = 0; i < t->n && looked < 2000; i++) {
		if (t->v[i].type != JSON_OBJECT)
			continue;
		looked++;
		int rank = 0;
		if (type_is(t, i, STR("NewsArticle")))
			rank = 8;
		else if (type_is(t, i, STR("Article")) || type_is(t, i, STR("BlogPosting")) || type_is(t, i, STR("Report")) || type_is(t, i, STR("LiveBlogPosting")))
			rank = 7;
		else if (type_is(t, i, STR("WebPage")) || type_is(t, i, STR("VideoObject")))
			rank = 3;
		if (!rank)
			continue;
		/* An article inside another's list is not this one. */
		if (drg__json_member(t, i, "headline") == NONE)
			rank -= 1;
		if (drg__json_member(t, i, "datePublished") == NONE)
			rank -= 1;
		if (rank > best) {
			best = rank;
			p->article = i;
		}
	}
}

bool drg__page_ld_is(const struct page *p, struct str type)
{
	return p->article != NONE && type_is(&p->ld, p->article, type);
}

struct str drg__page_ld_field(struct page *p, const char *key)
{
	return p->article == NONE ? drg__str("", 0) : string_at(p, drg__json_member(&p->ld, p->article, key));
}

struct str drg__page_ld_publisher(struct page *p)
{
	const struct json_tree *t = &p->ld;
	uint32_t pub = p->article == NONE ? NONE : drg__json_member(t, p->article, "publisher");
	if (pub != NONE && t->v[pub].type == JSON_ARRAY && t->v[pub].end > pub + 1)
		pub++;
	if (pub == NONE || t->v[pub].type != JSON_OBJECT)
		return drg__str("", 0);
	return string_at(p, drg__json_member(t, follow(t, pub), "name"));
}

static void name_of(struct page *p, uint32_t at, struct name_list *names)
{
	const struct json_tree *t = &p->ld;
	if (t->v[at].type == JSON_STRING) {
		*PUSH(p->tmp, names) = string_at(p, at);
		return;
	}
	uint32_t name = t->v[at].type == JSON_OBJECT ? drg__json_member(t, follow(t, at), "name") : NONE;
	if (name == NONE)
		return;
	if (t->v[name].type != JSON_ARRAY)
		*PUSH(p->tmp, names) = string_at(p, name);
	else
		for (uint32_t k = name + 1; k < t->v[name].end; k = t->v[k].end)
			*PUSH(p->tmp, names) = string_at(p, k);
}

void drg__page_ld_authors(struct page *p, struct name_list *names)
{
	const struct json_tree *t = &p->ld;
	uint32_t a = p->article == NONE ? NONE : drg__json_member(t, p->article, "author");
	if (a == NONE && p->article != NONE)
		a = drg__json_member(t, p->article, "creator");
	if (a == NONE)
		return;
	if (t->v[a].type != JSON_ARRAY)
		name_of(p, a, names);
	else
		for (uint32_t i = a + 1; i < t->v[a].end && names->n < 24; i = t->v[i].end)
			name_of(p, i, names);
}
