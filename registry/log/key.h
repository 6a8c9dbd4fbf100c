/* Inside of signing keys. Private to the room. */
#ifndef REGISTRY_KEY_H
#define REGISTRY_KEY_H

#include "registry/evidence.h"

enum { REG_KEY_HASH = 4 };

/* The bytes that say which key made a signature. */
void reg_key_hash(const struct reg_key *k, unsigned char ret[REG_KEY_HASH]);

#endif
