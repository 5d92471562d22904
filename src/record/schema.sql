-- schema.sql - the record, version 1.
--
--   text <- report <- analysis -> run          rows of an analysis:
--                        ^                       zone note entity attribution
--              reading --+                       claim hop position condition
--             (source, run)                      proposal
--
-- Nothing is deleted and nothing overwritten.  A source read again by a newer
-- pack gets a further reading; the view `latest` holds each source's latest.
-- `h` columns are handles inside this file: never shown, never dumped.  What is
-- shown is `id`, a hash of the content (DESIGN.md, section 6), the same in
-- every record.  `n` numbers the rows of one analysis as the document does.
-- Spans are half-open byte ranges of the text with this SHA-256; lists of spans
-- are JSON, [[s,e],...], so that json_each reads them.  Empty text: not known.

CREATE TABLE text (
  sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
  bytes  INTEGER NOT NULL,                     -- of the text itself
  codec  TEXT NOT NULL CHECK (codec IN ('raw', 'zstd')),
  body   BLOB NOT NULL
) STRICT;

CREATE TABLE report (
  h      INTEGER PRIMARY KEY,
  id     TEXT NOT NULL UNIQUE,                 -- r-...
  text   BLOB NOT NULL REFERENCES text (sha256),
  source_id TEXT NOT NULL                      -- the id the material gives, ''
) STRICT;

CREATE TABLE source (                          -- raw material: one file, or one line of one
  h      INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32), -- of the raw bytes
  source_id TEXT NOT NULL,
  name   TEXT NOT NULL,                        -- the file, when first seen
  place  INTEGER NOT NULL,                     -- which record of the file, from 0
  offset INTEGER NOT NULL,                     -- byte where it begins there
  UNIQUE (sha256, source_id)
) STRICT;

CREATE TABLE run (                             -- what an analysis was made with
  h      INTEGER PRIMARY KEY,
  id     TEXT NOT NULL UNIQUE,                 -- n-...
  software TEXT NOT NULL,
  pack   TEXT NOT NULL,                        -- fingerprint
  options TEXT NOT NULL
) STRICT;

CREATE TABLE analysis (
  h      INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES report (h),
  run    INTEGER NOT NULL REFERENCES run (h),
  recorded TEXT NOT NULL,                      -- UTC; the third clock; not part of the dump
  source_name TEXT NOT NULL, source_sha256 BLOB NOT NULL,
  url TEXT NOT NULL, charset TEXT NOT NULL, lang TEXT NOT NULL,
  title TEXT NOT NULL, byline TEXT NOT NULL,   -- JSON list
  outlet TEXT NOT NULL, outlet_basis TEXT NOT NULL, outlet_span TEXT NOT NULL,
  published TEXT NOT NULL, published_basis TEXT NOT NULL, updated TEXT NOT NULL,
  sentences TEXT NOT NULL,                     -- spans
  map BLOB NOT NULL,                           -- from the text to the source's bytes (src/doc/srcmap.h); not part of the dump
  UNIQUE (report, run)
) STRICT;

CREATE TABLE reading (
  source INTEGER NOT NULL REFERENCES source (h),
  run    INTEGER NOT NULL REFERENCES run (h),
  seq    INTEGER NOT NULL,                     -- 0 the source's first reading, 1 the next
  analysis INTEGER NOT NULL REFERENCES analysis (h),
  PRIMARY KEY (source, run)
) STRICT, WITHOUT ROWID;

CREATE VIEW latest AS
  SELECT DISTINCT analysis FROM reading r
  WHERE seq = (SELECT max(seq) FROM reading WHERE source = r.source);

CREATE TABLE rule (
  h    INTEGER PRIMARY KEY,
  name TEXT NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL,
  doc  TEXT NOT NULL,                          -- what it says, for people
  UNIQUE (name, file, line)
) STRICT;

