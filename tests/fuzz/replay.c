/* replay.c - a fuzz target's corpus as an ordinary test: every file of the
 * folders given, whole; cut at 16 places; with a byte changed at 32 places.
 * What libFuzzer would do in a long run, this does a little of everywhere, with
 * any compiler.  No input at all is a failure: a corpus must not get lost. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static unsigned inputs, runs;

/* A copy of exactly n bytes, so that a sanitizer sees a read past it. */
static void once(const uint8_t *data, size_t n, size_t change)
{
	uint8_t *copy = malloc(n ? n : 1);
	if (!copy)
		abort();
	if (n)
		memcpy(copy, data, n);
	if (change < n)
		copy[change] = (uint8_t)(copy[change] ^ (1u << change % 8));
	LLVMFuzzerTestOneInput(copy, n);
	free(copy);
	runs++;
}

static void replay(const char *path)
{
	FILE *f = fopen(path, "rb");
	static uint8_t buf[1 << 20];
	if (!f) {
		perror(path);
		exit(2);
	}
	size_t n = fread(buf, 1, sizeof buf, f);
	fclose(f);
	inputs++;
	once(buf, n, SIZE_MAX);
	for (size_t k = 0; k < 16; k++)
		once(buf, n * k / 16, SIZE_MAX);
	for (size_t k = 0; k < 32 && n; k++)
		once(buf, n, (n * k / 32 + k * 7) % n);
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		struct stat st;
		if (stat(argv[i], &st) == 0 && !S_ISDIR(st.st_mode)) {
			replay(argv[i]);
			continue;
		}
		DIR *d = opendir(argv[i]);
		if (!d) {
			perror(argv[i]);
			return 2;
		}
		for (struct dirent *e; (e = readdir(d));) {
			char path[4096];
			snprintf(path, sizeof path, "%s/%s", argv[i], e->d_name);
			if (e->d_name[0] != '.')
				replay(path);
		}
		closedir(d);
	}
	printf("%u inputs, %u runs\n", inputs, runs);
	return inputs == 0;
}
