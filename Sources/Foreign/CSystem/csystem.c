#define _GNU_SOURCE
#include "csystem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int outcome(int result) { return result < 0 ? -errno : result; }

static int open_repeatedly(const char *path, int flags, mode_t mode) {
  int file;
  do {
    file = open(path, flags | O_CLOEXEC, mode);
  } while (file < 0 && errno == EINTR);
  return outcome(file);
}

int csystem_open_reading(const char *path) {
  return open_repeatedly(path, O_RDONLY | O_NOCTTY, 0);
}

int csystem_open_new(const char *path, uint32_t mode) {
  return open_repeatedly(path, O_WRONLY | O_CREAT | O_EXCL, mode);
}

int csystem_open_truncating(const char *path, uint32_t mode) {
  return open_repeatedly(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}

// Linux releases the descriptor even when close is interrupted, so it is never repeated.
int csystem_close(int file) {
  int result = outcome(close(file));
  return result == -EINTR ? 0 : result;
}

ssize_t csystem_read(int file, void *bytes, size_t count) {
  ssize_t result;
  do {
    result = read(file, bytes, count);
  } while (result < 0 && errno == EINTR);
  return result < 0 ? -errno : result;
}

ssize_t csystem_write(int file, const void *bytes, size_t count) {
  ssize_t result;
  do {
    result = write(file, bytes, count);
  } while (result < 0 && errno == EINTR);
  return result < 0 ? -errno : result;
}

int csystem_sync(int file) {
  int result;
  do {
    result = fsync(file);
  } while (result < 0 && errno == EINTR);
  return outcome(result);
}

int csystem_sync_folder(const char *path) {
  int file = open_repeatedly(path, O_RDONLY | O_DIRECTORY, 0);
  if (file < 0) return file;
  int result = csystem_sync(file);
  csystem_close(file);
  // Some file systems cannot synchronise a folder and say EINVAL; there is nothing more to do then.
  return result == -EINVAL ? 0 : result;
}

static void fill(struct csystem_facts *facts, const struct stat *status) {
  facts->size = status->st_size;
  facts->device = status->st_dev;
  facts->inode = status->st_ino;
  facts->kind = (status->st_mode & S_IFMT) >> 12;
  facts->permissions = status->st_mode & 07777;
  facts->modified_nanoseconds =
      (int64_t)status->st_mtim.tv_sec * 1000000000 + status->st_mtim.tv_nsec;
}

int csystem_facts_of(const char *path, int follow, struct csystem_facts *facts) {
  struct stat status;
  int result = outcome(fstatat(AT_FDCWD, path, &status, follow ? 0 : AT_SYMLINK_NOFOLLOW));
  if (result == 0) fill(facts, &status);
  return result;
}

int csystem_facts_of_open(int file, struct csystem_facts *facts) {
  struct stat status;
  int result = outcome(fstat(file, &status));
  if (result == 0) fill(facts, &status);
  return result;
}

void *csystem_folder_open(const char *path, int *error) {
  DIR *folder = opendir(path);
  *error = folder ? 0 : -errno;
  return folder;
}

const char *csystem_folder_next(void *folder, int *error) {
  for (;;) {
    errno = 0;
    struct dirent *entry = readdir(folder);
    *error = entry ? 0 : -errno;
    if (!entry) return NULL;
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) return entry->d_name;
  }
}

void csystem_folder_close(void *folder) { closedir(folder); }

int csystem_make_folder(const char *path, uint32_t mode) { return outcome(mkdir(path, mode)); }

int csystem_make_private_folder(char *path) { return mkdtemp(path) ? 0 : -errno; }

static int remove_one(const char *path, const struct stat *s, int kind, struct FTW *position) {
  (void)s;
  (void)kind;
  (void)position;
  return remove(path);
}

// FTW_PHYS: a link is removed, never followed.
int csystem_remove_tree(const char *path) {
  return outcome(nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS));
}

int csystem_remove_file(const char *path) { return outcome(unlink(path)); }

int csystem_rename(const char *from, const char *to) { return outcome(rename(from, to)); }

int csystem_make_link(const char *target, const char *path) {
  return outcome(symlink(target, path));
}

int csystem_make_pipe_file(const char *path, uint32_t mode) { return outcome(mkfifo(path, mode)); }

int csystem_change_mode(const char *path, uint32_t mode) { return outcome(chmod(path, mode)); }

const char *csystem_environment(const char *name) { return getenv(name); }

int csystem_is_terminal(int file) { return isatty(file); }

int csystem_terminal_columns(int file) {
  struct winsize size;
  return ioctl(file, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

int csystem_is_superuser(void) { return geteuid() == 0; }

int csystem_process_id(void) { return getpid(); }

int csystem_use_utf8(void) { return setlocale(LC_CTYPE, "C.UTF-8") != NULL; }

void csystem_ignore_broken_pipes(void) { signal(SIGPIPE, SIG_IGN); }

void csystem_message(int code, char *text, size_t capacity) {
  const char *message = strerrordesc_np(code);
  snprintf(text, capacity, "%s", message ? message : "Unknown error");
}

int64_t csystem_peak_resident_bytes(void) {
  struct rusage usage;
  return getrusage(RUSAGE_SELF, &usage) == 0 ? (int64_t)usage.ru_maxrss * 1024 : 0;
}

uint64_t csystem_monotonic_nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}
