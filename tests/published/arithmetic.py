"""Formulas in a case: numbers, named variables, + - * / ^ and brackets, nothing else."""

import ast
import operator
import re

from case_inputs import Unsupported

OPERATIONS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
              ast.Pow: operator.pow, ast.USub: operator.neg, ast.UAdd: operator.pos}


def evaluate(node, values):
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return node.value
    if isinstance(node, ast.Name) and node.id in values:
        return values[node.id]
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATIONS:
        return OPERATIONS[type(node.op)](evaluate(node.left, values), evaluate(node.right, values))
    if isinstance(node, ast.UnaryOp) and type(node.op) in OPERATIONS:
        return OPERATIONS[type(node.op)](evaluate(node.operand, values))
    raise Unsupported("a formula with more than + - * / ^")


def function(text, names):
    """The formula as a function of its variables; 2t means 2 * t."""
    python = re.sub(r"(\d)(?=[A-Za-z(])", r"\1*", text).replace("^", "**")
    try:
        tree = ast.parse(python, mode="eval").body
    except SyntaxError:
        raise Unsupported(f"formula {text!r}") from None
    function = lambda *arguments: evaluate(tree, dict(zip(names, arguments)))
    function(*(1.0 for _ in names))  # finds what it cannot evaluate now
    return function
