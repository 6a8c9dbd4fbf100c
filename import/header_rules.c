/* The words that headers are read by where they are not known as a whole. */
#include "import/header_words.h"

#include "import/import.h"

#define WHERE \
		"location|hvor|gdzie|donde|dove$|countr|region|geograph|jurisdiction|where|place|standort|land$|" \
		"lander$|landen$|lieu|pays$|localisation|pais$|paises$|ubicacion|lugar|paese|paesi|ubicazion|" \
		"luogo|locatie|plaats|localizac|kraj|lokalizacj|miejsc|plats|lokation|lokasjon|placering|sted$|" \
		"steder|sijainti|paikka|maa$|zeme|umisteni|misto|ort$|orte$|sede$|local|emplacement|waar$|wo$"

/* In this order. */
const struct imp_header_words imp_header_rules[] = {
	{ IMP_M_PARTY,
		"name|namen|nom$|nombre|naam|nome$|nazwa|namn|navn|nimi|nazev|firma|bezeichnung|identit",
		"subprocessor|sub processor|processor|unterauftrag|subunternehm|sous traitant|subverwerker|"
		"sub verwerker|subencargad|subprocessad|suboperad|sub responsab|podmiot|podprocesor|underbitrad|"
		"underdatabehandl|alikasitt|zpracovatel|address|anschrift|adresse|adres|direccion|indirizz|vendor|"
		"supplier|provider|company" },
	{ IMP_M_SERVICE,
		"name|nom$|nombre|naam|navn|namn|nazwa|nome$|nazev",
		"solution|service$|product|produkt|produit|producto|tool$|software|uslug|tjenest|tjanst|dienst$|"
		"application|platform" },
	{ IMP_M_PROCESSING,
		"location|standort|country|region|localisation|ubicacion|locatie",
		"hosting provider|cloud provider" },
	{ IMP_M_PURPOSE,
		"^purpose|^zweck|^finalit|^doel|^cel$|^andamal|^formal|^tarkoitus|^ucel|^kayttotark|^syfte|"
		"^verarbeitungszweck|^verwerkingsdoel", NULL },
	{ IMP_M_PARTY,
		"tjenesteleverand|tjansteleverant|dostawc|proveedor de serv|fournisseur de serv|dienstleister|"
		"dienstverlener|palveluntarjo|prestatario|fornitore di serv|fornecedor de serv|hosting provider|"
		"hosting partner|cloud provider|infrastructure provider|service provider|hoster$", NULL },
	{ IMP_M_DATA,
		"nature des donnees|natura dei dati|naturaleza de los datos|betroffene daten|pii$", NULL },
	{ IMP_M_MECHANISM,
		"transfer mechanism|transfer tool|transfer instrument|transfer basis|transfer safeguard|chapter v$|"
		"kapitel v$|kap v$|hoofdstuk v$|chapitre v$|capitulo v$|rozdzial v$|idta|uk addendum|transfer ground|"
		"transfer method|schutzmassnahmen dr|clauses contractuelles|clausulas contractuales|"
		"standard contractual|standardvertrag|standaardcontract|safeguard|basis for transfer|"
		"basis of transfer|legal transfer|third country transfer|angemessenheit|cross border transfer|"
		"international transfer|data transfer|restricted transfer|onward transfer|scc$|sccs$|dpf$|adequacy|"
		"transfermech|transferinstr|transfergrund|transferbasis|geeignete garanti|garantie|garantia|garanzi|"
		"ubermittlungsgrund|ubermittlung in|ubermittlungsinstr|ubermittlungsmech|drittlandtransf|"
		"drittlandubermittl|drittlandgarant|drittstaat|mecanisme de transfert|outil de transfert|"
		"base du transfert|encadrement|transferts hors|transfert hors|mecanismo de transf|"
		"instrumento de transf|meccanismo di trasf|strumento di trasf|doorgift|waarborg|mechanizm|"
		"podstawa transf|podstawa przekaz|zabezpieczeni|overforingsmek|overforingsgrun|overforingsverk|"
		"skyddsatgard|overforselsgrund|overforselsmek|siirtoperus|siirtomek|siirron|suojato|"
		"mechanismus predani|nastroj predani|zaruk|predani", NULL },
	{ IMP_M_MECHANISM,
		"legal basis|rechtsgrundlage|base juridi|base legal|base giuridi|rechtsgrond|grondslag|podstawa|"
		"rattslig|retsgrundlag|rettslig|oikeusperuste|pravni zaklad",
		"transf|ubermittl|trasf|doorgift|przekaz|overfor|siirt|predan|drittland" },
	{ IMP_M_LOCATION,
		"country|countries|destination|pays|pais|paises|paese|kraj",
		"transfer|transfert|transferenc|trasferiment|przekaz" },
	{ IMP_M_MECHANISM,
		"mechanism|transfers$|transfert|transferenc|trasferiment|datentransfer|transfergar|transfer$|"
		"transfer poza|transfer out|overforing|overforsel|tredjeland|siirto|przekazyw|drittlanduberm|"
		"mecanisme|mecanismo|meccanismo",
		NULL },
	{ IMP_M_DPA_STATUS,
		"dpa|avv$|data processing agreement|data processing addendum|verwerkersovereenkomst|"
		"databehandleraftale",
		"required|needed|necesari|erforderlich|requis|nodvendig|status|date|signed|in place|executed|agreed|"
		"unterzeichnet|abgeschlossen|signe|firmad|getekend|underskrevet|concluded" },
	{ IMP_M_DPA_LINK,
		"art 28|dpa$|dpa link|dpa url|avv$|data processing agreement|data processing addendum|"
		"verwerkersovereenkomst|databehandleraft|databehandleravt|auftragsverarbeitungsvertrag", NULL },
	{ IMP_M_CONTACT,
		"address|adresse|anschrift|direccion|indirizz|adres$|endereco|osoite|contact|kontakt|contatt|"
		"contacto|yhteystied|dpo$|e mail|email", NULL },
	{ IMP_M_SUBJECTS,
		"data subject|whose data|subject categor|betroffene|personnes concernees|interesad|interessat|"
		"betrokken|titulares|osoby ktor|kategorie osob$|registrerad|registrered|registrert|rekisteroi|subjekt", NULL },
	{ IMP_M_LOCATION,
		"cdn location", NULL },
	{ IMP_M_RETENTION,
		"retention|aufbewahr|speicherdauer|speicherfrist|loschfrist|loschung|duree de conservation|"
		"duree conservation|plazo de conserv|periodo de conserv|periodo di conserv|tempi di conserv|bewaar|"
		"prazo de|okres przechow|lagringstid|gallring|opbevaringsp|opbevaringst|slettefrist|sailytysaik|"
		"doba uchov|storage period|deletion", NULL },
	{ IMP_M_PROCESSING,
		WHERE,
		"processing|process$|processed|verarbeit|traitement|tratamiento|tratamento|processamento|trattamento|"
		"verwerking|przetwarzania|przechowywania|behandling|kasittely|zpracovani|data$|daten|donnees|datos|"
		"dati$|dados|gegevens|danych|uppgifter|oplysninger|tietojen|dat$|datan|udaj|serwer|hosting|hosted|"
		"heberg|alojamiento|hospedagem|server|serveur|servidor|storage|stored|speicher|opslag|lagring|"
		"opbevaring|almacen|stockage|datacent|rechenzentr|datove" },
	{ IMP_M_PROCESSING,
		"hosting|residency|datenhaltung|verarbeitungsreg|verwerkingsreg|przetwarzania danych kraj|"
		"data at rest|datenspeicher|rechenzentrum|serwer|datasenter|servere$|cloud region|aws region|"
		"azure region|gcp region|processing site|processing loc|processing region|opbevaringss|"
		"behandlingslok|behandlingsreg|armazen|alojamient|palvelimen|palvelimien|hosted in|stored in|"
		"processed in|leistungsort|data cent|datacent|data location|data resid|dataresid|datenstandort|"
		"datenort|datalokation|datalocat|dataplac|serverstandort|serverlocat|serverplac|speicherort|"
		"verarbeitungsort|verarbeitungsland|verwerkingsloc|verwerkingspl|verwerkingsland|opslagloc|"
		"behandlingspl|behandlingss|lagringspl|lagringss|datalagring|kasittelypaikka|kasittelymaa|"
		"sailytyspaikka|hebergement|server", NULL },
	{ IMP_M_ENTITY,
		"location|countr|region|geograph|jurisdiction|where|place|standort|land$|lander$|landen$|lieu|pays$|"
		"localisation|pais$|paises$|ubicacion|lugar|paese|paesi|ubicazion|luogo|locatie|plaats|localizac|"
		"kraj|lokalizacj|miejsc|plats|lokation|lokasjon|placering|sted$|steder|sijainti|paikka|maa$|zeme|"
		"umisteni|misto|ort$|orte$|local",
		"entity|company|corporate|headquart|hq$|incorporat|establish|registrat|registered|head office|"
		"unternehmen|firma|gesellschaft|societe|sociedad|empresa|societa|bedrijf|vestiging|etablissement$|"
		"establecimiento|stabilimento|estabelecimento|etablering|incorporated" },
	{ IMP_M_ENTITY,
		"headquart|hq$|head office|legal seat|domicile|place of business|place of incorp|geschaftssitz|"
		"sitzes$|zetel|nationalit|narodowosc|based in|where based|based$|siege social|sede princ|domicilio$|"
		"sedestat|registered|corporate|incorporat|hauptsitz|firmensitz|unternehmenssitz|sitz$|sitzland|siege|"
		"domicilio social|sede social|sede legale|sede$|hoofdkantoor|hoofdvestiging|vestigings|huvudkontor|"
		"hovedkontor|hovedsaede|paakonttori|kotipaikka|siedzib|sidlo", NULL },
	{ IMP_M_LOCATION,
		"location|countr|region|geograph|jurisdiction|where|place of|standort|land$|lander$|landen$|lieu|"
		"pays$|localisation|pais$|paises$|ubicacion|lugar|paese|paesi|ubicazion|luogo|locatie|plaats|"
		"localizac|kraj|lokalizacj|miejsc|plats|lokation|lokasjon|placering|sted$|steder|sijainti|paikka|"
		"maa$|zeme|umisteni|misto|ort$|orte$|territo|lokalit|obszar|emplacement|waar$|donde$|panstw|zone geo|"
		"gebiet$|geograf", NULL },
	{ IMP_M_LINK,
		"website|web site|webseite|web page|url$|link|homepage|privacy polic|privacy notice|"
		"privacy statement|datenschutzerkl|datenschutzhinw|site web|site internet|politique de conf|"
		"sitio web|pagina web|politica de priv|sito web|informativa|privacyverkl|privacybeleid|strona intern|"
		"strona www|polityka pryw|webbplats|integritetspol|hjemmeside|privatlivspol|nettside|personvernerkl|"
		"verkkosiv|tietosuojasel|webova str|webove str|zasady ochrany", NULL },
	{ IMP_M_SECURITY,
		"security|certificat|zertifi|certifica|technical and org|technische und org|mesures de secur|"
		"mesures tech|medidas de segur|medidas tec|misure di sicur|beveilig|sicherheit|iso 27001|soc 2|"
		"tietoturva|sikkerhed|sakerhet", NULL },
	{ IMP_M_DATA,
		"data stored|data transferred|what they process|oplysningstyp|opplysningstyp|datatyp|datakateg|"
		"categoria de datos|categorie de donnees|categoria di dati|categorie gegevens|kategoria danych|"
		"sensitive|special categor|besondere kateg|categories of data|category of data|category of personal|"
		"processed data|customer data|data sent|data access$|data handled|data exchanged|data transmitted|"
		"verwerkte gegev|datos acced|datos comunic|datos compart|donnees access|donnees transm|"
		"donnees partag|behandlede data|behandlede opl|behandlede opp|behandlade upp|kategorien der personen|"
		"informations traitees|categories of information|data categor|categories of personal|personal data|"
		"personal inf|type of data|types of data|data type|data element|data processed|data shared|"
		"data accessed|data involved|data field|datenkategor|kategorien personen|kategorien von daten|"
		"kategorien der daten|art der daten|arten von daten|arten personen|verarbeitete daten|"
		"personenbezogene|datenart|categories de donnees|donnees traitees|donnees personnelles|"
		"donnees a caractere|types de donnees|type de donnees|donnees concernees|categorias de datos|"
		"datos tratados|datos personales|tipos de datos|tipo de datos|categorie di dati|dati trattati|"
		"dati personali|tipi di dati|tipologia di dati|categorieen|persoonsgeg|soort gegev|soorten gegev|"
		"type gegev|gegevenscat|categorias de dados|dados pessoais|dados tratados|tipos de dados|"
		"kategorie danych|dane osobowe|zakres danych|rodzaj danych|typ danych|typer av data|personuppgift|"
		"typ av uppgift|personoplysning|typer af person|personopplysn|typer person|henkilotie|tietoryhm|"
		"osobni udaj|kategorie udaj|rozsah udaj|kategorie osobnich", NULL },
	{ IMP_M_REVIEWED,
		"last review|last modif|modified|last chang|last updat|last verif|reviewed|review date|letzte pruf|"
		"letzte aktual|zuletzt|gepruft|derniere mise|derniere rev|ultima actual|ultima rev|ultimo aggior|"
		"laatst bijg|laatste update|ostatnia akt|senast|sidst opd|sist oppd|paivitetty|posledni akt", NULL },
	{ IMP_M_ADDED,
		"date added|added|date of addition|date of inclusion|date included|date approved|date of approval|"
		"approval date|date of engag|engagement|effective date|start date|engaged since|engaged on|engaged$|"
		"active since|live since|since$|onboard|in use since|hinzugef|aufgenommen|date d ajout|ajoute|"
		"date d effet|date de debut|fecha de alta|fecha de in|anadido|data di ins|aggiunto|data di inizio|"
		"toegevoegd|data dodania|data rozpo|tillagd|tilfojet|lagt til|lisatty|pridan|data de inicio|"
		"data de inclusao", NULL },
	{ IMP_M_PURPOSE,
		"purpose|processing activit|processing detail|description|beschreib|beschrijv|beskriv|descripc|"
		"descriz|descric|opis$|kuvaus|popis|omschrijv|scope|what do|what it|nature|subject matter|zweck|"
		"finalit|finalidad|scopo|doel|tatigkeit|gegenstand|cel przetw|andamal|formal|syfte|tarkoitus|ucel|"
		"use case|reason for", NULL },
	{ IMP_M_PARTY,
		"name of|name des|name der|nom du|nom de|nombre del|nombre de|nome do|nome da|nome del|naam van|"
		"naam sub|naam lev|nazwa pod|nazwa dost|namn pa|navn pa|service provider|third part|legal entity|"
		"entity name|company name|vendor name|supplier name|provider name|processor name|organisation name|"
		"organization name|legal name|partner name|subprocessor name|sub processor name|recipient name|"
		"cdn provider|dienstleister|prestataire|prestador|fornecedor de", NULL },
	{ IMP_M_NOTES,
		"note|comment|zusatzliche inf|weitere inf|remark|bemerkung|anmerkung|hinweis|kommentar|remarque|"
		"commentaire|observacion|observac|commenti|osservaz|opmerking|toelichting|anmarkning|bemaerkning|"
		"merknad|huomautu|poznam", NULL },
	{ IMP_M_OWNER,
		"business owner|contract owner|internal owner|relationship owner|vendor owner", NULL },
	{ IMP_M_ROW_ID,
		"id$|index$", NULL },
	{ IMP_M_STATUS,
		"status", NULL },
	{ IMP_M_SERVICE,
		"service|dienst|leistung|product$|type$|category$|kategorie$|servicio|servizi|servico|uslug|tjanst|"
		"tjenest|ydelse|palvelu|sluzb|prestation", NULL },
	{ IMP_M_ROLE,
		"role$|rolle$|rol$|ruolo", NULL },
	{ IMP_M_UNKNOWN,
		"parent|mutterges|muttergesell|maison mere|moeder|matriz|size|number of|anzahl|employees|revenue", NULL },
	{ IMP_M_PARTY,
		"subprocessor|sub processor|unterauftrag|subunternehm|sous traitant|subverwerker|sub verwerker|"
		"subencargad|encargado|sub responsab|subresponsab|subcontrat|subprocessador|suboperador|podmiot|"
		"podprocesor|underbitrad|personuppgiftsbit|underdatabehandl|databehandler$|databehandlere|underlever|"
		"alikasitt|alihankk|leverantor|leverandor|leveranc|fournisseur|proveedor|fornitor|fornecedor|dostawc|"
		"dodavatel|toimittaj|vendor$|vendors$|supplier$|suppliers$|provider$|providers$|processor$|"
		"processors$|auftragsverarb|subdienstl|onderaannem|podwykonaw|razon social|denominac|denominaz|"
		"denomination|firmenname|selskapsnavn|yrityksen|dalsi zprac|subdodav|empfanger|auftragnehmer|"
		"sub contractor|subcontractor|sub auftrag|subauftrag|lieferant|zuliefer|vertragspartner|"
		"kooperationspartner|konzern|tochtergesell|partenaire|organisme|cocontractant|filiale|hebergeur|"
		"compania|bedrijf|unternehmen$|derde$|derden$|tredjepart|koncern|aktor$|spolka|kontrahent|organizac|"
		"subprozessor|sub prozessor|subprocess|contractor$|contractors$|operator$|operators$|hersteller|"
		"manufacturer|engaged entit|naam verwerk|drittanb|dritter$|dritte$|tercer|tiers$|terzi|partij|"
		"partner|selskab|selskap|foretag|virksomhed|raison sociale|ragione sociale|editeur|affiliate|affili|"
		"group compan|group entit|business name|company$|companies|entity$|entities|organi|firma$|firmy$|"
		"gesellschaft$|societe$|sociedad$|societa$|entite|entidad|enhet$|business partner|auftragsbearb|"
		"bearbeiter$", NULL },
	{ IMP_M_SERVICE,
		"feature|module|modul|component|funktionsbereich|unterstutz|platform|application|software|system$|"
		"systems$|systeme$|tool$|tools$|outil$|herramienta|strumento$|produkt|products|produit|producto|"
		"prodott|solution|oplossing|losung|plattform|anwendung|applicat", NULL },
	{ IMP_M_PURPOSE,
		"processing|verarbeitung|traitement|tratamiento|trattamento|tratamento|verwerking|behandling|"
		"przetwarz|zpracov|kasittely|activit|actividad|attivita|activite|atividad|aktivitat|aktivitet|task|"
		"aufgabe|tache|tarea|taak|taken|opgave|used for|use of|usage|how we|what we|why we|operation|objet|"
		"objetiv|objectif|proposit|proposito|einsatz|auftrags|anwendungs|verwend|gebruik|brug af|bruk av|"
		"anvand|utilis|utiliz|function|funktion|fonction|funcion|funzion|funcao|funkcj", NULL },
	{ IMP_M_DATE,
		"next review|end date|date removed|removed|removal|expir|termination|enddatum|date de fin|"
		"fecha de fin", NULL },
	{ IMP_M_PURPOSE,
		"intended use|use$|area of use|mission|que hace|para que|hvad|hva$|wozu|wofur|waarvoor|what for|"
		"a quoi|pourquoi|czym|do czego", NULL },
	{ IMP_M_DATA,
		"^data|^daten|^donnees|^datos|^dati$|gegevens|persondata|opplysninger|oplysninger|uppgifter|^dane|"
		"^udaje|personal inf|information shared|information acc", NULL },
	{ IMP_M_RETENTION,
		"duration|duree$|duracion|durata|duur$|laufzeit", NULL },
	{ IMP_M_CONTRACT,
		"agreement|contract|vertrag|contrat|contrato|contratto|overeenkomst|avtale|aftale|avtal$|umowa|"
		"sopimus", NULL },
	{ 0, NULL, NULL },
};
