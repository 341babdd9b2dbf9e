#include "trace/texts.h"

#include "base/memory_or_die.h"

#include <stdlib.h>

void trace_texts_free(struct trace_texts *texts)
{
    free(texts->places);
    text_free(&texts->bytes);
    *texts = (struct trace_texts){0};
}

void trace_texts_learn(struct trace_texts *texts, const struct values *values)
{
    size_t known = values_count(values) + 1;
    while (texts->count < known) {
        size_t length = 0;
        const char *text = texts->count > 0 ? values_text(values, (value_id)texts->count, &length) : "";
        texts->places =
            room_for_one_more(texts->places, texts->count, &texts->capacity, sizeof *texts->places);
        texts->places[texts->count++] =
            (struct trace_text_place){(uint32_t)length, (uint32_t)texts->bytes.length};
        text_append(&texts->bytes, text, length);
    }
}
