/* Unit tests of stage/who_pronoun: whom pronouns mean, with the shipped model. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analyse.h"

/* The pronouns of a text with whom they mean, "-" for nobody, by blanks: "She=Lena Ort it=-". */
static const char *meant(const char *z)
{
	static char out[512];
	size_t n = 0;
	drg_doc *d = test_read(z, strlen(z));
	assert_non_null(d);
	const struct mentions *m = &d->l.mentions;
	out[0] = 0;
	for (uint32_t i = 0; i < m->n; i++) {
		if (m->form[i] != FORM_PRONOUN)
			continue;
		struct str w = test_bytes(d, m->span[i]), who = m->ent[i] == NONE ? STR("-") : d->l.entities.name[m->ent[i]];
		n += (size_t)snprintf(out + n, sizeof out - n, "%s%.*s=%.*s", n ? ", " : "", (int)w.n, w.p, (int)who.n, who.p);
	}
	drg_doc_free(d);
	return out;
}

static void whom_pronouns_mean(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		/* not the one who says it; the one who does, when told in other words */
		{ "Anna Vale spoke of the envoy, Lena Ort. \"She was late,\" Vale said.", "She=Lena Ort" },
		{ "Lena Ort has written to Anna Ilk twice. Ort said she would write again.", "she=Lena Ort" },
		/* nobody */
		{ "It was raining when Lena Ort arrived in the town.", "It=-" },
		{ "The committee met on Monday. It said the crew had left.", "It=The committee" },
		{ "Several miners met the envoy on Monday. They said the crew had left.", "They=Several miners" },
		/* gender, once it is known */
		{ "Mr Paul Vale wrote to Mrs Lena Ort on Monday. She has not answered him.", "She=Lena Ort, him=Paul Vale" },
		{ "The army said Lena Ort had left. She denies it.", "She=Lena Ort, it=-" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		assert_string_equal(meant(t[i][0]), t[i][1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(whom_pronouns_mean) };
	return cmocka_run_group_tests(tests, test_open, test_close);
}
