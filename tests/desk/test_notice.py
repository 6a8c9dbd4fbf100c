"""One month at the desk for notices: a change drafted, announced, objected to, made effective; letters sent; a vendor's change."""

import email
import email.header
import email.policy
import email.utils
import json
import os
import pathlib
import stat
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
import program  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent / "notices"

PARTIES = """id,name,kind,country,own,service,contact,attributes
we,Tessellark Ireland Limited,affiliate,IE,yes,,privacy@tessellark.example,
host,Brackenvault Inc.,service-provider,US,,log analysis,,published
larkrise,Larkrise Travel B.V.,customer,NL,,,privacy@larkrise.example,
moor,"Moorhöfer & Söhne GmbH",customer,DE,,,,
brume,Société Brumeville SA,customer,FR,,,dpo@brumeville.example,
"""
CONTRACTS = """id,party,own,kind,direction,signed,authorisation,notice_days,objection_days,silence,language,contact
dpa-larkrise,larkrise,we,data-processing,customer,2024-05-13,general,,14,consent,en,
dpa-moor,moor,we,data-processing,customer,2024-05-13,general,,30,consent,de,Datenschutz <ds@moorhoefer.example>
dpa-host,host,we,data-processing,vendor,2024-05-13,general,,21,,en,
"""
SAFEGUARDS = """exporter,importer,mechanism,signed
we,host,scc-2021-m3,2026-10-01
"""
ASSESSMENTS = """exporter,importer,country,dated,outcome
we,host,US,2026-10-01,adequate
"""
TRANSFERS = """id,exporter,importer,country,exporter_role,importer_role,from
we-host,we,host,US,processor,processor,2026-12-15
"""


class Desk(program.Case):
    def setUp(self):
        super().setUp()
        self.env["CHAPTERV_DB"] = self.db
        self.today("2026-11-02")

    def today(self, day):
        self.env["CHAPTERV_NOW"] = f"{day}T09:00:00Z"

    made = {}  # registers by what is in them: most tests begin with the same one

    def fill(self, contracts=CONTRACTS, parties=PARTIES):
        there = Desk.made.get((contracts, parties))
        if there:
            pathlib.Path(self.db).write_bytes(there)
            return
        for kind, text in (("parties", parties), ("contracts", contracts), ("safeguards", SAFEGUARDS),
                           ("assessments", ASSESSMENTS), ("transfers", TRANSFERS)):
            self.imported(kind, text, now=self.env["CHAPTERV_NOW"])
        Desk.made[contracts, parties] = pathlib.Path(self.db).read_bytes()

    def notice(self, *args, status=0, **kwargs):
        return self.says(status, "notice", *args, **kwargs)

    def shown(self, notice="2026-0001"):
        return json.loads(self.notice("show", notice, "--json").out)

    def outbox(self, *args):
        return {p["customer"]: p for p in json.loads(self.notice("outbox", "--json", *args).out)}

    def sink(self, text):
        """A program that takes a message on stdin."""
        path = self.put("sink", "#!/bin/sh\n" + text)
        os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
        return path

    def snapshot(self, name, text):
        path = HERE / name
        if os.environ.get("CHAPTERV_SNAPSHOTS"):
            path.write_text(text, encoding="utf-8")
        self.assertEqual(text, path.read_text(encoding="utf-8"), f"{name}: CHAPTERV_SNAPSHOTS=1 writes it anew")


