/* The seam's settings, its count, its log and the descriptors it watches. */
#define _GNU_SOURCE
#include "seam.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { DESCRIPTORS = 4096, PATH_BYTES = 4096 };

static const char *prefix;
static size_t prefix_length;
static int log_fd = -1;
static long fail_at, kill_at, stop_at, short_at, partial_at, count;
static int fail_errno, fail_on;
static char *paths[DESCRIPTORS];

static long setting(const char *name) {
  const char *text = getenv(name);
  return text ? atol(text) : 0;
}

/* Runs before any of the program's own code. The seam's own calls go straight to the kernel. */
__attribute__((constructor)) static void seam_begin(void) {
  prefix = getenv("SEAM_PREFIX");
  prefix_length = prefix ? strlen(prefix) : 0;
  fail_at = setting("SEAM_FAIL_AT");
  fail_errno = (int)setting("SEAM_ERRNO");
  fail_on = getenv("SEAM_FAIL_ON") != NULL;
  kill_at = setting("SEAM_KILL_AT");
  stop_at = setting("SEAM_STOP_AT");
  short_at = setting("SEAM_SHORT_AT");
  partial_at = setting("SEAM_PARTIAL_AT");
  const char *log = getenv("SEAM_LOG");
  if (!log) return;
  long fd = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  log_fd = (int)syscall(SYS_fcntl, fd, F_DUPFD_CLOEXEC, 900);
  syscall(SYS_close, fd);
}

void seam_kill(void) {
  syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
  for (;;) pause();
}

enum verdict seam_judge(enum effect effect) {
  long n = ++count;
  if (n == kill_at) seam_kill();
  if (n == stop_at) syscall(SYS_kill, syscall(SYS_getpid), SIGSTOP);
  if (n == fail_at || (fail_on && fail_at && n > fail_at && effect == CHANGES)) {
    errno = fail_errno;
    return FAIL;
  }
  return n == short_at ? HALF : n == partial_at ? PARTIAL : PASS;
}

/* number, name, path, second path, inode, offset, size, result, error number, bytes in hex;
   divided by tabs, paths as below the folder, "-" for what a call has not. */
void seam_log(struct call call) {
  if (log_fd < 0) return;
  int saved = errno;
  size_t hex = call.bytes && call.result > 0 ? (size_t)call.result : 0;
  char *line = malloc(2 * PATH_BYTES + 256 + 2 * hex);
  if (!line) abort();
  const char *names[2] = {call.path, call.other};
  for (int i = 0; i < 2; i++) {
    if (!names[i]) names[i] = "-";
    else if (seam_covers(names[i])) names[i] += prefix_length + (names[i][prefix_length] == '/');
    if (!*names[i]) names[i] = ".";
  }
  int length = sprintf(line, "%ld\t%s\t%s\t%s\t%lu\t%ld\t%zu\t%ld\t%d\t", count, call.name,
                       names[0], names[1], (unsigned long)call.inode, (long)call.offset,
                       call.size, call.result, call.result < 0 ? saved : 0);
  char *end = line + length;
  for (size_t i = 0; i < hex; i++) {
    unsigned char byte = ((const unsigned char *)call.bytes)[i];
    *end++ = "0123456789abcdef"[byte >> 4];
    *end++ = "0123456789abcdef"[byte & 15];
  }
  if (!hex) *end++ = '-';
  *end++ = '\n';
  syscall(SYS_write, log_fd, line, end - line);
  free(line);
  errno = saved;
}

int seam_covers(const char *path) {
  return prefix_length && path && !strncmp(path, prefix, prefix_length)
         && (!path[prefix_length] || path[prefix_length] == '/');
}

const char *seam_resolve(int folder, const char *path, char *buffer) {
  if (!path) return NULL;
  if (path[0] == '/') return seam_covers(path) ? path : NULL;
  const char *parent = folder == AT_FDCWD ? NULL : seam_path(folder);
  if (!parent) return NULL;
  snprintf(buffer, PATH_BYTES, "%s/%s", parent, path);
  return buffer;
}

const char *seam_path(int fd) { return fd >= 0 && fd < DESCRIPTORS ? paths[fd] : NULL; }

void seam_track(int fd, const char *path) {
  if (fd < 0 || fd >= DESCRIPTORS) return;
  char *copy = path ? strdup(path) : NULL;
  free(paths[fd]);
  paths[fd] = copy;
}

ino_t seam_inode(int fd) {
  struct stat status;
  int saved = errno;
  ino_t inode = fstat(fd, &status) ? 0 : status.st_ino;
  errno = saved;
  return inode;
}

ino_t seam_inode_at(const char *path) {
  struct stat status;
  int saved = errno;
  ino_t inode = lstat(path, &status) ? 0 : status.st_ino;
  errno = saved;
  return inode;
}
