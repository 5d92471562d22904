#include "base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static ssize_t read_some(int fd, char *to, size_t n)
{
	ssize_t r;
	do
		r = read(fd, to, n);
	while (r < 0 && errno == EINTR);
	return r;
}

static drg_status open_plain(const char *path, int *fd, struct stat *st, drg_error *err)
{
	/* O_NONBLOCK: opening a fifo nobody writes to must not hang. */
	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (*fd < 0)
		return drg__fail(err, DRG_EIO, path, "cannot open: %s", strerror(errno));
	if (fstat(*fd, st) != 0 || !S_ISREG(st->st_mode)) {
		const char *what = S_ISDIR(st->st_mode) ? "is a directory" : "is not a regular file";
		close(*fd);
		return drg__fail(err, DRG_EIO, path, "%s", what);
	}
	return DRG_OK;
}

drg_status drg__open_file(const char *path, int *fd, uint64_t *size, drg_error *err)
{
	struct stat st = { 0 };
	*size = 0;
	if (strcmp(path, "-") == 0) {
		*fd = STDIN_FILENO;
		if (fstat(*fd, &st) == 0 && S_ISREG(st.st_mode))
			*size = (uint64_t)st.st_size;
		return DRG_OK;
	}
	drg_status s = open_plain(path, fd, &st, err);
	if (!s)
		*size = (uint64_t)st.st_size;
	return s;
}

ptrdiff_t drg__read_fd(int fd, void *to, size_t n)
{
	return read_some(fd, to, n);
}

drg_status drg__read_file(const char *path, uint64_t max, struct str *out, drg_error *err)
{
	bool std = strcmp(path, "-") == 0;
	int fd = STDIN_FILENO;
	struct stat st = { 0 };
	*out = (struct str){ NULL, 0 };
	if (!std) {
		drg_status s = open_plain(path, &fd, &st, err);
		if (s)
			return s;
	}
	size_t cap = st.st_size > 0 && (uint64_t)st.st_size <= max ? (size_t)st.st_size + 1 : 4096, n = 0;
	char *buf = malloc(cap + 1);
	drg_status status = DRG_OK;
	if (!std && (uint64_t)st.st_size > max)
		status = drg__fail(err, DRG_ELIMIT, path, "is longer than %llu bytes", (unsigned long long)max);
	else if (!buf)
		status = drg__fail(err, DRG_ENOMEM, path, "out of memory");
	while (!status) {
		if (n == cap) {
			char *more = cap > max ? NULL : realloc(buf, cap * 2 + 1);
			if (!more) {
				status = cap > max ? drg__fail(err, DRG_ELIMIT, path, "is longer than %llu bytes", (unsigned long long)max)
				                   : drg__fail(err, DRG_ENOMEM, path, "out of memory");
				break;
			}
			buf = more;
			cap *= 2;
		}
		ssize_t r = read_some(fd, buf + n, cap - n);
		if (r < 0)
			status = drg__fail(err, DRG_EIO, path, "cannot read: %s", strerror(errno));
		if (r <= 0)
			break;
		n += (size_t)r;
	}
	if (!status && n > max)
		status = drg__fail(err, DRG_ELIMIT, path, "is longer than %llu bytes", (unsigned long long)max);
	if (!std)
		close(fd);
	if (status) {
		free(buf);
		return status;
	}
	buf[n] = 0;
	*out = (struct str){ buf, n };
	return DRG_OK;
}

drg_status drg__map_file(const char *path, struct str *out, drg_error *err)
{
	int fd;
	struct stat st;
	*out = (struct str){ NULL, 0 };
	drg_status s = open_plain(path, &fd, &st, err);
	if (s)
		return s;
	if (st.st_size == 0) {
		close(fd);
		return DRG_OK;
	}
	void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	int e = errno;
	close(fd);
	if (p == MAP_FAILED)
		return drg__fail(err, DRG_EIO, path, "cannot map: %s", strerror(e));
	*out = (struct str){ p, (size_t)st.st_size };
	return DRG_OK;
}

void drg__unmap(struct str map)
{
	if (map.n)
		munmap((void *)(uintptr_t)map.p, map.n);
}

static int write_all(int fd, struct str bytes)
{
	while (bytes.n) {
		ssize_t w = write(fd, bytes.p, bytes.n);
		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0)
			return -1;
		bytes.p += w;
		bytes.n -= (size_t)w;
	}
	return 0;
}

drg_status drg__replace_file(const char *path, struct str bytes, unsigned mode, drg_error *err)
{
	size_t n = strlen(path);
	char *temp = malloc(n + 8);
	if (!temp)
		return drg__fail(err, DRG_ENOMEM, path, "out of memory");
	memcpy(temp, path, n);
	memcpy(temp + n, ".XXXXXX", 8);
	int fd = mkstemp(temp);
	if (fd < 0) {
		drg_status s = drg__fail(err, DRG_EIO, path, "cannot write beside it: %s", strerror(errno));
		free(temp);
		return s;
	}
	int bad = write_all(fd, bytes) || fchmod(fd, mode) || fsync(fd);
	int e = errno;
	if (close(fd) && !bad) {
		bad = 1;
		e = errno;
	}
	if (!bad && rename(temp, path) != 0) {
		bad = 1;
		e = errno;
	}
	if (bad)
		unlink(temp);
	free(temp);
	return bad ? drg__fail(err, DRG_EIO, path, "cannot write: %s", strerror(e)) : DRG_OK;
}
