/* list.c - rows of the record, with the words they stand for.
 *
 * Each kind of list is one SELECT.  Its first column is the analysis a row
 * belongs to; the alias of the others names the field and, after an @, how it
 * is made:
 *   name           as it is
 *   name@spans     a JSON list of spans: the words
 *   name@s, @e     two columns, a span: the words
 *   name@chain     a claim: its chain as JSON; words in no claim are the publisher's
 *   name@real      a number, to its last digit
 *   key@cell       of a group: two fields, `id` and `text` of its newest row
 * Parameters: ?1 actor ?2 by ?3 via ?4 since ?5 until ?6 type ?7 superseded
 * ?8 clock ?9 recipient ?10 length of the period's name (4 year, 7 month, 10 day)
 * ?11 latitude ?12 longitude ?13 kilometres. */
#include <stdio.h>
#include <stdlib.h>

#include "doc/json.h"
#include "record/record.h"

#define READ "(?7 OR a.h IN latest)"
/* Somebody of the claim's chain: X is the last hop, or any other. */
#define CHAIN(par, claim, which) \
	"(" par " IS NULL OR EXISTS (SELECT 1 FROM hop h LEFT JOIN entity e ON e.analysis=h.analysis AND e.n=h.entity" \
	" WHERE h.analysis=a.h AND h.claim=" claim " AND " which \
	" AND (instr(lower(h.name),lower(" par ")) OR instr(lower(e.name),lower(" par ")) OR e.code=" par ")))"
#define PARTY(par, n) \
	"EXISTS (SELECT 1 FROM entity e WHERE e.analysis=a.h AND e.n=" n " AND (instr(lower(e.name),lower(" par ")) OR e.code=" par "))"
#define NAME(n) "(SELECT name FROM entity WHERE analysis=a.h AND n=" n ")"
/* For whom the people act who are named in full, by all reports: a report that names a
 * negotiator need not say whose, when another does. */
#define WITH_SIDES \
	"WITH side AS MATERIALIZED (SELECT lower(f.name) AS who, g.name AS name, count(*) AS times FROM entity f" \
	" JOIN entity g ON g.analysis=f.analysis AND g.n=f.speaks_for" \
	" WHERE f.kind='person' AND g.kind<>'person' AND instr(f.name,' ') AND f.analysis IN latest GROUP BY 1, lower(g.name)) "
/* .. the one told most often for entity n of a row, NULL for none. */
#define SIDE(n) \
	"(SELECT w.name FROM entity o JOIN side w ON w.who=lower(o.name) WHERE o.analysis=a.h AND o.n=" n " AND o.kind='person'" \
	" ORDER BY w.times DESC, lower(w.name) LIMIT 1)"
#define DAY(said) "coalesce(nullif(" said ",''),a.published)"
/* The first or last day that a row of times may mean, else what it is written as, else `otherwise`. */
#define DAY_OF(side, row, edtf, otherwise) \
	"coalesce((SELECT nullif(" side ",'') FROM time t WHERE t.analysis=a.h AND t.n=" row "),nullif(" edtf ",'')," otherwise ")"
/* A stretch of days that meets [?4, ?5]. */
#define MEETS(first, last) \
	"(?4 IS NULL OR substr(" last ",1,10)>=?4) AND (?5 IS NULL OR (" first "<>'' AND substr(" first ",1,10)<=?5))"
/* Was it said then, did it happen then?  What nobody dated is of the day it was said or published. */
#define SAID_THEN MEETS(DAY_OF("earliest", "x.said_time", "x.said", "a.published"), DAY_OF("latest", "x.said_time", "x.said", "a.published"))
#define HAPPENED_THEN \
	MEETS(DAY_OF("earliest", "x.time_of", "x.time", DAY(SAID("x.claim"))), DAY_OF("latest", "x.time_of", "x.time", DAY(SAID("x.claim"))))
/* The last day, or something after it, that an EDTF date or interval without its table row may mean. */
#define EDTF_LAST(day) "substr(substr(" day ",instr(" day ",'/')+1)||'-99-99',1,10)"
#define BETWEEN(day) "(?4 IS NULL OR " day ">=?4) AND (?5 IS NULL OR (" day "<>'' AND substr(" day ",1,10)<=?5))"
/* The entity's name where it has one, else the words of the chain. */
#define CALLED "CASE WHEN coalesce(e.name,'')='' OR (e.kind='unnamed' AND h.name<>'') THEN h.name ELSE e.name END"
#define SPEAKER(claim) \
	"(SELECT " CALLED " FROM hop h LEFT JOIN entity e ON e.analysis=h.analysis AND e.n=h.entity" \
	" WHERE h.analysis=a.h AND h.claim=" claim " AND h.last)"
#define FROM(table) " FROM " table " x JOIN analysis a ON a.h=x.analysis JOIN report r ON r.h=a.report"
/* What people said of a row: "reject (Ada Lind, 2026-11-22); note .. ". */
#define JUDGED \
	"(SELECT group_concat(verb || CASE WHEN field<>'' THEN ' ' || field || '=' || value WHEN value<>'' THEN ' ' || value ELSE '' END" \
	" || ' (' || by || ', ' || substr(at,1,10) || ')', '; ') FROM judgement WHERE row=x.id) AS judged"
#define NAMES(rows) "(SELECT group_concat(e.name,' and ') FROM json_each(" rows ") j JOIN entity e ON e.analysis=a.h AND e.n=j.value)"
#define SIDES(rows) \
	"(SELECT group_concat(" SIDE("j.value") ",' and ') FROM json_each(" rows ") j)"
#define AMONG(par, rows) \
	"EXISTS (SELECT 1 FROM json_each(" rows ") j JOIN entity e ON e.analysis=a.h AND e.n=j.value WHERE instr(lower(e.name),lower(" par ")) OR e.code=" par ")"
