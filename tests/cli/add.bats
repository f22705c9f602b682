#!/usr/bin/env bats
# otp add

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

prepare() {
	make_vault
}

@test "a text key on standard input is added; the current code is the answer" {
	expect_fed "$KEY"$'\n' 0 --at 59 add GitHub:alice
	prints "$(totp 59)"
	says 'added GitHub:alice'
	json '.issuer == "GitHub" and .account == "alice" and
		.type == "totp" and .algorithm == "SHA1" and .digits == 6 and
		.period == 30 and .tags == [] and .note == "" and
		.favorite == false and .recovery_left == 0' \
		show --json alice
}

@test "a text key as people type it: case, blanks, dashes, padding" {
	expect_fed $' gezd gnbv-gy3t\xc2\xa0qojq\tGEZD GNBV GY3T QOJQ====\r\n' \
		0 --at 59 add X:typed
	prints "$(totp 59)"
}

@test "a whole otpauth URI on standard input" {
	expect_fed "otpauth://totp/ACME%20Co:john@example.com?secret=$KEY_SHA256&issuer=ACME%20Co&algorithm=SHA256&digits=8&period=60" \
		0 --at 1111111109 add
	prints "$(oathtool --totp=SHA256 --digits=8 --time-step-size=60 \
		--base32 --now @1111111109 "$KEY_SHA256")"
	says 'added ACME Co:john@example.com'
	json '.issuer == "ACME Co" and .account == "john@example.com" and
		.digits == 8 and .period == 60 and .algorithm == "SHA256"' \
		show --json john
}

@test "options override what the URI says" {
	expect_fed "otpauth://totp/ACME:john?secret=$KEY_SHA512&digits=8" \
		0 --at 59 add --algorithm SHA512 --digits 7 --period 45 \
		--issuer Other --tag work --tag ftp --note 'a note'
	prints "$(oathtool --totp=SHA512 --digits=7 --time-step-size=45 \
		--base32 --now @59 "$KEY_SHA512")"
	json '.issuer == "Other" and .account == "john" and .digits == 7 and
		.period == 45 and .algorithm == "SHA512" and
		.tags == ["work", "ftp"] and .note == "a note"' \
		show --json john
}

@test "NAME overrides the URI's" {
	expect_fed "otpauth://totp/ACME:john?secret=$KEY" 0 add New:name
	json '.issuer == "New" and .account == "name"' show --json name
}

@test "NAME splits at the first colon" {
	expect_fed "$KEY" 0 add 'Site: a:b'
	json '.issuer == "Site" and .account == "a:b"' show --json Site
}

@test "NAME without a colon is the account" {
	expect_fed "$KEY" 0 add alone
	json '.issuer == "" and .account == "alone"' show --json alone
}

@test "with --issuer NAME is the account, colons and all" {
	expect_fed "$KEY" 0 add --issuer 'My Site' 'DOM:user'
	json '.issuer == "My Site" and .account == "DOM:user"' \
		show --json 'My Site'
}

@test "a text key without a name is a usage error" {
	untouched expect_fed "$KEY" 2 add
	says 'otp: add: needs a NAME, like ISSUER:ACCOUNT'
	prints ''
}

@test "on a terminal the name is asked for when the key is there" {
	talk "'$OTP' --at 59 add" 'URI: ' "$KEY" 'ISSUER:ACCOUNT: ' ACME:john
	same status "$status" 0
	json '.issuer == "ACME" and .account == "john"' show --json ACME:john
}

@test "no name on a terminal is a usage error, too" {
	talk "'$OTP' add" 'URI: ' "$KEY" 'ISSUER:ACCOUNT: ' ''
	same status "$status" 2
	json 'length == 0' list --json
}

@test "an URI in argv works, with a warning that names the safe way" {
	expect 0 --at 59 add "otpauth://totp/ACME:john?secret=$KEY"
	prints "$(totp 59)"
	[[ $stderr == *warning*otp\ add* ]]
	[[ $stderr != *"$KEY"* ]]
}

@test "what only import reads is no name, and not shown" {
	untouched expect_fed "$KEY" 2 add 'otpauth-migration://offline?data=CgA%3D'
	says 'otp: NAME: must be a name, is a URI; "otp add" and "otp import -" read those from standard input'
	untouched expect_fed "$KEY" 2 add \
		--issuer "otpauth://totp/bob?secret=$KEY" bob
	says 'otp: --issuer: must be a name, is a URI; "otp add" and "otp import -" read those from standard input'
}

@test "an exact duplicate is refused, another key or name is not" {
	add GitHub:alice
	untouched expect_fed "$KEY" 1 add GitHub:alice
	[[ $stderr == otp:\ * ]]
	prints ''
	expect_fed "$OTHER_KEY" 0 add GitHub:alice
	expect_fed "$KEY" 0 add GitHub:alice2
}