class Month(Desk):
    def test_one_month_with_two_customers_two_deadlines_and_one_objection(self):
        self.fill(parties="".join(line for line in PARTIES.splitlines(True) if not line.startswith("brume")))
        said = []

        def do(day, status, *args):
            self.today(day)
            r = self.notice(*args, status=status)
            said.append(f"== {day} $ chapterv notice " + " ".join(a.replace(self.folder, "FOLDER") for a in args) +
                        f"  [{status}]\n{r.out}{r.err}".replace(self.folder, "FOLDER"))

        do("2026-11-02", 0, "list")
        do("2026-11-02", 0, "show", "2026-0001")
        do("2026-11-02", 0, "list", "--due-within", "7")
        do("2026-11-12", 1, "list", "--due-within", "7")
        do("2026-11-12", 0, "announce", "2026-0001")
        do("2026-11-12", 1, "send")
        do("2026-11-12", 0, "send", "--send-command", f"tee -a {self.path('sent')}")
        do("2026-11-12", 0, "outbox")
        do("2026-11-16", 0, "object", "2026-0001", "--customer", "larkrise", "--reason", "no provider outside Europe")
        do("2026-11-27", 2, "effective", "2026-0001")
        objection = self.shown()["objections"][0]["id"]
        do("2026-12-01", 0, "settle", objection, "--outcome", "workaround", "--note", "stays in the region of Dublin")
        do("2026-12-12", 2, "effective", "2026-0001")
        do("2026-12-13", 0, "show", "2026-0001")
        do("2026-12-15", 1, "list", "--due-within", "0")
        do("2026-12-15", 0, "effective", "2026-0001")
        do("2026-12-15", 0, "list")
        self.snapshot("month.txt", "\n".join(said))
        self.says(0, "verify")
        self.assertIn("notice/1 changed", self.says(0, "history", "host").out)

    def test_a_vendor_announces_a_change(self):
        self.fill(parties=PARTIES.replace(",published", ","))
        self.today("2027-01-04")
        said = self.notice("receive", "--vendor", "Brackenvault Inc.", "--change", "added", "--subject", "Rookmere Ltd",
                           "--country", "India", "--what", "support", "--mechanism", "scc-2021-m3",
                           "--effective", "2027-02-10")
        self.assertIn("our last day to object is 2027-01-25", said.out)
        self.assertIn("not covered with what is on file; covered once what the vendor claims is shown", said.out)
        n = self.shown("2027-0001")
        self.assertEqual((n["direction"], n["state"], n["subject_name"], n["next"], n["due"]),
                         ("incoming", "announced", "Rookmere Ltd", "decide", "2027-01-25"))
        self.assertEqual(n["outlook"]["outcome"], "not-covered")
        self.assertEqual(n["outlook"]["outcome_as_claimed"], "covered")
        self.assertIn("onward-scc-2021", n["outlook"]["legs"][0]["would_cover"][0])
        self.notice("list", "--due-within", "20", "--direction", "incoming", status=0)
        self.notice("list", "--due-within", "21", "--direction", "incoming", status=1, out="decide")
        self.notice("effective", "2027-0001", "--on", "2027-02-10", status=2, err="nothing is decided")
        self.notice("decide", "2027-0001", status=2, err="--accept or --object")
        self.notice("decide", "2027-0001", "--object", "--note", "no assessment for India")
        n = self.shown("2027-0001")
        self.assertEqual((n["decision"], n["decided"], n["note"]), ("objected", "2027-01-04", "no assessment for India"))
        self.assertTrue(n["decided_by"])
        self.notice("effective", "2027-0001", "--on", "2027-02-10", status=2, err="we objected")
        self.notice("decide", "2027-0001", "--accept")
        self.notice("effective", "2027-0001", "--on", "2027-02-10")
        self.notice("announce", "2027-0001", status=2, err="not ours to announce")

    def test_in_europe_nothing_more_is_needed(self):
        self.fill(parties=PARTIES.replace("Inc.,service-provider,US", "Inc.,service-provider,IE"))
        self.notice("receive", "--vendor", "host", "--change", "added", "--name", "Wren AB", "--country", "SE",
                    "--effective", "2026-12-20", out="covered with what is on file.\n  from Brackenvault Inc. (Ireland) to Sweden: covered (eea-internal).\n")

    def test_the_vendors_own_deadline_and_a_chain_that_nobody_claims(self):
        self.fill()
        self.notice("receive", "--vendor", "host", "--change", "added", "--name", "Wren Ltd", "--country", "IN",
                    "--effective", "2027-02-10", "--deadline", "2026-11-20", out="our last day to object is 2026-11-20")
        n = self.shown("2026-0002")
        self.assertEqual((n["outlook"]["outcome"], n["outlook"]["outcome_as_claimed"]), ("not-covered", "not-covered"))

    def test_an_override_shows_everywhere(self):
        self.fill()
        self.notice("announce", "2026-0001")
        self.notice("effective", "2026-0001", status=2, err="may object until 2026-11-16")
        self.notice("override", "2026-0001", "--reason", "the old provider closes", status=2, err="--expires")
        self.notice("override", "2026-0001", "--reason", "the old provider closes", "--expires", "2026-11-10")
        self.notice("list", out="OVERRIDDEN")
        self.notice("show", "2026-0001", out="the old provider closes")
        self.today("2026-11-10")
        self.notice("effective", "2026-0001", status=2)
        self.today("2026-11-09")
        self.notice("effective", "2026-0001", err="by the override")
        self.assertEqual(self.shown()["state"], "effective")

    def test_wrong_moves_say_where_it_stands(self):
        self.fill()
        self.notice("effective", "2026-0001", status=2, err="it is a draft, not announced")
        self.notice("object", "2026-0001", "--customer", "larkrise", status=2, err="a draft")
        self.notice("announce", "2026-0001")
        self.notice("announce", "2026-0001", status=2, err="it is announced, not a draft")
        self.notice("draft", "2026-0001", "--what", "x", status=2, err="only a draft can be edited")
        self.notice("withdraw", "2026-0001", status=2, err="--reason")
        self.notice("withdraw", "2026-0001", "--reason", "does not happen")
        self.notice("withdraw", "2026-0001", "--reason", "again", status=2, err="it is withdrawn")
        self.notice("show", "2026-0999", status=2, err="there is no notice")
        self.notice("list", "--state", "open", status=2, err="draft|announced")
        self.notice("list", "--due-within", "soon", status=2, err="number of days")
        self.notice("list", "--customer", "x", status=2, err="notice list takes no --customer")
        self.notice("frobnicate", status=2, err="is not known here")

    def test_a_first_import_of_what_customers_know(self):
        self.fill()
        self.notice("withdraw", "--reason", "x", status=2, err="which?")
        self.notice("withdraw", "--drafts", "--reason", "told long ago", out="1 notice is withdrawn")
        self.notice("withdraw", "--drafts", "--reason", "told long ago", out="0 notices are withdrawn")
        self.assertEqual((self.shown()["state"], self.shown()["note"]), ("withdrawn", "told long ago"))

    def test_days_of_the_register_count_where_a_contract_says_none(self):
        self.fill(CONTRACTS.replace(",14,consent", ",,consent"))
        self.notice("settings", "objection-days=10", "notice-days=5", out="objection-days  10")
        self.notice("settings", "objection-days=ten", status=2, err="number of days")
        self.notice("settings", "sender=nobody", status=2, err="no e-mail address")
        self.notice("settings", "colour=red", status=2, err="is no setting")
        self.notice("announce", "2026-0001")
        days = {c["customer"]: (c["days"], c["contract"], c["deadline"]) for c in self.shown()["customers"]}
        self.assertEqual(days, {"larkrise": (10, None, "2026-11-12"), "moor": (30, "dpa-moor", "2026-12-02"),
                                "brume": (10, None, "2026-11-12")})


