"""From a damaged page to a table of figures.

    python examples/one_report.py [FILE]

Reads a report whose bytes were damaged, shows a few of the repairs, and prints its figures with what they count.
"""

import sys
from pathlib import Path

import gongbao as gb

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS / "104-surgery.txt"
    report = gb.analyze(path)
    print(report.meta.title or path.name)
    print(f"{report.encoding}, {report.script}, {len(report.edits)} repairs, {len(report.facts)} facts\n")

    print("Repairs")
    seen = set()
    for edit in report.edits:
        if edit.step not in seen:
            seen.add(edit.step)
            start, end = edit.source_span
            around = report.source[max(start - 6, 0) : end + 6].replace("\n", "⏎")
            print(f"  {edit.step}: {edit.was!r} became {edit.now!r} in {around!r}")

    print("\nFigures")
    for figure in report.figures[:10]:
        value = figure.value if figure.value is not None else f"{figure.low} to {figure.high}"
        change = f" {figure.direction}" if figure.direction else ""
        print(f"  {figure.subject or '?'}: {value} {figure.unit or ''}{change} ({figure.bound})")
        print(f"      {figure.quote(context=12)}")


if __name__ == "__main__":
    main()
