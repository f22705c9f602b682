#!/usr/bin/env bats
# otp show

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

prepare() {
	make_vault
	add GitHub:alice --tag a --tag b --note 'hello there'
	add Bank:h --type hotp --counter 5 --digits 8
}

# field NAME: its value in the rows of $output.
field() {
	awk -F'\t' -v name="$1" '$1 == name { print $2 }' <<<"$output"
}

@test "all fields, key and URI not among them" {
	untouched expect 0 show alice
	says ''
	same fields "$(cut -f1 <<<"$output" | paste -sd,)" \
		'id,issuer,account,type,algorithm,digits,period,tags,note,favorite,recovery left,created,modified'
	same issuer "$(field issuer)" GitHub
	same account "$(field account)" alice
	same type "$(field type)" totp
	same algorithm "$(field algorithm)" SHA1
	same digits "$(field digits)" 6
	same period "$(field period)" 30
	same tags "$(field tags)" a,b
	same note "$(field note)" 'hello there'
	same favorite "$(field favorite)" no
	[[ $(field created) =~ ^20[0-9-]+T[0-9:]+Z$ ]]
	[[ $output != *GEZD* ]]
}

@test "a counter instead of a period" {
	expect 0 show Bank
	same counter "$(field counter)" 6
	same period "$(field period)" ''
}

@test "--key: the text key, whole for programs" {
	expect 0 show --key alice
	same key "$(field key)" "$KEY"
	[[ $output != *otpauth:* ]]
}

@test "--key on a terminal: in groups of four" {
	has script || skip "no script"
	script -qec "'$OTP' show --key alice" /dev/null </dev/null |
		tr -d '\r' >screen
	grep -qE '^key +GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ$' screen
}

@test "--uri: reading it back gives the same account" {
	expect 0 show --uri Bank
	uri=$(field uri)
	[[ $uri == otpauth://hotp/* ]]
	rm -r "${VAULT%/*}"
	make_vault
	expect_fed "$uri" 0 add
	prints "$(oathtool --hotp --counter 6 --digits 8 --base32 "$KEY")"
}

@test "--json: key and URI only when asked" {
	json '(has("secret", "uri") | not) and .note == "hello there"' \
		show --json alice
	json ".secret == \"$KEY\" and (has(\"uri\") | not)" \
		show --json --key alice
	json '(.uri | startswith("otpauth://totp/")) and
		(has("secret") | not)' show --json --uri alice
	json 'has("code") | not' show --json alice
}

@test "the key comes back in canonical spelling however it was typed" {
	expect_fed 'gezd-gnbv gy3t qojq ====' 0 add Site:typed
	expect 0 show --key typed
	same key "$(field key)" GEZDGNBVGY3TQOJQ
}

@test "no such account, ambiguous" {
	fails 3 'otp: no account matches "nobody"' show nobody
	add GitHub:alison
	expect 4 show ali
	same lines "$(wc -l <<<"$stderr")" 3
}

@test "a note of several lines stays one field" {
	add Multi:line --note $'one\ntwo\tthree'
	expect 0 show Multi
	same note "$(field note)" 'one two three'
	json '.note == "one\ntwo\tthree"' show --json Multi
}
