/* The values that the present line of code has: rows VALUE_* of the catalogue; here only what goes into them. */
#include "view/classic/panels.h"

#include "base/number.h"
#include "model/classic/measure.h"

enum { LAST_BITS = 0xff, KEY_COLUMNS = 16 };

static char *bits_of(char buffer[72], uint64_t number, int count)
{
    for (int i = 0; i < count; i++)
        buffer[i] = number >> (count - 1 - i) & 1 ? '1' : '0';
    buffer[count] = '\0';
    return buffer;
}

static void say_hash(const struct picture *picture, const struct event *event, struct text *text)
{
    words_say(text, picture->words, WORD_CLASSIC_VALUE_hash, HEX(event->after, 16));
}

/* The low bits of the hash, which are the bucket's number. */
static void say_bucket(const struct picture *picture, const struct event *event, struct text *text)
{
    char bits[72];
    uint64_t bucket = event->before & event->after;
    int count = number_log2(event->after + 1);
    if (count > 0)
        words_say(text, picture->words, WORD_CLASSIC_VALUE_choose, bits_of(bits, bucket, count),
                  NUMBER(bucket));
}

static void say_side(const struct picture *picture, const struct reading *reading, const struct event *event,
                     struct text *text)
{
    uint64_t size = classic_old_bucket_count(&reading->map), side = event->after & 1;
    if (event->after >> 1 == SIDE_BY_BIT)
        words_say(text, picture->words, WORD_CLASSIC_VALUE_decide, HEX(event->before & LAST_BITS, 2),
                  NUMBER(size), NUMBER(event->before & size), side ? "y" : "x");
}

static void say_place(const struct picture *picture, const struct reading *reading, struct text *text)
{
    struct link_place place;
    if (reading->has_target && reading_find_link(&reading->map, reading->to, &place))
        words_say(text, picture->words, WORD_CLASSIC_VALUE_place, NUMBER(place.bucket),
                  NUMBER(reading->to_slot));
}

static void say_key(const struct picture *picture, enum word word, value_id key, struct text *text)
{
    struct text name = {0};
    panel_value(picture, key, KEY_COLUMNS, &name);
    words_say(text, picture->words, word, text_string(&name));
    text_free(&name);
}

/* How many the map would hold, beside how many its buckets may hold. */
static void say_load(const struct picture *picture, const struct reading *reading, const struct event *event,
                     struct text *text)
{
    const struct classic *map = &reading->map;
    int B = (int)classic_register(map, REGISTER_B);
    uint64_t most = maptype_capacity(classic_type(map), B);
    if (event->after == 2)
        words_say(text, picture->words, WORD_CLASSIC_VALUE_overflow,
                  NUMBER(classic_register(map, REGISTER_NOVERFLOW)), NUMBER(maptype_overflow_limit(B)));
    else
        words_say(text, picture->words,
                  event->before > most ? WORD_CLASSIC_VALUE_more : WORD_CLASSIC_VALUE_not_more,
                  NUMBER(event->before), NUMBER(most));
}

void values_say_classic(const struct picture *picture, const struct reading *reading, struct text *text)
{
    const struct event *event = &reading->now->event;
    const struct words *words = picture->words;
    switch (event->kind) {
    case CLASSIC_hash:
        say_hash(picture, event, text);
        break;
    case CLASSIC_choose:
        say_bucket(picture, event, text);
        break;
    case CLASSIC_useold:
        words_say(text, words, event->after != 0 ? WORD_CLASSIC_VALUE_in_old : WORD_CLASSIC_VALUE_moved);
        break;
    case CLASSIC_probe:
        if (event->before >= TOP_MIN)
            words_say(text, words,
                      event->before == event->after ? WORD_CLASSIC_VALUE_equal : WORD_CLASSIC_VALUE_other,
                      HEX(event->before, 2), HEX(event->after, 2));
        break;
    case CLASSIC_trigger:
        say_load(picture, reading, event, text);
        break;
    case CLASSIC_lift:
        say_key(picture, WORD_CLASSIC_VALUE_key, (value_id)event->before, text);
        break;
    case CLASSIC_decide:
        say_side(picture, reading, event, text);
        break;
    case CLASSIC_travel:
    case CLASSIC_moved:
        say_place(picture, reading, text);
        break;
    case CLASSIC_advance:
    case CLASSIC_grow:
        words_say(text, words, WORD_CLASSIC_VALUE_becomes, NUMBER(event->before), NUMBER(event->after));
        break;
    case CLASSIC_skip:
    case CLASSIC_lookup:
    case CLASSIC_deliver:
        say_key(picture, WORD_CLASSIC_VALUE_key, (value_id)event->before, text);
        break;
    default:
        break;
    }
}
