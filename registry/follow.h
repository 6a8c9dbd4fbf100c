/* A view that follows another. */
#ifndef REGISTRY_FOLLOW_H
#define REGISTRY_FOLLOW_H

#include "registry/registry.h"

/*
 * What reg_view_load() gives now, out of an older view (not a plain one) and what changed since: sooner, where that is
 * little; where it is much, all is loaded. The two share the rest; each is destroyed by itself, in any order. A view is
 * followed by one thread at a time. Fails: as reg_view_load(). Owns: reg_view_destroy(*ret).
 */
CV_MUST enum cv_err reg_view_follow(
	struct reg *r, const struct reg_view *old, struct reg_view **ret, struct cv_error *err);

#endif
