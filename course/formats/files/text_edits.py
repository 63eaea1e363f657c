"""A file as a form sends it back: what was not changed keeps every byte."""

import difflib
import re

_BOM = b"\xef\xbb\xbf"


def typed_over(old: bytes, typed: str) -> bytes:
    """The file with the typed text in place of its own: lines that are as before keep their ends, and so does the file.

    A browser sends every line end as CR LF; a new line gets the kind that the file has most of.
    """
    mark = _BOM if old.startswith(_BOM) else b""
    before = re.findall(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+", old.removeprefix(_BOM).decode("utf-8", "replace"))
    texts = [line.rstrip("\r\n") for line in before]
    after = typed.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    ending = "\r\n" if 2 * sum(line.endswith("\r\n") for line in before) > len(before) else "\n"
    same = next(
        (at for at, (one, other) in enumerate(zip(texts, after, strict=False)) if one != other),
        min(len(texts), len(after)),
    )
    rest, typed_rest = texts[same:], after[same:]
    made = before[:same]
    for kind, start, end, first, last in difflib.SequenceMatcher(a=rest, b=typed_rest, autojunk=False).get_opcodes():
        made += (
            before[same + start : same + end] if kind == "equal" else [line + ending for line in typed_rest[first:last]]
        )
    made = [line if line.endswith(("\n", "\r")) else line + ending for line in made[:-1]] + made[-1:]
    open_end = bool(before) and before[-1] == texts[-1]
    last_line = made[-1].rstrip("\r\n") if made else ""
    whole = "".join(made[:-1]) + (last_line if open_end else made[-1] if made else "")
    return mark + whole.encode()
