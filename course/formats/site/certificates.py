"""Certificates: as a page that prints well, as a PDF (typst, PDF/UA-1), as an Open Badges 3.0 credential."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from importlib import resources
from types import MappingProxyType
from typing import Any

from course.core.errors import CourseError, ExtraMissing
from course.core.model import Course
from course.core.publishing.certificates import Award
from course.formats import colours, human_dates, jinja_environment, sanitize
from course.formats.site import course_path, drawings, pages, texts
from course.formats.site.drawings import Book

NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})


def page(course: Course, award: Award, code: str, pictures: Mapping[str, bytes] = NO_PICTURES) -> str:
    """The certificate as one HTML file: tagged, A4, every credit with its date and link."""
    facts = _facts(course, award, code)
    facts["emblem"] = pages.data_address(*_emblem(course, pictures))
    facts["shelf"] = pages.data_address("shelf.svg", facts["shelf"].encode())
    return jinja_environment.environment().get_template("certificate-layout.html").render(facts)


def confirmation(course: Course, code: str, words: str, earned: date) -> str:
    """The published page of one code: what it confirms, and nothing else."""
    facts = {
        "course": course,
        "code": code,
        "words": words,
        "earned": human_dates.written(earned),
        "colours": colours.day(course.look.accent),
        "night": colours.night(course.look.accent),
    }
    return jinja_environment.environment().get_template("confirmation.html").render(facts)


def _facts(course: Course, award: Award, code: str) -> dict[str, Any]:
    things = {thing.number: thing for thing in course.things}
    hours = round(sum(things[c.thing].minutes for c in award.credits if c.thing in things) / 60)
    shades = colours.day(course.look.accent)
    parts = course_path.colours_of(course)
    books = [
        Book(c.thing, things[c.thing].minutes if c.thing in things else 60, parts.get(c.thing, 1), "open")
        for c in award.credits
    ]
    return {
        "course": course,
        "award": award,
        "sentence": texts.completed(award),
        "hours": texts.hours(hours),
        "earned": human_dates.written(award.on),
        "rows": [
            {
                "number": c.thing,
                "title": things[c.thing].title if c.thing in things else "",
                "on": human_dates.written(c.on),
                "day": c.on,
                "url": sanitize.web(c.url),
            }
            for c in award.credits
        ],
        "code": code,
        "confirm": f"{course.site.rstrip('/')}/certificates/{code}.html" if course.site else "",
        "colours": shades,
        "shelf": drawings.certificate_shelf(books, shades),
    }


def _emblem(course: Course, pictures: Mapping[str, bytes]) -> tuple[str, bytes]:
    """The name and content of the course's own emblem, or else of the one that comes with the program."""
    if own := pictures.get(course.look.emblem):
        return course.look.emblem, own
    return pages.EMBLEM, drawings.emblem(colours.day(course.look.accent)).encode()


def pdf(course: Course, award: Award, code: str, pictures: Mapping[str, bytes] = NO_PICTURES) -> bytes:
    """The certificate as a tagged PDF that looks like the page; CourseError when the extra `pdf` is not installed."""
    try:
        import typst
    except ImportError as error:
        raise ExtraMissing("PDF certificates need typst.", "pdf", "HTML certificates work without typst.") from error
    facts = _facts(course, award, code)
    name, emblem = _emblem(course, pictures)
    shown = {
        "course": sanitize.clean(course.title),
        "name": sanitize.clean(award.name),
        "sentence": facts["sentence"],
        "hours": facts["hours"],
        "colours": dict(facts["colours"]),
        "emblem": {"format": name.rpartition(".")[2], "bytes": list(emblem)},
        "shelf": facts["shelf"],
        "organiser": sanitize.clean(course.organiser.name),
        "rows": [[str(r["number"]), sanitize.clean(r["title"]), r["on"], r["url"]] for r in facts["rows"]],
        "code": code,
        "confirm": sanitize.web(facts["confirm"]),
    }
    layout = resources.files("course.formats").joinpath("templates/certificate-layout.typ").read_text(encoding="utf-8")
    noon, inputs = datetime.combine(award.on, time(12), UTC), {"facts": json.dumps(shown, ensure_ascii=False)}
    try:
        made = typst.compile(
            layout.encode(),
            format="pdf",
            sys_inputs=inputs,
            pdf_standards="ua-1",
            ignore_system_fonts=True,
            timestamp=noon,
        )
    except typst.TypstError as error:
        if "could not be displayed" in str(error):
            raise CourseError(
                f"The PDF's font lacks some characters of {shown['name']}'s certificate.",
                "Make the certificate as HTML (without a PDF), and print it from a browser.",
            ) from error
        if not pictures.get(course.look.emblem):
            raise
        raise CourseError(
            f"things/{name} can't be drawn in a PDF: {error}",
            "Save the emblem as a PNG, and name that file in things/course.toml.",
        ) from error
    return bytes(made or b"")


def badge(course: Course, award: Award, code: str, key: bytes, email: str | None) -> str:
    """The award as an Open Badges 3.0 credential, a signed JWT (RS256); the person is named by a salted hash of the email.

    CourseError when the extra `badges` is not installed or course.toml names no issuer."""
    try:
        from openbadgeslib import ob3
    except ImportError as error:
        raise ExtraMissing("Badges need openbadgeslib.", "badges") from error
    if not course.issuer:
        raise CourseError("A badge needs an issuer.", 'Add issuer = "https://..." to things/course.toml.')
    organiser = course.organiser
    achievement = ob3.Achievement(
        id=f"{course.issuer}#{jinja_environment.slug(course.title)}-{award.kind}"
        + (f"-{jinja_environment.slug(award.section)}" if award.section else ""),
        name=course.title + (f": {award.section}" if award.section else ""),
        description=texts.confirmed(award, course.title),
        criteria_narrative=texts.BADGE_CRITERIA,
        achievement_type="Certificate",
        image_url=f"{course.site.rstrip('/')}/badge.svg" if course.site else None,
    )
    person = (
        ob3.IdentityObject.create(email, salt=code)
        if email
        else ob3.IdentityObject(identity_hash=award.name, identity_type="name", hashed=False)
    )
    credential = ob3.OpenBadgeCredential(
        issuer=ob3.Issuer(id=course.issuer, name=organiser.name, url=course.site or None),
        recipient_id=None,
        achievement=achievement,
        id=f"urn:cpd23:certificate:{code}",
        issuance_date=datetime.combine(award.on, time(12), UTC),
        evidence=[ob3.Evidence(id=c.url, name=texts.thing(c.thing)) for c in award.credits if sanitize.web(c.url)],
        identifiers=[person],
    )
    return str(ob3.OB3Signer(key, "RS256").sign(credential))


def new_badge_key() -> bytes:
    """A fresh RSA key of 2048 bits, PEM."""
    try:
        from openbadgeslib.keys import KeyFactory, KeyType
    except ImportError as error:
        raise ExtraMissing("Badges need openbadgeslib.", "badges") from error
    private, _public = KeyFactory(KeyType.RSA).generate_keypair()
    return bytes(private)


def issuer_page(course: Course, key: bytes) -> str:
    """issuer.json, to be put at the issuer's address: who issues, and the public key that proves it."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
    from openbadgeslib.keys import public_jwk_from_pem

    public = load_pem_private_key(key, None).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    profile = {
        "@context": "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "id": course.issuer,
        "type": ["Profile"],
        "name": course.organiser.name,
        "url": course.site,
        "publicKeyJwk": public_jwk_from_pem(public),
    }
    return json.dumps({k: v for k, v in profile.items() if v}, ensure_ascii=False, indent=1) + "\n"
