#pragma once
#include <sqlite3.h>
#include <stddef.h>
#include <string.h>

// sqlite3_db_config is variadic, which Swift cannot call: this sets one switch.
static inline int rollcall_sqlite3_switch(sqlite3 *connection, int option, int on) {
  int now = -1;
  int code = sqlite3_db_config(connection, option, on, &now);
  if (code != SQLITE_OK) return code;
  return now == on ? SQLITE_OK : SQLITE_ERROR;
}

// A way to the system's files for one connection that has no clock: SQLite asks it for the time of
// 'now', gets none, and the connection learns that it was asked.
struct rollcall_timeless {
  sqlite3_vfs base;
  int asked;
  char name[40];
};

static inline int rollcall_timeless_now64(sqlite3_vfs *vfs, sqlite3_int64 *time) {
  ((struct rollcall_timeless *)vfs)->asked = 1;
  *time = 0;
  return SQLITE_ERROR;
}

static inline int rollcall_timeless_now(sqlite3_vfs *vfs, double *time) {
  ((struct rollcall_timeless *)vfs)->asked = 1;
  *time = 0;
  return SQLITE_ERROR;
}

// Makes and registers one, or gives NULL; it must outlive the connection that uses it.
static inline struct rollcall_timeless *rollcall_timeless_make(void) {
  sqlite3_vfs *system = sqlite3_vfs_find(NULL);
  if (system == NULL) return NULL;
  struct rollcall_timeless *made = (struct rollcall_timeless *)sqlite3_malloc(sizeof *made);
  if (made == NULL) return NULL;
  made->base = *system;
  made->asked = 0;
  sqlite3_snprintf(sizeof made->name, made->name, "rollcall-%p", (void *)made);
  made->base.zName = made->name;
  made->base.pNext = NULL;
  made->base.xCurrentTime = rollcall_timeless_now;
  if (made->base.iVersion >= 2) made->base.xCurrentTimeInt64 = rollcall_timeless_now64;
  if (sqlite3_vfs_register(&made->base, 0) == SQLITE_OK) return made;
  sqlite3_free(made);
  return NULL;
}

static inline void rollcall_timeless_free(struct rollcall_timeless *made) {
  sqlite3_vfs_unregister(&made->base);
  sqlite3_free(made);
}

// Lets 'localtime' and 'utc' fail in this process: what they give depends on the machine.
static inline void rollcall_sqlite3_forget_zone(void) {
  sqlite3_test_control(SQLITE_TESTCTRL_LOCALTIME_FAULT, 1);
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

// Rows of two whole numbers and perhaps a word, gathered by an aggregate function: SQLite then
// runs over a table in one call, which takes two thirds of the time of one call a row.
struct rollcall_rows {
  int first, second, word;  // the numbers of the arguments; `word` is -1 where there is none
  int count, capacity;
  sqlite3_int64 *firsts, *seconds;
  unsigned char *word_numbers;
  char last_word[32];
  int last_size, last_number;  // the word of the row before; a size of -1 where it is too long
  int is_irregular;            // a row has other values, or too many words were met
  void *context;
  int (*number)(void *context, const unsigned char *word, int size);
  void (*take)(void *context);
};

static inline int rollcall_rows_word(struct rollcall_rows *rows, sqlite3_value *value) {
  int type = sqlite3_value_type(value);
  if (type != SQLITE_TEXT && type != SQLITE_NULL) return -1;
  const unsigned char *word = type == SQLITE_TEXT ? sqlite3_value_text(value) : NULL;
  int size = word == NULL ? 0 : sqlite3_value_bytes(value);
  if (size == rows->last_size) {
    // Words are short: a loop is done before a call of memcmp has begun.
    int same = 0;
    while (same < size && word[same] == (unsigned char)rows->last_word[same]) same++;
    if (same == size) return rows->last_number;
  }
  int number = rows->number(rows->context, word, size);
  rows->last_size = size <= (int)sizeof rows->last_word ? size : -1;
  if (rows->last_size > 0) memcpy(rows->last_word, word, (size_t)size);
  rows->last_number = number;
  return number;
}

static inline void rollcall_rows_step(sqlite3_context *call, int count, sqlite3_value **values) {
  struct rollcall_rows *rows = (struct rollcall_rows *)sqlite3_user_data(call);
  sqlite3_value *first = values[rows->first], *second = values[rows->second];
  int number = rows->word < 0 ? 0 : rollcall_rows_word(rows, values[rows->word]);
  (void)count;
  if (number < 0 || sqlite3_value_type(first) != SQLITE_INTEGER ||
      sqlite3_value_type(second) != SQLITE_INTEGER) {
    rows->is_irregular = 1;
    sqlite3_result_error_code(call, SQLITE_ABORT);
    return;
  }
  rows->firsts[rows->count] = sqlite3_value_int64(first);
  rows->seconds[rows->count] = sqlite3_value_int64(second);
  rows->word_numbers[rows->count] = (unsigned char)number;
  if (++rows->count < rows->capacity) return;
  rows->take(rows->context);
  rows->count = 0;
}

static inline void rollcall_rows_final(sqlite3_context *call) { sqlite3_result_null(call); }

#define ROLLCALL_ROWS "rollcall_rows"

// Defines the function for a connection, or takes it away again.
static inline int rollcall_rows_define(sqlite3 *connection, struct rollcall_rows *rows) {
  return sqlite3_create_function_v2(
      connection, ROLLCALL_ROWS, -1, SQLITE_UTF8 | SQLITE_DIRECTONLY, rows,
      NULL, rows ? rollcall_rows_step : NULL, rows ? rollcall_rows_final : NULL, NULL);
}
