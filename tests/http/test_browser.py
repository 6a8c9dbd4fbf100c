"""The page in a real browser, on a small screen: filled in, sent, read, printed. Skipped where there is no Chromium."""

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.error
import urllib.request

CHROMIUM, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"
if not (os.path.exists(CHROMIUM) and os.path.exists(DRIVER)):
    print("skipped: no chromium and chromedriver here")
    sys.exit(77)

import suite  # noqa: E402
import wire  # noqa: E402

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
         "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"]


class Browser:
    """As much of WebDriver as is needed."""

    ELEMENT = "element-6066-11e4-a52e-4f735466cecf"

    def __init__(self, folder):
        self.driver = subprocess.Popen([DRIVER, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        port = None
        for line in self.driver.stdout:
            found = re.search(rb"started successfully on port (\d+)", line)
            if found:
                port = int(found[1])
                break
        assert port, "chromedriver did not start"
        self.base = f"http://127.0.0.1:{port}/session"
        options = {"args": [*FLAGS, f"--user-data-dir={folder}"], "binary": CHROMIUM,
                   "mobileEmulation": {"deviceMetrics": {"width": 360, "height": 740, "pixelRatio": 1, "touch": False}}}
        made = self.call("POST", "", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}})
        self.base += "/" + made["sessionId"]

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                return json.load(reply)["value"]
        except urllib.error.HTTPError as e:
            raise AssertionError(e.read().decode()) from e

    def close(self):
        try:
            self.call("DELETE", "")
        finally:
            self.driver.terminate()
            self.driver.wait()
            self.driver.stdout.close()

    def go(self, url):
        self.call("POST", "/url", {"url": url})

    def find(self, css):
        return [e[self.ELEMENT] for e in self.call("POST", "/elements", {"using": "css selector", "value": css})]

    def text(self, css):
        return self.call("GET", f"/element/{self.find(css)[0]}/text")

    def type(self, css, text):
        self.call("POST", f"/element/{self.find(css)[0]}/value", {"text": text})

    def follow(self, css, into):
        """Click, and wait until the page it leads to is there."""
        self.call("POST", f"/element/{self.find(css)[0]}/click", {})
        there = wire.until(lambda: into in self.run("location.href") and
                           self.run("document.readyState") == "complete", 20)
        assert there, f"no page {into}: {self.run('location.href')}"

    def run(self, script):
        return self.call("POST", "/execute/sync", {"script": "return " + script, "args": []})

    def label(self, css):
        return self.call("GET", f"/element/{self.find(css)[0]}/computedlabel")


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
            b.call("POST", "/goog/cdp/execute", {"cmd": "Emulation.setDeviceMetricsOverride", "params": {
                "width": width, "height": 740, "deviceScaleFactor": 1, "mobile": False}})
            shown, whole = b.run("[document.querySelector('main').clientWidth, "
                                 "document.querySelector('main').scrollWidth]")
            self.assertLessEqual(whole, shown, f"cut off on a screen {width} wide")

    def test_hostile_name(self):
        b = self.browser
        b.go(self.url("?to=evil&from=IE&on=2024-01-01"))
        self.assertIn("<script>alert(1)</script>", b.text("main"))
        self.assertEqual(b.find("main script"), [])
        self.fits()

    def test_print(self):
        b = self.browser
        b.go(self.url("?to=acme&on=2020-07-20"))
        pdf = base64.b64decode(b.call("POST", "/print", {}))
        self.assertEqual(pdf[:5], b"%PDF-")


if __name__ == "__main__":
    unittest.main()
