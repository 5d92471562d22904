/* Unit tests of stage/attribute, speaker and claim: each rule on a sentence of
 * ours, then chains. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analyse.h"
#include "doc/names.h"

static size_t put_run(const drg_doc *d, struct run r, char *out, size_t room)
{
	size_t n = 0;
	for (uint32_t k = 0; k < r.n; k++) {
		struct str s = test_bytes(d, d->l.attribs.pool.v[r.from + k]);
		n += (size_t)snprintf(out + n, room - n, "%s%.*s", k ? " .. " : "", (int)s.n, s.p);
	}
	return n;
}

/* "source | cue | content | recipient" of each outermost attribution, by line;
 * with `nested` of all. */
static const char *attributions(const char *z, bool nested)
{
	static char out[8192];
	size_t n = 0;
	drg_doc *d = test_read(z, strlen(z));
	assert_non_null(d);
	out[0] = 0;
	for (uint32_t i = 0; i < d->l.attribs.n; i++) {
		const struct attribs *a = &d->l.attribs;
		if (a->parent[i] != NONE && !nested)
			continue;
		n += (size_t)snprintf(out + n, sizeof out - n, "%s", n ? "\n" : "");
		n += put_run(d, a->source[i], out + n, sizeof out - n);
		n += (size_t)snprintf(out + n, sizeof out - n, "|");
		n += put_run(d, a->cue[i], out + n, sizeof out - n);
		n += (size_t)snprintf(out + n, sizeof out - n, "|");
		n += put_run(d, a->content[i], out + n, sizeof out - n);
		n += (size_t)snprintf(out + n, sizeof out - n, "|");
		n += put_run(d, a->recipient[i], out + n, sizeof out - n);
		assert_true(drg__doc_rule(d, a->rule[i]).name.n > 0);
	}
	drg_doc_free(d);
	return out;
}

