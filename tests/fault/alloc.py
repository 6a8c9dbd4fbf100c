#!/usr/bin/env python3
"""
F6: each allocation fails once. Imports of several kinds, reports, answers; for every place in the program (call stack) that allocates, a
run in which that allocation fails. The program never dies of it: it does its work all the same, or ends with status 2 and says why;
the register is as before or as after, never between; with a leak-detecting build nothing leaks.

    alloc.py FAULTS

FAULTS is the library of faults.c. 2500 of the places fail; with CHAPTERV_LONG=yes all of them, with a number that many allocations of
all there are, in even steps.
"""

import contextlib
import json
import os
import sqlite3
import sys

import registers
import undo_words

FAULTS = sys.argv[1] if len(sys.argv) > 1 else ""
LIMIT = registers.times(2500, 10**9, sanitized=250)

OLD = {
    "parties": "id,name,aliases,kind,country,own,service\nours-ie,Ours Ireland Ltd,Ours,affiliate,IE,yes,\n"
               "acme,\"Acme, Inc.\",,service-provider,US,no,hosting\nmueller,Müller & Søn,,partner,DE,no,\n",
    "transfers": "id,exporter,importer,country,place,data,from\nt1,ours-ie,acme,US,storage,any,2020-01-01\n",
    "safeguards": "id,exporter,importer,mechanism,signed,flags\ns1,ours-ie,acme,scc-2021-m2,2022-03-01,annex-i;annex-ii\n",
    "certifications": "importer,framework,covers,from,status\nacme,dpf-eu-us,non-hr,2023-08-01,active\n",
    "assessments": "exporter,importer,country,dated,outcome\nours-ie,acme,US,2022-02-01,adequate-with-measures\n",
}
NEW = {
    # the parent comes further down; one row is new, one changed, one as it was; a column that is not ours
    "parties": "id,name,aliases,kind,country,parent,own,service,Ticket\nneu,Neu AG,N;Neu,affiliate,Schweiz,top,yes,,T-1\n"
               "acme,\"Acme, Inc.\",\"Acme Corp\",service-provider,IE,,no,\"hosting, mail\",T-2\ntop,Top SE,,affiliate,DE,,no,,\n"
               "mueller,Müller & Søn,,partner,DE,,no,,\n",
    "transfers": "id,exporter,importer,country,place,data,purposes,from\nt1,ours-ie,acme,India,storage,any,hosting;backup,2020-01-01\n"
                 ",ours-ie,Müller & Søn,Germany,processing,hr,,\n",
    "safeguards": "exporter,importer,mechanism,signed,flags\nours-ie,mueller,scc,,claimed\n",
    "list": "Sub-processor,Purpose,Location,Transfer mechanism\nAcme Inc,hosting,\"Dublin, Ireland and US\",SCCs\n"
            "Nova Mail GmbH,e-mail,Frankfurt,none\nNova Mail GmbH,logs,EU,\"DPF, SCCs\"\n",
    "certifications": "importer,framework,covers,from,status,Seen by\nacme,dpf-eu-us,hr;non-hr,2023-08-01,active,me\n"
                      "mueller,dpf-eu-us,non-hr,2024-01-01,active,\n",
    "assessments": "exporter,importer,country,dated,outcome,measures\nours-ie,acme,US,2022-02-01,adequate,encryption;keys here\n"
                   ",,IN,2023-02-01,inadequate,\n",
    "dpf-list": "Organization,Status,Frameworks,Covered Data,Original Certification Date,Next Certification Due Date\n"
                "\"Acme, Inc.\",Active,EU-U.S. Data Privacy Framework; UK Extension,\"HR, Non-HR\",2023-08-01,2027-08-01\n"
                "Acme LLC,Inactive,EU-U.S. Data Privacy Framework,Non-HR,2023-08-01,2024-08-01\n",
    "uses": "Acme\nslack.com\nOurs Ireland Ltd\nlogin.acme.example\n",
    "accepted": "code,record,reason,expires,by\nHALF_COVERED,transfer/1,known,2030-01-01,me\nTIA_MISSING,transfer/9,gone,2030-01-01,me\n",
    "moved": "id,name,country\nacme,\"Acme, Inc.\",IE\n",
    "refused": "id,name,kind,country\nx,X,affiliate,Atlantis\ny,Y,nonsense,DE\n",
}


