/* Unit tests of stage/talk: the example report's line through to the talks, and
 * sentences of ours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analyse.h"
#include "base/io.h"
#include "doc/names.h"
#include "full.h"
#include "stage/affil.h"

static struct str name_of(const drg_doc *d, uint32_t e)
{
	return e == NONE ? STR("-") : d->l.entities.name[e];
}

/* Positions, conditions and proposals by line, parties by name. */
static const char *talks(const char *z)
{
	static char out[8192];
	size_t n = 0;
	drg_doc *d = test_read(z, strlen(z));
	assert_non_null(d);
	const struct layers *l = &d->l;
	out[0] = 0;
#define ADD(...) n += (size_t)snprintf(out + n, sizeof out - n, __VA_ARGS__)
	for (uint32_t i = 0; i < l->positions.n; i++) {
		struct str p = name_of(d, l->positions.party[i]);
		ADD("%s%.*s %s %s", n ? "\n" : "", (int)p.n, p.p, drg__name(NAMES_POSITION, l->positions.stance[i]), drg__name(NAMES_ISSUE, l->positions.issue[i]));
		assert_true(drg__doc_rule(d, l->positions.act[i].rule).name.n > 0);
	}
	for (uint32_t i = 0; i < l->conditions.n; i++) {
		struct str p = name_of(d, l->conditions.party[i]), b = test_bytes(d, l->conditions.blocks[i]), r = test_bytes(d, l->conditions.requires[i]);
		ADD("%s%.*s: %.*s <- %.*s", n ? "\n" : "", (int)p.n, p.p, (int)b.n, b.p, (int)r.n, r.p);
	}
	for (uint32_t i = 0; i < l->proposals.n; i++) {
		struct str by = name_of(d, l->proposals.by[i]), to = name_of(d, l->proposals.to[i]), t = test_bytes(d, l->proposals.terms[i]);
		ADD("%s%s by %.*s to %.*s: %.*s", n ? "\n" : "", drg__name(NAMES_PROPOSAL, l->proposals.state[i]), (int)by.n, by.p, (int)to.n, to.p, (int)t.n, t.p);
	}
#undef ADD
	drg_doc_free(d);
	return out;
}

/* "We" in a statement is the party that publishes it; in a newspaper it is nobody. */
static void of_a_statement(void **state)
{
	(void)state;
	static const char text[] = "The Marsh Front has studied the plan for a truce.\n\nWe reject the truce.\n\ndemands the withdrawal of the army from the towns;\n";
	static const struct { const char *outlet; uint32_t n; } t[] = { { "Marsh Front, Political Council", 2 }, { "Harbour Post", 0 }, { NULL, 0 } };
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		drg_doc *d = test_read_of(t[i].outlet, text, strlen(text));
		assert_non_null(d);
		assert_int_equal(d->l.positions.n, t[i].n);
		for (uint32_t k = 0; k < d->l.positions.n; k++) {
			assert_true(drg__str_eq(name_of(d, d->l.positions.party[k]), STR("Marsh Front")));
			assert_int_equal(d->l.positions.voice[k], VOICE_OWN);
		}
		drg_doc_free(d);
	}
}

