#!/usr/bin/env python3
"""Makes tables/words.tsv: words of Chinese and how rare each is, for choosing among repairs.

    words.py TABLES DICTIONARY

DICTIONARY is dict.txt of jieba (MIT): word, frequency. The words of tables/lexicon.tsv and the set phrases of phrases.txt,
which it does not know, count like words of middling frequency.
"""
import math
import pathlib
import re
import sys

import pairs

HEAD = """# Words of Chinese of one to four characters: the word, and how rare it is: the bits that it costs to expect it.
# Out of jieba's dictionary (MIT), where it is frequent enough to be a word beyond doubt, and out of lexicon.tsv and
# phrases.txt, by tools/words.py; change it there, not here.
"""
LEAST = {1: 50, 2: 15, 3: 20, 4: 20}
GENRE = 14


def main(tables, dictionary):
    counts = {}
    total = 0
    for word, count in pairs.words(dictionary):
        total += count
        if re.fullmatch("[\u4e00-\u9fff]{1,4}", word) and count >= LEAST[len(word)]:
            counts[word] = count
    bits = {word: round(math.log2(total / count)) for word, count in counts.items()}
    lexicon = [line.split("\t")[0] for line in (tables / "lexicon.tsv").read_text("utf-8").splitlines()]
    for word in lexicon + pairs.phrases():
        if re.fullmatch("[\u4e00-\u9fff]{2,4}", word):
            bits.setdefault(word, GENRE)
    body = "".join(f"{word}\t{cost}\n" for word, cost in sorted(bits.items()))
    (tables / "words.tsv").write_text(HEAD + body, "utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), sys.argv[2])
