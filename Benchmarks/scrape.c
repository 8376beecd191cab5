/* Scrapes a server on the loopback address over connections that are kept, as fast as it answers.
 *
 *   scrape PORT CONNECTIONS SECONDS identity|gzip [LINE PROGRAM ARGUMENT...]
 *
 * With LINE each connection has a `metricctl batch --stream` of its own, PROGRAM: LINE and "flush"
 * are written to it before each scrape, and "ok" is waited for. That takes part in the time of the
 * whole, and not in that of the scrape.
 * One scrape of each connection goes before and is not counted; three or more follow. For each a line
 * is printed: nanoseconds, bytes of the body. The last line, "all", has the nanoseconds of the whole.
 *
 * It is in C so that the client takes as little as possible of the processors that the server needs:
 * an answer is read to its end, by Content-Length or by chunks, and not looked at. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_CONNECTIONS = 16, MOST_SAMPLES = 1 << 20, LEAST_SCRAPES = 3, BUFFER = 1 << 20 };

struct sample {
  int64_t ns, bytes;
};
struct connection {
  pthread_t thread;
  int socket;
  FILE *to, *from; /* the program that changes the database, or NULL */
  pid_t program;
  char *buffer;
  size_t start, end; /* what was received and not yet taken */
  struct sample *samples;
  long count;
};

static int port;
static const char *encoding, *line;
static double seconds;
static pthread_barrier_t warm; /* all connections have made their first scrape */

static _Noreturn void fail(const char *what) {
  fprintf(stderr, "scrape: %s: %s\n", what, errno ? strerror(errno) : "not what was expected");
  exit(1);
}

static int64_t now_ns(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static void receive(struct connection *c) {
  if (c->start == c->end) c->start = c->end = 0;
  if (c->end == BUFFER) {
    memmove(c->buffer, c->buffer + c->start, c->end - c->start);
    c->end -= c->start, c->start = 0;
  }
  errno = 0;
  ssize_t got = recv(c->socket, c->buffer + c->end, BUFFER - c->end, 0);
  if (got <= 0) fail("the connection ended");
  c->end += (size_t)got;
}

/* A line without its end; good until the next call. */
static char *take_line(struct connection *c) {
  for (size_t seen = 0;;) {
    char *from = c->buffer + c->start;
    char *found = memchr(from + seen, '\n', c->end - c->start - seen);
    if (found) {
      c->start += (size_t)(found - from) + 1;
      if (found > from && found[-1] == '\r') found--;
      *found = 0;
      return from;
    }
    seen = c->end - c->start;
    if (seen > 1 << 16) fail("a line of the answer");
    receive(c);
  }
}

static void skip(struct connection *c, int64_t count) {
  while (count > 0) {
    if (c->start == c->end) receive(c);
    int64_t here = (int64_t)(c->end - c->start);
    if (here > count) here = count;
    c->start += (size_t)here, count -= here;
  }
}

/* Reads one answer, and gives the length of its body as sent, without the marks of chunks. */
static int64_t take_answer(struct connection *c) {
  int64_t length = -1, total = 0;
  int is_chunked = 0;
  errno = 0;
  if (strncmp(take_line(c), "HTTP/1.1 200", 12) != 0) fail("the status");
  for (char *field = take_line(c); *field; field = take_line(c)) {
    if (strncasecmp(field, "content-length:", 15) == 0) length = atoll(field + 15);
    if (strncasecmp(field, "transfer-encoding: chunked", 26) == 0) is_chunked = 1;
  }
  if (!is_chunked) {
    if (length < 0) fail("the length of the answer");
    skip(c, length);
    return length;
  }
  for (int64_t size = -1; size != 0; total += size) {
    size = strtoll(take_line(c), NULL, 16);
    skip(c, size);
    take_line(c);
  }
  return total;
}

static void change(struct connection *c) {
  char answer[64];
  fprintf(c->to, "%s\nflush\n", line);
  fflush(c->to);
  errno = 0;
  if (!fgets(answer, sizeof answer, c->from) || strcmp(answer, "ok\n") != 0) fail("an update");
}

static struct sample scrape(struct connection *c) {
  char question[256];
  int length = snprintf(question, sizeof question,
                        "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
                        "Accept: text/plain;version=0.0.4\r\nAccept-Encoding: %s\r\n\r\n",
                        port, encoding);
  int64_t start = now_ns();
  if (send(c->socket, question, (size_t)length, MSG_NOSIGNAL) != length) fail("send");
  int64_t bytes = take_answer(c);
  return (struct sample){now_ns() - start, bytes};
}

static void *run(void *given) {
  struct connection *c = given;
  scrape(c);
  pthread_barrier_wait(&warm);
  int64_t deadline = now_ns() + (int64_t)(seconds * 1e9);
  while (c->count < LEAST_SCRAPES || now_ns() < deadline) {
    if (c->to) change(c);
    struct sample sample = scrape(c);
    if (c->count == MOST_SAMPLES) fail("too many scrapes");
    c->samples[c->count++] = sample;
  }
  return NULL;
}

static void start_program(struct connection *c, char **words) {
  int to[2], from[2];
  if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0) fail("pipe");
  if ((c->program = fork()) < 0) fail("fork");
  if (c->program == 0) {
    dup2(to[0], 0), dup2(from[1], 1);
    execv(words[0], words);
    _exit(127);
  }
  close(to[0]), close(from[1]);
  c->to = fdopen(to[1], "w"), c->from = fdopen(from[0], "r");
}

static void prepare(struct connection *c, char **words) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  c->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connect(c->socket, (struct sockaddr *)&address, sizeof address) != 0) fail("connect");
  c->buffer = malloc(BUFFER);
  c->samples = malloc(sizeof(struct sample) * MOST_SAMPLES);
  if (words[0]) start_program(c, words);
}

int main(int count, char **words) {
  if (count < 5 || count == 6) {
    fputs("usage: scrape PORT CONNECTIONS SECONDS identity|gzip [LINE PROGRAM...]\n", stderr);
    return 2;
  }
  static struct connection connections[MOST_CONNECTIONS];
  int made = atoi(words[2]);
  if (made < 1 || made > MOST_CONNECTIONS) { errno = EINVAL; fail("CONNECTIONS"); }
  port = atoi(words[1]), seconds = atof(words[3]), encoding = words[4], line = words[5];
  pthread_barrier_init(&warm, NULL, (unsigned)made + 1);
  for (int i = 0; i < made; i++) prepare(&connections[i], count > 6 ? words + 6 : words + count);
  for (int i = 0; i < made; i++)
    if ((errno = pthread_create(&connections[i].thread, NULL, run, &connections[i])) != 0)
      fail("a thread");
  pthread_barrier_wait(&warm);
  int64_t start = now_ns();
  for (int i = 0; i < made; i++) pthread_join(connections[i].thread, NULL);
  int64_t whole = now_ns() - start;
  for (int i = 0; i < made; i++) {
    struct connection *c = &connections[i];
    for (long n = 0; n < c->count; n++)
      printf("%lld\t%lld\n", (long long)c->samples[n].ns, (long long)c->samples[n].bytes);
    if (!c->to) continue;
    fclose(c->to);
    waitpid(c->program, NULL, 0);
  }
  printf("all\t%lld\n", (long long)whole);
  return 0;
}
