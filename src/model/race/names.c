/* Cells and their values as the runtimes call them. */
#include "model/race/java.h"
#include "model/race/race.h"

/* ---- cells */

static void add_slot(struct text *text, unsigned bucket, const char *what, unsigned slot)
{
    bool old = bucket < RACE_OLD_BUCKETS;
    text_format(text, "%s[%u].%s[%u]", old ? "oldbuckets" : "buckets",
                old ? bucket : bucket - RACE_OLD_BUCKETS, what, slot);
}

static void add_bin(struct text *text, unsigned bin)
{
    bool old = bin < RACE_OLD_BUCKETS;
    text_format(text, "%s[%u]", old ? "table" : "nextTable", old ? bin : bin - RACE_OLD_BUCKETS);
}

/* A node of RACE_JAVA by its key: one that was there, one that an insert brings, or the copy of either. */
static void add_node(const struct race_setup *setup, struct text *text, unsigned node)
{
    unsigned original = node % JAVA_COPIES;
    text_format(text, "%s%snode %c", node >= JAVA_COPIES ? "copy of " : "",
                original >= RACE_KEYS ? "new " : "", race_key_name(java_key(setup, node)));
}

static void add_of_node(const struct race_setup *setup, struct text *text, unsigned node, const char *field)
{
    add_node(setup, text, node);
    text_format(text, ".%s", field);
}

/* Of RACE_SHARDS: which of the two maps. */
static void add_register(const struct race_setup *setup, struct text *text, unsigned map, const char *name)
{
    if (setup->system == RACE_SHARDS)
        text_format(text, "shards[%u].", map);
    text_add(text, name);
}

/* How the cells of a field are called, and what stands around that name. */
enum cell_place { ALONE, REGISTER, IN_SLOT, OF_NODE };
static const struct cell_name {
    enum cell_place place;
    const char *name; /* NULL: add_special() */
} cell_names[] = {
    [RACE_FIELD_FLAGS] = {REGISTER, "flags"},
    [RACE_FIELD_COUNT] = {REGISTER, "count"},
    [RACE_FIELD_GROWING] = {REGISTER, "oldbuckets"},
    [RACE_FIELD_NEVACUATE] = {REGISTER, "nevacuate"},
    [RACE_FIELD_LOCK] = {REGISTER, "mu"},
    [RACE_FIELD_NODE_KEY] = {OF_NODE, "key"},
    [RACE_FIELD_NODE_VALUE] = {OF_NODE, "val"},
    [RACE_FIELD_NEXT] = {OF_NODE, "next"},
    [RACE_FIELD_NEXT_TABLE] = {ALONE, "nextTable"},
    [RACE_FIELD_TRANSFER] = {ALONE, "transferIndex"},
    [RACE_FIELD_LEFT] = {ALONE, "sizeCtl"},
    [RACE_FIELD_TABLE] = {ALONE, "table"},
    [RACE_FIELD_TOP] = {IN_SLOT, "tophash"},
    [RACE_FIELD_KEY] = {IN_SLOT, "keys"},
    [RACE_FIELD_VALUE] = {IN_SLOT, "elems"},
};

static void add_special(const struct race_setup *setup, const struct race_place *place, struct text *text)
{
    bool old = place->bucket < RACE_OLD_BUCKETS;
    switch (place->field) {
    case RACE_FIELD_STATE:
        text_format(text, "oldbuckets[%u].state", place->bucket);
        break;
    case RACE_FIELD_BIN_LOCK:
        text_add(text, "lock of ");
        add_node(setup, text, place->slot);
        break;
    case RACE_FIELD_ENTRY:
        text_format(text, "%s[%u][%c]", old ? "oldbuckets" : "buckets",
                    old ? place->bucket : place->bucket - RACE_OLD_BUCKETS, race_key_name(place->slot));
        break;
    case RACE_FIELD_HEAD:
        add_bin(text, place->bucket);
        break;
    default:
        text_add(text, "no cell");
    }
}

void race_add_cell(const struct race_setup *setup, uint8_t cell, struct text *text)
{
    struct race_place place = race_place_of(setup, cell);
    bool named = place.field < sizeof cell_names / sizeof *cell_names && cell_names[place.field].name != NULL;
    if (!named) {
        add_special(setup, &place, text);
        return;
    }
    const char *name = cell_names[place.field].name;
    bool base = place.field == RACE_FIELD_COUNT && setup->system == RACE_JAVA; /* of addCount */
    switch (cell_names[place.field].place) {
    case ALONE:
        text_add(text, name);
        break;
    case REGISTER:
        add_register(setup, text, place.bucket, base ? "baseCount" : name);
        break;
    case IN_SLOT:
        add_slot(text, place.bucket, name, place.slot);
        break;
    case OF_NODE:
        add_of_node(setup, text, place.slot, name);
        break;
    }
}

