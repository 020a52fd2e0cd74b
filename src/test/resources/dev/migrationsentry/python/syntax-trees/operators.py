a or b or c and d and e; not a; not not a; not a == b
a < b <= c > d >= e == f != g; a is b; a is not b; a in b; a not in b; not a in b
a | b ^ c & d; a << b >> c; a + b - c; a * b / c // d % e @ f
-a; +a; ~a; - - a; -a ** b; a ** -b ** c; a ** b ** c; (a ** b) ** c; (-a) ** b
a + b * c; (a + b) * c; a * (b + c); a - (b - c); a + (b) + c
a if b else c; a if b else c if d else e; (a if b else c) if d else e
lambda: 0; lambda x: x; lambda x, y=1, /, z=2, *a, k, l=3, **kw: x; lambda *, k: k; lambda *a: a; lambda: (yield)
lambda: a if b else c
(a := b); (a := b, c); f(a := b); a[b := c]; [a := b, c]; {a := b}; [b for a in c if (b := a)]
async def f():
    await a; await a.b(c)[d]; -await a ** await b; await a ** b
    [x async for x in y]; (await x for x in y)
a.b.c; a.b().c[d](e)[f].g; (a).b; (a.b)(c); "s".join(x); 1 .real; 1..real; (1).real; [].append
a[b]; a[b, c]; a[b,]; a[:]; a[b:]; a[:b]; a[b:c]; a[::]; a[b:c:d]; a[::d]; a[b:, ::c, d]; a[*b]; a[*b, c]; a[()]; a[...]
a, b; a,; (a, b); (a,); (); *a, b; *a, *b; a, *b,
