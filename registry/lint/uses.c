/*
 * What is in use elsewhere (single sign-on, DNS, accounts payable) and is, or is not, in the register. A domain is
 * looked for among the websites of parties, up and down its labels; a name by its folded form, then without its legal
 * form.
 */
#include "registry/lint/inside.h"

#include <stdlib.h>
#include <string.h>

enum { FOUND_MAX = 5, HOST_MAX = 254 };

struct name {
	const char *text; /* a host written backwards; a stem */
	uint32_t party;
};

struct names {
	struct name *name;
	size_t n;
};

struct looking {
	struct reg_linting *g;
	struct names host, stem;
};

/* Who may be meant. */
struct meant {
	uint32_t party[FOUND_MAX];
	size_t n;    /* may be more than there is room for */
	bool surely; /* name or website are the same, not only alike */
};

static int by_text(const void *a, const void *b)
{
	const struct name *x = a, *y = b;
	int c = strcmp(x->text, y->text);

	return c ? c : (x->party > y->party) - (x->party < y->party);
}

static size_t not_before(const struct names *t, const char *text)
{
	size_t lo = 0, hi = t->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (strcmp(t->name[mid].text, text) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static void add(struct meant *m, uint32_t party)
{
	for (size_t i = 0; i < m->n && i < FOUND_MAX; i++)
		if (m->party[i] == party)
			return;
	if (m->n < FOUND_MAX)
		m->party[m->n] = party;
	m->n++;
}

static void collect(const struct names *t, const char *text, bool whole, struct meant *m)
{
	size_t len = strlen(text);

	for (size_t i = not_before(t, text); i < t->n && strncmp(t->name[i].text, text, len) == 0; i++)
		if (!whole || t->name[i].text[len] == '\0')
			add(m, t->name[i].party);
}

/* ---- hosts ------------------------------------------------------------------------------------------------------ */

static bool host_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || (unsigned char)c >= 0x80;
}

/*
 * "https://www.Acme.example:443/login" and "someone@acme.example" are the host acme.example. False: it is none. The
 * host is written backwards, so that those of one domain stand together.
 */
static bool host_of(const char *text, char ret[HOST_MAX])
{
	const char *begin = strstr(text, "://"), *at;
	size_t len, n = 0;

	begin = begin ? begin + 3 : text;
	len = strcspn(begin, "/:?# \t");
	if (begin[len] == ' ' || begin[len] == '\t')
		return false; /* a name of several words */
	at = memchr(begin, '@', len);
	if (at) {
		len -= (size_t)(at + 1 - begin);
		begin = at + 1;
	}
	while (len > 0 && begin[len - 1] == '.')
		len--;
	if (len > 4 && strncasecmp(begin, "www.", 4) == 0) {
		begin += 4;
		len -= 4;
	}
	if (len == 0 || len >= HOST_MAX || memchr(begin, '.', len) == NULL)
		return false;
	while (len > 0) {
		char c = begin[--len];

		c = c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
		if (!host_letter(c))
			return false;
		ret[n++] = c;
	}
	ret[n] = '\0';
	return true;
}

/* The host itself, one above it that is a party's website, or websites below it. */
static void look_for_host(const struct looking *l, const char *host, struct meant *m)
{
	char text[HOST_MAX + 1];
	size_t len = strlen(host);

	memcpy(text, host, len + 1);
	for (;;) {
		char *dot;

		collect(&l->host, text, true, m);
		if (m->n > 0)
			break;
		dot = strrchr(text, '.');
		if (dot == NULL || strchr(text, '.') == dot)
			break; /* what is left is a top-level domain */
		*dot = '\0';
	}
	if (m->n == 0) {
		memcpy(text, host, len);
		memcpy(text + len, ".", 2);
		collect(&l->host, text, false, m);
	}
	m->surely = m->n > 0;
}

/* No website fits: a party may be called as the domain is. */
static void look_for_label(const struct looking *l, const char *host, struct meant *m)
{
	char label[HOST_MAX];
	const char *end = strchr(host, '.');
	size_t len = end ? strcspn(end + 1, ".") : 0;

	for (size_t i = 0; i < len; i++)
		label[i] = end[len - i];
	label[len] = '\0';
	if (len > 1)
		m->n = reg_view_named(l->g->v, label, m->party, FOUND_MAX);
}

/* ---- names ------------------------------------------------------------------------------------------------------ */

static bool called_so(const struct reg_party_v *p, const char *folded)
{
	CV_AUTO(cv_str_finish) struct cv_str own = { 0 };
	size_t n;

	cv_fold(p->name, strlen(p->name), &own);
	if (cv_streq(cv_str_text(&own), folded))
		return true;
	for (const char *q = p->aliases, *w; (w = cv_next(&q, ';', &n));) {
		cv_str_clear(&own);
		cv_fold(w, n, &own);
		if (cv_streq(cv_str_text(&own), folded))
			return true;
	}
	return false;
}

static void look_for_name(const struct looking *l, const char *text, struct meant *m)
{
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 };
	CV_AUTO(cv_str_finish) struct cv_str stem = { 0 };
	struct meant begins = { .n = 0 };
	uint32_t id = reg_view_party(l->g->v, text);

	if (id != REG_NOBODY) {
		*m = (struct meant){ { id }, 1, true };
		return;
	}
	cv_fold(text, strlen(text), &folded);
	reg_stem(text, strlen(text), &stem);
	begins.n = reg_view_named(l->g->v, text, begins.party, FOUND_MAX);
	if (begins.n > 0 && called_so(&l->g->v->party[begins.party[0]], cv_str_text(&folded))) {
		*m = begins;
		m->surely = true;
		return;
	}
	if (stem.len > 0)
		collect(&l->stem, cv_str_text(&stem), true, m);
	m->surely = m->n > 0;
	if (m->n == 0)
		*m = begins;
}

