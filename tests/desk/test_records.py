"""The records of the desks over HTTP: each kind created, read, corrected, ended; who may; files in and out."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "http"))
import suite  # noqa: E402
import wire  # noqa: E402

NOW = "2026-11-23T10:00:00Z"
ROLES = ("reader", "procurement", "dpo", "auditor", "admin")
ANY, WRITE, DECIDE, AUDIT = set(ROLES), {"procurement", "dpo", "admin"}, {"dpo", "admin"}, {"dpo", "auditor", "admin"}
PATCH = "application/merge-patch+json"

PARTIES = """id,name,kind,country,own,status
ours,Ours Ltd,affiliate,IE,yes,active
vendor,Vendor Inc,service-provider,US,no,under-review
shop,Shop BV,customer,NL,no,active
"""
# In an order in which each can be filed: what it says, a correction, how it is found again, who reads it, who files it.
KINDS = {
    "contracts": ({"party": "vendor", "own": "ours", "kind": "joint-controllers", "signed": "2025-02-01", "contact": "a@b.example"},
                  {"note": "renewed"}, "party=vendor&direction=", ANY, WRITE),
    "inquiries": ({"received": "2026-11-02", "asked_by": "data-subject", "asker": "Oda Querfurth", "contact": "oda@example.org",
                   "about_party": "vendor", "question": "Where are my data?", "state": "open"},
                  {"assigned": "hanna"}, "asked_by=data-subject", AUDIT, DECIDE),
    "replies": ({"inquiry": "2026-0001", "given": "2026-11-20", "on": "2026-11-20", "letter": "Dear Oda Querfurth, in Ohio."},
                {"source": "post"}, "inquiry=2026-0001", AUDIT, DECIDE),
    "checks": ({"party": "vendor", "item": "sub-processors", "state": "done", "day": "2026-11-01"},
               {"who": "hanna"}, "item=sub-processors", ANY, WRITE),
    "notices": ({"direction": "incoming", "vendor": "vendor", "change": "added", "subject_name": "Newcomer Ltd", "announced": "2026-11-01",
                 "deadline": "2026-12-01", "state": "announced"}, {"note": "by e-mail"}, "vendor=vendor", ANY, WRITE),
    "deliveries": ({"notice": "2026-0001", "customer": "shop", "address": "shop@example.org", "state": "sent"},
                   {"days": "14"}, "customer=shop", ANY, DECIDE),
    "objections": ({"notice": "2026-0001", "customer": "shop", "received": "2026-11-10"},
                   {"reason": "no other provider"}, "customer=shop", ANY, WRITE),
    "overrides": ({"party": "vendor", "gate": "approval", "reason": "until the clauses are signed", "granted_by": "DPO",
                   "granted": "2026-11-01", "expires": "2026-12-31"}, {"source": "minutes"}, "gate=approval", ANY, DECIDE),
}
ENDED = {"contracts": "ended", "overrides": "revoked"}
SECRETS = ("Querfurth", "oda@", "Where are my data")


class Desk(unittest.TestCase):
    """A register and a server per test."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="chapterv-desk-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.db = os.path.join(self.folder, "register.db")
        self.env = {**os.environ, "CHAPTERV_NOW": NOW}
        self.cli("init", "--home", "IE")
        self.cli("import", suite.put(self.folder, "parties.csv", PARTIES), "--as", "parties")

    def cli(self, *args, status=0):
        done = subprocess.run([suite.BINARY, *args, "--db", self.db], capture_output=True, text=True, env=self.env, check=False)
        self.assertEqual(done.returncode, status, (args, done.stdout, done.stderr))
        return done.stdout

    def server(self, *args):
        s = wire.Server(suite.BINARY, self.db, env={"CHAPTERV_NOW": NOW}, args=args)
        self.addCleanup(s.__exit__)
        return s

    def tokens(self):
        return {role: {"Authorization": "Bearer " + self.cli("token", "add", role, "--role", role).strip()} for role in ROLES}

    def fill(self, s, **fields):
        """One of each kind: their paths."""
        paths = {}
        for kind, (body, *_) in KINDS.items():
            made = s.post("/v1/" + kind, body, **fields)
            self.assertEqual(made.status, 201, (kind, made))
            paths[kind] = made["Location"]
        return paths


