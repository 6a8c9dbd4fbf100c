/*
 * The law of Chapter V: the pack (dated facts), the facts of one transfer leg, and the decision.
 *
 * Pure: no store, no clock, no input or output. Rules are cited as "law 3.4", the section numbers of
 * registry/law/README.md; the articles are in the tables.
 *
 * Every interval is half-open [from, until).
 */
#ifndef LAW_LAW_H
#define LAW_LAW_H

#include "registry/core/day.h"
#include "registry/core/text.h"

#include <stdint.h>

/* ---- words -------------------------------------------------------------------------------------------------- */

typedef uint16_t law_place;    /* a country or organisation known to a pack; LAW_NO_PLACE: not said */
typedef uint16_t law_mech;     /* a mechanism of a pack; LAW_NO_MECH: none */
typedef uint8_t law_regime;    /* a regime of a pack; LAW_NO_REGIME: none modelled */
#define LAW_NO_PLACE ((law_place)0)
#define LAW_NO_MECH ((law_mech)0xffff)
#define LAW_NO_REGIME ((law_regime)0xff)

enum law_outcome { LAW_NO_TRANSFER, LAW_COVERED, LAW_NEEDS_REVIEW, LAW_NOT_COVERED }; /* from best to worst: law 2 */
enum law_verdict { LAW_NO, LAW_OPEN, LAW_YES };
enum law_role { LAW_CONTROLLER, LAW_PROCESSOR };
enum law_kind { LAW_AFFILIATE, LAW_SERVICE_PROVIDER, LAW_ADVISOR, LAW_PARTNER, LAW_AUTHORITY };
enum law_data { LAW_ANY_DATA, LAW_HR, LAW_NON_HR };

#define LAW_IMPORTER_ATTRS(X) \
	X(PIPEDA, "pipeda") X(NOT_PIPEDA, "not-pipeda") \
	X(PROVINCIAL, "provincial-equivalent") X(NOT_PROVINCIAL, "not-provincial-equivalent") \
	X(APPI, "appi-business-operator") X(PIPA, "pipa") X(PIPA_CREDIT, "pipa-credit-info") X(LGPD, "lgpd") \
	X(PUBLIC_BODY, "public-body") X(MANUAL_FILES, "manual-files") X(UK_IMMIGRATION, "uk-immigration-control") \
	X(DANISH_REALM, "danish-realm-authority") X(GROUP_MEMBER, "group-member") \
	X(SAME_LEGAL_ENTITY, "same-legal-entity") X(DATA_SUBJECT_DIRECT, "data-subject-direct") \
	X(TRANSIT_ONLY, "transit-only") X(PUBLICATION, "publication") X(REMOTE_ACCESS, "remote-access") \
	X(ART3_2, "gdpr-art3-2") X(EU_DATA_COMBINED, "eu-data-combined")

enum law_attr_bit {
#define X(id, word) LAW_BIT_##id,
	LAW_IMPORTER_ATTRS(X)
#undef X
	LAW_ATTR_COUNT
};
enum law_attr {
#define X(id, word) LAW_A_##id = 1 << LAW_BIT_##id,
	LAW_IMPORTER_ATTRS(X)
#undef X
};
enum law_exporter_attr { LAW_X_ART3_2 = 1, LAW_X_PUBLIC_AUTHORITY = 2 };
enum law_onward { LAW_ONWARD_NONE, LAW_ONWARD_ADEQUACY, LAW_ONWARD_FRAMEWORK, LAW_ONWARD_SCC, LAW_ONWARD_OTHER };

/*
 * Reason codes: stable words, in order of precedence (the first of a set is the one that is shown first).
 * `whose` is what the reason makes of a mechanism: NO it does not count, OPEN a person must look, INFO neither.
 * reasons.h documents each for people.
 */