/* What every row of the talks ends with: its words, its chain, its score, what people said of it. */
#define ACT " " SPEAKER("x.claim") " AS speaker, x.s AS \"text@s\", x.e AS \"@e\", x.claim AS \"chain@chain\", x.score AS score, " JUDGED
#define BY_CHAIN CHAIN("?2", "x.claim", "h.last") " AND " CHAIN("?3", "x.claim", "NOT h.last") " AND " BETWEEN(DAY(SAID("x.claim")))
/* A location with a point near enough, inside the spans (a JSON list) of a row; ?13 NULL: anywhere. */
#define NEAR(spans) \
	"(?13 IS NULL OR EXISTS (SELECT 1 FROM place q, json_each(" spans ") j WHERE q.analysis=a.h AND q.use='location' AND q.lat IS NOT NULL" \
	" AND q.s>=json_extract(j.value,'$[0]') AND q.e<=json_extract(j.value,'$[1]') AND km(q.lat,q.lon,?11,?12)<=?13))"
/* The place of an event, likewise. */
#define NEAR_PLACE \
	"(?13 IS NULL OR EXISTS (SELECT 1 FROM place q WHERE q.analysis=a.h AND q.n=x.place AND q.lat IS NOT NULL AND km(q.lat,q.lon,?11,?12)<=?13))"
#define SAID(claim) "coalesce((SELECT said FROM claim WHERE analysis=a.h AND n=" claim "),'')"
#define ABOUT(claim) "coalesce((SELECT about FROM claim WHERE analysis=a.h AND n=" claim "),'')"

/* The sentence around byte `at`: its first (0) or last (1) byte. */
#define SENTENCE(at, end) \
	"(SELECT json_extract(value,'$[" #end "]') FROM json_each(a.sentences) WHERE json_extract(value,'$[0]')<=" at " AND json_extract(value,'$[1]')>" at ")"
/* One kind of row on the time line: what it is, who does it, in which words. */
#define MOMENT(table, kind, about, who, what, s, e) \
	"SELECT a.h AS h, " about " AS about, " SAID("x.claim") " AS said, a.published AS published, a.recorded AS recorded, '" kind "' AS kind," \
	" x.id AS id, " who " AS who, " what " AS what, " s " AS s, " e " AS e, r.id AS report" FROM(table) " WHERE " READ \
	" AND " CHAIN("?2", "x.claim", "h.last") " AND " CHAIN("?3", "x.claim", "NOT h.last")
/* Who does it to whom; those who do a thing together without a recipient do it to one another. */
#define TO_WHOM "CASE WHEN x.recipients='[]' AND x.type IN ('CONSULT','AGREE','COOPERATE') THEN x.actors ELSE x.recipients END"
#define ACTOR(e) "coalesce(nullif(" e ".code,'')," e ".name)"
#define IS_ACTOR(par, e) "(" par " IS NULL OR instr(lower(" e ".name),lower(" par ")) OR " e ".code=" par " OR " e ".country=" par ")"