void race_add_operation(const struct race_op *op, struct text *text)
{
    static const char *const names[RACE_VERBS] = {[RACE_GET] = "get",
                                                  [RACE_INSERT] = "insert",
                                                  [RACE_DELETE] = "delete",
                                                  [RACE_RANGE] = "range",
                                                  [RACE_MIGRATE] = "migrate"};
    text_add(text, names[op->verb]);
    if (op->verb == RACE_MIGRATE && op->key != RACE_ALL)
        text_format(text, " %u", op->key);
    else if (op->verb == RACE_GET || op->verb == RACE_INSERT || op->verb == RACE_DELETE)
        text_format(text, " %c", race_key_name(op->key));
    if (op->verb == RACE_INSERT)
        text_format(text, " %u", op->value);
}

void race_add_program(const struct race_setup *setup, unsigned goroutine, struct text *text)
{
    for (unsigned i = 0; i < setup->length[goroutine]; i++) {
        text_add(text, i > 0 ? "; " : "");
        race_add_operation(&setup->program[goroutine][i], text);
    }
}

/* ---- values */

static void add_top(uint8_t value, struct text *text)
{
    static const char *const marks[RACE_MIN_TOP] = {
        [RACE_EMPTY_REST] = "emptyRest",           [RACE_EMPTY_ONE] = "emptyOne",
        [RACE_EVACUATED_X] = "evacuatedX",         [RACE_EVACUATED_Y] = "evacuatedY",
        [RACE_EVACUATED_EMPTY] = "evacuatedEmpty",
    };
    if (value < RACE_MIN_TOP)
        text_add(text, marks[value]);
    else
        text_format(text, "top(%c)", race_key_name((uint8_t)(value - RACE_MIN_TOP)));
}

static void add_flags(uint8_t value, struct text *text)
{
    static const struct {
        uint8_t bit;
        const char *name;
    } bits[] = {{RACE_FLAG_WRITING, "hashWriting"},
                {RACE_FLAG_ITERATOR, "iterator"},
                {RACE_FLAG_OLD_ITERATOR, "oldIterator"}};
    text_format(text, "%u", value);
    const char *joint = " (";
    for (size_t i = 0; i < sizeof bits / sizeof *bits; i++) {
        if ((value & bits[i].bit) == 0)
            continue;
        text_format(text, "%s%s", joint, bits[i].name);
        joint = ", ";
    }
    text_add(text, value != 0 ? ")" : "");
}

/* sizeCtl: how many move bins, as far as it says. */
static void add_control(uint8_t value, struct text *text)
{
    if (JAVA_BY_MOVERS(value))
        text_format(text, value == 2 ? "%d mover" : "%d movers", value - 1);
    else
        text_add(text, value == JAVA_MOVED_ALL ? "all moved" : "nobody moves");
}

void race_add_value(const struct race_setup *setup, uint8_t cell, uint8_t value, struct text *text)
{
    switch (race_place_of(setup, cell).field) {
    case RACE_FIELD_FLAGS:
        add_flags(value, text);
        break;
    case RACE_FIELD_GROWING:
        text_add(text, value != 0 ? "not nil" : "nil");
        break;
    case RACE_FIELD_TOP:
        add_top(value, text);
        break;
    case RACE_FIELD_KEY:
    case RACE_FIELD_NODE_KEY:
        if (value == 0)
            text_add(text, "nothing");
        else
            text_format(text, "%c", race_key_name((uint8_t)(value - 1)));
        break;
    case RACE_FIELD_LOCK:
    case RACE_FIELD_BIN_LOCK:
        text_format(text, value != 0 ? "g%u" : "free", value);
        break;
    case RACE_FIELD_HEAD:
    case RACE_FIELD_NEXT:
        if (value == 0 || value == RACE_MOVED)
            text_add(text, value == 0 ? "null" : "forwarding");
        else
            add_node(setup, text, value - 1u);
        break;
    case RACE_FIELD_TABLE:
        text_add(text, value != 0 ? "the new one" : "the old one");
        break;
    case RACE_FIELD_NEXT_TABLE:
        text_add(text, value != 0 ? "there" : "null");
        break;
    case RACE_FIELD_LEFT:
        add_control(value, text);
        break;
    case RACE_FIELD_ENTRY:
        if (value == 0xff)
            text_add(text, "deleted");
        else
            text_format(text, value != 0 ? "%u" : "nothing", value);
        break;
    case RACE_FIELD_COUNT:
        text_format(text, "%d", (int8_t)value);
        break;
    default:
        text_format(text, "%u", value);
    }
}

void race_add_local(const struct race_system *system, unsigned local, uint8_t value, struct text *text)
{
    uint8_t kind = system->local_kinds != NULL ? system->local_kinds[local] : RACE_LOCAL_PLAIN;
    if (kind == RACE_LOCAL_BUCKET && value < RACE_OLD_BUCKETS)
        text_format(text, "old %u", value);
    else
        text_format(text, "%u",
                    value - (kind == RACE_LOCAL_NEXT     ? 1U
                             : kind == RACE_LOCAL_BUCKET ? RACE_OLD_BUCKETS
                                                         : 0U));
}
