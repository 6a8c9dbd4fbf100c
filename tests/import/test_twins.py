"""Names that are alike: what is asked, what is done meanwhile, what an answer does, and that it is remembered."""

import csv
import io
import json
import os
import sqlite3
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
import program  # noqa: E402

HEAD = "name,kind,country\n"


class Twins(program.Case):
    def take(self, text, *args, name="x.csv", status=0):
        path = self.put(name, text)
        out = self.says(status, "import", path, "--db", self.db, "--json", *args)
        return json.loads(out.out) if out.out else {}

    def rows(self, kind="parties"):
        return list(csv.DictReader(io.StringIO(self.says(0, "report", kind, "--db", self.db).out, newline="")))

    def names(self):
        return {p["id"]: p["name"] for p in self.rows()}

    def settings(self):
        con = sqlite3.connect(self.db)
        found = con.execute("SELECT name, value FROM setting WHERE known_until IS NULL AND value <> '' "
                            "AND (name LIKE 'import.same/%' OR name LIKE 'import.distinct/%')").fetchall()
        con.close()
        return dict(found)

    def asked(self, said):
        self.assertEqual(said["read"], sum(said[k] for k in ("added", "updated", "unchanged", "refused", "skipped")))
        return [(q["line"], q["text"], q["meanwhile"], q["answers"]) for q in said["questions"]]

    def refuses(self, text, field, *args):
        before = self.rows() if os.path.exists(self.db) else None
        said = self.says(2, "import", self.put("x.csv", text), "--db", self.db, *args, err=f"--{field}")
        if before is not None:
            self.assertEqual(self.rows(), before)
        return said.err


class CanonicalParties(Twins):
    def test_legal_form(self):
        said = self.take(HEAD + "Acme Inc,service-provider,US\nAcme GmbH,service-provider,DE\nBeta Ltd,service-provider,GB\n")
        self.assertEqual(self.asked(said), [
            (3, "Is 'Acme GmbH' (acme-gmbh) the same legal entity as 'Acme Inc' (acme-inc)?", "kept apart",
             "--same 'Acme GmbH=Acme Inc' or --distinct 'Acme GmbH=Acme Inc'")])
        evidence = said["questions"][0]["evidence"]
        for word in ("legal form", "'Acme GmbH' in DE (line 3)", "'Acme Inc' in US (line 2 of this file)"):
            self.assertIn(word, evidence)
        self.assertEqual(list(self.names()), ["acme-inc", "acme-gmbh", "beta-ltd"])
        again = self.take(HEAD + "Acme GmbH,service-provider,DE\nBeta Ltd,service-provider,GB\nAcme Inc,service-provider,US\n")
        self.assertEqual((again["unchanged"], again["import"], again["questions"]), (3, None, []))

    def test_against_the_register(self):
        self.take("id,name,country\nacme,Acme Inc,US\n")
        said = self.take("id,name,country\nacme-uk,Acme (UK) Ltd,GB\n", name="y.csv")
        self.assertEqual(self.asked(said)[0][3], "--same 'Acme (UK) Ltd=acme' or --distinct 'Acme (UK) Ltd=acme'")
        self.assertIn("on file, import 1, line 2", said["questions"][0]["evidence"])

    def test_a_group_is_known_to_be_several(self):
        said = self.take("id,name,country,parent,own\na,Acme Inc,US,,no\nb,Acme GmbH,DE,a,no\nc,Acme Ltd,GB,a,no\n"
                         "x,Ours Inc,US,,yes\ny,Ours Ltd,GB,,yes\n")
        self.assertEqual(said["questions"], [])

    def test_spelling(self):
        self.take(HEAD + "Acme Inc,service-provider,\n")
        said = self.take(HEAD + '"ACME, Inc.",service-provider,US\n')
        self.assertEqual(self.asked(said), [
            (2, "Is 'ACME, Inc.' the same legal entity as 'Acme Inc' (acme-inc)?", "taken as the same",
             "--same 'ACME, Inc.=acme-inc' or --distinct 'ACME, Inc.=acme-inc'")])
        self.assertIn("case and punctuation", said["questions"][0]["evidence"])
        self.assertEqual([(p["id"], p["name"], p["country"]) for p in self.rows()], [("acme-inc", "Acme Inc", "US")])
        again = self.take(HEAD + '"ACME, Inc.",service-provider,US\n')
        self.assertEqual((again["unchanged"], again["import"], len(again["questions"])), (1, None, 1))

    def test_spelling_in_one_file(self):
        text = HEAD + 'Acme Inc,service-provider,US\n"ACME, Inc.",advisor,\n'
        said = self.take(text)
        self.assertEqual((said["added"], said["skipped"], len(said["questions"])), (1, 1, 1))
        self.assertEqual([(p["name"], p["kind"]) for p in self.rows()], [("Acme Inc", "service-provider")])
        turned = HEAD + '"ACME, Inc.",advisor,\nAcme Inc,service-provider,US\n'
        for again in (self.take(text), self.take(turned)):
            self.assertEqual((again["unchanged"], again["skipped"], again["import"]), (1, 1, None))

    def test_two_countries_keep_spellings_apart(self):
        text = HEAD + 'Acme Inc,service-provider,US\n"ACME, Inc.",service-provider,IE\n'
        said = self.take(text)
        self.assertEqual([q[2] for q in self.asked(said)], ["kept apart"])
        self.assertEqual(self.names(), {"acme-inc": "Acme Inc", "acme-inc-2": "ACME, Inc."})
        again = self.take(text)
        self.assertEqual((again["unchanged"], again["questions"], again["import"]), (2, [], None))
        self.take("importer,country\nAcme Inc,US\n\"ACME, Inc.\",IE\n", name="t.csv")
        self.assertEqual([t["importer"] for t in self.rows("transfers")], ["acme-inc", "acme-inc-2"])

    def test_one_name_in_two_countries(self):
        text = "id,name,country\ngb,Acme Ltd,GB\nie,Acme Ltd,IE\n"
        said = self.take(text)
        self.assertEqual(self.asked(said), [
            (3, "Is 'Acme Ltd' (ie) the same legal entity as 'Acme Ltd' (gb)?", "kept apart",
             "--same 'Acme Ltd=gb' or --distinct 'Acme Ltd=gb'")])
        self.assertIn("the names are the same: ", said["questions"][0]["evidence"])
        self.take(text, "--distinct", "Acme Ltd=gb")

    def test_never_nearly(self):
        said = self.take(HEAD + "Acme Inc,service-provider,US\nAcne Inc,service-provider,US\nAcme2 Inc,service-provider,US\n"
                         "Acme Cloud Inc,service-provider,US\n")
        self.assertEqual((said["added"], said["questions"]), (4, []))