static const struct { const char *kind, *sql; } lists[] = {
	{ "reports",
	  "SELECT a.h, r.id AS id, a.published AS published, a.outlet AS outlet, a.title AS title, a.source_name AS source,"
	  " r.source_id AS source_id, (SELECT count(*) FROM claim WHERE analysis=a.h) AS claims,"
	  " (SELECT count(*) FROM position WHERE analysis=a.h) AS positions, a.h IN latest AS current,"
	  " coalesce((SELECT text FROM note WHERE analysis=a.h AND code IN ('repeats','repeats-nearly') LIMIT 1),'') AS repeats"
	  " FROM analysis a JOIN report r ON r.h=a.report WHERE " READ
	  " AND (?1 IS NULL OR EXISTS (SELECT 1 FROM entity e WHERE e.analysis=a.h AND (instr(lower(e.name),lower(?1)) OR e.code=?1)))"
	  " AND (?2 IS NULL OR instr(lower(a.byline),lower(?2))) AND (?3 IS NULL OR instr(lower(a.outlet),lower(?3)))"
	  " AND " BETWEEN("a.published") " AND (?6 IS NULL OR a.lang=?6) ORDER BY a.published, r.id, a.run" },
	{ "claims",
	  "SELECT a.h, x.id AS id, r.id AS report, a.published AS published, x.said AS said, x.said_basis AS said_basis, x.kind AS kind, x.stance AS stance,"
	  " x.factuality AS factuality, " SPEAKER("x.n") " AS speaker, x.spans AS \"text@spans\", x.n AS \"chain@chain\", x.score AS score, " JUDGED
	  FROM("claim") " WHERE " READ " AND " CHAIN("?1", "x.n", "h.last") " AND " CHAIN("?2", "x.n", "h.last")
	  " AND " CHAIN("?3", "x.n", "NOT h.last") " AND " SAID_THEN " AND (?6 IS NULL OR ?6 IN (x.kind,x.stance,x.factuality))"
	  " AND " NEAR("x.spans") " ORDER BY a.published, r.id, a.run, x.n" },
	{ "unnamed",
	  "SELECT a.h, x.id AS id, r.id AS report, a.published AS published, coalesce(nullif(o.name,''),oe.name,'') AS source, o.role AS role,"
	  " x.spans AS \"text@spans\", x.n AS \"chain@chain\""
	  FROM("claim") " JOIN hop o ON o.analysis=a.h AND o.claim=x.n AND o.last LEFT JOIN entity oe ON oe.analysis=a.h AND oe.n=o.entity"
	  " WHERE " READ " AND (o.role='unspecified' OR oe.kind='unnamed') AND " CHAIN("?1", "x.n", "h.last") " AND " CHAIN("?2", "x.n", "h.last")
	  " AND " CHAIN("?3", "x.n", "NOT h.last") " AND " SAID_THEN " AND (?6 IS NULL OR ?6 IN (x.kind,x.stance,o.role))"
	  " ORDER BY a.published, r.id, a.run, x.n" },
	{ "positions",
	  WITH_SIDES "SELECT a.h, x.id AS id, r.id AS report, a.published AS published, " NAME("x.party") " AS party, " SIDE("x.party") " AS party_of, x.stance AS stance, x.issue AS issue,"
	  " x.aspect AS aspect, x.voice AS voice, " SPEAKER("x.claim") " AS speaker, x.s AS \"text@s\", x.e AS \"@e\","
	  " (SELECT id FROM condition WHERE analysis=a.h AND n=x.condition) AS condition, x.claim AS \"chain@chain\", x.score AS score, " JUDGED
	  FROM("position") " WHERE " READ " AND (?1 IS NULL OR " PARTY("?1", "x.party") ") AND " CHAIN("?2", "x.claim", "h.last")
	  " AND " CHAIN("?3", "x.claim", "NOT h.last") " AND " BETWEEN(DAY(SAID("x.claim")))
	  " AND (?6 IS NULL OR ?6 IN (x.stance,x.issue,x.voice,x.aspect)) ORDER BY a.published, r.id, a.run, x.n" },
	{ "conditions",
	  WITH_SIDES "SELECT a.h, x.id AS id, r.id AS report, a.published AS published, " NAME("x.party") " AS party, " SIDE("x.party") " AS party_of, x.kind AS kind,"
	  " x.cue_s AS \"operator@s\", x.cue_e AS \"@e\","
	  " x.blocks_s AS \"blocks@s\", x.blocks_e AS \"@e\", x.blocks_issue AS blocks_issue,"
	  " x.requires_s AS \"requires@s\", x.requires_e AS \"@e\", x.requires_issue AS requires_issue, x.necessary_only AS necessary_only,"
	  " " SPEAKER("x.claim") " AS speaker, x.s AS \"text@s\", x.e AS \"@e\", x.claim AS \"chain@chain\", x.score AS score, " JUDGED
	  FROM("condition") " WHERE " READ " AND (?1 IS NULL OR " PARTY("?1", "x.party") ") AND " CHAIN("?2", "x.claim", "h.last")
	  " AND " CHAIN("?3", "x.claim", "NOT h.last") " AND " BETWEEN(DAY(SAID("x.claim")))
	  " AND (?6 IS NULL OR ?6 IN (x.kind,x.blocks_issue,x.requires_issue)) ORDER BY a.published, r.id, a.run, x.n" },
	{ "proposals",
	  WITH_SIDES "SELECT a.h, x.id AS id, r.id AS report, a.published AS published, " NAME("x.by") " AS by, " NAME("x.\"to\"") " AS \"to\","
	  " " SIDE("x.by") " AS by_of, " SIDE("x.\"to\"") " AS to_of, " SIDE("x.conveyed_by") " AS conveyed_by_of,"
	  " " NAME("x.conveyed_by") " AS conveyed_by, x.state AS state, x.issue AS issue, x.terms_s AS \"terms@s\", x.terms_e AS \"@e\","
	  " (SELECT id FROM proposal WHERE analysis=a.h AND n=x.same_as) AS same_as, " SPEAKER("x.claim") " AS speaker,"
	  " x.s AS \"text@s\", x.e AS \"@e\", x.claim AS \"chain@chain\", x.score AS score, " JUDGED
	  FROM("proposal") " WHERE " READ " AND (?1 IS NULL OR " PARTY("?1", "x.by") " OR " PARTY("?1", "x.\"to\"") " OR "
	  PARTY("?1", "x.conveyed_by") ") AND " CHAIN("?2", "x.claim", "h.last") " AND " CHAIN("?3", "x.claim", "NOT h.last")
	  " AND " BETWEEN(DAY(SAID("x.claim"))) " AND (?6 IS NULL OR ?6 IN (x.state,x.issue)) ORDER BY a.published, r.id, a.run, x.n" },
	{ "events",
	  "SELECT a.h, x.id AS id, r.id AS report, a.published AS published, x.type AS type, nullif(x.mode,'') AS mode, nullif(x.cameo,'') AS cameo,"
	  " x.quad AS \"quad@real\", x.status AS status, " NAMES("x.actors") " AS actors, " NAMES("x.recipients") " AS recipients,"
	  " nullif(x.time,'') AS time, (SELECT name FROM place WHERE analysis=a.h AND n=x.place) AS place, " SPEAKER("x.claim") " AS speaker, x.trigger_s AS \"text@s\", x.trigger_e AS \"@e\","
	  " x.claim AS \"chain@chain\", x.\"by\" AS \"by\", x.score AS score"
	  FROM("event") " WHERE " READ " AND (?1 IS NULL OR " AMONG("?1", "x.actors") " OR " AMONG("?1", "x.recipients") ") AND " CHAIN("?2", "x.claim", "h.last")
	  " AND " CHAIN("?3", "x.claim", "NOT h.last") " AND " HAPPENED_THEN " AND " NEAR_PLACE
	  " AND (?6 IS NULL OR ?6 IN (x.type,x.mode,x.status) OR substr(x.cameo,1,length(?6))=?6) ORDER BY a.published, r.id, a.run, x.n" },
	{ "agreements",
	  WITH_SIDES "SELECT a.h, x.id AS id, r.id AS report, a.published AS published, " NAMES("x.parties") " AS parties, " SIDES("x.parties") " AS parties_of, " NAME("x.mediator") " AS mediator,"
	  " x.status AS status, x.issue AS issue, nullif(x.in_effect,'') AS in_effect, nullif(x.\"end\",'') AS \"end\", nullif(x.duration,'') AS duration, x.terms_s AS \"terms@s\", x.terms_e AS \"@e\","
	  " (SELECT id FROM agreement WHERE analysis=a.h AND n=x.same_as) AS same_as," ACT
	  FROM("agreement") " WHERE " READ " AND (?1 IS NULL OR " AMONG("?1", "x.parties") " OR " PARTY("?1", "x.mediator") ") AND " BY_CHAIN
	  " AND (?6 IS NULL OR ?6 IN (x.status,x.issue)) ORDER BY a.published, r.id, a.run, x.n" },
	{ "rounds",
	  "SELECT a.h, x.id AS id, r.id AS report, a.published AS published, " NAMES("x.parties") " AS parties, " NAME("x.mediator") " AS mediator,"
	  " " NAME("x.host") " AS host, " NAME("x.guarantor") " AS guarantor, " NAME("x.conveyor") " AS conveyor, x.format AS format,"
	  " " NAME("x.venue") " AS venue, x.last_s AS \"last@s\", x.last_e AS \"@e\", nullif(x.last_day,'') AS last_day,"
	  " x.next_s AS \"next@s\", x.next_e AS \"@e\", nullif(x.next_day,'') AS next_day,"
	  " x.progress_s AS \"progress@s\", x.progress_e AS \"@e\"," ACT
	  FROM("round") " WHERE " READ " AND (?1 IS NULL OR " AMONG("?1", "x.parties") " OR " PARTY("?1", "x.mediator") " OR " PARTY("?1", "x.host") ") AND " BY_CHAIN
	  " AND (?6 IS NULL OR ?6=x.format) ORDER BY a.published, r.id, a.run, x.n" },
	{ "counts", /* what a reader would list: the layer keeps dates, ages and the rest as well */
	  "SELECT a.h, x.id AS id, r.id AS report, a.published AS published, x.class AS class, x.measure AS measure, x.operator AS operator,"
	  " x.low AS \"low@real\", x.best AS \"best@real\", x.high AS \"high@real\", x.unit AS unit, x.what_s AS \"what@s\", x.what_e AS \"@e\","
	  " x.subset_s AS \"subset@s\", x.subset_e AS \"@e\", x.label_s AS \"label@s\", x.label_e AS \"@e\", x.as_of_s AS \"as_of@s\", x.as_of_e AS \"@e\","
	  " " NAME("x.entity") " AS entity, (SELECT id FROM quantity WHERE analysis=a.h AND n=x.part_of) AS part_of, " NAME("x.believer_entity") " AS believer," ACT
	  FROM("quantity") " WHERE " READ " AND (x.class IN ('people','things','money','vote') OR x.measure='sentence') AND x.operator<>'' AND x.score>=0.5"
	  " AND (?1 IS NULL OR " PARTY("?1", "x.believer_entity") " OR " PARTY("?1", "x.entity") ") AND " BY_CHAIN
	  " AND (?6 IS NULL OR ?6 IN (x.class,x.measure,x.operator)) ORDER BY a.published, r.id, a.run, x.n" },
	{ "labels",
	  "SELECT a.h, x.id AS id, r.id AS report, a.published AS published, coalesce(" NAME("x.user") ", a.outlet) AS user, " NAME("x.target") " AS target,"
	  " x.cue_s AS \"term@s\", x.cue_e AS \"@e\", x.voice AS voice," ACT
	  FROM("label") " WHERE " READ " AND (?1 IS NULL OR " PARTY("?1", "x.user") " OR " PARTY("?1", "x.target") ") AND " BY_CHAIN
	  " AND (?6 IS NULL OR ?6=x.voice) ORDER BY a.published, r.id, a.run, x.n" },
	{ "judgements",
	  "SELECT 0, row AS id, verb AS verb, nullif(field,'') AS field, nullif(value,'') AS value, by AS by, at AS at FROM judgement"
	  " WHERE (?1 IS NULL OR row=?1) AND (?2 IS NULL OR instr(lower(by),lower(?2))) AND (?6 IS NULL OR verb=?6)"
	  " AND (?4 IS NULL OR at>=?4) AND (?5 IS NULL OR substr(at,1,10)<=?5) ORDER BY h" },
	{ "actors",
	  "SELECT 0, x.name AS name, x.kind AS kind, nullif(max(x.code),'') AS code, nullif(max(x.country),'') AS country, nullif(max(x.sectors),'') AS sectors,"
	  " count(DISTINCT a.report) AS reports, sum(json_array_length(x.mentions)) AS mentions,"
	  " sum((SELECT count(*) FROM hop h WHERE h.analysis=a.h AND h.entity=x.n AND h.last)) AS claims"
	  FROM("entity") " WHERE " READ " AND x.kind NOT IN ('unnamed','place','other')"
	  " AND (?1 IS NULL OR instr(lower(x.name),lower(?1)) OR x.code=?1) AND (?2 IS NULL OR instr(lower(x.name),lower(?2)))"
	  " AND (?3 IS NULL OR instr(lower(a.outlet),lower(?3))) AND " BETWEEN("a.published") " AND (?6 IS NULL OR x.kind=?6)"
	  " GROUP BY lower(x.name), x.kind ORDER BY lower(x.name), x.name, x.kind" },
	/* Origins: named ones are one per name (until src/link knows better), the
	 * unnamed are never merged, own voice counts by its publisher. */
	{ "cells",
	  "SELECT 0, x.issue AS issue, p.name AS party, x.stance AS stance, max(x.aspect) AS aspect, x.voice AS voice,"
	  " nullif(min(" DAY(SAID("x.claim")) "),'') AS since, nullif(max(" DAY(SAID("x.claim")) "),'') AS latest,"
	  " count(DISTINCT a.report) AS reports, count(DISTINCT CASE WHEN h.role='relay' THEN lower(h.name) END) AS relays,"
	  " count(DISTINCT CASE WHEN NOT h.last THEN NULL WHEN h.role='unspecified' OR e.kind='unnamed' THEN x.id"
	  "  WHEN coalesce(e.name,h.name)='' THEN r.id ELSE lower(coalesce(e.name,h.name)) END) AS origins,"
	  " max(printf('%s|%s|%d|%d|%d'," DAY(SAID("x.claim")) ",x.id,a.h,x.s,x.e)) AS \"key@cell\""
	  FROM("position") " LEFT JOIN entity p ON p.analysis=a.h AND p.n=x.party"
	  " LEFT JOIN hop h ON h.analysis=a.h AND h.claim=x.claim LEFT JOIN entity e ON e.analysis=a.h AND e.n=h.entity"
	  " WHERE " READ " AND (?1 IS NULL OR instr(lower(p.name),lower(?1)) OR p.code=?1) AND " CHAIN("?2", "x.claim", "h.last")
	  " AND " CHAIN("?3", "x.claim", "NOT h.last") " AND " BETWEEN(DAY(SAID("x.claim"))) " AND (?6 IS NULL OR ?6 IN (x.stance,x.issue,x.voice))"
	  " GROUP BY x.issue, coalesce(nullif(p.code,''),lower(p.name),''), x.stance, x.voice, x.aspect='ended'"
	  " ORDER BY x.issue, lower(coalesce(p.name,'~')), x.voice, x.stance" },
	{ "timeline",
	  "SELECT h, nullif(CASE ?8 WHEN 'said' THEN coalesce(nullif(said,''),published) WHEN 'recorded' THEN recorded ELSE about END,'') AS day,"
	  " kind, id, who, what, s AS \"text@s\", e AS \"@e\", about, said, published, recorded, report FROM ("
	  MOMENT("event", "event", "x.time", NAMES("x.actors"), "x.type||' '||x.status", SENTENCE("x.trigger_s", 0), SENTENCE("x.trigger_s", 1))
	  " UNION ALL " MOMENT("position", "position", ABOUT("x.claim"), NAME("x.party"), "x.stance||' '||x.issue", "x.s", "x.e")
	  " UNION ALL " MOMENT("condition", "condition", ABOUT("x.claim"), NAME("x.party"), "x.kind||' '||x.blocks_issue", "x.s", "x.e")
	  " UNION ALL " MOMENT("proposal", "proposal", ABOUT("x.claim"), NAME("x.by"), "x.state||' '||x.issue", "x.s", "x.e")
	  ") WHERE (?1 IS NULL OR instr(lower(who),lower(?1))) AND (?6 IS NULL OR kind=?6 OR instr(' '||what||' ',' '||?6||' '))"
	  " AND (?4 IS NULL OR " EDTF_LAST("day") ">=?4) AND (?5 IS NULL OR substr(day,1,10)<=?5)"
	  " ORDER BY day IS NULL, day, report, kind, id" },
	/* Sums of what is asserted to have happened, each report's events counted. */
	{ "dyads",
	  "SELECT 0, substr(day,1,?10) AS period, actor, recipient, count(*) AS events, count(DISTINCT report) AS reports,"
	  " sum(quad=1) AS verbal_cooperation, sum(quad=2) AS material_cooperation, sum(quad=3) AS verbal_conflict, sum(quad=4) AS material_conflict,"
	  " total(goldstein) AS \"goldstein_sum@real\", avg(goldstein) AS \"goldstein_mean@real\", avg(intensity) AS \"intensity_mean@real\" FROM ("
	  "SELECT DISTINCT x.analysis, x.n, a.report AS report, coalesce(nullif(x.time,''),a.published) AS day, x.quad AS quad, x.goldstein AS goldstein,"
	  " x.intensity AS intensity, " ACTOR("p") " AS actor, " ACTOR("q") " AS recipient"
	  FROM("event") " JOIN json_each(x.actors) i JOIN entity p ON p.analysis=a.h AND p.n=i.value"
	  " LEFT JOIN json_each(" TO_WHOM ") j LEFT JOIN entity q ON q.analysis=a.h AND q.n=j.value"
	  " WHERE q.n IS NOT p.n AND " READ " AND x.status='asserted' AND " IS_ACTOR("?1", "p") " AND " IS_ACTOR("?9", "q")
	  " AND (?6 IS NULL OR ?6 IN (x.type,x.mode,x.cameo)) AND " CHAIN("?2", "x.claim", "h.last") " AND " CHAIN("?3", "x.claim", "NOT h.last")
	  " AND " BETWEEN("coalesce(nullif(x.time,''),a.published)") ") GROUP BY period, actor, recipient ORDER BY period, lower(actor), lower(recipient)" },
};

