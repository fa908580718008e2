#!/usr/bin/env python3
"""What the workload's rules say of each patient, worked out from their statement in rules.txt.

Usage: oracle.py COHORT.ndjson [--each] [--variant K]

Prints one JSON object: for each name, how many patients it is yes, no and unknown for. With --each, a line for each patient
instead: its `id` and a letter, Y, N or U, for each name. --variant K takes the K-th variation of the rules (variants.py).

Truth is a number here, 0 no, 1 unknown, 2 yes: `and` is the minimum, `or` the maximum, and `not` what is left of 2. The rules are
read with Python's own grammar, whose precedence of `not`, `and` and `or` is the one that they are stated with.
"""
import argparse
import ast
import json
import re
from pathlib import Path

from variants import vary

HERE = Path(__file__).resolve().parent
NO, UNKNOWN, YES = 0, 1, 2


def statement(variant: int = 0) -> dict[str, str]:
    """Each name with its condition, in the order in which they are stated."""
    text = vary((HERE / "rules.txt").read_text(encoding="utf-8"), variant)
    return {name: condition for _, name, condition in re.findall(r"^(define|rule) (\w+) *:= (.+)$", text, re.M)}


def as_python(condition: str) -> ast.expr:
    condition = re.sub(r" = ", " == ", condition).replace(" is missing", " is None").replace(" has any ", " & ")
    return ast.parse(condition, mode="eval").body


class Translation:
    """Turns a condition into Python text that yields a truth; `known` are the names that hold truths already."""

    def __init__(self) -> None:
        self.known: set[str] = set()

    def text(self, node: ast.expr) -> str:
        if isinstance(node, ast.BoolOp):
            fold = "min" if isinstance(node.op, ast.And) else "max"
            return f"{fold}({', '.join(self.text(part) for part in node.values)})"
        if isinstance(node, ast.UnaryOp):
            assert isinstance(node.op, ast.Not)
            return f"(2 - {self.text(node.operand)})"
        if isinstance(node, ast.Name):
            return node.id if node.id in self.known else self.atom(node.id, node.id)
        if isinstance(node, ast.BinOp): # `fact & {…}`: a list that has any of these
            return self.atom(node.left.id, f"not {ast.unparse(node.right)}.isdisjoint({node.left.id})")
        assert isinstance(node, ast.Compare), ast.dump(node)
        if isinstance(node.ops[0], ast.Is): # the one atom that is never unknown
            return f"(2 if {ast.unparse(node)} else 0)"
        return self.atom(node.left.id, ast.unparse(node))

    @staticmethod
    def atom(fact: str, holds: str) -> str:
        return f"(1 if {fact} is None else 2 if {holds} else 0)"


def compiled(variant: int = 0):
    """The names, and a function from a record to their truths."""
    translation, lines = Translation(), []
    conditions = statement(variant)
    for name, condition in conditions.items():
        lines.append(f"    {name} = {translation.text(as_python(condition))}")
        translation.known.add(name)
    facts = sorted(set(re.findall(r"[a-z_]\w*", " ".join(re.sub(r'"[^"]*"', "", text) for text in conditions.values())))
                   - set(conditions) - set("and or not in is missing has any".split()))
    head = ["def evaluate(record):", *(f"    {fact} = record[{fact!r}]" for fact in facts)]
    scope: dict = {}
    exec("\n".join([*head, *lines, f"    return ({', '.join(conditions)})"]), scope)
    return list(conditions), scope["evaluate"]


def count(records, variant: int = 0) -> dict[str, list[int]]:
    """For each name, how many records it is yes, no and unknown for."""
    names, evaluate = compiled(variant)
    counts = [[0, 0, 0] for _ in names]
    for record in records:
        for each, truth in zip(counts, evaluate(record)):
            each[truth] += 1
    return {name: [each[YES], each[NO], each[UNKNOWN]] for name, each in zip(names, counts)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cohort")
    parser.add_argument("--each", action="store_true")
    parser.add_argument("--variant", type=int, default=0)
    given = parser.parse_args()
    with open(given.cohort, encoding="utf-8") as lines:
        records = (json.loads(line) for line in lines)
        if given.each:
            _, evaluate = compiled(given.variant)
            for record in records:
                print(record["id"], "".join("NUY"[truth] for truth in evaluate(record)))
        else:
            print(json.dumps(count(records, given.variant)))


if __name__ == "__main__":
    main()
