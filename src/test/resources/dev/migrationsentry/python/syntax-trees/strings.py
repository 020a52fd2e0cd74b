'single'; "double"; '''triple'''; """with
a line end"""; ''; ""; ''''''; """"""
'it''s'; "a" 'b' """c"""
'\\ \' \" \a\b\f\n\r\t\v'; '\0 \7 \18 \101 \777'; '\x41\u00e9\U0001F600'
'\N{BULLET} \N{latin small letter e with acute} \N{LINE FEED} \N{CJK UNIFIED IDEOGRAPH-4E00} \N{HANGUL SYLLABLE GA}'
'\q\ \.\%'
'joined \
line'
r'raw \n \' \\'; R"\
"; u'text'; U"text"
'grüße 漢字 😀'; x
'\ud800'
"'"; '"'; '''a'b''c'''; """a"b""c"""; """ends with a quote\""""
op.execute("UPDATE a "
           "SET b = 'it''s' "  # a comment between
           "WHERE c")
"""
    SELECT \x41
    FROM\tb
"""
