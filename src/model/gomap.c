/* Facts that both of Go's maps have: of keys, and of the loop begun last. */
#include "model/gomap.h"

#include "base/words.h"
#include "model/fact.h"

static const struct gomap *map_of(const struct fact_question *question)
{
    return world_engine(question->world, question->home)->map;
}

bool gomap_answer_order(const struct fact_question *question, struct fact_value *value, struct error *error)
{
    const struct gomap *map = map_of(question);
    size_t at = question->event_count;
    struct text keys = {0};
    (void)error;
    while (at > 0 && fact_event(question, at - 1).kind != map->start)
        at--;
    for (; at > 0 && at < question->event_count; at++) {
        const struct event event = fact_event(question, at);
        size_t length;
        if (event.kind != map->deliver)
            continue;
        const char *key = values_text(question->world->values, (value_id)event.before, &length);
        text_separate(&keys, ",");
        text_append(&keys, key, length);
    }
    fact_value_of(value, text_string(&keys), keys.length);
    text_free(&keys);
    return true;
}

bool gomap_fact_key(const struct fact_question *question, value_id *key, struct error *error)
{
    const struct gomap *map = map_of(question);
    const struct world *world = question->world;
    *key = values_parse(world->values, map->type(world, question->home)->key, question->word,
                        question->word_length, error);
    if (*key == VALUE_NONE)
        return false;
    return !values_is_unhashable(world->values, *key) ||
           map->fail_unhashable(world, question->home, *key, 0, error);
}

bool gomap_fact_hash(const struct fact_question *question, uint64_t *hash, struct error *error)
{
    value_id key;
    return gomap_fact_key(question, &key, error) &&
           (map_of(question)->hash(question->world, question->home, key, hash) ||
            error_set(error, 0, WORD_ERROR_MAP_NAN, question->word));
}

bool gomap_fact_absent(const struct fact_question *question, struct error *error)
{
    return error_set(error, 0, WORD_ERROR_MAP_FACT_ABSENT, question->word, question->row->name);
}
