#!/usr/bin/env bats
# Every command, traced: no command line and no environment of otp, nor of
# anything that it starts, holds a secret; and none is taken from there.

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

NEW='four quite different words'
SECRETS=("$KEY" 12345678901234567890 "$OTHER_KEY" "$PASSPHRASE" "$NEW"
	recovery-code-1)

prepare() {
	make_vault
	# a code so long that no number of a process has it in it
	add GitHub:alice --digits 10
	add Bank:bob
	key=$OTHER_KEY add Steam:carol --type steam
	printf '%s\n' "$NEW" >new
	printf 'otpauth://totp/x:y?secret=%s\n' "$KEY" >list.txt
	chmod 600 new list.txt
	TRACE=$HOME/trace
	mkdir bin
	for program in xclip wl-copy wl-paste grim; do
		printf '#!/bin/sh\nexec cat >/dev/null\n' >"bin/$program"
	done
	chmod +x bin/*
}

need_trace() {
	# otp forbids others to read its memory, strace of a plain user too.
	[ "$(id -u)" -eq 0 ] || skip 'not root: nothing was checked'
	strace -o "$HOME/probe" -e trace=execve true 2>/dev/null ||
		skip 'strace cannot trace here: nothing was checked'
	case ${OTP_BUILD-} in
	*/asan) skip 'LeakSanitizer is a tracer, too: nothing was checked' ;;
	esac
}

# walk STATUS INPUT WORD...: what is executed is added to $TRACE. STATUS "any":
# where it depends on what the machine has, as on a keyring.
walk() {
	local want=$1 input=$2 got=0
	shift 2
	printf '%s' "$input" | PATH=$HOME/bin:$PATH DISPLAY=:0 setsid -w \
		strace -f -v -s 65536 -o "$HOME/one" \
		-e trace=execve,execveat -e signal=none \
		"$OTP" "$@" >out 2>errors || got=$?
	cat one >>"$TRACE"
	[ "$want" = any ] || [ "$got" -eq "$want" ] || {
		echo "otp $*: status $got, wanted $want"
		cat errors
		return 1
	}
	walked+=" $1 "
}

# The helper that clears the clipboard waits 30 s: it is ended as it begins.
walk_copy() {
	local pid call
	mkfifo calls
	PATH=$HOME/bin:$PATH DISPLAY=:0 setsid -w strace -f -v -s 65536 \
		-o calls -e trace=execve "$OTP" --at 59 get --copy alice \
		>out 2>&1 &
	while read -r pid call; do
		printf '%s\n' "$call"
		case $call in
		# on a machine that stood still it has ended already
		execve*clipboard-clear*) kill "$pid" || true ;;
		esac
	done <calls >>"$TRACE"
	wait $!
	grep -q '^execve.*xclip' "$TRACE"
	grep -q '^execve.*clipboard-clear' "$TRACE"
}

@test "no command puts a secret into a command line or an environment" {
	local walked='' secret command
	need_trace
	walk 0 '' init --vault "$HOME/second.age" --work-factor 10
	walk 0 "$KEY" add Third:dave
	walk 0 '' new Fourth:erin
	walk 0 '' import list.txt
	walk 0 '' get alice
	walk 0 '' run alice -- true
	walk 0 '' list --codes
	walk 0 '' show --key --uri alice
	walk 0 '' qr -o code.png alice
	walk 0 '' edit --note text alice
	walk 0 $'recovery-code-1\n' recovery alice add
	walk 0 '' recovery alice use
	walk 8 '' verify --at 59 alice 0000000000
	walk 0 '' remove bob
	walk 0 '' trash restore bob
	walk 0 '' log
	walk 0 '' undo
	walk 0 '' restore 1
	walk 0 '' undo
	walk 0 '' backup copy.age
	walk 0 '' merge copy.age
	walk 0 '' export --plain -o all.json
	walk 0 '' export --encrypt --work-factor 10 --new-passphrase-file new \
		-o all.age
	walk 0 '' import --source-passphrase-file new all.age
	walk 1 '' recipients
	walk any '' lock
	walk any '' unlock --for 1m
	walk any '' status
	walk any '' lock
	walk any '' doctor
	walk 0 '' help
	walk 0 'Your code is 493817' extract
	walk 0 "$PASSPHRASE"$'\n'"$NEW"$'\n' passwd --passphrase-fd 0 \
		--new-passphrase-fd 0 --work-factor 10
	walk 0 '' --passphrase-command "cat '$HOME/new'" get alice
	printf '%s\n' "$NEW" >passphrase
	walk 0 '' import code.png
	walk_copy
	grep -q 'execve.*otp-scan' "$TRACE"
	grep -q 'execve.*"/bin/sh", "-c", "cat ' "$TRACE"
	SECRETS+=("$("$OTP" --at 59 get alice)")
	for secret in "${SECRETS[@]}"; do
		if grep -F -e "$secret" "$TRACE"; then
			echo "that is a secret: $secret"
			return 1
		fi
	done
	while read -r command; do
		[[ $walked == *" $command "* ]] || {
			echo "not traced: otp $command"
			return 1
		}
	done < <("$OTP" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
}

@test "the trace would show one" {
	need_trace
	walk 0 '' add "otpauth://totp/x:y?secret=$KEY"
	grep -qF "$KEY" "$TRACE"
}

# Names that people try; a program that took one would find the right secret.
@test "no command takes a secret from the environment" {
	local name
	unset OTP_PASSPHRASE_FILE
	for name in OTP_PASSPHRASE OTP_PASSWORD OTP_VAULT_PASSPHRASE \
		OTP_NEW_PASSPHRASE AGE_PASSPHRASE PASSPHRASE; do
		export "$name=$PASSPHRASE"
	done
	export OTP_KEY=$KEY OTP_SECRET=$KEY
	expect 5 get alice
	expect 5 list
	expect 5 export --plain
	export OTP_PASSPHRASE_FILE=$HOME/passphrase
	expect 5 passwd
	expect 5 export --encrypt
	expect 1 add Other:x
	expect 1 edit --key alice
}
