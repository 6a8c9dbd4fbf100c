/* Random numbers, the same for the same seed. */
#ifndef TESTS_REGISTER_CHANCE_H
#define TESTS_REGISTER_CHANCE_H

#include <stdint.h>

void chance_seed(uint64_t seed);
uint32_t chance_any(uint32_t n); /* below n */

#endif
