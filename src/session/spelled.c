/* Go's own spelling of what commands do, as a line of ours: m["fig"] = 3 is insert fig 3. */
#include "base/names.h"
#include "lang/row.h"
#include "session/called.h"

#include <string.h>

/* What is left to read of a line. */
struct reader {
    const struct session *session;
    const char *at;
    const struct called *called; /* by the session and the statements before */
    struct text *unknown;        /* a name that stands where a subject must, and is nobody's */
    bool several;                /* statements: who is in hand may change between them */
};

static void skip(struct reader *reader)
{
    reader->at += strspn(reader->at, " \t");
}

static bool takes(struct reader *reader, const char *sign)
{
    skip(reader);
    size_t length = strlen(sign);
    if (strncmp(reader->at, sign, length) != 0)
        return false;
    reader->at += length;
    skip(reader);
    return true;
}

/* A name, with dots in it as in fmt.Println. */
static bool take_name(struct reader *reader, struct text *name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789.";
    skip(reader);
    size_t length = strspn(reader->at, letters);
    text_clear(name);
    text_append(name, reader->at, length);
    reader->at += length;
    skip(reader);
    return length > 0 && strchr("0123456789.", text_string(name)[0]) == NULL;
}

/* Up to one of `ends` outside brackets and quotes; blanks at its end are left out. */
static bool take_expression(struct reader *reader, const char *ends, struct text *expression)
{
    int depth = 0;
    bool quoted = false;
    skip(reader);
    const char *begin = reader->at;
    for (; *reader->at != '\0'; reader->at++) {
        char byte = *reader->at;
        if (quoted && byte == '\\' && reader->at[1] != '\0')
            reader->at++;
        else if (byte == '"')
            quoted = !quoted;
        else if (!quoted && depth == 0 && strchr(ends, byte) != NULL)
            break;
        else if (!quoted)
            depth += (strchr("([{", byte) != NULL) - (strchr(")]}", byte) != NULL);
    }
    size_t length = (size_t)(reader->at - begin);
    while (length > 0 && strchr(" \t", begin[length - 1]) != NULL)
        length--;
    text_clear(expression);
    text_append(expression, begin, length);
    return length > 0 && !quoted && *begin != '\''; /* a rune, or no Go */
}

static bool is_at_end(struct reader *reader)
{
    takes(reader, ";");
    return *reader->at == '\0';
}

/* "m: ", unless it is the one in hand. False: nobody is called so. */
static bool add_subject(const struct reader *reader, const struct text *name, struct text *ours)
{
    const struct world *world = &reader->session->world;
    if (!called_is(reader->called, name)) {
        text_clear(reader->unknown);
        text_add(reader->unknown, text_string(name));
        return false;
    }
    if (reader->several || world_find(world, text_string(name), name->length) != world_in_hand(world))
        text_format(ours, "%s: ", text_string(name));
    return true;
}

/* A literal as a word of ours: quotes only if they are needed. */
static void add_word(const struct text *literal, struct text *ours)
{
    const char *bytes = text_string(literal);
    size_t length = literal->length;
    bool quoted = length > 2 && bytes[0] == '"' && bytes[length - 1] == '"';
    text_add(ours, " ");
    if (quoted && !row_needs_quotes(bytes + 1, length - 2, true) && memchr(bytes, '\\', length) == NULL)
        text_append(ours, bytes + 1, length - 2);
    else if (memchr(bytes, ' ', length) != NULL && bytes[0] != '"')
        lexer_quote(bytes, length, false, ours);
    else
        text_append(ours, bytes, length);
}

/* m["fig"] and m["fig"] = 3. */
static bool spell_index(struct reader *reader, const struct text *name, bool assigned, struct text *ours)
{
    struct text key = {0}, value = {0};
    bool fine = take_expression(reader, "]", &key) && takes(reader, "]") && add_subject(reader, name, ours);
    if (fine && !assigned && takes(reader, "=")) {
        const struct hand *hand = called_hand(reader->called, name);
        fine = take_expression(reader, ";", &value);
        text_add(ours, hand_verb(hand, "insert") != NULL ? "insert" : "store");
    } else {
        text_add(ours, "get");
    }
    add_word(&key, ours);
    if (value.length > 0)
        add_word(&value, ours);
    text_free(&key);
    text_free(&value);
    return fine && is_at_end(reader);
}

/* make(map[string]int, 100), called `name` if that is not "". */
static bool spell_make(struct reader *reader, const struct text *name, struct text *ours)
{
    struct text part = {0};
    bool fine = take_expression(reader, ",)", &part);
    bool map = strncmp(text_string(&part), "map[", 4) == 0;
    text_format(ours, "make %s", text_string(&part));
    while (fine && takes(reader, ",")) {
        fine = take_expression(reader, ",)", &part);
        text_format(ours, map ? " hint=%s" : " %s", text_string(&part));
    }
    if (name->length > 0)
        text_format(ours, " as %s", text_string(name));
    text_free(&part);
    return fine && takes(reader, ")") && is_at_end(reader);
}

