"""Single facts drawn at random: days, parties, and items of the column safeguards.

Days are mostly near an edge of the tables of the law pack.
"""
import datetime
import random

from reading import NEW_SETS, OLD_SETS, rows_of

ROLES = ["controller", "processor"]
COVER = ["hr", "non-hr", "hr+non-hr"]
CA = "pipeda not-pipeda provincial-equivalent not-provincial-equivalent public-body".split()
NO_ROW = ["IN", "CN", "PH", "ZA", "TH", "SG", "MX", "TR", "UA", "VN", "KE", "MA"]
ELSEWHERE = ["US", "IN", "JP", "BR", "CA", "KR", "GI", "JE", "GG", "IM", "MC", "SM",
             "VA", "SJ", "GL", "NC", "BL", "FO", "AD", "IO", "io-eu-institutions",
             "io-epo", "XK", "AE"]
IO = ["io-epo", "io-eu-institutions", "io-unhcr", "io-icrc", "io-unknown"]
PAIRS = {"c2c": (0, 0), "c2p": (0, 1), "p2p": (1, 1), "p2c": (1, 0)}
MODULES = dict(zip(NEW_SETS, ["c2c", "c2p", "p2p", "p2c"]))
FIRST, LAST = datetime.date(1996, 1, 1), datetime.date(2027, 6, 30)


def to_day(text):
    return datetime.date.fromisoformat(text)


def shift(day, n):
    return day + datetime.timedelta(days=n)


