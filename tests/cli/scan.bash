# shellcheck shell=bash disable=SC2034
# For the tests of otp-scan, which runs without the rest of otp here.
SCAN=$OTP_BUILD/libexec/otp/otp-scan
DATA=$OTP_TESTS/data
SHORT=() # a program that lets the kernel lack something

need_sandbox() {
	case $OTP_BUILD in
	*asan) skip 'no sandbox under the sanitizers: nothing was checked' ;;
	esac
	[ -z "${OTP_UNCONFINED-}" ] ||
		skip 'no sandbox in this kernel: nothing was checked'
}

# without FEATURE...: what runs from here on finds no such thing.
without() {
	SHORT=("$OTP_BUILD/tests/tools/without" "$@" --)
	"${SHORT[@]}" true || skip 'cannot simulate it: nothing was checked'
}

# scan FILE [OPTION...]: the payloads one a line (\n, \0 and \ as \x0a, \x00,
# \x5c) in $output, the line on descriptor 2 in $line, the exit status in
# $status.
scan() {
	local file=$1
	shift
	"${SHORT[@]}" "$SCAN" "$@" <"$file" >"$BATS_TEST_TMPDIR/frames" \
		2>"$BATS_TEST_TMPDIR/line" && status=0 || status=$?
	line=$(cat "$BATS_TEST_TMPDIR/line")
	output=$(frames <"$BATS_TEST_TMPDIR/frames")
}

# Takes length-prefixed frames apart. Bytes travel as numbers: the shell
# cannot hold a NUL.
frames() {
	od -An -v -tu1 -w1 | LC_ALL=C awk '
		head < 4 {
			len = len * 256 + $1
			if (++head < 4) next
			if (len > 0) next
		}
		len > 0 {
			if ($1 == 10 || $1 == 0 || $1 == 92)
				printf "\\x%02x", $1
			else
				printf "%c", $1
			len--
		}
		len == 0 { print ""; head = 0 }
		END { if (head > 0) print "CUT FRAME" }'
}
