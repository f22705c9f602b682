#!/usr/bin/env bats
# otp unlock, lock and status

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

prepare() {
	make_vault
	add GitHub:alice
	PASSWORD=(--passphrase-file "$HOME/passphrase")
	unset OTP_PASSPHRASE_FILE
	# A forbidden keyring is tried with strace, which LeakSanitizer bars.
	export ASAN_OPTIONS=detect_leaks=0
}

# The name of every test's vault is its own, so nothing of a user's is
# touched.
teardown() {
	"$OTP" -q lock 2>/dev/null || true
	rm -rf "${there:-$HOME/nothing}"
	[ -z "${sockets-}" ] || tmux -S "$sockets/tmux" kill-server || true
	rm -rf "${sockets:-$HOME/nothing}"
}

need_keyring() {
	local reason
	reason=$("$OTP" lock 2>&1) ||
		skip "no keyring here, not checked: $reason"
}

unlock() {
	"$OTP" -q "${PASSWORD[@]}" unlock "$@"
}

@test "unlock asks once, and then no command does until lock" {
	need_keyring
	expect 0 "${PASSWORD[@]}" unlock
	prints ''
	says 'unlocked for 15 min'
	expect 0 --at 59 get alice
	prints 287082
	says ''
	expect 0 lock
	says locked
	expect 5 get alice
	expect 0 lock
	says 'was locked already'
}

@test "unlock asks on the terminal" {
	need_keyring
	has script || skip 'no script'
	talk "'$OTP' unlock --for 2h" "$VAULT: " "$PASSPHRASE"
	same status "$status" 0
	[[ $screen == *'unlocked for 2 h'* ]]
	expect 0 get alice
}

@test "a wrong passphrase unlocks nothing, and takes nothing back" {
	need_keyring
	expect 5 --passphrase-command 'echo wrong' unlock
	expect 5 status
	unlock
	expect 5 --passphrase-command 'echo wrong' unlock
	expect 0 status
}

@test "unlock wants the passphrase even when unlocked: the time is a promise" {
	need_keyring
	unlock
	expect 5 unlock --for 7d
}

@test "status tells by its words and its exit status" {
	need_keyring
	expect 5 status
	prints locked
	says ''
	unlock --for 1d
	expect 0 status
	[[ $output =~ ^unlocked$'\t'(86400|863[0-9][0-9])$ ]]
	unlock --for 90m
	expect 0 --at 59 status
	[[ $output =~ ^unlocked$'\t'(5400|53[0-9][0-9])$ ]]
	if has script; then
		talk "'$OTP' status"
		[[ $screen =~ ^'unlocked, 1 h '(30|29)' min left' ]]
	fi
}

@test "the kernel locks when the time is up" {
	need_keyring
	unlock --for 1s
	while "$OTP" status >/dev/null; do :; done
	expect 5 get alice
}

@test "durations have a unit and limits" {
	local word
	for word in 5 m 1w 1.5h -1m 15mm '15 m' m15; do
		fails 2 "otp: --for: must be a number and s, m, h or d, as in \
15m, is $word" unlock --for="$word"
	done
	for word in 0s 8d 604801s 999999999d 99999999999999999999s; do
		fails 2 "otp: --for: must be 1 s to 7 d, is $word" \
			unlock --for "$word"
	done
}

@test "an explicit option comes before the keyring, the environment behind" {
	need_keyring
	unlock
	expect 5 --passphrase-command 'echo wrong' get alice
	OTP_PASSPHRASE_COMMAND='touch ran; echo wrong' expect 0 get alice
	not test -e ran
	"$OTP" -q lock
	OTP_PASSPHRASE_COMMAND='touch ran; echo wrong' expect 5 get alice
	test -e ran
}

@test "saving needs no passphrase either, and leaves it unlocked" {
	need_keyring
	unlock
	expect_fed "$OTHER_KEY" 0 add Bank:bob
	expect 0 get bob
	expect 0 get alice
}

@test "another path to the same vault is unlocked as well, another vault not" {
	need_keyring
	unlock
	ln -s "$VAULT" link.age
	expect 0 --vault link.age get alice
	cp "$VAULT" copy.age
	expect 5 --vault copy.age get alice
	cd "$(dirname "$VAULT")"
	expect 0 --vault vault.age get alice
	expect 0 --vault vault.age lock
	expect 5 get alice
}

