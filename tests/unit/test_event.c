/* Unit tests of stage/event: sentences of ours, events as one line each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analyse.h"
#include "doc/names.h"
#include "stage/event.h"

static size_t add_who(char *out, size_t room, const drg_doc *d, uint32_t event, enum event_role role)
{
	const struct layers *l = &d->l;
	size_t n = 0;
	struct run m = l->events.mentions[event];
	for (uint32_t k = m.from; k < m.from + m.n; k++) {
		struct run a = l->event_mentions.args[k];
		for (uint32_t i = a.from; i < a.from + a.n; i++) {
			struct str w = test_bytes(d, l->event_args.span[i]);
			if (l->event_args.role[i] == role)
				n += (size_t)snprintf(out + n, room - n, "%s%.*s", n ? "+" : "", (int)w.n, w.p);
		}
	}
	return n;
}

/* "ASSAULT 190 asserted: rebels > the barracks" a line. */
static const char *events(const char *z)
{
	static char out[4096];
	size_t n = 0;
	drg_doc *d = test_read(z, strlen(z));
	assert_non_null(d);
	const struct layers *l = &d->l;
	out[0] = 0;
	for (uint32_t i = 0; i < l->events.n; i++) {
		n += (size_t)snprintf(out + n, sizeof out - n, "%s%.*s %.*s %s: ", n ? "\n" : "", (int)l->events.type[i].n, l->events.type[i].p,
		                      (int)l->events.cameo[i].n, l->events.cameo[i].p, drg__name(NAMES_EVENT_STATUS, l->events.status[i]));
		n += add_who(out + n, sizeof out - n, d, i, EV_ACTOR);
		n += (size_t)snprintf(out + n, sizeof out - n, " > ");
		n += add_who(out + n, sizeof out - n, d, i, EV_RECIPIENT);
		assert_true(drg__doc_rule(d, l->events.rule[i]).line > 0);
	}
	drg_doc_free(d);
	return out;
}

static void expect(const char *const (*t)[2], size_t n)
{
	for (size_t i = 0; i < n; i++)
		assert_string_equal(events(t[i][0]), t[i][1]);
}

/* One act, said in different ways. */
static void constructions(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "The rebels attacked the barracks.", "ASSAULT 190 asserted: The rebels > the barracks" },
		{ "The barracks were attacked by the rebels.", "ASSAULT 190 asserted: the rebels > The barracks" },
		{ "The rebels launched an attack on the barracks.", "ASSAULT 190 asserted: The rebels > the barracks" },
		{ "The rebels who attacked the barracks slept.", "ASSAULT 190 asserted: The rebels > the barracks" },
		{ "The foreign minister met the rebel leader on Monday.", "CONSULT 040 asserted: The foreign minister+the rebel leader > " },
		{ "Police arrested two editors and a lawyer.", "COERCE 173 asserted: Police > two editors+a lawyer" },
	};
	expect(t, sizeof t / sizeof *t);
}

/* Whom "which" and "who" mean, also where the clause hangs on the verb. */
static void relatives_mean_their_noun(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "The Verdan government blamed the Ridge Front, which denied involvement.", "REJECT 120 asserted: the Ridge Front >" },
		{ "The ministry sent engineers to Benin.", "asserted: The ministry > Benin" }, /* whom they are sent to, not who is sent */
		{ "Two diplomats said Togo, which has mediated between the sides, was ready.", "CONSULT 045 asserted: Togo > " },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		if (!strstr(events(t[i][0]), t[i][1]))
			fail_msg("%s: %s", t[i][0], events(t[i][0]));
}

/* Whom the sentence means by a verb without a subject of its own: who is called on or given time, who spoke,
 * nobody where a participle only says what was done to them. */
static void subjects_from_outside(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "The bishop called on the army to release the prisoners.", "RETREAT 0841 requested: the army > the prisoners" },
		{ "The opposition called for the Togolese president to resign.", "RETREAT 0831 requested: the Togolese president > " },
		{ "The mayor appealed to the rebels to release three farmers.", "RETREAT 0841 requested: the rebels > three farmers" },
		{ "The rebels gave the army two days to release the prisoners.", "RETREAT 0841 requested: the army > the prisoners" },
		{ "Togo will not withdraw its soldiers, the Togolese president said on Monday, rejecting a proposal by Benin.",
		  "REJECT 127 asserted: the Togolese president > Benin" },
		{ "Nobody has apologised to the widow of the soldier killed in January.", "ASSAULT 180 asserted:  > the soldier" },
		{ "The minister flew to Togo for talks on five officers arrested last month.", "COERCE 173 asserted:  > five officers" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		if (!strstr(events(t[i][0]), t[i][1]))
			fail_msg("%s: %s", t[i][0], events(t[i][0]));
}

