/* A register that random changes are made to: records put and put again, imports, undoings, erasings, settings. */
#ifndef TESTS_REGISTER_WORLD_H
#define TESTS_REGISTER_WORLD_H

#include "registry/imports.h"

enum { IMPORTS = 8 };

struct world {
	struct reg *r;
	int64_t now_ms, import[IMPORTS], of_import; /* of_import: what is put belongs to it */
	size_t imports;
	uint32_t line, parties; /* so many of the parties may be named */
};

void world_open(
	struct world *w, const struct law_pack *pack, const char *folder, const char *name, int64_t now_ms);
void world_close(struct world *w, const char *folder, const char *name); /* the file goes, too */
/* One change; false: it was refused, and nothing was written. */
bool world_change(struct world *w);

#endif
