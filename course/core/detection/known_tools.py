"""What such courses have taught everywhere: how the posts of a course are known whose Things have no clues of their own."""

import re

_THEIRS = (  # hardly anybody names these but for such a course
    r"learning 2\.0|library 2\.0|web 2\.0|flickr|picnik|image generators?|mash ?-?ups?|rss|news ?readers?|feed readers?|"
    r"google reader|bloglines|aggregators?|technorati|del\.?icio\.?us|diigo|social bookmark\w*|folksonom\w+|rollyo|"
    r"library ?thing|wikis|sandbox wiki|wikier|zoho|google docs|web-?based app\w*|online productivity|vodcasts?|"
    r"net ?library|overdrive|nings?|second life|slide ?share|prezi|screencast\w*|jing|evernote|meebo|"
    r"instant messaging|creative commons|storify|pushnote|zotero|mendeley|cite ?u ?like|wordle|animoto|voki|glogster|"
    r"igoogle|digital footprint|augmented reality|life-?long learn\w+|7[ -]?(?:and )?1/2 habits"
)
_EVERYBODYS = (  # in a title, beside a number
    r"blogs?|blogging|feeds|tagging|tags|bookmarking|wiki|wikipedia|sandbox|podcast(?:s|ing)?|you ?tube|teacher ?tube|"
    r"audio ?books?|e-?books?|facebook|myspace|linkedin|twitter|social network(?:s|ing)|social media|skype|dropbox|"
    r"doodle|google (?:drive|calendar|maps|hangouts?)|pinterest|tumblr|qr codes?|online networks|trading cards?|avatars?|"
    r"widgets?|digital (?:storytelling|security)|web apps|online apps|"
    r"technolog(?:y|ies)|gadgets?|(?:sett?ing|set) up|registering|online (?:photos?|images?|videos?|games?)|photo ?sharing"
)
_GENERAL = (
    r"blog\w*|tag(?:s|ged)|(?:web ?)?sites?|web|online|internet|accounts?|sign(?:ed)? up|downloads?|software|widgets?|"
    r"catalog(?:ed|ued)|registered|subscri\w+|technology"
)
_IN_NUMBERS = frozenset({"podcast", "wiki", "feed", "mashup", "screencast", "ebook", "blog", "widget"})  # episode 12


def _of(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(words)})(?![^\W_])")


_WEEKLY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b")
_TEXT, _TITLE, _ANY = _of(_THEIRS), _of(_THEIRS, _EVERYBODYS), _of(_THEIRS, _EVERYBODYS, _GENERAL)


def in_title(low: str) -> str:
    """The first tool that a title (in small letters) names, or nothing; a weekly column ("Flickr Friday") names none."""
    return "" if _WEEKLY.search(low) else _first(_TITLE, low)


def in_text(low: str) -> str:
    """The first tool that a text (in small letters) names as only such courses do, or nothing."""
    return _first(_TEXT, low)


def in_general(low: str) -> str:
    """The first word of a text (in small letters) that belongs to the web at all, or nothing."""
    return _first(_ANY, low)


def ends_with_one(low: str) -> bool:
    """Whether a text (in small letters) ends with a tool, but none that people publish in numbers: "podcast 12"."""
    words = low.split()[-3:]
    ends = (" ".join(words[-count:]) for count in range(1, len(words) + 1))
    return any(_TITLE.fullmatch(end) for end in ends) and words[-1] not in _IN_NUMBERS


def _first(pattern: re.Pattern[str], low: str) -> str:
    tool = pattern.search(low)
    return tool.group() if tool else ""
