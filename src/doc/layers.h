/* layers.h - every layer of an analysed document.
 *
 * A layer is a struct of parallel arrays.  A row is a uint32_t index; rows
 * refer to rows by index, never by pointer, and NONE means "no row".  Each
 * column has exactly one writer, named beside it.  Spans are byte ranges of
 * text.p, half open.  All arrays live in the document's own pool.
 *
 *   bytes -> text, meta, paras, zones             ingest
 *         -> tokens                               stage/token
 *         -> sents                                stage/segment
 *         -> tagset, morph, deps, names           stage/encode, with stage/tag and stage/parse
 *         -> evidence                             stage/encode, with stage/evidence
 *         -> quotes                               stage/quote
 *         -> mentions                             stage/mention
 *         -> attribs                              stage/attribute
 *         -> entities (mentions.ent)              stage/speaker
 *         -> times, places, counts                stage/when, where, count
 *         -> events                               stage/event
 *         -> claims, hops                         stage/claim, claim_fact
 *         -> acts: positions, conditions,         stage/talk
 *            proposals, agreements, labels
 */
#ifndef DRG_DOC_LAYERS_H
#define DRG_DOC_LAYERS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "pack/view.h" /* enum token_flag, enum upos */

#define NONE UINT32_MAX

/* A number that the text does not state; `v == v` asks whether it does. */
#define NOT_STATED __builtin_nan("")

/* A run of rows [from, from + n) in a pool array, for "several spans". */
struct run {
	uint32_t from, n;
};

/* Growing pool of spans shared by the layers that need several per row. */
struct spans {
	struct span *v;
	size_t n, cap;
};

/* The same for row numbers. */
struct rows {
	uint32_t *v;
	size_t n, cap;
};

/* How something came to be known; the order is used for sorting. */
enum basis { BASIS_NONE, BASIS_GIVEN, BASIS_METADATA, BASIS_TEXT, BASIS_EXPLICIT, BASIS_IMPLICIT, BASIS_INHERITED, BASIS_INFERRED };

/* ------------------------------------------------- ingest: text and meta -- */

/* One stretch of text and the source bytes it came from.  COPIED stretches map
 * byte for byte; others (a character reference, a repaired byte, a collapsed
 * white space) map as a whole. */
struct srcmap {
	uint32_t *text_at; /* [n] ascending, text_at[0] == 0 */
	uint64_t *src_at;  /* [n] where the stretch begins in the source */
	uint8_t *copied;   /* [n] 1 = byte for byte until the next row */
	uint32_t n;
};

struct text {
	const char *p; /* valid UTF-8, immutable */
	uint32_t n;
	uint8_t sha256[32]; /* of p[0..n) */
	struct srcmap map;
};

struct meta { /* writer: ingest; outlet and day of publication may be set by ingest/zone when only the text states them */
	struct str source_name, source_id, url, lang;
	struct str title;
	struct str *byline;      /* persons and desks */
	uint32_t n_byline;
	struct str *relay;       /* agencies credited in the byline: they relayed, they did not write */
	uint32_t n_relay;
	struct str outlet;
	enum basis outlet_basis; /* GIVEN, METADATA, INFERRED (by a credit or prompt line) or NONE */
	struct span outlet_span; /* where in the text, when INFERRED */
	struct str published;    /* EDTF, "" unknown: a day, or day and time where the zone is known */
	enum basis published_basis;
	struct str updated; /* EDTF, "" unknown */
	struct str charset; /* as decoded */
	uint8_t source_sha256[32];
};

/* Something a reader should know about how the document was made: a repair, a
 * limit reached, a part left out. */
struct notes {
	struct note {
		const char *code; /* constant: "bad-utf8", "limit-memory", ... */
		struct str text;  /* one line, for people */
		uint32_t at;      /* byte in text, NONE if not about a place */
	} *v;
	size_t n, cap;
};

