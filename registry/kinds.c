/* The kinds of record: their columns, in the order of the CSV, with type, words and help. */
#include "registry/registry.h"

#include <string.h>

#define ROLES "controller|processor|joint-controller|sub-processor"

static const struct reg_column party[] = {
	{ "id", REG_ID, false, NULL, "readable and stable; made from the name when empty" },
	{ "name", REG_TEXT, true, NULL, "of the legal entity, in full" },
	{ "aliases", REG_LIST, false, NULL, "other names it is known by" },
	{ "kind", REG_WORD, false, "affiliate|service-provider|advisor|partner|authority|customer",
		"what it is to us" },
	{ "advisor_type", REG_WORD, false, "lawyer|banker|auditor|insurer|other", "of an advisor" },
	{ "country", REG_COUNTRY, false, NULL, "where it is established" },
	{ "parent", REG_PARTY, false, NULL, "the company that controls it" },
	{ "own", REG_YESNO, false, NULL, "yes for our own entities" },
	{ "service", REG_TEXT, false, NULL, "what it does for us" },
	{ "status", REG_WORD, false, "proposed|under-review|approved|active|suspended|ended", "of the relation" },
	{ "website", REG_TEXT, false, NULL, "" },
	{ "contact", REG_PERSONAL, false, NULL, "for data protection questions" },
	{ "identifiers", REG_LIST, false, NULL, "LEI, VAT or registration numbers" },
	{ "attributes", REG_ATTRS, false, NULL,
		"facts the law asks about: pipeda, lgpd, group-member, public-body ...; published: it stands on our "
		"public list of sub-processors" },
	{ "source", REG_TEXT, false, NULL, "where this is known from" },
};

static const struct reg_column transfer[] = {
	{ "id", REG_ID, false, NULL, "made from the row when empty" },
	{ "exporter", REG_PARTY, false, NULL, "who discloses; empty: our organisation, entity not said" },
	{ "importer", REG_PARTY, true, NULL, "who receives" },
	{ "country", REG_COUNTRY, false, NULL, "where the data go; empty: not known" },
	{ "place", REG_WORD, false, "establishment|storage|processing|support-access|logging", "why that country counts" },
	{ "exporter_role", REG_WORD, false, ROLES, "controller unless said" },
	{ "importer_role", REG_WORD, false, ROLES, "processor unless said" },
	{ "data", REG_WORD, false, "hr|non-hr|any", "kind of data; any unless said" },
	{ "data_categories", REG_LIST, false, NULL, "" },
	{ "data_subjects", REG_LIST, false, NULL, "" },
	{ "purposes", REG_LIST, false, NULL, "" },
	{ "legal_basis", REG_LIST, false, NULL, "of each purpose" },
	{ "retention", REG_TEXT, false, NULL, "how long it is kept" },
	{ "from", REG_DAY, false, NULL, "first day" },
	{ "until", REG_DAY, false, NULL, "first day on which it no longer takes place" },
	{ "source", REG_TEXT, false, NULL, "where this is known from" },
};

static const struct reg_column safeguard[] = {
	{ "id", REG_ID, false, NULL, "made from the row when empty" },
	{ "exporter", REG_PARTY, false, NULL, "who signed; empty: our organisation, entity not said" },
	{ "importer", REG_PARTY, true, NULL, "with whom" },
	{ "mechanism", REG_MECHANISM, true, NULL,
		"a slug of the law pack, as answers and their remedies have it; a family (scc, dpf, bcr ...) with the "
		"flag claimed" },
	{ "signed", REG_DAY, false, NULL, "day it was concluded or approved" },
	{ "changed", REG_DAY, false, NULL, "day on which the processing changed" },
	{ "ended", REG_DAY, false, NULL, "first day on which it is no longer in force" },
	{ "flags", REG_WORDS, false, "claimed|approved|swiss-adapted|annex-i|annex-ii|annex-iii|docking|module-m1|module-m2|"
		"module-m3|module-m4|occasional|repetitive|met|failed",
		"claimed: somebody says so, nothing is on file; approved: by the authority; annex-i to annex-iii: filled in; "
		"module-m1 to module-m4: clauses that a UK Addendum brings in; of a derogation: occasional or repetitive, "
		"its conditions met or failed" },
	{ "countries", REG_COUNTRIES, false, NULL, "only for these; empty: for all" },
	{ "document", REG_TEXT, false, NULL, "where it is kept" },
	{ "note", REG_TEXT, false, NULL, "" },
	{ "source", REG_TEXT, false, NULL, "where this is known from" },
};

