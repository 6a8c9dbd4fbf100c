/* Every statement of the program, by name. One text for SQLite and PostgreSQL. */
#include "registry/store/db.h"
#include "registry/store/record_columns.h"

#define META "n, key, known_from, known_until, import, line, extra, sealed, "
#define M8 "$1, $2, $3, $4, $5, $6, $7, $8, "

/* as the index party_published has it */
#define PUBLISHED "attributes LIKE '%published%'"
/* what covers the transfers to somebody of whom there is a draft */
#define DRAFTED(table, when) " UNION SELECT t.importer FROM " table " t WHERE t." when " = $1 AND EXISTS (SELECT 1" \
	" FROM notice WHERE subject <> '' AND subject = t.importer AND known_until IS NULL AND state = 'draft')"
/* a draft that made itself goes with what it was made of, and nobody was told of it */
#define BY_ITSELF "(announced = '' AND source = 'register')"

#define NAME_C "p.id, p.name, p.aliases, p.country, p.parent, p.own, p.import, p.line, p.n"
#define NAMED "party_name m JOIN party p ON p.n = m.n AND p.known_until IS NULL"

/* the first few as the index has them, by id */
#define NAMES(which) "SELECT * FROM (SELECT " NAME_C ", m.main FROM " NAMED " WHERE " which \
	" ORDER BY m.n, m.main LIMIT 12)" \
	" AS found ORDER BY id, main"

#define NEAR "(SELECT party FROM near)"
#define NEAR_PARTY "party <> '' AND party IN " NEAR /* as the index has it */
#define THEN "known_from <= $1 AND (known_until IS NULL OR known_until > $1)"
/* the plus: by the parties, never by all that was known then, nor in the order of all */
#define THEN_OF_FEW "+known_from <= $1 AND (known_until IS NULL OR +known_until > $1)"
#define STANDING "i.id = v.import AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.import = i.id)"
#define WITHIN(column) column " >= $1 AND " column " <= $2"
#define ALL_OF(table, columns) "SELECT " META columns " FROM " table

/*
 * The order in which records are read: as they were first recorded; notices by id, because a number that a draft had
 * may go to another one, and a list of them that comes back from a file is the same list.
 */
#define BY_NUMBER(table) "n", "n > $2"
#define BY_ID(table) "key", "key > coalesce((SELECT b.key FROM " table " b WHERE b.known_from <= $1" \
	" AND (b.known_until IS NULL OR b.known_until > $1) AND b.n = $2), '')"
#define KIND(k, table, columns, view, params, near, about, erase) \
	KIND_BY(k, table, columns, view, params, near, about, erase, BY_NUMBER(table))
