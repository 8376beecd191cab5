/* What Linux offers and Swift's Glibc module does not show: open-file-description locks and the
   thread's number stand behind feature macros, extended attributes in a header of their own. The values are the kernel's, the same everywhere. */
#ifndef METRICCTL_CLINUX_SHIM_H
#define METRICCTL_CLINUX_SHIM_H
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/xattr.h>
#include <unistd.h>

static const int OFD_GETLK = 36, OFD_SETLK = 37, OFD_SETLKW = 38;
static const int NOTIFY_THREAD = 4; /* SIGEV_THREAD_ID */

static inline pid_t thread_number(void) { return (pid_t)syscall(SYS_gettid); }

#endif
