"""What CPython's own parser makes of files.

    oracle.py            reads paths from standard input, one a line, and answers each with a line:
                         ok <tab> number of calls <tab> MD5 of the tree's text
                         refused <tab> line <tab> message
    oracle.py PATH       writes the tree's text of one file

The text is that of PythonTreeText: records in preorder with their names there, a line for each
record and each value. Positions are lines from 1 and columns from 0 in UTF-8 bytes.
"""

import ast
import hashlib
import struct
import sys
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(20_000)

OPERATORS = {
    "Add": "ADD", "Sub": "SUBTRACT", "Mult": "MULTIPLY", "MatMult": "MATRIX_MULTIPLY",
    "Div": "DIVIDE", "FloorDiv": "FLOOR_DIVIDE", "Mod": "MODULO", "Pow": "POWER",
    "LShift": "LEFT_SHIFT", "RShift": "RIGHT_SHIFT", "BitOr": "BIT_OR", "BitXor": "BIT_XOR",
    "BitAnd": "BIT_AND", "Invert": "INVERT", "Not": "NOT", "UAdd": "PLUS", "USub": "MINUS",
    "And": "AND", "Or": "OR", "Eq": "EQUAL", "NotEq": "NOT_EQUAL", "Lt": "LESS",
    "LtE": "LESS_OR_EQUAL", "Gt": "GREATER", "GtE": "GREATER_OR_EQUAL", "Is": "IS",
    "IsNot": "IS_NOT", "In": "IN", "NotIn": "NOT_IN",
}

# Kind of CPython: name of the record, then the fields in the order of its components.
RECORDS = {
    "Module": "Module body",
    "FunctionDef": "FunctionDefinition",
    "AsyncFunctionDef": "FunctionDefinition",
    "ClassDef": "ClassDefinition name type_params bases keywords body decorator_list",
    "Return": "Return value",
    "Delete": "Delete targets",
    "Assign": "Assign targets value",
    "AugAssign": "AugmentedAssign target op value",
    "AnnAssign": "AnnotatedAssign target annotation value",
    "TypeAlias": "TypeAlias name type_params value",
    "For": "For",
    "AsyncFor": "For",
    "While": "While test body orelse",
    "If": "If test body orelse",
    "With": "With",
    "AsyncWith": "With",
    "Match": "Match subject cases",
    "Raise": "Raise exc cause",
    "Try": "Try",
    "TryStar": "Try",
    "Assert": "Assert test msg",
    "Import": "Import names",
    "ImportFrom": "ImportFrom module names level",
    "Global": "Global names",
    "Nonlocal": "Nonlocal names",
    "Expr": "ExpressionStatement value",
    "Pass": "Pass",
    "Break": "Break",
    "Continue": "Continue",
    "Name": "Name id",
    "Attribute": "Attribute value attr",
    "Subscript": "Subscript value slice",
    "Slice": "Slice lower upper step",
    "Starred": "Starred value",
    "Call": "Call func args keywords",
    "JoinedStr": "FormattedString",
    "TemplateStr": "TemplateString",
    "BinOp": "BinaryOperation left op right",
    "UnaryOp": "UnaryOperation op operand",
    "BoolOp": "BooleanOperation op values",
    "Compare": "Comparison left ops comparators",
    "Lambda": "Lambda",
    "IfExp": "Conditional test body orelse",
    "NamedExpr": "Named target value",
    "List": "ListDisplay elts",
    "Tuple": "TupleDisplay elts",
    "Set": "SetDisplay elts",
    "Dict": "DictionaryDisplay",
    "ListComp": "ListComprehension elt generators",
    "SetComp": "SetComprehension elt generators",
    "DictComp": "DictionaryComprehension key value generators",
    "GeneratorExp": "GeneratorExpression elt generators",
    "Await": "Await value",
    "Yield": "Yield value",
    "YieldFrom": "YieldFrom value",
    "keyword": "Keyword arg value",
    "alias": "Alias name asname",
    "comprehension": "Comprehension",
    "ExceptHandler": "ExceptionHandler type name body",
    "withitem": "WithItem context_expr optional_vars",
    "match_case": "MatchCase pattern guard body",
    "MatchValue": "ValuePattern value",
    "MatchSingleton": "SingletonPattern",
    "MatchSequence": "SequencePattern patterns",
    "MatchMapping": "MappingPattern keys patterns rest",
    "MatchClass": "ClassPattern cls patterns kwd_attrs kwd_patterns",
    "MatchStar": "StarPattern name",
    "MatchAs": "AsPattern pattern name",
    "MatchOr": "OrPattern patterns",
}
RECORDS = {kind: tuple(text.split()) for kind, text in RECORDS.items()}

