/* The table of times to answer, made of terms.csv. Private to the room. */
#ifndef REGISTRY_DESK_TERMS_H
#define REGISTRY_DESK_TERMS_H

#include "registry/desk/due.h"

extern const struct reg_term reg_terms[];
extern const size_t reg_n_terms;

#endif
