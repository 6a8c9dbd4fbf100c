#!/usr/bin/env python3
"""Letters about inquiries, character for character; templates that are edited; cron; what is refused.

CHAPTERV_TRANSCRIPTS=write writes down the letters as they are now.
"""
import atexit
import csv
import functools
import html.parser
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
TEMPLATES = HERE.parents[1] / "reports" / "letters" / "templates"
sys.path.insert(0, str(HERE.parent / "cli"))
import program  # noqa: E402

AUDIENCES = ["data-subject", "customer", "authority", "colleague"]
LANGUAGES = ["en", "de", "fr"]
WRITE = os.environ.get("CHAPTERV_TRANSCRIPTS") == "write"
VOID = {"meta", "br"}


def table(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def timeless(letter):
    """What follows from how many records the sample has, or from the law pack, is not shown; its paragraph is one line."""
    said = []
    for paragraph in re.sub(r"\b2026-\d{4}\b", "2026-NNNN", letter).split("\n\n"):
        if re.search(r"\b[0-9a-f]{64}\b", paragraph):
            paragraph = re.sub(r"\b[0-9a-f]{64}\b", "<SHA-256>", " ".join(paragraph.split(" ")).replace("\n", " "))
            paragraph = re.sub(r"(change|Änderung|n°\u00a0)(\s?)\d+|\d+( entries| Einträge| entrées)", r"\1\2NN\3", paragraph)
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


@functools.cache
def sample():
    """The sample register, made once."""
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="chapterv-desk-"))
    atexit.register(shutil.rmtree, scratch)
    run = subprocess.run(["sh", str(program.SOURCE / "registry/sample/load"), program.BINARY, str(scratch / "register.db")],
                         capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stderr
    return scratch / "register.db"


class Desk(program.Case):
    def opened(self, *more, who="data-subject"):
        return self.says(0, "inquiry", "open", "--asked-by", who, "--db", self.db, *more).out.strip()

    def inquiry(self, status, *args, **kwargs):
        return self.says(status, "inquiry", *args, "--db", self.db, **kwargs)


class Sample(Desk):
    def setUp(self):
        super().setUp()
        shutil.copy(sample(), self.db)
        self.says(0, "init", "--home", "IE", "--db", self.db)


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
                ("GB", "en", "authority", "(UK GDPR art. 30(1)(e) and 30(2)(c))"), ("GB", "de", "customer", "(Art. 28 Abs. 4 UK-DSGVO)"),
                ("CH", "de", "authority", "(Art. 12 Abs. 2 Bst. g und Abs. 3 DSG)"), ("CH", "fr", "customer", "(art. 9 LPD)"),
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


class Moves(Sample):
    """What is done twice, late, or to one that is not there for it, says so; nothing changes."""

    def updated(self, kind, text):
        path = self.put(f"{kind}.csv", text)
        self.says(0, "import", path, "--as", kind, "--on-conflict", "update", "--db", self.db)

    def test_extended_once_and_in_time(self):
        n = self.opened("--received", "2026-10-20", who="customer")  # due on Friday, 20 November
        self.inquiry(2, "extend", n, "--reason", "many vendors", err="too late: the asker had to be told by 2026-11-20")
        self.inquiry(0, "extend", n, "--reason", "many vendors", "--on", "2026-11-20", err="due 2027-01-20")
        self.inquiry(2, "extend", n, "--reason", "again", "--on", "2026-11-20", err="possible once")
        late = self.opened("--received", "2026-10-21", who="customer")  # 21 November is a Saturday
        self.inquiry(0, "extend", late, "--reason", "told on the Monday", err="due 2027-01-21")

    def test_a_state_that_does_not_allow_it(self):
        n = self.opened("--received", "2026-11-02")
        self.inquiry(2, "reopen", n, err=f"{n} is open: only one that is answered can be reopened")
        self.inquiry(2, "close", n, err="is open: answer it first, or say how it ends")
        self.inquiry(0, "answer", n)
        self.inquiry(2, "extend", n, "--reason", "x", err="is answered: only one that is open can be extended")
        self.inquiry(2, "identity", n, "asked", err="only one that is open can have proof of identity recorded")
        self.inquiry(0, "reopen", n, err="due 2026-12-02")
        self.inquiry(2, "close", n, "--outcome", "answered", err=f"{n} is open: answer it first")
        self.inquiry(0, "answer", n)
        self.inquiry(0, "close", n)
        for deed in (["reopen", n], ["answer", n], ["extend", n, "--reason", "x"], ["assign", n, "me"], ["close", n]):
            self.inquiry(2, *deed, err="was closed on 2026-11-23")
        self.says(0, "verify", "--db", self.db)

    def test_what_is_not_there(self):
        self.inquiry(2, "open", "--asked-by", "customer", "--received", "2026-11-24", err="a day to come")
        self.inquiry(2, "open", "--asked-by", "customer", "--language", "it", err="en|de|fr")
        n = self.opened()
        self.inquiry(2, "answer", n, "--language", "it", err="en|de|fr")
        self.inquiry(0, "list", "--state", "answered", out="")

    def test_a_party_that_is_called_otherwise_or_gone(self):
        n = self.opened("--about", "plumewire", "--received", "2026-11-02")
        self.inquiry(0, "answer", n, out="Plumewire Mail, Inc.")
        self.updated("parties", "id,name,kind,country\nplumewire,Quillwire Mail Inc.,service-provider,US\n")
        said = " ".join(self.inquiry(0, "draft", n).out.split())
        self.assertIn("which personal data about you go to Quillwire Mail Inc. We answer", said)
        self.assertNotIn("Plumewire", said)
        said = " ".join(self.inquiry(1, "replay", n, out="the same about every transfer").out.split())
        self.assertIn('name was "Plumewire Mail, Inc.", today "Quillwire Mail Inc."', said)
        rows = list(csv.DictReader(self.says(0, "report", "transfers", "--db", self.db).out.splitlines()))
        gone = [dict(r, until="2026-11-01") for r in rows if "plumewire" in (r["importer"], r["exporter"])]
        self.assertTrue(gone)
        text = ",".join(rows[0]) + "\n" + "".join(
            ",".join('"' + v.replace('"', '""') + '"' for v in r.values()) + "\n" for r in gone)
        self.updated("transfers", text)
        said = " ".join(self.inquiry(0, "draft", n, "--language", "de").out.split())
        self.assertIn("gehen keine personenbezogenen Daten dieser Art an Quillwire Mail Inc.", said)
        self.assertNotIn("oben genannten Garantie", said)
        self.inquiry(1, "replay", n, out="differently")


class Erased(Sample):
    def test_the_answer_is_derived_without_who_asked(self):
        n = self.opened("--asker", "Mara Novak", "--about", "brackenvault", "--question", "Where do my data go?")
        self.inquiry(0, "answer", n)
        self.says(0, "erase", f"inquiry/{n}", "--db", self.db)
        self.says(0, "erase", f"reply/{n}-1", "--db", self.db)
        said = self.inquiry(0, "replay", n, out="the same about every transfer").out
        self.assertIn("The letter was erased.", said)
        self.assertNotIn("Novak", self.inquiry(0, "show", n, out="(the letter was erased)").out)
        self.says(0, "verify", "--db", self.db)


class Nothing(Desk):
    def test_a_register_with_nothing_in_it(self):
        self.says(0, "init", "--db", self.db)
        for who in AUDIENCES:
            n = self.opened(who=who)
            for language in LANGUAGES:
                self.assertNotIn("\n\n\n", self.inquiry(0, "draft", n, "--language", language).out)
        self.inquiry(0, "answer", n)
        self.inquiry(0, "replay", n, out="would be answered the same")


class Edited(Sample):
    """Templates that a DPO edits."""

    def setUp(self):
        super().setUp()
        self.folder_of_templates = self.path("templates")
        self.says(0, "inquiry", "templates", "-o", self.folder_of_templates)
        self.n = self.opened()

    def template(self, change):
        path = pathlib.Path(self.folder_of_templates, "inquiry-data-subject.en.txt")
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    def draft(self, status, **kwargs):
        return self.inquiry(status, "draft", self.n, "--templates", self.folder_of_templates, **kwargs)

    def test_written_out_they_say_the_same(self):
        self.assertEqual(self.draft(0).out, self.inquiry(0, "draft", self.n).out)
        words = pathlib.Path(self.folder_of_templates, "WORDS.txt").read_text(encoding="utf-8")
        for word in ("recipients", "retention", "log_root", "Those of letters that announce"):
            self.assertIn(word, words)

    def test_an_edited_one_is_used(self):
        self.template(lambda text: text.replace("Yours faithfully", "Kind regards from the whole desk"))
        self.draft(0, out="Kind regards from the whole desk")
        env = {"CHAPTERV_TEMPLATES": self.folder_of_templates}
        self.inquiry(0, "draft", self.n, env=env, out="Kind regards from the whole desk")
        self.inquiry(0, "answer", self.n, env=env, out="Kind regards")
        self.inquiry(0, "replay", self.n, env=env, out="character for character")
        self.inquiry(0, "replay", self.n, out="template was changed since")

    def test_what_is_not_there_is_refused(self):
        for added, part in (("{{surname}}", "{{surname}}"), ("{{#cities}}x{{/cities}}", "{{#cities}}"),
                            ("{{contact}}", "may be empty"), ("{{#contact}}", "no end"), ("{{today", "no end")):
            with self.subTest(added):
                before = pathlib.Path(self.folder_of_templates, "inquiry-data-subject.en.txt").read_text(encoding="utf-8")
                self.template(lambda text, added=added: text + "\n" + added + "\n")
                line = before.count("\n") + 2
                said = self.draft(2, out="").err
                self.assertIn(f"inquiry-data-subject.en.txt:{line}:", said)
                self.assertIn(part, said)
                self.template(lambda _, before=before: before)

    def test_tables_of_words(self):
        path = pathlib.Path(self.folder_of_templates, "words-register.csv")
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("hosting of the service,hosting of the service,",
                                     "hosting of the service,running our servers,"), encoding="utf-8")
        self.draft(0, out="running our")
        path.write_text(text + "one,two\n", encoding="utf-8")
        self.draft(2, err="words-register.csv:")
        path.write_text("register,en,de\n", encoding="utf-8")
        self.draft(2, err="columns")

    def test_folders(self):
        self.inquiry(2, "draft", self.n, "--templates", self.path("nowhere"), err="is no folder of templates")
        said = self.says(0, "inquiry", "templates", "-o", self.folder_of_templates).err
        self.assertIn("stays as it is", said)
        self.says(2, "inquiry", "templates", err="-o FOLDER")


