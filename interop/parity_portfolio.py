"""Compares the portfolio mathematics of advice with scikit-learn, SciPy and NumPy.

Covariance with `sklearn.covariance.LedoitWolf`; constant correlation and shrunk means with their papers' formulas in NumPy; portfolios under
constraints with SciPy's SLSQP (risk parity under bounds: L-BFGS-B inside Brent's method); risk with `scipy.stats` and quadrature.

Usage, from the project's folder: python interop/parity_portfolio.py --check | --write
`--check` makes new cases and asks TypeScript (`interop/parity-portfolio.ts`); `--write` makes the golden file of `npm test`.
"""

import numpy as np
from parity import GOLDEN, Checks, ask_typescript, run, write_json
from scipy.integrate import quad
from scipy.optimize import brentq, minimize
from scipy.stats import kurtosis, norm, skew
from sklearn.covariance import LedoitWolf

LIMIT = 1e-6
PERIODS = 252
LEVEL = 0.95
RISK_FREE = 0.015
SHARES = [1e-9, 1e-4, 0.01, 0.05, 0.07, 0.3, 0.5, 0.8, 0.975, 0.999]


def random_returns(rng, count, assets):
    """Simple returns of a market with one factor and heavy but not wild tails, eight digits each."""
    factor = 0.007 * rng.standard_normal(count)
    beta = rng.uniform(0.2, 1.4, assets)
    own = rng.uniform(0.003, 0.012, assets) * rng.standard_t(9, (count, assets))
    means = rng.uniform(0.0001, 0.0006, assets)
    return np.round(means + factor[:, None] * beta + own, 8)


def constant_correlation(x):
    """Ledoit and Wolf (2004), "Honey, I shrunk the sample covariance matrix", in matrices as their own code has it."""
    t, n = x.shape
    x = x - x.mean(0)
    sample = x.T @ x / t
    deviation = np.sqrt(np.diag(sample))
    correlation = sample / np.outer(deviation, deviation)
    average = (correlation.sum() - n) / (n * (n - 1))
    prior = average * np.outer(deviation, deviation)
    np.fill_diagonal(prior, np.diag(sample))
    y = x**2
    phi_matrix = y.T @ y / t - sample**2
    third = (x**3).T @ x / t - np.diag(sample)[:, None] * sample
    np.fill_diagonal(third, 0)
    rho = np.trace(phi_matrix) + average * (np.outer(1 / deviation, deviation) * third).sum()
    gamma = ((sample - prior) ** 2).sum()
    shrinkage = float(np.clip((phi_matrix.sum() - rho) / gamma / t, 0, 1))
    return shrinkage * prior + (1 - shrinkage) * sample, shrinkage


def shrunk_means(x):
    """James–Stein towards the average, Bayes–Stein towards the minimum-variance portfolio (Jorion 1986); per period."""
    t, n = x.shape
    mean = x.mean(0)
    sample = np.cov(x, rowvar=False)
    inverse = np.linalg.inv(sample)

    def toward(centre, weight):
        return (1 - weight) * mean + weight * centre

    away = mean - mean.mean()
    james = min(1.0, (n - 2) / (t * (away @ inverse @ away)))
    ones = np.ones(n)
    centre = (ones @ inverse @ mean) / (ones @ inverse @ ones)
    wide = np.linalg.inv(sample * (t - 1) / (t - n - 2))
    away = mean - centre
    bayes = (n + 2) / (n + 2 + t * (away @ wide @ away))
    return {"james-stein": toward(mean.mean(), james), "bayes-stein": toward(centre, bayes)}


def slsqp(objective, gradient, start, bounds, constraints):
    """The best of several starts, so that where one of them stops does not decide."""
    found = None
    for first in [start, np.roll(start, 1), np.full(len(start), np.mean(start))]:
        answer = minimize(
            objective,
            first,
            jac=gradient,
            method="SLSQP",
            bounds=bounds,
            constraints=constraints,
            options={"ftol": 1e-20, "maxiter": 5000},
        )
        if answer.status in (0, 8) and (found is None or answer.fun < found.fun):
            found = answer
    return found.x


def equal(terms, value):
    return {"type": "eq", "fun": lambda w: terms @ w - value, "jac": lambda w: terms}


def at_least(terms, value):
    return {"type": "ineq", "fun": lambda w: terms @ w - value, "jac": lambda w: terms}


def log_barrier(matrix, budgets, scale, bounds, start):
    def value(x):
        return 0.5 * x @ matrix @ x - scale * budgets @ np.log(x)

    def gradient(x):
        return matrix @ x - scale * budgets / x

    options = {"ftol": 1e-20, "gtol": 1e-15, "maxiter": 100_000, "maxfun": 1_000_000, "maxcor": 30}
    return minimize(value, start, jac=gradient, method="L-BFGS-B", bounds=bounds, options=options).x


