"""The page: the question as a form, the answer, what went wrong. Read as a browser without script would."""

import html.parser
import re
import unittest

import suite

VOID = {"meta", "link", "input", "br", "hr", "img"}


class Page(html.parser.HTMLParser):
    """A page as a list of elements; fails on elements that are not closed where they should be."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.open, self.texts, self.faults = [], [], [], []
        self.feed(text)
        self.close()
        if self.open:
            self.faults.append(f"left open: {self.open}")

    def handle_starttag(self, tag, attrs):
        if len({n for n, _ in attrs}) != len(attrs):
            self.faults.append(f"an attribute twice in {tag}")
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"{tag} closes what is not open")

    def handle_data(self, data):
        self.texts.append(data)

    def all(self, tag):
        return [a for t, a in self.elements if t == tag]

    @property
    def text(self):
        return re.sub(r"\s+", " ", " ".join(self.texts))


class Pages(suite.Case):
    def page(self, status=200, **fields):
        reply = self.server.get("/", **fields)
        self.assertEqual(reply.status, status, reply)
        self.assertEqual(reply["Content-Type"], "text/html; charset=utf-8")
        policy = reply["Content-Security-Policy"]
        for part in ("default-src 'none'", "style-src 'self'", "form-action 'self'", "base-uri 'none'",
                     "frame-ancestors 'none'"):
            self.assertIn(part, policy)
        p = Page(reply.body.decode("utf-8"))
        self.assertEqual(p.faults, [])
        self.assertEqual([t for t, a in p.elements if t == "script" or any(n.startswith("on") for n in a)], [])
        self.assertEqual([t for t, a in p.elements if "style" in a or t == "style"], [])
        ids = [a["id"] for _, a in p.elements if "id" in a]
        self.assertEqual(len(ids), len(set(ids)), "an id twice")
        self.assertEqual(len(p.all("main")), 1)
        self.assertEqual(len(p.all("h1")), 1)
        return p

    def fields(self, p):
        return {a["name"]: a for t, a in p.elements if t in ("input", "select")}

    def test_the_form(self):
        p = self.page()
        self.assertEqual(p.all("html")[0]["lang"], "en")
        self.assertEqual((p.all("form")[0]["action"], p.all("form")[0]["method"]), ("/", "get"))
        fields = self.fields(p)
        self.assertEqual(list(fields), ["to", "from", "on", "known_at", "data"])
        labels = {a["for"] for a in p.all("label")}
        self.assertEqual(labels, {a["id"] for a in fields.values()}, "a field without a label")
        described = {i for a in fields.values() for i in a.get("aria-describedby", "").split()}
        self.assertLessEqual(described, {a.get("id") for _, a in p.elements})
        self.assertIn("width=device-width", [a for a in p.all("meta") if a.get("name") == "viewport"][0]["content"])

    def test_the_answer(self):
        p = self.page(to="acme", on="2020-07-20", **{"from_": "", "known_at": "", "data": ""})
        api = self.server.get("/v1/mechanism", to="acme", on="2020-07-20").json()
        self.assertIn(api["sentence"], p.text)
        self.assertIn("FRAMEWORK_ENDED", p.text)
        self.assertEqual(self.fields(p)["to"]["value"], "acme", "the form is not filled in again")
        self.assertEqual(self.fields(p)["on"]["value"], "2020-07-20")
        self.assertIn("selected", [a for a in p.all("option") if a["value"] == ""][0].keys() | {"selected"})

    def test_ambiguous_names_are_links(self):
        p = self.page(409, to="Twin Services", on="2024-01-01")
        links = [a["href"] for a in p.all("a") if "to=twin" in a["href"]]
        self.assertEqual(sorted(links), ["/?to=twin-de&on=2024-01-01", "/?to=twin-us&on=2024-01-01"])
        for link in links:
            self.assertEqual(self.server.ask(link).status, 200)

    def test_countries_of_one_name_are_links(self):
        p = self.page(409, to="Congo", from_="IE")
        self.assertEqual([a["href"] for a in p.all("a") if "to=C" in a["href"]], ["/?to=CG&from=IE", "/?to=CD&from=IE"])

    def test_errors_are_tied_to_their_field(self):
        for status, name, fields in ((400, "on", {"to": "acme", "on": "2026-02-30"}), (404, "to", {"to": "nobody"}),
                                     (400, "known_at", {"to": "acme", "known_at": "noon"})):
            p = self.page(status, **fields)
            bad = [a for a in self.fields(p).values() if a.get("aria-invalid") == "true"]
            self.assertEqual([a["name"] for a in bad], [name])
            self.assertIn("problem", bad[0]["aria-describedby"].split())
            self.assertEqual([a["role"] for _, a in p.elements if a.get("id") == "problem"], ["alert"])
            self.assertEqual(bad[0]["value"], fields[name])
        self.page(400, colour="red")
        self.page(400, to="")

    def test_hostile_text_stays_text(self):
        p = self.page(to="evil", from_="IE", on="2024-01-01")
        self.assertIn('<script>alert(1)</script> & "Sons"', p.text)
        for text in ("<script>x</script>", '"><img src=x onerror=y>', "'; -->", "</title><b>", "&lt;", "\u2028", "javascript:x"):
            p = self.page(404, to=text)
            self.assertEqual(self.fields(p)["to"]["value"], text)
            self.page(400, to="acme", on=text)
            self.page(400, **{text: "x"})

    def test_hostile_text_in_json(self):
        reply = self.server.get("/v1/mechanism", to="evil", from_="IE", on="2024-01-01")
        self.assertNotIn(b"<script", reply.body)
        self.assertEqual(reply.json()["question"]["to"]["name"], '<script>alert(1)</script> & "Sons"')

    def test_the_style(self):
        reply = self.server.ask("/style.css")
        self.assertEqual(reply["Content-Type"], "text/css; charset=utf-8")
        self.assertIn(b"@media print", reply.body)
        self.assertNotIn(b"url(", reply.body)
        self.assertEqual(reply.body.count(b"{"), reply.body.count(b"}"))


if __name__ == "__main__":
    unittest.main()