/* The party of an act, wherever the sentence hangs it; a thing is none. */
static void recipients(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "Togo imposed sanctions on Benin.", "SANCTION 163 asserted: Togo > Benin" },
		{ "The town handed over eleven men to the army.", "RETREAT 0841 asserted: The town > eleven men" },
		{ "The ministers held a round of talks with the rebels.", "CONSULT 046 asserted: The ministers+the rebels > " },
		{ "Togo rejected a proposal by Benin.", "REJECT 127 asserted: Togo > Benin" },
		{ "Togo rejected Benin's demand.", "REJECT 120 asserted: Togo > Benin" },
		{ "Togo rejected suggestions that police had looked away.", "REJECT 120 asserted: Togo > " },
		{ "Togo rejected the demand.", "REJECT 120 asserted: Togo > " },
		{ "Togo agreed to lend money to Benin and Niger.", "AGREE 0331 asserted: Togo > Benin+Niger\nAID 071 future: Togo > Benin+Niger" },
		{ "The minister denied that the army had fired on Benin.", /* who is denied the charge made it */
		  "REJECT 016 asserted: The minister > \nASSAULT 193 negated: the army > Benin" },
		{ "\"The rebels shelled our positions,\" the Togolese army said.", "ASSAULT 194 asserted: The rebels > our" },
		{ "\"The rebels shelled our positions,\" a farmer said.", "ASSAULT 194 asserted: The rebels > our positions" }, /* no party's */
		{ "Togo denied attacking Benin.", "REJECT 016 asserted: Togo > \nASSAULT 190 negated: Togo > Benin" },
		{ "Togo refused to talk to Benin.", "REJECT 125 asserted: Togo > Benin\nCONSULT 040 negated: Togo+Benin > " },
		{ "Togo demanded that Benin withdraw its troops.", "REQUEST 1056 asserted: Togo > Benin\nRETREAT 0874 requested: Benin > Togo" },
		{ "Students marched through the capital, demanding that the king resign.",
		  "PROTEST 1411 asserted: Students > the king\nREQUEST 1041 asserted: Students > the king\nRETREAT 0831 requested: the king > " },
		{ "The Togolese president resigned in Benin.", "RETREAT 0831 asserted: The Togolese president > " },
		{ "Chilean and Peruvian soldiers attacked the rebels.", "ASSAULT 190 asserted: Chilean and Peruvian soldiers+Peruvian > the rebels" },
		{ "A statement by Togo condemned Benin.", "ACCUSE 111 asserted: Togo > Benin" },
		{ "Togo shelled a rebel camp on the Ghanaian border.", "ASSAULT 194 asserted: Togo > a rebel camp" },
		{ "The Togolese president met the Ghanaian president at a hotel in Nairobi.",
		  "CONSULT 040 asserted: The Togolese president+the Ghanaian president > " },
		{ "The Togolese president talked about Ghana with the Benin government.",
		  "CONSULT 040 asserted: The Togolese president+the Benin government > " },
		{ "Togo complained about Ghana to the Benin government.", "ACCUSE 111 asserted: Togo > the Benin government" },
		{ "The army agreed to pay the families of the dead.", "AGREE 030 asserted: The army > the families of the dead\nAID 070 future: The army > the families of the dead" },
		{ "The miners were in talks with the government on Monday.", "CONSULT 040 asserted: The miners+the government > " },
		{ "Togo and Benin are at war.", "ASSAULT 190 asserted: Togo+Benin > " },
		{ "The envoy has ruled out talks with the rebels.",
		  "REJECT 125 asserted: The envoy > the rebels\nCONSULT 040 negated: The envoy+the rebels > " },
		{ "Rebels attacked a post, killing two guards.", "ASSAULT 190 asserted: Rebels > a post\nASSAULT 180 asserted: Rebels > two guards" },
		{ "The Togolese president has dismissed Oleg Syrin.", "SANCTION 160 asserted: The Togolese president > Oleg Syrin" },
		{ "The rebels killed two farmers and wounded a nurse.",
		  "ASSAULT 180 asserted: The rebels > two farmers+a nurse\nASSAULT 180 asserted: The rebels > a nurse+two farmers" },
		{ "Togo condemned further attacks by Benin.", "ACCUSE 111 asserted: Togo > Benin\nASSAULT 190 asserted: Benin > " },
	};
	expect(t, sizeof t / sizeof *t);
}

