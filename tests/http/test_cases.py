"""POST /v1/check: hypothetical cases, and every JSON that is not one."""

import json
import unittest

import suite

CASE = {"exporter_country": "DE", "exporter_role": "controller", "importer_country": "US", "importer_role": "processor",
        "importer_kind": "service-provider", "data": "non-hr", "importer_attrs": "",
        "safeguards": "privacy-shield-eu-us active 2016-09-01.. non-hr", "as_of": "2018-05-01"}
GOOD = json.dumps(CASE).encode()

# Not JSON, or not for us: each is refused with 400.
NOT_JSON = {
    "empty-value": b" ", "trailing": GOOD + b"x", "trailing-comma": GOOD[:-1] + b",}", "two-values": GOOD + GOOD,
    "trailing-nul": GOOD + b"\0", "bom": b"\xef\xbb\xbf" + GOOD, "utf-16": GOOD.decode().encode("utf-16"),
    "latin-1": b'{"data":"\xe4"}', "overlong": b'{"data":"\xc0\xaf"}', "surrogate-bytes": b'{"data":"\xed\xa0\x80"}',
    "beyond-unicode": b'{"data":"\xf4\x90\x80\x80"}', "cut-utf8": b'{"data":"\xe2\x82"}',
    "escaped-nul": b'{"data":"x\\u0000y"}', "raw-nul": b'{"data":"x\0y"}', "lone-high": b'{"data":"\\ud800"}',
    "lone-low": b'{"data":"\\udc00"}', "high-high": b'{"data":"\\ud800\\ud800"}', "short-u": b'{"data":"\\u12"}',
    "bad-u": b'{"data":"\\u12g4"}', "bad-escape": b'{"data":"\\x41"}', "quote-escape": b"{\"data\":\"\\'\"}",
    "raw-newline": b'{"data":"a\nb"}', "raw-tab": b'{"data":"a\tb"}', "raw-one": b'{"data":"a\x01b"}',
    "open-string": b'{"data":"hr', "open-object": b'{"data":"hr"', "open-array": b"[", "close-only": b"}",
    "single-quotes": b"{'data':'hr'}", "bare-key": b'{data:"hr"}', "no-colon": b'{"data" "hr"}', "no-value": b'{"data":}',
    "comma-first": b'{,"data":"hr"}', "double-comma": b'[{},,{}]', "comment": b'{/**/"data":"hr"}',
    "number-01": b"[01]", "number-dot": b"[1.]", "number-dot-first": b"[.5]", "number-plus": b"[+1]", "number-e": b"[1e]",
    "number-hex": b"[0x1]", "minus": b"[-]", "minus-01": b"[-01]", "infinity": b"[Infinity]", "nan": b"[NaN]",
    "capital-true": b"[True]", "half-word": b"[nul]", "word-run-on": b"[nullx]", "control-space": b"\x0b{}",
    "form-feed": b"\x0c{}", "nbsp": b"\xc2\xa0{}", "mismatch": b"[{]}", "deep": b"[" * 33 + b"]" * 33,
    "deep-100000": b"[" * 100000 + b"]" * 100000, "deep-objects": b'{"a":' * 100000,
}
# JSON, but not a case: 400 too, with the pointer.
NOT_A_CASE = {
    "string": (b'"x"', ""), "number": (b"1", ""), "null": (b"null", ""), "true": (b"true", ""),
    "array-of-numbers": (b"[1]", "/0"), "array-of-arrays": (b"[[]]", "/0"), "huge-number": (b"[1e400]", "/0"),
    "big-integer": (b"[9007199254740993]", "/0"), "unknown-key": (b'{"colour":"red"}', "/colour"),
    "case-of-key": (b'{"Data":"hr"}', "/Data"), "number-value": (b'{"data":1}', "/data"),
    "null-value": (b'{"data":null}', "/data"), "list-value": (b'{"data":["hr"]}', "/data"),
    "object-value": (b'{"data":{}}', "/data"), "twice": (b'{"data":"hr","data":"hr"}', "/data"),
    "twice-escaped": (b'{"data":"hr","d\\u0061ta":"hr"}', "/data"), "second-bad": (b"[" + GOOD + b',{"x":"y"}]', "/1/x"),
    "cases-not-array": (b'{"cases":{}}', "/cases"), "cases-and-more": (b'{"cases":[],"x":1}', "/x"),
    "in-cases": (b'{"cases":[' + GOOD + b',{"data":7}]}', "/cases/1/data"),
    "pointer-escape": (b'{"a/b~c":"x"}', "/a~1b~0c"), "bad-day": (GOOD.replace(b"2018-05-01", b"2026-02-30"), "/as_of"),
    "bad-country": (GOOD.replace(b'"US"', b'"ZZ"'), "/importer_country"),
    "bad-role": (GOOD.replace(b'"processor"', b'"boss"'), "/importer_role"),
    "bad-safeguard": (GOOD.replace(b"active", b"sleeping"), "/safeguards"),
    "bad-attr": (GOOD.replace(b'"importer_attrs": ""', b'"importer_attrs": "clever"'), "/importer_attrs"),
    "bad-in-list": (json.dumps([CASE, dict(CASE, as_of="x")]).encode(), "/1/as_of"),
}
# More than is taken in one piece: 413.
TOO_MUCH = {
    "65-keys": json.dumps({f"k{i}": "" for i in range(65)}).encode(),
    "80000-keys": json.dumps({f"k{i}": "" for i in range(80000)}).encode(),
    "ones": b"[" + b"1," * 500000 + b"1]",
    "1001-cases": json.dumps([{}] * 1001).encode(),
    "mebibyte-and-one": b'"' + b"a" * (1 << 20) + b'"',
}


