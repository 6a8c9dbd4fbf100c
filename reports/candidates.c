/* Who may be meant by a name that several have. */
#include "reports/reports.h"

#include "registry/core/country.h"

const char *rep_candidate_id(const struct reg_answer *a, size_t i)
{
	const struct reg_candidate *c = &a->candidate[i];

	return c->party == REG_NOBODY ? law_place_code(a->view->pack, c->country) : a->view->party[c->party].id;
}

const char *rep_candidate_name(const struct reg_answer *a, size_t i)
{
	const struct reg_candidate *c = &a->candidate[i];
	const char *name = c->party == REG_NOBODY ? cv_country_name(rep_candidate_id(a, i))
						  : a->view->party[c->party].name;

	return name ? name : rep_candidate_id(a, i);
}

void rep_candidates_json(const struct reg_answer *a, struct cv_json *j)
{
	cv_json_key(j, "candidates");
	cv_json_open(j, '[');
	for (size_t i = 0; i < a->n_candidates; i++) {
		cv_json_open(j, '{');
		cv_json_kv(j, "id", rep_candidate_id(a, i));
		cv_json_kv(j, "name", rep_candidate_name(a, i));
		cv_json_kv_opt(j, "country", law_place_code(a->view->pack, a->candidate[i].country));
		cv_json_close(j, '}');
	}
	cv_json_close(j, ']');
}
