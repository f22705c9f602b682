#!/usr/bin/env bats
# otp run: a command on a terminal of its own, and the codes it asks for.

# shellcheck disable=SC2154 # bats sets status, output and stderr
# shellcheck disable=SC2016 # the inner shell expands
load helpers

# Reads a code without echo, as programs do: ask VARIABLE PROMPT.
ASK='ask() { printf "%s" "$2"; IFS= read -r "$1"; }
'

prepare() {
	make_vault
	add GitHub:alice
	add Bank:hotp --type hotp
}

@test "the code is typed, with no terminal about and nothing to read" {
	expect 0 --at 40 run alice -- sh -c "$ASK"'ask c "Verification code: "
		echo "got $c"'
	prints "Verification code: got $(totp 40)"
	says ''
}

@test "the exit status is that of the command" {
	expect 0 run alice -- true
	expect 1 run alice -- false
	expect 7 run alice -- sh -c 'exit 7'
	expect 143 run alice -- sh -c 'kill -TERM $$'
	expect 137 run alice -- sh -c 'kill -KILL $$'
}

@test "otp's own failures: told, with the status of every command, and nothing is run" {
	fails 3 'otp: no account matches "nobody"' run nobody -- touch ran
	fails 1 'otp: no-such-program: there is no program no-such-program in PATH' \
		run alice -- no-such-program
	key=$OTHER_KEY add GitHub:alison
	expect 4 run ali -- touch ran
	expect 2 run alice
	expect 2 run alice --prompt '(' -- touch ran
	[[ $stderr == 'otp: --prompt: must be an extended regular expression: '* ]]
	fails 2 'otp: --prompt: must not match an empty line: it would always be asked' \
		run alice --prompt 'x*' -- touch ran
	printf 'wrong\n' >wrong
	chmod 600 wrong
	expect 5 --passphrase-file wrong run alice -- touch ran
	: >plain
	fails 1 'otp: ./plain: cannot run it: Permission denied' \
		run alice -- ./plain
	[ ! -e ran ]
}


@test "at most three codes, never the same twice" {
	has bash || skip 'no bash'
	expect 0 --at 40 run alice -- bash -c 'for i in 1 2 3; do
			printf "OTP: "; read -r c; echo "$c"
		done
		printf "OTP: "; read -r -t 1 c || echo none'
	prints "OTP: $(totp 40)
OTP: $(totp 70)
OTP: $(totp 100)
OTP: none"
}

@test "a code with fewer than 5 seconds left is not typed" {
	expect 0 --at 55 run alice -- sh -c "$ASK"'ask c OTP:; echo "$c"'
	prints "OTP:$(totp 55)"
	expect 0 --at 56 run alice -- sh -c "$ASK"'ask c OTP:; echo "$c"'
	prints "OTP:$(totp 60)"
}

