"""The forms of the public list, read by those who know them: JSON-LD, Atom, TILT, HTML; and as kept, on the sample."""

import csv
import datetime
import json
import pathlib
import re
import xml.etree.ElementTree as ET

import publishing
from publishing import FORMS, NPM, ROOT, Sample, snapshot, unittest

ATOM = "{http://www.w3.org/2005/Atom}"
DPV = "https://w3id.org/dpv#"
DCT = "http://purl.org/dc/terms/"
LAW = ROOT / "registry" / "law"
GUARANTEES = ("adequacyDecision", "appropriateGuarantees", "standardDataProtectionClause")
# What DPV has, of what is used here.
TERMS = {"PublicRegisterOfEntities", "LegalEntity", "PersonalDataProcess", "DataSubProcessor", "Purpose",
         "PersonalData",
         "hasPersonalDataProcess", "hasDataProcessor", "hasName", "hasCountry", "hasThirdCountry", "hasPurpose",
         "hasPersonalData",
         "hasLegalBasis"}


def table(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def things(value):
    """Every object in a document."""
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from things(item)


class Forms(Sample):
    def test_json_ld(self):
        queries = ("", "on=2020-07-20", "on=2022-06-01", "region=eea")
        documents = self.node("jsonld", *(self.body(".jsonld", query) for query in queries))
        for query, read in zip(queries, documents):
            iris = {r["dpv_iri"] for t in ("mechanisms", "adequacy") for r in table(LAW / f"{t}.csv")} - {""}
            rows = self.ask(".json", query).json()["subprocessors"]
            top, = read["expanded"]
            self.assertEqual(top["@type"], [DPV + "PublicRegisterOfEntities"])
            processes = top.get(DPV + "hasPersonalDataProcess", [])
            self.assertEqual(len(processes), len(rows))
            for p, row in zip(processes, rows):
                self.assertTrue(p["@id"].endswith("#s-" + row["key"]))
                self.assertEqual(p[DPV + "hasDataProcessor"][0][DPV + "hasName"][0]["@value"], row["name"])
                bases = p.get(DPV + "hasLegalBasis", [])
                slugs = [b[DCT + "identifier"][0]["@value"] for b in bases]
                self.assertLessEqual(set(slugs), set(row["mechanisms"]))
                part = "none" in row["mechanism"] or "under review" in row["mechanism"]
                for b in bases:
                    self.assertEqual(DCT + "description" in b, part, "covered in part is not covered")
                    self.assertLessEqual(set(b["@type"]), iris)
                    self.assertLessEqual({s["@id"] for s in b.get(DCT + "source", [])}, iris)
                place = p.get(DPV + "hasThirdCountry") or p[DPV + "hasCountry"]
                self.assertEqual(place[0]["@id"], "https://w3id.org/dpv/loc#" + row["country"])
            used = {k for t in things(read["expanded"]) for k in (*t, *t.get("@type", [])) if k.startswith(DPV)}
            self.assertLessEqual({u.removeprefix(DPV) for u in used} - {"DataTransferLegalBasis"}, TERMS)
            self.assertNotIn("_:b0 <http://purl.org/dc/terms/identifier> \"\"", read["quads"])

    def test_mechanisms_have_the_terms_of_the_law_as_it_was_found(self):
        shared = pathlib.Path(publishing.os.environ.get("CHAPTERV_SHARED")
                              or ROOT / ".." / "shared") / "law" / "mechanisms.csv"
        if not shared.is_file():
            self.skipTest(f"{shared} is not here")
        ours = {r["slug"]: r["dpv_iri"] for r in table(LAW / "mechanisms.csv")}
        theirs = {r["slug"]: r["dpv_iri"] for r in table(shared)}
        self.assertEqual({s: i for s, i in ours.items() if s in theirs}, {s: i for s, i in theirs.items() if s in ours})

    def test_third_countries_and_the_union(self):
        top, = self.node("jsonld", self.body(".jsonld"))[0]["expanded"]
        third = {p[DPV + "hasDataProcessor"][0][DPV + "hasName"][0]["@value"]: DPV + "hasThirdCountry" in p
                 for p in top[DPV + "hasPersonalDataProcess"]}
        self.assertEqual(third["Fachwerkstrom Rechenzentrum GmbH"], False)
        self.assertEqual(third["Brackenvault Hosting, Inc."], True)

    def test_atom_by_two_parsers(self):
        text = self.body(".atom")
        feed, other = ET.fromstring(text), self.node("atom", text)[0]["feed"]
        entries = feed.findall(ATOM + "entry")
        self.assertEqual([e.findtext(ATOM + "title") for e in entries], [e["title"] for e in other["entry"]])
        ids = [feed.findtext(ATOM + "id"), *(e.findtext(ATOM + "id") for e in entries)]
        self.assertEqual(len(set(ids)), len(ids))
        for one in ids:
            self.assertRegex(one, r"^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$")
        told = [e.findtext(ATOM + "updated") for e in entries]
        self.assertEqual(told, sorted(told, reverse=True))
        self.assertEqual(feed.findtext(ATOM + "updated"), told[0])
        for instant in told:
            datetime.datetime.fromisoformat(instant.replace("Z", "+00:00"))
        for element in (feed, *entries):
            for need in ("id", "title", "updated"):
                self.assertEqual(len(element.findall(ATOM + need)), 1, need)
        self.assertTrue(feed.findtext(f"{ATOM}author/{ATOM}name"))
        self.assertEqual([(x.get("rel"), x.get("href")) for x in feed.findall(ATOM + "link")],
                         [("self", "/subprocessors.atom"), ("alternate", "/subprocessors")])

    def test_what_changed_is_told_once_it_can_be_seen(self):
        """On its day; what was so before there was a list, on the day of the list; what is announced, before."""
        told = {e.findtext(ATOM + "title"): e for e in ET.fromstring(self.body(".atom")).findall(ATOM + "entry")}
        lost = told["Changed: Brackenvault Hosting, Inc. (United States), from 2020-07-16"]
        self.assertIn("Mechanism: none\nBefore: EU-US Privacy Shield certification\n", lost.findtext(ATOM + "content"))
        for title, instant in (
                ("Changed: Brackenvault Hosting, Inc. (United States), from 2020-07-16", "2020-07-16T00:00:00.000Z"),
                ("Changed: Plumewire Mail, Inc. (United States), from 2017-05-02", "2018-05-01T09:00:00.000Z"),
                ("To be added: Hoshikusa Analytics K.K. (Japan), from 2019-04-01", "2019-02-22T00:00:00.000Z"),
                ("Added: Hoshikusa Analytics K.K. (Japan), from 2019-04-01", "2019-04-01T00:00:00.000Z"),
                ("To be removed: Saltmarten Surveys, Inc. (United States), from 2027-01-01",
                 "2026-11-03T00:00:00.000Z")):
            self.assertEqual(told[title].findtext(ATOM + "updated"), instant, title)

    def test_what_it_says_is_said_once_and_of_its_kind(self):
        page, feed = self.body(), self.body(".atom")
        self.assertIn(">customer support in Portuguese<br>customer support<", page)
        self.assertNotIn("product analytics<br>product analytics", page, "the service is the purpose")
        gone = next(e for e in ET.fromstring(feed).findall(ATOM + "entry") if "removed" in e.findtext(ATOM + "title"))
        self.assertIn("\nFirst day without it: 2027-01-01\n", gone.findtext(ATOM + "content"))

    def test_tilt_by_its_schema(self):
        """
        The schema of TILT is in no package registry, its text is not ours to keep: it is asked where there is a copy.
        It wants an address to write to, which the sample does not say (init --public-contact).
        """
        if not publishing.os.environ.get("CHAPTERV_TILT_SCHEMA"):
            self.skipTest("CHAPTERV_TILT_SCHEMA names no copy of the schema")
        documents = [json.loads(self.body(".tilt", query)) for query in ("", "on=2020-07-20", "on=2001-01-01")]
        for doc in documents:
            for who in (doc["controller"]["representative"], doc["dataProtectionOfficer"]):
                self.assertEqual(who["email"], "")
                who["email"] = "privacy@example.org"
        self.node("tilt", *map(json.dumps, documents))

    def test_tilt(self):
        """Everything that its schema asks for is there, and of the type it asks for."""
        doc = json.loads(self.body(".tilt"))
        for member in ("meta", "controller", "dataProtectionOfficer", "accessAndDataPortability", "rightToInformation",
                       "rightToRectificationOrDeletion", "rightToDataPortability", "rightToWithdrawConsent",
                       "rightToComplain",
                       "automatedDecisionMaking"):
            self.assertIsInstance(doc[member], dict, member)
        for member in ("dataDisclosed", "thirdCountryTransfers", "sources", "changesOfPurpose"):
            self.assertIsInstance(doc[member], list, member)
        meta = doc["meta"]
        self.assertEqual(set(meta), {"_id", "name", "created", "modified", "version", "language", "status", "url",
                                     "_hash"})
        self.assertRegex(meta["_hash"], "^[0-9a-f]{64}$")
        self.assertGreaterEqual(meta["version"], 1)
        for member in ("created", "modified"):
            datetime.datetime.fromisoformat(meta[member].replace("Z", "+00:00"))
        for who in (doc["controller"], doc["dataProtectionOfficer"], *doc["thirdCountryTransfers"]):
            self.assertRegex(who["country"], "^[A-Z]{2}$")
        self.assertEqual(set(doc["controller"]), {"name", "address", "country", "representative"})
        for d in doc["dataDisclosed"]:
            self.assertEqual(set(d), {"_id", "category", "purposes", "legalBases", "legitimateInterests",
                                      "recipients", "storage",
                                      "nonDisclosure"})
            self.assertTrue(all(r["category"] for r in d["recipients"]) and d["recipients"])
        for t in doc["thirdCountryTransfers"]:
            self.assertEqual(set(t), {"country", *GUARANTEES})
        self.assertEqual({t["country"] for t in doc["thirdCountryTransfers"]},
                         {"US", "BR", "ZA", "KR", "GB", "JP", "CA", "IN", "SG", "NZ", "AU"})

    def guarantees(self, query=""):
        """Who is named: what is said to be available, and in which words."""
        found = {}
        for t in json.loads(self.body(".tilt", query))["thirdCountryTransfers"]:
            for g in GUARANTEES:
                names, _, words = t[g]["description"].rpartition(": ")
                for name in names.split("; ") if names else ():
                    found.setdefault(name, {})[g] = (t[g]["available"], words)
        return found

    def test_tilt_says_of_whom_it_speaks(self):
        """In one country one has what its neighbour lacks: whoever has no cover is not shown as covered."""
        dpf = "EU-US Data Privacy Framework certification"
        said = self.guarantees()
        self.assertEqual(said["Brackenvault Hosting, Inc."], {"adequacyDecision": (True, dpf)})
        self.assertEqual(said["Plumewire Mail, Inc."],
                         {"adequacyDecision": (False, dpf + " for some of the data only")})
        self.assertEqual(said["Saltmarten Surveys, Inc."], {g: (False, "none") for g in GUARANTEES})
        then = self.guarantees("on=2022-06-01")["Brackenvault Hosting, Inc."]
        scc = (True, "SCC 2021 Module Two controller to processor")
        self.assertEqual(then, {"appropriateGuarantees": scc, "standardDataProtectionClause": scc})
        for query in ("", "on=2016-12-31", "on=2020-07-20", "on=2022-06-01", "on=2024-06-01"):
            third = {r["name"]: r["mechanism"] for r in self.rows(query) if r["region"] != "EEA"}
            said = self.guarantees(query)
            for name, words in third.items():
                if re.search("none|under review", words):
                    self.assertEqual({a for a, _ in said[name].values()}, {False}, (query, name))

    def test_the_page(self):
        pages = [self.body("", query) for query in ("", "region=eea", "purpose=x%22%3E%3Cscript%3E", "on=2020-07-20",
                                                    "on=2001-01-01")]
        for page in pages:
            self.assertNotIn("<script", page)
            self.assertNotRegex(page, r'(href|src)="(https?:)?//')
            self.assertEqual(len(re.findall("<h1>", page)), 1)
            self.assertIn('<html lang="en">', page)
            self.assertRegex(page, r'<body[^>]*>\n<a class="skip" href="#list">')
            self.assertIn('id="list"', page)
            for head in re.findall(r"<th[ >][^>]*>?", page):
                self.assertIn("scope=", head)
        self.node("html", *pages, self.ask("", "on=x").body.decode())

    def report(self, name, form, *more):
        return publishing.run("report", name, "--db", self.db, "--format", form, *more)

    def test_the_report_is_the_list(self):
        for day in ("2020-07-20", "2024-06-01", "2026-11-23"):
            self.assertEqual(self.report("subprocessors", "csv", "--on", day).splitlines(),
                             self.body(".csv", f"on={day}").splitlines())

    def test_reports_with_a_map(self):
        pages = [self.report(name, "html", "--on", "2024-06-01") for name in ("coverage", "by-country")]
        for page in pages:
            picture = ET.fromstring(page[page.index("<svg"):page.index("</svg>") + 6])
            titles = [t.text for t in picture.iter("title")]
            self.assertEqual(titles[0], "Transfers on 2024-06-01")
            self.assertIn("Singapore: 1 transfer: 1 not covered", titles)
        self.node("html", *pages)
        counts = {r["country"]: r for r in csv.DictReader(self.report("by-country", "csv", "--on",
                                                                      "2024-06-01").splitlines())}
        us = counts["US"]
        said = next(t for t in titles if t.startswith("United States"))
        self.assertTrue(said.startswith(f"United States: {us['transfers']} transfers: {us['not_covered']} not covered"),
                        said)
        self.assertNotIn("<svg", self.report("by-mechanism", "html"))
        self.assertNotIn("http:", pages[0] + pages[1])
        self.assertIn("0 transfers", self.report("coverage", "html", "--country", "AQ"))

    def timeline(self, party, query="", accept="image/svg+xml"):
        reply = self.server.ask(f"/v1/parties/{party}/timeline" + query, Accept=accept)
        self.assertEqual((reply.status, reply["Content-Type"].split(";")[0]), (200, accept), reply)
        return reply.body.decode()

    def test_a_party_through_the_years(self):
        parties = ("brackenvault", "coppertern", "tessellark-us", "ombrelune", "temasundra")
        for svg, party in zip([self.timeline(p) for p in parties], parties):
            picture = ET.fromstring(svg)
            self.assertNotRegex(svg, r"<script|<style|style=|href=|on[a-z]+=")
            ids = [e.get("id") for e in picture.iter() if e.get("id")]
            self.assertEqual(len(set(ids)), len(ids))
            self.assertLessEqual(set(re.findall(r"url\(#([^)]*)\)", svg)), set(ids), party)
            self.assertEqual(picture.get("role"), "img")
        story = json.loads(self.timeline("brackenvault", "?on=2024-06-01", "application/json"))
        self.assertEqual([(o["from"], o["until"], o["outcome"]) for o in story["outcomes"]],
                         [("2016-12-01", "2020-07-16", "covered"), ("2020-07-16", "2021-10-04", "not-covered"),
                          ("2021-10-04", None, "covered")])
        self.assertEqual([(m["mechanism"], [(p["from"], p["until"], p["stood"]) for p in m["periods"]])
                          for m in story["mechanisms"]],
                         [("privacy-shield-eu-us", [("2016-12-01", "2020-07-16", "covers"),
                                                    ("2020-07-16", "2021-11-14", "on-file")]),
                          ("scc-2021-m2", [("2021-10-04", None, "covers")]),
                          ("dpf-eu-us", [("2023-09-18", None, "covers")])])
        self.assertIn(("2020-07-16", "Schrems II"), [(e["day"], e["event"]) for e in story["events"]])
        known = json.loads(self.timeline("brackenvault", "?on=2022-01-15&known_at=2022-01-15", "application/json"))
        self.assertEqual(known["outcomes"][-1]["outcome"], "not-covered", "the clauses were not known yet")
        self.node("html", *(self.timeline(p, "", "text/html") for p in ("brackenvault", "ombrelune", "tessellark-us")))
        self.assertEqual(self.server.ask("/v1/parties/nobody/timeline").status, 404)

    def test_the_outcome_is_that_of_the_question(self):
        """On every day on which it changes, and on the day before."""
        story = json.loads(self.timeline("coppertern", "", "application/json"))
        for o in story["outcomes"]:
            for day in (o["from"], *((publishing.day(o["until"], -1),) if o["until"] else ())):
                answer = self.server.ask(f"/v1/mechanism?to=coppertern&on={day}").json()
                self.assertEqual(answer["outcome"], o["outcome"], day)

    def test_on_the_command_line(self):
        page = publishing.run("timeline", "Brackenvault", "--db", self.db, "--format", "html")
        self.node("html", page)
        self.assertNotIn('href="/', page, "a file of its own")
        self.assertIn("2020-07-16  2021-10-04  not covered\n", publishing.run("timeline", "brackenvault", "--db",
                self.db))
        self.assertEqual(publishing.run("timeline", "brackenvault", "--db", self.db, "--format",
                                        "svg").splitlines()[1:],
                         self.timeline("brackenvault").splitlines()[1:])
        for wrong in (("nobody at all",), ("brackenvault", "--format", "pdf"),
                      ("brackenvault", "--json", "--format", "svg")):
            publishing.run("timeline", *wrong, "--db", self.db, status=2)

    def test_as_kept(self):
        for form in FORMS:
            snapshot(self, "list" + (form or ".html"), self.body(form))
        for party in ("brackenvault", "coppertern"):
            snapshot(self, f"timeline-{party}.svg", self.timeline(party))
        snapshot(self, "list-2020-07-20.csv", self.body(".csv", "on=2020-07-20"))


class Notices(publishing.Case):
    """What is announced is told before it happens; what nobody announced is not."""

    @classmethod
    def fill(cls):
        rows = {
            "parties": "id,name,kind,country,own,attributes,service\nours,Ours plc,affiliate,IE,yes,,\n"
                       "quill,Quillmarsh Pte. Ltd.,service-provider,SG,no,published,hosting\n"
                       "hush,Hush Ltd,service-provider,GB,no,published,logs\n",
            "transfers": "exporter,importer,country,exporter_role,importer_role,from,until\n"
                         "ours,quill,SG,controller,processor,2026-12-15,\n"
                         "ours,hush,GB,controller,processor,2024-01-01,2026-12-31\n",
        }
        for kind, text in rows.items():
            path = publishing.suite.put(cls.folder, f"{kind}.csv", text)
            publishing.run("import", path, "--as", kind, "--db", cls.db, now="2025-01-02T08:00:00Z")

    def notice(self, **cells):
        cells = {"direction": "outgoing", "change": "added", "subject": "quill", "country": "SG", "what": "hosting",
                 "mechanism": "scc-2021-m2", **cells}
        path = "/v1/notices"
        reply = self.server.ask(path, "POST", json.dumps(cells).encode(), Content_Type="application/json")
        self.assertEqual(reply.status, 201, reply)

    def titles(self):
        return [e.findtext(ATOM + "title") for e in ET.fromstring(self.body(".atom")).findall(ATOM + "entry")]

    def test_from_draft_to_effective(self):
        old = "Added: Hush Ltd (United Kingdom), from 2024-01-01"
        self.assertEqual(self.titles(), [old], "what is to come is not told without a notice")
        self.assertNotIn("Announced", self.body())
        self.notice(id="2026-0001", state="draft", effective="2026-12-15")
        self.notice(id="2026-0002", state="withdrawn", announced="2026-11-10", effective="2026-12-15")
        self.assertEqual(self.titles(), [old])
        self.notice(id="2026-0003", state="announced", announced="2026-11-10", effective="2026-12-15")
        due = "To be added: Quillmarsh Pte. Ltd. (Singapore), from 2026-12-15"
        self.assertEqual(self.titles()[0], due)
        announced = self.ask(".json").json()["announced"]
        self.assertEqual([(a["change"], a["state"], a["day"], a["mechanism"]) for a in announced],
                         [("added", "announced", "2026-12-15", "SCC 2021 Module Two controller to processor")])
        page = self.body()
        self.assertIn("<h2>Announced</h2>", page)
        self.assertNotIn("Quillmarsh", self.body(".csv"), "it is not there yet")
        first = re.search(r"<entry>\n<id>(.*)</id>", self.body(".atom"))[1]
        self.notice(id="2026-0004", state="effective", subject="hush", country="GB", change="updated",
                    announced="2026-10-01", effective="2026-11-20", what="logs, and their search", mechanism="")
        self.assertEqual(self.titles(), ["Changed: Hush Ltd (United Kingdom), from 2026-11-20", due,
                                         "To be changed: Hush Ltd (United Kingdom), from 2026-11-20", old])
        self.assertIn(first, self.body(".atom"), "an entry keeps its id")
        self.assertEqual(len(self.ask(".json").json()["announced"]), 1, "what became so is no longer to come")
        self.node("html", page, self.body())


if __name__ == "__main__":
    unittest.main()
