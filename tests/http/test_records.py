"""Records over HTTP: lists and their pages, one record, CSV, both clocks; the log and its proofs."""

import csv
import hashlib
import io
import json
import os
import unittest

import importing
import suite
import wire

SAFEGUARDS = """id,exporter,importer,mechanism,signed,flags
s-evil,ie-sub,evil,scc-2021-m2,2022-01-10,annex-i;annex-ii
"""
ASSESSMENTS = """exporter,importer,country,dated,outcome,measures,review_by
ie-sub,evil,IN,2022-01-01,adequate-with-measures,encryption,2024-01-01
"""
EXTRA = 'id,name,kind,country,Vendor No.\nplus,"Plus Ltd",partner,GB,"0042"\n'
KINDS = ("parties", "transfers", "safeguards", "certifications", "assessments")


def report(kind, db, *more):
    code, out, words = wire.run(suite.BINARY, "report", kind, "--db", db, *more)
    assert code == 0, words
    return out.encode()


class Filled(suite.Case):
    @classmethod
    def fill(cls):
        super().fill()
        for kind, text in (("safeguards", SAFEGUARDS), ("assessments", ASSESSMENTS), ("parties", EXTRA)):
            suite.imported(suite.BINARY, cls.db, cls.folder, kind, text)

    def refused(self, reply, status, word=None, parameter=None):
        self.assertEqual(reply.status, status, reply)
        self.assertEqual(reply["Content-Type"], "application/problem+json")
        body = reply.json()
        self.assertEqual(body["status"], status)
        if word:
            self.assertEqual(body["type"], "/problems#" + word)
        if parameter:
            self.assertEqual(body["parameter"], parameter)
        return body


