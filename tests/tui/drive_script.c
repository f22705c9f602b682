#include "drive.h"

void
script_read_screen(struct driver *d, FILE *file, struct buf *out)
{
	char *line = NULL;
	size_t size = 0;
	long at = ftell(file);

	while (getline(&line, &size, file) > 0 && line[0] == '|') {
		buf_add_str(out, line + 1);
		d->line++;
		at = ftell(file);
	}
	free(line);
	fseek(file, at, SEEK_SET);
}