class Each(Desk):
    def test_created_listed_read_corrected_replaced(self):
        s = self.server()
        for kind, (body, correction, query, *_) in KINDS.items():
            with self.subTest(kind):
                made = s.post("/v1/" + kind + "?reason=typed+in", body, Idempotency_Key=kind)
                self.assertEqual(made.status, 201, made)
                self.assertEqual(s.post("/v1/" + kind + "?reason=typed+in", body, Idempotency_Key=kind).body, made.body)
                path, record = made["Location"], made.json()
                for column, value in body.items():
                    self.assertEqual(record[column], value, column)
                got = s.ask(path)
                self.assertEqual((got.status, got.body, got["ETag"]), (200, made.body, made["ETag"]))
                self.assertEqual(s.ask(path, If_None_Match=got["ETag"]).status, 304)
                query = "&".join(part for part in query.split("&") if not part.endswith("="))
                page = s.ask(f"/v1/{kind}?{query}").json()
                self.assertEqual((page[kind], page["next"]), ([record], None))
                self.assertEqual(s.ask(f"/v1/{kind}?fields=number&limit=1").json()[kind], [{"number": 1}])
                self.assertEqual(s.ask(f"/v1/{kind}?known_at=2026-11-01").json()[kind], [])
                self.assertEqual(s.ask(path + "?known_at=2026-11-01").status, 404)

                data = json.dumps(correction).encode()
                self.assertEqual(s.ask(path, "PATCH", data, Content_Type=PATCH).status, 428)
                self.assertEqual(s.ask(path, "PATCH", data, Content_Type=PATCH, If_Match='"1-0"').status, 412)
                mended = s.ask(path, "PATCH", data, Content_Type=PATCH, If_Match=got["ETag"])
                self.assertEqual(mended.json(), {**record, **correction}, mended)
                whole = json.dumps(body).encode()
                self.assertEqual(s.ask(path, "PUT", whole, Content_Type="application/json", If_Match=got["ETag"]).status, 412)
                back = s.ask(path, "PUT", whole, Content_Type="application/json", If_Match=mended["ETag"])
                self.assertEqual(back.json(), record, back)
                self.assertEqual(s.ask(path, "DELETE").status, 405)
                self.assertEqual(s.ask(path + "x").status, 404)
                wrong = s.post("/v1/" + kind, {**body, "nonsense": 1})
                self.assertEqual([e["pointer"] for e in wrong.json()["errors"]], ["/nonsense"])
        self.assertIn("fit what is on file", self.cli("verify"))
        self.assertIn("typed in", self.cli("log"))

    def test_ended_where_there_is_an_end(self):
        s = self.server()
        for kind, path in self.fill(s).items():
            with self.subTest(kind):
                reply = s.post(path + "/end", {"on": "2026-12-01"}, If_Match=s.ask(path)["ETag"])
                if kind not in ENDED:
                    self.assertEqual(reply.status, 404, reply)
                    continue
                self.assertEqual(reply.json()[ENDED[kind]], "2026-12-01", reply)
        self.assertEqual(len(s.ask("/v1/contracts?on=2026-11-30").json()["contracts"]), 1)
        self.assertEqual(s.ask("/v1/contracts?on=2026-12-01").json()["contracts"], [])

    def test_a_list_in_pages_shows_one_moment(self):
        s = self.server()
        for n in range(5):
            self.assertEqual(s.post("/v1/inquiries", KINDS["inquiries"][0]).json()["id"], f"2026-{n + 1:04d}")
        first = s.ask("/v1/inquiries?limit=2&state=open")
        s.post("/v1/inquiries", KINDS["inquiries"][0])
        seen, page = [], first
        while page:
            seen += [i["id"] for i in page.json()["inquiries"]]
            page = s.ask(page.json()["next"]) if page.json()["next"] else None
        self.assertEqual(seen, [f"2026-{n + 1:04d}" for n in range(5)])

    def test_what_is_named_must_be_there(self):
        s = self.server()
        for kind, column in (("replies", "inquiry"), ("deliveries", "notice"), ("objections", "notice")):
            reply = s.post("/v1/" + kind, KINDS[kind][0])
            self.assertEqual(reply.status, 422, reply)
            self.assertEqual([e["pointer"] for e in reply.json()["errors"]], ["/" + column], reply)
        reply = s.post("/v1/contracts", {**KINDS["contracts"][0], "party": "nobody", "sha256": "abc", "notice_days": "ten"})
        self.assertEqual({e["pointer"] for e in reply.json()["errors"]}, {"/party", "/sha256", "/notice_days"}, reply)

    def test_the_history_of_a_party_has_them(self):
        s = self.server()
        self.fill(s)
        told = {step["subject"].split("/")[0] for step in s.ask("/v1/parties/vendor/history").json()["history"]}
        self.assertEqual(told, {"party", "contract", "inquiry", "check", "notice", "override"})
        told = {step["subject"].split("/")[0] for step in s.ask("/v1/parties/shop/history").json()["history"]}
        self.assertEqual(told, {"party", "delivery", "objection"})

    def test_who_asked_can_be_erased(self):
        s = self.server()
        self.fill(s)
        self.cli("erase", "inquiry/2026-0001")
        self.cli("erase", "reply/2026-0001-1")
        self.cli("erase", "delivery/1")
        self.cli("erase", "contract/" + s.ask("/v1/contracts").json()["contracts"][0]["id"])
        for wrong in ("check/1", "delivery/2", "nonsense/1", "inquiry/2026-0002"):
            self.cli("erase", wrong, status=2)
        self.assertIsNone(s.ask("/v1/deliveries/1").json()["address"])
        self.assertIsNone(s.ask("/v1/contracts").json()["contracts"][0]["contact"])
        record = s.ask("/v1/inquiries/2026-0001").json()
        self.assertEqual((record["asker"], record["contact"], record["question"]), (None, None, None))
        self.assertIsNone(s.ask("/v1/replies/2026-0001-1").json()["letter"])
        self.cli("verify")


