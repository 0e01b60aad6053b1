"""The models of Seedance, Wan, Hailuo, Vidu, PixVerse and HappyHorse, as gateways publish them."""

from __future__ import annotations

from typing import Any

import pytest

from core.catalog import Field, Model, load_catalog

CATALOG = load_catalog()
URL = "https://example.com/"
JPW = ("jpg", "png", "webp")
JPBW = ("jpg", "png", "bmp", "webp")

PROMPT: dict[str, Any] = {"required": True, "max_length": 5000}
NEGATIVE = {"max_length": 500}
SEED = {"minimum": 0, "maximum": 2147483647}
FILE: dict[str, Any] = {}
NEEDED: dict[str, Any] = {"required": True}
ON, OFF = {"default": True}, {"default": False}
TWO: dict[str, Any] = {"max_items": 2}


def choice(default: Any, *choices: Any) -> dict[str, Any]:
    return {"choices": choices, **({} if default is None else {"default": default})}


def whole(low: int, high: int, default: int, *specials: int) -> dict[str, Any]:
    more = {"specials": specials} if specials else {}
    return {"minimum": low, "maximum": high, "default": default, **more}


def many(high: int, low: int = 0) -> dict[str, Any]:
    return {"max_items": high, **({"required": True, "min_items": low} if low else {})}


FIVE = ("16:9", "9:16", "1:1", "4:3", "3:4")
SIX = ("21:9", "16:9", "4:3", "1:1", "3:4", "9:16")
EIGHT = ("16:9", "4:3", "1:1", "3:4", "9:16", "2:3", "3:2", "21:9")
SEEDANCE = {
    "prompt": PROMPT,
    "aspect_ratio": choice("adaptive", "adaptive", *SIX),
    "duration": whole(4, 15, 5, -1),
    "resolution": choice("720p", "480p", "720p", "1080p"),
    "generate_audio": ON,
    "seed": SEED,
}
SEEDANCE_IMAGE = SEEDANCE | {"image_url": NEEDED, "end_image_url": FILE}
SEEDANCE_REFERENCE = SEEDANCE | {
    "image_urls": many(9),
    "video_urls": many(3),
    "audio_urls": many(3),
}
FAST = {"resolution": choice("720p", "480p", "720p")}
WAN_27 = {
    "resolution": choice("1080p", "720p", "1080p"),
    "seed": SEED,
    "enable_safety_checker": ON,
}
VIDU = {
    "prompt": {"required": True, "max_length": 2000},
    "duration": whole(1, 16, 5),
    "resolution": choice("720p", "360p", "540p", "720p", "1080p"),
    "generate_audio": ON,
    "seed": SEED,
}
VIDU_RATIO = {"aspect_ratio": choice("16:9", "16:9", "9:16", "4:3", "3:4", "1:1")}
VIDU_TEXT = VIDU | VIDU_RATIO
VIDU_IMAGE = VIDU | {"prompt": {"max_length": 2000}, "image_url": NEEDED, "end_image_url": FILE}
VIDU_KINDS = VIDU_TEXT | {
    "image_urls": TWO,
    "generation_type": choice(None, "text-to-video", "image-to-video", "first-last-frame"),
}
PIXVERSE = {
    "prompt": PROMPT,
    "duration": whole(1, 15, 5),
    "generate_audio": OFF,
    "negative_prompt": {"max_length": 2048},
    "seed": SEED,
}
V6 = PIXVERSE | {
    "resolution": choice("720p", "360p", "540p", "720p", "1080p"),
    "style": choice(None, "anime", "3d_animation", "clay", "comic", "cyberpunk"),
}
V6_SHOTS = V6 | {
    "generate_multi_clip": OFF,
    "thinking_type": choice("auto", "auto", "enabled", "disabled"),
}
C1 = PIXVERSE | {"resolution": choice("720p", "540p", "720p")}
PIXVERSE_RATIO = {"aspect_ratio": choice("16:9", *EIGHT)}
PIXVERSE_FRAMES = {"image_url": NEEDED, "image_tail_url": FILE}
HORSE = {
    "prompt": {"required": True, "max_length": 2500},
    "resolution": choice("1080p", "720p", "1080p"),
    "seed": SEED,
    "enable_safety_checker": ON,
}
HORSE_SECONDS = {"duration": whole(3, 15, 5)}
HORSE_RATIO = {"aspect_ratio": choice("16:9", *FIVE)}
HAILUO = {"prompt": {"required": True, "max_length": 2000}, "duration": choice(6, 6, 10)}
WAN_26_PROMPT = {"required": True, "max_length": 1500}