class Cron(Desk):
    def setUp(self):
        super().setUp()
        self.says(0, "init", "--home", "IE", "--db", self.db)

    def test_exit_status(self):
        self.opened("--received", "2026-10-20")  # due on 20 November, three days ago
        self.opened("--received", "2026-10-28")
        self.inquiry(0, "list", out="OVERDUE by 3 days")
        self.inquiry(1, "list", "--overdue", out="2026-0001")
        self.inquiry(0, "list", "--overdue", "--on", "2026-11-20", out="")
        self.inquiry(0, "list", "--due-within", "6", "--state", "closed", out="")
        near = self.inquiry(1, "list", "--due-within", "5", "--json")
        rows = json.loads(near.out)
        self.assertEqual([(r["id"], r["due"], r["days_left"], r["overdue"], r["due_soon"]) for r in rows],
                         [("2026-0001", "2026-11-20", -3, True, False), ("2026-0002", "2026-11-28", 5, False, True)])
        self.assertEqual([r["latest"] for r in rows], ["2026-11-20", "2026-11-30"])  # the 28th is a Saturday
        self.assertEqual(len(json.loads(self.inquiry(1, "list", "--due-within", "4", "--json").out)), 1)
        for wrong in ("-1", "x", "99999", ""):
            self.inquiry(2, "list", "--due-within=" + wrong, err="--due-within")

    def test_ids(self):
        self.assertEqual(self.opened("--received", "2026-03-01"), "2026-0001")
        self.assertEqual(self.opened("--received", "2025-03-01"), "2025-0001")
        self.assertEqual(self.opened(), "2026-0002")
        self.inquiry(2, "show", "1", err="could be 2026-0001, 2025-0001")
        self.inquiry(0, "show", "2", out="2026-0002")
        self.inquiry(2, "show", "3", err="there is no inquiry '3'")
        self.inquiry(2, "replay", "2026-0002", err="was not answered")

    def test_usage(self):
        self.imported("parties", "id,name,kind,country\nacme,Acme Inc,service-provider,US\n")
        n = self.opened()
        for args, part in ((["open"], "--asked-by"), (["show"], "takes N"), (["dance"], "write open, list"),
                           (["list", "--note", "x"], "does not go with"), (["list", "--state", "lost"], "open, answered"),
                           (["extend", n], "--reason"), (["identity", n, "lost"], "asked, proven or not-needed"),
                           (["draft", n, "--format", "pdf"], "text|html|json"), (["draft", n, "--on", "2026-01-01"], "come in"),
                           (["answer", n, "--on", "2027-01-01"], "day to come"),
                           (["close", n, "--outcome", "answered"], "answer it first"),
                           (["extend", n, "--reason", "x", "--on", "2026-11-24"], "day to come"),
                           (["open", "--asked-by", "customer", "--about", "IN", "--about-country", "IN"], "--about says it")):
            with self.subTest(" ".join(args)):
                self.inquiry(2, *args, err=part)


if __name__ == "__main__":
    unittest.main()
