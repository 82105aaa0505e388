#pragma once
#include <sqlite3.h>
#include <stddef.h>

// sqlite3_db_config is variadic, which Swift cannot call: this sets one switch.
static inline int rollcall_sqlite3_switch(sqlite3 *connection, int option, int on) {
  int now = -1;
  int code = sqlite3_db_config(connection, option, on, &now);
  if (code != SQLITE_OK) return code;
  return now == on ? SQLITE_OK : SQLITE_ERROR;
}

// SQLITE_TRANSIENT is a cast that Swift cannot import: the bytes are copied before the call ends.
static inline int rollcall_sqlite3_bind_text(
    sqlite3_stmt *statement, int index, const char *text, sqlite3_uint64 count) {
  return sqlite3_bind_text64(statement, index, text, count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static inline int rollcall_sqlite3_bind_blob(
    sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
  return sqlite3_bind_blob64(statement, index, bytes, count, SQLITE_TRANSIENT);
}

// The size of an attached file as SQLite itself sees it, or -1 where there is no file.
static inline sqlite3_int64 rollcall_sqlite3_file_size(sqlite3 *connection, const char *schema) {
  sqlite3_file *file = NULL;
  sqlite3_int64 size = -1;
  int code = sqlite3_file_control(connection, schema, SQLITE_FCNTL_FILE_POINTER, &file);
  if (code != SQLITE_OK || file == NULL || file->pMethods == NULL) return -1;
  return file->pMethods->xFileSize(file, &size) == SQLITE_OK ? size : -1;
}