static void each_rule(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "\"We wait for the ferry,\" the envoy said.", "the envoy|said|We wait for the ferry|" },
		{ "\"We wait for the ferry,\" said the envoy.", "the envoy|said|We wait for the ferry|" },
		{ "\"We wait,\" the envoy said. \"The ferry is late.\"", "the envoy|said|We wait .. The ferry is late.|" },
		/* a quotation that goes on in small letters, after what the speaker did; but one that is said anew */
		{ "\"We wait,\" the envoy said, folding the map, \"until the ferry comes.\"", "the envoy|said|We wait .. until the ferry comes.|" },
		{ "\"Word is,\" the envoy told Gray Wire, \"that the mill closes.\"", "the envoy|told|Word is .. that the mill closes.|Gray Wire" },
		{ "\"We wait,\" the envoy said, adding, \"we have no choice.\"", "the envoy|said|We wait|\nthe envoy|adding|we have no choice.|" },
		/* each quotation has the word that brings it */
		{ "\"We wait,\" the envoy said, adding later, \"The ferry is late.\"", "the envoy|said|We wait|\nthe envoy|adding|The ferry is late.|" },
		{ "\"We wait,\" the envoy said before adding: \"The ferry is late.\"", "the envoy|said|We wait|\nthe envoy|adding|The ferry is late.|" },
		{ "The mayor defended his plans by saying, \"I am trying to save lives.\"", "The mayor|defended|his plans|\nThe mayor|saying|I am trying to save lives.|" },
		{ "The mayor rose to say, \"I am trying to save lives.\"", "The mayor|rose to say|I am trying to save lives.|" },
		{ "Lena Ort used her speech to warn, \"We have nothing to hide.\"", "Lena Ort|to warn|We have nothing to hide.|" },
		{ "Tom Hask told her, \"The ferry has left.\"", "Tom Hask|told|The ferry has left.|her" },
		{ "The mayor was not there to say who is to blame.", "" },
		/* the title of a programme is not what is said on it */
		{ "\"We wait for the ferry,\" Lena Ort said on Valley Radio's \"Morning in the Hills.\"", "Lena Ort|said|We wait for the ferry|Valley Radio" },
		{ "Lena Ort said \"Peace for the Valley.\"", "Lena Ort|said|Peace for the Valley.|" },
		/* a quotation ends its sentence; the next one is another's */
		{ "The envoy called the list \"a bad joke on all of us.\" Lena Ort insisted that the army \"stop its work.\"",
		  "The envoy|called|the list \"a bad joke on all of us.\"|\nLena Ort|insisted|the army \"stop its work.\"|" },
		{ "The envoy said: \"We wait for the ferry.\"", "The envoy|said|We wait for the ferry.|" },
		{ "The envoy said on Monday that the crew had left.", "The envoy|said|the crew had left|" },
		{ "The envoy said the crew had left.", "The envoy|said|the crew had left|" },
		{ "The envoy said the crew had \"no choice at all\".", "The envoy|said|the crew had \"no choice at all\"|" },
		{ "The crew had left, the envoy said.", "the envoy|said|The crew had left|" },
		{ "The minister met the crew, which turned down the plan and said it would wait.", "which|said|it would wait|" },
		{ "The minister met the crew, which turned down the plan, and said she would wait.", "The minister|said|she would wait|" },
		{ "Three officials familiar with the talks, speaking by phone, said the crew had left.", "Three officials familiar with the talks, speaking by phone|said|the crew had left|" },
		{ "A Lorran diplomat, speaking by phone, said both sides agreed.", "A Lorran diplomat, speaking by phone|said|both sides agreed|" },
		{ "According to the Harbour Courier, which cited two clerks, the ferry has left the port.", "the Harbour Courier|According to|the ferry has left the port|" },
		{ "The crew will leave on Monday, the envoy told a news conference with her colleague, Lena Ort.", "the envoy|told|The crew will leave on Monday|a news conference" },
		{ "The crew, the envoy said, had left.", "the envoy|said|The crew .. had left|" },
		{ "The envoy told Gray Wire that the crew had left.", "The envoy|told|the crew had left|Gray Wire" },
		{ "The envoy vowed to leave the town.", "The envoy|vowed|to leave the town|" },
		{ "The envoy denied the report.", "The envoy|denied|the report|" },
		{ "According to the envoy, the crew had left.", "the envoy|According to|the crew had left|" },
		{ "The crew had left, according to the envoy.", "the envoy|according to|The crew had left|" },
		{ "The crew had reportedly left.", "|reportedly|The crew had .. left|" },
		{ "The crew is believed to have left.", "|is believed|The crew .. to have left|" },
		{ "Lena Ort, the envoy of the town, said the crew had left.", "Lena Ort, the envoy of the town|said|the crew had left|" },
		{ "The talks went on.\n\nAsked whether the crew had left, the envoy said it had not.", "|Asked|whether the crew had left|\nthe envoy|said|it had not|" },
		{ "On Tuesday the envoy said the crew had left.", "the envoy|said|the crew had left|" },
		{ "\"The crew left,\" that official said.", "that official|said|The crew left|" },
		{ "The envoy said the crew had left and added that it was late.", "The envoy|said|the crew had left|\nThe envoy|added|it was late|" },
		{ "The envoy urged the crew to leave the town.", "The envoy|urged|to leave the town|the crew" },
		{ "The envoy denied he had left the town.", "The envoy|denied|he had left the town|" },
		{ "The envoy asked the crew whether they had left.", "The envoy|asked|whether they had left|the crew" },
		/* words between marks that come after a comma are all that is his */
		{ "The ferry stays here, \"for a week\", the envoy said.", "the envoy|said|for a week|" },
		{ "The ferry is \"late again\", the envoy said.", "the envoy|said|The ferry is \"late again\"|" },
		{ "The ferry stays here, \"for a week\", as the envoy put it.", "the envoy|put|for a week|" },
		{ "The envoy, who refused to sit down \"with a tap\", as she put it, has left.", "she|put it|with a tap|" },
		{ "The crew has left, the envoy thinks.", "the envoy|thinks|The crew has left|" },
		{ "The crew has left, the envoy told us by telephone before he slept.", "the envoy|told|The crew has left|us" },
		{ "In the end, the envoy said by telephone that he would wait.", "the envoy|said|he would wait|" },
		{ "The envoy put the number of the crew at more than forty.", "The envoy|put|the number of the crew at more than forty|" },
		{ "The envoy put the number of the crew at fewer than 40.", "The envoy|put|the number of the crew at fewer than 40|" },
		{ "The envoy put the ferry at ease.", "" },
		{ "The envoy denied having seen the crew.", "The envoy|denied|having seen the crew|" },
		{ "The envoy said the crew had left, adding that the ferry was late.", "The envoy|said|the crew had left|\nThe envoy|adding|the ferry was late|" },
		/* a finite verb goes on with the cue, a bare one with what is said */
		{ "The envoy said the ferry would stay \"for a week\" and rejected the list.", "The envoy|said|the ferry would stay \"for a week\"|" },
		{ "The envoy said the ferry would stay here and take the mail.", "The envoy|said|the ferry would stay here and take the mail|" },
		/* what stands before the cue, by the one after it */
		{ "Smoke in both cabins, says a doctor who saw it.", "a doctor|says|Smoke in both cabins|" },
		{ "There was no list, a clerk who keeps the log told Gray Wire two days later.", "a clerk who keeps the log|told|There was no list|Gray Wire" },
		{ "The ferry left late, the Front charged. He had paid for it, the court ruled.", "the Front|charged|The ferry left late|\nthe court|ruled|He had paid for it|" },
		{ "The envoy ruled that out.", "" },
		/* a colon between two cues; an answer that is what somebody says */
		{ "Roland Quenby denied that anything had been lost: the boat was never there, he said.",
		  "Roland Quenby|denied|anything had been lost|\nhe|said|the boat was never there|" },
		{ "The envoy's answer is that the road is shut.", "The envoy|answer|the road is shut|" },
		/* refusing, charging are the speaker's deeds; what else is said is not */
		{ "A clerk confirmed that a letter had been sent but would not discuss it.", "A clerk|confirmed|a letter had been sent|\nA clerk|would not discuss|it|" },
		{ "The minister said the leaflets were fake and blamed the rebels for them.", "The minister|said|the leaflets were fake|\nThe minister|blamed|the rebels for them|" },
		{ "The envoy said the crew had left but would not return.", "The envoy|said|the crew had left but would not return|" },
		{ "The envoy says the road is shut, without giving details.", "The envoy|says|the road is shut|" },
		{ "The envoy says the road is shut without a sign.", "The envoy|says|the road is shut without a sign|" },
		/* the hour at the head of a line is not said */
		{ "16:45 The crew has left, the envoy said.", "the envoy|said|The crew has left|" },
		/* on somebody's reckoning, apart from the clause */
		{ "Two boats are missing, by the mission's count.", "the mission|count|Two boats are missing|" },
		{ "In the envoy's view, the road is shut.", "the envoy|view|the road is shut|" },
		{ "He came in the envoy's car. By the envoy's order, the road is shut.", "" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		assert_string_equal(attributions(t[i][0], false), t[i][1]);
}

/* Nobody is named: then nobody is the source, least of all the one spoken of; or
 * who is named after "by". */
static void sources_left_out(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "The ferry is believed to have left on Monday.", "|is believed|The ferry .. to have left on Monday|" },
		{ "The minister was accused of hiding two letters.", "|was accused of|The minister .. hiding two letters|" },
		{ "It is feared that the bridge has fallen.", "|is feared|the bridge has fallen|" },
		{ "The clerk was told that the road was closed.", "|was told|the road was closed|The clerk" },
		{ "The crew seems to have left the town.", "|seems|The crew .. to have left the town|" },
		{ "The harbour was described as a ruin.", "|was described as|The harbour .. a ruin|" },
		{ "The clerk was accused of hiding two letters, the envoy said.", "the envoy|said|The clerk was accused of hiding two letters|" },
		{ "The clerk was accused by the envoy of hiding two letters.", "the envoy|was accused|The clerk .. hiding two letters|" },
		{ "The crew was told by the mayor that the road was closed.", "the mayor|was told|the road was closed|The crew" },
		{ "The plan was described by two diplomats as a trap.", "two diplomats|was described|The plan .. a trap|" },
		{ "The envoy went home amid reports that the bridge had fallen.", "|reports|the bridge had fallen|" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		assert_string_equal(attributions(t[i][0], false), t[i][1]);
}

