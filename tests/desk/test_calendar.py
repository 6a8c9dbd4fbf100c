"""Every deadline on file: from each source, with its rules; as text, JSON and iCalendar; the secret address to subscribe to."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
NPM = ROOT / "tests" / "tools" / "npm"
sys.path.insert(0, str(ROOT / "tests" / "http"))
import suite  # noqa: E402
import wire  # noqa: E402

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
    "inquiries": "id,received,asked_by,asker,contact,about_party,question,identity,identity_asked,identity_proven,extended,state,closed,outcome\n"
                 "2026-0001,2026-10-31,data-subject,Oda Querfurth,oda@example.org,clauses,Where?,not-needed,,,,open,,\n"
                 "2026-0002,2026-10-31,data-subject,Oda Querfurth,oda@example.org,,Where?,not-needed,,,2026-11-15,open,,\n"
                 "2026-0003,2026-10-31,data-subject,Oda Querfurth,oda@example.org,,Where?,unproven,2026-11-02,,,open,,\n"
                 "2026-0004,2026-10-20,data-subject,Oda Querfurth,oda@example.org,,Where?,not-needed,,,,open,,\n"
                 "2026-0005,2026-10-20,data-subject,Oda Querfurth,oda@example.org,,Where?,not-needed,,,,closed,2026-11-01,withdrawn\n",
    "notices": "id,direction,vendor,change,subject,subject_name,announced,effective,deadline,state,decision,decided\n"
               "2026-0001,incoming,shielded,added,,Newcomer Ltd,2026-11-01,2026-12-15,2026-11-30,announced,,\n"
               "2026-0002,outgoing,,added,clauses,,2026-11-01,2026-12-16,2026-12-01,announced,,\n"
               "2026-0003,incoming,shielded,removed,,Newcomer Ltd,2026-10-01,,2026-11-10,announced,,\n"
               "2026-0004,incoming,shielded,removed,,Other Ltd,2026-10-01,,2026-11-10,announced,accepted,2026-10-05\n"
               "2026-0005,outgoing,,updated,clauses,,2026-09-01,2026-11-01,2026-10-01,announced,,\n"
               "2026-0006,outgoing,,updated,clauses,,,2026-12-24,,draft,,\n",
    "deliveries": "notice,customer,days,deadline,state\n"
                  "2026-0002,shop,14,2026-11-25,sent\n2026-0002,shielded,30,2026-12-01,queued\n2026-0005,shop,14,2026-12-09,sent\n",
    "overrides": "id,party,gate,reason,granted_by,granted,expires,revoked\n"
                 "o1,shielded,approval,no time,DPO,2026-11-01,2027-02-10,\n"
                 "o2,shielded,approval,no time,DPO,2026-11-01,2027-02-11,2026-11-15\n",
}
# what, day, subject: on 2026-11-23 and 90 days from there, in order
OVERDUE = [("notice-effective", "2026-11-01", "notice/2026-0005"), ("notice-to-send", "2026-11-01", "notice/2026-0002"), ("objection-deadline", "2026-11-10", "notice/2026-0003"),
           ("inquiry-due", "2026-11-20", "inquiry/2026-0004")]
AHEAD = [("notice-to-announce", "2026-11-23", "notice/2026-0006"), ("objection-deadline", "2026-11-25", "delivery/1"), ("inquiry-due", "2026-11-30", "inquiry/2026-0001"), ("objection-deadline", "2026-11-30", "notice/2026-0001"),
         ("objection-deadline", "2026-12-01", "notice/2026-0002"), ("notice-effective", "2026-12-15", "notice/2026-0001"),
         ("notice-effective", "2026-12-16", "notice/2026-0002"), ("cover-changes", "2026-12-20", "transfer/t-clauses"),
         ("assessment-review", "2026-12-20", "assessment/2"), ("contract-ends", "2026-12-31", "contract/dpa"),
         ("clauses-end", "2027-01-15", "safeguard/scc"), ("inquiry-due", "2027-01-31", "inquiry/2026-0002"),
         ("cover-changes", "2027-02-01", "transfer/t-shielded"), ("certification-ends", "2027-02-01", "certification/1"),
         ("override-expires", "2027-02-10", "override/o1")]
LATER = [("certification-check", "2027-02-28", "certification/1"), ("transfer-ends", "2027-03-01", "transfer/t-clauses")]


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
        done = subprocess.run([suite.BINARY, *args, "--db", self.db], capture_output=True, env={**os.environ, "CHAPTERV_NOW": now}, check=False)
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

    def server(self, *args, now=NOW):
        s = wire.Server(suite.BINARY, self.db, env={"CHAPTERV_NOW": now}, args=args)
        self.addCleanup(s.__exit__)
        return s


class Sources(Calendar):
    def test_each_source_with_its_rules(self):
        self.assertEqual(self.rows(), OVERDUE + AHEAD)
        self.assertEqual(self.rows("--within", "99d"), OVERDUE + AHEAD + LATER)
        self.assertEqual(self.rows("--within", "14w"), OVERDUE + AHEAD + LATER[:1])

    def test_the_last_day_of_the_span(self):
        self.assertEqual(self.rows("--within", "1d"), OVERDUE + AHEAD[:1])
        self.assertEqual(self.rows("--within", "7d"), OVERDUE + AHEAD[:2])
        self.assertEqual(self.rows("--within", "8d"), OVERDUE + AHEAD[:4])
        self.assertEqual(self.rows("--on", "2026-11-30", "--within", "1d")[-2:], AHEAD[2:4])

    def test_what_a_row_says(self):
        said = self.said(status=1)
        self.assertEqual((said["on"], said["until"], said["overdue"]), ("2026-11-23", "2027-02-21", 4))
        rows = {(d["what"], d["subject"]): d for d in said["deadlines"]}
        self.assertEqual(rows["inquiry-due", "inquiry/2026-0004"],
                         {"what": "inquiry-due", "day": "2026-11-20", "days": -3, "overdue": True, "subject": "inquiry/2026-0004", "party": None,
                          "text": "inquiry 2026-0004 is to be answered", "since": "2026-10-20"})
        self.assertEqual(rows["cover-changes", "transfer/t-shielded"]["text"],
                         "what covers the transfer from Ours Ltd to Shielded; \\ Sons, Inc. (United States) changes: to be looked at by "
                         "a person (CARRIED_OVER), until then covered by dpf-eu-us")
        self.assertIn("extended", rows["inquiry-due", "inquiry/2026-0002"]["text"])
        self.assertEqual(rows["contract-ends", "contract/dpa"]["text"], "the data processing agreement with Shielded; \\ Sons, Inc. ends")
        self.assertEqual((rows["override-expires", "override/o1"]["party"], rows["override-expires", "override/o1"]["since"]),
                         ("shielded", "2026-11-01"))
        self.assertEqual(rows["objection-deadline", "delivery/1"]["text"], "last day for Shop BV to object to notice 2026-0002")
        self.assertEqual(rows["notice-to-send", "notice/2026-0002"]["text"], "1 letter of notice 2026-0002 is to be sent")
        self.assertEqual(rows["notice-to-announce", "notice/2026-0006"]["text"], "notice 2026-0006 is to be announced so that it can take effect "
                         "on 2026-12-24: Über Clauses GmbH & Co. <KG> is updated")
        text = self.cli("calendar", status=1)
        self.assertRegex(text, r"(?s)^Overdue on 2026-11-23:\n  2026-11-01  22 days ago .*\n\nFrom 2026-11-23 to 2027-02-20:\n  2026-11-23  today ")
        self.assertEqual(text.count("\n"), 2 + 1 + len(OVERDUE + AHEAD))

    def test_nobody_is_told_who_asked(self):
        for args in ((), ("--json",), ("--ics",)):
            out = self.run_it("calendar", *args, "--within", "36500d")[1]
            self.assertIn("2026-0001", out)
            for secret in ("Querfurth", "oda@", "Where?"):
                self.assertNotIn(secret, out)

    def test_wrong_usage(self):
        for args in (("--within", "0d"), ("--within", "soon"), ("--within", "99999d"), ("--on", "2026-02-30"), ("secrets",), ("--json", "--ics"),
                     ("--new",), ("secret", "--new", "--revoke"), ("secret", "extra"),
                     ("-o", "/nonexistent/out.txt")):
            with self.subTest(args):
                code, out, words = self.run_it("calendar", *args)
                self.assertEqual((code, out), (2, ""), words)
                self.assertTrue(words)

    def test_an_empty_register(self):
        self.db = self.path("other.db")
        self.cli("init", "--home", "IE")
        self.assertEqual(self.cli("calendar", "--within", "30d"), "Nothing is due from 2026-11-23 to 2026-12-22.\n")
        self.assertIn("END:VCALENDAR", self.cli("calendar", "--ics"))


class Rules(Calendar):
    files = {"parties": PARTIES, "transfers": TRANSFERS}

    def only(self, what, *args):
        return [(d["day"], d["overdue"]) for d in self.said(*args)["deadlines"] if d["what"] == what]

    def test_a_look_at_a_list_is_good_for_twelve_months(self):
        head = "importer,framework,covers,from,status,checked_on\n"
        for checked, due in (("2024-02-29", "2025-02-28"), ("2025-11-23", "2026-11-23"), ("2025-11-22", "2026-11-22"), ("", "2023-09-18")):
            self.load("certifications", head + f"shielded,dpf-eu-us,non-hr,2023-09-18,active,{checked or ''}\n")
            self.assertEqual(self.only("certification-check"), [(due, due < "2026-11-23")], checked)
            if checked == "2025-11-22":  # an empty cell of a file empties nothing: another entry
                self.db = self.path("again.db")
                self.begin()
        self.load("certifications", head + "shielded,dpf-eu-us,non-hr,2023-09-18,inactive,\n")
        self.assertEqual(self.only("certification-check"), [])

    def test_a_review_counts_while_it_is_the_last_and_once_past_only_where_somebody_relies_on_it(self):
        head = "exporter,importer,country,dated,outcome,review_by\n"
        self.load("assessments", head + "ours,clauses,IN,2023-09-01,adequate,2025-09-01\n")
        self.assertEqual(self.only("assessment-review"), [], "nothing rests on it: there are no clauses")
        self.load("safeguards", "id,exporter,importer,mechanism,signed\nscc,ours,clauses,scc-2021-m2,2023-09-01\n")
        self.assertEqual(self.only("assessment-review"), [("2025-09-01", True)])
        self.assertEqual(self.only("assessment-review", "--on", "2025-09-01"), [("2025-09-01", False)])
        self.load("assessments", head + "ours,clauses,IN,2026-09-01,adequate,2026-12-01\n")
        self.assertEqual(self.only("assessment-review"), [("2026-12-01", False)])

    def test_an_answer_that_turns_shows_on_the_day_before_and_not_on_the_day(self):
        self.load("certifications", "importer,framework,covers,from,until,status\nshielded,dpf-eu-us,non-hr,2023-09-18,2026-12-01,active\n")
        self.assertEqual(self.only("cover-changes", "--on", "2026-11-30", "--within", "2d"), [("2026-12-01", False)])
        self.assertEqual(self.only("cover-changes", "--on", "2026-12-01"), [])

    def test_a_vendor_in_use_that_is_no_longer_covered_appears_the_same_day(self):
        self.load("certifications", "importer,framework,covers,from,until,status\nshielded,dpf-eu-us,non-hr,2023-09-18,2026-12-01,active\n")
        self.load("parties", "id,name,kind,country,status\nused,Used Inc,service-provider,US,active\n")
        self.load("transfers", "id,exporter,importer,country,importer_role,data,from\nt-used,ours,used,US,processor,non-hr,2023-10-01\n")
        self.load("certifications", "importer,framework,covers,from,until,status\nused,dpf-eu-us,non-hr,2023-09-18,2026-12-01,active\n")
        attention = [d for d in self.said("--on", "2026-12-01")["deadlines"] if d["what"] == "vendor-attention" and "transfer" in d["subject"]]
        self.assertEqual([(d["day"], d["party"], d["subject"], d["overdue"]) for d in attention], [("2026-12-01", "used", "transfer/t-used", True)])
        self.assertEqual([d for d in self.said("--on", "2026-11-30")["deadlines"]
                          if d["what"] == "vendor-attention" and "transfer" in d["subject"]], [])

    def test_month_ends_of_inquiries(self):
        head = "id,received,asked_by,country,state\n"
        for n, (received, due) in enumerate((("2023-01-31", "2023-02-28"), ("2024-01-31", "2024-02-29"), ("2026-01-30", "2026-02-28"),
                                             ("2026-11-30", "2026-12-30"))):
            self.load("inquiries", head + f"q-{n},{received},data-subject,IE,open\n")
            self.assertIn((due, due < "2026-11-23"), self.only("inquiry-due"))


def unfolded(text):
    """The content lines of RFC 5545, 3.1, looked at on the way."""
    assert text.endswith("\r\n"), "the last line ends as well"
    lines = text[:-2].split("\r\n")
    for line in lines:
        assert "\n" not in line and "\r" not in line, line
        assert len(line.encode()) <= 75, line
    return re.sub(r"\r\n[ \t]", "", text[:-2]).split("\r\n")


def events(text):
    found = []
    for line in unfolded(text):
        name, value = line.split(":", 1)
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and name.split(";")[0] not in ("BEGIN", "END"):
            assert name not in found[-1], f"{name} twice"
            found[-1][name] = value
    return found


class Ics(Calendar):
    def test_lines_and_properties(self):
        text = self.cli("calendar", "--ics")
        lines = unfolded(text)
        self.assertEqual((lines[0], lines[-1]), ("BEGIN:VCALENDAR", "END:VCALENDAR"))
        for line in ("VERSION:2.0", "METHOD:PUBLISH", "CALSCALE:GREGORIAN", "PRODID:-//chapterv//register of transfers//EN",
                     "REFRESH-INTERVAL;VALUE=DURATION:PT6H"):
            self.assertEqual(lines.count(line), 1, line)
        self.assertEqual(lines.count("BEGIN:VEVENT"), lines.count("END:VEVENT"))
        found = events(text)
        self.assertGreater(len(found), len(OVERDUE + AHEAD + LATER) - 1)
        for e in found:
            self.assertEqual(set(e), {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SUMMARY", "DESCRIPTION", "CATEGORIES", "TRANSP"})
            self.assertRegex(e["DTSTART;VALUE=DATE"], r"^\d{8}$")
            self.assertEqual(e["DTSTAMP"], "20261123T100000Z")
            self.assertRegex(e["UID"], r"^[a-z0-9.-]+@[0-9a-f]{16}$")
        self.assertEqual(len({e["UID"] for e in found}), len(found))
        late = [e for e in found if e["SUMMARY"].startswith("Overdue: ")]
        self.assertEqual(len(late), len(OVERDUE))
        contract = next(e for e in found if e["CATEGORIES"] == "contract-ends")
        self.assertEqual(contract["SUMMARY"], r"Contract ends: the data processing agreement with Shielded\; \\ Sons\, Inc. ends")
        clauses = next(e for e in found if e["CATEGORIES"] == "clauses-end")
        self.assertIn("Über Clauses GmbH & Co. <KG>", clauses["SUMMARY"])

    def test_the_same_bytes_for_the_same_state_and_a_uid_that_stays(self):
        first = self.cli("calendar", "--ics")
        self.assertEqual(self.cli("calendar", "--ics"), first)
        self.cli("calendar", "--ics", "-o", self.path("out.ics"))
        with open(self.path("out.ics"), "rb") as f:
            self.assertEqual(f.read().decode(), first)
        self.load("contracts", "id,party,own,kind,direction,signed,ended\ndpa,shielded,ours,data-processing,vendor,2023-09-01,2027-05-31\n",
                  now="2026-11-24T08:00:00Z")
        before, after = ({e["UID"]: e for e in events(text)} for text in (first, self.cli("calendar", "--ics")))
        self.assertEqual(set(before), set(after))
        moved = [uid for uid in before if before[uid]["DTSTART;VALUE=DATE"] != after[uid]["DTSTART;VALUE=DATE"]]
        self.assertEqual([(before[u]["DTSTART;VALUE=DATE"], after[u]["DTSTART;VALUE=DATE"]) for u in moved], [("20261231", "20270531")])
        self.assertEqual({e["DTSTAMP"] for e in after.values()}, {"20261124T080000Z"})

    def test_names_over_several_lines_and_in_other_scripts(self):
        self.load("parties", 'id,name,kind,country\nodd,"Line one\nBEGIN:VEVENT 東京データ株式会社 ' + "é" * 120 + '",service-provider,US\n')
        self.load("contracts", "id,party,kind,signed,ended\nc,odd,services,2023-09-01,2026-12-30\n")
        text = self.cli("calendar", "--ics")
        e = next(e for e in events(text) if "東京" in e["SUMMARY"])
        self.assertEqual(e["SUMMARY"], "Contract ends: the contract with Line one BEGIN:VEVENT 東京データ株式会社 " + "é" * 120 + " ends")

    @unittest.skipUnless(shutil.which("node") and (NPM / "node_modules" / "ical.js").is_dir(),
                         "node or its packages are not installed: npm ci in tests/tools/npm")
    def test_read_by_a_calendar_program(self):
        text = self.cli("calendar", "--ics")
        done = subprocess.run(["node", str(NPM / "ical.mjs"), suite.put(self.folder, "in.ics", text)], capture_output=True, text=True, cwd=NPM,
                              timeout=60, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        read = json.loads(done.stdout)
        self.assertEqual((read["version"], read["method"], read["refresh"]), (["2.0"], ["PUBLISH"], ["PT6H"]))
        said = [d for d in self.said("--within", "36500d")["deadlines"]]
        self.assertEqual(len(read["events"]), len(said))
        for e, d in zip(read["events"], said):
            self.assertTrue(e["allDay"])
            self.assertEqual((e["start"], e["categories"], e["transp"]), (d["day"], [d["what"]], "TRANSPARENT"))
            self.assertTrue(e["summary"].endswith(": " + d["text"]), e)
            self.assertIn(d["subject"], e["description"])
            self.assertGreater(e["end"], e["start"])


class Secret(Calendar):
    def secret(self):
        out = self.cli("calendar", "secret", "--new")
        self.assertRegex(out, r"^/v1/calendar\.ics\?key=cvk_[A-Za-z0-9_-]{43}\n$")
        return out.strip()

    def test_shown_once_kept_as_a_hash_ended_by_the_next(self):
        self.assertEqual(self.cli("calendar", "secret", status=1), "")
        self.assertEqual(self.run_it("calendar", "secret", "--revoke")[0], 2)
        first = self.secret()
        self.assertEqual(self.cli("calendar", "secret"), "")
        token = {"Authorization": "Bearer " + self.cli("token", "add", "t", "--role", "reader").strip()}
        s = self.server("--access-log", self.path("access.log"))
        self.assertEqual(s.ask(first).status, 200)
        second = self.secret()
        self.assertEqual((s.ask(first).status, s.ask(second).status), (403, 200))
        self.cli("calendar", "secret", "--revoke")
        refused = s.ask(second)
        self.assertEqual((refused.status, refused.json()["type"]), (403, "/problems#invalid-address"), refused)
        self.assertEqual(s.ask(second, "HEAD").status, 403)
        self.assertEqual((s.ask("/v1/calendar.ics").status, s.ask("/v1/calendar.ics", **token).status), (401, 200))
        log = self.cli("log")
        self.assertEqual(log.count("setting/calendar/secret"), 3, log)
        self.cli("verify")
        code, words = s.stop()
        self.assertEqual(code, 0)
        with open(self.path("access.log"), encoding="utf-8") as f:
            lines = f.read()
        self.assertIn('"path":"/v1/calendar.ics"', lines)
        with open(self.db, "rb") as f:
            kept = f.read()
        for secret in (first.split("=")[1], second.split("=")[1]):
            for where in (lines, log, words, refused.body.decode(), kept.decode("latin-1")):
                self.assertNotIn(secret[4:], where)

    def test_it_opens_the_calendar_and_nothing_else(self):
        key = self.secret().split("?")[1]
        self.cli("token", "add", "t", "--role", "reader")
        s = self.server()
        for path in s.ask("/v1/openapi.json").json()["paths"]:
            if path not in ("/v1/health", "/v1/openapi.json", "/v1/calendar.ics", "/login"):
                self.assertEqual(s.ask(path.replace("{id}", "1").replace("{entry}", "1") + "?" + key).status in (401, 405), True, path)
        self.assertEqual(s.ask("/v1/calendar.ics?" + key, "POST", b"").status, 405)
        self.assertEqual(s.ask("/v1/calendar.ics?" + key + "&zzz=1").status, 400)
        self.assertEqual(s.ask("/v1/calendar.ics?" + key + "&" + key).status, 400)
        self.assertEqual(s.ask("/v1/calendar.ics", Authorization="Bearer " + key[4:]).status, 401)

    def test_who_guesses_is_told_to_wait_and_who_knows_is_not(self):
        good = self.secret()
        self.cli("token", "add", "t", "--role", "reader")
        s = self.server()
        got = [s.ask(f"/v1/calendar.ics?key=cvk_{n:043d}").status for n in range(25)]
        self.assertEqual(got, [403] * 20 + [429] * 5)
        self.assertEqual(s.ask(good).status, 200)

    def test_a_register_without_tokens_answers_its_own_machine(self):
        s = self.server()
        self.assertEqual(s.ask("/v1/calendar.ics").status, 200)
        self.assertEqual(s.ask("/v1/calendar.ics?key=cvk_x").status, 403, "a revoked address stays one")

    def test_asked_again_it_says_whether_anything_is_new(self):
        s = self.server()
        first = s.ask("/v1/calendar.ics")
        self.assertEqual(first["Content-Type"], "text/calendar; charset=utf-8")
        self.assertEqual(first["Cache-Control"], "private, no-cache")
        self.assertEqual(first.body.decode(), self.cli("calendar", "--ics"))
        self.assertEqual(first["Last-Modified"], "Mon, 23 Nov 2026 10:00:00 GMT")
        head = s.ask("/v1/calendar.ics", "HEAD")
        self.assertEqual([head[n] for n in ("ETag", "Last-Modified", "Content-Length")], [first[n] for n in ("ETag", "Last-Modified", "Content-Length")])
        for fields, status in (({"If_None_Match": first["ETag"]}, 304), ({"If_None_Match": "W/" + first["ETag"] + ', "x"'}, 304),
                               ({"If_None_Match": '"x"'}, 200), ({"If_Modified_Since": first["Last-Modified"]}, 304),
                               ({"If_Modified_Since": "Mon, 23 Nov 2026 09:59:59 GMT"}, 200), ({"If_Modified_Since": "Tue, 24 Nov 2026 00:00:00 GMT"}, 304),
                               ({"If_Modified_Since": "Sun, 23 Nov 2026 10:00:00 GMT"}, 200), ({"If_Modified_Since": "yesterday"}, 200),
                               ({"If_None_Match": '"x"', "If_Modified_Since": first["Last-Modified"]}, 200)):
            with self.subTest(fields):
                reply = s.ask("/v1/calendar.ics", **fields)
                self.assertEqual((reply.status, bool(reply.body)), (status, status == 200))
                self.assertEqual(reply["ETag"], first["ETag"])
        self.load("contracts", "id,party,kind,signed,ended\nnew,clauses,services,2023-09-01,2026-12-30\n")
        now = s.ask("/v1/calendar.ics", If_None_Match=first["ETag"])
        self.assertEqual(now.status, 200)
        self.assertIn(b"20261230", now.body)

    def test_another_day_is_another_calendar(self):
        """Without a change: what was due yesterday is overdue."""
        with wire.Server(suite.BINARY, self.db, env={"CHAPTERV_NOW": "2026-11-30T12:00:00Z"}) as s:
            first = s.ask("/v1/calendar.ics")
        with wire.Server(suite.BINARY, self.db, env={"CHAPTERV_NOW": "2026-12-01T12:00:00Z"}) as s:
            then = s.ask("/v1/calendar.ics", If_Modified_Since=first["Last-Modified"])
        self.assertEqual((first["Last-Modified"], then["Last-Modified"]), ("Mon, 30 Nov 2026 00:00:00 GMT", "Tue, 01 Dec 2026 00:00:00 GMT"))
        self.assertGreater(then.body.count(b"Overdue"), first.body.count(b"Overdue"))

    def test_as_json(self):
        s = self.server()
        reply = s.ask("/v1/calendar?within=90d")
        self.assertEqual(reply.json(), self.said())
        self.assertEqual(s.ask("/v1/calendar?on=2026-11-30&within=1d").json(), self.said("--on", "2026-11-30", "--within", "1d"))
        for query in ("within=soon", "within=0", "on=2026-02-30", "zzz=1", "key=cvk_x"):
            self.assertEqual(s.ask("/v1/calendar?" + query).status, 400, query)


if __name__ == "__main__":
    unittest.main()
