/* inputs.c - files and directories in, analysed documents out, in order.
 *
 *   main thread:  walk -> drg_input_next -> slot ... slot -> emit
 *   workers:                                 analyse
 *
 * The slots are a ring: the main thread fills it from one end and empties it
 * from the other, so order is kept for any number of workers and memory is
 * bounded by the ring.  Only the main thread reads, prints and writes. */
#include "cli.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ------------------------------------------------------------ the walk -- */

struct path_list {
	char **v;
	size_t n, cap;
};

static bool list_add(struct path_list *l, char *path)
{
	if (l->n == l->cap) {
		size_t cap = l->cap ? l->cap * 2 : 16;
		char **v = realloc(l->v, cap * sizeof *v);
		if (!v)
			return false;
		l->v = v;
		l->cap = cap;
	}
	l->v[l->n++] = path;
	return true;
}

static void list_free(struct path_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->v[i]);
	free(l->v);
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Directories being walked, innermost first: a link back to one of them is a loop. */
struct trail {
	const struct trail *up;
	dev_t dev;
	ino_t ino;
	uint32_t depth;
};

enum { MAX_DEPTH = 64 };

/* What the walk passes on: a file to open (error NULL), or something left out
 * that was named (failed) or met on the way (a reason to mention). */
struct walker {
	bool (*file)(void *ctx, const char *path, uint64_t size);
	bool (*fail)(void *ctx, const char *path, const char *why, bool named);
	void *ctx;
};

static bool walk(struct walker *w, const char *path, const struct trail *up, bool named);

static bool walk_dir(struct walker *w, const char *path, const struct stat *st, const struct trail *up, bool named)
{
	for (const struct trail *t = up; t; t = t->up)
		if (t->dev == st->st_dev && t->ino == st->st_ino)
			return w->fail(w->ctx, path, "is a loop: a link to a directory that holds it", named);
	if (up && up->depth >= MAX_DEPTH)
		return w->fail(w->ctx, path, "is nested more than 64 directories deep", named);
	DIR *d = opendir(path);
	if (!d) {
		char why[128];
		snprintf(why, sizeof why, "cannot open directory: %s", strerror(errno));
		return w->fail(w->ctx, path, why, true);
	}
	struct path_list l = { 0 };
	bool ok = true;
	struct dirent *e;
	while (ok && (errno = 0, e = readdir(d))) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		size_t a = strlen(path), b = strlen(e->d_name);
		char *full = malloc(a + b + 2);
		if (!full) {
			ok = false;
			break;
		}
		memcpy(full, path, a);
		bool slash = a && path[a - 1] == '/';
		if (!slash)
			full[a++] = '/';
		memcpy(full + a, e->d_name, b + 1);
		if (!list_add(&l, full)) {
			free(full);
			ok = false;
		}
	}
	int trouble = ok ? errno : 0;
	closedir(d);
	if (!ok)
		ok = w->fail(w->ctx, path, "out of memory", true);
	else if (trouble)
		ok = w->fail(w->ctx, path, "cannot read the whole directory", true);
	else if (l.n == 0 && named)
		ok = w->fail(w->ctx, path, "is an empty directory", true);
	if (l.n)
		qsort(l.v, l.n, sizeof *l.v, by_bytes);
	struct trail here = { up, st->st_dev, st->st_ino, up ? up->depth + 1 : 1 };
	for (size_t i = 0; ok && i < l.n; i++)
		ok = walk(w, l.v[i], &here, false);
	list_free(&l);
	return ok;
}

static bool walk(struct walker *w, const char *path, const struct trail *up, bool named)
{
	struct stat st;
	if (strcmp(path, "-") == 0 && named)
		return w->file(w->ctx, path, 0);
	if (stat(path, &st) != 0) {
		char why[128];
		if (errno == ELOOP)
			snprintf(why, sizeof why, "is a link to itself");
		else
			snprintf(why, sizeof why, "cannot open: %s", strerror(errno));
		return w->fail(w->ctx, path, why, true);
	}
	if (S_ISDIR(st.st_mode))
		return walk_dir(w, path, &st, up, named);
	if (!S_ISREG(st.st_mode)) {
		const char *what = S_ISFIFO(st.st_mode) ? "is a fifo, not a file" : S_ISSOCK(st.st_mode) ? "is a socket, not a file"
		                                                                                 : "is a device, not a file";
		return w->fail(w->ctx, path, what, named);
	}
	return w->file(w->ctx, path, (uint64_t)st.st_size);
}

/* ------------------------------------------------------------ the pool -- */

enum slot_state { SLOT_FREE, SLOT_WAITING, SLOT_WORKING, SLOT_READY };

struct slot {
	enum slot_state state;
	char *name;
	drg_source *source;
	drg_doc *doc;
	drg_error error; /* code DRG_OK: none */
	bool skipped;
	bool named;      /* a failure of something the caller asked for, not met on a walk */
	char *json;
	size_t json_n;
	uint64_t bytes;  /* of the run's files, read up to here */
};

