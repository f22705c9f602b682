#include "vault/salvage.h"

#include "base/file.h"
#include "base/str.h"
#include "vault/revisions.h"
#include "vault/save.h"

void
salvage_wipe(struct salvage *salvage)
{
	payload_wipe(&salvage->payload);
	*salvage = (struct salvage){0};
}

/* Lines without those that a gap cuts. */
struct sieve {
	struct payload_reader *reader;
	bool in_gap;
	bool described;
};

static void
begin_gap(struct sieve *sieve)
{
	struct payload_reader *reader = sieve->reader;

	sieve->in_gap = true;
	buf_wipe(&reader->line);
	if (reader->line_number > 0)
		return;
	/* What follows are accounts. */
	reader->line_number = 1;
	reader->payload->version = PAYLOAD_VERSION;
	sieve->described = false;
}

static bool
to_sieve(void *arg, const uint8_t *bytes, size_t len, struct err *err)
{
	struct sieve *sieve = arg;
	const uint8_t *end;

	if (bytes == NULL) {
		begin_gap(sieve);
		return true;
	}
	if (sieve->in_gap) {
		end = memchr(bytes, '\n', len);
		if (end == NULL)
			return true;
		sieve->in_gap = false;
		len -= (size_t)(end + 1 - bytes);
		bytes = end + 1;
	}
	return payload_feed(sieve->reader, bytes, len, err);
}

static bool
read_file(const char *path, struct buf *out, struct err *err)
{
	BUF armored = {0};

	if (!file_read(path, VAULT_FILE_MAX, out, err))
		return false;
	if (!age_is_armored(out->data, out->len))
		return true;
	armored = *out;
	*out = (struct buf){0};
	return age_unarmor(armored.data, armored.len, out, err);
}

static bool
find_payload(const struct buf *file, size_t *at, struct err *err)
{
	AGE_HEADER header = {0};

	if (*at == 0) {
		if (!age_header_parse(file->data, file->len, &header, err))
			return false;
		*at = header.text.len;
	}
	return *at < file->len ||
		err_set(err, ERR_DAMAGED, "is cut off behind the header");
}

bool
salvage_read(const char *path, size_t header_len,
	const struct secret *file_key, struct salvage *out, struct err *err)
{
	SALVAGE salvage = {0};
	PAYLOAD_READER reader = {.payload = &salvage.payload};
	struct sieve sieve = {.reader = &reader, .described = true};
	size_t at = header_len;
	BUF file = {0};

	if (!read_file(path, &file, err) || !find_payload(&file, &at, err) ||
	    !age_salvage(file.data + at, file.len - at, file_key, to_sieve,
		    &sieve, &salvage.lost, err) ||
	    !payload_finish(&reader, err))
		return false;
	salvage.described = sieve.described;
	if (!salvage.described && salvage.payload.entries.len == 0)
		return err_set(err, ERR_DAMAGED, "nothing of it can be read");
	*out = salvage;
	/* The reader still points there, but only to release its own. */
	salvage = (struct salvage){0};
	return true;
}

bool
salvage_replace(const struct vault_file *file,
	const struct salvaged_state *state, const struct clock *clock,
	char **aside, struct err *err)
{
	FOLDER folder = FOLDER_NONE;
	char name[REVISION_NAME_SIZE] = "";
	struct save save = {
		.folder = &folder,
		.header = state->header,
		.file_key = state->file_key,
		.payload = state->payload,
		.old = file->is_open ? file : NULL,
		.aside = name,
		.now = clock_now(clock),
	};
	struct vault_stamp stamp;
	bool replaced;

	state->payload->saved = save.now;
	if (!(file->is_open ? folder_open(&folder, file->path, err)
			    : folder_open_parent(&folder, file->path, err)) ||
	    !folder_lock(&folder, err) ||
	    !save_write(&save, &replaced, &stamp, err))
		return false;
	*aside = NULL;
	if (!file->is_open)
		return true;
	*aside = str_format(err, "%s/%s", folder.path, name);
	return *aside != NULL;
}
