#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What one pass over a block found.
typedef struct {
  /// Number of positions written.
  uint32_t count;
  /// Line feeds in the block.
  uint32_t newlines;
  /// Whether something is not well-formed UTF-8; a character that is cut counts only if less than 64
  /// bytes are left of the last step.
  bool ill_formed;
} json_found;

/// What a block hands on to the next; all zero before the first.
typedef struct {
  /// All ones inside a string, and whether its next character is escaped.
  uint64_t in_string, escaped;
  /// Whether the last byte was of a number, a literal or a string.
  uint64_t scalar;
  /// Bytes, the first in the lowest place, that must be continuation bytes of a character.
  uint64_t pending;
  /// Whether the very next byte stands behind a byte that limits it.
  uint64_t after_e0, after_ed, after_f0, after_f4;
} json_carry;

/// Bytes that must be writable after the text of a block.
#define JSON_WINDOW_SLACK 128
/// Entries that must be writable in the index beyond one for every byte of the block.
#define JSON_INDEX_SLACK 80

/// Writes the positions of everything a JSON parser has to look at, in ascending order.
///
/// Outside strings: brackets, commas, colons, quotes and the first byte of everything else that is
/// not blank. Inside strings: the backslash of each escape, control characters, the closing quote.
///
/// The text between two positions of `text` is a block of a document, of a multiple of 64 bytes
/// unless it is the last; positions are counted from `text` too. UTF-8 is checked everywhere. The
/// byte behind the block becomes zero, those behind it may become blanks.
json_found json_index(
  uint8_t *text, size_t from, size_t to, json_carry *carry, uint32_t *index);

/// The same without the instructions that not every processor has, for tests.
json_found json_index_portable(
  uint8_t *text, size_t from, size_t to, json_carry *carry, uint32_t *index);

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
