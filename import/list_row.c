/* What one row of a foreign list says. */
#include "import/list.h"

#include <string.h>

static const unsigned is_location = IMP_M_PROCESSING | IMP_M_ENTITY | IMP_M_LOCATION;

void imp_said_finish(struct imp_said *s)
{
	struct cv_str *all[] = { &s->party, &s->exporter, &s->purpose, &s->service, &s->role, &s->data, &s->subjects,
		&s->retention, &s->website, &s->contact, &s->location, &s->mechanism };

	for (size_t i = 0; i < CV_LEN(all); i++)
		cv_str_finish(all[i]);
}

static void join(struct cv_str *to, const char *text, const char *between)
{
	CV_AUTO(cv_str_finish) struct cv_str clean = { 0 };

	imp_clean(text, &clean);
	if (to->len > 0 && clean.len > 0)
		cv_str_puts(to, between);
	cv_str_add(to, cv_str_text(&clean), clean.len);
	to->failed |= clean.failed;
}

/* Neither letter nor digit: a dash, a dot, a tick. */
static bool says_nothing(const char *text)
{
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 };

	cv_fold(text, strlen(text), &folded);
	return folded.len == 0 && !folded.failed;
}

/* ---- where ---- */

static void add_where(struct imp_said *s, const char *code, const char *place, bool inferred)
{
	for (size_t i = 0; i < s->n_where; i++)
		if (cv_streq(s->where[i].code, code) && cv_streq(s->where[i].place, place))
			return;
	if (s->n_where == IMP_WHERE_MAX)
		return;
	memcpy(s->where[s->n_where].code, code, sizeof(s->where[0].code));
	s->where[s->n_where].place = place;
	s->where[s->n_where++].inferred = inferred;
}

/* A column called after hosting says where the data are kept. */
static const char *place_word(const char *header)
{
	static const char *const keeps[] = { "host", "heberg", "data region", "data center", "data centre", "data location",
		"datacenter", "server", "storage", "storing", "opslag", "lagring", "speicher", "datenort", "almacen", "alojamiento" };
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 };

	cv_fold(header, strlen(header), &folded);
	for (size_t i = 0; i < CV_LEN(keeps); i++)
		if (strstr(cv_str_text(&folded), keeps[i]))
			return "storage";
	return "processing";
}

static void read_place(const char *text, struct imp_place *ret)
{
	*ret = (struct imp_place){ 0 };
	imp_place_read(text, strlen(text), ret);
	if (ret->undecided) /* countries that are not decided are none */
		ret->n_written = ret->n_inferred = 0;
}

static void add_places(struct imp_said *s, const struct imp_place *place, const char *word)
{
	for (size_t i = 0; i < place->n_written; i++)
		add_where(s, place->written[i], word, false);
	for (size_t i = 0; i < place->n_inferred; i++)
		add_where(s, place->inferred[i], word, true);
}

/* "OVH UK Ltd. (UK)": the country in brackets after a name. */
static const char *in_brackets(const char *text)
{
	const char *open = strrchr(text, '(');

	return open ? open : "";
}

static bool understood(const struct imp_place *p)
{
	return p->n_written || p->n_inferred || p->n_regions || p->undecided;
}

struct seat { /* the entity's country, as the row has it */
	struct imp_place place;
	const char *text;
};

static bool take_entity(struct imp_said *s, unsigned meaning, const char *text, struct seat *seat)
{
	const struct imp_place *p = &seat->place;

	seat->text = meaning & IMP_M_PARTY ? in_brackets(text) : text;
	read_place(seat->text, &seat->place);
	if (p->n_written == 1 && p->n_inferred == 0 && p->n_regions == 0)
		memcpy(s->seat, p->written[0], sizeof(s->seat));
	return s->seat[0] != '\0';
}

static bool take_location(struct imp_said *s, const char *header, const char *text)
{
	struct imp_place place;

	read_place(text, &place);
	s->located = true;
	add_places(s, &place, place_word(header));
	for (size_t i = 0; i < place.n_regions; i++)
		s->worldwide |= cv_streq(place.region[i], "GLOBAL");
	join(&s->location, text, "; ");
	return understood(&place);
}

/* ---- claims ---- */

