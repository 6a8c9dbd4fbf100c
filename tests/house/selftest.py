"""The checker checked: for each rule a snippet that breaks it on a known line, and one that is fine."""

from rules import WIDE_ALLOWED

# (rule, path, text, line at fault or None where nothing must be found)
SNIPPETS = [
    ("include-rank", "registry/law/x.c", '#include "registry/store/db.h"\n', 1),
    ("include-rank", "registry/store/x.c", '\n#include "registry/law/law.h"\n', 2),
    ("include-rank", "registry/core/x.c", '#include "registry/registry.h"\n', 1),
    ("include-rank", "import/x.c", '#include "reports/reports.h"\n', 1),
    ("include-rank", "reports/x.c", '#include "import/import.h"\n', 1),
    ("include-rank", "registry/x.c", '#include "import/import.h"\n', 1),
    ("include-rank", "reports/x.c", '#include "registry/store/db.h"\n', 1),
    ("include-rank", "api/http/x.c", '#include "registry/store/db.h"\n', 1),
    ("include-rank", "api/http/x.c", '#include "api/cli/cli.h"\n', 1),
    ("include-rank", "import/x.c", '#include "registry/law/pack.h"\n', 1),
    ("include-rank", "import/x.c", '#include "x.h"\n', 1),
    ("include-rank", "import/x.c", '#include "registry/core/nowhere.h"\n', 1),
    ("include-rank", "registry/law/x.c", '#include "registry/core/text.h"\n#include "registry/law/pack.h"\n', None),
    ("include-rank", "registry/x.c", '#include "registry/law/law.h"\n#include "registry/store/db.h"\n', None),
    ("include-rank", "registry/x.c", '/* #include "import/import.h" */\n', None),
    ("include-rank", "registry/law/x.c", '#include "registry/law/made.h"\n', None),
    ("include-rank", "api/cli/x.c", '#include "api/http/http.h"\n#include "import/import.h"\n', None),
    ("include-rank", "tests/unit/x.c", '#include "registry/law/pack.h"\n', None),
    ("include-library", "registry/x.c", "#include <sqlite3.h>\n", 1),
    ("include-library", "import/x.c", "#include <csv.h>\n", 1),
    ("include-library", "api/cli/x.c", "#include <microhttpd.h>\n", 1),
    ("include-library", "reports/x.c", "#include <cjson/cJSON.h>\n", 1),
    ("include-library", "reports/x.c", "#include <sodium.h>\n", 1),
    ("include-library", "import/x.c", "#include <curl/curl.h>\n", 1),
    ("include-library", "registry/law/x.c", "#include <time.h>\n", 1),
    ("include-library", "registry/store/x.c", "#include <sqlite3.h>\n#include <string.h>\n", None),
    ("include-library", "tests/bench/x.c", "#include <sqlite3.h>\n#include <microhttpd.h>\n", None),
    ("clock", "registry/x.c", "void f(void)\n{\n\tnow = time(NULL);\n}\n", 3),
    ("clock", "import/x.c", "clock_gettime(CLOCK_REALTIME, &t);\n", 1),
    ("clock", "reports/x.c", "localtime_r(&t, &tm);\n", 1),
    ("clock", "registry/x.c", 'const char *p = getenv("HOME");\n', 1),
    ("clock", "registry/store/x.c", 'q = "INSERT INTO a VALUES (datetime(\'now\'))";\n', 1),
    ("clock", "registry/x.c", "a->time(x); reg_time(x); the_time = 1; /* time(NULL) */\n", None),
    ("clock", "api/cli/x.c", "clock_gettime(CLOCK_REALTIME, &t);\n", None),
    ("printing", "registry/x.c", 'printf("%d", n);\n', 1),
    ("printing", "import/x.c", 'fprintf(stderr, "no");\n', 1),
    ("printing", "registry/core/x.c", "abort();\n", 1),
    ("printing", "registry/core/x.c", 'snprintf(b, n, "printf("); cv_str_printf(s, "x"); cv_str_puts(s, "x");\n', None),
    ("printing", "import/x.c", 'int main(void)\n{\n\tputs("made");\n\texit(0);\n}\n', None),
    ("printing", "api/cli/x.c", 'printf("%d", n);\n', None),
    ("forbidden-call", "api/cli/x.c", "strcpy(a, b);\n", 1),
    ("forbidden-call", "tests/unit/x.c", "sprintf(a, b);\n", 1),
    ("forbidden-call", "import/x.c", "n = atoi(s);\n", 1),
    ("forbidden-call", "import/x.c", "p = strtok(s, d);\n", 1),
    ("forbidden-call", "import/x.c", "gets(s);\n", 1),
    ("forbidden-call", "import/x.c", 'cv_strcpy(a); puts_atoi(b); x = "atoi("; /* gets( */\n', None),
    ("sql", "registry/x.c", 'q = "SELECT id FROM party";\n', 1),
    ("sql", "api/http/x.c", 'q = "PRAGMA query_only=1";\n', 1),
    ("sql", "reports/x.c", '\nq = "delete";\nq = "INSERT OR IGNORE INTO a";\n', 3),
    ("sql", "registry/x.c", "sqlite3_step(s);\n", 1),
    ("sql", "registry/store/x.c", 'q = "SELECT id FROM party"; sqlite3_step(s);\n', None),
    ("sql", "reports/x.c", 'q = "select a day"; q = "With contracts"; q = "UPDATES";\n', None),
    ("sql-parameters", "registry/store/x.c", '\nq = "UPDATE a SET b = $2"\n\t" WHERE c = $1";\n', 2),
    ("sql-parameters", "registry/store/x.c", 'q = "SELECT $1, $2" " WHERE $1 < $3"; r = "$2 $1";\n', 1),
    ("sql-parameters", "registry/store/x.c", 'q = "SELECT $1, $2" " WHERE $1 < $3"; r = "x = $1";\n', None),
    ("law-literal", "registry/law/x.c", 'if (strcmp(c, "US") == 0)\n', 1),
    ("law-literal", "registry/x.c", 'if (cv_streq(slug, "scc-2021-m2"))\n', 1),
    ("law-literal", "registry/law/x.c", "\nif (year >= 2021)\n", 2),
    ("law-literal", "registry/law/x.c", 'x = "USA"; y = "scc-2021-m2 of"; /* "US" 2021 */ z = 1024 + A2021;\n', None),
    ("law-literal", "tests/unit/x.c", 'if (strcmp(c, "US") == 0)\n', None),
    ("file-length", "import/x.c", "\n" * 401, 401),
    ("file-length", "import/x.c", "\n" * 400, None),
    ("line-width", "import/x.c", ("\t" * 10 + "x" * 41 + "\n") * (WIDE_ALLOWED + 1), WIDE_ALLOWED + 1),
    ("line-width", "import/x.c", ("\t" * 10 + "x" * 40 + "\n") * 2, None),
    ("prefix", "import/x.h", "int imp_a(void);\nint helper(void);\n", 2),
    ("prefix", "registry/law/x.h", "struct a {\n\tint b;\n};\nstatic inline int bad(int x)\n{\n\treturn x;\n}\n", 4),
    ("prefix", "registry/core/x.h", "typedef int row_fn(void *ctx);\n", 1),
    ("prefix", "registry/core/x.h",
     "#define A(x) \\\n\tfoo(x)\nCV_MUST enum cv_err cv_a(int (*fn)(void)) CV_PRINTF(1, 2);\n"
     "static inline int cv_b(int x)\n{\n\treturn call(x);\n}\nextern int cv_c;\n", None),
    ("unfinished", "import/x.c", "/* TO" "DO: rest */\n", 1),
    ("unfinished", "import/x.md", "\nThis is a st" "ub.\n", 2),
    ("unfinished", "import/x.c", "/* the method of stubborn todos */\n", None),
    ("machine-path", "tests/x.py", 'open("/ho' 'me/me/x")\n', 1),
    ("machine-path", "README.md", "cd /wo" "rk/main\n", 1),
    ("machine-path", "README.md", "https://example.org/home/x ~/home/x ./home/x\n", None),
    ("debug-comment", "import/x.c", 'int a; // left\n', 1),
    ("debug-comment", "import/x.c", 'x = "http://a"; /* // */\n', None),
]

