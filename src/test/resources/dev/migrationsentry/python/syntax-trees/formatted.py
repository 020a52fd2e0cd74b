f''; f'text'; F"text"; fr'\n{x}'; rf"\{x}"; Rf'{x:\d}'
f'{x}'; f'a{x}b{y}c'; f'{{}}'; f'{{{x}}}'; f'a{{b}}c'
f'{x!r}'; f'{x!s:>10}'; f'{x!a}'; f'{x:{width}.{precision}}'; f'{x:}'; f'{x:%Y-%m-%d}'
f'{x=}'; f'{x = }'; f'{x=!s}'; f'{x=:>5}'; f'{ x + 1 = !r:^{w}}'
f'{a["b"]}'; f'{a.b(c, d=e)}'; f'{(lambda x: x)}'; f'{x if y else z}'; f'{x!=y}'; f'{x,}'; f'{*a, b}'
f'{yield_}'; f'{ {1: 2}[1] }'; f'{[x for x in y]}'; f'{x:{{1: 2}[1]}}'
'a' f'{x}' "b"; f'{x}' 'a' f'b{y}'; 'only ' f'text'
f'''
{x}
{
    y
}
'''
f"\x41{x}\N{BULLET}\u00e9{{"; f'\
{x}'
f'grüße {größe} 漢 {x} 😀 {y}'
f"{'nested'}{"same quotes"}{f'{f"{x}"}'}"
f"{'\n'.join(x)}"
f'{x:{"a"}}'
f'{a:=5}'; f'{(a:=5)}'
f"ALTER TABLE {table} ADD COLUMN {column!r} {kind:s}"
f'''{x:
}'''
f'{3.!s}'; f'{x:\x41}'; f'{x:{y}\n{z}}'
f'{1+2 = # a comment
}'
