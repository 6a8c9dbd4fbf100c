/* One vendor at the desk, in words. */
#include "reports/onboard.h"

#include "registry/desk/moves.h"
#include "reports/words.h"

static void gate(const struct rep_vendor *t, struct cv_str *out)
{
	const struct reg_gate *g = t->gate;
	char until[CV_DAY_TEXT], on[CV_DAY_TEXT];

	cv_str_printf(out, "\nThe gate on %s: %s\n", cv_day_text(g->on, on),
		g->met		  ? "open, every condition is met"
			: g->open ? "open by an override only"
				  : "closed");
	for (int c = 0; c < REG_CONDITIONS; c++)
		cv_str_printf(out, "  %-14s %-8s %s\n", reg_condition_word((enum reg_condition)c),
			g->condition[c].met ? "met" : "not met", cv_str_text(&g->condition[c].why));
	if (g->override)
		cv_str_printf(out, "  override       until %s, by %s: %s (%s)\n",
			cv_day_text(reg_override_over(g->override), until), g->override->granted_by,
			g->override->reason, g->override->id);
}

static void item(const struct reg_view *v, uint32_t party, int i, struct cv_str *out)
{
	const struct reg_check_v *c = reg_check_of(v, party, i);
	char day[CV_DAY_TEXT];

	cv_str_printf(out, "  %-18s %-11s ", reg_check_item(i), reg_check_word(c ? c->state : REG_CHECK_OPEN));
	if (c == NULL || c->state == REG_CHECK_OPEN)
		cv_str_puts(out, reg_check_asks(i));
	if (c && cv_day_known(c->day))
		cv_str_printf(out, "%s%s", c->state == REG_CHECK_OPEN ? " " : "", cv_day_text(c->day, day));
	if (c && *c->who)
		cv_str_printf(out, " by %s", c->who);
	if (c && *c->document)
		cv_str_printf(out, ", %s", c->document);
	if (c && *c->sha256)
		cv_str_printf(out, " (SHA-256 %.16s...)", c->sha256);
	if (c && *c->note)
		cv_str_printf(out, ": %s", c->note);
	cv_str_putc(out, '\n');
}

static void still_open(const struct reg_view *v, uint32_t party, struct cv_str *out)
{
	size_t n = 0;

	for (int i = 0; reg_check_item(i); i++) {
		const struct reg_check_v *c = reg_check_of(v, party, i);

		if (c && c->state != REG_CHECK_OPEN)
			continue;
		cv_str_printf(out, "%s%s", n++ ? ", " : "  still open: ", reg_check_item(i));
	}
	cv_str_puts(out, n ? "\n" : "  nothing is open\n");
}

static void decision(const struct reg_view *v, uint32_t party, struct cv_str *out)
{
	const struct reg_check_v *c = reg_decision_of(v, party);
	char day[CV_DAY_TEXT];

	if (c == NULL) {
		if (reg_undecided(v, party))
			cv_str_puts(out,
				"Decision: none is on file, it was approved before it came into the register\n");
		return;
	}
	cv_str_puts(out, "Decision:");
	if (cv_day_known(c->day))
		cv_str_printf(out, " %s", cv_day_text(c->day, day));
	cv_str_printf(out, "%s%s", *c->who ? " by " : "", c->who);
	if (*c->document)
		cv_str_printf(out, ", %s", c->document);
	if (*c->sha256)
		cv_str_printf(out, " (SHA-256 %.16s...)", c->sha256);
	cv_str_printf(out, "%s%s\n", *c->note ? ": " : "", c->note);
}

void rep_checklist_text(const struct reg_view *v, uint32_t party, int only, struct cv_str *out)
{
	for (int i = 0; reg_check_item(i); i++)
		if (only < 0 || only == i)
			item(v, party, i, out);
	if (only == REG_CHECK_DECISION)
		decision(v, party, out);
	else if (only >= 0)
		still_open(v, party, out);
}

static void over(const struct rep_vendor *t, struct cv_str *out)
{
	const struct reg_override_v *o;
	char from[CV_DAY_TEXT], until[CV_DAY_TEXT];

	for (size_t i = 0; (o = reg_override_at(t->view, t->party, i)); i++) {
		if (i == 0)
			cv_str_puts(out, "\nOverrides\n");
		cv_str_printf(out, "  %-14s %s to %s, by %s: %s", o->id, cv_day_text(o->granted, from),
			cv_day_text(o->expires, until), o->granted_by, o->reason);
		if (cv_day_known(o->revoked))
			cv_str_printf(out, "; revoked on %s", cv_day_text(o->revoked, from));
		cv_str_puts(out, reg_override_holds(o, t->gate->on) ? "; in force\n" : "\n");
	}
}

static void attention(const struct rep_vendor *t, struct cv_str *out)
{
	for (size_t i = 0; i < t->attention->n; i++) {
		const struct reg_attention *a = &t->attention->at[i];

		if (i == 0)
			cv_str_puts(out, "\nWants attention\n");
		cv_str_printf(out, "  %s%s: %s\n", reg_attention_word(a->code), a->overridden ? " (overridden)" : "",
			a->text);
	}
}

static void moves(const struct rep_vendor *t, struct cv_str *out)
{
	const char *from = reg_status_word((enum reg_status)t->view->party[t->party].status);

	cv_str_puts(out, "\nCan become: ");
	if (*from)
		reg_steps_from(REG_PARTIES, from, out);
	else
		cv_str_puts(out, "whatever it is: no status is on file");
	cv_str_puts(out, t->gate->open ? "\n" : "; to approved and active only through the gate\n");
}

void rep_vendor_text(const struct rep_vendor *t, struct cv_str *out)
{
	const struct reg_party_v *p = &t->view->party[t->party];
	const char *code = p->country == LAW_NO_PLACE ? "" : law_place_code(t->view->pack, p->country);

	cv_str_printf(out, "%s (%s)", p->name, p->id);
	if (*code) {
		cv_str_puts(out, " in ");
		rep_the_country(out, code);
	}
	cv_str_printf(out, ": %s\n", p->status ? reg_status_word((enum reg_status)p->status) : "no status on file");
	decision(t->view, t->party, out);
	gate(t, out);
	cv_str_puts(out, "\nChecklist\n");
	rep_checklist_text(t->view, t->party, -1, out);
	over(t, out);
	attention(t, out);
	moves(t, out);
}
