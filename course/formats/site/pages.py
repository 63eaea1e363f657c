"""The published pages of a course, as files: name to content."""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from urllib.parse import quote

from course.core import sentences
from course.core.model import Course, Handle, Thing, Words
from course.core.publishing.public_view import CARDS, NEWEST, QUOTE, SUMMARY, Person, Shown, Site, summary
from course.formats import colours, human_dates, jinja_environment, sanitize, your_post
from course.formats.site import atom, course_path, drawings, ical, opml, share_picture, texts

HIDDEN = ("people.html", "posts.html")  # from search engines: a list of names belongs to the people
ON_HOME, WAITING, ON_PLANET = 4, 6, 60  # cards
MANY = 40  # people; above it the page is in letters of the alphabet
WRITE = "write-about-it"  # the section of a Thing that the box "Your post" follows
STYLESHEET, EMBLEM, SHARED = "site.css", "emblem.svg", "share.png"
_NONE: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Shelf:
    """Some of the people listed, under one heading."""

    id: str
    title: str
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class PostGroup:
    """Posts of one week, newest first."""

    title: str
    posts: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class BodySection:
    """One section of a Thing's text; without a heading `id` and `title` are empty."""

    id: str
    title: str
    kind: str  # names the section for the style sheet: "do", "ways-round"
    html: str


def render(site: Site, words: Mapping[str, Words], pictures: Mapping[str, bytes] = _NONE) -> dict[str, bytes]:
    """Every file of public/ by its path there.

    `words` has the texts of `public_view.quoted`, by their name; `pictures` the files in things/pictures/ by their path below things/.
    """
    made = SitePages(site, words, pictures)
    files: dict[str, str] = {
        "index.html": made.home(),
        "calendar.html": made.calendar(),
        "people.html": made.people(),
        "planet.html": made.planet(),
        "planet.atom": atom.feed(site, site.posts[:NEWEST], "planet.atom", site.course.title, made.summaries),
        "blogs.opml": opml.write(site.course.title, site.people),
        "course.ics": ical.calendar(site.course),
        "robots.txt": robots(site.course),
        STYLESHEET: stylesheet(site.course),
        EMBLEM: drawings.emblem(colours.day(site.course.look.accent)),
        "badge.svg": drawings.badge(colours.day(site.course.look.accent)),
    }
    if site.course.site:
        files["sitemap.xml"] = sitemap(site.course)
    for group in site.groups:
        people = tuple(person for person in site.people if group in person.groups)
        files[opml_name(group)] = opml.write(f"{site.course.title}: {group}", people)
    for person, name in made.own_pages.items():
        files[name] = made.posts_of(person)
    for thing in site.course.things:
        title, name = f"{site.course.title}: {texts.thing(thing.number)}", f"{page_name(thing)}.atom"
        files[f"{page_name(thing)}.html"] = made.thing(thing)
        files[name] = atom.feed(site, made.by_thing.get(thing.number, ())[:NEWEST], name, title, {})
    pages = {name: text.encode() for name, text in files.items()}
    if site.course.site:
        books = course_path.books(site.course, site)
        pages[SHARED] = share_picture.png(books, colours.day(site.course.look.accent))
    return dict(sorted(pages.items()))