/* Paragraphs: blocks between line breaks or HTML block boundaries. writer: ingest */
struct paras {
	struct span *span; /* [n] trimmed of white space, ascending, disjoint */
	uint32_t n;
};

enum zone_kind { ZONE_TITLE, ZONE_DATELINE, ZONE_HEADLINE, ZONE_PROMO, ZONE_CREDIT, ZONE_CAPTION, ZONE_KINDS };

/* Stretches that are not the report's running text: kept, marked, never a claim.
 * writer: ingest/zone */
struct zones {
	struct span *span; /* [n] ascending, disjoint */
	uint8_t *kind;     /* enum zone_kind */
	uint16_t *rule;    /* zone rule that found it, for `why` */
	uint32_t n;
};

/* --------------------------------------------------------------- tokens -- */

/* Words in the sense of UD English EWT: clitics split ("do" "n't", "Reuters"
 * "'s"), hyphenated words split at the hyphen where EWT does.  writer: stage/token */
struct tokens {
	struct span *span; /* [n] ascending, disjoint, never empty */
	uint8_t *flags;    /* enum token_flag */
	uint8_t *shape;    /* enum shape of the encoder's input, 0..15 */
	uint64_t *fold;    /* hash of the folded form: lower case, straight quotes, no accents */
	uint32_t *para;    /* paragraph */
	uint32_t n;
};

/* ------------------------------------------------- sentences and syntax -- */

struct sents { /* writer: stage/encode; stage/segment without a model */
	uint32_t *tok; /* [n + 1] first token of each sentence; tok[n] == tokens.n */
	uint32_t n;
};

struct morph { /* writer: stage/encode; absent (upos == NULL) without an encoder */
	uint8_t *upos;      /* [tokens.n] enum upos */
	uint16_t *feats;    /* [tokens.n] row of the pack's feature inventory */
	struct str *lemma;  /* [tokens.n] lower case unless a name */
	float *upos_score;  /* [tokens.n] probability */
};

struct deps { /* writer: stage/encode; absent (head == NULL) without an encoder */
	uint32_t *head;  /* [tokens.n] head token, NONE for a root */
	uint8_t *rel;    /* [tokens.n] row of the pack's relation inventory */
	float *score;    /* [tokens.n] probability of the arc */
};

/* Names of the rows that morph.feats and deps.rel hold; empty without an encoder. writer: stage/encode */
struct tagset {
	const struct str *feats, *rels; /* [n_feats] "Number=Sing", "_" none; [n_rels] "nsubj" */
	uint32_t n_feats, n_rels;
};

/* Names that the encoder found; stage/mention makes mentions of them. writer: stage/encode */
struct names {
	struct span *tok;  /* [n] tokens [s, e), ascending, disjoint, inside one sentence */
	struct span *span; /* [n] bytes */
	uint8_t *kind;     /* enum entity_kind */
	float *score;      /* probability of the least certain of its tokens' tags */
	uint32_t n;
};

/* What the encoder's heads for attributions, events and talk acts say of each
 * word, as costs: -16 ln p, 255 for all above. NULL for a head that the model lacks.
 * writer: stage/encode, with stage/evidence */
enum { EVIDENCE_BIO = 3, EVIDENCE_STAT = 13, EVIDENCE_ROLES = 4, EVIDENCE_ARG_ROLES = 3, EVIDENCE_BACK = 64 };
/* Parts of the talk head: from here on "none", then the kinds of the act in the
 * order of their enum: position_stance, condition_kind, proposal_state, agreement_status; measure
 * (its own "none", at the last word of a quantity); issue of a position, proposal or agreement (at the word of its act). */
enum { TALK_POS = 0, TALK_COND = 10, TALK_PROP = 18, TALK_AGREE = 31, TALK_MEASURE = 39, TALK_ISSUE = 61, EVIDENCE_TALK = 76 };
enum cue_role { ROLE_NONE, ROLE_SOURCE, ROLE_CONTENT, ROLE_RECIPIENT };

