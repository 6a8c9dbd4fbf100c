/* A letter as a mail message: text and HTML (multipart/alternative), headers that cannot be broken out of. */
#include "reports/letters/letters.h"
#include "reports/notice.h"

#include <stdio.h>

enum { LINE_MAX_BYTES = 76, WORD_MAX = 75, ADDRESS_MAX = 254 };

/* ---- addresses ----------------------------------------------------------------------------------------------------
 */

static bool atom(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		(c && strchr("!#$%&'*+-/=?^_`{|}~.", c));
}

static bool plain_address(const char *s, size_t len)
{
	size_t at = 0, ats = 0;

	if (len < 3 || len > ADDRESS_MAX)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (s[i] == '@') {
			at = i;
			ats++;
		} else if (!atom(s[i])) {
			return false;
		}
	}
	if (ats != 1 || at == 0 || at == len - 1 || s[0] == '-')
		return false;
	for (size_t i = at + 1; i < len; i++)
		if (!((s[i] | 0x20) >= 'a' && (s[i] | 0x20) <= 'z') && !(s[i] >= '0' && s[i] <= '9') && s[i] != '-' &&
			s[i] != '.')
			return false;
	return true;
}

static void trimmed(const char **s, size_t *len)
{
	while (*len > 0 && (**s == ' ' || **s == '\t'))
		(*s)++, (*len)--;
	while (*len > 0 && ((*s)[*len - 1] == ' ' || (*s)[*len - 1] == '\t'))
		(*len)--;
}

bool rep_mail_address(const char *text, struct cv_str *name, struct cv_str *address)
{
	const char *open = strrchr(text, '<'), *who = text, *at = text;
	size_t n_who = 0, n_at = strlen(text);

	if (open) {
		at = open + 1;
		n_at = strcspn(at, ">");
		if (at[n_at] != '>' || at[n_at + 1 + strspn(at + n_at + 1, " \t")] != '\0')
			return false;
		n_who = (size_t)(open - text);
	}
	trimmed(&at, &n_at);
	trimmed(&who, &n_who);
	if (n_who >= 2 && who[0] == '"' && who[n_who - 1] == '"') {
		who++;
		n_who -= 2;
	}
	if (!plain_address(at, n_at))
		return false;
	if (name)
		cv_str_add(name, who, n_who);
	cv_str_add(address, at, n_at);
	return true;
}

/* ---- headers --------------------------------------------------------------------------------------------------------
 */

/* Nothing that ends a line or steers a terminal. */
static void cleaned(struct cv_str *out, const char *text)
{
	for (const char *p = text; *p; p++)
		cv_str_putc(out, (unsigned char)*p < 0x20 || *p == 0x7f ? ' ' : *p);
}

