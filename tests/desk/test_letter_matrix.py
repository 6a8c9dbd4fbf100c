#!/usr/bin/env python3
"""Every outcome, asked about by everybody, in every language: each paragraph that can stand in a letter, once.

CHAPTERV_TRANSCRIPTS=write writes down the letters as they are now.
"""
import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "cli"))
import program  # noqa: E402

NPM = HERE.parent / "tools" / "npm"
WRITE = os.environ.get("CHAPTERV_TRANSCRIPTS") == "write"
AUDIENCES = ["data-subject", "customer", "authority", "colleague"]
LANGUAGES = ["en", "de", "fr"]

PARTIES = """id,name,kind,country,own,service,contact,attributes
p-we,Aldermere Books Ltd.,affiliate,IE,yes,publisher,privacy@aldermere.example,
p-sa,Aldermere Africa (Pty) Ltd,affiliate,ZA,yes,,,group-member
p-scc,Vadakkan Support Pvt. Ltd.,service-provider,IN,,customer support,Jane Roe <jane.roe@vadakkan.example>,
p-none,Lotusquill Printing Co.,service-provider,CN,,printing of covers,,
p-claim,Wattlegum Monitoring Pty Ltd,service-provider,AU,,uptime monitoring,,
p-adequate,Tuatarin Backups Limited,service-provider,NZ,,backup storage,,
p-law,Marlbury Quince LLP,advisor,US,,litigation counsel,,
p-shield,"Brackenvault Hosting, Inc.",service-provider,US,,hosting,,
p-sub,Jambari Telemetry,service-provider,KE,,,,
p-own,Kiwanja Records Ltd,service-provider,TZ,,,,
p-eu,Fachwerkstrom GmbH,service-provider,DE,,hosting in the EEA,,
p-idle,Nobody & Sons,service-provider,PE,,,,
p-patent,Patent Registry,authority,,,,,
p-one,Larkrise Travel B.V.,customer,NL,,,dpo@larkrise.example,
p-two,Moorhöfer & Söhne GmbH,customer,DE,,,,
"""
TRANSFERS = """id,exporter,importer,country,place,exporter_role,importer_role,data,data_categories,data_subjects,purposes,legal_basis,retention,from
t-sa,p-we,p-sa,ZA,establishment,controller,controller,hr,employment,employees,people administration,contract,,2024-03-01
t-scc,p-we,p-scc,IN,processing,controller,processor,any,contact;shoe size,customers,customer support,legitimate-interests,30 days,2022-01-01
t-none,p-we,p-none,CN,processing,controller,processor,any,contact,customers,,contract,as long as the edition sells,2026-01-01
t-claim,p-we,p-claim,AU,logging,controller,processor,any,technical,visitors,monitoring,legitimate-interests,30 days,2025-05-02
t-adequate,p-we,p-adequate,NZ,storage,controller,processor,any,identity;contact,customers,backup,contract,90 days,2017-01-16
t-law,p-we,p-law,US,establishment,controller,controller,any,identity,customers,legal claims,legitimate-interests,,2026-02-02
t-shield,p-we,p-shield,US,storage,controller,processor,any,identity;contact,customers,hosting of the service,contract,,2018-01-01
t-sub,p-scc,p-sub,KE,processing,processor,processor,any,contact,customers,log storage,contract,,2023-04-01
t-own,p-we,p-own,TZ,storage,controller,processor,any,contact,customers,backup,contract,,2025-03-01
t-eu,p-we,p-eu,DE,storage,controller,processor,any,identity,customers,hosting,contract,,2019-01-01
t-patent,p-we,p-patent,io-epo,processing,controller,controller,any,identity,employees,legal claims,legal-obligation,,2021-06-01
"""
SAFEGUARDS = """id,exporter,importer,mechanism,signed,ended,flags,document,note
s-scc,p-we,p-scc,scc-2021-m2,2021-12-20,,,contracts/scc-2021-12.pdf,secret note of ours
s-bcr,p-we,p-sa,bcr-c,2024-02-01,,approved,,
s-own,p-we,p-own,adhoc-46-3-a,2025-02-14,,approved,,
s-claim,p-we,p-claim,scc,,,claimed,,
s-law,p-we,p-law,art49-1-e,2026-02-01,,occasional;met,,
s-shield,p-we,p-shield,scc-2021-m2,2021-07-16,,,,
"""
CERTIFICATIONS = """importer,framework,covers,from,until
p-shield,privacy-shield-eu-us,non-hr,2017-11-14,2020-07-16
"""
ASSESSMENTS = """exporter,importer,country,dated,outcome,review_by
p-we,p-scc,IN,2025-11-30,adequate,
p-we,p-sa,ZA,2024-02-01,adequate,
p-we,p-own,TZ,2025-02-01,adequate,
p-we,p-shield,US,2021-07-16,adequate-with-measures,2023-07-16
"""
CONTRACTS = """id,party,own,kind,direction,signed,authorisation,notice_days,objection_days,silence,language
c-one,p-one,p-we,data-processing,customer,2024-05-13,general,,1,consent,en
c-two,p-two,p-we,data-processing,customer,2024-05-13,general,,30,consent,de
c-scc,p-scc,p-we,data-processing,vendor,2021-12-01,general,,30,,en
"""
ABOUT = ["everything", "p-scc", "p-none", "p-claim", "p-adequate", "p-law", "p-shield", "p-sub", "p-sa", "p-own", "p-eu", "p-patent", "p-idle",
         "IN", "US", "PE"]
