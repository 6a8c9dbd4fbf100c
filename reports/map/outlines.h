/* The outlines of countries, made when building of outlines.txt. Private to the room. */
#ifndef REPORTS_MAP_OUTLINES_H
#define REPORTS_MAP_OUTLINES_H

#include <stdbool.h>
#include <stddef.h>

struct rep_outline {
	const char *code; /* ISO 3166-1 alpha-2 */
	short x, y;	  /* its middle, in units of the map */
	bool dot;	  /* so small that it needs one to be seen */
	const char *path; /* of SVG; "" where it is nothing but a dot */
};

enum { REP_MAP_WIDTH = 2000, REP_MAP_HEIGHT = 900 };

extern const struct rep_outline rep_outline[]; /* in order of code */
extern const size_t rep_outlines;

#endif
