#!/usr/bin/env python3
"""Makes the corpus out of what was written by hand.

    make.py            write corpus/NNN-*.{txt,html} and corpus/gold/NNN.*.jsonl
    make.py --check    write nothing, fail if a file is not what it would be

Written by hand are `gold/clean/NNN.txt` (the reading text), `notes/NNN.txt` (the annotation in short lines) and
`script.tsv` (the Traditional form of every character and phrase the texts need). Everything else comes from them, so
that a correction is made in one place. Python's standard library is enough.

A note is a line of fields parted by ` | `, in text order, under a head that names the kind:

    [figures]     text | subjects | action | scope | time | status | key=value …
    [mechanisms]  text | pattern | key=value …   (driver= driven= left= right= parts=甲、乙 head= weak)
    [citations]   text | key=value …             (number= issuer=)
    [names]       text | o, p, n or t | a period 2024-01-01..2024-12-31, or key=value …   (name= post= weak)

`;` parts answers that are all right, `-` is none. Value, unit, dimension and bound of a plain figure are read from its
text; a note overrules them.
"""
import json
import random
import re
import sys
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGES = {
    "100": "100-clean.txt",
    "101": "101-traditional.txt",
    "102": "102-pinyin.txt",
    "103": "103-gb18030.txt",
    "104": "104-surgery.txt",
    "105": "105-page.html",
    "106": "106-spaced.txt",
    "107": "107-government.txt",
    "108": "108-survey.txt",
    "109": "109-bureau.txt",
    "110": "110-school.txt",
}

# --- annotation -------------------------------------------------------------------------------------------------

DIMENSIONS = {
    "元": "money", "%": "percent", "个百分点": "points", "岁": "age", "位": "rank", "分": "score", "年": "duration",
    "天": "duration", "小时": "duration", "月": "duration", "亩": "area", "平方米": "area", "平方公里": "area",
    "吨": "mass", "公斤": "mass", "公里": "length", "字": "length", "千瓦": "power", "千瓦时": "energy", "倍": "ratio",
}
BEFORE = {"近": "nearly", "约": "about", "超过": "over", "超": "over", "不少于": "at_least", "不低于": "at_least",
          "至少": "at_least", "不超过": "at_most", "第": "exact", "不足": "at_most", "不到": "at_most"}
BEHIND = {"以上": "at_least", "以下": "at_most", "以内": "at_most", "左右": "about", "上下": "about"}
NUMBER = re.compile(
    f"(?P<before>{'|'.join(BEFORE)})?(?P<low>\\d+(?:\\.\\d+)?)(?:(?:—|-|至)(?P<high>\\d+(?:\\.\\d+)?))?"
    f"(?P<more1>余|多)?(?P<ten>万|亿)?(?P<more2>余|多)?(?P<unit>\\D*?)(?P<behind>{'|'.join(BEHIND)})?")
TENS = {None: 1, "万": 10**4, "亿": 10**8}


def read_figure(text):
    """Value, low, high, unit, dimension and bound of a figure in digits."""
    match = NUMBER.fullmatch(text)
    if not match:
        return {}
    times = TENS[match["ten"]]
    exact = lambda digits: digits and str((Decimal(digits) * times).normalize().__format__("f"))
    unit = match["unit"] or None
    bound = "exact"
    if match["more1"] or match["more2"]:
        bound = "over"
    if match["before"]:
        bound = BEFORE[match["before"]]
    if match["behind"]:
        bound = BEHIND[match["behind"]]
    low, high = exact(match["low"]), exact(match["high"])
    row = {"value": low, "low": None, "high": None}
    if high:
        row, bound = {"value": None, "low": low, "high": high}, "range"
    dimension = DIMENSIONS.get(unit, "count" if unit else None)
    return {**row, "unit": unit, "dimension": dimension, "bound": bound}


def answers(field, many=False):
    """`甲;乙;-` as a list with null for `-`; a single answer alone, unless `many` asks for a list."""
    listed = [None if answer == "-" else answer for answer in (field or "-").split(";")]
    if many:
        return [answer.replace("“", "").replace("”", "") for answer in listed if answer] + [
            answer for answer in listed if answer and "“" in answer]
    return listed if len(listed) > 1 else listed[0]


def split(line):
    """The fields of a note, and its keys apart."""
    fields, keys = [], {}
    for field in (part.strip() for part in line.split(" | ")):
        words = field.split(" ") if fields else [field]
        if fields and all("=" in word or word == "weak" for word in words if word):
            for word in filter(None, words):
                key, _, value = word.partition("=")
                keys[key] = value
        else:
            fields.append(field)
    return fields, keys


