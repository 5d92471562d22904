/* judge.c - what people say of the machine's rows: append-only, beside them. */
#include <string.h>
#include <time.h>

#include "base/utf8.h"
#include "record/record.h"

static bool verb_known(const char *verb)
{
	static const char *const verbs[] = { "accept", "reject", "correct", "merge", "split", "note" };
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (strcmp(verb, verbs[i]) == 0)
			return true;
	return false;
}

/* Judgements are text that a person typed: whole UTF-8, not empty, not endless. */
static bool sound(const char *z, size_t most)
{
	size_t n = z ? strlen(z) : 0;
	return n > 0 && n <= most && drg__utf8_valid_to(drg__str(z, n), 0) == n;
}

static drg_status check(drg_record *rec, const drg_judgement *j, drg_error *err)
{
	char report[20];
	bool field = j->field && *j->field, value = j->value && *j->value;
	if (!j->verb || !verb_known(j->verb))
		return drg__fail(err, DRG_EARG, rec->path, "a judgement accepts, rejects, corrects, merges, splits or notes");
	if (!sound(j->by, 200))
		return drg__fail(err, DRG_EARG, rec->path, "a judgement names who judges, in at most 200 bytes");
	if ((field && !sound(j->field, 64)) || (value && !sound(j->value, 4096)))
		return drg__fail(err, DRG_EARG, rec->path, "a judgement's words are UTF-8, at most 4096 bytes");
	if (strcmp(j->verb, "correct") == 0 && !(field && value))
		return drg__fail(err, DRG_EARG, rec->path, "a correction names a field and what it should be");
	if (strcmp(j->verb, "note") == 0 && !value)
		return drg__fail(err, DRG_EARG, rec->path, "a note has words");
	drg_status s = j->row ? drg_record_find(rec, j->row, report, err) : drg__fail(err, DRG_EARG, rec->path, "a judgement is of a row");
	if (!s && strcmp(j->verb, "merge") == 0) {
		if (!value || strcmp(j->value, j->row) == 0)
			return drg__fail(err, DRG_EARG, rec->path, "a merge names another row");
		s = drg_record_find(rec, j->value, report, err);
	}
	return s;
}

drg_status drg_record_judge(drg_record *rec, const drg_judgement *j, drg_error *err)
{
	char now[24];
	time_t t = time(NULL);
	struct tm tm;
	if (!rec->writable)
		return drg__fail(err, DRG_EARG, rec->path, "the record is open for reading only");
	drg_status s = check(rec, j, err);
	if (s)
		return s;
	strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&t, &tm));
	const char *const v[] = { j->row, j->verb, j->field ? j->field : "", j->value ? j->value : "", j->by, j->at && *j->at ? j->at : now };
	sqlite3_stmt *st = NULL;
	bool ok = sqlite3_prepare_v2(rec->db, "INSERT INTO judgement (row,verb,field,value,by,at) VALUES (?1,?2,?3,?4,?5,?6)", -1, &st, NULL) == SQLITE_OK;
	for (int i = 0; ok && i < 6; i++)
		ok = sqlite3_bind_text(st, i + 1, v[i], -1, SQLITE_TRANSIENT) == SQLITE_OK;
	ok = ok && sqlite3_step(st) == SQLITE_DONE;
	if (!ok)
		s = drg__record_fail(rec, err, "keep a judgement");
	sqlite3_finalize(st);
	return s;
}
