"""What the documents say of the product is true of its code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import typer

from assistant.model import Answer, Citation, CitedSource
from tests.ui.fakes import ScriptedDesk, Shelf, fake_parts
from ui import cli
from ui.requests import ProfileIn
from ui.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("assistant", "corpus", "evals", "ingest", "ui")
DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "evals/**/*.md", "tests/**/*.md")
    for path in ROOT.glob(pattern)
    if ".venv" not in path.parts
)
README = (ROOT / "README.md").read_text("utf-8")
CONTRACT = (ROOT / "docs/contract.md").read_text("utf-8")


def code_in(text: str) -> list[str]:
    """Lines of indented and fenced blocks, and what stands between backticks."""
    lines = [line.strip() for line in text.splitlines() if line.startswith("    ")]
    fenced = [
        line.strip() for block in re.findall(r"^```\w*\n(.*?)^```", text, re.M | re.S) for line in block.splitlines()
    ]
    return lines + fenced + re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text)


def said(pattern: str) -> list[Any]:
    """One parameter for each piece of code in a document that matches."""
    found = []
    for path in DOCUMENTS:
        for code in code_in(path.read_text("utf-8")):
            for match in re.finditer(pattern, code):
                found.append(pytest.param(match, id=f"{path.relative_to(ROOT)}: {match.group(0)[:60]}"))
    assert found, pattern
    return found


def commands() -> dict[str, Any]:
    """Every command by its words: "ask", "sources", "sources text" …"""

    def below(group: Any, before: str) -> Iterator[tuple[str, Any]]:
        for name, command in group.commands.items():
            yield f"{before}{name}", command
            if hasattr(command, "commands"):
                yield from below(command, f"{before}{name} ")

    return dict(below(typer.main.get_command(cli.app), ""))


def options_of(command: Any) -> set[str]:
    return {option for p in command.params for option in p.opts if option.startswith("--")}


@pytest.mark.parametrize("match", said(r"(?:^|(?<=[$ ]))aura(?= [a-z-])(?P<words>[^#|(]*)"))
def test_documented_commands_exist(match: re.Match[str]) -> None:
    """Each ``aura …`` in a document is a command with options that exist."""
    known = commands()
    words = match.group("words").split()
    named = ""
    for word in words:
        if f"{named} {word}".strip() not in known:
            break
        named = f"{named} {word}".strip()
    if not named:
        assert words[0] == "--help", f"no command aura {words[0]}"
        return
    given = {w.strip("[]…`,.").split("=")[0] for w in words if w.strip("[").startswith("--")}
    assert given <= options_of(known[named]) | {"--help"}


def test_the_contract_names_every_command_and_option() -> None:
    """docs/contract.md leaves out no command and no option."""
    for name, command in commands().items():
        row = [line for line in CONTRACT.splitlines() if f"`aura {name}" in line]
        if hasattr(command, "commands") and name == "corpus":
            continue  # does nothing by itself
        assert row, name
        for option in options_of(command):
            assert any(option in line for line in row), f"{name} {option}"


def test_help_tells_of_every_command_and_option() -> None:
    """Nobody meets a command or an option without a word on what it does."""
    for name, command in commands().items():
        assert command.help, name
        for parameter in command.params:
            assert getattr(parameter, "help", None), f"{name} {parameter.name}"


def test_the_settings_table_is_the_settings() -> None:
    """README's table has every variable once, in the order of the code, with its true default."""
    rows = re.findall(rf"^\| `({PREFIX}\w+)` \| `?([^`|]+?)`? \|", README, re.M)

    def shown(value: object) -> str:
        return "none" if value in (None, "") else str(value).lower() if isinstance(value, bool) else str(value)

    assert rows == [(PREFIX + name.upper(), shown(field.default)) for name, field in Settings.model_fields.items()]


@pytest.mark.parametrize("match", said(rf"\b{PREFIX}[A-Z_]+\b"))
def test_documented_variables_exist(match: re.Match[str]) -> None:
    """A variable that a document names is a setting."""
    assert match.group(0).removeprefix(PREFIX).strip("_").lower() in {"", *Settings.model_fields}


def targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    return set(re.findall(r"^([a-z]+):", makefile, re.M))


@pytest.mark.parametrize("match", said(r"\bmake ([a-z]+)"))
def test_documented_targets_exist(match: re.Match[str]) -> None:
    """Each ``make …`` in a document is a target."""
    assert match.group(1) in targets()


