#!/usr/bin/env python3
"""Two-letter codes of subdivisions from Debian's iso-codes (LGPL-2.1+): subdivisions.py PREFIX OUT, one "US-CA" a line."""
import json
import pathlib
import re
import sys

data = json.loads((pathlib.Path(sys.argv[1]) / "share/iso-codes/json/iso_3166-2.json").read_text(encoding="utf-8"))["3166-2"]
codes = sorted(entry["code"] for entry in data if re.fullmatch("[A-Z]{2}-[A-Z]{2}", entry["code"]))
pathlib.Path(sys.argv[2]).write_text("".join(code + "\n" for code in codes), encoding="ascii")
