"""Days at the desk for notices: nothing is recorded before it has happened, and no day that is typed shortens the time
in which customers can object."""

import pathlib
import unittest

from announcing import CONTRACTS, PARTIES, Desk

HEAD = "id,direction,vendor,change,subject,subject_name,announced,effective,deadline,state\n"


class Days(Desk):
    def refused(self, field, *args, **kwargs):
        said = self.notice(*args, status=2, **kwargs).err
        self.assertIn(field + " ", said)
        return said

    def sent(self):
        self.notice("send", "--send-command", f"tee -a {self.path('sent')}")

    def test_effective_on_a_day_to_come_does_not_shorten_the_time_to_object(self):
        self.fill()
        self.notice("announce", "2026-0001")
        self.sent()
        said = self.refused("effective", "effective", "2026-0001", "--on", "2026-12-15")
        self.assertIn("effective 2026-12-15 is a day to come: today is 2026-11-02", said)
        self.assertEqual(self.shown()["state"], "announced")
        self.today("2026-12-16")
        self.notice("effective", "2026-0001", "--on", "2026-12-02", status=2, err="may object until 2026-12-02")
        self.notice("effective", "2026-0001", "--on", "2026-12-15", out="is effective from 2026-12-15")

    def test_what_was_open_on_the_day_is_in_the_way_though_it_was_settled_since(self):
        self.fill(CONTRACTS.replace(",14,consent", ",14,refusal"))
        self.notice("announce", "2026-0001")
        self.sent()
        self.today("2026-11-10")
        self.notice("object", "2026-0001", "--customer", "moor", "--reason", "no")
        objection = self.shown()["objections"][0]["id"]
        self.today("2026-12-20")
        self.notice("agree", "2026-0001", "--customer", "larkrise", "--received", "2026-12-10")
        self.notice("settle", objection, "--outcome", "withdrawn", "--on", "2026-12-18")
        self.notice("effective", "2026-0001", "--on", "2026-12-17", status=2, err=f"is open ({objection})")
        said = self.notice("effective", "2026-0001", "--on", "2026-12-09", status=2)
        self.assertIn("Larkrise Travel B.V. has not agreed", said.err)
        self.notice("effective", "2026-0001", "--on", "2026-12-18")

    def test_customers_are_not_told_on_a_day_to_come(self):
        self.fill()
        said = self.refused("announced", "announce", "2026-0001", "--on", "2026-11-03")
        self.assertIn("is a day to come: today is 2026-11-02", said)
        self.assertEqual(self.shown()["state"], "draft")

    def test_a_day_that_is_over_needs_a_reason_and_nothing_is_sent(self):
        self.fill()
        self.today("2026-11-12")
        said = self.refused("announced", "announce", "2026-0001", "--on", "2026-11-03")
        self.assertIn("give a reason that says how", said)
        said = self.notice("announce", "2026-0001", "--on", "2026-11-03", "--reason", "through our portal, ticket 81")
        self.assertIn("3 letters count as sent, by hand", said.out)
        n = self.shown()
        self.assertEqual((n["announced"], n["deadline"], n["next"]), ("2026-11-03", "2026-12-03", "objections"))
        for c in n["customers"]:
            self.assertEqual((c["state"], c["sent"], c["problem"]),
                             ("sent", "2026-11-03T00:00:00.000Z", "by hand: through our portal, ticket 81"))
        self.notice("send", "--send-command", f"tee -a {self.path('sent')}", err="nothing waits")
        self.assertFalse(pathlib.Path(self.path("sent")).exists())
        self.assertIn("through our portal, ticket 81", self.says(0, "log").out)

    def test_a_letter_that_goes_out_late_moves_the_first_day(self):
        self.fill(parties="".join(line for line in PARTIES.splitlines(True) if not line.startswith("brume")))
        self.notice("announce", "2026-0001")
        self.today("2026-12-03")
        n = self.shown()
        self.assertEqual((n["next"], n["first"]), ("send", "2027-01-03"))  # 30 days behind today
        self.assertIn("Moorhöfer & Söhne GmbH is not known to have been told: its letter is queued", n["in_the_way"])
        self.notice("effective", "2026-0001", status=2, err="is not known to have been told")
        self.notice("send", "2026-0001", "--by-hand", "moor")
        self.sent()
        self.today("2027-01-02")
        self.notice("effective", "2026-0001", status=2,
                    err="Moorhöfer & Söhne GmbH must be told longer before: the change may begin on 2027-01-03")
        self.today("2027-01-03")
        self.notice("effective", "2026-0001")

    def test_a_letter_that_went_by_post_counts_from_its_day(self):
        self.fill(parties="".join(line for line in PARTIES.splitlines(True) if not line.startswith("brume")))
        self.notice("announce", "2026-0001")
        self.today("2026-11-20")
        by_hand = ("send", "2026-0001", "--by-hand", "moor")
        self.refused("sent", *by_hand, "--on", "2026-11-21")
        self.notice(*by_hand, "--on", "2026-11-01", status=2, err="was announced on 2026-11-02")
        self.notice("send", "--on", "2026-11-02", status=2, err="--by-hand")
        self.notice(*by_hand, "--on", "2026-11-03", out="counts as sent on 2026-11-03, by hand")
        self.notice("send", "2026-0001", "--by-hand", "larkrise", out="counts as sent, by hand")
        told = {c["customer"]: (c["sent"][:10], c["first"], c["problem"]) for c in self.shown()["customers"]}
        self.assertEqual(told, {"moor": ("2026-11-03", "2026-12-04", "by hand"),
                                "larkrise": ("2026-11-20", "2026-12-05", "by hand")})

    def test_answers_and_decisions_are_of_days_that_are_there(self):
        self.fill()
        self.notice("announce", "2026-0001")
        self.today("2026-11-05")
        for deed in ("object", "agree"):
            self.refused("received", deed, "2026-0001", "--customer", "moor", "--received", "2026-11-06")
            self.notice(deed, "2026-0001", "--customer", "moor", "--received", "2026-11-01", status=2,
                        err="was announced on 2026-11-02")
        self.notice("object", "2026-0001", "--customer", "moor", "--received", "2026-11-04")
        objection = self.shown()["objections"][0]["id"]
        self.refused("closed", "settle", objection, "--outcome", "exit", "--on", "2026-11-06")
        self.notice("settle", objection, "--outcome", "exit", "--on", "2026-11-03", status=2, err="cannot be settled")
        self.notice("receive", "--vendor", "host", "--change", "added", "--name", "Wren AB", "--received", "2026-11-03")
        self.refused("decided", "decide", "2026-0002", "--accept", "--on", "2026-11-06")
        self.notice("decide", "2026-0002", "--accept", "--on", "2026-11-02", status=2, err="came in on 2026-11-03")
        self.notice("decide", "2026-0002", "--accept", "--on", "2026-11-04")

    def test_what_a_vendor_tells_came_in_and_leaves_time(self):
        self.fill()
        theirs = ("receive", "--vendor", "host", "--change", "added", "--name", "Wren AB")
        said = self.refused("received", *theirs, "--received", "2026-11-03")
        self.assertIn("received 2026-11-03 is a day to come", said)
        said = self.refused("deadline", *theirs, "--received", "2026-11-02", "--deadline", "2026-11-01")
        self.assertIn("deadline 2026-11-01 is before the notice came in, on 2026-11-02: leave it out", said)
        self.notice(*theirs, "--received", "2026-11-02", "--deadline", "2026-11-02")

    def test_a_file_says_when_customers_were_told(self):
        self.fill(parties=PARTIES.replace(",published", ","))
        path = self.put("told.csv", HEAD + "2025-0001,outgoing,,added,host,,2025-01-01,2025-03-01,,effective\n"
                                           "2026-0009,outgoing,,added,host,,,2026-12-01,,announced\n")
        said = self.says(2, "import", path, "--as", "notices").err
        for words in ("told.csv", "line 3", "announced", "the day on which customers were told", "the state draft"):
            self.assertIn(words, said)
        path = self.put("told.csv", HEAD + "2026-0009,outgoing,,added,host,,2026-11-01,2026-12-01,2026-10-31,"
                                           "announced\n")
        self.says(2, "import", path, "--as", "notices", err="deadline 2026-10-31 lies before announced 2026-11-01")

    def test_one_that_a_file_announced_waits_for_whoever_was_a_customer(self):
        self.fill(parties=PARTIES.replace(",published", ","))
        self.imported("notices", HEAD + "2026-0009,outgoing,,added,host,,2026-11-01,2026-11-20,,announced\n",
                      now=self.env["CHAPTERV_NOW"])
        self.notice("effective", "2026-0009", status=2, err="Larkrise Travel B.V. may object until 2026-11-15")
        self.notice("object", "2026-0009", "--customer", "larkrise", "--reason", "no")
        self.notice("settle", self.shown("2026-0009")["objections"][0]["id"], "--outcome", "withdrawn")
        self.today("2026-12-01")
        self.notice("effective", "2026-0009", status=2, err="Moorhöfer & Söhne GmbH may object until 2026-12-01")
        self.today("2026-12-02")
        self.notice("effective", "2026-0009")

    def test_the_last_day_on_file_counts_though_no_contract_goes_as_far(self):
        self.fill(CONTRACTS.replace(",14,consent", ",5,consent"), PARTIES.replace(",published", ","))
        self.imported("notices", HEAD + "2026-0009,outgoing,,added,host,,2026-11-01,2026-11-20,2026-12-20,announced\n",
                      now=self.env["CHAPTERV_NOW"])
        self.notice("show", "2026-0009", out="Told, as the contracts of that day have it:\n")
        self.assertEqual(self.shown("2026-0009")["in_the_way"][-1], "the time to object ends on 2026-12-20")
        self.today("2026-12-20")
        self.assertEqual(self.shown("2026-0009")["in_the_way"], ["the time to object ends on 2026-12-20"])
        self.notice("effective", "2026-0009", status=2, err="the time to object ends on 2026-12-20")
        self.today("2026-12-21")
        self.notice("effective", "2026-0009")


if __name__ == "__main__":
    unittest.main()