/* Whom a condition names, whom the purpose of a strike names, who stands behind the one it was done to. */
static void parties_further_off(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "Togo lifted the restrictions imposed on the Ghanaian envoy.", "CONCEDE 081 asserted: Togo > the Ghanaian envoy\n" },
		{ "Togo condemned the detention of eleven fishermen by the Ghanaian coast guard.", "ACCUSE 111 asserted: Togo > the Ghanaian coast guard\n" },
		{ "Togo threatened to stop the talks if Benin deployed the missiles.", "THREATEN 134 asserted: Togo > Benin" },
		{ "The prisoners began a hunger strike to demand the resignation of the Togolese president.",
		  "PROTEST 1421 asserted: The prisoners > the Togolese president" },
		{ "The list names the shooting of a goatherd by a Togolese guard.", "ASSAULT 193 asserted: a Togolese guard > a goatherd" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		if (strncmp(events(t[i][0]), t[i][1], strlen(t[i][1])) != 0)
			fail_msg("%s: %s", t[i][0], events(t[i][0]));
}

/* The country of the first party in a role, "-" for none. */
static struct str country_of(drg_doc *d, enum event_role role)
{
	const struct event_args *a = &d->l.event_args;
	for (uint32_t i = 0; i < a->n; i++)
		if (a->role[i] == role && a->country[i].n)
			return a->country[i];
	return STR("-");
}

/* A recipient has the country of the place that it is in; an actor may come from anywhere. */
static void countries(void **state)
{
	(void)state;
	static const char *const t[][3] = {
		{ "Rebels attacked the police station in Samarra on Sunday.", "-", "IRQ" },
		{ "Gunmen in Samarra attacked the Togolese embassy.", "-", "TGO" },
		{ "The rebels attacked the barracks.", "-", "-" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		drg_doc *d = test_read(t[i][0], strlen(t[i][0]));
		assert_non_null(d);
		assert_true(drg__str_eq(country_of(d, EV_ACTOR), drg__str_c(t[i][1])));
		assert_true(drg__str_eq(country_of(d, EV_RECIPIENT), drg__str_c(t[i][2])));
		drg_doc_free(d);
	}
}

/* What is done in a town is not done to it; who is accused may be. */
static void towns(void **state)
{
	(void)state;
	static const struct { const char *text; uint32_t recipients; } t[] = {
		{ "The foreign minister of Togo visited Lutz on Monday.", 0 },
		{ "Togolese troops withdrew from Lutz on Monday.", 0 },
		{ "Togolese troops attacked the Marsh Front on Monday.", 1 },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		drg_doc *d = test_read(t[i].text, strlen(t[i].text));
		assert_non_null(d);
		assert_true(d->l.events.n > 0);
		assert_int_equal(d->l.events.recipients[0].n, t[i].recipients);
		drg_doc_free(d);
	}
}

/* Only a model with the head for arguments looks for parties beyond the grammar. */
static void needs_head_for_arguments(void)
{
	struct tensor t;
	if (!drg__pack_tensor(test_pack, "head.arg.w", &t))
		skip();
}

/* Whom the report named before, where the act's clause names nobody; a deed of
 * force is laid to nobody that way. */
static void parties_from_the_report(void **state)
{
	(void)state;
	needs_head_for_arguments();
	static const char *const t[][2] = {
		{ "Togo and Benin are at war. Togo shelled Benin on Monday. On Tuesday Benin rejected a truce.",
		  "ASSAULT 190 asserted: Togo+Benin > \nASSAULT 194 asserted: Togo > Benin\nREJECT 1246 asserted: Benin > Togo\nRETREAT 0871 negated: Benin > " },
		{ "Togo attacked Benin on Monday. Ten farmers were killed.", "ASSAULT 190 asserted: Togo > Benin\nASSAULT 180 asserted:  > Ten farmers" },
	};
	expect(t, sizeof t / sizeof *t);
}

/* What cannot be, whatever the words around suggest: the harmed act in nothing, a number
 * alone is nobody, nobody does it to himself, who will act is not whom it is done to. */
static void impossible_parties(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "23 soldiers died in an ambush claimed by the rebels.", " > 23 soldiers" },
		{ "Four officers were killed on Sunday, the ministry said, blaming the rebels.", "asserted:  > Four officers" },
		{ "Between 300 and 350 people have been killed since the truce collapsed.", "asserted:  > " },
		{ "Togo warned that the army would strike rebel bases.", " asserted: Togo > \nASSAULT" },
		{ "A bomb exploded at the Keld crossing between Togo and Benin.", "crossing" },
	};
	static const char *const never[] = { "> the rebels", "Four officers >", "300+", "Togo > the army", "> Togo" };
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		const char *got = events(t[i][0]);
		if (!strstr(got, t[i][1]) || (i != 1 && strstr(got, never[i])))
			fail_msg("%s: %s", t[i][0], got);
	}
}

