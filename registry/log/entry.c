/*
 * Canonical JSON (RFC 8785) of an entry: names in order, no blanks, the shortest escapes. Only texts, whole numbers,
 * null and objects occur.
 */
#include "registry/log/entry.h"

#include <pthread.h>
#include <stdio.h>
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

static bool special(unsigned char c)
{
	return (c < ' ') | (c == '"') | (c == '\\');
}

/* To the end without looking up, so that many bytes are taken at once. */
static bool plain(const char *s, size_t n)
{
	bool others = false;

	for (size_t i = 0; i < n; i++)
		others |= special((unsigned char)s[i]);
	return !others;
}

static void escaped(struct cv_str *out, const char *s)
{
	const char *run = s;

	for (; *s; s++) {
		if (!special((unsigned char)*s))
			continue;
		cv_str_add(out, run, (size_t)(s - run));
		escape(out, (unsigned char)*s);
		run = s + 1;
	}
	cv_str_add(out, run, (size_t)(s - run));
}

/* The token, which ends with a colon, and the value behind it. */
static void member(struct cv_str *out, const char *token, size_t len, const char *value)
{
	size_t n = strlen(value);
	bool good = plain(value, n);
	char *at;

	if (!cv_str_room(out, len + n + 2))
		return;
	at = out->data + out->len;
	memcpy(at, token, len);
	at += len;
	*at++ = '"';
	if (good) {
		memcpy(at, value, n);
		at += n;
	}
	*at = '\0';
	out->len = (size_t)(at - out->data);
	if (!good)
		escaped(out, value);
	cv_str_putc(out, '"');
}

/* Every member begins with a comma; the first one's becomes the bracket. */
#define MEMBER(out, name, value) member(out, ",\"" name "\":", sizeof(",\"" name "\":") - 1, value)

static void member_int(struct cv_str *out, const char *token, size_t len, int64_t value)
{
	cv_str_add(out, token, len);
	cv_str_int(out, value);
}

#define MEMBER_INT(out, name, value) member_int(out, ",\"" name "\":", sizeof(",\"" name "\":") - 1, value)

static void close_side(struct cv_str *out)
{
	if (out->len > 0)
		out->data[0] = '{';
	else
		cv_str_putc(out, '{');
	cv_str_putc(out, '}');
}

/* ---- the text of an entry, of which the most is that of its change ---- */

bool reg_head_set(struct reg_head *h, int64_t seq, const char *const text[REG_HEAD_TEXTS])
{
	struct reg_change_head *c = &h->head;
	const char **const to[REG_HEAD_TEXTS] = { &c->at, &c->who, &c->via, &c->note, &c->reason };
	size_t at[REG_HEAD_TEXTS];

	cv_str_clear(&h->text);
	for (size_t i = 0; i < REG_HEAD_TEXTS; i++) {
		at[i] = h->text.len;
		cv_str_add(&h->text, text[i], strlen(text[i]) + 1);
	}
	if (h->text.failed)
		return false;
	for (size_t i = 0; i < REG_HEAD_TEXTS; i++)
		*to[i] = h->text.data + at[i];
	c->seq = seq;
	cv_str_clear(&h->frame);
	MEMBER(&h->frame, "at", c->at);
	cv_str_puts(&h->frame, ",\"before\":");
	h->cut[0] = h->frame.len;
	MEMBER_INT(&h->frame, "change", seq);
	cv_str_puts(&h->frame, ",\"entry\":");
	h->cut[1] = h->frame.len;
	MEMBER(&h->frame, "note", c->note);
	MEMBER(&h->frame, "reason", c->reason);
	h->cut[2] = h->frame.len;
	MEMBER(&h->frame, "via", c->via);
	MEMBER(&h->frame, "who", c->who);
	cv_str_putc(&h->frame, '}');
	return !h->frame.failed;
}

void reg_head_finish(struct reg_head *h)
{
	cv_str_finish(&h->text);
	cv_str_finish(&h->frame);
	*h = (struct reg_head){ 0 };
}

static void side_of(struct cv_str *out, const struct cv_str *side)
{
	if (side && side->len > 0)
		cv_str_add(out, side->data, side->len);
	else
		cv_str_puts(out, "null");
}

static void frame(struct cv_str *out, const struct reg_head *h, size_t from, size_t until)
{
	cv_str_add(out, h->frame.data + from, until - from);
}

void reg_entry_text(const struct reg_head *h, int64_t number, const char *subject, const struct cv_str *before,
	const struct cv_str *after, struct cv_str *out)
{
	cv_str_puts(out, "{\"after\":");
	side_of(out, after);
	frame(out, h, 0, h->cut[0]);
	side_of(out, before);
	frame(out, h, h->cut[0], h->cut[1]);
	cv_str_int(out, number);
	frame(out, h, h->cut[1], h->cut[2]);
	MEMBER(out, "subject", subject);
	frame(out, h, h->cut[2], h->frame.len);
	if ((before && before->failed) || (after && after->failed))
		out->failed = true;
}

