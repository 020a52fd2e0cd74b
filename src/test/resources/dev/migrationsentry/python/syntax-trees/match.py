match a:
    case 1: b
    case -1 | 1.5 | -2j | 1+2j | -1.5-2.5j: b
    case "a" 'b' | b"c": d
    case None | True | False: e
    case x: f
    case _: g
match a, b:
    case 1, 2: c
    case a,: d
    case a, *b: e
    case *_, a: f
    case (a, b) | [c, d]: g
    case (): h
    case []: i
    case (a): j
    case (a,): k
    case [a, *rest, b]: l
match (a):
    case {}: b
    case {"a": 1, b.c: x, -1: y, None: z}: c
    case {**rest}: d
    case {"a": {"b": [c, *_]}, **rest,}: e
match a.b(c):
    case a.b: c
    case a.b.c.d: e
    case A(): f
    case a.B(): g
    case A(1, x, b=2, c=C(),): h
    case A(a=1): i
    case A(x) as y: j
    case (1 | 2) as z: k
    case [A() as a, B() as b] if a > b: l
    case a if (b := a): m
match *a, b:
    case x: pass
match -a:
    case x:
        match b:
            case y: pass
        pass
match match:
    case case: pass
match [a]:
    case [b]: pass
match {a: b}:
    case c: pass
match lambda: a:
    case b: pass
match not a:
    case b: pass
match (a := b):
    case c: pass
