"""The calendar as iCalendar (RFC 5545): its lines, its properties, and what a calendar program reads of it."""

import json
import pathlib
import re
import shutil
import subprocess
import unittest

from deadlines import AHEAD, LATER, OVERDUE, Calendar

import suite

NPM = pathlib.Path(__file__).resolve().parents[1] / "tools" / "npm"


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
        for line in ("VERSION:2.0", "METHOD:PUBLISH", "CALSCALE:GREGORIAN",
                     "PRODID:-//chapterv//register of transfers//EN",
                     "REFRESH-INTERVAL;VALUE=DURATION:PT6H"):
            self.assertEqual(lines.count(line), 1, line)
        self.assertEqual(lines.count("BEGIN:VEVENT"), lines.count("END:VEVENT"))
        found = events(text)
        self.assertGreater(len(found), len(OVERDUE + AHEAD + LATER) - 1)
        for e in found:
            self.assertEqual(set(e), {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SUMMARY", "DESCRIPTION", "CATEGORIES",
                                      "TRANSP"})
            self.assertRegex(e["DTSTART;VALUE=DATE"], r"^\d{8}$")
            self.assertEqual(e["DTSTAMP"], "20261123T100000Z")
            self.assertRegex(e["UID"], r"^[a-z0-9.-]+@[0-9a-f]{16}$")
        self.assertEqual(len({e["UID"] for e in found}), len(found))
        late = [e for e in found if e["SUMMARY"].startswith("Overdue: ")]
        self.assertEqual(len(late), len(OVERDUE))
        contract = next(e for e in found if e["CATEGORIES"] == "contract-ends")
        self.assertEqual(contract["SUMMARY"],
                         r"Contract ends: the data processing agreement with Shielded\; \\ Sons\, Inc. ends")
        clauses = next(e for e in found if e["CATEGORIES"] == "clauses-end")
        self.assertIn("Über Clauses GmbH & Co. <KG>", clauses["SUMMARY"])

    def test_the_same_bytes_for_the_same_state_and_a_uid_that_stays(self):
        first = self.cli("calendar", "--ics")
        self.assertEqual(self.cli("calendar", "--ics"), first)
        self.cli("calendar", "--ics", "-o", self.path("out.ics"))
        with open(self.path("out.ics"), "rb") as f:
            self.assertEqual(f.read().decode(), first)
        self.load("contracts", "id,party,own,kind,direction,signed,ended\n"
                               "dpa,shielded,ours,data-processing,vendor,2023-09-01,2027-05-31\n",
                  now="2026-11-24T08:00:00Z")
        before, after = ({e["UID"]: e for e in events(text)} for text in (first, self.cli("calendar", "--ics")))
        self.assertEqual(set(before), set(after))
        moved = [uid for uid in before if before[uid]["DTSTART;VALUE=DATE"] != after[uid]["DTSTART;VALUE=DATE"]]
        self.assertEqual([(before[u]["DTSTART;VALUE=DATE"], after[u]["DTSTART;VALUE=DATE"]) for u in moved],
                         [("20261231", "20270531")])
        self.assertEqual({e["DTSTAMP"] for e in after.values()}, {"20261124T080000Z"})

    def test_names_over_several_lines_and_in_other_scripts(self):
        self.load("parties", 'id,name,kind,country\n'
                             'odd,"Line one\nBEGIN:VEVENT 東京データ株式会社 ' + "é" * 120 + '",service-provider,US\n')
        self.load("contracts", "id,party,kind,signed,ended\nc,odd,services,2023-09-01,2026-12-30\n")
        text = self.cli("calendar", "--ics")
        e = next(e for e in events(text) if "東京" in e["SUMMARY"])
        self.assertEqual(e["SUMMARY"],
                         "Contract ends: the contract with Line one BEGIN:VEVENT 東京データ株式会社 " + "é" * 120 + " ends")

    @unittest.skipUnless(shutil.which("node") and (NPM / "node_modules" / "ical.js").is_dir(),
                         "node or its packages are not installed: npm ci in tests/tools/npm")
    def test_read_by_a_calendar_program(self):
        text = self.cli("calendar", "--ics")
        done = subprocess.run(["node", str(NPM / "ical.mjs"), suite.put(self.folder, "in.ics", text)],
                              capture_output=True, text=True, cwd=NPM,
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


if __name__ == "__main__":
    unittest.main()
