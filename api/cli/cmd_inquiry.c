/* inquiry: the questions that people and authorities ask, and the answers given. */
#include "api/cli/inquiry.h"

#include <stdio.h>
#include <string.h>

static const struct cli_option option[] = {
	{ "asked-by", "WHO", "data-subject, customer, authority or colleague", false, 0 },
	{ "about", "TO", "the party or country asked about (default: where do my data go)", false, 0 },
	{ "about-party", "PARTY", "the same, a party", false, 0 },
	{ "about-country", "CC", "the same, a country", false, 0 },
	{ "asker", "NAME", "who asks", false, 0 },
	{ "contact", "TEXT", "where the answer goes", false, 0 },
	{ "country", "CC", "whose law gives the right to ask (default: the register's home)", false, 0 },
	{ "data", "KIND", "which of the asker's data: hr, non-hr or any", false, 0 },
	{ "language", "LANG", "of the answer: en, de or fr (default: en)", false, 0 },
	{ "question", "TEXT", "as it was asked", false, 0 },
	{ "received", "DATE", "the day it came in (default today)", false, 0 },
	{ "identity-asked", "DATE", "the day on which proof of identity was asked for", false, 0 },
	{ "assigned", "WHO", "who works on it", false, 0 },
	{ "source", "TEXT", "where this is known from", false, 0 },
	{ "state", "STATE", "list: open, answered or closed", false, 0 },
	{ "overdue", NULL, "list: those whose day is past", false, 0 },
	{ "due-within", "DAYS", "list: those due within so many days, the overdue too", false, 0 },
	{ "on", "DATE", "the day (default today, UTC)", false, 0 },
	{ "for", "WHO", "write for another than who asked", false, 0 },
	{ "file", "FILE", "answer: the text as it was given, instead of the draft", false, 0 },
	{ "format", "FORM", "of a letter: text, html or json", false, 0 },
	{ "templates", "DIR", "templates that you edited (else CHAPTERV_TEMPLATES, else built in)", false, 0 },
	{ "output", "FILE", "write there instead of to standard output; templates: the folder", false, 'o' },
	{ "outcome", "HOW", "close: answered, refused, withdrawn, not-identified or duplicate", false, 0 },
	{ "note", "TEXT", "open, close: why, kept with the inquiry", false, 0 },
	{ "reason", "TEXT", "why, kept in the log; extend: why it takes longer, told to the asker", false, 0 },
	CLI_OPT_JSON,
	CLI_OPT_DB,
	{ 0 },
};

static const struct {
	const char *word;
	size_t args;	    /* behind the verb */
	const char *wanted; /* what they are */
	const char *takes;  /* options, blanks around each */
	enum reg_mode mode;
	bool no_register;
	int (*run)(struct cli *c, struct reg *r);
} verb[] = {
	{ "open", 0, "no N",
		" asked-by about about-party about-country asker contact country data language question "
		"received identity-asked assigned source note reason json db ",
		REG_WRITE, false, cli_inquiry_open },
	{ "list", 0, "no N", " state overdue due-within on json db ", REG_READ, false, cli_inquiry_list },
	{ "show", 1, "N", " on json db ", REG_READ, false, cli_inquiry_show },
	{ "draft", 1, "N", " for language format templates output on json db ", REG_READ, false, cli_inquiry_draft },
	{ "answer", 1, "N", " for language format templates file output on reason json db ", REG_WRITE, false,
		cli_inquiry_answer },
	{ "close", 1, "N", " outcome note on reason json db ", REG_WRITE, false, cli_inquiry_close },
	{ "reopen", 1, "N", " reason json db ", REG_WRITE, false, cli_inquiry_reopen },
	{ "extend", 1, "N", " on reason json db ", REG_WRITE, false, cli_inquiry_extend },
	{ "identity", 2, "N and asked, proven or not-needed", " on reason json db ", REG_WRITE, false,
		cli_inquiry_identity },
	{ "assign", 2, "N and WHO", " reason json db ", REG_WRITE, false, cli_inquiry_assign },
	{ "replay", 1, "N", " on templates json db ", REG_READ, false, cli_inquiry_replay },
	{ "templates", 0, "no N", " output ", REG_READ, true, cli_inquiry_templates },
};

