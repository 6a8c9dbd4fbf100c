"""Checkpoints that the server signs on a timer and at its end."""

import os
import pathlib
import shutil
import time
import unittest

import serving
import suite
import wire


class Checkpoints(serving.Own):
    def setUp(self):
        super().setUp()
        self.kept = self.path("kept")
        os.mkdir(self.kept)

    def names(self):
        return sorted(n for n in os.listdir(self.kept) if n.endswith(".checkpoint"))

    def test_one_whenever_the_log_has_grown_and_one_at_the_end(self):
        s = self.server("--checkpoint-dir", self.kept, "--checkpoint-every", "1s")
        first = self.until(self.names)
        self.assertEqual(self.until(lambda: s.ask("/v1/log/checkpoint").status == 200) and s.ask("/v1/log/checkpoint").body,
                         pathlib.Path(self.kept, first[0]).read_bytes())
        self.assertEqual(s.post("/v1/parties", {"name": "Beta GmbH", "country": "DE"}).status, 201)
        self.until(lambda: len(self.names()) == 2)
        time.sleep(1.3)
        self.assertEqual(len(self.names()), 2, "nothing was recorded, nothing is signed")
        self.assertEqual(s.post("/v1/parties", {"name": "Gamma GmbH", "country": "DE"}).status, 201)
        s.stop()
        self.assertEqual(len(self.names()), 3)
        self.assertEqual(os.listdir(self.kept).__len__(), 3, "nothing half written is left")
        options = [x for n in self.names() for x in ("--checkpoint", os.path.join(self.kept, n))]
        code, out, words = wire.run(suite.BINARY, "verify", "--db", self.db, *options)
        self.assertEqual(code, 0, out + words)

    def test_one_that_is_there_is_neither_written_over_nor_passed_over(self):
        self.server("--checkpoint-dir", self.kept).stop()
        (first,) = self.names()
        path = pathlib.Path(self.kept, first)
        good = path.read_bytes()
        s = self.server("--checkpoint-dir", self.kept)
        self.until(lambda: s.ask("/v1/log/checkpoint").status == 200)
        self.assertEqual(s.ask("/v1/log/checkpoint").body, good)
        s.stop()
        self.assertEqual((self.names(), path.read_bytes()), ([first], good))
        other = self.path("other.db")
        suite.imported(suite.BINARY, other, self.folder, "parties", suite.PARTIES)
        suite.imported(suite.BINARY, other, self.folder, "transfers", suite.TRANSFERS + "t-x,ie-sub,acme,IN,,,,,\n")
        suite.imported(suite.BINARY, other, self.folder, "certifications", suite.CERTIFICATIONS)
        key = self.db + ".key"
        s = wire.Server(suite.BINARY, other, args=("--checkpoint-dir", self.kept, "--key", key))
        self.until(lambda: s.ask("/v1/health").json()["status"] == "troubled")
        self.assertEqual(s.ask("/v1/log/checkpoint").status, 404)
        _, words = s.stop()
        s.__exit__()
        self.assertIn("nothing is signed", words)
        self.assertEqual((self.names(), path.read_bytes()), ([first], good))

    def test_what_goes_wrong_is_said_and_the_answers_go_on(self):
        self.assertIn("no folder", self.refused("--checkpoint-dir", self.path("nowhere")))
        self.assertIn("such as 15m", self.refused("--checkpoint-dir", self.kept, "--checkpoint-every", "often"))
        self.assertIn("goes with", self.refused("--checkpoint-every", "1h"))
        s = self.server("--checkpoint-dir", self.kept, "--checkpoint-every", "1s")
        self.until(self.names)
        shutil.rmtree(self.kept)
        self.assertEqual(s.post("/v1/parties", {"name": "Beta GmbH"}).status, 201)
        self.until(lambda: s.ask("/v1/health").json()["status"] == "troubled")
        os.mkdir(self.kept)
        self.until(lambda: s.ask("/v1/health").json()["status"] == "ok")
        self.assertEqual(len(self.names()), 1)


if __name__ == "__main__":
    unittest.main()
