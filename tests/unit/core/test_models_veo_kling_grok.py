"""The models of Veo, Kling and Grok Imagine against the gateway's published fields and limits."""

from __future__ import annotations

from typing import Any

import pytest

from core.catalog import load_catalog
from core.field import Field
from core.problems import Problem

CATALOG = load_catalog()
URL = "https://example.com/"
WIDE_OR_TALL = ("16:9", "9:16")
KLING_SHAPES = ("16:9", "9:16", "1:1")
OPEN_SHAPES = (
    *("auto", "16:9", "9:16", "1:1", "4:3", "3:4"),
    *("3:2", "2:3", "5:4", "4:5", "21:9"),
)
GROK_SHAPES = ("16:9", "4:3", "3:2", "1:1", "2:3", "3:4", "9:16")
FULL = ("720p", "1080p", "4k")
HD = ("720p", "1080p")

Facts = dict[str, Any]
BLANK: Facts = {
    **{"required": False, "default": None, "choices": (), "minimum": None, "maximum": None},
    **{"max_length": None, "min_items": 0, "max_items": None, "role": "", "roles": ()},
    **{"send": "when_changed", "media": {}, "only_with": {}, "more": False},
}


def facts(type_: str, **given: Any) -> Facts:
    return {**BLANK, "type": type_, **given}


def prompt(limit: int) -> Facts:
    return facts("text", required=True, max_length=limit, send="always")


def one_of(choices: tuple[Any, ...], default: Any) -> Facts:
    """A choice that the price may depend on."""
    return facts("choice", choices=choices, default=default, send="always")


def seconds(low: int, high: int, default: int) -> Facts:
    return facts("integer", minimum=low, maximum=high, default=default, send="always")


def sound(default: bool) -> Facts:
    return facts("boolean", default=default, role="sound", send="always")


def file(role: str, *, required: bool = True, **media: Any) -> Facts:
    send = "always" if required else "when_changed"
    return facts("url", role=role, required=required, send=send, media=media)


def files(most: int, *, required: bool = False, **media: Any) -> Facts:
    rules = {"role": "reference_images", "max_items": most, "media": media}
    needed = {"required": True, "min_items": 1, "send": "always"} if required else {}
    return facts("urls", **rules, **needed)


RARE: dict[str, Facts] = {
    "negative_prompt": facts("text", max_length=2500, more=True),
    "seed": facts("integer", minimum=0, maximum=2147483647, more=True),
    "auto_fix": facts("boolean", more=True),
    "enhance_prompt": facts("boolean", more=True),
    "person_generation": facts("choice", choices=("dont_allow", "allow_adult"), more=True),
    "safety_tolerance": facts("integer", minimum=1, maximum=6, more=True),
}
FAST_LACKS = ("enhance_prompt", "person_generation")
LITE_LACKS = (*FAST_LACKS, "safety_tolerance")


def without(fields: dict[str, Facts], *names: str) -> dict[str, Facts]:
    return {name: each for name, each in fields.items() if name not in names}