/* Words that take sides, and words that only say what kind of thing or crime is meant. */
static void labels(void **state)
{
	(void)state;
	static const struct {
		const char *text, *term; /* "" none */
	} t[] = {
		{ "The army said terrorists had burned the bridge.", "terrorists" },
		{ "The minister said the rebels were pirates.", "pirates" },
		{ "The two navies share reports on pirates.", "" },
		{ "The minister said the rebels were an armed gang.", "armed gang" },
		{ "The gang of carpenters went home, the minister said.", "" },
		{ "Hamdan opened a criminal investigation, the minister said.", "" },
		{ "The rebels freed the smugglers' cook, the minister said.", "" },
		{ "The Marsh Front called the army's offer a \"surrender\".", "surrender" },
		{ "The Marsh Front called the army's offer \"punchy\".", "" },
		{ "The Marsh Front called the army's offer \"interference\".", "interference" },
		{ "The Marsh Front said that the ministers were usurpers.", "usurpers" },
		{ "The two navies share reports on interference and on spies.", "" },
		{ "The Marsh Front, calling the army's offer \"blackmail\", refused to sign a truce.", "blackmail" },
		{ "The Marsh Front views the accord as a capitulation.", "a capitulation" },
		{ "The Marsh Front views the accord as a beginning.", "" },
		{ "The Marsh Front, which the army calls a terrorist gang, wants a truce.", "a terrorist gang" },
		{ "The Marsh Front, which the army calls terrorists, wants a truce.", "terrorists" },
		{ "The Marsh Front, designated a terrorist organisation by Kenya, wants a truce.", "a terrorist organisation" },
		{ "The Marsh Front, which the army calls every week, wants a truce.", "" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		drg_doc *d = test_read(t[i].text, strlen(t[i].text));
		assert_non_null(d);
		assert_int_equal(d->l.labels.n, t[i].term[0] != 0);
		if (d->l.labels.n) {
			struct str got = test_bytes(d, d->l.labels.act[0].cue);
			assert_true(drg__str_eq(got, drg__str_c(t[i].term)));
		}
		drg_doc_free(d);
	}
}

/* "Vandrian" and "Vandria" are one party. */
static void by_adjective(void **state)
{
	(void)state;
	assert_string_equal(talks("Vandria and the Marsh Front met. The Vandrian ministry demands an amnesty."), "Vandria demands amnesty");
	assert_string_equal(talks("Torland and the Marsh Front met. The Vandrian ministry demands an amnesty."), "Vandrian demands amnesty");
}

static void sentences(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "The Marsh Front demands a full end to the war.", "Marsh Front demands end_of_fighting" },
		{ "The Marsh Front does not want a short truce.", "Marsh Front does_not_want pause" },
		{ "The Marsh Front has no desire for a truce.", "Marsh Front does_not_want pause" },
		{ "The Marsh Front has no desire for tea.", "" },
		{ "A reader of the Harbour Post wants a pause.", "" }, /* no party */
		{ "The Marsh Front no longer insists on an amnesty.", "Marsh Front demands amnesty" }, /* ended, not turned */
		{ "\"There will be no talks until the army leaves the towns,\" an official of the Marsh Front said.",
		  "Marsh Front refuses_until other\nMarsh Front: There will be no talks <- the army leaves the towns" },
		{ "The Marsh Front will free the prisoners only if the army leaves the towns.",
		  "Marsh Front: The Marsh Front will free the prisoners <- the army leaves the towns" },
		{ "The Marsh Front offered to free the prisoners in exchange for fuel.",
		  "Marsh Front offers release\nMarsh Front: free the prisoners <- fuel\noffered by Marsh Front to -: to free the prisoners in exchange for fuel" },
		{ "The Marsh Front rejected an offer of a week's pause.", "Marsh Front rejects pause\nrejected by - to Marsh Front: an offer of a week's pause" },
		{ "The Marsh Front is open to a pause.", "Marsh Front open_to pause" }, /* open to is not accepts */
		{ "The ministry declined to say whether the Marsh Front had offered a pause.", "existence_unknown by Marsh Front to -: a pause" },
		{ "The Marsh Front has not offered a pause.", "" },
		{ "The Marsh Front is expected to propose a pause.", "" },
		{ "The Marsh Front wants the army to withdraw from the towns.", "Marsh Front wants withdrawal" },
		{ "Selland offered a pause. The Marsh Front agreed at once.", "Selland offers pause\noffered by Selland to Marsh Front: a pause\naccepted by Selland to Marsh Front: a pause" },
		{ "Selland offered a pause. The Marsh Front agreed with the bishop.", "Selland offers pause\noffered by Selland to Marsh Front: a pause" },
		{ "Selland offered a pause. The Marsh Front welcomed the offer.", "Selland offers pause\nMarsh Front appreciates other\noffered by Selland to Marsh Front: a pause" }, /* no answer yet */
		{ "Selland offered a pause. The Marsh Front voted against the offer.",
		  "Selland offers pause\nMarsh Front rejects pause\noffered by Selland to Marsh Front: a pause\nrejected by Selland to Marsh Front: a pause" },
		{ "The Marsh Front will free the clerks. In return, Selland will open the road to the north.",
		  "Selland open_to other\nSelland: Selland will open the road to the north <- The Marsh Front will free the clerks" },
		{ "The Marsh Front freed the clerks and was allowed in return to bury its dead.", "Marsh Front: The Marsh Front freed the clerks <- to bury its dead" },
		{ "The Marsh Front will free the clerks. In return traffic the ferry was late.", "" },
		{ "Selland asked for a list of names, and the bishop asked both sides to talk and proposed a pause.",
		  "Selland wants release\nthe bishop wants end_of_fighting\noffered by the bishop to Selland: a pause" },
		{ "The Marsh Front demands the release of the clerks before any truce.", "Marsh Front demands release\nMarsh Front: any truce <- the release of the clerks" },
		{ "The Marsh Front demanded the return of eleven engineers.", "Marsh Front demands release" },
		{ "The Marsh Front demanded the return of the trawler.", "Marsh Front demands other" },
		{ "The Marsh Front wants the army to withdraw its complaint about the towns.", "Marsh Front wants other" }, /* paper, no soldiers */
		{ "The Marsh Front wants the army to leave before any truce.", "Marsh Front wants pause\nMarsh Front: any truce <- the army to leave" },
		{ "The Marsh Front demands that the army withdraw from the towns before any vote is held.", "Marsh Front demands withdrawal\nMarsh Front: any vote is held <- the army withdraw from the towns" },
		{ "The cabinet of Verda vowed not to negotiate with the Marsh Front about the prisoners.", "Verda rejects release" },
		{ "The cabinet of Verda ruled an amnesty out.", "Verda rejects amnesty" }, /* its particle apart */
		{ "The ministry's prisoners are ready in a week.", "" }, /* a time is nothing to be ready for */
		{ "The Marsh Front would settle for an amnesty, its leader said.", "Marsh Front accepts amnesty" },
		{ "Neither side has rejected the amnesty, the Marsh Front said.", "" },
		{ "Had the Marsh Front accepted the amnesty, the war would be over.", "" },
		{ "The Marsh Front asked its fighters to keep the truce.", "" }, /* its own */
		{ "The generals want a pause that the Marsh Front rejects.", "The generals wants pause\nMarsh Front rejects pause" },
		{ "Major Odo Lenz met the women who reject the amnesty of the Marsh Front.", "" }, /* tells which */
		{ "The Marsh Front is prepared to release the captives.", "Marsh Front open_to release" },
		{ "The Marsh Front welcomed the amnesty.", "Marsh Front appreciates amnesty" },
		{ "The Marsh Front asks both sides for a truce of ten days.", "Marsh Front wants pause" },
		{ "The Marsh Front asked whether the army would leave the towns.", "" }, /* a question */
		{ "\"The army must withdraw from the towns,\" the Marsh Front said.", "Marsh Front demands withdrawal" },
		{ "The Marsh Front said it was ready to free the prisoners.", "Marsh Front open_to release" },
		{ "The Marsh Front said it would free the prisoners.", "Marsh Front offers release" },
		/* by nouns, sides taken, verdicts, what shall not be */
		{ "The Marsh Front's key demand is a full withdrawal of the army.", "Marsh Front demands withdrawal" },
		{ "The Marsh Front voiced its opposition to an amnesty.", "Marsh Front rejects amnesty" },
		{ "The Marsh Front is against an amnesty for the generals.", "Marsh Front rejects amnesty" },
		{ "\"Our rifles are a red line,\" the Marsh Front said.", "Marsh Front rejects disarmament" },
		{ "\"There can be no amnesty,\" the Marsh Front said.", "Marsh Front rejects amnesty" },
		{ "The Marsh Front said that there can be no doubt.", "" },
		{ "The Marsh Front is opposed to an amnesty.", "Marsh Front rejects amnesty" },
		{ "The Marsh Front insists on guarantees.", "Marsh Front demands guarantees" },
		{ "The Marsh Front closed the road until further notice.", "" },
		{ "The Marsh Front vowed to continue the war until the army leaves the towns.", "Marsh Front refuses_until other\nMarsh Front: to continue the war <- the army leaves the towns" },
		{ "The Marsh Front vowed to keep the road open.", "" },
		{ "The Marsh Front gave the army until Friday to leave the towns or face a blockade.", "Marsh Front demands withdrawal\nMarsh Front: face a blockade <- to leave the towns" },
		{ "The Marsh Front gave the army a map of the towns or a blockade.", "" },
		{ "The truce would end if the Marsh Front refused an amnesty.", "-: The truce would end <- the Marsh Front refused an amnesty" }, /* nobody refused it */
		/* one stance, not two */
		{ "The Marsh Front urged the ministry to accept an amnesty.", "Marsh Front demands amnesty" },
		/* a plan that will not be accepted is turned down; one that somebody is urged to accept is in no new state */
		{ "The Marsh Front will not accept the army's offer of a pause.", "Marsh Front rejects pause\nrejected by the army to Marsh Front: the army's offer of a pause" },
		{ "The Marsh Front has not accepted the army's offer of a pause.", "" },
		{ "The Hill League urged the Marsh Front to accept the army's offer of a pause.", "Hill League demands pause\nthe army offers pause" },
		{ "\"They want an amnesty,\" the Marsh Front said.", "" },
		{ "\"We want an amnesty,\" the Marsh Front said.", "Marsh Front wants amnesty" },
		{ "The Marsh Front offered to mediate.", "" },
		{ "Neighbouring Selland has offered to host talks of the Marsh Front and the army on a pause.", "Selland offers pause" },
		{ "The Marsh Front put a pause of ten days on the table.", "offered by Marsh Front to -: a pause of ten days" },
		{ "The Marsh Front put a pause of ten days on the table. The truce lapsed after the army refused to renew it.", "the army rejects pause\noffered by Marsh Front to the army: a pause of ten days" },
		{ "The Marsh Front put a pause of ten days on the table. Selland said no.", "Selland rejects pause\noffered by Marsh Front to Selland: a pause of ten days\nrejected by Marsh Front to Selland: a pause of ten days" },
		{ "The Marsh Front put a pause of ten days on the table. Selland said no date had been set.", "offered by Marsh Front to -: a pause of ten days" },
		{ "Has the Marsh Front offered a pause?", "existence_unknown by Marsh Front to -: a pause" },
		{ "The Marsh Front does not accept that there are nineteen prisoners.", "" },
		{ "The Marsh Front had not rejected the amnesty.", "" },
		{ "The Marsh Front rejected an offer by the army to leave the towns.", "Marsh Front rejects withdrawal\nrejected by the army to Marsh Front: an offer by the army to leave the towns" },
		{ "The Marsh Front said it had made no such offer of a pause.", "existence_denied by Marsh Front to -: no such offer of a pause" },
		{ "The Hill League said a diplomat had read the army's plan for a pause.", "" },
		{ "The Hill League passed a plan for a pause to the Marsh Front.", "conveyed by - to Marsh Front: a plan for a pause" },
		{ "The Hill League passed the plan for a pause in its second reading.", "" }, /* its parliament did */
		{ "The army gave the Marsh Front a week to accept a plan for a pause.", "offered by The army to Marsh Front: a plan for a pause" },
		{ "The Marsh Front would not sign the text until the curfew is lifted.",
		  "Marsh Front refuses_until other\nMarsh Front: The Marsh Front would not sign the text <- the curfew is lifted" },
		{ "The Marsh Front rejected the pause and said it would not disarm until the prisoners are free.",
		  "Marsh Front rejects pause\nMarsh Front refuses_until disarmament\nMarsh Front: it would not disarm <- the prisoners are free" }, /* the pause it rejects for good */
		{ "Selland proposed that both armies leave the towns.", "Selland wants withdrawal\noffered by Selland to both armies: that both armies leave the towns" },
		{ "The Hill League passed a draft to the Marsh Front. Under the draft, the army would leave the towns.", "conveyed by - to Marsh Front: the army would leave the towns" },
		{ "The Hill League passed a draft to the Marsh Front. Under the bridge, the army would leave its boats.", "conveyed by - to Marsh Front: a draft" },
		/* what is told before, and what is not */
		{ "\"The army leaves the towns. Before that there will be no talks,\" the Marsh Front said.",
		  "Marsh Front refuses_until other\nMarsh Front: there will be no talks <- The army leaves the towns" },
		{ "\"Until now the Marsh Front refused a pause,\" the army said.", "Marsh Front rejects pause" },
		/* conditions that nouns and verbs name, and two bare sides */
		{ "\"A list is a precondition of any release,\" the Marsh Front said.", "Marsh Front: any release <- A list" },
		{ "\"A ferry is in good condition,\" the Marsh Front said.", "" },
		{ "The Marsh Front's condition for a truce is the departure of the army.", "Marsh Front demands pause\nMarsh Front: a truce <- the departure of the army" },
		{ "\"The truce hinges on the return of the bodies,\" the Marsh Front said.", "Marsh Front: The truce <- the return of the bodies" },
		{ "\"The crossing depends on the weather,\" the Marsh Front said.", "" },
		{ "The Marsh Front tied a pause to the release of the prisoners.", "Marsh Front: a pause <- the release of the prisoners" },
		{ "The Marsh Front made a pause conditional on an amnesty.", "Marsh Front: a pause <- an amnesty" },
		{ "The Marsh Front linked the man to the release of the prisoners.", "" },
		{ "The Marsh Front tied the boat to the pier.", "" },
		{ "\"Without wages, no trucks,\" the Marsh Front said.", "Marsh Front: no trucks <- wages" },
		{ "The Marsh Front said it would free the prisoners, but not before the army left the towns.",
		  "Marsh Front refuses_until release\nMarsh Front: it would free the prisoners <- the army left the towns" },
		/* what it waits for is not what it is about */
		{ "The Marsh Front rejected an amnesty until the prisoners are free.",
		  "Marsh Front refuses_until amnesty\nMarsh Front: The Marsh Front rejected an amnesty <- the prisoners are free" },
		{ "\"No prisoner will go home while the army holds the bridge,\" the Marsh Front said.",
		  "Marsh Front refuses_until release\nMarsh Front: No prisoner will go home <- the army holds the bridge" },
		{ "\"No boat left the harbour while the army held the bridge,\" the Marsh Front said.", "" }, /* told */
		{ "The Marsh Front wants the peacekeepers out.", "Marsh Front wants withdrawal" },
		{ "The Marsh Front wants peacekeepers.", "Marsh Front wants guarantees" },
		/* not of the talks */
		{ "The ferry will not leave until noon.", "" },
		{ "Sow the beans before the ground is cold.", "" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		assert_string_equal(talks(t[i][0]), t[i][1]);
}

/* Two sides and nobody else: an offer of one is made to the other, and what stands
 * between them is theirs; with a third as busy as they, nothing is filled in. */
static void two_sides(void **state)
{
	(void)state;
	static const char two[] = "The Marsh Front demands an amnesty. The Hill League rejects an amnesty. The Marsh Front offered a pause. The truce was broken.";
	static const char three[] = "The Marsh Front rejects an amnesty. The Hill League rejects an amnesty. The River Council rejects an amnesty. The truce was broken.";
	drg_doc *d = test_read(two, sizeof two - 1);
	assert_non_null(d);
	assert_int_equal(d->l.proposals.n, 1);
	assert_true(drg__str_eq(name_of(d, d->l.proposals.by[0]), STR("Marsh Front")));
	assert_true(drg__str_eq(name_of(d, d->l.proposals.to[0]), STR("Hill League")));
	assert_int_equal(d->l.agreements.n, 1);
	assert_int_equal(d->l.agreements.parties[0].n, 2);
	drg_doc_free(d);
	d = test_read(three, sizeof three - 1);
	assert_non_null(d);
	assert_int_equal(d->l.agreements.n, 1);
	assert_int_equal(d->l.agreements.parties[0].n, 0);
	drg_doc_free(d);
}

static bool unnamed(const drg_doc *d, uint32_t claim)
{
	const struct layers *l = &d->l;
	if (claim == NONE)
		return false;
	struct run r = l->claims.chain[claim];
	uint32_t e = l->hops.ent[r.from + r.n - 1];
	return e != NONE && l->entities.kind[e] == ENT_UNNAMED;
}

/* One position on the word of an unnamed official, one precondition, one
 * rejected offer, one only asked about, an outlet known only from a prompt. */
static void example_report(void **state)
{
	(void)state;
	struct str z;
	drg_error err;
	assert_int_equal(drg__read_file(TEST_SOURCE_DIR "/examples/report.txt", 1 << 20, &z, &err), DRG_OK);
	drg_doc *d = test_read(z.p, z.n);
	assert_non_null(d);
	const struct layers *l = &d->l;
	bool position = false, precondition = false, rejected = false, unknown = false, told = false, relay = false;
	for (uint32_t i = 0; i < l->positions.n; i++)
		position |= l->positions.issue[i] == ISSUE_END_OF_FIGHTING && unnamed(d, l->positions.act[i].claim) &&
		            drg__str_eq(name_of(d, l->positions.party[i]), STR("Marsh Front"));
	for (uint32_t i = 0; i < l->conditions.n; i++)
		precondition |= l->conditions.kind[i] == COND_PRECONDITION && l->conditions.necessary_only[i] && unnamed(d, l->conditions.act[i].claim);
	for (uint32_t i = 0; i < l->proposals.n; i++) {
		rejected |= l->proposals.state[i] == PROP_REJECTED;
		unknown |= l->proposals.state[i] == PROP_EXISTENCE_UNKNOWN && l->proposals.same_as[i] == NONE;
	}
	for (uint32_t i = 0; i < l->hops.n; i++) {
		told |= l->hops.role[i] == HOP_ADDRESSEE;
		relay |= l->hops.role[i] == HOP_RELAY;
	}
	assert_true(position && precondition && rejected && unknown && told && relay);
	assert_true(drg__str_eq(l->meta.outlet, STR("Morning Beacon")) && l->meta.outlet_basis == BASIS_INFERRED);
	drg_doc_free(d);
	free((void *)(uintptr_t)z.p);
}

/* One who says both stays with both; an offer of nobody named has no author; a
 * report without talks has none. */
static void bad_input(void **state)
{
	(void)state;
	assert_string_equal(talks("The Marsh Front accepts a truce. The Marsh Front rejects a truce."), "Marsh Front accepts pause\nMarsh Front rejects pause");
	assert_string_equal(talks("An offer of a pause was rejected by the Marsh Front."), "Marsh Front rejects pause\nrejected by - to Marsh Front: An offer of a pause");
	assert_string_equal(talks("The choir sang. Nobody came late."), "");
}

/* Rows refer to rows of their own document, spans lie inside the text, and many of
 * them are no matter. */
/* A guide: offers, plans, "until" and "unless", and no dispute. */
static void other_matters(void **state)
{
	(void)state;
	assert_string_equal(talks("Choosing a dishwasher is hard until you know your kitchen. Halder Works offers a plan with free delivery, and Brisk & Daughter promises to match "
	                          "any price if you order before the weekend. Do not accept the first deal unless your fitter agrees.\n\n"
	                          "Halder Works refuses to take back old machines without a receipt. You want quiet, and your neighbours demand it: the silent programme is a truce "
	                          "with the flat below. Brisk & Daughter will not repair the pump until you have sent the form. Most readers are willing to wait a week for a visit.\n\n"
	                          "Our verdict: take the cheaper offer, ask for the longer guarantee, and reject every plan that costs more than the machine.\n"), "");
}

static void many_positions(void **state)
{
	(void)state;
	static const char one[] = "The Marsh Front demands a full end to the war until the army leaves the towns, unless it offered a pause in exchange for fuel.\n";
	size_t n = sizeof one - 1, many = test_size(1000, 150);
	char *z = malloc(n * many);
	assert_non_null(z);
	for (size_t i = 0; i < many; i++)
		memcpy(z + i * n, one, n);
	drg_doc *d = test_read(z, n * many);
	free(z);
	assert_non_null(d);
	const struct layers *l = &d->l;
	assert_true(l->positions.n >= many);
	for (uint32_t i = 0; i < l->positions.n; i++) {
		assert_true(l->positions.condition[i] == NONE || l->positions.condition[i] < l->conditions.n);
		assert_true(l->positions.act[i].span.s < l->positions.act[i].span.e && l->positions.act[i].span.e <= l->text.n);
		assert_true(l->positions.party[i] < l->entities.n);
	}
	for (uint32_t i = 0; i < l->conditions.n; i++) {
		assert_true(l->conditions.blocks[i].s <= l->conditions.blocks[i].e && l->conditions.blocks[i].e <= l->text.n);
		assert_true(l->conditions.requires[i].s <= l->conditions.requires[i].e && l->conditions.requires[i].e <= l->text.n);
	}
	for (uint32_t i = 0; i < l->proposals.n; i++)
		assert_true(l->proposals.same_as[i] == NONE || l->proposals.same_as[i] < i);
	drg_doc_free(d);
}

/* Whom "Vann" speaks for in a text, by name. */
static void speaks_for(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "\"We wait,\" said Ida Vann, the Marsh Front's negotiator.", "Marsh Front" },
		{ "The Marsh Front's negotiator, Ida Vann, said that it would wait.", "Marsh Front" },
		{ "Marsh Front leader Ida Vann said that it would wait.", "Marsh Front" },
		{ "The Marsh Front rejected it. \"Never,\" spokeswoman Ida Vann said.", "Marsh Front" },
		{ "Ida Vann of the Marsh Front said that it would wait.", "Marsh Front" },
		{ "Ida Vann, who speaks for the Marsh Front, said that it would wait.", "Marsh Front" },
		{ "The government waits. Prime Minister Ida Vann said so on Monday.", "The government" },
		{ "The Verdan government waits. Prime Minister Ida Vann said so on Monday.", "The Verdan government" },
		{ "Pellia rejected the truce. Foreign Minister Ida Vann said so on Monday.", "Pellia" },
		{ "The Marsh Front rejected the truce. Its leader, Ida Vann, said so on Monday.", "Marsh Front" },
		{ "The Marsh Front rejected it. On Monday the Electoral Commission met. \"We wait,\" commission chairwoman Ida Vann said.", "Electoral Commission" },
		{ "The government waits. The health minister, Ida Vann, said so on Monday.", "The government" },
		{ "Osmeria met Pellia on Monday. Prime Minister Ida Vann of Pellia is ready to talk about a truce.", "Pellia" },
		{ "Osmeria met Pellia on Monday. In Pellia, Prime Minister Ida Vann said that she would, too.", "Pellia" },
		{ "The government of Pellia waits. \"We do not pay,\" Interior Minister Ida Vann said.", "The government of Pellia" },
		/* not for it */
		{ "Pellia met Osmeria. Foreign Minister Ida Vann said so on Monday.", "-" }, /* whose, the words do not say */
		{ "Both governments waited. Prime Minister Ida Vann said so on Monday.", "-" },
		{ "Ida Vann, a critic of the Marsh Front, said that it would wait.", "-" },
		{ "Ida Vann, who does not speak for the Marsh Front, said that it would wait.", "-" },
		{ "The Marsh Front met Ida Vann, a farmer, on Monday.", "-" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		drg_doc *d = test_read(t[i][0], strlen(t[i][0]));
		assert_non_null(d);
		bool there = false;
		for (uint32_t e = 0; e < d->l.entities.n; e++)
			if (drg__str_istarts(d->l.entities.name[e], STR("Ida Vann"))) {
				struct str f = name_of(d, d->l.entities.speaks_for[e]);
				there = true;
				if (!drg__str_eq(f, drg__str_c(t[i][1])))
					fail_msg("%s: %.*s", t[i][0], (int)f.n, f.p);
			}
		if (!there)
			fail_msg("%s: nobody", t[i][0]);
		drg_doc_free(d);
	}
}

