"""Vendors over HTTP: who may do which step, what a closed gate answers, what is asked before anything is on file."""

import json
import os
import sys
import unittest
from unittest import mock

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "http"))
import accounts  # noqa: E402
import suite  # noqa: E402
import wire  # noqa: E402

PARTIES = """id,name,kind,country,own,status
ie,Example Ireland Ltd,affiliate,IE,yes,
uk,Example UK Ltd,affiliate,GB,yes,
acme,Acme Ltd,service-provider,IN,no,under-review
used,Used Ltd,service-provider,IN,no,active
part,Partner SA,partner,FR,no,proposed
"""
TRANSFERS = """id,exporter,importer,country,from
t-acme,ie,acme,IN,2026-01-01
t-used,ie,used,IN,2026-01-01
"""
JSON = {"Content_Type": "application/json"}
NOW = "2026-11-23T10:00:00Z"


class Desk(accounts.Own):
    def setUp(self):
        clock = mock.patch.dict(os.environ, CHAPTERV_NOW=NOW)  # of the commands and of the server
        clock.start()
        self.addCleanup(clock.stop)
        super().setUp()
        for kind, text in (("parties", PARTIES), ("transfers", TRANSFERS)):
            suite.imported(suite.BINARY, self.db, self.folder, kind, text)
        self.who = {role: accounts.bearer(self.token(role, role)) for role in ("reader", "procurement", "dpo")}
        self.s = self.server()

    def send(self, role, method, path, body=None, status=200, **fields):
        reply = self.s.ask(path, method, json.dumps(body).encode() if body is not None else b"",
                           **(JSON if body is not None else {}), **self.who[role], **fields)
        self.assertEqual(reply.status, status, reply)
        return reply.json()

    def gate(self, party="acme"):
        return self.send("reader", "GET", f"/v1/onboarding/{party}")


