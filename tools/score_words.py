#!/usr/bin/env python3
"""Measures the words: ours and those of bare jieba-rs against what people cut by hand.

    score_words.py --truth ../shared/truth/segmentation [--run target/release/examples/words] [--limit N] [--differ N]

The truth are the SIGHAN bakeoff's test sets of PKU and MSR (`pku_test.utf8`, `pku_test_gold.utf8`, `msr_…`) and the People's
Daily of January 1998 (`pfr199801_tagged.txt`). Printed are precision, recall and F1 of words, and a line of JSON.
"""

import argparse
import json
import re
import subprocess
from collections import Counter
from pathlib import Path

SEGMENTERS = ("jieba", "genre")


def bakeoff(folder, name):
    """Lines as lists of words."""
    for line in (folder / f"{name}_test_gold.utf8").read_text(encoding="utf-8").splitlines():
        if line.split():
            yield line.split()


def daily(folder):
    """The tagged words of the People's Daily, without tags and the brackets of compounds."""
    for line in (folder / "pfr199801_tagged.txt").read_text(encoding="utf-8").splitlines():
        words = []
        for token in line.split():
            word = re.sub(r"\][A-Za-z]*$", "", token)
            word = re.sub(r"^\[(?=.)", "", word.rsplit("/", 1)[0] if "/" in word else word)
            # The lines begin with the number of the article.
            if re.fullmatch(r"\d{8}-\d\d-\d{3}-\d{3}", word):
                continue
            words.append(word)
        if words:
            yield words


def spans(words):
    at, found = 0, set()
    for word in words:
        found.add((at, at + len(word)))
        at += len(word)
    return found


def cut(run, segmenter, lines):
    text = "\n".join("".join(words) for words in lines) + "\n"
    done = subprocess.run([*run, segmenter], input=text.encode(), stdout=subprocess.PIPE, check=True)
    return [line.split() for line in done.stdout.decode().split("\n")[: len(lines)]]


def score(gold, seen, differences):
    hits = total = found = 0
    for want, got in zip(gold, seen, strict=True):
        w, g = spans(want), spans(got)
        hits, total, found = hits + len(w & g), total + len(w), found + len(g)
        text = "".join(want)
        for start, end in sorted(w - g):
            differences[text[start:end]] += 1
    p, r = hits / found, hits / total
    return {"precision": round(p, 4), "recall": round(r, 4), "f1": round(2 * p * r / (p + r), 4)}


def measure(folder, run, limit=None, differ=0):
    """Scores by corpus and segmenter."""
    out = {}
    corpora = {"pku": bakeoff(folder, "pku"), "msr": bakeoff(folder, "msr"), "daily": daily(folder)}
    for name, lines in corpora.items():
        gold = list(lines)[:limit]
        for segmenter in SEGMENTERS:
            differences = Counter()
            out.setdefault(name, {})[segmenter] = score(gold, cut(run, segmenter, gold), differences)
            if differ:
                shown = "  ".join(f"{word} {count}" for word, count in differences.most_common(differ))
                print(f"{name} {segmenter} misses: {shown}")
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--truth", type=Path, required=True)
    parser.add_argument("--run", default="target/release/examples/words")
    parser.add_argument("--limit", type=int, help="as many lines of each corpus at most")
    parser.add_argument("--differ", type=int, default=0, help="print the words that are missed most")
    args = parser.parse_args()
    scores = measure(args.truth, [args.run], args.limit, args.differ)
    for name, rows in scores.items():
        for segmenter, row in rows.items():
            print(f"{name:6} {segmenter:6} P {row['precision']:.4f} R {row['recall']:.4f} F1 {row['f1']:.4f}")
    print(json.dumps(scores))


if __name__ == "__main__":
    main()
