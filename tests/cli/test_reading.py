"""What a person reads in an answer: transfers told apart, words in place of codes, advice that fits the day."""

import unittest

import program

PARTIES = '''id,name,kind,country,own,parent
ie,Example Ireland Ltd,affiliate,IE,yes,
uk,Example UK Ltd,affiliate,GB,yes,
ch,Example Schweiz AG,affiliate,CH,yes,
us,"Example, Inc.",affiliate,US,yes,
indra,Indra Support Pvt Ltd,service-provider,IN,no,
manila,Manila Calls Corp.,service-provider,PH,no,
kinshasa,Kinshasa Data SARL,service-provider,CD,no,
'''
TRANSFERS = """id,exporter,importer,country,exporter_role,importer_role,data,from,until
t1,ie,us,US,controller,controller,non-hr,2016-01-01,
t2,ie,us,US,controller,controller,hr,2016-01-01,
t3,ch,us,US,controller,controller,any,2016-01-01,
t4,ie,indra,IN,controller,processor,non-hr,2016-01-01,
t5,uk,indra,IN,controller,processor,non-hr,2016-01-01,
t6,indra,manila,PH,processor,processor,non-hr,2016-01-01,
t7,ie,kinshasa,CD,controller,processor,non-hr,2016-01-01,
t8,ie,kinshasa,CD,controller,processor,non-hr,2017-01-01,
"""
SAFEGUARDS = """id,exporter,importer,mechanism,signed
s1,ie,indra,scc-2021-m2,2021-10-01
s2,ie,us,scc-2021-m1,2021-10-01
"""
CERTIFICATIONS = """importer,framework,covers,from,status
us,dpf-eu-us,non-hr,2023-09-01,active
"""


