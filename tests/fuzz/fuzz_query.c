/*
 * The query string of a request: what is accepted is clean text of known fields, and writing it again reads back the same.
 */
#include "api/http/wire/input.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static const char *const name[] = { "to", "from", "on", "known_at", "data" };

static void round_trip(const char *const *value)
{
	struct cv_str again = { 0 };
	const char *second[CV_LEN(name)];

	for (size_t i = 0; i < CV_LEN(name); i++) {
		if (value[i] == NULL)
			continue;
		cv_str_printf(&again, "%s%s=", again.len ? "&" : "", name[i]);
		http_query_put(&again, value[i]);
	}
	ORACLE(!again.failed);
	char *buf = malloc(again.len + 1);

	ORACLE(buf != NULL);
	ORACLE(http_query_read(cv_str_text(&again), name, CV_LEN(name), buf, second, NULL) == CV_OK);
	for (size_t i = 0; i < CV_LEN(name); i++)
		ORACLE(value[i] ? second[i] && cv_streq(value[i], second[i]) : second[i] == NULL);
	free(buf);
	cv_str_finish(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *value[CV_LEN(name)];
	struct cv_error err = { 0 };

	if (size > 1 << 12)
		return 0;
	char *query = malloc(size + 1), *buf;

	ORACLE(query != NULL);
	memcpy(query, data, size);
	query[size] = '\0';
	buf = malloc(strlen(query) + 1);
	ORACLE(buf != NULL);
	const char *wrong = http_target_wrong(query);

	ORACLE(wrong == NULL || wrong[0] != '\0');
	ORACLE(query[0] == '/' || wrong != NULL);
	enum cv_err e = http_query_read(query, name, CV_LEN(name), buf, value, &err);

	if (e == CV_OK) {
		for (size_t i = 0; i < CV_LEN(name); i++)
			ORACLE(value[i] == NULL || (value[i][0] != '\0' && cv_text_clean(value[i], strlen(value[i]))));
		round_trip(value);
	} else {
		ORACLE(err.code == e && err.msg[0] != '\0');
		ORACLE(cv_text_clean(err.field, strlen(err.field)) && cv_text_clean(err.msg, strlen(err.msg)));
	}
	free(buf);
	free(query);
	return 0;
}
