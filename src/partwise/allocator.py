"""Allocator: settings of the C library's memory that suit a process which runs networks."""

from __future__ import annotations

import ctypes

#: glibc's names for what `mallopt` sets (malloc.h), and the greatest value it takes for each.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = (-1, 2**31 - 1), (-3, 32 * 2**20)


def keep_freed_memory() -> bool:
    """Keep memory that is freed instead of giving it back to the kernel each time.

    A network's layers allocate and free the same megabytes over and over; giving them back in
    between makes the kernel clear every page anew, which `python -m benchmarks network`
    measures. It holds for the whole process, so that only the command line asks for it, never
    the library.

    Returns
    -------
    Whether the C library took it; only glibc does.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return False
    return all(mallopt(*setting) for setting in (_TRIM_THRESHOLD, _MMAP_THRESHOLD))