#define KIND_BY(...) KIND_IN(__VA_ARGS__)
#define KIND_IN(k, table, columns, view, params, near, about, erase, order, behind) \
	[DB_FACT_LAST + (k)] = "SELECT max(n) FROM " table, \
	[DB_FACT_GET + (k)] = ALL_OF(table, columns) " WHERE key = $1 AND known_until IS NULL", \
	[DB_FACT_ADD + (k)] = "INSERT INTO " table "(" META columns ") VALUES (" M8 params ")", \
	[DB_FACT_CLOSE + (k)] = "UPDATE " table " SET known_until = $1 WHERE key = $2 AND known_until IS NULL", \
	[DB_FACT_DROP + (k)] = "DELETE FROM " table " WHERE n = $1 AND known_from = $2 AND known_until IS NULL", \
	[DB_FACT_EACH + (k)] = ALL_OF(table, columns) " WHERE " THEN " ORDER BY " order, \
	[DB_FACT_VIEW + (k)] = "SELECT n, extra, " view " FROM " table " WHERE " THEN " ORDER BY n", \
	[DB_FACT_MADE + (k)] = ALL_OF(table, columns) " WHERE known_from = $1 ORDER BY n", \
	[DB_FACT_NOW + (k)] = ALL_OF(table, columns) " WHERE n = $1 AND known_until IS NULL", \
	[DB_FACT_BEFORE + (k)] = ALL_OF(table, columns) " WHERE n = $1 AND +known_until = $2", \
	[DB_FACT_CLOSED + (k)] = ALL_OF(table " o", columns) " WHERE known_until = $1" \
		" AND NOT EXISTS (SELECT 1 FROM " table " w WHERE w.n = o.n AND w.known_from = $1) ORDER BY n", \
	[DB_FACT_AT + (k)] = ALL_OF(table, columns) " WHERE n = $1 AND known_from = $2", \
	[DB_FACT_SUPERSEDED + (k)] = "SELECT 1 FROM " table " WHERE known_until = $1 LIMIT 1", \
	[DB_FACT_ABOUT + (k)] = "SELECT DISTINCT n FROM " table " WHERE " about " ORDER BY n", \
	[DB_FACT_HISTORY + (k)] = ALL_OF(table, columns ", (SELECT i.source FROM import i WHERE i.id = v.import" \
		" AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.import = i.id))") \
		" v WHERE n = $1 ORDER BY known_from", \
	[DB_FACT_OF_SOURCE + (k)] = ALL_OF(table, columns) " WHERE known_until IS NULL AND n IN (SELECT v.n" \
		" FROM " table " v JOIN import i ON " STANDING " WHERE i.source = $1) ORDER BY n", \
	[DB_FACT_PAGE + (k)] = ALL_OF(table, columns) " WHERE " THEN " AND " behind " ORDER BY " order " LIMIT $3", \
	[DB_FACT_EXTRA + (k)] = ALL_OF(table, columns) " WHERE " THEN " AND " behind " AND extra <> ''" \
		" ORDER BY " order " LIMIT $3", \
	[DB_FACT_THEN + (k)] = ALL_OF(table, columns) " WHERE " THEN " AND key = $2 LIMIT 1", \
	[DB_FACT_NEAR + (k)] = ALL_OF(table, columns) " WHERE " near " AND " THEN_OF_FEW " ORDER BY +n", \
	[DB_FACT_ERASE + (k)] = "UPDATE " table " SET " erase ", sealed = $1 WHERE n = $2 AND known_from = $3", \
	[DB_FACT_NUMBERS + (k)] = "SELECT key FROM " table " WHERE known_until IS NULL AND key > $1 AND key < $2" \
		" ORDER BY length(key) DESC, key DESC", \
	[DB_FACT_MADE_FROM + (k)] = ALL_OF(table, columns) " WHERE " WITHIN("known_from") " ORDER BY known_from, n", \
	[DB_FACT_CLOSED_FROM + (k)] = ALL_OF(table, columns) " WHERE " WITHIN("known_until") \
		" ORDER BY known_until, n", \
	[DB_FACT_GONE_FROM + (k)] = ALL_OF(table " o", columns) " WHERE " WITHIN("known_until") " AND NOT EXISTS" \
		" (SELECT 1 FROM " table " w WHERE w.n = o.n AND w.known_from = o.known_until)" \
		" ORDER BY known_until, n", \
	[DB_FACT_MADE_AFTER + (k)] = "SELECT n FROM " table " WHERE known_from > $1", \
	[DB_FACT_CLOSED_AFTER + (k)] = "SELECT n FROM " table " WHERE known_until > $1"
/* a kind that no answer rests on, and one without anything personal */
#define NOT_NEAR "n < 0"
#define NOTHING "extra = extra"

#define EITHER "importer = $1 OR exporter = $1"
#define RESTS(kind, column) \
	" WHERE $1 = '" kind "' AND " column " <> '' AND " column " = $2 AND known_until IS NULL AND import <> $3"
#define NAMED_IN(column) column " <> '' AND " column " = $1"
#define BY_HAND_OR(all) " AND known_until IS NULL AND (import = 0 OR " all " <> 0)"
#define ON_IT(names_it) " WHERE " names_it " AND known_until IS NULL AND import <> $2"

#define IMPORTS \
	"SELECT i.id, i.seq, i.file, i.sha256, i.kind, c.who, c.at, i.row_count, i.added, i.updated, i.unchanged," \
	" i.refused, i.skipped, i.source, i.ended, u.seq, uc.at, uc.who FROM import i JOIN change c ON c.seq = i.seq" \
	" LEFT JOIN undone u ON u.import = i.id LEFT JOIN change uc ON uc.seq = u.seq"

