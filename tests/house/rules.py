"""The house rules. Each takes (source, house) and yields (line, why); a finding fails the test."""

import re

from rooms import C_LIBRARY, LIBRARY, MAY_USE_STORE, POSIX, PREFIX, PUBLIC, PURE, RANK, REACHES_OUT, below_api, room

LENGTH_MAX = {".c": 400, ".h": 400, ".py": 600}
COLUMNS_MAX = 120
WIDE_ALLOWED = 318  # lower it whenever there are fewer

# Files that may be longer, each with its reason.
LONG_FILES = {}


def include_rank(src, house):
    """a file includes its own room or a lower one, never higher, never sideways"""
    mine = room(src.path)
    for line, name, quoted in src.includes():
        if not quoted:
            continue
        theirs = room(name)
        if theirs is None:
            yield line, f'"{name}" is not written from the top of the tree'
        elif not house.has_header(name):
            yield line, f'"{name}" does not exist'
        elif mine is None or theirs == mine:
            continue
        elif RANK[theirs] >= RANK[mine]:
            way = "sideways" if RANK[theirs] == RANK[mine] else "upwards"
            yield line, f"{mine} (rank {RANK[mine]}) includes {way} from {theirs} (rank {RANK[theirs]})"
        elif theirs == "registry/store" and mine not in MAY_USE_STORE:
            yield line, f"{mine} reaches past the register into its store"
        elif mine != "tests" and theirs in PUBLIC and name not in PUBLIC[theirs]:
            yield line, f'"{name}" is private to {theirs}; its public header is {", ".join(sorted(PUBLIC[theirs]))}'


def include_library(src, house):
    """each outside library has one owning room"""
    mine = room(src.path)
    for line, name, quoted in src.includes():
        if quoted:
            continue
        if name in LIBRARY:
            if mine != "tests" and mine not in LIBRARY[name]:
                yield line, f"<{name}> belongs to {', '.join(sorted(LIBRARY[name]))}, not to {mine}"
        elif name not in C_LIBRARY and name not in POSIX:
            yield line, f"<{name}> is an outside library without an owner: add it to rooms.py with the reason"
        elif mine in PURE and name in REACHES_OUT:
            yield line, f"<{name}>: {mine} is pure and reaches nothing outside"


CLOCK = ["time", "clock", "clock_gettime", "gettimeofday", "localtime", "localtime_r", "gmtime", "gmtime_r",
         "timespec_get", "mktime", "timegm", "ftime"]
ENVIRONMENT = ["getenv", "secure_getenv", "setenv", "unsetenv", "putenv"]


def clock(src, house):
    """the clock and the environment stop in api/"""
    if not below_api(room(src.path)):
        return
    for line, name in src.calls(CLOCK):
        yield line, f"{name}() reads or turns the clock below api/; take the day as an argument"
    for line, name in src.calls(ENVIRONMENT):
        yield line, f"{name}() reads the environment below api/"
    for line, text in src.strings:
        if re.search(r"'now'|CURRENT_(TIMESTAMP|DATE|TIME)", text):
            yield line, "the database's clock is a clock too"


PRINT = ["printf", "vprintf", "fprintf", "vfprintf", "dprintf", "puts", "fputs", "putchar", "putc", "fputc",
         "perror", "psignal"]


def printing(src, house):
    """library code does not print and does not end the process; a program that the build runs may"""
    if not below_api(room(src.path)) or re.search(r"^int main\(", src.bare, re.M):
        return
    for line, name in src.calls(PRINT):
        yield line, f"{name}() prints below api/"
    for line, name in src.words(["stdout", "stderr"]):
        yield line, f"{name} used below api/"
    for line, name in src.calls(["exit", "_exit", "quick_exit", "abort"]):
        yield line, f"{name}() ends the process below api/"


FORBIDDEN = {
    "strcpy": "no bound", "strcat": "no bound", "stpcpy": "no bound", "sprintf": "no bound; cv_str_printf or snprintf",
    "vsprintf": "no bound", "gets": "no bound", "strncpy": "leaves no NUL", "strncat": "its bound misleads",
    "strtok": "hidden state; cv_next", "strtok_r": "writes into its input; cv_next",
    "atoi": "no error", "atol": "no error", "atoll": "no error", "atof": "no error",
    "sscanf": "overflow is undefined", "scanf": "overflow is undefined", "fscanf": "overflow is undefined",
    "alloca": "no error", "setjmp": "skips clean-up", "longjmp": "skips clean-up", "system": "runs a shell",
    "popen": "runs a shell", "tmpnam": "a race", "tempnam": "a race", "mktemp": "a race", "rand": "not random",
    "srand": "not random", "asctime": "static buffer", "ctime": "static buffer",
}


def forbidden_call(src, house):
    """calls that have a better sister"""
    names = {n: w for n, w in FORBIDDEN.items() if not (n in ("rand", "srand", "setjmp") and room(src.path) == "tests")}
    for line, name in src.calls(list(names)):
        yield line, f"{name}() is not used here: {names[name]}"