enum { FIELDS = 32 };
enum how { AS_IS, SPANS, SPAN, SPAN_END, CHAIN_OF, CELL, REAL };

struct drg_list {
	drg_record *rec;
	sqlite3_stmt *st, *text_st, *chain_st;
	char *text_filter;
	uint32_t columns;
	char name[FIELDS][24];
	enum how how[FIELDS];
	drg_field field[FIELDS];
	struct bytes made[FIELDS];  /* computed fields */
	char *text;                 /* of analysis text_of */
	size_t text_n;
	int64_t text_of;
};

void drg_list_close(drg_list *l)
{
	if (!l)
		return;
	sqlite3_finalize(l->st);
	sqlite3_finalize(l->text_st);
	sqlite3_finalize(l->chain_st);
	for (int i = 0; i < FIELDS; i++)
		free(l->made[i].p);
	free(l->text);
	free(l->text_filter);
	free(l);
}

static void name_columns(drg_list *l)
{
	static const struct { const char *word; enum how how; } tag[] = { { "spans", SPANS }, { "s", SPAN }, { "e", SPAN_END }, { "chain", CHAIN_OF }, { "cell", CELL }, { "real", REAL } };
	l->columns = (uint32_t)sqlite3_column_count(l->st);
	for (uint32_t i = 1; i < l->columns && i < FIELDS; i++) {
		const char *alias = sqlite3_column_name(l->st, (int)i), *at = alias ? strchr(alias, '@') : NULL;
		snprintf(l->name[i], sizeof l->name[i], "%.*s", at ? (int)(at - alias) : 23, alias ? alias : "");
		for (size_t k = 0; at && k < sizeof tag / sizeof *tag; k++)
			if (strcmp(at + 1, tag[k].word) == 0)
				l->how[i] = tag[k].how;
	}
}

