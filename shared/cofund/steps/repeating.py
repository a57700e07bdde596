"""What stands in other claims without being equal: photos saved anew, guests listed again.

Everything is left behind before it is looked for: of two claims that are judged at one moment at
least one finds the other. Claims for the same activity are parts of one, and no repetition.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from cofund.books.traces import Trace, leave_traces, traces_at
from cofund.claim_states import UNCLAIMED
from cofund.errors import NotFound
from cofund.guests.keys import PeopleKeys, all_keys, people_among, people_keys, sketch
from cofund.models.claim import Claim
from cofund.models.claim_file import ClaimFile, EarlierParticipants, EarlierPhoto
from cofund.models.evidence import PhotoPrint
from cofund.models.extraction import ParticipantList
from cofund.photo_likeness import MOST_DIFFERENT, bands, differing_bits
from cofund.rules.duplicates import photos_of
from cofund.steps.extractions import find_extraction
from cofund.steps.office import Office

MOST_PHOTOS = 20
"""Of one claim; sixteen lookups each."""
MOST_CANDIDATES = 20
MOST_COMPARED = 5
"""Lists that are compared name by name."""
KEPT_DAYS = 365
"""How long guests can be found again; longer than any programme compares."""
LARGEST_KEYS = 16 * 1024 * 1024
SECRET_OF = b"cofund: keys of the people on lists of participants, 1"
JSON = "application/json"


def keys_of_people(file: ClaimFile, precheck: int | None, *, office: Office) -> PeopleKeys:
    """Give the keys of a claim's guests; none where the programme compares no lists.

    Who they are is read once more: the claim file does not know.
    """
    named = [document_id for document_id, facts in file.participants.items() if facts.rows]
    if file.programme.overlap is None or not named:
        return {}
    found = (
        find_extraction(
            office, file.claim.claim_id, file.claim.version, document_id, precheck=precheck
        )
        for document_id in named
    )
    lists = {each.document_id: each for each in found if isinstance(each, ParticipantList)}
    return people_keys(lists, secret=office.person_macs.sign(SECRET_OF))


def leave_behind(file: ClaimFile, people: PeopleKeys, *, office: Office) -> None:
    """Make a claim's photos and guests known to the claims that come after it."""
    claim = file.claim
    for position, fingerprint in enumerate(_prints(file)):
        owner = f"{claim.claim_id}#{claim.version:04d}#{position:02d}"
        leave_traces(office.items, _photo_traces(file, fingerprint, owner=owner))
    if not people:
        return
    content = json.dumps(all_keys(people)).encode()
    office.files.write("personal", _keys_key(claim.claim_id), content, content_type=JSON)
    leave_traces(office.items, _guest_traces(file, people))


def repeated(
    file: ClaimFile, people: PeopleKeys, *, office: Office
) -> tuple[EarlierPhoto | EarlierParticipants, ...]:
    """Give what other claims for other activities hold of a claim's photos and guests."""
    return (
        *_earlier_photos(file, office=office),
        *_earlier_participants(file, people, office=office),
    )


def _prints(file: ClaimFile) -> tuple[PhotoPrint, ...]:
    return tuple(dict.fromkeys(photo.fingerprint for photo in photos_of(file)))[:MOST_PHOTOS]


def _photo_traces(file: ClaimFile, fingerprint: PhotoPrint, *, owner: str) -> Iterator[Trace]:
    for band in bands(fingerprint):
        yield Trace(
            place=f"PHOTO#{band}",
            day=file.submitted_day,
            owner=owner,
            attributes={"claim": file.claim.claim_id, "fingerprint": fingerprint},
        )


def _guest_traces(file: ClaimFile, people: PeopleKeys) -> Iterator[Trace]:
    expires = int((file.assessed_at + timedelta(days=KEPT_DAYS)).timestamp())
    for key in sketch(people):
        yield Trace(
            place=f"GUEST#{key}",
            day=file.application.activity.first_day,
            owner=f"{file.claim.claim_id}#{file.claim.version:04d}",
            attributes={"claim": file.claim.claim_id, "expires_at": expires},
        )


def _earlier_photos(file: ClaimFile, *, office: Office) -> Iterator[EarlierPhoto]:
    alike: dict[tuple[str, PhotoPrint], None] = {}
    for fingerprint in _prints(file):
        for band in bands(fingerprint):
            for trace in traces_at(office.items, f"PHOTO#{band}", until=date.max):
                other = str(trace.attributes["fingerprint"])
                if differing_bits(fingerprint, other) <= MOST_DIFFERENT:
                    alike[str(trace.attributes["claim"]), other] = None
    claims = {claim_id for claim_id, _ in alike}
    others = {claim.claim_id: claim for claim in _others(file, sorted(claims), office=office)}
    for claim_id, fingerprint in alike:
        if claim_id in others:
            yield EarlierPhoto(
                fingerprint=fingerprint,
                claim_id=claim_id,
                partner_id=others[claim_id].partner_id,
            )


def _earlier_participants(
    file: ClaimFile, people: PeopleKeys, *, office: Office
) -> Iterator[EarlierParticipants]:
    compared = 0
    for claim in _others(file, _likeliest(file, people, office=office), office=office):
        keys = _stored_keys(claim.claim_id, office=office)
        same = people_among(people, keys)
        compared += bool(keys)
        if same:
            other = office.directory.application(claim.application_id)
            yield EarlierParticipants(
                people=same,
                first_day=other.activity.first_day,
                claim_id=claim.claim_id,
                partner_id=claim.partner_id,
            )
        if compared == MOST_COMPARED:
            return


def _likeliest(file: ClaimFile, people: PeopleKeys, *, office: Office) -> list[str]:
    """Give the claims of these weeks that share most of the keys by which lists are found."""
    terms, held = file.programme.overlap, file.application.activity.first_day
    shared: Counter[str] = Counter()
    if terms is None:
        return []
    span = timedelta(days=terms.within_days)
    for key in sketch(people):
        found = traces_at(office.items, f"GUEST#{key}", until=held + span)
        near = [trace for trace in found if trace.key.sk >= f"{held - span}"]
        shared.update({str(trace.attributes["claim"]) for trace in near})
    del shared[file.claim.claim_id]
    ordered = sorted(shared, key=lambda claim_id: (-shared[claim_id], claim_id))
    return ordered[:MOST_CANDIDATES]


def _others(file: ClaimFile, claim_ids: Iterable[str], *, office: Office) -> Iterator[Claim]:
    """Give those of the claims that still ask for money, for another activity."""
    for claim_id in claim_ids:
        if claim_id == file.claim.claim_id:
            continue
        claim = office.claims.get(claim_id)
        if claim.state not in UNCLAIMED and claim.application_id != file.claim.application_id:
            yield claim


def _keys_key(claim_id: str) -> str:
    return f"guests/{claim_id}/keys.json"


def _stored_keys(claim_id: str, *, office: Office) -> list[str]:
    """Give the keys of another claim's guests; none once they were deleted."""
    try:
        stored = office.files.read("personal", _keys_key(claim_id), limit=LARGEST_KEYS)
    except NotFound:
        return []
    keys: list[str] = json.loads(stored)
    return keys
