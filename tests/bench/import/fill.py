"""
A register of one company with many transfers, as a bench wants it: what make.py writes, and what is on file about each transfer, as
often as tests/bench/http/run.py has it. The same for the same numbers and seed.
"""

import os
import sys

import make
import measure

SAFEGUARDS = "id,exporter,importer,mechanism,signed,flags"
CERTIFICATIONS = "importer,framework,covers,from,status,checked_on"
ASSESSMENTS = "exporter,importer,country,dated,outcome,review_by"
SETS = ("scc-2021-m2", "scc-2021-m2", "uk-idta", "scc-2010-c2p")


def day(bits, first, years):
    return f"{first + bits % years}-{1 + (bits >> 8) % 12:02d}-{1 + (bits >> 16) % 28:02d}"


def certifications(parties, seed):
    """Every second party is on the list, and one in sixteen of these on the one before."""
    for i, bits in enumerate(make.numbers(seed + 3, parties - len(make.OWN))):
        covers = ("non-hr", "hr;non-hr")[bits >> 1 & 1]
        if bits & 1:
            yield f"{make.party_id(i)},dpf-eu-us,{covers},{day(bits >> 8, 2023, 3)},active,2026-06-01\r\n"
        if not bits >> 2 & 31:
            yield f"{make.party_id(i)},privacy-shield-eu-us,{covers},{day(bits >> 8, 2016, 4)},active,2020-06-01\r\n"


def legs(rows, parties, seed):
    """(number, exporter, importer, country, 64 bits) of each transfer of make.py."""
    for (i, line), bits in zip(enumerate(make.transfer_rows(rows, parties, seed)), make.numbers(seed + 4, rows)):
        _, exporter, importer, country, _ = line.split(",", 4)
        yield i, exporter, importer, country, bits


def safeguards(rows, parties, seed):
    for i, exporter, importer, _, bits in legs(rows, parties, seed):
        if bits % 10 < 6:
            signed = f"{2019 + (bits >> 16) % 5}-{1 + (bits >> 24) % 9:02d}-15"
            yield f"s{i:07d},{exporter},{importer},{SETS[bits >> 8 & 3]},{signed},annex-i\r\n"


def assessments(rows, parties, seed):
    for _, exporter, importer, country, bits in legs(rows, parties, seed):
        if (bits >> 32) % 10 < 3:
            dated = day(bits >> 40, 2022, 4)
            yield f"{exporter},{importer},{country},{dated},adequate,{int(dated[:4]) + 3}{dated[4:]}\r\n"


def fill(program, db, folder, rows, parties=None, seed=1):
    """A tenth as many parties as transfers unless it is said."""
    parties = parties or max(rows // 10, len(make.OWN) + 1)
    if not len(make.OWN) < parties <= make.ROWS_MAX:
        sys.exit(f"--parties: from {len(make.OWN) + 1} to {make.ROWS_MAX}")
    for kind, head, made in (("parties", make.PARTIES, make.party_rows(parties, seed)),
                             ("transfers", make.TRANSFERS, make.transfer_rows(rows, parties, seed)),
                             ("safeguards", SAFEGUARDS, safeguards(rows, parties, seed)),
                             ("certifications", CERTIFICATIONS, certifications(parties, seed)),
                             ("assessments", ASSESSMENTS, assessments(rows, parties, seed))):
        path = make.write(os.path.join(folder, f"{kind}.csv"), head, made)
        done = measure.run([program, "import", path, "--as", kind, "--db", db])
        said = next((line for line in done.out.splitlines() if " rows read as " in line), "")
        print(f"  {kind:16}{done.seconds:8.2f} s  {said}", flush=True)
        os.unlink(path)
