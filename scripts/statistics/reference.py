"""Writes fixtures/statistics/scipy.json: what scipy says of seeded samples, for the tests of src/statistics.

    python3 -m venv venv && venv/bin/pip install scipy==1.17.1
    venv/bin/python scripts/statistics/reference.py > fixtures/statistics/scipy.json
"""

import json

import numpy
import scipy
from scipy import stats

random = numpy.random.default_rng(20261122)


def fisher(one_failures, one_trials, other_failures, other_trials):
    table = [[one_failures, one_trials - one_failures], [other_failures, other_trials - other_failures]]
    return {
        "one": {"failures": one_failures, "trials": one_trials},
        "other": {"failures": other_failures, "trials": other_trials},
        "p": stats.fisher_exact(table, alternative="greater").pvalue,
    }


def samples(one, other):
    result = stats.mannwhitneyu(one, other, alternative="greater", method="asymptotic", use_continuity=True)
    shift = numpy.median(numpy.subtract.outer(numpy.array(one), numpy.array(other)))
    return {"one": one, "other": other, "u": result.statistic, "p": result.pvalue, "shift": shift}


def draw(n, m, shift, digits):
    one = random.lognormal(5, 0.3, n) + shift
    other = random.lognormal(5, 0.3, m)
    return samples([round(x, digits) for x in one.tolist()], [round(x, digits) for x in other.tolist()])


fixed = [
    (3, 4, 1, 4),
    (0, 20, 0, 180),
    (1, 20, 0, 180),
    (10, 200, 0, 1800),
    (20, 20, 0, 20),
    (0, 50, 5, 450),
    (5, 5, 5, 5),
    (2, 40, 900, 9000),
    (512, 10000, 4000, 90000),
    (120, 250000, 1000, 2250000),
    (90000, 1000000, 800000, 9000000),
]
drawn = []
for _ in range(30):
    one_trials, other_trials = (int(n) for n in random.integers(20, 3000, 2))
    drawn.append((int(random.binomial(one_trials, 0.03)), one_trials, int(random.binomial(other_trials, 0.02)), other_trials))

# Digits 0 and -1 make ties.
shapes = [(10, 10, 0, 6), (10, 50, 20, 6), (30, 30, 5, 0), (12, 40, 30, 0), (60, 60, 0, -1), (59, 61, 40, -1), (25, 10, -30, 3)]

print(
    json.dumps(
        {
            "scipy": scipy.__version__,
            "fisher": [fisher(*table) for table in fixed + drawn],
            "mannWhitney": [draw(*shape) for shape in shapes * 2]
            + [samples([5.0] * 10, [5.0] * 12), samples([0.0, 1.0] * 6, [0.0] * 11), samples([9.0] * 10, [1.0] * 10)],
        },
        separators=(",", ":"),
    )
)
