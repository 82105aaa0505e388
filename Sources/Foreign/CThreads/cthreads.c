#define _GNU_SOURCE
#include "cthreads.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/resource.h>

struct start {
  void (*work)(void *);
  void *context;
  int niceness;
};

static void *run(void *argument) {
  struct start start = *(struct start *)argument;
  free(argument);
  // On Linux a priority belongs to a thread. Refused or not, the work is done.
  if (start.niceness != 0)
    (void)setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + start.niceness);
  start.work(start.context);
  return NULL;
}

int cthreads_run(void (*work)(void *), void *context, int niceness) {
  struct start *start = malloc(sizeof *start);
  if (start == NULL) return ENOMEM;
  *start = (struct start){work, context, niceness};
  pthread_t thread;
  int code = pthread_create(&thread, NULL, run, start);
  if (code == 0) {
    pthread_detach(thread);
  } else {
    free(start);
  }
  return code;
}
