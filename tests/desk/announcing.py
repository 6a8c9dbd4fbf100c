"""What the tests of notices share: a register in which a change is drafted by itself, the command, and snapshots."""

import json
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
import program  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent / "notices"

PARTIES = """id,name,kind,country,own,service,contact,attributes
we,Tessellark Ireland Limited,affiliate,IE,yes,,privacy@tessellark.example,
host,Brackenvault Inc.,service-provider,US,,log analysis,,published
larkrise,Larkrise Travel B.V.,customer,NL,,,privacy@larkrise.example,
moor,"Moorhöfer & Söhne GmbH",customer,DE,,,,
brume,Société Brumeville SA,customer,FR,,,dpo@brumeville.example,
"""
CONTRACTS = """id,party,own,kind,direction,signed,authorisation,notice_days,objection_days,silence,language,contact
dpa-larkrise,larkrise,we,data-processing,customer,2024-05-13,general,,14,consent,en,
dpa-moor,moor,we,data-processing,customer,2024-05-13,general,,30,consent,de,Datenschutz <ds@moorhoefer.example>
dpa-host,host,we,data-processing,vendor,2024-05-13,general,,21,,en,
"""
SAFEGUARDS = """exporter,importer,mechanism,signed
we,host,scc-2021-m3,2026-10-01
"""
ASSESSMENTS = """exporter,importer,country,dated,outcome
we,host,US,2026-10-01,adequate
"""
TRANSFERS = """id,exporter,importer,country,exporter_role,importer_role,from
we-host,we,host,US,processor,processor,2026-12-15
"""


class Desk(program.Case):
    def setUp(self):
        super().setUp()
        self.env["CHAPTERV_DB"] = self.db
        self.today("2026-11-02")

    def today(self, day):
        self.env["CHAPTERV_NOW"] = f"{day}T09:00:00Z"

    made = {}  # registers by what is in them: most tests begin with the same one

    def fill(self, contracts=CONTRACTS, parties=PARTIES):
        there = Desk.made.get((contracts, parties))
        if there:
            pathlib.Path(self.db).write_bytes(there)
            return
        for kind, text in (("parties", parties), ("contracts", contracts), ("safeguards", SAFEGUARDS),
                           ("assessments", ASSESSMENTS), ("transfers", TRANSFERS)):
            self.imported(kind, text, now=self.env["CHAPTERV_NOW"])
        Desk.made[contracts, parties] = pathlib.Path(self.db).read_bytes()

    def notice(self, *args, status=0, **kwargs):
        return self.says(status, "notice", *args, **kwargs)

    def shown(self, notice="2026-0001"):
        return json.loads(self.notice("show", notice, "--json").out)

    def snapshot(self, name, text):
        path = HERE / name
        if os.environ.get("CHAPTERV_SNAPSHOTS"):
            path.write_text(text, encoding="utf-8")
        self.assertEqual(text, path.read_text(encoding="utf-8"), f"{name}: CHAPTERV_SNAPSHOTS=1 writes it anew")