static bool bind(sqlite3_stmt *st, int i, const char *z)
{
	if (i > sqlite3_bind_parameter_count(st))
		return true;
	return (z && *z ? sqlite3_bind_text(st, i, z, -1, SQLITE_TRANSIENT) : sqlite3_bind_null(st, i)) == SQLITE_OK;
}

/* A type, mode, status or code that no event of the record has is a slip of the
 * pen rather than a question: say what there is. */
static drg_status check_event_word(drg_record *rec, const char *word, drg_error *err)
{
	static const char find[] = "SELECT 1 FROM event WHERE ?1 IN (type,mode,status) OR substr(cameo,1,length(?1))=?1"
	                           " UNION ALL SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM event) LIMIT 1";
	static const char known[] = "SELECT group_concat(w,' ') FROM (SELECT DISTINCT type w FROM event UNION SELECT DISTINCT status FROM event)";
	sqlite3_stmt *q = NULL;
	if (sqlite3_prepare_v2(rec->db, find, -1, &q, NULL) != SQLITE_OK)
		return drg__record_fail(rec, err, "list");
	sqlite3_bind_text(q, 1, word, -1, SQLITE_STATIC);
	bool there = sqlite3_step(q) == SQLITE_ROW;
	sqlite3_finalize(q);
	if (there)
		return DRG_OK;
	q = NULL;
	drg_status s = DRG_EARG;
	if (sqlite3_prepare_v2(rec->db, known, -1, &q, NULL) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW)
		s = drg__fail(err, DRG_EARG, rec->path, "no event has the type, mode, status or CAMEO code \"%s\"; there are %s, modes and codes", word,
		              (const char *)sqlite3_column_text(q, 0));
	else
		s = drg__record_fail(rec, err, "list");
	sqlite3_finalize(q);
	return s;
}

