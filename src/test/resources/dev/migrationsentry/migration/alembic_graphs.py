"""Answers what Alembic makes of graphs of revisions: one JSON list of graphs in, one of answers out."""

import json
import signal
import sys
import warnings

from alembic.script.revision import Revision, RevisionMap

warnings.simplefilter("ignore")


def stop(number, frame):
    raise TimeoutError("Alembic does not come to an end")


# Processor time, which does not depend on what else the machine does.
signal.signal(signal.SIGVTALRM, stop)


def answer(graph):
    signal.setitimer(signal.ITIMER_VIRTUAL, 0.7)
    try:
        revisions = RevisionMap(
            lambda: [
                Revision(one["id"], tuple(one["down"]), tuple(one["depends"]) or None, tuple(one["labels"]) or None)
                for one in graph
            ]
        )
        heads = list(revisions.heads)
        bases = list(revisions.bases)
        order = [one.revision for one in revisions.iterate_revisions("heads", "base", implicit_base=True)]
        merges = [one["id"] for one in graph if revisions.get_revision(one["id"]).is_merge_point]
        branches = [one["id"] for one in graph if revisions.get_revision(one["id"]).is_branch_point]
        labels = {head: sorted(revisions.get_revision(head).branch_labels) for head in heads}
    except Exception as refused:
        return {"refused": type(refused).__name__ + ": " + str(refused)}
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return {
        "heads": heads,
        "bases": bases,
        "order": order[::-1],
        "merges": merges,
        "branches": branches,
        "labels": labels,
    }


json.dump([answer(graph) for graph in json.load(sys.stdin)], sys.stdout)
