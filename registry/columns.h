/*
 * Where in a record the columns stand that are read of very many rows: looking each up by its name for each row costs
 * more than reading it. tests/register compares the numbers with kinds.c. Private to the room.
 */
#ifndef REGISTRY_COLUMNS_H
#define REGISTRY_COLUMNS_H

#define REG_PLACES(X) /* kind, column, name here, number */ \
	X(PARTIES, "id", PARTY_ID, 0) \
	X(PARTIES, "name", PARTY_NAME, 1) \
	X(PARTIES, "aliases", PARTY_ALIASES, 2) \
	X(PARTIES, "kind", PARTY_KIND, 3) \
	X(PARTIES, "country", PARTY_COUNTRY, 5) \
	X(PARTIES, "own", PARTY_OWN, 7) \
	X(PARTIES, "status", PARTY_STATUS, 9) \
	X(PARTIES, "attributes", PARTY_ATTRIBUTES, 13) \
	X(TRANSFERS, "id", TRANSFER_ID, 0) \
	X(TRANSFERS, "exporter", TRANSFER_EXPORTER, 1) \
	X(TRANSFERS, "importer", TRANSFER_IMPORTER, 2) \
	X(TRANSFERS, "country", TRANSFER_COUNTRY, 3) \
	X(TRANSFERS, "place", TRANSFER_PLACE, 4) \
	X(TRANSFERS, "exporter_role", TRANSFER_EXPORTER_ROLE, 5) \
	X(TRANSFERS, "importer_role", TRANSFER_IMPORTER_ROLE, 6) \
	X(TRANSFERS, "data", TRANSFER_DATA, 7) \
	X(TRANSFERS, "from", TRANSFER_FROM, 13) \
	X(TRANSFERS, "until", TRANSFER_UNTIL, 14) \
	X(SAFEGUARDS, "exporter", SAFEGUARD_EXPORTER, 1) \
	X(SAFEGUARDS, "importer", SAFEGUARD_IMPORTER, 2) \
	X(SAFEGUARDS, "mechanism", SAFEGUARD_MECHANISM, 3) \
	X(SAFEGUARDS, "signed", SAFEGUARD_SIGNED, 4) \
	X(SAFEGUARDS, "changed", SAFEGUARD_CHANGED, 5) \
	X(SAFEGUARDS, "ended", SAFEGUARD_ENDED, 6) \
	X(SAFEGUARDS, "flags", SAFEGUARD_FLAGS, 7) \
	X(SAFEGUARDS, "countries", SAFEGUARD_COUNTRIES, 8) \
	X(CERTIFICATIONS, "importer", CERTIFICATION_IMPORTER, 0) \
	X(CERTIFICATIONS, "framework", CERTIFICATION_FRAMEWORK, 1) \
	X(CERTIFICATIONS, "covers", CERTIFICATION_COVERS, 2) \
	X(CERTIFICATIONS, "from", CERTIFICATION_FROM, 3) \
	X(CERTIFICATIONS, "until", CERTIFICATION_UNTIL, 4) \
	X(CERTIFICATIONS, "status", CERTIFICATION_STATUS, 5) \
	X(CERTIFICATIONS, "checked_on", CERTIFICATION_CHECKED_ON, 6) \
	X(ASSESSMENTS, "exporter", ASSESSMENT_EXPORTER, 0) \
	X(ASSESSMENTS, "importer", ASSESSMENT_IMPORTER, 1) \
	X(ASSESSMENTS, "country", ASSESSMENT_COUNTRY, 2) \
	X(ASSESSMENTS, "dated", ASSESSMENT_DATED, 3) \
	X(ASSESSMENTS, "outcome", ASSESSMENT_OUTCOME, 4) \
	X(ASSESSMENTS, "review_by", ASSESSMENT_REVIEW_BY, 6)

enum reg_place {
#define X(kind, column, name, number) REG_AT_##name = (number),
	REG_PLACES(X)
#undef X
};

#endif
