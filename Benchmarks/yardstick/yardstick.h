/* The yardstick: what a C program pays for the protocol that metricctl keeps.
 *
 * Every file here does one step of that protocol with the plainest C there is, so that a ratio
 * to it says what Swift, the record format and the rules of metricctl cost on top:
 *
 *   door.c     open the file, wait for its lock, make sure it is still the same file
 *   record.c   a 32-byte record under a CRC-32C
 *   layout.c   where GDBM 1.23 keeps the header, the directory and the buckets
 *   update.c   one increment: through libgdbm, or by reading the bucket itself
 *   insert.c   one new series under an undo journal
 *   batch.c    many increments, summed for each series
 *   whole.c    creating a database and reading all of it
 *   main.c     the words of the command line
 */
#ifndef YARDSTICK_H
#define YARDSTICK_H

#include <gdbm.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Says what failed, with errno when it is set, and exits with status 1. */
_Noreturn void fail(const char *what, const char *subject);

/* Monotonic time in nanoseconds. */
int64_t now_ns(void);

/* door.c: an open file whose flock is held, or an exit after five seconds. */
enum access { READ_SHARED, WRITE_ALONE };
int open_door(const char *path, enum access access);
/* Gives the flock back; the descriptor stays open, for a sync that others need not wait for. */
void unlock_door(int fd);
/* PATH with "-journal" after it; the caller frees it. */
char *journal_path(const char *path);

/* record.c: 32 bytes, little-endian. */
struct record {
  uint32_t version;
  uint32_t checksum; /* CRC-32C of the record with this field as 0 */
  double value;
  int64_t created_ns, updated_ns; /* since 1970 */
};
uint32_t crc32c(uint32_t seed, const void *bytes, size_t size);
struct record new_record(double value);
/* Checks the record, adds to its value, stamps and seals it again. */
void add_to_record(struct record *record, double delta);
void check_record(const struct record *record);

/* layout.c: GDBM's own structures on disk (64-bit, no NUMSYNC). */
struct header {
  uint32_t magic;
  int32_t block_size;
  int64_t directory;
  int32_t directory_size, directory_bits;
  int32_t bucket_size, bucket_elements;
  int64_t next_block;
  int32_t avail_size, avail_count;
  int64_t avail_next;
};
struct place {
  struct header header;
  int64_t bucket;     /* where the key's bucket is */
  bool bucket_full;   /* an insert will split it and rewrite the directory */
  int64_t value;      /* where the key's value is, or 0 */
  struct record record; /* what is there */
};
void read_exactly(int fd, void *bytes, size_t size, int64_t offset);
struct place find_place(int fd, const char *key);

/* update.c: one open, update and close. */
enum durability { RELAXED, FULL };
enum route { THROUGH_GDBM, DIRECT };
/* What is left open when the process is about to end anyway. */
enum ending { LEAVE_TO_EXIT, CLOSE };
void increment(const char *path, const char *key, enum durability, enum route, enum ending);
GDBM_FILE open_gdbm(int fd, const char *path, int flags);

/* insert.c, whole.c */
void insert(const char *path, const char *key, enum durability durability);
void create(const char *path, long count);
void dump(const char *path);

/* batch.c: the lines of a file, summed, in one session. */
void batch(const char *path, const char *lines);

#endif