CONTRACT: dict[str, dict[str, dict[str, Any]]] = {
    "seedance-2.0-text-to-video": SEEDANCE,
    "seedance-2.0-image-to-video": SEEDANCE_IMAGE,
    "seedance-2.0-reference-to-video": SEEDANCE_REFERENCE,
    "seedance-2.0-fast-text-to-video": SEEDANCE | FAST,
    "seedance-2.0-fast-image-to-video": SEEDANCE_IMAGE | FAST,
    "seedance-2.0-fast-reference-to-video": SEEDANCE_REFERENCE | FAST,
    "seedance-1.5-pro": {
        "prompt": PROMPT,
        "image_url": FILE,
        "size": choice("auto", "auto", *SIX),
        "duration": whole(4, 12, 5),
    },
    "wan-2.7-text-to-video": WAN_27
    | {
        "prompt": PROMPT,
        "audio_url": FILE,
        "aspect_ratio": choice("16:9", *FIVE),
        "duration": whole(2, 15, 5),
        "negative_prompt": NEGATIVE,
        "enable_prompt_expansion": ON,
    },
    "wan-2.7-image-to-video": WAN_27
    | {
        "prompt": {"max_length": 5000},
        "image_urls": TWO,
        "video_url": FILE,
        "audio_url": FILE,
        "duration": whole(2, 15, 5),
        "negative_prompt": NEGATIVE,
        "enable_prompt_expansion": ON,
        "generation_type": choice(None, "image-to-video", "first-last-frame", "video-continuation"),
    },
    "wan-2.7-reference-to-video": WAN_27
    | {
        "prompt": PROMPT,
        "reference_image_urls": many(5),
        "reference_video_urls": many(5),
        "aspect_ratio": choice("16:9", *FIVE),
        "duration": whole(2, 10, 5),
        "negative_prompt": NEGATIVE,
        "multi_shots": OFF,
    },
    "wan-2.7-video-edit": WAN_27
    | {
        "prompt": PROMPT,
        "video_url": NEEDED,
        "reference_image_url": FILE,
        "aspect_ratio": choice(None, *FIVE),
        "duration": whole(2, 10, 0, 0),
        "audio_setting": choice("auto", "auto", "origin"),
    },
    "wan2.6-t2v": {
        "prompt": WAN_26_PROMPT,
        "size": choice("auto", "auto", *FIVE),
        "duration": choice(5, 5, 10, 15),
    },
    "wan2.6-i2v": {
        "prompt": WAN_26_PROMPT,
        "image_url": NEEDED,
        "duration": choice(5, 5, 10, 15),
    },
    "wan2.6-i2v-flash": {
        "prompt": WAN_26_PROMPT,
        "image_url": NEEDED,
        "duration": whole(2, 15, 5),
    },
    "MiniMax-Hailuo-2.3": HAILUO | {"image_url": FILE},
    "MiniMax-Hailuo-2.3-Fast": HAILUO | {"image_url": NEEDED},
    "vidu-q3-pro": VIDU_KINDS,
    "vidu-q3-turbo": VIDU_KINDS,
    "vidu-q3-text-to-video": VIDU_TEXT,
    "vidu-q3-image-to-video": VIDU_IMAGE,
    "vidu-q3-reference-to-video": VIDU_TEXT | {"reference_image_urls": many(4, 1)},
    "vidu-q3-turbo-text-to-video": VIDU_TEXT,
    "vidu-q3-turbo-image-to-video": VIDU_IMAGE,
    "pixverse-v6-text-to-video": V6_SHOTS | PIXVERSE_RATIO,
    "pixverse-v6-image-to-video": V6_SHOTS | {"image_url": NEEDED},
    "pixverse-v6-transition": V6_SHOTS | PIXVERSE_RATIO | PIXVERSE_FRAMES,
    "pixverse-v6-extend": V6 | {"video_url": NEEDED},
    "pixverse-c1-text-to-video": C1 | PIXVERSE_RATIO,
    "pixverse-c1-image-to-video": C1 | {"image_url": NEEDED},
    "pixverse-c1-transition": C1 | PIXVERSE_RATIO | PIXVERSE_FRAMES,
    "happyhorse-1.0-text-to-video": HORSE | HORSE_SECONDS | HORSE_RATIO,
    "happyhorse-1.0-image-to-video": HORSE
    | HORSE_SECONDS
    | {"prompt": {"max_length": 2500}, "image_url": NEEDED},
    "happyhorse-1.0-reference-to-video": HORSE
    | HORSE_SECONDS
    | HORSE_RATIO
    | {"image_urls": many(9, 1)},
    "happyhorse-1.0-video-edit": HORSE
    | {
        "video_url": NEEDED,
        "reference_image_urls": many(5),
        "audio_setting": choice("auto", "auto", "origin"),
    },
}
"""What each model takes, by the request's own names: what is required, default and possible."""

