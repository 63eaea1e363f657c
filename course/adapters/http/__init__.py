"""The HTTP client. Nothing else in this program opens a connection to a web site."""

from course.adapters.http.client import HttpClient, get, user_agent
from course.adapters.http.results import Fetched, NotModified, Outcome, Request, Unreachable

__all__ = ["Fetched", "HttpClient", "NotModified", "Outcome", "Request", "Unreachable", "get", "user_agent"]