struct evidence {
	uint8_t *cue;   /* [tokens.n][EVIDENCE_BIO] outside, begins a cue, goes on */
	uint8_t *event; /* [tokens.n][n_event] trigger's type, row 0 none; names: the model's event_types */
	uint8_t *estat; /* [tokens.n][EVIDENCE_STAT] polarity 2, modality 5, temporality 4, contested 2: each sums to one */
	uint8_t *talk;  /* [tokens.n][EVIDENCE_TALK] parts TALK_POS .. TALK_ISSUE: each sums to one; a model may lack the last two, then they say "none" */
	uint32_t n_event;
	struct cue_roles_vec {
		struct cue_roles {
			uint32_t tok;     /* may begin a cue */
			uint32_t from, to;/* tokens of the window that saw it */
			uint8_t *cost;    /* [to - from][EVIDENCE_ROLES] enum cue_role */
		} *v;
		size_t n, cap;
	} roles;        /* ascending by tok */
	/* Words that may be an event's trigger, ascending, and those of their window that may
	 * take part in it. Empty when the model lacks the head. */
	struct arg_rows_vec {
		struct arg_row {
			uint32_t tok;
			uint32_t n;
			struct arg_word {
				uint32_t tok;    /* ascending */
				uint8_t cost[2]; /* actor, recipient */
			} *word; /* [n] */
		} *v;
		size_t n, cap;
	} args;
	/* Nouns and pronouns, ascending, and how much each looks like going back to one of those right
	 * before it: eighths of a nat, 0 for nobody. NULL when the model lacks the head. */
	struct coref_vec {
		struct coref_row {
			uint32_t tok;
			int8_t back[EVIDENCE_BACK]; /* [d] the row d + 1 before this one */
		} *v;
		size_t n, cap;
	} coref;
};

/* --------------------------------------------------------------- quotes -- */

enum quote_flag {
	QUOTE_OPEN_ONLY = 1,   /* no closing mark was found; ended at the paragraph or the next opening */
	QUOTE_CONTINUES = 2,   /* carries on the quotation `prev` (a reopened paragraph) */
	QUOTE_SCARE = 4        /* a word or short phrase; may be a term rather than speech */
};

/* Regions inside quotation marks, outermost first. writer: stage/quote */
struct quotes {
	struct span *outer; /* [n] with the marks */
	struct span *inner; /* [n] without */
	uint32_t *parent;   /* enclosing quote, or NONE */
	uint32_t *prev;     /* quote it continues, or NONE */
	uint8_t *flags;     /* enum quote_flag */
	uint32_t n;
};

/* ------------------------------------------------ mentions and entities -- */

enum entity_kind { ENT_PERSON, ENT_GROUP, ENT_ORG, ENT_STATE, ENT_OUTLET, ENT_REPORTER, ENT_DOCUMENT, ENT_UNNAMED, ENT_PLACE, ENT_OTHER, ENT_KINDS };
enum mention_form { FORM_NAME, FORM_NOMINAL, FORM_PRONOUN };

struct mentions {
	struct span *span;  /* [n] by start, then longest first   writer: stage/mention */
	uint32_t *head;     /* head token                         writer: stage/mention */
	uint8_t *kind;      /* enum entity_kind                   writer: stage/mention */
	uint8_t *form;      /* enum mention_form                  writer: stage/mention */
	float *score;       /*                                    writer: stage/mention */
	uint32_t *ent;      /* entity                             writer: stage/speaker */
	uint32_t n;
};

struct entities { /* writer: stage/speaker, where nothing else stands */
	struct str *name;    /* [n] longest name, or the first nominal for unnamed ones */
	uint8_t *kind;       /* enum entity_kind */
	uint32_t *speaks_for;/* entity this one is a spokesperson or official of, or NONE */
	uint32_t n;
	struct str *code;    /* country and main sector, "" if none         writer: stage/actor, and the two below; NULL before */
	struct str *country; /* ISO 3166 alpha-3, or a PLOVER entity without a country (UNO, IGO, ...), "" if none */
	struct str *sectors; /* PLOVER sector codes with spaces between, the main one first, "" if none */
};

