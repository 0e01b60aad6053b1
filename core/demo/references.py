"""What a request to the built-in engine refers to: clips to remix, characters, and files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from core.catalog import Model
from core.demo.unusable import CLIP_OR_SOUND, PICTURE, UnusableFile
from core.field import MEDIA
from core.foxapi.address import host_of, is_loopback

if TYPE_CHECKING:
    from core.demo.tasks import TaskStore

_ELSEWHERE = "the built-in engine fetches clips and sound from this computer only"


@dataclass(frozen=True)
class Refusal:
    """Why a request is not taken, as the contract has it. Source: foxapi.md, section 5."""

    status: int
    kind: str
    code: str
    message: str


def refusal(values: Mapping[str, Any], model: Model, store: TaskStore) -> Refusal | None:
    """Return what is wrong with what valid ``values`` refer to; None if all of it can be had."""
    for role, urls in urls_of(model, values).items():
        here = all(is_loopback(host_of(url)) for url in urls)
        if MEDIA[role] != "image" and not here:
            return _not_found(_ELSEWHERE)
    field = model.field_for("remix_source")
    video_id = values.get(field.name) if field is not None else None
    if video_id and store.to_remix(video_id) is None:
        return _not_found(f"{video_id} is not here: it was not kept, or not made by this engine")
    unknown = [each for each in cast_of(model, values) if store.character(each) is None]
    return _not_found(f"no such character: {', '.join(unknown)}") if unknown else None


def urls_of(model: Model, values: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the addresses of the files in valid ``values`` by the roles that they play."""
    found: dict[str, list[str]] = {}
    for slot in model.slots:
        value = values.get(slot.field.name) or []
        urls = [value] if isinstance(value, str) else list(value)
        if slot.place is not None:
            urls = urls[slot.place : slot.place + 1]
        if urls:
            found[slot.role] = urls
    return found


def cast_of(model: Model, values: Mapping[str, Any]) -> list[str]:
    """Return the ids of the characters that play in a clip."""
    field = model.field_for("characters")
    return list(values.get(field.name) or ()) if field is not None else []


def keeps(model: Model, values: Mapping[str, Any]) -> bool:
    """Tell whether it is asked to keep the clip for remixing."""
    field = model.field_for("keep_on_server")
    if field is None:
        return False
    value = values.get(field.name)
    return bool(field.default if value is None else value) is not field.inverted


def file_at(url: str, role: str, store: TaskStore) -> Path:
    """Return an upload of this engine's, from any run, or a file that this computer serves.

    A picture may also come from the web. Raises ``UnusableFile`` if it cannot be had.
    """
    from core.frames import fetch_picture
    from core.problems import InvalidAsk

    picture = MEDIA[role] == "image"
    code, here = PICTURE if picture else CLIP_OR_SOUND, is_loopback(host_of(url))
    if not picture and not here:
        raise UnusableFile(code, _ELSEWHERE)
    upload = store.uploads / Path(urlsplit(url).path).name
    if here and upload.is_file():
        return upload
    try:
        return store.uploads / store.add_upload(fetch_picture(url))
    except InvalidAsk as error:
        raise UnusableFile(code, "a file of the request could not be fetched") from error


def _not_found(message: str) -> Refusal:
    return Refusal(404, "not_found", "resource_not_found", message)
