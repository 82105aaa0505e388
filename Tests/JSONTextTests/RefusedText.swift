@testable import JSONText

/// Strings and encodings that RFC 8259 does not allow.
enum RefusedText {
  /// Escapes, control characters and missing ends.
  static let strings: [Row] = [
    Row(#"""#, .truncated, 1, 1, "the end of the input", #"'"'"#),
    Row(#""a"#, .truncated, 1, 2, "the end of the input", #"'"'"#),
    Row(#""\"#, .truncated, 1, 2, "the end of the input", #"'"'"#),
    Row(#""\u"#, .truncated, 1, 3, "the end of the input", #"'"'"#),
    Row(#""\u0"#, .truncated, 1, 4, "the end of the input", #"'"'"#),
    Row(#""\u00"#, .truncated, 1, 5, "the end of the input", #"'"'"#),
    Row(#""\u000"#, .truncated, 1, 6, "the end of the input", #"'"'"#),
    Row(#""\u0000"#, .truncated, 1, 7, "the end of the input", #"'"'"#),
    Row(#""\x41""#, .malformed, 1, 2, "'x'", #"one of '"\/bfnrtu'"#),
    Row(#""\'""#, .malformed, 1, 2, #""'""#, #"one of '"\/bfnrtu'"#),
    Row(#""\0""#, .malformed, 1, 2, "'0'", #"one of '"\/bfnrtu'"#),
    Row(#""\a""#, .malformed, 1, 2, "'a'", #"one of '"\/bfnrtu'"#),
    Row(#""\U0041""#, .malformed, 1, 2, "'U'", #"one of '"\/bfnrtu'"#),
    Row(#""\ u0041""#, .malformed, 1, 2, "a space", #"one of '"\/bfnrtu'"#),
    Row(#""\u00G0""#, .malformed, 1, 5, "'G'", "a hexadecimal digit"),
    Row(#""\u 000""#, .malformed, 1, 3, "a space", "a hexadecimal digit"),
    Row(#""\u+000""#, .malformed, 1, 3, "'+'", "a hexadecimal digit"),
    Row(#""\u-000""#, .malformed, 1, 3, "'-'", "a hexadecimal digit"),
    Row(#""\u00""#, .malformed, 1, 5, #"'"'"#, "a hexadecimal digit"),
    Row(#""\u""#, .malformed, 1, 3, #"'"'"#, "a hexadecimal digit"),
    Row(#""\u12""#, .malformed, 1, 5, #"'"'"#, "a hexadecimal digit"),
    Row(#""\<FF>""#, .invalidUTF8, 1, 2, "byte 0xFF", "well-formed UTF-8"),
    Row(#""\<C3><A9>""#, .malformed, 1, 2, "byte 0xC3", #"one of '"\/bfnrtu'"#),
    Row(#""a<00>b""#, .malformed, 1, 2, "byte 0x00", #"an escape such as '\n' or '\u0000'"#),
    Row(#""a<01>b""#, .malformed, 1, 2, "byte 0x01", #"an escape such as '\n' or '\u0000'"#),
    Row(#""a<1F>b""#, .malformed, 1, 2, "byte 0x1F", #"an escape such as '\n' or '\u0000'"#),
    Row(#""a<09>b""#, .malformed, 1, 2, "a tab", #"an escape such as '\n' or '\u0000'"#),
    Row(#""a<0A>b""#, .malformed, 1, 2, "a line feed", #"an escape such as '\n' or '\u0000'"#),
    Row(
      #""a<0D>b""#, .malformed, 1, 2, "a carriage return", #"an escape such as '\n' or '\u0000'"#),
    Row(#""\<0A>""#, .malformed, 1, 2, "a line feed", #"one of '"\/bfnrtu'"#),
    Row(#"["a<0A>","b"]"#, .malformed, 1, 3, "a line feed", #"an escape such as '\n' or '\u0000'"#),
    Row(#"{"a<08>":1}"#, .malformed, 1, 3, "byte 0x08", #"an escape such as '\n' or '\u0000'"#),
    Row("'a'", .malformed, 1, 0, #""'""#, "a value"),
    Row(#"a""#, .malformed, 1, 0, "'a'", "a value"),
    Row(#"\"a""#, .malformed, 1, 0, #"'\'"#, "a value"),
    Row(#"["\]"#, .malformed, 1, 3, "']'", #"one of '"\/bfnrtu'"#),
    Row(#"["a\"]"#, .truncated, 1, 6, "the end of the input", #"'"'"#),
    Row(#"[\"a"]"#, .malformed, 1, 1, #"'\'"#, "a value or ']'"),
    Row(#"["a\\\"]"#, .truncated, 1, 8, "the end of the input", #"'"'"#),
    Row(#""\\\""#, .truncated, 1, 5, "the end of the input", #"'"'"#),
  ]

  /// Halves of surrogate pairs.
  static let surrogates: [Row] = [
    Row(
      #""\uD800""#, .loneSurrogate, 1, 1, #"a lone surrogate '\uD800'"#,
      #"'\uDC00' to '\uDFFF' after it"#),
    Row(
      #""\uDC00""#, .loneSurrogate, 1, 1, #"a lone surrogate '\uDC00'"#,
      #"'\uD800' to '\uDBFF' before it"#),
    Row(
      #""\uDFFF""#, .loneSurrogate, 1, 1, #"a lone surrogate '\uDFFF'"#,
      #"'\uD800' to '\uDBFF' before it"#),
    Row(
      #""\uD800\uD800""#, .loneSurrogate, 1, 1, #"a lone surrogate '\uD800'"#,
      #"'\uDC00' to '\uDFFF' after it"#),
    Row(
      #""\uD800x""#, .loneSurrogate, 1, 1, #"a lone surrogate '\uD800'"#,
      #"'\uDC00' to '\uDFFF' after it"#),
    Row(
      #""\uD800\n""#, .loneSurrogate, 1, 1, #"a lone surrogate '\uD800'"#,
      #"'\uDC00' to '\uDFFF' after it"#),
    Row(
      #""\uD800\\uDC00""#, .loneSurrogate, 1, 1, #"a lone surrogate '\uD800'"#,
      #"'\uDC00' to '\uDFFF' after it"#),
    Row(
      #""\uD800 \uDC00""#, .loneSurrogate, 1, 1, #"a lone surrogate '\uD800'"#,
      #"'\uDC00' to '\uDFFF' after it"#),
    Row(
      #""\uDBFF\u0041""#, .loneSurrogate, 1, 1, #"a lone surrogate '\uDBFF'"#,
      #"'\uDC00' to '\uDFFF' after it"#),
    Row(
      #""\uDC00\uD800""#, .loneSurrogate, 1, 1, #"a lone surrogate '\uDC00'"#,
      #"'\uD800' to '\uDBFF' before it"#),
    Row(#""\uD800\u""#, .malformed, 1, 9, #"'"'"#, "a hexadecimal digit"),
    Row(#""\uD800\uDC0"#, .truncated, 1, 12, "the end of the input", #"'"'"#),
    Row(#""\uD800\uDC0x""#, .malformed, 1, 12, "'x'", "a hexadecimal digit"),
    Row(#""\uD800\"#, .truncated, 1, 8, "the end of the input", #"'"'"#),
    Row(#""\uD800"#, .truncated, 1, 7, "the end of the input", #"'"'"#),
    Row(
      #""a\uDEADb""#, .loneSurrogate, 1, 2, #"a lone surrogate '\uDEAD'"#,
      #"'\uD800' to '\uDBFF' before it"#),
    Row(
      #"{"\uD800":1}"#, .loneSurrogate, 1, 2, #"a lone surrogate '\uD800'"#,
      #"'\uDC00' to '\uDFFF' after it"#),
    Row(
      #""\uD83D\uDE00\uDE00""#, .loneSurrogate, 1, 13, #"a lone surrogate '\uDE00'"#,
      #"'\uD800' to '\uDBFF' before it"#),
  ]

  /// Every class of ill-formed UTF-8 (Unicode Standard, table 3-7).
  static let encodings: [Row] = [
    Row(#""<80>""#, .invalidUTF8, 1, 1, "byte 0x80", "well-formed UTF-8"),
    Row(#""<BF>""#, .invalidUTF8, 1, 1, "byte 0xBF", "well-formed UTF-8"),
    Row(#""a<80>b""#, .invalidUTF8, 1, 2, "byte 0x80", "well-formed UTF-8"),
    Row(#""<C0><80>""#, .invalidUTF8, 1, 1, "byte 0xC0", "well-formed UTF-8"),
    Row(#""<C1><BF>""#, .invalidUTF8, 1, 1, "byte 0xC1", "well-formed UTF-8"),
    Row(#""<C2>""#, .invalidUTF8, 1, 1, "byte 0xC2", "well-formed UTF-8"),
    Row(#""<C2>a""#, .invalidUTF8, 1, 1, "byte 0xC2", "well-formed UTF-8"),
    Row(#""<C2><C2>""#, .invalidUTF8, 1, 1, "byte 0xC2", "well-formed UTF-8"),
    Row(#""<C2><80><80>""#, .invalidUTF8, 1, 3, "byte 0x80", "well-formed UTF-8"),
    Row(#""<E0><80><80>""#, .invalidUTF8, 1, 1, "byte 0xE0", "well-formed UTF-8"),
    Row(#""<E0><9F><BF>""#, .invalidUTF8, 1, 1, "byte 0xE0", "well-formed UTF-8"),
    Row(#""<E0><A0>""#, .invalidUTF8, 1, 1, "byte 0xE0", "well-formed UTF-8"),
    Row(#""<E1><80>""#, .invalidUTF8, 1, 1, "byte 0xE1", "well-formed UTF-8"),
    Row(#""<E1>a""#, .invalidUTF8, 1, 1, "byte 0xE1", "well-formed UTF-8"),
    Row(#""<E2><82>""#, .invalidUTF8, 1, 1, "byte 0xE2", "well-formed UTF-8"),
    Row(#""<E2><28><A1>""#, .invalidUTF8, 1, 1, "byte 0xE2", "well-formed UTF-8"),
    Row(#""<E2><82><28>""#, .invalidUTF8, 1, 1, "byte 0xE2", "well-formed UTF-8"),
    Row(#""<ED><A0><80>""#, .invalidUTF8, 1, 1, "byte 0xED", "well-formed UTF-8"),
    Row(#""<ED><BF><BF>""#, .invalidUTF8, 1, 1, "byte 0xED", "well-formed UTF-8"),
    Row(#""<EF><BF>""#, .invalidUTF8, 1, 1, "byte 0xEF", "well-formed UTF-8"),
    Row(#""<F0><80><80><80>""#, .invalidUTF8, 1, 1, "byte 0xF0", "well-formed UTF-8"),
    Row(#""<F0><8F><BF><BF>""#, .invalidUTF8, 1, 1, "byte 0xF0", "well-formed UTF-8"),
    Row(#""<F0><90><80>""#, .invalidUTF8, 1, 1, "byte 0xF0", "well-formed UTF-8"),
    Row(
      #""<F0><9F><98>"#, .truncated, 1, 1, "the end of the input inside a character",
      "the rest of its UTF-8 sequence"),
    Row(#""<F0><28><8C><BC>""#, .invalidUTF8, 1, 1, "byte 0xF0", "well-formed UTF-8"),
    Row(#""<F0><90><28><BC>""#, .invalidUTF8, 1, 1, "byte 0xF0", "well-formed UTF-8"),
    Row(#""<F0><28><8C><28>""#, .invalidUTF8, 1, 1, "byte 0xF0", "well-formed UTF-8"),
    Row(#""<F4><90><80><80>""#, .invalidUTF8, 1, 1, "byte 0xF4", "well-formed UTF-8"),
    Row(#""<F5><80><80><80>""#, .invalidUTF8, 1, 1, "byte 0xF5", "well-formed UTF-8"),
    Row(#""<F8><88><80><80><80>""#, .invalidUTF8, 1, 1, "byte 0xF8", "well-formed UTF-8"),
    Row(#""<FC><84><80><80><80><80>""#, .invalidUTF8, 1, 1, "byte 0xFC", "well-formed UTF-8"),
    Row(#""<FE>""#, .invalidUTF8, 1, 1, "byte 0xFE", "well-formed UTF-8"),
    Row(#""<FF>""#, .invalidUTF8, 1, 1, "byte 0xFF", "well-formed UTF-8"),
    Row(#""<FE><FF>""#, .invalidUTF8, 1, 1, "byte 0xFE", "well-formed UTF-8"),
    Row(#""\u00e9<E9>""#, .invalidUTF8, 1, 7, "byte 0xE9", "well-formed UTF-8"),
    Row(#"{"<FF>":1}"#, .invalidUTF8, 1, 2, "byte 0xFF", "well-formed UTF-8"),
    Row(#"{"a":"<ED><A0><BD><ED><B8><80>"}"#, .invalidUTF8, 1, 6, "byte 0xED", "well-formed UTF-8"),
    Row(#"["é","<E9>"]"#, .invalidUTF8, 1, 7, "byte 0xE9", "well-formed UTF-8"),
    Row("<FF>", .invalidUTF8, 1, 0, "byte 0xFF", "well-formed UTF-8"),
    Row("<80>", .invalidUTF8, 1, 0, "byte 0x80", "well-formed UTF-8"),
    Row("[<C3><A9>]", .malformed, 1, 1, "byte 0xC3", "a value or ']'"),
    Row("<C3><A9>", .malformed, 1, 0, "byte 0xC3", "a value"),
    Row(
      "<E2><82>", .truncated, 1, 0, "the end of the input inside a character",
      "the rest of its UTF-8 sequence"),
    Row("[1]<FF>", .invalidUTF8, 1, 3, "byte 0xFF", "well-formed UTF-8"),
    Row(
      "[1]<C3>", .truncated, 1, 3, "the end of the input inside a character",
      "the rest of its UTF-8 sequence"),
    Row(
      #""<C3>"#, .truncated, 1, 1, "the end of the input inside a character",
      "the rest of its UTF-8 sequence"),
    Row(
      #""abc<F0><9F>"#, .truncated, 1, 4, "the end of the input inside a character",
      "the rest of its UTF-8 sequence"),
    Row("<FE><FF><00>[<00>]", .invalidUTF8, 1, 0, "byte 0xFE", "well-formed UTF-8"),
    Row("[<00>]<00>", .malformed, 1, 1, "byte 0x00", "a value or ']'"),
    Row("<FF><FE>[<00>]<00>", .invalidUTF8, 1, 0, "byte 0xFF", "well-formed UTF-8"),
  ]

  /// Byte order marks elsewhere than once at the start.
  static let marks: [Row] = [
    Row("<EF><BB><BF>", .truncated, 1, 3, "the end of the input", "a value"),
    Row(
      "<EF><BB>", .truncated, 1, 0, "the end of the input inside a character",
      "the rest of its UTF-8 sequence"),
    Row(
      "<EF>", .truncated, 1, 0, "the end of the input inside a character",
      "the rest of its UTF-8 sequence"),
    Row("<EF><BB><BF>x", .malformed, 1, 3, "'x'", "a value"),
    Row("<EF><BB><BF><EF><BB><BF>1", .malformed, 1, 3, "byte 0xEF", "a value"),
    Row("[<EF><BB><BF>]", .malformed, 1, 1, "byte 0xEF", "a value or ']'"),
    Row("1<EF><BB><BF>", .malformed, 1, 1, "byte 0xEF", "the end of the number"),
    Row("<0A><EF><BB><BF>1", .malformed, 2, 1, "byte 0xEF", "a value"),
  ]
}
