/* Any bytes as a recording of a Swiss map: read, replayed with comparison, and performed without it. */
#include "test/fuzz/traces.h"
#include "trace/swiss/perform.h"
#include "trace/swiss/reader.h"

#include <assert.h>
#include <string.h>

#define HEADER(mode, path, key, elem, sizes)                                                                 \
    "{\"hdr\":1,\"fmt\":\"swissmap-trace-1\",\"go\":\"go1.24.4\",\"script\":\"s\",\"mode\":\"" mode          \
    "\",\"path\":\"" path "\",\"key\":\"" key "\",\"elem\":\"" elem "\"," sizes ",\"hooked\":0}\n"
#define STRINGS                                                                                              \
    HEADER("str", "faststr", "string", "string",                                                             \
           "\"keysize\":16,\"elemsize\":16,\"slotsize\":32,\"elemoff\":16,\"groupsize\":264,\"keyind\":0,"   \
           "\"elemind\":0,\"reflexive\":1,\"keyupdate\":1")
#define FLOATS                                                                                               \
    HEADER("f64", "generic", "float64", "int64",                                                             \
           "\"keysize\":8,\"elemsize\":8,\"slotsize\":16,\"elemoff\":8,\"groupsize\":136,\"keyind\":0,"      \
           "\"elemind\":0,\"reflexive\":0,\"keyupdate\":1")

#define STATE ",\"used\":0,\"seed\":\"5b24e883011226ff\",\"dl\":0,\"gd\":0,\"cs\":0,\"sm\":0,\"tabs\":[]"
#define MAKE  "{\"i\":0,\"op\":\"make\",\"hint\":0" STATE "}\n"
#define INSERT(key, hash)                                                                                    \
    "{\"i\":1,\"op\":\"insert\",\"k\":\"" key "\",\"h\":\"" hash "\",\"v\":\"7\"" STATE "}\n"
#define FIVE(a, b, c, d, e)                                                                                  \
    INSERT(a, "8d16017c37c21700")                                                                            \
    INSERT(b, "8d16017c37c21700")                                                                            \
    INSERT(c, "0d16017c37c21700") INSERT(d, "8d16017c37c21780") INSERT(e, "cd16017c37c21701")

const char *const fuzz_dictionary[] = {
    STRINGS MAKE,
    FLOATS MAKE,
    MAKE,
    "{\"i\":0,\"op\":\"make\",\"hint\":9" STATE "}\n",
    "{\"i\":0,\"op\":\"make\",\"hint\":1000" STATE "}\n",
    INSERT("1", "8d16017c37c21700"),
    INSERT("2", "8d16017c37c21700"),
    INSERT("3", "0016017c37c21701"),
    INSERT("-0", "f116017c37c217ff"),
    INSERT("0", "f116017c37c217ff"),
    INSERT("nan:7ff8000000000001", "f116017c37c217ff"),
    FIVE("11", "12", "13", "14", "15"),
    FIVE("21", "22", "23", "24", "25"),
    FIVE("31", "32", "33", "34", "35"),
    FIVE("41", "42", "43", "44", "45"),
    "{\"i\":1,\"op\":\"delete\",\"k\":\"1\",\"h\":\"8d16017c37c21700\"" STATE "}\n",
    "{\"i\":1,\"op\":\"delete\",\"k\":\"11\",\"h\":\"8d16017c37c21700\"" STATE "}\n",
    "{\"i\":1,\"op\":\"delete\",\"k\":\"23\",\"h\":\"0d16017c37c21700\"" STATE "}\n",
    "{\"i\":1,\"op\":\"get\",\"k\":\"2\",\"h\":\"8d16017c37c21700\",\"found\":1,\"res\":\"7\"" STATE "}\n",
    "{\"i\":1,\"op\":\"iterinit\",\"id\":\"A\",\"it\":[0,0,1,0,\"0000000000000001\","
    "\"8d16017c37c21700\"]" STATE "}\n",
    "{\"i\":1,\"op\":\"iterinit\",\"id\":\"A\",\"it\":[-1,0,1,-2,\"ffffffffffffffff\","
    "\"ffffffffffffffff\"]" STATE "}\n",
    "{\"i\":1,\"op\":\"iternext\",\"id\":\"A\",\"k\":\"1\",\"v\":\"7\"" STATE "}\n",
    "{\"i\":1,\"op\":\"iternext\",\"id\":\"A\",\"end\":1" STATE "}\n",
    "{\"i\":1,\"op\":\"iterall\",\"do\":\"8d16017c37c21700\",\"eo\":\"8d16017c37c21701\",\"seq\":[\"1\","
    "\"7\"]" STATE "}\n",
    "{\"i\":1,\"op\":\"clear\"" STATE "}\n",
    ",\"c\":\"f84841652498787d\"",
    ",\"full\":[[{\"c\":\"0080808080808080\",\"kv\":[\"1\",\"7\"]}]]",
    ",\"nh\":[\"efd7d81184a314db\"]",
    ",\"nh\":[]",
    "{\"i\":1,\"op\":\"clear\",\"nh\":[]" STATE "}\n",
    "{\"i\":1,\"op\":\"clear\"" STATE ",\"full\":[]}\n",
    "{\"i\":1,\"op\":\"insert\",\"k\":\"nan:7ff8000000000001\",\"v\":\"7\",\"nh\":["
    "\"efd7d81184a314db\"]" STATE "}\n",
    "\"tabs\":[[0,0,16,6,8]]",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\n",
    NULL,
};

/* Whatever the recording says, the map stays sound. */
static void perform_lines(struct swiss_reader *reader)
{
    struct error error = {0};
    struct world world;
    const struct swiss_trace_header *header = &reader->header;
    struct text name = {0}, why = {0};
    world_init(&world);
    text_format(&name, "map[%.*s]%.*s", (int)header->key.length, header->key.bytes, (int)header->elem.length,
                header->elem.bytes);
    struct swiss map = swiss_of(&world, swiss_new(&world, 1));
    uint32_t type = swiss_type_number(&world, text_string(&name), GO_1_24, &error);
    if (type != 0) {
        const struct swiss_type *its = world_type(&world, type);
        struct trace_performer performer =
            trace_performer_of(&swiss_perform_row, &world, map.home, &its->map, &reader->its);
        struct swiss_trace_operation go, model = {0};
        bool sound = true;
        while (swiss_reader_next(reader, &go, &error) == TRACE_READ) {
            model.present = 0;
            swiss_perform(&performer, &go, &model, &error);
            sound = sound && !traces_name_zero(&go.its);
            if (sound)
                assert(swiss_check(&map, &why));
        }
        trace_performer_free(&performer);
    }
    world_free(&world);
    text_free(&name);
    text_free(&why);
}

static void perform_all(const struct text *bytes)
{
    struct error error;
    struct trace_lines *lines = trace_lines_of(bytes->bytes, bytes->length, &error);
    struct swiss_reader *reader = swiss_reader_open(lines, &error);
    assert((reader == NULL) == error_is_set(&error));
    if (reader != NULL)
        perform_lines(reader);
    swiss_reader_close(reader);
    trace_lines_close(lines);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    traces_try(data, size, STRINGS MAKE, FLOATS MAKE, perform_all);
    return 0;
}
