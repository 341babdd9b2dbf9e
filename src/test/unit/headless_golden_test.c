/* Golden films: each src/test/golden/films/NAME.scene as captions, as a page and, where such a file is there, as a recording. What is
   said when, and for how long, is read off these. */
#include "headless/film.h"
#include "test/golden.h"
#include "test/session.h"

#include <stdio.h>

static const struct {
    const char *ending;
    enum film_kind kind;
} kinds[] = {{"vtt", FILM_VTT}, {"md", FILM_MD}, {"cast", FILM_CAST}};

static void compare(const char *scene, const char *path, enum film_kind kind)
{
    struct film_options options;
    struct film film;
    struct error error = {0};
    struct text was = {0};
    if (!file_take(path, &was))
        return;
    film_options_init(&options);
    options.kind = kind;
    if (!film_make(scene, &options, the_repertoire(), &film, &error))
        fail_msg("%s makes no film", scene);
    const struct text *now = &film.files[0].bytes;
    if (getenv("GOLDEN_WRITE") != NULL)
        assert_true(file_write(path, text_string(now), now->length));
    else if (strcmp(text_string(&was), text_string(now)) != 0)
        golden_show_difference(path, text_string(&was), text_string(now));
    film_free(&film);
    text_free(&was);
}

static void films_are_as_they_were(void **state)
{
    glob_t scenes;
    (void)state;
    assert_int_equal(glob("src/test/golden/films/*.scene", 0, NULL, &scenes), 0);
    for (size_t i = 0; i < scenes.gl_pathc; i++) {
        const char *scene = scenes.gl_pathv[i];
        for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
            char path[256];
            snprintf(path, sizeof path, "%.*s%s", (int)(strlen(scene) - strlen("scene")), scene,
                     kinds[kind].ending);
            compare(scene, path, kinds[kind].kind);
        }
    }
    globfree(&scenes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(films_are_as_they_were),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
