-- 0004: every change as evidence.

-- why, where somebody said it
ALTER TABLE change ADD COLUMN reason TEXT NOT NULL DEFAULT '';

-- One leaf of the tree for each thing a change recorded; what it says is made from the other tables.
CREATE TABLE entry (
  i       BIGINT NOT NULL PRIMARY KEY,           -- 0, 1, 2, ... without a hole
  seq     BIGINT NOT NULL REFERENCES change(seq),
  subject TEXT NOT NULL,                         -- party/3, setting/home, import/4, undoing/4
  leaf    BLOB NOT NULL                          -- SHA-256 of 0x00 and the canonical text
) STRICT;

-- Roots of whole subtrees of 256, 65536, ... leaves.
CREATE TABLE tree (
  height BIGINT NOT NULL,
  number BIGINT NOT NULL,
  hash   BLOB NOT NULL,
  PRIMARY KEY (height, number)
) STRICT;

-- What an entry commits to instead of saying it (contact): the salt; once erased, the commitments.
ALTER TABLE party ADD COLUMN sealed TEXT NOT NULL DEFAULT '';
ALTER TABLE transfer ADD COLUMN sealed TEXT NOT NULL DEFAULT '';
ALTER TABLE safeguard ADD COLUMN sealed TEXT NOT NULL DEFAULT '';
ALTER TABLE certification ADD COLUMN sealed TEXT NOT NULL DEFAULT '';
ALTER TABLE assessment ADD COLUMN sealed TEXT NOT NULL DEFAULT '';

-- What was erased of a record's personal columns, and the change that did it.
CREATE TABLE erased (
  seq    BIGINT NOT NULL REFERENCES change(seq),
  kind   TEXT NOT NULL,                          -- party
  n      BIGINT NOT NULL,
  column_name TEXT NOT NULL,
  PRIMARY KEY (seq, kind, n, column_name)
) STRICT;

-- what a change recorded that is no record
CREATE INDEX setting_from ON setting(known_from);
CREATE INDEX setting_until ON setting(known_until) WHERE known_until IS NOT NULL;
CREATE INDEX import_seq ON import(seq);
CREATE INDEX undone_seq ON undone(seq);
