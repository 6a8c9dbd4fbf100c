/* Entries of the log and proofs over it: a line for a person, a line for a program. */
#include "reports/reports.h"

#include <string.h>

enum { VALUE_MAX = 60 }; /* bytes of a value in a line for a person */

static const char hex[] = "0123456789abcdef";

void rep_hash_hex(const struct reg_hash *h, char ret[2 * REG_HASH + 1])
{
	for (size_t i = 0; i < REG_HASH; i++) {
		ret[2 * i] = hex[h->byte[i] >> 4];
		ret[2 * i + 1] = hex[h->byte[i] & 15];
	}
	ret[(size_t)2 * REG_HASH] = '\0';
}

void rep_entry_json(const struct reg_entry *e, struct cv_str *out)
{
	char leaf[2 * REG_HASH + 1];

	rep_hash_hex(e->leaf, leaf);
	cv_str_printf(out, "{\"leaf\":\"%s\",\"entry\":", leaf);
	cv_str_add(out, e->text, e->len);
	cv_str_puts(out, "}\n");
}

static void side(struct cv_json *j, const char *key, const char *object)
{
	cv_json_key(j, key);
	cv_json_null(j);
	if (object == NULL)
		return;
	j->out->len -= strlen("null");
	cv_str_puts(j->out, object);
}

void rep_history_json(const struct reg_entry *e, struct cv_json *j)
{
	cv_json_open(j, '{');
	cv_json_kv_int(j, "change", e->change);
	cv_json_kv(j, "at", e->at);
	cv_json_kv(j, "who", e->who);
	cv_json_kv(j, "via", e->via);
	cv_json_kv(j, "note", e->note);
	cv_json_kv(j, "reason", e->reason);
	cv_json_kv(j, "subject", e->subject);
	side(j, "before", e->before);
	side(j, "after", e->after);
	cv_json_close(j, '}');
}

void rep_proof_json(const char *what, int64_t number, int64_t size, const struct reg_hash *root,
	const struct reg_proof *p, struct cv_str *out)
{
	struct cv_json j = cv_json_to(out);
	char text[2 * REG_HASH + 1];

	cv_json_open(&j, '{');
	cv_json_kv_int(&j, what, number);
	cv_json_kv_int(&j, "size", size);
	rep_hash_hex(root, text);
	cv_json_kv(&j, "root", text);
	cv_json_key(&j, "proof");
	cv_json_open(&j, '[');
	for (size_t i = 0; i < p->n; i++) {
		rep_hash_hex(&p->hash[i], text);
		cv_json_text(&j, text);
	}
	cv_json_close(&j, ']');
	cv_json_close(&j, '}');
	cv_str_putc(out, '\n');
}

/* ---- for a person ---- */

/* A member of a flat canonical object: name and value as they stand in it, quotes included. */
struct member {
	const char *name, *value;
	size_t name_len, value_len;
};

static const char *over_text(const char *p)
{
	for (p++; *p && *p != '"'; p++)
		if (*p == '\\' && p[1])
			p++;
	return *p ? p + 1 : p;
}

/* p: behind the opening brace or a comma. false: there is no more. */
static bool next_member(const char **p, struct member *m)
{
	if (*p == NULL || **p != '"')
		return false;
	m->name = *p + 1;
	*p = over_text(*p);
	m->name_len = (size_t)(*p - m->name) - 1;
	m->value = ++*p;
	*p = **p == '"' ? over_text(*p) : *p + strcspn(*p, ",}");
	m->value_len = (size_t)(*p - m->value);
	if (**p == ',')
		++*p;
	return true;
}

static const char *members(const char *object)
{
	return object ? object + 1 : NULL;
}

static bool find(const char *object, const struct member *like, struct member *ret)
{
	for (const char *p = members(object); next_member(&p, ret);)
		if (ret->name_len == like->name_len && memcmp(ret->name, like->name, like->name_len) == 0)
			return true;
	return false;
}

static void value(const struct member *m, struct cv_str *out)
{
	const char *from = m->value;
	size_t len = m->value_len, n;

	if (*from == '"') {
		from++;
		len -= 2;
	}
	n = len > VALUE_MAX ? VALUE_MAX : len;
	while (n < len && n > 0 && ((unsigned char)from[n] & 0xc0) == 0x80)
		n--; /* not within a letter */
	cv_str_add(out, from, n);
	if (n < len)
		cv_str_puts(out, "...");
}