/* Whom the actor files know in office speaks for the state that the report names;
 * the opposition does not. */
static void office_holders(void **state)
{
	(void)state;
	enum { HOLDER, PEOPLE, LAND, RIVAL, STRANGER, N };
	struct str name[N] = { STR("Ida Vann"), STR("Sellandic"), STR("Selland"), STR("Jon Ek"), STR("Teo Marsh") };
	struct str country[N] = { STR("SLL"), STR("SLL"), STR("SLL"), STR("SLL"), STR("GAL") };
	struct str sectors[N] = { STR("GOV MIL"), STR(""), STR(""), STR("OPP"), STR("GOV") };
	uint8_t kind[N] = { ENT_PERSON, ENT_STATE, ENT_STATE, ENT_PERSON, ENT_PERSON };
	uint32_t speaks_for[N] = { NONE, NONE, NONE, NONE, NONE };
	struct entities e = { .name = name, .country = country, .sectors = sectors, .kind = kind, .speaks_for = speaks_for, .n = N };
	drg__affil_offices(&e);
	assert_int_equal(speaks_for[HOLDER], LAND);
	assert_int_equal(speaks_for[RIVAL], NONE);
	assert_int_equal(speaks_for[STRANGER], NONE); /* his state is not named */
	assert_int_equal(speaks_for[LAND], NONE);
}

