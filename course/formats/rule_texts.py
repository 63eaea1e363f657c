"""The words for each rule of detection. Reword them freely: only the RuleId is stored and compared."""

from collections.abc import Mapping

from course.core.model import RuleId

TEXTS: Mapping[RuleId, str] = {
    RuleId.TOO_SHORT: "it is shorter than the course asks for",
    RuleId.REBLOG: "it is a reblog of somebody else's post",
    RuleId.BOOST_OR_REPLY: "it begins with somebody's name, so it is a boost or a reply",
    RuleId.COURSE_BLOG: "it is on the course's own blog, so the organiser wrote it",
    RuleId.OTHER_KIND_OF_THING: "the title means another kind of Thing",
    RuleId.NOT_DONE: "the number is in the title, but the opening says that the Thing isn't done yet",
    RuleId.NUMBER_IN_TITLE: "the number is in the title",
    RuleId.NUMBER_BORNE_OUT: "the number is in the title, and the post confirms it",
    RuleId.BARE_NUMBER: "there is only a number in the title, but the post has the course's tag or name, or the Thing's topic",
    RuleId.OWN_WAY_OF_COUNTING: (
        "the number is written differently in the title, but the post has the course's tag or name, or the Thing's topic"
    ),
    RuleId.NUMBER_ALONE_AND_TOPIC: "there is only a number in the title, but the post has the Thing's topic and the course's tag or name",
    RuleId.OWN_WAY_ASKED: "the number is written differently in the title",
    RuleId.DOUBTFUL_NUMBER: "the number in the title is doubtful",
    RuleId.NUMBER_ALONE_BORNE_OUT: "there is only a number in the title, and the post confirms it",
    RuleId.SECTION_BESIDE_TITLE: "the title is about another Thing, but this Thing has its own section",
    RuleId.HEADING_BESIDE_TITLE: "the title is about another Thing, but this Thing has its own heading",
    RuleId.NAMED_BESIDE_TITLE: "the title is about another Thing, and this Thing is only mentioned",
    RuleId.OWN_HEADING: "the Thing has its own heading",
    RuleId.NUMBER_IN_ADDRESS: "the number is in the address",
    RuleId.NUMBER_IN_LABEL: "the number is in a label",
    RuleId.OPENING_IS_ABOUT: "the opening says that the post is about this Thing",
    RuleId.ONLY_SUBJECT: "it is the only Thing that the post is about",
    RuleId.ONLY_NAMED_AND_TOPIC: "the post mentions only this Thing and has its topic",
    RuleId.SAYS_IT_IS_ABOUT: "the post says that it is about this Thing",
    RuleId.ONLY_NAMED: "the post mentions only this Thing",
    RuleId.ADDRESS_OR_LABEL: "the address or a label mentions it",
    RuleId.OPENING_TELLS_TOPIC: "the opening is about this Thing's topic",
    RuleId.LINK_TO_THING: "the post links to the Thing's page",
    RuleId.OWN_TITLE: "the title is the Thing's own title",
    RuleId.LOOKS_BACK: "the title looks back on the whole course",
    RuleId.TOPIC: "the post has the Thing's topic and the course's tag or name",
    RuleId.TOPIC_TOO_EARLY: "the post has the Thing's topic and the course's tag or name, but the Thing isn't open yet",
    RuleId.FIRST_OR_LAST_THING: "the post mentions the first or the last Thing without its number",
    RuleId.CLEAR_TOPIC: "the topic fits well",
    RuleId.CLEAR_TOPIC_OPEN: "the topic fits well, and the Thing was open",
    RuleId.FAINT_TOPIC: "the topic fits a little",
    RuleId.NUMBER_ALONE: "there is only a number in the title",
    RuleId.NUMBER_ALONE_IN_ROW: "there is only a number in the title, and it continues the number of another post",
    RuleId.COUNTED_ALIKE: "it is numbered like a post that you accepted",
    RuleId.MENTIONED: "the Thing is mentioned",
    RuleId.BETWEEN_NEIGHBOURS: "there is a hint of the topic or a link, and the post is between posts about neighbouring Things",
    RuleId.LEARNED_TOPIC: "the topic fits, going by other posts in this course",
    RuleId.LEARNED_TOPIC_FAINT: "the topic fits, but not well enough to ask you about it",
    RuleId.HANDED_IN: "the participant handed it in",
}


def text(rule: RuleId) -> str:
    """What the rule says, in a few words."""
    return TEXTS[rule]
