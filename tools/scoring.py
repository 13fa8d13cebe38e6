"""Compares what was read with what people annotated.

The rules are those of the annotation guidelines: positions are code points of the clean text, a prediction and a gold row
belong together when they overlap in half of each, every row goes into one pair at most, and a list in the gold means that
each of its answers is right. Only the standard library is used; nothing here decides anything by itself.
"""

import difflib
import hashlib
import json
import os
import shlex
import subprocess
import sys
import tempfile
from decimal import Decimal, InvalidOperation
from pathlib import Path

import outline
import score_words

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
KINDS = ("figure", "mechanism", "citation", "organisation", "place", "person", "time")
FILES = {"figure": "figures", "mechanism": "mechanisms", "citation": "citations"}


def shared():
    """The folder of real reports and truth, or nothing."""
    folder = Path(os.environ.get("GONGBAO_SHARED", ROOT.parent / "shared"))
    return folder if (folder / "reports").is_dir() else None


def analyze(binary, paths):
    """The reports of many files by one process, in the order of the paths; a file that fails gives nothing.

    A file that ends the process must not take the others with it, so the rest is then read by another one.
    """
    paths = [str(path) for path in paths]
    by_name, rest = {}, paths
    while rest:
        done = subprocess.run([str(binary), "analyze", "--json", *rest], capture_output=True, text=True)
        for line in filter(None, done.stdout.split("\n")):
            report = json.loads(line)
            by_name[report["source"]["name"]] = report
        if done.returncode in (0, 1):
            break
        # Files are read in order: the one behind the last that was read is the one that did it.
        read = max((at for at, path in enumerate(rest) if path in by_name), default=-1)
        print(f"scoring: {rest[read + 1]} ended the program: {done.stderr.strip()[-200:]}", file=sys.stderr)
        rest = rest[read + 2 :]
    if not by_name and paths:
        raise SystemExit(f"{binary} read nothing: {done.stderr.strip()[-400:]}")
    return [by_name.get(path) for path in paths]


def pages(folder):
    """The damaged pages of a folder by the first three characters of their names."""
    found = sorted(path for path in Path(folder).iterdir() if path.suffix in (".txt", ".html"))
    return {path.name[:3]: path for path in found}


def digest(gold):
    """A hash over a folder of gold: texts and rows."""
    total = hashlib.sha256()
    for path in sorted([*Path(gold).glob("*.json*"), *Path(gold).glob("clean/*.txt")]):
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:16]


# --- text -------------------------------------------------------------------------------------------------------

def wrong_characters(want, got):
    """How many characters differ, and where, as pairs of what is wanted and what is there."""
    want, got = want.strip(), got.strip()
    wrong, places = 0, []
    for tag, i, j, k, l in difflib.SequenceMatcher(None, want, got, autojunk=False).get_opcodes():
        if tag != "equal":
            wrong += max(j - i, l - k)
            places.append((want[max(0, i - 6) : i], want[i:j], got[k:l]))
    return wrong, places


def score_text(binary, gold, reports):
    """Rows of page, characters, wrong characters and places."""
    by_doc = pages(reports)
    rows = []
    for doc, report in zip(by_doc, analyze(binary, by_doc.values())):
        want = (Path(gold) / "clean" / f"{doc}.txt").read_text("utf-8")
        if report is None:
            rows.append((by_doc[doc].name, len(want.strip()), len(want.strip()), [("", "", "the page was not read")]))
            continue
        wrong, places = wrong_characters(want, report["text"])
        rows.append((by_doc[doc].name, len(want.strip()), wrong, places))
    return rows


# --- facts ------------------------------------------------------------------------------------------------------

def rows_of(gold, doc, kind):
    """The gold rows of a document, or nothing where it is not annotated for the kind."""
    path = Path(gold) / f"{doc}.{FILES.get(kind, 'names')}.jsonl"
    if not path.exists():
        return None
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [row for row in rows if kind in FILES or row["kind"] == kind]