static void turns(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		/* announced in the paragraph before; not by a thing */
		{ "The mayor released the following statement:\n\n\"We offer our condolences to the families of all who died.\"",
		  "The mayor|released|We offer our condolences to the families of all who died.|" },
		{ "The plan has three parts:\n\n\"We offer our condolences to the families of all who died.\"", "||We offer our condolences to the families of all who died.|" },
		{ "Interview: Mona Vale\n\nMONA VALE: Are you leaving?\n\nLENA ORT: No. The ferry is late.\n\nVALE: And then?\n\nORT: We wait.",
		  "LENA ORT|:|No. The ferry is late|\nORT|:|We wait|" },
		{ "HOST: Lena Ort, good morning.\n\nORT: We wait.\n\nHOST: Still?\n\nORT: The ferry is late.",
		  "ORT|:|We wait|\nORT|:|The ferry is late|" },
		/* a heading before the label, when the label comes back; else it is none */
		{ "On the ferry ORT: It is late.\n\nOn the crew ORT: They wait.", "ORT|:|It is late|\nORT|:|They wait|" },
		{ "On the ferry ORT: It is late.", "" },
		{ "LIMA, May 4 (Gray Wire) - Lena Ort met us.\n\nGW: Are you leaving?\n\nORT: No. The ferry is late.\n\nGW: And then?\n\nORT: We wait.",
		  "ORT|:|No. The ferry is late|\nORT|:|We wait|" },
		{ "Why wait? ORT: Because the ferry is late. It often is.", "ORT|:|Because the ferry is late. It often is|" },
		{ "17:31 Harbour office: \"Nobody was hurt on the ferry.\"\n\n17:05 The ferry has left.", "Harbour office|:|Nobody was hurt on the ferry.|" },
		{ "NOTE: The ferry is late.", "" },
		{ "\"We have waited for the ferry long enough.\" - Lena Ort", "Lena Ort|-|We have waited for the ferry long enough.|" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		assert_string_equal(attributions(t[i][0], false), t[i][1]);
}

static void not_attributions(void **state)
{
	(void)state;
	static const char *const t[] = {
		"The ferry left the harbour on Monday.",
		"The claims were filed at the court.",
		"He wore a so-called \"safe hat\" in the harbour.",
		"The said ferry left.",
		"The envoy said \"\"\"\"\"\"\"\"\"\".", /* marks are no words */
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		assert_string_equal(attributions(t[i], true), "");
}

/* Chains of the claims that are not own voice, by line: "role:name > ..." with
 * the name of the entity. */
static const char *chains(const char *z)
{
	static char out[8192];
	size_t n = 0;
	drg_doc *d = test_read(z, strlen(z));
	assert_non_null(d);
	const struct layers *l = &d->l;
	out[0] = 0;
	for (uint32_t i = 0; i < l->claims.n; i++) {
		struct run r = l->claims.chain[i];
		assert_true(r.n > 0 && l->hops.role[r.from] == HOP_PUBLISHER);
		if (l->claims.kind[i] == CLAIM_OWN)
			continue;
		n += (size_t)snprintf(out + n, sizeof out - n, "%s", n ? "\n" : "");
		for (uint32_t k = 1; k < r.n; k++) {
			uint32_t e = l->hops.ent[r.from + k];
			struct str name = e == NONE ? STR("-") : l->entities.name[e];
			n += (size_t)snprintf(out + n, sizeof out - n, "%s%s:%.*s", k > 1 ? " > " : "", drg__name(NAMES_ROLE, l->hops.role[r.from + k]),
			                      (int)name.n, name.p);
		}
	}
	drg_doc_free(d);
	return out;
}

/* A line of a list says its words, not its bullet. */
static void a_bullet_is_no_word(void **state)
{
	(void)state;
	static const char *const t[] = { "\u2022 The crew had left, the envoy said.", "* The crew had left, the envoy said." };
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		drg_doc *d = test_read(t[i], strlen(t[i]));
		assert_non_null(d);
		assert_int_equal(d->l.claims.n, 1);
		assert_true(drg__str_eq(test_bytes(d, d->l.claims.pool.v[d->l.claims.spans[0].from]), STR("The crew had left")));
		drg_doc_free(d);
	}
}

/* The words that the innermost hop of the first claim shows. */
static void what_only_describes_is_no_part_of_a_name(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "The driver, still waving a flag, said the crew had left.", "The driver" },
		{ "Three clerks, all of whom were there, said the crew had left.", "Three clerks" },
		{ "A clerk, who was there, said the crew had left.", "A clerk" },
		{ "The institute - which was paid by the Harbour Post to look at the attack that killed Lena Ort - said the crew had left.", "The institute" },
		{ "Both camps will spend more, according to Lind Media, a figure that dwarfs all others.", "Lind Media" },
		{ "A clerk, a man who was there, said the crew had left.", "A clerk, a man who was there" },
		{ "A doctor, a clerk and a driver said the crew had left.", "A doctor, a clerk and a driver" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		drg_doc *d = test_read(t[i][0], strlen(t[i][0]));
		assert_non_null(d);
		assert_true(d->l.claims.n > 0);
		struct run r = d->l.claims.chain[0];
		struct str s = d->l.hops.name[r.from + r.n - 1];
		if (!drg__str_eq(s, drg__str_c(t[i][1])))
			fail_msg("%.*s", (int)s.n, s.p);
		drg_doc_free(d);
	}
}

