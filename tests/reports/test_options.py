"""Every report with every option: the same at both doors, each taken or refused as the table of reports says."""

import subprocess
import unittest

import tables
import suite

DAY, THEN = "2024-06-01", "2024-02-02"
# A value for each filter that leaves something out and, in most reports, something in.
VALUE = {"on": DAY, "party": "brackenvault", "exporter": "tessellark-ie", "country": "US", "outcome": "covered",
         "mechanism": "dpf-eu-us", "kind": "service-provider", "within": "400d", "since": "2020-08-01",
         "until": "2024-01-01", "clock": "known", "personal": "no"}
KIND = {"changes": "notices", "log": "notices", "imports": "notices", "contracts": "data-processing"}
OUTCOME = {"gaps": "not-covered", "inquiries": "answered", "assessments": "adequate-with-measures",
           "objections": "withdrawn"}
# These count or gather what is left, so that a row of it is another row.
GATHER = ("by-country", "by-mechanism", "chains", "article-30-controller", "article-30-processor")


class Options(suite.Case):
    env = {"CHAPTERV_NOW": "2026-11-23T12:00:00Z"}

    @classmethod
    def fill(cls):
        tables.sample_copy(suite.BINARY, cls.db)

    def setUp(self):
        self.reports = {r["name"]: r["filters"] for r in self.server.get("/v1/reports").json()["reports"]}

    def cli(self, name, *args, status=0):
        done = subprocess.run([suite.BINARY, "report", name, *args, "--db", self.db], capture_output=True, check=False)
        self.assertEqual(done.returncode, status, (name, args, done.stderr))
        return done.stdout

    def value(self, name, option):
        return {"kind": KIND, "outcome": OUTCOME}.get(option, {}).get(name, VALUE[option])

    def both(self, name, **asked):
        """The rows, the same at both doors."""
        if "personal" in self.reports[name]:
            asked["personal"] = "no"  # what is handed out unasked is not the same at both
        options = [word for option, value in asked.items() for word in ("--" + option.replace("_", "-"), value)]
        here = self.cli(name, *options)
        there = self.server.get("/v1/reports/" + name, format="csv", **asked)
        self.assertEqual((there.status, there.body), (200, here), (name, asked))
        return tables.rows(here.decode())[1:]

    def test_every_report_takes_a_day_and_an_instant(self):
        self.assertGreater(len(self.reports), 24)
        for name, filters in self.reports.items():
            with self.subTest(name):
                self.assertIn("on", filters)
                known = self.both(name, on="2023-01-01", known_at=THEN)
                self.assertEqual(known, self.both(name, on="2023-01-01", known_at=THEN + "T23:59:59Z"))
                self.cli(name, "--on", "2026-02-30", status=2)
                self.cli(name, "--known-at", "2026-13-01", status=2)
                for option, value in (("on", "2026-02-30"), ("known_at", "2026-13-01")):
                    refused = self.server.get("/v1/reports/" + name, **{option: value})
                    self.assertEqual((refused.status, refused.json()["parameter"]), (400, option))

    def test_each_filter_is_taken_and_leaves_out_or_is_refused(self):
        narrowed = set()
        for name, filters in self.reports.items():
            whole = None
            for option in VALUE:
                with self.subTest(name=name, option=option):
                    value = self.value(name, option)
                    if option not in filters:
                        self.cli(name, "--" + option, value, status=2)
                        refused = self.server.get("/v1/reports/" + name, **{option: value})
                        self.assertEqual((refused.status, refused.json()["parameter"]), (400, option))
                        continue
                    if whole is None:
                        whole = self.both(name)
                    some = self.both(name, **{option: value})
                    if option in ("on", "clock", "within", "personal"):
                        continue
                    if name not in GATHER:
                        self.assertEqual([row for row in some if row not in whole], [])
                    if len(some) < len(whole):
                        narrowed.add(option)
        self.assertEqual(narrowed, {"party", "exporter", "country", "outcome", "mechanism", "kind", "since", "until"})

    def test_on_is_the_last_day_of_what_happened(self):
        """Of the log, the imports and the changes as they became known; of what was so, too."""
        for name, at in (("log", 2), ("imports", 1), ("changes", 0)):
            with self.subTest(name):
                rows = self.both(name)
                upto = self.both(name, on="2022-05-02")
                self.assertEqual(upto, [r for r in rows if r[at] < "2022-05-03"])
                self.assertTrue(0 < len(upto) < len(rows))
                self.assertEqual(upto, self.both(name, until="2022-05-03"))
                self.assertEqual(self.both(name, on="2022-05-01"), [r for r in rows if r[at] < "2022-05-02"])
                self.assertEqual(self.both(name, on="2030-01-01"), rows)
                self.assertEqual(self.both(name, on="2024-02-01", since="2022-05-02"),
                                 [r for r in rows if "2022-05-02" <= r[at] < "2024-02-02"])
                self.assertEqual(self.both(name, on="2024-02-01", known_at="2020-12-31"),
                                 self.both(name, on="2020-12-31"))
                self.cli(name, "--on", "2020-01-01", "--since", "2020-01-02", status=2)
        so = self.both("changes", clock="true", since="2020-07-01", until="2020-07-17")
        self.assertEqual(so, self.both("changes", clock="true", since="2020-07-01", on="2020-07-16"))
        self.assertIn("2020-07-16", {r[0] for r in so})
        eve = self.both("changes", clock="true", since="2020-07-01", on="2020-07-15")
        self.assertNotIn("2020-07-16", {r[0] for r in eve})

    def test_words_that_mean_nothing_are_refused(self):
        for name, filters in self.reports.items():
            for option in ("kind", "outcome", "mechanism", "country", "party", "exporter", "clock", "within", "since",
                           "until"):
                if option not in filters:
                    continue
                with self.subTest(name=name, option=option):
                    self.cli(name, "--" + option, "nonsense", status=2)
                    refused = self.server.get("/v1/reports/" + name, **{option: "nonsense"})
                    self.assertEqual(refused.json()["parameter"], option)


if __name__ == "__main__":
    unittest.main()
