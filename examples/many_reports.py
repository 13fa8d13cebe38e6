"""Which mechanisms stand in which reports, over a folder.

    python examples/many_reports.py [FOLDER]
"""

import sys
from collections import Counter
from pathlib import Path

import gongbao as gb

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    paths = sorted(path for path in folder.iterdir() if path.suffix in (".txt", ".html"))
    mechanisms: Counter[str] = Counter()
    spread: dict[str, set[str]] = {}
    for report in gb.analyze_many(paths):
        place = report.meta.place.name if report.meta.place else "?"
        print(f"{Path(report.name or '').name:20} {report.meta.year or '?':>5} {place:8} {len(report.facts):4} facts")
        for mechanism in report.mechanisms:
            mechanisms[mechanism.name] += 1
            spread.setdefault(mechanism.name, set()).add(report.name or "")
    print()
    for name, count in mechanisms.most_common(10):
        print(f"{count:3} times in {len(spread[name])} reports  {name}")


if __name__ == "__main__":
    main()
