/* The generated tables behind country.h. Private to the room. */
#ifndef CORE_COUNTRY_DATA_H
#define CORE_COUNTRY_DATA_H

#include <stddef.h>
#include <stdint.h>

enum { CV_COUNTRY_MARKS = 8192 };

struct cv_country_row {
	char code[3], alpha3[4];
	const char *name, *de, *fr;
};
struct cv_country_alias {
	const char *folded;
	char code[3];
};
struct cv_country_shared_name {
	const char *folded, *codes;
};

extern const struct cv_country_row cv_country_rows[]; /* by code */
extern const size_t cv_country_n_rows;
extern const unsigned short cv_country_at[26 * 26];	 /* AA to ZZ: row + 1, 0: no such code */
extern const struct cv_country_alias cv_country_names[]; /* by folded name */
extern const size_t cv_country_n_names;
extern const uint64_t cv_country_marks[CV_COUNTRY_MARKS]; /* core/marks.h: of the folded names */
extern const struct cv_country_shared_name cv_country_shared_names[]; /* by folded name */
extern const size_t cv_country_n_shared_names;

#endif
