#include "time/packing.h"

#include "base/memory_or_die.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/*
 * Each number of an event is a sum: of a number that is known already, a small constant, and the bytes that are written for it, none
 * at the best. A way says which: `from` is a place in a list of known numbers.
 */
struct way {
    uint8_t from;
    int8_t plus;
    uint8_t width; /* bytes that are written, little-endian */
    uint64_t most; /* that they can hold */
};

/* What is known when a number is to be read. "Own" is of the last event alike. */
enum {
    KNOWN_ZERO,
    KNOWN_PREVIOUS, /* of the event before: its slot; its place; the same member */
    KNOWN_OWN,      /* its place; the same member */
    KNOWN_ASIDE, /* of places: the last one that was another than the previous; of values: the previous one's other member */
    KNOWN_OWN_ASIDE, /* of places: the beginning of the region of the own one; of values: the other member of the own one */
    KNOWN_LONG,   /* the last value of eight bytes */
    KNOWN_BEFORE, /* when `after` is to be read */
    KNOWN,
};

enum { SLOT_ZERO, SLOT_PREVIOUS, SLOT_NEXT, SLOT_BYTE };
static const struct way slot_ways[] = {
    [SLOT_ZERO] = {KNOWN_ZERO, 0, 0, 0},
    [SLOT_PREVIOUS] = {KNOWN_PREVIOUS, 0, 0, 0},
    [SLOT_NEXT] = {KNOWN_PREVIOUS, 1, 0, 0},
    [SLOT_BYTE] = {KNOWN_ZERO, 0, 1, 0xff},
};

/* A place is one number: the region above, the index below. */
enum { PLACE_PREVIOUS, PLACE_OWN, PLACE_ASIDE, PLACE_NEAR, PLACE_WITHIN, PLACE_WRITTEN };
static const struct way place_ways[] = {
    [PLACE_PREVIOUS] = {KNOWN_PREVIOUS, 0, 0, 0},
    [PLACE_OWN] = {KNOWN_OWN, 0, 0, 0},
    [PLACE_ASIDE] = {KNOWN_ASIDE, 0, 0, 0},
    [PLACE_NEAR] = {KNOWN_OWN, -128, 1, 0xff},
    [PLACE_WITHIN] = {KNOWN_OWN_ASIDE, 0, 4, 0xffffffff},
    [PLACE_WRITTEN] = {KNOWN_ZERO, 0, 8, UINT64_MAX},
};

enum {
    VALUE_ZERO,
    VALUE_OWN,
    VALUE_OWN_NEXT,
    VALUE_OWN_ASIDE,
    VALUE_PREVIOUS,
    VALUE_ASIDE,
    VALUE_LONG_AGAIN,
    VALUE_BEFORE,
    VALUE_BEFORE_NEXT,
    VALUE_BYTE,
    VALUE_NEAR,
    VALUE_TWO,
    VALUE_THREE,
    VALUE_FOUR,
    VALUE_LONG,
};
static const struct way value_ways[] = {
    [VALUE_ZERO] = {KNOWN_ZERO, 0, 0, 0},          [VALUE_OWN] = {KNOWN_OWN, 0, 0, 0},
    [VALUE_OWN_NEXT] = {KNOWN_OWN, 1, 0, 0},       [VALUE_OWN_ASIDE] = {KNOWN_OWN_ASIDE, 0, 0, 0},
    [VALUE_PREVIOUS] = {KNOWN_PREVIOUS, 0, 0, 0},  [VALUE_ASIDE] = {KNOWN_ASIDE, 0, 0, 0},
    [VALUE_LONG_AGAIN] = {KNOWN_LONG, 0, 0, 0},    [VALUE_BEFORE] = {KNOWN_BEFORE, 0, 0, 0},
    [VALUE_BEFORE_NEXT] = {KNOWN_BEFORE, 1, 0, 0}, [VALUE_BYTE] = {KNOWN_ZERO, 0, 1, 0xff},
    [VALUE_NEAR] = {KNOWN_OWN, -128, 1, 0xff},     [VALUE_TWO] = {KNOWN_ZERO, 0, 2, 0xffff},
    [VALUE_THREE] = {KNOWN_ZERO, 0, 3, 0xffffff},  [VALUE_FOUR] = {KNOWN_ZERO, 0, 4, 0xffffffff},
    [VALUE_LONG] = {KNOWN_ZERO, 0, 8, UINT64_MAX},
};

