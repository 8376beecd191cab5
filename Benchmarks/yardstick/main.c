/* The words of the yardstick's command line.
 *
 * loop opens, updates and closes COUNT times in one process and prints the median and the mean. */
#include "yardstick.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char usage[] =
    "usage: yardstick nothing\n"
    "       yardstick create PATH COUNT\n"
    "       yardstick incr|incr-direct PATH KEY [full|relaxed]\n"
    "       yardstick loop|loop-direct PATH KEY COUNT full|relaxed\n"
    "       yardstick insert PATH KEY full|relaxed\n"
    "       yardstick batch PATH LINES\n"
    "       yardstick dump PATH\n";

_Noreturn void fail(const char *what, const char *subject) {
  const char *reason = errno ? strerror(errno) : "refused";
  fprintf(stderr, "yardstick: %s %s: %s\n", what, subject, reason);
  exit(1);
}

int64_t now_ns(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
  return (left > right) - (left < right);
}

static void loop(const char *path, const char *key, long count, enum durability durability,
                 enum route route) {
  int64_t *times = calloc((size_t)count, sizeof *times), total = 0;
  if (!times) fail("malloc", path);
  for (long i = 0; i < count; i++) {
    int64_t start = now_ns();
    increment(path, key, durability, route, CLOSE);
    total += times[i] = now_ns() - start;
  }
  qsort(times, (size_t)count, sizeof *times, ascending);
  printf("median_ns %lld\nmean_ns %lld\n", (long long)times[count / 2],
         (long long)(total / count));
  free(times);
}

static long number(const char *word) {
  char *end;
  long value = strtol(word, &end, 10);
  errno = 0;
  if (*end || value < 1) fail("not a count:", word);
  return value;
}

static enum durability durability_named(const char *word) {
  errno = 0;
  if (!word || strcmp(word, "full") == 0) return FULL;
  if (strcmp(word, "relaxed") != 0) fail("neither full nor relaxed:", word);
  return RELAXED;
}

int main(int count, char **words) {
  const char *mode = count > 1 ? words[1] : "";
  bool direct = strstr(mode, "-direct") != NULL;
  enum route route = direct ? DIRECT : THROUGH_GDBM;
  size_t stem = direct ? strlen(mode) - strlen("-direct") : strlen(mode);

  if (strcmp(mode, "nothing") == 0 && count == 2) return 0;
  if (strcmp(mode, "create") == 0 && count == 4) create(words[2], number(words[3]));
  else if (strcmp(mode, "dump") == 0 && count == 3) dump(words[2]);
  else if (strcmp(mode, "batch") == 0 && count == 4) batch(words[2], words[3]);
  else if (strcmp(mode, "insert") == 0 && count == 5)
    insert(words[2], words[3], durability_named(words[4]));
  else if (stem == 4 && strncmp(mode, "incr", 4) == 0 && (count == 4 || count == 5))
    increment(words[2], words[3], durability_named(words[4]), route, LEAVE_TO_EXIT);
  else if (stem == 4 && strncmp(mode, "loop", 4) == 0 && count == 6)
    loop(words[2], words[3], number(words[4]), durability_named(words[5]), route);
  else {
    fputs(usage, stderr);
    return 2;
  }
  return 0;
}
