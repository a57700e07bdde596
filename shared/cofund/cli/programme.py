"""`cofund programme`: is a programme's file right, what does it say, what differs in a new one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from cofund.cli.output import (
    FAILED,
    AsJson,
    Language,
    cannot_run,
    console,
    errors,
    print_json,
    print_plain,
    print_table,
)
from cofund.models.programme import Programme
from cofund.pages.catalogues import catalogue
from cofund.pages.terms import TermWords
from cofund.programme import ProgrammeError, load_programme
from cofund.terms.listed import ListedTerm, changed_terms, list_terms
from cofund.terms.schema import programme_schema

app = typer.Typer(no_args_is_help=True)


@app.callback()
def programmes() -> None:
    """Programmes as YAML."""


@app.command()
def lint(
    file: Annotated[Path, typer.Argument(help="A file like those in shared/cofund/programs.")],
    as_json: AsJson = False,
) -> None:
    """Read a programme; name every mistake with its line and what to write instead.

    Exit status 1: there are mistakes; 2: there is no such file.
    """
    _exists(file)
    try:
        programme = load_programme(file)
    except ProgrammeError as error:
        if as_json:
            print_json([{"file": str(file), "ok": False, "problems": str(error).splitlines()}])
        else:
            errors.print(str(error), highlight=False, markup=False, soft_wrap=True)
        raise typer.Exit(FAILED) from None
    if as_json:
        print_json([{"file": str(file), "ok": True, "programme": programme.programme}])
    else:
        console.print(f"{programme.programme} {programme.version}: no mistakes")


File = Annotated[Path, typer.Argument(help="A programme's file.")]


@app.command()
def show(file: File, language: Language = "en", as_json: AsJson = False) -> None:
    """Show every term of a programme with its value and the clause it comes from.

    Exit status 2: there is no such file, or it has mistakes.
    """
    programme = _loaded(file)
    words = TermWords(programme, language)
    terms = list_terms(programme)
    if as_json:
        print_json([{**_row(term, words), "path": term.path} for term in terms])
        return
    heads = [catalogue("terms", language).gettext(f"column.{one}") for one in COLUMNS]
    rows = [tuple(_row(term, words).values()) for term in terms]
    title = f"{programme.programme} {programme.version}"
    print_table(title, heads, rows)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="The version before.")],
    new: Annotated[Path, typer.Argument(help="The version after.")],
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """Say in words what differs between two versions of a programme.

    Exit status 1: they differ; 2: a file is missing, has mistakes or is of another programme.
    """
    before, after = _loaded(old), _loaded(new)
    said = catalogue("terms", language).gettext
    if before.programme != after.programme:
        cannot_run(said("not_comparable").format(old=before.programme, new=after.programme))
    changes = changed_terms(before, after)
    sentences = [
        {
            "change": TermWords(after if one.new else before, language).change(one),
            "source": one.term.source,
        }
        for one in changes
    ]
    if as_json:
        print_json(sentences)
    for sentence in () if as_json else sentences:
        clause = f" ({sentence['source']})" if sentence["source"] else ""
        print_plain(f"• {sentence['change']}{clause}")
    if not changes and not as_json:
        print_plain(said("none_differ"))
    raise typer.Exit(FAILED if changes else 0)


@app.command()
def schema(as_json: AsJson = False) -> None:
    """Print the JSON Schema by which editors complete and check programme files.

    With --json it comes on one line.
    """
    if as_json:
        print_json([programme_schema()])
    else:
        typer.echo(json.dumps(programme_schema(), ensure_ascii=False, indent=1))


COLUMNS = ("term", "value", "source")


def _row(term: ListedTerm, words: TermWords) -> dict[str, str]:
    return {"term": words.label(term), "value": words.value(term), "source": term.source}


def _loaded(file: Path) -> Programme:
    _exists(file)
    try:
        return load_programme(file)
    except ProgrammeError as error:
        cannot_run(str(error))


def _exists(file: Path) -> None:
    if not file.is_file():
        cannot_run(f"there is no file {file}")