class Roles(Desk):
    def test_procurement_moves_but_neither_overrides_nor_approves_without_the_gate(self):
        move = "/v1/parties/acme/status"
        said = self.send("procurement", "POST", move, {"status": "approved"}, 409)
        self.assertEqual((said["type"], said["errors"][0]["pointer"]), ("/problems#E_GATE", "/status"))
        self.assertIn("no data processing agreement", said["errors"][0]["detail"])
        grant = {"reason": "needed for the audit", "expires": "2027-01-01"}
        self.send("procurement", "POST", "/v1/onboarding/acme/override", grant, 403)
        self.send("procurement", "POST", "/v1/overrides", {"party": "acme", "gate": "approval", "reason": "x", "granted_by": "me",
                                                           "granted": "2026-11-01", "expires": "2027-01-01"}, 403)
        self.send("reader", "POST", move, {"status": "proposed"}, 403)
        self.assertFalse(self.gate()["gate"]["open"])
        made = self.send("dpo", "POST", "/v1/onboarding/acme/override", grant, 201)
        self.assertEqual((made["id"], made["granted_by"], made["granted"]), ("acme-1", "dpo", "2026-11-23"))
        self.assertTrue(self.gate()["gate"]["overridden"])
        self.assertEqual(self.send("procurement", "POST", move, {"status": "approved"})["status"], "approved")
        self.send("procurement", "POST", "/v1/overrides/acme-1/revoke", {}, 403)
        self.send("dpo", "POST", "/v1/overrides/acme-1/revoke", {})
        self.send("procurement", "POST", move, {"status": "active"}, 409)

    def test_no_way_around_the_gate(self):
        tag = {"If_Match": "*"}
        patch = {"Content_Type": "application/merge-patch+json"}

        def patched(party, body, status):
            reply = self.s.ask(f"/v1/parties/{party}", "PATCH", json.dumps(body).encode(), **patch, **tag, **self.who["procurement"])
            self.assertEqual(reply.status, status, reply)
            return reply.json()

        said = patched("acme", {"status": "approved"}, 409)
        self.assertEqual((said["type"], said["errors"][0]["pointer"]), ("/problems#E_MOVE", "/status"))
        self.assertIn("POST /v1/parties/{id}/status", said["errors"][0]["detail"])
        said = patched("acme", {"status": "suspended"}, 409)
        self.assertIn("from under-review it can go to: proposed, approved, ended", said["errors"][0]["detail"])
        patched("acme", {"status": None}, 200)
        patched("acme", {"status": "active"}, 409)
        patched("part", {"status": "active"}, 200)
        patched("part", {"kind": "advisor"}, 409)
        new = {"name": "New Ltd", "kind": "service-provider", "country": "IN", "status": "approved"}
        said = self.send("procurement", "POST", "/v1/parties", new, 409)
        self.assertIn("begins as proposed or under-review", said["errors"][0]["detail"])
        self.send("procurement", "POST", "/v1/parties", {**new, "status": "proposed"}, 201)
        self.send("dpo", "POST", "/v1/parties", {**new, "name": "Old Ltd"}, 201)
        reply = self.s.ask("/v1/imports?file=v.csv&as=parties", "POST", b"id,name,country,status\nz,Zed Ltd,IN,active\n",
                           Content_Type="text/csv", **self.who["procurement"])
        self.assertEqual(reply.status, 422, reply)
        self.assertIn("begins as proposed", reply.body.decode())

    def test_nor_by_a_day_on_which_it_was_open_nor_by_going_back(self):
        for kind, body in (("safeguards", {"exporter": "ie", "importer": "acme", "mechanism": "scc-2021-m2", "signed": "2026-01-01",
                                           "ended": "2026-11-01"}),
                           ("assessments", {"importer": "acme", "country": "IN", "dated": "2026-01-01", "outcome": "adequate"}),
                           ("contracts", {"party": "acme", "kind": "data-processing", "signed": "2026-01-01"})):
            self.send("procurement", "POST", "/v1/" + kind, body, 201)
        for item in ("agreement", "sub-processors", "transfers", "impact-assessment", "security", "records", "notices"):
            self.send("procurement", "POST", "/v1/onboarding/acme/checklist", {"item": item, "state": "done"})
        self.assertTrue(self.send("reader", "GET", "/v1/onboarding/acme?on=2026-10-31")["gate"]["open"])
        self.send("procurement", "POST", "/v1/parties/acme/status", {"status": "approved", "on": "2026-10-31"}, 409)
        self.send("procurement", "POST", "/v1/onboarding/acme/checklist", {"item": "decision", "state": "done"}, 409)
        path = suite.put(self.folder, "p.csv", "id,name,status\nused,Used Ltd,suspended\n")
        self.cli("import", path, "--as", "parties")
        undo = lambda role: self.s.ask("/v1/imports/3/undo", "POST", b"", **self.who[role])  # noqa: E731
        reply = undo("procurement")
        self.assertEqual(reply.status, 409, reply)
        self.assertIn("would make used active again, past the gate", reply.body.decode())
        self.assertEqual(undo("dpo").status, 200)
        self.assertEqual(self.gate("used")["status"], "active")

    def test_a_party_shows_the_override_by_which_it_is_used(self):
        def party(query="", **fields):
            return self.s.ask("/v1/parties/acme" + query, **self.who["reader"], **fields)

        before = party()
        self.assertNotIn("override", before.json())
        grant = {"reason": "needed for the audit", "expires": "2027-01-01"}
        self.send("dpo", "POST", "/v1/onboarding/acme/override", grant, 201)
        shown = {"id": "acme-1", "until": "2027-01-01", "reason": "needed for the audit", "by": "dpo"}
        reply = party()
        self.assertEqual(reply.json()["override"], shown)
        self.assertNotEqual(reply["ETag"], before["ETag"], "it is another representation")
        self.assertEqual(party(If_None_Match=reply["ETag"]).status, 304)
        self.assertEqual(party("?fields=id,override").json(), {"id": "acme", "override": shown})
        self.assertNotIn("override", party("?fields=id").json())
        self.assertNotIn("override", party("?on=2027-01-01").json())
        self.assertNotIn("override", party("?known_at=2026-11-22").json())
        rows = {p["id"]: p.get("override") for p in self.send("reader", "GET", "/v1/parties")["parties"]}
        self.assertEqual({k: v for k, v in rows.items() if v}, {"acme": shown})
        rows = self.send("reader", "GET", "/v1/parties?on=2027-01-01&fields=override,id")["parties"]
        self.assertEqual([p for p in rows if "override" in p], [])
        self.assertNotIn("audit", self.s.ask("/v1/parties", Accept="text/csv", **self.who["reader"]).body.decode())
        # what was read is what a change may be based on, and a body may not say it
        tag = {"If_Match": reply["ETag"]}
        said = self.send("procurement", "PUT", "/v1/parties/acme", reply.json(), 422, **tag)
        self.assertEqual([e["pointer"] for e in said["errors"]], ["/override"])
        body = {k: v for k, v in reply.json().items() if k != "override"}
        self.assertEqual(self.send("procurement", "PUT", "/v1/parties/acme", {**body, "service": "support"}, **tag)["override"], shown)
        timeline = self.send("reader", "GET", "/v1/parties/acme/timeline", Accept="application/json")
        self.assertEqual(timeline["override"]["id"], "acme-1")
        answer = self.send("reader", "GET", "/v1/mechanism?to=acme")
        self.assertEqual([o["id"] for o in answer["overrides"]], ["acme-1"])
        batch = self.send("reader", "POST", "/v1/mechanism:batch", {"questions": [{"to": "acme"}]})
        self.assertEqual([o["id"] for o in batch["results"][0]["answer"]["overrides"]], ["acme-1"])
        self.assertEqual([o["id"] for o in self.send("reader", "GET", "/v1/parties/acme/chain")["overrides"]], ["acme-1"])
        for report in ("coverage", "gaps", "chains"):
            reply = self.s.ask(f"/v1/reports/{report}?format=csv", **self.who["reader"])
            self.assertIn("acme-1 of acme, by dpo", reply.body.decode())

    def test_an_old_register_is_taken_over_by_who_decides(self):
        reply = self.s.ask("/v1/imports?file=v.csv&as=parties", "POST", b"id,name,country,status\nz,Zed Ltd,IN,active\n",
                           Content_Type="text/csv", **self.who["dpo"])
        self.assertEqual(reply.status, 201, reply)


