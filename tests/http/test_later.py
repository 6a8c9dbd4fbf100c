"""Whoever reads while another program is in the middle of a commit waits for it, keeps nobody else waiting, and is told
when it takes too long."""

import sqlite3
import time
import unittest

import serving
import suite
import wire

# what is read from the file, each kind of answer once
READ = ("/v1/parties", "/v1/parties/acme", "/v1/parties/acme/history", "/v1/transfers?on=2020-01-01", "/v1/log",
        "/v1/reports/parties?format=csv", "/v1/reports/coverage?format=json", "/v1/calendar.ics", "/v1/lint", "/v1/imports",
        "/v1/inquiries", "/v1/notices")
QUESTION = "/v1/mechanism?to=acme&on=2020-01-01"


class Later(serving.Own):
    def setUp(self):
        super().setUp()
        self.s = self.server()

    def hold(self):
        """As another program has it while it commits: nobody may read."""
        con = sqlite3.connect(self.db, isolation_level=None, timeout=wire.PATIENCE)
        self.addCleanup(con.close)
        con.execute("BEGIN EXCLUSIVE")
        return con

    def asked(self, target, **fields):
        w = self.s.wire()
        self.addCleanup(w.sock.close)
        wire.send(w, target, **fields)
        return w

    def test_it_is_answered_when_the_commit_is_over(self):
        before = {target: self.s.ask(target).status for target in READ}
        self.assertEqual(before, dict.fromkeys(READ, 200))
        con = self.hold()
        waiting = [(target, self.asked(target)) for target in READ]
        time.sleep(1)
        early = [target for target, w in waiting if w.readable()]
        con.execute("ROLLBACK")
        self.assertEqual({target: w.reply().status for target, w in waiting}, before)
        self.assertLessEqual(set(early), {"/v1/calendar.ics"})  # kept for who asks again

    def test_a_question_does_not_wait_with_them(self):
        con = self.hold()
        waiting = [self.asked("/v1/parties/acme/history") for _ in range(40)]
        self.assertTrue(wire.until(lambda: all(self.s.has_read(w) for w in waiting)))
        answered = 0
        while answered < 20 and not any(w.readable() for w in waiting):  # else they were given up: a slow machine
            self.assertEqual(self.s.ask(QUESTION).status, 200)
            answered += 1
        con.execute("ROLLBACK")
        self.assertGreater(answered, 0, "questions waited for whoever reads the file")
        self.assertLessEqual({w.reply().status for w in waiting}, {200} if answered == 20 else {200, 503})

    def test_a_token_that_was_just_given_is_not_refused_meanwhile(self):
        given = wire.run(suite.BINARY, "token", "add", "first", "--role", "reader", "--db", self.db)
        self.assertEqual(given[0], 0, given)
        self.assertEqual(self.s.ask("/v1/parties").status, 401)
        for _ in range(30):  # this address may not fail any more: it is told to wait
            self.s.ask("/v1/parties", Authorization="Bearer cv_nonsense")
        code, out, words = wire.run(suite.BINARY, "token", "add", "second", "--role", "procurement", "--db", self.db)
        self.assertEqual(code, 0, words)
        con = self.hold()
        body = b'{"name": "Beta GmbH", "kind": "service-provider", "country": "DE"}'
        bearer = {"Authorization": "Bearer " + out.strip()}
        changed = self.s.ask("/v1/parties", "POST", body, Content_Type="application/json", **bearer)
        waiting = [self.asked(QUESTION, **bearer), self.asked("/v1/parties", **bearer)]
        wrong = self.asked(QUESTION, Authorization="Bearer cv_nonsense")
        time.sleep(0.3)
        con.execute("ROLLBACK")
        self.assertIn(changed.status, (201, 503))
        self.assertEqual([w.reply().status for w in waiting], [200, 200])
        self.assertIn(wrong.reply().status, (401, 429))

    def test_it_does_not_wait_for_ever(self):
        con = self.hold()
        begun = time.monotonic()
        waiting = [self.asked("/v1/parties"), self.asked("/v1/parties", Accept="text/csv"),
                   self.asked("/v1/reports/gaps")]
        for w in waiting:
            reply = w.reply()
            self.assertEqual((reply.status, reply.json()["type"], reply["Retry-After"]), (503, "/problems#E_BUSY", "1"))
        self.assertGreaterEqual(time.monotonic() - begun, 4)
        con.execute("ROLLBACK")
        for w in waiting:
            wire.send(w, "/v1/parties")  # a new request on that connection has its own time
            self.assertEqual(w.reply().status, 200)

    def test_the_next_request_of_a_connection_is_answered_after_it(self):
        con = self.hold()
        w = self.asked("/v1/parties/acme")
        wire.send(w, QUESTION)
        time.sleep(0.3)
        con.execute("ROLLBACK")
        self.assertEqual(w.reply().json()["id"], "acme")
        self.assertIn("outcome", w.reply().json())

    def test_a_change_is_done_once(self):
        con = self.hold()
        with self.s.wire() as w:
            body = b'{"name": "Beta GmbH", "kind": "service-provider", "country": "DE"}'
            wire.send(w, "/v1/parties", "POST", body, Content_Type="application/json")
            time.sleep(0.5)
            con.execute("ROLLBACK")
            self.assertEqual(w.reply().status, 201)
        self.assertEqual(len(self.s.ask("/v1/parties/beta-gmbh/history").json()["history"]), 1)

    def test_a_server_that_stops_answers_whoever_waits(self):
        self.hold()
        waiting = [self.asked("/v1/parties") for _ in "123"]
        self.assertTrue(wire.until(lambda: all(self.s.has_read(w) for w in waiting)))
        code, words = self.s.stop()
        self.assertEqual(code, 0, words)
        self.assertEqual([w.reply().status for w in waiting], [503] * 3)

    def test_a_sender_who_hangs_up_meanwhile_harms_nobody(self):
        con = self.hold()
        for _ in range(20):
            self.asked("/v1/parties").sock.close()
        time.sleep(0.2)
        con.execute("ROLLBACK")
        self.assertEqual(self.s.ask("/v1/parties").status, 200)


if __name__ == "__main__":
    unittest.main()