# Headers the snippets may name, and one law table.
GIVEN = {
    "registry/core/text.h": "", "registry/law/law.h": "", "registry/law/pack.h": "", "registry/store/db.h": "",
    "registry/registry.h": "", "import/import.h": "", "reports/reports.h": "", "api/http/http.h": "",
    "api/cli/cli.h": "", "registry/law/meson.build": "custom_target(output: 'made.h')",
    "registry/law/mechanisms.csv": "slug,regime\nscc-2021-m2,EU\n",
}


def run(house_class):
    wrong = 0
    broken = set()
    for rule, path, text, line in SNIPPETS:
        house = house_class({**GIVEN, path: text})
        seen = [(n, why) for p, n, r, why in house.findings() if r == rule and p == path]
        want = [] if line is None else [line]
        if sorted({n for n, _ in seen}) != want:
            wrong += 1
            print(f"{rule}: {text.strip()[:60]!r} in {path}: expected lines {want}, found {seen}")
        if line is not None:
            broken.add(rule)
    missing = {r.__name__.replace("_", "-") for r in __import__("rules").C_RULES} - broken
    for rule in sorted(missing):
        wrong += 1
        print(f"{rule}: no snippet breaks it")
    print(f"{len(SNIPPETS)} snippets, {wrong} wrong")
    return 1 if wrong else 0