/* ---- sides ---- */

/* The columns of each kind in the order of their names, with what a version says beside its cells among them. */
enum { EXTRA = REG_COLUMNS_MAX, IMPORT, LINE, NAMES_MAX };

struct named {
	int column;
	bool personal;
	size_t len;
	char token[44]; /* ,"name": */
};

static struct {
	struct named name[NAMES_MAX];
	size_t n;
} order[REG_KIND_COUNT];
static pthread_once_t ordered = PTHREAD_ONCE_INIT;

static void add_in_order(enum reg_kind kind, int column, const char *name, bool personal)
{
	struct named *list = order[kind].name, new = { .column = column, .personal = personal };
	size_t at = order[kind].n++;

	new.len = (size_t)snprintf(new.token, sizeof(new.token), ",\"%s\":", name);
	for (; at > 0 && strcmp(list[at - 1].token, new.token) > 0; at--)
		list[at] = list[at - 1];
	list[at] = new;
}

static void put_in_order(void)
{
	static const char *const beside[] = { "extra", "import", "line" };

	for (int k = 0; k < REG_KIND_COUNT; k++) {
		const struct reg_kind_info *info = reg_kind_info((enum reg_kind)k);

		for (int i = 0; i < (int)info->n; i++)
			add_in_order((enum reg_kind)k, i, info->column[i].name, reg_is_personal(&info->column[i]));
		for (int i = EXTRA; i <= LINE; i++)
			add_in_order((enum reg_kind)k, i, beside[i - EXTRA], false);
	}
}

static void personal_cell(struct cv_str *out, const struct reg_version *v, const struct named *name)
{
	const char *column = reg_kind_info(v->record.kind)->column[name->column].name;
	const char *value = v->record.cell[name->column];
	char commitment[REG_COMMITMENT_TEXT];

	if (!reg_erased(v->sealed, column, commitment)) {
		if (*value == '\0')
			return;
		reg_commitment(v->sealed, column, value, commitment);
	}
	member(out, name->token, name->len, commitment);
}

void reg_side_version(const struct reg_version *v, struct cv_str *out)
{
	enum reg_kind kind = v->record.kind;

	(void)!pthread_once(&ordered, put_in_order);
	cv_str_clear(out);
	for (size_t n = 0; n < order[kind].n; n++) {
		const struct named *name = &order[kind].name[n];
		int i = name->column;

		if (name->personal)
			personal_cell(out, v, name);
		else if (i < REG_COLUMNS_MAX && *v->record.cell[i])
			member(out, name->token, name->len, v->record.cell[i]);
		else if (i == EXTRA && *v->record.extra)
			member(out, name->token, name->len, v->record.extra);
		else if (i == IMPORT && v->source.import)
			member_int(out, name->token, name->len, v->source.import);
		else if (i == LINE && v->source.line)
			member_int(out, name->token, name->len, v->source.line);
	}
	close_side(out);
}

void reg_side_setting(const char *value, struct cv_str *out)
{
	cv_str_clear(out);
	MEMBER(out, "value", value);
	close_side(out);
}

void reg_side_import(const struct reg_import *i, struct cv_str *out)
{
	cv_str_clear(out);
	MEMBER_INT(out, "added", i->added);
	MEMBER_INT(out, "ended", i->ended);
	MEMBER(out, "file", i->file);
	MEMBER(out, "kind", i->kind);
	MEMBER_INT(out, "refused", i->refused);
	MEMBER_INT(out, "rows", i->rows);
	MEMBER(out, "sha256", i->sha256);
	MEMBER_INT(out, "skipped", i->skipped);
	MEMBER(out, "source", i->source);
	MEMBER_INT(out, "unchanged", i->unchanged);
	MEMBER_INT(out, "updated", i->updated);
	close_side(out);
}

void reg_side_undoing(int64_t import, struct cv_str *out)
{
	cv_str_clear(out);
	MEMBER_INT(out, "import", import);
	close_side(out);
}

void reg_side_erasing(const char *column, struct cv_str *out)
{
	cv_str_clear(out);
	MEMBER(out, "erased", column);
	close_side(out);
}

void reg_side_token(const char *role, const char *digest, const char *expires, struct cv_str *out)
{
	cv_str_clear(out);
	if (*expires)
		MEMBER(out, "expires", expires);
	MEMBER(out, "role", role);
	MEMBER(out, "sha256", digest);
	close_side(out);
}
