# Numbers.
0; 00; 0_0; 42; 1_000_000; 0x2A; 0XfF_ff; 0o17; 0O1_7; 0b101; 0B_1; 123456789012345678901234567890
1.5; 1.; .5; 1e3; 1E-3; 1_0.0_1e+1_0; 1e400; 5e-324; 0.1; 00.5; 09.5; 09e1
2j; 1.5J; 1e3j; 09j
1if x else 2
[1for x in y]
0xfor x
# Words.
None; True; False; ...
# Bytes.
b'a'; B"\x00\xff\n\101\9\N{x}\u1234"; rb'\x00'; Rb"a\
b"; b'one' b"two" br'\three'
b'''a
b'''
