-- 0007: the desks: contracts, inquiries and replies, the checks of a vendor, notices of other processors, what is overridden.

CREATE TABLE contract (
  n BIGINT NOT NULL, key TEXT NOT NULL, known_from BIGINT NOT NULL, known_until BIGINT,
  import BIGINT NOT NULL, line BIGINT NOT NULL, extra TEXT NOT NULL, sealed TEXT NOT NULL,
  id TEXT NOT NULL, party TEXT NOT NULL, own TEXT NOT NULL, kind TEXT NOT NULL, direction TEXT NOT NULL,
  signed TEXT NOT NULL, ended TEXT NOT NULL, authorisation TEXT NOT NULL, notice_days TEXT NOT NULL,
  objection_days TEXT NOT NULL, silence TEXT NOT NULL, language TEXT NOT NULL, contact TEXT NOT NULL,
  document TEXT NOT NULL, sha256 TEXT NOT NULL, note TEXT NOT NULL, source TEXT NOT NULL,
  PRIMARY KEY (n, known_from)
) STRICT;
CREATE UNIQUE INDEX contract_current ON contract(key) WHERE known_until IS NULL;
CREATE INDEX contract_from ON contract(known_from, n);
CREATE INDEX contract_until ON contract(known_until) WHERE known_until IS NOT NULL;
CREATE INDEX contract_party ON contract(party) WHERE party <> '';
CREATE INDEX contract_own ON contract(own) WHERE own <> '';

CREATE TABLE inquiry (
  n BIGINT NOT NULL, key TEXT NOT NULL, known_from BIGINT NOT NULL, known_until BIGINT,
  import BIGINT NOT NULL, line BIGINT NOT NULL, extra TEXT NOT NULL, sealed TEXT NOT NULL,
  id TEXT NOT NULL, received TEXT NOT NULL, asked_by TEXT NOT NULL, asker TEXT NOT NULL,
  contact TEXT NOT NULL, country TEXT NOT NULL, about_party TEXT NOT NULL, about_country TEXT NOT NULL,
  data TEXT NOT NULL, language TEXT NOT NULL, question TEXT NOT NULL, identity TEXT NOT NULL,
  identity_asked TEXT NOT NULL, identity_proven TEXT NOT NULL, extended TEXT NOT NULL,
  extension_reason TEXT NOT NULL, assigned TEXT NOT NULL, state TEXT NOT NULL, closed TEXT NOT NULL,
  outcome TEXT NOT NULL, note TEXT NOT NULL, source TEXT NOT NULL,
  PRIMARY KEY (n, known_from)
) STRICT;
CREATE UNIQUE INDEX inquiry_current ON inquiry(key) WHERE known_until IS NULL;
CREATE INDEX inquiry_from ON inquiry(known_from, n);
CREATE INDEX inquiry_until ON inquiry(known_until) WHERE known_until IS NOT NULL;
CREATE INDEX inquiry_about_party ON inquiry(about_party) WHERE about_party <> '';

CREATE TABLE reply (
  n BIGINT NOT NULL, key TEXT NOT NULL, known_from BIGINT NOT NULL, known_until BIGINT,
  import BIGINT NOT NULL, line BIGINT NOT NULL, extra TEXT NOT NULL, sealed TEXT NOT NULL,
  id TEXT NOT NULL, inquiry TEXT NOT NULL, given TEXT NOT NULL, given_by TEXT NOT NULL,
  audience TEXT NOT NULL, language TEXT NOT NULL, "on" TEXT NOT NULL, known_at TEXT NOT NULL,
  register_seq TEXT NOT NULL, log_size TEXT NOT NULL, log_root TEXT NOT NULL, law_pack TEXT NOT NULL,
  law_sha256 TEXT NOT NULL, template TEXT NOT NULL, legs TEXT NOT NULL, letter TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (n, known_from)
) STRICT;
CREATE UNIQUE INDEX reply_current ON reply(key) WHERE known_until IS NULL;
CREATE INDEX reply_from ON reply(known_from, n);
CREATE INDEX reply_until ON reply(known_until) WHERE known_until IS NOT NULL;
CREATE INDEX reply_inquiry ON reply(inquiry) WHERE inquiry <> '';

CREATE TABLE vendor_check (
  n BIGINT NOT NULL, key TEXT NOT NULL, known_from BIGINT NOT NULL, known_until BIGINT,
  import BIGINT NOT NULL, line BIGINT NOT NULL, extra TEXT NOT NULL, sealed TEXT NOT NULL,
  party TEXT NOT NULL, item TEXT NOT NULL, state TEXT NOT NULL, day TEXT NOT NULL, who TEXT NOT NULL,
  document TEXT NOT NULL, sha256 TEXT NOT NULL, note TEXT NOT NULL, source TEXT NOT NULL,
  PRIMARY KEY (n, known_from)
) STRICT;
CREATE UNIQUE INDEX vendor_check_current ON vendor_check(key) WHERE known_until IS NULL;
CREATE INDEX vendor_check_from ON vendor_check(known_from, n);
CREATE INDEX vendor_check_until ON vendor_check(known_until) WHERE known_until IS NOT NULL;
CREATE INDEX vendor_check_party ON vendor_check(party) WHERE party <> '';