static bool fits(struct cli *c, const char *word, const char *takes)
{
	char name[32];

	for (const struct cli_option *o = option; o->name; o++) {
		snprintf(name, sizeof(name), " %s ", o->name);
		if (cli_has(c, o->name) && strstr(takes, name) == NULL) {
			cli_usage(c, "--%s does not go with \"inquiry %s\"", o->name, word);
			return false;
		}
	}
	return true;
}

static int run(struct cli *c)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	struct cv_error err = { 0 };
	size_t i = 0;

	while (i < CV_LEN(verb) && !cv_streq(c->arg[0], verb[i].word))
		i++;
	if (i == CV_LEN(verb))
		return cli_usage(c,
			"\"%s\" is not known here; write open, list, show, draft, answer, close, reopen, "
			"extend, identity, assign, replay or templates",
			c->arg[0]);
	if (c->n_args != verb[i].args + 1)
		return cli_usage(c, "inquiry %s takes %s", verb[i].word, verb[i].wanted);
	if (!fits(c, verb[i].word, verb[i].takes))
		return CLI_FAILED;
	if (!verb[i].no_register && cli_open(c, verb[i].mode, &r, &err) != CV_OK)
		return cli_fail_err(c, &err);
	return verb[i].run(c, r);
}

const struct cli_command cli_inquiry = {
	.name = "inquiry",
	.arguments = "VERB [N]",
	.summary = "the questions people and authorities ask, by when to answer, and the answers given",
	.option = option,
	.min_args = 1,
	.max_args = 3,
	.run = run,
	.help = "  open                 a new one: --asked-by WHO [--about TO] ...; writes its id\n"
		"  list                 with the day each is due\n"
		"  show N               all of one, and the answers given\n"
		"  draft N              the answer, written from the register; changes nothing\n"
		"  answer N             the same, kept: with the state of the register, the law and the template\n"
		"  close N              at the end; unanswered: --outcome, and --note why\n"
		"  reopen N             the asker is not satisfied with the answer\n"
		"  extend N             the asker was told that it takes longer: --reason why\n"
		"  identity N asked     proof of identity was asked for, time stands still; or proven, not-needed\n"
		"  assign N WHO         who works on it\n"
		"  replay N             derive the last answer again (or that of a reply, 2026-0007-1), and say\n"
		"                       what would be different today\n"
		"  templates -o DIR     write out the built-in templates and word lists, to be edited\n"
		"\n"
		"N is an id such as 2026-0007, or its number where only one has it. By when to answer follows from\n"
		"the law of the asker's country: in the EU and the United Kingdom one month by the calendar and two\n"
		"more once extended, in Switzerland 30 days. While proof of identity is awaited the time stands\n"
		"still, within the extension too; proof is asked for without delay. Where the last day is a Saturday\n"
		"or Sunday the Monday, which the law allows, is said beside it; public holidays are not known here.\n"
		"Nothing is recorded as of a day to come, or before the question came in.\n"
		"\n"
		"Who asks decides what is told: a data subject who receives the data, in plain words; a customer the\n"
		"processors and the contract; an authority all of it with reasons and records; a colleague what to\n"
		"do. A template that says what is not there is refused, with its line.\n"
		"\n"
		"Exit status: list with --overdue or --due-within 1 where it lists any (for cron), else 0; replay 1\n"
		"where the answer would be different today or cannot be derived as it was given, else 0; the others\n"
		"0; 2 usage or failure.\n"
		"\n"
		"  chapterv inquiry open --asked-by data-subject --asker 'M. Novak' --about brackenvault\n"
		"  chapterv inquiry list --due-within 7 || mail -s 'inquiries due' dpo@example.org\n"
		"  chapterv inquiry draft 2026-0001 --format html -o letter.html\n"
		"  chapterv inquiry answer 2026-0001 --file letter.txt\n"
		"  chapterv inquiry replay 2026-0001\n",
};
