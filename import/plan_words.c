/* A change of one record as a person would tell it. */
#include "import/plan.h"

#include <stdio.h>
#include <string.h>

struct telling {
	struct imp_reading *g;
	const struct imp_change *c;
	const struct reg_version *now, *before;
	struct cv_str *out;
};

static const char *cell(const struct reg_version *v, const char *column)
{
	int i = v ? reg_column_index(v->record.kind, column) : -1;

	return i < 0 ? "" : v->record.cell[i];
}

static const char *now(const struct telling *t, const char *column)
{
	return cell(t->now, column);
}

static bool differs(const struct telling *t, const char *column)
{
	return t->before && !cv_streq(cell(t->before, column), now(t, column));
}

static enum cv_err name(struct telling *t, const char *id, struct cv_error *err)
{
	if (*id == '\0') {
		cv_str_puts(t->out, "our organisation");
		return CV_OK;
	}
	return reg_party_name(t->g->r, id, t->out, err);
}

static const char *or_unknown(const char *text)
{
	return *text ? text : "nothing";
}

enum { SHOWN = 80, LEAD = 30 }; /* bytes of a text, and of them those before the first that differs */

static bool inside_character(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* From start on, with dots for what is left out. */
static void excerpt(struct cv_str *out, const char *text, size_t start)
{
	size_t len = strlen(text + start), shown = len <= SHOWN ? len : SHOWN;

	while (shown > 0 && inside_character(text[start + shown]))
		shown--;
	cv_str_printf(out, "'%s%.*s%s'", start ? "..." : "", (int)shown, text + start, shown < len ? "..." : "");
}

/* Long texts from a little before they part: two excerpts that read the same would tell nothing. */
static void tell_change(struct cv_str *out, const char *before, const char *after)
{
	size_t start = 0;

	if (strlen(before) > SHOWN || strlen(after) > SHOWN) {
		while (before[start] && before[start] == after[start])
			start++;
		start = start > SHOWN - LEAD ? start - LEAD : 0;
		while (start > 0 && inside_character(before[start]))
			start--;
	}
	excerpt(out, before, start);
	cv_str_puts(out, " becomes ");
	excerpt(out, after, start);
}

/* What no sentence was made for: "website: a -> b". */
static void rest(struct telling *t, const char *const *told, size_t n_told)
{
	for (size_t i = 0; i < t->c->n_fields; i++) {
		const struct imp_field *f = &t->c->field[i];
		bool done = cv_streq(f->column, "source"); /* where it is known from says nothing of what is */

		for (size_t k = 0; k < n_told; k++)
			done |= cv_streq(told[k], f->column);
		if (done)
			continue;
		cv_str_printf(t->out, "; %s: ", *f->column ? f->column : "other columns");
		tell_change(t->out, f->before, f->after);
	}
}

static enum cv_err tell_party(struct telling *t, struct cv_error *err)
{
	static const char *const told[] = { "name", "country", "status" };

	CV_UNUSED(err);
	cv_str_puts(t->out, t->before ? cell(t->before, "name") : now(t, "name"));
	if (t->before == NULL) {
		cv_str_printf(t->out, " is added (%s%s%s)", *now(t, "kind") ? now(t, "kind") : "kind not said",
			*now(t, "country") ? ", " : "", now(t, "country"));
		return CV_OK;
	}
	if (differs(t, "name"))
		cv_str_printf(t->out, " is now called %s", now(t, "name"));
	if (differs(t, "country") && *cell(t->before, "country"))
		cv_str_printf(t->out, "%s from %s to %s", differs(t, "name") ? ", and moves" : " moves",
			cell(t->before, "country"), or_unknown(now(t, "country")));
	else if (differs(t, "country"))
		cv_str_printf(
			t->out, "%s established in %s", differs(t, "name") ? ", and is" : " is", now(t, "country"));
	if (differs(t, "status") && cv_streq(cell(t->before, "status"), "ended") && *now(t, "status") == '\0')
		cv_str_puts(t->out, " is no longer ended");
	else if (differs(t, "status"))
		cv_str_printf(t->out, "%s %s%s",
			differs(t, "name") || differs(t, "country") ? "; it is now" : " is now",
			*now(t, "status") ? now(t, "status") : "without a status",
			t->c->act == IMP_ENDED ? ": absent from the file" : "");
	rest(t, told, CV_LEN(told));
	return CV_OK;
}

static enum cv_err tell_transfer(struct telling *t, struct cv_error *err)
{
	static const char *const told[] = { "country", "until" };

	cv_str_puts(t->out, "transfer from ");
	TRY(name(t, now(t, "exporter"), err));
	cv_str_puts(t->out, " to ");
	TRY(name(t, now(t, "importer"), err));
	if (*now(t, "country"))
		cv_str_printf(t->out, " in %s", now(t, "country"));
	if (t->before == NULL) {
		cv_str_puts(t->out, " is added");
		return CV_OK;
	}
	if (differs(t, "country"))
		cv_str_printf(t->out, " (until now %s)",
			*cell(t->before, "country") ? cell(t->before, "country") : "no country known");
	if (differs(t, "until") && *now(t, "until"))
		cv_str_printf(t->out, " ends on %s%s", now(t, "until"),
			t->c->act == IMP_ENDED ? ": absent from the file" : "");
	else if (differs(t, "until"))
		cv_str_puts(t->out, " no longer has an end");
	rest(t, told, CV_LEN(told));
	return CV_OK;
}

static enum cv_err tell_safeguard(struct telling *t, struct cv_error *err)
{
	static const char *const told[] = { "signed", "ended", "mechanism" };
	bool claimed = strstr(now(t, "flags"), "claimed") != NULL;

	cv_str_printf(t->out, "%s%s with ", now(t, "mechanism"), claimed ? " (claimed)" : "");
	TRY(name(t, now(t, "importer"), err));
	if (t->before == NULL) {
		cv_str_puts(t->out, claimed ? " is recorded as a claim" : " is added");
		if (*now(t, "signed"))
			cv_str_printf(t->out, ", signed %s", now(t, "signed"));
		return CV_OK;
	}
	if (differs(t, "mechanism"))
		cv_str_printf(t->out, ", until now %s,", cell(t->before, "mechanism"));
	if (differs(t, "signed"))
		cv_str_printf(t->out, " now signed %s", *now(t, "signed") ? now(t, "signed") : "on a day not known");
	if (differs(t, "ended"))
		cv_str_printf(t->out, " %s%s%s", *now(t, "ended") ? "ends on " : "no longer has an end",
			now(t, "ended"), t->c->act == IMP_ENDED ? ": absent from the file" : "");
	rest(t, told, CV_LEN(told));
	return CV_OK;
}

static enum cv_err tell_certification(struct telling *t, struct cv_error *err)
{
	static const char *const told[] = { "status", "until", "checked_on" };

	cv_str_printf(t->out, "%s of ", now(t, "framework"));
	TRY(name(t, now(t, "importer"), err));
	if (t->before == NULL) {
		cv_str_printf(t->out, " is added (%s%s%s)", *now(t, "status") ? now(t, "status") : "status not said",
			*now(t, "covers") ? ", " : "", now(t, "covers"));
		return CV_OK;
	}
	if (differs(t, "status"))
		cv_str_printf(t->out, " is now %s", or_unknown(now(t, "status")));
	if (differs(t, "until"))
		cv_str_printf(t->out, " %s%s", *now(t, "until") ? "until " : "no longer has an end", now(t, "until"));
	if (differs(t, "checked_on"))
		cv_str_printf(t->out, "%s %s",
			differs(t, "status") || differs(t, "until") ? ", checked on" : " was checked on",
			now(t, "checked_on"));
	rest(t, told, CV_LEN(told));
	return CV_OK;
}

static enum cv_err tell_assessment(struct telling *t, struct cv_error *err)
{
	static const char *const told[] = { "outcome", "review_by" };
	const char *importer = now(t, "importer");

	cv_str_printf(t->out, "assessment of %s for ", now(t, "dated"));
	if (*importer)
		TRY(name(t, importer, err));
	else
		cv_str_puts(t->out, "every importer");
	if (*now(t, "country"))
		cv_str_printf(t->out, " in %s", now(t, "country"));
	if (t->before == NULL) {
		cv_str_printf(t->out, " is added (%s)", *now(t, "outcome") ? now(t, "outcome") : "outcome not said");
		return CV_OK;
	}
	if (differs(t, "outcome"))
		cv_str_printf(t->out, " now finds %s", or_unknown(now(t, "outcome")));
	if (differs(t, "review_by"))
		cv_str_printf(t->out, " is to be reviewed by %s", or_unknown(now(t, "review_by")));
	rest(t, told, CV_LEN(told));
	return CV_OK;
}

/* Of a desk: what it is and under which key. */
static void tell_other(struct telling *t)
{
	static const char *const told[] = { "" };
	const struct reg_kind_info *info = reg_kind_info(t->now->record.kind);

	cv_str_printf(t->out, "%s %s%s", info->singular, t->now->key, t->before == NULL ? " is added" : " changes");
	if (t->before)
		rest(t, told, CV_LEN(told));
}

enum cv_err imp_change_words(struct imp_reading *g, const struct imp_change *c, const struct reg_version *now_v,
	const struct reg_version *before, struct cv_str *out, struct cv_error *err)
{
	struct telling t = { g, c, now_v, before, out };

	switch (c->kind) {
	case REG_PARTIES: return tell_party(&t, err);
	case REG_TRANSFERS: return tell_transfer(&t, err);
	case REG_SAFEGUARDS: return tell_safeguard(&t, err);
	case REG_CERTIFICATIONS: return tell_certification(&t, err);
	case REG_ASSESSMENTS: return tell_assessment(&t, err);
	default: tell_other(&t); return CV_OK;
	}
	return CV_OK;
}
