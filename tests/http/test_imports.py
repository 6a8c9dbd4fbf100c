"""Imports over HTTP: plans, applying, undoing, refusing, and the list of them."""

import json
import os
import unittest

import importing
import suite
import wire
from importing import do, over, settled
from importing import done as post

MOVE = "id,name,kind,country\nacme,\"Acme, Inc.\",service-provider,IN\n"
NEW = "id,name,kind,country\nbeta,Beta GmbH,service-provider,DE\n"
BAD = "id,name,kind,country\ngood,Good Ltd,service-provider,GB\nbad,Bad Ltd,nonsense,GB\nworse,Worse Ltd,partner,Nowhere\n"


class Plan(importing.Imports):
    def test_the_same_plan_as_on_the_command_line(self):
        s = self.filled()
        path = self.put("next.csv", MOVE)
        cases = [
            ([], []),
            (["--as", "parties", "--on-conflict", "update", "--dates", "dmy", "--repair"],
             [("as", "parties"), ("on_conflict", "update"), ("dates", "dmy"), ("repair", "true")]),
            (["--complete", "--scope", "all", "--max-ended", "100%", "--on", "2026-12-01", "--source", "vendors"],
             [("source", "vendors"), ("on", "2026-12-01"), ("max_ended", "100%"), ("scope", "all"), ("complete", "true")]),
            (["--distinct", "Acme, Inc.=evil", "--distinct", "Acme, Inc.=twin-us", "--fail-on", "loss", "--fail-on", "questions"],
             [("fail_on", "questions"), ("distinct", "Acme, Inc.=evil"), ("fail_on", "loss"), ("distinct", "Acme, Inc.=twin-us")]),
        ]
        for args, query in cases:
            with self.subTest(args):
                there = json.loads(self.cli("import", path, "--dry-run", "--json", *args))
                reply = post(s, MOVE, [("file", "next.csv"), ("dry_run", "true"), *query])
                self.assertEqual(reply.status, 200, reply)
                here = over(s, reply)
                self.assertEqual(here["report"], there)
                self.assertEqual(here["hash"], there["hash"])
                self.assertRegex(reply["Location"], r"^/v1/imports/job-\d+$")
        mapped = "Who,Art,Sitz\nGamma SA,partner,FR\n"
        query = [("map", "Who=name"), ("map", "Art=kind"), ("map", "Sitz=country"), ("as", "parties")]
        args = [a for n, v in query for a in (f"--{n}", v)]
        there = json.loads(self.cli("import", self.put("theirs.csv", mapped), "--dry-run", "--json", *args))
        here = over(s, post(s, mapped, [("dry_run", "true"), *query, ("file", "theirs.csv")]))
        self.assertEqual(here["report"], there)
        self.assertEqual(s.get("/v1/health").json()["register_seq"], 2, "a plan was written")

    def test_a_list_has_the_same_plan_too(self):
        s = self.filled()
        text = "Company,Location,Transfer mechanism\nDelta Corp.,\"Oregon, USA\",SCCs\nZeta B.V.,Netherlands,N/A\n"
        there = json.loads(self.cli("import", self.put("list.csv", text), "--exporter", "ie-sub", "--dry-run", "--json",
                                    "--distinct", "Zeta B.V.=evil", "--same", "Delta Corp.=twin-us"))
        here = over(s, post(s, text, [("file", "list.csv"), ("exporter", "ie-sub"), ("dry_run", "true"),
                                      ("distinct", "Zeta B.V.=evil"), ("same", "Delta Corp.=twin-us")]))
        self.assertEqual(here["report"], there)

    def test_the_plan_in_three_forms(self):
        s = self.filled()
        path = self.put("next.csv", MOVE)
        plan = over(s, post(s, MOVE, "file=next.csv&dry_run=true"))["plan"]
        said = {form: self.cli("import", path, "--dry-run", "--format", form) for form in ("text", "csv", "json")}
        for accept, form, kind in ((None, "json", "application/json"), ("text/plain", "text", "text/plain; charset=utf-8"),
                                   ("text/csv;q=0.9, */*;q=0.1", "csv", "text/csv; charset=utf-8"),
                                   ("application/json;q=0.1, text/plain", "text", "text/plain; charset=utf-8"),
                                   ("text/csv;q=0, */*", "json", "application/json"),
                                   ("image/png, application/json", "json", "application/json")):
            with self.subTest(accept):
                reply = s.ask(plan, **({"Accept": accept} if accept else {}))
                self.assertEqual((reply.status, reply["Content-Type"]), (200, kind))
                self.assertEqual(reply.body.decode(), said[form])
        head = s.ask(plan, "HEAD")
        self.assertEqual((head.status, int(head["Content-Length"])), (200, len(said["json"].encode())))

    def test_apply_does_exactly_that(self):
        s = self.filled()
        job = over(s, post(s, MOVE, "file=next.csv&dry_run=true"))
        before = s.get("/v1/mechanism", to="acme").json()
        reply = do(s, job["apply"])
        self.assertEqual((reply.status, reply["Location"]), (201, "/v1/imports/3"), reply)
        done = reply.json()
        self.assertEqual((done["id"], done["state"], done["import"]), (job["id"], "applied", 3))
        self.assertEqual(done["report"]["hash"], job["hash"])
        after = s.get("/v1/mechanism", to="acme").json()
        self.assertEqual(before["legs"][0]["country"], "US")
        self.assertEqual(after["register_seq"], 3)
        self.assertIn('acme,"Acme, Inc.",', self.cli("report", "parties"))
        self.assertEqual(s.get(job["plan"]).json(), job["report"], "the plan is still what it was")
        again = do(s, job["apply"])
        self.assertEqual((again.status, again["Content-Type"]), (409, "application/problem+json"))
        self.assertIn("applied", again.json()["detail"])

    def test_apply_refuses_when_the_register_moved_and_says_what_changed(self):
        s = self.filled()
        job = over(s, post(s, MOVE, "file=next.csv&dry_run=true"))
        self.cli("import", self.put("between.csv", NEW))
        for reply in (post(s, MOVE, "file=next.csv&apply=" + job["hash"]), do(s, job["apply"])):
            self.assertEqual(reply.status, 409, reply)
            self.assertEqual(reply.json()["type"], "/problems#E_CONFLICT")
            for word in ("change 3", "between.csv", "moved"):
                self.assertIn(word, reply.json()["detail"])
        self.assertEqual(s.get("/v1/health").json()["register_seq"], 3)
        self.assertEqual(over(s, s.get("/v1/imports/" + job["id"]))["state"], "refused")

    def test_a_hash_goes_from_one_door_to_the_other(self):
        s = self.filled()
        path = self.put("next.csv", MOVE)
        there = json.loads(self.cli("import", path, "--dry-run", "--json"))["hash"]
        other = post(s, NEW, "file=next.csv&apply=" + there)
        self.assertEqual(other.status, 409, "another file")
        self.assertEqual(post(s, MOVE, "file=next.csv&on_conflict=skip&apply=" + there).status, 409, "other options")
        self.assertEqual(post(s, MOVE, "file=next.csv&apply=" + there).status, 201)
        job = over(s, post(s, NEW, "file=new.csv&dry_run=true"))
        self.cli("import", self.put("new.csv", NEW), "--apply", job["hash"])
        self.assertEqual(post(s, NEW, "apply=nonsense").status, 400)

    def test_the_report_of_an_import_is_that_of_the_command_line(self):
        s = self.filled()
        copy = os.path.join(self.folder, "copy.db")
        with open(self.db, "rb") as f:
            self.put("copy.db", f.read())
        there = json.loads(self.cli("import", self.put("next.csv", MOVE), "--json", db=copy))
        here = over(s, post(s, MOVE, "file=next.csv"))
        self.assertEqual(here["report"], there)
        self.assertEqual(self.cli("report", "parties"), self.cli("report", "parties", db=copy))
        self.assertEqual(s.get("/v1/imports/3").json()["report"], there)
        again = over(s, post(s, MOVE, "file=next.csv"))
        self.assertEqual((again["state"], again["import"], again["report"]["unchanged"]), ("unchanged", None, 1))


    def test_a_small_file_is_answered_directly(self):
        s = self.server()
        replies = [importing.post(s, NEW, "dry_run=true") for _ in range(40)]
        self.assertIn(200, {r.status for r in replies}, "all of them were jobs to be asked about again")
        self.assertLessEqual({r.status for r in replies}, {200, 202})


