/* Days as a letter writes them. */
#include "reports/letters/letters.h"

#include <string.h>

static const struct {
	const char *lang, *month[12];
} calendar[] = {
	{ "en",
		{ "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
			"November", "December" } },
	{ "de",
		{ "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
			"November", "Dezember" } },
	{ "fr",
		{ "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
			"novembre", "décembre" } },
};

void rep_letter_day(const char *lang, cv_day d, struct cv_str *out)
{
	int year, month, dom;
	size_t c = 0;

	if (!cv_day_known(d))
		return;
	for (size_t i = 0; i < CV_LEN(calendar); i++)
		if (strcmp(calendar[i].lang, lang) == 0)
			c = i;
	cv_day_civil(d, &year, &month, &dom);
	/* a no-break space binds the day to its month; French counts the first day, "1er" */
	cv_str_printf(out, "%d%s\u00a0%s\u00a0%d", dom,
		c == 1			     ? "."
			: c == 2 && dom == 1 ? "er"
					     : "",
		calendar[c].month[month - 1], year);
}
