"""Scenes of random cases: the rare points of the rules, each with its day set on an edge."""
from random_draws import CA, ELSEWHERE, MODULES, NO_ROW, PAIRS, Draws, shift, to_day
from reading import NEW_SETS, OLD_SETS


class Scenes(Draws):
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
            slug = self.pick(OLD_SETS + [slug])
        elif slug == "ch-scc-2021":
            slug = self.pick(NEW_SETS)
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
        slug = self.pick(OLD_SETS + ["scc-2002-c2p"])
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
        new = self.pick(NEW_SETS[:3])
        self.set_pair(case, MODULES[new])
        when = self.bend(day) if self.chance(0.6) else day
        items = ["%s signed %s" % (self.pick([new, new, self.pick(NEW_SETS)]), when)]
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
        new = self.pick(NEW_SETS)
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