class Letters(Desk):
    def test_letters_read_as_they_should(self):
        self.fill()
        for change in ("added", "updated", "removed"):
            self.notice("draft", "2026-0001", "--change", change)
            for language, customer in (("en", "larkrise"), ("de", "moor"), ("fr", "brume")):
                with self.subTest(change=change, language=language):
                    text = self.letter(customer, language)
                    self.snapshot(f"{change}.{language}.txt", text)
                    for word in ("{{", "}}", "host", "we-host", "dpa-", "scc-2021", "2026-0001", "  \n", ": \n"):
                        self.assertNotIn(word, text)

    def letter(self, customer, language):
        if language == "fr":
            self.imported("contracts", "id,party,kind,direction,language,silence\nx,brume,data-processing,customer,fr,refusal\n",
                          now=self.env["CHAPTERV_NOW"])
        return self.notice("letter", "2026-0001", "--customer", customer).out

    def test_html_is_escaped(self):
        self.fill(parties=PARTIES.replace("Larkrise Travel B.V.", "Lark <b>& Rise</b>"))
        page = self.notice("letter", "2026-0001", "--customer", "larkrise", "--format", "html").out
        self.assertIn("Lark &lt;b&gt;&amp; Rise&lt;/b&gt;", page)
        self.assertIn('<html lang="en">', page)

    def test_what_was_announced_is_frozen(self):
        self.fill()
        before = self.notice("letter", "2026-0001", "--customer", "larkrise").out
        self.notice("announce", "2026-0001")
        self.imported("parties", "id,name\nlarkrise,Renamed Travel B.V.\n", now="2026-11-20T09:00:00Z")
        self.today("2026-11-20")
        self.assertEqual(self.notice("letter", "2026-0001", "--customer", "larkrise").out, before)
        self.notice("letter", "2026-0001", "--customer", "host", status=2, err="no letter of notice")

    def test_an_operators_own_template(self):
        self.fill()
        os.mkdir(self.path("mine"))
        self.put("mine/notice-added.en.txt", "# News about {{subject}}\n\nUntil {{deadline}}, {{customer}}.\n")
        self.notice("letter", "2026-0001", "--customer", "larkrise", "--templates", self.path("mine"),
                    out="News about Brackenvault Inc.")
        self.put("mine/notice-added.en.txt", "# News\n\n{{colour}}\n")
        self.notice("letter", "2026-0001", "--customer", "larkrise", "--templates", self.path("mine"), status=2, err="colour")

    def test_a_fact_that_is_not_on_file_leaves_no_empty_line(self):
        self.imported("parties", "id,name,kind,attributes\nwe,We Ltd,affiliate,\nhost,Host Ltd,service-provider,published\n"
                      "ann,Ann Ltd,customer,\n", now=self.env["CHAPTERV_NOW"])
        self.notice("draft", "--change", "added", "--subject", "host")
        text = self.notice("letter", "2026-0001").out
        self.assertNotIn("What it does", text)
        self.assertNotIn("Where it processes", text)
        self.notice("announce", "2026-0001", err="the letters do not say what Host Ltd does")


