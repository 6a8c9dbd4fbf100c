"""What the tests of serving share: a register per test, servers over it, and waiting."""

import os
import shutil
import tempfile
import unittest

import suite
import wire


class Own(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="chapterv-serving-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.db = self.path("register.db")
        for kind, text in (("parties", suite.PARTIES), ("transfers", suite.TRANSFERS),
                           ("certifications", suite.CERTIFICATIONS)):
            suite.imported(suite.BINARY, self.db, self.folder, kind, text)

    def path(self, name):
        return os.path.join(self.folder, name)

    def server(self, *args, **more):
        s = wire.Server(suite.BINARY, self.db, args=args, **more)
        self.addCleanup(s.__exit__)
        return s

    def refused(self, *args):
        code, out, words = wire.run(suite.BINARY, "serve", "--db", self.db, "--listen", "127.0.0.1:0", *args)
        self.assertEqual((code, out), (2, ""))
        return words

    def until(self, what):
        found = []
        self.assertTrue(wire.until(lambda: found.append(what()) or found[-1]), "nothing came of it")
        return found[-1]
