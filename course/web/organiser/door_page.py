"""The page that brings the browser in, and the address that does the same by hand."""

from markupsafe import Markup

from course.web.organiser.entrance import ENTER, Entrance

_PAGE = Markup("""<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Opening your course</title></head>
<body><form method="post" action="{action}"><input type="hidden" name="token" value="{token}">
<p><button>Open the course</button></p></form>
<script>document.forms[0].submit()</script></body></html>
""")


def page(entrance: Entrance) -> str:
    """A page that sends the one-time token by itself, or at the press of a button where scripts are off."""
    return str(_PAGE.format(action=f"{entrance.origin}{entrance.prefix}{ENTER}", token=entrance.token))


def address(entrance: Entrance) -> str:
    """The address with the token, to be opened by hand."""
    return f"{entrance.origin}{entrance.prefix}{ENTER}?token={entrance.token}"
