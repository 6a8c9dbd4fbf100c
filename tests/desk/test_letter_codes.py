#!/usr/bin/env python3
"""Codes of conduct and certifications as safeguards (GDPR art. 46(2)(e) and (f)), asked about: the whole letters.

None of either is known to serve for transfers, so that every one of them is open; what is said of it must be true.
CHAPTERV_TRANSCRIPTS=write writes down the letters as they are now.
"""
import os
import pathlib
import re
import unittest

from inquiring import LANGUAGES, Desk

HERE = pathlib.Path(__file__).resolve().parent
WRITE = os.environ.get("CHAPTERV_TRANSCRIPTS") == "write"
AUDIENCES = ["data-subject", "customer", "authority"]

PARTIES = """id,name,kind,country,own,service,contact
p-we,Aldermere Books Ltd.,affiliate,IE,yes,,privacy@aldermere.example
p-uk,Aldermere Books (UK) Ltd,affiliate,GB,yes,,
p-ch,Aldermere Verlag AG,affiliate,CH,yes,,
p-code,Sundarban Hosting Pvt. Ltd.,service-provider,IN,,hosting,
p-cert,Paranal Datos SpA,service-provider,CL,,backup storage,
p-seal,Mekong Mail Co. Ltd,service-provider,VN,,e-mail delivery,
p-claim,Nairobi Cloud Ltd,service-provider,KE,,hosting,
"""
TRANSFERS = """id,exporter,importer,country,exporter_role,importer_role,data,data_categories,data_subjects,purposes,legal_basis,from
t-code,p-we,p-code,IN,controller,processor,non-hr,contact,customers,hosting,contract,2026-05-01
t-code-uk,p-uk,p-code,IN,controller,processor,non-hr,contact,customers,hosting,contract,2026-05-01
t-code-ch,p-ch,p-code,IN,controller,processor,non-hr,contact,customers,hosting,contract,2026-05-01
t-cert,p-we,p-cert,CL,controller,processor,non-hr,contact,customers,backup,contract,2026-05-01
t-seal,p-we,p-seal,VN,controller,processor,non-hr,contact,customers,customer support,contract,2026-10-01
t-claim,p-we,p-claim,KE,controller,processor,non-hr,contact,customers,hosting,contract,2026-05-01
"""
SAFEGUARDS = """id,exporter,importer,mechanism,signed,flags,document
s-code,p-we,p-code,code-of-conduct,2026-04-20,approved,codes/cloud-2026.pdf
s-code-uk,p-uk,p-code,uk-code-or-certification,2026-04-20,approved,
s-code-ch,p-ch,p-code,ch-code-or-certification,2026-04-20,approved,
s-cert,p-we,p-cert,certification-46-2-f,2026-04-20,approved,certificates/881.pdf
s-seal,p-we,p-seal,europrivacy-transfer,2026-10-01,approved,
s-claim,p-we,p-claim,iso-27701,2026-03-01,,
"""
ASSESSMENTS = """exporter,importer,country,dated,outcome
p-we,p-code,IN,2026-04-11,adequate
p-uk,p-code,IN,2026-04-11,adequate
p-ch,p-code,IN,2026-04-11,adequate
p-we,p-cert,CL,2026-04-11,adequate
p-we,p-seal,VN,2026-09-30,adequate
"""
INSIDE = re.compile(r"\b[pst]-(?:we|uk|ch|code|cert|seal|claim)\b|\{\{|46-2-f|code-or-cert|iso-27701|\b[a-z]+-transfer\b")
EMPTY = re.compile(r"\(\s*\)|: \.|, \.|;\s*\.|\.\.| ,")
QUARREL = re.compile(r"experts disagree|umstritten|spécialistes")  # nobody disagrees: there is none to rely on


class Codes(Desk):
    def setUp(self):
        super().setUp()
        self.maxDiff = None
        for kind, text in (("parties", PARTIES), ("transfers", TRANSFERS), ("safeguards", SAFEGUARDS),
                           ("assessments", ASSESSMENTS)):
            self.imported(kind, text)
        self.says(0, "init", "--home", "IE", "--db", self.db)

    def test_whole_letters(self):
        for who in AUDIENCES:
            n = self.opened("--asker", "M. Novak", "--received", "2026-11-10", who=who)
            for language in LANGUAGES:
                letter = self.inquiry(0, "draft", n, "--language", language, err="").out
                letter = re.sub(r"\b[0-9a-f]{64}\b", "<SHA-256>", letter)
                path = HERE / "codes" / f"{who}.{language}.txt"
                with self.subTest(path.name):
                    self.assertNotRegex(letter, INSIDE)
                    self.assertNotRegex(letter, QUARREL)
                    self.assertIsNone(EMPTY.search(" ".join(letter.split())), path.name)
                    if WRITE:
                        path.parent.mkdir(exist_ok=True)
                        path.write_text(letter, encoding="utf-8")
                    self.assertEqual(path.read_text(encoding="utf-8"), letter)


if __name__ == "__main__":
    unittest.main()