VEO: dict[str, Facts] = {
    "prompt": prompt(5000),
    "aspect_ratio": one_of(WIDE_OR_TALL, "16:9"),
    "resolution": one_of(FULL, "1080p"),
    "duration": one_of((4, 6, 8), 8),
    "generate_audio": sound(False),
    **RARE,
}
VEO_FAST = without(VEO, *FAST_LACKS)
VEO_LITE = {**without(VEO, *LITE_LACKS), "resolution": one_of(HD, "1080p")}
VEO_ANY = {
    "image_urls": facts(
        "urls", role="start_frame", roles=("start_frame", "end_frame"), max_items=2
    ),
    "generation_type": facts(
        "choice",
        choices=("text-to-video", "image-to-video", "first-last-frame"),
        default="text-to-video",
    ),
}
VEO_IMAGE = {"image_url": file("start_frame")}
VEO_FRAMES = {"first_image_url": file("start_frame"), "last_image_url": file("end_frame")}
VEO_REFERENCES: dict[str, Facts] = {
    "reference_image_urls": files(3, required=True),
    "duration": one_of((8,), 8),
}
VEO_EXTEND: dict[str, Facts] = {
    **without(VEO, "resolution", "duration", *FAST_LACKS),
    "generate_audio": sound(True),
    "auto_fix": facts("boolean", default=True, more=True),
    "video_url": file(
        "source_clip", least_seconds=1, seconds=30, short_side=720, tallest=1080, ratio=1.78
    ),
}
VEO_OPEN: dict[str, Facts] = {
    "prompt": prompt(2000),
    "image_url": file("start_frame", required=False),
    "size": one_of(OPEN_SHAPES, "auto"),
    "duration": one_of((4, 6, 8), 8),
}
PICTURE: Facts = {"megabytes": 10, "short_side": 300, "ratio": 2.5}
"""What Kling takes of a picture."""
JPG: Facts = {**PICTURE, "types": ["png", "jpg"]}
KLING_V3: dict[str, Facts] = {
    "prompt": prompt(2500),
    "resolution": one_of(FULL, "720p"),
    "duration": one_of((5, 10), 5),
    "generate_audio": sound(False),
    "negative_prompt": RARE["negative_prompt"],
    "voice_ids": facts("strings", max_items=2, more=True, only_with={"generate_audio": (True,)}),
}
MOTION: dict[str, Facts] = {
    "prompt": facts("text", max_length=2500),
    "image_url": file("reference_images", **JPG),
    "video_url": file("reference_clips", least_seconds=3, seconds=30, types=["mp4", "mov"]),
    "mode": one_of(("std", "pro"), "std"),
    "character_orientation": facts(
        "choice", choices=("image", "video"), default="image", more=True
    ),
    "keep_original_sound": facts(
        "choice", choices=("yes", "no"), default="yes", more=True, role="clip_sound"
    ),
}
O3: dict[str, Facts] = {
    "prompt": prompt(2500),
    "resolution": one_of(FULL, "720p"),
    "duration": seconds(3, 15, 5),
    "generate_audio": sound(False),
}
O3_CLIP: Facts = {
    **{"least_seconds": 3, "seconds": 10, "short_side": 720, "tallest": 1080, "ratio": 3},
    **{"megabytes": 200, "types": ["mp4", "mov"], "called": "@Video{n}"},
}
O3_ON_A_CLIP: dict[str, Facts] = {
    "prompt": prompt(2500),
    "resolution": one_of(HD, "720p"),
    "image_urls": files(4, **PICTURE, called="@Image{n}"),
    "keep_audio": facts("boolean", default=True, more=True, role="clip_sound"),
}
GROK: dict[str, Facts] = {
    "prompt": prompt(4096),
    "aspect_ratio": one_of(GROK_SHAPES, "16:9"),
    "resolution": one_of(("480p", "720p"), "720p"),
    "duration": seconds(1, 15, 6),
}

