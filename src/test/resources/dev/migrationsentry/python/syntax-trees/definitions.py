def f(): pass
def f(a, b): pass
def f(a, b=1, *args, c, d=2, **kwargs): pass
def f(a, /, b, *, c): pass
def f(a, b=1, /, c=2, *, d): pass
def f(a, /): pass
def f(*, a): pass
def f(*args): pass
def f(**kwargs,): pass
def f(a: int, b: str = "x", *args: int, c: float = 1.0, **kwargs: object) -> None: pass
def f(*args: *Ts): pass
def f(a: lambda: 1 = lambda: 2) -> lambda: 3: pass
def f(
    a,
    b,  # a comment
): return a
async def f(a): pass
@a
def f(): pass
@a.b
@a.b(c, d=e)
@ (a if b else c)
@a := b
async def f(): pass
class A: pass
class A(): pass
class A(B, C): pass
class A(B, *C, metaclass=D, **E):
    """Its text."""

    a = 1
    b: int

    def f(self):
        def g():
            pass

        return g
@a
class A:
    class B:
        pass
def upgrade():
    op.add_column("a", sa.Column("b", sa.Text()))


def downgrade():
    op.drop_column("a", "b")
