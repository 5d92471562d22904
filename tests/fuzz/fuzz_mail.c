/* fuzz_mail.c - any bytes as a mailbox. */
#include "ingest_all.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	return fuzz_read(bytes, n, DRG_KIND_MAIL);
}