/* Whom the words around rule out as the doer: who asks for it or waits for it; of force that a weapon, a noun or a
 * passive tells, everybody whom they do not lay it to.  Nobody is "what". */
static void no_doers(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "Togo suspended talks with the rebels after a car bomb killed ten farmers.", "asserted:  > ten farmers" },
		{ "The ministry accused the rebels of using the bombing as a pretext.", "ASSAULT 183 asserted:  > " },
		{ "The dockers rejected an offer from the government, prolonging a strike.", "PROTEST 143 asserted:  > " },
		{ "The army blamed the Ridge Front for the shelling of the town.", "ASSAULT 194 alleged: the Ridge Front > " },
		{ "Drones hit a barracks of the Togolese army.", "ASSAULT 195 asserted:  > the Togolese army" },
		{ "The army said that drones had hit a barracks.", "ASSAULT 195 asserted:  > a barracks" },
		{ "Togo is demanding the release of the prisoners.", "RETREAT 0841 requested:  > the prisoners" },
		{ "The lorry of the army was hit by what its driver called a shell.", " asserted:  > " },
		{ "The envoy and the rebels met on Monday. On Tuesday the envoy and the rebels held talks.", "CONSULT 040 asserted: the envoy+the rebels > " },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		if (!strstr(events(t[i][0]), t[i][1]))
			fail_msg("%s: %s", t[i][0], events(t[i][0]));
}

/* Each argument says whether its clause, its sentence or the report names it, and how likely it is. */
static void how_parties_are_known(void **state)
{
	(void)state;
	needs_head_for_arguments();
	static const char text[] = "Togo and Benin are at war. Togo shelled Benin on Monday. On Tuesday Benin rejected a truce.";
	drg_doc *d = test_read(text, sizeof text - 1);
	assert_non_null(d);
	const struct event_args *a = &d->l.event_args;
	uint32_t inferred = 0;
	for (uint32_t i = 0; i < a->n; i++) {
		assert_true(a->score[i] > 0 && a->score[i] <= 1);
		if (a->role[i] == EV_RECIPIENT && a->basis[i] == BASIS_INFERRED) { /* whose truce it was */
			assert_true(a->span[i].s == 27 && a->score[i] > .45f);
			inferred++;
		}
	}
	assert_int_equal(inferred, 1);
	assert_int_equal(a->basis[0], BASIS_EXPLICIT);
	drg_doc_free(d);
}

/* An "it" that no mention resolves is the subject of the clause around it. */
static void pronouns(void **state)
{
	(void)state;
	static const char *const t[] = { "Togo said it would recall the ambassador.", "The ministry said that it had expelled two diplomats.",
		                         "Togo, which recalled its envoy, severed relations with Benin." };
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		drg_doc *d = test_read(t[i], strlen(t[i]));
		assert_non_null(d);
		assert_true(d->l.event_args.n > 0);
		for (uint32_t k = 0; k < d->l.event_args.n; k++)
			if (d->l.event_args.role[k] == EV_ACTOR)
				assert_true(d->l.event_args.ent[k] == d->l.event_args.ent[0] && d->l.event_args.ent[k] != NONE);
		drg_doc_free(d);
	}
	drg_doc *d = test_read("It severed diplomatic relations with Benin on Monday.", 53);
	assert_non_null(d);
	assert_true(d->l.event_args.n > 0 && d->l.event_args.ent[0] == NONE);
	drg_doc_free(d);
}

/* What a speech act is about gives its code. */
static void series(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "The rebels refused to release the hostages.", "REJECT 1243 asserted: The rebels > \nRETREAT 0841 negated: The rebels > the hostages" },
		{ "The rebels threatened to attack the port.", "THREATEN 1384 asserted: The rebels > \nASSAULT 190 hypothetical: The rebels > the port" },
	};
	expect(t, sizeof t / sizeof *t);
}

/* Who promises or is asked to end a deed is not asked for the deed, nor threatens it. */
static void ended_topics(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "The army and the rebels agreed to stop fighting.", "AGREE 0356 asserted: The army+the rebels > \n" },
		{ "Togo urged the rebels to refrain from attacking convoys.", "REQUEST 0256 asserted: Togo > the rebels\n" },
		{ "Togo demanded that Benin stop shelling its towns.", "REQUEST 1056 asserted: Togo > Benin\n" },
		{ "Togo vowed to fight the rebels.", "THREATEN 1384 asserted: Togo > the rebels\n" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		if (strncmp(events(t[i][0]), t[i][1], strlen(t[i][1])) != 0)
			fail_msg("%s: %s", t[i][0], events(t[i][0]));
}

