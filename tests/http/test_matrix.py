"""Every route by whoever was let in once and is no longer, by sessions and by whom a proxy names; and many who guess behind one proxy."""

import unittest
import urllib.parse

import accounts
import suite
import test_access  # not its classes: they would run here once more
import wire
from accounts import FORM, FREE, MAY, ROLES, bearer


class Ways(test_access.Matrix):
    """The matrix of Matrix again, by the other ways in."""

    def test_every_route_by_every_role_and_by_none(self):
        """What has ended, expired or never was is nobody, on every route."""
        self.token("stays", "admin")
        revoked = self.token("gone", "admin")
        expired = self.token("late", "admin", "--expires", "2099-01-01")
        s = self.server("--trust-proxy", "127.0.0.1", env={"CHAPTERV_NOW": "2099-06-01T00:00:00Z"})
        self.cli("token", "revoke", "gone")
        for method, path, needs in self.routes():
            for n, (what, secret) in enumerate((("revoked", revoked), ("expired", expired), ("unknown", "cv_" + "z" * 43))):
                with self.subTest(f"{method} {path} by one {what}"):
                    reply = self.ask(s, method, path, X_Forwarded_For=self.someone(method, path, n), **bearer(secret))
                    self.assertEqual(reply.status == 401, needs != "nothing", reply)
                    if reply.status == 401:
                        self.assertEqual(reply["WWW-Authenticate"], 'Bearer error="invalid_token"')
                        self.assertNotIn(b"register_seq", reply.body)

    def test_by_a_session(self):
        self.token("first", "admin")
        s = self.server()
        for role in ROLES:
            link = self.cli("login", "--listen", "127.0.0.1:%d" % s.address[1], "--as", role, "--role", role).strip()
            code = urllib.parse.urlencode({"code": link.split("code=")[1]}).encode()
            cookie = s.ask("/login", "POST", code, Content_Type=FORM)["Set-Cookie"].split(";")[0]
            self.holds(s, role, Cookie=cookie, Origin="http://test")

    def test_by_whom_the_proxy_names(self):
        roles = suite.put(self.folder, "roles", "".join(f"{role} {role}\n" for role in ROLES))
        s = self.server("--trust-proxy", "127.0.0.1", "--roles-file", roles)
        for role in ROLES:
            self.holds(s, role, X_Remote_User=role, Origin="http://test")

    def holds(self, s, role, **fields):
        for method, path, needs in self.routes():
            if path == "/logout":
                continue  # would end it
            with self.subTest(f"{method} {path} by {role}"):
                reply = self.ask(s, method, path, **fields)
                self.assertNotIn(reply.status, (401, 429), reply)
                if (method, path) not in FREE:
                    refused = reply.status == 403 and b"role-needed" in reply.body
                    self.assertEqual(refused, role not in MAY[needs], reply)
                    self.assertFalse(reply.status == 403 and b"foreign-origin" in reply.body, reply)

    @staticmethod
    def someone(method, path, n):
        """Each from an address of its own: who fails often is told to wait."""
        h = sum((i + 1) * b for i, b in enumerate(f"{method} {path}".encode())) % 60000
        return f"10.{n}.{h // 250}.{h % 250 + 1}"


class Stranger(accounts.Own):
    def test_who_guesses_behind_a_proxy_locks_nobody_else_out(self):
        secret = self.token()
        s = self.server("--trust-proxy", "127.0.0.1")
        with s.wire() as w:
            def status(whence, token):
                wire.send(w, "/v1/imports", X_Forwarded_For=whence, **bearer(token))
                return w.reply().status
            for n in range(20):
                self.assertEqual(status("198.51.100.7", f"cv_{n:043d}"), 401)
            self.assertEqual(status("198.51.100.7", "cv_" + "y" * 43), 429)
            self.assertEqual(status("198.51.100.8", "cv_" + "y" * 43), 401, "another address begins at none")
            for whence in ("198.51.100.7", "198.51.100.8", "192.0.2.1"):
                self.assertEqual(status(whence, secret), 200, whence)


if __name__ == "__main__":
    unittest.main()
