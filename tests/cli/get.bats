#!/usr/bin/env bats
# otp get

# shellcheck disable=SC2030,SC2031,SC2154 # bats sets status, output and stderr
# shellcheck disable=SC2016 # an inner shell expands its own
load helpers

prepare() {
	make_vault
	add GitHub:alice
	add Bank:hotp --type hotp
}

@test "get prints the code and a newline, nothing else" {
	expect 0 --at 1111111109 get alice
	prints "$(totp 1111111109)"
	says ''
	same bytes "$("$OTP" --at 59 get alice | od -An -c | tr -d ' \n')" \
		"$(totp 59 | od -An -c | tr -d ' \n')"
}

@test "the vectors of RFC 6238" {
	add --digits 8 S:sha1
	key=$KEY_SHA256 add --digits 8 --algorithm SHA256 S:sha256
	key=$KEY_SHA512 add --digits 8 --algorithm SHA512 S:sha512
	while read -r at sha1 sha256 sha512; do
		expect 0 --at "$at" get S:sha1
		prints "$sha1"
		expect 0 --at "$at" get S:sha256
		prints "$sha256"
		expect 0 --at "$at" get S:sha512
		prints "$sha512"
	done <<-'END'
	59 94287082 46119246 90693936
	1111111109 07081804 68084774 25091201
	1111111111 14050471 67062674 99943326
	1234567890 89005924 91819424 93441116
	2000000000 69279037 90698825 38618901
	20000000000 65353130 77737706 47863826
	END
}

@test "the vectors of RFC 4226: each get advances the counter" {
	for code in 755224 287082 359152 969429 338314 254676 287922 162583; do
		# add has used up the first one
		[ "$code" = 755224 ] && continue
		expect 0 get Bank
		prints "$code"
	done
}

@test "the code changes at the edge of the period, not before" {
	expect 0 --at 29 get alice
	prints "$(totp 0)"
	expect 0 --at 30 get alice
	prints "$(totp 30)"
}

@test "--next and -n: the code after this one" {
	expect 0 --at 59 get --next alice
	prints "$(totp 60)"
	expect 0 --at 59 get -n alice
	prints "$(totp 60)"
}

@test "TOTP codes leave the vault alone" {
	untouched expect 0 --at 59 get alice
	untouched expect 0 --at 59 get --json --next alice
}

@test "--peek shows a counter's code and does not advance" {
	untouched expect 0 get --peek Bank
	prints 287082
	untouched expect 0 get --peek Bank
	prints 287082
	expect 0 get Bank
	prints 287082
	expect 0 get --peek Bank
	prints 359152
}

@test "--peek --next of a counter: the one after, not advanced" {
	untouched expect 0 get --peek --next Bank
	prints 359152
}

@test "--next of a counter leaves one out, and never comes back to it" {
	expect 0 get --next Bank
	prints 359152
	expect 0 get Bank
	prints 969429
}

@test "--wait --next: the one after the fresh one" {
	expect 0 --at 56 get --wait --next alice
	prints "$(totp 90)"
	expect 0 --at 54 get --wait --next alice
	prints "$(totp 60)"
}

@test "a counter that cannot be saved gives no code" {
	[ "$(id -u)" -ne 0 ] || skip "root writes everywhere"
	chmod 500 "${VAULT%/*}"
	untouched expect 1 get Bank
	chmod 700 "${VAULT%/*}"
	prints ''
}

@test "a full disk: a counter's code is not told" {
	cp "$VAULT" before
	run --separate-stderr bash -c 'ulimit -f 1; trap "" XFSZ
		exec setsid -w "$0" get Bank' "$OTP"
	[ "$status" -eq 1 ]
	prints ''
	[[ $stderr == "otp: $VAULT: "* ]]
	[ "$(wc -l <<<"$stderr")" -eq 1 ]
	cmp "$VAULT" before
}

@test "--wait with enough time left gives the code of now" {
	expect 0 --at 54 get --wait alice
	prints "$(totp 54)"
	expect 0 --at 55 get --wait alice
	prints "$(totp 55)"
	expect 0 --at 45 get --wait=15 alice
	prints "$(totp 45)"
}

@test "--wait with fewer than S seconds left gives the fresh one" {
	expect 0 --at 56 get --wait alice
	prints "$(totp 60)"
	expect 0 --at 45 get --wait=16 alice
	prints "$(totp 60)"
	expect 0 --at 59 get --wait=1 alice
	prints "$(totp 59)"
	expect 0 --at 59 get --wait=0 alice
	prints "$(totp 59)"
}

@test "--wait on the real clock never hands out a dying code" {
	add --period 3 Fast:one
	expect 0 get --wait=3 --json Fast
	same code "$(jq -r .code <<<"$output")" "$(totp \
		"$(jq .valid_from <<<"$output")" --time-step-size=3)"
}

@test "--wait takes its value only behind the equals sign" {
	expect 0 --at 59 get alice --wait
	prints "$(totp 60)"
	expect 2 get --wait 5 alice
	fails 2 'otp: --wait: must be 0 to 86400, is x' get --wait=x alice
	fails 2 'otp: --wait: must be 0 to 86400, is 86401' \
		get --wait=86401 alice
}

