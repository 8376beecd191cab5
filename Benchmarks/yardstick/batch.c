/* A file of increments, summed for each series and put into the database in one session of libgdbm.
 *
 * A line is `incr NAME LABELSET` or `add NAME LABELSET NUMBER`, its labels sorted and without
 * quotes: the yardstick knows no more of the language than it needs. There is no journal: a kill in
 * the middle leaves half of the batch done. */
#include "yardstick.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PLACES (1 << 16)
#define LONGEST_KEY 4096

struct sum {
  const char *series; /* NAME LABELSET as the line has it */
  size_t length;
  double value;
};

static struct sum sums[PLACES];

static struct sum *sum_of(const char *series, size_t length) {
  uint64_t hash = UINT64_C(0xcbf29ce484222325);
  for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)series[i]) * UINT64_C(0x100000001b3);
  for (size_t tried = 0; tried < PLACES; tried++) {
    struct sum *sum = &sums[(hash + tried) % PLACES];
    if (!sum->series) *sum = (struct sum){series, length, 0};
    if (sum->length == length && memcmp(sum->series, series, length) == 0) return sum;
  }
  errno = 0;
  fail("too many series", "");
}

static void take(const char *line, const char *end) {
  errno = 0;
  if (end - line > 5 && memcmp(line, "incr ", 5) == 0) {
    sum_of(line + 5, (size_t)(end - line - 5))->value += 1;
  } else if (end - line > 4 && memcmp(line, "add ", 4) == 0) {
    const char *number = end;
    while (number > line && number[-1] != ' ') number--;
    sum_of(line + 4, (size_t)(number - 1 - line - 4))->value += strtod(number, NULL);
  } else {
    fail("not a line of the yardstick:", line);
  }
}

static void read_lines(const char *path) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  struct stat status;
  if (fd < 0 || fstat(fd, &status) != 0) fail("open", path);
  char *text = malloc((size_t)status.st_size + 1);
  if (!text || read(fd, text, (size_t)status.st_size) != status.st_size) fail("read", path);
  text[status.st_size] = 0;
  close(fd);
  for (char *line = text, *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
    *end = 0;
    take(line, end);
  }
}

/* NAME a=1,b=2 as the key NAME{a="1",b="2"}; its length. */
static int key_of(const struct sum *sum, char *key) {
  if (sum->length * 3 + 8 > LONGEST_KEY) fail("a line is too long", "");
  int size = 0;
  for (size_t i = 0; i < sum->length; i++) {
    char byte = sum->series[i];
    if (byte == ',') key[size++] = '"';
    key[size++] = byte == ' ' ? '{' : byte;
    if (byte == '=') key[size++] = '"';
  }
  key[size++] = '"';
  key[size++] = '}';
  return size;
}

void batch(const char *path, const char *lines) {
  read_lines(lines);
  int fd = open_door(path, WRITE_ALONE);
  GDBM_FILE file = open_gdbm(fd, path, GDBM_WRITER);
  char name[LONGEST_KEY];
  for (const struct sum *sum = sums; sum < sums + PLACES; sum++) {
    if (!sum->series) continue;
    datum key = {name, key_of(sum, name)};
    datum found = gdbm_fetch(file, key);
    errno = 0;
    struct record record;
    if (!found.dptr || found.dsize != (int)sizeof record) fail("no such series", sum->series);
    memcpy(&record, found.dptr, sizeof record);
    free(found.dptr);
    add_to_record(&record, sum->value);
    datum value = {(char *)&record, (int)sizeof record};
    if (gdbm_store(file, key, value, GDBM_REPLACE) != 0) fail(gdbm_db_strerror(file), path);
  }
  if (gdbm_close(file) != 0) fail("close", path); /* which waits for the disk */
  unlock_door(fd);
}