# The fields by the names under which they go out, as the gateway's catalogue has them.
CONTRACT: dict[str, dict[str, Facts]] = {
    "veo-3.1": {**VEO, **VEO_ANY},
    "veo-3.1-fast": {**VEO_FAST, **VEO_ANY},
    "veo-3.1-lite": {**VEO_LITE, **VEO_ANY, "generate_audio": sound(True)},
    "veo-3.1-text-to-video": VEO,
    "veo-3.1-fast-text-to-video": VEO_FAST,
    "veo-3.1-lite-text-to-video": VEO_LITE,
    "veo-3.1-image-to-video": {**VEO, **VEO_IMAGE},
    "veo-3.1-fast-image-to-video": {**VEO_FAST, **VEO_IMAGE},
    "veo-3.1-lite-image-to-video": {**VEO_LITE, **VEO_IMAGE},
    "veo-3.1-first-last-frame-to-video": {**VEO, **VEO_FRAMES},
    "veo-3.1-fast-first-last-frame-to-video": {**VEO_FAST, **VEO_FRAMES},
    "veo-3.1-lite-first-last-frame-to-video": {**VEO_LITE, **VEO_FRAMES},
    "veo-3.1-reference-to-video": {
        **without(VEO, "negative_prompt", "seed"),
        **VEO_REFERENCES,
        "reference_type": facts("choice", choices=("ASSET", "STYLE"), more=True),
    },
    "veo-3.1-fast-reference-to-video": {
        **without(VEO_FAST, "negative_prompt", "seed"),
        **VEO_REFERENCES,
    },
    "veo-3.1-extend": VEO_EXTEND,
    "veo-3.1-extend-fast": VEO_EXTEND,
    "veo3.1-fast-lite": VEO_OPEN,
    "veo3.1-pro-lite": VEO_OPEN,
    "kling-v3-text-to-video": {**KLING_V3, "aspect_ratio": one_of(KLING_SHAPES, "16:9")},
    "kling-v3-image-to-video": {
        **KLING_V3,
        "image_url": file("start_frame", **JPG),
        "image_tail_url": file("end_frame", required=False, **JPG),
    },
    "kling-v3-motion-control": MOTION,
    "kling-v2-6-video": {
        "prompt": prompt(2500),
        "aspect_ratio": one_of(KLING_SHAPES, "16:9"),
        "duration": one_of((5, 10), 5),
        "generate_audio": sound(True),
        "image_url": file("start_frame", required=False, **JPG),
    },
    "kling-v2-6-motion-control": MOTION,
    "kling-o3-text-to-video": {**O3, "aspect_ratio": one_of(KLING_SHAPES, "16:9")},
    "kling-o3-image-to-video": {
        **O3,
        "image_url": file("start_frame", **PICTURE),
        "end_image_url": file("end_frame", required=False, **PICTURE),
    },
    "kling-o3-reference-to-video": {
        **O3,
        "aspect_ratio": one_of(KLING_SHAPES, "16:9"),
        "start_image_url": file("start_frame", required=False, **PICTURE),
        "end_image_url": file("end_frame", required=False, **PICTURE),
        "image_urls": files(7, **PICTURE, called="@Image{n}"),
    },
    "kling-o3-video-to-video-edit": {**O3_ON_A_CLIP, "video_url": file("source_clip", **O3_CLIP)},
    "kling-o3-video-to-video-reference": {
        **O3_ON_A_CLIP,
        "video_url": file("reference_clips", **O3_CLIP),
        "aspect_ratio": one_of(("auto", *KLING_SHAPES), "auto"),
        "duration": seconds(3, 15, 5),
    },
    "kling-o1-i2v": {
        "prompt": prompt(2000),
        "image_url": file("start_frame", **PICTURE),
        "size": one_of(OPEN_SHAPES, "auto"),
        "duration": one_of((5, 10), 5),
    },
    "grok-imagine-text-to-video": GROK,
    "grok-imagine-image-to-video": {
        **GROK,
        "image_url": file("start_frame"),
        "aspect_ratio": one_of(("auto", *GROK_SHAPES), "auto"),
    },
    "grok-imagine-reference-to-video": {
        **GROK,
        "reference_image_urls": files(7, required=True, called="@Image{n}"),
        "resolution": one_of(("480p", "720p"), "480p"),
        "duration": seconds(1, 10, 8),
    },
    "grok-imagine-edit-video": {
        "prompt": prompt(4096),
        "video_url": file("source_clip", seconds=8),
        "resolution": one_of(("auto", "480p", "720p"), "auto"),
    },
    "grok-imagine-video-extension": {
        "prompt": prompt(4096),
        "video_url": file("source_clip", least_seconds=2, seconds=15, types=["mp4"]),
        "duration": seconds(2, 10, 6),
    },
}
FAMILIES = ("veo-3.1", "kling-v3", "kling-v2-6", "kling-o3", "kling-o1", "grok-imagine")
EVERY = pytest.mark.parametrize("model_id", list(CONTRACT))

_VEO = {"aspect_ratio": "16:9", "resolution": "1080p", "duration": 8, "generate_audio": False}
_EXTENDED = {"aspect_ratio": "16:9", "generate_audio": True}
_KLING = {"resolution": "720p", "duration": 5, "generate_audio": False}
_OPEN = {"size": "auto", "duration": 8}
_REFERENCES = {"reference_image_urls": [URL + "a"]}
_FRAMES = {"first_image_url": URL + "a", "last_image_url": URL + "b"}
_MOVED = {"image_url": URL + "a", "video_url": URL + "b"}
_TEXT: dict[str, Any] = {}
_IMAGE = {"image_url": URL + "a"}
_CLIP = {"video_url": URL + "a"}

