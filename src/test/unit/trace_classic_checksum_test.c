/* trace/checksum: FNV-1a against known values and the plain loop, and the self-test of the trace format. */
#include "base/random.h"
#include "test/classic_map.h"
#include "trace/classic/checksum.h"
#include "trace/fnv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void fnv_gives_the_published_values(void **state)
{
    (void)state;
    assert_true(fnv_bytes(FNV_START, "", 0) == 0xcbf29ce484222325u);
    assert_true(fnv_bytes(FNV_START, "a", 1) == 0xaf63dc4c8601ec8cu);
    assert_true(fnv_bytes(FNV_START, "foobar", 6) == 0x85944171f73967e8u);
}

static void numbers_are_their_little_endian_bytes(void **state)
{
    (void)state;
    uint64_t random = 7;
    for (int i = 0; i < 5000; i++) {
        uint64_t hash = random_next(&random), number = random_next(&random) >> random_below(&random, 64);
        if (i % 3 == 0)
            number &= 0xff00ff0000ff0000u;
        int width = 1 + (int)random_below(&random, 8);
        unsigned char bytes[8];
        for (int b = 0; b < 8; b++)
            bytes[b] = (unsigned char)(number >> (8 * b));
        assert_true(fnv_number(hash, number, width) == fnv_bytes(hash, bytes, (size_t)width));
    }
}

static void make_map(struct classic *map, const char *type)
{
    struct error error = {0};
    *map = lone_map();
    classic_make(map, type, GO_1_19, 0, &error);
    assert_false(error_is_set(&error));
}

static void insert(struct classic *map, const char *key, const char *elem, uint64_t hash)
{
    struct error error;
    value_id k = values_parse(map->values, classic_type(map)->key, key, strlen(key), &error);
    value_id e = values_parse(map->values, classic_type(map)->elem, elem, strlen(elem), &error);
    classic_dictate_hash(map, k, hash);
    assert_int_equal(classic_assign(map, k, e), GOMAP_INSERTED);
}

static void an_untouched_map_has_the_checksum_of_the_format(void **state)
{
    (void)state;
    static const char *const types[] = {"map[string]string", "map[int64]int64", "map[int32]int32"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        struct classic map;
        make_map(&map, types[i]);
        struct checksum *checksum = checksum_new();
        uint64_t c1, c2;
        checksum_map(checksum, &map, &c1, &c2);
        assert_true(c1 == 0xf84841652498787du);
        assert_true(c2 == 0x7829a40dca43ef43u);
        checksum_free(checksum);
        lone_map_free(&map);
    }
}

/* One bucket, two entries, written out byte by byte as the format says. */
static void a_small_map_is_its_bytes(void **state)
{
    (void)state;
    struct classic map;
    make_map(&map, "map[string]string");
    insert(&map, "fig", "v1", 0x8d00000000000001u);
    insert(&map, "", "x", 0x0200000000000001u);
    static const char one[] = "\2\0\0\0\0\0\0\0"
                              "\0"
                              "\0"
                              "\0"
                              "\0\0"
                              "\0\0\0\0\0\0\0\0"
                              "\1"
                              "L"
                              "\x8d\7\0\0\0\0\0\0"
                              "\3\0\0\0fig"
                              "\2\0\0\0v1"
                              "\0\0\0\0"
                              "\1\0\0\0x"
                              ".";
    static const char two[] = "\0"
                              "\0\0\0\0\0\0\0\0"
                              "\xff\xff\xff\xff"
                              "\0\0\0\0";
    struct checksum *checksum = checksum_new();
    uint64_t c1, c2, expected = fnv_bytes(FNV_START, one, sizeof one - 1);
    checksum_map(checksum, &map, &c1, &c2);
    assert_true(c1 == expected);
    assert_true(c2 == fnv_bytes(expected, two, sizeof two - 1));
    checksum_free(checksum);
    lone_map_free(&map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fnv_gives_the_published_values),
        cmocka_unit_test(numbers_are_their_little_endian_bytes),
        cmocka_unit_test(an_untouched_map_has_the_checksum_of_the_format),
        cmocka_unit_test(a_small_map_is_its_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
