"""Which Things does a post claim to be about? Evidence is gathered (evidence.py, topics.py), then weighed (judge.py)."""

from course.core import company, evidence, headlines, judge, lexicon, roles, topics, wording
from course.core.judge import Facts, Sign
from course.core.lexicon import Lexicon
from course.core.model import Claim, Confidence, Course, Words

READ = 12_000  # characters of a post; nobody names the subject later
_JOKE = 600  # characters in which a joke shows
_FIRST = 200  # characters: about a sentence

in_company = company.in_company


def claims(words: Words, course: Course) -> tuple[Claim, ...]:
    """What the post itself seems to do, Thing by Thing, with the words that made us think so."""
    known = lexicon.of(course)
    title = wording.plain(words.title[: wording.LONGEST_TITLE])
    read = evidence.reading(words.text[:READ], known)
    named = list(evidence.title(title, known))
    if {trace.thing for trace in named} == {1, 2} and _a_joke(words, title, read.low, known):
        named = [trace._replace(sign=Sign.HEDGED) for trace in named]
    opening = words.text[:_FIRST] if named else f"{title}. {words.text[:_FIRST]}"
    unfinished = roles.unfinished(opening, {trace.thing for trace in named})
    facts = Facts(known.last, roles.looks_back(title.casefold()), unfinished)
    traces = [*named, *evidence.address(words.url, title, known), *evidence.tags(words.tags, known)]
    traces += evidence.headings(words, read, known)
    if any(trace.kind == "title" and trace.sign is Sign.PLAIN for trace in traces):
        return judge.weigh([*traces, *evidence.named(read, known)], facts)
    traces += evidence.body(read, known)
    if not named:
        traces += evidence.label(read, known)
    titled, this_thing = _marked(title, words.tags, "", known), evidence.says_this_thing(read)
    facts = facts._replace(titled=titled, marked=titled or known.marks(read.low), this_thing=this_thing)
    found = judge.weigh(traces, facts)
    if any(claim.confidence is Confidence.SURE for claim in found):
        return found
    bare = {trace.thing for trace in named if trace.sign in (Sign.BARE, Sign.LABEL)}
    more = [*evidence.links(words.links, known), *topics.traces(words, title, read.low, known, facts, bare)]
    if not known.has_clues:
        more += topics.of_any_course(traces, title, read.low, known.last)
    return judge.weigh([*traces, *more], facts) if more else found


def _a_joke(words: Words, title: str, low: str, known: Lexicon) -> bool:
    """Whether Thing One and Thing Two are the two of the children's book, in a post without the course's mark."""
    return headlines.of_the_hat(f"{title} {low[:_JOKE]}") and not _marked(title, words.tags, low, known)


def _marked(title: str, tags: tuple[str, ...], low: str, known: Lexicon) -> bool:
    """Whether the post bears the course's mark: its tag, or its count of Things."""
    return any(known.marks(text) for text in (title.lower(), " ".join(tags[:50])[:1000].lower(), low))
