/* What Linux offers and Swift's Glibc module does not show: open-file-description locks and the
   thread's number stand behind feature macros. The values are the kernel's, the same everywhere. */
#ifndef METRICCTL_CLINUX_SHIM_H
#define METRICCTL_CLINUX_SHIM_H
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static const int OFD_GETLK = 36, OFD_SETLK = 37, OFD_SETLKW = 38;
static const int NOTIFY_THREAD = 4; /* SIGEV_THREAD_ID */

/* A file that is only in memory and gone when it is closed; -1 and errno on failure. */
static inline int memory_file(void) { return (int)syscall(SYS_memfd_create, "metricctl", 1U); }

static inline pid_t thread_number(void) { return (pid_t)syscall(SYS_gettid); }

#endif
