#!/usr/bin/env bats
# otp import --camera, before a stand-in of libv4l2

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

URI='otpauth://totp/Cam:era?secret=JBSWY3DPEHPK3PXP&issuer=Cam'

prepare() {
	make_vault
}

# A frame of 640 by 480 bytes with the code of $1, and one without.
frame() {
	qrencode -8 -t ASCII -m 4 "$1" | LC_ALL=C awk '{
		row = ""
		for (i = 1; i <= length($0); i += 2)
			row = row (substr($0, i, 1) == "#" ? "!!!!!!" : "~~~~~~")
		while (length(row) < 640) row = row "~"
		for (k = 0; k < 6; k++) { printf "%s", row; n++ }
	} END {
		row = ""
		while (length(row) < 640) row = row "~"
		while (n++ < 480) printf "%s", row
	}'
}

blank_frame() {
	head -c 307200 /dev/zero | tr '\0' '~'
}

# Gives otp the camera whose frames are on standard input.
with_camera() {
	case $OTP_BUILD in
	*asan) skip 'nothing can be preloaded under the sanitizers' ;;
	esac
	cat >frames
	mkdir -p bin libexec/otp
	cp "$OTP" bin/otp
	cat >libexec/otp/otp-scan <<-END
	#!/bin/sh
	CAMERA_FRAMES='$PWD/frames' LD_PRELOAD='$OTP_BUILD/tests/tools/preload/camera.so' \
	exec '$OTP_BUILD/libexec/otp/otp-scan' "\$@"
	END
	chmod +x libexec/otp/otp-scan
	OTP=$PWD/bin/otp
}

@test "without a camera it is said what is missing" {
	! compgen -G '/dev/video*' >/dev/null || skip 'there is a camera here'
	untouched fails 1 'otp: camera: there is none: no /dev/video* here' \
		import --camera
}

@test "the code that comes before the camera is taken" {
	with_camera < <(blank_frame; blank_frame; frame "$URI")
	expect 0 --at 59 import --camera
	prints "$(printf 'added\tCam:era\t%s\n%s' \
		"$(oathtool --totp --base32 --now @59 JBSWY3DPEHPK3PXP)" \
		'1 added, 0 duplicate, 0 skipped')"
	says ''
}

@test "a code for something else: what it is, 3" {
	with_camera < <(frame 'https://example.com/')
	untouched fails 3 'otp: camera: the QR code in it is not for an authenticator: a web address (https://example.com/)' import --camera
}

@test "a camera that stops is told" {
	with_camera < <(:)
	untouched fails 1 'otp: camera: gives no more pictures' import --camera
}

@test "on a terminal its picture is shown, and gone at the end" {
	with_camera < <(blank_frame; frame "$URI")
	TERM=xterm-256color LC_ALL=C.UTF-8 talk "'$OTP' --at 59 import --camera"
	same status "$status" 0
	[[ $screen == *'▀▀▀'* ]]
	# the paper, 126 of 255, and the ink, 33
	[[ $screen == *$'\033[38;5;243m'* && $screen == *$'\033[48;5;235m'* ]]
	[[ $screen == *'Hold the QR code before the camera'* ]]
	[[ $screen == *$'\033[J'*'1 added, 0 duplicate, 0 skipped' ]]
}

@test "without colours and UTF-8 it is told whether a code is seen" {
	with_camera < <(blank_frame; blank_frame; frame "$URI")
	TERM=dumb talk "'$OTP' --at 59 import --camera"
	same status "$status" 0
	[[ $screen == 'Hold the QR code before the camera. Ctrl-C ends.
A QR code is seen: '*'1 added, 0 duplicate, 0 skipped' ]]
	[[ $screen != *$'\033'* ]]
}

@test "Ctrl-C ends it: 130, nothing saved" {
	with_camera < <(blank_frame)
	untouched talk "'$OTP' import --camera" 'Hold the QR code' '^C'
	same status "$status" 130
}
