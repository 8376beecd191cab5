/* Calls that open, copy and close descriptors, and those that change a folder's names. */
#define _GNU_SOURCE
#include "seam.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static int open_covered(int folder, const char *name, int flags, mode_t mode) {
  static int (*real)(int, const char *, int, ...);
  if (!real) real = (int (*)(int, const char *, int, ...))dlsym(RTLD_NEXT, "openat");
  char buffer[PATH_MAX];
  const char *path = seam_resolve(folder, name, buffer);
  if (!path) return real(folder, name, flags, mode);
  int existed = seam_inode_at(path) != 0;
  int changes = (flags & O_TRUNC) || ((flags & O_CREAT) && !existed);
  int fd = -1;
  if (seam_judge(changes ? CHANGES : READS) != FAIL) fd = real(folder, name, flags, mode);
  const char *kind = "open";
  if (changes) kind = existed ? "clear" : "create";
  if (fd >= 0) seam_track(fd, path);
  seam_log((struct call){kind, path, NULL, fd < 0 ? 0 : seam_inode(fd), 0, mode, fd, NULL});
  return fd;
}

static mode_t mode_of(int flags, va_list rest) {
  return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
}

#define OPEN(name)                                          \
  int name(const char *path, int flags, ...) {              \
    va_list rest;                                           \
    va_start(rest, flags);                                  \
    mode_t mode = mode_of(flags, rest);                     \
    va_end(rest);                                           \
    return open_covered(AT_FDCWD, path, flags, mode);       \
  }
OPEN(open)
OPEN(open64)
#define OPENAT(name)                                        \
  int name(int folder, const char *path, int flags, ...) {  \
    va_list rest;                                           \
    va_start(rest, flags);                                  \
    mode_t mode = mode_of(flags, rest);                     \
    va_end(rest);                                           \
    return open_covered(folder, path, flags, mode);         \
  }
OPENAT(openat)
OPENAT(openat64)
int __open_2(const char *path, int flags) { return open_covered(AT_FDCWD, path, flags, 0); }
int __open64_2(const char *path, int flags) { return open_covered(AT_FDCWD, path, flags, 0); }
int creat(const char *path, mode_t mode) {
  return open_covered(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

int close(int fd) {
  REAL(int, close, int);
  const char *path = seam_path(fd);
  if (!path) return real(fd);
  int failed = seam_judge(READS) == FAIL, error = errno;
  ino_t inode = seam_inode(fd);
  int result = real(fd);
  if (failed) result = -1, errno = error;
  seam_log((struct call){"close", path, NULL, inode, 0, 0, result, NULL});
  seam_track(fd, NULL);
  return result;
}

static int copied(int from, int to) {
  if (to >= 0) seam_track(to, seam_path(from));
  return to;
}
int dup(int fd) {
  REAL(int, dup, int);
  return copied(fd, real(fd));
}
int dup2(int fd, int to) {
  REAL(int, dup2, int, int);
  return copied(fd, real(fd, to));
}
int dup3(int fd, int to, int flags) {
  REAL(int, dup3, int, int, int);
  return copied(fd, real(fd, to, flags));
}

static int control(int (*real)(int, int, ...), int fd, int command, void *argument) {
  const char *path = seam_path(fd);
  if (!path) return real(fd, command, argument);
  if (command == F_DUPFD || command == F_DUPFD_CLOEXEC)
    return copied(fd, real(fd, command, argument));
  if (command != F_SETLK && command != F_SETLKW && command != F_OFD_SETLK
      && command != F_OFD_SETLKW)
    return real(fd, command, argument);
  const char *name = ((struct flock *)argument)->l_type == F_UNLCK ? "unlock" : "lock";
  int result = seam_judge(READS) == FAIL ? -1 : real(fd, command, argument);
  seam_log((struct call){name, path, NULL, seam_inode(fd), 0, 0, result, NULL});
  return result;
}

#define FCNTL(name)                                                     \
  int name(int fd, int command, ...) {                                  \
    static int (*real)(int, int, ...);                                  \
    if (!real) real = (int (*)(int, int, ...))dlsym(RTLD_NEXT, #name);  \
    va_list rest;                                                       \
    va_start(rest, command);                                            \
    void *argument = va_arg(rest, void *);                              \
    va_end(rest);                                                       \
    return control(real, fd, command, argument);                        \
  }
FCNTL(fcntl)
FCNTL(fcntl64)

/* A call that changes names: count it, make it, write it down with the inode it concerns. */
#define ON_NAME(name_, path_, other_, make)                                          \
  if (!(path_) && !(other_)) return make;                                            \
  ino_t inode = (path_) ? seam_inode_at(path_) : 0;                                  \
  int result = seam_judge(CHANGES) == FAIL ? -1 : (make);                            \
  if (!inode && (path_)) inode = seam_inode_at(path_);                               \
  seam_log((struct call){name_, path_, other_, inode, 0, 0, result, NULL});          \
  return result
#define COVERED(path) (seam_covers(path) ? (path) : NULL)

int unlink(const char *path) {
  REAL(int, unlink, const char *);
  ON_NAME("unlink", COVERED(path), (const char *)NULL, real(path));
}
int unlinkat(int folder, const char *name, int flags) {
  REAL(int, unlinkat, int, const char *, int);
  char buffer[PATH_MAX];
  const char *path = seam_resolve(folder, name, buffer);
  ON_NAME("unlink", path, (const char *)NULL, real(folder, name, flags));
}
int mkdir(const char *path, mode_t mode) {
  REAL(int, mkdir, const char *, mode_t);
  ON_NAME("mkdir", COVERED(path), (const char *)NULL, real(path, mode));
}
int mkdirat(int folder, const char *name, mode_t mode) {
  REAL(int, mkdirat, int, const char *, mode_t);
  char buffer[PATH_MAX];
  const char *path = seam_resolve(folder, name, buffer);
  ON_NAME("mkdir", path, (const char *)NULL, real(folder, name, mode));
}
int rename(const char *from, const char *to) {
  REAL(int, rename, const char *, const char *);
  ON_NAME("rename", COVERED(from), COVERED(to), real(from, to));
}
int link(const char *from, const char *to) {
  REAL(int, link, const char *, const char *);
  ON_NAME("link", COVERED(from), COVERED(to), real(from, to));
}
int renameat(int folder, const char *from, int other, const char *to) {
  REAL(int, renameat, int, const char *, int, const char *);
  char buffers[2][PATH_MAX];
  const char *source = seam_resolve(folder, from, buffers[0]);
  const char *target = seam_resolve(other, to, buffers[1]);
  ON_NAME("rename", source, target, real(folder, from, other, to));
}
int renameat2(int folder, const char *from, int other, const char *to, unsigned flags) {
  REAL(int, renameat2, int, const char *, int, const char *, unsigned);
  char buffers[2][PATH_MAX];
  const char *source = seam_resolve(folder, from, buffers[0]);
  const char *target = seam_resolve(other, to, buffers[1]);
  ON_NAME("rename", source, target, real(folder, from, other, to, flags));
}
