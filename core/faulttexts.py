"""What each fault of a job is in words, and what to do about it on the command line."""

from __future__ import annotations

from typing import TypeAlias

from core.job import TASK_GONE
from core.language import QT_TRANSLATE_NOOP

Entry: TypeAlias = tuple[str, str]
"""What happened, and what to do about it: English, with placeholders for the fault's facts."""

BY_ITSELF = QT_TRANSLATE_NOOP("Help", "Foxreel tries again by itself.")

KINDS: dict[str, Entry] = {
    "invalid_request": (
        QT_TRANSLATE_NOOP("Help", "FoxAPI refused the request as it is."),
        QT_TRANSLATE_NOOP("Help", "Change what its message names and try again."),
    ),
    "key_refused": (
        QT_TRANSLATE_NOOP("Help", "{host} refused the API key."),
        QT_TRANSLATE_NOOP(
            "Help", "Check the key (FOXAPI_API_KEY), then resume. --demo works without one."
        ),
    ),
    "no_key": (
        QT_TRANSLATE_NOOP("Help", "There is no API key for {host}."),
        QT_TRANSLATE_NOOP(
            "Help", "Set FOXAPI_API_KEY or keep the key in the keychain, then resume."
        ),
    ),
    "other_key": (
        QT_TRANSLATE_NOOP("Help", "This job was sent to {host} with another API key."),
        QT_TRANSLATE_NOOP("Help", "Use that key again, then resume; only it can see the task."),
    ),
    "balance_exhausted": (
        QT_TRANSLATE_NOOP("Help", "The balance at {host} does not cover this clip."),
        QT_TRANSLATE_NOOP("Help", "Top up the balance, then resume."),
    ),
    "sending_paused": (
        QT_TRANSLATE_NOOP(
            "Help",
            "Sending to {host} was paused after two requests in a row without a clear answer.",
        ),
        QT_TRANSLATE_NOOP(
            "Help", "Clear up what is unconfirmed (see resolve); resume sends what waits."
        ),
    ),
    "not_allowed": (
        QT_TRANSLATE_NOOP("Help", "This key may not do that at {host}."),
        QT_TRANSLATE_NOOP("Help", "Check what the key is allowed to do, or use another one."),
    ),
    "not_found": (
        QT_TRANSLATE_NOOP("Help", "{host} does not know this task."),
        QT_TRANSLATE_NOOP(
            "Help", "Check the task id and that it belongs to this key, then resume."
        ),
    ),
    TASK_GONE: (
        QT_TRANSLATE_NOOP("Help", "This task and its clip are not kept by {host} any more."),
        QT_TRANSLATE_NOOP("Help", "Stop this job, then ask for the clip again."),
    ),
    "too_large": (
        QT_TRANSLATE_NOOP("Help", "The start frame is too large for {host}."),
        QT_TRANSLATE_NOOP("Help", "Use a smaller picture."),
    ),
    "model_unavailable": (
        QT_TRANSLATE_NOOP("Help", "{host} has no channel for this model at the moment."),
        QT_TRANSLATE_NOOP("Help", "Try again later, or choose another model."),
    ),
    "rate_limited": (
        QT_TRANSLATE_NOOP("Help", "{host} asks for a pause: too many calls."),
        BY_ITSELF,
    ),
    "ambiguous": (
        QT_TRANSLATE_NOOP("Help", "The answer of {host} does not say whether the task exists."),
        QT_TRANSLATE_NOOP("Help", "Try again later."),
    ),
    "server_fault": (
        QT_TRANSLATE_NOOP("Help", "{host} had a fault of its own."),
        QT_TRANSLATE_NOOP("Help", "Try again later."),
    ),
    "bad_address": (
        QT_TRANSLATE_NOOP("Help", "The base URL of this job cannot be used."),
        QT_TRANSLATE_NOOP("Help", "Ask again with another base URL."),
    ),
    "redirected": (
        QT_TRANSLATE_NOOP(
            "Help", "{host} sent the call elsewhere, and Foxreel does not follow with your key."
        ),
        QT_TRANSLATE_NOOP("Help", "Check the base URL (FOXAPI_BASE_URL), then resume."),
    ),
    "unreadable": (
        QT_TRANSLATE_NOOP("Help", "The answer of {host} could not be read."),
        QT_TRANSLATE_NOOP("Help", "Try again later."),
    ),
    "unreachable": (
        QT_TRANSLATE_NOOP("Help", "{host} cannot be reached."),
        QT_TRANSLATE_NOOP("Help", "Check the network; Foxreel tries again by itself."),
    ),
    "untrusted": (
        QT_TRANSLATE_NOOP("Help", "The certificate of {host} could not be verified."),
        QT_TRANSLATE_NOOP(
            "Help", "Check the base URL, your network and REQUESTS_CA_BUNDLE, then resume."
        ),
    ),
    "no_answer": (
        QT_TRANSLATE_NOOP("Help", "No whole answer came back from {host}."),
        QT_TRANSLATE_NOOP("Help", "Try again later."),
    ),
    "aborted": (
        QT_TRANSLATE_NOOP("Help", "Foxreel ended before the request was sent."),
        QT_TRANSLATE_NOOP("Help", "Resume."),
    ),
    "interrupted": (
        QT_TRANSLATE_NOOP("Help", "Foxreel ended while the request was under way."),
        QT_TRANSLATE_NOOP("Help", "Try again later."),
    ),
    "task_failed": (
        QT_TRANSLATE_NOOP("Help", "The provider could not make this clip."),
        QT_TRANSLATE_NOOP("Help", "Try again, perhaps with another prompt or picture."),
    ),
    "no_results": (
        QT_TRANSLATE_NOOP(
            "Help", "The task is finished, but its clip has not been handed out yet."
        ),
        QT_TRANSLATE_NOOP("Help", "Resume later; Foxreel asks again."),
    ),
    "frame_lost": (
        QT_TRANSLATE_NOOP("Help", "The kept copy of the start frame is gone or was changed."),
        QT_TRANSLATE_NOOP("Help", "Ask again with the picture."),
    ),
    "waits_for": (
        QT_TRANSLATE_NOOP("Help", "It waits for the clip of shot {shot}."),
        QT_TRANSLATE_NOOP("Help", "Resume shot {shot}, or stop this one."),
    ),
    "last_frame_lost": (
        QT_TRANSLATE_NOOP("Help", "The clip that it continues cannot be read any more."),
        QT_TRANSLATE_NOOP("Help", "Fetch that clip again, or ask anew with a picture."),
    ),
    "unknown_model": (
        QT_TRANSLATE_NOOP("Help", "This program does not know the model {model} any more."),
        QT_TRANSLATE_NOOP("Help", "Ask again with another model."),
    ),
    "model_file": (
        QT_TRANSLATE_NOOP(
            "Help",
            "The model {model} is not known now, and {file} in the models folder cannot be used.",
        ),
        QT_TRANSLATE_NOOP("Help", "Mend that file (models says what is wrong in it), then resume."),
    ),
    "withdrawn_model": (
        QT_TRANSLATE_NOOP("Help", "The model {model} was withdrawn and can't be asked any more."),
        QT_TRANSLATE_NOOP("Help", "Ask again with another model."),
    ),
    "outdated": (
        QT_TRANSLATE_NOOP(
            "Help",
            "What is known of the model {model} has changed since this was asked for. {problem}",
        ),
        QT_TRANSLATE_NOOP("Help", "Ask again with settings that the model takes now."),
    ),
    "engine": (
        QT_TRANSLATE_NOOP("Help", "The built-in engine could not start."),
        BY_ITSELF,
    ),
    "unexpected": (
        QT_TRANSLATE_NOOP("Help", "Foxreel made a mistake with this job."),
        QT_TRANSLATE_NOOP("Help", "Resume; if it happens again, please report it with the log."),
    ),
    "link_dead": (
        QT_TRANSLATE_NOOP("Help", "The link to the clip does not work any more."),
        QT_TRANSLATE_NOOP("Help", "Resume to ask for a fresh one; links live for 24 hours."),
    ),
    "link_refused": (
        QT_TRANSLATE_NOOP(
            "Help", "The link to the clip is not a web address, so it was not opened."
        ),
        QT_TRANSLATE_NOOP("Help", "Ask FoxAPI about this task."),
    ),
    "transfer": (
        QT_TRANSLATE_NOOP("Help", "The download was interrupted."),
        BY_ITSELF,
    ),
    "start_over": (
        QT_TRANSLATE_NOOP("Help", "The server's file has changed during the download."),
        BY_ITSELF,
    ),
    "not_a_clip": (
        QT_TRANSLATE_NOOP("Help", "The link gives a web page instead of the clip."),
        QT_TRANSLATE_NOOP("Help", "Resume later, or ask FoxAPI about this task."),
    ),
    "redirects": (
        QT_TRANSLATE_NOOP("Help", "The link to the clip leads in circles."),
        BY_ITSELF,
    ),
    "disk_full": (
        QT_TRANSLATE_NOOP("Help", "The disk is full."),
        QT_TRANSLATE_NOOP("Help", "Make room, then resume."),
    ),
    "folder_gone": (
        QT_TRANSLATE_NOOP("Help", "The folder for this clip is not there: {folder}"),
        QT_TRANSLATE_NOOP("Help", "Bring it back (plug the disk in), then resume."),
    ),
    "folder_locked": (
        QT_TRANSLATE_NOOP("Help", "The folder for this clip may not be written: {folder}"),
        QT_TRANSLATE_NOOP("Help", "Allow it, then resume."),
    ),
    "disk": (
        QT_TRANSLATE_NOOP("Help", "The clip could not be written to {folder}."),
        QT_TRANSLATE_NOOP("Help", "Check the disk, then resume."),
    ),
    "ledger_unwritable": (
        QT_TRANSLATE_NOOP("Help", "Foxreel's own records cannot be written: is the disk full?"),
        QT_TRANSLATE_NOOP("Help", "Make room, then resume."),
    ),
    "ledger_damaged": (
        QT_TRANSLATE_NOOP("Help", "Foxreel's own records are damaged."),
        QT_TRANSLATE_NOOP(
            "Help", "Close Foxreel wherever it runs and start it again: it mends them then."
        ),
    ),
    "ledger_rebuilt": (
        QT_TRANSLATE_NOOP(
            "Help",
            "Foxreel's records were damaged, and do not say any more whether this was sent.",
        ),
        QT_TRANSLATE_NOOP("Help", "Look into your tasks at FoxAPI before you ask for it again."),
    ),
}
"""By the fault's kind."""

