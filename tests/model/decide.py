#!/usr/bin/env python3
"""Reference model of the transfer rules, for cross-checking.

    decide.py LAWDIR CASES.csv             decide every case, CSV on stdout
    decide.py LAWDIR CASES.csv --compare   compare with the expected_* columns

Section numbers in the comments are those of README.md in the law directory.
"""
import csv
import sys

from reading import INPUT, MODULE_PAIR, NEW_SETS, OLD_SETS, Case, Law, inside, words

# How good a single mechanism is; a bigger number is better (3.3, 3.4, 3.5).
NO, OPEN, YES = 0, 1, 2

def regime_of(law, case):
    """3.1: 'EU', 'UK', 'CH', or None where national or unmodelled law decides."""
    c, day = case.exporter, case.day
    if law.in_eea(c, day):
        return "EU" if day >= law.directive_day else None
    if c == "GB" and law.has_kind("GB", day, "uk-gdpr-applies"):
        return "UK"
    if c == "CH":
        return "CH" if day >= law.swiss_day else None
    # 3.1: an exporter elsewhere that GDPR art. 3(2) catches.
    if "gdpr-art3-2" in case.exp_attrs and day >= law.gdpr_day:
        return "EU"
    return None

def no_transfer(law, case, regime, country):
    """3.2 nos. 1 to 7: slug of the first ground that fits, or None."""
    day, attrs = case.day, case.attrs
    if regime == "EU":                                                   # no. 1
        if law.in_eea(country, day) or law.has_kind(country, day, "eu-institution"):
            return "eea-internal"
        if law.has_kind(country, day, "tca-bridge"):
            return "tca-bridge-uk"
    if regime in ("UK", "CH") and country == case.exporter:              # no. 2
        return "domestic"
    if "same-legal-entity" in attrs and regime in ("EU", "UK"):          # no. 3
        return "same-entity"
    if "data-subject-direct" in attrs:                                   # no. 4
        return "data-subject-direct"
    if "transit-only" in attrs and regime in ("EU", "UK"):               # no. 5
        return "transit"
    if regime == "UK" and case.pair == "p2c":                            # no. 6
        return "uk-processor-to-own-controller"
    if "publication" in attrs and regime == "CH" and day >= law.swiss_new_act:
        return "ch-publication"                                          # no. 7
    return None

def unsettled(case, regime):
    """3.2 end: points not settled, named if nothing else answers."""
    if regime == "CH" and "same-legal-entity" in case.attrs:
        return "same-entity"
    if regime == "CH" and "transit-only" in case.attrs:
        return "transit"
    if "publication" in case.attrs:
        return "none"
    return None

# 3.3 table: scope -> (attributes that say yes, attributes that say no).
# Scopes whose first member is None say yes unless an attribute says no.
SCOPES = {
    "all": (None, set()),
    "international-organisation": (None, set()),
    "automated-data": (None, {"manual-files"}),
    "excl-uk-immigration-control": (None, {"uk-immigration-control"}),
    "excl-danish-realm-authorities": (None, {"danish-realm-authority"}),
    "commercial-organisations-PIPEDA": ({"pipeda"}, {"public-body", "not-pipeda"}),
    "pipeda-or-substantially-similar": ({"pipeda", "provincial-equivalent"},
                                        {"public-body"}),
    "business-operators-APPI": ({"appi-business-operator"}, {"public-body"}),
    "personal-data-controllers-PIPA": ({"pipa"}, {"pipa-credit-info"}),
    "pipa-recipients": ({"pipa", "pipa-credit-info"}, set()),
    "lgpd-subject": ({"lgpd"}, set()),
}

def scope_answer(scope, attrs):
    """3.3 table; a no beats a yes, otherwise the point is open."""
    if scope in ("pnr-only", "unverified"):
        return NO if scope == "pnr-only" else OPEN
    yes, no = SCOPES[scope]
    if attrs & no:
        return NO
    # The Swiss entry for Canada refuses only where both kinds of act are denied.
    if (scope == "pipeda-or-substantially-similar"
            and {"not-pipeda", "not-provincial-equivalent"} <= attrs):
        return NO
    if yes is None or attrs & yes:
        return YES
    return OPEN

def data_answer(case, cover):
    """3.3 frameworks: does the certified data kind reach the kind asked? (8.2)"""
    if case.data == "any":
        return YES if {"hr", "non-hr"} <= cover else OPEN
    if case.data in cover:
        return YES
    if case.data == "hr":
        return NO if case.kind == "affiliate" else OPEN
    return NO