class Gate(Desk):
    def test_from_closed_to_open_condition_by_condition(self):
        met = lambda: {c["condition"]: c["met"] for c in self.gate()["gate"]["conditions"]}  # noqa: E731
        self.assertEqual(set(met().values()), {False})
        self.send("procurement", "POST", "/v1/safeguards", {"exporter": "ie", "importer": "acme", "mechanism": "scc-2021-m2",
                                                            "signed": "2026-01-01"}, 201)
        self.send("procurement", "POST", "/v1/assessments", {"importer": "acme", "country": "IN", "dated": "2026-01-01",
                                                             "outcome": "adequate"}, 201)
        self.assertTrue(met()["transfers"])
        self.send("procurement", "POST", "/v1/contracts", {"party": "acme", "kind": "data-processing", "signed": "2026-01-01"}, 201)
        self.assertTrue(met()["agreement"])
        for item in ("agreement", "sub-processors", "transfers", "impact-assessment", "security", "records", "notices"):
            self.assertFalse(met()["checklist"])
            said = self.send("procurement", "POST", "/v1/onboarding/acme/checklist",
                             {"item": item, "state": "done", "document": "x.pdf", "sha256": "a" * 64})
            self.assertEqual((said["who"], said["day"]), ("procurement", "2026-11-23"))
        self.assertEqual(set(met().values()), {True})
        self.assertEqual(self.send("procurement", "POST", "/v1/parties/acme/status", {"status": "approved"})["status"], "approved")
        self.assertEqual(self.send("procurement", "POST", "/v1/parties/acme/status", {"status": "active"})["status"], "active")
        self.send("procurement", "POST", "/v1/parties/acme/status", {"status": "proposed"}, 409)
        log = self.cli("log")
        self.assertIn("status approved -> active", log)

    def test_the_list_and_what_wants_attention(self):
        said = self.send("reader", "GET", "/v1/onboarding?attention=true")
        self.assertEqual([(v["party"], [a["code"] for a in v["attention"]]) for v in said["vendors"]], [("used", ["NOT_COVERED"])])
        self.assertEqual(said["vendors"][0]["attention"][0]["since"], "2026-01-01")
        self.assertEqual([v["party"] for v in self.send("reader", "GET", "/v1/onboarding?status=under-review")["vendors"]], ["acme"])
        page = self.send("reader", "GET", "/v1/onboarding?limit=1")
        self.assertEqual([v["party"] for v in page["vendors"]], ["acme"])
        page = self.send("reader", "GET", f"/v1/onboarding?limit=1&cursor={page['next']}")
        self.assertEqual([v["party"] for v in page["vendors"]], ["used"])
        page = self.send("reader", "GET", f"/v1/onboarding?limit=1&cursor={page['next']}")
        self.assertEqual((page["vendors"], page["next"]), ([], None))
        for query in ("attention=yes", "status=gone", "limit=0", "within=-1", "cursor=nobody", "on=2026-02-30"):
            with self.subTest(query):
                self.send("reader", "GET", "/v1/onboarding?" + query, status=400)
        self.send("reader", "GET", "/v1/onboarding/part", status=404)
        self.send("procurement", "POST", "/v1/parties/nobody/status", {"status": "ended"}, 404)
        self.send("procurement", "POST", "/v1/parties/part/status", {"status": "ended"}, 400)

    def test_what_is_wrong_with_a_body(self):
        for path, body, pointer in (("/v1/onboarding/acme/override", {"reason": "x", "expires": "soon"}, "/expires"),
                                    ("/v1/onboarding/acme/override", {"reason": "x", "expires": "2026-11-23"}, "/expires"),
                                    ("/v1/onboarding/acme/override", {"expires": "2027-01-01"}, "/reason"),
                                    ("/v1/onboarding/acme/checklist", {"item": "beauty", "state": "done"}, "/item"),
                                    ("/v1/onboarding/acme/checklist", {"item": "security", "state": "done", "sha256": "1"}, "/sha256"),
                                    ("/v1/parties/acme/status", {"status": "lovely"}, "/status"),
                                    ("/v1/parties/acme/status", {"status": "ended", "on": "x"}, "/on")):
            with self.subTest(path, body=body):
                said = self.send("dpo", "POST", path, body, 422)
                self.assertEqual([e["pointer"] for e in said["errors"]], [pointer])

    def test_the_same_request_twice_is_one(self):
        for _ in range(2):
            said = self.send("dpo", "POST", "/v1/onboarding/acme/override", {"reason": "x", "expires": "2027-01-01"}, 201,
                             Idempotency_Key="k")
            self.assertEqual(said["id"], "acme-1")
        self.assertEqual(len(self.gate()["overrides"]), 1)


