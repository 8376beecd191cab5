/* The door: a descriptor of the right file, with its lock held.
 *
 * Writers first stand in a turnstile (a byte lock far beyond the end of the file), so that
 * readers, who share the flock, cannot starve them. The waits block in the kernel and a repeating
 * timer breaks them to look at the deadline. */
#include "yardstick.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#define TURNSTILE_OFFSET (INT64_C(1) << 62)
#define DEADLINE_NS INT64_C(5000000000)

struct door {
  int fd;
  enum access access;
};

static int take_turnstile(const struct door *door, bool wait) {
  struct flock lock = {.l_type = door->access == WRITE_ALONE ? F_WRLCK : F_RDLCK,
                       .l_whence = SEEK_SET, .l_start = TURNSTILE_OFFSET, .l_len = 1};
  return fcntl(door->fd, wait ? F_OFD_SETLKW : F_OFD_SETLK, &lock);
}

static void leave_turnstile(const struct door *door) {
  struct flock lock = {.l_type = F_UNLCK, .l_whence = SEEK_SET,
                       .l_start = TURNSTILE_OFFSET, .l_len = 1};
  if (fcntl(door->fd, F_OFD_SETLK, &lock) != 0) fail("turnstile", "unlock");
}

static int take_flock(const struct door *door, bool wait) {
  int kind = door->access == WRITE_ALONE ? LOCK_EX : LOCK_SH;
  return flock(door->fd, wait ? kind : kind | LOCK_NB);
}

static void wake(int signal) { (void)signal; }

static void set_timer(long every_us) {
  struct itimerval timer = {{0, every_us}, {0, every_us}};
  if (setitimer(ITIMER_REAL, &timer, NULL) != 0) fail("setitimer", "");
}

/* Tries once; only when another process is in the way does it pay for a timer. */
static void wait_for(int (*take)(const struct door *, bool), const struct door *door) {
  if (take(door, false) == 0) return;
  if (errno != EWOULDBLOCK && errno != EACCES) fail("lock", "");
  struct sigaction action = {.sa_handler = wake}; /* no SA_RESTART: the wait must break */
  sigaction(SIGALRM, &action, NULL);
  int64_t deadline = now_ns() + DEADLINE_NS;
  set_timer(50000);
  while (take(door, true) != 0) {
    if (errno != EINTR) fail("lock", "");
    if (now_ns() > deadline) { errno = 0; fail("locked by another process", ""); }
  }
  set_timer(0);
}

char *journal_path(const char *path) {
  char *journal = malloc(strlen(path) + sizeof "-journal");
  if (!journal) fail("malloc", path);
  return strcat(strcpy(journal, path), "-journal");
}

static void refuse_journal(const char *path) {
  char *journal = journal_path(path);
  if (access(journal, F_OK) == 0 || errno != ENOENT) fail("a journal waits beside", path);
  free(journal);
}

int open_door(const char *path, enum access access) {
  for (;;) {
    int flags = access == WRITE_ALONE ? O_RDWR : O_RDONLY;
    struct door door = {open(path, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC), access};
    struct stat held, named;
    if (door.fd < 0 || fstat(door.fd, &held) != 0) fail("open", path);
    if (!S_ISREG(held.st_mode)) { errno = 0; fail("not a regular file", path); }
    wait_for(take_turnstile, &door);
    wait_for(take_flock, &door);
    leave_turnstile(&door);
    if (fstat(door.fd, &held) != 0) fail("fstat", path);
    if (lstat(path, &named) == 0 && held.st_dev == named.st_dev && held.st_ino == named.st_ino) {
      refuse_journal(path);
      return door.fd;
    }
    close(door.fd); /* replaced while we waited */
  }
}

void unlock_door(int fd) {
  if (flock(fd, LOCK_UN) != 0) fail("unlock", "");
}
