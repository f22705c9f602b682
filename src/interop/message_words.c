#include "interop/message_words.h"

#include "base/utf8.h"
#include "codec/unicode.h"

#define NO_SPACES 0x2e80 /* scripts from here on have none between words */
#define LONG_PHRASE 8    /* bytes: such a one may go on as a word */

/* A code word that may end a longer word ("Bestätigungscode") begins with
 * '*'; the mark is no part of it. */
static const struct {
	enum message_sense sense;
	const char *phrase;
} phrases[] = {
	/* English */
	{SENSE_CODE, "code"}, {SENSE_CODE, "passcode"},
	{SENSE_CODES, "codes"}, {SENSE_CODES, "passcodes"},
	{SENSE_CODES, "códigos"}, {SENSE_CODES, "codici"},
	{SENSE_CODES, "koder"}, {SENSE_CODES, "kody"}, {SENSE_CODES, "коды"},
	{SENSE_CODE, "otp"}, {SENSE_CODE, "pin"}, {SENSE_CODE, "one-time password"},
	{SENSE_CODE, "one time password"}, {SENSE_CODE, "one-time pin"},
	{SENSE_CODE, "one time pin"}, {SENSE_CODE, "security pin"},
	{SENSE_CODE, "verification pin"}, {SENSE_CODE, "login pin"},
	{SENSE_CODE, "temporary password"}, {SENSE_CODE, "2fa"},
	{SENSE_CODE, "authentication token"}, {SENSE_CODE, "security token"},
	{SENSE_CODE, "login token"}, {SENSE_CODE, "verification number"},
	{SENSE_CODE, "to log in"}, {SENSE_CODE, "to sign in"},
	{SENSE_CODE, "to confirm your phone"}, {SENSE_CODE, "to verify your"},
	/* German, Dutch, Scandinavian, Finnish */
	{SENSE_CODE, "*code"}, {SENSE_CODE, "*kod"}, {SENSE_CODE, "*kode"},
	{SENSE_CODE, "*koden"}, {SENSE_CODE, "*koodi"},
	{SENSE_CODE, "*koodisi"}, {SENSE_CODE, "tan"}, {SENSE_CODE, "mtan"},
	{SENSE_CODE, "smstan"}, {SENSE_CODE, "sms-tan"},
	{SENSE_CODE, "einmalpasswort"}, {SENSE_CODE, "einmalkennwort"},
	{SENSE_CODE, "engangskode"}, {SENSE_CODE, "engångslösenord"},
	{SENSE_CODE, "engangspassord"}, {SENSE_CODE, "wachtwoord voor eenmalig"},
	{SENSE_CODE, "kertakäyttösalasana"}, {SENSE_CODE, "tunnusluku"},
	/* Romance */
	{SENSE_CODE, "código"}, {SENSE_CODE, "codigo"}, {SENSE_CODE, "clave"},
	{SENSE_CODE, "codice"}, {SENSE_CODE, "codul"}, {SENSE_CODE, "cod"},
	{SENSE_CODE, "codi"}, {SENSE_CODE, "mot de passe à usage unique"},
	{SENSE_CODE, "senha de uso único"}, {SENSE_CODE, "token"},
	{SENSE_CODE, "contraseña de un solo uso"},
	/* Slavic, Hungarian, Turkish, Greek */
	{SENSE_CODE, "kód"}, {SENSE_CODE, "kódu"}, {SENSE_CODE, "kódja"},
	{SENSE_CODE, "kodem"}, {SENSE_CODE, "hasło"}, {SENSE_CODE, "heslo"},
	{SENSE_CODE, "kodu"}, {SENSE_CODE, "kodunuz"}, {SENSE_CODE, "şifre"},
	{SENSE_CODE, "şifreniz"}, {SENSE_CODE, "код"}, {SENSE_CODE, "кода"},
	{SENSE_CODE, "пароль"}, {SENSE_CODE, "κωδικός"},
	{SENSE_CODE, "κωδικό"},
	/* Others */
	{SENSE_CODE, "コード"}, {SENSE_CODE, "認証番号"},
	{SENSE_CODE, "確認番号"}, {SENSE_CODE, "パスワード"},
	{SENSE_CODE, "验证码"}, {SENSE_CODE, "驗證碼"},
	{SENSE_CODE, "校验码"}, {SENSE_CODE, "动态码"},
	{SENSE_CODE, "动态密码"}, {SENSE_CODE, "代码"}, {SENSE_CODE, "代碼"},
	{SENSE_CODE, "确认码"}, {SENSE_CODE, "인증번호"},
	{SENSE_CODE, "인증 번호"}, {SENSE_CODE, "코드"},
	{SENSE_CODE, "رمز"}, {SENSE_CODE, "كود"}, {SENSE_CODE, "קוד"},
	{SENSE_CODE, "कोड"}, {SENSE_CODE, "ओटीपी"}, {SENSE_CODE, "รหัส"},
	{SENSE_CODE, "mã"}, {SENSE_CODE, "کد"},

	/* Codes of another kind */
	{SENSE_OTHER, "promo code"}, {SENSE_OTHER, "promotion code"},
	{SENSE_OTHER, "promotional code"}, {SENSE_OTHER, "discount code"},
	{SENSE_OTHER, "exclusive code"}, {SENSE_OTHER, "offer code"},
	{SENSE_OTHER, "authorization code"},
	{SENSE_OTHER, "authorisation code"}, {SENSE_OTHER, "payment code"}, {SENSE_OTHER, "coupon code"},
	{SENSE_OTHER, "coupon"},
	{SENSE_OTHER, "voucher code"}, {SENSE_OTHER, "voucher"},
	{SENSE_OTHER, "gift code"}, {SENSE_OTHER, "referral code"},
	{SENSE_OTHER, "zip code"}, {SENSE_OTHER, "zip"},
	{SENSE_OTHER, "postal code"}, {SENSE_OTHER, "postcode"},
	{SENSE_OTHER, "area code"}, {SENSE_OTHER, "country code"},
	{SENSE_OTHER, "dialling code"}, {SENSE_OTHER, "sort code"},
	{SENSE_OTHER, "error code"}, {SENSE_OTHER, "status code"},
	{SENSE_OTHER, "exit code"}, {SENSE_OTHER, "product code"},
	{SENSE_OTHER, "item code"}, {SENSE_OTHER, "article code"},
	{SENSE_OTHER, "booking code"}, {SENSE_OTHER, "reservation code"},
	{SENSE_OTHER, "tracking code"}, {SENSE_OTHER, "swift code"},
	{SENSE_OTHER, "qr code"}, {SENSE_OTHER, "barcode"},
	{SENSE_OTHER, "bar code"}, {SENSE_OTHER, "source code"},
	{SENSE_OTHER, "dress code"}, {SENSE_OTHER, "recovery code"},
	{SENSE_OTHER, "recovery codes"}, {SENSE_OTHER, "backup code"},
	{SENSE_OTHER, "backup codes"}, {SENSE_OTHER, "door code"},
	{SENSE_OTHER, "gate code"}, {SENSE_OTHER, "rabattcode"},
	{SENSE_OTHER, "gutscheincode"}, {SENSE_OTHER, "aktionscode"},
	{SENSE_OTHER, "code postal"}, {SENSE_OTHER, "code promo"},
	{SENSE_OTHER, "código postal"}, {SENSE_OTHER, "código promocional"},
	{SENSE_OTHER, "código de descuento"}, {SENSE_OTHER, "codice sconto"},
	{SENSE_OTHER, "codice fiscale"}, {SENSE_OTHER, "código de desconto"},
	{SENSE_OTHER, "kortingscode"}, {SENSE_OTHER, "rabattkod"},
	{SENSE_OTHER, "postnummer"}, {SENSE_OTHER, "kod pocztowy"},
	{SENSE_OTHER, "kod rabatowy"}, {SENSE_OTHER, "промокод"},
	/* Numbers of another kind */
	{SENSE_OTHER, "order"}, {SENSE_OTHER, "invoice"},
	{SENSE_OTHER, "receipt"}, {SENSE_OTHER, "reference"},
	{SENSE_OTHER, "ref"}, {SENSE_OTHER, "ticket"}, {SENSE_OTHER, "case"},
	{SENSE_OTHER, "booking"}, {SENSE_OTHER, "reservation"},
	{SENSE_OTHER, "confirmation number"}, {SENSE_OTHER, "tracking"},
	{SENSE_OTHER, "parcel"}, {SENSE_OTHER, "shipment"},
	{SENSE_OTHER, "account"}, {SENSE_OTHER, "acct"},
	{SENSE_OTHER, "account number"}, {SENSE_OTHER, "customer"},
	{SENSE_OTHER, "customer number"}, {SENSE_OTHER, "member"},
	{SENSE_OTHER, "card"}, {SENSE_OTHER, "ending"},
	{SENSE_OTHER, "ending in"}, {SENSE_OTHER, "ending with"},
	{SENSE_OTHER, "phone"}, {SENSE_OTHER, "call"}, {SENSE_OTHER, "tel"},
	{SENSE_OTHER, "telephone"}, {SENSE_OTHER, "hotline"},
	{SENSE_OTHER, "sms to"}, {SENSE_OTHER, "text stop to"},
	{SENSE_OTHER, "reply"}, {SENSE_OTHER, "fax"}, {SENSE_OTHER, "number"},
	{SENSE_OTHER, "no."}, {SENSE_OTHER, "nr"}, {SENSE_OTHER, "nr."},
	{SENSE_OTHER, "#"}, {SENSE_OTHER, "id"}, {SENSE_OTHER, "version"},
	{SENSE_OTHER, "build"}, {SENSE_OTHER, "port"}, {SENSE_OTHER, "room"},
	{SENSE_OTHER, "flight"}, {SENSE_OTHER, "suite"}, {SENSE_OTHER, "box"},
	{SENSE_OTHER, "street"}, {SENSE_OTHER, "meeting"},
	{SENSE_OTHER, "amount"}, {SENSE_OTHER, "total"},
	{SENSE_OTHER, "balance"}, {SENSE_OTHER, "price"},
	{SENSE_OTHER, "copyright"}, {SENSE_OTHER, "©"}, {SENSE_OTHER, "(c)"},
	{SENSE_OTHER, "since"}, {SENSE_OTHER, "bestellung"},
	{SENSE_OTHER, "bestellnummer"}, {SENSE_OTHER, "rechnung"},
	{SENSE_OTHER, "rechnungsnummer"}, {SENSE_OTHER, "kundennummer"},
	{SENSE_OTHER, "auftrag"}, {SENSE_OTHER, "auftragsnummer"},
	{SENSE_OTHER, "sendung"}, {SENSE_OTHER, "sendungsnummer"},
	{SENSE_OTHER, "vorgang"}, {SENSE_OTHER, "vorgangsnummer"},
	{SENSE_OTHER, "telefon"}, {SENSE_OTHER, "konto"},
	{SENSE_OTHER, "endet auf"}, {SENSE_OTHER, "endziffern"},
	{SENSE_OTHER, "karte"}, {SENSE_OTHER, "plz"},
	{SENSE_OTHER, "commande"}, {SENSE_OTHER, "facture"},
	{SENSE_OTHER, "n°"}, {SENSE_OTHER, "référence"},
	{SENSE_OTHER, "téléphone"}, {SENSE_OTHER, "carte"},
	{SENSE_OTHER, "dossier"}, {SENSE_OTHER, "numéro"},
	{SENSE_OTHER, "pedido"}, {SENSE_OTHER, "factura"},
	{SENSE_OTHER, "teléfono"}, {SENSE_OTHER, "tarjeta"},
	{SENSE_OTHER, "terminada en"}, {SENSE_OTHER, "cuenta"},
	{SENSE_OTHER, "referencia"}, {SENSE_OTHER, "número"},
	{SENSE_OTHER, "ordine"}, {SENSE_OTHER, "fattura"},
	{SENSE_OTHER, "numero"}, {SENSE_OTHER, "telefono"},
	{SENSE_OTHER, "carta"}, {SENSE_OTHER, "conto"},
	{SENSE_OTHER, "fatura"}, {SENSE_OTHER, "cartão"},
	{SENSE_OTHER, "bestelling"}, {SENSE_OTHER, "bestelnummer"},
	{SENSE_OTHER, "factuur"}, {SENSE_OTHER, "ordernummer"},
	{SENSE_OTHER, "zamówienie"}, {SENSE_OTHER, "zamówienia"},
	{SENSE_OTHER, "objednávka"}, {SENSE_OTHER, "заказ"},
	{SENSE_OTHER, "заказа"}, {SENSE_OTHER, "номер"}, {SENSE_OTHER, "№"},
	{SENSE_OTHER, "счет"}, {SENSE_OTHER, "карта"},
	{SENSE_OTHER, "карты"}, {SENSE_OTHER, "телефон"},
	{SENSE_OTHER, "sipariş"}, {SENSE_OTHER, "注文番号"},
	{SENSE_OTHER, "订单号"}, {SENSE_OTHER, "订单"},
	{SENSE_OTHER, "尾号"}, {SENSE_OTHER, "電話"}, {SENSE_OTHER, "客服"},
	{SENSE_OTHER, "주문번호"},
	/* What numbers count */
	{SENSE_UNIT, "minute"}, {SENSE_UNIT, "minutes"}, {SENSE_UNIT, "min"},
	{SENSE_UNIT, "mins"}, {SENSE_UNIT, "seconds"}, {SENSE_UNIT, "sec"},
	{SENSE_UNIT, "hours"}, {SENSE_UNIT, "days"}, {SENSE_UNIT, "points"},
	{SENSE_UNIT, "minuten"}, {SENSE_UNIT, "sekunden"},
	{SENSE_UNIT, "stunden"}, {SENSE_UNIT, "eur"}, {SENSE_UNIT, "usd"},
	{SENSE_UNIT, "gbp"}, {SENSE_UNIT, "chf"}, {SENSE_UNIT, "pln"},
	{SENSE_UNIT, "kr"}, {SENSE_UNIT, "zł"}, {SENSE_UNIT, "kč"},
	{SENSE_UNIT, "ft"}, {SENSE_UNIT, "руб"}, {SENSE_UNIT, "₽"},
	{SENSE_UNIT, "€"}, {SENSE_UNIT, "$"}, {SENSE_UNIT, "%"},
	{SENSE_UNIT, "£"}, {SENSE_UNIT, "円"}, {SENSE_UNIT, "元"},
	{SENSE_UNIT, "원"}, {SENSE_UNIT, "tl"}, {SENSE_UNIT, "gb"},
	{SENSE_UNIT, "mb"}, {SENSE_UNIT, "kb"}, {SENSE_UNIT, "km"},
	{SENSE_UNIT, "miles"}, {SENSE_UNIT, "people"},
	{SENSE_UNIT, "users"}, {SENSE_UNIT, "customers"},
	{SENSE_UNIT, "stars"}, {SENSE_UNIT, "items"},
};

