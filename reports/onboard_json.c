/* Vendors, their gate and what wants attention, as JSON. */
#include "reports/onboard.h"

#include "registry/desk/moves.h"

static void record(struct cv_json *j, const char *singular, int64_t n)
{
	cv_json_key(j, "record");
	cv_json_begin(j);
	cv_str_printf(j->out, "%s/%lld", singular, (long long)n);
	cv_json_end(j);
}

static void flag(struct cv_json *j, const char *key, bool v)
{
	cv_json_key(j, key);
	cv_json_bool(j, v);
}

static void day(struct cv_json *j, const char *key, cv_day d)
{
	char text[CV_DAY_TEXT];

	cv_json_kv_opt(j, key, cv_day_text(d, text));
}

void rep_override_json(const struct reg_view *v, const struct reg_override_v *o, cv_day on, struct cv_json *j)
{
	cv_json_open(j, '{');
	cv_json_kv(j, "id", o->id);
	record(j, reg_kind_info(REG_OVERRIDES)->singular, o->n);
	cv_json_kv(j, "party", v->party[o->party].id);
	cv_json_kv(j, "reason", o->reason);
	cv_json_kv(j, "granted_by", o->granted_by);
	day(j, "granted", o->granted);
	day(j, "expires", o->expires);
	day(j, "revoked", o->revoked);
	flag(j, "in_force", reg_override_holds(o, on));
	cv_json_close(j, '}');
}

static void overrides(const struct reg_view *v, uint32_t party, cv_day on, struct cv_json *j)
{
	const struct reg_override_v *o;

	cv_json_key(j, "overrides");
	cv_json_open(j, '[');
	for (size_t i = 0; (o = reg_override_at(v, party, i)); i++)
		rep_override_json(v, o, on, j);
	cv_json_close(j, ']');
}

static void attention_one(const struct reg_attention *a, struct cv_json *j)
{
	bool now = reg_attention_now(a->code);

	cv_json_open(j, '{');
	cv_json_kv(j, "code", reg_attention_word(a->code));
	cv_json_kv(j, "reason", a->reason < LAW_REASON_COUNT ? law_reason_name(a->reason) : NULL);
	day(j, "since", now ? a->day : CV_DAY_NONE);
	day(j, "day", now ? CV_DAY_NONE : a->day);
	record(j, a->record, a->n);
	flag(j, "overridden", a->overridden);
	cv_json_kv(j, "text", a->text);
	cv_json_close(j, '}');
}

static void attention(const struct reg_attentions *all, uint32_t party, struct cv_json *j)
{
	cv_json_key(j, "attention");
	cv_json_open(j, '[');
	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].party == party)
			attention_one(&all->at[i], j);
	cv_json_close(j, ']');
}

/* ---- one vendor ------------------------------------------------------------------------------------------------- */

static void head(const struct reg_view *v, uint32_t party, struct cv_json *j)
{
	const struct reg_party_v *p = &v->party[party];

	cv_json_kv(j, "party", p->id);
	cv_json_kv(j, "name", p->name);
	cv_json_kv_opt(j, "country", p->country == LAW_NO_PLACE ? "" : law_place_code(v->pack, p->country));
	cv_json_kv_opt(j, "status", reg_status_word((enum reg_status)p->status));
}

static void gate(const struct reg_gate *g, struct cv_json *j)
{
	cv_json_key(j, "gate");
	cv_json_open(j, '{');
	flag(j, "open", g->open);
	flag(j, "met", g->met);
	flag(j, "overridden", !g->met && g->override);
	cv_json_key(j, "conditions");
	cv_json_open(j, '[');
	for (int c = 0; c < REG_CONDITIONS; c++) {
		cv_json_open(j, '{');
		cv_json_kv(j, "condition", reg_condition_word((enum reg_condition)c));
		flag(j, "met", g->condition[c].met);
		cv_json_kv(j, "why", cv_str_text(&g->condition[c].why));
		cv_json_close(j, '}');
	}
	cv_json_close(j, ']');
	cv_json_close(j, '}');
}

static void item(const struct reg_view *v, uint32_t party, int i, struct cv_json *j)
{
	const struct reg_check_v *c = reg_check_of(v, party, i);

	cv_json_open(j, '{');
	cv_json_kv(j, "item", reg_check_item(i));
	cv_json_kv(j, "asks", reg_check_asks(i));
	cv_json_kv(j, "state", reg_check_word(c ? c->state : REG_CHECK_OPEN));
	day(j, "day", c ? c->day : CV_DAY_NONE);
	cv_json_kv_opt(j, "who", c ? c->who : "");
	cv_json_kv_opt(j, "document", c ? c->document : "");
	cv_json_kv_opt(j, "sha256", c ? c->sha256 : "");
	cv_json_kv_opt(j, "note", c ? c->note : "");
	if (c)
		record(j, reg_kind_info(REG_CHECKS)->singular, c->n);
	else
		cv_json_kv(j, "record", NULL);
	cv_json_close(j, '}');
}

static void decision(const struct reg_view *v, uint32_t party, struct cv_json *j)
{
	const struct reg_check_v *c = reg_decision_of(v, party);

	cv_json_key(j, "decision");
	if (c == NULL) {
		cv_json_null(j);
		return;
	}
	cv_json_open(j, '{');
	day(j, "day", c->day);
	cv_json_kv_opt(j, "who", c->who);
	cv_json_kv_opt(j, "document", c->document);
	cv_json_kv_opt(j, "sha256", c->sha256);
	cv_json_kv_opt(j, "note", c->note);
	record(j, reg_kind_info(REG_CHECKS)->singular, c->n);
	cv_json_close(j, '}');
}

