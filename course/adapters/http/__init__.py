"""The one door to the network: nothing else in this program opens a connection to a web site."""

from course.adapters.http.client import Door, get, user_agent
from course.adapters.http.results import Fetched, NotModified, Outcome, Request, Unreachable

__all__ = ["Door", "Fetched", "NotModified", "Outcome", "Request", "Unreachable", "get", "user_agent"]