FAMILIES = {
    "seedance-2.0": 6,
    "seedance-1.5": 1,
    "wan-2.7": 4,
    "wan-2.6": 3,
    "hailuo-2.3": 2,
    "vidu-q3": 7,
    "pixverse-v6": 4,
    "pixverse-c1": 3,
    "happyhorse": 4,
}
EVERY = pytest.mark.parametrize("id", CONTRACT)

SEEDANCE_SIDES = {"short_side": 300, "ratio": 2.5}
SEEDANCE_PICTURE = {"megabytes": 30, "types": JPW, "faces": False} | SEEDANCE_SIDES
WAN_PICTURE = {"megabytes": 20, "types": JPBW}
VIDU_PICTURE = {"megabytes": 50, "ratio": 4, "types": JPW}
PIXVERSE_PICTURE = {"megabytes": 20, "types": JPW}
HAILUO_PICTURE = {"megabytes": 20, "short_side": 300, "ratio": 2.5, "types": JPW}
WAN_SOUND = {"seconds": 30, "megabytes": 15, "types": ("mp3", "wav")}
WAN_CLIP = {"megabytes": 100, "types": ("mp4", "mov")}
SHORT_CLIP = WAN_CLIP | {"seconds": 10, "least_seconds": 2}
SEEDANCE_FILES = {
    "image_urls": SEEDANCE_PICTURE | {"called": "@Image{n}"},
    "video_urls": {
        **{"seconds": 15, "least_seconds": 2, "tallest": 1080, "megabytes": 50},
        **{"types": ("mp4", "mov"), "called": "@Video{n}", **SEEDANCE_SIDES},
        "max_total_seconds": 15,
    },
    "audio_urls": {
        **{"seconds": 15, "least_seconds": 2, "megabytes": 15},
        **{"types": ("mp3", "wav"), "called": "@Audio{n}", "max_total_seconds": 15},
    },
}
FILES: dict[str, dict[str, dict[str, Any]]] = {
    "seedance-2.0-image-to-video": {
        "image_url": SEEDANCE_PICTURE,
        "end_image_url": SEEDANCE_PICTURE,
    },
    "seedance-2.0-reference-to-video": SEEDANCE_FILES,
    "seedance-2.0-fast-reference-to-video": SEEDANCE_FILES,
    "wan-2.7-text-to-video": {"audio_url": WAN_SOUND | {"least_seconds": 3}},
    "wan-2.7-image-to-video": {
        "image_urls": WAN_PICTURE,
        "video_url": SHORT_CLIP,
        "audio_url": WAN_SOUND | {"least_seconds": 2},
    },
    "wan-2.7-reference-to-video": {
        "reference_image_urls": WAN_PICTURE | {"called": "Image {n}"},
        "reference_video_urls": WAN_CLIP
        | {"seconds": 30, "least_seconds": 1, "called": "Video {n}"},
    },
    "wan-2.7-video-edit": {"video_url": SHORT_CLIP, "reference_image_url": WAN_PICTURE},
    "wan2.6-i2v": {"image_url": WAN_PICTURE | {"megabytes": 10}},
    "MiniMax-Hailuo-2.3": {"image_url": HAILUO_PICTURE},
    "vidu-q3-pro": {"image_urls": VIDU_PICTURE},
    "vidu-q3-reference-to-video": {"reference_image_urls": VIDU_PICTURE},
    "pixverse-v6-transition": {
        "image_url": PIXVERSE_PICTURE,
        "image_tail_url": PIXVERSE_PICTURE,
    },
    "pixverse-v6-extend": {"video_url": {"tallest": 1080}},
    "happyhorse-1.0-image-to-video": {
        "image_url": {"megabytes": 10, "short_side": 300, "ratio": 2.5, "types": JPBW}
    },
    "happyhorse-1.0-reference-to-video": {
        "image_urls": {"megabytes": 10, "short_side": 400, "types": JPW, "called": "@Image{n}"}
    },
    "happyhorse-1.0-video-edit": {
        "video_url": WAN_CLIP
        | {"seconds": 15, "least_seconds": 3, "short_side": 320, "tallest": 2160},
        "reference_image_urls": {
            **{"megabytes": 10, "short_side": 300, "types": JPW, "called": "@Image{n}"}
        },
    },
}