struct pool {
	struct run *run;
	pthread_mutex_t lock;
	pthread_cond_t work, ready;
	struct slot *ring;
	uint32_t size;       /* slots */
	uint32_t head, used; /* oldest slot, slots in use */
	uint32_t next;       /* slots handed to workers, counted from head */
	bool over;
	pthread_t *thread;
	uint32_t n_threads;
	struct progress progress;
	uint64_t before;     /* bytes of files already finished */
	int code;            /* exit code so far */
	bool stop;
};

struct buffer {
	char *p;
	size_t n, cap;
};

static bool to_buffer(void *ctx, const char *bytes, size_t n)
{
	struct buffer *b = ctx;
	if (n > b->cap - b->n) {
		size_t cap = b->cap ? b->cap : 4096;
		while (cap - b->n < n)
			cap *= 2;
		char *p = realloc(b->p, cap);
		if (!p)
			return false;
		b->p = p;
		b->cap = cap;
	}
	memcpy(b->p + b->n, bytes, n);
	b->n += n;
	return true;
}

/* The document in the form the caller asked for, instead of one it had. */
static drg_status serialise(const struct run *r, struct slot *s)
{
	struct buffer b = { 0 };
	free(s->json);
	s->json = NULL;
	s->json_n = 0;
	if (!r->want_json && !r->want_conllu)
		return DRG_OK;
	drg_status st = (r->want_json ? drg_doc_json : drg_doc_conllu)(s->doc, to_buffer, &b, &s->error);
	if (st) {
		free(b.p);
		if (st == DRG_EIO) /* the sink stopped it: only memory can be short here */
			snprintf(s->error.message, sizeof s->error.message, "out of memory");
	} else {
		s->json = b.p;
		s->json_n = b.n;
	}
	return st;
}

static void set_error(struct slot *s, drg_status st)
{
	s->error.code = st;
	if (st && !s->error.name[0])
		snprintf(s->error.name, sizeof s->error.name, "%s", s->name ? s->name : "");
}

static void analyse(struct pool *p, drg_work **work, struct slot *s)
{
	drg_work_options o = { .size = sizeof o, .layers = p->run->layers, .actors = p->run->actors,
	                       .frames_only = p->run->opt->frames_only };
	drg_status st = *work ? DRG_OK : drg_work_new(p->run->pack, &o, work, &s->error);
	if (!st)
		st = drg_analyse(*work, s->source, &s->doc, &s->error);
	if (!st)
		st = serialise(p->run, s);
	set_error(s, st);
}

static void *worker(void *arg)
{
	struct pool *p = arg;
	drg_work *work = NULL;
	pthread_mutex_lock(&p->lock);
	for (;;) {
		while (!p->over && p->next == p->used)
			pthread_cond_wait(&p->work, &p->lock);
		if (p->next == p->used)
			break;
		struct slot *s = &p->ring[(p->head + p->next++) % p->size];
		if (s->state != SLOT_WAITING)
			continue; /* nothing to analyse: an error or a skipped source */
		s->state = SLOT_WORKING;
		pthread_mutex_unlock(&p->lock);
		analyse(p, &work, s);
		pthread_mutex_lock(&p->lock);
		s->state = SLOT_READY;
		pthread_cond_signal(&p->ready);
	}
	pthread_mutex_unlock(&p->lock);
	drg_work_free(work);
	return NULL;
}

static void slot_clear(struct slot *s)
{
	drg_doc_free(s->doc);
	drg_source_free(s->source);
	free(s->json);
	free(s->name);
	*s = (struct slot){ 0 };
}

/* Only here are documents in the order of the input: whether one repeats an
 * earlier one is found out now, and its JSON written anew where it does. */
static void mark_repeat(struct run *r, struct slot *s)
{
	bool marked = false;
	if (!r->repeats || !s->doc || s->error.code)
		return;
	drg_status st = drg_repeats_mark(r->repeats, s->doc, &marked, &s->error);
	if (!st && marked) {
		r->repeated++;
		st = serialise(r, s);
	}
	set_error(s, st);
}

/* --strict: what was repaired or cut, named like a failure. */
static bool say_repairs(const struct slot *s)
{
	drg_note n;
	bool any = false;
	drg_source_info info = { 0 };
	drg_source_get_info(s->source, &info);
	for (uint32_t i = 0; drg_doc_get_note(s->doc, i, &n); i++) {
		if (strncmp(n.code, "repeats", 7) == 0)
			continue;
		drg_error e = { .code = DRG_EFORMAT, .offset = info.offset };
		snprintf(e.name, sizeof e.name, "%s", s->name ? s->name : "");
		snprintf(e.message, sizeof e.message, "record %llu: %s: %.*s", (unsigned long long)info.index + 1, n.code, (int)(n.text.n < 400 ? n.text.n : 400), n.text.p);
		say_error(&e);
		any = true;
	}
	return any;
}

