#include "core/otpauth_names.h"

#include "codec/unicode.h"
#include "codec/uri.h"

/* Splits at the first literal colon, else at the first encoded one. */
static void
split_label(struct view label, struct view *prefix, struct view *account)
{
	struct view rest = label;

	*prefix = view_cut(&rest, ":");
	*account = view_skip(rest, rest.len > 0 ? 1 : 0);
	if (rest.len > 0)
		return;
	for (size_t i = 0; i < label.len; i++) {
		struct view from = view_skip(label, i);

		if (view_starts(from, "%3A")) {
			*prefix = (struct view){label.text, i};
			*account = view_skip(from, strlen("%3A"));
			return;
		}
	}
	*prefix = (struct view){label.text, 0};
	*account = label;
}

static void
decode_name(struct view name, bool plus_is_space, struct buf *out)
{
	BUF decoded = {0};

	uri_decode(name.text, name.len, plus_is_space, &decoded);
	entry_clean_name(buf_text(&decoded), decoded.len, out);
	out->failed |= decoded.failed;
}

static bool
same_name(const struct buf *a, const struct buf *b)
{
	BUF left = {0}, right = {0};

	unicode_fold(buf_text(a), a->len, false, &left);
	unicode_fold(buf_text(b), b->len, false, &right);
	return strcmp(buf_text(&left), buf_text(&right)) == 0;
}

/*
 * The issuer is the parameter, else the label's prefix. Where both stand and
 * differ, the prefix goes to the note; but it is right when the parameter was
 * cut at an '&' that should have been encoded.
 */
static bool
choose_issuer(const struct uri *uri, struct view raw_prefix,
	struct entry *entry, struct err *err)
{
	BUF issuer = {0}, prefix = {0}, spaced = {0}, note = {0};
	const struct buf *chosen = &issuer;

	entry_clean_name(buf_text(&uri->values[ISSUER]),
		uri->values[ISSUER].len, &issuer);
	decode_name(raw_prefix, false, &prefix);
	decode_name(raw_prefix, true, &spaced);
	if (!buf_ok(&issuer, err) || !buf_ok(&prefix, err) ||
	    !buf_ok(&spaced, err))
		return false;
	if (issuer.len == 0 || (prefix.len > issuer.len &&
		    str_starts(buf_text(&prefix), buf_text(&issuer)) &&
		    prefix.data[issuer.len] == '&')) {
		chosen = &prefix;
	} else if (prefix.len > 0 && !same_name(&prefix, &issuer) &&
		!same_name(&spaced, &issuer)) {
		buf_addf(&note, "Label: %s", buf_text(&prefix));
		if (!buf_ok(&note, err) ||
		    !str_replace(&entry->note, buf_text(&note), err))
			return false;
	}
	return str_replace(&entry->issuer, buf_text(chosen), err);
}

bool
otpauth_read_names(const struct uri *uri, struct entry *entry, struct err *err)
{
	struct view prefix, name;
	BUF account = {0};
	size_t blanks;

	split_label(uri->label, &prefix, &name);
	if (uri->has[ACCOUNT]) {
		entry_clean_name(buf_text(&uri->values[ACCOUNT]),
			uri->values[ACCOUNT].len, &account);
		blanks = 0;
	} else {
		decode_name(name, false, &account);
		blanks = strspn(buf_text(&account), " ");
	}
	return buf_ok(&account, err) &&
		str_replace(&entry->account, buf_text(&account) + blanks,
			err) &&
		choose_issuer(uri, prefix, entry, err);
}
