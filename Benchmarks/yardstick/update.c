/* One increment of a series that is there: open, update in place, unlock, sync, close.
 *
 * Two routes. Through libgdbm it is open, fetch, store: three writes, of which only the value's
 * changes a byte. Direct it is three reads to find the value and one write. */
#include "yardstick.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

GDBM_FILE open_gdbm(int fd, const char *path, int flags) {
  int copy = fcntl(fd, F_DUPFD_CLOEXEC, 3); /* gdbm_close closes what it was given */
  if (copy < 0 || lseek(copy, 0, SEEK_SET) != 0) fail("duplicate", path);
  GDBM_FILE file = gdbm_fd_open(copy, path, 4096, flags | GDBM_NOLOCK | GDBM_CLOERROR, NULL);
  if (!file || gdbm_needs_recovery(file)) fail(gdbm_strerror(gdbm_errno), path);
  return file;
}

/* gdbm_close syncs whatever a writer has open: give it something that cannot be synced. */
static void close_without_sync(GDBM_FILE file) {
  static int nothing = -1;
  if (nothing < 0 && (nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)) < 0)
    fail("open", "/dev/null");
  if (dup3(nothing, gdbm_fdesc(file), O_CLOEXEC) < 0) fail("dup3", "");
  gdbm_close(file);
}

static GDBM_FILE add_through_gdbm(int fd, const char *path, const char *name) {
  GDBM_FILE file = open_gdbm(fd, path, GDBM_WRITER | GDBM_NOMMAP);
  datum key = {(char *)name, (int)strlen(name)};
  datum found = gdbm_fetch(file, key);
  errno = 0;
  struct record record;
  if (!found.dptr || found.dsize != (int)sizeof record) fail("no such series", name);
  memcpy(&record, found.dptr, sizeof record);
  free(found.dptr);
  add_to_record(&record, 1);
  datum value = {(char *)&record, (int)sizeof record};
  if (gdbm_store(file, key, value, GDBM_REPLACE) != 0 || gdbm_last_errno(file) != 0 ||
      gdbm_needs_recovery(file))
    fail(gdbm_db_strerror(file), path);
  return file;
}

static void add_directly(int fd, const char *name) {
  struct place place = find_place(fd, name);
  errno = 0;
  if (place.value == 0) fail("no such series", name);
  add_to_record(&place.record, 1);
  if (pwrite(fd, &place.record, sizeof place.record, place.value) != sizeof place.record)
    fail("write", name);
}

void increment(const char *path, const char *key, enum durability durability, enum route route,
               enum ending ending) {
  int fd = open_door(path, WRITE_ALONE);
  GDBM_FILE file = NULL;
  if (route == THROUGH_GDBM) file = add_through_gdbm(fd, path, key);
  else add_directly(fd, key);
  unlock_door(fd); /* others may go on while this one waits for the disk */
  if (durability == FULL && fdatasync(fd) != 0) fail("fdatasync", path);
  if (ending == LEAVE_TO_EXIT) return;
  if (file) close_without_sync(file);
  close(fd);
}
