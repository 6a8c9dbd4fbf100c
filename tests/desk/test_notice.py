"""One month at the desk for notices: a change drafted, announced, objected to, made effective; a vendor's change."""

import unittest

from announcing import CONTRACTS, PARTIES, Desk


class Month(Desk):
    def test_one_month_with_two_customers_two_deadlines_and_one_objection(self):
        self.fill(parties="".join(line for line in PARTIES.splitlines(True) if not line.startswith("brume")))
        said = []

        def do(day, status, *args):
            self.today(day)
            r = self.notice(*args, status=status)
            said.append(f"== {day} $ chapterv notice " + " ".join(a.replace(self.folder, "FOLDER") for a in args) +
                        f"  [{status}]\n{r.out}{r.err}".replace(self.folder, "FOLDER"))

        do("2026-11-02", 0, "list")
        do("2026-11-02", 0, "show", "2026-0001")
        do("2026-11-02", 0, "list", "--due-within", "7")
        do("2026-11-12", 1, "list", "--due-within", "7")
        do("2026-11-12", 0, "announce", "2026-0001")
        do("2026-11-12", 1, "send")
        do("2026-11-12", 0, "send", "--send-command", f"tee -a {self.path('sent')}")
        do("2026-11-12", 0, "outbox")
        do("2026-11-16", 0, "object", "2026-0001", "--customer", "larkrise", "--reason", "no provider outside Europe")
        do("2026-11-27", 2, "effective", "2026-0001")
        objection = self.shown()["objections"][0]["id"]
        do("2026-12-01", 0, "settle", objection, "--outcome", "workaround", "--note", "stays in the region of Dublin")
        do("2026-12-12", 2, "effective", "2026-0001")
        do("2026-12-13", 0, "show", "2026-0001")
        do("2026-12-15", 1, "list", "--due-within", "0")
        do("2026-12-15", 0, "effective", "2026-0001")
        do("2026-12-15", 0, "list")
        self.snapshot("month.txt", "\n".join(said))
        self.says(0, "verify")
        self.assertIn("notice/1 changed", self.says(0, "history", "host").out)

    def test_a_vendor_announces_a_change(self):
        self.fill(parties=PARTIES.replace(",published", ",") + "we-de,Tessellark GmbH,affiliate,DE,yes,,,\n"
                                                               "we-nl,Tessellark B.V.,affiliate,NL,yes,,,\n")
        for kind, text in (("safeguards", "exporter,importer,mechanism,signed\n{},host,scc-2021-m3,2026-10-01\n"),
                           ("assessments", "exporter,importer,country,dated,outcome\n{},host,US,2026-10-01,adequate\n"),
                           ("transfers", "exporter,importer,country,exporter_role,importer_role,from\n"
                                         "{},host,US,processor,processor,2026-12-15\n")):
            for exporter in ("we-de", "we-nl"):  # other ways to the vendor, which lead to the same
                self.imported(kind, text.format(exporter), now=self.env["CHAPTERV_NOW"])
        self.today("2027-01-04")
        said = self.notice("receive", "--vendor", "Brackenvault Inc.", "--change", "added", "--subject", "Rookmere Ltd",
                           "--country", "India", "--what", "support", "--mechanism", "scc-2021-m3",
                           "--effective", "2027-02-10")
        self.assertIn("our last day to object is 2027-01-25", said.out)
        self.assertIn("not covered with what is on file; covered once what the vendor claims is shown", said.out)
        n = self.shown("2027-0001")
        self.assertEqual((n["direction"], n["state"], n["subject_name"], n["next"], n["due"]),
                         ("incoming", "announced", "Rookmere Ltd", "decide", "2027-01-25"))
        self.assertEqual(n["outlook"]["outcome"], "not-covered")
        self.assertEqual(n["outlook"]["outcome_as_claimed"], "covered")
        self.assertIn("onward-scc-2021", n["outlook"]["legs"][0]["would_cover"][0])
        self.assertEqual(len(n["outlook"]["legs"]), 1)
        self.notice("list", "--due-within", "20", "--direction", "incoming", status=0)
        self.notice("list", "--due-within", "21", "--direction", "incoming", status=1, out="decide")
        self.notice("effective", "2027-0001", status=2, err="nothing is decided")
        self.notice("decide", "2027-0001", status=2, err="--accept or --object")
        self.notice("decide", "2027-0001", "--object", "--note", "no assessment for India")
        n = self.shown("2027-0001")
        self.assertEqual((n["decision"], n["decided"], n["note"]),
                         ("objected", "2027-01-04", "no assessment for India"))
        self.assertTrue(n["decided_by"])
        self.notice("effective", "2027-0001", status=2, err="we objected")
        self.today("2027-01-20")
        self.notice("decide", "2027-0001", "--accept")
        self.today("2027-02-12")
        self.notice("effective", "2027-0001", "--on", "2027-02-10")
        self.notice("announce", "2027-0001", status=2, err="not ours to announce")

    def test_a_vendor_that_tells_too_late(self):
        self.fill()
        self.notice("receive", "--vendor", "host", "--change", "added", "--name", "Wren Ltd", "--country", "SE",
                    "--effective", "2026-10-01")
        self.notice("decide", "2026-0002", "--accept", "--note", "told a month late")
        self.notice("effective", "2026-0002", "--on", "2026-10-01", out="is effective from 2026-10-01")

    def test_in_europe_nothing_more_is_needed(self):
        self.fill(parties=PARTIES.replace("Inc.,service-provider,US", "Inc.,service-provider,IE"))
        self.notice("receive", "--vendor", "host", "--change", "added", "--name", "Wren AB", "--country", "SE",
                    "--effective", "2026-12-20",
                    out="covered with what is on file.\n"
                        "  from Brackenvault Inc. (Ireland) to Sweden: covered (eea-internal).\n")

    def test_the_vendors_own_deadline_and_a_chain_that_nobody_claims(self):
        self.fill()
        self.notice("receive", "--vendor", "host", "--change", "added", "--name", "Wren Ltd", "--country", "IN",
                    "--effective", "2027-02-10", "--deadline", "2026-11-20", out="our last day to object is 2026-11-20")
        n = self.shown("2026-0002")
        self.assertEqual((n["outlook"]["outcome"], n["outlook"]["outcome_as_claimed"]), ("not-covered", "not-covered"))

    def test_an_override_shows_everywhere(self):
        self.fill()
        self.notice("announce", "2026-0001")
        self.notice("effective", "2026-0001", status=2, err="may object until 2026-11-16")
        self.notice("override", "2026-0001", "--reason", "the old provider closes", status=2, err="--expires")
        self.notice("override", "2026-0001", "--reason", "the old provider closes", "--expires", "2026-11-10")
        self.notice("list", out="OVERRIDDEN")
        self.notice("show", "2026-0001", out="the old provider closes")
        self.today("2026-11-10")
        self.notice("effective", "2026-0001", status=2)
        self.today("2026-11-09")
        self.notice("effective", "2026-0001", err="by the override")
        self.assertEqual(self.shown()["state"], "effective")

    def test_who_may_object_can_though_the_change_was_let_begin(self):
        self.fill()
        self.notice("announce", "2026-0001")
        self.notice("override", "2026-0001", "--reason", "the old provider closes", "--expires", "2026-11-10")
        self.notice("effective", "2026-0001")
        self.assertEqual((self.shown()["next"], self.shown()["due"]), (None, None))
        self.today("2026-11-20")
        self.notice("object", "2026-0001", "--customer", "moor", "--reason", "no provider outside Europe")
        n = self.shown()
        self.assertEqual((n["state"], n["objections_open"], n["next"], n["due"]), ("effective", 1, "settle", "2026-12-02"))
        self.notice("list", "--due-within", "12", status=1, out="settle the open objection: 2026-12-02")
        self.notice("agree", "2026-0001", "--customer", "moor", status=2, err="it is effective, not announced")
        self.notice("settle", n["objections"][0]["id"], "--outcome", "exit")
        self.assertEqual((self.shown()["objections_open"], self.shown()["next"]), (0, None))

    def test_wrong_moves_say_where_it_stands(self):
        self.fill()
        self.notice("effective", "2026-0001", status=2, err="it is a draft, not announced")
        self.notice("object", "2026-0001", "--customer", "larkrise", status=2, err="a draft")
        self.notice("announce", "2026-0001")
        self.notice("announce", "2026-0001", status=2, err="it is announced, not a draft")
        self.notice("draft", "2026-0001", "--what", "x", status=2, err="only a draft can be edited")
        self.notice("withdraw", "2026-0001", status=2, err="--reason")
        self.notice("withdraw", "2026-0001", "--reason", "does not happen")
        self.notice("withdraw", "2026-0001", "--reason", "again", status=2, err="it is withdrawn")
        self.notice("show", "2026-0999", status=2, err="there is no notice")
        self.notice("list", "--state", "open", status=2, err="draft|announced")
        self.notice("list", "--due-within", "soon", status=2, err="number of days")
        self.notice("list", "--customer", "x", status=2, err="notice list takes no --customer")
        self.notice("frobnicate", status=2, err="is not known here")

    def test_a_first_import_of_what_customers_know(self):
        self.fill()
        self.notice("withdraw", "--reason", "x", status=2, err="which?")
        self.notice("withdraw", "--drafts", "--reason", "told long ago", out="1 notice is withdrawn")
        self.notice("withdraw", "--drafts", "--reason", "told long ago", out="0 notices are withdrawn")
        self.assertEqual((self.shown()["state"], self.shown()["note"]), ("withdrawn", "told long ago"))

    def test_days_of_the_register_count_where_a_contract_says_none(self):
        self.fill(CONTRACTS.replace(",14,consent", ",,consent"))
        self.notice("settings", "objection-days=10", "notice-days=5", out="objection-days  10")
        self.notice("settings", "objection-days=ten", status=2, err="number of days")
        self.notice("settings", "sender=nobody", status=2, err="no e-mail address")
        self.notice("settings", "colour=red", status=2, err="is no setting")
        self.notice("announce", "2026-0001")
        days = {c["customer"]: (c["days"], c["contract"], c["deadline"]) for c in self.shown()["customers"]}
        self.assertEqual(days, {"larkrise": (10, None, "2026-11-12"), "moor": (30, "dpa-moor", "2026-12-02"),
                                "brume": (10, None, "2026-11-12")})


if __name__ == "__main__":
    unittest.main()