drg_status drg_record_list(drg_record *rec, const char *kind, const drg_filter *filter, drg_list **out, drg_error *err)
{
	drg_filter f = { 0 };
	const char *sql = NULL;
	*out = NULL;
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		if (strcmp(lists[i].kind, kind) == 0)
			sql = lists[i].sql;
	if (!sql)
		return drg__fail(err, DRG_EARG, rec->path, "no list of \"%s\"", kind);
	if (filter)
		memcpy(&f, filter, filter->size < sizeof f ? filter->size : sizeof f);
	struct drg__near near = { 0, 0, 0 };
	bool is_near = f.near && *f.near;
	if (is_near && strcmp(kind, "claims") != 0 && strcmp(kind, "events") != 0)
		return drg__fail(err, DRG_EARG, rec->path, "a list of %s has no places", kind);
	drg_status found = drg__record_near(rec, is_near ? f.near : "0,0,0", &near, err);
	if (found)
		return found;
	if (strcmp(kind, "events") == 0 && f.type && *f.type) {
		drg_status s = check_event_word(rec, f.type, err);
		if (s)
			return s;
	}
	drg_list *l = calloc(1, sizeof *l);
	if (!l)
		return drg__fail(err, DRG_ENOMEM, rec->path, "out of memory");
	l->rec = rec;
	if (f.text && *f.text && !(l->text_filter = strdup(f.text))) {
		drg_list_close(l);
		return drg__fail(err, DRG_ENOMEM, rec->path, "out of memory");
	}
	bool ok = sqlite3_prepare_v2(rec->db, sql, -1, &l->st, NULL) == SQLITE_OK && bind(l->st, 1, f.actor) && bind(l->st, 2, f.by) &&
	          bind(l->st, 3, f.via) && bind(l->st, 4, f.since) && bind(l->st, 5, f.until) && bind(l->st, 6, f.type);
	if (ok && sqlite3_bind_parameter_count(l->st) >= 7)
		ok = sqlite3_bind_int(l->st, 7, f.superseded) == SQLITE_OK;
	ok = ok && bind(l->st, 8, f.clock) && bind(l->st, 9, f.recipient);
	if (ok && sqlite3_bind_parameter_count(l->st) >= 10)
		ok = sqlite3_bind_int(l->st, 10, f.period == DRG_PERIOD_YEAR ? 4 : f.period == DRG_PERIOD_DAY ? 10 : 7) == SQLITE_OK;
	if (ok && is_near)
		ok = sqlite3_bind_double(l->st, 11, near.lat) == SQLITE_OK && sqlite3_bind_double(l->st, 12, near.lon) == SQLITE_OK &&
		     sqlite3_bind_double(l->st, 13, near.km) == SQLITE_OK;
	if (!ok) {
		drg_status s = drg__record_fail(rec, err, "list");
		drg_list_close(l);
		return s;
	}
	name_columns(l);
	*out = l;
	return DRG_OK;
}

/* ------------------------------------------------------ computed fields -- */

static drg_status load_text(drg_list *l, int64_t h, drg_error *err)
{
	static const char sql[] = "SELECT t.bytes,t.codec,t.body FROM analysis a JOIN report r ON r.h=a.report JOIN text t ON t.sha256=r.text WHERE a.h=?1";
	if (l->text && l->text_of == h)
		return DRG_OK;
	if (!l->text_st && sqlite3_prepare_v2(l->rec->db, sql, -1, &l->text_st, NULL) != SQLITE_OK)
		return drg__record_fail(l->rec, err, "read a text");
	sqlite3_reset(l->text_st);
	sqlite3_bind_int64(l->text_st, 1, h);
	int r = sqlite3_step(l->text_st);
	if (r != SQLITE_ROW)
		return r == SQLITE_DONE ? drg__record_damaged(l->rec, err, "a row has no text") : drg__record_fail(l->rec, err, "read a text");
	int64_t n = sqlite3_column_int64(l->text_st, 0);
	const unsigned char *codec = sqlite3_column_text(l->text_st, 1);
	const char *p = sqlite3_column_blob(l->text_st, 2);
	struct str body = { p, p ? (size_t)sqlite3_column_bytes(l->text_st, 2) : 0 };
	drg_status s = codec ? drg__record_unpack(l->rec, (const char *)codec, body, n, NULL, err) : drg__record_damaged(l->rec, err, "a text has no codec");
	char *to = s ? NULL : realloc(l->text, (size_t)n + 1);
	if (!s && !to)
		s = drg__fail(err, DRG_ENOMEM, l->rec->path, "out of memory");
	if (!s) {
		l->text = to;
		l->text_n = (size_t)n;
		l->text_of = h;
		s = drg__record_unpack(l->rec, (const char *)codec, body, n, to, err);
		if (s)
			l->text_of = 0;
	}
	sqlite3_reset(l->text_st);
	return s;
}

/* The words of [s, e), appended to b after what is there. */
static drg_status words(drg_list *l, struct bytes *b, int64_t h, double s, double e, drg_error *err)
{
	drg_status st = load_text(l, h, err);
	if (st)
		return st;
	if (!(s >= 0 && s <= e && e <= (double)l->text_n))
		return drg__record_damaged(l->rec, err, "a span lies outside its text");
	if (b->n)
		drg__bytes_add(b, " ... ", 5);
	drg__bytes_add(b, l->text + (size_t)s, (size_t)(e - s));
	return DRG_OK;
}

static drg_status words_of_list(drg_list *l, struct bytes *b, int64_t h, const char *z, drg_error *err)
{
	double v[2];
	int n;
	drg_status s = DRG_OK;
	while (!s && (n = drg__record_tuple(&z, v, 2)) == 2)
		s = words(l, b, h, v[0], v[1], err);
	return !s && n != 0 ? drg__record_damaged(l->rec, err, "a list of spans is malformed") : s;
}

