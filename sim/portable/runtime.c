/* What compiled rules need of a machine: memory. Nothing of a C library is used. */

typedef unsigned char byte;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef long long i64;

extern byte __heap_base;

static u32 top;          /* where free memory begins */
static void *waiting[32]; /* pieces given back, in lists by the power of two that they hold */

/* What Numba keeps before the values of an array; see HEADER in layout.py. */
struct header {
    i64 uses;
    void *destructor, *destructor_info, *data;
    i64 size;
};
enum { BEFORE = 64, PAGE = 65536 };

static void *fresh(u32 size) {
    if (!top) top = ((u32)&__heap_base + 63) & ~63u;
    u32 at = top, after = at + ((size + 63) & ~63u), have = __builtin_wasm_memory_size(0) * PAGE;
    if (after < at) __builtin_trap();
    if (after > have && __builtin_wasm_memory_grow(0, (after - have + PAGE - 1) / PAGE) == ~0ul)
        __builtin_trap();
    top = after;
    return (void *)at;
}

/* Memory for the host, kept until `forget`. */
void *take(u32 size) { return fresh(size); }

/* All memory is free again: whatever lies there is lost. */
void forget(void) {
    top = 0;
    for (u32 each = 0; each < 32; each++) waiting[each] = 0;
}

static u32 power_for(u32 size) {
    u32 power = 7;
    while ((1u << power) < size) power++;
    return power;
}

void *NRT_MemInfo_alloc_aligned(u64 size, u32 alignment) {
    (void)alignment; /* every piece lies at a multiple of 64 */
    if (size > 0x40000000) __builtin_trap();
    u32 power = power_for((u32)size + BEFORE);
    struct header *piece = waiting[power];
    if (piece) waiting[power] = *(void **)piece;
    else piece = fresh(1u << power);
    piece->uses = 1;
    piece->destructor = piece->destructor_info = 0;
    piece->data = (byte *)piece + BEFORE;
    piece->size = (i64)size;
    return piece;
}

void NRT_MemInfo_call_dtor(struct header *piece) {
    u32 power = power_for((u32)piece->size + BEFORE);
    *(void **)piece = waiting[power];
    waiting[power] = piece;
}
