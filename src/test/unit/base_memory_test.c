/* base/memory_or_die, base/random. */
#include "base/memory_or_die.h"
#include "base/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void items_are_zeroed_and_never_null(void **state)
{
    (void)state;
    unsigned char *items = new_items(100, 3);
    for (int i = 0; i < 300; i++)
        assert_int_equal(items[i], 0);
    free(items);
    void *nothing = new_items(0, 8);
    assert_non_null(nothing);
    nothing = resize_items(nothing, 0, 8);
    assert_non_null(nothing);
    free(nothing);
}

static void a_list_grows_seldom(void **state)
{
    (void)state;
    int *items = NULL;
    size_t capacity = 0, moves = 0;
    for (size_t count = 0; count < 100000; count++) {
        size_t before = capacity;
        items = room_for_one_more(items, count, &capacity, sizeof *items);
        assert_true(capacity > count);
        moves += capacity != before;
        items[count] = (int)count;
    }
    for (int i = 0; i < 100000; i++)
        assert_int_equal(items[i], i);
    assert_true(moves < 40);
    free(items);
}

/* Runs `act` in a child process that must end with die()'s status and words on standard error. */
static void assert_dies(void (*act)(void))
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        act();
        _exit(0);
    }
    close(ends[1]);
    char said[256] = "";
    ssize_t length = read(ends[0], said, sizeof said - 1);
    close(ends[0]);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 70);
    assert_true(length > 0);
    assert_int_equal(strncmp(said, "growwork: ", 10), 0);
}

static void die_of_something(void)
{
    die("nothing %s", "works");
}

static void multiply_beyond_the_end(void)
{
    resize_items(NULL, SIZE_MAX / 4, 8);
}

static void no_memory_ends_the_program_with_a_word(void **state)
{
    (void)state;
    assert_dies(die_of_something);
    assert_dies(multiply_beyond_the_end);
}

/* SplitMix64's published first numbers for the seed 1234567. */
static void the_generator_is_splitmix64(void **state)
{
    (void)state;
    static const uint64_t expected[] = {6457827717110365317u, 3203168211198807973u, 9817491932198370423u,
                                        4593380528125082431u, 16408922859458223821u};
    uint64_t seed = 1234567;
    for (int i = 0; i < 5; i++)
        assert_true(random_next(&seed) == expected[i]);
    for (int i = 0; i < 1000; i++)
        assert_true(random_below(&seed, 7) < 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_are_zeroed_and_never_null),
        cmocka_unit_test(a_list_grows_seldom),
        cmocka_unit_test(no_memory_ends_the_program_with_a_word),
        cmocka_unit_test(the_generator_is_splitmix64),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
