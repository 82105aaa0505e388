#include "cmemory.h"

#include <malloc.h>

int memory_keep_heap_small(int large_block_bytes) {
  // A threshold that is set stays: by default it grows with every large block that is freed.
  return mallopt(M_ARENA_MAX, 1) && mallopt(M_MMAP_THRESHOLD, large_block_bytes);
}

int memory_allow_heaps(int count) { return mallopt(M_ARENA_MAX, count); }

int memory_keep_large(int large_block_bytes) {
  return mallopt(M_MMAP_THRESHOLD, large_block_bytes);
}

int memory_hold_freed(int bytes) {
  return mallopt(M_TRIM_THRESHOLD, bytes) && mallopt(M_TOP_PAD, bytes / 16);
}