class Answers(Twins):
    def test_same_before_it_is_on_file(self):
        text = HEAD + "Acme GmbH,service-provider,DE\nAcme Inc,service-provider,US\n"
        said = self.take(text, "--same", "Acme GmbH=Acme Inc")
        self.assertEqual((said["added"], said["skipped"], said["questions"]), (1, 1, []))
        self.assertEqual(self.rows()[0]["country"], "US")
        self.assertEqual(self.settings(), {"import.same/Acme GmbH": "acme-inc"})
        again = self.take(text)
        self.assertEqual((again["import"], again["questions"]), (None, []))
        self.take("importer,country\nAcme GmbH,DE\n", name="t.csv")
        self.assertEqual(self.rows("transfers")[0]["importer"], "acme-inc")

    def test_same_when_on_file(self):
        self.take("id,name,country\nacme,Acme Inc,US\n")
        said = self.take(HEAD + "Acme GmbH,service-provider,DE\n", "--same", "Acme GmbH=acme", name="y.csv")
        self.assertEqual((said["updated"], said["questions"]), (1, []))
        self.assertEqual([(p["id"], p["name"], p["country"]) for p in self.rows()], [("acme", "Acme Inc", "DE")])

    def test_turned_round(self):
        self.take(HEAD + "Acme Inc,service-provider,US\n")
        self.take(HEAD + "Acme GmbH,service-provider,US\n", "--same", "Acme Inc=Acme GmbH", name="y.csv")
        self.assertEqual(self.settings(), {"import.same/Acme GmbH": "acme-inc"})

    def test_same_for_a_row_with_an_id(self):
        self.take("id,name,country\nacme,Acme Inc,US\n")
        text = "id,name,country\nv-77,Acme GmbH,US\n"
        self.take(text, "--same", "Acme GmbH=acme", name="y.csv")
        self.assertEqual(list(self.names()), ["acme"])
        self.assertEqual(self.take(text, name="y.csv")["import"], None)
        self.take("importer,country\nv-77,US\n", name="t.csv")
        self.assertEqual(self.rows("transfers")[0]["importer"], "acme")

    def test_distinct(self):
        text = HEAD + "Acme Inc,service-provider,US\nAcme GmbH,service-provider,DE\n"
        said = self.take(text, "--distinct", "Acme GmbH=Acme Inc")
        self.assertEqual((said["added"], said["questions"]), (2, []))
        self.assertIn("import.distinct/Acme GmbH/acme-inc", self.settings())

    def test_distinct_spellings(self):
        for text in (HEAD + 'Acme Inc,service-provider,\n"ACME, Inc.",service-provider,\n',
                     HEAD + '"ACME, Inc.",service-provider,\nAcme Inc,service-provider,\n'):
            with self.subTest(text):
                self.db = self.path(f"{len(text)}{text[20]}.db")
                self.take(text, "--distinct", "ACME, Inc.=Acme Inc")
                self.assertEqual(sorted(self.names().values()), ["ACME, Inc.", "Acme Inc"])
                again = self.take(text)
                self.assertEqual((again["unchanged"], again["questions"], again["import"]), (2, [], None))
                changed = self.take(HEAD + 'Acme Inc,advisor,\n"ACME, Inc.",advisor,\n')
                self.assertEqual((changed["updated"], changed["questions"]), (2, []))

    def test_distinct_later(self):
        self.take(HEAD + "Acme Inc,service-provider,\n")
        text = HEAD + '"ACME, Inc.",service-provider,\n'
        self.take(text, "--distinct", "ACME, Inc.=acme-inc")
        self.assertEqual(sorted(self.names().values()), ["ACME, Inc.", "Acme Inc"])
        self.assertEqual(self.take(text)["questions"], [])
        self.assertEqual(self.take(text, "--distinct", "ACME, Inc.=acme-inc")["import"], None)

    def test_with_ids(self):
        text = 'id,name\nv1,Acme Inc\nv2,"ACME, Inc."\n'
        said = self.says(2, "import", self.put("x.csv", text), "--db", self.db)
        self.assertIn("--distinct 'ACME, Inc.=v1'", said.err)
        self.take(text, "--distinct", "ACME, Inc.=Acme Inc")
        self.assertEqual(self.names(), {"v1": "Acme Inc", "v2": "ACME, Inc."})

    def test_only_the_answer_is_new(self):
        text = HEAD + "Acme Inc,service-provider,US\nAcme GmbH,service-provider,DE\n"
        self.take(text)
        said = self.take(text, "--distinct", "Acme GmbH=acme-inc")
        self.assertEqual((said["unchanged"], said["import"]), (2, 2))
        self.assertEqual(self.take(text, "--distinct", "Acme GmbH=acme-inc")["import"], None)

    def test_a_new_answer_takes_the_place_of_the_old(self):
        self.take("id,name\nacme,Acme Inc\nother,Other Inc\n")
        text = HEAD + "Acme GmbH,service-provider,\n"
        self.take(text, "--same", "Acme GmbH=acme", name="y.csv")
        said = self.take(text, "--same", "Acme GmbH=other", name="y.csv")
        self.assertIn("from now on it means other", " ".join(said["notes"]))
        said = self.take(text, "--distinct", "Acme GmbH=other", name="y.csv")
        self.assertIn("from now on it is another", " ".join(said["notes"]))
        self.assertEqual(self.settings(), {"import.distinct/Acme GmbH/other": "yes"})
        self.assertEqual(list(self.names()), ["acme", "other", "acme-gmbh"])
        said = self.take(text, "--same", "Acme GmbH=other", name="y.csv")
        self.assertIn("from now on it is the same", " ".join(said["notes"]))
        self.assertIn("on file as acme-gmbh, too", " ".join(said["notes"]))
        self.assertEqual(self.settings(), {"import.same/Acme GmbH": "other"})

    def test_undo_forgets(self):
        self.take("id,name\nacme,Acme Inc\n")
        text = HEAD + "Acme GmbH,advisor,\n"
        self.take(text, "--same", "Acme GmbH=acme", name="y.csv")
        self.says(0, "undo", "2", "--db", self.db)
        self.assertEqual(self.settings(), {})
        self.assertEqual(len(self.take(text, name="y.csv")["questions"]), 1)
        self.assertEqual(list(self.names()), ["acme", "acme-gmbh"])

    def test_dry_run_remembers_nothing(self):
        self.take("id,name\nacme,Acme Inc\n")
        self.take(HEAD + "Acme GmbH,advisor,\n", "--same", "Acme GmbH=acme", "--dry-run")
        self.assertEqual(self.settings(), {})

    def test_wrong_answers(self):
        self.take("id,name\nacme,Acme Inc\n")
        text = HEAD + "Acme GmbH,advisor,\nBeta,advisor,\n"
        for option, answer, word in (
                ("same", "Acme GmbH=Nobody", "nobody"), ("distinct", "Acme GmbH=Nobody", "nobody"),
                ("same", "Gamma=acme", "does not have the name Gamma"), ("distinct", "Gamma=acme", "Gamma"),
                ("same", "Beta=Beta", "two names"), ("distinct", "Acme Inc=acme", "very party")):
            with self.subTest(answer):
                self.assertIn(word, self.refuses(text, option, f"--{option}", answer))
        both = ("--same", "Beta=acme", "--distinct", "Beta=acme")
        self.assertIn("otherwise", self.refuses(text, "distinct", *both))
        self.assertIn("otherwise", self.refuses(text, "same", "--same", "Beta=acme", "--same", "Beta=Acme GmbH"))
        self.assertIn("circle", self.refuses(HEAD + "A1,advisor,\nB1,advisor,\nC1,advisor,\n", "same", "--same", "A1=B1",
                                             "--same", "B1=C1", "--same", "C1=A1"))
        self.assertEqual(self.settings(), {})

    def test_fail_on_questions(self):
        text = HEAD + "Acme Inc,service-provider,US\nAcme GmbH,service-provider,DE\n"
        self.says(1, "import", self.put("x.csv", text), "--db", self.db, "--fail-on", "questions", err="question")
        self.take(text, "--fail-on", "questions", "--distinct", "Acme GmbH=Acme Inc")

    def test_transfers(self):
        self.take("id,name\nacme,Acme Inc\n")
        text = "importer,country\nAcme Corporation,US\n"
        self.says(2, "import", self.put("t.csv", text), "--db", self.db, err="no party on file")
        self.take(text, "--same", "Acme Corporation=acme", name="t.csv")
        self.assertEqual(self.take(text, name="t.csv")["import"], None)
        self.assertEqual(self.rows("transfers")[0]["importer"], "acme")

    def test_a_quote_in_the_name(self):
        said = self.take(HEAD + "O'Neil Inc,service-provider,US\nO'Neil GmbH,service-provider,DE\n")
        self.assertIn("--same 'O'\\''Neil GmbH=O'\\''Neil Inc'", said["questions"][0]["answers"])

    def test_in_words(self):
        said = self.says(0, "import", self.put("x.csv", HEAD + "Acme Inc,,US\nAcme GmbH,,DE\n"), "--db", self.db)
        for word in ("line 3", "Is 'Acme GmbH' (acme-gmbh) the same legal entity as", "kept apart", "--distinct 'Acme GmbH=Acme Inc'"):
            self.assertIn(word, said.out + said.err)


