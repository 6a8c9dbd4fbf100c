/* Draws the map that it is told: TITLE, then for each country a code and four numbers, by outcome, the best first. */
#include "reports/map/map.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 300, WORDS = 5 };

int main(int argc, char **argv)
{
	static struct rep_map_country c[MOST];
	struct cv_str out = { 0 };
	size_t n = 0;

	for (int i = 2; i + WORDS <= argc && n < MOST; i += WORDS, n++) {
		c[n].code = argv[i];
		for (int o = 0; o < WORDS - 1; o++)
			c[n].n[o] = strtoul(argv[i + 1 + o], NULL, 10);
	}
	rep_map_svg(c, n, argc > 1 ? argv[1] : "Transfers", "map", &out);
	printf("<svg xmlns=\"http://www.w3.org/2000/svg\"%s", cv_str_text(&out) + strlen("<svg"));
	cv_str_finish(&out);
	return 0;
}