/* The ways of the four numbers of an event, in one. */
typedef uint16_t way_set;
#define WAYS(slot, place, before, after) ((way_set)((slot) << 12 | (place) << 8 | (before) << 4 | (after)))
static inline unsigned ways_slot(way_set ways)
{
    return ways >> 12;
}
static inline unsigned ways_place(way_set ways)
{
    return ways >> 8 & 15;
}
static inline unsigned ways_before(way_set ways)
{
    return ways >> 4 & 15;
}
static inline unsigned ways_after(way_set ways)
{
    return ways & 15;
}

/* How an event looks: which likeness it is of, and its ways. */
struct form {
    uint16_t likeness;
    way_set ways;
};

/* Events are alike if they have kind, line and field in common. */
struct likeness {
    event_kind kind;
    code_line line;
    uint8_t field;
    /* Guesses, which save looking for numbers: the likeness that came behind it, and the forms that it had last, behind another
       likeness and behind itself. */
    uint16_t next;
    struct guess {
        way_set ways;
        uint16_t number; /* FORMS: none */
    } guesses[2];
    /* The last one of the batch; of another batch: all is 0. */
    uint64_t batch;
    uint64_t place, before, after;
};

enum {
    ONE_BYTE = 240, /* forms below take one byte, the next 15 * 256 two */
    FORMS = ONE_BYTE + 15 * 256,
    WHOLE = 255, /* no form: the event as it is */
    LIKENESSES = 4096,
    TABLE_BITS = 13,
    TABLE =
        1
        << TABLE_BITS /* places for the numbers of forms, and of likenesses: twice as many as there can be */
};

/* Numbers by key, open addressing; the key 0 is a free place. */
struct numbers {
    uint64_t keys[TABLE];
    uint16_t numbers[TABLE];
};

struct packing {
    struct form *forms;
    size_t form_count, form_capacity;
    struct likeness *likenesses;
    size_t likeness_count, likeness_capacity;
    uint64_t batch;
    struct numbers form_numbers, likeness_numbers;
};

struct packing *packing_new(void)
{
    return new_items(1, sizeof(struct packing));
}

void packing_free(struct packing *packing)
{
    if (packing == NULL)
        return;
    free(packing->forms);
    free(packing->likenesses);
    free(packing);
}

size_t packing_bytes(const struct packing *packing)
{
    return sizeof *packing + packing->form_capacity * sizeof *packing->forms +
           packing->likeness_capacity * sizeof *packing->likenesses;
}

/* ---- numbers of likenesses and forms */

/* The place where a key stands, or where it is free to stand. */
static size_t place_of(const struct numbers *numbers, uint64_t key)
{
    size_t at = (size_t)((key * 0x9e3779b97f4a7c15u) >> (64 - TABLE_BITS));
    while (numbers->keys[at] != key && numbers->keys[at] != 0)
        at = (at + 1) & (TABLE - 1);
    return at;
}

static bool is_alike(const struct likeness *likeness, const struct event *event)
{
    return likeness->kind == event->kind && likeness->line == event->line && likeness->field == event->field;
}

