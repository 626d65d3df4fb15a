"""A run that is killed, or whose disk fills up, loses its unfinished shard and nothing else."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

import partwise as pw
from tables import small_table, write_coco, write_maps, write_pictures

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [f"{index:03d}.png" for index in range(24)]

#: A run of shards of four pictures that takes its time over each.
SLOW_RUN = """
import sys, time
from partwise.pipeline import loop
from partwise.cli import main
from partwise.sources.maps import MapSource
loop.SHARD_SIZE = 4
place, out, pause = sys.argv[1], sys.argv[2], float(sys.argv[3])
read = MapSource.map_of
def slowly(self, image, shape):
    time.sleep(pause)
    return read(self, image, shape)
MapSource.map_of = slowly
print("ready", flush=True)
sys.argv = ["partwise", "build", "--images", f"{place}/pictures", "--maps", f"{place}/maps",
            "--segments", f"coco:{place}/parts.json", "--out", out, "--workers", "1"]
main()
"""


@pytest.fixture
def place(tmp_path):
    write_pictures(tmp_path / "pictures", NAMES)
    write_coco(tmp_path / "parts.json", NAMES)
    write_maps(tmp_path / "maps", NAMES)
    return tmp_path


def start(place: Path, out: Path, pause: float) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW_RUN, str(place), str(out), str(pause)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def wait_for_shards(out: Path, count: int) -> None:
    deadline = time.monotonic() + 60
    while len(list((out / "images").glob("part-*"))) < count:
        assert time.monotonic() < deadline, "no shard was finished in a minute"
        time.sleep(0.01)


def parts(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("part-*.parquet")
    }


def test_after_kill_9_the_same_call_goes_on_and_ends_with_the_same_bytes(place):
    undisturbed = start(place, place / "undisturbed", 0.0)
    assert undisturbed.wait() == 0
    process = start(place, place / "killed", 0.05)
    wait_for_shards(place / "killed", 2)
    process.kill()
    process.wait()
    before = parts(place / "killed")
    assert len(pw.open_table(place / "killed").images()) < len(NAMES)
    resumed = start(place, place / "killed", 0.0)
    assert resumed.wait() == 0
    after = parts(place / "killed")
    assert {name: after[name] for name in before if name in after} == before
    assert after == parts(place / "undisturbed")


def test_a_table_that_is_still_being_written_can_be_read(place):
    process = start(place, place / "table", 0.05)
    wait_for_shards(place / "table", 1)
    assert len(pw.open_table(place / "table").images()) % 4 == 0
    process.kill()
    process.wait()


def test_the_lock_dies_with_its_process(place):
    process = start(place, place / "table", 0.05)
    wait_for_shards(place / "table", 1)
    with pytest.raises(pw.PartwiseError, match="another process"):
        build(place)
    process.kill()
    process.wait()
    build(place)


def build(place: Path) -> pw.AttributionTable:
    from partwise.pipeline import loop

    size, loop.SHARD_SIZE = loop.SHARD_SIZE, 4
    try:
        return pw.build(
            None,
            place / "pictures",
            f"coco:{place / 'parts.json'}",
            maps=place / "maps",
            out=place / "table",
        )
    finally:
        loop.SHARD_SIZE = size


def test_ctrl_c_ends_with_a_sentence_and_exit_code_3(place):
    process = start(place, place / "table", 0.05)
    wait_for_shards(place / "table", 1)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 3
    assert "interrupted. Finished shards are kept" in said
    assert "Traceback" not in said


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_is_told_and_what_was_finished_is_kept(place):
    disk = place / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=160k", "tmpfs", str(disk)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.decode().strip()}")
    try:
        process = start(place, disk / "table", 0.0)
        _, said = process.communicate(timeout=60)
        assert process.returncode == 3
        assert "the disk is full" in said
        assert len(pw.open_table(disk / "table").images()) % 4 == 0
        assert not (disk / "table" / ".unfinished").exists()
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_file_that_may_not_grow_is_told_too(place):
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))

    process = subprocess.run(
        [sys.executable, "-c", SLOW_RUN, str(place), str(place / "table"), "0"],
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "cannot write the table" in process.stderr
    assert process.returncode == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write read-only folders")
def test_a_read_only_folder_is_told(place):
    (place / "locked").mkdir(mode=0o555)
    with pytest.raises(pw.PartwiseError, match="read-only"):
        small_table(place / "locked" / "table")