INSIDE = re.compile(r"\b[pstc]-(?:we|sa|scc|none|claim|adequate|law|shield|sub|own|eu|idle|patent|one|two)\b|\bio-|\{\{|secret note|Jane Roe|"
                    r"jane\.roe|Moorhöfer")
ENGLISH = re.compile(r"\b(the|of|and|with|is|are|from|which|this|that|since|by|kept|mechanism|reason|on file)\b")
QUOTED = re.compile(r"„[^“]*“|«[^»]*»|“[^”]*”")


class Matrix(program.Case):
    @classmethod
    def setUpClass(cls):
        cls.maxDiff = None

    def setUp(self):
        super().setUp()
        for kind, text in (("parties", PARTIES), ("contracts", CONTRACTS), ("transfers", TRANSFERS), ("safeguards", SAFEGUARDS),
                           ("certifications", CERTIFICATIONS), ("assessments", ASSESSMENTS)):
            self.imported(kind, text)
        self.says(0, "init", "--home", "IE", "--db", self.db)
        self.inquiries = {}
        for about in ABOUT:
            more = [] if about == "everything" else ["--about", about]
            self.inquiries[about] = self.says(0, "inquiry", "open", "--asked-by", "customer", "--asker", "Larkrise Travel B.V.",
                                              "--contact", "Jane Roe", "--note", "secret note of ours", "--received", "2026-11-01",
                                              "--db", self.db, *more).out.strip()

    def letter(self, about, who, language, *more):
        return self.says(0, "inquiry", "draft", self.inquiries[about], "--for", who, "--language", language, "--db", self.db, *more).out

    def look(self, text, who, language):
        """What no letter may have, whoever reads it."""
        plain = text.replace("contracts/scc-2021-12.pdf", "X")
        self.assertNotRegex(plain, INSIDE)
        empty = re.search(r".{30}(?:\(\s*\)|: \.|, \.|;\s*\.|\.\.| ,|\bNone\b|\bnull\b).{0,30}", " ".join(plain.split(" ")), re.S)
        self.assertIsNone(empty, who)
        if who != "authority":
            self.assertNotRegex(re.sub(r"\b2026-\d{4}\b", "", plain), r"\d{4}-\d{2}-\d{2}")
        if language != "en":
            self.assertNotRegex(QUOTED.sub("", plain), ENGLISH)
        if language == "fr":
            self.assertNotRegex(plain, r"[^\u00a0][;?!»]|« (?!\u00a0)|[^\W\d]:(?!//)|' | '|\w'\w")
        if language == "de":
            self.assertNotRegex(plain, r"“[^„]*”|\w'\w|»|«")

    def test_every_paragraph_of_every_letter(self):
        for who in AUDIENCES:
            for language in LANGUAGES:
                seen, said = set(), []
                for about in ABOUT:
                    letter = self.letter(about, who, language)
                    letter = re.sub(r"\b[0-9a-f]{64}\b", "<SHA-256>", re.sub(r"\b2026-\d{4}\b", "2026-NNNN", letter))
                    self.look(letter, who, language)
                    new = [p for p in letter.rstrip("\n").split("\n\n") if p not in seen and "<SHA-256>" not in p and "SHA-256)" not in p]
                    seen.update(new)
                    said.append(f"==== {about}\n\n" + "\n\n".join(new) + "\n")
                path = HERE / "matrix" / f"{who}.{language}.txt"
                with self.subTest(path.name):
                    if WRITE:
                        path.parent.mkdir(exist_ok=True)
                        path.write_text("\n".join(said), encoding="utf-8")
                    self.assertEqual(path.read_text(encoding="utf-8"), "\n".join(said))

    def test_text_html_and_json_say_the_same(self):
        for who in AUDIENCES:
            for language in LANGUAGES:
                text = self.letter("everything", who, language)
                page = self.letter("everything", who, language, "--format", "html")
                told = json.loads(self.letter("everything", who, language, "--format", "json"))
                self.assertEqual(told["letter"], text)
                body = html.unescape(re.sub(r"<[^>]+>", " ", page.split("<main>")[1]))
                flat = re.sub(r"\s+", " ", re.sub(r"^  - ", "", text, flags=re.M)).strip()
                self.assertEqual(re.sub(r"\s+", " ", body).strip(), flat)
                self.assertIn(f'<html lang="{language}">', page)

    def test_html_is_valid(self):
        """As html-validate sees it, with names that would be markup."""
        if not shutil.which("node") or not (NPM / "node_modules").is_dir():
            self.skipTest("node or its packages are not installed: npm ci in tests/tools/npm")
        n = self.says(0, "inquiry", "open", "--asked-by", "customer", "--asker", '<script>"&\'</script>', "--received", "2026-11-01",
                      "--db", self.db).out.strip()
        self.inquiries["markup"] = n
        paths = [self.put(f"{who}.{language}.html", self.letter("markup", who, language, "--format", "html"))
                 for who in AUDIENCES for language in LANGUAGES]
        said = subprocess.run(["node", str(NPM / "public.mjs"), "html", *paths], capture_output=True, text=True, cwd=NPM, check=False,
                              timeout=120)
        self.assertEqual(said.returncode, 0, said.stderr[:3000])
        self.assertEqual(len(said.stdout.splitlines()), len(paths))


if __name__ == "__main__":
    unittest.main()
