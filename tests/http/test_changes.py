"""Records created, corrected and ended over HTTP: one at a time, whole or not at all, and as evidence."""

import json
import sqlite3
import threading
import unittest

import importing
import suite
import wire

JSON = "application/json"
BETA = {"name": "Beta GmbH", "kind": "service-provider", "country": "DE"}


class Changes(importing.Imports):
    def setUp(self):
        super().setUp()
        self.s = self.filled()

    def send(self, method, target, value, tag=None, **fields):
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        if tag:
            fields["If_Match"] = tag
        fields.setdefault("Content_Type", JSON)
        return self.s.ask(target, method, body, **fields)

    def tag(self, target="/v1/parties/acme"):
        return self.s.ask(target)["ETag"]

    def change(self, method, value, target="/v1/parties/acme", **fields):
        """With the tag that is right at the moment."""
        return self.send(method, target, value, self.tag(target.removesuffix("/end")), **fields)

    def size(self):
        return self.s.ask("/v1/log/root").json()["size"]

    def refused(self, reply, status, word):
        self.assertEqual(reply.status, status, reply)
        self.assertEqual(reply["Content-Type"], "application/problem+json")
        body = reply.json()
        self.assertEqual(body["type"], "/problems#" + word)
        return body

    def wrong(self, reply, *pointers, status=422, word="invalid-record"):
        errors = self.refused(reply, status, word)["errors"]
        self.assertEqual([e["pointer"] for e in errors], list(pointers))
        self.assertTrue(all(e["detail"] for e in errors))
        return errors


