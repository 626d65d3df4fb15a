"""partwise selftest: what is asked for is refused or done, and its exit code tells."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from PIL import Image

from tables import write_coco, write_factory

NAMES = [f"{number}.png" for number in range(12)]


def selftest(*args, cwd=None):
    call = [sys.executable, "-c", "from partwise.cli import main; main()", "selftest", *args]
    return subprocess.run(call, capture_output=True, text=True, check=False, cwd=cwd)


@pytest.fixture
def place(tmp_path):
    random = np.random.default_rng(0)
    (tmp_path / "pictures").mkdir()
    for name in NAMES:
        tile = Image.fromarray(random.integers(0, 256, (3, 3, 3), dtype=np.uint8))
        tile.resize((32, 32)).save(tmp_path / "pictures" / name)
    write_coco(tmp_path / "parts.json", NAMES, (32, 32))
    write_factory(tmp_path / "tiny.py", side=32)
    return tmp_path


def test_a_user_s_own_set_up_is_told_the_smallest_reliance_it_would_catch(place):
    done = selftest(
        "--model", "python:tiny:make", "--images", "pictures", "--segments", "coco:parts.json",
        "--method", "input-x-gradient", "--draws", "1", cwd=place,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("12 pictures with a planted mark, input-x-gradient")
    assert "Smallest reliance that was caught in every draw" in done.stdout
    assert "False alarms where nothing was planted: 0 of 1" in done.stdout
    assert "Traceback" not in done.stderr


def test_segments_that_do_not_fit_are_told_and_not_left_out(place):
    write_coco(place / "parts.json", NAMES, (12, 10))
    done = selftest(
        "--model", "python:tiny:make", "--images", "pictures", "--segments", "coco:parts.json",
        "--method", "input-x-gradient", "--draws", "1", cwd=place,
    )  # fmt: skip
    assert done.returncode != 0
    assert "32×32" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--images", "pictures"], "--images goes with --model"),
        (["--limit", "3"], "--limit goes with --model"),
        (["--draws", "3"], "--draws goes with --model"),
        (["--device", "cpu"], "--device goes with --model"),
        (["--model", "python:tiny:make", "--workers", "2"], "--workers goes without --model"),
        (["--model", "python:tiny:make", "--seed", "-1"], "--seed must be from 0 to 1,000"),
        (["--model", "python:tiny:make"], "give --images and --segments"),
        (["--method", "gradeint"], "gradient"),
        (["--workers", "0"], "--workers must be at least 1, got 0"),
        (["--seed", "-1"], "--seed must be from 0 to 1,000,000,000, got -1"),
    ],
)
def test_a_call_that_cannot_be_is_refused_before_anything_is_trained(place, arguments, said):
    done = selftest(*arguments, cwd=place)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""
    assert "training" not in done.stderr


@pytest.mark.slow
def test_the_exam_passes_on_this_machine():
    done = selftest()
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("passed") == 3
    assert "not detectable by this tool" in done.stdout


def test_ctrl_c_ends_it_at_once_with_a_sentence():
    """A terminal sends it to every process; those that train must not go on to the next network."""
    call = [sys.executable, "-c", "from partwise.cli import main; main()", "selftest"]
    with subprocess.Popen(call, stderr=subprocess.PIPE, text=True, start_new_session=True) as run:
        assert run.stderr is not None
        said = [run.stderr.readline() for _ in range(2)]
        assert "judging each by" in said[1]
        time.sleep(5)  # the others are starting
        os.killpg(run.pid, signal.SIGINT)
        _, rest = run.communicate(timeout=20)
    assert run.returncode == 3
    assert rest == "partwise: error: interrupted.\n"