def test_every_target_is_explained_and_phony() -> None:
    """``make help`` shows every target, and none is mistaken for a file of its name."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.M)
    assert phony is not None
    assert set(phony.group(1).split()) == targets()
    assert set(re.findall(r"^([a-z]+):.*## ", makefile, re.M)) == targets()


@pytest.mark.parametrize("match", said(r"python -m (?P<module>[\w.]+)(?P<rest>[^#|]*)"))
def test_documented_modules_run(match: re.Match[str]) -> None:
    """Each ``python -m evals.…`` is a module that can be run, with options that it knows."""
    module = match.group("module")
    if module.split(".")[0] not in ROOMS:
        return
    source = (ROOT / (module.replace(".", "/") + ".py")).read_text("utf-8")
    assert 'if __name__ == "__main__":' in source
    for option in re.findall(r"--[a-z-]+", match.group("rest")):
        assert f'"{option}"' in source


def test_continuous_integration_runs_the_test_command() -> None:
    """``.ci/run`` calls what the README tells people to call."""
    assert re.search(r"^exec make test$", (ROOT / ".ci/run").read_text("utf-8"), re.M)


def links() -> list[Any]:
    found = []
    for path in DOCUMENTS:
        for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8")):
            if not target.startswith(("http://", "https://", "mailto:")):
                found.append(pytest.param(path, target, id=f"{path.relative_to(ROOT)} -> {target}"))
    return found


@pytest.mark.parametrize(("document", "target"), links())
def test_relative_links_lead_somewhere(document: Path, target: str) -> None:
    """A link leads to a file, and its anchor to a heading."""
    name, _, anchor = target.partition("#")
    file = (document.parent / name).resolve() if name else document
    assert file.exists()
    if anchor:
        headings = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.M)
        assert anchor in {re.sub(r"[^\w -]", "", h).strip().lower().replace(" ", "-") for h in headings}


@pytest.mark.parametrize("match", said(r"(?<![\w/.<-])(?:assistant|corpus|docs|evals|ingest|tests|ui)/[\w./-]+\.py\b"))
def test_documented_modules_exist(match: re.Match[str]) -> None:
    """A module that a document points to is there."""
    assert (ROOT / match.group(0)).is_file()


def test_documented_routes_exist(tmp_path: Path) -> None:
    """Every path under /api that README and contract name is served."""
    from ui.server import create_app

    app = create_app(fake_parts(tmp_path, ScriptedDesk(Shelf())), chat=False)
    served = set(app.openapi()["paths"])
    named = {
        path.split("?")[0]
        for code in code_in(README) + code_in(CONTRACT)
        for path in re.findall(r"(?<![\w.])(?:http://127\.0\.0\.1:7860)?(/api/[\w/{}.?]+)", code)
    }
    assert named
    assert named <= served


def test_the_contract_names_every_field() -> None:
    """The tables of an answer and of a citation are the types', and a profile's fields are those accepted."""
    names = set(re.findall(r"`([a-z_]+)`", CONTRACT))
    for kind in (Answer, Citation, CitedSource):
        assert {f.name for f in fields(kind)} <= names
    assert set(ProfileIn.model_fields) <= names


def test_notice_names_every_direct_dependency() -> None:
    """No package is asked for without its licence being told."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = project["dependencies"] + [d for extra in project["optional-dependencies"].values() for d in extra]
    notice = (ROOT / "NOTICE").read_text("utf-8").lower()
    for requirement in asked:
        name = re.split(r"[^\w.-]", requirement)[0].lower()
        assert f"| {name} |" in notice or f"{name} (" in notice, name


def test_notice_names_every_file_by_others() -> None:
    """Fonts and scripts that we did not write are told of, and what is told of is there."""
    notice = (ROOT / "NOTICE").read_text("utf-8")
    told = re.findall(r"^((?:corpus|tests|ui)/\S+)$", notice, re.M)
    covered = {path for pattern in told for path in ROOT.glob(pattern)}
    assert all(any(ROOT.glob(pattern)) for pattern in told)
    folders = [ROOT / name for name in (*ROOMS, "tests")]
    foreign = {p for f in folders for s in ("*.ttf", "*.otf", "*.woff2", "*.min.js") for p in f.rglob(s)}
    assert foreign <= covered


def texts() -> Iterator[Path]:
    """Every text file of the repository, without what is made by running it."""
    yield from (p for p in ROOT.iterdir() if p.is_file() and p.name != ".git")  # a file in a linked worktree
    for folder in (*ROOMS, "docs", "tests", ".ci"):
        yield from (p for p in (ROOT / folder).rglob("*") if p.is_file() and "__pycache__" not in p.parts)


HOSTS = ("pypi." + "org", "python" + "hosted", "extra-index" + "-url", "--index" + "-url")
PLACES = re.compile(r"(?<![\w.:/-])/(?:" + "|".join(("work", "root", "home")) + r")/\w")


def test_no_file_names_a_package_index_or_a_machine() -> None:
    """Set-up works behind any index, and nothing depends on, or tells of, one machine's folders."""
    for path in texts():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        assert not [h for h in HOSTS if h in text], path
        assert not PLACES.search(text), path


def test_decisions_have_numbers_of_their_own() -> None:
    """A decision is named by its number: no two share one, and none is missing."""
    numbers = sorted(int(p.name[:4]) for p in (ROOT / "docs/decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_readme_is_short() -> None:
    """A newcomer reads it to the end."""
    assert len(README.splitlines()) <= 250
