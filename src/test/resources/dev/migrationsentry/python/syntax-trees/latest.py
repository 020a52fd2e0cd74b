t'a{b}c'; rt'\n{a!r:>{b}}'; T"{a=}"; t'a' t'{b}'; tr"{a:\d}"
try:
    a
except A, B:
    c
except A.b, c.D, E:
    f
try:
    a
except* A, B:
    c