/* --------------------------------------------------------- attributions -- */

enum attrib_kind { ATTRIB_DIRECT, ATTRIB_INDIRECT, ATTRIB_MIXED };
enum stance { STANCE_ASSERTS, STANCE_DENIES, STANCE_DOUBTS, STANCE_ASKS, STANCE_CONFIRMS, STANCE_DECLINES };

/* What the words say: source, cue, content, recipient.  Runs index `pool`. */
struct attribs {
	struct run *source, *cue, *content, *recipient; /* [n] writer: stage/attribute */
	uint32_t *parent;   /* attribution whose content holds this one, or NONE */
	uint8_t *kind;      /* enum attrib_kind */
	uint8_t *stance;    /* enum stance */
	float *score;
	uint32_t *rule;     /* pack rule id, for `why` */
	/* What the encoder's heads say: the probability that a cue begins at the likeliest
	 * word of the cue, and the mean over the words of source and content that they have
	 * that role; NaN where the heads were not asked or the span is missing. */
	double *head_cue, *head_source, *head_content;
	uint32_t *speaker;  /* entity of the source, or NONE      writer: stage/speaker */
	uint32_t n;
	struct spans pool;
};

/* ---------------------------------------------------------------- times -- */

enum time_type { TIME_DATE, TIME_TIME, TIME_DURATION, TIME_SET };
enum time_unit { TU_NONE, TU_SECOND, TU_MINUTE, TU_HOUR, TU_PART, TU_DAY, TU_WEEKEND, TU_WEEK, TU_FORTNIGHT, TU_MONTH, TU_SEASON, TU_QUARTER, TU_HALF, TU_YEAR, TU_DECADE, TU_CENTURY, TU_MILLENNIUM };
enum time_mod { TM_NONE, TM_START, TM_MID, TM_END, TM_APPROX, TM_LESS_THAN, TM_MORE_THAN, TM_EQUAL_OR_LESS, TM_EQUAL_OR_MORE, TM_BEFORE, TM_AFTER };
/* What a time was reckoned from. */
enum time_anchor { TA_NONE, TA_PUBLISHED, TA_SAID, TA_CONTEXT };

/* Expressions of time.  TIMEX3 values; EDTF where there is a calendar date. writer: stage/when */
struct times {
	struct span *span;     /* [n] bytes, ascending, disjoint */
	struct span *tok;      /* tokens [s, e); not in the record */
	uint32_t *head;        /* the token that hangs outside the expression, for syntax; not in the record */
	uint8_t *type;         /* enum time_type */
	struct str *value;     /* TIMEX3: "1998-02-13", "1998-W07", "P2W", "XXXX-WXX-4", "PAST_REF" */
	struct str *edtf;      /* "" where no calendar date is known */
	struct str *earliest, *latest; /* days YYYY-MM-DD, both included; "" open or unknown */
	uint8_t *precision;    /* enum time_unit: the finest unit that is known */
	uint8_t *mod;          /* enum time_mod */
	uint8_t *basis;        /* EXPLICIT: the words alone fix it; INFERRED: from the anchor; INHERITED: from another time; NONE: not on a calendar */
	uint8_t *anchor;       /* enum time_anchor */
	uint32_t *anchor_time; /* the time it was reckoned from, or NONE */
	uint32_t *rule;        /* pack rule id, for `why` */
	float *score;
	uint32_t n;
};

/* --------------------------------------------------------------- places -- */

enum place_use {
	PLACE_LOCATION, /* where something is or happens */
	PLACE_ACTOR,    /* stands for those who rule or live there: "Cairo welcomed the plan" */
	PLACE_MODIFIER, /* part of another name or description: "Egyptian", "Cairo-based", "Cairo University" */
	PLACE_DATELINE  /* where the report was filed */
};

