"""The checker itself: it sees a fault, and a page that scrolls sideways."""

from browsing import needs_browser, sideways, tab, violations

pytestmark = needs_browser


def test_the_checker_sees_faults() -> None:
    with tab(320) as page:
        page.set_content(
            '<img src="data:,"><p style="color:#ccc;background:#fff">pale</p><div style="width:900px">wide</div>'
        )
        found = "\n".join(violations(page))
        assert "image-alt" in found
        assert "color-contrast" in found
        assert sideways(page) > 500
