/*
 * soak [SECONDS] [SEED]: sessions of random commands for as long as that, in a live session: played, drawn at random sizes, walked
 * through in time. The same seed does the same. The last line says how much was done; the first thing that is wrong ends it with
 * status 1, the seed of its session and the line.
 */
#include "base/random.h"
#include "test/any_line.h"
#include "test/memory_copy.h"
#include "test/session.h"
#include "test/sound_bytes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { HOUR = 3600, LINES = 400, WIDEST = 220, HIGHEST = 70, TELL = 60 /* seconds */ };

struct soak {
    struct session *session;
    struct grid grid;
    uint64_t random, seed;
    uint64_t lines, refused, frames, seeks;
};

static void wrong(const struct soak *soak, const char *line, const char *why)
{
    printf("session %llu, at \"%s\": %s\n", (unsigned long long)soak->seed, line, why);
    exit(1);
}

static void draw(struct soak *soak, const char *line)
{
    if (random_below(&soak->random, 8) == 0)
        grid_resize(&soak->grid, 1 + (int)random_below(&soak->random, WIDEST),
                    1 + (int)random_below(&soak->random, HIGHEST));
    session_draw(soak->session, &soak->grid, NULL);
    for (int i = 0; i < soak->grid.width * soak->grid.height; i++) {
        if (rune_is_unseen(soak->grid.cells[i].rune) && soak->grid.cells[i].width != 0)
            wrong(soak, line, "a character that acts is drawn");
    }
    if (!bytes_are_sound(&soak->session->world))
        wrong(soak, line, "more bytes are alive than there are");
    soak->frames++;
}

/* Somewhere else in time, and back: nothing differs. */
static void seek_and_compare(struct soak *soak, const char *line)
{
    struct timeline *timeline = &soak->session->timeline;
    struct text where = {0};
    position at = timeline->cursor;
    if (soak->session->clock.playing)
        return;
    struct memory_copy before = memory_copy_take(&soak->session->world.memory);
    for (int i = 0; i < 3; i++) {
        timeline_seek(timeline,
                      timeline->first + random_below(&soak->random, timeline->end - timeline->first + 1));
        draw(soak, line);
    }
    timeline_seek(timeline, at);
    if (!memory_copy_equals(&before, &soak->session->world.memory, &where))
        wrong(soak, line, text_string(&where));
    memory_copy_free(&before);
    text_free(&where);
    soak->seeks++;
}

static void run_line(struct soak *soak)
{
    struct reply reply = {0};
    struct error error = {0};
    struct text why = {0};
    const char *line = any_line(&soak->random);
    bool fine = session_run(soak->session, line, &reply, &error);
    session_show(soak->session, &reply, fine ? NULL : &error);
    soak->lines++;
    soak->refused += !fine;
    if (!fine && !error_is_set(&error))
        wrong(soak, line, "refused without a word");
    reply_free(&reply);
    for (int frames = (int)random_below(&soak->random, 4); frames > 0; frames--) {
        session_advance(soak->session, (int)random_below(&soak->random, 3000));
        draw(soak, line);
    }
    if (random_below(&soak->random, 4) != 0)
        session_stop_playing(soak->session);
    if (random_below(&soak->random, 8) == 0)
        seek_and_compare(soak, line);
    if (soak->session->timeline.cursor > soak->session->timeline.end)
        wrong(soak, line, "a moment behind the end of time");
    position at = soak->session->timeline.cursor;
    timeline_seek(&soak->session->timeline, soak->session->timeline.end);
    if (!subjects_are_sound(soak->session, &why))
        wrong(soak, line, text_string(&why));
    timeline_seek(&soak->session->timeline, at);
    text_free(&why);
}

/* Kilobytes of memory in use (Linux); 0: not known. */
static long kilobytes(void)
{
    long all = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file != NULL && fscanf(file, "%ld %ld", &all, &resident) != 2)
        resident = 0;
    if (file != NULL)
        fclose(file);
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

static void tell(const struct soak *soak, uint64_t sessions, time_t seconds)
{
    printf("%llu sessions, %llu lines (%llu refused), %llu frames, %llu seeks in %ld seconds; %ld kB\n",
           (unsigned long long)sessions, (unsigned long long)soak->lines, (unsigned long long)soak->refused,
           (unsigned long long)soak->frames, (unsigned long long)soak->seeks, (long)seconds, kilobytes());
    fflush(stdout);
}

int main(int count, char **words)
{
    long seconds = count > 1 ? atol(words[1]) : HOUR;
    uint64_t first = count > 2 ? strtoull(words[2], NULL, 10) : 1;
    time_t begun = time(NULL), told = begun;
    struct soak soak = {.seed = first};
    grid_resize(&soak.grid, 120, 36);
    while (time(NULL) - begun < seconds) {
        soak.random = soak.seed;
        soak.session = new_session();
        session_set_live(soak.session, true);
        for (int i = 0; i < LINES && time(NULL) - begun < seconds; i++)
            run_line(&soak);
        session_free(soak.session);
        soak.seed++;
        if (time(NULL) - told >= TELL) {
            told = time(NULL);
            tell(&soak, soak.seed - first, told - begun);
        }
    }
    grid_free(&soak.grid);
    tell(&soak, soak.seed - first, time(NULL) - begun);
    return 0;
}
