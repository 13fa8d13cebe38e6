#!/usr/bin/env python3
"""Measures the reader and writes what it found into EVALUATION.md.

    evaluate.py [--run target/release/gongbao] [--clean PROGRAM] [--out EVALUATION.md] [--quick] [--edits FILE] [--errors N]
    evaluate.py --raise-floor [--new-gold SET]     raise tests/floor.json to what is reached now

Scored are the corpus of the project and, where the folder of real reports lies beside the repository (GONGBAO_SHARED says
where else), the seeds, the figures that someone else coded, the damage families and the harm done to clean reports.
`--quick` damages a sample of the reports, once, instead of every one in every way. A part whose tool or data is absent says so.
"""

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import outline
import scoring

ROOT = scoring.ROOT

# What the reader shall reach on the seeds, as the project has set itself.
GOALS = {
    "figure": {"f1": 0.98, "strict": 0.88, "value": 0.98, "subject": 0.90, "role": 0.95, "status": 0.92, "basis": 0.90,
               "per": 0.90, "aggregate": 0.90},
    "mechanism": {"f1": 0.92, "strict": 0.88, "parts": 0.90},
    "citation": {"strict": 0.98},
    "organisation": {"f1": 0.88},
    "place": {"f1": 0.95},
    "person": {"f1": 0.95, "post": 0.90},
    "time": {"f1": 0.95, "dates": 0.90},
}
# Steps whose edits on a clean report are declared normalisations.
NORMALISATIONS = {"width", "punctuation", "invisible", "layout", "spacing"}


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", "⏎") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def share(part, whole):
    return f"{part}/{whole}" + (f" ({part / whole:.3f})" if whole else "")


def text_table(rows):
    total, wrong = sum(row[1] for row in rows), sum(row[2] for row in rows)
    out = table(["page", "characters", "wrong"], [row[:3] for row in rows] + [("all", total, wrong)])
    places = [(row[0], before, want, got) for row in rows for before, want, got in row[3]]
    if places:
        shown = [(name, f"{before}**[**{want[:40]}**]**", got[:40]) for name, before, want, got in places[:20]]
        out += f"\n\nThe first of {len(places)} places:\n\n" + table(["page", "behind and wanted", "there"], shown)
    return out


def facts_table(scores, goals=None):
    rows = []
    for kind, score in scores.items():
        goal = (goals or {}).get(kind, {})
        mark = lambda key, value: f"{value:.3f}" + (f" (goal {goal[key]:.2f}{', missed' if value < goal[key] else ''})" if key in goal else "")
        fields = []
        for field, (all_of, good) in score["fields"].items():
            part = f"{field} {good}/{all_of}"
            if field in goal:
                reached = scoring.ratio(good, all_of)
                part += f" = {reached:.3f} (goal {goal[field]:.2f}{', missed' if reached < goal[field] else ''})"
            fields.append(part)
        rows.append((kind, score["gold"], score["seen"], f"{score['precision']:.3f}", f"{score['recall']:.3f}",
                     mark("f1", score["f1"]), mark("strict", score["strict"]), ", ".join(fields)))
    return table(["kind", "gold", "seen", "precision", "recall", "F1", "strict F1", "fields of the matched"], rows)


def errors_table(scores, count):
    """What went wrong most, by what it is."""
    rows = []
    for kind, score in scores.items():
        tally = Counter(what if what != "wrong" else "wrong " + ", ".join(fields) for _, what, _, _, fields in score["wrong"])
        rows += [(kind, what.strip(), number) for what, number in tally.most_common(6)]
    out = table(["kind", "what", "times"], rows)
    if count:
        shown = []
        for kind, score in scores.items():
            for doc, what, row, fact, fields in score["wrong"][:count]:
                brief = lambda it: it and {key: it[key] for key in ("text", "value", "unit", "bound", "role", "direction", "subject", "pattern", "name", "title") if it.get(key)}
                shown.append((kind, doc, what + " " + ", ".join(fields), json.dumps(brief(row), ensure_ascii=False),
                              json.dumps(brief(fact), ensure_ascii=False)))
        out += "\n\n" + table(["kind", "report", "what", "gold", "seen"], shown)
    return out


