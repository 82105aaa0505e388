// System calls in a form that Swift can use: no variadics, no macros, no global errno.
// Every function that can fail returns the negated error number; interrupted calls are repeated.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct csystem_facts {
  int64_t size;
  uint64_t device;
  uint64_t inode;
  uint32_t kind;  // The S_IFMT bits, shifted to the right end.
  uint32_t permissions;
  int64_t modified_nanoseconds;
};

int csystem_open_reading(const char *path);
int csystem_open_new(const char *path, uint32_t mode);
int csystem_open_truncating(const char *path, uint32_t mode);
int csystem_close(int file);
ssize_t csystem_read(int file, void *bytes, size_t count);
ssize_t csystem_write(int file, const void *bytes, size_t count);
int csystem_sync(int file);
int csystem_sync_folder(const char *path);
int csystem_facts_of(const char *path, int follow, struct csystem_facts *facts);
int csystem_facts_of_open(int file, struct csystem_facts *facts);

/// Opens a folder for listing; a null pointer leaves the error number in `*error`.
void *csystem_folder_open(const char *path, int *error);
/// The next name, or null at the end (`*error` 0) or on failure (`*error` negative).
const char *csystem_folder_next(void *folder, int *error);
void csystem_folder_close(void *folder);

int csystem_make_folder(const char *path, uint32_t mode);
/// Replaces the six X at the end of `path` and makes a folder of mode 0700 there.
int csystem_make_private_folder(char *path);
int csystem_remove_tree(const char *path);
int csystem_remove_file(const char *path);
int csystem_rename(const char *from, const char *to);
/// Makes a symbolic link, for tests of what is not followed.
int csystem_make_link(const char *target, const char *path);
int csystem_make_pipe_file(const char *path, uint32_t mode);
int csystem_change_mode(const char *path, uint32_t mode);

const char *csystem_environment(const char *name);
int csystem_is_terminal(int file);
int csystem_terminal_columns(int file);
int csystem_is_superuser(void);
int csystem_process_id(void);
int csystem_use_utf8(void);
void csystem_ignore_broken_pipes(void);
/// Copies the message of an error number, always in English, into `text`.
void csystem_message(int code, char *text, size_t capacity);

int64_t csystem_peak_resident_bytes(void);
uint64_t csystem_monotonic_nanoseconds(void);
