/*
 * A command asks a subject (a map, ...) to do something. The subject does it only by events. Every picture is a
 * function of a moment in that list of events.
 *
 * The tour: every file, in the order of a line's way from the keyboard through the world to the screen. What a file
 * promises, and what it must not know, says its header.
 *
 * main.c                  hands the table of commands and the engines to whoever runs: one of these
 * tui/loop.c              with a screen: waits for keys, signals and the next frame
 *     terminal.c          takes the terminal and gives it back as it was, whatever happens
 *     input.c spelling.c  bytes become keys, pastes and answers
 *     keyboard.c          theirs is whoever gives them a meaning
 *     keycode.c           one spelling a key
 *     inquiry.c           what the terminal is asked: its background, its widths
 *     prompt.c            readline: what is typed, fed with whole keys
 *     kept.c              pastes that are longer than a line, and what stands for them
 *     files.c             names of files, for completion; homes
 *     inputrc.c           whether readline comes to an end of its file
 *     places.c            where its own files are
 *     config.c            lines that somebody wants to run at each start
 *     rate.c              how fast work goes on, and how long it will take
 *     told.c              how far work is, where there is no screen
 *     notes.c             the presenter's notes, for a second terminal
 * headless/invocation.c   without one: the words behind the program's name, and a way to run for each
 *     batch.c             growwork batch: lines from a stream
 *     interrupt.c         Ctrl-C without a screen: held back, asked for
 *     check.c             growwork check: do scenes hold?
 *     pace.c              and can their words be read?
 *     film.c              growwork film: a scene as files,
 *     film_command.c          its options,
 *     film_text.c             its captions and its page,
 *     film_standing.c         what stands where nothing may move
 *     reference_command.c growwork reference, --help
 *
 * session/session.c       the one door by which all of them enter: a world, its timeline, a clock, a player of scenes
 *     run.c               a line, part by part: recorded, abandoned if it fails, summed up, played
 *     stop.c              how far it is, and what stays of it if it is stopped
 *     numbers.c           up to which number the keys of a prefix are there
 *     pages.c             long replies, page by page
 *     series.c            what a loop delivered, a few in a sentence or all in a table
 *     everybody.c         a command that all subjects do
 *     keys.c              keys stand for lines
 *     complete.c          what could stand here, as far as only a session knows
 *     make.c              a subject comes into being, by the hand of its engine
 *     workload.c          many operations on one, by a plan
 *     keyed.c             keys and values of whatever has them: read, made by number, shown
 *     many.c              keys of whatever map is in hand: fill, and what a workload does with them
 *     collide.c           collide: a search for keys whose hashes are alike
 *     loop.c              range, iterate, next
 *     outcome.c           what operations came to: inserted, a panic
 *     life.c              the life of an entry, as both maps tell it
 *     travel.c            from one moment to another
 *     point.c             what the mouse means: lines, as keys do
 *     spelled.c           Go's own spelling of a line
 *     called.c            whom the statements of such a line make
 *     answer.c            what is typed while a scene asks
 *     lit.c               what is pointed at: fields by their names, and when nothing is any more
 *     picture.c           what the view is given to draw
 *
 * lang/command.c          a line becomes calls, by the table of commands
 *     lexer.c             characters become words,
 *     expand.c            k{1..20} becomes twenty of them,
 *     argument.c          words become numbers, choices, names
 *     row.c               walks over a command's rows
 *     storage.c           strings that live as long as a line
 *     cut.c               a part of a line cut down to what was done of it
 *     complete.c          what may stand at the cursor
 *     reply.c             what a command says: sentences, and an object for programs
 *     reference.c         help and docs/commands.md, from the table,
 *     reference_man.c         the man page,
 *     reference_usage.c       --help
 *     shell.c             completion for bash, zsh and fish
 *
 * command/table.c         the table of all commands, and the list of engines' hands
 *     subjects.c          make, var, use, rename, drop, subjects
 *     heap.c              gc, gctrace
 *     time.c              step, back, undo, seek, play, ...
 *     memory.c            memory: where bytes lie
 *     until.c             what until and back until look for
 *     look.c              view, focus, walk, open, scroll, help, quit
 *     costs.c             costs, spikes: the ledger as tables
 *     compare.c           two scripts side by side
 *     strategies.c        five subjects under one workload
 *     settings.c          set
 *     play.c              the words of scenes: chapter, say, ask, expect, ...
 *     save.c              snapshot, save
 *     open.c              scene, trace, record
 *     lesson.c            lessons, lesson, restart
 * hand/classic/hand.c     what a person can do with a classic map
 *     make.c              make, var
 *     map.c               insert, get, delete, clear; growth by hand
 *     collide.c           collide: keys that land in one bucket
 *     ask.c               hash, find, forecast, pending
 *     stuck.c             stuck, hmap: a growth that nobody advances, and where one can be read
 *     point.c             point: buckets, slots, keys, parts of a hash, registers
 *     measure.c           stats, dump
 *     why.c               why: the life of an entry
 *     aftermath.c         what a command set off beside what it was asked to do
 * hand/swiss/hand.c       what a person can do with a Swiss map, the map of Go 1.24
 *     make.c              make, var
 *     map.c               insert, get, delete, clear
 *     collide.c           collide: keys of one group, table or tag
 *     ask.c               hash, find
 *     forecast.c          forecast: which table grows next, and when
 *     point.c             focus and point: directory, tables, groups, slots, keys, words of the header
 *     measure.c           stats, dump
 *     why.c               why: the life of an entry
 *     nothing.c           grow, evacuate, pending: what there is no such thing of, and why
 *     aftermath.c         what a command set off beside what it was asked to do
 * hand/strategy/hand.c  what a person can do with sharded and split maps
 *     make.c              make
 *     operate.c           insert, get, delete, fill, clear, publish: by the map that an operation goes to
 *     foresee.c           what publications will copy
 *     measure.c           stats; growths and publications set off
 * hand/slice/hand.c       what a person can do with slices and arrays
 *     make.c              make and var
 *     element.c           append, fill, store, get, address, clear
 *     part.c              reslice, let, copy
 *     ask.c               range, forecast, stats, dump, focus, point
 *     why.c               why: where an element came from
 *     aftermath.c         arrays allocated and left, and what others see of it
 *     values.c            elements, indexes and parts as arguments and in sentences
 * hand/layout/hand.c      what a person can do with layouts
 *     make.c              layout
 *     stats.c             stats: all that follows from a type
 *
 * hand/race/hand.c        what a person can do with goroutines that race
 *     make.c              make
 *     program.c           what each is to do, and what the map holds in the beginning
 *     schedule.c          run: whose turn it is
 *     explore.c           race explore, replay, again
 *     ask.c               dump, stats
 *     say.c               what steps did and how a race stands, in words
 *
 * scene/player.c          a scene under way: live, in a film, in a check
 *     speak.c             what it says, types and asks
 *     scene.c             its lines, from files
 *     condition.c         count == 3 and where fig == old 2
 *     fact.c              what can be asked by name
 *     fact_cost.c         what operations cost
 *     question.c          is that the answer?
 *     tempo.c             how long words must stand
 *
 * model/world.c           subjects by name, in one memory; one of them is in hand
 *     heap.c              Go's heap: a collection marks what subjects lead to, and takes the rest
 *     memory.c            regions of cells; the one writer, and how it is taken back
 *     engine.c            the list of engines, and their rows by number
 *     fact.c              questions and answers
 *     gomap.c                 those that both of Go's maps answer
 * model/classic/engine.c  the row of Go's classic map (up to 1.23): shapes, events, pseudo-code
 *     gomap.c             what it has in common with the Swiss map
 *     classic.c           its registers and regions, and what all verbs share
 *     make.c assign.c access.c delete.c clear.c grow.c evacuate.c iterate.c      the runtime's verbs, one file each
 *     measure.c           the map in numbers
 *     worth.c             what each event is worth in bytes
 *     heap.c              what of it the collector sees
 *     summary.c           what runs of buckets hold, kept up to date with each write
 *     facts.c             what can be asked of it
 *     check.c             what is true of every reachable state
 * model/swiss/engine.c    the row of Go's Swiss map (from 1.24 on)
 *     gomap.c             what it has in common with the classic one
 *     swiss.c             its words, hashes, draws, and what all verbs share
 *     table.c             the directory, its tables, their groups: reading them
 *     find.c              the search that all verbs make
 *     make.c insert.c access.c delete.c clear.c grow.c iterate.c      the runtime's verbs, one file each
 *     measure.c           how far its searches go, and how full its groups are
 *     worth.c             what it holds and what each event is worth, in bytes
 *     heap.c              what of it the collector sees
 *     facts.c             what can be asked of it
 *     check.c             what is true of every reachable state
 * model/strategy/engine.c  the row of sharded and split maps, which are made of classic ones
 *     strategy.c          registers and parts, and what all verbs share
 *     make.c              its maps come and go
 *     operate.c           which map does an operation, and what follows: staleness, publications
 *     heap.c              what of its maps the collector sees
 *     facts.c             what can be asked of one
 *     check.c             what is true of every reachable state
 * model/slice/engine.c    the row of slices and arrays
 *     slice.c             headers and arrays, and what all verbs share
 *     make.c append.c element.c      the verbs
 *     others.c            who else stands on an array, sees a cell of it, keeps it
 *     growth.c            how much append grows, by release
 *     heap.c              what of them the collector sees
 *     type.c              []T and [N]T, from their names
 *     facts.c             what can be asked of one
 *     check.c             what is true of every reachable state
 * model/layout/engine.c   the row of layouts
 *     layout.c            a map type's bucket, part by part
 *     facts.c             what can be asked of one
 * model/race/engine.c     the row of races: shapes, events, pseudo-code of all systems
 *     race.c              its regions, and how it stands
 *     run.c               how it is set up, and a step of it, as events
 *     learn.c             what the explorer found, as cells
 *     names.c             cells and values as the runtimes call them
 *     say.c               what replies and the screen say alike of it
 *     facts.c             what can be asked of it
 *     check.c             what is true of every reachable state
 *     machine.c           below all this: systems as rows, one access a step
 *     turn.c              the one access of a step, and what comes of it
 *     go.c                Go's map, alone and behind locks:
 *     go_assign.c go_work.c go_access.c go_delete.c go_range.c      the runtime's verbs, one file each
 *     go_way.c                from one to the next
 *     slots.c                 its buckets of slots, while nobody runs
 *     article.c           the article's protocol,
 *     article_step.c          its steps, with rules added to it,
 *     mended.c                and as mended
 *     java.c              Java's ConcurrentHashMap:
 *     java_write.c java_join.c java_move.c      get, put and remove; who joins a transfer; the transfer
 *     history.c           what was told to whom, and whether a plain map could have told it
 *     explore.c           every order of the steps: breadth first,
 *     search.c                its graph of states,
 *     store.c                 of which each is kept once,
 *     search_count.c          counted,
 *     search_sample.c         or sampled
 * go/gotype.c             Go's types and their properties,
 *     gotype_parse.c          from their names:
 *     gotype_func.c               functions and interfaces,
 *     gotype_struct.c             structs,
 *     gotype_length.c             lengths of arrays
 *     gotype_spell.c          their names as Go prints them
 *     value.c             their values, interned,
 *     value_read.c            from text,
 *     value_number.c          floats as text,
 *     value_example.c         examples by number
 *     maptype.c           map types: how their buckets are laid out, and which routines serve them
 *     hash.c              the map's hash, by release
 *     size.c              what the allocator hands out, by release
 *     version.c           the releases
 *
 * time/timeline.c         all events with a cursor, and a mark for each command
 *     past.c              what it is asked: events, marks, whom an event is about, stops
 *     tape.c              the events, packed; a few batches of them lie open
 *     packing.c               a batch of events in few bytes
 *     ledger.c            what each operation cost, from its events
 *     ledger_rows.c           its rows: the newest lie open, the others packed
 *     positions.c             where landmarks, growths and operations are, two bytes each
 *     ledger_sum.c            operations taken together
 *     threshold.c         what stands out of a series: a moving mean and quartiles, in whole numbers
 *     spikes.c                which operations do
 *     clock.c             milliseconds become moments
 *     rhythm.c            what is done again and again lasts less
 *     track.c             the whole of time on a line: its scale
 *
 * trace/replay.c          recordings of real maps, operation by operation, by the row of their format
 *     lines.c             lines of a file, plain or gzip
 *     scan.c              JSON, as far as recordings use it
 *     field.c             the fields that all recordings have, and those of a format
 *     reader.c            a line becomes an operation
 *     perform.c           it is performed on a map
 *     compare.c           and held against what came out
 *     texts.c             the texts of values, as checksums take them
 *     report.c            growwork replay: what it says
 * trace/classic/format.c  the row of gomap-trace-1
 *     field.c             its own fields
 *     reader.c            its own lists of a line
 *     scan_dump.c             and the dump that it may hold
 *     replay.c            performs and compares operations
 *     perform.c               what only a classic map can say
 *     watch.c             what it did, by its events
 *     checksum.c          the map in 16 bytes, as the recorder had it
 *     dump.c              the map bucket by bucket
 *     links.c             the names that a recording gives overflow buckets
 * trace/swiss/format.c    the row of swissmap-trace-1: performs and compares operations
 *     field.c             its own fields
 *     reader.c            its own lists of a line
 *     perform.c           what only a Swiss map can say
 *     sample.c            the map in 8 bytes, and group by group
 *
 * view/screen.c           the panels of a screen, drawn in their order
 *     layout.c            which of them there are, and where each stands
 *     face.c              the list of engines' faces
 *     now.c               what is going on at a moment
 *     bulk.c              many at once: another picture
 *     heap.c              a collection: objects, their colours
 *     heap_story.c        what is told of it
 *     work.c              an operation a column; the history
 *     lanes.c             subjects below one another
 *     pace.c              how much can be told in how much time
 *     panel.c             what panels share
 *     code.c              pseudo-code
 *     phases.c            the first line: what is under way, and its phases
 *     timebar.c           the moment in words, costs, hints
 *     track.c             commands as segments of one line, growths of the past
 *     prompt_panel.c      the prompt, its pop-up
 *     sheet_panel.c       long replies, in a box
 *     light.c             panels that somebody points at
 *     marks.c             the legend
 *     memory_bar.c        the bytes of a subject as a bar
 *     explain.c           the screen explained, for help
 *     grid.c              cells, each a character with a meaning
 *     glyph.c             other characters for terminals that don't show these
 * view/classic/face.c     how a classic map looks
 *     reading.c           the entry in hand, where it came from, where it goes
 *     loop.c              the loop under way
 *     early.c             old buckets that moved before their turn, and why
 *     bands.c columns.c   where each bucket and slot stands
 *     panes.c             where a character of the field stands, when there are too many
 *     buckets.c slot.c keys.c titles.c gate.c left.c waiting.c panes_draw.c histogram.c table.c ending.c      the stage
 *     header.c phases.c lens.c story.c values.c      its panels
 * view/strategy/face.c    how a sharded or split map looks
 *     reading.c           its maps as lanes, and which of them is in hand
 *     stage.c             a lane a map, the map in hand below
 *     header.c story.c        its panels
 * view/swiss/face.c       how a Swiss map looks
 *     reading.c           the search, the growth, the loop in hand, by their landmarks
 *     loop.c              what the loop under way has delivered
 *     stage.c             tables and their groups, at rest and while one grows
 *     stage_shape.c       how a group is drawn, and where
 *     stage_group.c stage_keys.c stage_path.c      a group, its keys, the way of a search
 *     stage_lanes.c stage_directory.c field.c      old | bit | new; entries and their tables; a character a group
 *     gate.c              a hash as bits, a control word against the tag
 *     header.c phases.c lens.c story.c values.c      its panels
 * view/slice/face.c       how a slice or an array looks
 *     reading.c           the element in hand, the arrays that are to be seen
 *     stage.c header.c phases.c lens.c story.c      its panels
 * view/layout/face.c      how a layout looks
 *     stage.c header.c phases.c lens.c story.c      its panels
 * view/race/face.c        how a race looks
 *     reading.c           the step in hand, and whose it is
 *     stage.c lanes.c map.c chart.c header.c phases.c lens.c story.c why.c      its panels
 * paint/curses.c          grids become bytes for the terminal,
 *     cast.c                  a recording for asciinema,
 *     svg.c                   a picture
 *     svg_film.c              a picture that moves
 *     recorder.c          a live session, recorded
 *     theme.c             meanings become styles,
 *     appearance.c            and colours,
 *     colour.c                that differ enough to be read
 *
 * base/                   what all stand on
 *     text.c              growable text, UTF-8, widths
 *     sheet.c             sentences and tables, laid out for whoever reads them
 *     words.c             the catalogue of words (words/)
 *     number.c            the one reader of numbers
 *     ranks.c             numbers in their order, while they come and go
 *     error.c             user errors as values
 *     names.c             lists of names
 *     nearest.c           did you mean
 *     workload.c          operations on numbered keys, drawn by a plan
 *     file.c              whole files, or none of them
 *     memory_or_die.c     heap memory, or a clear word
 *     scarce.c            whether the machine has more of it
 *     stash.c             bytes that stay where they are, by numbers half as long as pointers
 */
