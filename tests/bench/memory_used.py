"""How much memory this process holds."""

from __future__ import annotations

from pathlib import Path


def memory_used() -> float:
    """VmRSS in MiB; 0.0 where the system does not tell (only Linux does)."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(x.split()[1]) / 1024 for x in lines if x.startswith("VmRSS:")), 0.0)