#define LAW_REASONS(X) \
	X(EXPORTER_UNKNOWN,        OPEN) \
	X(COUNTRY_UNKNOWN,         OPEN) \
	X(REGIME_NOT_MODELLED,     OPEN) \
	X(NATIONAL_LAW_ONLY,       OPEN) \
	X(TRANSFER_UNSETTLED,      OPEN) \
	X(CHAIN_UNKNOWN,           OPEN) \
	X(ONWARD_BASIS_UNKNOWN,    OPEN) \
	X(ONWARD_LOCAL_LAW,        OPEN) \
	X(ONWARD_CONTRACT_MISSING, NO) \
	X(NO_MECHANISM,            NO) \
	X(NOT_A_MECHANISM,         NO) \
	X(WRONG_REGIME,            NO) \
	X(WRONG_DESTINATION,       NO) \
	X(NOT_YET_IN_FORCE,        NO) \
	X(FRAMEWORK_ENDED,         NO) \
	X(MECHANISM_ENDED,         NO) \
	X(SCC_SET_REPEALED,        NO) \
	X(CLOSED_TO_NEW,           NO) \
	X(SIGNED_TOO_EARLY,        NO) \
	X(NOT_YET_SIGNED,          NO) \
	X(SAFEGUARD_ENDED,         NO) \
	X(PROCESSING_CHANGED,      NO) \
	X(MODULE_ROLE_MISMATCH,    NO) \
	X(NOT_GROUP_MEMBER,        NO) \
	X(NOT_PUBLIC_BODY,         NO) \
	X(OWN_GROUP_DATA,          NO) \
	X(APPROVAL_MISSING,        NO) \
	X(NOTICE_MISSING,          NO) \
	X(NOT_ADOPTED,             NO) \
	X(CERTIFICATION_NONE,      NO) \
	X(CERTIFICATION_NOT_BEGUN, NO) \
	X(CERTIFICATION_LAPSED,    NO) \
	X(PRECONDITION_MISSING,    NO) \
	X(HR_NOT_COVERED,          NO) \
	X(NON_HR_NOT_COVERED,      NO) \
	X(SCOPE_EXCLUDED,          NO) \
	X(SCOPE_SPECIAL,           NO) \
	X(TIA_NEGATIVE,            NO) \
	X(DEROGATION_FAILED,       NO) \
	X(DEROGATION_REPETITIVE,   NO) \
	X(DEROGATION_AUTHORITY,    NO) \
	X(CLAIM_DEAD,              NO) \
	X(CLAIM_UNVERIFIED,        OPEN) \
	X(SIGNED_DATE_UNKNOWN,     OPEN) \
	X(SCOPE_UNKNOWN,           OPEN) \
	X(LAW_UNVERIFIED,          OPEN) \
	X(HR_COVERAGE_DISPUTED,    OPEN) \
	X(HALF_COVERED,            OPEN) \
	X(LIST_NOT_OPEN,           OPEN) \
	X(EEA_EFTA_DISPUTED,       OPEN) \
	X(CARRIED_OVER,            OPEN) \
	X(CERTIFICATION_UNVERIFIED, OPEN) \
	X(NATIONAL_ASSESSMENT,     OPEN) \
	X(UNDERLYING_SET_UNKNOWN,  OPEN) \
	X(MODULE_UNKNOWN,          OPEN) \
	X(PERMIT_MISSING,          OPEN) \
	X(CONTESTED,               OPEN) \
	X(NOT_OPERATIONAL,         OPEN) \
	X(BCR_P_DIRECT,            OPEN) \
	X(SWISS_ADAPTATION_MISSING, OPEN) \
	X(IMPORTER_UNDER_GDPR,     OPEN) \
	X(TIA_OUTDATED,            OPEN) \
	X(TIA_MISSING,             OPEN) \
	X(DEROGATION_CONDITIONS_OPEN, OPEN) \
	X(CONSENT_REPETITIVE,      OPEN) \
	X(CONSENT_EMPLOYEE,        OPEN) \
	X(LIST_STATUS_UNKNOWN,     OPEN) \
	X(PRECONDITION_OPEN,       OPEN)

enum law_reason {
#define X(id, whose) LAW_R_##id,
	LAW_REASONS(X)
#undef X
	LAW_REASON_COUNT
};

/* A set of reasons. */
struct law_reasons {
	uint64_t bit[2];
};

static inline void law_reason_add(struct law_reasons *s, enum law_reason r)
{
	s->bit[r / 64] |= UINT64_C(1) << (r % 64);
}
static inline bool law_reason_in(const struct law_reasons *s, enum law_reason r)
{
	return s->bit[r / 64] >> (r % 64) & 1;
}
static inline bool law_reason_any(const struct law_reasons *s)
{
	return (s->bit[0] | s->bit[1]) != 0;
}

/* The first reason of a set from r on, in order of precedence; LAW_REASON_COUNT: none. */
static inline enum law_reason law_reason_from(const struct law_reasons *s, int r)
{
	for (; r < LAW_REASON_COUNT; r = (r / 64 + 1) * 64)
		if (s->bit[r / 64] >> (r % 64))
			return (enum law_reason)(r + __builtin_ctzll(s->bit[r / 64] >> (r % 64)));
	return LAW_REASON_COUNT;
}

