#!/usr/bin/env python3
"""Write THIRD-PARTY.md: what the built programs contain that others wrote, under which licence.

    tools/notices.py            write the file
    tools/notices.py --check    fail if it is stale, or if a licence is not one that the project accepts

The crates come from cargo, their copyright lines from the licence files that they ship; the data comes
from tools/notices-data.md, which is written by hand.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "THIRD-PARTY.md"
PROGRAMS = ("gongbao-cli", "gongbao-py")

# A licence is taken where the crate offers several: the first of these that fits.
ACCEPTED = ("MIT", "Apache-2.0", "BSD-3-Clause", "BSD-2-Clause", "ISC", "Zlib", "Unicode-3.0", "Unlicense", "CC0-1.0")
COPYRIGHT = re.compile(r"^\W*(copyright (?:\(c\)|©|\d{4}).*?)\s*$", re.IGNORECASE)


def cargo(*arguments: str) -> str:
    return subprocess.run(["cargo", *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def shipped() -> list[dict]:
    """The packages that end up in a program: reached by normal dependencies, procedural macros left out."""
    programs = [argument for program in PROGRAMS for argument in ("-p", program)]
    tree = cargo("tree", "--locked", *programs, "-e", "normal,no-proc-macro", "--prefix", "none", "-f", "{p}")
    named = {tuple(line.split()[:2]) for line in tree.splitlines() if line.strip()}
    packages = json.loads(cargo("metadata", "--format-version", "1", "--locked"))["packages"]
    found = [p for p in packages if p["source"] is not None and (p["name"], "v" + p["version"]) in named]
    return sorted(found, key=lambda package: (package["name"], package["version"]))


def accepted(expression: str) -> bool:
    """Whether every part that is joined by AND offers a licence that the project accepts."""
    parts = expression.replace("(", "").replace(")", "").split(" AND ")
    return all(any(choice.strip() in ACCEPTED for choice in re.split(r" OR |/", part)) for part in parts)


def copyrights(package: dict) -> list[str]:
    """The copyright lines of the licence files, without the form in the Apache licence's appendix."""
    lines = []
    for path in sorted(Path(package["manifest_path"]).parent.iterdir()):
        if re.match(r"(licen[sc]e|copying|copyright|notice)", path.name, re.IGNORECASE) and path.is_file():
            for line in path.read_text("utf-8", "replace").splitlines():
                match = COPYRIGHT.match(line)
                if match and not re.search(r"\[yyyy\]|\{yyyy\}|copyright (notice|owner|holder)", line, re.IGNORECASE):
                    lines.append(match[1])
    return list(dict.fromkeys(lines))


def main() -> int:
    rows, refused = [], []
    for package in shipped():
        licence = package["license"] or ""
        if not accepted(licence):
            refused.append(f"{package['name']} {package['version']}: {licence or 'no licence named'}")
        held = "; ".join(copyrights(package)) or "; ".join(package["authors"]) or "the authors of the crate"
        name = f"[{package['name']}]({package['repository']})" if package["repository"] else package["name"]
        rows.append(f"| {name} | {package['version']} | {licence} | {held.replace('|', '/')} |")
    if refused:
        print("notices: a licence that the project does not accept:", *refused, sep="\n  ", file=sys.stderr)
        return 1
    text = (ROOT / "tools" / "notices-data.md").read_text("utf-8").rstrip() + "\n\n## Crates\n\n"
    text += "Compiled into the command line or into the extension module, for the machine that wrote this list.\n"
    text += "Where a crate offers a choice of licences, the project takes the first that is MIT or Apache-2.0.\n\n"
    text += "| crate | version | licence | copyright |\n| --- | --- | --- | --- |\n" + "\n".join(rows) + "\n"
    if "--check" in sys.argv[1:]:
        if not TARGET.exists() or TARGET.read_text("utf-8") != text:
            print("notices: THIRD-PARTY.md is stale: run tools/notices.py", file=sys.stderr)
            return 1
        return 0
    TARGET.write_text(text, "utf-8")
    print(f"notices: {len(rows)} crates")
    return 0


if __name__ == "__main__":
    sys.exit(main())
