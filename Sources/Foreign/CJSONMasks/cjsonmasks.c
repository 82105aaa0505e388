#include "cjsonmasks.h"

#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

typedef uint8_t bytes64 __attribute__((ext_vector_type(64)));
typedef uint8_t bytes8 __attribute__((ext_vector_type(8)));
typedef uint32_t words8 __attribute__((ext_vector_type(8)));
typedef bool bools64 __attribute__((ext_vector_type(64)));

// One bit for each of the 64 comparisons, the first in the lowest place.
#define BITS(comparison)                                                \
  ({                                                                    \
    bools64 bools_ = __builtin_convertvector((comparison), bools64);    \
    uint64_t bits_;                                                     \
    memcpy(&bits_, &bools_, 8);                                         \
    bits_;                                                              \
  })

// Which of 64 bytes are what; the first byte in the lowest place.
typedef struct {
  uint64_t backslash, quote, structural, blank, control, newline, high;
} byte_classes;

static inline __attribute__((always_inline)) byte_classes classify(const uint8_t *text) {
  bytes64 block;
  memcpy(&block, text, 64);
  bytes64 folded = block | 0x20;
  return (byte_classes){
    .backslash = BITS(block == '\\'),
    .quote = BITS(block == '"'),
    .structural = BITS((folded == '{') | (folded == '}') | (block == ':') | (block == ',')),
    .blank = BITS((block == ' ') | (block == '\n') | (block == '\r') | (block == '\t')),
    .control = BITS(block < 0x20),
    .newline = BITS(block == '\n'),
    .high = BITS(block >= 0x80)};
}

// Characters that an odd number of backslashes precedes (Langdale and Lemire, "Parsing Gigabytes
// of JSON per Second", section 3.1.1, https://arxiv.org/abs/1902.08318).
static inline __attribute__((always_inline)) uint64_t find_escaped(
  uint64_t backslash, uint64_t *carry) {
  if (backslash == 0) {
    uint64_t escaped = *carry;
    *carry = 0;
    return escaped;
  }
  const uint64_t even = 0x5555555555555555ULL;
  backslash &= ~*carry;
  uint64_t follows = backslash << 1 | *carry;
  uint64_t odd_starts = backslash & ~even & ~follows;
  uint64_t sequences;
  *carry = __builtin_add_overflow(odd_starts, backslash, &sequences);
  return (even ^ (sequences << 1)) & follows;
}

static inline __attribute__((always_inline)) uint64_t prefix_xor(uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;
  return bits;
}

// For every byte the places of its set bits, in ascending order.
static uint8_t places[256][8];

__attribute__((constructor)) static void fill_places(void) {
  for (int byte = 0; byte < 256; byte++)
    for (int bit = 0, count = 0; bit < 8; bit++)
      if (byte >> bit & 1) places[byte][count++] = (uint8_t)bit;
}

// Writes eight entries for each byte of the mask and keeps as many as count: no branch to guess.
static inline __attribute__((always_inline)) uint32_t *write_positions(
  uint32_t *out, uint32_t at, uint64_t bits) {
  for (int byte = 0; byte < 8; byte++) {
    bytes8 bit;
    memcpy(&bit, places[bits >> 8 * byte & 0xFF], 8);
    words8 entries = __builtin_convertvector(bit, words8) + (at + 8 * (uint32_t)byte);
    memcpy(out, &entries, sizeof entries);
    out += __builtin_popcountll(bits >> 8 * byte & 0xFF);
  }
  return out;
}

// Table 3-7 of the Unicode Standard, "Well-Formed UTF-8 Byte Sequences", on masks.
#define ILL_FORMED(block, carry)                                                     \
  ({                                                                                 \
    uint64_t two_ = BITS(((block) >= 0xC2) & ((block) <= 0xDF));                     \
    uint64_t three_ = BITS(((block) & 0xF0) == 0xE0);                                \
    uint64_t four_ = BITS(((block) >= 0xF0) & ((block) <= 0xF4));                    \
    uint64_t never_ = BITS(((block) == 0xC0) | ((block) == 0xC1) | ((block) > 0xF4)); \
    uint64_t continuation_ = BITS(((block) & 0xC0) == 0x80);                         \
    uint64_t e0_ = BITS((block) == 0xE0), ed_ = BITS((block) == 0xED);               \
    uint64_t f0_ = BITS((block) == 0xF0), f4_ = BITS((block) == 0xF4);               \
    uint64_t below90_ = BITS((block) < 0x90), belowA0_ = BITS((block) < 0xA0);       \
    uint64_t owed_ = (two_ | three_ | four_) << 1 | (three_ | four_) << 2 |          \
      four_ << 3 | (carry)->pending;                                                 \
    uint64_t limits_ = ((e0_ << 1 | (carry)->after_e0) & belowA0_) |                 \
      ((ed_ << 1 | (carry)->after_ed) & ~belowA0_) |                                 \
      ((f0_ << 1 | (carry)->after_f0) & below90_) |                                  \
      ((f4_ << 1 | (carry)->after_f4) & ~below90_);                                  \
    (carry)->pending = (two_ | three_ | four_) >> 63 | (three_ | four_) >> 62 | four_ >> 61; \
    (carry)->after_e0 = e0_ >> 63;                                                   \
    (carry)->after_ed = ed_ >> 63;                                                   \
    (carry)->after_f0 = f0_ >> 63;                                                   \
    (carry)->after_f4 = f4_ >> 63;                                                   \
    never_ | (continuation_ ^ owed_) | limits_;                                      \
  })