ROLES: dict[str, tuple[tuple[str, int, int], ...]] = {
    "seedance-2.0-image-to-video": (("start_frame", 1, 1), ("end_frame", 0, 1)),
    "seedance-2.0-reference-to-video": (
        ("reference_images", 0, 9),
        ("reference_clips", 0, 3),
        ("reference_audio", 0, 3),
    ),
    "seedance-1.5-pro": (("start_frame", 0, 1),),
    "wan-2.7-text-to-video": (("audio", 0, 1),),
    "wan-2.7-image-to-video": (
        ("start_frame", 0, 1),
        ("end_frame", 0, 1),
        ("source_clip", 0, 1),
        ("audio", 0, 1),
    ),
    "wan-2.7-reference-to-video": (("reference_images", 0, 5), ("reference_clips", 0, 5)),
    "wan-2.7-video-edit": (("source_clip", 1, 1), ("reference_images", 0, 1)),
    "wan2.6-t2v": (),
    "MiniMax-Hailuo-2.3-Fast": (("start_frame", 1, 1),),
    "vidu-q3-turbo": (("start_frame", 0, 1), ("end_frame", 0, 1)),
    "vidu-q3-reference-to-video": (("reference_images", 1, 4),),
    "pixverse-c1-transition": (("start_frame", 1, 1), ("end_frame", 0, 1)),
    "pixverse-v6-extend": (("source_clip", 1, 1),),
    "happyhorse-1.0-reference-to-video": (("reference_images", 1, 9),),
    "happyhorse-1.0-video-edit": (("source_clip", 1, 1), ("reference_images", 0, 5)),
}


def model_of(id: str) -> Model:
    model = CATALOG.get(id)
    assert model is not None, id
    return model


def facts(field: Field) -> dict[str, Any]:
    """What a field says of its values, without what it leaves open."""
    names = ("required", "default", "choices", "minimum", "maximum", "specials", "max_length")
    every = {name: getattr(field, name) for name in (*names, "min_items", "max_items")}
    open_ = {name: getattr(Field("x", "text"), name) for name in every}
    return {n: v for n, v in every.items() if (v, type(v)) != (open_[n], type(open_[n]))}


def codes(id: str, **values: Any) -> list[tuple[str, str]]:
    return [(each.field, each.code) for each in model_of(id).problems(values)]


def urls(count: int) -> list[str]:
    return [f"{URL}{number}" for number in range(count)]


@pytest.mark.parametrize(("family", "count"), FAMILIES.items())
def test_a_family_has_the_models_that_are_published(family: str, count: int) -> None:
    ids = [model.id for model in CATALOG if model.family.id == family]
    assert len(ids) == count
    assert set(ids) <= CONTRACT.keys()


@EVERY
def test_a_model_takes_what_is_published_and_nothing_else(id: str) -> None:
    fields = {".".join(each.on_wire): facts(each) for each in model_of(id).fields}
    assert fields == CONTRACT[id]


@pytest.mark.parametrize(("id", "files"), FILES.items())
def test_files_have_the_limits_that_are_published(id: str, files: dict[str, Any]) -> None:
    model = model_of(id)
    for name, rules in files.items():
        field = model.field(name)
        assert field is not None
        assert {k: tuple(v) if k == "types" else v for k, v in field.media.items()} == rules


