#!/usr/bin/env bats
# otp add, killed at every system call.

# shellcheck disable=SC2154 # bats sets status, output and stderr
load crash

prepare() {
	exhaustive
	can_fault kill
	prepare_crash
	prepare_old
	learn_states
}

# killed_at AT RULE...: $status tells whether it was; if so, all is well
# afterwards. The rules are for fault.
killed_at() {
	local at=$1
	shift
	status=0
	add_other Bolt:two "$FAULT" "$@" -- || status=$?
	[ "$status" -ne "$UNREACHED" ] || return 0
	same "status when killed at $at" "$status" "$KILLED"
	no_secret_astray "killed at $at"
	# from that very folder learn_states() went on
	if [ ! -s told ] && diff -r template "$XDG_DATA_HOME" >/dev/null; then
		olds=$((olds + 1))
		return 0
	fi
	old_or_new "killed at $at"
	if [ "$state" = "$old" ]; then
		olds=$((olds + 1))
	else
		news=$((news + 1))
	fi
	goes_on "killed at $at"
	begin_again
}

# kill_each FROM [RULE...]: at each call, until one run ends by itself.
kill_each() {
	local at=$1 status olds=0 news=0
	shift
	killed_at "$at" kill "$at" "$@"
	while [ "$status" -eq "$KILLED" ]; do
		at=$((at + 1))
		killed_at "$at" kill "$at" "$@"
	done
	echo "# killed at $((olds + news)) calls: $olds old, $news new" >&3
	[ "$olds" -gt 50 ] && [ "$news" -gt 5 ]
}

@test "add killed at every system call: the old or the new state, whole" {
	kill_each 1
}

@test "the same where there are no hard links" {
	can_fault
	local from
	learn_calls "$OTP" --at 59 add Bolt:two
	from=$(awk '$2 == "flock" { print NR; exit }' all)
	begin_again
	kill_each "$from" EPERM linkat
}

@test "killed with half of a write done" {
	can_fault
	local at name olds=0 news=0 status
	learn_calls "$OTP" --at 59 add Bolt:two
	begin_again
	while read -r at name _; do
		[ "$name" = write ] || continue
		killed_at "$at" torn "$at"
		same status "$status" "$KILLED"
	done <calls
	[ "$olds" -ge 3 ] && [ "$news" -eq 0 ]
}
