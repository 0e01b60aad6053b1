"""The command line as a process: what it prints, what it sends, how it ends."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.commands import ROOT, end, environment, foxreel, start
from tests.faulty import Accept, Answer, FoxServer, Gate, Hang, Plan, mp4_bytes, untagged
from tests.studios import KEY

SOON = Plan(pending=0, processing=1, accepted={"task_info": None})
FIELDS = {
    *("id", "state", "task_id", "model", "model_used", "prompt", "params", "file", "error"),
    *("link_expires_at", "created_at", "finished_at", "take", "batch", "shot"),
    *("board", "continues", "remix_of", "retry_of", "inputs"),
}


@pytest.fixture
def server() -> Iterator[FoxServer]:
    """Yield a gateway whose tasks are soon done."""
    with FoxServer(key=KEY, clip=mp4_bytes(200_000)) as running:
        running.plan = SOON
        yield running


def test_a_clip_lands_in_the_home_s_clips_and_its_path_on_standard_output(
    server: FoxServer, tmp_path: Path
) -> None:
    ended = foxreel("generate", "a fox", server=server)
    assert ended.code == 0
    file = Path(ended.out.strip())
    assert file.parent == tmp_path / "home" / "clips"
    assert untagged(file.read_bytes()) == server.provider.clip


def test_json_has_every_field_and_a_help_only_with_an_error(server: FoxServer) -> None:
    error = {"code": "content_policy_violation", "message": "no", "type": "policy"}
    server.on_create(Accept(Plan(pending=0, processing=0, error=error)))
    failed = foxreel("generate", "a fox", "--json", server=server)
    assert failed.code == 1
    (job,) = failed.jobs
    assert set(job) == FIELDS
    assert job["state"] == "failed"
    assert {name: job["error"][name] for name in error} == error
    assert job["error"]["help"]
    done = foxreel("generate", "狐狸", "--json", "--duration", "8", server=server)
    (job,) = done.jobs
    assert (done.code, job["error"]) == (0, None)
    assert job["prompt"] == "狐狸"
    assert job["params"]["duration"] == 8
    assert Path(job["file"]).is_absolute()
    assert job["created_at"].endswith("Z")
    assert job["finished_at"].endswith("Z")
    assert job["task_id"] == server.tasks[1].id


def test_every_option_reaches_the_wire(server: FoxServer, tmp_path: Path) -> None:
    Image.new("RGB", (900, 300), "navy").save(tmp_path / "frame.jpg")
    options = [
        *("--image", str(tmp_path / "frame.jpg"), "--fit", "blur", "--aspect-ratio", "9:16"),
        *("--duration", "12", "--resolution", "1080p", "--keep-on-server", "--json"),
        *("--character", "ch_one", "--character", "ch_two", "--output", str(tmp_path / "out")),
    ]
    ended = foxreel("generate", "-", *options, server=server, said="from standard input\n")
    assert ended.code == 0
    assert server.requests("create")[0].json == {
        "model": "sora-2-pro",
        "prompt": "from standard input",
        "generation_type": "image-to-video",
        "image_urls": server.requests("create")[0].json["image_urls"],
        "aspect_ratio": "9:16",
        "duration": 12,
        "resolution": "1080p",
        "character_ids": ["ch_one", "ch_two"],
        "delete_video": False,
    }
    assert Image.open(io.BytesIO(server.uploads[0].data)).size == (1080, 1920)
    assert Path(ended.jobs[0]["file"]).parent == tmp_path / "out"


def test_sora_2_takes_twenty_seconds_and_no_generation_type(server: FoxServer) -> None:
    ended = foxreel("generate", "x", "--model", "sora-2", "--duration", "20", server=server)
    assert ended.code == 0
    body = server.requests("create")[0].json
    assert (body["duration"], "generation_type" in body) == (20, False)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["generate", ""], "PROMPT"),
        (["generate", "x" * 20_001], "20000"),
        (["generate", "x", "--model", "sora-9"], "sora-9"),
        (["generate", "x", "--model", "§"], "See: models."),
        (["generate", "x", "--model", "sora-2-character"], "character NAME --video"),
        (["generate", "x", "--model", "sora-2-pro-remix"], "--remix ID"),
        (["generate", "x", "--model", "veo-3.1", "--set", f"seed={10**22}"], "to 2147483647"),
        (["generate", "x", "--crop", "0.5,0.5,0.2,0.2"], "left is less than right"),
        (["generate", "x", "--model", "kilng"], "Did you mean kling-v3-text-to-video"),
        (["generate", "x", "--model", "wan2.7"], "Did you mean wan-2.7-text-to-video"),
        (["generate", "x", "--duration", "5"], "4, 8, 12"),
        (["generate", "x", "--duration", "long"], "4, 8, 12"),
        (["generate", "x", "--duration", ""], "--duration"),
        (["generate", "x", "--set", "seed"], "seed=42"),
        (["generate", "x", "--set", "=1"], "seed=42"),
        (["generate", "x", "--set", "duraton=8"], "Did you mean duration?"),
        (["generate", "x", "--set", "duration=5"], "--duration"),
        (["generate", "x", "--set", "duration="], "--duration"),
        (["generate", "x", "--set", "duration=8", "--duration", "8"], "twice"),
        (["generate", "x", "--set", "duration=8", "--set", "Duration=8"], "twice"),
        (["generate", "x", "--image", "a.png", "--image", "b.png"], "only one file"),
        (["generate", "x", "--clip", "a.mp4", "--clip", "b.mp4"], "only one file"),
        (["generate", "x", "--set", "prompt=y"], "PROMPT"),
        (["generate", "x", "--set", "image_urls=https://example.com/a.png"], "--image"),
        (["generate", "x", "--set", "generation_type=text-to-video"], "follows"),
        (["generate", "x", "--end-image", "a.png"], "models --takes end_frame"),
        (["generate", "x", "--reference", ""], "--reference"),
        (["generate", "x", "--clip-start", "1"], "--clip"),
        (["generate", "x", "--clip-start", "nan"], "2.5"),
        (["models", "sora-9", "--json"], "sora-2"),
        (["models", "nothing-like-it"], "nothing-like-it"),
        (["models", "--takes", "money"], "end_frame"),
        (["generate", "x", "--aspect-ratio", "1:1"], "16:9"),
        (["generate", "x", "--resolution", "4k"], "720p"),
        (["generate", "x", "--count", "0"], "--count"),
        (["generate", "x", "--image", ""], "--image"),
        (["generate", "x", "--output", ""], "--output"),
        (["generate", "x", "--image", "https://exa mple/x y.jpg"], "exa mple"),
        (["generate", "x", "--durat", "8"], "--durat"),
        (["follow", ""], "TASK_ID"),
        (["generate", "x", "--image", "/no/such/file.png"], "file.png"),
        (["generate", "x", "--image", str(ROOT / "main.py")], "main.py"),
        (["generate", "x", "--image", "ftp://example.com/a.png"], "ftp"),
        (["generate", "x", "--fit", "crop"], "start frame"),
        (["generate", "x", *["--character", "ch_1"] * 3], "3"),
        (["generate", "x", "--output", "/proc/nowhere"], "/proc/nowhere"),
        (["generate", "x", "--no-wait", "--hold"], "--no-wait"),
        (["retry", "zzzz"], "zzzz"),
        (["stop", "zzzz"], "zzzz"),
        (["jobs", "--state", "lost"], "lost"),
        (["nonsense"], "nonsense"),
    ],
)
def test_bad_input_ends_with_2_and_words_and_no_call(
    server: FoxServer, arguments: list[str], word: str
) -> None:
    ended = foxreel(*arguments, server=server)
    assert ended.code == 2
    assert word in ended.err
    assert not ended.out
    assert not server.requests()


@pytest.mark.parametrize(
    "address", ["http://example.com", "api.foxapi.cc", "https://", "https://u:p@example.com"]
)
def test_a_bad_base_url_is_bad_input(address: str) -> None:
    ended = foxreel("generate", "x", FOXAPI_BASE_URL=address, FOXAPI_API_KEY=KEY)
    assert ended.code == 2
    assert "base URL" in ended.err


def test_without_a_key_it_names_the_two_ways_out() -> None:
    ended = foxreel("generate", "x")
    assert ended.code == 3
    assert "FOXAPI_API_KEY" in ended.err
    assert "--demo" in ended.err
    assert not foxreel("jobs").out


def test_a_refused_key_ends_with_3_and_resume_goes_on(server: FoxServer) -> None:
    server.on_create(Answer(401, {"error": {"type": "authentication_error", "message": "bad"}}))
    refused = foxreel("generate", "x", "--json", server=server)
    assert refused.code == 3
    assert "FOXAPI_API_KEY" in refused.err
    assert "--demo" in refused.err
    assert refused.jobs[0]["state"] == "waiting"
    assert refused.jobs[0]["error"]["code"] == "key_refused"
    assert foxreel("resume", server=server).code == 0


def test_an_unknown_outcome_ends_with_4_and_is_not_sent_again(server: FoxServer) -> None:
    server.on_create(Answer(502, "<html>bad</html>"))
    ended = foxreel("generate", "x", "--json", server=server)
    assert (ended.code, ended.jobs[0]["state"]) == (4, "unconfirmed")
    assert foxreel("resume", server=server).code == 0
    again = foxreel("retry", ended.jobs[0]["id"], server=server)
    assert again.code == 2
    assert len(server.requests("create")) == 1


def test_an_empty_balance_ends_with_5(server: FoxServer) -> None:
    server.on_create(Answer(402, {"error": {"type": "insufficient_quota"}}))
    assert foxreel("generate", "x", server=server).code == 5


def test_of_several_ends_the_worst_counts(server: FoxServer) -> None:
    server.on_create(Accept(Plan(error={"code": "x"}, pending=0, processing=0)), Answer(500, ""))
    ended = foxreel("generate", "x", "--count", "3", "--json", server=server)
    assert sorted(job["state"] for job in ended.jobs) == ["completed", "failed", "unconfirmed"]
    assert ended.code == 4


def test_hold_sends_nothing_until_resume(server: FoxServer) -> None:
    held = foxreel("generate", "x", "--hold", "--json", server=server)
    assert (held.code, held.jobs[0]["state"]) == (0, "waiting")
    assert foxreel("generate", "another", server=server).code == 0
    assert len(server.requests("create")) == 1
    resumed = foxreel("resume", "--json", server=server)
    assert resumed.code == 0
    assert [job["prompt"] for job in resumed.jobs] == ["x"]
    assert len(server.requests("create")) == 2


def test_no_wait_leaves_a_sent_job_for_resume(server: FoxServer) -> None:
    server.plan = Plan(pending=2, processing=2, accepted={"task_info": None})
    left = foxreel("generate", "x", "--no-wait", "--json", server=server)
    assert left.code == 0
    assert left.jobs[0]["task_id"] == server.tasks[0].id
    assert left.jobs[0]["state"] in ("pending", "processing")
    resumed = foxreel("resume", "--json", server=server)
    assert (resumed.code, resumed.jobs[0]["state"]) == (0, "completed")
    assert len(server.requests("create")) == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("call", ["create", "task", "clip"])
def test_an_interrupt_ends_with_130_and_a_true_ledger(
    server: FoxServer, number: signal.Signals, call: str
) -> None:
    gate = Gate()
    server.on(call, Hang(gate))  # type: ignore[arg-type]
    process = start("generate", "x", "--json", server=server)
    gate.wait_reached()
    process.send_signal(number)
    ended = end(process)
    assert ended.code == 130
    states = {"create": "unconfirmed", "task": "pending", "clip": "downloading"}
    assert ended.jobs[0]["state"] == states[call]
    gate.release()
    resumed = foxreel("resume", "--json", server=server)
    assert resumed.code == 0
    assert [job["state"] for job in resumed.jobs] == ["completed"] * (call != "create")
    assert len(server.requests("create")) == 1


def test_jobs_lists_all_or_one_state(server: FoxServer) -> None:
    server.on_create(Answer(400, {"error": {"message": "no"}}))
    assert foxreel("generate", "bad", server=server).code == 1
    assert foxreel("generate", "good", server=server).code == 0
    listed = foxreel("jobs", "--json").jobs
    assert [(job["prompt"], job["state"]) for job in listed] == [
        ("bad", "failed"),
        ("good", "completed"),
    ]
    (failed,) = foxreel("jobs", "--state", "failed", "--json").jobs
    assert failed["prompt"] == "bad"
    assert "good" in foxreel("jobs").out


def test_retry_of_a_failed_job_is_a_new_one_by_the_beginning_of_its_id(server: FoxServer) -> None:
    server.on_create(Answer(422, {"error": {"type": "invalid_request_error"}}))
    failed = foxreel("generate", "x", "--json", server=server).jobs[0]
    retried = foxreel("retry", failed["id"][:6], "--json", server=server)
    assert (retried.code, retried.jobs[0]["state"]) == (0, "completed")
    assert retried.jobs[0]["id"] != failed["id"]
    finished = foxreel("retry", retried.jobs[0]["id"], server=server)
    assert finished.code == 2


def test_a_failed_job_is_asked_for_again_once_and_its_successor_is_named(
    server: FoxServer,
) -> None:
    server.on_create(Answer(422, {"error": {"type": "invalid_request_error"}}))
    failed = foxreel("generate", "x", "--json", server=server).jobs[0]
    again = foxreel("retry", failed["id"], "--json", server=server).jobs[0]
    assert again["retry_of"] == failed["id"]
    twice = foxreel("retry", failed["id"], server=server)
    assert twice.code == 2
    assert again["id"] in twice.err
    assert len(server.requests("create")) == 2


def test_resume_says_each_time_that_a_job_is_unconfirmed(server: FoxServer) -> None:
    server.on_create(Answer(500))
    assert foxreel("generate", "x", server=server).code == 4
    for _ in range(2):
        said = foxreel("resume", server=server).err
        assert "unconfirmed" in said
        assert "Nothing is unfinished" not in said
    assert len(server.requests("create")) == 1


def test_stop_of_a_held_job(server: FoxServer) -> None:
    held = foxreel("generate", "x", "--hold", "--json", server=server).jobs[0]
    stopped = foxreel("stop", held["id"], "--json", server=server)
    assert (stopped.code, stopped.jobs[0]["state"]) == (0, "stopped")
    assert foxreel("resume", server=server).code == 0
    assert not server.requests()


def test_stop_of_a_job_that_another_program_runs(server: FoxServer) -> None:
    gate = Gate()
    server.on_task(Hang(gate))
    running = start("generate", "x", "--json", server=server)
    gate.wait_reached()
    (job,) = foxreel("jobs", "--json").jobs
    stopped = foxreel("stop", job["id"], server=server)
    assert stopped.code == 0
    assert "charge" in stopped.err
    assert end(running).code == 5
    gate.release()


def test_follow_fetches_a_task_made_elsewhere(server: FoxServer) -> None:
    task = server.add_task()
    ended = foxreel("follow", task.id, "--json", server=server)
    assert (ended.code, ended.jobs[0]["state"]) == (0, "completed")
    assert ended.jobs[0]["task_id"] == task.id
    assert not server.requests("create")


def test_two_programs_at_once_send_each_job_once(server: FoxServer) -> None:
    processes = [start("generate", f"p{n}", "--json", server=server) for n in range(3)]
    ended = [end(process) for process in processes]
    assert [each.code for each in ended] == [0, 0, 0]
    assert {each.jobs[0]["state"] for each in ended} == {"completed"}
    assert len(server.requests("create")) == 3


def test_piped_progress_is_plain_lines(server: FoxServer) -> None:
    ended = foxreel("generate", "x", server=server)
    assert "\x1b" not in ended.err
    assert "\r" not in ended.err
    assert any("generating" in line for line in ended.err.splitlines())


def test_models_marks_what_the_key_lacks(server: FoxServer) -> None:
    server.provider.models = ["sora-2"]
    marks = {
        model["id"]: model["callable"] for model in foxreel("models", "--json", server=server).jobs
    }
    assert [name for name, callable_now in marks.items() if callable_now] == ["sora-2"]
    assert set(marks.values()) == {True, False}
    unknown = {model["id"]: model["callable"] for model in foxreel("models", "--json").jobs}
    assert unknown == dict.fromkeys(marks)


def test_models_tells_everything_about_each_model_that_is_named() -> None:
    told = foxreel("models", "veo-3.1", "Sora-2", "veo-3.1", "--json")
    assert [(each["id"], bool(each["sources"])) for each in told.jobs] == [
        ("veo-3.1", True),
        ("sora-2", True),
    ]
    lines = foxreel("models", "veo-3.1", "sora-2").out.splitlines()
    assert [line.split(":")[0] for line in lines if line.startswith(("veo-3.1:", "sora-2:"))] == [
        "veo-3.1",
        "sora-2",
    ]


@pytest.mark.parametrize("name", ["end_frame", "end-image", "end_image", "End-Image"])
def test_inputs_are_called_as_their_options_are_too(name: str) -> None:
    told = foxreel("models", "--takes", name, "--json")
    assert told.jobs
    assert all("end_frame" in {i["role"] for i in each["inputs"]} for each in told.jobs)


def test_it_speaks_chinese(server: FoxServer) -> None:
    ended = foxreel("generate", "x", "--duration", "5", server=server, FOXREEL_LANG="zh_CN")
    assert ended.code == 2
    assert "可选" in ended.err


def test_help_says_how_to_use_it() -> None:
    ended = foxreel("--help")
    assert ended.code == 0
    assert "generate" in ended.out


def test_demo_where_no_window_can_open_makes_a_sample() -> None:
    ended = foxreel("--demo", DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert ended.code == 0
    assert Path(ended.out.strip()).stat().st_size > 10_000


def test_the_version_is_the_package_s() -> None:
    from core import __version__

    assert foxreel("--version").out == f"Foxreel {__version__}\n"


def test_a_ledger_of_a_newer_program_is_left_alone(server: FoxServer, tmp_path: Path) -> None:
    import sqlite3

    foxreel("jobs")
    file = tmp_path / "home" / "ledger.sqlite3"
    database = sqlite3.connect(file)
    database.execute("PRAGMA user_version = 99")
    database.close()
    before = file.read_bytes()
    ended = foxreel("generate", "x", server=server)
    assert ended.code == 5
    assert "newer" in ended.err
    assert file.read_bytes() == before
    assert not server.requests()


def test_stop_of_a_job_that_waits_for_a_person_is_not_undone_by_resume(server: FoxServer) -> None:
    server.on_create(Answer(402, {"error": {"type": "insufficient_quota"}}))
    (job,) = foxreel("generate", "x", "--json", server=server).jobs
    stopped = foxreel("stop", job["id"], "--json", server=server)
    assert (stopped.code, stopped.jobs[0]["state"]) == (0, "stopped")
    assert foxreel("resume", server=server).code == 0
    assert len(server.requests("create")) == 1


def test_jobs_that_nobody_follows_do_not_hold_up_new_ones(server: FoxServer) -> None:
    server.plan = Plan(pending=10**6, accepted={"task_info": None})
    assert foxreel("generate", "x", "--count", "8", "--no-wait", server=server).code == 0
    server.plan = SOON
    assert foxreel("generate", "y", server=server).code == 0


@pytest.mark.parametrize("stream", ["2>/dev/full", "2> >(true)", "2>&-"])
def test_a_standard_error_that_takes_nothing_touches_no_job(server: FoxServer, stream: str) -> None:
    command = f'exec "$0" "$1" generate x --count 2 --json {stream}'
    ended = subprocess.run(
        ["bash", "-c", command, sys.executable, str(ROOT / "main.py")],
        env=environment(server),
        stdout=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    jobs = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [job["state"] for job in jobs] == ["completed", "completed"]
    assert len(server.requests("create")) == 2


def test_a_standard_output_that_is_gone_abandons_no_clip(server: FoxServer) -> None:
    command = '"$0" "$1" generate x --count 2 2>/dev/null | true; exit "${PIPESTATUS[0]}"'
    ended = subprocess.run(
        ["bash", "-c", command, sys.executable, str(ROOT / "main.py")],
        env=environment(server),
        timeout=60,
        check=False,
    )
    assert ended.returncode == 5
    assert [job["state"] for job in foxreel("jobs", "--json").jobs] == ["completed"] * 2


def test_another_program_s_key_never_pays(server: FoxServer) -> None:
    gate = Gate()
    server.provider.key = None
    server.on_task(Hang(gate))
    first = start("generate", "by key one", server=server)
    gate.wait_reached()
    second = start(
        "generate", "by key two", "--json", server=server, FOXAPI_API_KEY="sk-two-0123456789"
    )
    gate.release()
    assert end(first).code == 0
    assert end(second).code == 0
    paid = {r.json["prompt"]: r.headers["authorization"] for r in server.requests("create")}
    assert paid == {"by key one": f"Bearer {KEY}", "by key two": "Bearer sk-two-0123456789"}


def test_a_mended_key_pays_for_what_waited(server: FoxServer) -> None:
    refused = foxreel("generate", "x", server=server, FOXAPI_API_KEY="sk-wrong-0123456789")
    assert refused.code == 3
    assert foxreel("resume", server=server).code == 0
    assert len(server.tasks) == 1


def test_a_clip_whose_file_is_gone_is_fetched_again(server: FoxServer) -> None:
    (job,) = foxreel("generate", "x", "--json", server=server).jobs
    Path(job["file"]).unlink()
    again = foxreel("follow", job["task_id"], "--json", server=server)
    assert again.code == 0
    assert Path(again.jobs[0]["file"]).exists()
    assert len(server.requests("create")) == 1


def test_follow_may_put_a_known_job_s_clip_elsewhere(server: FoxServer, tmp_path: Path) -> None:
    away = tmp_path / "away"
    gate = Gate()
    server.on_clip(Hang(gate))
    process = start("generate", "x", "--output", str(away), server=server)
    gate.wait_reached()
    process.send_signal(signal.SIGINT)
    end(process)
    gate.release()
    for file in away.iterdir():
        file.unlink()
    away.rmdir()
    assert foxreel("resume", server=server).code == 5
    task = server.tasks[0].id
    moved = foxreel("follow", task, "--output", str(tmp_path / "here"), "--json", server=server)
    assert moved.code == 0
    assert Path(moved.jobs[0]["file"]).parent == tmp_path / "here"


def test_settings_that_cannot_be_used_send_no_key_anywhere(
    server: FoxServer, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.json").write_text('{"base_url": "https://gateway.example",')
    ended = foxreel("generate", "x", server=server)
    assert ended.code == 2
    assert "settings.json" in ended.err
    assert not server.requests()


def test_a_home_that_is_a_file_is_said_in_words(server: FoxServer, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    ended = foxreel("jobs", server=server)
    assert ended.code == 2
    assert "FOXREEL_HOME" in ended.err or str(tmp_path) in ended.err


def test_models_with_a_refused_key_ends_with_3(server: FoxServer) -> None:
    ended = foxreel("models", server=server, FOXAPI_API_KEY="sk-wrong-0123456789")
    assert ended.code == 3
    assert "sora-2" in ended.out


def test_a_provider_s_words_steer_no_terminal(server: FoxServer) -> None:
    words = {"error": {"message": "\x1b[31mred\x1b]0;title\x07", "type": "x"}}
    server.on_create(Answer(400, words))
    assert "\x1b" not in foxreel("generate", "x", server=server).err
