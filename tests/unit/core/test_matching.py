"""Settings that give clips of just the size of a picture."""

from __future__ import annotations

import dataclasses

import pytest

from core.catalog import Catalog, load_catalog
from core.matching import settings_for


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


def test_every_size_that_a_model_makes_is_found_again(catalog: Catalog) -> None:
    tried = 0
    for model in catalog:
        if not model.takes("start_frame") or model.field("aspect_ratio") is None:
            continue
        for by_ratio in model.output_sizes.values():
            for size in by_ratio.values():
                model_id, values = settings_for(catalog, [model.id], size)
                assert model_id == model.id
                assert model.output_size(model.with_defaults(values)) == size
                tried += 1
    assert tried >= 6


def test_a_model_that_makes_the_exact_size_goes_before_a_wished_one(catalog: Catalog) -> None:
    small = catalog.find("sora-2")
    sizes = {"720p": small.output_sizes["720p"]}
    both = Catalog([dataclasses.replace(small, output_sizes=sizes), catalog.find("sora-2-pro")])
    model_id, values = settings_for(both, ["sora-2"], (1920, 1080))
    assert (model_id, values["resolution"]) == ("sora-2-pro", "1080p")


def test_a_wished_model_that_does_not_say_its_sizes_stays(catalog: Catalog) -> None:
    model_id, values = settings_for(catalog, ["kling-v3-image-to-video"], (1080, 1920))
    assert (model_id, values) == ("kling-v3-image-to-video", {"resolution": "1080p"})
    model_id, values = settings_for(catalog, ["veo-3.1-image-to-video"], (1080, 1920))
    assert model_id == "veo-3.1-image-to-video"
    assert values == {"aspect_ratio": "9:16", "resolution": "1080p"}


def test_a_wished_model_that_takes_no_picture_gives_way_to_its_family(catalog: Catalog) -> None:
    model_id, _ = settings_for(catalog, ["kling-v3-text-to-video"], (1920, 1080))
    assert model_id == "kling-v3-image-to-video"


def test_a_model_without_start_frames_is_never_chosen(catalog: Catalog) -> None:
    model_id, _ = settings_for(catalog, ["sora-2-pro-remix", "sora-2"], (1280, 720))
    assert model_id == "sora-2"


@pytest.mark.parametrize(
    ("size", "ratio", "resolution"),
    [((640, 360), "16:9", "720p"), ((1080, 2000), "9:16", "1080p"), ((500, 800), "9:16", "720p")],
)
def test_an_odd_size_gets_the_nearest_shape_and_then_the_nearest_size(
    catalog: Catalog, size: tuple[int, int], ratio: str, resolution: str
) -> None:
    assert settings_for(catalog, ["sora-2-pro"], size) == (
        "sora-2-pro",
        {"aspect_ratio": ratio, "resolution": resolution},
    )