class Draws:
    def __init__(self, lawdir, seed):
        self.r = random.Random(seed)
        self.adequacy = rows_of(lawdir, "adequacy.csv")
        self.membership = rows_of(lawdir, "membership.csv")
        self.mech = rows_of(lawdir, "mechanisms.csv")
        self.by_slug = {m["slug"]: m for m in self.mech}
        self.frameworks = rows_of(lawdir, "frameworks.csv")
        self.aliases = [a["alias"] for a in rows_of(lawdir, "aliases.csv")]
        days = set()
        for table, columns in (
                (self.adequacy, ["in_force_from", "in_force_until"]),
                (self.membership, ["from", "until"]),
                (self.mech, ["valid_for_new_contracts_from", "contested_from",
                             "valid_for_new_contracts_until", "permit_until",
                             "valid_for_existing_until", "needs_tia_from"]),
                (self.frameworks, ["certification_opens", "reliance_from",
                                   "reliance_until", "eea_efta_from"]),
                (rows_of(lawdir, "events.csv"), ["date"])):
            days |= {row[c] for row in table for c in columns if row[c]}
        days = sorted(to_day(d) for d in days)
        self.days = [d for d in days if FIRST <= d <= datetime.date(2032, 1, 1)]
        self.eu = sorted({m["country"] for m in self.membership
                          if m["kind"] == "eu-member"})
        self.territories = sorted({m["country"] for m in self.membership
                                   if m["kind"] == "eu-territory"})
        self.destinations = sorted({a["destination"] for a in self.adequacy})
        self.all_codes = sorted(set(self.destinations)
                                | {m["country"] for m in self.membership})

    def chance(self, p):
        return self.r.random() < p

    def pick(self, seq):
        return self.r.choice(seq)

    # ---- days

    def random_day(self, lo=FIRST, hi=LAST):
        return shift(lo, self.r.randrange(max(1, (hi - lo).days)))

    def bend(self, day):
        return shift(day, self.pick([-1, 0, 0, 1]))

    def table_day(self):
        return self.bend(self.pick(self.days))

    def any_day(self):
        if self.chance(0.55):
            recent = [d for d in self.days if d.year >= 2020]
            return self.bend(self.pick(recent)) if self.chance(0.3) else self.table_day()
        return self.random_day(datetime.date(2018, 1, 1) if self.chance(0.6) else FIRST)

    def as_of_for(self, exporter):
        """A day on which the exporter is mostly under the rules of its regime."""
        day = self.any_day()
        floor = {"CH": 2008, "GB": 2021}.get(exporter, 1999)
        for _ in range(6):
            if day.year >= floor or self.chance(0.15):
                break
            day = self.any_day()
        return day

    def fact_day(self, as_of, row=None):
        """The day of a fact on file: near the day asked, near an edge of the
        row it belongs to, inside its window, near a table day, or anywhere."""
        x = self.r.random()
        if row is not None and x < 0.55:
            lo = to_day(row["valid_for_new_contracts_from"] or "1999-01-01")
            hi = min(as_of, to_day(row["valid_for_new_contracts_until"] or "2030-01-01"))
            return self.random_day(lo, hi) if lo < hi else self.bend(lo)
        if row is not None and x < 0.75:
            edges = [row["valid_for_new_contracts_from"],
                     row["valid_for_new_contracts_until"]]
            edges = [to_day(e) for e in edges if e]
            return self.bend(self.pick(edges)) if edges else self.bend(as_of)
        if x < 0.82:
            return self.bend(as_of)
        if x < 0.95:
            return shift(as_of, -self.r.randrange(1, 1500))
        return self.table_day()

    # ---- parties

    def exporter(self):
        x = self.r.random()
        if x < 0.38:
            return self.pick(self.eu)
        if x < 0.44:
            return self.pick(["AT", "DK", "ES", "FR"])
        if x < 0.63:
            return self.pick(["GB"] * 8 + ["UK", "XI"])
        if x < 0.81:
            return "CH"
        if x < 0.87:
            return self.pick(["IS", "LI", "NO"])
        if x < 0.92:
            return self.pick(self.territories + ["IC", "EA", "EL"])
        return self.pick(ELSEWHERE)

    def importer(self, exporter):
        x = self.r.random()
        if x < 0.17:
            return "US"
        if x < 0.30:
            return self.pick(NO_ROW)
        if x < 0.45:
            return self.pick(["CA", "JP", "KR", "BR", "IL", "GB", "FO"])
        if x < 0.62:
            return self.pick(self.destinations)
        if x < 0.80:
            return self.pick(self.all_codes)
        if x < 0.88:
            return self.pick(self.eu + ["IS", "LI", "NO"])
        if x < 0.93:
            return self.pick(IO)
        if x < 0.97:
            return self.pick(self.aliases + ["GI", "GB"])
        return exporter

    def set_pair(self, case, pair):
        a, b = PAIRS[pair]
        case["exporter_role"], case["importer_role"] = ROLES[a], ROLES[b]

    # ---- one item of the column safeguards

    def tool(self, slug, as_of, fit=0.7):
        row = self.by_slug[slug]
        auth = row["needs_authorisation"]
        if auth.startswith("yes") or slug == "dir-25-national-assessment":
            how = "approved" if self.chance(0.8) else "signed"
        else:
            how = "signed" if self.chance(0.8) else "approved"
        day = self.fact_day(as_of, row if self.chance(fit + 0.2) else None)
        text = "%s %s %s" % (slug, how, day)
        until = row["valid_for_new_contracts_until"]
        if slug in OLD_SETS and self.chance(0.5):
            until = self.pick(["2022-09-22", "2021-09-27"])
        if self.chance(0.22):
            edges = [as_of, self.pick(self.days)] + [to_day(until or "2021-09-27")] * 2
            text += " changed %s" % self.bend(self.pick(edges))
        if self.chance(0.75 if auth.startswith("notify") else 0.05):
            text += " notified %s" % (self.bend(as_of) if self.chance(0.5) else day)
        if self.chance(0.6 if slug == "uk-addendum" else 0.03):
            text += " module %s" % self.pick(["m1", "m2", "m3", "m4"])
        if self.chance(0.5 if slug in NEW_SETS else 0.05):
            text += " swiss-adapted"
        return text

    def tia(self, as_of, countries):
        day = shift(as_of, -self.r.randrange(1, 900)) if self.chance(0.7) \
            else self.fact_day(as_of)
        text = "tia %s" % day
        if self.chance(0.35):
            text += " for %s" % self.pick(countries * 3 + NO_ROW[:2] + self.aliases)
        if self.chance(0.35):
            review = self.bend(as_of) if self.chance(0.5) \
                else shift(as_of, self.r.randrange(-300, 700))
            text += " review %s" % review
        return text

    def entry(self, slug, as_of):
        x = self.r.random()
        first = self.bend(as_of) if x < 0.12 else (
            self.table_day() if x < 0.22 else shift(as_of, -self.r.randrange(1, 1800)))
        if slug.startswith("privacy-shield-eu") and self.chance(0.35):
            first = self.pick([to_day("2017-05-01"), to_day("2023-07-09"),
                               to_day("2023-07-10"), to_day("2023-07-11")])
        x = self.r.random()
        last = "" if x < 0.55 else (
            self.bend(as_of) if x < 0.8 else shift(as_of, self.r.randrange(-200, 900)))
        if slug.startswith("privacy-shield-eu") and self.chance(0.1):
            last = self.bend(to_day("2023-07-10"))
        if last and last < first:
            last = first
        return "%s active %s..%s %s" % (slug, first, last, self.pick(COVER))

    def derogation(self, slug):
        return ("derogation %s %s %s" % (
            slug, self.pick(["occasional", "occasional", "repetitive"]),
            self.pick(["met", "met", "failed", ""]))).strip()

    def any_item(self, as_of, countries):
        x = self.r.random()
        if x < 0.22:
            return self.tool(self.pick(OLD_SETS + NEW_SETS + ["uk-addendum", "uk-idta"]), as_of)
        if x < 0.40:
            slugs = [m["slug"] for m in self.mech
                     if m["family"] == "appropriate-safeguard"]
            return self.tool(self.pick(slugs), as_of)
        if x < 0.47:
            return self.tool(self.pick(self.mech)["slug"], as_of)
        if x < 0.65:
            return self.tia(as_of, countries)
        if x < 0.80:
            return self.entry(self.pick(self.frameworks)["slug"], as_of)
        if x < 0.95:
            slugs = [m["slug"] for m in self.mech if m["family"] == "derogation"]
            return self.derogation(self.pick(slugs))
        return "onward-contract %s" % self.fact_day(as_of)
