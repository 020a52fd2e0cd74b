if a:
	b
	if c:
		d
	e
if a:
  b
  if c:
   d
  e

if a:
    b
    c
 d

# comment
  # indented comment
if a:
    b
  # a comment where a block could end
    c
# another
    d
   
	
a = b + \
  c
a = (b +

# comment
 c)
if a: \
  b
if a:
    \
    b
    c
x = [
1,
    2, # comment
	3
]
def f(a,
      b): return a
if a:
    b;
ª = ﬁ = ℌ = grüße = 漢字 = 𝐱𝐲
K = 1
if a:
    b
    # last comment