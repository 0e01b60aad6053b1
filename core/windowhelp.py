"""What to do about a fault, in the words of the window: what its buttons are called, and where.

Texts name the buttons by placeholders, so that they are called the same as on the buttons.
"""

from __future__ import annotations

from core.job import TASK_GONE, Fault, Job, State
from core.language import QT_TRANSLATE_NOOP, translate

_LOOK_FIRST = QT_TRANSLATE_NOOP(
    "Help", "Look into your tasks at FoxAPI first, then choose “{resolve}”."
)
_RESOLVE_FREE = QT_TRANSLATE_NOOP("Help", "Choose “{resolve}”; asking again costs nothing.")
_NOT_AGAIN = QT_TRANSLATE_NOOP(
    "Help", "Look into your tasks at FoxAPI before you ask for it again."
)
_RESUME = QT_TRANSLATE_NOOP("Help", "Choose “{resume}”.")
_RESUME_LATER = QT_TRANSLATE_NOOP("Help", "Choose “{resume}” later; Foxreel asks again.")
_RETRY_FREE = QT_TRANSLATE_NOOP("Help", "Choose “{retry}”.")
_RETRY = QT_TRANSLATE_NOOP("Help", "Choose “{retry}”: it is a new request, and paid for anew.")
_RETRY_LATER = QT_TRANSLATE_NOOP(
    "Help", "Choose “{retry}” later: it is a new request, and paid for anew."
)
_RETRY_OR_CHANGE = QT_TRANSLATE_NOOP(
    "Help", "Choose “{retry}”, which is paid for anew, or “{reuse}” and another prompt or picture."
)
_OTHER_ADDRESS = QT_TRANSLATE_NOOP(
    "Help", "Check the base URL in Settings, then ask again with “{reuse}”."
)
_SHORTER = QT_TRANSLATE_NOOP("Help", "Choose “{reuse}” and a shorter prompt.")
_NEAREST = QT_TRANSLATE_NOOP(
    "Help", "Choose “{reuse}”: “{nearest}” takes the same inputs, and the form opens with it."
)
_LOST = QT_TRANSLATE_NOOP(
    "Help",
    "Ask FoxAPI about this task: only they might still have the clip. If it comes back, choose"
    " “{fetch}”, and nothing is paid again. “{retry}” is a new request, and paid for anew.",
)
_PAID = (_RETRY, _RETRY_LATER, _RETRY_OR_CHANGE, _LOST)

_STUCK: dict[str, str] = {
    "key_refused": QT_TRANSLATE_NOOP(
        "Help", "Check the API key in Settings, then choose “{resume}”."
    ),
    "no_key": QT_TRANSLATE_NOOP("Help", "Add an API key in Settings, then choose “{resume}”."),
    "other_key": QT_TRANSLATE_NOOP(
        "Help",
        "Only that key can see the task: use it again in Settings, then choose “{resume}”.",
    ),
    "balance_exhausted": QT_TRANSLATE_NOOP("Help", "Top up the balance, then choose “{resume}”."),
    "sending_paused": QT_TRANSLATE_NOOP(
        "Help", "Clear up what is unconfirmed, then choose “{resume}”."
    ),
    "not_allowed": QT_TRANSLATE_NOOP(
        "Help", "Check what the key is allowed to do, then choose “{resume}”."
    ),
    "not_found": QT_TRANSLATE_NOOP(
        "Help", "Check the task ID and that it belongs to this key, then choose “{resume}”."
    ),
    TASK_GONE: QT_TRANSLATE_NOOP("Help", "Choose “{reuse}” to ask for it again."),
    "invalid_request": _RESUME_LATER,
    "model_file": QT_TRANSLATE_NOOP(
        "Help", "Mend that file (Settings → Library says what is wrong), then choose “{resume}”."
    ),
    "bad_address": QT_TRANSLATE_NOOP(
        "Help", "Mend the base URL in Settings, then ask again with “{reuse}”."
    ),
    "redirected": QT_TRANSLATE_NOOP(
        "Help",
        "If the service has moved, set its new base URL in Settings and ask again with “{reuse}”;"
        " else choose “{resume}”.",
    ),
    "untrusted": QT_TRANSLATE_NOOP(
        "Help",
        "Check the network: a sign-in page or a filter may be between. Then choose “{resume}”.",
    ),
    "no_results": _RESUME_LATER,
    "unexpected": QT_TRANSLATE_NOOP(
        "Help", "Choose “{resume}”; if it happens again, please report it."
    ),
    "waits_for": QT_TRANSLATE_NOOP(
        "Help", "Try shot {shot} again, or resume it; this one then goes on by itself."
    ),
    "last_frame_lost": QT_TRANSLATE_NOOP("Help", "Fetch that clip again, then choose “{resume}”."),
    "link_dead": QT_TRANSLATE_NOOP(
        "Help", "Choose “{resume}” to ask for a fresh one; links live for 24 hours."
    ),
    "link_refused": QT_TRANSLATE_NOOP(
        "Help", "Ask FoxAPI about this task, then choose “{resume}”."
    ),
    "not_a_clip": QT_TRANSLATE_NOOP(
        "Help", "Choose “{resume}” later, or ask FoxAPI about this task."
    ),
    "disk_full": QT_TRANSLATE_NOOP("Help", "Make room on the disk, then choose “{resume}”."),
    "folder_gone": QT_TRANSLATE_NOOP(
        "Help", "Bring it back (plug the disk in), then choose “{resume}”."
    ),
    "folder_locked": QT_TRANSLATE_NOOP("Help", "Allow it, then choose “{resume}”."),
    "disk": QT_TRANSLATE_NOOP("Help", "Check the disk, then choose “{resume}”."),
    "ledger_unwritable": QT_TRANSLATE_NOOP(
        "Help", "Make room on the disk, then choose “{resume}”."
    ),
    "ledger_damaged": QT_TRANSLATE_NOOP(
        "Help", "Close Foxreel wherever it runs and start it again, then choose “{resume}”."
    ),
}
"""By kind, for a job that waits for a person. What is not here needs nothing first."""

