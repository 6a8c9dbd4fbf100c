"""A server under test, and HTTP over bare sockets: nothing between the test and the bytes."""

import json
import os
import re
import select
import signal
import socket
import subprocess
import time
import urllib.parse

FORM = "application/json"
PATIENCE = 60  # seconds for what is sure to come: a machine that has much to do is no fault of ours


class Reply:
    def __init__(self, status, reason, fields, body, version="HTTP/1.1"):
        self.status, self.reason, self.fields, self.body, self.version = status, reason, fields, body, version

    def __getitem__(self, name):
        """The value of a header field, None where it is absent."""
        values = [v for n, v in self.fields if n.lower() == name.lower()]
        assert len(values) < 2, f"{name} is there {len(values)} times"
        return values[0] if values else None

    def json(self):
        return json.loads(self.body.decode("utf-8"))

    def __repr__(self):
        return f"<{self.status} {self.fields} {self.body[:300]!r}>"


class Wire:
    """One connection. Reads replies one after the other."""

    def __init__(self, address, timeout=PATIENCE):
        self.sock = socket.create_connection(address, timeout=timeout)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buf = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.sock.close()

    def send(self, data):
        self.sock.sendall(data if isinstance(data, bytes) else data.encode("latin-1"))

    def _more(self):
        data = self.sock.recv(65536)
        self.buf += data
        return bool(data)

    def reply(self, head=False):
        """The next reply, None when the connection ended before it began. Interim replies (1xx) are passed over."""
        while b"\r\n\r\n" not in self.buf:
            if not self._more():
                assert not self.buf, f"half a reply: {self.buf!r}"
                return None
        top, self.buf = self.buf.split(b"\r\n\r\n", 1)
        lines = top.decode("latin-1").split("\r\n")
        version, status, reason = (lines[0].split(" ", 2) + [""])[:3]
        fields = [tuple(part.strip() for part in line.split(":", 1)) for line in lines[1:]]
        if status.startswith("1"):
            return self.reply(head)
        lengths = [int(v) for n, v in fields if n.lower() == "content-length"]
        want = 0 if head or status in ("204", "304") else lengths[0]
        while len(self.buf) < want:
            assert self._more(), "the body ended early"
        body, self.buf = self.buf[:want], self.buf[want:]
        return Reply(int(status), reason, fields, body, version)

    def go_on(self):
        """The server has begun with what was sent, and waits for the body: it was asked to say so (Expect)."""
        while b"\r\n\r\n" not in self.buf:
            assert self._more(), "the connection ended"
        top, self.buf = self.buf.split(b"\r\n\r\n", 1)
        assert top.startswith(b"HTTP/1.1 100 "), top

    def readable(self):
        return bool(self.buf) or bool(select.select([self.sock], [], [], 0)[0])

    def rest(self, within=2):
        """Everything that still comes, until the peer closes or says nothing for so long."""
        self.sock.settimeout(within)
        try:
            while self._more():
                pass
        except OSError:
            pass
        data, self.buf = self.buf, b""
        return data

    def ended(self, within=PATIENCE):
        """Does the peer close within so many seconds, sending nothing more?"""
        self.sock.settimeout(within)
        try:
            return not self.buf and self.sock.recv(1) == b""
        except socket.timeout:
            return False
        except ConnectionError:
            return True


def query(**fields):
    fields = {("from" if k == "from_" else k): v for k, v in fields.items()}
    return urllib.parse.urlencode(fields)


class Server:
    """`chapterv serve` on a free port over a register of its own."""

    def __init__(self, binary, db, listen="127.0.0.1:0", env=None, args=(), hosts=("t", "test")):
        self.binary, self.db = binary, db
        self.process = subprocess.Popen(
            [binary, "serve", "--db", db, "--listen", listen, *(f"--host={h}" for h in hosts), *args],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, **(env or {})})
        line = self.process.stdout.readline().decode()
        found = re.fullmatch(r"http://\[?(.*?)\]?:(\d+)/\n", line)
        if not found:
            self.process.kill()
            raise AssertionError(f"no address: {line!r} {self.process.stderr.read()!r}")
        self.address = (found[1], int(found[2]))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            code, words = self.stop()
            assert code == 0, f"the server ended with {code}: {words}"
        self.process.stdout.close()
        self.process.stderr.close()

    def stop(self, how=signal.SIGTERM, within=PATIENCE):
        self.process.send_signal(how)
        code = self.process.wait(within)
        return code, self.process.stderr.read().decode()

    def wire(self, timeout=PATIENCE):
        return Wire(self.address, timeout)

    def has_read(self, w):
        """Did the server take all that was sent to it over that connection? Linux says what still waits for it."""
        ours, theirs = (socket.inet_aton(host)[::-1].hex().upper() + f":{port:04X}" for host, port in
                        (self.address, w.sock.getsockname()))
        with open("/proc/net/tcp", encoding="ascii") as f:
            ends = [line.split() for line in f]
        return any(e[1:3] == [ours, theirs] and int(e[4].split(":")[1], 16) == 0 for e in ends)

    def ask(self, target, method="GET", body=None, **fields):
        """One request on a connection of its own."""
        with self.wire() as w:
            try:
                send(w, target, method, body, **fields)
            except (BrokenPipeError, ConnectionResetError):
                pass  # refused before all of it was sent: the reply is there
            return w.reply(head=method == "HEAD")

    def get(self, path, **fields):
        return self.ask(path + ("?" + query(**fields) if fields else ""))

    def post(self, path, value, **fields):
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        fields.setdefault("Content_Type", FORM)
        return self.ask(path, "POST", body, **fields)

    def memory(self):
        """Resident bytes."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as f:
            return int(re.search(r"VmRSS:\s+(\d+) kB", f.read())[1]) * 1024


def send(w, target, method="GET", body=None, **fields):
    lines = [f"{method} {target} HTTP/1.1", f"Host: {fields.pop('Host', 'test')}"]
    if body is not None:
        lines.append(f"Content-Length: {len(body)}")
    lines += [f"{n.replace('_', '-')}: {v}" for n, v in fields.items()]
    w.send("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + (body or b""))


def run(binary, *args, stdin=None):
    """A command beside the server: (exit code, stdout, stderr)."""
    done = subprocess.run([binary, *args], input=stdin, capture_output=True, timeout=120, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def until(true, seconds=PATIENCE):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return False


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]
