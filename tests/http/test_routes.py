"""Every route that chapterv serve --routes lists: HEAD, OPTIONS, methods and bodies that it does not take."""

import collections
import re
import unittest

import suite
import wire

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE")
THERE = {"id": "acme", "entry": "3", "name": "coverage"}


def routes():
    code, out, words = wire.run(suite.BINARY, "serve", "--routes")
    assert code == 0, words
    found = collections.defaultdict(set)
    for line in out.splitlines():
        method, path = line.split()[:2]
        found[path].add(method)
    return found


def there(path):
    return re.sub(r"\{(\w+)\}", lambda m: THERE[m[1]], path)


class Routes(suite.Case):
    options = ("--public",)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.routes = routes()

    def allowed(self, methods):
        return methods | {"OPTIONS"} | ({"HEAD"} if "GET" in methods else set())

    def test_options(self):
        for path, methods in self.routes.items():
            for target in (there(path), there(path) + "?x=1"):
                reply = self.server.ask(target, "OPTIONS")
                self.assertEqual((reply.status, reply.body), (204, b""), target)
                self.assertEqual(set(reply["Allow"].split(", ")), self.allowed(methods), target)
                self.assertTrue(reply["X-Request-Id"])

    def test_head_is_get_without_its_body(self):
        """The length of what changes between the two, an instant or a number, stays the same."""
        for path, methods in self.routes.items():
            if "GET" not in methods:
                continue
            for fields in ({}, {"Accept": "text/csv"}, {"Accept_Encoding": "gzip"}):
                get, head = (self.server.ask(there(path), m, **fields) for m in ("GET", "HEAD"))
                self.assertEqual((head.status, head.body), (get.status, b""), path)
                for name in ("Content-Type", "Content-Encoding", "Vary", "ETag", "Link", "Cache-Control"):
                    self.assertEqual(head[name], get[name], (path, name))
                if not get["Content-Encoding"]:
                    self.assertEqual(head["Content-Length"], get["Content-Length"], path)

    def test_methods_it_does_not_take(self):
        for path, methods in self.routes.items():
            for method in set(METHODS) - self.allowed(methods):
                reply = self.server.ask(there(path), method)
                self.assertEqual(reply.status, 405, (method, path))
                self.assertEqual(set(reply["Allow"].split(", ")), self.allowed(methods), (method, path))
                if method != "HEAD":
                    self.problem(reply, 405)
            self.problem(self.server.ask(there(path), "BREW"), 501)
            self.problem(self.server.ask(there(path).rstrip("/") + "/none/such"), 404)

    def test_bodies_it_does_not_take(self):
        for path, methods in self.routes.items():
            for method in methods:
                if method in ("GET", "DELETE"):
                    self.problem(self.server.ask(there(path), method, b"{}", Content_Type="application/json"), 400)
                elif path not in ("/logout", "/v1/imports/{id}/apply", "/v1/imports/{id}/undo"):
                    reply = self.server.ask(there(path), method, b"<x/>", Content_Type="application/xml")
                    self.problem(reply, 415)
                    with self.server.wire() as w:
                        w.send(f"{method} {there(path)} HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
                               "Content-Length: 2147483648\r\n\r\n")
                        self.assertIn(w.reply().status, (413, 415), path)

    def problem(self, reply, status):
        self.assertEqual(reply.status, status, reply)
        if reply["Content-Type"].startswith("text/html"):
            return  # a page says it to a person
        self.assertEqual(reply["Content-Type"], "application/problem+json")
        said = reply.json()
        self.assertEqual((said["status"], said["request_id"]), (status, reply["X-Request-Id"]))
        self.assertLessEqual({"type", "title", "detail"}, set(said))


if __name__ == "__main__":
    unittest.main()