class Check(Desk):
    def check(self, body, status=200):
        return self.send("reader", "POST", "/v1/onboarding/check", body, status)

    def test_leg_by_leg(self):
        said = self.check({"country": "IN", "role": "processor", "data": "non-hr",
                           "sub_processors": [{"name": "Larchmoor Inc", "country": "US", "mechanism": "DPF"},
                                              {"name": "Somebody"}]})
        self.assertEqual([(leg["exporter_name"], leg["remedies"][0]["mechanism"]) for leg in said["legs"]],
                         [("Example Ireland Ltd", "scc-2021-m2"), ("Example UK Ltd", "uk-idta")])
        self.assertEqual([leg["regime"] for leg in said["additions"]], ["CH"])
        names = [(leg["name"], leg["country"], leg["onward_from"]) for leg in said["sub_processors"]]
        self.assertIn(("Larchmoor Inc", "US", "scc-2021-m2"), names)
        self.assertIn(("Somebody", None, "scc-2021-m2"), names)
        self.assertEqual(said["outcome"], "not-covered")
        listed = self.check({"country": ["IN"], "from": ["ie"], "sub_processors": "Name,Ort\nLarchmoor Inc,USA\n"})
        self.assertEqual([(leg["name"], leg["country"]) for leg in listed["sub_processors"]], [("Larchmoor Inc", "US")])
        self.assertEqual(self.check({"country": "DE", "from": "ie"})["outcome"], "no-transfer")
        self.assertIn(b'"size"', self.s.ask("/v1/log/root", **self.who["dpo"]).body)

    def test_what_is_wrong_is_pointed_at(self):
        for body, pointer in (({}, None), ({"country": 1}, "/country"), ({"country": ["IN", "XX"]}, "/country/1"), ({"country": "IN", "zzz": "1"}, "/zzz"),
                              ({"country": "IN", "role": "friend"}, "/role"), ({"country": "IN", "from": "nobody"}, "/from"),
                              ({"country": "IN", "on": "2026-02-30"}, "/on"), ({"country": "IN", "sub_processors": [{"country": "US"}]}, "/sub_processors/0"),
                              ({"country": "IN", "sub_processors": "x,y\n1,2\n"}, "/sub_processors"), ([], "")):
            with self.subTest(body):
                said = self.check(body, 404 if pointer == "/from" else 400)
                if pointer:
                    self.assertEqual(said["pointer"], pointer)


if __name__ == "__main__":
    unittest.main()
