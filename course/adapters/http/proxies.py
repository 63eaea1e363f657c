"""The system's proxy. Behind one, the guard cannot see who is connected to."""

import logging
import os
import sys

from course.adapters.http.address import Address

log = logging.getLogger(__name__)


class Proxies:
    """Which proxy the system wants us to use for an address."""

    def __init__(self) -> None:
        self._settings: dict[str, str] = {}
        if sys.platform != "linux" or any(name.lower().endswith("_proxy") for name in os.environ):
            from urllib.request import getproxies

            self._settings = {scheme: url for scheme, url in getproxies().items() if scheme in ("http", "https", "all")}
        if self._settings:
            log.warning(
                "A proxy is in use. Host names are checked before they are passed on to it, which is less strict than without a proxy."
            )

    def proxy_for(self, place: Address) -> str:
        """The proxy's address; empty where none is needed."""
        if not self._settings:
            return ""
        from urllib.request import proxy_bypass

        if proxy_bypass(f"{place.host}:{place.port}"):
            return ""
        return self._settings.get(place.url.partition(":")[0]) or self._settings.get("all") or ""