// Checks a block that has bytes above 0x7F, or owes some from the block before.
#define CHECK_FUNCTION(name, target)                                                 \
  target static __attribute__((noinline)) uint64_t name(                             \
    const uint8_t *text, uint64_t high, json_carry *carry) {                         \
    bytes64 block;                                                                   \
    memcpy(&block, text, 64);                                                        \
    /* Mostly all of them are sequences of two. */                                   \
    uint64_t two = BITS((block >= 0xC2) & (block <= 0xDF));                          \
    uint64_t continuation = BITS((block & 0xC0) == 0x80);                            \
    uint64_t after = carry->after_e0 | carry->after_ed | carry->after_f0 | carry->after_f4; \
    if (two == (high & ~continuation) && carry->pending <= 1 && after == 0) {        \
      uint64_t owed = two << 1 | carry->pending;                                     \
      carry->pending = two >> 63;                                                    \
      return owed ^ continuation;                                                    \
    }                                                                                \
    return ILL_FORMED(block, carry);                                                 \
  }

#define NO_TARGET
CHECK_FUNCTION(check_utf8, NO_TARGET)

#define PASS_NAME pass_portable
#define PASS_TARGET
#define PREFIX_XOR prefix_xor
#define CLASSIFY classify
#define WRITE_POSITIONS write_positions
#define CHECK_UTF8 check_utf8
#include "pass.h"

#if defined(__x86_64__)
#define AVX2_TARGET __attribute__((target("avx2,bmi,popcnt,pclmul")))
AVX2_TARGET static inline __attribute__((always_inline)) uint64_t prefix_xor_clmul(uint64_t bits) {
  __m128i product =
    _mm_clmulepi64_si128(_mm_set_epi64x(0, (int64_t)bits), _mm_set1_epi8((char)0xFF), 0);
  return (uint64_t)_mm_cvtsi128_si64(product);
}

#define MASK64(low, high)                                                            \
  ((uint64_t)(uint32_t)_mm256_movemask_epi8(low) |                                   \
   (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32)
#define TWICE(table) _mm256_broadcastsi128_si256(table)

// Brackets, colons, commas and blanks are told by a table of what byte each low half byte may
// belong to (simdjson, https://github.com/simdjson/simdjson, `src/haswell.cpp`).
AVX2_TARGET static inline __attribute__((always_inline)) byte_classes classify_avx2(
  const uint8_t *text) {
  const __m256i signs =
    TWICE(_mm_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ':', '{', ',', '}', 0, 0));
  const __m256i blanks = TWICE(
    _mm_setr_epi8(' ', 100, 100, 100, 17, 100, 113, 2, 100, '\t', '\n', 112, 100, '\r', 100, 100));
  const __m256i case_bit = _mm256_set1_epi8(0x20), last_control = _mm256_set1_epi8(0x1F);
  const __m256i line_feed = _mm256_set1_epi8('\n');
  const __m256i quote = _mm256_set1_epi8('"'), backslash = _mm256_set1_epi8('\\');
  __m256i a = _mm256_loadu_si256((const __m256i *)text);
  __m256i b = _mm256_loadu_si256((const __m256i *)(text + 32));
#define OF(x, y) MASK64(_mm256_cmpeq_epi8(a, x), _mm256_cmpeq_epi8(b, y))
  uint64_t control = OF(_mm256_min_epu8(a, last_control), _mm256_min_epu8(b, last_control));
  byte_classes is = {
    .backslash = OF(backslash, backslash),
    .quote = OF(quote, quote),
    .blank = OF(_mm256_shuffle_epi8(blanks, a), _mm256_shuffle_epi8(blanks, b)),
    .control = control,
    .newline = OF(line_feed, line_feed),
    .high = MASK64(a, b)};
#undef OF
  // A control character may look like a sign with its bit for the case.
  is.structural =
    MASK64(
      _mm256_cmpeq_epi8(_mm256_or_si256(a, case_bit), _mm256_shuffle_epi8(signs, a)),
      _mm256_cmpeq_epi8(_mm256_or_si256(b, case_bit), _mm256_shuffle_epi8(signs, b))) &
    ~control;
  return is;
}