/* Count what came of a slot, and say what went wrong. */
static void account_for(struct pool *p, struct slot *s)
{
	struct run *r = p->run;
	bool error = s->error.code, strict = r->opt->strict;
	if (error && !s->named && !strict)
		r->left_out++;
	else if (error)
		r->failed++;
	else if (s->skipped)
		r->skipped++;
	else
		r->done++;
	if (error && (s->named || strict))
		p->code = EXIT_SOME_FAILED;
	if (error && (!r->opt->quiet || s->named || strict))
		say_error(&s->error);
	if (strict && !error && s->doc && say_repairs(s))
		p->code = EXIT_SOME_FAILED;
}

/* Emit the oldest slot, waiting for it. */
static void drain_one(struct pool *p)
{
	struct run *r = p->run;
	pthread_mutex_lock(&p->lock);
	struct slot *s = &p->ring[p->head];
	while (s->state != SLOT_READY)
		pthread_cond_wait(&p->ready, &p->lock);
	pthread_mutex_unlock(&p->lock);
	if (!p->stop) {
		mark_repeat(r, s);
		r->bytes = s->bytes;
		account_for(p, s);
		struct piece piece = { .name = s->name ? s->name : "", .source = s->source, .doc = s->error.code ? NULL : s->doc, .skipped = s->skipped,
			               .error = s->error.code ? &s->error : NULL, .json = s->json, .json_n = s->json_n };
		int code = r->emit(r->ctx, &piece);
		if (code) {
			p->code = code;
			p->stop = true;
		}
		progress_show(&p->progress, r->done + r->skipped, r->bytes, r->all_bytes);
	}
	pthread_mutex_lock(&p->lock);
	slot_clear(s);
	p->head = (p->head + 1) % p->size;
	p->used--;
	if (p->next)
		p->next--;
	pthread_mutex_unlock(&p->lock);
}

/* Put a source, or a failure, at the end of the ring. Takes what `s` owns. */
static void submit(struct pool *p, struct slot s, enum slot_state state)
{
	while (p->used == p->size)
		drain_one(p);
	pthread_mutex_lock(&p->lock);
	s.state = state;
	p->ring[(p->head + p->used++) % p->size] = s;
	pthread_cond_signal(&p->work);
	pthread_mutex_unlock(&p->lock);
	/* What is ready leaves at once: a person watching sees it as it comes. */
	for (bool more = true; more && p->used;) {
		pthread_mutex_lock(&p->lock);
		more = p->ring[p->head].state == SLOT_READY;
		pthread_mutex_unlock(&p->lock);
		if (more)
			drain_one(p);
	}
}

static bool fail_path(void *ctx, const char *path, const char *why, bool named)
{
	struct pool *p = ctx;
	struct slot s = { .name = strdup(path), .named = named, .bytes = p->before };
	s.error.code = DRG_EIO;
	s.error.offset = DRG_NO_OFFSET;
	snprintf(s.error.name, sizeof s.error.name, "%s", path);
	snprintf(s.error.message, sizeof s.error.message, "%s", why);
	submit(p, s, SLOT_READY);
	return !p->stop && !interrupted();
}

static drg_kind kind_of(const char *as)
{
	static const char *const name[] = { "auto", "text", "html", "jsonl", "feed", "warc", "mail" };
	for (int i = 0; as && i < (int)(sizeof name / sizeof *name); i++)
		if (strcmp(as, name[i]) == 0)
			return (drg_kind)i;
	return as ? (drg_kind)-1 : DRG_KIND_AUTO;
}

static bool read_file(void *ctx, const char *path, uint64_t size)
{
	struct pool *p = ctx;
	struct run *r = p->run;
	drg_input_options o = { .size = sizeof o, .as = kind_of(r->opt->as), .date = r->opt->date, .outlet = r->opt->outlet,
		                .title = r->opt->title };
	drg_input *in = NULL;
	drg_error err = { .offset = DRG_NO_OFFSET };
	drg_status st = drg_input_open(path, &o, &in, &err);
	while (!p->stop && !interrupted()) {
		struct slot s = { .named = true };
		if (!st) {
			err = (drg_error){ .offset = DRG_NO_OFFSET };
			st = drg_input_next(in, &s.source, &err);
		}
		if (st == DRG_END)
			break;
		uint64_t done = 0, all = 0;
		if (in)
			drg_input_progress(in, &done, &all);
		s.bytes = p->before + (done < size ? done : size);
		s.name = strdup(path);
		if (st) {
			s.error = err;
			s.error.code = st;
			if (!s.error.name[0])
				snprintf(s.error.name, sizeof s.error.name, "%s", path);
			submit(p, s, SLOT_READY);
			if (st != DRG_EFORMAT && st != DRG_ELIMIT)
				break;
			if (!in)
				break;
			st = DRG_OK;
			continue;
		}
		s.skipped = r->wanted && !r->wanted(r->ctx, s.source);
		submit(p, s, s.skipped ? SLOT_READY : SLOT_WAITING);
	}
	drg_input_close(in);
	p->before += size;
	return !p->stop && !interrupted();
}

