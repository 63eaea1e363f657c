"""Rules about the whole package (docs/HOUSE.md): circles, names used twice, tests at the mirrored path. One list of exceptions.

tests/house_exceptions.toml holds what does not keep a rule yet. It only gets shorter: an entry that is no longer needed fails here
until somebody deletes its line.
"""

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

from course.cli.app import MODULES

ROOT = Path(__file__).parents[1]
EXCEPTIONS = tomllib.loads((ROOT / "tests" / "house_exceptions.toml").read_text(encoding="utf-8"))
VAGUE = {"words", "data", "said", "told", "holds"}  # names that don't tell what a function returns
CALLBACKS = {"say", "ask", "agree", "put"}  # a service that takes one of these talks to a terminal in the middle
Source = Mapping[str, ast.Module]  # by path below course/


@cache
def package() -> Source:
    """Every module of the program."""
    folder = ROOT / "course"
    return {p.relative_to(folder).as_posix(): ast.parse(p.read_text("utf-8")) for p in sorted(folder.rglob("*.py"))}


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method in a module."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


# Circles ----------------------------------------------------------------------------------------


def room(module: str) -> str:
    """What has to be free of circles: a package below a floor, or a module that lies on a floor itself."""
    path = PurePosixPath(module)
    return str(path.with_suffix("") if len(path.parts) == 2 else path.parent)


def imports(source: Source) -> Mapping[str, set[str]]:
    """For each room, the other rooms of the same floor that it imports."""
    known = {module.removesuffix(".py").removesuffix("/__init__").replace("/", "."): module for module in source}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for module, tree in source.items():
        for path in imported(tree):
            name = next((n for n in beginnings(path) if n in known), "")
            if name and room(known[name]) != room(module) and known[name].split("/")[0] == module.split("/")[0]:
                found[room(module)].add(room(known[name]))
    return found


def beginnings(path: str) -> Iterator[str]:
    """`a.b.c`, `a.b`, `a`."""
    while path:
        yield path
        path = path.rpartition(".")[0]


def imported(tree: ast.Module) -> Iterator[str]:
    """The names that a module imports from the program, without `course.`; also those imported inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.removeprefix("course.") for alias in node.names if alias.name.startswith("course."))
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("course"):
            below = node.module.removeprefix("course").removeprefix(".")
            yield from (f"{below}.{alias.name}".removeprefix(".") for alias in node.names)


def circles(source: Source) -> set[str]:
    """Rooms that import each other, directly or through others, as `a <-> b`."""
    direct = imports(source)

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        todo = [start]
        while todo:
            new = direct.get(todo.pop(), set()) - seen
            seen |= new
            todo += new
        return seen

    return {" <-> ".join(sorted((a, b))) for a in direct for b in direct[a] if a in reached(b)}


# Names ------------------------------------------------------------------------------------------


def used_twice(source: Source) -> set[str]:
    """Names of classes that mean two things, an underscore in front of them aside."""
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for module, tree in source.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                homes[node.name.lstrip("_")].append(module)
    return {name for name, modules in homes.items() if len(modules) > 1}


def vague(source: Source) -> set[str]:
    """Public functions whose names don't tell what they return, as `module.py: name`."""
    return {f"{module}: {f.name}" for module, tree in source.items() for f in functions(tree) if f.name in VAGUE}


# What a module may do ---------------------------------------------------------------------------


def catches_everything(source: Source) -> set[str]:
    """Modules that catch any error at all and do not raise it again."""
    return {
        module
        for module, tree in source.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and catches_all(node) and not isinstance(node.body[-1], ast.Raise)
    }


def catches_all(handler: ast.ExceptHandler) -> bool:
    """Whether it is `except:`, `except Exception` or `except BaseException`, alone or among others."""
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or ast.unparse(kind) in ("Exception", "BaseException") for kind in types)


def talks(source: Source) -> set[str]:
    """Services that print or ask in the middle, as `module.py: function`."""
    return {
        f"{module}: {function.name}"
        for module, tree in source.items()
        if module.startswith("services/")
        for function in functions(tree)
        if CALLBACKS & {a.arg for a in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)}
    }


def does_io(source: Source) -> set[str]:
    """The conversation with a blog only says what to fetch: it may name requests and answers, and nothing that acts."""
    return {
        name
        for name in imported(source["services/tracking/visit.py"])
        if name.startswith("adapters") and not name.startswith("adapters.http.results")
    }


TERMINAL = ("cli/", "web/", "formats/terminal/", "formats/command_lines.py")  # web: test_places.py looks at its texts
TYPED = re.compile(r"\bcpd23 (?:-|(?:{})\b)|(?<!\S)--[a-z]".format("|".join(MODULES)))


