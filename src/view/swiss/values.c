/* The values that the present line of code has: rows SWISS_VALUE_* of the catalogue; here only what goes into them. */
#include "view/swiss/panels.h"

enum { KEY_COLUMNS = 16 };

static char *bits_of(char buffer[72], uint64_t number, int count)
{
    for (int i = 0; i < count; i++)
        buffer[i] = number >> (count - 1 - i) & 1 ? '1' : '0';
    buffer[count] = '\0';
    return buffer;
}

static void say_key(const struct picture *picture, value_id key, struct text *text)
{
    panel_value(picture, key, KEY_COLUMNS, text);
}

/* The top bits of the hash, which are the entry of the directory. */
static void say_table(const struct picture *picture, const struct swiss_reading *reading,
                      const struct event *event, struct text *text)
{
    char bits[72];
    int depth = (int)swiss_word(&reading->map, SWISS_WORD_GLOBAL_DEPTH);
    if (depth > 0)
        words_say(text, picture->words, WORD_SWISS_VALUE_choose, bits_of(bits, event->after, depth),
                  NUMBER(event->after));
}

static void say_match(const struct picture *picture, const struct swiss_reading *reading, struct text *text)
{
    struct text slots = {0};
    for (int slot = 0; slot < SWISS_SLOTS; slot++) {
        if ((reading->matched >> slot & 1) == 0)
            continue;
        text_separate(&slots, ", ");
        text_format(&slots, "%d", slot);
    }
    words_say(text, picture->words,
              reading->matched != 0 ? WORD_SWISS_VALUE_match : WORD_SWISS_VALUE_no_match,
              HEX(swiss_h2(reading->hash), 2), text_string(&slots));
    text_free(&slots);
}

static void say_growth(const struct picture *picture, const struct swiss_reading *reading,
                       const struct event *event, struct text *text)
{
    const struct words *words = picture->words;
    switch (event->kind) {
    case SWISS_grow:
    case SWISS_split:
    case SWISS_doubled:
        words_say(text, words, WORD_SWISS_VALUE_becomes, NUMBER(event->before), NUMBER(event->after));
        break;
    case SWISS_lift:
        say_key(picture, (value_id)event->before, text);
        break;
    case SWISS_decide:
        words_say(text, words,
                  event->line == LINE_swiss_split_bit ? WORD_SWISS_VALUE_side : WORD_SWISS_VALUE_bit,
                  NUMBER(event->after >> 1), NUMBER(event->after & 1));
        break;
    case SWISS_travel:
        words_say(text, words, WORD_SWISS_VALUE_place, NUMBER((uint32_t)event->before), NUMBER(event->after));
        break;
    case SWISS_moved:
        words_say(text, words, WORD_SWISS_VALUE_moved, NUMBER(reading->moved), NUMBER(reading->to_move));
        break;
    default:
        break;
    }
}

void swiss_say_values(const struct picture *picture, const struct swiss_reading *reading, struct text *text)
{
    const struct event *event = &reading->now->event;
    const struct words *words = picture->words;
    switch (event->kind) {
    case SWISS_hash:
        words_say(text, words, WORD_SWISS_VALUE_hash, HEX(event->after, 16));
        break;
    case SWISS_choose:
        say_table(picture, reading, event, text);
        break;
    case SWISS_match:
        say_match(picture, reading, text);
        break;
    case SWISS_next:
        words_say(text, words, WORD_SWISS_VALUE_next, NUMBER(event->index));
        break;
    case SWISS_compare:
        words_say(text, words, event->after != 0 ? WORD_SWISS_VALUE_same : WORD_SWISS_VALUE_other,
                  NUMBER(event->slot));
        break;
    case SWISS_remember:
    case SWISS_stop:
        words_say(text, words, WORD_SWISS_VALUE_place, NUMBER(event->index), NUMBER(event->slot));
        break;
    case SWISS_trigger:
        words_say(text, words, event->after == 1 ? WORD_SWISS_VALUE_tombstone : WORD_SWISS_VALUE_left,
                  NUMBER(event->before));
        break;
    case SWISS_placed:
        words_say(text, words, WORD_SWISS_VALUE_place, NUMBER(event->index), NUMBER(event->slot));
        break;
    case SWISS_skip:
    case SWISS_lookup:
    case SWISS_deliver:
        say_key(picture, (value_id)event->before, text);
        break;
    default:
        say_growth(picture, reading, event, text);
        break;
    }
}
