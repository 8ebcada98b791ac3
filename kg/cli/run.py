"""From the process's arguments to its exit code: language, errors as one sentence each, broken pipes."""

import logging
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import typer
from typer.main import get_command

from kg.cli.common import err
from kg.cli.serving import app
from kg.cli.translated import Group, translate
from kg.config import Lang, load
from kg.errors import CanCuError
from kg.garbage import collect_seldom
from kg.views.words import word

_UsageProblem: Any = typer.BadParameter.__bases__[0]  # the parent of all complaints about a call


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run ``kg`` with *argv*, else the process's arguments, and end with the exit code."""
    collect_seldom()
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")  # type: ignore[union-attr]
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    lang: Lang = "en"
    asked = _asked_language(arguments)
    try:
        lang = load(lang=asked).lang or "en"
        command = get_command(app)
        assert isinstance(command, Group)
        translate(command, lang)
        everywhere = {name: {"lang": asked} for name in command.commands if asked}  # also where it stands before
        return int(command.main(arguments, prog_name="kg", standalone_mode=False, default_map=everywhere) or 0)
    except CanCuError as error:
        err(word("message.error", lang, sentence=error))
        return error.exit_code
    except _UsageProblem as error:
        return _complain(error, lang)
    except (BrokenPipeError, SystemExit):
        raise
    except (KeyboardInterrupt, typer.Abort):
        err(word("message.interrupted", lang))
        return 130
    except Exception as error:  # a fault of the program: one sentence here, the place with --verbose
        logging.getLogger("kg").debug("", exc_info=True)
        err(word("message.fault", lang, sentence=f"{type(error).__name__}: {error}"))
        return 1


def _complain(error: Any, lang: Lang) -> int:
    """Say what is wrong with the call; a call without anything gets the help instead."""
    context = error.ctx
    if type(error).__name__ == "NoArgsIsHelpError":
        err(str(error.format_message()))
        return 2
    command = context.info_name if context and context.parent else ""
    match type(error).__name__:
        case "MissingParameter" if error.param is not None:
            name = error.param.metavar if not error.param.opts[0].startswith("-") else error.param.opts[0]
            sentence = word("message.missing_value", lang, name=name, command=command)
        case "NoSuchOption":
            sentence = word("message.unknown_option", lang, name=error.option_name, command=command)
        case _:
            sentence = str(error.format_message())
    err(word("message.usage", lang, sentence=sentence.replace("  ", " ")))
    return 2


def _asked_language(arguments: list[str]) -> str | None:
    """The value of ``--lang``, which has to be known before the arguments are parsed."""
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and place + 1 < len(arguments):
            return arguments[place + 1]
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return None
