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
	expect 0 list github:bob
	same found "$(cut -f3 <<<"$output")" bob
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
	rm -r "${VAULT%/*}"
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
	TERM=xterm script -qec "'$OTP' --no-color --at 59 list --codes" /dev/null \
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
	TERM=xterm script -qec "'$OTP' list --no-color" /dev/null \
		</dev/null >screen
	not grep -q $'\033' screen
	# the answer goes elsewhere, though a terminal is about
	TERM=xterm script -qec "'$OTP' list >answer" /dev/null \
		</dev/null >screen
	not grep -q $'\033' answer
	same lines "$(wc -l <answer)" 4
	not grep -q ISSUER answer
}

@test "what is in the trash is not in the list" {
	"$OTP" -q remove alice
	expect 0 list
	not grep alice <<<"$output"
	fails 3 'otp: no account matches' list alice
	json 'length == 3' list --json
}

# own_vault: with nothing in it.
own_vault() {
	export OTP_VAULT=$HOME/own.age
	VAULT=$OTP_VAULT
	make_vault
}

@test "--format: a template, a line for each" {
	own_vault
	add GitHub:alice --tag work --tag a --note $'two\nlines'
	key=$OTHER_KEY add Bank:bob --type hotp
	add 'no issuer'
	local id
	id=$("$OTP" show --json alice | jq -r .id)
	expect 0 --at 59 list --format '{id}\t{issuer}\t{account}' alice
	prints "$id"$'\tGitHub\talice'
	expect 0 --at 59 list --format '{code} {next} {remaining}s {type} {tags}' \
		alice
	prints "$(totp 59) $(totp 60) 1s totp work,a"
	expect 0 list --format '{name}: {note}\\\{x}\n' --tag work
	prints 'GitHub:alice: two lines\{x}'
	# no counter is advanced, and the order is that of list
	untouched expect 0 --at 59 list --format '{name} {code} {next} {remaining}'
	prints "no issuer $(totp 59) $(totp 60) 1
Bank:bob - - -
GitHub:alice $(totp 59) $(totp 60) 1"
	expect 0 list --format ''
	fails 3 'otp: no account matches' list --format '{id}' nobody
}

@test "--format: what it does not know is a usage error" {
	fails 2 'otp: --format: {secret}: must be one of id, issuer, account, name, type, tags, note, code, next, remaining' \
		list --format '{id} {secret}'
	fails 2 'otp: --format: { lacks its }, at character 3' list --format 'a {id'
	fails 2 'otp: --format: a backslash must be followed by t, n, { or a backslash; is not at character 2' \
		list --format 'x\q'
	fails 2 'otp: list: --format tells it all: no --json and --codes then' \
		list --format '{id}' --json
	expect 2 list --format
}

# What is between tabs in the first column is the whole id, which always
# selects. The recipes are run as the manual has them; fzf is the real one.
@test "the manual's pickers hand the chosen account to get --copy" {
	local recipe id count=0
	own_vault
	add GitHub:bob
	add GitHub:alice
	id=$("$OTP" list --format '{id}' alice)
	mkdir bin
	cat >bin/otp <<-'END'
		#!/bin/sh
		[ "$1" != get ] || exec echo "$@" >"$HOME/got"
		exec "$OTP" "$@"
	END
	# they show lines and print the one that was chosen
	printf '#!/bin/sh\ngrep alice\n' >bin/rofi
	cp bin/rofi bin/dmenu
	# shellcheck disable=SC2016 # for the stand-in to expand
	printf '#!/bin/sh\n[ "$1 $2" = "display-popup -E" ] && exec sh -c "$3"\n' >bin/tmux
	chmod +x bin/*
	export OTP PATH=$HOME/bin:$PATH FZF_DEFAULT_OPTS='--filter alice'
	sed -n '/^Let a picker/,/^\.Ed/p' "$BATS_TEST_DIRNAME/../../man/otp.1" |
		sed -e '1,/^\.Bd/d' -e '/^\.Ed/d' -e 's/\\e/\\/g' \
			-e 's/^\$ /\x00/' | tr -d '\n' | tr '\0' '\n' |
		sed 1d >recipes
	echo >>recipes
	while read -r recipe; do
		count=$((count + 1))
		if [[ $recipe == *fzf* ]] && ! has fzf; then
			echo "# no fzf: not tried: $recipe" >&3
			continue
		fi
		rm -f got
		sh -c "$recipe"
		same "$recipe" "$(cat got)" "get --copy $id"
	done <recipes
	same recipes "$count" 4
}

@test "--json is the same document on a terminal" {
	has script || skip "no script"
	expect 0 --at 59 list --json --codes
	talk "TERM=xterm '$OTP' --at 59 list --json --codes"
	same status "$status" 0
	same document "$screen" "$output"
}