static bool take_claims(struct imp_said *s, const char *text)
{
	struct imp_claims more = { 0 };

	imp_claims_read(text, strlen(text), &more);
	for (size_t i = 0; i < more.n; i++) {
		size_t k = 0;

		while (k < s->claims.n && !cv_streq(s->claims.family[k], more.family[i]))
			k++;
		if (k == s->claims.n && k < CV_LEN(s->claims.family))
			s->claims.family[s->claims.n++] = more.family[i];
	}
	if (more.n > 0)
		join(&s->mechanism, text, "; ");
	return more.n > 0 || more.none;
}

/* ---- the other cells ---- */

static bool take_role(const struct imp_reading *g, struct imp_said *s, const char *text)
{
	CV_AUTO(cv_str_finish) struct cv_str role = { 0 };
	const int column = reg_column_index(REG_TRANSFERS, "importer_role");

	if (reg_cell(g->pack, REG_TRANSFERS, column, text, strlen(text), &role, NULL) == CV_OK && role.len > 0 &&
		role.len < sizeof(s->importer_role)) {
		memcpy(s->importer_role, role.data, role.len + 1);
		return true;
	}
	join(&s->role, text, "; ");
	return true;
}

static bool take_link(struct imp_said *s, const char *text)
{
	CV_AUTO(cv_str_finish) struct cv_str link = { 0 };
	bool site;

	imp_clean(text, &link);
	site = strpbrk(cv_str_text(&link), " ,;") == NULL && strchr(cv_str_text(&link), '.') != NULL;
	if (!site || s->website.len > 0)
		return false;
	cv_str_puts(&s->website, cv_str_text(&link));
	return true;
}

/* Returns whether the cell is understood; if not, it is kept as written. */
static bool take_cell(const struct imp_reading *g, struct imp_said *s, const struct imp_column *c, const char *text,
	struct seat *seat)
{
	unsigned m = c->meaning;
	bool kept = false;

	if (c->field == IMP_EXPORTER) {
		join(&s->exporter, text, " ");
		return true;
	}
	if (m & IMP_M_PARTY) {
		join(&s->party, text, " ");
		kept = true;
	}
	if (m & IMP_M_ENTITY)
		kept |= take_entity(s, m, text, seat);
	if (m & (IMP_M_PROCESSING | IMP_M_LOCATION))
		kept |= take_location(s, c->header, text);
	if (m & (is_location | IMP_M_MECHANISM))
		kept |= take_claims(s, text);
	if (m & (IMP_M_PURPOSE | IMP_M_SERVICE)) {
		join(m & IMP_M_PURPOSE ? &s->purpose : &s->service, text, ";");
		kept = true;
	}
	if (m & IMP_M_ROLE)
		kept |= take_role(g, s, text);
	if (m & (IMP_M_DATA | IMP_M_SUBJECTS)) {
		join(m & IMP_M_DATA ? &s->data : &s->subjects, text, ";");
		kept = true;
	}
	if (m & (IMP_M_RETENTION | IMP_M_CONTACT)) {
		join(m & IMP_M_RETENTION ? &s->retention : &s->contact, text, m & IMP_M_RETENTION ? "; " : ", ");
		kept = true;
	}
	if (m & IMP_M_LINK)
		kept |= take_link(s, text);
	return kept;
}

enum cv_err imp_row_say(const struct imp_reading *g, const struct cv_row *row, struct imp_said *s, struct cv_error *err)
{
	struct seat seat = { .text = "" };

	for (size_t i = 0; i < g->n_columns; i++) {
		const struct imp_column *c = &g->column[i];
		const char *text = cv_csv_restore(row->cell[i].text);

		if (c->field == IMP_IGNORED || says_nothing(text))
			continue;
		if (take_cell(g, s, c, text, &seat)) {
			s->n_read++;
			continue;
		}
		s->n_left++;
		if (!(c->meaning & (IMP_M_PROCESSING | IMP_M_LOCATION))) /* that is kept with the leg */
			s->extra[i] = text;
	}
	s->open = s->located && s->n_where == 0;
	if (!s->located || (s->open && s->worldwide)) /* worldwide is also where the entity is */
		add_places(s, &seat.place, "establishment");
	if (!s->located)
		join(&s->location, seat.text, "; ");
	return s->party.failed || s->location.failed || s->purpose.failed || s->mechanism.failed
		? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}