struct places { /* writer: stage/where; in the order of the text, disjoint */
	struct span *span;
	struct str *name;    /* the gazetteer's, or the text's where it has none */
	double *geonames;    /* GeoNames id, NaN unknown */
	double *lat, *lon;   /* degrees, NaN unknown */
	struct str *country; /* ISO 3166-1 alpha-3, "" unknown or none */
	struct str *feature; /* GeoNames feature code: "PPL", "ADM1", "PCLI"; "" unknown */
	uint8_t *use;        /* enum place_use */
	uint32_t *rule;      /* rule that recognised it */
	float *score;        /* of the recognition and of the choice among its bearers */
	uint32_t n;
};

/* --------------------------------------------------------------- claims -- */

enum hop_role { HOP_PUBLISHER, HOP_RELAY, HOP_REPORTER, HOP_ADDRESSEE, HOP_ISSUER, HOP_SPEAKER, HOP_UNSPECIFIED, HOP_ROLES };

/* Hops of all chains; a claim has a run of them, outermost first, the last one
 * is the origin. writer: stage/claim */
struct hops {
	uint8_t *role;     /* enum hop_role */
	uint32_t *ent;     /* entity, or NONE */
	struct str *name;  /* as named here, "" if not named */
	struct span *span; /* {0,0} if the words do not name it */
	struct span *cue;  /* {0,0} if none */
	uint8_t *basis;    /* enum basis: EXPLICIT IMPLICIT INHERITED INFERRED */
	uint32_t n;
};

enum claim_kind { CLAIM_DIRECT, CLAIM_INDIRECT, CLAIM_MIXED, CLAIM_OWN };
enum factuality { FACT_CT_PLUS, FACT_CT_MINUS, FACT_PR_PLUS, FACT_PR_MINUS, FACT_PS_PLUS, FACT_PS_MINUS, FACT_UU };

struct claims { /* writer: stage/claim, but for the times: stage/when_of; factuality and hedges: stage/claim_fact */
	struct run *spans;       /* into pool */
	struct run *chain;       /* into hops */
	uint8_t *kind;           /* enum claim_kind */
	uint8_t *stance;         /* enum stance */
	uint8_t *fact_origin;    /* enum factuality at the origin */
	uint8_t *fact_publisher; /* at the publisher: usually FACT_UU */
	struct run *hedges;      /* into pool: words of the content that hedge it ("may", "unlikely") */
	uint32_t *attrib;        /* attribution it was made from, or NONE for own voice */
	struct str *said;        /* EDTF: when it was said; "" unknown */
	uint8_t *said_basis;     /* enum basis: EXPLICIT where the words say, INHERITED from the claim around it, INFERRED: the day of the report */
	uint32_t *said_time;     /* times row, or NONE */
	struct str *about;       /* EDTF: the time its main clause is about; "" unknown */
	uint8_t *about_basis;    /* EXPLICIT: a time of the clause; INHERITED: of the sentence */
	uint32_t *about_time;    /* times row, or NONE */
	float *score;
	uint32_t *rule;
	uint32_t n;
	struct spans pool;
};

/* ----------------------------------------------------------- quantities -- */

enum count_class { COUNT_PEOPLE, COUNT_THINGS, COUNT_MONEY, COUNT_PERCENT, COUNT_RANK, COUNT_VOTE, COUNT_AGE, COUNT_DATE, COUNT_TIME, COUNT_DURATION, COUNT_MEASURE, COUNT_TIMES, COUNT_SCORE, COUNT_NAME, COUNT_CLASSES };
enum count_op { OP_NONE, OP_EQ, OP_APPROX, OP_GT, OP_GE, OP_LT, OP_LE, OP_NEARLY, OP_RANGE, OP_ORDINAL, OP_UNSTATED, COUNT_OPS };
enum measure { MEASURE_NONE, MEASURE_HELD, MEASURE_RELEASED, MEASURE_KILLED, MEASURE_INJURED, MEASURE_DISPLACED, MEASURE_MISSING, MEASURE_ARRESTED, MEASURE_EVACUATED, MEASURE_RESCUED, MEASURE_AFFECTED, MEASURE_TROOPS, MEASURE_PARTICIPANTS, MEASURE_VOTES, MEASURE_SEATS, MEASURE_MONEY, MEASURE_AID, MEASURE_WEAPONS, MEASURE_ATTACKS, MEASURE_VISITS, MEASURE_SENTENCE, MEASURE_OTHER, MEASURES };