static bool where_from(const struct member *m)
{
	return (m->name_len == 6 && memcmp(m->name, "import", 6) == 0) ||
		(m->name_len == 4 && memcmp(m->name, "line", 4) == 0);
}

static void changed(const struct member *was, const struct member *is, size_t *n, struct cv_str *out)
{
	const struct member *any = is ? is : was;

	if (where_from(any) ||
		(was && is && was->value_len == is->value_len && memcmp(was->value, is->value, is->value_len) == 0))
		return;
	cv_str_puts(out, (*n)++ ? "; " : "  ");
	cv_str_add(out, any->name, any->name_len);
	cv_str_putc(out, ' ');
	if (was)
		value(was, out);
	if (was)
		cv_str_puts(out, is ? " -> " : " taken away");
	if (is)
		value(is, out);
}

enum cv_err rep_entry_text(const struct reg_entry *e, struct cv_str *out, struct cv_error *err)
{
	const char *act = e->before == NULL ? "added" : e->after == NULL ? "taken back" : "changed";
	struct member is, was;
	size_t n = 0;

	if (e->number >= 0)
		cv_str_printf(out, "%lld  ", (long long)e->number);
	cv_str_printf(out, "%.19sZ  %s (%s)  %s %s", e->at, e->who, e->via, e->subject, act);
	for (const char *p = members(e->after); next_member(&p, &is);)
		changed(find(e->before, &is, &was) ? &was : NULL, &is, &n, out);
	for (const char *p = members(e->after ? e->before : NULL); next_member(&p, &was);)
		if (!find(e->after, &was, &is))
			changed(&was, NULL, &n, out);
	if (*e->reason)
		cv_str_printf(out, "  because: %s", e->reason);
	cv_str_putc(out, '\n');
	return out->failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

/* ---- for a table ---- */

/* What is behind a backslash: control characters become blanks, but line ends and tabs stay. */
static void unescaped(const char *from, size_t len, struct cv_str *out)
{
	for (const char *p = from, *end = from + len; p < end; p++) {
		if (*p != '\\' || p + 1 == end) {
			cv_str_putc(out, *p);
			continue;
		}
		p++;
		if (*p == 'u')
			p = end - p > 4 ? p + 4 : end - 1;
		cv_str_putc(out, *p == 'n' ? '\n' : *p == 't' ? '\t' : strchr("\"\\/", *p) ? *p : ' ');
	}
}

static void pair(const struct member *m, struct cv_str *out)
{
	bool quoted = m->value_len >= 2 && *m->value == '"';

	cv_str_puts(out, out->len ? "; " : "");
	cv_str_add(out, m->name, m->name_len);
	cv_str_putc(out, ' ');
	unescaped(m->value + quoted, m->value_len - (quoted ? 2 : 0), out);
}

static bool nothing(const struct member *m)
{
	return m == NULL || m->value_len == 0 || (m->value_len == 2 && m->value[0] == '"') ||
		(m->value_len == 4 && memcmp(m->value, "null", 4) == 0);
}

static void differs(const struct member *was, const struct member *is, struct cv_str *names, struct cv_str *before,
	struct cv_str *after)
{
	const struct member *any = is ? is : was;

	if (where_from(any) || (nothing(was) && nothing(is)) ||
		(was && is && was->value_len == is->value_len && memcmp(was->value, is->value, is->value_len) == 0))
		return;
	cv_str_puts(names, names->len ? ";" : "");
	cv_str_add(names, any->name, any->name_len);
	if (!nothing(was))
		pair(was, before);
	if (!nothing(is))
		pair(is, after);
}

void rep_entry_diff(const struct reg_entry *e, struct cv_str *names, struct cv_str *before, struct cv_str *after)
{
	struct member is, was;

	for (const char *p = members(e->after); next_member(&p, &is);)
		differs(find(e->before, &is, &was) ? &was : NULL, &is, names, before, after);
	for (const char *p = members(e->before); next_member(&p, &was);)
		if (!find(e->after, &was, &is))
			differs(&was, NULL, names, before, after);
}
