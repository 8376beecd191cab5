#ifndef CSEEK_H
#define CSEEK_H

/* Says whether this thread is within a call of libgdbm, for seek.c. */
void seek_within_gdbm(int is_within);

#endif
