"""What a sweep came to as plain data, for programs that read."""

from __future__ import annotations

from collections import Counter
from typing import Any

from outputs.record import finite
from outputs.sweeps.findings import Findings
from outputs.sweeps.sections.brief import sentences


def sweep_record(findings: Findings) -> dict[str, Any]:
    """Return how far the sweep is, how scenarios ended, its plans and reasons, for JSON."""
    reading = findings.reading
    return finite(
        {
            "sweep": reading.sweep.name,
            "geography": reading.geography.name,
            "scenarios": reading.total,
            "finished": reading.finished,
            "ended": Counter(reading.frame["status"].tolist()),
            "sentences": list(sentences(findings)),
            "plans": [
                {
                    "plan": found.number,
                    "scenarios": found.scenarios,
                    "share": found.share,
                    "clusters": len(found.plan.clusters),
                }
                for found in reading.plans
            ],
            "not_beaten": [
                {
                    "plan": point.plan,
                    "clusters": point.clusters,
                    "by": "plans of as many clusters" if point.beaten else "any plan",
                    "scenarios": point.scenarios,
                    "scores": point.scores,
                }
                for point in findings.unbeaten_alike
            ],
            "without_plan": [
                {
                    "status": t.status,
                    "words": t.words,
                    "reasons": t.reasons,
                    "scenarios": t.scenarios,
                }
                for t in (*findings.infeasible, *findings.failed, *findings.stopped)
            ],
        }
    )
