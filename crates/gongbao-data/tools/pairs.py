#!/usr/bin/env python3
"""Makes tables/pairs.tsv and tables/triples.tsv: how often one character follows another, and two others.

    pairs.py TABLES DICTIONARY FOLDER…

Reads the .txt and .html files of the folders: the national, policy and prefecture reports, and never those that the
restoration is measured on. Counts are facts; no sentence can be had back from them. DICTIONARY is dict.txt of jieba
(MIT): word, frequency; its words add their pairs, so that a word that no report used is still likelier than none.
The set phrases of phrases.txt, beside this tool, count like phrases that a report has used now and then.
"""
import collections
import html
import math
import pathlib
import re
import sys

HEAD = """# How often one character follows another in work reports: the character, its count, and for each power of two
# from 1 up the characters that follow it so often (once, 2 to 3 times, …; the last column holds the rest).
# 0 stands for a digit, A for a Latin letter, ^ for an end of a line.
# Counted over the national, policy and prefecture reports, words of jieba's dictionary (MIT) and phrases.txt, by
# tools/pairs.py; change it there, not here.
"""
TRIPLES = """# How often a character follows two others in work reports: the two, and for each power of two from 1 up the
# characters that follow them so often; two that were seen only once are left out. Written like pairs.tsv, by
# tools/pairs.py; change it there, not here.
"""
CLASSES, TRIPLE_CLASSES = 13, 7
# Two characters seen less often tell nothing of what follows.
TRIPLE_SEEN = 2
# How far a word of the dictionary counts: its frequency there is out of sixty million.
DICTIONARY_SCALE, WORD_FLOOR, WORD_LEAST = 1 / 100, 10, 1.0
# The dictionary was counted over misread pages, too, whose characters (锛, 鐨, 銆) stand there as words by themselves and
# in no other word: a character counts so many times as often as the longer words that hold it, at most; one that none
# holds as seldom as any word.
ALONE = 5
# How often a set phrase counts.
PHRASE_TIMES = 4
WIDE = dict(zip(",:;!?()", "，：；！？（）"))


def phrases():
    """Those of phrases.txt, each once."""
    lines = (pathlib.Path(__file__).parent / "phrases.txt").read_text("utf-8").splitlines()
    return sorted({phrase for line in lines if not line.startswith("#") for phrase in line.split()})


def words(dictionary):
    """Word and frequency; single characters as often as they are beyond doubt."""
    entries = [line.split(" ")[:2] for line in pathlib.Path(dictionary).read_text("utf-8").splitlines()]
    entries = [(word, int(frequency)) for word, frequency in entries]
    longer = collections.Counter()
    for word, frequency in entries:
        if len(word) > 1:
            longer.update({char: frequency for char in set(word)})
    for word, frequency in entries:
        yield word, frequency if len(word) > 1 else min(frequency, max(ALONE * longer[word], WORD_FLOOR))


def texts(folder):
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if path.suffix not in (".txt", ".html", ".htm"):
            continue
        data = path.read_bytes()
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("gb18030", "replace")
        if path.suffix != ".txt" or "</" in text:
            text = re.sub(r"(?is)<(script|style)\b.*?</\1>|<!--.*?-->", "", text)
            text = html.unescape(re.sub(r"(?i)<[^>]*>", "\n", text))
        yield text


def plain(char):
    """The class of a character: digits and letters are alike, signs have their Chinese width."""
    char = WIDE.get(char, char)
    if "\uff10" <= char <= "\uff5e" and char not in WIDE.values():
        char = chr(ord(char) - 0xFEE0)
    if char.isdigit() and char.isascii():
        return "0"
    if char.isascii() and char.isalpha():
        return "A"
    return char


def columns(counts, classes):
    """Followers of each key in columns by powers of two."""
    rows = collections.defaultdict(lambda: [""] * classes)
    for (*key, last), count in sorted(counts.items()):
        if count >= 1:
            rows["".join(key)][min(int(math.log2(count)), classes - 1)] += last
    return rows


def main(tables, dictionary, folders):
    single, pair, triple = collections.Counter(), collections.Counter(), collections.Counter()
    seen = set()
    for folder in folders:
        for text in texts(folder):
            for line in text.splitlines():
                line = "".join(map(plain, re.sub(r"[\s\u3000\u200b\ufeff]", "", line)))
                # Menus and notices come again on every page.
                if len(re.findall(r"[\u4e00-\u9fff]", line)) < 8 or line in seen:
                    continue
                seen.add(line)
                line = re.sub("00+", "0", "^" + line + "^")
                single.update(line)
                pair.update(zip(line, line[1:]))
                triple.update(zip(line, line[1:], line[2:]))
    for phrase in phrases():
        for _ in range(PHRASE_TIMES):
            single.update(phrase)
            pair.update(zip(phrase, phrase[1:]))
            triple.update(zip(phrase, phrase[1:], phrase[2:]))
    for word, frequency in words(dictionary):
        if frequency >= WORD_FLOOR and all("\u4e00" <= char <= "\u9fff" for char in word):
            times = max(frequency * DICTIONARY_SCALE, WORD_LEAST)
            for first, second in zip(word, word[1:]):
                pair[first, second] += times
            for char in word:
                single[char] += times
    kept = {char for char, count in single.items() if re.match(r"[\u3400-\u9fff\u3000-\u303f，：；！？（）“”‘’—…·%0A^]", char)}
    for counts in (pair, triple):
        for key in [key for key in counts if not kept.issuperset(key)]:
            del counts[key]
    rows = columns(pair, CLASSES)
    body = "".join(f"{char}\t{single[char]:.0f}\t" + "\t".join(rows[char]) + "\n" for char in sorted(kept))
    (pathlib.Path(tables) / "pairs.tsv").write_text(HEAD + body, "utf-8")
    seen = collections.Counter()
    for (first, second, _), count in triple.items():
        seen[first, second] += count
    rows = columns({key: count for key, count in triple.items() if seen[key[:2]] >= TRIPLE_SEEN}, TRIPLE_CLASSES)
    body = "".join(f"{key}\t" + "\t".join(row) + "\n" for key, row in sorted(rows.items()))
    (pathlib.Path(tables) / "triples.tsv").write_text(TRIPLES + body, "utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
