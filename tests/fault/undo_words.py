"""What is asked of `undo` and of plans, where the program has them."""

import json

import registers


def there():
    return registers.run("undo", "--help").status == 0


def last_import(db):
    return str(json.loads(registers.must("imports", "--json", "--db", db).out)[-1]["id"])


def plan(path, db, *args):
    """The plan of an import as JSON."""
    return json.loads(registers.must("import", path, "--dry-run", "--json", "--db", db, *args).out)