class Creating(Changes):
    def test_what_is_created_is_there(self):
        body = {**BETA, "country": "Germany", "extra": {"Nr": "007"}}
        reply = self.send("POST", "/v1/parties?reason=new%20vendor", body)
        self.assertEqual(reply.status, 201, reply)
        self.assertEqual(reply["Location"], "/v1/parties/beta-gmbh")
        there = self.s.ask("/v1/parties/beta-gmbh")
        self.assertEqual((there.body, there["ETag"]), (reply.body, reply["ETag"]))
        self.assertEqual({k: v for k, v in there.json().items() if v},
                         {**BETA, "id": "beta-gmbh", "number": there.json()["number"], "extra": {"Nr": "007"}})
        step = self.s.ask("/v1/parties/beta-gmbh/history").json()["history"][0]
        self.assertEqual((step["reason"], step["via"], step["note"]), ("new vendor", "http", "POST /v1/parties"))
        self.cli("verify")

    def test_every_kind(self):
        for kind, value, where in (
                ("transfers", {"importer": "acme", "exporter": "ie-sub", "country": "IN", "from": "2020-01-01"}, None),
                ("safeguards",
                 {"id": "s1", "importer": "acme", "mechanism": "scc-2021-m2", "flags": "annex-ii;annex-i"}, "s1"),
                ("certifications", {"importer": "acme", "framework": "dpf-eu-us", "from": "2023-09-01"}, "1"),
                ("assessments", {"importer": "acme", "country": "US", "dated": "2023-01-01"}, "1")):
            reply = self.send("POST", f"/v1/{kind}", value)
            self.assertEqual(reply.status, 201, reply)
            where = where or reply.json()["id"]
            self.assertEqual(reply["Location"], f"/v1/{kind}/{where}")
            self.assertEqual(self.s.ask(reply["Location"]).body, reply.body)
        self.assertEqual(self.s.ask("/v1/safeguards/s1").json()["flags"], "annex-i;annex-ii")
        self.cli("verify")

    def test_a_party_is_named_by_its_name_too(self):
        reply = self.send("POST", "/v1/safeguards", {"importer": "Acme, Inc.", "mechanism": "scc-2021-m2"})
        self.assertEqual(reply.json()["importer"], "acme")

    def test_what_is_on_file_is_not_created_again(self):
        size = self.size()
        for value in ({**BETA, "id": "acme"}, {"name": "Acme, Inc.", "kind": "service-provider"},
                      {"id": "acme", "name": "Acme, Inc.", "kind": "service-provider", "country": "US", "own": "no"}):
            self.refused(self.send("POST", "/v1/parties", value), 409, "E_CONFLICT")
        self.assertEqual(self.size(), size)
        self.assertEqual(self.change("PATCH", {"status": "active"}).status, 200)
        for value in ({"name": "Acme, Inc."}, {"name": "ACME hosting", "kind": "advisor"}):
            said = self.refused(self.send("POST", "/v1/parties", value), 409, "E_CONFLICT")
            self.assertIn("(acme)", said["detail"], "not that a status cannot be taken away")

    def test_everything_that_is_wrong_is_said_at_once(self):
        size = self.size()
        body = (b'{"id": "No Id", "exporter": "nobody", "importer": "twin services", "country": "XX", "data": 1,'
                b' "from": "2020-02-30", "nope": 1, "number": 5, "place": true, "place": "storage", "role~/x": null,'
                b' "extra": {"data": "x", "": "y", "n": 1}}')
        self.wrong(self.send("POST", "/v1/transfers", body), "/id", "/country", "/data", "/from", "/nope", "/number",
                   "/place", "/place", "/role~0~1x", "/extra/data", "/extra/", "/extra/n", "/exporter", "/importer")
        self.wrong(self.send("POST", "/v1/parties", {}), "/name")
        self.wrong(self.send("POST", "/v1/parties", {"name": None}), "/name")
        self.wrong(self.send("POST", "/v1/parties", []), "")
        self.wrong(self.send("POST", "/v1/safeguards", {"importer": "acme", "mechanism": "scc"}), "/mechanism")
        backwards = {"importer": "acme", "from": "2020-01-02", "until": "2020-01-01"}
        self.wrong(self.send("POST", "/v1/transfers", backwards), "/until")
        self.wrong(self.send("POST", "/v1/parties", b'{"name": "A", "n\\u0061me": "B"}'), "/name")
        self.wrong(self.send("POST", "/v1/parties", b'{"name": "A", "extra": {"a": "1", "\\u0061": "2"}}'), "/extra/a")
        self.wrong(self.send("POST", "/v1/parties", b'{"name": "A",}'), "/name", status=400, word="E_JSON")
        self.wrong(self.send("POST", "/v1/parties", b""), "", status=400, word="E_JSON")
        self.wrong(self.send("POST", "/v1/parties", {"name": "A" * 9000}), "/name")
        self.wrong(self.send("POST", "/v1/parties", {"name": "A\x07B"}), "/name")
        self.assertEqual(self.size(), size)

    def test_who_may_ask(self):
        self.refused(self.send("POST", "/v1/parties", BETA, Origin="http://elsewhere"), 403, "foreign-origin")
        self.refused(self.send("POST", "/v1/parties", BETA, Content_Type="text/plain"), 415, "media-type")
        self.refused(self.send("POST", "/v1/parties?nope=1", BETA), 400, "E_USAGE")
        self.refused(self.send("POST", "/v1/parties?reason=" + "x" * 1001, BETA), 400, "E_VALUE")
        self.refused(self.send("PUT", "/v1/parties/acme", BETA, "*", Origin="http://elsewhere"), 403, "foreign-origin")
        self.assertEqual(self.s.ask("/v1/parties/beta-gmbh").status, 404)


