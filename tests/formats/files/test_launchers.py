"""A launcher starts the program in the right folder, whatever the folder is called."""

import subprocess
import sys
from pathlib import Path

import pytest

from course.formats.files import launchers

SAY = (sys.executable, "-c", "import sys; print(sys.argv[1:])")
FOLDERS = ["/home/zoe/my course", '/srv/it\'s $HOME `id` \\ 100% "q"', "/tmp/ünï; rm -rf x"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_shell_of_a_mac_passes_the_folder_as_it_is(tmp_path: Path, folder: str) -> None:
    made = launchers.launcher("mac", SAY, folder, "My Things")
    assert made.name == "my-things.command"
    file = tmp_path / made.name
    file.write_text(made.text, encoding="utf-8")
    done = subprocess.run(["/bin/sh", str(file)], capture_output=True, text=True, check=True)
    assert done.stdout == f"{['open', '-C', folder]}\n"


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_desktop_entry_passes_the_folder_as_it_is(folder: str) -> None:
    made = launchers.launcher("linux", ("/usr/bin/cpd23",), folder, "My Things\nExec=evil")
    lines = made.text.splitlines()
    assert lines[0] == "[Desktop Entry]"
    assert [line for line in lines if line.startswith("Exec=")] == [lines[4]]
    assert words_of(lines[4].removeprefix("Exec=")) == ["/usr/bin/cpd23", "open", "-C", folder]


def words_of(line: str) -> list[str]:
    """How a desktop reads the value: backslashes of the file first, then quotes, then percent signs."""
    text = line.replace("\\\\", "\\")
    words, word, inside, at = [], "", False, 0
    while at < len(text):
        sign = text[at]
        if sign == "\\" and inside:
            at += 1
            word += text[at]
        elif sign == '"':
            inside = not inside
            if not inside:
                words.append(word.replace("%%", "%"))
                word = ""
        elif inside:
            word += sign
        at += 1
    return words


def test_a_batch_file_keeps_percent_signs() -> None:
    made = launchers.launcher("windows", (r"C:\Program Files\cpd23.exe",), r"C:\Users\Zoë\100% Things", "100% Things")
    assert made.name == "100-things.cmd"
    assert '"C:\\Program Files\\cpd23.exe" "open" "-C" "C:\\Users\\Zoë\\100%% Things"\r\n' in made.text