/* What Go calls with the subject first, and what we call it; behind it stand words. */
static const struct {
    const char *go, *ours;
} calls[] = {
    {"delete", "delete"},    {"append", "append"},  {"clear", "clear"},  {"len", "stats"},
    {"cap", "stats"},        {"print", "dump"},     {"println", "dump"}, {"copy", "copy"},
    {"fmt.Println", "dump"}, {"fmt.Print", "dump"},
};

static const char *ours_for(const struct text *function)
{
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        if (strcmp(calls[i].go, text_string(function)) == 0)
            return calls[i].ours;
    }
    return NULL;
}

/* delete(m, "fig"), quit(). */
static bool spell_call(struct reader *reader, const struct text *function, const struct text *assigned,
                       struct text *ours)
{
    struct text name = {0}, word = {0};
    const char *verb = ours_for(function);
    bool fine = true;
    if (takes(reader, ")")) {
        text_add(ours, text_string(function));
    } else if (strcmp(text_string(function), "make") == 0) {
        fine = spell_make(reader, assigned, ours);
        text_free(&name);
        return fine;
    } else {
        fine = verb != NULL && take_name(reader, &name) && add_subject(reader, &name, ours);
        text_add(ours, verb != NULL ? verb : "");
        while (fine && takes(reader, ",")) {
            fine = take_expression(reader, ",)", &word);
            add_word(&word, ours);
        }
        fine = fine && takes(reader, ")");
    }
    text_free(&name);
    text_free(&word);
    return fine && is_at_end(reader);
}

/* print m, len: what is a call in Go, without its brackets. */
static bool spell_bare_call(struct reader *reader, const struct text *function, struct text *ours)
{
    struct text name = {0};
    const char *verb = ours_for(function);
    bool fine =
        verb != NULL && (is_at_end(reader) || (take_name(reader, &name) && add_subject(reader, &name, ours)));
    text_add(ours, verb != NULL ? verb : "");
    text_free(&name);
    return fine && is_at_end(reader);
}

/* What stands in { } behind a loop over `subject`, as what the loop does: nothing or a print shows what is visited,
   and delete(subject, key) is what Go compiles as clear. NULL: we have nothing of the kind. */
static const char *ours_for_body(struct reader *reader, const struct text *subject, const struct text *key)
{
    struct text function = {0}, word = {0};
    const char *ours = "range";
    if (is_at_end(reader))
        return ours;
    bool fine = takes(reader, "{");
    if (fine && *reader->at != '\0' &&
        !takes(reader, "}")) { /* what is left open goes on in lines that do not come */
        fine = take_name(reader, &function) && takes(reader, "(");
        if (strcmp(text_string(&function), "delete") == 0) {
            ours = "clear loop";
            fine = fine && take_name(reader, &word) &&
                   strcmp(text_string(&word), text_string(subject)) == 0 && takes(reader, ",") &&
                   take_name(reader, &word) && strcmp(text_string(&word), text_string(key)) == 0;
        } else {
            const char *verb = ours_for(&function);
            fine = fine && verb != NULL && strcmp(verb, "dump") == 0 && take_expression(reader, ")", &word);
        }
        fine = fine && takes(reader, ")") && takes(reader, "}");
    }
    text_free(&function);
    text_free(&word);
    return fine && is_at_end(reader) ? ours : NULL;
}

/* for k, v := range m { ... }, behind the `for` */
static bool spell_loop(struct reader *reader, struct text *ours)
{
    struct text key = {0}, word = {0}, subject = {0};
    bool fine = take_name(reader, &key);
    if (fine && strcmp(text_string(&key), "range") != 0)
        fine = (!takes(reader, ",") || take_name(reader, &word)) &&
               (takes(reader, ":=") || takes(reader, "=")) && take_name(reader, &word) &&
               strcmp(text_string(&word), "range") == 0;
    fine = fine && take_name(reader, &subject) && add_subject(reader, &subject, ours);
    const char *loop = fine ? ours_for_body(reader, &subject, &key) : NULL;
    text_add(ours, loop != NULL ? loop : "");
    text_free(&key);
    text_free(&word);
    text_free(&subject);
    return loop != NULL;
}

static bool is_command(const struct session *session, const struct text *name)
{
    const struct command *command =
        command_find(&session->repertoire->table, text_string(name), name->length);
    return command != NULL && row_is_called(command, text_string(name), name->length);
}

