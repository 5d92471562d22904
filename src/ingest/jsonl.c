#include "ingest/jsonl.h"

#include "ingest/jsonread.h"

/* Names of a field, best first: a lower rank wins over a higher one. */
static const struct {
	const char *name;
	uint8_t field, rank;
} names[] = {
	{ "text", FIELD_TEXT, 0 },           { "articleBody", FIELD_TEXT, 1 },      { "article_text", FIELD_TEXT, 1 },
	{ "maintext", FIELD_TEXT, 1 },       { "content", FIELD_TEXT, 2 },          { "body", FIELD_TEXT, 3 },
	{ "html", FIELD_HTML, 0 },           { "raw_html", FIELD_HTML, 1 },         { "id", FIELD_ID, 0 },
	{ "_id", FIELD_ID, 1 },              { "url", FIELD_URL, 0 },               { "link", FIELD_URL, 1 },
	{ "title", FIELD_TITLE, 0 },         { "headline", FIELD_TITLE, 1 },        { "published", FIELD_PUBLISHED, 0 },
	{ "date", FIELD_PUBLISHED, 1 },      { "date_publish", FIELD_PUBLISHED, 1 }, { "date_published", FIELD_PUBLISHED, 1 },
	{ "datePublished", FIELD_PUBLISHED, 1 }, { "publication_date", FIELD_PUBLISHED, 1 }, { "publish_date", FIELD_PUBLISHED, 1 },
	{ "published_at", FIELD_PUBLISHED, 1 }, { "outlet", FIELD_OUTLET, 0 },      { "publisher", FIELD_OUTLET, 1 },
	{ "source_name", FIELD_OUTLET, 1 },  { "source_domain", FIELD_OUTLET, 2 },  { "authors", FIELD_AUTHORS, 0 },
	{ "author", FIELD_AUTHORS, 1 },      { "byline", FIELD_AUTHORS, 1 },        { "lang", FIELD_LANG, 0 },
	{ "language", FIELD_LANG, 1 },
};

static int find(struct str key, uint8_t *rank)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (drg__str_eq(key, drg__str_c(names[i].name))) {
			*rank = names[i].rank;
			return names[i].field;
		}
	}
	return FIELD_NONE;
}

const char *drg__json_line(struct str line, struct json_line *out, size_t *at)
{
	struct json j;
	uint8_t held[FIELDS];
	memset(out, 0, sizeof *out);
	memset(held, 255, sizeof held);
	const char *wrong_type = NULL;
	drg__json_begin(&j, line, false);
	enum json_token t = drg__json_next(&j);
	bool object = t == JSON_OBJECT;
	if (!object) { /* still say whether it is JSON at all */
		while (t != JSON_END && t != JSON_BAD)
			t = drg__json_next(&j);
	}
	while (object && (t = drg__json_next(&j)) == JSON_KEY) {
		uint8_t rank = 0;
		int f = find(j.raw, &rank);
		t = drg__json_next(&j);
		size_t from = j.at;
		if (t == JSON_ARRAY || t == JSON_OBJECT)
			from--;
		struct str value = j.raw;
		enum json_token type = t;
		if (drg__json_skip(&j, t) == JSON_BAD)
			break;
		if (t == JSON_ARRAY)
			value = drg__str_sub(line, from, j.at);
		if (f == FIELD_NONE || rank > held[f] || type == JSON_NULL)
			continue;
		bool fits = type == JSON_STRING || (f == FIELD_AUTHORS && type == JSON_ARRAY) || (f == FIELD_ID && type == JSON_NUMBER);
		if (!fits) {
			if (f == FIELD_TEXT && rank == 0)
				wrong_type = "the field \"text\" is no string";
			if (f == FIELD_HTML && rank == 0)
				wrong_type = "the field \"html\" is no string";
			continue;
		}
		held[f] = rank;
		out->field[f] = value.p ? value : drg__str("", 0);
		if (f == FIELD_ID)
			out->id_is_number = type == JSON_NUMBER;
	}
	if (object && t == JSON_OBJECT_END)
		t = drg__json_next(&j);
	*at = j.at;
	if (t == JSON_BAD || t != JSON_END)
		return j.why ? j.why : "not one JSON object";
	*at = 0;
	if (!object)
		return "not a JSON object";
	if (!out->field[FIELD_TEXT].p && !out->field[FIELD_HTML].p)
		return wrong_type ? wrong_type : "neither \"text\" nor \"html\"";
	return NULL;
}
