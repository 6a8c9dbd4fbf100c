#!/usr/bin/env python3
"""Random cases for the transfer rules: random_cases.py LAWDIR N SEED

CSV on stdout with the input columns of cases.csv. About half of the cases are
aimed: tool, pair of roles and days are chosen to fit, then often bent by a day.
"""
import csv
import datetime
import os
import random
import sys

INPUT = ("id group exporter_country exporter_role exporter_attrs importer_country "
         "importer_role importer_kind data importer_attrs safeguards as_of").split()
ROLES = ["controller", "processor"]
KINDS = ["affiliate", "service-provider", "advisor", "partner", "authority"]
DATA = ["hr", "non-hr", "any"]
COVER = ["hr", "non-hr", "hr+non-hr"]
SCOPE_ATTRS = """pipeda not-pipeda provincial-equivalent not-provincial-equivalent
    appi-business-operator pipa pipa-credit-info lgpd public-body manual-files
    uk-immigration-control danish-realm-authority""".split()
STOP_ATTRS = "same-legal-entity data-subject-direct transit-only publication".split()
OTHER_ATTRS = "group-member remote-access gdpr-art3-2 eu-data-combined".split()
CA = "pipeda not-pipeda provincial-equivalent not-provincial-equivalent public-body".split()
BY_COUNTRY = {"CA": CA, "JP": ["appi-business-operator", "public-body"],
              "KR": ["pipa", "pipa-credit-info", "public-body"], "BR": ["lgpd"],
              "IL": ["manual-files"], "GB": ["uk-immigration-control"],
              "FO": ["danish-realm-authority"]}
NO_ROW = ["IN", "CN", "PH", "ZA", "TH", "SG", "MX", "TR", "UA", "VN", "KE", "MA"]
ELSEWHERE = ["US", "IN", "JP", "BR", "CA", "KR", "GI", "JE", "GG", "IM", "MC", "SM",
             "VA", "SJ", "GL", "NC", "BL", "FO", "AD", "IO", "io-eu-institutions",
             "io-epo", "XK", "AE"]
IO = ["io-epo", "io-eu-institutions", "io-unhcr", "io-icrc", "io-unknown"]
PAIRS = {"c2c": (0, 0), "c2p": (0, 1), "p2p": (1, 1), "p2c": (1, 0)}
OLD = ["scc-2001-c2c-set1", "scc-2004-c2c-set2", "scc-2010-c2p"]
NEW = ["scc-2021-m1", "scc-2021-m2", "scc-2021-m3", "scc-2021-m4"]
MODULES = dict(zip(NEW, ["c2c", "c2p", "p2p", "p2c"]))
FIRST, LAST = datetime.date(1996, 1, 1), datetime.date(2027, 6, 30)


def rows_of(lawdir, name):
    with open(os.path.join(lawdir, name), newline="", encoding="utf-8") as f:
        return list(csv.DictReader(f))


def to_day(text):
    return datetime.date.fromisoformat(text)


def shift(day, n):
    return day + datetime.timedelta(days=n)