@test "HOTP: the first code is told, and used up" {
	expect_fed "$KEY" 0 add --type hotp Site:h
	prints 755224
	json '.type == "hotp" and .counter == 1 and (has("period") | not)' \
		show --json Site:h
	expect 0 get Site:h
	prints 287082
}

@test "HOTP with a counter" {
	expect_fed "$KEY" 0 add --type hotp --counter 7 --digits 8 Site:h
	prints "$(oathtool --hotp --counter 7 --digits 8 --base32 "$KEY")"
	json '.counter == 8' show --json Site:h
}

@test "HOTP with a 64-bit counter" {
	expect_fed "$KEY" 0 add --type hotp --counter 9223372036854775807 S:h
	prints "$(oathtool --hotp --counter 9223372036854775807 --base32 \
		"$KEY")"
	json '.counter == "9223372036854775808"' show --json S:h
}

@test "Steam: five characters of its own alphabet" {
	expect_fed "$KEY" 0 --at 59 add --type steam Steam:me
	[[ $output =~ ^[23456789BCDFGHJKMNPQRTVWXY]{5}$ ]]
	json '.type == "steam" and .digits == 5' show --json Steam:me
}

@test "digits, period, counter: range and value are named" {
	untouched fails 2 'otp: --digits: must be 4 to 10, is 60' \
		add --digits 60 x
	fails 2 'otp: --digits: must be 4 to 10, is 3' add --digits 3 x
	fails 2 'otp: --digits: must be 4 to 10, is six' add --digits six x
	fails 2 'otp: --period: must be 1 to 86400, is 0' add --period 0 x
	fails 2 'otp: --period: must be 1 to 86400, is 86401' \
		add --period=86401 x
	fails 2 'otp: --period: must be 1 to 86400, is 4294967297' \
		add --period 4294967297 x
	fails 2 'otp: --counter: must be 0 to 18446744073709551614, is 18446744073709551616' \
		add --type hotp --counter 18446744073709551616 x
}

@test "every number of digits from 4 to 10" {
	for digits in 4 5 6 7 8 9 10; do
		expect_fed "$KEY" 0 --at 59 add --digits "$digits" "D:$digits"
		same length "${#output}" "$digits"
	done
}

@test "the shortest and the longest period" {
	expect_fed "$KEY" 0 --at 59 add --period 1 P:1
	prints "$(totp 59 --time-step-size=1)"
	expect_fed "$KEY" 0 --at 1111111109 add --period 86400 P:86400
	prints "$(totp 1111111109 --time-step-size=86400)"
}

@test "unknown type and algorithm: the valid words are listed" {
	expect 2 add --type otp x
	[[ $stderr == 'otp: --type: '*totp*hotp*steam* ]]
	expect 2 add --algorithm MD4 x
	[[ $stderr == 'otp: --algorithm: '*SHA1*SHA256*SHA512* ]]
}

@test "options that the type has no use for are refused" {
	untouched expect_fed "$KEY" 2 add --counter 3 x
	says 'otp: --counter: has no meaning for type totp'
	expect_fed "$KEY" 2 add --type hotp --period 60 x
	says 'otp: --period: has no meaning for type hotp'
}

@test "a bad character in the key is named with its place, never the key" {
	untouched expect_fed 'GEZDGNBVGY3T!OJQ' 1 add Site:bad
	[[ $stderr == 'otp: text key: '*13* ]]
	[[ $stderr != *GEZD* ]]
	prints ''
}

@test "0, 1 and 8 are not mapped; what was probably meant is said" {
	untouched expect_fed 'GEZD0NBVGY3TQOJQ' 1 add Site:bad
	[[ $stderr == 'otp: text key: '*5*O* ]]
	expect_fed 'GEZD1NBVGY3TQOJQ' 1 add Site:bad
	[[ $stderr == 'otp: text key: '*5*I* ]]
	expect_fed 'GEZD8NBVGY3TQOJQ' 1 add Site:bad
	[[ $stderr == 'otp: text key: '*5*B* ]]
}

@test "an empty key is refused" {
	untouched expect_fed $'\n' 1 add Site:bad
	[[ $stderr == 'otp: text key: '* ]]
}

@test "an absurd period in a URI is named, never the secret" {
	untouched expect_fed \
		"otpauth://totp/x?secret=$KEY&period=0" 1 add
	says 'otp: URI: period: must be 1 to 86400, is 0'
	expect_fed "otpauth://totp/x?secret=$KEY&digits=60" 1 add
	says 'otp: URI: digits: must be 4 to 10, is 60'
}

