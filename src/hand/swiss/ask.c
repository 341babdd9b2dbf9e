/* hash: which bits of a key choose what. */
#include "hand/swiss/swiss.h"

SWISS_VERB(hash)
{
    const struct swiss its = run_swiss(run), *map = &its;
    value_id key;
    uint64_t hash;
    if (swiss_word(map, SWISS_WORD_NIL)) {
        reply_say(reply, WORD_SWISS_SAY_HASH_NIL);
        return true;
    }
    if (!session_read_hash(run, call, &key, &hash, error))
        return false;
    struct text top = {0}, group = {0}, tag = {0};
    uint64_t depth = swiss_word(map, SWISS_WORD_GLOBAL_DEPTH), length = swiss_directory_length(map);
    reply_say(reply, swiss_hash_is_dictated(map, key) ? WORD_SWISS_SAY_HASH_DICTATED : WORD_SWISS_SAY_HASH,
              SWISS_SHOWN(map, key), HEX(hash, 16));
    keyed_add_bits(&tag, swiss_h2(hash), 7);
    if (length > 0) {
        uint32_t table = swiss_directory_table(map, swiss_directory_entry(map, hash));
        uint64_t groups = swiss_table_groups(map, table);
        int bits = 0;
        while ((uint64_t)1 << bits < groups)
            bits++;
        keyed_add_bits(&top, swiss_directory_entry(map, hash), (int)depth);
        keyed_add_bits(&group, swiss_h1(hash) & (groups - 1), bits);
        reply_say(reply, depth > 0 ? WORD_SWISS_SAY_HASH_TABLE : WORD_SWISS_SAY_HASH_ONE_TABLE, NUMBER(depth),
                  text_string(&top), NUMBER(swiss_table_word(map, table, SWISS_TABLE_INDEX)));
        reply_say(reply, bits > 0 ? WORD_SWISS_SAY_HASH_GROUP : WORD_SWISS_SAY_HASH_ONE_GROUP, NUMBER(bits),
                  text_string(&group), NUMBER(swiss_h1(hash) & (groups - 1)), NUMBER(groups));
    } else {
        reply_say(reply, WORD_SWISS_SAY_HASH_SMALL);
    }
    reply_say(reply, WORD_SWISS_SAY_HASH_TAG, text_string(&tag), HEX(swiss_h2(hash), 2));
    reply_text(reply, "hash", HEX(hash, 16), 16);
    text_free(&top);
    text_free(&group);
    text_free(&tag);
    return true;
}