@test "a vault with another key is not opened, and that is told" {
	need_keyring
	unlock
	"$OTP" -q "${PASSWORD[@]}" --vault "$HOME/new.age" init --work-factor 10
	cp new.age "$VAULT"
	expect 5 list
	[[ ${stderr_lines[0]} == "$VAULT: its key was changed since it was unlocked" ]]
	# the old key is gone
	expect 5 status
	says ''
	expect 0 "${PASSWORD[@]}" list
}

@test "a new passphrase takes the key back" {
	need_keyring
	has script || skip 'no script'
	unlock
	cp "$VAULT" before.age
	talk "'$OTP' passwd --work-factor 10" "Passphrase for $VAULT: " \
		"$PASSPHRASE" "New passphrase for $VAULT: " "$PASSPHRASE" \
		'The same again: ' "$PASSPHRASE"
	same status "$status" 0
	# the old key is gone, not only of no use
	cp before.age "$VAULT"
	expect 5 list
	says "otp: $VAULT: there is no terminal to ask for the passphrase: \
give --passphrase-file, --passphrase-fd or --passphrase-command"
}

@test "lock works when the vault cannot be read" {
	need_keyring
	unlock
	mv "$VAULT" away.age
	expect 6 status
	expect 0 lock
	says locked
	mv away.age "$VAULT"
	expect 5 status
}

@test "a damaged vault is called so" {
	need_keyring
	unlock
	hurt 400
	expect 6 list
}

# screen LINE...: plays them on the screen of the vault, by the driver of
# tests/tui.
screen() {
	[ -x "$OTP_BUILD/tests/tui/drive" ] || skip 'no driver of the screen'
	printf '%s\n' "run --vault $VAULT" "$@" >play.tui
	B=$OTP_BUILD "$BATS_TEST_DIRNAME/../tui/run" play.tui
}

@test "the screen opens with the key that is kept, and L takes it back" {
	need_keyring
	unlock
	screen 'wait GitHub' 'keys q' 'exit 0'
	expect 0 status
	screen 'wait GitHub' 'keys L' 'wait "otp unlock" is taken back' \
		'gone GitHub' 'keys <C-q>' 'exit 0'
	expect 5 status
	expect 5 get alice
}

@test "what Ctrl-Z locks leaves the kept key its time" {
	need_keyring
	unlock
	screen 'wait GitHub' 'keys <C-z>' suspended foreground \
		'wait Passphrase' 'gone GitHub' 'keys <C-q>' 'exit 0'
	expect 0 status
}

# barred WORD...: otp where the keyring is forbidden, as in a container.
barred() {
	strace -f -o trace -e trace=keyctl,add_key \
		-e inject=keyctl,add_key:error="${ERROR:-EPERM}" "$OTP" "$@"
}

@test "without a keyring all but unlocking works, and the reason is told" {
	local reason='may not be used here, as in many containers'
	strace -o probe -e trace=execve true 2>/dev/null ||
		skip 'strace cannot trace here: nothing was checked'
	run --separate-stderr barred "${PASSWORD[@]}" unlock
	check_status 1 unlock
	says "otp: the kernel's keyring $reason"
	run --separate-stderr barred --at 59 "${PASSWORD[@]}" get alice
	check_status 0 get
	prints 287082
	says ''
	export OTP_PASSPHRASE_FILE=$HOME/passphrase
	run --separate-stderr barred --at 59 get alice
	check_status 0 get
	says ''
	run --separate-stderr barred status
	check_status 5 status
	prints locked
	says "the kernel's keyring $reason"
	run --separate-stderr barred lock
	check_status 1 lock
	ERROR=ENOSYS run --separate-stderr barred lock
	says 'otp: the kernel has no keyring'
}

@test "the screen opens without asking, and shows no passphrase prompt" {
	need_keyring
	[ -x "$OTP_BUILD/tests/tui/drive" ] || skip 'no driver of the screen'
	cat >kept.tui <<-'END'
		sh sample_vault; otp unlock --for 1h
		run --vault vault.age
		wait GitHub
		keys L
		wait Passphrase
		keys <C-q>
		exit 0
		sh otp lock
	END
	B=$OTP_BUILD run "$BATS_TEST_DIRNAME/../tui/run" kept.tui
	echo "$output"
	[ "$status" -eq 0 ]
}

@test "the key is in no command line, environment or file" {
	need_keyring
	unlock
	run grep -rlF "$PASSPHRASE" "$HOME"
	same files "$output" "$HOME/passphrase"
	# what the kernel holds is the key, not the passphrase
	not grep -F "$PASSPHRASE" /proc/keys
}

