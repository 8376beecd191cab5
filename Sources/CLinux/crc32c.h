/* CRC-32C (Castagnoli, reflected, as in RFC 3720 appendix B.4) with the processor's own
   instruction where there is one: Swift has no intrinsics. `crc` is the value so far, 0 at first. */
#ifndef METRICCTL_CRC32C_H
#define METRICCTL_CRC32C_H
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#if defined(__x86_64__) && __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#endif

static inline uint32_t crc32c_nibbles(uint32_t crc, const unsigned char *bytes, size_t count) {
  static const uint32_t table[16] = {
      0x00000000, 0x105ec76f, 0x20bd8ede, 0x30e349b1, 0x417b1dbc, 0x5125dad3,
      0x61c69362, 0x7198540d, 0x82f63b78, 0x92a8fc17, 0xa24bb5a6, 0xb21572c9,
      0xc38d26c4, 0xd3d3e1ab, 0xe330a81a, 0xf36e6f75};
  for (; count > 0; count--, bytes++) {
    crc ^= *bytes;
    crc = crc >> 4 ^ table[crc & 15];
    crc = crc >> 4 ^ table[crc & 15];
  }
  return crc;
}

/* The C library knows the processor already. __builtin_cpu_supports would ask it anew when the
   program starts, and under a hypervisor each of those questions costs microseconds. */
#if defined(__x86_64__) && __has_include(<sys/platform/x86.h>)
__attribute__((target("sse4.2"))) static inline uint32_t
crc32c_hardware(uint32_t crc, const unsigned char *bytes, size_t count) {
  uint64_t wide = crc;
  for (; count >= 8; count -= 8, bytes += 8) {
    uint64_t word;
    memcpy(&word, bytes, 8);
    wide = __builtin_ia32_crc32di(wide, word);
  }
  crc = (uint32_t)wide;
  for (; count > 0; count--, bytes++) crc = __builtin_ia32_crc32qi(crc, *bytes);
  return crc;
}
static inline int crc32c_has_hardware(void) { return CPU_FEATURE_ACTIVE(SSE4_2); }
#else
static inline uint32_t
crc32c_hardware(uint32_t crc, const unsigned char *bytes, size_t count) {
  return crc32c_nibbles(crc, bytes, count);
}
static inline int crc32c_has_hardware(void) { return 0; }
#endif

static inline uint32_t crc32c(uint32_t crc, const void *bytes, size_t count) {
  crc = ~crc;
  crc = crc32c_has_hardware() ? crc32c_hardware(crc, (const unsigned char *)bytes, count)
                              : crc32c_nibbles(crc, (const unsigned char *)bytes, count);
  return ~crc;
}

#endif
