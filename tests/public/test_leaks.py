"""
Nothing but what is chosen for publication leaves by the public list. Every text column of every kind of record holds a
word that stands nowhere else, about a party that is on the list and about one that is not; then everything the list can
be asked for is searched for them.
"""

import json
import re

from publishing import FORMS, LIST, Case, unittest

DAY = "2024-01-15"
ORDER = ["parties", "transfers", "safeguards", "certifications", "assessments", "contracts", "inquiries", "replies",
         "checks",
         "notices", "deliveries", "objections", "overrides"]
SINGULAR = {"parties": "Party", "certifications": "Certification", "inquiries": "Inquiry", "replies": "Reply",
            "deliveries": "Delivery"}
PUBLIC = {("parties", "name"), ("parties", "service"), ("transfers", "purposes"), ("transfers", "data_categories"),
          ("notices", "what"), ("notices", "mechanism")}

# What is no free text: by kind and column, else by column.
VALUES = {
    "kind": "service-provider", "country": "SG", "countries": "SG", "about_country": "SG", "own": "no",
          "status": "active",
    "advisor_type": "other", "place": "storage", "exporter_role": "controller", "importer_role": "processor",
          "data": "any",
    "mechanism": "scc-2021-m2", "framework": "dpf-eu-us", "covers": "hr;non-hr", "flags": "annex-i",
          "attributes": "group-member",
    "outcome": "adequate", "state": "open", "parent": None, "until": None, "ended": None, "number": None, "extra": None,
    "exporter": "ours", "known_at": "2024-01-15T00:00:00.000Z", "sent": "2024-01-15T00:00:00.000Z",
    ("contracts", "kind"): "data-processing", ("contracts", "own"): "ours", ("certifications", "status"): "active",
    ("inquiries", "outcome"): "answered", ("notices", "state"): "announced", ("notices", "direction"): "outgoing",
    ("notices", "vendor"): None, ("notices", "subject_name"): "", ("notices", "replaces"): None,
          ("notices", "country"): "SG",
    ("deliveries", "state"): "queued", ("objections", "outcome"): "open", ("overrides", "gate"): "approval",
    "expires": "2027-02-15", "review_by": "2027-02-15", "closed": None, "effective": "2024-02-15",
          "identity_proven": None,
    ("overrides", "expires"): "2027-02-15", ("overrides", "revoked"): None, ("overrides", "notice"): None,
    ("safeguards", "changed"): None, ("safeguards", "mechanism"): "scc-2021-m2",
}
PARTY = {"importer", "party", "about_party", "subject", "customer"}


