/*
 * The good state that takes the place of a damaged vault, and how it is
 * opened; private to rescue.
 */
#ifndef APP_RESCUE_GOOD_H
#define APP_RESCUE_GOOD_H

#include "app/rescue.h"

struct rescue_good {
	struct age_header header; /* of the vault to be */
	struct secret key;
	struct payload payload;
	bool found; /* a revision: payload is of it */
	size_t index; /* and this in the history */
	uint64_t revision; /* of the vault to be */
	bool takes_header; /* of a revision, this one: */
	size_t header_index;
	struct recipients recipients; /* of the header, if not in payload */
};

#define GOOD CLEANUP(rescue_good_wipe) struct rescue_good

void rescue_good_wipe(struct rescue_good *good);

/* The damaged vault's own header and key, if an attempt to unlock it has
 * found that. */
bool rescue_take_own(const struct session *session, struct rescue_good *good,
	struct err *err) MUST_USE;

/* The revision of this index. Without a key before it is opened as the vault
 * would be if it were that file, and its header and key are those of *good. */
bool rescue_open_item(struct session *session, struct foreign *foreign,
	const struct history *history, size_t index, struct rescue_good *good,
	struct err *err) MUST_USE;

/* Without a key before, and before the revision of this index is opened: the
 * header and key of the newest behind it that can be opened, so that neither a
 * passphrase nor a recipient of an earlier time takes their place. True with
 * *good without them if there is none. */
bool rescue_find_header(struct session *session, struct foreign *foreign,
	const struct history *history, size_t index, struct rescue_good *good,
	struct err *err) MUST_USE;

/* True if the header is that of the damaged file, as far as can be told. */
bool rescue_has_own_header(const struct vault_file *file,
	const struct rescue_good *good);

/* The newest good revision in this state, and in any: those of an earlier
 * passphrase, which may have to be asked for, come last. True with *good
 * without one if there is none. */
bool rescue_open_newest_of(struct session *session, struct foreign *foreign,
	const struct history *history, enum history_state state,
	struct rescue_good *good, struct err *err) MUST_USE;
bool rescue_open_newest(struct session *session, struct foreign *foreign,
	const struct history *history, struct rescue_good *good,
	struct err *err) MUST_USE;

#endif
