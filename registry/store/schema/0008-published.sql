-- 0008: the parties on the public list, found at once: most changes touch none of them.

CREATE INDEX party_published ON party(id, known_from) WHERE attributes LIKE '%published%';
