/* The article's protocol, as written and mended: tables, and the map while nobody runs. */
#include "model/race/article.h"

void article_start(const struct race_setup *setup, struct race_state *state)
{
    for (unsigned bucket = 0; bucket < RACE_OLD_BUCKETS; bucket++)
        state->cell[RACE_STATE + bucket] = setup->growing ? 0 : 2;
    for (unsigned key = 0; key < RACE_KEYS; key++) {
        unsigned hash = setup->hash[key];
        state->cell[article_cell(setup->growing ? hash % RACE_OLD_BUCKETS : RACE_OLD_BUCKETS + hash, key)] =
            setup->value[key];
    }
}

struct race_place article_place(const struct race_setup *setup, uint8_t cell)
{
    struct race_place place = {RACE_FIELD_UNUSED, 0, 0};
    if (cell >= RACE_STATE && cell < RACE_STATE + RACE_OLD_BUCKETS)
        return (struct race_place){RACE_FIELD_STATE, cell - RACE_STATE, 0};
    if (cell < RACE_SLOT || (cell - RACE_SLOT) % 3 != RACE_VALUE_OFFSET)
        return place;
    place.bucket = (uint8_t)((cell - RACE_SLOT) / 3 / RACE_SLOTS);
    place.slot = (cell - RACE_SLOT) / 3 % RACE_SLOTS;
    /* A key has a place in its own two buckets alone. */
    if (place.slot < RACE_KEYS && (place.bucket == setup->hash[place.slot] + RACE_OLD_BUCKETS ||
                                   place.bucket == setup->hash[place.slot] % RACE_OLD_BUCKETS))
        place.field = RACE_FIELD_ENTRY;
    return place;
}

uint8_t article_lookup(const struct race_setup *setup, const struct race_state *state, uint8_t key)
{
    unsigned hash = setup->hash[key], old = hash % RACE_OLD_BUCKETS;
    uint8_t held =
        state->cell[article_cell(state->cell[RACE_STATE + old] == 0 ? old : RACE_OLD_BUCKETS + hash, key)];
    return held == 0 || held == ARTICLE_DELETED ? RACE_ABSENT : RACE_FOUND | held;
}

unsigned article_occurrences(const struct race_setup *setup, const struct race_state *state, uint8_t key)
{
    return article_lookup(setup, state, key) != RACE_ABSENT;
}

bool article_count(const struct race_setup *setup, const struct race_state *state, int *count)
{
    (void)setup, (void)state, (void)count;
    return false;
}

#define ROWS              "model/race/article.def"
#define STEP_NUMBER(name) ARTICLE_##name
#include "model/race/rows.h"

const char *const article_locals[RACE_LOCALS] = {"state", "bucket", "key", "value", "wrote"};

static const struct race_system system = {
    .name = "article",
    .routines = routines,
    .routine_count = ROUTINES,
    .lines = lines,
    .line_count = LINES,
    .steps = steps,
    .step_count = sizeof steps / sizeof *steps,
    .locals = article_locals,
    .verbs = {[RACE_GET] = true, [RACE_INSERT] = true, [RACE_DELETE] = true, [RACE_MIGRATE] = true},
};

const struct race_rules race_rules_article = {
    &system,       article_entry,  article_step,        article_start,
    article_place, article_lookup, article_occurrences, article_count};
