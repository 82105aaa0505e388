#pragma once
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uregex.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>

// ICU's functions are macros that add the version to the name, which Swift cannot call: each
// wrapper gives one of them a name that stays.

static inline int rollcall_icu_failed(UErrorCode status) { return U_FAILURE(status); }

static inline const UNormalizer2 *rollcall_icu_nfc(UErrorCode *status) {
  return unorm2_getNFCInstance(status);
}

static inline const UNormalizer2 *rollcall_icu_nfd(UErrorCode *status) {
  return unorm2_getNFDInstance(status);
}

static inline UBool rollcall_icu_is_normalized(
    const UNormalizer2 *form, const UChar *text, int32_t count, UErrorCode *status) {
  return unorm2_isNormalized(form, text, count, status);
}

static inline int32_t rollcall_icu_normalize(
    const UNormalizer2 *form, const UChar *text, int32_t count, UChar *output, int32_t capacity,
    UErrorCode *status) {
  return unorm2_normalize(form, text, count, output, capacity, status);
}

static inline int32_t rollcall_icu_fold_case(
    const UChar *text, int32_t count, UChar *output, int32_t capacity, UErrorCode *status) {
  return u_strFoldCase(output, capacity, text, count, U_FOLD_CASE_DEFAULT, status);
}

static inline UChar32 rollcall_icu_fold_scalar(UChar32 scalar) {
  return u_foldCase(scalar, U_FOLD_CASE_DEFAULT);
}

// The empty locale is the root: no Turkish or Lithuanian rules, whatever the environment says.
static inline int32_t rollcall_icu_lowercase(
    const UChar *text, int32_t count, UChar *output, int32_t capacity, UErrorCode *status) {
  return u_strToLower(output, capacity, text, count, "", status);
}

static inline USpoofChecker *rollcall_icu_spoof_open(UErrorCode *status) {
  return uspoof_open(status);
}

static inline int32_t rollcall_icu_skeleton(
    const USpoofChecker *checker, const UChar *text, int32_t count, UChar *output,
    int32_t capacity, UErrorCode *status) {
  return uspoof_getSkeleton(checker, 0, text, count, output, capacity, status);
}

// Broken UTF-8 becomes U+FFFD, one for each maximal subpart.
static inline int32_t rollcall_icu_from_utf8(
    const char *text, int32_t count, UChar *output, int32_t capacity, UErrorCode *status) {
  int32_t length = 0;
  u_strFromUTF8WithSub(output, capacity, &length, text, count, 0xFFFD, NULL, status);
  return length;
}

static inline int32_t rollcall_icu_to_utf8(
    const UChar *text, int32_t count, char *output, int32_t capacity, UErrorCode *status) {
  int32_t length = 0;
  u_strToUTF8WithSub(output, capacity, &length, text, count, 0xFFFD, NULL, status);
  return length;
}

static inline URegularExpression *rollcall_icu_regex_open(
    const UChar *pattern, int32_t count, UParseError *place, UErrorCode *status) {
  return uregex_open(pattern, count, UREGEX_CASE_INSENSITIVE, place, status);
}

static inline void rollcall_icu_regex_bound(
    URegularExpression *expression, int32_t steps, int32_t stack, UErrorCode *status) {
  uregex_setTimeLimit(expression, steps, status);
  uregex_setStackLimit(expression, stack, status);
}

// The text must live until this returns; the next call replaces it before it is looked at again.
static inline UBool rollcall_icu_regex_find(
    URegularExpression *expression, const UChar *text, int32_t count, UErrorCode *status) {
  uregex_setText(expression, text, count, status);
  return uregex_find(expression, 0, status);
}

static inline void rollcall_icu_regex_close(URegularExpression *expression) {
  uregex_close(expression);
}
