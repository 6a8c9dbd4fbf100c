/*
 * One cell of a foreign list, read as a place, as a claim and as a header.
 */
#include "import/import.h"
#include "registry/core/country.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static bool among(char (*code)[3], size_t n, const char *c)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(code[i], c) == 0)
			return true;
	return false;
}

static void check_codes(char (*code)[3], size_t n)
{
	ORACLE(n <= IMP_PLACES_MAX);
	for (size_t i = 0; i < n; i++) {
		ORACLE(strlen(code[i]) == 2 && cv_country_code(code[i], 2));
		ORACLE(!among(code, i, code[i]));
	}
}

static void place(const char *text, size_t len)
{
	struct imp_place p = { 0 }, again = { 0 };

	imp_place_read(text, len, &p);
	check_codes(p.written, p.n_written);
	check_codes(p.inferred, p.n_inferred);
	for (size_t i = 0; i < p.n_inferred; i++)
		ORACLE(!among(p.written, p.n_written, p.inferred[i]));
	ORACLE(p.n_regions <= CV_LEN(p.region));
	for (size_t i = 0; i < p.n_regions; i++)
		ORACLE(p.region[i] != NULL && p.region[i][0] != '\0');
	imp_place_read(text, len, &again);
	ORACLE(p.n_written == again.n_written && p.n_inferred == again.n_inferred && p.n_regions == again.n_regions);
	ORACLE(memcmp(p.written, again.written, p.n_written * sizeof(p.written[0])) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct imp_claims c = { 0 };

	if (size > 1 << 13)
		return 0;
	/* cells come from the CSV reader: clean text with a NUL behind it */
	if (!cv_text_clean(text, size))
		return 0;
	char *cell = malloc(size + 1);

	ORACLE(cell != NULL);
	memcpy(cell, text, size);
	cell[size] = '\0';
	place(cell, size);
	imp_claims_read(cell, size, &c);
	ORACLE(c.n <= CV_LEN(c.family));
	for (size_t i = 0; i < c.n; i++)
		ORACLE(c.family[i] != NULL && c.family[i][0] != '\0');
	unsigned meaning = imp_header_read(cell, size);

	ORACLE(meaning < (unsigned)IMP_M_LIST_ATTR * 2);
	free(cell);
	return 0;
}
