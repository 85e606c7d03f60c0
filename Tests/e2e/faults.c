// Counts what a program writes, and lets something go wrong at one of these points: loaded before its
// libraries (LD_PRELOAD), so that the program itself need not know.
//
//   ZHITU_FAULT_FOLDER  writes to files below this folder count; empty: writes to sockets count
//   ZHITU_FAULT_AT      the point, from 1; 0: nothing goes wrong
//   ZHITU_FAULT_KIND    kill: the process dies before it; torn: it dies after half of the bytes;
//                       full: from there on the disk is full; run: ZHITU_FAULT_COMMAND runs first
//   ZHITU_FAULT_COUNT   where the number of points is written at the end
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long points;
static const char *folder;
static long at;
static char kind;

__attribute__((constructor)) static void begin(void) {
  folder = getenv("ZHITU_FAULT_FOLDER");
  const char *number = getenv("ZHITU_FAULT_AT");
  const char *name = getenv("ZHITU_FAULT_KIND");
  at = number ? atol(number) : 0;
  kind = name ? name[0] : 'k';
}

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("ZHITU_FAULT_COUNT");
  FILE *file = path ? fopen(path, "w") : NULL;
  if (!file) return;
  fprintf(file, "%ld\n", atomic_load(&points));
  fclose(file);
}

static int is_below(const char *path) {
  return folder && *folder && strncmp(path, folder, strlen(folder)) == 0;
}

static int is_counted(int descriptor) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t count = readlink(link, path, sizeof path - 1);
  if (count <= 0) return 0;
  path[count] = 0;
  return is_below(path);
}

enum outcome { go_on, torn, full };

static enum outcome point(void) {
  long number = atomic_fetch_add(&points, 1) + 1;
  if (at == 0 || number < at) return go_on;
  if (kind == 'f') return full;
  if (number > at) return go_on;
  if (kind == 't') return torn;
  if (kind == 'r') {
    unsetenv("LD_PRELOAD");
    if (system(getenv("ZHITU_FAULT_COMMAND")) != 0) abort();
    return go_on;
  }
  kill(getpid(), SIGKILL);
  return go_on;
}

#define REAL(name) \
  static __typeof__(&name) real; \
  if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

// A write dies after half of its bytes, or finds no room.
#define WRITES(name, is_ours, count, whole, half) \
  REAL(name); \
  if (is_ours) switch (point()) { \
    case torn: (void)!(half); kill(getpid(), SIGKILL); break; \
    case full: errno = ENOSPC; return -1; \
    case go_on: break; \
  } \
  return whole

ssize_t write(int fd, const void *bytes, size_t count) {
  WRITES(write, is_counted(fd), count, real(fd, bytes, count), real(fd, bytes, count / 2));
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t place) {
  WRITES(pwrite64, is_counted(fd), count, real(fd, bytes, count, place),
         real(fd, bytes, count / 2, place));
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t place) {
  WRITES(pwrite, is_counted(fd), count, real(fd, bytes, count, place),
         real(fd, bytes, count / 2, place));
}

ssize_t send(int fd, const void *bytes, size_t count, int flags) {
  WRITES(send, folder && !*folder, count, real(fd, bytes, count, flags),
         real(fd, bytes, count / 2, flags));
}

// What writes no bytes of its own dies before it.
#define ACTS(name, is_ours, call) \
  REAL(name); \
  if (is_ours && point() == torn) kill(getpid(), SIGKILL); \
  return call

int fsync(int fd) { ACTS(fsync, is_counted(fd), real(fd)); }
int fdatasync(int fd) { ACTS(fdatasync, is_counted(fd), real(fd)); }
int ftruncate64(int fd, off64_t size) { ACTS(ftruncate64, is_counted(fd), real(fd, size)); }
int ftruncate(int fd, off_t size) { ACTS(ftruncate, is_counted(fd), real(fd, size)); }
int unlink(const char *path) { ACTS(unlink, is_below(path), real(path)); }
int rename(const char *from, const char *to) { ACTS(rename, is_below(to), real(from, to)); }
int link(const char *from, const char *to) { ACTS(link, is_below(to), real(from, to)); }