# What has to be given beside a prompt, and what goes out beside that.
LEAST: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "veo-3.1": (_TEXT, _VEO),
    "veo-3.1-fast": (_TEXT, _VEO),
    "veo-3.1-lite": (_TEXT, {**_VEO, "generate_audio": True}),
    "veo-3.1-text-to-video": (_TEXT, _VEO),
    "veo-3.1-fast-text-to-video": (_TEXT, _VEO),
    "veo-3.1-lite-text-to-video": (_TEXT, _VEO),
    "veo-3.1-image-to-video": (_IMAGE, _VEO),
    "veo-3.1-fast-image-to-video": (_IMAGE, _VEO),
    "veo-3.1-lite-image-to-video": (_IMAGE, _VEO),
    "veo-3.1-first-last-frame-to-video": (_FRAMES, _VEO),
    "veo-3.1-fast-first-last-frame-to-video": (_FRAMES, _VEO),
    "veo-3.1-lite-first-last-frame-to-video": (_FRAMES, _VEO),
    "veo-3.1-reference-to-video": (_REFERENCES, _VEO),
    "veo-3.1-fast-reference-to-video": (_REFERENCES, _VEO),
    "veo-3.1-extend": (_CLIP, _EXTENDED),
    "veo-3.1-extend-fast": (_CLIP, _EXTENDED),
    "veo3.1-fast-lite": (_TEXT, _OPEN),
    "veo3.1-pro-lite": (_TEXT, _OPEN),
    "kling-v3-text-to-video": (_TEXT, {**_KLING, "aspect_ratio": "16:9"}),
    "kling-v3-image-to-video": (_IMAGE, _KLING),
    "kling-v3-motion-control": (_MOVED, {"mode": "std"}),
    "kling-v2-6-video": (_TEXT, {"aspect_ratio": "16:9", "duration": 5, "generate_audio": True}),
    "kling-v2-6-motion-control": (_MOVED, {"mode": "std"}),
    "kling-o3-text-to-video": (_TEXT, {**_KLING, "aspect_ratio": "16:9"}),
    "kling-o3-image-to-video": (_IMAGE, _KLING),
    "kling-o3-reference-to-video": (_TEXT, {**_KLING, "aspect_ratio": "16:9"}),
    "kling-o3-video-to-video-edit": (_CLIP, {"resolution": "720p"}),
    "kling-o3-video-to-video-reference": (
        _CLIP,
        {"resolution": "720p", "duration": 5, "aspect_ratio": "auto"},
    ),
    "kling-o1-i2v": (_IMAGE, {"size": "auto", "duration": 5}),
    "grok-imagine-text-to-video": (
        _TEXT,
        {"aspect_ratio": "16:9", "resolution": "720p", "duration": 6},
    ),
    "grok-imagine-image-to-video": (
        _IMAGE,
        {"aspect_ratio": "auto", "resolution": "720p", "duration": 6},
    ),
    "grok-imagine-reference-to-video": (
        _REFERENCES,
        {"aspect_ratio": "16:9", "resolution": "480p", "duration": 8},
    ),
    "grok-imagine-edit-video": (_CLIP, {"resolution": "auto"}),
    "grok-imagine-video-extension": (_CLIP, {"duration": 6}),
}

