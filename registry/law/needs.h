/*
 * What a remedy may ask of a person, in English. Beside these it asks what families.csv and scopes.csv say in their
 * notes. A letter says it in its own language: reports/letters/templates/words-needs.csv has a row for each. Private to
 * the room.
 */
#ifndef LAW_NEEDS_H
#define LAW_NEEDS_H

#include <stddef.h>

#define LAW_NEEDS(X) \
	X(SCOPE, "find out whether the recipient is within the scope of the adequacy finding") \
	X(ENTRY, \
		"check the framework's list for an active entry of exactly this legal entity that covers this " \
		"kind of data") \
	X(BCR, "bring both companies under approved binding corporate rules") \
	X(SIGN_SET, "sign the set or module made for these roles with the importer and record the day") \
	X(SIGN, "sign it with the importer and record the day") \
	X(ONWARD_CONTRACT, \
		"see to it that the importer has a contract with the next recipient that passes the same duties down") \
	X(DAY, "find out on which day the instrument was concluded and record it") \
	X(REVIEW, "review the transfer impact assessment again, keep what it finds, and set a new day to review it") \
	X(MEASURES, "add measures that make up for what the assessment found, assess again, or do not send the data") \
	X(ASSESS, "make a transfer impact assessment for this country, keep it, and set a day to review it") \
	X(SWISS, "add the adaptations for Switzerland to the clauses (authority, law and forum, references)") \
	X(APPROVAL, "obtain the authority's approval and record it") \
	X(NOTIFY, "notify the authority and record the day") \
	X(MODULE, "find out which module of the clauses the addendum brings in, and record the one for these roles") \
	X(CONDITIONS, "document that every condition of the derogation is met") \
	X(LOOK_UP, "look the exact legal entity up on the list: it must be active and cover this kind of data") \
	X(EXTENDED, "the entry needs an active entry of the framework it extends") \
	X(NAME_MODULE, "name in it the module of the EU clauses for these roles")

enum law_need_id {
#define X(id, sentence) LAW_NEED_##id,
	LAW_NEEDS(X)
#undef X
	LAW_NEED_COUNT
};

/* need[] of a remedy points to one of these, or to such a note; NULL past the last. */
const char *law_need_sentence(size_t i);

#endif
