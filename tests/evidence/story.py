"""A register with a history: imports, a correction, an undoing, a setting, an erasing. Each step some minutes after the one before."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
import program  # noqa: E402

PARTIES = """id,name,country,own,contact,kind,Colour
ours,Ours Ltd,IE,yes,dpo@ours.example,affiliate,
acme,"Acme, Inc.",US,no,jane.doe@acme.example,service-provider,blue
beta,Beta GmbH,DE,no,,service-provider,"red ""brick"", \u00fcber"
"""
MOVED = """id,name,country,own,contact,kind
acme,"Acme, Inc.",IN,no,john.roe@acme.example,service-provider
"""
TRANSFERS = "id,exporter,importer,country,place\nt1,ours,acme,US,storage\nt2,ours,beta,DE,processing\n"
SAFEGUARDS = "id,exporter,importer,mechanism,signed,note\ns1,ours,acme,scc-2021-m2,2022-03-01,\"two\nlines\"\n"
LIST = "Subprocessor,Location,Purpose,Transfer mechanism\nGamma LLC,United States,Mail,SCCs\n"


class Case(program.Case):
    step = 0

    def at(self):
        self.step += 1
        hours, minutes = divmod(self.step, 60)
        days, hours = divmod(10 + hours, 24)
        return {"CHAPTERV_NOW": f"2026-11-{23 + days:02}T{hours:02}:{minutes:02}:00Z"} if days < 7 else {
            "CHAPTERV_NOW": "2026-12-01T00:00:00Z"}

    def do(self, *args, status=0, **kwargs):
        return self.says(status, *args, "--db", self.db, env=self.at(), **kwargs)

    def takes(self, name, text, *args):
        return self.do("import", self.put(name, text), *args)

    def tell(self):
        self.do("init", "--home", "IE")
        self.takes("parties.csv", PARTIES)
        self.takes("transfers.csv", TRANSFERS)
        self.takes("safeguards.csv", SAFEGUARDS)
        self.takes("list.csv", LIST, "--exporter", "ours")
        self.do("undo", "4")
        self.takes("moved.csv", MOVED)
        self.do("init", "--home", "DE")
        self.do("erase", "acme", "--reason", "asked for on 2026-11-20")

    def checkpoint(self, name="register.checkpoint"):
        path = self.path(name)
        self.do("checkpoint", "-o", path)
        return path

    def verify(self, status, *args, **kwargs):
        return self.do("verify", *args, status=status, **kwargs)