/* What is said of agreements, by line: status, parties, mediator, from, until, for
 * how long. */
static const char *agreements(const char *z)
{
	static char out[2048];
	size_t n = 0;
	drg_doc *d = test_read(z, strlen(z));
	assert_non_null(d);
	const struct agreements *g = &d->l.agreements;
	out[0] = 0;
	for (uint32_t i = 0; i < g->n; i++) {
		n += (size_t)snprintf(out + n, sizeof out - n, "%s%s", n ? "\n" : "", drg__name(NAMES_AGREEMENT, g->status[i]));
		for (uint32_t k = 0; k < g->parties[i].n; k++) {
			struct str p = name_of(d, g->pool.v[g->parties[i].from + k]);
			n += (size_t)snprintf(out + n, sizeof out - n, " %.*s", (int)p.n, p.p);
		}
		struct str by = name_of(d, g->mediator[i]);
		n += (size_t)snprintf(out + n, sizeof out - n, "; %.*s; %.*s; %.*s; %.*s", (int)by.n, by.p, (int)g->in_effect[i].n, g->in_effect[i].p, (int)g->end[i].n, g->end[i].p,
		                      (int)g->duration[i].n, g->duration[i].p);
	}
	drg_doc_free(d);
	return out;
}

static void of_agreements(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "The Marsh Front and Selland agreed on a ten-day truce, to begin on 4 May 2031.", "announced Marsh Front Selland; -; 2031-05-04; ; P10D" },
		{ "The truce between Selland and the Marsh Front, brokered by Ostrava, was extended until 20 May 2031.", "extended Selland Marsh Front; Ostrava; ; 2031-05-20; " },
		{ "The government of Selland announced that it would suspend its operations for a week. The Marsh Front said nothing.", "announced Selland; -; ; ; P1W" },
		{ "The Marsh Front broke the truce, the army said.", "violated Marsh Front; -; ; ; " },
		{ "The minister would not say whether the truce with the Marsh Front was still in force.", "past_end_unknown Marsh Front; -; ; ; " },
		{ "The Marsh Front and Selland agreed on a truce. The monitors counted 23 breaches of the truce.", "announced Marsh Front Selland; -; ; ; \nviolated Marsh Front Selland; -; ; ; " },
		{ "Under the truce with the Marsh Front the army stays in its camps.", "in_effect Marsh Front; -; ; ; " },
		{ "The Marsh Front gave up its rifles under a pact signed in Selland.", "announced; -; ; ; " },
		{ "Selland and the Marsh Front signed an accord after the army left.", "announced Selland Marsh Front; -; ; ; " },
		{ "The Marsh Front and Selland settled on a ten-day truce.", "announced Marsh Front Selland; -; ; ; P10D" },
		{ "Selland and the Marsh Front came to terms on a truce.", "announced Selland Marsh Front; -; ; ; " },
		{ "Selland and the Marsh Front are close to a deal on a truce.", "potential Selland Marsh Front; -; ; ; " },
		{ "Selland and the Marsh Front consented to a truce of ten days.", "announced Selland Marsh Front; -; ; ; P10D" },
		{ "Selland and the Marsh Front settled their dispute over the river.", "announced Selland Marsh Front; -; ; ; " },
		{ "The truce between Selland and the Marsh Front was brokered by Ostrava.", "announced Selland Marsh Front; Ostrava; ; ; " },
		/* who asks both sides is none of them */
		{ "The Marsh Front rejected a pause and shelled the town. The Marsh Front seized the bridge. The United Nations urged both sides to show restraint. The United Nations condemned the attack. The truce has held.",
		  "in_effect; -; ; ; " },
		{ "The truce between Selland and the Marsh Front remains in force.", "in_effect Selland Marsh Front; -; ; ; " },
		{ "Ostrava accused the Marsh Front of breaking the truce.", "violated Marsh Front; -; ; ; " },
		{ "Neither side has violated the truce between Selland and the Marsh Front.", "in_effect Selland Marsh Front; -; ; ; " },
		{ "The truce has lasted ten days. Ostrava spoke of a breach by the Marsh Front.", "violated Marsh Front; -; ; ; " },
		{ "Ostrava spoke of a breach in the dam of the Marsh Front.", "" },
		{ "After talks for a week Selland and the Marsh Front agreed on a truce.", "announced Selland Marsh Front; -; ; ; " }, /* the talks lasted a week */
		/* nothing is agreed */
		{ "Selland and the Marsh Front are close to the river.", "" },
		{ "A court settled a dispute between Selland and the Marsh Front.", "" },
		{ "The Marsh Front remains in place.", "" },
		{ "Selland and the Marsh Front settled on the coast.", "" },
		{ "The Marsh Front settled on the coast before the truce.", "" },
		{ "Under the 1954 treaty the Marsh Front joined Selland.", "" }, /* history */
		{ "The Marsh Front respects every treaty, it said.", "" },
		{ "Under the accord that ended the war, the Marsh Front kept its guns.", "" },
		{ "The Marsh Front refused to sign the truce.", "" },
		{ "If the Marsh Front signs a truce, schools will open.", "" },
		{ "The Marsh Front signed the visitors' book.", "" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		assert_string_equal(agreements(t[i][0]), t[i][1]);
	/* the row's words hold its dates */
	static const char text[] = "The Marsh Front and Selland have agreed to extend their truce by a week, until 20 May 2031.";
	drg_doc *d = test_read(text, strlen(text));
	assert_non_null(d);
	assert_int_equal(d->l.agreements.n, 1);
	struct str words = test_bytes(d, d->l.agreements.act[0].span);
	assert_true(drg__str_ends(words, STR("until 20 May 2031")));
	drg_doc_free(d);
}