def together(gold, seen):
    """Pairs of gold and seen, the closest first, and what is left on both sides."""
    near = []
    for i, row in enumerate(gold):
        for j, fact in enumerate(seen):
            start, end = fact["source"]
            both = min(row["end"], end) - max(row["start"], start)
            if both > 0 and 2 * both >= row["end"] - row["start"] and 2 * both >= end - start:
                near.append((abs(row["start"] - start) + abs(row["end"] - end), i, j))
    used_gold, used_seen, pairs = set(), set(), []
    for _, i, j in sorted(near):
        if i not in used_gold and j not in used_seen:
            used_gold.add(i)
            used_seen.add(j)
            pairs.append((gold[i], seen[j]))
    missed = [row for i, row in enumerate(gold) if i not in used_gold]
    extra = [fact for j, fact in enumerate(seen) if j not in used_seen]
    return pairs, missed, extra


def number(value):
    if value in (None, ""):
        return None
    try:
        return Decimal(str(value)).normalize()
    except InvalidOperation:
        return value


def plain(text):
    return "".join(c for c in text or "" if c not in "“”‘’《》")


def holds(one, two):
    return bool(one) and bool(two) and (one in two or two in one)


def subject_right(answers, seen):
    if not answers:
        return not seen
    seen = plain(seen)
    for answer in map(plain, answers):
        if seen == answer or (holds(seen, answer) and abs(len(seen) - len(answer)) <= 4):
            return True
    return False


def answer_right(answers, seen, loose):
    listed = answers if isinstance(answers, list) else [answers]
    return any((answer or None) == (seen or None) or (loose and holds(answer, seen)) for answer in listed)


LOOSE = {"basis": True, "aggregate": False, "per": False, "status": False, "time": True, "scope": True, "action": True}


def fields_right(kind, row, fact):
    """Of a pair: whether it is right as a whole, and which field is."""
    if kind == "figure":
        value = (
            all(number(row.get(key)) == number(fact.get(key)) for key in ("value", "low", "high"))
            and (row.get("unit") or "") == (fact.get("unit") or "")
            and (row.get("bound") or "exact") == (fact.get("bound") or "exact")
        )
        subject = subject_right(row.get("subject"), fact.get("subject"))
        role = (row.get("role") or "level", row.get("direction")) == (fact.get("role") or "level", fact.get("direction"))
        fields = {"value": value, "subject": subject, "role": role}
        for key, loose in LOOSE.items():
            answers = row[key] if isinstance(row.get(key), list) else [row.get(key)]
            if any(answers) or fact.get(key):
                fields[key] = answer_right(row.get(key), fact.get(key), loose)
        return value and subject and role, fields
    if kind == "mechanism":
        fields = {"pattern": row["pattern"] == fact.get("pattern"), "name": (row.get("name") or row["text"]) == fact.get("name")}
        right = all(fields.values())
        if row.get("parts"):
            fields["parts"] = row["parts"] == fact.get("parts")
        return right, fields
    if kind == "citation":
        title = (row.get("title") or None) == (fact.get("title") or None)
        fields = {"title": title}
        if row.get("number") or fact.get("number"):
            fields["number"] = row.get("number") == fact.get("number")
        return title, fields
    if kind == "time":
        fields = {}
        if row.get("from"):
            fields["dates"] = (row.get("from"), row.get("to")) == (fact.get("from"), fact.get("to"))
        return row["text"] == fact["text"], fields
    if kind == "person":
        fields = {"post": holds(row.get("post"), fact.get("post"))} if row.get("post") else {}
        return (row.get("name") or row["text"]) == (fact.get("name") or fact["text"]), fields
    return row["text"] == fact["text"], {}


def ratio(part, whole):
    return part / whole if whole else 0.0