def clean_part(binary, errors):
    out = ["## The corpus of the project", "", "Reading text, against the hand-written text:", ""]
    out += [text_table(scoring.score_text(binary, scoring.CORPUS / "gold", scoring.CORPUS)), ""]
    reports = scoring.clean_reports(binary, scoring.CORPUS / "gold")
    scores = scoring.score_facts(scoring.CORPUS / "gold", reports)
    out += ["Facts, read from the clean text:", "", facts_table(scores), "", "What went wrong:", "",
            errors_table(scores, errors), "", *outline_rows(scoring.CORPUS / "gold", reports)]
    return out


def outline_rows(gold, reports):
    """What of the outlines is right, as `tools/outline.py` asks it."""
    counts, wrong = outline.score(gold, reports)
    reached = ", ".join(f"{what} {scoring.ratio(right, asked):.3f}" for what, (right, asked) in counts.items())
    shown = "; ".join(f"{doc} {what} {found}" for doc, what, found in wrong[:10])
    return [f"Outlines: {reached}." + (f" Wrong: {shown}." if wrong else "")]


def seeds_part(binary, folder, errors):
    out = ["## The five seeds", "", "Reading text:", ""]
    out += [text_table(scoring.score_text(binary, folder / "gold", folder / "reports" / "seeds")), ""]
    reports = scoring.clean_reports(binary, folder / "gold")
    scores = scoring.score_facts(folder / "gold", reports)
    out += ["Facts, read from the clean text:", "", facts_table(scores, GOALS), "", "What went wrong:", "",
            errors_table(scores, errors)]
    out += ["", *outline_rows(folder / "gold", reports)]
    referee = folder / "tools" / "score.py"
    if referee.exists():
        agreed = []
        for what, more in (("facts", []), ("clean", ["--reports", str(folder / "reports" / "seeds")])):
            done = subprocess.run(
                [sys.executable, str(referee), what, "--gold", str(folder / "gold"), "--run", f"{shlex.quote(str(binary))} analyze --json", *more],
                capture_output=True, text=True)
            said = json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else None
            if what == "facts":
                agreed += [said is not None and said[kind]["f1"] == round(score["f1"], 4) and said[kind]["strict_f1"] == round(score["strict"], 4)
                           for kind, score in scores.items()]
            else:
                agreed.append(said is not None)
        out += ["", f"The scorer that came with the gold says the same: {'yes' if all(agreed) else '**no**'}."]
    return out


def other_tool(title, name, arguments):
    """A part that another tool of this folder measures: its standard output, if it can be run."""
    path = ROOT / "tools" / name
    if not path.exists():
        return [f"## {title}", "", f"`tools/{name}` is not there yet."]
    done = subprocess.run([sys.executable, str(path), *arguments], capture_output=True, text=True, cwd=ROOT)
    # A line of JSON is for programs.
    said = "\n".join(line for line in done.stdout.splitlines() if not line.startswith("{")).strip()
    if done.returncode and not said:
        said = f"`{name}` failed: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else done.returncode}"
    body = said if "| ---" in said else f"```text\n{said}\n```"
    return [f"## {title}", "", body]


def truth_part(binary, folder):
    rows = scoring.score_truth(binary, folder)
    found, named = sum(row[1] for row in rows), sum(row[2] for row in rows)
    by = Counter(), Counter(), Counter()
    for row, same, right, _ in rows:
        for counter, add in zip(by, (1, same, right)):
            counter[row["indicator"]] += add
    out = ["## Figures that someone else coded", "",
           f"{len(rows)} figures of budget reports and statistical bulletins, out of the untouched pages. Value and unit found: "
           f"{share(found, len(rows))}; under the right indicator, level and growth told apart: {share(named, len(rows))} (goal 0.95).", "",
           table(["indicator", "coded", "value and unit", "and indicator"],
                 [(name, by[0][name], by[1][name], by[2][name]) for name in sorted(by[0])]), ""]
    missed = [(row["doc"].removeprefix("province_fiscal__"), row["indicator"], row["value"] + row["unit"],
               "not found" if not same else "under " + ("; ".join(str(s) for s in subjects[:3])))
              for row, same, right, subjects in rows if not right]
    return out + ["Missed:", "", table(["page", "indicator", "value", "what was seen"], missed)]


def decoys_part(binary):
    rows = scoring.score_decoys(binary)
    wrong = [(sentence, "; ".join(want) or "none", "; ".join(seen) or "none") for sentence, want, seen in rows if want != seen]
    out = ["## Decoys", "", f"Sentences whose numbers mislead (`corpus/decoys.tsv`), read rightly: {share(len(rows) - len(wrong), len(rows))}."]
    return out + (["", table(["sentence", "figures", "seen"], wrong)] if wrong else [])