# Before Python 3.12 f-strings were cut out and parsed for themselves, with wrong positions.
FORMATTED_POSITIONS = sys.version_info >= (3, 12)


class TreeText:
    def __init__(self):
        self.lines = []
        self.formatted = 0

    def text(self, value):
        if value.isascii() and value.isprintable() and "\\" not in value:
            return value
        units = value.encode("utf-16-be", "surrogatepass")
        codes = (units[i] << 8 | units[i + 1] for i in range(0, len(units), 2))
        return "".join(
            chr(code) if 32 <= code < 127 and code != 92 else "\\%04x" % code for code in codes
        )

    def position(self, node, start=True):
        if self.formatted and not FORMATTED_POSITIONS:
            return ""
        begin = f" {node.lineno}:{node.col_offset}" if start else ""
        return f"{begin} {node.end_lineno}:{node.end_col_offset}"

    def head(self, name, node=None, start=True):
        self.lines.append(name if node is None else name + self.position(node, start))

    def value(self, value):
        if value is None:
            self.lines.append("-")
        elif isinstance(value, list):
            self.values(value)
        elif isinstance(value, str):
            self.lines.append("=" + self.text(value))
        elif isinstance(value, (ast.operator, ast.unaryop, ast.boolop, ast.cmpop)):
            self.lines.append("=" + OPERATORS[type(value).__name__])
        elif isinstance(value, ast.AST):
            self.node(value)
        else:
            self.lines.append(f"={value}")

    def values(self, values):
        self.lines.append(f"[{len(values)}")
        for value in values:
            self.value(value)

    def truth(self, value):
        self.lines.append("=true" if value else "=false")

    def node(self, node):
        kind = type(node).__name__
        special = getattr(self, "node_" + kind, None)
        if special:
            special(node)
            return
        name, *fields = RECORDS[kind]
        self.head(name, node if hasattr(node, "lineno") else None)
        for field in fields:
            self.value(getattr(node, field))

    def node_FunctionDef(self, node, asynchronous=False):
        self.head("FunctionDefinition", node, not node.decorator_list)
        self.truth(asynchronous)
        self.value(node.name)
        self.values(getattr(node, "type_params", []))
        self.parameters(node.args)
        self.value(node.returns)
        self.values(node.body)
        self.values(node.decorator_list)

    def node_AsyncFunctionDef(self, node):
        self.node_FunctionDef(node, True)

    def node_ClassDef(self, node):
        self.head("ClassDefinition", node, not node.decorator_list)
        self.value(node.name)
        self.values(getattr(node, "type_params", []))
        for part in (node.bases, node.keywords, node.body, node.decorator_list):
            self.values(part)

    def node_Lambda(self, node):
        self.head("Lambda", node)
        self.parameters(node.args)
        self.value(node.body)

    def parameters(self, args):
        positional = args.posonlyargs + args.args
        initials = [None] * (len(positional) - len(args.defaults)) + args.defaults
        found = []
        for number, (arg, initial) in enumerate(zip(positional, initials)):
            only = number < len(args.posonlyargs)
            found.append(("POSITIONAL_ONLY" if only else "POSITIONAL_OR_KEYWORD", arg, initial))
        if args.vararg:
            found.append(("VARIADIC_POSITIONAL", args.vararg, None))
        for arg, initial in zip(args.kwonlyargs, args.kw_defaults):
            found.append(("KEYWORD_ONLY", arg, initial))
        if args.kwarg:
            found.append(("VARIADIC_KEYWORD", args.kwarg, None))
        self.lines.append(f"[{len(found)}")
        for kind, arg, initial in found:
            self.head("Parameter")
            self.value(kind)
            self.value(arg.arg)
            self.value(arg.annotation)
            self.value(initial)

    def node_For(self, node, asynchronous=False):
        self.head("For", node)
        self.truth(asynchronous)
        for part in (node.target, node.iter, node.body, node.orelse):
            self.value(part)

    def node_AsyncFor(self, node):
        self.node_For(node, True)

    def node_With(self, node, asynchronous=False):
        self.head("With", node)
        self.truth(asynchronous)
        self.values(node.items)
        self.values(node.body)

    def node_AsyncWith(self, node):
        self.node_With(node, True)

    def node_Try(self, node, group=False):
        self.head("Try", node)
        self.values(node.body)
        self.truth(group)
        for part in (node.handlers, node.orelse, node.finalbody):
            self.values(part)

    def node_TryStar(self, node):
        self.node_Try(node, True)

    def node_comprehension(self, node):
        self.head("Comprehension")
        self.truth(node.is_async)
        self.value(node.target)
        self.value(node.iter)
        self.values(node.ifs)

    def node_Dict(self, node):
        self.head("DictionaryDisplay", node)
        self.lines.append(f"[{len(node.keys)}")
        for key, value in zip(node.keys, node.values):
            self.head("DictionaryItem")
            self.value(key)
            self.value(value)

    def node_MatchSingleton(self, node):
        self.head("SingletonPattern", node)
        self.constant(node.value, node)

    def node_Constant(self, node):
        self.constant(node.value, node)

    def constant(self, value, node):
        if value is None:
            self.head("NoneConstant", node)
        elif value is Ellipsis:
            self.head("EllipsisConstant", node)
        elif isinstance(value, bool):
            self.head("BooleanConstant", node)
            self.truth(value)
        elif isinstance(value, str):
            self.head("StringConstant", node)
            self.value(value)
        elif isinstance(value, bytes):
            self.head("BytesConstant", node)
            self.value(value.decode("latin-1"))
        elif isinstance(value, int):
            self.head("IntegerConstant", node)
            self.lines.append(f"={value:x}")
        elif isinstance(value, float):
            self.head("FloatConstant", node)
            self.lines.append("=" + struct.pack(">d", value).hex())
        else:
            self.head("ImaginaryConstant", node)
            self.lines.append("=" + struct.pack(">d", value.imag).hex())

    def node_JoinedStr(self, node):
        self.head("FormattedString", node)
        self.parts(node.values)

    def node_TemplateStr(self, node):
        self.head("TemplateString", node)
        self.parts(node.values)

    def parts(self, values):
        merged = []
        for value in values:
            if not isinstance(value, ast.Constant):
                merged.append(value)
            elif merged and isinstance(merged[-1], str):
                merged[-1] += value.value
            elif value.value:
                merged.append(value.value)
        self.formatted += 1
        self.lines.append(f"[{len(merged)}")
        for part in merged:
            if isinstance(part, str):
                self.head("LiteralPart")
                self.value(part)
            else:
                self.field(part)
        self.formatted -= 1

    def field(self, node):
        self.head("FieldPart")
        self.node(node.value)
        conversion = {-1: "NONE", 115: "STR", 114: "REPR", 97: "ASCII"}[node.conversion]
        self.value(conversion)
        if node.format_spec is None:
            self.value(None)
        else:
            self.parts(node.format_spec.values)

    def node_TypeVar(self, node):
        self.type_parameter(node, "TYPE_VARIABLE", node.bound)

    def node_TypeVarTuple(self, node):
        self.type_parameter(node, "TYPE_VARIABLE_TUPLE", None)

    def node_ParamSpec(self, node):
        self.type_parameter(node, "PARAMETER_SPECIFICATION", None)

    def type_parameter(self, node, kind, bound):
        self.head("TypeParameter", node)
        self.value(kind)
        self.value(node.name)
        self.value(bound)
        self.value(getattr(node, "default_value", None))


def tree(path):
    with open(path, "rb") as file:
        return ast.parse(file.read(), path)


def text(parsed):
    result = TreeText()
    result.node(parsed)
    return "\n".join(result.lines) + "\n"


def calls(parsed):
    return sum(isinstance(node, ast.Call) for node in ast.walk(parsed))


def answer(path):
    try:
        parsed = tree(path)
    except SyntaxError as error:
        message = " ".join((error.msg or "").split())
        return f"refused\t{error.lineno or 0}\t{message}"
    except (ValueError, RecursionError, MemoryError) as error:
        message = " ".join(str(error).split())
        return f"refused\t0\t{type(error).__name__}: {message}"
    digest = hashlib.md5(text(parsed).encode()).hexdigest()
    return f"ok\t{calls(parsed)}\t{digest}"


def main():
    if len(sys.argv) > 1:
        sys.stdout.write(text(tree(sys.argv[1])))
        return
    print("python\t%d.%d.%d" % sys.version_info[:3], flush=True)
    for line in sys.stdin:
        print(answer(line.rstrip("\n")), flush=True)


main()
