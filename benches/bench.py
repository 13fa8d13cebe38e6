"""Measures the library beside its rivals and writes BENCHMARKS.md with its plots.

Every implementation is a process of its own. On each input they take turns, round by round, so that what else the
machine does falls on all of them; a ratio is the median of the ratios of the rounds.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import select
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from rivals import RIVALS

ROOT = Path(__file__).resolve().parents[1]
#: A run lasts at least so many seconds, by repetition.
LEAST = 0.03
#: How often the implementations take turns; a run of so many seconds is long enough to be the only one.
ROUNDS = 7
LONG_RUN = 1.0
#: Who takes longer on an input is stopped, and the table says so.
PATIENCE = 20.0

INPUTS = {
    "clean": "a clean report",
    "traditional": "in Traditional characters",
    "pinyin": "with readings put in (關(guān))",
    "gb18030": "in GB18030",
    "surgery": "with bytes lost in GBK",
    "html": "a page of HTML",
    "short": "one sentence",
    "long": "clean reports, 1 MB",
    "pinyin-long": "with readings, 1 MB",
    "adversarial": "hostile repetitions",
}
STAGES = ["decode", "restore", "read", "extract", "all", "all+words"]
SIZES = [1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000]
GIANT = 1_000_000_000
SENTENCE = "全县关工组织整合发展到297个，提升了61%。"


@dataclass
class Worker:
    """An implementation in a process, which answers requests."""

    command: list[str]
    stage: str = "all"
    #: Which text it gets: as it came, or the reading text, where it could make nothing of the page.
    suffix: str = ""
    process: subprocess.Popen[str] | None = None
    ready: float = 0.0

    def start(self) -> None:
        begun = time.perf_counter()
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.answer(120) == "ready", self.command
        self.ready = time.perf_counter() - begun

    def answer(self, patience: float) -> str | None:
        assert self.process is not None and self.process.stdout is not None
        if not select.select([self.process.stdout], [], [], patience)[0]:
            self.stop()
            return None
        line = self.process.stdout.readline().strip()
        assert line, f"{self.command} has ended"
        return line

    def run(self, given: str, times: int) -> float | None:
        """Seconds of one run, or nothing if it took too long."""
        if self.process is None:
            self.start()
        assert self.process is not None and self.process.stdin is not None
        self.process.stdin.write(f"{self.stage} {given}{self.suffix} {times}\n")
        self.process.stdin.flush()
        said = self.answer(PATIENCE)
        return None if said is None else float(said) / times

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None


@dataclass
class Row:
    """What was measured of an implementation on an input."""

    seconds: list[float] = field(default_factory=list)
    #: How often a run is repeated in a round; 0 if there are no rounds.
    times: int = 0
    given_up: bool = False

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


def measure(workers: dict[str, Worker], given: str) -> dict[str, Row]:
    """Lets the implementations take turns on an input."""
    rows = {name: Row() for name in workers}
    for name, worker in workers.items():
        took = worker.run(given, 1)
        if took is None:
            rows[name].given_up = True
        elif took > LONG_RUN:
            rows[name].seconds = [took]
        else:
            rows[name].times = repeats(worker, given, took)
    for _ in range(ROUNDS):
        for name, worker in workers.items():
            if rows[name].times:
                took = worker.run(given, rows[name].times)
                assert took is not None, f"{name} became slow on {given}"
                rows[name].seconds.append(took)
    return rows


def repeats(worker: Worker, given: str, took: float) -> int:
    """How often a run has to be repeated to last long enough: the first one also loads, and caches warm up."""
    times = 1
    while took * times < LEAST and times < 1_000_000:
        times = max(2 * times, round(LEAST / took))
        took = worker.run(given, times) or LEAST
    return times


def ratio(fast: Row, slow: Row) -> float:
    """How many times as fast: the median over the rounds, or the ratio of the medians where they were not as many."""
    if len(fast.seconds) == len(slow.seconds):
        return statistics.median(there / here for here, there in zip(fast.seconds, slow.seconds, strict=True))
    return slow.median / fast.median


def digits(number: float) -> str:
    """Three digits that count, at most."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def once(command: list[str], path: Path) -> tuple[float, int, int]:
    """Seconds, findings and peak kilobytes of a process that reads one file."""
    said = subprocess.run([*command, str(path)], capture_output=True, text=True, check=True, timeout=90).stdout.split()
    return float(said[0]), int(said[1]), int(said[2])


