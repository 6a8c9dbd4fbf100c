"""The public list: off unless switched on, what it shows of which day, filters, forms by Accept, what caches keep."""

import concurrent.futures
import gzip
import json
import os
import re

import publishing
from publishing import FORMS, LIST, suite, unittest, wire

PARTIES = """id,name,kind,country,parent,own,service,attributes
top,Example Group plc,affiliate,IE,,yes,,group-member
sub,Example Deutschland GmbH,affiliate,DE,top,yes,,group-member
host,Hostfield Inc.,service-provider,US,,no,hosting,published
mail,Mailwright Ltd,service-provider,GB,,no,e-mail delivery,published
quiet,Quietmere LLC,service-provider,US,,no,logs,
swiss,Alpenrechner AG,service-provider,CH,,no,backup,published
japan,Nihonbashi K.K.,service-provider,JP,,no,analytics,published;appi-business-operator
bare,Barewell SA,service-provider,FR,,no,translation,published
"""
TRANSFERS = """id,exporter,importer,country,place,exporter_role,importer_role,data,data_categories,purposes,from,until
t1,top,host,US,storage,controller,processor,any,identity;contact,hosting,2018-03-01,2021-03-01
t2,top,host,US,storage,controller,processor,any,usage,hosting;backup,2021-03-01,
t3,top,host,DE,storage,controller,processor,any,identity,hosting,2022-01-01,
t4,top,host,US,storage,controller,controller,any,secrets,marketing,2019-01-01,
t5,top,mail,GB,processing,controller,processor,any,contact,newsletter,2019-06-01,
t6,top,quiet,US,processing,controller,processor,any,contact,logs,2019-06-01,
t7,top,swiss,CH,storage,controller,processor,any,identity,backup,2020-01-01,
t8,top,japan,JP,storage,controller,processor,any,identity,analytics,2020-01-01,2026-01-01
t9,top,japan,JP,storage,controller,processor,any,identity,analytics,2027-01-01,
"""
SAFEGUARDS = """id,exporter,importer,mechanism,signed
s1,top,host,scc-2021-m2,2021-10-01
"""
ASSESSMENTS = """exporter,importer,country,dated,outcome
top,host,US,2021-10-01,adequate
"""