class Reading(Filled):
    def test_every_kind_has_the_columns_and_values_of_its_csv(self):
        for kind in KINDS:
            rows = list(csv.DictReader(io.StringIO(report(kind, self.db).decode(), newline="")))
            reply = self.server.get("/v1/" + kind)
            self.assertEqual(reply.status, 200, reply)
            items = reply.json()[kind]
            self.assertEqual(len(items), len(rows))
            self.assertGreater(len(rows), 0)
            for row, item in zip(rows, items):
                extra = item.pop("extra", {})
                self.assertIsInstance(item.pop("number"), int)
                self.assertEqual({k: (item.get(k) if k in item else extra.get(k)) or "" for k in row}, row)
                self.assertEqual(list(item) + sorted(extra), list(row)[:len(item) + len(extra)])

    def test_one_of_each_kind_by_its_id_or_number(self):
        for kind in KINDS:
            item = self.server.get("/v1/" + kind).json()[kind][-1]
            name = item["id"] if "id" in item else item["number"]
            one = self.server.ask(f"/v1/{kind}/{name}")
            self.assertEqual((one.status, one.json()), (200, item))
        for target in ("/v1/parties/nobody", "/v1/certifications/99", "/v1/certifications/acme",
                       "/v1/certifications/01", "/v1/transfers/1", "/v1/parties/a%20b", "/v1/parties/a+b"):
            self.refused(self.server.ask(target), 404, "E_NOT_FOUND")

    def test_unknown_columns_are_kept_as_they_are(self):
        self.assertEqual(self.server.ask("/v1/parties/plus").json()["extra"], {"Vendor No.": "0042"})

    def test_filters(self):
        def ids(target, kind="parties"):
            return [x["id"] for x in self.server.ask(target).json()[kind]]

        self.assertEqual(ids("/v1/parties?country=IE"), ["ie-sub"])
        self.assertEqual(ids("/v1/parties?country=ireland&kind=affiliate"), ["ie-sub"])
        self.assertEqual(ids("/v1/parties?country=US&own=no"), ["acme", "twin-us"])
        self.assertEqual(ids("/v1/parties?aliases=ACME%20Hosting"), ["acme"])
        self.assertEqual(ids("/v1/transfers?importer=twin-de&exporter=ie-sub", "transfers"), ["t-twin-de"])
        self.assertEqual(ids("/v1/safeguards?flags=annex-ii", "safeguards"), ["s-evil"])
        self.assertEqual(ids("/v1/safeguards?flags=annex-ii;annex-i&mechanism=scc-2021-m2", "safeguards"), ["s-evil"])
        self.assertEqual(ids("/v1/safeguards?flags=annex-ii;docking", "safeguards"), [])
        self.assertEqual(ids("/v1/parties?country=FR"), [])

    def test_names_are_searched_folded(self):
        def ids(text):
            return [x["id"] for x in self.server.get("/v1/parties", q=text).json()["parties"]]

        self.assertEqual(ids("ACME, inc"), ["acme"])
        self.assertEqual(ids("irish COMPANY"), ["ie-sub"])
        self.assertEqual(ids("twin"), ["twin-us", "twin-de"])
        self.assertEqual(ids("acme inc acme"), [], "a name does not run into an alias")
        self.refused(self.server.get("/v1/parties", q="!!!"), 400, "E_VALUE", "q")

    def test_records_are_searched_by_the_names_of_their_parties(self):
        def ids(kind, **fields):
            return [x.get("id", x["number"]) for x in self.server.get("/v1/" + kind, **fields).json()[kind]]

        self.assertEqual(ids("transfers", q="TWIN serv"), ["t-twin-us", "t-twin-de"], "of the importer")
        self.assertEqual(ids("transfers", q="irish", country="IN"), ["t-evil"], "an alias of the exporter")
        self.assertEqual(ids("transfers", q="t-acme"), [], "an id is no name")
        self.assertEqual(ids("transfers", q="acme inc acme"), [])
        self.assertEqual(ids("safeguards", q="sons"), ["s-evil"])
        self.assertEqual(ids("safeguards", q="acme"), [])
        self.assertEqual(ids("certifications", q="acme hosting"), [1])
        self.assertEqual(ids("assessments", q="parent ireland"), [1])
        self.assertEqual(ids("transfers", q="acme", outcome="covered", on="2018-05-01"), ["t-acme"])
        rows = self.server.ask("/v1/transfers?q=twin", Accept="text/csv").body.decode()
        self.assertEqual([r["id"] for r in csv.DictReader(io.StringIO(rows, newline=""))], ["t-twin-us", "t-twin-de"])
        first = self.server.ask("/v1/transfers?q=twin&limit=1").json()
        self.assertEqual([x["id"] for x in self.server.ask(first["next"]).json()["transfers"]], ["t-twin-de"])
        self.refused(self.server.get("/v1/transfers", q="!!!"), 400, "E_VALUE", "q")
        self.refused(self.server.get("/v1/replies", q="acme"), 400, "E_USAGE", "q")

    def test_what_cannot_be_asked_for_is_named(self):
        for target, word, parameter in (
                ("/v1/parties?nope=1", "E_USAGE", "nope"), ("/v1/parties?country=XX", "E_COUNTRY", "country"),
                ("/v1/parties?kind=friend", "E_UNKNOWN_WORD", "kind"), ("/v1/parties?on=2020-02-30", "E_DATE", "on"),
                ("/v1/parties?known_at=yesterday", "E_DATE", "known_at"), ("/v1/parties?limit=0", "E_VALUE", "limit"),
                ("/v1/parties?limit=1001", "E_VALUE", "limit"), ("/v1/parties?limit=x", "E_VALUE", "limit"),
                ("/v1/parties?cursor=zz", "E_VALUE", "cursor"), ("/v1/parties?fields=id,nope", "E_VALUE", "fields"),
                ("/v1/parties?country=DE&country=US", "E_USAGE", "country"),
                ("/v1/parties/acme?limit=3", "E_USAGE", "limit"),
                ("/v1/parties/acme?country=DE", "E_USAGE", "country"), ("/v1/transfers?from=soon", "E_DATE", "from"),
                ("/v1/safeguards?mechanism=magic", "E_UNKNOWN_WORD", "mechanism")):
            with self.subTest(target):
                self.refused(self.server.ask(target), 400, word, parameter)

    def test_pages_hold_everything_once_and_in_order(self):
        whole = self.server.get("/v1/parties").json()
        self.assertIsNone(whole["next"])
        got, target = [], "/v1/parties?limit=2&fields=id"
        while target:
            reply = self.server.ask(target)
            page = reply.json()
            self.assertLessEqual(len(page["parties"]), 2)
            got += [x["id"] for x in page["parties"]]
            target = page["next"]
            self.assertEqual(reply["Link"], f'<{target}>; rel="next"' if target else None)
        self.assertEqual(got, [x["id"] for x in whole["parties"]])

    def test_a_cursor_is_of_one_list(self):
        target = self.server.get("/v1/parties", limit=1, own="no").json()["next"]
        self.assertEqual(self.server.ask(target).status, 200)
        self.refused(self.server.ask(target.replace("own=no", "own=yes")), 400, "E_VALUE", "cursor")
        other = target.replace("parties", "transfers").replace("own=no&", "")
        self.refused(self.server.ask(other), 400, "E_VALUE", "cursor")

    def test_an_address_of_a_page_cannot_end_its_link(self):
        reply = self.server.ask('/v1/parties?limit=1&on=2020-01-01&q=n%3E&&fields=id"')
        self.refused(reply, 400, "E_VALUE", "fields")
        reply = self.server.ask('/v1/parties?limit=1&q=>i')
        link = reply["Link"]
        self.assertEqual((link.count("<"), link.count(">")), (1, 1))
        self.assertEqual(self.server.ask(reply.json()["next"]).status, 200)

    def test_fields(self):
        self.assertEqual(self.server.ask("/v1/parties/acme?fields=country,id").json(), {"id": "acme", "country": "US"})
        self.assertEqual(list(self.server.ask("/v1/parties/plus?fields=number,extra").json()), ["number", "extra"])

    def test_csv_is_what_report_writes(self):
        for kind in KINDS:
            for more in ((), ("--on", "2023-01-01"), ("--known-at", "2026-11-26T09:00:00Z")):
                fields = dict(zip([x.strip("-").replace("-", "_") for x in more[::2]], more[1::2]))
                target = f"/v1/{kind}" + ("?" + wire.query(**fields) if fields else "")
                reply = self.server.ask(target, Accept="text/csv")
                self.assertEqual(reply["Content-Type"], "text/csv; charset=utf-8")
                self.assertEqual(reply.body, report(kind, self.db, *more))
        some = self.server.ask("/v1/parties?own=yes", Accept="text/csv;q=0.9, */*;q=0.1").body.decode()
        self.assertEqual([r["id"] for r in csv.DictReader(io.StringIO(some))], ["us-parent", "ie-sub"])
        self.refused(self.server.ask("/v1/parties?limit=3", Accept="text/csv"), 400, "E_USAGE", "limit")

    def test_one_as_csv_is_its_line_of_the_list(self):
        for kind in KINDS:
            for number in range(len(self.server.get("/v1/" + kind).json()[kind])):
                item = self.server.get("/v1/" + kind).json()[kind][number]
                target = f"/v1/{kind}/{item['id'] if 'id' in item else item['number']}"
                reply = self.server.ask(target, Accept="text/csv")
                self.assertEqual((reply.status, reply["Content-Type"]), (200, "text/csv; charset=utf-8"), target)
                head, line = csv.reader(io.StringIO(reply.body.decode(), newline=""))
                listed = list(csv.DictReader(io.StringIO(report(kind, self.db).decode(), newline="")))[number]
                self.assertEqual({k: v for k, v in listed.items() if k in head}, dict(zip(head, line)))
                self.assertEqual([v for k, v in listed.items() if k not in head and v], [])
        self.assertEqual(self.server.ask("/v1/parties/acme", "HEAD", Accept="text/csv")["Content-Type"],
                         "text/csv; charset=utf-8")
        self.refused(self.server.ask("/v1/parties/acme?fields=id", Accept="text/csv"), 400, "E_USAGE", "fields")
        self.refused(self.server.ask("/v1/parties/nobody", Accept="text/csv"), 404, "E_NOT_FOUND")
        self.refused(self.server.ask("/v1/transfers/t-acme?on=2017-12-31", Accept="text/csv"), 404, "E_NOT_FOUND", "on")

    def test_each_form_of_one_has_its_tag(self):
        table, other = (self.server.ask("/v1/parties/acme", Accept=a) for a in ("text/csv", "application/json"))
        self.assertNotEqual(table["ETag"], other["ETag"])
        for target in ("/v1/parties/acme", "/v1/parties", "/v1/parties?q=twin"):
            for form in ("text/csv", "application/json"):
                reply = self.server.ask(target, Accept=form)
                self.assertIn("Accept", (reply["Vary"] or "").split(", "), (target, form))
        again = self.server.ask("/v1/parties/acme", Accept="text/csv", If_None_Match=table["ETag"])
        self.assertEqual((again.status, again["ETag"], again.body), (304, table["ETag"], b""))
        self.assertIn("Accept", again["Vary"])
        self.assertEqual(self.server.ask("/v1/parties/acme", Accept="text/csv", If_None_Match=other["ETag"]).status, 200)

    def test_on(self):
        def found(day):
            return [x["outcome"] for x in self.server.get("/v1/assessments", on=day).json()["assessments"]]

        self.assertEqual((found("2021-12-31"), found("2022-01-01")), ([], ["adequate-with-measures"]))
        self.assertEqual(self.server.get("/v1/transfers/t-acme", on="2018-01-01").status, 200)
        self.refused(self.server.get("/v1/transfers/t-acme", on="2017-12-31"), 404, "E_NOT_FOUND", "on")

    def test_entity_tags(self):
        reply = self.server.ask("/v1/parties/acme")
        tag = reply["ETag"]
        self.assertRegex(tag, r'^"[0-9a-f-]+"$')
        self.assertNotEqual(self.server.ask("/v1/parties/acme?fields=id")["ETag"], tag)
        for value in (tag, f'"other", {tag}', f"W/{tag}", "*"):
            again = self.server.ask("/v1/parties/acme", If_None_Match=value)
            self.assertEqual((again.status, again["ETag"], again.body), (304, tag, b""))
        self.assertEqual(self.server.ask("/v1/parties/acme", If_None_Match='"other"').status, 200)

    def test_what_did_not_change_has_its_length_and_no_body(self):
        """RFC 9110, 8.6: a length in a 304 is that of the answer it stands for."""
        for target in ("/v1/parties/acme", "/v1/calendar.ics"):
            full = self.server.ask(target)
            with self.server.wire() as w:
                for _ in range(3):
                    wire.send(w, target, If_None_Match=full["ETag"])
                same = [w.reply() for _ in range(3)]
                self.assertEqual([(r.status, r["Content-Length"]) for r in same], [(304, full["Content-Length"])] * 3, target)
                wire.send(w, target)
                self.assertEqual(w.reply().body, full.body)

    def test_head(self):
        for target in ("/v1/parties", "/v1/parties/acme", "/v1/log"):
            full, head = self.server.ask(target), self.server.ask(target, "HEAD")
            self.assertEqual((head.status, head.body, head["Content-Length"], head["ETag"]),
                             (200, b"", full["Content-Length"], full["ETag"]))