/* ---- what is to be said ----------------------------------------------------------------------------------------- */

static bool received(const struct reg_linting *g, uint32_t party)
{
	const struct reg_party_v *p = &g->v->party[party];

	for (uint32_t i = 0; i < p->n_in; i++)
		if (cv_span_has(g->v->leg[g->v->leg_in[p->first_in + i]].span, g->on))
			return true;
	return false;
}

static void not_there(struct reg_linting *g, const struct reg_in_use *u, struct reg_lint_found *f)
{
	*f = reg_lint_about(REG_L_NOT_IN_REGISTER, REG_KIND_COUNT, 0);
	cv_str_printf(&g->what, "\"%s\" is in use (line %zu) and not in the register.", u->text, u->line);
	cv_str_puts(&g->remedy,
		"Find out what it receives and bring the vendor in, or add the name to a party's aliases or "
		"its website.");
}

static void unclear(struct reg_linting *g, const struct reg_in_use *u, const struct meant *m, struct reg_lint_found *f)
{
	*f = reg_lint_about(REG_L_USE_AMBIGUOUS, REG_KIND_COUNT, 0);
	cv_str_printf(&g->what, "\"%s\" is in use (line %zu) and may be ", u->text, u->line);
	for (size_t i = 0; i < m->n && i < FOUND_MAX; i++)
		cv_str_printf(&g->what, "%s%s (%s)", i ? ", " : "", g->v->party[m->party[i]].name,
			g->v->party[m->party[i]].id);
	cv_str_puts(&g->what, m->n > FOUND_MAX ? " and others." : ".");
	cv_str_puts(&g->remedy, "Add the name to the aliases of the one that is meant, or record its website.");
}

static enum cv_err there(struct reg_linting *g, const struct reg_in_use *u, uint32_t party, struct reg_lint_found *f)
{
	static const char *const status[] = { "status", NULL };
	const struct reg_party_v *p = &g->v->party[party];

