#include "time/packing.h"

#include "base/memory_or_die.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum number { SLOT, PLACE, BEFORE, AFTER, NUMBERS };

/* What is known when a number is to be read. "Own" is of the last event alike. A place is one number: the region above, the index below. */
enum source {
    KNOWN_ZERO,
    KNOWN_SLOT, /* of the event before */
    KNOWN_PLACE,
    KNOWN_BEFORE,
    KNOWN_AFTER,
    KNOWN_PLACE_ASIDE, /* the last one that was another than that of the event before */
    KNOWN_OWN_PLACE,
    KNOWN_OWN_REGION, /* where it begins */
    KNOWN_OWN_BEFORE,
    KNOWN_OWN_AFTER,
    KNOWN_OWN_REFERENCED, /* where the region begins that a reference before led to */
    KNOWN_LONG,           /* the last value of eight bytes */
    KNOWN_THIS_BEFORE,    /* when `after` is to be read */
    KNOWN_NUMBERS,
};

/*
 * Each number of an event is a sum: of a number that is known already, a small constant, and the bytes that are written for it, none
 * at the best. A way says which.
 */
struct way {
    uint8_t from; /* enum source */
    int8_t plus;
    uint8_t width; /* bytes that are written, little-endian */
};

enum { WAYS = 16 };
enum { SLOT_ZERO, SLOT_PREVIOUS, SLOT_NEXT, SLOT_BYTE };
enum {
    PLACE_PREVIOUS,
    PLACE_OWN,
    PLACE_ASIDE,
    PLACE_NEAR,
    PLACE_TWO,
    PLACE_THREE,
    PLACE_FOUR,
    PLACE_WRITTEN
};
enum {
    VALUE_ZERO,
    VALUE_OWN,
    VALUE_OWN_NEXT,
    VALUE_OWN_ASIDE, /* the other member */
    VALUE_PREVIOUS,
    VALUE_ASIDE,
    VALUE_LONG_AGAIN,
    VALUE_BEFORE,
    VALUE_BEFORE_NEXT,
    VALUE_BYTE,
    VALUE_NEAR,
    VALUE_TWO,
    VALUE_THREE,
    VALUE_REFERENCE,
    VALUE_FOUR,
    VALUE_LONG,
};
/* clang-format off */
#define VALUE_WAYS(own, other, previous, aside, this) {                                                                           \
    [VALUE_ZERO] = {KNOWN_ZERO, 0, 0},        [VALUE_OWN] = {own, 0, 0},                 [VALUE_OWN_NEXT] = {own, 1, 0},      \
    [VALUE_OWN_ASIDE] = {other, 0, 0},        [VALUE_PREVIOUS] = {previous, 0, 0},       [VALUE_ASIDE] = {aside, 0, 0},       \
    [VALUE_LONG_AGAIN] = {KNOWN_LONG, 0, 0},  [VALUE_BEFORE] = {this, 0, 0},                                     \
    [VALUE_BEFORE_NEXT] = {this, 1, 0},                                                                        \
    [VALUE_BYTE] = {KNOWN_ZERO, 0, 1},        [VALUE_NEAR] = {own, -128, 1},             [VALUE_TWO] = {KNOWN_ZERO, 0, 2},    \
    [VALUE_THREE] = {KNOWN_ZERO, 0, 3},       [VALUE_REFERENCE] = {KNOWN_OWN_REFERENCED, 0, 3},                               \
    [VALUE_FOUR] = {KNOWN_ZERO, 0, 4},        [VALUE_LONG] = {KNOWN_ZERO, 0, 8} }
