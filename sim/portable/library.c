/* What compiled rules need of a system in a library: memory. And how it is told whether it fits. */

#include <cpuid.h>
#include <stdint.h>
#include <stdlib.h>

#define HIDDEN __attribute__((visibility("hidden")))

/* What Numba keeps before the values of an array; see HEADER in layout.py. */
struct header {
    int64_t uses;
    void *destructor, *destructor_info, *data;
    int64_t size;
    void *piece;
};
enum { LINE = 64 };

/* Whether the processor can do what it must, and the system keeps its wide registers. */
static int is_able(void) {
    const uint32_t fma = 1u << 12, movbe = 1u << 22, kept = 1u << 27, avx = 1u << 28, f16c = 1u << 29;
    const uint32_t bmi = 1u << 3, avx2 = 1u << 5, bmi2 = 1u << 8, lzcnt = 1u << 5;
    const uint32_t first = fma | movbe | kept | avx | f16c, second = bmi | avx2 | bmi2;
    uint32_t a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || (c & first) != first) return 0;
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || (b & second) != second) return 0;
    if (!__get_cpuid(0x80000001, &a, &b, &c, &d) || !(c & lzcnt)) return 0;
    __asm__("xgetbv" : "=a"(a), "=d"(d) : "c"(0));
    return (a & 6) == 6;
}

/* The hash of the sources that the rules were made of; nothing where the processor is too old. */
const char *made_of(void) { return is_able() ? MADE_OF : ""; }

HIDDEN void *NRT_MemInfo_alloc_aligned(size_t size, uint32_t alignment) {
    (void)alignment; /* every array lies at a multiple of 64 */
    char *piece = malloc(size + 2 * LINE);
    if (!piece) return 0;
    struct header *here = (struct header *)(((uintptr_t)piece + LINE - 1) & ~(uintptr_t)(LINE - 1));
    here->uses = 1;
    here->destructor = here->destructor_info = 0;
    here->data = (char *)here + LINE;
    here->size = (int64_t)size;
    here->piece = piece;
    return here;
}

HIDDEN void *NRT_MemInfo_alloc(size_t size) { return NRT_MemInfo_alloc_aligned(size, LINE); }

HIDDEN void NRT_MemInfo_call_dtor(struct header *here) { free(here->piece); }

HIDDEN void *NRT_Allocate(size_t size) { return malloc(size); }

HIDDEN void NRT_Free(void *piece) { free(piece); }

/* Called only to say in words what was done wrong with an array: the host says it. */
HIDDEN void *PyExc_RuntimeError;

HIDDEN void PyErr_SetString(void *kind, const char *words) { (void)kind, (void)words; }
