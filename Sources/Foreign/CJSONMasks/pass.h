// The pass over a block, compiled once for every instruction set: see cjsonmasks.c.
// Vectors are clang's own, so one text serves SSE2, AVX2, AVX-512 and NEON.

PASS_TARGET
static json_found PASS_NAME(
  const uint8_t *text, size_t from, size_t to, json_carry *carry, uint32_t *index) {
  uint32_t *out = index;
  uint64_t newlines = 0, ill_formed = 0;
  json_carry now = *carry;
  for (size_t at = from; at < to; at += 64) {
    byte_classes is = CLASSIFY(text + at);
    uint64_t escaped = find_escaped(is.backslash, &now.escaped);
    uint64_t quote = is.quote & ~escaped;
    uint64_t inside = PREFIX_XOR(quote) ^ now.in_string;  // From each opening quote to before its end.
    now.in_string = (uint64_t)((int64_t)inside >> 63);

    newlines += (uint64_t)__builtin_popcountll(is.newline);
    uint64_t scalar = ~(is.structural | is.blank | quote);
    uint64_t follows = scalar << 1 | now.scalar;
    now.scalar = scalar >> 63;

    uint64_t outside = is.structural | (scalar & ~follows);
    uint64_t within = (is.backslash & ~escaped) | is.control;
    uint64_t found = (outside & ~inside) | (within & inside) | quote;
    out = WRITE_POSITIONS(out, (uint32_t)at, found);

    if (__builtin_expect((is.high | now.pending) != 0, 0))
      ill_formed |= CHECK_UTF8(text + at, is.high, &now);
  }
  // What the last bytes owe is wrong only where nothing follows.
  *carry = now;
  return (json_found){
    .count = (uint32_t)(out - index),
    .ill_formed = ill_formed != 0,
    .newlines = (uint32_t)newlines};
}

#undef PASS_NAME
#undef PASS_TARGET
#undef PREFIX_XOR
#undef CLASSIFY
#undef WRITE_POSITIONS
#undef CHECK_UTF8
