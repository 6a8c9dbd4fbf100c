"""The document at /v1/openapi.json: valid, complete, and true. Everything here is asked for as the document says."""

import unittest

import document
import suite
import wire

# In an order in which each works: what is corrected was created before, what is ended comes last.
KINDS = ("Party", "Transfer", "Safeguard", "Certification", "Assessment",
         "Contract", "Inquiry", "Reply", "Check", "Notice", "Delivery", "Objection", "Override")
ENDED = ("Party", "Transfer", "Safeguard", "Certification", "Assessment", "Contract", "Override")
ORDER = ["getHealth", "getDocument", "ask", "askMany", "check", "listImports", "getImport", "import", "getPlan", "applyPlan",
         "getRejects", "undoImport", "forgetJob", "getHistory", "getChain", "getTimeline",
         "listReports", "getReport", "getEvidence", "drill", "lint", "lintWith",
         "listLog", "getCheckpoint", "getRoot", "proveConsistency", "proveInclusion",
         "getSubprocessors", "getSubprocessorsCsv", "getSubprocessorsJson", "getSubprocessorsLinked",
         "getSubprocessorsTilt", "getSubprocessorsFeed", "getPage", "getLogin", "getProblems",
         *[verb + kind for verb in ("create", "list", "get", "replace", "correct") for kind in KINDS],
         *["end" + kind for kind in ENDED[::-1]], "getCalendar", "subscribeCalendar"]
ORDER += ["checkVendor", "listVendors", "getVendor", "checkItem", "overrideGate", "revokeOverride", "moveVendor"]

ORDER += ["getInquiryDue", "setInquiryIdentity", "extendInquiry", "assignInquiry", "draftInquiry", "answerInquiry", "replayInquiry",
          "reopenInquiry", "closeInquiry"]

# Each stands on those before it.
ORDER += ["draftNotice", "receiveNotice", "getStanding", "getLetter", "announceNotice", "objectToNotice", "agreeToNotice",
          "settleObjection", "overrideNotice", "makeNoticeEffective", "decideNotice", "withdrawNotice"]


class Document(document.Asked):
    def test_1_every_operation_works_as_its_example_says(self):
        self.assertEqual(sorted(ORDER), sorted(self.operations))
        for name in ORDER:
            with self.subTest(name):
                o = self.operations[name][2]
                reply = self.send(name)
                self.assertEqual(str(reply.status), next(iter(o["responses"])), reply)
                self.assertTrue(reply["X-Request-Id"])

    def test_2_what_can_be_said_beside_the_example(self):
        for name, kinds in (("getTimeline", ("image/svg+xml", "application/json")),
                            ("getSubprocessors", ("text/csv", "application/json", "application/ld+json",
                                                  "application/atom+xml"))):
            for kind in kinds:
                self.assertEqual(self.send(name, Accept=kind)["Content-Type"].split(";")[0], kind)
        self.assertEqual(self.send("listParty", "/v1/parties", Accept="text/csv").status, 200)
        self.assertEqual(self.send("getParty", Accept="text/csv")["Content-Type"], "text/csv; charset=utf-8")
        self.assertEqual(self.send("getParty", If_None_Match=self.send("getParty")["ETag"]).status, 304)
        for name, target, status in (("ask", "/v1/mechanism?to=nobody", 404), ("ask", "/v1/mechanism", 400),
                                     ("getParty", "/v1/parties/nobody", 404), ("getImport", "/v1/imports/999", 404),
                                     ("proveInclusion", "/v1/log/99999/proof", 404)):
            with self.subTest(target):
                self.assertEqual(self.send(name, target).status, status)
        for body, status in ((b"{", 400), (b'{"name": 1, "country": "XX"}', 422), (b"x" * (1 << 20) + b"x", 413)):
            self.assertEqual(self.send("createParty", body=body, Content_Type="application/json").status, status)
        self.assertEqual(self.send("createParty", body=b"x", Content_Type="text/plain").status, 415)
        self.assertEqual(self.send("createParty").status, 409)
        self.assertEqual(self.send("correctParty", If_Match='"0-0"').status, 412)
        self.assertEqual(self.send("correctParty", If_Match=None).status, 428)

    def test_3_parameters_are_those_of_the_document(self):
        for name, (_, method, o) in self.operations.items():
            if name == "forgetJob":
                continue
            with self.subTest(name):
                reply = self.send(name, self.target(name, zzz="1"))
                self.assertEqual(reply.status, 400, reply)
                for p in o["parameters"]:
                    if p["in"] != "query" or "example" in p:
                        continue
                    said = self.send(name, self.target(name, **{p["name"]: "1"})).body.decode()
                    self.assertNotIn(f'parameter \\"{p["name"]}\\" is not known', said)

    def test_4_every_route_is_in_the_document(self):
        manual = wire.run(suite.BINARY, "serve", "--routes")[1]
        listed = {(line.split()[0], line.split()[1]) for line in manual.splitlines() if line.split()[1].startswith("/v1/")}
        self.assertEqual(listed, {(m, p) for p, m, _ in self.operations.values() if p.startswith("/v1/")})

    def test_4_nothing_is_left_unsaid(self):
        for name, (_, _, o) in self.operations.items():
            self.assertRegex(o["summary"], r"^[A-Z][^{\"\[]+$", name)
            for p in o["parameters"]:
                self.assertTrue(p["description"], (name, p["name"]))
                self.assertNotIn("chapterv", p["description"])
            for status in ("201", "202"):
                if status in o["responses"]:
                    self.assertIn("Location", o["responses"][status]["headers"], (name, status))

    def test_5_the_document_is_valid_and_the_replies_are_as_it_says(self):
        self.check_by_the_document()


if __name__ == "__main__":
    unittest.main()
