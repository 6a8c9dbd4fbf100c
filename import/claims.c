/* What a mechanism cell claims: families of mechanisms, never proof. */
#include "import/import.h"

#include <string.h>

enum { WINDOW = 5 }; /* words a negation reaches */

struct mark {
	const char *words; /* folded; a trailing '*' matches the rest of the word */
	const char *family;
};

static const struct mark marks[] = {
	{ "scc", "scc" }, { "sccs", "scc" }, { "standard contractual clause*", "scc" }, { "model clause*", "scc" },
	{ "standardvertragsklausel*", "scc" }, { "standarddatenschutzklausel*", "scc" }, { "clauses contractuelles types", "scc" },
	{ "cct", "scc" }, { "modelcontractbepaling*", "scc" }, { "standaardcontractbepaling*", "scc" },
	{ "standardkontraktbestemmelse*", "scc" }, { "standardkontrakt*", "scc" }, { "eu standardkontrakt*", "scc" },
	{ "standard kontraktsbestemmelse*", "scc" }, { "personvernbestemmelser", "scc" }, { "standardavtalsklausul*", "scc" },
	{ "clausulas contractuales tipo", "scc" }, { "clausulas contratuais", "scc" }, { "clausole contrattuali*", "scc" },
	{ "standardowe klauzule umowne", "scc" }, { "standardowych klauzul*", "scc" }, { "csc", "scc" },
	{ "dpf", "dpf" }, { "data privacy framework", "dpf" }, { "data bridge", "dpf" }, { "uk extension", "dpf" },
	{ "privacy shield", "privacy-shield" }, { "safe harbor", "safe-harbor" }, { "safe harbour", "safe-harbor" },
	{ "bcr", "bcr" }, { "bcrs", "bcr" }, { "binding corporate rule*", "bcr" }, { "verbindliche interne*", "bcr" },
	{ "regles d entreprise contraignantes", "bcr" }, { "bindende bedrijfsvoorschriften", "bcr" },
	{ "bindende virksomhedsregler", "bcr" }, { "normas corporativas vinculantes", "bcr" },
	{ "adequacy", "adequacy" }, { "adequate country", "adequacy" }, { "angemessenheitsbeschluss*", "adequacy" },
	{ "adequation", "adequacy" }, { "adequaatheidsbesluit*", "adequacy" }, { "tilstraekkelighed*", "adequacy" },
	{ "adekvansbeslut*", "adequacy" }, { "adecuacion", "adequacy" }, { "adequacao", "adequacy" }, { "adeguatezza", "adequacy" },
	{ "uk addendum", "uk-addendum" }, { "international data transfer addendum", "uk-addendum" }, { "addendum b1 0", "uk-addendum" },
	{ "idta", "uk-idta" }, { "international data transfer agreement", "uk-idta" },
	{ "explicit consent", "derogation" }, { "consentement explicite", "derogation" }, { "ausdruckliche einwilligung", "derogation" },
	{ "art 49", "derogation" }, { "article 49", "derogation" }, { "artikel 49", "derogation" }, { "derogation*", "derogation" },
};

/* Words that take back what follows, and words that take back what came before them in the same clause. */
static const char *const no_before[] = { "no", "not", "non", "without", "kein", "keine", "keinen", "nicht", "ohne", "pas", "sans",
	"aucun", "aucune", "geen", "niet", "zonder", "ingen", "ikke", "uden", "uten", "inga", "inte", "utan", "sin", "sem", "senza",
	"nie", "brak", "bez", "check", "verify", "confirm", "whether", "if", "ob", "prufen", "pending", "planned", "never", "lacks" };
static const char *const no_after[] = { "not", "pending", "tbd", "tbc", "expired", "invalid", "invalidated", "nicht", "planned",
	"missing", "outstanding", "unsigned" };
static const char *const none_words[] = { "n a", "na", "not applicable", "not required", "none", "keine", "nicht erforderlich",
	"non applicable", "niet van toepassing", "ingen overforsel", "no transfer", "kein transfer", "no third party transfer" };
static const char *const inside_eea[] = { "eea hosting", "eu hosting", "eu dataresidentie", "eu verwerking", "eu only", "eea only",
	"eu", "eea", "ireland based", "hosted in the eu", "eu processing", "verarbeitung in der eu" };

