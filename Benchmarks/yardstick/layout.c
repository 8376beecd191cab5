/* GDBM 1.23 on disk, as much of it as it takes to find one key:
 *
 *   0          header block: struct header, then the table of free space
 *   directory  2^directory_bits file offsets of buckets, chosen by the hash's top bits
 *   bucket     8 count of free runs, 96 free runs, 4 bits, 4 count of elements, then elements of
 *              24 bytes: 4 hash (-1: none), 4 first bytes of the key, 8 offset, 4 key, 4 value
 *   record     the key's bytes, then the value's
 *
 * A key's element is at hash mod bucket_elements or, when that is taken, further along. */
#include "yardstick.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define MAGIC_64 0x13579acfu
#define ELEMENTS_OFFSET 112
#define LARGEST_BUCKET 65536
#define LARGEST_KEY 4096

struct element {
  int32_t hash;
  char key_start[4];
  int64_t offset;
  int32_t key_size, value_size;
};
_Static_assert(sizeof(struct element) == 24, "an element is 24 bytes");
_Static_assert(sizeof(struct header) == 56, "a header is 40 bytes, a free table begins with 16");

void read_exactly(int fd, void *bytes, size_t size, int64_t offset) {
  errno = 0;
  if (pread(fd, bytes, size, offset) != (ssize_t)size) fail("read", "");
}

/* GDBM's hash; plain char, because that is what the library shifts. */
static int32_t hash_of(const char *key, size_t size) {
  uint32_t hash = 0x238F13AFu * (uint32_t)size;
  for (size_t i = 0; i < size; i++)
    hash = (hash + ((uint32_t)key[i] << (i * 5 % 24))) & 0x7FFFFFFF;
  return (int32_t)((1103515243u * hash + 12345u) & 0x7FFFFFFF);
}

static void check_header(const struct header *header, int fd) {
  errno = 0;
  if (header->magic != MAGIC_64) fail("not a GDBM file of this machine", "");
  if (header->bucket_size <= ELEMENTS_OFFSET || header->bucket_size > LARGEST_BUCKET ||
      header->bucket_elements > (header->bucket_size - ELEMENTS_OFFSET) / 24 ||
      header->bucket_elements < 1 || header->directory_bits < 1 || header->directory_bits > 28)
    fail("damaged header", "");
  if (lseek(fd, 0, SEEK_END) != header->next_block) fail("size of the file", "");
}

struct place find_place(int fd, const char *key) {
  struct place place = {0};
  read_exactly(fd, &place.header, sizeof place.header, 0);
  check_header(&place.header, fd);
  size_t size = strlen(key);
  int32_t hash = hash_of(key, size), elements = place.header.bucket_elements;
  int64_t entry = hash >> (31 - place.header.directory_bits);
  read_exactly(fd, &place.bucket, 8, place.header.directory + entry * 8);

  char bucket[LARGEST_BUCKET];
  read_exactly(fd, bucket, (size_t)place.header.bucket_size, place.bucket);
  int32_t count;
  memcpy(&count, bucket + ELEMENTS_OFFSET - 4, 4);
  place.bucket_full = count == elements;

  for (int32_t tried = 0; tried < elements; tried++) {
    struct element element;
    memcpy(&element, bucket + ELEMENTS_OFFSET + (hash + tried) % elements * 24, 24);
    if (element.hash == -1) break;
    if (element.hash != hash || element.key_size != (int32_t)size ||
        element.value_size != (int32_t)sizeof place.record || size > LARGEST_KEY)
      continue;
    char bytes[LARGEST_KEY + sizeof place.record];
    read_exactly(fd, bytes, size + sizeof place.record, element.offset);
    if (memcmp(bytes, key, size) != 0) continue;
    place.value = element.offset + (int64_t)size;
    memcpy(&place.record, bytes + size, sizeof place.record);
    break;
  }
  return place;
}
