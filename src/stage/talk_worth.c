/* Which stances found are positions: features and weights. */
#include "stage/talk_worth.h"

#include <stdio.h>

#include "base/odds.h"
#include "doc/names.h"

/* The weight of each feature in hundredths; train/talk_worth.py wrote them. */
static const int weight[STANCE_FEATURES] = {
	-210, /* bias */
	-38, /* is-demands */
	-83, /* is-offers */
	-47, /* is-accepts */
	8, /* is-rejects */
	-11, /* is-refuses_until */
	20, /* is-wants */
	29, /* is-does_not_want */
	64, /* is-open_to */
	56, /* is-appreciates */
	34, /* by-verb */
	64, /* by-noun */
	38, /* by-side */
	31, /* by-verdict */
	40, /* by-none */
	0, /* by-refusal */
	-62, /* by-duty */
	-40, /* by-promise */
	45, /* by-answer */
	-43, /* by-condition */
	-108, /* by-head */
	-69, /* unmet */
	11, /* named */
	-2, /* table */
	17, /* back */
	6, /* nothing */
	38, /* to-party */
	-38, /* to-others */
	40, /* tied */
	12, /* own */
	29, /* claimed */
	-16, /* quoted */
	-9, /* state */
	36, /* body */
	9, /* person */
	-36, /* unnamed */
	2, /* politics */
	-95, /* court */
	-1, /* people */
	-10, /* once */
	-32, /* guessed */
	6, /* will */
	-5, /* would */
	8, /* did */
	-27, /* turned */
	84, /* aspect */
	0, /* dispute */
	58, /* dispute-more */
	4, /* armed */
	-3, /* other-issue */
	0, /* head-silent */
	43, /* head-some */
	58, /* head-likely */
	122, /* head-sure */
	77, /* head-same */
};

static const char *const way[FOUND_WAYS] = { "verb", "noun", "side", "verdict", "none", "refusal", "duty", "promise", "answer", "condition", "head" };
static const char *const rest[STANCE_FEATURES - STANCE_UNMET] = {
	"unmet", "named", "table", "back", "nothing", "to-party", "to-others", "tied", "own", "claimed", "quoted", "state", "body", "person", "unnamed",
	"politics", "court", "people", "once", "guessed", "will", "would", "did", "turned", "aspect", "dispute", "dispute-more", "armed", "other-issue",
	"head-silent", "head-some", "head-likely", "head-sure", "head-same"
};

const char *drg__stance_name(uint32_t f, char out[32])
{
	if (f >= STANCE_FEATURES)
		return NULL;
	if (f == STANCE_BIAS)
		return "bias";
	if (f >= STANCE_UNMET)
		return rest[f - STANCE_UNMET];
	if (f >= STANCE_BY)
		snprintf(out, 32, "by-%s", way[f - STANCE_BY]);
	else
		snprintf(out, 32, "is-%s", drg__name(NAMES_POSITION, f - STANCE_IS));
	return out;
}

#define BIT(f) (UINT64_C(1) << (f))

static bool sector(const struct talk_cx *x, uint32_t e, const char *codes)
{
	for (struct str all = x->l->entities.sectors ? x->l->entities.sectors[e] : STR(""); all.p;) {
		struct str code = drg__str_cut(&all, ' ');
		for (struct str list = drg__str_c(codes); list.p;)
			if (drg__str_eq(drg__str_cut(&list, '|'), code) && code.n)
				return true;
	}
	return false;
}

static const char politics[] = "GOV|MIL|REB|OPP|PTY|LEG|UAF|SPY|IGO|ELI|NGO|LAB", courts[] = "JUD|COP", people[] = "CVL|BUS|MED|JRN|EDU|CRM|SOC";

static uint64_t of_party(const struct talk_cx *x, uint32_t e)
{
	uint8_t k = x->l->entities.kind[e];
	uint32_t n = 0;
	for (uint32_t i = 0; i < x->l->mentions.n && n < 2; i++)
		n += x->l->mentions.ent[i] == e;
	uint64_t f = k == ENT_STATE ? BIT(STANCE_STATE) : k == ENT_ORG || k == ENT_GROUP ? BIT(STANCE_BODY) : k == ENT_UNNAMED ? BIT(STANCE_UNNAMED) : BIT(STANCE_PERSON);
	f |= sector(x, e, politics) ? BIT(STANCE_POLITICS) : sector(x, e, courts) ? BIT(STANCE_COURT) : sector(x, e, people) ? BIT(STANCE_PEOPLE) : 0;
	return f | (n < 2 ? BIT(STANCE_ONCE) : 0);
}

static uint64_t of_matter(const struct talk_cx *x, const struct found *f)
{
	bool named = false;
	if (f->first > f->last)
		return BIT(STANCE_NOTHING);
	drg__talk_issue_of(x, f->head, f->first, f->last + 1, &named);
	uint64_t b = named ? BIT(STANCE_NAMED) : drg__talk_thing(x, f->head) != NONE ? BIT(STANCE_TABLE) : x->l->morph.upos[f->head] == UPOS_PRON ? BIT(STANCE_BACK) : 0;
	uint32_t o = drg__clause_object(&x->c, f->p), e = o == NONE ? NONE : x->ent[o];
	if (f->by == FOUND_VERB && o != NONE && o != f->head && e != NONE)
		b |= x->l->entities.kind[e] == ENT_STATE || x->l->entities.kind[e] == ENT_ORG || sector(x, e, politics) ? BIT(STANCE_TO_PARTY) : BIT(STANCE_TO_OTHERS);
	return b;
}

