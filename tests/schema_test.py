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
        rules = source / "tests/golden/answers/shapes.precept"
        for i, facts in enumerate(PATIENTS):
            patient = pathlib.Path(folder) / f"patient{i}.json"
            patient.write_text(json.dumps(facts))
            check(f"shapes, patient {i}", [rules, "--facts", patient])
    print(f"{count} documents, {faults} faults")
    return 1 if faults or not count else 0


if __name__ == "__main__":
    sys.exit(main())