def portfolios(means, matrix, constraints, budgets, capped):
    """Weights by objective; `capped` are the upper bounds of the second risk parity."""
    n = len(means)
    lower, upper = constraints["lower"], constraints["upper"]
    group = np.array([1.0 if i in constraints["members"] else 0.0 for i in range(n)])
    bounds = [(lower, upper)] * n
    ones = np.ones(n)
    linear = [
        equal(ones, 1),
        at_least(group, constraints["groupLower"]),
        at_least(-group, -constraints["groupUpper"]),
    ]
    start = np.full(n, 1 / n)
    size = np.mean(np.diag(matrix))

    def variance(w):
        return 0.5 * w @ matrix @ w / size

    def slope(w):
        return matrix @ w / size

    safest = slsqp(variance, slope, start, bounds, linear)
    richest = slsqp(lambda w: -means @ w, lambda w: -means, start, bounds, linear)
    target = float(0.4 * means @ safest + 0.6 * means @ richest)
    risk = float(0.5 * np.sqrt(safest @ matrix @ safest) + 0.5 * np.sqrt(richest @ matrix @ richest))
    limit = {
        "type": "ineq",
        "fun": lambda w: (risk**2 - w @ matrix @ w) / size,
        "jac": lambda w: -2 * matrix @ w / size,
    }

    def minus_sharpe(w):
        return -(means @ w - RISK_FREE) / np.sqrt(w @ matrix @ w)

    def minus_sharpe_slope(w):
        deviation = np.sqrt(w @ matrix @ w)
        return -means / deviation + (means @ w - RISK_FREE) * (matrix @ w) / deviation**3

    aversion = 6.0

    def utility(w):
        return (-means @ w + aversion / 2 * w @ matrix @ w) / size

    def utility_slope(w):
        return (-means + aversion * matrix @ w) / size

    free = log_barrier(matrix / size, budgets, 1.0, [(1e-12, None)] * n, start)
    boxes = list(zip(np.full(n, 1e-12), capped, strict=True))

    def too_much(power):
        return log_barrier(matrix / size, budgets, np.exp(power), boxes, np.minimum(start, capped)).sum() - 1

    power = brentq(too_much, -25, 8, xtol=1e-14)
    cases = [
        ({"kind": "minimum-variance"}, "bounded", safest),
        ({"kind": "mean-variance", "riskAversion": aversion}, "bounded", slsqp(utility, utility_slope, start, bounds, linear)),
        (
            {"kind": "target-return", "value": target},
            "bounded",
            slsqp(variance, slope, start, bounds, [*linear, at_least(means, target)]),
        ),
        (
            {"kind": "target-volatility", "value": risk},
            "bounded",
            slsqp(lambda w: -means @ w, lambda w: -means, start, bounds, [*linear, limit]),
        ),
        (
            {"kind": "maximum-sharpe", "riskFree": RISK_FREE},
            "bounded",
            slsqp(minus_sharpe, minus_sharpe_slope, start, bounds, linear),
        ),
        ({"kind": "risk-parity"}, "free", free / free.sum()),
        (
            {"kind": "risk-parity"},
            "capped",
            log_barrier(matrix / size, budgets, np.exp(power), boxes, np.minimum(start, capped)),
        ),
    ]
    traded = with_trading(means, matrix, bounds, linear, constraints, aversion)
    cases.append(({"kind": "mean-variance", "riskAversion": aversion}, "trading", traded))
    return [{"objective": o, "under": under, "weights": w.tolist()} for o, under, w in cases]


def with_trading(means, matrix, bounds, linear, constraints, aversion):
    """Bought and sold as variables of their own, since |w − w₀| has no slope at 0."""
    n = len(means)
    held, cost = np.array(constraints["held"]), constraints["cost"]
    size = np.mean(np.diag(matrix))

    def parts(z):
        return held + z[:n] - z[n:]

    def value(z):
        w = parts(z)
        return (-means @ w + cost * z.sum() + aversion / 2 * w @ matrix @ w) / size

    def slope(z):
        g = -means + aversion * matrix @ parts(z)
        return np.concatenate([g + cost, -g + cost]) / size

    def moved(rule):
        terms = rule["jac"](None)
        wide = np.concatenate([terms, -terms])
        return {"type": rule["type"], "fun": lambda z: rule["fun"](parts(z)), "jac": lambda z: wide}

    boxes = [
        at_least(np.concatenate([sign * e, -sign * e]), sign * (bound - h))
        for (low, high), h, e in zip(bounds, held, np.eye(n), strict=True)
        for bound, sign in [(low, 1), (high, -1)]
    ]
    answer = slsqp(value, slope, np.full(2 * n, 0.01), [(0, 1)] * (2 * n), [*map(moved, linear), *boxes])
    return parts(answer)


