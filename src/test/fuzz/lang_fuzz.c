/* Any bytes as a line: read, printed, read again, completed at a few places. */
#include "lang/complete.h"
#include "test/fuzz/fuzz.h"
#include "test/lang_table.h"

#include <assert.h>

const char *const fuzz_dictionary[] = {
    "insert",
    "put",
    "i",
    "fill",
    "make",
    "grow",
    "say",
    "set",
    "help",
    "trace",
    "quit",
    "fig",
    "pear",
    "hash=",
    "side=",
    "mood=",
    "elem=",
    "x",
    "double",
    "same",
    "none",
    "64K",
    "0x13",
    "0b101",
    "1_000",
    "-3",
    "12",
    "k{1..20}",
    "{01..20}",
    "{a..e}",
    "{x,y}",
    "{{a,b},c}",
    "{5..1}",
    "{0..9..3}",
    "{1..10000}",
    "\"a b\"",
    "\"\\x41\"",
    "\"\\n",
    "\"",
    ";",
    " ; ",
    "# a comment",
    "map[string]int",
    "map[struct{a, b int}]bool",
    "struct{}",
    "{",
    "}",
    "é日",
    "\xff",
    "\\",
    "a=b",
    NULL,
};

static void offer(void *context, const struct completion_place *place, struct candidates *candidates)
{
    (void)context;
    candidates_add(candidates, place->prefix, place->length, NULL, false);
    candidates_add(candidates, "a b", 3, "with a blank", true);
}

static void try_completion(const struct command_table *table, const char *text, size_t size, size_t cursor)
{
    struct candidates candidates;
    struct completion_source source = {.ask = offer};
    complete(table, text, size, cursor, &source, &candidates);
    assert(candidates.start <= candidates.end && candidates.end <= size);
    assert(candidates.count <= CANDIDATES_LIMIT);
    candidates_free(&candidates);

    struct text hint = {0};
    size_t begin, end;
    complete_hint(table, text, size, cursor, &hint, &begin, &end);
    assert(begin <= end && end <= hint.length);
    text_free(&hint);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct command_table table = test_table();
    const char *text = (const char *)data;
    struct line line;
    struct error error;
    if (line_read(&line, &table, text, size, &error)) {
        assert(!error_is_set(&error));
        assert(line.count <= EXPANSION_LIMIT);
        /* Of thousands of calls from one word a few tell as much as all. */
        for (size_t i = 0; i < line.count; i += 1 + line.count / 16)
            assert(reads_back(&table, &line.calls[i]));
    } else {
        struct text said = {0};
        assert(error_is_set(&error) && line.count == 0);
        error_say(&error, table.words, &said);
        assert(utf8_is_valid(text_string(&said), said.length));
        text_free(&said);
    }
    line_free(&line);
    try_completion(&table, text, size, size);
    try_completion(&table, text, size, size / 2);
    return 0;
}