static const struct way ways[NUMBERS][WAYS] = {
    [SLOT] = {[SLOT_ZERO] = {KNOWN_ZERO, 0, 0}, [SLOT_PREVIOUS] = {KNOWN_SLOT, 0, 0},
              [SLOT_NEXT] = {KNOWN_SLOT, 1, 0}, [SLOT_BYTE] = {KNOWN_ZERO, 0, 1}},
    [PLACE] = {[PLACE_PREVIOUS] = {KNOWN_PLACE, 0, 0},     [PLACE_OWN] = {KNOWN_OWN_PLACE, 0, 0},
               [PLACE_ASIDE] = {KNOWN_PLACE_ASIDE, 0, 0},  [PLACE_NEAR] = {KNOWN_OWN_PLACE, -128, 1},
               [PLACE_TWO] = {KNOWN_OWN_REGION, 0, 2},     [PLACE_THREE] = {KNOWN_OWN_REGION, 0, 3},
               [PLACE_FOUR] = {KNOWN_OWN_REGION, 0, 4},    [PLACE_WRITTEN] = {KNOWN_ZERO, 0, 8}},
    [BEFORE] = VALUE_WAYS(KNOWN_OWN_BEFORE, KNOWN_OWN_AFTER, KNOWN_BEFORE, KNOWN_AFTER, KNOWN_ZERO),
    [AFTER] = VALUE_WAYS(KNOWN_OWN_AFTER, KNOWN_OWN_BEFORE, KNOWN_AFTER, KNOWN_BEFORE, KNOWN_THIS_BEFORE),
};
/* clang-format on */

/* The least and the most that are written with so many bytes; a byte more than needed does not matter. */
static const uint64_t least[] = {0, 0, 0x100, 0x10000, 0x1000000, 0, 0, 0, (uint64_t)1 << 56};
static const uint64_t most[] = {0, 0xff, 0xffff, 0xffffff, 0xffffffff, 0, 0, 0, UINT64_MAX};

/* The ways of the four numbers of an event, in one: those of SLOT in the lowest bits. */
typedef uint16_t way_set;

static inline unsigned way_in(way_set set, enum number number)
{
    return set >> 4 * number & (WAYS - 1);
}

/* How an event looks: which likeness it is of, and its ways. */
struct form {
    uint16_t likeness;
    way_set set;
    struct way ways[NUMBERS]; /* as the set says */
    uint8_t used;             /* how often, until it is used OFTEN */
};

/* Events are alike if they have kind, line and field in common. */
struct likeness {
    event_kind kind;
    code_line line;
    uint8_t field;
    /* Guesses, which save looking for numbers: the likeness that came behind it, and the forms that it had lately, behind another
       likeness and behind itself: the last one first; FORMS: none. */
    uint16_t next;
    uint16_t guesses[2][2];
    /* The last one of the batch; of another batch: all is 0. */
    uint64_t batch;
    uint64_t place, before, after;
};

enum {
    ONE_BYTE = 240, /* numbers below take one byte, the next 15 * 256 two */
    FORMS = ONE_BYTE + 15 * 256,
    WHOLE = 255, /* no form: the event as it is */
    OFTEN = 250,
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

/* A form has a number of two bytes when it turns up; one that is used often gets another one, of one byte, while there are some. */
struct packing {
    struct form forms[FORMS];
    unsigned short_forms, long_forms; /* how many numbers of either kind are given */
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
    free(packing->likenesses);
    free(packing);
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
                          .guesses = {{FORMS, FORMS}, {FORMS, FORMS}}};
    numbers->keys[at] = key;
    numbers->numbers[at] = (uint16_t)packing->likeness_count;
    return (unsigned)packing->likeness_count++;
}

static uint64_t form_key(unsigned likeness, way_set set)
{
    return (uint64_t)1 << 40 | (uint64_t)likeness << 16 | set;
}

/* The number of a form; FORMS if there is no room for one more. */
static unsigned find_form(struct packing *packing, unsigned likeness, way_set set)
{
    uint64_t key = form_key(likeness, set);
    struct numbers *numbers = &packing->form_numbers;
    size_t at = place_of(numbers, key);
    if (numbers->keys[at] == key)
        return numbers->numbers[at];
    unsigned long_number = ONE_BYTE + packing->long_forms;
    if (long_number == FORMS)
        return FORMS;
    packing->long_forms++;
    struct form *form = &packing->forms[long_number];
    *form = (struct form){.likeness = (uint16_t)likeness, .set = set};
    for (enum number number = SLOT; number < NUMBERS; number++)
        form->ways[number] = ways[number][way_in(set, number)];
    numbers->keys[at] = key;
    numbers->numbers[at] = (uint16_t)long_number;
    return long_number;
}

/* The number that a form is used by, after one use more: it may be another from now on. */
static unsigned use_form(struct packing *packing, unsigned number)
{
    struct form *form = &packing->forms[number];
    if (number < ONE_BYTE || form->used == OFTEN || ++form->used < OFTEN || packing->short_forms == ONE_BYTE)
        return number;
    struct numbers *numbers = &packing->form_numbers;
    unsigned short_number = packing->short_forms++;
    packing->forms[short_number] = *form;
    numbers->numbers[place_of(numbers, form_key(form->likeness, form->set))] = (uint16_t)short_number;
    return short_number;
}

