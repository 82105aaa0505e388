#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What one pass over a window found.
typedef struct {
  /// Number of positions written, not counting the four sentinels after them.
  uint32_t count;
  /// Length of the part before the first ill-formed UTF-8 sequence; the whole window as a rule.
  uint32_t usable;
  /// Whether `usable` ends at an ill-formed sequence.
  bool invalid;
  /// Line feeds in the whole window.
  uint32_t newlines;
} json_window;

/// Bytes that must be writable after the text of a window.
#define JSON_WINDOW_SLACK 128
/// Entries that must be writable in the index beyond one for every byte of the window.
#define JSON_INDEX_SLACK 80

/// Writes the positions of everything a JSON parser has to look at, in ascending order.
///
/// Outside strings: brackets, commas, colons, quotes and the first byte of everything else that is
/// not blank. Inside strings: the backslash of each escape, control characters, the closing quote.
/// Four sentinels equal to `usable` follow, and the byte there is never one of JSON's own.
///
/// The window starts outside a string, or, with `in_string`, between two characters of one. It ends
/// between two characters. UTF-8 is checked everywhere. Up to three bytes after `length` survive.
json_window json_index(uint8_t *text, size_t length, bool in_string, uint32_t *index);

/// The same without the instructions that not every processor has, for tests.
json_window json_index_portable(
  uint8_t *text, size_t length, bool in_string, uint32_t *index);

/// Number of bytes (0 to 3) at the end that begin a UTF-8 sequence and could still be completed.
size_t json_incomplete_tail(const uint8_t *text, size_t length);

/// Length of the longest prefix that is well-formed UTF-8.
size_t json_valid_prefix(const uint8_t *text, size_t length);

/// Length (1 to 3) of the maximal subpart of the ill-formed sequence at the start (Unicode, 3.9).
size_t json_subpart(const uint8_t *text, size_t length);

/// Number of line feeds.
uint64_t json_count_newlines(const uint8_t *text, size_t length);

/// Length of the longest prefix of printable ASCII that a JSON string holds without an escape.
size_t json_plain_prefix(const uint8_t *text, size_t length);