def framework_answer(law, case, slug):
    """3.3 frameworks: best answer of the entries on file for one framework."""
    fw, day = law.framework[slug], case.day
    if not inside(day, fw["reliance_from"], fw["reliance_until"]):
        return NO
    best = NO
    for e in case.of_kind("entry"):
        active = lambda d: e.first <= d and (not e.last or d <= e.last)
        moved = e.slug == fw["carries_over"]
        if not (e.slug == slug or moved) or not active(day):
            continue
        if moved and not active(fw["reliance_from"]):    # 8.13
            continue
        answer = data_answer(case, e.cover)
        if (moved or day < fw["certification_opens"]
                or (case.exporter in law.efta and day < fw["eea_efta_from"])):
            answer = min(answer, OPEN)
        best = max(best, answer)
    # 3.3: the UK Extension is worth no more than the EU-US entry beside it.
    if slug == "dpf-uk-extension" and best > NO:
        best = min(best, framework_answer(law, case, "dpf-eu-us"))
    return best

def adequacy(law, case, regime, country):
    """3.3: list of (answer, mechanism) that are at least open."""
    found, day = [], case.day
    for r in law.adequacy:
        if (r["regime"] != regime or r["destination"] != country
                or not inside(day, r["in_force_from"], r["in_force_until"])):
            continue
        if r["scope"] == "certified-participants":
            name = r["requires_certification"]
            answer = framework_answer(law, case, name)
        else:
            answer = scope_answer(r["scope"], case.attrs)
            name = {"EU": "eu-adequacy", "UK": "uk-adequacy",
                    "CH": "ch-adequacy-annex1"}[regime]
            if regime == "CH" and day < law.swiss_new_act:
                name = "ch-adequacy-list"
        if r["legal_status"] == "unverified":            # 1, 2: never covers
            answer = min(answer, OPEN)
        found.append((answer, name))
    # 3.3 end, 8.8: adequacy judged nationally, only before the GDPR.
    if regime == "EU" and day < law.gdpr_day:
        found += [(OPEN, i.slug) for i in case.of_kind("tool")
                  if i.slug == "dir-25-national-assessment"
                  and i.how == "approved" and i.date <= day]
    return [f for f in found if f[0] > NO]

def has_tia(case, country):
    """3.4, 5: an assessment made by the day, for this country or for all,
    whose review day has not come."""
    return any(t.date <= case.day and t.country in (None, country)
               and (not t.review or case.day < t.review)
               for t in case.of_kind("tia"))

def pair_answer(case, parties):
    """3.4: role pair and party against the column parties."""
    if parties == "any":
        return YES
    if parties in ("group", "public-bodies"):
        asked = "group-member" if parties == "group" else "public-body"
        return YES if asked in case.attrs else NO
    if parties == "group-processor":                     # BCR-P, 8.7
        if "group-member" not in case.attrs:
            return NO
        if case.pair == "p2p":
            return YES
        return OPEN if case.pair == "c2p" and case.kind != "affiliate" else NO
    if parties in ("as-original", "by-module"):
        return OPEN                                      # underlying set unknown
    return YES if parties == case.pair else NO

def addendum_answer(case, item):
    """3.4: the UK Addendum fits by its own module, else by the 2021 sets."""
    modules = [item.module] if item.module else [
        i.slug[-2:] for i in case.of_kind("tool")
        if i.slug in NEW_SETS and i.date <= case.day]
    fits = any(MODULE_PAIR[m] == case.pair for m in modules)
    return YES if fits else NO if modules else OPEN

def tool_answer(law, case, regime, country, item):
    """3.4: (answer, mechanism) of one tool on file."""
    day = case.day
    own = law.mech.get(item.slug)
    if own is None:
        return NO, item.slug
    # Which row answers in this regime.
    name = item.slug
    if regime in ("UK", "CH") and item.slug in OLD_SETS:
        name = "uk-scc-transitional" if regime == "UK" else "ch-scc-old"
    elif regime == "CH" and item.slug in NEW_SETS:
        name = "ch-scc-2021"
    row = law.mech[name]
    if (regime not in row["regime"].split("|")
            or row["family"] != "appropriate-safeguard"
            or row["status"] in ("planned", "not-a-mechanism")):
        return NO, name

    # Roles and party: those of the underlying set where there is one.
    answer = pair_answer(case, own["parties"])
    if item.slug == "uk-addendum":
        answer = min(answer, addendum_answer(case, item))
    if answer == NO:
        return NO, name

    # Concluded by the day asked and while new contracts could be made; for old
    # sets abroad the first day is that of the EU set. Written by the name of
    # the transition itself, the first day is that of the oldest such set.
    first = row["valid_for_new_contracts_from"]
    if name in ("uk-scc-transitional", "ch-scc-old"):
        sets = [item.slug] if item.slug in OLD_SETS else OLD_SETS
        first = min(law.mech[s]["valid_for_new_contracts_from"] for s in sets)
    last_new = row["valid_for_new_contracts_until"]
    if item.date > day or not inside(item.date, first, last_new):
        return NO, name
    # Still alive, and not changed since the set was closed to new contracts.
    if not inside(day, None, row["valid_for_existing_until"]):
        return NO, name
    if last_new and item.changed and last_new <= item.changed <= day:
        return NO, name

    # Authorisation and notice.
    if row["needs_authorisation"].startswith("yes") and item.how != "approved":
        return NO, name
    if (row["needs_authorisation"].startswith("notify")
            and not (item.notified and item.notified <= day)):
        return NO, name

    # Points that make it open.
    if ((item.how == "signed" and case.exporter in words(row["permit_countries"])
         and day < row["permit_until"])
            or (row["contested_from"] and day >= row["contested_from"])
            or row["status"] in ("none-approved", "approved-not-operational")
            or (name == "ch-scc-2021" and not item.swiss)
            or (regime == "EU" and item.slug in NEW_SETS
                and "gdpr-art3-2" in case.attrs)):       # 8.3
        answer = OPEN
    # 5: the assessment; Module 4 asks for one only with combined EU data.
    needs = bool(row["needs_tia_from"]) and day >= row["needs_tia_from"]
    if item.slug == "scc-2021-m4" and "eu-data-combined" not in case.attrs:
        needs = False
    if needs and not has_tia(case, country):
        answer = OPEN
    return answer, name

