#!/usr/bin/env bats
# otp recovery

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

TIME='20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z'

prepare() {
	make_vault
	add GitHub:alice
}

# codes WORD...: the codes that GitHub:alice has, one a line
codes() {
	"$OTP" recovery alice list --codes | cut -f4
}

@test "add reads codes from standard input, one a line" {
	expect_fed $'a1b2-c3d4\ne5f6-g7h8\n' 0 recovery alice add
	prints ''
	says 'added 2 recovery codes to GitHub:alice'
	same codes "$(codes)" $'a1b2-c3d4\ne5f6-g7h8'
	expect_fed 'lastone1' 0 recovery alice add
	says 'added 1 recovery code to GitHub:alice'
	json '.recovery_left == 3' show --json alice
}

@test "add takes a page as it was copied: numbers, bullets, columns, CRLF" {
	expect_fed $'\xef\xbb\xbf1. 1234 5678   3. 3456 7890\r\n2. 2345 6789   4. 4567 8901\r\n\r\n' \
		0 recovery alice add
	same codes "$(codes)" $'1234 5678\n3456 7890\n2345 6789\n4567 8901'
	expect_fed $'* abcd-1111\n- abcd-2222\nabcd-3333\tabcd-4444\n' 0 \
		recovery alice add
	same codes "$(codes | tail -n 4)" \
		$'abcd-1111\nabcd-2222\nabcd-3333\nabcd-4444'
}

@test "what looks like no code is refused by its line, and none is added" {
	untouched expect_fed $'abcd-1111\n\nKeep these codes safe.\n' 1 \
		recovery alice add
	says 'otp: standard input: line 3: does not look like a code; --literal takes lines as they are'
	untouched expect_fed $'abcd-1111\nabcd\xff1111\n' 1 recovery alice add
	says 'otp: standard input: line 2: must be UTF-8, is not'
	untouched expect_fed $'abc\033[2Jd\n' 1 recovery alice add
	says 'otp: standard input: line 1: must not have control characters, has U+001B'
	untouched expect_fed '' 1 recovery alice add
	says 'otp: standard input: there is no code'
}

@test "--literal takes each line as one code" {
	expect_fed $'1. two  words\n  Keep this.  \n' 0 \
		recovery alice add --literal
	same codes "$(codes)" $'1. two  words\nKeep this.'
}

@test "a code that is there already is refused by its line" {
	expect_fed $'abcd-1111\n' 0 recovery alice add
	untouched expect_fed $'abcd-2222\nabcd 1111\n' 1 recovery alice add
	says 'otp: GitHub:alice: line 2: is there already'
	untouched expect_fed $'abcd-2222\nabcd2222\n' 1 recovery alice add
	says 'otp: standard input: line 2: is the same code as in line 1'
	[[ $stderr != *abcd* ]]
}

@test "use prints one and marks it as used, in order" {
	expect_fed $'abcd-1111\nabcd-2222\n' 0 recovery alice add
	expect 0 recovery alice use
	prints abcd-1111
	says '1 left of GitHub:alice'
	expect 0 -q recovery alice use
	prints abcd-2222
	says ''
	untouched fails 3 'otp: GitHub:alice: has no recovery code left' \
		recovery alice use
}

@test "an account without codes says so" {
	untouched fails 3 'otp: GitHub:alice: has no recovery codes' \
		recovery alice use
	expect 0 recovery alice
	prints ''
	json '.recovery_left == 0 and .recovery == []' recovery alice --json
}

