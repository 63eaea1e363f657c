"""Whose certificates are trusted: SSL_CERT_FILE, else the system's."""

import os
import sys

import pycurl

from course.core.errors import CourseError

_PLACES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
    "/usr/local/etc/openssl/cert.pem",
)


def options() -> tuple[tuple[int, object], ...]:
    """The settings for a handle. One file alone, no folder beside it: only so does libcurl load it once for all."""
    named = os.environ.get("SSL_CERT_FILE")
    if named:
        if not os.path.isfile(named):
            raise CourseError(
                f"SSL_CERT_FILE is set to {named}, but there is no such file.", "Correct it, or unset it."
            )
        return ((pycurl.CAINFO, named),)
    if sys.platform != "win32":
        for path in (*_default(), *_PLACES):
            if os.path.isfile(path):
                return ((pycurl.CAINFO, path),)
    return ((pycurl.SSL_OPTIONS, pycurl.SSLOPT_NATIVE_CA),)


def _default() -> tuple[str, ...]:
    import ssl

    found = ssl.get_default_verify_paths()
    return tuple(path for path in (found.cafile, found.openssl_cafile) if path)
