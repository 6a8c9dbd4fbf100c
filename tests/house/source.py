"""A source file seen three ways: as it is, without comments, and without comments and literals."""

import re

TOKEN = re.compile(
    r"/\*.*?\*/"            # block comment
    r"|//[^\n]*"            # line comment
    r'|"(?:\\.|[^"\\\n])*"'  # string
    r"|'(?:\\.|[^'\\\n])*'",  # character
    re.S,
)


def blank(text):
    """Spaces of the same shape: line numbers and columns stay."""
    return re.sub(r"[^\n]", " ", text)


class Source:
    """One file. path is relative to the root, with '/'."""

    def __init__(self, path, text):
        self.path = path
        self.text = text
        self.is_c = path.endswith((".c", ".h"))
        self.lines = text.split("\n")
        self.line_comments = []
        self.strings = []  # (line, content)
        if not self.is_c:
            return
        code, bare, at = [], [], 0
        for m in TOKEN.finditer(text):
            between, token = text[at:m.start()], m.group()
            at = m.end()
            line = text.count("\n", 0, m.start()) + 1
            code.append(between)
            bare.append(between)
            if token.startswith("/"):
                if token.startswith("//"):
                    self.line_comments.append(line)
                code.append(blank(token))
                bare.append(blank(token))
            else:
                if token.startswith('"'):
                    self.strings.append((line, token[1:-1]))
                code.append(token)
                bare.append(token[0] + blank(token[1:-1]) + token[0])
        code.append(text[at:])
        bare.append(text[at:])
        self.code = "".join(code)  # no comments
        self.bare = "".join(bare)  # no comments, literals emptied
        self.code_lines = self.code.split("\n")
        self.bare_lines = self.bare.split("\n")

    def includes(self):
        """(line, name, quoted) of every #include."""
        for n, line in enumerate(self.code_lines, 1):
            m = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if m:
                yield n, m.group(2), m.group(1) == '"'

    def calls(self, names):
        """(line, name) of every use of one of these names followed by '(' that is no member."""
        pattern = re.compile(r"(?<![\w.>])(" + "|".join(names) + r")\s*\(")
        for n, line in enumerate(self.bare_lines, 1):
            for m in pattern.finditer(line):
                yield n, m.group(1)

    def words(self, names):
        """(line, name) of every use of one of these identifiers."""
        pattern = re.compile(r"(?<!\w)(" + "|".join(names) + r")(?!\w)")
        for n, line in enumerate(self.bare_lines, 1):
            for m in pattern.finditer(line):
                yield n, m.group(1)

    def declared(self):
        """(line, name) of the functions that a header declares or defines, function types included."""
        text = re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", lambda m: blank(m.group()), self.bare, flags=re.M)
        depth, start, out = 0, 0, []
        for i, ch in enumerate(text):
            if ch == "{":
                if depth == 0:
                    out.append((start, text[start:i]))
                depth += 1
            elif ch == "}":
                depth -= 1
                start = i + 1
            elif ch == ";" and depth == 0:
                out.append((start, text[start:i]))
                start = i + 1
        for begin, statement in out:
            # attributes and the macros that stand for them are not the name
            shaped = re.sub(r"\b(__attribute__|[A-Z][A-Z0-9_]*)\b", lambda m: blank(m.group()), statement)
            m = re.search(r"([a-z_]\w*)\s*\(", shaped)
            if m and not re.match(r"\s*(struct|enum|union)\s+\w*\s*$", statement):
                yield text.count("\n", 0, begin + m.start(1)) + 1, m.group(1)
