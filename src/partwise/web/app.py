"""App: tables over HTTP on this machine; read only, and only what pages ask for."""

from __future__ import annotations

import io
import itertools
from typing import TYPE_CHECKING, Annotated, Any

import pyarrow.parquet as pq
from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.middleware.trustedhost import TrustedHostMiddleware

from partwise import __version__
from partwise.errors import PartwiseError
from partwise.report.page import page
from partwise.web.answers import Asked  # noqa: TC001 - FastAPI reads it
from partwise.web.beside import Beside, Moved

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    import pyarrow as pa

    from partwise.web.answers import Answers

#: Names of this machine, under which alone it answers: a page elsewhere that a browser was led to
#: believe is here has another one.
HOSTS = ("127.0.0.1", "localhost")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def make_app(answers: Sequence[Answers]) -> FastAPI:
    """Make the application that shows some tables, with what is answered about each."""
    sides = itertools.permutations(enumerate(answers), 2)
    besides = {(a, b): Beside(one, other) for (a, one), (b, other) in sides}
    # its own pages of documentation load scripts from elsewhere
    app = FastAPI(title="partwise", version=__version__, docs_url=None, redoc_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS))

    def of(at: int) -> Answers:
        if not 0 <= at < len(answers):
            raise HTTPException(404, f"there are {len(answers)} tables, numbered from 0; got {at}")
        return answers[at]

    def both(a: int, b: int) -> Beside:
        if (a, b) not in besides:
            raise HTTPException(404, f"two of {len(answers)} tables are compared; got {a} and {b}")
        return besides[a, b]

    @app.middleware("http")
    async def with_headers(
        request: Request, go_on: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        response = await go_on(request)
        response.headers.update(_HEADERS)
        return response

    @app.exception_handler(PartwiseError)
    async def refuse(_: Request, error: PartwiseError) -> JSONResponse:
        return JSONResponse({"detail": str(error)}, status_code=400)

    @app.get("/", include_in_schema=False)
    def pages() -> HTMLResponse:
        named = [each.table.folder.resolve().name for each in answers]
        written = page(
            " · ".join(named), {"served": named}, pictures="'self' data:", answers="'self'"
        )
        return HTMLResponse(written)

    @app.get("/api/tables/{at}/overview")
    def overview(at: int) -> dict[str, Any]:
        return of(at).overview()

    @app.get("/api/tables/{at}/findings")
    def findings(at: int) -> dict[str, Any]:
        return of(at).findings()

    @app.get("/api/tables/{at}/confusion")
    def confusion(at: int) -> dict[str, Any] | None:
        return of(at).confusion()

    @app.get("/api/tables/{at}/groups")
    def groups(at: int, by: str = "") -> dict[str, Any]:
        return of(at).groups(by)

    @app.get("/api/tables/{at}/values")
    def values(at: int, asked: Annotated[Asked, Depends()]) -> dict[str, Any]:
        return of(at).values(asked)

    @app.get("/api/tables/{at}/groups.parquet", response_class=Response)
    def groups_file(at: int, by: str = "") -> Response:
        return _parquet(of(at).group_rows(by))

    @app.get("/api/tables/{at}/values.parquet", response_class=Response)
    def values_file(at: int, method: str, segment: str, target_kind: str | None = None) -> Response:
        return _parquet(of(at).part(method, target_kind, segment))

    @app.get("/api/tables/{at}/image")
    def image(at: int, image_id: str) -> dict[str, Any]:
        return _there(of(at).image(image_id), image_id)

    @app.get("/api/tables/{at}/removals")
    def removals(at: int, image_id: str) -> dict[str, Any]:
        return of(at).removals(image_id)

    @app.get("/api/tables/{at}/picture")
    def picture(at: int, image_id: str) -> dict[str, Any]:
        return _there(of(at).picture(image_id, f"api/tables/{at}/file"), image_id)

    @app.get("/api/tables/{at}/file/{number}", response_class=Response)
    def file(at: int, number: int, image_id: str) -> Response:
        content = _there(of(at).file(image_id, number), image_id)
        kind = "image/jpeg" if number == 0 else "image/png"
        # a table that is shown does not change
        kept = {"Cache-Control": "private, max-age=3600"}
        return Response(content, media_type=kind, headers=kept)

    @app.get("/api/tables/{a}/beside/{b}")
    def compared(a: int, b: int) -> dict[str, Any]:
        return both(a, b).compared()

    @app.get("/api/tables/{a}/beside/{b}/pictures")
    def moved(a: int, b: int, asked: Annotated[Moved, Depends()]) -> dict[str, Any]:
        return both(a, b).moved(asked)

    return app


def _parquet(data: pa.Table) -> Response:
    file = io.BytesIO()
    pq.write_table(data, file)
    return Response(file.getvalue(), media_type="application/vnd.apache.parquet")


def _there(found: Any, image_id: str) -> Any:
    if found is None:
        raise HTTPException(404, f"the table has nothing of that kind for image {image_id!r}")
    return found