@pytest.mark.parametrize(("id", "roles"), ROLES.items())
def test_files_have_the_roles_that_are_published(id: str, roles: tuple[Any, ...]) -> None:
    assert tuple((each.role, each.least, each.most) for each in model_of(id).slots) == roles


P = {"prompt": "A fox"}
SEEDANCE_BODY = {
    **P,
    **{"aspect_ratio": "adaptive", "duration": 5, "resolution": "720p", "generate_audio": True},
}
VIDU_BODY = {"duration": 5, "resolution": "720p", "generate_audio": True}
PIXVERSE_BODY = {**P, "duration": 5, "resolution": "720p", "generate_audio": False}
HORSE_BODY = {"duration": 5, "resolution": "1080p"}
WIDE = {"aspect_ratio": "16:9"}
START = {"image_url": f"{URL}0"}
CLIP = {"video_url": f"{URL}0"}
LEAST: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "seedance-2.0-text-to-video": (P, SEEDANCE_BODY),
    "seedance-2.0-image-to-video": (P | START, SEEDANCE_BODY | START),
    "seedance-2.0-reference-to-video": (P, SEEDANCE_BODY),
    "seedance-2.0-fast-text-to-video": (P, SEEDANCE_BODY),
    "seedance-2.0-fast-image-to-video": (P | START, SEEDANCE_BODY | START),
    "seedance-2.0-fast-reference-to-video": (P, SEEDANCE_BODY),
    "seedance-1.5-pro": (P, {**P, "size": "auto", "duration": 5}),
    "wan-2.7-text-to-video": (P, {**P, **WIDE, "duration": 5, "resolution": "1080p"}),
    "wan-2.7-image-to-video": (
        {"image_urls": urls(1)},
        {
            **{"image_urls": urls(1), "generation_type": "image-to-video"},
            **{"duration": 5, "resolution": "1080p"},
        },
    ),
    "wan-2.7-reference-to-video": (
        {**P, "reference_image_urls": urls(1)},
        {
            **{**P, "reference_image_urls": urls(1)},
            **{**WIDE, "duration": 5, "resolution": "1080p"},
        },
    ),
    "wan-2.7-video-edit": (P | CLIP, {**P, **CLIP, "duration": 0, "resolution": "1080p"}),
    "wan2.6-t2v": (P, {**P, "size": "auto", "duration": 5}),
    "wan2.6-i2v": (P | START, {**P, **START, "duration": 5}),
    "wan2.6-i2v-flash": (P | START, {**P, **START, "duration": 5}),
    "MiniMax-Hailuo-2.3": (P, {**P, "duration": 6}),
    "MiniMax-Hailuo-2.3-Fast": (P | START, {**P, **START, "duration": 6}),
    "vidu-q3-pro": (P, {**P, **VIDU_BODY, "generation_type": "text-to-video"}),
    "vidu-q3-turbo": (P, {**P, **VIDU_BODY, "generation_type": "text-to-video"}),
    "vidu-q3-text-to-video": (P, P | VIDU_BODY | WIDE),
    "vidu-q3-image-to-video": (START, START | VIDU_BODY),
    "vidu-q3-reference-to-video": (
        {**P, "reference_image_urls": urls(1)},
        {**P, **VIDU_BODY, **WIDE, "reference_image_urls": urls(1)},
    ),
    "vidu-q3-turbo-text-to-video": (P, P | VIDU_BODY | WIDE),
    "vidu-q3-turbo-image-to-video": (START, START | VIDU_BODY),
    "pixverse-v6-text-to-video": (P, PIXVERSE_BODY | WIDE),
    "pixverse-v6-image-to-video": (P | START, PIXVERSE_BODY | START),
    "pixverse-v6-transition": (P | START, PIXVERSE_BODY | START | WIDE),
    "pixverse-v6-extend": (P | CLIP, PIXVERSE_BODY | CLIP),
    "pixverse-c1-text-to-video": (P, PIXVERSE_BODY | WIDE),
    "pixverse-c1-image-to-video": (P | START, PIXVERSE_BODY | START),
    "pixverse-c1-transition": (P | START, PIXVERSE_BODY | START | WIDE),
    "happyhorse-1.0-text-to-video": (P, P | HORSE_BODY | WIDE),
    "happyhorse-1.0-image-to-video": (START, START | HORSE_BODY),
    "happyhorse-1.0-reference-to-video": (
        {**P, "image_urls": urls(1)},
        {**P, "image_urls": urls(1), **HORSE_BODY, **WIDE},
    ),
    "happyhorse-1.0-video-edit": (P | CLIP, {**P, **CLIP, "resolution": "1080p"}),
}
"""The least that may be asked of each model, and what goes out for it."""


