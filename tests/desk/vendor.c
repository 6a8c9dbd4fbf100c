#include "tests/desk/vendor.h"

#include <string.h>

cv_day desk_day(const char *text)
{
	cv_day d = CV_DAY_NONE;

	assert_true(cv_day_parse(text, strlen(text), &d));
	return d;
}

void vendor_look(struct desk *d, const char *on, struct vendor_looked *ret)
{
	struct cv_error err = { 0 };

	*ret = (struct vendor_looked){ 0 };
	assert_int_equal(reg_view_load(d->r, NULL, &ret->v, &err), CV_OK);
	ret->party = reg_view_party(ret->v, "v");
	assert_int_equal(reg_gate_look(ret->v, ret->party, desk_day(on), &ret->gate, &err), CV_OK);
	assert_int_equal(
		reg_attention(ret->v, 0, ret->v->n_parties, desk_day(on), REG_SOON_DAYS, &ret->all, &err), CV_OK);
}

void vendor_done(struct vendor_looked *l)
{
	reg_gate_finish(&l->gate);
	reg_attention_finish(&l->all);
	reg_view_destroy(l->v);
}

void vendor_holds(struct desk *d, const char *on, const char *wanted)
{
	struct vendor_looked l;
	char is[REG_CONDITIONS + 1] = "";

	vendor_look(d, on, &l);
	for (int c = 0; c < REG_CONDITIONS; c++)
		is[c] = l.gate.condition[c].met ? "tasc"[c] : '.';
	if (strcmp(is, wanted) != 0)
		fail_msg("%s: %s, not %s (%s)", on, is, wanted, cv_str_text(&l.gate.condition[0].why));
	assert_int_equal(l.gate.met, strchr(wanted, '.') == NULL);
	for (int c = 0; c < REG_CONDITIONS; c++)
		assert_true(l.gate.condition[c].why.len > 0);
	vendor_done(&l);
}

void vendor_wants(struct desk *d, const char *on, const char *wanted)
{
	CV_AUTO(cv_str_finish) struct cv_str is = { 0 };
	struct vendor_looked l;
	char text[CV_DAY_TEXT];

	vendor_look(d, on, &l);
	for (size_t i = 0; i < l.all.n; i++)
		cv_str_printf(&is, "%s%s%s %s", i ? ", " : "", l.all.at[i].overridden ? "(" : "",
			reg_attention_word(l.all.at[i].code), cv_day_text(l.all.at[i].day, text));
	if (strcmp(cv_str_text(&is), wanted) != 0)
		fail_msg("%s: '%s', not '%s'", on, cv_str_text(&is), wanted);
	vendor_done(&l);
}
