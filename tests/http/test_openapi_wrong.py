"""What the document says can go wrong with each operation: it does, and is answered as the document says."""

import json
import unittest

import document
import suite
import wire

MUCH = b"x" * (1 << 20) + b"x"
# What is not there, where it is not the {id} of the path.
MISSING = {"ask": "/v1/mechanism?to=nobody+at+all", "getPage": "/?to=nobody+at+all",
           "getRoot": "/v1/log/root?size=99999",
           "proveConsistency": "/v1/log/consistency?since=1&size=99999", "proveInclusion": "/v1/log/99999/proof",
           "getCheckpoint": "/v1/log/checkpoint", "undoImport": "/v1/imports/999/undo"}
TWIN = b'{"id": "twin-%s", "name": "Twin Co", "kind": "service-provider", "country": "%s"}'
# Who may not. Whoever has a role may read: 403 is then for someone whom a proxy names and the roles file does not.
MAY_NOT = {"write": "reader", "audit": "procurement", "decide": "procurement", "administer": "auditor"}
BAD = {"create": {"zzz": 1}, "replace": {"zzz": 1}, "correct": {"zzz": 1}, "end": {"on": "2026-02-30"}}
JSON = {"Content_Type": "application/json"}


def problems(o):
    return {int(s) for s in o["responses"] if s.isdigit() and int(s) >= 400}


class Wrong(document.Asked):
    signs = False

    def declared(self, status):
        """The operations that say so."""
        return [name for name, (_, _, o) in self.operations.items() if status in problems(o)]

    def procedure(self, name):
        return self.operations[name][2].get("x-procedure", False)

    def wrong(self, name, status, target=None, body=None, **fields):
        with self.subTest(name, status=status):
            reply = self.send(name, target, body, **fields)
            self.assertEqual(reply.status, status, reply)
            if not self.operations[name][0].startswith("/v1/"):
                return  # a page
            self.assertEqual(reply["Content-Type"], "application/problem+json")
            said = reply.json()
            self.assertEqual((said["status"], said["request_id"]), (status, reply["X-Request-Id"]))
            self.assertTrue(said["detail"])

    def again(self, name, made):
        """The body of the example, about the record that is there: one that got a number would get another."""
        content = self.operations[name][2]["requestBody"]["content"]
        body = dict(next(iter(content.values()))["example"])
        if made.get("id"):
            body["id"] = made["id"]
        return json.dumps(body).encode()

    def test_1_what_cannot_be_understood(self):
        for name in self.declared(400):
            self.wrong(name, 400, self.target(name, zzz="1"))
        for name in self.declared(415):
            self.wrong(name, 415, body=b"<x/>", Content_Type="application/xml")
        for name in self.declared(413):
            if name != "import":  # a file may have more
                self.wrong(name, 413, body=MUCH, Content_Type="application/json")

    def test_2_what_is_not_there(self):
        self.assertIn("GET /v1/openapi.json", self.server.ask("/v1/vendors").json()["detail"])
        for name in self.declared(404):
            path = self.operations[name][0]
            self.wrong(name, 404, MISSING.get(name) or path.format(id="job-999" if "imports" in path else "nobody", name="nothing"),
                       If_Match='"0-0"')

    def test_3_what_stands_against_it(self):
        for name in [n for n in self.declared(409) if n.startswith("create")]:
            with self.subTest(name):
                made = self.send(name)
                self.assertEqual(made.status, 201)
            self.wrong(name, 409, body=self.again(name, made.json()), **JSON)
        for name in self.declared(428):
            self.wrong(name, 428, If_Match=None)
        for name in self.declared(412):
            self.wrong(name, 412, If_Match='"0-0"')
        for name in self.declared(422):
            verb = next((v for v in BAD if name.startswith(v)), "create" if self.procedure(name) else None)
            if verb:
                self.wrong(name, 422, body=json.dumps(BAD[verb]).encode(), **JSON)
        for twin in (b"a", b"US"), (b"b", b"DE"):
            self.assertEqual(self.send("createParty", body=TWIN % twin, **JSON).status, 201)
        self.wrong("ask", 409, "/v1/mechanism?to=Twin+Co")
        self.wrong("getPage", 409, "/?to=Twin+Co")

    def test_4_jobs(self):
        self.wrong("import", 422, "/v1/imports?file=a.csv", body=b"id,name,kind,country\nx,X Ltd,sheep,GB\n",
                   Content_Type="text/csv")
        self.wrong("import", 409, "/v1/imports?file=a.csv&apply=1-9c5fc7e0-45742342-789740b7")
        self.wrong("forgetJob", 409, "/v1/imports/1")
        made = self.send("import")
        self.assertEqual(made.status, 200, made)
        apply = made.json()["apply"]
        self.assertEqual(self.send("applyPlan", apply).status, 201)
        self.wrong("applyPlan", 409, apply)
        self.assertEqual(self.send("undoImport").status, 200)
        self.wrong("undoImport", 409)

    def test_5_who_may_not(self):
        tokens = {}
        for role in set(MAY_NOT.values()):
            out = wire.run(suite.BINARY, "token", "add", role, "--role", role, "--db", self.db)[1]
            tokens[role] = {"Authorization": "Bearer " + out.strip()}
        for name in self.declared(401):
            self.wrong(name, 401, If_Match='"0-0"')
        for name in self.declared(403):
            needs = self.operations[name][2]["x-needs"]
            if needs != "read":
                self.wrong(name, 403, If_Match='"0-0"', **tokens[MAY_NOT[needs]])
        bad = {"Authorization": "Bearer cv_" + "x" * 43}
        for _ in range(100):
            if self.server.ask("/v1/parties", **bad).status == 429:
                break
        for name in self.declared(429):
            self.wrong(name, 429, If_Match='"0-0"', **bad)

    def test_6_all_of_it_was_seen(self):
        """What is left is named here, with the reason."""
        seen = {(r["operation"], r["status"]) for r in self.replies}
        for name, (_, _, o) in self.operations.items():
            left = {s for s in problems(o) if (name, s) not in seen}
            left -= {503}  # while another program holds the register
            if o["x-needs"] == "read":
                left -= {403}  # see MAY_NOT
            if name == "import":
                left -= {413}  # a file may be large: test_imports.py
            if self.procedure(name):
                left -= {409}  # each in its own way: tests/desk
            with self.subTest(name):
                self.assertEqual(left, set())

    def test_7_the_replies_are_as_the_document_says(self):
        self.check_by_the_document()


if __name__ == "__main__":
    unittest.main()
