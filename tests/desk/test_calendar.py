"""Every deadline on file: from each source, with its rules; as text and as JSON."""

import unittest

from deadlines import AHEAD, LATER, OVERDUE, PARTIES, TRANSFERS, Calendar

CERTIFIED = ("importer,framework,covers,from,until,status\n"
             "{},dpf-eu-us,non-hr,2023-09-18,2026-12-01,active\n")


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
                         {"what": "inquiry-due", "day": "2026-11-20", "days": -3, "overdue": True,
                          "subject": "inquiry/2026-0004", "party": None,
                          "text": "inquiry 2026-0004 is to be answered", "since": "2026-10-20"})
        self.assertEqual(rows["cover-changes", "transfer/t-shielded"]["text"],
                         "what covers the transfer from Ours Ltd to Shielded; \\ Sons, Inc. (United States) changes: to be "
                         "looked at by a person (CARRIED_OVER), until then covered by dpf-eu-us")
        self.assertIn("extended", rows["inquiry-due", "inquiry/2026-0002"]["text"])
        self.assertEqual(rows["contract-ends", "contract/dpa"]["text"],
                         "the data processing agreement with Shielded; \\ Sons, Inc. ends")
        self.assertEqual((rows["override-expires", "override/o1"]["party"],
                          rows["override-expires", "override/o1"]["since"]),
                         ("shielded", "2026-11-01"))
        self.assertEqual(rows["objection-deadline", "delivery/1"]["text"],
                         "last day for Shop BV to object to notice 2026-0002")
        self.assertEqual(rows["notice-to-send", "notice/2026-0002"]["text"],
                         "1 letter of notice 2026-0002 is to be sent")
        self.assertEqual(rows["notice-to-announce", "notice/2026-0006"]["text"],
                         "notice 2026-0006 is to be announced so that it can take effect "
                         "on 2026-12-24: Über Clauses GmbH & Co. <KG> is updated")
        text = self.cli("calendar", status=1)
        self.assertRegex(text, r"(?s)^Overdue on 2026-11-23:\n  2026-11-01  22 days ago .*\n\n"
                               r"From 2026-11-23 to 2027-02-20:\n  2026-11-23  today ")
        self.assertEqual(text.count("\n"), 2 + 1 + len(OVERDUE + AHEAD))

    def test_nobody_is_told_who_asked(self):
        for args in ((), ("--json",), ("--ics",)):
            out = self.run_it("calendar", *args, "--within", "36500d")[1]
            self.assertIn("2026-0001", out)
            for secret in ("Querfurth", "oda@", "Where?"):
                self.assertNotIn(secret, out)

    def test_wrong_usage(self):
        for args in (("--within", "0d"), ("--within", "soon"), ("--within", "99999d"), ("--on", "2026-02-30"),
                     ("secrets",), ("--json", "--ics"),
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
        for checked, due in (("2024-02-29", "2025-02-28"), ("2025-11-23", "2026-11-23"), ("2025-11-22", "2026-11-22"),
                             ("", "2023-09-18")):
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
        self.load("certifications", CERTIFIED.format("shielded"))
        self.assertEqual(self.only("cover-changes", "--on", "2026-11-30", "--within", "2d"), [("2026-12-01", False)])
        self.assertEqual(self.only("cover-changes", "--on", "2026-12-01"), [])

    def test_a_vendor_in_use_that_is_no_longer_covered_appears_the_same_day(self):
        self.load("certifications", CERTIFIED.format("shielded"))
        self.load("parties", "id,name,kind,country,status\nused,Used Inc,service-provider,US,active\n")
        self.load("transfers", "id,exporter,importer,country,importer_role,data,from\n"
                               "t-used,ours,used,US,processor,non-hr,2023-10-01\n")
        self.load("certifications", CERTIFIED.format("used"))
        attention = [d for d in self.said("--on", "2026-12-01")["deadlines"]
                     if d["what"] == "vendor-attention" and "transfer" in d["subject"]]
        self.assertEqual([(d["day"], d["party"], d["subject"], d["overdue"]) for d in attention],
                         [("2026-12-01", "used", "transfer/t-used", True)])
        self.assertEqual([d for d in self.said("--on", "2026-11-30")["deadlines"]
                          if d["what"] == "vendor-attention" and "transfer" in d["subject"]], [])

    def test_month_ends_of_inquiries(self):
        head = "id,received,asked_by,country,state\n"
        for n, (received, due) in enumerate((("2023-01-31", "2023-02-28"), ("2024-01-31", "2024-02-29"),
                                             ("2026-01-30", "2026-02-28"),
                                             ("2026-11-30", "2026-12-30"))):
            self.load("inquiries", head + f"q-{n},{received},data-subject,IE,open\n", now="2026-11-30T10:00:00Z")
            self.assertIn((due, due < "2026-11-23"), self.only("inquiry-due"))


if __name__ == "__main__":
    unittest.main()
