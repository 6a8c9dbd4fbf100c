"""
The traps of CSV and of its reader, one case each with its expected result (F22); one field of a gigabyte (F21); odd cells by the thousand,
out and in again (F23).
"""

import csv
import io
import json
import os
import pathlib
import random
import resource
import subprocess
import sys
import threading
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "property"))
import program  # noqa: E402
import worlds  # noqa: E402

MIB = 1 << 20
csv.field_size_limit(16 * MIB)
SANITIZED = os.environ.get("CHAPTERV_SANITIZED", "none") not in ("", "none")
ROWS = 2_000 if SANITIZED else 10_000
HEAD = "id,name,Note\n"


class Traps(program.Case):
    def refused(self, data, *words):
        done = self.says(2, "import", self.put("trap.csv", data), "--as", "parties", "--db", self.db, out="")
        for word in words:
            self.assertIn(word, done.err)
        self.assertFalse(os.path.exists(self.db), "something was written")

    def rows(self, data, read):
        report = json.loads(self.says(0, "import", self.put("trap.csv", data), "--as", "parties", "--db", self.db, "--json").out)
        self.assertEqual(report["read"] - report["skipped"], read)
        return list(csv.DictReader(io.StringIO(self.says(0, "report", "parties", "--db", self.db).out, newline="")))

    def test_text_after_a_closing_quote(self):
        self.refused(HEAD + 'a,"A" Ltd,x\nb,B,y\n', "line 2, column 2", "quote")
        self.refused(HEAD + 'a,A "the first",x\n', "line 2, column 2", "quote")

    def test_a_quote_that_is_never_closed(self):
        self.refused(HEAD + 'a,A,"x\nb,B,y\nc,C,z\n', "line 2, column 3", "never closed")

    def test_byte_order_mark(self):
        self.assertEqual(self.rows("\ufeff" + HEAD + "a,A,x\n", 1)[0]["Note"], "x")
        self.assertEqual(self.rows('\ufeff"id","name","Note"\n"b","B","y"\n', 1)[1]["Note"], "y")

    def test_utf16_is_read_and_half_of_it_refused(self):
        self.assertEqual(self.rows((HEAD + "a,Søn,x\n").encode("utf-16"), 1)[0]["name"], "Søn")
        os.unlink(self.db)
        self.refused((HEAD + "a,Søn,x\n").encode("utf-16")[:-1], "line 2", "UTF-16")

    def test_lines_are_counted_as_an_editor_counts_them(self):
        self.refused('\r\nid,name,kind\r\n\r\na,"A\r\nB\r\nC",partner\r\n\r\nb,B,sheep\r\n', "line 8, column kind")
        self.refused('id,name,kind\ra,"A\rB",partner\rb,B,sheep\r', "line 4, column kind")

    def test_blanks_around_a_cell(self):
        row = self.rows(HEAD + "a, \t A  Ltd  , x \n", 1)[0]
        self.assertEqual((row["name"], row["Note"]), ("A  Ltd", " x "), "trimmed where we know what it is, kept where we do not")

    def test_bytes_that_are_no_text(self):
        for byte in ("\0", "\x01", "\x1b", "\x1f", "\x7f"):
            self.refused(HEAD + f"a,A,x\nb,B{byte},y\n", "line 3, column 2")
        self.refused(HEAD.encode() + b"a,S\xc3\xb8n,x\nb,S\xf8n,y\n", "line 3", "UTF-8")
        self.refused(b"id,na\0me,Note\n", "not text")

    def test_limits(self):
        self.refused(HEAD + "a,A," + "x" * (MIB + 1) + "\n", "line 2, column 3", str(MIB))
        self.refused(HEAD + 'a,A,"' + "x" * (MIB + 1) + '"\n', "line 2, column 3", str(MIB))
        self.refused(HEAD + "a,A" + ",x" * 600 + "\n", "line 2", "512")
        self.refused("id,name" + ",x" * 100_000 + "\n", "line 1", "512")
        self.refused("id,name" + "".join(f",c{i}" for i in range(20)) + "\na,A" + ("," + "x" * (MIB - 1)) * 20 + "\n", "line 2, column 6", str(4 * MIB))
        self.refused(HEAD + "a," + "A" * 8193 + ",x\n", "line 2, column name", "8192")
        self.assertEqual(len(self.rows(HEAD + "a," + "A" * 8192 + "," + "x" * (MIB - 8192) + "\n", 1)[0]["Note"]), MIB - 8192)

    def test_nothing_is_read_behind_a_defect(self):
        good = "".join(f"p{i},Pårty {i},x\n" for i in range(20_000))
        self.refused(HEAD + good + 'q,"Q"x,y\n' + good, "line 20002, column 2", "quote")
        self.refused(HEAD.encode() + good.encode() + b"q,\xff\xff,y\n", "line 20002")

    def test_too_few_and_too_many_cells(self):
        self.refused(HEAD + "a,A\nb,B,x\nc,C,y,z\n", "line 2", "line 4", "2 of 3 rows")

    def test_an_empty_cell_and_an_empty_quoted_cell(self):
        self.rows(HEAD + "a,A,\n", 1)
        self.says(0, "import", self.put("trap.csv", HEAD + 'a,A,""\n'), "--as", "parties", "--db", self.db, out="nothing changed")

    def test_a_lone_return_ends_a_row(self):
        self.assertEqual([row["name"] for row in self.rows(HEAD.replace("\n", "\r") + "a,A,x\rb,B,y", 2)], ["A", "B"])

    def test_a_long_cell_comes_out_whole(self):
        text = '"' * 3000 + "=,\n" * 700
        self.assertEqual(self.rows(HEAD + 'a,A,"' + text.replace('"', '""') + '"\n', 1)[0]["Note"], text)


