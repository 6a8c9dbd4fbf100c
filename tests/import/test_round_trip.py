"""In, out, in again: what a report writes, an import reads back with no change, into the same register or a new one."""

import csv
import io
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
import program  # noqa: E402

KINDS = ["parties", "transfers", "safeguards", "certifications", "assessments", "contracts", "inquiries", "replies", "checks",
         "notices", "deliveries", "objections", "overrides"]

FILES = {
    "parties": "id,name,aliases,kind,country,parent,own,service,attributes,Ticket no.,notes\r\n"
               # the parent comes after its child, cells begin like a formula, and hold line breaks, quotes and commas
               "ours-ie,Ours Ireland Ltd,,affiliate,IE,ours-us,yes,,group-member,T-1,\r\n"
               "ours-us,Ours Inc,Ours;Ours Corp,affiliate,US,,yes,,group-member,,'=SUM(A1)\r\n"
               'acme,"Acme, Inc. ""A""",,service-provider,us,,no,"\'-line one\nline two",,,\'\'=x\r\n'
               "mueller,Müller & Søn,,service-provider,Deutschland,,no,,,,'it is\r\n",
    "transfers": "exporter,importer,country,place,data,purposes,from,id\n"
                 "ours-ie,acme,US,storage,any,hosting;backup,2020-01-01,t1\n"
                 "ours-ie,Acme Inc A,India,support-access,,support,,\n"
                 ",mueller,,,,,,\n",
    "safeguards": "exporter,importer,mechanism,signed,flags\nours-ie,acme,scc-2021-m2,2022-03-01,annex-ii;annex-i\n"
                  "ours-ie,acme,scc,,claimed\n",
    "certifications": "importer,framework,covers,from,status\nacme,dpf-eu-us,non-hr,2023-08-01,active\n",
    "assessments": "exporter,importer,country,dated,outcome,measures\nours-ie,acme,US,2022-02-01,adequate-with-measures,encryption\n",
    "contracts": "id,party,own,kind,direction,signed,authorisation,notice_days,objection_days,contact,sha256\n"
                 f"dpa,acme,ours-ie,data-processing,vendor,2022-01-01,general,30,14,x@acme.example,{'AB' * 32}\n"
                 ",mueller,,services,customer,,,,,,\n",
    "inquiries": "id,received,asked_by,asker,contact,about_party,question,state\n"
                 '2026-0001,2026-11-01,data-subject,=Jane,jane@example.org,Acme Inc A,"Where\n- are they?",open\n',
    "replies": "id,inquiry,given,on,known_at,register_seq,log_root,legs,letter\n"
               f'2026-0001-1,2026-0001,2026-11-20,2026-11-20,2026-11-20T10:00:00Z,12,{"0" * 64},'
               f'"transfer/1 covered dpf-eu-us\ntransfer/2 not-covered -","{"Dear Jane, " * 2000}"\n',
    "checks": "party,item,state,day,who,document\nacme,agreement,done,2022-01-01,me,DPA 12\nacme,security,open,,,\n",
    "notices": "id,direction,change,subject,country,announced,effective,state\n"
               "2026-0001,outgoing,added,acme,US;IN,2026-10-01,2026-11-15,announced\n",
    "deliveries": "notice,customer,contract,address,days,deadline,state,sent,letter\n"
                  "2026-0001,mueller,dpa,post@mueller.example,14,2026-10-15,sent,2026-10-01T08:00:00.5Z,Dear Müller\n",
    "objections": "notice,customer,received,reason,outcome\n2026-0001,mueller,2026-10-09,no US please,open\n",
    "overrides": "party,gate,notice,reason,granted_by,granted,expires\nacme,approval,,pilot,dpo,2026-01-01,2026-03-01\n",
}


