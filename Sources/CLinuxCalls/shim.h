/* Linux calls that the Glibc module does not import (they stand behind _GNU_SOURCE, or are macros). */
#ifndef CASEFILE_LINUX_CALLS_H
#define CASEFILE_LINUX_CALLS_H

#include <fcntl.h>
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

#endif
