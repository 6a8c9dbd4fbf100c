"""What the tests of who may do what share: a register with its tokens, and what the table of rights says."""

import os
import shutil
import tempfile
import unittest

import suite
import wire

ROLES = ["reader", "procurement", "dpo", "auditor", "admin"]
# what the table of rights says, said a second time
MAY = {
    "read": set(ROLES),
    "write": {"procurement", "dpo", "admin"},
    "decide": {"dpo", "admin"},
    "audit": {"dpo", "auditor", "admin"},
    "administer": {"admin"},
}
FREE = {("GET", "/v1/health"), ("GET", "/v1/openapi.json"), ("GET", "/login"), ("POST", "/login"), ("POST", "/logout"),
        ("GET", "/style.css"),
        *(("GET", "/subprocessors" + form) for form in ("", ".csv", ".json", ".jsonld", ".tilt", ".atom"))}
NEW = b"id,name,kind,country\nbeta,Beta GmbH,service-provider,DE\n"
FORM = "application/x-www-form-urlencoded"


class Own(unittest.TestCase):
    """A register and a server per test."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="chapterv-http-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.db = os.path.join(self.folder, "register.db")
        self.cli("init", "--home", "IE")

    def cli(self, *args, status=0):
        code, out, words = wire.run(suite.BINARY, *args, "--db", self.db)
        self.assertEqual(code, status, (args, out, words))
        return out

    def token(self, name="t", role="reader", *more):
        return self.cli("token", "add", name, "--role", role, *more).strip()

    def server(self, *args, **more):
        s = wire.Server(suite.BINARY, self.db, args=args, **more)
        self.addCleanup(s.__exit__)
        return s

    def is_problem(self, reply, status, word):
        self.assertEqual((reply.status, reply.json()["type"]), (status, "/problems#" + word), reply)
        return reply


def bearer(secret):
    return {"Authorization": "Bearer " + secret}