static void chains_of_claims(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		/* somebody's words, by somebody who is not named; what he did is no word of his */
		{ "The ferry was late, the clerk is said to have answered the envoy.", "unspecified:- > speaker:the clerk" },
		{ "The clerk is said to have told the envoy that the ferry was late.", "unspecified:- > speaker:The clerk" },
		{ "The clerk is said to have left the town.", "unspecified:-" },
		{ "The chief envoy, Klara Voss, says the crew must wait.", "speaker:Klara Voss" },
		{ "Ms Graum, writes the Danube Observer, remembers that the word was farewell.", "relay:Danube Observer > speaker:Graum" },
		{ "Mellor, whose Unity Front won, thanked the police but said she would not leave the town.", "speaker:Mellor" },
		/* told what others make of it, and what others say */
		{ "An official said investigators suspected a clerk who had left.", "speaker:An official" },
		{ "An official said investigators had heard that the clerk had left.", "speaker:An official > speaker:investigators" },
		/* he and she in somebody's own words are somebody else */
		{ "MR RAVO: I met Tomas Lind. He said, \"The list is gone\".\n\nMR LALO: Who told you?\n\nMR RAVO: Lind did.",
		  "speaker:RAVO\nspeaker:RAVO > speaker:Tomas Lind\nspeaker:LALO\nspeaker:RAVO" },
		{ "The Harbour Post reported that Lena Ort said the crew had left.", "relay:Harbour Post > speaker:Lena Ort" },
		{ "An official told Gray Wire the crew had left.", "addressee:Gray Wire > speaker:An official" },
		{ "An official told reporters the crew had left.", "speaker:An official" },
		{ "The crew had reportedly left the town.", "unspecified:-" },
		/* the ground of what is said, behind the cue or before it, in marks or not */
		{ "State Radio said in its noon bulletin, quoting \"competent circles\", that the crew had left.", "relay:State Radio > speaker:competent circles" },
		{ "The crew had left, Gray Wire reported on Monday, citing \"a clerk at the port\".", "relay:Gray Wire > speaker:a clerk" },
		{ "Gray Wire reported at two in the afternoon, citing a clerk, that the crew had left.", "relay:Gray Wire > speaker:a clerk" },
		{ "Gray Wire, quoting an officer who had seen the letter, wrote that the crew had left.", "relay:Gray Wire > speaker:an officer" },
		{ "Gray Wire wrote, on the authority of a clerk, that the envoy had been told by the mayor that the crew had left.",
		  "relay:Gray Wire > speaker:a clerk > speaker:the envoy > speaker:the mayor" },
		{ "The agency carried a denial by the interior ministry, according to which no list existed.", "speaker:The agency > speaker:the interior ministry" },
		{ "The crew had left, a clerk said he had been told by the mayor.", "speaker:a clerk > speaker:the mayor" },
		{ "The crew had left, a clerk says the envoy was told by the mayor.", "speaker:a clerk > speaker:the envoy > speaker:the mayor" },
		{ "On Friday, a clerk said he had been told by the mayor.", "speaker:a clerk" },
		{ "The envoy has let it be known through his lawyer that the crew had left.", "speaker:his lawyer > speaker:The envoy" },
		{ "The crew had left, I am told.", "unspecified:-" },
		/* one who is asked for nothing and says nothing: a ground, a deed, another's verb */
		{ "The army blames the rebels for the dead, citing the group's use of houses, an official said.", "speaker:an official" },
		{ "The army declared a state of emergency. The court declared that the list was void.", "speaker:The court" },
		{ "Officials said on Friday the toll had risen, as Benin expands its war and orders people to leave.", "speaker:Officials\nspeaker:Benin" },
		{ "The road is shut, according to Thursday's report.", "issuer:report" },
		/* who quotes whom */
		{ "The Harbour Post quoted Lena Ort as saying the crew had left.", "relay:Harbour Post > speaker:Lena Ort" },
		{ "\"The crew left at noon,\" Lena Ort was quoted as saying by the Harbour Post.", "relay:Harbour Post > speaker:Lena Ort" },
		{ "Lena Ort was quoted by the Harbour Post on Monday as saying that the crew had left.", "relay:Harbour Post > speaker:Lena Ort" },
		{ "The ferry is late, the envoy told Gray Radio. It often is, she added.", "addressee:Gray Radio > speaker:the envoy\naddressee:Gray Radio > speaker:the envoy" },
		{ "The ferry is late, the envoy told Gray Radio.\n\nIt often is, she added.", "addressee:Gray Radio > speaker:the envoy\nspeaker:the envoy" },
		{ "The ferry is late, the envoy told Gray Radio. It often is, she said.", "addressee:Gray Radio > speaker:the envoy\nspeaker:the envoy" },
		/* "A:" of an interview */
		{ "Interview with Lena Ort, the envoy of the lakes.\n\nQ: Is the ferry late?\n\nA: The crew had left.\n\nQ: Why is that?\n\nA: The ferry was late.", "speaker:Lena Ort\nspeaker:Lena Ort" },
		{ "The ferry stayed.\n\nQ: Is the ferry late?\n\nA: The crew had left.\n\nQ: Why is that?\n\nA: The ferry was late.", "speaker:A\nspeaker:A" },
		{ "A clerk told the Sela Evening Post that the crew had left.", "addressee:Sela Evening Post > speaker:A clerk" },
		{ "The crew had left, the envoy wrote in a letter seen by the weekly Harbour Post.", "relay:Harbour Post > speaker:the envoy" },
		{ "The crew had left, the envoy wrote in a letter seen by Ada Lind.", "speaker:the envoy" },
		{ "The crew had left, the envoy wrote on a channel monitored by the Harbour Post.", "relay:Harbour Post > speaker:the envoy" },
		{ "The crew had left, the ministry confirmed through the agency Gray Wire.", "relay:Gray Wire > speaker:the ministry" },
		{ "The crew had left, the ministry confirmed through a clerk.", "speaker:a clerk > speaker:the ministry" },
		{ "The envoy said through an interpreter that the crew had left.", "speaker:The envoy" },
		{ "The crew had left, said a clerk interviewed by Gray Radio.", "addressee:Gray Radio > speaker:a clerk" },
		{ "The Harbour Post reported that the crew had left, citing a clerk.", "relay:Harbour Post > speaker:a clerk" },
		/* through whom it came: citing, having it from, on somebody's word, being told */
		{ "The Harbour Post reported on Monday, citing a clerk, that the crew had left.", "relay:Harbour Post > speaker:a clerk" },
		{ "The crew had left, the Harbour Post reported, citing a clerk who had it from an official.",
		  "relay:Harbour Post > speaker:a clerk > speaker:an official" },
		{ "The Harbour Post wrote, on the word of a clerk, that the crew had left.", "relay:Harbour Post > speaker:a clerk" },
		{ "The Harbour Post, citing a clerk quoting an official, said the crew had left.",
		  "relay:Harbour Post > speaker:a clerk > speaker:an official" },
		{ "The Harbour Post reported that the envoy had been told by a clerk that the crew had left.",
		  "relay:Harbour Post > speaker:the envoy > speaker:a clerk" },
		{ "An official told a clerk, who told the Harbour Post, that the crew had left.", "addressee:Harbour Post > speaker:a clerk > speaker:An official" },
		{ "An official told a clerk, who slept, that the crew had left.", "speaker:An official" },
		{ "An official confirmed to the Harbour Post on Monday that the crew had left.", "addressee:Harbour Post > speaker:An official" },
		{ "The Harbour Post quoted the envoy on Monday as telling clerks that the crew had left.", "relay:Harbour Post > speaker:the envoy" },
		{ "We reported, citing the Harbour Post, that the crew had left.", "relay:Harbour Post" },
		{ "An official told a newspaper that the crew had left.", "speaker:An official" },
		/* "the magazine" is the outlet named last; not "this newspaper", and no outlet without one */
		{ "Lena Ort told the Harbour Review the crew had left. \"It was late,\" she was quoted as saying by the magazine.",
		  "addressee:Harbour Review > speaker:Lena Ort\nrelay:Harbour Review > speaker:Lena Ort" },
		{ "Lena Ort told Marsh Voice that the crew had left.", "addressee:Marsh Voice > speaker:Lena Ort" },
		{ "The crew had left, the Harbour Post said on Monday, citing a clerk.", "relay:Harbour Post > speaker:a clerk" },
		{ "By Anna Vale\n\nLena Ort, the envoy, has been silent since May.\n\nWhen did you hear of it?\n\nAt noon. I was in the town.\n\nSo nobody told you?\n\nMy clerk did.\n\nWhere is he?\n\nI have not asked.",
		  "speaker:Lena Ort\nspeaker:Lena Ort\nspeaker:Lena Ort" },
		/* quoted by somebody, or by nobody in particular; carried and printed by an outlet */
		{ "The envoy was quoted as saying that the crew had left.", "unspecified:- > speaker:The envoy" },
		{ "Lena Ort, who slept, was quoted by the Harbour Post as saying that the crew had left.", "relay:Harbour Post > speaker:Lena Ort" },
		{ "The Harbour Post quoted its envoy, Lena Ort, as saying that the crew had left.", "relay:Harbour Post > speaker:Lena Ort" },
		{ "\"The crew left at noon,\" the Harbour Post quotes the envoy as saying.", "relay:Harbour Post > speaker:the envoy" },
		{ "In a statement carried by the Harbour Post, the envoy said the crew had left.", "relay:Harbour Post > speaker:the envoy" },
		{ "The envoy said in a letter printed by the Harbour Post that the crew had left.", "relay:Harbour Post > speaker:The envoy" },
		{ "The envoy said in an interview with the Harbour Post that the crew had left.", "addressee:Harbour Post > speaker:The envoy" },
		{ "The envoy said on Gray Television that the crew had left.", "addressee:Gray Television > speaker:The envoy" },
		{ "The envoy said on Monday that the crew had left.", "speaker:The envoy" },
		{ "The crew had left, according to a report obtained by the Harbour Post.", "relay:Harbour Post > issuer:a report" },
		/* a description with a name inside, and the name after it, are one */
		{ "Paul Vale's lawyer, Lena Ort, said the crew had left. The lawyer said it was late.", "speaker:Lena Ort\nspeaker:Lena Ort" },
		{ "In a statement written by a clerk, the envoy said the crew had left.", "speaker:the envoy" },
		{ "According to the Harbour Post, which cited a clerk, the crew had left.", "relay:Harbour Post > speaker:a clerk" },
		/* a report between a subject and its verb is around both */
		{ "The envoy, the Harbour Post reports, says he never slept.", "relay:Harbour Post > speaker:The envoy" },
		{ "The envoy, the Harbour Post reports, slept.", "relay:Harbour Post" },
		/* a party speaks through its documents */
		{ "The Marsh Front is angry. Its bulletin said the crew had left.", "issuer:Marsh Front" },
		{ "A letter from the Marsh Front said the crew had left.", "issuer:Marsh Front" },
		{ "A letter from the town said the crew had left.", "issuer:A letter" },
		/* who handed a document on */
		{ "The crew had left, according to a report of the mission of which the Harbour Post printed a page.", "relay:Harbour Post > issuer:the mission" },
		{ "The crew had left, an unpublished report says, parts of which the Harbour Post has printed.", "relay:Harbour Post > issuer:an unpublished report" },
		{ "The crew had left, a medical report read out by his lawyer warned.", "speaker:his lawyer > issuer:a medical report" },
		{ "The crew had left, a report of the mission says, and the Harbour Post printed a poem.", "issuer:the mission" },
		/* where an outlet had it from, in the next sentence; not where somebody else had it from */
		{ "The crew had left, the Harbour Post wrote. The paper had it from a clerk.", "relay:Harbour Post > speaker:a clerk" },
		{ "The crew had left, the Harbour Post reported. It had it from a clerk who had heard it from a guard.",
		  "relay:Harbour Post > speaker:a clerk > speaker:a guard" },
		{ "The crew had left, the Harbour Post wrote. The paper had a long day.", "relay:Harbour Post" },
		{ "The crew had left, the Harbour Post wrote. The envoy had it from a clerk.", "relay:Harbour Post" },
		/* one claim, though "quoted" and "said" both have the words */
		{ "The crew had left, an internal audit quoted by the Harbour Post said.", "relay:Harbour Post > speaker:an internal audit quoted by the Harbour Post" },
		/* by office the party's voice: no go-between */
		{ "The crew had left, the envoy said through a spokesman.", "speaker:the envoy" },
		/* told in turn, behind a content that went before */
		{ "The crew had left at noon, a steward said a clerk had heard from the guards.", "speaker:a steward > speaker:a clerk > speaker:the guards" },
		{ "The crew would be freed, their lawyer said the police had promised her.", "speaker:their lawyer > speaker:the police" },
		{ "The crew would be freed, their lawyer said.", "speaker:their lawyer" },
		/* who passed it on, and to whom */
		{ "The crew had left, a guard told a clerk, who repeated it to the Harbour Post.", "addressee:Harbour Post > speaker:a clerk > speaker:a guard" },
		{ "A guard told his cousin, who told this paper, that the crew had left.", "speaker:his cousin > speaker:A guard" },
		{ "The crew had left, a guard told a clerk, who passed the message to this newspaper.", "speaker:a clerk > speaker:a guard" },
		{ "The Harbour Post reported that the crew had left, citing a clerk who had been told of it by a gardener.",
		  "relay:Harbour Post > speaker:a clerk > speaker:a gardener" },
		{ "The crew had left, the Harbour Post reported, citing four who had seen it.", "relay:Harbour Post > speaker:-" },
		{ "The crew had left, the Harbour Post reported, citing four years of work.", "relay:Harbour Post" },
		/* nobody is made responsible */
		{ "Nobody said the crew had left.", "" },
		/* a ground is nobody's word, nor is a place */
		{ "The envoy said the crew had left, citing the weather.", "speaker:The envoy" },
		{ "The envoy said the crew had left, who came from the north.", "speaker:The envoy" },
		/* whom the publisher calls itself, and nobody in particular */
		{ "An official told this newspaper the crew had left.", "speaker:An official" },
		{ "An official told a press conference the crew had left.", "speaker:An official" },
		{ "LIMA, May 4 (Gray Wire) - An official told GW the crew had left.", "speaker:An official" },
		{ "LIMA, May 4 (Blue Wire) - An official told Gray Wire the crew had left.", "addressee:Gray Wire > speaker:An official" },
		/* who is not who he has seen, or is close to */
		{ "Lena Ort has the paper. A person close to Lena Ort said the crew had left.", "speaker:A person close to Lena Ort" },
		/* refusing to act is no claim, nor is what only points back */
		{ "The envoy refused to leave the town.", "" },
		{ "The envoy denied it.", "" },
		/* what a speaker says of himself adds no hop */
		{ "The envoy said he would ask for a ferry.", "speaker:The envoy" },
		{ "\"I promise that the crew will be back,\" Lena Ort said.", "speaker:Lena Ort" },
		/* surname to full name, pronoun to the latest speaker */
		{ "Lena Ort said the crew had left. Ort said it was late. She said it would be back.", "speaker:Lena Ort\nspeaker:Lena Ort\nspeaker:Lena Ort" },
		/* whose counterpart he is is not who he is */
		{ "Lena Ort said the crew had left. Her counterpart, Ivo Marr, said it was late.", "speaker:Lena Ort\nspeaker:Ivo Marr" },
		{ "Lena Ort said the crew had left. Her counterpart said it was late.", "speaker:Lena Ort\nspeaker:Her counterpart" },
		/* spellings of one name; not names that merely look alike */
		{ "Mohammed Orri said the crew had left. Muhammad Orri said it was late.", "speaker:Mohammed Orri\nspeaker:Mohammed Orri" },
		{ "Yusuf el-Orrani said the crew had left. Al-Orrani said it was late.", "speaker:Yusuf el-Orrani\nspeaker:Yusuf el-Orrani" },
		{ "Lena Orlensky said the crew had left. Orlenskyy said it was late.", "speaker:Lena Orlensky\nspeaker:Lena Orlensky" },
		{ "Lena Marr said the crew had left. Lena Mirr said it was late.", "speaker:Lena Marr\nspeaker:Lena Mirr" },
		{ "Lena Hansen said the crew had left. Hanson said it was late.", "speaker:Lena Hansen\nspeaker:Hanson" },
		/* he and she by given names, and never a body by an article */
		{ "Anna Ort met Paul Vale. Paul Vale said the crew had left. She said it was late.", "speaker:Paul Vale\nspeaker:Anna Ort" },
		{ "Lena Ort came. The Marsh Watch said the crew had left. She said it was late.", "speaker:Marsh Watch\nspeaker:Lena Ort" },
		/* one office is not another; the army of a land is not the land */
		{ "The harbour office said the crew had left. The refugee office said it was late. The refugee office said it would rain.",
		  "speaker:The harbour office\nspeaker:The refugee office\nspeaker:The refugee office" },
		{ "Ostra is small. The Ostra army said the crew had left. Ostra said it was late.", "speaker:The Ostra army\nspeaker:Ostra" },
		{ "The harbour office said the crew had left. The office said it was late.", "speaker:The harbour office\nspeaker:The harbour office" },
		/* an office, then the name with a title: the name says who */
		{ "The army's spokesman, Colonel Ivo Marr, said the crew had left.", "speaker:Ivo Marr" },
		{ "The army's spokesman, a colonel, said the crew had left.", "speaker:The army's spokesman" },
		/* the one who is spoken of is not the one who says it; what went before says nothing */
		{ "The mayor must negotiate with the man who the rebels say ordered the raid.", "speaker:the rebels" },
		{ "A \"ruin\", a \"heap\", a \"hole\" is left. The mayor must negotiate with the man who the rebels say ordered the raid.", "speaker:the rebels" },
		{ "Oat prices fell for a third day after forecasters promised that rain would come.", "speaker:forecasters" },
		{ "This suggests that the crew had left. The report suggests that it was late.", "issuer:The report" },
		/* outlets that no lexicon knows, by what they pass on; those that were told */
		{ "Ort told North Line that the crew had left. North Line quoted a clerk as saying it was late.", "addressee:North Line > speaker:Ort\nrelay:North Line > speaker:a clerk" },
		{ "Oke Sandell quoted a clerk as saying it was late. Sandell said the crew had left.", "speaker:Oke Sandell > speaker:a clerk\nspeaker:Oke Sandell" },
		{ "Ort told Radio Lusara that the crew had left.", "addressee:Radio Lusara > speaker:Ort" },
		{ "Ort told state radio that the crew had left.", "addressee:state radio > speaker:Ort" },
		/* who told of him stands within commas */
		{ "A clerk there, the log goes on, replied that the crew had left.", "speaker:the log > speaker:A clerk" },
		/* that official is the same one; another unnamed source is not */
		{ "An official said the crew had left. \"They left at noon,\" that official said. A source said they stayed. An official said they slept.",
		  "speaker:An official\nspeaker:An official\nspeaker:A source\nspeaker:An official" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		assert_string_equal(chains(t[i][0]), t[i][1]);
}

/* The words of the claims that are not own voice, by line. */
static const char *claimed(const char *z)
{
	static char out[4096];
	size_t n = 0;
	drg_doc *d = test_read(z, strlen(z));
	assert_non_null(d);
	const struct claims *cl = &d->l.claims;
	out[0] = 0;
	for (uint32_t i = 0; i < cl->n; i++)
		for (uint32_t k = 0; cl->kind[i] != CLAIM_OWN && k < cl->spans[i].n; k++) {
			struct str s = test_bytes(d, cl->pool.v[cl->spans[i].from + k]);
			n += (size_t)snprintf(out + n, sizeof out - n, "%s%.*s", k ? " .. " : n ? "\n" : "", (int)s.n, s.p);
		}
	drg_doc_free(d);
	return out;
}

static void what_is_claimed(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "The envoy accused the crew of hiding the letter.", "of hiding the letter" },
		{ "The envoy blamed the crew for the delay.", "the crew for the delay" },
		{ "The envoy blamed the weather.", "the weather" },
		{ "The envoy urged the crew to wait in the town and offered to pay for the food.", "to wait in the town\nto pay for the food" },
		{ "Dockers at three container terminals voted on Monday to continue their walkout after turning down an offer from the port, union leaders said.",
		  "Dockers at three container terminals voted on Monday to continue their walkout after turning down an offer from the port" },
		/* an interview without labels; questions that nobody answers for himself are none */
		{ "By Anna Vale\n\nLena Ort, the envoy, has been silent since May.\n\nWhen did you hear of it?\n\nAt noon. I was in the town.\n\nSo nobody told you?\n\nMy clerk did.\n\nWhere is he?\n\nI have not asked.",
		  "At noon. I was in the town\nMy clerk did\nI have not asked" },
		{ "Lena Ort, the envoy, has been silent since May.\n\nWhen did it begin?\n\nAt noon.\n\nWho told them?\n\nA clerk did.\n\nWhere is he?\n\nIn the town.", "" },
		/* of what is not said; nothing, when that is all */
		{ "The envoy declined to comment on the letter.", "the letter" },
		{ "The envoy declined to comment.", "" },
		{ "The envoy did not comment on the letter. The envoy would not discuss the ferry.", "the letter\nthe ferry" },
		{ "The envoy did not comment.", "" },
		{ "The envoy remembers it differently.", "" },
		{ "Neither side has named a day for the talks.", "" },
		{ "None of the envoys said the crew had left.", "" },
		{ "The crew left at noon, it was announced.", "The crew left at noon" },
		{ "The envoy called the report a lie.", "the report a lie" },
		/* what is denied, what something is said to be; turning a thing down states nothing */
		{ "The envoy rejected suggestions that the crew had left.", "the crew had left" },
		{ "The envoy dismissed the complaints as premature.", "the complaints as premature" },
		{ "The envoy rejected the plan.", "" },
		/* what is asked for, not who is asked */
		{ "The envoy appealed to both sides for a pause.", "for a pause" },
		{ "The envoy promised the crowd to pay for the food.", "to pay for the food" },
		{ "The envoy asked for help for the crew.", "for help for the crew" },
		{ "The envoy called a meeting.", "" },
		{ "The envoy called for a ferry.", "for a ferry" },
		{ "The envoy wants the same.", "" },
		{ "The envoy would neither confirm nor deny that the crew had left.", "the crew had left" },
		{ "Ostra called on Karvenia, its neighbour, to open the border.", "to open the border" },
		{ "The envoy demanded peace, bread and land, to be given at once.", "peace, bread and land, to be given at once" },
		/* with when and on what condition, where that hangs on what is demanded or promised */
		{ "The federation demands their release before any meeting.", "their release before any meeting" },
		{ "The federation wants the reinstatement of 40 drivers dismissed last Monday.", "the reinstatement of 40 drivers dismissed last Monday" },
		{ "The union threatened to leave the port if the crews are sent home.", "to leave the port if the crews are sent home" },
		/* what is held back is not said */
		{ "The envoy stopped short of threatening to close the border.", "" },
		{ "The envoy refrained from accusing the board of theft.", "" },
		{ "The envoy went on threatening to close the border.", "to close the border" },
		{ "The pause was extended, as agreed in May, by a week.", "" },
		/* nobody's name, a lawyer's */
		{ "The mayor mourned a clerk, whose feud threatened to split the town.", "" },
		{ "The mayor met a clerk, whose lawyer threatened to leave the town.", "to leave the town" },
		{ "Neither of the two clerks remembered the shot.", "" },
		{ "Both of the two clerks remembered the shot.", "the shot" },
		/* a number is no speaker */
		{ "There were 3,000, police estimated; 5,000, claimed the organisers.", "There were 3,000\n5,000" },
		/* a paraphrase that turns into a quotation: two claims; one quotation in two pieces: one */
		{ "The envoy promised that the crew would leave: \"We do not sleep here.\"", "the crew would leave\nWe do not sleep here." },
		{ "\"We do not sleep,\" the envoy said. \"We leave.\"", "We do not sleep .. We leave." },
		/* a ground behind a closed quotation is the writer's; one within the quotation is not */
		{ "The envoy said pressure had \"played a part\": the bloc had cut its grants.", "pressure had \"played a part\"" },
		{ "The envoy said pressure had \"played a part: we were cold\".", "pressure had \"played a part: we were cold\"" },
		/* what is asked or supposed is not said */
		{ "It was not clear whether the army knew that the road was mined.", "" },
		{ "It was clear that the army knew that the road was mined.", "the road was mined" },
		{ "The envoy called the ferry \"late again\".", "the ferry \"late again\"" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		assert_string_equal(claimed(t[i][0]), t[i][1]);
}

/* The last two of the sentences above name two different officials. */
static void unnamed_sources_stay_apart(void **state)
{
	(void)state;
	const char *z = "An official said the crew had left. \"They left at noon,\" that official said. A source said they stayed. An official said they slept.";
	drg_doc *d = test_read(z, strlen(z));
	assert_non_null(d);
	assert_int_equal(d->l.attribs.n, 4);
	const uint32_t *s = d->l.attribs.speaker;
	assert_true(s[0] != NONE && s[0] == s[1]);
	assert_true(s[2] != s[0] && s[3] != s[0] && s[2] != s[3]);
	drg_doc_free(d);
}

static void a_spokesperson_speaks_for_somebody(void **state)
{
	(void)state;
	const char *z = "An official of the Marsh Front said the crew had left.";
	drg_doc *d = test_read(z, strlen(z));
	assert_non_null(d);
	assert_int_equal(d->l.attribs.n, 1);
	uint32_t e = d->l.attribs.speaker[0];
	assert_true(e != NONE && d->l.entities.speaks_for[e] != NONE);
	assert_true(drg__str_eq(d->l.entities.name[d->l.entities.speaks_for[e]], STR("Marsh Front")));
	drg_doc_free(d);
}

/* A name with "of" in it is the source, not the first word of one. */
static void names_of_several_words(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "The Ministry of Defence said the bridge was closed.", "Ministry of Defence" },
		{ "The Chamber of Commerce said the port was closed.", "Chamber of Commerce" },
		{ "The Lomara Lawyers' League said the bridge was closed.", "Lomara Lawyers' League" },
		{ "Lena Ort of the Marsh Front said the bridge was closed.", "Lena Ort" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		drg_doc *d = test_read(t[i][0], strlen(t[i][0]));
		assert_non_null(d);
		assert_int_equal(d->l.attribs.n, 1);
		uint32_t e = d->l.attribs.speaker[0];
		assert_true(e != NONE && drg__str_eq(d->l.entities.name[e], drg__str_c(t[i][1])));
		drg_doc_free(d);
	}
}

