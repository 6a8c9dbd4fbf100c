/* A register and the list of the Data Privacy Framework on its way into it. Every company is invented. */
#ifndef TESTS_IMPORT_DPF_FIXTURE_H
#define TESTS_IMPORT_DPF_FIXTURE_H

#include "import/dpf.h"

#define HEADER \
	"Public Display Name,Legal Name,Install Date,Usage End Date,Inactive Start Date,Framework,Status," \
	"HR Data,Non-HR Data,Covered Entities\n"
#define IN_REGISTER(test) cmocka_unit_test_setup_teardown(test, dpf_set_up, dpf_tear_down)

struct fixture {
	char folder[64], path[96];
	struct reg *r;
	int64_t now_ms;
	struct imp_options opt;
	struct imp_report rep;
	char certs[4096]; /* on file: importer framework covers from until status checked_on */
};

int dpf_set_up(void **state);
int dpf_tear_down(void **state);
enum cv_err dpf_take(struct fixture *f, const char *text, struct cv_error *err);
void dpf_imports(struct fixture *f, const char *text);
void dpf_days_later(struct fixture *f, int n);
void dpf_counts(const struct fixture *f, size_t added, size_t updated, size_t unchanged, size_t skipped);
void dpf_on_file(struct fixture *f, const char *wanted);
void dpf_noted(const struct fixture *f, const char *words);
void dpf_asked(const struct fixture *f, size_t n, const char *words);
void dpf_parties(struct fixture *f, const char *rows);
void dpf_certifications(struct fixture *f, const char *rows);
void dpf_list(struct fixture *f, const char *rows);

#endif