/* ---- what is known */

/* The numbers of an event, and what is known before it. */
struct known {
    uint64_t at[KNOWN_NUMBERS];
};

static const uint64_t region_bits = ~(uint64_t)UINT32_MAX;

/* Before an event of a likeness. */
static inline void know_own(const struct packing *packing, struct known *known, struct likeness *own)
{
    if (own->batch != packing->batch) {
        own->batch = packing->batch;
        own->place = own->before = own->after = 0;
    }
    known->at[KNOWN_OWN_PLACE] = own->place;
    known->at[KNOWN_OWN_REGION] = own->place & region_bits;
    known->at[KNOWN_OWN_BEFORE] = own->before;
    known->at[KNOWN_OWN_AFTER] = own->after;
    known->at[KNOWN_OWN_REFERENCED] = own->before & region_bits;
}

/* Behind an event. */
static inline void know_event(struct known *known, struct likeness *own, const struct form *form,
                              const uint64_t numbers[NUMBERS])
{
    if (numbers[PLACE] != known->at[KNOWN_PLACE])
        known->at[KNOWN_PLACE_ASIDE] = known->at[KNOWN_PLACE];
    if (form->ways[BEFORE].width == 8)
        known->at[KNOWN_LONG] = numbers[BEFORE];
    if (form->ways[AFTER].width == 8)
        known->at[KNOWN_LONG] = numbers[AFTER];
    known->at[KNOWN_SLOT] = numbers[SLOT];
    known->at[KNOWN_PLACE] = own->place = numbers[PLACE];
    known->at[KNOWN_BEFORE] = own->before = numbers[BEFORE];
    known->at[KNOWN_AFTER] = own->after = numbers[AFTER];
}

/* ---- writing */

static inline uint64_t left_by(struct way way, const struct known *known, uint64_t number)
{
    return number - known->at[way.from] - (uint64_t)(int64_t)way.plus;
}

/* Whether a way leads there, and takes no more bytes than it must. */
static inline bool is_good(struct way way, uint64_t left)
{
    return left - least[way.width] <= most[way.width] - least[way.width];
}

static inline bool leads_to(struct way way, const struct known *known, uint64_t number)
{
    return left_by(way, known, number) <= most[way.width];
}

/* The first way that leads to a number; the last one does. They stand from few bytes to many. */
static unsigned way_to(enum number number, unsigned count, const struct known *known, uint64_t value)
{
    unsigned way = 0;
    while (way + 1 < count && !leads_to(ways[number][way], known, value))
        way++;
    return way;
}

static way_set ways_to(const struct known *known, const uint64_t numbers[NUMBERS])
{
    static const unsigned counts[NUMBERS] = {SLOT_BYTE + 1, PLACE_WRITTEN + 1, VALUE_LONG + 1,
                                             VALUE_LONG + 1};
    unsigned set = 0;
    for (enum number number = SLOT; number < NUMBERS; number++)
        set |= way_to(number, counts[number], known, numbers[number]) << 4 * number;
    return (way_set)set;
}

/* What is written of an event's numbers in a form. False: the form is none for it. */
static inline bool take_form(const struct form *form, const struct known *known,
                             const uint64_t numbers[NUMBERS], uint64_t left[NUMBERS])
{
    left[SLOT] = left_by(form->ways[SLOT], known, numbers[SLOT]);
    left[PLACE] = left_by(form->ways[PLACE], known, numbers[PLACE]);
    left[BEFORE] = left_by(form->ways[BEFORE], known, numbers[BEFORE]);
    left[AFTER] = left_by(form->ways[AFTER], known, numbers[AFTER]);
    return is_good(form->ways[SLOT], left[SLOT]) && is_good(form->ways[PLACE], left[PLACE]) &&
           is_good(form->ways[BEFORE], left[BEFORE]) && is_good(form->ways[AFTER], left[AFTER]);
}

/* There is always room for some bytes more. */
static inline unsigned char *put(unsigned char *bytes, uint8_t width, uint64_t value)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    memcpy(bytes, &value, sizeof value);
#else
    for (int i = 0; i < width; i++)
        bytes[i] = (unsigned char)(value >> 8 * i);
