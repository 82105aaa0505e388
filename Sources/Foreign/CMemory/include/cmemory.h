#pragma once

/// Asks for a line of memory without waiting for it; any address will do.
static inline __attribute__((always_inline)) void memory_prefetch(const void *address) {
  __builtin_prefetch(address);
}
