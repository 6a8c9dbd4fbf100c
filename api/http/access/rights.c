#include "api/http/access/rights.h"

static const bool may[REG_ROLE_COUNT][HTTP_NEEDS_COUNT] = {
	/* the register: read it, import and write; the log; tokens and settings. Who decides: registry/access.h */
	[REG_ROLE_READER]      = { [HTTP_READ] = true },
	[REG_ROLE_PROCUREMENT] = { [HTTP_READ] = true, [HTTP_WRITE] = true },
	[REG_ROLE_DPO]         = { [HTTP_READ] = true, [HTTP_WRITE] = true, [HTTP_AUDIT] = true },
	[REG_ROLE_AUDITOR]     = { [HTTP_READ] = true, [HTTP_AUDIT] = true },
	[REG_ROLE_ADMIN]       = { [HTTP_READ] = true, [HTTP_WRITE] = true, [HTTP_AUDIT] = true,
		[HTTP_ADMINISTER] = true },
};

bool http_may(enum reg_role role, enum http_needs needs)
{
	if (needs == HTTP_DECIDE)
		return reg_role_decides(role);
	return needs == HTTP_FREE || may[role][needs];
}

bool http_allowed(const struct http_request *q, enum http_needs needs)
{
	return q->by == HTTP_BY_NOBODY || http_may((enum reg_role)q->role, needs);
}

const char *http_needs_word(enum http_needs needs)
{
	static const char *const word[HTTP_NEEDS_COUNT] = {
		[HTTP_READ] = "read", [HTTP_WRITE] = "write", [HTTP_DECIDE] = "decide", [HTTP_AUDIT] = "audit",
		[HTTP_ADMINISTER] = "administer", [HTTP_FREE] = "nothing",
	};

	return word[needs];
}

void http_needs_roles(enum http_needs needs, struct cv_str *out)
{
	size_t n = 0, i = 0;

	for (int r = 0; r < REG_ROLE_COUNT; r++)
		n += http_may((enum reg_role)r, needs);
	for (int r = 0; r < REG_ROLE_COUNT; r++) {
		if (!http_may((enum reg_role)r, needs))
			continue;
		cv_str_printf(out, "%s%s", i == 0 ? "" : i + 1 == n ? " or " : ", ", reg_role_word((enum reg_role)r));
		i++;
	}
}
