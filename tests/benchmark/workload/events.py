#!/usr/bin/env python3
"""Patients with long lists of therapies, and what the rules of events.precept say of them.

Usage: events.py N LENGTH FILE.ndjson [--seed S]     writes the patients, and prints what the rules must say of them

A list has LENGTH therapies on average, none to twice as many. One list in ten is not known, and one outcome in ten is missing;
dates are known, and no two of a patient are the same, so that the latest therapy is one. The day that is asked for is TODAY.
"""
import argparse
import datetime
import json
import random

TODAY = datetime.date(2026, 11, 23)
HALF_A_YEAR_AGO = datetime.date(2026, 5, 23)
DRUGS = ("trastuzumab", "letrozole", "paclitaxel", "capecitabine", "tamoxifen")
OUTCOMES = ("response", "stable", "progression", None)

# The query for DuckDB that asks the same. `list_filter` drops what is unknown, so that a list is looked through twice; `list_reduce`
# refuses the empty list, of which there is no latest therapy.
QUERY = """
WITH answers AS (SELECT
  CASE WHEN len(list_filter(therapy, x -> x.drug = 'trastuzumab' AND x.outcome = 'progression')) > 0 THEN true
       WHEN len(list_filter(therapy, x -> x.drug = 'trastuzumab' AND x.outcome IS NULL)) > 0 THEN NULL
       WHEN therapy IS NULL THEN NULL ELSE false END AS e_any,
  len(list_filter(therapy, x -> x.drug = 'capecitabine')) = 0 AS e_no,
  CASE WHEN len(list_filter(therapy, x -> x.outcome = 'progression')) > 0 THEN false
       WHEN len(list_filter(therapy, x -> x.outcome IS NULL)) > 0 THEN NULL
       WHEN therapy IS NULL THEN NULL ELSE true END AS e_each,
  len(list_filter(therapy, x -> x.drug IN ('letrozole', 'tamoxifen'))) >= 2 AS e_two,
  list_reduce(CASE WHEN len(therapy) > 0 THEN therapy END, (a, b) -> CASE WHEN b.started > a.started THEN b ELSE a END).outcome = 'progression' AS e_latest,
  len(list_filter(therapy, x -> x.started BETWEEN DATE '2026-05-23' AND DATE '2026-11-23')) > 0 AS e_recent
FROM patient)
SELECT count(*) AS n, {columns} FROM answers
"""
NAMES = ("e_any", "e_no", "e_each", "e_two", "e_latest", "e_recent")


def query() -> str:
    counts = ", ".join(f"count(*) FILTER ({name}) AS {name}_t, count(*) FILTER (NOT {name}) AS {name}_f" for name in NAMES)
    return QUERY.format(columns=counts)


def therapies(chance: random.Random, length: int) -> list[dict] | None:
    if chance.random() < 0.1:
        return None
    days = chance.sample(range(8000), chance.randint(0, 2 * length))
    return [{"drug": DRUGS[int(chance.random() ** 2 * len(DRUGS))], "started": str(TODAY - datetime.timedelta(days=day)),
             "outcome": chance.choices(OUTCOMES, (3, 3, 3, 1))[0]} for day in days]


def any_of(truths: list) -> bool | None:
    return True if True in truths else None if None in truths else False


def answers(given: list[dict] | None) -> tuple:
    """Yes, no or None, not known, for each rule."""
    if given is None:
        return (None,) * len(NAMES)
    failed = [None if it["outcome"] is None else it["outcome"] == "progression" for it in given]
    failed_on_trastuzumab = [truth if it["drug"] == "trastuzumab" else False for it, truth in zip(given, failed)]
    some_failed = any_of(failed)
    latest = max(range(len(given)), key=lambda i: given[i]["started"], default=None)
    return (any_of(failed_on_trastuzumab),
            all(it["drug"] != "capecitabine" for it in given),
            None if some_failed is None else not some_failed,
            sum(it["drug"] in ("letrozole", "tamoxifen") for it in given) >= 2,
            None if latest is None else failed[latest],
            any(str(HALF_A_YEAR_AGO) <= it["started"] <= str(TODAY) for it in given))


def write(count: int, length: int, path: str, seed: int = 1) -> dict[str, list[int]]:
    """Writes the patients; for each rule, how many of them it is yes, no and unknown for."""
    chance = random.Random(seed)
    counts = {name: [0, 0, 0] for name in NAMES}
    with open(path, "w", encoding="utf-8") as lines:
        for number in range(1, count + 1):
            given = therapies(chance, length)
            lines.write(json.dumps({"id": number, "therapy": given}, separators=(",", ":")) + "\n")
            for name, truth in zip(NAMES, answers(given)):
                counts[name][(True, False, None).index(truth)] += 1
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("length", type=int)
    parser.add_argument("path")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(json.dumps(write(given.count, given.length, given.path, given.seed)))


if __name__ == "__main__":
    main()
