"""A register with a defect of each kind, and what lint finds in it: shared by the tests of lint."""

import json

import common

PARTIES = """id,name,kind,country,own,status,website,attributes
ie,Own Ireland Ltd,affiliate,IE,yes,active,,
bare,Bare Ltd,service-provider,IN,no,active,https://www.bare.example/start,
says,Says Ltd,service-provider,IN,no,active,https://eu.says.example,
shield,Shield Inc,service-provider,US,no,active,,
oldset,Oldset Ltd,service-provider,IN,no,active,,
module,Module Ltd,service-provider,IN,no,active,,
notia,Notia Ltd,service-provider,IN,no,active,,
latetia,Latetia Ltd,service-provider,IN,no,active,,
nowhere,Nowhere Ltd,service-provider,,no,active,,
ghost,Ghost Inc,service-provider,US,no,active,,
orphan,Orphan Ltd,service-provider,IN,no,active,,
behind,Behind Ltd,service-provider,IN,no,active,,
listed,Listed Inc,service-provider,US,no,active,,
spare,Spare Inc,service-provider,US,no,active,,
twin-a,Twin Services Ltd,service-provider,GB,no,active,,
twin-b,Twin Services Limited,service-provider,GB,no,active,,
pub,Pub Ltd,service-provider,NZ,no,active,,published
over,Over Ltd,service-provider,NZ,no,active,,
"""
LEG = "id,exporter,importer,country,exporter_role,importer_role,data,from\n"
TRANSFERS = LEG + "".join(f"t-{v},ie,{v},{c},controller,processor,non-hr,2025-01-01\n" for v, c in (
    ("bare", "IN"), ("says", "IN"), ("shield", "US"), ("oldset", "IN"), ("module", "IN"), ("notia", "IN"), ("latetia", "IN"),
    ("nowhere", ""), ("listed", "US"), ("spare", "US"), ("pub", "NZ"), ("over", "NZ"))) + """\
t-orphan,ghost,orphan,IN,processor,processor,non-hr,2025-01-01
t-behind,bare,behind,IN,processor,processor,non-hr,2025-01-01
"""
CERTIFICATIONS = """importer,framework,covers,from,until,status,checked_on
shield,privacy-shield-eu-us,non-hr,2017-01-01,2022-01-01,active,2026-06-01
listed,dpf-eu-us,non-hr,2023-09-01,,active,2025-11-23
spare,dpf-eu-us,non-hr,2023-09-01,,active,2025-11-24
spare,privacy-shield-eu-us,non-hr,2018-01-01,,active,2025-11-24
"""
SAFEGUARDS = """id,exporter,importer,mechanism,signed,flags
s-says,ie,says,scc,,claimed
s-oldset,ie,oldset,scc-2010-c2p,2019-05-01,
s-module,ie,module,scc-2021-m1,2025-01-01,
s-notia,ie,notia,scc-2021-m2,2025-01-01,
s-latetia,ie,latetia,scc-2021-m2,2025-01-01,
s-spare,ie,spare,scc-2021-m2,2025-01-01,
"""
ASSESSMENTS = """exporter,importer,country,dated,outcome,review_by
ie,oldset,IN,2024-12-01,adequate,2027-12-01
ie,module,IN,2024-12-01,adequate,2027-12-01
ie,latetia,IN,2024-12-01,adequate,2026-02-01
"""
OVERRIDES = """id,party,gate,reason,granted_by,granted,expires
o-over,over,approval,needed at once,dpo,2025-06-01,2026-01-01
"""
# severity, code, record, its id, since when: one of each
FOUND = [
    ("error", "NO_MECHANISM", "transfer/1", "t-bare", "2025-01-01"),
    ("error", "CLAIM_UNVERIFIED", "transfer/2", "t-says", "2025-01-01"),
    ("error", "FRAMEWORK_ENDED", "transfer/3", "t-shield", "2025-01-01"),
    ("error", "SCC_SET_REPEALED", "transfer/4", "t-oldset", "2025-01-01"),
    ("error", "MODULE_ROLE_MISMATCH", "transfer/5", "t-module", "2025-01-01"),
    ("error", "TIA_MISSING", "transfer/6", "t-notia", "2025-01-01"),
    ("error", "TIA_OUTDATED", "transfer/7", "t-latetia", "2026-02-01"),
    ("error", "COUNTRY_UNKNOWN", "transfer/8", "t-nowhere", "2025-01-01"),
    ("error", "CHAIN_UNKNOWN", "transfer/13", "t-orphan", "2025-01-01"),
    ("error", "CHAIN_BROKEN", "transfer/14", "t-behind", "2025-01-01"),
    ("error", "SUBPROCESSOR_NOT_ANNOUNCED", "party/17", "pub", "2025-01-01"),
    ("error", "OVERRIDE_EXPIRED", "override/1", "o-over", "2026-01-01"),
    ("warning", "CERTIFICATION_NOT_CHECKED", "certification/2", None, "2026-11-23"),
    ("warning", "FRAMEWORK_ENDED", "certification/4", None, "2020-07-16"),
    ("warning", "TIA_MISSING", "safeguard/6", None, "2025-01-01"),
    ("warning", "TWIN_NAMES", "party/16", "twin-b", "2026-11-23"),
]


class Case(common.Case):
    records = {"parties": PARTIES, "transfers": TRANSFERS, "certifications": CERTIFICATIONS, "safeguards": SAFEGUARDS,
               "assessments": ASSESSMENTS, "overrides": OVERRIDES}

    def lint(self, status, *args):
        return json.loads(self.says(status, "lint", *args, "--json", "--db", self.db).out)

    def codes(self, found, *keys):
        return [tuple(f[k] for k in keys or ("severity", "code", "record", "id", "since")) for f in found["findings"]]
