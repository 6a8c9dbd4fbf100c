/* The table of moves. */
#include "registry/desk/moves.h"

#include "registry/columns.h"

static const struct reg_step table[] = {
	/*
	 * A vendor. Taken up again from anywhere, because facts change; ended from anywhere; back from the end only
	 * to the beginning. Both ways into use pass the gate: whoever was suspended may lack cover for the very
	 * reason.
	 */
	{ REG_PARTIES, "status", "proposed|approved|active|suspended", "under-review", NULL, NULL },
	{ REG_PARTIES, "status", "under-review|ended", "proposed", NULL, NULL },
	{ REG_PARTIES, "status", "under-review", "approved", "chapterv onboard move ID approved",
		"POST /v1/parties/{id}/status" },
	{ REG_PARTIES, "status", "approved|suspended", "active", "chapterv onboard move ID active",
		"POST /v1/parties/{id}/status" },
	{ REG_PARTIES, "status", "active|approved", "suspended", NULL, NULL },
	{ REG_PARTIES, "status", "proposed|under-review|approved|active|suspended", "ended", NULL, NULL },

	{ REG_INQUIRIES, "state", "open", "answered", "chapterv inquiry answer ID", "POST /v1/inquiries/{id}/answer" },
	{ REG_INQUIRIES, "state", "open|answered", "closed", NULL, NULL },
	{ REG_INQUIRIES, "state", "answered", "open", NULL, NULL }, /* not satisfied with the answer */

	{ REG_NOTICES, "state", "draft", "announced", "chapterv notice announce ID", "POST /v1/notices/{id}/announce" },
	{ REG_NOTICES, "state", "announced", "effective", "chapterv notice effective ID",
		"POST /v1/notices/{id}/effective" },
	{ REG_NOTICES, "state", "draft|announced", "withdrawn", NULL, NULL },

	{ REG_OBJECTIONS, "outcome", "open", "withdrawn", NULL, NULL },
	{ REG_OBJECTIONS, "outcome", "open", "workaround", NULL, NULL },
	{ REG_OBJECTIONS, "outcome", "open", "exit", NULL, NULL },
};

const struct reg_step *reg_step_at(size_t i)
{
	return i < CV_LEN(table) ? &table[i] : NULL;
}

const struct reg_step *reg_step_find(enum reg_kind kind, const char *from, const char *to)
{
	for (size_t i = 0; i < CV_LEN(table); i++)
		if (table[i].kind == kind && cv_streq(table[i].to, to) && cv_listed(table[i].from, '|', from))
			return &table[i];
	return NULL;
}

void reg_steps_from(enum reg_kind kind, const char *from, struct cv_str *out)
{
	size_t n = 0;

	for (size_t i = 0; i < CV_LEN(table); i++) {
		if (table[i].kind != kind || !cv_listed(table[i].from, '|', from))
			continue;
		cv_str_puts(out, n++ ? ", " : "");
		cv_str_puts(out, table[i].to);
	}
	if (n == 0)
		cv_str_puts(out, "nothing");
}

/* ---- whom it is about ------------------------------------------------------------------------------------------ */

bool reg_is_vendor_row(const char *const *cell)
{
	const char *kind = cell[REG_AT_PARTY_KIND], *own = cell[REG_AT_PARTY_OWN];

	/* a kind not said is none of the others: leaving it out is no way around the gate */
	return !cv_streq(own ? own : "", "yes") &&
		(kind == NULL || *kind == '\0' || cv_listed("service-provider|advisor", '|', kind));
}

bool reg_is_vendor(const struct reg_record *party)
{
	return reg_is_vendor_row(party->cell);
}
