/*
 * The one list of errors: code, whose fault, HTTP status, sentence.
 * "Not covered" is not here: that is a good answer to a good question.
 *
 * A function that can fail returns enum cv_err and, where a person must be told which line, column or
 * field is wrong, fills the struct cv_error it was given. err may be NULL where the text is not wanted.
 */
#ifndef CORE_ERR_H
#define CORE_ERR_H

#include <stdbool.h>
#include <stddef.h>

enum cv_fault { CV_FINE, CV_CALLER, CV_AGAIN, CV_OURS };

#define CV_ERRORS(X) /* code, whose fault, HTTP status, sentence */ \
	X(OK,             FINE,   200, "done") \
	X(E_USAGE,        CALLER, 400, "the request cannot be understood") \
	X(E_VALUE,        CALLER, 400, "a value cannot be read") \
	X(E_DATE,         CALLER, 400, "a date must be a day of the calendar, written YYYY-MM-DD") \
	X(E_COUNTRY,      CALLER, 400, "a country must be an ISO 3166-1 code, an io- id or a country name") \
	X(E_UNKNOWN_WORD, CALLER, 400, "a word is not one of those allowed here") \
	X(E_CSV,          CALLER, 400, "the file is not the CSV that was expected") \
	X(E_JSON,         CALLER, 400, "the body is not the JSON that was expected") \
	X(E_TOO_BIG,      CALLER, 413, "more than this program takes in one piece") \
	X(E_REFUSED,      CALLER, 422, "rows were refused, so nothing was written") \
	X(E_PACK,         CALLER, 422, "the law pack has errors") \
	X(E_DENIED,       CALLER, 403, "whoever asks may not do this") \
	X(E_NOT_FOUND,    CALLER, 404, "nothing of that name is on file") \
	X(E_AMBIGUOUS,    CALLER, 409, "more than one record has that name") \
	X(E_CONFLICT,     CALLER, 409, "the register has moved on") \
	X(E_MOVE,         CALLER, 409, "a record does not go from where it is to there") \
	X(E_GATE,         CALLER, 409, "a condition of this step is not met") \
	X(E_FILE,         CALLER, 400, "the file could not be read or written") \
	X(E_STOPPED,      CALLER, 409, "stopped before anything was written") \
	X(E_NOT_OURS,     CALLER, 500, "the database is not a register of this program") \
	X(E_NEWER,        CALLER, 500, "the register was written by a newer version of this program") \
	X(E_BUSY,         AGAIN,  503, "the register is busy, try again") \
	X(E_FULL,         OURS,   507, "the disk is full") \
	X(E_READONLY,     OURS,   500, "the register cannot be written") \
	X(E_STORE,        OURS,   500, "the register file could not be used") \
	X(E_SYSTEM,       OURS,   500, "the system refused") \
	X(E_NOMEM,        OURS,   500, "out of memory")

enum cv_err {
#define X(code, fault, http, text) CV_##code,
	CV_ERRORS(X)
#undef X
	CV_ERR_COUNT
};

enum { CV_MSG_MAX = 2048 }; /* bytes of one message, NUL included */

struct cv_error {
	enum cv_err code;
	size_t line;    /* line of the file at fault; 0: not known */
	char field[64]; /* the parameter, column or JSON member at fault, or "" */
	char msg[CV_MSG_MAX];
};

#define CV_MUST __attribute__((warn_unused_result))
#define CV_PRINTF(f, a) __attribute__((format(printf, f, a)))
#define CV_AUTO(fn) __attribute__((cleanup(fn))) /* runs fn(&var) on every way out */
#define CV_UNUSED(x) ((void)(x))
#define CV_LEN(a) (sizeof(a) / sizeof((a)[0]))

/* The only macro that hides a return. */
#define TRY(call) \
	do { \
		enum cv_err try_ = (call); \
		if (try_ != CV_OK) \
			return try_; \
	} while (0)

const char *cv_err_name(enum cv_err e);     /* "E_DATE" */
const char *cv_err_text(enum cv_err e);     /* the sentence of the list */
int cv_err_http(enum cv_err e);
enum cv_fault cv_err_fault(enum cv_err e);

/* Fill *err (if not NULL) and return code, so that failing is one statement. */
enum cv_err cv_fail(struct cv_error *err, enum cv_err code, const char *fmt, ...) CV_PRINTF(3, 4);
/* The same, naming the field at fault. */
enum cv_err cv_fail_at(struct cv_error *err, enum cv_err code, const char *field, const char *fmt, ...)
	CV_PRINTF(4, 5);

#endif