const char *law_reason_name(enum law_reason r);       /* "TIA_MISSING" */
const char *law_reason_meaning(enum law_reason r);    /* one sentence */
enum law_verdict law_reason_whose(enum law_reason r); /* LAW_NO or LAW_OPEN */
const char *law_outcome_name(enum law_outcome o);     /* "needs-review" */
const char *law_verdict_name(enum law_verdict v);     /* "no", "open", "yes" */
const char *law_role_name(enum law_role r);
const char *law_kind_name(enum law_kind k);
const char *law_data_name(enum law_data d);
const char *law_attr_name(enum law_attr_bit bit);
bool law_role_parse(const char *s, size_t n, enum law_role *ret); /* joint-controller and sub-processor too */
bool law_kind_parse(const char *s, size_t n, enum law_kind *ret);
bool law_data_parse(const char *s, size_t n, enum law_data *ret);
/* An importer attribute ("pipeda") or "onward-from:..."; false when unknown. */
struct law_pack;
bool law_attr_parse(const struct law_pack *p, const char *s, size_t n, uint32_t *attrs, enum law_onward *onward);
bool law_exporter_attr_parse(const char *s, size_t n, uint8_t *attrs);

/* ---- the facts of one leg ----------------------------------------------------------------------------------- */

enum law_tool_kind {
	LAW_INSTRUMENT,    /* clauses, BCR, ...: mech, day, changed, notified, until, flags */
	LAW_CERTIFICATION, /* framework entry: mech, span of the entry, LAW_T_HR / LAW_T_NON_HR */
	LAW_ASSESSMENT,    /* TIA: day, place (LAW_NO_PLACE: every country), review, LAW_T_NEGATIVE */
	LAW_DEROGATION,    /* mech, LAW_T_OCCASIONAL / REPETITIVE, LAW_T_MET / FAILED */
	LAW_ONWARD_CONTRACT, /* day */
	LAW_CLAIM,         /* what a foreign list says without proof: family */
};

enum law_tool_flag {
	LAW_T_APPROVED = 1, LAW_T_SWISS = 2, LAW_T_OCCASIONAL = 4, LAW_T_REPETITIVE = 8, LAW_T_MET = 16, LAW_T_FAILED = 32,
	LAW_T_HR = 64, LAW_T_NON_HR = 128, LAW_T_NEGATIVE = 256, LAW_T_STATUS_UNKNOWN = 512,
	LAW_T_M1 = 1024, LAW_T_M2 = 2048, LAW_T_M3 = 4096, LAW_T_M4 = 8192,
	LAW_T_MODULES = LAW_T_M1 | LAW_T_M2 | LAW_T_M3 | LAW_T_M4,
};

struct law_tool {
	enum law_tool_kind kind;
	law_mech mech;         /* instrument, certification, derogation */
	uint16_t family;       /* claim: index of its family */
	law_place place;       /* assessment */
	uint16_t flags;        /* LAW_T_ */
	cv_day day;            /* signed, approved, made; CV_DAY_NONE: not on file */
	cv_day changed;        /* processing changed; CV_DAY_NONE: not */
	cv_day notified;       /* authority told; CV_DAY_NONE: not */
	cv_day review;         /* assessment: first day it no longer counts; CV_DAY_EVER: none set */
	struct cv_span active; /* certification; instrument: until = day it ended (from unused) */
	uint32_t record;       /* the caller's own reference, handed back */
};

enum { LAW_TOOLS_MAX = 64, LAW_ROWS_MAX = 8, LAW_TRIED_MAX = LAW_TOOLS_MAX + 2 * LAW_ROWS_MAX };

struct law_facts {
	law_place exporter, importer;
	enum law_role exporter_role, importer_role;
	enum law_kind importer_kind;
	enum law_data data;
	uint32_t importer_attrs; /* enum law_attr */
	uint8_t exporter_attrs;  /* enum law_exporter_attr */
	enum law_onward onward;
	const struct law_tool *tool; /* in the order of the register or the case */
	size_t n_tools;              /* <= LAW_TOOLS_MAX */
};

/* ---- the decision ------------------------------------------------------------------------------------------- */

struct law_tried {
	law_mech mech;       /* what it would be called in the answer; LAW_NO_MECH: a claim or an unnamed point */
	law_mech base;       /* the set that was signed, where that is another (old EU clauses in the UK) */
	uint8_t verdict;     /* enum law_verdict */
	int16_t tool;        /* index in facts->tool, -1: none */
	int16_t row;         /* row of the adequacy table, -1: none */
	struct law_reasons reasons; /* why not yes; empty for yes */
};

