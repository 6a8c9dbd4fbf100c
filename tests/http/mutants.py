"""Requests that are a little wrong, the same ones for the same dice; and how many answers some bytes are."""

import re

BYTES = b"\0\r\n\t :;,/?#%&=+-0a\x0b\x7f\x80\xff"
LINES = [b"Content-Length: 5", b"Content-Length: 0", b"Content-Length : 3", b"Content-Length: +3", b"Content-Length: 0x10", b"Content-Length: 5, 5",
         b"Transfer-Encoding: chunked", b"Transfer-Encoding : chunked", b"Transfer-Encoding: gzip, chunked", b"Transfer-Encoding: identity",
         b"Transfer-Encoding:\tchunked", b"Transfer-Encoding: xchunked", b" folded: yes", b"Host: other.example", b"Host:", b"Expect: 100-continue",
         b"Connection: close", b"Connection: keep-alive, Content-Length", b"Connection: Authorization", b"Upgrade: h2c", b"X-Request-Id: mine",
         b"X-Forwarded-For: 192.0.2.1", b"Range: bytes=0-0", b"Accept-Encoding: gzip", b"If-None-Match: *", b"Trailer: X"]


def bases(host, token):
    """Well-formed requests of every shape; what is in the bodies would be a request, were it taken for one."""
    head = f"Host: {host}\r\nAuthorization: Bearer {token}\r\n"
    inner = b"GET /v1/smuggled HTTP/1.1\r\nHost: x\r\n\r\n"
    questions = b'{"questions": [{"to": "acme", "on": "2019-01-01"}]}'
    plain = [f"{line} HTTP/1.1\r\n{head}\r\n".encode() for line in
             ("GET /v1/health", "HEAD /v1/health", "GET /v1/mechanism?to=acme&on=2019-01-01", "GET /v1/parties?limit=2", "OPTIONS /v1/parties",
              "GET /v1/parties/%61cme", "DELETE /v1/parties/acme")]
    bodied = [f"POST /v1/mechanism:batch HTTP/1.1\r\n{head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
              for body in (questions, inner, b"")]
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (questions[:20], questions[20:])) + b"0\r\n\r\n"
    chunked = f"POST /v1/mechanism:batch HTTP/1.1\r\n{head}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    return plain + bodied + [chunked + chunks, chunked + b"5\r\nabcde\r\n0\r\n\r\n" + inner]


def _line(dice, data):
    lines = data.split(b"\r\n")
    at = dice.randrange(len(lines))
    return lines, at


def _insert(dice, data):
    lines, at = _line(dice, data)
    return b"\r\n".join(lines[:max(1, at)] + [dice.choice(LINES)] + lines[max(1, at):])


def _twice(dice, data):
    lines, at = _line(dice, data)
    return b"\r\n".join(lines[:at] + [lines[at]] + lines[at:])


def _without(dice, data):
    lines, at = _line(dice, data)
    return b"\r\n".join(lines[:at] + lines[at + 1:])


def _byte(dice, data):
    at = dice.randrange(len(data))
    return data[:at] + bytes([dice.choice(BYTES)]) + data[at + dice.randrange(2):]


def _cut(dice, data):
    at = dice.randrange(len(data))
    return data[:at] + data[at + dice.randint(1, 4):]


def _bare(dice, data):
    ends = [m.start() for m in re.finditer(b"\r\n", data)]
    at = dice.choice(ends) if ends else 0
    return data[:at] + dice.choice([b"\n", b"\r", b"\r\r\n", b" \r\n"]) + data[at + 2:]


def _number(dice, data):
    found = list(re.finditer(rb"(?i)content-length: (\d+)", data))
    if not found:
        return _byte(dice, data)
    m = dice.choice(found)
    return data[:m.start(1)] + str(max(0, int(m[1]) + dice.choice([-9, -1, 1, 7]))).encode() + data[m.end(1):]


def mutant(dice, every):
    data = dice.choice(every)
    for _ in range(dice.randint(1, 3)):
        data = dice.choice([_insert, _insert, _twice, _without, _byte, _byte, _cut, _bare, _number])(dice, data) or b"G"
    return data + dice.choice([b"", b"", b"", dice.choice(every)])


def ids(answers):
    """The ids that the server gave, in the order of the answers."""
    return re.findall(rb"(?mi)^X-Request-Id: ([0-9a-f]{32})\r$", answers)
