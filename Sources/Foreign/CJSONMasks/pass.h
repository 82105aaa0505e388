// The pass over a window, compiled once for every instruction set: see cjsonmasks.c.
// Vectors are clang's own, so one text serves SSE2, AVX2, AVX-512 and NEON.

PASS_TARGET
static json_window PASS_NAME(
  const uint8_t *text, size_t length, uint64_t in_string, uint32_t *index) {
  uint32_t *out = index;
  uint64_t newlines = 0, escaped_carry = 0, scalar_carry = 0, ill_formed = 0;
  utf8_carry utf8 = {0, 0, 0, 0, 0};
  for (size_t at = 0; at < length; at += 64) {
    bytes64 block;
    memcpy(&block, text + at, 64);

    uint64_t backslash = BITS(block == '\\');
    uint64_t escaped = find_escaped(backslash, &escaped_carry);
    uint64_t quote = BITS(block == '"') & ~escaped;
    uint64_t inside = PREFIX_XOR(quote) ^ in_string;  // From each opening quote to before its end.
    in_string = (uint64_t)((int64_t)inside >> 63);

    bytes64 folded = block | 0x20;
    uint64_t structural =
      BITS((folded == '{') | (folded == '}') | (block == ':') | (block == ','));
    uint64_t control = BITS(block < 0x20);
    uint64_t blank = BITS((block == ' ') | (block == '\n') | (block == '\r') | (block == '\t'));
    newlines += (uint64_t)__builtin_popcountll(BITS(block == '\n'));
    uint64_t scalar = ~(structural | blank | quote);
    uint64_t follows = scalar << 1 | scalar_carry;
    scalar_carry = scalar >> 63;

    uint64_t outside = structural | (scalar & ~follows);
    uint64_t within = (backslash & ~escaped) | control;
    uint64_t found = (outside & ~inside) | (within & inside) | quote;
    out = write_positions(out, (uint32_t)at, found);

    uint64_t high = BITS(block >= 0x80);
    if (__builtin_expect((high | utf8.pending) != 0, 0)) ill_formed |= CHECK_UTF8(block, &utf8);
  }
  return (json_window){
    .count = (uint32_t)(out - index),
    .invalid = (ill_formed | utf8.pending) != 0,
    .newlines = (uint32_t)newlines};
}

#undef PASS_NAME
#undef PASS_TARGET
#undef PREFIX_XOR