CREATE TABLE notice (
  n BIGINT NOT NULL, key TEXT NOT NULL, known_from BIGINT NOT NULL, known_until BIGINT,
  import BIGINT NOT NULL, line BIGINT NOT NULL, extra TEXT NOT NULL, sealed TEXT NOT NULL,
  id TEXT NOT NULL, direction TEXT NOT NULL, vendor TEXT NOT NULL, change TEXT NOT NULL,
  subject TEXT NOT NULL, subject_name TEXT NOT NULL, replaces TEXT NOT NULL, country TEXT NOT NULL,
  what TEXT NOT NULL, mechanism TEXT NOT NULL, announced TEXT NOT NULL, effective TEXT NOT NULL,
  deadline TEXT NOT NULL, state TEXT NOT NULL, decision TEXT NOT NULL, decided TEXT NOT NULL,
  decided_by TEXT NOT NULL, note TEXT NOT NULL, source TEXT NOT NULL,
  PRIMARY KEY (n, known_from)
) STRICT;
CREATE UNIQUE INDEX notice_current ON notice(key) WHERE known_until IS NULL;
CREATE INDEX notice_from ON notice(known_from, n);
CREATE INDEX notice_until ON notice(known_until) WHERE known_until IS NOT NULL;
CREATE INDEX notice_vendor ON notice(vendor) WHERE vendor <> '';
CREATE INDEX notice_subject ON notice(subject) WHERE subject <> '';
CREATE INDEX notice_replaces ON notice(replaces) WHERE replaces <> '';

CREATE TABLE delivery (
  n BIGINT NOT NULL, key TEXT NOT NULL, known_from BIGINT NOT NULL, known_until BIGINT,
  import BIGINT NOT NULL, line BIGINT NOT NULL, extra TEXT NOT NULL, sealed TEXT NOT NULL,
  notice TEXT NOT NULL, customer TEXT NOT NULL, contract TEXT NOT NULL, address TEXT NOT NULL,
  language TEXT NOT NULL, days TEXT NOT NULL, deadline TEXT NOT NULL, state TEXT NOT NULL,
  sent TEXT NOT NULL, problem TEXT NOT NULL, letter TEXT NOT NULL, source TEXT NOT NULL,
  PRIMARY KEY (n, known_from)
) STRICT;
CREATE UNIQUE INDEX delivery_current ON delivery(key) WHERE known_until IS NULL;
CREATE INDEX delivery_from ON delivery(known_from, n);
CREATE INDEX delivery_until ON delivery(known_until) WHERE known_until IS NOT NULL;
CREATE INDEX delivery_notice ON delivery(notice) WHERE notice <> '';
CREATE INDEX delivery_customer ON delivery(customer) WHERE customer <> '';
CREATE INDEX delivery_contract ON delivery(contract) WHERE contract <> '';

CREATE TABLE objection (
  n BIGINT NOT NULL, key TEXT NOT NULL, known_from BIGINT NOT NULL, known_until BIGINT,
  import BIGINT NOT NULL, line BIGINT NOT NULL, extra TEXT NOT NULL, sealed TEXT NOT NULL,
  id TEXT NOT NULL, notice TEXT NOT NULL, customer TEXT NOT NULL, received TEXT NOT NULL,
  reason TEXT NOT NULL, outcome TEXT NOT NULL, closed TEXT NOT NULL, closed_by TEXT NOT NULL,
  note TEXT NOT NULL, source TEXT NOT NULL,
  PRIMARY KEY (n, known_from)
) STRICT;
CREATE UNIQUE INDEX objection_current ON objection(key) WHERE known_until IS NULL;
CREATE INDEX objection_from ON objection(known_from, n);
CREATE INDEX objection_until ON objection(known_until) WHERE known_until IS NOT NULL;
CREATE INDEX objection_notice ON objection(notice) WHERE notice <> '';
CREATE INDEX objection_customer ON objection(customer) WHERE customer <> '';

CREATE TABLE override (
  n BIGINT NOT NULL, key TEXT NOT NULL, known_from BIGINT NOT NULL, known_until BIGINT,
  import BIGINT NOT NULL, line BIGINT NOT NULL, extra TEXT NOT NULL, sealed TEXT NOT NULL,
  id TEXT NOT NULL, party TEXT NOT NULL, gate TEXT NOT NULL, notice TEXT NOT NULL, reason TEXT NOT NULL,
  granted_by TEXT NOT NULL, granted TEXT NOT NULL, expires TEXT NOT NULL, revoked TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (n, known_from)
) STRICT;
CREATE UNIQUE INDEX override_current ON override(key) WHERE known_until IS NULL;
CREATE INDEX override_from ON override(known_from, n);
CREATE INDEX override_until ON override(known_until) WHERE known_until IS NOT NULL;
CREATE INDEX override_party ON override(party) WHERE party <> '';
CREATE INDEX override_notice ON override(notice) WHERE notice <> '';
