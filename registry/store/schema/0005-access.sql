-- 0005: who may. Of every secret only the SHA-256 is kept, in hex.

-- known_until: the change that revoked it. A name may be given again after that.
CREATE TABLE token (
  name        TEXT NOT NULL,
  role        TEXT NOT NULL,                     -- reader, procurement, dpo, auditor, admin
  digest      TEXT NOT NULL,
  expires     TEXT NOT NULL,                     -- the day from which on it is no longer good, or ''
  known_from  BIGINT NOT NULL REFERENCES change(seq),
  known_until BIGINT REFERENCES change(seq),
  PRIMARY KEY (name, known_from)
) STRICT;
CREATE UNIQUE INDEX token_current ON token(name) WHERE known_until IS NULL;
CREATE UNIQUE INDEX token_digest ON token(digest);
CREATE INDEX token_from ON token(known_from);
CREATE INDEX token_until ON token(known_until) WHERE known_until IS NOT NULL;

-- What is no evidence: when a token was last used, log-in links, sessions.
CREATE TABLE token_use (
  digest TEXT NOT NULL PRIMARY KEY,
  used   TEXT NOT NULL                           -- an instant
) STRICT;
CREATE TABLE login (
  digest   TEXT NOT NULL PRIMARY KEY,
  who      TEXT NOT NULL,
  role     TEXT NOT NULL,
  until_ms BIGINT NOT NULL                       -- milliseconds since 1970
) STRICT;
CREATE TABLE session (
  digest   TEXT NOT NULL PRIMARY KEY,
  who      TEXT NOT NULL,
  role     TEXT NOT NULL,
  until_ms BIGINT NOT NULL
) STRICT;
