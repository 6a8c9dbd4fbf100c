"""chapterv report: filters, forms, what it refuses; the same bytes then and now; out, in and out again."""

import csv
import io
import json
import os
import pty
import subprocess
import unittest

import tables
import program

HOSTILE = ('id,name,kind,country,service,website,Ticket,Colour\n'
           'evil,"=HYPERLINK(""x"")",service-provider,IN,"+1\nsecond line",<b>&amp;,"\'=1+1",@red\n'
           'odd,"_x0041_ & \u00fc\u200b\U0001f600 Ltd",service-provider,US,"\uff1d1","a;b",,\n'
           'ours,Ours Ltd,affiliate,IE,,,,blue\n')


class Reports(program.Case):
    def setUp(self):
        super().setUp()
        tables.sample_copy(program.BINARY, self.db)

    def table(self, *args, **kwargs):
        head, *body = tables.rows(self.says(0, "report", *args, "--db", self.db, **kwargs).out)
        return [dict(zip(head, row)) for row in body]

    def test_filters(self):
        rows = self.table("coverage", "--on", "2020-07-20", "--party", "Brackenvault Hosting, Inc.")
        self.assertEqual({(r["transfer"], r["outcome"], r["reason"]) for r in rows},
                         {("ie-brackenvault", "not-covered", "FRAMEWORK_ENDED"),
                          ("brackenvault-dunlinbyte", "not-covered", "ONWARD_BASIS_UNKNOWN")})
        rows = self.table("coverage", "--on", "2024-06-01", "--mechanism", "dpf-eu-us", "--exporter", "tessellark-ie",
                          "--country", "United States", "--kind", "service-provider", "--outcome", "covered")
        self.assertTrue(rows)
        for r in rows:
            self.assertEqual((r["exporter"], r["country"], r["mechanism"]), ("tessellark-ie", "US", "dpf-eu-us"))
        self.assertEqual([r["fallback"] for r in rows if r["importer"] == "brackenvault"], ["scc-2021-m2"])
        advisors = {r["id"] for r in self.table("parties") if r["kind"] == "advisor"}
        self.assertTrue(advisors)
        self.assertEqual({r["id"] for r in self.table("parties", "--kind", "advisor")}, advisors)
        self.assertTrue(all("brackenvault" in (r["importer"], r["exporter"]) for r in self.table("transfers", "--party", "brackenvault")))

    def test_gaps_are_the_worst_first_with_what_helps(self):
        rows = self.table("gaps", "--on", "2020-07-20")
        outcomes = [r["outcome"] for r in rows]
        self.assertEqual(sorted(outcomes, key=["not-covered", "needs-review"].index), outcomes)
        one = next(r for r in rows if r["transfer"] == "ie-brackenvault")
        self.assertEqual(one["remedies"], "scc-2010-c2p;adhoc-46-3-a")
        self.assertIn("sign it with the importer", one["what_to_do"])
        broken = next(r for r in self.table("chains", "--on", "2020-07-20") if r["transfer"] == "brackenvault-dunlinbyte")
        self.assertEqual((broken["path"], broken["first_uncovered"], broken["steps"]),
                         ("tessellark-ie > brackenvault (US) > dunlinbyte (IN)", "tessellark-ie > brackenvault (US)", "2"))

    def test_expiring(self):
        rows = self.table("expiring", "--on", "2025-03-01", "--within", "3w")
        self.assertEqual([(r["ends"], r["days_left"], r["what"]) for r in rows],
                         [("2025-03-21", "20", "transfer"), ("2025-03-21", "20", "assessment")])
        self.assertEqual(rows[0]["outcome_then"], "needs-review")
        self.says(2, "report", "expiring", "--within", "soon", "--db", self.db, err="within must be a number of days")

    def test_totals(self):
        coverage = self.table("coverage", "--on", "2020-07-20")
        for report in ("by-country", "by-mechanism"):
            rows = self.table(report, "--on", "2020-07-20")
            self.assertEqual(sum(int(r["transfers"]) for r in rows), len(coverage))
            for outcome in ("covered", "not-covered", "needs-review", "no-transfer"):
                self.assertEqual(sum(int(r[outcome.replace("-", "_")]) for r in rows),
                                 sum(r["outcome"] == outcome for r in coverage), (report, outcome))

    def test_changes_on_either_clock(self):
        rows = self.table("changes", "--clock", "true", "--since", "2020-07-01", "--until", "2020-08-01", "--kind", "coverage")
        self.assertEqual({r["when"] for r in rows}, {"2020-07-16"})
        one = next(r for r in rows if r["about"].startswith("ie-brackenvault "))
        self.assertEqual((one["action"], one["before"], one["after"]),
                         ("no longer covered", "covered privacy-shield-eu-us", "not-covered (FRAMEWORK_ENDED)"))
        rows = self.table("changes", "--clock", "true", "--since", "2010-01-01", "--until", "2026-11-23", "--kind", "coverage")
        for row in rows:  # the action is what became of it, and no more
            was, good = (row[side].startswith(("covered", "no-transfer")) for side in ("before", "after"))
            new = row["before"] == "not taking place"
            wanted = ("covered" if new or not was else "still covered") if good else "no longer covered" if was else \
                "not covered" if new else "still not covered"
            self.assertEqual(row["action"], "ends" if row["after"] == "not taking place" else wanted, row)
        self.assertEqual({"still covered", "still not covered", "not covered"} - {r["action"] for r in rows}, set())
        rows = self.table("changes", "--since", "2024-01-01", "--until", "2025-01-01", "--party", "brackenvault")
        self.assertEqual({r["when"][:10] for r in rows}, {"2024-02-01"})
        self.assertEqual(self.table("changes", "--since", "2024-01-01", "--until", "2024-02-01"), [])
        self.says(2, "report", "changes", "--since", "2024-02-01", "--until", "2024-02-01", "--db", self.db, err="after since")

    def test_article_30(self):
        row = next(r for r in self.table("article-30-controller", "--on", "2024-06-01", "--party", "brackenvault"))
        self.assertEqual((row["controller_name"], row["recipients"], row["third_countries"], row["not_covered"]),
                         ("Tessellark Ireland Limited", "Brackenvault Hosting, Inc.", "United States", ""))
        self.assertIn("United States: EU-US Data Privacy Framework", row["safeguards"])
        self.imported("parties", "id,name,kind,country,own\nclient,Client GmbH,partner,DE,no\n")
        self.imported("transfers", "exporter,importer,country,exporter_role,importer_role,purposes,from\n"
                      "client,tessellark-ie,IE,controller,processor,analytics,2020-01-01\n"
                      "tessellark-ie,brackenvault,US,processor,processor,analytics,2020-01-01\n")
        rows = self.table("article-30-processor", "--on", "2026-06-01")
        self.assertEqual([(r["processor"], r["controllers"], r["processing"], r["recipients"], r["third_countries"]) for r in rows],
                         [("tessellark-ie", "Client GmbH", "analytics", "Brackenvault Hosting, Inc.", "United States")])

    def test_only_who_is_published_is_on_the_public_list(self):
        self.assertNotIn("Tessellark Ireland Limited", [row["name"] for row in self.table("subprocessors")])
        self.assertNotIn("Gannetry Insights Ltd.", [row["name"] for row in self.table("subprocessors")])
        self.imported("parties", "id,name,attributes\ngannetry,Gannetry Insights Ltd.,published\n")
        rows = {row["name"]: row for row in self.table("subprocessors", "--on", "2026-06-01")}
        self.assertEqual(rows["Gannetry Insights Ltd."]["country"], "IL")
        row = rows["Brackenvault Hosting, Inc."]
        self.assertEqual((row["country"], row["mechanisms"]), ("US", "dpf-eu-us"))
        self.assertNotIn("privacy@", json.dumps(rows))
        self.assertEqual(self.table("subprocessors", "--on", "2010-01-01"), [], "nobody received anything then")

    def test_then_and_now(self):
        """A report kept at an instant is what is written for that instant today, whatever came since."""
        kept, clock, later = {}, {"CHAPTERV_NOW": "2026-11-28T12:00:00Z"}, {"CHAPTERV_NOW": "2027-04-01T12:00:00Z"}
        names = ("parties", "transfers", "coverage", "gaps", "expiring", "by-country", "by-mechanism", "chains",
                 "overrides", "article-30-controller", "article-30-processor", "subprocessors", "imports", "log", "changes")
        for name in names:
            kept[name] = self.says(0, "report", name, "--db", self.db, env=clock).out
        self.imported("parties", "id,name,kind,country\nbrackenvault,\"Brackenvault Hosting, Inc.\",service-provider,IN\n"
                      "zz,Zz Ltd,service-provider,US\n", now="2026-12-01T00:00:00Z")
        for name in names:
            again = self.says(0, "report", name, "--known-at", "2026-11-28T12:00:00Z", "--db", self.db, env=later).out
            self.assertEqual(again, kept[name], name)
        for name in ("parties", "coverage", "gaps", "log", "imports", "changes"):
            now = self.says(0, "report", name, "--db", self.db, env=later).out
            self.assertNotEqual(now, kept[name], f"{name}: the test must be able to fail")

    def test_forms(self):
        target = self.path("c.xlsx")
        self.says(0, "report", "coverage", "--on", "2024-06-01", "--format", "xlsx", "-o", target, "--db", self.db, out="")
        with open(target, "rb") as f:
            once = f.read()
        again = subprocess.run([program.BINARY, "report", "coverage", "--on", "2024-06-01", "--format", "xlsx", "--db", self.db],
                               env={**self.env, "CHAPTERV_NOW": "2031-01-01T00:00:00Z", "TZ": "Pacific/Auckland", "LANG": "de_DE.UTF-8"},
                               capture_output=True, check=True).stdout
        self.assertEqual(again, once, "the same bytes in a pipe, years later, elsewhere")
        self.says(2, "report", "coverage", "--format", "pdf", "--db", self.db, err="csv, xlsx, json or html")
        self.says(2, "report", "coverage", "--format", "xlsx", "-o", self.path("no", "where.xlsx"), "--db", self.db, err="cannot be made")
        self.assertFalse([n for n in os.listdir("/tmp") if n.startswith("chapterv-") and n.endswith(".xlsx")])
        master, slave = pty.openpty()
        try:
            seen = self.run_it("report", "coverage", "--format", "xlsx", "--db", self.db, stdout=slave)
        finally:
            os.close(master)
            os.close(slave)
        self.assertEqual((seen.status, "-o FILE.xlsx" in seen.err), (2, True), seen)

    def test_what_it_refuses(self):
        self.says(2, "report", "sheep", "--db", self.db, err="chapterv report list")
        self.says(2, "report", "parties", "--mechanism", "dpf-eu-us", "--db", self.db, err="cannot be narrowed by mechanism")
        self.says(2, "report", "coverage", "--party", "nobody", "--db", self.db, err="nobody")
        self.says(2, "report", "coverage", "--country", "Atlantis", "--db", self.db, err="country")
        self.says(2, "report", "coverage", "--outcome", "fine", "--db", self.db, err="covered, not-covered, needs-review or no-transfer")
        self.says(2, "report", "coverage", "--mechanism", "handshake", "--db", self.db, err="mechanism")
        self.says(2, "report", "coverage", "--on", "2026-02-30", "--db", self.db, err="YYYY-MM-DD")
        said = self.says(0, "report", "list").out
        for name in ("parties", "coverage", "article-30-processor", "evidence"):
            self.assertIn(f"\n{name} ", "\n" + said)