@test "use CODE: that one, with a warning that names the safe way" {
	expect_fed $'abcd-1111\nabcd-2222\nabcd-3333\n' 0 recovery alice add
	expect 0 recovery alice use abcd-2222
	prints abcd-2222
	[[ $stderr == warning:*'"use -"'*'2 left of GitHub:alice' ]]
	[[ $stderr != *abcd* ]]
	expect_fed $'ABCD 3333\n' 0 recovery alice use -
	prints abcd-3333
	says '1 left of GitHub:alice'
	untouched expect 1 recovery alice use abcd-2222
	[[ ${stderr##*$'\n'} =~ ^'otp: GitHub:alice: this recovery code was used at '$TIME$ ]]
	untouched expect 3 recovery alice use nonsense
	[[ ${stderr##*$'\n'} == 'otp: GitHub:alice: has no such recovery code' ]]
	prints ''
	untouched expect_fed "$(printf 'x%.0s' {1..300})" 1 recovery alice use -
	says 'otp: standard input: must be at most 256 bytes, is larger'
}

@test "a code is printed only once it is saved as used" {
	expect_fed $'abcd-1111\n' 0 recovery alice add
	# no file may grow, which even root has to obey
	# shellcheck disable=SC2016
	untouched run bash -c 'ulimit -f 0; exec "$0" recovery alice use' "$OTP"
	check_status 1 recovery alice use
	[[ $output == otp:* && $output != *abcd* ]]
}

@test "the list: number, left or used, time of use; no codes" {
	expect_fed $'abcd-1111\nabcd-2222\n' 0 recovery alice add
	"$OTP" -q recovery alice use
	untouched expect 0 recovery alice list
	[[ $output =~ ^$'1\tused\t'$TIME$'\n2\tleft\t'$ ]]
	local list=$output
	expect 0 recovery alice
	prints "$list"
	untouched expect 0 recovery alice --codes
	[[ $output =~ ^$'1\tused\t'$TIME$'\tabcd-1111\n2\tleft\t\tabcd-2222'$ ]]
}

@test "the list on a terminal tells how many are left" {
	has script || skip "no script"
	expect_fed $'abcd-1111\nabcd-2222\n' 0 recovery alice add
	"$OTP" -q recovery alice use
	talk "'$OTP' --no-color recovery alice"
	[[ $screen == *'NUMBER  STATE'*'1 of 2 left' && $screen != *abcd* ]]
}

@test "the list as JSON" {
	expect_fed $'abcd-1111\nabcd-2222\n' 0 recovery alice add
	"$OTP" -q recovery alice use
	json 'keys_unsorted == ["id", "issuer", "account", "recovery_left",
		"recovery"] and .issuer == "GitHub" and .account == "alice" and
		.recovery_left == 1 and (.recovery | length == 2) and
		(.recovery[0] | keys == ["used"] and .used > 1700000000) and
		.recovery[1] == {}' recovery alice list --json
	json '[.recovery[].code] == ["abcd-1111", "abcd-2222"]' \
		recovery alice list --json --codes
	json '. == {"code": "abcd-2222", "recovery_left": 0}' \
		recovery --json alice use
}

@test "--replace: those left of before count as used" {
	expect_fed $'abcd-1111\nabcd-2222\n' 0 recovery alice add
	expect_fed $'abcd-3333\n' 0 recovery alice add --replace
	json '.recovery_left == 1 and (.recovery | length == 3)' \
		recovery alice --json
	expect 0 -q recovery alice use
	prints abcd-3333
}

@test "at most 128; the used ones make room" {
	seq -f 'code-%04g' 1 128 >all
	seq -f 'more-%04g' 1 2 >new
	expect_fed "$(cat all)" 0 recovery alice add
	untouched expect_fed "$(cat new)" 1 recovery alice add
	says 'otp: GitHub:alice: must be at most 128 recovery codes, would be 130'
	untouched expect_fed "$(cat all new)" 1 recovery alice add
	says 'otp: standard input: line 129: must be at most 128 codes, are more'
	"$OTP" -q recovery alice use
	"$OTP" -q recovery alice use
	expect_fed "$(cat new)" 0 recovery alice add
	json '.recovery_left == 128' recovery alice --json
	untouched expect_fed "$(head -c 70000 /dev/zero | tr '\0' a)" 1 \
		recovery alice add
	says 'otp: standard input: must be at most 65536 bytes, is larger'
}

@test "typed on a terminal: without echo, an empty line ends" {
	has script || skip "no script"
	talk "'$OTP' recovery alice add" 'ends): ' abcd-1111 \
		'code 2 (empty line ends): ' 'no code this is.' \
		'code 2 (empty line ends): ' abcd-2222 'ends): ' ''
	same status "$status" 0
	[[ $screen == *'line 2: does not look like a code'* ]]
	[[ $screen == *'added 2 recovery codes to GitHub:alice' ]]
	[[ $screen != *abcd* ]]
	same codes "$(codes)" $'abcd-1111\nabcd-2222'
}

@test "Ctrl-C leaves everything as it was" {
	has script || skip "no script"
	untouched talk "'$OTP' recovery alice add" 'ends): ' abcd-1111 \
		'ends): ' '^C'
	same status "$status" 130
}

@test "used codes stay used after an undo" {
	expect_fed $'abcd-1111\nabcd-2222\n' 0 recovery alice add
	"$OTP" -q edit alice --note x
	"$OTP" -q recovery alice use
	expect 0 undo
	json '.recovery_left == 1' show --json alice
}

@test "usage" {
	fails 2 'otp: recovery: needs ACCOUNT [list | add | use [CODE]]; see "otp help recovery"' \
		recovery
	fails 2 'otp: recovery: must be list, add or use after ACCOUNT; see "otp help recovery"' \
		recovery alice burn
	fails 2 'otp: recovery: takes no code here; see "otp help recovery"' \
		recovery alice add abcd-1111
	fails 2 'otp: recovery: --json is for list and use; see "otp help recovery"' \
		recovery alice add --json
	fails 2 'otp: recovery: --codes is for list; see "otp help recovery"' \
		recovery alice use --codes
	fails 2 'otp: recovery: --literal and --replace are for add; see "otp help recovery"' \
		recovery alice --replace
}

@test "an unclear account: the candidates; an unknown one" {
	add GitHub:alison
	untouched expect 4 recovery ali
	same lines "$(wc -l <<<"$stderr")" 3
	untouched fails 3 'otp: no account matches "zoe"' recovery zoe
}

@test "no vault, no passphrase" {
	expect 1 -V "$HOME/none.age" recovery alice
	expect 5 --passphrase-file /dev/null recovery alice
	prints ''
}