/* Rounds of talks by line: parties, format, mediator, host, venue, last, next. */
static const char *rounds(const char *z)
{
	static char out[2048];
	size_t n = 0;
	drg_doc *d = test_read(z, strlen(z));
	assert_non_null(d);
	const struct rounds *g = &d->l.rounds;
	out[0] = 0;
	for (uint32_t i = 0; i < g->n; i++) {
		for (uint32_t k = 0; k < g->parties[i].n; k++) {
			struct str p = name_of(d, g->pool.v[g->parties[i].from + k]);
			n += (size_t)snprintf(out + n, sizeof out - n, "%s%.*s", k ? " and " : n ? "\n" : "", (int)p.n, p.p);
		}
		struct str by = name_of(d, g->mediator[i]), host = name_of(d, g->host[i]), at = name_of(d, g->venue[i]);
		n += (size_t)snprintf(out + n, sizeof out - n, "; %s; %.*s; %.*s; %.*s; %.*s; %.*s", drg__name(NAMES_FORMAT, g->format[i]), (int)by.n, by.p, (int)host.n, host.p, (int)at.n, at.p,
		                      (int)g->last_day[i].n, g->last_day[i].p, (int)g->next_day[i].n, g->next_day[i].p);
	}
	drg_doc_free(d);
	return out;
}