class Undo(importing.Imports):
    def test_undo_and_what_stands_on_it(self):
        s = self.filled()
        first = over(s, post(s, MOVE, "file=move.csv"))["import"]
        second = over(s, post(s, MOVE.replace("IN", "FR"), "file=again.csv"))["import"]
        reply = do(s, f"/v1/imports/{first}/undo")
        self.assertEqual((reply.status, reply.json()["type"]), (409, "/problems#E_CONFLICT"))
        self.assertIn(f"import {second}, line 2", reply.json()["detail"])
        for number in (second, first):
            reply = do(s, f"/v1/imports/{number}/undo")
            self.assertEqual(reply.status, 200, reply)
            done = over(s, reply)
            self.assertEqual((done["state"], done["undone"]["import"]), ("undone", number))
            self.assertGreaterEqual(done["undone"]["restored"], 1)
        self.assertEqual(s.get(f"/v1/imports/{first}").json()["undone"]["who"], "http")
        self.assertIn("acme", s.get("/v1/mechanism", to="acme").json()["question"]["to"]["id"])
        reply = do(s, f"/v1/imports/{first}/undo")
        self.assertEqual(reply.status, 409)
        self.assertIn("undone already", reply.json()["detail"])
        self.assertEqual(do(s, "/v1/imports/99/undo").status, 404)
        self.assertEqual(s.ask("/v1/imports/job-1/undo", "POST", b"").status, 409)


