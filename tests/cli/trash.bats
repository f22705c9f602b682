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

@test "empty with names deletes these for good, or none" {
	untouched expect 3 trash empty bob nobody
	untouched fails 3 'otp: no account matches "alison"' \
		trash empty alison
	expect 0 trash empty bob
	prints ''
	says 'deleted for good: 1'
	expect 0 trash
	same left "$(cut -f3 <<<"$output")" alice
	same accounts "$(accounts)" alison
	expect 0 undo
	same left "$("$OTP" trash | cut -f3 | sort | paste -sd,)" alice,bob
}

@test "usage" {
	fails 2 'otp: trash: must be list, restore or empty; see "otp help trash"' \
		trash burn
	fails 2 'otp: trash: restore needs ACCOUNT...; see "otp help trash"' \
		trash restore
	fails 2 'otp: trash: takes no ACCOUNT here; see "otp help trash"' \
		trash list bob
	fails 2 'otp: trash: --json is for the list; see "otp help trash"' \
		trash --json empty
}

# A vault for the identity mine.key, of an account that went to the trash so
# many seconds ago and one that did not.
trashed_since() {
	[ -e mine.key ] || age-keygen -o mine.key 2>/dev/null
	printf '%s\n' '{"otp-vault":1,"id":"9f2b3c4d-0001-4a5b-8c9d-000000000000","revision":1}' \
		"{\"id\":\"9f2b3c4d-0001-4a5b-8c9d-000000000001\",\"account\":\"gone\",\"type\":\"totp\",\"secret\":\"$KEY\",\"modified\":1,\"trashed\":$(($(date +%s) - $1))}" \
		"{\"id\":\"9f2b3c4d-0001-4a5b-8c9d-000000000002\",\"account\":\"here\",\"type\":\"totp\",\"secret\":\"$KEY\",\"modified\":1}" |
		age -r "$(age-keygen -y mine.key)" -o old.age
	chmod 600 old.age
}

old() {
	"$OTP" -q --vault old.age --identity mine.key "$@"
}

@test "what was trashed 30 days ago is gone with the next save, not before" {
	local day=86400
	has age age-keygen || skip 'no age'
	# An hour before, which no save takes.
	trashed_since $((30 * day - 3600))
	printf '%s\n' "$OTHER_KEY" | old add new >/dev/null
	same trash "$(old trash | cut -f3)" gone
	old trash restore gone
	same accounts "$(old list | cut -f3 | paste -sd,)" gone,here,new
	trashed_since $((30 * day))
	# reading takes nothing away
	same trash "$(old trash | cut -f3)" gone
	printf '%s\n' "$OTHER_KEY" | old add new >/dev/null
	same trash "$(old trash)" ''
	same accounts "$(old list | cut -f3 | paste -sd,)" here,new
	# nothing of it is left but that it is gone, since it was trashed
	age -d -i mine.key old.age >lines
	same left "$(grep -c 000000000001 lines)" 1
	grep 000000000001 lines | jq -e --argjson now "$(date +%s)" \
		'(keys == ["at", "deleted"]) and .at <= $now - 30 * 86400'
	# --at is for codes: it empties no trash
	trashed_since 60
	printf '%s\n' "$OTHER_KEY" | old --at 4000000000 add new >/dev/null
	same trash "$(old trash | cut -f3)" gone
	# and undo brings even that back, for 30 days more
	trashed_since $((30 * day))
	printf '%s\n' "$OTHER_KEY" | old add new >/dev/null
	old undo >/dev/null
	same trash "$(old trash | cut -f3)" gone
}
