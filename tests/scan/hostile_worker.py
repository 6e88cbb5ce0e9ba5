"""A worker whose documents misbehave by name: started in place of the real one."""

from __future__ import annotations

import os
import signal
import sys
import time

from aligner.scan import jobs, worker


def misbehave(entry_path: str) -> None:
    if "hang" in entry_path:
        time.sleep(600)
    if "crash" in entry_path:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "leave" in entry_path:
        os._exit(3)
    if "bomb" in entry_path:
        bytearray(1 << 40)
    if "deep" in entry_path:
        raise RecursionError
    if "panic" in entry_path:
        raise BaseException(entry_path)  # noqa: TRY002 - as libraries written in Rust do


if __name__ == "__main__":
    read = jobs.readings

    def readings(source, limits):
        misbehave(source.path)
        return read(source, limits)

    jobs.readings = readings
    worker.main(sys.argv[1:])
