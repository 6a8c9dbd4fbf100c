"""Random registers as files to import: invented organisations, what is on file about them, and how that changes from file to file."""

import collections

File = collections.namedtuple("File", "kind name header rows style args")
"""name: of the file; rows: lists of cells; style: how it is written; args: of the import."""

WORDS = "Alba Bruma Cinder Dorsal Ember Fjord Grove Harrow Isthmus Juniper Kestrel Lumen Mistral Nimbus Ötztal Pärla Quarry Rowan Søn Tundra".split()
NOUNS = "Cloud Data Mail Payments Support Hosting".split()
FORMS = {"US": "Inc.", "GB": "Ltd", "DE": "GmbH", "IE": "Limited", "FR": "SAS", "IN": "Pvt Ltd", "CH": "AG", "CA": "Inc.", "JP": "K.K.",
         "IL": "Ltd.", "BR": "Ltda.", "": "Group"}
COUNTRIES = list(FORMS)
# as a person, a spreadsheet or an attacker leaves them in a cell
ODD = ["=1+1", "+49 30 1", "-x", "@SUM(A1)", "'single", "''=x", "'=x", "＝1", "＋1", "－1", "＠x", 'say "so"', '"', '""', "two\nlines",
       "cr\r\nlf", "cr\ronly", "a\tb", "ünïcödé", "日本語", "🙂", ";", ";;a;", ",", "'", "=", "a|b", "=\n", "'\n=", "x" * 300, "", "", "", "plain",
       "\u2028", "\ufeff", "NULL", "#REF!", "a;b;a", "=cmd|' /C calc'!A0"]
LOCATIONS = ["US", "United States", "Dublin, Ireland", "EU", "Germany and France", "India; Japan", "Global", "", "São Paulo, Brazil",
             "eu-central-1", "Tokyo", "Schweiz"]
CLAIMS = ["SCCs", "DPF", "", "N/A", "DPF and SCCs", "Adequacy decision", "BCR"]
DAYS = ["2018-05-25", "2020-07-16", "2021-09-27", "2022-12-27", "2023-07-10", "2024-02-29", "2025-01-01", ""]
TITLES = ["Ticket", "Cost centre", "=Formel", "Owner, team", "'notes", "Zuständig", "_x"]


# What an import may make of a status: registry/desk/moves.c. To approved and active leads the desk only.
NEXT_STATUS = {"": ("active", "suspended", "ended"), "active": ("suspended", "ended"), "under-review": ("proposed", "ended"),
               "suspended": ("under-review", "ended"), "proposed": ("under-review", "ended"), "ended": ("ended", "proposed")}