def figure(fields, keys):
    text, subject, action, scope, time, status = (fields + ["-"] * 6)[:6]
    read = read_figure(text)
    for key in ("value", "low", "high", "unit", "dim", "bound"):
        if key in keys:
            read["dimension" if key == "dim" else key] = answers(keys[key])
    if "value" in keys and "unit" not in keys and not read.get("unit"):
        read["unit"] = re.sub("^[一二三四五六七八九十两上百千万第]+", "", text)
    unit = read.get("unit")
    read.setdefault("dimension", DIMENSIONS.get(unit, "count" if unit else None))
    read.setdefault("bound", "range" if read.get("low") else "exact")
    role = answers(keys.get("role", "rank" if read["dimension"] == "rank" else "level"))
    return {
        "value": read.get("value"), "low": read.get("low"), "high": read.get("high"), "unit": read.get("unit"),
        "dimension": read["dimension"], "bound": read["bound"],
        "role": role[0] if isinstance(role, list) else role, "direction": keys.get("dir"),
        "basis": answers(keys.get("basis")), "subject": answers(subject, many=True), "action": answers(action),
        "scope": answers(scope), "aggregate": answers(keys.get("agg")), "per": answers(keys.get("per")),
        "time": answers(time), "status": answers("achieved" if status == "-" else status),
    }


def mechanism(fields, keys):
    text, pattern = fields
    parts = None
    if "driver" in keys:
        parts = {"driver": keys["driver"], "driven": keys["driven"]}
    elif "left" in keys:
        parts = {"left": keys["left"], "right": keys["right"]}
    elif "parts" in keys:
        parts = keys["parts"].split("、")
    row = {"pattern": pattern, "name": keys.get("name", re.sub("[“”]", "", text)), "head": keys.get("head"), "parts": parts}
    return {**row, "weak": True} if "weak" in keys else row


def citation(fields, keys):
    return {"title": fields[0][1:-1], "number": keys.get("number"), "issuer": keys.get("issuer")}


def name(fields, keys):
    kind = {"o": "organisation", "p": "place", "n": "person", "t": "time"}[fields[1]]
    row = {"kind": kind}
    if kind == "person":
        row |= {"name": keys.get("name", fields[0]), "post": keys.get("post")}
    if kind == "time":
        begin, _, end = fields[2].partition("..")
        row |= {"from": None if begin == "-" else begin, "to": None if end == "-" else end}
    return {**row, "weak": True} if "weak" in keys else row


READ = {"figures": figure, "mechanisms": mechanism, "citations": citation, "names": name}


def place(text, sought, at, kind):
    """Where the next mention of `sought` starts. A number does not start inside a longer one."""
    while True:
        start = text.find(sought, at)
        if start < 0:
            return None
        inside = kind == "figures" and sought[0].isdigit() and text[start - 1:start] in tuple("0123456789.")
        if not inside:
            return start
        at = start + 1


