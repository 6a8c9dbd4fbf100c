#!/usr/bin/env python3
"""Names of countries from Debian's iso-codes (LGPL-2.1+, https://salsa.debian.org/iso-codes-team/iso-codes).

countries.py PREFIX OUT.tsv: one line a name: code, alpha-3, language ("en" first), name. Language "*" is how it is called in
English, "*de" and "*fr" how letters call it. A name that several places
share has all their codes, and a '+' before the language. Folding is left to the C programs that follow, so that names
fold as they do at run time.
"""
import gettext
import json
import pathlib
import sys

# What people write and no list of names holds. Names only: abbreviations that need a location cell around them are the
# readers' business.
EVERYDAY = {
    "US": ["United States of America", "USA", "U.S.A.", "U.S.", "The United States", "EE. UU.", "EE.UU.", "EUA", "Estados Unidos de América",
           "Vereinigte Staaten von Amerika", "États-Unis d'Amérique", "Verenigde Staten van Amerika", "Stany Zjednoczone Ameryki"],
    "GB": ["UK", "U.K.", "Great Britain", "Britain", "England", "Scotland", "Wales", "Northern Ireland", "Großbritannien",
           "Grande-Bretagne", "Royaume Uni", "Gran Bretaña", "Groot-Brittannië", "Storbritannien", "Wielka Brytania"],
    "AE": ["UAE", "U.A.E.", "VAE", "Emirates"],
    "NL": ["Holland", "The Netherlands", "Pays Bas", "Países Bajos"],
    "CZ": ["Czech Republic", "Tschechische Republik", "République tchèque", "República Checa"],
    "KR": ["South Korea", "Republic of Korea", "Südkorea", "Corée du Sud", "Corea del Sur", "Zuid-Korea", "Sydkorea"],
    "KP": ["North Korea", "Nordkorea", "Corée du Nord"],
    "RU": ["Russia", "Russian Federation"],
    "VN": ["Vietnam", "Viet Nam"],
    "CI": ["Ivory Coast", "Elfenbeinküste", "Côte d'Ivoire", "Costa de Marfil"],
    "TW": ["Taiwan"], "HK": ["Hong Kong", "Hongkong", "Hong Kong SAR"], "MO": ["Macau", "Macao"],
    "TR": ["Turkey", "Türkei", "Turquie", "Turquía", "Türkiye"], "MM": ["Burma", "Myanmar"], "MK": ["North Macedonia", "Macedonia"],
    "XK": ["Kosovo"], "SZ": ["Swaziland", "Eswatini"], "CV": ["Cape Verde"], "TL": ["East Timor"], "LA": ["Laos"],
    "IR": ["Iran"], "SY": ["Syria"], "TZ": ["Tanzania"], "BO": ["Bolivia"], "VE": ["Venezuela"], "MD": ["Moldova"],
    "PS": ["Palestine"], "CD": ["Democratic Republic of the Congo", "DR Congo", "DRC"], "CG": ["Republic of the Congo"],
    "GE": ["Republic of Georgia"], "IE": ["Republic of Ireland", "Eire"], "CN": ["People's Republic of China", "Mainland China", "PRC"],
    "BN": ["Brunei"], "DO": ["República Dominicana"],
    "FK": ["Falkland Islands"], "VA": ["Vatican", "Vatican City"], "FM": ["Micronesia"],
}
# Alone they may mean either of two countries, or a state of the USA: no list of names says so.
SHARED = {
    "CG CD": ["Congo", "Kongo"],
    "KP KR": ["Korea", "Corée", "Corea", "Coreia", "Coréia"],
    "GE US-GA": ["Georgia", "Géorgie"],
}
# English names that iso-codes gives to one of several: what other languages call it is as open.
SHARED_IN_ALL_LANGUAGES = {"Congo": "CG CD"}
# Where what stands before the comma is the name of two.
SHORT = {"CD": "Democratic Republic of the Congo", "CG": "Republic of the Congo", "VG": "British Virgin Islands",
         "VI": "United States Virgin Islands"}

