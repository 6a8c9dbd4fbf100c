"""What the tests of the calendar share: a register with a deadline from every source, and what is due from it."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "http"))
import suite  # noqa: E402

NOW = "2026-11-23T10:00:00Z"
PARTIES = """id,name,kind,country,own,status
ours,Ours Ltd,affiliate,IE,yes,
ours-ch,Ours AG,affiliate,CH,yes,
shielded,"Shielded; \\ Sons, Inc.",service-provider,US,no,
clauses,Über Clauses GmbH & Co. <KG>,service-provider,IN,no,
gone,Gone Ltd,service-provider,US,no,
shop,Shop BV,customer,NL,no,
"""
TRANSFERS = """id,exporter,importer,country,place,exporter_role,importer_role,data,from,until
t-shielded,ours,shielded,US,storage,controller,processor,non-hr,2023-10-01,
t-clauses,ours,clauses,IN,support-access,controller,processor,non-hr,2023-10-01,2027-03-01
t-gone,ours,gone,US,storage,controller,processor,non-hr,2016-10-01,2020-01-01
"""
FILES = {
    "parties": PARTIES,
    "transfers": TRANSFERS,
    "safeguards": "id,exporter,importer,mechanism,signed,ended,flags\n"
                  "scc,ours,clauses,scc-2021-m2,2023-09-01,2027-01-15,\n"
                  "old,ours,gone,scc-2021-m2,2022-09-01,2027-01-15,\n",
    "certifications": "importer,framework,covers,from,until,status,checked_on\n"
                      "shielded,dpf-eu-us,non-hr,2023-09-18,2027-02-01,active,2026-02-28\n"
                      "gone,dpf-eu-us,non-hr,2023-09-18,,active,2023-10-01\n"
                      "shielded,privacy-shield-eu-us,non-hr,2016-11-14,,active,2018-04-20\n",
    "assessments": "exporter,importer,country,dated,outcome,review_by\n"
                   "ours,clauses,IN,2023-09-01,adequate,2025-09-01\n"
                   "ours,clauses,IN,2025-08-01,adequate,2026-12-20\n",
    "contracts": "id,party,own,kind,direction,signed,ended\n"
                 "dpa,shielded,ours,data-processing,vendor,2023-09-01,2026-12-31\n"
                 "past,shielded,ours,services,vendor,2020-09-01,2022-12-31\n",
    "inquiries": "id,received,asked_by,asker,contact,about_party,question,identity,identity_asked,identity_proven,"
                 "extended,state,closed,outcome\n"
                 "2026-0001,2026-10-31,data-subject,Oda Querfurth,oda@example.org,clauses,Where?,not-needed,,,,open,,\n"
                 "2026-0002,2026-10-31,data-subject,Oda Querfurth,oda@example.org,,Where?,not-needed,,,"
                 "2026-11-15,open,,\n"
                 "2026-0003,2026-10-31,data-subject,Oda Querfurth,oda@example.org,,Where?,unproven,2026-11-02,,,"
                 "open,,\n"
                 "2026-0004,2026-10-20,data-subject,Oda Querfurth,oda@example.org,,Where?,not-needed,,,,open,,\n"
                 "2026-0005,2026-10-20,data-subject,Oda Querfurth,oda@example.org,,Where?,not-needed,,,,"
                 "closed,2026-11-01,withdrawn\n",
    "notices": "id,direction,vendor,change,subject,subject_name,announced,effective,deadline,state,decision,decided\n"
               "2026-0001,incoming,shielded,added,,Newcomer Ltd,2026-11-01,2026-12-15,2026-11-30,announced,,\n"
               "2026-0002,outgoing,,added,clauses,,2026-11-01,2026-12-16,2026-12-01,announced,,\n"
               "2026-0003,incoming,shielded,removed,,Newcomer Ltd,2026-10-01,,2026-11-10,announced,,\n"
               "2026-0004,incoming,shielded,removed,,Other Ltd,2026-10-01,,2026-11-10,announced,accepted,2026-10-05\n"
               "2026-0005,outgoing,,updated,clauses,,2026-09-01,2026-11-01,2026-10-01,announced,,\n"
               "2026-0006,outgoing,,updated,clauses,,,2026-12-24,,draft,,\n",
    "deliveries": "notice,customer,days,deadline,state\n"
                  "2026-0002,shop,14,2026-11-25,sent\n2026-0002,shielded,30,2026-12-01,queued\n"
                  "2026-0005,shop,14,2026-12-09,sent\n",
    "overrides": "id,party,gate,reason,granted_by,granted,expires,revoked\n"
                 "o1,shielded,approval,no time,DPO,2026-11-01,2027-02-10,\n"
                 "o2,shielded,approval,no time,DPO,2026-11-01,2027-02-11,2026-11-15\n",
}
# what, day, subject: on 2026-11-23 and 90 days from there, in order
OVERDUE = [("notice-effective", "2026-11-01", "notice/2026-0005"), ("notice-to-send", "2026-11-01", "notice/2026-0002"),
           ("objection-deadline", "2026-11-10", "notice/2026-0003"),
           ("inquiry-due", "2026-11-20", "inquiry/2026-0004")]
AHEAD = [("notice-to-announce", "2026-11-23", "notice/2026-0006"), ("objection-deadline", "2026-11-25", "delivery/1"),
         ("inquiry-due", "2026-11-30", "inquiry/2026-0001"), ("objection-deadline", "2026-11-30", "notice/2026-0001"),
         ("objection-deadline", "2026-12-01", "notice/2026-0002"),
         ("notice-effective", "2026-12-15", "notice/2026-0001"),
         ("notice-effective", "2026-12-16", "notice/2026-0002"), ("cover-changes", "2026-12-20", "transfer/t-clauses"),
         ("assessment-review", "2026-12-20", "assessment/2"), ("contract-ends", "2026-12-31", "contract/dpa"),
         ("clauses-end", "2027-01-15", "safeguard/scc"), ("inquiry-due", "2027-01-31", "inquiry/2026-0002"),
         ("cover-changes", "2027-02-01", "transfer/t-shielded"),
         ("certification-ends", "2027-02-01", "certification/1"),
         ("override-expires", "2027-02-10", "override/o1")]
LATER = [("certification-check", "2027-02-28", "certification/1"),
         ("transfer-ends", "2027-03-01", "transfer/t-clauses")]


class Calendar(unittest.TestCase):
    files = FILES
    made = {}

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="chapterv-calendar-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.db = self.path("register.db")
        made = self.made.get(type(self).__name__)
        if made:  # by the first test of the class
            shutil.copy(made, self.db)
            return
        self.begin()
        self.made[type(self).__name__] = os.path.join(tempfile.mkdtemp(prefix="chapterv-calendar-made-"), "register.db")
        shutil.copy(self.db, self.made[type(self).__name__])

    def begin(self):
        self.cli("init", "--home", "IE")
        for kind, text in self.files.items():
            self.load(kind, text)

    @classmethod
    def tearDownClass(cls):
        if cls.__name__ in cls.made:
            shutil.rmtree(os.path.dirname(cls.made.pop(cls.__name__)))

    def path(self, name):
        return os.path.join(self.folder, name)

    def run_it(self, *args, now=NOW):
        done = subprocess.run([suite.BINARY, *args, "--db", self.db], capture_output=True,
                              env={**os.environ, "CHAPTERV_NOW": now}, check=False)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def cli(self, *args, status=0, now=NOW):
        code, out, words = self.run_it(*args, now=now)
        self.assertEqual(code, status, (args, out, words))
        return out

    def load(self, kind, text, now=NOW):
        self.cli("import", suite.put(self.folder, kind + ".csv", text), "--as", kind, now=now)

    def said(self, *args, status=None):
        code, out, words = self.run_it("calendar", "--json", *args)
        said = json.loads(out)
        self.assertEqual(code, 1 if said["overdue"] else 0, words)
        if status is not None:
            self.assertEqual(code, status, out)
        return said

    def rows(self, *args):
        return [(d["what"], d["day"], d["subject"]) for d in self.said(*args)["deadlines"]]
