/* The words of headers, in the languages such lists are written in: folded, alternatives divided by '|'. */
#include "import/header_words.h"

#include "import/import.h"

const struct imp_header_words imp_whole_headers[] = {
	{ IMP_M_DPA_STATUS,
		"acceptance evidence|dpa status|operator agreement status|signed verified", NULL },
	{ IMP_M_SECURITY,
		"compliance|compliance certifications|attestations|attestation|audits|iso|soc2|soc 2|security posture|assurance|assurances|sicherheitsnachweise|nachweise|zertifikate|"
		"account security|certificaciones|certificates|certification|certifications|certificazioni|"
		"certificeringen|privacyprograms|security|supplemental measures|tom|toms|zertifizierungen", NULL },
	{ IMP_M_PURPOSE,
		"but|behandling|verwerking|verarbeitung|traitement|tratamiento|trattamento|processing|einsatz|einsatzbereich|einsatzgebiet|auftragsinhalt|art der verarbeitung|art der tatigkeit|proposito|objetivo|attivita|activite|activites|task|tasks|"
		"actividad|actividades|aufgabe|aufgaben|einsatzzweck|nutzung|waarvoor|waarom|scop|scopul|zwecke|finalites|finalidades|doelstelling|behandlingsformal|behandlingens karakter|behandlingens art|behandlingens formal|formal med behandlingen|usage|used for|what for|what we use it for|what we use them for|why we use it|why we use them|what they do for us|gebruik|utilisation|uso|utilizzo|bruk|brug|anvendelse|anvandning|kaytto|svrha|namen|celja|celis|tikslas|merkis|eesmark|목적|위탁업무|업무내용|이용목적|処理目的|目的|業務内容|委託業務|目的和用途|用途|σκοποσ|цель|"
		"activities|activity|andamal|beschreibung|cel|cele|description|doel|doeleinden|finalidad|"
		"finalidade|finalita|finalite|fonction|formal|funcion|functie|function|functionality|funktie|"
		"funktion|gegenstand|industrysector|kayttotarkoitus|nature and purpose of processing|objet|"
		"objet du traitement|objeto|planned purpose|purpose|reason|scope|scopi|scopo|"
		"service category what they do|subject matter|subprocessing activities|syfte|tarkoitus|"
		"tatigkeit|ucel|use|use case|use cases|verwendung|verwendungszweck|what it processes|"
		"what they do|why|zweck", NULL },
	{ IMP_M_ADDED,
		"date effective|effective since|effective from|start of engagement|go live|live since|"
		"added date|date of engagement|engagement date|date d ajout|hinzugefugt am|eingesetzt seit|im einsatz seit|fecha de alta|toegevoegd op|tillagd datum|tilfojet|lagt til|onboarding date|in use since|used since|contract start|"
		"added|added on|alkaen|dal|data dodania|date|date added|datum|depuis|desde|effective date|"
		"engaged since|fecha|od|pridano|sedan|seit|siden|sign up date|signupdate|since|sinds|start|"
		"start date", NULL },
	{ IMP_M_LINK,
		"lien|liens|enlace|enlaces|collegamento|verweis|lenke|lank|odkaz|their sub processors|sub processors list|sub processor list|subprocessor list|list of sub processors|onward sub processors|"
		"more information|more info|further information|information|info|learn more|mehr informationen|weitere informationen|weiterfuhrende informationen|plus d informations|en savoir plus|mas informacion|maggiori informazioni|meer informatie|mer information|mere information|flere oplysninger|wiecej informacji|lisatietoja|privacy|privacy statement|privacy notices|trust center|trust centre|security page|documentation|docs|reference url|source|"
		"additional information|applicable policies|details|hjemmeside|homepage|link|links|nettside|"
		"policy url|privacy notice|privacy policy|provider information|site|source url|url|urls|web|"
		"webbplats|webseite|website|policy|policies", NULL },
	{ IMP_M_CONTACT,
		"address|adres|adresa|adress|adresse|anschrift|city|contact|contact details|contacto|contato|"
		"contatti|contatto|direccion|dpo|dpo contact|e mail|email|endereco|indirizzo|kontakt|"
		"kontaktdaten|kontakty|osoite|phone|state|yhteystiedot|zip", NULL },
	{ IMP_M_PARTY,
		"dienstverlener|dienstverleners|leistungserbringer|palveluntarjoaja|tercero|terceros|tiers|dritter|dritte|partij|partijen|selskab|raison sociale|editeur|affiliates|sub contractor|sub contractors|subcontractors|subprozessor|subprozessoren|"
		"podwykonawca|furnizor|furnizori|subimputernicit|subprocesador|subprocesadores|alfeldolgozo|adatfeldolgozo|beszallito|podizvrsitelj|수탁자|수탁업체|재수탁자|재수탁업체|업체명|회사명|再委託先|委託先|会社名|サフフロセッサー|サフフロセッサ|名称|供应商|子处理者|προμηθευτησ|υποεκτελων|поставщик|субпроцессор|sub processador|sub processadores|sub bewerker|bewerker|dalsi zpracovatel|dilci zpracovatel|naziv|ime|denumire|nev|onoma|etaireia|selskabsnavn|virksomhedsnavn|foretagsnamn|nazwa firmy|"
		"affiliate|alihankkija|alikasittelija|anbieter|auftragnehmer|auftragsverarbeiter|bedrijf|bolag|"
		"company|contratada|data importer|databehandler|denominacion|destinataire|destinatario|"
		"dienstleister|dodavatel|dostawca|dostawcy|empfanger|empresa|encargado|"
		"encargado del tratamiento|entidad|entity|entity name|entreprise|firma|firmenname|foretag|"
		"fornecedor|fornitore|fornitori|fournisseur|fournisseurs|from name|importer|legal entity|"
		"leverancier|leveranciers|leverandor|leverandorer|leverantor|leverantorer|lieferant|modtager|"
		"mottagare|naam|name|name anbieter|name firma|namn|navn|nazev|nazwa|nimi|nom|nombre|nome|"
		"nome fornitore|odbiorca|ontvanger|operador|org name|organisatie|organisation|organization|"
		"organization name|partner|personuppgiftsbitrade|podmiot|podprocesor|prestataire|prijemce|"
		"procesor|processor|processors|proveedor|proveedores|provider|providers|ragione sociale|"
		"recipient|recipients|responsabile|selskap|service provider|societa|societe|sous traitant|"
		"sous traitant ulterieur|spolecnost|sub processor|sub processors|sub responsabile|"
		"sub verwerker|subcontractor|subcontratante|subdodavatel|subencargado|suboperador|"
		"subprocessador|subprocessor|subprocessors|subresponsabile|subunternehmer|subverwerker|"
		"supplier|suppliers|third parties|third party|to name|toimittaja|underbitrade|"
		"underdatabehandler|underleverandor|unterauftragnehmer|unterauftragsverarbeiter|unternehmen|"
		"vastaanottaja|vendor|vendors|verwerker|virksomhed|yritys|zpracovatel", NULL },
	{ IMP_M_ROW_ID,
		"row|s no|sr no|sl no|sno|lfd nr|lfd|line|rij|rad|raekke|nummer|numero|numer|poradove cislo|"
		"asp index|from|id|index|lp|n|no|nr|num|number|ref|reference|to", NULL },
	{ IMP_M_RETENTION,
		"duration of processing|dauer|duree|duracion|durata|duur|varighed|varighet|"
		"bewaartermijn|duration|retention", NULL },
	{ IMP_M_SUBJECTS,
		"betroffene|betrokkenen|categories|data subjects|interesados|interessati|registrerade|"
		"registrerede|registrerte|rekisteroidyt|subject|subjekty udaju|titulares", NULL },
	{ IMP_M_SERVICE,
		"platform|plattform|application|applications|software|system|systems|tools|outil|herramienta|produkt|produkte|produit|produits|producto|productos|prodotto|applicable products|applicable services|"
		"categoria|categorie|category|dienst|dienste|diensten|dienstleistung|dienstleistungen|"
		"entity type|kategori|kategoria|kategorie|leistung|leistungen|palvelu|palvelut|prestation|"
		"prestations|product|product service|products|related services|service|service provided|"
		"services|services fournis|services using cdn|servicio|servicios|servico|servicos|servizi|"
		"servizio|sluzba|sluzby|solution|soort|tipo|tjanst|tjanster|tjeneste|tjenester|tool|typ|type|"
		"usluga|uslugi|ydelse|ydelser", NULL },
	{ IMP_M_CONTRACT,
		"agreement|agreements|contract type|type of contract|vertrag|vertragsart|contrat|contratto|overeenkomst|aftale|avtale|avtal|umowa|sopimus|smlouva|"
		"contract|contrato|contrato base", NULL },
	{ IMP_M_ENTITY,
		"establecimiento|vestiging|vestigingen|vestigingsland|selskabsdomicil|domicil|hjemland|hemvist|sateort|hovedsete|hovedkvarter|pays d etablissement|pais de establecimiento|paese di stabilimento|land van vestiging|etableringsland|registreringsland|incorporation|place of incorporation|origin|ursprungsland|herkunftsland|land des anbieters|land des unternehmens|mutterland|"
		"corporate location|domicile|domicilio social|entity country|entity location|establishment|"
		"headquarters|hjemsted|hq|kotipaikka|nationality|sate|seat|sede|sede legale|sede social|sidlo|"
		"siedziba|siege|siege social|sitz|saede", NULL },
	{ IMP_M_LOCATION,
		"panstwo|territoire|territorio|territoires|zone|gebiet|area|"
		"localizzazione|localizzazioni|helyszin|hely|orszag|tara|locatie|locatia|regio|regiao|regione|regioni|regione|regiony|drzava|lokacija|riik|asukoht|salis|valsts|asula|vieta|국가|위치|소재지|소재국|지역|국가 및 지역|所在地|国|国名|地域|国家|地区|地点|位置|所在国|χωρα|τοποθεσια|страна|местоположение|"
		"countries|country|country location|country region|drittland|geographic location|geography|"
		"jurisdiction|jurisdictions|kraj|kraje|land|landen|lander|lieu|lieux|local|localisation|"
		"localizacao|locatie|locaties|location|locations|lokalita|lokalizacja|lokasjon|lokation|lugar|"
		"luogo|maa|maat|miejsce|misto|ort|orte|paese|paesi|paikka|pais|paises|pays|pays tiers|plaats|"
		"placering|plats|region|regions|sijainti|sijaintimaa|standort|standorte|sted|steder|"
		"third country|ubicacion|ubicaciones|ubicazione|umisteni|where|zeme|geo|territory|territories|"
		"staat|etat|stat", NULL },
	{ IMP_M_DATA,
		"behandlede data|behandlede oplysninger|behandlede opplysninger|behandlade uppgifter|datakategorier|datatyper|data category|data type|data elements|pii|personal information|information shared|information processed|what data|what data they process|which data|data handled|data in scope|data scope|scope of data|dataomfang|danetypy|dane przetwarzane|przetwarzane dane|zpracovavane udaje|udaje|udaje osobni|tietotyypit|kasiteltavat tiedot|date prelucrate|date cu caracter personal|adatok|kezelt adatok|개인정보 항목|위탁항목|이전항목|이전되는 개인정보 항목|テータ|個人テータ|取扱テータ|"
		"customer data involved|dados|dane|dane osobowe|data|data accessed|data exposure|data involved|"
		"data processed|data shared|data types|daten|datenarten|datenkategorien|dati|datos|donnees|"
		"gegevens|henkilotiedot|osobni udaje|personal data|personal data accessed|"
		"personal data processed|personal data that may be processed|personoplysninger|"
		"personopplysninger|personuppgifter|persoonsgegevens", NULL },
	{ IMP_M_PROCESSING,
		"behandlingsregion|behandlingsland|processing country|processing countries|processing region|processing regions|dataregion|datenregion|hosting|hosting regio|hosting region|hostingland|hostingort|storage region|storage country|data country|data storage|data storage country|lagringsland|lagringsregion|pays d hebergement|lieu d hebergement|pais de alojamiento|kraj przetwarzania|zeme zpracovani|보관 국가|처리 위치|이전 국가|이전국가|이전되는 국가|処理場所|保管場所|"
		"data region|hosting country|hosting location|location of processing|obszar przetwarzania|"
		"place of processing|region default|verarbeitungsort", NULL },
	{ IMP_M_LOCATION | IMP_M_MECHANISM,
		"datenort und garantie|location transfer", NULL },
	{ IMP_M_DATE,
		"deleted date|nextcertification|ppdate|when", NULL },
	{ IMP_M_OWNER,
		"responsible|responsible team|responsible person|internal contact|team|ansprechpartner intern|zustandig|abteilung|fachbereich|"
		"approved by|approver|requested by|verantwortlich|accountable|business owner|contract owner|department|internal owner|owner|verantwortlicher|owner team", NULL },
	{ IMP_M_MECHANISM,
		"schutzgarantien|schutzgarantie|"
		"ubertragungsmechanismus|ubertragungsgrundlage|beskyttelsesforanstaltninger|beskyttelsestiltak|sikkerhetstiltak ved overforing|garantien|schutzmassnahmen|schutzmechanismus|absicherung|rechtsinstrument|transfer to third countries|transfers to third countries|transfer outside eea|transfer outside eu|transfers outside the eea|transfers outside the eu|transfer outside the eea|transfer outside the eu|eu us transfer|gdpr safeguards|gdpr safeguard|legal mechanism|legal safeguard|legal safeguards|legal instrument|guarantees|guarantee|garancije|garantii|garanciak|tagatised|mecanism de transfer|mecanismul de transfer|tovabbitas jogalapja|이전 근거|移転の根拠|移転根拠|保護措置|"
		"adequacy|base giuridica|base juridica|base juridique|base legal|bcr|doorgiftemechanisme|dpf|"
		"drittlandtransfer|garantias|garantie|garantien|garanties|garanzie|legal basis|mechanism|"
		"overforingsgrundlag|overforingsgrunnlag|podstawa prawna|rattslig grund|rechtsgrundlage|"
		"retsgrundlag|scc|scc or idta status|sccs|skyddsatgarder|suojatoimet|transfer|"
		"transferinstrument|transfermechanismus|transfers|waarborg|waarborgen|zabezpieczenia|zaruky", NULL },
	{ IMP_M_DPA_LINK,
		"adv|auftragsverarbeitungsvertrag|av vertrag|avv|avv link|data processing addendum|"
		"data processing agreement|databehandleraftale|databehandleravtale|dpa|dpa link|"
		"dpa terms of processing|dpa url|terms|verwerkersovereenkomst", NULL },
	{ IMP_M_MECHANISM | IMP_M_DPA_LINK,
		"dpa sccs", NULL },
	{ IMP_M_OWNERSHIP,
		"ejerskab", NULL },
	{ IMP_M_LIST_ATTR,
		"eucountries|eucountries parsed|euprotection|hrdata|orgverification|recoursemech|statutorybody", NULL },
	{ IMP_M_NOTES,
		"remark|remarks|comment|comments|additional notes|additional comments|bemerkungen|bemerkung|anmerkungen|anmerkung|hinweise|hinweis|remarques|remarque|commentaires|commentaire|observaciones|observacion|comentarios|osservazioni|commenti|opmerkingen|opmerking|toelichting|bemaerkninger|bemaerkning|merknad|anmarkning|anmarkningar|megjegyzes|megjegyzesek|napomena|observatii|비고|備考|备注|other|misc|sonstiges|autre|autres|otros|overig|overige|"
		"bemarkninger|evidence|huomautukset|huomiot|kommentar|kommentare|merknader|nota|notas|note|"
		"notes|notizen|poznamka|poznamky|uwagi", NULL },
	{ IMP_M_REVIEWED,
		"last reviewed|reviewed|reviewed on|review date|last assessed|last assessment|last audit|last checked|checked|checked on|gepruft am|zuletzt gepruft|letzte uberprufung|verified|verified on|last check|derniere verification|derniere revision|derniere mise a jour|ultima revision|ultima verifica|laatst gecontroleerd|senast granskad|sidst opdateret|sidst revideret|sist oppdatert|sist gjennomgatt|ostatni przeglad|posledni kontrola|"
		"aktualisiert|last review|last reviewed|last reviewed utc|last updated|last verified|"
		"last verified date|revisado|updated", NULL },
	{ IMP_M_LOCATION | IMP_M_NOTES,
		"location notes", NULL },
	{ IMP_M_PARTY | IMP_M_ENTITY,
		"provider entity country", NULL },
	{ IMP_M_ROLE,
		"funkcja|gdpr role|papel|rol|rola|role|rolle|rooli|ruolo", NULL },
	{ IMP_M_STATUS,
		"estado|stan|stato|status|statut|stav|tila", NULL },
	{ IMP_M_CONDITION,
		"trigger", NULL },
	{ IMP_M_PURPOSE | IMP_M_LOCATION,
		"usage and country", NULL },
	{ 0, NULL, NULL },
};