@EVERY
def test_the_least_that_may_be_asked_for_goes_out_with_what_sets_the_price(id: str) -> None:
    values, body = LEAST[id]
    assert codes(id, **values) == []
    assert model_of(id).body(values) == {"model": id, **body}


@EVERY
def test_what_is_required_is_missed(id: str) -> None:
    values, _ = LEAST[id]
    model = model_of(id)
    for name in values:
        field = model.field(name)
        assert field is not None
        left = {key: value for key, value in values.items() if key != name}
        expected = [(name, "missing")] if field.required else [(name, "one_of")]
        if id == "wan-2.7-reference-to-video" and name != "prompt":
            expected = [("reference_image_urls", "one_of")]
        assert codes(id, **left) == expected


@EVERY
def test_a_prompt_that_may_stay_empty_does_not_go_out_empty(id: str) -> None:
    values, body = LEAST[id]
    if CONTRACT[id]["prompt"].get("required"):
        assert codes(id, **values | {"prompt": ""}) == [("prompt", "missing")]
    else:
        assert codes(id, **values, prompt="") == []
        assert model_of(id).body(values | {"prompt": ""}) == {"model": id, **body}


def test_references_of_all_kinds_go_out_under_their_own_names() -> None:
    files = {"image_urls": urls(9), "video_urls": urls(2), "audio_urls": urls(1)}
    values = {
        **P,
        **files,
        **{"aspect_ratio": "21:9", "duration": -1, "resolution": "1080p"},
        **{"generate_audio": False, "seed": 7},
    }
    assert codes("seedance-2.0-reference-to-video", **values) == []
    body = model_of("seedance-2.0-reference-to-video").body(values)
    assert body == {"model": "seedance-2.0-reference-to-video", **values}


@pytest.mark.parametrize("fast", ["", "fast-"])
def test_references_are_twelve_in_all_and_sound_needs_something_to_see(fast: str) -> None:
    id = f"seedance-2.0-{fast}reference-to-video"
    thirteen = {"image_urls": urls(9), "video_urls": urls(3), "audio_urls": urls(1)}
    assert codes(id, **P, **thirteen) == [("image_urls", "too_many_together")]
    assert codes(id, **P, audio_urls=urls(1)) == [("audio_urls", "needs_other")]
    assert codes(id, **P, audio_urls=urls(1), video_urls=urls(1)) == []


@pytest.mark.parametrize("kind", ["text", "image", "reference"])
def test_fast_ones_are_no_sharper_than_720p(kind: str) -> None:
    values = {**LEAST[f"seedance-2.0-fast-{kind}-to-video"][0], "resolution": "1080p"}
    assert codes(f"seedance-2.0-{kind}-to-video", **values) == []
    refused = codes(f"seedance-2.0-fast-{kind}-to-video", **values)
    assert refused == [("resolution", "not_a_choice")]


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({"image_urls": urls(1)}, "image-to-video"),
        ({"image_urls": urls(2)}, "first-last-frame"),
        ({"video_url": f"{URL}0"}, "video-continuation"),
    ],
)
def test_what_wan_makes_follows_from_the_files(files: dict[str, Any], kind: str) -> None:
    assert codes("wan-2.7-image-to-video", **files) == []
    assert model_of("wan-2.7-image-to-video").body(files)["generation_type"] == kind


def test_a_clip_to_carry_on_stands_alone() -> None:
    both = {"image_urls": urls(1), "video_url": f"{URL}1"}
    assert codes("wan-2.7-image-to-video", **both) == [("image_urls", "excluded")]
    sound = {"audio_url": f"{URL}0"}
    assert codes("wan-2.7-image-to-video", **CLIP, **sound) == [("audio_url", "excluded")]
    assert codes("wan-2.7-image-to-video", image_urls=urls(2), **sound) == []
    assert codes("wan-2.7-image-to-video", **sound) == [("image_urls", "one_of")]