static const struct reg_column certification[] = {
	{ "importer", REG_PARTY, true, NULL, "the certified legal entity" },
	{ "framework", REG_FRAMEWORK, true, NULL, "a framework of the law pack: dpf-eu-us ..." },
	{ "covers", REG_WORDS, false, "hr|non-hr", "kinds of data the entry covers" },
	{ "from", REG_DAY, false, NULL, "first day the entry is active" },
	{ "until", REG_DAY, false, NULL, "first day it is no longer active" },
	{ "status", REG_WORD, false, "active|lapsed|withdrawn|inactive", "on the list" },
	{ "checked_on", REG_DAY, false, NULL, "day the list was looked at" },
	{ "source", REG_TEXT, false, NULL, "where this is known from" },
};

static const struct reg_column assessment[] = {
	{ "exporter", REG_PARTY, false, NULL, "whose assessment; empty: our organisation" },
	{ "importer", REG_PARTY, false, NULL, "about whom; empty: every importer" },
	{ "country", REG_COUNTRY, false, NULL, "for which country; empty: every country" },
	{ "dated", REG_DAY, true, NULL, "day it was made" },
	{ "outcome", REG_WORD, false, "adequate|adequate-with-measures|inadequate", "what it found" },
	{ "measures", REG_LIST, false, NULL, "supplementary measures" },
	{ "review_by", REG_DAY, false, NULL, "first day on which it no longer counts" },
	{ "document", REG_TEXT, false, NULL, "where it is kept" },
	{ "source", REG_TEXT, false, NULL, "where this is known from" },
};

/* ---- the desks ---- */

#define ASKERS "data-subject|customer|authority|colleague"
#define LANGUAGES "en|de|fr"

static const struct reg_column contract[] = {
	{ "id", REG_ID, false, NULL, "made from the row when empty" },
	{ "party", REG_PARTY, true, NULL, "with whom" },
	{ "own", REG_PARTY, false, NULL, "who of ours; empty: all of us" },
	{ "kind", REG_WORD, true, "data-processing|services|joint-controllers|other",
		"data-processing: that of GDPR art. 28(3)" },
	{ "direction", REG_WORD, false, "vendor|customer", "they work for us, or we for them; vendor unless said" },
	{ "signed", REG_DAY, false, NULL, "day it was concluded" },
	{ "ended", REG_DAY, false, NULL, "first day on which it is no longer in force" },
	{ "authorisation", REG_WORD, false, "general|specific|none", "for other processors, GDPR art. 28(2)" },
	{ "notice_days", REG_NUMBER, false, NULL, "days between the notice of another processor and its first day" },
	{ "objection_days", REG_NUMBER, false, NULL, "days to object, counted from the notice" },
	{ "silence", REG_WORD, false, "consent|refusal", "what it means that nobody objected; consent unless said" },
	{ "language", REG_WORD, false, LANGUAGES, "of notices" },
	{ "contact", REG_PERSONAL, false, NULL, "where notices go: an e-mail address" },
	{ "document", REG_TEXT, false, NULL, "where it is kept" },
	{ "sha256", REG_DIGEST, false, NULL, "of the document" },
	{ "note", REG_TEXT, false, NULL, "" },
	{ "source", REG_TEXT, false, NULL, "where this is known from" },
};

static const struct reg_column inquiry[] = {
	{ "id", REG_ID, false, NULL, "readable and stable: 2026-0007; the next free one when empty, but in a file" },
	{ "received", REG_DAY, true, NULL, "day it came in" },
	{ "asked_by", REG_WORD, true, ASKERS, "who asks" },
	{ "asker", REG_PERSONAL, false, NULL, "name" },
	{ "contact", REG_PERSONAL, false, NULL, "where the answer goes" },
	{ "country", REG_COUNTRY, false, NULL, "whose law gives the right to ask; empty: the register's home" },
	{ "about_party", REG_PARTY, false, NULL, "about this receiver; empty, as about_country: where do my data go" },
	{ "about_country", REG_COUNTRY, false, NULL, "about this country" },
	{ "data", REG_WORD, false, "hr|non-hr|any", "which of the asker's data" },
	{ "language", REG_WORD, false, LANGUAGES, "of the answer" },
	{ "question", REG_PERSONAL, false, NULL, "as it was asked" },
	{ "identity", REG_WORD, false, "not-needed|unproven|proven", "of the asker; not-needed unless said" },
	{ "identity_asked", REG_DAY, false, NULL, "day on which proof was asked for: the time to answer stands still" },
	{ "identity_proven", REG_DAY, false, NULL, "day on which it came: the time goes on" },
	{ "extended", REG_DAY, false, NULL, "day on which the asker was told that it takes longer" },
	{ "extension_reason", REG_TEXT, false, NULL, "why" },
	{ "assigned", REG_TEXT, false, NULL, "who works on it" },
	{ "state", REG_WORD, true, "open|answered|closed", "" },
	{ "closed", REG_DAY, false, NULL, "day on which it was closed" },
	{ "outcome", REG_WORD, false, "answered|refused|withdrawn|not-identified|duplicate", "how it was closed" },
	{ "note", REG_TEXT, false, NULL, "why, where it was not answered" },
	{ "source", REG_TEXT, false, NULL, "where this is known from" },
};

