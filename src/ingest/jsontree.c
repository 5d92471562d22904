#include "ingest/jsontree.h"

void drg__json_tree(struct str s, struct arena *a, struct json_tree *t)
{
	struct json j;
	uint32_t stack[JSON_DEPTH + 1], depth = 0;
	struct str key = { NULL, 0 };
	drg__json_begin(&j, s, true);
	for (;;) {
		enum json_token k = drg__json_next(&j);
		if (k == JSON_END || k == JSON_BAD || t->n >= JSON_TREE_NODES)
			break;
		if (k == JSON_KEY) {
			key = j.raw;
			continue;
		}
		if (k == JSON_OBJECT_END || k == JSON_ARRAY_END) {
			t->v[stack[--depth]].end = (uint32_t)t->n;
			continue;
		}
		uint32_t row = (uint32_t)t->n;
		*PUSH(a, t) = (struct json_node){ .parent = depth ? stack[depth - 1] : NONE, .end = row + 1, .type = (uint8_t)k, .key = key, .raw = j.raw };
		key = (struct str){ NULL, 0 };
		if (k == JSON_OBJECT || k == JSON_ARRAY) {
			t->v[row].raw = (struct str){ NULL, 0 };
			stack[depth++] = row;
		}
	}
	while (depth)
		t->v[stack[--depth]].end = (uint32_t)t->n;
}

uint32_t drg__json_member(const struct json_tree *t, uint32_t at, const char *key)
{
	struct str want = drg__str_c(key);
	if (at >= t->n || t->v[at].type != JSON_OBJECT)
		return NONE;
	for (uint32_t i = at + 1; i < t->v[at].end; i = t->v[i].end)
		if (drg__str_eq(t->v[i].key, want))
			return i;
	return NONE;
}
