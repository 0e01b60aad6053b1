"""What a person may do with a job: one list for rows, menus, keys and the stage."""

from __future__ import annotations

from enum import StrEnum

from core.characters import makes_character
from core.job import ENDED, Job, State
from core.language import QT_TRANSLATE_NOOP, translate


class Action(StrEnum):
    """Something to do with one or more jobs."""

    SEND = "send"
    STOP = "stop"
    RESUME = "resume"
    RETRY = "retry"
    FETCH = "fetch"
    RESOLVE = "resolve"
    SHOW = "show"
    CONTINUE = "continue"
    REMIX = "remix"
    CHARACTER = "character"
    USE = "use"
    COMPARE = "compare"
    STAR = "star"
    REJECT = "reject"
    REUSE = "reuse"
    COPY_PROMPT = "copy_prompt"
    COPY_TASK = "copy_task"
    ANSWER = "answer"
    REMOVE = "remove"


_LABELS = {
    Action.SEND: QT_TRANSLATE_NOOP("Action", "Send now"),
    Action.STOP: QT_TRANSLATE_NOOP("Action", "Stop"),
    Action.RESUME: QT_TRANSLATE_NOOP("Action", "Resume"),
    Action.RETRY: QT_TRANSLATE_NOOP("Action", "Try again"),
    Action.FETCH: QT_TRANSLATE_NOOP("Action", "Fetch again"),
    Action.RESOLVE: QT_TRANSLATE_NOOP("Action", "Clear this up…"),
    Action.SHOW: QT_TRANSLATE_NOOP("Action", "Show in folder"),
    Action.CONTINUE: QT_TRANSLATE_NOOP("Action", "Last frame → next"),
    Action.REMIX: QT_TRANSLATE_NOOP("Action", "Remix"),
    Action.CHARACTER: QT_TRANSLATE_NOOP("Action", "Make a character…"),
    Action.USE: QT_TRANSLATE_NOOP("Action", "Use in prompt"),
    Action.COMPARE: QT_TRANSLATE_NOOP("Action", "Compare"),
    Action.STAR: QT_TRANSLATE_NOOP("Action", "Star"),
    Action.REJECT: QT_TRANSLATE_NOOP("Action", "Reject"),
    Action.REUSE: QT_TRANSLATE_NOOP("Action", "Reuse settings"),
    Action.COPY_PROMPT: QT_TRANSLATE_NOOP("Action", "Copy prompt"),
    Action.COPY_TASK: QT_TRANSLATE_NOOP("Action", "Copy task ID"),
    Action.ANSWER: QT_TRANSLATE_NOOP("Action", "Show raw answer"),
    Action.REMOVE: QT_TRANSLATE_NOOP("Action", "Remove from list"),
}

_ICONS = {
    Action.SEND: "send",
    Action.STOP: "circle-stop",
    Action.RESUME: "play",
    Action.RETRY: "rotate-ccw",
    Action.FETCH: "download",
    Action.RESOLVE: "circle-help",
    Action.SHOW: "folder-open",
    Action.CONTINUE: "arrow-right-to-line",
    Action.REMIX: "wand-sparkles",
    Action.CHARACTER: "user-round-plus",
    Action.USE: "user-round",
    Action.COMPARE: "columns-2",
    Action.STAR: "star",
    Action.REJECT: "thumbs-down",
    Action.REUSE: "pencil",
    Action.COPY_PROMPT: "copy",
    Action.COPY_TASK: "hash",
    Action.ANSWER: "braces",
    Action.REMOVE: "trash-2",
}

_SHORTCUTS = {
    Action.STOP: "Ctrl+.",
    Action.RESUME: "Ctrl+G",
    Action.RETRY: "Ctrl+R",
    Action.SHOW: "Ctrl+Shift+F",
    Action.CONTINUE: "Ctrl+N",
    Action.COMPARE: "C",
    Action.STAR: "S",
    Action.REJECT: "X",
    Action.REUSE: "Ctrl+E",
    Action.COPY_PROMPT: "Ctrl+C",
    Action.REMOVE: "Del",
}

