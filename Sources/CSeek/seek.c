/* libgdbm's way to a file's end, made safe.
 *
 * Before it lets a file grow, libgdbm 1.23 asks lseek(2) where the file ends (_gdbm_file_extend), and
 * takes a failure, -1, for an end before the first byte: it fills the file with zeros from the second
 * block on, over directory, buckets and records. Only an end at 0 it calls an error. So this function
 * stands in for the C library's, in every program that this is linked with, and answers 0 for such a
 * failure; errno stays as it was set. Elsewhere it does what the C library's does. */
#define _GNU_SOURCE
#include "seek.h"

#include <unistd.h>

static _Thread_local int within_gdbm;

void seek_within_gdbm(int is_within) { within_gdbm = is_within; }

off_t lseek(int descriptor, off_t offset, int whence) {
  off_t result = lseek64(descriptor, offset, whence);
  return result < 0 && within_gdbm && whence == SEEK_END ? 0 : result;
}