class List(publishing.Case):
    @classmethod
    def fill(cls):
        for kind, text in (("parties", PARTIES), ("transfers", TRANSFERS), ("safeguards", SAFEGUARDS),
                           ("assessments", ASSESSMENTS)):
            suite.put(cls.folder, f"{kind}.csv", text)
            publishing.run("import", os.path.join(cls.folder, f"{kind}.csv"), "--as", kind, "--db", cls.db,
                           now="2026-03-02T09:00:00Z")

    def names(self, query=""):
        return [(r["name"], r["country"]) for r in self.rows(query)]

    def test_who_stands_on_it_on_which_day(self):
        self.assertEqual(self.names(), [("Alpenrechner AG", "CH"), ("Barewell SA", "FR"), ("Hostfield Inc.", "DE"),
                                        ("Hostfield Inc.", "US"), ("Mailwright Ltd", "GB")])
        self.assertEqual(self.names("on=2018-02-28"), [])
        self.assertEqual(self.names("on=2018-03-01"), [("Hostfield Inc.", "US")])
        self.assertEqual(len(self.names("on=2025-12-31")), 5, "one without a transfer only since it was published")

    def test_what_it_says(self):
        us = next(r for r in self.rows() if (r["name"], r["country"]) == ("Hostfield Inc.", "US"))
        self.assertEqual(us, {"name": "Hostfield Inc.", "country": "US", "region": "other", "service": "hosting",
                              "purposes": "hosting;backup", "data_categories": "usage", "mechanisms": "scc-2021-m2",
                              "mechanism": "SCC 2021 Module Two controller to processor", "since": "2018-03-01"})
        then = next(r for r in self.rows("on=2020-07-20") if r["name"] == "Hostfield Inc.")
        self.assertEqual([then[k] for k in ("mechanism", "mechanisms", "data_categories")],
                         ["none", "", "identity;contact"])
        bare = next(r for r in self.rows() if r["name"] == "Barewell SA")
        self.assertEqual((bare["service"], bare["mechanism"], bare["since"]), ("translation", "", "2026-03-02"))

    def test_regions_are_those_of_the_day(self):
        def region(name, day):
            return next(r["region"] for r in self.rows(f"on={day}") if r["name"] == name)
        self.assertEqual([region("Mailwright Ltd", d) for d in ("2020-12-31", "2021-01-01")], ["EEA", "UK"])
        self.assertEqual(region("Nihonbashi K.K.", "2024-01-01"), "adequate")
        self.assertEqual(region("Alpenrechner AG", "2024-01-01"), "Switzerland")

    def test_filters(self):
        self.assertEqual(self.names("region=eea"), [("Barewell SA", "FR"), ("Hostfield Inc.", "DE")])
        self.assertEqual(self.names("region=EEA"), self.names("region=eea"), "as the column has it")
        self.assertEqual(self.names("region=uk"), [("Mailwright Ltd", "GB")])
        self.assertEqual(self.names("region=switzerland"), [("Alpenrechner AG", "CH")])
        self.assertEqual(self.names("purpose=BACKUP"), [("Alpenrechner AG", "CH"), ("Hostfield Inc.", "US")])
        self.assertEqual(self.names("purpose=e-mail%20delivery"), [("Mailwright Ltd", "GB")])
        self.assertEqual(self.names("purpose=backup&region=other"), [("Hostfield Inc.", "US")])
        self.assertEqual(self.names("purpose=nothing%20of%20that"), [])
        page = self.body("", "region=other&purpose=backup")
        self.assertIn("1 of 5 entries", page)
        self.assertRegex(page, r'href="/subprocessors\?purpose=backup"[^>]*>all</a>')
        self.assertIn('href="/subprocessors.csv?region=other&amp;purpose=backup"', page)
        for form in (".json", ".jsonld"):
            self.assertNotIn("Mailwright", self.body(form, "region=other"))

    def test_what_it_does_not_take(self):
        for query, field in (("region=moon", "region"), ("on=2024-02-30", "on"), ("on=2026-11-24", "on"),
                             ("known_at=2026-01-01", "known_at"), ("x=1", "x"), ("on=2024-01-01&on=2024-01-02", "on")):
            reply = self.ask(".json", query)
            self.assertEqual((reply.status, reply.json()["parameter"]), (400, field), query)
            self.assertEqual(reply["Cache-Control"], "no-store")
            page = self.ask("", query)
            self.assertEqual((page.status, page["Content-Type"]), (400, "text/html; charset=utf-8"))
            self.assertNotIn(b'href="/"', page.body)
        self.assertEqual(self.ask(".atom", "on=2024-01-01").status, 400)
        self.assertEqual(self.ask(".tilt", "region=eea").status, 400)
        self.assertIn("eea, uk, switzerland, adequate, other", self.ask(".json", "region=moon").json()["detail"])
        self.assertEqual(self.server.ask(LIST, "POST", b"").status, 405)
        self.assertEqual(self.server.ask(LIST + ".xml").status, 404)

    def test_forms_by_accept(self):
        for accept, kind in ((None, "text/html"), ("*/*", "text/html"), ("text/csv", "text/csv"),
                             ("application/json", "application/json"), ("application/ld+json", "application/ld+json"),
                             ("application/atom+xml", "application/atom+xml"), ("image/png", "text/html"),
                             ("text/html;q=0.5, application/json", "application/json"),
                             ("text/*;q=0.1, application/ld+json;q=0.2", "application/ld+json"),
                             ("application/json;q=0, */*", "text/html"),
                             ("application/json, text/plain, */*", "application/json"), ("application/*", "application/json"),
                             ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html")):
            reply = self.ask(**({"Accept": accept} if accept else {}))
            self.assertEqual(reply["Content-Type"].split(";")[0], kind, accept)
            self.assertEqual(reply["Vary"], "Accept, Accept-Encoding")
        self.assertEqual(self.ask(Accept="text/csv").body, self.ask(".csv").body)

    def test_what_a_cache_may_keep(self):
        for form in FORMS:
            with self.subTest(form):
                reply = self.ask(form)
                tag, date = reply["ETag"], reply["Last-Modified"]
                self.assertEqual(reply["Cache-Control"], "public, max-age=300")
                self.assertRegex(tag, r'^"[0-9a-f]{24}"$')
                for fields in ({"If_None_Match": tag}, {"If_None_Match": f'"x", W/{tag}'}, {"If_None_Match": "*"},
                               {"If_Modified_Since": date}):
                    same = self.ask(form, **fields)
                    self.assertEqual((same.status, same.body, same["ETag"]), (304, b"", tag), fields)
                    self.assertEqual(same["Content-Length"], reply["Content-Length"])
                    self.assertEqual(same["Cache-Control"], reply["Cache-Control"])
                    self.assertEqual(same["Last-Modified"], date)
                for fields in ({"If_None_Match": '"x"'}, {"If_None_Match": '"x"', "If_Modified_Since": date},
                               {"If_Modified_Since": "Mon, 01 Jan 2024 00:00:00 GMT"},
                               {"If_Modified_Since": "yesterday"}):
                    self.assertEqual(self.ask(form, **fields).status, 200, fields)
                head = self.server.ask(LIST + form, "HEAD")
                self.assertEqual((head.status, head.body, head["ETag"]), (200, b"", tag))

    def test_packed(self):
        plain, packed = self.ask(".json"), self.ask(".json", Accept_Encoding="gzip")
        self.assertEqual(packed["Content-Encoding"], "gzip")
        self.assertEqual(gzip.decompress(packed.body), plain.body)
        self.assertNotEqual(packed["ETag"], plain["ETag"], "a strong tag is of the bytes")
        self.assertEqual(self.ask(".json", Accept_Encoding="gzip", If_None_Match=packed["ETag"]).status, 304)

    def test_the_days_on_which_it_changed(self):
        days = self.ask(".json").json()["days"]
        self.assertEqual(days, sorted(days, reverse=True))
        for day in days:
            before = self.rows(f"on={publishing.day(day, -1)}")
            self.assertNotEqual(before, self.rows(f"on={day}"), day)
        for a, b in zip(days[1:], days):
            self.assertEqual(self.rows(f"on={a}"), self.rows(f"on={publishing.day(b, -1)}"), (a, b))
        page = self.body()
        for day in days:
            self.assertIn(f'href="/subprocessors?on={day}"', page)

    def test_many_who_ask(self):
        """Whatever they ask for, it is the same for all, and little is held."""
        queries = [f"on=20{y}-0{m}-01" for y in range(18, 27) for m in range(1, 8)] + ["purpose=x%d" % i
                for i in range(60)]
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            first = list(pool.map(lambda q: self.ask(".json", q).body, queries))
            again = list(pool.map(lambda q: self.ask(".json", q).body, queries))
        self.assertEqual(first, again)

    def test_keys_stay(self):
        keys = [r["key"] for r in self.ask(".json").json()["subprocessors"]]
        self.assertEqual(len(set(keys)), len(keys))
        self.assertLessEqual(set(keys), set(re.findall(r'id="s-([0-9a-f]{16})"', self.body())))
        then = {(r["name"], r["country"]): r["key"] for r in self.ask(".json", "on=2022-06-01").json()["subprocessors"]}
        now = {(r["name"], r["country"]): r["key"] for r in self.ask(".json").json()["subprocessors"]}
        for one in then.keys() & now.keys():
            self.assertEqual(then[one], now[one])


class Changing(publishing.Case):
    """What follows from recording more: each test leaves the register as it likes."""

    @classmethod
    def fill(cls):
        List.fill.__func__(cls)

    def test_what_is_not_published_moves_nothing(self):
        """Neither tag nor date say that something else was recorded."""
        before = {form: self.ask(form) for form in FORMS}
        self.put("parties", "id,name,contact\nquiet,Quietmere LLC,new@quietmere.example\n"
                            "host,Hostfield Inc.,new@hostfield.example\n")
        self.put("safeguards", "exporter,importer,mechanism,signed\ntop,quiet,scc-2021-m2,2026-11-01\n")
        for form, reply in before.items():
            now = self.ask(form)
            self.assertEqual((now["ETag"], now["Last-Modified"], now.body),
                             (reply["ETag"], reply["Last-Modified"], reply.body), form)

    def test_what_is_published_is_seen_at_once_and_dated(self):
        before = self.ask(".csv")
        self.put("parties", "id,name,service\nhost,Hostfield Inc.,hosting and more\n")
        now = self.ask(".csv", If_None_Match=before["ETag"])
        self.assertEqual(now.status, 200)
        self.assertIn(b"hosting and more", now.body)
        self.assertNotEqual(now["Last-Modified"], before["Last-Modified"])
        self.assertEqual(self.ask(".csv", If_Modified_Since=before["Last-Modified"]).status, 200)
        self.assertEqual(self.ask(".csv", If_Modified_Since=now["Last-Modified"]).status, 304)

    def test_taken_off_it(self):
        self.assertIn("Mailwright", self.body())
        self.put("parties", "id,name,attributes\nmail,Mailwright Ltd,group-member\n")
        for form in FORMS:
            self.assertNotIn("Mailwright", self.body(form), form)
        self.assertNotIn("Mailwright", self.body(".csv", "on=2020-01-01"), "nor on an earlier day")

    def test_who_is_not_used_yet(self):
        """Somebody with whom there are only talks is nobody's business; who was in use before, is."""
        head = "id,name,kind,country,own,service,attributes,status\n"
        now = {"planned": "proposed", "looked": "under-review", "again": "active", "plain": "proposed",
               "over": "proposed", "used": "active"}
        self.put("parties", head + "".join(
            f"{i},{i.capitalize()} Inc.,service-provider,US,no,talks-{i},published,{now[i]}\n" for i in now))
        self.put("transfers", "exporter,importer,country,exporter_role,importer_role,from,until\n" + "".join(
            f"top,{i},US,controller,processor,2024-01-01,{until}\n"
            for i, until in (("planned", ""), ("looked", ""), ("again", ""), ("used", ""), ("over", "2025-01-01"))))
        self.put("parties", head
                 + "again,Again Inc.,service-provider,US,no,talks-again,published,under-review\n")
        for form in FORMS:
            for query in ("", "on=2024-06-01") if form != ".atom" else ("",):
                text = self.body(form, query)
                for hidden in ("planned", "looked", "plain"):
                    self.assertNotRegex(text, f"(?i){hidden} inc|talks-{hidden}", (form, query))
                if form != ".tilt":
                    self.assertRegex(text, "Again Inc", (form, query))
        self.assertEqual([r["name"] for r in self.rows("on=2024-06-01") if "talks" in r["service"]],
                         ["Again Inc.", "Over Inc.", "Used Inc."])
        self.assertEqual(self.rows("purpose=talks-planned"), [])

    def test_what_does_not_cover_is_said_however_much_does(self):
        """More mechanisms than a row keeps: one per entity of ours, and the last of them has none."""
        ways = ["art49-1-" + c for c in "abcdefg"] + ["adhoc-46-3-a", "scc-2021-m2"]
        ours = [f"unit-{n}" for n in range(len(ways) + 1)]
        self.put("parties", "id,name,kind,country,parent,own,attributes\n"
                 "many,Many Ltd,service-provider,IN,,no,published\n"
                 + "".join(f"{u},Unit {'abcdefghij'[n] * 3} of ours,affiliate,IE,top,yes,\n"
                           for n, u in enumerate(ours)))
        self.put("transfers", "exporter,importer,country,exporter_role,importer_role,from\n"
                 + "".join(f"{u},many,IN,controller,processor,2022-01-01\n" for u in ours))
        self.put("safeguards", "exporter,importer,mechanism,signed,flags\n"
                 + "".join(f"{u},many,{w},2022-01-01,annex-i;annex-ii;approved;occasional;met\n"
                           for u, w in zip(ours, ways)))
        self.put("assessments", "exporter,importer,country,dated,outcome\n"
                 + "".join(f"{u},many,IN,2026-01-01,adequate\n" for u in ours))
        row = next(r for r in self.rows() if r["name"] == "Many Ltd")
        self.assertEqual(len(row["mechanisms"].split(";")), 7, row)
        self.assertTrue(row["mechanism"].endswith("; none for some of the data"), row)

    def test_who_publishes(self):
        self.assertIn("<h1>Sub-processors of Example Group plc</h1>", self.body())
        self.cli("init", "--public-name", "Example <Ltd>", "--public-contact", "privacy@example.org")
        self.assertIn("<h1>Sub-processors of Example &lt;Ltd&gt;</h1>", self.body())
        tilt = json.loads(self.body(".tilt"))
        self.assertEqual((tilt["controller"]["name"], tilt["dataProtectionOfficer"]["email"]),
                         ("Example <Ltd>", "privacy@example.org"))
        self.cli("init", "--public-name", "")
        self.put("parties", "id,name,kind,country,own\nother-top,Other Top SA,affiliate,FR,yes\n")
        self.assertIn("<h1>Sub-processors</h1>", self.body(), "of two none is named")


class Off(suite.Case):
    """Not switched on it is not there, not even for whoever may read everything."""

    def test_off_by_default(self):
        unknown = self.server.ask("/nothing-of-the-kind")
        for form in FORMS:
            for method in ("GET", "HEAD", "POST", "OPTIONS", "DELETE"):
                reply, other = (self.server.ask(p, method) for p in (LIST + form, "/nothing-of-the-kind"))
                self.assertEqual((reply.status, reply["Allow"]), (404, None), (form, method))
                self.assertEqual(re.sub(rb'"request_id":"[^"]*"', b"", reply.body),
                                 re.sub(rb'"request_id":"[^"]*"', b"", other.body))
        self.assertEqual(unknown.status, 404)
        self.assertNotIn("/subprocessors", self.server.ask("/v1/openapi.json").body.decode())


class Open(unittest.TestCase):
    """To everybody, also where there are tokens, and behind a proxy; nothing else comes with it."""

    def setUp(self):
        self.folder = suite.tempfile.mkdtemp(prefix="chapterv-public-")
        self.addCleanup(suite.shutil.rmtree, self.folder)
        self.db = os.path.join(self.folder, "register.db")
        suite.put(self.folder, "parties.csv", PARTIES)
        publishing.run("import", os.path.join(self.folder, "parties.csv"), "--as", "parties", "--db", self.db)

    def test_without_a_token(self):
        publishing.run("token", "add", "dpo", "--role", "dpo", "--db", self.db)
        with wire.Server(suite.BINARY, self.db, args=("--public",)) as s:
            for form in FORMS:
                self.assertEqual(s.ask(LIST + form).status, 200, form)
                self.assertEqual(s.ask(LIST + form, Authorization="Bearer cv_" + "x" * 43).status, 200)
            for path in ("/", "/v1/parties", "/v1/log", "/v1/parties/host/timeline"):
                self.assertEqual(s.ask(path).status, 401, path)
            self.assertEqual(s.ask("/style.css").status, 200, "the page needs it")

    def test_where_others_reach_it_the_guards_stand(self):
        refused = suite.wire.run(suite.BINARY, "serve", "--db", self.db, "--listen", "0.0.0.0:0", "--public")
        self.assertEqual(refused[0], 2)
        publishing.run("token", "add", "dpo", "--role", "dpo", "--db", self.db)
        with wire.Server(suite.BINARY, self.db, listen="0.0.0.0:0", args=("--public", "--plain", "a test")) as s:
            s.address = ("127.0.0.1", s.address[1])
            self.assertEqual(s.ask(LIST).status, 200)
            self.assertEqual(s.ask("/v1/parties").status, 401)


if __name__ == "__main__":
    unittest.main()
