"""Imports over HTTP as work: jobs and their progress, two at once, other writers, dying."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import threading
import unittest

import importing
import suite
import wire
from importing import done, over, post, small, state

NEW = "id,name,kind,country\nbeta,Beta GmbH,service-provider,DE\n"
LARGE = 20_000  # rows: more than is answered directly


@contextlib.contextmanager
def locked(db):
    """Another program writes: what is to write meanwhile waits, five seconds at most."""
    with contextlib.closing(sqlite3.connect(db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


class Jobs(importing.Imports):
    now = None  # a clock that stands still would never let a job grow old

    def test_a_large_file_is_a_job_and_questions_are_answered_meanwhile(self):
        s = self.filled()
        text = self.many(LARGE)
        reply = post(s, text, "file=many.csv")
        self.assertEqual((reply.status, reply["Location"], reply["Retry-After"]), (202, "/v1/imports/job-1", "1"))
        self.assertIn(reply.json()["state"], ("queued", "running"))
        seen, answers = [], 0
        with s.wire() as w:
            while True:
                job = s.get("/v1/imports/job-1").json()
                seen.append(job)
                if job["state"] in importing.OVER:
                    break
                wire.send(w, "/v1/mechanism?to=acme")
                answer = w.reply()
                self.assertEqual(answer.status, 200)
                if state(s, "job-1") == "running":
                    answers += 1
                    self.assertIn(answer.json()["register_seq"], (2, 3), "neither before nor after")
        self.assertGreater(answers, 0, "no question was asked while it ran")
        self.assertEqual(seen[-1]["state"], "applied", seen[-1])
        self.assertEqual((seen[-1]["import"], seen[-1]["report"]["added"]), (3, LARGE))
        running = [j["progress"] for j in seen if j["state"] == "running"]
        self.assertTrue(running)
        rows = [p["rows"] for p in running]
        self.assertEqual(rows, sorted(rows))
        self.assertTrue(any(p["of"] for p in running), running[:3])
        self.assertEqual(s.get("/v1/mechanism", to="acme").json()["register_seq"], 3)
        self.assertEqual(s.get("/v1/imports/3").json()["rows"], LARGE)
        self.left_nothing()

    def test_whoever_prefers_gets_202_at_once(self):
        s = self.server()
        reply = post(s, NEW, Prefer="wait=5, respond-async")
        self.assertEqual(reply.status, 202)
        self.assertEqual(over(s, reply)["state"], "applied")

    def test_only_so_many_at_once_and_none_is_lost(self):
        s = self.filled()
        with locked(self.db):
            first = post(s, small(0), Prefer="respond-async")
            self.assertTrue(wire.until(lambda: state(s, "job-1") == "running", 20))
            waiting = [post(s, small(i), f"file=n{i}.csv") for i in range(1, 8)]
            self.assertEqual({r.status for r in waiting}, {202})
            for reply in (post(s, small(9)), post(s, self.many(LARGE)), s.ask("/v1/imports/1/undo", "POST", b"")):
                self.assertEqual((reply.status, reply["Retry-After"]), (503, "1"), reply)
                self.assertEqual(reply.json()["type"], "/problems#too-many-imports")
            gone = s.ask("/v1/imports/job-2", "DELETE")
            self.assertEqual((gone.status, gone.json()["state"]), (202, "stopped"))
            self.assertEqual(post(s, small(8)).status, 202, "a place was free")
        states = [over(s, r)["state"] for r in [first, *waiting]]
        self.assertEqual(states, ["applied", "stopped"] + 6 * ["applied"])
        numbers = [over(s, s.get(f"/v1/imports/job-{n}"))["import"] for n in (1, 3, 4, 5, 6, 7, 8, 9)]
        self.assertEqual(numbers, list(range(3, 11)), "not in their order")
        self.assertIn(post(s, small(10)).status, (201, 202), "places are taken for ever")
        self.left_nothing()

    def test_a_running_job_can_be_stopped_and_nothing_of_it_is_written(self):
        s = self.filled()
        with locked(self.db):
            reply = post(s, self.many(LARGE))
            self.assertTrue(wire.until(lambda: state(s, "job-1") == "running", 20))
            stopping = s.ask("/v1/imports/job-1", "DELETE")
            self.assertEqual((stopping.status, stopping.json()["stopping"]), (202, True))
        job = over(s, reply)
        self.assertEqual((job["state"], job["problem"]["type"]), ("stopped", "/problems#E_STOPPED"))
        self.assertEqual(s.get("/v1/health").json()["register_seq"], 2)
        self.assertIn(post(s, NEW).status, (201, 202))

    def test_a_large_plan_is_kept_and_applied(self):
        s = self.server()
        plan = over(s, post(s, self.many(LARGE), "file=many.csv&dry_run=true"))
        self.assertEqual((plan["state"], plan["report"]["added"]), ("planned", LARGE))
        self.assertEqual(s.get(plan["plan"]).json(), plan["report"])
        self.assertGreater(len(s.ask(plan["plan"], Accept="text/plain").body), LARGE)
        reply = s.ask(plan["apply"], "POST", b"")
        self.assertEqual(reply.status, 202)
        done = over(s, reply)
        self.assertEqual((done["state"], done["import"], done["report"]["hash"]), ("applied", 1, plan["hash"]))
        self.left_nothing()

    def test_two_at_the_same_time(self):
        s = self.server()
        replies = {}
        begin = threading.Barrier(2)

        def one(i):
            begin.wait()
            replies[i] = post(s, small(i), f"file=n{i}.csv")

        threads = [threading.Thread(target=one, args=(i,)) for i in range(2)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        jobs = [over(s, replies[i]) for i in range(2)]
        self.assertEqual({j["state"] for j in jobs}, {"applied"})
        self.assertEqual({j["import"] for j in jobs}, {1, 2})

    def test_only_the_last_ones_are_kept(self):
        s = self.server()
        plan = over(s, post(s, NEW, "dry_run=true"))
        for i in range(33):
            self.assertEqual(over(s, post(s, small(i)))["state"], "applied")
        self.assertEqual(s.get("/v1/imports/" + plan["id"]).status, 404)
        self.assertEqual(s.ask(plan["apply"], "POST", b"").status, 404)
        self.assertEqual(len(s.get("/v1/imports").json()["jobs"]), 32)
        self.assertEqual(len(s.get("/v1/imports?limit=200").json()["imports"]), 33)


class Beside(importing.Imports):
    """Another program writes to the register."""

    def test_a_writer_that_takes_its_time_is_waited_for(self):
        s = self.filled()
        with locked(self.db):
            reply = post(s, NEW, Prefer="respond-async")
            self.assertTrue(wire.until(lambda: state(s, "job-1") == "running", 20))
        self.assertEqual(over(s, reply)["state"], "applied")

    def test_one_that_takes_too_long_is_a_503_and_nothing_is_written(self):
        s = self.filled()
        plan = over(s, post(s, NEW, "file=plan.csv&dry_run=true"))
        with locked(self.db):
            reply = post(s, NEW)
            self.assertEqual(reply.status, 202, "it waits longer than a request does")
            job = over(s, reply)
            self.assertEqual((job["state"], job["problem"]["status"], job["problem"]["type"]), ("failed", 503, "/problems#E_BUSY"))
            again = over(s, s.ask(plan["apply"], "POST", b""))
            self.assertEqual((again["state"], again["problem"]["status"]), ("planned", 503))
            self.assertEqual(s.get("/v1/mechanism", to="acme").status, 200)
        self.assertEqual(s.get("/v1/health").json()["register_seq"], 2)
        self.assertEqual(over(s, s.ask(plan["apply"], "POST", b""))["state"], "applied")

    def test_imports_of_the_command_line_beside_it(self):
        s = self.server()
        text = self.many(2_000)
        path = self.put("cli.csv", self.many(2_000, 2))
        for _ in range(3):
            with subprocess.Popen([suite.BINARY, "import", path, "--db", self.db], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as p:
                reply = post(s, text, "file=http.csv&on_conflict=update", Prefer="respond-async")
                out = p.communicate()
            self.assertEqual(p.returncode, 0, out)
            self.assertIn(over(s, reply)["state"], ("applied", "unchanged"))
        who = {i["who"] for i in s.get("/v1/imports").json()["imports"]}
        self.assertEqual(len(who), 2, who)

    def test_one_import_after_the_other_leaves_the_command_line_a_moment(self):
        s = self.server()
        path, stop = self.put("cli.csv", NEW), threading.Event()
        texts = [self.many(1_000, 1), self.many(1_000, 2)]

        def keep_busy(i):
            while not stop.is_set():
                post(s, texts[i % 2], "on_conflict=update", Prefer="respond-async")
                i += 1

        busy = [threading.Thread(target=keep_busy, args=(i,)) for i in range(4)]
        for t in busy:
            t.start()
        try:
            done_ = [subprocess.run([suite.BINARY, "import", path, "--db", self.db], capture_output=True, check=False) for _ in range(8)]
        finally:
            stop.set()
            for t in busy:
                t.join()
        self.assertEqual([d.returncode for d in done_], [0] * 8, done_[-1].stderr)

    def test_the_register_is_gone(self):
        s = self.filled()
        os.rename(self.db, self.db + ".away")
        reply = done(s, NEW)
        self.assertEqual(reply.status, 500)
        self.assertEqual(over(s, reply)["state"], "failed")
        self.assertFalse(os.path.exists(self.db))
        os.rename(self.db + ".away", self.db)
        self.assertEqual(done(s, NEW).status, 201)


class Ending(importing.Imports):
    now = None

    def running(self, s):
        reply = post(s, self.many(LARGE))
        self.assertTrue(wire.until(lambda: state(s, "job-1") != "queued", 20))
        return reply

    def test_killed_while_it_imports(self):
        s = self.filled()
        before = self.cli("report", "parties").count("\n")
        for _ in range(3):
            self.running(s)
            wire.until(lambda: s.get("/v1/imports/job-1").json()["progress"]["rows"] > LARGE // 4, 60)
            s.process.kill()
            s.process.wait()
            self.assertIn(self.cli("report", "parties").count("\n"), (before, before + LARGE), "half of it is there")
            self.left_nothing()
            s.process.stdout.close()
            s.process.stderr.close()
            s = self.server()
            self.assertEqual(s.get("/v1/imports").json()["jobs"], [])
        self.assertIn(post(s, NEW).status, (201, 202))

    def test_told_to_end_while_it_imports(self):
        for how in (signal.SIGTERM, signal.SIGINT):
            s = self.server()
            before = s.get("/v1/health").json()["register_seq"]
            self.running(s)
            code, words = s.stop(how, within=60)
            self.assertEqual(code, 0, words)
            stopped = "job-1 (upload.csv) is stopped" in words
            s = self.server()
            after = s.get("/v1/health").json()["register_seq"]
            self.assertIn(after, (before, before + 1))
            self.assertTrue(stopped or after == before + 1 or before == 1, words)
            self.left_nothing()
            self.assertEqual(s.stop()[0], 0)

    def test_told_to_end_while_some_wait(self):
        for how in (signal.SIGTERM, signal.SIGINT):
            s = self.filled()
            with locked(self.db):
                self.assertEqual(post(s, NEW, Prefer="respond-async").status, 202)
                self.assertTrue(wire.until(lambda: state(s, "job-1") == "running", 20))
                self.assertEqual(post(s, NEW, "file=behind.csv").status, 202)
                s.process.send_signal(how)
            code, words = s.process.wait(60), s.process.stderr.read().decode()
            self.assertEqual(code, 0, words)
            self.assertIn("job-1 (upload.csv) is stopped", words)
            self.assertIn("job-2 (behind.csv) is stopped", words)
            s = self.server()
            self.assertEqual(s.get("/v1/health").json()["register_seq"], 2)
            self.left_nothing()
            self.assertEqual(s.stop()[0], 0)

    def test_whoever_waits_for_an_answer_is_told(self):
        s = self.filled()
        with locked(self.db), s.wire() as w:
            wire.send(w, "/v1/imports", "POST", NEW.encode(), Content_Type="text/csv")
            self.assertTrue(wire.until(lambda: s.get("/v1/imports").json()["jobs"], 10))
            s.process.send_signal(signal.SIGTERM)
            reply = w.reply()
            self.assertIn(reply.status, (202, 409), reply)
        self.assertEqual(s.process.wait(60), 0)


if __name__ == "__main__":
    unittest.main()
