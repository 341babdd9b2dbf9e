#include "view/explain.h"

#include "view/heap.h"

#include <string.h>

/* What stands where, from the top of a screen to its bottom. The stage shows always; a face says what stands on it. */
static const struct panel_row {
    int panel; /* enum panel; PANELS: always there */
    enum word row;
} panels[] = {
    {PANEL_HEADER, WORD_EXPLAIN_HEADER}, {PANELS, WORD_NONE},
    {PANEL_LENS, WORD_EXPLAIN_LENS},     {PANEL_CODE, WORD_EXPLAIN_CODE},
    {PANEL_STORY, WORD_EXPLAIN_STORY},   {PANEL_COST, WORD_EXPLAIN_COST},
    {PANEL_HINTS, WORD_EXPLAIN_MARKS},   {PANEL_TIMELINE, WORD_EXPLAIN_TIMELINE},
    {PANEL_HINTS, WORD_EXPLAIN_HINTS},   {PANEL_PROMPT, WORD_EXPLAIN_PROMPT},
};

enum { ALL = -1 };

static void add_row(struct text *sheet, const char *first, const char *second, const char *third)
{
    text_separate(sheet, "\n");
    text_format(sheet, "%s\t%s", first, second);
    if (third != NULL)
        text_format(sheet, "\t%s", third);
}

static void add_words(const struct words *words, enum word word, struct text *sheet)
{
    text_separate(sheet, "\n");
    text_add(sheet, words->texts[word]);
}

static void add_panels(const struct words *words, const struct face *face, unsigned shown, struct text *sheet)
{
    for (size_t i = 0; i < sizeof panels / sizeof *panels; i++) {
        const struct panel_row *row = &panels[i];
        for (int engine = 0; row->panel == PANELS && engine < ENGINES; engine++) {
            const struct face *its = face_number(engine);
            if (its != NULL && (face == NULL || face == its))
                add_row(sheet, words->texts[its->stage], words->texts[its->stage_shows], NULL);
        }
        if (row->row != WORD_NONE && (shown >> row->panel & 1) != 0)
            add_words(words, row->row, sheet);
    }
}

static void add_marks(const struct words *words, const struct mark_row *rows, uint32_t seen,
                      struct text *sheet)
{
    const struct mark_row *mark;
    uint32_t bit;
    for (int i = 0; (mark = panel_mark(rows, i, &bit)) != NULL; i++) {
        if (seen & bit)
            add_row(sheet, mark->glyph, words->texts[mark->word], words->texts[mark->meaning]);
    }
}

static void add_fields(const struct words *words, const struct face *face, struct text *sheet)
{
    for (const struct field_row *row = face->fields; row->name != WORD_NONE; row++)
        add_row(sheet, words->texts[row->name], words->texts[row->meaning], NULL);
}

static void add_flags(const struct words *words, const struct face *face, struct text *sheet)
{
    if (face->flags == NULL)
        add_words(words, WORD_EXPLAIN_NO_FLAGS, sheet);
    for (const struct flag_row *row = face->flags; row != NULL && row->name != NULL; row++)
        add_row(sheet, row->name, words->texts[row->meaning], NULL);
}

void explain_heap_marks(const struct words *words, struct text *sheet)
{
    add_marks(words, heap_marks, (uint32_t)ALL & ~(uint32_t)(PANEL_MARK_SPIKE | PANEL_MARK_THRESHOLD), sheet);
}

void explain_page(const struct words *words, const struct face *face, enum explain_page page,
                  struct text *sheet)
{
    if (page == EXPLAIN_SCREEN)
        add_panels(words, face, (unsigned)ALL, sheet);
    else if (face == NULL)
        add_words(words, WORD_STAGE_EMPTY, sheet);
    else if (page == EXPLAIN_MARKS)
        add_marks(words, face->marks, (uint32_t)ALL, sheet);
    else if (page == EXPLAIN_FIELDS)
        add_fields(words, face, sheet);
    else
        add_flags(words, face, sheet);
}

static void add_title(const struct words *words, enum word title, struct text *sheet)
{
    text_add(sheet, sheet->length > 0 ? "\n\n" SHEET_TITLE : SHEET_TITLE);
    text_add(sheet, words->texts[title]);
}

void explain_picture(const struct words *words, const struct face *face, const struct screen_room *room,
                     struct text *sheet)
{
    if ((face != NULL || room->heap) && room->marks != 0) {
        add_title(words, WORD_EXPLAIN_TITLE_PICTURE, sheet);
        add_marks(words, room->heap ? heap_marks : face->marks, room->marks, sheet);
    }
    add_title(words, WORD_EXPLAIN_TITLE_SCREEN, sheet);
    add_panels(words, face, room->panels, sheet);
    if (face != NULL && (room->panels >> PANEL_HEADER & 1) != 0) {
        add_title(words, WORD_EXPLAIN_TITLE_FIELDS, sheet);
        add_fields(words, face, sheet);
    }
}

static void add_page(const struct words *words, const struct face *face, enum explain_page page,
                     const char *hashes, struct text *text)
{
    static const enum word titles[EXPLAIN_PAGES] = {
        [EXPLAIN_MARKS] = WORD_EXPLAIN_TITLE_MARKS,
        [EXPLAIN_SCREEN] = WORD_EXPLAIN_TITLE_PANELS,
        [EXPLAIN_FIELDS] = WORD_EXPLAIN_TITLE_FIELDS,
        [EXPLAIN_FLAGS] = WORD_EXPLAIN_TITLE_FLAGS,
    };
    struct text sheet = {0};
    text_format(text, "\n%s %s\n\n", hashes, words->texts[titles[page]]);
    explain_page(words, face, page, &sheet);
    sheet_markdown(text_string(&sheet), hashes, text);
    while (text->length > 1 && text->bytes[text->length - 2] == '\n')
        text->bytes[--text->length] = '\0';
    text_free(&sheet);
}

void explain_markdown(const struct words *words, struct text *text)
{
    static const enum explain_page pages[] = {EXPLAIN_MARKS, EXPLAIN_FIELDS, EXPLAIN_FLAGS};
    add_page(words, NULL, EXPLAIN_SCREEN, "##", text);
    for (int engine = 0; engine < ENGINES; engine++) {
        const struct face *face = face_number(engine);
        if (face == NULL)
            continue;
        text_format(text, "\n## %s\n", words->texts[face->title]);
        for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
            add_page(words, face, pages[i], "###", text);
    }
    struct text sheet = {0};
    text_format(text, "\n## %s\n\n### %s\n\n", words->texts[WORD_HEAP_SCREEN],
                words->texts[WORD_EXPLAIN_TITLE_MARKS]);
    explain_heap_marks(words, &sheet);
    sheet_markdown(text_string(&sheet), "###", text);
    while (text->length > 1 && text->bytes[text->length - 2] == '\n')
        text->bytes[--text->length] = '\0';
    text_free(&sheet);
}
