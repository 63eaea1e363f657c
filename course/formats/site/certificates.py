"""Certificates: as a page that prints well, as a PDF (typst, PDF/UA-1), as an Open Badges 3.0 credential."""

import json
from datetime import UTC, date, datetime, time
from importlib import resources
from typing import Any

from course.core.errors import CourseError, ExtraMissing
from course.core.model import Course
from course.core.publishing.certificates import Award, Kind, says
from course.formats import human_dates, jinja_environment, sanitize


def page(course: Course, award: Award, code: str) -> str:
    """The certificate as one HTML file: tagged, A4, every credit with its date and link."""
    return jinja_environment.environment().get_template("certificate.html").render(_facts(course, award, code))


def confirmation(course: Course, code: str, words: str, earned: date) -> str:
    """The published page of one code: what it confirms, and nothing else."""
    facts = {
        "course": course,
        "code": code,
        "words": words,
        "earned": human_dates.written(earned),
        "page": "certificate",
    }
    return jinja_environment.environment().get_template("confirmation.html").render(facts)


def _facts(course: Course, award: Award, code: str) -> dict[str, Any]:
    titles = {thing.number: thing.title for thing in course.things}
    hours = round(
        sum(thing.minutes for thing in course.things if thing.number in {c.thing for c in award.credits}) / 60
    )
    return {
        "course": course,
        "award": award,
        "what": {
            Kind.ALL: "has finished",
            Kind.PART: "has finished a part of",
            Kind.SECTION: "has finished a section of",
        }[award.kind],
        "words": says(award, course),
        "earned": human_dates.written(award.on),
        "rows": [
            {
                "number": c.thing,
                "title": titles.get(c.thing, ""),
                "on": human_dates.written(c.on),
                "day": c.on,
                "url": c.url,
            }
            for c in award.credits
        ],
        "hours": hours,
        "code": code,
        "confirm": f"{course.site.rstrip('/')}/certificates/{code}.html" if course.site else "",
    }


def pdf(course: Course, award: Award, code: str) -> bytes:
    """The certificate as a tagged PDF; CourseError when the extra `pdf` is not installed."""
    try:
        import typst
    except ImportError as error:
        raise ExtraMissing("PDF certificates need typst.", "pdf", "HTML certificates work without it.") from error
    facts = _facts(course, award, code)
    shown = {
        "course": sanitize.clean(course.title),
        "name": sanitize.clean(award.name),
        "what": facts["what"],
        "words": facts["words"],
        "earned": facts["earned"],
        "organiser": sanitize.clean(course.organiser.name),
        "rows": [
            [str(r["number"]), sanitize.clean(r["title"]), r["on"], sanitize.web(r["url"])] for r in facts["rows"]
        ],
        "code": code,
        "confirm": sanitize.web(facts["confirm"]),
    }
    form = resources.files("course.formats").joinpath("templates/certificate.typ").read_text(encoding="utf-8").encode()
    made = typst.compile(
        form,
        format="pdf",
        sys_inputs={"facts": json.dumps(shown, ensure_ascii=False)},
        pdf_standards="ua-1",
        ignore_system_fonts=True,
        timestamp=datetime.combine(award.on, time(12), UTC),
    )
    return bytes(made or b"")


def badge(course: Course, award: Award, code: str, key: bytes, email: str | None) -> str:
    """The award as an Open Badges 3.0 credential, a signed JWT (RS256); the person is named by a salted hash of the email.

    CourseError when the extra `badges` is not installed or course.toml names no issuer."""
    try:
        from openbadgeslib import ob3
    except ImportError as error:
        raise ExtraMissing("Badges need openbadgeslib.", "badges") from error
    if not course.issuer:
        raise CourseError("A badge needs an issuer.", 'Put issuer = "https://..." into things/course.toml.')
    organiser = course.organiser
    achievement = ob3.Achievement(
        id=f"{course.issuer}#{jinja_environment.slug(course.title)}-{award.kind}"
        + (f"-{jinja_environment.slug(award.section)}" if award.section else ""),
        name=course.title + (f": {award.section}" if award.section else ""),
        description=says(award, course),
        criteria_narrative="A post on the participant's own blog for each Thing, read and credited by the course.",
        achievement_type="Certificate",
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
        evidence=[ob3.Evidence(id=c.url, name=f"Thing {c.thing}") for c in award.credits if sanitize.web(c.url)],
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
