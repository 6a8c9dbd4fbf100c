#!/usr/bin/env python3
"""Random cases for the transfer rules: random_cases.py LAWDIR N SEED

CSV on stdout with the input columns of cases.csv. About half of the cases are
aimed: tool, pair of roles and days are chosen to fit, then often bent by a day.
"""
import csv
import sys

from random_draws import CA, ELSEWHERE, MODULES, PAIRS, ROLES
from random_scenes import Scenes
from reading import INPUT, NEW_SETS, OLD_SETS

KINDS = ["affiliate", "service-provider", "advisor", "partner", "authority"]
DATA = ["hr", "non-hr", "any"]
SCOPE_ATTRS = """pipeda not-pipeda provincial-equivalent not-provincial-equivalent
    appi-business-operator pipa pipa-credit-info lgpd public-body manual-files
    uk-immigration-control danish-realm-authority""".split()
STOP_ATTRS = "same-legal-entity data-subject-direct transit-only publication".split()
OTHER_ATTRS = "group-member remote-access gdpr-art3-2 eu-data-combined".split()
BY_COUNTRY = {"CA": CA, "JP": ["appi-business-operator", "public-body"],
              "KR": ["pipa", "pipa-credit-info", "public-body"], "BR": ["lgpd"],
              "IL": ["manual-files"], "GB": ["uk-immigration-control"],
              "FO": ["danish-realm-authority"]}


class Cases(Scenes):
    def regime(self, exporter, as_of):
        if exporter == "CH":
            return "CH"
        if exporter in ("GB", "UK", "XI") and as_of.year >= 2021:
            return "UK"
        return "EU"

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
            slug = self.pick(common if common and self.chance(0.6) else slugs or OLD_SETS)
            if slug in ("uk-scc-transitional", "ch-scc-old") and self.chance(0.85):
                slug = self.pick(OLD_SETS)
            if slug == "ch-scc-2021" and self.chance(0.85):
                slug = self.pick(NEW_SETS)
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
                new = self.pick(NEW_SETS)
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
    gen = Cases(sys.argv[1], int(sys.argv[3]))
    out = csv.writer(sys.stdout)
    out.writerow(INPUT)
    for number in range(1, int(sys.argv[2]) + 1):
        out.writerow(gen.case(number))


if __name__ == "__main__":
    main()
