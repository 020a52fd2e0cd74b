if a: b
if a: b; c;
if a:
    b
elif c:
    d
elif e: f
else:
    g
if a:
    if b:
        c
    else:
        d
else: e
if (a := b): c
if a := b: c
while a:
    b
else:
    c
for a in b: c
for a, b in c:
    d
else:
    e
for a, in b: c
for (a, b), *c in d, e: f
for a.b in c: d
for a[b] in *c, d: e
for [a, b] in c: d
async def f():
    async for a in b:
        c
    async with a as b, c: d
    async with (a as b): c
with a: b
with a as b: c
with a as b, c as d, e: f
with a as (b, c): d
with a as b.c, d as e[f], g as [h, i]: j
with (a): b
with (a) as b: c
with (a, b): c
with (a, b,): c
with (a, b) as c: d
with (a as b): c
with (a as b, c as d,): e
with (a as b, c): d
with (yield_), a: b
with (a), (b): c
with (a).b as c: d
with (a, b).c: d
with (a for b in c): d
with (a := b): c
with (a), b as c: d
with (a if b else c) as d: e
with op.batch_alter_table("a", schema=None) as batch_op:
    batch_op.drop_column("b")
try: a
except: b
try:
    a
except b: c
except (d, e): f
except g as h: i
except:
    j
else:
    k
finally:
    l
try:
    a
finally:
    b
try:
    a
except* b:
    c
except* (d, e) as f:
    g
else: h