/* The number of an event's likeness; LIKENESSES if there is no room for one more. */
static unsigned find_likeness(struct packing *packing, const struct event *event)
{
    uint64_t key =
        (uint64_t)1 << 40 | (uint64_t)event->kind << 24 | (uint64_t)event->line << 8 | event->field;
    struct numbers *numbers = &packing->likeness_numbers;
    size_t at = place_of(numbers, key);
    if (numbers->keys[at] == key)
        return numbers->numbers[at];
    if (packing->likeness_count == LIKENESSES)
        return LIKENESSES;
    packing->likenesses = room_for_one_more(packing->likenesses, packing->likeness_count,
                                            &packing->likeness_capacity, sizeof *packing->likenesses);
    packing->likenesses[packing->likeness_count] =
        (struct likeness){.kind = event->kind,
                          .line = event->line,
                          .field = event->field,
                          .guesses = {{.number = FORMS}, {.number = FORMS}}};
    numbers->keys[at] = key;
    numbers->numbers[at] = (uint16_t)packing->likeness_count;
    return (unsigned)packing->likeness_count++;
}

/* The number of a form; FORMS if there is no room for one more. */
static unsigned find_form(struct packing *packing, struct form form)
{
    uint64_t key = (uint64_t)1 << 40 | (uint64_t)form.likeness << 16 | form.ways;
    struct numbers *numbers = &packing->form_numbers;
    size_t at = place_of(numbers, key);
    if (numbers->keys[at] == key)
        return numbers->numbers[at];
    if (packing->form_count == FORMS)
        return FORMS;
    packing->forms = room_for_one_more(packing->forms, packing->form_count, &packing->form_capacity,
                                       sizeof *packing->forms);
    packing->forms[packing->form_count] = form;
    numbers->keys[at] = key;
    numbers->numbers[at] = (uint16_t)packing->form_count;
    return (unsigned)packing->form_count++;
}

/* ---- what is known */

struct known {
    uint64_t slot[KNOWN], place[KNOWN], before[KNOWN], after[KNOWN];
};

static uint64_t place_number(const struct event *event)
{
    return (uint64_t)event->region << 32 | event->index;
}

/* Before an event of a likeness. */
static void know_own(const struct packing *packing, struct known *known, struct likeness *own)
{
    if (own->batch != packing->batch) {
        own->batch = packing->batch;
        own->place = own->before = own->after = 0;
    }
    known->place[KNOWN_OWN] = own->place;
    known->place[KNOWN_OWN_ASIDE] = own->place & ~(uint64_t)UINT32_MAX;
    known->before[KNOWN_OWN] = known->after[KNOWN_OWN_ASIDE] = own->before;
    known->after[KNOWN_OWN] = known->before[KNOWN_OWN_ASIDE] = own->after;
}

/* Behind an event. */
static void know_previous(struct known *known, struct likeness *own, const struct event *event)
{
    uint64_t place = place_number(event);
    if (place != known->place[KNOWN_PREVIOUS])
        known->place[KNOWN_ASIDE] = known->place[KNOWN_PREVIOUS];
    known->place[KNOWN_PREVIOUS] = own->place = place;
    known->slot[KNOWN_PREVIOUS] = event->slot;
    known->before[KNOWN_PREVIOUS] = known->after[KNOWN_ASIDE] = own->before = event->before;
    known->after[KNOWN_PREVIOUS] = known->before[KNOWN_ASIDE] = own->after = event->after;
}

/* If it took eight bytes. */
static inline void know_long(struct known *known, const struct way *way, uint64_t value)
{
    if (way->width == 8)
        known->before[KNOWN_LONG] = known->after[KNOWN_LONG] = value;
}

/* ---- writing */

static uint64_t known_by(const struct way *way, const uint64_t *known)
{
    return known[way->from] + (uint64_t)(int64_t)way->plus;
}

static bool leads_to(const struct way *way, const uint64_t *known, uint64_t value)
{
    return value - known_by(way, known) <= way->most;
}

static unsigned way_to_slot(const uint64_t *known, uint64_t slot)
{
    if (slot == 0)
        return SLOT_ZERO;
    return slot == known[KNOWN_PREVIOUS]       ? SLOT_PREVIOUS
           : slot == known[KNOWN_PREVIOUS] + 1 ? SLOT_NEXT
                                               : SLOT_BYTE;
}