/* A demanded act is told beside the demand when it is one by itself; a demand that is rejected is not. */
static void topics_for_themselves(void **state)
{
	(void)state;
	assert_non_null(strstr(events("Nationalist deputies demanded the expulsion of Lorvian teachers."), " requested: "));
	assert_null(strstr(events("Togo rejected the demand of the teachers."), "REQUEST"));
}

/* Strikes of armies are no walkouts, and kill nobody by themselves. */
static void strikes(void **state)
{
	(void)state;
	assert_null(strstr(events("Nine people died in the army's strikes."), "PROTEST"));
	assert_non_null(strstr(events("The miners' strike emptied the port."), "PROTEST"));
	assert_null(strstr(events("An airstrike on a house killed nine people."), "house > "));
}

static void nothing(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "The striker scored twice and the club attacked until the last minute of the match.", "" },
		{ "Copper prices retreated as traders attacked the market.", "" },
		{ "The prison holds four hundred men.", "" },
		{ "Readers under twelve may come in only with a parent.", "" },
		{ "The storm killed the mood at the garden party.", "" },
		{ "In the novel, rebels attack the port.", "" },
		{ "The opera ends with the execution of the prisoners.", "" },
		{ "Moths have destroyed a tapestry showing the battle of Orm.", "" },
		{ "The minister fired one and kept the other.", "" },
		{ "The army put the number of dead at two.", "" },
		{ "Togo has veto power.", "" },
		{ "In most countries judges sentence offenders in public.", "" },
	};
	expect(t, sizeof t / sizeof *t);
}

/* A verb that no frame has; nouns and participles that go back to an act told before. */
static void head(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "Protesters pelted the police with stones.", "PROTEST 140 asserted: Protesters > the police" },
		{ "The president met the rebels in Ardal on Monday. The talks dealt with roads.",
		  "CONSULT 040 asserted: The president+the rebels > " },
		{ "The army besieged the port. The ship left the besieged port.", "COERCE 191 asserted: The army > the port" },
	};
	expect(t, sizeof t / sizeof *t);
}

