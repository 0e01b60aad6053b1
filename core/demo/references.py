"""What a request to the built-in engine refers to: clips to remix, characters, and files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from core.catalog import Catalog, Model
from core.foxapi.address import host_of, is_loopback

if TYPE_CHECKING:
    from core.demo.tasks import TaskStore


def dangling(values: Mapping[str, Any], model: Model, store: TaskStore) -> str:
    """Return what is wrong with what valid ``values`` refer to; empty if all of it is there."""
    for field in model.fields:
        value = values.get(field.name)
        if not value:
            continue
        match field.role:
            case "remix_source" if store.to_remix(value) is None:
                return f"the video {value} is not here: it was not kept, or not made by this engine"
            case "characters":
                unknown = [each for each in value if store.character(each) is None]
                if unknown:
                    return f"no such character: {', '.join(unknown)}"
            case "source_clip" if not is_loopback(host_of(value)):
                return "the built-in engine fetches clips from this computer only"
    return ""


def file_at(url: str, store: TaskStore) -> bytes:
    """Return an upload of this engine's, from any run, or a file that this computer serves.

    Raises ValueError if it cannot be had.
    """
    from core.catalog import InvalidAsk
    from core.frames import fetch_picture

    if not is_loopback(host_of(url)):
        raise ValueError("the built-in engine fetches clips from this computer only")
    upload = store.uploads / Path(urlsplit(url).path).name
    if upload.is_file():
        return upload.read_bytes()
    try:
        return fetch_picture(url)
    except InvalidAsk as error:
        raise ValueError("the clip could not be fetched") from error


def output_size(catalog: Catalog, resolution: str, shape: tuple[int, int]) -> tuple[int, int]:
    """Return the size in pixels of a remix: the shape of its source, in ``resolution``.

    It is the nearest in shape of the sizes that the models of ``catalog`` have in that resolution;
    the source's own where there are none.
    """
    sizes = [size for model in catalog for size in model.output_sizes.get(resolution, {}).values()]
    ratio = shape[0] / shape[1]
    return min(sizes, key=lambda size: abs(size[0] / size[1] - ratio), default=shape)