static bool bare(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Bytes of the character that begins here. */
static size_t character(const char *p)
{
	size_t n = 1;

	while (((unsigned char)p[n] & 0xc0) == 0x80)
		n++;
	return n;
}

/* RFC 2047: words of at most 75 bytes, no character cut in two; lines are folded between them. at: bytes on the line so
 * far. */
static void encoded(struct cv_str *out, const char *text, size_t at)
{
	size_t used = 0;

	for (const char *p = text; *p;) {
		size_t n = character(p), cost = 0;

		for (size_t i = 0; i < n; i++)
			cost += bare((unsigned char)p[i]) || p[i] == ' ' ? 1 : 3;
		if (used > 0 && at + used + cost + 2 > WORD_MAX) {
			cv_str_puts(out, "?=\n ");
			at = 1;
			used = 0;
		}
		if (used == 0) {
			cv_str_puts(out, "=?UTF-8?Q?");
			used = 10;
		}
		for (size_t i = 0; i < n; i++) {
			unsigned char c = (unsigned char)p[i];

			if (c == ' ')
				cv_str_putc(out, '_');
			else if (bare(c))
				cv_str_putc(out, (char)c);
			else
				cv_str_printf(out, "=%02X", c);
		}
		used += cost;
		p += n;
	}
	cv_str_puts(out, used ? "?=" : "");
}

/* Words of plain text, folded at blanks. */
static void folded(struct cv_str *out, const char *text, size_t at)
{
	for (const char *p = text; *p;) {
		size_t n = strcspn(p, " "), blanks = strspn(p + n, " ");

		if (p > text && at + n > LINE_MAX_BYTES) {
			if (out->len > 0 && out->data[out->len - 1] == ' ')
				out->data[--out->len] = '\0';
			cv_str_puts(out, "\n ");
			at = 1;
		}
		cv_str_add(out, p, n);
		cv_str_puts(out, p[n] ? " " : "");
		at += n + 1;
		p += n + blanks;
	}
}

/* Can it stand as it is? "=?" would be read as an encoded word, and no word may be longer than a line. */
static bool plain_text(const char *text)
{
	for (const char *p = text; *p; p += strcspn(p, " "), p += strspn(p, " "))
		if (strcspn(p, " ") > LINE_MAX_BYTES - 20)
			return false;
	return cv_ascii(text, strlen(text)) && strstr(text, "=?") == NULL;
}

static void unstructured(struct cv_str *out, const char *name, const char *text)
{
	CV_AUTO(cv_str_finish) struct cv_str clean = { 0 };

	cleaned(&clean, text);
	cv_str_printf(out, "%s: ", name);
	if (plain_text(cv_str_text(&clean)))
		folded(out, cv_str_text(&clean), strlen(name) + 2);
	else
		encoded(out, cv_str_text(&clean), strlen(name) + 2);
	cv_str_putc(out, '\n');
	out->failed |= clean.failed;
}

static void quoted(struct cv_str *out, const char *text)
{
	cv_str_putc(out, '"');
	for (const char *p = text; *p; p++) {
		if (*p == '"' || *p == '\\')
			cv_str_putc(out, '\\');
		cv_str_putc(out, *p);
	}
	cv_str_putc(out, '"');
}

/* Bytes behind the last line end. */
static size_t on_line(const struct cv_str *out)
{
	size_t n = 0;

	while (n < out->len && out->data[out->len - 1 - n] != '\n')
		n++;
	return n;
}

static void mailbox(struct cv_str *out, const char *field, const char *name, const char *address)
{
	CV_AUTO(cv_str_finish) struct cv_str clean = { 0 };
	size_t start = out->len;

	cleaned(&clean, name);
	cv_str_printf(out, "%s: ", field);
	if (clean.len > 0 && plain_text(cv_str_text(&clean)) && clean.len < 60)
		quoted(out, cv_str_text(&clean));
	else if (clean.len > 0)
		encoded(out, cv_str_text(&clean), out->len - start);
	if (clean.len > 0)
		cv_str_puts(out, on_line(out) + strlen(" <>") + strlen(address) > LINE_MAX_BYTES ? "\n " : " ");
	cv_str_printf(out, clean.len > 0 ? "<%s>\n" : "%s\n", address);
	out->failed |= clean.failed;
}

static void date(struct cv_str *out, int64_t ms)
{
	static const char *const weekday[] = { "Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed" };
	static const char *const name[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
		"Dec" };
	int64_t s = ms / 1000;
	cv_day d = { (int32_t)(s / 86400) };
	int year, month, dom, in_day = (int)(s % 86400);

	cv_day_civil(d, &year, &month, &dom);
	cv_str_printf(out, "Date: %s, %d %s %d %02d:%02d:%02d +0000\n", weekday[d.n % 7], dom, name[month - 1], year,
		in_day / 3600, in_day / 60 % 60, in_day % 60);
}

/* ---- body: quoted-printable
 * ------------------------------------------------------------------------------------------ */

static void printable(struct cv_str *out, const char *text)
{
	size_t at = 0;

	for (const char *p = text; *p; p++) {
		unsigned char c = (unsigned char)*p;
		bool last = p[1] == '\n' || p[1] == '\0',
		     as_is = (c > 0x20 && c < 0x7f && c != '=') || (c == ' ' && !last);
		bool dot = c == '.' && at == 0; /* alone on a line it would end the message for some programs */

		if (c == '\n') {
			cv_str_putc(out, '\n');
			at = 0;
			continue;
		}
		if (at + (as_is && !dot ? 1 : 3) > LINE_MAX_BYTES - 1) {
			cv_str_puts(out, "=\n");
			at = 0;
			dot = c == '.';
		}
		if (as_is && !dot && !(at == 0 && c == 'F')) {
			cv_str_putc(out, (char)c);
			at++;
		} else {
			cv_str_printf(out, "=%02X", c);
			at += 3;
		}
	}
	if (at > 0)
		cv_str_putc(out, '\n');
}

static void part(struct cv_str *out, const char *boundary, const char *type, const char *text)
{
	cv_str_printf(out, "--%s\nContent-Type: %s; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n",
		boundary, type);
	printable(out, text);
	cv_str_putc(out, '\n');
}

/* ---- the message
 * ------------------------------------------------------------------------------------------------------- */

static void head(const struct rep_mail *m, const char *name, const char *address, const char *title, const char *hash,
	struct cv_str *out)
{
	mailbox(out, "From", name, address);
	mailbox(out, "To", m->to_name, m->to);
	unstructured(out, "Subject", title);
	date(out, m->at_ms);
	cv_str_printf(out, "Message-ID: <%.32s%s>\n", hash, strchr(address, '@'));
	cv_str_printf(out, "Content-Language: %.2s\nMIME-Version: 1.0\n", m->language);
	cv_str_printf(out, "Content-Type: multipart/alternative;\n boundary=\"=_%.32s\"\n\n", hash);
}

static void crlf(struct cv_str *out, const struct cv_str *lines)
{
	for (size_t i = 0; i < lines->len; i++) {
		if (lines->data[i] == '\n')
			cv_str_putc(out, '\r');
		cv_str_putc(out, lines->data[i]);
	}
}

enum cv_err rep_mail(const struct rep_mail *m, struct cv_str *out, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str name = { 0 }, address = { 0 }, title = { 0 }, text = { 0 }, page = { 0 };
	CV_AUTO(cv_str_finish) struct cv_str lines = { 0 };
	char hash[2 * REG_HASH + 1], boundary[40];
	struct reg_hash h;

	if (!rep_mail_address(m->from, &name, &address))
		return cv_fail_at(err, CV_E_VALUE, "sender",
			"the sender '%.200s' is no e-mail address: write name@example.com, or Name <name@example.com>",
			m->from);
	reg_tree_leaf(m->identity, strlen(m->identity), &h);
	rep_hash_hex(&h, hash);
	snprintf(boundary, sizeof(boundary), "=_%.32s", hash);
	rep_letter_title(m->letter, &title);
	rep_letter_text(m->letter, 72, &text);
	rep_letter_page(m->letter, m->language, cv_str_text(&title), &page);
	head(m, cv_str_text(&name), cv_str_text(&address), cv_str_text(&title), hash, &lines);
	part(&lines, boundary, "text/plain", cv_str_text(&text));
	part(&lines, boundary, "text/html", cv_str_text(&page));
	cv_str_printf(&lines, "--%s--\n", boundary);
	if (m->crlf)
		crlf(out, &lines);
	else
		cv_str_add(out, cv_str_text(&lines), lines.len);
	out->failed |= name.failed || address.failed || title.failed || text.failed || page.failed || lines.failed;
	return out->failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}