def machine() -> list[str]:
    """What it ran on, and in which versions."""

    def said(*command: str) -> str:
        return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False).stdout.strip()

    cpu, memory = "unknown", 0
    for name, key in (("/proc/cpuinfo", "model name"), ("/proc/meminfo", "MemTotal")):
        for line in Path(name).read_text("utf-8").splitlines() if Path(name).exists() else []:
            if line.startswith(key) and key == "model name":
                cpu = line.split(":", 1)[1].strip()
            elif line.startswith(key):
                memory = round(int(line.split()[1]) / 2**20)
    versions = [
        f"{name} {importlib.metadata.version(name)}"
        for name in ("jieba", "rjieba", "OpenCC", "ftfy", "jionlp", "recognizers-text-suite")
    ]
    lock = (ROOT / "benches" / "Cargo.lock").read_text("utf-8")
    rust = lock.split('name = "jieba-rs"\nversion = "', 1)[1].split('"', 1)[0]
    return [
        f"- {cpu}, {os.cpu_count()} cores, {memory} GB; {platform.system()} {platform.release()}; load at the start "
        f"{os.getloadavg()[0]:.1f}; every measurement on one core",
        f"- gongbao at commit {said('git', 'rev-parse', '--short', 'HEAD') or 'unknown'}; {said('rustc', '--version')}, "
        f"`-O3`, thin link-time optimisation; Python {platform.python_version()}",
        f"- jieba-rs {rust}, {', '.join(versions)}",
        f"- {time.strftime('%Y-%m-%d %H:%M', time.gmtime())} UTC",
    ]


def stages(rust: Path, folder: Path) -> tuple[list[str], dict[str, dict[str, Row]]]:
    """The stages beside bare jieba-rs, in megabytes a second."""
    workers = {stage: Worker([str(rust), "--serve", "gongbao"], stage) for stage in STAGES}
    workers["cut"] = Worker([str(rust), "--serve", "jieba-rs"], "cut")
    lines = [
        f"| input | bytes | {' | '.join(STAGES)} | jieba-rs `cut` | all : jieba-rs |",
        f"| --- |{' ---: |' * (len(STAGES) + 3)}",
    ]
    found = {}
    for given, what in INPUTS.items():
        rows = measure(workers, given)
        size = (folder / f"{given}.source").stat().st_size
        cells = [digits(size / 1e6 / rows[name].median) for name in [*STAGES, "cut"]]
        lines.append(f"| {what} | {size:,} | {' | '.join(cells)} | {ratio(rows['all'], rows['cut']):.2f} |")
        found[given] = rows
        print(lines[-1], file=sys.stderr)
    for worker in workers.values():
        worker.stop()
    return lines, found


def rivalry(rust: Path, folder: Path) -> tuple[list[str], dict[str, dict[str, Row]], dict[str, Worker]]:
    """The whole beside the rivals: megabytes a second, and how many times as fast the library is."""
    workers = {"gongbao": Worker([str(rust), "--serve", "gongbao"])}
    workers["jieba-rs"] = Worker([str(rust), "--serve", "jieba-rs"], "cut")
    for name in RIVALS:
        # What repairs gets the page, what cuts or finds gets the text that was repaired for it.
        kind = "source" if name in ("the chain", "ftfy", "gongbao in Python") else "text"
        command = [sys.executable, str(Path(__file__).with_name("rivals.py")), name, str(folder)]
        workers[name] = Worker(command, suffix=f".{kind}")
    names = list(workers)
    lines = [f"| input | {' | '.join(names)} |", f"| --- |{' ---: |' * len(names)}"]
    found = {}
    for given, what in INPUTS.items():
        rows = measure(workers, given)
        size = (folder / f"{given}.source").stat().st_size
        cells = []
        for name in names:
            if rows[name].given_up:
                cells.append(f"over {PATIENCE:.0f} s")
                continue
            speed = digits(size / 1e6 / rows[name].median)
            cells.append(speed if name == "gongbao" else f"{speed} (×{digits(ratio(rows['gongbao'], rows[name]))})")
        lines.append(f"| {what} | {' | '.join(cells)} |")
        found[given] = rows
        print(lines[-1], file=sys.stderr)
    for worker in workers.values():
        worker.stop()
    return lines, found, workers


