[]; [a]; [a,]; [a, b]; [*a, b]; [a, *b,]; [[]]; [(a, b), c]
{}; {a: b}; {a: b,}; {**a}; {a: b, **c, d: e}; {a: lambda: b}; {a if b else c: d if e else f}
{a}; {a,}; {a, b}; {*a}; {*a, b}
[a for b in c]; [a for b in c for d in e if f if g]; [a for b, c in d]; [a for b, in c]; [a for (b) in c]
[a for b.c in d]; [a for b[c] in d]; [a for [b, c] in d]; [a for *b, c in d]; [a for b in c or d]; [a for b in lambda_]
{a for b in c}; {a: b for c in d}; (a for b in c); ((a for b in c))
[a if b else c for d in e if f]; [(a, b) for c in d]; [lambda: a for b in c]; [a for b in (c if d else e)]
[[a for b in c] for d in e]; {a: {b: c for d in e} for f in g}
(a); ((a)); (a, (b, (c,))); ((a),); (yield_)
(
    a,
    b
)
