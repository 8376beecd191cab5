/* zlib. deflateInit2 is a macro over a function that is told the header's version, which Swift
   cannot import: raw_deflate_begin stands for it, for a stream without header and trailer. */
#include <zlib.h>

static inline int raw_deflate_begin(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
}
