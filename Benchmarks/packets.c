/* Sends StatsD datagrams to a UDP port of the loopback address, at an even rate.
 *
 *   packets PORT RATE SECONDS LINES SERIES
 *
 * RATE datagrams a second, each of LINES lines `bench_N:1|c`, N going round from 0 to SERIES - 1. At
 * the end the number of datagrams and the nanoseconds they took are printed: a rate that the sender
 * itself cannot keep up is seen by that.
 *
 * Some go with one call, as many as are due in a tenth of a millisecond, so that neither the calls nor
 * bursts are what is measured. */
#include <arpa/inet.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST_AT_ONCE = 64, MOST_SERIES = 10000, MOST_BYTES = 1432 };

static char texts[MOST_SERIES][MOST_BYTES];
static struct iovec parts[MOST_SERIES];

static _Noreturn void fail(const char *what) {
  fprintf(stderr, "packets: %s: %s\n", what, strerror(errno));
  exit(1);
}

static int64_t now_ns(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static void wait_until(int64_t moment) {
  for (int64_t left; (left = moment - now_ns()) > 0;)
    if (left > 200000) usleep((useconds_t)(left / 1000 - 100));
}

/* The datagrams go round too: the next begins with the series after the last of the one before. */
static void write_texts(long lines, long series) {
  for (long packet = 0, next = 0; packet < series; packet++) {
    size_t length = 0;
    for (long i = 0; i < lines; i++, next = (next + 1) % series) {
      int put = snprintf(texts[packet] + length, MOST_BYTES - length, "%sbench_%ld:1|c",
                         i ? "\n" : "", next);
      length += (size_t)put;
      if (length >= MOST_BYTES) { errno = EMSGSIZE; fail("LINES"); }
    }
    parts[packet] = (struct iovec){texts[packet], length};
  }
}

static int connected(int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int made = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (connect(made, (struct sockaddr *)&address, sizeof address) != 0) fail("connect");
  return made;
}

int main(int count, char **words) {
  if (count != 6) {
    fputs("usage: packets PORT RATE SECONDS LINES SERIES\n", stderr);
    return 2;
  }
  double rate = atof(words[2]);
  int64_t all = (int64_t)(rate * atof(words[3])), sent = 0;
  long series = atol(words[5]);
  if (rate < 1 || all < 1 || series < 1 || series > MOST_SERIES) { errno = EINVAL; fail("words"); }
  write_texts(atol(words[4]), series);
  int target = connected(atoi(words[1]));
  int64_t together = (int64_t)(rate / 10000);
  if (together < 1) together = 1;
  if (together > MOST_AT_ONCE) together = MOST_AT_ONCE;
  int64_t start = now_ns();
  while (sent < all) {
    struct mmsghdr messages[MOST_AT_ONCE] = {0};
    int64_t due = all - sent < together ? all - sent : together;
    for (int64_t i = 0; i < due; i++)
      messages[i].msg_hdr = (struct msghdr){.msg_iov = &parts[(sent + i) % series], .msg_iovlen = 1};
    wait_until(start + (int64_t)((double)sent / rate * 1e9));
    int done = sendmmsg(target, messages, (unsigned)due, 0);
    if (done < 0) fail("sendmmsg");
    sent += done;
  }
  printf("%lld\t%lld\n", (long long)sent, (long long)(now_ns() - start));
  return 0;
}