/* A body whatever its name ends in; an outlet only tells; a government by who names it. */
static void outlets_are_no_party(void **state)
{
	(void)state;
	assert_string_equal(talks("The Common Grain Agency rejected a ceasefire on Monday."), "Common Grain Agency rejects end_of_fighting");
	assert_string_equal(talks("Palace Radio rejected a ceasefire on Monday."), "");
	/* who speaks for a state means its government; who speaks for none, a government */
	assert_string_equal(talks("Selland's deputy foreign minister, Hana Lund, said the government rejects a ceasefire."), "Selland rejects end_of_fighting");
	assert_string_equal(talks("A union of farmers said the government rejects a ceasefire."), "the government rejects end_of_fighting");
	assert_string_equal(rounds("Hana Lund of the Marsh Front held a talk with a foreign broadcaster on a ceasefire."), "");
}

/* A verb in any form, with its particle apart or not, says what the talks are about. */
static void issues_by_verb_and_particle(void **state)
{
	(void)state;
	assert_string_equal(talks("The Marsh Front refuses to set the captain free."), "Marsh Front rejects release");
	assert_string_equal(talks("The Marsh Front refuses to swap hostages."), "Marsh Front rejects exchange");
	assert_string_equal(talks("The Marsh Front demands that the army trade prisoners."), "Marsh Front demands exchange");
	assert_string_equal(talks("The Marsh Front refuses to lay down its weapons."), "Marsh Front rejects disarmament");
	assert_string_equal(talks("The Marsh Front refuses to set the table."), "");
}

