"""The tables of the law pack and the cases, as they are written; the rules over them are in decide.py.

Section numbers in the comments are those of README.md in the law directory.
"""
import csv
import os

INPUT = ("id group exporter_country exporter_role exporter_attrs importer_country "
         "importer_role importer_kind data importer_attrs safeguards as_of").split()

# 3.4: sets that count in another regime under another name.
OLD_SETS = ["scc-2001-c2c-set1", "scc-2004-c2c-set2", "scc-2010-c2p"]
NEW_SETS = ["scc-2021-m1", "scc-2021-m2", "scc-2021-m3", "scc-2021-m4"]

# 4: which pair of roles each module serves.
MODULE_PAIR = {"m1": "c2c", "m2": "c2p", "m3": "p2p", "m4": "p2c"}


def rows_of(lawdir, name):
    path = os.path.join(lawdir, name)
    with open(path, newline="", encoding="utf-8") as f:
        return list(csv.DictReader(f))


def words(text, sep=";"):
    return [w.strip() for w in (text or "").split(sep) if w.strip()]


def inside(day, first, until):
    """1: intervals are half-open, an empty end is still running."""
    return (not first or day >= first) and (not until or day < until)


class Law:
    def __init__(self, lawdir):
        self.adequacy = rows_of(lawdir, "adequacy.csv")
        self.membership = rows_of(lawdir, "membership.csv")
        self.alias = {r["alias"]: r["code"] for r in rows_of(lawdir, "aliases.csv")}
        self.mech = {r["slug"]: r for r in rows_of(lawdir, "mechanisms.csv")}
        self.framework = {r["slug"]: r for r in rows_of(lawdir, "frameworks.csv")}
        member = self.membership
        # 3.1: first days read from the tables.
        self.directive_day = min(r["from"] for r in member
                                 if r["kind"] == "directive-95-46-applies")
        self.gdpr_day = min(r["from"] for r in member if r["kind"] == "gdpr-applies")
        self.swiss_day = self.mech["ch-adequacy-list"]["valid_for_new_contracts_from"]
        self.swiss_new_act = min(r["from"] for r in member
                                 if r["kind"] == "fadp-2020-applies")
        self.efta = {r["country"] for r in member if r["kind"] == "eea-efta"}

    def code(self, country):
        """1: aliases are applied to every country code first."""
        country = country.strip()
        return self.alias.get(country, country)

    def has_kind(self, country, day, *kinds):
        return any(r["country"] == country and r["kind"] in kinds
                   and inside(day, r["from"], r["until"]) for r in self.membership)

    def in_eea(self, country, day):
        """3.1, 3.2: Member State, EU territory, state in transition, or EFTA
        state of the EEA from the day the Directive reached it."""
        if self.has_kind(country, day, "eu-member", "eu-territory", "eu-transition"):
            return True
        return (self.has_kind(country, day, "eea-efta") and
                self.has_kind(country, day, "directive-95-46-applies", "gdpr-applies"))


class Item:
    """One tool, framework entry, assessment, derogation or onward contract."""

    def __init__(self, law, text):
        w = text.split()
        self.slug = w[0]
        self.kind = "tool"
        self.date = self.how = self.changed = self.notified = self.module = None
        self.review = self.country = self.frequency = self.word = None
        self.swiss = False
        if w[0] == "tia":
            self.kind, self.date = "tia", w[1]
            rest = dict(zip(w[2::2], w[3::2]))
            self.review = rest.get("review")
            if "for" in rest:
                self.country = law.code(rest["for"])
        elif w[0] == "derogation":
            self.kind, self.slug, self.frequency = "derogation", w[1], w[2]
            self.word = w[3] if len(w) > 3 else None
        elif w[0] == "onward-contract":
            self.kind, self.date = "onward-contract", w[1]
        elif w[1] == "active":
            self.kind = "entry"
            self.first, self.last = w[2].split("..")
            self.cover = set(w[3].split("+"))
        else:
            self.how, self.date = w[1], w[2]
            i = 3
            while i < len(w):
                if w[i] == "swiss-adapted":
                    self.swiss, i = True, i + 1
                else:
                    setattr(self, w[i], w[i + 1])   # changed, notified, module
                    i += 2


class Case:
    def __init__(self, law, row):
        self.exporter = law.code(row["exporter_country"])
        self.importers = [law.code(c) for c in row["importer_country"].split("|")]
        short = {"controller": "c", "joint-controller": "c",
                 "processor": "p", "sub-processor": "p"}
        self.pair = short[row["exporter_role"]] + "2" + short[row["importer_role"]]
        self.kind = row["importer_kind"]
        self.data = row["data"]
        self.exp_attrs = set(words(row.get("exporter_attrs")))
        self.attrs = set(words(row["importer_attrs"]))
        self.onward = [a.split(":", 1)[1] for a in words(row["importer_attrs"])
                       if a.startswith("onward-from:")]
        self.items = [Item(law, t) for t in words(row["safeguards"])]
        self.day = row["as_of"]

    def of_kind(self, kind):
        return [i for i in self.items if i.kind == kind]
