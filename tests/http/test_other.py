"""What another program committed is in the very next answer, however many ask at the same time (wake.h)."""

import json
import threading
import unittest

import serving
import suite
import wire

CHANGES, ASKERS, CONNECTIONS = 12, 3, 12
QUESTION = "GET /v1/mechanism?to=acme&on=2018-05-01 HTTP/1.1\r\nHost: t\r\n\r\n"


class Other(serving.Own):
    def change(self, n):
        suite.imported(suite.BINARY, self.db, self.folder, "parties",
                       f'id,name,aliases,kind,country,own\nacme,Acme {n},"Acme, Inc.",service-provider,US,no\n')

    def ask(self, address, lines):
        """Questions on many connections at once, again and again; each sends so many at a time."""
        open_ = [wire.Wire(address) for _ in range(CONNECTIONS)]
        try:
            while not self.over.is_set():
                known = self.known
                for i, w in enumerate(open_):
                    w.send(QUESTION * lines(i))
                for i, w in enumerate(open_):
                    for _ in range(lines(i)):
                        self.took(known, json.loads(w.reply().body))
        finally:
            for w in open_:
                w.__exit__()

    def took(self, known, answer):
        name = answer["question"]["to"]["name"]
        self.asked += 1
        if int(name.split()[1]) < known:
            self.late.append(f"{name} after {known} was done")

    def watch(self, lines):
        s = self.server()
        self.known, self.asked, self.late, self.over = 0, 0, [], threading.Event()
        self.change(0)
        askers = [threading.Thread(target=self.ask, args=(s.address, lines)) for _ in range(ASKERS)]
        for t in askers:
            t.start()
        try:
            for n in range(1, CHANGES + 1):
                self.change(n)
                self.known = n
        finally:
            self.over.set()
            for t in askers:
                t.join()
        self.assertEqual(self.late, [])
        self.assertGreater(self.asked, 10 * CHANGES)

    def test_one_question_at_a_time(self):
        self.watch(lambda i: 1)

    def test_some_ask_more_before_they_are_answered(self):
        self.watch(lambda i: 1 + i % 3)


if __name__ == "__main__":
    unittest.main()
