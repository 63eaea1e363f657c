"""The words for each rule of detection. Reword them freely: only the RuleId is stored and compared."""

from collections.abc import Mapping

from course.core.model import RuleId

TEXTS: Mapping[RuleId, str] = {
    RuleId.TOO_SHORT: "shorter than the course asks for",
    RuleId.REBLOG: "a reblog of somebody else's post",
    RuleId.BOOST_OR_REPLY: "a boost or a reply: it begins with somebody's name",
    RuleId.COURSE_BLOG: "a post on the course's own blog, so it is the organiser's",
    RuleId.OTHER_KIND_OF_THING: "the title means another kind of Thing",
    RuleId.NOT_DONE: "number in the title, but the opening says it isn't done",
    RuleId.NUMBER_IN_TITLE: "number in the title",
    RuleId.NUMBER_BORNE_OUT: "number in the title, confirmed by the post",
    RuleId.BARE_NUMBER: "just a number in the title of a post with the course's tag or name, or the Thing's topic",
    RuleId.OWN_WAY_OF_COUNTING: "numbered in another way in the title, with the course's tag or name, or the Thing's topic",
    RuleId.NUMBER_ALONE_AND_TOPIC: "number alone in the title, with the Thing's topic and the course's tag or name",
    RuleId.OWN_WAY_ASKED: "numbered in another way in the title",
    RuleId.DOUBTFUL_NUMBER: "doubtful number in the title",
    RuleId.NUMBER_ALONE_BORNE_OUT: "number alone in the title, confirmed by the post",
    RuleId.SECTION_BESIDE_TITLE: "a section of its own, in a post titled after another Thing",
    RuleId.HEADING_BESIDE_TITLE: "a heading of its own, in a post titled after another Thing",
    RuleId.NAMED_BESIDE_TITLE: "mentioned in a post titled after another Thing",
    RuleId.OWN_HEADING: "heading of its own",
    RuleId.NUMBER_IN_ADDRESS: "number in the address",
    RuleId.NUMBER_IN_LABEL: "number in a label",
    RuleId.OPENING_IS_ABOUT: "the opening says what it is about",
    RuleId.ONLY_SUBJECT: "the only Thing that the post is about",
    RuleId.ONLY_NAMED_AND_TOPIC: "the only Thing mentioned, and its topic",
    RuleId.SAYS_IT_IS_ABOUT: "the post says that it is about this Thing",
    RuleId.ONLY_NAMED: "the only Thing mentioned",
    RuleId.ADDRESS_OR_LABEL: "the address or a label mentions it",
    RuleId.OPENING_TELLS_TOPIC: "the opening is about this Thing's topic",
    RuleId.LINK_TO_THING: "link to the Thing's page",
    RuleId.OWN_TITLE: "the title is the Thing's own title",
    RuleId.LOOKS_BACK: "the title looks back on the whole course",
    RuleId.TOPIC: "topic, in a post with the course's tag or name",
    RuleId.TOPIC_TOO_EARLY: "topic of a Thing that isn't open yet, in a post with the course's tag or name",
    RuleId.FIRST_OR_LAST_THING: "the first or the last Thing, in other words",
    RuleId.CLEAR_TOPIC: "clear topic",
    RuleId.CLEAR_TOPIC_OPEN: "clear topic of a Thing that was open",
    RuleId.FAINT_TOPIC: "faint topic",
    RuleId.NUMBER_ALONE: "number alone in the title",
    RuleId.NUMBER_ALONE_IN_ROW: "number alone in the title, in sequence with another post's",
    RuleId.COUNTED_ALIKE: "numbered like a post that you accepted",
    RuleId.MENTIONED: "mentioned",
    RuleId.BETWEEN_NEIGHBOURS: "faint topic or link, between posts about neighbouring Things",
    RuleId.LEARNED_TOPIC: "by its topic, going by other posts in this course",
    RuleId.LEARNED_TOPIC_FAINT: "by its topic, but too unlikely to ask you about",
    RuleId.HANDED_IN: "handed in by the participant",
}


def text(rule: RuleId) -> str:
    """What the rule says, in a few words."""
    return TEXTS[rule]