# How letters call them in other languages, where the catalogue has a form for lists ("Åland, Îles"), or none.
LETTERS = {
    "de": {"AX": "Åland", "CC": "Kokosinseln", "CX": "Weihnachtsinsel", "FK": "Falklandinseln",
           "FM": "Mikronesien", "MF": "Saint-Martin", "PS": "Palästina",
           "SX": "Sint Maarten", "VA": "Vatikanstadt", "XK": "Kosovo", "BN": "Brunei", "CI": "Elfenbeinküste", "TL": "Osttimor",
           "UM": "Kleinere Amerikanische Überseeinseln", "CG": "Republik Kongo", "CD": "Demokratische Republik Kongo",
           "MD": "Republik Moldau", "VG": "Britische Jungferninseln", "VI": "Amerikanische Jungferninseln", "HK": "Hongkong",
           "RU": "Russland", "BY": "Belarus", "GM": "Gambia",
           "GS": "Südgeorgien und die Südlichen Sandwichinseln"},
    "fr": {"AX": "Îles Åland", "CC": "Îles Cocos", "CX": "Île Christmas", "FK": "Îles Malouines", "FM": "Micronésie", "MF": "Saint-Martin",
           "PS": "Palestine", "RE": "La Réunion", "RU": "Russie", "SB": "Îles Salomon", "SX": "Saint-Martin (partie néerlandaise)",
           "SY": "Syrie", "TR": "Turquie", "VA": "Vatican", "VE": "Venezuela", "VI": "Îles Vierges américaines",
           "VG": "Îles Vierges britanniques", "VN": "Vietnam", "XK": "Kosovo", "CG": "République du Congo",
           "CD": "République démocratique du Congo", "LA": "Laos", "CK": "Îles Cook", "KY": "Îles Caïmans", "FO": "Îles Féroé",
           "MH": "Îles Marshall", "MP": "Îles Mariannes du Nord", "TC": "Îles Turques-et-Caïques", "BN": "Brunei",
           "CI": "Côte d’Ivoire", "MD": "Moldavie", "GB": "Royaume-Uni", "US": "États-Unis", "NL": "Pays-Bas",
           "UM": "Îles mineures éloignées des États-Unis", "HM": "Îles Heard-et-MacDonald", "CV": "Cap-Vert"},
}


def in_letters(prefix, language, data):
    """code -> everyday name in that language"""
    with (prefix / f"share/locale/{language}/LC_MESSAGES/iso_3166-1.mo").open("rb") as handle:
        catalogue = gettext.GNUTranslations(handle)
    names = {e["alpha_2"]: catalogue.gettext(e.get("common_name", e["name"])).replace("'", "’") for e in data}
    names.update(LETTERS[language])
    for code, name in names.items():
        names[code] = name = name[0].upper() + name[1:]
        if "," in name and code not in ("BQ", "SH"):
            raise SystemExit(f"countries.py: {code} is called {name!r} in {language}: add it to LETTERS")
    return names


def main(prefix, out):
    data = json.loads((prefix / "share/iso-codes/json/iso_3166-1.json").read_text(encoding="utf-8"))["3166-1"]
    rows = []
    english = {}
    alpha3 = {}
    for entry in data:
        code = entry["alpha_2"]
        alpha3[code] = entry["alpha_3"]
        english[code] = entry.get("common_name", entry["name"])
        for key in ("common_name", "name", "official_name"):
            if key in entry and entry[key] not in SHARED_IN_ALL_LANGUAGES:
                rows.append((code, "en", entry[key]))
    english["XK"], alpha3["XK"] = "Kosovo", "XKX"
    for code, names in EVERYDAY.items():
        rows += [(code, "en", name) for name in names]
    for codes, names in SHARED.items():
        rows += [(codes, "+en", name) for name in names]
    for mo in sorted((prefix / "share/locale").glob("*/LC_MESSAGES/iso_3166-1.mo")):
        with mo.open("rb") as handle:
            catalogue = gettext.GNUTranslations(handle)
        for entry in data:
            for key in ("common_name", "name", "official_name"):
                if key not in entry or (name := catalogue.gettext(entry[key])) == entry[key]:
                    continue
                shared = SHARED_IN_ALL_LANGUAGES.get(entry[key])
                rows.append((shared or entry["alpha_2"], "+" * bool(shared) + mo.parts[-3], name))
    letters = {language: in_letters(prefix, language, data) for language in LETTERS}
    with open(out, "w", encoding="utf-8") as handle:
        for code in sorted(english):
            short = english[code].split(",")[0] if code not in ("BQ", "SH", "BA") else english[code]
            short = SHORT.get(code, short)
            handle.write(f"{code}\t{alpha3[code]}\t*\t{short}\n")
            for language in ("de", "fr"):
                handle.write(f"{code}\t-\t*{language}\t{letters[language][code]}\n")
        for code, language, name in rows:
            if "\t" not in name:
                handle.write(f"{code}\t-\t{language}\t{name}\n")


main(pathlib.Path(sys.argv[1]), sys.argv[2])
