"""Help in the language that was asked for; the texts are those of ``kg/views/words.toml``."""

from typing import Any

from typer.core import TyperCommand, TyperGroup

from kg.config import Lang
from kg.views.words import section, word, word_or


class Command(TyperCommand):
    """One command, whose help speaks the language that was asked for."""

    lang: Lang = "en"

    def get_help(self, ctx: Any) -> str:
        """The help as typer makes it, with typer's own words put into the language."""
        return _worded(super().get_help(ctx), self.lang)


class Group(TyperGroup):
    """All commands, likewise, in the order of their texts."""

    lang: Lang = "en"

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of the commands."""
        order = list(section("command", self.lang))
        return sorted(self.commands, key=order.index)

    def get_help(self, ctx: Any) -> str:
        """The help as typer makes it, with typer's own words put into the language."""
        return _worded(super().get_help(ctx), self.lang)


def _worded(text: str, lang: Lang) -> str:
    for english, shown in section("help", lang).items():
        text = text.replace(english, shown)
    return text


def translate(group: Group, lang: Lang) -> None:
    """Put the help texts of all commands and their options in."""
    everything: list[tuple[str, Any]] = [("kg", group), *group.commands.items()]
    for name, command in everything:
        command.help = command.short_help = word(f"command.{name}", lang)
        command.lang = lang
        for parameter in command.params:
            key = "format" if parameter.name == "form" else str(parameter.name)
            parameter.help = word_or(f"option.{key}", lang, "")
