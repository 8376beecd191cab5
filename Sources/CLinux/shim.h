/* What Linux offers and Swift's Glibc module does not show: open-file-description locks and the
   thread's number stand behind feature macros, extended attributes and signalfd in headers of their
   own. The values are the kernel's, the same everywhere. */
#ifndef METRICCTL_CLINUX_SHIM_H
#define METRICCTL_CLINUX_SHIM_H
#include <signal.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/xattr.h>
#include <unistd.h>

static const int OFD_GETLK = 36, OFD_SETLK = 37, OFD_SETLKW = 38;
static const int NOTIFY_THREAD = 4; /* SIGEV_THREAD_ID */

static inline pid_t thread_number(void) { return (pid_t)syscall(SYS_gettid); }

/* A descriptor that is readable when one of these blocked signals has come; -1 and errno on failure. */
static inline int signal_descriptor(const sigset_t *signals) {
  return signalfd(-1, signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* Takes the next signal off such a descriptor; 1, or 0 when none has come. */
static inline int next_signal(int descriptor, uint32_t *number) {
  struct signalfd_siginfo info;
  if (read(descriptor, &info, sizeof info) != (ssize_t)sizeof info) return 0;
  *number = info.ssi_signo;
  return 1;
}

/* What ThreadSanitizer is told of locks that it does not see; there in its builds only. */
void __tsan_acquire(void *address);
void __tsan_release(void *address);

#endif
