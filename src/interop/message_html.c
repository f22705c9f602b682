/* What of HTML is read: no tags, no comments, no styles, no scripts. */
#include "base/utf8.h"
#include "interop/message_parts.h"

#define NAME_MAX_LEN 12
#define ENTITY_MAX 10
#define CODE_POINT_MAX UINT32_C(0x10ffff)

/* These begin a new line; all other tags stand within words, or for a blank
 * as those of cells. */
static const char *const blocks[] = {
	"address", "article", "blockquote", "br", "center", "div", "dd", "dl",
	"dt", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
	"hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody",
	"title", "tr", "ul",
};

static const char *const cells[] = {"td", "th", "img", "option"};

/* Whose content is not read. */
static const char *const unread[] = {"style", "script", "template", "noscript",
	"svg", "select"};

static const struct {
	const char *name;
	const char *text;
} entities[] = {
	{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"},
	{"nbsp", " "}, {"ndash", "-"}, {"mdash", "\u2014"},
	{"thinsp", " "}, {"ensp", " "}, {"emsp", " "}, {"bull", "\u2022"},
	{"middot", "\u00b7"}, {"hyphen", "-"}, {"dash", "-"},
	{"lrm", ""}, {"rlm", ""}, {"ast", "*"}, {"period", "."}, {"hellip", "..."},
	{"copy", "\u00a9"}, {"euro", "\u20ac"}, {"pound", "\u00a3"},
	{"zwnj", ""}, {"zwj", ""}, {"shy", ""}, {"auml", "\u00e4"},
	{"ouml", "\u00f6"}, {"uuml", "\u00fc"}, {"Auml", "\u00c4"},
	{"Ouml", "\u00d6"}, {"Uuml", "\u00dc"}, {"szlig", "\u00df"},
	{"eacute", "\u00e9"}, {"egrave", "\u00e8"}, {"agrave", "\u00e0"},
	{"ccedil", "\u00e7"}, {"ntilde", "\u00f1"}, {"oacute", "\u00f3"},
	{"iacute", "\u00ed"}, {"aacute", "\u00e1"}, {"atilde", "\u00e3"},
	{"rsquo", "'"}, {"lsquo", "'"}, {"colon", ":"}, {"num", "#"},
};

static bool
is_one_of(const char *name, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(name, list[i]) == 0)
			return true;
	return false;
}

/* "p", "/p" gives "p" too; in lower case. */
static void
tag_name(struct span tag, char out[static NAME_MAX_LEN])
{
	size_t len = 0;

	if (tag.len > 0 && tag.at[0] == '/') {
		tag.at++;
		tag.len--;
	}
	while (len < tag.len && len + 1 < NAME_MAX_LEN) {
		char c = tag.at[len];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + ('a' - 'A'));
		if ((c < 'a' || c > 'z') && (c < '0' || c > '9'))
			break;
		out[len++] = c;
	}
	out[len] = '\0';
}

/* The length of a tag or comment that begins with '<', up to its end. A '>' in
 * quotes does not end it. */
static size_t
tag_length(struct span html)
{
	char quote = 0;

	if (html.len >= 4 && memcmp(html.at, "<!--", 4) == 0) {
		struct span rest = {html.at + 4, html.len - 4};
		size_t end = span_find_nocase(rest, "-->");

		return end == rest.len ? html.len : end + 7;
	}
	for (size_t i = 1; i < html.len; i++) {
		char c = html.at[i];

		if (quote != 0)
			quote = c == quote ? 0 : quote;
		else if (c == '>')
			return i + 1;
		else if ((c == '"' || c == '\'') && html.at[i - 1] == '=')
			quote = c;
	}
	return html.len;
}

/* Up to behind the end tag of what is not read. */
static size_t
skip_content(struct span html, const char *name)
{
	char end[NAME_MAX_LEN + 2];
	size_t at;

	snprintf(end, sizeof(end), "</%s", name);
	at = span_find_nocase(html, end);
	if (at == html.len)
		return at;
	return at + tag_length((struct span){html.at + at, html.len - at});
}

static size_t
on_tag(struct span html, struct buf *out)
{
	struct span tag = {html.at + 1, html.len - 1};
	size_t len = tag_length(html);
	char name[NAME_MAX_LEN];

	tag_name(tag, name);
	if (name[0] == '\0' && tag.len > 0 && tag.at[0] != '!' &&
	    tag.at[0] != '?' && tag.at[0] != '/') {
		buf_add_byte(out, '<');
		return 1;
	}
	if (is_one_of(name, blocks, COUNT_OF(blocks)))
		buf_add_byte(out, '\n');
	else if (tag.at[0] != '/' && is_one_of(name, cells, COUNT_OF(cells)))
		buf_add_byte(out, ' ');
	else if (tag.at[0] != '/' && is_one_of(name, unread, COUNT_OF(unread)))
		len += skip_content((struct span){html.at + len,
			html.len - len}, name);
	return len;
}

static uint32_t
entity_number(const char *text, size_t len)
{
	bool hex = len > 1 && (text[1] | 0x20) == 'x';
	uint32_t value = 0;

	for (size_t i = hex ? 2 : 1; i < len; i++) {
		uint32_t digit = (uint32_t)(text[i] - '0');

		if (hex && digit > 9)
			digit = (uint32_t)((text[i] | 0x20) - 'a') + 10;
		if (digit >= (hex ? 16U : 10U) || value > CODE_POINT_MAX)
			return 0;
		value = value * (hex ? 16 : 10) + digit;
	}
	return value;
}

/* Behind the ampersand; returns the length taken, 0 if it is no entity. */
static size_t
on_entity(struct span text, struct buf *out)
{
	size_t len = 0;

	while (len < text.len && len < ENTITY_MAX && text.at[len] != ';')
		len++;
	if (len == 0 || len == text.len || text.at[len] != ';')
		return 0;
	if (text.at[0] == '#') {
		uint32_t point = entity_number(text.at, len);

		if (point == 0 || point > CODE_POINT_MAX ||
		    (point >= 0xd800 && point <= 0xdfff))
			return 0;
		utf8_add(out, point);
		return len + 1;
	}
	for (size_t i = 0; i < COUNT_OF(entities); i++) {
		if (strlen(entities[i].name) == len &&
		    memcmp(entities[i].name, text.at, len) == 0) {
			buf_add_str(out, entities[i].text);
			return len + 1;
		}
	}
	return 0;
}

void
message_untag(struct span html, struct buf *out)
{
	size_t i = 0;

	while (i < html.len) {
		struct span rest = {html.at + i, html.len - i};
		size_t taken;

		if (*rest.at == '<') {
			i += on_tag(rest, out);
			continue;
		}
		if (*rest.at == '&') {
			taken = on_entity((struct span){rest.at + 1,
				rest.len - 1}, out);
			if (taken > 0) {
				i += taken + 1;
				continue;
			}
		}
		/* Lines of the source are no lines of the text. */
		buf_add_byte(out, *rest.at == '\n' || *rest.at == '\r' ? ' ' :
			(uint8_t)*rest.at);
		i++;
	}
}
