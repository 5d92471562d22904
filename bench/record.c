/* record.c - how fast do documents go into a record?  Analysis left out.
 *
 *   bench_record [REPORTS [SENTENCES]]
 *
 * Documents of about 2,000 characters with every layer filled (18 sentences, 19
 * entities, 36 mentions, 18 attributions, 18 claims with 3 hops each) are made
 * beforehand in chunks; only drg_record_add and drg_record_commit are timed.
 * Prints reports/s, rows/s and bytes a report. */
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "fake_doc.h"

static double now(clockid_t which)
{
	struct timespec t;
	clock_gettime(which, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int argc, char **argv)
{
	enum { CHUNK = 256 };
	unsigned reports = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 8192;
	uint32_t sentences = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 18;
	char path[] = "record-bench-XXXXXX";
	int fd = mkstemp(path);
	close(fd);
	unlink(path);
	drg_record *rec = NULL;
	drg_error err;
	if (drg_record_open(path, DRG_RECORD_CREATE, &rec, &err) || drg_record_run(rec, NULL, "", &err)) {
		fprintf(stderr, "%s: %s\n", err.name, err.message);
		return 4;
	}
	drg_doc *doc[CHUNK];
	drg_source *src[CHUNK];
	double spent = 0, cpu = 0, bytes = 0, rows = 0;
	for (unsigned i = 0; i < reports; i += CHUNK) {
		for (unsigned k = 0; k < CHUNK; k++) {
			doc[k] = fake_doc(i + k, sentences);
			src[k] = fake_source(i + k);
			const struct layers *l = &doc[k]->l;
			bytes += l->text.n;
			rows += 6 + l->zones.n + l->notes.n + l->entities.n + l->attribs.n + l->claims.n + l->hops.n + l->positions.n + l->conditions.n + l->proposals.n;
		}
		double from = now(CLOCK_MONOTONIC), from_cpu = now(CLOCK_PROCESS_CPUTIME_ID);
		bool added;
		for (unsigned k = 0; k < CHUNK; k++)
			if (drg_record_add(rec, src[k], doc[k], &added, &err) || !added) {
				fprintf(stderr, "%s: %s\n", err.name, err.message);
				return 4;
			}
		if (drg_record_commit(rec, &err))
			return 4;
		spent += now(CLOCK_MONOTONIC) - from;
		cpu += now(CLOCK_PROCESS_CPUTIME_ID) - from_cpu;
		for (unsigned k = 0; k < CHUNK; k++) {
			drg_doc_free(doc[k]);
			drg_source_free(src[k]);
		}
	}
	unsigned done = (reports + CHUNK - 1) / CHUNK * CHUNK;
	drg_record_close(rec);
	struct stat st;
	if (stat(path, &st) != 0)
		return 5;
	unlink(path);
	printf("record: %u reports of %.0f bytes in %.2f s: %.0f reports/s, %.0f rows/s, %.0f bytes a report on disk; %.0f reports per second of processor time\n",
	       done, bytes / done, spent, done / spent, rows / spent, (double)st.st_size / done, done / cpu);
	return 0;
}
