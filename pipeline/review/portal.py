"""The portal's files of a document, as reviewed: a form for what the document does not say, and the ZIP to upload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from plantillas import message

from ..contacts import without_contacts
from ..model import Matrix
from ..portal.notes import notes_on
from ..portal.package import MissingFactError, PortalPackage, build_package, find_facts
from .access import GuardedRoute
from .downloads import attachment
from .pages import RefusedError, page, store_of

TOPIC = "portal"
ASKED = {"ruc": "ruc", "period": "periodo", "updated": "fecha", "link": "enlace"}
"""What is asked for, and the names of its fields in the form."""
LONGEST = 500
NO_CONTACTS = "sin_contactos"


@dataclass(frozen=True, slots=True)
class FilesView:
    """What would be written, and what a person should look at before it is uploaded."""

    folder: str
    names: tuple[str, ...]
    rows: int
    notes: tuple[str, ...]
    query: str
    """What was asked for, for the address of the ZIP."""


@dataclass(frozen=True, slots=True)
class PortalPage:
    """What the page shows."""

    document: int
    name: str
    title: str
    values: Mapping[str, str]
    """By the names of the form's fields."""
    is_without_contacts: bool
    error: str
    wrong: str
    """Name of the field that the error is about."""
    found: FilesView | None


def routes() -> list[BaseRoute]:
    """Return the routes of the portal's files; both only read."""
    return [
        GuardedRoute("/documentos/{document:int}/portal", portal, "reader"),
        GuardedRoute("/documentos/{document:int}/portal.zip", portal_zip, "reader"),
    ]


def portal(request: Request) -> Response:
    """Show the form, and once it is filled in what will be written."""
    store, document = store_of(request), request.path_params["document"]
    matrix = store.reviewed(document)
    asked = _asked(request)
    is_sent = ASKED["ruc"] in request.query_params
    error = wrong = ""
    found = None
    if is_sent:
        try:
            found = _view(matrix, _package(matrix, request), request)
        except MissingFactError as missing:
            error, wrong = _sentence(missing), ASKED[missing.code.partition("_")[2].replace("date", "updated")]
    context = PortalPage(
        document=document,
        name=store.document(document).name,
        title=matrix.institution or matrix.source.name,
        values=asked if is_sent else _known(matrix),
        is_without_contacts=NO_CONTACTS in request.query_params,
        error=error,
        wrong=wrong,
        found=found,
    )
    return page(request, "portal.html.j2", context, HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK)


def portal_zip(request: Request) -> Response:
    """Answer with the portal's files in their folder."""
    matrix = store_of(request).reviewed(request.path_params["document"])
    try:
        package = _package(matrix, request)
    except MissingFactError as missing:
        raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, _sentence(missing)) from missing
    name = f"{package.facts.ruc} {package.facts.period}.zip"
    return Response(package.as_zip(), media_type="application/zip", headers=attachment(name))


def _asked(request: Request) -> dict[str, str]:
    return {name: request.query_params.get(name, "")[:LONGEST].strip() for name in ASKED.values()}


def _known(matrix: Matrix) -> dict[str, str]:
    """Return what the document says already; the rest of the form is empty."""
    known = {
        "ruc": matrix.known_institution.ruc if matrix.known_institution else None,
        "period": matrix.period,
        "updated": matrix.footer.updated,
        "link": None,
    }
    return {name: known[key] or "" for key, name in ASKED.items()}


def _package(matrix: Matrix, request: Request) -> PortalPackage:
    if not matrix.records:
        raise RefusedError(HTTPStatus.CONFLICT, message(TOPIC, "form_no_records"))
    asked = _asked(request)
    facts = find_facts(matrix, **{key: asked[name] or None for key, name in ASKED.items()})
    return build_package(without_contacts(matrix) if NO_CONTACTS in request.query_params else matrix, facts)


def _view(matrix: Matrix, package: PortalPackage, request: Request) -> FilesView:
    query = urlencode({**_asked(request), **({NO_CONTACTS: "1"} if NO_CONTACTS in request.query_params else {})})
    return FilesView(
        package.facts.folder, tuple(package.files), len(matrix.records), tuple(notes_on(matrix, package)), query
    )


def _sentence(missing: MissingFactError) -> str:
    return message(TOPIC, f"form_{missing.code}", value=missing.value)
