#!/usr/bin/env python3
"""Makes a cohort for the workload: invented patients, the same for the same seed, in NDJSON and in CSV.

Usage: patients.py N PREFIX [--seed S] [--wide W]     writes PREFIX.ndjson and PREFIX.csv

One fact in ten is missing: `null` in NDJSON, an empty cell in CSV. A list of drugs is joined with `;` in CSV, and a list that
is known to be empty is written `-`. The first patients of a cohort are the same whatever its size. With --wide, every record
has W further fields, x1 to xW, that no rule reads. An identifier stands in `id`.
"""
import argparse
import json
import random

DRUGS = ("trastuzumab pertuzumab t_dm1 t_dxd tucatinib tamoxifen letrozole anastrozole exemestane fulvestrant palbociclib "
         "ribociclib abemaciclib alpelisib capecitabine paclitaxel docetaxel eribulin sacituzumab carboplatin epirubicin "
         "zoledronate").split()
FACTS = ("age sex stage her2_ihc her2_fish er pr ecog lvef brain_mets pdl1_cps esr1_mutation pik3ca_mutation line menopausal "
         "crcl qtc prior").split()
MISSING = 0.1


def between(chance: random.Random, mean: float, spread: float, low: int, high: int) -> int:
    return int(min(max(chance.gauss(mean, spread), low), high))


def stained(chance: random.Random, none: float) -> int:
    """The share of cells with a receptor: often none at all, and often close to a threshold."""
    return 0 if chance.random() < none else chance.choice((1, 2, 5, 10, 40, 80, 100))


def patient(chance: random.Random) -> dict:
    """All facts of a patient, before any is lost."""
    stage = chance.choices(("I", "II", "III", "IV"), (20, 22, 18, 40))[0]
    advanced = stage == "IV"
    ihc = chance.choices(("0", "1+", "2+", "3+"), (28, 24, 24, 24))[0]
    line = chance.choices((1, 2, 3, 4, 5), (40, 25, 17, 10, 8) if advanced else (85, 12, 3, 0, 0))[0]
    age = between(chance, 60, 14, 25, 95)
    given = between(chance, 2 * line - 1.5, 1.5, 0, 9)
    return {
        "age": age,
        "sex": "M" if chance.random() < 0.04 else "F",
        "stage": stage,
        "her2_ihc": ihc,
        "her2_fish": "amplified" if chance.random() < {"0": 0.02, "1+": 0.05, "2+": 0.35, "3+": 0.9}[ihc] else "not_amplified",
        "er": stained(chance, 0.35),
        "pr": stained(chance, 0.45),
        "ecog": chance.choices((0, 1, 2, 3, 4), (36, 32, 16, 10, 6))[0],
        "lvef": between(chance, 57, 10, 25, 78),
        "brain_mets": chance.random() < (0.25 if advanced else 0.02),
        "pdl1_cps": between(chance, 8, 14, 0, 100),
        "esr1_mutation": chance.random() < 0.25,
        "pik3ca_mutation": chance.random() < 0.4,
        "line": line,
        "menopausal": "post" if chance.random() < (0.85 if age >= 51 else 0.15) else "pre",
        "crcl": between(chance, 72, 28, 10, 160),
        "qtc": between(chance, 430, 26, 350, 540),
        "prior": chance.sample(DRUGS, given),
    }


def patients(count: int, seed: int = 1, wide: int = 0):
    """COUNT records with `id` and every fact, missing ones as None."""
    chance = random.Random(seed)
    for number in range(1, count + 1):
        record = {"id": number, **patient(chance)}
        for i in range(1, wide + 1):
            record[f"x{i}"] = (chance.randrange(1000), chance.random() < 0.5, chance.choice("abcd"))[i % 3]
        for name in list(record)[1:]:
            if chance.random() < MISSING:
                record[name] = None
        yield record


def cell(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(value) or "-"
    return str(value)


def write(count: int, prefix: str, seed: int = 1, wide: int = 0) -> None:
    with open(f"{prefix}.ndjson", "w", encoding="utf-8") as lines, open(f"{prefix}.csv", "w", encoding="utf-8") as table:
        names = ["id", *FACTS, *(f"x{i}" for i in range(1, wide + 1))]
        table.write(",".join(names) + "\n")
        for record in patients(count, seed, wide):
            lines.write(json.dumps(record, separators=(",", ":")) + "\n")
            table.write(",".join([cell(record[name]) for name in names]) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("prefix")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wide", type=int, default=0)
    given = parser.parse_args()
    write(given.count, given.prefix, given.seed, given.wide)


if __name__ == "__main__":
    main()
