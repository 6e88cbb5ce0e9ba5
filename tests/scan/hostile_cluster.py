"""Preloaded by workers of a cluster: some documents kill the process of their task, others the worker itself."""

from __future__ import annotations

import json
import os

from aligner.scan import remote, workers


def do(version: str, order: str, task: str) -> str:
    if "worker killer" in json.loads(task)["name"]:
        os._exit(9)
    return remote.harmless(version, order, task)


if not hasattr(remote, "harmless"):  # a file is preloaded more than once
    workers.COMMAND = (os.environ["HOSTILE_WORKER"],)
    remote.harmless, remote.do = remote.do, do
