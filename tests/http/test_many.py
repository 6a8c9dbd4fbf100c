"""Questions about many: a chain, a batch, lists by what the law says."""

import unittest

import serving
import suite
import wire


class Many(serving.Own):
    TRANSFERS = ("id,exporter,importer,country,place,exporter_role,importer_role,from\n"
                 "t-deep,acme,evil,IN,support-access,processor,processor,2018-01-01\n"
                 "t-ring,evil,acme,US,storage,processor,processor,2018-01-01\n")

    def setUp(self):
        super().setUp()
        suite.imported(suite.BINARY, self.db, self.folder, "transfers", self.TRANSFERS)
        self.s = self.server()

    def test_who_is_behind_whom(self):
        chain = self.s.get("/v1/parties/acme/chain", on="2019-01-01").json()
        self.assertEqual([(e["id"], e["depth"]) for e in sorted(chain["edges"], key=lambda e: (e["depth"], e["id"]))],
                         [("t-acme", 0), ("t-ring", 0), ("t-deep", 1)], "a ring is walked once")
        worst = ["not-covered", "needs-review", "covered", "no-transfer"]
        ranks = [worst.index(e["outcome"]) for e in chain["edges"]]
        self.assertEqual(ranks, sorted(ranks), "weakest first")
        self.assertEqual(chain["outcome"], chain["edges"][0]["outcome"])
        self.assertEqual(self.s.get("/v1/parties/acme/chain", on="2010-01-01").json()["edges"], [])
        self.assertEqual(self.s.get("/v1/parties/nobody/chain").status, 404)
        self.assertEqual(self.s.get("/v1/parties/acme/chain", known_at="2001-01-01").status, 404)
        code, out, _ = wire.run(suite.BINARY, "chain", "Acme, Inc.", "--on", "2019-01-01", "--db", self.db)
        self.assertEqual((code, len(out.splitlines())), (1, 5))
        self.assertTrue(chain["ring"])
        self.assertEqual((chain["depth"], chain["edges_met"], chain["more_edges"], chain["cut"]), (1, 3, False, False))
        asked = self.s.get("/v1/parties/acme/chain", on="2019-01-01", data="hr").json()
        self.assertEqual((chain["data"], asked["data"]), (None, "hr"))
        first = next(e for e in asked["edges"] if e["id"] == "t-acme")
        self.assertNotEqual(first["outcome"], "covered", "the certification is not for the data of employees")
        self.assertTrue(first["reasons"])
        for query in ({"data": "all"}, {"on": "x"}, {"known_at": "x"}, {"when": "2019-01-01"}):
            self.assertEqual(self.s.get("/v1/parties/acme/chain", **query).status, 400, query)
        self.assertEqual(wire.run(suite.BINARY, "chain", "Twin Services", "--db", self.db)[0], 2)

    def test_many_questions_at_once(self):
        asked = [{"to": "acme", "on": "2019-01-01"}, {"to": "nobody"}, {"to": "Twin Services"}, {"from": "ie-sub"}, {"to": "acme", "on": "x"},
                 {"to": "acme", "on": "2019-01-01", "known_at": "2099-01-01"}, 7, {"to": "acme", "too": "x"}]
        results = self.s.post("/v1/mechanism:batch", {"questions": asked}).json()["results"]
        single = self.s.get("/v1/mechanism", to="acme", on="2019-01-01").json()
        self.assertEqual(results[0]["answer"]["legs"], single["legs"])
        self.assertEqual([r.get("problem", {}).get("status") for r in results], [None, 404, 409, 400, 400, None, 400, 400])
        self.assertEqual({c["id"] for c in results[2]["problem"]["candidates"]}, {"twin-us", "twin-de"})
        self.assertEqual(self.s.post("/v1/mechanism:batch", {"questions": []}).json(), {"results": []})
        for body, pointer in (({"questions": [{"to": "acme"}] * 1001}, "/questions"), ({"questions": 1}, "/questions"), ([], "/questions"),
                              ({"questions": [], "more": 1}, "/questions")):
            reply = self.s.post("/v1/mechanism:batch", body)
            self.assertIn(reply.status, (400, 413))
            self.assertEqual(reply.json()["pointer"], pointer)

    def test_all_that_is_wrong_with_a_question_is_said(self):
        asked = [{"to": "acme"}, {"to": 5, "on": "x", "known_at": "y", "data": "z", "foo/~": 1, "from": "\u00e9" * 300},
                 {"on": "x", "to": ""}, {"to": "nobody"}, 7, {"to": "acme", "data": "hr", "more": 1}]
        results = self.s.post("/v1/mechanism:batch", {"questions": asked}).json()["results"]
        self.assertIn("answer", results[0])
        said = [[e["pointer"] for e in r["problem"]["errors"]] for r in results[1:]]
        at = "/questions/1/"
        self.assertEqual(sorted(said[0]), sorted(at + m for m in ("to", "on", "known_at", "data", "foo~1~0", "from")))
        self.assertEqual(said[1:], [["/questions/2/to", "/questions/2/on"], ["/questions/3/to"], ["/questions/4"], ["/questions/5/more"]])
        self.assertTrue(all(e["detail"] for r in results[1:] for e in r["problem"]["errors"]))
        twice = b'{"questions": [{"to": "acme", "to": "evil", "on": "2019-02-30"}]}'
        wrong = self.s.post("/v1/mechanism:batch", twice).json()["results"][0]["problem"]
        self.assertEqual([e["pointer"] for e in wrong["errors"]], ["/questions/0/to", "/questions/0/on"])
        self.assertEqual(wrong["status"], 400)

    def test_one_view_for_one_instant_and_so_many_instants(self):
        before = self.s.get("/v1/mechanism", to="acme").json()["question"]["known_at"]
        self.assertEqual(self.s.post("/v1/parties", {"id": "later", "name": "Later GmbH", "country": "DE"}).status, 201)
        asked = [{"to": "later", "known_at": at} for at in (before, "2099-01-01", before, "2099-12-31")]
        results = self.s.post("/v1/mechanism:batch", {"questions": asked + [{"to": "later"}]}).json()["results"]
        self.assertEqual([r.get("problem", {}).get("parameter") for r in results], ["to", "from", "to", "from", "from"],
                         "not known then; known and without a transfer since")
        many = [{"to": "acme", "known_at": f"2026-01-{i + 1:02}"} for i in range(17)]
        self.assertEqual(self.s.post("/v1/mechanism:batch", {"questions": many}).status, 413)
        answers = self.s.post("/v1/mechanism:batch", {"questions": many[:16] * 60}).json()["results"]
        self.assertEqual(len(answers), 960)
        for i, answer in enumerate(answers):
            for error in answer.get("problem", {}).get("errors", []):
                error["pointer"] = error["pointer"].replace(f"/questions/{i}/", "/questions/N/")
        self.assertTrue(answers[:16] * 60 == answers, "each is answered as the others that ask the same")

    def test_lists_by_what_the_law_says(self):
        def ids(kind, /, **query):
            reply = self.s.get("/v1/" + kind, on="2019-01-01", fields="id", **query)
            self.assertEqual(reply.status, 200, reply)
            return [r["id"] for r in reply.json()[kind]]

        self.assertIn("t-acme", ids("transfers", outcome="covered"))
        self.assertEqual(ids("transfers", mechanism="privacy-shield-eu-us"), ["t-acme"])
        self.assertEqual(ids("transfers", outcome="covered", importer="evil"), [])
        every = [i for o in ("covered", "no-transfer", "needs-review", "not-covered") for i in ids("transfers", outcome=o)]
        self.assertEqual(sorted(every), sorted(ids("transfers")))
        self.assertIn("evil", ids("parties", outcome="not-covered"))
        self.assertNotIn("us-parent", ids("parties", outcome="no-transfer"), "nothing goes to it")
        csv = self.s.ask("/v1/transfers?mechanism=privacy-shield-eu-us&on=2019-01-01", Accept="text/csv").body.decode()
        self.assertEqual([line.split(",")[0] for line in csv.splitlines()], ["id", "t-acme"])
        for kind, text in (("parties", "id,name,kind,country,own\nsolo,Solo Inc,service-provider,US,no\n"),
                           ("transfers", suite.TRANSFERS.splitlines()[0] +
                            "\nt-solo,ie-sub,solo,US,storage,controller,processor,any,2018-01-01\n"),
                           ("certifications", suite.CERTIFICATIONS.replace("acme", "solo"))):
            suite.imported(suite.BINARY, self.db, self.folder, kind, text)
        self.assertEqual(ids("parties", data="non-hr", outcome="covered", mechanism="privacy-shield-eu-us"), ["solo"])
        self.assertNotIn("solo", ids("parties", outcome="covered", data="hr"))
        self.assertEqual(ids("parties", q="SOLO", data="non-hr", outcome="covered", kind="service-provider",
                             country="United States"), ["solo"])
        csv = self.s.ask("/v1/parties?outcome=covered&data=non-hr&on=2019-01-01", Accept="text/csv").body.decode()
        self.assertEqual([line.split(",")[0] for line in csv.splitlines()], ["id", "solo"])
        self.assertNotIn("acme", ids("parties", outcome="covered"), "the worst of its transfers counts")
        for query in ({"outcome": "fine"}, {"mechanism": "nothing"}):
            self.assertEqual(self.s.get("/v1/transfers", **query).status, 400)

    def test_the_records_of_the_desks_by_the_names_of_their_parties(self):
        for kind, value in (("contracts", {"id": "c1", "party": "acme", "own": "ie-sub", "kind": "services"}),
                            ("checks", {"party": "acme", "item": "security", "state": "open"}),
                            ("inquiries", {"received": "2026-11-02", "asked_by": "customer", "about_party": "evil", "state": "open"}),
                            ("notices", {"id": "n1", "direction": "incoming", "vendor": "acme", "change": "added",
                                         "subject_name": "R\u00f6kmere Ltd", "state": "announced"}),
                            ("objections", {"id": "o1", "notice": "n1", "customer": "twin-de", "received": "2026-11-10"}),
                            ("deliveries", {"notice": "n1", "customer": "twin-us", "state": "queued"}),
                            ("overrides", {"id": "w1", "party": "evil", "gate": "approval", "reason": "a test", "granted_by": "dpo",
                                           "granted": "2026-11-20", "expires": "2027-01-01"})):
            self.assertEqual(self.s.post("/v1/" + kind, value).status, 201, kind)
        for kind, text, found in (("contracts", "acme hosting", 1), ("contracts", "irish", 1), ("contracts", "twin", 0),
                                  ("checks", "ACME", 1), ("checks", "sons", 0), ("inquiries", "SONS", 1), ("inquiries", "acme", 0),
                                  ("notices", "acme", 1), ("notices", "rokmere", 1), ("notices", "twin", 0),
                                  ("objections", "twin", 1), ("deliveries", "twin", 1), ("deliveries", "acme", 0),
                                  ("overrides", "sons", 1)):
            self.assertEqual(len(self.s.get("/v1/" + kind, q=text).json()[kind]), found, (kind, text))

    def test_a_name_is_that_of_then(self):
        tag = self.s.ask("/v1/parties/acme")["ETag"]
        first = self.s.get("/v1/transfers", q="acme", limit=1).json()
        before = self.s.get("/v1/mechanism", to="acme").json()["question"]["known_at"]
        self.assertEqual(self.s.ask("/v1/parties/acme", "PATCH", b'{"name": "Zenith", "aliases": null}', If_Match=tag,
                                    Content_Type="application/json").status, 200)
        self.assertEqual(len(self.s.get("/v1/transfers", q="acme").json()["transfers"]), 0)
        self.assertEqual(len(self.s.get("/v1/transfers", q="zenith").json()["transfers"]), 3)
        self.assertEqual(len(self.s.get("/v1/transfers", q="acme", known_at=before).json()["transfers"]), 3)
        rest = self.s.ask(first["next"].replace("limit=1", "limit=9")).json()["transfers"]
        self.assertEqual(len(first["transfers"]) + len(rest), 3, "the pages of a list show one moment")

    def test_a_filter_without_meaning_says_what_there_is(self):
        for kind, name, has in (("safeguards", "outcome", "mechanism"), ("safeguards", "kind", "exporter"),
                                ("certifications", "mechanism", "framework"), ("assessments", "mechanism", "outcome"),
                                ("replies", "q", "inquiry"), ("transfers", "kind", "mechanism"),
                                ("parties", "data", "outcome"), ("parties", "framework", "kind")):
            for accept in ("application/json", "text/csv"):
                reply = self.s.ask(f"/v1/{kind}?{name}=any", Accept=accept)
                self.assertEqual((reply.status, reply["Content-Type"]), (400, "application/problem+json"), (kind, name))
                self.assertEqual(reply.json()["parameter"], name)
                self.assertIn(has, reply.json()["detail"])

    def test_pages_of_such_a_list_show_one_moment(self):
        first = self.s.get("/v1/transfers", outcome="not-covered", limit=1)
        self.assertIn("rel=\"next\"", first["Link"])
        tag = self.s.ask("/v1/transfers/t-evil")["ETag"]
        self.assertEqual(self.s.ask("/v1/transfers/t-evil/end", "POST", b'{"on": "2019-01-01"}', If_Match=tag,
                                    Content_Type="application/json").status, 200)
        seen, target = [], first.json()["next"]
        while target:
            page = self.s.ask(target).json()
            seen += [t["id"] for t in page["transfers"]]
            target = page["next"]
        self.assertIn("t-evil", seen)
        self.assertNotIn("t-evil", [t["id"] for t in self.s.get("/v1/transfers", outcome="not-covered").json()["transfers"]])


if __name__ == "__main__":
    unittest.main()
