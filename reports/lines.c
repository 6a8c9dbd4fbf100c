/* Text in lines that fit a page. */
#include "reports/words.h"

/* Columns that a word takes: its characters, which is right for the scripts that lines break between words in. */
static size_t columns(const char *s, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += ((unsigned char)s[i] & 0xc0) != 0x80;
	return n;
}

void rep_wrap(struct cv_str *out, const char *lead, const char *text, size_t width)
{
	size_t indent = columns(lead, strlen(lead)), used = indent, len;
	bool first = true;

	for (const char *p = text, *w; (w = cv_next(&p, ' ', &len)); first = false) {
		size_t wide = columns(w, len);

		if (first) {
			cv_str_puts(out, lead);
		} else if (used + 1 + wide > width) {
			cv_str_putc(out, '\n');
			for (used = 0; used < indent; used++)
				cv_str_putc(out, ' ');
		} else {
			cv_str_putc(out, ' ');
			used++;
		}
		cv_str_add(out, w, len);
		used += wide;
	}
	if (!first)
		cv_str_putc(out, '\n');
}
