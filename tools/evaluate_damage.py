#!/usr/bin/env python3
"""Damages clean reports in every known way and measures how much of each comes back.

    evaluate_damage.py --shared FOLDER --run COMMAND [--full] [--family NAME…] [--pairs] [--seeds N] [--rates A,B]
                       [--limit N] [--jobs N] [--show N] [--json FILE] [--markdown]

FOLDER is the shared material (reports/provincial, tools/damage.py); COMMAND takes files and prints for each a line of
JSON with the field `text`. The reading text of a damaged report is compared with the reading text of the
undamaged one:

  characters  of the undamaged reading text, how many are right
  sites       of the places where surgery cut a character in two, how many come back exactly
  digits      how many places have a digit that was not there (wrong), and how many miss one (lost); differences that
              stand close together are one place

Pairs with Big5 are damaged as Traditional text, the only one that this encoding holds.

`--full` is what the project has set itself: every report, three seeds, two rates, the families that know of readings on
Traditional text too, and every pair of families that makes sense. Otherwise one seed and one rate.
"""
import argparse
import collections
import concurrent.futures
import importlib.util
import itertools
import json
import multiprocessing
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

# Families that take a rate, and so are run at two.
RATED = ("pinyin", "pinyin-space", "gbk-surgery", "radicals", "invisible")
SEEDED = RATED + ("entities",)
# Families whose damage is told by script too; of Simplified text Big5 holds two thirds, and puts question marks for the rest.
BOTH_SCRIPTS = ("pinyin", "pinyin-space", "gbk-surgery", "big5-as-gbk", "raw-big5")
# What can happen to a text, in the order in which it does; then one of what can happen to it as bytes.
TEXT = ("radicals", "half-punct", "full-ascii", "spaced-title", "invisible", "pinyin", "pinyin-space", "hard-wrap")
BYTES = ("gbk-surgery", "utf8-as-gbk", "utf8-as-cp1252", "gbk-as-latin1", "gbk-as-big5", "big5-as-gbk", "entities", "escapes",
         "percent", "raw-gb18030", "raw-big5", "raw-utf16le", "raw-utf8-bom")
# Pairs that make none: one undoes the other, or the encoding cannot hold what the other put in.
SENSELESS = {("half-punct", "full-ascii"), ("pinyin", "pinyin-space"), ("half-punct", "gbk-surgery"), ("pinyin", "gbk-surgery"),
             ("pinyin-space", "gbk-surgery")}
NARROW = {"gbk": ("radicals", "invisible"), "big5": ("radicals", "invisible", "pinyin", "pinyin-space")}
# The share of characters that has to come back; of what is not named here all, of a pair 99%.
GOALS = {"gbk-surgery": 0.9995, "utf8-as-gbk": 0.995, "gbk-as-big5": 0.99, "big5-as-gbk": 0.99}
GOAL_PAIR = 0.99
# Families that lose so much that only the characters count whose bytes got through.
DENSE = {"gbk-as-big5": ("gbk", "big5"), "big5-as-gbk": ("big5", "gbk")}
GOAL_SITES = 0.97

COLUMNS = ("family", "seed", "characters", "wrong", "right", "goal", "sites", "exact", "digits", "lost", "")
WIDTHS = (46, 5, 11, 9, 11, 9, 7, 9, 7, 6, 8)

Case = collections.namedtuple("Case", "families script rate seed")


