"""Check the marked sentences of this folder and count them.

Usage: python3 check.py [FILE ...]   (all web-*.txt of the folder by default)
Exits with 1 when a line is malformed: a mark that is not closed, nested,
empty, of another type than PER, ORG, LOC, or a document without its genre.
"""

import collections
import pathlib
import re
import sys

GENRES = {"review", "email", "newsgroup", "weblog", "answers"}
MARK = re.compile(r"\[(PER|ORG|LOC) ([^\[\]\s](?:[^\[\]]*[^\[\]\s])?)\]")


def check_file(path, counts):
    """Add the counts of one file to counts; return its list of complaints."""
    complaints = []
    genre = None
    seen = counts["seen"]
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        where = f"{path.name}:{number}"
        if not line.strip():
            genre = None
            continue
        if line.startswith("#"):
            found = re.fullmatch(r"# genre: (\w+)", line)
            if genre is not None or not found or found[1] not in GENRES:
                complaints.append(f"{where}: bad comment line")
                continue
            genre = found[1]
            counts["documents"][genre] += 1
            continue
        if genre is None:
            complaints.append(f"{where}: sentence outside a document")
        if re.search(r"[\[\]]", MARK.sub("", line)):
            complaints.append(f"{where}: unbalanced or unknown mark: {line}")
        if len(line) > 40 and line in seen:
            complaints.append(f"{where}: sentence occurs twice")
        seen[line] += 1
        marks = MARK.findall(line)
        counts["sentences"][genre] += 1
        counts["bare"][genre] += not marks
        for kind, text in marks:
            counts["marks"][genre, kind] += 1
            counts["names"][kind, text] += 1
            if text.endswith(("'s", ",", "’s")) or text.startswith(("Mr.", "Mrs.", "Dr.", "Ms.")):
                counts["look"][f"{where}: {text}"] += 1
    return complaints


def main():
    here = pathlib.Path(__file__).parent
    paths = [pathlib.Path(p) for p in sys.argv[1:]] or sorted(here.glob("web-*.txt"))
    counts = collections.defaultdict(collections.Counter)
    complaints = [c for path in paths for c in check_file(path, counts)]
    print("genre       docs  sentences  without  PER  ORG  LOC")
    rows = [(g, [g]) for g in sorted(GENRES)] + [("all", sorted(GENRES))]
    for label, genres in rows:
        kinds = [sum(counts["marks"][g, k] for g in genres) for k in ("PER", "ORG", "LOC")]
        print(f"{label:10s} {sum(counts['documents'][g] for g in genres):5d}"
              f" {sum(counts['sentences'][g] for g in genres):10d}"
              f" {sum(counts['bare'][g] for g in genres):8d}"
              f" {kinds[0]:4d} {kinds[1]:4d} {kinds[2]:4d}")
    for line in counts["look"]:
        print("look at", line)
    for line in complaints:
        print(line)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
