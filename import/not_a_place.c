/* Words of a location cell that name no place: law, products, customers, what stands behind a "not". */
#include "import/words.h"

#include <string.h>

bool imp_word_is(const char *folded, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (cv_streq(list[i], folded))
			return true;
	return false;
}

/* ---- what names no place ---- */

static const char *const law_heads[] = { "addendum", "framework", "shield", "bridge", "scc", "sccs", "idta", "dpf", "adequacy", "gdpr",
	"clauses", "extension", "harbor", "harbour", "act", "law", "laws", "regulation", "dsgvo", "rgpd", "bcr", "bcrs", "standardvertragsklauseln" };
static const char *const law_joins[] = { "eu", "us", "uk", "usa", "ue", "eea", "swiss", "data", "privacy", "international", "transfer",
	"standard", "contractual", "adequacy", "protection", "s", "u", "k", "the", "module", "scc", "addendum" };
static const char *const act_heads[] = { "act", "law", "laws", "regulation" };
static const char *const people[] = { "customer", "customers", "user", "users", "client", "clients", "kunden", "kunder", "klanten",
	"clientes", "clienti", "visitors", "employees", "students", "merchants", "residents", "citizens" };
static const char *const negations[] = { "no", "not", "outside", "except", "excluding", "excludes", "without", "non", "kein", "keine",
	"keinen", "nicht", "ausser", "ausserhalb", "ohne", "sans", "hors", "sauf", "geen", "niet", "buiten", "behalve", "ikke", "ingen",
	"uden", "uten", "utenfor", "utanfor", "inte", "sin", "excepto", "fuera", "salvo", "senza", "escluso", "fora", "poza", "bez", "nie",
	"never", "nor", "neither", "blocked", "prohibited", "excl", "exkl", "uitgezonderd", "hormis" };
static const char *const undecided_words[] = { "tbd", "tbc", "tba", "migrate", "undecided" };

static void ignore_law(struct imp_words *w, size_t head)
{
	bool act = imp_word_is(w->word[head].folded, act_heads, CV_LEN(act_heads));

	w->word[head].ignored = true;
	for (size_t k = 0; k < 6 && head-- > 0;) {
		struct imp_word *v = &w->word[head];

		if (v->segment != w->word[head + 1].segment)
			return;
		if (!imp_word_is(v->folded, law_joins, CV_LEN(law_joins)) && !(act && v->capital))
			return;
		v->ignored = true;
		k++;
	}
}

static void ignore_before(struct imp_words *w, size_t at, size_t most)
{
	for (size_t k = 0; k < most && at-- > 0 && w->word[at].segment == w->word[at + 1].segment; k++)
		w->word[at].ignored = true;
}

/* A "not" reaches to the end of its sentence or bracket; here: over the segments that follow until words stop being places. */
static void ignore_after(struct imp_words *w, size_t at)
{
	for (size_t i = at; i < w->n && w->word[i].segment <= w->word[at].segment + 2; i++)
		w->word[i].ignored = true;
}

bool imp_words_ignore(struct imp_words *w)
{
	bool undecided = false;

	for (size_t i = 0; i < w->n; i++) {
		struct imp_word *v = &w->word[i];

		if (imp_word_is(v->folded, undecided_words, CV_LEN(undecided_words)))
			undecided = true;
		if (cv_streq(v->folded, "to") && i + 2 < w->n && cv_streq(v[1].folded, "be") &&
			(cv_starts(v[2].folded, "determin") || cv_starts(v[2].folded, "confirm") || cv_starts(v[2].folded, "decid")))
			undecided = true;
		if (imp_word_is(v->folded, law_heads, CV_LEN(law_heads)))
			ignore_law(w, i);
		if (imp_word_is(v->folded, people, CV_LEN(people)))
			ignore_before(w, i, 3);
		if (cv_streq(v->folded, "cloud") && i >= 2 && w->word[i - 1].upper && w->word[i - 2].segment == v->segment &&
			w->word[i - 2].capital)
			w->word[i - 1].ignored = true; /* a product: "Example EU Cloud" */
		if (imp_word_is(v->folded, negations, CV_LEN(negations)) && !v->two)
			ignore_after(w, i);
	}
	return undecided;
}
