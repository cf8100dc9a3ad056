/* Linux calls that the Glibc module does not import (they stand behind _GNU_SOURCE, or are macros). */
#ifndef CASEFILE_LINUX_CALLS_H
#define CASEFILE_LINUX_CALLS_H

#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Flags of open(2) for a file without a name. */
static const int linux_open_unnamed = 020000000 | O_DIRECTORY;

/* copy_file_range(2); both offsets are advanced by the kernel. */
static inline long linux_copy_file_range(
    int from, long long *fromOffset, int to, long long *toOffset, unsigned long count)
{
    return syscall(SYS_copy_file_range, from, fromOffset, to, toOffset, count, 0u);
}

/* sync_file_range(2) with SYNC_FILE_RANGE_WRITE: starts writing pages to the disk, waits for nothing. */
static inline long linux_start_writeback(int file, long long offset, long long count)
{
    return syscall(SYS_sync_file_range, file, offset, count, 2u);
}

/* renameat2(2) with RENAME_EXCHANGE: both names stand for the other's content, in one step. */
static inline long linux_rename_exchange(const char *left, const char *right)
{
    return syscall(SYS_renameat2, AT_FDCWD, left, AT_FDCWD, right, 2u);
}

/* renameat2(2) with RENAME_NOREPLACE: EEXIST when something has the new name. */
static inline long linux_rename_new(const char *from, const char *to)
{
    return syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 1u);
}

/* syncfs(2): everything written to the file system of an open file is on the disk afterwards. */
static inline long linux_sync_file_system(int file)
{
    return syscall(SYS_syncfs, file);
}

/* flock(2), which Swift hides behind the structure of the same name. */
static inline int linux_lock_without_waiting(int file)
{
    return flock(file, LOCK_EX | LOCK_NB);
}

/* prlimit(2) that asks; -1 when there is no such process. */
static inline int linux_limit(int process, int resource, unsigned long long *current, unsigned long long *most)
{
    unsigned long long pair[2];
    if (syscall(SYS_prlimit64, process, resource, (void *)0, pair) != 0) return -1;
    *current = pair[0];
    *most = pair[1];
    return 0;
}

/* prlimit(2) that sets. */
static inline int linux_set_limit(int process, int resource, unsigned long long current, unsigned long long most)
{
    unsigned long long pair[2] = {current, most};
    return (int)syscall(SYS_prlimit64, process, resource, pair, (void *)0);
}

static const int linux_limit_processor = RLIMIT_CPU;
static const int linux_limit_file_size = RLIMIT_FSIZE;
static const int linux_limit_core = RLIMIT_CORE;
static const int linux_limit_files = RLIMIT_NOFILE;
static const int linux_limit_memory = RLIMIT_AS;

#endif
