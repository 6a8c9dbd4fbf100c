/* inquiry draft, answer, replay, templates: the letters. */
#include "api/cli/inquiry.h"

#include "api/cli/target.h"
#include "api/clock.h"
#include "reports/letters/replay.h"
#include "reports/reports.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { LETTER_MAX = 128 * 1024 };

const char *cli_templates(struct cli *c)
{
	const char *folder = cli_value(c, "templates");

	if (folder == NULL)
		folder = getenv("CHAPTERV_TEMPLATES");
	return folder && *folder ? folder : NULL;
}

/* A folder that is not there would quietly mean the built-in templates. */
bool cli_templates_there(struct cli *c, const char *folder)
{
	struct stat st;

	if (folder == NULL || (stat(folder, &st) == 0 && S_ISDIR(st.st_mode)))
		return true;
	cli_fail(c, "%s is no folder of templates; \"inquiry templates -o %s\" makes one", folder, folder);
	return false;
}

/* ---- draft and answer ----------------------------------------------------------------------------------------- */

enum format { TEXT, HTML, JSON };

struct writing {
	struct cli *c;
	enum format format;
	const char *audience, *language, *folder;
	cv_day on, today;
	struct cv_arena arena;
	struct reg_copy inquiry;
	struct reg_state state;
	struct rep_draft draft;
	struct cv_str text; /* the letter as lines; that of --file where it is given */
	char reply[REG_DESK_ID];
};

static bool one_of(struct cli *c, const char *option, const char *words)
{
	const char *value = cli_value(c, option);

	if (value == NULL || cv_listed(words, '|', value))
		return true;
	cli_usage(c, "--%s \"%s\" is none of %s", option, value, words);
	return false;
}

static bool begin(struct writing *w, struct cli *c)
{
	const char *format = cli_value(c, "format");

	w->c = c;
	w->on = w->today = api_today();
	w->audience = cli_value(c, "for");
	w->language = cli_value(c, "language");
	w->folder = cli_templates(c);
	w->format = cli_has(c, "json") || cv_streq(format ? format : "", "json") ? JSON
		: cv_streq(format ? format : "", "html")			 ? HTML
							 : TEXT;
	if (!one_of(c, "for", "data-subject|customer|authority|colleague") || !one_of(c, "language", "en|de|fr") ||
		!one_of(c, "format", "text|html|json") || !cli_day(c, "on", &w->on) ||
		!cli_templates_there(c, w->folder))
		return false;
	if (cli_has(c, "json") && format && !cv_streq(format, "json")) {
		cli_usage(c, "--json and --format %s do not go together", format);
		return false;
	}
	return true;
}

static void finish(struct writing *w)
{
	rep_draft_finish(&w->draft);
	cv_str_finish(&w->text);
	cv_arena_finish(&w->arena);
}

static enum cv_err draft(struct writing *w, struct reg *r, struct cv_error *err)
{
	struct rep_draft_ask ask = { .inquiry = &w->inquiry,
		.audience = w->audience,
		.language = w->language,
		.on = w->on,
		.state = &w->state,
		.folder = w->folder };
	char day[CV_DAY_TEXT];

