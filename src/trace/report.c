#include "trace/report.h"

#include "trace/replay.h"

#include <string.h>

/* The file's name without its folder and the endings that traces have. */
static void say_name(const char *path, struct text *name)
{
    static const char *const endings[] = {".gz", ".jsonl"};
    const char *slash = strrchr(path, '/');
    const char *base = slash != NULL ? slash + 1 : path;
    size_t length = strlen(base);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t ending = strlen(endings[i]);
        if (length > ending && memcmp(base + length - ending, endings[i], ending) == 0)
            length -= ending;
    }
    text_append(name, base, length);
}

static void print_line(const struct text *text, FILE *file)
{
    fwrite(text->bytes, 1, text->length, file);
    fputc('\n', file);
}

static void print_error(const struct error *error, const struct words *words, FILE *errors)
{
    struct text text = {0};
    text_add(&text, "growwork: ");
    error_say(error, words, &text);
    print_line(&text, errors);
    text_free(&text);
}

static const char *or_nothing(const char *value, const struct words *words)
{
    return value[0] != '\0' ? value : words->texts[WORD_TRACE_NOTHING];
}

static void print_difference(const struct replay *replay, const struct words *words, FILE *out)
{
    struct replay_difference difference = replay_difference(replay);
    const char *go = or_nothing(difference.go, words), *model = or_nothing(difference.model, words);
    struct text text = {0};
    if (difference.operation < 0)
        words_say(&text, words, WORD_TRACE_DIFFERENT_HEADER, difference.field, go, model);
    else
        words_say(&text, words, WORD_TRACE_DIFFERENT, NUMBER(difference.operation), difference.command,
                  NUMBER(difference.line), difference.field, go, model);
    print_line(&text, out);
    text_free(&text);
}

static void print_summary(const char *path, size_t done, size_t total, const struct words *words, FILE *out)
{
    struct text name = {0}, text = {0};
    say_name(path, &name);
    words_say(&text, words, WORD_TRACE_EQUAL, text_string(&name), NUMBER(done), NUMBER(total));
    print_line(&text, out);
    text_free(&name);
    text_free(&text);
}

/* Replays to the end or the first difference; what is behind that is only counted. */
static int replay_file(const char *path, struct world *world, const struct words *words, FILE *out,
                       FILE *errors)
{
    struct error error;
    struct replay_options options = {0};
    struct replay *replay = replay_open(path, world, &options, &error);
    if (replay == NULL) {
        print_error(&error, words, errors);
        return REPLAY_STATUS_UNREADABLE;
    }
    enum replay_result result;
    do
        result = replay_next(replay, &error);
    while (result == REPLAY_EQUAL);
    size_t total = 0;
    bool whole = result != REPLAY_BROKEN && replay_count(replay, &total, &error);
    if (whole || result == REPLAY_DIFFERENT)
        print_summary(strcmp(path, "-") == 0 ? replay_name(replay) : path, replay_done(replay), total, words,
                      out);
    if (result == REPLAY_DIFFERENT)
        print_difference(replay, words, out);
    if (!whole)
        print_error(&error, words, errors);
    replay_close(replay);
    if (!whole)
        return REPLAY_STATUS_UNREADABLE;
    return result == REPLAY_DIFFERENT ? REPLAY_STATUS_DIFFERENT : REPLAY_STATUS_EQUAL;
}

int replay_files(int count, const char *const *files, const struct words *words, FILE *out, FILE *errors)
{
    int worst = REPLAY_STATUS_EQUAL;
    for (int i = 0; i < count; i++) {
        struct world world;
        world_init(&world);
        int status = replay_file(files[i], &world, words, out, errors);
        world_free(&world);
        worst = status > worst ? status : worst;
    }
    fflush(out);
    return worst;
}
