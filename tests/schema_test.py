#!/usr/bin/env python3
"""Validates the JSON of `precept run` against interpreter/schema/answer.schema.json: for every
example patient with the guidelines that ship, and for a small guideline in which every reason and
every shape of condition occurs.

Usage: schema_test.py PRECEPT SOURCE_DIR; exit code 77 (skipped) without the Python package jsonschema.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:
    print("skipped: the Python package jsonschema is not installed")
    sys.exit(77)

GUIDELINE = """guideline every_shape "Every shape of condition"
  language 1
  version "1"
  status draft
  reviewed 2026-11-01
  review every 12 months
  applies when x is known

source s "A source" doi "10.1000/1"
term drug
term a "Drug A" is drug code rxnorm "1"

fact x "X" yes/no
fact y "Y" yes/no assume no
fact lvef "LVEF" number in % from 0 to 100
  valid for 3 months
fact n "N" number
fact her2 "HER2" one of 0, 1+, 2+, 3+
fact mutations "Mutations" set of esr1, pik3ca
fact seen "Seen on" date
event therapy "Therapy"
  drug drug
  stopped date

define half "Half of nothing" 1 / n
define root "Root" sqrt n
define last "Last" latest therapy by stopped where drug is in drug
define none_such "None" latest therapy by stopped where stopped is after today
define score "Score"
  sum of
    - 1 when x
    - 2 when lvef < 50 %
define gap "Gap"
  low  when n < 0
  high when n > 10
define status "Status"
  table  her2 | y   | result
         3+   | any | positive
         0    | no  | negative

rule everything "Everything"
  when all of
    - x or y
    - not (x and y)
    - at least 1 of
      - mutations includes esr1
      - seen is before today
    - none of
      - lvef < 50 %
      - score >= 2
    - any therapy where drug is a
    - count of therapy where drug is a >= 1
    - last.stopped is known
    - none_such.stopped is before today
    - half > 1
    - root > 1
    - gap is low
    - status is positive
  unless y because "Y"
  recommend a
    strength strong
    evidence high
    because "A helps"
    how "Daily"
    cite s "Part 1"

rule simple "Simple"
  when x
  consider a
    cite s

rule danger "Danger"
  when lvef < 50 %
  contraindicate drug
    cite s

rule better "Better"
  when simple fires and her2 is 3+
  overrides simple
  recommend a
    cite s

ensure some "Some advice"
  some advice is given
"""

PATIENTS = [
    {},
    {"x": False},
    {"x": True, "lvef": 62},
    {"x": True, "lvef": {"value": 62, "on": "2026-03-02"}, "n": 0, "her2": "1+"},
    {"x": True, "lvef": 40, "n": -1, "therapy": [{"drug": "a", "stopped": "2026-01-01"}, {}]},
    {"x": True, "y": True, "n": 5, "therapy": [], "mutations": ["esr1"], "seen": "2026-01-01"},
]


def answers(precept, arguments):
    """The documents that a run prints, one or, over many lines, several."""
    run = subprocess.run(
        [precept, "run", *map(str, arguments), "--today", "2026-11-23", "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode not in (0, 1):
        raise SystemExit(f"precept run {arguments} ended with {run.returncode}:\n{run.stderr}")
    decoder = json.JSONDecoder()
    text = run.stdout.strip()
    if not text:
        raise SystemExit(f"precept run {arguments} printed nothing:\n{run.stderr}")
    while text:
        document, end = decoder.raw_decode(text)
        yield document
        text = text[end:].lstrip()


def main():
    precept, source = sys.argv[1], pathlib.Path(sys.argv[2])
    schema = json.loads((source / "interpreter/schema/answer.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    faults = count = 0

    def check(name, arguments):
        nonlocal faults, count
        for document in answers(precept, arguments):
            count += 1
            for error in validator.iter_errors(document):
                faults += 1
                best = jsonschema.exceptions.best_match([error])
                print(f"{name}: {best.json_path}: {best.message[:300]}")

    guidelines = source / "guidelines"
    for patient in sorted((source / "examples").glob("*.json")):
        check(patient.name, [guidelines, "--facts", patient])
    with tempfile.TemporaryDirectory() as folder:
        rules = pathlib.Path(folder) / "every_shape.precept"
        rules.write_text(GUIDELINE)
        for i, facts in enumerate(PATIENTS):
            patient = pathlib.Path(folder) / f"patient{i}.json"
            patient.write_text(json.dumps(facts))
            check(f"every_shape, patient {i}", [rules, "--facts", patient])
    print(f"{count} documents, {faults} faults")
    return 1 if faults or not count else 0


if __name__ == "__main__":
    sys.exit(main())