class Lists(Twins):
    def test_spellings(self):
        said = self.take("Subprocessor,Purpose,Location\nAcme Inc,Hosting,US\n\"ACME, INC.\",Backup,US\nAcme GmbH,Mail,DE\n")
        self.assertEqual([(q[0], q[2]) for q in self.asked(said)], [(3, "taken as the same"), (4, "kept apart")])
        self.assertEqual(list(self.names().values()), ["Acme Inc", "Acme GmbH"])
        self.assertEqual([t["purposes"] for t in self.rows("transfers")], ["Backup;Hosting", "Mail"])

    def test_seats_keep_apart(self):
        text = "Provider,Entity Country,Hosting Country\nAcme Inc,US,US\nACME INC,IE,IE\n"
        said = self.take(text)
        self.assertEqual([q[2] for q in self.asked(said)], ["kept apart"])
        self.assertEqual([(t["importer"], t["country"]) for t in self.rows("transfers")], [("acme-inc", "US"), ("acme-inc-2", "IE")])
        again = self.take(text)
        self.assertEqual((again["unchanged"], again["questions"], again["import"]), (2, [], None))
        turned = self.take("Provider,Entity Country,Hosting Country\nACME INC,IE,IE\nAcme Inc,US,US\n")
        self.assertEqual((turned["unchanged"], turned["questions"], turned["import"]), (2, [], None))

    def test_same(self):
        text = "Subprocessor,Purpose,Location\nAcme GmbH,Mail,US\nAcme Inc,Hosting,US\n"
        said = self.take(text, "--same", "Acme GmbH=Acme Inc")
        self.assertEqual((said["questions"], self.names()), ([], {"acme-inc": "Acme Inc"}))
        self.assertEqual([t["purposes"] for t in self.rows("transfers")], ["Hosting;Mail"])
        self.assertEqual(self.settings(), {"import.same/Acme GmbH": "acme-inc"})
        again = self.take(text)
        self.assertEqual((again["questions"], again["import"]), ([], None))

    def test_same_as_one_on_file(self):
        self.take("id,name,country\nacme,Acme Inc,US\n")
        said = self.take("Subprocessor,Location\nAcme Europe SARL,LU\n", "--same", "Acme Europe SARL=acme", name="list.csv")
        self.assertEqual((said["questions"], list(self.names().values())), ([], ["Acme Inc"]))
        self.assertEqual(self.rows("transfers")[0]["importer"], "acme")

    def test_same_as_nobody_in_the_file(self):
        self.refuses("Subprocessor,Location\nAcme GmbH,DE\n", "same", "--same", "Acme GmbH=Acme Inc")

    def test_distinct_spellings(self):
        text = "Subprocessor,Location\nAcme Inc,US\nACME INC,US\nacme inc,US\n"
        said = self.take(text, "--distinct", "ACME INC=Acme Inc")
        self.assertEqual([q[1] for q in self.asked(said)], ["Is 'acme inc' the same legal entity as 'Acme Inc' (acme-inc)?"])
        self.assertEqual(self.names(), {"acme-inc": "Acme Inc", "acme-inc-2": "ACME INC"})
        said = self.take(text, "--same", "acme inc=acme-inc-2")
        self.assertEqual(said["questions"], [])
        again = self.take(text)
        self.assertEqual((again["questions"], again["import"]), ([], None))

    def test_our_spelling_stays(self):
        self.take("id,name,country\nacme,\"Acme, Inc.\",US\n")
        text = "Subprocessor,Location\nACME INC,US\nAcme inc,US\n"
        said = self.take(text, name="list.csv")
        self.assertEqual([(q[0], q[2]) for q in self.asked(said)], [(2, "taken as the same"), (3, "taken as the same")])
        self.assertEqual(self.names(), {"acme": "Acme, Inc."})


class ParticipantList(Twins):
    LIST = ("Organization Legal Name,Framework,Status,Install Date,Next Certification Due Date,HR Data,Non-HR Data\n"
            "Acme Corporation,EU-U.S. Data Privacy Framework,Active,2024-01-10,2027-01-10,No,Yes\n")

    def test_same_is_remembered(self):
        self.take("id,name,country\nacme,Acme Inc,US\n")
        dpf = ("--as", "dpf-list")
        self.assertEqual(self.take(self.LIST, *dpf, name="dpf.csv")["import"], None)
        self.take(self.LIST, *dpf, "--same", "Acme Corporation=acme", name="dpf.csv")
        self.assertEqual([c["importer"] for c in self.rows("certifications")], ["acme"])
        self.assertEqual(self.settings(), {"import.same/Acme Corporation": "acme"})
        self.assertEqual(self.take(self.LIST, *dpf, name="dpf.csv")["import"], None)
        later = self.take(self.LIST.replace("2027-01-10", "2028-01-10"), *dpf, name="dpf.csv")
        self.assertIsNotNone(later["import"])
        self.refuses(self.LIST, "same", *dpf, "--same", "Acme Corporation=nobody")


if __name__ == "__main__":
    unittest.main()