def loading(workers: dict[str, Worker], rust: Path, folder: Path) -> list[str]:
    """From the start of a process to its first sentence, and the memory that it takes to read a megabyte."""
    lines = ["| implementation | ready after | peak memory on 1 MB |", "| --- | ---: | ---: |"]
    text = folder / "long.text"
    for name, worker in workers.items():
        ready = []
        for _ in range(3):
            worker.start()
            ready.append(worker.ready)
            worker.stop()
        if name in RIVALS:
            command = [sys.executable, str(Path(__file__).with_name("rivals.py")), name, "--once"]
        else:
            command = [str(rust), "--once", name]
        try:
            peak = once(command, text)[2] / 1024
        except subprocess.SubprocessError:
            lines.append(f"| {name} | {min(ready) * 1e3:,.0f} ms | – |")
            continue
        lines.append(f"| {name} | {min(ready) * 1e3:,.0f} ms | {peak:,.0f} MB |")
    return lines


def growth(rust: Path, folder: Path, sizes: list[int]) -> tuple[list[str], list[tuple[int, float]]]:
    """Costs a byte from a kilobyte to a hundred megabytes, and the memory above the text."""
    whole = (folder / "long.text").read_bytes()
    empty = folder / "empty"
    empty.write_text(SENTENCE, "utf-8")
    base = once([str(rust), "--once", "gongbao"], empty)[2]
    lines = [
        "| size | time | nanoseconds a byte | facts | peak memory | memory a byte of text |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    found = []
    for size in sizes:
        path = folder / "grown"
        with path.open("wb") as out:
            for _ in range(size // len(whole)):
                out.write(whole)
            # A piece ends with a line, so that it ends with a character.
            rest = whole[: size % len(whole)]
            out.write(rest[: rest.rfind(b"\n") + 1] or rest[: len(rest) // 3 * 3])
        length = path.stat().st_size
        took, facts, peak = min(once([str(rust), "--once", "gongbao"], path) for _ in range(1 if size > 10**7 else 3))
        lines.append(
            f"| {length:,} | {took * 1e3:,.1f} ms | {took * 1e9 / length:.0f} | {facts:,} | {peak / 1024:,.0f} MB "
            f"| {max(0, peak - base) * 1024 / length:.1f} |"
        )
        found.append((length, took * 1e9 / length))
        print(lines[-1], file=sys.stderr)
        path.unlink()
    lines.append("")
    lines.append(f"Ready and with one sentence read, the process holds {base / 1024:,.0f} MB, program and tables included.")
    return lines, found


def plots(found: dict[str, dict[str, Row]], folder: Path, grown: list[tuple[int, float]]) -> None:
    """Two pictures: who reads how fast, and what a byte costs as the text grows."""
    import matplotlib

    matplotlib.use("svg")
    # Equal numbers shall be equal files.
    matplotlib.rcParams["svg.hashsalt"] = "gongbao"
    from matplotlib import pyplot

    given = "clean"
    size = (folder / f"{given}.source").stat().st_size
    speeds = {name: size / 1e6 / row.median for name, row in found[given].items() if not row.given_up}
    names = sorted(speeds, key=speeds.__getitem__)
    figure, axes = pyplot.subplots(figsize=(7.5, 3.6), layout="constrained")
    colours = ["#c23b22" if name.startswith("gongbao") else "#8fa3b5" for name in names]
    bars = axes.barh(names, [speeds[name] for name in names], color=colours)
    axes.bar_label(bars, [digits(speeds[name]) for name in names], padding=3)
    axes.set_xscale("log")
    axes.set_xlabel("MB/s of UTF-8 on one core, a clean report (logarithmic)")
    axes.spines[["top", "right"]].set_visible(False)
    axes.margins(x=0.12)
    figure.savefig(ROOT / "benches" / "throughput.svg", metadata={"Date": None})
    figure, axes = pyplot.subplots(figsize=(7.5, 2.8), layout="constrained")
    axes.plot([size for size, _ in grown], [cost for _, cost in grown], marker="o", color="#c23b22")
    axes.set_xscale("log")
    axes.set_ylim(bottom=0)
    axes.set_xlabel("bytes of text (logarithmic)")
    axes.set_ylabel("ns a byte")
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(ROOT / "benches" / "growth.svg", metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rust", type=Path, required=True, help="the program of the benchmarks in Rust")
    parser.add_argument("--out", type=Path, default=ROOT / "BENCHMARKS.md")
    parser.add_argument("--giant", action="store_true", help="also a text of a gigabyte, which takes minutes and memory")
    options = parser.parse_args()
    begun = time.perf_counter()
    about = machine()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([options.rust, "--inputs", folder], check=True)
        staged, _ = stages(options.rust, folder)
        rivals, found, workers = rivalry(options.rust, folder)
        loads = loading(workers, options.rust, folder)
        sizes, grown = growth(options.rust, folder, [*SIZES, GIANT] if options.giant else SIZES)
        plots(found, folder, grown)
    hostile = subprocess.run([options.rust, "--growth"], capture_output=True, text=True, check=False).stdout.strip()
    ready = [line for line in loads if line.startswith("| gongbao |")]
    chain = [
        f"{given} {digits(ratio(rows['gongbao'], rows['the chain']))}"
        for given, rows in found.items()
        if not rows["the chain"].given_up
    ]
    print(*ready, *chain, sep="\n", file=sys.stderr)
    page = [
        "# Benchmarks",
        "",
        "Written by `make bench`; every number below comes from one run of it.",
        "",
        *about,
        "",
        "Speeds are megabytes of UTF-8 a second on one core, medians of rounds in which the implementations take turns;",
        "ratios are medians of the ratios of the rounds. Each implementation is a process of its own, and what it computes",
        "is asserted before it is timed.",
        "",
        "![Who reads how fast](benches/throughput.svg)",
        "",
        "## The stages",
        "",
        "`all` goes from bytes to facts; `all+words` also cuts words. The last column is the whole against bare jieba-rs",
        "`cut` (without its model for unknown words) on the reading text: 1 is as fast.",
        "",
        *staged,
        "",
        "## The rivals",
        "",
        "In parentheses: how many times as fast gongbao is from bytes to facts. ftfy, the chain and gongbao in Python get the",
        "page, the others the reading text. JioNLP finds times and money, Recognizers-Text finds numbers; the chain is ftfy,",
        "OpenCC, jieba and JioNLP one after the other. Times in Python hold the making of Python's objects.",
        "",
        *rivals,
        "",
        "## Loading and memory",
        "",
        "From the start of the process, the interpreter included, to the end of the first sentence; the best of three.",
        "",
        *loads,
        "",
        "## Growth",
        "",
        "Reports one after the other as one text. The memory holds the text, the reading text, and the facts.",
        "",
        *sizes,
        "",
        "![What a byte costs as the text grows](benches/growth.svg)",
        "",
        "## Hostile texts",
        "",
        "A piece repeated; nanoseconds a byte at three sizes. What grows with the text alone stays near 1.",
        "",
        hostile,
        "",
    ]
    options.out.write_text("\n".join(page), "utf-8")
    print(f"written after {time.perf_counter() - begun:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
