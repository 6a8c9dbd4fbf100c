/* The columns of the kinds of record, in the order of kinds.c, and their parameters. Private to the room. */
#ifndef REGISTRY_STORE_RECORD_COLUMNS_H
#define REGISTRY_STORE_RECORD_COLUMNS_H

#define PARTY_C "id, name, aliases, kind, advisor_type, country, parent, own, service, status, website, contact, " \
	"identifiers, attributes, source"
#define PARTY_P "$9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23"
#define TRANSFER_C "id, exporter, importer, country, place, exporter_role, importer_role, data, data_categories, " \
	"data_subjects, purposes, legal_basis, retention, \"from\", \"until\", source"
#define TRANSFER_P "$9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24"
#define SAFEGUARD_C \
	"id, exporter, importer, mechanism, signed, changed, ended, flags, countries, document, note, source"
#define SAFEGUARD_P "$9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20"
#define CERTIFICATION_C "importer, framework, covers, \"from\", \"until\", status, checked_on, source"
#define CERTIFICATION_P "$9, $10, $11, $12, $13, $14, $15, $16"
#define ASSESSMENT_C "exporter, importer, country, dated, outcome, measures, review_by, document, source"
#define ASSESSMENT_P "$9, $10, $11, $12, $13, $14, $15, $16, $17"

/* of those that are many: what views hold of them */
#define PARTY_V "id, name, aliases, kind, country, own, status, attributes"
#define TRANSFER_V \
	"id, exporter, importer, country, place, exporter_role, importer_role, data, \"from\", \"until\""
#define SAFEGUARD_V "exporter, importer, mechanism, signed, changed, ended, flags, countries"
#define CERTIFICATION_V "importer, framework, covers, \"from\", \"until\", status, checked_on"
#define ASSESSMENT_V "exporter, importer, country, dated, outcome, review_by"

#define CONTRACT_C \
	"id, party, own, kind, direction, signed, ended, authorisation, notice_days, objection_days, " \
	"silence, language, contact, document, sha256, note, source"
#define CONTRACT_P "$9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25"
#define INQUIRY_C \
	"id, received, asked_by, asker, contact, country, about_party, about_country, data, language, " \
	"question, identity, identity_asked, identity_proven, extended, extension_reason, assigned, " \
	"state, closed, outcome, note, source"
#define INQUIRY_P "$9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, " \
	"$27, $28, $29, $30"
#define REPLY_C \
	"id, inquiry, given, given_by, audience, language, \"on\", known_at, register_seq, log_size, " \
	"log_root, law_pack, law_sha256, template, legs, letter, source"
#define REPLY_P "$9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25"
#define CHECK_C "party, item, state, day, who, document, sha256, note, source"
#define CHECK_P "$9, $10, $11, $12, $13, $14, $15, $16, $17"
#define NOTICE_C \
	"id, direction, vendor, change, subject, subject_name, replaces, country, what, mechanism, " \
	"announced, effective, deadline, state, decision, decided, decided_by, note, source"
#define NOTICE_P "$9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27"
#define DELIVERY_C \
	"notice, customer, contract, address, language, days, deadline, state, sent, problem, letter, " \
	"source"
#define DELIVERY_P "$9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20"
/* without the letters, which are long */
#define DELIVERY_SLIM \
	"notice, customer, contract, address, language, days, deadline, state, sent, problem, '', source"
#define OBJECTION_C "id, notice, customer, received, reason, outcome, closed, closed_by, note, source"
#define OBJECTION_P "$9, $10, $11, $12, $13, $14, $15, $16, $17, $18"
#define OVERRIDE_C "id, party, gate, notice, reason, granted_by, granted, expires, revoked, source"
#define OVERRIDE_P "$9, $10, $11, $12, $13, $14, $15, $16, $17, $18"

#endif
