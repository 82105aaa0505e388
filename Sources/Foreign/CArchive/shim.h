#pragma once
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// libarchive turns the names of entries into the character set of the thread's locale and loses
// those that do not fit. Each call that may do so runs in C.UTF-8, whatever the process uses.

static inline void *carchive_utf8(void) {
  return (void *)newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
}

static inline locale_t carchive_enter(void *utf8) {
  return uselocale(utf8 ? (locale_t)utf8 : (locale_t)0);
}

static inline int carchive_open(struct archive *a, void *utf8) {
  locale_t before = carchive_enter(utf8);
  int result = archive_read_open1(a);
  uselocale(before);
  return result;
}

static inline int carchive_next(struct archive *a, struct archive_entry **entry, void *utf8) {
  locale_t before = carchive_enter(utf8);
  int result = archive_read_next_header(a, entry);
  uselocale(before);
  return result;
}

static inline const char *carchive_name(struct archive_entry *entry, void *utf8) {
  locale_t before = carchive_enter(utf8);
  const char *name = archive_entry_pathname(entry);
  if (!name) name = archive_entry_pathname_utf8(entry);
  uselocale(before);
  return name;
}

static inline const char *carchive_symlink(struct archive_entry *entry, void *utf8) {
  locale_t before = carchive_enter(utf8);
  const char *name = archive_entry_symlink(entry);
  uselocale(before);
  return name;
}

/// The S_IFMT bits, shifted to the right end: 010 a file, 04 a folder, 012 a symbolic link.
static inline int carchive_kind(struct archive_entry *entry) {
  return (int)((archive_entry_filetype(entry) & S_IFMT) >> 12);
}

static inline const char *carchive_hardlink(struct archive_entry *entry, void *utf8) {
  locale_t before = carchive_enter(utf8);
  const char *name = archive_entry_hardlink(entry);
  uselocale(before);
  return name;
}

// System calls that return the negated error number; interrupted ones are repeated.

static inline int carchive_open_file(const char *path) {
  int file;
  do {
    file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  } while (file < 0 && errno == EINTR);
  return file < 0 ? -errno : file;
}

static inline ssize_t carchive_read_file(int file, void *bytes, size_t count) {
  ssize_t result;
  do {
    result = read(file, bytes, count);
  } while (result < 0 && errno == EINTR);
  return result < 0 ? -errno : result;
}

static inline int64_t carchive_seek_file(int file, int64_t offset, int whence) {
  off_t result = lseek(file, offset, whence);
  return result < 0 ? -errno : result;
}

static inline void carchive_close_file(int file) { (void)close(file); }

/// The size of a regular file, -1 for anything else that can be read, or the negated error number
/// less 1; a folder is -EISDIR - 1.
static inline int64_t carchive_size(int file) {
  struct stat status;
  if (fstat(file, &status) < 0) return -(int64_t)errno - 1;
  if (S_ISDIR(status.st_mode)) return -(int64_t)EISDIR - 1;
  return S_ISREG(status.st_mode) ? (int64_t)status.st_size : -1;
}

// Declared here because <string.h> hides it without _GNU_SOURCE, which Swift's own import of the
// C library is built without.
extern const char *strerrordesc_np(int code);

static inline const char *carchive_system_message(int code) {
  const char *message = strerrordesc_np(code);
  return message ? message : "Unknown error";
}

/// Zeroed memory whose pages cost nothing until they are used.
static inline void *carchive_allocate(size_t count) { return calloc(count, 1); }
