/* libgdbm's own header. The error number is a macro over a function call, which Swift
   cannot import: last_gdbm_error stands for it. */
#include <gdbm.h>

static inline int last_gdbm_error(void) { return gdbm_errno; }
