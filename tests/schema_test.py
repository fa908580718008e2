#!/usr/bin/env python3
"""Validates the JSON of `precept run` against interpreter/schema/answer.schema.json, that of the
questions against questions.schema.json, of coverage against coverage.schema.json, of tests
against tests.schema.json, and of cohorts against cohort.schema.json and cohort-row.schema.json: for every example patient with the guidelines that ship, and for small
guidelines in which every reason and every shape of condition occurs.

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


# With the rule files and the patient, of which every example has its own.
QUESTIONS = [
    ["why", "thp"],
    ["why", "her2_status"],
    ["why", "trastuzumab"],
    ["why-not", "elacestrant"],
    ["why-not", "anti_her2"],
    ["whatif", "er_status is positive and lvef is 45 %"],
    ["whatif", "therapy with drug trastuzumab, setting metastatic"],
    ["ask"],
    ["flip", "thp"],
    ["flip", "thp", "--not"],
]
QUESTIONS_OF_SHAPES = [
    ["why", "everything"],
    ["why-not", "simple"],
    ["why", "gap"],
    ["whatif", "x and lvef is 45 %"],
    ["whatif", "no therapy and mutations is esr1"],
    ["ask"],
    ["flip", "better"],
]


def answers(precept, arguments, command="run"):
    """The documents that a command prints, one or, over many lines, several."""
    command, *about = [command] if isinstance(command, str) else command
    run = subprocess.run(
        [precept, command, *about[:1], *map(str, arguments), *about[1:], "--today", "2026-11-23", "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode not in (0, 1):
        raise SystemExit(f"precept {command} {about} {arguments} ended with {run.returncode}:\n{run.stderr}")
    decoder = json.JSONDecoder()
    text = run.stdout.strip()
    if not text:
        raise SystemExit(f"precept {command} {about} {arguments} printed nothing:\n{run.stderr}")
    while text:
        document, end = decoder.raw_decode(text)
        yield document
        text = text[end:].lstrip()


def schema_validators(folder):
    """One validator for each kind of document. The schema of questions refers to parts of that of
    answers, which are put into it: validators differ in how they follow a URN."""
    answer = (folder / "answer.schema.json").read_text()
    schemas = [json.loads(answer)]
    parts = json.loads(answer.replace('"#/$defs/', '"#/$defs/answer_'))["$defs"]
    questions = (folder / "questions.schema.json").read_text()
    schemas.append(json.loads(questions.replace(f"{schemas[0]['$id']}#/$defs/", "#/$defs/answer_")))
    schemas[1]["$defs"].update({f"answer_{name}": part for name, part in parts.items()})
    schemas.append(json.loads((folder / "coverage.schema.json").read_text()))
    for name in ("tests", "cohort", "cohort-row"):
        schemas.append(json.loads((folder / f"{name}.schema.json").read_text()))
    for schema in schemas:
        jsonschema.Draft202012Validator.check_schema(schema)
    kinds = ("precept/answer", "precept/question", "precept/coverage", "precept/tests", "precept/cohort", "precept/cohort-row")
    return dict(zip(kinds, map(jsonschema.Draft202012Validator, schemas)))


def main():
    precept, source = sys.argv[1], pathlib.Path(sys.argv[2])
    validators = schema_validators(source / "interpreter/schema")
    faults = count = 0

    def check(name, arguments, command="run"):
        nonlocal faults, count
        for document in answers(precept, arguments, command):
            count += 1
            for error in validators[document["schema"]].iter_errors(document):
                faults += 1
                best = jsonschema.exceptions.best_match([error])
                print(f"{name}: {command}: {best.json_path}: {best.message[:300]}")

    def check_coverage(name, rules):
        nonlocal faults, count
        with tempfile.TemporaryDirectory() as folder:
            report = pathlib.Path(folder) / "coverage.json"
            subprocess.run([precept, "test", "--coverage", "--report", report, rules], capture_output=True, check=False)
            document = json.loads(report.read_text())
        count += 1
        for error in validators[document["schema"]].iter_errors(document):
            faults += 1
            print(f"{name}: coverage: {error.json_path}: {error.message[:300]}")

    # Mapping files are what people write: the schema must take the sound ones, and refuse a slip.
    mapping = json.loads((source / "interpreter/schema/mapping.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(mapping)
    mappings = jsonschema.Draft202012Validator(mapping)
    for path in sorted((source / "examples/cohort").glob("*.map.json")):
        count += 1
        document = json.loads(path.read_text())
        slip = {**document, "fact": {}}
        if not mappings.is_valid(document) or mappings.is_valid(slip):
            faults += 1
            print(f"{path.name}: the schema of mapping files takes it wrongly")

    def check_cohort(name, rules, patients):
        """The counts, and a line for each patient."""
        nonlocal faults, count
        lines = list(patients)
        with tempfile.TemporaryDirectory() as folder:
            cohort = pathlib.Path(folder) / "cohort.ndjson"
            cohort.write_text("".join(line + "\n" for line in lines))
            command = [precept, "cohort", rules, "--facts", cohort, "--today", "2026-11-23", "--format"]
            summary = subprocess.run([*command, "json"], capture_output=True, text=True, check=False).stdout
            rows = subprocess.run([*command, "ndjson"], capture_output=True, text=True, check=False).stdout
        documents = [("precept/cohort", summary), *(("precept/cohort-row", row) for row in rows.splitlines())]
        if len(documents) != len(lines) + 1:
            raise SystemExit(f"{name}: {len(documents) - 1} rows of {len(lines)} patients")
        for kind, text in documents:
            count += 1
            for error in validators[kind].iter_errors(json.loads(text)):
                faults += 1
                print(f"{name}: {kind}: {error.json_path}: {error.message[:300]}")

    guidelines = source / "guidelines"
    check_cohort("shapes", source / "tests/golden/answers/shapes.precept", map(json.dumps, PATIENTS))
    heart = source / "tests/golden/cohort"
    check_cohort("heart", heart / "heart.precept", filter(None, (heart / "patients.ndjson").read_text().splitlines()))
    examples = sorted((source / "examples").glob("*.json"))
    check_cohort("examples", guidelines, [json.dumps(json.loads(path.read_text())) for path in examples])
    check_coverage("guidelines", guidelines)
    check_coverage("heart", source / "tests/golden/coverage/heart.precept")
    check("the guidelines' tests", [guidelines], "test")
    for tests in ("failing", "cases_failing"):
        check(f"{tests} tests", [source / f"tests/golden/test/{tests}.precept"], "test")
    for patient in sorted((source / "examples").glob("*.json")):
        check(patient.name, [guidelines, "--facts", patient])
        for question in QUESTIONS:
            check(patient.name, [guidelines, "--facts", patient], question)
    with tempfile.TemporaryDirectory() as folder:
        rules = source / "tests/golden/answers/shapes.precept"
        for i, facts in enumerate(PATIENTS):
            patient = pathlib.Path(folder) / f"patient{i}.json"
            patient.write_text(json.dumps(facts))
            check(f"shapes, patient {i}", [rules, "--facts", patient])
            for question in QUESTIONS_OF_SHAPES:
                check(f"shapes, patient {i}", [rules, "--facts", patient], question)
    print(f"{count} documents, {faults} faults")
    return 1 if faults or not count else 0


if __name__ == "__main__":
    sys.exit(main())
