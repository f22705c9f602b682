#!/usr/bin/env bats
# No secret is in a command line, an environment, or a file, of otp and of all
# that it starts: looked at from outside with strace.

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

RAW_KEY=12345678901234567890 # what $KEY stands for

prepare() {
	# otp forbids others to read its memory, strace of a plain user too.
	[ "$(id -u)" -eq 0 ] || skip 'not root: nothing was checked'
	strace -o "$HOME/probe" -e trace=execve true 2>/dev/null ||
		skip 'strace cannot trace here: nothing was checked'
	# LeakSanitizer is a tracer, too, and there can be one only.
	export ASAN_OPTIONS=detect_leaks=0
	make_vault
	TRACE=$HOME/trace
	mkdir "$HOME/bin"
}

# traced INPUT WORD...: otp with INPUT on stdin; its calls, and those of its
# children, are in $TRACE, with whole environments.
traced() {
	local input=$1
	shift
	: >"$TRACE"
	printf '%s' "$input" | setsid -w strace -f -v -y -s 65536 -o "$TRACE" \
		-e trace=execve,execveat,write,writev,pwrite64,sendto,sendmsg \
		"$OTP" "$@" >"$HOME/out" 2>"$HOME/errors" || {
		cat "$HOME/errors"
		return 1
	}
	grep -q execve "$TRACE"
}

# Lines of the trace that show a secret where none may be: in what is executed,
# or written to anything but a pipe between two programs.
leaks() {
	grep -F -e "$KEY" -e "$RAW_KEY" -e "$PASSPHRASE" "$TRACE" |
		grep -Ev '(write|writev)\([0-9]+<pipe:\['
}

# Nothing but the passphrase's own file and the trace holds one.
no_file_holds_one() {
	rm -f "$TRACE"
	run grep -rlF -e "$KEY" -e "$RAW_KEY" -e "$PASSPHRASE" "$HOME"
	[ "$output" = "$HOME/passphrase" ]
}

@test "the trace would show a secret in a command line" {
	traced '' add "otpauth://totp/x:y?secret=$KEY"
	run leaks
	[[ $output == *execve*"$KEY"* ]]
}

@test "adding a key from standard input leaves it nowhere" {
	traced "$KEY" add GitHub:alice
	run leaks
	[ "$output" = '' ]
	no_file_holds_one
}

@test "a passphrase file, descriptor or command is not passed on" {
	add GitHub:alice
	traced '' --passphrase-file "$HOME/passphrase" get alice
	run leaks
	[ "$output" = '' ]
	traced "$PASSPHRASE" --passphrase-fd 0 get alice
	run leaks
	[ "$output" = '' ]
	traced '' --passphrase-command "cat $HOME/passphrase" get alice
	run leaks
	[ "$output" = '' ]
	no_file_holds_one
}

@test "an identity is in no command line and no other file" {
	local identity recipient
	# The key pair of the age specification.
	identity=AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX
	recipient=age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj
	export OTP_VAULT=$HOME/shared.age
	(umask 077 && printf '%s\n' "$identity" >"$HOME/id.key")
	traced '' init --recipient "$recipient"
	traced "$KEY" --identity "$HOME/id.key" add GitHub:alice
	run grep -F "$identity" "$TRACE"
	[ "$output" = '' ]
	run leaks
	[ "$output" = '' ]
	traced '' --identity "$HOME/id.key" recipients
	run grep -F "$identity" "$TRACE"
	[ "$output" = '' ]
	run grep -rlF "$identity" "$HOME"
	[ "$output" = "$HOME/id.key" ]
}

@test "a picture's key travels by pipe only" {
	case ${OTP_BUILD-} in
	*/asan) skip 'otp-scan under LeakSanitizer cannot be traced' ;;
	esac
	qrencode -o "$HOME/shot.png" \
		"otpauth://totp/x:y?secret=$KEY&issuer=x" ||
		skip 'there is no qrencode: not checked for pictures'
	traced '' import "$HOME/shot.png"
	run leaks
	[ "$output" = '' ]
	grep -q 'write.*<pipe:.*'"$KEY" "$TRACE"
	rm "$HOME/shot.png"
	no_file_holds_one
}

@test "a key that is asked for is on standard output only" {
	add GitHub:alice
	traced '' show --key alice
	run leaks
	[[ $output == *"write(1<$HOME/out>"*"$KEY"* ]]
	[ "${#lines[@]}" -eq 1 ]
}

@test "a new key, and recovery codes, are on standard output only" {
	key=$OTHER_KEY add GitHub:alice
	traced "$KEY" edit --key alice
	run leaks
	[ "$output" = '' ]
	traced 'kept-code-1' recovery alice add
	run grep -F kept-code-1 "$TRACE"
	[ "$output" = '' ]
	traced '' recovery alice use
	run grep -F kept-code-1 "$TRACE"
	[[ $output == *"write(1<$HOME/out>"* ]]
	[ "${#lines[@]}" -eq 1 ]
	traced '' new --recovery 1 Corp:bob
	mapfile -t made <"$HOME/out"
	run grep -F -e "${made[0]}" -e "${made[1]}" "$TRACE"
	[[ $output == *"write(1<$HOME/out>"* ]]
	[ "${#lines[@]}" -eq 1 ]
	rm "$HOME/out"
	no_file_holds_one
	run grep -rlF -e kept-code-1 -e "${made[0]}" -e "${made[1]}" "$HOME"
	[ "$output" = '' ]
}

@test "a code that is typed for a command is on its terminal only" {
	local code
	# so many digits stand nowhere by chance
	add --digits 10 GitHub:alice
	# shellcheck disable=SC2016 # sh expands
	traced '' --at 59 run --prompt 'Secret word: $' alice -- \
		sh -c 'printf "Secret word: "; read -r c; [ -n "$c" ]'
	run leaks
	[ "$output" = '' ]
	# the code of 59 has no time left
	code=$("$OTP" --at 60 get alice)
	run grep -F "$code" "$TRACE"
	[ "${#lines[@]}" -eq 1 ]
	[[ $output == *'write('*'</dev/ptmx>'*"\"$code\\r\""* ]]
}

# The helper that clears would wait its 30 s, so it is ended as it begins.
@test "a copied code is in no command line, nor in the helper that clears" {
	local code pid call
	add --digits 10 GitHub:alice # as above
	code=$("$OTP" --at 59 get alice)
	printf '#!/bin/sh\nread -r text\nexit 0\n' >"$HOME/bin/xclip"
	chmod +x "$HOME/bin/xclip"
	mkfifo "$HOME/calls"
	PATH=$HOME/bin:$PATH DISPLAY=:0 setsid -w strace -f -v -y -s 65536 \
		-o "$HOME/calls" -e trace=execve,write "$OTP" --at 59 get \
		--copy alice >"$HOME/out" 2>&1 &
	while read -r pid call; do
		printf '%s\n' "$call"
		case $call in
		execve*clipboard-clear*) kill "$pid" ;;
		esac
	done <"$HOME/calls" >"$TRACE"
	wait $!
	grep -q '^execve.*clipboard-clear' "$TRACE"
	run grep -F "$code" "$TRACE"
	[ "${#lines[@]}" -eq 1 ]
	[[ $output == 'write('*'<pipe:['*"\"$code\""* ]]
}