def test_a_clip_that_is_carried_on_counts_among_the_seconds() -> None:
    id = "wan-2.7-image-to-video"
    assert codes(id, **CLIP, duration=2) == [("duration", "not_with")]
    assert codes(id, **CLIP, duration=3) == []
    assert codes(id, image_urls=urls(1), duration=2) == []
    length = model_of(id).field("duration")
    assert length is not None
    assert "its own seconds count" in length.help["en"]


def test_an_edit_keeps_the_clip_s_length_and_shape_unless_it_is_told() -> None:
    model = model_of("wan-2.7-video-edit")
    values = {
        **P,
        **CLIP,
        **{"reference_image_url": f"{URL}1", "duration": 4, "aspect_ratio": "9:16"},
        **{"resolution": "720p", "audio_setting": "origin", "enable_safety_checker": False},
    }
    assert model.problems(values) == ()
    assert model.body(values) == {"model": model.id, **values}
    assert codes(model.id, **P, **CLIP, duration=1) == [("duration", "out_of_range")]
    assert model.output_size(P | CLIP) is None
    assert model.output_size(values) == (720, 1280)


@pytest.mark.parametrize("id", ["vidu-q3-pro", "vidu-q3-turbo"])
def test_what_vidu_makes_follows_from_the_frames(id: str) -> None:
    model = model_of(id)
    kinds = {0: "text-to-video", 1: "image-to-video", 2: "first-last-frame"}
    for count, kind in kinds.items():
        body = model.body({**P, "image_urls": urls(count)})
        assert body["generation_type"] == kind
        assert body.get("image_urls", []) == urls(count)
    assert codes(id, **P, image_urls=urls(3)) == [("image_urls", "too_many")]
    assert model.body({**P, "aspect_ratio": "1:1"})["aspect_ratio"] == "1:1"


@pytest.mark.parametrize("id", ["seedance-1.5-pro", "wan2.6-t2v"])
def test_the_shape_is_called_size_where_the_request_calls_it_so(id: str) -> None:
    model = model_of(id)
    values = {**P, "aspect_ratio": "9:16", "duration": 5}
    assert model.problems(values) == ()
    body = model.body(values)
    assert body == {"model": id, **P, "size": "9:16", "duration": 5}
    assert model.values_of(body) == values
    assert codes(id, **P, aspect_ratio="2:3") == [("aspect_ratio", "not_a_choice")]


def test_rare_fields_go_out_only_where_they_differ() -> None:
    rare = {"generate_multi_clip": True, "thinking_type": "enabled", "style": "3d_animation"}
    model = model_of("pixverse-v6-text-to-video")
    asked = {**P, **rare, "negative_prompt": "text", "seed": 0}
    assert model.problems(asked) == ()
    assert model.body(asked) == {"model": model.id, **PIXVERSE_BODY, **WIDE, **asked}
    usual = {**P, "generate_multi_clip": False, "thinking_type": "auto"}
    assert model.body(usual) == {"model": model.id, **PIXVERSE_BODY, **WIDE}


def test_an_end_frame_goes_beside_a_start_frame() -> None:
    for id, name in (
        ("seedance-2.0-image-to-video", "end_image_url"),
        ("vidu-q3-image-to-video", "end_image_url"),
        ("pixverse-c1-transition", "image_tail_url"),
    ):
        values, body = LEAST[id]
        end = {name: f"{URL}9"}
        assert codes(id, **values, **end) == []
        assert model_of(id).body(values | end) == {"model": id, **body, **end}