/* theme light: a setting without `set`. Of what is a command, too (go g1), it is meant where a number follows: go 1.19. */
static bool spell_setting(const struct reader *reader, const struct text *name, const char *line,
                          struct text *ours)
{
    const struct command *set = command_find(&reader->session->repertoire->table, "set", 3);
    bool number = *reader->at >= '0' && *reader->at <= '9';
    text_format(ours, "set %s", line);
    return names_find(set->arguments[0].choices, text_string(name)) >= 0 &&
           (number || !is_command(reader->session, name));
}

/* {"a": 1, "b": 2} and {1, 2, 3}, behind their type: what is made, and then what is put into it. */
static bool spell_elements(struct reader *reader, const struct text *type, struct text *ours)
{
    struct text key = {0}, value = {0};
    bool map = strncmp(text_string(type), "map[", 4) == 0, fine = takes(reader, "{");
    bool array = !map && strncmp(text_string(type), "[]", 2) != 0;
    for (int count = 0; fine && !takes(reader, "}"); count++) {
        fine = !map || (take_expression(reader, ":", &key) && takes(reader, ":"));
        fine = fine && take_expression(reader, ",}", &value);
        if (map || count == 0 || array)
            text_add(ours, map ? "; insert" : array ? "; store" : "; append");
        if (array)
            text_format(ours, " %d", count);
        if (map)
            add_word(&key, ours);
        add_word(&value, ours);
        fine = fine && (takes(reader, ",") || *reader->at == '}');
    }
    text_free(&key);
    text_free(&value);
    return fine && is_at_end(reader);
}

/* m := map[string]int{"a": 1}, behind the = */
static bool spell_literal(struct reader *reader, const struct text *name, struct text *ours)
{
    struct text type = {0};
    bool fine = take_expression(reader, "{", &type) && *reader->at == '{';
    bool slice = strncmp(text_string(&type), "[]", 2) == 0;
    text_format(ours, "make %s%s as %s", text_string(&type), slice ? " 0" : "", text_string(name));
    fine = fine && spell_elements(reader, &type, ours);
    text_free(&type);
    return fine;
}

/* m = nil: as declared and never made. */
static bool spell_nil(struct reader *reader, const struct text *name, struct text *ours)
{
    struct text unused = {0};
    bool fine = is_at_end(reader) && add_subject(reader, name, &unused);
    if (fine)
        text_format(ours, "var %s as %s", called_type(reader->called, name), text_string(name));
    text_free(&unused);
    return fine;
}

/* range m, delete m "fig": a command of ours with the subject behind it. */
static bool spell_behind(struct reader *reader, const struct text *verb, struct text *ours)
{
    const struct command_table *table = &reader->session->repertoire->table;
    const struct command *command = command_find(table, text_string(verb), verb->length);
    struct text name = {0};
    bool fine = command != NULL && (command->tag & TAG_SUBJECT) &&
                row_is_called(command, text_string(verb), verb->length) && take_name(reader, &name) &&
                add_subject(reader, &name, ours);
    if (fine)
        text_format(ours, "%s%s%s", command->name, *reader->at != '\0' ? " " : "", reader->at);
    text_free(&name);
    return fine;
}

/* step g1: what the hand of the subject in hand has under another name. */
static bool spell_as_hand(const struct reader *reader, const struct text *verb, struct text *ours)
{
    const struct hand *hand = hand_of(reader->session, session_in_hand(reader->session));
    const struct spelling *row = hand != NULL ? hand->spellings : NULL;
    size_t length = strcspn(reader->at, " \t");
    for (; row != NULL && row->typed != NULL; row++) {
        if (strcmp(row->typed, text_string(verb)) != 0)
            continue;
        for (const char *const *word = row->words; *word != NULL; word++) {
            if (strlen(*word) != length || strncmp(*word, reader->at, length) != 0)
                continue;
            text_format(ours, "%s %s", row->ours, reader->at);
            return true;
        }
    }
    return false;
}

/* := or =, with `, ok` before it or not. */
static bool takes_assignment(struct reader *reader)
{
    takes(reader, ", ok");
    return takes(reader, ":=") || takes(reader, "=");
}

/* What has no signs of Go's. */
static bool spell_words(struct reader *reader, const struct text *name, const char *line, struct text *ours)
{
    const char *rest = reader->at;
    bool fine = spell_bare_call(reader, name, ours);
    for (int other = 0; other < 3 && !fine; other++) {
        reader->at = rest;
        text_clear(ours);
        fine = other == 0   ? spell_setting(reader, name, line, ours)
               : other == 1 ? spell_behind(reader, name, ours)
                            : spell_as_hand(reader, name, ours);
    }
    if (!fine) /* a word behind a command may be anything */
        text_clear(reader->unknown);
    return fine;
}