_UNSENT: dict[str, str] = {
    "other_key": QT_TRANSLATE_NOOP(
        "Help", "Choose “{resume}” to send it with the key that is in use now."
    ),
}
"""By kind, for a job that waits for a person and was never sent, where that differs."""

_FAILED: dict[str, str] = {
    "invalid_request": QT_TRANSLATE_NOOP(
        "Help", "Choose “{reuse}” and change what its message names."
    ),
    "not_allowed": QT_TRANSLATE_NOOP(
        "Help",
        "Check what the key is allowed to do, or use another one in Settings; then choose"
        " “{retry}”.",
    ),
    "not_found": _OTHER_ADDRESS,
    "too_large": QT_TRANSLATE_NOOP("Help", "Choose “{reuse}” and a smaller picture."),
    "model_unavailable": QT_TRANSLATE_NOOP(
        "Help", "Choose “{retry}” later, or “{reuse}” and another model."
    ),
    "frame_lost": QT_TRANSLATE_NOOP("Help", "Choose “{reuse}” and add the picture again."),
    "unknown_model": QT_TRANSLATE_NOOP("Help", "Choose “{reuse}” and another model."),
    "withdrawn_model": QT_TRANSLATE_NOOP("Help", "Choose “{reuse}” and another model."),
    "outdated": QT_TRANSLATE_NOOP(
        "Help", "Choose “{reuse}”: the form opens with what it takes now."
    ),
    TASK_GONE: _LOST,
    "task_failed": _RETRY_OR_CHANGE,
    "content_policy_violation": QT_TRANSLATE_NOOP(
        "Help",
        "Choose “{reuse}” and change the prompt or picture; real people's faces and brands often"
        " cause it.",
    ),
    "invalid_parameters": QT_TRANSLATE_NOOP("Help", "Choose “{reuse}” and change the settings."),
    "image_processing_error": QT_TRANSLATE_NOOP("Help", "Choose “{reuse}” and another picture."),
    "invalid_image_url": QT_TRANSLATE_NOOP(
        "Help", "Choose “{retry}”; where the picture is a link, “{reuse}” and a picture file."
    ),
    "invalid_file_type": QT_TRANSLATE_NOOP("Help", "Choose “{reuse}” and a PNG or JPEG picture."),
    "image_dimension_mismatch": QT_TRANSLATE_NOOP(
        "Help", "Choose “{reuse}” and a picture file: Foxreel makes it fit."
    ),
    "generation_failed_no_content": QT_TRANSLATE_NOOP(
        "Help", "Choose “{reuse}” and another prompt."
    ),
    "quota_exceeded": QT_TRANSLATE_NOOP(
        "Help", "Check the balance and limits of the key, then choose “{retry}”."
    ),
    "resource_not_found": QT_TRANSLATE_NOOP(
        "Help", "Choose “{reuse}” and check character IDs, the video ID and links."
    ),
    "model_not_found": QT_TRANSLATE_NOOP(
        "Help", "Choose “{reuse}” and another model; those that this key lacks are marked."
    ),
    "no_compatible_channel": QT_TRANSLATE_NOOP(
        "Help",
        "Choose “{reuse}” and change duration, resolution or ratio, or “{retry}” later.",
    ),
    "unsupported_advanced_options": QT_TRANSLATE_NOOP(
        "Help",
        "Choose “{reuse}” and leave out characters or keeping on the server, or “{retry}” later.",
    ),
    "request_cancelled": _RETRY,
    "generation_timeout": _RETRY_LATER,
    "resource_exhausted": _RETRY_LATER,
    "service_error": _RETRY_LATER,
    "service_unavailable": _RETRY_LATER,
    "upstream_failed": _RETRY_LATER,
}
"""By code or kind, for a failed job. A change of the request begins with the old settings."""


def todo(fault: Fault, job: Job) -> str:
    """Return the English text of what a person can do about ``fault``; ``names`` fill it."""
    free = job.connection.demo
    if job.state is State.UNCONFIRMED:
        return _RESOLVE_FREE if free else _LOOK_FIRST
    if job.state is State.STOPPED and job.error is not None and not job.task_id:
        return _NOT_AGAIN
    if job.state is State.FAILED:
        if fault.kind == "too_large" and not has_picture(job):
            return _SHORTER
        if "nearest" in fault.facts:
            return _NEAREST
        text = _FAILED.get(fault.code) or _FAILED.get(fault.kind) or _RETRY
        return _RETRY_FREE if free and text in _PAID else text
    unsent = _UNSENT.get(fault.kind) if not job.task_id else None
    return unsent or _STUCK.get(fault.kind, _RESUME)


def has_picture(job: Job) -> bool:
    """Tell whether a picture of the person's own is uploaded for the job."""
    return job.start_frame is not None and not job.start_frame.url


def names(*, held: bool) -> dict[str, str]:
    """Return what the buttons are called that the texts name."""
    resume = translate("Action", "Send now") if held else translate("Action", "Resume")
    return {
        "resume": resume,
        "retry": translate("Action", "Try again"),
        "fetch": translate("Action", "Fetch again"),
        "reuse": translate("Action", "Reuse settings"),
        "resolve": translate("Action", "Clear this up…").removesuffix("…"),
    }
