/* Every statement of the program, by name. One text for SQLite and PostgreSQL. */
#include "registry/store/db.h"

#define META "n, key, known_from, known_until, import, line, extra, "
#define M7 "$1, $2, $3, $4, $5, $6, $7, "

#define PARTY_C "id, name, aliases, kind, advisor_type, country, parent, own, service, status, website, contact, " \
	"identifiers, attributes, source"
#define PARTY_P "$8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22"
#define TRANSFER_C "id, exporter, importer, country, place, exporter_role, importer_role, data, data_categories, " \
	"data_subjects, purposes, legal_basis, retention, \"from\", \"until\", source"
#define TRANSFER_P "$8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23"
#define SAFEGUARD_C "id, exporter, importer, mechanism, signed, changed, ended, flags, countries, document, note, source"
#define SAFEGUARD_P "$8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19"
#define CERTIFICATION_C "importer, framework, covers, \"from\", \"until\", status, checked_on, source"
#define CERTIFICATION_P "$8, $9, $10, $11, $12, $13, $14, $15"
#define ASSESSMENT_C "exporter, importer, country, dated, outcome, measures, review_by, document, source"
#define ASSESSMENT_P "$8, $9, $10, $11, $12, $13, $14, $15, $16"

#define NAME_C "p.id, p.name, p.aliases, p.country, p.parent, p.own, p.import, p.line"

#define KIND(k, table, columns, params) \
	[DB_FACT_LAST + (k)] = "SELECT max(n) FROM " table, \
	[DB_FACT_GET + (k)] = "SELECT " META columns " FROM " table " WHERE key = $1 AND known_until IS NULL", \
	[DB_FACT_ADD + (k)] = "INSERT INTO " table "(" META columns ") VALUES (" M7 params ")", \
	[DB_FACT_CLOSE + (k)] = "UPDATE " table " SET known_until = $1 WHERE key = $2 AND known_until IS NULL", \
	[DB_FACT_DROP + (k)] = "DELETE FROM " table " WHERE n = $1 AND known_from = $2 AND known_until IS NULL", \
	[DB_FACT_EACH + (k)] = "SELECT " META columns " FROM " table \
		" WHERE known_from <= $1 AND (known_until IS NULL OR known_until > $1) ORDER BY n"

const char *const db_sql[DB_STMT_COUNT] = {
	/* reg_seq(), reg_begin() */
	[DB_SEQ_LAST] = "SELECT max(seq) FROM change",
	/* known_at -> change */
	[DB_SEQ_AT] = "SELECT max(seq) FROM change WHERE at <= $1",
	[DB_CHANGE_ADD] = "INSERT INTO change(seq, at, who, via, note) VALUES ($1, $2, $3, $4, $5)",
	[DB_CHANGE_LAST_AT] = "SELECT at FROM change WHERE seq = (SELECT max(seq) FROM change)",
	[DB_CHANGE_AT] = "SELECT at FROM change WHERE seq = $1",
	/* reg_setting(), reg_set(), views; _UNDER: is there any from $1 to before $2? */
	[DB_SETTING_GET] = "SELECT value, known_from FROM setting WHERE name = $1 AND known_until IS NULL",
	[DB_SETTING_GET_AT] = "SELECT value FROM setting WHERE name = $1 AND known_from <= $2"
		" AND (known_until IS NULL OR known_until > $2)",
	[DB_SETTING_UNDER] = "SELECT name FROM setting WHERE name >= $1 AND name < $2 AND value <> '' AND known_until IS NULL LIMIT 1",
	[DB_SETTING_CLOSE] = "UPDATE setting SET known_until = $1 WHERE name = $2 AND known_until IS NULL",
	[DB_SETTING_ADD] = "INSERT INTO setting(name, value, known_from, known_until) VALUES ($1, $2, $3, NULL)",
	[DB_SETTING_DROP] = "DELETE FROM setting WHERE name = $1 AND known_from = $2 AND known_until IS NULL",
	/* reg_import_*() */
	[DB_IMPORT_LAST] = "SELECT max(id) FROM import",
	[DB_IMPORT_ADD] = "INSERT INTO import(id, seq, file, sha256, kind, row_count, added, updated, unchanged, refused, skipped)"
		" VALUES ($1, $2, $3, $4, $5, 0, 0, 0, 0, 0, 0)",
	[DB_IMPORT_COUNTS] = "UPDATE import SET row_count = $1, added = $2, updated = $3, unchanged = $4, refused = $5,"
		" skipped = $6 WHERE id = $7",
	[DB_IMPORT_ALL] = "SELECT i.id, i.seq, i.file, i.sha256, i.kind, c.who, c.at, i.row_count, i.added, i.updated, i.unchanged,"
		" i.refused, i.skipped FROM import i JOIN change c ON c.seq = i.seq ORDER BY i.id",
	/* reg_put() of a party, reg_find_party() */
	[DB_NAME_CLEAR] = "DELETE FROM party_name WHERE party = $1",
	[DB_NAME_ADD] = "INSERT INTO party_name(folded, party, main) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
	[DB_NAME_FIND] = "SELECT " NAME_C ", m.main FROM party_name m JOIN party p ON p.key = m.party AND p.known_until IS NULL"
		" WHERE m.folded = $1 AND m.main < 2 ORDER BY m.party, m.main LIMIT 12",
	/* twins: the stem of a name meets stems, and names and aliases that are their own stem */
	[DB_NAME_STEM] = "SELECT " NAME_C ", m.main FROM party_name m JOIN party p ON p.key = m.party AND p.known_until IS NULL"
		" WHERE m.folded = $1 ORDER BY m.party, m.main LIMIT 12",
	[DB_NAME_OF] = "SELECT " NAME_C ", 1 FROM party p WHERE p.key = $1 AND p.known_until IS NULL",
	[DB_NAME_MAIN] = "SELECT p.id, p.country, p.name FROM party_name m JOIN party p ON p.key = m.party AND p.known_until IS NULL"
		" WHERE m.folded = $1 AND m.main = 1 ORDER BY p.id",
	KIND(0, "party", PARTY_C, PARTY_P),
	KIND(1, "transfer", TRANSFER_C, TRANSFER_P),
	KIND(2, "safeguard", SAFEGUARD_C, SAFEGUARD_P),
	KIND(3, "certification", CERTIFICATION_C, CERTIFICATION_P),
	KIND(4, "assessment", ASSESSMENT_C, ASSESSMENT_P),
};
