#ifndef TEST_FUZZ_FUZZ_H
#define TEST_FUZZ_FUZZ_H
/*
 * What a fuzzer gives to whoever runs it: driver.c here, or libFuzzer.
 *
 * Knows: bytes. Must not know: what is fuzzed.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Tries one input. Returns 0; whatever is wrong asserts or trips a sanitizer. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Words worth trying, NULL-terminated. */
extern const char *const fuzz_dictionary[];

/*
 * Where nobody waits, and so nobody stops what takes long, long numbers cost time and find nothing. Sessions are fuzzed with any.
 * True if one of `digits` digits or more is in the input.
 */
static inline bool fuzz_has_large_number(const char *bytes, size_t length, size_t digits)
{
    size_t run = 0;
    for (size_t i = 0; i < length; i++) {
        run = bytes[i] >= '0' && bytes[i] <= '9' ? run + 1 : 0;
        if (run >= digits)
            return true;
    }
    return false;
}

#endif