def risks(x, benchmark):
    sd, mean = x.std(ddof=1), x.mean()
    z = norm.ppf(1 - LEVEL)
    s, k = skew(x), kurtosis(x)

    def corrected(q):
        return q + (q**2 - 1) * s / 6 + (q**3 - 3 * q) * k / 24 - (2 * q**3 - 5 * q) * s**2 / 36

    tail = quad(lambda q: corrected(q) * norm.pdf(q), -np.inf, z, epsabs=1e-14)[0] / (1 - LEVEL)
    wealth = np.concatenate([[1], np.cumprod(1 + x)])
    least = RISK_FREE / PERIODS
    slope = np.cov(x, benchmark)
    # Mean of the worst 5 %, as an integral over the steps of the empirical quantile.
    worst, count = np.sort(x), (1 - LEVEL) * len(x)
    shares = np.clip(count - np.arange(len(x)), 0, 1)
    return {
        "volatility": sd * np.sqrt(PERIODS),
        "drawdown": np.max(1 - wealth / np.maximum.accumulate(wealth)),
        "varHistorical": -np.quantile(x, 1 - LEVEL),
        "varNormal": -norm.ppf(1 - LEVEL, mean, sd),
        "varCornishFisher": -(mean + sd * corrected(z)),
        "esHistorical": -(shares * worst).sum() / count,
        "esNormal": -norm.expect(lambda v: v, loc=mean, scale=sd, ub=mean + z * sd) / (1 - LEVEL),
        "esCornishFisher": -(mean + sd * tail),
        "sharpe": (mean - least) / sd * np.sqrt(PERIODS),
        "sortino": (mean - least) / np.sqrt(np.mean(np.minimum(x - least, 0) ** 2)) * np.sqrt(PERIODS),
        "trackingError": (x - benchmark).std(ddof=1) * np.sqrt(PERIODS),
        "beta": slope[0, 1] / slope[1, 1],
    }


def new_case(rng, name, count, assets):
    x = random_returns(rng, count, assets)
    fitted = LedoitWolf().fit(x)
    matrix = fitted.covariance_ * PERIODS
    means = x.mean(0) * PERIODS
    held = np.round(rng.dirichlet(np.ones(assets)), 3)
    held[0] += 1 - held.sum()
    members = sorted(rng.choice(assets, assets // 2, replace=False).tolist())
    constraints = {
        "lower": 0.0,
        "upper": round(max(0.35, 1.6 / assets), 3),
        "members": members,
        "groupLower": 0.2,
        "groupUpper": 0.5,
        "held": np.clip(held, 0, 1).round(3).tolist(),
        "cost": 0.01,
    }
    budgets = np.full(assets, 1 / assets)
    free = log_barrier(matrix / np.mean(np.diag(matrix)), budgets, 1.0, [(1e-12, None)] * assets, budgets)
    free = free / free.sum()
    capped = np.where(free > np.median(free), np.round(0.85 * free, 4), 1.0)
    constant, constant_shrinkage = constant_correlation(x)
    shrunk = shrunk_means(x)
    return {
        "name": name,
        "returns": x.tolist(),
        "covariance": {
            "ledoit-wolf": {"matrix": matrix.tolist(), "shrinkage": float(fitted.shrinkage_)},
            "constant-correlation": {"matrix": (constant * PERIODS).tolist(), "shrinkage": constant_shrinkage},
            "sample": {"matrix": (np.cov(x, rowvar=False) * PERIODS).tolist(), "shrinkage": 0},
        },
        "means": {"historical": means.tolist(), **{k: (v * PERIODS).tolist() for k, v in shrunk.items()}},
        "standardErrors": (x.std(0, ddof=1) / np.sqrt(count) * PERIODS).tolist(),
        "constraints": constraints,
        "capped": capped.tolist(),
        "portfolios": portfolios(means, matrix, constraints, budgets, capped),
        "risk": {key: float(value) for key, value in risks(x[:, 0], x.mean(1)).items()},
        "quantiles": [[share, float(norm.ppf(share))] for share in SHARES],
    }


def all_cases(seed, sizes):
    rng = np.random.default_rng(seed)
    return [new_case(rng, f"{assets} assets, {count} days", count, assets) for count, assets in sizes]


def check():
    checks = Checks("portfolios against scikit-learn, SciPy and NumPy")
    cases = all_cases(2, [(500, 4), (250, 8), (1000, 12), (60, 25)])
    answers = ask_typescript("parity-portfolio.ts", {"cases": cases})
    for what in answers[0]:
        checks.add(f"{what}, {len(cases)} markets", max(answer[what] for answer in answers), LIMIT)
    checks.end()


def write():
    write_json(GOLDEN / "portfolio.json", all_cases(1, [(120, 3), (90, 6)]))


run(check, write)
