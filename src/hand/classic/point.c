/* What of a map can be pointed at: buckets, slots, keys, the parts of a hash, registers; and a place in words. */
#include "hand/classic/classic.h"

#include "base/number.h"

#include <string.h>

void classic_add_spot(const struct words *words, struct text *text, const struct classic_spot *spot)
{
    enum word word = spot->in_old ? WORD_CLASSIC_SAY_SPOT_OLD : WORD_CLASSIC_SAY_SPOT;
    if (spot->link > 0)
        word = spot->in_old ? WORD_CLASSIC_SAY_SPOT_OLD_OVERFLOW : WORD_CLASSIC_SAY_SPOT_OVERFLOW;
    words_say(text, words, word, NUMBER(spot->bucket), NUMBER(spot->slot), NUMBER(spot->link));
}

static bool point_at_slot(const struct classic *map, const struct argument *slot, struct cursor *place,
                          struct error *error)
{
    uint64_t number = 0;
    int links = 0;
    reference link = classic_array_bucket(classic_array(map, place->pane != 0), (uint64_t)place->row);
    for (; link != 0; link = classic_next_link(map, link))
        links++;
    if (!number_read_unsigned(slot->text, slot->length, &number) || number >= (uint64_t)links * SLOTS)
        return error_set(error, slot->column, WORD_ERROR_CLASSIC_POINT_SLOT, NUMBER(links * SLOTS - 1),
                         slot->text);
    place->link = (int)number / SLOTS;
    place->slot = (int)number % SLOTS;
    return true;
}

static bool point_at_bucket(struct run *run, bool old, const struct pointing_at *at, struct point *point,
                            struct error *error)
{
    const struct classic map = run_map(run);
    uint64_t bucket;
    if (!classic_read_bucket(&map, at->which, old, at->column, &bucket, error))
        return false;
    point->what = POINT_PLACE;
    point->place = (struct cursor){.pane = old, .row = (int64_t)bucket, .slot = -1};
    return !at->slot->given || point_at_slot(&map, at->slot, &point->place, error);
}

static bool point_at_register(struct run *run, const struct pointing_at *at, struct point *point,
                              struct error *error)
{
    static const struct point_field fields[] = {
        {"load", WORD_CLASSIC_FIELD_SUM},
        {"limit", WORD_CLASSIC_FIELD_LIMIT},
        {"B", WORD_CLASSIC_FIELD_B},
        {"nevacuate", WORD_CLASSIC_FIELD_NEVACUATE},
        {"noverflow", WORD_CLASSIC_FIELD_NOVERFLOW},
        {"flags", WORD_CLASSIC_FIELD_FLAGS},
        {"hash0", WORD_CLASSIC_FIELD_HASH0},
        {"memory", WORD_FIELD_MEMORY},
        {.name = NULL},
    };
    (void)run;
    return hand_point_at_field(fields, at, point, error);
}

bool classic_point(struct run *run, const struct pointing_at *at, struct point *point, struct error *error)
{
    static const char *const parts[] = {
        [PART_HASH] = "hash", [PART_TOPHASH] = "tophash", [PART_BITS] = "bits", [PART_HIGH_BIT] = "highbit"};
    bool old = strcmp(at->what, "old") == 0;
    if (old || strcmp(at->what, "bucket") == 0)
        return point_at_bucket(run, old, at, point, error);
    if (at->slot->given)
        return error_set(error, at->slot->column, WORD_ERROR_COMMAND_VIEW_WORDS, at->what, at->slot->text);
    if (strcmp(at->what, "register") == 0)
        return point_at_register(run, at, point, error);
    point->what = POINT_KEY;
    if (strcmp(at->what, "key") == 0)
        return session_point_at_key(run, at, point, error);
    for (int part = 0; part < HASH_PARTS; part++) {
        if (strcmp(at->what, parts[part]) == 0) {
            point->what = POINT_HASH;
            point->part = (enum point_part)part;
            return session_point_at_key(run, at, point, error);
        }
    }
    const struct classic map = run_map(run);
    return error_set(error, at->column, WORD_ERROR_COMMAND_NO_PLACE, classic_type(&map)->name, at->what);
}
