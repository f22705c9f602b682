#include "tui/term_type.h"

static const char *const like_xterm[] = {"xterm-256color", "xterm", "vt220",
	"vt100", NULL};
static const char *const like_screen[] = {"screen-256color", "screen", "vt220",
	"vt100", NULL};
static const char *const like_vt[] = {"vt220", "vt100", NULL};

/* The families of terminals that new ones come from. */
static const struct {
	const char *family;
	const char *const *types;
} families[] = {
	{"xterm", like_xterm}, {"alacritty", like_xterm},
	{"contour", like_xterm}, {"foot", like_xterm},
	{"ghostty", like_xterm}, {"gnome", like_xterm},
	{"iterm2", like_xterm}, {"kitty", like_xterm},
	{"konsole", like_xterm}, {"mintty", like_xterm},
	{"mlterm", like_xterm}, {"rio", like_xterm},
	{"rxvt", like_xterm}, {"st", like_xterm},
	{"vte", like_xterm}, {"wezterm", like_xterm},
	{"screen", like_screen}, {"tmux", like_screen},
	{"linux", like_vt}, {"vt220", like_vt},
	{"vt320", like_vt}, {"vt420", like_vt},
};

const char *
term_stand_in(const char *type, size_t index)
{
	size_t len = strcspn(type, "-+.");

	for (size_t i = 0; i < COUNT_OF(families); i++) {
		const char *const *types = families[i].types;

		if (strlen(families[i].family) != len ||
		    strncmp(families[i].family, type, len) != 0)
			continue;
		while (index > 0 && *types != NULL) {
			types++;
			index--;
		}
		return *types;
	}
	return NULL;
}
