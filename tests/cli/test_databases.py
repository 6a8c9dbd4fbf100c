"""Registers that cannot be used, or only read: every command says why, names the file, and leaves it as it was."""

import contextlib
import json
import os
import pwd
import sqlite3
import subprocess
import unittest
import urllib.request

import program

PARTIES = "id,name,country,own\nours,Ours Ltd,IE,yes\nacme,Acme Inc,US,no\n"
MORE = "id,name,country,own\nbeta,Beta Ltd,IN,no\n"
READING = [("ask", "acme", "--from", "IE"), ("report", "parties"), ("report", "transfers", "--format", "csv"), ("imports",)]
WRITING = [("import", "MORE"), ("import", "MORE", "--as", "parties"), ("init", "--home", "IE")]
SERVING = ("serve", "--listen", "127.0.0.1:0")


def somebody():
    """An unprivileged user to run as, for whom permissions count; None: we are one ourselves."""
    return "nobody" if os.geteuid() == 0 else None


class Databases(program.Case):
    def setUp(self):
        super().setUp()
        os.chmod(self.folder, 0o755)
        self.more = self.put("more.csv", MORE)
        os.mkdir(self.path("below"))
        self.db = self.path("below", "register.db")
        self.addCleanup(os.chmod, self.path("below"), 0o755)

    def made(self):
        self.imported("parties", PARTIES)
        with open(self.db, "rb") as f:
            return f.read()

    def written(self, data):
        with open(self.db, "wb") as f:
            f.write(data)

    def sql(self, *statements):
        with contextlib.closing(sqlite3.connect(self.db)) as con:
            for statement in statements:
                con.execute(statement)
            con.commit()

    def state(self):
        """The folder as it is: names, and bytes of every file in it."""
        found = {}
        for name in sorted(os.listdir(self.path("below"))):
            path = self.path("below", name)
            with open(path, "rb") if os.path.isfile(path) else contextlib.nullcontext() as f:
                found[name] = f.read() if f else None
        return found

    def started(self, *args):
        """The program on the register, run as an unprivileged user."""
        user = somebody()
        more = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}
        args = [self.more if a == "MORE" else a for a in args]
        try:
            return subprocess.Popen([program.BINARY, *args, "--db", self.db], stdin=subprocess.DEVNULL,
                                    stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.env, **more)
        except PermissionError:
            return self.skipTest(f"{user} may not run {program.BINARY}")

    def as_somebody(self, status, *args, err=""):
        """As says(), but as an unprivileged user."""
        with self.started(*args) as run:
            try:
                out, said = (text.decode() for text in run.communicate(timeout=60))
            finally:
                run.kill()
        self.assertEqual(run.returncode, status, f"{args}\n{out}{said}")
        if err:
            self.assertIn(err, said, args)
            self.assertIn(self.db, said, args)
            self.assertEqual(out, "", args)
        else:
            self.assertEqual(said, "", args)
        return out

    def unusable(self, reason, commands=(*READING, *WRITING, SERVING), modes=(0o666, 0o777)):
        """Whatever it is, permissions are not the reason, unless modes say so."""
        before = self.state()
        file = os.path.isfile(self.db)
        if file:
            os.chmod(self.db, modes[0])
        os.chmod(self.path("below"), modes[1])
        for command in commands:
            self.as_somebody(2, *command, err=reason)
        os.chmod(self.path("below"), 0o755)
        if file:
            os.chmod(self.db, 0o644)
        self.assertEqual(self.state(), before)

    def test_of_a_newer_schema(self):
        self.made()
        self.sql("INSERT INTO schema_version(version, name, checksum) VALUES (9999, 'later', 'x')")
        self.unusable("written by a newer chapterv (schema 9999,")

    def test_of_another_form(self):
        self.made()
        self.sql("UPDATE schema_version SET checksum = 'x'")
        self.unusable("another form of schema file 0001-")

    def test_of_another_program(self):
        self.sql("CREATE TABLE theirs(x)")
        self.unusable("a database of another program; it was left as it is")

    def test_of_another_program_with_its_own_mark(self):
        self.sql("PRAGMA application_id = 252006674", "CREATE TABLE theirs(x)")
        self.unusable("a database of another program")

    def test_our_tables_without_our_mark(self):
        self.made()
        self.sql("PRAGMA application_id = 0")
        self.unusable("a database of another program")

    def test_no_database(self):
        for data in (b"words and more words, but no database\n" * 100, b"SQLite format 2" + bytes(1000), b"\x7fELF" + bytes(5000)):
            self.written(data)
            self.unusable("is not a database; it was left as it is")

    def test_damaged(self):
        whole = self.made()
        for data in (whole[:len(whole) // 2], whole[:700], whole[:100] + b"\x5a" * (len(whole) - 100)):
            self.written(data)
            self.unusable("is damaged: bring back a copy")

    def test_folder(self):
        os.mkdir(self.db)
        self.unusable("is not a file")

    def test_empty_file(self):
        self.written(b"")
        self.unusable("is empty: it holds no register yet", READING)
        self.says(0, "import", self.more, "--db", self.db, out="1 added")

    def test_not_there(self):
        self.unusable("there is no register at", READING)

    # ---- read-only

    def read_only(self, file_mode, folder_mode, journal=False, why="cannot be written (read-only file, folder or disk)"):
        self.made()
        if os.path.exists(self.db + "-journal"):
            os.unlink(self.db + "-journal")
        if journal:
            with open(self.db + "-journal", "wb"):
                pass
            os.chmod(self.db + "-journal", 0o444)
        os.chmod(self.db, file_mode)
        os.chmod(self.path("below"), folder_mode)
        before = self.state()
        self.assertIn("Acme Inc", self.as_somebody(1, "ask", "acme", "--from", "IE"))
        self.assertIn("acme,Acme Inc", self.as_somebody(0, "report", "parties"))
        self.assertIn("parties", self.as_somebody(0, "imports"))
        for command in WRITING:
            self.as_somebody(2, *command, err=why)
        self.assertEqual(self.state(), before)

    def test_read_only_file(self):
        self.read_only(0o444, 0o777)

    def test_read_only_folder(self):
        self.read_only(0o666, 0o555)

    @unittest.skipUnless(somebody(), "needs a journal that is somebody else's")
    def test_read_only_journal(self):
        self.read_only(0o666, 0o777, journal=True, why="or its journal could not be read or written")

    def test_read_only_both(self):
        self.read_only(0o444, 0o555)

    def test_read_only_and_served(self):
        self.made()
        os.chmod(self.db, 0o444)
        os.chmod(self.path("below"), 0o555)
        before = self.state()
        with self.started(*SERVING) as server:
            url = server.stdout.readline().decode().strip()
            with urllib.request.urlopen(url + "v1/mechanism?to=acme&from=IE&on=2024-05-01", timeout=20) as reply:
                self.assertEqual(json.load(reply)["outcome"], "not-covered")
            server.terminate()
            self.assertEqual((server.wait(20), server.stderr.read()), (0, b""))
        self.assertEqual(self.state(), before)

    def test_no_place_for_a_new_one(self):
        self.unusable("look at the permissions", (*WRITING, SERVING), modes=(0, 0o555))
        self.assertEqual(os.listdir(self.path("below")), [])

    def test_not_readable(self):
        self.made()
        self.unusable("look at the permissions", modes=(0o600 if somebody() else 0, 0o777))

    def test_folder_not_enterable(self):
        self.made()
        self.unusable("Permission denied", modes=(0o644, 0o700 if somebody() else 0))

    def test_read_only_disk(self):
        """A disk mounted read-only in a namespace of its own, where the system allows one."""
        before = self.made()
        script = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" || exit 77; shift; exec "$@"'
        for command, status in ((("report", "parties"), 0), *((c, 2) for c in WRITING)):
            args = [self.more if a == "MORE" else a for a in command]
            try:
                run = subprocess.run(["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh",
                                      self.path("below"), program.BINARY, *args, "--db", self.db], check=False,
                                     capture_output=True, env=self.env, timeout=60)
            except FileNotFoundError:
                self.skipTest("there is no unshare here")
            if run.returncode == 77 or run.stderr.startswith(b"unshare:"):
                self.skipTest(f"no mount here: {run.stderr.decode().strip()}")
            self.assertEqual(run.returncode, status, run.stderr)
            self.assertIn("" if status == 0 else "cannot be written (read-only file, folder or disk)", run.stderr.decode())
        with open(self.db, "rb") as f:
            self.assertEqual(f.read(), before)


if __name__ == "__main__":
    unittest.main(verbosity=2)