static const struct reg_column reply[] = {
	{ "id", REG_ID, false, NULL, "of the inquiry and a number: 2026-0007-1; made as that of an inquiry" },
	{ "inquiry", REG_RECORD, true, "inquiries", "which it answers" },
	{ "given", REG_DAY, true, NULL, "day it was given" },
	{ "given_by", REG_TEXT, false, NULL, "who gave it" },
	{ "audience", REG_WORD, false, ASKERS, "for whom it was written" },
	{ "language", REG_WORD, false, LANGUAGES, "" },
	{ "on", REG_DAY, true, NULL, "the day it speaks of" },
	{ "known_at", REG_INSTANT, false, NULL, "the state of the register: instant of its last change" },
	{ "register_seq", REG_NUMBER, false, NULL, "the same: number of that change" },
	{ "log_size", REG_NUMBER, false, NULL, "the same: entries of the log" },
	{ "log_root", REG_DIGEST, false, NULL, "the same: root of the tree over them" },
	{ "law_pack", REG_TEXT, false, NULL, "the law it rests on" },
	{ "law_sha256", REG_DIGEST, false, NULL, "the same: SHA-256 of the pack" },
	{ "template", REG_TEXT, false, NULL, "the template and its SHA-256" },
	{ "legs", REG_LONG, false, NULL, "what it says of each transfer: TRANSFER OUTCOME MECHANISM, one a line" },
	{ "letter", REG_LETTER, false, NULL, "the text as it was given" },
	{ "source", REG_TEXT, false, NULL, "where this is known from" },
};

static const struct reg_column check[] = {
	{ "party", REG_PARTY, true, NULL, "about which vendor" },
	{ "item", REG_WORD, true,
		"agreement|sub-processors|transfers|impact-assessment|security|records|notices|" REG_DECISION,
		"what is to be seen to; decision: that it was approved, filed by what approves it" },
	{ "state", REG_WORD, true, "open|done|not-needed", "" },
	{ "day", REG_DAY, false, NULL, "when it was seen to" },
	{ "who", REG_TEXT, false, NULL, "by whom" },
	{ "document", REG_TEXT, false, NULL, "evidence: where it is kept" },
	{ "sha256", REG_DIGEST, false, NULL, "of the document" },
	{ "note", REG_TEXT, false, NULL, "" },
	{ "source", REG_TEXT, false, NULL, "where this is known from" },
};

static const struct reg_column notice[] = {
	{ "id", REG_ID, false, NULL, "readable and stable: 2026-0003; made as that of an inquiry" },
	{ "direction", REG_WORD, true, "outgoing|incoming", "we tell our customers, or a vendor tells us" },
	{ "vendor", REG_PARTY, false, NULL, "who told us" },
	{ "change", REG_WORD, true, "added|updated|removed", "" },
	{ "subject", REG_PARTY, false, NULL, "the processor it is about" },
	{ "subject_name", REG_TEXT, false, NULL, "as written, where it is not on file" },
	{ "replaces", REG_PARTY, false, NULL, "the one it takes the place of" },
	{ "country", REG_COUNTRIES, false, NULL, "where it processes" },
	{ "what", REG_TEXT, false, NULL, "what it does" },
	{ "mechanism", REG_TEXT, false, NULL, "what covers the transfer to it" },
	{ "announced", REG_DAY, false, NULL, "day of the notice" },
	{ "effective", REG_DAY, false, NULL, "first day of the change" },
	{ "deadline", REG_DAY, false, NULL, "last day to object" },
	{ "state", REG_WORD, true, "draft|announced|effective|withdrawn", "" },
	{ "decision", REG_WORD, false, "accepted|objected", "ours, where a vendor told us" },
	{ "decided", REG_DAY, false, NULL, "day of the decision" },
	{ "decided_by", REG_TEXT, false, NULL, "" },
	{ "note", REG_TEXT, false, NULL, "why" },
	{ "source", REG_TEXT, false, NULL, "where this is known from" },
};

