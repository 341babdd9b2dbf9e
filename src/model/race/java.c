/* Java's ConcurrentHashMap: tables, and the map while nobody runs. */
#include "model/race/java.h"

static uint8_t entry(const struct race_setup *setup, uint8_t verb)
{
    (void)setup;
    switch (verb) {
    case RACE_GET:
        return JAVA_GET_TABLE;
    case RACE_INSERT:
        return JAVA_PUT_TABLE;
    case RACE_DELETE:
        return JAVA_REMOVE_TABLE;
    default:
        return JAVA_ADD_CONTROL;
    }
}

static void step(struct turn *turn)
{
    uint8_t now = turn->me->step;
    if (now >= JAVA_MOVE_INDEX)
        java_step_move(turn);
    else if (now >= JAVA_ADD_CONTROL)
        java_step_join(turn);
    else if (now >= JAVA_PUT_TABLE)
        java_step_write(turn);
    else
        java_step_get(turn);
}

/* The insert of that number, over all programs. */
static const struct race_op *insert_of(const struct race_setup *setup, unsigned number)
{
    for (unsigned g = 0; g < setup->goroutines; g++)
        for (unsigned i = 0; i < setup->length[g]; i++)
            if (setup->program[g][i].verb == RACE_INSERT && number-- == 0)
                return &setup->program[g][i];
    return NULL;
}

unsigned java_inserts(const struct race_setup *setup)
{
    unsigned count = 0;
    while (insert_of(setup, count) != NULL)
        count++;
    return count;
}

uint8_t java_new_node(const struct race_setup *setup, unsigned goroutine, unsigned op)
{
    uint8_t node = RACE_KEYS;
    for (unsigned g = 0; g <= goroutine; g++)
        for (unsigned i = 0; i < (g == goroutine ? op : setup->length[g]); i++)
            node += setup->program[g][i].verb == RACE_INSERT;
    return node;
}

uint8_t java_key(const struct race_setup *setup, unsigned node)
{
    unsigned original = node % JAVA_COPIES;
    return original < RACE_KEYS ? (uint8_t)original : insert_of(setup, original - RACE_KEYS)->key;
}

/* A new entry at the end of its bin. */
static void append(struct race_state *state, unsigned bin, unsigned node)
{
    uint8_t *link = &state->cell[JAVA_HEAD(bin)];
    while (*link != 0)
        link = &state->cell[JAVA_CELL(*link - 1, JAVA_NEXT)];
    *link = (uint8_t)(node + 1);
}

static void start(const struct race_setup *setup, struct race_state *state)
{
    unsigned inserts = java_inserts(setup);
    state->cell[RACE_TABLE] = !setup->growing;
    state->cell[RACE_LEFT] = setup->growing ? 0 : JAVA_MOVED_ALL;
    for (unsigned key = 0; key < RACE_KEYS; key++) {
        if (setup->value[key] == 0)
            continue;
        state->cell[JAVA_CELL(key, JAVA_VALUE)] = setup->value[key];
        append(state,
               setup->growing ? setup->hash[key] % RACE_OLD_BUCKETS : RACE_OLD_BUCKETS + setup->hash[key],
               key);
        state->cell[RACE_COUNT]++;
    }
    /* The nodes that inserts will link are made, and nobody's yet. */
    for (unsigned i = 0; i < inserts; i++)
        state->cell[JAVA_CELL(RACE_KEYS + i, JAVA_VALUE)] = insert_of(setup, i)->value;
    for (unsigned node = 0; node < JAVA_COPIES; node++) {
        if (node >= RACE_KEYS + inserts)
            break;
        state->cell[JAVA_CELL(node, JAVA_KEY)] = state->cell[JAVA_CELL(node + JAVA_COPIES, JAVA_KEY)] =
            java_key(setup, node) + 1;
    }
}

