"""What the tests of the participants' pages share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import homes
import platforms
from visiting import Visit


@pytest.fixture(params=[False])
def visit(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Visit]:
    pages = {**platforms.WORDPRESS, **platforms.TROUBLED, "/": platforms.WORDPRESS["/"]}
    with platforms.served(pages) as site:
        home = homes.make(tmp_path / "home", extra=f'[fetch]\nallow_private = ["{platforms.pair(site)}"]\n')
        yield Visit(home, site, accept=request.param, pages=pages)
