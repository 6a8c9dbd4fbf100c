/* The folded table of legal_forms.csv. Private to the room. */
#ifndef REGISTRY_STEM_H
#define REGISTRY_STEM_H

#include <stddef.h>
#include <stdint.h>

enum {
	REG_FORM_end = 1,   /* behind the name: "Acme GmbH" */
	REG_FORM_start = 2, /* before it: "PT Acme" */
	REG_FORM_glued = 4, /* before or behind it, without a blank */
	REG_FORM_place = 8, /* no legal form: a country or region that stands beside one */
	REG_FORM_link = 16, /* a word that binds the next one to the name: "Bank of Ireland plc" */
};

struct reg_form {
	const char *folded;
	unsigned where;
};

extern const struct reg_form reg_forms[]; /* by folded text */
extern const size_t reg_n_forms;

enum { REG_FORM_MARKS = 256 };
extern const uint64_t reg_form_marks[REG_FORM_MARKS]; /* core/marks.h: of the folded texts */

#endif
