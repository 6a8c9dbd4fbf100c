"""The page in a real browser, on a small screen: filled in, sent, read, printed. Skipped where there is no Chromium."""

import base64
import json
import os
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
if not CHROMIUM:
    print("skipped: no Chromium here")
    sys.exit(77)

import suite  # noqa: E402

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync", "--lang=en-US",
         "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"]
PATIENCE = 60  # seconds for one answer of the browser


class Browser:
    """As much of the DevTools protocol as is needed: JSON, each message ended by a NUL, through two pipes."""

    def __init__(self, folder):
        theirs_in, self.to = os.pipe()
        self.back, theirs_out = os.pipe()
        self.process = subprocess.Popen(
            ["bash", "-c", f'exec "$0" "$@" 3<&{theirs_in} 4>&{theirs_out}', CHROMIUM, *FLAGS, f"--user-data-dir={folder}",
             "--remote-debugging-pipe", "about:blank"], pass_fds=(theirs_in, theirs_out), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(theirs_in)
        os.close(theirs_out)
        self.read, self.sent, self.loads, self.session = b"", 0, 0, {}
        page = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = {"sessionId": self.call("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]}
        self.call("Page.enable")
        self.screen(360, mobile=True)

    def message(self):
        until = time.monotonic() + PATIENCE
        while b"\0" not in self.read:
            assert select.select([self.back], [], [], max(0, until - time.monotonic()))[0], "the browser does not answer"
            piece = os.read(self.back, 65536)
            assert piece, "the browser has ended"
            self.read += piece
        whole, self.read = self.read.split(b"\0", 1)
        said = json.loads(whole)
        self.loads += said.get("method") == "Page.loadEventFired"
        return said

    def call(self, method, **params):
        self.sent += 1
        text = json.dumps({"id": self.sent, "method": method, "params": params, **self.session}).encode() + b"\0"
        while text:
            text = text[os.write(self.to, text):]
        while (reply := self.message()).get("id") != self.sent:
            pass
        assert "error" not in reply, f"{method}: {reply}"
        return reply["result"]

    def close(self):
        try:
            self.session = {}
            self.call("Browser.close")
            self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self.process.wait()
            os.close(self.to)
            os.close(self.back)

    def arrive(self, into):
        """Read until a page of that address has loaded, pictures, style and all."""
        while True:
            seen = self.loads
            while self.loads == seen:
                self.message()
            if self.run("document.readyState") == "complete" and into in self.run("location.href"):
                return

    def go(self, url):
        self.call("Page.navigate", url=url)
        self.arrive("")

    def follow(self, css, into):
        """Click, and wait until the page it leads to is there."""
        self.run(self.one(css) + ".scrollIntoView()")
        box = self.run(self.one(css) + ".getBoundingClientRect().toJSON()")
        at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2, "button": "left", "clickCount": 1}
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, **at)
        self.arrive(into)

    def screen(self, width, mobile=False):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=740, deviceScaleFactor=1, mobile=mobile)

    def evaluate(self, script, **how):
        got = self.call("Runtime.evaluate", expression=script, **how)
        assert "exceptionDetails" not in got, f"{script}: {got}"
        return got["result"]

    def run(self, script):
        return self.evaluate(script, returnByValue=True).get("value")

    def one(self, css):
        return f"document.querySelector({json.dumps(css)})"

    def text(self, css):
        return self.run(self.one(css) + ".innerText")

    def type(self, css, text):
        self.run(self.one(css) + ".focus()")
        for key in text:
            self.call("Input.dispatchKeyEvent", type="keyDown", text=key, key=key)
            self.call("Input.dispatchKeyEvent", type="keyUp", key=key)

    def label(self, css):
        """What a screen reader calls it."""
        node = self.evaluate(self.one(css))["objectId"]
        return self.call("Accessibility.getPartialAXTree", objectId=node, fetchRelatives=False)["nodes"][0]["name"]["value"]


class InBrowser(suite.Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.profile = tempfile.mkdtemp(prefix="chapterv-browser-")
        cls.browser = Browser(cls.profile)

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        shutil.rmtree(cls.profile, ignore_errors=True)
        super().tearDownClass()

    def url(self, target=""):
        return "http://%s:%d/%s" % (*self.server.address, target)

    def fits(self):
        width, room = self.browser.run("[document.documentElement.scrollWidth, window.innerWidth]")
        self.assertEqual(room, 360)
        self.assertLessEqual(width, room, "the page is wider than the screen")

    def test_ask_and_read(self):
        b = self.browser
        b.go(self.url())
        self.fits()
        for css, label in (("#to", "To whom"), ("#from", "From"), ("#on", "On the day"), ("#known_at", "As known at"),
                           ("#data", "Data")):
            self.assertEqual(b.label(css), label)
        self.assertEqual(b.run("getComputedStyle(document.querySelector('form')).display"), "grid", "the style is missing")
        b.type("#to", "Acme, Inc.")
        b.type("#on", "07202020")
        b.follow("button", "on=2020-07-20")
        api = self.server.get("/v1/mechanism", to="acme", on="2020-07-20").json()
        self.assertIn(api["sentence"], re.sub(r"\s+", " ", b.text("main")))
        self.fits()

    def test_choose_a_candidate(self):
        b = self.browser
        b.go(self.url("?to=Twin+Services&from=IE&on=2024-01-01"))
        self.fits()
        b.follow('main a[href*="to=twin-de"]', "to=twin-de")
        self.assertIn("from=IE", b.run("location.href"))

    def test_nothing_is_cut_off_on_any_screen(self):
        b = self.browser
        b.go(self.url("?to=acme&on=2020-07-20"))
        for width in (1200, 760, 680, 600, 500, 360):
            b.screen(width)
            shown, whole = b.run("[document.querySelector('main').clientWidth, "
                                 "document.querySelector('main').scrollWidth]")
            self.assertLessEqual(whole, shown, f"cut off on a screen {width} wide")

    def test_hostile_name(self):
        b = self.browser
        b.go(self.url("?to=evil&from=IE&on=2024-01-01"))
        self.assertIn("<script>alert(1)</script>", b.text("main"))
        self.assertIsNone(b.run("document.querySelector('main script')"))
        self.fits()

    def test_print(self):
        b = self.browser
        b.go(self.url("?to=acme&on=2020-07-20"))
        pdf = base64.b64decode(b.call("Page.printToPDF")["data"])
        self.assertEqual(pdf[:5], b"%PDF-")


if __name__ == "__main__":
    unittest.main()
