"""Addresses out of mails and networks."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.core.errors import CourseError
from course.formats.intake import typed_values
from course.formats.intake.wrapped_addresses import unwrapped

BLOG = "https://ann.example/?author=3&x=a%20b"


def safelink(address: str, region: str = "eur01") -> str:
    return f"https://{region}.safelinks.protection.outlook.com/?url={quote(address, safe='')}&data=05%7C01&sdata=abc%3D&reserved=0"


WRAPPED = [
    safelink(BLOG),
    safelink(safelink(BLOG), "gcc02"),
    safelink(f"https://www.google.com/url?q={quote(BLOG, safe='')}&sa=D"),
    f"https://www.google.com/url?q={quote(BLOG, safe='')}&sa=D&source=editors&ust=1&usg=x",
    f"https://www.google.co.uk/url?sa=t&url={quote(BLOG, safe='')}&ved=2",
    f"https://l.facebook.com/l.php?u={quote(BLOG + '&fbclid=IwAR0', safe='')}&h=AT0",
    f"https://lm.facebook.com/l.php?u={quote(BLOG, safe='')}",
    f"https://l.instagram.com/?u={quote(BLOG, safe='')}&e=AT",
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__ann.example_-3Fauthor-3D3-26x-3Da-2520b&d=DwMF&c=x",
    "https://urldefense.com/v3/__https://ann.example/?author=3&x=a*20b__;JQ!!LIr3w8kk!abc$",
    f"https://secure-web.cisco.com/1abc_d/{quote(BLOG, safe='')}",
    f"https://linkprotect.cudasvc.com/url?a={quote(BLOG, safe='')}&c=E",
    f"https://www.linkedin.com/redir/redirect?url={quote(BLOG, safe='')}",
    f"https://www.youtube.com/redirect?event=x&q={quote(BLOG, safe='')}",
    f"https://slack-redir.net/link?url={quote(BLOG, safe='')}",
    "https://eu-west-1.protection.sophos.com/?d=ann.example&u=aHR0cHM6Ly9hbm4uZXhhbXBsZS8_YXV0aG9yPTMmeD1hJTIwYg==&i=x",
    f"{BLOG}&utm_source=letter&utm_medium=email&mc_cid=1",
    f"view-source:{BLOG}",
]


@pytest.mark.parametrize("address", WRAPPED)
def test_the_address_inside(address: str) -> None:
    assert unwrapped(address) == BLOG
    assert typed_values.address(address) == BLOG


@pytest.mark.parametrize(
    "address",
    [
        BLOG,
        "https://ann.example/url?q=https://bea.example/",
        "https://www.google.com/search?q=https://ann.example/",
        "https://ann.example/l.php?u=https://bea.example/",
        "https://ann.example/?url=https://bea.example/",
    ],
)
def test_what_only_looks_like_it_is_left_alone(address: str) -> None:
    assert unwrapped(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "https://www.google.com/url?q=javascript:alert(1)",
        "https://protect-eu.mimecast.com/s/AbC123?domain=ann.example",
        "https://eur01.safelinks.protection.outlook.com/?data=05",
        "https://urldefense.com/v3/broken",
    ],
)
def test_a_wrapping_that_gives_nothing_away_is_refused_in_words(address: str) -> None:
    with pytest.raises(CourseError) as refused:
        typed_values.address(address)
    assert "has changed this link" in str(refused.value)
    assert "copy the address" in str(refused.value.hint)


def test_two_different_blogs_in_one_wrapping_stay_two() -> None:
    one, other = (typed_values.address(safelink(f"https://class.example/?author={n}")) for n in (3, 4))
    assert one != other


@given(
    st.text(max_size=200)
    | st.sampled_from(WRAPPED).flatmap(lambda address: st.integers(0, len(address)).map(lambda end: address[:end]))
)
def test_nothing_is_too_odd_to_be_looked_at(text: str) -> None:
    assert isinstance(unwrapped(text), str)
