"""The ``aura`` command. Heavy imports stand inside the commands: ``aura --help`` is instant."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corpus.errors import AuraError
from ui.settings import Settings, SettingsError, load_settings

if TYPE_CHECKING:
    from ui.parts import Parts

NO, WRONG = 1, 2  # exit codes: the answer is no; wrong usage or configuration

app = typer.Typer(
    name="aura",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Cited answers on the State-Region AI roadmap and support schemes in Auvergne-Rhône-Alpes.",
)
sources_app = typer.Typer(invoke_without_command=True, no_args_is_help=False, help="What is indexed.")
corpus_app = typer.Typer(no_args_is_help=True, help="Check, count and build the packaged corpus.")
app.add_typer(sources_app, name="sources")
app.add_typer(corpus_app, name="corpus")

Json = Annotated[bool, typer.Option("--json", help="JSON alone on standard output.")]


def main() -> None:
    """The console command: expected errors become one sentence and an exit code."""
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        app()
    except SettingsError as error:
        _fail(str(error), WRONG)
    except AuraError as error:
        _fail(str(error), NO)
    except KeyboardInterrupt:
        _fail("Stopped.", 130)
    except BrokenPipeError:
        os._exit(NO)  # whoever read us has gone; nothing is left to say
    except Exception as error:
        if os.environ.get("PYTHONDEVMODE"):
            raise
        _fail(f"unexpected {type(error).__name__}: {error} (PYTHONDEVMODE=1 shows where).", NO)


def _fail(sentence: str, code: int) -> None:
    print(f"aura: {sentence}", file=sys.stderr)
    raise SystemExit(code)


def _wrong(sentence: str) -> SettingsError:
    return SettingsError(sentence)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False), flush=True)


@contextmanager
def _parts(settings: Settings) -> Iterator[Parts]:
    from ui.terminal import ProgressLine
    from ui.wiring import build

    with ProgressLine() as progress:
        parts = build(settings, progress)
    yield parts


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port to listen on.")] = None,
) -> None:
    """Serve the web application."""
    settings = load_settings(host=host, port=port)
    from ui.server import serve as run

    run(settings)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in French or English.")] = None,
    batch: Annotated[Path | None, typer.Option(help="JSON lines: id, question, history?, profile?.")] = None,
    as_json: Json = False,
) -> None:
    """Answer one question, or each line of a file."""
    if (question is None) == (batch is None):
        raise _wrong("Give either a QUESTION or --batch FILE.jsonl.")
    settings = load_settings()
    if batch is not None:
        from ui.batch import answer_lines

        if not batch.is_file():
            raise _wrong(f"There is no file {batch}.")
        with _parts(settings) as parts, batch.open("rb") as lines:
            for result in answer_lines(lines, parts.desk):
                _print_json(result)
        return
    if not (question or "").strip():
        raise _wrong("The question is empty.")
    from pydantic import ValidationError

    from ui.requests import AskIn, sentence_of

    try:
        asked = AskIn(question=question or "").question
    except ValidationError as error:
        raise _wrong(sentence_of(error)) from error
    with _parts(settings) as parts:
        answer = parts.desk.ask(asked)
    if as_json:
        _print_json(answer.to_json())
    else:
        from ui.terminal import answer_text

        print(answer_text(answer))


@app.command()
def reindex(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders to add to the corpus.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, do nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Bring the index in step with the corpus, and with the paths given."""
    settings = load_settings()
    for path in paths or []:
        if not path.exists():
            raise _wrong(f"There is no file or folder {path}.")
    from dataclasses import asdict

    from ingest import reindex as bring_in_step
    from ui.terminal import ProgressLine, report_text
    from ui.wiring import index_settings

    with ProgressLine() as progress:
        report = bring_in_step(index_settings(settings), paths=tuple(paths or ()), dry_run=dry_run, progress=progress)
    if as_json:
        counts = {
            fate: len(report.of(fate)) for fate in ("added", "changed", "renamed", "removed", "unchanged", "failed")
        }
        _print_json(asdict(report) | {"counts": counts})
    else:
        print(report_text(report))
    if report.of("failed"):
        raise typer.Exit(NO)


@sources_app.callback()
def sources(context: typer.Context, as_json: Json = False) -> None:
    """List what is indexed."""
    if context.invoked_subcommand is not None:
        return
    from ui.source_view import summaries
    from ui.terminal import sources_table

    rows = summaries(_shelves().current())
    if as_json:
        _print_json(rows)
    else:
        print(sources_table(rows))