def pages_part(binary, folder):
    rows = scoring.score_pages(binary, folder)
    names = list(rows[0][1]) if rows else []
    out = ["## Untouched pages", "", f"{len(rows)} pages of HTML whose first and last sentence someone has looked up (`tools/pages.tsv`).", "",
           table(["what", "right"], [(name, share(sum(checks[name] for _, checks, _, _ in rows), len(rows))) for name in names])]
    missed = [(page.removeprefix("province_fiscal__"), ", ".join(name for name, ok in checks.items() if not ok), begin, end)
              for page, checks, begin, end in rows if not all(checks.values())]
    return out + (["", "Missed:", "", table(["page", "what", "begins", "ends"], missed)] if missed else [])


def example(name):
    """An example of the core, built: `clean` restores and `words` cuts, and neither spends time on facts."""
    subprocess.run(["cargo", "build", "--release", "--quiet", "--locked", "-p", "gongbao", "--example", name], cwd=ROOT, check=True)
    return ROOT / "target" / "release" / "examples" / name


def peoples_daily(folder, into):
    """The newspaper of January 1998 without its tags, a thousand lines a file."""
    path = folder / "truth" / "segmentation" / "pfr199801_tagged.txt"
    if not path.exists():
        return []
    untagged = []
    for line in path.read_text("utf-8").splitlines():
        words = (word.rpartition("/")[0] or word for word in line.split())
        untagged.append("".join(word.lstrip("[") for word in words))
    paths = []
    for start in range(0, len(untagged), 1000):
        paths.append(Path(into) / f"{start:06}.txt")
        paths[-1].write_text("\n".join(untagged[start:start + 1000]) + "\n", "utf-8")
    return paths


def restored(clean, paths):
    done = subprocess.run([str(clean), *map(str, paths)], capture_output=True, text=True)
    lines = [line for line in done.stdout.split("\n") if line]
    if done.returncode or len(lines) != len(paths):
        raise SystemExit(f"{clean}: {len(lines)} of {len(paths)} read: {done.stderr.strip()[-300:]}")
    return [json.loads(line) for line in lines]


def harm_part(clean, folder, every):
    """Edits on reports that need none but declared normalisations; every one of them goes to a file for reading."""
    rows, found, listed = [], Counter(), []
    with tempfile.TemporaryDirectory() as into:
        for name in ("provincial", "policy", "national", "hongkong", "the People's Daily"):
            paths = sorted((folder / "reports" / name).glob("*.txt")) if "'" not in name else peoples_daily(folder, into)
            if not paths:
                continue
            steps, lost = Counter(), Counter()
            for path, report in zip(paths, restored(clean, paths)):
                source = path.read_bytes()
                for edit in report["edits"]:
                    was, now = edit["was"], edit["now"]
                    steps[edit["step"]] += 1
                    # What a page added is set aside with all its signs.
                    if edit["step"] != "furniture":
                        for c in was:
                            lost[c] += 1
                        for c in now:
                            lost[c] -= 1
                    # A Traditional report is to be converted, a Simplified one is not.
                    meant = edit["step"] == "script" and report["script"] != "simplified"
                    if edit["step"] not in NORMALISATIONS and not meant:
                        found[name, edit["step"], was, now] += 1
                    if every:
                        before = source[max(0, edit["at"] - 30):edit["at"]].decode("utf-8", "ignore")
                        listed.append((name, path.name, edit["step"], before, was, now))
            # ASCII and full-width parentheses are each other's repair.
            several = {"parentheses": "()（）", "quotes": "“”‘’", "book marks": "《》"}
            gone = {what: sum(max(lost[c], 0) for c in signs) - (sum(max(-lost[c], 0) for c in signs)) for what, signs in several.items()}
            gone["private-use characters"] = sum(n for c, n in lost.items() if "\ue000" <= c <= "\uf8ff")
            rows.append((name, f"{len(paths)}", ", ".join(f"{step} {n}" for step, n in sorted(steps.items())) or "none",
                         ", ".join(f"{what} {n}" for what, n in gone.items() if n) or "none"))
    if every:
        shown = lambda text: text.replace("\t", "⇥").replace("\r", "␍").replace("\n", "⏎")
        Path(every).write_text("\n".join("\t".join(map(shown, row)) for row in listed) + "\n", "utf-8")
    out = ["## Harm", "", "Clean reports: edits by step, and what was lost. Anything but a declared normalisation "
           f"({', '.join(sorted(NORMALISATIONS))}, and the conversion of a Traditional report) is listed; "
           "`--edits FILE` writes every edit with what stands before it.", "",
           table(["folder", "files", "edits", "lost"], rows)]
    if found:
        brief = lambda text: text if len(text) <= 40 else f"{text[:20]}…{text[-15:]} ({len(text)})"
        shown = [(name, step, brief(was), brief(now), times) for (name, step, was, now), times in found.most_common(60)]
        out += ["", f"{sum(found.values())} edits to read, {len(found)} different ones, the most frequent:", "",
                table(["folder", "step", "was", "now", "times"], shown)]
    return out


