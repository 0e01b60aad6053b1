"""Changes of a storyboard: each returns another board. And the way back through them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from core.field import MEDIA
from core.framing import FITS
from core.storyboard import Shot, Storyboard

MOST_STEPS = 200
"""Changes that can be undone."""


def with_shots(board: Storyboard, shots: Iterable[Shot]) -> Storyboard:
    """Return ``board`` with other shots; the first one continues from none."""
    found = tuple(shots)
    if found and found[0].continues:
        found = (replace(found[0], continues=False), *found[1:])
    return replace(board, shots=found)


def edited(board: Storyboard, index: int, **changes: Any) -> Storyboard:
    """Return ``board`` with fields of one shot changed, by its index from 0 on.

    A picture and continuing from the shot before exclude each other: the later choice counts.
    """
    if changes.get("continues"):
        changes = {**changes, "image": "", "crop": (), "colour": ""}
    elif changes.get("image"):
        changes = {**changes, "continues": False}
    shots = list(board.shots)
    shots[index] = replace(shots[index], **changes)
    return with_shots(board, shots)


def inserted(board: Storyboard, index: int, shots: Sequence[Shot]) -> Storyboard:
    """Return ``board`` with further shots before the one at ``index``."""
    return with_shots(board, (*board.shots[:index], *shots, *board.shots[index:]))


def removed(board: Storyboard, indexes: Collection[int]) -> Storyboard:
    """Return ``board`` without some of its shots."""
    return with_shots(board, (s for i, s in enumerate(board.shots) if i not in indexes))


def moved(board: Storyboard, indexes: Collection[int], to: int) -> tuple[Storyboard, list[int]]:
    """Return ``board`` with shots moved before the one that was at ``to``, and where they are."""
    chosen = sorted(indexes)
    others = [index for index in range(len(board.shots)) if index not in indexes]
    place = sum(index < to for index in others)
    order = [*others[:place], *chosen, *others[place:]]
    moved_board = with_shots(board, (board.shots[index] for index in order))
    return moved_board, list(range(place, place + len(chosen)))


def to_json(board: Storyboard) -> dict[str, Any]:
    """Return ``board`` as JSON can hold it, for ``from_json``."""
    return {
        "name": board.name,
        "model": board.model,
        "values": dict(board.values),
        "shots": [_shot_to_json(shot) for shot in board.shots],
    }


def from_json(data: object) -> Storyboard:
    """Return the board that ``data`` holds; what is odd in it is left out."""
    if not isinstance(data, dict):
        return Storyboard()
    shots = data.get("shots")
    found = [_shot(each) for each in shots] if isinstance(shots, list) else []
    board = Storyboard(
        model=str(data.get("model") or ""),
        values=_mapping(data.get("values")),
        name=str(data.get("name") or ""),
    )
    return with_shots(board, (each for each in found if each is not None))


class History:
    """The boards before and after the present one.

    Changes in a row that bear the same ``kind``, such as the letters of a prompt, are one step.
    """

    def __init__(self, board: Storyboard) -> None:
        self.board = board
        self._before: list[Storyboard] = []
        self._after: list[Storyboard] = []
        self._kind = ""

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a board before this one."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Tell whether there is a board after this one."""
        return bool(self._after)

    def do(self, board: Storyboard, kind: str = "") -> bool:
        """Go on with ``board``, and tell whether it is another one."""
        if board == self.board:
            return False
        if not kind or kind != self._kind:
            self._before = [*self._before[1 - MOST_STEPS :], self.board]
        self.board, self._after, self._kind = board, [], kind
        return True

    def undo(self) -> bool:
        """Go back by a step, and tell whether there was one."""
        if not self._before:
            return False
        self._after.append(self.board)
        self.board, self._kind = self._before.pop(), ""
        return True

    def redo(self) -> bool:
        """Take a step back that was undone, and tell whether there was one."""
        if not self._after:
            return False
        self._before.append(self.board)
        self.board, self._kind = self._after.pop(), ""
        return True

    def pause(self) -> None:
        """Let the next change be a step of its own."""
        self._kind = ""


def _shot_to_json(shot: Shot) -> dict[str, Any]:
    usual = Shot()
    names = ("prompt", "image", "fit", "colour", "model", "continues", "takes", "clip_start")
    found = {n: getattr(shot, n) for n in names if getattr(shot, n) != getattr(usual, n)}
    lists = {"crop": list(shot.crop), "characters": list(shot.characters)}
    own: dict[str, Any] = {"values": dict(shot.values)} if shot.values else {}
    if shot.files:
        own["files"] = {role: list(sources) for role, sources in shot.files.items()}
    return {**found, **{name: each for name, each in lists.items() if each}, **own}


def _shot(data: object) -> Shot | None:
    if not isinstance(data, dict):
        return None
    takes, names = data.get("takes"), _many(data.get("characters"))
    numbers = [each for each in _many(data.get("crop")) if isinstance(each, int | float)]
    return Shot(
        prompt=str(data.get("prompt") or ""),
        image=str(data.get("image") or ""),
        fit=next((fit for fit in FITS if fit == data.get("fit")), None),
        crop=tuple(map(float, numbers)) if len(numbers) == 4 else (),
        colour=str(data.get("colour") or ""),
        model=str(data.get("model") or ""),
        values=_mapping(data.get("values")),
        characters=tuple(map(str, names)),
        continues=data.get("continues") is True,
        files={
            role: tuple(map(str, _many(sources)))
            for role, sources in _mapping(data.get("files")).items()
            if role in MEDIA
        },
        clip_start=_seconds(data.get("clip_start")),
        takes=takes if isinstance(takes, int) and not isinstance(takes, bool) else 1,
    )


def _seconds(value: object) -> float:
    known = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if known and 0 <= value <= 1e9 else 0.0  # type: ignore[arg-type,operator]


def _mapping(value: object) -> Mapping[str, Any]:
    return {str(k): v for k, v in value.items()} if isinstance(value, dict) else {}


def _many(value: object) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()