#define WHERE \
		"location|hvor|gdzie|hvor|donde|dove$|countr|region|geograph|jurisdiction|where|place|standort|land$|" \
		"lander$|landen$|lieu|pays$|localisation|pais$|paises$|ubicacion|lugar|paese|paesi|ubicazion|" \
		"luogo|locatie|plaats|localizac|kraj|lokalizacj|miejsc|plats|lokation|lokasjon|placering|sted$|" \
		"steder|sijainti|paikka|maa$|zeme|umisteni|misto|ort$|orte$|sede$|local|" \
		"emplacement|land$|lander$|landen$|waar$|donde|wo$"

/* In this order. */
const struct imp_header_words imp_header_rules[] = {
	{ IMP_M_PARTY,
		"name|namen|nom$|nombre|naam|nome$|nazwa|namn|navn|nimi|nazev|firma|bezeichnung|identit",
		"subprocessor|sub processor|processor|unterauftrag|subunternehm|sous traitant|subverwerker|"
		"sub verwerker|subencargad|subprocessad|suboperad|sub responsab|podmiot|podprocesor|"
		"underbitrad|underdatabehandl|alikasitt|zpracovatel|address|anschrift|adresse|adres|direccion|"
		"indirizz|vendor|supplier|provider|company" },
	{ IMP_M_SERVICE,
		"name|nom$|nombre|naam|navn|namn|nazwa|nome$|nazev",
		"solution|service$|product|produkt|produit|producto|tool$|software|uslug|tjenest|tjanst|dienst$|application|platform" },
	{ IMP_M_PROCESSING, "location|standort|country|region|localisation|ubicacion|locatie", "hosting provider|cloud provider" },
	{ IMP_M_PURPOSE,
		"^purpose|^zweck|^finalit|^doel|^cel$|^andamal|^formal|^tarkoitus|^ucel|^kayttotark|^syfte|"
		"^verarbeitungszweck|^verwerkingsdoel", NULL },
	{ IMP_M_PARTY, "tjenesteleverand|tjansteleverant|dostawc|proveedor de serv|fournisseur de serv|dienstleister|dienstverlener|"
		"palveluntarjo|prestatario|fornitore di serv|fornecedor de serv|hosting provider|hosting partner|cloud provider|infrastructure provider|service provider|"
		"hoster$", NULL },
	{ IMP_M_DATA, "nature des donnees|natura dei dati|naturaleza de los datos|betroffene daten|pii$", NULL },
	{ IMP_M_MECHANISM,
		"transfer mechanism|transfer tool|transfer instrument|transfer basis|transfer safeguard|"
		"chapter v$|kapitel v$|kap v$|hoofdstuk v$|chapitre v$|capitulo v$|rozdzial v$|idta|uk addendum|"
		"transfer ground|transfer method|schutzmassnahmen dr|clauses contractuelles|clausulas contractuales|standard contractual|"
		"standardvertrag|standaardcontract|safeguard|basis for transfer|basis of transfer|legal transfer|"
		"third country transfer|angemessenheit|cross border transfer|international transfer|data transfer|"
		"restricted transfer|onward transfer|scc$|sccs$|dpf$|adequacy|transfermech|transferinstr|"
		"transfergrund|transferbasis|geeignete garanti|garantie|garantia|garanzi|ubermittlungsgrund|ubermittlung in|"
		"ubermittlungsinstr|ubermittlungsmech|drittlandtransf|drittlandubermittl|drittlandgarant|"
		"drittstaat|mecanisme de transfert|outil de transfert|base du transfert|encadrement|"
		"transferts hors|transfert hors|mecanismo de transf|instrumento de transf|meccanismo di trasf|"
		"strumento di trasf|doorgift|waarborg|mechanizm|podstawa transf|podstawa przekaz|zabezpieczeni|"
		"overforingsmek|overforingsgrun|overforingsverk|skyddsatgard|overforselsgrund|overforselsmek|"
		"siirtoperus|siirtomek|siirron|suojato|mechanismus predani|nastroj predani|zaruk|predani", NULL },
	{ IMP_M_MECHANISM,
		"legal basis|rechtsgrundlage|base juridi|base legal|base giuridi|rechtsgrond|grondslag|"
		"podstawa|rattslig|retsgrundlag|rettslig|oikeusperuste|pravni zaklad",
		"transf|ubermittl|trasf|doorgift|przekaz|overfor|siirt|predan|drittland" },
	{ IMP_M_LOCATION, "country|countries|destination|pays|pais|paises|paese|kraj", "transfer|transfert|transferenc|trasferiment|przekaz" },
	{ IMP_M_MECHANISM,
		"mechanism|transfers$|transfert|transferenc|trasferiment|datentransfer|transfergar|transfer$|"
		"transfer poza|transfer out|overforing|overforsel|tredjeland|siirto|przekazyw|drittlanduberm|"
		"mecanisme|mecanismo|meccanismo",
		NULL },
	{ IMP_M_DPA_STATUS,
		"dpa|avv$|data processing agreement|data processing addendum|verwerkersovereenkomst|"
		"databehandleraftale",
		"required|needed|necesari|erforderlich|requis|nodvendig|status|date|signed|in place|executed|agreed|unterzeichnet|abgeschlossen|signe|firmad|getekend|"
		"underskrevet|concluded" },
	{ IMP_M_DPA_LINK,
		"art 28|dpa$|dpa link|dpa url|avv$|data processing agreement|data processing addendum|"
		"verwerkersovereenkomst|databehandleraft|databehandleravt|auftragsverarbeitungsvertrag", NULL },
	{ IMP_M_CONTACT,
		"address|adresse|anschrift|direccion|indirizz|adres$|endereco|osoite|contact|kontakt|contatt|"
		"contacto|yhteystied|dpo$|e mail|email", NULL },
	{ IMP_M_SUBJECTS,
		"data subject|whose data|subject categor|betroffene|personnes concernees|interesad|interessat|betrokken|"
		"titulares|osoby ktor|kategorie osob$|registrerad|registrered|registrert|rekisteroi|subjekt", NULL },
	{ IMP_M_LOCATION,
		"cdn location", NULL },
	{ IMP_M_RETENTION,
		"retention|aufbewahr|speicherdauer|speicherfrist|loschfrist|loschung|duree de conservation|"
		"duree conservation|plazo de conserv|periodo de conserv|periodo di conserv|tempi di conserv|"
		"bewaar|prazo de|okres przechow|lagringstid|gallring|opbevaringsp|opbevaringst|slettefrist|"
		"sailytysaik|doba uchov|storage period|deletion", NULL },
	{ IMP_M_PROCESSING,
		WHERE,
		"processing|process$|processed|verarbeit|traitement|tratamiento|tratamento|processamento|"
		"trattamento|verwerking|przetwarzania|przechowywania|behandling|kasittely|zpracovani|data$|"
		"daten|donnees|datos|dati$|dados|gegevens|danych|uppgifter|oplysninger|tietojen|dat$|datan|"
		"udaj|serwer|hosting|hosted|heberg|alojamiento|hospedagem|server|serveur|servidor|storage|"
		"stored|speicher|opslag|lagring|opbevaring|almacen|stockage|datacent|rechenzentr|datove" },
	{ IMP_M_PROCESSING,
		"hosting|residency|datenhaltung|verarbeitungsreg|verwerkingsreg|przetwarzania danych kraj|data at rest|datenspeicher|rechenzentrum|serwer|datasenter|servere$|cloud region|aws region|azure region|gcp region|processing site|processing loc|processing region|"
		"opbevaringss|behandlingslok|behandlingsreg|armazen|alojamient|palvelimen|palvelimien|hosted in|"
		"stored in|processed in|leistungsort|data cent|datacent|data location|data resid|dataresid|datenstandort|datenort|"
		"datalokation|datalocat|dataplac|serverstandort|serverlocat|serverplac|speicherort|"
		"verarbeitungsort|verarbeitungsland|verwerkingsloc|verwerkingspl|verwerkingsland|opslagloc|"
		"behandlingspl|behandlingss|lagringspl|lagringss|datalagring|kasittelypaikka|kasittelymaa|"
		"sailytyspaikka|hebergement|server", NULL },
	{ IMP_M_ENTITY,
		"location|countr|region|geograph|jurisdiction|where|place|standort|land$|lander$|landen$|lieu|"
		"pays$|localisation|pais$|paises$|ubicacion|lugar|paese|paesi|ubicazion|luogo|locatie|plaats|"
		"localizac|kraj|lokalizacj|miejsc|plats|lokation|lokasjon|placering|sted$|steder|sijainti|"
		"paikka|maa$|zeme|umisteni|misto|ort$|orte$|local",
		"entity|company|corporate|headquart|hq$|incorporat|establish|registrat|registered|head office|"
		"unternehmen|firma|gesellschaft|societe|sociedad|empresa|societa|bedrijf|vestiging|etablissement$|"
		"establecimiento|stabilimento|estabelecimento|etablering|incorporated" },
	{ IMP_M_ENTITY,
		"headquart|hq$|head office|legal seat|domicile|place of business|place of incorp|geschaftssitz|sitzes$|zetel|nationalit|narodowosc|based in|where based|based$|siege social|sede princ|domicilio$|sedestat|registered|corporate|incorporat|hauptsitz|firmensitz|"
		"unternehmenssitz|sitz$|sitzland|siege|domicilio social|sede social|sede legale|sede$|"
		"hoofdkantoor|hoofdvestiging|vestigings|huvudkontor|hovedkontor|hovedsaede|paakonttori|"
		"kotipaikka|siedzib|sidlo", NULL },
	{ IMP_M_LOCATION,
		"location|countr|region|geograph|jurisdiction|where|place of|standort|land$|lander$|landen$|"
		"lieu|pays$|localisation|pais$|paises$|ubicacion|lugar|paese|paesi|ubicazion|luogo|locatie|"
		"plaats|localizac|kraj|lokalizacj|miejsc|plats|lokation|lokasjon|placering|sted$|steder|"
		"sijainti|paikka|maa$|zeme|umisteni|misto|ort$|orte$|localizac|territo|lokalit|obszar|emplacement|waar$|donde$|panstw|zone geo|gebiet$|geograf", NULL },
	{ IMP_M_LINK,
		"website|web site|webseite|web page|url$|link|homepage|privacy polic|privacy notice|"
		"privacy statement|datenschutzerkl|datenschutzhinw|site web|site internet|politique de conf|"
		"sitio web|pagina web|politica de priv|sito web|informativa|privacyverkl|privacybeleid|"
		"strona intern|strona www|polityka pryw|webbplats|integritetspol|hjemmeside|privatlivspol|"
		"nettside|personvernerkl|verkkosiv|tietosuojasel|webova str|webove str|zasady ochrany", NULL },
	{ IMP_M_SECURITY,
		"security|certificat|zertifi|certifica|technical and org|technische und org|mesures de secur|"
		"mesures tech|medidas de segur|medidas tec|misure di sicur|beveilig|sicherheit|iso 27001|soc 2|"
		"tietoturva|sikkerhed|sakerhet", NULL },
	{ IMP_M_DATA,
		"data stored|data transferred|what they process|oplysningstyp|opplysningstyp|datatyp|datakateg|categoria de datos|categorie de donnees|categoria di dati|categorie gegevens|kategoria danych|sensitive|special categor|besondere kateg|categories of data|category of data|category of personal|processed data|customer data|data sent|data access$|data handled|"
		"data exchanged|data transmitted|data transferred|verwerkte gegev|datos acced|datos comunic|datos compart|"
		"donnees access|donnees transm|donnees partag|behandlede data|behandlede opl|behandlede opp|behandlade upp|"
		"kategorien der personen|informations traitees|categories of information|data categor|categories of personal|personal data|personal inf|"
		"type of data|types of data|data type|data element|data processed|data shared|data accessed|"
		"data involved|data field|datenkategor|kategorien personen|kategorien von daten|"
		"kategorien der daten|art der daten|arten von daten|arten personen|verarbeitete daten|"
		"personenbezogene|datenart|categories de donnees|donnees traitees|donnees personnelles|"
		"donnees a caractere|types de donnees|type de donnees|donnees concernees|categorias de datos|"
		"datos tratados|datos personales|tipos de datos|tipo de datos|categorie di dati|dati trattati|"
		"dati personali|tipi di dati|tipologia di dati|categorieen|persoonsgeg|soort gegev|"
		"soorten gegev|type gegev|gegevenscat|categorias de dados|dados pessoais|dados tratados|"
		"tipos de dados|kategorie danych|dane osobowe|zakres danych|rodzaj danych|typ danych|"
		"typer av data|personuppgift|typ av uppgift|personoplysning|typer af person|personopplysn|"
		"typer person|henkilotie|tietoryhm|osobni udaj|kategorie udaj|rozsah udaj|kategorie osobnich", NULL },
	{ IMP_M_REVIEWED,
		"last review|last modif|modified|last chang|last updat|last verif|reviewed|review date|letzte pruf|letzte aktual|zuletzt|"
		"gepruft|derniere mise|derniere rev|ultima actual|ultima rev|ultimo aggior|laatst bijg|"
		"laatste update|ostatnia akt|senast|sidst opd|sist oppd|paivitetty|posledni akt", NULL },
	{ IMP_M_ADDED,
		"date added|added|date of addition|date of inclusion|date included|date approved|date of approval|approval date|date of engag|engagement|effective date|start date|engaged since|engaged on|engaged$|active since|live since|since$|"
		"onboard|in use since|hinzugef|aufgenommen|date d ajout|ajoute|date d effet|date de debut|"
		"fecha de alta|fecha de in|anadido|data di ins|aggiunto|data di inizio|toegevoegd|data dodania|"
		"data rozpo|tillagd|tilfojet|lagt til|lisatty|pridan|data de inicio|data de inclusao", NULL },
	{ IMP_M_PURPOSE,
		"purpose|processing activit|processing detail|description|beschreib|beschrijv|beskriv|descripc|"
		"descriz|descric|opis$|kuvaus|popis|omschrijv|scope|what do|what it|nature|subject matter|"
		"zweck|finalit|finalidad|scopo|doel|tatigkeit|gegenstand|cel przetw|andamal|formal|syfte|"
		"tarkoitus|ucel|use case|reason for", NULL },
	{ IMP_M_PARTY,
		"name of|name des|name der|nom du|nom de|nombre del|nombre de|nome do|nome da|nome del|"
		"naam van|naam sub|naam lev|nazwa pod|nazwa dost|namn pa|navn pa|service provider|third part|"
		"legal entity|entity name|company name|vendor name|supplier name|provider name|processor name|"
		"organisation name|organization name|legal name|partner name|subprocessor name|"
		"sub processor name|recipient name|cdn provider|dienstleister|prestataire|prestador|"
		"fornecedor de", NULL },
	{ IMP_M_NOTES,
		"note|comment|zusatzliche inf|weitere inf|remark|bemerkung|anmerkung|hinweis|kommentar|"
		"remarque|commentaire|observacion|observac|commenti|osservaz|opmerking|toelichting|anmarkning|"
		"bemaerkning|merknad|huomautu|poznam", NULL },
	{ IMP_M_OWNER,
		"business owner|contract owner|internal owner|relationship owner|vendor owner", NULL },
	{ IMP_M_ROW_ID,
		"id$|index$", NULL },
	{ IMP_M_STATUS,
		"status", NULL },
	{ IMP_M_SERVICE,
		"service|dienst|leistung|product$|type$|category$|kategorie$|servicio|servizi|servico|uslug|"
		"tjanst|tjenest|ydelse|palvelu|sluzb|prestation", NULL },
	{ IMP_M_ROLE,
		"role$|rolle$|rol$|ruolo", NULL },
	{ IMP_M_UNKNOWN,
		"parent|mutterges|muttergesell|maison mere|moeder|matriz|size|number of|anzahl|employees|revenue", NULL },
	{ IMP_M_PARTY,
		"subprocessor|sub processor|unterauftrag|subunternehm|sous traitant|subverwerker|sub verwerker|"
		"subencargad|encargado|sub responsab|subresponsab|subcontrat|subprocessador|suboperador|"
		"podmiot|podprocesor|underbitrad|personuppgiftsbit|underdatabehandl|databehandler$|"
		"databehandlere|underlever|alikasitt|alihankk|leverantor|leverandor|leveranc|fournisseur|"
		"proveedor|fornitor|fornecedor|dostawc|dodavatel|toimittaj|vendor$|vendors$|supplier$|"
		"suppliers$|provider$|providers$|processor$|processors$|auftragsverarb|subdienstl|onderaannem|"
		"podwykonaw|razon social|denominac|denominaz|denomination|firmenname|selskapsnavn|yrityksen|"
		"dalsi zprac|subdodav|empfanger|auftragnehmer|sub contractor|subcontractor|sub auftrag|subauftrag|"
		"lieferant|zuliefer|vertragspartner|kooperationspartner|konzern|tochtergesell|partenaire|organisme|cocontractant|filiale|"
		"hebergeur|compania|bedrijf|unternehmen$|derde$|derden$|tredjepart|koncern|aktor$|spolka|kontrahent|organizac|"
		"subprozessor|sub prozessor|subprocess|contractor$|contractors$|operator$|operators$|hersteller|manufacturer|"
		"engaged entit|naam verwerk|drittanb|dritter$|dritte$|tercer|tiers$|terzi|partij|partner|"
		"selskab|selskap|foretag|virksomhed|raison sociale|ragione sociale|editeur|affiliate|affili|group compan|"
		"group entit|business name|company$|companies|entity$|entities|organi|firma$|firmy$|gesellschaft$|"
		"societe$|sociedad$|societa$|entite|entidad|enhet$|business partner|auftragsbearb|bearbeiter$", NULL },
	{ IMP_M_SERVICE,
		"feature|module|modul|component|funktionsbereich|unterstutz|platform|application|software|system$|systems$|systeme$|tool$|tools$|outil$|herramienta|strumento$|"
		"produkt|products|produit|producto|prodott|solution|oplossing|losung|plattform|anwendung|applicat", NULL },
	{ IMP_M_PURPOSE,
		"processing|verarbeitung|traitement|tratamiento|trattamento|tratamento|verwerking|behandling|przetwarz|"
		"zpracov|kasittely|activit|actividad|attivita|activite|atividad|aktivitat|aktivitet|task|aufgabe|"
		"tache|tarea|taak|taken|opgave|used for|use of|usage|how we|what we|why we|operation|objet|objetiv|"
		"objectif|proposit|proposito|einsatz|auftrags|anwendungs|verwend|gebruik|brug af|bruk av|anvand|"
		"utilis|utiliz|function|funktion|fonction|funcion|funzion|funcao|funkcj", NULL },
	{ IMP_M_DATE,
		"next review|end date|date removed|removed|removal|expir|termination|enddatum|date de fin|fecha de fin", NULL },
	{ IMP_M_PURPOSE,
		"intended use|use$|area of use|mission|que hace|para que|hvad|hva$|wozu|wofur|waarvoor|what for|a quoi|pourquoi|czym|do czego", NULL },
	{ IMP_M_DATA,
		"^data|^daten|^donnees|^datos|^dati$|gegevens|persondata|opplysninger|oplysninger|uppgifter|^dane|^udaje|"
		"personal inf|information shared|information acc", NULL },
	{ IMP_M_RETENTION,
		"duration|duree$|duracion|durata|duur$|laufzeit", NULL },
	{ IMP_M_CONTRACT,
		"agreement|contract|vertrag|contrat|contrato|contratto|overeenkomst|avtale|aftale|avtal$|umowa|sopimus", NULL },
	{ 0, NULL, NULL },
};
