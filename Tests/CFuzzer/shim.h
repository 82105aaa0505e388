#pragma once
#include <stddef.h>
#include <stdint.h>

// libFuzzer's own loop (https://llvm.org/docs/LibFuzzer.html), for a program that has a main.
int LLVMFuzzerRunDriver(
    int *argc, char ***argv, int (*take)(const uint8_t *bytes, size_t count));
