"""Turns files into one C file of byte arrays: embed.py OUT FILE...; JSON is checked, and written without blanks."""
import json
import os
import re
import sys

with open(sys.argv[1], "w", encoding="ascii") as out:
    out.write('#include "api/http/console/files.h"\n')
    for path in sys.argv[2:]:
        with open(path, "rb") as source:
            data = source.read()
        if path.endswith(".json"):
            data = json.dumps(json.loads(data), ensure_ascii=False, separators=(",", ":")).encode()
        name = re.sub(r"\W", "_", os.path.basename(path))
        out.write(f"\nconst unsigned char http_file_{name}[] = {{\n")
        for i in range(0, len(data), 16):
            out.write("\t" + " ".join(f"{b}," for b in data[i:i + 16]) + "\n")
        out.write(f"}};\nconst size_t http_file_{name}_len = {len(data)};\n")
