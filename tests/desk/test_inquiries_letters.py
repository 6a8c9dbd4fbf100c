"""Letters about inquiries, character for character: to whom, in which words, of which law.

CHAPTERV_TRANSCRIPTS=write writes down the letters as they are now.
"""

import csv
import html.parser
import json
import os
import pathlib
import re
import unittest

from inquiring import AUDIENCES, LANGUAGES, Sample

import program

HERE = pathlib.Path(__file__).resolve().parent
TEMPLATES = HERE.parents[1] / "reports" / "letters" / "templates"
WRITE = os.environ.get("CHAPTERV_TRANSCRIPTS") == "write"
VOID = {"meta", "br"}


def table(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def timeless(letter):
    """What follows from how many records the sample has, or the law pack, is not shown; that paragraph is a line."""
    said = []
    for paragraph in re.sub(r"\b2026-\d{4}\b", "2026-NNNN", letter).split("\n\n"):
        if re.search(r"\b[0-9a-f]{64}\b", paragraph):
            paragraph = re.sub(r"\b[0-9a-f]{64}\b", "<SHA-256>", " ".join(paragraph.split(" ")).replace("\n", " "))
            paragraph = re.sub(r"(change|Änderung|n°\u00a0)(\s?)\d+|\d+( entries| Einträge| entrées)", r"\1\2NN\3",
                               paragraph)
        said.append(paragraph)
    return "\n\n".join(said)


class Balanced(html.parser.HTMLParser):
    """Every element is closed where it was opened."""

    def __init__(self):
        super().__init__()
        self.open, self.seen = [], []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, (tag, self.open)
        self.open.pop()


class Letters(Sample):
    def test_letters_are_what_they_were(self):
        self.maxDiff = None
        for who in AUDIENCES:
            n = self.opened("--asker", "Mara Novak", "--received", "2026-11-02", who=who)
            for language in LANGUAGES:
                said = self.inquiry(0, "draft", n, "--language", language).out
                said = timeless(said)
                path = HERE / "letters" / f"{who}.{language}.txt"
                with self.subTest(path.name):
                    if WRITE:
                        path.write_text(said, encoding="utf-8")
                    self.assertEqual(path.read_text(encoding="utf-8"), said)

    def test_no_letter_has_inside_words(self):
        """No id of a record, no slug, no empty place, no tag; the longest line fits a mail."""
        ids = [row.split(",")[0] for row in self.says(0, "report", "transfers", "--db", self.db).out.splitlines()[1:]]
        slugs = [row["slug"] for row in json.loads(self.says(0, "law", "show", "--json").out) if "slug" in row]
        for who in AUDIENCES:
            for language in LANGUAGES:
                text = (HERE / "letters" / f"{who}.{language}.txt").read_text(encoding="utf-8")
                plain = " ".join(text.split(" ")).replace("contracts/", "")
                for word in ids:
                    self.assertNotRegex(plain, rf"(?<![\w/-]){re.escape(word)}(?![\w.-])")
                for word in slugs if who in ("data-subject", "customer") else ():
                    if "-" in word and word not in ("data-subject-direct", "same-entity"):
                        self.assertNotIn(word, plain, (who, language))
                self.assertNotRegex(plain, r"(party|transfer|safeguard|certification|inquiry)/\d")
                self.assertNotRegex(plain, r"\(\s*\)|: \.|\{\{|, \.|;\s*\.|\.\.(?!\.)")
                for line in text.split("\n"):
                    self.assertTrue(len(line) <= 78 or "<SHA-256>" in line, line)

    def test_every_mechanism_and_reason_has_words(self):
        rows = {name: table(TEMPLATES / f"words-{name}.csv")
                for name in ("mechanisms", "reasons", "regimes", "register")}
        law = program.SOURCE / "registry" / "law"
        wanted = {"mechanisms": {r["slug"] for r in table(law / "mechanisms.csv")} |
                  {r["family"] for r in table(law / "families.csv")},
                  "reasons": {r["code"] for r in json.loads(self.says(0, "reasons", "--json").out)} | {"STEP_BEFORE"}}
        for name, words in wanted.items():
            for language in LANGUAGES:
                mine = [r for r in rows[name] if r["language"] == language]
                self.assertEqual(words - {w for r in mine for w in r[name].split(";")}, set(), (name, language))
                self.assertTrue(all(r["plain"].endswith(".") for r in mine), (name, language))
        for name in ("register", "needs", "official", "codes", "countries"):
            for row in table(TEMPLATES / f"words-{name}.csv"):
                self.assertTrue(all(row.values()), (name, row))

    def test_no_word_is_left_in_another_language(self):
        """Two cells of a row are the same only where they are names, or words that the languages share."""
        same = ("en", "de"), ("en", "fr"), ("de", "fr")
        for name in ("needs", "codes", "official"):
            for row in table(TEMPLATES / f"words-{name}.csv"):
                for one, other in same:
                    self.assertNotEqual(row[one], row[other], (name, row))

    def test_every_language_has_its_signs(self):
        for path in sorted(TEMPLATES.iterdir()):
            text = path.read_text(encoding="utf-8")
            lines = [line for line in text.splitlines() if not line.startswith("mechanisms,")]
            if path.name.startswith("inquiry-"):
                language = path.name.split(".")[1]
                said = {language: re.sub(r"\{\{.*?\}\}", "", "\n".join(lines))}
            elif path.name in ("words-needs.csv", "words-official.csv", "words-codes.csv", "words-countries.csv"):
                said = {lang: "\n".join(row[lang] for row in table(path)) for lang in LANGUAGES}
                said["en"] = re.sub("[ôéçü]", "", said["en"]).replace("d'Ivoire", "")  # names
            elif path.name in ("words-mechanisms.csv", "words-reasons.csv", "words-regimes.csv"):
                said = {lang: "\n".join(line for line in lines if f",{lang}," in line) for lang in LANGUAGES}
            else:
                continue
            self.assertNotRegex(said.get("en", ""), r"'|[äöüßéèà]")
            self.assertNotRegex(said.get("de", ""), r"'|\b(fuer|ueber|koennen|muessen|groesse)\b|»|«")
            self.assertNotRegex(said.get("fr", ""), r"'| [:;?!»]|« |\w[:?!»]( |$)")
            for lang, signs in (("de", "äöü"), ("fr", "éàè’")):
                self.assertTrue(lang not in said or any(sign in said[lang] for sign in signs), (path.name, lang))

    def test_who_is_told_what(self):
        subject, customer, authority = (self.opened(who=w) for w in AUDIENCES[:3])
        told = {w: json.loads(self.inquiry(0, "draft", n, "--format", "json").out)
                for w, n in (("subject", subject), ("customer", customer), ("authority", authority))}
        names = {w: {t["importer_name"] for t in d["transfers"]} for w, d in told.items()}
        self.assertIn("Marlbury Quince LLP", names["subject"])
        self.assertNotIn("Marlbury Quince LLP", names["customer"])  # decides for itself about the data
        self.assertIn("Brackenvault Hosting, Inc.", names["customer"])
        self.assertEqual(names["subject"], names["authority"])
        self.assertIn("Reason code:", told["authority"]["letter"])
        self.assertNotIn("Reason code", told["subject"]["letter"])
        for wanted in ("register_seq", "log_root", "law_sha256", "template_sha256"):
            self.assertTrue(told["authority"][wanted])

    def test_a_customer_reads_what_its_contract_says(self):
        said = " ".join(self.inquiry(0, "draft", self.opened("--asker", "Larkrise", who="customer")).out.split())
        self.assertIn("Our contract with you dates from 13\u00a0May\u00a02024.".replace("\u00a0", " "), said)
        self.assertIn("you may object within 14 days of the announcement.", said)
        other = " ".join(self.inquiry(0, "draft", self.opened("--asker", "Nobody BV", who="customer")).out.split())
        self.assertIn("how long you may object follows from our contract.", other)
        self.assertNotIn("Our contract with you dates", other)

    def test_the_law_is_that_of_the_askers_country(self):
        for country, language, who, law in (
                ("GB", "en", "authority", "(UK GDPR art. 30(1)(e) and 30(2)(c))"),
                ("GB", "de", "customer", "(Art. 28 Abs. 4 UK-DSGVO)"),
                ("CH", "de", "authority", "(Art. 12 Abs. 2 Bst. g und Abs. 3 DSG)"),
                ("CH", "fr", "customer", "(art. 9 LPD)"),
                ("FR", "fr", "authority", "(art. 30, paragraphe 1, point e), et paragraphe 2, point c), du RGPD)"),
                ("US", "en", "customer", "towards you.")):
            n = self.opened("--country", country, "--language", language, who=who)
            said = " ".join(self.inquiry(0, "draft", n).out.split())
            self.assertIn(law, said, (country, who))
            self.assertNotIn("()", said)

    def test_about_a_party_a_country_and_staff(self):
        party = json.loads(self.inquiry(0, "draft", self.opened("--about", "brackenvault"), "--json").out)
        self.assertEqual({t["transfer"] for t in party["transfers"]} & {"ie-brackenvault"}, {"ie-brackenvault"})
        country = json.loads(self.inquiry(0, "draft", self.opened("--about", "India"), "--json").out)
        self.assertEqual({t["country"] for t in country["transfers"]}, {"IN"})
        staff = json.loads(self.inquiry(0, "draft", self.opened("--data", "hr"), "--json").out)
        self.assertNotIn("ie-brackenvault", {t["transfer"] for t in staff["transfers"]})
        self.assertIn("ie-us-staff", {t["transfer"] for t in staff["transfers"]})
        nobody = self.inquiry(0, "draft", self.opened("--about", "Peru")).out
        self.assertIn("no personal data of this kind go to Peru.", nobody)

    def test_html(self):
        n = self.opened("--asker", "<b>M & N</b>")
        path = self.path("letter.html")
        self.inquiry(0, "draft", n, "--format", "html", "--language", "fr", "-o", path, out="")
        text = pathlib.Path(path).read_text(encoding="utf-8")
        look = Balanced()
        look.feed(text)
        look.close()
        self.assertEqual(look.open, [])
        self.assertIn("ul", look.seen)
        self.assertIn('<html lang="fr">', text)
        self.assertIn("&lt;b&gt;M &amp; N&lt;/b&gt;", text)
        self.assertNotIn("<b>", text)


if __name__ == "__main__":
    unittest.main()
