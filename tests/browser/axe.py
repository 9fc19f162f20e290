"""axe-core in a page: what it finds serious fails the test."""

from __future__ import annotations

from playwright.sync_api import Page

from antechamber.settings import home

_SERIOUS = ("serious", "critical")


def serious_problems(page: Page) -> list[str]:
    """Rule and element of each serious violation of WCAG 2.2 AA and of best practice."""
    script = home() / "widget" / "node_modules" / "axe-core" / "axe.min.js"
    page.evaluate(script.read_text(encoding="utf-8"))
    result = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{one['id']}: {node['target']} {node['html'][:120]}"
        for one in result["violations"]
        if one["impact"] in _SERIOUS
        for node in one["nodes"]
    ]
