/* The words of headers, in the languages such lists are written in: folded, alternatives divided by '|'. */
#include "import/header_words.h"

#include "import/import.h"

const struct imp_header_words imp_whole_headers[] = {
	{ IMP_M_DPA_STATUS,
		"acceptance evidence|dpa status|operator agreement status|signed verified", NULL },
	{ IMP_M_SECURITY,
		"compliance|compliance certifications|attestations|attestation|audits|iso|soc2|soc 2|"
		"security posture|assurance|assurances|sicherheitsnachweise|nachweise|zertifikate|account security|"
		"certificaciones|certificates|certification|certifications|certificazioni|certificeringen|"
		"privacyprograms|security|supplemental measures|tom|toms|zertifizierungen", NULL },
	{ IMP_M_PURPOSE,
		"but|behandling|verwerking|verarbeitung|traitement|tratamiento|trattamento|processing|einsatz|"
		"einsatzbereich|einsatzgebiet|auftragsinhalt|art der verarbeitung|art der tatigkeit|proposito|"
		"objetivo|attivita|activite|activites|task|tasks|actividad|actividades|aufgabe|aufgaben|einsatzzweck|"
		"nutzung|waarvoor|waarom|scop|scopul|zwecke|finalites|finalidades|doelstelling|behandlingsformal|"
		"behandlingens karakter|behandlingens art|behandlingens formal|formal med behandlingen|usage|"
		"used for|what for|what we use it for|what we use them for|why we use it|why we use them|"
		"what they do for us|gebruik|utilisation|uso|utilizzo|bruk|brug|anvendelse|anvandning|kaytto|svrha|"
		"namen|celja|celis|tikslas|merkis|eesmark|목적|위탁업무|"
		"업무내용|이용목적|処理目的|目的|業務内容|"
		"委託業務|目的和用途|用途|σκοποσ|цель|activities|activity|andamal|beschreibung|"
		"cel|cele|description|doel|doeleinden|finalidad|finalidade|finalita|finalite|fonction|formal|funcion|"
		"functie|function|functionality|funktie|funktion|gegenstand|industrysector|kayttotarkoitus|"
		"nature and purpose of processing|objet|objet du traitement|objeto|planned purpose|purpose|reason|"
		"scope|scopi|scopo|service category what they do|subject matter|subprocessing activities|syfte|"
		"tarkoitus|tatigkeit|ucel|use|use case|use cases|verwendung|verwendungszweck|what it processes|"
		"what they do|why|zweck", NULL },
	{ IMP_M_ADDED,
		"date effective|effective since|effective from|start of engagement|go live|live since|added date|"
		"date of engagement|engagement date|date d ajout|hinzugefugt am|eingesetzt seit|im einsatz seit|"
		"fecha de alta|toegevoegd op|tillagd datum|tilfojet|lagt til|onboarding date|in use since|used since|"
		"contract start|added|added on|alkaen|dal|data dodania|date|date added|datum|depuis|desde|"
		"effective date|engaged since|fecha|od|pridano|sedan|seit|siden|sign up date|signupdate|since|sinds|"
		"start|start date", NULL },
	{ IMP_M_LINK,
		"lien|liens|enlace|enlaces|collegamento|verweis|lenke|lank|odkaz|their sub processors|"
		"sub processors list|sub processor list|subprocessor list|list of sub processors|"
		"onward sub processors|more information|more info|further information|information|info|learn more|"
		"mehr informationen|weitere informationen|weiterfuhrende informationen|plus d informations|"
		"en savoir plus|mas informacion|maggiori informazioni|meer informatie|mer information|"
		"mere information|flere oplysninger|wiecej informacji|lisatietoja|privacy|privacy statement|"
		"privacy notices|trust center|trust centre|security page|documentation|docs|reference url|source|"
		"additional information|applicable policies|details|hjemmeside|homepage|link|links|nettside|"
		"policy url|privacy notice|privacy policy|provider information|site|source url|url|urls|web|"
		"webbplats|webseite|website|policy|policies", NULL },
	{ IMP_M_CONTACT,
		"address|adres|adresa|adress|adresse|anschrift|city|contact|contact details|contacto|contato|"
		"contatti|contatto|direccion|dpo|dpo contact|e mail|email|endereco|indirizzo|kontakt|kontaktdaten|"
		"kontakty|osoite|phone|state|yhteystiedot|zip", NULL },
	{ IMP_M_PARTY,
		"dienstverlener|dienstverleners|leistungserbringer|palveluntarjoaja|tercero|terceros|tiers|dritter|"
		"dritte|partij|partijen|selskab|raison sociale|editeur|affiliates|sub contractor|sub contractors|"
		"subcontractors|subprozessor|subprozessoren|podwykonawca|furnizor|furnizori|subimputernicit|"
		"subprocesador|subprocesadores|alfeldolgozo|adatfeldolgozo|beszallito|podizvrsitelj|"
		"수탁자|수탁업체|재수탁자|"
		"재수탁업체|업체명|회사명|再委託先|"
		"委託先|会社名|サフフロセッサー|サフフロセッサ|名称|供应商|子处理者|"
		"προμηθευτησ|υποεκτελων|поставщик|субпроцессор|"
		"sub processador|sub processadores|sub bewerker|bewerker|dalsi zpracovatel|dilci zpracovatel|naziv|"
		"ime|denumire|nev|onoma|etaireia|selskabsnavn|virksomhedsnavn|foretagsnamn|nazwa firmy|affiliate|"
		"alihankkija|alikasittelija|anbieter|auftragnehmer|auftragsverarbeiter|bedrijf|bolag|company|"
		"contratada|data importer|databehandler|denominacion|destinataire|destinatario|dienstleister|"
		"dodavatel|dostawca|dostawcy|empfanger|empresa|encargado|encargado del tratamiento|entidad|entity|"
		"entity name|entreprise|firma|firmenname|foretag|fornecedor|fornitore|fornitori|fournisseur|"
		"fournisseurs|from name|importer|legal entity|leverancier|leveranciers|leverandor|leverandorer|"
		"leverantor|leverantorer|lieferant|modtager|mottagare|naam|name|name anbieter|name firma|namn|navn|"
		"nazev|nazwa|nimi|nom|nombre|nome|nome fornitore|odbiorca|ontvanger|operador|org name|organisatie|"
		"organisation|organization|organization name|partner|personuppgiftsbitrade|podmiot|podprocesor|"
		"prestataire|prijemce|procesor|processor|processors|proveedor|proveedores|provider|providers|"
		"ragione sociale|recipient|recipients|responsabile|selskap|service provider|societa|societe|"
		"sous traitant|sous traitant ulterieur|spolecnost|sub processor|sub processors|sub responsabile|"
		"sub verwerker|subcontractor|subcontratante|subdodavatel|subencargado|suboperador|subprocessador|"
		"subprocessor|subprocessors|subresponsabile|subunternehmer|subverwerker|supplier|suppliers|"
		"third parties|third party|to name|toimittaja|underbitrade|underdatabehandler|underleverandor|"
		"unterauftragnehmer|unterauftragsverarbeiter|unternehmen|vastaanottaja|vendor|vendors|verwerker|"
		"virksomhed|yritys|zpracovatel", NULL },
	{ IMP_M_ROW_ID,
		"row|s no|sr no|sl no|sno|lfd nr|lfd|line|rij|rad|raekke|nummer|numero|numer|poradove cislo|"
		"asp index|from|id|index|lp|n|no|nr|num|number|ref|reference|to", NULL },
	{ IMP_M_RETENTION,
		"duration of processing|dauer|duree|duracion|durata|duur|varighed|varighet|bewaartermijn|duration|"
		"retention", NULL },
	{ IMP_M_SUBJECTS,
		"betroffene|betrokkenen|categories|data subjects|interesados|interessati|registrerade|registrerede|"
		"registrerte|rekisteroidyt|subject|subjekty udaju|titulares", NULL },
	{ IMP_M_SERVICE,
		"platform|plattform|application|applications|software|system|systems|tools|outil|herramienta|produkt|"
		"produkte|produit|produits|producto|productos|prodotto|applicable products|applicable services|"
		"categoria|categorie|category|dienst|dienste|diensten|dienstleistung|dienstleistungen|entity type|"
		"kategori|kategoria|kategorie|leistung|leistungen|palvelu|palvelut|prestation|prestations|product|"
		"product service|products|related services|service|service provided|services|services fournis|"
		"services using cdn|servicio|servicios|servico|servicos|servizi|servizio|sluzba|sluzby|solution|"
		"soort|tipo|tjanst|tjanster|tjeneste|tjenester|tool|typ|type|usluga|uslugi|ydelse|ydelser", NULL },
	{ IMP_M_CONTRACT,
		"agreement|agreements|contract type|type of contract|vertrag|vertragsart|contrat|contratto|"
		"overeenkomst|aftale|avtale|avtal|umowa|sopimus|smlouva|contract|contrato|contrato base", NULL },
	{ IMP_M_ENTITY,
		"establecimiento|vestiging|vestigingen|vestigingsland|selskabsdomicil|domicil|hjemland|hemvist|"
		"sateort|hovedsete|hovedkvarter|pays d etablissement|pais de establecimiento|paese di stabilimento|"
		"land van vestiging|etableringsland|registreringsland|incorporation|place of incorporation|origin|"
		"ursprungsland|herkunftsland|land des anbieters|land des unternehmens|mutterland|corporate location|"
		"domicile|domicilio social|entity country|entity location|establishment|headquarters|hjemsted|hq|"
		"kotipaikka|nationality|sate|seat|sede|sede legale|sede social|sidlo|siedziba|siege|siege social|"
		"sitz|saede", NULL },
	{ IMP_M_LOCATION,
		"panstwo|territoire|territorio|territoires|zone|gebiet|area|localizzazione|localizzazioni|helyszin|"
		"hely|orszag|tara|locatie|locatia|regio|regiao|regione|regioni|regiony|drzava|lokacija|riik|asukoht|"
		"salis|valsts|asula|vieta|국가|위치|소재지|소재국|"
		"지역|국가 및 지역|所在地|国|国名|地域|国家|地区|"
		"地点|位置|所在国|χωρα|τοποθεσια|страна|местоположение|"
		"countries|country|country location|country region|drittland|geographic location|geography|"
		"jurisdiction|jurisdictions|kraj|kraje|land|landen|lander|lieu|lieux|local|localisation|localizacao|"
		"locaties|location|locations|lokalita|lokalizacja|lokasjon|lokation|lugar|luogo|maa|maat|miejsce|"
		"misto|ort|orte|paese|paesi|paikka|pais|paises|pays|pays tiers|plaats|placering|plats|region|regions|"
		"sijainti|sijaintimaa|standort|standorte|sted|steder|third country|ubicacion|ubicaciones|ubicazione|"
		"umisteni|where|zeme|geo|territory|territories|staat|etat|stat", NULL },
	{ IMP_M_DATA,
		"behandlede data|behandlede oplysninger|behandlede opplysninger|behandlade uppgifter|datakategorier|"
		"datatyper|data category|data type|data elements|pii|personal information|information shared|"
		"information processed|what data|what data they process|which data|data handled|data in scope|"
		"data scope|scope of data|dataomfang|danetypy|dane przetwarzane|przetwarzane dane|zpracovavane udaje|"
		"udaje|udaje osobni|tietotyypit|kasiteltavat tiedot|date prelucrate|date cu caracter personal|adatok|"
		"kezelt adatok|개인정보 항목|위탁항목|"
		"이전항목|"
		"이전되는 개인정보 항목|テータ|"
		"個人テータ|取扱テータ|customer data involved|dados|dane|dane osobowe|data|data accessed|"
		"data exposure|data involved|data processed|data shared|data types|daten|datenarten|datenkategorien|"
		"dati|datos|donnees|gegevens|henkilotiedot|osobni udaje|personal data|personal data accessed|"
		"personal data processed|personal data that may be processed|personoplysninger|personopplysninger|"
		"personuppgifter|persoonsgegevens", NULL },
	{ IMP_M_PROCESSING,
		"behandlingsregion|behandlingsland|processing country|processing countries|processing region|"
		"processing regions|dataregion|datenregion|hosting|hosting regio|hosting region|hostingland|"
		"hostingort|storage region|storage country|data country|data storage|data storage country|"
		"lagringsland|lagringsregion|pays d hebergement|lieu d hebergement|pais de alojamiento|"
		"kraj przetwarzania|zeme zpracovani|보관 국가|처리 위치|"
		"이전 국가|이전국가|"
		"이전되는 국가|処理場所|保管場所|data region|"
		"hosting country|hosting location|location of processing|obszar przetwarzania|place of processing|"
		"region default|verarbeitungsort", NULL },
	{ IMP_M_LOCATION | IMP_M_MECHANISM,
		"datenort und garantie|location transfer", NULL },
	{ IMP_M_DATE,
		"deleted date|nextcertification|ppdate|when", NULL },
	{ IMP_M_OWNER,
		"responsible|responsible team|responsible person|internal contact|team|ansprechpartner intern|"
		"zustandig|abteilung|fachbereich|approved by|approver|requested by|verantwortlich|accountable|"
		"business owner|contract owner|department|internal owner|owner|verantwortlicher|owner team", NULL },
	{ IMP_M_MECHANISM,
		"schutzgarantien|schutzgarantie|ubertragungsmechanismus|ubertragungsgrundlage|"
		"beskyttelsesforanstaltninger|beskyttelsestiltak|sikkerhetstiltak ved overforing|garantien|"
		"schutzmassnahmen|schutzmechanismus|absicherung|rechtsinstrument|transfer to third countries|"
		"transfers to third countries|transfer outside eea|transfer outside eu|transfers outside the eea|"
		"transfers outside the eu|transfer outside the eea|transfer outside the eu|eu us transfer|"
		"gdpr safeguards|gdpr safeguard|legal mechanism|legal safeguard|legal safeguards|legal instrument|"
		"guarantees|guarantee|garancije|garantii|garanciak|tagatised|mecanism de transfer|"
		"mecanismul de transfer|tovabbitas jogalapja|이전 근거|移転の根拠|"
		"移転根拠|保護措置|adequacy|base giuridica|base juridica|base juridique|base legal|bcr|"
		"doorgiftemechanisme|dpf|drittlandtransfer|garantias|garantie|garanties|garanzie|legal basis|"
		"mechanism|overforingsgrundlag|overforingsgrunnlag|podstawa prawna|rattslig grund|rechtsgrundlage|"
		"retsgrundlag|scc|scc or idta status|sccs|skyddsatgarder|suojatoimet|transfer|transferinstrument|"
		"transfermechanismus|transfers|waarborg|waarborgen|zabezpieczenia|zaruky", NULL },
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
		"remark|remarks|comment|comments|additional notes|additional comments|bemerkungen|bemerkung|"
		"anmerkungen|anmerkung|hinweise|hinweis|remarques|remarque|commentaires|commentaire|observaciones|"
		"observacion|comentarios|osservazioni|commenti|opmerkingen|opmerking|toelichting|bemaerkninger|"
		"bemaerkning|merknad|anmarkning|anmarkningar|megjegyzes|megjegyzesek|napomena|observatii|"
		"비고|備考|备注|other|misc|sonstiges|autre|autres|otros|overig|overige|bemarkninger|"
		"evidence|huomautukset|huomiot|kommentar|kommentare|merknader|nota|notas|note|notes|notizen|poznamka|"
		"poznamky|uwagi", NULL },
	{ IMP_M_REVIEWED,
		"last reviewed|reviewed|reviewed on|review date|last assessed|last assessment|last audit|"
		"last checked|checked|checked on|gepruft am|zuletzt gepruft|letzte uberprufung|verified|verified on|"
		"last check|derniere verification|derniere revision|derniere mise a jour|ultima revision|"
		"ultima verifica|laatst gecontroleerd|senast granskad|sidst opdateret|sidst revideret|sist oppdatert|"
		"sist gjennomgatt|ostatni przeglad|posledni kontrola|aktualisiert|last review|last reviewed utc|"
		"last updated|last verified|last verified date|revisado|updated", NULL },
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
