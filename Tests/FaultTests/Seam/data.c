/* Calls that move bytes, sizes and locks through an open descriptor. */
#define _GNU_SOURCE
#include "seam.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* A call through a descriptor that carries no bytes: count it, make it, write it down. */
#define ON_DESCRIPTOR(effect_, name_, fd_, size_, make)                                    \
  const char *path = seam_path(fd_);                                                       \
  if (!path) return make;                                                                  \
  int failed = seam_judge(effect_) == FAIL;                                                \
  long result = failed ? -1 : (long)(make);                                                \
  seam_log((struct call){name_, path, NULL, seam_inode(fd_), 0, size_, result, NULL});     \
  return result

int fsync(int fd) {
  REAL(int, fsync, int);
  ON_DESCRIPTOR(CHANGES, "fsync", fd, 0, real(fd));
}

int fdatasync(int fd) {
  REAL(int, fdatasync, int);
  ON_DESCRIPTOR(CHANGES, "fdatasync", fd, 0, real(fd));
}

int flock(int fd, int operation) {
  REAL(int, flock, int, int);
  const char *name = operation & LOCK_UN ? "unlock" : "flock";
  ON_DESCRIPTOR(READS, name, fd, (size_t)operation, real(fd, operation));
}

int fchmod(int fd, mode_t mode) {
  REAL(int, fchmod, int, mode_t);
  ON_DESCRIPTOR(CHANGES, "fchmod", fd, mode, real(fd, mode));
}

/* Standing in for the C library's lseek, metricctl calls lseek64 (Sources/CSeek). */
#define SEEK(name)                                                         \
  off_t name(int fd, off_t offset, int whence) {                           \
    REAL(off_t, name, int, off_t, int);                                    \
    ON_DESCRIPTOR(READS, "seek", fd, 0, real(fd, offset, whence));         \
  }
SEEK(lseek)
SEEK(lseek64)

#define TRUNCATE(name)                                                \
  int name(int fd, off_t size) {                                      \
    REAL(int, name, int, off_t);                                      \
    ON_DESCRIPTOR(CHANGES, "truncate", fd, (size_t)size, real(fd, size)); \
  }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

/* The one way in which bytes reach a file, whatever call brought them. */
static ssize_t put(int fd, const void *bytes, size_t size, off_t offset, int moves) {
  static ssize_t (*plain)(int, const void *, size_t);
  static ssize_t (*placed)(int, const void *, size_t, off_t);
  if (!plain) plain = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
  if (!placed) placed = (ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite");
  const char *path = seam_path(fd);
  if (!path) return moves ? plain(fd, bytes, size) : placed(fd, bytes, size, offset);
  enum verdict verdict = seam_judge(CHANGES);
  size_t part = verdict == HALF || (verdict == PARTIAL && size > 1) ? size / 2 : size;
  if (moves) offset = syscall(SYS_lseek, fd, 0, SEEK_CUR);
  ssize_t result = -1;
  if (verdict != FAIL) result = moves ? plain(fd, bytes, part) : placed(fd, bytes, part, offset);
  seam_log((struct call){"write", path, NULL, seam_inode(fd), offset, size, result, bytes});
  if (verdict == HALF) seam_kill();
  return result;
}

static ssize_t gather(int fd, const struct iovec *parts, int count, off_t offset, int moves) {
  size_t size = 0;
  for (int i = 0; i < count; i++) size += parts[i].iov_len;
  char *bytes = malloc(size + 1), *end = bytes;
  if (!bytes) abort();
  for (int i = 0; i < count; end += parts[i++].iov_len)
    memcpy(end, parts[i].iov_base, parts[i].iov_len);
  ssize_t result = put(fd, bytes, size, offset, moves);
  free(bytes);
  return result;
}

ssize_t write(int fd, const void *bytes, size_t size) { return put(fd, bytes, size, 0, 1); }
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset) {
  return put(fd, bytes, size, offset, 0);
}
ssize_t pwrite64(int fd, const void *bytes, size_t size, off_t offset) {
  return put(fd, bytes, size, offset, 0);
}
ssize_t writev(int fd, const struct iovec *parts, int count) {
  return gather(fd, parts, count, 0, 1);
}
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  return gather(fd, parts, count, offset, 0);
}
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off_t offset) {
  return gather(fd, parts, count, offset, 0);
}

ssize_t read(int fd, void *bytes, size_t size) {
  REAL(ssize_t, read, int, void *, size_t);
  ON_DESCRIPTOR(READS, "read", fd, size, real(fd, bytes, size));
}

#define PREAD(name)                                                          \
  ssize_t name(int fd, void *bytes, size_t size, off_t offset) {             \
    REAL(ssize_t, name, int, void *, size_t, off_t);                         \
    ON_DESCRIPTOR(READS, "read", fd, size, real(fd, bytes, size, offset));   \
  }
PREAD(pread)
PREAD(pread64)
