/* A record: the value, its times, and a CRC-32C, because GDBM itself notices no flipped bit. */
#include "yardstick.h"

#include <errno.h>
#include <string.h>
#include <time.h>

_Static_assert(sizeof(struct record) == 32, "a record is 32 bytes");

/* Bit by bit: for processors without an instruction for it. */
static uint32_t crc32c_plain(uint32_t crc, const unsigned char *bytes, size_t size) {
  while (size--) {
    crc ^= *bytes++;
    for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? 0x82F63B78u : 0);
  }
  return crc;
}

#if defined(__x86_64__)
#include <nmmintrin.h>
__attribute__((target("sse4.2"))) static uint32_t crc32c_fast(uint32_t crc,
                                                              const unsigned char *bytes,
                                                              size_t size) {
  for (; size >= 8; bytes += 8, size -= 8) {
    uint64_t word;
    memcpy(&word, bytes, 8);
    crc = (uint32_t)_mm_crc32_u64(crc, word);
  }
  while (size--) crc = _mm_crc32_u8(crc, *bytes++);
  return crc;
}
#else
#define crc32c_fast crc32c_plain
#endif

uint32_t crc32c(uint32_t seed, const void *bytes, size_t size) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("sse4.2")) return ~crc32c_fast(~seed, bytes, size);
#endif
  return ~crc32c_plain(~seed, bytes, size);
}

static uint32_t checksum_of(const struct record *record) {
  struct record blank = *record;
  blank.checksum = 0;
  return crc32c(0, &blank, sizeof blank);
}

static int64_t time_of_day(void) {
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

struct record new_record(double value) {
  int64_t now = time_of_day();
  struct record record = {.version = 1, .value = value, .created_ns = now, .updated_ns = now};
  record.checksum = checksum_of(&record);
  return record;
}

void check_record(const struct record *record) {
  errno = 0;
  if (record->version != 1) fail("version of a record", "");
  if (record->checksum != checksum_of(record)) fail("checksum of a record", "");
}

void add_to_record(struct record *record, double delta) {
  check_record(record);
  record->value += delta;
  record->updated_ns = time_of_day();
  record->checksum = checksum_of(record);
}
