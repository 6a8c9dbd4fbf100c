/* Arrays on the heap that grow. */
#include "registry/core/array.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { AT_FIRST = 32 };

bool cv_grow(void *array, size_t n, size_t *cap, size_t size)
{
	size_t more = *cap ? 2 * *cap : AT_FIRST;
	void *at;

	if (n < *cap)
		return true;
	if (more > SIZE_MAX / 2 / size)
		return false;
	memcpy(&at, array, sizeof(at)); /* a pointer to whatever it is */
	at = realloc(at, more * size);
	if (at == NULL)
		return false;
	memcpy(array, &at, sizeof(at));
	*cap = more;
	return true;
}
