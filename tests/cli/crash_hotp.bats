#!/usr/bin/env bats
# otp get of a counter, killed at every system call.

# shellcheck disable=SC2154 # bats sets status, output and stderr
load crash

CODES=3000 # more than there are calls to be killed at, twice

prepare() {
	exhaustive
	can_fault kill
	prepare_crash
	add --type hotp Acme:count
	mapfile -t codes < <(oathtool --hotp --base32 -c 0 -w $CODES "$KEY")
	# the first was shown when it was added
	next=1
	skipped=0
}

# is_fresh WHERE CODE: that of the next counter, or of the one behind, if the
# next was used up without being shown.
is_fresh() {
	case $2 in
	"${codes[next]}") ;;
	"${codes[next + 1]}")
		next=$((next + 1))
		skipped=$((skipped + 1))
		;;
	*)
		echo "$1: $2, wanted ${codes[next]} or ${codes[next + 1]}"
		return 1
		;;
	esac
	next=$((next + 1))
}

@test "get killed at every system call: no counter's code is shown twice" {
	local at=0 status shown
	while :; do
		at=$((at + 1)) status=0
		shown=$("$FAULT" kill "$at" -- "$OTP" get count) || status=$?
		[ -z "$shown" ] || is_fresh "killed at $at" "$shown"
		[ "$status" -eq "$KILLED" ] || break
		shown=$("$OTP" get count)
		is_fresh "after being killed at $at" "$shown"
	done
	same status "$status" "$UNREACHED"
	echo "# killed at $((at - 1)) calls; $skipped codes never shown" >&3
	[ "$at" -gt 100 ] && [ "$skipped" -gt 5 ]
	same counter "$("$OTP" show --json count | jq .counter)" "$next"
	tidy 'at the end'
	no_secret_astray 'at the end'
}
