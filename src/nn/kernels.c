#include "nn/kernels.h"

#include <stdlib.h>
#include <string.h>

extern const struct kernels drg__kernels_portable, drg__kernels_avx2, drg__kernels_avxvnni, drg__kernels_avx512vnni,
	drg__kernels_amx, drg__kernels_neon, drg__kernels_dotprod;

/* A table belongs here only if its instructions and its registers are there:
 * the operating system saves wide registers only where it knows them. */

#if defined(__x86_64__)
#include <cpuid.h>

static uint64_t saved_registers(void)
{
	unsigned a, b, c, d;
	if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & 1u << 27))
		return 0;
	__asm__ volatile("xgetbv" : "=a"(a), "=d"(d) : "c"(0));
	return (uint64_t)d << 32 | a;
}

#if defined(DRG_HAVE_AMX)
#include <sys/syscall.h>
#include <unistd.h>

/* Linux gives the large tile registers to a process only when it asks. */
static bool tiles_granted(void)
{
	return syscall(SYS_arch_prctl, 0x1023 /* ARCH_REQ_XCOMP_PERM */, 18 /* tile data */) == 0;
}
#endif

static bool runs(const struct kernels *k)
{
	if (k == &drg__kernels_portable)
		return true;
	unsigned a, b = 0, c = 0, d = 0, a1 = 0, t;
	uint64_t saved = saved_registers();
	if (!__get_cpuid_count(7, 0, &a, &b, &c, &d))
		return false;
	if (a >= 1)
		__get_cpuid_count(7, 1, &a1, &t, &t, &t);
	bool avx2 = (saved & 6) == 6 && (b & 1u << 5);
	bool avx512 = avx2 && (saved & 0xe0) == 0xe0 && (b & 1u << 16) && (b & 1u << 30) && (b & 1u << 31) &&
	              (b & 1u << 17) && (c & 1u << 11);
#if defined(DRG_HAVE_AVX2)
	if (k == &drg__kernels_avx2)
		return avx2;
#endif
#if defined(DRG_HAVE_AVXVNNI)
	if (k == &drg__kernels_avxvnni)
		return avx2 && (a1 & 1u << 4);
#endif
#if defined(DRG_HAVE_AVX512VNNI)
	if (k == &drg__kernels_avx512vnni)
		return avx512;
#endif
#if defined(DRG_HAVE_AMX)
	if (k == &drg__kernels_amx)
		return avx512 && (saved & 0x60000) == 0x60000 && (d & 1u << 24) && (d & 1u << 25) && tiles_granted();
#endif
	return false;
}

/* From slow to fast. */
static const struct kernels *const tables[] = {
	&drg__kernels_portable,
#if defined(DRG_HAVE_AVX2)
	&drg__kernels_avx2,
#endif
#if defined(DRG_HAVE_AVXVNNI)
	&drg__kernels_avxvnni,
#endif
#if defined(DRG_HAVE_AVX512VNNI)
	&drg__kernels_avx512vnni,
#endif
#if defined(DRG_HAVE_AMX)
	&drg__kernels_amx,
#endif
};

#elif defined(__aarch64__)

/* NEON is part of the base; sdot is asked for, except where every processor has it. */
#if defined(__linux__)
#include <sys/auxv.h>
static bool has_sdot(void)
{
	return getauxval(AT_HWCAP) & 1ul << 20; /* HWCAP_ASIMDDP */
}
#else
static bool has_sdot(void)
{
#if defined(__APPLE__)
	return true;
#else
	return false;
#endif
}
#endif

static bool runs(const struct kernels *k)
{
#if defined(DRG_HAVE_DOTPROD)
	if (k == &drg__kernels_dotprod)
		return has_sdot();
#endif
	(void)has_sdot;
	(void)k;
	return true;
}

static const struct kernels *const tables[] = {
	&drg__kernels_portable,
#if defined(DRG_HAVE_NEON)
	&drg__kernels_neon,
#endif
#if defined(DRG_HAVE_DOTPROD)
	&drg__kernels_dotprod,
#endif
};

#else

static bool runs(const struct kernels *k)
{
	return k == &drg__kernels_portable;
}

static const struct kernels *const tables[] = { &drg__kernels_portable };
#endif

enum { N_TABLES = sizeof tables / sizeof *tables };

const struct kernels *drg__kernels_at(size_t i)
{
	for (size_t j = 0; j < N_TABLES; j++)
		if (runs(tables[j]) && i-- == 0)
			return tables[j];
	return NULL;
}

const struct kernels *drg__kernels_named(const char *name)
{
	for (size_t j = 0; j < N_TABLES; j++)
		if (strcmp(tables[j]->name, name) == 0)
			return runs(tables[j]) ? tables[j] : NULL;
	return NULL;
}

const struct kernels *drg__kernels(void)
{
	const char *asked = getenv("DRAGOMAN_KERNEL");
	const struct kernels *k = asked && *asked ? drg__kernels_named(asked) : NULL;
	for (size_t j = N_TABLES; !k && j-- > 0;)
		if (runs(tables[j]))
			k = tables[j];
	return k;
}
