#!/usr/bin/env python3
"""Damages clean reports in every known way and measures how much of each comes back.

    evaluate_damage.py --shared FOLDER --run COMMAND [--family NAME…] [--seeds N] [--limit N] [--show N] [--json FILE]

FOLDER is the shared material (reports/provincial, tools/damage.py); COMMAND takes files and prints for each a line of
JSON with the field `text`. The reading text of a damaged report is compared with the reading text of the
undamaged one:

  characters  of the undamaged reading text, how many are right
  sites       of the places that a family damages beyond one character (gbk-surgery), how many come back exactly
  digits      how many digits are wrong: put in, taken out or changed
"""
import argparse
import difflib
import importlib.util
import itertools
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

# Families that take a rate, and so are run at two.
RATED = ("pinyin", "pinyin-space", "gbk-surgery", "radicals", "invisible")
SEEDED = RATED + ("entities",)
# Families whose damage is told by script too.
BOTH_SCRIPTS = ("pinyin", "pinyin-space", "gbk-surgery")


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


def read_all(command, texts):
    """The reading text of each text."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, text in enumerate(texts):
            path = pathlib.Path(folder) / f"{number:04}.txt"
            path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
            paths.append(str(path))
        done = subprocess.run([*shlex.split(command), *paths], capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{command}: {done.stderr}")
        lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
        if len(lines) != len(texts):
            sys.exit(f"{command} printed {len(lines)} lines for {len(texts)} files")
        return [json.loads(line)["text"] for line in lines]


def differences(want, got):
    """The places in which two texts differ, found line by line first so that long texts stay cheap."""
    a, b = want.split("\n"), got.split("\n")
    for tag, i, j, k, m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        left, right = "\n".join(a[i:j]), "\n".join(b[k:m])
        if abs(len(left) - len(right)) > 3000 or len(left) > 20000:
            yield left, right, ""
            continue
        for tag, i2, j2, k2, m2 in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
            if tag != "equal":
                yield left[i2:j2], right[k2:m2], left[max(0, i2 - 8):j2 + 8]


def sites(damage, text, seed, rate):
    """How many places surgery shifts: runs in which the damaged text, its plain replacements undone, differs."""
    damaged = damage.damage("gbk-surgery", text, seed, rate)
    readings = sorted(set(damage.READINGS.values()), key=len, reverse=True)
    plain = re.sub(r"\((?:%s)\)" % "|".join(readings), "", damaged)
    count = 0
    for want, got in zip(text.split("\n"), plain.split("\n")):
        want = "".join(damage.PUNCT.get(c, c) for c in want)
        # Marks of a shift that stand within a few characters of one another are one site.
        count += len(re.findall(r"\?", got)) - want.count("?") > 0 and len(
            list(group_sites(want, got)))
    return count


def group_sites(want, got):
    last = -100
    for tag, i, j, k, m in difflib.SequenceMatcher(None, want, got, autojunk=False).get_opcodes():
        if tag != "equal":
            if i - last > 2:
                yield i
            last = j


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=pathlib.Path, required=True)
    parser.add_argument("--run", required=True)
    parser.add_argument("--family", action="append")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--rates", default="1.0,0.5")
    parser.add_argument("--limit", type=int, default=1000)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    damage = load_damage(options.shared)
    here = pathlib.Path(__file__).resolve().parent.parent
    reports = [path.read_text("utf-8") for path in sorted((options.shared / "reports" / "provincial").glob("*.txt"))]
    reports = reports[:options.limit]
    turn = traditional(here / "crates" / "gongbao-data" / "tables")
    turned = {}
    plain = {}
    results = []
    print(f"{'family':<28}{'characters':>12}{'right':>12}{'sites':>8}{'exact':>9}{'digits':>8}")
    for family in options.family or damage.FAMILIES:
        rates = [float(rate) for rate in options.rates.split(",")] if family in RATED else [1.0]
        seeds = range(options.seeds if family in SEEDED else 1)
        for script, rate, seed in itertools.product(
                ("", "traditional") if family in BOTH_SCRIPTS else ("",), rates, seeds):
            if script and script not in turned:
                turned[script] = [turn(report) for report in reports]
            clean = turned[script] if script else reports
            encoding = "big5" if "big5-as" in family or family == "raw-big5" else "gbk"
            if family.startswith(("gbk", "big5")) or family == "raw-big5":
                # What the encoding cannot hold is lost before any damage is done.
                clean = [report.encode(encoding, "replace").decode(encoding) for report in clean]
            key = (script, encoding if clean is not reports and not script else "", family.startswith("gbk"))
            if key not in plain:
                plain[key] = read_all(options.run, clean)
            got = read_all(options.run, [damage.damage(family, report, seed, rate) for report in clean])
            total = wrong = digits = bad_sites = 0
            shown = 0
            for want, have in zip(plain[key], got):
                total += len(want)
                for left, right, context in differences(want, have):
                    wrong += max(len(left), len(right))
                    bad_sites += 1
                    if re.sub(r"\D", "", left) != re.sub(r"\D", "", right):
                        digits += 1
                    if shown < options.show:
                        shown += 1
                        print(f"    want {left!r} got {right!r} in {context!r}"[:300])
            count = sum(sites(damage, report, seed, rate) for report in clean) if family == "gbk-surgery" else 0
            right = 1 - wrong / max(total, 1)
            name = f"{family}{' ' + script if script else ''} {rate if family in RATED else ''} {seed if seed else ''}"
            exact = f"{1 - bad_sites / count:.2%}" if count else ""
            print(f"{name.strip():<28}{total:>12}{right:>12.4%}{count or '':>8}{exact:>9}{digits:>8}", flush=True)
            results.append({"family": family, "script": script or "simplified", "rate": rate, "seed": seed, "characters": total,
                            "right": round(right, 6), "sites": count, "wrong_sites": bad_sites, "wrong_digits": digits})
    if options.json:
        options.json.write_text(json.dumps(results, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
