"""The outbox: letters as mail that others can read, sent once each, whatever the command that sends them does."""

import email
import email.header
import email.policy
import email.utils
import json
import os
import pathlib
import stat
import subprocess
import unittest

from announcing import CONTRACTS, PARTIES, Desk

import program


class Outbox(Desk):
    def outbox(self, *args):
        return {p["customer"]: p for p in json.loads(self.notice("outbox", "--json", *args).out)}

    def sink(self, text):
        """A program that takes a message on stdin."""
        path = self.put("sink", "#!/bin/sh\n" + text)
        os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
        return path

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
        names = ['Quote "and" Backslash \\ GmbH', "Comma, Semicolon; Colon: <angle@x.example>", "名前" * 30,
                 "Ünïcödé " * 12 + "Ltd.",
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
        command = self.sink(f'cat >"{self.folder}/m"; grep -q larkrise.example "{self.folder}/m" || '
                            f'{{ echo "554 no such user" >&2; '
                            f'exit 69; }}; echo x >>"{self.folder}/count"\n')
        self.notice("send", "--send-command", command, status=1,
                    err="the command ended with status 69: 554 no such user")
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
