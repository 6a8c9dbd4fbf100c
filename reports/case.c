#include "reports/words.h"

static void codes(const struct law_reasons *set, struct cv_str *out)
{
	const char *sep = "";

	for (enum law_reason r = rep_reason_first(set); r < LAW_REASON_COUNT; r = rep_reason_next(set, r)) {
		cv_str_puts(out, sep);
		cv_str_puts(out, law_reason_name(r));
		sep = ";";
	}
}

enum law_outcome rep_case_cells(const struct law_pack *p, const struct law_case *c, const struct law_decision *d,
	struct cv_str *mechanism, struct cv_str *reasons)
{
	enum law_outcome worst = LAW_NO_TRANSFER;

	for (size_t i = 0; i < c->n_legs; i++) {
		const char *slug = rep_slug(p, &c->leg[i], &d[i]);

		if (i > 0)
			cv_str_putc(mechanism, '|');
		cv_str_puts(mechanism, slug ? slug : "none");
		if (reasons && i > 0)
			cv_str_putc(reasons, '|');
		if (reasons)
			codes(&d[i].reasons, reasons);
		if (d[i].outcome > worst)
			worst = d[i].outcome;
	}
	return worst;
}