@test "several URIs are for import" {
	untouched expect_fed "otpauth://totp/x?secret=$KEY
otpauth://totp/y?secret=$KEY" 1 add
	[[ $stderr == 'otp: URI: '*'otp import -'* ]]
}

@test "a NUL does not end the key" {
	cp "$VAULT" before
	run --separate-stderr setsid -w "$OTP" add Site:nul \
		< <(printf 'GEZDGNBV\0GY3TQOJQ')
	check_status 1 add
	[[ $stderr == 'otp: text key: '*9* ]]
	cmp "$VAULT" before
}

@test "an endless key is refused" {
	untouched expect_fed "$(head -c 20000 /dev/zero | tr '\0' A)" 1 \
		add Site:long
	says 'otp: standard input: must be at most 16384 bytes, is larger'
}

@test "a key of 1024 bytes is taken, a longer one is not" {
	expect_fed "$(head -c 1024 /dev/zero | base32 -w0)" 0 add Site:long
	untouched expect_fed "$(head -c 1025 /dev/zero | base32 -w0)" 1 \
		add Site:longer
	[[ $stderr == otp:*1024* ]]
}

@test "a weak key is warned of once, and taken" {
	expect_fed GEZDGNBVGY3TQ 0 add Site:weak
	same warnings "$(grep -c warning <<<"$stderr")" 1
	[[ $stderr == *'64 bits'* ]]
	expect_fed GEZDGNBVGY3TQOJQ 0 add Site:enough
	[[ $stderr != *warning* ]]
}

@test "control characters in a name are refused" {
	untouched expect_fed "$KEY" 1 add $'Site:a\033[31mb'
	[[ $stderr == otp:* ]]
	[[ $stderr != *$'\033'* ]]
}

@test "passphrase and key may come through the same pipe" {
	unset OTP_PASSPHRASE_FILE
	expect_fed "$PASSPHRASE"$'\n'"$KEY"$'\n' 0 --passphrase-fd 0 --at 59 \
		add Site:both
	prints "$(totp 59)"
}

# fed_nul TEXT WORD...: otp with TEXT on its input, whose \0 is a NUL
fed_nul() {
	# shellcheck disable=SC2059
	run --separate-stderr setsid -w "$OTP" "${@:2}" < <(printf "$1")
}

@test "a NUL does not end a key or a URI: it is refused by its place" {
	fed_nul 'JBSWY3DP\0EHPK3PXP' add X:nul
	check_status 1 add
	says 'otp: text key: character 9 must be A-Z or 2-7, is U+0000'
	prints ''
	fed_nul 'otpauth://totp/a?secret=JBSWY3DP\0EHPK3PXP' add
	check_status 1 add
	says 'otp: URI: character 33 is U+0000, which no URI has'
	prints ''
	fed_nul 'JBSWY3DPEHPK3PXP\0\n' add X:nul
	check_status 1 add
	says 'otp: text key: character 17 must be A-Z or 2-7, is U+0000'
	expect 0 list
	prints ''
}

@test "two keys, one below the other, are not one key" {
	untouched expect_fed "$KEY"$'\n'"$OTHER_KEY"$'\n' 1 add X:two
	says 'otp: text key: must be one line, is several'
	prints ''
	untouched expect_fed "$KEY"$'\r'"$OTHER_KEY"$'\n' 1 add X:two
	says 'otp: text key: must be one line, is several'
}

@test "a used up counter is refused before anything is added" {
	untouched fails 2 'otp: --counter: must be 0 to 18446744073709551614, is 18446744073709551615' \
		add --type hotp --counter 18446744073709551615 S:h
	untouched expect_fed "otpauth://hotp/S:h?secret=$KEY&counter=18446744073709551615" \
		1 add
	says 'otp: S:h: counter: is used up at 18446744073709551615'
	prints ''
	expect_fed "$KEY" 0 add --type hotp --counter 18446744073709551614 S:h
	untouched fails 1 'otp: S:h: counter: is used up at 18446744073709551615' \
		get S:h
}

@test "a tag is something, one, and without control characters" {
	untouched expect_fed "$KEY" 2 add --tag '' x
	says 'otp: --tag: must not be empty'
	untouched expect_fed "$KEY" 2 add --tag ' ' x
	says 'otp: --tag: must not be empty'
	untouched expect_fed "$KEY" 2 add --tag a,b x
	says 'otp: --tag: must be one tag, without a comma; the option may repeat'
	untouched expect_fed "$KEY" 2 add --tag $'a\tb' x
	says 'otp: --tag: must not have control characters, has U+0009'
	fails 2 'otp: --tag: must not be empty' list --tag ''
}
