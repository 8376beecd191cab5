/* The process' arguments, as the C library hands them to a program's initialisers.
 *
 * In a static executable these two functions stand in for the standard library's own, whose
 * initialiser searches /proc/self/maps for the arguments: a quarter of all instructions of an
 * increment. Linked with shared libraries, as in tests, nobody calls them. Should the standard library
 * need more of that file one day, linking fails.
 * Source: swift/stdlib/public/stubs/CommandLine.cpp; glibc passes argc and argv, csu/init-first.c. */
#include "arguments.h"

static int count;
static char **words;

__attribute__((constructor)) static void keep_arguments(int argc, char **argv) {
  count = argc;
  words = argv;
}

char **_swift_stdlib_getUnsafeArgvArgc(int *out_count) {
  *out_count = count;
  return words;
}

void _swift_stdlib_overrideUnsafeArgvArgc(char **argv, int argc) {
  count = argc;
  words = argv;
}
