#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What simdjson's DOM parser makes of a document; the transcript is freed by `csimdjson_free`.
typedef struct {
  /// Null when the document is refused.
  char *transcript;
  size_t length;
  /// simdjson's word for why.
  const char *error;
} csimdjson_result;

/// Parses a document with simdjson's DOM parser, which checks everything that it reads.
///
/// The transcript has, one after another: `{`, `}`, `[`, `]`; `k` or `s`, the number of bytes, a
/// colon and the bytes of a key or string; `i` and an integer, `d` and the bits of a double, each
/// with a semicolon after it; `t`, `f`, `n`.
csimdjson_result csimdjson_parse(const uint8_t *text, size_t length);

void csimdjson_free(csimdjson_result result);

#ifdef __cplusplus
}
#endif