def names_command_lines(source: Source) -> set[str]:
    """Modules below cli and web with a command or an option in a text: what to do is an Action there (core/hints.py)."""
    return {
        module
        for module, tree in source.items()
        if not module.startswith(TERMINAL)
        if any(TYPED.search(text) for text in texts(tree))
    }


def texts(tree: ast.Module) -> Iterator[str]:
    """The strings of a module, without its docstrings."""
    spoken = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken:
            yield node.value


# Tests ------------------------------------------------------------------------------------------


def without_test_module(source: Source, tests: Iterable[str]) -> set[str]:
    """Modules with rules (core and formats; tables and nouns hold none) that have no test module at the mirrored path."""
    there = set(tests)
    return {
        module
        for module, tree in source.items()
        if module.startswith(("core/", "formats/")) and any(functions(tree)) and not module.endswith("__init__.py")
        if str(PurePosixPath(module).with_name(f"test_{PurePosixPath(module).name}")) not in there
    }


def modules_of_tests() -> Iterable[str]:
    """Every test module by its path below tests/."""
    folder = ROOT / "tests"
    return [path.relative_to(folder).as_posix() for path in folder.rglob("test_*.py")]


RULES: Mapping[str, Callable[[Source], set[str]]] = {
    "circles": circles,
    "class_names_used_twice": used_twice,
    "vague_names_of_functions": vague,
    "catches_everything": catches_everything,
    "services_that_talk": talks,
    "visit_does_io": does_io,
    "names_command_lines": names_command_lines,
    "without_test_module": lambda source: without_test_module(source, modules_of_tests()),
}


@pytest.mark.parametrize("rule", RULES)
def test_the_exceptions_are_all_that_breaks_a_rule(rule: str) -> None:
    found, allowed = RULES[rule](package()), set(EXCEPTIONS.get(rule, ()))
    assert found - allowed == set()
    assert allowed - found == set(), f"{rule}: no longer needed; delete it from tests/house_exceptions.toml"


def test_every_list_of_exceptions_belongs_to_a_rule() -> None:
    assert set(EXCEPTIONS) <= set(RULES)
    assert all(
        all(EXCEPTIONS[rule].values()) for rule in ("catches_everything", "names_command_lines")
    )  # each with its reason


def parsed(**modules: str) -> Source:
    """A package of these modules; `__` in a name stands for a slash."""
    return {f"{name.replace('__', '/')}.py": ast.parse(text) for name, text in modules.items()}


def test_each_rule_can_be_broken() -> None:
    away = "from course.core.b import y"
    assert circles(
        parsed(core__a__x="from course.core.b import y", core__b__y="def f():\n import course.core.a.x")
    ) == {"core/a <-> core/b"}
    assert circles(parsed(core__a__x=away, core__b__y="from course.core.c import z", core__c__z="")) == set()
    assert circles(
        parsed(core__a__x=away, core__b__y="from course.core.c.z import q", core__c__z="import course.core.a.x")
    )
    assert used_twice(parsed(core__a="class A: ...", web__b="class _A: ...", cli__c="class B: ...")) == {"A"}
    assert vague(parsed(cli__a="class A:\n def words(self): ...\ndef _words(): ...")) == {"cli/a.py: words"}
    swallowed = "try: f()\nexcept {}: {}"
    for kind in ("Exception", "BaseException as error", "(OSError, Exception)", ""):
        assert catches_everything(parsed(cli__a=swallowed.format(kind, "raise_it = 1")))
        assert not catches_everything(parsed(cli__a=swallowed.format(kind, "raise")))
    assert not catches_everything(parsed(cli__a=swallowed.format("OSError", "pass")))
    assert talks(parsed(services__a="def f(*, say): ...", cli__a="def g(say): ...")) == {"services/a.py: f"}
    assert does_io(parsed(services__tracking__visit="from course.adapters import disk")) == {"adapters.disk"}
    for typed in ("See: cpd23 people list", "cpd23 -C FOLDER", "Leave out --public"):
        assert names_command_lines(parsed(services__a=f"f({typed!r})")) == {"services/a.py"}
        assert names_command_lines(parsed(services__a=f'f(f"{{x}}: {typed}")')) == {"services/a.py"}
        assert not names_command_lines(parsed(cli__a=f"f({typed!r})"))
        assert not names_command_lines(parsed(core__a=f"def f():\n {typed!r}"))
    assert not names_command_lines(parsed(core__a="f('Another cpd23 command is at work')"))
    ruled = parsed(core__a="def f(): ...", core__b="X = 1", formats__c="def g(): ...")
    assert without_test_module(ruled, ["formats/test_c.py"]) == {"core/a.py"}