class SitePages:
    """The HTML pages of one site; what several of them need is computed once."""

    def __init__(self, site: Site, words: Mapping[str, Words], pictures: Mapping[str, bytes]) -> None:
        self.site, self.course, self.words = site, site.course, words
        self.pictures = {name: data_address(name, content) for name, content in pictures.items()}
        self.sheet = f"{STYLESHEET}?v={hashlib.sha256(stylesheet(site.course).encode()).hexdigest()[:8]}"
        self.parts = course_path.colours_of(site.course)
        self.environment = jinja_environment.environment()

    @cached_property
    def own_pages(self) -> Mapping[Person, str]:
        """The page here of each person whose blog can't be visited: posts-nightjar.html."""
        pages: dict[Person, str] = {}
        for person in self.site.people:
            if person.only_here:
                slug = jinja_environment.slug(person.name)
                taken = sum(name.startswith(f"posts-{slug}") for name in pages.values())
                pages[person] = f"posts-{slug}{f'-{taken + 1}' if taken else ''}.html"
        return pages

    @cached_property
    def _page_of(self) -> Mapping[Handle, str]:
        return {person.handle: name for person, name in self.own_pages.items()}

    def href(self, post: Shown) -> str:
        """Where a post can be read; empty where its address isn't one of the web."""
        page = self._page_of.get(post.author)
        return f"{page}#{anchor(post)}" if page else sanitize.web(post.url)

    def posts_of(self, person: Person) -> str:
        """posts-NAME.html: the beginning of each post of somebody whose blog is a file of the course."""
        posts = [post for post in self.site.posts if post.author == person.handle]
        return self._page(
            "posts.html",
            name=self.own_pages[person],
            description=texts.posts_of_one(self.course.title),
            person=person,
            posts=posts,
            quotes=self.summaries,
            anchor=anchor,
        )

    @cached_property
    def by_thing(self) -> Mapping[int, tuple[Shown, ...]]:
        """The posts on each Thing, newest first."""
        return self.site.by_thing()

    @cached_property
    def summaries(self) -> Mapping[str, str]:
        """The first 300 characters of each of the newest posts."""
        return {post.key: summary(self.words.get(post.words), SUMMARY) for post in self.site.posts[:NEWEST]}

    def home(self) -> str:
        """index.html."""
        newest = self.site.posts[:ON_HOME]
        totals = self.site.totals
        return self._page(
            "index.html",
            description=texts.home(len(self.course.things)),
            chapters=course_path.chapters(self.course, self.site),
            bookcase=drawings.bookcase(course_path.books(self.course, self.site)),
            shelf=drawings.shelf(self.site.shelf, self.parts, self.site.new_this_week)
            if totals and totals.credits
            else "",
            coming=course_path.coming(self.course, self.site),
            newest=newest,
            quotes=self._quotes(newest),
        )

    def thing(self, thing: Thing) -> str:
        """thing-NN.html."""
        posts = self.by_thing.get(thing.number, ())
        at = self.course.things.index(thing)
        sections = body_sections(thing.body)
        return self._page(
            "thing.html",
            name=f"{page_name(thing)}.html",
            description=thing.lede or sentences.titled_thing(thing.number, thing.title),
            thing=thing,
            part=course_path.part_of(self.course, thing.number),
            opens=course_path.opens(self.site.cohort, thing),
            sections=sections,
            box_after=next((n for n, section in enumerate(sections, 1) if section.kind == WRITE), len(sections)),
            resources=[resource for resource in thing.resources if sanitize.web(resource.url)],
            cards=posts[:CARDS],
            more=posts[CARDS:],
            quotes=self._quotes(posts[:CARDS]),
            before=self.course.things[at - 1] if at else None,
            after=self.course.things[at + 1] if at + 1 < len(self.course.things) else None,
        )

    def calendar(self) -> str:
        """calendar.html."""
        address = atom.join(self.course.site, "course.ics") if self.course.site else ""
        return self._page(
            "calendar.html",
            description=texts.calendar(self.course.title),
            months=course_path.months(self.course, self.site),
            ics=address,
            webcal=re.sub(r"^https?", "webcal", address),
        )

    def people(self) -> str:
        """people.html."""
        waiting = [post for post in self.site.posts if post.comments == 0][-WAITING:][::-1]
        return self._page(
            "people.html",
            description=texts.people(self.course.title),
            shelves=shelves(self.site),
            newest_by=self.site.newest_by(),
            waiting=waiting,
            quotes=self._quotes(waiting),
            opml_name=opml_name,
        )

    def planet(self) -> str:
        """planet.html."""
        posts = self.site.posts[:ON_PLANET]
        return self._page(
            "planet.html",
            description=texts.newest_posts(self.course.title),
            weeks=by_week(self.site, posts),
            shown=len(posts),
            quotes=self._quotes(posts),
        )

    def _quotes(self, posts: Iterable[Shown]) -> Mapping[str, str]:
        return {post.key: summary(self.words.get(post.words), QUOTE) for post in posts}

    def _page(self, template: str, /, *, name: str = "", **more: object) -> str:
        name = name or template
        look = self.course.look
        shared: dict[str, object] = {
            "site": self.site,
            "course": self.course,
            "days": human_dates,
            "phrases": sentences,
            "texts": texts,
            "your_post": your_post,
            "page": template,
            "listed": template not in HIDDEN,
            "address": atom.join(self.course.site, "" if name == "index.html" else name) if self.course.site else "",
            "picture": atom.join(self.course.site, SHARED),
            "join": join_link(self.course),
            "emblem": self.pictures.get(look.emblem, EMBLEM),
            "stylesheet": self.sheet,
            "day": colours.day(look.accent),
            "night": colours.night(look.accent),
            "parts": self.parts,
            "pictures": self.pictures,
            "href": self.href,
            "page_of": self.own_pages,
        }
        return self.environment.get_template(f"site/{template}").render(shared | more)