class Correcting(Changes):
    def test_the_tag_of_either_form_says_which_version_was_read(self):
        tag = self.s.ask("/v1/parties/acme", Accept="text/csv")["ETag"]
        self.assertNotEqual(tag, self.tag())
        self.assertEqual(self.send("PATCH", "/v1/parties/acme", {"website": "https://a.example"}, tag).status, 200)
        self.refused(self.send("PATCH", "/v1/parties/acme", {"website": "https://b.example"}, tag), 412, "precondition-failed")

    def test_put_says_all_of_it(self):
        self.change("PATCH", {"contact": "dpo@acme.example", "extra": {"A": "1", "B": "2"}})
        item = self.s.ask("/v1/parties/acme").json()
        self.assertEqual(item["extra"], {"A": "1", "B": "2"})
        item.update(country="IN", contact=None, extra={"B": "3", "C": "4"})
        del item["aliases"]
        reply = self.change("PUT", item)
        self.assertEqual(reply.status, 200, reply)
        self.assertEqual(reply.json(), {**item, "aliases": None})
        self.assertEqual(self.s.ask("/v1/parties/acme").body, reply.body)
        self.assertEqual(self.change("PUT", {"name": "Acme, Inc."}).json(),
                         {**dict.fromkeys([k for k in item if k != "extra"]), "aliases": None, "number": 3,
                          "id": "acme", "name": "Acme, Inc."})
        self.cli("verify")

    def test_patch_says_what_changes(self):
        before = self.s.ask("/v1/parties/acme").json()
        for kind in (JSON, "application/merge-patch+json"):
            reply = self.change("PATCH", {"country": "IN", "aliases": None, "extra": {"A": "1"}}, Content_Type=kind)
            self.assertEqual(reply.json(), {**before, "country": "IN", "aliases": None, "extra": {"A": "1"}})
        self.assertEqual(self.change("PATCH", {"extra": {"A": None, "B": "2"}}).json()["extra"], {"B": "2"})
        self.assertNotIn("extra", self.change("PATCH", {"extra": None}).json())
        self.assertEqual(self.change("PATCH", {"country": "US", "aliases": before["aliases"]}).json(), before)
        self.wrong(self.change("PATCH", {"id": "other", "number": 9, "name": ""}), "/number", "/name", "/id")

    def test_the_past_stays_what_it_was(self):
        self.change("PATCH", {"country": "IN"})
        countries = [h["after"]["country"] for h in self.s.ask("/v1/parties/acme/history").json()["history"]
                     if h["subject"] == "party/3"]
        self.assertEqual(countries, ["US", "IN"])

    def test_which_version_is_meant(self):
        old = self.tag()
        self.refused(self.send("PUT", "/v1/parties/acme", BETA), 428, "precondition-required")
        self.assertEqual(self.change("PATCH", {"country": "IN"}).status, 200)
        for method in ("PUT", "PATCH"):
            self.refused(self.send(method, "/v1/parties/acme", {"name": "X"}, old), 412, "precondition-failed")
        self.refused(self.send("POST", "/v1/parties/acme/end", {"on": "2026-01-01"}, old), 412, "precondition-failed")
        weak = self.send("PATCH", "/v1/parties/acme", {"country": "US"}, "W/" + self.tag())
        self.refused(weak, 412, "precondition-failed")
        self.assertEqual(self.send("PATCH", "/v1/parties/acme", {"country": "US"}, f'"x", {self.tag()}').status, 200)
        self.assertEqual(self.send("PATCH", "/v1/parties/acme", {"country": "IN"}, "*").status, 200)
        self.refused(self.send("PUT", "/v1/parties/nobody", BETA, "*"), 404, "E_NOT_FOUND")

    def test_what_changes_nothing_leaves_no_trace(self):
        size, tag = self.size(), self.tag()
        reply = self.change("PUT", self.s.ask("/v1/parties/acme").json())
        self.assertEqual((reply.status, reply["ETag"], self.size()), (200, tag, size))

    def test_what_a_record_is_about_is_no_value(self):
        self.send("POST", "/v1/certifications", {"importer": "acme", "framework": "dpf-eu-us", "from": "2023-09-01"})
        one = "/v1/certifications/1"
        self.wrong(self.change("PATCH", {"from": "2023-10-01"}, one), "")
        self.assertEqual(self.change("PATCH", {"until": "2024-09-01"}, one).json()["until"], "2024-09-01")
        self.assertEqual(len(self.s.ask("/v1/certifications").json()["certifications"]), 1)

    def test_a_name_that_another_party_has(self):
        self.wrong(self.change("PATCH", {"name": "Parent Holdings Inc"}), "/name")