/* Whoever is accused or asked speaks for no one who does so. */
static void the_accused_speak_for_others(void **state)
{
	(void)state;
	const char *z = "The Marsh Front accused Ms Ort of arson. \"Never,\" said Ms Ort.";
	drg_doc *d = test_read(z, strlen(z));
	assert_non_null(d);
	for (uint32_t i = 0; i < d->l.attribs.n; i++) {
		uint32_t e = d->l.attribs.speaker[i];
		assert_true(e == NONE || d->l.entities.speaks_for[e] == NONE);
	}
	drg_doc_free(d);
}

/* A content is a phrase: no holes, no noun cut short, no clause without its subject. */
static void whole_contents(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "Dockworkers at Harbour City's three container terminals voted on Wednesday to continue their walkout, union leaders said.",
		  "Dockworkers at Harbour City's three container terminals voted on Wednesday to continue their walkout|" },
		{ "The Verdan government said on Thursday it had rejected a proposal by the Ridge Front to exchange 40 captured soldiers, saying it would not negotiate under fire.",
		  "|it had rejected a proposal by the Ridge Front to exchange 40 captured soldiers|" },
		{ "He accused the government of staging the attack to wreck talks due to open in Harl on 15 November.", "of staging the attack to wreck talks due to open in Harl on 15 November|" },
		{ "The crew, the envoy said, had left.", "|The crew .. had left|" }, /* its own cue stays out */
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		if (!strstr(attributions(t[i][0], true), t[i][1]))
			fail_msg("%s: %s", t[i][0], attributions(t[i][0], true));
}

