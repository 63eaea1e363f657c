"""Many visits at once: sends their requests to the HTTP client and their documents to the workers, and hands the results back."""

import logging
from collections.abc import Iterable, Iterator
from typing import cast

from course.adapters.http import HttpClient
from course.adapters.store.errors import DamagedStore
from course.adapters.workers import Workers
from course.core.posts.feed_state import VisitResult
from course.core.trouble_kind import TroubleKind
from course.formats.feeds import Parsed
from course.services.tracking import visit
from course.services.tracking.visit import Conversation, Parse, Step, StepResult, VisitState

log = logging.getLogger(__name__)
MOST_DOCUMENTS = 8  # waiting for a worker; no body is fetched beyond that
_A_MOMENT = 0.02  # seconds, where two are waited for

Call = tuple[VisitState, Conversation]


def run_visits(calls: Iterable[Call], client: HttpClient, workers: Workers, most: int) -> Iterator[VisitResult]:
    """Run these visits, at most `most` at a time, and yield the result of each when it ends. A visit that fails becomes a trouble."""
    waiting = iter(calls)
    running = 0
    while True:
        while running < most and (call := next(waiting, None)) is not None:
            running += 1
            if (ended := _went_on(call, None, client, workers)) is not None:
                running -= 1
                yield ended
        if not running:
            return
        for call, answer in _answers(client, workers):
            if (ended := _went_on(call, answer, client, workers)) is not None:
                running -= 1
                yield ended


def _answers(client: HttpClient, workers: Workers) -> Iterator[tuple[Call, StepResult]]:
    """The results that have arrived; waits until there is one."""
    if workers.pending:
        patient = workers.pending >= MOST_DOCUMENTS or not client.busy
        for tag, answer in workers.ready(0.25 if patient else 0.0):
            yield tag, answer if isinstance(answer, Parsed) else Parsed(trouble=TroubleKind.MALFORMED)
    if client.busy and workers.pending < MOST_DOCUMENTS:
        for tag, outcome in client.ready(_A_MOMENT if workers.pending else 1.0):
            yield cast("Call", tag), outcome  # the tag comes back as it went in


def _went_on(call: Call, answer: StepResult | None, client: HttpClient, workers: Workers) -> VisitResult | None:
    """Give a visit its last result and start its next step. Returns the visit's result when it has ended, else None."""
    notes, talk = call
    try:
        step: Step = next(talk) if answer is None else talk.send(answer)
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]
    except DamagedStore:  # no fault of the blog's, and no other blog would fare better
        raise
    except Exception:  # one feed of many: it is told, and the others go on
        log.exception("The visit to %s failed.", notes.blog)
        return visit.trouble(notes, TroubleKind.MALFORMED)
    if isinstance(step, Parse):
        workers.submit(call, (step.body, step.url, step.content_type, step.known))
    else:
        client.send(step, call)
    return None
