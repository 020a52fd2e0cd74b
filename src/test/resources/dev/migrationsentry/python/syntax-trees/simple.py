"""The text of the module."""
a; b; c;
a = b; a = b = c; a, b = c; a, = b; (a, b) = c; [a, b] = c; (a) = b; a.b = c; a[b] = c; a[b:c] = d
*a, b = c; (a, *b) = c; [*a] = b; a, (b, [c, *d]) = e; a = *b, c; a = b, = c; f().a = b; f()[a] = b
a += b; a -= b; a *= b; a @= b; a /= b; a //= b; a %= b; a **= b; a <<= b; a >>= b; a |= b; a ^= b; a &= b; a.b += c, d
(a) += b; a[b] += c
a: b; a: b = c; a.b: c; a[b]: c = d; (a): b; (a): b = c; a: b = c, d; a: (b, c) = *d, e
revision: str = "0001"
down_revision: str | None = None
depends_on: str | tuple[str, ...] | None = None
pass
del a; del a, b; del (a, b); del [a, b]; del a.b, c[d]; del (a); del a,; del ()
assert a; assert a, b; assert (a, b)
import a; import a.b.c; import a as b; import a.b as c, d, e.f as g
from a import b; from a.b import c as d, e; from a import (b); from a import (b as c, d,); from a import *
from . import a; from .. import a; from ... import a; from .... import a; from .a import b; from ...a.b import c; from . . .. a import b
from __future__ import annotations
def f():
    global a; global b, c
    nonlocal_ = 1
    return; return a; return a, b; return *a, b; return (yield)
def g():
    def h():
        nonlocal a, b
    yield; yield a; yield a, b; yield *a, b; yield from a; a = yield; a = yield b; a = b = yield c; a += yield; x = (yield); f((yield a))
    a: b = yield
    raise; raise a; raise a from b; raise a from None
while a: break
while a: continue
match = 1; case = 2; type = 3; _ = 4
match.a; match[a]; match(a); match (a), b; match * a; match - a; match, a; match: a; match = a; match or a; match in a; match
type(a); type = a; type: a; type.b; type[a]; case(a); print; print(a); exec("a")