/* A stated number, or a word that stands for one, and what it counts.  Values
 * are doubles; NOT_STATED where the words give none.  `rounded` marks a number written with more
 * digits than a double holds: the span keeps them.  writer: stage/count */
struct quantities {
	struct span *span;    /* [n] operator, number and unit; ascending */
	uint8_t *class;       /* enum count_class */
	uint8_t *op;          /* enum count_op; OP_NONE for dates, clock times, scores and names */
	double *low, *best, *high;
	uint8_t *rounded;
	struct str *unit;     /* "person", "day", "USD"; "" none */
	struct span *what;    /* the words counted, {0,0} when no word says it */
	uint32_t *ent;        /* entity counted, or NONE */
	uint8_t *measure;     /* enum measure */
	struct span *subset;  /* the words that narrow a part of another count, {0,0} none */
	uint32_t *part_of;    /* the row it is a part of, or NONE */
	struct span *label;   /* the word that counts people by their part in the conflict, {0,0} none */
	struct span *believer_span; /* who answers for it, {0,0}: see believer */
	uint32_t *believer;   /* entity, NONE: the publisher, or not named */
	struct span *as_of;   /* the words that date the count, {0,0} none */
	uint32_t *claim;      /* claim row, or NONE */
	uint32_t *rule;
	float *score;
	uint32_t n;
};

/* --------------------------------------------------------------- events -- */

enum event_modality { EV_CERTAIN, EV_PROBABLE, EV_POSSIBLE, EV_WANTED, EV_CONDITIONAL };
enum event_temporality { EV_PAST, EV_PRESENT, EV_FUTURE, EV_BACKGROUND };
/* Derived from the four factors; the precedence stands at drg__event_status (stage/event.h). */
enum event_status { EV_ASSERTED, EV_NEGATED, EV_REQUESTED, EV_HYPOTHETICAL, EV_ALLEGED, EV_FUTURE_STATUS, EV_HISTORICAL };
enum event_polarity { EV_POSITIVE, EV_NEGATIVE };
enum event_role { EV_ACTOR, EV_RECIPIENT };
enum event_because { BECAUSE_WORDS, BECAUSE_HEAD, BECAUSE_DATE }; /* what decided an event's status: words, the encoder against them, the date of the act */
enum event_by { EV_BY_FRAME, EV_BY_HEAD }; /* a frame, or the encoder's event head */

/* Who stands where in one mention of an event. writer: stage/event */
struct event_args {
	uint8_t *role;     /* [n] enum event_role */
	uint32_t *ent;     /* entity, or NONE: the words name somebody who is no entity of the report */
	struct span *span; /* the words */
	struct str *country, *sectors; /* as these words alone give them: ISO alpha-3, "GOV MIL"; "" unknown */
	uint8_t *basis;    /* enum basis: EXPLICIT: its clause names them; IMPLICIT: its sentence does; INFERRED: the report does */
	float *score;      /* probability of this choice among all whom the report names and nobody; 1 where no choice was made */
	uint32_t n;
};

/* Where the words speak of an event. writer: stage/event */
struct event_mentions {
	struct span *trigger; /* [n] */
	struct run *args;     /* into event_args */
	uint32_t n;
};

