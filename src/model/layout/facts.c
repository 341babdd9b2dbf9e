/* What can be asked of a layout: the table of its facts, of the first type unless it is said otherwise. */
#include "model/layout/verb.h"

#include <string.h>

#define ANSWER(name)                                                                                         \
    static bool answer_##name(const struct fact_question *question, struct fact_value *value,                \
                              struct error *error)

/* A fact of one of the types that can always be told. */
struct type_fact {
    const char *name;
    uint64_t (*number)(const struct maptype *type);
    const char *(*text)(const struct maptype *type);
};

#define NUMBER_OF_TYPE(name, expression)                                                                     \
    static uint64_t number_##name(const struct maptype *type)                                                \
    {                                                                                                        \
        return (uint64_t)(expression);                                                                       \
    }

NUMBER_OF_TYPE(bucketsize, type->bucket_size)
NUMBER_OF_TYPE(keysize, type->key->size)
NUMBER_OF_TYPE(elemsize, type->elem->size)
NUMBER_OF_TYPE(keyslot, type->key_slot)
NUMBER_OF_TYPE(elemslot, type->elem_slot)
NUMBER_OF_TYPE(keypadding, gotype_padding(type->key))
NUMBER_OF_TYPE(elempadding, gotype_padding(type->elem))
NUMBER_OF_TYPE(indirectkey, type->indirect_key)
NUMBER_OF_TYPE(indirectelem, type->indirect_elem)
NUMBER_OF_TYPE(scanned, type->bucket_pointers)
NUMBER_OF_TYPE(class, maptype_bucket_given(type))
NUMBER_OF_TYPE(waste, maptype_bucket_given(type) - type->bucket_size)
NUMBER_OF_TYPE(reflexivekey, type->key->reflexive)
NUMBER_OF_TYPE(needkeyupdate, type->key->need_update)
NUMBER_OF_TYPE(hashmightpanic, type->key->may_panic)

static const char *text_path(const struct maptype *type)
{
    return maptype_routine_name(type->assign);
}

static const char *text_deletepath(const struct maptype *type)
{
    return maptype_routine_name(type->delete_);
}

#define NUMBERED(name)                                                                                       \
    {                                                                                                        \
#name, number_##name, NULL                                                                           \
    }
static const struct type_fact type_facts[] = {
    NUMBERED(bucketsize),
    NUMBERED(keysize),
    NUMBERED(elemsize),
    NUMBERED(keyslot),
    NUMBERED(elemslot),
    NUMBERED(keypadding),
    NUMBERED(elempadding),
    NUMBERED(indirectkey),
    NUMBERED(indirectelem),
    NUMBERED(class),
    NUMBERED(waste),
    NUMBERED(scanned),
    NUMBERED(reflexivekey),
    NUMBERED(needkeyupdate),
    NUMBERED(hashmightpanic),
    {"overflowkind", NULL, maptype_overflow_kind},
    {"path", NULL, text_path},
    {"accesspath", NULL, maptype_access_name},
    {"deletepath", NULL, text_deletepath},
    {"hasher", NULL, maptype_hasher},
};
#undef NUMBERED

static const struct type_fact *find_fact(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof type_facts / sizeof *type_facts; i++) {
        if (strlen(type_facts[i].name) == length && memcmp(type_facts[i].name, name, length) == 0)
            return &type_facts[i];
    }
    return NULL;
}

static bool answer_with(const struct type_fact *fact, const struct maptype *type, struct fact_value *value)
{
    if (fact->number != NULL)
        return fact_value_number(value, fact->number(type));
    return fact_value_of(value, fact->text(type), strlen(fact->text(type)));
}

static const struct maptype *map_of(const struct fact_question *question, int which)
{
    const struct layout_subject subject = layout_of_home(question->world, question->home);
    return layout_map(&subject, which);
}

ANSWER(type_fact)
{
    const struct maptype *type = map_of(question, 0);
    const struct type_fact *fact = find_fact(question->row->name, strlen(question->row->name));
    (void)error;
    return answer_with(fact, type, value);
}

/* The same of the second type, by the fact's name. */
ANSWER(other)
{
    const struct maptype *type = map_of(question, 1);
    const struct type_fact *fact = find_fact(question->word, question->word_length);
    if (type == NULL)
        return error_set(error, 0, WORD_ERROR_LAYOUT_NO_OTHER);
    if (fact == NULL)
        return error_set(error, 0, WORD_ERROR_LAYOUT_NO_FACT, question->word);
    return answer_with(fact, type, value);
}

ANSWER(types)
{
    (void)error;
    return fact_value_number(value, 1 + (map_of(question, 1) != NULL));
}

ANSWER(parts)
{
    const struct layout_subject subject = layout_of_home(question->world, question->home);
    (void)error;
    return fact_value_number(value, (uint64_t)layout_done(&subject, 0));
}

ANSWER(offset)
{
    const struct maptype *type = map_of(question, 0);
    const struct {
        const char *name;
        uint64_t offset;
    } parts[] = {{"tophash", 0},
                 {"keys", MAPTYPE_KEYS_OFFSET},
                 {"elems", maptype_elems_offset(type)},
                 {"overflow", maptype_overflow_offset(type)}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (strlen(parts[i].name) == question->word_length &&
            memcmp(parts[i].name, question->word, question->word_length) == 0)
            return fact_value_number(value, parts[i].offset);
    }
    return error_set(error, 0, WORD_ERROR_LAYOUT_NO_PART, question->word);
}

ANSWER(reserve)
{
    uint64_t B = question->index[0];
    if (B > MAPTYPE_MOST_B)
        return error_set(error, 0, WORD_ERROR_LAYOUT_B, NUMBER(B), NUMBER(MAPTYPE_MOST_B));
    return fact_value_number(value, maptype_preallocated(map_of(question, 0), (int)B));
}

#define OF_TYPE(name)                                                                                        \
    {                                                                                                        \
#name, FACT_NOTHING, false, false, WORD_LAYOUT_FACT_##name, answer_type_fact                         \
    }
const struct fact_row layout_facts[] = {
    OF_TYPE(bucketsize),
    OF_TYPE(keysize),
    OF_TYPE(elemsize),
    OF_TYPE(keyslot),
    OF_TYPE(elemslot),
    OF_TYPE(keypadding),
    OF_TYPE(elempadding),
    OF_TYPE(indirectkey),
    OF_TYPE(indirectelem),
    {"offset", FACT_WORD, false, false, WORD_LAYOUT_FACT_offset, answer_offset},
    OF_TYPE(class),
    OF_TYPE(waste),
    OF_TYPE(scanned),
    OF_TYPE(overflowkind),
    OF_TYPE(path),
    OF_TYPE(accesspath),
    OF_TYPE(deletepath),
    OF_TYPE(hasher),
    OF_TYPE(reflexivekey),
    OF_TYPE(needkeyupdate),
    OF_TYPE(hashmightpanic),
    {"reserve", FACT_INDEX, false, false, WORD_LAYOUT_FACT_reserve, answer_reserve},
    {"other", FACT_WORD, false, false, WORD_LAYOUT_FACT_other, answer_other},
    {"types", FACT_NOTHING, false, false, WORD_LAYOUT_FACT_types, answer_types},
    {"parts", FACT_NOTHING, false, false, WORD_LAYOUT_FACT_parts, answer_parts},
    {.name = NULL},
};
