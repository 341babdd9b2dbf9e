/* States and histories as nodes of a graph. */
#include "model/race/search.h"
#include "base/memory_or_die.h"

#include <stdlib.h>
#include <string.h>

void search_open(struct search *search)
{
    store_open(&search->cells, RACE_CELLS);
    store_open(&search->goroutines, sizeof(struct race_goroutine));
    store_open(&search->histories, sizeof(struct race_history));
    store_open(&search->keys, sizeof(struct search_key));
}

void search_free(struct search *search)
{
    store_free(&search->cells);
    store_free(&search->goroutines);
    store_free(&search->histories);
    store_free(&search->keys);
    free(search->told);
    free(search->nodes);
}

void search_begin(const struct search *search, struct search_moment *moment)
{
    memset(moment, 0, sizeof *moment);
    race_start(search->setup, &moment->state);
    for (unsigned i = 0; i < search->limits->after_length; i++) {
        struct race_done done;
        race_step(search->setup, &moment->state, search->limits->after[i], &done);
        race_history_note(search->setup, &moment->history, search->limits->after[i], &done);
    }
}

void search_read(const struct search *search, uint32_t node, struct search_moment *moment)
{
    const struct search_key *key = store_item(&search->keys, node);
    memcpy(moment->state.cell, store_item(&search->cells, key->cells), RACE_CELLS);
    for (unsigned g = 0; g < RACE_GOROUTINES; g++)
        memcpy(&moment->state.goroutine[g], store_item(&search->goroutines, key->goroutine[g]),
               sizeof moment->state.goroutine[g]);
    memcpy(&moment->history, store_item(&search->histories, key->history), sizeof moment->history);
}

static uint32_t put_history(struct search *search, const struct race_history *history)
{
    uint32_t known = search->histories.count, number = store_put(&search->histories, history);
    if (number == known) {
        search->told = room_for_one_more(search->told, known, &search->told_capacity, sizeof *search->told);
        search->told[number] = race_history_verdicts(search->setup, history);
    }
    return number;
}

uint32_t search_put(struct search *search, const struct search_moment *moment)
{
    uint32_t known = search->keys.count, number;
    struct search_key key = {
        store_put(&search->cells, moment->state.cell), put_history(search, &moment->history), {0}};
    for (unsigned g = 0; g < RACE_GOROUTINES; g++)
        key.goroutine[g] = store_put(&search->goroutines, &moment->state.goroutine[g]);
    number = store_put(&search->keys, &key);
    if (number == known)
        search->nodes =
            room_for_one_more(search->nodes, known, &search->node_capacity, sizeof *search->nodes);
    return number;
}

uint32_t search_find(struct search *search, const struct search_moment *moment)
{
    struct search_key key = {store_find(&search->cells, moment->state.cell),
                             store_find(&search->histories, &moment->history),
                             {0}};
    for (unsigned g = 0; g < RACE_GOROUTINES; g++)
        key.goroutine[g] = store_find(&search->goroutines, &moment->state.goroutine[g]);
    return store_find(&search->keys, &key);
}

void search_steps(const struct search *search, const struct search_moment *moment, struct search_steps *steps)
{
    steps->able = 0;
    if (race_dead(search->setup, &moment->state))
        return;
    for (unsigned g = 0; g < search->setup->goroutines; g++) {
        struct search_moment *behind = &steps->behind[g];
        if (race_finished(search->setup, &moment->state, g))
            continue;
        *behind = *moment;
        if (!race_try(search->setup, &behind->state, g, &steps->done[g]))
            continue;
        race_history_note(search->setup, &behind->history, g, &steps->done[g]);
        steps->able |= 1u << g;
    }
}

void search_report(struct search *search, uint32_t node, uint32_t verdicts)
{
    uint16_t depth = search->nodes[node].depth;
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++) {
        struct race_found *found = &search->report->found[verdict];
        if (!(verdicts & RACE_BIT(verdict)) || (found->found && found->length <= depth))
            continue;
        found->found = true;
        found->length = depth;
        for (uint32_t at = node; at != 0; at = search->nodes[at].parent)
            found->schedule[search->nodes[at].depth - 1] = search->nodes[at].by;
        if (search->limits->after_length > 0)
            memcpy(found->schedule, search->limits->after, search->limits->after_length);
    }
}
