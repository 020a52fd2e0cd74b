type A = int
type A[T] = list[T]
type A[T: int, *Ts, **P] = B
type A[T: (int, str) = int, *Ts = *tuple[int, ...], **P = [int]] = B
def f[T](a: T) -> T: pass
async def f[T, *Ts, **P](a): pass
class A[T: int](B[T]): pass
class A[T = int]: pass
f"{f"{f"{a}"}"}"
f"{"\n".join(a)}"
f"{
    a  # a comment
}"
