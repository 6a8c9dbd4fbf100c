/*
 * Feeds the files of a corpus folder, and every prefix and one-byte change of the small ones, to a fuzz target: what
 * was found once stays found, in every build and with every compiler. BYTES: how long a small one is, at most (400).
 */
#include "tests/fuzz/fuzz.h"

#include <dirent.h>
#include <string.h>

enum { FILE_MAX = 1 << 20, SMALL = 400 };

static size_t runs, small = SMALL;

static void feed(const uint8_t *data, size_t size)
{
	uint8_t *copy = malloc(size ? size : 1); /* exact size, so that a read past the end is seen */

	ORACLE(copy != NULL);
	memcpy(copy, data, size);
	LLVMFuzzerTestOneInput(copy, size);
	free(copy);
	runs++;
}

static void feed_file(const char *path)
{
	static uint8_t data[FILE_MAX];
	FILE *f = fopen(path, "rb");
	size_t size;

	ORACLE(f != NULL);
	size = fread(data, 1, sizeof(data), f);
	fclose(f);
	feed(data, size);
	if (size > small)
		return;
	for (size_t i = 0; i < size; i++) {
		uint8_t was = data[i];

		feed(data, i);
		data[i] = (uint8_t)(was ^ (1 << i % 8));
		feed(data, size);
		data[i] = was;
	}
}

int main(int argc, char **argv)
{
	size_t files = 0;

	if (argc < 2 || argc > 3) {
		fprintf(stderr, "usage: %s CORPUS [BYTES]\n", argv[0]);
		return 2;
	}
	if (argc == 3)
		small = strtoul(argv[2], NULL, 10);
	DIR *dir = opendir(argv[1]);
	struct dirent *e;

	if (dir == NULL) {
		perror(argv[1]);
		return 2;
	}
	while ((e = readdir(dir)) != NULL) {
		char path[4096];
		int n = snprintf(path, sizeof(path), "%s/%s", argv[1], e->d_name);

		if (e->d_name[0] == '.' || n < 0 || (size_t)n >= sizeof(path))
			continue;
		feed_file(path);
		files++;
	}
	closedir(dir);
	printf("%zu files, %zu inputs\n", files, runs);
	return files > 0 ? 0 : 1;
}
