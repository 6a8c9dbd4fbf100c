/* Files that are built into the program, for the bundle. Private to the room. */
#ifndef REPORTS_FILES_H
#define REPORTS_FILES_H

#include <stddef.h>

struct rep_file {
	const char *name; /* "verify_log.py" */
	const char *data;
	size_t len;
};
/* The i-th; NULL: there are no more. */
const struct rep_file *rep_file_at(size_t i);

#endif
