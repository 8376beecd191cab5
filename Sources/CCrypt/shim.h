/* crypt(3) for several threads: the C library's own header, which Swift's Glibc module leaves out. */
#include <crypt.h>
