#!/usr/bin/env bats
# Accounts in the completions of real shells: the words that otp offers, and
# what a Tab makes of them.

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

COMPLETIONS=$BATS_TEST_DIRNAME/../../completions
# shellcheck disable=SC2016 # a name as it is
NAMES=(GitHub:alice 'My Bank:J. "Joe" O'\''Neill $5' 'Zürich:größe' :x 'a b')

# A stand-in for otp, which needs no keyring: completions ask it for words
# only. What it was asked is in $HOME/asked.
prepare() {
	export OTP COMPLETE_DUMP=$BATS_FILE_TMPDIR/zcompdump
	# what complete.zsh makes is gone with the test, however that ends
	export TMPDIR=$BATS_FILE_TMPDIR INPUTRC=/dev/null
	mkdir bin
	printf '%s\n' "${NAMES[@]}" >names
	cat >bin/otp <<-'END'
		#!/bin/bash
		case " $* " in
		*' complete-accounts '*)
			printf '%s\n' "$*" >>"$HOME/asked"
			cat "$HOME/names"
			;;
		*) exec "$OTP" "$@" ;;
		esac
	END
	# What a shell hands over in the end.
	cat >bin/show_words <<-'END'
		#!/bin/bash
		printf '<%s>' "${@:2}" >>"$HOME/words"
		echo >>"$HOME/words"
	END
	chmod +x bin/otp bin/show_words
	PATH=$HOME/bin:$PATH
}

# need_keyring: or skips. Every test's vault has a name of its own.
need_keyring() {
	local reason
	make_vault
	reason=$("$OTP" lock 2>&1) ||
		skip "no keyring here, not checked: $reason"
}

teardown() {
	"$OTP" -q lock 2>/dev/null || true
}

# The words of an unlocked vault, each on a line. On a machine that is busy the
# time may be up before they are there: then they are asked for again, and at
# last, where it can be taken away, without a timer.
words() {
	local got=
	for _ in {1..50}; do
		got=$("$OTP" complete-accounts)
		[ -z "$got" ] || break
	done
	[ -n "$got" ] || got=$(without_timer "$OTP" complete-accounts)
	printf '%s\n' "$got"
}

without_timer() {
	ASAN_OPTIONS=${ASAN_OPTIONS-}:detect_leaks=0 \
		"${OTP_BUILD-}/tests/tools/fault" '=0' setitimer -- "$@"
}

# bash_tab LINE...: an interactive bash on a terminal, in which show_words is
# completed as otp is, and writes the words that it is given to $HOME/words.
bash_tab() {
	local line typed=()
	cat >rc <<-END
		PS1='ready> '
		HISTFILE=
		bind 'set enable-bracketed-paste off'
		bind 'set bell-style none'
		source '$COMPLETIONS/otp.bash'
		complete -F _otp show_words
	END
	for line; do
		typed+=('ready> ' "show_words $line"$'\t')
	done
	rm -f words
	talk "LC_ALL=C.UTF-8 bash --noprofile --rcfile rc -i" "${typed[@]}" \
		'ready> ' exit
}

@test "bash: blanks, colons, quotes and Unicode complete as one word" {
	bash_tab 'get Git' 'get GitHub:a' 'get my' 'get "My' "get 'My" \
		'get My\ Bank:J' 'get zür' 'get Zürich:gr' 'get a' 'get "My Bank:' \
		'edit GitHub:a' 'recovery git' 'recovery GitHub:alice u'
	printf '<%s>\n' GitHub:alice GitHub:alice "${NAMES[1]}" \
		"${NAMES[1]}" "${NAMES[1]}" "${NAMES[1]}" "${NAMES[2]}" \
		"${NAMES[2]}" 'a b' "${NAMES[1]}" GitHub:alice GitHub:alice \
		'GitHub:alice><use' >wanted
	diff wanted words
}

@test "bash asks about the vault of the line" {
	bash_tab '-V some.age get Git' '--vault=~/other.age remove Git'
	same asked "$(sort -u asked)" "-V $HOME/other.age complete-accounts
-V some.age complete-accounts"
}

@test "zsh offers them" {
	has zsh || skip 'no zsh'
	# quoted as the line wants them
	same 'get' "$(zsh -f "$BATS_TEST_DIRNAME/complete.zsh" \
		"$COMPLETIONS" 'otp -V some.age get ')" \
		"$(printf '%q\n' "${NAMES[@]}" | sort)"
	same asked "$(sort -u asked)" '--vault=some.age complete-accounts'
	same 'remove' GitHub:alice "$(zsh -f \
		"$BATS_TEST_DIRNAME/complete.zsh" "$COMPLETIONS" \
		'otp remove git')"
	same 'after a colon' "${NAMES[2]}" "$(zsh -f \
		"$BATS_TEST_DIRNAME/complete.zsh" "$COMPLETIONS" \
		'otp show Zürich:g')"
}

# shellcheck disable=SC2016 # for fish to expand
@test "fish offers them" {
	has fish || skip 'no fish'
	fish_offers() {
		fish --no-config -c 'source $argv[1]/otp.fish
			complete -C $argv[2]' "$COMPLETIONS" "$1"
	}
	same get "$(fish_offers 'otp get ' | sort)" "$(sort names)"
	fish_offers 'otp -V some.age show "My' | grep -qF "${NAMES[1]}"
	same 'case' GitHub:alice "$(fish_offers 'otp remove git')"
	grep -qx -- '--vault=some.age complete-accounts' asked
}

@test "the words are what selects just this account" {
	local line
	need_keyring
	add GitHub:alice
	key=$OTHER_KEY add GitHub:Alice
	add Bank:'O"Brien'
	add bare
	add alice
	add --issuer 'Big:Corp' carol
	"$OTP" -q unlock
	unset OTP_PASSPHRASE_FILE
	words >offered
	grep -qx 'Bank:O"Brien' offered
	grep -qx 'bare' offered
	same count "$(wc -l <offered)" 6
	while read -r line; do
		expect 0 show --json "$line"
		jq -r .id <<<"$output"
	done <offered | sort >found
	same accounts "$(sort -u found)" "$("$OTP" list --format '{id}' | sort)"
}

@test "locked: no words, no question, no error" {
	make_vault
	add GitHub:alice
	export OTP_PASSPHRASE_COMMAND="touch $HOME/ran"
	expect 0 complete-accounts
	prints ''
	says ''
	[ ! -e ran ]
	expect 0 -V nowhere.age complete-accounts
	prints ''
	says ''
	echo garbage >bad.age
	expect 0 -V bad.age complete-accounts
	says ''
	has script || skip 'no script'
	talk "'$OTP' complete-accounts"
	same screen "$screen" ''
}

# A vault that never comes: without its deadline it would wait for ever.
@test "a vault that cannot be read in time gives no words" {
	mkfifo slow.age
	exec 9<>slow.age
	expect 0 -V slow.age complete-accounts
	prints ''
	says ''
	exec 9>&-
}

@test "a name that would be taken for an option completes as its id" {
	local id
	need_keyring
	add ACME:alice
	add -- -x
	"$OTP" -q unlock
	id=$("$OTP" list --json x | jq -r '.[] | select(.account == "-x").id')
	[ -n "$id" ]
	same words "$(words | sort)" "$(printf '%s\n' "$id" ACME:alice | sort)"
}