class Gen:
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
        if slug in OLD and self.chance(0.5):
            until = self.pick(["2022-09-22", "2021-09-27"])
        if self.chance(0.22):
            edges = [as_of, self.pick(self.days)] + [to_day(until or "2021-09-27")] * 2
            text += " changed %s" % self.bend(self.pick(edges))
        if self.chance(0.75 if auth.startswith("notify") else 0.05):
            text += " notified %s" % (self.bend(as_of) if self.chance(0.5) else day)
        if self.chance(0.6 if slug == "uk-addendum" else 0.03):
            text += " module %s" % self.pick(["m1", "m2", "m3", "m4"])
        if self.chance(0.5 if slug in NEW else 0.05):
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
            return self.tool(self.pick(OLD + NEW + ["uk-addendum", "uk-idta"]), as_of)
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

    # ---- whole cases

    def regime(self, exporter, as_of):
        if exporter == "CH":
            return "CH"
        if exporter in ("GB", "UK", "XI") and as_of.year >= 2021:
            return "UK"
        return "EU"

    def set_pair(self, case, pair):
        a, b = PAIRS[pair]
        case["exporter_role"], case["importer_role"] = ROLES[a], ROLES[b]

    def aim(self, case, as_of):
        """Choose one ground that fits the regime; returns items and attributes."""
        regime = self.regime(case["exporter_country"], as_of)
        x = self.r.random()
        if x < 0.22:                      # adequacy of a country
            rows = [a for a in self.adequacy if a["regime"] == regime
                    and a["destination"] != "US"
                    and a["in_force_from"] <= str(as_of)
                    and (not a["in_force_until"] or str(as_of) < a["in_force_until"])]
            if rows:
                dest = self.pick(rows)["destination"]
                case["importer_country"] = dest
                own = BY_COUNTRY.get(dest, [])
                n = min(len(own), self.pick([0, 1, 1, 2, 3]))
                return [], self.r.sample(own, n)
            return [], []
        if x < 0.45:                      # a framework
            case["importer_country"] = "US"
            day = str(as_of)
            live = [f["slug"] for f in self.frameworks if f["regime"] == regime
                    and f["reliance_from"] <= day
                    and (not f["reliance_until"] or day <= f["reliance_until"])]
            slug = self.pick(live) if live else self.pick(self.frameworks)["slug"]
            items = [self.entry(slug, as_of)]
            if slug == "dpf-uk-extension" and self.chance(0.8):
                items.append(self.entry("dpf-eu-us", as_of))
            if slug in ("dpf-uk-extension", "dpf-eu-us") and self.chance(0.3):
                items.append(self.entry("privacy-shield-eu-us", as_of))
            if self.chance(0.25):
                items.append(self.entry(slug, as_of))
            return items, []
        if x < 0.86:                      # a safeguard
            day = str(as_of)
            pool = [m for m in self.mech if m["family"] == "appropriate-safeguard"
                    and regime in m["regime"].split("|")
                    and m["valid_for_new_contracts_from"] <= day
                    and (not m["valid_for_existing_until"]
                         or day <= m["valid_for_existing_until"])]
            slugs = [m["slug"] for m in pool]
            if regime == "EU" and (day < "2018-05-25" or self.chance(0.05)):
                slugs.append("dir-25-national-assessment")
            common = [s for s in slugs if s.startswith("scc-2") or s in (
                "uk-scc-transitional", "uk-idta", "uk-addendum", "ch-scc-old",
                "ch-scc-2021")]
            slug = self.pick(common if common and self.chance(0.6) else slugs or OLD)
            if slug in ("uk-scc-transitional", "ch-scc-old") and self.chance(0.85):
                slug = self.pick(OLD)
            if slug == "ch-scc-2021" and self.chance(0.85):
                slug = self.pick(NEW)
            parties, attrs = self.by_slug[slug]["parties"], []
            if parties in PAIRS and self.chance(0.88):
                self.set_pair(case, parties)
            if parties.startswith("group") and self.chance(0.85):
                attrs.append("group-member")
                if parties == "group-processor":
                    self.set_pair(case, self.pick(["p2p", "p2p", "c2p", "c2c", "p2c"]))
            if parties == "public-bodies" and self.chance(0.85):
                attrs.append("public-body")
            items = [self.tool(slug, as_of, 0.8)]
            if slug == "uk-addendum" and self.chance(0.5):
                new = self.pick(NEW)
                items.append(self.tool(new, as_of))
                if self.chance(0.7):
                    self.set_pair(case, MODULES[new])
            if self.chance(0.7):
                items.append(self.tia(as_of, case["importer_country"].split("|")))
            return items, attrs
        slugs = [m["slug"] for m in self.mech if m["family"] == "derogation"
                 and m["regime"] == regime
                 and m["valid_for_new_contracts_from"] <= str(as_of)
                 and (not m["valid_for_existing_until"]
                      or str(as_of) <= m["valid_for_existing_until"])]
        return [self.derogation(self.pick(slugs))] if slugs else [], []

    def onward(self, case, as_of):
        source = self.pick(["adequacy", "scc-2021", "scc-2021"]
                           + [f["slug"] for f in self.frameworks]
                           + ["bcr-c", "scc-2010-c2p", "scc-2021-m2"])
        items = []
        if self.chance(0.7):
            items.append("onward-contract %s" % self.fact_day(as_of))
        if self.chance(0.6):
            items.append(self.tia(as_of, case["importer_country"].split("|")))
        return items, ["onward-from:" + source]

    # ---- scenes: the rare points, each with its day set on an edge

    def scene(self, case):
        """Fills case for one point of the rules; returns items and attributes."""
        self.set_pair(case, "c2p")
        case["importer_country"] = self.pick(NO_ROW)
        return self.pick([
            self.scene_tool_edge, self.scene_tool_edge, self.scene_tool_edge,
            self.scene_permit, self.scene_addendum, self.scene_alias_tia,
            self.scene_new_set, self.scene_moved, self.scene_efta, self.scene_canada,
            self.scene_swiss_act, self.scene_art32_exporter, self.scene_membership,
            self.scene_extension])(case)

    def set_day(self, case, day):
        case["as_of"] = str(day)
        return day

    def scene_tool_edge(self, case):
        """A fitting tool; the day asked on an edge of the row that answers."""
        row = self.pick([m for m in self.mech
                         if m["family"] == "appropriate-safeguard"
                         and m["valid_for_new_contracts_from"]])
        regime, slug = row["regime"], row["slug"]
        edges = [row[c] for c in ("valid_for_new_contracts_until", "contested_from",
                                  "valid_for_existing_until", "permit_until",
                                  "needs_tia_from", "valid_for_new_contracts_from")]
        day = self.set_day(case, self.bend(to_day(self.pick([e for e in edges if e]))))
        case["exporter_country"] = {
            "EU": self.pick(["FR", "DE", "NO", "AT", "ES", "IC"]),
            "UK": "GB", "CH": "CH"}[regime]
        if slug in ("uk-scc-transitional", "ch-scc-old"):
            slug = self.pick(OLD + [slug])
        elif slug == "ch-scc-2021":
            slug = self.pick(NEW)
        parties, attrs = self.by_slug[slug]["parties"], []
        if parties in PAIRS:
            self.set_pair(case, parties)
        elif parties.startswith("group"):
            attrs.append("group-member")
            self.set_pair(case, self.pick(["p2p", "c2p"]))
        elif parties == "public-bodies":
            attrs.append("public-body")
        text = self.tool(slug, day, 0.8)
        until = row["valid_for_new_contracts_until"]
        if " changed " not in text and until and self.chance(0.5):
            parts = text.split()
            parts[3:3] = ["changed", str(self.bend(self.pick([to_day(until), day])))]
            text = " ".join(parts)
        items = [text]
        if self.chance(0.6):
            items.append("tia %s" % self.bend(shift(day, self.pick([0, -200]))))
        return items, attrs

    def scene_permit(self, case):
        slug = self.pick(OLD + ["scc-2002-c2p"])
        self.set_pair(case, self.by_slug[slug]["parties"])
        case["exporter_country"] = self.pick(["AT", "DK", "ES", "FR", "EA", "RE", "GB"])
        row = self.by_slug[slug]
        edges = [row["permit_until"], row["contested_from"] or row["permit_until"]]
        day = self.set_day(case, self.bend(to_day(self.pick(edges))))
        signed = self.random_day(to_day(row["valid_for_new_contracts_from"]),
                                 to_day(row["valid_for_new_contracts_until"]))
        return ["%s %s %s" % (slug, self.pick(["signed", "signed", "approved"]),
                              min(signed, day)), "tia %s" % self.bend(day)], []

    def scene_addendum(self, case):
        day = self.set_day(case, self.random_day(to_day("2022-03-20")))
        case["exporter_country"] = "GB"
        new = self.pick(NEW[:3])
        self.set_pair(case, MODULES[new])
        when = self.bend(day) if self.chance(0.6) else day
        items = ["%s signed %s" % (self.pick([new, new, self.pick(NEW)]), when)]
        items.append(self.tool("uk-addendum", day, 0.8))
        if self.chance(0.8):
            items.append("tia %s" % shift(day, -self.r.randrange(0, 200)))
        return items, []

    def scene_alias_tia(self, case):
        """An assessment written for an alias of the destination."""
        day = self.set_day(case, self.random_day(to_day("2021-06-29"),
                                                 to_day("2025-12-19")))
        case["exporter_country"] = self.pick(["DE", "NO", "FR"])
        case["importer_country"] = self.pick(["GB", "UK", "XI"])
        self.set_pair(case, "c2p")
        return (["scc-2021-m2 signed %s" % day,
                 "tia %s for %s" % (day, self.pick(["GB", "UK", "XI", "GI", "EL"]))],
                ["uk-immigration-control"])

    def scene_new_set(self, case):
        """The 2021 set with everything that opens it: art. 3(2), Module 4."""
        day = self.set_day(case, self.random_day(to_day("2021-06-26")))
        case["exporter_country"] = self.pick(["IE", "CH", "US", "LI"])
        new = self.pick(NEW)
        self.set_pair(case, MODULES[new])
        if case["exporter_country"] == "US":
            case["exporter_attrs"] = "gdpr-art3-2"
        items = ["%s signed %s%s" % (new, self.fact_day(day, self.by_slug[new]),
                                     self.pick(["", " swiss-adapted"]))]
        if self.chance(0.7):
            items.append("tia %s" % shift(day, -self.r.randrange(0, 300)))
        return items, self.r.sample(["gdpr-art3-2", "eu-data-combined", "publication",
                                     "remote-access"], self.pick([0, 1, 2]))

    def scene_moved(self, case):
        """Shield participants moved to the new list, around its first days."""
        day = self.set_day(case, self.bend(to_day(self.pick(
            ["2023-07-10", "2023-07-17", "2023-10-12", "2024-02-01"]))))
        case["importer_country"] = "US"
        case["exporter_country"] = self.pick(["DE", "NO", "GB"])
        items = [self.entry("privacy-shield-eu-us", day)]
        if self.chance(0.5):
            items.append(self.entry("dpf-uk-extension", day))
        if self.chance(0.4):
            items.append(self.entry("dpf-eu-us", day))
        return items, []

    def scene_efta(self, case):
        case["importer_country"] = "US"
        case["exporter_country"] = self.pick(["IS", "LI", "NO", "DE"])
        day = self.set_day(case, self.bend(to_day("2017-07-07"))
                           if self.chance(0.6) else self.random_day(
                               to_day("2016-07-30"), to_day("2020-07-18")))
        return [self.entry("privacy-shield-eu-us", day)], []

    def scene_canada(self, case):
        case["exporter_country"] = self.pick(["CH", "CH", "GB", "DE"])
        case["importer_country"] = "CA"
        self.set_day(case, self.random_day(to_day("2021-01-01")))
        return [], self.r.sample(CA, self.pick([1, 2, 2, 3]))

    def scene_swiss_act(self, case):
        """Edges of the two Swiss acts and of their lists."""
        case["exporter_country"] = "CH"
        case["importer_country"] = self.pick(["DE", "AR", "GB", "JP", "IN", "US", "CA"])
        self.set_day(case, self.bend(to_day(self.pick(
            ["2008-01-01", "2020-09-08", "2023-09-01", "2023-09-01"]))))
        items = [self.derogation(self.pick(
            ["ch-fadp1992-6-2-derog", "ch-fadp17-1-a", "ch-fadp17-1-c"]))]
        return items if self.chance(0.5) else [], self.r.sample(
            ["publication", "same-legal-entity", "transit-only", "manual-files"],
            self.pick([0, 1, 1, 2]))

    def scene_art32_exporter(self, case):
        case["exporter_country"] = self.pick(ELSEWHERE)
        case["exporter_attrs"] = "gdpr-art3-2"
        case["importer_country"] = self.pick([case["exporter_country"], "DE", "GB",
                                              "io-eu-institutions", "US", "CH"])
        day = self.set_day(case, self.bend(to_day("2018-05-25")))
        return [self.tool("dir-25-national-assessment", day, 0.8)][:self.pick([0, 1])], []

    def scene_membership(self, case):
        """Exporter or importer on an edge of its own membership."""
        rows = [m for m in self.membership
                if m["kind"] != "gdpr-applies" and m["from"] > "1998-01-01"
                or m["until"] or m["kind"] == "eea-efta"]
        row = self.pick(rows)
        edges = [e for e in (row["from"], row["until"], "1998-10-24")
                 if e >= "1998"]
        self.set_day(case, self.bend(to_day(self.pick(edges))))
        a, b = row["country"], self.pick(["DE", "NO", "GB", "CH", "FR", "GI"])
        if self.chance(0.5):
            a, b = b, a
        case["exporter_country"], case["importer_country"] = a, b
        return [], []

    def scene_extension(self, case):
        day = self.set_day(case, self.random_day(to_day("2023-10-11")))
        case["exporter_country"], case["importer_country"] = "GB", "US"
        return [self.entry("dpf-uk-extension", day), self.entry("dpf-eu-us", day)], []

    def random_attrs(self):
        n = self.pick([0, 0, 0, 0, 1, 1, 2, 3])
        attrs = []
        for _ in range(n):
            x = self.r.random()
            attrs.append(self.pick(CA if x < 0.2 else SCOPE_ATTRS if x < 0.55
                                   else OTHER_ATTRS if x < 0.85 else STOP_ATTRS))
        return attrs

    def case(self, number):
        r = self.r
        exporter = self.exporter()
        as_of = self.as_of_for(exporter)
        n = 1 if self.chance(0.85) else self.pick([2, 2, 3])
        case = {
            "id": "R%05d" % number, "group": "random", "exporter_country": exporter,
            "exporter_role": self.pick(ROLES), "importer_role": self.pick(ROLES),
            "importer_kind": self.pick(KINDS), "data": self.pick(DATA),
            "importer_country": "|".join(self.importer(exporter) for _ in range(n)),
            "as_of": str(as_of)}
        if (self.regime(exporter, as_of) == "UK" and self.chance(0.75)
                and case["exporter_role"] == "processor"):
            case["importer_role"] = "processor"      # else mostly no transfer
        exp_attrs = []
        if self.chance(0.6 if exporter in ELSEWHERE else 0.05):
            exp_attrs.append("gdpr-art3-2")
        if self.chance(0.12):
            exp_attrs.append("public-authority")
        r.shuffle(exp_attrs)
        case["exporter_attrs"] = "; ".join(exp_attrs)
        if self.chance(0.2):
            items, attrs = self.scene(case)
            case["importer_attrs"] = "; ".join(attrs)
            case["safeguards"] = "; ".join(items)
            return [case[c] for c in INPUT]
        x = r.random()
        items, attrs = [], []
        if x < 0.05:
            items, attrs = self.onward(case, as_of)
        elif x < 0.62:
            items, attrs = self.aim(case, as_of)
        if self.chance(0.35 if 0.05 <= x < 0.62 else 0.6):
            attrs = attrs + self.random_attrs()
        attrs = list(dict.fromkeys(attrs))[:4]
        countries = case["importer_country"].split("|")
        extra = self.pick([0, 0, 0, 1, 2]) if items else self.pick([0, 1, 2, 3, 4, 5])
        items = items + [self.any_item(as_of, countries) for _ in range(extra)]
        r.shuffle(items)
        r.shuffle(attrs)
        case["importer_attrs"] = "; ".join(attrs)
        case["safeguards"] = "; ".join(items[:5])
        return [case[c] for c in INPUT]


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: random_cases.py LAWDIR N SEED")
    gen = Gen(sys.argv[1], int(sys.argv[3]))
    out = csv.writer(sys.stdout)
    out.writerow(INPUT)
    for number in range(1, int(sys.argv[2]) + 1):
        out.writerow(gen.case(number))


if __name__ == "__main__":
    main()