	if (g->party[party].status == REG_LP_ENDED) {
		*f = reg_lint_about(REG_L_USE_ENDED, REG_KIND_COUNT, 0);
		cv_str_printf(&g->what, "\"%s\" is in use (line %zu), and %s is suspended or ended.", u->text, u->line,
			p->name);
		cv_str_puts(&g->remedy, "Stop using it, or bring the vendor in again.");
		TRY(reg_lint_filed_since(g, REG_PARTIES, p->n, status, &f->since));
	} else if (!p->own && !received(g, party)) {
		*f = reg_lint_about(REG_L_USE_WITHOUT_TRANSFER, REG_KIND_COUNT, 0);
		cv_str_printf(&g->what, "\"%s\" is in use (line %zu), and no transfer to %s is on file for that day.",
			u->text, u->line, p->name);
		cv_str_puts(&g->remedy, "Record what it receives, from whom and where.");
	} else {
		return CV_OK;
	}
	f->party = party;
	return CV_OK;
}

static enum cv_err one(struct looking *l, const struct reg_in_use *u)
{
	CV_AUTO(cv_str_finish) struct cv_str record = { 0 };
	struct reg_linting *g = l->g;
	struct meant m = { .n = 0 };
	struct reg_lint_found f = { .party = REG_NOBODY };
	char host[HOST_MAX];

	if (host_of(u->text, host))
		look_for_host(l, host, &m);
	if (m.n == 0)
		look_for_name(l, u->text, &m);
	if (m.n == 0 && host_of(u->text, host))
		look_for_label(l, host, &m);
	if (m.n == 0)
		not_there(g, u, &f);
	else if (m.n > 1 || !m.surely)
		unclear(g, u, &m, &f);
	else
		TRY(there(g, u, m.party[0], &f));
	if (g->what.len == 0)
		return CV_OK; /* it is there */
	cv_str_printf(&record, "use/%s", u->text);
	f.record = cv_str_text(&record);
	return record.failed ? cv_fail(g->err, CV_E_NOMEM, "out of memory") : reg_lint_found(g, &f);
}

/* ---- tables of what there is ------------------------------------------------------------------------------------ */

static bool put(struct looking *l, struct names *t, const char *text, uint32_t party)
{
	const char *kept = cv_arena_text(&l->g->lint->arena, text, strlen(text));

	if (kept)
		t->name[t->n++] = (struct name){ kept, party };
	return kept != NULL;
}

static enum cv_err fill(struct looking *l)
{
	CV_AUTO(cv_str_finish) struct cv_str stem = { 0 };
	const struct reg_view *v = l->g->v;
	char host[HOST_MAX];
	bool good = l->host.name && l->stem.name;

	for (uint32_t i = 0; good && i < v->n_parties; i++) {
		if (host_of(l->g->party[i].website, host))
			good = put(l, &l->host, host, i);
		cv_str_clear(&stem);
		reg_stem(v->party[i].name, strlen(v->party[i].name), &stem);
		good = good && !stem.failed;
		if (good && stem.len > 0)
			good = put(l, &l->stem, cv_str_text(&stem), i);
	}
	if (!good)
		return cv_fail(l->g->err, CV_E_NOMEM, "out of memory");
	if (l->host.n > 1)
		qsort(l->host.name, l->host.n, sizeof(*l->host.name), by_text);
	if (l->stem.n > 1)
		qsort(l->stem.name, l->stem.n, sizeof(*l->stem.name), by_text);
	return CV_OK;
}

enum cv_err reg_lint_uses(struct reg_linting *g)
{
	struct looking l = { .g = g };
	enum cv_err e;

	if (g->asked->use == NULL)
		return CV_OK;
	l.host.name = calloc((size_t)g->v->n_parties + 1, sizeof(*l.host.name));
	l.stem.name = calloc((size_t)g->v->n_parties + 1, sizeof(*l.stem.name));
	e = fill(&l);
	for (size_t i = 0; e == CV_OK && i < g->asked->n_uses; i++)
		e = one(&l, &g->asked->use[i]);
	free(l.host.name);
	free(l.stem.name);
	return e;
}