static const struct reg_column delivery[] = {
	{ "notice", REG_RECORD, true, "notices", "what was sent" },
	{ "customer", REG_PARTY, true, NULL, "to whom" },
	{ "contract", REG_RECORD, false, "contracts", "whose days count; empty: the default" },
	{ "address", REG_PERSONAL, false, NULL, "an e-mail address" },
	{ "language", REG_WORD, false, LANGUAGES, "" },
	{ "days", REG_NUMBER, false, NULL, "to object" },
	{ "deadline", REG_DAY, false, NULL, "last day to object" },
	{ "state", REG_WORD, true, "queued|sending|sent|failed",
		"sending: was being handed over; whether it went out is not known" },
	{ "sent", REG_INSTANT, false, NULL, "when" },
	{ "problem", REG_TEXT, false, NULL, "why it was not sent" },
	{ "letter", REG_LETTER, false, NULL, "the text as it was sent" },
	{ "source", REG_TEXT, false, NULL, "where this is known from" },
};

static const struct reg_column objection[] = {
	{ "id", REG_ID, false, NULL, "made from the row when empty" },
	{ "notice", REG_RECORD, true, "notices", "to what" },
	{ "customer", REG_PARTY, true, NULL, "who objects" },
	{ "received", REG_DAY, true, NULL, "day it came in" },
	{ "reason", REG_TEXT, false, NULL, "" },
	{ "outcome", REG_WORD, false, "open|withdrawn|workaround|exit", "open unless said" },
	{ "closed", REG_DAY, false, NULL, "day on which it was settled" },
	{ "closed_by", REG_TEXT, false, NULL, "" },
	{ "note", REG_TEXT, false, NULL, "" },
	{ "source", REG_TEXT, false, NULL, "where this is known from" },
};

static const struct reg_column override[] = {
	{ "id", REG_ID, false, NULL, "made from the row when empty" },
	{ "party", REG_PARTY, true, NULL, "about whom" },
	{ "gate", REG_WORD, true, "approval|objection-deadline", "what it opens all the same" },
	{ "notice", REG_RECORD, false, "notices", "whose deadline" },
	{ "reason", REG_TEXT, true, NULL, "why" },
	{ "granted_by", REG_TEXT, true, NULL, "" },
	{ "granted", REG_DAY, true, NULL, "first day" },
	{ "expires", REG_DAY, true, NULL, "first day on which it no longer counts" },
	{ "revoked", REG_DAY, false, NULL, "first day on which it no longer counts, where it was taken back" },
	{ "source", REG_TEXT, false, NULL, "where this is known from" },
};

#define KIND(plural, singular, columns, ...) { plural, singular, CV_LEN(columns), columns, __VA_ARGS__ }

static const struct reg_kind_info kinds[REG_KIND_COUNT] = {
	/*                                                                       first, last, end, complete */
	[REG_PARTIES] = KIND("parties", "party", party, "", "", "", "status"),
	[REG_TRANSFERS] = KIND("transfers", "transfer", transfer, "from", "until", "until", "until"),
	[REG_SAFEGUARDS] = KIND("safeguards", "safeguard", safeguard, "signed", "ended", "ended", "ended"),
	[REG_CERTIFICATIONS] =
		KIND("certifications", "certification", certification, "from", "until", "until", "until"),
	[REG_ASSESSMENTS] = KIND("assessments", "assessment", assessment, "dated", "", "review_by", ""),
	[REG_CONTRACTS] = KIND("contracts", "contract", contract, "signed", "ended", "ended", "ended"),
	[REG_INQUIRIES] = KIND("inquiries", "inquiry", inquiry, "received", "closed", "", ""),
	[REG_REPLIES] = KIND("replies", "reply", reply, "given", "", "", ""),
	[REG_CHECKS] = KIND("checks", "check", check, "", "", "", ""),
	[REG_NOTICES] = KIND("notices", "notice", notice, "announced", "", "", ""),
	[REG_DELIVERIES] = KIND("deliveries", "delivery", delivery, "", "", "", ""),
	[REG_OBJECTIONS] = KIND("objections", "objection", objection, "received", "closed", "", ""),
	[REG_OVERRIDES] = KIND("overrides", "override", override, "granted", "expires", "revoked", ""),
};

const struct reg_kind_info *reg_kind_info(enum reg_kind kind)
{
	return &kinds[kind];
}

bool reg_kind_parse(const char *name, enum reg_kind *ret)
{
	for (int k = 0; k < REG_KIND_COUNT; k++) {
		if (cv_streq(kinds[k].plural, name)) {
			*ret = (enum reg_kind)k;
			return true;
		}
	}
	return false;
}

int reg_column_index(enum reg_kind kind, const char *name)
{
	for (size_t i = 0; i < kinds[kind].n; i++)
		if (kinds[kind].column[i].name == name)
			return (int)i; /* a literal, which linkers keep once: this is often asked */
	for (size_t i = 0; i < kinds[kind].n; i++)
		if (cv_streq(kinds[kind].column[i].name, name))
			return (int)i;
	return -1;
}

bool reg_is_personal(const struct reg_column *c)
{
	return c->type == REG_PERSONAL || c->type == REG_LETTER;
}
