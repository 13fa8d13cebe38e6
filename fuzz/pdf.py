"""Damages PDFs at random and reads them: each is text or an error that says why, within seconds, and the program lives.

    pdf.py [SECONDS]

PDFium is a library of another language, which a fuzzer for Rust does not see into, so this one only changes bytes: it deletes,
repeats and swaps pieces, and puts in words of the format. Each input is written down before it is read, and a second process
watches the first: what ends it, or takes longer than ten seconds, stays in `artifacts/pdf`.
"""

from __future__ import annotations

import multiprocessing
import random
import sys
import time
import zlib
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOUND = HERE / "artifacts" / "pdf"
#: As long as one input may take, in seconds.
LIMIT = 10
WORDS = [b"obj", b"endobj", b"stream", b"endstream", b"xref", b"trailer", b"startxref", b"<<", b">>", b"[", b"]", b"(", b")", b"<", b">",
         b"/Kids", b"/Count -1", b"/Count 99999999", b"/Length 4294967295", b"/Parent 2 0 R", b"/Contents 2 0 R", b"3 0 R", b"0 0 R",
         b"/Filter/FlateDecode", b"/Filter[/LZWDecode/ASCII85Decode]", b"/Prev 0", b"/Encrypt 1 0 R", b"/ToUnicode 4 0 R", b"Tj", b"BT", b"ET",
         b"Do", b"q", b"Q", b"-1", b"1e38", b"\x00", b"\xff\xfe", b"%%EOF", b"null", b"/ObjStm", b"/XRef", b"/W[1 2 1]"]


def document(pages: int, packed: bool) -> bytes:
    """Pages of a line each, the streams packed or not."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(pages))
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
               3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"}
    for at in range(pages):
        content = f"BT /F 12 Tf 10 {700 - 20 * at} Td (In 2024, {297 + at} people came.) Tj ET".encode()
        filtered = b"/Filter/FlateDecode" if packed else b""
        content = zlib.compress(content) if packed else content
        objects[4 + 2 * at] = (b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
                               % (5 + 2 * at))
        objects[5 + 2 * at] = b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), filtered, content)
    out, places = b"%PDF-1.7\n", []
    for number, body in objects.items():
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size %d>>\n" % (len(places) + 1, table, len(places) + 1)
    return out + head + b"startxref\n%d\n%%%%EOF" % len(out)


def changed(data: bytes, chance: random.Random) -> bytes:
    """The same with a few changes."""
    for _ in range(chance.randint(1, 8)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice([0, 1, 2, 4, 8, 40, 300]))
        put = chance.choice([
            b"",
            bytes([chance.randrange(256)]),
            chance.choice(WORDS),
            data[start:end] * chance.randint(1, 20),
            data[(place := chance.randrange(len(data) + 1)) : place + chance.randint(1, 80)],
            str(chance.choice([0, 1, 2, 3, 4, 5, 2**31, 2**32, -7])).encode(),
        ])
        data = (data[:start] + put + data[end:])[:100_000]
    return data


def read(seed: int, seconds: float, done) -> None:
    """Reads one damaged document after the other; the one in hand lies in a file."""
    import gongbao as gb

    chance = random.Random(seed)
    begun = [document(pages, packed) for pages in (1, 3) for packed in (False, True)]
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        data = b"%PDF" + changed(chance.choice(begun), chance)[4:]
        (FOUND / "in-hand.pdf").write_bytes(data)
        with done.get_lock():
            done.value += 1
        try:
            gb.analyze(data)
        except gb.DecodeError as error:
            assert str(error)
    (FOUND / "in-hand.pdf").unlink()


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 600
    FOUND.mkdir(parents=True, exist_ok=True)
    context = multiprocessing.get_context("spawn")
    done = context.Value("q", 0)
    until, seed, found = time.monotonic() + seconds, int(time.time()), 0
    while (left := until - time.monotonic()) > 0:
        reader = context.Process(target=read, args=(seed, left, done))
        reader.start()
        seen, since = done.value, time.monotonic()
        while reader.is_alive() and time.monotonic() - since < LIMIT + 10 * (seen == done.value == 0):
            reader.join(1)
            if done.value != seen:
                seen, since = done.value, time.monotonic()
        if reader.is_alive():
            reader.kill()
            reader.join()
        if reader.exitcode:
            found += 1
            (FOUND / "in-hand.pdf").rename(FOUND / f"{seed}-{seen}.pdf")
        seed += 1
    print(f"{done.value} documents read, {found} findings in {FOUND.relative_to(HERE)}")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
