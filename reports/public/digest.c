/* Whether anything on the public list, today or ever, is another than it was. */
#include "reports/public/forms.h"

#include <string.h>

static void add(struct cv_str *all, const char *text)
{
	cv_str_puts(all, text);
	cv_str_putc(all, '\x1f');
}

/* All rows of all days are known by how they differ from those of the day before. */
void rep_public_digest(const struct rep_publication *p, struct reg_hash *ret)
{
	struct rep_publication whole = *p;
	struct cv_str all = { 0 };

	whole.filter = (struct rep_public_filter){ "", "", 0 };
	rep_public_json(&whole, &all);
	rep_public_tilt(&whole, &all);
	for (size_t i = 0; i < p->changes->n; i++) {
		const struct rep_public_change *c = &p->changes->change[i];
		char day[CV_DAY_TEXT];

		add(&all, c->key);
		add(&all, cv_day_text(c->day, day));
		add(&all, c->told);
		add(&all, c->name);
		add(&all, c->countries);
		add(&all, c->service);
		add(&all, c->purposes);
		add(&all, c->data);
		add(&all, c->mechanism);
		add(&all, c->before);
	}
	reg_hash_of(cv_str_text(&all), all.len, ret);
	cv_str_finish(&all);
}
