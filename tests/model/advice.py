#!/usr/bin/env python3
"""What hangs on an answer, by brute force: advice.py CHAPTERV SOURCE_ROOT

Random cases go through `chapterv check --json`; the model, which shares no code
with it, then holds each leg to what it says:

  valid_until  the first later day on which the model answers otherwise
  fallback     every other mechanism that covers, in the order of 3.6
  remedies     done to the facts on that day, the leg is covered by the mechanism
               named; with any one need left undone it is not; those that need
               an authority's leave stand last

CHAPTERV_ADVICE_CASES is how many (1500), CHAPTERV_ADVICE_SEED where they begin.
"""
import csv
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile

import decide
import reading

SHOWN = 10
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MODULE_OF = {pair: module for module, pair in reading.MODULE_PAIR.items()}

SIGN = "sign it with the importer and record the day"
SIGN_SET = "sign the set or module made for these roles with the importer and record the day"
GROUP = "bring both companies under approved binding corporate rules"
MODULE = "name in it the module of the EU clauses for these roles"
APPROVE = "obtain the authority's approval and record it"
NOTIFY = "notify the authority and record the day"
ADAPT = "add the adaptations for Switzerland to the clauses (authority, law and forum, references)"
WHICH = ("find out which module of the clauses the addendum brings in, "
         "and record the one for these roles")
DOCUMENT = "document that every condition of the derogation is met"
LOOK_UP = "look the exact legal entity up on the list: it must be active and cover this kind of data"
ON_LIST = ("check the framework's list for an active entry of exactly this legal entity "
           "that covers this kind of data")
EXTENDS = "the entry needs an active entry of the framework it extends"
ASSESS = ("make a transfer impact assessment for this country, keep it, "
          "and set a day to review it")
REVIEW = re.compile("review the transfer impact assessment of (.*) again, keep what it finds, "
                    "and set a new day to review it")
PASS_ON = ("see to it that the importer has a contract with the next recipient "
           "that passes the same duties down")


def next_day(text):
    return str(datetime.date.fromisoformat(text) + datetime.timedelta(days=1))


def table_days(lawdir):
    """Every day that stands in a cell of its own, in any table of the pack."""
    days = set()
    for name in os.listdir(lawdir):
        if name.endswith(".csv"):
            for row in reading.rows_of(lawdir, name):
                days |= {c for c in row.values() if c and DAY.fullmatch(c)}
    return days


class Leg:
    """One importer country of a case, as a case of its own."""

    def __init__(self, law, row, country):
        self.law = law
        self.row = dict(row, importer_country=country)
        self.case = reading.Case(law, self.row)
        self.country = self.case.importers[0]

    def on(self, day):
        self.case.day = day
        return decide.decide_leg(self.law, self.case, self.country)

    def other_ways(self):
        """3.6: mechanisms that would cover, in order and each once."""
        law, case = self.law, self.case
        regime = decide.regime_of(law, case)
        if case.onward or regime is None or decide.no_transfer(law, case, regime, self.country):
            return []
        found = decide.adequacy(law, case, regime, self.country)
        found += [decide.tool_answer(law, case, regime, self.country, i)
                  for i in case.of_kind("tool")]
        found += [(decide.derogation_answer(law, case, regime, i), i.slug)
                  for i in case.of_kind("derogation")]
        return list(dict.fromkeys(name for answer, name in found if answer == decide.YES))

    # ---- a remedy, done

    def counts_as(self, slug):
        regime = decide.regime_of(self.law, self.case)
        if slug in reading.OLD_SETS:
            return {"UK": "uk-scc-transitional", "CH": "ch-scc-old"}.get(regime, slug)
        return "ch-scc-2021" if regime == "CH" and slug in reading.NEW_SETS else slug

    def set_for(self, mechanism):
        """What is signed to have it: itself, or the set it carries for these roles and this day."""
        day, mech = self.case.day, self.law.mech
        sets = [s for s in reading.OLD_SETS + reading.NEW_SETS
                if self.counts_as(s) == mechanism and mech[s]["parties"] == self.case.pair
                and mech[s]["valid_for_new_contracts_from"] <= day]
        return sets[-1] if sets else mechanism

    def instrument(self, words, needs, module):
        """The words of an instrument with what the needs add, in the order of the grammar."""
        flags, i = {"swiss-adapted": False}, 3
        while i < len(words):
            flags[words[i]] = True if words[i] == "swiss-adapted" else words[i + 1]
            i += 1 if words[i] == "swiss-adapted" else 2
        if NOTIFY in needs:
            flags["notified"] = self.case.day
        if module:
            flags["module"] = MODULE_OF[self.case.pair]
        flags["swiss-adapted"] |= ADAPT in needs
        text = [words[0], "approved" if APPROVE in needs else words[1], words[2]]
        for word in ("changed", "notified", "module"):
            text += [word, flags[word]] if word in flags else []
        return " ".join(text + ["swiss-adapted"] * flags["swiss-adapted"])

    def mended(self, item, mechanism, needs):
        """An item on file, with what the needs add to it."""
        w = item.split()
        if w[0] == "derogation":
            return " ".join(w[:3] + ["met"]) if w[1] == mechanism and DOCUMENT in needs else item
        if w[1] == "active":
            framework = self.law.framework.get(mechanism, {"carries_over": ""})
            mine = w[0] in (mechanism, framework["carries_over"])
            return " ".join(w[:3] + ["hr+non-hr"]) if mine and LOOK_UP in needs else item
        if w[0] in ("tia", "onward-contract") or self.counts_as(w[0]) != mechanism:
            return item
        return self.instrument(w, needs, WHICH in needs)

    def reviewed(self, need):
        """Is it the need to review the newest assessment on file for the country?"""
        found = REVIEW.fullmatch(need)
        return found and found[1] == max((t.date for t in self.case.of_kind("tia") if t.date <= self.case.day and
                                          t.country in (None, self.country)), default=None)

    def with_remedy(self, mechanism, needs, scope_attrs):
        """The leg when every need is done; None when a need is unknown."""
        day, items = self.case.day, reading.words(self.row["safeguards"])
        needs = [ASSESS if self.reviewed(n) else n for n in needs]
        attrs = reading.words(self.row["importer_attrs"])
        known = {SIGN, SIGN_SET, GROUP, MODULE, APPROVE, NOTIFY, ADAPT, WHICH, DOCUMENT, LOOK_UP, ON_LIST,
                 EXTENDS, ASSESS, PASS_ON}
        attrs += [scope_attrs[n] for n in needs if n in scope_attrs]
        if any(n not in known and n not in scope_attrs for n in needs):
            return None
        if SIGN in needs or SIGN_SET in needs or GROUP in needs:
            fresh = [self.set_for(mechanism) if SIGN_SET in needs else mechanism, "signed", day]
            items.append(self.instrument(fresh, needs, MODULE in needs))
        elif ON_LIST not in needs:
            items = [self.mended(i, mechanism, needs) for i in items]
        new = [mechanism] * (ON_LIST in needs) + ["dpf-eu-us"] * (EXTENDS in needs)
        items += ["%s active %s.. hr+non-hr" % (f, self.law.framework[f]["reliance_from"]) for f in new]
        items += ["onward-contract " + day] * (PASS_ON in needs)
        items += ["tia %s for %s" % (day, self.country)] * (ASSESS in needs)
        return Leg(self.law, dict(self.row, safeguards="; ".join(items),
                                  importer_attrs="; ".join(attrs)), self.country)