class Leaks(Case):
    @classmethod
    def fill(cls):
        pass

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.schemas = cls.server.ask("/v1/openapi.json").json()["components"]["schemas"]
        cls.words = {}  # word -> where it stands
        cls.post("parties", {"id": "ours", "name": "Ours plc", "kind": "affiliate", "country": "IE", "own": "yes"})
        for who in ("seen", "hidden"):
            for kind in ORDER:
                cls.record(kind, who)
        cls.more()

    @classmethod
    def post(cls, kind, record):
        reply = cls.server.ask(f"/v1/{kind}", "POST", json.dumps(record).encode(), Content_Type="application/json")
        assert reply.status == 201, (kind, record, reply)
        return reply.json()

    @classmethod
    def word(cls, kind, column, who, public=False):
        word = f"zq{len(cls.words):03d}x{kind[:4]}{column.replace('_', '')[:8]}"
        cls.words[word] = (kind, column, who, public)
        return word

    @classmethod
    def value(cls, kind, column, schema, who):
        types = schema.get("type", "string")
        if "enum" in schema or "integer" in types or "object" in types:
            value = VALUES.get((kind, column), VALUES.get(column, "unsaid"))
            return next(v for v in schema["enum"] if v) if value == "unsaid" else value
        if (kind, column) == ("notices", "mechanism"):
            return "covered by " + cls.word(kind, column, who, True)
        if column in PARTY or (kind, column) in VALUES or (column in VALUES and schema.get("format") != "date"):
            value = cls.ids["parties", who] if column in PARTY else VALUES.get((kind, column), VALUES.get(column))
            return value + ";published" if column == "attributes" and who == "seen" else value
        if column in ("inquiry", "notice", "contract"):
            plural = {"inquiry": "inquiries"}.get(column, column + "s")
            return cls.ids[plural, who]
        if schema.get("format") == "date":
            return VALUES.get(column, DAY)
        pattern = schema.get("pattern", "")
        if pattern.startswith("^[0-9a-f]"):
            return format(len(cls.words) + 1, "064x")
        if pattern.startswith("^(0"):
            return "30"
        return cls.word(kind, column, who, (kind, column) in PUBLIC)

    ids = {}

    @classmethod
    def record(cls, kind, who):
        schema = cls.schemas["New" + SINGULAR.get(kind, kind[:-1].capitalize())]
        record = {column: cls.value(kind, column, s, who) for column, s in schema["properties"].items()
                  if not s.get("readOnly")}
        record["extra"] = {"An unknown column": cls.word(kind, "extra", who)}
        record = {k: v for k, v in record.items() if v is not None and v != ""}
        cls.ids[kind, who] = cls.post(kind, record).get("id")

    @classmethod
    def more(cls):
        """What was said before, what is not said yet, what others say: about the party that is on the list."""
        seen, hidden = cls.ids["parties", "seen"], cls.ids["parties", "hidden"]
        for n, (state, direction, subject) in enumerate((("draft", "outgoing", seen), ("withdrawn", "outgoing", seen),
                                                         ("announced", "incoming", seen),
                                                         ("announced", "outgoing", None))):
            notice = {"id": f"2024-01{n}", "direction": direction, "change": "added", "state": state, "announced": DAY,
                      "what": cls.word("notices", "what", state), "subject_name": cls.word("notices", "subjectname",
                              state)}
            cls.post("notices", {**notice, **({"subject": subject} if subject else {}),
                                 **({"vendor": hidden} if direction == "incoming" else {})})
        cls.post("transfers", {"exporter": "ours", "importer": seen, "country": "SG", "from": "2024-01-15",
                               "exporter_role": "controller",
                               "importer_role": "controller", "purposes": cls.word("transfers", "purposes",
                                       "controller"),
                               "data_categories": cls.word("transfers", "data", "controller")})
        tag = cls.server.ask(f"/v1/parties/{seen}")["ETag"]
        old, new = (cls.word("parties", "service", "then"), cls.word("parties", "service", "now", True))
        for service in (old, new):
            reply = cls.server.ask(f"/v1/parties/{seen}?reason={cls.word('log', 'reason', 'seen')}", "PATCH",
                                   json.dumps({"service": service}).encode(), If_Match=tag,
                                   Content_Type="application/merge-patch+json")
            assert reply.status == 200, reply
            tag = reply["ETag"]

    def everything(self):
        """All that a stranger gets: bodies and header fields."""
        queries = ["", *(f"on={d}" for d in ("2024-01-14", DAY, "2024-06-01", "2025-12-31", "2026-11-23")),
                   *(f"region={r}" for r in ("eea", "uk", "switzerland", "adequate", "other"))]
        for form in FORMS:
            for query in queries:
                for fields in ({}, {"Accept": "application/json"}, {"If_None_Match": '"x"'}):
                    reply = self.ask(form, query, **fields)
                    yield f"{form}?{query}", str(reply.fields if hasattr(reply, "fields")
                                                 else reply) + reply.body.decode()
        for target in (LIST + "?known_at=2024-06-01", LIST + ".json?on=x", LIST + ".json/x", LIST + "/"
                       + self.ids["parties", "seen"],
                       "/v1/openapi.json"):
            yield target, str(self.server.ask(target))

    def test_nothing_but_what_is_chosen(self):
        found = set()
        for where, text in self.everything():
            for word in set(re.findall(r"zq\d{3}x[a-z]+", text.lower())):
                self.assertIn(word, self.words, where)
                self.assertTrue(self.words[word][3], (where, self.words[word]))
                self.assertNotEqual(self.words[word][2], "hidden", (where, self.words[word]))
                found.add(self.words[word][:3])
        # what is chosen is there: the search can find
        self.assertEqual(found, {("parties", "name", "seen"), ("parties", "service", "now"),
                                 ("transfers", "purposes", "seen"),
                                 ("transfers", "data_categories", "seen"), ("notices", "what", "seen"),
                                 ("notices", "mechanism", "seen")})
        self.assertGreater(len(self.words), 100)

    def test_nor_by_a_filter(self):
        """Whether something is there is not told either."""
        for word, (kind, column, who, public) in self.words.items():
            if kind in ("parties", "transfers") and not (public and who in ("seen", "now")):
                self.assertEqual(self.rows(f"purpose={word}"), [], (kind, column, who))

    def test_nor_by_another_clock(self):
        for form in FORMS:
            for query in ("known_at=2026-11-23", "on=2024-06-01&known_at=2024-06-01"):
                self.assertEqual(self.ask(form, query).status, 400)

    def test_of_whom_data_come_is_not_said(self):
        for where, text in self.everything():
            if "openapi" not in where:
                self.assertNotIn('"ours"', text, where)


if __name__ == "__main__":
    unittest.main()
