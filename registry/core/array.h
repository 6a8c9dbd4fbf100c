/* Arrays on the heap that grow. */
#ifndef CORE_ARRAY_H
#define CORE_ARRAY_H

#include "registry/core/err.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Room for one more behind n elements of that size. array is the address of the pointer to the first; it and *cap,
 * both zero at first, change when there was none. False: out of memory, and nothing has changed.
 */
CV_MUST bool cv_grow(void *array, size_t n, size_t *cap, size_t size);

#endif
