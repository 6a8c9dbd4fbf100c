#!/usr/bin/env python3
"""
Files to import, of any size, the same for the same number of rows and seed:

    make.py FOLDER [--rows 1000000] [--seed 1]    parties.csv, transfers.csv
    make.py FOLDER --list [--rows 100000]         list.csv, a sub-processor list as others publish it

Every name is invented and belongs to one party only, so that no row is a question or a twin.
"""

import argparse
import os
import random

FIRST = """ba be bi bo bra bre bru ca ce co cra da de di do dra dre fa fe fi fla fo ga ge gla go gra ha he hi ho ja jo ka ke
ko la le li lo lu ma me mi mo na ne no o pa pe pla po ra re ri ro sa se sta te ve zi zo""".split()
SECOND = """bar bel bin cal can cor dal dan del den dor fal fen gal gan gor hal hel kal kan ker lan len lin lor mal man mar mel
min mor nal nan nel nor pal pan pel per por ral ran rel ren rin sal san sel sen sol tal tan tel ten tor tul val van vel ven
ver vin vol zel""".split()
THIRD = """ba ca da ga ka la ma na ra sa ta va bo co do go ko lo mo no ro so to vo bert burg dale dyne field ford gate haven hurst
land lark lex lith mark mere mill mont more nova pond rax rest ridge rix stead stone tech tex tide ton ville vault wald ward
ware well wick wood worth yard""".split()
NOUN = """Analytics|Billing|Cloud|Communications|Consulting|Data|Hosting|Logistics|Mail|Messaging|Networks|Payments|Security|Software|
Support|Systems""".replace("\n", "").split("|")
SERVICE = ["hosting of the application and its databases", "e-mail delivery", "card processing", "customer support",
           "database management", "product analytics", "error tracking", "content delivery, caching and protection against attacks",
           "payroll", "identity checks", "video conferencing", "translation of support tickets", "log storage", "enrichment", "audit",
           "legal advice"]
# how often, code, legal forms
SEATS = [(30, "US", ["Inc.", "LLC", "Corp."]), (9, "GB", ["Ltd", "Limited", "LLP"]), (8, "DE", ["GmbH", "AG", "SE"]),
         (7, "IE", ["Limited", "DAC"]), (6, "FR", ["SAS", "SA"]), (6, "IN", ["Private Limited"]), (5, "NL", ["B.V.", "N.V."]),
         (4, "CA", ["Inc.", "Ltd."]), (3, "CH", ["AG", "GmbH"]), (3, "SE", ["AB"]), (3, "PL", ["sp. z o.o."]), (3, "ES", ["S.L."]),
         (3, "IL", ["Ltd."]), (2, "JP", ["K.K."]), (2, "AU", ["Pty Ltd"]), (2, "SG", ["Pte. Ltd."]), (2, "BR", ["Ltda."]),
         (2, "PH", ["Inc."])]
SEAT = [(code, form) for often, code, forms in SEATS for _, form in zip(range(often), forms * often)]
OWN = [("own-us", "Ownhold Group, Inc.", "US", ""), ("own-ie", "Ownhold Ireland Limited", "IE", "own-us"),
       ("own-gb", "Ownhold UK Ltd", "GB", "own-us"), ("own-ch", "Ownhold Schweiz AG", "CH", "own-us")]
DATA = ["identity;contact", "identity;contact;financial", "contact;support tickets", "usage", "identity;contact;transaction"]
PURPOSE = ["hosting", "e-mail delivery", "card processing", "customer support", "analytics;product development", "security"]
BASIS = ["contract", "contract", "legitimate-interests", "consent", "contract;legal-obligation"]
RETENTION = ["six years after the customer leaves", "90 days", "as long as the contract lasts", "13 months", ""]
PLACE = ["storage", "processing", "support-access", "establishment", "logging"]
NAMES = 1 << 22  # that many different names: 64 * 64 * 64 * 16
ROWS_MAX = NAMES - len(OWN)

PARTIES = "id,name,aliases,kind,advisor_type,country,parent,own,service,status,website,contact,identifiers,attributes,source"
TRANSFERS = ("id,exporter,importer,country,place,exporter_role,importer_role,data,data_categories,data_subjects,purposes,"
             "legal_basis,retention,from,until,source")


def word(i):
    """The i-th invented name, without its legal form; each i below NAMES has its own."""
    x = (i * 2654435761 + 97) % NAMES
    return (FIRST[x & 63] + SECOND[x >> 6 & 63] + THIRD[x >> 12 & 63]).capitalize(), NOUN[x >> 18]


def party_id(i):
    name, noun = word(i)
    return f"{name}-{noun}".lower()


def numbers(seed, n):
    """n times 64 mixed bits."""
    rng = random.Random(seed)
    draw = rng.getrandbits
    for _ in range(n):
        yield draw(64)


