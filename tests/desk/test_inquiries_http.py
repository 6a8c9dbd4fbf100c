#!/usr/bin/env python3
"""An inquiry over HTTP, from receipt to replay after a judgment; what is refused, and with which pointer."""
import json
import os
import pathlib
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "http"))
import suite  # noqa: E402
import wire  # noqa: E402

INQUIRY = {"received": "2020-06-19", "asked_by": "data-subject", "asker": "Mara Novak", "about_party": "acme", "country": "IE",
           "language": "en", "state": "open", "id": "2020-0001"}


class Desk(suite.Case):
    """One day at the desk: 6 July 2020, ten days before the Privacy Shield fell."""

    env = {"CHAPTERV_NOW": "2020-07-06T09:00:00Z"}

    @classmethod
    def fill(cls):
        for kind, text in (("parties", suite.PARTIES), ("transfers", suite.TRANSFERS), ("certifications", suite.CERTIFICATIONS)):
            path = suite.put(cls.folder, f"{kind}.csv", text)
            subprocess.run([suite.BINARY, "import", path, "--as", kind, "--db", cls.db], check=True, stdin=subprocess.DEVNULL,
                           stdout=subprocess.DEVNULL, env={**os.environ, "CHAPTERV_NOW": "2020-05-01T09:00:00Z"})

    def send(self, target, body=None, method="POST", **fields):
        fields.setdefault("Content_Type", "application/json")
        return self.server.ask(target, method, json.dumps(body or {}).encode(), **fields)

    def done(self, target, body=None, status=200, **fields):
        reply = self.send(target, body, **fields)
        self.assertEqual(reply.status, status, reply)
        return reply.json()

    def wrong(self, target, body, status, pointer=None):
        reply = self.send(target, body)
        self.assertEqual(reply.status, status, reply)
        said = reply.json()
        if pointer is not None:
            self.assertEqual([e["pointer"] for e in said["errors"]], [pointer])
        return said["detail"]

    def defect(self, reply, pointer, told):
        """One thing is wrong with the body, and it says where and what."""
        self.assertEqual(reply.status, 422, reply)
        said = reply.json()["errors"]
        self.assertEqual([e["pointer"] for e in said], [pointer])
        self.assertIn(told, said[0]["detail"])

    def opened(self, **more):
        n = len(self.server.ask("/v1/inquiries?limit=1000").json()["inquiries"]) + 1
        body = {**INQUIRY, "id": f"2020-{n:04}", **more}
        self.done("/v1/inquiries", body, 201)
        return "/v1/inquiries/" + body["id"]

    def test_one_form_at_a_time(self):
        said = wire.run(suite.BINARY, "inquiry", "draft", "2020-0001", "--json", "--format", "html", "--db", self.db)
        self.assertEqual((said[0], said[1]), (2, ""))
        self.assertIn("do not go together", said[2])

    def test_proof_is_asked_for_once_it_came_in_and_asked_anew_it_is_open_again(self):
        said = wire.run(suite.BINARY, "inquiry", "open", "--asked-by", "data-subject", "--received", "2020-06-19",
                        "--identity-asked", "2020-06-01", "--db", self.db)
        self.assertEqual(said[0], 2)
        self.assertIn("identity_asked 2020-06-01 is before received, 2020-06-19", said[2])
        at = self.opened()
        for what, day in (("asked", "2020-06-20"), ("proven", "2020-06-21"), ("not-needed", "2020-06-22"), ("asked", "2020-07-01")):
            record = self.done(at + "/identity", {"identity": what, "on": day})
        self.assertEqual((record["identity"], record["identity_asked"], record["identity_proven"]), ("unproven", "2020-07-01", None))
        self.assertTrue(record["paused"])

    def test_from_receipt_to_replay(self):
        at = self.opened()
        due = self.server.ask(at + "/due").json()
        self.assertEqual((due["due"], due["days_left"], due["overdue"], due["paused"]), ("2020-07-19", 13, False, False))
        self.assertIn("GDPR art. 12(3)", due["time_source"])
        self.done(at + "/identity", {"identity": "asked", "on": "2020-06-22"})
        self.assertTrue(self.server.ask(at + "/due").json()["paused"])
        self.assertIn("not proven", self.wrong(at + "/answer", {}, 409))
        self.done(at + "/identity", {"identity": "proven", "on": "2020-06-29"})
        self.assertEqual(self.server.ask(at + "/due").json()["due"], "2020-07-26")
        self.assertEqual(self.done(at + "/assign", {"assigned": "M. Ferrand"})["assigned"], "M. Ferrand")
        self.assertEqual(self.done(at + "/extend", {"reason": "many hosts"})["extended"], "2020-07-06")
        self.assertEqual(self.server.ask(at + "/due").json()["due"], "2020-09-26")

        draft = self.server.ask(at + "/draft").json()
        self.assertEqual([(t["transfer"], t["outcome"], t["mechanism"]) for t in draft["transfers"]],
                         [("t-acme", "covered", "privacy-shield-eu-us")])
        reply = self.done(at + "/answer", {}, 201, Idempotency_Key="once")
        self.assertEqual(self.done(at + "/answer", {}, 201, Idempotency_Key="once"), reply)
        self.assertEqual(reply["letter"].split(), draft["letter"].split())
        self.assertEqual(reply["legs"], "t-acme covered privacy-shield-eu-us")
        for name in ("known_at", "register_seq", "log_size", "log_root", "law_pack", "law_sha256", "template"):
            self.assertTrue(reply[name], name)
        self.assertEqual(self.server.ask(at).json()["state"], "answered")

        now = self.server.ask(at + "/replay").json()
        self.assertEqual((now["same_transfers"], now["same_letter"], now["same_log"], now["same_today"]), (True,) * 4)
        then = self.server.ask(at + "/replay?on=2020-07-20").json()
        self.assertFalse(then["same_today"])
        self.assertEqual([(d["transfer"], d["was"], d["is"], d["reason"]) for d in then["differences"]],
                         [("t-acme", "covered", "not-covered", "FRAMEWORK_ENDED")])
        self.assertEqual(self.done(at + "/close")["outcome"], "answered")
        self.assertEqual(self.send(at + "/reopen").status, 409)
        self.assertIn("closed", self.wrong(at + "/answer", {}, 409))
        code, out, words = wire.run(suite.BINARY, "verify", "--db", self.db)
        self.assertEqual(code, 0, out + words)

    def test_letters_in_all_forms(self):
        at = self.opened(asker="<b>M</b>")
        text = self.server.ask(at + "/draft", Accept="text/plain")
        self.assertTrue(text["Content-Type"].startswith("text/plain"))
        self.assertIn("Dear <b>M</b>,", text.body.decode())
        self.assertEqual(self.server.ask(at + "/draft?format=text").body, text.body)
        page = self.server.ask(at + "/draft?format=html&language=de&audience=authority")
        self.assertTrue(page["Content-Type"].startswith("text/html"))
        self.assertIn('<html lang="de">', page.body.decode())
        self.assertNotIn("<b>M", page.body.decode())
        for query, status in (("format=pdf", 400), ("language=es", 400), ("audience=all", 400), ("on=2020-01-01", 400),
                              ("on=soon", 400), ("zzz=1", 400)):
            self.assertEqual(self.server.ask(f"{at}/draft?{query}").status, status, query)
        self.assertEqual(self.server.ask("/v1/inquiries/2020-9999/draft").status, 404)

    def test_a_letter_comes_as_accept_asks_for_it(self):
        at = self.opened() + "/draft"
        page, text = "text/html; charset=utf-8", "text/plain; charset=utf-8"
        for accept, got in (("text/html", page), ("text/plain", text), ("application/json", "application/json"),
                            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", page),
                            ("text/*", text), ("text/html;q=0.5, text/plain", text), ("text/html;q=0, */*", "application/json"),
                            ("TEXT/HTML", page), ("*/*", "application/json"), ("image/png", "application/json"),
                            (None, "application/json")):
            with self.subTest(accept=accept):
                reply = self.server.ask(at, **({"Accept": accept} if accept else {}))
                self.assertEqual((reply.status, reply["Content-Type"]), (200, got))
                self.assertEqual(reply["Vary"], "Accept, Accept-Encoding")
        self.assertIn('<html lang="en">', self.server.ask(at, Accept="text/html").body.decode())
        said = self.server.ask(at + "?format=text", Accept="text/html")  # the query is more exact
        self.assertEqual((said["Content-Type"], said["Vary"]), (text, "Accept-Encoding"))
        media = self.server.ask("/v1/openapi.json").json()["paths"]["/v1/inquiries/{id}/draft"]["get"]["responses"]["200"]
        self.assertEqual(sorted(media["content"]), ["application/json", "text/html", "text/plain"])

    def test_what_is_different_and_why(self):
        at = self.opened(asked_by="authority")
        reply = self.done(at + "/answer", {}, 201)
        leg = reply["legs"].split("\n")[0].split(" ")[0]
        self.assertEqual(self.server.ask(at + "/replay").json()["differences"], [])
        judged = self.server.ask(at + "/replay?on=2020-07-20").json()["differences"]
        self.assertEqual({(d["change"], d["reason"], d["cause"]) for d in judged},
                         {("changed", "FRAMEWORK_ENDED", "day")})
        self.assertIn("the framework had ended", judged[0]["because"])
        self.assertIn("CJEU C-311/18", judged[0]["cite"])
        before = self.server.ask("/v1/transfers/" + leg).json()
        self.assertEqual(self.corrected("/v1/transfers/" + leg, {"retention": "7 days"}).status, 200)
        said = self.server.ask(at + "/replay").json()
        self.assertFalse(said["same_today"])
        self.assertEqual([(d["change"], d["cause"], d["facts"], d["because"]) for d in said["differences"]],
                         [("told-otherwise", "records", [{"fact": "retention", "was": before["retention"], "is": "7 days"}],
                           None)])
        self.corrected("/v1/transfers/" + leg, {"retention": before["retention"]})
        self.assertTrue(self.server.ask(at + "/replay").json()["same_today"])

    def test_by_hand(self):
        at = self.opened()
        letter = "Dear Ms Novak,\n\nplease find it enclosed.\n"
        self.assertEqual(self.done(at + "/answer", {"letter": letter, "language": "fr"}, 201)["letter"].split(), letter.split())
        said = self.server.ask(at + "/replay").json()
        self.assertEqual((said["edited"], said["same_letter"], said["same_transfers"]), (True, False, True))
        self.assertEqual(self.done(at + "/reopen")["state"], "open")
        self.assertEqual(self.done(at + "/answer", {}, 201)["id"].rsplit("-", 1)[1], "2")

    def test_opened_as_on_the_command_line_and_listed_with_its_day(self):
        made = self.done("/v1/inquiries", {"asked_by": "customer"}, 201)
        self.assertEqual([made[k] for k in ("received", "state", "due", "days_left", "paused")],
                         ["2020-07-06", "open", "2020-08-06", 31, False])
        at = "/v1/inquiries/" + made["id"]
        late = self.opened(received="2020-05-29")
        ids = lambda query: [i["id"] for i in self.server.ask("/v1/inquiries?state=open&" + query).json()["inquiries"]]
        self.assertIn(late[len("/v1/inquiries/"):], ids("overdue=yes"))
        self.assertNotIn(made["id"], ids("due_within=30"))
        self.assertIn(made["id"], ids("due_within=31"))
        self.assertNotIn(made["id"], ids("due_within=31&overdue=yes"))
        self.assertIn(made["id"], ids("overdue=yes&on=2020-08-07"))
        self.assertIn(late[len("/v1/inquiries/"):],
                      self.server.ask("/v1/inquiries?overdue=yes", Accept="text/csv").body.decode().split("\n", 1)[1])
        self.assertNotIn(made["id"], self.server.ask("/v1/inquiries?overdue=yes", Accept="text/csv").body.decode())
        for wrong in ("overdue=maybe", "due_within=-1", "due_within=x", "due_within=9999"):
            self.assertEqual(self.server.ask("/v1/inquiries?" + wrong).status, 400, wrong)
        self.assertEqual(list(self.server.ask(at + "?fields=id,due").json())[:2], ["id", "due"])
        whole = self.server.ask(at)
        sent = self.send(at, {**whole.json(), "assigned": "hanna"}, method="PUT", If_Match=whole["ETag"])
        self.assertEqual((sent.status, sent.json()["assigned"]), (200, "hanna"))
        self.wrong("/v1/inquiries", {"asked_by": "customer", "due": "2020-08-01"}, 422, "/due")

    def corrected(self, at, body):
        return self.send(at, body, method="PATCH", If_Match=self.server.ask(at)["ETag"],
                         Content_Type="application/merge-patch+json")

    def test_an_answer_given_stays_as_it_was_given(self):
        at = self.opened()
        reply = "/v1/replies/" + self.done(at + "/answer", {}, 201)["id"]
        letter = self.server.ask(reply).json()["letter"]
        for column, value in (("letter", "another"), ("legs", "t covered eu-adequacy"), ("register_seq", "1"),
                              ("given", "2020-07-01"), ("law_pack", "2019-01-01"), ("letter", None), ("audience", "authority")):
            refused = self.corrected(reply, {column: value})
            self.assertEqual(refused.status, 409, refused)
            self.assertIn(f"its {column} stays as it was", refused.json()["detail"])
        self.assertEqual(self.corrected(reply, {"source": "sent by post"}).status, 200)
        said = self.server.ask(reply).json()
        self.assertEqual((said["letter"], said["source"]), (letter, "sent by post"))
        self.assertTrue(self.server.ask(at + "/replay").json()["same_letter"])

    def test_the_end_is_more_than_a_word(self):
        at = self.opened()
        for body, told in (({"state": "closed"}, "POST /v1/inquiries/{id}/close"),
                           ({"state": "closed", "closed": "2020-07-06", "outcome": "answered"}, "was not answered"),
                           ({"state": "closed", "closed": "2020-07-06", "outcome": "refused"}, "why is missing"),
                           ({"state": "answered"}, "POST /v1/inquiries/{id}/answer")):
            refused = self.corrected(at, body)
            self.assertEqual(refused.status, 409, refused)
            self.assertIn(told, refused.json()["detail"])
        whole = {"state": "closed", "closed": "2020-07-06", "outcome": "withdrawn"}
        self.assertEqual(self.corrected(at, whole).status, 200)

    def test_nothing_happened_on_a_day_to_come_or_before_it_came_in(self):
        """The record itself, made or changed: today is 2020-07-06."""
        for body, pointer, told in (
                ({"received": "2020-07-07"}, "/received", "received 2020-07-07 is a day to come: today is 2020-07-06"),
                ({"received": "2020-07-01", "identity": "unproven", "identity_asked": "2020-06-30"}, "/identity_asked",
                 "identity_asked 2020-06-30 is before received, 2020-07-01"),
                ({"identity": "unproven", "identity_asked": "2020-07-07"}, "/identity_asked", "a day to come"),
                ({"state": "closed", "closed": "2020-07-07", "outcome": "withdrawn"}, "/closed", "a day to come")):
            with self.subTest(body=body):
                body = {"asked_by": "customer", "state": "open", **body}
                self.defect(self.send("/v1/inquiries", body), pointer, told)
        at = self.opened()
        for body, pointer, told in (
                ({"received": "2020-07-07"}, "/received", "a day to come"),
                ({"identity": "unproven", "identity_asked": "2020-06-18"}, "/identity_asked",
                 "is before received, 2020-06-19"),
                ({"identity": "proven", "identity_proven": "2020-07-07"}, "/identity_proven", "a day to come"),
                ({"identity": "proven", "identity_asked": "2020-07-03", "identity_proven": "2020-07-02"},
                 "/identity_proven", "is before identity_asked, 2020-07-03"),
                ({"extended": "2020-07-07", "extension_reason": "x"}, "/extended", "a day to come"),
                ({"extended": "2020-06-18", "extension_reason": "x"}, "/extended", "is before received"),
                ({"state": "closed", "closed": "2020-07-07", "outcome": "withdrawn"}, "/closed", "a day to come"),
                ({"state": "closed", "closed": "2020-06-18", "outcome": "withdrawn"}, "/closed", "before received")):
            with self.subTest(body=body):
                self.defect(self.corrected(at, body), pointer, told)
        self.done(at + "/identity", {"identity": "asked", "on": "2020-06-20"})
        self.defect(self.corrected(at, {"received": "2020-06-21"}), "/received",
                    "identity_asked 2020-06-20 is before received")
        reply = {"inquiry": at.rsplit("/", 1)[1], "given_by": "us", "audience": "customer", "language": "en",
                 "on": "2020-06-19", "letter": "x", "register_seq": "1", "log_size": "1", "law_pack": "x",
                 "template": "by hand", "legs": ""}
        for given, told in (("2020-07-07", "a day to come"),
                            ("2020-06-18", "before the day the inquiry came in, 2020-06-19")):
            self.defect(self.send("/v1/replies", {**reply, "given": given}), "/given", told)

    def test_an_inquiry_is_not_closed_before_it_was_answered(self):
        at = self.opened()
        self.done(at + "/answer", {"on": "2020-07-03"}, 201)
        self.defect(self.send(at + "/close", {"on": "2020-07-02"}), "/on",
                    "is before the day the answer was given, 2020-07-03")
        self.assertEqual(self.done(at + "/close", {"on": "2020-07-03"})["closed"], "2020-07-03")

    def test_proof_that_is_asked_for_within_the_extension(self):
        at = self.opened(received="2020-05-29")
        self.done(at + "/extend", {"reason": "many hosts", "on": "2020-06-20"})
        self.done(at + "/identity", {"identity": "asked", "on": "2020-07-02"})
        due = self.server.ask(at + "/due").json()
        self.assertEqual((due["paused"], due["overdue"], due["due"]), (True, False, None))
        self.done(at + "/identity", {"identity": "proven", "on": "2020-07-05"})
        due = self.server.ask(at + "/due").json()
        self.assertEqual((due["paused"], due["due"], due["extended_in_time"]), (False, "2020-09-01", True))

    def test_what_is_refused(self):
        at = self.opened()
        for deed, body, status, pointer in (
                ("identity", {"identity": "lost"}, 422, "/identity"), ("identity", {}, 422, "/identity"),
                ("identity", {"identity": "proven", "on": "2020-07-07"}, 422, "/on"),
                ("identity", {"identity": "asked", "on": "2020-06-01"}, 422, "/on"),
                ("extend", {}, 422, "/reason"), ("extend", {"reason": "x", "on": "2020-06-18"}, 422, "/on"),
                ("assign", {"assigned": ""}, 422, "/assigned"), ("close", {"outcome": "lost"}, 422, "/outcome"),
                ("close", {}, 422, "/outcome"), ("close", {"outcome": "refused"}, 422, "/note"),
                ("close", {"outcome": "withdrawn", "on": "2020-07-07"}, 422, "/on"),
                ("answer", {"on": "2020-07-07"}, 422, "/on"), ("answer", {"on": "2020-06-01"}, 422, "/on"),
                ("answer", {"language": "es"}, 422, "/language"), ("answer", {"audience": "all"}, 422, "/audience"),
                ("answer", {"text": "x"}, 422, "/text"), ("answer", {"letter": 1}, 422, "/letter")):
            with self.subTest(deed, body=body):
                self.wrong(f"{at}/{deed}", body, status, pointer)
        self.assertEqual(self.send(at + "/reopen").status, 409)
        self.assertEqual(self.server.ask(at + "/replay").status, 404)
        self.assertEqual(self.send("/v1/inquiries/2020-9999/answer").status, 404)
        tag = self.server.ask(at)["ETag"]
        self.done(at + "/assign", {"assigned": "a"}, If_Match=tag)
        self.assertEqual(self.send(at + "/assign", {"assigned": "b"}, If_Match=tag).status, 412)


if __name__ == "__main__":
    unittest.main()