#include "command/command.h"
#include "headless/batch.h"
#include "headless/check.h"
#include "headless/film_command.h"
#include "headless/invocation.h"
#include "headless/reference_command.h"
#include "trace/report.h"
#include "tui/config.h"
#include "tui/files.h"
#include "tui/loop.h"
#include "tui/notes.h"
#include "tui/places.h"
#include "tui/told.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { STATUS_FAILED = 1, STATUS_USAGE = 2 };

static int call_screen(const struct invocation *invocation, const struct repertoire *repertoire)
{
    struct text line = {0};
    text_add(&line, "scene");
    if (invocation->operand_count > 0) {
        text_add(&line, " \"");
        for (const char *at = invocation->operands[0]; *at != '\0'; at++) {
            if (*at == '"' || *at == '\\')
                text_add(&line, "\\");
            text_append(&line, at, 1);
        }
        text_add(&line, "\"");
    }
    struct session *session = session_new(repertoire);
    struct text complaints = {0};
    session_set_live(session, true);
    config_run(session, &complaints);
    struct tui_options options = {.first_line = text_string(&line),
                                  .complaints = text_string(&complaints),
                                  .theme = invocation_value(invocation, "--theme")};
    int status = tui_run(session, &options);
    session_free(session);
    text_free(&complaints);
    text_free(&line);
    return status;
}

