/* fuzz_jsonl.c - any bytes as JSON Lines. */
#include "ingest_all.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	return fuzz_read(bytes, n, DRG_KIND_JSONL);
}