@pytest.mark.parametrize(
    ("id", "values", "refused"),
    [
        ("seedance-2.0-text-to-video", {"duration": 3}, ("duration", "out_of_range")),
        ("seedance-2.0-text-to-video", {"duration": 16}, ("duration", "out_of_range")),
        ("seedance-2.0-text-to-video", {"duration": 5.0}, ("duration", "not_a_whole_number")),
        ("seedance-2.0-text-to-video", {"image_url": URL}, ("image_url", "unknown_field")),
        ("seedance-1.5-pro", {"duration": 13}, ("duration", "out_of_range")),
        ("seedance-1.5-pro", {"resolution": "720p"}, ("resolution", "unknown_field")),
        ("wan-2.7-text-to-video", {"duration": 16}, ("duration", "out_of_range")),
        ("wan-2.7-text-to-video", {"resolution": "480p"}, ("resolution", "not_a_choice")),
        ("wan-2.7-text-to-video", {"negative_prompt": "x" * 501}, ("negative_prompt", "too_long")),
        ("wan2.6-t2v", {"duration": 8}, ("duration", "not_a_choice")),
        ("MiniMax-Hailuo-2.3", {"duration": 8}, ("duration", "not_a_choice")),
        ("MiniMax-Hailuo-2.3", {"aspect_ratio": "16:9"}, ("aspect_ratio", "unknown_field")),
        ("vidu-q3-text-to-video", {"duration": 17}, ("duration", "out_of_range")),
        ("vidu-q3-text-to-video", {"aspect_ratio": "21:9"}, ("aspect_ratio", "not_a_choice")),
        ("pixverse-v6-text-to-video", {"style": "oil"}, ("style", "not_a_choice")),
        ("pixverse-c1-text-to-video", {"resolution": "1080p"}, ("resolution", "not_a_choice")),
        ("pixverse-c1-text-to-video", {"style": "clay"}, ("style", "unknown_field")),
        ("happyhorse-1.0-text-to-video", {"duration": 2}, ("duration", "out_of_range")),
        ("happyhorse-1.0-text-to-video", {"seed": 2**31}, ("seed", "out_of_range")),
    ],
)
def test_what_a_model_does_not_take_is_refused(
    id: str, values: dict[str, Any], refused: tuple[str, str]
) -> None:
    assert codes(id, **P, **values) == [refused]


def test_five_references_at_most_for_wan_and_ten_seconds() -> None:
    id = "wan-2.7-reference-to-video"
    three = {"reference_image_urls": urls(3), "reference_video_urls": urls(2)}
    assert codes(id, **P, **three) == []
    four = three | {"reference_image_urls": urls(4)}
    assert codes(id, **P, **four) == [("reference_image_urls", "too_many_together")]
    assert codes(id, **P, **three, duration=11) == [("duration", "out_of_range")]


@pytest.mark.parametrize(
    ("id", "resolution", "ratio", "size"),
    [
        ("seedance-2.0-text-to-video", "480p", "16:9", (864, 496)),
        ("seedance-2.0-text-to-video", "720p", "4:3", (1112, 834)),
        ("seedance-2.0-image-to-video", "720p", "21:9", (1470, 630)),
        ("seedance-2.0-text-to-video", "1080p", "21:9", (2206, 946)),
        ("seedance-2.0-fast-text-to-video", "720p", "9:16", (720, 1280)),
        ("seedance-2.0-text-to-video", "720p", "adaptive", None),
        ("wan-2.7-text-to-video", "1080p", "16:9", (1920, 1080)),
        ("wan-2.7-reference-to-video", "720p", "3:4", (832, 1104)),
        ("wan-2.7-text-to-video", "1080p", "4:3", (1648, 1248)),
        ("vidu-q3-text-to-video", "720p", "16:9", None),
    ],
)
def test_sizes_are_those_that_makers_publish(
    id: str, resolution: str, ratio: str, size: tuple[int, int] | None
) -> None:
    values = {"resolution": resolution, "aspect_ratio": ratio}
    assert model_of(id).output_size(values) == size


def test_clips_whose_length_follows_another_are_billed_afterwards() -> None:
    afterwards = [id for id in CONTRACT if model_of(id).billing == "afterwards"]
    assert afterwards == ["wan-2.7-video-edit", "happyhorse-1.0-video-edit"]


def test_hailuo_is_silent_and_wan_is_not() -> None:
    assert [model_of(id).sound for id in ("MiniMax-Hailuo-2.3", "wan2.6-t2v")] == [False, True]
    assert model_of("wan-2.7-video-edit").sound is None
    horses = [id for id in CONTRACT if id.startswith("happyhorse")]
    assert [id for id in horses if not model_of(id).sound] == ["happyhorse-1.0-video-edit"]
    asks = {id for id in CONTRACT if model_of(id).field_for("sound") is not None}
    assert {id.split("-")[0] for id in asks} == {"seedance", "vidu", "pixverse"}