class Refused(importing.Imports):
    def test_refused_rows_are_listed_and_nothing_is_written(self):
        s = self.server()
        for query in ("file=bad.csv", "file=bad.csv&dry_run=true"):
            reply = post(s, BAD, query)
            self.assertEqual((reply.status, reply["Content-Type"]), (422, "application/problem+json"), reply)
            problem = reply.json()
            self.assertEqual([(r["line"], r["column"]) for r in problem["report"]["refusals"]], [(3, "kind"), (4, "country")])
            self.assertTrue(all(r["reason"] for r in problem["report"]["refusals"]))
            self.assertEqual((problem["type"], problem["status"]), ("/problems#E_REFUSED", 422))
            self.assertEqual(over(s, reply)["state"], "refused")
        self.assertEqual(s.get("/v1/health").json()["register_seq"], 0)

    def test_good_rows_go_in_and_the_others_are_kept(self):
        s = self.server()
        copy = os.path.join(self.folder, "copy.db")
        for lines in (1, 2000):  # a few are held in memory, many in a file
            text = BAD + "".join(f"n{i},Nothing {i} Ltd,nonsense,GB\n" for i in range(lines)) + f"fine{lines},F {lines},partner,GB\n"
            path, kept = self.put("bad.csv", text), os.path.join(self.folder, "kept.csv")
            job = over(s, post(s, text, "file=bad.csv&rejects=true"))
            self.assertEqual((job["state"], job["report"]["refused"]), ("applied", lines + 2))
            self.cli("import", path, "--rejects", kept, db=copy)
            reply = s.get(job["rejects"])
            self.assertEqual((reply.status, reply["Content-Type"]), (200, "text/csv; charset=utf-8"))
            with open(kept, "rb") as f:
                self.assertEqual(reply.body, f.read())
        self.assertEqual(s.get("/v1/imports/job-99/rejects").status, 404)
        self.left_nothing()

    def test_a_plan_with_rejects_is_applied_with_them(self):
        s = self.server()
        plan = over(s, post(s, BAD, "file=bad.csv&rejects=true&dry_run=true"))
        self.assertEqual((plan["state"], plan["rejects"]), ("planned", None))
        done = over(s, do(s, plan["apply"]))
        self.assertEqual((done["state"], done["report"]["added"]), ("applied", 1))
        self.assertIn(b"worse", s.get(done["rejects"]).body)

    def test_what_stops_a_file_is_said(self):
        s = self.filled()
        cases = [
            ("", {}, 400, "E_CSV"),
            ("id,name,kind,country\n", {}, 400, "E_CSV"),
            ("\x00\x01\x02PNG", {}, 400, "E_CSV"),
            ("what,is,this\n1,2,3\n", {}, 400, "E_CSV"),
            (NEW, {"as": "nonsense"}, 400, None),
            (NEW, {"exporter": "ie-sub"}, 400, "E_USAGE"),
            ("id,name,kind,country\nus-parent,Parent Holdings Inc,affiliate,US\n",
             {"complete": "true", "scope": "all", "max_ended": "10"}, 409, "E_STOPPED"),
        ]
        for text, query, status, word in cases:
            with self.subTest(text[:20] + str(query)):
                reply = post(s, text, query)
                self.assertEqual(reply.status, status, reply)
                self.assertEqual(reply.json()["status"], status)
                self.assertTrue(reply.json()["detail"])
                if word:
                    self.assertEqual(reply.json()["type"], "/problems#" + word)
                self.assertEqual(over(s, reply)["state"], "refused")
        self.assertEqual(s.get("/v1/health").json()["register_seq"], 2)

    def test_fail_on(self):
        s = self.filled()
        safe = "exporter,importer,mechanism,signed\nie-sub,evil,scc-2021-m2,2022-01-01\n"
        assess = "exporter,importer,country,dated,outcome\nie-sub,evil,IN,2022-01-01,adequate\n"
        for text in (safe, assess):
            self.assertEqual(over(s, post(s, text))["state"], "applied")
        end = "id,exporter,importer,country,place,exporter_role,importer_role,data,from\n" \
              "t-evil,ie-sub,evil,CN,support-access,controller,processor,any,2018-01-01\n"
        covered = s.get("/v1/mechanism", to="evil").json()["outcome"]
        reply = post(s, end, "fail_on=loss")
        if covered == "covered":
            self.assertEqual((reply.status, reply.json()["type"]), (409, "/problems#E_STOPPED"))
            self.assertIn("would lose cover", reply.json()["detail"])
            self.assertEqual(reply.json()["report"]["lose_cover"], 1)
        self.assertEqual(covered, "covered")
        self.assertEqual(post(s, end, "fail_on=loss&fail_on=nothing").status, 400)

    def test_encodings(self):
        s = self.server()
        name = "Zürich Förderung AG"
        for i, encoding in enumerate(("utf-8-sig", "utf-16", "utf-16-be", "cp1252")):
            text = f"id,name,kind,country\nz{i},{name} {'ABCD'[i]},service-provider,CH\n".encode(encoding)
            if encoding == "utf-16-be":
                text = b"\xfe\xff" + text
            with self.subTest(encoding):
                job = over(s, post(s, text, Content_Type="text/csv; charset=whatever; header=present"))
                self.assertEqual(job["state"], "applied", job)
                there = json.loads(self.cli("import", self.put("upload.csv", text), "--dry-run", "--json"))
                self.assertEqual(job["report"]["encoding"], there["encoding"])
                self.assertIn(name, self.cli("report", "parties"))
        tabs = "id\tname\tkind\tcountry\nt,Tab Ltd,service-provider,GB\n".replace(",", "\t")
        self.assertEqual(over(s, post(s, tabs, Content_Type="text/tab-separated-values"))["state"], "applied")


