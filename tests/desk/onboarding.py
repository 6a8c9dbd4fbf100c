"""What the tests of vendors share: a register with one of each, and the command for them."""

import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "cli"))
import program  # noqa: E402

PARTIES = """id,name,kind,country,own,status
ie,Example Ireland Ltd,affiliate,IE,yes,
uk,Example UK Ltd,affiliate,GB,yes,
ch,Example Schweiz AG,affiliate,CH,yes,
us,Example Inc,affiliate,US,yes,
acme,Acme Ltd,service-provider,IN,no,proposed
old,Old Vendor Inc,service-provider,US,no,active
cust,Customer AG,customer,DE,no,active
"""


class Desk(program.Case):
    def setUp(self):
        super().setUp()
        self.imported("parties", PARTIES)

    def onboard(self, status, *args, **kwargs):
        return self.says(status, "onboard", *args, "--db", self.db, **kwargs)

    def checked(self, status, *args, **kwargs):
        return json.loads(self.onboard(status, "check", *args, "--json", **kwargs).out)
