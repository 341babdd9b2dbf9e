#include "session/series.h"

enum { ROW = 8 };

void series_add(struct series *series, const char *shown, const char *bytes, size_t length)
{
    text_separate(&series->json, ",");
    text_add_json(&series->json, bytes, length);
    if (series->count < SERIES_NAMED) {
        text_separate(&series->words, " ");
        text_add(&series->words, shown);
    }
    if (series->count % ROW == 0)
        text_format(&series->rows, "\n%s", GROUPED(series->count + 1));
    text_format(&series->rows, "\t%s", shown);
    series->count++;
}

void series_say(const struct series *series, enum word few, enum word many, const char *key,
                struct reply *reply)
{
    if (series->count <= SERIES_NAMED) {
        reply_say(reply, few, NUMBER(series->count), text_string(&series->words));
    } else {
        reply_say(reply, many, GROUPED(series->count));
        text_append(&reply->text, text_string(&series->rows), series->rows.length);
    }
    reply_list(reply, key, &series->json);
}

void series_free(struct series *series)
{
    text_free(&series->words);
    text_free(&series->rows);
    text_free(&series->json);
}