AVX2_TARGET static inline __attribute__((always_inline)) uint32_t *write_positions_avx2(
  uint32_t *out, uint32_t at, uint64_t bits) {
  __m256i base = _mm256_set1_epi32((int)at);
  const __m256i eight = _mm256_set1_epi32(8);
#pragma clang loop unroll(full)
  for (int byte = 0; byte < 8; byte++) {
    uint64_t mask = bits >> 8 * byte & 0xFF;
    __m256i bit = _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)places[mask]));
    _mm256_storeu_si256((__m256i *)out, _mm256_add_epi32(bit, base));
    base = _mm256_add_epi32(base, eight);
    out += __builtin_popcountll(mask);
  }
  return out;
}

CHECK_FUNCTION(check_utf8_avx2, AVX2_TARGET)
#define CLASSIFY classify_avx2
#define WRITE_POSITIONS write_positions_avx2
#define CHECK_UTF8 check_utf8_avx2
#define PASS_NAME pass_avx2
#define PASS_TARGET AVX2_TARGET
#define PREFIX_XOR prefix_xor_clmul
#include "pass.h"
#endif

typedef json_found (*pass_function)(
  const uint8_t *text, size_t from, size_t to, json_carry *carry, uint32_t *index);

static pass_function best_pass(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
      __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("pclmul"))
    return pass_avx2;
#endif
  return pass_portable;
}

static json_found index_with(
  pass_function pass, uint8_t *text, size_t from, size_t to, json_carry *carry, uint32_t *index) {
  size_t padded = from + ((to - from + 63) & ~(size_t)63);
  memset(text + to, ' ', padded - to);
  json_found found = pass(text, from, padded, carry, index);
  text[to] = 0;  // Never one of JSON's own, so the end needs no check.
  return found;
}

json_found json_index(
  uint8_t *text, size_t from, size_t to, json_carry *carry, uint32_t *index) {
  return index_with(best_pass(), text, from, to, carry, index);
}

json_found json_index_portable(
  uint8_t *text, size_t from, size_t to, json_carry *carry, uint32_t *index) {
  return index_with(pass_portable, text, from, to, carry, index);
}

// Length of the sequence at the start: 0 when ill-formed, negative when cut short but fine so far.
static int sequence(const uint8_t *text, size_t length) {
  uint8_t lead = text[0], low = 0x80, high = 0xBF;
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  int size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  for (int i = 1; i < size; i++) {
    if ((size_t)i >= length) return -i;
    if (text[i] < low || text[i] > high) return 0;
    low = 0x80;
    high = 0xBF;
  }
  return size;
}

size_t json_incomplete_tail(const uint8_t *text, size_t length) {
  for (size_t back = 1; back <= 3 && back <= length; back++) {
    const uint8_t *from = text + length - back;
    if ((*from & 0xC0) == 0x80) continue;
    return sequence(from, back) < 0 ? back : 0;
  }
  return 0;
}

size_t json_valid_prefix(const uint8_t *text, size_t length) {
  size_t at = 0;
  while (at < length) {
    int size = sequence(text + at, length - at);
    if (size <= 0) break;
    at += (size_t)size;
  }
  return at;
}

size_t json_subpart(const uint8_t *text, size_t length) {
  for (size_t size = length < 3 ? length : 3; size > 1; size--)
    if (sequence(text, size) == -(int)size) return size;
  return 1;
}

uint64_t json_count_newlines(const uint8_t *text, size_t length) {
  uint64_t count = 0;
  size_t at = 0;
  for (; at + 64 <= length; at += 64) {
    bytes64 block;
    memcpy(&block, text + at, 64);
    count += (uint64_t)__builtin_popcountll(BITS(block == '\n'));
  }
  for (; at < length; at++) count += text[at] == '\n';
  return count;
}

size_t json_plain_prefix(const uint8_t *text, size_t length) {
  size_t at = 0;
  for (; at + 64 <= length; at += 64) {
    bytes64 block;
    memcpy(&block, text + at, 64);
    uint64_t special =
      BITS((block < 0x20) | (block >= 0x80) | (block == '"') | (block == '\\'));
    if (special) return at + (size_t)__builtin_ctzll(special);
  }
  for (; at < length; at++) {
    uint8_t byte = text[at];
    if (byte < 0x20 || byte >= 0x80 || byte == '"' || byte == '\\') break;
  }
  return at;
}
