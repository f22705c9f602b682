/*
 * URIs are split by hand: what programs write is no RFC 3986 ('#' and blanks
 * stand in labels, '&' in issuers), and a strict parser would lose accounts.
 */
#include "core/otpauth_parts.h"

#include "codec/uri.h"
#include "core/otpauth_words.h"

static const char *const parameter_names[PARAMETERS] = {
	[SECRET_TEXT] = "secret",
	[ISSUER] = "issuer",
	[ALGORITHM] = "algorithm",
	[DIGITS] = "digits",
	[PERIOD] = "period",
	[COUNTER] = "counter",
	[ENCODER] = "encoder",
	[STEAM] = "steam",
	[DATA] = "data",
	[ACCOUNT] = OTPAUTH_ACCOUNT,
};

void
uri_wipe(struct uri *uri)
{
	for (size_t i = 0; i < PARAMETERS; i++)
		buf_wipe(&uri->values[i]);
}

bool
view_starts(struct view view, const char *prefix)
{
	size_t len = strlen(prefix);

	return view.len >= len && strncasecmp(view.text, prefix, len) == 0;
}

bool
view_is(struct view view, const char *word)
{
	return view.len == strlen(word) && view_starts(view, word);
}

struct view
view_skip(struct view view, size_t len)
{
	return (struct view){view.text + len, view.len - len};
}

static bool
is_one_of(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

struct view
view_cut(struct view *rest, const char *characters)
{
	struct view head = {rest->text, 0};

	while (head.len < rest->len &&
	       !is_one_of(rest->text[head.len], characters))
		head.len++;
	*rest = view_skip(*rest, head.len);
	return head;
}

struct view
view_trim(const char *text, size_t len)
{
	static const char blanks[] = " \t\r\n\v\f";
	static const char mark[] = "\xEF\xBB\xBF";
	struct view view = {text, len};

	if (view_starts(view, mark))
		view = view_skip(view, sizeof(mark) - 1);
	while (view.len > 0 && is_one_of(view.text[0], blanks))
		view = view_skip(view, 1);
	while (view.len > 0 && is_one_of(view.text[view.len - 1], blanks))
		view.len--;
	return view;
}

const char *
uri_parameter_name(enum parameter parameter)
{
	return parameter_names[parameter];
}

static bool
add_tag(struct view value, struct entry *entry, struct err *err)
{
	BUF decoded = {0}, clean = {0};

	uri_decode(value.text, value.len, true, &decoded);
	entry_clean_name(buf_text(&decoded), decoded.len, &clean);
	if (!buf_ok(&decoded, err) || !buf_ok(&clean, err))
		return false;
	return clean.len == 0 || entry_add_tag(entry, buf_text(&clean), err);
}

static bool
read_parameter(struct view piece, struct uri *uri, struct entry *entry,
	struct err *err)
{
	struct view name = view_cut(&piece, "=");
	struct view value = view_skip(piece, piece.len > 0 ? 1 : 0);

	/* The rest of an HTML-escaped "&amp;". */
	while (view_starts(name, "amp;"))
		name = view_skip(name, strlen("amp;"));
	if (view_is(name, "tags"))
		return add_tag(value, entry, err);
	for (size_t i = 0; i < PARAMETERS; i++) {
		if (!view_is(name, parameter_names[i]) || uri->has[i])
			continue;
		uri->has[i] = true;
		uri_decode(value.text, value.len, true, &uri->values[i]);
		return buf_ok(&uri->values[i], err);
	}
	return true;
}

bool
uri_split(struct view rest, struct uri *uri, struct entry *entry,
	struct err *err)
{
	uri->type = view_cut(&rest, "/?");
	if (rest.len > 0 && rest.text[0] == '/')
		rest = view_skip(rest, 1);
	uri->label = view_cut(&rest, "?");
	while (rest.len > 0) {
		/* Past the '?' or '&'. */
		rest = view_skip(rest, 1);
		if (!read_parameter(view_cut(&rest, "&"), uri, entry, err))
			return false;
	}
	return true;
}