@test "a vault without a passphrase can be unlocked, too" {
	need_keyring
	# The key pair of the age specification.
	export OTP_VAULT=$HOME/shared.age
	(umask 077 && printf '%s%s\n' AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGF \
		PYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX >id.key)
	"$OTP" -q init --recipient \
		age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj
	expect 5 list
	expect 0 --identity id.key unlock
	expect 0 list
	# An option comes first, and must then be good.
	expect 1 --identity missing list
	expect 0 lock
	expect 5 list
}

# gets_it COMMAND...: run there, otp needs no passphrase for the code.
gets_it() {
	run --separate-stderr "$@" "$OTP" --at 59 get alice
	check_status 0 get
	prints 287082
	says ''
}

# The number of keyctl(2), which no program at hand may call.
keyctl_number() {
	case $(uname -m) in
	x86_64) echo 250 ;;
	aarch64 | riscv64) echo 219 ;;
	*) skip 'keyctl is another number here: not checked' ;;
	esac
}

@test "it holds in another terminal of the same user" {
	need_keyring
	has script || skip 'no script'
	unlock
	talk "'$OTP' --at 59 get alice"
	same screen "$screen" 287082
	talk "'$OTP' lock"
	expect 5 get alice
}

@test "it holds in tmux, and what is unlocked there holds here" {
	need_keyring
	has tmux || skip 'no tmux'
	unlock
	# The name of a socket must be short.
	sockets=$(mktemp -d /tmp/otp-tmux.XXXXXX)
	# The server must not end with the session while it is talked to.
	echo 'set -g exit-empty off' >conf
	in_tmux() {
		tmux -S "$sockets/tmux" -f conf new-session -d \
			"$1 >'$HOME/shown' 2>&1; tmux -S '$sockets/tmux' wait-for -S end" \
			\; wait-for end
	}
	in_tmux "'$OTP' --at 59 get alice"
	same shown "$(cat shown)" 287082
	in_tmux "'$OTP' lock"
	expect 5 get alice
	in_tmux "'$OTP' --passphrase-file '$HOME/passphrase' unlock"
	tmux -S "$sockets/tmux" kill-server
	expect 0 --at 59 get alice
}

@test "it holds as in cron: no terminal, an empty environment, any session keyring" {
	local number
	need_keyring
	unlock
	gets_it setsid -w env -i HOME="$HOME" XDG_DATA_HOME="$XDG_DATA_HOME"
	has perl || skip 'no perl: only that was checked'
	number=$(keyctl_number)
	# a session keyring of its own, as pam_keyinit and systemd make them
	gets_it perl -e 'syscall('"$number"', 1, 0) > 0 or die; exec @ARGV'
	# one that is revoked, as when the login has ended
	gets_it perl -e 'syscall('"$number"', 1, 0) > 0 or die;
		syscall('"$number"', 3, -3) == 0 or die; exec @ARGV'
}

# user UID COMMAND...: as that user, who has no rights but those of a user.
user() {
	setpriv --reuid="$1" --regid="$1" --clear-groups --no-new-privs \
		env HOME="$there" XDG_DATA_HOME="$there" "${@:2}"
}

@test "a plain user's key is for that user alone" {
	need_keyring
	[ "$(id -u)" -eq 0 ] || skip 'only root can be two users'
	has setpriv || skip 'no setpriv'
	there=$(mktemp -d)
	cp "$OTP" "$there/program"
	mkdir "$there/otp"
	cp "$VAULT" "$there/otp/vault.age"
	cp passphrase "$there"
	chown -R 61001:61001 "$there"
	OTP=$there/program
	cd "$there"
	run --separate-stderr user 61001 "$OTP" \
		--passphrase-file "$there/passphrase" unlock --for 5m
	check_status 0 unlock
	says 'unlocked for 5 min'
	gets_it user 61001
	# not even who may read the vault
	chmod 755 "$there" "$there/otp"
	chmod 644 "$there/otp/vault.age"
	run user 61002 setsid -w "$OTP" --at 59 get alice
	[ "$status" -eq 5 ]
	run user 61001 "$OTP" status
	[ "$status" -eq 0 ]
	run user 61001 "$OTP" lock
	[ "$output" = locked ]
	run user 61001 setsid -w "$OTP" --at 59 get alice
	[ "$status" -eq 5 ]
}