class Moving(importing.Imports):
    def now_is(self, now):
        self.env = {**self.env, "CHAPTERV_NOW": now}

    def test_pages_show_one_moment_and_the_past_stays_readable(self):
        s = self.filled()
        first = s.get("/v1/parties", limit=2, fields="id,country").json()
        moved = 'id,name,kind,country\nacme,"Acme, Inc.",service-provider,IN\nnew,New Ltd,partner,GB\n'
        self.cli("import", self.put("next.csv", moved), "--as", "parties", "--on-conflict", "update")
        self.assertEqual(s.ask("/v1/parties/acme").json()["country"], "IN")
        got, target = first["parties"], first["next"]
        while target:
            page = s.ask(target).json()
            got, target = got + page["parties"], page["next"]
        self.assertEqual({x["id"]: x["country"] for x in got}["acme"], "US")
        self.assertNotIn("new", [x["id"] for x in got])

    def test_known_at(self):
        for day, country in (("2026-01-01T00:00:00Z", "US"), ("2026-02-01T00:00:00Z", "IN")):
            self.now_is(day)
            text = f"id,name,kind,country\nacme,Acme,service-provider,{country}\n"
            self.cli("import", self.put("a.csv", text), "--as", "parties", "--on-conflict", "update")
        self.now_is("2026-03-01T00:00:00Z")
        s = self.server()
        self.assertEqual(s.ask("/v1/parties/acme").json()["country"], "IN")
        self.assertEqual(s.get("/v1/parties/acme", known_at="2026-01-15").json()["country"], "US")
        self.assertEqual(s.get("/v1/parties/acme", known_at="2025-12-31").status, 404)
        self.assertEqual([x["country"] for x in s.get("/v1/parties", known_at="2026-01-15").json()["parties"]], ["US"])
        self.assertEqual(s.get("/v1/parties", known_at="2025-12-31").json()["parties"], [])
        self.cli("undo", "2")
        self.cli("undo", "1")
        self.assertEqual(s.ask("/v1/parties/acme").status, 404)
        self.assertEqual(s.get("/v1/parties/acme", known_at="2026-01-15").json()["country"], "US")

    def test_many_records(self):
        self.cli("import", self.put("many.csv", self.many(3000)), "--as", "parties")
        s = self.server()
        ids, target, pages = [], "/v1/parties?limit=1000&fields=id", 0
        while target:
            page = s.ask(target).json()
            ids += [x["id"] for x in page["parties"]]
            target, pages = page["next"], pages + 1
        self.assertEqual(pages, -(-len(ids) // 1000))
        reply = s.ask("/v1/parties", Accept="text/csv")
        self.assertEqual(reply.body, self.report())
        self.assertEqual([r["id"] for r in csv.DictReader(io.StringIO(reply.body.decode(), newline=""))], ids)
        self.assertGreaterEqual(len(ids), 3000)
        self.left_nothing()

    def report(self):
        path = os.path.join(self.folder, "out.csv")
        self.cli("report", "parties", "-o", path)
        with open(path, "rb") as f:
            return f.read()


def node(a, b):
    return hashlib.sha256(b"\x01" + a + b).digest()


def root_of(leaves):
    if len(leaves) == 1:
        return leaves[0]
    k = 1 << (len(leaves) - 1).bit_length() - 1
    return node(root_of(leaves[:k]), root_of(leaves[k:]))


def path_of(m, leaves):
    """RFC 9162 section 2.1.3.1, as it is written there."""
    if len(leaves) == 1:
        return []
    k = 1 << (len(leaves) - 1).bit_length() - 1
    if m < k:
        return path_of(m, leaves[:k]) + [root_of(leaves[k:])]
    return path_of(m - k, leaves[k:]) + [root_of(leaves[:k])]


class Log(Filled):
    def entries(self, count=5):
        got, target = [], f"/v1/log?count={count}"
        while target:
            reply = self.server.ask(target)
            page = reply.json()
            self.assertLessEqual(len(page["entries"]), count)
            got += page["entries"]
            target = page["next"]
            self.assertEqual(reply["Link"], f'<{target}>; rel="next"' if target else None)
        self.assertEqual(len(got), page["size"])
        return got

    def test_the_log_is_the_one_of_the_command_line(self):
        _, out, _ = wire.run(suite.BINARY, "log", "--json", "--from", "0", "--db", self.db)
        self.assertEqual(self.entries(), [json.loads(line) for line in out.splitlines()])

    def test_proofs_hold(self):
        leaves = [bytes.fromhex(e["leaf"]) for e in self.entries()]
        for e, leaf in zip(self.entries(), leaves):
            text = json.dumps(e["entry"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            self.assertEqual(hashlib.sha256(b"\0" + text.encode()).digest(), leaf)
        for size in (1, 7, len(leaves)):
            self.assertEqual(self.server.get("/v1/log/root", size=size).json(),
                             {"size": size, "root": root_of(leaves[:size]).hex()})
        self.assertEqual(self.server.ask("/v1/log/root").json()["size"], len(leaves))
        proof = self.server.get("/v1/log/4/proof", size=9).json()
        self.assertEqual(proof["proof"], [h.hex() for h in path_of(4, leaves[:9])])
        self.assertEqual(proof["root"], root_of(leaves[:9]).hex())
        proof = self.server.get("/v1/log/consistency", since=8, size=9).json()
        self.assertEqual(proof, {"since": 8, "size": 9, "root": root_of(leaves[:9]).hex(), "proof": [leaves[8].hex()]})

    def test_what_is_not_in_the_log(self):
        self.refused(self.server.ask("/v1/log/9999/proof"), 404, "E_NOT_FOUND")
        self.refused(self.server.ask("/v1/log/root?size=9999"), 404, "E_NOT_FOUND")
        self.refused(self.server.ask("/v1/log/x/proof"), 400, "E_VALUE", "entry")
        self.refused(self.server.ask("/v1/log/consistency"), 400, "E_VALUE", "since")
        self.refused(self.server.ask("/v1/log/consistency?since=9&size=3"), 400, "E_VALUE")
        self.refused(self.server.ask("/v1/log?count=1001"), 400, "E_VALUE", "count")
        self.refused(self.server.ask("/v1/log?from=-1"), 400, "E_VALUE", "from")
        self.refused(self.server.ask("/v1/log?nope=1"), 400, "E_USAGE", "nope")
        self.assertEqual(self.server.ask("/v1/log?from=9999").json()["entries"], [])

    def test_the_history_by_both_clocks(self):
        def told(**fields):
            reply = self.server.get("/v1/parties/acme/history", **fields)
            self.assertEqual(reply.status, 200, reply)
            return [(h["subject"], h["at"]) for h in reply.json()["history"]]

        whole = told()
        self.assertEqual([subject for subject, _ in told(on="2016-08-31")], [s for s, _ in whole if s.startswith("party/")],
                         "neither its transfer nor its certification held on that day")
        self.assertIn("certification/1", [s for s, _ in told(on="2016-09-01")])
        self.assertNotIn("transfer/1", [s for s, _ in told(on="2016-09-01")])
        self.assertEqual(told(known_at=whole[0][1]), [h for h in whole if h[1] <= whole[0][1]])
        self.assertEqual(told(known_at=whole[-1][1], on="2020-01-01"), whole)
        self.assertEqual(told(known_at="2001-01-01"), [])
        for name in ("on", "known_at"):
            self.refused(self.server.get("/v1/parties/acme/history", **{name: "x"}), 400, "E_DATE", name)

    def test_the_history_of_a_party(self):
        _, out, _ = wire.run(suite.BINARY, "history", "acme", "--json", "--db", self.db)
        told = self.server.ask("/v1/parties/acme/history").json()
        self.assertEqual(told["party"], "acme")
        self.assertEqual([h["subject"] for h in told["history"]], ["party/3", "transfer/1", "certification/1"])
        steps = json.loads(out)
        self.assertEqual(told["history"], steps if isinstance(steps, list) else steps["history"])
        self.refused(self.server.ask("/v1/parties/nobody/history"), 404, "E_NOT_FOUND")
        self.refused(self.server.ask("/v1/parties/acme/history?data=hr"), 400, "E_USAGE", "data")


if __name__ == "__main__":
    unittest.main()
