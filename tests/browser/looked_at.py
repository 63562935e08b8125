"""What a page does when a browser opens it: all that it asks for, says and holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Dialog, Page, Route

# Whatever runs, loads or leads elsewhere; `meta` only where it sends to another page.
ACTIVE = (
    "script, iframe, frame, object, embed, applet, link, base, form, input, button, img, image, video, audio, source, "
    "foreignObject, animate, set, a, area, meta[http-equiv=refresh]"
)
WALK = """active => {
  const all = [...document.querySelectorAll('*')];
  const attributes = all.flatMap(one => [...one.attributes].map(found => [one.localName, found.name, found.value]));
  const comments = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT);
  let count = 0;
  while (comments.nextNode()) count++;
  return {
    title: document.title,
    text: document.body.textContent,
    active: [...document.querySelectorAll(active)].map(one => one.outerHTML),
    handlers: attributes.filter(([_, name]) => name.startsWith('on')),
    addresses: attributes.filter(([element, name, value]) =>
      /^(src|srcset|href|xlink:href|action|formaction|data|poster|background|ping|cite|manifest|codebase)$/.test(name)
      || (name === 'style' && /url|@import|expression/i.test(value))
      || /^\\s*(javascript|data|vbscript):/i.test(value)),
    styles: [...document.querySelectorAll('style')].map(one => one.textContent),
    policies: [...document.querySelectorAll('meta[http-equiv=Content-Security-Policy]')].map(one => one.content),
    comments: count,
  };
}"""


@dataclass
class Seen:
    """`happened`: requests, messages, errors, dialogs and windows, but for the file itself; `page`: what it holds.

    sent: what of the requests went out, as the page's own policy did not stop it.
    """

    happened: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    page: dict[str, Any] = field(default_factory=dict)


def looked_at(page: Page, path: Path) -> Seen:
    seen = Seen()
    _listen(page, path.as_uri(), seen)
    page.goto(path.as_uri(), wait_until="load")
    page.wait_for_timeout(50)  # for what begins when all is there
    seen.page = page.evaluate(WALK, ACTIVE)
    return seen


def _listen(page: Page, own: str, seen: Seen) -> None:
    happened = seen.happened

    def ask(route: Route) -> None:
        if route.request.url == own:
            route.continue_()
        else:
            seen.sent.append(route.request.url)
            route.abort()

    def dismiss(dialog: Dialog) -> None:
        happened.append(f"dialog {dialog.message}")
        dialog.dismiss()

    page.route("**/*", ask)
    page.on("request", lambda one: None if one.url == own else happened.append(f"request {one.url}"))
    page.on("websocket", lambda one: happened.append(f"websocket {one.url}"))
    page.on("console", lambda one: happened.append(f"console {one.text}"))
    page.on("pageerror", lambda one: happened.append(f"error {one}"))
    page.on("popup", lambda one: happened.append(f"window {one.url}"))
    page.on("download", lambda one: happened.append(f"download {one.url}"))
    page.on("worker", lambda one: happened.append(f"worker {one.url}"))
    page.on("dialog", dismiss)