static bool sink_bytes(void *ctx, const char *p, size_t n)
{
	drg__bytes_add(ctx, p, n);
	return !((struct bytes *)ctx)->bad;
}

static struct str column(sqlite3_stmt *st, int i)
{
	const char *p = (const char *)sqlite3_column_text(st, i);
	return drg__str(p, p ? (size_t)sqlite3_column_bytes(st, i) : 0);
}

static drg_status chain(drg_list *l, struct bytes *b, int64_t h, int64_t claim, drg_error *err)
{
	static const char sql[] = "SELECT h.role," CALLED ",h.basis,h.n FROM hop h LEFT JOIN entity e ON e.analysis=h.analysis"
	                          " AND e.n=h.entity WHERE h.analysis=?1 AND h.claim=?2"
	                          " UNION ALL SELECT 'publisher',nullif(a.outlet,''),nullif(a.outlet_basis,''),0 FROM analysis a WHERE ?2<0 AND a.h=?1 ORDER BY 4";
	if (!l->chain_st && sqlite3_prepare_v2(l->rec->db, sql, -1, &l->chain_st, NULL) != SQLITE_OK)
		return drg__record_fail(l->rec, err, "read a chain");
	sqlite3_reset(l->chain_st);
	sqlite3_bind_int64(l->chain_st, 1, h);
	sqlite3_bind_int64(l->chain_st, 2, claim);
	struct jw w;
	drg__jw_begin(&w, sink_bytes, b);
	drg__jw_open(&w, '[');
	int r;
	while ((r = sqlite3_step(l->chain_st)) == SQLITE_ROW) {
		drg__jw_open(&w, '{');
		drg__jw_key(&w, "role");
		drg__jw_str(&w, column(l->chain_st, 0));
		drg__jw_key(&w, "name");
		drg__jw_str_or_null(&w, column(l->chain_st, 1));
		drg__jw_key(&w, "basis");
		drg__jw_str_or_null(&w, column(l->chain_st, 2));
		drg__jw_close(&w, '}');
	}
	drg__jw_close(&w, ']');
	drg__jw_end(&w);
	return r == SQLITE_DONE ? DRG_OK : drg__record_fail(l->rec, err, "read a chain");
}

/* "day|id|h|s|e": the last three by numbers, so a | in a day does no harm. */
static drg_status cell(drg_list *l, struct bytes *id, struct bytes *text, const char *key, drg_error *err)
{
	const char *bar[4] = { NULL };
	int n = 0;
	for (const char *p = key + strlen(key); p > key && n < 4;)
		if (*--p == '|')
			bar[n++] = p;
	if (n < 4)
		return drg__record_damaged(l->rec, err, "a row has no id");
	drg__bytes_add(id, bar[3] + 1, (size_t)(bar[2] - bar[3] - 1));
	return words(l, text, strtoll(bar[2] + 1, NULL, 10), strtod(bar[1] + 1, NULL), strtod(bar[0] + 1, NULL), err);
}

/* --------------------------------------------------------------- reading -- */

static void take(drg_field *f, const char *name, struct bytes *b, drg_field_type type)
{
	*f = (drg_field){ name, b->n ? type : DRG_FIELD_NONE, { b->p ? b->p : "", b->n }, 0 };
}

static void plain(drg_list *l, drg_field *f, const char *name, int i)
{
	*f = (drg_field){ .name = name };
	switch (sqlite3_column_type(l->st, i)) {
	case SQLITE_INTEGER:
		f->type = DRG_FIELD_NUMBER;
		f->number = sqlite3_column_int64(l->st, i);
		break;
	case SQLITE_FLOAT: { /* a score: as the document's JSON writes it */
		struct bytes *b = &l->made[i];
		struct jw w;
		drg__jw_begin(&w, sink_bytes, b);
		if (l->how[i] == REAL)
			drg__jw_real(&w, sqlite3_column_double(l->st, i));
		else
			drg__jw_score(&w, (float)sqlite3_column_double(l->st, i));
		drg__jw_end(&w);
		take(f, name, b, DRG_FIELD_JSON);
		break;
	}
	case SQLITE_NULL:
		break;
	default: {
		struct str s = column(l->st, i);
		*f = (drg_field){ name, s.n ? DRG_FIELD_TEXT : DRG_FIELD_NONE, { s.p ? s.p : "", s.n }, 0 };
	}
	}
}

static bool has_text(const drg_list *l, uint32_t n)
{
	size_t k = strlen(l->text_filter);
	for (uint32_t i = 0; i < n; i++) {
		const drg_field *f = &l->field[i];
		if (f->type != DRG_FIELD_TEXT || (strcmp(f->name, "text") != 0 && strcmp(f->name, "title") != 0 && strcmp(f->name, "name") != 0))
			continue;
		for (size_t at = 0; at + k <= f->text.n; at++)
			if (drg__str_ieq(drg__str(f->text.p + at, k), drg__str(l->text_filter, k)))
				return true;
	}
	return false;
}

static drg_status one(drg_list *l, uint32_t *n, drg_error *err)
{
	int64_t h = sqlite3_column_int64(l->st, 0);
	drg_status s = DRG_OK;
	*n = 0;
	for (int i = 0; i < FIELDS; i++) {
		l->made[i].n = 0;
		l->made[i].bad = false;
	}
	for (uint32_t i = 1; !s && i < l->columns && i < FIELDS - 1; i++) {
		drg_field *f = &l->field[*n];
		struct bytes *b = &l->made[i];
		bool null = sqlite3_column_type(l->st, (int)i) == SQLITE_NULL;
		if (l->how[i] == SPAN_END)
			continue;
		if (l->how[i] == AS_IS || l->how[i] == REAL) {
			plain(l, f, l->name[i], (int)i);
		} else if (l->how[i] == CELL) {
			if (!null)
				s = cell(l, b, &l->made[FIELDS - 1], (const char *)sqlite3_column_text(l->st, (int)i), err);
			take(f, "id", b, DRG_FIELD_TEXT);
			take(&l->field[++*n], "text", &l->made[FIELDS - 1], DRG_FIELD_TEXT);
		} else if (l->how[i] == CHAIN_OF) {
			s = chain(l, b, h, null ? -1 : sqlite3_column_int64(l->st, (int)i), err);
			take(f, l->name[i], b, DRG_FIELD_JSON);
		} else {
			double from = sqlite3_column_double(l->st, (int)i);
			double to = l->how[i] == SPAN ? sqlite3_column_double(l->st, (int)i + 1) : 0;
			const char *z = l->how[i] == SPANS ? (const char *)sqlite3_column_text(l->st, (int)i) : NULL;
			if (z)
				s = words_of_list(l, b, h, z, err);
			else if (to > from || from > to)
				s = words(l, b, h, from, to, err);
			take(f, l->name[i], b, DRG_FIELD_TEXT);
		}
		if (!s && (b->bad || l->made[FIELDS - 1].bad))
			s = drg__fail(err, DRG_ENOMEM, l->rec->path, "out of memory");
		++*n;
	}
	return s;
}

