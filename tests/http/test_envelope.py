"""Answers whose responses are used again (envelope.h): each has its own body and id, whoever reads slowly."""

import json
import re
import socket
import threading
import unittest

import serving
import suite
import wire

NAMES = ["acme", "twin-us", "twin-de", "evil", "us-parent", "nobody"]
DAYS = ["2015-06-01", "2018-02-01", "2020-07-20", "2024-06-01"]
TARGETS = [f"/v1/mechanism?to={name}&on={day}" for name in NAMES for day in DAYS] + ["/v1/mechanism", "/v1/health"]
KNOWN = re.compile(r'"(known_at|request_id|started|uptime_s|now)":("[^"]*"|[0-9.]+)')


def asked(target):
    return f"GET {target} HTTP/1.1\r\nHost: t\r\n\r\n"


def told(reply):
    """What an answer says, but for when and to which request."""
    return reply.status, KNOWN.sub(r"\1", reply.body.decode("utf-8"))


class Envelopes(serving.Own):
    def expected(self, address):
        """Each on a connection that is closed after it: such an answer has a response of its own."""
        seen = {}
        for target in TARGETS:
            with wire.Wire(address) as w:
                w.send(asked(target).replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"))
                seen[target] = told(w.reply())
        self.assertGreater(len({body for _, body in seen.values()}), 12)
        return seen

    def check(self, w, targets, want, ids):
        for target in targets:
            reply = w.reply()
            self.assertEqual(told(reply), want[target], target)
            self.assertEqual(int(reply["Content-Length"]), len(reply.body))
            self.assertNotIn(reply["X-Request-Id"], ids)
            self.assertEqual(reply["Content-Type"].split(";")[0],
                             "application/json" if reply.status == 200 else "application/problem+json")
            self.assertEqual(reply["X-Content-Type-Options"], "nosniff")
            if reply.status != 200:
                self.assertEqual(reply.json()["request_id"], reply["X-Request-Id"])
            ids.add(reply["X-Request-Id"])

    def test_every_answer_is_its_own(self):
        s = self.server("--access-log", self.path("access.log"))
        want, ids = self.expected(s.address), set()
        open_ = [wire.Wire(s.address) for _ in range(16)]
        for turn in range(30):
            for i, w in enumerate(open_):
                w.send(asked(TARGETS[(turn + i) % len(TARGETS)]))
            for i, w in enumerate(open_):
                self.check(w, [TARGETS[(turn + i) % len(TARGETS)]], want, ids)
        for w in open_:
            w.sock.close()
        with open(self.path("access.log"), encoding="utf-8") as f:
            logged = {line["id"] for line in map(json.loads, f)}
        self.assertLessEqual(ids, logged)
        self.assertEqual(len(ids), 30 * 16)

    def test_who_reads_slowly_gets_what_was_answered(self):
        """Their answers wait in the room that others would be sent from."""
        s = self.server()
        want, ids = self.expected(s.address), set()
        order = [TARGETS[i * 7 % (len(TARGETS) - 1)] for i in range(4000)]
        slow, senders = [], []
        for _ in range(6):
            w = wire.Wire.__new__(wire.Wire)
            w.sock, w.buf = socket.socket(), b""
            w.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            w.sock.settimeout(wire.PATIENCE)
            w.sock.connect(s.address)
            slow.append(w)
            senders.append(threading.Thread(target=w.send, args=("".join(map(asked, order)),), daemon=True))
            senders[-1].start()
        for turn in range(20):  # those in a hurry, meanwhile
            with wire.Wire(s.address) as w:
                targets = [TARGETS[(turn * 5 + i) % len(TARGETS)] for i in range(40)]
                w.send("".join(map(asked, targets)))
                self.check(w, targets, want, ids)
        for w in slow:
            self.check(w, order, want, ids)
            w.sock.close()
        for t in senders:
            t.join(wire.PATIENCE)

    def test_who_hangs_up_leaves_nothing_behind(self):
        s = self.server()
        want, ids = self.expected(s.address), set()
        for turn in range(30):
            gone = [wire.Wire(s.address) for _ in range(8)]
            for w in gone:
                w.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
                w.send("".join(asked(t) for t in TARGETS))
            for w in gone:
                w.sock.close()
            with wire.Wire(s.address) as w:
                w.send("".join(map(asked, TARGETS)))
                self.check(w, TARGETS, want, ids)


if __name__ == "__main__":
    unittest.main()
