"""The participant list of the Department of Commerce through the real binary. Every company here is invented."""

import csv
import io
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
import program  # noqa: E402

COLUMNS = ["Public Display Name", "Legal Name", "Install Date", "Usage End Date", "Inactive Start Date", "Framework", "Status",
           "HR Data", "Non-HR Data", "Street", "City", "State", "Postal Code", "Covered Entities", "Industries",
           "Privacy Policies", "Public Link"]
EU, UK, CH = ("EU-U.S. Data Privacy Framework", "UK Extension to the EU-U.S. Data Privacy Framework",
              "Swiss-U.S. Data Privacy Framework")
REVIEW = "Active - Re-certification under Review"


def entry(legal, framework, status="Active", **cells):
    row = {"Public Display Name": legal.split(",")[0], "Legal Name": legal, "Install Date": "7/17/2023",
           "Usage End Date": "7/17/2027", "Framework": framework, "Status": status, "HR Data": "No", "Non-HR Data": "Yes",
           "Street": "1 Test Way", "City": "Nowhere", "State": "DE", "Postal Code": "00000", "Industries": "Testing",
           "Privacy Policies": "https://policy.example", "Public Link": "https://list.example/participant/1"}
    row.update({name.replace("_", " "): text for name, text in cells.items()})
    return row


def as_csv(rows, columns=COLUMNS, **form):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore", **form)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


