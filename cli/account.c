/* account.c - a document as a person reads it. */
#include "cli.h"

void account_print(FILE *out, const drg_doc *doc)
{
	struct page p = page_on(out);
	page_str(&p, drg_doc_text(doc));
	page_line(&p);
}
