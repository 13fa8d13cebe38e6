#!/usr/bin/env python3
"""Makes tables/readings.tsv: how each character of GBK and Big5 is read.

    readings.py PINYIN_DICT TABLES

PINYIN_DICT is pinyin_dict.json of pypinyin (MIT), which comes from pinyin-data (MIT): code point to readings,
the most common first.
"""
import json
import pathlib
import sys

HEAD = """# How a character is read in Mandarin: the character, its readings with their tones, the most common first.
# The characters of GBK and of Big5 with HKSCS. From pypinyin 0.55 (MIT), out of pinyin-data (MIT), by
# tools/readings.py; change it there, not here.
"""


# Two forms of one word, parted in the mainland only: what is read as the one is written as the other.
SHARED = {"着": "著"}


def held(char):
    for encoding in ("gbk", "big5hkscs"):
        try:
            char.encode(encoding)
            return True
        except UnicodeEncodeError:
            continue
    return False


def main(source, tables):
    readings = {chr(int(key)): value for key, value in json.loads(pathlib.Path(source).read_text("utf-8")).items()}
    for char, other in SHARED.items():
        known = readings[char].split(",")
        readings[char] = ",".join(known + [reading for reading in readings[other].split(",") if reading not in known])
    body = "".join(f"{char}\t{value}\n" for char, value in sorted(readings.items()) if held(char))
    (pathlib.Path(tables) / "readings.tsv").write_text(HEAD + body, "utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
