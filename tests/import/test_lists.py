"""Foreign lists: what is recognised, what is only claimed, what stays as written, and whose hand wins."""

import csv
import io
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
import program  # noqa: E402


class Lists(program.Case):
    def take(self, text, *args, **kwargs):
        path = self.put(kwargs.get("name", "list.csv"), text)
        return json.loads(self.says(0, "import", path, "--db", self.db, "--json", *args).out)

    def rows(self, kind):
        out = self.says(0, "report", kind, "--db", self.db).out
        return list(csv.DictReader(io.StringIO(out, newline="")))

    def own(self, *ids):
        text = "id,name,kind,country,own\n" + "".join(f"{i},{i} Ltd,affiliate,IE,yes\n" for i in ids)
        self.says(0, "import", self.put("own.csv", text), "--db", self.db)

    def test_a_list(self):
        said = self.take("Subprocessor,Purpose,Location,Transfer Mechanism,Certified by\n"
                         '"Acme, Inc.",Hosting,United States,SCCs,ISO\n'
                         "Ørsted &amp; Søn\u200b,E-mail,\"Denmark, Germany\",,\n")
        self.assertEqual((said["kind"], said["parties"], said["transfers"], said["safeguards"]), ("list", 2, 3, 1))
        parties = self.rows("parties")
        self.assertEqual([(p["name"], p["kind"], p["service"]) for p in parties],
                         [("Acme, Inc.", "service-provider", "Hosting"), ("Ørsted & Søn", "service-provider", "E-mail")])
        self.assertEqual(parties[0]["Certified by"], "ISO")
        self.assertEqual([(t["importer"], t["country"], t["place"], t["exporter_role"], t["importer_role"], t["purposes"])
                          for t in self.rows("transfers")],
                         [(parties[0]["id"], "US", "processing", "controller", "processor", "Hosting"),
                          (parties[1]["id"], "DK", "processing", "controller", "processor", "E-mail"),
                          (parties[1]["id"], "DE", "processing", "controller", "processor", "E-mail")])
        claim = self.rows("safeguards")[0]
        self.assertEqual((claim["mechanism"], claim["flags"], claim["signed"]), ("scc", "claimed", ""))
        self.says(1, "ask", "Acme, Inc.", "--from", "IE", "--db", self.db, out="needs")

    def test_places(self):
        self.take("Provider,Entity Country,Hosting Country\nA Corp,US,\"DE, FR\"\nB Corp,IN,\n")
        self.assertEqual([(t["importer"], t["country"], t["place"]) for t in self.rows("transfers")],
                         [("a-corp", "DE", "storage"), ("a-corp", "FR", "storage"), ("b-corp", "IN", "establishment")])
        self.assertEqual([p["country"] for p in self.rows("parties")], ["US", "IN"])

    def test_which_of_two_names(self):
        self.take("Group entity,Sub-processor & service,Country\nAcme Ltd,B Corp,US\n")
        self.assertEqual([p["name"] for p in self.rows("parties")], ["B Corp"])
        self.assertEqual([t["country"] for t in self.rows("transfers")], ["US"])

    def test_no_country(self):
        self.take("Vendor,Location\nA Corp,EU\nB Corp,\nC Corp,Global CDN\n")
        legs = self.rows("transfers")
        self.assertEqual([t["country"] for t in legs], ["", "", ""])
        self.assertEqual([t["location"] for t in legs], ["EU", "", "Global CDN"])
        said = self.says(1, "ask", "A Corp", "--from", "IE", "--db", self.db, "--json")
        self.assertIn("COUNTRY_UNKNOWN", said.out)

    def test_inferred_is_said(self):
        said = self.take("Vendor,Location\nA Corp,Frankfurt\n")
        self.assertEqual([(t["country"], t["location"]) for t in self.rows("transfers")], [("DE", "Frankfurt")])
        self.assertIn("Frankfurt", " ".join(said["notes"]))

    def test_claims_inside_a_location(self):
        self.take("Subverwerker,Doel,Land\nResend,E-mail,EU/VS (SCC)\n")
        self.assertEqual([t["country"] for t in self.rows("transfers")], ["US"])
        self.assertEqual([s["mechanism"] for s in self.rows("safeguards")], ["scc"])

    def test_the_order_of_rows_is_nothing(self):
        rows = ["Acme,Hosting,US,SCCs,b;a", "Acme,Backup,US,DPF and SCCs,x", "Acme,Mail; Hosting,IE,DPF,a", "Beta,Mail,FR,,"]
        head = "Subprocessor,Purpose,Location,Transfer mechanism,Remarks\n"
        self.says(0, "import", self.put("list.csv", head + "\n".join(rows)), "--db", self.db)
        before = {kind: self.rows(kind) for kind in ("parties", "transfers", "safeguards")}
        for order in ([3, 2, 1, 0], [1, 3, 0, 2]):
            text = head + "\n".join(rows[i] for i in order)
            self.says(0, "import", self.put("list.csv", text), "--db", self.db, out="nothing changed")
        self.assertEqual({kind: self.rows(kind) for kind in before}, before)

    def test_one_place_known_and_one_not(self):
        text = "Subprocessor,Purpose,Location\nAcme,,EU\nAcme,Mail,\n"
        self.take(text)
        before = self.rows("transfers")
        self.assertEqual([t["place"] for t in before], ["processing", ""])
        self.says(0, "import", self.path("list.csv"), "--db", self.db, out="nothing changed")
        self.assertEqual(self.rows("transfers"), before)

    def test_more_than_one_cell_holds(self):
        text = "Subprocessor,Purpose\n" + "".join(f"Acme,{i} {'x' * 5000}\n" for i in range(20))
        self.says(2, "import", self.put("list.csv", text), "--db", self.db, err="line 16: the rows about one party say more than 65536 bytes")

    def test_several_rows_of_one_name(self):
        said = self.take("Subprocessor,Purpose,Location\nAcme Inc,Hosting,US\nACME INC.,Backup,US\nAcme GmbH,Mail,DE\n")
        self.assertEqual((said["read"], said["parties"], said["transfers"]), (3, 2, 2))
        self.assertEqual([t["purposes"] for t in self.rows("transfers")], ["Backup;Hosting", "Mail"])
        self.assertEqual([p["name"] for p in self.rows("parties")], ["Acme Inc", "Acme GmbH"])

    def test_twice_changes_nothing(self):
        text = ("Subprocessor,Purpose,Location,Mechanism,Notes\nAcme Inc,Hosting; storage,\"US, EU\",SCC / DPF,n1\n"
                "Acme Inc,Mail,Germany,,n2\nBeta,Logs,TBD (EU / US options),,\n")
        self.take(text)
        before = {kind: self.rows(kind) for kind in ("parties", "transfers", "safeguards")}
        said = self.take(text)
        self.assertEqual((said["unchanged"], said["import"], said["change"]), (3, None, None))
        self.assertEqual(before, {kind: self.rows(kind) for kind in before})

    def test_a_location_is_whatever_is_on_file_for_that_country(self):
        self.own("ours")
        self.says(0, "import", self.put("parties.csv", "id,name,country\nacme,\"Acme, Inc.\",US\n"), "--db", self.db)
        self.says(0, "import", self.put("transfers.csv", "id,exporter,importer,country,place,data\n"
                                        "t1,ours,acme,US,storage,non-hr\nt2,ours,acme,IN,support-access,non-hr\n"), "--db", self.db)
        self.take('Subprocessor,Location,Purpose\n"Acme, Inc.","United States, India, Canada",Hosting\n')
        self.assertEqual([(t["country"], t["place"], t["data"], t["purposes"]) for t in self.rows("transfers")],
                         [("US", "storage", "non-hr", "Hosting"), ("IN", "support-access", "non-hr", "Hosting"),
                          ("CA", "processing", "", "Hosting")])
        self.take('Subprocessor,Hosting country\n"Acme, Inc.",India\n', name="hosts.csv")
        self.assertEqual([(t["country"], t["place"]) for t in self.rows("transfers")][-1], ("IN", "storage"))

    def test_a_hand_wins(self):
        text = "Subprocessor,Purpose,Location\nAcme Inc,Hosting,US\nBeta,Mail,EU\n"
        self.take(text)
        party = self.rows("parties")[0]
        legs = self.rows("transfers")
        self.take(f"id,name,country,service\n{party['id']},Acme Inc,US,by hand\n", "--as", "parties", name="hand.csv")
        self.take(f"id,importer,country,place,purposes\n{legs[0]['id']},{party['id']},CA,storage,by hand\n"
                  f"{legs[1]['id']},beta,DE,processing,Mail\n", "--as", "transfers", name="hand-legs.csv")
        before = {kind: self.rows(kind) for kind in ("parties", "transfers")}
        said = self.take(text)
        self.assertEqual(said["import"], None, said)
        self.assertEqual(before, {kind: self.rows(kind) for kind in before})

    def test_whose_list(self):
        text = "Subprocessor,Location\nAcme,US\n"
        self.own("ours")
        said = self.take(text)
        self.assertEqual([t["exporter"] for t in self.rows("transfers")], ["ours"])
        self.assertIn("ours", " ".join(said["notes"]))

    def test_whose_list_is_not_known(self):
        text = "Subprocessor,Location,Mechanism\nAcme,US,SCC\n"
        self.own("one", "two")
        said = self.take(text)
        self.assertEqual([t["exporter"] for t in self.rows("transfers")], [""])
        self.assertIn("--exporter", " ".join(said["notes"]))
        self.says(2, "import", self.path("list.csv"), "--exporter", "nobody", "--db", self.db, err="nobody")
        self.db = self.path("other.db")
        self.own("one", "two")
        self.take(text, "--exporter", "two")
        self.assertEqual([t["exporter"] for t in self.rows("transfers")], ["two"])
        self.assertEqual([s["exporter"] for s in self.rows("safeguards")], ["two"])

    def test_an_exporter_said_later_completes_what_is_there(self):
        text = "Subprocessor,Location,Mechanism\nAcme,US,SCC\nBeta,EU,DPF\n"
        self.take(text)
        self.own("one", "two")
        said = self.take(text, "--exporter", "two")
        self.assertEqual((said["added"], said["updated"]), (0, 2))
        self.assertEqual([t["exporter"] for t in self.rows("transfers")], ["two", "two"])
        self.assertEqual([s["exporter"] for s in self.rows("safeguards")], ["two", "two"])
        self.assertEqual(self.take(text)["import"], None, "a list that says less adds nothing")

    def test_a_claim_that_became_a_safeguard_is_left_alone(self):
        text = "Subprocessor,Location,Mechanism\nAcme,US,SCC\n"
        self.take(text)
        claim = self.rows("safeguards")[0]
        self.take(f"id,importer,mechanism,signed,flags\n{claim['id']},acme,scc-2021-m2,2022-01-01,\n", name="signed.csv")
        before = self.rows("safeguards")
        self.assertEqual(self.take(text)["import"], None)
        self.assertEqual(self.rows("safeguards"), before)

    def test_worldwide_is_also_where_the_entity_is(self):
        self.take("Anbieter,Sitz,Datenort\nA Inc,USA,Weltweites Netz\nB Inc,USA,EU\n", "--as", "list", "--map",
                  "Datenort=location")
        self.assertEqual([(t["importer"], t["country"], t["place"]) for t in self.rows("transfers")],
                         [("a-inc", "US", "establishment"), ("a-inc", "", "processing"), ("b-inc", "", "processing")])

    def test_edges(self):
        self.take("Company,Sub-processor,What they do\nAlpha,Gamma,hosting\nBeta,Gamma,mail\nAlpha,Beta,logs\n")
        self.assertEqual(len(self.rows("parties")), 3)
        self.assertEqual([(t["exporter"], t["importer"], t["exporter_role"]) for t in self.rows("transfers")],
                         [("alpha", "gamma", "processor"), ("beta", "gamma", "processor"), ("alpha", "beta", "processor")])

    def test_map(self):
        said = self.take("Wer,Wo,Was\nAcme,Indien,Support\n", "--as", "list", "--map", "Wer=party", "--map", "Wo=location",
                         "--map", "Was=purpose")
        self.assertEqual(said["kind"], "list")
        self.assertEqual([(t["importer"], t["country"], t["purposes"]) for t in self.rows("transfers")],
                         [("acme", "IN", "Support")])

    def test_a_name_that_two_parties_have(self):
        self.take("id,name,kind,country\na1,Acme,partner,US\na2,Acme,partner,IE\n", name="p.csv")
        path = self.put("l.csv", "Subprocessor,Location\nAcme,US\n")
        said = self.says(2, "import", path, "--db", self.db)
        self.assertIn("line 2", said.err)
        self.assertIn("a1", said.err)

    def test_out_and_in_again(self):
        self.take("Subprocessor,Purpose,Location,Mechanism,status,Notes\nAcme Inc,Hosting,\"US, EU\",SCC / DPF,open,n1\n"
                  "Beta,Logs,TBD (EU / US options),,,=1+1\n")
        again = self.path("again.db")
        for kind in ("parties", "transfers", "safeguards"):
            out = self.says(0, "report", kind, "--db", self.db).out
            self.says(0, "import", self.put(f"{kind}.csv", out), "--db", again, out=f" read as {kind}: ")
            self.assertEqual(self.says(0, "report", kind, "--db", again).out, out)


if __name__ == "__main__":
    unittest.main()