static void status(void **state)
{
	(void)state;
	static const struct { struct event_factors f; enum event_status s; } t[] = {
		{ { .modality = EV_CERTAIN, .temporality = EV_PAST }, EV_ASSERTED },
		{ { .negated = true, .contested = true, .temporality = EV_FUTURE }, EV_NEGATED },
		{ { .modality = EV_WANTED, .temporality = EV_FUTURE }, EV_REQUESTED },
		{ { .modality = EV_CONDITIONAL, .contested = true }, EV_HYPOTHETICAL },
		{ { .modality = EV_PROBABLE, .contested = true, .temporality = EV_FUTURE }, EV_ALLEGED },
		{ { .modality = EV_PROBABLE, .temporality = EV_FUTURE }, EV_FUTURE_STATUS },
		{ { .modality = EV_PROBABLE, .temporality = EV_PAST }, EV_HYPOTHETICAL },
		{ { .modality = EV_CERTAIN, .temporality = EV_BACKGROUND }, EV_HISTORICAL },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		assert_int_equal(drg__event_status(t[i].f), t[i].s);
}

static void factors(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "The army denied that it had shelled the port.", "REJECT 016 asserted: The army > \nASSAULT 194 negated: it > the port" },
		{ "The minister will visit the rebel camp.", "CONSULT 042 future: The minister > the rebel camp" },
		{ "The army did not attack the port.", "ASSAULT 190 negated: The army > the port" },
		{ "The army may attack the port.", "ASSAULT 190 hypothetical: The army > the port" },
		{ "The union vowed to strike.", "THREATEN 133 asserted: The union > \nPROTEST 143 future: The union > " },
		{ "The rebels vowed never to attack schools.",
		  "AGREE 0356 asserted: The rebels > schools\nASSAULT 190 negated: The rebels > schools" },
		{ "Lawyers accused the army of killing herders.",
		  "ACCUSE 1121 asserted: Lawyers > the army\nASSAULT 180 alleged: the army > herders" },
		{ "Claims that the army had attacked the port were false.", "ASSAULT 190 negated: the army > the port" },
		{ "The army is to withdraw from the airfield on Sunday.", "RETREAT 0874 future: The army > " },
		{ "The army attacked Benin in 1994.", "ASSAULT 190 historical: The army > Benin" },
		{ "Not a single rebel attacked the port.", "ASSAULT 190 negated: a single rebel > the port" },
		{ "The army is accused of having attacked the port.", "ACCUSE 1123 asserted:  > The army\nASSAULT 190 alleged: The army > the port" },
		{ "Did the army attack the port?", "ASSAULT 190 hypothetical: the army > the port" },
		{ "Had the rebels attacked the port, the minister would have resigned.", "ASSAULT 190 hypothetical: the rebels > the port\nRETREAT 0831 hypothetical: the minister > " },
		{ "Any attack on the port would hurt the talks.", "ASSAULT 190 hypothetical:  > the port" },
		{ "Togo's president meets the rebels on Monday.", "CONSULT 040 future: Togo's president+the rebels > " },
		{ "Togo's president meets the rebels every Monday.", "CONSULT 040 asserted: Togo's president+the rebels > " },
		{ "Togo wants to know whether Benin attacked the port.", "ASSAULT 190 hypothetical: Benin > the port" },
		{ "The indictment says that the army attacked the port.", "ASSAULT 190 alleged: the army > the port" },
		{ "The strike by teachers begins on Monday.", "PROTEST 143 future: teachers > " },
		{ "The strike by teachers began on Monday.", "PROTEST 143 asserted: teachers > " },
		{ "A strike by teachers takes effect on Monday.", "PROTEST 143 future: teachers > " },
		{ "A strike by teachers takes effect at midnight.", "PROTEST 143 future: teachers > " },
		{ "A strike by teachers took effect at midnight.", "PROTEST 143 asserted: teachers > " },
		{ "In lieu of shelling the port, the army besieged the town.", "ASSAULT 194 negated: the army > the port\nCOERCE 191 asserted: the army > the town" },
		{ "The rebels were stopped before they could attack the port.", "COERCE 170 asserted:  > The rebels\nASSAULT 190 negated: they > the port" },
		{ "The rebels rested before they attacked the port.", "ASSAULT 190 asserted: they > the port" },
		{ "The law follows last year's protests by students.", "PROTEST 141 historical: students > " },
		{ "The law follows this week's protests by students.", "PROTEST 141 asserted: students > " },
		{ "The army attacked the port that the opera is named after.", "ASSAULT 190 asserted: The army > the port" },
		{ "The letter says that the army attacked the port.", "ASSAULT 190 asserted: the army > the port" },
		{ "In those days the army attacked the port.", "ASSAULT 190 historical: the army > the port" },
		{ "The report that the army attacked the port is baseless.", "ASSAULT 190 negated: the army > the port" },
		{ "More attacks by the army are likely.", "ASSAULT 190 future: the army > " },
		{ "The plan foresees a truce and the release of soldiers.", "RETREAT 0871 future:  > \nRETREAT 0841 future:  > soldiers" },
		{ "The roadmap has three stages: a truce, the release of soldiers and elections.", "RETREAT 0871 requested:  > \nRETREAT 0841 requested:  > soldiers" },
		{ "The agenda includes the deployment of troops.", "MOBILIZE 154 future:  > " },
		{ "The team includes soldiers whom the army freed on Monday.", "RETREAT 0841 asserted: the army > soldiers" },
		{ "The rebels then attacked the port.", "ASSAULT 190 asserted: The rebels > the port" },
		{ "A funeral was held in Togo in May.", "" },
		{ "The rebels held three engineers in May.", "ASSAULT 181 asserted: The rebels > three engineers" },
		{ "The army was given 48 hours to free the prisoners.", "RETREAT 0841 requested: The army > the prisoners" },
		{ "The army took 48 hours to free the prisoners.", "RETREAT 0841 asserted: The army > the prisoners" },
		{ "The rebels face an attack by the army.", "ASSAULT 190 hypothetical: the army > " },
		{ "The army is due to free the prisoners on Monday.", "RETREAT 0841 future: The army > the prisoners" },
		{ "Some 23 people have been killed, according to the Marsh Front.", "ASSAULT 180 asserted:  > Some 23 people" },
		{ "The minister told reporters the army would leave the town.", "RETREAT 087 future: the army > " },
		{ "The army will leave the town, the minister told a news conference.", "RETREAT 087 future: The army > " },
		{ "The minister told reporters the prisoners would be freed.", "RETREAT 0841 future:  > the prisoners" },
		{ "The minister told the army to leave the town.", "REQUEST 100 asserted: The minister > the army\nRETREAT 087 requested: the army > " },
		{ "The two sides are close to a deal on the prisoners, the envoy said.", "AGREE 030 hypothetical: The two sides > " },
		{ "The army was to have freed the prisoners on Monday.", "RETREAT 0841 negated: The army > the prisoners" },
		{ "The army was to free the prisoners on Monday.", "RETREAT 0841 future: The army > the prisoners" },
		{ "The envoy told a newspaper that the army plans to free the prisoners.", "AGREE 0353 asserted: the army > the prisoners\nRETREAT 0841 future: the army > the prisoners" },
		{ "The army had vowed to free the prisoners and did not.", "RETREAT 0841 negated: The army > the prisoners" },
		{ "Should the rebels leave, the army will free the prisoners.", "RETREAT 087 hypothetical: the rebels > \nRETREAT 0841 hypothetical: the army > the prisoners" },
		{ "The colonel is on trial for having attacked the port.", "ACCUSE 110 asserted: The colonel > \nASSAULT 190 alleged: The colonel > the port" },
		{ "The envoys returned to the negotiating table.", "CONSULT 046 asserted: The envoys > " },
		{ "The delegation walked away from the table on Monday.", "SANCTION 164 asserted: The delegation > " },
		{ "Three trucks of the agency were turned back at a checkpoint.", "COERCE 191 asserted:  > the agency" },
		{ "The army returned fire on Monday.", "ASSAULT 190 asserted: The army > " },
		{ "A meeting between Togo and Benin took place on Monday.", "CONSULT 040 asserted: Togo+Benin > " },
		{ "The border is open to traders from Togo.", "" },
		{ "An embargo is a ban on trade.", "" },
		{ "A strike by teachers is a blow to the minister.", "PROTEST 143 asserted: teachers > " },
		{ "A foiled attack by the rebels made news.", "ASSAULT 190 negated: the rebels > " },
		{ "A failed attack by the rebels made news.", "ASSAULT 190 asserted: the rebels > " },
		{ "Calls grew for the release of the editor.", "RETREAT 0841 requested:  > the editor" },
		{ "Fears grew after the release of the editor.", "RETREAT 0841 asserted:  > the editor" },
		{ "The court has fined the union before.", "SANCTION 172 historical: The court > the union" },
		{ "The court has fined the union before the strike.", "SANCTION 172 asserted: The court > the union\nPROTEST 143 asserted:  > " },
		{ "The firms are yet to sign the accord.", "SUPPORT 057 negated: The firms > " },
		{ "The rally ended with appeals for the release of the poet.", "RETREAT 0841 requested:  > " },
		{ "The party withheld its endorsement of the minister.", "SUPPORT 050 negated: its > the minister" },
		{ "The preacher incited the rebels to burn the shrine.", "ASSAULT 1712 requested: the rebels > the shrine" },
		{ "The captured fighters wrote to the court.", "" },
		{ "The army is ready to leave the port.", "AGREE 030 asserted: The army > \nRETREAT 087 hypothetical: The army > " },
		{ "An attack on the port killed three soldiers.", "ASSAULT 190 asserted:  > the port+three soldiers" },
	};
	expect(t, sizeof t / sizeof *t);
}

