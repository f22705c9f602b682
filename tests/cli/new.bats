#!/usr/bin/env bats
# otp new

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

prepare() {
	make_vault
}

# lines of $output with the text key and with recovery codes
CODE='[23456789bcdfghjkmnpqrstvwxyz]{5}-[23456789bcdfghjkmnpqrstvwxyz]{5}'

# key_bytes WORD...: how long a key "otp new WORD..." makes
key_bytes() {
	local text
	text=$("$OTP" -q new "$@")
	echo $((${#text} * 5 / 8))
}

@test "elsewhere than on a terminal the answer is the text key, and no QR code" {
	expect 0 new Corp:alice
	[[ $output =~ ^[A-Z2-7]{32}$ ]]
	says 'added Corp:alice'
	key=$output
	json ".secret == \"$key\" and .issuer == \"Corp\" and
		.account == \"alice\" and .type == \"totp\" and
		.algorithm == \"SHA1\" and .digits == 6 and .period == 30" \
		show --json --key alice
	expect 0 --at 59 get alice
	prints "$(oathtool --totp --base32 --now @59 "$key")"
}

@test "the key is as long as the output of its hash" {
	same SHA1 "$(key_bytes a)" 20
	same SHA256 "$(key_bytes --algorithm SHA256 b)" 32
	same SHA512 "$(key_bytes --algorithm SHA512 c)" 64
	same HOTP "$(key_bytes --type hotp d)" 20
	same Steam "$(key_bytes --type steam e)" 20
}

@test "each key is another" {
	for name in a b c d; do "$OTP" -q new "$name"; done >keys
	same keys "$(sort -u keys | wc -l)" 4
}

@test "the options of add" {
	expect 0 -q new --issuer I --type hotp --algorithm sha256 --digits 8 \
		--counter 7 --tag a --tag b --note 'a note' --favorite x:y
	same words "$(wc -w <<<"$output")" 1
	json '.issuer == "I" and .account == "x:y" and .type == "hotp" and
		.algorithm == "SHA256" and .digits == 8 and .counter == 7 and
		.tags == ["a", "b"] and .note == "a note" and .favorite' \
		show --json x:y
	expect 0 -q new --period 60 z
	json '.period == 60 and (.favorite | not)' show --json z
}

@test "a URI is no name: it has a key in it" {
	local uri
	for uri in "OTPAUTH://totp/bob?secret=$KEY" \
		"QR-Code:otpauth://totp/bob?secret=$KEY" \
		' otpauth-migration://offline?data=CgA%3D' \
		'otpauth-migration://offline?data=CgA%3D'; do
		untouched fails 2 'otp: NAME: must be a name, is a URI; "otp add" and "otp import -" read those from standard input' \
			new "$uri"
	done
}

@test "recovery codes are printed once, below the key, and kept" {
	expect 0 -q new --recovery 10 Corp:alice
	same lines "$(wc -l <<<"$output")" 11
	same codes "$(tail -n +2 <<<"$output" | grep -cxE "$CODE")" 10
	same different "$(sort -u <<<"$output" | wc -l)" 11
	local codes
	codes=$(tail -n +2 <<<"$output")
	json '.recovery_left == 10' show --json alice
	expect 0 -q recovery alice list --codes
	same kept "$(cut -f4 <<<"$output")" "$codes"
	expect 0 -q recovery alice use
	prints "$(head -n 1 <<<"$codes")"
}

@test "JSON: the account with key, URI and recovery codes" {
	json '(keys_unsorted == ["id", "issuer", "account", "type",
		"algorithm", "digits", "period", "tags", "note", "favorite",
		"recovery_left", "secret", "uri", "recovery"]) and
		(.secret | test("^[A-Z2-7]{32}$")) and
		(.uri | startswith("otpauth://totp/Corp:alice?secret=")) and
		.recovery_left == 2 and (.recovery | length == 2) and
		all(.recovery[]; keys == ["code"])' \
		new --json --recovery 2 Corp:alice
	json '.recovery == [] and .type == "hotp" and .counter == 0' \
		new --json --type hotp Corp:bob
}

# on_terminal SIZE WORD...: otp on a terminal of this size, to the file shown
on_terminal() {
	has script zbarimg || skip "no script or no QR reader"
	local size=$1 line
	shift
	printf -v line '%q ' "$OTP" "$@"
	SHELL=/bin/bash script -qefc "stty $size; exec $line" /dev/null \
		</dev/null | tr -d '\r' >shown
}

# reads_drawn NAME: a stranger finds that account in what is drawn: two cells a
# module, here light ink.
reads_drawn() {
	local read want
	sed -n '/##/p' shown | awk '
		{ row[NR] = sprintf("%-120s", $0) }
		END {
			print "P1", 480 + 80, NR * 8 + 80
			for (y = -5; y < NR + 5; y++) for (dy = 0; dy < 8; dy++)
				for (x = -5; x < 65; x++) for (dx = 0; dx < 8; dx++)
					print (y >= 0 && y < NR && x >= 0 &&
						x < 60 && substr(row[y + 1],
						2 * x + 1, 1) == "#" ? 0 : 1)
		}' >drawn.pbm
	want=$("$OTP" -q show --uri "$1" |
		sed -n 's/^uri\t.*secret=\([A-Z2-7]*\).*/\1/p')
	read=$(zbarimg --quiet --nodbus --raw drawn.pbm || true)
	[[ $read == "otpauth://totp/$1?secret="* ]] || return 1
	read=${read#*secret=}
	same secret "${read%%&*}" "$want"
}

@test "on a terminal: QR code, key in groups, what the other side must know" {
	on_terminal 'rows 60 cols 120' -q --no-color new --ascii \
		--algorithm SHA256 --digits 8 --period 60 --recovery 2 Corp:al
	grep -qxE 'Key: ([A-Z2-7]{4} ){12}[A-Z2-7]{1,4}' shown
	grep -qx '     totp, SHA256, 8 digits, 60 seconds' shown
	grep -qx 'Recovery codes, each good for once:' shown
	same codes "$(grep -cxE "  $CODE" shown)" 2
	# What is drawn is the account. The key is random, and no reader reads
	# every code: one of three has to be.
	reads_drawn Corp:al && return
	for name in Corp:bo Corp:cy; do
		on_terminal 'rows 60 cols 120' -q --no-color new --ascii "$name"
		reads_drawn "$name" && return
	done
	same read nothing "a code of three"
}

@test "a terminal that is too small costs the QR code, not the account" {
	on_terminal 'rows 20 cols 40' --no-color new Corp:alice
	grep -q '^no QR code ("otp qr" makes one): the terminal lacks' shown
	grep -q '^Key: ' shown
	expect 0 get alice
}

@test "--plain: no QR code for a screen reader" {
	on_terminal 'rows 60 cols 120' --plain new Corp:alice
	same lines "$(sed 's/: .*//' shown)" $'added Corp:alice\nKey\n     totp, SHA1, 6 digits, 30 seconds'
}

@test "a name that no QR code can hold costs the QR code only" {
	local name
	name=$(printf 'ä%.0s' {1..500})
	on_terminal 'rows 60 cols 120' --no-color new --issuer "$name" "$name"
	grep -q '^no QR code ("otp qr" makes one): ' shown
	grep -q '^Key: ' shown
}

@test "a NAME is needed, and one only" {
	untouched fails 2 'otp: new: needs NAME; see "otp help new"' new
	untouched fails 2 'otp: new: needs a NAME, like ISSUER:ACCOUNT' new ' '
	untouched fails 2 'otp: new: takes 1 argument, got 2; see "otp help new"' \
		new a b
}

@test "limits are named, and nothing is made" {
	untouched fails 2 'otp: --recovery: must be 0 to 128, is 129' \
		new --recovery 129 x
	fails 2 'otp: --recovery: must be 0 to 128, is 99999999999999999999' \
		new --recovery 99999999999999999999 x
	fails 2 'otp: --recovery: must be 0 to 128, is -1' new --recovery=-1 x
	fails 2 'otp: --digits: must be 4 to 10, is 11' new --digits 11 x
	fails 2 'otp: --counter: has no meaning for type totp' new --counter 1 x
	fails 1 'otp: digits: must be 5 for Steam, is 6' \
		new --type steam --digits 6 x
	fails 1 'otp: algorithm: must be SHA1 for Steam, is SHA256' \
		new --type steam --algorithm SHA256 x
	untouched expect 1 new $'a\033[2Jb'
	[[ $stderr == 'otp: account: must not have control characters'* ]]
	untouched expect 1 new $'a\xff'
	says 'otp: account: must be UTF-8, is not'
}

@test "128 recovery codes are possible" {
	expect 0 -q new --recovery 128 x
	same lines "$(wc -l <<<"$output")" 129
}

@test "no vault, no passphrase" {
	expect 1 -V "$HOME/none.age" new x
	expect 5 --passphrase-file /dev/null new x
	prints ''
}