@test "--wait does nothing for a counter" {
	expect 0 get --wait=86400 Bank
	prints 287082
}

@test "--json: the account with its codes" {
	expect 0 --at 59 get --json alice
	says ''
	same json "$(jq -c 'del(.id)' <<<"$output")" \
		"$(jq -c . <<-END
		{"issuer":"GitHub","account":"alice","type":"totp",
		"algorithm":"SHA1","digits":6,"period":30,"tags":[],"note":"",
		"favorite":false,"recovery_left":0,"code":"$(totp 59)",
		"next":"$(totp 60)","valid_from":30,"valid_until":60,
		"remaining":1}
		END
		)"
	[[ $(jq -r .id <<<"$output") =~ ^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$ ]]
}

@test "--json --next: the next code with its own window" {
	expect 0 --at 59 get --json --next alice
	same json "$(jq -c '[.code,.next,.valid_from,.valid_until,.remaining]' \
		<<<"$output")" "[\"$(totp 60)\",\"$(totp 90)\",60,90,31]"
}

@test "--json of a counter has the code and no window" {
	json '.code == "287082" and .counter == 2 and
		(has("period", "next", "valid_from", "valid_until",
			"remaining") | not)' get --json Bank
}

@test "--json --peek of a counter: the code, and the counter as it stays" {
	cp "$VAULT" before
	json '.code == "287082" and .counter == 1' get --json --peek Bank
	cmp "$VAULT" before
}

@test "with --json an error is a line on standard error, and no document" {
	fails 3 'otp: no account matches "nobody"' get --json nobody
	fails 3 'otp: no account matches "nobody"' show --json nobody
}

@test "leading zeros stay, in JSON too" {
	add --digits 8 S:zero
	expect 0 --at 1111111109 get S:zero
	prints 07081804
	json '.code == "07081804"' --at 1111111109 get --json S:zero
}

# A clipboard of this test's own, in the file board. It is never cleared, or a
# slow machine would still look when the half minute is over.
make_clipboard() {
	mkdir -p bin "$XDG_CONFIG_HOME/otp"
	echo 'clipboard-seconds = 0' >"$XDG_CONFIG_HOME/otp/config"
	cat >bin/xclip <<-'END'
	#!/bin/sh
	case "$*" in *-o*) cat "$HOME/board" ;; *) cat >"$HOME/board" ;; esac
	END
	chmod +x bin/xclip
	export DISPLAY=:9 PATH=$HOME/bin:$PATH
}

@test "--copy puts nothing on standard output" {
	make_clipboard
	expect 0 --at 59 get --copy alice
	prints ''
	[ -n "$stderr" ]
	same clipboard "$(cat board)" "$(totp 59)"
	expect 0 --at 89 get -qc alice
	prints ''
	says ''
	same clipboard "$(cat board)" "$(totp 89)"
}

@test "--copy --json copies, and prints the JSON" {
	make_clipboard
	json ".code == \"$(totp 59)\"" --at 59 get --copy --json alice
}

@test "--copy with --next, --wait, --peek: what they print is copied" {
	make_clipboard
	untouched expect 0 -q --at 59 get --copy --next alice
	prints ''
	same next "$(cat board)" "$(totp 60)"
	untouched expect 0 -q --at 30 get -nc --wait=31 alice
	same both "$(cat board)" "$(totp 90)"
	untouched expect 0 -q get --copy --peek Bank
	prints ''
	same peeked "$(cat board)" 287082
	untouched expect 0 -q get --copy --peek --next Bank
	same after "$(cat board)" 359152
	expect 0 -q get --copy Bank
	prints ''
	same copied "$(cat board)" 287082
	json '.counter == 2' show --json Bank
}

@test "--copy says what was copied, and whether it is cleared" {
	make_clipboard
	expect 0 get --copy alice
	says 'code copied with xclip, not cleared'
	expect 0 get --copy --next alice
	says 'next code copied with xclip, not cleared'
}

@test "--copy with no clipboard and no terminal fails" {
	expect 1 --at 59 get --copy alice
	[[ $stderr == 'otp: clipboard: '* ]]
	[[ $stderr != *"$(totp 59)"* ]]
	prints ''
}

@test "no such account" {
	fails 3 'otp: no account matches "nobody"' get nobody
}

@test "ambiguous: the candidates are on standard error" {
	add GitHub:alison
	expect 4 get ali
	prints ''
	same lines "$(wc -l <<<"$stderr")" 3
	[[ $stderr == 'otp: "ali" matches 2 accounts'* ]]
	grep -qP '^[0-9a-f]{8}\tGitHub\talice$' <<<"$stderr"
	grep -qP '^[0-9a-f]{8}\tGitHub\talison$' <<<"$stderr"
}

@test "thousands of candidates are listed, not compared each with each" {
	for i in {1..5000}; do
		echo "otpauth://totp/Many:a$i?secret=$KEY"
	done >many.txt
	expect 0 import many.txt
	expect 4 get Many
	same lines "$(wc -l <<<"$stderr")" 5001
}

