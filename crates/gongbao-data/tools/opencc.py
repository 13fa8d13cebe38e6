#!/usr/bin/env python3
"""Turns OpenCC's dictionaries (text form: key, tab, values) into tables of this crate.

    opencc.py FOLDER TABLES

FOLDER holds TSPhrases.txt and the others as text; a binary dictionary becomes text with
`opencc_dict -i X.ocd2 -f ocd2 -o X.txt -t text`. Of several values the first is taken, as OpenCC itself does.
A character that turns into itself is left out; a phrase that does stays, since it keeps its characters.
"""
import pathlib
import re
import sys

VERSION = "1.4.2"
ABOUT = {
    "TSPhrases": "Traditional phrases and their Simplified form, where a character alone would go wrong",
    "TSCharacters": "Traditional characters and their Simplified form",
    "TSCharactersExt": "Traditional characters whose Simplified form lies beyond the common planes of fonts",
    "STPhrases": "Simplified phrases and their Traditional form",
    "STPhrases_GeneratedFromRegionalPhrases": "Simplified phrases that the regional phrases need",
    "STCharacters": "Simplified characters and their Traditional form",
    "TWPhrases": "Words of Traditional text and what Taiwan says instead",
    "TWPhrasesRev": "Words of Taiwan and what the mainland says instead",
    "TWVariants": "Traditional characters and the form that Taiwan writes",
    "TWVariantsPhrases": "Phrases in which Taiwan writes another form than the character alone would get",
    "TWVariantsRev": "Characters as Taiwan writes them and their standard form",
    "TWVariantsRevPhrases": "Phrases as Taiwan writes them and their standard form",
    "HKPhrases": "Words of Traditional text and what Hong Kong says instead",
    "HKPhrasesRev": "Words of Hong Kong and what the mainland says instead",
    "HKVariants": "Traditional characters and the form that Hong Kong writes",
    "HKVariantsPhrases": "Phrases in which Hong Kong writes another form than the character alone would get",
    "HKVariantsRev": "Characters as Hong Kong writes them and their standard form",
    "HKVariantsRevPhrases": "Phrases as Hong Kong writes them and their standard form",
}


def name(stem):
    stem = stem.replace("STPhrases_GeneratedFromRegionalPhrases", "STPhrasesRegional")
    return "opencc_" + re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=^[A-Z]{2})(?=[A-Z])", "_", stem).lower()


def main(folder, tables):
    for stem, about in ABOUT.items():
        rows = {}
        for line in (pathlib.Path(folder) / f"{stem}.txt").read_text("utf-8").splitlines():
            key, tab, values = line.partition("\t")
            if not tab or line.startswith("#"):
                continue
            value = values.split(" ")[0]
            if len(key) > 1 or key != value:
                rows[key] = value
        head = f"# {about}.\n# From OpenCC {VERSION} (Apache-2.0), {stem}, by tools/opencc.py; change it there, not here.\n"
        body = "".join(f"{key}\t{value}\n" for key, value in sorted(rows.items()))
        (pathlib.Path(tables) / f"{name(stem)}.tsv").write_text(head + body, "utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
