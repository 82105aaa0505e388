// The pass over a window, compiled once for every instruction set: see cjsonmasks.c.
// Vectors are clang's own, so one text serves SSE2, AVX2, AVX-512 and NEON.

PASS_TARGET
static json_window PASS_NAME(
  const uint8_t *text, size_t length, uint64_t in_string, uint32_t *index) {
  uint32_t *out = index;
  uint64_t newlines = 0, escaped_carry = 0, scalar_carry = 0, ill_formed = 0;
  utf8_carry utf8 = {0, 0, 0, 0, 0};
  for (size_t at = 0; at < length; at += 64) {
    byte_classes is = CLASSIFY(text + at);
    uint64_t escaped = find_escaped(is.backslash, &escaped_carry);
    uint64_t quote = is.quote & ~escaped;
    uint64_t inside = PREFIX_XOR(quote) ^ in_string;  // From each opening quote to before its end.
    in_string = (uint64_t)((int64_t)inside >> 63);

    newlines += (uint64_t)__builtin_popcountll(is.newline);
    uint64_t scalar = ~(is.structural | is.blank | quote);
    uint64_t follows = scalar << 1 | scalar_carry;
    scalar_carry = scalar >> 63;

    uint64_t outside = is.structural | (scalar & ~follows);
    uint64_t within = (is.backslash & ~escaped) | is.control;
    uint64_t found = (outside & ~inside) | (within & inside) | quote;
    out = WRITE_POSITIONS(out, (uint32_t)at, found);

    if (__builtin_expect((is.high | utf8.pending) != 0, 0))
      ill_formed |= CHECK_UTF8(text + at, is.high, &utf8);
  }
  return (json_window){
    .count = (uint32_t)(out - index),
    .invalid = (ill_formed | utf8.pending) != 0,
    .newlines = (uint32_t)newlines};
}

#undef PASS_NAME
#undef PASS_TARGET
#undef PREFIX_XOR
#undef CLASSIFY
#undef WRITE_POSITIONS
#undef CHECK_UTF8
