"""The members' area: pages that only people who take part see, made as they ask for them. Nothing of it is published."""

from collections.abc import Mapping

from course.core.model import Participant, Thing, Words
from course.core.publishing.public_view import CARDS, Person, Shown, Site
from course.formats.site import atom, opml, pages
from course.formats.site.pages import ON_PLANET, WAITING, SitePages


class MemberPages(SitePages):
    """The pages as one participant sees them; `site` has the others' names and posts."""

    def __init__(
        self, site: Site, words: Mapping[str, Words], pictures: Mapping[str, bytes], reader: Participant
    ) -> None:
        super().__init__(site, words, pictures)
        self.reader = reader

    def posts(self) -> str:
        """The newest posts, by weeks."""
        newest = self.site.posts[:ON_PLANET]
        weeks = pages.by_week(self.site, newest)
        return self._shown("./", "posts.html", weeks=weeks, shown=len(newest), quotes=self._quotes(newest))

    def people(self) -> str:
        """Who takes part, with the newest post of each."""
        waiting = [post for post in self.site.posts if post.comments == 0][-WAITING:][::-1]
        return self._shown(
            "people",
            "people.html",
            shelves=pages.shelves(self.site),
            newest_by=self.site.newest_by(),
            waiting=waiting,
            quotes=self._quotes(waiting),
        )

    def things(self) -> str:
        """Every Thing, with how many posts there are on it."""
        rows = [
            (thing, len(self.site.on_thing(thing.number)), len(self.site.unanswered(thing.number)))
            for thing in self.course.things
        ]
        return self._shown("things", "things.html", things=rows, page_name=pages.page_name)

    def on_thing(self, thing: Thing) -> str:
        """The posts on one Thing: first those without a comment, the longest waiting in front; then the newest."""
        posts = unanswered_first(self.site, thing.number)
        public = atom.join(self.course.site, f"{pages.page_name(thing)}.html") if self.course.site else ""
        return self._shown(
            "",
            "thing.html",
            thing=thing,
            public=public,
            cards=posts[:CARDS],
            more=posts[CARDS:],
            quotes=self._quotes(posts[:CARDS]),
        )

    def posts_of(self, person: Person) -> str:
        """The beginning of each post of somebody whose blog is a file of the course."""
        posts = [post for post in self.site.posts if post.author == person.handle]
        return self._shown("", "person.html", person=person, posts=posts, quotes=self.summaries, anchor=pages.anchor)

    def named(self, name: str) -> str | None:
        """The page of a Thing (thing-06) or of a person (posts-nightjar.html); None where there is none of this name."""
        thing = next((one for one in self.course.things if pages.page_name(one) == name), None)
        person = next((one for one, page in self.own_pages.items() if page == name), None)
        return self.on_thing(thing) if thing else self.posts_of(person) if person else None

    def blogs(self) -> str:
        """Everybody's blogs, for a feed reader."""
        return opml.write(self.course.title, self.site.people)

    def _shown(self, place: str, template: str, /, **more: object) -> str:
        return self._page(
            f"members/{template}",
            name="",
            listed=False,
            address="",
            description="",
            reader=self.reader,
            place=place,
            **more,
        )


def unanswered_first(site: Site, number: int) -> tuple[Shown, ...]:
    """The posts on a Thing, those first that nobody has commented on, the oldest of them in front."""
    return (*site.unanswered(number), *(post for post in site.on_thing(number) if post.comments != 0))