def anchor(post: Shown) -> str:
    """The name of a post on a page of ours."""
    return f"post-{hashlib.sha256(post.key.encode()).hexdigest()[:10]}"


def page_name(thing: Thing) -> str:
    """`thing-06`, without an ending."""
    return f"thing-{thing.number:02d}"


def opml_name(group: str) -> str:
    """The file with the blogs of one group."""
    return f"blogs-{jinja_environment.slug(group)}.opml"


def join_link(course: Course) -> str:
    """Where the Join button leads: the web address or the email address under `join`; empty without one.

    The organiser's own address is never published unless they write it there."""
    if sanitize.web(course.join) or not course.join:
        return course.join
    return f"mailto:{quote(course.join, safe='@+.-_')}?subject={quote(texts.joining(sanitize.clean(course.title)))}"


def stylesheet(course: Course) -> str:
    """site.css, in the colours of the course."""
    template = jinja_environment.environment().get_template("site/site.css")
    return template.render(day=colours.day(course.look.accent), night=colours.night(course.look.accent))


def robots(course: Course) -> str:
    """robots.txt: the list of people, the pages of single people and certificates are not for search engines."""
    lines = [
        "User-agent: *",
        *(f"Disallow: /{name}" for name in ("people.html", "posts-", "certificates/")),
    ]
    return "\n".join([*lines, *([f"Sitemap: {atom.join(course.site, 'sitemap.xml')}"] if course.site else [])]) + "\n"


def sitemap(course: Course) -> str:
    """sitemap.xml (sitemaps.org, protocol 0.9): the pages that search engines may show."""
    names = ["", "calendar.html", "planet.html", *(f"{page_name(thing)}.html" for thing in course.things)]
    rows = "".join(f" <url><loc>{_xml(atom.join(course.site, name))}</loc></url>\n" for name in names)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'


def _xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def data_address(name: str, content: bytes) -> str:
    """A picture inside the page: nothing more to fetch, and whatever is in an SVG can't run."""
    kind = "png" if name.endswith(".png") else "svg+xml"
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def body_sections(body: str) -> list[BodySection]:
    """A Thing's text, cut at its second-level headings."""
    made: list[BodySection] = []
    for piece in re.split(r"^(?=##[ \t])", body, flags=re.MULTILINE):
        heading = re.match(r"##[ \t]+(.*?)[ \t#]*(?:\n|\Z)", piece)
        title = sanitize.clean(heading[1]) if heading else ""
        rest = piece[heading.end() :] if heading else piece
        if title or rest.strip():
            name = jinja_environment.slug(title) if title else ""
            taken = {section.id for section in made}
            made.append(
                BodySection(
                    f"{name}-{len(made)}" if name in taken else name, title, name, jinja_environment.markdown(rest)
                )
            )
    return made


def shelves(site: Site) -> list[Shelf]:
    """The people listed: by groups, or by letters where they are many, or all together."""
    if site.groups:
        made = [
            Shelf(f"group-{jinja_environment.slug(group)}", group, tuple(p for p in site.people if group in p.groups))
            for group in site.groups
        ]
        alone = tuple(person for person in site.people if not person.groups)
        return [*made, *([Shelf("others", texts.OTHERS, alone)] if alone else [])]
    if len(site.people) <= MANY:
        return [Shelf("everybody", texts.EVERYBODY, site.people)] if site.people else []
    letters: dict[str, list[Person]] = {}
    for person in site.people:
        letters.setdefault(person.initial, []).append(person)
    return [
        Shelf(f"letter-{at}", letter, tuple(people)) for at, (letter, people) in enumerate(sorted(letters.items()), 1)
    ]


def by_week(site: Site, posts: Sequence[Shown]) -> list[PostGroup]:
    """The posts by weeks of seven days, counted back from the day of the page."""
    groups: dict[int, list[Shown]] = {}
    for post in posts:
        groups.setdefault(max((site.as_of - post.on).days, 0) // 7, []).append(post)
    names = {0: texts.LAST_SEVEN_DAYS, 1: texts.WEEK_BEFORE}
    return [PostGroup(names.get(ago) or texts.weeks_ago(ago), tuple(found)) for ago, found in sorted(groups.items())]
