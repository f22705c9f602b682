/* What belongs into the field that has the focus, in whole sentences. */
#include "tui/form.h"

#include "tui/text.h"

static const char *const guides[] = {
	[DRAFT_KEY] = "The text key that the service shows beside its QR "
		"code: capitals, blanks and hyphens do not matter. Or a whole "
		"otpauth:// link, pasted. For a picture of the QR code there "
		"is import instead.",
	[DRAFT_ISSUER] = "Who asks for the codes: the name of the service or "
		"site.",
	[DRAFT_ACCOUNT] = "Your user name or address there.",
	[DRAFT_TAGS] = "Words to find it by, with blanks between them. It may "
		"stay empty.",
	[DRAFT_NOTE] = "Whatever you want to remember with it.",
	[DRAFT_TYPE] = "totp: codes that change with the clock, as nearly "
		"everywhere. hotp: a counter, each code is used once. steam: "
		"the letters of Steam.",
	[DRAFT_ALGORITHM] = "SHA1, if the service says nothing else.",
	[DRAFT_DIGITS] = "How long its codes are: 6, if the service says "
		"nothing else.",
	[DRAFT_MOVING] = "How many seconds a code lasts: 30, if the service "
		"says nothing else.",
	[STOP_FOLD] = "Most services need nothing of this. It is for those "
		"that say SHA256, 8 digits, 60 seconds or a counter.",
	[STOP_SAVE] = "Adds it and shows its code, for which most services "
		"ask at once.",
};

static const char new_key[] = "Only if the service gave a new key; the one "
	"before is then kept in the history.";
static const char counter[] = "How many codes were used before the next one: "
	"0 with a new key.";

const char *
form_guide(const struct form *form)
{
	struct draft draft = form_draft(form);

	if (form->is_edit && form->focus == DRAFT_KEY)
		return new_key;
	if (form->is_edit && form->focus == STOP_SAVE)
		return "";
	if (form->focus == DRAFT_MOVING &&
	    strcmp(draft.text[DRAFT_TYPE], "hotp") == 0)
		return counter;
	return guides[form->focus];
}