@test "ACCOUNT: the first level that matches decides" {
	key=$OTHER_KEY add Gitea:GitHub
	# both have it exactly: as issuer, as account
	expect 4 --at 59 get github
	expect 0 --at 59 get gitea:github
	prints "$(oathtool --totp --base32 --now @59 "$OTHER_KEY")"
	expect 0 --at 59 get gitHUB:ALICE
	prints "$(totp 59)"
	# a word's beginning before a substring
	key=$OTHER_KEY add Malice:x
	expect 0 --at 59 get alic
	prints "$(totp 59)"
	expect 4 --at 59 get lice
}

@test "ACCOUNT: an id, or 4 and more of its characters" {
	local id
	id=$("$OTP" list --json alice | jq -r '.[0].id')
	expect 0 --at 59 get "$id"
	prints "$(totp 59)"
	expect 0 --at 59 get "${id:0:8}"
	prints "$(totp 59)"
	expect 0 --at 59 get "$(tr a-f A-F <<<"${id:0:8}")"
	prints "$(totp 59)"
}

@test "ACCOUNT: 4 characters of an id are enough, 3 are not" {
	local id
	OTP_VAULT=$HOME/one.age make_vault
	export OTP_VAULT=$HOME/one.age
	# no name here is like an id
	add Zoo:zoo
	id=$("$OTP" list --json | jq -r '.[0].id')
	expect 0 --at 59 get "${id:0:4}"
	prints "$(totp 59)"
	fails 3 "otp: no account matches \"${id:0:3}\"" get "${id:0:3}"
	# an id comes before a name
	key=$OTHER_KEY add "${id:0:8}"
	expect 0 --at 59 get "${id:0:8}"
	prints "$(totp 59)"
}

@test "ACCOUNT: a whole name comes before the beginning of one" {
	key=$OTHER_KEY add GitHub:ali
	expect 0 --at 59 get ali
	prints "$(oathtool --totp --base32 --now @59 "$OTHER_KEY")"
	key=$OTHER_KEY add Bitbucket:one
	key=$OTHER_KEY add Bit:one
	expect 4 get bi
	expect 0 get bit
}

@test "ACCOUNT: ISSUER:ACCOUNT splits at the first colon" {
	key=$OTHER_KEY add Corp:DOM:user
	expect 0 --at 59 get corp:dom:user
	prints "$(oathtool --totp --base32 --now @59 "$OTHER_KEY")"
	json '.issuer == "Corp" and .account == "DOM:user"' \
		show --json Corp:DOM:user
}

@test "ACCOUNT: case is ignored beyond ASCII" {
	key=$OTHER_KEY add 'Straße:Ärger'
	expect 0 --at 59 get STRASSE:ärger
	prints "$(oathtool --totp --base32 --now @59 "$OTHER_KEY")"
}

@test "trashed accounts do not match" {
	"$OTP" -q remove alice
	fails 3 'otp: no account matches "alice"' get alice
}

@test "a Steam code" {
	add --type steam Steam:me
	expect 0 --at 59 get Steam
	[[ $output =~ ^[23456789BCDFGHJKMNPQRTVWXY]{5}$ ]]
}

@test "an unusual period and odd lengths agree with oathtool" {
	add --period 7 --digits 7 Odd:one
	for at in 0 6 7 1111111109; do
		expect 0 --at "$at" get Odd
		prints "$(oathtool --totp --time-step-size=7 --digits=7 \
			--base32 --now "@$at" "$KEY")"
	done
}

# One of the twenty: its code. Where saving takes long it may give up waiting
# for the others, says so, and is asked again; nothing else may go wrong.
get_one() {
	until "$OTP" get Bank >"one.$1" 2>"error.$1"; do
		[ ! -s "one.$1" ] && grep -q 'gave up after' "error.$1" ||
			return 1
	done
}

@test "twenty counters at once: no code is handed out twice" {
	local i
	for i in {1..20}; do
		get_one "$i" &
	done
	wait
	cat one.* >codes
	same codes "$(sort -u codes | wc -l)" 20
	json '.counter == 21' show --json Bank
}

@test "candidates whose ids begin alike have as much of them as tells them apart" {
	has age script || skip "no age or no script"
	talk "age -d -o lines '$VAULT'" passphrase: "$PASSPHRASE"
	for id in 0 1; do
		echo '{"id":"11111111-2222-4333-8'$id'44-555555555555","type":"totp","issuer":"Two","account":"a'$id'","secret":"'"$KEY"'"}'
	done >>lines
	rm "$VAULT"
	talk "age -p -o '$VAULT' lines" passphrase "$PASSPHRASE" \
		passphrase: "$PASSPHRASE"
	expect 4 get Two
	same ids "$(cut -f1 <<<"$stderr" | tail -n 2)" \
		$'11111111-2222-4333-80\n11111111-2222-4333-81'
	expect 0 get 11111111-2222-4333-80
}

@test "--copy of a counter with no clipboard uses no code up" {
	untouched fails 1 'otp: clipboard: there is no way to the clipboard: neither Wayland with wl-copy, X11 with xclip or xsel, nor a terminal' \
		get --copy Bank:hotp
}