class World:
    """What was said until now, so that the next file has something to correct."""

    def __init__(self, rng):
        self.rng = rng
        self.parties = {}  # id: {column: text}
        self.on_file = []  # ids
        self.others = {"transfers": {}, "safeguards": {}, "certifications": {}, "assessments": {}}
        self.editions = 0

    # ---- cells ----

    def pick(self, *choices):
        return self.rng.choice(choices)

    def maybe(self, p, value, otherwise=""):
        return value if self.rng.random() < p else otherwise

    def odd(self):
        return self.rng.choice(ODD)

    def new_party(self, own=False):
        word, noun, country = self.rng.choice(WORDS), self.rng.choice(NOUNS), self.rng.choice(COUNTRIES)
        pid = f"{''.join(c for c in word.lower() if c.isascii())}-{noun.lower()}-{self.rng.randrange(100)}"
        row = {"id": pid, "name": f"{word} {noun} {FORMS[country]}" + self.maybe(0.7, f" {len(self.parties)}"),
               "country": country or "", "own": "yes" if own else "no", "aliases": self.maybe(0.3, f"{word}{noun}{len(self.parties)};{word} X"),
               "kind": "affiliate" if own else self.pick("service-provider", "partner", "advisor", ""), "service": self.odd(),
               "parent": self.maybe(0.3, self.pick("", *self.on_file)), "status": self.pick("", "active", "under-review"),
               "website": self.odd(), "contact": self.odd(), "attributes": self.pick("", "group-member", "pipeda;lgpd"),
               "identifiers": self.pick("", "LEI 1;VAT 2", "=1;2"), "source": self.odd()}
        self.parties[pid] = row
        return row

    def party(self, own=None):
        ids = [p for p in self.on_file if own is None or (self.parties[p]["own"] == "yes") == own]
        return self.rng.choice(ids or self.on_file or list(self.parties))

    def name_or_id(self, own=None):
        pid = self.party(own)
        return self.maybe(0.8, pid, self.parties[pid]["name"])

    def day(self):
        return self.rng.choice(DAYS)

    # ---- rows of a kind ----

    def edited_parties(self):
        for row in list(self.parties.values()):
            if self.rng.random() < 0.35:
                column = self.pick("country", "name", "aliases", "parent", "service", "status", "website", "contact", "source")
                row[column] = {"country": self.rng.choice(COUNTRIES), "name": row["name"] + " II", "aliases": self.maybe(0.5, "Other name;" + self.odd()),
                               "parent": self.maybe(0.5, self.party()), "status": self.rng.choice(NEXT_STATUS[row["status"]])}.get(column, self.odd())
        for _ in range(self.rng.randrange(4)):
            self.new_party()
        return [row for row in self.parties.values() if self.rng.random() < 0.85]

    def new_row(self, kind):
        if kind == "transfers":
            return {"id": self.maybe(0.7, f"t{len(self.others[kind])}"), "exporter": self.maybe(0.85, self.name_or_id(True)),
                    "importer": self.name_or_id(False), "country": self.rng.choice(COUNTRIES), "place": self.pick("establishment", "storage", "", "logging"),
                    "exporter_role": self.pick("", "controller"), "importer_role": self.pick("", "processor", "controller"), "data": self.pick("any", "hr", "non-hr", ""),
                    "data_categories": self.odd(), "purposes": self.odd(), "retention": self.odd(), "from": self.day(), "until": "", "source": self.odd()}
        if kind == "safeguards":
            mechanism, flags = self.pick(("scc-2021-m2", "annex-i;annex-ii"), ("scc", "claimed"), ("bcr-c", "approved"), ("dpf", "claimed"),
                                         ("scc-2021-m1", ""), ("scc-2010-c2p", ""), ("uk-idta", ""))
            return {"id": self.maybe(0.6, f"s{len(self.others[kind])}"), "exporter": self.maybe(0.7, self.party(True)), "importer": self.name_or_id(False),
                    "mechanism": mechanism, "signed": self.day(), "flags": flags, "countries": self.maybe(0.2, "US;IN"), "document": self.odd(),
                    "note": self.odd(), "source": self.odd()}
        if kind == "certifications":
            return {"importer": self.name_or_id(False), "framework": self.pick("dpf-eu-us", "privacy-shield-eu-us", "dpf-uk-extension"),
                    "covers": self.pick("non-hr", "hr;non-hr", ""), "from": self.day(), "until": "", "status": self.pick("active", "lapsed", ""),
                    "checked_on": self.day(), "source": self.odd()}
        return {"exporter": self.maybe(0.7, self.party(True)), "importer": self.maybe(0.8, self.name_or_id(False)), "country": self.pick("US", "IN", "BR", ""),
                "dated": self.pick(*[d for d in DAYS if d]), "outcome": self.pick("adequate", "adequate-with-measures", "inadequate"), "measures": self.odd(),
                "review_by": self.pick("", "2027-01-01"), "document": self.odd(), "source": self.odd()}

    def edited(self, kind):
        rows = self.others[kind]
        for row in rows.values():
            if self.rng.random() < 0.3:
                column = self.pick(*[c for c in row if c not in ("id", "importer", "mechanism", "flags", "framework", "dated")])
                row[column] = self.new_row(kind)[column]
        for _ in range(1 + self.rng.randrange(5)):
            rows[len(rows)] = self.new_row(kind)
        return [row for row in rows.values() if self.rng.random() < 0.85]

    def applied(self, file):
        """What the file says is on file now."""
        if file.kind == "parties" and "id" in file.header:
            ids = [row[file.header.index("id")] for row in file.rows]
            self.on_file += [pid for pid in ids if pid not in self.on_file]

    # ---- files ----

    def style(self):
        return {"delimiter": self.pick(",", ",", ";", "\t", "|"), "end": self.pick("\n", "\r\n", "\r\n", "\r"), "mark": self.pick("", "", "\ufeff"),
                "quote": self.pick("needed", "needed", "all"), "last": self.pick(True, True, False),
                "encoding": self.pick("utf-8", "utf-8", "utf-8", "utf-8", "utf-16")}

    def file(self, kind):
        self.editions += 1
        if kind == "list":
            return self.foreign()
        if kind == "dpf-list":
            return self.participants()
        rows = self.edited_parties() if kind == "parties" else self.edited(kind)
        header = list(rows[0] if rows else self.new_row(kind) if kind != "parties" else self.new_party())
        rows = rows or [dict(self.new_party())] if kind == "parties" else rows or [self.new_row(kind)]
        must = {"parties": self.maybe(0.85, ("id", "name"), ("name",)), "transfers": ("id", "importer"), "safeguards": ("importer", "mechanism", "flags"),
                "certifications": ("importer", "framework"), "assessments": ("importer", "dated")}[kind]
        if self.rng.random() < 0.4:
            header = [c for c in header if c in must or self.rng.random() < 0.7]
        self.rng.shuffle(header)
        more = self.rng.sample(TITLES, self.pick(0, 0, 1, 2))
        cells = [[row[c] for c in header] + [self.odd() for _ in more] for row in rows]
        cells += [list(self.rng.choice(cells))] if self.rng.random() < 0.2 else []  # a row twice
        args = ["--as", kind, *self.pick([], [], ["--on-conflict", "update"], ["--on-conflict", "skip"])]
        if kind != "assessments" and self.rng.random() < 0.12:
            args += ["--complete", "--max-ended", "100", *self.pick([], ["--scope", "all"])]
        return File(kind, f"{self.pick('ours', 'theirs')}-{kind}-{self.editions}.csv", header + more, cells, self.style(), args)

    def foreign(self):
        header = ["Sub-processor", "Purpose", "Location", "Transfer mechanism"] + self.maybe(0.4, ["Remarks"], [])
        cells = []
        for _ in range(1 + self.rng.randrange(6)):
            country = self.rng.choice(COUNTRIES)
            name = self.pick(self.parties[self.party(False)]["name"], f"{self.rng.choice(WORDS)} {self.rng.choice(NOUNS)} {FORMS[country]}")
            cells.append([name, self.pick("hosting", "e-mail", "=x", "logs; backup", ""), self.rng.choice(LOCATIONS), self.rng.choice(CLAIMS), self.odd()][:len(header)])
        return File("list", f"vendor-list-{self.editions}.csv", header, cells, self.style(), ["--as", "list", *self.maybe(0.5, ["--exporter", self.party(True)], [])])

    def participants(self):
        header = ["Organization", "Status", "Frameworks", "Covered Data", "Original Certification Date", "Next Certification Due Date"]
        american = [row["name"] for row in self.parties.values() if row["country"] in ("US", "")] or ["Nobody, Inc."]
        cells = [[self.pick(self.rng.choice(american), f"{self.rng.choice(WORDS)} LLC"), self.pick("Active", "Active", "Inactive"),
                  self.pick("EU-U.S. Data Privacy Framework", "EU-U.S. Data Privacy Framework; UK Extension to the EU-U.S. Data Privacy Framework"),
                  self.pick("HR, Non-HR", "Non-HR"), self.pick("2023-08-01", "2024-01-15"), "2027-01-15"] for _ in range(1 + self.rng.randrange(5))]
        return File("dpf-list", f"participants-{self.editions}.csv", header, cells, self.style(), ["--as", "dpf-list", "--complete", "--max-ended", "100"])


def written(file, rows=None):
    """The bytes of a file, with its rows or those."""
    style = file.style

    def cell(text):
        if style["quote"] == "all" or any(c in text for c in style["delimiter"] + '"\r\n'):
            return '"' + text.replace('"', '""') + '"'
        return text

    lines = [style["delimiter"].join(map(cell, row)) for row in [file.header, *(file.rows if rows is None else rows)]]
    text = style["mark"] + style["end"].join(lines) + (style["end"] if style["last"] else "")
    return text.encode(style["encoding"]) if style["encoding"] == "utf-8" else text.removeprefix("\ufeff").encode(style["encoding"])