bool
message_words_init(struct message_words *words, struct err *err)
{
	*words = (struct message_words){0};
	for (size_t i = 0; i < COUNT_OF(phrases); i++) {
		const char *phrase = phrases[i].phrase;
		size_t skip = phrase[0] == '*' ? 1 : 0;

		unicode_fold(phrase + skip, strlen(phrase + skip), true,
			&words->text);
		buf_add_byte(&words->text, '\0');
	}
	return buf_ok(&words->text, err);
}

void
message_words_wipe(struct message_words *words)
{
	buf_wipe(&words->text);
}

static uint32_t
point_before(const char *text, size_t at)
{
	size_t start = at, end;

	if (at == 0)
		return ' ';
	do
		start--;
	while (start > 0 && ((uint8_t)text[start] & 0xc0) == 0x80);
	end = start;
	return utf8_next(text, at, &end);
}

static bool
joins(uint32_t point)
{
	return point != UTF8_INVALID && point < NO_SPACES &&
		unicode_is_word(point);
}

/* Is the phrase at text[at] a word of its own, as far as it has to be? */
static bool
stands_alone(const char *text, size_t at, size_t len, bool may_end_word)
{
	size_t end = at + len, all = strlen(text);
	size_t begin = at, last = at + len - 1;

	if (!may_end_word && joins(utf8_next(text, all, &begin)) &&
	    joins(point_before(text, at)))
		return false;
	while (last > at && ((uint8_t)text[last] & 0xc0) == 0x80)
		last--;
	return len >= LONG_PHRASE || end == all ||
		!joins(utf8_next(text, all, &last)) ||
		!joins(utf8_next(text, all, &end));
}