/* The sum of the files' sizes, for the time left; quiet about failures. */
static bool add_size(void *ctx, const char *path, uint64_t size)
{
	(void)path;
	*(uint64_t *)ctx += size;
	return true;
}

static bool no_fail(void *ctx, const char *path, const char *why, bool named)
{
	(void)ctx, (void)path, (void)why, (void)named;
	return true;
}

static bool start(struct pool *p, uint32_t jobs)
{
	p->size = jobs * 2 + 2;
	p->ring = calloc(p->size, sizeof *p->ring);
	p->thread = calloc(jobs, sizeof *p->thread);
	if (!p->ring || !p->thread)
		return false;
	while (p->n_threads < jobs && pthread_create(&p->thread[p->n_threads], NULL, worker, p) == 0)
		p->n_threads++;
	return p->n_threads > 0; /* fewer than asked still do the work */
}

int run_inputs(struct run *r, char **paths, int n)
{
	struct pool p = { .run = r };
	pthread_mutex_init(&p.lock, NULL);
	pthread_cond_init(&p.work, NULL);
	pthread_cond_init(&p.ready, NULL);
	catch_interrupt();
	progress_begin(&p.progress, "reports", r->opt->quiet);
	if (p.progress.on) {
		struct walker sizes = { add_size, no_fail, &r->all_bytes };
		for (int i = 0; i < n; i++)
			walk(&sizes, paths[i], NULL, true);
	}
	if (!start(&p, r->opt->jobs)) {
		say("cannot start a worker: out of memory or threads");
		p.code = EXIT_INTERNAL;
		p.stop = true;
	}
	struct walker w = { read_file, fail_path, &p };
	for (int i = 0; i < n && !p.stop && !interrupted(); i++)
		walk(&w, paths[i], NULL, true);
	while (p.used && p.n_threads)
		drain_one(&p);
	pthread_mutex_lock(&p.lock);
	p.over = true;
	pthread_cond_broadcast(&p.work);
	pthread_mutex_unlock(&p.lock);
	for (uint32_t i = 0; i < p.n_threads; i++)
		pthread_join(p.thread[i], NULL);
	free(p.ring);
	free(p.thread);
	pthread_cond_destroy(&p.ready);
	pthread_cond_destroy(&p.work);
	pthread_mutex_destroy(&p.lock);
	progress_end(&p.progress);
	if (interrupted() && p.code != EXIT_UNUSABLE && p.code != EXIT_INTERNAL)
		p.code = EXIT_INTERRUPTED;
	return p.code;
}

bool is_day(const char *z)
{
	static const uint8_t days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	if (strlen(z) != 10 || z[4] != '-' || z[7] != '-')
		return false;
	for (int i = 0; i < 10; i++)
		if (i != 4 && i != 7 && (z[i] < '0' || z[i] > '9'))
			return false;
	int m = (z[5] - '0') * 10 + z[6] - '0', d = (z[8] - '0') * 10 + z[9] - '0';
	int y = (int)strtol(z, NULL, 10);
	bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
	return m >= 1 && m <= 12 && d >= 1 && d <= days[m - 1] && (m != 2 || d < 29 || leap);
}

int input_options_check(const struct command *cmd, struct input_options *o)
{
	if (kind_of(o->as) == (drg_kind)-1)
		return opt_usage(cmd, "--as %s: must be text, html, jsonl, feed, warc or mail", o->as);
	if (o->date && !is_day(o->date))
		return opt_usage(cmd, "--date %s: must be a day, as in 2023-12-21", o->date);
	if (o->jobs > 256)
		return opt_usage(cmd, "--jobs %u: at most 256", o->jobs);
	if (o->jobs == 0) {
		long n = sysconf(_SC_NPROCESSORS_ONLN);
		o->jobs = n < 1 ? 1 : n > 16 ? 16 : (uint32_t)n;
	}
	return -1;
}

bool open_actors(const char *path, drg_actors **out)
{
	drg_error err;
	*out = NULL;
	if (!path || drg_actors_open(path, out, &err) == DRG_OK)
		return true;
	say_error(&err);
	return false;
}

drg_pack *open_pack(const char *path)
{
	drg_pack *pack = NULL;
	drg_error err;
	if (drg_pack_open(path, &pack, &err) == DRG_OK)
		return pack;
	say_error(&err);
	return NULL;
}
