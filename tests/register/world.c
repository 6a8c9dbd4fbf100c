#include "tests/register/world.h"

#include "registry/evidence.h"

#include "tests/register/chance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

enum { PARTIES = 30, RECORDS = 40 };

#define ONE_OF(...) one_of((const char *const[]){ __VA_ARGS__, NULL })

static const char *one_of(const char *const *list)
{
	uint32_t n = 0;

	while (list[n])
		n++;
	return list[chance_any(n)];
}


static void id_of(char ret[24], char letter, uint32_t n)
{
	snprintf(ret, 24, "%c%u", letter, n);
}

static enum cv_err put(struct world *w, const struct reg_record *rec)
{
	struct cv_error err = { 0 };
	enum reg_effect effect;

	return reg_put(w->r, rec, (struct reg_source){ w->of_import, ++w->line }, &effect, NULL, &err);
}

static enum cv_err put_party(struct world *w)
{
	struct reg_record rec = { .kind = REG_PARTIES };
	char id[24], name[64], aliases[64];
	uint32_t n = chance_any(w->parties + 2 < PARTIES ? w->parties + 2 : PARTIES);

	id_of(id, 'p', n);
	snprintf(name, sizeof(name), "Firm %u %s %u", n, ONE_OF("Ltd", "GmbH", ""), chance_any(3));
	snprintf(aliases, sizeof(aliases), "Alias %u;Alias %u%u", chance_any(4), n, chance_any(9));
	rec.cell[0] = id;
	rec.cell[1] = chance_any(3) || n >= w->parties ? name : NULL;
	rec.cell[2] = chance_any(3) ? NULL : aliases;
	rec.cell[3] = ONE_OF("affiliate", "service-provider", "advisor");
	rec.cell[5] = ONE_OF("IE", "US", "IN", "DE", "");
	rec.cell[7] = n < 2 ? "yes" : "no";
	rec.cell[11] = ONE_OF("", "jane@example.org", "john@example.org");
	rec.cell[13] = ONE_OF("", "published", "group-member");
	if (n >= w->parties)
		w->parties = n + 1;
	return put(w, &rec);
}

static const char *party_of(const struct world *w, char ret[24], bool nobody)
{
	if (nobody && chance_any(4) == 0)
		return "";
	id_of(ret, 'p', chance_any(w->parties));
	return ret;
}

static const char *day(void)
{
	return ONE_OF("", "2018-05-25", "2019-01-01", "2020-07-16", "2021-10-04", "2023-07-10");
}

static enum cv_err put_transfer(struct world *w)
{
	struct reg_record rec = { .kind = REG_TRANSFERS };
	char id[24], from[24], to[24];

	id_of(id, 't', chance_any(RECORDS));
	rec.cell[0] = id;
	rec.cell[1] = party_of(w, from, true);
	rec.cell[2] = party_of(w, to, false);
	rec.cell[3] = ONE_OF("US", "IN", "", "");
	rec.cell[4] = ONE_OF("storage", "establishment", "", "logging");
	rec.cell[7] = ONE_OF("hr", "non-hr", "any");
	rec.cell[14] = ONE_OF("", "", "2021-01-01");
	return put(w, &rec);
}

static enum cv_err put_safeguard(struct world *w)
{
	struct reg_record rec = { .kind = REG_SAFEGUARDS };
	char id[24], from[24], to[24];

	id_of(id, 's', chance_any(RECORDS));
	rec.cell[0] = id;
	rec.cell[1] = party_of(w, from, true);
	rec.cell[2] = party_of(w, to, false);
	rec.cell[3] = ONE_OF("scc-2021-m2", "scc-2010-c2p", "bcr-p");
	rec.cell[4] = day();
	rec.cell[7] = ONE_OF("", "approved");
	rec.cell[8] = ONE_OF("", "US", "US;IN");
	return put(w, &rec);
}

static enum cv_err put_other(struct world *w)
{
	bool certified = chance_any(2);
	struct reg_record rec = { .kind = certified ? REG_CERTIFICATIONS : REG_ASSESSMENTS };
	char from[24], to[24];

	if (certified) {
		rec.cell[0] = party_of(w, to, false);
		rec.cell[1] = ONE_OF("dpf-eu-us", "privacy-shield-eu-us");
		rec.cell[2] = ONE_OF("hr", "non-hr", "hr;non-hr");
		rec.cell[3] = day();
		rec.cell[4] = ONE_OF("", "2024-01-01");
	} else {
		rec.cell[0] = party_of(w, from, true);
		rec.cell[1] = party_of(w, to, true);
		rec.cell[2] = ONE_OF("US", "IN", "");
		rec.cell[3] = ONE_OF("2019-02-02", "2021-10-04");
		rec.cell[4] = ONE_OF("adequate", "inadequate");
	}
	return put(w, &rec);
}

