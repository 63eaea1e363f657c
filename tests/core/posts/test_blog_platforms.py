"""The services on which people blog."""

import pytest

from course.core.posts import blog_platforms


@pytest.mark.parametrize(
    ("host", "service", "platform", "one_blog"),
    [
        ("ann.blogspot.com", "blogspot.com", "blogger", True),
        ("www.ann.blogspot.co.uk", "blogspot.com", "blogger", True),
        ("blogspot.com", "blogspot.com", "blogger", False),
        ("ann.wordpress.com", "wordpress.com", "wordpress", True),
        ("ann.files.wordpress.com", "wordpress.com", "wordpress", False),
        ("class.github.io", "github.io", "github", False),
        ("medium.com", "medium.com", "medium", False),
        ("ann.medium.com", "medium.com", "medium", True),
        ("sites.google.com", "sites.google.com", "googlesites", False),
        ("glammr.us", "", "mastodon", False),
        ("notwordpress.com", "", "", False),
        ("ann.example", "", "", False),
        ("", "", "", False),
    ],
)
def test_what_a_host_tells(host: str, service: str, platform: str, one_blog: bool) -> None:
    assert (blog_platforms.service(host), blog_platforms.platform(host)) == (service, platform)
    assert blog_platforms.is_one_blog(host) is one_blog


def test_a_host_of_its_own_is_told_by_what_made_its_pages() -> None:
    assert blog_platforms.platform("ann.example", "WordPress 6.9") == "wordpress"
    assert blog_platforms.platform("ann.blogspot.com", "WordPress 6.9") == "blogger"


def test_every_platform_has_a_name() -> None:
    named = {service.platform for service in blog_platforms.SERVICES.values()} - {""}
    assert named <= set(blog_platforms.NAMES)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://sites.google.com/view/ann", "Google Sites"),
        ("https://ann.notion.site/x", "Notion"),
        ("https://ann.blogspot.com/", ""),
        ("https://notsites.google.com.example/", ""),
        ("http://[", ""),
    ],
)
def test_sites_that_have_no_feeds(address: str, name: str) -> None:
    assert blog_platforms.feedless(address) == name
