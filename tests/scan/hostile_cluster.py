"""Preloaded by workers of a cluster: some documents kill the process of their task, others the worker itself."""

from __future__ import annotations

import json
import os

from aligner.scan import remote, workers


def do(version: str, order: str, task: str) -> str:
    if "worker killer" in json.loads(task)["name"]:
        os._exit(9)
    return DO(version, order, task)


if "DO" not in vars(remote):  # a file is preloaded more than once
    workers.COMMAND = (os.environ["HOSTILE_WORKER"],)
    DO = remote.DO = remote.do
    do.__module__, do.__qualname__ = remote.__name__, "do"
    remote.do = do
