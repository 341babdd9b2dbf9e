/* Any bytes as a trace: read, replayed with comparison, and performed without it. */
#include "test/classic_map.h"
#include "test/fuzz/traces.h"
#include "trace/classic/perform.h"
#include "trace/classic/reader.h"

#include <assert.h>
#include <string.h>

#define HEADER(mode, path, key, elem, sizes)                                                                 \
    "{\"hdr\":1,\"fmt\":\"gomap-trace-1\",\"go\":\"go1.19.8\",\"script\":\"s\",\"mode\":\"" mode             \
    "\",\"path\":\"" path "\",\"key\":\"" key "\",\"elem\":\"" elem "\"," sizes                              \
    ",\"hooked\":0,\"ckB\":255,\"ckevery\":1,\"prealloc\":["
#define STRINGS                                                                                              \
    HEADER("str", "faststr", "string", "string",                                                             \
           "\"keysize\":16,\"elemsize\":16,\"bucketsize\":272,\"keyind\":0,\"elemind\":0,\"ptrs\":1,"        \
           "\"reflexive\":1,"                                                                                \
           "\"keyupdate\":1")                                                                                \
    "0,0,0,0,1,2,6,22,45,60,90,150,271,512,1024,2048,4096,8192,16384,32768,65536]}\n"
#define FLOATS                                                                                               \
    HEADER("f64", "generic", "float64", "int64",                                                             \
           "\"keysize\":8,\"elemsize\":8,\"bucketsize\":144,\"keyind\":0,\"elemind\":0,\"ptrs\":0,"          \
           "\"reflexive\":0,"                                                                                \
           "\"keyupdate\":1")                                                                                \
    "0,0,0,0,2,5,7,14,28,56,113,170,284,512,1024,2048,4096,8192,16384,32768,65536]}\n"

#define STATE                                                                                                \
    ",\"cnt\":0,\"B\":0,\"fl\":0,\"nov\":0,\"nev\":0,\"h0\":\"000000004c6b1399\",\"old\":0,\"ss\":0,\"al\":" \
    "0,"                                                                                                     \
    "\"nx\":-1,\"ovn\":0,\"ovo\":0"
#define MAKE "{\"i\":0,\"op\":\"make\",\"hint\":0" STATE ",\"fr\":\"20bc0008a0ecb165\",\"frn\":1}\n"
#define INSERT(key, hash)                                                                                    \
    "{\"i\":1,\"op\":\"insert\",\"k\":\"" key "\",\"v\":\"7\",\"h\":\"" hash "\"" STATE "}\n"

const char *const fuzz_dictionary[] = {
    STRINGS MAKE,
    FLOATS MAKE,
    MAKE,
    "{\"i\":0,\"op\":\"make\",\"hint\":500" STATE "}\n",
    INSERT("1", "8d16017c37c21700"),
    INSERT("2", "8d16017c37c21700"),
    INSERT("3", "0016017c37c21701"),
    INSERT("-0", "f116017c37c217ff"),
    INSERT("0", "f116017c37c217ff"),
    INSERT("nan:7ff8000000000001", "f116017c37c217ff"),
    "{\"i\":1,\"op\":\"delete\",\"k\":\"1\",\"h\":\"8d16017c37c21700\"" STATE "}\n",
    "{\"i\":1,\"op\":\"get\",\"k\":\"2\",\"h\":\"8d16017c37c21700\",\"found\":1,\"res\":\"7\"" STATE "}\n",
    "{\"i\":1,\"op\":\"iterinit\",\"id\":\"A\",\"it\":[0,1,0,0,1,1,-1]" STATE "}\n",
    "{\"i\":1,\"op\":\"iternext\",\"id\":\"A\",\"end\":1" STATE "}\n",
    "{\"i\":1,\"op\":\"iterall\",\"sb\":0,\"off\":1,\"seq\":[\"1\",\"7\"]" STATE "}\n",
    "{\"i\":1,\"op\":\"clear\"" STATE "}\n",
    "{\"i\":1,\"op\":\"clearloop\"" STATE "}\n",
    ",\"c1\":\"f84841652498787d\",\"c2\":\"7829a40dca43ef43\"",
    ",\"full\":{\"n\":[[{\"b\":\"m\",\"t\":\"8d00000000000000\",\"kv\":[\"1\",\"7\"]}]],\"o\":[]}",
    ",\"d\":{\"n\":{\"0\":[{\"b\":\"p0\",\"id\":0,\"t\":\"8d00000000000000\",\"z\":1,\"kv\":[]}]},\"o\":{}}",
    ",\"ev\":[\"alloc\",\"grow\",\"same\",\"evac:0\",\"ovf:1\",\"done\"]",
    ",\"nh\":[\"efd7d81184a314db\"]",
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
static void perform_lines(struct classic_reader *reader)
{
    struct error error = {0};
    struct classic map;
    struct maptype type;
    const struct classic_trace_header *header = &reader->header;
    struct text name = {0}, why = {0};
    text_format(&name, "map[%.*s]%.*s", (int)header->key.length, header->key.bytes, (int)header->elem.length,
                header->elem.bytes);
    map = lone_map();
    if (maptype_parse(&type, name.bytes, name.length, GO_1_19, &error)) {
        struct trace_performer performer =
            trace_performer_of(&classic_perform_row, map.world, map.home, &type, &reader->its);
        struct classic_trace_operation go, model = {0};
        bool sound = true;
        while (classic_reader_next(reader, &go, &error) == TRACE_READ) {
            model.present = 0;
            trace_perform(&performer, &go.its, &model.its, &error);
            sound = sound && !traces_name_zero(&go.its);
            if (classic_type(&map) != NULL && sound)
                assert(classic_check(&map, &why));
        }
        trace_performer_free(&performer);
        maptype_free(&type);
    }
    lone_map_free(&map);
    text_free(&name);
    text_free(&why);
}

static void perform_all(const struct text *bytes)
{
    struct error error;
    struct trace_lines *lines = trace_lines_of(bytes->bytes, bytes->length, &error);
    struct classic_reader *reader = classic_reader_open(lines, &error);
    assert((reader == NULL) == error_is_set(&error));
    if (reader != NULL)
        perform_lines(reader);
    classic_reader_close(reader);
    trace_lines_close(lines);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    traces_try(data, size, STRINGS MAKE, FLOATS MAKE, perform_all);
    return 0;
}