# Two codes may look the same once in a million times: what counts is that one
# is of a later period.
@test "on the real clock it waits, and a code is not typed twice" {
	local at start code=0 codes
	add --period 2 Fast:one
	start=$(date +%s)
	expect 0 run Fast -- sh -c "$ASK"'ask c OTP:; ask d OTP:
		echo "$c $d"'
	read -ra codes <<<"${output#OTP:OTP:}"
	same codes ${#codes[@]} 2
	for ((at = start; code < 2 && at <= $(date +%s) + 2; at += 2)); do
		[ "$(totp "$at" --time-step-size=2s)" != "${codes[code]}" ] ||
			code=$((code + 1))
	done
	same found "$code" 2
}

@test "a counter is advanced on disk before its code is typed" {
	json '.counter == 1' show --json Bank
	expect 0 run Bank -- sh -c "$ASK"'ask c OTP:; echo "$c"
		"$0" show --json Bank | jq .counter' "$OTP"
	prints "OTP:287082
2"
}

@test "a counter that nobody asks for stays as it is" {
	untouched expect 0 run Bank -- true
}

@test "a counter that cannot be advanced: the reason is told, the command goes on" {
	has bash || skip 'no bash'
	status=0
	setsid -w "$OTP" run Bank -- bash -c 'mv "$1" gone; printf OTP:
		until grep -q "otp: $1: " told || [ "$SECONDS" -gt 60 ]; do
			read -r -t 0.1 c
		done
		[ -z "$c" ] && exit 9' bash "$VAULT" </dev/null 2>told ||
		status=$?
	check_status 9 run Bank
	grep -q "^otp: $VAULT: " told
}

@test "--prompt finds other prompts, in a line without control sequences" {
	expect 0 --at 40 run --prompt '^Passwort fuer [a-z]+: $' alice -- \
		sh -c 'printf "\033[1mPasswort \033[0mfuer bob: "; read -r c
			echo "$c"'
	[[ $output == *"$(totp 40)" ]]
}

@test "the echo of a code is no prompt" {
	talk "'$OTP' --at 40 run --prompt 'go|[0-9]\$' alice -- bash -c '
		printf go; read -r c; read -r -t 1 d || echo \"nothing, after \$c\"'"
	same status "$status" 0
	[[ $screen == *"nothing, after $(totp 40)" ]]
}

@test "a prompt on the terminal itself is seen while input and output are pipes" {
	run --separate-stderr setsid -w bash -c 'seq 3 | "$0" --at 40 run alice -- \
		sh -c "printf OTP: >/dev/tty; read -r c </dev/tty
			echo \$c; cat" | cat' "$OTP"
	prints "$(totp 40)
1
2
3"
}

@test "a prompt on standard error is seen, and stays there" {
	expect 0 --at 40 run alice -- sh -c 'printf OTP: >&2; read -r c
		echo "$c"'
	prints "$(totp 40)"
	says 'OTP:'
}

@test "output and errors in one file keep their order" {
	"$OTP" run alice -- sh -c 'for i in 1 2 3 4; do echo o$i; echo e$i >&2
		done' >both 2>&1 </dev/null
	same order "$(tr '\n' ' ' <both)" 'o1 e1 o2 e2 o3 e3 o4 e4 '
}

@test "every byte passes unchanged, both ways" {
	local i
	for ((i = 0; i < 256; i++)); do
		printf '%b' "\\x$(printf %02x "$i")"
	done >all
	for ((i = 0; i < 400; i++)); do cat all; done >bytes
	"$OTP" run alice -- cat <bytes >copy
	cmp bytes copy
	# shellcheck disable=SC2002 # a pipe is another thing than a file
	cat bytes | "$OTP" run alice -- cat bytes - | cat >copy
	cmp copy <(cat bytes bytes)
}

@test "a reader that goes away ends the command by SIGPIPE" {
	has bash || skip 'no bash'
	run bash -c '"$0" run alice -- yes | head -n 1; echo "${PIPESTATUS[0]}"' \
		"$OTP"
	prints "y
141"
}

@test "output that cannot be written is no success" {
	run --separate-stderr sh -c '"$0" run alice -- echo lost >/dev/full' \
		"$OTP"
	same status "$status" 1
	says 'otp: standard output: cannot write: No space left on device'
	run --separate-stderr sh -c \
		'"$0" run alice -- sh -c "echo lost; exit 7" >/dev/full' "$OTP"
	same status "$status" 7
	says 'otp: standard output: cannot write: No space left on device'
}

@test "on a terminal: the command has it as its own" {
	talk "stty rows 33 cols 99; '$OTP' run alice -- sh -c 'stty size
		[ -t 0 ] && [ -t 1 ] && [ -t 2 ] && echo three; echo done'"
	same screen "$screen" $'33 99\nthree\ndone'
}

@test "on a terminal: what the person types arrives" {
	talk "'$OTP' run alice -- sh -c 'printf \"Name: \"; read -r n
		echo \"hello \$n\"'" 'Name: ' otto
	[[ $screen == *'hello otto' ]]
}

@test "on a terminal: Ctrl-C reaches the command, and only it" {
	talk "'$OTP' run alice -- sh -c 'echo ready; exec sleep 1000'
		echo status \$?; '$OTP' run alice -- sh -c 'trap \"exit 5\" INT
			echo ready; while :; do sleep 1; done'
		echo status \$?" ready '^C' $'130\r\nready' '^C'
	[[ $screen == *'status 130'*'status 5' ]]
}

@test "on a terminal: it is as before, however the command ends" {
	talk "before=\$(stty -g); '$OTP' run alice -- sh -c 'stty raw; kill -9 \$\$'
		echo \$?; [ \"\$(stty -g)\" = \"\$before\" ] && echo same"
	[[ $screen == *137*same ]]
}

@test "on a terminal: Ctrl-Z stops both, and both go on" {
	has bash || skip 'no bash'
	cat >program <<-'END'
		#!/bin/sh
		echo started
		read -r line
		echo "read $line"
	END
	chmod +x program
	talk 'PS1="> " bash --norc --noprofile -i' '> ' "'$OTP' run alice -- ./program" \
		started '^Z' '> ' 'fg' '-- ./program' something \
		'read something' exit
	[[ $screen == *Stopped*'read something'* ]]
}

@test "the command has the user's environment, umask, limits and descriptors" {
	grep -q '^NoNewPrivs' /proc/self/status || skip 'no such kernel'
	cat >look <<-'END'
		#!/bin/sh
		umask
		ulimit -S -c
		ulimit -H -c
		env | grep -v '^_=' | sort
		grep -E '^(NoNewPrivs|Seccomp|SigIgn|SigBlk)' /proc/self/status
		cat <&3
	END
	chmod +x look
	echo three >three
	(umask 026 && ./look 3<three) >wanted
	(umask 026 && "$OTP" run alice -- ./look 3<three) >got
	diff wanted got
}

@test "a descriptor with the passphrase is not the command's" {
	expect 0 --passphrase-fd 3 run alice -- sh -c \
		'[ -e /dev/fd/3 ] && echo there; echo end' 3<passphrase
	prints end
}

@test "the command has the network, and otp has none meanwhile" {
	grep -q '^Seccomp' /proc/self/status ||
		skip 'the kernel has no seccomp: nothing was checked'
	has perl || skip 'no perl here: nothing was checked'
	cat >try <<-'END'
		use Socket;
		socket(my $s, PF_INET, SOCK_STREAM, 0) or die "$!";
		open(my $mine, "<", "/proc/$$/status");
		my ($launcher) = map { /^PPid:\s*(\d+)/ } <$mine>;
		open(my $its, "<", "/proc/$launcher/status");
		my ($otp) = map { /^PPid:\s*(\d+)/ } <$its>;
		open(my $status, "<", "/proc/$otp/status");
		print map { /^(Name|Seccomp):\s*(\S+)/ ? "$2 " : () } <$status>;
	END
	perl -MSocket -e 'socket(my $s, PF_INET, SOCK_STREAM, 0) or exit 1' ||
		skip 'no network sockets here anyway'
	expect 0 run alice -- perl try
	prints 'otp 2 '
}

@test "without a -- the command's own words are no options" {
	expect 0 run alice echo one two
	prints 'one two'
	expect 0 run alice -- echo --help -x
	prints '--help -x'
}
