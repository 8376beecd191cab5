/* A library to preload before a program under test: it sees every call that the program and its
   libraries make on the files below one folder, writes them down, and makes a chosen one fail,
   stop half way or be the program's last. Settings come from the environment:

     SEAM_PREFIX      the folder; calls on anything else pass untouched and uncounted
     SEAM_LOG         append one line for each counted call to this file (see state.c)
     SEAM_FAIL_AT     the number of the call that fails, counting from 1
     SEAM_ERRNO       the error number it fails with
     SEAM_FAIL_ON     set: every later call that would change something fails too
     SEAM_KILL_AT     SIGKILL comes before this call
     SEAM_STOP_AT     SIGSTOP comes before this call; it is made once SIGCONT has come
     SEAM_SHORT_AT    this write writes half of its bytes, then SIGKILL comes
     SEAM_PARTIAL_AT  this write writes half of its bytes and says so

   It is for tests only and is compiled by them. */
#ifndef SEAM_H
#define SEAM_H

#include <stddef.h>
#include <sys/types.h>

/* Finds the function that a wrapper of the same name stands before. */
#define REAL(result, name, ...)                                              \
  static result (*real)(__VA_ARGS__);                                        \
  if (!real) real = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

/* Whether a call changes what the disk holds. */
enum effect { READS, CHANGES };

/* What becomes of a counted call. */
enum verdict { PASS, FAIL, HALF, PARTIAL };

/* One finished call, to be written down. */
struct call {
  const char *name, *path, *other;
  ino_t inode;
  off_t offset;
  size_t size;
  long result;
  const void *bytes;
};

/* Counts a call and decides; on FAIL errno is set; does not return when the kill is due. */
enum verdict seam_judge(enum effect effect);
/* Appends a call to the log, leaving errno alone. */
void seam_log(struct call call);
/* Ends the program as kill -9 would. */
void seam_kill(void);

/* Whether a path lies in the folder. */
int seam_covers(const char *path);
/* The path of a file named relative to a folder's descriptor; NULL when it is not covered. */
const char *seam_resolve(int folder, const char *path, char *buffer);
/* The path that a descriptor was opened with; NULL when it is not covered. */
const char *seam_path(int fd);
/* Remembers or, with NULL, forgets a descriptor's path. */
void seam_track(int fd, const char *path);
/* The inode number of an open file, or of a name (links not followed); 0 when there is none. */
ino_t seam_inode(int fd);
ino_t seam_inode_at(const char *path);

#endif
