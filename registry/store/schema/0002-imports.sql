-- 0002: what an import is an edition of, what was undone, and the ways into the tables that plans and undoing take.

-- the name under which the next edition of the same file is known again
ALTER TABLE import ADD COLUMN source TEXT NOT NULL DEFAULT '';
-- records that were absent from a complete file and ended
ALTER TABLE import ADD COLUMN ended BIGINT NOT NULL DEFAULT 0;

-- an import that was undone, and the change that did it
CREATE TABLE undone (
  import BIGINT NOT NULL PRIMARY KEY REFERENCES import(id),
  seq    BIGINT NOT NULL REFERENCES change(seq)
) STRICT;

-- what a change recorded, and what it superseded
CREATE INDEX party_from ON party(known_from);
CREATE INDEX party_until ON party(known_until) WHERE known_until IS NOT NULL;
CREATE INDEX transfer_from ON transfer(known_from);
CREATE INDEX transfer_until ON transfer(known_until) WHERE known_until IS NOT NULL;
CREATE INDEX safeguard_from ON safeguard(known_from);
CREATE INDEX safeguard_until ON safeguard(known_until) WHERE known_until IS NOT NULL;
CREATE INDEX certification_from ON certification(known_from);
CREATE INDEX certification_until ON certification(known_until) WHERE known_until IS NOT NULL;
CREATE INDEX assessment_from ON assessment(known_from);
CREATE INDEX assessment_until ON assessment(known_until) WHERE known_until IS NOT NULL;

-- who stands on a party: the legs into it and out of it, its papers, its daughters
CREATE INDEX transfer_importer ON transfer(importer);
CREATE INDEX transfer_exporter ON transfer(exporter);
CREATE INDEX safeguard_importer ON safeguard(importer);
CREATE INDEX safeguard_exporter ON safeguard(exporter);
CREATE INDEX certification_importer ON certification(importer);
CREATE INDEX assessment_importer ON assessment(importer);
CREATE INDEX assessment_exporter ON assessment(exporter);
CREATE INDEX party_parent ON party(parent) WHERE parent <> '';
