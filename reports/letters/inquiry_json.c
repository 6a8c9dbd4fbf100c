/* A draft as JSON. */
#include "reports/letters/inquiry.h"
#include "reports/reports.h"

static void leg_json(const struct rep_draft_leg *l, struct cv_json *j)
{
	cv_json_open(j, '{');
	cv_json_kv(j, "transfer", l->transfer);
	cv_json_kv_opt(j, "exporter_name", l->exporter_name);
	cv_json_kv(j, "importer", l->importer);
	cv_json_kv(j, "importer_name", l->importer_name);
	cv_json_kv_opt(j, "country", l->country);
	cv_json_kv(j, "outcome", law_outcome_name(l->outcome));
	cv_json_kv(j, "mechanism", cv_streq(l->mechanism, "none") ? NULL : l->mechanism);
	cv_json_kv(j, "reason", l->reason < LAW_REASON_COUNT ? law_reason_name(l->reason) : NULL);
	cv_json_kv_opt(j, "sentence", l->sentence);
	cv_json_close(j, '}');
}

static void state_json(const struct rep_draft *d, struct cv_json *j)
{
	char hex[2 * REG_HASH + 1];
	struct reg_hash law;

	cv_json_kv_opt(j, "known_at", d->state.at);
	cv_json_kv_int(j, "register_seq", d->state.seq);
	cv_json_kv_int(j, "log_size", d->state.log_size);
	rep_hash_hex(&d->state.root, hex);
	cv_json_kv(j, "log_root", hex);
	cv_json_kv(j, "law_pack", d->law_pack);
	reg_law_digest(&law);
	rep_hash_hex(&law, hex);
	cv_json_kv(j, "law_sha256", hex);
	cv_json_kv(j, "template", d->template_name);
	rep_hash_hex(&d->template_hash, hex);
	cv_json_kv(j, "template_sha256", hex);
}

void rep_draft_json(const struct rep_draft *d, struct cv_json *j)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };
	char day[CV_DAY_TEXT];

	rep_letter_text(cv_str_text(&d->letter), REP_WIDTH, &text);
	cv_json_open(j, '{');
	cv_json_kv(j, "inquiry", d->inquiry);
	cv_json_kv(j, "audience", d->audience);
	cv_json_kv(j, "language", d->language);
	cv_json_kv(j, "on", cv_day_text(d->on, day));
	state_json(d, j);
	cv_json_kv_opt(j, "untranslated", cv_str_text(&d->untold));
	cv_json_kv(j, "letter", cv_str_text(&text));
	cv_json_key(j, "transfers");
	cv_json_open(j, '[');
	for (size_t i = 0; i < d->n_legs; i++)
		leg_json(&d->leg[i], j);
	cv_json_close(j, ']');
	cv_json_close(j, '}');
	j->out->failed |= text.failed;
}

void rep_draft_template(const struct rep_draft *d, struct cv_str *out)
{
	char hex[2 * REG_HASH + 1];

	rep_hash_hex(&d->template_hash, hex);
	cv_str_printf(out, "%s %s", d->template_name, hex);
}

void rep_due_json(const struct reg_due *d, struct cv_json *j)
{
	char day[CV_DAY_TEXT];

	cv_json_kv_opt(j, "due", cv_day_text(d->due, day));
	cv_json_kv_opt(j, "latest", cv_day_text(d->latest, day));
	cv_json_key(j, "days_left");
	if (d->open && !d->paused)
		cv_json_int(j, d->left);
	else
		cv_json_null(j);
	cv_json_key(j, "overdue");
	cv_json_bool(j, d->overdue);
	cv_json_key(j, "due_soon");
	cv_json_bool(j, !d->overdue && reg_due_within(d, REP_SOON));
	cv_json_key(j, "paused");
	cv_json_bool(j, d->paused);
	cv_json_key(j, "extended_in_time");
	cv_json_bool(j, d->extended);
	cv_json_kv(j, "time_source", d->term->source);
}
