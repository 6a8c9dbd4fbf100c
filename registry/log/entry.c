/*
 * Canonical JSON (RFC 8785) of an entry: names in order, no blanks, the shortest escapes. Only texts, whole numbers, null and objects occur.
 */
#include "registry/log/entry.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* ---- JSON ---- */

static void escape(struct cv_str *out, unsigned char c)
{
	static const char *const shorts = "\"\"\\\\\bb\tt\nn\ff\rr";
	static const char hex[] = "0123456789abcdef";

	for (const char *p = shorts; *p; p += 2) {
		if ((unsigned char)*p == c) {
			cv_str_add(out, (char[]){ '\\', p[1] }, 2);
			return;
		}
	}
	cv_str_add(out, (char[]){ '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] }, 6);
}

static void text(struct cv_str *out, const char *s)
{
	const char *run = s;

	cv_str_putc(out, '"');
	for (;; s++) {
		unsigned char c = (unsigned char)*s;

		if (c >= ' ' && c != '"' && c != '\\')
			continue;
		cv_str_add(out, run, (size_t)(s - run));
		if (c == '\0')
			break;
		escape(out, c);
		run = s + 1;
	}
	cv_str_putc(out, '"');
}

static void name(struct cv_str *out, const char *key)
{
	size_t len = out->len;

	if (len > 0 && out->data[len - 1] != '{')
		cv_str_putc(out, ',');
	text(out, key);
	cv_str_putc(out, ':');
}

static void name_text(struct cv_str *out, const char *key, const char *value)
{
	name(out, key);
	text(out, value);
}

static void name_int(struct cv_str *out, const char *key, int64_t value)
{
	name(out, key);
	cv_str_printf(out, "%lld", (long long)value);
}

static void name_side(struct cv_str *out, const char *key, const struct cv_str *side)
{
	name(out, key);
	if (side && side->len > 0)
		cv_str_add(out, side->data, side->len);
	else
		cv_str_puts(out, "null");
}

void reg_entry_text(const struct reg_change_head *c, int64_t number, const char *subject, const struct cv_str *before,
	const struct cv_str *after, struct cv_str *out)
{
	cv_str_putc(out, '{');
	name_side(out, "after", after);
	name_text(out, "at", c->at);
	name_side(out, "before", before);
	name_int(out, "change", c->seq);
	name_int(out, "entry", number);
	name_text(out, "note", c->note);
	name_text(out, "reason", c->reason);
	name_text(out, "subject", subject);
	name_text(out, "via", c->via);
	name_text(out, "who", c->who);
	cv_str_putc(out, '}');
	if ((before && before->failed) || (after && after->failed))
		out->failed = true;
}

/* ---- sides ---- */

/* The columns of each kind in the order of their names, with what a version says beside its cells among them. */
enum { EXTRA = REG_COLUMNS_MAX, IMPORT, LINE, NAMES_MAX };

static const char *name_of(enum reg_kind kind, int i)
{
	static const char *const beside[] = { "extra", "import", "line" };

	return i < REG_COLUMNS_MAX ? reg_kind_info(kind)->column[i].name : beside[i - REG_COLUMNS_MAX];
}

static struct {
	int column[NAMES_MAX];
	size_t n;
} order[REG_KIND_COUNT];
static pthread_once_t ordered = PTHREAD_ONCE_INIT;

static void add_in_order(enum reg_kind kind, int i)
{
	size_t at = order[kind].n++;

	for (; at > 0 && strcmp(name_of(kind, order[kind].column[at - 1]), name_of(kind, i)) > 0; at--)
		order[kind].column[at] = order[kind].column[at - 1];
	order[kind].column[at] = i;
}

static void put_in_order(void)
{
	for (int k = 0; k < REG_KIND_COUNT; k++) {
		for (int i = 0; i < (int)reg_kind_info((enum reg_kind)k)->n; i++)
			add_in_order((enum reg_kind)k, i);
		for (int i = EXTRA; i <= LINE; i++)
			add_in_order((enum reg_kind)k, i);
	}
}

static void cell(struct cv_str *out, const struct reg_version *v, int i)
{
	const struct reg_column *column = &reg_kind_info(v->record.kind)->column[i];
	const char *value = v->record.cell[i];
	char commitment[REG_COMMITMENT_TEXT];

	if (reg_is_personal(column) && reg_erased(v->sealed, column->name, commitment)) {
		name_text(out, column->name, commitment);
	} else if (*value && reg_is_personal(column)) {
		reg_commitment(v->sealed, column->name, value, commitment);
		name_text(out, column->name, commitment);
	} else if (*value) {
		name_text(out, column->name, value);
	}
}

void reg_side_version(const struct reg_version *v, struct cv_str *out)
{
	enum reg_kind kind = v->record.kind;

	(void)!pthread_once(&ordered, put_in_order);
	cv_str_clear(out);
	cv_str_putc(out, '{');
	for (size_t n = 0; n < order[kind].n; n++) {
		int i = order[kind].column[n];

		if (i < REG_COLUMNS_MAX)
			cell(out, v, i);
		else if (i == EXTRA && *v->record.extra)
			name_text(out, "extra", v->record.extra);
		else if (i == IMPORT && v->source.import)
			name_int(out, "import", v->source.import);
		else if (i == LINE && v->source.line)
			name_int(out, "line", v->source.line);
	}
	cv_str_putc(out, '}');
}

void reg_side_setting(const char *value, struct cv_str *out)
{
	cv_str_clear(out);
	cv_str_putc(out, '{');
	name_text(out, "value", value);
	cv_str_putc(out, '}');
}

void reg_side_import(const struct reg_import *i, struct cv_str *out)
{
	cv_str_clear(out);
	cv_str_putc(out, '{');
	name_int(out, "added", i->added);
	name_int(out, "ended", i->ended);
	name_text(out, "file", i->file);
	name_text(out, "kind", i->kind);
	name_int(out, "refused", i->refused);
	name_int(out, "rows", i->rows);
	name_text(out, "sha256", i->sha256);
	name_int(out, "skipped", i->skipped);
	name_text(out, "source", i->source);
	name_int(out, "unchanged", i->unchanged);
	name_int(out, "updated", i->updated);
	cv_str_putc(out, '}');
}

void reg_side_undoing(int64_t import, struct cv_str *out)
{
	cv_str_clear(out);
	cv_str_putc(out, '{');
	name_int(out, "import", import);
	cv_str_putc(out, '}');
}

void reg_side_erasing(const char *column, struct cv_str *out)
{
	cv_str_clear(out);
	cv_str_putc(out, '{');
	name_text(out, "erased", column);
	cv_str_putc(out, '}');
}

void reg_side_token(const char *role, const char *digest, const char *expires, struct cv_str *out)
{
	cv_str_clear(out);
	cv_str_putc(out, '{');
	if (*expires)
		name_text(out, "expires", expires);
	name_text(out, "role", role);
	name_text(out, "sha256", digest);
	cv_str_putc(out, '}');
}
