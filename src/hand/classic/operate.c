/* Operations of a workload: keys and values by number. */
#include "hand/classic/classic.h"

value_id classic_key_of_number(struct run *run, uint64_t number, struct error *error)
{
    const struct classic map = run_map(run);
    const struct gotype *type = classic_type(&map)->key;
    const char *prefix = type->kind == GOTYPE_STRING ? "k" : NULL;
    struct text text = {0};
    classic_key_by_number(type, prefix, number, &text);
    value_id key = values_parse(map.values, type, text_string(&text), text.length, error);
    text_free(&text);
    return key;
}

uint64_t classic_keys(const struct run *run)
{
    const struct classic map = run_map(run);
    return value_examples(classic_type(&map)->key);
}

bool classic_operate(struct run *run, enum workload_operation operation, value_id key, uint64_t value,
                     struct error *error)
{
    struct classic map = run_map(run);
    value_id elem = VALUE_NONE;
    enum classic_outcome outcome = CLASSIC_ABSENT;
    switch (operation) {
    case WORKLOAD_WRITE:
        elem = classic_value_by_number(&map, value, error);
        if (elem == VALUE_NONE)
            return false;
        outcome = classic_assign(&map, key, elem);
        break;
    case WORKLOAD_DELETE:
        outcome = classic_delete(&map, key);
        break;
    default:
        outcome = classic_access(&map, key, &elem);
        break;
    }
    return classic_outcome_is_fine(run, outcome, key, NULL, error);
}
