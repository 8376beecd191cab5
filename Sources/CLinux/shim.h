/* What Linux offers and Swift's Glibc module does not show: open-file-description locks and the
   thread's number, recvmmsg, accept4 and O_PATH stand behind feature macros, extended attributes and signalfd in
   headers of their own. The values are the kernel's, the same everywhere. */
#ifndef METRICCTL_CLINUX_SHIM_H
#define METRICCTL_CLINUX_SHIM_H
#include <signal.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
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

/* One datagram of several: struct mmsghdr. */
struct datagram {
  struct msghdr header;
  unsigned int length;
};

/* Receives as many datagrams as are there, up to a number, without waiting; -1 and errno on failure. */
static inline int receive_datagrams(int descriptor, struct datagram *list, unsigned int count) {
  return (int)syscall(SYS_recvmmsg, descriptor, list, count, MSG_DONTWAIT, NULL);
}

/* Takes a connection that waits, not blocking and not for programs started; -1 and errno on failure. */
static inline int accept_connection(int descriptor) {
  const int flags = 04000 | 02000000; /* SOCK_NONBLOCK, SOCK_CLOEXEC */
  return (int)syscall(SYS_accept4, descriptor, NULL, NULL, flags);
}

static const int OPEN_NAME_ONLY = 010000000; /* O_PATH */
static const int DESCRIPTOR_ITSELF = 0x1000; /* AT_EMPTY_PATH */

/* For getsockopt(2): 9 numbers, of which the last is how many datagrams found no room. */
static const int SOCKET_MEMORY = 55; /* SO_MEMINFO */
static const int FORCED_RECEIVE_BUFFER = 33; /* SO_RCVBUFFORCE */

/* What ThreadSanitizer is told of locks that it does not see; there in its builds only. */
void __tsan_acquire(void *address);
void __tsan_release(void *address);

#endif