def until_wrong(leg, said, days):
    now, day = leg.on(said["on"]), said["on"]
    if (said["outcome"], said["mechanism"] or "none") != now:
        return "answer: the model says %s %s" % now
    own = set(DAY.findall(leg.row["safeguards"]))
    later = sorted(d for d in days | own | {next_day(d) for d in own} if d > day)
    want = next((d for d in later if leg.on(d) != now), None)
    leg.case.day = day
    return None if want == said["valid_until"] else "valid_until: the model says %s" % want


def fallback_wrong(leg, said):
    want = [m for m in leg.other_ways() if m != said["mechanism"]]
    return None if want == said["fallback"] else "fallback: the model says %s" % want


def remedy_wrong(leg, remedy, scope_attrs):
    mechanism, needs = remedy["mechanism"], remedy["needs"]
    done = leg.with_remedy(mechanism, needs, scope_attrs)
    if done is None:
        return "a need the test cannot do: %s" % needs
    if done.on(leg.case.day) != ("covered", mechanism):
        return "remedy %s %s: still %s" % (mechanism, needs, done.on(leg.case.day))
    for need in needs if len(needs) > 1 else []:
        if need in (SIGN, SIGN_SET, GROUP, ON_LIST):
            continue        # without these there is nothing the others could add to
        less = leg.with_remedy(mechanism, [n for n in needs if n != need], scope_attrs)
        if less.on(leg.case.day) == ("covered", mechanism):
            return "remedy %s: covered without '%s'" % (mechanism, need)
    return None


def complaints(leg, said, days, scope_attrs):
    yield until_wrong(leg, said, days)
    yield fallback_wrong(leg, said)
    with_leave = [APPROVE in r["needs"] for r in said["remedies"]]
    yield "remedies: an authority's leave comes last" if with_leave != sorted(with_leave) else None
    for remedy in said["remedies"]:
        yield remedy_wrong(leg, remedy, scope_attrs)


def main(program, root):
    number = os.environ.get("CHAPTERV_ADVICE_CASES", "1500")
    seed = os.environ.get("CHAPTERV_ADVICE_SEED", "20261124")
    lawdir = os.path.join(root, "registry", "law")
    law, days = reading.Law(lawdir), table_days(lawdir)
    scope_attrs = {s["note"]: s["yes"].split("|")[0]
                   for s in reading.rows_of(lawdir, "scopes.csv") if s["note"] and s["yes"]}
    cases = subprocess.run([sys.executable, os.path.join(root, "tests", "model", "random_cases.py"),
                            lawdir, number, seed], check=True, stdout=subprocess.PIPE).stdout
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(cases)
        file.flush()
        answer = subprocess.run([program, "check", "--json", file.name], stdout=subprocess.PIPE).stdout
    legs = remedies = wrong = 0
    rows = list(csv.DictReader(cases.decode().splitlines()))
    for row, result in zip(rows, json.loads(answer)["results"], strict=True):
        for country, said in zip(row["importer_country"].split("|"), result["legs"], strict=True):
            leg = Leg(law, row, country)
            legs, remedies = legs + 1, remedies + len(said["remedies"])
            for what in filter(None, complaints(leg, dict(said, on=row["as_of"]), days, scope_attrs)):
                wrong += 1
                if wrong <= SHOWN:
                    print("%s: %s\n    %s\n    said until %s, fallback %s" % (
                        row["id"], what, leg.row, said["valid_until"], said["fallback"]))
    print("%d legs of %s random cases from seed %s, %d remedies, %d complaints"
          % (legs, number, seed, remedies, wrong))
    return 1 if wrong or not remedies else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
