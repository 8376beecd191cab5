/* One new series, safe against a kill at any instant, because GDBM's own insert is not.
 *
 * The bytes that the insert may overwrite go to PATH-journal first. The journal:
 *
 *   8 magic, 8 size of the database, 4 parts, 4 CRC-32C of all that follows,
 *   then each part: 8 offset, 8 size, its bytes
 *
 * The parts: the header block, the stacked tables of free space, the key's bucket and, when that
 * bucket is full and will split, the directory. The program reads no journal back; an opener that
 * finds one stops. */
#include "yardstick.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define JOURNAL_MAGIC UINT64_C(0x6c6e726a73647279)

struct journal {
  char *bytes;
  size_t size;
  uint32_t parts;
};

static char *grow(struct journal *journal, size_t size) {
  journal->bytes = realloc(journal->bytes, journal->size + size);
  if (!journal->bytes) fail("realloc", "journal");
  journal->size += size;
  return journal->bytes + journal->size - size;
}

static void save(struct journal *journal, int fd, int64_t offset, int64_t size) {
  char *part = grow(journal, 16 + (size_t)size);
  memcpy(part, &offset, 8);
  memcpy(part + 8, &size, 8);
  read_exactly(fd, part + 16, (size_t)size, offset);
  journal->parts++;
}

static struct journal take_down(int fd, const struct place *place) {
  const struct header *header = &place->header;
  struct journal journal = {0};
  grow(&journal, 24);
  save(&journal, fd, 0, header->block_size);
  int64_t table_size = header->avail_size / 2 * 16 + 32;
  for (int64_t table = header->avail_next; table != 0;) {
    save(&journal, fd, table, table_size);
    read_exactly(fd, &table, 8, table + 8);
    if (journal.parts > 100000) { errno = 0; fail("free tables in a ring", ""); }
  }
  save(&journal, fd, place->bucket, header->bucket_size);
  if (place->bucket_full) save(&journal, fd, header->directory, header->directory_size);

  uint64_t magic = JOURNAL_MAGIC;
  uint32_t checksum = crc32c(0, journal.bytes + 24, journal.size - 24);
  memcpy(journal.bytes, &magic, 8);
  memcpy(journal.bytes + 8, &header->next_block, 8);
  memcpy(journal.bytes + 16, &journal.parts, 4);
  memcpy(journal.bytes + 20, &checksum, 4);
  return journal;
}

static void sync_folder(const char *path) {
  char *copy = strdup(path);
  int folder = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0 || fsync(folder) != 0) fail("sync the folder of", path);
  close(folder);
  free(copy);
}

static void write_journal(const char *path, const struct journal *journal, enum durability how) {
  int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0 || write(fd, journal->bytes, journal->size) != (ssize_t)journal->size)
    fail("write", path);
  if (how == FULL && fsync(fd) != 0) fail("fsync", path);
  close(fd);
  if (how == FULL) sync_folder(path);
}

void insert(const char *path, const char *name, enum durability durability) {
  int fd = open_door(path, WRITE_ALONE);
  struct place place = find_place(fd, name);
  errno = 0;
  if (place.value != 0) fail("series is there already", name);
  struct journal journal = take_down(fd, &place);
  char *beside = journal_path(path);
  write_journal(beside, &journal, durability);

  GDBM_FILE file = open_gdbm(fd, path, GDBM_WRITER | GDBM_NOMMAP);
  struct record record = new_record(1);
  datum key = {(char *)name, (int)strlen(name)}, value = {(char *)&record, (int)sizeof record};
  if (gdbm_store(file, key, value, GDBM_INSERT) != 0 || gdbm_last_errno(file) != 0 ||
      gdbm_needs_recovery(file))
    fail(gdbm_db_strerror(file), path);
  if (durability == FULL && fsync(fd) != 0) fail("fsync", path);
  if (unlink(beside) != 0) fail("unlink", beside);
  if (durability == FULL) sync_folder(path);
  unlock_door(fd);
  free(beside);
  free(journal.bytes);
}