drg_status drg_list_next(drg_list *l, const drg_field **fields, uint32_t *n, drg_error *err)
{
	for (;;) {
		int r = sqlite3_step(l->st);
		if (r == SQLITE_DONE)
			return DRG_END;
		if (r != SQLITE_ROW)
			return drg__record_fail(l->rec, err, "list");
		drg_status s = one(l, n, err);
		if (s)
			return s;
		*fields = l->field;
		if (!l->text_filter || has_text(l, *n))
			return DRG_OK;
	}
}

/* ------------------------------------------------------------ one report -- */

static drg_status one_handle(drg_record *rec, const char *sql, const char *key, int64_t *h, int *count, drg_error *err)
{
	sqlite3_stmt *q = NULL;
	if (sqlite3_prepare_v2(rec->db, sql, -1, &q, NULL) != SQLITE_OK)
		return drg__record_fail(rec, err, "look it up");
	sqlite3_bind_text(q, 1, key, -1, SQLITE_STATIC);
	int r;
	*count = 0;
	while ((r = sqlite3_step(q)) == SQLITE_ROW && *count < 2) {
		if (*count == 0)
			*h = sqlite3_column_int64(q, 0);
		++*count;
	}
	drg_status s = r == SQLITE_DONE || r == SQLITE_ROW ? DRG_OK : drg__record_fail(rec, err, "look it up");
	sqlite3_finalize(q);
	return s;
}

drg_status drg_record_doc(drg_record *rec, const char *report, drg_doc **out, drg_error *err)
{
	static const char *const ways[] = {
		"SELECT id FROM report WHERE id=?1",
		"SELECT id FROM report WHERE length(?1)>=4 AND substr(id,1,length(?1))=?1",
		"SELECT id FROM report WHERE source_id=?1 AND ?1<>''",
		("SELECT DISTINCT r.id FROM source s JOIN reading d ON d.source=s.h JOIN analysis a ON a.h=d.analysis JOIN report r ON r.h=a.report"
		 " WHERE s.name=?1"),
	};
	/* The latest reading: of the source read last, its last. */
	static const char newest[] = "SELECT a.h FROM report r JOIN analysis a ON a.report=r.h WHERE r.id=?1 ORDER BY a.h IN latest DESC, a.h DESC LIMIT 1";
	*out = NULL;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		sqlite3_stmt *q = NULL;
		char id[32] = "";
		int count = 0, r;
		if (sqlite3_prepare_v2(rec->db, ways[i], -1, &q, NULL) != SQLITE_OK)
			return drg__record_fail(rec, err, "look it up");
		sqlite3_bind_text(q, 1, report, -1, SQLITE_STATIC);
		while ((r = sqlite3_step(q)) == SQLITE_ROW && count < 2) {
			const unsigned char *z = sqlite3_column_text(q, 0);
			snprintf(id, sizeof id, "%s", z ? (const char *)z : "");
			count++;
		}
		sqlite3_finalize(q);
		if (r != SQLITE_DONE && r != SQLITE_ROW)
			return drg__record_fail(rec, err, "look it up");
		if (count > 1)
			return drg__fail(err, DRG_ENOTFOUND, rec->path, "\"%s\" fits more than one report; give its id", report);
		if (count == 1) {
			int64_t h = 0;
			drg_status s = one_handle(rec, newest, id, &h, &count, err);
			if (s)
				return s;
			return count ? drg__record_load(rec, h, out, err) : drg__record_damaged(rec, err, "a report was never read");
		}
	}
	return drg__fail(err, DRG_ENOTFOUND, rec->path, "no report \"%s\"", report);
}

drg_status drg_record_find(drg_record *rec, const char *row, char report[20], drg_error *err)
{
	report[0] = 0;
	for (int i = 0; i < LAYERS; i++) {
		const char *prefix = i == LAYER_ENTITIES ? "e" : drg__layer((enum layer_id)i)->prefix;
		const char *table = i == LAYER_ENTITIES ? "entity" : drg__layer((enum layer_id)i)->table;
		size_t n = prefix ? strlen(prefix) : 0;
		if (!n || strncmp(row, prefix, n) != 0 || row[n] != '-')
			continue;
		char sql[256];
		snprintf(sql, sizeof sql, "SELECT r.id FROM %s x JOIN analysis a ON a.h=x.analysis JOIN report r ON r.h=a.report WHERE x.id=?1"
		                          " ORDER BY a.h DESC LIMIT 1", table);
		sqlite3_stmt *q = NULL;
		if (sqlite3_prepare_v2(rec->db, sql, -1, &q, NULL) != SQLITE_OK)
			return drg__record_fail(rec, err, "look it up");
		sqlite3_bind_text(q, 1, row, -1, SQLITE_STATIC);
		int r = sqlite3_step(q);
		const unsigned char *z = r == SQLITE_ROW ? sqlite3_column_text(q, 0) : NULL;
		snprintf(report, 20, "%s", z ? (const char *)z : "");
		sqlite3_finalize(q);
		if (r != SQLITE_ROW && r != SQLITE_DONE)
			return drg__record_fail(rec, err, "look it up");
		if (z)
			return DRG_OK;
	}
	return drg__fail(err, DRG_ENOTFOUND, rec->path, "no row \"%s\"", row);
}
