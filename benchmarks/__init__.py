"""Benchmarks: how fast partwise is beside the loop it replaces (`python -m benchmarks`)."""

import os

# one thread for both sides: set before NumPy starts the threads of its linear algebra
for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