def speed_part():
    manifest = ROOT / "benches" / "Cargo.toml"
    if not manifest.exists():
        return ["## Speed", "", "There are no benchmarks yet."]
    done = subprocess.run(["cargo", "run", "--release", "--quiet", "--manifest-path", str(manifest), "--target-dir", str(ROOT / "target"), "--", "--ratios"],
                          capture_output=True, text=True)
    said = done.stdout.strip() or "the benchmarks failed: " + done.stderr.strip()[-300:]
    return ["## Speed", "", "Throughput of each stage as a multiple of bare jieba-rs `cut` on the same text in the same run, "
            "interleaved; more is faster. Times differ from machine to machine, the ratios less.", "", said]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--run", help="the command line to measure; without it, it is built")
    p.add_argument("--out", default=str(ROOT / "EVALUATION.md"))
    p.add_argument("--quick", action="store_true", help="damage a sample of the reports only")
    p.add_argument("--clean", type=Path, help="the example `clean`; without it, it is built")
    p.add_argument("--edits", type=Path, metavar="FILE", help="write every edit on the clean reports")
    p.add_argument("--errors", type=int, default=0, help="show so many errors of each kind")
    p.add_argument("--no-speed", action="store_true", help="leave the benchmarks out")
    p.add_argument("--raise-floor", action="store_true")
    p.add_argument("--new-gold", action="append", default=[], metavar="SET")
    a = p.parse_args()

    if a.run is None:
        subprocess.run(["cargo", "build", "--release", "-p", "gongbao-cli"], cwd=ROOT, check=True)
    binary = Path(a.run or ROOT / "target" / "release" / "gongbao").resolve()
    if a.raise_floor:
        floor = json.loads(scoring.FLOOR.read_text("utf-8")) if scoring.FLOOR.exists() else {}
        new = scoring.raised(floor, scoring.quick_scores(binary), a.new_gold)
        scoring.FLOOR.write_text(json.dumps(new, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
        return

    folder = scoring.shared()
    parts = [["# Evaluation", "", "What the reader reaches, written by `make evaluate`. Offsets and rules are those of the annotation "
              "guidelines; *strict* asks for value, unit, role and subject as well (figures), or for name, title or text.",
              "The seeds were read while the rules were written, the corpus was written beside them: neither says how the reader "
              "does on a report that nobody has seen. The coded figures and the readings below come nearer to that."]]
    parts.append(clean_part(binary, a.errors))
    if folder:
        parts.append(seeds_part(binary, folder, a.errors))
    parts.append(decoys_part(binary))
    if folder:
        parts.append(truth_part(binary, folder))
        parts.append(other_tool("Other people's suites", "suites.py", []))
        parts.append(pages_part(binary, folder))
        clean = a.clean or example("clean")
        parts.append(harm_part(clean, folder, a.edits))
        words = ["--truth", str(folder / "truth" / "segmentation"), "--run", str(example("words"))]
        parts.append(other_tool("Words", "score_words.py", words))
        arguments = ["--shared", str(folder), "--run", shlex.quote(str(clean)), "--markdown"]
        parts.append(other_tool("Damage", "evaluate_damage.py", [*arguments, *(["--limit", "4"] if a.quick else ["--full"]), "--jobs", str(os.cpu_count() or 1)]))
    else:
        parts.append(["## What was not measured", "", "The folder of real reports is not beside the repository."])
    if not a.no_speed:
        parts.append(speed_part())
    for readings in ("readings.md", "readings-names.md"):
        parts.append([(ROOT / "tools" / readings).read_text("utf-8").strip()])
    Path(a.out).write_text("\n\n".join("\n".join(part) for part in parts) + "\n", "utf-8")


if __name__ == "__main__":
    main()