const char *const db_sql[DB_STMT_COUNT] = {
	/* reg_seq(), reg_begin() */
	[DB_SEQ_LAST] = "SELECT max(seq) FROM change",
	/* known_at -> change */
	[DB_SEQ_AT] = "SELECT max(seq) FROM change WHERE at <= $1",
	[DB_CHANGE_ADD] = "INSERT INTO change(seq, at, who, via, note, reason) VALUES ($1, $2, $3, $4, $5, $6)",
	[DB_CHANGE_LAST_AT] = "SELECT at FROM change WHERE seq = (SELECT max(seq) FROM change)",
	[DB_CHANGE_AT] = "SELECT at FROM change WHERE seq = $1",
	/* reg_setting(), reg_set(), views */
	[DB_SETTING_GET] = "SELECT value, known_from FROM setting WHERE name = $1 AND known_until IS NULL",
	[DB_SETTING_GET_AT] = "SELECT value FROM setting WHERE name = $1 AND known_from <= $2"
			      " AND (known_until IS NULL OR known_until > $2)",
	[DB_SETTING_CLOSE] = "UPDATE setting SET known_until = $1 WHERE name = $2 AND known_until IS NULL",
	[DB_SETTING_ADD] = "INSERT INTO setting(name, value, known_from, known_until) VALUES ($1, $2, $3, NULL)",
	[DB_SETTING_DROP] = "DELETE FROM setting WHERE name = $1 AND known_from = $2 AND known_until IS NULL",
	/* undoing: what a change set, and what stood there before */
	[DB_SETTING_MADE] =
		"SELECT name, value FROM setting WHERE known_from = $1 AND known_until IS NULL ORDER BY name",
	[DB_SETTING_BEFORE] = "SELECT value FROM setting WHERE name = $1 AND known_until = $2",
	[DB_SETTING_LIKE] =
		"SELECT name, value FROM setting WHERE name >= $1 AND name < $2 AND known_until IS NULL ORDER BY name",
	/* reg_import_*() */
	[DB_IMPORT_LAST] = "SELECT max(id) FROM import",
	[DB_IMPORT_ADD] =
		"INSERT INTO import(id, seq, file, sha256, kind, source, row_count, added, updated, unchanged, refused,"
		" skipped, ended) VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0, 0, 0, 0, 0)",
	[DB_IMPORT_COUNTS] = "UPDATE import SET row_count = $1, added = $2, updated = $3, unchanged = $4, refused = $5,"
			     " skipped = $6, ended = $7 WHERE id = $8",
	[DB_IMPORT_ALL] = IMPORTS " WHERE $1 = 0 OR i.id = $1 ORDER BY i.id",
	[DB_IMPORT_PAGE] = IMPORTS " WHERE i.id < $1 ORDER BY i.id DESC LIMIT $2",
	[DB_IMPORT_OF_SOURCE] =
		"SELECT i.id FROM import i WHERE i.source = $1"
		" AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.import = i.id) ORDER BY i.id DESC LIMIT 1",
	[DB_IMPORT_UNDONE] = "INSERT INTO undone(import, seq) VALUES ($1, $2)",
	[DB_CHANGE_SINCE] = "SELECT seq, at, who, via, note FROM change WHERE seq > $1 ORDER BY seq LIMIT 20",
	/* reg_request_find(), reg_request_keep() */
	[DB_REQUEST_FIND] = "SELECT method, path, body, status, kind, n, seq FROM request"
			    " WHERE who = $1 AND request_key = $2 AND at >= $3",
	[DB_REQUEST_ADD] = "INSERT INTO request(who, request_key, at, method, path, body, status, kind, n, seq)"
			   " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
	[DB_REQUEST_DROP] = "DELETE FROM request WHERE at < $1",
	/* the log */
	[DB_CHANGE_HEAD] = "SELECT at, who, via, note, reason FROM change WHERE seq = $1",
	[DB_CHANGE_HEADS] = "SELECT at, who, via, note, reason, seq FROM change WHERE " WITHIN("seq") " ORDER BY seq",
	/* the changes that recorded anything that is no record */
	[DB_OTHERS_FROM] = "SELECT seq FROM (SELECT known_from AS seq FROM setting WHERE " WITHIN("known_from")
		" UNION SELECT known_until FROM setting WHERE " WITHIN("known_until")
		" UNION SELECT seq FROM import WHERE " WITHIN("seq")
		" UNION SELECT seq FROM undone WHERE " WITHIN("seq")
		" UNION SELECT seq FROM erased WHERE " WITHIN("seq")
		" UNION SELECT known_from FROM token WHERE " WITHIN("known_from")
		" UNION SELECT known_until FROM token WHERE " WITHIN("known_until") ") AS recorded ORDER BY seq",
	[DB_SETTING_LOG] =
		"SELECT w.name, CASE WHEN o.name IS NULL THEN 0 ELSE 1 END, o.value, 1, w.value FROM setting w"
		" LEFT JOIN setting o ON o.name = w.name AND o.known_until = $1 WHERE w.known_from = $1"
		" UNION ALL SELECT o.name, 1, o.value, 0, NULL FROM setting o WHERE o.known_until = $1"
		" AND NOT EXISTS (SELECT 1 FROM setting w WHERE w.name = o.name AND w.known_from = $1) ORDER BY 1",
	[DB_IMPORT_LOG] = "SELECT id, file, sha256, kind, row_count, added, updated, unchanged, refused, skipped, "
		"source, ended"
			  " FROM import WHERE seq = $1 ORDER BY id",
	[DB_UNDONE_LOG] = "SELECT import FROM undone WHERE seq = $1 ORDER BY import",
	[DB_ERASED_LOG] = "SELECT kind, n, column_name FROM erased WHERE seq = $1 ORDER BY kind, n, column_name",
	[DB_ENTRY_SIZE] = "SELECT max(i) + 1 FROM entry",
	[DB_ENTRY_LAST_CHANGE] = "SELECT seq FROM entry WHERE i = (SELECT max(i) FROM entry)",
	[DB_ENTRY_ADD] = "INSERT INTO entry(i, seq, subject, leaf) VALUES ($1, $2, $3, $4)",
	[DB_ENTRY_FROM] = "SELECT i, seq, subject, leaf FROM entry WHERE i >= $1 AND i < $2 ORDER BY i",
	[DB_LEAF_FROM] = "SELECT leaf FROM entry WHERE i >= $1 AND i < $2 ORDER BY i",
	[DB_TREE_ADD] = "INSERT INTO tree(height, number, hash) VALUES ($1, $2, $3)",
	[DB_TREE_FROM] = "SELECT hash FROM tree WHERE number >= $1 AND number < $2 AND height = $3 ORDER BY number",
	[DB_TREE_COUNT] = "SELECT count(*) FROM tree",
	[DB_UNSEALED] = "SELECT n, known_from FROM party WHERE contact <> '' AND sealed = '' LIMIT $1",
	[DB_SEAL] = "UPDATE party SET sealed = $1 WHERE n = $2 AND known_from = $3",
	[DB_ERASED_ADD] = "INSERT INTO erased(seq, kind, n, column_name) VALUES ($1, $2, $3, $4)",
	/* who may */
	[DB_TOKEN_ADD] = "INSERT INTO token(name, role, digest, expires, known_from) VALUES ($1, $2, $3, $4, $5)",
	[DB_TOKEN_CURRENT] = "SELECT 1 FROM token WHERE name = $1 AND known_until IS NULL",
	[DB_TOKEN_END] = "UPDATE token SET known_until = $1 WHERE name = $2 AND known_until IS NULL",
	[DB_TOKEN_ALL] = "SELECT t.name, t.role, t.digest, t.expires, c.at, c.who, e.at, e.who, u.used FROM token t"
			 " JOIN change c ON c.seq = t.known_from LEFT JOIN change e ON e.seq = t.known_until"
			 " LEFT JOIN token_use u ON u.digest = t.digest ORDER BY t.name, t.known_from",
	[DB_TOKEN_LOG] = "SELECT name, role, digest, expires, 0 FROM token WHERE known_until = $1"
			 " UNION ALL SELECT name, role, digest, expires, 1 FROM token WHERE known_from = $1"
			 " ORDER BY 1, 5",
	[DB_TOKEN_USED] = "INSERT INTO token_use(digest, used) VALUES ($1, $2)"
			  " ON CONFLICT (digest) DO UPDATE SET used = excluded.used",
	[DB_LOGIN_ADD] = "INSERT INTO login(digest, who, role, until_ms) VALUES ($1, $2, $3, $4)",
	[DB_LOGIN_GET] = "SELECT who, role FROM login WHERE digest = $1 AND until_ms > $2",
	[DB_LOGIN_DROP] = "DELETE FROM login WHERE digest = $1",
	[DB_LOGIN_OLD] = "DELETE FROM login WHERE until_ms <= $1",
	[DB_LOGIN_OF] = "DELETE FROM login WHERE who = $1",
	[DB_SESSION_ADD] = "INSERT INTO session(digest, who, role, until_ms) VALUES ($1, $2, $3, $4)",
	[DB_SESSION_ALL] = "SELECT digest, who, role, until_ms FROM session ORDER BY digest",
	[DB_SESSION_DROP] = "DELETE FROM session WHERE digest = $1",
	[DB_SESSION_OLD] = "DELETE FROM session WHERE until_ms <= $1",
	[DB_SESSION_OF] = "DELETE FROM session WHERE who = $1",
	/* reg_reach(): who is touched by change $1 */
	[DB_TOUCHED_CREATE] = "CREATE TEMPORARY TABLE IF NOT EXISTS touched(party TEXT NOT NULL PRIMARY KEY)",
	[DB_TOUCHED_CLEAR] = "DELETE FROM touched",
	[DB_TOUCHED_PARTIES] =
		"INSERT INTO touched(party) SELECT o.id FROM party o JOIN party w ON w.n = o.n AND w.known_from = $1"
		" WHERE o.known_until = $1 AND (o.country <> w.country OR o.kind <> w.kind OR o.own <> w.own"
		" OR o.attributes <> w.attributes) ON CONFLICT DO NOTHING",
	[DB_TOUCHED_TRANSFERS] =
		"INSERT INTO touched(party) SELECT importer FROM transfer WHERE known_from = $1"
		" OR known_until = $1 ON CONFLICT DO NOTHING",
	[DB_TOUCHED_SAFEGUARDS] =
		"INSERT INTO touched(party) SELECT importer FROM safeguard WHERE known_from = $1"
		" OR known_until = $1 ON CONFLICT DO NOTHING",
	[DB_TOUCHED_CERTIFICATIONS] =
		"INSERT INTO touched(party) SELECT importer FROM certification WHERE known_from = $1"
		" OR known_until = $1 ON CONFLICT DO NOTHING",
	[DB_TOUCHED_ASSESSMENTS] =
		"INSERT INTO touched(party) SELECT importer FROM assessment WHERE importer <> ''"
		" AND (known_from = $1 OR known_until = $1) ON CONFLICT DO NOTHING",
	/* an assessment about no importer in particular is about every importer in its country */
	[DB_TOUCHED_BY_ALL] =
		"INSERT INTO touched(party) SELECT t.importer FROM assessment a JOIN transfer t"
		" ON (a.exporter = '' OR a.exporter = t.exporter) AND (a.country = '' OR a.country = t.country)"
		" WHERE a.importer = '' AND (a.known_from = $1 OR a.known_until = $1)"
		" AND (t.known_until IS NULL OR t.known_until = $1) ON CONFLICT DO NOTHING",
	[DB_TOUCHED_DOWN] =
		"INSERT INTO touched(party) SELECT DISTINCT t.importer FROM touched s JOIN transfer t ON t.exporter "
		"= s.party"
		" WHERE t.known_until IS NULL OR t.known_until = $1 ON CONFLICT DO NOTHING",
	[DB_TOUCHED_COUNT] = "SELECT count(*) FROM touched",
	[DB_TOUCHED_NEXT] =
		"SELECT max(party) FROM (SELECT party FROM touched WHERE party > $1 ORDER BY party LIMIT 512) AS batch",
	[DB_NEAR_CREATE] = "CREATE TEMPORARY TABLE IF NOT EXISTS near(party TEXT NOT NULL PRIMARY KEY)",
	[DB_NEAR_CLEAR] = "DELETE FROM near",
	[DB_NEAR_ADD] = "INSERT INTO near(party) SELECT party FROM touched WHERE party > $1 AND party <= $2",
	[DB_NEAR_PARTY] = "INSERT INTO near(party) VALUES ($1)",
	[DB_NEAR_DOWN] =
		"INSERT INTO near(party) SELECT DISTINCT t.importer FROM transfer t"
		" WHERE t.exporter IN (SELECT party FROM near) AND t.known_until IS NULL ON CONFLICT DO NOTHING",
	[DB_NEAR_UP] =
		"INSERT INTO near(party) SELECT DISTINCT t.exporter FROM transfer t WHERE t.importer IN (SELECT "
		"party FROM near)"
		" AND t.exporter <> '' ON CONFLICT DO NOTHING",
	[DB_NEAR_SIGNERS] = "INSERT INTO near(party) SELECT DISTINCT s.exporter FROM safeguard s"
			    " WHERE s.importer IN (SELECT party FROM near) AND s.exporter <> '' ON CONFLICT DO NOTHING",
	[DB_NEAR_ASSESSORS] =
		"INSERT INTO near(party) SELECT DISTINCT a.exporter FROM assessment a"
		" WHERE (a.importer = '' OR a.importer IN (SELECT party FROM near)) AND a.exporter <> '' ON CONFLICT "
		"DO NOTHING",
	[DB_NEAR_COUNT] = "SELECT count(*) FROM near",
	[DB_LEGS_BEFORE] = "SELECT 1 FROM transfer WHERE known_from < $1 LIMIT 1",
	/* reg_moved(): parties that change $1 moved from one country to another; the current legs into one of them */
	[DB_PARTY_MOVED] =
		"SELECT o.id, o.country, w.country, w.line FROM party o JOIN party w ON w.n = o.n AND w.known_from = $1"
		" WHERE o.known_until = $1 AND o.country <> w.country AND o.country <> '' AND w.country <> '' ORDER "
		"BY o.n",
	[DB_LEGS_INTO] = "SELECT " META TRANSFER_C
			 " FROM transfer WHERE importer = $1 AND known_until IS NULL ORDER BY n",
	/* parties on the public list that change $1 touched: they themselves, a transfer to them, what covers it */
	[DB_PUBLISHED_ANY] = "SELECT 1 FROM party WHERE " PUBLISHED " LIMIT 1",
	[DB_PUBLISHED_TOUCHED] =
		"SELECT id FROM party WHERE known_from = $1 AND " PUBLISHED
		" UNION SELECT id FROM party WHERE known_until = $1 AND " PUBLISHED
		" UNION SELECT t.importer FROM transfer t WHERE t.known_from = $1 AND EXISTS (SELECT 1 FROM party"
		" WHERE id = t.importer AND known_until IS NULL AND " PUBLISHED ")"
		" UNION SELECT t.importer FROM transfer t WHERE t.known_until = $1 AND EXISTS (SELECT 1 FROM party"
		" WHERE id = t.importer AND known_until IS NULL AND " PUBLISHED ")"
		DRAFTED("safeguard", "known_from") DRAFTED("safeguard", "known_until")
		DRAFTED("certification", "known_from") DRAFTED("certification", "known_until")
		DRAFTED("assessment", "known_from") DRAFTED("assessment", "known_until")
		/* whom a notice of a file is about, and whose draft gave way to one */
		" UNION SELECT subject FROM notice WHERE known_from = $1 AND import <> 0 AND subject <> ''"
		" UNION SELECT replaces FROM notice WHERE known_from = $1 AND import <> 0 AND replaces <> ''"
		" UNION SELECT subject FROM notice WHERE known_until = $1 AND subject <> '' AND " BY_ITSELF
		" ORDER BY 1",
	[DB_NOTICE_IDS] = "SELECT DISTINCT id FROM notice WHERE key >= $1 AND key < $2",
	[DB_NOTICES_ABOUT] = ALL_OF("notice", NOTICE_C) " WHERE (" NAMED_IN("subject") " OR " NAMED_IN("replaces")
		") AND direction = 'outgoing' AND known_until IS NULL ORDER BY n",
	/* drafts about $2 that made themselves, and of which change $1 left nothing */
	[DB_NOTICES_GAVE_WAY] = ALL_OF("notice o", NOTICE_C) " WHERE known_until = $1 AND subject = $2"
		" AND state = 'draft' AND " BY_ITSELF
		" AND NOT EXISTS (SELECT 1 FROM notice w WHERE w.n = o.n AND w.known_from = $1) ORDER BY n",
	/* is there anything that names notice $1, but what files brought ($2: that counts, too)? */
	[DB_NOTICE_NAMED] =
		"SELECT 1 FROM delivery WHERE " NAMED_IN("notice") BY_HAND_OR("$2")
		" UNION ALL SELECT 1 FROM objection WHERE " NAMED_IN("notice") BY_HAND_OR("$2")
		" UNION ALL SELECT 1 FROM override WHERE " NAMED_IN("notice") BY_HAND_OR("$2") " LIMIT 1",
	[DB_DELIVERIES_OF] = ALL_OF("delivery", DELIVERY_SLIM) " WHERE " NAMED_IN("notice")
		" AND known_until IS NULL ORDER BY n",
	[DB_DELIVERIES_ALL] = ALL_OF("delivery", DELIVERY_SLIM) " WHERE known_until IS NULL ORDER BY n",
	[DB_OBJECTIONS_OF] = ALL_OF("objection", OBJECTION_C) " WHERE " NAMED_IN("notice")
		" AND known_until IS NULL ORDER BY n",
	[DB_OVERRIDES_OF] = ALL_OF("override", OVERRIDE_C) " WHERE " NAMED_IN("notice")
		" AND known_until IS NULL ORDER BY n",
	/* reg_undo(): what names party $1 and was not recorded by import $2 */
	[DB_STANDS_ON] =
		"SELECT 'transfer', n, import, line, known_from FROM transfer" ON_IT("importer = $1")
		" UNION ALL SELECT 'transfer', n, import, line, known_from FROM transfer" ON_IT("exporter = $1")
		" UNION ALL SELECT 'safeguard', n, import, line, known_from FROM safeguard" ON_IT("importer = $1")
		" UNION ALL SELECT 'safeguard', n, import, line, known_from FROM safeguard" ON_IT("exporter = $1")
		" UNION ALL SELECT 'certification', n, import, line, known_from FROM certification"
		ON_IT("importer = $1")
		" UNION ALL SELECT 'assessment', n, import, line, known_from FROM assessment" ON_IT("importer = $1")
		" UNION ALL SELECT 'assessment', n, import, line, known_from FROM assessment" ON_IT("exporter = $1")
		" UNION ALL SELECT 'contract', n, import, line, known_from FROM contract" ON_IT(NAMED_IN("party"))
		" UNION ALL SELECT 'contract', n, import, line, known_from FROM contract" ON_IT(NAMED_IN("own"))
		" UNION ALL SELECT 'inquiry', n, import, line, known_from FROM inquiry" ON_IT(NAMED_IN("about_party"))
		" UNION ALL SELECT 'check', n, import, line, known_from FROM vendor_check" ON_IT(NAMED_IN("party"))
		" UNION ALL SELECT 'notice', n, import, line, known_from FROM notice" ON_IT(NAMED_IN("vendor"))
		" UNION ALL SELECT 'notice', n, import, line, known_from FROM notice" ON_IT(NAMED_IN("subject"))
		" AND NOT " BY_ITSELF
		" UNION ALL SELECT 'notice', n, import, line, known_from FROM notice" ON_IT(NAMED_IN("replaces"))
		" UNION ALL SELECT 'delivery', n, import, line, known_from FROM delivery" ON_IT(NAMED_IN("customer"))
		" UNION ALL SELECT 'objection', n, import, line, known_from FROM objection" ON_IT(NAMED_IN("customer"))
		" UNION ALL SELECT 'override', n, import, line, known_from FROM override" ON_IT(NAMED_IN("party"))
		" UNION ALL SELECT 'party', n, import, line, known_from FROM party" ON_IT(NAMED_IN("parent"))
		" LIMIT 3",
	/* reg_undo(): what names the record $2 of the kind $1 and was not recorded by import $3 */
	[DB_RESTS_ON] =
		"SELECT 'reply', n, import, line, known_from FROM reply" RESTS("inquiries", "inquiry")
		" UNION ALL SELECT 'delivery', n, import, line, known_from FROM delivery" RESTS("notices", "notice")
		" UNION ALL SELECT 'delivery', n, import, line, known_from FROM delivery" RESTS("contracts", "contract")
		" UNION ALL SELECT 'objection', n, import, line, known_from FROM objection" RESTS("notices", "notice")
		" UNION ALL SELECT 'override', n, import, line, known_from FROM override" RESTS("notices", "notice")
		" LIMIT 3",
	/* reg_put() of a party, reg_find_party() */
	[DB_PARTY_IS] = "SELECT 1 FROM party WHERE key = $1 AND known_until IS NULL",
	[DB_NAME_CLEAR] = "DELETE FROM party_name WHERE n = $1",
	[DB_NAME_ADD] = "INSERT INTO party_name(folded, n, main) VALUES ($1, $2, $3)",
	[DB_NAMES_OF] = "SELECT folded, main FROM party_name WHERE n = $1 ORDER BY folded, main",
	[DB_NAMES_COUNT] = "SELECT count(*) FROM party_name",
	/* in the order of the file: both are added up, whatever the order */
	[DB_NAMES_ALL] = "SELECT folded, n, main FROM party_name",
	[DB_NAMED_ALL] = "SELECT n, name, aliases FROM party WHERE +known_until IS NULL",
	[DB_NAME_FIND] = NAMES("m.folded = $1 AND m.main < 2"),
	/* twins: the stem of a name meets stems, and names and aliases that are their own stem */
	[DB_NAME_STEM] = NAMES("m.folded = $1"),
	[DB_NAME_OF] = "SELECT " NAME_C ", 1 FROM party p WHERE p.key = $1 AND p.known_until IS NULL",
	[DB_NAME_MAIN] = "SELECT p.id, p.country, p.name FROM " NAMED " WHERE m.folded = $1 AND m.main = 1 ORDER BY "
		"m.n",
	/* current parties have an index by key, those a change superseded one by that change */
	KIND(0, "party", PARTY_C, PARTY_V, PARTY_P,
		"((known_until IS NULL AND key IN " NEAR ") OR (known_until > $1 AND key IN " NEAR "))",
		"key = $1", "contact = ''"),
	KIND(1, "transfer", TRANSFER_C, TRANSFER_V, TRANSFER_P, "importer IN " NEAR, EITHER, NOTHING),
	KIND(2, "safeguard", SAFEGUARD_C, SAFEGUARD_V, SAFEGUARD_P, "importer IN " NEAR, EITHER, NOTHING),
	KIND(3, "certification", CERTIFICATION_C, CERTIFICATION_V, CERTIFICATION_P, "importer IN " NEAR,
		"importer = $1", NOTHING),
	KIND(4, "assessment", ASSESSMENT_C, ASSESSMENT_V, ASSESSMENT_P, "(importer = '' OR importer IN " NEAR ")",
		EITHER, NOTHING),
	KIND(5, "contract", CONTRACT_C, CONTRACT_C, CONTRACT_P, NEAR_PARTY, "party = $1 OR own = $1",
		"contact = ''"),
	KIND(6, "inquiry", INQUIRY_C, INQUIRY_C, INQUIRY_P, NOT_NEAR, "about_party = $1",
		"asker = '', contact = '', question = ''"),
	KIND(7, "reply", REPLY_C, REPLY_C, REPLY_P, NOT_NEAR, "n < 0 AND key = $1",
		"letter = ''"),
	KIND(8, "vendor_check", CHECK_C, CHECK_C, CHECK_P, NEAR_PARTY, "party = $1",
		NOTHING),
	KIND_BY(9, "notice", NOTICE_C, NOTICE_C, NOTICE_P, NOT_NEAR, "vendor = $1 OR subject = $1 OR replaces = $1",
		NOTHING, BY_ID("notice")),
	KIND(10, "delivery", DELIVERY_C, DELIVERY_C, DELIVERY_P, NOT_NEAR, "customer = $1",
		"address = '', letter = ''"),
	KIND(11, "objection", OBJECTION_C, OBJECTION_C, OBJECTION_P, NOT_NEAR, "customer = $1",
		NOTHING),
	KIND(12, "override", OVERRIDE_C, OVERRIDE_C, OVERRIDE_P, NEAR_PARTY, "party = $1",
		NOTHING),
};
