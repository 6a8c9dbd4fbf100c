"""The rooms of the house: rank, prefix, public headers, and which outside library lives where."""

# A file includes its own room or one of lower rank; rooms of one rank are strangers.
RANK = {
    "registry/core": 0,
    "registry/law": 1,
    "registry/store": 1,
    "registry": 2,
    "import": 3,
    "reports": 3,
    "api": 4,
    "api/http": 5,
    "api/cli": 6,
    "tests": 7,
}

PREFIX = {
    "registry/core": "cv_",
    "registry/law": "law_",
    "registry/store": "db_",
    "registry": "reg_",
    "import": "imp_",
    "reports": "rep_",
    "api": "api_",
    "api/http": "http_",
    "api/cli": "cli_",
}

# What a room promises to the others; every other header of it is private. Core is made of small public headers.
PUBLIC = {
    "registry/law": {"registry/law/law.h", "registry/law/about.h", "registry/law/modules.h", "registry/law/whatif.h",
                     "registry/law/case.h"},
    "registry/store": {"registry/store/db.h"},
    "registry": {
        "registry/registry.h",
        "registry/imports.h",
        "registry/evidence.h",
        "registry/tree.h",
        "registry/access.h",
        "registry/pages.h",
        "registry/requests.h",
        "registry/behind.h",
        "registry/standing.h", "registry/follow.h",
        "registry/cover.h",
        "registry/digest.h",
        "registry/desk/agenda.h",
        "registry/desk/due.h",
        "registry/desk/inquiry.h",
        "registry/desk/moves.h",
        "registry/desk/need.h",
        "registry/desk/notice.h",
        "registry/desk/vendor.h",
        "registry/drill/drill.h",
        "registry/lint/files.h",
        "registry/lint/lint.h",
    },
    "import": {"import/import.h"},
    "reports": {
        "reports/reports.h",
        "reports/chain.h",
        "reports/drill.h",
        "reports/lint/lint.h",
        "reports/onboard.h",
        "reports/sink.h",
        "reports/tables.h",
        "reports/evidence.h",
        "reports/agenda.h",
        "reports/notice.h",
        "reports/letters/letters.h",
        "reports/letters/inquiry.h",
        "reports/letters/replay.h",
        "reports/map/map.h",
        "reports/timeline.h",
        "reports/public/list.h",
        "reports/public/changes.h",
        "reports/public/publish.h",
    },
    "api/http": {"api/http/http.h"},
    "api/cli": {"api/cli/cli.h"},
}

# Only the register itself may talk to its store.
MAY_USE_STORE = {"registry/store", "registry", "tests"}

# Outside library -> the rooms that own it. Tests may use all of them.
LIBRARY = {
    "csv.h": {"registry/core"},
    "utf8proc.h": {"registry/core"},
    "sqlite3.h": {"registry/store"},
    "microhttpd.h": {"api/http"},
    "cjson/cJSON.h": {"api/http"},
    "sodium.h": {"registry/store", "registry", "import"},  # SHA-256 of migrations, rows and files; randomness
    "nettle/sha2.h": {"registry"},  # SHA-256 of the log and of secrets
    "zlib.h": {"api/http"},
    "lz4.h": {"api/http"},
    "libical/ical.h": {"reports"},
    "xlsxwriter.h": {"reports"},
    "cmocka.h": {"tests"},
}

C_LIBRARY = {
    "assert.h", "ctype.h", "errno.h", "inttypes.h", "limits.h", "locale.h", "math.h", "setjmp.h", "signal.h",
    "stdalign.h", "stdarg.h", "stdatomic.h", "stdbool.h", "stddef.h", "stdint.h", "stdio.h", "stdlib.h",
    "stdnoreturn.h", "string.h", "strings.h", "time.h",
}
POSIX = {"iconv.h", 
    "arpa/inet.h", "dirent.h", "dlfcn.h", "fcntl.h", "getopt.h", "langinfo.h", "libgen.h", "netdb.h", "netinet/in.h",
    "netinet/tcp.h", "poll.h", "pthread.h", "pwd.h", "sched.h", "semaphore.h", "spawn.h", "sys/epoll.h",
    "sys/eventfd.h", "sys/file.h", "sys/inotify.h", "sys/ioctl.h", "sys/mman.h", "sys/random.h", "sys/resource.h",
    "sys/select.h", "sys/signalfd.h", "sys/socket.h", "sys/stat.h", "sys/time.h", "sys/types.h", "sys/uio.h",
    "sys/un.h",
    "sys/wait.h", "termios.h", "unistd.h",
}
# The law is pure: nothing here that reaches outside the process.
PURE = {"registry/core", "registry/law"}
REACHES_OUT = {"time.h"} | (POSIX - {"sys/types.h", "pthread.h"})


def room(path):
    """The innermost room a file is in; None for what is in no room (top-level files)."""
    best = None
    for name in RANK:
        if path.startswith(name + "/") and (best is None or len(name) > len(best)):
            best = name
    return best


def below_api(name):
    return name is not None and RANK[name] < RANK["api"]