UNSENT: dict[str, Entry] = {
    "not_found": (
        QT_TRANSLATE_NOOP("Help", "{host} does not know this call."),
        QT_TRANSLATE_NOOP("Help", "Check the base URL (FOXAPI_BASE_URL), then ask again."),
    ),
}
"""What differs for a job that has no task: the answer was not about one."""

CLIP_GONE: Entry = (
    QT_TRANSLATE_NOOP("Help", "{host} does not have the clip that was to be remixed."),
    QT_TRANSLATE_NOOP(
        "Help",
        "It may not be kept there any more, or belong to another key. Choose another clip to"
        " remix.",
    ),
)
"""Where a request for a remix was answered that something is not there."""

WAITS_IN_VAIN: Entry = (
    QT_TRANSLATE_NOOP("Help", "Shot {shot}, which it continues, has no clip."),
    QT_TRANSLATE_NOOP("Help", "Try shot {shot} again, then resume this one; or stop it."),
)
"""For a job that continues another one, which does not move by itself."""

NEAREST = QT_TRANSLATE_NOOP("Help", "Ask again with {nearest}, which takes the same inputs.")
"""Where another model takes what was asked for."""

LOST: Entry = (
    KINDS[TASK_GONE][0],
    QT_TRANSLATE_NOOP(
        "Help",
        "Ask FoxAPI about the task {task}: only they might still have the clip. If it comes back,"
        " follow fetches it and nothing is paid again. Retry is a new request, and paid for anew.",
    ),
)
LOST_FREE: Entry = (KINDS[TASK_GONE][0], QT_TRANSLATE_NOOP("Help", "Retry it."))
"""For a finished clip that was given up, as neither its link nor its task leads to it."""

TOO_LARGE: Entry = (
    QT_TRANSLATE_NOOP("Help", "The request is too large for {host}."),
    QT_TRANSLATE_NOOP("Help", "Ask again with a shorter prompt."),
)
"""Where no picture of the person's was sent."""