class Outbox(Desk):
    def announced(self, **kwargs):
        self.fill(**kwargs)
        self.notice("announce", "2026-0001")

    def test_nothing_is_sent_by_default(self):
        self.announced()
        self.notice("send", status=1, err="nothing was sent: 3 letters wait")
        self.notice("outbox", "--waiting", status=1)
        self.assertEqual({p["state"] for p in self.outbox().values()}, {"queued"})

    def test_messages_are_mail_that_others_can_read(self):
        self.announced()
        self.notice("settings", "sender=Tessellark Größe <privacy@tessellark.example>")
        self.notice("send", "--send-command", self.sink(f'cat >"{self.folder}/sent.$$"\n'))
        sent = {}
        for path in pathlib.Path(self.folder).glob("sent.*"):
            raw = path.read_bytes()
            self.assertNotIn(b"\r", raw)
            self.assertTrue(all(len(line) <= 78 for line in raw.split(b"\n")), max(raw.split(b"\n"), key=len))
            raw.decode("ascii")
            m = email.message_from_bytes(raw, policy=email.policy.default)
            self.assertFalse(m.defects + [d for p in m.walk() for d in p.defects])
            sent[m["To"].addresses[0].addr_spec] = m
        self.assertEqual(set(sent), {"privacy@larkrise.example", "ds@moorhoefer.example", "dpo@brumeville.example"})
        m = sent["ds@moorhoefer.example"]
        self.assertEqual(m["To"].addresses[0].display_name, "Moorhöfer & Söhne GmbH")
        self.assertEqual(m["From"].addresses[0].display_name, "Tessellark Größe")
        self.assertEqual(m["Subject"], "Änderung bei den Unterauftragsverarbeitern: Brackenvault Inc.")
        self.assertEqual(m["Date"].datetime.isoformat(), "2026-11-02T09:00:00+00:00")
        self.assertEqual((m["Content-Language"], m.get_content_type()), ("de", "multipart/alternative"))
        self.assertTrue(m["Message-ID"].endswith("@tessellark.example>"))
        plain, page = m.get_payload()
        self.assertEqual((plain.get_content_type(), page.get_content_type()), ("text/plain", "text/html"))
        self.assertIn("Aufgabe: Auswertung von Protokollen", plain.get_content())
        self.assertIn("<li>Aufgabe: Auswertung von Protokollen</li>", page.get_content())
        self.assertEqual({p["state"] for p in self.outbox().values()}, {"sent"})
        self.assertEqual(self.outbox()["moor"]["sent"], "2026-11-02T09:00:00.000Z")
        self.notice("send", "--send-command", "false", err="nothing waits")

    def test_a_name_cannot_add_a_header(self):
        evil = "Evil Ltd\r\nBcc: all@victims.example\r\n\r\nhello"
        self.announced(parties=PARTIES.replace("Larkrise Travel B.V.", f'"{evil}"').replace(
            "Brackenvault Inc.", f'"Host {"long " * 40}=?utf-8?q?x?="'))
        self.notice("send", "--send-command", self.sink(f'cat >"{self.folder}/sent.$$"\n'))
        for path in pathlib.Path(self.folder).glob("sent.*"):
            m = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            self.assertEqual(sorted(k.lower() for k in m.keys()), sorted(
                ["from", "to", "subject", "date", "message-id", "content-language", "mime-version", "content-type"]))
            self.assertEqual(len(m["To"].addresses), 1)
            self.assertIn("=?utf-8?q?x?=", m["Subject"])

    def test_names_come_back_as_they_went(self):
        """RFC 2047: what any name and any subject are, and no line too long, read by another program."""
        names = ['Quote "and" Backslash \\ GmbH', "Comma, Semicolon; Colon: <angle@x.example>", "名前" * 30, "Ünïcödé " * 12 + "Ltd.",
                 "\u202eRTL العربية \U0001f512 Co.", "=?utf-8?q?already?=", "(comment) [list] @all"]
        for name in names:
            self.db = self.path("of-its-own.db")
            pathlib.Path(self.db).unlink(missing_ok=True)
            self.env["CHAPTERV_DB"] = self.db
            quoted = '"' + name.replace('"', '""') + '"'
            self.announced(parties=PARTIES.replace("Larkrise Travel B.V.", quoted).replace("Brackenvault Inc.", quoted))
            self.notice("settings", "sender=Größe & Söhne <privacy@tessellark.example>")
            self.notice("send", "--send-command", self.sink(f'cat >"{self.folder}/sent.$$"\n'))
            for path in pathlib.Path(self.folder).glob("sent.*"):
                raw = path.read_bytes()
                path.unlink()
                self.assertTrue(all(len(line) <= 78 for line in raw.split(b"\n")), max(raw.split(b"\n"), key=len))
                m = email.message_from_bytes(raw, policy=email.policy.default)
                self.assertFalse(m.defects + [d for p in m.walk() for d in p.defects], name)
                self.assertIn(name.strip(), m["Subject"])
                to, = m["To"].addresses
                if to.addr_spec == "privacy@larkrise.example":
                    # the newer parser keeps the blanks between encoded words of a name, against RFC 2047 section 6.2
                    was = email.utils.parseaddr(email.message_from_bytes(raw)["To"].replace("\n", ""))[0]
                    self.assertEqual(str(email.header.make_header(email.header.decode_header(was))), name.strip())
                self.assertNotIn("<angle@", m.get_payload()[1].get_content())

    def test_an_address_that_is_none_is_left_for_another_way(self):
        self.announced(parties=PARTIES.replace("privacy@larkrise.example", '"a@b.example, c@d.example"').replace(
            "dpo@brumeville.example", "-oQ/tmp@x.example"))
        self.notice("send", "--send-command", "cat", status=1, err="is no e-mail address")
        self.assertEqual({c: p["state"] for c, p in self.outbox().items()},
                         {"larkrise": "queued", "moor": "sent", "brume": "queued"})
        self.notice("send", "2026-0001", "--by-hand", "brume", out="counts as sent, by hand")
        self.notice("send", "2026-0001", "--by-hand", "nobody", status=2, err="no letter")
        self.assertEqual(self.outbox()["brume"]["problem"], "by hand")

    def test_what_failed_is_told_and_sent_again_alone(self):
        self.announced()
        command = self.sink(f'cat >"{self.folder}/m"; grep -q larkrise.example "{self.folder}/m" || {{ echo "554 no such user" >&2; '
                            f'exit 69; }}; echo x >>"{self.folder}/count"\n')
        self.notice("send", "--send-command", command, status=1, err="the command ended with status 69: 554 no such user")
        self.assertEqual({c: (p["state"], p["problem"]) for c, p in self.outbox().items()}, {
            "larkrise": ("sent", None), "moor": ("failed", "the command ended with status 69: 554 no such user"),
            "brume": ("failed", "the command ended with status 69: 554 no such user")})
        self.notice("send", "--send-command", self.sink(f'cat >/dev/null; echo y >>"{self.folder}/count"\n'))
        self.assertEqual(pathlib.Path(self.path("count")).read_text(), "x\ny\ny\n")

    def test_commands_that_cannot_be_run_or_need_a_shell(self):
        self.announced()
        self.notice("send", "--send-command", "no-such-program -t", status=1, err="could not be started")
        self.assertEqual({p["state"] for p in self.outbox().values()}, {"failed"})
        self.notice("settings", f"send-command=cat >> '{self.path('with a blank')}'")
        self.notice("send")
        self.assertEqual(pathlib.Path(self.path("with a blank")).read_bytes().count(b"Message-ID:"), 3)

    def test_one_that_does_not_end_is_not_sent_twice_unasked(self):
        self.announced(contracts=CONTRACTS.replace("dpa-moor,moor", "dpa-moor,larkrise"),
                       parties="\n".join(PARTIES.splitlines()[:4]) + "\n")
        self.notice("send", "--send-command", self.sink("cat >/dev/null; sleep 60\n"), "--timeout", "1", status=1,
                    err="gave no end within 1 s")
        self.assertEqual(self.outbox()["larkrise"]["state"], "sending")
        self.notice("send", "--send-command", "cat", status=1, err="not known to have been sent")
        self.assertEqual(self.outbox()["larkrise"]["state"], "sending")
        self.notice("send", "--send-command", "cat", "--unsure", "again")
        self.assertEqual(self.outbox()["larkrise"]["state"], "sent")

    def test_stopped_between_sending_and_recording(self):
        self.announced()
        killer = self.sink(f'cat >>"{self.folder}/sent"; kill -9 $PPID; sleep 1\n')
        self.assertNotEqual(self.run_it("notice", "send", "--send-command", killer).status, 0)
        states = sorted(p["state"] for p in self.outbox().values())
        self.assertEqual(states, ["queued", "queued", "sending"])
        self.notice("send", "--send-command", self.sink(f'cat >>"{self.folder}/sent"\n'), status=1)
        self.assertEqual(pathlib.Path(self.path("sent")).read_bytes().count(b"\nTo: "), 3)
        self.assertEqual(sorted(p["state"] for p in self.outbox().values()), ["sending", "sent", "sent"])
        self.notice("send", "--unsure", "sent", out="counts as sent")
        self.assertEqual({p["state"] for p in self.outbox().values()}, {"sent"})
        self.says(0, "verify")

    def test_two_that_send_at_once_send_each_letter_once(self):
        self.announced()
        command = self.sink(f'cat >>"{self.folder}/sent.$$"; sleep 0.3\n')
        both = [subprocess.Popen([program.BINARY, "notice", "send", "--send-command", command], env=self.env,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(2)]
        self.assertTrue(all(p.wait(60) in (0, 1) for p in both))
        self.assertEqual(len(list(pathlib.Path(self.folder).glob("sent.*"))), 3)
        self.assertEqual({p["state"] for p in self.outbox().values()}, {"sent"})

    def test_files_for_a_mail_program(self):
        self.announced()
        self.notice("outbox", "-o", self.path("out"), out="2026-0001-moor.eml")
        for name in ("larkrise", "moor", "brume"):
            raw = pathlib.Path(self.path("out", f"2026-0001-{name}.eml")).read_bytes()
            self.assertEqual(raw.count(b"\n"), raw.count(b"\r\n"))
            self.assertFalse(email.message_from_bytes(raw, policy=email.policy.default).defects)
        self.assertEqual({p["state"] for p in self.outbox().values()}, {"queued"})

    def test_a_notice_that_was_withdrawn_is_not_sent(self):
        self.announced()
        self.notice("withdraw", "2026-0001", "--reason", "does not happen")
        self.notice("send", "--send-command", "cat", err="nothing waits")
        self.notice("outbox", "--waiting", status=0)

    def test_records_come_back_as_they_went(self):
        self.announced()
        for kind in ("notices", "deliveries"):
            path = self.put(f"{kind}-again.csv", self.says(0, "report", kind, "--format", "csv").out)
            self.says(0, "import", path, "--as", kind, out="nothing changed")


if __name__ == "__main__":
    unittest.main()
