#include "model/race/slots.h"

void slots_start(const struct race_setup *setup, struct race_state *state)
{
    uint8_t used[RACE_BUCKETS] = {0};
    for (unsigned key = 0; key < RACE_KEYS; key++) {
        uint8_t hash = setup->hash[key], bucket;
        if (setup->value[key] == 0)
            continue;
        bucket = (uint8_t)(setup->growing ? hash & (RACE_OLD_BUCKETS - 1) : RACE_OLD_BUCKETS + hash);
        state->cell[RACE_AT(bucket, used[bucket], RACE_TOP_OFFSET)] = (uint8_t)(RACE_MIN_TOP + key);
        state->cell[RACE_AT(bucket, used[bucket], RACE_KEY_OFFSET)] = (uint8_t)(key + 1);
        state->cell[RACE_AT(bucket, used[bucket], RACE_VALUE_OFFSET)] = setup->value[key];
        used[bucket]++;
    }
}

struct race_place slots_place(const struct race_setup *setup, uint8_t cell)
{
    static const uint8_t fields[] = {RACE_FIELD_TOP, RACE_FIELD_KEY, RACE_FIELD_VALUE};
    unsigned slot = (cell - RACE_SLOT) / 3u;
    struct race_place place = {fields[(cell - RACE_SLOT) % 3], (uint8_t)(slot / RACE_SLOTS),
                               slot % RACE_SLOTS};
    if (place.slot >= race_slots_of(setup, place.bucket) ||
        (!setup->growing && place.bucket < RACE_OLD_BUCKETS))
        place.field = RACE_FIELD_UNUSED;
    return place;
}

uint8_t slots_find(const struct race_setup *setup, const struct race_state *state, uint8_t bucket,
                   uint8_t key)
{
    for (unsigned slot = 0; slot < race_slots_of(setup, bucket); slot++) {
        const uint8_t *entry = &state->cell[RACE_AT(bucket, slot, 0)];
        if (entry[RACE_TOP_OFFSET] == RACE_MIN_TOP + key && entry[RACE_KEY_OFFSET] == key + 1)
            return RACE_FOUND | entry[RACE_VALUE_OFFSET];
        if (entry[RACE_TOP_OFFSET] == RACE_EMPTY_REST)
            break;
    }
    return RACE_ABSENT;
}

unsigned slots_count(const struct race_setup *setup, const struct race_state *state, uint8_t bucket,
                     uint8_t key)
{
    unsigned count = 0;
    for (unsigned slot = 0; slot < race_slots_of(setup, bucket); slot++) {
        const uint8_t *entry = &state->cell[RACE_AT(bucket, slot, 0)];
        count += entry[RACE_TOP_OFFSET] >= RACE_MIN_TOP && entry[RACE_KEY_OFFSET] == key + 1;
    }
    return count;
}