static unsigned way_to_place(const uint64_t *known, uint64_t place)
{
    if (place == known[KNOWN_PREVIOUS])
        return PLACE_PREVIOUS;
    if (place == known[KNOWN_OWN])
        return PLACE_OWN;
    if (place == known[KNOWN_ASIDE])
        return PLACE_ASIDE;
    return leads_to(&place_ways[PLACE_NEAR], known, place)     ? PLACE_NEAR
           : leads_to(&place_ways[PLACE_WITHIN], known, place) ? PLACE_WITHIN
                                                               : PLACE_WRITTEN;
}

static unsigned way_to_value(const uint64_t *known, uint64_t value)
{
    for (unsigned way = VALUE_ZERO; way < VALUE_BYTE; way++) {
        if (value == known[value_ways[way].from] + (uint64_t)(int64_t)value_ways[way].plus)
            return way;
    }
    if (value < 0x100)
        return VALUE_BYTE;
    if (leads_to(&value_ways[VALUE_NEAR], known, value))
        return VALUE_NEAR;
    if (value <= UINT32_MAX)
        return value < 0x10000 ? VALUE_TWO : value < 0x1000000 ? VALUE_THREE : VALUE_FOUR;
    return VALUE_LONG;
}

static way_set ways_of(const struct known *known, const struct event *event)
{
    return WAYS(way_to_slot(known->slot, event->slot), way_to_place(known->place, place_number(event)),
                way_to_value(known->before, event->before), way_to_value(known->after, event->after));
}

/* What is written of an event by some ways. */
struct left {
    const struct way *slot, *place, *before, *after;
    uint64_t of_slot, of_place, of_before, of_after;
};

static inline struct left left_by(way_set ways, const struct known *known, const struct event *event)
{
    struct left left = {&slot_ways[ways_slot(ways)],
                        &place_ways[ways_place(ways)],
                        &value_ways[ways_before(ways)],
                        &value_ways[ways_after(ways)],
                        0,
                        0,
                        0,
                        0};
    left.of_slot = event->slot - known_by(left.slot, known->slot);
    left.of_place = place_number(event) - known_by(left.place, known->place);
    left.of_before = event->before - known_by(left.before, known->before);
    left.of_after = event->after - known_by(left.after, known->after);
    return left;
}

/* Whether a way leads there, and takes no more bytes than it must; a byte more does not matter. */
static inline bool is_good(const struct way *way, uint64_t left)
{
    return left <= way->most && (way->width <= 1 || left > way->most >> 8);
}

static inline bool are_good(const struct left *left)
{
    return is_good(left->slot, left->of_slot) && is_good(left->place, left->of_place) &&
           is_good(left->before, left->of_before) && is_good(left->after, left->of_after);
}

static unsigned char *put(unsigned char *bytes, int width, uint64_t value)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    memcpy(bytes, &value, sizeof value);
#else
    for (int i = 0; i < width; i++)
        bytes[i] = (unsigned char)(value >> 8 * i);
#endif
    return bytes + width;
}

static unsigned char *put_number(unsigned char *bytes, unsigned number)
{
    if (number >= ONE_BYTE) {
        *bytes++ = (unsigned char)(ONE_BYTE + (number - ONE_BYTE) / 256);
        number = (number - ONE_BYTE) % 256;
    }
    *bytes++ = (unsigned char)number;
    return bytes;
}

static unsigned char *put_whole(unsigned char *bytes, const struct event *event)
{
    *bytes++ = WHOLE;
    memcpy(bytes, event, sizeof *event);
    return bytes + sizeof *event;
}

/* The ways of an event, for which those that were guessed were no good: they are the guess from now on. */
static struct left find_ways(struct packing *packing, const struct known *known, unsigned likeness,
                             struct guess *guess, const struct event *event)
{
    guess->ways = ways_of(known, event);
    guess->number = (uint16_t)find_form(packing, (struct form){(uint16_t)likeness, guess->ways});
    return left_by(guess->ways, known, event);
}

