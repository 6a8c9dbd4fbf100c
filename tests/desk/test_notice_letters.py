"""Letters of notice: in three languages and as a page, frozen when announced, from an operator's own template."""

import os
import unittest

from announcing import PARTIES, Desk


class Letters(Desk):
    def test_letters_read_as_they_should(self):
        self.fill()
        for change in ("added", "updated", "removed"):
            self.notice("draft", "2026-0001", "--change", change)
            for language, customer in (("en", "larkrise"), ("de", "moor"), ("fr", "brume")):
                with self.subTest(change=change, language=language):
                    text = self.letter(customer, language)
                    self.snapshot(f"{change}.{language}.txt", text)
                    for word in ("{{", "}}", "host", "we-host", "dpa-", "scc-2021", "2026-0001", "  \n", ": \n"):
                        self.assertNotIn(word, text)

    def letter(self, customer, language):
        if language == "fr":
            self.imported("contracts", "id,party,kind,direction,language,silence\n"
                                       "x,brume,data-processing,customer,fr,refusal\n",
                          now=self.env["CHAPTERV_NOW"])
        return self.notice("letter", "2026-0001", "--customer", customer).out

    def test_a_letter_promises_no_wait_where_the_change_begins_within_the_time(self):
        """As where a provider fails and an override is to let the next one begin."""
        self.fill()
        for language, customer, promise in (("en", "larkrise", "will not take effect before this time has passed"),
                                            ("de", "moor", "Vor Ablauf dieser Frist wird"),
                                            ("fr", "brume", "ne prendra pas effet avant l’expiration")):
            for change in ("added", "updated", "removed"):
                for effective, waits in (("2026-11-10", False), ("2026-12-03", True), ("2026-11-01", False)):
                    with self.subTest(language=language, change=change, effective=effective):
                        self.notice("draft", "2026-0001", "--change", change, "--effective", effective)
                        text = " ".join(self.letter(customer, language).split())
                        self.assertEqual(promise in text, waits, text)

    def test_html_is_escaped(self):
        self.fill(parties=PARTIES.replace("Larkrise Travel B.V.", "Lark <b>& Rise</b>"))
        page = self.notice("letter", "2026-0001", "--customer", "larkrise", "--format", "html").out
        self.assertIn("Lark &lt;b&gt;&amp; Rise&lt;/b&gt;", page)
        self.assertIn('<html lang="en">', page)

    def test_what_was_announced_is_frozen(self):
        self.fill()
        before = self.notice("letter", "2026-0001", "--customer", "larkrise").out
        self.notice("announce", "2026-0001")
        self.imported("parties", "id,name\nlarkrise,Renamed Travel B.V.\n", now="2026-11-20T09:00:00Z")
        self.today("2026-11-20")
        self.assertEqual(self.notice("letter", "2026-0001", "--customer", "larkrise").out, before)
        self.notice("letter", "2026-0001", "--customer", "host", status=2, err="no letter of notice")

    def test_an_operators_own_template(self):
        self.fill()
        os.mkdir(self.path("mine"))
        self.put("mine/notice-added.en.txt", "# News about {{subject}}\n\nUntil {{deadline}}, {{customer}}.\n")
        self.notice("letter", "2026-0001", "--customer", "larkrise", "--templates", self.path("mine"),
                    out="News about Brackenvault Inc.")
        self.put("mine/notice-added.en.txt", "# News\n\n{{colour}}\n")
        self.notice("letter", "2026-0001", "--customer", "larkrise", "--templates", self.path("mine"), status=2,
                    err="colour")

    def test_a_fact_that_is_not_on_file_leaves_no_empty_line(self):
        self.imported("parties", "id,name,kind,attributes\n"
                                 "we,We Ltd,affiliate,\nhost,Host Ltd,service-provider,published\n"
                                 "ann,Ann Ltd,customer,\n", now=self.env["CHAPTERV_NOW"])
        self.notice("draft", "--change", "added", "--subject", "host")
        text = self.notice("letter", "2026-0001").out
        self.assertNotIn("What it does", text)
        self.assertNotIn("Where it processes", text)
        self.notice("announce", "2026-0001", err="the letters do not say what Host Ltd does")


if __name__ == "__main__":
    unittest.main()