class DpfList(program.Case):
    def take(self, text, *args, name="DataPrivacyFrameworkParticipantsList.csv", now=program.NOW):
        return json.loads(self.says(0, "import", self.put(name, text), "--db", self.db, "--json", *args,
                                    env={"CHAPTERV_NOW": now}).out)

    def certifications(self):
        out = self.says(0, "report", "certifications", "--db", self.db).out
        return sorted((r["importer"], r["framework"], r["covers"], r["from"], r["until"], r["status"], r["checked_on"])
                      for r in csv.DictReader(io.StringIO(out, newline="")))

    def register(self):
        self.imported("parties", "id,name,aliases,kind,country,own\nours,Ours Ltd,,affiliate,IE,yes\n"
                      "acme,\"Acme, Inc.\",,service-provider,US,\nbeta,Beta Cloud,Beta LLC,service-provider,US,\n"
                      "eps,Epsilon Corp,,service-provider,US,\n")
        self.imported("transfers", "id,exporter,importer,country,data\nto-acme,ours,acme,US,non-hr\nto-beta,ours,beta,US,non-hr\n"
                      "to-eps,ours,eps,US,non-hr\n")
        self.imported("certifications", "importer,framework,covers,from,until,status,checked_on\n"
                      "eps,dpf-eu-us,non-hr,2023-09-01,,active,2024-01-01\n")

    ROWS = [entry("Acme, Inc.", EU, REVIEW, HR_Data="Yes", Covered_Entities="Acme Labs, LLC, Beta LLC"),
            entry("Acme, Inc.", UK, REVIEW, HR_Data="Yes", Covered_Entities="Acme Labs, LLC, Beta LLC"),
            entry("Acme, Inc.", CH, REVIEW, HR_Data="Yes"),
            entry("Epsilon Corp", EU, "Inactive", Usage_End_Date="9/1/2026", Inactive_Start_Date="9/15/2026"),
            entry("Stranger GmbH & Sons, Inc.", EU, Covered_Entities="Nobody LLC\nNo One, Inc.")]
    THEN = [("acme", "dpf-eu-us", "hr;non-hr", "2023-07-17", "", "active", "2026-11-23"),
            ("acme", "dpf-swiss-us", "hr;non-hr", "2024-09-15", "", "active", "2026-11-23"),
            ("acme", "dpf-uk-extension", "hr;non-hr", "2023-10-12", "", "active", "2026-11-23"),
            ("beta", "dpf-eu-us", "hr;non-hr", "2023-07-17", "", "active", "2026-11-23"),
            ("beta", "dpf-uk-extension", "hr;non-hr", "2023-10-12", "", "active", "2026-11-23"),
            ("eps", "dpf-eu-us", "non-hr", "2023-09-01", "2026-09-15", "lapsed", "2026-11-23")]

    def test_the_official_columns(self):
        self.register()
        self.says(1, "ask", "acme", "--db", self.db, out="nothing on file covers")
        self.says(0, "ask", "eps", "--db", self.db)
        said = self.take(as_csv(self.ROWS))
        self.assertEqual((said["kind"], said["read"], said["added"], said["updated"], said["unchanged"], said["skipped"]),
                         ("dpf-list", 5, 3, 1, 0, 1))
        self.assertEqual(said["parties"], 0)
        self.assertIn("eps is not active on the list for dpf-eu-us: 1 transfer rests on it: to-eps", said["notes"])
        self.assertEqual(self.certifications(), self.THEN)
        for who in ("acme", "beta"):
            self.assertEqual(json.loads(self.says(0, "ask", who, "--db", self.db, "--json").out)["mechanism"], "dpf-eu-us")
        self.says(1, "ask", "eps", "--db", self.db)
        self.assertEqual(len(self.says(0, "report", "parties", "--db", self.db).out.splitlines()), 5, "no party is created")

    def test_the_same_again(self):
        self.register()
        self.take(as_csv(self.ROWS))
        for moment in (program.NOW, "2026-12-24T00:00:00Z"):
            said = self.take(as_csv(self.ROWS), now=moment)
            self.assertEqual((said["import"], said["added"], said["updated"], said["unchanged"]), (None, 0, 0, 4))
        self.assertEqual(self.take(as_csv(reversed(self.ROWS)))["import"], None, "the order of the rows says nothing")
        out = self.says(0, "report", "certifications", "--db", self.db).out
        self.assertEqual(self.take(out, name="certifications.csv")["import"], None, "what is written is read back")

    def test_any_order_same_state(self):
        self.register()
        self.take(as_csv(reversed(self.ROWS)))
        self.assertEqual(self.certifications(), self.THEN)

    def test_a_newer_list(self):
        self.register()
        self.take(as_csv(self.ROWS))
        said = self.take(as_csv([*self.ROWS, entry("Newcomer LLC", EU)]), now="2026-12-24T00:00:00Z")
        self.assertEqual((said["added"], said["updated"], said["unchanged"]), (0, 3, 1))
        self.assertEqual(self.certifications(),
                         [(*row[:6], "2026-12-24" if row[5] == "active" else row[6]) for row in self.THEN])

    def test_dry_run(self):
        self.register()
        before = self.certifications()
        said = self.take(as_csv(self.ROWS), "--dry-run")
        self.assertEqual((said["added"], said["updated"], said["import"]), (3, 1, None))
        self.assertEqual(self.certifications(), before)

    def test_as_spreadsheets_save_it(self):
        for form in ({"delimiter": ";"}, {"delimiter": "\t"}, {"quoting": csv.QUOTE_ALL, "lineterminator": "\n"}):
            self.db = self.path(f"{len(os.listdir(self.folder))}.db")
            self.register()
            columns = list(reversed(COLUMNS)) if "delimiter" in form else COLUMNS
            self.take("\ufeff" + as_csv(self.ROWS, columns, **form))
            self.assertEqual(self.certifications(), self.THEN, form)

    def test_others_are_counted_only(self):
        self.register()
        rows = [entry(f"Stranger {i}, Inc.", EU, Covered_Entities=", ".join(f"Child {i} {k}, LLC" for k in range(5)))
                for i in range(3000)]
        said = self.take(as_csv([*rows, *self.ROWS]))
        self.assertEqual((said["read"], said["skipped"], said["added"]), (3005, 3001, 3))
        self.assertEqual(self.certifications(), self.THEN)

    def test_nobody_is_on_file(self):
        self.assertEqual(self.take(as_csv(self.ROWS))["skipped"], 5)
        self.says(2, "import", self.put("empty.csv", as_csv([])), "--db", self.db, err="no rows below it")

    def test_refused(self):
        self.register()
        run = self.says(2, "import", self.put("bad.csv", as_csv([entry("Acme, Inc.", "EU-Mars Framework"), *self.ROWS])), "--db",
                        self.db)
        self.assertIn("line 2, column Framework: 'EU-Mars Framework' is no framework of the law pack", run.err)
        self.assertEqual(len(self.certifications()), 1)


if __name__ == "__main__":
    unittest.main()
