"""Requests that are malformed or odd: each gets the status it must get, and none is taken for two."""

import unittest

import suite

GET = "GET /v1/health HTTP/1.1\r\nHost: t\r\n"
POST = "POST /v1/check HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
CASE = '{"exporter_country":"DE","importer_country":"FR"}'

# name, bytes, statuses that are right (0: the connection ends without an answer)
ODD = [
    ("plain", GET + "\r\n", {200}),
    ("two-lengths", POST + "Content-Length: 0\r\nContent-Length: 36\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: t\r\n\r\n", {400}),
    ("two-equal-lengths", POST + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", {400}),
    ("length-list", POST + "Content-Length: 2, 2\r\n\r\n{}", {400}),
    ("length-and-coding", POST + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", {400}),
    ("coding-and-length", POST + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n", {400}),
    ("two-codings", POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", {400}),
    ("coding-gzip", POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", {501}),
    ("coding-identity", POST + "Transfer-Encoding: identity\r\n\r\n", {501}),
    ("coding-x", POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", {501}),
    ("length-huge", POST + "Content-Length: 18446744073709551615\r\n\r\n", {400, 413}),
    ("length-2gb", POST + "Content-Length: 2147483648\r\n\r\n", {413}),
    ("length-2mb", POST + "Content-Length: 2097152\r\n\r\n", {413}),
    ("length-expect", POST + "Content-Length: 2097152\r\nExpect: 100-continue\r\n\r\n", {413}),
    ("length-word", POST + "Content-Length: abc\r\n\r\n", {400}),
    ("length-signed", POST + "Content-Length: +2\r\n\r\n{}", {400}),
    ("length-negative", POST + "Content-Length: -1\r\n\r\n", {400}),
    ("length-hex", POST + "Content-Length: 0x2\r\n\r\n{}", {400}),
    ("length-blank-colon", POST + "Content-Length : 2\r\n\r\n{}", {400}),
    ("name-blank", GET + "X Y: 1\r\n\r\n", {400}),
    ("name-bracket", GET + "X[1]: 1\r\n\r\n", {400}),
    ("name-high", GET + "X\xe4: 1\r\n\r\n", {400}),
    ("value-control", GET + "X: a\x01b\r\n\r\n", {400}),
    ("value-del", GET + "X: a\x7fb\r\n\r\n", {400}),
    ("two-hosts", GET + "Host: u\r\n\r\n", {400}),
    ("other-host", GET.replace("Host: t", "Host: rebound.example") + "\r\n", {421}),
    ("other-host-body",
     POST.replace("Host: t", "Host: rebound.example") + f"Content-Length: {len(CASE)}\r\n\r\n" + CASE, {421}),
    ("empty-host", GET.replace("Host: t", "Host:") + "\r\n", {421}),
    ("high-host", GET.replace("Host: t", "Host: \xe4\xff") + "\r\n", {421}),
    ("long-host", GET.replace("Host: t", "Host: " + "t" * 4000) + "\r\n", {421}),
    ("no-host", "GET /v1/health HTTP/1.1\r\n\r\n", {400}),
    ("http-1.0", "GET /v1/health HTTP/1.0\r\n\r\n", {200}),
    ("http-1.0-coding", "POST /v1/check HTTP/1.0\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
     {400}),
    ("http-1.9", "GET /v1/health HTTP/1.9\r\nHost: t\r\n\r\n", {505}),
    ("http-2", "GET /v1/health HTTP/2.0\r\nHost: t\r\n\r\n", {400, 505}),
    ("http-none", "GET /v1/health\r\nHost: t\r\n\r\n", {0, 400, 505}),
    ("line-one-word", "GARBAGE\r\n\r\n", {0, 400}),
    ("line-only-method", "GET\r\n\r\n", {0, 400}),
    ("line-method-blank", "GET \r\n\r\n", {400}),
    ("line-blank-first", " GET /v1/health HTTP/1.1\r\nHost: t\r\n\r\n", {0, 400}),
    ("preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400, 505}),
    ("lower-method", "get /v1/health HTTP/1.1\r\nHost: t\r\n\r\n", {501}),
    ("own-method", "BREW /v1/health HTTP/1.1\r\nHost: t\r\n\r\n", {501}),
    ("odd-method", "G@T /v1/health HTTP/1.1\r\nHost: t\r\n\r\n", {400}),
    ("trace", "TRACE /v1/health HTTP/1.1\r\nHost: t\r\n\r\n", {405}),
    ("connect", "CONNECT t:443 HTTP/1.1\r\nHost: t\r\n\r\n", {400}),
    ("put", "PUT /v1/health HTTP/1.1\r\nHost: t\r\n\r\n", {405}),
    ("delete", "DELETE / HTTP/1.1\r\nHost: t\r\n\r\n", {405}),
    ("path-nul", "GET /v1/health%00x HTTP/1.1\r\nHost: t\r\n\r\n", {400}),
    ("path-slash", "GET /v1%2Fhealth HTTP/1.1\r\nHost: t\r\n\r\n", {400}),
    ("path-slash-lower", "GET /v1%2fhealth HTTP/1.1\r\nHost: t\r\n\r\n", {400}),
    ("path-dot", "GET /v1/%2e%2e/ HTTP/1.1\r\nHost: t\r\n\r\n", {400}),
    ("path-up", "GET /v1/../v1/health HTTP/1.1\r\nHost: t\r\n\r\n", {400}),
    ("path-here", "GET /v1/./health HTTP/1.1\r\nHost: t\r\n\r\n", {400}),
    ("path-end-up", "GET /v1/.. HTTP/1.1\r\nHost: t\r\n\r\n", {400}),
    ("path-empty", "GET //v1/health HTTP/1.1\r\nHost: t\r\n\r\n", {400}),
    ("path-back", "GET /v1\\health HTTP/1.1\r\nHost: t\r\n\r\n", {400}),
    ("path-high", "GET /v1/he\xe4lth HTTP/1.1\r\nHost: t\r\n\r\n", {400}),
    ("path-escaped-letter", "GET /v1/%68ealth HTTP/1.1\r\nHost: t\r\n\r\n", {404}),
    ("path-trailing", "GET /v1/health/ HTTP/1.1\r\nHost: t\r\n\r\n", {404}),
    ("path-case", "GET /V1/health HTTP/1.1\r\nHost: t\r\n\r\n", {404}),
    ("fragment", "GET /v1/health#x HTTP/1.1\r\nHost: t\r\n\r\n", {400}),
    ("absolute", "GET http://t/v1/health HTTP/1.1\r\nHost: t\r\n\r\n", {400}),
    ("no-slash", "GET v1/health HTTP/1.1\r\nHost: t\r\n\r\n", {400}),
    ("star", "GET * HTTP/1.1\r\nHost: t\r\n\r\n", {400}),
    ("query-nul", "GET /v1/mechanism?to=%00 HTTP/1.1\r\nHost: t\r\n\r\n", {400}),
    ("query-half-escape", "GET /v1/mechanism?to=%2 HTTP/1.1\r\nHost: t\r\n\r\n", {400}),
    ("query-not-utf8", "GET /v1/mechanism?to=%ff%fe HTTP/1.1\r\nHost: t\r\n\r\n", {400}),
    ("query-overlong", "GET /v1/mechanism?to=%c0%af HTTP/1.1\r\nHost: t\r\n\r\n", {400}),
    ("query-control", "GET /v1/mechanism?to=a%01 HTTP/1.1\r\nHost: t\r\n\r\n", {400}),
    ("expect-other", POST + "Content-Length: 2\r\nExpect: 200-maybe\r\n\r\n", {417}),
    ("body-on-get", GET + "Content-Length: 5\r\n\r\nhello", {400}),
    ("body-on-nothing", "POST /nothing HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\nhello", {404}),
    ("type-none", "POST /v1/check HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\n\r\n{}", {415}),
    ("type-form", POST.replace("json", "x-www-form-urlencoded") + "Content-Length: 2\r\n\r\n{}", {415}),
    ("type-longer", POST.replace("json", "json5") + "Content-Length: 2\r\n\r\n{}", {415}),
    ("type-latin", POST.replace("json", "json; charset=iso-8859-1") + "Content-Length: 2\r\n\r\n{}", {415}),
    ("chunk-bad", POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n", {0, 400}),
    ("chunk-huge", POST + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n{}", {0, 400, 413}),
    ("fields-many", GET + "".join(f"X{i}: 1\r\n" for i in range(64)) + "\r\n", {431}),
    ("fields-large", GET + "X: " + "a" * 9000 + "\r\n\r\n", {431}),
    ("fields-huge", GET + "X: " + "a" * 70000 + "\r\n\r\n", {0, 413, 431}),
    ("fields-hundreds", GET + "".join(f"X{i}: 1\r\n" for i in range(700)) + "\r\n", {431}),
    ("fields-15k", GET + "X: " + "a" * 15500 + "\r\n\r\n", {431}),
    ("fields-20k", GET + "X: " + "a" * 20000 + "\r\n\r\n", {431}),
    ("target-15k", "GET /" + "a" * 15500 + " HTTP/1.1\r\nHost: t\r\n\r\n", {414}),
    ("target-20k", "GET /" + "a" * 20000 + " HTTP/1.1\r\nHost: t\r\n\r\n", {414}),
    ("target-2049", "GET /" + "a" * 2048 + " HTTP/1.1\r\nHost: t\r\n\r\n", {414}),
    ("target-2048", "GET /" + "a" * 2047 + " HTTP/1.1\r\nHost: t\r\n\r\n", {404}),
    ("target-huge", "GET /" + "a" * 70000 + " HTTP/1.1\r\nHost: t\r\n\r\n", {0, 414}),
    ("empty-body", POST + "Content-Length: 0\r\n\r\n", {400}),
    ("empty-line-first", "\r\n" + GET + "\r\n", {200}),
    ("garbage", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", {0, 400, 405, 501, 505}),
]


class Odd(suite.Case):
    def exchange(self, data):
        with self.server.wire() as w:
            try:
                w.send(data)
                reply = w.reply()
            except ConnectionError:
                reply = None
            return (reply.status if reply else 0), reply

    def test_each_gets_its_status(self):
        for name, data, right in ODD:
            with self.subTest(name):
                status, _ = self.exchange(data)
                self.assertIn(status, right)

    def test_a_refusal_of_the_framing_ends_the_connection(self):
        for name, data, _ in ODD:
            if not name.startswith(("two-", "length-", "coding-", "body-on", "chunk", "type-")):
                continue
            with self.subTest(name):
                with self.server.wire() as w:
                    try:
                        w.send(data)
                        w.reply()
                        w.send(GET + "\r\n")
                    except ConnectionError:
                        continue
                    self.assertNotIn(b"HTTP/1.1 2", w.rest(), "what followed was answered too")

    def test_refusals_are_problems(self):
        """Ours, and what libmicrohttpd refuses by itself before it asks."""
        for name, data, right in ODD:
            if 200 in right:
                continue
            with self.subTest(name):
                status, reply = self.exchange(data)
                if status == 0:
                    self.assertIn(0, right)
                    continue
                if reply["Content-Type"] == "text/html; charset=utf-8":
                    self.assertTrue(data.startswith("DELETE / "), name)
                    continue
                self.assertEqual(reply["Content-Type"], "application/problem+json")
                self.assertEqual(reply.json()["status"], reply.status)
                self.assertEqual(reply.json()["request_id"], reply["X-Request-Id"])
                self.assertEqual(reply.json()["type"].partition("#")[0], "/problems")

    def test_a_refusal_of_a_second_request_has_an_id_of_its_own(self):
        for second in (GET + "Content-Length: none\r\n\r\n", GET + "X: " + "a" * 20000 + "\r\n\r\n"):
            with self.server.wire(timeout=5) as w:
                w.send(GET + "\r\n")
                first = w.reply()
                w.send(second)
                reply = w.reply()
                self.assertEqual(reply["Content-Type"], "application/problem+json")
                self.assertNotEqual(first["X-Request-Id"], reply["X-Request-Id"])
                self.assertEqual(w.rest(), b"", "said once")

    def test_a_first_line_that_is_none_ends_its_own_connection_only(self):
        """libmicrohttpd 0.9.75 closes without a word (wire/library.c); 1.0 refuses, and that is a problem."""
        with self.server.wire() as other, self.server.wire(timeout=5) as w:
            w.send("GARBAGE\r\n\r\n" + GET + "\r\n")
            try:
                reply = w.reply()
            except ConnectionError:
                reply = None
            if reply:
                self.assertEqual((reply.status, reply["Content-Type"]), (400, "application/problem+json"))
            self.assertNotIn(b"HTTP/1.1 2", w.rest(), "what followed was answered")
            other.send(GET + "\r\n")
            self.assertEqual(other.reply().status, 200)

    def test_it_lives(self):
        for _, data, _ in ODD:
            self.exchange(data)
        self.assertEqual(self.server.get("/v1/health").status, 200)


if __name__ == "__main__":
    unittest.main()
