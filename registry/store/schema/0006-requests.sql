-- 0006: requests that named a key under which they may come again.
--
-- Not their answers: an answer is made anew from the version that the request recorded, so that what is erased from a
-- record is erased here, too. Kept for a day; not evidence, so no entry of the log says anything about them.

CREATE TABLE request (
  who         TEXT NOT NULL,
  request_key TEXT NOT NULL,
  at          TEXT NOT NULL,                     -- of the change
  method      TEXT NOT NULL,
  path        TEXT NOT NULL,
  body        BLOB NOT NULL,                     -- SHA-256 of 0x00 and the body
  status      BIGINT NOT NULL,
  kind        TEXT NOT NULL,                     -- party
  n           BIGINT NOT NULL,
  seq         BIGINT NOT NULL REFERENCES change(seq),
  PRIMARY KEY (who, request_key)
) STRICT;

-- letting go of those that are too old
CREATE INDEX request_at ON request(at);