	TRY(reg_inquiry_now(r, w->c->arg[1], &w->arena, &w->inquiry, &w->state, err));
	if (w->on.n < reg_copied_day(&w->inquiry, "received").n)
		return cv_fail_at(err, CV_E_VALUE, "on", "on %s it had not come in", cv_day_text(w->on, day));
	TRY(rep_inquiry_draft(r, &ask, &w->draft, err));
	rep_letter_text(cv_str_text(&w->draft.letter), REP_WIDTH, &w->text);
	return w->text.failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

static void as_html(const struct writing *w, struct cv_str *out)
{
	CV_AUTO(cv_str_finish) struct cv_str title = { 0 };

	cv_str_printf(&title, "%s", w->draft.inquiry);
	rep_letter_page(cv_str_text(&w->draft.letter), w->draft.language, cv_str_text(&title), out);
	out->failed |= title.failed;
}

/* What was drafted, to where it is wanted. */
static int put(struct writing *w)
{
	struct cli *c = w->c;
	const char *path = cli_value(c, "output");
	CV_AUTO(cv_str_finish) struct cv_str out = { 0 };
	struct cv_json j = cv_json_to(&out);
	struct cv_error err = { 0 };

	if (w->format == JSON) {
		rep_draft_json(&w->draft, &j);
		cv_str_putc(&out, '\n');
	} else if (w->format == HTML) {
		as_html(w, &out);
	} else {
		cv_str_puts(&out, cv_str_text(&w->text));
	}
	if (out.failed)
		return cli_fail(c, "%s", cv_err_text(CV_E_NOMEM));
	if (path)
		return cli_target_put(path, &out, &err) == CV_OK ? CLI_YES : cli_fail_err(c, &err);
	cv_str_add(&c->out, cv_str_text(&out), out.len);
	return CLI_YES;
}

int cli_inquiry_draft(struct cli *c, struct reg *r)
{
	CV_AUTO(finish) struct writing w = { 0 };
	struct cv_error err = { 0 };

	if (!begin(&w, c))
		return CLI_FAILED;
	if (draft(&w, r, &err) != CV_OK)
		return cli_fail_err(c, &err);
	if (w.draft.untold.len > 0)
		cli_say(c, "as in the register, for words-register.csv has no word for it: %s",
			cv_str_text(&w.draft.untold));
	return put(&w);
}

/* The letter as it was given, where it is not the draft. */
static enum cv_err edited(struct writing *w, bool *ret, struct cv_error *err)
{
	const char *path = cli_value(w->c, "file");
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };

	*ret = false;
	if (path == NULL)
		return CV_OK;
	TRY(cli_read(path, LETTER_MAX, &text, err));
	if (text.len == 0 || !cv_text_clean(text.data, text.len))
		return cv_fail_at(err, CV_E_VALUE, "file", "%s is empty, or no text in UTF-8", path);
	*ret = !cv_streq(cv_str_text(&text), cv_str_text(&w->text));
	cv_str_clear(&w->text);
	cv_str_add(&w->text, text.data, text.len);
	return w->text.failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

static enum cv_err answer(struct writing *w, struct reg *r, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str used = { 0 };
	struct reg_actor actor = cli_actor(w->c);
	struct reg_reply reply;
	bool by_hand;

	if (w->on.n > w->today.n)
		return cv_fail_at(err, CV_E_VALUE, "on", "an answer is not given on a day to come");
	TRY(draft(w, r, err));
	TRY(edited(w, &by_hand, err));
	rep_draft_template(&w->draft, &used);
	cv_str_puts(&used, by_hand ? " edited" : "");
	reply = (struct reg_reply){ .given = w->on,
		.on = w->on,
		.given_by = actor.who,
		.audience = w->draft.audience,
		.language = w->draft.language,
		.state = w->state,
		.template_used = cv_str_text(&used),
		.legs = cv_str_text(&w->draft.legs),
		.letter = cv_str_text(&w->text) };
	return reg_inquiry_answer(r, &w->inquiry, &reply, w->reply, NULL, err);
}

int cli_inquiry_answer(struct cli *c, struct reg *r)
{
	CV_AUTO(finish) struct writing w = { 0 };
	struct reg_actor actor = cli_actor(c);
	struct cv_error err = { 0 };
	enum cv_err e;

	if (!begin(&w, c))
		return CLI_FAILED;
	if (cli_has(c, "file") && w.format != TEXT)
		return cli_usage(c, "--file is the text that was given: it is not set as HTML or JSON");
	e = reg_begin(r, &actor, "inquiry answer", &err);
	if (e == CV_OK)
		e = answer(&w, r, &err);
	if (e == CV_OK)
		e = reg_commit(r, NULL, &err);
	reg_rollback(r);
	if (e != CV_OK)
		return cli_fail_err(c, &err);
	cli_say(c, "%s is answered; the answer is kept as %s", reg_copied(&w.inquiry, "id"), w.reply);
	return put(&w);
}

/* ---- replay --------------------------------------------------------------------------------------------------- */

int cli_inquiry_replay(struct cli *c, struct reg *r)
{
	CV_AUTO(rep_replay_finish) struct rep_replay replay = { 0 };
	struct cv_json j = cv_json_to(&c->out);
	const char *folder = cli_templates(c);
	struct cv_arena arena = { 0 };
	struct cv_error err = { 0 };
	struct reg_copy reply;
	cv_day on = api_today();
	enum cv_err e;
	int ret;

	if (!cli_day(c, "on", &on) || !cli_templates_there(c, folder))
		return CLI_FAILED;
	e = reg_reply_find(r, c->arg[1], &arena, &reply, &err);
	if (e == CV_OK)
		e = rep_inquiry_replay(r, &reply, on, folder, &replay, &err);
	if (e == CV_OK && cli_has(c, "json")) {
		rep_replay_json(&replay, &j);
		cv_str_putc(&c->out, '\n');
	} else if (e == CV_OK) {
		rep_replay_text(&replay, REP_WIDTH, &c->out);
	}
	ret = e != CV_OK ? cli_fail_err(c, &err) : rep_replay_stands(&replay) ? CLI_YES : CLI_NO;
	cv_arena_finish(&arena);
	return ret;
}

/* ---- templates ------------------------------------------------------------------------------------------------ */

static bool write_file(struct cli *c, const char *folder, const char *name, const char *data, size_t len)
{
	CV_AUTO(cv_str_finish) struct cv_str path = { 0 }, text = { 0 };
	struct cv_error err = { 0 };
	struct stat st;

	cv_str_printf(&path, "%s/%s", folder, name);
	cv_str_add(&text, data, len);
	if (path.failed || text.failed)
		return cli_fail(c, "%s", cv_err_text(CV_E_NOMEM)) == CLI_YES;
	if (stat(path.data, &st) == 0) {
		cli_say(c, "%s is there already and stays as it is", path.data);
		return true;
	}
	if (cli_target_put(path.data, &text, &err) == CV_OK)
		return true;
	cli_fail_err(c, &err);
	return false;
}

static const char how_to[] =
	"How templates are written\n"
	"\n"
	"  {{name}}                 a text; one that may be nothing only inside {{#name}} ... {{/name}}\n"
	"  {{#name}} ... {{/name}}  once for each item of a list; else where there is such a text, or the\n"
	"                           answer is yes\n"
	"  {{^name}} ... {{/name}}  where there is no item, no text, or the answer is no\n"
	"  {{! ... }}               a remark, not in the letter\n"
	"  {{#first}}, {{#last}}    inside a list: in its first item, its last one\n"
	"\n"
	"An empty line begins another paragraph, \"# \" a heading, \"- \" an item of a list; a line that ends\n"
	"in \\ ends there, all others flow. A name that is not below is refused, with the line. Files that\n"
	"you do not change may be deleted: the built-in ones stand in. The lists words-*.csv say how\n"
	"mechanisms, reasons and the words of your register are called in each language.\n"
	"\n"
	"The words of letters about inquiries (text; text or nothing; yes or no; list, with those of its items)\n"
	"\n";

int cli_inquiry_templates(struct cli *c, struct reg *r)
{
	const char *folder = cli_value(c, "output");
	const struct rep_template_file *file;
	CV_AUTO(cv_str_finish) struct cv_str words = { 0 };
	size_t n;

	CV_UNUSED(r);
	if (folder == NULL)
		return cli_usage(c, "where to? -o FOLDER");
	if (mkdir(folder, 0777) != 0 && errno != EEXIST)
		return cli_fail(c, "%s could not be made: %s", folder, strerror(errno));
	file = rep_template_files(&n);
	for (size_t i = 0; i < n; i++)
		if (!write_file(c, folder, file[i].name, file[i].text, file[i].len))
			return CLI_FAILED;
	cv_str_puts(&words, how_to);
	rep_vocabulary_text(rep_inquiry_vocabulary(), &words);
	cv_str_puts(&words, "\nThose of letters that announce another processor\n\n");
	rep_vocabulary_text(rep_notice_vocabulary(), &words);
	if (!write_file(c, folder, "WORDS.txt", cv_str_text(&words), words.len))
		return CLI_FAILED;
	cli_say(c, "edit what is in %s, and say --templates %s or set CHAPTERV_TEMPLATES", folder, folder);
	return CLI_YES;
}