class Cases(suite.Case):
    @classmethod
    def fill(cls):
        """No register is needed: the server makes an empty one."""

    def check(self, value):
        reply = self.server.post("/v1/check", value)
        self.assertEqual(reply.status, 200, reply)
        self.assertEqual(reply["Content-Type"], "application/json")
        return reply.json()

    def refused(self, status, body):
        reply = self.server.post("/v1/check", body)
        self.assertEqual(reply.status, status, reply)
        self.assertEqual(reply["Content-Type"], "application/problem+json")
        return reply.json()

    def test_one(self):
        self.assertEqual(self.check(CASE)["outcome"], "covered")
        self.assertEqual(self.check(dict(CASE, as_of="2020-07-20"))["outcome"], "not-covered")

    def test_many_both_ways(self):
        later = dict(CASE, as_of="2020-07-20")
        for body in ([CASE, later], {"cases": [CASE, later]}):
            self.assertEqual([r["outcome"] for r in self.check(body)["results"]], ["covered", "not-covered"])
        self.assertEqual(len(self.check([CASE] * 1000)["results"]), 1000)
        self.assertEqual(self.check([]), {"results": []})

    def test_several_countries(self):
        self.assertEqual(self.check(dict(CASE, importer_country="US|FR"))["outcome"], "covered")
        self.assertEqual(self.check(dict(CASE, importer_country="US|IN"))["outcome"], "not-covered")

    def test_escapes_are_read(self):
        body = GOOD.replace(b'"DE"', b'"\\u0044\\u0045"').replace(b'"data"', b'"d\\u0061ta"')
        self.assertEqual(self.check(body)["outcome"], "covered")

    def test_what_is_not_json(self):
        for name, body in NOT_JSON.items():
            with self.subTest(name):
                value = self.refused(400, body)
                self.assertTrue(value["detail"])

    def test_what_is_not_a_case(self):
        for name, (body, pointer) in NOT_A_CASE.items():
            with self.subTest(name):
                value = self.refused(400, body)
                self.assertEqual(value["pointer"], pointer, value)
                if pointer:
                    name = pointer.rsplit("/", 1)[1].replace("~1", "/").replace("~0", "~")
                    self.assertIn(value.get("parameter"), (name, None))

    def test_all_that_is_wrong_is_said_at_once(self):
        def pointers(body):
            return [e["pointer"] for e in self.refused(400, body)["errors"]]

        self.assertEqual(pointers({"exporter_country": "XX", "foo": 1, "data": 2}), ["/foo", "/data"])
        self.assertEqual(pointers({**CASE, "exporter_country": "XX", "data": "q", "as_of": "x", "importer_country": "US|",
                                   "safeguards": "what"}),
                         ["/exporter_country", "/data", "/as_of", "/safeguards", "/importer_country"])
        self.assertEqual(pointers({"cases": [{**CASE, "data": "q"}, CASE, {**CASE, "exporter_role": "", "as_of": "2026-02-30"}, 7]}),
                         ["/cases/0/data", "/cases/2/exporter_role", "/cases/2/as_of", "/cases/3"])
        self.assertEqual(pointers(b"[1"), ["/0"])
        many = self.refused(400, [{"x": ""}] * 1000)["errors"]
        self.assertEqual(len(many), 1000)

    def test_line_and_column(self):
        self.assertIn("line 2, column 9", self.refused(400, b'{\n"data": hr}')["detail"])

    def test_too_much(self):
        for name, body in TOO_MUCH.items():
            with self.subTest(name):
                self.refused(413, body)

    def chunked(self, body, size):
        with self.server.wire(timeout=20) as w:
            w.send("POST /v1/check HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
                   "Transfer-Encoding: chunked\r\n\r\n")
            try:
                for i in range(0, len(body), size):
                    part = body[i:i + size]
                    w.send(b"%x\r\n%s\r\n" % (len(part), part))
                w.send("0\r\n\r\n")
                return w.reply()
            except ConnectionError:
                return None

    def test_chunked(self):
        self.assertEqual(self.chunked(GOOD, 7).json()["outcome"], "covered")
        self.assertEqual(self.chunked(b" " * 1500000 + GOOD, 65536).status, 413)
        self.assertIsNone(self.chunked(b" " * 8000000, 65536), "an endless body is read to its end")

    def test_a_query_is_refused_by_name(self):
        reply = self.server.post("/v1/check?to=x", CASE)
        self.assertEqual((reply.status, reply.json()["parameter"]), (400, "to"))

    def test_charset(self):
        for kind, status in (("application/json; charset=utf-8", 200), ("APPLICATION/JSON;charset=UTF-8", 200),
                             ("application/json; charset=utf-16", 415), ("text/json", 415)):
            self.assertEqual(self.server.post("/v1/check", CASE, Content_Type=kind).status, status, kind)


if __name__ == "__main__":
    unittest.main()