/* The last event's factors with the words that made them so. */
/* What one side tells and another disputes; what is said of a report or an act by another word of its clause. */
static void disputes(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "The army bombed a clinic, villagers said, which the army denies.", " alleged: The army > a clinic" },
		{ "Herders say that rangers attacked the camp, which the park service contests.", "ASSAULT 190 alleged: rangers > the camp" },
		{ "The army said it had shelled the port, and the rebels denied it.", "ASSAULT 194 alleged: it > the port" },
		{ "The army bombed a clinic and the mayor denied a permit.", " asserted: The army > a clinic" },
		{ "The minister met the rebels in Ardal and said that the vote was free, which the opposition denies.", "CONSULT 040 asserted: The minister+the rebels > " },
		{ "The army attacked the port, the union says. The officers dispute that.", "ASSAULT 190 alleged: The army > the port" },
		{ "The army attacked the port, the union says. The owners dispute the bill.", "ASSAULT 190 asserted: The army > the port" },
		{ "Talks between the miners and the government ended on Monday.", "CONSULT 040 asserted: the miners+the government > " },
		{ "The ministry called false a report that its troops had shelled the port.", "ASSAULT 194 negated: its troops > the port" },
		{ "The rebels rejected any part in the kidnapping of two engineers.", "negated: " },
		{ "A strike by teachers remains a possibility.", "PROTEST 143 hypothetical: teachers > " },
		{ "A strike by teachers remains popular.", "PROTEST 143 asserted: teachers > " },
		{ "Togo neither attacked the port nor expelled the envoy.", " negated: Togo > the envoy" },
		{ "The president has apologised to no one.", "negated: The president > " },
		{ "Police are studying a possible attack on the port.", "ASSAULT 190 hypothetical: " },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		if (!strstr(events(t[i][0]), t[i][1]))
			fail_msg("%s: %s", t[i][0], events(t[i][0]));
}

/* An act that hangs on an old time before it. */
static void old_times(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "The trenches were dug in the autumn of 2009, after Togo attacked the port.", " historical: Togo > the port" },
		{ "They recall 2009, when Togo attacked the port.", " historical: Togo > the port" },
		{ "It was in 2002 that the rebels attacked the port.", " historical: the rebels > the port" },
		{ "Bells marked five years since the attack on the port.", " historical: " },
		{ "They danced on Monday, when Togo attacked the port.", " asserted: Togo > the port" },
		{ "The army has closed roads since the attack on the port by rebels.", " asserted: rebels > the port" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		if (!strstr(events(t[i][0]), t[i][1]))
			fail_msg("%s: %s", t[i][0], events(t[i][0]));
}

