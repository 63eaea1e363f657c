"""Which Things does a post claim to be about? Evidence is gathered (evidence.py, topics.py), then weighed (judge.py)."""

from course.core.detection import course_terms, find_cues, mention_roles, title_cues, tokens, topics, weigh_cues
from course.core.detection.course_terms import Lexicon
from course.core.detection.weigh_cues import Facts, Sign
from course.core.model import Claim, Confidence, Course, Words
from course.core.progress import neighbouring_posts

READ = 12_000  # characters of a post; nobody names the subject later
_JOKE = 600  # characters in which a joke shows
_FIRST = 200  # characters: about a sentence

in_company = neighbouring_posts.in_company


def claims(words: Words, course: Course) -> tuple[Claim, ...]:
    """What the post itself seems to do, Thing by Thing, with the words that made us think so."""
    known = course_terms.of(course)
    title = tokens.plain(words.title[: tokens.LONGEST_TITLE])
    read = find_cues.reading(words.text[:READ], known)
    named = list(find_cues.title(title, known))
    if {trace.thing for trace in named} == {1, 2} and _a_joke(words, title, read.low, known):
        named = [trace._replace(sign=Sign.HEDGED) for trace in named]
    opening = words.text[:_FIRST] if named else f"{title}. {words.text[:_FIRST]}"
    unfinished = mention_roles.unfinished(opening, {trace.thing for trace in named})
    facts = Facts(known.last, mention_roles.looks_back(title.casefold()), unfinished)
    traces = [*named, *find_cues.address(words.url, title, known), *find_cues.tags(words.tags, known)]
    traces += find_cues.headings(words, read, known)
    if any(trace.kind == "title" and trace.sign is Sign.PLAIN for trace in traces):
        return weigh_cues.weigh([*traces, *find_cues.named(read, known)], facts)
    traces += find_cues.body(read, known)
    if not named:
        traces += find_cues.label(read, known)
    titled, this_thing = _marked(title, words.tags, "", known), find_cues.says_this_thing(read)
    facts = facts._replace(titled=titled, marked=titled or known.marks(read.low), this_thing=this_thing)
    found = weigh_cues.weigh(traces, facts)
    if any(claim.confidence is Confidence.SURE for claim in found):
        return found
    bare = {trace.thing for trace in named if trace.sign in (Sign.BARE, Sign.LABEL)}
    more = [*find_cues.links(words.links, known), *topics.traces(words, title, read.low, known, facts, bare)]
    if not known.has_clues:
        more += topics.of_any_course(traces, title, read.low, known.last)
    return weigh_cues.weigh([*traces, *more], facts) if more else found


def _a_joke(words: Words, title: str, low: str, known: Lexicon) -> bool:
    """Whether Thing One and Thing Two are the two of the children's book, in a post without the course's mark."""
    return title_cues.of_the_hat(f"{title} {low[:_JOKE]}") and not _marked(title, words.tags, low, known)


def _marked(title: str, tags: tuple[str, ...], low: str, known: Lexicon) -> bool:
    """Whether the post bears the course's mark: its tag, or its count of Things."""
    return any(known.marks(text) for text in (title.lower(), " ".join(tags[:50])[:1000].lower(), low))