# What is refused beside a model's least: the values, and the fields with the codes of why.
REFUSED: list[tuple[str, dict[str, Any], list[tuple[str, str]]]] = [
    ("veo-3.1", {"duration": 5}, [("duration", "not_a_choice")]),
    ("veo-3.1", {"image_urls": [URL] * 3}, [("image_urls", "too_many")]),
    ("veo-3.1", {"safety_tolerance": 7}, [("safety_tolerance", "out_of_range")]),
    ("veo-3.1", {"reference_type": "STYLE"}, [("reference_type", "unknown_field")]),
    ("veo-3.1-fast", {"enhance_prompt": True}, [("enhance_prompt", "unknown_field")]),
    ("veo-3.1-lite", {"resolution": "4k"}, [("resolution", "not_a_choice")]),
    ("veo-3.1-lite", {"duration": 4}, [("duration", "not_with")]),
    ("veo-3.1-lite-text-to-video", {"duration": 6}, [("duration", "not_with")]),
    ("veo-3.1-lite-image-to-video", {"duration": 6}, [("duration", "not_with")]),
    ("veo-3.1-lite-first-last-frame-to-video", {"duration": 4}, [("duration", "not_with")]),
    ("veo-3.1-reference-to-video", {"duration": 4}, [("duration", "not_a_choice")]),
    ("veo-3.1-reference-to-video", {"seed": 1}, [("seed", "unknown_field")]),
    (
        "veo-3.1-reference-to-video",
        {"reference_image_urls": [URL] * 4},
        [("reference_image_urls", "too_many")],
    ),
    ("veo-3.1-extend", {"duration": 7}, [("duration", "unknown_field")]),
    ("veo3.1-fast-lite", {"aspect_ratio": "2:1"}, [("aspect_ratio", "not_a_choice")]),
    ("kling-v3-text-to-video", {"duration": 15}, [("duration", "not_a_choice")]),
    ("kling-v3-text-to-video", {"voice_ids": ["v"]}, [("voice_ids", "only_with")]),
    (
        "kling-v3-text-to-video",
        {"generate_audio": True, "voice_ids": ["a", "b", "c"]},
        [("voice_ids", "too_many")],
    ),
    ("kling-v3-image-to-video", {"aspect_ratio": "16:9"}, [("aspect_ratio", "unknown_field")]),
    (
        "kling-v3-motion-control",
        {"keep_original_sound": True},
        [("keep_original_sound", "not_a_choice")],
    ),
    ("kling-o3-text-to-video", {"duration": 2}, [("duration", "out_of_range")]),
    ("kling-o3-text-to-video", {"duration": 16}, [("duration", "out_of_range")]),
    ("kling-o3-text-to-video", {"duration": 5.5}, [("duration", "not_a_whole_number")]),
    (
        "kling-o3-reference-to-video",
        {"end_image_url": URL},
        [("end_image_url", "needs_other")],
    ),
    ("kling-o3-reference-to-video", {"image_urls": [URL] * 8}, [("image_urls", "too_many")]),
    ("kling-o3-video-to-video-edit", {"image_urls": [URL] * 5}, [("image_urls", "too_many")]),
    ("kling-o3-video-to-video-edit", {"resolution": "4k"}, [("resolution", "not_a_choice")]),
    ("grok-imagine-text-to-video", {"duration": 16}, [("duration", "out_of_range")]),
    ("grok-imagine-text-to-video", {"aspect_ratio": "auto"}, [("aspect_ratio", "not_a_choice")]),
    ("grok-imagine-reference-to-video", {"duration": 11}, [("duration", "out_of_range")]),
    (
        "grok-imagine-reference-to-video",
        {"reference_image_urls": [URL] * 8},
        [("reference_image_urls", "too_many")],
    ),
    ("grok-imagine-video-extension", {"duration": 1}, [("duration", "out_of_range")]),
]


def known(field: Field) -> Facts:
    """What the table says of a field."""
    return {name: getattr(field, name) for name in ("type", *BLANK)}


def least(model_id: str) -> dict[str, Any]:
    return {"prompt": "A fox", **LEAST[model_id][0]}


def codes(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(each.field, each.code) for each in problems]


def test_the_families_hold_these_models_and_no_others() -> None:
    ours = [model.id for model in CATALOG if model.family.id in FAMILIES]
    assert sorted(ours) == sorted(CONTRACT) == sorted(LEAST)


@EVERY
def test_a_model_s_fields_are_as_published(model_id: str) -> None:
    found = {".".join(each.on_wire): known(each) for each in CATALOG.find(model_id).fields}
    assert found == CONTRACT[model_id]


@EVERY
def test_the_least_is_valid_and_goes_out_with_all_that_sets_the_price(model_id: str) -> None:
    model, values = CATALOG.find(model_id), least(model_id)
    assert model.problems(values) == ()
    body = model.body(values)
    assert body == {"model": model_id, **values, **LEAST[model_id][1]}
    read = model.values_of(body)
    assert model.problems(read) == ()
    assert model.body(read) == body


@EVERY
def test_what_has_to_be_given_is_missed(model_id: str) -> None:
    model, values = CATALOG.find(model_id), least(model_id)
    needed = [name for name, each in CONTRACT[model_id].items() if each["required"]]
    for name in needed:
        left = {other: value for other, value in values.items() if other != name}
        assert codes(model.problems(left)) == [(name, "missing")]


