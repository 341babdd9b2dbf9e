#ifndef TEST_FUZZ_FUZZ_H
#define TEST_FUZZ_FUZZ_H
/*
 * What a fuzzer gives to whoever runs it: driver.c here, or libFuzzer.
 *
 * Knows: bytes. Must not know: what is fuzzed.
 */
#include <stddef.h>
#include <stdint.h>

/* Tries one input. Returns 0; whatever is wrong asserts or trips a sanitizer. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Words worth trying, NULL-terminated. */
extern const char *const fuzz_dictionary[];

#endif