class RoundTrip(program.Case):
    def out(self, *args):
        return self.says(0, "report", *args, "--db", self.db).out

    def test_out_in_and_out_again(self):
        self.imported("parties", HOSTILE)
        first = self.out("parties")
        head, *body = tables.rows(first)
        self.assertEqual(head[-2:], ["Colour", "Ticket"])
        for row in csv.reader(io.StringIO(first, newline="")):
            for cell in row:
                self.assertFalse(cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"), cell)
        again = self.path("again.db")
        self.says(0, "import", self.put("out.csv", first), "--as", "parties", "--db", again)
        self.assertEqual(self.says(0, "report", "parties", "--db", again).out, first)
        page = self.out("parties", "--format", "html")
        for bad in ("<b>", "&amp;&", "HYPERLINK(\"x\")"):
            self.assertNotIn(bad, page)
        done = subprocess.run([program.BINARY, "report", "parties", "--format", "xlsx", "--db", self.db], env=self.env,
                              capture_output=True, check=True)
        cells = [[c and c[2].replace("_x005F_", "_") or "" for c in row] for row in tables.sheet(done.stdout)]
        width = len(head)
        self.assertEqual([row + [""] * (width - len(row)) for row in cells], [head, *body])
        self.assertNotIn("<f>", tables.parts(done.stdout)["xl/worksheets/sheet1.xml"])
        self.assertEqual([list(r.values())[1] for r in json.loads(self.out("parties", "--format", "json"))["rows"]], [r[1] for r in body])

    def test_what_is_about_persons_can_be_left_out(self):
        self.imported("parties", "id,name,contact\nacme,Acme Inc,jane@acme.example\n")
        self.assertIn("jane@", self.out("parties"))
        self.assertNotIn("contact", self.out("parties", "--personal", "no"))
        self.assertNotIn("jane@", self.out("parties", "--personal", "no", "--format", "html"))

    def test_an_empty_register(self):
        self.says(0, "init", "--db", self.db)
        for name in ("coverage", "chains", "article-30-controller", "changes", "log"):
            for form in ("csv", "json", "html"):
                self.says(0, "report", name, "--format", form, "--db", self.db)


if __name__ == "__main__":
    unittest.main()
