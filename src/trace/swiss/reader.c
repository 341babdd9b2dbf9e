#include "trace/swiss/reader.h"

#include "base/memory_or_die.h"

#include <stdlib.h>

struct swiss_reader *swiss_reader_open(struct trace_lines *lines, struct error *error)
{
    struct swiss_reader *reader = new_items(1, sizeof *reader);
    if (trace_reader_open(&reader->its, &swiss_trace_shape, lines, &reader->lists, &reader->header.its,
                          error))
        return reader;
    swiss_reader_close(reader);
    return NULL;
}

void swiss_reader_close(struct swiss_reader *reader)
{
    if (reader == NULL)
        return;
    trace_reader_close(&reader->its);
    free(reader->lists.tables);
    free(reader->lists.groups);
    free(reader->lists.tokens.items);
    free(reader);
}

enum trace_result swiss_reader_next(struct swiss_reader *reader, struct swiss_trace_operation *operation,
                                    struct error *error)
{
    struct swiss_trace_lists *lists = &reader->lists;
    lists->table_count = lists->group_count = lists->tokens.count = lists->dumped_tables = 0;
    *operation = (struct swiss_trace_operation){0};
    enum trace_result result = trace_reader_next(&reader->its, &operation->its, error);
    operation->tables = lists->tables;
    operation->table_count = lists->table_count;
    operation->dump = (struct swiss_trace_dump){
        .tables = lists->dumped_tables,
        .groups = lists->groups,
        .group_count = lists->group_count,
        .tokens = lists->tokens.items,
        .token_count = lists->tokens.count,
    };
    return result;
}
