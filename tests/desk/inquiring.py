"""What the tests of inquiries share: the sample register, made once, and the command."""

import atexit
import functools
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
import program  # noqa: E402

AUDIENCES = ["data-subject", "customer", "authority", "colleague"]
LANGUAGES = ["en", "de", "fr"]


@functools.cache
def sample():
    """The sample register, made once."""
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="chapterv-desk-"))
    atexit.register(shutil.rmtree, scratch)
    run = subprocess.run(["sh", str(program.SOURCE / "registry/sample/load"), program.BINARY,
                          str(scratch / "register.db")],
                         capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stderr
    return scratch / "register.db"


class Desk(program.Case):
    def opened(self, *more, who="data-subject"):
        return self.says(0, "inquiry", "open", "--asked-by", who, "--db", self.db, *more).out.strip()

    def inquiry(self, status, *args, **kwargs):
        return self.says(status, "inquiry", *args, "--db", self.db, **kwargs)


class Sample(Desk):
    def setUp(self):
        super().setUp()
        shutil.copy(sample(), self.db)
        self.says(0, "init", "--home", "IE", "--db", self.db)
