#include "stage/where.h"

#include "doc/columns.h"
#include "stage/where_parts.h"

static const double UNKNOWN = (double)(0.0f / 0.0f);

static const char *const rule_name[TOP_SOURCES] = { "places.name", "places.part", "places.body", "places.people",
	                                            "places.context", "places.seat", "places.dateline" };

static bool begin(struct where *w)
{
	const struct layers *l = w->l;
	w->g = drg__gazetteer(w->pack);
	w->states = drg__lex(w->pack, "states");
	w->words = drg__lex(w->pack, "place_words");
	w->cues = drg__lex(w->pack, "cues");
	w->verbs = drg__lex(w->pack, "verbs");
	w->calendar = drg__lex(w->pack, "calendar");
	if (!w->g.n || !w->g.weight || w->states == UINT32_MAX || w->words == UINT32_MAX || w->cues == UINT32_MAX || w->verbs == UINT32_MAX)
		return false;
	w->col_form = drg__lex_col(w->pack, w->states, "form");
	w->col_code = drg__lex_col(w->pack, w->states, "code");
	w->col_kind = drg__lex_col(w->pack, w->words, "kind");
	w->first = NEW_N(w->a, uint8_t, l->tokens.n + 1);
	for (uint32_t s = 0; s < l->sents.n; s++)
		w->first[l->sents.tok[s]] = 1;
	return w->col_form != UINT32_MAX && w->col_code != UINT32_MAX && w->col_kind != UINT32_MAX;
}

static void put(const struct where *w, const struct toponym *t, const uint32_t *rule, uint32_t i, struct places *out, struct arena *keep)
{
	const struct span *s = w->l->tokens.span;
	out->span[i] = (struct span){ s[t->first].s, s[t->end - 1].e };
	out->use[i] = t->use;
	out->rule[i] = rule[t->source];
	out->score[i] = t->score;
	if (t->row == PLACES_NO) {
		out->name[i] = drg__arena_str(keep, drg__str(w->l->text.p + out->span[i].s, out->span[i].e - out->span[i].s));
		out->geonames[i] = out->lat[i] = out->lon[i] = UNKNOWN;
		out->country[i] = out->feature[i] = STR("");
		return;
	}
	struct place p = drg__place(&w->g, t->row);
	uint32_t country = drg__place_country(&w->g, t->row);
	out->name[i] = drg__arena_str(keep, p.name);
	out->geonames[i] = p.id ? p.id : UNKNOWN;
	out->lat[i] = p.lat;
	out->lon[i] = p.lon;
	out->country[i] = country == PLACES_NO ? STR("") : drg__arena_str(keep, drg__place_alpha3(&w->g, country));
	out->feature[i] = drg__arena_str(keep, drg__str_c(p.feature));
}

void drg__where(const drg_pack *pack, const struct layers *l, const struct hits *hits, const struct where_trace *trace,
                struct arena *keep, struct arena scratch, struct places *out)
{
	struct where w = { .pack = pack, .l = l, .hits = hits, .trace = trace, .a = &scratch };
	uint32_t rule[TOP_SOURCES];
	if (!begin(&w))
		return;
	for (int k = 0; k < TOP_SOURCES; k++)
		rule[k] = drg__pack_rule_find(pack, rule_name[k]);
	drg__where_find(&w);
	drg__where_rank(&w);
	drg__where_use(&w);
	struct layers made = { 0 };
	drg__layer_make(&made, LAYER_PLACES, (uint32_t)w.top.n, keep);
	*out = made.places;
	for (uint32_t i = 0; i < w.top.n; i++)
		put(&w, &w.top.v[i], rule, i, out, keep);
}
