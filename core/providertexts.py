"""What the codes mean that a provider gives, and what to do about each on the command line."""

from __future__ import annotations

from core.faulttexts import Entry
from core.language import QT_TRANSLATE_NOOP

CODES: dict[str, Entry] = {
    "content_policy_violation": (
        QT_TRANSLATE_NOOP("Help", "The provider's content rules refused this."),
        QT_TRANSLATE_NOOP(
            "Help", "Change the prompt or picture; real people's faces and brands often cause it."
        ),
    ),
    "invalid_parameters": (
        QT_TRANSLATE_NOOP("Help", "The provider did not accept the settings."),
        QT_TRANSLATE_NOOP("Help", "Change the settings and try again."),
    ),
    "image_processing_error": (
        QT_TRANSLATE_NOOP("Help", "The provider could not use the start frame."),
        QT_TRANSLATE_NOOP("Help", "Try another picture."),
    ),
    "invalid_image_url": (
        QT_TRANSLATE_NOOP("Help", "The provider could not fetch the start frame."),
        QT_TRANSLATE_NOOP("Help", "Try again; a picture file works where a link does not."),
    ),
    "invalid_file_type": (
        QT_TRANSLATE_NOOP("Help", "The provider does not take this kind of file."),
        QT_TRANSLATE_NOOP("Help", "Try a PNG or JPEG picture."),
    ),
    "image_dimension_mismatch": (
        QT_TRANSLATE_NOOP("Help", "The start frame's size is not the clip's."),
        QT_TRANSLATE_NOOP("Help", "Use --fit crop, pad or blur, so that Foxreel makes it fit."),
    ),
    "request_cancelled": (
        QT_TRANSLATE_NOOP("Help", "The provider cancelled the task."),
        QT_TRANSLATE_NOOP("Help", "Try again."),
    ),
    "generation_failed_no_content": (
        QT_TRANSLATE_NOOP("Help", "The provider finished without a clip."),
        QT_TRANSLATE_NOOP("Help", "Try another prompt."),
    ),
    "generation_timeout": (
        QT_TRANSLATE_NOOP("Help", "The provider took too long and gave up."),
        QT_TRANSLATE_NOOP("Help", "Try again later."),
    ),
    "resource_exhausted": (
        QT_TRANSLATE_NOOP("Help", "The provider is overloaded."),
        QT_TRANSLATE_NOOP("Help", "Try again later."),
    ),
    "quota_exceeded": (
        QT_TRANSLATE_NOOP("Help", "A quota at the provider is used up."),
        QT_TRANSLATE_NOOP("Help", "Check the balance and limits of the key, then try again."),
    ),
    "service_error": (
        QT_TRANSLATE_NOOP("Help", "The provider had a fault of its own."),
        QT_TRANSLATE_NOOP("Help", "Try again later."),
    ),
    "service_unavailable": (
        QT_TRANSLATE_NOOP("Help", "The provider is not available at the moment."),
        QT_TRANSLATE_NOOP("Help", "Try again later."),
    ),
    "upstream_failed": (
        QT_TRANSLATE_NOOP("Help", "The model's own service failed."),
        QT_TRANSLATE_NOOP("Help", "Try again later."),
    ),
    "resource_not_found": (
        QT_TRANSLATE_NOOP(
            "Help", "Something that the request names was not found at the provider."
        ),
        QT_TRANSLATE_NOOP("Help", "Check character ids, video ids and links, then try again."),
    ),
    "model_not_found": (
        QT_TRANSLATE_NOOP("Help", "The model was withdrawn, or is not enabled for this key."),
        QT_TRANSLATE_NOOP("Help", "Choose another model; the list is shown by the command models."),
    ),
    "no_compatible_channel": (
        QT_TRANSLATE_NOOP("Help", "No channel takes this combination of settings now."),
        QT_TRANSLATE_NOOP("Help", "Change duration, resolution or ratio, or try again later."),
    ),
    "unsupported_advanced_options": (
        QT_TRANSLATE_NOOP("Help", "The channel that is free now does not take one of the options."),
        QT_TRANSLATE_NOOP(
            "Help", "Leave out characters or keeping on the server, or try again later."
        ),
    ),
}
"""By the code that came with a refusal or with a failed task."""