class Numbers(Desk):
    """Ids that are left out."""

    def ids(self, s, kind, *bodies):
        return [s.post("/v1/" + kind, {**KINDS[kind][0], **body}).json().get("id") for body in bodies]

    def test_the_year_and_the_next_free_number(self):
        s = self.server()
        self.assertEqual(self.ids(s, "inquiries", {}, {"received": "2025-12-31"}, {"received": "2025-12-30"}, {}, {"id": "2026-0041"}, {},
                                  {"id": "2026-9999"}, {}, {"id": "2026-0042x"}, {"id": "letter-7"}, {}),
                         ["2026-0001", "2025-0001", "2025-0002", "2026-0002", "2026-0041", "2026-0042", "2026-9999", "2026-10000", "2026-0042x",
                          "letter-7", "2026-10001"])
        self.assertEqual(self.ids(s, "replies", {}, {}, {"inquiry": "letter-7"}, {"inquiry": "2026-0041"}, {}),
                         ["2026-0001-1", "2026-0001-2", "letter-7-1", "2026-0041-1", "2026-0001-3"])
        self.assertEqual(self.ids(s, "notices", {}, {"announced": None, "state": "draft"}, {"announced": "2024-01-01"}),
                         ["2026-0001", "2026-0002", "2024-0001"])

    def test_a_file_must_say_it(self):
        path = suite.put(self.folder, "in.csv", "received,asked_by,state\n2026-11-02,customer,open\n")
        done = subprocess.run([suite.BINARY, "import", path, "--as", "inquiries", "--db", self.db], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 2, done)
        self.assertIn("id is empty", done.stdout + done.stderr)

    def test_words_of_other_columns_are_not_roles(self):
        s = self.server()
        self.fill(s)
        self.assertEqual(s.ask("/v1/checks/1").json()["item"], "sub-processors")
        self.assertEqual(s.ask("/v1/contracts").json()["contracts"][0]["kind"], "joint-controllers")


