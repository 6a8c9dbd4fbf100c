/* Identity: what makes two rows the same fact, and readable ids for rows that come without one. */
#include "registry/reg.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/*
 * What makes two rows the same fact, by position in the tables of kinds.c; where there is an id, it is made from these
 * when it is empty.
 */
static const struct {
	size_t n;
	int column[8];
} identity[REG_KIND_COUNT] = {
	[REG_PARTIES] = { 1, { 0 } },
	[REG_TRANSFERS] = { 8, { 1, 2, 3, 4, 5, 6, 7, 13 } }, /* parties, country, place, roles, data, from */
	[REG_SAFEGUARDS] = { 6, { 1, 2, 3, 4, 7, 8 } },       /* parties, mechanism, signed, flags, countries */
	[REG_CERTIFICATIONS] = { 3, { 0, 1, 3 } },            /* importer, framework, from */
	[REG_ASSESSMENTS] = { 4, { 0, 1, 2, 3 } },            /* exporter, importer, country, dated */
	[REG_CONTRACTS] = { 5, { 1, 2, 3, 4, 5 } },           /* party, own, kind, direction, signed */
	[REG_INQUIRIES] = { 1, { 0 } },
	[REG_REPLIES] = { 1, { 0 } },
	[REG_CHECKS] = { 2, { 0, 1 } },                       /* party, item */
	[REG_NOTICES] = { 1, { 0 } },
	[REG_DELIVERIES] = { 2, { 0, 1 } },                   /* notice, customer */
	[REG_OBJECTIONS] = { 3, { 1, 2, 3 } },                /* notice, customer, received */
	[REG_OVERRIDES] = { 5, { 1, 2, 3, 6, 7 } },           /* party, gate, notice, granted, expires */
};

static void join(struct cv_str *out, const char *const *cell, enum reg_kind kind)
{
	for (size_t i = 0; i < identity[kind].n; i++) {
		if (i > 0)
			cv_str_putc(out, '|');
		cv_str_puts(out, cell[identity[kind].column[i]]);
	}
}

void reg_key(const struct reg_record *rec, const char *const *cell, struct cv_str *out)
{
	if (reg_kind_has_id(rec->kind))
		cv_str_puts(out, cell[0]);
	else
		join(out, cell, rec->kind);
}

static void part(struct cv_str *out, const char *text, size_t most)
{
	size_t start = out->len;

	if (*text == '\0')
		return;
	if (out->len > 0)
		cv_str_putc(out, '.');
	start = out->len;
	cv_slug(text, strlen(text), out);
	if (out->len > start + most)
		out->len = start + most;
	if (out->data)
		out->data[out->len] = '\0';
}

/*
 * Readable head, short hash as tail: "example-ie.acme.us-3f9a1c08". The hash is over the whole identity, so that the same row
 * always gets the same id and different rows do not meet.
 */
void reg_made_id(enum reg_kind kind, const char *const *cell, struct cv_str *out)
{
	unsigned char digest[crypto_hash_sha256_BYTES];
	struct cv_str all = { 0 };

	join(&all, cell, kind);
	crypto_hash_sha256(digest, (const unsigned char *)cv_str_text(&all), all.len);
	part(out, cell[1], 18);
	part(out, cell[2], 18);
	part(out, cell[3], 12);
	cv_str_printf(out, "-%02x%02x%02x%02x", digest[0], digest[1], digest[2], digest[3]);
	out->failed |= all.failed;
	cv_str_finish(&all);
}

/* ---- ids that are numbers ---- */

/*
 * What stands before the number: the year of a day, or the id of a record. By the name of the column; "" for the
 * others.
 */
static const char *const numbered_by[REG_KIND_COUNT] = {
	[REG_INQUIRIES] = "received",
	[REG_REPLIES] = "inquiry",
	[REG_NOTICES] = "announced",
};

enum { DIGITS = 4, NUMBER_MAX = 9 }; /* of the number of a year; most that are read */

bool reg_is_numbered(enum reg_kind kind)
{
	return numbered_by[kind] != NULL;
}

/* The number behind the last '-' of a key; 0: there is none. */
static long number_of(const char *key, size_t prefix)
{
	size_t n = strspn(key + prefix, "0123456789");

	return n > 0 && n <= NUMBER_MAX && key[prefix + n] == '\0' ? strtol(key + prefix, NULL, 10) : 0;
}

/* The keys come longest first, and of one length the last first. */
enum cv_err reg_last_number(struct reg *r, enum reg_kind kind, const char *prefix, long *ret, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str beyond = { 0 };
	struct db_q *q = db_use(r->db, DB_FACT_NUMBERS + (int)kind, err);
	bool row = true;

	*ret = 0;
	cv_str_puts(&beyond, prefix);
	if (q == NULL || beyond.failed)
		return q ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_E_STORE;
	beyond.data[beyond.len - 1]++; /* '.' follows '-' */
	db_bind_text(q, 1, prefix);
	db_bind_text(q, 2, beyond.data);
	while (row && *ret == 0) {
		TRY(db_step(q, &row, err));
		*ret = row ? number_of(db_text(q, 0), strlen(prefix)) : 0;
	}
	db_done(q);
	return CV_OK;
}

enum cv_err reg_next_id(struct reg *r, enum reg_kind kind, const char *const *cell, bool import, struct cv_str *out,
	struct cv_error *err)
{
	const char *by = numbered_by[kind], *text = cell[reg_column_index(kind, by)];
	CV_AUTO(cv_str_finish) struct cv_str prefix = { 0 };
	bool year = kind != REG_REPLIES;
	long last;

	if (import)
		return cv_fail_at(err, CV_E_VALUE, "id",
			"id is empty: a file must say which of the %s a row is, or it would bring them again each time",
			reg_kind_info(kind)->plural);
	/* a notice that is not announced yet belongs to the year it is written in */
	cv_str_printf(&prefix, "%.*s-", year ? 4 : 60, *text ? text : r->at);
	if (prefix.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	TRY(reg_last_number(r, kind, prefix.data, &last, err));
	cv_str_printf(out, "%s%0*ld", prefix.data, year ? DIGITS : 1, last + 1);
	return CV_OK;
}