static int call_check(const struct invocation *invocation, const struct repertoire *repertoire)
{
    told_interrupt();
    return check_files(invocation->operand_count, invocation->operands,
                       invocation_value(invocation, "--pace") != NULL, repertoire, stdout, stderr);
}

static int call_film(const struct invocation *invocation, const struct repertoire *repertoire)
{
    told_interrupt();
    return film_command(invocation, repertoire, stdout, stderr);
}

static int call_notes(const struct invocation *invocation, const struct repertoire *repertoire)
{
    (void)invocation;
    return notes_follow(repertoire->table.words, stdout, stderr);
}

static int call_batch(const struct invocation *invocation, const struct repertoire *repertoire)
{
    struct session *session = session_new(repertoire);
    int status = batch_run(session, stdin, stdout, stderr, invocation_value(invocation, "--json") != NULL);
    session_free(session);
    return status;
}

static int call_replay(const struct invocation *invocation, const struct repertoire *repertoire)
{
    told_interrupt();
    return replay_files(invocation->operand_count, invocation->operands, repertoire->table.words, stdout,
                        stderr);
}

static int call_reference(const struct invocation *invocation, const struct repertoire *repertoire)
{
    return reference_command_run(invocation, &repertoire->table, stdout, stderr);
}

static int call_help(const struct invocation *invocation, const struct repertoire *repertoire)
{
    (void)invocation;
    return reference_command_usage(repertoire->table.words, stdout);
}

