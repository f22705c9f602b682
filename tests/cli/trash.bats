#!/usr/bin/env bats
# otp trash

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

prepare() {
	make_vault
	add GitHub:alice
	add GitHub:alison
	add Bank:bob
	"$OTP" -q remove bob alice
}

accounts() {
	"$OTP" list | cut -f3 | paste -sd,
}

@test "the list: id, issuer, account and time of removal" {
	untouched expect 0 trash
	same list "$(cut -f2,3 <<<"$output")" \
		$'Bank\tbob\nGitHub\talice'
	not grep -vP '\t20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$' <<<"$output"
	not grep -vP '^[0-9a-f]{8}\t' <<<"$output"
	local list=$output
	expect 0 trash list
	prints "$list"
}

@test "the list as JSON" {
	json '[.[].account] == ["bob", "alice"] and
		all(.[]; .trashed > 1111111109 and (has("secret") | not))' \
		trash --json
}

@test "an empty trash is an empty list" {
	expect 0 trash restore bob alice
	expect 0 trash
	prints ''
	json '. == []' trash list --json
}

@test "restore brings an account back as it was" {
	expect 0 trash restore bob
	prints ''
	says 'restored Bank:bob'
	same accounts "$(accounts)" bob,alison
	expect 0 --at 59 get bob
	prints "$(totp 59)"
}

@test "restore finds in the trash only, by any name" {
	untouched fails 3 'otp: no account matches "alison"' \
		trash restore alison
	id=$("$OTP" trash | awk '$3 == "alice" { print $1 }')
	expect 0 trash restore "$id"
	same accounts "$(accounts)" alice,alison
}

@test "several at once, or none" {
	untouched expect 3 trash restore bob nobody
	expect 0 trash restore bob alice
	same accounts "$(accounts)" bob,alice,alison
}

@test "an unclear name: the candidates" {
	"$OTP" -q remove alison
	untouched expect 4 trash restore ali
	same lines "$(wc -l <<<"$stderr")" 3
}

@test "what was added anew meanwhile is not restored" {
	add Bank:bob
	untouched expect 1 trash restore bob
	[[ $stderr == 'otp: Bank:bob: '* ]]
}

@test "empty deletes for good what is in the trash, and nothing else" {
	expect 0 trash empty
	prints ''
	says 'deleted for good: 2'
	expect 0 trash
	prints ''
	same accounts "$(accounts)" alison
	has age script || skip "no age or no script"
	talk "age -d -o lines '$VAULT'" passphrase: "$PASSPHRASE"
	not grep -E 'alice|bob' lines
}

@test "usage" {
	fails 2 'otp: trash: must be list, restore or empty; see "otp help trash"' \
		trash burn
	fails 2 'otp: trash: restore needs ACCOUNT...; see "otp help trash"' \
		trash restore
	fails 2 'otp: trash: takes no ACCOUNT here; see "otp help trash"' \
		trash empty bob
	fails 2 'otp: trash: --json is for the list; see "otp help trash"' \
		trash --json empty
}
