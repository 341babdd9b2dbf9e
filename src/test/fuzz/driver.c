/*
 * Runs a fuzzer without libFuzzer: seeded random mutations of its dictionary and of the files given.
 *
 *     NAME [-runs=N] [-seed=N] [FILE...]
 *
 * Each file is tried as it is first. The same seed gives the same inputs. An abort prints the run's number
 * and its input (a sanitizer's stop too, with ASAN_OPTIONS=abort_on_error=1).
 */
#include "base/memory_or_die.h"
#include "base/random.h"
#include "test/fuzz/fuzz.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RUNS = 20000, LONGEST_INPUT = 6000, LONGEST_FILE = 1 << 20, PIECES = 24 };

struct sample {
    uint8_t *bytes;
    size_t size;
};

static uint8_t input[LONGEST_INPUT];
static size_t input_size;
static char head[80]; /* says which run this is */

/* Only what a signal handler may call. */
static void show_input(int signal_number)
{
    ssize_t unused = write(STDERR_FILENO, head, strlen(head));
    unused += write(STDERR_FILENO, input, input_size);
    unused += write(STDERR_FILENO, "\n", 1);
    (void)unused;
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

/* A sanitizer that already has this signal keeps it. */
static void watch(int signal_number)
{
    void (*before)(int) = signal(signal_number, show_input);
    if (before != SIG_DFL && before != SIG_ERR)
        signal(signal_number, before);
}

static void append(const void *bytes, size_t size)
{
    size_t room = LONGEST_INPUT - input_size;
    size = size < room ? size : room;
    memcpy(input + input_size, bytes, size);
    input_size += size;
}

static void append_random_piece(uint64_t *random, size_t words)
{
    static const char odd[] = "\"\\{},.;#= \t()[]-_0x19afk\n";
    switch (random_below(random, 8)) {
    case 0: {
        uint8_t byte = (uint8_t)random_below(random, 256);
        append(&byte, 1);
        break;
    }
    case 1:
        append(&odd[random_below(random, sizeof odd - 1)], 1);
        break;
    case 2: {
        char number[24];
        uint64_t value = random_next(random) >> random_below(random, 64);
        int length = snprintf(number, sizeof number, "%llu", (unsigned long long)value);
        append(number, (size_t)length);
        break;
    }
    default:
        if (words > 0) {
            const char *word = fuzz_dictionary[random_below(random, words)];
            append(word, strlen(word));
        }
        if (random_below(random, 2) == 0)
            append(" ", 1);
        break;
    }
}

/* A few changes of single bytes: flipped, left out, doubled. */
static void disturb(uint64_t *random)
{
    for (uint64_t changes = random_below(random, 4); changes > 0 && input_size > 0; changes--) {
        size_t at = random_below(random, input_size);
        switch (random_below(random, 3)) {
        case 0:
            input[at] ^= (uint8_t)(1u << random_below(random, 8));
            break;
        case 1:
            memmove(input + at, input + at + 1, input_size - at - 1);
            input_size--;
            break;
        default:
            if (input_size == LONGEST_INPUT)
                break;
            memmove(input + at + 1, input + at, input_size - at);
            input_size++;
            break;
        }
    }
}

static void make_input(uint64_t *random, const struct sample *samples, size_t sample_count, size_t words)
{
    input_size = 0;
    if (sample_count > 0 && random_below(random, 2) == 0) {
        const struct sample *sample = &samples[random_below(random, sample_count)];
        size_t from =
            sample->size > 0 && random_below(random, 4) == 0 ? random_below(random, sample->size) : 0;
        append(sample->bytes + from, sample->size - from);
        if (random_below(random, 2) == 0)
            input_size = random_below(random, input_size + 1);
    }
    for (uint64_t pieces = random_below(random, PIECES); pieces > 0; pieces--)
        append_random_piece(random, words);
    if (random_below(random, 200) == 0) {
        while (input_size > 0 && input_size < LONGEST_INPUT)
            append(input, input_size);
    }
    disturb(random);
}

static struct sample read_sample(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        die("can't read %s", path);
    struct sample sample = {new_items(LONGEST_FILE, 1), 0};
    sample.size = fread(sample.bytes, 1, LONGEST_FILE, file);
    fclose(file);
    return sample;
}

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static bool read_option(const char *word, const char *option, unsigned long *number)
{
    size_t length = strlen(option);
    if (strncmp(word, option, length) != 0)
        return false;
    char *end;
    *number = strtoul(word + length, &end, 0);
    if (end == word + length || *end != '\0')
        die("%s needs a number, not %s", option, word + length);
    return true;
}

int main(int argc, char **argv)
{
    unsigned long runs = RUNS, seed = 1;
    size_t sample_count = 0, words = 0;
    struct sample *samples = new_items((size_t)argc, sizeof *samples);
    for (int i = 1; i < argc; i++) {
        if (!read_option(argv[i], "-runs=", &runs) && !read_option(argv[i], "-seed=", &seed))
            samples[sample_count++] = read_sample(argv[i]);
    }
    while (fuzz_dictionary[words] != NULL)
        words++;
    watch(SIGABRT);
    watch(SIGSEGV);
    for (size_t i = 0; i < sample_count; i++)
        LLVMFuzzerTestOneInput(samples[i].bytes, samples[i].size);
    for (unsigned long run = 0; run < runs; run++) {
        uint64_t random = seed * 1000003u + run;
        make_input(&random, samples, sample_count, words);
        snprintf(head, sizeof head, "\nin run %lu, input of %zu bytes:\n", run, input_size);
        /* A block of its very size, so that a sanitizer sees a read behind the end. */
        uint8_t *copy = new_items(input_size, 1);
        memcpy(copy, input, input_size);
        LLVMFuzzerTestOneInput(copy, input_size);
        free(copy);
    }
    for (size_t i = 0; i < sample_count; i++)
        free(samples[i].bytes);
    free(samples);
    printf("%s: %lu runs\n", name_of(argv[0]), runs);
    return 0;
}
