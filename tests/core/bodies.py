"""Posts of our own invention, whole: what their text, headings, labels and addresses say beside the title."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Told:
    """An invented post, the Things that are sure, and those that are asked about."""

    about: str
    title: str = ""
    text: str = ""
    headings: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    url: str = ""
    sure: set[int] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)


COMPLETED: tuple[Told, ...] = (
    Told("opening: is about", "A pun", "Thing 13 is about maps, and I have drawn one.", sure={13}),
    Told("opening: is all about", "A pun", "Thing 17 is all about stages, looking at lights.", sure={17}),
    Told("opening: hash", "A pun", "Thing #11 is Gardens. Last year I was asked to dig.", sure={11}),
    Told("opening: looks at", "A pun", "So, Thing 8 looks at calendars.", sure={8}),
    Told("opening: asks", "A pun", "Well, Thing 21 asks us to sing our own praises.", sure={21}),
    Told("opening: this week's", "A pun", "This week's Thing 5 is about looking in a mirror.", sure={5}),
    Told("opening: this is", "A pun", "Thing Nine is a notebook, and I am keeping one.", sure={9}),
    Told("opening: in brackets first", "More maps!", "(Week 7, Thing 17)\nLast week I drew a map.", sure={17}),
    Told("opening: the task for", "A pun", "The task for Thing 14 is to keep a list of books.", sure={14}),
    Told("opening: the point of", "A pun", "The aim of Thing 20 is to tell how we got here.", sure={20}),
    Told("opening: glued", "A pun", "Thing14 is about lists.", sure={14}),
    Told("opening: two in one sentence", "A pun", "Thing 6 is about maps.", ("Thing 6", "Thing 7"), sure={6, 7}),
    Told("title in Dutch", "Ding 5: een kaart", "Ding 5 is een kaart tekenen.", sure={5}),
    Told("opening: recalled Things beside it", "A pun", "Thing 13 is about maps. I drew one for Thing 4.", sure={13}),
    Told("opening: a look forward beside it", "A pun", "Thing 13 is about maps. Next week Thing 14.", sure={13}),
    Told("heading of its own", "A pun", "Hello!", ("Thing 21: singing", "What I sang"), sure={21}),
    Told(
        "two headings", "To make and do", "Hello!", ("Week One", "Thing One - Maps", "Thing Two - Birds"), sure={1, 2}
    ),
    Told("bare headings", "A pun", "Hello!", ("Thing 6", "Thing 7"), sure={6, 7}),
    Told("headings with marks", "A pun", "Hello!", ("CPD23 Thing 6: maps", "CPD23 Thing 7: birds"), sure={6, 7}),
    Told("lines that stand like headings", "A pun", "Hello!\nThing 6\nI drew.\nThing 7\nI sang.", sure={6, 7}),
    Told("lines with titles", "A pun", "Hello!\nThing 6: maps\nI drew.\nThing 7: birds\nI sang.", sure={6, 7}),
    Told("one late post", "All at once", "Sorry!", tuple(f"Thing {n}" for n in range(16, 23)), sure=set(range(16, 23))),
    Told("headings beside the title", "Thing 6", "Hello!", ("Thing 6", "Thing 7"), sure={6, 7}),
    Told("headings repeat the title", "Things 12 & 13", "Hi", ("Thing 12 – maps", "Thing 13 – birds"), sure={12, 13}),
    Told("address", "A pun", "Hello!", url="https://a.example/2011/07/thing-6-maps.html", sure={6}),
    Told("address with tag", "A pun", "Hello!", url="https://a.example/cpd23-thing-13-maps/", sure={13}),
    Told("address with two", "A pun", "Hello!", url="https://a.example/things-6-and-7/", sure={6, 7}),
    Told("address with two, bare", "A pun", "Hello!", url="https://a.example/things-6-7-maps/", sure={6, 7}),
    Told("address counted", "A pun", "Hello!", url="https://a.example/23-things-16-17.html", sure={16, 17}),
    Told("address in words", "A pun", "Hello!", url="https://a.example/thing-six/", sure={6}),
    Told("address escaped", "A pun", "Hello!", url="https://a.example/thing%206%20maps", sure={6}),
    Told("address, no title", "", "Hello!", url="https://a.example/thing-6-maps", sure={6}),
    Told("label", "A pun", "Hello!", tags=("cpd23", "Thing 6"), sure={6}),
    Told("label glued", "A pun", "Hello!", tags=("cpd23thing6",), sure={6}),
    Told("label with several", "A pun", "Hello!", tags=("Things 6 & 7",), sure={6, 7}),
    Told("labels, several", "A pun", "Hello!", tags=("thing 6", "thing 7"), sure={6, 7}),
    Told("only in the text, and about it", "A pun", "A story. Thing 9 is about notes, says cpd23.", sure={9}),
    Told("title outranks the label", "Thing 6", "Hello!", tags=("Thing 5",), sure={6}),
    Told("title outranks the address", "Thing 6", "Hello!", url="https://a.example/thing-5/", sure={6}),
    Told("title outranks the text", "Thing 14: lists", "Thing 13 is about lists, I say.", sure={14}),
    Told("number without noun, borne out", "#5 maps", "Thing 5 is about maps.", sure={5}),
    Told("number without noun, marked", "#5 maps", "All for cpd23.", sure={5}),
    Told("dotted number, marked", "5. Maps", "All for the 23 Things.", sure={5}),
    Told("task borne out", "Task 14: maps", "Thing 14 is about maps.", sure={14}),
    Told("counted, borne out", "23 Things 6", "Thing 6 is about maps.", sure={6}),
    Told("late and sorry", "A very late Thing 1", "Sorry! Everyone else is on thing 5.", sure={1}),
    Told("not done before", "Thing 9: notes", "I have never done this before.", sure={9}),
)

TRAPS: tuple[Told, ...] = (
    Told("passing: everyone else", "Hello again", "Everyone else is on thing 5, I am told."),
    Told("passing: recalled", "Bees", "As I said in Thing 3, I like bees."),
    Told("passing: since", "Bees", "I have kept bees since Thing 4 told me to."),
    Told("passing: missed", "Sorry", "Sorry I missed Thing 6, I was ill."),
    Told("passing: skipped", "Sorry", "I skipped Thing 6, it was not for me."),
    Told("passing: not done", "Hello", "I still owe Thing 6, and never did Thing 7."),
    Told("passing: next week", "Hello", "Next week I will do Thing 7."),
    Told("passing: forward", "Hello", "I look forward to Thing 12."),
    Told("passing: somebody else's", "Bees", "Helen's Thing 7 post made me laugh."),
    Told("passing: her", "Bees", "She wrote it for her Thing 9."),
    Told("passing: coming", "Hello", "Thing 7 is next. I can wait."),
    Told("passing: is not", "Hello", "Thing 7 is not for me."),
    Told("ordinary first", "Bees", "The first thing I saw was a bee. The second thing, a wasp."),
    Told("ordinary last", "Bees", "The last thing I need is a wasp."),
    Told("count only", "cpd23", "CPD23 consists of twenty three things, 5 of them hard."),
    Told("counts of things done", "News", "One person has completed 10 Things already, another 5 Things."),
    Told("beyond", "Bees", "It is the 28th Thing, if you will. Thing 55 is honey."),
    Told("numbered headings", "Answers", "Hello.", ("1. What do you like?", "2. What not?")),
    Told("numbered list", "Answers", "1. Bees\n2. Wasps\n3. Ants"),
    Told("all Things as links", "What I did", "Done!", tuple(f"Thing {n}" for n in range(1, 24))),
    Told("all Things as lines", "What I did", "\n".join(f"Thing {n}: matter {n}" for n in range(1, 24))),
    Told("look back with headings", "Looking back on cpd23", "Done!", ("Thing 3", "Thing 4", "Thing 9")),
    Told("round-up", "Round-up of the Things", "Thing 3 was maps. Thing 4 was bees."),
    Told("tag cloud", "Bees", "Hello", tags=tuple(f"Thing {n}" for n in range(1, 9))),
    Told("tag of another kind", "Bees", "Hello", tags=("21st century", "23 things", "things", "7")),
    Told("address with a date", "Bees", "Hello", url="https://a.example/2011/07/06/bees"),
    Told("address with a page", "Bees", "Hello", url="https://a.example/page/6/"),
    Told("address with a query", "Bees", "Hello", url="https://a.example/?p=6"),
    Told("address of an archive", "Bees", "Hello", url="https://a.example/2010_06_06_archive.html"),
    Told("address of the course", "Bees", "Hello", url="https://a.example/23-things-for-bees/"),
    Told("blog's name", "Bees", "Hello", url="https://thing6.example/bees"),
    Told("address beyond", "Bees", "Hello", url="https://a.example/thing-2011/"),
    Told("a chat", "Summary of a chat", "We talked of maps.", ("1. Which maps?", "2. Where?")),
    Told("no words", ""),
    Told("something", "Bees", "There is something 5 about anything 6."),
    Told("thing one", "Bees", "It is a thing one learns. A thing two bees do."),
)

ASKED: tuple[Told, ...] = (
    Told("not done, says the opening", "Thing 6", "This is the before post. I will do it soon.", asked={6}),
    Told("named once", "A pun", "A map. It was made (Thing 6).", asked={6}),
    Told("counts as", "A pun", "So I think this counts as Thing 22.", asked={22}),
    Told("hedged, although the text is about it", "Before Thing 6", "Thing 6 is about maps.", asked={6}),
    Told("section far from the title's Thing", "Thing 6", "Hello!", ("Thing 9",), sure={6}, asked={9}),
    Told("final thing", "The final Thing", "I made it to the end of cpd23.", asked={23}),
    Told("last of all", "One last thing", "Goodbye, cpd23!", asked={23}),
    Told("end of the course", "The end", "I have done my 23 Things.", asked={23}),
    Told("beginning of the course", "Starting out", "I have joined the 23 Things.", asked={1}),
    Told("first thing", "cpd23", "The first thing is to say why I am here.", asked={1}),
)
