"""The calendar over HTTP: the secret address to subscribe to, what is new since it was last asked for, and as JSON."""

import unittest

from deadlines import NOW, Calendar

import suite
import wire


class Served(Calendar):
    def server(self, *args, now=NOW):
        s = wire.Server(suite.BINARY, self.db, env={"CHAPTERV_NOW": now}, args=args)
        self.addCleanup(s.__exit__)
        return s

    def secret(self):
        out = self.cli("calendar", "secret", "--new")
        self.assertRegex(out, r"^/v1/calendar\.ics\?key=cvk_[A-Za-z0-9_-]{43}\n$")
        return out.strip()

    def test_shown_once_kept_as_a_hash_ended_by_the_next(self):
        self.assertEqual(self.cli("calendar", "secret", status=1), "")
        self.assertEqual(self.run_it("calendar", "secret", "--revoke")[0], 2)
        first = self.secret()
        self.assertEqual(self.cli("calendar", "secret"), "")
        token = {"Authorization": "Bearer " + self.cli("token", "add", "t", "--role", "reader").strip()}
        s = self.server("--access-log", self.path("access.log"))
        self.assertEqual(s.ask(first).status, 200)
        second = self.secret()
        self.assertEqual((s.ask(first).status, s.ask(second).status), (403, 200))
        self.cli("calendar", "secret", "--revoke")
        refused = s.ask(second)
        self.assertEqual((refused.status, refused.json()["type"]), (403, "/problems#invalid-address"), refused)
        self.assertEqual(s.ask(second, "HEAD").status, 403)
        self.assertEqual((s.ask("/v1/calendar.ics").status, s.ask("/v1/calendar.ics", **token).status), (401, 200))
        log = self.cli("log")
        self.assertEqual(log.count("setting/calendar/secret"), 3, log)
        self.cli("verify")
        code, words = s.stop()
        self.assertEqual(code, 0)
        with open(self.path("access.log"), encoding="utf-8") as f:
            lines = f.read()
        self.assertIn('"path":"/v1/calendar.ics"', lines)
        with open(self.db, "rb") as f:
            kept = f.read()
        for secret in (first.split("=")[1], second.split("=")[1]):
            for where in (lines, log, words, refused.body.decode(), kept.decode("latin-1")):
                self.assertNotIn(secret[4:], where)

    def test_it_opens_the_calendar_and_nothing_else(self):
        key = self.secret().split("?")[1]
        self.cli("token", "add", "t", "--role", "reader")
        s = self.server()
        for path in s.ask("/v1/openapi.json").json()["paths"]:
            if path not in ("/v1/health", "/v1/openapi.json", "/v1/calendar.ics", "/login"):
                asked = path.replace("{id}", "1").replace("{entry}", "1") + "?" + key
                self.assertEqual(s.ask(asked).status in (401, 405), True, path)
        self.assertEqual(s.ask("/v1/calendar.ics?" + key, "POST", b"").status, 405)
        self.assertEqual(s.ask("/v1/calendar.ics?" + key + "&zzz=1").status, 400)
        self.assertEqual(s.ask("/v1/calendar.ics?" + key + "&" + key).status, 400)
        self.assertEqual(s.ask("/v1/calendar.ics", Authorization="Bearer " + key[4:]).status, 401)

    def test_who_guesses_is_told_to_wait_and_who_knows_is_not(self):
        good = self.secret()
        self.cli("token", "add", "t", "--role", "reader")
        s = self.server()
        got = [s.ask(f"/v1/calendar.ics?key=cvk_{n:043d}").status for n in range(25)]
        self.assertEqual(got, [403] * 20 + [429] * 5)
        self.assertEqual(s.ask(good).status, 200)

    def test_a_register_without_tokens_answers_its_own_machine(self):
        s = self.server()
        self.assertEqual(s.ask("/v1/calendar.ics").status, 200)
        self.assertEqual(s.ask("/v1/calendar.ics?key=cvk_x").status, 403, "a revoked address stays one")

    def test_asked_again_it_says_whether_anything_is_new(self):
        s = self.server()
        first = s.ask("/v1/calendar.ics")
        self.assertEqual(first["Content-Type"], "text/calendar; charset=utf-8")
        self.assertEqual(first["Cache-Control"], "private, no-cache")
        self.assertEqual(first.body.decode(), self.cli("calendar", "--ics"))
        self.assertEqual(first["Last-Modified"], "Mon, 23 Nov 2026 10:00:00 GMT")
        head = s.ask("/v1/calendar.ics", "HEAD")
        self.assertEqual([head[n] for n in ("ETag", "Last-Modified", "Content-Length")],
                         [first[n] for n in ("ETag", "Last-Modified", "Content-Length")])
        for fields, status in (({"If_None_Match": first["ETag"]}, 304),
                               ({"If_None_Match": "W/" + first["ETag"] + ', "x"'}, 304),
                               ({"If_None_Match": '"x"'}, 200), ({"If_Modified_Since": first["Last-Modified"]}, 304),
                               ({"If_Modified_Since": "Mon, 23 Nov 2026 09:59:59 GMT"}, 200),
                               ({"If_Modified_Since": "Tue, 24 Nov 2026 00:00:00 GMT"}, 304),
                               ({"If_Modified_Since": "Sun, 23 Nov 2026 10:00:00 GMT"}, 200),
                               ({"If_Modified_Since": "yesterday"}, 200),
                               ({"If_None_Match": '"x"', "If_Modified_Since": first["Last-Modified"]}, 200)):
            with self.subTest(fields):
                reply = s.ask("/v1/calendar.ics", **fields)
                self.assertEqual((reply.status, bool(reply.body)), (status, status == 200))
                self.assertEqual(reply["ETag"], first["ETag"])
        self.load("contracts", "id,party,kind,signed,ended\nnew,clauses,services,2023-09-01,2026-12-30\n")
        now = s.ask("/v1/calendar.ics", If_None_Match=first["ETag"])
        self.assertEqual(now.status, 200)
        self.assertIn(b"20261230", now.body)

    def test_another_day_is_another_calendar(self):
        """Without a change: what was due yesterday is overdue."""
        with wire.Server(suite.BINARY, self.db, env={"CHAPTERV_NOW": "2026-11-30T12:00:00Z"}) as s:
            first = s.ask("/v1/calendar.ics")
        with wire.Server(suite.BINARY, self.db, env={"CHAPTERV_NOW": "2026-12-01T12:00:00Z"}) as s:
            then = s.ask("/v1/calendar.ics", If_Modified_Since=first["Last-Modified"])
        self.assertEqual((first["Last-Modified"], then["Last-Modified"]),
                         ("Mon, 30 Nov 2026 00:00:00 GMT", "Tue, 01 Dec 2026 00:00:00 GMT"))
        self.assertGreater(then.body.count(b"Overdue"), first.body.count(b"Overdue"))

    def test_as_json(self):
        s = self.server()
        reply = s.ask("/v1/calendar?within=90d")
        self.assertEqual(reply.json(), self.said())
        self.assertEqual(s.ask("/v1/calendar?on=2026-11-30&within=1d").json(),
                         self.said("--on", "2026-11-30", "--within", "1d"))
        for query in ("within=soon", "within=0", "on=2026-02-30", "zzz=1", "key=cvk_x"):
            self.assertEqual(s.ask("/v1/calendar?" + query).status, 400, query)


if __name__ == "__main__":
    unittest.main()
