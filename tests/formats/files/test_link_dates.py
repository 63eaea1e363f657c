"""The days beside links: put in where the link answered, and nothing else is touched."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from course.formats.files.link_dates import dated

DAY = date(2026, 11, 22)
TABLE = '[[resources]]\nname = "A"\nurl = "https://a.example"\n'


def test_a_new_day_comes_after_the_link_and_an_old_one_is_replaced() -> None:
    assert dated(f"+++\n{TABLE}+++\n", {"https://a.example"}, DAY) == f"+++\n{TABLE}checked = 2026-11-22\n+++\n"
    old = f"+++\n{TABLE}checked = 2020-01-01   # last spring\n+++\n"
    assert dated(old, {"https://a.example"}, DAY) == old.replace("2020-01-01", "2026-11-22")


def test_a_link_in_the_text_or_in_another_table_gets_no_day() -> None:
    for text in (f"+++\nnumber = 1\n+++\n{TABLE}", '+++\n[clues]\nurl = "https://a.example"\n+++\n', TABLE[:20]):
        assert dated(text, {"https://a.example"}, DAY) == text


@given(st.text(), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_without_an_answer_every_byte_stays(text: str, end: str, bom: bool) -> None:
    whole = ("\ufeff" if bom else "") + f"+++\n{text}\n{TABLE}+++\n{text}".replace("\n", end)
    assert dated(whole, {"https://b.example"}, DAY) == whole


@given(st.text(alphabet="abc=[]\"' \n#"), st.sampled_from(["\n", "\r\n"]))
def test_a_second_time_changes_nothing(text: str, end: str) -> None:
    once = dated(f"+++\n{TABLE}{text}\n+++\n".replace("\n", end), {"https://a.example"}, DAY)
    assert dated(once, {"https://a.example"}, DAY) == once
