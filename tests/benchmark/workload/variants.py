#!/usr/bin/env python3
"""Variations of the workload's rules, to measure rule sets that are larger: as many rules again, and no two alike.

Usage: variants.py COPIES FOLDER     writes rule files with COPIES times the rules into FOLDER

The K-th variation has the same rules with other thresholds and other drugs, and `_K` behind every name. What it does to a text
does not depend on what the text is, so the statement of the rules, the rule files and a query of another engine vary alike.
"""
import re
import sys
from pathlib import Path

from patients import DRUGS

HERE = Path(__file__).resolve().parent

# fact: the lowest threshold, how many follow, and how far each variation moves on
THRESHOLDS = {"age": (30, 60, 7), "er": (1, 99, 3), "pr": (1, 99, 5), "lvef": (30, 45, 2), "pdl1_cps": (1, 98, 11),
              "crcl": (20, 120, 13), "qtc": (360, 170, 17)}
DRUG = re.compile(r"\b(" + "|".join(DRUGS) + r")\b")
COMPARISON = re.compile(r"\b(" + "|".join(THRESHOLDS) + r") (>=|<=|<|>) (\d+)")
NAME = re.compile(r"\b(metastatic|early|her2_pos|her2_low|hr_pos|tnbc|fit|lvef_low|postmeno|prior_\w+|mbc_\w+|r\d\d_\w+|do_\d\d"
                  r"|(?:is|see)_\w+)\b")


def vary(text: str, variant: int) -> str:
    """The text with the thresholds, drugs and names of the given variation; 0 leaves it alone."""
    if variant == 0:
        return text

    def moved(match: re.Match) -> str:
        low, span, step = THRESHOLDS[match[1]]
        return f"{match[1]} {match[2]} {low + (int(match[3]) - low + step * variant) % span}"

    text = NAME.sub(lambda match: f"{match[1]}_{variant}", text)
    text = DRUG.sub(lambda match: DRUGS[(DRUGS.index(match[1]) + variant) % len(DRUGS)], text)
    return COMPARISON.sub(moved, text)


def write(copies: int, folder: Path) -> None:
    """The workload, its definitions as rules, and COPIES - 1 variations of both, as rule files."""
    base = (HERE / "workload.precept").read_text(encoding="utf-8")
    mirror = (HERE / "definitions.precept").read_text(encoding="utf-8")
    (folder / "workload.precept").write_text(base, encoding="utf-8")
    (folder / "definitions.precept").write_text(mirror, encoding="utf-8")
    terms, rest = base.split("# ---- Facts")
    items = terms.split("term step", 1)[1].split("\n", 1)[1] + "# ---- Definitions" + rest.split("# ---- Definitions")[1]
    items += mirror.split('is a definition', 1)[-1].split("term see ", 1)[1].split("\n", 1)[1]
    head = base[:base.index("guideline ")]
    for variant in range(1, copies):
        text = f'{head}guideline variant_{variant} "Variation {variant}"\n  language 1\n  version "1"\n  status draft\n\nuse workload\n' \
               f"use definitions\n\n{vary(items, variant)}"
        (folder / f"variant_{variant}.precept").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