struct law_decision {
	enum law_outcome outcome;
	law_regime regime;
	law_mech mech;         /* LAW_NO_MECH: none */
	int decisive;          /* index in tried, -1: none (nothing on file, or no transfer) */
	int rule;              /* row of the non-transfer table that decided or that is unsettled, -1: none */
	struct law_reasons reasons; /* of the leg; empty when covered or no transfer */
	size_t n_tried;
	struct law_tried tried[LAW_TRIED_MAX];
};

/*
 * Which mechanism covers this leg on that day, and why (law 3). Does not allocate; *ret is filled in any case.
 * exporter or importer LAW_NO_PLACE gives needs-review with EXPORTER_UNKNOWN or COUNTRY_UNKNOWN.
 */
void law_decide(const struct law_pack *p, const struct law_facts *f, cv_day on, struct law_decision *ret);

/*
 * The first day after `on` on which outcome or mechanism differ from d, with the same facts on file;
 * CV_DAY_EVER when none is known today. d must be law_decide() of the same f and on.
 */
cv_day law_next_change(const struct law_pack *p, const struct law_facts *f, cv_day on, const struct law_decision *d);

/* ---- in words ----------------------------------------------------------------------------------------------- */

/* One sentence why tried t has its verdict. */
void law_because(const struct law_pack *p, const struct law_facts *f, cv_day on, const struct law_tried *t,
	struct cv_str *out);
/* One sentence for the leg when nothing was tried (no transfer, regime not modelled, country unknown). */
void law_rule_because(const struct law_pack *p, const struct law_facts *f, cv_day on, const struct law_decision *d,
	struct cv_str *out);
/* Article and instrument: "GDPR art. 46(2)(c); (EU) 2021/914". */
void law_cite(const struct law_pack *p, const struct law_tried *t, struct cv_str *out);
void law_rule_cite(const struct law_pack *p, const struct law_decision *d, struct cv_str *out);

/* Points that do not change the outcome but belong in the answer (a pending appeal, a row of low confidence). */
enum { LAW_FLAGS_MAX = 12, LAW_REMEDIES_MAX = 8, LAW_NEEDS_MAX = 6 };

struct law_flag {
	const char *code;      /* "RISK_EVENT", "LOW_CONFIDENCE", "NON_BINDING_LIST", "ASSESSMENT_BEFORE_EVENT" */
	const char *text;      /* a sentence; lives as long as the pack */
	const char *cite;      /* instrument or source; lives as long as the pack */
	cv_day since;          /* CV_DAY_NONE: not dated */
};
size_t law_flags(const struct law_pack *p, const struct law_facts *f, cv_day on, const struct law_decision *d,
	struct law_flag ret[LAW_FLAGS_MAX]);

/* What would make the leg covered, cheapest first. Each is proved: law_decide() with the change applied answers covered
 * on that day. Empty when the leg is covered or no transfer, or where nothing short of a change of facts helps. */
struct law_remedy {
	law_mech mech;
	const char *need[LAW_NEEDS_MAX]; /* sentences, live as long as the pack (constant text) */
	size_t n_needs;
	law_place place;                 /* the country an assessment is needed for, else LAW_NO_PLACE */
	cv_day assessed;                 /* with the need to review one again: its day */
};
/* The i-th need with the day that belongs into it. */
void law_need(const struct law_remedy *r, size_t i, struct cv_str *out);
size_t law_remedies(const struct law_pack *p, const struct law_facts *f, cv_day on, const struct law_decision *d,
	struct law_remedy ret[LAW_REMEDIES_MAX]);

/* ---- the pack ----------------------------------------------------------------------------------------------- */

/* One file of a pack as bytes; the caller does the reading. */
struct law_file {
	const char *name; /* "adequacy.csv" */
	const char *data;
	size_t len;
};

/*
 * The pack compiled into the program; parsed once, kept for the life of the process. NULL with *err filled only when out of
 * memory (a test proves that the built-in tables are sound).
 */
const struct law_pack *law_builtin(struct cv_error *err);
/* The built-in files themselves; the name of one that is called so, NULL: a pack has no such table. */
const struct law_file *law_builtin_files(size_t *ret_n);
const char *law_file_name(const char *name);

/*
 * Check and load a pack. Files that only bind rules to slugs (scopes, nontransfers, families, regimes, pack) may be
 * missing: the built-in ones then stand in. Every finding is appended to report, a line each ("adequacy.csv:12: column
 * in_force_until: ..."). With any finding nothing is loaded: E_PACK. Owns: law_pack_destroy(*ret).
 */
CV_MUST enum cv_err law_pack_load(const struct law_file *file, size_t n, struct law_pack **ret, struct cv_str *report,
	struct cv_error *err);