static void of_rounds(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "Selland and the Marsh Front held indirect talks in Ostra on 5 May 2031, with Galmia as host and the bishop Ivar Lund as mediator.",
		  "Selland and Marsh Front; indirect; Ivar Lund; Galmia; Ostra; 2031-05-05; " },
		/* what a later sentence adds is filled in */
		{ "Selland and the Marsh Front opened talks on a pause. The two sides will meet again on 12 May 2031.", "Selland and Marsh Front; not_stated; -; -; -; ; 2031-05-12" },
		{ "Selland crossed the river on 5 May 2031 to meet the Marsh Front.", "Selland and Marsh Front; not_stated; -; -; -; 2031-05-05; " },
		/* no talks */
		{ "Selland and the Marsh Front laid the table.", "" },
		{ "The general of the Marsh Front met a deadline for the truce.", "" },
		{ "The shop talks to its customers about the truce with the Marsh Front.", "" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		assert_string_equal(rounds(t[i][0]), t[i][1]);
}

/* By which words talks are said to go, or "" */
static void of_progress(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "Talks in Harl between the Verdan government and the Ridge Front broke off in August.", "broke off" },
		{ "The Verdan government called the talks with the Ridge Front constructive.", "constructive" },
		{ "The Ridge Front described the talks with the Verdan government as frank and useful.", "frank and useful" },
		{ "The Verdan government and the Ridge Front met in Harl, but no breakthrough was reached.", "no breakthrough" },
		{ "Talks between the Verdan government and the Ridge Front are deadlocked, an envoy said.", "deadlocked" },
		{ "Should the talks between the Verdan government and the Ridge Front fail, the army would march.", "" },
		{ "Talks between the Verdan government and the Ridge Front are possible in Harl.", "" },
		{ "Negotiations between the Verdan government and the Ridge Front began in Harl on Monday.", "" },
		{ "A lorry between Verdan and Harl broke down in August.", "" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		drg_doc *d = test_read(t[i][0], strlen(t[i][0]));
		assert_non_null(d);
		const struct rounds *g = &d->l.rounds;
		struct str s = g->n && g->progress[0].e ? test_bytes(d, g->progress[0]) : STR("");
		if (!drg__str_eq(s, drg__str_c(t[i][1])))
			fail_msg("%s: \"%.*s\"", t[i][0], (int)s.n, s.p);
		drg_doc_free(d);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(sentences), cmocka_unit_test(of_a_statement), cmocka_unit_test(by_adjective),
		cmocka_unit_test(labels), cmocka_unit_test(two_sides), cmocka_unit_test(example_report), cmocka_unit_test(bad_input), cmocka_unit_test(other_matters), cmocka_unit_test(speaks_for), cmocka_unit_test(office_holders), cmocka_unit_test(of_agreements), cmocka_unit_test(outlets_are_no_party), cmocka_unit_test(issues_by_verb_and_particle), cmocka_unit_test(of_rounds), cmocka_unit_test(of_progress),
		                            cmocka_unit_test(many_positions) };
	return cmocka_run_group_tests(tests, test_open, test_close);
}
