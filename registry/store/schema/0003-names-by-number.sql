-- 0003: names stand under the number of their party; what a change recorded is found in the order of numbers.

-- Numbers grow, so that the way from a party to its names is written at its end; the way from a name comes in any order.
CREATE TABLE party_named (
  folded TEXT NOT NULL,
  n      BIGINT NOT NULL,             -- of the party
  main   BIGINT NOT NULL              -- 1: the name, 0: an alias, 2: the stem of the name
) STRICT;
INSERT INTO party_named(folded, n, main)
  SELECT m.folded, p.n, m.main FROM party_name m JOIN party p ON p.key = m.party AND p.known_until IS NULL;
DROP TABLE party_name;
ALTER TABLE party_named RENAME TO party_name;
CREATE INDEX party_name_folded ON party_name(folded, n, main);
CREATE INDEX party_name_of ON party_name(n);

-- in that order a change of any size is read without being sorted
DROP INDEX party_from;
DROP INDEX transfer_from;
DROP INDEX safeguard_from;
DROP INDEX certification_from;
DROP INDEX assessment_from;
CREATE INDEX party_from ON party(known_from, n);
CREATE INDEX transfer_from ON transfer(known_from, n);
CREATE INDEX safeguard_from ON safeguard(known_from, n);
CREATE INDEX certification_from ON certification(known_from, n);
CREATE INDEX assessment_from ON assessment(known_from, n);