void law_pack_destroy(struct law_pack *p);

/*
 * The rows of the pack about a country, a mechanism, or (NULL or "") the pack itself, as text or a JSON array of rows with file and
 * line; with a known day only those that hold on it. Fails: E_NOT_FOUND, E_NOMEM.
 */
CV_MUST enum cv_err law_show(const struct law_pack *p, const char *what, cv_day on, bool json, struct cv_str *out,
	struct cv_error *err);

const char *law_pack_version(const struct law_pack *p);
/* A country code after aliases (UK -> GB), or an io- id; false when it is neither. Adds nothing to the pack:
 * every ISO code has a place, an unknown io- id shares one place that no row names. */
bool law_place_parse(const struct law_pack *p, const char *s, size_t n, law_place *ret);
const char *law_place_code(const struct law_pack *p, law_place place); /* "DE"; "" for LAW_NO_PLACE */
/* Apply aliases and check: writes the canonical code. */
bool law_country(const struct law_pack *p, const char *s, size_t n, char *ret, size_t size);
bool law_mech_parse(const struct law_pack *p, const char *s, size_t n, law_mech *ret);
bool law_family_parse(const struct law_pack *p, const char *s, size_t n, uint16_t *ret);
const char *law_family_slug(const struct law_pack *p, uint16_t family);
/* May somebody who claims that family mean this mechanism? */
bool law_family_has(const struct law_pack *p, uint16_t family, law_mech m);
const char *law_regime_name(const struct law_pack *p, law_regime r); /* "EU"; "" for none */
const char *law_mech_slug(const struct law_pack *p, law_mech m);     /* "none" for LAW_NO_MECH */
const char *law_mech_name(const struct law_pack *p, law_mech m);     /* the name in words */
bool law_mech_is_framework(const struct law_pack *p, law_mech m);
/* A certification scheme: whose rule it serves, where its participants are, the days it can be relied on. */
struct law_framework {
	law_mech mech;
	const char *name; /* in words, as its list calls it; lives as long as the pack */
	law_regime regime;
	law_place place; /* LAW_NO_PLACE: no adequacy finding asks for it */
	struct cv_span reliance;
};
/* The i-th framework of the pack; false when there are no more. */
bool law_framework_at(const struct law_pack *p, size_t i, struct law_framework *ret);
bool law_mech_is_derogation(const struct law_pack *p, law_mech m);
bool law_mech_is_onward(const struct law_pack *p, law_mech m);
/* What an importer got its data under, seen from the next leg (law 6). */
enum law_onward law_onward_of(const struct law_pack *p, law_mech m);
/* Which regime an exporter in that place is under on that day (law 3.1). */
law_regime law_regime_of(const struct law_pack *p, law_place exporter, uint8_t exporter_attrs, cv_day on);

/* What a tried claim, or a mechanism, is called in an answer: slug or family slug. */
const char *law_tried_slug(const struct law_pack *p, const struct law_facts *f, const struct law_tried *t);
/* "adequacy/7" for the row of the pack it rests on, or "" */
void law_tried_row(const struct law_pack *p, const struct law_tried *t, struct cv_str *out);

/* ---- cases -------------------------------------------------------------------------------------------------- */

/*
 * The safeguards cell of a case (law 1, grammar): parses into tool[0..*ret_n), at most LAW_TOOLS_MAX.
 * Fails: E_VALUE, E_DATE, E_UNKNOWN_WORD, E_TOO_BIG with the item and the word named.
 */
CV_MUST enum cv_err law_tools_parse(const struct law_pack *p, const char *text, struct law_tool tool[LAW_TOOLS_MAX],
	size_t *ret_n, struct cv_error *err);

/* The input columns of a case, as text; NULL or "" where absent. */
struct law_case_in {
	const char *exporter_country, *exporter_role, *exporter_attrs, *importer_country, *importer_role, *importer_kind,
		*data, *importer_attrs, *safeguards, *as_of;
};
enum { LAW_CASE_LEGS_MAX = 32 };

struct law_case {
	struct law_facts leg[LAW_CASE_LEGS_MAX]; /* one per importer country; tool points into tools */
	size_t n_legs;
	cv_day on;
	struct law_tool tools[LAW_TOOLS_MAX];
	size_t n_tools;
};

/* Fails naming the column in err->field. *ret_case is only meaningful on success and must not be moved (it points into itself). */
CV_MUST enum cv_err law_case_parse(const struct law_pack *p, const struct law_case_in *in, struct law_case *ret_case,
	struct cv_error *err);

#endif
