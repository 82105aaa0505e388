// Threads in a form that Swift can use.
#pragma once

/// Runs `work` on a thread of its own that is nicer than the caller's by so much; 0, or an error
/// number.
int cthreads_run(void (*work)(void *context), void *context, int niceness);
