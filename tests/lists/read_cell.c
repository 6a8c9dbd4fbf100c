/*
 * Reads cells and says what the importer understands: read_cell place|claims|header, cells on standard input, each
 * ended by a NUL byte; one line of output a cell:
 *   place   WRITTEN TAB INFERRED TAB REGIONS TAB undecided?    codes joined by ';'
 *   claims  FAMILIES TAB none?
 *   header  meaning bits as a number
 */
#include "import/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void codes(char list[][3], size_t n)
{
	for (size_t i = 0; i < n; i++)
		printf("%s%s", i ? ";" : "", list[i]);
}

static void place(const char *text, size_t len)
{
	struct imp_place p;

	imp_place_read(text, len, &p);
	codes(p.written, p.n_written);
	putchar('\t');
	codes(p.inferred, p.n_inferred);
	putchar('\t');
	for (size_t i = 0; i < p.n_regions; i++)
		printf("%s%s", i ? ";" : "", p.region[i]);
	printf("\t%s\n", p.undecided ? "undecided" : "");
}

static void claims(const char *text, size_t len)
{
	struct imp_claims c;

	imp_claims_read(text, len, &c);
	for (size_t i = 0; i < c.n; i++)
		printf("%s%s", i ? ";" : "", c.family[i]);
	printf("\t%s\n", c.none ? "none" : "");
}

int main(int argc, char **argv)
{
	char *cell = NULL;
	size_t cap = 0;
	ssize_t n;

	if (argc != 2)
		return 2;
	while ((n = getdelim(&cell, &cap, '\0', stdin)) > 0) {
		size_t len = (size_t)n - (cell[n - 1] == '\0');

		if (strcmp(argv[1], "place") == 0)
			place(cell, len);
		else if (strcmp(argv[1], "claims") == 0)
			claims(cell, len);
		else
			printf("%u\n", imp_header_read(cell, len));
	}
	free(cell);
	return 0;
}
