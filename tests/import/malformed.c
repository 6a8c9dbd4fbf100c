#include "tests/import/malformed.h"

#include <string.h>

uint64_t dice_roll(struct dice *d)
{
	uint64_t x = d->state += UINT64_C(0x9e3779b97f4a7c15);

	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

size_t dice_below(struct dice *d, size_t n)
{
	return (size_t)(dice_roll(d) % n);
}

/* ---- a good file ---- */

const char malformed_parties[] = "id,name,kind,country,own\n"
				 "ours,Ours Ireland Ltd,affiliate,IE,yes\n"
				 "acme,\"Acme, Inc.\",service-provider,US,no\n"
				 "nord,N\xC3\xB8rd & S\xC3\xB8n,service-provider,NO,no\n";

/* Per column: the words it takes; the last is what it should not. */
struct column {
	const char *name, *words[7];
};
struct kind {
	const char *name;
	struct column column[7];
};

static const struct kind kinds[] = {
	{ "parties",
		{ { "id", { "acme", "nord", "new-one", "x.1", "", "Not An Id" } },
			{ "name",
				{ "Acme, Inc.", "N\xC3\xB8rd", "\xE6\x97\xA5\xE6\x9C\xAC", "say \"so\"", "two\nlines",
					"" } },
			{ "kind", { "service-provider", "advisor", "partner", "", "sheep" } },
			{ "country", { "US", "IE", "Deutschland", "India", "", "Atlantis" } },
			{ "parent", { "", "ours", "acme", "Ours Ireland Ltd", "nobody" } },
			{ "Ticket",
				{ "=1+1", "T-1", "",
					"\xEF\xBC\x9D"
					"1",
					"@x" } } } },
	{ "transfers",
		{ { "exporter", { "ours", "Ours Ireland Ltd", "", "acme", "nobody" } },
			{ "importer", { "acme", "nord", "Acme, Inc.", "" } },
			{ "country", { "US", "NO", "India", "", "XX" } },
			{ "place", { "storage", "processing", "logging", "", "cellar" } },
			{ "purposes", { "hosting;backup", "a;a;b", "\xE2\x82\xAC", "" } },
			{ "from", { "2020-01-01", "2024-02-29", "", "2026-02-30" } } } },
	{ "safeguards",
		{ { "exporter", { "ours", "", "nobody" } }, { "importer", { "acme", "nord", "" } },
			{ "mechanism", { "scc-2021-m2", "scc", "bcr-c", "dpf-eu-us", "magic" } },
			{ "signed", { "2022-03-01", "", "1/2/2022" } },
			{ "flags", { "annex-i;annex-ii", "claimed", "", "annex-ix" } } } },
	{ "certifications",
		{ { "importer", { "acme", "Acme, Inc.", "nobody" } },
			{ "framework", { "dpf-eu-us", "privacy-shield-eu-us", "scc-2021-m2" } },
			{ "covers", { "hr;non-hr", "non-hr", "", "all" } },
			{ "from", { "2023-08-01", "2016-09-01", "", "soon" } } } },
	{ "assessments",
		{ { "exporter", { "ours", "", "nobody" } }, { "importer", { "acme", "nord", "" } },
			{ "country", { "US", "NO", "", "ZZ" } },
			{ "dated", { "2022-02-01", "2025-12-31", "", "0000-00-00" } },
			{ "outcome", { "adequate", "inadequate", "", "maybe" } },
			{ "review_by", { "2027-01-01", "", "2001-01-01" } } } },
	{ "list",
		{ { "Sub-processor", { "Acme Inc", "Nova Mail GmbH", "N\xC3\xB8rd", "\xD0\x9C\xD0\xB8\xD1\x80", "" } },
			{ "Purpose", { "hosting", "e-mail, logs", "say \"so\"", "" } },
			{ "Location", { "Dublin, Ireland and US", "EU (Frankfurt)", "Global", "USA", "" } },
			{ "Transfer mechanism", { "SCCs", "DPF, SCCs", "none", "" } },
			{ "Website", { "https://a.example", "=HYPERLINK(1)", "" } } } },
	{ "dpf-list",
		{ { "Organization", { "Acme, Inc.", "Nova Mail LLC", "Example Corp", "" } },
			{ "Status", { "Active", "Inactive", "Withdrawn", "" } },
			{ "Frameworks", { "EU-U.S. Data Privacy Framework", "Swiss-U.S. Data Privacy Framework", "" } },
			{ "Covered Data", { "HR, Non-HR", "Non-HR Data", "" } },
			{ "Original Certification Date", { "7/17/2023", "03/04/2024", "2024-01-02", "", "x" } },
			{ "Next Certification Due Date", { "7/17/2027", "", "1/1/1" } } } },
};

static size_t count(const char *const *words)
{
	size_t n = 0;

	while (n < 7 && words[n])
		n++;
	return n;
}

static void put_cell(struct cv_str *out, const char *text)
{
	if (strpbrk(text, ",\"\r\n") == NULL) {
		cv_str_puts(out, text);
		return;
	}
	cv_str_putc(out, '"');
	for (; *text; text++)
		cv_str_printf(out, *text == '"' ? "\"%c" : "%c", *text);
	cv_str_putc(out, '"');
}

/* Now and then a word that a column does not take; else only what it takes. */
static void good_file(struct dice *d, struct malformed *m)
{
	const struct kind *k = &kinds[dice_below(d, CV_LEN(kinds))];
	size_t rows = 1 + dice_below(d, 12), strict = dice_below(d, 4);

	m->as = k->name;
	for (size_t i = 0; k->column[i].name; i++)
		cv_str_printf(&m->text, "%s%s", i ? "," : "", k->column[i].name);
	cv_str_putc(&m->text, '\n');
	for (size_t r = 0; r < rows; r++) {
		for (size_t i = 0; k->column[i].name; i++) {
			size_t n = count(k->column[i].words);

			if (i > 0)
				cv_str_putc(&m->text, ',');
			put_cell(&m->text, k->column[i].words[dice_below(d, strict && n > 1 ? n - 1 : n)]);
		}
		cv_str_putc(&m->text, '\n');
	}
}

/* ---- harm ---- */

static void splice(struct cv_str *s, size_t at, size_t out, const char *in, size_t n)
{
	struct cv_str made = { 0 };

	cv_str_add(&made, cv_str_text(s), at);
	cv_str_add(&made, in, n);
	cv_str_add(&made, cv_str_text(s) + at + out, s->len - at - out);
	cv_str_finish(s);
	*s = made;
}

static size_t place(struct dice *d, const struct malformed *m)
{
	return dice_below(d, m->text.len + 1);
}

static void cut(struct dice *d, struct malformed *m)
{
	m->text.len = place(d, m);
}

static void insert_one_of(struct dice *d, struct malformed *m, const char *const *what, const size_t *len, size_t n)
{
	for (size_t times = 1 + dice_below(d, 4); times > 0; times--) {
		size_t i = dice_below(d, n);

		splice(&m->text, place(d, m), 0, what[i], len ? len[i] : strlen(what[i]));
	}
}

static void quotes(struct dice *d, struct malformed *m)
{
	static const char *const what[] = { "\"", "\"\"", "\"\"\"", "\" ", "\",\"", "\"\n", "'" };

	insert_one_of(d, m, what, NULL, CV_LEN(what));
}

static void controls(struct dice *d, struct malformed *m)
{
	static const char *const what[] = { "\0", "\0\0\0", "\x01", "\x1F", "\x1E", "\x7F", "\x1B[31m", "\xC2\x85" };
	static const size_t len[] = { 1, 3, 1, 1, 1, 1, 5, 2 };

	insert_one_of(d, m, what, len, CV_LEN(what));
}

static void not_utf8(struct dice *d, struct malformed *m)
{
	static const char *const what[] = { "\x80", "\xFF", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82",
		"\xF0\x9F", "\xFE\xFF", "S\xF8n", "\x81", "\xEF\xBB\xBF" };

	insert_one_of(d, m, what, NULL, CV_LEN(what));
}

static void line_ends(struct dice *d, struct malformed *m)
{
	static const char *const end[] = { "\r\n", "\r", "\n", "\n\r", "\r\r\n", "\n\n", "\xE2\x80\xA8", " \n \n", "" };
	size_t only = dice_below(d, 2 * CV_LEN(end));

	for (size_t i = 0; i < m->text.len; i++) {
		const char *e = end[only < CV_LEN(end) ? only : dice_below(d, CV_LEN(end))];

		if (m->text.data[i] != '\n')
			continue;
		splice(&m->text, i, 1, e, strlen(e));
		i += strlen(e);
	}
}

static void delimiters(struct dice *d, struct malformed *m)
{
	static const char other[] = ";\t|:,";
	char to = other[dice_below(d, 5)];
	bool some = dice_below(d, 2);

	for (size_t i = 0; i < m->text.len; i++)
		if (m->text.data[i] == ',' && !(some && dice_below(d, 3)))
			m->text.data[i] = to;
}

static void ragged(struct dice *d, struct malformed *m)
{
	for (size_t i = 0; i < m->text.len; i++) {
		if (m->text.data[i] != ',' || dice_below(d, 6))
			continue;
		if (dice_below(d, 2))
			splice(&m->text, i, 1, "", 0);
		else
			splice(&m->text, i++, 0, ",", 1);
	}
}

static void flips(struct dice *d, struct malformed *m)
{
	for (size_t times = 1 + dice_below(d, 16); times > 0 && m->text.len > 0; times--)
		m->text.data[dice_below(d, m->text.len)] ^= (char)(1 << dice_below(d, 8));
}

static void pieces(struct dice *d, struct malformed *m)
{
	CV_AUTO(cv_str_finish) struct cv_str piece = { 0 };
	size_t at = place(d, m), n = dice_below(d, m->text.len - at + 1);

	cv_str_add(&piece, cv_str_text(&m->text) + at, n);
	if (dice_below(d, 2))
		splice(&m->text, at, n, "", 0);
	splice(&m->text, place(d, m), 0, cv_str_text(&piece), piece.len);
}

static void head(struct dice *d, struct malformed *m)
{
	static const char *const what[] = { "\xEF\xBB\xBF", "\xEF\xBB\xBF\xEF\xBB\xBF", "\n\n", " \n", "sep=;\n",
		"PK\x03\x04", "%PDF-1.7\n", "<html>", "{\"a\": [", "\x1F\x8B\x08", "name,name\n", ",,,\n",
		"List of vendors\n\n", "\xFF\xFE", "\xFE\xFF", "\"" };
	size_t i = dice_below(d, CV_LEN(what));

	splice(&m->text, 0, 0, what[i], strlen(what[i]));
}

/*
 * Each byte as a character of its own: mojibake where it was UTF-8; or wide, with or without a mark, perhaps cut in
 * half.
 */
static void encode(struct dice *d, struct malformed *m)
{
	struct cv_str made = { 0 };
	size_t how = dice_below(d, 4);

	if (how < 2 && dice_below(d, 2))
		cv_str_add(&made, how == 0 ? "\xFF\xFE" : "\xFE\xFF", 2);
	for (size_t i = 0; i < m->text.len; i++) {
		unsigned char c = (unsigned char)m->text.data[i];

		if (how == 1)
			cv_str_putc(&made, dice_below(d, 400) ? '\0' : '\xD8');
		if (how == 2 && c >= 0x80)
			cv_str_putc(&made, (char)(0xC0 | c >> 6));
		if (how == 3 && c >= 0xC2)
			continue; /* the rest of the character stays */
		cv_str_putc(&made, how == 2 && c >= 0x80 ? (char)(0x80 | (c & 0x3F)) : (char)c);
		if (how == 0)
			cv_str_putc(&made, dice_below(d, 400) ? '\0' : '\xDC');
	}
	if (how < 2 && made.len > 0 && dice_below(d, 3) == 0)
		made.len--;
	cv_str_finish(&m->text);
	m->text = made;
}

static void noise(struct dice *d, struct malformed *m)
{
	static const char mean[] = ",,\"\"\n\r;\t|'= a1\xC3\xA9";

	cv_str_clear(&m->text);
	for (size_t n = dice_below(d, 600), all = dice_below(d, 2); n > 0; n--)
		cv_str_putc(&m->text, all ? (char)dice_below(d, 256) : mean[dice_below(d, sizeof(mean) - 1)]);
}

static void giants(struct dice *d, struct malformed *m)
{
	static const char *const what[] = { "x", "\xC3\xA9", ",", ",a", "\n", "\"\"", "a b ", "\r", ";", "x,", "\"\",",
		"&#65;", "<", "=" };
	static const size_t much[] = { 511, 512, 513, 8193, 65536, 100000, 1048575, 1048577, 3145728 };

	m->giant = (struct giant){ place(d, m), what[dice_below(d, CV_LEN(what))], much[dice_below(d, CV_LEN(much))] };
}

/* A row of many cells, each of them just allowed. */
static void wide_row(struct dice *d, struct malformed *m)
{
	static char cell[256 * 1024 + 1];

	if (cell[0] == '\0') {
		memset(cell, 'w', sizeof(cell) - 2);
		cell[sizeof(cell) - 2] = ',';
	}
	m->giant = (struct giant){ place(d, m), cell, 1 + dice_below(d, 500) };
}

void malformed_make(struct dice *d, struct malformed *m)
{
	static const struct {
		const char *words;
		void (*fn)(struct dice *, struct malformed *);
		size_t often;
	} harm[] = { { "cut", cut, 10 }, { "quotes", quotes, 10 }, { "controls", controls, 10 },
		{ "not UTF-8", not_utf8, 10 }, { "line ends", line_ends, 8 }, { "delimiters", delimiters, 6 },
		{ "ragged", ragged, 10 }, { "flips", flips, 10 }, { "pieces", pieces, 8 }, { "head", head, 8 },
		{ "encoding", encode, 8 }, { "noise", noise, 4 }, { "giant", giants, 6 }, { "wide row", wide_row, 1 },
		{ "nothing", NULL, 3 } };

	cv_str_clear(&m->text);
	cv_str_clear(&m->harm);
	m->giant = (struct giant){ SIZE_MAX, "", 0 };
	good_file(d, m);
	for (size_t times = dice_below(d, 3) ? 1 : 2; times > 0; times--) {
		size_t roll = dice_below(d, 112), i = 0;

		for (; roll >= harm[i].often; i++)
			roll -= harm[i].often;
		cv_str_printf(&m->harm, "%s%s", m->harm.len ? ", " : "", harm[i].words);
		if (harm[i].fn)
			harm[i].fn(d, m);
	}
	if (m->giant.at != SIZE_MAX && m->giant.at > m->text.len)
		m->giant.at = m->text.len;
}

void malformed_finish(struct malformed *m)
{
	cv_str_finish(&m->text);
	cv_str_finish(&m->harm);
}
