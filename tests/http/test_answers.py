"""GET /v1/mechanism, /v1/health and the frame around every reply."""

import concurrent.futures
import re
import unittest

import suite

INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z"


class Answers(suite.Case):
    def answer(self, **fields):
        reply = self.server.get("/v1/mechanism", **fields)
        self.assertEqual(reply.status, 200, reply)
        self.assertEqual(reply["Content-Type"], "application/json")
        return reply.json()

    def problem(self, status, parameter, reply):
        self.assertEqual(reply.status, status, reply)
        self.assertEqual(reply["Content-Type"], "application/problem+json")
        self.assertEqual(reply["Cache-Control"], "no-store")
        value = reply.json()
        self.assertLessEqual({"type", "title", "status", "detail"}, set(value))
        self.assertEqual(value["status"], status)
        self.assertEqual(value.get("parameter"), parameter, value)
        self.assertRegex(value["type"], r"^/problems#[\w-]+$")
        return value

    def test_the_answer_has_every_field(self):
        a = self.answer(to="acme", on="2020-07-20")
        self.assertEqual(set(a) & {"outcome", "mechanism", "question", "sentence", "valid_until", "legs", "law_pack",
                                   "register_seq"},
                         {"outcome", "mechanism", "question", "sentence", "valid_until", "legs", "law_pack",
                          "register_seq"})
        self.assertEqual(a["outcome"], "not-covered")
        self.assertIsNone(a["mechanism"])
        q = a["question"]
        self.assertEqual(q["to"]["id"], "acme")
        self.assertEqual(q["to"]["name"], "Acme, Inc.")
        self.assertEqual(q["on"], "2020-07-20")
        self.assertRegex(q["known_at"], f"^{INSTANT}$")
        leg = a["legs"][0]
        for key in ("exporter", "importer", "country", "regime", "outcome", "mechanism", "reasons", "tried", "fallback",
                    "remedies"):
            self.assertIn(key, leg)
        self.assertEqual((leg["exporter"], leg["importer"], leg["country"], leg["regime"]), ("ie-sub", "acme", "US", "EU"))
        self.assertIn("FRAMEWORK_ENDED", leg["reasons"])
        tried = [t for t in leg["tried"] if t["mechanism"] == "privacy-shield-eu-us"][0]
        self.assertEqual((tried["verdict"], tried["reason"]), ("no", "FRAMEWORK_ENDED"))
        self.assertTrue(tried["because"] and tried["cite"])
        self.assertRegex(tried["record"], r"^certification/\d+$")
        self.assertTrue(leg["remedies"])

    def test_few_lengths_occur(self):
        """Blanks before the end of the line fill each up to a multiple of 64, the first time and when it is remembered."""
        before = self.answer(to="acme")["question"]["known_at"]
        for query in ({"to": "acme"}, {"to": "evil"}, {"to": "twin-de"}, {"to": "acme", "known_at": before}):
            for _ in range(3):
                reply = self.server.get("/v1/mechanism", on="2018-05-01", **query)
                self.assertEqual(reply.status, 200, (query, reply))
                self.assertEqual((len(reply.body) % 64, reply.body[-1:], reply.body.rstrip()[-1:]), (0, b"\n", b"}"))

    def test_asked_again_and_again(self):
        """However often it is asked: the same answer, with the instant of this question in it, until something changes."""
        questions = [dict(to=to, on=f"2020-07-{day:02}") for to in ("acme", "IN", "Acme, Inc.") for day in range(1, 29)]

        def all_of_them():
            replies = [self.answer(**q) for q in questions]
            at = [r["question"].pop("known_at") for r in replies]
            self.assertEqual(at, sorted(at))
            return replies, at

        first, at = all_of_them()
        for _ in range(4):
            replies, later = all_of_them()
            self.assertEqual(replies, first)
            self.assertGreaterEqual(later[0], at[-1])
            at = later
        before = first[0]["register_seq"]
        suite.imported(suite.BINARY, self.db, self.folder, "parties",
                       "id,name,kind,country\nagain-1,Again GmbH,service-provider,DE\n")
        for reply, old in zip(all_of_them()[0], first):
            self.assertEqual(reply.pop("register_seq"), before + 1)
            self.assertEqual(reply, {k: v for k, v in old.items() if k != "register_seq"})

    def test_before_the_end_it_was_covered(self):
        a = self.answer(to="acme", on="2018-05-01")
        self.assertEqual((a["outcome"], a["mechanism"]), ("covered", "privacy-shield-eu-us"))

    def test_names_aliases_and_countries(self):
        for to in ("acme", "Acme, Inc.", "ACME hosting", "acme  INC"):
            self.assertEqual(self.answer(to=to, on="2020-07-20")["question"]["to"]["id"], "acme", to)
        a = self.answer(to="acme", from_="IE", on="2018-05-01", data="non-hr")
        self.assertEqual(a["question"]["from"]["country"], "IE")
        self.assertEqual(a["question"]["data"], "non-hr")
        self.assertEqual(self.answer(to="FR", from_="IE")["outcome"], "no-transfer")

    def test_today_is_the_default(self):
        a = self.answer(to="acme")
        self.assertEqual(a["question"]["on"], a["question"]["known_at"][:10])

    def test_errors_name_the_parameter(self):
        for status, parameter, target in (
                (400, "to", ""), (400, "to", "?to="), (400, "to", "?on=2020-01-01"),
                (404, "to", "?to=nobody-here"), (404, "from", "?to=acme&from=nobody-here"),
                (400, "on", "?to=acme&on=2026-02-30"), (400, "on", "?to=acme&on=yesterday"),
                (400, "on", "?to=acme&on=20260101"), (400, "known_at", "?to=acme&known_at=noon"),
                (400, "known_at", "?to=acme&known_at=2026-13-01T00:00:00Z"),
                (400, "data", "?to=acme&data=secret"), (400, "data", "?to=acme&data=HR%20"),
                (400, "To", "?To=acme"), (400, "colour", "?to=acme&colour=red"),
                (400, "to", "?to=acme&to=acme"), (400, "on", "?to=acme&on=2020-01-01&on=2020-01-01"),
                (400, "to", "?to=%ff"), (400, "to", "?to=%zz"), (400, "to", "?to=a%01b"), (400, "to", "?to=" + "a" * 401),
        ):
            with self.subTest(target):
                self.problem(status, parameter, self.server.ask("/v1/mechanism" + target))

    def test_two_candidates_are_listed_never_guessed(self):
        value = self.problem(409, "to", self.server.get("/v1/mechanism", to="twin services", on="2024-01-01"))
        found = sorted((c["id"], c["name"], c["country"]) for c in value["candidates"])
        self.assertEqual(found, [("twin-de", "Twin Services", "DE"), ("twin-us", "Twin Services", "US")])
        value = self.problem(409, "from", self.server.get("/v1/mechanism", to="acme", from_="Twin Services"))
        self.assertEqual(len(value["candidates"]), 2)

    def test_two_countries_of_one_name_are_listed(self):
        value = self.problem(409, "to", self.server.get("/v1/mechanism", to="Congo", from_="IE"))
        self.assertEqual([(c["id"], c["country"]) for c in value["candidates"]], [("CG", "CG"), ("CD", "CD")])

    def test_known_at(self):
        now = self.server.get("/v1/health").json()["register_seq"]
        a = self.answer(to="acme", on="2020-07-20", known_at="2150-01-01")
        self.assertEqual(a["register_seq"], now)
        self.assertEqual(a["question"]["known_at"][:10], "2150-01-01")
        self.problem(404, "to", self.server.get("/v1/mechanism", to="acme", known_at="1999-01-01"))

    def test_health(self):
        reply = self.server.ask("/v1/health")
        value = reply.json()
        self.assertEqual(value["status"], "ok")
        self.assertRegex(value["law_pack"], r"^\d{4}-\d\d-\d\d")
        self.assertGreater(value["register_seq"], 0)
        self.assertTrue(value["version"])
        self.problem(400, "x", self.server.ask("/v1/health?x=1"))

    def test_fields_of_every_reply(self):
        for target, status in (("/v1/health", 200), ("/", 200), ("/style.css", 200), ("/nowhere", 404), ("/problems", 200),
                               ("/v1/mechanism", 400)):
            reply = self.server.ask(target)
            self.assertEqual(reply.status, status, target)
            self.assertEqual(reply["Cache-Control"], "no-store", target)
            self.assertEqual(reply["X-Content-Type-Options"], "nosniff", target)
            self.assertIsNotNone(reply["Date"], target)
            self.assertEqual(reply.version, "HTTP/1.1")

    def test_head_is_get_without_the_body(self):
        for target in ("/v1/health", "/", "/?to=acme&on=2018-05-01", "/style.css", "/problems", "/nowhere",
                       "/v1/mechanism?to=acme&on=2018-05-01", "/v1/mechanism?to=nobody"):
            get, head = self.server.ask(target), self.server.ask(target, "HEAD")
            self.assertEqual((head.status, head["Content-Type"]), (get.status, get["Content-Type"]), target)
            self.assertEqual(head["Content-Length"], get["Content-Length"], target)

    def test_head_does_not_spoil_the_next(self):
        with self.server.wire() as w:
            w.send("HEAD /v1/health HTTP/1.1\r\nHost: t\r\n\r\nGET /v1/health HTTP/1.1\r\nHost: t\r\n\r\n")
            self.assertEqual(w.reply(head=True).status, 200)
            self.assertEqual(w.reply().json()["status"], "ok")

    def test_options_and_allow(self):
        for target, allow in (("/v1/mechanism", "GET, HEAD, OPTIONS"), ("/v1/check", "POST, OPTIONS"),
                              ("/", "GET, HEAD, OPTIONS"), ("*", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")):
            reply = self.server.ask(target, "OPTIONS")
            self.assertEqual((reply.status, reply["Allow"]), (204, allow), target)
        self.assertEqual(self.server.ask("/nowhere", "OPTIONS").status, 404)
        reply = self.server.ask("/v1/mechanism?to=acme", "POST", b"{}", Content_Type="application/json")
        self.assertEqual((reply.status, reply["Allow"]), (405, "GET, HEAD, OPTIONS"))
        reply = self.server.ask("/v1/check")
        self.assertEqual((reply.status, reply["Allow"]), (405, "POST, OPTIONS"))

    def test_keep_alive_and_pipelining(self):
        line = "GET /v1/mechanism?to=acme&on=2018-05-0%d HTTP/1.1\r\nHost: t\r\n\r\n"
        with self.server.wire() as w:
            w.send("".join(line % i for i in range(1, 10)))
            for i in range(1, 10):
                self.assertEqual(w.reply().json()["question"]["on"], f"2018-05-0{i}")

    def test_a_refusal_after_the_header_keeps_the_connection(self):
        with self.server.wire() as w:
            for target in ("/nowhere", "/v1/mechanism", "/v1/mechanism?to=nobody", "/v1/health"):
                w.send(f"GET {target} HTTP/1.1\r\nHost: t\r\n\r\n")
                reply = w.reply()
            self.assertEqual(reply.status, 200)

    def test_64_clients_at_once(self):
        def client(i):
            with self.server.wire() as w:
                seen = set()
                for n in range(25):
                    day = f"20{18 + (i + n) % 7}-07-20"
                    w.send(f"GET /v1/mechanism?to=acme&on={day} HTTP/1.1\r\nHost: t\r\n\r\n")
                    a = w.reply().json()
                    seen.add((a["question"]["on"] == day, a["outcome"] in ("covered", "not-covered", "needs-review")))
                return seen

        with concurrent.futures.ThreadPoolExecutor(64) as pool:
            for seen in pool.map(client, range(64)):
                self.assertEqual(seen, {(True, True)})

    def test_problem_types_lead_somewhere(self):
        page = self.server.ask("/problems").body.decode()
        for target in ("/nowhere", "/v1/mechanism", "/v1/mechanism?to=nobody", "/v1/mechanism?to=acme&on=x"):
            kind = self.server.ask(target).json()["type"]
            self.assertIn(f'id="{re.sub("^.*#", "", kind)}"', page)


if __name__ == "__main__":
    unittest.main()