/* Who did what to whom, as one voice has it. writer: stage/event */
struct events {
	struct span *trigger;      /* [n] of the first mention */
	struct str *type, *mode;   /* of the ontology: "REJECT", "meet" or "" */
	struct str *contexts;      /* with spaces between, "" none */
	struct str *cameo;         /* "125", "" when only the type is known */
	double *quad;              /* quad class 1..4; NaN: the type has none */
	double *goldstein;         /* of the CAMEO code, -10..10; NaN without one */
	double *intensity;         /* PLOVER's conflict-cooperation score of the mode, else the type; NaN unknown */
	struct run *actors, *recipients; /* into pool: entities, each once */
	struct run *mentions;      /* into event_mentions */
	uint8_t *polarity;         /* enum event_polarity: is the act said not to happen? */
	uint8_t *modality;         /* enum event_modality */
	uint8_t *temporality;      /* enum event_temporality */
	uint8_t *contested;
	uint8_t *status;           /* enum event_status */
	uint8_t *because;          /* enum event_because: what decided the status */
	struct span *polarity_by, *modality_by, *temporality_by, *contested_by; /* the word that made the factor what it is; empty: none did */
	struct str *time;          /* EDTF, "" unknown; writer of the four: stage/when_of */
	uint8_t *time_basis;       /* enum basis: EXPLICIT in its clause, INHERITED from around or before it */
	uint32_t *time_of;         /* row of times, or NONE */
	uint32_t *time_rule;       /* how it came to be the event's: a rule, or NONE */
	uint32_t *place;           /* row of places where it happened, or NONE; writer: stage/where_of */
	uint32_t *claim;           /* claim it came in, or NONE */
	uint8_t *by;               /* enum event_by */
	float *score;
	uint32_t *rule;            /* the frame's rule, or that of the head */
	uint32_t n;
	struct rows pool;          /* entities */
};

/* ---------------------------------------------------------------- talks -- */

enum issue { ISSUE_END_OF_FIGHTING, ISSUE_PAUSE, ISSUE_RELEASE, ISSUE_EXCHANGE, ISSUE_AID, ISSUE_WITHDRAWAL, ISSUE_ACCESS, ISSUE_STATUS, ISSUE_GUARANTEES, ISSUE_RECONSTRUCTION, ISSUE_DISARMAMENT, ISSUE_AMNESTY, ISSUE_ELECTIONS, ISSUE_OTHER, ISSUES };
enum position_stance { POS_DEMANDS, POS_OFFERS, POS_ACCEPTS, POS_REJECTS, POS_REFUSES_UNTIL, POS_WANTS, POS_DOES_NOT_WANT, POS_OPEN_TO, POS_APPRECIATES, POS_STANCES };
enum voice { VOICE_OWN, VOICE_REPORTED };

/* Common to every act: the words, the claim they came in, the rule. */
struct act {
	struct span span;  /* the clause */
	struct span cue;   /* the operator or predicate */
	uint32_t claim;    /* claim row, or NONE */
	uint32_t rule;
	float score;
};

struct positions { /* writer: stage/talk */
	struct act *act;
	uint32_t *party;     /* entity */
	uint8_t *voice;      /* enum voice: the party's own, or reported by others */
	uint8_t *issue;      /* enum issue */
	uint8_t *stance;     /* enum position_stance */
	uint8_t *aspect;     /* 0 unstated 1 new 2 continuing 3 resumed 4 ended */
	uint32_t *condition; /* row of conditions, or NONE */
	uint32_t n;
};

enum condition_kind { COND_PRECONDITION, COND_SEQUENCE, COND_EXCHANGE, COND_DEADLINE, COND_THREAT, COND_EXCEPTION, COND_SIMULTANEOUS };

struct conditions { /* writer: stage/talk */
	struct act *act;
	uint8_t *kind;          /* enum condition_kind */
	uint32_t *party;        /* who sets it */
	uint32_t *on;           /* who has to fulfil it, or NONE */
	struct span *blocks;    /* what is blocked (or given) */
	uint8_t *blocks_issue;
	struct span *requires;  /* what is required (or got); the last step of a sequence */
	uint8_t *requires_issue;
	uint8_t *necessary_only;/* 1: necessary, not said to be sufficient */
	struct span *deadline;  /* the last day or hour, {0,0} none */
	uint32_t n;
};