#endif
    return bytes + width;
}

static inline unsigned char *put_number(unsigned char *bytes, unsigned number)
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

/* The number of the form that an event has; FORMS: none, and there is no room for it. Guesses are tried first, and know better then. */
static unsigned form_of(struct packing *packing, unsigned likeness, bool again, const struct known *known,
                        const uint64_t numbers[NUMBERS], uint64_t left[NUMBERS])
{
    uint16_t *guesses = packing->likenesses[likeness].guesses[again];
    if (guesses[0] < FORMS && take_form(&packing->forms[guesses[0]], known, numbers, left))
        return guesses[0] = (uint16_t)use_form(packing, guesses[0]);
    unsigned number = guesses[1];
    if (number == FORMS || !take_form(&packing->forms[number], known, numbers, left)) {
        number = find_form(packing, likeness, ways_to(known, numbers));
        if (number == FORMS)
            return FORMS;
        take_form(&packing->forms[number], known, numbers, left);
    }
    guesses[1] = guesses[0];
    guesses[0] = (uint16_t)use_form(packing, number);
    return guesses[0];
}

static unsigned char *put_event(unsigned char *bytes, struct packing *packing, struct known *known,
                                unsigned likeness, bool again, const struct event *event)
{
    struct likeness *own = &packing->likenesses[likeness];
    const uint64_t numbers[NUMBERS] = {[SLOT] = event->slot,
                                       [PLACE] = (uint64_t)event->region << 32 | event->index,
                                       [BEFORE] = event->before,
                                       [AFTER] = event->after};
    uint64_t left[NUMBERS];
    know_own(packing, known, own);
    known->at[KNOWN_THIS_BEFORE] = event->before;
    unsigned number = form_of(packing, likeness, again, known, numbers, left);
    if (number == FORMS)
        return put_whole(bytes, event);
    const struct form *form = &packing->forms[number];
    know_event(known, own, form, numbers);
    bytes = put_number(bytes, number);
    bytes = put(bytes, form->ways[SLOT].width, left[SLOT]);
    bytes = put(bytes, form->ways[PLACE].width, left[PLACE]);
    bytes = put(bytes, form->ways[BEFORE].width, left[BEFORE]);
    return put(bytes, form->ways[AFTER].width, left[AFTER]);
}

size_t packing_write(struct packing *packing, const struct event *events, size_t count, unsigned char *bytes)
{
    const unsigned char *begin = bytes;
    struct known known = {{0}};
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
static inline uint64_t get(const unsigned char **bytes, struct way way, const struct known *known)
{
    uint64_t written = 0;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    memcpy(&written, *bytes, sizeof written);
    written &= most[way.width];
#else
    for (int i = 0; i < way.width; i++)
        written |= (uint64_t)(*bytes)[i] << 8 * i;
#endif
    *bytes += way.width;
    return known->at[way.from] + (uint64_t)(int64_t)way.plus + written;
}

static inline const unsigned char *get_event(const unsigned char *bytes, struct packing *packing,
                                             struct known *known, const struct form *form,
                                             struct event *event)
{
    struct likeness *own = &packing->likenesses[form->likeness];
    uint64_t numbers[NUMBERS];
    know_own(packing, known, own);
    numbers[SLOT] = get(&bytes, form->ways[SLOT], known);
    numbers[PLACE] = get(&bytes, form->ways[PLACE], known);
    numbers[BEFORE] = known->at[KNOWN_THIS_BEFORE] = get(&bytes, form->ways[BEFORE], known);
    numbers[AFTER] = get(&bytes, form->ways[AFTER], known);
    know_event(known, own, form, numbers);
    *event = (struct event){.kind = own->kind,
                            .line = own->line,
                            .field = own->field,
                            .slot = (uint8_t)numbers[SLOT],
                            .region = (uint32_t)(numbers[PLACE] >> 32),
                            .index = (uint32_t)numbers[PLACE],
                            .before = numbers[BEFORE],
                            .after = numbers[AFTER]};
    return bytes;
}

void packing_read(struct packing *packing, const unsigned char *bytes, struct event *events, size_t count)
{
    struct known known = {{0}};
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
        bytes = get_event(bytes, packing, &known, &packing->forms[number], &events[i]);
    }
}
