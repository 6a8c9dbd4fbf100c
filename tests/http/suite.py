"""What every test of the HTTP door has: the binary, a register, a server over it."""

import os
import shutil
import sys
import tempfile
import unittest

import wire

BINARY = os.environ.get("CHAPTERV", "")

PARTIES = '''id,name,aliases,kind,country,own,attributes
us-parent,Parent Holdings Inc,,affiliate,US,yes,
ie-sub,Parent Ireland Ltd,Irish company,affiliate,IE,yes,
acme,"Acme, Inc.",Acme;ACME Hosting,service-provider,US,no,
twin-us,Twin Services,,service-provider,US,no,
twin-de,Twin Services,,service-provider,DE,no,
evil,"<script>alert(1)</script> & ""Sons""",,service-provider,IN,no,
'''
TRANSFERS = """id,exporter,importer,country,place,exporter_role,importer_role,data,from
t-acme,ie-sub,acme,US,storage,controller,processor,non-hr,2018-01-01
t-twin-us,ie-sub,twin-us,US,storage,controller,processor,any,2018-01-01
t-twin-de,ie-sub,twin-de,DE,storage,controller,processor,any,2018-01-01
t-evil,ie-sub,evil,IN,support-access,controller,processor,any,2018-01-01
"""
CERTIFICATIONS = """importer,framework,covers,from,until,status,checked_on
acme,privacy-shield-eu-us,non-hr,2016-09-01,,active,2018-04-01
"""


def put(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write(text)
    return path


def imported(binary, db, folder, kind, text):
    code, out, words = wire.run(binary, "import", put(folder, f"{kind}.csv", text), "--as", kind, "--db", db)
    assert code == 0, f"import of {kind}: {code}\n{out}{words}"


class Case(unittest.TestCase):
    """One server for all tests of a class."""

    env = {}
    options = ()

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="chapterv-http-")
        cls.db = os.path.join(cls.folder, "register.db")
        cls.fill()
        cls.server = wire.Server(BINARY, cls.db, args=cls.options, env=cls.env)

    @classmethod
    def fill(cls):
        for kind, text in (("parties", PARTIES), ("transfers", TRANSFERS), ("certifications", CERTIFICATIONS)):
            imported(BINARY, cls.db, cls.folder, kind, text)

    @classmethod
    def tearDownClass(cls):
        try:
            cls.server.__exit__()
        finally:
            shutil.rmtree(cls.folder)


if not BINARY:
    sys.exit("set CHAPTERV to the program under test")
