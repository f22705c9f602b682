#!/usr/bin/env bats
# otp list

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

prepare() {
	make_vault
	add GitHub:bob --tag work
	add GitHub:alice
	add Bank:hotp --type hotp --note 'piggy'
	add --tag Work --tag ftp 'apple:zoe'
}

@test "TSV: id, issuer, account, type, tags; sorted; no header" {
	expect 0 list
	says ''
	same list "$(cut -f2- <<<"$output")" "$(printf '%s\t%s\t%s\t%s\n' \
		apple zoe totp Work,ftp Bank hotp hotp '' \
		GitHub alice totp '' GitHub bob totp work)"
	not grep -vP '^[0-9a-f]{8}\t' <<<"$output"
}

@test "--codes: code and seconds left; none for a counter" {
	untouched expect 0 --at 59 list --codes
	same codes "$(cut -f3,6- <<<"$output")" "$(printf '%s\t%s\t%s\n' \
		zoe "$(totp 59)" 1 hotp - - \
		alice "$(totp 59)" 1 bob "$(totp 59)" 1)"
}

@test "a period of its own for each account" {
	add Slow:one --period 60
	expect 0 --at 59 list --codes Slow
	same codes "$(cut -f6- <<<"$output")" "$(printf '%s\t%s' \
		"$(totp 59 --time-step-size=60)" 1)"
	expect 0 --at 61 list --codes Slow
	same left "$(cut -f7 <<<"$output")" 59
}

@test "PATTERN: every word, in issuer, account, tags or note" {
	expect 0 list 'git bob'
	same found "$(cut -f2,3 <<<"$output")" "$(printf 'GitHub\tbob')"
	expect 0 list PIGGY
	same found "$(cut -f3 <<<"$output")" hotp
	expect 0 list ftp
	same found "$(cut -f3 <<<"$output")" zoe
}

@test "--tag ignores case" {
	expect 0 list --tag work
	same found "$(cut -f3 <<<"$output" | paste -sd,)" zoe,bob
	expect 0 list --tag work bob
	same found "$(cut -f3 <<<"$output")" bob
}

@test "nothing matches: 3" {
	fails 3 'otp: no account matches' list nobody
	fails 3 'otp: no account matches' list --tag nothing
	expect 3 list --json nobody
	prints '[]'
}

@test "an empty vault is an empty list" {
	rm "$VAULT"
	make_vault
	expect 0 list
	prints ''
	json '. == []' list --json
}

@test "--json: an array of accounts with stable keys" {
	json 'length == 4 and ([.[].account] == ["zoe", "hotp", "alice", "bob"])
		and all(.[]; (keys_unsorted - ["period", "counter"]) ==
		["id", "issuer", "account", "type", "algorithm", "digits",
		"tags", "note", "favorite", "recovery_left"])
		and all(.[]; has("code") | not)
		and .[1].counter == 1 and .[0].tags == ["Work", "ftp"]' \
		list --json
}

@test "--json --codes: with code, next and window; not for a counter" {
	json "(.[0] | .code == \"$(totp 59)\" and .next == \"$(totp 60)\" and
		.valid_from == 30 and .valid_until == 60 and .remaining == 1)
		and (.[1] | has(\"code\", \"next\", \"remaining\") | not)" \
		--at 59 list --json --codes
}

@test "--json tells no key" {
	expect 0 list --json
	[[ $output != *GEZD* ]]
	[[ $output != *secret* ]]
}

@test "wide and combining characters come out as they are" {
	add $'東京:e\xcc\x81t\xc3\xa9 \xf0\x9f\x94\x91'
	expect 0 list 東京
	same name "$(cut -f2,3 <<<"$output")" \
		$'東京\te\xcc\x81t\xc3\xa9 \xf0\x9f\x94\x91'
}

@test "on a terminal: a table with a header, aligned" {
	has script || skip "no script"
	script -qec "'$OTP' --no-color --at 59 list --codes" /dev/null \
		</dev/null >screen
	tr -d '\r' <screen >table
	head -1 table | grep -qE '^ID +ISSUER +ACCOUNT +TYPE +TAGS +CODE +LEFT$'
	same lines "$(wc -l <table)" 5
	# every issuer begins in the column of its title
	at=$(head -1 table | grep -bo ISSUER | cut -d: -f1)
	for issuer in apple Bank GitHub; do
		same column "$(grep "$issuer" table | head -1 |
			grep -bo "$issuer" | head -1 | cut -d: -f1)" "$at"
	done
	grep -q "$(totp 59 | sed 's/.../& /')" table
	not grep -q $'\033' table
}

@test "colour only on a terminal that may have it" {
	has script || skip "no script"
	TERM=xterm script -qec "'$OTP' list" /dev/null </dev/null >screen
	grep -q $'\033\\[1m' screen
	NO_COLOR=1 TERM=xterm script -qec "'$OTP' list" /dev/null \
		</dev/null >screen
	not grep -q $'\033' screen
}
