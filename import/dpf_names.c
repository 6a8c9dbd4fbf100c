/* Legal forms at the end of a name, in folded text: what is a form is never a party. */
#include "import/dpf.h"

#include <string.h>

/* Longer ones first, so that "limited liability company" is not cut down to "limited liability". */
static const char *const forms[] = {
	"public benefit corporation",
	"professional corporation",
	"limited liability partnership",
	"limited liability company",
	"limited partnership",
	"pty ltd",
	"pty limited",
	"incorporated",
	"corporation",
	"company",
	"limited",
	"inc",
	"corp",
	"co",
	"llc",
	"l l c",
	"lllp",
	"llp",
	"l l p",
	"lp",
	"l p",
	"lc",
	"l c",
	"ltd",
	"ltda",
	"plc",
	"p l c",
	"pllc",
	"p l l c",
	"pc",
	"p c",
	"pbc",
	"p b c",
	"na",
	"n a",
	"ulc",
	"gmbh",
	"ag",
	"kg",
	"se",
	"sa",
	"s a",
	"sas",
	"s a s",
	"sarl",
	"s a r l",
	"srl",
	"s r l",
	"spa",
	"s p a",
	"bv",
	"b v",
	"nv",
	"n v",
	"ab",
	"oy",
	"aps",
	"kk",
	"k k",
	"pte ltd",
	"sdn bhd",
};

char *imp_dpf_fold(const char *name)
{
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 };

	cv_fold(name, strlen(name), &folded);
	return folded.failed ? NULL : cv_strdup(cv_str_text(&folded));
}

bool imp_dpf_is_form(const char *folded)
{
	for (size_t i = 0; i < CV_LEN(forms); i++)
		if (cv_streq(forms[i], folded))
			return true;
	return false;
}

/* Bytes of the form that the text ends in, with the blank before it; 0: none. A name is never nothing but a form. */
static size_t form_at_end(const char *folded, size_t len)
{
	for (size_t i = 0; i < CV_LEN(forms); i++) {
		size_t n = strlen(forms[i]);

		if (len > n + 1 && folded[len - n - 1] == ' ' && memcmp(folded + len - n, forms[i], n) == 0)
			return n + 1;
	}
	return 0;
}

bool imp_dpf_has_form(const char *folded)
{
	return form_at_end(folded, strlen(folded)) > 0;
}

void imp_dpf_core(struct cv_str *folded)
{
	size_t n;

	while (folded->len > 0 && (n = form_at_end(folded->data, folded->len)) > 0) {
		folded->len -= n;
		folded->data[folded->len] = '\0';
	}
}
