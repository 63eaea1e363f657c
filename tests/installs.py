"""Install the package in clean environments, as README.md says, and try each one. It takes minutes, and needs the package index.

    python -m tests.installs            # every way for which the tools are there: pip, uv, pipx
    python -m tests.installs --only pip

For each way and each source (the folder, the wheel, the source archive): `cpd23 demo` works, a missing extra is refused with a hint,
and after the very command that the hint prints, the extra works. Ends with 1 and the list of what failed.
"""

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = "Scripts" if os.name == "nt" else "bin"


class FailedError(Exception):
    """A command that did not end as it should, with what it said."""


@dataclass(frozen=True)
class Installed:
    """The program in an environment of its own: the command, and the variables with which it runs."""

    command: str
    environment: Mapping[str, str]

    def run(self, *words: str, code: int = 0, cwd: Path) -> str:
        """What cpd23 says with these words."""
        return said([self.command, *words], code=code, cwd=cwd, env=self.environment)


def said(words: Sequence[str], *, code: int = 0, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> str:
    """What a command says; FailedError when it ends with another code."""
    done = subprocess.run(
        words, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False, timeout=900
    )  # fmt: skip
    if done.returncode != code:
        raise FailedError(f"{shlex.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def clean(folder: Path) -> dict[str, str]:
    """The variables of somebody who has nothing installed: a home of their own, and no Python environment."""
    kept = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")}
    tools = {"UV_TOOL_DIR": folder / "tools", "UV_TOOL_BIN_DIR": folder / BIN, "PIPX_HOME": folder / "pipx"}
    return kept | {name: str(path) for name, path in tools.items()} | {"PIPX_BIN_DIR": str(folder / BIN)}


def by_pip(source: str, folder: Path) -> Installed:
    """In a fresh environment with pip, activated, as in `python3 -m venv .venv && . .venv/bin/activate`."""
    venv.create(folder / "venv", with_pip=True)
    env = clean(folder)
    env["PATH"] = f"{folder / 'venv' / BIN}{os.pathsep}{env['PATH']}"
    said([shutil.which("pip", path=env["PATH"]) or "pip", "install", "--quiet", source], env=env)
    return Installed(str(folder / "venv" / BIN / "cpd23"), env)


def by_uv_venv(source: str, folder: Path) -> Installed:
    """In a fresh environment without pip, as uv makes them."""
    env = clean(folder)
    said(["uv", "venv", "--quiet", "--python", sys.executable, str(folder / "venv")], env=env)
    python = folder / "venv" / BIN / "python"
    said(["uv", "pip", "install", "--quiet", "--python", str(python), source], env=env)
    return Installed(str(folder / "venv" / BIN / "cpd23"), env)


def by_uv_tool(source: str, folder: Path) -> Installed:
    """As a tool of uv."""
    env = clean(folder)
    said(["uv", "tool", "install", "--quiet", "--python", sys.executable, source], env=env)
    return Installed(str(folder / BIN / "cpd23"), env)


def by_pipx(source: str, folder: Path) -> Installed:
    """As a tool of pipx."""
    env = clean(folder)
    said(["pipx", "install", source], env=env)
    return Installed(str(folder / BIN / "cpd23"), env)


WAYS: Mapping[str, Callable[[str, Path], Installed]] = {
    "pip": by_pip,
    "uv venv": by_uv_venv,
    "uv tool": by_uv_tool,
    "pipx": by_pipx,
}


def tried(installed: Installed, folder: Path) -> None:
    """The demo works; the PDF of a certificate needs an extra; after the command in the hint, it is made."""
    installed.run("--version", cwd=folder)
    installed.run("demo", "home", cwd=folder)
    home = folder / "home"
    settings = home / "things" / "course.toml"
    settings.write_text(settings.read_text("utf-8").replace("{ all = true }", "{ at_least = 1 }"), "utf-8")
    refused = installed.run("certificate", "nightjar", "-f", "pdf", code=1, cwd=home)
    hint = re.search(r"Install what is missing: (.+)", refused)
    if not hint:
        raise FailedError(f"no hint how to add the extra: {refused}")
    said(shlex.split(hint[1]), cwd=folder, env=installed.environment)
    installed.run("certificate", "nightjar", "-f", "pdf", cwd=home)
    if not (home / "certificates" / "nightjar.pdf").read_bytes().startswith(b"%PDF"):
        raise FailedError("the certificate is no PDF")


def sources(folder: Path) -> Iterator[tuple[str, str]]:
    """The folder, and the wheel and the source archive that are built from it, by name."""
    yield "folder", str(ROOT)
    venv.create(folder / "build", with_pip=True)
    python = str(folder / "build" / BIN / "python")
    said([python, "-m", "pip", "install", "--quiet", "build"])
    said([python, "-m", "build", "--outdir", str(folder / "dist")])
    (wheel,) = (folder / "dist").glob("*.whl")
    (archive,) = (folder / "dist").glob("*.tar.gz")
    yield "wheel", str(wheel)
    yield "source archive", str(archive)


def main() -> int:
    """Try every way and source; 1 when one fails."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", choices=WAYS, help="only this way of installing")
    asked = options.parse_args()
    ways = [way for way in WAYS if asked.only in (None, way) and shutil.which(way.split()[0])]
    failed = 0
    with tempfile.TemporaryDirectory(prefix="cpd23-installs-") as name:
        for source, path in sources(Path(name)):
            for way in ways:
                folder = Path(tempfile.mkdtemp(dir=name))
                try:
                    tried(WAYS[way](path, folder), folder)
                    print(f"{way}, {source}: works", flush=True)
                except FailedError as error:
                    failed += 1
                    print(f"{way}, {source}: FAILED\n{error}", flush=True)
    print(f"{failed} failed" if failed else "Every way works.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
