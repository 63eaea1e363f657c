"""OPML: lists of blogs that a feed reader reads back."""

from xml.etree import ElementTree as ET

from course.core.model import Handle
from course.core.publishing.public_view import Person
from course.formats.site import opml

ADA = Person(Handle("ada"), 'Ada & <"Co">\u202e', ("https://ada.example/?a=1&b=2", "https://ada2.example/"), ("law",))
BO = Person(Handle("bo"), "Bo", ("https://bo.example/",), ())


def test_each_blog_is_an_outline_in_the_order_given() -> None:
    text = opml.write("Blogs of <us>", [BO, ADA])
    root = ET.fromstring(text.encode())
    assert (root.tag, root.get("version"), root.findtext("head/title")) == ("opml", "2.0", "Blogs of <us>")
    outlines = root.findall("body/outline")
    assert [(one.get("text"), one.get("xmlUrl")) for one in outlines] == [
        ("Bo", "https://bo.example/"),
        ('Ada & <"Co">', "https://ada.example/?a=1&b=2"),
        ('Ada & <"Co">', "https://ada2.example/"),
    ]
    assert all(one.get("type") == "rss" and one.get("title") == one.get("text") for one in outlines)
    assert all(one.get("htmlUrl") == one.get("xmlUrl") for one in outlines)


def test_nobody_is_an_empty_list_and_no_handle_or_group_is_told() -> None:
    assert ET.fromstring(opml.write("T", []).encode()).findall("body/outline") == []
    assert "law" not in opml.write("T", [ADA])
    assert opml.write("T", [ADA]) == opml.write("T", [ADA])
