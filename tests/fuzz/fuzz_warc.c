/* fuzz_warc.c - any bytes as a web archive, packed or not. */
#include "ingest_all.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	return fuzz_read(bytes, n, DRG_KIND_WARC);
}
