"""The map of the world: the same bytes from the same package, well-formed, without script, plain without colours."""

import re
import shutil
import subprocess
import sys
import unittest
import xml.etree.ElementTree as ET

import publishing
from publishing import NPM, ROOT

MAP = ROOT / "reports" / "map"
SVG = "{http://www.w3.org/2000/svg}"
DRAW = publishing.os.environ.get("MAP_SVG", "")
# code: no transfer, covered, needs review, not covered
SOME = "US 0 3 0 1\nIE 4 0 0 0\nSG 0 0 0 1\nMT 2 0 0 0\nUS 0 1 0 0\nio-epo 0 1 0 0\nZZ 0 0 1 0\n"


def draw(text, title="Transfers"):
    return subprocess.run([DRAW, title, *text.split()], capture_output=True, text=True, check=True).stdout


class Map(unittest.TestCase):
    def test_made_again_the_same(self):
        if not shutil.which("node") or not (NPM / "node_modules" / "world-atlas").is_dir():
            self.skipTest("node or its packages are not installed: npm ci in tests/tools/npm")
        made = subprocess.run(["node", str(MAP / "outlines.mjs"), str(NPM)], capture_output=True, check=False)
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertEqual(made.stdout, (MAP / "outlines.txt").read_bytes())

    def test_small_and_whole(self):
        text = (MAP / "outlines.txt").read_text(encoding="ascii")
        self.assertLess(len(text), 150_000)
        rows = [line.split("\t") for line in text.splitlines()[1:]]
        self.assertEqual(rows, sorted(rows))
        for code, middle, path in rows:
            self.assertRegex(code, "^[A-Z]{2}$")
            x, y, dot = map(int, middle.split())
            self.assertTrue(0 <= x <= 2000 and 0 <= y <= 900, code)
            self.assertTrue(path or dot, code)
            self.assertRegex(path, r"^(M\d+ \d+l[-0-9 ]+z)*$")
        self.assertLessEqual({"SG", "MT", "US", "DE", "XK", "TW", "PS", "VA"}, {r[0] for r in rows})
        self.assertIn("public domain", (MAP / "LICENCE.md").read_text(encoding="utf-8"))

    def test_what_is_drawn(self):
        svg = draw(SOME, "Transfers <to> \"all\"")
        self.assertNotRegex(svg, r"<script|<style|style=|href=|\son[a-z]+=")
        picture = ET.fromstring(svg)
        self.assertEqual(picture.findtext(SVG + "title"), "Transfers <to> \"all\"")
        said = {t.text for g in picture.iter(SVG + "g") for t in g.findall(SVG + "title")}
        self.assertEqual(said, {"United States: 5 transfers: 1 not covered, 4 covered",
                                "Ireland: 4 transfers: 4 no mechanism needed",
                                "Singapore: 1 transfer: 1 not covered", "Malta: 2 transfers: 2 no mechanism needed"})
        fills = {g.findtext(SVG + "title").split(":")[0]: g.get("fill") for g in picture.iter(SVG + "g")
                 if g.find(SVG + "title") is not None}
        self.assertEqual(fills["United States"], "url(#map-not-covered)", "the worst counts")
        self.assertEqual(fills["Ireland"], "url(#map-no-transfer)")
        self.assertEqual(len(picture.findall(f".//{SVG}circle[@r='11']")), 2, "a dot for each of the small ones")
        self.assertIn("2 more transfers are without a place on the map: io-epo; ZZ<", svg)
        self.assertIn("14 transfers", picture.findtext(SVG + "desc"))

    def test_who_has_no_place_is_named(self):
        places = "AQ BQ BV CC CX GF GP MQ RE SJ TK YT"
        picture = ET.fromstring(draw("\n".join(f"{code} 0 0 0 1" for code in places.split() * 2)))
        lines = [t.text for t in picture.iter(SVG + "text")][-3:]
        self.assertEqual("".join(f"{line} " for line in lines).count("; "), 11, "each once")
        self.assertLess(max(map(len, lines)), 135, "they fit")
        self.assertTrue(lines[0].startswith("24 more transfers are without a place on the map: Antarctica; "), lines)
        below = max(int(t.get("y")) for t in picture.iter(SVG + "text"))
        self.assertLess(below, int(picture.get("viewBox").split()[3]))

    def test_no_dot_is_cut(self):
        rows = [line.split("\t")[1].split() for line in (MAP / "outlines.txt").read_text().splitlines()[1:]]
        for x, _, dot in rows:
            self.assertTrue(dot == "0" or 13 <= int(x) <= 1987, x)

    def test_told_apart_without_colours(self):
        patterns = {p.get("id"): [(e.tag, e.get("d"), e.get("r")) for e in p][1:]
                    for p in ET.fromstring(draw(SOME)).iter(SVG + "pattern")}
        self.assertEqual(len({str(p) for p in patterns.values()}), 4, patterns)
        colours = re.findall(r'<rect width="12" height="12" fill="(#\w+)"', draw(SOME))
        self.assertEqual(len(set(colours)), 4)

    def test_nothing_to_draw(self):
        picture = ET.fromstring(draw(""))
        self.assertIn("0 transfers", picture.findtext(SVG + "desc"))

    def test_as_kept(self):
        publishing.snapshot(self, "map.svg", draw(SOME))


if __name__ == "__main__":
    if not DRAW:
        sys.exit("set MAP_SVG to the program that draws")
    unittest.main()