/* A clause of the cell, folded, with its words. */
struct clause {
	struct cv_str text;
	const char *word[64];
	size_t len[64], n;
};

static void split_words(struct clause *c)
{
	c->n = 0;
	for (const char *p = cv_str_text(&c->text); *p && c->n < CV_LEN(c->word);) {
		size_t n = strcspn(p, " ");

		c->word[c->n] = p;
		c->len[c->n++] = n;
		p += n + (p[n] == ' ');
	}
}

static bool word_in(const struct clause *c, size_t i, const char *const *list, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (strlen(list[k]) == c->len[i] && memcmp(list[k], c->word[i], c->len[i]) == 0)
			return true;
	return false;
}

/* The mark begins at word i: how many words it takes, 0 if not. */
static size_t match(const struct clause *c, size_t i, const char *words)
{
	size_t used = 0;

	for (const char *p = words; *p; used++) {
		size_t n = strcspn(p, " ");
		bool stem = n > 0 && p[n - 1] == '*';
		size_t fixed = stem ? n - 1 : n;

		if (i + used >= c->n || c->len[i + used] < fixed || memcmp(c->word[i + used], p, fixed) != 0 ||
			(!stem && c->len[i + used] != fixed))
			return 0;
		p += n + (p[n] == ' ');
	}
	return used;
}

static bool negated(const struct clause *c, size_t first, size_t used)
{
	for (size_t i = first > WINDOW ? first - WINDOW : 0; i < first; i++)
		if (word_in(c, i, no_before, CV_LEN(no_before)))
			return true;
	for (size_t i = first + used; i < c->n && i < first + used + 3; i++)
		if (word_in(c, i, no_after, CV_LEN(no_after)))
			return true;
	return false;
}

static void add(struct imp_claims *ret, const char *family)
{
	for (size_t i = 0; i < ret->n; i++)
		if (cv_streq(ret->family[i], family))
			return;
	if (ret->n < CV_LEN(ret->family))
		ret->family[ret->n++] = family;
}

static void read_clause(struct clause *c, struct imp_claims *ret)
{
	split_words(c);
	for (size_t i = 0; i < c->n; i++) {
		for (size_t m = 0; m < CV_LEN(marks); m++) {
			size_t used = match(c, i, marks[m].words);

			if (used == 0)
				continue;
			if (!negated(c, i, used))
				add(ret, marks[m].family);
			i += used - 1;
			break;
		}
	}
}

static bool starts_with_any(const char *folded, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (cv_starts(folded, list[i]) && (folded[strlen(list[i])] == '\0' || folded[strlen(list[i])] == ' '))
			return true;
	return false;
}

static bool contains_any(const char *folded, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *p = strstr(folded, list[i]);
		size_t len = strlen(list[i]);

		if (p && strchr(list[i], ' ') && (p == folded || p[-1] == ' ') && (p[len] == '\0' || p[len] == ' '))
			return true;
	}
	return false;
}

/* Clauses end at ; . line ends and closing words; a comma or bracket keeps a negation's reach short. */
static size_t clause_end(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (strchr(";\n\r,(){}", text[i]) || (text[i] == '.' && (i + 1 == len || text[i + 1] == ' ')))
			return i;
	return len;
}

void imp_claims_read(const char *text, size_t len, struct imp_claims *ret)
{
	struct clause c = { 0 };
	struct cv_str folded = { 0 };

	*ret = (struct imp_claims){ 0 };
	for (size_t at = 0; at < len;) {
		size_t n = clause_end(text + at, len - at);

		cv_str_clear(&c.text);
		cv_fold(text + at, n, &c.text);
		if (c.text.len > 0)
			read_clause(&c, ret);
		at += n + 1;
	}
	cv_fold(text, len, &folded);
	if (ret->n == 0 && folded.len > 0)
		ret->none = starts_with_any(folded.data, none_words, CV_LEN(none_words)) ||
			contains_any(folded.data, none_words, CV_LEN(none_words)) ||
			starts_with_any(folded.data, inside_eea, CV_LEN(inside_eea)) ||
			contains_any(folded.data, inside_eea, CV_LEN(inside_eea));
	cv_str_finish(&c.text);
	cv_str_finish(&folded);
}