static unsigned char *put_event(unsigned char *bytes, struct packing *packing, struct known *known,
                                unsigned likeness, bool again, const struct event *event)
{
    struct likeness *own = &packing->likenesses[likeness];
    know_own(packing, known, own);
    known->after[KNOWN_BEFORE] = event->before;
    struct guess *guess = &own->guesses[again];
    struct left left = left_by(guess->ways, known, event);
    if (guess->number == FORMS || !are_good(&left))
        left = find_ways(packing, known, likeness, guess, event);
    if (guess->number == FORMS)
        return put_whole(bytes, event);
    unsigned number = guess->number;
    know_long(known, left.before, event->before);
    know_long(known, left.after, event->after);
    know_previous(known, own, event);
    bytes = put_number(bytes, number);
    bytes = put(bytes, left.slot->width, left.of_slot);
    bytes = put(bytes, left.place->width, left.of_place);
    bytes = put(bytes, left.before->width, left.of_before);
    return put(bytes, left.after->width, left.of_after);
}

size_t packing_write(struct packing *packing, const struct event *events, size_t count, unsigned char *bytes)
{
    const unsigned char *begin = bytes;
    struct known known = {0};
    unsigned last = LIKENESSES, likeness = 0;
    packing->batch++;
    for (size_t i = 0; i < count; i++) {
        if (likeness >= packing->likeness_count || !is_alike(&packing->likenesses[likeness], &events[i])) {
            likeness = find_likeness(packing, &events[i]);
            if (last < LIKENESSES)
                packing->likenesses[last].next = (uint16_t)likeness;
        }
        if (likeness == LIKENESSES) {
            bytes = put_whole(bytes, &events[i]);
        } else {
            bytes = put_event(bytes, packing, &known, likeness, likeness == last, &events[i]);
            last = likeness;
            likeness = packing->likenesses[likeness].next;
        }
    }
    return (size_t)(bytes - begin);
}

/* ---- reading */

/* There are always some bytes behind those of the number. */
static uint64_t get(const unsigned char **bytes, const struct way *way, const uint64_t *known)
{
    uint64_t written;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    memcpy(&written, *bytes, sizeof written);
    written &= way->most;
#else
    written = 0;
    for (int i = 0; i < way->width; i++)
        written |= (uint64_t)(*bytes)[i] << 8 * i;
#endif
    *bytes += way->width;
    return known_by(way, known) + written;
}

static void get_event(const unsigned char **bytes, struct packing *packing, struct known *known,
                      const struct form *form, struct event *event)
{
    struct likeness *own = &packing->likenesses[form->likeness];
    know_own(packing, known, own);
    event->kind = own->kind;
    event->line = own->line;
    event->field = own->field;
    const struct way *before = &value_ways[ways_before(form->ways)],
                     *after = &value_ways[ways_after(form->ways)];
    event->slot = (uint8_t)get(bytes, &slot_ways[ways_slot(form->ways)], known->slot);
    uint64_t place = get(bytes, &place_ways[ways_place(form->ways)], known->place);
    event->region = (uint32_t)(place >> 32);
    event->index = (uint32_t)place;
    event->before = get(bytes, before, known->before);
    known->after[KNOWN_BEFORE] = event->before;
    event->after = get(bytes, after, known->after);
    know_long(known, before, event->before);
    know_long(known, after, event->after);
    know_previous(known, own, event);
}

void packing_read(struct packing *packing, const unsigned char *bytes, struct event *events, size_t count)
{
    struct known known = {0};
    packing->batch++;
    for (size_t i = 0; i < count; i++) {
        unsigned number = *bytes++;
        if (number == WHOLE) {
            memcpy(&events[i], bytes, sizeof events[i]);
            bytes += sizeof events[i];
            continue;
        }
        if (number >= ONE_BYTE)
            number += (number - ONE_BYTE) * 255 + *bytes++;
        get_event(&bytes, packing, &known, &packing->forms[number], &events[i]);
    }
}
