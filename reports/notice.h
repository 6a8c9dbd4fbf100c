/*
 * Notices of a change of sub-processors, in words, as JSON, as letters and as mail.
 */
#ifndef REPORTS_NOTICE_H
#define REPORTS_NOTICE_H

#include "registry/desk/notice.h"
#include "reports/reports.h"

/* A line of a list; all there is to know about one, as of a day. */
void rep_notice_line(const struct reg_notice *n, struct cv_str *out);
void rep_notice_text(const struct reg_notice *n, cv_day on, struct cv_str *out);
/* What the change of a vendor would mean. */
void rep_outlook_text(const struct reg_outlook *o, struct cv_str *out);
/* Members of an object that is open; the whole one: customers, objections, overrides and what is in the way, too. */
void rep_notice_members(const struct reg_notice *n, bool whole, struct cv_json *j);
void rep_outlook_json(const struct reg_outlook *o, struct cv_json *j);

/* ---- letters ---------------------------------------------------------------------------------------------------- */

/* A reg_letter_fn: the letter in its plain form. ctx: the folder with the operator's own templates (char *), NULL:
 * none. */
CV_MUST enum cv_err rep_notice_letter(
	void *folder, const struct reg_notice_facts *f, struct cv_str *out, struct cv_error *err);
/* Its heading, which is also the subject of the mail; appended to out. */
void rep_letter_title(const char *letter, struct cv_str *out);

/* ---- mail: RFC 5322, 2045 to 2047 ---------------------------------------------------------------------------------
 */

/*
 * The address in "a@b" or "Name <a@b>", the name into name (may be NULL); appended. False where it is none that can
 * stand in a header as it is: one address, ASCII, nothing quoted.
 */
bool rep_mail_address(const char *text, struct cv_str *name, struct cv_str *address);

struct rep_mail {
	const char *from;	  /* "a@b" or "Name <a@b>" */
	const char *to, *to_name; /* an address that rep_mail_address() gave; a name, "" none */
	const char *letter;	  /* in the plain form */
	const char *language;
	const char *identity; /* what tells this message from all others: made into its Message-ID, and hashed there */
	int64_t at_ms;	      /* Date */
	bool crlf;	      /* lines end as in a file; else as programs on this machine expect it on stdin */
};
/* Text and HTML as one message. Whatever stands in the texts, a header holds one line of its own. Fails: E_VALUE
 * (from), E_NOMEM. */
CV_MUST enum cv_err rep_mail(const struct rep_mail *m, struct cv_str *out, struct cv_error *err);

#endif