static int call_version(const struct invocation *invocation, const struct repertoire *repertoire)
{
    (void)invocation;
    struct program program = invocation_program(repertoire->table.words);
    printf("%s %s\n", program.name, program.version);
    return 0;
}

static int (*const calls[])(const struct invocation *invocation, const struct repertoire *repertoire) = {
    [INVOKE_SCREEN] = call_screen,       [INVOKE_CHECK] = call_check, [INVOKE_FILM] = call_film,
    [INVOKE_NOTES] = call_notes,         [INVOKE_BATCH] = call_batch, [INVOKE_REPLAY] = call_replay,
    [INVOKE_REFERENCE] = call_reference, [INVOKE_HELP] = call_help,   [INVOKE_VERSION] = call_version,
};

/* Where one of the three streams is closed, the next file that is opened would be it, and what is said would be written there. In
   its place stands one on which that fails, as it would have. */
static void keep_streams_apart(void)
{
    for (int file = STDIN_FILENO; file <= STDERR_FILENO; file++) {
        if (fcntl(file, F_GETFD) < 0)
            open("/dev/null", file == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
}

/* What was said and has not arrived is not done, whichever way it was said. */
static int close_output(int status, const struct words *words)
{
    bool lost = ferror(stdout) != 0;
    errno = 0;
    if (fclose(stdout) == 0 && !lost)
        return status;
    struct text text = {0};
    words_say(&text, words, errno != 0 ? WORD_ERROR_OUTPUT : WORD_ERROR_OUTPUT_LOST, strerror(errno));
    fprintf(stderr, "growwork: %s\n", text_string(&text));
    text_free(&text);
    return status != 0 ? status : STATUS_FAILED;
}

int main(int count, char **words)
{
    struct repertoire repertoire = command_repertoire(words_english());
    repertoire.home_of = files_home;
    repertoire.scenes_of_program = places_scenes;
    repertoire.tell_work = told_work;
    struct invocation invocation;
    struct error error;
    keep_streams_apart();
    signal(SIGXFSZ, SIG_IGN); /* a file that would be too long is an error of its own */
    if (invocation_read(&invocation, count - 1, (const char **)words + 1, &error))
        return close_output(calls[invocation.row->tag](&invocation, &repertoire), repertoire.table.words);
    struct text text = {0};
    error_say(&error, repertoire.table.words, &text);
    fprintf(stderr, "growwork: %s\n", text_string(&text));
    text_free(&text);
    return STATUS_USAGE;
}