class Roles(Desk):
    def test_who_may_read_and_who_may_file(self):
        tokens = self.tokens()
        s = self.server()
        for kind, (body, _, _, reads, files) in KINDS.items():
            for role in ROLES:
                with self.subTest(f"{kind} by {role}"):
                    self.assertEqual(s.ask("/v1/" + kind, **tokens[role]).status, 200 if role in reads else 403)
                    self.assertEqual(s.ask("/v1/" + kind, Accept="text/csv", **tokens[role]).status, 200 if role in reads else 403)
                    path = "/v1/" + kind + "/1"
                    self.assertEqual(s.ask(path, **tokens[role]).status == 403, role not in reads)
                    for method in ("PUT", "PATCH"):
                        self.assertEqual(s.ask(path, method, b"{}", Content_Type="application/json", If_Match="*", **tokens[role]).status == 403,
                                         role not in files)
                    if role not in files:
                        self.assertEqual(s.post("/v1/" + kind, body, **tokens[role]).status, 403)
            self.assertEqual(s.post("/v1/" + kind, body, **tokens["dpo"]).status, 201)

    def test_who_asked_is_shown_to_nobody_else(self):
        """Every GET there is, by those who may neither decide nor audit."""
        tokens = self.tokens()
        s = self.server()
        self.fill(s, **tokens["dpo"])
        text = "id,received,asked_by,asker,state\n2026-0001,2026-11-02,data-subject,Oda Querfurth-Lang,open\n2026-0009,2026-11-02,ghost,Querfurth,open\n"
        for query in ("?as=inquiries&dry_run=true", "?as=inquiries", "?as=inquiries&rejects=true&dry_run=true"):
            s.ask("/v1/imports" + query, "POST", text.encode(), Content_Type="text/csv", **tokens["dpo"])
        paths = s.ask("/v1/openapi.json").json()["paths"]
        there = {"{id}": ("vendor", "2026-0001", "2026-0001-1", "1", "2", "job-1", "job-2", "job-3"), "{entry}": ("1",),
                 "{name}": tuple(r["name"] for r in s.ask("/v1/reports", **tokens["admin"]).json()["reports"])}
        targets = [p for p, item in paths.items() if "get" in item]
        for name, values in there.items():
            targets = [t.replace(name, v) for t in targets for v in (values if name in t else ("",))]
        self.assertEqual([t for t in targets if "{" in t], [], "each kind of name in a path is to be tried")
        targets += ["/?to=vendor", "/v1/mechanism?to=vendor"]
        for role in ("reader", "procurement"):
            for target in targets:
                for accept in ("application/json", "text/csv")[:2 if "imports" in target or target.count("/") == 2 else 1]:
                    reply = s.ask(target, Accept=accept, **tokens[role])
                    for secret in SECRETS:
                        self.assertNotIn(secret.encode(), reply.body, (role, target, accept))
        for role in ROLES:  # a step of a history has hashes of it; even those are for the same
            told = s.ask("/v1/parties/vendor/history", **tokens[role]).body
            self.assertEqual(b'"inquiry/1"' in told, role in AUDIT, told)
            self.assertIn(b'"contract/1"', told)
        self.assertIn(b"Querfurth", s.ask("/v1/imports/job-1/plan", **tokens["dpo"]).body)


