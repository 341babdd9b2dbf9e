#ifndef SCENE_PLAYING_H
#define SCENE_PLAYING_H
/*
 * What the files of the player share: player.c runs the lines and lets time pass, speak.c says, types and asks. Only the two
 * include it; everybody else has player.h.
 */
#include "scene/player.h"

enum { PLAYER_LETTER_LEAST = 45 /* milliseconds between two letters that are typed */ };

bool player_is_seen(const struct player *player); /* nothing is waited for where nothing is seen */
void player_wait_for(struct player *player, enum player_wait wait, int64_t due); /* milliseconds */

/* Types a line, or the answer to a question, letter by letter. */
void player_begin_typing(struct player *player, const char *line, bool answer);
/* Tells the right answer behind one of three beginnings: right, wrong, or none of both; `given` may be "". */
void player_tell_answer(struct player *player, enum word beginning, const char *given);
void player_show_score(struct player *player); /* once a question was answered */
void player_show_end(struct player *player);   /* of the scene */

#endif