def f1(hits, gold, seen):
    precision, recall = ratio(hits, seen), ratio(hits, gold)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def clean_reports(binary, gold):
    """The reports of the clean texts by the names of their documents."""
    texts = sorted((Path(gold) / "clean").glob("*.txt"))
    return dict(zip((path.stem for path in texts), analyze(binary, texts)))


def score_facts(gold, reports, kinds=KINDS):
    """By kind: counts, precision, recall, F1, strict F1, the fields, and what is wrong."""
    scores = {}
    for kind in kinds:
        gold_count = seen_count = hits = strict = 0
        tally, wrong, docs = {}, [], 0
        for doc, report in reports.items():
            rows = rows_of(gold, doc, kind)
            if rows is None:
                continue
            docs += 1
            seen = [fact for fact in report["facts"] if fact["kind"] == kind] if report else []
            pairs, missed, extra = together(rows, seen)
            optional = sum(1 for row, _ in pairs if row.get("weak"))
            pairs = [pair for pair in pairs if not pair[0].get("weak")]
            missed = [row for row in missed if not row.get("weak")]
            gold_count += len(pairs) + len(missed)
            seen_count += len(seen) - optional
            hits += len(pairs)
            for row, fact in pairs:
                right, fields = fields_right(kind, row, fact)
                strict += right
                for field, ok in fields.items():
                    all_of, good = tally.get(field, (0, 0))
                    tally[field] = (all_of + 1, good + ok)
                if not right:
                    wrong.append((doc, "wrong", row, fact, [field for field, ok in fields.items() if not ok]))
            wrong += [(doc, "missed", row, None, []) for row in missed] + [(doc, "extra", None, fact, []) for fact in extra]
        if not docs:
            continue
        scores[kind] = {
            "docs": docs,
            "gold": gold_count,
            "seen": seen_count,
            "precision": ratio(hits, seen_count),
            "recall": ratio(hits, gold_count),
            "f1": f1(hits, gold_count, seen_count),
            "strict": f1(strict, gold_count, seen_count),
            "fields": tally,
            "wrong": wrong,
        }
    return scores


# --- the figures that someone else coded ------------------------------------------------------------------------

INDICATORS = {
    "gdp_current_100m": "地区生产总值",
    "gdp_real_growth_pct": "地区生产总值",
    "general_public_revenue_100m": "一般公共预算收入",
    "general_public_expenditure_100m": "一般公共预算支出",
    "gov_fund_revenue_100m": "政府性基金收入",
    "resident_population_10k": "常住人口",
}
FACTORS = {"亿元": (10**8, "元"), "万人": (10**4, "人"), "%": (1, "%")}


def score_truth(binary, folder):
    """For every coded figure: whether its value and unit were found in the untouched page, whether under its indicator,
    and whether as a growth rate where it is one."""
    import csv

    with (folder / "truth" / "figures" / "prefecture.csv").open(encoding="utf-8", newline="") as lines:
        coded = list(csv.DictReader(lines))
    names = sorted({row["doc"] for row in coded})
    paths = [folder / "reports" / "prefecture" / name for name in names]
    reports = dict(zip(names, analyze(binary, paths)))
    out = []
    for row in coded:
        factor, unit = FACTORS[row["unit"]]
        want = (Decimal(row["value"]) * factor).normalize()
        report = reports[row["doc"]]
        figures = [fact for fact in report["facts"] if fact["kind"] == "figure"] if report else []
        same = [fact for fact in figures if number(fact["value"]) == want and fact["unit"] == unit]
        growth = row["indicator"].endswith("_pct")
        named = [
            fact
            for fact in same
            if fact.get("indicator") == INDICATORS[row["indicator"]] and (fact["role"] == "change") == growth
        ]
        out.append((row, bool(same), bool(named), [fact.get("subject") for fact in same]))
    return out


# --- untouched pages ---------------------------------------------------------------------------------------------

