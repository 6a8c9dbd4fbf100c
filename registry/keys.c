/* Identity: what makes two rows the same fact, and readable ids for rows that come without one. */
#include "registry/reg.h"

#include <sodium.h>
#include <string.h>

static void join(struct cv_str *out, const char *const *cell, const int *column, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			cv_str_putc(out, '|');
		cv_str_puts(out, cell[column[i]]);
	}
}

/* By position in the tables of kinds.c. */
static const int transfer_identity[] = { 1, 2, 3, 4, 5, 6, 7, 13 }; /* exporter, importer, country, place, roles, data, from */
static const int safeguard_identity[] = { 1, 2, 3, 4, 7, 8 };       /* exporter, importer, mechanism, signed, flags, countries */
static const int certification_identity[] = { 0, 1, 3 };            /* importer, framework, from */
static const int assessment_identity[] = { 0, 1, 2, 3 };            /* exporter, importer, country, dated */

void reg_key(const struct reg_record *rec, const char *const *cell, struct cv_str *out)
{
	switch (rec->kind) {
	case REG_PARTIES: case REG_TRANSFERS: case REG_SAFEGUARDS: cv_str_puts(out, cell[0]); return;
	case REG_CERTIFICATIONS: join(out, cell, certification_identity, CV_LEN(certification_identity)); return;
	case REG_ASSESSMENTS: join(out, cell, assessment_identity, CV_LEN(assessment_identity)); return;
	case REG_KIND_COUNT: return;
	}
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
	bool transfer = kind == REG_TRANSFERS;
	unsigned char digest[crypto_hash_sha256_BYTES];
	struct cv_str identity = { 0 };

	if (transfer)
		join(&identity, cell, transfer_identity, CV_LEN(transfer_identity));
	else
		join(&identity, cell, safeguard_identity, CV_LEN(safeguard_identity));
	crypto_hash_sha256(digest, (const unsigned char *)cv_str_text(&identity), identity.len);
	part(out, cell[1], 18);
	part(out, cell[2], 18);
	part(out, cell[3], 12);
	cv_str_printf(out, "-%02x%02x%02x%02x", digest[0], digest[1], digest[2], digest[3]);
	out->failed |= identity.failed;
	cv_str_finish(&identity);
}