class RoundTrip(program.Case):
    def load(self, db, files):
        for kind in KINDS:
            self.says(0, "import", self.put(f"{kind}-in.csv", files[kind]), "--db", db, out=f" read as {kind}: ")

    def dump(self, db):
        return {kind: self.run_it("report", kind, "--db", db).out for kind in KINDS}

    def test_round_trip(self):
        self.load(self.db, FILES)
        first = self.dump(self.db)
        rows = list(csv.reader(io.StringIO(first["parties"], newline="")))
        self.assertEqual(rows[0][-2:], ["Ticket no.", "notes"])
        self.assertEqual(rows[1][6], "ours-us")
        self.assertEqual(rows[2][-1], "'=SUM(A1)", "a formula stays defused outside")
        self.assertEqual(rows[3][8], "'-line one\nline two")
        self.assertEqual(rows[4][5], "DE")
        again = self.path("again.db")
        for kind in KINDS:
            path = self.put(f"{kind}-out.csv", first[kind])
            said = json.loads(self.says(0, "import", path, "--db", self.db, "--json").out)
            n = said["read"]
            self.assertEqual((said["unchanged"], said["import"], said["change"]), (n, None, None), kind)
            self.assertGreater(n, 0)
            said = json.loads(self.says(0, "import", path, "--db", again, "--json").out)
            self.assertEqual((said["added"], said["updated"]), (n, 0), kind)
        self.assertEqual(self.dump(again), first, "byte for byte")
        self.assertEqual(self.dump(self.db), first)

    def test_any_delimiter_and_mark(self):
        wanted = None
        for mark in ("", "\ufeff"):
            for delimiter in ",;\t|":
                db = self.path(f"d{ord(delimiter)}{len(mark)}.db")
                text = mark + "id,name,kind\nacme,Acme Inc,affiliate\nb,B Ltd,partner\n".replace(",", delimiter)
                self.says(0, "import", self.put("x.csv", text), "--db", db)
                got = self.says(0, "report", "parties", "--db", db).out
                wanted = wanted or got
                self.assertEqual(got, wanted)

    def test_same_file_twice(self):
        self.load(self.db, FILES)
        log = self.says(0, "imports", "--json", "--db", self.db).out
        for kind in KINDS:
            self.says(0, "import", self.path(f"{kind}-in.csv"), "--db", self.db, out="nothing changed")
        self.assertEqual(self.says(0, "imports", "--json", "--db", self.db).out, log)
        entries = json.loads(log)
        self.assertEqual([e["kind"] for e in entries], KINDS)
        self.assertEqual(entries[0]["rows"], 4)
        self.assertRegex(entries[0]["sha256"], "^[0-9a-f]{64}$")

    def test_what_was_kept_once_is_kept_again(self):
        def bring(name, service, website, *args, status=0):
            text = f"id,name,service,website\nacme,Acme,{service},{website}\n"
            return self.says(status, "import", self.put(name, text), "--as", "parties", "--db", self.db, *args)

        bring("vendors-1.csv", "mail", "a.example")
        bring("corrections.csv", "hosting", "a.example")
        for _ in range(3):
            self.assertIn("kept, the file's 'mail' left out", bring("vendors-2.csv", "mail", "b.example", "--on-conflict", "skip").err)
            self.assertIn(",hosting,,b.example,", self.dump(self.db)["parties"])
        bring("vendors-3.csv", "mail", "c.example", "--on-conflict", "stop", status=2)
        bring("vendors-3.csv", "mail", "c.example", "--on-conflict", "update")
        self.assertIn(",mail,,c.example,", self.dump(self.db)["parties"])

    def test_what_is_not_said_stays(self):
        self.load(self.db, FILES)
        self.says(0, "import", self.put("p.csv", "id,name,website\nacme,\"Acme, Inc. \"\"A\"\"\",https://acme.example\n"),
                  "--as", "parties", "--db", self.db, out="1 updated")
        rows = list(csv.DictReader(io.StringIO(self.dump(self.db)["parties"], newline="")))
        acme = next(r for r in rows if r["id"] == "acme")
        self.assertEqual((acme["country"], acme["website"]), ("US", "https://acme.example"))
        self.assertTrue(acme["notes"], "an unknown column that the file does not have stays too")

    def test_unknown_columns_are_kept_and_named(self):
        said = self.says(0, "import", self.put("p.csv", "id,name,kind,Colour\nacme,Acme,affiliate,red\n"), "--db", self.db)
        self.assertIn("Colour", said.err)
        out = self.dump(self.db)["parties"]
        self.assertTrue(out.splitlines()[0].endswith(",source,Colour"), out)
        self.assertTrue(out.splitlines()[1].endswith(",red"), out)

    def test_an_emptied_cell_is_emptied(self):
        self.load(self.db, FILES)
        self.says(0, "import", self.put("p.csv", "id,name,aliases,notes\nours-us,Ours Inc,,\n"), "--db", self.db, out="1 updated")
        rows = list(csv.DictReader(io.StringIO(self.dump(self.db)["parties"], newline="")))
        ours = next(r for r in rows if r["id"] == "ours-us")
        self.assertEqual((ours["aliases"], ours["notes"], ours["country"]), ("", "", "US"))

    def test_map(self):
        path = self.put("v.csv", "Vendor ref,Legal name,Kind,Seat\nacme,Acme Inc,affiliate,USA\n")
        self.says(0, "import", path, "--as", "parties", "--map", "Vendor ref=id", "--map", "Legal name=name", "--map",
                  "Seat=country", "--db", self.db)
        rows = list(csv.DictReader(io.StringIO(self.dump(self.db)["parties"], newline="")))
        self.assertEqual((rows[0]["id"], rows[0]["name"], rows[0]["country"]), ("acme", "Acme Inc", "US"))

    def test_dry_run(self):
        path = self.put("p.csv", FILES["parties"])
        self.says(0, "import", path, "--dry-run", "--db", self.db, out="4 added")
        self.assertFalse(os.path.exists(self.db))
        self.says(0, "init", "--db", self.db)
        self.says(0, "import", path, "--dry-run", "--db", self.db, out="nothing was written")
        self.assertEqual(self.dump(self.db)["parties"].count("\r\n"), 1)
        self.assertEqual(self.says(0, "imports", "--db", self.db).out, "")

    def test_stdin_and_output_file(self):
        self.says(0, "import", "-", "--db", self.db, stdin=FILES["parties"].encode(), out="stdin: 4 rows read as parties")
        target = self.put("out.csv", "old")
        self.says(0, "report", "parties", "--db", self.db, "-o", target, out="")
        with open(target, encoding="utf-8", newline="") as f:
            self.assertEqual(f.read(), self.dump(self.db)["parties"])
        self.says(2, "report", "parties", "--db", self.db, "-o", self.path("no", "folder.csv"), err="cannot be")
        self.says(2, "report", "parties", "--db", self.db, "--format", "odt", err="--format")
        self.says(2, "report", "sheep", "--db", self.db, err="sheep")
        self.assertEqual([n for n in os.listdir(self.folder) if n.startswith("out.csv")], ["out.csv"])

    def test_two_clocks(self):
        def at(day):
            return {"CHAPTERV_NOW": f"{day}T09:00:00Z"}

        self.says(0, "import", self.put("1.csv", "id,name,kind,country\na,A Ltd,affiliate,IE\n"), "--db", self.db,
                  env=at("2020-01-01"))
        self.says(0, "import", self.put("2.csv", "id,name,kind,country\na,A Ltd,affiliate,GB\n"), "--db", self.db,
                  env=at("2021-01-01"), out="1 updated")
        for known_at, code in (("2020-06-01", "IE"), ("2021-06-01", "GB")):
            got = self.says(0, "report", "parties", "--known-at", known_at, "--db", self.db).out
            self.assertIn(f"a,A Ltd,,affiliate,,{code},", got)
        self.assertEqual(self.says(0, "report", "parties", "--known-at", "2019-01-01", "--db", self.db).out.count("\r\n"), 1)


if __name__ == "__main__":
    unittest.main()