SQL = re.compile(
    r"^\s*(SELECT|WITH|INSERT( OR \w+)? INTO|REPLACE INTO|UPDATE \w+ SET|DELETE FROM|CREATE (TEMP |UNIQUE )*"
    r"(TABLE|INDEX|TRIGGER|VIEW)|ALTER TABLE|DROP (TABLE|INDEX|TRIGGER|VIEW)|PRAGMA|BEGIN( IMMEDIATE)?;?$|COMMIT;?$|"
    r"ROLLBACK;?$|SAVEPOINT|VACUUM)\b|\bFROM \w+ WHERE\b")


def sql(src, house):
    """the only SQL is in registry/store/"""
    mine = room(src.path)
    if mine in ("registry/store", "tests", None):
        return
    for line, text in src.strings:
        if SQL.search(text):
            yield line, f'SQL outside registry/store: "{text[:40]}"'
    for line, name in src.words([r"sqlite3_\w+"]):
        yield line, f"{name} outside registry/store"


LITERALS = re.compile(r'"(?:\\.|[^"\\\n])*"(?:\s*"(?:\\.|[^"\\\n])*")*')


def sql_parameters(src, house):
    """SQLite numbers $1, $2 ... by first appearance, whatever their names say; PostgreSQL does not"""
    if room(src.path) != "registry/store":
        return
    for m in LITERALS.finditer(src.code):
        first = list(dict.fromkeys(re.findall(r"\$(\d+)", m.group())))
        if [int(n) for n in first] != sorted(int(n) for n in first):
            yield src.code.count("\n", 0, m.start()) + 1, f"parameters appear in the order ${', $'.join(first)}"


def law_literal(src, house):
    """the law is data: no country, year, regime or framework in the code that applies it"""
    mine = room(src.path)
    if mine not in ("registry/law", "registry") or not src.path.endswith(".c"):
        return
    for line, text in src.strings:
        if re.fullmatch(r"[A-Z]{2}", text):
            yield line, f'"{text}" looks like a country or a regime; it belongs in a table of the law pack'
        elif text in house.slugs and re.search(r"\w\s*\(|==|!=", src.bare_lines[line - 1]):
            yield line, f'"{text}" is a slug of the law pack; it belongs in a table'
    for n, line in enumerate(src.bare_lines, 1):
        m = re.search(r"(?<![\w.])(199[5-9]|20[0-4]\d)(?![\w.])", line)
        if m and not re.match(r"\s*#", line):
            yield n, f"{m.group(1)} looks like a year; dates belong in a table of the law pack"


def file_length(src, house):
    """a file is read in one sitting"""
    n = len(src.lines) - (1 if src.lines[-1] == "" else 0)
    most = LENGTH_MAX.get(src.path[src.path.rfind("."):], n)
    if n > most:
        if src.path in LONG_FILES:
            house.exceptions.append(f"{src.path}: {n} lines: {LONG_FILES[src.path]}")
        else:
            yield n, f"{n} lines; {most} at most: split it by idea"


def line_width(src, house):
    """120 columns, a tab being eight; what is wider today is counted, and that number may only fall"""
    if not src.is_c:
        return
    for n, line in enumerate(src.lines, 1):
        width = len(line.expandtabs(8))
        if width > COLUMNS_MAX:
            house.wide += 1
            if house.wide > WIDE_ALLOWED:
                yield n, f"{width} columns; {COLUMNS_MAX} at most (line {house.wide} of that kind)"


def prefix(src, house):
    """what a header declares carries the prefix of its room"""
    mine = room(src.path)
    if mine not in PREFIX or not src.path.endswith(".h"):
        return
    for line, name in src.declared():
        if not name.startswith(PREFIX[mine]):
            yield line, f"{name}() is declared in {mine} without its prefix {PREFIX[mine]}"


SHOUTED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK|WI" r"P)\b")
SAID = re.compile(r"\b(st" r"ub(s|bed)?|for n" r"ow|not (yet )?impl" r"emented|unimpl" r"emented)\b", re.I)
PROSE = (".c", ".h", ".py", ".md", ".sh", ".build", ".sql", ".html", ".css")


def unfinished(src, house):
    """no words of unfinished work"""
    if not src.path.endswith(PROSE) and "." in src.path.rsplit("/", 1)[-1]:
        return
    for n, line in enumerate(src.lines, 1):
        m = SHOUTED.search(line) or SAID.search(line)
        if m:
            yield n, f'"{m.group()}": finish it or open an issue'


MACHINE = re.compile(r"(?<![\w./~-])/(home|root|work|Users|mnt)/\w")


def machine_path(src, house):
    """no path of one machine"""
    for n, line in enumerate(src.lines, 1):
        m = MACHINE.search(line)
        if m:
            yield n, f'"{line[m.start():m.start() + 30].strip()}" is a path of one machine'


def debug_comment(src, house):
    """// is for temporary debugging, so that one search finds what was left behind"""
    for line in src.line_comments:
        yield line, "a // comment was left behind"


C_RULES = [include_rank, include_library, clock, printing, forbidden_call, sql, sql_parameters, law_literal,
           file_length, line_width, prefix, unfinished, machine_path, debug_comment]
TEXT_RULES = [file_length, unfinished, machine_path]