CREATE TABLE note (
  analysis INTEGER NOT NULL REFERENCES analysis (h), n INTEGER NOT NULL,
  code TEXT NOT NULL, text TEXT NOT NULL, at INTEGER,
  PRIMARY KEY (analysis, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE zone (
  analysis INTEGER NOT NULL REFERENCES analysis (h), n INTEGER NOT NULL,
  s INTEGER NOT NULL, e INTEGER NOT NULL, kind TEXT NOT NULL,
  PRIMARY KEY (analysis, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE entity (
  analysis INTEGER NOT NULL REFERENCES analysis (h), n INTEGER NOT NULL,
  id TEXT NOT NULL,                            -- e-...
  name TEXT NOT NULL, kind TEXT NOT NULL, code TEXT NOT NULL, country TEXT NOT NULL,
  sectors TEXT NOT NULL,                       -- words, the main one first
  speaks_for INTEGER,
  mentions TEXT NOT NULL,                      -- [[s,e,form,score],...]; form 0 name 1 nominal 2 pronoun
  PRIMARY KEY (analysis, n),
  FOREIGN KEY (analysis, speaks_for) REFERENCES entity (analysis, n) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE attribution (
  analysis INTEGER NOT NULL REFERENCES analysis (h), n INTEGER NOT NULL,
  id TEXT NOT NULL,                            -- a-...
  source TEXT NOT NULL, cue TEXT NOT NULL, content TEXT NOT NULL, recipient TEXT NOT NULL, -- spans
  parent INTEGER, kind TEXT NOT NULL, stance TEXT NOT NULL, speaker INTEGER,
  rule INTEGER REFERENCES rule (h), score REAL NOT NULL,
  heads_cue REAL, heads_source REAL, heads_content REAL, -- probabilities by the encoder; NULL not asked
  PRIMARY KEY (analysis, n),
  FOREIGN KEY (analysis, parent) REFERENCES attribution (analysis, n) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (analysis, speaker) REFERENCES entity (analysis, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE time (
  analysis INTEGER NOT NULL REFERENCES analysis (h), n INTEGER NOT NULL,
  id TEXT NOT NULL,                            -- t-...
  s INTEGER NOT NULL, e INTEGER NOT NULL,
  type TEXT NOT NULL, value TEXT NOT NULL,     -- TIMEX3
  edtf TEXT NOT NULL, earliest TEXT NOT NULL, latest TEXT NOT NULL, -- days; '' open or unknown
  unit TEXT NOT NULL, mod TEXT NOT NULL, basis TEXT NOT NULL, anchor TEXT NOT NULL, anchor_time INTEGER,
  rule INTEGER REFERENCES rule (h), score REAL NOT NULL,
  PRIMARY KEY (analysis, n),
  FOREIGN KEY (analysis, anchor_time) REFERENCES time (analysis, n) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE place (
  analysis INTEGER NOT NULL REFERENCES analysis (h), n INTEGER NOT NULL,
  id TEXT NOT NULL,                            -- pl-...
  s INTEGER NOT NULL, e INTEGER NOT NULL,
  name TEXT NOT NULL, geonames REAL, lat REAL, lon REAL, -- NULL unknown; degrees
  country TEXT NOT NULL, feature TEXT NOT NULL, use TEXT NOT NULL,
  rule INTEGER REFERENCES rule (h), score REAL NOT NULL,
  PRIMARY KEY (analysis, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim (
  analysis INTEGER NOT NULL REFERENCES analysis (h), n INTEGER NOT NULL,
  id TEXT NOT NULL,                            -- c-...
  spans TEXT NOT NULL,
  kind TEXT NOT NULL, stance TEXT NOT NULL, factuality TEXT NOT NULL, factuality_publisher TEXT NOT NULL,
  hedges TEXT NOT NULL,
  attribution INTEGER,
  said TEXT NOT NULL, said_basis TEXT NOT NULL, said_time INTEGER,
  about TEXT NOT NULL, about_basis TEXT NOT NULL, about_time INTEGER,
  rule INTEGER REFERENCES rule (h), score REAL NOT NULL,
  PRIMARY KEY (analysis, n),
  FOREIGN KEY (analysis, attribution) REFERENCES attribution (analysis, n),
  FOREIGN KEY (analysis, said_time) REFERENCES time (analysis, n),
  FOREIGN KEY (analysis, about_time) REFERENCES time (analysis, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_id ON claim (id);

CREATE TABLE hop (                             -- outermost first; the last is the origin
  analysis INTEGER NOT NULL, claim INTEGER NOT NULL, n INTEGER NOT NULL,
  last INTEGER NOT NULL,                       -- 1: the origin
  role TEXT NOT NULL, entity INTEGER, name TEXT NOT NULL,
  s INTEGER NOT NULL, e INTEGER NOT NULL, cue_s INTEGER NOT NULL, cue_e INTEGER NOT NULL,
  basis TEXT NOT NULL,
  PRIMARY KEY (analysis, claim, n),
  FOREIGN KEY (analysis, claim) REFERENCES claim (analysis, n),
  FOREIGN KEY (analysis, entity) REFERENCES entity (analysis, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE quantity (
  analysis INTEGER NOT NULL REFERENCES analysis (h), n INTEGER NOT NULL,
  id TEXT NOT NULL,                            -- q-...
  s INTEGER NOT NULL, e INTEGER NOT NULL,
  class TEXT NOT NULL, measure TEXT NOT NULL, operator TEXT NOT NULL,
  low REAL, best REAL, high REAL, rounded INTEGER NOT NULL, unit TEXT NOT NULL,
  what_s INTEGER NOT NULL, what_e INTEGER NOT NULL, entity INTEGER,
  subset_s INTEGER NOT NULL, subset_e INTEGER NOT NULL, part_of INTEGER,
  label_s INTEGER NOT NULL, label_e INTEGER NOT NULL,
  believer_entity INTEGER, believer_span_s INTEGER NOT NULL, believer_span_e INTEGER NOT NULL,
  as_of_s INTEGER NOT NULL, as_of_e INTEGER NOT NULL,
  claim INTEGER, rule INTEGER REFERENCES rule (h), score REAL NOT NULL,
  PRIMARY KEY (analysis, n),
  FOREIGN KEY (analysis, claim) REFERENCES claim (analysis, n),
  FOREIGN KEY (analysis, entity) REFERENCES entity (analysis, n),
  FOREIGN KEY (analysis, believer_entity) REFERENCES entity (analysis, n),
  FOREIGN KEY (analysis, part_of) REFERENCES quantity (analysis, n) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX quantity_id ON quantity (id);

CREATE TABLE event (
  analysis INTEGER NOT NULL REFERENCES analysis (h), n INTEGER NOT NULL,
  id TEXT NOT NULL,                            -- v-...
  trigger_s INTEGER NOT NULL, trigger_e INTEGER NOT NULL,
  type TEXT NOT NULL, mode TEXT NOT NULL, contexts TEXT NOT NULL, cameo TEXT NOT NULL, quad REAL,
  goldstein REAL, intensity REAL,              -- scores of the CAMEO code, of the PLOVER mode or type
  actors TEXT NOT NULL, recipients TEXT NOT NULL, -- JSON lists of entity numbers
  polarity TEXT NOT NULL, modality TEXT NOT NULL, temporality TEXT NOT NULL, contested INTEGER NOT NULL,
  status TEXT NOT NULL,                        -- derived from the four before it
  because TEXT NOT NULL,                       -- words: those below; head: the encoder's; date: of the act
  polarity_by_s INTEGER NOT NULL, polarity_by_e INTEGER NOT NULL, -- empty: no word made it so
  modality_by_s INTEGER NOT NULL, modality_by_e INTEGER NOT NULL,
  temporality_by_s INTEGER NOT NULL, temporality_by_e INTEGER NOT NULL,
  contested_by_s INTEGER NOT NULL, contested_by_e INTEGER NOT NULL,
  time TEXT NOT NULL, time_basis TEXT NOT NULL, -- EDTF
  time_of INTEGER, time_rule INTEGER REFERENCES rule (h),
  place INTEGER,                               -- where it happened
  claim INTEGER, "by" TEXT NOT NULL, score REAL NOT NULL, rule INTEGER REFERENCES rule (h),
  PRIMARY KEY (analysis, n),
  FOREIGN KEY (analysis, time_of) REFERENCES time (analysis, n),
  FOREIGN KEY (analysis, place) REFERENCES place (analysis, n),
  FOREIGN KEY (analysis, claim) REFERENCES claim (analysis, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_id ON event (id);
CREATE INDEX event_type ON event (type, status);

CREATE TABLE event_mention (
  analysis INTEGER NOT NULL, event INTEGER NOT NULL, n INTEGER NOT NULL, last INTEGER NOT NULL,
  trigger_s INTEGER NOT NULL, trigger_e INTEGER NOT NULL,
  PRIMARY KEY (analysis, event, n),
  FOREIGN KEY (analysis, event) REFERENCES event (analysis, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_arg (
  analysis INTEGER NOT NULL REFERENCES analysis (h),
  event_mention INTEGER NOT NULL,              -- counted over the analysis, in the order of (event, n)
  n INTEGER NOT NULL, last INTEGER NOT NULL,
  role TEXT NOT NULL, entity INTEGER, s INTEGER NOT NULL, e INTEGER NOT NULL, country TEXT NOT NULL, sectors TEXT NOT NULL,
  basis TEXT, score REAL NOT NULL,
  PRIMARY KEY (analysis, event_mention, n),
  FOREIGN KEY (analysis, entity) REFERENCES entity (analysis, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE condition (
  analysis INTEGER NOT NULL REFERENCES analysis (h), n INTEGER NOT NULL,
  id TEXT NOT NULL,                            -- co-...
  s INTEGER NOT NULL, e INTEGER NOT NULL, cue_s INTEGER NOT NULL, cue_e INTEGER NOT NULL,
  claim INTEGER, rule INTEGER REFERENCES rule (h), score REAL NOT NULL,
  kind TEXT NOT NULL, party INTEGER,
  blocks_s INTEGER NOT NULL, blocks_e INTEGER NOT NULL, blocks_issue TEXT NOT NULL,
  requires_s INTEGER NOT NULL, requires_e INTEGER NOT NULL, requires_issue TEXT NOT NULL,
  necessary_only INTEGER NOT NULL, "on" INTEGER,
  deadline_s INTEGER NOT NULL, deadline_e INTEGER NOT NULL,
  PRIMARY KEY (analysis, n),
  FOREIGN KEY (analysis, claim) REFERENCES claim (analysis, n),
  FOREIGN KEY (analysis, party) REFERENCES entity (analysis, n),
  FOREIGN KEY (analysis, "on") REFERENCES entity (analysis, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX condition_id ON condition (id);

CREATE TABLE position (
  analysis INTEGER NOT NULL REFERENCES analysis (h), n INTEGER NOT NULL,
  id TEXT NOT NULL,                            -- p-...
  s INTEGER NOT NULL, e INTEGER NOT NULL, cue_s INTEGER NOT NULL, cue_e INTEGER NOT NULL,
  claim INTEGER, rule INTEGER REFERENCES rule (h), score REAL NOT NULL,
  party INTEGER, voice TEXT NOT NULL, issue TEXT NOT NULL, stance TEXT NOT NULL, aspect TEXT NOT NULL,
  condition INTEGER,
  PRIMARY KEY (analysis, n),
  FOREIGN KEY (analysis, claim) REFERENCES claim (analysis, n),
  FOREIGN KEY (analysis, party) REFERENCES entity (analysis, n),
  FOREIGN KEY (analysis, condition) REFERENCES condition (analysis, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX position_id ON position (id);

CREATE TABLE proposal (
  analysis INTEGER NOT NULL REFERENCES analysis (h), n INTEGER NOT NULL,
  id TEXT NOT NULL,                            -- pr-...
  s INTEGER NOT NULL, e INTEGER NOT NULL, cue_s INTEGER NOT NULL, cue_e INTEGER NOT NULL,
  claim INTEGER, rule INTEGER REFERENCES rule (h), score REAL NOT NULL,
  by INTEGER, "to" INTEGER, conveyed_by INTEGER,
  terms_s INTEGER NOT NULL, terms_e INTEGER NOT NULL,
  issue TEXT NOT NULL, state TEXT NOT NULL, same_as INTEGER,
  PRIMARY KEY (analysis, n),
  FOREIGN KEY (analysis, claim) REFERENCES claim (analysis, n),
  FOREIGN KEY (analysis, by) REFERENCES entity (analysis, n),
  FOREIGN KEY (analysis, "to") REFERENCES entity (analysis, n),
  FOREIGN KEY (analysis, conveyed_by) REFERENCES entity (analysis, n),
  FOREIGN KEY (analysis, same_as) REFERENCES proposal (analysis, n) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX proposal_id ON proposal (id);

CREATE TABLE agreement (
  analysis INTEGER NOT NULL REFERENCES analysis (h), n INTEGER NOT NULL,
  id TEXT NOT NULL,                            -- ag-...
  s INTEGER NOT NULL, e INTEGER NOT NULL, cue_s INTEGER NOT NULL, cue_e INTEGER NOT NULL,
  claim INTEGER, rule INTEGER REFERENCES rule (h), score REAL NOT NULL,
  parties TEXT NOT NULL,                       -- entities, [n,...]
  mediator INTEGER, terms_s INTEGER NOT NULL, terms_e INTEGER NOT NULL,
  in_effect TEXT NOT NULL, "end" TEXT NOT NULL, -- EDTF
  duration TEXT NOT NULL,                      -- TIMEX3
  issue TEXT NOT NULL, status TEXT NOT NULL, same_as INTEGER,
  PRIMARY KEY (analysis, n),
  FOREIGN KEY (analysis, claim) REFERENCES claim (analysis, n),
  FOREIGN KEY (analysis, mediator) REFERENCES entity (analysis, n),
  FOREIGN KEY (analysis, same_as) REFERENCES agreement (analysis, n) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX agreement_id ON agreement (id);

CREATE TABLE label (
  analysis INTEGER NOT NULL REFERENCES analysis (h), n INTEGER NOT NULL,
  id TEXT NOT NULL,                            -- l-...
  s INTEGER NOT NULL, e INTEGER NOT NULL, cue_s INTEGER NOT NULL, cue_e INTEGER NOT NULL,
  claim INTEGER, rule INTEGER REFERENCES rule (h), score REAL NOT NULL,
  user INTEGER, target INTEGER, voice TEXT NOT NULL,
  PRIMARY KEY (analysis, n),
  FOREIGN KEY (analysis, claim) REFERENCES claim (analysis, n),
  FOREIGN KEY (analysis, user) REFERENCES entity (analysis, n),
  FOREIGN KEY (analysis, target) REFERENCES entity (analysis, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX label_id ON label (id);

CREATE TABLE round (                           -- a round or channel of talks
  analysis INTEGER NOT NULL REFERENCES analysis (h), n INTEGER NOT NULL,
  id TEXT NOT NULL,                            -- t-...
  s INTEGER NOT NULL, e INTEGER NOT NULL, cue_s INTEGER NOT NULL, cue_e INTEGER NOT NULL,
  claim INTEGER, rule INTEGER REFERENCES rule (h), score REAL NOT NULL,
  parties TEXT NOT NULL,                       -- entities, [n,...]
  mediator INTEGER, host INTEGER, guarantor INTEGER, conveyor INTEGER, format TEXT NOT NULL, venue INTEGER,
  last_s INTEGER NOT NULL, last_e INTEGER NOT NULL, next_s INTEGER NOT NULL, next_e INTEGER NOT NULL,
  last_day TEXT NOT NULL, next_day TEXT NOT NULL, -- EDTF
  progress_s INTEGER NOT NULL, progress_e INTEGER NOT NULL,
  PRIMARY KEY (analysis, n),
  FOREIGN KEY (analysis, claim) REFERENCES claim (analysis, n),
  FOREIGN KEY (analysis, mediator) REFERENCES entity (analysis, n),
  FOREIGN KEY (analysis, host) REFERENCES entity (analysis, n),
  FOREIGN KEY (analysis, guarantor) REFERENCES entity (analysis, n),
  FOREIGN KEY (analysis, conveyor) REFERENCES entity (analysis, n),
  FOREIGN KEY (analysis, venue) REFERENCES entity (analysis, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX round_id ON round (id);

CREATE TABLE judgement (                       -- by a person; append-only; on a row's id, so it outlives readings
  h    INTEGER PRIMARY KEY,
  row  TEXT NOT NULL,
  verb TEXT NOT NULL CHECK (verb IN ('accept', 'reject', 'correct', 'merge', 'split', 'note')),
  field TEXT NOT NULL, value TEXT NOT NULL,
  by   TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
