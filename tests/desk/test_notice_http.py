"""The desk for notices over HTTP: from a party put on the list to a change that is effective, and what is refused on the way."""

import json
import os
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "http"))
import suite  # noqa: E402
import wire  # noqa: E402

NOW = "2026-11-02T09:00:00Z"
PARTIES = """id,name,kind,country,own,contact
we,Tessellark Ireland Limited,affiliate,IE,yes,privacy@tessellark.example
host,Brackenvault Inc.,service-provider,US,,
ann,Ann Ltd,customer,GB,,privacy@ann.example
bob,Bob Ltd,customer,GB,,privacy@bob.example
"""
CONTRACTS = """id,party,kind,direction,objection_days,silence
ann-dpa,ann,data-processing,customer,14,
bob-dpa,bob,data-processing,customer,20,refusal
host-dpa,host,data-processing,vendor,21,
"""
TRANSFERS = """id,exporter,importer,country,exporter_role,importer_role,from
we-host,we,host,US,processor,processor,2026-12-15
"""


class Notices(suite.Case):
    env = {"CHAPTERV_NOW": NOW}

    @classmethod
    def fill(cls):
        os.environ.update(cls.env)  # what is imported is known before what is asked for
        for kind, text in (("parties", PARTIES), ("contracts", CONTRACTS), ("transfers", TRANSFERS)):
            suite.imported(suite.BINARY, cls.db, cls.folder, kind, text)

    def ask(self, path, method="GET", body=None, status=200, **fields):
        data = json.dumps(body).encode() if body is not None else b""
        if data:
            fields.setdefault("Content_Type", "application/merge-patch+json" if method == "PATCH" else "application/json")
        reply = self.server.ask(path, method, data, **fields)
        self.assertEqual(reply.status, status, reply)
        return reply

    def do(self, deed, body=None, status=200, notice="2026-0001", **fields):
        return self.ask(f"/v1/notices/{notice}/{deed}", "POST", body or {}, status, **fields).json()

    def today(self, day):
        """The server stands on another day: it is started anew."""
        type(self).server.__exit__()
        type(self).server = wire.Server(suite.BINARY, self.db, env={"CHAPTERV_NOW": f"{day}T09:00:00Z"})

    def wrong(self, deed, body, pointer, notice="2026-0001"):
        said = self.do(deed, body, 422, notice)
        self.assertEqual([e["pointer"] for e in said["errors"]], [pointer], said)
        return said["errors"][0]["detail"]

    def standing(self, notice="2026-0001", on=None):
        return self.ask(f"/v1/notices/{notice}/standing" + (f"?on={on}" if on else "")).json()

    def test_1_putting_a_party_on_the_list_makes_a_draft(self):
        self.assertEqual(self.ask("/v1/notices").json()["notices"], [])
        tag = self.ask("/v1/parties/host")["ETag"]
        self.ask("/v1/parties/host", "PATCH", {"attributes": "published"}, If_Match=tag)
        n = self.standing()
        self.assertEqual((n["state"], n["change"], n["country"], n["effective"], n["source"], n["next"]),
                         ("draft", "added", "US", "2026-12-15", "register", "announce"))
        self.assertEqual([c["customer"] for c in n["customers"]], ["ann", "bob"])

    def test_2_a_draft_is_written_and_read(self):
        said = self.ask("/v1/notices:draft", "POST", {"change": "added", "subject": "host", "what": "hosting"}, 201)
        self.assertEqual(said["Location"], "/v1/notices/2026-0001")
        self.assertEqual(said.json()["what"], "hosting")
        letter = self.ask("/v1/notices/2026-0001/letter?customer=ann")
        self.assertIn("What it does: hosting", letter.body.decode())
        self.assertIn("text/html", self.ask("/v1/notices/2026-0001/letter?customer=ann&format=html")["Content-Type"])
        self.assertEqual(self.ask("/v1/notices/2026-0001/letter?format=json").json()["language"], "en")
        self.ask("/v1/notices/2026-0001/letter?customer=host", status=404)
        self.ask("/v1/notices/2026-0001/letter?format=pdf", status=400)
        self.ask("/v1/notices/2026-0009/letter", status=404)
        for body in ({"change": "renamed", "subject": "host"}, {"change": "added"}, {"change": "added", "subject": "nobody"},
                     {"change": "added", "subject": "host", "effective": "2026-02-30"}):
            self.ask("/v1/notices:draft", "POST", body, 422)

    def test_3_what_is_not_its_turn_is_refused(self):
        self.do("object", {"customer": "ann"}, 409)
        self.do("effective", {}, 409)
        self.do("decide", {"decision": "accepted"}, 409)
        self.do("announce", {"on": "yesterday"}, 422)
        self.do("announce", {}, 404, notice="2026-0009")
        self.do("announce", {}, 412, If_Match='"0-0"')
        self.assertIn("is a day to come", self.wrong("announce", {"on": "2026-11-03"}, "/on"))
        self.assertIn("a reason that says how", self.wrong("announce", {"on": "2026-11-01"}, "/on"))

    def test_3_a_long_name_is_told_in_whole_characters(self):
        for shift in range(4):
            name = "x" * shift + "ü" * 200 + "𝔘" * 50
            said = self.ask("/v1/notices:draft", "POST", {"change": "added", "subject": name}, 422).body.decode()
            self.assertIn("is no party on file", said)
            party = {"exporter": "we", "importer": name, "country": "US"}
            said = self.ask("/v1/transfers", "POST", party, 422).body.decode()
            self.assertIn("is no party on file", said)

    def test_4_announced_once_whatever_comes_twice(self):
        first = self.do("announce", Idempotency_Key="k")
        self.assertEqual((first["state"], first["announced"], first["deadline"]), ("announced", "2026-11-02", "2026-11-22"))
        self.assertEqual(self.do("announce", Idempotency_Key="k"), first)
        self.do("announce", {}, 409)
        boxes = self.ask("/v1/deliveries?notice=2026-0001").json()["deliveries"]
        self.assertEqual([(d["customer"], d["days"], d["deadline"], d["state"]) for d in boxes],
                         [("ann", "14", "2026-11-16", "queued"), ("bob", "20", "2026-11-22", "queued")])

    def test_5_objected_settled_agreed(self):
        self.do("object", {"customer": "host"}, 422)
        self.do("object", {"customer": "ann", "received": "2026-11-01"}, 422)
        for deed in ("object", "agree"):
            said = self.wrong(deed, {"customer": "ann", "received": "2026-11-03"}, "/received")
            self.assertIn("is a day to come", said)
        self.assertEqual(wire.run(suite.BINARY, "notice", "send", "--send-command", "cat", "--db", self.db)[0], 0)
        self.today("2026-11-12")
        objection = self.do("object", {"customer": "ann", "received": "2026-11-05", "reason": "no US"}, 201)["id"]
        self.assertEqual(len(self.standing(on="2026-11-23")["in_the_way"]), 2)
        self.do("effective", {}, 409)
        self.assertIn("is a day to come", self.wrong("effective", {"on": "2026-11-23"}, "/on"))
        path = f"/v1/objections/{objection}/settle"
        self.ask(path, "POST", {"outcome": "shrug"}, 422)
        early = self.ask(path, "POST", {"outcome": "workaround", "on": "2026-11-04"}, 422).json()
        self.assertEqual([e["pointer"] for e in early["errors"]], ["/on"])
        early = self.ask(path, "POST", {"outcome": "workaround", "on": "2026-11-13"}, 422).json()
        self.assertEqual([e["pointer"] for e in early["errors"]], ["/on"])
        self.ask(path, "POST", {"outcome": "workaround", "on": "2026-11-06", "note": "EU region"})
        self.ask(path, "POST", {"outcome": "exit"}, 409)
        said = self.standing(on="2026-11-23")["in_the_way"]
        self.assertEqual(said, ["Bob Ltd has not agreed, and under its contract silence is no consent"])
        self.do("agree", {"customer": "bob", "received": "2026-11-10"}, 201)
        self.assertEqual(self.standing(on="2026-11-23")["in_the_way"], [])
        self.do("effective", {}, 409)

    def test_6_overridden_then_effective(self):
        self.do("override", {"reason": "outage"}, 422)
        self.do("override", {"reason": "outage", "expires": "2026-11-20"}, 201)
        self.assertTrue(self.standing()["overridden_by"])
        self.do("effective", {"on": "2026-11-11"}, 409)  # the override came the day after
        self.today("2026-11-19")
        self.assertEqual(self.do("effective", {"on": "2026-11-19"})["effective"], "2026-11-19")
        self.do("withdraw", {"reason": "too late"}, 409)

    def test_7_of_a_vendor(self):
        theirs = {"vendor": "host", "change": "added", "subject": "Wren Ltd", "country": "IN",
                  "mechanism": "scc-2021-m3", "effective": "2027-02-01", "announced": "2026-11-02"}
        for wrong, pointer in (({"announced": "2026-11-20"}, "/announced"), ({"deadline": "2026-11-01"}, "/deadline")):
            said = self.ask("/v1/notices:receive", "POST", {**theirs, **wrong}, 422).json()
            self.assertEqual([e["pointer"] for e in said["errors"]], [pointer], said)
        made = self.ask("/v1/notices:receive", "POST", theirs, 201).json()
        self.assertEqual((made["state"], made["subject_name"], made["deadline"]), ("announced", "Wren Ltd", "2026-11-23"))
        look = self.standing(made["id"])["outlook"]
        self.assertEqual(look["outcome"], "not-covered")
        self.do("decide", {"decision": "maybe"}, 422, made["id"])
        early = self.do("decide", {"decision": "accepted", "on": "2026-11-01"}, 422, made["id"])
        self.assertEqual([e["pointer"] for e in early["errors"]], ["/on"])
        self.wrong("decide", {"decision": "accepted", "on": "2026-11-20"}, "/on", made["id"])
        self.assertEqual(self.do("decide", {"decision": "accepted"}, 200, made["id"])["decision"], "accepted")
        self.do("withdraw", {"reason": "they keep the old one"}, 200, made["id"])

    def test_8_who_may(self):
        tokens = {}
        for role in ("reader", "procurement", "dpo"):
            out = wire.run(suite.BINARY, "token", "add", role, "--role", role, "--db", self.db)[1]
            tokens[role] = {"Authorization": "Bearer " + out.strip()}
        theirs = self.ask("/v1/notices:receive", "POST", {"vendor": "host", "change": "added", "subject_name": "Wren Ltd"}, 201,
                          **tokens["procurement"]).json()["id"]
        self.by_the_record(theirs, tokens["procurement"], 409)
        self.by_the_record(theirs, tokens["dpo"], 200)
        body = {"change": "removed", "subject": "host"}
        self.ask("/v1/notices:draft", "POST", body, 403, **tokens["reader"])
        made = self.ask("/v1/notices:draft", "POST", body, 201, **tokens["procurement"]).json()["id"]
        self.ask(f"/v1/notices/{made}/announce", "POST", {}, 403, **tokens["procurement"])
        self.ask(f"/v1/notices/{made}/override", "POST", {"reason": "x", "expires": "2027-01-01"}, 403, **tokens["procurement"])
        said = self.ask(f"/v1/notices/{made}/announce?reason=by+post", "POST", {"on": "2026-11-17"}, 200,
                        **tokens["dpo"]).json()
        self.assertEqual((said["announced"], said["deadline"]), ("2026-11-17", "2026-12-07"))
        for box in self.ask(f"/v1/deliveries?notice={made}", **tokens["dpo"]).json()["deliveries"]:
            self.assertEqual((box["state"], box["problem"]), ("sent", "by hand: by post"))
        self.ask(f"/v1/notices/{made}/letter", **tokens["reader"])
        said = self.ask(f"/v1/notices/{made}/override", "POST", {"reason": "x", "expires": "2027-01-01"}, 201, **tokens["dpo"])
        self.assertEqual(said.json()["granted_by"], "dpo")

    def by_the_record(self, theirs, token, status):
        """What a desk does with a notice is no way around for who may not: correcting its record, or filing another."""
        for change in ({"decision": "accepted", "decided": "2026-11-02"}, {"state": "withdrawn"}):
            tag = self.ask(f"/v1/notices/{theirs}", **token)["ETag"]
            said = self.ask(f"/v1/notices/{theirs}", "PATCH", change, status, If_Match=tag, **token)
            self.assertIn("decision" if "decision" in change else "state", said.body.decode())
        told = {"direction": "outgoing", "change": "added", "subject": "host", "announced": "2026-01-01", "state": "effective"}
        self.ask("/v1/notices", "POST", told, 201 if status == 200 else status, **token)

    def test_9_a_record_says_when_customers_were_told(self):
        told = {"direction": "outgoing", "change": "added", "subject": "host", "state": "announced"}
        token = {"Authorization": "Bearer " + wire.run(suite.BINARY, "token", "add", "d2", "--role", "dpo", "--db",
                                                       self.db)[1].strip()}
        said = self.ask("/v1/notices", "POST", told, 422, **token).json()
        self.assertEqual([e["pointer"] for e in said["errors"]], ["/announced"])
        self.assertIn("the day on which customers were told", said["errors"][0]["detail"])
        said = self.ask("/v1/notices", "POST", {**told, "announced": "2026-11-01", "deadline": "2026-10-31"}, 422, **token)
        self.assertEqual([e["pointer"] for e in said.json()["errors"]], ["/deadline"])
        self.ask("/v1/notices", "POST", {**told, "announced": "2026-11-01", "deadline": "2026-12-01"}, 201, **token)

    def test_9_nothing_sends_from_here(self):
        self.assertNotIn("send", json.dumps(list(self.ask("/v1/openapi.json", **{}).json()["paths"])))
        self.assertEqual(wire.run(suite.BINARY, "verify", "--db", self.db)[0], 0)


if __name__ == "__main__":
    unittest.main()
