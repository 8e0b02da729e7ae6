/* The three hottest loops of a day, written in C: how far the compiled rules are from the machine. */
#include <math.h>
#include <stdint.h>

/* Readiness to tip (sim/model/processes/outlook.py, tip_chances). n: neutral, by trust, by familiarity,
   by being heard, by ownership, by grievance. */
void tip_chances(int64_t people, const double *restrict standing, const double *restrict impression,
                 const double *restrict familiarity, const double *restrict heard,
                 const double *restrict ownership, const double *restrict grievance,
                 const double *restrict n, double *restrict out)
{
    for (int64_t who = 0; who < people; who++) {
        double log_odds = n[0] + n[1] * (standing[who] + impression[who] - 0.5)
                          + n[2] * (familiarity[who] - 0.1) + n[3] * (heard[who] - 0.5)
                          + n[4] * (ownership[who] - 0.5) - n[5] * grievance[who];
        out[who] = 1.0 / (1.0 + exp(-log_odds));
    }
}

/* What a night does to trust (sim/model/processes/fading.py, fade_trust). n: fade, kept, revert. */
void fade_trust(int64_t people, double *restrict standing, double *restrict impression,
                const double *restrict anchor, const int8_t *restrict group,
                const double *restrict norm, const double *restrict n)
{
    for (int64_t who = 0; who < people; who++) {
        double lost = n[0] * impression[who];
        double back = n[2] * (anchor[who] - standing[who]);
        double pull = n[2] * norm[group[who]] * 4.0 * anchor[who] * (1.0 - anchor[who]);
        impression[who] -= lost;
        standing[who] += n[1] * lost + back + pull;
    }
}

/* Addressed draws (sim/model/draws.py, uniform_of): Philox4x32-10. */
void uniform_of(int64_t people, const uint64_t *restrict luck, int64_t decision, int64_t day,
                const int32_t *restrict who, const int32_t *restrict whom, double *restrict out)
{
    for (int64_t each = 0; each < people; each++) {
        uint32_t a = (uint32_t)who[each], b = (uint32_t)whom[each];
        uint32_t c = (uint32_t)(day + 0x10000000), d = (uint32_t)decision;
        uint32_t k = (uint32_t)luck[0], l = (uint32_t)luck[1];
        for (int round = 0; round < 10; round++) {
            uint64_t p = (uint64_t)0xD2511F53u * a, q = (uint64_t)0xCD9E8D57u * c;
            a = (uint32_t)(q >> 32) ^ b ^ k;
            c = (uint32_t)(p >> 32) ^ d ^ l;
            b = (uint32_t)q;
            d = (uint32_t)p;
            k += 0x9E3779B9u;
            l += 0xBB67AE85u;
        }
        out[each] = (a + 0.5) * 0x1p-32;
    }
}
