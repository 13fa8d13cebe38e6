#!/usr/bin/env python3
"""Makes tables/radicals.tsv: radicals and compatibility ideographs, and the ideograph that each stands for.

    radicals.py EQUIVALENT TABLES

EQUIVALENT is EquivalentUnifiedIdeograph.txt of the Unicode Character Database, or a file of its shape: first code
point, last code point or nothing, target, in hexadecimal. It is asked for radicals only where normalisation
knows no answer, and only where the answer is a character of GBK: the others are parts of characters, not words.
"""
import pathlib
import re
import sys
import unicodedata

HEAD = """# Radicals and compatibility ideographs: the character, the ideograph that it stands for.
# From the Unicode Character Database (Unicode licence): normalisation to one character, and for the other radicals
# the equivalent unified ideograph, by tools/radicals.py; change it there, not here.
"""


def main(equivalent, tables):
    rows = {}
    for line in pathlib.Path(equivalent).read_text("utf-8").splitlines():
        found = re.match(r"([0-9A-F]{4,5})(?:\t|\.\.)([0-9A-F]{4,5})?[\t; ]+([0-9A-F]{4,5})", line)
        if not found:
            continue
        first, last, target = (int(part, 16) if part else None for part in found.groups())
        for point in range(first, (last or first) + 1):
            try:
                chr(target).encode("gbk")
            except UnicodeEncodeError:
                continue
            if 0x2E80 <= point < 0x2FE0:
                rows[chr(point)] = chr(target)
    blocks = [*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)]
    for char in map(chr, blocks):
        target = unicodedata.normalize("NFKC", char)
        if len(target) == 1 and target != char:
            rows[char] = target
    body = "".join(f"{char}\t{target}\n" for char, target in sorted(rows.items()))
    (pathlib.Path(tables) / "radicals.tsv").write_text(HEAD + body, "utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
