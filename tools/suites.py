#!/usr/bin/env python3
"""Runs other people's suites of numbers, quantities and times, and prints a table of what was reached.

    suites.py [--wrong]

The suites lie in the shared folder beside the repository; the adapters, and the cases that do not apply with their
reasons, in crates/gongbao/tests/suites. `--wrong` lists every case that was wrong as well.
"""

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run():
    """What the adapters print, and whether every suite reached its goal."""
    command = ["cargo", "test", "--quiet", "--locked", "-p", "gongbao", "--test", "suites", "--", "--nocapture"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    return done.stdout.splitlines(), done.returncode == 0, done.stderr


def opted_out():
    """How many cases are opted out, by reason."""
    lines = (ROOT / "crates/gongbao/tests/suites/opted_out.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    reasons = {}
    for _, reason, numbers in rows:
        reasons[reason] = reasons.get(reason, 0) + len(numbers.split(" "))
    return sorted(reasons.items(), key=lambda it: -it[1])


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--wrong", action="store_true", help="list the cases that were wrong")
    a = p.parse_args()
    lines, reached, errors = run()
    table = [line for line in lines if line.startswith("|")]
    if not table:
        sys.exit(errors.strip() or "no suite is here")
    print("\n".join(table))
    print(f"\nEvery suite reaches its goal: {'yes' if reached else '**no**'}. Opted out as not applying to reports, by reason:\n")
    print("| reason | cases |\n| --- | --- |")
    print("\n".join(f"| {reason} | {count} |" for reason, count in opted_out()))
    if a.wrong:
        print("\n" + "\n".join(line for line in lines if ": expected " in line))


if __name__ == "__main__":
    main()
