f(); f(a); f(a,); f(a, b); f(a, b,); f(*a); f(**a); f(a=b); f(a=b,)
f(a, *b, c, *d, e=f, *g, h=i, **j, k=l, **m)
f(x for x in y); f((x for x in y), z); f(x for x in y if z)(w)
f(a)(b)(c); f(a := b); f(a := b, c=d); f(*a or b); f(*a if b else c); f(**a or b); f(a=lambda: 0)
f(match=1, case=2, type=3, _=4, print=5)
op.create_table(
    "users",  # its name
    sa.Column("id", sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(["a"], ["b.c"], ondelete="CASCADE"),
    *columns,
    schema=None,
    **options,
)
print("a", file=sys.stderr)
print >>sys.stderr, "Python 2, and yet no fault"
