-- 0001: the register. Applied once; later changes go in 0002 and up.
-- Portable between SQLite and PostgreSQL: TEXT, BIGINT, $-parameters, no row ids, no engine's own functions.
--
-- Every kind of record is one table of versions. A version is known from the change that recorded it (known_from)
-- until the change that superseded it (known_until, NULL while it is current). Nothing else is ever updated.
--   n      the fact's own number, the same for all its versions
--   key    what makes two rows the same fact
--   import, line   the import and the line of its file that brought it, 0 when it came another way
--   extra  columns this program does not know, kept as they came
-- All other columns are the canonical CSV columns as text; '' means not known.

CREATE TABLE change (
  seq  BIGINT NOT NULL PRIMARY KEY,   -- 1, 2, 3, ... without a hole
  at   TEXT NOT NULL,                 -- YYYY-MM-DDTHH:MM:SS.mmmZ, never earlier than the change before
  who  TEXT NOT NULL,
  via  TEXT NOT NULL,                 -- the door it came through: cli, http
  note TEXT NOT NULL
) STRICT;

-- known_at: the last change at or before an instant
CREATE INDEX change_at ON change(at);

CREATE TABLE import (
  id        BIGINT NOT NULL PRIMARY KEY,
  seq       BIGINT NOT NULL REFERENCES change(seq),
  file      TEXT NOT NULL,
  sha256    TEXT NOT NULL,
  kind      TEXT NOT NULL,
  row_count BIGINT NOT NULL,
  added     BIGINT NOT NULL,
  updated   BIGINT NOT NULL,
  unchanged BIGINT NOT NULL,
  refused   BIGINT NOT NULL,
  skipped   BIGINT NOT NULL
) STRICT;

CREATE TABLE setting (
  name        TEXT NOT NULL,
  value       TEXT NOT NULL,
  known_from  BIGINT NOT NULL,
  known_until BIGINT
) STRICT;
CREATE UNIQUE INDEX setting_current ON setting(name) WHERE known_until IS NULL;

CREATE TABLE party (
  n BIGINT NOT NULL, key TEXT NOT NULL, known_from BIGINT NOT NULL, known_until BIGINT,
  import BIGINT NOT NULL, line BIGINT NOT NULL, extra TEXT NOT NULL,
  id TEXT NOT NULL, name TEXT NOT NULL, aliases TEXT NOT NULL, kind TEXT NOT NULL, advisor_type TEXT NOT NULL,
  country TEXT NOT NULL, parent TEXT NOT NULL, own TEXT NOT NULL, service TEXT NOT NULL, status TEXT NOT NULL,
  website TEXT NOT NULL, contact TEXT NOT NULL, identifiers TEXT NOT NULL, attributes TEXT NOT NULL, source TEXT NOT NULL,
  PRIMARY KEY (n, known_from)
) STRICT;
CREATE UNIQUE INDEX party_current ON party(key) WHERE known_until IS NULL;  -- putting a row, finding a party by id

CREATE TABLE transfer (
  n BIGINT NOT NULL, key TEXT NOT NULL, known_from BIGINT NOT NULL, known_until BIGINT,
  import BIGINT NOT NULL, line BIGINT NOT NULL, extra TEXT NOT NULL,
  id TEXT NOT NULL, exporter TEXT NOT NULL, importer TEXT NOT NULL, country TEXT NOT NULL, place TEXT NOT NULL,
  exporter_role TEXT NOT NULL, importer_role TEXT NOT NULL, data TEXT NOT NULL, data_categories TEXT NOT NULL,
  data_subjects TEXT NOT NULL, purposes TEXT NOT NULL, legal_basis TEXT NOT NULL, retention TEXT NOT NULL,
  "from" TEXT NOT NULL, "until" TEXT NOT NULL, source TEXT NOT NULL,
  PRIMARY KEY (n, known_from)
) STRICT;
CREATE UNIQUE INDEX transfer_current ON transfer(key) WHERE known_until IS NULL;

CREATE TABLE safeguard (
  n BIGINT NOT NULL, key TEXT NOT NULL, known_from BIGINT NOT NULL, known_until BIGINT,
  import BIGINT NOT NULL, line BIGINT NOT NULL, extra TEXT NOT NULL,
  id TEXT NOT NULL, exporter TEXT NOT NULL, importer TEXT NOT NULL, mechanism TEXT NOT NULL, signed TEXT NOT NULL,
  changed TEXT NOT NULL, ended TEXT NOT NULL, flags TEXT NOT NULL, countries TEXT NOT NULL, document TEXT NOT NULL,
  note TEXT NOT NULL, source TEXT NOT NULL,
  PRIMARY KEY (n, known_from)
) STRICT;
CREATE UNIQUE INDEX safeguard_current ON safeguard(key) WHERE known_until IS NULL;

CREATE TABLE certification (
  n BIGINT NOT NULL, key TEXT NOT NULL, known_from BIGINT NOT NULL, known_until BIGINT,
  import BIGINT NOT NULL, line BIGINT NOT NULL, extra TEXT NOT NULL,
  importer TEXT NOT NULL, framework TEXT NOT NULL, covers TEXT NOT NULL, "from" TEXT NOT NULL, "until" TEXT NOT NULL,
  status TEXT NOT NULL, checked_on TEXT NOT NULL, source TEXT NOT NULL,
  PRIMARY KEY (n, known_from)
) STRICT;
CREATE UNIQUE INDEX certification_current ON certification(key) WHERE known_until IS NULL;

CREATE TABLE assessment (
  n BIGINT NOT NULL, key TEXT NOT NULL, known_from BIGINT NOT NULL, known_until BIGINT,
  import BIGINT NOT NULL, line BIGINT NOT NULL, extra TEXT NOT NULL,
  exporter TEXT NOT NULL, importer TEXT NOT NULL, country TEXT NOT NULL, dated TEXT NOT NULL, outcome TEXT NOT NULL,
  measures TEXT NOT NULL, review_by TEXT NOT NULL, document TEXT NOT NULL, source TEXT NOT NULL,
  PRIMARY KEY (n, known_from)
) STRICT;
CREATE UNIQUE INDEX assessment_current ON assessment(key) WHERE known_until IS NULL;

-- Folded names and aliases of the current parties: derived, rebuilt with each version of a party.
CREATE TABLE party_name (
  folded TEXT NOT NULL,
  party  TEXT NOT NULL,               -- id
  main   BIGINT NOT NULL,             -- 1: the name, 0: an alias
  PRIMARY KEY (folded, party, main)
) STRICT;
CREATE INDEX party_name_of ON party_name(party);