class Asking(importing.Imports):
    def test_types_of_body(self):
        s = self.server()
        for kind in ("application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
                     "text/csvx", "application/octet-stream", ""):
            with self.subTest(kind):
                reply = post(s, NEW, Content_Type=kind)
                self.assertEqual((reply.status, reply.json()["type"]), (415, "/problems#media-type"))
        self.assertEqual(s.ask("/v1/imports", "POST", NEW.encode()).status, 415)
        self.assertEqual(s.ask("/v1/imports", "POST").status, 415)
        self.assertEqual(s.get("/v1/health").json()["register_seq"], 0)

    def test_a_page_of_another_site_may_not(self):
        s = self.server("--host=evil.example", "--host=127.0.0.1.evil.example")
        at = "%s:%d" % s.address
        job = over(s, post(s, NEW, "dry_run=true"))
        foreign = [("http://evil.example", at), ("null", at), ("http://" + at + ".evil.example", at), (f"http://{at}", "test"),
                   ("http://evil.example:8044", "evil.example:8044"), ("http://127.0.0.1.evil.example", "127.0.0.1.evil.example")]
        for origin, host in foreign:
            for method, path, body in (("POST", "/v1/imports", NEW.encode()), ("POST", job["apply"], b""),
                                       ("POST", "/v1/imports/1/undo", b""), ("DELETE", "/v1/imports/job-1", None)):
                with self.subTest((origin, path)):
                    reply = s.ask(path, method, body, Content_Type="text/csv", Origin=origin, Host=host)
                    self.assertEqual((reply.status, reply.json()["type"]), (403, "/problems#foreign-origin"))
        self.assertEqual(s.get("/v1/health").json()["register_seq"], 0)
        reply = s.ask("/v1/imports", "POST", NEW.encode(), Content_Type="text/csv", Host="rebound.example")
        self.assertEqual((reply.status, reply.json()["type"]), (421, "/problems#misdirected-request"))
        for host in (at, "localhost:8044", "[::1]"):
            reply = settled(s, s.ask("/v1/imports?dry_run=true", "POST", NEW.encode(), Content_Type="text/csv",
                                     Origin=f"http://{host}", Host=host))
            self.assertEqual(reply.status, 200, (host, reply))

    def test_where_others_reach_it_imports_are_closed(self):
        s = self.server("--open", "the test says so", listen="0.0.0.0:0")
        s.address = ("127.0.0.1", s.address[1])
        reply = post(s, NEW)
        self.assertEqual((reply.status, reply.json()["type"]), (403, "/problems#imports-closed"))
        self.assertIn("--allow-imports", reply.json()["detail"])
        self.assertEqual(s.get("/v1/imports").status, 200)
        self.assertEqual(s.stop()[0], 0)
        s = self.server("--open", "the test says so", "--allow-imports", "--host=register.example", listen="0.0.0.0:0")
        s.address = ("127.0.0.1", s.address[1])
        self.assertEqual(post(s, NEW, Origin="https://register.example", Host="register.example").status, 201)
        self.assertEqual(post(s, NEW, Origin="https://evil.example", Host="register.example").status, 403)

    def test_parameters(self):
        s = self.server()
        for query, name in (("nonsense=1", "nonsense"), ("dry-run=true", "dry-run"), ("format=json", "format"), ("dry_run=yes", "dry_run"),
                            ("dry_run", "dry_run"), ("rejects=1", "rejects"), ("as=parties&as=list", "as"), ("max_ended=x", "max_ended"),
                            ("complete=true&max_ended=101", "max_ended"), ("max_ended=5", "max_ended"), ("scope=all", "scope"),
                            ("map=x", "map"), ("same=%3Dx", "same"), ("on=2026-02-30", "on"), ("dates=ymd", "dates"),
                            ("on_conflict=by-hand", "on_conflict"), ("fail_on=x", "fail_on"), ("file=a%0Ab", "file"), ("file=", "file"),
                            ("file=x/", "file"), ("file=" + "a" * 256, "file"), ("source=%FF", "source"), ("apply=1-a&dry_run=true", "apply"),
                            ("&".join(f"map=a{i}%3Db" for i in range(65)), "map")):
            with self.subTest(query[:40]):
                reply = post(s, NEW, query)
                self.assertEqual((reply.status, reply["Content-Type"]), (400, "application/problem+json"), reply)
                self.assertEqual(reply.json()["parameter"], name)
        self.assertEqual(post(s, NEW, "&".join(["same=a%3Db"] * 161)).status, 400)
        known = post(s, NEW, "nonsense=1").json()["detail"]
        for name in ("as", "file", "source", "map", "exporter", "complete", "scope", "max_ended", "on", "on_conflict", "fail_on", "same",
                     "distinct", "rejects", "apply", "dry_run", "dates", "repair"):
            self.assertRegex(known, rf"[ ,]{name}\b")
        self.assertEqual(s.get("/v1/imports").json()["jobs"], [], "a job was made")
        for path, method in (("/v1/imports/1/undo", "POST"), ("/v1/imports/job-1/apply", "POST"), ("/v1/imports/job-1", "DELETE"),
                             ("/v1/imports/job-1", "GET"), ("/v1/imports/job-1/plan", "GET")):
            self.assertEqual(s.ask(path + "?x=1", method).json()["parameter"], "x", path)

    def test_ids(self):
        s = self.server()
        self.assertEqual(over(s, post(s, NEW))["import"], 1)
        for name in ("0", "01", "-1", "x", "job-", "job-0", "job-x", "job-1x", "1x", "{id}", "9" * 19, "job-" + "9" * 19, "JOB-1"):
            with self.subTest(name):
                self.assertEqual(s.get("/v1/imports/" + name).status, 400)
        for path in ("/v1/imports/2", "/v1/imports/job-2", "/v1/imports/1/plan", "/v1/imports/job-1/plan", "/v1/imports/job-1/rejects",
                     "/v1/imports/", "/v1/imports/1/", "/v1/imports/1/nothing"):
            with self.subTest(path):
                self.assertEqual(s.get(path).status, 404)
        for path, method, status in (("/v1/imports/1", "DELETE", 409), ("/v1/imports/1/apply", "POST", 409),
                                     ("/v1/imports/job-1/apply", "POST", 409), ("/v1/imports/job-2/apply", "POST", 404),
                                     ("/v1/imports/job-2", "DELETE", 404), ("/v1/imports/job-1", "DELETE", 204),
                                     ("/v1/imports/job-1", "DELETE", 404)):
            with self.subTest((method, path)):
                self.assertEqual(s.ask(path, method).status, status)
        self.assertEqual(s.get("/v1/imports/1").json()["report"], None, "the job is gone, the import is not")
        reply = s.ask("/v1/imports/1/undo", "POST", b"body", Content_Type="text/csv")
        self.assertEqual(reply.status, 400)
        for path, allow in (("/v1/imports", "GET, HEAD, POST, OPTIONS"), ("/v1/imports/1", "GET, HEAD, DELETE, OPTIONS"),
                            ("/v1/imports/1/undo", "POST, OPTIONS")):
            reply = s.ask(path, "PUT")
            self.assertEqual((reply.status, reply["Allow"]), (405, allow))

    def test_a_reason_stands_with_what_was_imported_and_undone(self):
        s = self.server()
        self.assertEqual(over(s, post(s, NEW, wire.query(reason="from procurement")))["import"], 1)
        bad = s.ask("/v1/imports/1/undo?" + wire.query(reason="two\nlines"), "POST")
        self.assertEqual((bad.status, bad.json()["parameter"], bad.json()["request_id"]),
                         (400, "reason", bad["X-Request-Id"]))
        self.assertEqual(s.ask("/v1/imports/1/undo?why=x", "POST").status, 400)
        self.assertEqual(s.ask("/v1/imports/1/undo?reason=" + "x" * 1100, "POST").status, 400)
        undone = over(s, s.ask("/v1/imports/1/undo?" + wire.query(reason="the wrong file"), "POST"))
        self.assertEqual((undone["state"], undone["report"]), ("undone", None))
        entries = s.get("/v1/log").json()["entries"]
        self.assertEqual({(e["entry"]["change"], e["entry"]["reason"]) for e in entries},
                         {(1, "from procurement"), (2, "the wrong file")})

    def test_the_list_is_that_of_the_command_line_newest_first(self):
        s = self.filled()
        for i in range(5):
            self.assertEqual(post(s, f"id,name,kind,country\nn{i},Number {'abcde'[i] * 3} Ltd,partner,GB\n", f"file=n{i}.csv").status, 201)
        do(s, "/v1/imports/6/undo")
        there = json.loads(self.cli("imports", "--json"))
        here = s.get("/v1/imports").json()
        self.assertEqual(here["imports"], there[::-1])
        self.assertEqual(here["next"], None)
        self.assertEqual({j["who"] for j in here["imports"][:5]}, {"http"})
        self.assertEqual([j["id"] for j in here["jobs"]], [f"job-{n}" for n in (6, 5, 4, 3, 2, 1)])
        pages, at = [], "/v1/imports?limit=3"
        while at:
            page = s.get(at).json()
            self.assertLessEqual(len(page["imports"]), 3)
            pages += page["imports"]
            at = page["next"]
        self.assertEqual(pages, here["imports"])
        one = s.get("/v1/imports/6").json()
        self.assertIsNotNone(one["undone"])
        self.assertEqual({k: v for k, v in one.items() if k != "report"}, there[5])
        for query in ("limit=0", "limit=201", "limit=x", "before=-1", "before=0", "x=1", "limit=1&limit=2"):
            self.assertEqual(s.get("/v1/imports?" + query).status, 400, query)


if __name__ == "__main__":
    unittest.main()
