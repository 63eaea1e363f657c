"""The one door to the network: nothing else in this program opens a connection to a web site."""

from course.world.http.door import Door, get, user_agent
from course.world.http.outcomes import Fetched, NotModified, Outcome, Request, Unreachable

__all__ = ["Door", "Fetched", "NotModified", "Outcome", "Request", "Unreachable", "get", "user_agent"]
