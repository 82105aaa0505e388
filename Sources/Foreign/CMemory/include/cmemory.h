#pragma once

/// Asks for a line of memory without waiting for it; any address will do.
static inline __attribute__((always_inline)) void memory_prefetch(const void *address) {
  __builtin_prefetch(address);
}

/// Keeps one heap for all threads, and gives large blocks back to the system as soon as they are
/// freed; 0 when a setting is refused.
int memory_keep_heap_small(int large_block_bytes);

/// Allows so many heaps from now on; 0 when the setting is refused.
int memory_allow_heaps(int count);

/// Gives freed memory at the end of a heap back only when it is more than so many bytes, and asks
/// for a sixteenth of it at a time; 0 when a setting is refused.
int memory_hold_freed(int bytes);

/// Keeps blocks of fewer than so many bytes in the heap when they are freed; 0 when the setting is
/// refused.
int memory_keep_large(int large_block_bytes);
