"""The parts of the door by themselves: addresses, the guard, decoding, turns."""

import gzip
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.adapters.http import address, decode, host_scheduler
from course.adapters.http.host_scheduler import HostScheduler
from course.adapters.http.ssrf_guard import Guard, is_public
from course.core.errors import CourseError


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("http://blog.example", "http://blog.example/"),
        (" https://Blog.Example/Feed#x ", "https://blog.example/Feed"),
        ("HTTPS://blog.example?feed=rss2", "https://blog.example/?feed=rss2"),
        ("http://blog.example:8080/a b", "http://blog.example:8080/a%20b"),
        ("http://blog.example:/x", "http://blog.example/x"),
        ("http://blog.example./x", "http://blog.example/x"),
        ("http://bücher.example/ü", "http://xn--bcher-kva.example/%C3%BC"),
        ("http://a_b.example/", "http://a_b.example/"),
        ("http://127.1/", "http://127.0.0.1/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://0177.0.0.1/", "http://127.0.0.1/"),
        ("http://①②⑦.0.0.1/", "http://127.0.0.1/"),
        ("http://[::FFFF:127.0.0.1]/", "http://[::ffff:7f00:1]/"),
    ],
)
def test_an_address_in_its_strict_form(text: str, url: str) -> None:
    assert address.parse(text).url == url


@pytest.mark.parametrize(
    "text",
    ["", "blog.example", "http:/blog.example", "http:blog.example", "ftp://a.example", "http://", "http://a..b/", "http://-a.example/",
     "http://a.example:0/", "http://a.example:65536/", "http://a.example:²/", "http://a\tb.example/", "http://a\n.example/", "http://[::1/",
     "http://[::1]x/", "http://a%2eb/", "http://a.example\\b", "http://1.2.3.4.5/", "http://256.1.1.1/", "http://a.example/" + "x" * 5000],
)  # fmt: skip
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(address.AddressError):
        address.parse(text)


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_is_refused(text: str) -> None:
    try:
        found = address.parse(f"http://{text}")
    except address.AddressError:
        return
    assert found.url.isascii()
    assert found.url.isprintable()
    assert address.parse(found.url) == found