/* "likely to refuse", "could accept". */
static uint64_t guessed(const struct talk_cx *x, uint32_t p)
{
	const struct clauses *c = &x->c;
	bool guess = drg__pos_modal(x, p, "could|can|may|might") && !drg__clause_is(c, p, "live"); /* "could live with two days" */
	for (int k = 0; k < 3 && p < c->n && c->head[p] != NONE; k++, p = c->head[p]) {
		uint8_t d = c->dep[p];
		if (d != DEP_XCOMP && d != DEP_CCOMP && d != DEP_ACL && d != DEP_CONJ)
			break;
		guess |= drg__clause_is(c, c->head[p], "likely|expect|expected|think|believe|fear|seem|appear|unlikely|probable");
	}
	return guess ? BIT(STANCE_GUESSED) : 0;
}

static uint64_t of_words(const struct talk_cx *x, const struct found *f)
{
	uint64_t b = drg__pos_modal(x, f->p, "will|'ll|\u2019ll|shall|wo") ? BIT(STANCE_WILL) : drg__pos_modal(x, f->p, "would|'d|\u2019d") ? BIT(STANCE_WOULD) : 0;
	if (drg__pos_modal(x, f->p, "did|do|does"))
		b |= BIT(STANCE_DID);
	return b | (drg__clause_negated(&x->c, f->p) ? BIT(STANCE_TURNED) : 0);
}

/* What the head says of the words that carry the stance: costs are -16 ln p. */
static uint64_t of_head(const struct talk_cx *x, const struct found *f, uint8_t stance)
{
	enum { P95 = 1, P80 = 4, P50 = 11 }; /* the cost of "no position" at these probabilities */
	const uint8_t *talk = x->l->evidence.talk;
	uint32_t at = NONE;
	for (uint32_t t = f->cue_first; talk && t <= f->cue_last; t++)
		if (at == NONE || talk[t * EVIDENCE_TALK + TALK_POS] > talk[at * EVIDENCE_TALK + TALK_POS])
			at = t;
	if (at == NONE)
		return 0;
	const uint8_t *cost = talk + at * EVIDENCE_TALK + TALK_POS;
	uint64_t b = BIT(STANCE_HEAD_SILENT);
	b |= cost[0] >= P95 ? BIT(STANCE_HEAD_SOME) : 0;
	b |= cost[0] >= P80 ? BIT(STANCE_HEAD_LIKELY) : 0;
	b |= cost[0] >= P50 ? BIT(STANCE_HEAD_SURE) : 0;
	uint32_t best = 1;
	for (uint32_t k = 1; k <= POS_STANCES; k++)
		best = cost[k] < cost[best] ? k : best;
	return b | (cost[0] >= P95 && best == stance + 1u ? BIT(STANCE_HEAD_SAME) : 0);
}

uint64_t drg__stance_features(const struct talk_cx *x, const struct found *f, const struct position_row *r)
{
	enum { MORE = 300 }; /* hundredths of log-odds of talk_scope */
	uint64_t b = BIT(STANCE_BIAS) | BIT(STANCE_IS + r->stance) | BIT(STANCE_BY + f->by) | of_party(x, r->party) | of_matter(x, f) | guessed(x, f->p) | of_words(x, f);
	bool quoted = false;
	for (uint32_t i = 0; i < x->l->quotes.n; i++)
		quoted |= x->l->quotes.outer[i].s <= r->act.cue.s && r->act.cue.s < x->l->quotes.outer[i].e;
	const struct { bool is; uint32_t f; } flag[] = {
		{ f->unmet, STANCE_UNMET }, { r->condition != NONE, STANCE_TIED }, { r->voice == VOICE_OWN, STANCE_OWN },
		{ r->voice != VOICE_OWN && drg__talk_origin(x, r->act.claim) != NONE, STANCE_CLAIMED }, { quoted, STANCE_QUOTED }, { r->aspect != 0, STANCE_ASPECT },
		{ x->dispute > 0, STANCE_DISPUTE }, { x->dispute > MORE, STANCE_DISPUTE_MORE }, { x->armed, STANCE_ARMED }, { r->issue == ISSUE_OTHER, STANCE_OTHER_ISSUE },
	};
	for (size_t i = 0; i < sizeof flag / sizeof *flag; i++)
		b |= flag[i].is ? BIT(flag[i].f) : 0;
	return b | of_head(x, f, r->stance);
}

float drg__stance_worth(uint64_t f)
{
	int sum = 0;
	for (uint32_t k = 0; k < STANCE_FEATURES; k++)
		sum += f >> k & 1 ? weight[k] : 0;
	return drg__odds_share(sum);
}
