/* A database made in one go, and all of it read again.
 *
 * Series 0 is http_requests{code="200",method="GET"}; the others carry a path="/item/N" besides. */
#include "yardstick.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void name_series(char *name, size_t size, long number) {
  if (number == 0) snprintf(name, size, "http_requests{code=\"200\",method=\"GET\"}");
  else
    snprintf(name, size, "http_requests{code=\"200\",method=\"GET\",path=\"/item/%06ld\"}", number);
}

void create(const char *path, long count) {
  GDBM_FILE file = gdbm_open(path, 4096, GDBM_NEWDB | GDBM_NOMMAP, 0640, NULL);
  if (!file) fail(gdbm_strerror(gdbm_errno), path);
  for (long number = 0; number < count; number++) {
    char name[128];
    name_series(name, sizeof name, number);
    struct record record = new_record((double)number);
    datum key = {name, (int)strlen(name)}, value = {(char *)&record, (int)sizeof record};
    if (gdbm_store(file, key, value, GDBM_INSERT) != 0) fail(gdbm_db_strerror(file), path);
  }
  if (gdbm_close(file) != 0) fail("close", path);
}

static void print_series(FILE *out, datum key, double value) {
  fwrite_unlocked(key.dptr, 1, (size_t)key.dsize, out);
  if (value == floor(value) && fabs(value) < 9e15) fprintf(out, " %lld\n", (long long)value);
  else fprintf(out, " %.17g\n", value);
}

/* Nothing is printed while the lock is held: a stalled reader of the pipe would stop writers. */
void dump(const char *path) {
  int fd = open_door(path, READ_SHARED);
  GDBM_FILE file = open_gdbm(fd, path, GDBM_READER);
  char *text = NULL;
  size_t size = 0;
  FILE *memory = open_memstream(&text, &size);
  if (!memory) fail("memory", path);
  for (datum key = gdbm_firstkey(file), next; key.dptr; key = next) {
    datum found = gdbm_fetch(file, key);
    struct record record;
    if (!found.dptr || found.dsize != (int)sizeof record) fail("not a record of", path);
    memcpy(&record, found.dptr, sizeof record);
    check_record(&record);
    print_series(memory, key, record.value);
    next = gdbm_nextkey(file, key);
    free(found.dptr);
    free(key.dptr);
  }
  if (fclose(memory) != 0) fail("memory", path);
  gdbm_close(file);
  unlock_door(fd);
  for (size_t written = 0; written < size;) {
    ssize_t count = write(STDOUT_FILENO, text + written, size - written);
    if (count < 0) fail("write", "standard output");
    written += (size_t)count;
  }
  free(text);
}