@sources_app.command("text")
def sources_text(document_id: Annotated[str, typer.Argument(help="As `aura sources` lists it.")]) -> None:
    """Print the canonical text of a document, exactly; pages are joined by form feed."""
    try:
        text = _shelves().current().document(document_id).text
    except LookupError:
        raise AuraError(f"There is no document {document_id} in the index; `aura sources` lists them.") from None
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))  # as it is: no newline added, none translated
    sys.stdout.buffer.flush()


def _shelves() -> Any:
    """The index alone, built first where there is none: no model is loaded to list or print."""
    from ui.terminal import ProgressLine
    from ui.wiring import open_index

    with ProgressLine() as progress:
        return open_index(load_settings(), progress)


@app.command()
def evaluate(  # noqa: PLR0917 - each is an option of the outside's
    dataset: Annotated[str | None, typer.Option(help="Name of the golden questions.")] = None,
    baseline: Annotated[Path | None, typer.Option(help="Exit 1 where a metric is below this file's.")] = None,
    report: Annotated[Path | None, typer.Option(help="Folder to write the report to.")] = None,
    squad: Annotated[Path | None, typer.Option(help="Rank the contexts of a SQuAD-layout file instead.")] = None,
    contexts: Annotated[int | None, typer.Option(min=1, help="With --squad: how many contexts.")] = None,
    questions: Annotated[int | None, typer.Option(min=1, help="With --squad: how many questions.")] = None,
    judge: Annotated[int | None, typer.Option(min=1, help="How many answers the language model judges.")] = None,
    as_json: Json = False,
) -> None:
    """Run the golden questions, write the report, compare with the baseline."""
    for file in (baseline, squad):
        if file is not None and not file.is_file():
            raise _wrong(f"There is no file {file}.")
    if squad is None and (contexts or questions):
        raise _wrong("--contexts and --questions go with --squad.")
    if squad is not None and judge:
        raise _wrong("--judge does not go with --squad.")
    from ui import evaluation

    settings = load_settings()
    if squad is not None:
        outcome = evaluation.run_squad(settings, squad, contexts, questions)
    else:
        outcome = evaluation.run_golden(settings, dataset, baseline, report, judge)
    if as_json:
        _print_json(outcome.summary)
    else:
        print(outcome.text)
    if not outcome.passed:
        raise typer.Exit(NO)


@app.command()
def doctor(as_json: Json = False) -> None:
    """Show what is configured, what works and what is missing."""
    from ui.doctor import examine, findings_text

    findings = examine(load_settings())
    if as_json:
        _print_json([f.to_json() for f in findings])
    else:
        print(findings_text(findings))
    if any(f.verdict == "missing" for f in findings):
        raise typer.Exit(NO)


def _corpus_dir() -> Path:
    from corpus import PACKAGED

    return load_settings().corpus_dir or PACKAGED


@corpus_app.command("check")
def corpus_check() -> None:
    """Check every card, document and source of the corpus."""
    from corpus.check import check

    problems = check(_corpus_dir())
    for problem in problems:
        print(problem)
    errors = sum(p.severity == "error" for p in problems)
    print(f"{errors} errors, {len(problems) - errors} warnings", file=sys.stderr)
    if errors:
        raise typer.Exit(NO)


@corpus_app.command("stats")
def corpus_stats(
    plot: Annotated[Path | None, typer.Option("--plot", help="Write the counts as a picture too (.png, .svg).")] = None,
    as_json: Json = False,
) -> None:
    """Count what the corpus holds, and draw it."""
    from dataclasses import asdict

    from corpus.stats import stats

    counted = stats(_corpus_dir())
    if plot is not None:
        try:
            counted.plot(plot)
        except (OSError, ValueError) as error:
            raise AuraError(f"The picture cannot be written to {plot}: {error}.") from error
    numbers = asdict(counted)
    if as_json:
        _print_json(numbers)
        return
    for name, value in numbers.items():
        shown = ", ".join(f"{n} {k}" for k, n in value.items()) if isinstance(value, dict) else value
        print(f"{name.replace('_', ' '):18} {shown}")


@corpus_app.command("build")
def corpus_build() -> None:
    """Make the PDF files of the corpus again from their text."""
    from corpus.pdf import build

    for path in build(_corpus_dir()):
        print(path)
