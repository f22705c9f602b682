#!/usr/bin/env bats
# otp import --screen by the portal of a desktop, before a stand-in for that.

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

DATA=$BATS_TEST_DIRNAME/../data
# The picture is where the portal put it, by a name like those of desktops.
WHY="compositor doesn't support wlr-screencopy-unstable-v1"
GRIM="grim: $WHY"
SHOT='Screenshot from today ä.png'

prepare() {
	[ -x "${OTP_BUILD-}/libexec/otp/otp-portal" ] ||
		skip 'built without libdbus: nothing was checked'
	has dbus-run-session || skip 'no dbus-run-session: nothing was checked'
	# as when the system does not know who we are
	timeout 300 dbus-run-session -- "$OTP_BUILD/tests/tools/portal" ||
		skip 'no bus for us here: nothing was checked'
	make_vault
	mkdir Pictures
	cp "$DATA/enrol/voip_ms.png" "Pictures/$SHOT"
	address="file://$HOME/Pictures/Screenshot%20from%20today%20%C3%A4.png"
	unset DISPLAY
	export WAYLAND_DISPLAY=wayland-9 PATH=$HOME/bin:/usr/bin:/bin
	# what the machine has of these is not asked
	mkdir bin
	grim "$WHY"
	program slurp 'echo "1,2 3x4"'
}

program() {
	printf '#!/bin/sh\n%s\n' "$2" >"bin/$1"
	chmod +x "bin/$1"
}

# grim TEXT: it fails and says so.
grim() {
	program grim "echo \"$1\" >&2; exit 1"
}

# in_session STATUS SCRIPT WORD...: what it says is in $stderr, without what
# the bus has to say.
in_session() {
	local want=$1 script=$2
	shift 2
	run --separate-stderr timeout 300 dbus-run-session -- \
		sh -c "$script" sh "$@" </dev/null
	stderr=$(<said)
	check_status "$want" import --screen
}

# desktop STATUS RESPONSE [URI] [early]: imports before such a portal.
desktop() {
	local want=$1
	shift
	rm -f ready
	mkfifo ready
	in_session "$want" "'$OTP_BUILD/tests/tools/portal' \"\$@\" >ready &
		read -r _ <ready
		'$OTP' import --screen 2>said
		status=\$?
		wait \$! || exit 99
		exit \$status" "$@"
}

# fails_by LINE WORD...: nothing is saved, and it says LINE.
fails_by() {
	local line=$1
	shift
	untouched desktop 1 "$@"
	says "otp: screen: $GRIM; portal: $line"
	prints ''
}

@test "the picture is read, and its file is gone" {
	desktop 0 0 "$address"
	[[ $output == $'added\tVoIP.ms:'*'1 added, 0 duplicate, 0 skipped' ]]
	says ''
	same files "$(ls -A Pictures)" ''
}

@test "a portal that responds before it has answered the call" {
	desktop 0 0 "$address" early
	same files "$(ls -A Pictures)" ''
}

@test "a picture without a code is removed all the same" {
	cp "$DATA/pictures/none.png" "Pictures/$SHOT"
	untouched desktop 3 0 "$address"
	[[ $stderr == 'otp: screen: no QR code in the picture'* ]]
	same files "$(ls -A Pictures)" ''
}

@test "a file that is no picture is not removed" {
	echo 'not yours' >mine
	fails_by "gave no picture, but $HOME/mine, which is left as it is" \
		0 "file://$HOME/mine"
	same mine "$(<mine)" 'not yours'
	fails_by 'gave no file of this machine' 0 "$address%00x"
	same files "$(ls -A Pictures)" "$SHOT"
}

@test "this machine may be named in the address" {
	desktop 0 0 "file://localhost${address#file://}"
	same files "$(ls -A Pictures)" ''
}

@test "where grim serves, the desktop is not asked" {
	program grim "cat '$DATA/enrol/voip_ms.png'"
	expect 0 import --screen
	[[ $output == *'1 added, 0 duplicate, 0 skipped' ]]
}

@test "who cancels the one is not asked by the other" {
	program slurp 'echo "selection cancelled" >&2; exit 1'
	untouched fails 1 'otp: screen: slurp: selection cancelled' \
		import --screen
}

@test "cancelled, refused, and answers that make no sense" {
	untouched desktop 1 1
	says 'otp: screen: portal: was cancelled'
	fails_by 'the portal took no picture' 2
	fails_by 'the portal took no picture' 0
	fails_by 'gave no file of this machine' 0 https://example.com/x.png
	fails_by 'cannot open: No such file or directory' 0 "file://$HOME/none"
	same files "$(ls -A Pictures)" "$SHOT"
}

@test "a desktop without a portal, and no desktop" {
	in_session 1 "'$OTP' import --screen 2>said"
	[[ $stderr == "otp: screen: $GRIM; portal: the desktop has no portal for screenshots: "* ]]
	unset DBUS_SESSION_BUS_ADDRESS XDG_RUNTIME_DIR
	untouched fails 1 "otp: screen: $GRIM; portal: there is no session bus" \
		import --screen
	# what would start one
	export DBUS_SESSION_BUS_ADDRESS=unix:path=$HOME/nowhere';autolaunch:'
	untouched fails 1 "otp: screen: $GRIM; portal: there is no session bus" \
		import --screen
	export DBUS_SESSION_BUS_ADDRESS=unix:path=$HOME/nowhere
	untouched expect 1 import --screen
	[[ $stderr == "otp: screen: $GRIM; portal: cannot reach the session bus: "* ]]
	# a bus behind a network is none for us
	export DBUS_SESSION_BUS_ADDRESS=tcp:host=127.0.0.1,port=9
	untouched expect 1 import --screen
	[[ $stderr == "otp: screen: $GRIM; portal: cannot reach the session bus: "* ]]
}