static uint32_t word(const drg_doc *d, const char *z)
{
	uint32_t t = 0;
	while (t < d->l.tokens.n && !drg__str_eq(test_bytes(d, d->l.tokens.span[t]), drg__str_c(z)))
		t++;
	assert_true(t < d->l.tokens.n);
	return t;
}

/* A verb behind speech that interrupts a sentence goes on with the sentence; the
 * speaker's own next deed does not. */
static void speech_put_in(void **state)
{
	(void)state;
	static const char *const t[][3] = {
		{ "The council had accepted the first step, the diplomat said, but wanted the exchange to come before any pause.", "wanted", "accepted" },
		{ "\"We reject this plan,\" Brekke said on Monday, \"and will not discuss it.\"", "discuss", "reject" },
		{ "The army had not fired on Ordun, he told state radio, and would pull back next week.", "pull", "fired" },
		{ "The troops should go, Mr Pell said on Monday, and promised an inquiry.", "promised", "said" },
		{ "The Front said it had accepted the request and accused the army of shelling the port.", "accused", "said" },
		{ "The officers must restore him or face sanctions.", "sanctions", "face" },
		{ "The Front said it had accepted the request and had left the port.", "left", "accepted" },
		{ "The Community of the Eight suspended Corvanne on Wednesday, two days after soldiers deposed President Irena Solt, and gave the officers until September 5 to free her.", "gave", "suspended" },
		{ "The Front will fight until the army leaves and the prisoners are freed.", "freed", "leaves" },
		{ "The envoy left because the guards shouted and threw stones.", "threw", "shouted" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		drg_doc *d = test_read(t[i][0], strlen(t[i][0]));
		assert_non_null(d);
		uint32_t up = d->l.deps.head[word(d, t[i][1])];
		assert_int_equal(up, word(d, t[i][2]));
		drg_doc_free(d);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(whole_contents), cmocka_unit_test(speech_put_in), cmocka_unit_test(names_of_several_words), cmocka_unit_test(the_accused_speak_for_others),
		cmocka_unit_test(each_rule), cmocka_unit_test(sources_left_out), cmocka_unit_test(turns), cmocka_unit_test(not_attributions),
		cmocka_unit_test(what_only_describes_is_no_part_of_a_name), cmocka_unit_test(a_bullet_is_no_word), cmocka_unit_test(chains_of_claims), cmocka_unit_test(what_is_claimed),
		cmocka_unit_test(unnamed_sources_stay_apart), cmocka_unit_test(a_spokesperson_speaks_for_somebody),
	};
	return cmocka_run_group_tests(tests, test_open, test_close);
}
