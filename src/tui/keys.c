#include "tui/keys.h"

#include "tui/line.h"

enum after
view_back(struct view *view)
{
	(void)view;
	return AFTER_CLOSE;
}

enum after
view_cancel(struct view *view)
{
	(void)view;
	return AFTER_CANCEL;
}

static enum after
act_help(struct view *view)
{
	(void)view;
	return AFTER_HELP;
}

static enum after
act_lock(struct view *view)
{
	(void)view;
	return AFTER_LOCK;
}

static enum after
act_quit(struct view *view)
{
	(void)view;
	return AFTER_QUIT;
}

static enum after
act_redraw(struct view *view)
{
	(void)view;
	return AFTER_REDRAW;
}

static enum after
act_suspend(struct view *view)
{
	(void)view;
	return AFTER_SUSPEND;
}

static enum after
act_interrupt(struct view *view)
{
	(void)view;
	return AFTER_INTERRUPT;
}

static const struct key_def app_rows[] = {
	{{'?', K_F1}, "help", "help", "show the keys of this screen", act_help},
	{{'L'}, "lock", NULL, "lock: wipe key and accounts; takes otp unlock back",
		act_lock},
	{{'q', K_CTRL('q')}, "quit", "quit", "quit", act_quit},
	{{K_CTRL('l')}, "redraw", NULL, "draw the screen anew", act_redraw},
	{{K_CTRL('z')}, "suspend", NULL, "lock and go back to the shell; fg returns",
		act_suspend},
	{{K_CTRL('c')}, NULL, NULL, "quit at once", act_interrupt},
};

const struct key_table app_keys = KEY_TABLE("Everywhere", app_rows);

static enum after
edit(struct view *view, void (*change)(struct line *line))
{
	change(view->class->line(view));
	if (view->class->on_change != NULL)
		view->class->on_change(view);
	return AFTER_NOTHING;
}

static enum after
act_left(struct view *view)
{
	line_left(view->class->line(view));
	return AFTER_NOTHING;
}

static enum after
act_right(struct view *view)
{
	line_right(view->class->line(view));
	return AFTER_NOTHING;
}

static enum after
act_home(struct view *view)
{
	line_home(view->class->line(view));
	return AFTER_NOTHING;
}

static enum after
act_end(struct view *view)
{
	line_end(view->class->line(view));
	return AFTER_NOTHING;
}

static enum after
act_backspace(struct view *view)
{
	return edit(view, line_backspace);
}

static enum after
act_delete(struct view *view)
{
	return edit(view, line_delete);
}

static enum after
act_delete_word(struct view *view)
{
	return edit(view, line_delete_word);
}

static enum after
act_delete_before(struct view *view)
{
	return edit(view, line_delete_before);
}

static enum after
act_delete_behind(struct view *view)
{
	return edit(view, line_delete_behind);
}

static const struct key_def line_rows[] = {
	{{K_LEFT, K_CTRL('b')}, "cursor-left", NULL, "one character left", act_left},
	{{K_RIGHT, K_CTRL('f')}, "cursor-right", NULL, "one character right", act_right},
	{{K_HOME, K_CTRL('a')}, "cursor-home", NULL, "to the beginning", act_home},
	{{K_END, K_CTRL('e')}, "cursor-end", NULL, "to the end", act_end},
	{{K_BACKSPACE}, "erase", NULL, "delete the character before", act_backspace},
	{{K_DELETE, K_CTRL('d')}, "erase-next", NULL, "delete this character", act_delete},
	{{K_CTRL('w'), K_ALT | K_BACKSPACE}, "erase-word", NULL, "delete the word before",
		act_delete_word},
	{{K_CTRL('u')}, "erase-before", NULL, "delete all before", act_delete_before},
	{{K_CTRL('k')}, "erase-behind", NULL, "delete all behind", act_delete_behind},
};

const struct key_table line_keys = KEY_TABLE("While typing", line_rows);
