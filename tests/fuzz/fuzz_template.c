/*
 * Any bytes as a template of a letter: read and filled, or refused with file, line and column. The lowest bits of the
 * first byte choose whose words it may say and which of them are there.
 */
#include "registry/core/text.h"
#include "reports/letters/letters.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

enum { TEMPLATE_MAX = 4096, WIDTH = 72 };

static const char name[] = "try.en.txt";

/* Everything a vocabulary has, or every other word of it. */
static void fill_in(struct rep_scope *s, const struct rep_word *words, bool all)
{
	bool there = true;

	for (const struct rep_word *w = words; w->name; w++) {
		there = all || !there;
		switch (w->kind) {
		case REP_TEXT: rep_scope_text(s, w->name, "# <b>A & B</b>.\n{{x}}"); break;
		case REP_OPTIONAL: rep_scope_text(s, w->name, there ? "- \"é\\" : ""); break;
		case REP_FLAG: rep_scope_flag(s, w->name, there); break;
		case REP_LIST:
			if (there)
				fill_in(rep_scope_item(s, w->name), w->item, all);
			if (there && w->item[0].kind == REP_TEXT)
				fill_in(rep_scope_item(s, w->name), w->item, !all);
			break;
		}
	}
}

/* "try.en.txt:LINE:COLUMN: ", and the line is one of the template. */
static void check_error(const struct cv_error *err, const uint8_t *data, size_t size)
{
	size_t lines = 1, line, column;
	char *end;

	for (size_t i = 0; i < size; i++)
		lines += data[i] == '\n';
	ORACLE(cv_starts(err->msg, name));
	ORACLE(err->msg[strlen(name)] == ':');
	line = strtoul(err->msg + strlen(name) + 1, &end, 10);
	ORACLE(*end == ':');
	column = strtoul(end + 1, &end, 10);
	ORACLE(cv_starts(end, ": "));
	ORACLE(line >= 1 && line <= lines && column >= 1 && column <= size + 1);
	ORACLE(err->line == line);
	ORACLE(cv_text_clean(err->msg, strlen(err->msg)));
}

/* No markup but what the setting makes. */
static void check_html(const char *html)
{
	static const char *const mine[] = { "<p>", "</p>", "<h2>", "</h2>", "<ul>", "</ul>", "<li>", "</li>", "<br>" };

	for (const char *p = html; (p = strchr(p, '<')); p++) {
		bool known = false;

		for (size_t i = 0; i < CV_LEN(mine); i++)
			known = known || cv_starts(p, mine[i]);
		ORACLE(known);
	}
}

static void set(const char *letter)
{
	struct cv_str text = { 0 }, html = { 0 };

	rep_letter_text(letter, WIDTH, &text);
	rep_letter_html(letter, &html);
	ORACLE(!text.failed && !html.failed);
	ORACLE(cv_text_clean(cv_str_text(&text), text.len));
	ORACLE(cv_text_clean(cv_str_text(&html), html.len));
	check_html(cv_str_text(&html));
	cv_str_finish(&text);
	cv_str_finish(&html);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct rep_template *t = NULL;
	struct cv_error err = { 0 };
	struct cv_arena arena = { 0 };
	struct cv_str letter = { 0 };
	const struct rep_word *words;
	enum cv_err e;

	if (size < 1 || size > TEMPLATE_MAX)
		return 0;
	words = data[0] & 1 ? rep_inquiry_vocabulary() : rep_notice_vocabulary();
	e = rep_template_read(name, (const char *)data + 1, size - 1, words, &t, &err);
	ORACLE((e == CV_OK) == (t != NULL));
	if (e == CV_OK) {
		struct rep_scope *s = rep_scope_new(&arena, words);

		ORACLE(s != NULL);
		fill_in(s, words, data[0] & 2);
		e = rep_template_fill(t, s, REP_AS_LETTER, &letter, &err);
	}
	ORACLE(e == CV_OK || e == CV_E_VALUE || e == CV_E_TOO_BIG);
	if (e == CV_E_VALUE)
		check_error(&err, data + 1, size - 1);
	if (e == CV_OK)
		set(cv_str_text(&letter));
	rep_template_free(t);
	cv_str_finish(&letter);
	cv_arena_finish(&arena);
	return 0;
}