def load_damage(shared):
    spec = importlib.util.spec_from_file_location("damage", shared / "tools" / "damage.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def traditional(tables):
    """A converter to Traditional out of the repository's own tables, so that nothing else is needed."""
    read = lambda name: dict(
        line.split("\t")[:2] for line in (tables / f"{name}.tsv").read_text("utf-8").splitlines() if line and line[0] != "#")
    phrases, chars = read("opencc_st_phrases"), read("opencc_st_characters")
    firsts = {}
    for phrase in phrases:
        firsts[phrase[0]] = max(firsts.get(phrase[0], 0), len(phrase))

    def convert(text):
        out, at = [], 0
        while at < len(text):
            for length in range(min(firsts.get(text[at], 0), len(text) - at), 1, -1):
                if text[at:at + length] in phrases:
                    out.append(phrases[text[at:at + length]])
                    at += length
                    break
            else:
                out.append(chars.get(text[at], text[at]))
                at += 1
        return "".join(out)

    return convert


def encoding_of(family):
    """What the bytes of a family are written in, if that cannot hold every character."""
    if family.startswith("big5-") or family == "raw-big5":
        return "big5"
    return "gbk" if family.startswith("gbk-") else None


def single_cases(families, seeds, rates):
    for family in families:
        for script, rate, seed in itertools.product(
                ("", "traditional") if family in BOTH_SCRIPTS else ("",),
                rates if family in RATED else rates[:1], range(seeds if family in SEEDED else 1)):
            yield Case((family,), script, rate, seed)


def pair_cases(families, rate):
    """Two of text, in the order of the list, or one of text and one of bytes."""
    pairs = list(itertools.combinations(TEXT, 2)) + list(itertools.product(TEXT, BYTES))
    for first, second in pairs:
        if (first, second) in SENSELESS or first in NARROW.get(encoding_of(second), ()):
            continue
        if not families or first in families or second in families:
            # What is in Big5 is in Traditional characters.
            yield Case((first, second), "traditional" if encoding_of(second) == "big5" else "", rate, 0)


def read_all(command, texts):
    """The reading text of each text; many files to a process."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, text in enumerate(texts):
            path = pathlib.Path(folder) / f"{number:04}.txt"
            path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
            paths.append(str(path))
        done = subprocess.run([*shlex.split(command), *paths], capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{command}: {done.stderr}")
        lines = [line for line in done.stdout.split("\n") if line.startswith("{")]
        if len(lines) != len(texts):
            sys.exit(f"{command} printed {len(lines)} lines for {len(texts)} files")
        return [json.loads(line)["text"] for line in lines]


def differences(want, got):
    """The places in which two texts differ, as (position, wanted, there). One walk: where the texts part, the nearest
    place from which they agree again for a while is looked for; only if there is none near, the rest is aligned as a whole."""
    agree, near = 6, 80
    i = j = 0
    while i < len(want) or j < len(got):
        # As far as both agree, in strides.
        stride = 4096
        while stride:
            if i + stride <= len(want) and want[i:i + stride] == got[j:j + stride]:
                i, j = i + stride, j + stride
            else:
                stride //= 2
        if i == len(want) and j == len(got):
            return
        for total in range(1, near):
            splits = sorted(range(total + 1), key=lambda d: abs(2 * d - total))
            found = next(((d, total - d) for d in splits if resumes(want, i + d, got, j + total - d, agree)), None)
            if found:
                break
        else:
            yield from aligned(want, i, got, j)
            return
        yield i, want[i:i + found[0]], got[j:j + found[1]]
        i, j = i + found[0], j + found[1]


def resumes(want, i, got, j, agree):
    if i > len(want) or j > len(got):
        return False
    left, right = want[i:i + agree], got[j:j + agree]
    return left == right and (len(left) == agree or i + agree >= len(want) and j + agree >= len(got))


def aligned(want, i, got, j):
    """The rest of two texts that have gone far apart, with as many characters in common as there can be: the longest
    common subsequence, by rows of bits. Rows are kept at intervals and made again between them."""
    a, b, apart = want[i:], got[j:], 128
    every = (1 << len(a)) - 1
    places = {}
    for at, char in enumerate(a):
        places[char] = places.get(char, 0) | 1 << at

    def rows(row, start):
        for char in b[start:start + apart]:
            both = row & places.get(char, 0)
            row = (row + both | row - both) & every
            yield row

    # A bit of row n is clear where a longer beginning of the one text has more in common with n characters of the other.
    kept = [every]
    for start in range(0, len(b), apart):
        kept.append(list(rows(kept[-1], start))[-1])
    left, right, pairs = len(a), len(b), []
    block = first = None
    while left and right:
        if block is None or right <= first:
            first = (right - 1) // apart * apart
            block = [kept[first // apart], *rows(kept[first // apart], first)]
        here, before = block[right - first], block[right - first - 1]
        if here >> left - 1 & 1:
            left -= 1
        elif not before >> left - 1 & 1:
            right -= 1
        else:
            left, right = left - 1, right - 1
            pairs.append((left, right))
    at, there = 0, 0
    for left, right in [*reversed(pairs), (len(a), len(b))]:
        if (at, there) != (left, right):
            yield i + at, a[at:left], b[there:right]
        at, there = left + 1, right + 1


def dense_differences(want, got):
    """The same where hardly a word is whole."""
    yield from aligned(want, 0, got, 0)


def survivors(text, write, read):
    """For each character whether its bytes got through: those that could not be read are gone."""
    data, alive, i = text.encode(write, "replace"), bytearray(), 0
    while i < len(data):
        width = 1
        if data[i] >= 0x80:
            for width in (2, 1):
                try:
                    data[i:i + width].decode(read)
                    break
                except UnicodeDecodeError:
                    continue
            else:
                alive.append(False)
                i += 1
                continue
        alive += bytes([True]) * len(data[i:i + width])
        i += width
    flags, at = [], 0
    for char in text:
        length = len(char.encode(write, "replace"))
        flags.append(all(alive[at:at + length]))
        at += length
    return flags


def carried(flags, source, reading):
    """Flags of a text as flags of its reading text: what is new in it counts as alive."""
    out, at = [], 0
    for position, was, now in differences(source, reading):
        out += flags[at:position] + [True] * len(now)
        at = position + len(was)
    return out + flags[at:]


def wrong_in(left, right, alive):
    """How many characters of a difference are wrong: those that were there and are not found, and those too many. A
    mark where something was lost is no character, and how many bytes of it are gone is not known."""
    rest = iter(right)
    kept = "".join(char for char, flag in zip(left, alive) if flag)
    missing = sum(1 for char in kept if not any(char == other for other in rest))
    return missing + max(len(right.replace("？", "")) - len(left), 0)


def digits_of(text):
    return re.sub(r"[^0-9０-９]", "", text)


def is_part(part, whole):
    """Whether one is the other with some characters left out."""
    rest = iter(whole)
    return all(char in rest for char in part)


def places(found, apart=12):
    """Differences that stand close together, as one place: where each begins and ends in both texts."""
    merged, shift = [], 0
    for at, left, right in found:
        start, end = (at, at + shift), (at + len(left), at + shift + len(right))
        shift += len(right) - len(left)
        if merged and start[0] - merged[-1][1][0] <= apart:
            merged[-1][1] = end
        else:
            merged.append([start, end])
    return merged


def cut_sites(damage, text, seed, rate):
    """At how many places surgery cuts a character in two: its replacements done again, with the beginnings of characters
    kept beside the bytes."""
    import random

    rng = random.Random(seed)
    data = text.encode("gbk", "replace")
    begins = bytearray()
    for char in text:
        width = len(char.encode("gbk", "replace"))
        begins += b"\1" + b"\0" * (width - 1)
    swaps = [(wide.encode("gbk"), narrow.encode("ascii"), 0) for wide, narrow in damage.PUNCT.items() if wide != narrow]
    names = list(damage.READINGS)
    for char in sorted(damage.READINGS, key=lambda c: c.encode("gbk")):
        if rng.random() < rate:
            raw = char.encode("gbk")
            swaps.append((raw, raw + b"(" + b"\x01%03d\x01" % names.index(char) + b")", 2))
    count = 0
    for was, now, kept in swaps:
        pieces, marks, at = [], [], 0
        while (found := data.find(was, at)) >= 0:
            count += not begins[found]
            pieces += [data[at:found], now]
            marks += [begins[at:found], begins[found:found + kept] + b"\1" * (len(now) - kept)]
            at = found + len(was)
        if pieces:
            data, begins = b"".join(pieces) + data[at:], bytearray().join(marks) + begins[at:]
    return count


class Bench:
    """The reports, and what they are when nothing happens to them."""

    shared = None

    def __init__(self, options):
        self.run = options.run
        self.show = options.show
        self.damage = load_damage(options.shared)
        here = pathlib.Path(__file__).resolve().parent.parent
        paths = sorted((options.shared / "reports" / "provincial").glob("*.txt"))
        reports = [path.read_text("utf-8") for path in paths][:options.limit]
        self.sources = {("", None): reports}
        self.turn = traditional(here / "crates" / "gongbao-data" / "tables")
        self.plain = {}

    def clean(self, case):
        """The texts that are damaged, and their reading texts. What an encoding cannot hold is lost before."""
        encoding = encoding_of(case.families[-1])
        key = case.script, encoding
        if key not in self.sources:
            texts = self.sources["", None]
            if case.script:
                texts = [self.turn(text) for text in texts]
            if encoding:
                texts = [text.encode(encoding, "replace").decode(encoding) for text in texts]
            self.sources[key] = texts
        if key not in self.plain:
            self.plain[key] = read_all(self.run, self.sources[key])
        return self.sources[key], self.plain[key]

    def measure(self, case):
        clean, wanted = self.clean(case)
        damaged = []
        for text in clean:
            for family in case.families:
                text = self.damage.damage(family, text, case.seed, case.rate)
            damaged.append(text)
        got = read_all(self.run, damaged)
        total = wrong = invented = lost = sites_wrong = 0
        shown = []
        dense = case.families[-1] in DENSE
        for source, want, have in zip(clean, wanted, got):
            alive = [True] * len(want)
            if dense:
                alive = carried(survivors(source, *DENSE[case.families[-1]]), source, want)
            total += sum(alive)
            found = list((dense_differences if dense else differences)(want, have))
            for at, left, right in found:
                wrong += wrong_in(left, right, alive[at:at + len(left)]) if dense else max(len(left), len(right))
                if len(shown) < self.show:
                    shown.append(f"    want {left!r} got {right!r} in {want[max(0, at - 8):at + len(left) + 8]!r}"[:300])
            for start, end in places(found):
                # Digits are compared over the whole place: aligned by its marks of loss, 城？就？20 and 城？就？2？ differ
                # in a 2 too few and a 2 too many.
                left, right = (digits_of(text[a:b]) for text, a, b in zip((want, have), start, end))
                sites_wrong += 1
                if not is_part(right, left):
                    invented += 1
                elif right != left:
                    lost += 1
        sites = None
        if case.families == ("gbk-surgery",):
            sites = sum(cut_sites(self.damage, text, case.seed, case.rate) for text in clean)
        goal = GOALS.get(case.families[0], 1.0) if len(case.families) == 1 else GOAL_PAIR
        right = 1 - wrong / max(total, 1)
        exact = 1 - sites_wrong / sites if sites else None
        reached = right >= goal and not invented and (exact is None or exact >= GOAL_SITES)
        return {"family": "+".join(case.families), "script": case.script or "simplified", "rate": case.rate, "seed": case.seed,
                "characters": total, "wrong": wrong, "right": round(right, 6), "goal": goal, "sites": sites,
                "exact": None if exact is None else round(exact, 4), "wrong_digits": invented, "lost_digits": lost,
                "reached": reached, "shown": shown}


def measure(case):
    """What comes of a case, in whichever process."""
    return Bench.shared.measure(case)


def row(result, markdown):
    name = result["family"].replace("+", " + ") + (" (Traditional)" if result["script"] == "traditional" else "")
    if set(result["family"].split("+")) & set(RATED):
        name += f", rate {result['rate']:g}"
    cells = [name, str(result["seed"]), str(result["characters"]), str(result["wrong"]), f"{result['right']:.4%}", f"{result['goal']:.2%}",
             str(result["sites"] or ""), "" if result["exact"] is None else f"{result['exact']:.2%}", str(result["wrong_digits"]),
             str(result["lost_digits"]), "" if result["reached"] else "missed"]
    if markdown:
        return "| " + " | ".join(cells) + " |"
    return "".join(cell.ljust(width) if at == 0 else cell.rjust(width) for at, (cell, width) in enumerate(
        zip(cells, WIDTHS)))


def heading(markdown):
    if markdown:
        return "| " + " | ".join(COLUMNS) + " |\n|" + " --- |" * len(COLUMNS)
    return "".join(cell.ljust(width) if at == 0 else cell.rjust(width) for at, (cell, width) in enumerate(
        zip(COLUMNS, WIDTHS)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=pathlib.Path, required=True)
    parser.add_argument("--run", required=True)
    parser.add_argument("--full", action="store_true", help="every report, three seeds, two rates, and the pairs")
    parser.add_argument("--family", action="append", default=[])
    parser.add_argument("--pairs", action="store_true", help="two families at once; with --family those that have one of them")
    parser.add_argument("--seeds", type=int)
    parser.add_argument("--rates")
    parser.add_argument("--limit", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()
    bench = Bench(options)
    unknown = set(options.family) - set(bench.damage.FAMILIES)
    if unknown:
        parser.error(f"no such family: {', '.join(sorted(unknown))}")
    seeds = options.seeds or (3 if options.full else 1)
    rates = [float(rate) for rate in (options.rates or ("1.0,0.5" if options.full else "1.0")).split(",")]
    cases = []
    if options.full or not options.pairs:
        cases += single_cases(options.family or bench.damage.FAMILIES, seeds, rates)
    if options.full or options.pairs:
        cases += pair_cases(options.family, rates[0])
    print(heading(options.markdown))
    results = []
    for case in cases:
        bench.clean(case)
    # Processes that fork have what the first one has read; it is more than can be sent to them.
    Bench.shared = bench
    with concurrent.futures.ProcessPoolExecutor(options.jobs, multiprocessing.get_context("fork")) as pool:
        for result in pool.map(measure, cases) if options.jobs > 1 else map(measure, cases):
            print(row(result, options.markdown), *result.pop("shown"), sep="\n", flush=True)
            results.append(result)
    missed = sum(not result["reached"] for result in results)
    print(f"\n{len(results) - missed} of {len(results)} reached; digits that were not there: "
          f"{sum(result['wrong_digits'] for result in results)}")
    if options.json:
        options.json.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
