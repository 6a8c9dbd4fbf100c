/* The words of letters for transfer mechanisms: read by customers, so without modules and articles where these say
 * nothing to them. */
#include "reports/letters/mechanisms.h"

/* slugs: '|' between; one that ends in * stands for all that begin so. */
static const struct words {
	const char *slugs, *en, *de, *fr;
} table[] = {
	{ "no-transfer|eea-internal|tca-bridge-uk|same-entity|data-subject-direct|transit|"
	  "uk-processor-to-own-controller|ch-publication|domestic",
		"none is needed, because in law the data are not transferred to a third country",
		"nicht erforderlich, da rechtlich keine Übermittlung in ein Drittland stattfindet",
		"aucun n’est nécessaire, car il n’y a pas, en droit, de transfert vers un pays tiers" },
	{ "eu-adequacy|adequacy|dir-25-national-assessment",
		"the European Commission has decided that the country protects personal data adequately "
		"(Article 45 GDPR)",
		"Angemessenheitsbeschluss der Europäischen Kommission für das Land (Artikel 45 DSGVO)",
		"décision de la Commission européenne constatant que le pays assure un niveau de protection "
		"adéquat (article 45 du RGPD)" },
	{ "uk-adequacy", "the United Kingdom has recognised that the country protects personal data adequately",
		"Anerkennung des Landes durch das Vereinigte Königreich als Land mit angemessenem Datenschutz",
		"reconnaissance par le Royaume-Uni du niveau de protection adéquat du pays" },
	{ "ch-adequacy-list|ch-adequacy-annex1",
		"Switzerland has recognised that the country protects personal data adequately",
		"Anerkennung des Landes durch die Schweiz als Land mit angemessenem Datenschutz",
		"reconnaissance par la Suisse du niveau de protection adéquat du pays" },
	{ "dpf-eu-us|dpf",
		"the company’s certification under the EU-US Data Privacy Framework (Commission Decision (EU) "
		"2023/1795)",
		"Zertifizierung des Unternehmens nach dem Datenschutzrahmen EU-USA (Beschluss (EU) 2023/1795 "
		"der Kommission)",
		"certification de l’entreprise au titre du cadre de protection des données UE-États-Unis "
		"(décision (UE) 2023/1795 de la Commission)" },
	{ "dpf-uk-extension",
		"the company’s certification under the UK Extension to the EU-US Data Privacy Framework",
		"Zertifizierung des Unternehmens nach der britischen Erweiterung des Datenschutzrahmens "
		"EU-USA",
		"certification de l’entreprise au titre de l’extension britannique du cadre de protection des "
		"données UE-États-Unis" },
	{ "dpf-swiss-us", "the company’s certification under the Swiss-US Data Privacy Framework",
		"Zertifizierung des Unternehmens nach dem Datenschutzrahmen Schweiz-USA",
		"certification de l’entreprise au titre du cadre de protection des données Suisse-États-Unis" },
	{ "privacy-shield-eu-us|privacy-shield-swiss-us|privacy-shield",
		"the company’s certification under the Privacy Shield",
		"Zertifizierung des Unternehmens nach dem Privacy Shield",
		"certification de l’entreprise au titre du bouclier de protection des données" },
	{ "safe-harbor-eu-us|safe-harbor-swiss-us|safe-harbor",
		"the company’s certification under the Safe Harbor principles",
		"Zertifizierung des Unternehmens nach den Safe-Harbor-Grundsätzen",
		"certification de l’entreprise au titre des principes de la «  sphère de sécurité »" },
	{ "scc-2021-m1",
		"standard contractual clauses of the European Commission (Implementing Decision (EU) "
		"2021/914, module 1, controller to controller)",
		"Standardvertragsklauseln der Europäischen Kommission (Durchführungsbeschluss (EU) 2021/914, "
		"Modul 1, Verantwortlicher an Verantwortlichen)",
		"clauses contractuelles types de la Commission européenne (décision d’exécution (UE) "
		"2021/914, module 1, de responsable du traitement à responsable du traitement)" },
	{ "scc-2021-m2",
		"standard contractual clauses of the European Commission (Implementing Decision (EU) "
		"2021/914, module 2, controller to processor)",
		"Standardvertragsklauseln der Europäischen Kommission (Durchführungsbeschluss (EU) 2021/914, "
		"Modul 2, Verantwortlicher an Auftragsverarbeiter)",
		"clauses contractuelles types de la Commission européenne (décision d’exécution (UE) "
		"2021/914, module 2, de responsable du traitement à sous-traitant)" },
	{ "scc-2021-m3",
		"standard contractual clauses of the European Commission (Implementing Decision (EU) "
		"2021/914, module 3, processor to processor)",
		"Standardvertragsklauseln der Europäischen Kommission (Durchführungsbeschluss (EU) 2021/914, "
		"Modul 3, Auftragsverarbeiter an Auftragsverarbeiter)",
		"clauses contractuelles types de la Commission européenne (décision d’exécution (UE) "
		"2021/914, module 3, de sous-traitant à sous-traitant)" },
	{ "scc-2021-m4",
		"standard contractual clauses of the European Commission (Implementing Decision (EU) "
		"2021/914, module 4, processor to controller)",
		"Standardvertragsklauseln der Europäischen Kommission (Durchführungsbeschluss (EU) 2021/914, "
		"Modul 4, Auftragsverarbeiter an Verantwortlichen)",
		"clauses contractuelles types de la Commission européenne (décision d’exécution (UE) "
		"2021/914, module 4, de sous-traitant à responsable du traitement)" },
	{ "scc|scc-2001-c2c-set1|scc-2004-c2c-set2|scc-2002-c2p|scc-2010-c2p|scc-art3-2-importer",
		"standard contractual clauses of the European Commission",
		"Standardvertragsklauseln der Europäischen Kommission",
		"clauses contractuelles types de la Commission européenne" },
	{ "scc-sa-46-2-d",
		"standard data protection clauses of a supervisory authority, approved by the European "
		"Commission",
		"von der Europäischen Kommission genehmigte Standarddatenschutzklauseln einer "
		"Aufsichtsbehörde",
		"clauses types de protection des données d’une autorité de contrôle, approuvées par la "
		"Commission européenne" },
	{ "bcr|bcr-directive|bcr-c|bcr-p|uk-bcr|ch-bcr",
		"binding corporate rules of the group of companies, approved by the authorities",
		"von den Behörden genehmigte verbindliche interne Datenschutzvorschriften der "
		"Unternehmensgruppe",
		"règles d’entreprise contraignantes du groupe, approuvées par les autorités" },
	{ "code-of-conduct", "an approved code of conduct to which the company is bound",
		"genehmigte Verhaltensregeln, an die das Unternehmen gebunden ist",
		"code de conduite approuvé, contraignant pour l’entreprise" },
	{ "certification-46-2-f|europrivacy-transfer",
		"an approved data protection certification to which the company is bound",
		"genehmigte Datenschutz-Zertifizierung, an die das Unternehmen gebunden ist",
		"certification approuvée en matière de protection des données, contraignante pour "
		"l’entreprise" },
	{ "uk-code-or-certification|ch-code-or-certification",
		"an approved code of conduct or certification to which the company is bound",
		"genehmigte Verhaltensregeln oder Zertifizierung, an die das Unternehmen gebunden ist",
		"code de conduite ou certification approuvés, contraignants pour l’entreprise" },
	{ "dir-adhoc-26-2|adhoc-46-3-a|uk-adhoc-46-3-a", "a contract that was approved by the supervisory authority",
		"von der Aufsichtsbehörde genehmigter Vertrag", "contrat autorisé par l’autorité de contrôle" },
	{ "admin-arrangement-46-3-b|public-instrument-46-2-a|uk-public-instrument-46-2-a|"
	  "uk-admin-arrangement-46-3-b",
		"an arrangement between public bodies", "Vereinbarung zwischen öffentlichen Stellen",
		"arrangement entre autorités publiques" },
	{ "uk-idta", "the International Data Transfer Agreement of the UK Information Commissioner",
		"Vertrag über internationale Datenübermittlungen der britischen Datenschutzbehörde "
		"(International Data Transfer Agreement)",
		"accord de transfert international de données de l’autorité britannique (International Data "
		"Transfer Agreement)" },
	{ "uk-addendum|uk-scc-transitional",
		"standard contractual clauses of the European Commission with the addendum for the United "
		"Kingdom",
		"Standardvertragsklauseln der Europäischen Kommission mit dem Zusatz für das Vereinigte "
		"Königreich",
		"clauses contractuelles types de la Commission européenne avec l’addendum pour le Royaume-Uni" },
	{ "ch-scc-2021|ch-scc-old",
		"standard contractual clauses of the European Commission with the adaptations for Switzerland",
		"Standardvertragsklauseln der Europäischen Kommission mit den Anpassungen für die Schweiz",
		"clauses contractuelles types de la Commission européenne avec les adaptations pour la Suisse" },
	{ "ch-contract-notified|ch-contract-1992|ch-tdfa",
		"data protection clauses in the contract, of which the Swiss authority was told",
		"Datenschutzklauseln im Vertrag, die der Schweizer Behörde mitgeteilt wurden",
		"clauses de protection des données du contrat, communiquées à l’autorité suisse" },
	{ "ch-federal-guarantees|ch-treaty", "guarantees or a treaty under Swiss law",
		"Garantien oder ein Staatsvertrag nach Schweizer Recht", "garanties ou traité selon le droit suisse" },
	{ "derogation|dir-26-1-*|art49-1-*", "an exception for specific situations (Article 49 GDPR)",
		"Ausnahme für bestimmte Fälle (Artikel 49 DSGVO)",
		"dérogation pour des situations particulières (article 49 du RGPD)" },
	{ "uk-art49-1-*", "an exception for specific situations (Article 49 UK GDPR)",
		"Ausnahme für bestimmte Fälle (Artikel 49 der britischen DSGVO)",
		"dérogation pour des situations particulières (article 49 du RGPD britannique)" },
	{ "ch-fadp*", "an exception for specific situations under Swiss law",
		"Ausnahme für bestimmte Fälle nach Schweizer Recht",
		"exception pour des situations particulières selon le droit suisse" },
	{ "onward-dpf|onward-scc-2021|onward-adequate-law|onward-contract",
		"a contract that binds the company to the same level of protection",
		"Vertrag, der das Unternehmen zum selben Schutzniveau verpflichtet",
		"contrat imposant à l’entreprise le même niveau de protection" },
};

static bool is(const char *pattern, size_t n, const char *slug, size_t len)
{
	if (n > 0 && pattern[n - 1] == '*')
		return len >= n - 1 && memcmp(pattern, slug, n - 1) == 0;
	return n == len && memcmp(pattern, slug, len) == 0;
}

const char *rep_mechanism_words(const char *slug, size_t len, const char *language)
{
	for (size_t i = 0; i < CV_LEN(table); i++) {
		size_t n;

		for (const char *q = table[i].slugs, *w; (w = cv_next(&q, '|', &n));)
			if (is(w, n, slug, len))
				return cv_streq(language, "de")	   ? table[i].de
					: cv_streq(language, "fr") ? table[i].fr
								   : table[i].en;
	}
	return NULL;
}