class Reading(program.Case):
    def setUp(self):
        super().setUp()
        self.imported("parties", PARTIES)
        self.imported("transfers", TRANSFERS)
        self.imported("safeguards", SAFEGUARDS)
        self.imported("certifications", CERTIFICATIONS)

    def read(self, status, *args):
        """The answer with its lines joined, as a mail program shows it."""
        return " ".join(self.says(status, "ask", *args, "--db", self.db, err="").out.split())

    def test_transfers_that_differ_in_data_are_told_apart(self):
        said = self.read(1, "us", "--from", "ie", "--on", "2024-01-01")
        self.assertIn("Needs review (1): from Example Ireland Ltd (Ireland) to Example, Inc. in the United States, "
                      "employee data. Covered (1): from Example Ireland Ltd (Ireland) to Example, Inc. in the United "
                      "States, data other than employee data.", said)
        self.assertIn("(the one from Example Ireland Ltd to the United States, employee data) needs review", said)

    def test_transfers_that_differ_in_their_way_are_told_apart(self):
        said = self.read(1, "manila", "--on", "2024-01-01")
        for name in ("Example Ireland Ltd", "Example UK Ltd"):
            self.assertIn("from Indra Support Pvt Ltd (India) to Manila Calls Corp. in the Philippines, with data of "
                          + name, said)

    def test_transfers_that_differ_in_nothing_else_are_told_apart(self):
        said = self.read(1, "kinshasa", "--on", "2024-01-01")
        self.assertIn("the Democratic Republic of the Congo, transfer/7; ", said)
        self.assertIn("the Democratic Republic of the Congo, transfer/8.", said)
        self.assertIn("nothing on file covers either of the 2 transfers", said)

    def test_a_transfer_without_a_twin_is_just_named(self):
        self.assertIn("from Example Schweiz AG (Switzerland) to Example, Inc. in the United States. ",
                      self.read(1, "us", "--on", "2019-01-01"))

    def test_places_have_their_names(self):
        for code, name in (("CD", "the Democratic Republic of the Congo"), ("CG", "the Republic of the Congo"),
                           ("VG", "the British Virgin Islands"), ("VI", "the United States Virgin Islands"),
                           ("RU", "the Russian Federation"), ("IO", "the British Indian Ocean Territory"),
                           ("BQ", "Bonaire, Sint Eustatius and Saba")):
            self.assertIn(f"to a recipient in {name}.", self.read(1, code, "--from", "DE"))
        self.assertIn("from Germany to the organisation io-epo is covered", self.read(0, "io-epo", "--from", "DE"))
        self.assertIn("Swiss rules apply", self.read(1, "us", "--from", "ch"))

    def test_no_code_where_a_word_belongs(self):
        for args in (["manila"], ["us", "--on", "2019-01-01"], ["us", "--from", "ch"], ["indra"]):
            said = self.read(1, *args)
            for code in ("needs-review", "not-covered", "no-transfer", "CH rules"):
                self.assertNotIn(code, said)

    def test_one_stop_and_no_empty_source(self):
        said = self.read(1, "CA", "--from", "IE")
        self.assertIn("Find out whether PIPEDA applies to the recipient for these data. 2.", said)
        said = self.read(0, "us", "--from", "ie", "--data", "non-hr")
        self.assertIn("has had no quorum since this day; the framework itself is unchanged. -", said)
        for text in (said, self.read(1, "CA", "--from", "IE")):
            self.assertNotIn("(-)", text)
            self.assertNotIn("..", text)

    def test_advice_names_the_day_whose_law_it_is(self):
        self.assertIn("What to do, by the law of 2020-07-20: Transfers 1, 2: Suspend", self.read(1, "kinshasa", "--on", "2020-07-20"))
        self.assertIn("What to do: Transfers 1, 2: Suspend", self.read(1, "kinshasa"))
        self.assertIn("What to do: Transfers 1, 2: Suspend",
                      self.read(1, "kinshasa", "--on", "2028-01-01"))

    def test_a_row_of_the_law_is_not_called_a_record_on_file(self):
        said = self.read(1, "us", "--from", "ie", "--on", "2019-01-01")
        self.assertIn("Law pack: adequacy/", said)
        self.assertIn("On file: safeguard/", said)
        self.assertNotIn("On file: adequacy/", said)

    def test_one_reason_code_or_several(self):
        self.imported("assessments", "importer,country,dated,outcome,review_by\nindra,IN,2021-10-01,adequate,2022-10-01\n")
        self.imported("safeguards", "id,exporter,importer,mechanism,signed\ns3,ie,indra,scc-2010-c2p,2021-10-15\n")
        said = self.read(1, "indra", "--from", "ie", "--on", "2024-01-01")
        self.assertIn("Reason codes: SCC_SET_REPEALED, CLOSED_TO_NEW, TIA_OUTDATED.", said)
        self.assertIn("Reason code: TIA_OUTDATED.", said)

    def test_a_missing_fact_is_asked_for(self):
        self.says(0, "import", self.put("list.csv", "Subprocessor,Location\nFoo Cloud Inc,USA\nBar AG,Worldwide\n"),
                  "--db", self.db)
        self.assertIn("Record which of our entities discloses the data, or ask again with that entity as the exporter. "
                      "Answered", self.read(1, "Foo Cloud"))
        said = self.read(1, "Bar AG", "--from", "ie")
        self.assertIn("Find out in which country the data are received or can be looked at, record it, and ask again. "
                      "Answered", said)
        self.assertNotIn("a lawyer must look", said)
        self.assertIn("a lawyer must look", self.read(1, "us", "--from", "US"))

    def test_a_region_is_no_country(self):
        for region in ("EU", "eea", "Global", "EMEA", "Europe"):
            self.says(2, "ask", region, "--from", "ie", "--db", self.db, out="",
                      err=f"'{region}' is a region, not a country: name one country")

    def test_nothing_on_file_says_for_which_day_and_what_to_add(self):
        self.says(2, "ask", "indra", "--on", "2015-05-01", "--db", self.db, out="",
                  err="no transfer to 'indra' is on file for 2015-05-01: name an exporter (from: a party or a country)")

    def test_not_on_file_yet(self):
        self.says(2, "ask", "indra", "--known-at", "2015-01-01", "--db", self.db, out="",
                  err="(the register as it was known at 2015-01-01T23:59:59.999Z)")

    def test_instants(self):
        for text, instant in (("2026-11-23T09:00Z", "2026-11-23T09:00:00.000Z"),
                              ("2026-11-23T11:30:00+02:00", "2026-11-23T09:30:00.000Z"),
                              ("2026-11-23T23:30:15.5-05:30", "2026-11-24T05:00:15.500Z"),
                              ("2026-11-23T09:00:00.123456Z", "2026-11-23T09:00:00.123Z")):
            said = self.says(2, "ask", "nobody", "--known-at", text, "--db", self.db)
            self.assertIn(f"known at {instant}", said.err)
        for text in ("2026-11-23T09Z", "2026-11-23T09:00", "2026-11-23T24:00Z", "2026-11-23T09:00:00+2:00",
                     "2026-11-23T09:00:00+15:00", "2026-11-23T09:00:00.Z", "2026-11-23T09:60Z", "2026-11-23 09:00Z",
                     "2026-11-23T09:00ZZ", "2026-11-23T09:00:00.1234567890Z", "1900-01-01T00:00+01:00"):
            self.says(2, "ask", "indra", "--known-at", text, "--db", self.db, out="", err="is no instant")

    def test_a_day_out_of_range(self):
        self.says(2, "ask", "indra", "--on", "9999-12-31", "--db", self.db, out="",
                  err='"9999-12-31" is no day of the calendar (1900 to 2199)')


if __name__ == "__main__":
    unittest.main()
