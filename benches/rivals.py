"""The rivals in Python, each a worker that loads itself, does a sentence, says `ready`, and then runs what it is asked.

    python rivals.py NAME FOLDER      answers lines `STAGE INPUT TIMES` with seconds; FOLDER holds the inputs
    python rivals.py NAME --once FILE reads a file once; says seconds, how many things it found, and peak kilobytes
"""

from __future__ import annotations

import contextlib
import io
import logging
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

SENTENCE = "2024年3月5日，全縣關工組織發展到297個，发放款物1230万元。"

#: Takes a text; gives how many things it made of it, which is never nothing.
Run = Callable[[str], int]


def jieba() -> Run:
    import jieba

    return lambda text: len(jieba.lcut(text, HMM=False))


def rjieba() -> Run:
    import rjieba

    return lambda text: len(rjieba.cut(text, False))


def opencc() -> Run:
    import opencc

    converter = opencc.OpenCC("t2s")
    assert converter.convert("關工組織") == "关工组织"
    return lambda text: len(converter.convert(text))


def ftfy() -> Run:
    import ftfy

    assert ftfy.fix_text("å…³å·¥å§”") == "关工委"
    return lambda text: len(ftfy.fix_text(text))


def jionlp() -> Run:
    # It greets on standard output, where the answers go.
    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp

    def run(text: str) -> int:
        times = jionlp.ner.extract_time(text)
        money = jionlp.ner.extract_money(text)
        return len(times) + len(money) + 1

    assert run(SENTENCE) == 3, "a time and a sum"
    return run


def recognizers() -> Run:
    from recognizers_number import recognize_number
    from recognizers_suite import Culture

    assert [found.text for found in recognize_number("举办培训班7期", Culture.Chinese)] == ["7"]
    return lambda text: len(recognize_number(text, Culture.Chinese)) + 1


def chain() -> Run:
    """What one would put together: repair, simplify, cut, and find times and money."""
    import ftfy
    import jieba
    import opencc

    convert = opencc.OpenCC("t2s").convert
    find = jionlp()

    def run(text: str) -> int:
        clean = convert(ftfy.fix_text(text))
        return len(jieba.lcut(clean, HMM=False)) + find(clean)

    return run


def gongbao() -> Run:
    import gongbao

    assert len(gongbao.analyze("全縣關工組織發展到297個").figures) == 1
    return lambda text: len(gongbao.analyze(text).facts) + 1


RIVALS: dict[str, Callable[[], Run]] = {
    "jieba": jieba,
    "rjieba": rjieba,
    "OpenCC": opencc,
    "ftfy": ftfy,
    "JioNLP": jionlp,
    "Recognizers-Text": recognizers,
    "the chain": chain,
    "gongbao in Python": gongbao,
}


def main() -> None:
    logging.disable(logging.CRITICAL)
    name, folder = sys.argv[1:3]
    run = RIVALS[name]()
    if folder == "--once":
        text = Path(sys.argv[3]).read_text("utf-8")
        start = time.perf_counter()
        found = run(text)
        took = time.perf_counter() - start
        print(took, found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        return
    assert run(SENTENCE) > 0
    print("ready", flush=True)
    for line in sys.stdin:
        _, given, times = line.split()
        text = Path(folder, given).read_text("utf-8")
        start = time.perf_counter()
        for _ in range(int(times)):
            assert run(text) > 0
        print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main()