def score_pages(binary, folder):
    """For every untouched page that someone has read: whether its title and its first paragraph are there, whether the
    article ends where it ends, and whether no markup is left."""
    lines = (ROOT / "tools" / "pages.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    paths = [folder / "reports" / "prefecture" / row[0] for row in rows]
    known = [(row, path) for row, path in zip(rows, paths)
             if path.exists() and hashlib.sha256(path.read_bytes()).hexdigest()[:12] == row[1]]
    reports = analyze(binary, [path for _, path in known])
    out = []
    for ((name, _, title, first, last), _), report in zip(known, reports):
        text = report["text"].strip() if report else ""
        checks = {
            "title": text.startswith(title),
            "first paragraph": first == "-" or "\n" + first in "\n" + text,
            "end": last == "-" or text.endswith(last),
            "no markup": not any(sign in text for sign in ("</", "/>", "function(", "&nbsp", "<div", "<p")),
            "no imprint": not any(word in text[-300:] for word in ("版权所有", "ICP备", "主办单位", "公网安备")),
        }
        out.append((name, checks, text[:20], text[-20:]))
    return out


# --- decoys -----------------------------------------------------------------------------------------------------

def score_decoys(binary):
    """Sentences that mislead, and the figures that they hold: rows of sentence, wanted, seen."""
    lines = (CORPUS / "decoys.tsv").read_text("utf-8").splitlines()
    cases = [line.split("\t") for line in lines if line and not line.startswith("#")]
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for index, (sentence, _) in enumerate(cases):
            paths.append(Path(folder) / f"{index:03}.txt")
            paths[-1].write_text(sentence, "utf-8")
        reports = analyze(binary, paths)
    out = []
    for (sentence, wanted), report in zip(cases, reports):
        want = [] if wanted == "-" else wanted.split("; ")
        figures = [fact for fact in (report or {"facts": []})["facts"] if fact["kind"] == "figure"]
        shown = lambda fact: fact["value"] or f"{fact['low']}—{fact['high']}"
        seen = [f"{fact['text']} = {shown(fact)} {fact['unit'] or ''}".strip() for fact in figures]
        out.append((sentence, want, seen))
    return out


# --- the floor --------------------------------------------------------------------------------------------------

FLOOR = ROOT / "tests" / "floor.json"
# As many reports are damaged, and so many lines of each corpus are cut, as the tests have time for.
DAMAGED, CUT = 3, 1000
# The example of the core that cuts words, as the tests build it.
WORDS = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug" / "examples" / "words"


def quick_scores(binary):
    """What the floor is about: by set of gold or truth its hash and its scores, all of them better when higher."""
    sets = {"corpus": (CORPUS / "gold", CORPUS)}
    folder = shared()
    if folder and (folder / "gold").is_dir():
        sets["seeds"] = (folder / "gold", folder / "reports" / "seeds")
    out = {}
    for name, (gold, reports) in sets.items():
        text = score_text(binary, gold, reports)
        characters, wrong = sum(row[1] for row in text), sum(row[2] for row in text)
        scores = {"text": 1 - wrong / characters}
        reports = clean_reports(binary, gold)
        for kind, score in score_facts(gold, reports).items():
            scores[f"{kind}.f1"] = score["f1"]
            scores[f"{kind}.strict"] = score["strict"]
            if kind == "figure":
                for field in ("value", "subject", "role", "status"):
                    all_of, good = score["fields"].get(field, (0, 0))
                    scores[f"figure.{field}"] = ratio(good, all_of)
        for what, (right, asked) in outline.score(gold, reports)[0].items():
            scores[f"outline.{what}"] = ratio(right, asked)
        out[name] = floor_of(digest(gold), scores)
    decoys = score_decoys(binary)
    right = sum(sorted(want) == sorted(seen) for _, want, seen in decoys)
    out["decoys"] = floor_of(digest_of(CORPUS / "decoys.tsv"), {"right": ratio(right, len(decoys))})
    if folder and (folder / "tools" / "damage.py").exists():
        out["damage"] = damage_floor(binary, folder)
    if folder and (folder / "truth" / "segmentation").is_dir() and WORDS.exists():
        out["words"] = words_floor(folder / "truth" / "segmentation")
    if folder and (folder / "truth").is_dir():
        truth = folder / "truth" / "figures" / "prefecture.csv"
        coded = score_truth(binary, folder)
        scores = {"value": sum(row[1] for row in coded), "indicator": sum(row[2] for row in coded)}
        out["truth"] = floor_of(digest_of(truth), {key: ratio(got, len(coded)) for key, got in scores.items()})
        pages = [checks for _, checks, *_ in score_pages(binary, folder)]
        if pages:
            scores = {check: ratio(sum(page[check] for page in pages), len(pages)) for check in pages[0]}
            out["pages"] = floor_of(digest_of(ROOT / "tools" / "pages.tsv"), scores)
    return out


def damage_floor(binary, folder):
    """How much of damaged reports comes back, by family, on the first reports of the folder: a sample of what
    `make evaluate` does to all of them."""
    measure = ROOT / "tools" / "evaluate_damage.py"
    with tempfile.TemporaryDirectory() as into:
        found = Path(into) / "damage.json"
        command = [sys.executable, str(measure), "--shared", str(folder), "--limit", str(DAMAGED),
                   "--run", f"{shlex.quote(str(binary))} analyze --json", "--json", str(found)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"evaluate_damage.py: {done.stderr.strip()[-400:]}")
        rows = json.loads(found.read_text("utf-8"))
    scores = {"no wrong digit": float(not any(row["wrong_digits"] for row in rows))}
    for row in rows:
        name = row["family"] + (" (Traditional)" if row["script"] == "traditional" else "")
        scores[name] = row["right"]
        if row["exact"] is not None:
            scores[f"{name}, sites"] = row["exact"]
    reports = sorted((folder / "reports" / "provincial").glob("*.txt"))[:DAMAGED]
    # The ruler is a part of the gold: measured by another one, a score is another score.
    return floor_of(digest_of(folder / "tools" / "damage.py", measure, *reports), scores)


def words_floor(folder):
    """The words of the genre on the first lines of corpora that people cut by hand."""
    rows = score_words.measure(folder, [str(WORDS)], limit=CUT)
    truth = sorted(path for path in folder.iterdir() if path.is_file())
    return floor_of(digest_of(*truth), {f"{name}.f1": row["genre"]["f1"] for name, row in rows.items()})


def digest_of(*paths):
    """A hash over files of truth."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def floor_of(gold, scores):
    """Scores with the hash of what they were taken against, rounded down, so that no floor is above what was measured."""
    return {"gold": gold, "scores": {key: int(value * 10_000) / 10_000 for key, value in scores.items()}}


def below(floor, scores):
    """What lies below the floor, in words; a set whose gold has changed is named, since its floor says nothing then."""
    out = []
    for name, now in scores.items():
        if name not in floor:
            continue
        if floor[name]["gold"] != now["gold"]:
            out.append(f"{name}: the gold has changed; if that is right: tools/evaluate.py --raise-floor --new-gold {name}")
            continue
        for key, least in floor[name]["scores"].items():
            got = now["scores"].get(key, 0.0)
            if got < least:
                out.append(f"{name}: {key} is {got:.4f}, the floor is {least:.4f}")
    return out


def raised(floor, scores, new_gold=()):
    """The floor with every score that has risen. A score never falls, unless its gold is declared to be new."""
    out = dict(floor)
    for name, now in scores.items():
        old = floor.get(name)
        if old is None or name in new_gold:
            out[name] = now
        elif old["gold"] != now["gold"]:
            raise SystemExit(f"the gold of {name} has changed: --new-gold {name} says that this is meant")
        else:
            keys = sorted({*old["scores"], *now["scores"]})
            best = {key: max(old["scores"].get(key, 0.0), now["scores"].get(key, 0.0)) for key in keys}
            out[name] = {"gold": now["gold"], "scores": best}
    return out
