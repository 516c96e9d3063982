"""What the handlers of pages share: the store, who is asking, forms, and answers from templates."""

from __future__ import annotations
from functools import wraps
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse

def store_of(request): return request.app.state.store
def reviewer_of(request): return request.cookies.get("revisor","maria.perez")
def is_fragment(request): return request.headers.get("hx-request")=="true"
def sheets_of(request, view): return request.app.state.sheets(view)
def render(request, template, status=200, **context):
    return HTMLResponse(request.app.state.env.get_template("revision/"+template).render(**context), status)
def form_handler(handler):
    @wraps(handler)
    async def endpoint(request):
        form = await request.form()
        return await run_in_threadpool(handler, request, {k: v for k, v in form.items() if isinstance(v, str)})
    return endpoint