class Ending(Changes):
    def test_nothing_is_deleted(self):
        reply = self.s.ask("/v1/transfers/t-acme", "DELETE")
        self.assertIn("never deleted", self.refused(reply, 405, "method-not-allowed")["detail"])
        self.assertEqual(reply["Allow"], "GET, HEAD, PUT, PATCH, OPTIONS")

    def test_what_ends_says_when(self):
        self.send("POST", "/v1/safeguards", {"id": "s1", "importer": "acme", "mechanism": "scc-2021-m2"})
        self.send("POST", "/v1/assessments", {"importer": "acme", "dated": "2023-01-01"})
        for target, column in (("transfers/t-acme", "until"), ("safeguards/s1", "ended"),
                               ("assessments/1", "review_by")):
            reply = self.change("POST", {"on": "2026-01-31"}, f"/v1/{target}/end")
            self.assertEqual((reply.status, reply.json()[column]), (200, "2026-01-31"))
        self.assertEqual(self.s.ask("/v1/transfers/t-acme?on=2026-01-31").status, 404)

    def test_a_party_is_ended_and_the_change_says_when(self):
        reply = self.change("POST", {"on": "2026-01-31"}, "/v1/parties/acme/end")
        self.assertEqual((reply.status, reply.json()["status"]), (200, "ended"))
        steps = [h for h in self.s.ask("/v1/parties/acme/history").json()["history"] if h["subject"] == "party/3"]
        self.assertEqual(steps[-1]["note"], "POST /v1/parties/acme/end: on 2026-01-31")

    def test_what_is_wrong(self):
        for value, pointers in (({}, ["/on"]), ({"on": "2026-02-30"}, ["/on"]), ({"on": 5}, ["/on"]),
                                ({"on": "2026-01-01", "x": 1}, ["/x"]), ({"on": "2017-01-01"}, ["/until"])):
            self.wrong(self.change("POST", value, "/v1/transfers/t-acme/end"), *pointers)


class Again(Changes):
    def test_the_same_request_is_done_once(self):
        first = self.send("POST", "/v1/parties", BETA, Idempotency_Key="k-1")
        size = self.size()
        again = self.send("POST", "/v1/parties", BETA, Idempotency_Key="k-1")
        self.assertEqual((again.status, again.body, again["Location"], again["ETag"]),
                         (201, first.body, first["Location"], first["ETag"]))
        self.assertEqual(self.size(), size)
        tag = self.tag()
        done = self.send("PATCH", "/v1/parties/acme", {"country": "IN"}, tag, Idempotency_Key="k-2")
        self.change("PATCH", {"country": "BR"})
        again = self.send("PATCH", "/v1/parties/acme", {"country": "IN"}, tag, Idempotency_Key="k-2")
        self.assertEqual((again.status, again.body, again["ETag"]), (200, done.body, done["ETag"]))
        self.assertEqual(self.s.ask("/v1/parties/acme").json()["country"], "BR")
        self.cli("verify")

    def test_another_request_under_the_same_key(self):
        self.send("POST", "/v1/parties", BETA, Idempotency_Key="k")
        for method, target, value in (
                ("POST", "/v1/parties", {**BETA, "name": "Gamma"}), ("POST", "/v1/parties?reason=x", BETA),
                ("POST", "/v1/transfers", BETA), ("PATCH", "/v1/parties/acme", BETA)):
            reply = self.send(method, target, value, self.tag(), Idempotency_Key="k")
            self.refused(reply, 422, "idempotency-key-reused")

    def test_what_was_refused_may_be_sent_again(self):
        self.wrong(self.send("POST", "/v1/parties", {}, Idempotency_Key="k"), "/name")
        self.assertEqual(self.send("POST", "/v1/parties", BETA, Idempotency_Key="k").status, 201)
        self.refused(self.send("POST", "/v1/parties", BETA, Idempotency_Key="k" * 256), 400, "E_VALUE")

    def test_keys_are_whose_they_are(self):
        secrets = [self.cli("token", "add", name, "--role", "dpo").strip() for name in ("ann", "bob")]
        who = [("Authorization", "Bearer " + secret) for secret in secrets]
        first = self.send("POST", "/v1/parties", BETA, Idempotency_Key="k", **dict(who[:1]))
        self.assertEqual(first.status, 201, first)
        again = self.send("POST", "/v1/parties", BETA, Idempotency_Key="k", **dict(who[:1]))
        self.assertEqual((again.status, again.body), (201, first.body))
        self.refused(self.send("POST", "/v1/parties", BETA, Idempotency_Key="k", **dict(who[1:])), 409, "E_CONFLICT")
        told = self.s.ask("/v1/parties/beta-gmbh/history", **dict(who[1:])).json()["history"]
        self.assertEqual([h["who"] for h in told], ["ann"])

    def test_for_a_day(self):
        self.send("POST", "/v1/parties", BETA, Idempotency_Key="k")
        for day, status in (("2026-11-25T10:00:00Z", 201), ("2026-11-25T10:00:01Z", 409)):
            self.s.stop()
            self.env["CHAPTERV_NOW"] = day
            self.s = self.server()
            self.assertEqual(self.send("POST", "/v1/parties", BETA, Idempotency_Key="k").status, status)

    def test_what_is_remembered_holds_nothing_of_the_record(self):
        body = {**BETA, "contact": "jane@beta.example"}
        self.assertIn(b"jane", self.send("POST", "/v1/parties", body, Idempotency_Key="k").body)
        with sqlite3.connect(self.db) as con:
            texts = [str(row) for row in con.execute("SELECT * FROM request")]
        con.close()
        self.assertEqual(len(texts), 1)
        self.assertNotIn("jane", texts[0])