def annotate(doc, text, notes):
    """The gold rows of a document by kind."""
    rows, kind, at = {}, None, 0
    for number, line in enumerate(notes.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("["):
            kind, at = line.strip("[]"), 0
            rows[kind] = []
            continue
        fields, keys = split(line)
        # All comes one behind the other but for mechanisms, which may stand in one another.
        last = rows[kind][-1] if rows[kind] else None
        nested = kind == "mechanisms" and last and last["text"] != fields[0]
        start = place(text, fields[0], last["start"] if nested else at, kind)
        if start is None:
            raise SystemExit(f"notes/{doc}.txt:{number}: no {fields[0]!r} behind character {at}")
        end = start + len(fields[0])
        rows[kind].append({"doc": doc, "start": start, "end": end, "text": fields[0], **READ[kind](fields, keys)})
        at = end
    return rows


# --- damage -----------------------------------------------------------------------------------------------------

def script_table():
    """Phrases and characters, Simplified to Traditional, the longest first."""
    lines = (HERE / "script.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))


def traditional(text, keep=""):
    """The text in Traditional; characters of `keep` stay as they are, as on pages converted by a simple table."""
    table = {key: value for key, value in script_table().items() if not (len(key) == 1 and key in keep)}
    longest = max(map(len, table))
    out, at = [], 0
    while at < len(text):
        for length in range(longest, 0, -1):
            if text[at:at + length] in table:
                out.append(table[text[at:at + length]])
                at += length
                break
        else:
            out.append(text[at])
            at += 1
    return "".join(out)


ASCII = {"，": ",", "：": ":", "；": ";", "！": "!", "？": "?", "（": "(", "）": ")"}
READINGS = dict(zip(
    "縣關黨創動務學實設對點發會進來個長質專開門親領訪樹養經這體隊陽萬們說從樂強當歸護顧愛協書習難標準獎總戰獻團機應鄉鎮聯導隨",
    ("xiàn guān dǎng chuàng dòng wù xué shí shè duì diǎn fā huì jìn lái gè zhǎng zhì zhuān kāi mén qīn lǐng fǎng shù yǎng jīng "
     "zhè tǐ duì yáng wàn men shuō cóng lè qiáng dāng guī hù gù ài xié shū xí nán biāo zhǔn jiǎng zǒng zhàn xiàn tuán jī "
     "yīng xiāng zhèn lián dǎo suí").split()))


def ascii_punctuation(text):
    return "".join(ASCII.get(c, c) for c in text)


def with_readings(text, only):
    """`關(guān)`: a reading behind every character of `only`; some with a space before the bracket, as pages have it."""
    return "".join(c + (f"({READINGS[c]}{' ' if c in '會創' else ''})" if c in only else "") for c in text)


def surgery(text, only):
    """What a page becomes whose GBK bytes had strings replaced without regard for characters.

    Full-width punctuation turns to ASCII and characters get their reading, byte string by byte string; where a match
    straddles two characters, the rest of the run shifts by a byte. Whoever decodes it then finds orphans: they become `?`.
    """
    data = text.encode("gbk")
    for wide, narrow in ASCII.items():
        data = data.replace(wide.encode("gbk"), narrow.encode("ascii"))
    # The reading is kept as a mark while the bytes are handled, since GBK cannot hold every tone.
    order = sorted(only, key=lambda c: c.encode("gbk"))
    for at, char in enumerate(order):
        data = data.replace(char.encode("gbk"), char.encode("gbk") + b"(\x02%02d\x03)" % at)
    out, at = [], 0
    while at < len(data):
        byte, following = data[at], data[at + 1:at + 2]
        if byte < 0x80:
            out.append(chr(byte))
            at += 1
        elif following and following[0] >= 0x40 and following[0] != 0x7F:
            try:
                out.append(data[at:at + 2].decode("gb18030"))
                at += 2
            except UnicodeDecodeError:
                out.append("?")
                at += 1
        else:
            out.append("?")
            at += 2 if following == b"(" else 1
    return re.sub("\x02(\\d\\d)\x03", lambda mark: READINGS[order[int(mark[1])]], "".join(out))


def title_and_body(text):
    title, _, body = text.rstrip("\n").partition("\n")
    return title, body.split("\n")


def page_clean(text):
    return text


def page_traditional(text):
    return traditional(text)


def page_pinyin(text):
    """A Traditional page with readings; navigation before the report, copyright and related links behind it."""
    title, (byline, *body) = title_and_body(text)
    mark = lambda line: with_readings(ascii_punctuation(traditional(line, keep="后干并里")), READINGS)
    related = ["云笏县举办“五老”骨干培训班", "岚江省召开关心下一代工作会议", "鹿泽区关工委走访慰问困境儿童"]
    return "\n".join(
        ["• " + mark("首页"), "  • " + mark("工作交流"), "", f"{mark('首页')} » {mark('工作交流')} » {mark('正文')}", "",
         mark(title), "", mark("发布日期：2024-05-17") + "         " + mark("浏览次数："), "", traditional(byline), ""]
        + [f"  {mark(line)}\n" for line in body]
        + [f"{mark('上一篇：')}{mark('县关工委召开主任会议')}", f"{mark('下一篇：')}{mark('没有了')}", "", mark("相关新闻")]
        + [f"• {mark(line)}" for line in related]) + "\n"


def page_gb18030(text):
    """The bytes of another encoding, under no name."""
    return text.encode("gb18030")


def page_surgery(text):
    title, body = title_and_body(text)
    broken = surgery("\n\n\n".join([traditional(title, keep="后干并里")] + ["日期：2024-12-03 瀏覽：268次"]
                                   + [traditional(line, keep="后干并里") for line in body]), "縣關黨創動務學實設對發會進個長質開領養經體隊陽萬們說強護愛協書難機應鎮聯")
    return broken + "\n"


def page_html(text):
    """An untouched page: head, navigation, a bar of tools, the article with a table, a foot."""
    title, body = title_and_body(text)
    out, rows = [], []
    for line in body[2:]:
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows:
            out.append(html_table(rows))
            rows = []
        strong = re.match("[一二三四五]、", line)
        out.append(f"<p>&emsp;&emsp;<strong>{line}</strong></p>" if strong else f"<p>&emsp;&emsp;{html_escape(line)}</p>")
    head, date = body[:2]
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}_云笏县人民政府</title>
<meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="2025-03-24 10:08">
<meta name="ContentSource" content="{head}">
<style>.nav{{color:#333}} .article p{{line-height:2}}</style>
<script>var page = {{"id": 40817, "title": "统计公报", "hits": 362}};</script>
</head>
<body>
<div class="header"><a href="/">云笏县人民政府</a> <span>今天是2025年3月25日 星期二</span></div>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zfxxgk/">政府信息公开</a></li><li><a href="/zwfw/">政务服务</a></li><li><a href="/hdjl/">互动交流</a></li></ul>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zfxxgk/">政府信息公开</a> &gt; <a href="/zfxxgk/tjxx/">统计信息</a></div>
<div class="article">
<h1>{title}</h1>
<div class="info">发布时间：2025-03-24 10:08 来源：{head} 浏览次数：<span id="hits">362</span> 字号：[大 中 小] <a href="javascript:window.print()">打印</a></div>
<div class="content">
<p style="text-align:center">{head}</p>
<p style="text-align:center">{date}</p>
{chr(10).join(out)}
</div>
<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a></div>
<div class="related"><h3>相关链接</h3><ul><li><a href="/a1.html">云笏县2023年国民经济和社会发展统计公报</a></li><li><a href="/a2.html">一图读懂：云笏县2024年统计公报</a></li></ul></div>
</div>
<div class="footer"><p>主办：云笏县人民政府办公室 承办：云笏县大数据中心</p><p>网站标识码：0000000000 备案号：000000号 公网安备000000号</p></div>
<script src="/js/count.js"></script>
</body>
</html>
"""


def html_escape(line):
    return line.replace("&", "&amp;").replace("“", "&ldquo;").replace("”", "&rdquo;")


def html_table(rows):
    cells = lambda row, tag: "".join(f"<{tag}>{cell}</{tag}>" for cell in row)
    return ("<table border=\"1\"><thead><tr>" + cells(rows[0], "th") + "</tr></thead><tbody>\n"
            + "\n".join(f"<tr>{cells(row, 'td')}</tr>" for row in rows[1:]) + "\n</tbody></table>")


def page_spaced(text):
    """A title with spaces, indents of every kind, spaces between characters here and there, ASCII punctuation."""
    title, body = title_and_body(text)
    rng = random.Random(106)
    spaced = re.sub(r"(?<=\D)(?=.)|(?<=\d)(?=\D)", " ", title)
    indents = ["", "  ", "　　", "    ", " \u3000 ", "\u00a0\u00a0"]
    out = [spaced, "", "来源:未知", "", "日期:2023-01-12", "", "    ", ""]
    for line in body:
        line = ascii_punctuation(line)
        line = re.sub("(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff，,。])", lambda _: " " if rng.random() < 0.012 else "", line)
        out += [rng.choice(indents) + line + rng.choice(["", "", " "]), ""]
    return "\n".join(out)


def page_government(text):
    """Indents by ideographic spaces, blank lines, ASCII commas and colons: a report as a site shows it."""
    return "\n\n".join("　　" + ascii_punctuation(line) for line in text.rstrip("\n").split("\n")) + "\n"


def page_survey(text):
    """Full-width digits and signs, characters that show nothing, an entity here and there, a byte order mark."""
    rng = random.Random(108)
    out = []
    for c in text:
        if c.isascii() and c in "0123456789%.":
            c = chr(ord(c) + 0xFEE0)
        elif c in "“”" and rng.random() < 0.5:
            c = {"“": "&ldquo;", "”": "&rdquo;"}[c]
        elif "\u4e00" <= c <= "\u9fff" and rng.random() < 0.02:
            c += rng.choice("\u200b\u200d\ufeff\u00ad")
        out.append(c)
    return "\ufeff" + "".join(out)


MAKE = {"100": page_clean, "101": page_traditional, "102": page_pinyin, "103": page_gb18030, "104": page_surgery,
        "105": page_html, "106": page_spaced, "107": page_government, "108": page_survey,
        "109": page_government, "110": page_clean}


# --- files ------------------------------------------------------------------------------------------------------

def files():
    """Every made file: its path and its bytes."""
    for doc, page in PAGES.items():
        text = (HERE / "gold" / "clean" / f"{doc}.txt").read_text("utf-8")
        made = MAKE[doc](text)
        yield HERE / page, made if isinstance(made, bytes) else made.encode("utf-8")
        notes = (HERE / "notes" / f"{doc}.txt").read_text("utf-8")
        for kind, rows in annotate(doc, text, notes).items():
            lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            yield HERE / "gold" / f"{doc}.{kind}.jsonl", lines.encode("utf-8")


def main():
    check, stale = sys.argv[1:] == ["--check"], []
    if sys.argv[1:] and not check:
        raise SystemExit(__doc__)
    for path, data in files():
        if not check:
            path.write_bytes(data)
        elif not path.exists() or path.read_bytes() != data:
            stale.append(path.name)
    if stale:
        raise SystemExit("not as make.py makes them: " + ", ".join(stale))


if __name__ == "__main__":
    main()