/* Which of two is to be taken: the later (or earlier), else the longer one. */
static bool
is_better(const struct message_sign *a, const struct message_sign *b,
	bool want_last)
{
	size_t a_end = a->at + a->len, b_end = b->at + b->len;

	if (b->sense == SENSE_NONE)
		return true;
	if (want_last)
		return a_end != b_end ? a_end > b_end : a->len > b->len;
	/* "promo code" before the "code" in it. */
	return a->at != b->at ? a->at < b->at : a->len > b->len;
}

static struct message_sign
find_sign(const struct message_words *words, const char *text, bool want_last)
{
	struct message_sign best = {0};
	const char *phrase = buf_text(&words->text);

	for (size_t i = 0; i < COUNT_OF(phrases);
	     i++, phrase += strlen(phrase) + 1) {
		struct message_sign sign = {
			.sense = phrases[i].sense, .len = strlen(phrase),
		};

		for (const char *at = strstr(text, phrase); at != NULL;
		     at = strstr(at + 1, phrase)) {
			sign.at = (size_t)(at - text);
			if (sign.sense == SENSE_UNIT &&
			    (want_last || sign.at > 0))
				break;
			if (stands_alone(text, sign.at, sign.len,
				    phrases[i].phrase[0] == '*') &&
			    is_better(&sign, &best, want_last))
				best = sign;
		}
	}
	return best;
}

struct message_sign
message_last_sign(const struct message_words *words, const char *text)
{
	return find_sign(words, text, true);
}

struct message_sign
message_first_sign(const struct message_words *words, const char *text)
{
	return find_sign(words, text, false);
}
