/* What a person does next where the rules cannot say what would cover: a fact is missing, or a lawyer. */
#include "reports/words.h"

#include <string.h>

/* The facts that the rules need before they can weigh anything. */
static const struct {
	enum law_reason reason;
	const char *step;
} missing[] = {
	{ LAW_R_EXPORTER_UNKNOWN,
		"Record which of our entities discloses the data, or ask again with that entity as the exporter." },
	{ LAW_R_COUNTRY_UNKNOWN,
		"Find out in which country the data are received or can be looked at, record it, and ask again." },
	{ LAW_R_CHAIN_UNKNOWN,
		"Find out who sends the data to the exporter of this leg, record that transfer, and ask again." },
	{ LAW_R_ONWARD_LOCAL_LAW,
		"Have that country's rules for passing data on checked by somebody who knows them, and keep what they found." },
};

void rep_next_step(struct cv_str *out, const struct law_decision *d)
{
	const char *sep = "";

	for (size_t i = 0; i < CV_LEN(missing); i++) {
		if (!law_reason_in(&d->reasons, missing[i].reason))
			continue;
		cv_str_puts(out, sep);
		cv_str_puts(out, missing[i].step);
		sep = " ";
	}
	if (*sep == '\0')
		cv_str_puts(out, "No step is known that would make it covered with the facts on file: a lawyer must look.");
}

void rep_to_do(struct cv_str *out, const struct reg_answer *a)
{
	char text[CV_DAY_TEXT];
	cv_day now;

	cv_str_puts(out, "What to do");
	if (!a->question.known_at || strlen(a->question.known_at) < CV_DAY_TEXT - 1 ||
		!cv_day_parse(a->question.known_at, CV_DAY_TEXT - 1, &now) || a->question.on.n >= now.n)
		return;
	cv_str_puts(out, ", by the law of ");
	cv_str_puts(out, cv_day_text(a->question.on, text));
}
