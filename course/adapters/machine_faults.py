"""What the computer refused, in words for people: a full disk, too many open files, no permission."""

import errno

_HINTS = {
    errno.ENOSPC: "Free some disk space, then try again.",
    errno.EDQUOT: "You have used up your share of the disk. Free some space, then try again.",
    errno.EFBIG: "The file would be larger than the limit. Raise it (ulimit -f), then try again.",
    errno.EMFILE: "This program can't open enough files. Raise the limit (ulimit -n), then try again.",
    errno.ENFILE: "The computer has too many open files. Close other programs, then try again.",
    errno.EACCES: "Check the permissions of the file and of the folders above it.",
    errno.EPERM: "Check the permissions of the file and of the folders above it.",
    errno.EROFS: "The disk is read-only. Copy the folder to another disk.",
    errno.ENOMEM: "There is not enough memory. Close other programs, then try again.",
    errno.ENAMETOOLONG: "Give the file or the folder a shorter name.",
}
_ELSE = "Is it open in another program? Close it there, then try again."


def sentence(error: OSError) -> tuple[str, str]:
    """What was refused, and what to do."""
    where = f" ({error.filename})" if error.filename else ""
    return f"The system reported an error: {error.strerror or error}{where}.", hint(error)


def hint(error: OSError) -> str:
    """What to do about a file or a stream that can't be used."""
    return _HINTS.get(error.errno or 0, _ELSE)
