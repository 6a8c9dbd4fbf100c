"""outlines.txt as C: one string each for code and path, in order of code."""

import sys

out, source = sys.argv[1:]
rows = []
for line in open(source, encoding="ascii"):
    if not line.startswith("#"):
        code, middle, path = line.rstrip("\n").split("\t")
        rows.append((code, *middle.split(), path))
with open(out, "w", encoding="ascii") as f:
    f.write('#include "reports/map/outlines.h"\n\nconst struct rep_outline rep_outline[] = {\n')
    for code, x, y, dot, path in sorted(rows):
        pieces = [path[i:i + 400] for i in range(0, len(path), 400)] or [""]
        f.write('\t{ "%s", %s, %s, %s,\n\t\t%s },\n' % (code, x, y, "true" if dot == "1" else "false",
                                                       "\n\t\t".join(f'"{p}"' for p in pieces)))
    f.write("};\n\nconst size_t rep_outlines = sizeof(rep_outline) / sizeof(rep_outline[0]);\n")