def party_rows(n, seed):
    for pid, name, country, parent in OWN[:n]:
        yield (f'{pid},"{name}",Ownhold {country},affiliate,,{country},{parent},yes,contract party of our customers,active,'
               f"https://{pid}.example,privacy@{pid}.example,,group-member,register of companies\r\n")
    seats, services = len(SEAT), len(SERVICE)
    for i, bits in enumerate(numbers(seed, n - len(OWN))):
        x = (i * 2654435761 + 97) % NAMES
        name, noun = (FIRST[x & 63] + SECOND[x >> 6 & 63] + THIRD[x >> 12 & 63]), NOUN[x >> 18]
        low = f"{name}-{noun.lower()}"
        country, form = SEAT[bits % seats]
        bits >>= 8
        service = SERVICE[bits % services]
        if "," in service:
            service = f'"{service}"'
        bits >>= 8
        title = name.capitalize()
        full = f'"{title} {noun}, {form}"' if bits & 15 < 3 else f"{title} {noun} {form}"
        alias = "" if bits >> 4 & 15 else f"{title} {noun};{title}{noun}"
        own = "no"
        status = "active" if x & 15 else "under-review"  # whatever the seed: a status has its own steps
        kind = "service-provider" if bits >> 12 & 31 else "partner"
        yield (f"{low},{full},{alias},{kind},,{country},,{own},{service},{status},https://www.{low}.example,"
               f"privacy@{low}.example,reg:{country}-{bits >> 20 & 0xffffff:08d},,register of vendors\r\n")


def transfer_rows(n, parties, seed):
    """Leg i goes to party i, so that a register of as many parties knows them all, in another order than theirs."""
    others = parties - len(OWN)
    for i, bits in enumerate(numbers(seed + 1, n)):
        x = (i * 7919 + 13) % others if others % 7919 else i % others
        x = (x * 2654435761 + 97) % NAMES
        importer = f"{FIRST[x & 63]}{SECOND[x >> 6 & 63]}{THIRD[x >> 12 & 63]}-{NOUN[x >> 18].lower()}"
        country = SEAT[bits % len(SEAT)][0]
        bits >>= 8
        started = f"20{10 + bits % 16}-{1 + (bits >> 8) % 12:02d}-{1 + (bits >> 16) % 28:02d}"
        until = "" if bits >> 24 & 7 else "2027-06-30"
        bits >>= 27
        yield (f"t{i:07d},{OWN[bits & 3][0]},{importer},{country},{PLACE[bits % 5]},controller,processor,"
               f"{('non-hr', 'non-hr', 'hr', 'any')[bits >> 2 & 3]},{DATA[bits % 5]},customers,{PURPOSE[bits % 6]},{BASIS[bits % 5]},"
               f"{RETENTION[bits % 5]},{started},{until},record of processing {bits & 1023}\r\n")


# As people write them: codes, names in several languages, towns, cloud regions, several places in a cell, regions.
LOCATION = """United States|USA|US|United States (AWS us-east-1)|Oregon, USA|Dublin, Ireland|Ireland|Germany, France and the Netherlands|
Frankfurt am Main, Deutschland|EU|European Union|EU (Frankfurt), backup in Ireland|UK|United Kingdom|London, England|
India; support from the Philippines|Bangalore, India|Global|Worldwide (CDN)|Canada / United States|Belgien, Tyskland|Etats-Unis|
Estados Unidos|Paesi Bassi|Suisse|Zurich, Switzerland|Sydney, Australia (APAC customers only)|Singapore|Tokyo, Japan|São Paulo, Brazil|
Stockholm, Sverige|Poland (Warsaw)|EEA and Israel|US, UK, IE|europe-west1 (Belgium)|eu-central-1|Hosted in the customer's own region|
Montreal, Quebec|Amsterdam (primary), Madrid (failover)|United States, India, Costa Rica and Japan""".replace("\n", "").split("|")
CLAIM = ["SCCs", "Standard Contractual Clauses (Module 2)", "EU-U.S. Data Privacy Framework", "DPF and SCCs", "Adequacy decision", "N/A",
         "", "Intra-EEA, none needed", "Binding Corporate Rules", "UK IDTA"]


def quoted(text):
    return f'"{text}"' if "," in text else text


def list_rows(n, seed):
    for i, bits in enumerate(numbers(seed + 2, n)):
        name, noun = word(i)
        country, form = SEAT[bits % len(SEAT)]
        bits >>= 8
        location = quoted(LOCATION[bits % len(LOCATION)])
        bits >>= 8
        yield (f"{name} {noun} {form},{quoted(SERVICE[bits % 16])},{location},{quoted(CLAIM[(bits >> 8) % len(CLAIM)])},"
               f"https://www.{name.lower()}{noun.lower()}.example/dpa\r\n")


def write(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="", buffering=1 << 20) as f:
        f.write(header + "\r\n")
        f.writelines(rows)
    return path


def canonical(folder, n, seed=1):
    """Paths of parties.csv and transfers.csv."""
    return (write(os.path.join(folder, "parties.csv"), PARTIES, party_rows(n, seed)),
            write(os.path.join(folder, "transfers.csv"), TRANSFERS, transfer_rows(n, n, seed)))


def foreign(folder, n, seed=1):
    return write(os.path.join(folder, "list.csv"), "Sub-processor,Purpose,Location,Transfer mechanism,Website", list_rows(n, seed))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("folder")
    p.add_argument("--rows", type=int)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--list", action="store_true")
    args = p.parse_args()
    n = args.rows or (100_000 if args.list else 1_000_000)
    if not len(OWN) < n <= ROWS_MAX:
        p.error(f"--rows: from {len(OWN) + 1} to {ROWS_MAX}")
    if args.list:
        foreign(args.folder, n, args.seed)
    else:
        canonical(args.folder, n, args.seed)


if __name__ == "__main__":
    main()