class Together(Changes):
    def test_one_of_many_who_read_the_same_version_wins(self):
        tag, got = self.tag(), []

        def one(i):
            got.append(self.send("PATCH", "/v1/parties/acme", {"service": f"number {i}"}, tag).status)

        threads = [threading.Thread(target=one, args=(i,)) for i in range(16)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        self.assertEqual(sorted(got), [200] + [412] * 15)
        self.cli("verify")

    def begun(self):
        """A connection over which a change is on its way: the server has begun with it, and has read all of it."""
        w = self.s.wire()
        self.addCleanup(w.sock.close)
        body = json.dumps(BETA).encode()
        wire.send(w, "/v1/parties", "POST", None, Content_Type=JSON, Content_Length=len(body), Expect="100-continue")
        w.go_on()
        w.send(body)
        self.assertTrue(wire.until(lambda: self.s.has_read(w)))
        return w

    def hold(self):
        con = sqlite3.connect(self.db, isolation_level=None)
        self.addCleanup(con.close)
        con.execute("BEGIN IMMEDIATE")
        return con

    def test_a_change_waits_for_another_writer_and_nobody_else_does(self):
        con, w, meanwhile = self.hold(), self.begun(), 0
        for _ in range(20):
            self.assertEqual(self.s.ask("/v1/parties/acme").status, 200)
            self.assertEqual(self.s.get("/v1/mechanism", to="acme", on="2020-01-01").status, 200)
            if w.readable():  # the change was given up: the machine is slow, and cannot show more
                break
            meanwhile += 1
        con.execute("ROLLBACK")
        self.assertGreater(meanwhile, 0, "whoever reads waited for the writer")
        self.assertIn(w.reply().status, (201,) if meanwhile == 20 else (201, 503))

    def test_it_does_not_wait_for_ever(self):
        self.hold()
        for w in [self.begun() for _ in "123"]:
            reply = w.reply()
            self.refused(reply, 503, "E_BUSY")
            self.assertEqual(reply["Retry-After"], "1")
        self.assertEqual(self.s.ask("/v1/parties/beta-gmbh").status, 404)

    def test_a_server_that_stops_answers_whoever_waits(self):
        self.hold()
        waiting = [self.begun() for _ in "123"]
        code, words = self.s.stop()
        self.assertEqual(code, 0, words)
        self.assertEqual([w.reply().status for w in waiting], [503] * 3)

    def test_a_sender_who_hangs_up_meanwhile_harms_nobody(self):
        con = self.hold()
        self.begun().sock.close()
        con.execute("ROLLBACK")
        self.assertTrue(wire.until(lambda: self.s.ask("/v1/parties/beta-gmbh").status == 200))
        self.assertEqual(self.send("POST", "/v1/parties", {**BETA, "name": "Gamma Ltd"}).status, 201)

    def test_many_requests_on_one_connection(self):
        with self.s.wire() as w:
            for i in range(30):
                body = json.dumps({**BETA, "name": f"Firm {i}"}).encode()
                wire.send(w, "/v1/parties", "POST", body, Content_Type=JSON)
                self.assertEqual(w.reply().status, 201)
                wire.send(w, f"/v1/parties/firm-{i}")
                self.assertEqual(w.reply().json()["name"], f"Firm {i}")


if __name__ == "__main__":
    unittest.main()
