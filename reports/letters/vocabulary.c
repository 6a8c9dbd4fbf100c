/* The words that a letter about an inquiry may say. */
#include "reports/letters/inquiry.h"

static const struct rep_word of_recipient[] = {
	{ "recipient", REP_TEXT, "name of the legal entity that receives the data", NULL },
	{ "country", REP_OPTIONAL, "where it receives them", NULL },
	{ "passed_on", REP_FLAG, "it has them from another recipient, not from us", NULL },
	{ "exporters", REP_OPTIONAL, "who discloses the data to it", NULL },
	{ "processor", REP_FLAG, "it may use them only on our behalf", NULL },
	{ "service", REP_OPTIONAL, "what it does for us", NULL },
	{ "since", REP_OPTIONAL, "the first day of the transfer", NULL },
	{ "purposes", REP_OPTIONAL, "what the data are used for", NULL },
	{ "legal_basis", REP_OPTIONAL, "of the purposes", NULL },
	{ "categories", REP_OPTIONAL, "which data", NULL },
	{ "subjects", REP_OPTIONAL, "data about whom", NULL },
	{ "retention", REP_OPTIONAL, "how long they are kept", NULL },
	{ "mechanism", REP_OPTIONAL, "what protects the transfer, as it is called", NULL },
	{ "official", REP_OPTIONAL, "the same, exactly: which clauses, which module", NULL },
	{ "cite", REP_OPTIONAL, "article and act", NULL },
	{ "code", REP_OPTIONAL, "reason code, where it is open or not covered", NULL },
	{ "explanation", REP_OPTIONAL, "why it is open or not covered, a sentence for each reason", NULL },
	{ "remedy", REP_OPTIONAL, "what would make it covered, the cheapest way", NULL },
	{ "signed", REP_OPTIONAL, "day of the clauses", NULL },
	{ "approved", REP_OPTIONAL, "day on which an authority approved the safeguard", NULL },
	{ "document", REP_OPTIONAL, "where the clauses are kept", NULL },
	{ "agreement", REP_OPTIONAL, "day of the data processing agreement, GDPR art. 28(3)", NULL },
	{ "until", REP_OPTIONAL, "the day on which this changes by itself", NULL },
	{ 0 },
};

static const struct rep_word of_group[] = {
	{ "mechanism", REP_OPTIONAL, "what protects these transfers, as it is called", NULL },
	{ "plain", REP_OPTIONAL, "the same in plain words", NULL },
	{ "copy", REP_OPTIONAL, "how to get a copy of it", NULL },
	{ "why", REP_OPTIONAL, "what is open or missing, in plain words", NULL },
	{ "doing", REP_OPTIONAL, "what is done about it", NULL },
	{ "recipients", REP_LIST, "whom this is about", of_recipient },
	{ 0 },
};

static const struct rep_word vocabulary[] = {
	{ "reference", REP_TEXT, "number of the inquiry", NULL },
	{ "today", REP_TEXT, "the day of the letter, of which it speaks", NULL },
	{ "received", REP_TEXT, "the day the inquiry came in", NULL },
	{ "asker", REP_OPTIONAL, "who asks", NULL },
	{ "question", REP_OPTIONAL, "as it was asked", NULL },
	{ "about", REP_OPTIONAL, "the party or country it is about", NULL },
	{ "to_about", REP_OPTIONAL, "the same behind a verb: to Acme, Inc., to the United States", NULL },
	{ "about_all", REP_FLAG, "it is about everybody: where do my data go", NULL },
	{ "sender", REP_OPTIONAL, "our company", NULL },
	{ "contact", REP_OPTIONAL, "where to reach us", NULL },
	{ "law", REP_TEXT, "the law that gives the right to ask", NULL },
	{ "complaint", REP_TEXT, "to whom one may complain", NULL },
	{ "records", REP_OPTIONAL, "where that law asks for a register of transfers", NULL },
	{ "processors", REP_OPTIONAL, "where it binds processors further down", NULL },
	{ "covered", REP_LIST, "recipients in other countries, by what protects the data", of_group },
	{ "review", REP_LIST, "recipients where something is open, by what it is", of_group },
	{ "uncovered", REP_LIST, "recipients without a valid safeguard, by why", of_group },
	{ "inside", REP_LIST, "recipients for whom no safeguard is needed, by why", of_group },
	{ "nobody", REP_FLAG, "nobody receives such data", NULL },
	{ "several_exporters", REP_FLAG, "more than one of our companies discloses the data", NULL },
	{ "customer_contract", REP_OPTIONAL, "day of the contract with the customer who asks", NULL },
	{ "objection_days", REP_OPTIONAL, "days to object to another processor, of that contract", NULL },
	{ "one_objection_day", REP_FLAG, "it is one day", NULL },
	{ "register_seq", REP_TEXT, "number of the last change the register knew", NULL },
	{ "register_at", REP_OPTIONAL, "day and time of that change, UTC", NULL },
	{ "log_size", REP_TEXT, "entries of the change log", NULL },
	{ "log_root", REP_TEXT, "root of the tree over them", NULL },
	{ "law_pack", REP_TEXT, "version of the law pack", NULL },
	{ "law_sha256", REP_TEXT, "SHA-256 of the law pack", NULL },
	{ 0 },
};

const struct rep_word *rep_inquiry_vocabulary(void)
{
	return vocabulary;
}

/* The list before w that has items of the same words; NULL: none. */
static const struct rep_word *twin(const struct rep_word *first, const struct rep_word *w)
{
	for (; first != w; first++)
		if (first->item && first->item == w->item)
			return first;
	return NULL;
}

static void words_text(const struct rep_word *words, int depth, struct cv_str *out)
{
	static const char *const kind[] = { "text", "text or nothing", "yes or no", "list" };

	for (const struct rep_word *w = words; w->name; w++) {
		const struct rep_word *same = w->item ? twin(words, w) : NULL;

		cv_str_printf(
			out, "%*s%-*s  %-15s  %s", 4 * depth, "", 20 - 4 * depth, w->name, kind[w->kind], w->help);
		if (same)
			cv_str_printf(out, "; in it the words of %s", same->name);
		cv_str_putc(out, '\n');
		if (w->item && same == NULL)
			words_text(w->item, depth + 1, out);
	}
}

void rep_vocabulary_text(const struct rep_word *words, struct cv_str *out)
{
	words_text(words, 0, out);
}