class Gigabyte(program.Case):
    """Refused at the limit of a cell, as soon as that was seen; the rest is never taken."""

    def end(self, process):
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said = process.stderr.read().decode()
        process.stderr.close()
        self.assertEqual(process.returncode, 2, said)
        self.assertIn("line 2, column 2: a cell of more than 1048576 bytes", said)
        print(f"{used.ru_maxrss} KiB, {used.ru_utime + used.ru_stime:.3f} s of CPU", file=sys.stderr)
        if not SANITIZED:
            self.assertLess(used.ru_maxrss, 32 * 1024, "KiB of memory")

    def begin(self, *args, stdin):
        return subprocess.Popen([program.BINARY, "import", *args, "--db", self.db], env=self.env, stdin=stdin, stderr=subprocess.PIPE)

    def test_through_a_pipe(self):
        process, taken = self.begin("-", stdin=subprocess.PIPE), []

        def feed():
            block = b"x" * MIB
            try:
                process.stdin.write(b'id,name\na,"')
                for _ in range(1024):
                    taken.append(process.stdin.write(block))
            except BrokenPipeError:
                pass

        feeder = threading.Thread(target=feed)
        feeder.start()
        self.end(process)
        feeder.join()
        self.assertLess(sum(taken), 8 * MIB, "bytes taken")
        try:
            process.stdin.close()
        except BrokenPipeError:
            pass

    def test_in_a_file(self):
        path = self.put("giant.csv", 'id,name\na,"')
        os.truncate(path, 1 << 30)
        self.end(self.begin(path, stdin=subprocess.DEVNULL))


class OutAndIn(program.Case):
    """Whatever stands in a cell comes out so that no spreadsheet runs it, and goes in again as it was."""

    def cell(self, rng):
        if rng.random() < 0.5:
            return rng.choice(worlds.ODD)
        return "".join(rng.choice("=+-@\t\r\n'\"＝＋－＠,;|a é日\u2028\ufeff") for _ in range(rng.randrange(1, 9)))

    def report(self, db):
        return self.says(0, "report", "parties", "--db", db).out

    def test_out_and_in(self):
        number = int(os.environ.get("CHAPTERV_SEED", "1"))
        rng = random.Random(f"out and in {number}")
        rows = [[f"p{i}", f"Party {i}", *(self.cell(rng) for _ in range(5))] for i in range(ROWS)]
        text = io.StringIO(newline="")
        csv.writer(text, quoting=csv.QUOTE_ALL).writerows([["id", "name", "service", "=one", "two", "@three", "four"], *rows])
        self.says(0, "import", self.put("in.csv", text.getvalue()), "--as", "parties", "--db", self.db, out=f"{ROWS} added")
        first = self.report(self.db)
        self.says(0, "import", self.put("out.csv", first), "--db", self.db, out="nothing changed")
        second = self.path("second.db")
        self.says(0, "import", self.path("out.csv"), "--db", second, out=f"{ROWS} added")
        self.assertEqual(self.report(second), first, f"byte for byte (CHAPTERV_SEED={number})")
        self.evaluated(first)
        self.as_it_was(rows, first)

    def evaluated(self, text):
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        self.assertEqual([c for c in cells if c[:1] in tuple("=+-@\t\r\n＝＋－＠")], [], "a spreadsheet would evaluate these")

    def as_it_was(self, rows, text):
        """The cells of unknown columns are those that went in, but for the guard."""
        for row, out in zip(rows, csv.DictReader(io.StringIO(text, newline=""))):
            for column, was in zip(("'=one", "two", "'@three", "four"), row[3:]):
                bare = was.lstrip("'")
                # a cell that came with a guard is taken for one of ours: the guard is dropped, and put on again
                guarded = bare[:1] in tuple("=+-@\t\r\n＝＋－＠") and bare != ""
                wanted = was if was.startswith("'") and guarded else "'" + was if guarded else was
                self.assertEqual(out[column], wanted, row[0])


if __name__ == "__main__":
    unittest.main()