static struct race_place place(const struct race_setup *setup, uint8_t cell)
{
    static const uint8_t fields[JAVA_FIELDS] = {RACE_FIELD_NODE_KEY, RACE_FIELD_NODE_VALUE, RACE_FIELD_NEXT,
                                                RACE_FIELD_BIN_LOCK};
    unsigned node = cell < JAVA_CELL(0, 0) ? 0 : (cell - JAVA_CELL(0, 0)) / JAVA_FIELDS;
    if (cell >= JAVA_CELL(0, 0) && node % JAVA_COPIES < RACE_KEYS + java_inserts(setup))
        return (struct race_place){fields[(cell - JAVA_CELL(0, 0)) % JAVA_FIELDS], 0, (uint8_t)node};
    if (cell >= JAVA_HEAD(0) && cell < JAVA_HEAD(RACE_BUCKETS))
        return (struct race_place){RACE_FIELD_HEAD, cell - JAVA_HEAD(0), 0};
    switch (cell) {
    case RACE_COUNT:
        return (struct race_place){RACE_FIELD_COUNT, 0, 0};
    case RACE_TRANSFER:
        return (struct race_place){RACE_FIELD_TRANSFER, 0, 0};
    case RACE_LEFT:
        return (struct race_place){RACE_FIELD_LEFT, 0, 0};
    case RACE_TABLE:
        return (struct race_place){RACE_FIELD_TABLE, 0, 0};
    case RACE_NEXT_TABLE:
        return (struct race_place){RACE_FIELD_NEXT_TABLE, 0, 0};
    default:
        return (struct race_place){RACE_FIELD_UNUSED, 0, 0};
    }
}

/* The first node of the list in which get would look for the key, as a link. */
static uint8_t list_of(const struct race_setup *setup, const struct race_state *state, uint8_t key)
{
    uint8_t old = state->cell[JAVA_HEAD(setup->hash[key] % RACE_OLD_BUCKETS)];
    return state->cell[RACE_TABLE] || old == RACE_MOVED
               ? state->cell[JAVA_HEAD(RACE_OLD_BUCKETS + setup->hash[key])]
               : old;
}

static uint8_t lookup(const struct race_setup *setup, const struct race_state *state, uint8_t key)
{
    uint8_t link = list_of(setup, state, key);
    for (unsigned i = 0; i < JAVA_NODES && link != 0; i++, link = state->cell[JAVA_CELL(link - 1, JAVA_NEXT)])
        if (java_key(setup, link - 1u) == key)
            return RACE_FOUND | state->cell[JAVA_CELL(link - 1, JAVA_VALUE)];
    return RACE_ABSENT;
}

static unsigned occurrences(const struct race_setup *setup, const struct race_state *state, uint8_t key)
{
    unsigned count = 0;
    uint8_t link = list_of(setup, state, key);
    for (unsigned i = 0; i < JAVA_NODES && link != 0; i++, link = state->cell[JAVA_CELL(link - 1, JAVA_NEXT)])
        count += java_key(setup, link - 1u) == key;
    return count;
}

static bool count(const struct race_setup *setup, const struct race_state *state, int *count)
{
    (void)setup;
    int counted = state->cell[RACE_COUNT]; /* a byte with a sign */
    *count = counted < 128 ? counted : counted - 256;
    return true;
}

#define ROWS              "model/race/java.def"
#define STEP_NUMBER(name) JAVA_##name
#include "model/race/rows.h"

static const char *const locals[RACE_LOCALS] = {"tab", "f",    "e",   "pred", "loaded", "i",    "last",
                                                "low", "high", "run", "val",  "next",   "done", "helps"};

static const struct race_system java = {
    .name = "java",
    .routines = routines,
    .routine_count = ROUTINES,
    .lines = lines,
    .line_count = LINES,
    .steps = steps,
    .step_count = sizeof steps / sizeof *steps,
    .locals = locals,
    .verbs = {[RACE_GET] = true, [RACE_INSERT] = true, [RACE_DELETE] = true, [RACE_MIGRATE] = true},
};

const struct race_rules race_rules_java = {&java, entry, step, start, place, lookup, occurrences, count};
