"""What is to be settled, as a page; with ``--write`` a click records a ruling, which holds from the next build."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.analysis.open_mentions import OpenMention, open_mentions
from kg.config import Lang, Settings
from kg.errors import UsageError
from kg.graph.mentioned import mentioned_in
from kg.graph.parameters import understand
from kg.graph.store import Store
from kg.graph.suggest import suggestion
from kg.models import Ruling
from kg.resolve.numbers import number_key
from kg.resolve.rulings import read_rulings, write_rulings
from kg.views.words import word
from kg.web.answers import call
from kg.web.operation import posted
from kg.web.pages import language, page
from kg.web.refused import RefusedError
from kg.web.writing import authorise

_FIELDS = ("source", "number", "start", "document", "other", "who", "why")


async def settle_page(request: Request) -> Response:
    """The mentions that are open or conflict, with their candidates; a POST records a ruling."""
    if request.method == "POST":
        return await _settled(request)
    unsettled, conflicting = await call(request, open_mentions)
    rulings = await run_in_threadpool(read_rulings, Path(request.app.state.settings.rulings))
    ruled = {(one.source, number_key(one.number), one.start): one for one in rulings}
    return await page(
        request,
        "settle.html",
        unsettled=unsettled,
        conflicting=conflicting,
        writable=request.app.state.token is not None,
        ruling_of=lambda m: next((ruled[one] for one in _about(m) if one in ruled), None),
    )


def _about(mention: OpenMention) -> Iterator[tuple[str, str, int | None]]:
    """What a ruling on a mention may be about: that one place, or the number in all of the source."""
    yield from ((mention.source, number_key(mention.number), start) for start in (mention.start, None))


async def _settled(request: Request) -> Response:
    authorise(request)
    form = dict(await posted(request))
    given = {name: " ".join(form.get(name, "").split()) for name in _FIELDS}  # a ruling is one line of a file
    document = given["other"] or given["document"]
    if not (document and all(given[name] for name in ("source", "number", "who", "why"))):
        raise RefusedError(400, word("message.settle_fields", language(request)))
    start = int(given["start"]) if re.fullmatch(r"[0-9]{1,9}", given["start"]) else None
    settings: Settings = request.app.state.settings
    about = given["source"], given["number"], start
    target = await call(request, target_of, *about, document, settings.base, language(request))
    ruling = Ruling(*about, target, given["who"], date.today().isoformat(), given["why"])
    async with request.app.state.writing:
        await run_in_threadpool(record, Path(settings.rulings), ruling)
    return RedirectResponse("/settle", 303)


def record(file: Path, ruling: Ruling) -> None:
    """Put a ruling into the file, in the place of one about the same."""
    known = read_rulings(file)
    write_rulings(file, [*others(known, ruling.source, ruling.number, ruling.start), ruling])


def others(known: Sequence[Ruling], source: str, number: str, start: int | None) -> list[Ruling]:
    """The rulings about anything else."""
    about = (source, number_key(number), start)
    return [one for one in known if (one.source, number_key(one.number), one.start) != about]


def target_of(store: Store, source: str, number: str, start: int | None, document: str, base: str, lang: Lang) -> str:
    """The IRI, without the base, of the *document* that people typed, once the source is known to mention the number.

    Raises UsageError where it does not, or where the document is none or several.
    """
    if source not in (sources := store.sources(base)):
        raise UsageError(word("message.no_source", lang, source=source, near=suggestion(source, sources)))
    said = mentioned_in(store, base, source)
    if not any(number_key(n) == number_key(number) and start in (None, at) for n, at in said):
        near = suggestion(number, {n for n, _ in said})
        raise UsageError(word("message.not_mentioned", lang, source=source, number=number, near=near))
    if re.fullmatch(r"eli/[A-Za-z0-9/._~%-]+", document):
        return document
    meaning = understand(store, "document", document)
    if len(meaning.terms) != 1:
        notes = " ".join(note[lang] for note in meaning.notes)
        raise UsageError(word("message.one_document", lang, document=document, notes=notes))
    return meaning.terms[0].strip("<>").removeprefix(base)
