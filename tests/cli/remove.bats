#!/usr/bin/env bats
# otp remove

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

prepare() {
	make_vault
	add GitHub:alice
	add GitHub:alison
	add Bank:bob
}

accounts() {
	"$OTP" list | cut -f3 | paste -sd,
}

@test "remove moves to the trash, says so and how to get it back" {
	expect 0 remove bob
	prints ''
	says 'moved to the trash: Bank:bob
"otp trash restore ACCOUNT" brings it back within 30 days'
	same accounts "$(accounts)" alice,alison
	expect 0 trash restore bob
	same accounts "$(accounts)" bob,alice,alison
}

@test "nothing is gone: the trashed account is still in the vault" {
	has age script || skip "no age or no script"
	expect 0 remove bob
	talk "age -d -o lines '$VAULT'" passphrase: "$PASSPHRASE"
	grep '"account":"bob"' lines | grep '"trashed":[1-9]'
	fails 3 'otp: no account matches "bob"' get bob
	# and adding it again is no duplicate
	add Bank:bob
	same accounts "$(accounts)" bob,alice,alison
}

@test "several at once, each once" {
	expect 0 remove bob alison Bank:bob
	same accounts "$(accounts)" alice
}

@test "one unclear name: nothing is removed" {
	untouched expect 4 remove bob ali
	same accounts "$(accounts)" bob,alice,alison
	untouched fails 3 'otp: no account matches "nobody"' remove bob nobody
	same accounts "$(accounts)" bob,alice,alison
}

@test "remove wants a name" {
	fails 2 'otp: remove: needs ACCOUNT...; see "otp help remove"' remove
}

@test "what is in the trash cannot be removed again" {
	expect 0 remove bob
	untouched fails 3 'otp: no account matches "bob"' remove bob
}

@test "--at is for codes only: it empties no trash and drops no revision" {
	has age script || skip "no age or no script"
	local day
	# one a day for two months
	for day in {1..60}; do
		touch "${VAULT%/*}/revisions/vault.age.$day.$(date -u \
			-d "-$day days" +%Y%m%dT%H%M%SZ)"
	done
	expect 0 --at 4102444800 remove bob
	expect_fed "$OTHER_KEY" 0 --at 4102444800 add Late:one
	prints "$(oathtool --totp --base32 --now @4102444800 "$OTHER_KEY")"
	for day in {1..60}; do
		compgen -G "${VAULT%/*}/revisions/vault.age.$day.*" >/dev/null
	done
	talk "age -d -o lines '$VAULT'" passphrase: "$PASSPHRASE"
	grep '"account":"bob"' lines | grep '"trashed":[1-9]'
	grep -oE '"(created|modified|trashed|saved)":[0-9]+' lines >stamps
	while IFS=: read -r _ at; do
		[ "$at" -lt 4102444800 ]
	done <stamps
}