static void words_behind_the_status(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "The army attacked the port.", "words" },
		{ "The army did not attack the port.", "words polarity=not" },
		{ "The army denied that it had shelled the port.", "words polarity=denied contested=denied" },
		{ "The army may attack the port.", "words modality=may" },
		{ "The minister will visit the rebel camp.", "words temporality=will" },
		{ "The mayor urged the army to leave the port.", "words modality=urged temporality=urged" },
		{ "The army would attack the port if the rebels moved.", "words modality=if" },
		{ "Any attack on the port would hurt the talks.", "words modality=Any" },
		{ "The army allegedly attacked the port.", "words contested=allegedly" },
		{ "The army attacked Benin in 1994.", "date" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		char got[160];
		drg_doc *d = test_read(t[i][0], strlen(t[i][0]));
		const struct events *v = &d->l.events;
		assert_true(v->n > 0);
		const struct span by[] = { v->polarity_by[v->n - 1], v->modality_by[v->n - 1], v->temporality_by[v->n - 1], v->contested_by[v->n - 1] };
		static const char *const factor[] = { "polarity", "modality", "temporality", "contested" };
		size_t n = (size_t)snprintf(got, sizeof got, "%s", drg__name(NAMES_EVENT_BECAUSE, v->because[v->n - 1]));
		for (size_t k = 0; k < 4; k++)
			if (by[k].e > by[k].s)
				n += (size_t)snprintf(got + n, sizeof got - n, " %s=%.*s", factor[k], (int)(by[k].e - by[k].s), t[i][0] + by[k].s);
		drg_doc_free(d);
		if (strcmp(got, t[i][1]) != 0)
			fail_msg("%s: %s, not %s", t[i][0], got, t[i][1]);
	}
}

/* The same words in a page of sport are no acts; in a report of a dispute they are. */
static void pages_of_something_else(void **state)
{
	(void)state;
	static const char sport[] =
		"The visitors attacked from the first minute and defeated the league leaders in front of a full house. "
		"Their captain struck twice before the break and was sent off for a late challenge on the keeper. "
		"\"You have to fight for every ball,\" the coach said, \"and you want players who do that for you.\" "
		"The club has asked the league to let it play the next round at home and offered a new deal to the striker. "
		"The rivals rejected a bid for their keeper in the summer, and you could see why, with save after save. "
		"The next match is on Saturday, when the league leaders visit the town that beat them in the cup.",
		dispute[] =
		"The Verdan army attacked positions of the Ridge Front on Monday, the defence ministry said. "
		"The Front said that government troops had shelled two villages and arrested eleven farmers near the border. "
		"Verdan's foreign minister rejected the accusation and demanded that the Front withdraw its fighters from the ridge. "
		"The Front refused to meet the minister and called for a ceasefire under observers of the Continental Union. "
		"The Union's envoy urged both sides to resume talks, and said that the government had agreed to release six prisoners. "
		"A spokesman for the Front said it would free the soldiers that it holds once the army leaves the ridge.";
	drg_doc *d = test_read(sport, sizeof sport - 1);
	assert_non_null(d);
	assert_int_equal(d->l.events.n, 0);
	drg_doc_free(d);
	d = test_read(dispute, sizeof dispute - 1);
	assert_non_null(d);
	assert_true(d->l.events.n >= 8);
	drg_doc_free(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(pages_of_something_else), cmocka_unit_test(relatives_mean_their_noun), cmocka_unit_test(constructions), cmocka_unit_test(subjects_from_outside), cmocka_unit_test(recipients), cmocka_unit_test(parties_further_off), cmocka_unit_test(countries), cmocka_unit_test(towns), cmocka_unit_test(parties_from_the_report), cmocka_unit_test(how_parties_are_known), cmocka_unit_test(impossible_parties), cmocka_unit_test(no_doers), cmocka_unit_test(pronouns), cmocka_unit_test(series), cmocka_unit_test(ended_topics), cmocka_unit_test(topics_for_themselves), cmocka_unit_test(strikes), cmocka_unit_test(nothing), cmocka_unit_test(head),
		                            cmocka_unit_test(status), cmocka_unit_test(factors), cmocka_unit_test(disputes), cmocka_unit_test(old_times), cmocka_unit_test(words_behind_the_status) };
	return cmocka_run_group_tests(tests, test_open, test_close);
}
