/*
 * The bundle for an auditor: every report of one day and one state of the register, the law they rest on, the log and a
 * signed checkpoint of it, a manifest with the SHA-256 of every file, and what checks all that with nothing but Python.
 */
#ifndef REPORTS_EVIDENCE_H
#define REPORTS_EVIDENCE_H

#include "registry/evidence.h"
#include "reports/tables.h"

/* Where the files go: one is open at a time. Names have '/' between folder and file: "reports/coverage.csv". */
struct rep_folder {
	enum cv_err (*open)(void *ctx, const char *name, struct cv_error *err);
	rep_write_fn *write;
	enum cv_err (*close)(void *ctx, struct cv_error *err);
	void *ctx;
};

struct rep_bundle {
	cv_day on;		   /* of the day that derived reports speak of */
	const char *known_at;	   /* NULL: all that is known */
	bool personal;		   /* with what is about persons, where the register has it in clear */
	uint32_t formats;	   /* 1 << REP_XLSX, ...: beside CSV, which is always there */
	const struct reg_key *key; /* signs the checkpoint; NULL: there is none */
	const char *tmpdir;	   /* as of rep_sink_new() */
};

struct rep_bundled {
	int64_t files, seq, log_size;
	char at[CV_INSTANT_TEXT];
	bool is_signed;
};

/*
 * Everything into the folder, the manifest last. Fails: E_CONFLICT where the register was changed in a way that the
 * parts no longer fit together; what the door, the folder and the reports say. What was written is then worth nothing.
 */
CV_MUST enum cv_err rep_bundle_write(const struct rep_bundle *b, const struct rep_door *door,
	const struct law_pack *pack, const struct rep_folder *folder, struct rep_bundled *ret, struct cv_error *err);

#endif