static bool spell(struct reader *reader, struct text *ours)
{
    struct text name = {0}, called = {0}, function = {0};
    const char *line = reader->at;
    bool fine = take_name(reader, &name);
    if (fine && strcmp(text_string(&name), "for") == 0) {
        fine = spell_loop(reader, ours);
    } else if (fine && strcmp(text_string(&name), "var") == 0) { /* var m map[string]int */
        fine = take_name(reader, &called) && *reader->at != '\0';
        text_format(ours, "var %s as %s", reader->at, text_string(&called));
    } else if (fine && takes(reader, "[")) {
        fine = spell_index(reader, &name, false, ours);
    } else if (fine && takes(reader, "(")) {
        fine = spell_call(reader, &name, &called, ours);
    } else if (fine && takes_assignment(reader)) {
        text_append(&called, text_string(&name), name.length);
        const char *begin = reader->at;
        bool type = *begin == '[' || strncmp(begin, "map[", 4) == 0;
        fine = type || take_name(reader, &function);
        fine = fine && (type                 ? spell_literal(reader, &called, ours)
                        : takes(reader, "[") ? spell_index(reader, &function, true, ours)
                        : takes(reader, "(") ? spell_call(reader, &function, &called, ours)
                        : strcmp(text_string(&function), "nil") == 0 ? spell_nil(reader, &called, ours)
                                                                     : false);
    } else if (fine) {
        fine = spell_words(reader, &name, line, ours);
    }
    text_free(&name);
    text_free(&called);
    text_free(&function);
    return fine;
}

/* What is one statement of Go, or a command of ours. */
static bool spell_statement(struct called *called, const char *statement, bool several, struct text *unknown,
                            struct text *ours)
{
    const struct session *session = called->session;
    struct reader reader = {
        .session = session, .at = statement, .called = called, .unknown = unknown, .several = several};
    struct text one = {0};
    struct line line;
    struct error unheard;
    size_t length = strlen(statement);
    bool fine = line_read(&line, &session->repertoire->table, statement, length, &unheard);
    if (fine)
        text_add(&one, statement);
    line_free(&line);
    skip(&reader);
    fine = fine || spell(&reader, &one);
    if (fine && several)
        called_note(called, text_string(&one));
    text_format(ours, "%s%s", ours->length > 0 ? "; " : "", text_string(&one));
    text_free(&one);
    return fine;
}

/* Where a comment of Go's begins, or the line ends. */
static size_t length_without_comment(const char *line, size_t length)
{
    bool quoted = false;
    for (size_t i = 0; i + 1 < length; i++) {
        if (quoted && line[i] == '\\')
            i++;
        else if (line[i] == '"')
            quoted = !quoted;
        else if (!quoted && line[i] == '/' && line[i + 1] == '/' && (i == 0 || line[i - 1] == ' '))
            return i;
    }
    return length;
}

/* Statements are parted by ; outside brackets and quotes. */
bool session_spell(const struct session *session, const char *line, size_t length, struct text *unknown,
                   struct text *ours)
{
    struct text copy = {0}, statement = {0}, unheard = {0};
    struct called called = {.session = session};
    text_append(&copy, line, length_without_comment(line, length));
    struct reader reader = {.session = session, .at = text_string(&copy)};
    bool fine = memchr(line, '\0', length) == NULL;
    int count = 0;
    for (skip(&reader); fine && *reader.at != '\0'; skip(&reader), count++) {
        const char *begin = reader.at;
        take_expression(&reader, ";", &statement);
        takes(&reader, ";");
        bool several = count > 0 || *reader.at != '\0';
        fine = *begin == ';' || spell_statement(&called, text_string(&statement), several,
                                                unknown != NULL ? unknown : &unheard, ours);
    }
    called_free(&called);
    text_free(&copy);
    text_free(&statement);
    text_free(&unheard);
    return fine && count > 0;
}

static bool looks_like_go(const struct session *session, const char *line)
{
    static const char *const beginnings[] = {"if ",    "for ", "fmt.",  "maps.", "slices.",
                                             "defer ", "go ",  "func ", "return"};
    struct text name = {0};
    struct reader reader = {.session = session, .at = line};
    skip(&reader);
    bool looks = false;
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        looks = looks || strncmp(reader.at, beginnings[i], strlen(beginnings[i])) == 0;
    bool named = take_name(&reader, &name);
    if (looks && is_command(session, &name) && strpbrk(reader.at, "([{=") == NULL) {
        looks = false; /* go g5 get a */
    } else if (!looks && named) {
        bool its = world_find(&session->world, text_string(&name), name.length) != WORLD_NOBODY;
        looks = (its && strchr("[=+-", *reader.at) != NULL && *reader.at != '\0') || takes(&reader, ":=") ||
                (*reader.at == '(' && strchr(reader.at, ')') != NULL);
    }
    text_free(&name);
    return looks;
}

bool session_looks_like_go(const struct session *session, const char *line, size_t length, struct text *shown)
{
    text_append(shown, line, length);
    return memchr(line, '\0', length) == NULL && looks_like_go(session, text_string(shown));
}
