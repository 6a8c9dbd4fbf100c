/* Lint as JUnit's XML, which whatever runs builds shows: a suite for each rule, a case for each record it speaks of. */
#include "reports/lint/lint.h"

/* As text or inside an attribute. What XML 1.0 cannot hold is left out. */
static void put(struct cv_str *out, const char *text)
{
	for (; *text; text++) {
		switch (*text) {
		case '&': cv_str_puts(out, "&amp;"); break;
		case '<': cv_str_puts(out, "&lt;"); break;
		case '>': cv_str_puts(out, "&gt;"); break;
		case '"': cv_str_puts(out, "&quot;"); break;
		case '\n': cv_str_puts(out, "&#10;"); break;
		case '\t': cv_str_puts(out, "&#9;"); break;
		default:
			if ((unsigned char)*text >= 0x20 && *text != 0x7f)
				cv_str_putc(out, *text);
		}
	}
}

static void attribute(struct cv_str *out, const char *name, const char *value)
{
	cv_str_printf(out, " %s=\"", name);
	put(out, value);
	cv_str_putc(out, '"');
}

static bool fails(const struct rep_lint *l, const struct reg_finding *f)
{
	return f->accepted == NULL && f->severity >= l->fail_on;
}

static void told(const struct reg_finding *f, struct cv_str *out)
{
	CV_AUTO(cv_str_finish) struct cv_str step = { 0 };
	char day[CV_DAY_TEXT];

	cv_str_printf(out, "%s: ", reg_severity_name(f->severity));
	put(out, f->what);
	if (*cv_day_text(f->since, day))
		cv_str_printf(out, "\nSince %s.", day);
	rep_lint_step(f, &step);
	if (step.len > 0) {
		cv_str_puts(out, "\nDo: ");
		put(out, cv_str_text(&step));
	}
	out->failed |= step.failed;
}

static void test_case(const struct rep_lint *l, const struct reg_finding *f, struct cv_str *out)
{
	CV_AUTO(cv_str_finish) struct cv_str name = { 0 };

	cv_str_puts(&name, f->record);
	if (*f->id)
		cv_str_printf(&name, " %s", f->id);
	cv_str_puts(out, "    <testcase");
	attribute(out, "classname", f->code);
	attribute(out, "name", cv_str_text(&name));
	cv_str_puts(out, " time=\"0\">\n      ");
	if (f->accepted) {
		cv_str_puts(out, "<skipped");
		attribute(out, "message", f->accepted);
		cv_str_puts(out, "/>");
	} else if (fails(l, f)) {
		cv_str_puts(out, "<failure");
		attribute(out, "message", f->what);
		attribute(out, "type", reg_severity_name(f->severity));
		cv_str_putc(out, '>');
		told(f, out);
		cv_str_puts(out, "</failure>");
	} else {
		cv_str_puts(out, "<system-out>");
		told(f, out);
		cv_str_puts(out, "</system-out>");
	}
	cv_str_puts(out, "\n    </testcase>\n");
	out->failed |= name.failed;
}

struct sums {
	size_t tests, failures, skipped;
};

/* The schema that Jenkins holds reports to has the skipped ones of a suite, and not of all. */
static void sums(struct cv_str *out, const struct sums *s, bool of_all)
{
	cv_str_printf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"0\"", s->tests, s->failures);
	if (!of_all)
		cv_str_printf(out, " skipped=\"%zu\"", s->skipped);
	cv_str_puts(out, " time=\"0\">\n");
}

static struct sums sums_of(const struct rep_lint *l, size_t rule)
{
	struct sums s = { 0, 0, 0 };

	for (size_t i = 0; i < l->lint->n; i++) {
		const struct reg_finding *f = &l->lint->finding[i];

		if (f->rule != rule)
			continue;
		s.tests++;
		s.failures += fails(l, f);
		s.skipped += f->accepted != NULL;
	}
	if (s.tests == 0)
		s.tests = 1;
	return s;
}

static void suite(const struct rep_lint *l, size_t rule, const char *code, const struct sums *s, struct cv_str *out)
{
	bool any = false;

	cv_str_puts(out, "  <testsuite");
	attribute(out, "name", code);
	sums(out, s, false);
	for (size_t i = 0; i < l->lint->n; i++) {
		if (l->lint->finding[i].rule != rule)
			continue;
		test_case(l, &l->lint->finding[i], out);
		any = true;
	}
	if (!any) {
		cv_str_puts(out, "    <testcase");
		attribute(out, "classname", code);
		cv_str_puts(out, " name=\"nothing found\" time=\"0\"/>\n");
	}
	cv_str_puts(out, "  </testsuite>\n");
}

void rep_lint_junit(const struct rep_lint *l, struct cv_str *out)
{
	CV_AUTO(cv_str_finish) struct cv_str suites = { 0 };
	struct sums all = { 0, 0, 0 };
	struct reg_lint_rule rule;

	for (size_t i = 0; reg_lint_rule_at(i, &rule); i++) {
		struct sums s = sums_of(l, i);

		all.tests += s.tests;
		all.failures += s.failures;
		suite(l, i, rule.code, &s, &suites);
	}
	cv_str_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
	attribute(out, "name", "chapterv lint");
	sums(out, &all, true);
	cv_str_add(out, cv_str_text(&suites), suites.len);
	cv_str_puts(out, "</testsuites>\n");
	out->failed |= suites.failed;
}