class Scenario:
    """A command over a register, and what it says and leaves behind when nothing fails."""

    def __init__(self, name, base, folder, args, stdin=b"", outcome=(0,)):
        self.name, self.base, self.stdin, self.outcome = name, base, stdin, outcome
        self.db = str(folder / "victim" / "register.db")
        self.args = [*map(str, args), "--db", self.db]
        self.old = registers.rows_of(base)[0] if base else None
        self.usual = self.run({})
        if self.usual.status not in outcome:
            sys.exit(f"{name}: ended with {self.usual.status}: {self.usual.err}")
        self.new = registers.rows_of(self.db)[0] if os.path.exists(self.db) else None

    def run(self, env):
        if self.base:
            registers.copy(self.base, self.db)
        else:
            for ending in ("", "-journal"):
                if os.path.exists(self.db + ending):
                    os.unlink(self.db + ending)
        return registers.run(*self.args, stdin=self.stdin, env=env)

    def sites(self, path):
        done = self.run(registers.preloaded(FAULTS, FAULT_SITES=str(path)))
        if done.status != self.usual.status or done.out != self.usual.out:
            sys.exit(f"{self.name}: with the library loaded it says something else: {done.err}")
        data = path.read_bytes()
        return [data[i:i + 8] for i in range(0, len(data), 8)]

    def state(self):
        """old, new, none (no register, where there was none before), or what is wrong."""
        if not os.path.exists(self.db):
            return "none" if self.base is None else "the register is gone"
        if self.base is None and os.path.getsize(self.db) == 0:
            return "none"
        rows, said = registers.rows_of(self.db)
        if said != ["ok"]:
            return f"not sound: {said[:3]}"
        if rows == self.new:
            return "old" if rows == self.old else "new"
        if rows == self.old:
            return "old"
        if self.base is None and not any(n for n in counts(self.db).values()):
            return "none"
        return f"half: {[t for t in rows if rows[t] != (self.old or {}).get(t)]}"