@pytest.mark.parametrize(("model_id", "wrong", "expected"), REFUSED)
def test_what_a_model_does_not_take_is_refused(
    model_id: str, wrong: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    model = CATALOG.find(model_id)
    assert codes(model.problems({**least(model_id), **wrong})) == expected


@pytest.mark.parametrize("model_id", ["veo-3.1", "veo-3.1-fast", "veo-3.1-lite"])
@pytest.mark.parametrize(
    ("pictures", "kind"), [(1, "image-to-video"), (2, "first-last-frame"), (0, None)]
)
def test_the_kind_follows_from_the_pictures(model_id: str, pictures: int, kind: str | None) -> None:
    values = {"prompt": "A fox", "image_urls": [URL + str(n) for n in range(pictures)]}
    body = CATALOG.find(model_id).body(values)
    assert body.get("generation_type") == kind
    assert body.get("image_urls", []) == values["image_urls"]


def test_a_light_clip_of_720p_may_be_short() -> None:
    values = {"prompt": "A fox", "resolution": "720p", "duration": 4}
    model = CATALOG.find("veo-3.1-lite")
    assert model.problems(values) == ()
    (duration,) = [each for each in model.effective(values) if each.name == "duration"]
    assert duration.choices == (4, 6, 8)
    sharp = {"prompt": "A fox", "resolution": "1080p"}
    (duration,) = [each for each in model.effective(sharp) if each.name == "duration"]
    assert duration.choices == (8,)


def test_the_shape_goes_out_as_size_where_the_gateway_calls_it_so() -> None:
    for model_id in ("veo3.1-fast-lite", "veo3.1-pro-lite", "kling-o1-i2v"):
        body = CATALOG.find(model_id).body({**least(model_id), "aspect_ratio": "21:9"})
        assert body["size"] == "21:9"
        assert "aspect_ratio" not in body


def test_voices_go_out_with_sound() -> None:
    model = CATALOG.find("kling-v3-image-to-video")
    values = {**least(model.id), "generate_audio": True, "voice_ids": ["a", "b"]}
    assert model.problems(values) == ()
    assert model.body(values)["voice_ids"] == ["a", "b"]


def test_a_motion_needs_no_prompt_and_is_billed_by_its_length() -> None:
    for model_id in ("kling-v3-motion-control", "kling-v2-6-motion-control"):
        model = CATALOG.find(model_id)
        assert model.problems(_MOVED) == ()
        assert model.billing == "afterwards"
        chosen = {**_MOVED, "mode": "pro", "character_orientation": "video"}
        muted = {**chosen, "keep_original_sound": "no"}
        assert model.body(muted) == {"model": model_id, **muted}


def test_references_and_frames_go_out_together() -> None:
    model = CATALOG.find("kling-o3-reference-to-video")
    values = {
        **{"prompt": "@Image1 at sea", "start_image_url": URL + "a", "end_image_url": URL + "b"},
        **{"image_urls": [URL + "c", URL + "d"], "aspect_ratio": "1:1", "resolution": "4k"},
        **{"duration": 15, "generate_audio": True},
    }
    assert model.problems(values) == ()
    assert model.body(values) == {"model": model.id, **values}


def test_a_clip_s_own_sound_is_kept_unless_it_is_not_wanted() -> None:
    model = CATALOG.find("kling-o3-video-to-video-edit")
    assert "keep_audio" not in model.body(least(model.id))
    assert model.body({**least(model.id), "keep_audio": False})["keep_audio"] is False


def test_a_clip_that_is_changed_is_billed_by_its_length() -> None:
    changed = [model_id for model_id in CONTRACT if model_id.endswith(("-edit", "-edit-video"))]
    assert len(changed) == 2
    for model_id in changed:
        model = CATALOG.find(model_id)
        assert model.field("duration") is None
        assert model.billing == "afterwards"


def test_an_extension_is_seven_seconds_and_says_so() -> None:
    for model_id in ("veo-3.1-extend", "veo-3.1-extend-fast"):
        model = CATALOG.find(model_id)
        clip = model.field("video_url")
        assert clip is not None
        assert model.field("duration") is None
        assert all("7" in text for text in (*clip.help.values(), *model.summary.values()))