@pytest.mark.parametrize(
    "number",
    ["0.0.0.0", "10.255.255.255", "100.64.0.1", "127.0.0.1", "127.255.255.255", "169.254.169.254", "172.16.0.1", "172.31.255.255",
     "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "255.255.255.255",
     "::", "::1", "::127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:2::1", "2001:db8::1",
     "2002:7f00:1::", "2002:808:808::", "3fff::1", "5f00::1", "fc00::1", "fd12::1", "fe80::1", "fe80::1%lo", "fec0::1", "ff02::1"],
)  # fmt: skip
def test_what_is_not_public(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize(
    "number",
    ["1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0", "172.15.255.255",
     "172.32.0.0", "192.0.1.1", "192.167.255.255", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2a00:1450::1", "2606:4700::1111",
     "::ffff:8.8.8.8", "64:ff9b::808:808"],
)  # fmt: skip
def test_what_is_public(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    ("host", "number", "port", "admitted"),
    [
        ("a.example", "8.8.8.8", 443, True),
        ("a.example", "8.8.8.8", 8080, True),
        ("a.example", "8.8.8.8", 25, False),
        ("10.1.2.3", "10.1.2.3", 443, True),
        ("10.1.2.3", "10.1.2.3", 80, False),
        ("10.1.2.4", "10.1.2.4", 443, False),
        ("x", "10.7.200.1", 80, True),
        ("x", "10.8.0.1", 80, False),
        ("fd00::7", "fd00::7", 80, True),
        ("intranet.example", "10.99.0.1", 8080, True),
        ("other.example", "10.99.0.1", 8080, False),
    ],
)
def test_the_guard_admits_exactly_what_was_named(host: str, number: str, port: int, admitted: bool) -> None:
    guard = Guard(("10.1.2.3:443", "10.7.0.0/16:80", "[fd00::7]:80", "Intranet.example:8080"))
    assert guard.admits(host, number, port) is admitted


@pytest.mark.parametrize(
    "pair",
    [
        "127.0.0.1",
        "127.0.0.0/8:80",
        "0.0.0.0/0:80",
        "[::/0]:80",
        "a/b:80",
        "10.0.0.1:0",
        "10.0.0.1:99999",
        "*:80",
        "fd00::7:80",
        "",
    ],
)
def test_a_pair_that_opens_too_much_or_says_nothing_is_refused(pair: str) -> None:
    if pair == "*:80":  # a name that no address can have: it opens nothing
        assert not Guard((pair,)).admits("a.example", "10.0.0.1", 80)
        return
    with pytest.raises(CourseError):
        Guard((pair,))


@given(st.binary(max_size=3000), st.integers(1, 3))
def test_what_was_packed_is_unpacked(body: bytes, step: int) -> None:
    packed = {1: gzip.compress(body), 2: zlib.compress(body), 3: gzip.compress(gzip.compress(body))}[step]
    names = {1: ["gzip"], 2: ["deflate"], 3: ["gzip", "gzip"]}[step]
    if not body.startswith(b"\x1f\x8b\x08"):
        assert decode.decoded(packed, names, 10000) == (body, True)


@given(st.binary(max_size=500), st.sampled_from(["gzip", "deflate", "br", "x-gzip"]))
def test_rubbish_never_breaks_the_decoder(body: bytes, name: str) -> None:
    try:
        plain, _ = decode.decoded(body, [name], 1000)
    except (decode.UndecodableError, decode.TooLargeError):
        return
    assert len(plain) <= max(1000, len(body))


@given(st.binary(min_size=1, max_size=2000), st.integers(1, 200), st.binary(max_size=5))
def test_a_body_packed_in_blocks_is_unpacked(body: bytes, size: int, rubbish: bytes) -> None:
    blocks = [gzip.compress(body[start : start + size]) for start in range(0, len(body), size)][:1000]
    packed = b"".join(blocks) + (b"" if rubbish.startswith(b"\x1f") else rubbish)
    if not body.startswith((b"\x1f\x8b\x08", b"<", b"{")):
        assert decode.decoded(packed, ["gzip"], 10_000) == (body[: size * 1000], len(body) <= size * 1000)


def test_a_body_of_very_many_blocks_ends() -> None:
    plain, whole = decode.decoded(gzip.compress(b"") * 50_000, ["gzip"], 10_000)
    assert (plain, whole) == (b"", False)


@pytest.mark.parametrize("size", [9_999, 10_000, 10_001])
def test_the_limit_is_exact(size: int) -> None:
    packed = gzip.compress(b"x" * size)
    if size > 10_000:
        with pytest.raises(decode.TooLargeError):
            decode.decoded(packed, ["gzip"], 10_000)
    else:
        assert decode.decoded(packed, ["gzip"], 10_000) == (b"x" * size, True)


@pytest.mark.parametrize("length", [10, 100, 200])
def test_what_came_before_a_break_is_kept(length: int) -> None:
    packed = zlib.compress(bytes(range(256)) * 4)
    plain, whole = decode.decoded(packed[:length], ["deflate"], 10_000)
    assert (plain, whole) == ((bytes(range(256)) * 4)[: len(plain)], False)


# Whose turn it is ---------------------------------------------------------------------------------


def started(queue: "HostScheduler[str]") -> list[tuple[str | None, str]]:
    found = []
    while (turn := queue.next()) is not None:
        found.append(turn)
    return found


def test_who_need_not_be_spared_starts_at_once() -> None:
    queue: HostScheduler[str] = HostScheduler(2)
    for number in range(5):
        queue.add(None, str(number))
    assert started(queue) == [(None, str(number)) for number in range(5)]


def test_one_at_once_to_one_host() -> None:
    queue: HostScheduler[str] = HostScheduler(2)
    queue.add("a.example", "first")
    queue.add("a.example", "second")
    queue.add("b.example", "third")
    assert started(queue) == [("a.example", "first"), ("b.example", "third")]
    queue.ended("a.example")
    time.sleep(host_scheduler.PAUSE * 1.5)
    assert started(queue) == [("a.example", "second")]


def test_two_at_once_to_one_family_with_a_pause_between() -> None:
    queue: HostScheduler[str] = HostScheduler(2)
    for letter in "abc":
        queue.add(f"{letter}.blogspot.com", letter)
    before = time.monotonic()
    found = started(queue)
    while len(found) < 2 and time.monotonic() - before < 60:
        found += started(queue)
    assert time.monotonic() - before >= host_scheduler.PAUSE
    assert found == [("a.blogspot.com", "a"), ("b.blogspot.com", "b")]
    time.sleep(host_scheduler.PAUSE * 1.5)
    assert started(queue) == []
    queue.ended("a.blogspot.com")
    assert started(queue) == [("c.blogspot.com", "c")]


def test_a_host_that_needs_no_sparing_after_all_is_let_go() -> None:
    queue: HostScheduler[str] = HostScheduler(2)
    for number in range(4):
        queue.add("localhost", str(number))
    assert len(started(queue)) == 1
    queue.release("localhost")
    assert started(queue) == [(None, "1"), (None, "2"), (None, "3")]


def test_a_family_that_complains_gets_longer_pauses() -> None:
    queue: HostScheduler[str] = HostScheduler(1)
    queue.add("a.tumblr.com", "a")
    queue.add("b.tumblr.com", "b")
    assert len(started(queue)) == 1
    queue.slow_down("a.tumblr.com")
    queue.ended("a.tumblr.com")
    time.sleep(host_scheduler.PAUSE * 1.5)
    before = time.monotonic()
    assert started(queue) == [("b.tumblr.com", "b")]
    queue.add("c.tumblr.com", "c")
    queue.ended("b.tumblr.com")
    wait = queue.wait()
    assert wait <= host_scheduler.PAUSE * 2 <= time.monotonic() - before + wait


def test_everybody_has_a_turn_however_many_are_of_one_family() -> None:
    queue: HostScheduler[int] = HostScheduler(20_000)
    for number in range(10_000):
        queue.add(f"b{number}.wordpress.com", number)
    steps = 0
    seen: list[int] = []
    while len(seen) < 50:
        turn = queue.next()
        steps += 1
        if turn is None:
            time.sleep(queue.wait())
            continue
        seen.append(turn[1])
        queue.ended(str(turn[0]))
        if len(seen) == 3:
            break
    assert seen == [0, 1, 2]
    assert steps < 10


@pytest.mark.parametrize(
    ("host", "family"),
    [("a.blogspot.com", "blogspot.com"), ("a.blogspot.co.uk", "blogspot.com"), ("a.wordpress.com", "wordpress.com"),
     ("a.github.io", "github.io"), ("wordpress.com", "wordpress.com"),
     ("blog.example", "blog.example"), ("a.wordpress.example", "a.wordpress.example")],
)  # fmt: skip
def test_families(host: str, family: str) -> None:
    assert host_scheduler.family_of(host) == family