def counts(db):
    with contextlib.closing(sqlite3.connect(db)) as c:
        tables = [name for name, in c.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {t: c.execute(f'SELECT count(*) FROM "{t}"').fetchone()[0] for t in tables}


def judge(scenario, k, done, tally):
    where = f"{scenario.name}, allocation {k}"
    state = scenario.state()
    said = done.err.strip().splitlines()
    if done.status < 0 or done.status not in (0, 1, 2):
        tally.fail(f"{where}: ended with {done.status}: {' | '.join(said[-12:])[:1500]}")
        return
    if state not in ("old", "new", "none"):
        tally.fail(f"{where}: {state}; status {done.status}: {done.err.strip()[:300]}")
        return
    if registers.strangers(scenario.db):
        tally.fail(f"{where}: left behind: {registers.strangers(scenario.db)}")
    if done.status == scenario.usual.status and done.out == scenario.usual.out and done.err == scenario.usual.err:
        if scenario.usual.status == 0 and scenario.new is not None and scenario.new != scenario.old and state != "new":
            tally.fail(f"{where}: says it is done and is not ({state})")
        tally.saw("done all the same")
        return
    if done.status == 2 and said:
        if state == "new" and scenario.new != scenario.old:
            tally.saw("written, then refused to say so")
            if "nothing was written" in done.err:
                tally.fail(f"{where}: says that nothing was written, and it was: {said[-1]}")
        elif "memory" in done.err:
            tally.saw("out of memory, said")
        else:
            tally.saw("refused with other words")
            tally.words[said[-1].replace(scenario.db, "DB")[:160]] += 1
        return
    tally.fail(f"{where}: status {done.status}, says {done.out.decode(errors='replace')[:200]!r} {done.err[:300]!r} (usually "
               f"{scenario.usual.status}, {scenario.usual.out.decode(errors='replace')[:200]!r})")


def notices(base, folder):
    """A customer with a contract and one without, and a draft; then announced."""
    desk, told = (registers.copy(base, str(folder / f"{name}.db")) for name in ("desk", "told"))
    for kind, text in (("parties", "id,name,kind\nann,Ann Ltd,customer\nbob,Bob Ltd,customer\n"),
                       ("contracts", "id,party,kind,direction,signed,ended\n"
                                     "k,ann,data-processing,customer,2024-01-01,\n"
                                     "l,ann,data-processing,customer,2020-01-01,2024-01-01\n")):
        path = folder / f"of-customers-{kind}.csv"
        path.write_text(text, encoding="utf-8")
        for db in (desk, told):
            registers.must("import", path, "--as", kind, "--db", db)
    for db in (desk, told):
        registers.must("notice", "draft", "--change", "added", "--name", "Wren AB", "--country", "SE", "--db", db)
    notice = json.loads(registers.must("notice", "list", "--json", "--db", told).out)[-1]["id"]
    registers.must("notice", "announce", notice, "--db", told)
    yield Scenario("notice announce", desk, folder, ["notice", "announce", notice])
    yield Scenario("notice list", told, folder, ["notice", "list"])
    yield Scenario("notice show", told, folder, ["notice", "show", notice, "--json"])
    yield Scenario("notice object", told, folder, ["notice", "object", notice, "--customer", "ann"])
    yield Scenario("notice effective", told, folder, ["notice", "effective", notice], outcome=(2,))


def scenarios(folder):
    files = {}
    for name, text in [*((f"old-{k}", v) for k, v in OLD.items()), *NEW.items()]:
        files[name] = folder / f"{name}.csv"
        files[name].write_text(text, encoding="utf-8")
    files["wide"] = folder / "wide.csv"
    files["wide"].write_text(NEW["parties"], encoding="utf-16")
    base = folder / "base.db"
    for kind in registers.KINDS:
        registers.must("import", files[f"old-{kind}"], "--as", kind, "--db", base)
    base = str(base)
    yield Scenario("ask", base, folder, ["ask", "acme", "--on", "2023-01-01"], outcome=(0, 1))
    yield Scenario("first import", None, folder, ["import", files["old-parties"]])
    yield Scenario("import parties", base, folder, ["import", files["parties"]])
    yield Scenario("import transfers", base, folder, ["import", files["transfers"]])
    yield Scenario("import safeguards", base, folder, ["import", files["safeguards"]])
    yield Scenario("import a list", base, folder, ["import", files["list"], "--as", "list"])
    yield Scenario("import certifications", base, folder, ["import", files["certifications"]])
    yield Scenario("import assessments", base, folder, ["import", files["assessments"]])
    yield Scenario("import the participant list", base, folder, ["import", files["dpf-list"], "--as", "dpf-list"])
    yield Scenario("import the whole participant list", base, folder, ["import", files["dpf-list"], "--as", "dpf-list", "--complete"])
    yield Scenario("import all there is", base, folder, ["import", files["moved"], "--as", "parties", "--complete", "--scope", "all", "--max-ended", "100"])
    yield Scenario("import, wide", base, folder, ["import", files["wide"]])
    yield Scenario("import, with answers", base, folder, ["import", files["list"], "--as", "list", "--same", "Acme Inc=acme", "--map",
                                                          "Purpose=service"])
    yield Scenario("import, nothing changed", base, folder, ["import", files["old-parties"]])
    yield Scenario("import, refused", base, folder, ["import", files["refused"]], outcome=(2,))
    yield Scenario("import from stdin", base, folder, ["import", "-", "--json"], stdin=NEW["parties"].encode())
    yield Scenario("dry run", base, folder, ["import", files["parties"], "--dry-run"])
    yield Scenario("dry run of a list", base, folder, ["import", files["list"], "--as", "list", "--dry-run", "--json"])
    yield Scenario("plan as CSV", base, folder, ["import", files["parties"], "--dry-run", "--format", "csv"])
    yield Scenario("plan of the participant list", base, folder, ["import", files["dpf-list"], "--as", "dpf-list", "--dry-run"])
    for kind in registers.KINDS:
        yield Scenario(f"report of {kind}", base, folder, ["report", kind])
    yield Scenario("report as known then", base, folder, ["report", "parties", "--known-at", "2026-11-23T10:00:00Z"])
    yield Scenario("ask from a country", base, folder, ["ask", "Müller & Søn", "--from", "IE", "--data", "hr"], outcome=(0, 1))
    yield Scenario("ask, as JSON", base, folder, ["ask", "acme", "--on", "2023-01-01", "--json"], outcome=(0, 1))
    yield Scenario("imports", base, folder, ["imports", "--json"])
    yield Scenario("drill", base, folder, ["drill", "--end", "dpf", "--end-adequacy", "JP"], outcome=(0, 1))
    yield Scenario("drill, as JSON", base, folder, ["drill", "--end", "dpf-eu-us", "--on", "2024-06-01", "--json"], outcome=(0, 1))
    yield Scenario("lint", base, folder, ["lint", "--uses", files["uses"], "--baseline", files["accepted"]], outcome=(1,))
    for form in ("sarif", "junit", "csv"):
        yield Scenario(f"lint as {form}", base, folder, ["lint", "--format", form], outcome=(0, 1))
    yield from notices(base, folder)
    if undo_words.there():
        done = folder / "imported.db"
        registers.copy(base, str(done))
        registers.must("import", files["parties"], "--db", done)
        listed = registers.copy(base, str(folder / "listed.db"))
        registers.must("import", files["list"], "--as", "list", "--db", listed)
        yield Scenario("undo of a list", listed, folder, ["undo", undo_words.last_import(listed)])
        yield Scenario("undo", str(done), folder, ["undo", undo_words.last_import(done)])
        applied = undo_words.plan(files["parties"], base)["hash"]
        yield Scenario("apply", base, folder, ["import", files["parties"], "--apply", applied])


def main():
    if not FAULTS:
        print("skipped: in this build no allocation can be made to fail (a sanitizer inside the program has its own malloc)")
        return registers.SKIPPED
    tally, seen, left = registers.Tally(), set(), LIMIT
    tally.words = registers.collections.Counter()
    with registers.folder() as folder:
        every = []
        for scenario in scenarios(folder):
            sites = scenario.sites(folder / "sites")
            chosen = []
            for k, site in enumerate(sites, 1):
                if registers.LONG.isdigit() or site not in seen:
                    chosen.append(k)
                seen.add(site)
            every.append((scenario, chosen))
            print(f"{scenario.name}: {len(sites)} allocations, {len(chosen)} to fail", flush=True)
        total = sum(len(chosen) for _, chosen in every)
        step = max(1.0, total / LIMIT)
        at = 0.0
        number = 0
        for scenario, chosen in every:
            for k in chosen:
                number += 1
                if number < at:
                    continue
                at += step
                judge(scenario, k, scenario.run(registers.preloaded(FAULTS, FAULT_ALLOC=str(k))), tally)
                left -= 1
        print(f"{LIMIT - left} of {total} places failed once")
    for words, n in tally.words.most_common(20):
        print(f"{n:6} {words}")
    return tally.end("then")


if __name__ == "__main__":
    sys.exit(main())