/* Whether it is behind the gate by a decision on file; null: it is not behind it. */
static void decided(const struct reg_view *v, uint32_t party, struct cv_json *j)
{
	enum reg_status s = (enum reg_status)v->party[party].status;

	cv_json_key(j, "decided");
	if (s == REG_APPROVED || s == REG_ACTIVE)
		cv_json_bool(j, !reg_undecided(v, party));
	else
		cv_json_null(j);
}

void rep_checklist_json(const struct reg_view *v, uint32_t party, struct cv_json *j)
{
	cv_json_open(j, '[');
	for (int i = 0; reg_check_item(i); i++)
		item(v, party, i, j);
	cv_json_close(j, ']');
}

static void moves(const struct rep_vendor *t, struct cv_json *j)
{
	const char *from = reg_status_word((enum reg_status)t->view->party[t->party].status);
	const struct reg_step *s;

	cv_json_key(j, "moves");
	cv_json_open(j, '[');
	for (int to = REG_PROPOSED; to < REG_STATUS_COUNT; to++) {
		const char *word = reg_status_word((enum reg_status)to);

		s = reg_step_find(REG_PARTIES, from, word);
		if (s == NULL && *from)
			continue;
		cv_json_open(j, '{');
		cv_json_kv(j, "to", word);
		flag(j, "gate", to == REG_APPROVED || to == REG_ACTIVE);
		flag(j, "open", (to != REG_APPROVED && to != REG_ACTIVE) || t->gate->open);
		cv_json_close(j, '}');
	}
	cv_json_close(j, ']');
}

static void foot(const struct reg_view *v, struct cv_json *j)
{
	cv_json_kv(j, "law_pack", law_pack_version(v->pack));
	cv_json_kv_int(j, "register_seq", v->seq);
}

void rep_vendor_json(const struct rep_vendor *t, struct cv_json *j)
{
	cv_json_open(j, '{');
	head(t->view, t->party, j);
	day(j, "on", t->gate->on);
	gate(t->gate, j);
	cv_json_key(j, "checklist");
	rep_checklist_json(t->view, t->party, j);
	decision(t->view, t->party, j);
	overrides(t->view, t->party, t->gate->on, j);
	moves(t, j);
	attention(t->attention, t->party, j);
	foot(t->view, j);
	cv_json_close(j, '}');
}

/* ---- many ------------------------------------------------------------------------------------------------------- */

/* From *at on those about the party; *at is moved behind them. Is one of them not overridden? */
static bool span_of(const struct reg_attentions *all, uint32_t party, size_t *at, size_t *ret_first)
{
	bool any = false;

	*ret_first = *at;
	for (; *at < all->n && all->at[*at].party == party; (*at)++)
		any |= !all->at[*at].overridden;
	return any;
}

static bool shown(const struct rep_vendors *t, uint32_t party, bool wants)
{
	const struct reg_party_v *p = &t->view->party[party];

	return p->vendor && (t->status == REG_NO_STATUS || t->status == p->status) && (wants || !t->attention);
}

static void one(const struct rep_vendors *t, uint32_t party, size_t first, size_t end, struct cv_json *j)
{
	const struct reg_override_v *o = reg_override_on(t->view, party, t->on);

	cv_json_open(j, '{');
	head(t->view, party, j);
	flag(j, "overridden", o != NULL);
	day(j, "override_until", o ? reg_override_over(o) : CV_DAY_NONE);
	decided(t->view, party, j);
	cv_json_key(j, "attention");
	cv_json_open(j, '[');
	for (size_t i = first; i < end; i++)
		attention_one(&t->all->at[i], j);
	cv_json_close(j, ']');
	cv_json_close(j, '}');
}

size_t rep_vendors_json(const struct rep_vendors *t, struct cv_json *j)
{
	size_t at = 0, first, n = 0;
	uint32_t p;

	cv_json_open(j, '{');
	day(j, "on", t->on);
	cv_json_key(j, "vendors");
	cv_json_open(j, '[');
	for (p = t->first; p < t->end && p < t->view->n_parties && (t->limit == 0 || n < t->limit); p++) {
		bool wants = span_of(t->all, p, &at, &first);

		if (!shown(t, p, wants))
			continue;
		one(t, p, first, at, j);
		n++;
	}
	cv_json_close(j, ']');
	cv_json_kv(j, "next", p < t->view->n_parties ? t->view->party[p].id : NULL);
	foot(t->view, j);
	cv_json_close(j, '}');
	return n;
}

size_t rep_vendors_text(const struct rep_vendors *t, struct cv_str *out)
{
	size_t at = 0, first, n = 0;
	char text[CV_DAY_TEXT];

	for (uint32_t p = t->first; p < t->end && p < t->view->n_parties; p++) {
		const struct reg_party_v *party = &t->view->party[p];
		const struct reg_override_v *o;

		if (!shown(t, p, span_of(t->all, p, &at, &first)))
			continue;
		n++;
		o = reg_override_on(t->view, p, t->on);
		cv_str_printf(out, "%-24s %-13s %s", party->id,
			party->status ? reg_status_word((enum reg_status)party->status) : "not said", party->name);
		if (party->country != LAW_NO_PLACE)
			cv_str_printf(out, " (%s)", law_place_code(t->view->pack, party->country));
		if (o)
			cv_str_printf(out, ", by an override until %s", cv_day_text(reg_override_over(o), text));
		if (reg_undecided(t->view, p))
			cv_str_puts(out, ", approved before the register");
		cv_str_putc(out, '\n');
		for (size_t i = first; i < at; i++)
			cv_str_printf(out, "    %s%s: %s\n", reg_attention_word(t->all->at[i].code),
				t->all->at[i].overridden ? " (overridden)" : "", t->all->at[i].text);
	}
	return n;
}