class Files(Desk):
    """Imports over HTTP are no way around the table of rights."""

    def post(self, s, text, query, **fields):
        return s.ask("/v1/imports?" + query, "POST", text.encode(), Content_Type="text/csv", **fields)

    def test_a_kind_is_imported_by_whoever_may_file_it(self):
        tokens = self.tokens()
        s = self.server()
        self.fill(s, **tokens["admin"])
        files = {kind: s.ask("/v1/" + kind, Accept="text/csv", **tokens["dpo"]).body.decode() for kind in KINDS}
        for kind, (*_, may) in KINDS.items():
            for role in ("procurement", "dpo"):
                for query in (f"as={kind}", f"as={kind}&dry_run=true", "file=x.csv"):
                    with self.subTest(f"{kind} by {role}: {query}"):
                        reply = self.post(s, files[kind], query, **tokens[role])
                        self.assertEqual(reply.status, 200 if role in may else 403, reply)
                        if role not in may:
                            self.assertEqual(reply.json()["type"], "/problems#E_DENIED")
                            self.assertIn("dpo or admin", reply.json()["detail"])
        self.assertEqual(s.ask("/v1/overrides", **tokens["dpo"]).json()["overrides"][0]["source"], None)

    def test_nor_are_applying_and_undoing(self):
        tokens = self.tokens()
        s = self.server()
        text = "id,received,asked_by,asker,state\n2026-0007,2026-11-02,data-subject,Oda Querfurth,open\n"
        made = self.post(s, text, "as=inquiries&dry_run=true", **tokens["dpo"])
        self.assertEqual((made.status, made.json()["state"]), (200, "planned"), made)
        self.assertEqual(s.ask(made.json()["apply"], "POST", **tokens["procurement"]).status, 403)
        self.assertEqual(s.ask("/v1/inquiries", **tokens["dpo"]).json()["inquiries"], [])
        self.assertEqual(s.ask("/v1/imports/job-1", **tokens["procurement"]).status, 403)
        self.assertEqual(s.ask("/v1/imports/job-1/plan", **tokens["reader"]).status, 403)
        self.assertEqual(s.ask("/v1/imports", **tokens["reader"]).json()["jobs"], [])
        done = s.ask(made.json()["apply"], "POST", **tokens["dpo"])
        self.assertEqual(done.status, 201, done)
        number = done.json()["import"]
        undo = f"/v1/imports/{number}/undo"
        self.assertEqual(s.ask(undo, "POST", **tokens["procurement"]).status, 403)
        self.assertEqual(len(s.ask("/v1/inquiries", **tokens["dpo"]).json()["inquiries"]), 1)
        self.assertIsNone(s.ask(f"/v1/imports/{number}", **tokens["reader"]).json()["report"])
        self.assertEqual(s.ask(undo, "POST", **tokens["dpo"]).status, 200)

    def test_there_and_back_again(self):
        """
        The sample out as CSV, into an empty register, out again: the same bytes; and once more changes nothing. In other
        orders: test_notice_order.py.
        """
        sample = os.path.join(self.folder, "sample.db")
        subprocess.run(["sh", str(ROOT / "registry" / "sample" / "load"), suite.BINARY, sample], check=True, stdin=subprocess.DEVNULL)
        other = os.path.join(self.folder, "other.db")
        with wire.Server(suite.BINARY, sample) as s:
            every = {kind: s.ask("/v1/" + kind, Accept="text/csv").body for kind in
                     dict.fromkeys(("parties", "notices", "transfers", "safeguards", "certifications",
                                    "assessments", *KINDS))}
        out = {kind: text for kind, text in every.items() if text.count(b"\n") > 1}
        self.assertGreater(len(out), 9)
        with wire.Server(suite.BINARY, other) as s:
            for kind, text in out.items():
                with self.subTest(kind):
                    first = s.ask("/v1/imports?as=" + kind, "POST", text, Content_Type="text/csv")
                    self.assertEqual(first.status, 201, first)
                    self.assertEqual(s.ask("/v1/" + kind, Accept="text/csv").body, text)
                    again = s.ask("/v1/imports?file=again.csv", "POST", text, Content_Type="text/csv")
                    self.assertEqual((again.status, again.json()["state"]), (200, "unchanged"), again)
        done = subprocess.run([suite.BINARY, "report", "inquiries", "--format", "csv", "--db", other], capture_output=True, check=True)
        self.assertEqual(done.stdout, out["inquiries"])


if __name__ == "__main__":
    unittest.main()