static enum cv_err put_desk(struct world *w)
{
	static const enum reg_kind kinds[] = { REG_CONTRACTS, REG_CHECKS, REG_OVERRIDES };
	struct reg_record rec = { .kind = kinds[chance_any(3)] };
	char id[24], party[24], own[24];

	id_of(id, 'd', chance_any(RECORDS));
	if (rec.kind == REG_CONTRACTS) {
		rec.cell[0] = id;
		rec.cell[1] = party_of(w, party, false);
		rec.cell[2] = party_of(w, own, true);
		rec.cell[3] = ONE_OF("data-processing", "services");
		rec.cell[5] = day();
	} else if (rec.kind == REG_CHECKS) {
		rec.cell[0] = party_of(w, party, false);
		rec.cell[1] = ONE_OF("agreement", "security", "records");
		rec.cell[2] = ONE_OF("open", "done");
		rec.cell[3] = day();
		rec.cell[4] = ONE_OF("Ann", "Bob");
	} else {
		rec.cell[0] = id;
		rec.cell[1] = party_of(w, party, false);
		rec.cell[2] = ONE_OF("approval", "objection-deadline");
		rec.cell[4] = ONE_OF("it must be", "for a month");
		rec.cell[5] = "Ann";
		rec.cell[6] = "2021-01-01";
		rec.cell[7] = ONE_OF("2021-02-01", "2022-01-01");
	}
	return put(w, &rec);
}

static enum cv_err put_any(struct world *w)
{
	static enum cv_err (*const how[])(struct world *) = { put_party, put_transfer, put_safeguard, put_other,
		put_desk };

	return how[chance_any(CV_LEN(how))](w);
}

static enum cv_err import(struct world *w)
{
	struct reg_import counts = { .file = "f.csv", .sha256 = "", .kind = "parties", .source = "f" };
	struct cv_error err = { 0 };
	enum cv_err e = reg_import_begin(w->r, "f", REG_UPDATE, &w->of_import, &err);

	for (uint32_t n = 1 + chance_any(6); e == CV_OK && n > 0; n--)
		e = put_any(w);
	counts.id = w->of_import;
	if (e == CV_OK)
		e = reg_import_end(w->r, &counts, &err);
	if (e == CV_OK)
		w->import[w->imports++ % IMPORTS] = w->of_import;
	w->of_import = 0;
	return e;
}

static enum cv_err undo(struct world *w)
{
	struct reg_undone undone;
	struct cv_error err = { 0 };
	size_t which;

	if (w->imports == 0)
		return CV_E_NOT_FOUND;
	which = chance_any(w->imports < IMPORTS ? (uint32_t)w->imports : IMPORTS);
	if (chance_any(2))
		which = (w->imports - 1) % IMPORTS;
	return reg_undo(w->r, w->import[which], &undone, &err);
}

static enum cv_err erase(struct world *w)
{
	char id[24];
	int64_t versions;
	struct cv_error err = { 0 };

	return reg_erase_personal(w->r, REG_PARTIES, party_of(w, id, false), &versions, &err);
}

bool world_change(struct world *w)
{
	struct reg_actor a = { "tester", "test", w->now_ms += 60000, NULL };
	struct cv_error err = { 0 };
	uint32_t what = chance_any(20), parties = w->parties;
	size_t imports = w->imports;
	enum cv_err e;

	assert_int_equal(reg_begin(w->r, &a, "", &err), CV_OK);
	if (what < 3)
		e = undo(w);
	else if (what == 3)
		e = erase(w);
	else if (what == 4)
		e = reg_set(w->r, "home", ONE_OF("IE", "DE", ""), &err);
	else if (what < 9)
		e = import(w);
	else
		e = put_any(w);
	if (e == CV_OK && reg_commit(w->r, NULL, &err) == CV_OK)
		return true;
	reg_rollback(w->r);
	w->parties = parties;
	w->imports = imports;
	return false;
}

void world_open(
	struct world *w, const struct law_pack *pack, const char *folder, const char *name, int64_t now_ms)
{
	struct cv_error err = { 0 };
	char path[80];

	*w = (struct world){ .now_ms = now_ms, .parties = 1 };
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	assert_int_equal(reg_open(path, REG_CREATE, pack, &w->r, &err), CV_OK);
}

void world_close(struct world *w, const char *folder, const char *name)
{
	char path[96];

	reg_close(w->r);
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	unlink(path);
	snprintf(path, sizeof(path), "%s/%s-journal", folder, name);
	unlink(path);
}