enum proposal_state { PROP_MOOTED, PROP_OFFERED, PROP_CONVEYED, PROP_UNDER_STUDY, PROP_ACCEPTED, PROP_ACCEPTED_WITH_CHANGES, PROP_COUNTERED, PROP_REJECTED, PROP_WITHDRAWN, PROP_LAPSED, PROP_EXISTENCE_DENIED, PROP_EXISTENCE_UNKNOWN, PROP_STATES };

struct proposals { /* writer: stage/talk; one row per state reported */
	struct act *act;
	uint32_t *by, *to, *conveyed_by; /* entities, or NONE */
	struct span *terms;              /* {0,0} if not stated */
	uint8_t *issue;
	uint8_t *state;                  /* enum proposal_state */
	uint32_t *same_as;               /* earlier row about the same proposal, or NONE */
	uint32_t n;
};

enum agreement_status { AGREED_POTENTIAL, AGREED_ANNOUNCED, AGREED_IN_EFFECT, AGREED_EXTENDED, AGREED_VIOLATED, AGREED_ENDED, AGREED_PAST_END_UNKNOWN, AGREED_STATUSES };

struct agreements { /* writer: stage/talk; one row per status reported */
	struct act *act;
	struct run *parties;  /* entities, into pool */
	uint32_t *mediator;
	struct span *terms;   /* {0,0} if not stated */
	struct str *in_effect, *end; /* EDTF, from when and until when; "" not stated */
	struct str *duration; /* TIMEX3 ("P10D"); "" not stated */
	uint8_t *issue;
	uint8_t *status;      /* enum agreement_status */
	uint32_t *same_as;    /* earlier row about the same agreement, or NONE */
	uint32_t n;
	struct rows pool;
};

struct labels { /* writer: stage/talk; who calls whom what */
	struct act *act;      /* span: the words; cue: the term */
	uint32_t *user;       /* entity; NONE: the publisher, in its own voice */
	uint32_t *target;     /* entity, or NONE */
	uint8_t *voice;       /* enum voice: the user's own words, or a paraphrase by others */
	uint32_t n;
};

enum talks_format { TALKS_NOT_STATED, TALKS_DIRECT, TALKS_INDIRECT, TALKS_SHUTTLE, TALKS_FORMATS };

struct rounds { /* writer: stage/talk; rounds and channels of talks */
	struct act *act;
	struct run *parties;                              /* who talks: entities, into pool */
	uint32_t *mediator, *host, *guarantor, *conveyor; /* third parties by role */
	uint8_t *format;                                  /* enum talks_format */
	uint32_t *venue;                                  /* entity, or NONE */
	struct span *last, *next;                         /* words that say when, {0,0} none */
	struct str *last_day, *next_day;                  /* EDTF of these words, "" unknown */
	struct span *progress;                            /* how it is said to go, {0,0} none; by the act's claim */
	uint32_t n;
	struct rows pool;
};

/* ------------------------------------------------------------- document -- */

struct layers {
	struct text text;
	struct meta meta;
	struct notes notes;
	struct paras paras;
	struct zones zones;
	struct tokens tokens;
	struct sents sents;
	struct tagset tagset;
	struct morph morph;
	struct deps deps;
	struct names names;
	struct evidence evidence;
	struct quotes quotes;
	struct mentions mentions;
	struct entities entities;
	struct attribs attribs;
	struct times times;
	struct places places;
	struct hops hops;
	struct claims claims;
	struct quantities quantities;
	struct events events;
	struct event_mentions event_mentions;
	struct event_args event_args;
	struct positions positions;
	struct conditions conditions;
	struct proposals proposals;
	struct agreements agreements;
	struct labels labels;
	struct rounds rounds;
};

#endif