def derogation_answer(law, case, regime, item):
    """3.5: one derogation on file."""
    row = law.mech.get(item.slug)
    if (row is None or row["family"] != "derogation"
            or regime not in row["regime"].split("|")):
        return NO
    until = row["valid_for_existing_until"] or row["valid_for_new_contracts_until"]
    if not inside(case.day, row["valid_for_new_contracts_from"], until):
        return NO
    if (item.word == "failed" or ("public-authority" in case.exp_attrs
                                  and row["public_authority"] == "no")):
        return NO
    answer = YES if item.word == "met" else OPEN
    consent = row["ground"] == "consent"
    if item.frequency == "repetitive":
        if not consent or case.data == "hr":
            return NO
        answer = OPEN
    elif consent and case.data == "hr":
        answer = OPEN
    return answer

def onward_leg(law, case, country):
    """6 end: the only rules for a case with onward-from."""
    source = case.onward[0]
    contract = any(i.date <= case.day for i in case.of_kind("onward-contract"))
    if source == "adequacy":
        return "needs-review", "onward-adequate-law"
    if source in law.framework:
        return ("covered", "onward-dpf") if contract else ("not-covered", "none")
    if source == "scc-2021":
        if not contract:
            return "not-covered", "none"
        return ("covered" if has_tia(case, country) else "needs-review",
                "onward-scc-2021")
    return "needs-review", "none"

def decide_leg(law, case, country):
    if case.onward:
        return onward_leg(law, case, country)
    regime = regime_of(law, case)
    if regime is None:
        return "needs-review", "none"
    if no_transfer(law, case, regime, country):
        return "no-transfer", no_transfer(law, case, regime, country)
    found = adequacy(law, case, regime, country)
    found += [tool_answer(law, case, regime, country, i) for i in case.of_kind("tool")]
    found = [f for f in found if f[0] > NO]
    if not found:           # 3.5: derogations only where nothing else is there
        found = [(derogation_answer(law, case, regime, i), i.slug)
                 for i in case.of_kind("derogation")]
    # 3.6: first that covers, else first open, else nothing.
    for wanted, outcome in ((YES, "covered"), (OPEN, "needs-review")):
        for answer, name in found:
            if answer == wanted:
                return outcome, name
    slug = unsettled(case, regime)
    return ("needs-review", slug) if slug else ("not-covered", "none")

def decide(law, row):
    """2: the worst leg gives the outcome, the mechanisms keep their order."""
    case = Case(law, row)
    legs = [decide_leg(law, case, c) for c in case.importers]
    order = ["not-covered", "needs-review", "covered", "no-transfer"]
    outcome = min((o for o, _ in legs), key=order.index)
    return outcome, "|".join(m for _, m in legs)

def main():
    args = [a for a in sys.argv[1:] if a != "--compare"]
    if len(args) != 2:
        sys.exit("usage: decide.py LAWDIR CASES.csv [--compare]")
    law = Law(args[0])
    with open(args[1], newline="", encoding="utf-8") as f:
        cases = list(csv.DictReader(f))
    if "--compare" in sys.argv:
        failed = 0
        for row in cases:
            got = decide(law, row)
            want = row["expected_outcome"], row["expected_mechanism"]
            if got != want:
                failed += 1
                print("%s: model %s %s, file %s %s" % ((row["id"],) + got + want))
        print("%d passed, %d failed" % (len(cases) - failed, failed))
        sys.exit(1 if failed else 0)
    out = csv.writer(sys.stdout)
    out.writerow(INPUT + ["expected_outcome", "expected_mechanism"])
    for row in cases:
        out.writerow([row.get(c) or "" for c in INPUT] + list(decide(law, row)))

if __name__ == "__main__":
    main()
