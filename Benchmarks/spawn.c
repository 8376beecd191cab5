/* Times whole processes, from posix_spawn to wait4, as a shell script would pay for them.
 *
 *   spawn rounds  PLAN ROUNDS           one call of every line in each round, in turn
 *   spawn workers PLAN WORKERS COUNT    WORKERS at once, each making COUNT calls of one line
 *
 * A line of PLAN, its fields divided by tabs:  NAME  EVERY  STDOUT  PROGRAM  ARGUMENT...
 * EVERY n: only in each n-th round. {n} in an argument becomes the number of the call, six digits.
 * For each call a line is printed: NAME, number, nanoseconds, peak memory in KiB, exit status.
 *
 * It is small and in C for two reasons: its own cost is the same for all and near nothing, and
 * Linux counts the parent's memory at the time of the spawn as the child's peak. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_LINES = 64, MOST_FIELDS = 64 };
extern char **environ;

struct line {
  char *name, *standard_output;
  long every;
  char *arguments[MOST_FIELDS];
};
struct plan {
  struct line lines[MOST_LINES];
  long count;
};
struct sample {
  int64_t ns;
  long peak_kib;
  int status;
};

static _Noreturn void fail(const char *what) {
  fprintf(stderr, "spawn: %s: %s\n", what, strerror(errno));
  exit(1);
}

static int64_t now_ns(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static void split(char *text, struct line *line) {
  char *fields[MOST_FIELDS] = {0};
  for (int i = 0; text && i < MOST_FIELDS - 1; i++) fields[i] = strsep(&text, "\t");
  if (!fields[3] || text) { errno = EINVAL; fail("a line of the plan"); }
  line->name = fields[0];
  line->every = strtol(fields[1], NULL, 10);
  line->standard_output = fields[2];
  for (int i = 3; i < MOST_FIELDS; i++) line->arguments[i - 3] = fields[i];
  if (line->every < 1) line->every = 1;
}

static struct plan read_plan(const char *path) {
  struct plan plan = {0};
  FILE *file = fopen(path, "re");
  if (!file) fail(path);
  char *text = NULL;
  size_t size = 0;
  for (ssize_t length; (length = getline(&text, &size, file)) > 0;) {
    if (text[length - 1] == '\n') text[length - 1] = 0;
    if (plan.count == MOST_LINES) { errno = E2BIG; fail(path); }
    split(strdup(text), &plan.lines[plan.count++]);
  }
  free(text);
  fclose(file);
  if (plan.count == 0) { errno = EINVAL; fail(path); }
  return plan;
}

/* The argument with its {n} replaced; kept until the next call with the same buffer. */
static char *numbered(char *argument, long number, char *buffer, size_t size) {
  char *mark = strstr(argument, "{n}");
  if (!mark) return argument;
  int before = (int)(mark - argument);
  snprintf(buffer, size, "%.*s%06ld%s", before, argument, number, mark + 3);
  return buffer;
}

static struct sample call(const struct line *line, long number) {
  static char buffers[MOST_FIELDS][512];
  char *arguments[MOST_FIELDS] = {0};
  for (int i = 0; line->arguments[i]; i++)
    arguments[i] = numbered(line->arguments[i], number, buffers[i], sizeof buffers[i]);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, line->standard_output,
                                   O_WRONLY | O_CREAT | O_TRUNC, 0644);
  struct rusage usage;
  int status;
  pid_t child;
  int64_t start = now_ns();
  if ((errno = posix_spawn(&child, arguments[0], &files, NULL, arguments, environ)) != 0)
    fail(arguments[0]);
  while (wait4(child, &status, 0, &usage) < 0)
    if (errno != EINTR) fail("wait4");
  int64_t end = now_ns();
  posix_spawn_file_actions_destroy(&files);
  int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return (struct sample){end - start, usage.ru_maxrss, code};
}

static void report(const struct line *line, long number, struct sample sample) {
  printf("%s\t%ld\t%lld\t%ld\t%d\n", line->name, number, (long long)sample.ns, sample.peak_kib,
         sample.status);
}

static void shuffle(long *order, long count) {
  static uint64_t state = 0x9E3779B97F4A7C15u; /* xorshift: the same orders in every run */
  for (long left = count; left > 1; left--) {
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    long chosen = (long)(state % (uint64_t)left), last = order[left - 1];
    order[left - 1] = order[chosen];
    order[chosen] = last;
  }
}

/* Every round has another order: a sync also writes what the call before it left unwritten. */
static void run_rounds(const struct plan *plan, long rounds) {
  long order[MOST_LINES];
  for (long i = 0; i < plan->count; i++) order[i] = i;
  for (long round = 0; round < rounds; round++) {
    shuffle(order, plan->count);
    for (long i = 0; i < plan->count; i++) {
      const struct line *line = &plan->lines[order[i]];
      if (round % line->every == 0) report(line, round, call(line, round));
    }
  }
}

static void work(const struct line *line, long worker, long count, struct sample *samples,
                 atomic_int *waiting) {
  prctl(PR_SET_PDEATHSIG, SIGTERM); /* no worker outlives an interrupted run */
  atomic_fetch_sub(waiting, 1);
  while (atomic_load(waiting) > 0) usleep(100);
  for (long i = 0; i < count; i++) samples[i] = call(line, worker * count + i);
  _exit(0);
}

static void run_workers(const struct plan *plan, long workers, long count) {
  size_t size = sizeof(atomic_int) * 16 + (size_t)(workers * count) * sizeof(struct sample);
  char *shared = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) fail("mmap");
  atomic_int *waiting = (atomic_int *)shared;
  struct sample *samples = (struct sample *)(shared + sizeof(atomic_int) * 16);
  atomic_store(waiting, (int)workers);
  int64_t start = now_ns();
  for (long worker = 0; worker < workers; worker++) {
    pid_t child = fork();
    if (child < 0) fail("fork");
    if (child == 0)
      work(&plan->lines[worker % plan->count], worker, count, samples + worker * count, waiting);
  }
  for (int status, bad = 0; wait(&status) > 0 || errno == EINTR;)
    if (status != 0 && bad++ == 0) fprintf(stderr, "spawn: a worker failed\n");
  int64_t end = now_ns();
  for (long worker = 0; worker < workers; worker++)
    for (long i = 0; i < count; i++)
      report(&plan->lines[worker % plan->count], i, samples[worker * count + i]);
  struct line all = {.name = "(all)"};
  report(&all, 0, (struct sample){end - start, 0, 0});
}

int main(int count, char **words) {
  if (count == 4 && strcmp(words[1], "rounds") == 0) {
    struct plan plan = read_plan(words[2]);
    run_rounds(&plan, strtol(words[3], NULL, 10));
  } else if (count == 5 && strcmp(words[1], "workers") == 0) {
    struct plan plan = read_plan(words[2]);
    run_workers(&plan, strtol(words[3], NULL, 10), strtol(words[4], NULL, 10));
  } else {
    fputs("usage: spawn rounds PLAN ROUNDS | spawn workers PLAN WORKERS COUNT\n", stderr);
    return 2;
  }
  return 0;
}
