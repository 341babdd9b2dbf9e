#include "trace/classic/reader.h"

#include "base/memory_or_die.h"
#include "base/words.h"

#include <stdlib.h>

struct classic_reader *classic_reader_open(struct trace_lines *lines, struct error *error)
{
    struct classic_reader *reader = new_items(1, sizeof *reader);
    if (trace_reader_open(&reader->its, &classic_trace_shape, lines, &reader->lists, &reader->header.its,
                          error))
        return reader;
    classic_reader_close(reader);
    return NULL;
}

void classic_reader_close(struct classic_reader *reader)
{
    if (reader == NULL)
        return;
    trace_reader_close(&reader->its);
    scan_dump_free(&reader->lists.dump);
    free(reader->lists.effects);
    free(reader);
}

enum trace_result classic_reader_next(struct classic_reader *reader,
                                      struct classic_trace_operation *operation, struct error *error)
{
    struct classic_trace_lists *lists = &reader->lists;
    lists->effect_count = 0;
    scan_dump_clear(&lists->dump);
    *operation = (struct classic_trace_operation){0};
    enum trace_result result = trace_reader_next(&reader->its, &operation->its, error);
    bool both = trace_has(&operation->its, CLASSIC_TRACE_FIELD_full) &&
                trace_has(&operation->its, CLASSIC_TRACE_FIELD_d);
    if (result == TRACE_READ && both) {
        trace_reader_miss(&reader->its, &classic_trace_shape.rows[CLASSIC_TRACE_FIELD_d],
                          WORD_ERROR_TRACE_STRANGE, error);
        return TRACE_BROKEN;
    }
    operation->effects = lists->effects;
    operation->effect_count = lists->effect_count;
    operation->dump = (struct trace_dump){
        .chains = lists->dump.chains,
        .links = lists->dump.links,
        .tokens = lists->dump.tokens.items,
        .chain_count = lists->dump.chain_count,
        .link_count = lists->dump.link_count,
        .token_count = lists->dump.tokens.count,
    };
    return result;
}