_AT_ONCE = frozenset(
    {
        Action.SEND,
        Action.STOP,
        Action.RESUME,
        Action.RETRY,
        Action.FETCH,
        Action.RESOLVE,
        Action.SHOW,
        Action.USE,
    }
)
"""What a row offers under the pointer before anything else."""

ONE_ONLY = frozenset(
    {Action.RESOLVE, Action.SHOW, Action.CONTINUE, Action.REMIX, Action.REUSE, Action.ANSWER}
    | {Action.CHARACTER, Action.USE}
)
"""What opens something, and so makes sense for a single job."""


def actions_for(
    job: Job, *, held: bool = False, there: bool = True, remixable: bool = False
) -> tuple[Action, ...]:
    """Return what makes sense for ``job``, the most important first.

    ``held`` is a waiting job that nobody has asked to be sent yet; ``there`` says whether the file
    of a finished one is on the disk; ``remixable`` whether it can be remixed, as far as is known
    (see ``core.remixing``). An unconfirmed job cannot be removed before it is cleared up:
    it may have been paid for.
    """
    found = list(_moves_for(job, held, there))
    found += [Action.REMIX] if remixable else []
    found += [Action.COMPARE] if job.file and job.batch and there else []
    found += [Action.STAR, Action.REJECT] if job.file else []
    found += [Action.CHARACTER] if job.file and there else []
    found += [Action.REUSE] if job.model and not makes_character(job) else []
    found += [Action.COPY_PROMPT] if job.prompt else []
    found += [Action.COPY_TASK, Action.ANSWER] if job.task_id else []
    removable = job.state in ENDED and job.state is not State.UNCONFIRMED
    found += [Action.REMOVE] if removable and job.removed_at is None else []
    return tuple(found)


def _moves_for(job: Job, held: bool, there: bool) -> tuple[Action, ...]:
    """Return what moves ``job`` on, or shows what came of it."""
    match job.state:
        case State.COMPLETED if job.character_id:
            return (Action.USE,)
        case State.COMPLETED:
            if job.file and there:
                return (Action.SHOW, Action.CONTINUE)
            return (Action.SHOW,) if there else (Action.FETCH,)
        case State.UNCONFIRMED:
            return (Action.RESOLVE,)
        case State.FAILED:
            again = (Action.RETRY,) if job.model else ()
            # What the provider gave up may be there again; what the engine has lost is lost.
            return (Action.FETCH, *again) if job.lost and not job.connection.demo else again
        case State.STOPPED:
            # One that was dropped while unconfirmed is never sent again.
            dropped = job.error is not None and not job.task_id
            return () if dropped else (Action.RESUME,)
        case State.WAITING if held:
            return (Action.SEND, Action.STOP)
    return (Action.RESUME, Action.STOP) if job.stuck else (Action.STOP,)


def hover_actions(job: Job, *, held: bool = False, there: bool = True) -> tuple[Action, ...]:
    """Return the two or three actions that a row offers under the pointer."""
    offered = actions_for(job, held=held, there=there)
    first = [action for action in offered if action in _AT_ONCE]
    then = (Action.STAR, Action.REUSE, Action.REMOVE)
    return (*first, *(action for action in then if action in offered))[:3]


def group(action: Action) -> int:
    """Return a number that is the same for actions that stand together in a menu."""
    if action in _AT_ONCE:
        return 0
    return 2 if action is Action.REMOVE else 1


def label(action: Action) -> str:
    """Return the action's name for people."""
    return translate("Action", _LABELS[action])


def icon_name(action: Action) -> str:
    """Return the name of the action's icon."""
    return _ICONS[action]


def shortcut(action: Action) -> str:
    """Return the action's keys in Qt's notation, empty where it has none."""
    return _SHORTCUTS.get(action, "")
